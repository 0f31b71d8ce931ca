"""Geldmatrix: which part of the Haushalt pays how much for which Unterziel; every row and column adds up to the cent.

One matrix holds one of the four kinds of euro and nothing of the others. All shares come from
``mitteleinsatz``; here they are only added up. Source: docs/methode.md, "Geld und Ziele".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import takewhile
from types import MappingProxyType

from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushaltsposition, Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.produktrahmen import produktbereich

#: Stands in the place of a goal for the money that serves none.
NICHT_ZUGEORDNET = ""
_LAST = chr(0x10FFFF)
_NULL = Decimal("0.00")


class Gliederung(StrEnum):
    """By what the lines of a Haushalt are told apart."""

    TEILHAUSHALT = "teilhaushalt"
    PRODUKTBEREICH = "produktbereich"
    PRODUKT = "produkt"


@dataclass(frozen=True, slots=True)
class Posten:
    """One Teilhaushalt, Produktbereich or Produkt; ``nr`` is empty for the lines that name none.

    ``produkte`` is the beginning that the numbers of all its Produkte have and of no other Produkt of the
    Haushalt, empty where its lines name no Produkt; ``None`` where no beginning tells them, and for Teilhaushalte.
    """

    nr: str
    bezeichnung: str = ""
    produkte: str | None = None


@dataclass(frozen=True, slots=True)
class Feld:
    """Euros of one Posten for one goal, and how far they can be relied on.

    ``belegt``: at least one line behind it has another share than 0; with shares that cancel out ``eur`` is
    still 0.00.
    """

    eur: Decimal
    belegt: bool
    herkunft: Herkunft


@dataclass(frozen=True, slots=True, eq=False)
class Geldmatrix:
    """Euros of one kind by Posten and goal; ``ziele`` ends with ``NICHT_ZUGEORDNET``.

    ``felder`` has an entry (Posten number, goal) only where a line has an Ansatz: no entry is no money, which is
    not the same as 0. ``leere`` are the Posten without any. The sums are those of ``felder``.
    """

    art: Positionsart
    gliederung: Gliederung
    posten: tuple[Posten, ...]
    leere: tuple[Posten, ...]
    ziele: tuple[str, ...]
    felder: Mapping[tuple[str, str], Feld]
    je_posten: Mapping[str, Feld]
    je_ziel: Mapping[str, Feld]
    summe: Feld

    def row(self, *posten: Posten) -> tuple[Feld | None, ...]:
        """The fields of a Posten, or of several added up, in the order of the goals."""
        return tuple(_together(self.felder.get((p.nr, ziel)) for p in posten) for ziel in self.ziele)

    def only(self, behalten: Callable[[Posten], bool]) -> Geldmatrix:
        """The same matrix of some Posten alone, with their sums."""
        alle = tuple(p for p in (*self.posten, *self.leere) if behalten(p))
        nummern = {p.nr for p in alle}
        felder = {ort: feld for ort, feld in self.felder.items() if ort[0] in nummern}
        return _matrix(self.art, self.gliederung, alle, self.ziele, felder)

    def split(self, most: int) -> tuple[tuple[Posten, ...], tuple[Posten, ...]]:
        """The Posten with the largest sums, at most ``most``, and the others; both in their order."""
        nach_summe = sorted(self.posten, key=lambda p: -abs(self.je_posten[p.nr].eur))
        grosse = {p.nr for p in nach_summe[:most]}
        return (
            tuple(p for p in self.posten if p.nr in grosse),
            tuple(p for p in self.posten if p.nr not in grosse),
        )


def geldmatrizen(mittel: Mitteleinsatz, gliederung: Gliederung) -> Mapping[Positionsart, Geldmatrix]:
    """The four matrices of a Haushalt, from one walk through its lines.

    For each kind and goal the sum is that of ``mittel.je_unterziel``, for ``NICHT_ZUGEORDNET`` that of
    ``mittel.nicht_zugeordnet``, and the whole is ``mittel.summen``.
    """
    schluessel = _key_of(gliederung, mittel.haushalt.haushaltsjahr)
    namen: dict[str, set[str]] = {}
    produkte: dict[str, set[str]] = {}
    sammler: dict[Positionsart, _Zaehler] = {art: _Zaehler() for art in VIER_ARTEN}
    for verwendung in mittel.verwendungen:
        position = verwendung.zeile.position
        nr, name = schluessel(position)
        namen.setdefault(nr, set()).add(name)
        produkte.setdefault(nr, set()).add(position.schluessel.produkt)
        felder = sammler.get(position.art)
        if felder is None or verwendung.zeile.ansatz is None:
            continue
        for ziel, eur in verwendung.je_unterziel:
            felder.add((nr, ziel), eur, verwendung.herkunft)
        if verwendung.rest or not verwendung.je_unterziel:
            felder.add((nr, NICHT_ZUGEORDNET), verwendung.rest, verwendung.herkunft)
    beginnt = {} if gliederung is Gliederung.TEILHAUSHALT else _beginnings(produkte)
    alle = tuple(
        Posten(nr, min((name for name in namen[nr] if name), default=""), beginnt.get(nr))
        for nr in sorted(namen, key=posten_key)
    )
    ziele = (*mittel.je_unterziel, NICHT_ZUGEORDNET)
    return MappingProxyType(
        {art: _matrix(art, gliederung, alle, ziele, felder.fields()) for art, felder in sammler.items()}
    )


def by_oberziel(matrix: Geldmatrix, oberziel_of: Callable[[str], str]) -> Geldmatrix:
    """The same money by Oberziel; what serves no Unterziel serves no Oberziel either.

    ``oberziel_of`` gives the number of the Oberziel above an Unterziel, of ``NICHT_ZUGEORDNET`` itself.
    """
    sammler: dict[tuple[str, str], list[Feld]] = {}
    for (nr, ziel), feld in matrix.felder.items():
        sammler.setdefault((nr, oberziel_of(ziel)), []).append(feld)
    ziele = dict.fromkeys(oberziel_of(ziel) for ziel in matrix.ziele)
    alle = (*matrix.posten, *matrix.leere)
    felder = {ort: add_fields(teile) for ort, teile in sammler.items()}
    return _matrix(matrix.art, matrix.gliederung, alle, tuple(ziele), felder)


def posten_key(nr: str) -> tuple[bool, tuple[tuple[int, int, str], ...], str]:
    """Order of Posten: by number, 01 before 1, what names none last."""
    return not nr, nummer_key(nr), nr


class _Summe:
    """A field while it grows."""

    __slots__ = ("belegt", "eur", "herkunft")

    def __init__(self, eur: Decimal, herkunft: Herkunft) -> None:
        self.eur = eur
        self.belegt = bool(eur)
        self.herkunft = herkunft

    def add(self, eur: Decimal, herkunft: Herkunft) -> None:
        """Takes in one more share."""
        self.eur += eur
        self.belegt = self.belegt or bool(eur)
        if herkunft is not self.herkunft:
            self.herkunft = weakest((self.herkunft, herkunft))


class _Zaehler:
    """Adds up the fields of one matrix."""

    __slots__ = ("_summen",)

    def __init__(self) -> None:
        self._summen: dict[tuple[str, str], _Summe] = {}

    def add(self, ort: tuple[str, str], eur: Decimal, herkunft: Herkunft) -> None:
        """Puts a share where it belongs."""
        summe = self._summen.get(ort)
        if summe is None:
            self._summen[ort] = _Summe(eur, herkunft)
        else:
            summe.add(eur, herkunft)

    def fields(self) -> dict[tuple[str, str], Feld]:
        """What was added."""
        return {ort: Feld(s.eur, s.belegt, s.herkunft) for ort, s in self._summen.items()}


def _matrix(
    art: Positionsart,
    gliederung: Gliederung,
    alle: Iterable[Posten],
    ziele: tuple[str, ...],
    felder: Mapping[tuple[str, str], Feld],
) -> Geldmatrix:
    mit_geld = {nr for nr, _ in felder}
    posten = tuple(p for p in alle if p.nr in mit_geld)
    je_posten: dict[str, list[Feld]] = {p.nr: [] for p in posten}
    je_ziel: dict[str, list[Feld]] = {ziel: [] for ziel in ziele}
    for (nr, ziel), feld in felder.items():
        je_posten[nr].append(feld)
        je_ziel[ziel].append(feld)
    return Geldmatrix(
        art,
        gliederung,
        posten,
        tuple(p for p in alle if p.nr not in mit_geld),
        ziele,
        MappingProxyType(felder),
        MappingProxyType({nr: add_fields(teile) for nr, teile in je_posten.items()}),
        MappingProxyType({ziel: add_fields(teile) for ziel, teile in je_ziel.items()}),
        add_fields(felder.values()),
    )


def _together(felder: Iterable[Feld | None]) -> Feld | None:
    teile = [feld for feld in felder if feld is not None]
    return add_fields(teile) if teile else None


def add_fields(felder: Iterable[Feld]) -> Feld:
    """Several fields of one kind of euro as one; 0.00 where there is none."""
    teile = tuple(felder)
    return Feld(
        sum((teil.eur for teil in teile), _NULL),
        any(teil.belegt for teil in teile),
        weakest(teil.herkunft for teil in teile),
    )


def _key_of(gliederung: Gliederung, haushaltsjahr: int) -> Callable[[Haushaltsposition], tuple[str, str]]:
    """What tells a line's Posten: number and name."""
    if gliederung is Gliederung.TEILHAUSHALT:
        return lambda position: (position.schluessel.teilhaushalt, position.teilhaushaltbezeichnung)
    if gliederung is Gliederung.PRODUKT:
        return lambda position: (position.schluessel.produkt, position.produktbezeichnung)
    bereich = cache(lambda produkt: produktbereich(produkt, haushaltsjahr))
    return lambda position: bereich(position.schluessel.produkt)


def _beginnings(produkte: Mapping[str, set[str]]) -> dict[str, str | None]:
    """For each Posten how the numbers of its Produkte begin, where no other Produkt begins so."""
    alle = sorted(produkt for eigene in produkte.values() for produkt in eigene)
    beginnt: dict[str, str | None] = {}
    for nr, eigene in produkte.items():
        beginn = _common_beginning(min(eigene), max(eigene))
        so_viele = bisect_right(alle, beginn + _LAST) - bisect_left(alle, beginn)
        if eigene == {""}:
            beginnt[nr] = ""
        else:
            beginnt[nr] = beginn if beginn and so_viele == len(eigene) else None
    return beginnt


def _common_beginning(erstes: str, letztes: str) -> str:
    """What two texts, and so all in their order between them, have in common at their beginning."""
    gleich = takewhile(lambda paar: paar[0] == paar[1], zip(erstes, letztes, strict=False))
    return "".join(zeichen for zeichen, _ in gleich)
