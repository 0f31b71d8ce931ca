"""Kennzahlen: the list shows what its address asks for, in the order it asks for, and says how many that are."""

from __future__ import annotations

import pytest

from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.anfrage import read_kontext
from kek_dashboard.web.pages.kennzahlen.auswahl import read_auswahl
from kek_dashboard.web.pages.kennzahlen.reihenfolge import ANGEBOT, Nach
from tests.web import factories as f
from tests.web.test_seiten import links, text, walk


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung()


def ask(umgebung, query):
    return read_kontext(umgebung, "/kennzahlen", query)


def numbers(umgebung, query):
    kontext = ask(umgebung, query)
    return [akte.nr for akte in read_auswahl(kontext).find(kontext)]


def screen(umgebung, query):
    return render_screen(umgebung, PAGES, "/kennzahlen", query)


@pytest.mark.parametrize("wort", [wort for wort, _ in ANGEBOT])
def test_every_order_shows_every_kennzahl_once(umgebung, wort):
    assert sorted(numbers(umgebung, f"?jahr=2023&sortiert={wort}")) == sorted(numbers(umgebung, "?jahr=2023"))


@pytest.mark.parametrize("richtung", ["", "-"])
def test_what_has_no_value_stands_last_either_way(umgebung, richtung):
    kontext = ask(umgebung, f"?jahr=2023&sortiert={richtung}zielerreichung")
    werte = [
        kontext.gesamt.kennzahlen[nr].zielerreichung
        for nr in numbers(umgebung, f"?jahr=2023&sortiert={richtung}zielerreichung")
    ]
    mit = [wert for wert in werte if wert is not None]
    assert werte == [*mit, *[None] * (len(werte) - len(mit))] and len(set(mit)) > 2
    assert mit == sorted(mit, reverse=bool(richtung))


def test_the_weakest_stand_comes_first_and_what_is_not_judged_last(umgebung):
    kontext = ask(umgebung, "?jahr=2023&sortiert=-stand")
    staende = [kontext.gesamt.kennzahlen[nr] for nr in numbers(umgebung, "?jahr=2023&sortiert=-stand")]
    bewertbar = [b.is_assessable for b in staende]
    assert bewertbar == sorted(bewertbar, reverse=True)
    assert staende[0].planabweichung == max(
        b.planabweichung or 0 for b in staende if b.stand is staende[0].stand
    )


@pytest.mark.parametrize("wort", ["", "quatsch", "--name", "-", "nummer"])
def test_a_word_that_names_no_order_sorts_by_number(umgebung, wort):
    assert numbers(umgebung, f"?jahr=2023&sortiert={wort}") == numbers(umgebung, "?jahr=2023")


def test_a_heading_sorts_and_turns_round_and_says_so(umgebung):
    def heading(query):
        seite = screen(umgebung, query)
        (kopf,) = [c for c in walk(seite) if type(c).__name__ == "Th" and "Zielerreichung |" in text(c)]
        (ziel,) = links(kopf)
        return getattr(kopf, "aria-sort", None), ziel

    erst = "/kennzahlen?jahr=2023&sortiert=zielerreichung&zeige=auf_kurs"
    assert heading("?jahr=2023&zeige=auf_kurs") == (
        None,
        "/kennzahlen?jahr=2023&zeige=auf_kurs&sortiert=zielerreichung",
    )
    dann = erst.replace("sortiert=", "sortiert=-")
    assert heading(erst.partition("/kennzahlen")[2]) == ("ascending", dann)
    assert heading(dann.partition("/kennzahlen")[2]) == ("descending", erst)


def test_the_order_no_one_needs_to_ask_for_is_marked_too(umgebung):
    koepfe = [c for c in walk(screen(umgebung, "?jahr=2023")) if type(c).__name__ == "Th"]
    assert [text(k) for k in koepfe if getattr(k, "aria-sort", None)] == ["Nr.▲"]


def test_an_unterziel_is_chosen_by_its_number(umgebung):
    kontext = ask(umgebung, "?jahr=2023")
    for ziel in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL):
        soll = {akte.nr for akte, _ in kontext.stand.mitglieder(ziel.nr)}
        assert set(numbers(umgebung, f"?jahr=2023&unterziel={ziel.nr}")) == soll
    assert numbers(umgebung, "?jahr=2023&unterziel=9.9") == numbers(umgebung, "?jahr=2023")


def test_heading_and_sentence_count_what_is_shown(umgebung):
    query = "?jahr=2023&unterziel=1.2"
    anzahl, alle = len(numbers(umgebung, query)), len(numbers(umgebung, "?jahr=2023"))
    worte = text(screen(umgebung, query))
    assert f"{anzahl} Kennzahlen 2023: Unterziel 1.2" in worte
    assert f"Das sind {anzahl} von {alle} Kennzahlen; " in worte


def test_choices_keep_each_other(umgebung):
    seite = screen(umgebung, "?jahr=2023&unterziel=1.2&sortiert=name")
    filter_links = [ziel for c in walk(seite) if getattr(c, "className", "") == "filter" for ziel in links(c)]
    assert len(filter_links) > 2
    assert all("unterziel=1.2" in ziel and "sortiert=name" in ziel for ziel in filter_links)
    felder = {getattr(c, "name", None) for c in walk(seite) if type(c).__name__ in {"Select", "Eingabe"}}
    assert felder >= {"unterziel", "sortiert", "fachbereich", "herkunft", "jahr"}


def test_every_order_has_its_word():
    assert {wort.removeprefix("-") for wort, _ in ANGEBOT} == set(Nach)
