"""Ziel bearbeiten: title and wording of a Leitbild, Oberziel, Unterziel or Handlungsfeld."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Gruppe, Sache, Teil
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung

ART = "ziel"
_FASSUNG = (
    Feld("nr", "Nr.", "Nr.", pflicht=True, schluessel=True),
    Feld("zielsystem", "Zielsystem", "Zielsystem", schluessel=True),
    Feld("ebenenwort", "Ebene", "Ebene", getragen=True),
    Feld("kurztitel", "Kurztitel", "Kurztitel", pflicht=True, beschluss=True),
    Feld("wortlaut", "Wortlaut", "Wortlaut", Feldart.LANG, pflicht=True, beschluss=True,
         hilfe="Wort für Wort, wie der Kreistag es beschlossen hat"),
    Feld("ueber", "übergeordnetes Ziel", "übergeordnet", getragen=True),
    Feld("beschluss", "Beschluss", "Beschluss", getragen=True),
    Feld("gueltig_ab", "gilt seit", "Gültig ab", Feldart.DATUM, getragen=True),
    Feld("gueltig_bis", "Gilt bis", "Gültig bis", Feldart.DATUM, hilfe="leer: bis auf Weiteres"),
)  # fmt: skip


def _find(stand: Datenstand, sache: Sache) -> Ziel | None:
    if stand.gesamt is None or not sache.zielsystem:
        return stand.ziele.get(sache.nr)
    return stand.gesamt.ziele.get(sache.zielsystem, {}).get(sache.nr)


def _fassung(stand: Datenstand, sache: Sache) -> list[Zielfassung]:
    gefunden = _find(stand, sache)
    if gefunden is None:
        return []
    leitend = gefunden.fassungen[0]
    return [replace(leitend, ebenenwort=word_in_sheet(leitend))]


def _name(stand: Datenstand, sache: Sache) -> str | None:
    gefunden = _find(stand, sache)
    return None if gefunden is None else gefunden.kurztitel


def _alle(stand: Datenstand) -> list[Sache]:
    if stand.gesamt is None:
        return [Sache(ART, nr) for nr in stand.ziele]
    return [Sache(ART, nr, system) for system, ziele in stand.gesamt.ziele.items() for nr in ziele]


def word_in_sheet(fassung: Zielfassung) -> str:
    """What the sheet calls the level of a Ziel: its Zielsystem's own word where it has one."""
    return fassung.ebenenwort or fassung.ebene.value


def _pfad(stand: Datenstand, sache: Sache) -> str:
    """Only an Unterziel has a page of its own."""
    gefunden = _find(stand, sache)
    if gefunden is None or gefunden.ebene is not Ebene.UNTERZIEL:
        return "/"
    return "/unterziel/" + quote(sache.nr, safe="")


GEGENSTAND = Gegenstand(
    art=ART,
    wort="Ziel",
    teile=(
        Teil("stamm", "Das Ziel", "Ziel", "Ziele", _FASSUNG, _fassung, loest_ab=True),
    ),
    gruppen=(
        Gruppe("Wie lautet das Ziel?", ("kurztitel", "wortlaut", "gueltig_bis"), is_open=True),
    ),
    name_von=_name,
    alle=_alle,
    pfad=_pfad,
)  # fmt: skip
