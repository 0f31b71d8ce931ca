"""Vorlage: the return workbook comes to whoever may deliver for the Fachbereich, and to nobody else."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from dash import html

from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.components.vorlage_knopf import vorlage_form, vorlage_link
from kek_dashboard.web.zugang import LOKAL, Zugang
from tests.web import factories as f
from tests.web.personen import HTML, ROOT, add_person, server_settings, signed_in
from tests.web.test_seiten import text, walk

EIGENER, FREMDER = "GB Jugend", "GB Schule und ÖPNV"


@pytest.fixture
def store(beispiel_url):
    store = open_store(beispiel_url)
    migrate(store)
    yield store
    store.close()


@pytest.fixture
def als(store, tmp_path):
    for rolle in (Rolle.LESER, Rolle.CONTROLLING, Rolle.KAEMMEREI):
        add_person(store, rolle.value, rolle)
    create_konto(store, ROOT, "jugend", [Rolle.FACHBEREICH], fachbereiche=[EIGENER])
    app = create_app(store, server_settings(tmp_path))
    return lambda name: signed_in(app, store, name)


def get(client, fachbereich: str = EIGENER, jahr: object = 2025):
    return client.get("/vorlage", query_string={"fachbereich": fachbereich, "jahr": jahr}, headers=HTML)


def test_a_fachbereich_gets_its_own_workbook_as_a_download(als):
    antwort = get(als("jugend"))
    assert antwort.status_code == 200
    assert "attachment" in antwort.headers["Content-Disposition"]
    assert "Kennzahlen-2025-GB-Jugend.xlsx" in antwort.headers["Content-Disposition"]
    assert antwort.headers["Cache-Control"] == "no-store"
    mappe = openpyxl.load_workbook(io.BytesIO(antwort.data))
    assert mappe["Lieferung"]["A1"].value == "Kennzahlen 2025: GB Jugend"


@pytest.mark.parametrize(
    ("name", "fachbereich", "status"),
    [
        ("jugend", FREMDER, 403),
        ("jugend", "SCH", 403),
        ("jugend", "jug", 200),
        ("controlling", FREMDER, 200),
        ("leser", EIGENER, 403),
        ("kaemmerei", EIGENER, 403),
        (None, EIGENER, 303),
    ],
    ids=[
        "another's",
        "another's by Kürzel",
        "own by Kürzel",
        "controlling",
        "leser",
        "kaemmerei",
        "stranger",
    ],
)
def test_the_right_follows_from_the_fachbereich(als, name, fachbereich, status):
    assert get(als(name), fachbereich).status_code == status


@pytest.mark.parametrize(
    ("fachbereich", "jahr", "status", "satz"),
    [
        ("Gibtsnicht", 2025, 404, "gibt es nicht"),
        ("", 2025, 404, "gibt es nicht"),
        (EIGENER, "morgen", 400, "nennen Sie ein Jahr"),
        (EIGENER, "", 400, "nennen Sie ein Jahr"),
        ("Rechnungsprüfungsamt", 2025, 404, "Eine Vorlage wäre leer"),
        ("<script>alert(1)</script>", 2025, 404, "&lt;script&gt;"),
    ],
    ids=["unknown", "none", "no year", "empty year", "nothing due", "hostile name"],
)
def test_what_cannot_be_made_says_why_in_a_sentence(als, fachbereich, jahr, status, satz):
    antwort = get(als("controlling"), fachbereich, jahr)
    assert antwort.status_code == status and satz in antwort.get_data(as_text=True)
    assert "<script>alert" not in antwort.get_data(as_text=True)


def offered(zugang: Zugang, **anders) -> list[str]:
    """The Fachbereiche that the form offers, ``[]`` where there is no form."""
    form = vorlage_form(replace(f.kontext("/lieferungen"), wer=zugang, **anders))
    felder = [teil for teil in walk(form) if getattr(teil, "name", "") == "fachbereich"]
    namen = [str(teil.children) for feld in felder for teil in walk(feld) if isinstance(teil, html.Option)]
    return namen or [text(teil) for teil in walk(form) if isinstance(teil, html.Strong)]


def test_the_form_offers_only_what_one_may_have() -> None:
    def person(rolle: Rolle, *einheiten: str) -> Zugang:
        return Zugang(Akteur("p", frozenset({rolle}), einheiten), is_angemeldet=True)

    assert offered(person(Rolle.FACHBEREICH, "gb jugend")) == ["GB Jugend"]
    assert offered(person(Rolle.FACHBEREICH, "GB Finanzen")) == []
    assert offered(person(Rolle.CONTROLLING)) == ["GB Jugend"]
    assert offered(person(Rolle.LESER)) == []
    assert offered(LOKAL) == ["GB Jugend"]


def test_on_a_past_wissensstand_there_is_no_form_and_no_link() -> None:
    frueher = replace(f.kontext("/lieferungen"), wer=LOKAL, wissensstand=date(2024, 1, 1))
    assert vorlage_form(frueher) is None and vorlage_link(frueher, EIGENER, 2023) is None


def test_the_link_names_fachbereich_and_year_and_only_where_one_may() -> None:
    kontext = f.kontext("/datenschuld")
    link = vorlage_link(replace(kontext, wer=LOKAL), EIGENER, 2023)
    assert getattr(link, "href", "") == "/vorlage?fachbereich=GB+Jugend&jahr=2023"
    assert vorlage_link(replace(kontext, wer=LOKAL), "Gibtsnicht", 2023) is None
    leser = Zugang(Akteur("p", frozenset({Rolle.LESER})), is_angemeldet=True)
    assert vorlage_link(replace(kontext, wer=leser), EIGENER, 2023) is None
