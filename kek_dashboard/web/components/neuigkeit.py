"""Neuigkeit: where the subject of a Neuigkeit has its page."""

from __future__ import annotations

from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit
from kek_dashboard.web.seite import Kontext


def neuigkeit_link(kontext: Kontext, neuigkeit: Neuigkeit) -> str | None:
    """Where the subject has its page; ``None`` where it has none, or is no longer known."""
    stand, nr = kontext.stand, neuigkeit.nr
    match neuigkeit.gegenstand:
        case Gegenstand.KENNZAHL if nr in stand.akten:
            return kontext.link_kennzahl(nr)
        case Gegenstand.UNTERZIEL if nr in stand.ziele:
            return kontext.link_ziel(nr)
        case Gegenstand.MASSNAHME if nr in stand.massnahmen:
            return kontext.link_massnahme(nr)
        case Gegenstand.HAUSHALT:
            return kontext.link("/haushalt", haushaltsjahr=nr)
    return None
