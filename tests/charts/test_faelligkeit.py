"""A due figure is told by its shape and by its word, never by its colour alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

from kek_dashboard.charts.faelligkeit import (
    ZEICHEN,
    describe_faelligkeit,
    describe_year,
    draw_symbols,
    draw_year,
)
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand
from kek_dashboard.domain.zeitraum import Periode, Zeitraum

FAELLIG = Faelligkeit(
    "1.1-01", "GB Jugend", Zeitraum(2023), date(2024, 3, 30), Faelligkeitsstand.UEBERFAELLIG, tage=1068
)
GELIEFERT = replace(FAELLIG, stand=Faelligkeitsstand.GELIEFERT, geliefert_am=date(2024, 3, 1), tage=0)


def quartal(nummer: int, stand: Faelligkeitsstand) -> Faelligkeit:
    return replace(FAELLIG, zeitraum=Zeitraum(2023, Periode.QUARTAL, nummer), stand=stand)


def test_every_stand_has_a_word_and_a_shape_of_its_own() -> None:
    assert set(ZEICHEN) == set(Faelligkeitsstand)
    assert len({z.wort for z in ZEICHEN.values()}) == len({z.form for z in ZEICHEN.values()}) == len(ZEICHEN)


def test_a_due_figure_says_its_days() -> None:
    assert describe_faelligkeit(FAELLIG).replace("\xa0", " ") == "überfällig seit 30.03.2024 (1.068 Tage)"
    assert describe_faelligkeit(GELIEFERT) == "geliefert am 01.03.2024"
    spaet = replace(
        GELIEFERT, stand=Faelligkeitsstand.VERSPAETET_GELIEFERT, geliefert_am=date(2024, 3, 31), tage=1
    )
    assert (
        describe_faelligkeit(spaet).replace("\xa0", " ") == "verspätet geliefert am 31.03.2024, 1 Tag zu spät"
    )
    offen = replace(FAELLIG, stand=Faelligkeitsstand.OFFEN, tage=0)
    assert describe_faelligkeit(offen) == "noch nicht fällig, fällig am 30.03.2024"
    ohne = replace(GELIEFERT, stand=Faelligkeitsstand.OHNE_WERT, roh="k. A.")
    assert describe_faelligkeit(ohne) == "ohne Wert gemeldet am 01.03.2024: „k. A.“"


def test_a_year_that_answers_for_a_quarter_is_named() -> None:
    viertes = replace(GELIEFERT, zeitraum=Zeitraum(2023, Periode.QUARTAL, 4), durch=Zeitraum(2023))
    assert describe_faelligkeit(viertes) == "geliefert am 01.03.2024 mit dem Wert 2023"


def test_equal_neighbours_are_said_once() -> None:
    da, fehlt = Faelligkeitsstand.GELIEFERT, Faelligkeitsstand.UEBERFAELLIG
    teile = [quartal(1, da), quartal(2, da), quartal(3, da), quartal(4, fehlt)]
    assert describe_year(teile) == "I/2023 bis III/2023 geliefert; IV/2023 überfällig"
    assert describe_year([FAELLIG]) == "überfällig"


def test_a_year_is_drawn_with_one_symbol_for_each_part_and_hostile_text_stays_text() -> None:
    boese = replace(GELIEFERT, stand=Faelligkeitsstand.OHNE_WERT, roh='<script>"&')
    zeichnung = ET.fromstring(draw_year([boese, *[FAELLIG] * 11]))
    assert len(zeichnung.findall("g")) == 12
    assert (zeichnung.get("width"), zeichnung.get("height")) == ("64", "48")
    assert zeichnung.findtext("g/title", "").endswith('„<script>"&“')
    symbole = {s.get("id") for s in ET.fromstring(draw_symbols())}
    assert {(u.get("href") or "")[1:] for u in zeichnung.iter("use")} <= symbole
