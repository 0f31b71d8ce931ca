"""Aenderungsworte: how much stands otherwise, in words."""

from __future__ import annotations

from collections.abc import Sequence

from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit, Richtung, Urteil
from kek_dashboard.formats import format_number


def moved_text(neuigkeiten: Sequence[Neuigkeit]) -> tuple[str, str] | None:
    """How many Unterziele and Kennzahlen moved, and a sentence on which way; ``None`` where none did."""
    sichtbar = [n for n in neuigkeiten if n.is_visible]
    unterziele = [n for n in sichtbar if n.gegenstand is Gegenstand.UNTERZIEL]
    kennzahlen = [n for n in sichtbar if n.gegenstand is Gegenstand.KENNZAHL]
    if not unterziele and not kennzahlen:
        return None
    anders = (
        f"**{counted(len(unterziele), 'Unterziel', 'Unterziele')}** und "
        f"**{counted(len(kennzahlen), 'Kennzahl', 'Kennzahlen')}**"
    )
    return anders, _directions(kennzahlen)


def _directions(kennzahlen: Sequence[Neuigkeit]) -> str:
    """How many Kennzahlen have another Stand, and which way."""
    zahlen = (
        ("mit schlechterem Stand", sum(n.richtung is Richtung.SCHLECHTER for n in kennzahlen)),
        ("mit besserem Stand", sum(n.richtung is Richtung.BESSER for n in kennzahlen)),
        ("jetzt erst bewertbar", sum(_is_first(n.vorher, n.nachher) for n in kennzahlen)),
        ("nicht mehr bewertbar", sum(_is_first(n.nachher, n.vorher) for n in kennzahlen)),
    )
    teile = [f"**{format_number(zahl)}** {wort}" for wort, zahl in zahlen if zahl]
    return f" Kennzahlen: {', '.join(teile)}." if teile else ""


def _is_first(vorher: Urteil | None, nachher: Urteil | None) -> bool:
    """Whether a judgement was possible after and not before."""
    before, after = (urteil is not None and urteil.stand.is_assessable for urteil in (vorher, nachher))
    return after and not before


def counted(zahl: int, einzahl: str, mehrzahl: str) -> str:
    """A number with its word.

    >>> counted(1, "Kennzahl", "Kennzahlen")
    '1 Kennzahl'
    """
    return f"{format_number(zahl)} {einzahl if zahl == 1 else mehrzahl}"
