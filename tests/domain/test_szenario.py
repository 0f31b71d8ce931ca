"""What-if: changes to the cent, nothing lost, no change is the original, and nothing is claimed of a Kennzahl."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Produkt,
)
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.szenario import (
    Aenderung,
    Bereich,
    Grundlage,
    InvalidAenderungError,
    NoLineError,
    Reichweite,
    SeveralKindsError,
    SignTurnsError,
    SumZeroError,
    Szenario,
    TooLargeError,
    Weise,
    check_aenderung,
)
from kek_dashboard.domain.szenarioform import InvalidSzenarioError, read_szenario, write_szenario
from kek_dashboard.domain.szenariorechnung import apply, fingerprint, make_register, run, share_out
from kek_dashboard.domain.szenariowirkung import Weg, anteil, compare_lines, wirkung
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from tests.domain.test_mitteleinsatz import JAHR, a_stand, rule, rule_sets
from tests.web import factories as f

AUF, ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
EIN, AUS = Positionsart.INVESTIVE_EINZAHLUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
NULL = Decimal("0.00")
STELLE = Fundstelle("Plan", "F7", "10,00", 2)


def line(
    ansatz: str | None,
    produkt: str = "P1",
    konto: str = "4011000",
    art: Positionsart = AUF,
    teil: str = "03",
    lfd: int = 1,
) -> Planzeile:
    schluessel = Positionsschluessel(teil, "", produkt, konto, "", lfd)
    return Planzeile(
        Haushaltsposition(JAHR, "beschlossen", schluessel, art),
        None if ansatz is None else Decimal(ansatz),
        STELLE,
    )


def plan(*zeilen: Planzeile) -> Haushalt:
    return Haushalt(JAHR, "beschlossen", zeilen, ("beschlossen",))


def alles(
    zahl: str, weise: Weise = Weise.PROZENT, art: Positionsart | None = None, gruppe: str = ""
) -> Aenderung:
    return Aenderung(Bereich(Reichweite.ALLES, art=art, kontengruppe=gruppe), weise, Decimal(zahl))


def produkt(nr: str, zahl: str, weise: Weise = Weise.PROZENT, art: Positionsart | None = AUF) -> Aenderung:
    return Aenderung(Bereich(Reichweite.PRODUKT, Positionsschluessel(produkt=nr), art), weise, Decimal(zahl))


def amounts(haushalt: Haushalt) -> list[str | None]:
    return [None if z.ansatz is None else f"{z.ansatz:f}" for z in haushalt.zeilen]


# ------------------------------------------------------------------------------------------ worked


def test_percent_are_rounded_half_away_from_zero_line_by_line() -> None:
    haushalt = plan(line("0.05"), line("0.15", lfd=2), line("-0.05", lfd=3), line("0.04", lfd=4))
    assert amounts(apply(haushalt, [alles("-10")])) == ["0.05", "0.14", "-0.05", "0.04"]
    assert amounts(apply(haushalt, [alles("10")])) == ["0.06", "0.17", "-0.06", "0.04"]


def test_an_amount_for_several_lines_is_shared_out_in_proportion_and_missing_cents_go_to_the_largest_rests() -> (
    None
):
    haushalt = plan(line("100.00"), line("100.00", lfd=2), line("100.00", lfd=3))
    assert amounts(apply(haushalt, [alles("100", Weise.AUF)])) == ["33.34", "33.33", "33.33"]
    assert amounts(apply(haushalt, [alles("-100.01", Weise.UM)])) == ["66.67", "66.66", "66.66"]


def test_a_single_line_is_set_to_the_amount_whatever_it_was() -> None:
    for vorher in ("0.00", "12.34"):
        assert amounts(apply(plan(line(vorher)), [alles("5", Weise.AUF)])) == ["5.00"]
    assert amounts(apply(plan(line("-3.00")), [alles("-5", Weise.AUF)])) == ["-5.00"]


def test_later_changes_work_on_what_the_earlier_ones_left() -> None:
    haushalt = plan(line("100.00"))
    assert amounts(apply(haushalt, [alles("-10"), alles("-10"), alles("9", Weise.UM)])) == ["90.00"]


def test_a_line_without_an_ansatz_stays_without() -> None:
    haushalt = plan(line(None), line("10.00", lfd=2))
    assert amounts(apply(haushalt, [alles("50"), alles("1", Weise.AUF)])) == [None, "1.00"]


def test_lines_outside_the_four_sums_are_never_changed() -> None:
    haushalt = plan(line("10.00"), line("10.00", konto="4811000", art=Positionsart.INTERNE_AUFWENDUNGEN))
    assert amounts(apply(haushalt, [alles("-100")])) == ["0.00", "10.00"]


def test_a_scope_takes_its_own_lines_and_no_others() -> None:
    haushalt = plan(
        line("10.00"),
        line("10.00", konto="4211000"),
        line("10.00", "P2", teil="05"),
        line("10.00", "P1", "3141000", ERT),
    )
    eine = Aenderung(Bereich(Reichweite.ZEILE, haushalt.zeilen[1].position.schluessel), Weise.AUF, Decimal(1))
    teil = Bereich(Reichweite.TEILHAUSHALT, Positionsschluessel(teilhaushalt="05"))
    assert amounts(apply(haushalt, [eine])) == ["10.00", "1.00", "10.00", "10.00"]
    assert amounts(apply(haushalt, [produkt("P1", "-50")])) == ["5.00", "5.00", "10.00", "10.00"]
    assert amounts(apply(haushalt, [produkt("P1", "-50", art=None)])) == ["5.00", "5.00", "10.00", "5.00"]
    assert amounts(apply(haushalt, [Aenderung(teil, Weise.UM, Decimal(1))])) == [
        "10.00",
        "10.00",
        "11.00",
        "10.00",
    ]
    assert amounts(apply(haushalt, [alles("-50", gruppe="40")])) == ["5.00", "10.00", "5.00", "10.00"]


def test_a_changed_line_names_no_cell_and_one_that_comes_back_is_the_old_one() -> None:
    haushalt = plan(line("100.00"), line("10.00", lfd=2))
    neu = apply(haushalt, [alles("-10")])
    assert [z.ansatz_fundstelle for z in neu.zeilen] == [OHNE_FUNDSTELLE] * 2
    assert apply(haushalt, [alles("25"), alles("-20")]).zeilen == haushalt.zeilen


@pytest.mark.parametrize(
    ("aenderung", "fehler"),
    [
        pytest.param(produkt("P9", "-10"), NoLineError, id="no such Produkt"),
        pytest.param(produkt("P1", "-10", art=AUS), NoLineError, id="no line of the kind"),
        pytest.param(produkt("P3", "-10"), NoLineError, id="no Ansatz"),
        pytest.param(produkt("P1", "-5", Weise.UM, art=None), SeveralKindsError, id="euros for two kinds"),
        pytest.param(produkt("P2", "5", Weise.UM), SumZeroError, id="adds up to nothing"),
        pytest.param(produkt("P1", "-10.01", Weise.UM), SignTurnsError, id="more than there is"),
        pytest.param(produkt("P1", "-1", Weise.AUF), SignTurnsError, id="below nothing"),
        pytest.param(produkt("P4", "1000"), TooLargeError, id="larger than any line"),
    ],
)
def test_a_change_that_cannot_be_made_says_why_and_does_nothing(
    aenderung: Aenderung, fehler: type[Exception]
) -> None:
    haushalt = plan(
        line("10.00"),
        line("5.00", konto="3141000", art=ERT),
        line("7.00", "P2"),
        line("-7.00", "P2", lfd=2),
        line(None, "P3"),
        line("99000000000.00", "P4"),
    )
    with pytest.raises(fehler):
        apply(haushalt, [aenderung])
    lauf = run(make_register(haushalt), [aenderung, produkt("P1", "1", Weise.UM)])
    assert isinstance(lauf.schritte[0].hindernis, fehler)
    assert lauf.schritte[1].differenz(AUF) == Decimal("1.00")
    assert [z.ansatz for z in lauf.haushalt.zeilen][1:] == [z.ansatz for z in haushalt.zeilen][1:]


@pytest.mark.parametrize(
    "aenderung",
    [
        alles("-100.01"),
        alles("1000.5"),
        alles("0"),
        alles("0", Weise.UM),
        alles("0.00001"),
        alles("0.001", Weise.UM),
        alles("100000000000.01", Weise.AUF),
        alles("NaN"),
        alles("Infinity", Weise.AUF),
        alles("1", art=Positionsart.INTERNE_ERTRAEGE),
        alles("1", gruppe="٤٠"),
        alles("1", gruppe="401"),
        Aenderung(Bereich(Reichweite.ALLES, Positionsschluessel(produkt="P1")), Weise.AUF, Decimal(1)),
        Aenderung(Bereich(Reichweite.PRODUKT, Positionsschluessel("03", "", "P1")), Weise.AUF, Decimal(1)),
        Aenderung(Bereich(Reichweite.ZEILE, Positionsschluessel("x" * 201)), Weise.AUF, Decimal(1)),
    ],
)
def test_what_is_no_change_is_refused_with_a_sentence(aenderung: Aenderung) -> None:
    with pytest.raises(InvalidAenderungError, match=r"\.$"):
        check_aenderung(aenderung)


def test_the_fingerprint_changes_with_any_line_kind_or_ansatz_and_with_nothing_else() -> None:
    haushalt = plan(line("10.00"), line(None, lfd=2))
    andere = [
        plan(line("10.01"), line(None, lfd=2)),
        plan(line("10.00"), line("0.00", lfd=2)),
        plan(line("10.00")),
        plan(line("10.00", art=ERT), line(None, lfd=2)),
        plan(line("10.00", "P2"), line(None, lfd=2)),
    ]
    gleich = plan(replace(line("10"), ansatz_fundstelle=OHNE_FUNDSTELLE), line(None, lfd=2))
    assert fingerprint(gleich) == fingerprint(haushalt)
    assert len({fingerprint(h) for h in (haushalt, *andere)}) == 6


# -------------------------------------------------------------------------------------- identities

cents = st.decimals(Decimal("-99999.99"), Decimal("99999.99"), places=2).map(str)
lines = st.lists(
    st.builds(
        line,
        st.none() | cents,
        st.sampled_from(["P1", "P2", "P3", ""]),
        st.sampled_from(["4011000", "4211000", "K1", ""]),
        st.sampled_from([*VIER_ARTEN, AUF, AUF, Positionsart.INTERNE_AUFWENDUNGEN]),
        st.sampled_from(["01", "03", ""]),
    ),
    max_size=12,
).map(lambda zeilen: [replace(z, position=replace(z.position, schluessel=replace(z.position.schluessel, lfd=i)))
                      for i, z in enumerate(zeilen, 1)])  # fmt: skip
schluessel_je_reichweite = {
    Reichweite.ALLES: st.just(Positionsschluessel()),
    Reichweite.PRODUKT: st.sampled_from(["P1", "P2", "", "P9"]).map(lambda p: Positionsschluessel(produkt=p)),
    Reichweite.TEILHAUSHALT: st.sampled_from(["01", "03", "09"]).map(lambda t: Positionsschluessel(teilhaushalt=t)),
    Reichweite.ZEILE: st.builds(Positionsschluessel, st.just("01"), st.just(""), st.just("P1"), st.just("4011000"),
                                st.just(""), st.integers(1, 12)),
}  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> Aenderung:
    reichweite = draw(st.sampled_from(list(Reichweite)))
    weise = draw(st.sampled_from(list(Weise)))
    if weise is Weise.PROZENT:
        zahl = draw(st.decimals(Decimal(-100), Decimal(300), places=draw(st.integers(0, 4))))
    else:
        zahl = draw(st.decimals(Decimal(-2000), Decimal(200000), places=2))
    bereich = Bereich(
        reichweite,
        draw(schluessel_je_reichweite[reichweite]),
        draw(st.sampled_from([None, AUF, AUF, ERT, AUS])),
        draw(st.sampled_from(["", "", "40"])),
    )
    return Aenderung(bereich, weise, zahl)


@given(lines)
def test_without_a_change_a_scenario_is_the_original(zeilen: list[Planzeile]) -> None:
    haushalt = plan(*zeilen)
    assert apply(haushalt, []) == haushalt


@given(lines, st.lists(changes(), max_size=5))
def test_nothing_is_lost_each_step_moves_the_sums_by_what_it_says(
    zeilen: list[Planzeile], aenderungen: list[Aenderung]
) -> None:
    haushalt = plan(*zeilen)
    lauf = run(make_register(haushalt), aenderungen)
    for art in VIER_ARTEN:
        vorher, nachher = (
            sum((z.ansatz for z in h.zeilen if z.position.art is art and z.ansatz is not None), NULL)
            for h in (haushalt, lauf.haushalt)
        )
        assert nachher - vorher == sum((s.differenz(art) for s in lauf.schritte), NULL)
    for alt, neu in zip(haushalt.zeilen, lauf.haushalt.zeilen, strict=True):
        assert neu.position is alt.position
        assert (neu.ansatz is None) == (alt.ansatz is None)


@given(lines, changes().filter(lambda a: a.weise is not Weise.PROZENT))
def test_euros_for_many_lines_arrive_to_the_cent(zeilen: list[Planzeile], aenderung: Aenderung) -> None:
    schritt = run(make_register(plan(*zeilen)), [aenderung]).schritte[0]
    if schritt.hindernis is None:
        (art,) = schritt.nachher
        ziel = aenderung.zahl + (schritt.vorher[art] if aenderung.weise is Weise.UM else 0)
        assert schritt.nachher[art] == ziel


@given(lines, changes().filter(lambda a: a.weise is Weise.PROZENT))
def test_percent_are_what_a_second_way_of_rounding_says(
    zeilen: list[Planzeile], aenderung: Aenderung
) -> None:
    haushalt = plan(*zeilen)
    lauf = run(make_register(haushalt), [aenderung])
    for alt, neu in zip(haushalt.zeilen, lauf.haushalt.zeilen, strict=True):
        if neu is not alt:
            genau = (alt.ansatz or NULL) * (100 + aenderung.zahl) / 100
            assert neu.ansatz == genau.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=20), st.integers(-(10**6), 10**6))
def test_shared_out_cents_add_up_and_none_is_a_cent_away_from_its_exact_part(
    betraege: list[int], ziel: int
) -> None:
    try:
        teile = share_out(betraege, ziel)
    except (SumZeroError, SignTurnsError):
        return
    assert sum(teile) == ziel
    if len(betraege) > 1:
        summe = sum(betraege)
        assert all(abs(t * summe - b * ziel) < abs(summe) for t, b in zip(teile, betraege, strict=True))
        assert share_out([-b for b in betraege], -ziel) == [-t for t in teile]


@given(lines)
def test_a_percentage_and_its_exact_inverse_lead_back_where_nothing_was_rounded(
    zeilen: list[Planzeile],
) -> None:
    rund = [z if z.ansatz is None else replace(z, ansatz=z.ansatz * 4) for z in zeilen]
    haushalt = plan(*rund)
    lauf = run(make_register(haushalt), [alles("25"), alles("-20")])
    assert lauf.haushalt == haushalt


@given(lines, st.decimals(Decimal("0.01"), Decimal(999), places=2).map(str), st.sampled_from(VIER_ARTEN))
def test_euros_added_to_one_line_and_taken_away_again_lead_back(
    zeilen: list[Planzeile], zahl: str, art: Positionsart
) -> None:
    eine = [replace(z, position=replace(z.position, art=art)) for z in zeilen if (z.ansatz or -1) >= 0][:1]
    haushalt = plan(*eine)
    lauf = run(make_register(haushalt), [alles(zahl, Weise.UM), alles(f"-{zahl}", Weise.UM)])
    assert lauf.haushalt == haushalt


@settings(max_examples=200)
@given(rule_sets(), lines, st.lists(changes(), max_size=4))
def test_the_effect_is_what_the_whole_haushalt_shared_out_anew_says_in_every_sum(
    regeln: tuple[HaushaltsZuordnung, ...], zeilen: list[Planzeile], aenderungen: list[Aenderung]
) -> None:
    stand, haushalt = a_stand(*regeln), plan(*zeilen)
    szenario = run(make_register(haushalt), aenderungen).haushalt
    original, neu = mitteleinsatz(haushalt, stand), mitteleinsatz(szenario, stand)
    wirkt = wirkung(original, szenario, stand, bewerte_alles(stand, JAHR))
    assert (wirkt.summen.vorher, wirkt.summen.nachher) == (original.summen, neu.summen)
    assert wirkt.nicht_zugeordnet.nachher == neu.nicht_zugeordnet
    assert {nr: dict(g.nachher) for nr, g in wirkt.je_unterziel.items()} == {
        nr: dict(betraege) for nr, betraege in neu.je_unterziel.items()
    }
    for art in VIER_ARTEN:
        differenz = sum((z.differenz for z in wirkt.zeilen if z.vorher.zeile.position.art is art), NULL)
        assert wirkt.summen.differenz(art) == differenz
        assert sum((g.differenz(art) for g in wirkt.je_teilhaushalt.values()), NULL) == differenz
        ziele = sum((g.differenz(art) for g in wirkt.je_unterziel.values()), NULL)
        assert ziele + wirkt.nicht_zugeordnet.differenz(art) == differenz
        mehr, weniger = wirkt.bewegt.get(art, (NULL, NULL))
        assert mehr >= 0 <= weniger
        assert mehr - weniger == differenz
    for nr, gegenueber in wirkt.je_teilhaushalt.items():
        for art in VIER_ARTEN:
            for haus, summen in ((haushalt, gegenueber.vorher), (szenario, gegenueber.nachher)):
                assert summen[art] == sum(
                    (z.ansatz for z in haus.zeilen if z.ansatz is not None and z.position.art is art
                     and z.position.schluessel.teilhaushalt == nr),
                    NULL,
                )  # fmt: skip
    assert {nr for nr, g in wirkt.je_unterziel.items() if g.is_changed} <= set(wirkt.unterziele)


# ------------------------------------------------------------------------------------ what it touches


def touching(*aenderungen: Aenderung, stand: Datenstand | None = None):
    stand = stand or mapped()
    haushalt = f.haushalt()
    szenario = apply(haushalt, aenderungen)
    return wirkung(mitteleinsatz(haushalt, stand), szenario, stand, bewerte_alles(stand, 2023))


def mapped(*regeln: HaushaltsZuordnung) -> Datenstand:
    vorgabe = regeln or (
        HaushaltsZuordnung(2023, "365100", "", Bezug.MASSNAHME, "M-01", Decimal(60)),
        HaushaltsZuordnung(2023, "365100", "", Bezug.KENNZAHL, "1.2-03", Decimal(10)),
        HaushaltsZuordnung(2023, "365100", "", Bezug.KENNZAHL, "7.7-77", Decimal(10)),
    )
    return replace(f.datenstand(), haushaltszuordnungen=MappingProxyType({2023: vorgabe}))


def test_it_names_the_unterziele_massnahmen_and_kennzahlen_behind_the_changed_lines() -> None:
    wirkt = touching(produkt("365100", "-10"))
    assert (wirkt.unterziele, wirkt.massnahmen) == (("1.2",), ("M-01",))
    wege = {k.nr: (k.wege, k.unterziele) for k in wirkt.kennzahlen}
    assert wege == {
        "1.2-01": ((Weg.UNTERZIEL,), ("1.2",)),
        "1.2-03": ((Weg.ZUORDNUNG, Weg.UNTERZIEL), ("1.2",)),
        "1.2-04": ((Weg.UNTERZIEL,), ("1.2",)),
        "7.7-77": ((Weg.ZUORDNUNG,), ()),
    }
    assert wirkt.summen.differenz(AUF) == Decimal("-6140000.01")
    assert wirkt.je_unterziel["1.2"].differenz(AUF) + wirkt.nicht_zugeordnet.differenz(AUF) == Decimal(
        "-6140000.01"
    )
    assert wirkt.je_unterziel["1.2"].differenz(AUS) == 0


def test_a_kennzahl_named_by_the_produkt_is_touched_too() -> None:
    stand = mapped(HaushaltsZuordnung(2023, "999999", "", Bezug.UNTERZIEL, "1.1", Decimal(1)))
    wesentlich = Produkt("365100", "Kitas", wesentlich=True, kennzahlen="1.1-01, 1.2-03")
    stand = replace(stand, produkte=MappingProxyType({"365100": wesentlich}))
    assert [(k.nr, k.wege) for k in touching(produkt("365100", "-10"), stand=stand).kennzahlen] == [
        ("1.1-01", (Weg.PRODUKT,)),
        ("1.2-03", (Weg.PRODUKT,)),
    ]


def test_those_that_lag_already_come_first_and_are_told_by_stand_or_ausblick() -> None:
    wirkt = touching(produkt("365100", "-10"))
    for kennzahl in wirkt.kennzahlen:
        b = kennzahl.bewertung
        hinten = b is not None and (
            b.stand in {Stand.LEICHT_HINTER_PLAN, Stand.DEUTLICH_HINTER_PLAN, Stand.FALSCHE_RICHTUNG}
            or b.ausblick in {Ausblick.ZU_LANGSAM, Ausblick.FALSCHE_RICHTUNG}
        )
        assert kennzahl.liegt_zurueck is hinten
    reihe = [kennzahl.liegt_zurueck for kennzahl in wirkt.kennzahlen]
    assert reihe == sorted(reihe, reverse=True)
    assert [k.nr for k in wirkt.zurueck] == ["1.2-03"]


def test_what_is_not_changed_touches_nothing() -> None:
    for aenderungen in ((), (produkt("365100", "25"), produkt("365100", "-20"))):
        wirkt = touching(*aenderungen)
        assert (wirkt.zeilen, wirkt.unterziele, wirkt.massnahmen, wirkt.kennzahlen) == ((), (), (), ())
        assert wirkt.summen.vorher == wirkt.summen.nachher


def test_money_moved_inside_one_unterziel_touches_it_though_its_sum_stays() -> None:
    stand = a_stand(rule(Bezug.UNTERZIEL, "1.1"))
    haushalt = plan(line("100.00"), line("100.00", lfd=2))
    eine, andere = (
        Aenderung(Bereich(Reichweite.ZEILE, z.position.schluessel), Weise.UM, Decimal(um))
        for z, um in zip(haushalt.zeilen, ("-10", "10"), strict=True)
    )
    wirkt = wirkung(
        mitteleinsatz(haushalt, stand), apply(haushalt, [eine, andere]), stand, bewerte_alles(stand, JAHR)
    )
    assert wirkt.unterziele == ("1.1",) and not wirkt.je_unterziel["1.1"].is_changed
    assert wirkt.bewegt == {AUF: (Decimal("10.00"), Decimal("10.00"))}


def test_no_kennzahl_is_judged_otherwise_than_today() -> None:
    gesamt = bewerte_alles(mapped(), 2023)
    for kennzahl in touching(produkt("365100", "-100")).kennzahlen:
        assert kennzahl.bewertung == gesamt.kennzahlen.get(kennzahl.nr)


def test_two_scenarios_differ_in_the_lines_they_leave_different() -> None:
    haushalt = plan(line("100.00"), line("100.00", "P2"), line(None, "P3"))
    a = apply(haushalt, [produkt("P1", "-10")])
    b = apply(haushalt, [produkt("P1", "-10", Weise.UM), produkt("P2", "5")])
    assert [
        (v.position.schluessel.produkt, v.original.ansatz, v.a, v.b) for v in compare_lines(haushalt, a, b)
    ] == [("P2", Decimal("100.00"), Decimal("100.00"), Decimal("105.00"))]
    assert compare_lines(haushalt, haushalt, haushalt) == ()


def test_a_share_of_nothing_is_unknown() -> None:
    assert anteil(NULL, NULL) is None


# ------------------------------------------------------------------------------------------ its form

GRUNDLAGE = Grundlage(date(2026, 2, 1), 55, "0123456789abcdef" * 2)
GOLDEN = (
    '{"form": 1, "grundlage": {"wissensstand": "2026-02-01", "version": 55, '
    '"zeilen": "0123456789abcdef0123456789abcdef"}, "aenderungen": ['
    '{"reichweite": "produkt", "schluessel": {"produkt": "365100"}, "art": "aufwendungen", "kontengruppe": "", '
    '"weise": "prozent", "zahl": "-10"}, '
    '{"reichweite": "zeile", "schluessel": {"teilhaushalt": "03", "amt": "", "produkt": "P1", "konto": "4011000", '
    '"investition": "", "lfd": 2}, "art": null, "kontengruppe": "", "weise": "auf", "zahl": "1234.50"}, '
    '{"reichweite": "teilhaushalt", "schluessel": {"teilhaushalt": "05"}, "art": null, "kontengruppe": "40", '
    '"weise": "um", "zahl": "-0.01"}, '
    '{"reichweite": "alles", "schluessel": {}, "art": "ertraege", "kontengruppe": "", "weise": "prozent", '
    '"zahl": "2.5"}]}'
)


def test_the_kept_form_is_read_by_every_later_version() -> None:
    gelesen = read_szenario("Sparen", 2026, "beschlossen", GOLDEN)
    assert gelesen == Szenario(
        "Sparen",
        2026,
        "beschlossen",
        GRUNDLAGE,
        (
            produkt("365100", "-10"),
            Aenderung(
                Bereich(Reichweite.ZEILE, Positionsschluessel("03", "", "P1", "4011000", "", 2)),
                Weise.AUF,
                Decimal("1234.50"),
            ),
            Aenderung(
                Bereich(Reichweite.TEILHAUSHALT, Positionsschluessel(teilhaushalt="05"), None, "40"),
                Weise.UM,
                Decimal("-0.01"),
            ),
            alles("2.5", art=ERT),
        ),
    )
    assert write_szenario(gelesen) == GOLDEN


@given(st.lists(changes(), max_size=6))
def test_what_is_written_is_read_back(aenderungen: list[Aenderung]) -> None:
    gueltig = []
    for aenderung in aenderungen:
        try:
            gueltig.append(check_aenderung(aenderung))
        except InvalidAenderungError:
            continue
    szenario = Szenario("x", 2026, "entwurf", GRUNDLAGE, tuple(gueltig))
    assert read_szenario("x", 2026, "entwurf", write_szenario(szenario)) == szenario


def spoilt(**anders: object) -> str:
    form = json.loads(GOLDEN)
    form["aenderungen"] = form["aenderungen"][:1]
    form["aenderungen"][0] |= anders
    return json.dumps(form)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nichts",
        "[]",
        "[" * 100_000,
        "NaN",
        " " * 400_001,
        GOLDEN.replace('"form": 1', '"form": 2'),
        GOLDEN.replace('"form": 1', '"form": true'),
        GOLDEN.replace('"form": 1', '"form": 1, "form": 1'),
        GOLDEN.replace('"form": 1', '"form": 1, "mehr": 1'),
        GOLDEN.replace('"version": 55', '"version": -1'),
        GOLDEN.replace('"version": 55', '"version": 1e400'),
        GOLDEN.replace("2026-02-01", "2026-02-30"),
        GOLDEN.replace("0123456789abcdef0123456789abcdef", "<script>"),
        GOLDEN.replace('"lfd": 2', '"lfd": 0'),
        GOLDEN.replace('"lfd": 2', '"lfd": "2"'),
        GOLDEN.replace('"schluessel": {}', '"schluessel": {"produkt": "1"}'),
        spoilt(zahl=-10),
        spoilt(zahl="-10 "),
        spoilt(zahl="1e9"),
        spoilt(zahl="NaN"),
        spoilt(zahl="-101"),
        spoilt(weise="mal"),
        spoilt(reichweite="haus"),
        spoilt(art="interne_ertraege"),
        spoilt(art=["aufwendungen"]),
        spoilt(kontengruppe=None),
        spoilt(schluessel={"produkt": "x" * 300}),
        spoilt(schluessel=None),
        spoilt(fremd=1),
    ],
)
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidSzenarioError, match="lässt sich nicht lesen"):
        read_szenario("x", 2026, "entwurf", text)


@given(st.text(max_size=40) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda x: st.lists(x) | st.dictionaries(
        st.sampled_from(["form", "grundlage", "aenderungen", "x"]), x), max_leaves=8).map(json.dumps))  # fmt: skip
def test_no_text_breaks_the_reading(text: str) -> None:
    with pytest.raises(InvalidSzenarioError):
        read_szenario("x", 2026, "entwurf", text)
