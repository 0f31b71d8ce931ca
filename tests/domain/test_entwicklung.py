"""Entwicklung: plan and result are two series, each year from one whole source, to the cent, with gaps as gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.entwicklung import (
    OFFEN,
    Entwicklung,
    Mittelsumme,
    betrag_of,
    make_entwicklung,
    summarize_mittel,
    zuschussbedarf,
)
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    VOLLZUG,
    Betrag,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung

AUF, ERT, AUS = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE, Positionsart.INVESTIVE_AUSZAHLUNGEN
JAHRE = range(2018, 2027)
Key = tuple[Wertart, int] | tuple[Wertart, int, date]


def a_stand(zuordnungen: dict[int, dict[str, str]], haushalte: tuple[int, ...] = ()) -> Datenstand:
    """Two Unterziele; in each year, each Produkt goes wholly or in part to the Unterziel named."""
    regeln = {
        jahr: tuple(
            HaushaltsZuordnung(
                jahr,
                produkt,
                "",
                Bezug.UNTERZIEL,
                ziel.partition(" ")[0],
                Decimal(ziel.partition(" ")[2] or 100),
            )
            for produkt, ziel in je_produkt.items()
        )
        for jahr, je_produkt in zuordnungen.items()
    }
    return Datenstand(
        date(2026, 1, 1),
        ziele=MappingProxyType(
            {nr: Ziel((Zielfassung(nr, Ebene.UNTERZIEL, nr, nr),)) for nr in ("1.1", "1.2")}
        ),
        haushaltszuordnungen=MappingProxyType(regeln),
        haushalte=MappingProxyType(dict.fromkeys(haushalte, ("beschlossen",))),
    )


def a_line(jahr: int, produkt: str, betraege: dict[Key, str], art: Positionsart = AUF) -> Planzeile:
    alle = tuple(
        Betrag(key[0], key[1], Decimal(eur), stichtag=key[2] if len(key) > 2 else None)
        for key, eur in betraege.items()
    )
    position = Haushaltsposition(
        jahr, "beschlossen", Positionsschluessel(produkt=produkt), art, betraege=alle
    )
    ansatz = position.betrag(Wertart.ANSATZ, jahr)
    return Planzeile(position, None if ansatz is None else ansatz.eur)


def a_plan(jahr: int, *zeilen: Planzeile, fassung: str = "beschlossen") -> Haushalt:
    return Haushalt(jahr, fassung, zeilen)


def told(stand: Datenstand, *haushalte: Haushalt) -> Entwicklung:
    return make_entwicklung(JAHRE, [s for h in haushalte for s in summarize_mittel(h, stand)])


def series(entwicklung: Entwicklung, wertart: Wertart, ziel: str | None = None) -> dict[int, str]:
    """The known years of a series of Aufwendungen."""
    return {
        jahr: str(eur) for jahr, eur in entwicklung.reihe(wertart, AUF, ziel) if eur is not None
    }  # fmt: skip


def test_plan_and_result_of_a_year_are_two_series() -> None:
    stand = a_stand({2018: {"P": "1.1"}, 2020: {"P": "1.1"}}, (2018, 2020))
    entwicklung = told(
        stand,
        a_plan(2018, a_line(2018, "P", {(Wertart.ANSATZ, 2018): "100.00"})),
        a_plan(2020, a_line(2020, "P", {(Wertart.ANSATZ, 2020): "120.00", (Wertart.ERGEBNIS, 2018): "93.10"})),
    )  # fmt: skip
    assert series(entwicklung, Wertart.ANSATZ, "1.1") == {2018: "100.00", 2020: "120.00"}
    assert series(entwicklung, Wertart.ERGEBNIS, "1.1") == {2018: "93.10"}


def test_an_ansatz_repeated_from_the_plan_before_is_nobodys_plan() -> None:
    betraege: dict[Key, str] = {(Wertart.ANSATZ, 2019): "7.00", (Wertart.ANSATZ, 2020): "8.00"}
    entwicklung = told(a_stand({}, (2020,)), a_plan(2020, a_line(2020, "P", betraege)))
    assert series(entwicklung, Wertart.ANSATZ) == {2020: "8.00"}


def test_nothing_but_a_result_is_ever_in_the_series_of_results() -> None:
    tag = date(2021, 6, 30)
    betraege: dict[Key, str] = {
        (Wertart.ANSATZ, 2021): "1.00",
        (Wertart.PLANUNG, 2022): "2.00",
        (Wertart.IST, 2021): "3.00",
        (Wertart.VORLAEUFIGES_ERGEBNIS, 2021): "4.00",
        (Wertart.BUCHUNGSSTAND, 2021, tag): "5.00",
        (Wertart.PROGNOSE, 2021, tag): "6.00",
        (Wertart.FORTGESCHRIEBEN_MIT_RESTEN, 2021): "7.00",
    }
    entwicklung = told(a_stand({}, (2021,)), a_plan(2021, a_line(2021, "P", betraege)))
    assert series(entwicklung, Wertart.ERGEBNIS) == {}
    assert series(entwicklung, Wertart.ANSATZ) == {2021: "1.00"}
    jahrgang = next(j for j in entwicklung.jahrgaenge if j.jahr == 2021)
    assert {s.wertart for s in jahrgang.weitere} == {key[0] for key in betraege} - {
        Wertart.ANSATZ,
        Wertart.PLANUNG,
    }


def test_a_result_comes_from_the_vollzug_file_of_its_year_before_any_plan() -> None:
    vollzug = a_plan(2020, a_line(2020, "P", {(Wertart.ERGEBNIS, 2020): "11.00"}), fassung=VOLLZUG)
    plan = a_plan(2022, a_line(2022, "P", {(Wertart.ERGEBNIS, 2020): "12.00"}))
    jahrgang = next(j for j in told(a_stand({}, (2022,)), plan, vollzug).jahrgaenge if j.jahr == 2020)
    assert jahrgang.ergebnis is not None
    assert (jahrgang.ergebnis.fassung, jahrgang.ergebnis.betrag(AUF)) == (VOLLZUG, Decimal("11.00"))


def test_a_vollzug_file_without_a_result_leaves_the_result_to_the_newest_plan() -> None:
    vollzug = a_plan(
        2020, a_line(2020, "P", {(Wertart.BUCHUNGSSTAND, 2020, date(2020, 6, 30)): "5.00"}), fassung=VOLLZUG
    )
    plaene = [
        a_plan(jahr, a_line(jahr, "P", {(Wertart.ERGEBNIS, 2020): eur}))
        for jahr, eur in ((2022, "12.00"), (2023, "12.50"))
    ]
    entwicklung = told(a_stand({}, (2022, 2023)), *plaene, vollzug)
    assert series(entwicklung, Wertart.ERGEBNIS) == {2020: "12.50"}


def test_a_result_is_one_whole_source_and_never_put_together_from_two() -> None:
    """The Vollzug file knows one Produkt alone: then the year's result is that, and no plan fills it up."""
    vollzug = a_plan(2020, a_line(2020, "P", {(Wertart.ERGEBNIS, 2020): "11.00"}), fassung=VOLLZUG)
    plan = a_plan(
        2022,
        a_line(2022, "P", {(Wertart.ERGEBNIS, 2020): "12.00"}),
        a_line(2022, "Q", {(Wertart.ERGEBNIS, 2020): "30.00"}),
        a_line(2022, "Q", {(Wertart.ERGEBNIS, 2020): "40.00"}, ERT),
    )
    entwicklung = told(a_stand({}, (2022,)), plan, vollzug)
    assert series(entwicklung, Wertart.ERGEBNIS) == {2020: "11.00"}
    assert dict(entwicklung.reihe(Wertart.ERGEBNIS, ERT))[2020] is None


