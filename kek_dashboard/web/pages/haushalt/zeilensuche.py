"""Zeilensuche: finds lines among tens of thousands while somebody types; prepared once for each Haushalt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.haushaltsbaum import OHNE_ZIEL, is_counted, part_for
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung
from kek_dashboard.domain.zielgliederung import oberziele_ueber
from kek_dashboard.web.pages.haushalt.auswahl import JE_SEITE, OHNE, Filter, fold
from kek_dashboard.web.seite import Kontext

#: So many cents of a line serve a goal, by the line's place in the Haushalt.
_Cent = Mapping[int, int]
_NICHTS: _Cent = {}


@dataclass(frozen=True, slots=True)
class Zeilenverzeichnis:
    """All lines of a Haushalt, ready to be searched: what is asked of each line, by its place.

    ``cent`` is the Ansatz of lines that are counted, 0 of all others. ``je_ziel`` has Unterziele, Oberziele
    and ``OHNE_ZIEL``. ``alles_beispiel``: a page may say it once for all of them.
    """

    zeilen: tuple[Verwendung, ...]
    texte: tuple[str, ...]
    teilhaushalt: tuple[str, ...]
    produkt: tuple[str, ...]
    art: tuple[Positionsart, ...]
    cent: tuple[int, ...]
    je_ziel: Mapping[str, _Cent]
    je_kennzahl: Mapping[str, frozenset[int]]
    je_massnahme: Mapping[str, frozenset[int]]
    teilhaushalte: tuple[tuple[str, str], ...]
    arten: frozenset[Positionsart]
    alles_beispiel: bool
    herkunft: Herkunft


def open_verzeichnis(kontext: Kontext, mittel: Mitteleinsatz) -> Zeilenverzeichnis:
    """The Verzeichnis of a Haushalt, made once for it."""
    return kontext.daten.derived(
        mittel, ("zeilenverzeichnis",), lambda: make_verzeichnis(mittel, kontext.stand)
    )


def wesentliche_produkte(stand: Datenstand, haushaltsjahr: int) -> frozenset[str]:
    """The Produkte that the county names as wesentlich in a Haushaltsjahr."""
    nummern = (*stand.produkte, *stand.produktfassungen)
    return frozenset(
        nr for nr in nummern if (p := stand.produkt(nr, haushaltsjahr)) is not None and p.wesentlich
    )


def make_verzeichnis(mittel: Mitteleinsatz, stand: Datenstand) -> Zeilenverzeichnis:
    """What the search of a Haushalt needs."""
    zeilen = mittel.verwendungen
    positionen = [v.zeile.position for v in zeilen]
    namen: dict[str, str] = {}
    for position in positionen:
        schluessel = position.schluessel.teilhaushalt
        namen[schluessel] = namen.get(schluessel) or position.teilhaushaltbezeichnung
    namen.pop("", None)
    return Zeilenverzeichnis(
        zeilen=zeilen,
        texte=tuple(_search_text(v) for v in zeilen),
        teilhaushalt=tuple(p.schluessel.teilhaushalt for p in positionen),
        produkt=tuple(p.schluessel.produkt for p in positionen),
        art=tuple(p.art for p in positionen),
        cent=tuple(_cents(v.zeile.ansatz) if is_counted(v) else 0 for v in zeilen),
        je_ziel=_by_goal(zeilen, stand),
        je_kennzahl=_by_number([v.kennzahlen for v in zeilen]),
        je_massnahme=_by_number([v.massnahmen for v in zeilen]),
        teilhaushalte=tuple(namen.items()),
        arten=frozenset(p.art for p in positionen),
        alles_beispiel=all(v.herkunft is Herkunft.BEISPIEL for v in zeilen),
        herkunft=mittel.herkunft,
    )


def _cents(eur: Decimal | None) -> int:
    return 0 if eur is None else int(eur.scaleb(2))


def _by_goal(zeilen: Sequence[Verwendung], stand: Datenstand) -> dict[str, dict[int, int]]:
    """For each goal the lines that serve it, with their cents for it."""
    gefunden: dict[str, dict[int, int]] = {OHNE_ZIEL: {}}
    wege: dict[str, tuple[str, ...]] = {}
    for stelle, verwendung in enumerate(zeilen):
        offen = part_for(verwendung, OHNE_ZIEL)
        if offen is not None:
            gefunden[OHNE_ZIEL][stelle] = _cents(offen)
        for nr, eur in verwendung.je_unterziel:
            if nr not in wege:
                wege[nr] = (nr, *(ober.nr for ober in oberziele_ueber(stand, nr)))
            for ziel in wege[nr]:
                je_zeile = gefunden.setdefault(ziel, {})
                je_zeile[stelle] = je_zeile.get(stelle, 0) + _cents(eur)
    return gefunden


def _by_number(nummern: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    gefunden: dict[str, set[int]] = {}
    for stelle, einer in enumerate(nummern):
        for nr in einer:
            gefunden.setdefault(nr, set()).add(stelle)
    return {nr: frozenset(stellen) for nr, stellen in gefunden.items()}


def _search_text(verwendung: Verwendung) -> str:
    position = verwendung.zeile.position
    s = position.schluessel
    worte = (s.teilhaushalt, position.teilhaushaltbezeichnung, s.amt, s.produkt, position.produktbezeichnung, s.konto,
             position.bezeichnung, s.investition, ART_WORT[position.art], *(nr for nr, _ in verwendung.je_unterziel),
             *verwendung.kennzahlen, *verwendung.massnahmen)  # fmt: skip
    return fold(" ".join(worte))


@dataclass(frozen=True, slots=True)
class Fund:
    """The lines a filter leaves: where they stand, one page of them, and their sums by kind.

    ``davon`` is the part of the sums that serves the goal asked for (or none); empty without one.
    """

    verzeichnis: Zeilenverzeichnis
    stellen: Sequence[int]
    zeilen: Sequence[Verwendung]
    seite: int
    seiten: int
    summen: Betraege
    davon: Betraege

    @property
    def anzahl(self) -> int:
        """How many lines were found."""
        return len(self.stellen)

    @property
    def alle(self) -> list[Verwendung]:
        """Every line found, not only those of the page."""
        return [self.verzeichnis.zeilen[i] for i in self.stellen]


def find_zeilen(
    verzeichnis: Zeilenverzeichnis, gesucht: Filter, wesentlich: Collection[str] = frozenset()
) -> Fund:
    """The lines of one page; a page after the last is the last. ``wesentlich``: see ``wesentliche_produkte``."""
    stellen = _places(verzeichnis, gesucht, wesentlich)
    je_zeile = verzeichnis.je_ziel.get(gesucht.ziel, _NICHTS)
    summen = dict.fromkeys(Positionsart, 0)
    davon = dict.fromkeys(Positionsart, 0)
    arten, cent = verzeichnis.art, verzeichnis.cent
    for i in stellen:
        summen[arten[i]] += cent[i]
    if gesucht.ziel:
        for i in stellen:
            davon[arten[i]] += je_zeile[i]
    seiten = max(1, -(-len(stellen) // JE_SEITE))
    seite = min(gesucht.seite, seiten)
    return Fund(
        verzeichnis,
        stellen,
        [verzeichnis.zeilen[i] for i in stellen[(seite - 1) * JE_SEITE : seite * JE_SEITE]],
        seite,
        seiten,
        {art: Decimal(summen[art]).scaleb(-2) for art in VIER_ARTEN},
        {art: Decimal(davon[art]).scaleb(-2) for art in VIER_ARTEN} if gesucht.ziel else {},
    )


def _places(v: Zeilenverzeichnis, gesucht: Filter, wesentlich: Collection[str]) -> Sequence[int]:
    """Where the lines that are asked for stand; what narrows most without reading text comes first."""
    stellen: Sequence[int] = range(len(v.zeilen))
    if gesucht.ziel:
        stellen = list(v.je_ziel.get(gesucht.ziel, _NICHTS))
    if gesucht.kennzahl:
        dienende = v.je_kennzahl.get(gesucht.kennzahl, frozenset())
        stellen = [i for i in stellen if i in dienende]
    if gesucht.massnahme:
        dienende = v.je_massnahme.get(gesucht.massnahme, frozenset())
        stellen = [i for i in stellen if i in dienende]
    if gesucht.teilhaushalt:
        teilhaushalt = "" if gesucht.teilhaushalt == OHNE else gesucht.teilhaushalt
        stellen = [i for i in stellen if v.teilhaushalt[i] == teilhaushalt]
    if gesucht.produkt == OHNE:
        stellen = [i for i in stellen if not v.produkt[i]]
    elif gesucht.produkt:
        stellen = [i for i in stellen if v.produkt[i].startswith(gesucht.produkt)]
    if gesucht.art:
        stellen = [i for i in stellen if v.art[i] == gesucht.art]
    if gesucht.wesentlich:
        stellen = [i for i in stellen if v.produkt[i] in wesentlich]
    for wort in fold(gesucht.suche).split():
        stellen = [i for i in stellen if wort in v.texte[i]]
    return stellen
