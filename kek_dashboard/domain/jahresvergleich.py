"""Jahresvergleich: what a Berichtsjahr says differently from the year before, with the same knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.unterschied import Kennzahlunterschied, Unterschied, Ursache, Zielunterschied
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Zielbewertung, bewerte_alles


def compare_jahre(stand: Datenstand, jahr: int) -> Unterschied:
    """From Berichtsjahr ``jahr - 1`` to ``jahr``: the values of the year and the Reihenbrüche in it are the causes.

    Where a Kennzahl has no cause, only time has passed: its Soll has moved on, or its newest value has grown old.
    """
    vorher, nachher = bewerte_alles(stand, jahr - 1), bewerte_alles(stand, jahr)
    kennzahlen = tuple(
        Kennzahlunterschied(nr, vorher.kennzahlen[nr], b, tuple(_causes(stand.akten[nr], jahr)))
        for nr, b in nachher.kennzahlen.items()
        if _verdict(vorher.kennzahlen[nr]) != _verdict(b)
    )
    anders = {k.nr for k in kennzahlen}
    unterziele = tuple(
        Zielunterschied(nr, vorher.unterziele[nr], b, (), tuple(k for k in _members(b) if k in anders))
        for nr, b in nachher.unterziele.items()
        if vorher.unterziele[nr] != b
    )
    oberziele = tuple(
        Zielunterschied(
            nr, vorher.oberziele[nr], b, (), tuple(u.nr for u in unterziele if nr in stand.pfad_zu(u.nr))
        )
        for nr, b in nachher.oberziele.items()
        if vorher.oberziele[nr] != b
    )
    return Unterschied(jahr, kennzahlen, unterziele, oberziele)


def _verdict(b: Bewertung) -> tuple[object, ...]:
    return b.stand, b.ausblick, b.zielerreichung, b.bilanz, b.ist


def _members(b: Zielbewertung) -> tuple[str, ...]:
    return (*b.mitglieder, *b.beobachtet)


def _causes(akte: Kennzahlakte, jahr: int) -> Iterator[Ursache]:
    yield from (
        Ursache("messwerte", None, m)
        for m in akte.messwerte
        if m.zeitraum.jahr == jahr and m.wert is not None
    )
    yield from (Ursache("reihenbrueche", None, b) for b in akte.reihenbrueche if b.ab.jahr == jahr)
