"""Entwürfe bleiben: what is not released is told by no page, route, command or report but to whose duty it is.

The doors come from the registries: a new page, route, callback, command or report is walked through without
being named here. Only the duties are named, one by one.
"""

from __future__ import annotations

import argparse
import io
import logging
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest
from dash import html

from kek_dashboard.cli.main import main, make_parser
from kek_dashboard.domain.bericht import Berichtsauftrag
from kek_dashboard.domain.rechte import Aktion, Rolle
from kek_dashboard.reports.bericht.ausgabe import write_bericht
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.store.arbeitsstand import Arbeitsart, list_arbeitsstaende
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, create_app
from kek_dashboard.web.protokollierung import configure_logging
from kek_dashboard.web.seite import Seite
from kek_dashboard.web.tor import add_route
from tests.web import entwurfsproben as e
from tests.web.personen import add_person, server_app, server_settings, signed_in

FREMDE = None
WER = (FREMDE, *(rolle.value for rolle in Rolle))

#: Where a Lieferung is examined, and its file fetched, by those whose duty that is (``Aktion.LIEFERUNGEN_SEHEN``).
_LIEFERUNG = ("/lieferung/<nr>", "/beleg/<lieferung>", "lieferung-datei", "lieferung-kopie")
#: A rejected proposal is released: it stands on its page; in no figure, list, search or report.
_ABGELEHNT = {("/vorschlaege", e.ABGELEHNT)}
_ALLE_LIEFERUNGEN = {
    *((tuer, wort) for tuer in ("/lieferungen", *_LIEFERUNG) for wort in (e.WARTET, e.ZURUECK, e.VORSCHLAG)),
    *((tuer, e.ABGELEHNT) for tuer in ("lieferung-datei", "lieferung-kopie")),
}
#: Plans are worked on together by those who map the Haushalt and try what a cut would touch.
_GEMEINSAM = {
    ("/haushalt/zuordnung", e.ZUORDNUNG), ("/haushalt/szenarien", e.SZENARIO), ("/haushalt/szenario/<id>", e.SZENARIO),
}  # fmt: skip
#: The bell of whoever releases master data names the files that wait, on every page and wherever its frame is.
_GLOCKE = {
    (tuer, wort)
    for tuer in (*(s.path for s in PAGES), "hilfe", "barrierefreiheit", "impressum", "datenschutz", "offene-daten",
                 "rahmen.children")
    for wort in (e.WARTET, e.VORSCHLAG)
}  # fmt: skip
#: Whose duty shows what, door by door; everything else is a leak, and a door that shows it no longer fails too.
PFLICHT: dict[str | None, set[tuple[str, str]]] = {
    Rolle.CONTROLLING.value: _ALLE_LIEFERUNGEN | _GEMEINSAM | _GLOCKE,
    Rolle.KAEMMEREI.value: _ALLE_LIEFERUNGEN | _GEMEINSAM,
    Rolle.VERWALTUNG.value: {("/protokoll", wort) for wort in (e.WARTET, e.ZURUECK, e.VORSCHLAG)},
}


def allowed(rolle: str | None) -> set[tuple[str, str]]:
    """What a role may come upon."""
    return PFLICHT.get(rolle, set()) | _ABGELEHNT


