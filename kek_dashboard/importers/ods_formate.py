"""Ods-Formate: styles of an OpenDocument table, as far as values and visibility need them; child process only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE = f"{_NS}style:1.0 "
NUMBER = f"{_NS}datastyle:1.0 "
TABLE = f"{_NS}table:1.0 "
_ZAHLENSTILE = {NUMBER + art for art in ("number-style", "percentage-style", "currency-style")}
_ANDERE_STILE = {NUMBER + art for art in ("date-style", "time-style", "boolean-style", "text-style")}
#: A negative number has a style of its own; the one for these is what a person sees most.
_POSITIV = {"value()>=0", "value()>0"}
_MAX_STELLEN = 30
_MAX_ELTERN = 20

Attribute = dict[str, str]


@dataclass(slots=True)
class _Zahlenstil:
    """One number style on its way to a format as Excel writes it."""

    ist_prozent: bool = False
    teile: list[str] = field(default_factory=list)
    positiv: str = ""


class Stilleser:
    """Handlers of expat for styles; keeps what it saw for ``format_of`` and ``is_hidden_table``."""

    def __init__(self) -> None:
        self._zahlen: dict[str, _Zahlenstil] = {}
        self._zellen: dict[str, tuple[str, str]] = {}
        self._verborgene_tabellen: set[str] = set()
        self._name = self._familie = ""
        self._offen: _Zahlenstil | None = None
        self._text: list[str] | None = None
        self._starter: dict[str, Callable[[Attribute], None]] = {
            STYLE + "style": self._style,
            STYLE + "map": self._map,
            STYLE + "table-properties": self._table,
            NUMBER + "number": self._number,
            NUMBER + "scientific-number": lambda _: self._add("0.00E+00"),
            NUMBER + "fraction": lambda _: self._add("# ?/?"),
            NUMBER + "text": self._literal,
            NUMBER + "currency-symbol": self._literal,
        }

    def start(self, name: str, attribute: Attribute) -> None:
        """Begin of an element."""
        if name in _ZAHLENSTILE:
            self._offen = _Zahlenstil(name.endswith("percentage-style"))
            self._zahlen[attribute.get(STYLE + "name", "")] = self._offen
            if len(self._zahlen) > grenzen.MAX_FORMATE:
                raise RefusedError("zu_gross", "mehr als 5.000 Zahlenformate")
        elif name in _ANDERE_STILE:
            self._offen = None
        elif (starter := self._starter.get(name)) is not None:
            starter(attribute)

    def end(self, name: str) -> None:
        """End of an element."""
        if name in _ZAHLENSTILE:
            self._offen = None
        elif self._text is not None and name in {NUMBER + "text", NUMBER + "currency-symbol"}:
            self._close_literal("".join(self._text)[: grenzen.MAX_FORMATTEXT])
            self._text = None

    def text(self, text: str) -> None:
        """Text between elements: only literals of a format are of use."""
        if self._text is not None:
            self._text.append(text)

    def format_of(self, stil: str) -> str:
        """Number format of a cell style as Excel writes it, ``General`` where none is known."""
        for _ in range(_MAX_ELTERN):
            zahlenstil, eltern = self._zellen.get(stil, ("", ""))
            if zahlenstil:
                gefunden = self._zahlen.get(zahlenstil)
                if gefunden is not None and gefunden.positiv in self._zahlen:
                    gefunden = self._zahlen[gefunden.positiv]
                return ("".join(gefunden.teile) or "General") if gefunden is not None else "General"
            if not eltern:
                break
            stil = eltern
        return "General"

    def is_hidden_table(self, stil: str) -> bool:
        """Whether tables of this style are not shown."""
        return stil in self._verborgene_tabellen

    def _style(self, attribute: Attribute) -> None:
        self._name, self._familie = attribute.get(STYLE + "name", ""), attribute.get(STYLE + "family", "")
        if self._familie == "table-cell":
            if len(self._zellen) >= grenzen.MAX_STILE:
                raise RefusedError("zu_gross", "mehr als 20.000 Zellformate")
            self._zellen[self._name] = (
                attribute.get(STYLE + "data-style-name", ""),
                attribute.get(STYLE + "parent-style-name", ""),
            )

    def _table(self, attribute: Attribute) -> None:
        if self._familie == "table" and attribute.get(TABLE + "display") == "false":
            self._verborgene_tabellen.add(self._name)

    def _map(self, attribute: Attribute) -> None:
        if self._offen is not None and attribute.get(STYLE + "condition", "").replace(" ", "") in _POSITIV:
            self._offen.positiv = attribute.get(STYLE + "apply-style-name", "")

    def _add(self, teil: str) -> None:
        if self._offen is not None:
            self._offen.teile.append(teil)

    def _number(self, attribute: Attribute) -> None:
        ganze = _digits(attribute.get(NUMBER + "min-integer-digits"), 0)
        gruppiert = attribute.get(NUMBER + "grouping") == "true"
        stellen = attribute.get(NUMBER + "decimal-places")
        if stellen is None and ganze <= 1 and not gruppiert:
            self._add("General")
            return
        nachkomma = _digits(stellen, 0)
        feste = min(_digits(attribute.get(NUMBER + "min-decimal-places"), nachkomma), nachkomma)
        bild = "0" * ganze or "#"
        if gruppiert:
            bild = "#,##0" if ganze <= 1 else "#," + bild
        self._add(bild + ("." + "0" * feste + "#" * (nachkomma - feste) if nachkomma else ""))

    def _literal(self, _: Attribute) -> None:
        if self._offen is not None:
            self._text = []

    def _close_literal(self, text: str) -> None:
        if self._offen is None:
            return
        if self._offen.ist_prozent and "%" in text:
            vorn, _, hinten = text.partition("%")
            self._quote(vorn)
            self._add("%")
            self._quote(hinten)
        else:
            self._quote(text)

    def _quote(self, text: str) -> None:
        nackt = text.replace('"', "")
        if nackt:
            self._add(f'"{nackt}"')


def _digits(text: str | None, default: int) -> int:
    """A number of digits; what is none, or too many, counts as ``default``."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= len(str(_MAX_STELLEN))):
        return default
    return min(int(text), _MAX_STELLEN)
