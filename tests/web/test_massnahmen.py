"""Maßnahmen: filtered and ordered by the address, counted in a sentence, and each with a page of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.web import PAGES, render_screen
from tests.web import factories as f
from tests.web.test_seiten import heading, links, text, walk

MASSNAHMEN = (
    Massnahme("M-01", "1.2", "Krippenausbau", "Bildung und Betreuung", "GB Jugend", date(2019, 4, 1),
              date(2026, 12, 31), "laufend", Decimal(40), "Kreispolitik",
              herkunft=f.S, fundstelle=Fundstelle("Maßnahmen", "A6", "M-01", 1)),
    Massnahme("M-02", "1.2", f.BOESE, "", "GB Jugend", status="geplant", vorschlag_von="Verwaltung"),
    Massnahme("M-03", "2.1", "Gewerbegebiet", "", "Wirtschaftsförderung", status="Laufend",
              vorschlag_von="Verwaltung"),
    Massnahme("M-10", "7.7", "Ohne Zuhause"),
)  # fmt: skip
MEILENSTEINE = {
    "M-01": (
        Meilenstein("M-01", "Träger gefunden", date(2020, 3, 1), date(2020, 4, 1)),
        Meilenstein("M-01", "Haus eröffnet", date(2025, 6, 30)),
    ),
    "M-03": (
        Meilenstein("M-03", "Flächen gekauft", date(2021, 6, 30)),
        Meilenstein("M-03", "Plan beschlossen", date(2020, 6, 30), date(2024, 1, 15), "Einwände"),
    ),
}


@dataclass
class Buch(f.Buch):
    """The small county with four Maßnahmen, two of them with milestones, one of them with money."""

    leer: bool = False

    def load_datenstand(self, wissensstand: date | None) -> Any:
        massnahmen = () if self.leer else MASSNAHMEN
        return replace(
            super().load_datenstand(wissensstand),
            massnahmen=MappingProxyType({m.nr: m for m in massnahmen}),
            meilensteine=MappingProxyType({} if self.leer else MEILENSTEINE),
            erlaeuterungen=(
                Erlaeuterung(
                    "massnahme", "M-01", "2023", "Es fehlen Fachkräfte.", "", "Kritisch.", "GB Jugend"
                ),
            ),
            haushaltszuordnungen=MappingProxyType(
                {
                    2023: (
                        HaushaltsZuordnung(
                            2023, "365100", "4318000", Bezug.MASSNAHME, "M-01", Decimal("12.5"), f.S
                        ),
                    )
                }
            ),
        )


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


def page(umgebung, pfad: str = "/massnahmen", **query: str):
    alle = "&".join(f"{name}={wert}" for name, wert in ({"jahr": "2023"} | query).items())
    return render_screen(umgebung, PAGES, pfad, "?" + alle)


def shown(seite) -> list[str]:
    """Numbers of the Maßnahmen in the order of the table."""
    tafel = next((c for c in walk(seite) if "tabelle massnahmen" in str(getattr(c, "className", ""))), None)
    wege = [] if tafel is None else links(tafel)
    return [
        weg.partition("?")[0].removeprefix("/massnahme/") for weg in wege if weg.startswith("/massnahme/")
    ]


def test_the_answer_counts_status_words_and_what_is_overdue(umgebung):
    inhalt = text(page(umgebung))
    assert "4 Maßnahmen: 2 laufend, 1 geplant, 1 ohne Status." in inhalt
    assert "Am 31.12.2023 waren 2 von 4 Meilensteinen überfällig." in inhalt


def test_an_earlier_berichtsjahr_leads_to_what_is_overdue_by_now(umgebung):
    seite = page(umgebung)
    assert "sind es unter allen Maßnahmen 2 überfällige Meilensteine" in text(seite)
    assert "/massnahmen?jahr=2026" in links(seite)
    assert "unter allen Maßnahmen" not in text(page(umgebung, jahr="2026"))


@pytest.mark.parametrize(
    ("query", "nummern"),
    [
        pytest.param({}, ["M-01", "M-02", "M-03", "M-10"], id="all, the unknown Unterziel last"),
        pytest.param({"ziel": "1.2"}, ["M-01", "M-02"], id="an Unterziel"),
        pytest.param({"ziel": "2"}, ["M-03"], id="an Oberziel takes in its Unterziele"),
        pytest.param({"ziel": "1.20"}, [], id="no prefix of a number"),
        pytest.param({"status": "laufend"}, ["M-01", "M-03"], id="a Status without capitals"),
        pytest.param({"status": "ohne"}, ["M-10"], id="without a Status"),
        pytest.param({"fachbereich": "GB%20Jugend", "vorschlag": "Verwaltung"}, ["M-02"], id="two fields"),
        pytest.param({"faellig": "ueberfaellig"}, ["M-03"], id="overdue"),
        pytest.param({"faellig": "quatsch", "ordnung": "quatsch"}, ["M-01", "M-02", "M-03", "M-10"], id="stray words"),
        pytest.param({"ordnung": "termin"}, ["M-03", "M-01", "M-02", "M-10"], id="by day, overdue first"),
    ],
)  # fmt: skip
def test_the_address_filters_and_orders(umgebung, query, nummern):
    assert shown(page(umgebung, **query)) == nummern


def test_an_empty_choice_says_so_and_leads_back(umgebung):
    seite = page(umgebung, status="niemals")
    assert "Keine der 4 Maßnahmen passt zu dieser Auswahl." in text(seite)
    assert "/massnahmen?jahr=2023" in links(seite)


def test_counts_are_links_and_say_where_one_is(umgebung):
    seite = page(umgebung, status="laufend")
    zahlen = {text(c): c for c in walk(seite) if getattr(c, "className", "") == "filter"}
    assert {"alle4", "laufend2", "geplant1", "ohne Status1", "mit überfälligem Meilenstein1"} == set(zahlen)
    assert vars(zahlen["laufend2"])["aria-current"] == "true"
    assert "aria-current" not in vars(zahlen["alle4"])


def test_what_is_chosen_stays_chosen_in_the_form(umgebung):
    seite = page(umgebung, ziel="1.2", fachbereich="gb jugend")
    gewaehlt = [text(c) for c in walk(seite) if type(c).__name__ == "Option" and getattr(c, "selected", None)]
    assert {"1.2 Exzellente und flächendeckende Infrastruktur", "GB Jugend (2)"} <= set(gewaehlt)


def test_overdue_is_told_by_word_and_mark(umgebung):
    assert "Flächen gekauft: überfällig seit 30.06.2021" in text(page(umgebung))


def test_without_any_massnahme_the_page_says_how_they_get_here():
    seite = page(f.umgebung(Buch(leer=True)))
    assert heading(seite) == "Noch sind keine Maßnahmen bekannt"
    assert "„Meilensteine“" in text(seite)


def test_one_massnahme_has_its_facts_milestones_texts_and_cell(umgebung):
    seite = page(umgebung, "/massnahme/M-01")
    inhalt = text(seite).replace("\xa0", " ")
    assert heading(seite).startswith("M-01 Krippenausbau")
    assert (
        "Laufend, Fortschritt 40 % (Angabe des Fachbereichs). 1 von 2 Meilensteinen sind erreicht" in inhalt
    )
    assert "als Nächstes: Haus eröffnet (30.06.2025)." in inhalt
    assert "erreicht31 Tage später als geplant" in inhalt
    assert "Beurteilung: Kritisch.Es fehlen Fachkräfte." in inhalt
    assert any("/beleg/1" in weg and "zelle=A6" in weg for weg in links(seite))
    assert any(weg.startswith("/unterziel/1.2") for weg in links(seite))


def test_what_was_reached_after_the_stichtag_is_told_as_such(umgebung):
    inhalt = text(page(umgebung, "/massnahme/M-03"))
    assert "überfälligdamals noch nicht; erreicht am 15.01.2024" in inhalt
    assert "2 sind überfällig" in inhalt


def test_its_money_is_its_share_to_the_cent_and_leads_to_the_lines(umgebung):
    seite = page(umgebung, "/massnahme/M-01")
    assert "Aufwendungen7.675.000,01" in text(seite)
    assert "12,5 % von Produkt 365100, Konto 4318000" in text(seite)
    assert any("massnahme=M-01" in weg and "art=aufwendungen" in weg for weg in links(seite))
    assert "keine Zeile zugeordnet" in text(page(umgebung, "/massnahme/M-02"))
    assert "liegt kein Haushalt vor" in text(page(umgebung, "/massnahme/M-01", jahr="2020"))


def test_a_massnahme_of_an_unknown_unterziel_and_without_anything_stands_alone(umgebung):
    inhalt = text(page(umgebung, "/massnahme/M-10"))
    assert "Ohne Status. Meilensteine sind nicht bekannt." in inhalt
    assert "Das Unterziel 7.7 ist in diesem Datenstand nicht bekannt." in inhalt
    assert "Noch liegt keine Erläuterung vor." in inhalt and "None" not in inhalt


def test_a_massnahme_that_is_not_there_is_not_found(umgebung):
    assert heading(page(umgebung, "/massnahme/M-99")) == "Nicht gefunden"
    assert "Die Maßnahme M-99 gibt es in diesem Datenstand nicht." in text(page(umgebung, "/massnahme/M-99"))


def test_links_keep_year_and_wissensstand(umgebung):
    for pfad in ("/massnahmen", "/massnahme/M-01"):
        for weg in links(page(umgebung, pfad, jahr="2021", stand="2024-03-31")):
            if "stand=" in weg:
                assert "stand=2024-03-31" in weg and "jahr=202" in weg


def test_what_was_delivered_when_is_told_where_it_differed_newest_first():
    heute = MASSNAHMEN[0]
    frueher = (
        replace(heute, status="geplant", fortschritt=Decimal(0)),
        replace(
            heute, status="laufend", fortschritt=Decimal(20), fundstelle=Fundstelle("Maßnahmen", "A9", "", 2)
        ),
        replace(heute, status="laufend", fortschritt=Decimal(20), bezeichnung="Krippen"),
    )

    class Gemeldet(Buch):
        """The Maßnahme was delivered three times before, once with nothing new of its state."""

        def load_datenstand(self, wissensstand: date | None) -> Any:
            return replace(super().load_datenstand(wissensstand), fruehere_massnahmen={"M-01": frueher})

    seite = page(f.umgebung(Gemeldet()), "/massnahme/M-01")
    tafel = next(c for c in walk(seite) if "meldungen" in str(getattr(c, "className", "")).split())
    zeilen = [text(c).replace("\xa0", " ") for c in walk(tafel) if type(c).__name__ == "Tr"][1:]
    assert [("40 %" in z, "20 %" in z, "geplant" in z) for z in zeilen] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert any("/beleg/2?" in ziel and "A9" in ziel for ziel in links(tafel))


def test_a_massnahme_that_was_never_told_otherwise_has_no_history(umgebung):
    assert "Was wurde wann gemeldet?" not in text(page(umgebung, "/massnahme/M-01"))
