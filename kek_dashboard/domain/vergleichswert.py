"""Vergleichswert: what a Kennzahl amounts to elsewhere, in a neighbouring Kreis or the whole Land."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.zeitraum import Zeitraum


@dataclass(frozen=True, slots=True)
class Vergleichswert:
    """The value of another region, in the unit of the Kennzahl. Key: Kennzahl, Region, Zeitraum.

    It is shown beside the county's own and never judged. ``quelle`` names the publication.
    ``wert`` is ``None`` where it is not shown (``domain.geheimhaltung``): such a record is in no Datenstand.
    """

    kennzahl_nr: str
    region: str
    zeitraum: Zeitraum
    wert: Decimal | None
    quelle: str = ""
    herkunft: Herkunft = Herkunft.AMTLICH
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    @property
    def zahl(self) -> Fraction:
        """The value to calculate with; only of a record that is shown."""
        if self.wert is None:
            raise ValueError(self.region)
        return Fraction(self.wert)
