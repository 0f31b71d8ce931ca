"""Satzung: the totals that § 1 of the Haushaltssatzung fixes, and whether the plan's lines add up to them.

Source: § 112 Abs. 2 NKomVG. The decided totals come first: where the lines say something else, that is told
and nothing is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from kek_dashboard.domain.haushalt import Haushalt, Positionsart
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft


class Festsetzung(StrEnum):
    """One of the ten totals of § 1, in the order of the Haushaltssatzung."""

    ORDENTLICHE_ERTRAEGE = "ordentliche_ertraege"
    ORDENTLICHE_AUFWENDUNGEN = "ordentliche_aufwendungen"
    AUSSERORDENTLICHE_ERTRAEGE = "ausserordentliche_ertraege"
    AUSSERORDENTLICHE_AUFWENDUNGEN = "ausserordentliche_aufwendungen"
    LAUFENDE_EINZAHLUNGEN = "laufende_einzahlungen"
    LAUFENDE_AUSZAHLUNGEN = "laufende_auszahlungen"
    INVESTIVE_EINZAHLUNGEN = "investive_einzahlungen"
    INVESTIVE_AUSZAHLUNGEN = "investive_auszahlungen"
    FINANZIERUNG_EINZAHLUNGEN = "finanzierung_einzahlungen"
    FINANZIERUNG_AUSZAHLUNGEN = "finanzierung_auszahlungen"


#: The kind of line that adds up to each total. Interne Leistungsbeziehungen are in none of them.
POSITIONSART: Mapping[Festsetzung, Positionsart] = MappingProxyType(
    {
        Festsetzung.ORDENTLICHE_ERTRAEGE: Positionsart.ERTRAEGE,
        Festsetzung.ORDENTLICHE_AUFWENDUNGEN: Positionsart.AUFWENDUNGEN,
    }
    | {f: Positionsart(f.value) for f in list(Festsetzung)[2:]}
)


class Planstatus(StrEnum):
    """What happened to a Fassung; each with its day."""

    EINGEBRACHT = "eingebracht"
    BESCHLOSSEN = "beschlossen"
    ABGELEHNT = "abgelehnt"
    GENEHMIGT = "genehmigt"


@dataclass(frozen=True, slots=True)
class Satzungssumme:
    """One total of a Haushaltssatzung in euros. Key: Haushaltsjahr, Fassung, Festsetzung."""

    haushaltsjahr: int
    fassung: str
    festsetzung: Festsetzung
    eur: Decimal
    beschluss: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


@dataclass(frozen=True, slots=True)
class Haushaltsstatus:
    """What happened to a Fassung on a day. Key: Haushaltsjahr, Fassung, Status."""

    haushaltsjahr: int
    fassung: str
    status: Planstatus
    am: date
    beschluss: str = ""
    bemerkung: str = ""
    herkunft: Herkunft = Herkunft.INTERN
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


_SCHRITT = {
    Planstatus.EINGEBRACHT: 0,
    Planstatus.BESCHLOSSEN: 1,
    Planstatus.ABGELEHNT: 1,
    Planstatus.GENEHMIGT: 2,
}


def out_of_order(staende: Iterable[Haushaltsstatus]) -> tuple[tuple[Haushaltsstatus, Haushaltsstatus], ...]:
    """What is said of one Fassung in days that cannot be: (what comes first, what lies before it all the same).

    A plan is brought in, then decided or rejected, then approved (§§ 114, 119 NKomVG).
    """
    alle = tuple(staende)
    return tuple(
        (erst, dann)
        for erst in alle
        for dann in alle
        if _SCHRITT[erst.status] < _SCHRITT[dann.status] and erst.am > dann.am
    )


@dataclass(frozen=True, slots=True)
class Satzungsvergleich:
    """One total of the Satzung beside what the lines of the plan add up to.

    ``zeilen`` is ``None`` where the plan has no line of this kind at all: many exports leave the
    Finanzhaushalt out, and then there is nothing to compare.
    """

    summe: Satzungssumme
    zeilen: Decimal | None

    @property
    def differenz(self) -> Decimal | None:
        """Lines minus Satzung; ``None`` where nothing can be compared."""
        return None if self.zeilen is None else self.zeilen - self.summe.eur

    @property
    def weicht_ab(self) -> bool:
        """Whether Satzung and lines differ, by even a cent."""
        return bool(self.differenz)


@dataclass(frozen=True, slots=True)
class Ausgleich:
    """The two Ergebnisse of a plan in euros; ``None`` where a total that they are made of is not known."""

    ordentlich: Decimal | None
    ausserordentlich: Decimal | None

    @property
    def is_ausgeglichen(self) -> bool | None:
        """Whether Erträge cover Aufwendungen in both (§ 110 NKomVG); ``None`` where that cannot be said.

        Whether a Fehlbetrag is covered by Überschussrücklagen is no part of it.
        """
        beide = (self.ordentlich, self.ausserordentlich)
        if any(ergebnis is not None and ergebnis < 0 for ergebnis in beide):
            return False
        return None if None in beide else True


def line_totals(haushalt: Haushalt) -> Mapping[Festsetzung, Decimal]:
    """What the lines of a plan add up to for each total of § 1; without those the plan has no line of."""
    je_art: dict[Positionsart, Decimal] = {}
    for zeile in haushalt.zeilen:
        if zeile.ansatz is not None:
            art = zeile.position.art
            je_art[art] = je_art.get(art, Decimal("0.00")) + zeile.ansatz
    return {f: je_art[art] for f, art in POSITIONSART.items() if art in je_art}


def balance(summen: Mapping[Festsetzung, Decimal]) -> Ausgleich:
    """The two Ergebnisse of these totals."""

    def minus(ertraege: Festsetzung, aufwendungen: Festsetzung) -> Decimal | None:
        if ertraege not in summen or aufwendungen not in summen:
            return None
        return summen[ertraege] - summen[aufwendungen]

    return Ausgleich(
        minus(Festsetzung.ORDENTLICHE_ERTRAEGE, Festsetzung.ORDENTLICHE_AUFWENDUNGEN),
        minus(Festsetzung.AUSSERORDENTLICHE_ERTRAEGE, Festsetzung.AUSSERORDENTLICHE_AUFWENDUNGEN),
    )


def compare_satzung(haushalt: Haushalt, summen: Iterable[Satzungssumme]) -> tuple[Satzungsvergleich, ...]:
    """Each total of the plan's Satzung beside its lines, in the order of § 1; empty where none is known."""
    plan = (haushalt.haushaltsjahr, haushalt.fassung)
    eigene = (s for s in summen if (s.haushaltsjahr, s.fassung) == plan)
    return compare_totals(line_totals(haushalt), eigene)


def compare_totals(
    zeilen: Mapping[Festsetzung, Decimal], summen: Iterable[Satzungssumme]
) -> tuple[Satzungsvergleich, ...]:
    """``compare_satzung`` of lines that are added up already, with the totals of their plan alone."""
    eigene = {s.festsetzung: s for s in summen}
    return tuple(Satzungsvergleich(eigene[f], zeilen.get(f)) for f in Festsetzung if f in eigene)
