"""Haushaltsauswahl: which Haushaltsjahr and which lines an address asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain import haushaltsbaum
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.formats import format_number
from kek_dashboard.web.seite import Kontext

#: Value of ``ziel`` for the money that serves no goal.
OHNE_ZIEL = haushaltsbaum.OHNE_ZIEL
#: Value of ``teilhaushalt`` and ``produkt`` for the lines that name none.
OHNE = "ohne"
JE_SEITE = 50

#: The fields of the filter in the address.
FELDER = ("suche", "teilhaushalt", "produkt", "ziel", "art", "kennzahl", "massnahme", "wesentlich")
#: What this page keeps in its address besides Berichtsjahr and Wissensstand; a page of lines begins anew.
EIGENE = ("haushaltsjahr", "fassung", "genau", *FELDER)
#: The part of it that stays where another Haushaltsjahr or another Fassung is chosen.
BEHALTEN = ("genau", *FELDER)
#: Where the lines begin on the page.
ANKER = "zeilen"
JA = "ja"
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
    """What the lines are narrowed to; empty = all, pages from 1.

    ``ziel`` is an Unterziel, an Oberziel or ``OHNE_ZIEL``; ``produkt`` how the Produkt begins, so that a
    Produktbereich, a Produktgruppe and a Produkt are asked for alike; ``wesentlich`` is ``JA`` or empty.
    """

    suche: str = ""
    teilhaushalt: str = ""
    produkt: str = ""
    ziel: str = ""
    art: str = ""
    kennzahl: str = ""
    massnahme: str = ""
    wesentlich: str = ""
    seite: int = 1

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, feld) for feld in FELDER)


def read_filter(query: Mapping[str, str]) -> Filter:
    """The filter of an address; what cannot be read is as good as not said.

    >>> gesucht = read_filter({"suche": " kita ", "wesentlich": "vielleicht", "seite": "x"})
    >>> gesucht.suche, gesucht.wesentlich, gesucht.seite
    ('kita', '', 1)
    """
    felder = {name: query.get(name, "").strip()[:_LONGEST] for name in FELDER}
    felder["wesentlich"] = JA if felder["wesentlich"] == JA else ""
    return Filter(seite=max(1, _number(query.get("seite", "")) or 1), **felder)


def filter_words(kontext: Kontext, gesucht: Filter) -> list[str]:
    """What the lines are narrowed to, each condition in words; empty where all are shown."""
    stand = kontext.stand
    worte = [f"Suche „{gesucht.suche}“"] if gesucht.suche else []
    if gesucht.teilhaushalt:
        ohne = gesucht.teilhaushalt == OHNE
        worte.append("ohne Teilhaushalt" if ohne else f"Teilhaushalt {gesucht.teilhaushalt}")
    if gesucht.produkt:
        worte.append("ohne Produkt" if gesucht.produkt == OHNE else f"Produkt beginnt mit {gesucht.produkt}")
    if gesucht.ziel == OHNE_ZIEL:
        worte.append("keinem Unterziel zugeordnet")
    elif gesucht.ziel:
        name = stand.ziele[gesucht.ziel].kurztitel if gesucht.ziel in stand.ziele else ""
        worte.append(f"dient {gesucht.ziel} {name}".strip())
    worte += [f"Art {_art_word(gesucht.art)}"] if gesucht.art else []
    if gesucht.kennzahl:
        akte = stand.akten.get(gesucht.kennzahl)
        name = "" if akte is None else akte.kennzahl.bezeichnung
        worte.append(f"dient der Kennzahl {gesucht.kennzahl} {name}".strip())
    if gesucht.massnahme:
        massnahme = stand.massnahmen.get(gesucht.massnahme)
        name = "" if massnahme is None else massnahme.bezeichnung
        worte.append(f"dient der Maßnahme {gesucht.massnahme} {name}".strip())
    return worte + (["nur wesentliche Produkte"] if gesucht.wesentlich else [])


def _art_word(art: str) -> str:
    return ART_WORT[Positionsart(art)] if art in set(Positionsart) else art


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


def page_title(kontext: Kontext) -> str:
    """Names year, search and page of lines, so that the browser's history can be read."""
    jahr, _ = choose_haushaltsjahr(kontext)
    gesucht = read_filter(kontext.query)
    teile = ["Haushalt" if jahr is None else f"Haushalt {jahr}"]
    teile += [f"„{gesucht.suche}“"] if gesucht.suche else []
    teile += [gesucht.ziel] if gesucht.ziel else []
    teile += [f"Seite {gesucht.seite}"] if gesucht.seite > 1 else []
    return ", ".join(teile)


def haushalt_link(kontext: Kontext, **changes: object) -> str:
    """Address of this page with its own choices kept; what is given as ``None`` or empty is left out."""
    eigene = {name: kontext.query[name] for name in EIGENE if name in kontext.query}
    return kontext.link("/haushalt", **(eigene | changes))


def lines_link(kontext: Kontext, **filter_: object) -> str:
    """Address of the lines that one filter alone leaves."""
    return haushalt_link(kontext, **(dict.fromkeys(FELDER) | filter_)) + f"#{ANKER}"


def lines_text(zahl: int) -> str:
    """So many lines, in words.

    >>> lines_text(1), lines_text(20000)
    ('1 Zeile', '20.000 Zeilen')
    """
    return "1 Zeile" if zahl == 1 else f"{format_number(zahl)} Zeilen"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
