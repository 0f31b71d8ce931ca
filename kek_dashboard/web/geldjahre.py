"""Geldjahre: plan and result of all Haushaltsjahre, read once for every page that shows them."""

from __future__ import annotations

from kek_dashboard.domain.entwicklung import Entwicklung, Mittelsumme, make_entwicklung, summarize_mittel
from kek_dashboard.domain.haushalt import VOLLZUG
from kek_dashboard.web.seite import Kontext


def read_entwicklung(kontext: Kontext) -> Entwicklung:
    """All years of the Haushalt; their lines are loaded one year after the other and let go."""
    return kontext.daten.kept(kontext.stand, ("entwicklung",), lambda: _read(kontext))


def _read(kontext: Kontext) -> Entwicklung:
    stand = kontext.stand
    summen: list[Mittelsumme] = []
    quellen = [(jahr, None) for jahr in stand.haushalte] + [(jahr, VOLLZUG) for jahr in stand.vollzuege]
    for jahr, fassung in quellen:
        gefunden = kontext.daten.from_haushalt(
            stand, jahr, fassung, ("mittelsummen",), lambda haushalt: summarize_mittel(haushalt, stand)
        )
        summen += gefunden or ()
    return make_entwicklung(stand.jahre, summen)
