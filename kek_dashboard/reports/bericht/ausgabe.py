"""Ausgabe: a report in the kind of file that was asked for, and the name of that file."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from kek_dashboard.domain.bericht import Berichtsauftrag, Berichtsformat
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.reports.bericht.docx import write_docx
from kek_dashboard.reports.bericht.pdf import write_pdf
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.reports.bericht.xlsx import write_xlsx

#: Told how far the making is (0 … 1) and what is being done, for whoever waits.
Melde = Callable[[float, str], None]


class UnwritableBerichtError(DomainError):
    """This report is not written in this format."""

    def __init__(self, bezeichnung: str, format_: Berichtsformat) -> None:
        """Name both."""
        super().__init__(f"{bezeichnung} gibt es nicht als {format_.value.upper()}.")


def write_bericht(quelle: Berichtsquelle, format_: Berichtsformat, melde: Melde | None = None) -> bytes:
    """The report of the order as a file; the same order over the same data gives the same bytes.

    Raises ``UnwritableBerichtError`` where this report is not written in this format.
    """
    form = BERICHTE[quelle.auftrag.art]
    if format_ not in form.formate:
        raise UnwritableBerichtError(form.bezeichnung, format_)
    if melde is not None:
        melde(0.1, "Zahlen werden gesammelt")
    if format_ is Berichtsformat.XLSX and form.write_xlsx is not None:
        return form.write_xlsx(quelle)
    bericht = form.make(quelle)
    if melde is not None:
        melde(0.6, f"{format_.value.upper()} wird geschrieben")
    match format_:
        case Berichtsformat.PDF:
            return write_pdf(bericht)
        case Berichtsformat.DOCX:
            return write_docx(bericht)
        case Berichtsformat.XLSX:
            return write_xlsx(bericht)
        case _:
            assert_never(format_)


def file_name(auftrag: Berichtsauftrag, format_: Berichtsformat) -> str:
    """A name that says what is inside: report, year, quarter, Wissensstand; only letters that every system takes."""
    teile = [auftrag.art.value, str(auftrag.jahr)]
    if auftrag.quartal is not None:
        teile.append(f"q{auftrag.quartal}")
    return f"{'-'.join(teile)}-wissensstand-{auftrag.wissensstand.isoformat()}.{format_.value}"
