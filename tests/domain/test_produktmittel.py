"""Produktmittel: over all Produkte every euro is there once, and what serves no goal has a reason."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, Positionsart
from kek_dashboard.domain.produktmittel import OhneZiel, ohne_ziel, produktmittel
from tests.domain.test_mitteleinsatz import a_line, a_stand, rule, shared_out

REGELN = (rule(Bezug.UNTERZIEL, "1.1", "33.33"), rule(Bezug.KENNZAHL, "K3", "50"))
ZEILE = st.tuples(
    st.sampled_from(("P1", "P2", "611000", "")),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from(tuple(Positionsart)),
)


@given(st.lists(ZEILE, max_size=12))
def test_all_produkte_make_the_whole_haushalt_in_each_kind(zeilen) -> None:
    einsatz = shared_out(a_stand(*REGELN), *(a_line(p, "4", str(eur), art) for p, eur, art in zeilen))
    produkte, gruende = produktmittel(einsatz), ohne_ziel(einsatz)
    assert sum(p.zeilen for p in produkte) == len(zeilen)
    for art in VIER_ARTEN:
        assert sum((p.summen[art] for p in produkte), Decimal(0)) == einsatz.summen[art]
        assert sum((p.ohne_ziel[art] for p in produkte), Decimal(0)) == einsatz.nicht_zugeordnet[art]
        assert sum((g.betraege[art] for g in gruende), Decimal(0)) == einsatz.nicht_zugeordnet[art]
        for p in produkte:
            fuer_ziele = sum((betraege[art] for betraege in p.je_unterziel.values()), Decimal(0))
            assert fuer_ziele + p.ohne_ziel[art] == p.summen[art]


def test_the_reason_tells_a_rest_from_general_means_from_what_nobody_mapped() -> None:
    einsatz = shared_out(
        a_stand(rule(Bezug.UNTERZIEL, "1.1", "40")),
        a_line("P1", "4", "100.00"),
        a_line("611000", "3", "50.00", Positionsart.ERTRAEGE),
        a_line("P2", "4", "7.00"),
        a_line("P2", "48", "9.00", Positionsart.INTERNE_AUFWENDUNGEN),
    )
    gefunden = {p.grund: (p.betraege, p.zeilen) for p in ohne_ziel(einsatz)}
    assert gefunden[OhneZiel.REST][0][Positionsart.AUFWENDUNGEN] == Decimal("60.00")
    assert gefunden[OhneZiel.FINANZWIRTSCHAFT][0][Positionsart.ERTRAEGE] == Decimal("50.00")
    assert gefunden[OhneZiel.KEINE_ZUORDNUNG][0][Positionsart.AUFWENDUNGEN] == Decimal("7.00")
    assert [zahl for _, zahl in gefunden.values()] == [1, 1, 1]


def test_a_mapped_line_of_the_general_means_is_a_rest_and_what_serves_wholly_has_no_reason() -> None:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.1", "40", produkt="611000"), rule(Bezug.UNTERZIEL, "1.2"))
    einsatz = shared_out(stand, a_line("611000", "4", "10.00"), a_line("P1", "4", "10.00"))
    assert [p.grund for p in ohne_ziel(einsatz)] == [OhneZiel.REST]
