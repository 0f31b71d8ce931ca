"""Vorlage: the return workbook comes to whoever may deliver for the Fachbereich, and to nobody else."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from tests.web.personen import HTML, ROOT, add_person, server_settings, signed_in

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
