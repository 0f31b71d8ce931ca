"""Methode: the page says the rule that is computed, shows examples that obey it, and has a place for each term."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from kek_dashboard.charts import regeln
from kek_dashboard.charts.lehrbild import draw_lehrbild
from kek_dashboard.domain.ausblick import KNAPP_AM_WEG_BIS, KNAPP_BIS, SICHER_UNTER, Ausblick
from kek_dashboard.domain.bilanz import UEBERTROFFEN_AB, UEBERWIEGEND_AB, Bilanz
from kek_dashboard.domain.faelligkeit import STANDARD_LIEFERFRIST
from kek_dashboard.domain.kennzahl import DEFAULT_MAX_ALTER
from kek_dashboard.domain.pfad import RAUSCHBAND_ANTEIL
from kek_dashboard.domain.prognosespanne import MINDESTENS_JAHRE
from kek_dashboard.domain.runden import NACHKOMMASTELLEN
from kek_dashboard.domain.smart import Kriterium
from kek_dashboard.domain.standgeschichte import MINDESTENS_BEWERTET
from kek_dashboard.domain.tempo import FENSTER_JAHRE, MINDESTENS_WERTE
from kek_dashboard.domain.zielerreichung import DEUTLICH_UEBER, LEICHT_AB, Stand
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.web.components.begriff import BEGRIFFE, anker, begriff_link, link_begriff
from kek_dashboard.web.pages.methode import INHALT, SEITE
from kek_dashboard.web.pages.methode.beispiele import (
    AUSBLICK_BEISPIELE,
    BILANZ_BEISPIELE,
    HALTEN,
    MITGLIEDER,
    STAND_BEISPIELE,
    VON_HAND,
    unterziel_beispiel,
)
from tests.web import factories as f
from tests.web.test_datenschuld import links, text, walk

DOKUMENT = (Path(__file__).resolve().parents[2] / "docs/methode.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seite() -> Component:
    return SEITE.render(f.kontext("/methode"))


def said(teil: object) -> str:
    return text(teil).replace("\xa0", " ")


def at(seite: Component, ziel: str) -> str:
    """The text around an anchor: that of the list entry, row or paragraph that has it."""
    umgebend = [c for c in walk(seite) if any(getattr(d, "id", None) == ziel for d in walk(c))]
    return said(
        next(c for c in reversed(umgebend) if type(c).__name__ in {"Li", "Tr", "P", "Div", "Section"})
    )


def test_every_term_every_stand_every_ausblick_and_every_bilanz_has_its_place_once(seite: Component) -> None:
    ids = Counter(str(getattr(c, "id", "")) for c in walk(seite))
    for begriff in (*BEGRIFFE, *Stand, *Ausblick, *Bilanz, *(ziel for ziel, _ in INHALT)):
        assert ids[anker(begriff)] == 1, begriff


def test_a_term_links_to_its_place_and_keeps_the_year() -> None:
    kontext = f.kontext("/", 2021)
    assert link_begriff(kontext, Stand.AUF_KURS) == "/methode?jahr=2021#auf-kurs"
    assert link_begriff(kontext, Ausblick.FALSCHE_RICHTUNG).endswith("#ausblick-falsche-richtung")
    assert link_begriff(kontext, Bilanz.ERREICHT).endswith("#bilanz-erreicht")
    link: Any = begriff_link(kontext, "abdeckung")
    assert (link.children, link.href) == ("Abdeckung", "/methode?jahr=2021#abdeckung")


@pytest.mark.parametrize(
    ("ziel", "werte"),
    [
        (anker(Stand.AUF_KURS), [LEICHT_AB]),
        (anker(Stand.LEICHT_HINTER_PLAN), [LEICHT_AB, DEUTLICH_UEBER]),
        (anker(Stand.DEUTLICH_HINTER_PLAN), [DEUTLICH_UEBER]),
        (anker(Stand.FALSCHE_RICHTUNG), [RAUSCHBAND_ANTEIL]),
        (anker(Ausblick.VORAUSSICHTLICH_ERREICHT), [SICHER_UNTER]),
        (anker(Ausblick.KNAPP_VERFEHLT), [KNAPP_BIS, KNAPP_AM_WEG_BIS]),
        (anker(Bilanz.UEBERTROFFEN), [UEBERTROFFEN_AB]),
        (anker(Bilanz.UEBERWIEGEND_ERREICHT), [UEBERWIEGEND_AB]),
        (anker(Bilanz.TEILWEISE_ERREICHT), [UEBERWIEGEND_AB]),
        ("abdeckung", [MINDEST_ABDECKUNG]),
        ("rauschband", [RAUSCHBAND_ANTEIL]),
        ("zielprognose", [MINDEST_ABDECKUNG]),
    ],
)
def test_the_borders_on_the_page_are_those_of_the_rule(
    seite: Component, ziel: str, werte: list[Fraction]
) -> None:
    for wert in werte:
        assert f"{int(wert * 100)} %" in at(seite, ziel)


@pytest.mark.parametrize(
    ("ziel", "worte"),
    [
        (anker(Stand.DATEN_UEBERFAELLIG), f"{DEFAULT_MAX_ALTER} Jahre"),
        ("max-alter", f"ohne eigene Angabe {DEFAULT_MAX_ALTER}."),
        ("max-alter", f"ohne eigene Angabe {STANDARD_LIEFERFRIST}."),
        (
            anker(Ausblick.KEINE_AUSSAGE),
            f"mindestens {MINDESTENS_WERTE} Jahreswerte aus den letzten {FENSTER_JAHRE}",
        ),
        ("tempo", f"weniger als {MINDESTENS_WERTE} Werten"),
        ("reichweite", f"mindestens {MINDESTENS_JAHRE} Jahren"),
        ("bestaendigkeit", f"mindestens {MINDESTENS_BEWERTET} Werte"),
        ("rundung", f"auf {NACHKOMMASTELLEN} Nachkommastellen"),
    ],
)
def test_numbers_in_words_are_those_of_the_rule(seite: Component, ziel: str, worte: str) -> None:
    assert worte in at(seite, ziel)


@pytest.mark.parametrize(
    ("name", "regeln_der", "status"),
    [
        ("LEICHT_AB", "stand_regeln", Stand.AUF_KURS),
        ("DEUTLICH_UEBER", "stand_regeln", Stand.DEUTLICH_HINTER_PLAN),
        ("RAUSCHBAND_ANTEIL", "stand_regeln", Stand.FALSCHE_RICHTUNG),
        ("SICHER_UNTER", "ausblick_regeln", Ausblick.VORAUSSICHTLICH_ERREICHT),
        ("KNAPP_BIS", "ausblick_regeln", Ausblick.KNAPP_VERFEHLT),
        ("KNAPP_AM_WEG_BIS", "ausblick_regeln", Ausblick.KNAPP_VERFEHLT),
        ("UEBERTROFFEN_AB", "bilanz_regeln", Bilanz.UEBERTROFFEN),
        ("UEBERWIEGEND_AB", "bilanz_regeln", Bilanz.UEBERWIEGEND_ERREICHT),
    ],
)
def test_a_border_that_changes_changes_the_words(
    monkeypatch: pytest.MonkeyPatch, name: str, regeln_der: str, status: Any
) -> None:
    monkeypatch.setattr(regeln, name, Fraction(37, 100))
    assert "37 %" in getattr(regeln, regeln_der)()[status].replace("\xa0", " ")


def as_written(wert: Fraction) -> str:
    """A border as the document writes it: 0,05."""
    return f"{float(wert):.2f}".replace(".", ",")


def test_the_document_has_the_same_borders() -> None:
    teile = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", DOKUMENT, re.DOTALL | re.MULTILINE))
    stand, ausblick, bilanz = teile["Stand"], teile["Ausblick"], teile["Bilanz"]
    assert f"f < {as_written(LEICHT_AB)}" in stand
    assert f"{as_written(LEICHT_AB)} ≤ f ≤ {as_written(DEUTLICH_UEBER)}" in stand
    assert f"f > {as_written(DEUTLICH_UEBER)}" in stand
    assert f"m < {as_written(SICHER_UNTER)}" in ausblick
    assert f"m ≤ {as_written(KNAPP_BIS)} oder miss ≤ {as_written(KNAPP_AM_WEG_BIS)}" in ausblick
    assert f"g ≥ {as_written(UEBERTROFFEN_AB)}" in bilanz
    assert f"g ≥ {as_written(UEBERWIEGEND_AB)}" in bilanz
    assert f"Vorgabe {as_written(RAUSCHBAND_ANTEIL)} ·" in teile["Begriffe"]
    assert f"t₁ − {FENSTER_JAHRE} bis t₁" in teile["Weg-Zieltypen"]
    assert f"weniger als {MINDESTENS_WERTE} Werten" in teile["Weg-Zieltypen"]
    assert f"Vorgabe {DEFAULT_MAX_ALTER} " in teile["Begriffe"]
    assert "Unter 0,5: `nicht_bewertbar`" in next(
        t for n, t in teile.items() if n.startswith("Zusammenfassung")
    )
    assert Fraction(1, 2) == MINDEST_ABDECKUNG


def test_the_document_and_the_page_know_the_same_words() -> None:
    for status in (*Stand, *Ausblick, *Bilanz):
        assert f"`{status.value}`" in DOKUMENT, status
    smart = DOKUMENT.partition("## s.m.a.r.t.-Prüfung")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (\w+) \|", smart, re.MULTILINE)[1:] == [str(k) for k in Kriterium]


def test_every_example_has_the_status_it_is_shown_for() -> None:
    assert {stand: b.bewertung.stand for stand, b in STAND_BEISPIELE.items()} == {
        s: s for s in STAND_BEISPIELE
    }
    assert {a: b.bewertung.ausblick for a, b in AUSBLICK_BEISPIELE.items()} == {a: a for a in Ausblick}
    assert {g: b.bewertung.bilanz for g, b in BILANZ_BEISPIELE.items()} == {g: g for g in Bilanz}
    assert set(STAND_BEISPIELE) == set(Stand) - {Stand.KEINE_KENNZAHL}


def test_the_examples_are_those_of_the_document() -> None:
    assert "A 0,628571, S 81,875" in DOKUMENT
    assert VON_HAND.bewertung.zielerreichung == Fraction(628571, 1_000_000)
    assert VON_HAND.bewertung.prognose == Fraction("95.2")
    z = unterziel_beispiel()
    assert "Z 0,485714, Z\\* 0,625, Abdeckung 0,75" in DOKUMENT
    assert (z.zielerreichung, z.soll_zielerreichung, z.abdeckung) == (
        Fraction("0.485714"), Fraction("0.625"), Fraction("0.75"),
    )  # fmt: skip


def test_every_example_is_called_one(seite: Component) -> None:
    bilder = [c for c in walk(seite) if type(c).__name__ == "Figcaption"]
    assert len(bilder) == len(STAND_BEISPIELE) + len(Ausblick) + 1
    assert all(said(bild).endswith("Beispiel") for bild in bilder)


def test_each_stand_leads_to_the_kennzahlen_that_have_it(seite: Component) -> None:
    kontext = f.kontext("/methode")
    ziele = links(seite)
    for stand, anzahl in kontext.gesamt.staende():
        assert f"/kennzahlen?jahr=2023&zeige={stand}" in ziele
        assert f"2023: {anzahl} Kennzahl" in at(seite, anker(stand))
    for ausblick, _ in kontext.gesamt.ausblicke():
        assert f"/kennzahlen?jahr=2023&ausblick={ausblick}" in ziele


def test_the_page_says_what_the_monitor_does_not_say(seite: Component) -> None:
    for satz in ("Keine politische Bewertung.", "Keine Ursachen.", "Keine Vorhersage."):
        assert satz in at(seite, "grenzen") or satz in said(seite)


def test_every_picture_stays_inside_its_field_and_says_its_numbers() -> None:
    alle = [*STAND_BEISPIELE.values(), *AUSBLICK_BEISPIELE.values(), HALTEN, *(b for b, _ in MITGLIEDER)]
    for beispiel in alle:
        bild = draw_lehrbild(beispiel.akte, beispiel.bewertung, mit_prognose=True)
        for x in re.findall(r'(?:cx|x)="(-?[\d.]+)"', bild):
            assert 0 <= float(x) <= 330
        for y in re.findall(r'(?:cy|y)="(-?[\d.]+)"', bild):
            assert 0 <= float(y) <= 168
        assert "None" not in bild
    bild = draw_lehrbild(VON_HAND.akte, VON_HAND.bewertung, mit_prognose=True)
    assert "82\xa0%" in bild and "Ziel 95" in bild and "95,2" in bild


def test_a_picture_of_nothing_is_an_empty_field() -> None:
    leer = STAND_BEISPIELE[Stand.KEINE_DATEN]
    assert "<circle" not in draw_lehrbild(leer.akte, leer.bewertung)
