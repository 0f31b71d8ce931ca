"""Überblick: three answers, nine years, twelve Unterziele, and a choice that never changes a roll-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.store.load import today
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.components.beispiel import beispielzeichen
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.kennzahlfilter import Kennzahlfilter, filtered, read_kennzahlfilter
from kek_dashboard.web.pages.ueberblick.lage import read_lage
from kek_dashboard.web.seite import Kontext
from tests.web import factories as f
from tests.web.test_seiten import links, screen, text, walk

JAHRE = range(2018, 2027)


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung()


def kontext(umgebung, jahr=2023, **query) -> Kontext:
    return Kontext(umgebung, "/", jahr, umgebung.daten.datenstand(), query=query)


def by_class(tree, klasse: str) -> list[Component]:
    return [c for c in walk(tree) if klasse in getattr(c, "className", "").split()]


def one(tree, klasse: str) -> Component:
    (gefunden,) = by_class(tree, klasse)
    return gefunden


def card(tree, titel: str) -> Component:
    return next(c for c in by_class(tree, "antwort") if text(c).startswith(titel))


def figures(tree) -> dict[str, list[str]]:
    """Per Unterziel: Ist, Soll, Prognose and Stand, as they stand in its row."""
    zeilen = [c for c in walk(tree) if type(c).__name__ == "Tr"]
    gefunden = {}
    for zeile in zeilen:
        zellen = {getattr(z, "className", ""): text(z).replace("\xa0", " ") for z in walk(zeile)}
        if "n ist" in zellen and "nr" in zellen and zellen["nr"] != "Nr.":
            gefunden[zellen["nr"]] = [zellen[k] for k in ("n ist", "n soll", "n prog", "status")]
    return gefunden


# ------------------------------------------------------------------------------------------ the answers


def test_the_three_answers_stand_side_by_side_each_in_a_sentence(umgebung):
    seite = screen(umgebung, "/")
    titel = [text(next(walk(c.children[0]))) for c in by_class(seite, "antwort")]
    assert [t.removesuffix("Beispiel") for t in titel] == [
        "Wo stehen wir?",
        "Was hat sich geändert?",
        "Was wird nicht erreicht?",
    ]
    assert "4 von 12 bewerteten Kennzahlen sind erreicht oder auf Kurs." in text(card(seite, "Wo stehen"))
    verfehlt = text(card(seite, "Was wird"))
    assert "7 von 10 Kennzahlen verfehlen beim Tempo der letzten Jahre ihr Ziel, 1 davon knapp." in verfehlt


@pytest.mark.parametrize(
    ("wahl", "mindestens"), [("", 8), ("&herkunft=amtlich", 2), ("&fachbereich=GB+Jugend", 8)]
)
def test_every_count_leads_to_the_kennzahlen_it_counts(umgebung, wahl, mindestens):
    seite = screen(umgebung, "/", f"?jahr=2023{wahl}")
    gezaehlt = [
        (text(by_class(li, "zahl")[0]), links(li)[0])
        for titel in ("Wo stehen", "Was wird")
        for li in walk(card(seite, titel))
        if type(li).__name__ == "Li"
    ]
    assert len(gezaehlt) >= mindestens
    for zahl, adresse in gezaehlt:
        pfad, _, query = adresse.partition("?")
        liste = next(
            c
            for c in walk(screen(umgebung, pfad, "?" + query))
            if "kennzahlen" in getattr(c, "className", "").split()
        )
        assert sum(type(c).__name__ == "Tr" for c in walk(liste)) - 1 == int(zahl), adresse


def test_what_is_not_judged_is_told_apart_and_counted(umgebung):
    inhalt = text(card(screen(umgebung, "/"), "Wo stehen"))
    offen = "7 ohne Urteil: 1 nicht bewertbar, 4 Daten überfällig, 1 ohne Ziel, 1 keine Daten"
    assert offen in inhalt.replace("\N{NO-BREAK SPACE}", " ")


def test_the_weakest_are_named_by_where_they_would_end(umgebung):
    inhalt = text(card(screen(umgebung, "/"), "Was wird"))
    assert "Am weitesten weg: Unterziel 2.2 Optimale Standortbedingungen (Prognose 0" in inhalt
    assert "Schwächste Kennzahlen: Kennzahl 2.2-01" in inhalt


def test_where_nobody_can_say_what_will_be_reached_that_is_said(umgebung):
    inhalt = text(card(screen(umgebung, "/", "?jahr=2018"), "Was wird"))
    assert "Für keine Kennzahl lässt sich sagen" in inhalt


# ------------------------------------------------------------------------------------------ what changed


class Vergangenheit(f.Buch):
    """A county that knew less before 2024: one value came later, and the committee met."""

    sitzungen: tuple[Sitzung, ...] = ()

    def load_datenstand(self, wissensstand):
        stand = super().load_datenstand(wissensstand)
        akten = dict(stand.akten)
        if stand.wissensstand < date(2024, 3, 14):
            alt = akten["2.1-01"]
            akten["2.1-01"] = replace(alt, messwerte=alt.messwerte[:2])
        return replace(stand, akten=MappingProxyType(akten), sitzungen=self.sitzungen)


def test_without_a_sitzung_changes_count_from_the_release_before_the_last_and_it_says_so():
    inhalt = card(screen(f.umgebung(Vergangenheit()), "/"), "Was hat sich")
    assert "Seit der vorletzten Freigabe am 15.01.2019" in text(inhalt)
    assert "2.1 Gewerbe- und Industriestandort im Strukturwandel: nicht bewertbar → auf Kurs" in text(inhalt)
    assert "neuer Wert 2023" in text(inhalt)
    assert "/aenderungen?jahr=2023&von=2019-01-15" in links(inhalt)


def test_the_last_sitzung_before_the_wissensstand_is_the_day_since_when_changes_are_told():
    buch = Vergangenheit()
    buch.sitzungen = tuple(
        Sitzung(tag, gremium, herkunft=Herkunft.BEISPIEL)
        for tag, gremium in (
            (date(2020, 5, 4), "Kreistag"),
            (date(2024, 1, 9), "AWS"),
            (date(2027, 1, 9), "AWS"),
        )
    )
    umgebung = f.umgebung(buch)
    assert "Seit der Sitzung am 09.01.2024 (AWS) stehen für 2023" in text(
        card(screen(umgebung, "/"), "Was hat sich")
    )
    frueher = card(screen(umgebung, "/", "?jahr=2023&stand=2023-06-30"), "Was hat sich")
    assert "seit der Sitzung am 04.05.2020 (Kreistag)" in text(frueher)
    assert "kein Unterziel und keine Kennzahl anders da" in text(frueher)
    assert "/aenderungen?jahr=2023&stand=2023-06-30&von=2020-05-04&bis=2023-06-30" in links(frueher)


def test_a_sitzung_on_the_very_day_is_not_before_it():
    buch = Vergangenheit()
    heute = today()
    buch.sitzungen = (Sitzung(heute, "AWS"), Sitzung(heute - timedelta(days=1), "Kreistag"))
    assert "(Kreistag)" in text(card(screen(f.umgebung(buch), "/"), "Was hat sich"))


def test_where_nothing_was_released_twice_there_is_nothing_to_compare():
    buch = f.Buch()
    neu = replace(f.datenstand(), lieferungen=MappingProxyType({}))
    buch.load_datenstand = lambda _tag: neu  # type: ignore[method-assign,assignment]
    assert "Es gibt nichts zu vergleichen." in text(card(screen(f.umgebung(buch), "/"), "Was hat sich"))


# ---------------------------------------------------------------------------------------- the nine years


def test_nine_years_are_nine_links_and_the_current_one_is_marked(umgebung):
    jahre = one(screen(umgebung, "/", "?jahr=2021&fachbereich=GB+Jugend&stand=2024-03-31"), "jahre")
    adressen = links(jahre)
    assert [adresse.partition("jahr=")[2][:4] for adresse in adressen] == [str(jahr) for jahr in JAHRE]
    assert all("fachbereich=GB+Jugend" in adresse and "stand=2024-03-31" in adresse for adresse in adressen)
    hier = [c for c in walk(jahre) if getattr(c, "aria-current", None)]
    assert [text(c)[:4] for c in hier] == ["2021"]


def test_each_year_says_its_counts_to_those_who_do_not_see_them(umgebung):
    jahre = one(screen(umgebung, "/"), "jahre")
    gelesen = [text(c) for c in by_class(jahre, "nur-gelesen")]
    for jahr, worte in zip(JAHRE, gelesen, strict=True):
        staende = dict(read_lage(kontext(umgebung)).staende(jahr))
        assert (
            sum(int(teil.split()[0]) for teil in worte.removeprefix(": ").split(", "))
            == sum(staende.values())
            == 19
        )


# -------------------------------------------------------------------------------------------- the goals


def test_each_unterziel_shows_ist_soll_and_where_it_is_heading(umgebung):
    zeilen = figures(screen(umgebung, "/"))
    assert len(zeilen) == 12
    # 2.1-01 would be at 86,4 days in 2026: (120 − 86,4) / 35
    assert zeilen["2.1"] == ["60 %", "63 %", "96 %", "auf Kurs"]
    assert zeilen["1.3"][:3] == ["–", "–", "–"]


def test_the_bar_tells_every_kennzahl_behind_the_mean(umgebung):
    labels = [getattr(c, "label", "") or "" for c in walk(screen(umgebung, "/")) if type(c).__name__ == "Svg"]
    balken = [
        x.replace("\xa0", " ") for x in labels if x.startswith("Zielerreichung ") and "je Kennzahl" in x
    ]
    assert "Zielerreichung 60 %, Soll 63 %, Prognose 96 %; je Kennzahl: 60 % auf Kurs" in balken


# ------------------------------------------------------------------------------------------- the choice


def test_a_choice_is_said_and_counted_but_leaves_every_roll_up_as_it_is(umgebung):
    alle, gewaehlt = (screen(umgebung, "/", f"?jahr=2023{q}") for q in ("", "&zeige=deutlich_hinter_plan"))
    hinweis = next(text(c) for c in by_class(gewaehlt, "hinweis") if text(c).startswith("Auswahl"))
    anzahl = len(read_lage(kontext(umgebung, zeige="deutlich_hinter_plan")).kennzahlen)
    assert hinweis.startswith(f"Auswahl: {anzahl} von 19 Kennzahlen (Stand deutlich hinter Plan).")
    assert "bleiben die aller seiner Kennzahlen" in hinweis
    teil, ganz = figures(gewaehlt), figures(alle)
    assert 0 < len(teil) < 12
    assert f"{12 - len(teil)} Unterziele ohne eine solche Kennzahl sind weggelassen." in hinweis
    assert all(ganz[nr] == werte for nr, werte in teil.items())
    assert "Auswahl:" not in text(alle)


def test_a_choice_narrows_the_signs_and_the_links(umgebung):
    seite = screen(umgebung, "/", "?jahr=2023&zeige=auf_kurs&herkunft=beispiel")
    labels = [getattr(c, "label", "") or "" for c in walk(seite) if type(c).__name__ == "Svg"]
    assert not [x for x in labels if "je Kennzahl" in x and "deutlich hinter Plan" in x]
    zaehlungen = [link for link in links(card(seite, "Was wird")) if link.startswith("/kennzahlen?")]
    assert zaehlungen
    assert all("zeige=auf_kurs" in link and "herkunft=beispiel" in link for link in zaehlungen)


@pytest.mark.parametrize(
    ("query", "erwartet"),
    [
        ({}, Kennzahlfilter()),
        (
            {"zeige": "quatsch", "fachbereich": "Gibt es nicht", "herkunft": "x", "ausblick": f.BOESE},
            Kennzahlfilter(),
        ),
        ({"fachbereich": " gb jugend "}, Kennzahlfilter(fachbereich="GB Jugend")),
        ({"herkunft": "amtlich"}, Kennzahlfilter(herkunft=Herkunft.AMTLICH)),
    ],
    ids=["nothing", "unknown", "fachbereich", "herkunft"],
)
def test_words_an_address_does_not_know_filter_nothing(umgebung, query, erwartet):
    assert read_kennzahlfilter(kontext(umgebung, **query)) == erwartet


def test_kennzahlen_without_a_fachbereich_can_be_asked_for():
    buch = f.Buch()
    stand = f.datenstand()
    alt = stand.akten["2.1-01"]
    akten = dict(stand.akten) | {"2.1-01": replace(alt, kennzahl=replace(alt.kennzahl, fachbereich=""))}
    ohne = replace(stand, akten=MappingProxyType(akten))
    buch.load_datenstand = lambda _tag: ohne  # type: ignore[method-assign,assignment]
    hier = kontext(f.umgebung(buch), fachbereich="–")
    assert [akte.nr for akte in filtered(hier, read_kennzahlfilter(hier))] == ["2.1-01"]


def test_the_form_says_what_is_chosen_and_keeps_the_rest_of_the_address(umgebung):
    form = one(
        screen(umgebung, "/", "?jahr=2023&stand=2024-03-31&ausblick=zu_langsam&herkunft=amtlich"),
        "kennzahlfilter",
    )
    assert getattr(form, "method", "") == "get"
    verborgen = {
        getattr(c, "name", ""): getattr(c, "value", "") for c in walk(form) if isinstance(c, Eingabe)
    }
    assert verborgen == {"jahr": "2023", "stand": "2024-03-31", "ausblick": "zu_langsam"}
    gewaehlt = [text(c) for c in walk(form) if type(c).__name__ == "Option" and getattr(c, "selected", None)]
    assert [wort for wort in gewaehlt if wort != "alle"] == ["amtliche Zahlen (2)"]


# --------------------------------------------------------------------------------------------- made up


def test_a_table_of_made_up_figures_says_so_once_and_carries_the_mark():
    alle = beispielzeichen([Herkunft.BEISPIEL, None, Herkunft.BEISPIEL])
    assert alle.klasse == "nur-beispiel"
    assert text(alle.head()) == "Beispiel Alle Zahlen dieser Tabelle sind erfunden."
    assert alle.sign(Herkunft.BEISPIEL) == []
    assert "alle Zahlen sind Beispiel" in alle.title("Kennzahlen")


def test_a_mixed_table_marks_each_made_up_figure_with_the_word_for_those_who_hear_it():
    einige = beispielzeichen([Herkunft.BEISPIEL, Herkunft.AMTLICH])
    assert einige.klasse == ""
    assert text(einige.sign(Herkunft.BEISPIEL)) == "B Beispiel"
    assert einige.sign(Herkunft.AMTLICH) == einige.sign(None) == []
    assert "bedeutet Beispiel" in text(einige.head())


@pytest.mark.parametrize("herkuenfte", [[], [None], [Herkunft.AMTLICH, Herkunft.INTERN]])
def test_where_nothing_is_made_up_nothing_says_so(herkuenfte):
    keine = beispielzeichen(herkuenfte)
    assert (keine.klasse, keine.head(), keine.sign(Herkunft.AMTLICH)) == ("", [], [])


def test_every_figure_of_the_overview_computed_from_beispiel_is_labelled(umgebung):
    for karte in by_class(screen(umgebung, "/"), "oberziel"):
        tabelle = next(c for c in walk(karte) if type(c).__name__ == "Table")
        assert "Beispiel" in text(by_class(karte, "bsp-kopf"))
        assert "nur-beispiel" in getattr(tabelle, "className", "") or by_class(tabelle, "bsp")


# -------------------------------------------------------------------------------------------- below it


def test_what_is_missing_counts_as_the_datenschuld_does_and_leads_there(umgebung):
    unten = one(screen(umgebung, "/"), "ausserdem")
    assert "/datenschuld?jahr=2023&fachbereich=GB+Jugend" in links(unten)
    zahl = next(text(c) for c in by_class(unten, "leise") if text(c).endswith(" Zahlen"))
    schuld = text(render_screen(umgebung, PAGES, "/datenschuld", "?jahr=2023"))
    assert f"GB Jugend schuldet {zahl.split()[0]} fällige Zahlen" in schuld
