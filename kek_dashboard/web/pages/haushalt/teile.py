"""Teile: parts of the page of a Haushalt that are asked for by themselves, each with the query of the page."""

from __future__ import annotations

from typing import Final

from kek_dashboard.web.seite import Kontext

#: Route that answers with a part of the page, given the page's own query and the name of the part.
TEIL: Final = "/haushalt/teil"
#: The field with the name of the part.
WAS: Final = "was"


def teil_link(kontext: Kontext, was: str, **genauer: str) -> str:
    """Address of a part of the page as it is shown now."""
    eigene = {name: kontext.query[name] for name in ("haushaltsjahr", "fassung") if name in kontext.query}
    return kontext.link(TEIL, was=was, **eigene, **genauer)
