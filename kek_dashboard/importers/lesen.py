"""Lesen: one delivered workbook, whatever its kind, to records and Befunde."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.importers.eigene_blaetter import without_own_sheets
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.erkennen import recognise
from kek_dashboard.importers.haushalt import read_haushalt
from kek_dashboard.importers.kennzahlen import read_kennzahlen
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.profil import list_profile
from kek_dashboard.importers.stammdaten import read_stammdaten

_LESER: dict[Lieferart, Callable[[Arbeitsmappe, Vorgabe, Datenstand], Leseergebnis]] = {
    Lieferart.STAMMDATEN: read_stammdaten,
    Lieferart.KENNZAHLEN: read_kennzahlen,
}


def read_delivery(
    mappe: Arbeitsmappe, vorgabe: Vorgabe, stand: Datenstand, profil_ordner: Path | None = None
) -> Leseergebnis:
    """Records and Befunde of a workbook; its kind is recognised where ``vorgabe`` does not say it.

    What this program itself put into the workbook (return workbook, copy with Befunde) is left out.
    ``profil_ordner`` holds the budget office's own profiles for a Haushaltsplan.
    """
    mappe = without_own_sheets(mappe)
    art = vorgabe.art or (
        # whoever names a profile of a Haushaltsplan has said what the file is
        Lieferart.HAUSHALT if vorgabe.profil in list_profile(profil_ordner) else recognise(mappe)
    )
    if isinstance(art, Befund):
        return Leseergebnis(vorgabe, Inhalt(), (art,), 0)
    vorgabe = replace(vorgabe, art=art)
    if art is Lieferart.HAUSHALT:
        return read_haushalt(mappe, vorgabe, stand, profil_ordner)
    return _LESER[art](mappe, vorgabe, stand)
