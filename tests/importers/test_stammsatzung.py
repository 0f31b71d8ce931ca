"""Stammsatzung: totals of the Haushaltssatzung, what happened to a Fassung, and Produkte with years and Kennzahlen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Produkt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus
from kek_dashboard.importers.stammsatzung import parse_festsetzung
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt, write_stammdaten
from tests.importers.factories import Rows, codes, datenstand, read, xlsx

SATZUNG = ["Haushaltsjahr", "Fassung", "Festsetzung", "Betrag", "Beschluss"]
STATUS = ["Haushaltsjahr", "Fassung", "Status", "Datum", "Beschluss", "Bemerkung"]
PRODUKTE = ["Produkt", "Bezeichnung", "wesentlich", "Kennzahlen", "Gültig ab", "Gültig bis"]


def read_sheets(stand=None, **sheets: Rows):
    return read(xlsx(sheets), stand or datenstand())


def satzung(*zeilen):
    return read_sheets(Haushaltssatzung=[SATZUNG, *zeilen])


def test_the_ten_totals_are_read_as_a_satzung_writes_them():
    worte = (
        "1.1 der ordentlichen Erträge auf", "1.2 der ordentlichen Aufwendungen auf",
        "1.3 der außerordentlichen Erträge auf", "1.4 der außerordentlichen Aufwendungen auf",
        "2.1 der Einzahlungen aus laufender Verwaltungstätigkeit",
        "2.2 der Auszahlungen aus laufender Verwaltungstätigkeit",
        "2.3 der Einzahlungen für Investitionstätigkeit", "2.4 der Auszahlungen für Investitionstätigkeit",
        "2.5 der Einzahlungen für Finanzierungstätigkeit", "2.6 der Auszahlungen für Finanzierungstätigkeit",
    )  # fmt: skip
    ergebnis = satzung(*([2024, "beschlossen", wort, 1000 + n, "KT 5/2024"] for n, wort in enumerate(worte)))
    assert not ergebnis.befunde and ergebnis.gelesen == 10
    summen = ergebnis.inhalt.satzungssummen
    assert [s.festsetzung for s in summen] == list(Festsetzung)
    assert [s.eur for s in summen] == [Decimal(1000 + n) for n in range(10)]
    assert (summen[0].haushaltsjahr, summen[0].fassung, summen[0].beschluss) == (
        2024,
        "beschlossen",
        "KT 5/2024",
    )
    assert (summen[0].fundstelle.zelle, summen[0].fundstelle.roh) == ("D2", "1000")


@pytest.mark.parametrize(
    ("text", "festsetzung"),
    [
        ("ordentliche_ertraege", Festsetzung.ORDENTLICHE_ERTRAEGE),
        ("Gesamtbetrag der ordentlichen Aufwendungen", Festsetzung.ORDENTLICHE_AUFWENDUNGEN),
        ("§ 1 Abs. 1 Nr. 1.4: außerordentlicher Aufwand", Festsetzung.AUSSERORDENTLICHE_AUFWENDUNGEN),
        ("a.o. Aufwendungen", None),
        ("investive Auszahlungen", Festsetzung.INVESTIVE_AUSZAHLUNGEN),
        ("Erträge", None),
        ("ordentliche Erträge und Aufwendungen", None),
        ("Kreditermächtigung", None),
    ],
)
def test_a_total_is_known_by_its_words_or_not_at_all(text, festsetzung):
    assert parse_festsetzung(text) is festsetzung


@pytest.mark.parametrize(
    ("zeile", "befund"),
    [
        ([2024, "beschlossen", "ordentliches Ergebnis", 5], ("keine_festsetzung", "C2")),
        ([2024, "Nachtrag", "ordentliche Erträge", 5], ("fassung_ungueltig", "B2")),
        ([2024, "beschlossen", "ordentliche Erträge", -5], ("betrag_negativ", "D2")),
        ([2024, "beschlossen", "ordentliche Erträge", 5.005], ("bruchteile_von_cent", "D2")),
        ([2024, "beschlossen", "ordentliche Erträge", "k. A."], ("kein_betrag", "D2")),
        ([2024, "beschlossen", "ordentliche Erträge", "249.763 T€"], ("falsche_einheit", "D2")),
        ([24, "beschlossen", "ordentliche Erträge", 5], ("kein_jahr", "A2")),
        ([2024, "beschlossen", "ordentliche Erträge", None], ("pflichtfeld_leer", "D2")),
    ],
)  # fmt: skip
def test_faults_of_a_total_are_named_with_their_cell(zeile, befund):
    ergebnis = satzung(zeile)
    assert codes(ergebnis) == [befund] and not ergebnis.inhalt.satzungssummen


@pytest.mark.parametrize(
    "zeilen",
    [
        [
            ["Haushaltsjahr", "Fassung", "Festsetzung", "Betrag in T€"],
            [2024, "Entwurf", "ordentliche Erträge", 249763],
        ],
        [["Angaben in T€"], SATZUNG, [2024, "Entwurf", "ordentliche Erträge", 249763]],
    ],
)
def test_thousands_are_never_taken_for_euros(zeilen):
    ergebnis = read_sheets(Haushaltssatzung=zeilen)
    assert [code for code, _ in codes(ergebnis)] == ["falsche_einheit"]


def test_text_amounts_are_german():
    ergebnis = satzung([2021, "1. Nachtrag", "ordentliche Erträge", "249.763.400,50 €"])
    (summe,) = ergebnis.inhalt.satzungssummen
    assert (summe.eur, summe.fassung) == (Decimal("249763400.50"), "nachtrag-1")


def test_what_is_stated_for_information_is_left_out_and_said():
    ergebnis = satzung([2024, "beschlossen", "Nachrichtlich: Einzahlungen des Finanzhaushaltes", 5])
    assert codes(ergebnis, Schwere.HINWEIS) == [("nachrichtlich", "C2")] and ergebnis.is_accepted


def test_one_total_with_two_amounts_is_a_contradiction():
    ergebnis = satzung(
        [2024, "beschlossen", "1.1 ordentliche Erträge", 5], [2024, "Beschluss", "ordentliche Erträge", 6]
    )
    assert codes(ergebnis) == [("widerspruch", "D3")]
    assert "Haushaltsjahr, Fassung und Festsetzung zusammen" in ergebnis.befunde[0].text


def test_what_happened_to_a_fassung_is_read_with_its_day():
    ergebnis = read_sheets(
        Haushaltsstatus=[
            STATUS,
            [2024, "Entwurf", "Einbringung", date(2023, 11, 8), None, None],
            [2024, "Entwurf", "abgelehnt", "13.03.2024", "KT 1/2024", "Mehrheit dagegen"],
            [2024, "beschlossen", "Kreistagsbeschluss", "2024-06-12", None, None],
        ]
    )
    assert not ergebnis.befunde
    assert [(s.fassung, s.status, s.am) for s in ergebnis.inhalt.haushaltsstaende] == [
        ("entwurf", Planstatus.EINGEBRACHT, date(2023, 11, 8)),
        ("entwurf", Planstatus.ABGELEHNT, date(2024, 3, 13)),
        ("beschlossen", Planstatus.BESCHLOSSEN, date(2024, 6, 12)),
    ]
    zweiter = ergebnis.inhalt.haushaltsstaende[1]
    assert (zweiter.beschluss, zweiter.bemerkung, zweiter.fundstelle.zelle) == (
        "KT 1/2024",
        "Mehrheit dagegen",
        "D3",
    )


@pytest.mark.parametrize(
    ("zeile", "befund"),
    [
        ([2024, "Entwurf", "in Arbeit", "08.11.2023"], ("unbekanntes_wort", "C2")),
        ([2024, "Entwurf", "eingebracht", "November"], ("kein_datum", "D2")),
    ],
)
def test_faults_of_a_status_are_named_with_their_cell(zeile, befund):
    assert codes(read_sheets(Haushaltsstatus=[STATUS, zeile])) == [befund]


def test_a_day_far_from_the_haushaltsjahr_is_asked_about():
    ergebnis = read_sheets(Haushaltsstatus=[STATUS, [2024, "beschlossen", "beschlossen", "12.06.2014"]])
    assert codes(ergebnis, Schwere.WARNUNG) == [("tag_und_jahr", "D2")] and ergebnis.is_accepted


def test_nothing_is_approved_before_it_is_decided_even_where_one_of_both_is_stored():
    zeilen: Rows = [
        STATUS,
        [2024, "beschlossen", "beschlossen", "12.06.2024"],
        [2024, "beschlossen", "genehmigt", "01.06.2024"],
    ]
    assert codes(read_sheets(Haushaltsstatus=zeilen)) == [("status_reihenfolge", "D3")]
    bekannt = Haushaltsstatus(2024, "beschlossen", Planstatus.BESCHLOSSEN, date(2024, 6, 12))
    stand = replace(datenstand(), haushaltsstaende={(2024, "beschlossen"): (bekannt,)})
    assert codes(read_sheets(stand, Haushaltsstatus=[STATUS, zeilen[2]])) == [("status_reihenfolge", "D2")]


def test_produkte_name_their_kennzahlen_and_the_years_they_hold_for():
    ergebnis = read_sheets(
        Produkte=[
            PRODUKTE,
            ["3113", "Eingliederungshilfe", "ja", "1.2-03; 1.2-04, 1.2-03", None, 2019],
            ["3140", "Eingliederungshilfe", "ja", "1.2-03", "01.01.2020", None],
        ]
    )
    assert not ergebnis.befunde
    alt, neu = ergebnis.inhalt.produkte
    assert (alt.kennzahl_nummern, alt.gueltig_ab, alt.gueltig_bis) == (("1.2-03", "1.2-04"), None, 2019)
    assert (neu.kennzahl_nummern, neu.gueltig_ab, neu.gueltig_bis) == (("1.2-03",), 2020, None)


def test_an_unknown_kennzahl_of_a_produkt_is_refused_with_the_nearest():
    ergebnis = read_sheets(Produkte=[PRODUKTE, ["3140", "Hilfe", "ja", "1.2-03, 1.2-3"]])
    assert codes(ergebnis) == [("unbekannt", "D2")]
    assert "„1.2-3“" in ergebnis.befunde[0].text and "meinten Sie „1.2-03“?" in ergebnis.befunde[0].text


@pytest.mark.parametrize(
    ("ab", "bis", "code"),
    [
        (2022, 2020, "gueltigkeit"),
        ("15.03.2020", None, "kein_haushaltsjahr"),
        (None, "30.06.2020", "kein_haushaltsjahr"),
    ],
)
def test_years_of_a_produkt_are_whole_and_the_right_way_round(ab, bis, code):
    assert [c for c, _ in codes(read_sheets(Produkte=[PRODUKTE, ["1", "P", "nein", None, ab, bis]]))] == [
        code
    ]


def test_two_produkte_of_one_number_follow_each_other():
    alt, neu = ["1", "Alt", "nein", None, None, 2020], ["1", "Neu", "nein", None, 2020, None]
    assert codes(read_sheets(Produkte=[PRODUKTE, alt, neu])) == [("zwei_produkte", "A3")]
    bekannt = {"1": (Produkt("1", "Alt"),)}
    stand = replace(datenstand(), produktfassungen=bekannt, produkte={"1": bekannt["1"][0]})
    assert codes(read_sheets(stand, Produkte=[PRODUKTE, neu])) == [("zwei_produkte", "A2")]
    abgeloest: Rows = [PRODUKTE, [*alt[:5], 2019], neu]
    assert read_sheets(stand, Produkte=abgeloest).is_accepted


def test_a_single_sheet_of_any_name_is_recognised():
    assert read(
        xlsx({"Tabelle1": [STATUS, [2024, "Entwurf", "eingebracht", "08.11.2023"]]})
    ).inhalt.haushaltsstaende
    ergebnis = read(xlsx({"Satzung 2024": [SATZUNG, [2024, "Entwurf", "ordentliche Erträge", 5]]}))
    assert ergebnis.vorgabe.art is Lieferart.STAMMDATEN and ergebnis.inhalt.satzungssummen


def test_what_the_screen_writes_is_read_back_whole():
    betrag, tag = Decimal("249763400.05"), date(2024, 6, 12)
    mappe = write_stammdaten(
        [
            Stammdatenblatt(
                "Haushaltssatzung", "Satzung", [*SATZUNG, "Herkunft"],
                [[2024, "beschlossen", f.value, betrag, "=1+1", "beispiel"] for f in Festsetzung], [12] * 6,
            ),
            Stammdatenblatt(
                "Haushaltsstatus", "Status", [*STATUS, "Herkunft"],
                [[2024, "nachtrag-2", "genehmigt", tag, "", "mit Auflagen", "intern"]], [12] * 7,
            ),
        ],
        "Satzung 2024",
    )  # fmt: skip
    ergebnis = read(mappe)
    assert not ergebnis.befunde
    summen, (status,) = ergebnis.inhalt.satzungssummen, ergebnis.inhalt.haushaltsstaende
    assert [(s.festsetzung, s.eur, s.beschluss, s.herkunft) for s in summen] == [
        (f, betrag, "=1+1", Herkunft.BEISPIEL) for f in Festsetzung
    ]
    assert (status.fassung, status.status, status.am, status.bemerkung) == (
        "nachtrag-2", Planstatus.GENEHMIGT, tag, "mit Auflagen",
    )  # fmt: skip
