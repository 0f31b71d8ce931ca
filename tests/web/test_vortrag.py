"""Vortrag: its screens stand in the order of the goals, and each shows the few figures that tell most."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.pages.vortrag.folien import MEISTE_ZEILEN, folien, furthest_behind, telling
from tests.web import factories as f
from tests.web.test_seiten import heading, links, text, walk

FOLIEN = folien(f.datenstand())


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung()


def screen(umgebung, nummer: object, search: str = "?jahr=2023"):
    pfad = "/vortrag" if nummer is None else f"/vortrag/{nummer}"
    return render_screen(umgebung, PAGES, pfad, search)


def bewertung(nr: str, hinten: str | None) -> Bewertung:
    return Bewertung(
        nr,
        2023,
        Stand.KEINE_DATEN if hinten is None else Stand.AUF_KURS,
        Ausblick.KEINE_AUSSAGE,
        Herkunft.AMTLICH,
        planabweichung=None if hinten is None else Fraction(hinten),
    )


def numbers(bewertungen) -> str:
    return "".join(b.nr for b in bewertungen)


def test_a_talk_begins_then_goes_through_each_oberziel_and_ends_with_what_it_lacks():
    arten = [folie.art for folie in FOLIEN]
    assert arten[0] == "start" and arten[-1] == "ende"
    assert arten.count("unterziel") == 12 and arten.count("oberziel") == arten.count("ende") == 3
    assert [folie.nr for folie in FOLIEN if folie.art == "unterziel"] == sorted(
        folie.nr for folie in FOLIEN if folie.art == "unterziel"
    )


@pytest.mark.parametrize("nummer", range(1, len(FOLIEN) + 1))
def test_every_screen_is_drawn_and_leads_on_and_back(umgebung, nummer):
    seite = screen(umgebung, nummer)
    fuss = next(c for c in walk(seite) if getattr(c, "className", "") == "fuss")
    wege = [adresse for adresse in links(fuss) if adresse.startswith("/vortrag/")]
    erwartet = [n for n in (nummer - 1, nummer + 1) if 1 <= n <= len(FOLIEN)]
    assert wege == [f"/vortrag/{n}?jahr=2023" for n in erwartet]
    assert f"{nummer} von {len(FOLIEN)}" in text(seite)


def test_without_a_number_it_begins(umgebung):
    assert heading(screen(umgebung, None)) == heading(screen(umgebung, 1))


@pytest.mark.parametrize("nummer", ["0", "99", "drei", "1.5", "²", "-1"])
def test_a_screen_that_is_not_there_says_which_there_are(umgebung, nummer):
    assert f"die Folien 1 bis {len(FOLIEN)}" in text(screen(umgebung, nummer))


def test_an_earlier_wissensstand_is_told_on_the_screen_and_kept_on_the_way(umgebung):
    seite = screen(umgebung, 3, "?jahr=2022&stand=2024-06-30")
    assert "Wissensstand 30.06.2024" in text(next(c for c in walk(seite) if type(c).__name__ == "Main"))
    assert "/vortrag/4?jahr=2022&stand=2024-06-30" in links(seite)


def test_titles_of_the_screens_differ(umgebung):
    titel = [
        next(getattr(c, "titel", "") for c in walk(screen(umgebung, nummer)) if type(c).__name__ == "Ankunft")
        for nummer in range(1, len(FOLIEN) + 1)
    ]
    assert len(set(titel)) == len(titel)


def test_the_furthest_behind_and_the_best_tell_most():
    alle = [bewertung(nr, hinten) for nr, hinten in zip("abcdefg", "1234567", strict=True)]
    assert numbers(telling(alle)) == "gfeba"
    assert len(telling(alle)) == MEISTE_ZEILEN


def test_what_cannot_be_assessed_fills_up_and_comes_last():
    alle = [bewertung("a", None), bewertung("b", "1/10"), bewertung("c", None), bewertung("d", "2/10")]
    assert numbers(telling(alle)) == "dbac"
    viele = [bewertung(nr, None) for nr in "abcdef"]
    assert numbers(telling(viele)) == "abcd"
    assert numbers(telling([*viele, *(bewertung(nr, "0") for nr in "vwxyz")])) == "vwxyz"


def test_what_is_ahead_of_its_plan_lacks_nothing():
    alle = [bewertung("a", "-1/10"), bewertung("b", "1/10"), bewertung("c", "0"), bewertung("d", None)]
    assert numbers(furthest_behind(alle)) == "b"


def test_without_goals_there_is_no_talk():
    leer = replace(f.datenstand(), ziele={})
    assert len(folien(leer)) == 1


def test_value_and_target_of_a_row_have_the_same_unit_and_each_its_own_label(umgebung):
    stand = f.datenstand()
    for nummer, folie in enumerate(FOLIEN, 1):
        seite = screen(umgebung, nummer)
        tafeln = [c for c in walk(seite) if "kennzahlzeilen" in str(getattr(c, "className", ""))]
        for zeile in (c for tafel in tafeln for c in walk(tafel) if type(c).__name__ == "Tr"):
            name, wert, ziel, *_ = (text(zelle).replace("\xa0", " ") for zelle in zeile.children)
            if " %" in wert and ziel != "–":
                assert " %" in ziel, (folie, name)
            if name == "Bevölkerung":
                assert stand.akten["1.1-01"].kennzahl.herkunft is Herkunft.AMTLICH
                assert "Beispiel" not in wert
