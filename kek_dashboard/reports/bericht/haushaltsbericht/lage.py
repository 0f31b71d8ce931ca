"""Lage: everything the Haushaltsbericht says, once, and the one way from a figure to its place in the JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from kek_dashboard.domain.errors import UnknownHaushaltError
from kek_dashboard.domain.geldmatrix import Geldmatrix, Gliederung, geldmatrizen
from kek_dashboard.domain.haushalt import Haushalt, Positionsart
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.luecken import Luecken, find_luecken
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.produktblatt import Planspalte, Produktblatt, plan_columns, produktblaetter
from kek_dashboard.domain.produktmittel import OhneZielPosten, Produktmittel, ohne_ziel, produktmittel
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungsvergleich, compare_satzung
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.reports.bericht.bezug import Anteil, Anzahl, Bezug, Stelle, haushalt
from kek_dashboard.reports.bericht.form import Wert, Wertart
from kek_dashboard.reports.bericht.lage import Berichtslage
from kek_dashboard.reports.bericht.quelle import Berichtsquelle

OHNE_FUNDSTELLE_WORT = "ohne Fundstelle"


@dataclass(frozen=True)
class Haushaltslage(Berichtslage):
    """One Haushalt in its newest Fassung, by goal; what is asked for is computed once."""

    mittel: Mitteleinsatz

    @property
    def haushalt(self) -> Haushalt:
        """The plan itself."""
        return self.mittel.haushalt

    @property
    def is_beispiel(self) -> bool:
        """Whether any euro is invented, or where it goes."""
        return self.mittel.herkunft is Herkunft.BEISPIEL

    @property
    def zugeordnet(self) -> bool:
        """Whether the Haushaltsjahr has any Zuordnung."""
        return self.luecken.zugeordnet

    @cached_property
    def matrizen(self) -> Mapping[Positionsart, Geldmatrix]:
        """Teilhaushalt by goal, in each of the four kinds."""
        return geldmatrizen(self.mittel, Gliederung.TEILHAUSHALT)

    @cached_property
    def produkte(self) -> tuple[Produktmittel, ...]:
        """Every Produkt by Teilhaushalt."""
        return produktmittel(self.mittel)

    @cached_property
    def gruende(self) -> tuple[OhneZielPosten, ...]:
        """Why euros serve no goal."""
        return ohne_ziel(self.mittel)

    @cached_property
    def luecken(self) -> Luecken:
        """The white spots."""
        return find_luecken(self.mittel, self.stand, self.gesamt)

    @cached_property
    def spalten(self) -> tuple[Planspalte, ...]:
        """The columns of the Haushaltsplan."""
        return plan_columns(self.haushalt)

    @cached_property
    def blaetter(self) -> tuple[Produktblatt, ...]:
        """The wesentliche Produkte."""
        return produktblaetter(self.haushalt, self.stand)

    @cached_property
    def unterziele(self) -> tuple[Ziel, ...]:
        """All Unterziele, by number."""
        return self.stand.ziele_der_ebene(Ebene.UNTERZIEL)

    @property
    def status(self) -> tuple[Haushaltsstatus, ...]:
        """What happened to this Fassung, by day."""
        return tuple(self.stand.haushaltsstaende.get((self.jahr, self.haushalt.fassung), ()))

    @cached_property
    def satzung(self) -> tuple[Satzungsvergleich, ...]:
        """The totals of its Haushaltssatzung beside its lines."""
        return compare_satzung(
            self.haushalt, self.stand.satzungssummen.get((self.jahr, self.haushalt.fassung), ())
        )

    @cached_property
    def lieferungen(self) -> tuple[Lieferung, ...]:
        """The files the lines come from, by number."""
        gezaehlt = (self.stand.lieferungen.get(nr) for nr in sorted(self.haushalt.lieferungen))
        return tuple(lieferung for lieferung in gezaehlt if lieferung is not None)

    @property
    def datenstand(self) -> date | None:
        """The day of the newest release among these files."""
        tage = (lieferung.freigegeben_am for lieferung in self.lieferungen)
        return max((tag for tag in tage if tag is not None), default=None)

    # ------------------------------------------------------------------------------------------- names

    def ziel_name(self, nr: str) -> str:
        """Kurztitel of a goal, empty where it is not known."""
        ziel = self.stand.ziele.get(nr)
        return "" if ziel is None else ziel.kurztitel

    @cached_property
    def teilhaushalt_namen(self) -> Mapping[str, str]:
        """Names of the Teilhaushalte as the plan writes them, in their order."""
        return {
            p.nr: p.bezeichnung for matrix in self.matrizen.values() for p in (*matrix.posten, *matrix.leere)
        }

    def fundstelle(self, stelle: Fundstelle) -> str:
        """File, sheet and cell, as far as they are known."""
        lieferung = self.stand.lieferungen.get(stelle.lieferung)
        teile = [lieferung.dateiname if lieferung is not None else ""]
        teile += [f"Blatt „{stelle.blatt}“" if stelle.blatt else "", stelle.zelle]
        return " · ".join(teil for teil in teile if teil) or OHNE_FUNDSTELLE_WORT

    # ------------------------------------------------------------------------------- figures and places

    def stelle(self, *pfad: str) -> Stelle:
        """A place in the JSON of this Haushalt."""
        return haushalt(self.jahr, self.haushalt.fassung, *pfad)

    def euro(self, eur: Decimal | None, *pfad: str) -> Wert:
        """Whole euros in a table whose head says so; to the cent they stand in the JSON and in the workbook."""
        return Wert(eur, self.stelle(*pfad), stellen=0, beispiel=self.is_beispiel)

    def euro_of(self, eur: Decimal | None, bezug: Bezug) -> Wert:
        """``euro`` of a sum or difference of several places."""
        return Wert(eur, bezug, stellen=0, beispiel=self.is_beispiel)

    def kurz(self, eur: Decimal, bezug: Bezug) -> Wert:
        """Euros in a sentence."""
        return Wert(eur, bezug, Wertart.EURO_KURZ, beispiel=self.is_beispiel)

    def anteil(self, teil: Decimal, von: Decimal, wo_teil: Bezug, wo_von: Bezug, stellen: int = 0) -> Wert:
        """A share as percent; „–“ where there is nothing to be a share of."""
        zahl = Fraction(teil) / Fraction(von) if von else None
        return Wert(
            zahl, Anteil(wo_teil, wo_von), Wertart.PROZENT, stellen=stellen, beispiel=self.is_beispiel
        )

    def anzahl(self, zahl: int, *pfad: str) -> Wert:
        """How long a list of the JSON is."""
        return Wert(zahl, Anzahl(self.stelle(*pfad)), Wertart.ANZAHL, beispiel=self.is_beispiel)


def load_lage(quelle: Berichtsquelle) -> Haushaltslage:
    """The newest Fassung of the Haushaltsjahr; raises ``UnknownHaushaltError`` where none is released."""
    mittel = quelle.mittel(quelle.jahr)
    if mittel is None:
        raise UnknownHaushaltError(quelle.jahr, tuple(sorted(quelle.stand.haushalte)))
    return Haushaltslage(quelle, mittel)
