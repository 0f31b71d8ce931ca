"""Vollzug: plan and course of a year line by line; a Prognose that lacks a line tells no deviation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kek_dashboard.domain.haushalt import (
    VOLLZUG,
    Betrag,
    Haushalt,
    Haushaltsposition,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.vollzug import make_vollzug

AUF = Positionsart.AUFWENDUNGEN
MAERZ, JUNI = date(2026, 3, 31), date(2026, 6, 30)


def line(
    konto: str, fassung: str = "beschlossen", *betraege: Betrag, art: Positionsart = AUF, th: str = "01"
):
    position = Haushaltsposition(
        2026, fassung, Positionsschluessel(th, produkt="111000", konto=konto), art, betraege=betraege,
        teilhaushaltbezeichnung="Verwaltung", herkunft=Herkunft.AMTLICH,
    )  # fmt: skip
    ansatz = position.betrag(Wertart.ANSATZ, 2026)
    return Planzeile(position, None if ansatz is None else ansatz.eur)


def betrag(wertart: Wertart, eur: str, stichtag: date | None = None) -> Betrag:
    return Betrag(wertart, 2026, Decimal(eur), stichtag=stichtag)


def plan(*zeilen: Planzeile) -> Haushalt:
    return Haushalt(2026, "beschlossen", zeilen)


def lauf(*zeilen: Planzeile) -> Haushalt:
    return Haushalt(2026, VOLLZUG, zeilen)


def test_a_line_has_its_plan_and_the_newest_of_what_was_said_of_its_course() -> None:
    vollzug = make_vollzug(
        plan(line("4011", "beschlossen", betrag(Wertart.ANSATZ, "100.00"))),
        lauf(
            line(
                "4011", VOLLZUG, betrag(Wertart.PROGNOSE, "90", MAERZ), betrag(Wertart.PROGNOSE, "112.50", JUNI),
                betrag(Wertart.BUCHUNGSSTAND, "48", JUNI),
            )
        ),
    )  # fmt: skip
    assert vollzug is not None
    (zeile,) = vollzug.zeilen
    assert (vollzug.prognose_stichtag, vollzug.ist_stichtag) == (JUNI, JUNI)
    assert zeile.abweichung == Decimal("12.50")
    summe = vollzug.summe(AUF)
    assert (summe.ansatz, summe.ist, summe.prognose, summe.ergebnis) == (
        Decimal(100),
        Decimal(48),
        Decimal("112.50"),
        None,
    )
    assert vollzug.teilhaushalte() == (("01", "Verwaltung"),)


def test_an_older_prognose_is_not_mixed_in_and_then_there_is_no_deviation() -> None:
    vollzug = make_vollzug(
        plan(
            line("4011", "beschlossen", betrag(Wertart.ANSATZ, "100")),
            line("4012", "beschlossen", betrag(Wertart.ANSATZ, "200")),
        ),
        lauf(
            line("4011", VOLLZUG, betrag(Wertart.PROGNOSE, "112", JUNI)),
            line("4012", VOLLZUG, betrag(Wertart.PROGNOSE, "190", MAERZ)),
        ),
    )
    assert vollzug is not None
    summe = vollzug.summe(AUF, "01")
    assert (summe.prognose, summe.ohne_prognose, summe.abweichung) == (Decimal(112), 1, None)


def test_what_was_not_planned_has_no_ansatz_and_what_is_not_counted_is_left_out() -> None:
    vollzug = make_vollzug(
        plan(line("4011", "beschlossen", betrag(Wertart.ANSATZ, "100"))),
        lauf(
            line("4099", VOLLZUG, betrag(Wertart.PROGNOSE, "5", JUNI), th="02"),
            line("4811", VOLLZUG, betrag(Wertart.PROGNOSE, "7", JUNI), art=Positionsart.INTERNE_AUFWENDUNGEN),
        ),
    )
    assert vollzug is not None
    assert [(z.position.schluessel.konto, z.ansatz) for z in vollzug.zeilen] == [
        ("4011", 100),
        ("4099", None),
    ]
    assert vollzug.summe(AUF, "02").ansatz is None
    assert vollzug.summe(AUF, "02").abweichung is None


def test_without_a_file_of_the_course_the_plan_stands_alone_and_without_both_there_is_nothing() -> None:
    vollzug = make_vollzug(plan(line("4011", "beschlossen", betrag(Wertart.ANSATZ, "100"))), None)
    assert vollzug is not None
    assert (vollzug.summe(AUF).ansatz, vollzug.summe(AUF).prognose, vollzug.prognose_stichtag) == (
        Decimal(100),
        None,
        None,
    )
    assert make_vollzug(None, None) is None
