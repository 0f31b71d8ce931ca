"""Unterziel: one goal as a story: each figure with its year and its cell, what is missing named, nothing mixed up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.massnahme import Meilenstein
from kek_dashboard.web import PAGES, build_app, render_screen
from kek_dashboard.web.pages.unterziel.geld import TEIL
from tests.web import factories as f
from tests.web.test_seiten import heading, links, text, walk

#: Milestones of M-01: reached late, overdue at the end of 2023, to come.
MEILENSTEINE = (
    Meilenstein("M-01", "Träger gefunden", date(2020, 3, 1), date(2020, 4, 1), "", f.S,
                Fundstelle("Meilensteine", "B5", "", 1)),
    Meilenstein("M-01", "Bauantrag gestellt", date(2022, 6, 30), date(2024, 2, 1), f.BOESE, f.S),
    Meilenstein("M-01", "Haus eröffnet", date(2026, 6, 30), None, "", f.S),
)  # fmt: skip
#: How a made-up figure is read in a table of which only some are.
B = "B Beispiel"


@dataclass
class Buch(f.Buch):
    """The small county with milestones; ``leer`` knows its goals and nothing else."""

    leer: bool = False

    def load_datenstand(self, wissensstand: date | None) -> Any:
        stand = replace(
            super().load_datenstand(wissensstand), meilensteine=MappingProxyType({"M-01": MEILENSTEINE})
        )
        if not self.leer:
            return stand
        nichts: Any = MappingProxyType({})
        return replace(
            stand,
            akten=nichts,
            massnahmen=nichts,
            meilensteine=nichts,
            erlaeuterungen=(),
            haushalte=nichts,
            haushaltszuordnungen=nichts,
        )


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


@pytest.fixture(scope="module")
def leer():
    return f.umgebung(Buch(leer=True))


def page(umgebung, nr: str = "1.2", query: str = "?jahr=2023"):
    return render_screen(umgebung, PAGES, f"/unterziel/{nr}", query)


def cells(seite, kennzahl: str) -> list[str]:
    """The row of a Kennzahl in the table of the years: name, picture, then the figures."""
    tafel = next(c for c in walk(seite) if "jahrestafel" in str(getattr(c, "className", "")))
    for zeile in (c for c in walk(tafel) if type(c).__name__ == "Tr"):
        zellen = [c for c in walk(zeile) if type(c).__name__ in {"Th", "Td"}]
        if kennzahl in text(zellen[0]):
            return [text(zelle) for zelle in zellen]
    raise AssertionError(kennzahl)


def heads(seite) -> list[str]:
    tafel = next(c for c in walk(seite) if "jahrestafel" in str(getattr(c, "className", "")))
    return [text(c) for c in walk(tafel) if getattr(c, "scope", "") == "col"]


def test_the_answer_names_way_soll_weakest_outlook_and_forecast(umgebung):
    inhalt = text(page(umgebung)).replace("\xa0", " ")
    assert "leicht hinter Plan 53 % des Weges sind geschafft, geplant waren bis 2023 61 %" in inhalt
    assert "am weitesten zurück: Kinder unter 3 Jahren in Betreuung" in inhalt
    assert (
        "1 von 2 Kennzahlen mit Ausblick kommt voraussichtlich an; bei gleichem Tempo wären es 2026" in inhalt
    )


def test_the_wording_names_decision_day_and_zielsystem(umgebung):
    inhalt = text(page(umgebung))
    assert "Der Landkreis: Exzellente und flächendeckende Infrastruktur." in inhalt
    assert f"{f.DRS} · gilt ab 12.09.2018" in inhalt


def test_the_kennzahlen_stand_by_years_with_soll_difference_and_end(umgebung):
    seite = page(umgebung)
    assert heads(seite)[2:] == [
        "Ist 2021", "Ist 2022", "Soll 2023", "Ist 2023", "Abweichung", "Ziel", "Stand und Ausblick",
    ]  # fmt: skip
    assert cells(seite, "1.2-01")[2:8] == ["73", "78", "81,9", "82", "+0,1besser", "952026"]
    assert cells(seite, "1.2-03")[2:7] == ["67,0", "70,0", "80,0", "72,0", "−8,0schlechter"]


def test_a_value_older_than_the_table_is_told_with_its_year(umgebung):
    zeile = cells(page(umgebung), "1.2-04")
    assert zeile[2:4] == ["–", "–"]
    assert zeile[5] == "–zuletzt 45(2020)"
    assert zeile[6] == "–"


def test_a_missing_target_is_unknown_and_never_missed(umgebung):
    zeile = cells(page(umgebung, "1.3"), "1.3-01")
    assert (zeile[4], zeile[6], zeile[7]) == ("–", "–", "–")
    assert "nicht erreicht" not in text(page(umgebung, "1.3"))


def test_a_korridor_has_two_borders_and_its_distance(umgebung):
    zeile = cells(page(umgebung, "1.1", "?jahr=2022"), "1.1-02")
    assert zeile[4:7] == ["53,0–55,5" + B, "56,0" + B, "+0,5" + B + "schlechter"]


def test_each_value_leads_to_its_cell(umgebung):
    ziele = links(page(umgebung))
    assert {"/beleg/2?jahr=2023&blatt=Quoten&zelle=E12", "/beleg/2?jahr=2023&blatt=Quoten&zelle=E11"} <= set(
        ziele
    )
    assert any("/beleg/1" in ziel and "Zielwerte" in ziel for ziel in ziele)


def test_a_made_up_table_says_so_once_and_a_mixed_one_marks_each_figure(umgebung):
    def signs(nr: str) -> int:
        tafel = next(c for c in walk(page(umgebung, nr)) if "jahrestafel" in str(getattr(c, "className", "")))
        return sum(getattr(c, "className", "") == "bsp" for c in walk(tafel))

    assert "Alle Zahlen dieser Tabelle sind erfunden." in text(page(umgebung))
    assert signs("1.2") == 0
    assert signs("1.1") > 0  # 1.1-01 is official, 1.1-02 made up


def test_a_table_whose_old_values_are_official_does_not_call_them_made_up():
    class Amtlich(f.Buch):
        """The values of 1.2 are official, their targets made up."""

        def load_datenstand(self, wissensstand):
            stand = super().load_datenstand(wissensstand)
            akten = {
                nr: replace(
                    akte, messwerte=tuple(replace(m, herkunft=Herkunft.AMTLICH) for m in akte.messwerte)
                )
                for nr, akte in stand.akten.items()
            }
            return replace(stand, akten=MappingProxyType(akten))

    def satz(umgebung) -> str:
        seite = render_screen(umgebung, PAGES, "/unterziel/1.2", "?jahr=2026")
        return next(text(c) for c in walk(seite) if getattr(c, "className", "") == "bsp-kopf")

    assert satz(f.umgebung()) == "Beispiel Alle Zahlen dieser Tabelle sind erfunden."
    assert "außer den „zuletzt“ genannten sind erfunden." in satz(f.umgebung(Amtlich()))


def test_every_staerke_has_its_massnahmen_or_says_that_there_is_none(umgebung):
    inhalt = text(page(umgebung))
    assert "2 Maßnahmen zu 2 Stärken (Drucksache 72/2018, Anlage 1); zu 1 davon gibt es noch keine." in inhalt
    assert "Breitband– noch keine Maßnahme" in inhalt.replace("Der Landkreis: Breitband.", "").replace(
        "„“", ""
    )
    assert "ohne Handlungsschwerpunkt" in inhalt  # M-02 names none
    assert "Vorschlag:\N{NO-BREAK SPACE}Kreispolitik" in inhalt


def test_milestones_are_those_of_the_berichtsjahr(umgebung):
    damals = text(page(umgebung)).replace("\xa0", " ")
    assert "1 Meilenstein ist überfällig." in damals
    assert (
        "1 von 3 erreicht" in damals and "Bauantrag gestellt: überfällig seit 30.06.2022 (549 Tage)" in damals
    )
    assert "als Nächstes: Haus eröffnet, 30.06.2026" in damals
    spaeter = text(page(umgebung, query="?jahr=2024"))
    assert "2 von 3 erreicht" in spaeter and "Meilenstein ist überfällig." not in spaeter


def test_progress_is_said_to_be_no_attainment(umgebung):
    assert "geht nie in die Zielerreichung ein" in text(page(umgebung))
    assert "ausgegebenes Geld ist kein Fortschritt" in text(page(umgebung))


def test_the_judgement_stands_with_its_reason_its_author_and_the_rule_beside_it(umgebung):
    inhalt = text(page(umgebung))
    assert (
        "Beurteilung: Mehr Werbung nötig.Der Ausbau stockt.Umfeld: Fachkräfte fehlen.GB Jugend · 2023"
        in inhalt
    )
    assert "Der Stand „leicht hinter Plan“ folgt einer festen Regel" in inhalt


def test_texts_on_kennzahlen_name_what_they_are_about(umgebung):
    inhalt = text(page(umgebung))
    assert "1.2-03 Kinder unter 3 Jahren in Betreuung" in inhalt and f.BOESE in inhalt


def test_a_text_after_the_berichtsjahr_is_marked(umgebung):
    assert "nach dem Berichtsjahr 2021" in text(page(umgebung, query="?jahr=2021"))


def test_the_course_is_a_table_too(umgebung):
    seite = page(umgebung)
    tafel = next(c for c in walk(seite) if "zielreihe" in str(getattr(c, "className", "")))
    zeilen = [text(c).replace("\xa0", " ") for c in walk(tafel) if type(c).__name__ == "Tr"]
    assert len(zeilen) == 1 + 9
    assert zeilen[6].startswith("202353,3 %60,7 %") and zeilen[-1].startswith("2026–100,0 %")


def test_neighbours_lead_on_and_end_at_both_ends(umgebung):
    def neighbours(nr: str) -> list[str]:
        return links(next(c for c in walk(page(umgebung, nr)) if getattr(c, "className", "") == "nachbarn"))

    assert neighbours("1.2") == ["/unterziel/1.1?jahr=2023", "/unterziel/1.3?jahr=2023"]
    assert neighbours("1.1") == ["/unterziel/1.2?jahr=2023"]
    assert neighbours("3.4") == ["/unterziel/3.3?jahr=2023"]


def test_where_nothing_is_known_each_part_says_how_it_is_filled(leer):
    inhalt = text(page(leer, "2.1", "?jahr=2020"))  # a year without a plan
    assert heading(page(leer, "2.1")).startswith("2.1")
    for blatt in ("Zuordnung Unterziele", "Maßnahmen", "Meilensteine", "Erläuterungen", "Zuordnung Haushalt"):
        assert f"„{blatt}“" in inhalt
    assert "0 %" not in inhalt


def test_the_years_of_the_money_are_a_part_of_their_own(umgebung):
    client = build_app(umgebung, Buch()).server.test_client()
    antwort = client.get(f"{TEIL}?nr=1.2&jahr=2023")
    markup = antwort.get_data(as_text=True)
    assert antwort.status_code == 200
    assert "Aufwendungen" in markup and "Plan 2023: 36,8" in markup.replace("&nbsp;", " ")
    assert "haushaltsjahr=2023" in markup and "ziel=1.2" in markup
    assert "Alle Beträge sind erfunden." in markup


@pytest.mark.parametrize("nr", ["9.9", "", "1", f.BOESE])
def test_the_part_of_an_unterziel_that_is_not_there_is_refused_in_a_sentence(umgebung, nr):
    antwort = build_app(umgebung, Buch()).server.test_client().get(TEIL, query_string={"nr": nr})
    assert antwort.status_code == 404
    assert "Dieses Unterziel gibt es in diesem Datenstand nicht." in antwort.get_json()["satz"]


def test_a_goal_without_money_says_so(umgebung):
    antwort = build_app(umgebung, Buch()).server.test_client().get(f"{TEIL}?nr=3.4&jahr=2023")
    assert "In keinem Jahr ist diesem Unterziel Geld zugeordnet" in antwort.get_data(as_text=True)


def test_made_up_milestones_make_the_notice_appear(umgebung):
    assert Herkunft.BEISPIEL in {m.herkunft for m in MEILENSTEINE}
    assert "Alle Angaben zu diesen Maßnahmen" not in text(page(umgebung))  # M-02 is not made up
    assert "Mit „Beispiel“ bezeichnete Zahlen sind erfunden" in text(page(umgebung))
