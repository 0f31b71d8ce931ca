"""Form of the Entwicklung: JSON of plan, result and all else that was said of the money of each year."""

from __future__ import annotations

from datetime import date
from typing import Any

from kek_dashboard.cli.form import euro
from kek_dashboard.cli.form_kennzahlen import day
from kek_dashboard.domain.entwicklung import Entwicklung, Mittelsumme
from kek_dashboard.domain.haushalt import VIER_ARTEN
from kek_dashboard.domain.mitteleinsatz import Betraege


def entwicklung_json(entwicklung: Entwicklung, wissensstand: date) -> dict[str, Any]:
    """``entwicklung``: per year plan (``ansatz``) and ``ergebnis``, and under ``weitere`` what is in neither series.

    Money as text with two decimals; null where the year has no amount of this kind, or where nothing is known of
    the Unterziele because the year has no Zuordnung.
    """
    return {
        "wissensstand": wissensstand.isoformat(),
        "jahre": [
            {
                "jahr": jahrgang.jahr,
                "ansatz": None if jahrgang.plan is None else _sum(jahrgang.plan),
                "ergebnis": None if jahrgang.ergebnis is None else _sum(jahrgang.ergebnis),
                "weitere": [_sum(summe) for summe in jahrgang.weitere],
            }
            for jahrgang in entwicklung.jahrgaenge
        ],
    }


def _sum(summe: Mittelsumme) -> dict[str, Any]:
    return {
        "wertart": summe.wertart.value,
        "stichtag": day(summe.stichtag),
        "haushaltsjahr": summe.haushaltsjahr,
        "fassung": summe.fassung,
        "summen": _money(summe.summen),
        "unterziele": [
            {
                "nr": nr,
                **(_money(betraege) if summe.zugeordnet else dict.fromkeys(_money({}))),
                "herkunft": summe.herkunft_je_unterziel.get(nr, summe.herkunft).value,
            }
            for nr, betraege in summe.je_unterziel.items()
        ],
        "nicht_zugeordnet": _money(summe.nicht_zugeordnet),
        "herkunft": summe.herkunft.value,
    }


def _money(betraege: Betraege) -> dict[str, str | None]:
    return {art.value: euro(betraege[art]) if art in betraege else None for art in VIER_ARTEN}