def test_the_plan_repeated_in_a_vollzug_file_does_not_count_as_the_plan() -> None:
    vollzug = a_plan(2020, a_line(2020, "P", {(Wertart.ANSATZ, 2020): "99.00"}), fassung=VOLLZUG)
    assert series(told(a_stand({}), vollzug), Wertart.ANSATZ) == {}


def test_a_result_is_shared_out_by_the_zuordnung_of_its_own_year() -> None:
    stand = a_stand({2020: {"P": "1.1"}, 2022: {"P": "1.2"}}, (2022,))
    betraege: dict[Key, str] = {(Wertart.ERGEBNIS, 2020): "12.00", (Wertart.ANSATZ, 2022): "15.00"}
    entwicklung = told(stand, a_plan(2022, a_line(2022, "P", betraege)))
    assert series(entwicklung, Wertart.ERGEBNIS, "1.1") == {2020: "12.00"}
    assert series(entwicklung, Wertart.ERGEBNIS, "1.2") == {2020: "0.00"}
    assert series(entwicklung, Wertart.ANSATZ, "1.2") == {2022: "15.00"}


def test_a_year_without_zuordnung_serves_no_goal_and_nothing_is_known_of_the_goals() -> None:
    entwicklung = told(
        a_stand({}, (2018,)), a_plan(2018, a_line(2018, "P", {(Wertart.ANSATZ, 2018): "100.00"}))
    )
    assert (
        series(entwicklung, Wertart.ANSATZ, OFFEN) == series(entwicklung, Wertart.ANSATZ) == {2018: "100.00"}
    )
    assert series(entwicklung, Wertart.ANSATZ, "1.1") == {}
    jahrgaenge = {j.jahr: j.zugeordnet for j in entwicklung.jahrgaenge}
    assert jahrgaenge[2018] is False
    assert jahrgaenge[2019] is None


