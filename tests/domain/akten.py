"""Akten: the plain dicts of the second reading turned into the product's own records."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.runden import optional_decimal
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielerreichung import Bewertung


def akte_from(k: Mapping[str, Any]) -> Kennzahlakte:
    """The Kennzahlakte that says the same as the dict."""
    nr = k["nr"]
    return Kennzahlakte(
        Kennzahl(
            nr,
            nr,
            "",
            Zieltyp(k["zieltyp"]),
            basisjahr=k.get("basisjahr"),
            basiswert=k.get("basiswert"),
            untergrenze=k.get("untergrenze"),
            obergrenze=k.get("obergrenze"),
            toleranz=k.get("toleranz"),
            rauschband=k.get("rauschband"),
            frequenz=Frequenz(k.get("frequenz") or "jaehrlich"),
            aggregation=Aggregation(k.get("aggregation") or "letzter"),
            max_alter=2 if k.get("max_alter") is None else k["max_alter"],
        ),
        tuple(Zielwert(nr, jahr, wert) for jahr, wert in sorted(k.get("zielwerte", {}).items())),
        tuple(
            sorted(
                (Messwert(nr, Zeitraum.parse(text), wert) for text, wert in k.get("messwerte", [])),
                key=lambda m: m.zeitraum.sort_key,
            )
        ),
        tuple(
            Reihenbruch(nr, Zeitraum.parse(ab), basiswert_neu=neu) for ab, neu in k.get("reihenbrueche", [])
        ),
        tuple(
            UnterzielZuordnung(nr, unterziel, Decimal(gewicht))
            for unterziel, gewicht in k.get("zuordnungen", {}).items()
        ),
    )


def as_result(b: Bewertung) -> dict[str, Any]:
    """A Bewertung in the shape of the second reading."""
    return {
        "nr": b.nr,
        "jahr": b.jahr,
        "ist": optional_decimal(b.ist),
        "soll": optional_decimal(b.soll),
        "zielerreichung": optional_decimal(b.zielerreichung),
        "soll_zielerreichung": optional_decimal(b.soll_zielerreichung),
        "planabweichung": optional_decimal(b.planabweichung),
        "stand": b.stand.value,
        "ausblick": b.ausblick.value,
        "tempo": optional_decimal(b.tempo),
        "prognose": optional_decimal(b.prognose),
        "noetiges_tempo": optional_decimal(b.noetiges_tempo),
        "bilanz": None if b.bilanz is None else b.bilanz.value,
    }
