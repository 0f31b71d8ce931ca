"""Vorschläge: what hangs on something that is only proposed stays with it, out of every figure, page and search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Vorschlag

#: Bezug and number of what is proposed and not decided.
Offen = frozenset[tuple[str, str]]


def without_proposed(newest: Mapping[str, list[Any]], offen: Offen) -> Mapping[str, list[Any]]:
    """The records of a day without texts, milestones and comparisons of what is only proposed.

    Shares of a Haushalt stay: whoever maps money to a proposal must read that it cannot be (``stimmigkeit``).
    """
    if not offen:
        return newest
    return {
        **newest,
        "erlaeuterungen": [
            e for e in newest["erlaeuterungen"] if (e.bezug.casefold(), e.bezug_nr) not in offen
        ],
        "meilensteine": [m for m in newest["meilensteine"] if (MASSNAHME, m.massnahme) not in offen],
        "vergleichswerte": [v for v in newest["vergleichswerte"] if (KENNZAHL, v.kennzahl_nr) not in offen],
    }


def with_akten(vorschlaege: Iterable[Vorschlag], akten: Mapping[str, Kennzahlakte]) -> tuple[Vorschlag, ...]:
    """Proposed Kennzahlen with the targets and mappings that are proposed with them."""
    return tuple(replace(v, akte=akten[v.nr]) if v.bezug == KENNZAHL else v for v in vorschlaege)
