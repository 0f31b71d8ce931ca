"""Form of the Brücke: JSON of what becomes of each old Unterziel and where each new Ziel comes from."""

from __future__ import annotations

from typing import Any

from kek_dashboard.cli.form import number
from kek_dashboard.cli.form_kennzahlen import day
from kek_dashboard.domain.bruecke import Bruecke, Schicksal, Zielursprung, bruecken, closing_year
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, bewerte_alles


def bruecke_json(stand: Datenstand) -> dict[str, Any]:
    """``bruecke``: all Zielsysteme by their beginning, and the bridge between each two that follow each other.

    An Unterziel's ``art`` is null as long as nobody has laid down what becomes of it. Its figures are those of
    ``jahr``: the last year of its Zielsystem as soon as it is over, before that the newest with figures.
    """
    return {
        "wissensstand": stand.wissensstand.isoformat(),
        "zielsysteme": [_system(system) for system in stand.zielsysteme],
        "bruecken": [_bridge(stand, bruecke) for bruecke in bruecken(stand)],
    }


def _system(system: Zielsystem) -> dict[str, Any]:
    return {
        "name": system.name,
        "erstes_jahr": system.erstes_jahr,
        "letztes_jahr": system.letztes_jahr,
        "gueltig_ab": day(system.gueltig_ab),
        "gueltig_bis": day(system.gueltig_bis),
        "beschluss": system.beschluss,
        "herkunft": system.herkunft.value,
    }


def _bridge(stand: Datenstand, bruecke: Bruecke) -> dict[str, Any]:
    vorher = stand.fuer(bruecke.alt.name)
    jahr = closing_year(vorher)
    gesamt = bewerte_alles(vorher, jahr)
    return {
        "alt": bruecke.alt.name,
        "neu": bruecke.neu.name,
        "jahr": jahr,
        "unterziele": [_fate(schicksal, gesamt) for schicksal in bruecke.schicksale],
        "neue_ziele": [_origin(ursprung) for ursprung in bruecke.urspruenge],
        "kennzahlen_weiter": list(bruecke.weiter),
        "kennzahlen_enden": list(bruecke.endet),
        "kennzahlen_beginnen": list(bruecke.beginnt),
        "widersprueche": list(bruecke.widersprueche),
        "herkunft": bruecke.herkunft.value,
    }


def _fate(schicksal: Schicksal, gesamt: Gesamtbewertung) -> dict[str, Any]:
    bewertung = gesamt.unterziele[schicksal.ziel.nr]
    return {
        "nr": schicksal.ziel.nr,
        "art": None if schicksal.art is None else schicksal.art.value,
        "neue_ziele": [ziel.nr for ziel in schicksal.neue],
        "beschluesse": list(schicksal.beschluesse),
        "bilanztexte": list(schicksal.bilanztexte),
        "kennzahlen_weiter": list(schicksal.weiter),
        "kennzahlen_enden": list(schicksal.endet),
        "zielerreichung": number(bewertung.zielerreichung),
        "stand": bewertung.stand.value,
        "bilanz": None if bewertung.bilanz is None else bewertung.bilanz.value,
        "herkunft": schicksal.herkunft.value,
    }


def _origin(ursprung: Zielursprung) -> dict[str, Any]:
    return {
        "nr": ursprung.ziel.nr,
        "alte_unterziele": [ziel.nr for ziel in ursprung.alte],
        "kennzahlen_weiter": list(ursprung.weiter),
        "kennzahlen_beginnen": list(ursprung.beginnt),
    }
