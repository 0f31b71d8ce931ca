"""Zuordnungstabelle: which Unterziele a Produktgruppe usually serves; proposals to start from, decided by nobody.

Read out of the wording of the goals (Drucksache 72/2018) and the names of the Produktgruppen, as of
``STAND``. Produktgruppen that serve no Unterziel by its wording are not in it: no proposal is better than an
invented one. The county's own decision is its mapping, and that is delivered and released.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

STAND = date(2026, 11, 1)
QUELLE = "Wortlaut der Ziele in Drucksache 72/2018"


@dataclass(frozen=True, slots=True)
class Gruppenvorschlag:
    """Digits a Produktgruppe begins with, the Unterziel its wording names, a share in % to start from, and why."""

    gruppe: str
    unterziel: str
    anteil: Decimal
    grund: str


def _vorschlaege(*zeilen: tuple[str, str, int, str]) -> tuple[Gruppenvorschlag, ...]:
    return tuple(
        Gruppenvorschlag(gruppe, ziel, Decimal(anteil), grund)
        for gruppen, ziel, anteil, grund in zeilen
        for gruppe in gruppen.split()
    )


_BILDUNG = "1.2.1 nennt „Bildungs- und Betreuungsangebote“"
_KULTUR = "1.2.5 nennt „Tourismus, Kultur, Sport und Freizeit“"
_SOZIAL = "1.2.6 nennt „leistungsstarke soziale Infrastruktur“"
_GESUND = "1.2.3 nennt „optimale Gesundheitsversorgung“"
_UMFELD = "1.3 will ein „attraktives naturnahes Umfeld“"

GRUPPENVORSCHLAEGE = _vorschlaege(
    ("126 128", "1.1", 100, "1.1.6 nennt „Sicherheit“ als Stärke des Wohnens"),
    ("127", "1.2", 100, _GESUND),
    ("211 212 213 215 216 217 218 221 241 242 243", "1.2", 100, _BILDUNG),
    ("231", "1.2", 50, _BILDUNG),
    ("231", "2.2", 50, "Oberziel 2 nennt „Bildungs- und Arbeitsplatzangebote“, 2.2 die Standortbedingungen"),
    ("251 252 253 261 262 263 281", "1.2", 100, _KULTUR),
    ("271 272 273", "1.2", 100, _BILDUNG),
    ("315 331 343 351", "1.2", 100, _SOZIAL),
    ("361 365", "1.2", 100, _BILDUNG),
    ("362 363 366 367", "1.2", 100, _SOZIAL),
    ("411 412 414", "1.2", 100, _GESUND),
    ("421 424", "1.2", 100, _KULTUR),
    ("511", "1.1", 100, "1.1.3 und 1.1.4 nennen Bauland und Umnutzung; Räumliche Planung bereitet beides vor"),
    ("521", "2.4", 50, "2.4 will ein „service- sowie zukunftsorientierter Dienstleister für die Wirtschaft“ sein"),
    ("521", "3.2", 50, "3.2 will „schnelle und unbürokratische Lösungen aus einer Hand“"),
    ("522", "1.1", 100, "1.1 will „attraktiven Wohnraum“"),
    ("523", "1.1", 100, "1.1.4 nennt die Umnutzung von Hofstellen; Denkmalschutz erhält Gebäude"),
    ("536", "1.2", 100, "1.2.8 nennt „hochleistungsfähige Breitbandanschlüsse“"),
    ("537", "1.3", 100, "1.3.1 nennt „nachhaltige Nutzung“"),
    ("541 542 543 544", "1.4", 100, "1.4 will eine „sehr gute Anbindung an die benachbarten Großstädte“"),
    ("547 548", "1.4", 50, "1.4 will eine „sehr gute Anbindung an die benachbarten Großstädte“"),
    ("547 548", "1.2", 50, "1.2.4 nennt „bedarfsgerechte Mobilitätsangebote“"),
    ("551 552 554 555 561", "1.3", 100, _UMFELD),
    ("571", "2.2", 50, "2.2 will „optimale Standortbedingungen für Industrie, Handel, Handwerk …“"),
    ("571", "2.3", 50, "2.3 gibt dem „Mittelstand als Triebfeder“ eine zentrale Rolle"),
    ("575", "1.2", 100, _KULTUR),
)  # fmt: skip
