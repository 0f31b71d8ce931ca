"""Haushaltsauswahl: which Haushaltsjahr and which lines an address asks for, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung
from kek_dashboard.web.seite import Kontext

#: Value of ``ziel`` for the money that serves no goal.
OHNE_ZIEL = "ohne"
JE_SEITE = 50

ART_WORT = {
    Positionsart.ERTRAEGE: "Erträge",
    Positionsart.AUFWENDUNGEN: "Aufwendungen",
    Positionsart.INVESTIVE_EINZAHLUNGEN: "Investive Einzahlungen",
    Positionsart.INVESTIVE_AUSZAHLUNGEN: "Investive Auszahlungen",
    Positionsart.INTERNE_ERTRAEGE: "Erträge aus internen Leistungsbeziehungen",
    Positionsart.INTERNE_AUFWENDUNGEN: "Aufwendungen aus internen Leistungsbeziehungen",
    Positionsart.AUSSERORDENTLICHE_ERTRAEGE: "Außerordentliche Erträge",
    Positionsart.AUSSERORDENTLICHE_AUFWENDUNGEN: "Außerordentliche Aufwendungen",
    Positionsart.LAUFENDE_EINZAHLUNGEN: "Laufende Einzahlungen",
    Positionsart.LAUFENDE_AUSZAHLUNGEN: "Laufende Auszahlungen",
    Positionsart.FINANZIERUNG_EINZAHLUNGEN: "Einzahlungen aus Finanzierung",
    Positionsart.FINANZIERUNG_AUSZAHLUNGEN: "Auszahlungen für Finanzierung",
    Positionsart.HAUSHALTSUNWIRKSAM: "Haushaltsunwirksame Zahlungen",
}

#: What this page keeps in its address besides Berichtsjahr and Wissensstand; a page of lines begins anew.
EIGENE = ("haushaltsjahr", "fassung", "genau", "suche", "teilhaushalt", "ziel", "art")
_LONGEST = 200
_MOST_DIGITS = 4
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """Text as the search compares it: case and the spelling of umlauts do not matter.

    >>> fold("Straßen und Plätze") == fold("STRASSEN UND PLAETZE")
    True
    """
    return text.casefold().translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the lines are narrowed to; empty = all. ``ziel`` is a number or ``OHNE_ZIEL``; pages from 1."""

    suche: str = ""
    teilhaushalt: str = ""
    ziel: str = ""
    art: str = ""
    seite: int = 1

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.suche or self.teilhaushalt or self.ziel or self.art)


def read_filter(query: Mapping[str, str]) -> Filter:
    """The filter of an address; what cannot be read is as good as not said.

    >>> read_filter({"suche": " kita ", "seite": "x"})
    Filter(suche='kita', teilhaushalt='', ziel='', art='', seite=1)
    """
    felder = {
        name: query.get(name, "").strip()[:_LONGEST] for name in ("suche", "teilhaushalt", "ziel", "art")
    }
    return Filter(**felder, seite=max(1, _number(query.get("seite", "")) or 1))


def choose_haushaltsjahr(kontext: Kontext) -> tuple[int | None, bool]:
    """The Haushaltsjahr to show, and whether the address names it.

    Without one: the Berichtsjahr, else the newest Haushalt before it, else the first there is;
    ``None`` where there is none at all.
    """
    gefragt = kontext.query.get("haushaltsjahr", "")
    if gefragt:
        return _number(gefragt), True
    jahre = sorted(kontext.stand.haushalte)
    davor = [jahr for jahr in jahre if jahr <= kontext.jahr]
    return (davor[-1] if davor else jahre[0] if jahre else None), False


def haushalt_link(kontext: Kontext, **changes: object) -> str:
    """Address of this page with its own choices kept; what is given as ``None`` or empty is left out."""
    eigene = {name: kontext.query[name] for name in EIGENE if name in kontext.query}
    return kontext.link("/haushalt", **(eigene | changes))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


@dataclass(frozen=True, slots=True)
class Zeilenverzeichnis:
    """All lines of a Haushalt with the text the search looks in, and the Teilhaushalte by key."""

    zeilen: tuple[tuple[Verwendung, str], ...]
    teilhaushalte: tuple[tuple[str, str], ...]


def make_verzeichnis(mittel: Mitteleinsatz) -> Zeilenverzeichnis:
    """What the search of a Haushalt needs; made once for each Haushalt."""
    namen: dict[str, str] = {}
    for verwendung in mittel.verwendungen:
        position = verwendung.zeile.position
        schluessel = position.schluessel.teilhaushalt
        namen[schluessel] = namen.get(schluessel) or position.teilhaushaltbezeichnung
    namen.pop("", None)
    return Zeilenverzeichnis(tuple((v, _search_text(v)) for v in mittel.verwendungen), tuple(namen.items()))


def _search_text(verwendung: Verwendung) -> str:
    position = verwendung.zeile.position
    s = position.schluessel
    worte = (s.teilhaushalt, position.teilhaushaltbezeichnung, s.amt, s.produkt, position.produktbezeichnung, s.konto,
             position.bezeichnung, s.investition, ART_WORT[position.art], *(nr for nr, _ in verwendung.je_unterziel),
             *verwendung.kennzahlen, *verwendung.massnahmen)  # fmt: skip
    return fold(" ".join(worte))


@dataclass(frozen=True, slots=True)
class Fund:
    """The lines a filter leaves: one page of them, their number, and their sums by kind.

    ``davon`` is the part of the sums that serves the goal asked for (or none); empty without one.
    """

    zeilen: Sequence[Verwendung]
    anzahl: int
    seite: int
    seiten: int
    summen: Betraege
    davon: Betraege


def find_zeilen(verzeichnis: Zeilenverzeichnis, gesucht: Filter) -> Fund:
    """The lines of one page; a page after the last is the last."""
    worte = fold(gesucht.suche).split()
    alle = [
        v
        for v, text in verzeichnis.zeilen
        if all(wort in text for wort in worte)
        and (not gesucht.teilhaushalt or v.zeile.position.schluessel.teilhaushalt == gesucht.teilhaushalt)
        and (not gesucht.art or v.zeile.position.art == gesucht.art)
        and (not gesucht.ziel or _part_for(v, gesucht.ziel))
    ]
    seiten = max(1, -(-len(alle) // JE_SEITE))
    seite = min(gesucht.seite, seiten)
    summen = dict.fromkeys(VIER_ARTEN, Decimal("0.00"))
    davon = dict.fromkeys(VIER_ARTEN, Decimal("0.00")) if gesucht.ziel else {}
    for verwendung in alle:
        art, ansatz = verwendung.zeile.position.art, verwendung.zeile.ansatz
        if art in summen and ansatz is not None:
            summen[art] += ansatz
            if gesucht.ziel:
                davon[art] += _part_for(verwendung, gesucht.ziel)
    return Fund(alle[(seite - 1) * JE_SEITE : seite * JE_SEITE], len(alle), seite, seiten, summen, davon)


def _part_for(verwendung: Verwendung, ziel: str) -> Decimal:
    """Euros of a line for an Unterziel, for all Unterziele of an Oberziel, or for none."""
    if ziel == OHNE_ZIEL:
        return verwendung.rest
    return sum(
        (eur for nr, eur in verwendung.je_unterziel if nr == ziel or nr.startswith(ziel + ".")),
        Decimal("0.00"),
    )
