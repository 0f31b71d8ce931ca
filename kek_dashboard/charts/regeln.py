"""Regeln: the rule of each Stand, Ausblick and Bilanz in one German sentence, its borders read from the domain."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from kek_dashboard.domain.ausblick import KNAPP_AM_WEG_BIS, KNAPP_BIS, SICHER_UNTER, Ausblick
from kek_dashboard.domain.bilanz import UEBERTROFFEN_AB, UEBERWIEGEND_AB, Bilanz
from kek_dashboard.domain.kennzahl import DEFAULT_MAX_ALTER
from kek_dashboard.domain.pfad import RAUSCHBAND_ANTEIL
from kek_dashboard.domain.tempo import FENSTER_JAHRE, MINDESTENS_WERTE
from kek_dashboard.domain.zielerreichung import DEUTLICH_UEBER, LEICHT_AB, Stand
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.formats import format_percent

#: Every border that the sentences name: shares of 1, years, numbers of values.
GRENZEN: Final[Mapping[str, Fraction | int]] = MappingProxyType(
    {
        "leicht_ab": LEICHT_AB,
        "deutlich_ueber": DEUTLICH_UEBER,
        "rauschband": RAUSCHBAND_ANTEIL,
        "max_alter": DEFAULT_MAX_ALTER,
        "sicher_unter": SICHER_UNTER,
        "knapp_bis": KNAPP_BIS,
        "knapp_am_weg_bis": KNAPP_AM_WEG_BIS,
        "mindestens_werte": MINDESTENS_WERTE,
        "fenster_jahre": FENSTER_JAHRE,
        "uebertroffen_ab": UEBERTROFFEN_AB,
        "ueberwiegend_ab": UEBERWIEGEND_AB,
        "mindest_abdeckung": MINDEST_ABDECKUNG,
    }
)


def percent(anteil: Fraction) -> str:
    """A border as the page writes it, without decimals it does not need.

    >>> percent(Fraction(5, 100)).replace(chr(160), " "), percent(Fraction(125, 1000)).replace(chr(160), " ")
    ('5 %', '12,5 %')
    """
    return format_percent(anteil, 0 if (anteil * 100).denominator == 1 else 1)


def stand_regeln() -> Mapping[Stand, str]:
    """When a Kennzahl has a Stand; the first that fits, read from top to bottom of ``Stand``."""
    leicht, deutlich, rauschen = percent(LEICHT_AB), percent(DEUTLICH_UEBER), percent(RAUSCHBAND_ANTEIL)
    return {
        Stand.ERREICHT: (
            "Der Zielwert ist erreicht oder die Linie gehalten. Verglichen werden die genauen Werte, nicht die "
            "gerundeten."
        ),
        Stand.AUF_KURS: f"Gegenüber dem Soll des Jahres fehlen weniger als {leicht} des ganzen Weges.",
        Stand.LEICHT_HINTER_PLAN: (
            f"Es fehlen {leicht} bis {deutlich} des ganzen Weges. Im Zieljahr und danach auch weniger: Knapp "
            "daneben ist dann nicht mehr auf Kurs."
        ),
        Stand.DEUTLICH_HINTER_PLAN: f"Es fehlen mehr als {deutlich} des ganzen Weges.",
        Stand.FALSCHE_RICHTUNG: (
            "Der Wert hat sich vom Ausgangswert aus vom Ziel entfernt, und zwar um mehr als das Rauschband (ohne "
            f"eigene Angabe {rauschen} des Weges), obwohl der Zielpfad keine Delle vorsieht."
        ),
        Stand.NICHT_BEWERTBAR: (
            "Es fehlt, womit verglichen wird: der Ausgangswert, ein Ziel in der gewollten Richtung, die Toleranz, "
            "oder nach einem Reihenbruch ein neuer Basiswert."
        ),
        Stand.DATEN_UEBERFAELLIG: (
            f"Der neueste Wert ist älter, als die Kennzahl erlaubt (ohne eigene Angabe {DEFAULT_MAX_ALTER} Jahre)."
        ),
        Stand.OHNE_ZIEL: "Die Kennzahl wird nur beobachtet, oder ihr Zielwert steht noch nicht fest.",
        Stand.KEINE_DATEN: "Bis zum Berichtsjahr gibt es keinen Jahreswert.",
    }


def ausblick_regeln() -> Mapping[Ausblick, str]:
    """When a way that is not gone yet has an Ausblick; the first that fits."""
    sicher, knapp, am_weg = percent(SICHER_UNTER), percent(KNAPP_BIS), percent(KNAPP_AM_WEG_BIS)
    return {
        Ausblick.VORAUSSICHTLICH_ERREICHT: (
            f"Geht es im Tempo der letzten Jahre weiter, fehlen im Zieljahr weniger als {sicher} der Strecke, die "
            "heute noch zu gehen ist."
        ),
        Ausblick.KNAPP_VERFEHLT: (
            f"Es fehlen dann höchstens {knapp} der restlichen Strecke oder höchstens {am_weg} des ganzen Weges."
        ),
        Ausblick.ZU_LANGSAM: "Die Richtung stimmt, aber es fehlt mehr.",
        Ausblick.FALSCHE_RICHTUNG: "Der Wert bewegt sich nicht auf das Ziel zu.",
        Ausblick.KEINE_AUSSAGE: (
            f"Für ein Tempo gibt es zu wenige Werte: nötig sind mindestens {MINDESTENS_WERTE} Jahreswerte aus den "
            f"letzten {FENSTER_JAHRE} Jahren, nach einem Reihenbruch nur die danach."
        ),
    }


def bilanz_regeln() -> Mapping[Bilanz, str]:
    """Which share of the way makes which Bilanz."""
    mehr, meist = percent(UEBERTROFFEN_AB), percent(UEBERWIEGEND_AB)
    return {
        Bilanz.UEBERTROFFEN: f"Es wurden mindestens {mehr} des Weges geschafft (nur bei „steigern“ und „senken“).",
        Bilanz.ERREICHT: "Das Ziel ist erreicht oder die Linie gehalten.",
        Bilanz.UEBERWIEGEND_ERREICHT: f"Es wurden mindestens {meist} geschafft.",
        Bilanz.TEILWEISE_ERREICHT: f"Es wurde weniger geschafft als {meist}, aber mehr als nichts.",
        Bilanz.NICHT_ERREICHT: "Vom Weg ist nichts geschafft.",
    }
