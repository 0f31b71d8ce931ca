"""LibreOffice from inside: types into cells as a person would; runs in the Python that LibreOffice speaks to.

Started by ``tests.libreoffice.fill`` only: ``python libreoffice_uno.py PIPE SOURCE TARGET``, the cells as
JSON on standard input; what went wrong goes to standard error.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any

_WAIT_SECONDS = 90
_XLSX = "Calc MS Excel 2007 XML"
_ODS = "calc8"


def main() -> int:
    """Open, type, save, close; 0 when every cell took what was typed."""
    pipe, source, target = sys.argv[1:4]
    values: dict[str, float | str] = json.load(sys.stdin)
    uno: Any = importlib.import_module("uno")
    desktop = _connect(uno, pipe)
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(source), "_blank", 0, _props(uno, Hidden=True)
    )
    if document is None:
        sys.stderr.write(f"LibreOffice opens no {source}\n")
        return 1
    refused = [place for place, value in values.items() if not _type(document, place, value)]
    if not refused:
        name = _ODS if target.endswith(".ods") else _XLSX
        document.storeToURL(uno.systemPathToFileUrl(target), _props(uno, FilterName=name))
    document.close(True)
    desktop.terminate()
    if refused:
        sys.stderr.write(f"locked: {', '.join(refused)}\n")
    return 1 if refused else 0


def _connect(uno: Any, pipe: str) -> Any:
    """The desktop of the LibreOffice that listens on the pipe, as soon as it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            context = resolver.resolve(address)
            break
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _props(uno: Any, **values: Any) -> tuple[Any, ...]:
    props = []
    for name, value in values.items():
        prop = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        prop.Name, prop.Value = name, value
        props.append(prop)
    return tuple(props)


def _type(document: Any, place: str, value: float | str) -> bool:
    """Type into ``Sheet!E7``; whether the cell took it (a locked one keeps what it has)."""
    sheet, _, address = place.rpartition("!")
    cell = document.Sheets.getByName(sheet).getCellRangeByName(address)
    before = cell.FormulaLocal
    if isinstance(value, str):
        cell.FormulaLocal = value
    else:
        cell.Value = value
    is_there = cell.FormulaLocal != before or cell.String == str(value)
    return is_there or (
        not isinstance(value, str) and cell.Value == value and not cell.CellProtection.IsLocked
    )


if __name__ == "__main__":
    sys.exit(main())