def test_a_kind_the_source_does_not_have_is_unknown_and_one_that_is_nil_is_nil() -> None:
    zeile = a_line(2018, "P", {(Wertart.ANSATZ, 2018): "0.00"})
    (summe,) = summarize_mittel(a_plan(2018, zeile), a_stand({2018: {"P": "1.1"}}, (2018,)))
    assert summe.betrag(AUF) == summe.betrag(AUF, "1.1") == Decimal("0.00")
    assert summe.betrag(AUS) is None
    assert betrag_of(summe, AUS, OFFEN) is None
    assert zuschussbedarf(summe, None) is None
    assert betrag_of(None, AUF, None) is None


def test_zuschussbedarf_is_aufwendungen_minus_ertraege() -> None:
    zeilen = (
        a_line(2018, "P", {(Wertart.ANSATZ, 2018): "10.00"}),
        a_line(2018, "P", {(Wertart.ANSATZ, 2018): "12.50"}, ERT),
    )
    (summe,) = summarize_mittel(a_plan(2018, *zeilen), a_stand({2018: {"P": "1.1 50"}}, (2018,)))
    assert zuschussbedarf(summe, None) == Decimal("-2.50")
    assert zuschussbedarf(summe, "1.1") == Decimal("-1.25")


def test_of_amounts_of_a_day_the_newest_day_counts() -> None:
    def prognose(haushaltsjahr: int, tag: date, eur: str, fassung: str) -> Haushalt:
        zeile = a_line(haushaltsjahr, "P", {(Wertart.PROGNOSE, 2021, tag): eur})
        return a_plan(haushaltsjahr, zeile, fassung=fassung)

    entwicklung = told(
        a_stand({}, (2022,)),
        prognose(2021, date(2021, 3, 31), "1.00", VOLLZUG),
        prognose(2022, date(2021, 9, 30), "3.00", "beschlossen"),
    )
    (summe,) = next(j for j in entwicklung.jahrgaenge if j.jahr == 2021).weitere
    assert (summe.stichtag, summe.betrag(AUF)) == (date(2021, 9, 30), Decimal("3.00"))