@pytest.fixture(scope="module")
def haus(tmp_path_factory):
    """A small county with one of each kind of unreleased thing, prepared once."""
    folder = tmp_path_factory.mktemp("entwuerfe")
    url = f"sqlite:///{(folder / 'kek.sqlite').as_posix()}"
    store = open_store(url)
    migrate(store)
    e.fill_county(url, folder)
    for rolle in Rolle:
        add_person(store, rolle.value, rolle)
    yield e.fill_with_secrets(store, url, folder)
    store.close()


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Everything the program logs meanwhile."""
    root = logging.getLogger()
    vorher, stream = (root.handlers[:], root.level), io.StringIO()
    configure_logging(server_settings(tmp_path_factory.mktemp("log")), as_json=True, stream=stream)
    yield stream
    root.handlers[:], root.level = vorher
    logging.captureWarnings(capture=False)


@pytest.fixture(scope="module")
def app(haus, log, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    return create_app(
        haus.store, server_settings(folder, oeffentlich=True, offene_daten=True, api_je_minute=10**6)
    )


@pytest.mark.parametrize("rolle", WER)
def test_no_page_and_no_callback_tells_what_is_not_released(haus, app, rolle):
    client = signed_in(app, haus.store, rolle)
    gefunden = e.leaks_of_pages(client, PAGES, haus.ids, documents=rolle in {FREMDE, Rolle.LESER.value})
    gefunden |= e.leaks_of_callbacks(client, app, haus.ids)
    assert gefunden == {paar for paar in allowed(rolle) if paar[0] in _drawn(app)}


@pytest.mark.parametrize("rolle", WER)
def test_no_route_tells_what_is_not_released(haus, app, rolle):
    client = signed_in(app, haus.store, rolle)
    gefunden = e.leaks_of_routes(client, app.server, haus.ids)
    assert gefunden == {paar for paar in allowed(rolle) if paar[0] not in _drawn(app)}


def _drawn(app: Any) -> set[str]:
    """Doors that are pages or callbacks."""
    return {seite.path for seite in PAGES} | set(app.callback_map)


@pytest.mark.parametrize("art", BERICHTE)
def test_no_report_tells_what_is_not_released(haus, art):
    quelle = Berichtsquelle(haus.store, Berichtsauftrag(art, e.JAHR, e.TAG, 2))
    for format_ in BERICHTE[art].formate:
        assert e.words_in(write_bericht(quelle, format_)) == set(), format_


#: How each command that tells something is called; of the others it is said why they tell nothing.
LESEN: dict[str, tuple[str, ...]] = {
    "zielerreichung": ("--jahr", "2024"), "haushalt": ("--haushaltsjahr", "2024"), "werte": ("--jahr", "2024"),
    "datenschuld": (), "aenderungen": ("--jahr", "2024", "--seit", "2026-01-01"), "massnahmen": ("--jahr", "2024"),
    "messbarkeit": ("--jahr", "2024"), "vollzug": ("--haushaltsjahr", "2024"), "entwicklung": (), "bruecke": (),
    "vorschlaege": (), "bericht": ("briefing", "--jahr", "2024", "--quartal", "2", "--out", "@.xlsx"),
    "export": ("--out", "@"), "vorlage": ("--fachbereich", "Stabsstelle Verkehr", "--jahr", "2024", "--out", "@.xlsx"),
    "user": ("list",), "protokoll": (), "check": (),
}  # fmt: skip
SCHREIBEN = {
    "migrate", "load-zielsystem", "load-beispiel", "import", "freigeben", "zurueckziehen", "serve",
    "backup", "restore",  # the whole database, for whoever keeps it
}  # fmt: skip
#: What whoever sits at the machine is told: which files came, and what was proposed and rejected.
AM_RECHNER = {
    *(("protokoll", wort) for wort in (e.WARTET, e.ZURUECK, e.VORSCHLAG)),
    ("vorschlaege", e.ABGELEHNT),
}


def test_no_command_tells_what_is_not_released(haus, tmp_path):
    (befehle,) = make_parser()._subparsers._group_actions  # type: ignore[union-attr]
    assert isinstance(befehle, argparse._SubParsersAction)
    assert set(befehle.choices) == set(LESEN) | SCHREIBEN
    gefunden = set()
    for befehl, worte in LESEN.items():
        for form in ("text", "json"):
            ort = tmp_path / f"{befehl}-{form}"
            gesagt = _run(haus.url, befehl, *("--format", form), *(w.replace("@", str(ort)) for w in worte))
            dateien = [p for p in tmp_path.rglob(f"{ort.name}*") if p.is_file()]
            dateien += [p for p in ort.rglob("*") if p.is_file()]
            assert "--out" not in worte or dateien, (befehl, gesagt)
            for inhalt in (gesagt.encode(), *(datei.read_bytes() for datei in dateien)):
                gefunden |= {(befehl, wort) for wort in e.words_in(inhalt)}
    assert gefunden == AM_RECHNER


def _run(url: str, *worte: str) -> str:
    aus, fehler = io.StringIO(), io.StringIO()
    with redirect_stdout(aus), redirect_stderr(fehler):
        code = main(list(worte), lambda *_: None, {"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "x" * 32})
    assert code in {0, 1}, (worte, aus.getvalue(), fehler.getvalue())
    return aus.getvalue() + fehler.getvalue()


def test_the_log_tells_nothing_of_it_either(log):
    zeilen = log.getvalue()
    assert "Anfrage" in zeilen
    assert {wort for wort in e.GEHEIM if wort in zeilen.casefold()} == set()


def test_a_door_that_tells_a_draft_is_found(haus, tmp_path):
    def drafts() -> str:
        with haus.store.reading() as connection:
            return " ".join(d.inhalt for d in list_arbeitsstaende(connection, Arbeitsart.BEARBEITUNG))

    def register(app: Any, _: Any) -> None:
        add_route(app.server, "/leck/<kennung>/daten", "leck", lambda kennung: drafts(), Aktion.LESEN)  # noqa: ARG005

    leck = Seite("/leck/<id>", "Leck", lambda _: html.P(drafts()), register=register)
    app = server_app(haus.store, server_settings(tmp_path), (*PAGES, leck))
    client = signed_in(app, haus.store, Rolle.LESER.value)
    assert ("/leck/<id>", e.BEARBEITUNG) in e.leaks_of_pages(client, (leck,), haus.ids, documents=True)
    assert ("leck", e.BEARBEITUNG) in e.leaks_of_routes(client, app.server, haus.ids[:2])
