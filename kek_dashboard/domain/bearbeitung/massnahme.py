"""Maßnahme bearbeiten: what is done by whom until when, how far it is, and its Meilensteine."""

from __future__ import annotations

from types import MappingProxyType
from urllib.parse import quote

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Gruppe, Sache, Teil
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.nummer import nummer_key

ART = "massnahme"
_DATUM = Feldart.DATUM
_STAMM = (
    Feld("nr", "Maßnahme-Nr.", "Maßnahme-Nr.", pflicht=True, schluessel=True),
    Feld("bezeichnung", "Bezeichnung", "Bezeichnung", pflicht=True, smart="spezifisch"),
    Feld("unterziel", "Für welches Unterziel?", "Unterziel", Feldart.ZIEL, pflicht=True, aus="unterziele"),
    Feld("handlungsschwerpunkt", "Handlungsschwerpunkt", "Handlungsschwerpunkt"),
    Feld("fachbereich", "Fachbereich", "Fachbereich", Feldart.WAHL, aus="fachbereiche", smart="akzeptiert"),
    Feld("vorschlag_von", "Vorschlag von", "Herkunft", Feldart.WAHL,
         wahl=(("", "keine Angabe"), ("Verwaltung", "Verwaltung"), ("Kreispolitik", "Kreispolitik"))),
    Feld("status", "Status", "Status", hilfe="etwa geplant, läuft, abgeschlossen, zurückgestellt"),
    Feld("fortschritt", "Fortschritt in %", "Fortschritt", Feldart.ZAHL, hilfe="0 bis 100, Angabe des Fachbereichs"),
    Feld("beginn", "Beginn", "Beginn", _DATUM, smart="terminiert"),
    Feld("ende", "Ende", "Ende", _DATUM, smart="terminiert"),
)  # fmt: skip
_MEILENSTEIN = (
    Feld("bezeichnung", "Meilenstein", "Meilenstein", pflicht=True, schluessel=True),
    Feld("geplant", "geplant bis", "geplant", _DATUM, pflicht=True, smart="terminiert"),
    Feld("erreicht", "erreicht am", "erreicht", _DATUM, hilfe="leer: noch offen"),
    Feld("bemerkung", "Bemerkung", "Bemerkung"),
)


def _find(stand: Datenstand, sache: Sache) -> Massnahme | None:
    alle = tuple(stand.massnahmen.values()) if stand.gesamt is None else stand.gesamt.massnahmen
    eigene = [m for m in alle if m.nr == sache.nr]
    return next((m for m in eigene if m.zielsystem == sache.zielsystem), None)


def _massnahme(stand: Datenstand, sache: Sache) -> list[Massnahme]:
    gefunden = _find(stand, sache)
    return [] if gefunden is None else [gefunden]


def _meilensteine(stand: Datenstand, sache: Sache) -> tuple[Meilenstein, ...]:
    return stand.meilensteine.get(sache.nr, ())


def _name(stand: Datenstand, sache: Sache) -> str | None:
    gefunden = _find(stand, sache)
    return None if gefunden is None else gefunden.bezeichnung


def _alle(stand: Datenstand) -> list[Sache]:
    alle = tuple(stand.massnahmen.values()) if stand.gesamt is None else stand.gesamt.massnahmen
    return [Sache(ART, m.nr, m.zielsystem) for m in sorted(alle, key=lambda m: nummer_key(m.nr))]


GEGENSTAND = Gegenstand(
    art=ART,
    wort="Maßnahme",
    teile=(
        Teil("stamm", "Die Maßnahme", "Maßnahme", "Maßnahmen", _STAMM, _massnahme, blattherkunft="herkunft"),
        Teil("meilensteine", "Meilensteine", "Meilenstein", "Meilensteine", _MEILENSTEIN, _meilensteine,
             lambda sache: MappingProxyType({"Maßnahme-Nr.": sache.nr}), is_liste=True,
             hilfe="Die Schritte, an denen man sieht, ob es vorangeht."),
    ),
    gruppen=(
        Gruppe("Wie weit ist sie?", ("status", "fortschritt", "beginn", "ende"), is_open=True),
        Gruppe("Was, wofür und wer?",
               ("bezeichnung", "unterziel", "handlungsschwerpunkt", "fachbereich", "vorschlag_von")),
    ),
    name_von=_name,
    alle=_alle,
    pfad=lambda _, sache: "/massnahme/" + quote(sache.nr, safe=""),
    kann_neu=True,
    neu_hilfe="etwa M-42",
)  # fmt: skip
