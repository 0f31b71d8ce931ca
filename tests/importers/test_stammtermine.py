"""Stammtermine: Meilensteine of Maßnahmen and days on which a committee met, as people write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.importers.ergebnis import Leseergebnis
from tests.importers.factories import Rows, codes, datenstand, read, xlsx

MEILENSTEINE = ["Maßnahme-Nr.", "Meilenstein", "geplant", "erreicht", "Bemerkung"]
SITZUNGEN = ["Datum", "Gremium", "Bezeichnung"]
MASSNAHMEN = {
    "1.1-M01": Massnahme("1.1-M01", "1.1", "Lotsen", beginn=date(2020, 1, 1), ende=date(2024, 12, 31)),
    "1.1-M10": Massnahme("1.1-M10", "1.1", "Portal"),
}
FERTIG = Meilenstein("1.1-M01", "Konzept beschlossen", date(2020, 6, 30), date(2020, 7, 4))
AUSSCHUSS = "Ausschuss für Wirtschaft und Strategie"
STAND = replace(
    datenstand(), massnahmen=MASSNAHMEN, meilensteine={"1.1-M01": (FERTIG,)},
    sitzungen=(Sitzung(date(2024, 3, 7), AUSSCHUSS),),
)  # fmt: skip


def read_sheets(stand: Datenstand = STAND, **sheets: Rows) -> Leseergebnis:
    return read(xlsx(sheets), stand)


def step(*zeile: object) -> Leseergebnis:
    return read_sheets(Meilensteine=[MEILENSTEINE, list(zeile)])


def test_a_step_is_read_with_its_days_and_the_cell_of_its_name() -> None:
    ergebnis = read_sheets(
        Meilensteine=[
            ["Herkunft: Beispiel"],
            MEILENSTEINE,
            ["1.1-M01", "Erste Lotsin eingestellt", date(2021, 3, 31), "15.04.2021", "zwei Wochen später"],
            ["1.1-M01", "Auswertung", "Q2 2023", None, None],
            ["1.1-M10", "Portal im Netz", "2022", "offen", None],
        ]
    )
    assert not ergebnis.befunde and ergebnis.gelesen == 3
    erster, zweiter, dritter = ergebnis.inhalt.meilensteine
    assert (erster.massnahme, erster.bezeichnung) == ("1.1-M01", "Erste Lotsin eingestellt")
    assert (erster.geplant, erster.erreicht) == (date(2021, 3, 31), date(2021, 4, 15))
    assert (erster.bemerkung, erster.herkunft) == ("zwei Wochen später", Herkunft.BEISPIEL)
    assert (erster.fundstelle.blatt, erster.fundstelle.zelle) == ("Meilensteine", "B3")
    assert (zweiter.geplant, zweiter.erreicht) == (date(2023, 6, 30), None)
    assert (dritter.geplant, dritter.erreicht) == (date(2022, 12, 31), None)


def test_headers_are_known_by_their_usual_words() -> None:
    kopf = ["Maßnahmennummer", "Bezeichnung", "Termin", "erledigt am", "Anmerkung", "Datenherkunft"]
    zeile = ["1.1-M01", "Start", "01.02.2020", "01.02.2020", "pünktlich", "intern"]
    (satz,) = read_sheets(Meilensteine=[kopf, zeile]).inhalt.meilensteine
    assert satz.erreicht == date(2020, 2, 1) and satz.bemerkung == "pünktlich"


def test_an_unknown_massnahme_is_refused_with_the_nearest() -> None:
    ergebnis = step("1.1-M1", "Start", "01.02.2020", None, None)
    assert codes(ergebnis) == [("unbekannt", "A2")] and not ergebnis.inhalt.meilensteine
    assert "eine Maßnahme mit diesem Schlüssel gibt es weder in dieser Datei noch im Bestand" in (
        ergebnis.befunde[0].text
    )


def test_a_massnahme_of_the_same_file_is_known_with_its_days() -> None:
    massnahmen: Rows = [
        ["Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Beginn"],
        ["1.1-M20", "1.1", "Neu", date(2022, 1, 1)],
    ]
    schritte: Rows = [MEILENSTEINE, ["1.1-M20", "Start", date(2021, 1, 1), date(2021, 1, 5), None]]
    ergebnis = read_sheets(Meilensteine=schritte, Maßnahmen=massnahmen)
    assert ergebnis.is_accepted and len(ergebnis.inhalt.meilensteine) == 1
    assert codes(ergebnis, Schwere.WARNUNG) == [("erreicht_vor_beginn", "D2")]
    assert codes(ergebnis, Schwere.HINWEIS) == [("geplant_ausserhalb", "C2")]


@pytest.mark.parametrize(
    ("zeile", "befund"),
    [
        (["1.1-M01", "Start", "bald", None], ("kein_datum", "C2")),
        (["1.1-M01", "Start", "01.02.2020", "ja"], ("kein_datum", "D2")),
        (["1.1-M01", "Start", None, None], ("pflichtfeld_leer", "C2")),
        (["1.1-M01", None, "01.02.2020", None], ("pflichtfeld_leer", "B2")),
    ],
)
def test_faults_of_a_step_are_named_with_their_cell(zeile: list[str | None], befund: tuple[str, str]) -> None:
    ergebnis = step(*zeile)
    assert [(code.replace("kein_zeitraum", "kein_datum"), zelle) for code, zelle in codes(ergebnis)] == [
        befund
    ]


@pytest.mark.parametrize(
    ("geplant", "erreicht", "schwere", "befund"),
    [
        ("01.02.2020", "01.12.2026", Schwere.WARNUNG, ("erreicht_zukunft", "D2")),
        ("01.02.2020", "31.12.2019", Schwere.WARNUNG, ("erreicht_vor_beginn", "D2")),
        ("31.12.2019", None, Schwere.HINWEIS, ("geplant_ausserhalb", "C2")),
        ("01.01.2025", None, Schwere.HINWEIS, ("geplant_ausserhalb", "C2")),
    ],
)
def test_days_that_do_not_fit_the_massnahme_are_asked_about(
    geplant: str, erreicht: str | None, schwere: Schwere, befund: tuple[str, str]
) -> None:
    ergebnis = step("1.1-M01", "Start", geplant, erreicht)
    assert codes(ergebnis, schwere) == [befund] and ergebnis.is_accepted


def test_a_step_that_was_done_and_now_has_no_day_is_asked_about() -> None:
    ergebnis = step("1.1-M01", "Konzept beschlossen", "30.06.2020", None)
    assert codes(ergebnis, Schwere.WARNUNG) == [("nicht_mehr_erreicht", "D2")]
    assert "bisher war er am 04.07.2020 erreicht" in ergebnis.befunde[0].text


def test_a_name_written_a_little_otherwise_is_the_same_step() -> None:
    ergebnis = step("1.1-M01", "Konzept  Beschlossen.", "30.06.2020", "04.07.2020")
    assert not ergebnis.befunde
    assert [m.bezeichnung for m in ergebnis.inhalt.meilensteine] == ["Konzept beschlossen"]


def test_a_name_that_is_almost_a_known_one_is_asked_about_unless_a_digit_tells_them_apart() -> None:
    assert codes(step("1.1-M01", "Konzept beschlosen", "30.06.2020", None), Schwere.HINWEIS) == [
        ("aehnlicher_name", "B2")
    ]
    bau: Rows = [MEILENSTEINE, *(["1.1-M10", f"{n}. Bauabschnitt", "30.06.2020"] for n in (1, 2))]
    assert not read_sheets(Meilensteine=bau).befunde


def test_one_step_with_two_days_is_a_contradiction() -> None:
    zeilen = [["1.1-M01", "Start", "01.02.2020"], ["1.1-M01", "Start", "02.02.2020"]]
    ergebnis = read_sheets(Meilensteine=[MEILENSTEINE, *zeilen])
    assert codes(ergebnis) == [("widerspruch", "B3")]
    assert "Maßnahme-Nr. und Meilenstein zusammen" in ergebnis.befunde[0].text


def test_a_meeting_is_read_and_its_committee_keeps_its_name() -> None:
    ergebnis = read_sheets(
        Sitzungen=[SITZUNGEN, [date(2025, 9, 4), "Ausschuss für Wirtschaft  und strategie", "Bericht 2024"]]
    )
    assert not ergebnis.befunde and ergebnis.vorgabe.art is Lieferart.STAMMDATEN
    (sitzung,) = ergebnis.inhalt.sitzungen
    assert (sitzung.datum, sitzung.gremium, sitzung.bezeichnung) == (
        date(2025, 9, 4),
        AUSSCHUSS,
        "Bericht 2024",
    )
    assert sitzung.fundstelle.zelle == "A2"


def test_a_committee_of_almost_the_same_name_and_a_day_to_come_are_told() -> None:
    fast = read_sheets(Sitzungen=[SITZUNGEN, ["04.09.2025", "Ausschuss für Wirtschaft u. Strategie", None]])
    assert codes(fast, Schwere.HINWEIS) == [("aehnlicher_name", "B2")]
    morgen = read_sheets(Sitzungen=[["Sitzungstag", "Ausschuss"], ["24.12.2026", AUSSCHUSS]])
    assert codes(morgen, Schwere.HINWEIS) == [("sitzung_kuenftig", "A2")] and morgen.inhalt.sitzungen
    andere = read_sheets(Sitzungen=[SITZUNGEN, ["04.09.2025", "Kreistag", None]])
    assert not andere.befunde


def test_a_meeting_without_a_day_is_refused() -> None:
    assert codes(read_sheets(Sitzungen=[SITZUNGEN, ["im Herbst", AUSSCHUSS, None]])) == [("kein_datum", "A2")]


def test_a_single_sheet_of_any_name_is_recognised() -> None:
    assert read_sheets(Tabelle1=[SITZUNGEN, ["04.09.2025", "Kreistag", None]]).inhalt.sitzungen
    assert read_sheets(Schritte=[MEILENSTEINE, ["1.1-M01", "Start", "01.02.2020"]]).inhalt.meilensteine
