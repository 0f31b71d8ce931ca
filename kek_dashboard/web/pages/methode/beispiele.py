"""Beispiele: invented series, one for each Stand and each Ausblick, judged by the same functions as the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielerreichung import Bewertung, Stand, bewerte
from kek_dashboard.domain.zusammenfassung import Zielbewertung, bewerte_unterziel

ZIELJAHR = 2026
_BEGINN = 2018
#: Number of the example Unterziel.
UNTERZIEL = "Beispiel"


@dataclass(frozen=True, slots=True)
class Beispiel:
    """An invented Kennzahl and its judgement at a Berichtsjahr."""

    akte: Kennzahlakte
    bewertung: Bewertung


def _beispiel(  # noqa: PLR0913 - what an example is made of
    reihe: str,
    ziel: str | None = "95",
    *,
    bis: int | None = None,
    nr: str = "B",
    zieltyp: Zieltyp = Zieltyp.STEIGERN,
    einheit: str = "%",
    toleranz: str | None = None,
    reihenbruch: int | None = None,
) -> Beispiel:
    """Yearly values from 2018 on, the first one the base; judged at the year of the newest, or at ``bis``."""
    werte = [Decimal(wert) for wert in reihe.split()]
    basis = (werte or [Decimal(60)])[0]
    kennzahl = Kennzahl(
        nr,
        "Beispiel",
        einheit,
        zieltyp,
        basisjahr=_BEGINN if zieltyp.is_way else None,
        basiswert=basis if zieltyp.is_way else None,
        toleranz=None if toleranz is None else Decimal(toleranz),
        herkunft=Herkunft.BEISPIEL,
    )
    akte = Kennzahlakte(
        kennzahl,
        () if ziel is None else (Zielwert(nr, ZIELJAHR, Decimal(ziel), herkunft=Herkunft.BEISPIEL),),
        tuple(Messwert(nr, Zeitraum(jahr), wert) for jahr, wert in enumerate(werte, _BEGINN)),
        () if reihenbruch is None else (Reihenbruch(nr, Zeitraum(reihenbruch)),),
    )
    return Beispiel(akte, bewerte(akte, bis or _BEGINN + len(werte) - 1))


#: The one that is worked out step by step.
VON_HAND = _beispiel("60 64 69 73 78 82")

STAND_BEISPIELE: Mapping[Stand, Beispiel] = MappingProxyType(
    {
        Stand.ERREICHT: _beispiel("60 68 77 85 92 96"),
        Stand.AUF_KURS: VON_HAND,
        Stand.LEICHT_HINTER_PLAN: _beispiel("60 63 66 70 73 77"),
        Stand.DEUTLICH_HINTER_PLAN: _beispiel("60 61 63 64 66 67"),
        Stand.FALSCHE_RICHTUNG: _beispiel("60 59 59 58 57 56"),
        Stand.NICHT_BEWERTBAR: _beispiel("60 64 69 30 34", reihenbruch=2021),
        Stand.DATEN_UEBERFAELLIG: _beispiel("60 64 69", bis=2023),
        Stand.OHNE_ZIEL: _beispiel("60 64 69 73 78 82", None),
        Stand.KEINE_DATEN: _beispiel("", bis=2023),
    }
)

AUSBLICK_BEISPIELE: Mapping[Ausblick, Beispiel] = MappingProxyType(
    {
        Ausblick.VORAUSSICHTLICH_ERREICHT: VON_HAND,
        Ausblick.KNAPP_VERFEHLT: _beispiel(
            "120 116 111 107 103 99", "85", zieltyp=Zieltyp.SENKEN, einheit="Tage"
        ),
        Ausblick.ZU_LANGSAM: _beispiel("60 61 63 64 66 67"),
        Ausblick.FALSCHE_RICHTUNG: _beispiel(
            "50 51 52 53 54 55", "40", zieltyp=Zieltyp.SENKEN, einheit="Tage"
        ),
        Ausblick.KEINE_AUSSAGE: _beispiel("60 66 71"),
    }
)

BILANZ_BEISPIELE: Mapping[Bilanz, Beispiel] = MappingProxyType(
    {
        Bilanz.UEBERTROFFEN: _beispiel("60 66 71 77 82 88 93 98 100"),
        Bilanz.ERREICHT: _beispiel("60 64 69 73 78 82 86 91 95"),
        Bilanz.UEBERWIEGEND_ERREICHT: _beispiel("60 64 69 73 78 82 86 90 93"),
        Bilanz.TEILWEISE_ERREICHT: _beispiel("60 61 63 64 66 67 69 70 72"),
        Bilanz.NICHT_ERREICHT: _beispiel("60 59 59 58 57 56 56 55 55"),
    }
)

#: A line to hold.
HALTEN = _beispiel(
    "88000 88400 88700 89000 89300 89500",
    "90000",
    zieltyp=Zieltyp.MINDESTENS,
    toleranz="2000",
    einheit="Anzahl",
)

#: Kennzahlen of the example Unterziel, with their weights.
MITGLIEDER: tuple[tuple[Beispiel, Decimal], ...] = (
    (_beispiel("60 64 69 73 78 82", nr="B-1"), Decimal(2)),
    (_beispiel("60 61 63 64 66 67", nr="B-2"), Decimal(1)),
    (_beispiel("60 64 69", nr="B-3", bis=2023), Decimal(1)),
)


def unterziel_beispiel() -> Zielbewertung:
    """The roll-up of ``MITGLIEDER`` at the Berichtsjahr they were judged at."""
    return bewerte_unterziel(
        UNTERZIEL,
        [(b.akte, UnterzielZuordnung(b.akte.nr, UNTERZIEL, gewicht)) for b, gewicht in MITGLIEDER],
        {b.akte.nr: b.bewertung for b, _ in MITGLIEDER},
        MITGLIEDER[0][0].bewertung.berichtsjahr,
    )
