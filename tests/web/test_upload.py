"""Upload: a file is refused with its cells or stored as waiting; release and withdrawal; nobody else's requests."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kek_dashboard.domain.lieferung import Lieferart, Lieferstand
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.grenzen import MAX_DATEI
from kek_dashboard.settings import Settings
from kek_dashboard.store.lieferungen import count_lieferungen, list_lieferungen, load_datei, load_lieferung
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, create_app, render_screen
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.meldung import Meldung, Meldungen
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.upload import PRUEFEN, clean_dateiname
from tests.web.factories import BOESE
from tests.web.test_seiten import text, walk

DATA = Path(__file__).parents[2] / "data"
BESTAND = (
    DATA / "zielsystem/zielsystem-2018.xlsx",
    DATA / "beispiel/Stammdaten-2019.xlsx",
    DATA / "beispiel/Haushaltsplan-2019.xlsx",
    DATA / "beispiel/Zuordnung-Haushalt-2019.xlsx",
)


def mappe(*zeilen: tuple[object, ...], blatt: str = "Quoten") -> bytes:
    buch = openpyxl.Workbook()
    seite: Any = buch.create_sheet(blatt, 0)
    for zeile in (("Kennzahl-Nr.", "Zeitraum", "Ist"), *zeilen):
        seite.append(zeile)
    inhalt = io.BytesIO()
    buch.save(inhalt)
    return inhalt.getvalue()


@pytest.fixture(scope="module")
def bestand(tmp_path_factory):
    """A filled database, made once and copied for each test."""
    datei = tmp_path_factory.mktemp("bestand") / "kek.sqlite"
    store = open_store(f"sqlite:///{datei.as_posix()}")
    migrate(store)
    for pfad in BESTAND:
        annahme = accept_file(store, pfad.name, pfad.read_bytes(), Vorgabe(), freigabe=Freigabe())
        assert annahme.angenommen and annahme.freigegeben, annahme.befunde
    store.close()
    return datei


@pytest.fixture
def store(bestand, tmp_path):
    ziel = tmp_path / "kek.sqlite"
    shutil.copy(bestand, ziel)
    store = open_store(f"sqlite:///{ziel.as_posix()}")
    yield store
    store.close()


@pytest.fixture
def settings(tmp_path):
    return Settings("sqlite://", "127.0.0.1", 8050, "x" * 20, True, None, tmp_path)


@pytest.fixture
def client(store, settings):
    return create_app(store, settings).server.test_client()


@pytest.fixture
def zeige(store, settings):
    def show(pfad: str, search: str = "") -> object:
        umgebung = Umgebung(Daten(StoreQuelle(store)), store, settings)
        return render_screen(umgebung, PAGES, pfad, search)

    return show


def hand_in(client, inhalt: bytes, name: str = "Quoten.xlsx", **felder: str):
    daten = {"datei": (io.BytesIO(inhalt), name), **felder}
    return client.post(PRUEFEN, data=daten, content_type="multipart/form-data")


def wait(client, *zeilen: tuple[object, ...]) -> int:
    antwort = hand_in(client, mappe(*zeilen)).get_json()
    assert antwort["angenommen"], antwort
    return int(antwort["lieferung"])


# ------------------------------------------------------------------------------------------ handing in


def test_a_bad_cell_refuses_the_file_and_names_sheet_and_cell(client, store):
    antwort = hand_in(client, mappe(("1.2-03", 2018, 7.1), ("1.2-03", 2019, "viel")))
    inhalt = antwort.get_json()
    assert antwort.status_code == 200 and not inhalt["angenommen"] and inhalt["lieferung"] is None
    assert inhalt["satz"].startswith("1 Fehler. Gespeichert wurde nichts.")
    fehler = [b for b in inhalt["befunde"] if b["schwere"] == "fehler"]
    assert [(b["blatt"], b["zelle"]) for b in fehler] == [("Quoten", "C3")]
    assert count_lieferungen(store) == len(BESTAND)


def test_a_good_file_is_stored_as_waiting_and_counts_for_nothing_yet(client, store, zeige):
    inhalt = mappe(("1.2-03", 2018, 7.1))
    antwort = hand_in(client, inhalt, "Ablage/Quoten 2018.xlsx").get_json()
    lieferung = load_lieferung(store, antwort["lieferung"])
    assert antwort["adresse"] == f"/lieferung/{lieferung.nr}"
    assert lieferung.stand is Lieferstand.WARTET and lieferung.art is Lieferart.KENNZAHLEN
    assert load_datei(store, lieferung.nr) == ("Quoten 2018.xlsx", inhalt)
    assert lieferung.nr not in Daten(StoreQuelle(store)).datenstand().lieferungen
    assert "1 wartet auf Freigabe" in text(zeige("/lieferungen"))


def test_the_same_file_again_is_no_second_lieferung(client, store):
    nr = wait(client, ("1.2-03", 2018, 7.1))
    inhalt = load_datei(store, nr)[1]
    antwort = hand_in(client, inhalt).get_json()
    assert antwort["lieferung"] == nr and "?meldung=" in antwort["adresse"]
    assert count_lieferungen(store) == len(BESTAND) + 1


@pytest.mark.parametrize(
    "inhalt", [b"", b"PK\x03\x04 kaputt", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_an_unreadable_file_is_refused_with_a_sentence(client, store, inhalt):
    antwort = hand_in(client, inhalt)
    assert antwort.status_code == 200 and not antwort.get_json()["angenommen"]
    assert (
        "Gespeichert wurde nichts" in antwort.get_json()["satz"]
        or "nichts gespeichert" in antwort.get_json()["satz"]
    )
    assert count_lieferungen(store) == len(BESTAND)


@pytest.mark.parametrize("zuviel", [1, 1024 * 1024])
def test_a_file_that_is_too_large_gets_413_and_a_german_sentence(client, store, zuviel):
    kopf = b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a.xlsx"\r\n\r\n'
    antwort = client.post(
        PRUEFEN,
        data=kopf + b"\0" * (MAX_DATEI + zuviel) + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert antwort.status_code == 413
    assert antwort.get_json()["satz"].startswith("Die Datei ist zu groß: höchstens 10 MiB")
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
    assert count_lieferungen(store) == len(BESTAND)


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"art": "bilder"}, "Diese Art von Lieferung gibt es nicht."),
        ({"fassung": "nachtrag-0"}, "Die Fassung heißt"),
        ({"profil": "../../etc/passwd"}, "Dieses Profil gibt es nicht."),
        ({"fachbereich": "GB Nirgends"}, "Diesen Fachbereich gibt es in den Stammdaten nicht."),
        ({"haushaltsjahr": "zwanzig"}, "Das Haushaltsjahr ist eine Jahreszahl"),
        ({"haushaltsjahr": "1899"}, "Das Haushaltsjahr liegt zwischen"),
        ({"haushaltsjahr": "²019"}, "Das Haushaltsjahr ist eine Jahreszahl"),
    ],
)
def test_what_is_said_about_a_file_must_be_on_offer(client, store, felder, satz):
    antwort = hand_in(client, mappe(("1.2-03", 2018, 7.1)), **felder)
    assert antwort.status_code == 400 and antwort.get_json()["satz"].startswith(satz)
    assert count_lieferungen(store) == len(BESTAND)


def test_what_is_said_about_a_file_is_kept(client, store):
    antwort = hand_in(
        client, mappe(("1.2-03", 2018, 7.1)), art="kennzahlen", fachbereich="GB Jugend"
    ).get_json()
    assert load_lieferung(store, antwort["lieferung"]).fachbereich == "GB Jugend"


def test_without_a_file_the_person_is_asked_for_one(client):
    assert client.post(PRUEFEN, data={}).get_json()["satz"] == "Bitte zuerst eine Datei auswählen."
    zwei = {"datei": [(io.BytesIO(b"a"), "a.csv"), (io.BytesIO(b"b"), "b.csv")]}
    assert client.post(PRUEFEN, data=zwei, content_type="multipart/form-data").status_code == 400


@pytest.mark.parametrize(
    "kopf", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
@pytest.mark.parametrize("pfad", [PRUEFEN, "/lieferung/2/freigeben", "/lieferung/2/zurueckziehen"])
def test_a_foreign_page_cannot_hand_in_release_or_withdraw(client, store, pfad, kopf):
    vorher = list_lieferungen(store)
    daten = {
        "grund": "weg",
        "bestaetigt": "ja",
        "datei": (io.BytesIO(mappe(("1.2-03", 2018, 7.1))), "a.xlsx"),
    }
    assert client.post(pfad, data=daten, headers=kopf, content_type="multipart/form-data").status_code == 403
    assert list_lieferungen(store) == vorher


@pytest.mark.parametrize("pfad", ["/lieferung/2/freigeben", "/lieferung/2/zurueckziehen"])
def test_looking_at_an_address_changes_nothing(client, store, pfad):
    vorher = list_lieferungen(store)
    client.get(pfad)
    assert list_lieferungen(store) == vorher


@pytest.mark.parametrize(
    ("name", "sauber"),
    [
        ("a/b.xlsx", "b.xlsx"),
        ("..\\..\\x.csv", "x.csv"),
        ("a\r\nb.xlsx", "ab.xlsx"),
        ("/", "ohne-namen"),
        ("ä" * 300, "ä" * 200),
    ],
)
def test_a_file_name_keeps_no_folders_and_no_control_characters(name, sauber):
    assert clean_dateiname(name) == sauber


# -------------------------------------------------------------------------------------- the original


def test_the_original_comes_back_as_a_download_byte_for_byte(client):
    inhalt = mappe(("1.2-03", 2018, 7.1))
    nr = hand_in(client, inhalt, 'Quö"ten.xlsx').get_json()["lieferung"]
    antwort = client.get(f"/lieferung/{nr}/datei")
    assert antwort.data == inhalt and antwort.mimetype == "application/octet-stream"
    assert antwort.headers["Content-Disposition"].startswith("attachment;")
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
    assert antwort.headers["Cache-Control"] == "no-store"


def test_an_unknown_lieferung_is_404_everywhere(client, zeige):
    assert client.get("/lieferung/999/datei").status_code == 404
    assert client.post("/lieferung/999/freigeben").status_code == 404
    assert client.post("/lieferung/999/zurueckziehen", data={"grund": "x"}).status_code == 404
    for nr in ("999", "x", "²", "9" * 30, "-1"):
        assert "gibt es nicht" in text(zeige(f"/lieferung/{nr}"))


# ------------------------------------------------------------------------------- release and withdrawal


def test_release_counts_at_once_and_leads_back(client, store, zeige):
    nr = wait(client, ("1.2-03", 2018, 7.1))
    antwort = client.post(f"/lieferung/{nr}/freigeben")
    assert antwort.status_code == 303 and antwort.location.startswith(f"/lieferung/{nr}?meldung=")
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN
    gezeigt = text(zeige(f"/lieferung/{nr}", antwort.location.partition("?")[2]))
    assert "Freigegeben. Ab jetzt zählt diese Lieferung." in gezeigt


def test_warnings_must_be_confirmed_before_release(client, store, zeige):
    wait_for = [("1.1-01", jahr, 90_000 + jahr) for jahr in range(2008, 2018)]
    client.post(f"/lieferung/{wait(client, *wait_for)}/freigeben", data={"bestaetigt": "ja"})
    nr = wait(client, ("1.1-01", 2018, 905_000))
    assert "Ich habe die Warnung geprüft." in text(zeige(f"/lieferung/{nr}"))
    antwort = client.post(f"/lieferung/{nr}/freigeben")
    assert "Noch nicht freigegeben" in text(zeige(f"/lieferung/{nr}", antwort.location.partition("?")[2]))
    assert load_lieferung(store, nr).stand is Lieferstand.WARTET
    client.post(f"/lieferung/{nr}/freigeben", data={"bestaetigt": "ja"})
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN


def test_a_second_release_is_told_not_broken(client, zeige):
    nr = wait(client, ("1.2-03", 2018, 7.1))
    client.post(f"/lieferung/{nr}/freigeben")
    antwort = client.post(f"/lieferung/{nr}/freigeben")
    assert antwort.status_code == 303
    assert "Sie ist schon freigegeben." in text(zeige(f"/lieferung/{nr}", antwort.location.partition("?")[2]))


def test_withdrawal_needs_a_reason_and_is_then_final(client, store, zeige):
    nr = wait(client, ("1.2-03", 2018, 7.1))
    client.post(f"/lieferung/{nr}/zurueckziehen", data={"grund": "  "})
    assert load_lieferung(store, nr).stand is Lieferstand.WARTET
    client.post(f"/lieferung/{nr}/zurueckziehen", data={"grund": BOESE})
    assert load_lieferung(store, nr).grund == BOESE
    schirm = zeige(f"/lieferung/{nr}")
    assert f"Sie zählt nicht mehr. Grund: {BOESE}" in text(schirm)
    assert not [t for t in walk(schirm) if getattr(t, "method", "") == "post"]


def test_release_withdrawal_and_upload_work_on_both_databases(database_url, settings):
    store = open_store(database_url)
    migrate(store)
    client = create_app(store, settings).server.test_client()
    nr = hand_in(client, BESTAND[0].read_bytes(), "ziele.xlsx").get_json()["lieferung"]
    client.post(f"/lieferung/{nr}/freigeben", data={"bestaetigt": "ja"})
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN
    assert client.get(f"/lieferung/{nr}/datei").data == BESTAND[0].read_bytes()
    client.post(f"/lieferung/{nr}/zurueckziehen", data={"grund": "Probe"})
    assert load_lieferung(store, nr).stand is Lieferstand.ZURUECKGEZOGEN
    store.close()


def test_only_our_own_sentence_is_shown():
    unsere, fremde = Meldungen("a" * 20), Meldungen("b" * 20)
    wort = unsere.write(Meldung("Freigegeben.", is_error=False))
    assert unsere.read(wort) == Meldung("Freigegeben.")
    assert fremde.read(wort) is None and unsere.read("Unsinn") is None and unsere.read(None) is None
