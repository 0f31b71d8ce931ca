"""Form: the contract's JSON shapes of Zielerreichung and Haushalt. Unknown is null, never 0."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung
from kek_dashboard.domain.runden import as_decimal
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, Zielbewertung


def zielerreichung_json(stand: Datenstand, gesamt: Gesamtbewertung) -> dict[str, Any]:
    """``zielerreichung --format json``: ratios and values with at most 6 decimals."""
    return {
        "jahr": gesamt.jahr,
        "wissensstand": stand.wissensstand.isoformat(),
        "kennzahlen": [_kennzahl(stand, bewertung) for bewertung in gesamt.kennzahlen.values()],
        "unterziele": [_ziel(bewertung, with_bilanz=True) for bewertung in gesamt.unterziele.values()],
        "oberziele": [_ziel(bewertung, with_bilanz=False) for bewertung in gesamt.oberziele.values()],
    }


def _kennzahl(stand: Datenstand, b: Bewertung) -> dict[str, Any]:
    return {
        "nr": b.nr,
        "jahr": b.jahr,
        "ist": number(b.ist),
        "soll": number(b.soll),
        "zielerreichung": number(b.zielerreichung),
        "soll_zielerreichung": number(b.soll_zielerreichung),
        "planabweichung": number(b.planabweichung),
        "stand": b.stand.value,
        "ausblick": b.ausblick.value,
        "tempo": number(b.tempo),
        "prognose": number(b.prognose),
        "noetiges_tempo": number(b.noetiges_tempo),
        "bilanz": None if b.bilanz is None else b.bilanz.value,
        "unterziele": [z.unterziel for z in stand.akte(b.nr).zuordnungen],
        "herkunft": b.herkunft.value,
    }


def _ziel(b: Zielbewertung, *, with_bilanz: bool) -> dict[str, Any]:
    form = {
        "nr": b.nr,
        "zielerreichung": number(b.zielerreichung),
        "soll_zielerreichung": number(b.soll_zielerreichung),
        "abdeckung": number(b.abdeckung),
        "stand": b.stand.value,
    }
    if with_bilanz:
        form["bilanz"] = None if b.bilanz is None else b.bilanz.value
    form["herkunft"] = b.herkunft.value
    return form


def number(wert: Fraction | None) -> int | float | None:
    """A JSON number of at most 6 decimals; whole numbers without a point."""
    if wert is None:
        return None
    gerundet = as_decimal(wert)
    return int(gerundet) if gerundet == gerundet.to_integral_value() else float(gerundet)


def haushalt_json(einsatz: Mitteleinsatz) -> dict[str, Any]:
    """``haushalt --format json``: money as text with two decimals, so that no cent is lost."""
    haushalt = einsatz.haushalt
    return {
        "haushaltsjahr": haushalt.haushaltsjahr,
        "fassung": haushalt.fassung,
        "herkunft": einsatz.herkunft.value,
        "summen": _money(einsatz.summen),
        "unterziele": [
            {"nr": nr, **_money(betraege)}
            | {"herkunft": einsatz.herkunft_je_unterziel.get(nr, einsatz.herkunft).value}
            for nr, betraege in einsatz.je_unterziel.items()
        ],
        "nicht_zugeordnet": _money(einsatz.nicht_zugeordnet),
        "positionen": [
            {"nr": str(nr), **_position(verwendung)}
            for nr, verwendung in enumerate(einsatz.verwendungen, start=1)
        ],
    }


def _money(betraege: Betraege) -> dict[str, str]:
    return {art.value: euro(betraege[art]) for art in VIER_ARTEN}


def euro(betrag: Decimal) -> str:
    """Euros as text with two decimals and a point."""
    return format(betrag, ".2f")


def _position(verwendung: Verwendung) -> dict[str, Any]:
    zeile, position = verwendung.zeile, verwendung.zeile.position
    s = position.schluessel
    weitere = {"amt": s.amt, "investition": s.investition}
    return {
        "teilhaushalt": s.teilhaushalt,
        "produkt": s.produkt,
        "konto": s.konto,
        "bezeichnung": position.bezeichnung,
        "art": position.art.value,
        "ansatz": None if zeile.ansatz is None else euro(zeile.ansatz),
        "unterziele": [{"nr": nr, "betrag": euro(betrag)} for nr, betrag in verwendung.je_unterziel],
        "kennzahlen": list(verwendung.kennzahlen),
        "massnahmen": list(verwendung.massnahmen),
        "herkunft": verwendung.herkunft.value,
        **{name: wert for name, wert in weitere.items() if wert},
    }
