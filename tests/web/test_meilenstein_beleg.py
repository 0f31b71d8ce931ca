"""Meilensteine, Sitzungen and Vergleichswerte on screen: in the preview of a file, and in their Zellenpass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.massnahme import Meilenstein
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.save import Aenderung
from kek_dashboard.web.pages.lieferungen.aenderungen import make_zeile
from tests.importers.factories import xlsx
from tests.web.test_seiten import links, text
from tests.web.test_upload import bestand, settings, store, zeige  # noqa: F401 - fixtures

AUSSCHUSS = "Ausschuss für Wirtschaft und Strategie"
WO = Fundstelle("Vergleichswerte", "D2", "178000")
VERGLEICH = Vergleichswert(
    "1.1-01", "Landkreis Gifhorn", Zeitraum(2022), Decimal(178_000), "Destatis", fundstelle=WO
)


@pytest.fixture
def geliefert(store):  # noqa: F811
    """One file with a step that was done meanwhile, a meeting, and values of another Kreis."""
    inhalt = xlsx(
        {
            "Meilensteine": [
                ["Maßnahme-Nr.", "Meilenstein", "geplant", "erreicht"],
                ["M-01", "Leerstandskataster aufgebaut", "31.12.2019", "14.02.2020"],
            ],
            "Sitzungen": [["Datum", "Gremium"], ["10.03.2022", AUSSCHUSS]],
            "Vergleichswerte": [
                ["Herkunft: amtlich"],
                ["Kennzahl-Nr.", "Region", "Zeitraum", "Wert", "Quelle"],
                ["1.1-01", "Landkreis Gifhorn", 2022, 178_000, "Destatis"],
            ],
        }
    )
    annahme = accept_file(store, "Neues.xlsx", inhalt, Vorgabe(), freigabe=Freigabe())
    assert annahme.angenommen and annahme.freigegeben, annahme.befunde
    return annahme.lieferung


def test_the_zellenpass_of_a_step_names_its_massnahme_and_what_became_of_it(zeige, geliefert):  # noqa: F811
    seite = zeige(f"/beleg/{geliefert}", "?blatt=Meilensteine&zelle=B2")
    schrift = text(seite)
    assert "Meilenstein der Maßnahme M-01: Leerstandskataster aufgebaut" in schrift
    assert "Erreicht ergänzt: 14.02.2020" in schrift
    assert any(ziel.startswith("/massnahme/M-01") for ziel in links(seite))


def test_the_zellenpass_of_a_meeting_names_day_and_committee(zeige, geliefert):  # noqa: F811
    schrift = text(zeige(f"/beleg/{geliefert}", "?blatt=Sitzungen&zelle=A2"))
    assert f"Sitzung am 10.03.2022: {AUSSCHUSS}" in schrift


def test_the_zellenpass_of_another_kreis_shows_the_figure_in_the_unit_of_its_kennzahl(zeige, geliefert):  # noqa: F811
    seite = zeige(f"/beleg/{geliefert}", "?blatt=Vergleichswerte&zelle=D3")
    schrift = text(seite)
    assert "Vergleichswert Landkreis Gifhorn, 2022: 1.1-01 Bevölkerung" in schrift
    assert "178.000" in schrift and "Destatis" in schrift
    assert any(ziel.startswith("/kennzahl/1.1-01") for ziel in links(seite))


def test_a_file_tells_before_it_is_delivered_what_it_brings(store):  # noqa: F811
    stand = load_datenstand(store)
    neu = make_zeile(Aenderung("vergleichswerte", (), None, VERGLEICH), stand)
    assert (neu.was, neu.zusatz, neu.alt) == ("Landkreis Gifhorn: 1.1-01 Bevölkerung", "2022", "")
    assert "178.000" in neu.neu and (neu.stelle, neu.herkunft) == ("Vergleichswerte D2", Herkunft.AMTLICH)
    mehr = make_zeile(
        Aenderung("vergleichswerte", (), VERGLEICH, replace(VERGLEICH, wert=Decimal(179_780))), stand
    )
    assert mehr.um.replace("\xa0", " ") == "+1,0 %"
    quelle = make_zeile(Aenderung("vergleichswerte", (), VERGLEICH, replace(VERGLEICH, quelle="LSN")), stand)
    assert (quelle.zusatz, quelle.um) == ("2022 · nur Quelle anders", "")
    offen = Meilenstein("M-01", "Start", date(2020, 1, 1))
    key = (offen.massnahme, offen.bezeichnung)
    erreicht = make_zeile(
        Aenderung("meilensteine", key, offen, replace(offen, erreicht=date(2020, 1, 5))), stand
    )
    assert (erreicht.was, erreicht.alt, erreicht.neu) == ("Meilenstein M-01 · Start", "–", "05.01.2020")
