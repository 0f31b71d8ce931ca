"""Summenworte: rows and sheets that call themselves a total, so that they are not counted as lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.haushalt_zeilen import Planposten, Summenzeile
from kek_dashboard.importers.profil import Profil

_NUMMERIERUNG = re.compile(r"^[\s\d.)=+–-]+")
_SUMMENZEICHEN = re.compile(r"^\W*[Σ∑=]")
_GROESSE = re.compile(r"ertr(?:ä|ae)ge|aufwend|einzahlung|auszahlung", re.IGNORECASE)


@lru_cache(maxsize=32)
def _sum_pattern(woerter: tuple[str, ...]) -> re.Pattern[str]:
    moeglich = "|".join(re.escape(wort) for wort in sorted(woerter, key=len, reverse=True))
    return re.compile(rf"\b(?:{moeglich})\b" if woerter else r"(?!)", re.IGNORECASE)


def names_sum(text: str, profil: Profil) -> bool:
    """Whether a text begins like the label of a total, numbering and signs aside."""
    return _names_sum(text, profil.summenwoerter)


@lru_cache(maxsize=65536)
def _names_sum(text: str, woerter: tuple[str, ...]) -> bool:
    kern = _NUMMERIERUNG.sub("", text)
    return _SUMMENZEICHEN.match(text) is not None or bool(_sum_pattern(woerter).match(kern))


def is_summenname(name: str, profil: Profil) -> bool:
    """Whether a sheet calls itself a total: ``Gesamt``, ``Gesamthaushalt``, ``Summen``, as the profile says."""
    klein = name.casefold()
    genannt = any(fnmatchcase(klein, muster.casefold()) for muster in profil.gesamtblaetter)
    return genannt or names_sum(name, profil) or "gesamt" in klein or "summe" in klein


def speaks_of_sum(text: str, profil: Profil) -> bool:
    """Whether a row without any key may be a total: no words at all, or words of a sum or a kind."""
    return not text or bool(_GROESSE.search(text) or _sum_pattern(profil.summenwoerter).search(text))


def sort_out_subtotals(
    zeilen: Sequence[Planposten | Summenzeile], profil: Profil, befunde: list[Befund]
) -> Iterator[Planposten | Summenzeile]:
    """Lines that call themselves a sum although they have a Konto.

    They are totals where the same Produkt has Konten that begin with theirs; else they are counted,
    and a person is asked.
    """
    konten: dict[str, set[str]] = defaultdict(set)
    for zeile in zeilen:
        if isinstance(zeile, Planposten):
            konten[zeile.felder.get("produkt", "")].add(zeile.felder.get("konto", ""))
    for zeile in zeilen:
        text = zeile.felder.get("bezeichnung", "")
        # a number or a side in the place of the Konto makes a line whatever its label says
        if not isinstance(zeile, Planposten) or profil.abgeleitet or not names_sum(text, profil):
            yield zeile
            continue
        produkt, konto = zeile.felder.get("produkt", ""), zeile.felder.get("konto", "")
        if konto and any(anderes != konto and anderes.startswith(konto) for anderes in konten[produkt]):
            betraege = {art: replace(betrag, eur=betrag.datei_eur) for art, betrag in zeile.betraege.items()}
            yield Summenzeile(zeile.blatt, zeile.zeile, zeile.zelle, text, zeile.felder, betraege)
            continue
        befunde.append(
            Befund(
                Schwere.WARNUNG,
                "summenzeile_mit_konto",
                f"Zeile {zeile.zeile} heißt „{text}“, hat aber ein eigenes Konto ({konto}); sie wird als Position "
                "gezählt.",
                zeile.blatt,
                zeile.zelle,
            )
        )
        yield zeile
