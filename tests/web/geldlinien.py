"""Geldlinien: a Haushalt with every oddity the matrix and the flow of money must tell, built by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.haushalt import (
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.herkunft import Herkunft
from tests.web import factories as f

AUF, ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
AUS = Positionsart.INVESTIVE_AUSZAHLUNGEN


def a_line(
    teil: str,
    teilname: str,
    produkt: str,
    produktname: str,
    art: Positionsart,
    eur: str | None,
    lfd: int = 1,
    herkunft: Herkunft = Herkunft.INTERN,
) -> Planzeile:
    schluessel = Positionsschluessel(teil, "", produkt, "4011000", lfd=lfd)
    position = Haushaltsposition(
        2023,
        "beschlossen",
        schluessel,
        art,
        produktbezeichnung=produktname,
        teilhaushaltbezeichnung=teilname,
        herkunft=herkunft,
    )
    return Planzeile(position, None if eur is None else Decimal(eur))


def a_rule(produkt: str, nr: str, anteil: str = "100") -> HaushaltsZuordnung:
    return HaushaltsZuordnung(2023, produkt, "", Bezug.UNTERZIEL, nr, Decimal(anteil))


LINIEN = (
    a_line("06", "Jugend", "365000", "Kitas", AUF, "40000000.10"),
    a_line("06", "Jugend", "365000", "Kitas", AUF, "0.05", 2),
    a_line("06", "Jugend", "363000", f.BOESE, AUF, "9000000.00"),
    a_line("05", f.BOESE, "311000", "Hilfe", AUF, "60000000.00"),
    a_line("05", f.BOESE, "311000", "Hilfe", AUF, "-1500000.00", 2),
    a_line("08", "Bauen", "542000", "Kreisstraßen", AUF, "-250000.00"),
    a_line("08", "Bauen", "542000", "Kreisstraßen", AUS, "3000000.00"),
    a_line("", "", "111000", "Verwaltung", AUF, "700000.00"),
    a_line("07", "Gesundheit", "414000", "Gesundheitsamt", AUF, "0.00"),
    a_line("09", "Wirtschaft", "571000", "Förderung", AUF, None),
    a_line("06", "Jugend", "365000", "Kitas", ERT, "5000000.00"),
)
REGELN = (
    a_rule("365000", "1.2"),
    a_rule("363000", "3.2", "50"),
    a_rule("542000", "1.4"),
    a_rule("414000", "1.3"),
)


class Buch(f.Buch):
    """The small county with these lines."""

    def __init__(
        self, linien: tuple[Planzeile, ...] = LINIEN, regeln: tuple[HaushaltsZuordnung, ...] = REGELN
    ) -> None:
        """Any other lines and rules may be given."""
        super().__init__()
        self._linien, self._regeln = linien, regeln

    def load_datenstand(self, wissensstand):
        """With these rules for 2023."""
        return replace(
            super().load_datenstand(wissensstand), haushaltszuordnungen=MappingProxyType({2023: self._regeln})
        )

    def load_haushalt(self, haushaltsjahr, fassung, wissensstand):  # noqa: ARG002
        """These lines for 2023."""
        self.asked.append("haushalt")
        return (
            Haushalt(2023, "beschlossen", self._linien, ("beschlossen",)) if haushaltsjahr == 2023 else None
        )


def many_flows() -> Buch:
    """Nine Teilhaushalte for each of five goals: forty-five flows."""
    linien = tuple(
        a_line(f"{t:02d}", f"Amt {t}", f"{t}{z}", "", AUF, f"{t * z}000.00")
        for t in range(1, 10)
        for z in range(1, 6)
    )
    ziele = ("1.1", "1.2", "1.3", "2.1", "3.3")
    return Buch(linien, tuple(a_rule(f"{t}{z}", ziele[z - 1]) for t in range(1, 10) for z in range(1, 6)))
