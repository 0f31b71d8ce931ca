"""Geheimhaltung: which values of personal Kennzahlen nobody is shown, so that no single case can be made out.

Source of the rule: docs/methode.md, „Kleine Fallzahlen“.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kek_dashboard.domain.geheimsummen import gleichungen
from kek_dashboard.domain.geheimtabelle import (
    Gleichung,
    Regelwerk,
    Wert,
    Werte,
    Zelle,
)
from kek_dashboard.domain.geheimwahl import choose
from kek_dashboard.domain.rechte import Akteur, Aktion

#: What stands in the place of a withheld value, small itself or not: nobody shall tell the two apart.
GESPERRT = "aus Datenschutzgründen nicht gezeigt"


@dataclass(frozen=True, slots=True)
class Schritt:
    """What one release made readable: its values, and the pictures of what counts that readers have from then on."""

    werte: frozenset[Wert]
    bilder: tuple[Werte, ...]


def sees_small_counts(akteur: Akteur, fachbereich: str) -> bool:
    """Whether somebody checks deliveries of this unit and so sees its small counts: its own people and Controlling."""
    return akteur.darf(Aktion.FREIGEBEN_KENNZAHLEN) or akteur.is_zustaendig(fachbereich)


def withheld_values(regelwerk: Regelwerk, schritte: Sequence[Schritt]) -> frozenset[Wert]:
    """Values that are shown on no Wissensstand: small counts, and what they could be worked out from.

    ``schritte``: all that was ever released, in the order in which it was. What an earlier step has shown stays known;
    only from what a step brings is chosen. So the answer for a value never changes later, unless a mark or a sum is
    added afterwards.
    """
    if not regelwerk.personal:
        return frozenset()
    verdeckt: set[Zelle] = set()
    gezeigt: set[Zelle] = set()
    alle: dict[Gleichung, None] = {}
    gekannt: dict[tuple[int, frozenset[tuple[object, object]]], None] = {}
    for schritt in schritte:
        neu = {regelwerk.zelle(*wert) for wert in schritt.werte} - verdeckt - gezeigt
        kleine = {zelle for zelle in neu if zelle.is_primary}
        dazu = _relations(schritt.bilder, regelwerk, gekannt)
        frische = [gleichung for gleichung in dazu if gleichung not in alle]
        alle |= dict.fromkeys(frische)
        frueher = {zelle for zelle in verdeckt if zelle.is_primary}
        verdeckt |= kleine
        if any(z.is_primary for g in alle for z in g.zellen):
            verdeckt |= choose(_touched(alle, neu, frische), verdeckt, neu, frueher)
        gezeigt |= neu - verdeckt
    return frozenset((zelle.nr, zelle.zeitraum, zelle.wert) for zelle in verdeckt)


def _relations(
    bilder: Iterable[Werte],
    regelwerk: Regelwerk,
    gekannt: dict[tuple[int, frozenset[tuple[object, object]]], None],
) -> list[Gleichung]:
    """The relations of all pictures, year by year; a year that was looked at as it is gives none again."""
    gefunden: list[Gleichung] = []
    for bild in bilder:
        jahre: dict[int, dict[object, object]] = {}
        for key, wert in bild.items():
            jahre.setdefault(key[1].jahr, {})[key] = wert
        for jahr, werte in jahre.items():
            key_des_jahres = (jahr, frozenset(werte.items()))
            if key_des_jahres not in gekannt:
                gekannt[key_des_jahres] = None
                gefunden += gleichungen(werte, regelwerk)  # type: ignore[arg-type]
    return gefunden


def _touched(
    alle: Mapping[Gleichung, None], neu: Iterable[Zelle], frische: Iterable[Gleichung]
) -> list[Gleichung]:
    """The relations of the years that a step says anything of: others were settled before and stay as they are."""
    jahre = {zelle.zeitraum.jahr for zelle in neu} | {g.summe.zeitraum.jahr for g in frische}
    return [gleichung for gleichung in alle if gleichung.summe.zeitraum.jahr in jahre]
