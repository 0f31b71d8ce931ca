"""Haushaltsbaum: children add up to their parent to the cent, every line is in the tree once, both directions agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, HaushaltsZuordnung, Planzeile, Positionsart
from kek_dashboard.domain.haushaltsbaum import (
    OHNE_ZIEL,
    STUFEN,
    Blatt,
    Pfad,
    Stufe,
    below,
    branches,
    leaves,
    sum_by_art,
)
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from tests.domain.test_mitteleinsatz import (
    JAHR,
    UNTERZIELE,
    a_line,
    a_stand,
    rule,
    rule_sets,
    shared_out,
    shares_of_money,
)

PRODUKTE = ("P1", "P2", "361100", "361200", "365100", "36.5.1", "111000", "")


def in_teilhaushalt(zeile: Planzeile, teilhaushalt: str) -> Planzeile:
    position = zeile.position
    return replace(
        zeile,
        position=replace(position, schluessel=replace(position.schluessel, teilhaushalt=teilhaushalt)),
    )


lines = st.lists(
    st.builds(
        in_teilhaushalt,
        st.builds(
            a_line,
            st.sampled_from(PRODUKTE),
            st.sampled_from(["K1", "K2", ""]),
            st.one_of(st.none(), st.decimals(Decimal(-999), Decimal("99999999.99"), places=2).map(str)),
            st.sampled_from([*VIER_ARTEN, *VIER_ARTEN, Positionsart.INTERNE_ERTRAEGE]),
        ),
        st.sampled_from(["01", "03", ""]),
    ),
    max_size=14,
)


def parents(blaetter: tuple[Blatt, ...], pfad: Pfad = ()) -> Iterator[tuple[Pfad, tuple[Blatt, ...]]]:
    """Every node that has branches, from the root on, with the leaves of those branches."""
    aeste = branches(blaetter, pfad, JAHR)
    if aeste:
        yield pfad, tuple(blatt for ast in aeste for blatt in ast.blaetter)
    for ast in aeste:
        assert len(ast.pfad) > len(pfad) and ast.pfad[: len(pfad)] == pfad
        yield from parents(ast.blaetter, ast.pfad)


@settings(max_examples=300)
@given(rule_sets(), lines, shares_of_money)
def test_at_every_node_the_children_are_the_parent_to_the_cent(
    regeln: tuple[HaushaltsZuordnung, ...], zeilen: list[Planzeile], geldanteile: dict[str, str] | None
) -> None:
    einsatz = shared_out(a_stand(*regeln, geldanteile=geldanteile), *zeilen)
    for ziel in ("", OHNE_ZIEL, "1", *UNTERZIELE):
        blaetter = leaves(einsatz, ziel)
        for pfad, kinder in parents(blaetter):
            eltern = below(blaetter, pfad)
            assert sorted(map(id, kinder)) == sorted(map(id, eltern))  # nothing lost, nothing twice
            for art in VIER_ARTEN:
                je_ast = [ast.summen[art] for ast in branches(blaetter, pfad, JAHR)]
                assert sum(je_ast, Decimal(0)) == sum_by_art(eltern)[art]


@settings(max_examples=300)
@given(rule_sets(), lines, shares_of_money)
def test_both_directions_agree(
    regeln: tuple[HaushaltsZuordnung, ...], zeilen: list[Planzeile], geldanteile: dict[str, str] | None
) -> None:
    einsatz = shared_out(a_stand(*regeln, geldanteile=geldanteile), *zeilen)
    alle = leaves(einsatz)
    assert sum_by_art(alle) == einsatz.summen
    assert sum_by_art(leaves(einsatz, OHNE_ZIEL)) == einsatz.nicht_zugeordnet
    for nr in UNTERZIELE:
        vom_ziel = leaves(einsatz, nr)
        assert sum_by_art(vom_ziel) == einsatz.je_unterziel[nr]
        # From the other side: what the lines of the whole tree say they give to this goal.
        zum_ziel = [
            (id(b.verwendung), eur) for b in alle for ziel, eur in b.verwendung.je_unterziel if ziel == nr
        ]
        assert sorted(zum_ziel) == sorted((id(b.verwendung), b.eur) for b in vom_ziel)
    for art in VIER_ARTEN:
        je_ziel = [sum_by_art(leaves(einsatz, ziel))[art] for ziel in (OHNE_ZIEL, *UNTERZIELE)]
        assert sum(je_ziel, Decimal(0)) == einsatz.summen[art]


@pytest.fixture
def einsatz() -> Mitteleinsatz:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.2", "40", produkt="365100"))
    return shared_out(
        stand,
        a_line("361100", "K1", "10.00"),
        a_line("365100", "K1", "100.00"),
        a_line("365100", "K2", "0.01"),
        a_line("511000", "K1", "7.00"),
        a_line("511000", "K2", None),
        a_line("511000", "K3", "5.00", Positionsart.INTERNE_AUFWENDUNGEN),
    )


def test_a_step_that_leads_to_a_single_next_one_is_left_out(einsatz: Mitteleinsatz) -> None:
    blaetter = leaves(einsatz)
    assert [ast.stufe for ast in branches(blaetter, (), JAHR)] == [Stufe.TEILHAUSHALT]
    jugend, planung = branches(blaetter, ("",), JAHR)
    assert (jugend.schluessel, jugend.name) == ("36", "Kinder-, Jugend- und Familienhilfe")
    assert [ast.schluessel for ast in branches(blaetter, jugend.pfad, JAHR)] == ["361", "365"]
    assert [ast.stufe for ast in branches(blaetter, planung.pfad, JAHR)] == [Stufe.PRODUKT]


def test_below_a_produkt_lines_begin(einsatz: Mitteleinsatz) -> None:
    blaetter = leaves(einsatz)
    pfad = ("", "36", "365", "365100")
    assert len(pfad) == len(STUFEN)
    assert branches(blaetter, pfad, JAHR) == ()
    assert [str(b.eur) for b in below(blaetter, pfad)] == ["100.00", "0.01"]


def test_a_goal_gets_its_euros_of_a_line_and_not_the_whole_line(einsatz: Mitteleinsatz) -> None:
    assert [str(b.eur) for b in leaves(einsatz, "1.2")] == ["40.00", "0.00"]
    assert [str(b.eur) for b in leaves(einsatz, "1")] == ["40.00", "0.00"]
    assert leaves(einsatz, "2.1") == ()


def test_what_is_not_counted_and_what_has_no_ansatz_is_not_in_the_tree(einsatz: Mitteleinsatz) -> None:
    assert [b.verwendung.zeile.position.schluessel.konto for b in leaves(einsatz, OHNE_ZIEL)] == [
        "K1",
        "K1",
        "K2",
        "K1",
    ]
