"""Bestand: a Fachbereich with Kennzahlen of every rhythm, for the tests of the return workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import (
    Frequenz,
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    Wertstatus,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Fachbereich
from kek_dashboard.domain.zeitraum import Zeitraum

HEUTE = date(2025, 8, 15)
WIFOE = "Wirtschaft & Förderung"
BOESE = '=HYPERLINK("http://example.invalid","hier")'


def values(nr: str, **werte: str) -> tuple[Messwert, ...]:
    """Values by Zeitraum (``_2024``, ``_2025_Q1``)."""
    return tuple(
        Messwert(nr, Zeitraum.parse(zeit.strip("_").replace("_", "-")), Decimal(wert))
        for zeit, wert in werte.items()
    )


def akte(nr: str, name: str, einheit: str, zieltyp: Zieltyp, *messwerte: Messwert, **felder) -> Kennzahlakte:
    """A Kennzahl of the Fachbereich with its values."""
    zielwerte = tuple(
        Zielwert(nr, jahr, Decimal(wert), herkunft=herkunft)
        for jahr, wert, herkunft in felder.pop("ziele", ())
    )
    brueche = felder.pop("brueche", ())
    kennzahl = Kennzahl(nr, name, einheit, zieltyp, fachbereich=WIFOE, **felder)
    return Kennzahlakte(kennzahl, zielwerte, messwerte, brueche)


def bestand() -> Datenstand:
    """Yearly, quarterly, half-yearly and a survey; one value delivered with every extra it may have."""
    mit_allem = replace(
        values("2.1-02", _2025_Q1="4")[0],
        status=Wertstatus.VORLAEUFIG,
        bemerkung=BOESE,
        stichtag=date(2025, 3, 31),
        herkunft=Herkunft.BEISPIEL,
    )
    ohne = Messwert("2.1-04", Zeitraum(2025), None, fundstelle=Fundstelle("x", "A1", "k. A."))
    akten = (
        akte(
            "2.1-01", "Quote", "%", Zieltyp.STEIGERN, *values("2.1-01", _2022="70", _2023="78.5", _2024="82.5"),
            definition="Anteil x", ziele=((2025, "85", Herkunft.BEISPIEL), (2026, "90", Herkunft.INTERN)),
        ),
        akte(
            "2.1-02", "Beratungen", "Anzahl", Zieltyp.MINDESTENS,
            *values("2.1-02", _2024_Q3="5", _2024_Q4="1234"), mit_allem,
            frequenz=Frequenz.VIERTELJAEHRLICH, nachkommastellen=0, plausibel_von=Decimal(1),
            plausibel_bis=Decimal(2000), ziele=((2024, "3", Herkunft.INTERN),),
        ),
        akte(
            "2.1-03", "Fläche", "ha", Zieltyp.KORRIDOR, *values("2.1-03", _2024_H1="20", _2024_H2="24.5"),
            frequenz=Frequenz.HALBJAEHRLICH, untergrenze=Decimal(20), obergrenze=Decimal(40),
            ziel_herkunft=Herkunft.BEISPIEL, nachkommastellen=1,
            brueche=(Reihenbruch("2.1-03", Zeitraum.parse("2024-H2"), "neu"),),
        ),
        akte("2.1-04", BOESE, "Note", Zieltyp.BEOBACHTEN, ohne, definition=BOESE, quelle="@Quelle"),
        akte("2.1-05", "Befragung", "Note", Zieltyp.SENKEN, *values("2.1-05", _2021="2.4"),
             frequenz=Frequenz.MEHRJAEHRIG),
    )  # fmt: skip
    fremd = Kennzahlakte(Kennzahl("3.1-01", "Fremde", "%", Zieltyp.STEIGERN, fachbereich="GB Finanzen"))
    organisation = {
        name: Fachbereich(name, kuerzel) for name, kuerzel in ((WIFOE, "WIFÖ"), ("GB Jugend", "JUG"))
    }
    return Datenstand(HEUTE, version=7, akten={a.nr: a for a in (*akten, fremd)}, organisation=organisation)
