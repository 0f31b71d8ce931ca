"""Stammvergleich: values of other regions, read by the rules of Messwerte and never taken for one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahl, Zieltyp
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.importers.ergebnis import Leseergebnis
from tests.importers.factories import Rows, codes, datenstand, read, xlsx

KOPF = ["Kennzahl-Nr.", "Region", "Zeitraum", "Wert", "Einheit", "Quelle"]
QUELLE = "Destatis, Gemeindeverzeichnis"
STAND = replace(
    datenstand(
        Kennzahl("1.2-03", "Betreuungsquote", "%", Zieltyp.STEIGERN),
        Kennzahl("2.1-01", "Einwohner", "Personen", Zieltyp.STEIGERN),
        Kennzahl("2.2-02", "Zuschüsse", "€", Zieltyp.BEOBACHTEN, aggregation=Aggregation.KUMULIERT),
    ),
    vergleichswerte={
        "2.1-01": (Vergleichswert("2.1-01", "Landkreis Gifhorn", Zeitraum(2022), Decimal(178_000)),)
    },
)


def rows(*zeilen: list[object], kopf: list[str] | None = None) -> Leseergebnis:
    return read(xlsx({"Vergleichswerte": [kopf or KOPF, *zeilen]}), STAND)


def test_values_of_other_regions_are_read_with_unit_source_and_cell() -> None:
    ergebnis = read(
        xlsx(
            {
                "Vergleichswerte": [
                    ["Herkunft: amtlich"],
                    KOPF,
                    ["2.1-01", "Landkreis Gifhorn", 2023, 179_323, "Personen", QUELLE],
                    ["2.1-01", "Niedersachsen", "2023", "8.161.981", "Personen", QUELLE],
                    ["1.2-03", "Landkreis Peine", "31.12.2023", "32,5 %", "Prozent", QUELLE],
                ]
            }
        ),
        STAND,
    )
    assert not ergebnis.befunde and ergebnis.gelesen == 3
    erster, zweiter, dritter = ergebnis.inhalt.vergleichswerte
    assert (erster.kennzahl_nr, erster.region, erster.zeitraum) == (
        "2.1-01",
        "Landkreis Gifhorn",
        Zeitraum(2023),
    )
    assert (erster.wert, erster.quelle, erster.herkunft) == (Decimal(179323), QUELLE, Herkunft.AMTLICH)
    assert (erster.fundstelle.blatt, erster.fundstelle.zelle) == ("Vergleichswerte", "D3")
    assert zweiter.wert == Decimal(8161981)
    assert (dritter.wert, dritter.zeitraum) == (Decimal("32.5"), Zeitraum(2023))


def test_headers_are_known_by_their_usual_words() -> None:
    kopf = ["KZ-Nr.", "Landkreis", "Jahr", "Vergleichswert", "Maßeinheit", "Datenquelle"]
    (satz,) = rows(["2.1-01", "Peine", 2023, 138_000, "Personen", QUELLE], kopf=kopf).inhalt.vergleichswerte
    assert (satz.region, satz.quelle) == ("Peine", QUELLE)


@pytest.mark.parametrize(
    ("zeile", "befund"),
    [
        (["2.1-1", "Peine", 2023, 5, "Personen", QUELLE], ("unbekannt", "A2")),
        (["2.1-01", "Peine", 2023, 5, "%", QUELLE], ("falsche_einheit", "E2")),
        (["2.1-01", "Peine", 2023, "5 %", None, QUELLE], ("falsche_einheit", "D2")),
        (["2.1-01", "Peine", 2023, "viele", None, QUELLE], ("keine_zahl", "D2")),
        (["2.1-01", "Peine", 2023, "1.234", None, QUELLE], ("mehrdeutige_zahl", "D2")),
        (["2.1-01", "Peine", 2027, 5, None, QUELLE], ("zukunft", "C2")),
        (["2.1-01", "Peine", "gestern", 5, None, QUELLE], ("kein_zeitraum", "C2")),
        (["2.1-01", "Peine", "Q2 2023 (kumuliert)", 5, None, QUELLE], ("nicht_kumuliert", "C2")),
        (["2.1-01", None, 2023, 5, None, QUELLE], ("pflichtfeld_leer", "B2")),
    ],
)
def test_faults_are_named_with_their_cell_and_nothing_is_kept(
    zeile: list[object], befund: tuple[str, str]
) -> None:
    ergebnis = rows(zeile)
    assert codes(ergebnis) == [befund] and not ergebnis.inhalt.vergleichswerte


def test_a_value_without_its_publication_is_asked_about() -> None:
    ergebnis = rows(["2.1-01", "Peine", 2023, 5, None, None])
    assert codes(ergebnis, Schwere.WARNUNG) == [("ohne_quelle", "F2")] and ergebnis.is_accepted
    ohne_spalte = rows(["2.1-01", "Peine", 2023, 5], kopf=KOPF[:4])
    assert [code for code, _ in codes(ohne_spalte, Schwere.WARNUNG)] == ["ohne_quelle"]


def test_nothing_is_called_official_that_does_not_say_so() -> None:
    (satz,) = rows(["2.1-01", "Peine", 2023, 5, None, QUELLE]).inhalt.vergleichswerte
    assert satz.herkunft is Herkunft.INTERN


def test_thousands_of_the_header_are_converted_and_asked_about_and_an_unclear_unit_is_refused() -> None:
    kopf = ["Kennzahl-Nr.", "Region", "Zeitraum", "Wert in Tsd.", "Quelle"]
    ergebnis = rows(["2.1-01", "Peine", 2023, "138,5", QUELLE], kopf=kopf)
    assert [v.wert for v in ergebnis.inhalt.vergleichswerte] == [Decimal(138_500)]
    assert codes(ergebnis, Schwere.WARNUNG) == [("umgerechnet", "D2")]
    assert codes(rows(["1.2-03", "Peine", 2023, "38,5", QUELLE], kopf=kopf)) == [("einheit_unklar", "D2")]
    darueber: Rows = [["Angaben in T€"], KOPF, ["2.2-02", "Peine", 2023, 5, None, QUELLE]]
    assert codes(read(xlsx({"Vergleichswerte": darueber}), STAND)) == [("einheit_unklar", "D3")]


def test_footnotes_and_missing_values_are_left_out_and_said() -> None:
    ergebnis = rows(
        ["1.2-03", "Peine", 2022, "32,5*", None, QUELLE],
        ["1.2-03", "Peine", 2023, "k. A.", None, QUELLE],
        ["1.2-03", "Goslar", 2023, ".", None, QUELLE],
    )
    assert [v.wert for v in ergebnis.inhalt.vergleichswerte] == [Decimal("32.5")]
    assert codes(ergebnis, Schwere.HINWEIS) == [("ohne_wert", "D3"), ("fussnote", "D2")]
    assert "2 Zeilen nennen keinen Wert" in ergebnis.befunde[0].text


def test_the_kreis_itself_in_an_official_table_is_no_peer() -> None:
    ergebnis = rows(
        ["2.1-01", "Helmstedt, Landkreis", 2023, 91_545, None, QUELLE],
        ["2.1-01", "Peine", 2023, 138_000, None, QUELLE],
        ["2.1-01", "Stadt Helmstedt", 2023, 25_000, None, QUELLE],
    )
    assert [v.region for v in ergebnis.inhalt.vergleichswerte] == ["Peine", "Stadt Helmstedt"]
    assert codes(ergebnis, Schwere.HINWEIS) == [("eigener_landkreis", "B2")]


def test_a_region_keeps_the_spelling_that_is_known_and_a_slip_is_asked_about() -> None:
    ergebnis = rows(["2.1-01", "landkreis  gifhorn", 2023, 5, None, QUELLE])
    assert [v.region for v in ergebnis.inhalt.vergleichswerte] == [
        "Landkreis Gifhorn"
    ] and not ergebnis.befunde
    assert codes(rows(["2.1-01", "Landkreis Gifhron", 2023, 5, None, QUELLE]), Schwere.HINWEIS) == [
        ("aehnlicher_name", "B2")
    ]


def test_two_values_for_one_region_and_zeitraum_are_a_contradiction() -> None:
    ergebnis = rows(["2.1-01", "Peine", 2023, 5, None, QUELLE], ["2.1-01", "Peine", "2023", 6, None, QUELLE])
    assert codes(ergebnis) == [("widerspruch", "D3")]


def test_values_of_other_regions_are_no_messwerte_whatever_the_sheet_is_called() -> None:
    zeile = ["2.1-01", "Peine", 2023, 138_000]
    ergebnis = read(xlsx({"Kennzahlen 2023": [["Kennzahl-Nr.", "Kreis", "Jahr", "Ist"], zeile]}), STAND)
    assert ergebnis.vorgabe.art is Lieferart.STAMMDATEN and not ergebnis.inhalt.messwerte
    assert [v.region for v in ergebnis.inhalt.vergleichswerte] == ["Peine"]


def test_own_values_beside_the_name_of_the_kreis_stay_messwerte() -> None:
    zeile = ["2.1-01", "Helmstedt", 2023, 91_545]
    ergebnis = read(xlsx({"Werte": [["Kennzahl-Nr.", "Kreis", "Jahr", "Ist"], zeile]}), STAND)
    assert ergebnis.vorgabe.art is Lieferart.KENNZAHLEN
    assert [m.wert for m in ergebnis.inhalt.messwerte] == [Decimal(91545)]


def test_a_day_to_come_in_the_running_year_is_refused() -> None:
    assert codes(rows(["2.1-01", "Peine", date(2026, 12, 31), 5, None, QUELLE])) == [("zukunft", "C2")]
