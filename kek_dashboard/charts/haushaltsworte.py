"""Haushaltsworte: how kinds of lines, Fassungen and what happened to them are called, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kek_dashboard.domain.haushalt import Haushalt, Positionsart
from kek_dashboard.domain.luecken import Leerlauf
from kek_dashboard.domain.satzung import Planstatus

ART_WORT: Final[Mapping[Positionsart, str]] = MappingProxyType(
    {
        Positionsart.ERTRAEGE: "Erträge",
        Positionsart.AUFWENDUNGEN: "Aufwendungen",
        Positionsart.INVESTIVE_EINZAHLUNGEN: "Investive Einzahlungen",
        Positionsart.INVESTIVE_AUSZAHLUNGEN: "Investive Auszahlungen",
        Positionsart.INTERNE_ERTRAEGE: "Erträge aus internen Leistungsbeziehungen",
        Positionsart.INTERNE_AUFWENDUNGEN: "Aufwendungen aus internen Leistungsbeziehungen",
        Positionsart.AUSSERORDENTLICHE_ERTRAEGE: "Außerordentliche Erträge",
        Positionsart.AUSSERORDENTLICHE_AUFWENDUNGEN: "Außerordentliche Aufwendungen",
        Positionsart.LAUFENDE_EINZAHLUNGEN: "Laufende Einzahlungen",
        Positionsart.LAUFENDE_AUSZAHLUNGEN: "Laufende Auszahlungen",
        Positionsart.FINANZIERUNG_EINZAHLUNGEN: "Einzahlungen aus Finanzierung",
        Positionsart.FINANZIERUNG_AUSZAHLUNGEN: "Auszahlungen für Finanzierung",
        Positionsart.HAUSHALTSUNWIRKSAM: "Haushaltsunwirksame Zahlungen",
    }
)
STATUS_WORT: Final[Mapping[Planstatus, str]] = MappingProxyType(
    {
        Planstatus.EINGEBRACHT: "eingebracht",
        Planstatus.BESCHLOSSEN: "beschlossen",
        Planstatus.ABGELEHNT: "abgelehnt",
        Planstatus.GENEHMIGT: "genehmigt",
    }
)
#: Why a Zuordnung moves no euro.
GRUND_WORT: Final[Mapping[Leerlauf, str]] = MappingProxyType(
    {
        Leerlauf.PRODUKT_FEHLT: "Das Produkt hat in diesem Plan keine Zeile.",
        Leerlauf.KONTO_FEHLT: "Das Konto hat in diesem Plan bei diesem Produkt keine Zeile.",
        Leerlauf.NICHT_GEZAEHLT: "Die Zeilen stehen außerhalb der vier Summen (etwa interne Verrechnung).",
        Leerlauf.UEBERLAGERT: "Für jedes Konto des Produkts gilt eine eigene Zuordnung; diese kommt nie zum Zug.",
        Leerlauf.OHNE_ANSATZ: "Die Zeilen haben in diesem Jahr keinen Ansatz oder 0 €.",
        Leerlauf.BEZUG_FEHLT: "Wofür es dienen soll, gibt es in diesem Datenstand nicht.",
        Leerlauf.OHNE_UNTERZIEL: (
            "Die Kennzahl oder Maßnahme ist keinem Unterziel zugeordnet; das Geld bleibt ohne Ziel."
        ),
    }
)
_FASSUNG_WORT: Final = MappingProxyType(
    {"entwurf": "Entwurf", "beschlossen": "beschlossen", "vollzug": "Vollzug"}
)


def fassung_text(fassung: str) -> str:
    """Name of a Fassung for people.

    >>> fassung_text("nachtrag-2")
    '2. Nachtrag'
    """
    nummer = fassung.removeprefix("nachtrag-")
    return f"{nummer}. Nachtrag" if nummer != fassung else _FASSUNG_WORT.get(fassung, fassung)


def ansatz_text(haushalt: Haushalt) -> str:
    """Which amount of its lines a plan counts; plan is not Ist.

    >>> ansatz_text(Haushalt(2024, "nachtrag-1", ())), ansatz_text(Haushalt(2024, "entwurf", ()))
    ('Ansatz 2024 nach dem 1. Nachtrag', 'Ansatz 2024 (Entwurf)')
    """
    jahr, fassung = haushalt.haushaltsjahr, haushalt.fassung
    if fassung.startswith("nachtrag-"):
        return f"Ansatz {jahr} nach dem {fassung_text(fassung)}"
    return f"Ansatz {jahr} ({fassung_text(fassung)})"
