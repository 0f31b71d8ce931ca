"""Schlussbilanz: what was wanted, reached, paid and is continued; a Zwischenstand as long as it is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.haushalt import Bezug, Haushalt, HaushaltsZuordnung, Positionsart
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielsystem import Zielnachfolge
from kek_dashboard.reports.bericht.durchgang import all_blocks, plain
from kek_dashboard.reports.bericht.form import Bericht, Tabelle, Ueberschrift
from kek_dashboard.reports.bericht.schlussbilanz import make_schlussbilanz
from tests.domain.test_mitteleinsatz import a_line
from tests.domain.zwei_systeme import ALLE_ARTEN, ALT, two_systems
from tests.reports.bericht.haushaltsmuster import with_years
from tests.reports.bericht.zielmuster import a_kennzahl, a_stand, pages, source, words

VORBEI, MITTEN = date(2027, 6, 30), date(2024, 6, 30)
ERREICHT, MEIST, WENIG = (
    "60 65 70 75 80 85 90 93 96",
    "60 64 69 73 78 82 86 90 93",
    "60 61 62 63 64 65 66 67 68",
)


def bilanz(*akten: Kennzahlakte, jahr: int = 2026, tag: date = VORBEI) -> Bericht:
    auftrag = Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, jahr, tag)
    return make_schlussbilanz(source(auftrag, a_stand(tag, *akten)))


def table(bericht: Bericht, anfang: str) -> list[list[str]]:
    """The rows of the first table whose title begins like this; pictures are left out."""
    tabelle = next(b for b in all_blocks(bericht) if isinstance(b, Tabelle) and b.titel.startswith(anfang))
    return [
        [
            plain(zelle).replace("\N{NO-BREAK SPACE}", " ")
            for zelle in zeile.zellen
            if isinstance(zelle, tuple)
        ]
        for zeile in tabelle.zeilen
    ]


def test_the_unterziele_stand_by_their_bilanz_the_best_first() -> None:
    bericht = bilanz(a_kennzahl("1.1-01", "1.1", WENIG), a_kennzahl("1.2-01", "1.2", ERREICHT))
    zeilen = table(bericht, "Alle Unterziele")
    assert [zeile[0] for zeile in zeilen] == [
        "erreicht",
        "1.2 Ziel 1.2",
        "teilweise erreicht",
        "1.1 Ziel 1.1",
    ]
    assert (
        "Von 2 Unterzielen sind 1 erreicht, 0 überwiegend erreicht, 1 teilweise und 0 nicht erreicht."
        in words(bericht)
    )


def test_it_is_final_once_the_time_is_over_and_every_value_is_there() -> None:
    bericht = bilanz(a_kennzahl("1.1-01", "1.1", MEIST), a_kennzahl("1.2-01", "1.2", ERREICHT))
    assert "Zwischenstand" not in words(bericht) + bericht.untertitel
    assert "Bilanz: überwiegend erreicht. 1 von 1 Kennzahl hat eine Bilanz." in words(bericht)


@pytest.mark.parametrize(
    ("jahr", "tag", "werte", "warum"),
    [
        (2023, MITTEN, "60 64 69 73 78 82", "Er sieht auf das Berichtsjahr 2023; die Ziele gelten bis 2026."),
        (2026, date(2026, 12, 31), MEIST, "Das letzte Zieljahr 2026 ist noch nicht vorbei."),
        (
            2026,
            VORBEI,
            "60 64 69 73 78 82 86 90",
            "Das letzte Zieljahr 2026 ist vorbei, aber es fehlen noch Werte.",
        ),
    ],
)
def test_before_that_it_says_that_it_is_a_zwischenstand_and_why(
    jahr: int, tag: date, werte: str, warum: str
) -> None:
    bericht = bilanz(a_kennzahl("1.1-01", "1.1", werte), jahr=jahr, tag=tag)
    assert f"Dieser Bericht ist ein Zwischenstand. {warum}" in words(bericht)
    assert bericht.untertitel.startswith("Zwischenstand")


def test_a_missing_last_value_is_no_bilanz_and_never_not_reached() -> None:
    bericht = bilanz(a_kennzahl("1.1-01", "1.1", "60 64 69 73 78 82 86 90"))
    assert "0 von 1 Kennzahl hat eine Bilanz." in words(bericht)
    assert [zeile[-1] for zeile in table(bericht, "Kennzahlen des Unterziels 1.1")] == ["auf Kurs"]


def test_start_target_and_end_stand_beside_each_other_with_their_years_and_the_decision() -> None:
    bericht = bilanz(a_kennzahl("1.1-01", "1.1", MEIST), a_kennzahl("1.1-02", "1.1", MEIST, beschluss=""))
    erste, _ = table(bericht, "Kennzahlen des Unterziels 1.1")
    assert erste == ["1.1-01 Quote 1.1-01 (%)", "60 (2018)", "95 (2026)", "93 (2026)", "überwiegend erreicht"]
    text = words(bericht)
    assert "Ziele nach Drs. 1/2018: 1.1-01. Ziele ohne genannten Beschluss: 1.1-02." in text
    assert "Wortlaut 1.1." in text


def test_what_is_continued_is_open_for_every_unterziel() -> None:
    text = words(bilanz(a_kennzahl("1.1-01", "1.1", MEIST)))
    assert text.count("Noch nicht festgelegt:") == 3


def with_bridge(*schritte: Zielnachfolge) -> str:
    stand = two_systems(schritte, VORBEI).fuer(ALT)
    return words(make_schlussbilanz(source(Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2026, VORBEI), stand)))


def test_the_bridge_says_what_becomes_of_an_unterziel_who_decided_it_and_what_goes_on() -> None:
    text = with_bridge(*ALLE_ARTEN)
    arten = "1 fortgeführt, 1 aufgeteilt, 1 beendet und 1 noch nicht festgelegt"
    assert f"Im Zielsystem „Neu“ werden von 4 Unterzielen {arten}." in text
    assert "1 Kennzahl geht durch beide Zielsysteme weiter." in text
    assert "Aufgeteilt in A.1 Ziel A.1 und A.2 Ziel A.2 (Drs. 1). Geteilt. Noch etwas." in text
    assert "Von 2 Kennzahlen geht 1 im nächsten Zielsystem weiter." in text
    assert "Beendet. Erreicht." in text and "Fortgeführt in A.3 Ziel A.3." in text
    assert "Noch nicht festgelegt: „Neu“ steht im Monitor, der Weg dorthin noch nicht." in text


def test_a_next_zielsystem_without_a_bridge_leaves_everything_open() -> None:
    text = with_bridge()
    assert "noch nicht festgelegt." in text and "ist offen." in text
    assert text.count("der Weg dorthin noch nicht.") == 5


def test_an_unterziel_without_a_kennzahl_says_that_nobody_can_tell() -> None:
    text = words(bilanz())
    assert text.count("Keine Bilanz: Das Unterziel hat keine Kennzahl mit Ziel.") == 2
    assert text.count("Kein Haushalt dieser Jahre ist bekannt. Was das Ziel gekostet hat, ist offen.") == 2


def test_money_is_told_by_year_and_what_is_missing_is_named() -> None:
    zeile = with_years(a_line("P1", "4318000", "1000.00"), ergebnis_2022="900.00")
    invest = a_line("P1", "0100", "50.00", Positionsart.INVESTIVE_AUSZAHLUNGEN)
    regel = HaushaltsZuordnung(2024, "P1", "", Bezug.UNTERZIEL, "1.1", Decimal(50))
    auftrag = Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2026, VORBEI)
    stand = a_stand(VORBEI, a_kennzahl("1.1-01", "1.1", MEIST), haushalte=(2024,), regeln=(regel,))
    quelle = source(auftrag, stand)
    quelle._gemerkt["haushalt", 2024, None] = Haushalt(2024, "beschlossen", (zeile, invest), ("beschlossen",))
    zeilen = {
        z[0]: z[1:] for z in table(make_schlussbilanz(quelle), "Aufwendungen und Investitionen für 1.1")
    }
    assert zeilen["2024"] == ["500 €", "steht aus", "25 €", "steht aus"]
    assert zeilen["2022"] == ["kein Plan", "nicht zugeordnet", "kein Plan", "nicht zugeordnet"]
    assert zeilen["2019"] == ["kein Haushalt"] * 4
    assert zeilen["Summe"] == ["500 €", "–", "25 €", "–"]


def test_each_unterziel_has_a_sheet_and_those_without_kennzahlen_share_one() -> None:
    volle = bilanz(a_kennzahl("1.1-01", "1.1", MEIST), a_kennzahl("1.2-01", "1.2", MEIST))
    assert pages(volle) == 5  # cover, overview, two goals, method
    assert pages(bilanz()) == 4
    ebenen = [b.ebene for b in all_blocks(volle) if isinstance(b, Ueberschrift)]
    assert all(nach <= vor + 1 for vor, nach in zip([0, *ebenen], ebenen, strict=False))


def test_nothing_known_gives_a_report_that_says_so() -> None:
    auftrag = Berichtsauftrag(Berichtsart.SCHLUSSBILANZ, 2026, VORBEI)
    bericht = make_schlussbilanz(source(auftrag, a_stand(VORBEI, ziele=())))
    assert "Am Wissensstand ist kein Unterziel bekannt." in words(bericht)
    assert pages(bericht) == 3
