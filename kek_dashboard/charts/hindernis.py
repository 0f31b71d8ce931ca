"""Hindernis: what keeps a Kennzahl from being judged, and whether an Unterziel can be, in German words."""

from __future__ import annotations

from types import MappingProxyType

from kek_dashboard.domain.messbarkeit import Hindernis, Messbarkeit

#: Whether an Unterziel can be judged.
MESSBARKEIT_WORT = MappingProxyType(
    {
        Messbarkeit.GANZ: "ganz",
        Messbarkeit.TEILWEISE: "teilweise",
        Messbarkeit.NICHT: "nicht",
        Messbarkeit.OHNE_KENNZAHL: "nicht: keine Kennzahl",
    }
)
#: What is missing in one Kennzahl, and in several.
_FEHLT = MappingProxyType(
    {
        Hindernis.KEIN_WERT: ("ohne Wert", "ohne Wert"),
        Hindernis.WERT_ZU_ALT: ("mit zu altem Wert", "mit zu alten Werten"),
        Hindernis.KEIN_WERT_NACH_BASIS: ("ohne Wert nach dem Basisjahr", "ohne Wert nach dem Basisjahr"),
        Hindernis.KEIN_ZIEL: ("ohne Zielwert", "ohne Zielwert"),
        Hindernis.KEINE_BASIS: ("ohne Ausgangswert", "ohne Ausgangswert"),
        Hindernis.FALSCH_HERUM: ("mit Ziel in falscher Richtung", "mit Zielen in falscher Richtung"),
        Hindernis.NICHT_VERGLEICHBAR: (
            "mit Reihenbruch ohne neuen Basiswert",
            "mit Reihenbruch ohne neuen Basiswert",
        ),
        Hindernis.KEINE_TOLERANZ: ("ohne Toleranz", "ohne Toleranz"),
    }
)


def hindernis_wort(hindernis: Hindernis, anzahl: int = 1) -> str:
    """What one or several Kennzahlen lack.

    >>> hindernis_wort(Hindernis.WERT_ZU_ALT), hindernis_wort(Hindernis.WERT_ZU_ALT, 3)
    ('mit zu altem Wert', 'mit zu alten Werten')
    """
    return _FEHLT[hindernis][anzahl > 1]
