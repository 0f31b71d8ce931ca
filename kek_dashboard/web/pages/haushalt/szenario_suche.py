"""Szenariosuche: what a change can be meant for, found by words: Teilhaushalte, Produkte, single lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsschluessel
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.szenario import Bereich, NoLineError, Reichweite
from kek_dashboard.domain.szenariorechnung import Zeilenregister, find_lines
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.data import Daten
from kek_dashboard.web.pages.haushalt.auswahl import fold
from kek_dashboard.web.pages.haushalt.szenario_daten import register_of
from kek_dashboard.web.pages.haushalt.szenario_formular import read_line_key
from kek_dashboard.web.pages.haushalt.szenario_worte import line_text, scope_text

#: So many of each are offered at once; a more exact word finds the others.
MOST_TEILHAUSHALTE, MOST_PRODUKTE, MOST_ZEILEN = 30, 12, 15


@dataclass(frozen=True, slots=True)
class Angebot:
    """One thing that can be changed, with its words."""

    reichweite: Reichweite
    schluessel: Positionsschluessel
    text: str


@dataclass(frozen=True, slots=True)
class Angebote:
    """What was found, and how many more there are."""

    angebote: tuple[Angebot, ...]
    weitere: int = 0


@dataclass(frozen=True, slots=True)
class _Verzeichnis:
    """Each Teilhaushalt, Produkt and line that can be changed, with the text the search looks in."""

    teilhaushalte: Sequence[tuple[Angebot, str]]
    produkte: Sequence[tuple[Angebot, str]]
    zeilen: Sequence[tuple[int, str]]


def find_angebote(daten: Daten, mittel: Mitteleinsatz, suche: str) -> Angebote:
    """Teilhaushalte, then Produkte, then lines that have all words; without a word the Teilhaushalte alone."""
    register = register_of(daten, mittel)
    verzeichnis = daten.derived(mittel, ("szenariosuche",), lambda: _make_verzeichnis(register))
    worte = fold(suche).split()
    if not worte:
        return Angebote(tuple(angebot for angebot, _ in verzeichnis.teilhaushalte[:MOST_TEILHAUSHALTE]))
    teile = _with_all(verzeichnis.teilhaushalte, worte)
    produkte = _with_all(verzeichnis.produkte, worte)
    stellen = [stelle for stelle, text in verzeichnis.zeilen if all(wort in text for wort in worte)]
    zeilen = [_line_offer(register, stelle) for stelle in stellen[:MOST_ZEILEN]]
    gezeigt = (*teile[:MOST_TEILHAUSHALTE], *produkte[:MOST_PRODUKTE], *zeilen)
    return Angebote(gezeigt, len(teile) + len(produkte) + len(stellen) - len(gezeigt))


def preselected(daten: Daten, mittel: Mitteleinsatz, query: Mapping[str, str]) -> Angebot | None:
    """What the address fills the form with; ``None`` where it names nothing that can be changed."""
    register = register_of(daten, mittel)
    try:
        if query.get("zeile"):
            reichweite, schluessel = Reichweite.ZEILE, read_line_key(query["zeile"])
        elif query.get("produkt"):
            reichweite, schluessel = Reichweite.PRODUKT, Positionsschluessel(produkt=query["produkt"])
        elif query.get("teilhaushalt"):
            reichweite = Reichweite.TEILHAUSHALT
            schluessel = Positionsschluessel(teilhaushalt=query["teilhaushalt"])
        else:
            return None
        find_lines(register, Bereich(reichweite, schluessel))
    except (UnusableFormError, NoLineError):
        return None
    return Angebot(reichweite, schluessel, scope_text(register, reichweite, schluessel))


def _make_verzeichnis(register: Zeilenregister) -> _Verzeichnis:
    zaehlend = [
        i
        for i, zeile in enumerate(register.haushalt.zeilen)
        if zeile.ansatz is not None and zeile.position.art in VIER_ARTEN
    ]
    schluessel = [register.haushalt.zeilen[i].position.schluessel for i in zaehlend]
    teile = [Positionsschluessel(teilhaushalt=nr) for nr in dict.fromkeys(s.teilhaushalt for s in schluessel)]
    produkte = [Positionsschluessel(produkt=nr) for nr in dict.fromkeys(s.produkt for s in schluessel)]
    return _Verzeichnis(
        tuple(_offer(register, Reichweite.TEILHAUSHALT, s) for s in teile),
        tuple(_offer(register, Reichweite.PRODUKT, s) for s in produkte),
        tuple((i, _line_words(register, i)) for i in zaehlend),
    )


def _offer(register: Zeilenregister, reichweite: Reichweite, s: Positionsschluessel) -> tuple[Angebot, str]:
    text = scope_text(register, reichweite, s)
    return Angebot(reichweite, s, text), fold(text)


def _line_offer(register: Zeilenregister, stelle: int) -> Angebot:
    zeile = register.haushalt.zeilen[stelle]
    text = f"{line_text(zeile)} · {ART_WORT[zeile.position.art]}"
    return Angebot(Reichweite.ZEILE, zeile.position.schluessel, text)


def _line_words(register: Zeilenregister, stelle: int) -> str:
    position = register.haushalt.zeilen[stelle].position
    s = position.schluessel
    worte = (s.amt, s.produkt, position.produktbezeichnung, s.konto, position.bezeichnung, s.investition)
    return fold(" ".join(worte))


def _with_all(eintraege: Iterable[tuple[Angebot, str]], worte: Sequence[str]) -> list[Angebot]:
    return [angebot for angebot, text in eintraege if all(wort in text for wort in worte)]
