"""Zuordnungsprodukte: the Produkte of a plan with their Konten, as somebody maps them to goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.haushalt import VIER_ARTEN, Haushalt, Planzeile, Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Betraege


@dataclass(frozen=True, slots=True)
class Kontozeile:
    """A Konto of a Produkt: one rule holds for all its lines. ``betraege``: its Ansätze by kind."""

    konto: str
    bezeichnung: str
    betraege: Betraege
    arten: tuple[Positionsart, ...]
    zeilen: int
    herkunft: Herkunft


@dataclass(frozen=True, slots=True)
class Produktzeile:
    """A Produkt of the plan with the sums of its Ansätze by kind and its Konten, in the order of the plan.

    ``ohne_konto`` counts lines that have none: no rule but the Produkt's reaches them.
    """

    produkt: str
    bezeichnung: str
    teilhaushalt: str
    teilhaushaltbezeichnung: str
    betraege: Betraege
    konten: tuple[Kontozeile, ...]
    ohne_konto: int
    herkunft: Herkunft


def collect_produkte(haushalt: Haushalt) -> tuple[tuple[Produktzeile, ...], int]:
    """The Produkte in the order of the plan, and how many lines have none and so cannot be mapped.

    Kinds outside the four sums add nothing to an amount. A Produkt in several Teilhaushalte stands under its first.
    """
    je_produkt: dict[str, list[Planzeile]] = {}
    for zeile in haushalt.zeilen:
        je_produkt.setdefault(zeile.position.schluessel.produkt, []).append(zeile)
    ohne = len(je_produkt.pop("", ()))
    return tuple(_produkt(nr, zeilen) for nr, zeilen in je_produkt.items()), ohne


def _produkt(nr: str, zeilen: list[Planzeile]) -> Produktzeile:
    je_konto: dict[str, list[Planzeile]] = {}
    for zeile in zeilen:
        je_konto.setdefault(zeile.position.schluessel.konto, []).append(zeile)
    ohne_konto = len(je_konto.pop("", ()))
    erste = zeilen[0].position
    return Produktzeile(
        nr,
        _first_text(z.position.produktbezeichnung for z in zeilen),
        erste.schluessel.teilhaushalt,
        _first_text(z.position.teilhaushaltbezeichnung for z in zeilen),
        _sums(zeilen),
        tuple(_konto(konto, teil) for konto, teil in je_konto.items()),
        ohne_konto,
        weakest(z.position.herkunft for z in zeilen),
    )


def _konto(konto: str, zeilen: list[Planzeile]) -> Kontozeile:
    return Kontozeile(
        konto,
        _first_text(z.position.bezeichnung for z in zeilen),
        _sums(zeilen),
        tuple(dict.fromkeys(z.position.art for z in zeilen)),
        len(zeilen),
        weakest(z.position.herkunft for z in zeilen),
    )


def _first_text(texte: Iterable[str]) -> str:
    return next((text for text in texte if text), "")


def _sums(zeilen: list[Planzeile]) -> Betraege:
    summen = dict.fromkeys(VIER_ARTEN, Decimal("0.00"))
    for zeile in zeilen:
        if zeile.position.art in summen and zeile.ansatz is not None:
            summen[zeile.position.art] += zeile.ansatz
    return MappingProxyType(summen)
