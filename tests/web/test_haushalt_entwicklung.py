"""Entwicklung page: two series that never mix, gaps that stay gaps, figures that lead to their lines."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import (
    VOLLZUG,
    Betrag,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Reihenbruch
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.seite import Umgebung
from tests.web import factories as f
from tests.web.test_seiten import text, walk

AUF, ERT, AUS = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE, Positionsart.INVESTIVE_AUSZAHLUNGEN
STELLE = Fundstelle("Plan", "F7", "93,10", 2)


def line(
    jahr: int, produkt: str, art: Positionsart, betraege: dict[tuple[Wertart, int], str], fassung: str = "beschlossen"
) -> Planzeile:  # fmt: skip
    alle = tuple(Betrag(wertart, j, Decimal(eur), STELLE) for (wertart, j), eur in betraege.items())
    schluessel = Positionsschluessel("03", "", produkt, "4318000")
    position = Haushaltsposition(
        jahr, fassung, schluessel, art, produktbezeichnung=f"Produkt {produkt}", betraege=alle
    )
    ansatz = position.betrag(Wertart.ANSATZ, jahr)
    return Planzeile(position, None if ansatz is None else ansatz.eur, STELLE)


def plan(jahr: int, *werte: tuple[str, Positionsart, dict[tuple[Wertart, int], str]]) -> Haushalt:
    return Haushalt(jahr, "beschlossen", tuple(line(jahr, *wert) for wert in werte), ("beschlossen",))


PLAENE = {
    2018: plan(2018, ("A", AUF, {(Wertart.ANSATZ, 2018): "1000.00"})),
    2020: plan(
        2020,
        ("A", AUF, {(Wertart.ANSATZ, 2020): "2000.00", (Wertart.ERGEBNIS, 2018): "931.00"}),
        ("B", AUS, {(Wertart.ANSATZ, 2020): "700.00"}),
    ),
    2022: plan(
        2022,
        ("A", AUF, {(Wertart.ANSATZ, 2022): "3000.00", (Wertart.ERGEBNIS, 2020): "1900.50",
                    (Wertart.PLANUNG, 2027): "3333.00"}),
        ("B", AUS, {(Wertart.ANSATZ, 2022): "800.00", (Wertart.ERGEBNIS, 2020): "650.00"}),
        ("B", ERT, {(Wertart.ANSATZ, 2022): "50.00"}),
    ),
}  # fmt: skip
VOLLZUG_2022 = Haushalt(
    2022, VOLLZUG, (line(2022, "A", AUF, {(Wertart.PROGNOSE, 2022): "2950.00"}, VOLLZUG),), ("beschlossen",)
)


class Buch(f.Buch):
    """Three plans, one Vollzug file, and a mapping from 2020 on: A serves 1.2, then 1.1."""

    def load_datenstand(self, wissensstand):
        stand = super().load_datenstand(wissensstand)
        bevoelkerung = stand.akten["1.1-01"]
        bruch = Reihenbruch("1.1-01", Zeitraum(2022), "Zensus 2022")
        akten = {**stand.akten, "1.1-01": replace(bevoelkerung, reihenbrueche=(bruch,))}
        return replace(
            stand,
            akten=MappingProxyType(akten),
            haushaltszuordnungen=MappingProxyType(
                {
                    2020: (HaushaltsZuordnung(2020, "A", "", Bezug.UNTERZIEL, "1.2", Decimal(50)),),
                    2022: (
                        HaushaltsZuordnung(2022, "A", "", Bezug.UNTERZIEL, "1.1"),
                        HaushaltsZuordnung(2022, "B", "", Bezug.UNTERZIEL, "1.2"),
                    ),
                }
            ),
            haushalte=MappingProxyType(dict.fromkeys(PLAENE, ("beschlossen",))),
            vollzuege=(2022,),
        )

    def load_haushalt(self, haushaltsjahr, fassung, wissensstand):  # noqa: ARG002
        self.asked.append(f"haushalt {haushaltsjahr} {fassung}")
        if fassung == VOLLZUG:
            return VOLLZUG_2022 if haushaltsjahr == 2022 else None
        return PLAENE.get(haushaltsjahr)


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


def screen(umgebung: Umgebung, search: str = "?jahr=2023") -> Component:
    return render_screen(umgebung, PAGES, "/haushalt/entwicklung", search)


def table(schirm: Component, titel: str) -> dict[str, list[str]]:
    """Rows of a table by their heading; ``titel`` is the beginning of its caption."""
    tabelle = next(
        t for t in walk(schirm) if isinstance(t, html.Table) and text(t.children[0]).startswith(titel)
    )
    zeilen = [[text(zelle) for zelle in tr.children] for tr in tabelle.children[-1].children]
    return {zeile[0]: [wert.replace("\N{NO-BREAK SPACE}", " ") for wert in zeile[1:]] for zeile in zeilen}


def labels(schirm: Component) -> list[str]:
    bilder = [t for t in walk(schirm) if isinstance(t, Svg) and getattr(t, "label", None)]
    return [vars(bild)["label"].replace("\N{NO-BREAK SPACE}", " ") for bild in bilder]


def links(schirm: Component) -> dict[str, str]:
    alle = [t for t in walk(schirm) if isinstance(t, html.A)]
    return {
        getattr(t, "aria-label", text(t)).replace("\N{NO-BREAK SPACE}", " "): vars(t)["href"] for t in alle
    }


def test_plan_and_result_stand_in_columns_of_their_own(umgebung):
    zeilen = table(screen(umgebung), "Ganzer Haushalt: Plan und Ergebnis")
    assert zeilen["2018"][:4] == ["1,0 Tsd. €", "931 €", "–", "–"]
    assert zeilen["2020"][:4] == ["2,0 Tsd. €", "1,9 Tsd. €", "700 €", "650 €"]
    assert zeilen["2019"] == ["–"] * 8
    assert zeilen["2022"] == ["3,0 Tsd. €", "–", "800 €", "–", "50 €", "–", "3,0 Tsd. €", "–"]


def test_the_large_view_is_exact_and_shares_the_result_by_the_zuordnung_of_its_year(umgebung):
    zeilen = table(screen(umgebung, "?jahr=2023&ziel=1.2"), "1.2 ")
    assert zeilen["2020"][:4] == ["1.000,00 €", "950,25 €", "0,00 €", "0,00 €"]
    assert zeilen["2022"][:4] == ["0,00 €", "–", "800,00 €", "–"]
    assert zeilen["2018ohne Zuordnung"][:4] == ["–"] * 4


def test_a_year_without_zuordnung_is_told(umgebung):
    schirm = screen(umgebung)
    assert "Für 2018 ist nichts zugeordnet" in text(schirm)
    quellen = table(schirm, "Quellen je Jahr")
    assert quellen["2018"] == ["Haushaltsplan 2018, beschlossen", "Haushaltsplan 2020, beschlossen",
                               "keine: alles steht ohne Ziel da"]  # fmt: skip
    assert quellen["2022"] == ["Haushaltsplan 2022, beschlossen", "noch kein Ergebnis", "2 Zuordnungen"]


def test_prognose_and_planung_are_in_the_table_and_in_no_line(umgebung):
    schirm = screen(umgebung, "?jahr=2023&ziel=1.1")
    weitere = table(schirm, "1.1 Attraktiver Wohnraum: Planung")
    assert weitere["Prognose zum Jahresende 2022"][0] == "2.950,00 €"
    assert weitere["Planung 2027für 2027 ist noch nichts zugeordnet"][0] == "–"
    assert not any("2.950" in label or "3.333" in label for label in labels(schirm))


def test_the_pictures_name_their_gaps(umgebung):
    (label,) = {text for text in labels(screen(umgebung, "?jahr=2023&ziel=1.2")) if "Aufwendungen" in text}
    assert "Plan 2020: 1,0 Tsd. €, 2022: 0 €; ohne Zahl: 2018, 2019, 2021" in label
    assert "Ergebnis 2020: 950 €; ohne Zahl: 2018, 2019, 2021, 2022" in label


def test_zielerreichung_stands_beside_the_money_and_no_cause_is_claimed(umgebung):
    schirm = screen(umgebung, "?jahr=2023&ziel=1.2")
    (label,) = {text for text in labels(schirm) if "Zielerreichung" in text}
    assert "2023: " in label and "ohne Zahl: 2018, 2024, 2025, 2026" in label
    assert "Ob das eine das andere bewirkt hat, sagt dieses Bild nicht." in text(schirm)
    assert "werden nicht zusammengezählt" in text(schirm)


def test_a_plan_leads_to_the_lines_of_its_plan(umgebung):
    weg = links(screen(umgebung, "?jahr=2023&ziel=1.2"))["1.000,00 €: Zeilen zu Aufwendungen, Ansatz 2020"]
    assert weg == (
        "/haushalt?jahr=2023&haushaltsjahr=2020&fassung=beschlossen&ziel=1.2&art=aufwendungen#zeilen"
    )


def test_a_result_leads_to_its_lines_shared_out_by_the_zuordnung_of_its_year(umgebung):
    weg = links(screen(umgebung, "?jahr=2023&ziel=1.2"))["950,25 €: Zeilen zu Aufwendungen, Ergebnis 2020"]
    assert weg == "/haushalt/entwicklung?jahr=2023&ziel=1.2&zahl=ergebnis.2020.aufwendungen#zeilen-der-zahl"
    schirm = screen(umgebung, weg.partition("/haushalt/entwicklung")[2].partition("#")[0])
    zeilen = table(schirm, "Zeilen: ")
    assert zeilen == {"Produkt AA": ["4318000", "1.900,50 €", "950,25 €"]}
    assert "Haushaltsplan 2022, beschlossen; verteilt sind sie nach der Zuordnung 2020" in text(schirm)
    assert any(adresse.startswith("/beleg/2?") for adresse in links(schirm).values())


@pytest.mark.parametrize("zahl", ["x", "ergebnis.2019.aufwendungen", "ergebnis.2020", "<script>"])
def test_a_figure_that_is_not_there_is_told(umgebung, zahl):
    assert "Diese Zahl gibt es hier nicht." in text(screen(umgebung, f"?jahr=2023&ziel=1.2&zahl={zahl}"))


def test_per_inhabitant_euros_are_divided_by_the_population_of_the_year(umgebung):
    schirm = screen(umgebung, "?jahr=2023&je=einwohner")
    zeilen = table(schirm, "Ganzer Haushalt: Plan und Ergebnis")
    assert zeilen["2020"][:2] == ["0,02 €", "0,02 €"]  # 2000 / 91200 and 1900.50 / 91200
    quellen = table(schirm, "Quellen je Jahr")
    assert quellen["2020"][-1] == "91.200 Einwohnerinnen und Einwohner"
    assert quellen["2026"][-1] == "90.400 Einwohnerinnen und Einwohner (Wert von 2023)"


def test_the_break_of_the_population_is_told_and_cuts_the_lines(umgebung):
    schirm = screen(umgebung, "?jahr=2023&je=einwohner&ziel=1.1")
    assert "Ab 2022 ist anders gezählt: Zensus 2022" in text(schirm)
    assert any('stroke-dasharray="1 3"' in vars(t)["svg"] for t in walk(schirm) if isinstance(t, Svg))
    assert "anders gezählt" not in text(screen(umgebung))


def test_without_the_population_the_page_says_so_and_shows_euros():
    umgebung = f.umgebung(Buch())
    assert umgebung.settings is not None
    ohne = replace(umgebung, settings=replace(umgebung.settings, einwohner_kennzahl="7.7"))
    schirm = screen(ohne, "?jahr=2023&je=einwohner")
    assert "Die Kennzahl 7.7, die sie zählt, ist nicht bekannt. Gezeigt sind die Euro." in text(schirm)
    assert "Die Aufwendungen des ganzen Haushalts waren" in text(schirm)
    assert table(schirm, "Ganzer Haushalt")["2018"][0] == "1,0 Tsd. €"
    zeit = replace(umgebung, settings=replace(umgebung.settings, einwohner_kennzahl="1.1-02"))
    assert "zählt nicht Personen, ihre Einheit ist „EUR/m²“" in text(screen(zeit, "?jahr=2023&je=einwohner"))


def test_an_unterziel_that_is_not_there_is_told(umgebung):
    assert "Das Unterziel 9.9 gibt es in diesem Datenstand nicht." in text(screen(umgebung, "?ziel=9.9"))


def test_without_any_haushalt_the_page_says_what_is_missing():
    class Leer(f.Buch):
        def load_datenstand(self, wissensstand):
            return replace(super().load_datenstand(wissensstand), haushalte=MappingProxyType({}))

    assert "Es ist noch kein Haushalt freigegeben." in text(screen(f.umgebung(Leer())))


def test_the_lines_of_many_years_are_asked_once_and_not_kept():
    buch = Buch()
    umgebung = f.umgebung(buch)
    for search in ("?jahr=2023", "?jahr=2023&je=einwohner", "?jahr=2022&ziel=1.1"):
        screen(umgebung, search)
    gefragt = [was for was in buch.asked if was.startswith("haushalt")]
    assert sorted(gefragt) == [
        "haushalt 2018 None",
        "haushalt 2020 None",
        "haushalt 2022 None",
        "haushalt 2022 vollzug",
    ]