def test_planung_is_taken_from_the_newest_plan_alone_and_later_years_follow() -> None:
    plaene = [
        a_plan(jahr, a_line(jahr, "P", {(Wertart.ANSATZ, jahr): "1.00", (Wertart.PLANUNG, 2027): eur}))
        for jahr, eur in ((2025, "5.00"), (2026, "6.00"))
    ]
    entwicklung = told(a_stand({}, (2025, 2026)), *plaene)
    assert [j.jahr for j in entwicklung.jahrgaenge] == [*JAHRE, 2027]
    letzter = entwicklung.jahrgaenge[-1]
    assert (letzter.plan, letzter.ergebnis) == (None, None)
    assert [(s.haushaltsjahr, s.betrag(AUF)) for s in letzter.weitere] == [(2026, Decimal("6.00"))]


def test_the_ansatz_that_counts_has_the_nachtrag_in_it() -> None:
    zeile = a_line(2018, "P", {(Wertart.ANSATZ, 2018): "10.00", (Wertart.NACHTRAG, 2018): "5.00"})
    haushalt = a_plan(2018, replace(zeile, ansatz=Decimal("15.00")), fassung="nachtrag-1")
    assert series(told(a_stand({}, (2018,)), haushalt), Wertart.ANSATZ) == {2018: "15.00"}


def test_what_a_beispiel_line_brings_is_beispiel() -> None:
    zeile = a_line(2018, "P", {(Wertart.ANSATZ, 2018): "10.00"})
    erfunden = replace(zeile, position=replace(zeile.position, herkunft=Herkunft.BEISPIEL))
    (summe,) = summarize_mittel(a_plan(2018, erfunden), a_stand({2018: {"P": "1.1"}}, (2018,)))
    assert (summe.herkunft, summe.herkunft_je_unterziel["1.1"]) == (Herkunft.BEISPIEL, Herkunft.BEISPIEL)


# ------------------------------------------------------------------------------------- identities

KEYS: tuple[Key, ...] = (
    (Wertart.ANSATZ, 2021),
    (Wertart.ERGEBNIS, 2019),
    (Wertart.VORLAEUFIGES_ERGEBNIS, 2020),
    (Wertart.PROGNOSE, 2021, date(2021, 9, 30)),
    (Wertart.PLANUNG, 2022),
)
amounts = st.dictionaries(
    st.sampled_from(KEYS), st.decimals(Decimal("-999999.99"), Decimal("999999.99"), places=2).map(str)
)
lines = st.lists(
    st.builds(
        a_line, st.just(2021), st.sampled_from(["P", "Q", ""]), amounts, st.sampled_from(list(Positionsart))
    ),
    max_size=10,
)
shares = st.sampled_from(["1.1", "1.2", "1.1 33.33", "1.2 0.01"])
mappings = st.dictionaries(
    st.sampled_from([2019, 2020, 2021, 2022]), st.dictionaries(st.sampled_from(["P", "Q"]), shares)
)


def of_lines(zeilen: list[Planzeile], summe: Mittelsumme, art: Positionsart) -> list[Decimal]:
    """The amounts of a Wertart and year by hand."""
    return [b.eur for z in zeilen if z.position.art is art for b in z.position.betraege if b.key == summe.key]


@settings(max_examples=400)
@given(lines, mappings)
def test_goals_and_what_serves_none_make_the_whole_for_every_wertart_and_year(
    zeilen: list[Planzeile], zuordnungen: dict[int, dict[str, str]]
) -> None:
    summen = summarize_mittel(a_plan(2021, *zeilen), a_stand(zuordnungen, (2021,)))
    assert {s.key for s in summen} == {b.key for z in zeilen for b in z.position.betraege}
    for summe in summen:
        assert summe.zugeordnet == bool(zuordnungen.get(summe.jahr))
        for art in VIER_ARTEN:
            amounts_of = of_lines(zeilen, summe, art)
            assert summe.summen.get(art) == (sum(amounts_of) if amounts_of else None)
            if amounts_of:
                ziele = sum(betraege[art] for betraege in summe.je_unterziel.values())
                assert ziele + summe.nicht_zugeordnet[art] == summe.summen[art]
