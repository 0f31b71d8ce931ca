"""Erläuterung bearbeiten: what is said about a Kennzahl, an Unterziel or a Maßnahme for one Zeitraum."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Gruppe, Sache, Teil
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.zielsystemsicht import first_system

ART = "erlaeuterung"
_TRENNER = "|"
_SPALTE = {Bezug.KENNZAHL: "Kennzahl-Nr.", Bezug.UNTERZIEL: "Unterziel", Bezug.MASSNAHME: "Maßnahme-Nr."}
_PFAD = {Bezug.KENNZAHL: "/kennzahl/", Bezug.UNTERZIEL: "/unterziel/", Bezug.MASSNAHME: "/massnahme/"}
_TEXTE = (
    Feld("text", "Was ist geschehen, und warum?", "Text", Feldart.LANG, pflicht=True,
         hilfe="Was hat die Entwicklung bewirkt? Woran liegt eine Abweichung, und was wird getan?"),
    Feld("umfeld", "Umfeld", "Umfeld", Feldart.LANG,
         hilfe="Was von außen kommt: Gesetze, Wirtschaft, Nachbarn, Bevölkerung"),
    Feld("beurteilung", "Beurteilung", "Beurteilung", Feldart.LANG,
         hilfe="Wie der Fachbereich selbst den Stand beurteilt"),
    Feld("verfasser", "Verfasst von", "Verfasser", hilfe="Name oder Stelle"),
)  # fmt: skip


def join_zusatz(bezug: str, zeitraum: str) -> str:
    """What an explanation is about, and its Zeitraum, as one word.

    >>> split_zusatz(join_zusatz("kennzahl", "2023"))
    (<Bezug.KENNZAHL: 'kennzahl'>, '2023')
    """
    return f"{bezug}{_TRENNER}{zeitraum}"


def split_zusatz(zusatz: str) -> tuple[Bezug, str]:
    """The way back from ``join_zusatz``; raises ``ValueError`` for a word that is none."""
    bezug, _, zeitraum = zusatz.partition(_TRENNER)
    return Bezug(bezug), zeitraum


def _texts(stand: Datenstand, sache: Sache) -> list[Erlaeuterung]:
    bezug, zeitraum = split_zusatz(sache.zusatz)
    alle = stand.erlaeuterungen if stand.gesamt is None else stand.gesamt.erlaeuterungen
    # Records name the county's first Zielsystem not at all.
    system = "" if sache.zielsystem == first_system(stand.zielsysteme) else sache.zielsystem
    gesucht = (bezug.value, sache.nr, zeitraum, system)
    return [e for e in alle if (e.bezug, e.bezug_nr, e.zeitraum, e.zielsystem) == gesucht]


def _fest(sache: Sache) -> Mapping[str, str]:
    bezug, zeitraum = split_zusatz(sache.zusatz)
    system = {"Zielsystem": sache.zielsystem} if bezug is Bezug.UNTERZIEL and sache.zielsystem else {}
    return MappingProxyType({_SPALTE[bezug]: sache.nr, **system, "Zeitraum": zeitraum})


def _name(stand: Datenstand, sache: Sache) -> str | None:
    bezug, zeitraum = split_zusatz(sache.zusatz)
    name = name_of(stand, bezug, sache)
    return None if name is None else f"{name}, {zeitraum}"


def name_of(stand: Datenstand, bezug: Bezug, sache: Sache) -> str | None:
    """What the explanation is about, by name; ``None`` where there is no such thing."""
    if bezug is Bezug.KENNZAHL:
        akten = stand.akten if stand.gesamt is None else stand.gesamt.akten
        akte = akten.get(sache.nr)
        return None if akte is None else akte.kennzahl.bezeichnung
    if bezug is Bezug.MASSNAHME:
        alle = tuple(stand.massnahmen.values()) if stand.gesamt is None else stand.gesamt.massnahmen
        return next((m.bezeichnung for m in alle if m.nr == sache.nr), None)
    system = sache.zielsystem or first_system(stand.zielsysteme)
    ziele = stand.ziele if stand.gesamt is None else stand.gesamt.ziele.get(system, {})
    return ziele[sache.nr].kurztitel if sache.nr in ziele else None


def _alle(stand: Datenstand) -> list[Sache]:
    alle = stand.erlaeuterungen if stand.gesamt is None else stand.gesamt.erlaeuterungen
    erstes = first_system(stand.zielsysteme)
    return [
        Sache(
            ART,
            e.bezug_nr,
            e.zielsystem or (erstes if e.bezug == Bezug.UNTERZIEL.value else ""),
            join_zusatz(e.bezug, e.zeitraum),
        )
        for e in alle
    ]


def _pfad(_: Datenstand, sache: Sache) -> str:
    return _PFAD[split_zusatz(sache.zusatz)[0]] + quote(sache.nr, safe="")


GEGENSTAND = Gegenstand(
    art=ART,
    wort="Erläuterung",
    teile=(Teil("stamm", "Die Erläuterung", "Erläuterung", "Erläuterungen", _TEXTE, _texts, _fest),),
    gruppen=(Gruppe("Was ist dazu zu sagen?", ("text", "umfeld", "beurteilung", "verfasser"), is_open=True),),
    name_von=_name,
    alle=_alle,
    pfad=_pfad,
)
