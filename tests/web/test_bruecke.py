"""Zielsysteme: the page answers what becomes of the Unterziele, and says how a bridge comes where there is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.domain.zielsystem import Zielnachfolge
from kek_dashboard.web.data import Daten
from kek_dashboard.web.pages.bruecke import SEITE
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.zugang import Zugang
from tests.domain.zwei_systeme import ALLE_ARTEN, ALT, NEU, B, F, step, two_systems
from tests.web import factories as f
from tests.web.test_datenschuld import table, text, walk


class _Quelle:
    """Two Zielsysteme instead of a database."""

    def __init__(self, stand: Datenstand) -> None:
        self.stand = stand

    def data_version(self) -> int:
        return self.stand.version

    def load_datenstand(self, _wissensstand: object) -> Datenstand:
        return self.stand

    def load_haushalt(self, *_was: object) -> None:
        return None


def kontext(stand: Datenstand, name: str | None = None, wer: Zugang | None = None) -> Kontext:
    umgebung = Umgebung(Daten(_Quelle(stand)), None, None)
    sicht = stand if name is None else stand.fuer(name)
    return Kontext(umgebung, "/zielsysteme", sicht.jahre[-1], sicht, None, {}, {}, wer, zielsystem=name)


def page(schritte: Iterable[Zielnachfolge] = ALLE_ARTEN, **wie: Any) -> Component:
    return SEITE.render(kontext(two_systems(schritte), **wie))


def said(teil: object) -> str:
    return text(teil).replace("\xa0", " ")


def anchors(seite: Component) -> dict[str, str]:
    """Addresses by what their links say."""
    return {said(teil): vars(teil)["href"] for teil in walk(seite) if isinstance(teil, html.A)}


def lead(seite: Component) -> str:
    return said(next(c for c in walk(seite) if getattr(c, "className", "") == "vorspann"))


def test_the_answer_comes_first_with_every_count() -> None:
    assert lead(page()) == (
        "Von 4 Unterzielen (Alt) geht 1 weiter, 1 wird aufgeteilt, 1 endet und 1 ist noch offen. "
        "1 von 2 Kennzahlen läuft durch beide Zielsysteme weiter."
    )
    alle = [step(f"1.{i}", F, f"A.{i}") for i in range(1, 5)]
    assert lead(page(alle)).startswith("Von 4 Unterzielen (Alt) gehen 4 weiter. ")


def test_the_table_says_what_the_picture_shows() -> None:
    zeilen = table(page(), "schicksale")
    assert [zeile[:3] for zeile in zeilen if len(zeile) > 1] == [
        ["1.1 Ziel 1.1", "aufgeteilt", "A.1 Ziel A.1A.2 Ziel A.2"],
        ["1.2 Ziel 1.2", "beendet", "–"],
        ["1.3 Ziel 1.3", "fortgeführt", "A.3 Ziel A.3"],
        ["1.4 Ziel 1.4", "noch nicht festgelegt", "–"],
    ]


def test_every_ziel_leads_into_the_view_it_belongs_to() -> None:
    ziele = anchors(page())
    assert ziele["A.1 Ziel A.1"] == "/unterziel/A.1?jahr=2026&zielsystem=neu"
    assert (
        ziele["1.2 Ziel 1.2"].startswith("/unterziel/1.2?jahr=") and "zielsystem" not in ziele["1.2 Ziel 1.2"]
    )


def test_it_is_the_same_bridge_from_the_next_zielsystem() -> None:
    assert lead(page(name=NEU)) == lead(page(name=ALT))
    ziele = anchors(page(name=NEU))
    assert "zielsystem" not in ziele["1.2 Ziel 1.2"]


def test_the_schlussbilanz_is_ordered_from_here_by_who_may() -> None:
    assert anchors(page())["Schlussbilanz 2018–2026 erstellen"] == "/berichte?jahr=2026&art=schlussbilanz"
    niemand = page(wer=Zugang(Akteur("", frozenset()), oeffentlich=True))
    assert not [worte for worte in anchors(niemand) if "Schlussbilanz" in worte]


def test_contradictions_are_told() -> None:
    assert "zugleich „beendet“ und „fortgeführt“" in said(page([step("1.1", B), step("1.1", F, "A.1")]))


def test_a_bridge_that_nobody_laid_down_says_how_it_comes() -> None:
    seite = page(())
    assert "Noch ist nicht festgelegt, was aus den 4 Unterzielen (Alt) wird." in lead(seite)
    assert "„Brücke“" in said(seite) and "„Zielebenen“" not in said(seite)


def test_one_zielsystem_alone_says_which_sheets_bring_the_next() -> None:
    seite = SEITE.render(f.kontext("/zielsysteme"))
    for blatt in ("Zielsysteme", "Zielebenen", "Ziele", "Brücke"):
        assert f"„{blatt}“" in said(seite)
