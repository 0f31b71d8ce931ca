"""PDF: a report on paper and for screen readers (PDF/UA-1), set by Typst from data alone.

Nothing is fetched: the template stands beside this file, the typeface comes as a package, and the county's words reach
the typesetter as JSON, so that none of them can be read as a command.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources

import typst

from kek_dashboard.reports.bericht.form import Bericht
from kek_dashboard.reports.bericht.satz import satz_of


def write_pdf(bericht: Bericht) -> bytes:
    """The report as a tagged PDF; the same report gives the same bytes, its date is the Wissensstand."""
    setzer = typst.Compiler(
        (resources.files(__package__) / "bericht.typ").read_bytes(),
        font_paths=fonts(),
        sys_inputs={"bericht": json.dumps(satz_of(bericht), ensure_ascii=False)},
    )
    pdf = setzer.compile(format="pdf", pdf_standards=["ua-1"], timestamp=_moment(bericht))
    assert isinstance(pdf, bytes)
    return pdf


@cache
def fonts() -> typst.Fonts:
    """The typeface, read once; never one that happens to be on the server."""
    ordner = str(resources.files("font_source_sans_pro") / "files")
    return typst.Fonts(include_system_fonts=False, font_paths=[ordner])


def _moment(bericht: Bericht) -> datetime:
    return datetime.combine(bericht.auftrag.wissensstand, time(), UTC)
