"""The search: all words, numbers first, umlauts in any spelling, near misses, and nothing of what is not open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.suche import (
    Eintrag,
    Suchart,
    Suchverzeichnis,
    excerpt,
    find_marks,
    find_place,
    search,
    split_words,
)
from kek_dashboard.domain.textvergleich import fold
from kek_dashboard.domain.tippfehler import Wortschatz, distance

K, M, Z, L = Suchart.KENNZAHL, Suchart.MASSNAHME, Suchart.ZIEL, Suchart.LIEFERUNG
EINTRAEGE = (
    Eintrag(Z, "1.2", "Exzellente Infrastruktur", (("Wortlaut", "Kitas, Schulen und schnelles Internet."),)),
    Eintrag(K, "1.2-01", "Betreuungsquote unter 3 Jahren", (("Quelle", "Landesamt für Statistik"),)),
    Eintrag(K, "1.2-02", "Kita-Plätze für Kinder unter 3 Jahren", (("Definition", "Plätze je 100 Kinder"),)),
    Eintrag(K, "1.2-07", "Gigabitverfügbarkeit", (("Definition", "Anteil der Haushalte mit Glasfaser"),)),
    Eintrag(K, "2.3-02", "Unternehmensinsolvenzen"),
    Eintrag(M, "M-12", "Sanierung der Kreisstraßen", (("Beschluss", "Drs. 72/2018"),)),
    Eintrag(L, "7", "Kita-Geheimnis.xlsx", fachbereich="GB Jugend"),
)
VERZEICHNIS = Suchverzeichnis(EINTRAEGE)


def found(frage: str) -> list[str]:
    return [treffer.eintrag.nr for treffer in search([VERZEICHNIS], frage).treffer]


@pytest.mark.parametrize(
    ("frage", "erwartet"),
    [
        ("1.2-07", ["1.2-07"]),
        ("1.2", ["1.2", "1.2-01", "1.2-02", "1.2-07"]),
        ("M-12", ["M-12"]),
        ("m-12", ["M-12"]),
        ("kreisstrassen", ["M-12"]),
        ("STRASSE", ["M-12"]),
        ("plätze", ["1.2-02"]),
        ("plaetze", ["1.2-02"]),
        ("Kitaplätze", []),
        ("Kita-Plätze", ["1.2-02"]),
        ("kinder glasfaser", []),
        ("haushalte glasfaser", ["1.2-07"]),
        ("72/2018", ["M-12"]),
        ("insolvenz", ["2.3-02"]),
        ("landesamt", ["1.2-01"]),
        ("  ", []),
        ("%", []),
    ],
)
def test_all_words_are_found_in_numbers_names_and_texts(frage: str, erwartet: list[str]) -> None:
    assert found(frage) == erwartet


def test_a_name_counts_more_than_a_text_and_a_whole_word_more_than_its_beginning() -> None:
    assert found("kita") == ["1.2-02", "7", "1.2"]
    assert found("kinder") == ["1.2-02"]
    stelle = {t.eintrag.nr: find_place(t.eintrag, ["kita"]) for t in search([VERZEICHNIS], "kita").treffer}
    assert stelle["1.2"] == ("Wortlaut", "Kitas, Schulen und schnelles Internet.")
    assert stelle["1.2-02"] is None


def test_one_or_two_letters_are_beginnings() -> None:
    assert set(found("ki")) == {"1.2-02", "7", "1.2"}
    assert found("xc") == [] and set(found("ita")) == {"1.2-02", "7", "1.2"}


@pytest.mark.parametrize(
    ("getippt", "gemeint", "nr"),
    [
        ("betreungsquote", "Betreuungsquote", "1.2-01"),
        ("Betreuugn", "Betreuungsquote", "1.2-01"),
        ("insolvensen", "Unternehmensinsolvenzen", "2.3-02"),
        ("unternehmensinsolvensen", "Unternehmensinsolvenzen", "2.3-02"),
        ("sanirung", "Sanierung", "M-12"),
    ],
)
def test_a_mistyped_word_of_a_name_is_understood_and_said(getippt: str, gemeint: str, nr: str) -> None:
    ergebnis = search([VERZEICHNIS], getippt)
    assert dict(ergebnis.statt) == {fold(getippt): gemeint}
    assert [t.eintrag.nr for t in ergebnis.treffer] == [nr]


def test_nothing_is_guessed_of_short_words_numbers_and_what_is_far_off() -> None:
    for wort in ("kia", "1.2-77", "xyzzyxyz", "Bundesverfassungsgericht"):
        ergebnis = search([VERZEICHNIS], wort)
        assert not ergebnis.treffer and not ergebnis.statt


def test_what_is_not_open_is_neither_found_nor_counted_nor_guessed() -> None:
    def darf(eintrag: Eintrag) -> bool:
        return eintrag.art is not L

    assert [t.eintrag.nr for t in search([VERZEICHNIS], "kita", darf).treffer] == ["1.2-02", "1.2"]
    assert search([VERZEICHNIS], "geheimnis", darf).treffer == ()
    assert dict(search([VERZEICHNIS], "geheimnid", darf).statt) == {}
    assert search([VERZEICHNIS], "geheimnis glasfaser", darf).einzeln == (("geheimnis", 0), ("glasfaser", 1))


def test_where_all_words_together_find_nothing_it_says_what_each_finds() -> None:
    ergebnis = search([VERZEICHNIS], "glasfaser straße")
    assert ergebnis.treffer == () and ergebnis.einzeln == (("glasfaser", 1), ("strasse", 1))


def test_several_registers_are_one() -> None:
    zweites = Suchverzeichnis([Eintrag(Suchart.ZEILE, "4318000", "Zuschuss Kita Büddenstedt")])
    assert [t.eintrag.nr for t in search([VERZEICHNIS, zweites], "kita zuschuss").treffer] == ["4318000"]
    assert len(search([VERZEICHNIS, zweites], "kita").treffer) == 4


TEXTE = st.text(st.sampled_from("aäÄbßsSé -.\n/1x"), max_size=30)


@given(st.lists(TEXTE, max_size=5), TEXTE)
def test_every_hit_has_every_word_and_nothing_with_all_is_left_out(namen: list[str], frage: str) -> None:
    eintraege = [Eintrag(K, str(i), name) for i, name in enumerate(namen)]
    ergebnis = search([Suchverzeichnis(eintraege)], frage)
    worte = split_words(frage)
    if ergebnis.statt or not worte or min(map(len, worte)) < 3:
        return
    roh = [f"{e.nr} {fold(e.name)}".replace("\n", " ") for e in eintraege]
    sicher = {e.nr for e, text in zip(eintraege, roh, strict=True) if all(wort in text for wort in worte)}
    assert sicher <= {t.eintrag.nr for t in ergebnis.treffer}


@given(TEXTE, st.lists(TEXTE, max_size=3))
def test_marks_are_words_in_order_and_never_overlap(text: str, worte: Sequence[str]) -> None:
    marken = find_marks(text, [fold(wort) for wort in worte])
    assert all(ab < bis for ab, bis in marken)
    assert all(erste[1] < zweite[0] for erste, zweite in pairwise(marken))
    for ab, bis in marken:
        assert any(fold(wort) in fold(text[ab:bis]) for wort in worte if wort)


@given(TEXTE, TEXTE)
def test_an_excerpt_is_short_and_of_the_text(text: str, wort: str) -> None:
    kurz = excerpt(text, [fold(wort)], 12)
    assert kurz.strip("… ") in " ".join(text.split())
    assert len(kurz) <= 12 + len("…  …")


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_the_distance_is_the_same_both_ways_and_nothing_for_the_same_word(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) == (a == b)
    assert distance(a, b, 1) == min(distance(a, b, 9), 2)


def test_only_words_of_letters_are_meant() -> None:
    schatz = Wortschatz(["2024", "Kita", "Plan-B", "Übergang"])
    assert schatz.nearest("uebergagn") == ("uebergang", "Übergang")
    assert schatz.nearest("2025") is None


def test_a_wrong_first_letter_is_forgiven_in_words_of_five_letters_on_where_all_others_are_right():
    schatz = Wortschatz(["Haushalt", "Kinder", "Rinder", "Haus"])
    assert schatz.nearest("jaushalt") == ("haushalt", "Haushalt")
    assert schatz.nearest("jaushall") is None
    assert schatz.nearest("kinter") == ("kinder", "Kinder")  # not „Rinder“
    assert schatz.nearest("jaus") is None
