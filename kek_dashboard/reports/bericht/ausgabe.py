"""Ausgabe: a report in the kind of file that was asked for, and the name of that file."""

from __future__ import annotations

from typing import assert_never

from kek_dashboard.domain.bericht import Berichtsauftrag, Berichtsformat
from kek_dashboard.reports.bericht.pdf import write_pdf
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE


def write_bericht(quelle: Berichtsquelle, format_: Berichtsformat) -> bytes:
    """The report of the order as a file; the same order over the same data gives the same bytes.

    Raises ``ValueError`` where this report is not written in this format.
    """
    form = BERICHTE[quelle.auftrag.art]
    if format_ not in form.formate:
        raise ValueError(f"{form.bezeichnung} gibt es nicht als {format_.value.upper()}.")
    match format_:
        case Berichtsformat.PDF:
            return write_pdf(form.make(quelle))
        case Berichtsformat.DOCX | Berichtsformat.XLSX:
            raise ValueError(f"{form.bezeichnung} gibt es nicht als {format_.value.upper()}.")
        case _:
            assert_never(format_)


def file_name(auftrag: Berichtsauftrag, format_: Berichtsformat) -> str:
    """A name that says what is inside: report, year, quarter, Wissensstand; only letters that every system takes."""
    teile = [auftrag.art.value, str(auftrag.jahr)]
    if auftrag.quartal is not None:
        teile.append(f"q{auftrag.quartal}")
    return f"{'-'.join(teile)}-wissensstand-{auftrag.wissensstand.isoformat()}.{format_.value}"
