"""Gründe: why a Kennzahl cannot be assessed, and what would mend it, in one German sentence."""

from __future__ import annotations

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.tempo import letzter_reihenbruch
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.formats import format_zeitraum


def why_not_assessable(akte: Kennzahlakte, b: Bewertung) -> str:
    """The reason of one of the Stände without a judgement; empty for all others."""
    if b.stand is Stand.KEINE_DATEN:
        return f"Bis {b.berichtsjahr} liegt kein Jahreswert vor."
    if b.stand is Stand.OHNE_ZIEL:
        return _no_target(akte)
    if b.stand is Stand.DATEN_UEBERFAELLIG and b.jahr is not None:
        alt = b.berichtsjahr - b.jahr
        return (
            f"Der neueste Wert ist von {b.jahr} und damit {alt} Jahre alt; für eine Bewertung {b.berichtsjahr} darf er "
            f"höchstens {_years(akte.kennzahl.max_alter)} alt sein."
        )
    if b.stand is Stand.NICHT_BEWERTBAR:
        return _not_comparable(akte, b)
    return ""


def _no_target(akte: Kennzahlakte) -> str:
    zieltyp = akte.kennzahl.zieltyp
    if zieltyp is Zieltyp.BEOBACHTEN:
        return "Die Kennzahl wird beobachtet; ein Ziel ist nicht vorgesehen."
    if zieltyp is Zieltyp.KORRIDOR:
        return "Für den Korridor fehlt eine Grenze."
    if akte.zielwerte:
        return "Kein Zielwert liegt nach dem Basisjahr."
    return "Es ist kein Zielwert festgelegt."


def _not_comparable(akte: Kennzahlakte, b: Bewertung) -> str:
    kennzahl, form = akte.kennzahl, werteform(akte)
    if kennzahl.zieltyp.is_hold:
        return (
            "Es ist keine Toleranz festgelegt: Wie weit daneben noch etwas vom Ziel übrig ist, bleibt offen."
        )
    if b.weg is None and kennzahl.is_basis_withheld:
        return f"Der Ausgangswert, von dem aus der Weg zum Ziel gemessen wird, wird {GESPERRT}."
    if b.weg is None:
        return "Es fehlt der Ausgangswert, von dem aus der Weg zum Ziel gemessen wird."
    if not b.weg.is_valid:
        richtung = "steigen" if kennzahl.zieltyp is Zieltyp.STEIGERN else "sinken"
        return (
            f"Der Wert soll {richtung}, aber der Zielwert {form.wert(b.weg.zielwert)} liegt vom Ausgangswert "
            f"{form.wert(b.weg.basiswert)} aus nicht in dieser Richtung."
        )
    bruch = None if b.jahr is None else letzter_reihenbruch(akte, b.jahr)
    if not b.weg.is_comparable and bruch is not None:
        grund = f" ({bruch.grund})" if bruch.grund else ""
        return (
            f"Seit {format_zeitraum(bruch.ab)} wird anders gezählt{grund}; der Ausgangswert von {b.weg.basisjahr} ist "
            f"damit nicht mehr vergleichbar. Ein neuer Basiswert für {bruch.ab.jahr} würde das beheben."
        )
    return f"Nach dem Basisjahr {b.weg.basisjahr} liegt noch kein Jahreswert vor."


def _years(anzahl: int) -> str:
    return "ein Jahr" if anzahl == 1 else f"{anzahl} Jahre"
