"""Every euro once: what goes to the Unterziele and what is left make the whole, to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.cli.form import haushalt_json
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import OverassignedError
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, mitteleinsatz, split_cents
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung

JAHR = 2019
UNTERZIELE = ("1.1", "1.2", "1.10", "2.1")
KENNZAHLEN = {
    "K0": (),
    "K1": ("1.1",),
    "K2": ("1.2", "2.1"),
    "K3": ("1.1", "1.2", "1.10"),
}


def a_stand(*zuordnungen: HaushaltsZuordnung, geldanteile: dict[str, str] | None = None) -> Datenstand:
    """Four Unterziele, Kennzahlen with none to three of them, one Maßnahme for 1.10."""
    anteile = geldanteile or {}
    akten = {
        nr: Kennzahlakte(
            Kennzahl(nr, nr, "", Zieltyp.STEIGERN),
            zuordnungen=tuple(
                UnterzielZuordnung(
                    nr, ziel, geldanteil=Decimal(anteile[ziel]) if nr == "K2" and anteile else None
                )
                for ziel in ziele
            ),
        )
        for nr, ziele in KENNZAHLEN.items()
    }
    return Datenstand(
        date(2026, 1, 1),
        ziele=MappingProxyType({nr: Ziel((Zielfassung(nr, Ebene.UNTERZIEL, nr, nr),)) for nr in UNTERZIELE}),
        akten=MappingProxyType(akten),
        massnahmen=MappingProxyType({"M1": Massnahme("M1", "1.10", "Maßnahme")}),
        haushaltszuordnungen=MappingProxyType({JAHR: zuordnungen}),
    )


def a_line(
    produkt: str, konto: str, ansatz: str | None, art: Positionsart = Positionsart.AUFWENDUNGEN, lfd: int = 1
) -> Planzeile:
    position = Haushaltsposition(
        JAHR, "beschlossen", Positionsschluessel(produkt=produkt, konto=konto, lfd=lfd), art
    )
    return Planzeile(position, None if ansatz is None else Decimal(ansatz))


def shared_out(stand: Datenstand, *zeilen: Planzeile) -> Mitteleinsatz:
    return mitteleinsatz(Haushalt(JAHR, "beschlossen", zeilen), stand)


def rule(
    bezug: Bezug, nr: str, anteil: str = "100", *, produkt: str = "P1", konto: str = ""
) -> HaushaltsZuordnung:
    return HaushaltsZuordnung(JAHR, produkt, konto, bezug, nr, Decimal(anteil))


def parts(einsatz: Mitteleinsatz, index: int = 0) -> tuple[dict[str, Decimal], Decimal]:
    verwendung = einsatz.verwendungen[index]
    return dict(verwendung.je_unterziel), verwendung.rest


def test_a_share_goes_to_its_unterziel_and_the_rest_stays_unassigned() -> None:
    einsatz = shared_out(a_stand(rule(Bezug.UNTERZIEL, "1.2", "40")), a_line("P1", "4318000", "1000.00"))
    assert parts(einsatz) == ({"1.2": Decimal("400.00")}, Decimal("600.00"))


def test_a_rule_for_a_konto_replaces_those_of_its_produkt_for_that_line_alone() -> None:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.1"), rule(Bezug.UNTERZIEL, "1.2", "50", konto="4318000"))
    einsatz = shared_out(stand, a_line("P1", "4318000", "100.00"), a_line("P1", "4011000", "100.00"))
    assert parts(einsatz, 0) == ({"1.2": Decimal("50.00")}, Decimal("50.00"))
    assert parts(einsatz, 1) == ({"1.1": Decimal("100.00")}, Decimal("0.00"))


def test_money_for_a_kennzahl_goes_on_to_its_unterziele_in_equal_parts() -> None:
    einsatz = shared_out(a_stand(rule(Bezug.KENNZAHL, "K3")), a_line("P1", "4", "100.00"))
    erwartet = {"1.1": Decimal("33.34"), "1.2": Decimal("33.33"), "1.10": Decimal("33.33")}
    assert parts(einsatz) == (erwartet, Decimal("0.00"))
    assert einsatz.verwendungen[0].kennzahlen == ("K3",)


def test_money_for_a_kennzahl_follows_its_geldanteil_where_there_is_one() -> None:
    stand = a_stand(rule(Bezug.KENNZAHL, "K2"), geldanteile={"1.2": "75", "2.1": "25"})
    erwartet = {"1.2": Decimal("7.50"), "2.1": Decimal("2.50")}
    assert parts(shared_out(stand, a_line("P1", "4", "10.00"))) == (erwartet, Decimal("0.00"))


def test_money_for_a_kennzahl_without_unterziel_is_not_assigned() -> None:
    einsatz = shared_out(a_stand(rule(Bezug.KENNZAHL, "K0")), a_line("P1", "4", "10.00"))
    assert parts(einsatz) == ({}, Decimal("10.00"))
    assert einsatz.verwendungen[0].kennzahlen == ("K0",)


def test_money_for_a_massnahme_goes_to_its_unterziel() -> None:
    einsatz = shared_out(a_stand(rule(Bezug.MASSNAHME, "M1", "30")), a_line("P1", "4", "10.00"))
    assert parts(einsatz) == ({"1.10": Decimal("3.00")}, Decimal("7.00"))


def test_missing_cents_go_to_the_largest_remainders_and_ties_to_the_lower_number() -> None:
    drittel = [("1.2", Fraction(1, 3)), ("1.10", Fraction(1, 3)), ("1.1", Fraction(1, 3))]
    assert split_cents(Decimal("0.02"), drittel) == (
        {"1.1": Decimal("0.01"), "1.2": Decimal("0.01"), "1.10": Decimal("0.00")},
        Decimal("0.00"),
    )
    haelften = [("2.1", Fraction(1, 2))]
    assert split_cents(Decimal("0.01"), haelften) == ({"2.1": Decimal("0.01")}, Decimal("0.00"))


def test_a_negative_amount_is_shared_as_the_positive_one_with_the_sign_turned() -> None:
    anteile = [("1.1", Fraction(1, 3)), ("1.2", Fraction(1, 3))]
    teile, rest = split_cents(Decimal("10.00"), anteile)
    minus, minusrest = split_cents(Decimal("-10.00"), anteile)
    assert minus == {nr: -teil for nr, teil in teile.items()}
    assert minusrest == -rest


def test_a_zuordnung_holds_for_its_haushaltsjahr_only() -> None:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.1"))
    zeile = a_line("P1", "4", "10.00")
    einsatz = mitteleinsatz(Haushalt(2020, "beschlossen", (zeile,)), stand)
    assert parts(einsatz) == ({}, Decimal("10.00"))


def test_kinds_outside_the_four_are_kept_but_never_shared_out() -> None:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.1"))
    einsatz = shared_out(stand, a_line("P1", "4811000", "10.00", Positionsart.INTERNE_AUFWENDUNGEN))
    assert einsatz.summen == dict.fromkeys(VIER_ARTEN, Decimal("0.00"))
    assert parts(einsatz) == ({}, Decimal("0.00"))
    assert haushalt_json(einsatz)["positionen"][0]["ansatz"] == "10.00"


def test_a_line_without_an_ansatz_is_unknown_and_not_zero() -> None:
    einsatz = shared_out(a_stand(rule(Bezug.UNTERZIEL, "1.1")), a_line("P1", "4", None))
    assert haushalt_json(einsatz)["positionen"][0]["ansatz"] is None


def test_shares_above_100_percent_are_refused() -> None:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.1", "60"), rule(Bezug.UNTERZIEL, "1.2", "40.01"))
    with pytest.raises(OverassignedError, match=r"100\.01"):
        shared_out(stand, a_line("P1", "4", "1.00"))


def test_money_from_a_beispiel_mapping_is_beispiel() -> None:
    regel = HaushaltsZuordnung(JAHR, "P1", "", Bezug.UNTERZIEL, "1.1", herkunft=Herkunft.BEISPIEL)
    einsatz = shared_out(a_stand(regel), a_line("P1", "4", "1.00"), a_line("P2", "4", "1.00"))
    assert einsatz.herkunft_je_unterziel == {"1.1": Herkunft.BEISPIEL}
    assert [v.herkunft for v in einsatz.verwendungen] == [Herkunft.BEISPIEL, Herkunft.INTERN]


# ------------------------------------------------------------------------------------- identities

anteile = st.decimals(Decimal("0.01"), Decimal(60), places=2)
bezuege = st.one_of(
    st.tuples(st.just(Bezug.UNTERZIEL), st.sampled_from(UNTERZIELE)),
    st.tuples(st.just(Bezug.KENNZAHL), st.sampled_from(sorted(KENNZAHLEN))),
    st.tuples(st.just(Bezug.MASSNAHME), st.just("M1")),
)


@st.composite
def rule_sets(draw: st.DrawFn) -> tuple[HaushaltsZuordnung, ...]:
    """Rules for Produkte and Konten whose shares never exceed 100 % together."""
    regeln = []
    for produkt in ("P1", "P2"):
        for konto in ("", "K1", "K2"):
            frei = Decimal(100)
            for bezug, nr in draw(st.lists(bezuege, max_size=4, unique=True)):
                anteil = min(draw(anteile), frei)
                if anteil > 0:
                    regeln.append(rule(bezug, nr, str(anteil), produkt=produkt, konto=konto))
                    frei -= anteil
    return tuple(regeln)


lines = st.lists(
    st.builds(
        a_line,
        st.sampled_from(["P1", "P2", "P3", ""]),
        st.sampled_from(["K1", "K2", "K3", ""]),
        st.one_of(st.none(), st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2).map(str)),
        st.sampled_from(list(Positionsart)),
    ),
    max_size=12,
)
shares_of_money = st.one_of(st.none(), st.just({"1.2": "33.33", "2.1": "66.67"}))


@settings(max_examples=600)
@given(rule_sets(), lines, shares_of_money)
def test_for_every_set_of_rules_goals_and_rest_make_the_whole_in_all_four_kinds(
    regeln: tuple[HaushaltsZuordnung, ...], zeilen: list[Planzeile], geldanteile: dict[str, str] | None
) -> None:
    form = haushalt_json(shared_out(a_stand(*regeln, geldanteile=geldanteile), *zeilen))
    for art in VIER_ARTEN:
        lines_sum = sum(
            (z.ansatz for z in zeilen if z.position.art is art and z.ansatz is not None), Decimal(0)
        )
        goals = sum((Decimal(u[art.value]) for u in form["unterziele"]), Decimal(0))
        assert (
            goals + Decimal(form["nicht_zugeordnet"][art.value])
            == Decimal(form["summen"][art.value])
            == lines_sum
        )
        by_line = sum(
            (
                Decimal(u["betrag"])
                for p in form["positionen"]
                if p["art"] == art.value
                for u in p["unterziele"]
            ),
            Decimal(0),
        )
        assert by_line == goals


@settings(max_examples=300)
@given(
    st.decimals(Decimal("-1000000.00"), Decimal("1000000.00"), places=2),
    st.lists(st.fractions(Fraction(0), Fraction(1, 5)), max_size=5),
)
def test_no_part_is_more_than_a_cent_away_from_its_exact_share(
    betrag: Decimal, teile: list[Fraction]
) -> None:
    shares = [(f"1.{i}", teil) for i, teil in enumerate(teile, start=1)]
    gefunden, rest = split_cents(betrag, shares)
    assert sum(gefunden.values(), rest) == betrag
    for nr, teil in shares:
        assert abs(Fraction(gefunden[nr]) - Fraction(betrag) * teil) < Fraction(1, 100)
