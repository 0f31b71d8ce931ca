"""Kennzahl page: the drawing with its words, what stands around it, and the files that leave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from dash import dcc

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Kennzahlakte, Zieltyp
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.web import PAGES, build_app
from kek_dashboard.web.pages.kennzahl.herunterladen import DATEIEN
from kek_dashboard.web.statisch import freeze, needs_dash
from tests.charts.verlaeufe import gesenkt, quartale
from tests.web import factories as f
from tests.web.test_seiten import links, screen, text, walk


def mittel() -> Kennzahlakte:
    """A year that is the mean of its quarters."""
    werte: dict[str, str | None] = {f"2023-Q{q}": str(q) for q in (1, 2, 3, 4)}
    return f.akte(
        "M", Zieltyp.BEOBACHTEN, werte, frequenz=Frequenz.VIERTELJAEHRLICH, aggregation=Aggregation.MITTEL
    )


class Buch(f.Buch):
    """The small county with quarters, a lowered target and figures of other regions."""

    def load_datenstand(self, wissensstand: date | None) -> Datenstand:
        stand = super().load_datenstand(wissensstand)
        akten = dict(stand.akten) | {"Q": quartale(), "G": gesenkt(), "M": mittel()}
        andere = tuple(
            Vergleichswert("1.1-01", region, Zeitraum(jahr), Decimal(wert), f"Destatis, Schlüssel {nr}")
            for nr, region, jahr, wert in (
                (1, "Landkreis Gifhorn", 2022, "178000"),
                (1, "Landkreis Gifhorn", 2023, "179000"),
                (2, f.BOESE, 2023, "120000"),
            )
        )
        return replace(
            stand, akten=MappingProxyType(akten), vergleichswerte=MappingProxyType({"1.1-01": andere})
        )


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


@pytest.fixture(scope="module")
def client(umgebung):
    return build_app(umgebung, Buch(), PAGES).server.test_client()


def bild(seite):
    return next(c for c in walk(seite) if getattr(c, "className", "") == "verlaufsbild")


def section(seite, titel: str) -> str:
    return next(
        text(c) for c in walk(seite) if type(c).__name__ == "Section" and text(c).startswith(titel)
    ).replace("\xa0", " ")


def test_the_drawing_is_there_in_three_sizes_and_says_its_message(umgebung):
    zeichnung = bild(screen(umgebung, "/kennzahl/1.2-03"))
    assert [zeichnung.svg.count(f'class="v-{name}"') for name in ("schmal", "mittel", "breit")] == [1, 1, 1]
    assert zeichnung.label.startswith("Kinder unter 3 Jahren in Betreuung. Um 95,0")
    assert zeichnung.role == "group"  # its values are links


def test_each_value_of_the_drawing_leads_to_its_cell(umgebung):
    svg = bild(screen(umgebung, "/kennzahl/1.2-03", "?jahr=2023&stand=2024-03-31")).svg
    assert 'href="/beleg/2?jahr=2023&amp;stand=2024-03-31&amp;blatt=Quoten&amp;zelle=E12"' in svg


def test_a_value_made_of_several_leads_to_the_list_of_values(umgebung):
    svg = bild(screen(umgebung, "/kennzahl/M")).svg
    assert svg.count('href="/kennzahl/M?jahr=2023#werte"') == 3  # once a size


@pytest.mark.parametrize("suche", ["?jahr=2023", "?jahr=2023&verlauf=quatsch"])
def test_the_page_needs_nothing_of_dash(umgebung, suche):
    assert not needs_dash(freeze(screen(umgebung, "/kennzahl/1.2-03", suche), ()))
    assert needs_dash(freeze(screen(umgebung, "/kennzahl/1.2-03", "?verlauf=zeigen"), ()))


def test_the_table_of_the_drawing_has_every_year_and_the_forecast(umgebung):
    tabelle = next(
        c
        for c in walk(screen(umgebung, "/kennzahl/1.2-03"))
        if getattr(c, "className", "") == "verlaufstabelle"
    )
    inhalt = text(tabelle).replace("\xa0", " ")
    assert "202372,0 %80,0 %" in inhalt
    assert "2026–95,0 %95,0 %79,2 % (78,0 bis 81,0)" in inhalt


def test_the_figure_to_point_at_has_an_address_and_a_way_back(umgebung):
    def switch(suche: str) -> str:
        seite = screen(umgebung, "/kennzahl/1.2-03", suche)
        return next(getattr(c, "href", "") for c in walk(seite) if getattr(c, "id", "") == "verlauf-ansicht")

    hin = switch("?jahr=2021&stand=2024-03-31")
    assert hin == "/kennzahl/1.2-03?jahr=2021&stand=2024-03-31&verlauf=zeigen"
    suche = "?" + hin.partition("?")[2]
    figuren = [
        vars(c)["figure"]
        for c in walk(screen(umgebung, "/kennzahl/1.2-03", suche))
        if isinstance(c, dcc.Graph)
    ]
    assert [max(x for s in f["data"] if s["name"] == "Ist" for x in s["x"]) for f in figuren] == [2021]
    assert switch(suche) == "/kennzahl/1.2-03?jahr=2021&stand=2024-03-31"


def test_the_stand_of_each_berichtsjahr_leads_to_its_year(umgebung):
    seite = screen(umgebung, "/kennzahl/1.2-03")
    inhalt = section(seite, "Stand im Lauf der Jahre")
    assert "deutlich hinter PlanAusblick: zu langsam" in inhalt
    assert all(f"/kennzahl/1.2-03?jahr={jahr}" in links(seite) for jahr in range(2018, 2027))


def test_quarters_stand_in_the_row_of_their_year(umgebung):
    inhalt = section(screen(umgebung, "/kennzahl/Q"), "Quartale")
    assert "20237577––steht aus" in inhalt
    assert "20227374757676" in inhalt


def test_a_withheld_quarter_is_called_so_and_nobody_owes_its_year(umgebung, monkeypatch):
    akte = quartale()
    gesperrt = tuple(
        replace(m, wert=None, fundstelle=replace(m.fundstelle, roh="", gesperrt=True))
        if str(m.zeitraum) == "2022-Q3"
        else m
        for m in akte.messwerte
    )
    akten = dict(umgebung.daten.datenstand().akten) | {"Q": replace(akte, messwerte=gesperrt)}
    stand = replace(umgebung.daten.datenstand(), akten=MappingProxyType(akten))
    monkeypatch.setattr(type(umgebung.daten), "datenstand", lambda *_: stand)
    inhalt = section(screen(umgebung, "/kennzahl/Q"), "Quartale")
    assert "20227374gesperrt76" in inhalt and inhalt.count("steht aus") == 1
    assert f"„gesperrt“ heißt: {GESPERRT}." in inhalt


def test_quarters_after_the_berichtsjahr_are_not_told_there(umgebung):
    assert (
        "2023"
        not in section(screen(umgebung, "/kennzahl/Q", "?jahr=2022"), "Quartale").partition("Jahreswert ")[2]
    )
    assert not [
        c for c in walk(screen(umgebung, "/kennzahl/1.2-03")) if "teilwerte" in getattr(c, "className", "")
    ]


def test_other_regions_stand_beside_one_s_own_in_the_same_zeitraum(umgebung):
    seite = screen(umgebung, "/kennzahl/1.1-01")
    inhalt = section(seite, "Vergleich mit anderen, 2023")
    assert "Landkreis Gifhorn179.000" in inhalt and "Landkreis Helmstedt90.400" in inhalt
    assert inhalt.index("Gifhorn") < inhalt.index("Helmstedt")  # the largest first
    assert inhalt.endswith("Quelle der anderen: Destatis")
    assert "werden nicht bewertet" in inhalt
    assert "Vergleich mit anderen, 2022" in text(screen(umgebung, "/kennzahl/1.1-01", "?jahr=2022"))


def test_without_other_regions_nothing_is_said_of_them(umgebung):
    assert "Vergleich mit" not in text(screen(umgebung, "/kennzahl/1.2-03"))


def test_a_change_of_the_target_is_told_with_its_decision(umgebung):
    inhalt = text(screen(umgebung, "/kennzahl/G"))
    assert (
        "20.03.2023: Ziel 2026 von 95,0\xa0% auf 90,0\xa0% geändert, Drucksache 31/2023 (Beispiel)." in inhalt
    )
    assert "Der neueste Wert ist vorläufig" in inhalt


def test_neighbours_lead_on_and_all_siblings_are_told(umgebung):
    seite = screen(umgebung, "/kennzahl/1.2-03")
    nav = next(c for c in walk(seite) if getattr(c, "className", "") == "nachbarn zahl")
    assert links(nav) == ["/kennzahl/1.2-01?jahr=2023", "/kennzahl/1.2-04?jahr=2023"]
    inhalt = section(seite, "Kennzahlen in 1.2")
    assert all(nr in inhalt for nr in ("1.2-01", "1.2-03", "1.2-04"))


def test_a_kennzahl_of_no_unterziel_has_no_neighbours(umgebung):
    seite = screen(umgebung, "/kennzahl/9.9-01")
    assert "Kennzahlen in" not in text(seite) and "nachbarn zahl" not in {
        getattr(c, "className", "") for c in walk(seite)
    }


def test_many_values_are_folded_but_there(umgebung):
    seite = screen(umgebung, "/kennzahl/Q", "?jahr=2023")
    werte = section(seite, "Werte und ihre Herkunft")
    assert "7 ältere Werte" in werte and "IV/2022" in werte and "I/2019" in werte


@pytest.mark.parametrize(
    ("endung", "art"),
    [("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("svg", "image/svg+xml"), ("png", "image/png")],
)
def test_each_file_is_had_under_its_address(client, endung, art):
    antwort = client.get(f"/kennzahl/1.2-03/export.{endung}?jahr=2022")
    assert antwort.status_code == 200
    assert art in antwort.content_type
    assert f"kennzahl-1.2-03-2022.{endung}" in antwort.headers["Content-Disposition"]
    assert antwort.headers["Cache-Control"] == "no-store"


def test_a_file_is_of_the_berichtsjahr_and_wissensstand_of_its_address(client):
    inhalt = client.get("/kennzahl/1.2-03/export.csv?jahr=2021&stand=2024-03-31").data.decode("utf-8-sig")
    assert "Angabe;Berichtsjahr;2021;" in inhalt
    assert "Angabe;Wissensstand;2024-03-31;" in inhalt


def test_the_page_leads_to_every_file_of_its_year(umgebung):
    ziele = links(screen(umgebung, "/kennzahl/1.2-03", "?jahr=2021&stand=2024-03-31"))
    for endung, _, _ in DATEIEN:
        assert f"/kennzahl/1.2-03/export.{endung}?jahr=2021&stand=2024-03-31" in ziele


@pytest.mark.parametrize(
    "pfad", ["/kennzahl/0-0/export.csv", "/kennzahl/1.2-03/export.exe", "/kennzahl/%3Cb%3E/export.png"]
)
def test_a_file_that_is_not_there_is_told_in_german(client, pfad):
    antwort = client.get(pfad, headers={"Accept": "text/html"})
    assert antwort.status_code == 404
    assert "gibt es nicht" in antwort.text
    assert "<b>" not in antwort.text


def test_values_that_are_all_made_up_are_labelled_once_and_others_each_for_itself(umgebung):
    def labels(nr: str) -> tuple[bool, int]:
        """Whether the whole table is labelled, and how many of its figures are."""
        tafel = next(
            c
            for c in walk(screen(umgebung, f"/kennzahl/{nr}"))
            if str(getattr(c, "className", "")).startswith("tabelle werte")
        )
        zeichen = [c for c in walk(tafel) if getattr(c, "className", "") in {"tag", "bsp"}]
        return "nur-beispiel" in getattr(tafel, "className", ""), len(zeichen)

    assert labels("1.2-03") == (True, 0)
    assert labels("1.3-01") == (False, 0)
