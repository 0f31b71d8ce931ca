"""Maßnahmenstand: which milestones of a Maßnahme are reached, overdue or to come on a day; never an attainment.

Source: docs/methode.md, "Maßnahmen und Meilensteine". How far a Maßnahme has come says nothing of its goal: no
figure from here enters a roll-up, and money spent is no progress.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, Verwendung, split_cents


class Meilensteinstand(StrEnum):
    """What became of a milestone by a day."""

    ERREICHT = "erreicht"
    UEBERFAELLIG = "ueberfaellig"
    OFFEN = "offen"
    OHNE_TERMIN = "ohne_termin"


@dataclass(frozen=True, slots=True)
class Schritt:
    """A milestone on a day. ``tage``: days behind its planned day, below 0 = ahead; ``None`` where nothing is late.

    For a reached one the days between plan and arrival, for an overdue one those gone by since.
    """

    meilenstein: Meilenstein
    stand: Meilensteinstand
    tage: int | None = None


@dataclass(frozen=True, slots=True)
class Massnahmenstand:
    """A Maßnahme with its milestones on ``stichtag``, in the order of their planned days."""

    massnahme: Massnahme
    stichtag: date
    schritte: tuple[Schritt, ...] = ()

    @property
    def erreicht(self) -> int:
        """How many milestones are reached."""
        return sum(s.stand is Meilensteinstand.ERREICHT for s in self.schritte)

    @property
    def ueberfaellig(self) -> tuple[Schritt, ...]:
        """Those whose planned day is gone, oldest first."""
        return tuple(s for s in self.schritte if s.stand is Meilensteinstand.UEBERFAELLIG)

    @property
    def naechster(self) -> Schritt | None:
        """The next one to come; ``None`` where none with a day is left."""
        return next((s for s in self.schritte if s.stand is Meilensteinstand.OFFEN), None)

    @property
    def herkunft(self) -> Herkunft:
        """Weakest of the Maßnahme and its milestones."""
        return weakest([self.massnahme.herkunft, *(s.meilenstein.herkunft for s in self.schritte)])


def massnahmen_stichtag(wissensstand: date, berichtsjahr: int) -> date:
    """The day milestones are looked at: the end of the Berichtsjahr, but never later than what is known."""
    return min(wissensstand, date(berichtsjahr, 12, 31))


def meilenstein_stand(meilenstein: Meilenstein, stichtag: date) -> Meilensteinstand:
    """Reached by the day; else overdue where the planned day is before it; else to come, or without a day.

    Reached after ``stichtag`` was not reached then.
    """
    if meilenstein.erreicht is not None and meilenstein.erreicht <= stichtag:
        return Meilensteinstand.ERREICHT
    if meilenstein.geplant is None:
        return Meilensteinstand.OHNE_TERMIN
    return Meilensteinstand.UEBERFAELLIG if meilenstein.geplant < stichtag else Meilensteinstand.OFFEN


def massnahmenstand(
    massnahme: Massnahme, meilensteine: Iterable[Meilenstein], stichtag: date
) -> Massnahmenstand:
    """One Maßnahme on a day; milestones without a planned day come last."""
    geordnet = sorted(meilensteine, key=lambda m: (m.geplant or m.erreicht or date.max, m.bezeichnung))
    return Massnahmenstand(massnahme, stichtag, tuple(_schritt(m, stichtag) for m in geordnet))


def alle_massnahmen(stand: Datenstand, stichtag: date) -> tuple[Massnahmenstand, ...]:
    """Every Maßnahme on a day, by number."""
    return tuple(
        massnahmenstand(m, stand.meilensteine.get(m.nr, ()), stichtag) for m in stand.massnahmen.values()
    )


def count_status(massnahmen: Iterable[Massnahme]) -> tuple[tuple[str, int], ...]:
    """How many Maßnahmen have which Status, the most frequent first; "" where nobody said one.

    A Status is the word of whoever delivers it; only capitals are taken as the same.
    """
    worte: dict[str, str] = {}
    zahlen: Counter[str] = Counter()
    for massnahme in massnahmen:
        key = massnahme.status.strip().casefold()
        worte.setdefault(key, massnahme.status.strip())
        zahlen[key] += 1
    return tuple(
        (worte[key], zahl) for key, zahl in sorted(zahlen.items(), key=lambda p: (not p[0], -p[1], p[0]))
    )


@dataclass(frozen=True, slots=True)
class Massnahmenmittel:
    """What one line of the Haushalt gives to a Maßnahme; ``eur`` is its share of the Ansatz, to the cent."""

    verwendung: Verwendung
    anteil: Decimal
    eur: Decimal

    @property
    def art(self) -> Positionsart:
        """Kind of the line; the four kinds are never added together."""
        return self.verwendung.zeile.position.art


def massnahmenmittel(mittel: Mitteleinsatz, nr: str) -> tuple[Massnahmenmittel, ...]:
    """The lines whose Zuordnung names this Maßnahme, with what they give to it; ``anteil`` in %.

    A line is split among its Zuordnungen as among goals: whole cents, parts and rest make the Ansatz.
    """
    gefunden = []
    for verwendung in mittel.verwendungen:
        ansatz, regeln = verwendung.zeile.ansatz, verwendung.regeln
        if ansatz is None or verwendung.zeile.position.art not in VIER_ARTEN:
            continue
        unsere = [
            i for i, r in enumerate(regeln) if r.bezug is Bezug.MASSNAHME and r.bezug_nr == nr and r.anteil
        ]
        if unsere:
            teile, _ = split_cents(ansatz, [(str(i), Fraction(r.anteil) / 100) for i, r in enumerate(regeln)])
            anteil = sum((regeln[i].anteil for i in unsere), Decimal(0))
            eur = sum((teile[str(i)] for i in unsere), Decimal("0.00"))
            gefunden.append(Massnahmenmittel(verwendung, anteil, eur))
    return tuple(gefunden)


def zustaende(versionen: Sequence[Massnahme]) -> tuple[Massnahme, ...]:
    """Of all versions, oldest first, those that told another status or progress than the one before; newest first."""
    anders = [
        neu
        for vor, neu in zip((None, *versionen), versionen, strict=False)
        if vor is None or (vor.status, vor.fortschritt) != (neu.status, neu.fortschritt)
    ]
    return tuple(reversed(anders))


def _schritt(meilenstein: Meilenstein, stichtag: date) -> Schritt:
    stand = meilenstein_stand(meilenstein, stichtag)
    bis = {
        Meilensteinstand.ERREICHT: meilenstein.erreicht,
        Meilensteinstand.UEBERFAELLIG: stichtag,
    }.get(stand)
    if bis is None or meilenstein.geplant is None:
        return Schritt(meilenstein, stand)
    return Schritt(meilenstein, stand, (bis - meilenstein.geplant).days)
