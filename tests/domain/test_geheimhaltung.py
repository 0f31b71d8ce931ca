"""Geheimhaltung: a hidden 1 or 2 stays open to an attacker who sees everything shown and knows every rule."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.kennzahl import Aggregation
from kek_dashboard.domain.zeitraum import Zeitraum
from tests.domain.angreifer import (
    H1,
    H2,
    JAHR,
    QUARTALE,
    ZUWACHS,
    Fall,
    Tafel,
    house_rule,
    kennzahl,
    naive_rule,
    worked_out,
)

_KLEIN = st.sampled_from((0, 1, 1, 2, 2, 3, 4, 5, 7))


@st.composite
def faelle(draw) -> Fall:
    """A tree of sums over two half-years and the year, in up to three releases, with gaps and a correction."""
    anzahl = draw(st.integers(2, 4))
    blaetter = [f"b{n}" for n in range(anzahl)]
    gruppen = [("summe", blaetter)]
    if anzahl > 2 and draw(st.booleans()):
        gruppen = [("mitte", blaetter[:2]), ("summe", ["mitte", *blaetter[2:]])]
    if draw(st.integers(0, 3)) == 0:
        gruppen = []
    kennzahlen = tuple(kennzahl(nr) for nr in blaetter) + tuple(
        kennzahl(nr, personenbezogen=draw(st.booleans()), summe_aus=" + ".join(teile))
        for nr, teile in gruppen
    )
    zeiten = draw(st.sampled_from(((JAHR,), (H1, H2), (H1, JAHR), (H1, H2, JAHR))))
    stellen = [(k.nr, z) for k in kennzahlen for z in zeiten]
    releases = draw(st.integers(1, 2))
    weg = set(draw(st.lists(st.sampled_from(stellen), max_size=2, unique=True)))
    spaeter = {stelle for stelle in stellen if releases == 2 and draw(st.booleans())}
    grund = {(b, z): draw(_KLEIN) for b in blaetter for z in (H1, H2)}
    wahr = [_with_sums(grund, gruppen)] * releases
    tafel: Tafel = {(int(s in spaeter), *s): wahr[0][s] for s in stellen if s not in weg}
    if draw(st.booleans()):
        stelle = draw(st.sampled_from(sorted(grund, key=str)))
        wahr.append(_with_sums(grund | {stelle: draw(_KLEIN)}, gruppen))
        neu = [s for s in stellen if s not in weg and wahr[-1][s] != wahr[0][s]]
        tafel |= {(releases, *s): wahr[-1][s] for s in neu}
    return Fall(kennzahlen, tafel, tuple(wahr))


def _with_sums(grund, gruppen):
    werte = dict(grund)
    for nr, teile in gruppen:
        werte |= {(nr, z): sum(werte[t, z] for t in teile) for z in (H1, H2)}
    return werte | {(nr, JAHR): werte[nr, H1] + werte[nr, H2] for nr, z in list(werte) if z == H1}


@settings(max_examples=1_000)
@given(faelle())
def test_an_attacker_who_sees_everything_works_out_no_hidden_small_count(fall):
    assert worked_out(fall, house_rule) == set()


@st.composite
def quartale(draw) -> Fall:
    """One Kennzahl or two and their sum over three or four parts of a year, added up or cumulated, with a gap."""
    zeiten = QUARTALE[4 - draw(st.sampled_from((4, 4, 3))) :]
    is_kumuliert = draw(st.booleans())
    aggregation = Aggregation.KUMULIERT if is_kumuliert else Aggregation.SUMME
    blaetter = ["a", "b"][: draw(st.integers(1, 2))]
    kennzahlen = [kennzahl(nr, aggregation=aggregation) for nr in blaetter]
    wahr: dict[tuple[str, Zeitraum], int] = {}
    for nr in blaetter:
        neu = {z: draw(_KLEIN) for z in QUARTALE}
        for n, z in enumerate(QUARTALE, start=1):
            wahr[nr, z] = sum(list(neu.values())[:n]) if is_kumuliert else neu[z]
            wahr[f"{nr}{ZUWACHS}", z] = neu[z]
        wahr[nr, JAHR] = wahr[nr, QUARTALE[-1]] if is_kumuliert else sum(wahr[nr, z] for z in zeiten)
    if len(blaetter) == 2:
        kennzahlen.append(kennzahl("summe", aggregation=aggregation, summe_aus="a + b"))
        for nr in ("", ZUWACHS):
            wahr |= {(f"summe{nr}", z): wahr[f"a{nr}", z] + wahr[f"b{nr}", z] for z in QUARTALE}
        wahr["summe", JAHR] = wahr["a", JAHR] + wahr["b", JAHR]
    stellen = [(k.nr, z) for k in kennzahlen for z in (*zeiten, JAHR)]
    weg = set(draw(st.lists(st.sampled_from(stellen), max_size=1)))
    tafel = {(0, *s): wahr[s] for s in stellen if s not in weg}
    return Fall(tuple(kennzahlen), tafel, (wahr,), zeiten)


@settings(max_examples=500)
@given(quartale())
def test_nor_out_of_quarters_added_up_or_cumulated(fall):
    assert worked_out(fall, house_rule) == set()


def _one_release(personal_total: bool = False, **werte: int) -> Fall:
    blaetter = [nr for nr in werte if nr != "summe"]
    kennzahlen = (
        *(kennzahl(nr) for nr in blaetter),
        kennzahl("summe", personenbezogen=personal_total, summe_aus=" + ".join(blaetter)),
    )
    tafel = {(0, nr, JAHR): wert for nr, wert in werte.items()}
    return Fall(kennzahlen, tafel, ({(nr, z): 0 for nr in werte for z in (H1, H2)},))


def test_the_same_attacker_beats_whoever_withholds_the_small_count_alone():
    fall = _one_release(a=1, b=40, summe=41)
    assert worked_out(fall, naive_rule) == {(0, "a", JAHR)}
    assert worked_out(fall, house_rule) == set()


def test_with_a_small_count_goes_the_sum_it_is_in_and_nothing_else():
    assert house_rule(*_twice(_one_release(a=1, b=40, c=0, summe=41))) == {(0, "a", JAHR), (0, "summe", JAHR)}


def test_a_table_without_small_counts_is_shown_whole():
    assert house_rule(*_twice(_one_release(a=3, b=0, summe=3))) == frozenset()


def test_a_small_sum_of_personal_counts_is_withheld_though_it_is_not_marked_itself():
    fall = Fall(
        (kennzahl("a"), kennzahl("summe", personenbezogen=False, summe_aus="a")), {(0, "summe", JAHR): 2}
    )
    assert house_rule(*_twice(fall)) == {(0, "summe", JAHR)}


def test_what_a_quarter_added_to_a_cumulated_value_is_a_count_too():
    eine = kennzahl("a", aggregation=Aggregation.KUMULIERT)
    fall = Fall((eine,), {(0, "a", H1): 5, (0, "a", H2): 6, (0, "a", JAHR): 6})
    assert house_rule(*_twice(fall)) == {(0, "a", H2), (0, "a", JAHR)}


def test_a_missing_part_that_would_be_one_case_takes_the_sum_with_it():
    fall = Fall((kennzahl("a"),), {(0, "a", H1): 5, (0, "a", JAHR): 6})
    assert house_rule(*_twice(fall)) == {(0, "a", JAHR)}


def test_of_a_sum_that_was_shown_before_other_parts_are_withheld_instead():
    teile = (kennzahl("a"), kennzahl("b"), kennzahl("summe", personenbezogen=False, summe_aus="a + b"))
    fall = Fall(teile, {(0, "summe", JAHR): 9, (1, "a", JAHR): 1, (1, "b", JAHR): 8})
    assert house_rule(*_twice(fall)) == {(1, "a", JAHR), (1, "b", JAHR)}


def _twice(fall: Fall) -> tuple[Fall, Tafel]:
    return fall, fall.tafel
