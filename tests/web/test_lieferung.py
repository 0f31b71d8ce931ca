"""Lieferung pages: what came, what is wrong with it, what it would change and what that means for the goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from dash import html

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import (
    Betrag,
    Haushaltsposition,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Messwert, Zielwert
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.store.save import Aenderung
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.pages.lieferungen.aenderungen import haushalt_sums, make_zeile
from kek_dashboard.web.pages.lieferungen.befunde import befund_list
from kek_dashboard.web.pages.lieferungen.karten import JE_SEITE
from kek_dashboard.web.pages.lieferungen.wirkung import compare_stand, stand_with, wirkungsjahr
from kek_dashboard.web.pages.lieferungen.worte import stand_chip
from tests.web import factories as f
from tests.web.test_seiten import text, walk
from tests.web.test_upload import bestand, client, settings, store, wait, zeige  # noqa: F401 - fixtures

STAND = f.datenstand()


def test_a_release_that_counts_from_before_the_file_came_says_so():
    lieferung = Lieferung(
        73, Lieferart.KENNZAHLEN, "a.xlsx", "", "2026-11-23T13:32:24Z",
        freigegeben_am=date(2026, 10, 5), rueckwirkend=True,
    )  # fmt: skip
    assert text(stand_chip(lieferung)) == "rückwirkend freigegeben zum 05.10.2026"
    assert text(stand_chip(replace(lieferung, rueckwirkend=False))) == "freigegeben am 05.10.2026"
    zurueck = replace(lieferung, zurueckgezogen_am=date(2026, 11, 1))
    assert text(stand_chip(zurueck)) == "zurückgezogen am 01.11.2026"


def messwert(nr: str, jahr: int, wert: str) -> Messwert:
    return Messwert(nr, Zeitraum(jahr), Decimal(wert), fundstelle=Fundstelle("Quoten", "E9"))


def position(eur: str, konto: str = "4011000") -> Haushaltsposition:
    betrag = Betrag(Wertart.ANSATZ, 2026, Decimal(eur), Fundstelle("Plan", "H9"))
    schluessel = Positionsschluessel("01", "", "111100", konto)
    return Haushaltsposition(2026, "beschlossen", schluessel, Positionsart.AUFWENDUNGEN, betraege=(betrag,))


# ----------------------------------------------------------------------------------- what would change


def test_a_changed_value_stands_beside_the_old_one_with_its_percent():
    zeile = make_zeile(
        Aenderung(
            "messwerte",
            ("1.2-03", Zeitraum(2022)),
            messwert("1.2-03", 2022, "70"),
            messwert("1.2-03", 2022, "77"),
        ),
        STAND,
    )
    assert (zeile.alt, zeile.neu, zeile.um) == ("70\xa0%", "77\xa0%", "+10,0\xa0%")
    assert zeile.was == "1.2-03 Kinder unter 3 Jahren in Betreuung" and zeile.stelle == "Quoten E9"


def test_something_new_has_nothing_before_it():
    zeile = make_zeile(Aenderung("messwerte", ("x",), None, messwert("1.2-03", 2024, "74")), STAND)
    assert zeile.is_new and zeile.um == ""


def test_a_budget_line_names_product_and_cell_of_its_amount():
    zeile = make_zeile(Aenderung("positionen", (), position("1000.00"), position("900.00")), STAND)
    assert (zeile.alt, zeile.neu, zeile.um) == ("1.000,00\xa0€", "900,00\xa0€", "−10,0\xa0%")
    assert "111100" in zeile.was and zeile.stelle == "Plan H9"


def test_of_master_data_only_what_differs_is_told():
    alt = Zielwert("1.2-03", 2026, Decimal(98), date(2019, 1, 15), None, "Drs. 112/2018")
    zeile = make_zeile(Aenderung("zielwerte", ("1.2-03", 2026), alt, replace(alt, wert=Decimal(95))), STAND)
    assert (zeile.alt, zeile.neu, zeile.um) == ("98", "95", "−3,1\xa0%")
    beide = make_zeile(
        Aenderung(
            "zielwerte", ("1.2-03", 2026), alt, replace(alt, wert=Decimal(95), beschluss="Drs. 14/2024")
        ),
        STAND,
    )
    assert beide.neu == "Wert: 95; Beschluss: Drs. 14/2024"


def test_sums_of_changed_lines_are_exact():
    neu = Aenderung("positionen", (), None, position("0.02", "4012000"))
    assert haushalt_sums([Aenderung("positionen", (), position("10.01"), position("10.03")), neu]) == [
        (Positionsart.AUFWENDUNGEN, Decimal("10.01"), Decimal("10.05"))
    ]


# ---------------------------------------------------------------------------------- what it means for goals


def test_a_new_value_changes_the_stand_of_its_kennzahl_and_nothing_is_stored():
    neu = (Aenderung("messwerte", (), None, messwert("1.2-03", 2024, "94.9")),)
    nachher = stand_with(STAND, neu)
    assert wirkungsjahr(neu, STAND.jahre) == 2024
    wirkungen = {w.nr: w for w in compare_stand(STAND, nachher, neu, 2024)}
    assert wirkungen["1.2-03"].vorher[0] is Stand.DEUTLICH_HINTER_PLAN
    assert wirkungen["1.2-03"].nachher[0] is Stand.AUF_KURS
    assert set(wirkungen) == {"1.2", "1.2-03"} and wirkungen["1.2"].is_change
    assert len(STAND.akten["1.2-03"].messwerte) == 6


def test_a_value_replaces_the_one_of_its_zeitraum_and_keeps_the_order():
    neu = [Aenderung("messwerte", (), None, messwert("1.2-03", jahr, "1")) for jahr in (2025, 2020)]
    werte = stand_with(STAND, neu).akten["1.2-03"].messwerte
    assert [w.zeitraum.jahr for w in werte] == [2018, 2019, 2020, 2021, 2022, 2023, 2025]
    assert werte[2].wert == 1


@pytest.mark.parametrize(
    ("jahre", "erwartet"), [((), None), ((2031,), 2026), ((2010, 2012), 2018), ((2020, 2022), 2022)]
)
def test_the_goals_are_compared_in_the_newest_year_of_the_values(jahre, erwartet):
    assert (
        wirkungsjahr(
            [Aenderung("messwerte", (), None, messwert("x", jahr, "1")) for jahr in jahre], range(2018, 2027)
        )
        == erwartet
    )


# ------------------------------------------------------------------------------------------- Befunde


def test_befunde_are_grouped_by_severity_and_kind_with_their_cells():
    gruppen = befund_list(
        [
            Befund(Schwere.HINWEIS, "a", "Nur so."),
            Befund(Schwere.FEHLER, "b", f.BOESE, "Blatt 1", "E7"),
            Befund(Schwere.FEHLER, "keine_zahl", "Blatt „Blatt 1“, Zelle E8: da steht „x“.", "Blatt 1", "E8"),
        ]
    )
    assert [text(g) for g in gruppen] == [
        f"2 FehlerB (1)Blatt „Blatt 1“, Zelle E7{f.BOESE}Keine Zahl (1)Blatt „Blatt 1“, Zelle E8Da steht „x“.",
        "1 HinweisA (1)ganze DateiNur so.",
    ]


# --------------------------------------------------------------------------------------------- pages


def test_without_any_lieferung_the_list_says_so():
    class Leer(f.Buch):
        def load_datenstand(self, wissensstand):
            return replace(super().load_datenstand(wissensstand), lieferungen={})

    assert "Bisher nichts." in text(render_screen(f.umgebung(Leer()), PAGES, "/lieferungen", ""))


def test_text_from_a_file_name_stays_text():
    assert f"{f.BOESE}.xlsx" in text(render_screen(f.umgebung(), PAGES, "/lieferungen", ""))


def test_all_lieferungen_are_listed_newest_first(zeige):  # noqa: F811
    tabelle = next(t for t in walk(zeige("/lieferungen")) if isinstance(t, html.Table))
    namen = [text(zeile.children[1]) for zeile in tabelle.children[-1].children]
    assert namen == [
        "Zuordnung-Haushalt-2019.xlsx", "Haushaltsplan-2019.xlsx", "Stammdaten-2019.xlsx", "zielsystem-2018.xlsx",
    ]  # fmt: skip


def test_every_field_of_the_counter_has_its_label(zeige):  # noqa: F811
    schirm = zeige("/lieferungen")
    benannt = {vars(teil)["htmlFor"] for teil in walk(schirm) if isinstance(teil, html.Label)}
    eingaben = [vars(teil) for teil in walk(schirm) if isinstance(teil, html.Select | Eingabe)]
    felder = {teil["id"] for teil in eingaben if teil.get("type") != "hidden"}
    assert {"datei", "art", "fachbereich", "haushaltsjahr", "fassung", "profil"} <= felder <= benannt


def test_a_past_wissensstand_takes_nothing_in(zeige):  # noqa: F811
    schirm = zeige("/lieferungen", "?stand=2020-01-01")
    assert not [t for t in walk(schirm) if getattr(t, "type", "") == "file"]
    assert "Abgeben und freigeben lässt sich nur heute" in text(schirm) or "Bisher nichts" in text(schirm)


def test_a_waiting_file_tells_what_it_would_change_against_today(client, zeige):  # noqa: F811
    erste = wait(client, ("1.2-03", 2018, 7.1), ("1.2-03", 2019, 7.0))
    zweite = wait(client, ("1.2-03", 2018, 7.1), ("1.2-03", 2019, 6.3))
    assert "2 neu, 0 geändert, 0 unverändert" in text(zeige(f"/lieferung/{zweite}"))
    client.post(f"/lieferung/{erste}/freigeben", data={"bestaetigt": "ja"})
    danach = text(zeige(f"/lieferung/{zweite}"))
    assert "0 neu, 1 geändert, 1 unverändert" in danach and "−10,0\xa0%" in danach


def test_a_released_file_tells_what_it_brought(client, zeige):  # noqa: F811
    nr = wait(client, ("1.2-03", 2018, 7.1))
    client.post(f"/lieferung/{nr}/freigeben", data={"bestaetigt": "ja"})
    gezeigt = text(zeige(f"/lieferung/{nr}"))
    assert "Was sie gebracht hat" in gezeigt and "Was sich an den Zielen geändert hat" in gezeigt
    assert "Beim Eingang: 1 neu, 0 geändert, 0 unverändert." in gezeigt


def test_a_released_haushalt_leads_to_its_page(zeige):  # noqa: F811
    wege = [vars(a)["href"] for a in walk(zeige("/lieferung/3")) if isinstance(a, html.A)]
    assert any(weg.startswith("/haushalt?") and "haushaltsjahr=2019" in weg for weg in wege)


def test_many_changes_come_in_pages(client, zeige):  # noqa: F811
    nr = wait(client, *(("1.2-03", f"{jahr}", 7 + jahr / 1000) for jahr in range(1990, 2018)),
              *(("1.2-01", f"{jahr}", 30 + jahr / 1000) for jahr in range(1990, 2018)),
              *(("1.2-04", f"{jahr}", 30 + jahr / 1000) for jahr in range(1990, 2018)))  # fmt: skip
    tabelle = next(
        t
        for t in walk(zeige(f"/lieferung/{nr}"))
        if isinstance(t, html.Table) and "aenderungen" in vars(t)["className"]
    )
    assert len(tabelle.children[-1].children) == JE_SEITE
    assert "84 Angaben · Seite 2 von 2" in text(zeige(f"/lieferung/{nr}", "?seite=7"))


def test_a_foreign_message_in_the_address_is_not_shown(zeige):  # noqa: F811
    assert "Sie haben gewonnen" not in text(zeige("/lieferung/1", "?meldung=Sie+haben+gewonnen"))
