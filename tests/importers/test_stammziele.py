"""Stammziele: Zielsysteme, their levels and Ziele, the bridge, and rows that point to a Ziel of one of several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.verfahren import Schritt
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielsystem
from kek_dashboard.domain.zielsystemsicht import Gesamtbestand
from kek_dashboard.importers.ergebnis import Leseergebnis
from tests.importers.factories import Rows, codes, datenstand, read, xlsx

ALT, NEU = "KEK 2018–2026", "Strategie 2024"
ZIELE = ["Nr.", "Ebene", "Kurztitel", "Wortlaut", "Zielsystem"]


def two_systems() -> Datenstand:
    """Two Zielsysteme that both have 1.1; only the old one has 1.2, only the new one has A.1.a."""

    def goals(name: str, *nummern: str) -> MappingProxyType[str, Ziel]:
        return MappingProxyType(
            {nr: Ziel((Zielfassung(nr, Ebene.UNTERZIEL, nr, nr, zielsystem=name),)) for nr in nummern}
        )

    return replace(
        datenstand(),
        massnahmen={"M-1": Massnahme("M-1", "1.1", "Lotsen")},
        zielsysteme=(Zielsystem(ALT), Zielsystem(NEU, 2025, 2034)),
        zielsystem=Zielsystem(ALT),
        gesamt=Gesamtbestand(ziele={ALT: goals(ALT, "1.1", "1.2"), NEU: goals(NEU, "1.1", "A.1.a")}),
    )


def read_sheets(stand: Datenstand | None = None, /, **sheets: Rows) -> Leseergebnis:
    return read(xlsx(sheets), stand or two_systems())


def test_a_countys_own_depth_words_and_numbers_are_read() -> None:
    ergebnis = read(
        xlsx(
            {
                "Zielsysteme": [["Zielsystem", "Erstes Jahr", "Letztes Jahr", "Gültig ab", "Beschluss"],
                                ["Kreisziele", 2021, 2030, date(2021, 3, 1), "KT 4/2021"]],
                "Zielebenen": [["Zielsystem", "Ebene", "Art", "Mehrzahl"],
                               ["Kreisziele", "Handlungsraum", "Oberziel", "Handlungsräume"],
                               ["Kreisziele", "Teilziel", "Unterziel", "Teilziele"]],
                "Ziele": [["Nr.", "Ebene", "Kurztitel", "Wortlaut", "übergeordnet"],
                          ["A", "Handlungsraum", "Leben", "Leben", None],
                          ["A.1", "Handlungsraum", "Familie", "Familie", None],
                          ["A.1.a", "Teilziel", "Kita", "Kita", None],
                          ["Z-07", "Teilziel", "Wald", "Wald", "A"]],
            }
        ),
        Datenstand(date(2026, 11, 1)),
    )  # fmt: skip
    assert not ergebnis.befunde
    (system,) = ergebnis.inhalt.zielsysteme
    assert (system.name, system.erstes_jahr, system.letztes_jahr) == ("Kreisziele", 2021, 2030)
    ziele = {z.nr: z for z in ergebnis.inhalt.ziele}
    assert {z.zielsystem for z in ziele.values()} == {"Kreisziele"}
    assert ziele["A"].ebene is Ebene.OBERZIEL and ziele["A.1.a"].ebenenwort == "Teilziel"
    assert Ziel((ziele["Z-07"],)).ueber == "A" and Ziel((ziele["A.1.a"],)).ueber == "A.1"


def test_a_number_that_only_one_zielsystem_has_needs_no_name() -> None:
    ergebnis = read_sheets(
        **{"Zuordnung Unterziele": [["Kennzahl-Nr.", "Unterziel"], ["1.2-03", "1.2"], ["1.2-03", "A.1.a"]]}
    )
    assert not ergebnis.befunde
    assert [(z.unterziel, z.zielsystem) for z in ergebnis.inhalt.zuordnungen] == [("1.2", ""), ("A.1.a", NEU)]


def test_a_number_of_two_zielsysteme_asks_which_one_is_meant() -> None:
    ergebnis = read_sheets(**{"Zuordnung Unterziele": [["Kennzahl-Nr.", "Unterziel"], ["1.2-03", "1.1"]]})
    assert codes(ergebnis) == [("zielsystem_fehlt", "B2")]
    assert f"„{ALT}“ und „{NEU}“" in ergebnis.befunde[0].text


@pytest.mark.parametrize(("name", "gemerkt"), [(ALT, ""), (NEU, NEU), ("strategie 2024", NEU)])
def test_the_column_says_which_one_and_the_first_is_kept_without_a_name(name: str, gemerkt: str) -> None:
    ergebnis = read_sheets(
        **{"Zuordnung Unterziele": [["Kennzahl-Nr.", "Unterziel", "Zielsystem"], ["1.2-03", "1.1", name]]}
    )
    assert not ergebnis.befunde and ergebnis.inhalt.zuordnungen[0].zielsystem == gemerkt


def test_an_unknown_zielsystem_is_told_with_those_there_are() -> None:
    ergebnis = read_sheets(
        **{"Zuordnung Unterziele": [["Kennzahl-Nr.", "Unterziel", "Zielsystem"], ["1.2-03", "1.1", "Plan 9"]]}
    )
    assert ("zielsystem_unbekannt", "C2") in codes(ergebnis)
    assert ALT in ergebnis.befunde[0].text and NEU in ergebnis.befunde[0].text


BRUECKE = [
    "Altes Unterziel",
    "Was wird daraus",
    "Neues Ziel",
    "Altes Zielsystem",
    "Neues Zielsystem",
    "Bilanz",
]


def test_the_bridge_names_what_becomes_of_an_old_unterziel() -> None:
    ergebnis = read_sheets(
        Brücke=[
            BRUECKE,
            ["1.1", "fortgeführt", "1.1", ALT, NEU, None],
            ["1.2", "beendet", None, None, None, "Erreicht."],
        ]
    )
    assert not ergebnis.befunde
    weiter, ende = ergebnis.inhalt.nachfolgen
    assert (weiter.art, weiter.altes_system, weiter.neues_system) == (Nachfolgeart.FORTGEFUEHRT, "", NEU)
    assert (ende.art, ende.neues_ziel, ende.bilanz) == (Nachfolgeart.BEENDET, "", "Erreicht.")


@pytest.mark.parametrize(
    ("zeile", "code"),
    [
        (["1.2", "beendet", "A.1.a", None, None, None], "beendet_mit_ziel"),
        (["1.2", "fortgeführt", None, None, None, None], "nachfolge_ohne_ziel"),
        (["1.2", "fortgeführt", "1.1", None, ALT, None], "bruecke_im_system"),
        (["1.2", "verschoben", "A.1.a", None, None, None], "unbekanntes_wort"),
    ],
)
def test_a_bridge_that_leads_nowhere_is_asked_about(zeile: list[str | None], code: str) -> None:
    assert code in {c for c, _ in codes(read_sheets(Brücke=[BRUECKE, zeile]))}


def test_where_a_kennzahl_starts_in_the_next_zielsystem_is_read_in_its_unit() -> None:
    ergebnis = read_sheets(
        Ausgangswerte=[
            ["Kennzahl-Nr.", "Zielsystem", "Basisjahr", "Basiswert"],
            ["1.2-03", NEU, 2024, "62,5"],
        ]
    )
    assert not ergebnis.befunde
    (wert,) = ergebnis.inhalt.ausgangswerte
    assert (wert.zielsystem, wert.basisjahr, wert.basiswert) == (NEU, 2024, Decimal("62.5"))


def test_the_way_of_a_proposal_is_read_with_its_bodies_and_days() -> None:
    kopf = ["Maßnahme-Nr.", "Schritt", "Datum", "Gremium", "Vorschlag von", "Beschluss"]
    ergebnis = read_sheets(
        Verfahren=[
            kopf,
            ["M-1", "Vorschlag", date(2024, 3, 1), "Kreistagsfraktion", "Kreispolitik", None],
            ["M-1", "beschlossen", date(2024, 6, 1), "Kreistag", None, "Drs. 9/2024"],
        ]
    )
    assert not ergebnis.befunde
    erster, zweiter = ergebnis.inhalt.verfahrensschritte
    assert (erster.schritt, erster.vorschlag_von) == (Schritt.VORSCHLAG, "Kreispolitik")
    assert (zweiter.gremium, zweiter.am, zweiter.beschluss) == ("Kreistag", date(2024, 6, 1), "Drs. 9/2024")


def test_a_workbook_says_once_why_it_changes_something() -> None:
    kopf = ["Grund", "Beschluss", "Beschlossen am"]
    ergebnis = read_sheets(Änderung=[kopf, ["Mehr Plätze", "Drs. 31/2025", date(2025, 3, 1)]])
    assert [g.grund for g in ergebnis.inhalt.aenderungsgruende] == ["Mehr Plätze"] and not ergebnis.befunde
    zwei = read_sheets(Änderung=[kopf, ["Mehr", None, None], ["Weniger", None, None]])
    assert codes(zwei) == [("zwei_gruende", "A3")]
