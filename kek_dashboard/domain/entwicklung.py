"""Entwicklung: plan and result of the Haushalt over the years, whole and by Unterziel; two series, never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, VOLLZUG, Haushalt, Positionsart, Wertart, with_wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, mitteleinsatz

#: Stands for the money that serves no Unterziel in the place of the number of one.
OFFEN = ""

#: What is told beside the two series, each under its own name, in the order of the time it is said.
NEBENHER = (
    Wertart.PLANUNG,
    Wertart.ANSATZ_MIT_RESTEN,
    Wertart.FORTGESCHRIEBEN,
    Wertart.FORTGESCHRIEBEN_MIT_RESTEN,
    Wertart.BUCHUNGSSTAND,
    Wertart.PROGNOSE,
    Wertart.IST,
    Wertart.VORLAEUFIGES_ERGEBNIS,
)

#: Already inside the Ansatz that counts.
_IM_ANSATZ = frozenset({Wertart.ANSATZ, Wertart.NACHTRAG, Wertart.NEUER_ANSATZ})

Schluessel = tuple[Wertart, int, date | None]


@dataclass(frozen=True, slots=True)
class Mittelsumme:
    """The amounts of one Wertart and year in one Haushalt: whole, by Unterziel, and for none.

    ``haushaltsjahr`` and ``fassung`` name the Haushalt they stand in, ``lieferungen`` its files. A kind is in the
    three mappings only where the Haushalt has an amount of it: no Finanzhaushalt means unknown, not 0. For each
    kind that is there: sum over ``je_unterziel`` + ``nicht_zugeordnet`` = ``summen``. ``zugeordnet``: whether the
    year of the amounts has a Zuordnung; without one nothing is known of the Unterziele.
    """

    wertart: Wertart
    jahr: int
    stichtag: date | None
    haushaltsjahr: int
    fassung: str
    lieferungen: tuple[int, ...]
    summen: Betraege
    je_unterziel: Mapping[str, Betraege]
    nicht_zugeordnet: Betraege
    zugeordnet: bool
    herkunft: Herkunft
    herkunft_je_unterziel: Mapping[str, Herkunft]

    @property
    def key(self) -> Schluessel:
        """Wertart, year and Stichtag."""
        return self.wertart, self.jahr, self.stichtag

    def betrag(self, art: Positionsart, ziel: str | None = None) -> Decimal | None:
        """Euros of a kind for an Unterziel (whole Haushalt without one); ``None`` where they are not known."""
        if ziel is None:
            return self.summen.get(art)
        return self.je_unterziel.get(ziel, {}).get(art) if self.zugeordnet else None


def summarize_mittel(haushalt: Haushalt, stand: Datenstand) -> tuple[Mittelsumme, ...]:
    """Every Wertart, year and Stichtag of a Haushalt by goal, shared out by the Zuordnungen of the amounts' year.

    The Ansatz is the one that counts in this Fassung, Nachträge in it, and of the Haushaltsjahr alone: an
    Ansatz repeated from the plan before speaks of another plan. Planung is taken from the newest plan alone.
    """
    gefunden = []
    for key in _keys(haushalt, stand):
        wertart, jahr, stichtag = key
        sicht = haushalt if wertart is Wertart.ANSATZ else with_wertart(haushalt, wertart, jahr, stichtag)
        gefunden.append(_summe(key, haushalt, replace(sicht, haushaltsjahr=jahr), stand))
    return tuple(gefunden)


def _keys(haushalt: Haushalt, stand: Datenstand) -> list[Schluessel]:
    """What the lines have amounts of from the first year of the goals on, the Ansatz first."""
    keys: set[Schluessel] = set()
    mit_ansatz = False
    for zeile in haushalt.zeilen:
        mit_ansatz = mit_ansatz or zeile.ansatz is not None
        keys.update(
            b.key for b in zeile.position.betraege if b.wertart not in _IM_ANSATZ and b.jahr >= stand.jahre[0]
        )
    if haushalt.haushaltsjahr != max(stand.haushalte, default=haushalt.haushaltsjahr):
        keys = {key for key in keys if key[0] is not Wertart.PLANUNG}
    ansatz: list[Schluessel] = [(Wertart.ANSATZ, haushalt.haushaltsjahr, None)] if mit_ansatz else []
    if haushalt.fassung == VOLLZUG:
        # A file of how a year went may repeat the plan; the plan itself speaks for it.
        ansatz = []
    return ansatz + sorted(keys, key=lambda key: (key[1], list(Wertart).index(key[0]), key[2] or date.min))


def _summe(key: Schluessel, haushalt: Haushalt, sicht: Haushalt, stand: Datenstand) -> Mittelsumme:
    mittel = mitteleinsatz(sicht, stand)
    da = {zeile.position.art for zeile in sicht.zeilen if zeile.ansatz is not None}
    arten = tuple(art for art in VIER_ARTEN if art in da)

    def only(betraege: Betraege) -> Betraege:
        return MappingProxyType({art: betraege[art] for art in arten})

    wertart, jahr, stichtag = key
    lieferungen = {zeile.ansatz_fundstelle.lieferung for zeile in sicht.zeilen if zeile.ansatz is not None}
    return Mittelsumme(
        wertart,
        jahr,
        stichtag,
        haushalt.haushaltsjahr,
        haushalt.fassung,
        tuple(sorted(nr for nr in lieferungen if nr)),
        only(mittel.summen),
        MappingProxyType({nr: only(betraege) for nr, betraege in mittel.je_unterziel.items()}),
        only(mittel.nicht_zugeordnet),
        any(regel.anteil for regel in stand.haushaltszuordnungen.get(jahr, ())),
        mittel.herkunft,
        mittel.herkunft_je_unterziel,
    )


@dataclass(frozen=True, slots=True)
class Jahrgang:
    """One Haushaltsjahr: its plan, its result, and what else was said of it; ``None`` = nobody said it.

    Each is one whole source: a result is never put together from two files. ``weitere`` are in neither series.
    """

    jahr: int
    plan: Mittelsumme | None
    ergebnis: Mittelsumme | None
    weitere: tuple[Mittelsumme, ...] = ()

    def summe(self, wertart: Wertart) -> Mittelsumme | None:
        """The plan or the result."""
        return self.plan if wertart is Wertart.ANSATZ else self.ergebnis

    @property
    def zugeordnet(self) -> bool | None:
        """Whether the year has a Zuordnung; ``None`` where there is no money to say it of."""
        summen = [s for s in (self.plan, self.ergebnis, *self.weitere) if s is not None]
        return any(s.zugeordnet for s in summen) if summen else None


@dataclass(frozen=True, slots=True)
class Entwicklung:
    """The years of the Haushalt, by year; the first ones are those asked for, later ones have Planung alone."""

    jahrgaenge: tuple[Jahrgang, ...]

    def reihe(
        self, wertart: Wertart, art: Positionsart, ziel: str | None = None
    ) -> tuple[tuple[int, Decimal | None], ...]:
        """One series over all years: a Wertart and a kind, for an Unterziel, for ``OFFEN`` or the whole (``None``).

        ``None`` where the year has no amount of it: a gap, never 0. Only ``ANSATZ`` and ``ERGEBNIS`` are series.
        """
        return tuple((j.jahr, betrag_of(j.summe(wertart), art, ziel)) for j in self.jahrgaenge)


def betrag_of(summe: Mittelsumme | None, art: Positionsart, ziel: str | None) -> Decimal | None:
    """Euros of a kind for an Unterziel, for ``OFFEN`` or the whole (``None``); ``None`` where not known."""
    if summe is None:
        return None
    return summe.nicht_zugeordnet.get(art) if ziel == OFFEN else summe.betrag(art, ziel)


def zuschussbedarf(summe: Mittelsumme | None, ziel: str | None) -> Decimal | None:
    """Aufwendungen minus Erträge; ``None`` where one of them is not known. Below 0 it is an Überschuss."""
    auf = betrag_of(summe, Positionsart.AUFWENDUNGEN, ziel)
    ertraege = betrag_of(summe, Positionsart.ERTRAEGE, ziel)
    return None if auf is None or ertraege is None else auf - ertraege


def make_entwicklung(jahre: Iterable[int], summen: Iterable[Mittelsumme]) -> Entwicklung:
    """Chooses for each year the source of its plan, its result and all else.

    Plan of J: the newest Fassung of the plan for J. Everything else of J: the Vollzug file of J if it says it,
    else the newest plan that does (usually that of J + 2). Of amounts of a day the newest day counts. After
    ``jahre`` follow the years of which only Planung is known.
    """
    je_jahr: dict[int, list[Mittelsumme]] = {}
    for summe in summen:
        je_jahr.setdefault(summe.jahr, []).append(summe)
    gefragt = sorted(set(jahre))
    spaeter = sorted(
        jahr
        for jahr, da in je_jahr.items()
        if gefragt and jahr > gefragt[-1] and any(s.wertart is Wertart.PLANUNG for s in da)
    )
    return Entwicklung(tuple(_jahrgang(jahr, je_jahr.get(jahr, ())) for jahr in (*gefragt, *spaeter)))


def _jahrgang(jahr: int, summen: Sequence[Mittelsumme]) -> Jahrgang:
    plan = _newest(s for s in summen if s.wertart is Wertart.ANSATZ)
    weitere = [_newest(s for s in summen if s.wertart is wertart) for wertart in NEBENHER]
    return Jahrgang(
        jahr,
        plan,
        _newest(s for s in summen if s.wertart is Wertart.ERGEBNIS),
        tuple(s for s in weitere if s is not None),
    )


def _newest(summen: Iterable[Mittelsumme]) -> Mittelsumme | None:
    """The one source that counts: the newest day, then the Vollzug file of the year, then the newest plan."""
    return max(
        summen,
        key=lambda s: (
            s.stichtag or date.min,
            s.fassung == VOLLZUG and s.haushaltsjahr == s.jahr,
            s.haushaltsjahr,
        ),
        default=None,
    )
