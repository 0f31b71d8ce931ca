"""Entwicklungsdaten: plan and result of all years for the page, in euros or per inhabitant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kek_dashboard.charts.entwicklung import Reihe, Strich
from kek_dashboard.domain.einwohner import Einwohnerzahl, brueche_zwischen, euro_je_einwohner
from kek_dashboard.domain.entwicklung import OFFEN, Entwicklung
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import UNKNOWN, format_euro, format_euro_short
from kek_dashboard.web.geldjahre import read_entwicklung
from kek_dashboard.web.pages.haushalt.auswahl import OHNE_ZIEL
from kek_dashboard.web.pages.haushalt.einwohner import einwohner_akte, einwohner_im, wants_je_einwohner
from kek_dashboard.web.seite import Kontext


@dataclass(frozen=True, slots=True)
class Lage:
    """What the page shows: the years, and by what euros are divided.

    ``je``: per inhabitant. ``brueche``: Haushaltsjahre from which on inhabitants are counted in another way.
    ``alles_beispiel``: every amount is made up, so that one label says it for all.
    """

    jahre: range
    entwicklung: Entwicklung
    je: bool
    einwohner: Mapping[int, Einwohnerzahl]
    brueche: tuple[int, ...]
    alles_beispiel: bool

    def wert(self, jahr: int, eur: Decimal | None) -> Fraction | None:
        """Euros as the page shows them: whole or per inhabitant of that year; ``None`` where not known."""
        if self.je:
            return euro_je_einwohner(eur, self.einwohner.get(jahr))
        return None if eur is None else Fraction(eur)

    def text(self, wert: Fraction | None, *, genau: bool = False) -> str:
        """A value in words: short, or to the cent; per inhabitant always to the cent."""
        if wert is None:
            return UNKNOWN
        return _exact(wert) if self.je or genau else _short(wert)

    def reihe(self, wertart: Wertart, art: Positionsart, ziel: str | None) -> Reihe:
        """The series of the plan or of the result over the years of the goals."""
        punkte = self.entwicklung.reihe(wertart, art, ziel)
        return Reihe(
            "Plan" if wertart is Wertart.ANSATZ else "Ergebnis",
            Strich.PLAN if wertart is Wertart.ANSATZ else Strich.ERGEBNIS,
            tuple((jahr, self.wert(jahr, eur)) for jahr, eur in punkte if jahr in self.jahre),
        )


# The same few thousand amounts stand in a picture, its words and its table; writing one takes longest of all.
_exact = lru_cache(maxsize=8192)(format_euro)
_short = lru_cache(maxsize=8192)(format_euro_short)


def read_lage(kontext: Kontext) -> Lage:
    """All years of the Haushalt as the address asks for them."""
    entwicklung = read_entwicklung(kontext)
    je = wants_je_einwohner(kontext) and einwohner_akte(kontext) is not None
    jahre = [jahrgang.jahr for jahrgang in entwicklung.jahrgaenge]
    zahlen = {jahr: zahl for jahr in jahre if (zahl := einwohner_im(kontext, jahr)) is not None} if je else {}
    summen = [s for j in entwicklung.jahrgaenge for s in (j.plan, j.ergebnis, *j.weitere) if s is not None]
    return Lage(
        kontext.stand.jahre,
        entwicklung,
        je and bool(zahlen),
        zahlen,
        _breaks(kontext, zahlen),
        bool(summen) and all(s.herkunft is Herkunft.BEISPIEL for s in summen),
    )


def _breaks(kontext: Kontext, zahlen: Mapping[int, Einwohnerzahl]) -> tuple[int, ...]:
    """Haushaltsjahre whose inhabitants were counted in another way than those of the year before."""
    akte = einwohner_akte(kontext)
    if akte is None:
        return ()
    paare = [(jahr, zahlen[jahr - 1], zahl) for jahr, zahl in zahlen.items() if jahr - 1 in zahlen]
    return tuple(jahr for jahr, davor, zahl in paare if brueche_zwischen(akte, davor.jahr, zahl.jahr))


def read_ziel(kontext: Kontext) -> str | None:
    """The Unterziel the address asks for: its number, ``OFFEN`` for no goal, ``None`` for all."""
    ziel = kontext.query.get("ziel", "")
    if ziel == OHNE_ZIEL:
        return OFFEN
    return ziel or None


def ziel_value(ziel: str | None) -> str | None:
    """How an address says it."""
    return OHNE_ZIEL if ziel == OFFEN else ziel
