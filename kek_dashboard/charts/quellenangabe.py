"""Quellenangabe: what may be done with the values of a Kennzahl, and the line of origin that goes with them."""

from __future__ import annotations

from datetime import date

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.formats import format_date

#: By Herkunft, because a Lieferung names its source but no licence. Source: data/README.md, „Amtliche Werte“.
_LIZENZ = {
    Herkunft.AMTLICH: (
        "Amtliche Statistik: Weitergabe mit Quellenangabe, wo die Quelle nichts anderes nennt nach der Datenlizenz "
        "Deutschland – Namensnennung – Version 2.0 (govdata.de/dl-de/by-2-0)."
    ),
    Herkunft.INTERN: "Zahlen der Kreisverwaltung: Eine Lizenz ist nicht festgelegt; bitte die Quelle nennen.",
    Herkunft.BEISPIEL: "Beispiel: Die Werte sind erfunden und sagen nichts über den Landkreis.",
}


def lizenz_of(kennzahl: Kennzahl) -> str:
    """What may be done with the measured values, as a sentence."""
    return _LIZENZ[kennzahl.herkunft]


def herausgeber_of(koerperschaft: str) -> str:
    """Who hands the values out."""
    return f"KEK-Monitor, {koerperschaft}"


def quellenzeile(kennzahl: Kennzahl, datenstand: date | None, koerperschaft: str) -> str:
    """Where the values come from and as of when, in one line."""
    quelle = kennzahl.quelle or "ohne Angabe"
    return f"Quelle: {quelle} · {herausgeber_of(koerperschaft)} · Datenstand {format_date(datenstand)}"
