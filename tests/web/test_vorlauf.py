"""Vorlauf: what people will look at is drawn before they ask; whoever is asking goes first, and nobody is named."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from dash import html
from flask import Flask

from kek_dashboard.domain.rechte import Aktion, Rolle
from kek_dashboard.settings import Anmeldung
from kek_dashboard.web import PAGES, render_screen, vorlauf
from kek_dashboard.web.seite import Seite
from kek_dashboard.web.vorlauf import Betrieb, Vorlauf
from kek_dashboard.web.vorrat import NUR_ZAHLEN, with_vorrat
from kek_dashboard.web.zugang import LOKAL, stranger
from tests.web import factories as f

LANGE = 20


class Zeichner:
    """Pages that note who they were drawn for."""

    def __init__(self):
        self.drawn = []
        self.then = lambda _: None

    def seite(self, path):
        def render(kontext):
            self.drawn.append((kontext.pfad, dict(kontext.query), kontext.zugang))
            self.then(kontext)
            return html.Div("Zahlen")

        return Seite(path, "Seite", render)

    def seiten(self, *paths):
        return with_vorrat(tuple(self.seite(path) for path in paths), frozenset)

    @property
    def paths(self):
        return [pfad for pfad, _, _ in self.drawn]


@pytest.fixture
def buch():
    return f.Buch()


@pytest.fixture
def umgebung(buch):
    return f.umgebung(buch)


@pytest.fixture
def zeichner():
    return Zeichner()


def until(done):
    """Waits until another thread has done something; says so where it never does."""
    for _ in range(LANGE * 100):
        if done():
            return
        threading.Event().wait(0.01)
    pytest.fail("nothing happened")


def test_whoever_asks_first_finds_the_page_drawn(umgebung, zeichner):
    seiten = zeichner.seiten("/", "/kennzahlen", "/kennzahl/<nr>", "/unterziel/<nr>")
    Vorlauf(umgebung, seiten).draw()
    before, jahr = len(zeichner.drawn), umgebung.daten.eroeffnung(umgebung.daten.datenstand())[0]
    for pfad, suche in (
        ("/", ""),
        ("/", "?jahr=2019"),
        ("/kennzahlen", f"?jahr={jahr}"),
        ("/unterziel/1.2", f"?jahr={jahr}"),
        ("/kennzahl/1.2-03", f"?jahr={jahr}"),
    ):
        render_screen(umgebung, seiten, pfad, suche, LOKAL)
    assert len(zeichner.drawn) == before > 5


def test_real_pages_are_drawn_ahead_without_a_request_and_without_a_fault(umgebung, caplog):
    assert Vorlauf(umgebung, with_vorrat(PAGES, frozenset)).draw() > 30
    assert caplog.records == []


def test_the_overview_comes_first_in_all_its_years(umgebung, zeichner):
    Vorlauf(umgebung, zeichner.seiten("/", "/kennzahlen")).draw()
    assert zeichner.paths[:9] == ["/"] * 9 and zeichner.drawn[0][1] == {}
    assert {query.get("jahr") for _, query, _ in zeichner.drawn[1:10]} >= {"2018", "2022", "2026"}


def test_nothing_is_drawn_but_pages_of_figures(umgebung, zeichner):
    Vorlauf(
        umgebung,
        (*zeichner.seiten(*NUR_ZAHLEN), zeichner.seite("/lieferungen"), zeichner.seite("/datenschuld")),
    ).draw()
    assert zeichner.drawn and not {"/lieferungen", "/datenschuld"} & set(zeichner.paths)


@pytest.mark.parametrize("oeffentlich", [True, False])
def test_where_people_sign_in_a_page_is_drawn_for_readers_and_nobody_by_name(oeffentlich, umgebung, zeichner):
    settings = replace(umgebung.settings, anmeldung=Anmeldung.EIN, oeffentlich=oeffentlich)
    Vorlauf(replace(umgebung, settings=settings), zeichner.seiten("/")).draw()
    wer = {zugang for _, _, zugang in zeichner.drawn}
    assert (stranger(oeffentlich=True) in wer) is oeffentlich
    angemeldet = [zugang for zugang in wer if zugang.is_angemeldet]
    assert [(z.akteur.name, z.akteur.rollen, z.anzeigename) for z in angemeldet] == [("", {Rolle.LESER}, "")]
    assert all(zugang.darf(Aktion.LESEN) for zugang in wer)


def test_it_stops_as_soon_as_other_data_count(umgebung, buch, zeichner):
    def release(_):
        buch.version += 1

    zeichner.then = release
    assert Vorlauf(umgebung, zeichner.seiten("/")).draw() == 1


def test_it_stops_when_another_day_begins(umgebung, zeichner, monkeypatch):
    zeichner.then = lambda _: monkeypatch.setattr(vorlauf, "today", lambda: date(2030, 1, 1))
    assert Vorlauf(umgebung, zeichner.seiten("/")).draw() == 1


def test_it_draws_no_more_pages_than_stay_kept(umgebung, zeichner, monkeypatch):
    monkeypatch.setattr(vorlauf, "MEISTE", 4)
    assert Vorlauf(umgebung, zeichner.seiten("/", "/kennzahl/<nr>")).draw() == 4


def test_a_page_that_fails_is_told_and_the_next_is_drawn(umgebung, zeichner, caplog):
    def fail(kontext):
        if kontext.jahr == 2022:
            raise RuntimeError("kaputt")

    zeichner.then = fail
    Vorlauf(umgebung, zeichner.seiten("/", "/kennzahlen")).draw()
    assert "kaputt" in caplog.text and "/kennzahlen" in zeichner.paths


def test_a_release_is_drawn_ahead_of_whoever_comes_next(umgebung, buch, zeichner, monkeypatch):
    monkeypatch.setattr(vorlauf, "BLICK", 0.01)
    ahead = Vorlauf(umgebung, zeichner.seiten("/messbarkeit"))
    ahead.start(Flask("leer"))
    try:
        until(lambda: len(zeichner.drawn) == 3)
        buch.version += 1
        until(lambda: len(zeichner.drawn) == 6)
    finally:
        ahead.stop()


def test_a_database_that_does_not_answer_is_told_and_asked_again(
    umgebung, buch, zeichner, monkeypatch, caplog
):
    monkeypatch.setattr(vorlauf, "NACH_FEHLER", 0.01)
    buch.broken = True
    ahead = Vorlauf(umgebung, zeichner.seiten("/messbarkeit"))
    ahead.start(Flask("leer"))
    try:
        until(lambda: "Datenstand ist nicht zu lesen" in caplog.text)
        buch.broken = False
        until(lambda: zeichner.drawn)
    finally:
        ahead.stop()


def test_it_waits_while_somebody_is_being_answered():
    betrieb, halt = Betrieb(), threading.Event()
    inside, let_go, calm = threading.Event(), threading.Event(), threading.Event()

    def app(_environ, _start_response):
        inside.set()
        let_go.wait(LANGE)
        return [b""]

    def wait():
        betrieb.wait_until_calm(halt)
        calm.set()

    asking = threading.Thread(target=betrieb.around(app), args=({}, None))
    asking.start()
    assert inside.wait(LANGE)
    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not calm.wait(0.05)
    let_go.set()
    assert calm.wait(LANGE)
    asking.join()
    waiting.join()


def test_a_request_that_fails_is_over_too():
    betrieb = Betrieb()

    def app(_environ, _start_response):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        betrieb.around(app)({}, None)
    betrieb.wait_until_calm(threading.Event())


def test_no_thread_runs_before_it_is_asked_for(umgebung, zeichner, monkeypatch):
    monkeypatch.setattr(threading.Thread, "start", lambda _: pytest.fail("a thread"))
    Vorlauf(umgebung, zeichner.seiten("/"))
    assert zeichner.drawn == []
