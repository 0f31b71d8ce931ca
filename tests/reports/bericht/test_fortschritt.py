"""Fortschrittsbericht: what the Ausschuss reads, from an empty database to a full one, and never more than is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, Messwert, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.importers.erststart import load_bestand
from kek_dashboard.reports.bericht.durchgang import all_blocks, plain
from kek_dashboard.reports.bericht.form import Bericht, Bild, Gremium, Tabelle, Ueberschrift
from kek_dashboard.reports.bericht.fortschritt import make_fortschritt
from kek_dashboard.reports.bericht.pdf import write_pdf
from kek_dashboard.reports.bericht.quelle import Berichtskopf, Berichtsquelle
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from tests.reports.bericht.zielmuster import (
    GUT,
    SCHLECHT,
    a_kennzahl,
    a_stand,
    invented,
    pages,
    source,
    words,
)

TAG, FRUEHER, SITZUNG = date(2024, 6, 30), date(2023, 6, 30), date(2023, 9, 14)
GREMIUM = "Ausschuss für Wirtschaft und Strategie"
VORSCHLAG = (
    "Der Fortschrittsbericht 2023 zum Zielsystem 2018–2026 (Wissensstand 30.06.2024) wird zur Kenntnis "
    "genommen."
)


@pytest.fixture
def leer(database_url: str) -> Iterator[Store]:
    """An empty database with its schema, on both servers."""
    store = open_store(database_url)
    migrate(store)
    yield store
    store.close()


def order(jahr: int = 2023, tag: date = TAG) -> Berichtsauftrag:
    return Berichtsauftrag(Berichtsart.FORTSCHRITT, jahr, tag)


def report(*akten: Kennzahlakte, jahr: int = 2023, **mehr) -> Bericht:
    """The report over a small Datenstand without a Sitzung."""
    return make_fortschritt(source(order(jahr), a_stand(TAG, *akten, **mehr)))


def met(stand: Datenstand) -> Datenstand:
    """The Datenstand with a meeting before it and one after."""
    termine = (
        Sitzung(date(2023, 3, 1), "Kreistag"),
        Sitzung(SITZUNG, GREMIUM),
        Sitzung(date(2024, 9, 1), GREMIUM),
    )
    return replace(stand, sitzungen=termine)


def compared(damals: list[Kennzahlakte], heute: list[Kennzahlakte]) -> Bericht:
    """The report of today beside what was known at the last meeting."""
    auftrag = order()
    return make_fortschritt(source(auftrag, met(a_stand(SITZUNG, *damals)), met(a_stand(TAG, *heute))))


def headings(bericht: Bericht, ebene: int = 1) -> list[str]:
    return [plain(b.text) for b in all_blocks(bericht) if isinstance(b, Ueberschrift) and b.ebene == ebene]


def table(bericht: Bericht, anfang: str) -> Tabelle:
    """The first table whose title begins like this."""
    return next(b for b in all_blocks(bericht) if isinstance(b, Tabelle) and b.titel.startswith(anfang))


def row(tabelle: Tabelle, anfang: str) -> list[str]:
    """The row that begins like this; a picture reads „Bild“."""
    for zeile in tabelle.zeilen:
        texte = ["Bild" if isinstance(z, Bild) else plain(z).replace("\xa0", " ") for z in zeile.zellen]
        if texte[0].startswith(anfang):
            return texte
    raise AssertionError(f"{anfang} is not in {tabelle.titel}")


def sheets(bericht: Bericht) -> list[str]:
    """What stands on each sheet of the PDF."""
    dokument = pypdfium2.PdfDocument(write_pdf(bericht))
    return [blatt.get_textpage().get_text_range() for blatt in dokument]


# ------------------------------------------------------------------------------------- nothing known


def test_an_empty_database_gives_a_report_that_says_so(leer: Store) -> None:
    text = words(make_fortschritt(Berichtsquelle(leer, order())))
    for satz in (
        "Ein Zielsystem ist noch nicht eingetragen.",
        "Noch ist keine Kennzahl festgelegt",
        "Eine frühere Sitzung ist nicht eingetragen; deshalb gibt es keinen Vergleich.",
        "Es ist noch kein Unterziel eingetragen.",
        "Noch ist keine Lieferung freigegeben.",
    ):
        assert satz in text
    assert not re.search(r"\d %", text[: text.index("Was lässt sich nicht beurteilen")]), (
        "no share of nothing"
    )


def test_goals_without_kennzahlen_are_all_there_and_nothing_is_judged(leer: Store) -> None:
    load_bestand(leer, beispiel=False)
    bericht = make_fortschritt(Berichtsquelle(leer, order(tag=date(2026, 11, 23))))
    text = words(bericht)
    assert "3 Oberzielen und 12 Unterzielen" in text and "Drucksache 72/2018" in text
    assert (
        text.count("Noch keine Kennzahl ist zugeordnet; ob das Ziel erreicht wird, lässt sich nicht messen.")
        == 12
    )
    assert row(table(bericht, "Die Unterziele im Vergleich"), "1.1")[2:] == [
        "–",
        "–",
        "0 von 0",
        "keine Kennzahl",
    ]
    assert not bericht.beispiel
    assert pages(bericht) < 10, "what says nearly nothing does not take a sheet for each Unterziel"


def test_what_is_unknown_is_a_dash_and_never_missed() -> None:
    ohne_ziel = replace(a_kennzahl("1.1-01", "1.1", GUT), zielwerte=())
    ohne_wert = replace(a_kennzahl("1.1-02", "1.1", GUT), messwerte=())
    bericht = report(ohne_ziel, ohne_wert)
    vergleich = table(bericht, "Kennzahlen, Oberziel 1")
    assert row(vergleich, "1.1-01")[2:] == ["78", "–", "82", "–", "–", "ohne Ziel", "–"]
    assert row(vergleich, "1.1-02")[2:] == ["–", "81,9", "–", "–", "86,3", "keine Daten", "–"]
    assert "nicht erreicht“" in words(bericht) and "verfehlen" not in words(bericht)


# ------------------------------------------------------------------------------------------- content


def test_the_cover_proposes_to_take_note_and_tells_why() -> None:
    quelle = source(
        order(), a_stand(TAG, a_kennzahl("1.1-01", "1.1", GUT), a_kennzahl("1.2-01", "1.2", SCHLECHT))
    )
    blatt = make_fortschritt(quelle).deckblatt
    assert blatt is not None
    assert [plain(t) for t in blatt.beschlussvorschlag] == [VORSCHLAG]
    gruende = [plain(t) for t in blatt.sachdarstellung]
    assert "1 von 2 bewerteten Kennzahlen sind 2023 erreicht oder auf Kurs." in gruende
    assert [g.name for g in blatt.gremien] == [GREMIUM, "Kreisausschuss", "Kreistag"]
    assert (blatt.datum, blatt.drucksache) == (TAG, "")


def test_bodies_number_and_day_of_the_order_stand_on_the_cover() -> None:
    gremien = (Gremium("Lenkungsgruppe", date(2024, 9, 1)),)
    kopf = Berichtskopf("Landkreis X", "Referat A", "", "84/2024", date(2024, 8, 1), gremien)
    blatt = make_fortschritt(replace_head(source(order(), a_stand(TAG)), kopf)).deckblatt
    assert blatt is not None
    assert (blatt.koerperschaft, blatt.absender, blatt.drucksache) == ("Landkreis X", "Referat A", "84/2024")
    assert (blatt.datum, blatt.gremien) == (date(2024, 8, 1), gremien)


def replace_head(quelle: Berichtsquelle, kopf: Berichtskopf) -> Berichtsquelle:
    neu = Berichtsquelle(quelle.store, quelle.auftrag, kopf)
    neu._gemerkt.update(quelle._gemerkt)
    return neu


def test_the_table_has_the_year_before_this_year_and_what_is_asked_of_the_next() -> None:
    vergleich = table(report(a_kennzahl("1.1-01", "1.1", SCHLECHT)), "Kennzahlen, Oberziel 1")
    assert [s.kopf for s in vergleich.spalten] == [
        "Kennzahl", "2018–2026", "Ist 2022", "Soll 2023", "Ist 2023", "Abweichung", "Soll 2024", "Stand", "Ausblick",
    ]  # fmt: skip
    assert row(vergleich, "1.1-01") == [
        "1.1-01 Quote 1.1-01, %", "Bild", "66", "81,9", "67", "−14,9 schlechter", "86,3", "deutlich hinter Plan",
        "zu langsam",
    ]  # fmt: skip


def test_after_the_last_target_nothing_is_asked_of_a_next_year() -> None:
    vergleich = table(report(a_kennzahl("1.1-01", "1.1", GUT), jahr=2026), "Kennzahlen, Oberziel 1")
    assert "Soll 2027" not in [s.kopf for s in vergleich.spalten]


def test_a_korridor_has_two_borders_and_no_target() -> None:
    korridor = Kennzahl(
        "1.1-01", "Quote", "%", Zieltyp.KORRIDOR,
        untergrenze=Decimal(23), obergrenze=Decimal("27.5"), toleranz=Decimal(2),
    )  # fmt: skip
    werte = tuple(
        Messwert("1.1-01", Zeitraum(2020 + i), Decimal(w)) for i, w in enumerate(("25", "26", "27", "28.5"))
    )
    bericht = report(Kennzahlakte(korridor, (), werte, (), (UnterzielZuordnung("1.1-01", "1.1"),)))
    assert row(table(bericht, "Kennzahlen, Oberziel 1"), "1.1-01")[2:6] == [
        "27,0",
        "23,0–27,5",
        "28,5",
        "+1,0 schlechter",
    ]
    assert row(table(bericht, "Kennzahlen von 1.1"), "1.1-01")[1:4] == ["28,5", "23,0–27,5", "–"]


def test_the_weakest_kennzahl_is_named_and_drawn_first() -> None:
    akten = [a_kennzahl(f"1.1-{i:02d}", "1.1", GUT) for i in range(1, 6)]
    akten[3] = a_kennzahl("1.1-04", "1.1", SCHLECHT)
    bericht = report(*akten)
    assert "Am weitesten zurück: 1.1-04 Quote 1.1-04." in words(bericht)
    bilder = [b for b in all_blocks(bericht) if isinstance(b, Bild) and b.unterschrift]
    assert plain(bilder[0].unterschrift) == "1.1-04 Quote 1.1-04: deutlich hinter Plan"
    assert "2023: 82\N{NO-BREAK SPACE}%" in bilder[1].alternativtext, "the drawing in words"


def test_milestones_are_those_of_the_stichtag() -> None:
    massnahme = Massnahme("M-1", "1.1", "Ausbau", status="laufend", fortschritt=Decimal(40))
    schritte = (
        Meilenstein("M-1", "Planung", date(2022, 6, 30), date(2022, 6, 1)),
        Meilenstein("M-1", "Bau", date(2023, 6, 30), date(2024, 2, 1)),
        Meilenstein("M-1", "Eröffnung", date(2025, 6, 30)),
    )
    bericht = report(massnahmen=[massnahme], schritte=schritte)
    assert row(table(bericht, "Maßnahmen für 1.1, Stand 31.12.2023"), "M-1") == [
        "M-1 Ausbau", "laufend", "40 %", "1 von 3", "überfällig seit 30.06.2023: Bau",
    ]  # fmt: skip


def test_a_long_text_ends_at_a_sentence_and_says_where_the_rest_stands() -> None:
    lang = "Der erste Satz steht hier. " * 10 + "Dieser Satz ist abgeschnitten und steht nur im Monitor."
    text = Erlaeuterung("unterziel", "1.1", "2023", lang, beurteilung="Schwierig.", verfasser="Referat A")
    stand = replace(a_stand(TAG), erlaeuterungen=(text,))
    gelesen = words(make_fortschritt(source(order(), stand)))
    assert "Beurteilung der Verwaltung: Schwierig. Der erste Satz steht hier." in gelesen
    assert "abgeschnitten" not in gelesen
    assert "(Referat A, zu 2023) Vollständig: Unterziel 1.1 im Monitor." in gelesen


def test_what_cannot_be_judged_says_why_and_who_mends_it() -> None:
    alt = replace(
        a_kennzahl("1.1-01", "1.1", "60 64 69"), zielwerte=a_kennzahl("1.1-01", "1.1", "").zielwerte
    )
    bericht = report(alt, replace(a_kennzahl("1.2-01", "1.2", GUT), zielwerte=()))
    assert row(table(bericht, "Kennzahlen ohne Urteil"), "1.1-01") == [
        "1.1-01 Quote 1.1-01", "mit zu altem Wert, der neueste ist von 2020", "ein Wert von GB X",
    ]  # fmt: skip
    assert row(table(bericht, "Kennzahlen ohne Urteil"), "1.2-01")[1:] == [
        "ohne Zielwert", "Stammdaten: Blatt „Zielwerte“, Spalte „Zielwert“",
    ]  # fmt: skip
    assert "0 von 2 Unterzielen lassen sich für 2023 beurteilen; 2 Kennzahlen haben kein Urteil." in words(
        bericht
    )


def test_made_up_figures_make_the_report_say_so() -> None:
    assert not report(a_kennzahl("1.1-01", "1.1", GUT)).beispiel
    assert report(invented(a_kennzahl("1.1-01", "1.1", GUT))).beispiel


# ------------------------------------------------------------------------------------------- changes


def test_changes_are_told_since_the_last_meeting_before_the_wissensstand() -> None:
    bericht = compared(
        [a_kennzahl("1.1-01", "1.1", "60 64 69 73 78", name="Quote")],
        [a_kennzahl("1.1-01", "1.1", GUT, name="Quote")],
    )
    text = words(bericht)
    assert (
        f"Seit der Sitzung am 14.09.2023 ({GREMIUM}) stehen für 2023 1 Unterziel und 1 Kennzahl anders da."
        in text
    )
    assert "Die Ursachen: 1 neuer Wert." in text
    assert row(table(bericht, "Was sich für 2023 bewegt hat"), "1.1-01")[2] == "neuer Wert 2023: 82 %"


def test_a_corrected_value_tells_both_values_and_a_worse_stand_its_direction() -> None:
    damals, heute = (a_kennzahl("1.1-01", "1.1", w, name="Quote") for w in (GUT, "60 64 69 73 78 66"))
    _, wandel, warum = row(table(compared([damals], [heute]), "Was sich für 2023"), "1.1-01")
    assert wandel == "auf Kurs → deutlich hinter Plan (schlechter)"
    assert warum == "Wert 2023 berichtigt: 82 % → 66 % (−19,5 %)"


def test_where_nothing_moved_the_report_says_so() -> None:
    akten = [a_kennzahl("1.1-01", "1.1", GUT)]
    text = words(compared(akten, akten))
    assert (
        f"Seit der Sitzung am 14.09.2023 ({GREMIUM}) steht für 2023 kein Unterziel und keine Kennzahl anders da."
        in text
    )
    assert "Die Ursachen" not in text


# --------------------------------------------------------------------------------------------- paper


def test_every_unterziel_has_a_sheet_of_its_own(beispiel_datei) -> None:
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    quelle = Berichtsquelle(store, order(2023, date(2026, 11, 23)))
    bericht = make_fortschritt(quelle)
    ziele = [f"{z.nr} {z.kurztitel}" for z in quelle.stand.ziele.values() if z.nr.count(".") == 1]
    blaetter = sheets(bericht)
    store.close()
    gefunden = [[i for i, text in enumerate(blaetter) if text.startswith(ziel)] for ziel in ziele]
    erste = gefunden[0][0]
    assert gefunden == [[erste + i] for i in range(len(ziele))], "one sheet each, one after the other"
    assert blaetter[1].startswith("Auf einen Blick") and blaetter[2].startswith("Alle Kennzahlen")
    folgt = blaetter[erste + len(ziele)]
    assert folgt.startswith("Was hat sich seit der letzten Sitzung geändert?")


@pytest.mark.parametrize("anzahl", [0, 1, 3, 12, 25])
def test_as_much_is_shown_as_a_sheet_holds(anzahl: int) -> None:
    akten = [a_kennzahl(f"1.1-{i:02d}", "1.1", SCHLECHT if i % 2 else GUT) for i in range(anzahl)]
    bericht = report(*akten, ziele=["1.1"])
    blaetter = [
        i for i, text in enumerate(sheets(bericht)) if "1.1 Ziel 1.1\r\n" in text and "Wortlaut 1.1." in text
    ]
    assert len(blaetter) == 1
    zeilen = table(bericht, "Kennzahlen von 1.1").zeilen if anzahl else ()
    erste = (zeile.zellen[0] for zeile in zeilen)
    nummern = {plain(zelle).split()[0] for zelle in erste if not isinstance(zelle, Bild)}
    assert nummern == {akte.nr for akte in akten}, "no Kennzahl is left out for want of room"


def test_more_than_a_sheet_holds_goes_on_on_the_next_with_all_of_it() -> None:
    akten = [
        a_kennzahl(f"1.1-{i:02d}", "1.1", GUT, name="Anteil der Fälle mit einem langen Namen")
        for i in range(60)
    ]
    bericht = report(*akten, ziele=["1.1"])
    assert len(table(bericht, "Kennzahlen von 1.1").zeilen) == 60
    assert any(isinstance(b, Bild) and b.unterschrift for b in all_blocks(bericht)), (
        "there is room for Verläufe again"
    )


# --------------------------------------------------------------------------------------- repeatability


def test_the_same_order_twice_is_the_same_report() -> None:
    akten = [a_kennzahl("1.1-01", "1.1", GUT), invented(a_kennzahl("1.2-01", "1.2", SCHLECHT))]
    assert report(*akten) == report(*akten)


def test_the_headings_lead_from_the_answer_to_the_sources() -> None:
    assert headings(report(a_kennzahl("1.1-01", "1.1", GUT))) == [
        "Auf einen Blick: Wo stehen wir 2023?",
        "Alle Kennzahlen 2023 im Vergleich zum Vorjahr",
        "1.1 Ziel 1.1",
        "1.2 Ziel 1.2",
        "Was hat sich seit der letzten Sitzung geändert?",
        "Was lässt sich nicht beurteilen, und warum?",
        "Wie kommen die Urteile zustande?",
        "Woher kommen die Zahlen?",
    ]
