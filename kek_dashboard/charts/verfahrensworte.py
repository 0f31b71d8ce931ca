"""Verfahrensworte: word and symbol of each step of a proposal, and what it means; told by shape, never by colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from kek_dashboard.domain.verfahren import KENNZAHL, Schritt, Vorschlag

_RING = '<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.5"/>'
_VOLL = '<circle cx="8" cy="8" r="7.3" fill="currentColor"/>'


@dataclass(frozen=True, slots=True)
class Schrittwort:
    """How a step is told: of one (``wort``), as a heading, what it means, and its drawing in 16 × 16."""

    wort: str
    titel: str
    satz: str
    form: str

    def draw(self) -> str:
        """The symbol alone, in the colour of the text around it."""
        return f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{self.form}</svg>'


SCHRITTE = MappingProxyType(
    {
        Schritt.VORSCHLAG: Schrittwort(
            "vorgeschlagen", "Vorgeschlagen", "Eingebracht; noch hat kein Gremium zugestimmt.", _RING
        ),
        Schritt.ABGESTIMMT: Schrittwort(
            "abgestimmt",
            "Abgestimmt",
            "Mindestens ein Gremium hat zugestimmt; beschlossen ist noch nichts.",
            f'{_RING}<path d="M8 1.4a6.6 6.6 0 0 0 0 13.2z" fill="currentColor"/>',
        ),
        Schritt.BESCHLOSSEN: Schrittwort(
            "beschlossen",
            "Beschlossen",
            "Gilt und zählt seit der Freigabe des Beschlusses.",
            f'{_VOLL}<path d="M4.4 8.4l2.5 2.5 4.8-5.4" fill="none" stroke="var(--paper)" stroke-width="1.7"'
            ' stroke-linecap="round" stroke-linejoin="round"/>',
        ),
        Schritt.ABGELEHNT: Schrittwort(
            "abgelehnt",
            "Abgelehnt",
            "Zählt nirgends; ein neuer Anlauf bekommt eine neue Nummer.",
            f'{_RING}<path d="M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8" stroke="currentColor" stroke-width="1.6"'
            ' stroke-linecap="round"/>',
        ),
    }
)

VON_WORT = MappingProxyType({"Verwaltung": "von der Verwaltung", "Kreispolitik": "aus der Kreispolitik"})


def gegenstand_wort(vorschlag: Vorschlag) -> str:
    """What is proposed, as a word."""
    return "Kennzahl" if vorschlag.bezug == KENNZAHL else "Maßnahme"


def way_answer(vorschlaege: Iterable[Vorschlag]) -> str:
    """How many are on their way and what became of the others; parts between ``**`` are strong."""
    alle = tuple(vorschlaege)
    zahl = {schritt: sum(v.schritt is schritt for v in alle) for schritt in Schritt}
    offen = zahl[Schritt.VORSCHLAG] + zahl[Schritt.ABGESTIMMT]
    if not offen:
        kopf = "**Kein Vorschlag** ist auf dem Weg."
    else:
        wort = "Vorschlag ist" if offen == 1 else "Vorschläge sind"
        teile = [f"{zahl[s]} {SCHRITTE[s].wort}" for s in (Schritt.VORSCHLAG, Schritt.ABGESTIMMT) if zahl[s]]
        kopf = f"**{offen} {wort} auf dem Weg:** {', '.join(teile)}."
    ende = [
        f"{zahl[s]} {'ist' if zahl[s] == 1 else 'sind'} {SCHRITTE[s].wort}"
        for s in (Schritt.BESCHLOSSEN, Schritt.ABGELEHNT)
        if zahl[s]
    ]
    return kopf if not ende else f"{kopf} {', '.join(ende)}."
