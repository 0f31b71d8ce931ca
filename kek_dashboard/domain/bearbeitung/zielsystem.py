"""Zielsystem bearbeiten: its years, the days on which it is the county's, and its own words for the levels."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Gruppe, Sache, Teil
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielsystem import Zielebene, Zielsystem

ART = "zielsystem"
_JAHR, _DATUM = Feldart.JAHR, Feldart.DATUM
_SYSTEM = (
    Feld("erstes_jahr", "Erstes Jahr", "Erstes Jahr", _JAHR, smart="terminiert"),
    Feld("letztes_jahr", "Letztes Jahr", "Letztes Jahr", _JAHR, smart="terminiert",
         hilfe="Bis dahin sollen die Ziele erreicht sein"),
    Feld("gueltig_ab", "Gilt ab", "Gültig ab", _DATUM, hilfe="Tag des Beschlusses"),
    Feld("gueltig_bis", "Gilt bis", "Gültig bis", _DATUM, hilfe="leer: bis auf Weiteres"),
    Feld("beschluss", "Beschluss", "Beschluss", hilfe="Drucksache, mit der es beschlossen wurde"),
    Feld("bemerkung", "Bemerkung", "Bemerkung", Feldart.LANG),
)  # fmt: skip
_EBENE = (
    Feld("wort", "Wort", "Ebene", pflicht=True, schluessel=True, hilfe="etwa Aktionsraum"),
    Feld(
        "art", "entspricht", "Art", Feldart.WAHL, pflicht=True, wahl=tuple((e.value, e.value) for e in Ebene)
    ),
    Feld("mehrzahl", "Mehrzahl", "Mehrzahl", hilfe="etwa Aktionsräume"),
)


def _system(stand: Datenstand, sache: Sache) -> list[Zielsystem]:
    return [system for system in stand.zielsysteme if system.name == sache.nr]


def _ebenen(stand: Datenstand, sache: Sache) -> tuple[Zielebene, ...]:
    return tuple(ebene for system in _system(stand, sache) for ebene in system.ebenen)


def _fest(sache: Sache) -> Mapping[str, str]:
    return MappingProxyType({"Zielsystem": sache.nr})


GEGENSTAND = Gegenstand(
    art=ART,
    wort="Zielsystem",
    teile=(
        Teil("stamm", "Das Zielsystem", "Zielsystem", "Zielsysteme", _SYSTEM, _system, _fest),
        Teil("ebenen", "Eigene Worte für die Ebenen", "Ebene", "Zielebenen", _EBENE, _ebenen, _fest, is_liste=True,
             hilfe="Wie das Zielsystem nennt, was hier Oberziel oder Unterziel heißt."),
    ),
    gruppen=(
        Gruppe("Für welche Jahre, und seit wann?",
               ("erstes_jahr", "letztes_jahr", "gueltig_ab", "gueltig_bis", "beschluss", "bemerkung"), is_open=True),
    ),
    name_von=lambda stand, sache: next((s.name for s in _system(stand, sache)), None),
    alle=lambda stand: [Sache(ART, system.name) for system in stand.zielsysteme if system.name],
    pfad=lambda *_: "/",
)  # fmt: skip
