"""Upload: from a file handed in to a waiting Lieferung; release, withdrawal, the original; nobody else's requests."""

from __future__ import annotations

import io
import re
import shutil
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kek_dashboard.domain.lieferung import Lieferstand
from kek_dashboard.domain.rechte import LOKALER_AKTEUR
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.settings import Settings
from kek_dashboard.store.eingang import list_eingaenge
from kek_dashboard.store.lieferungen import list_lieferungen, load_lieferung
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, create_app, render_screen
from kek_dashboard.web.angaben import clean_dateiname
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.eingang import EINGANG
from kek_dashboard.web.meldung import Meldung, Meldungen
from kek_dashboard.web.seite import Umgebung
from tests.web.factories import BOESE
from tests.web.personen import screen
from tests.web.test_seiten import text, walk

DATA = Path(__file__).parents[2] / "data"
#: What makes a later value of another size stand out.
FRUEHER = [("1.1-01", jahr, 90_000 + jahr) for jahr in range(2008, 2018)]
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
    return client.post(EINGANG, data=daten, content_type="multipart/form-data")


def hand_in_large(client, inhalt: bytes, **felder: str):
    """``hand_in`` with a body written by hand: the test client would leave its own temporary file open."""
    teile = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n{w}'.encode() for n, w in felder.items()]
    teile.append(b'Content-Disposition: form-data; name="datei"; filename="a.xlsx"\r\n\r\n' + inhalt)
    rumpf = b"".join(b"--grenze\r\n" + teil + b"\r\n" for teil in teile) + b"--grenze--\r\n"
    return client.post(EINGANG, data=rumpf, content_type="multipart/form-data; boundary=grenze")


def read_through(client, kennung: str) -> dict[str, Any]:
    """What is told about a file once its reading has come to an end."""
    ende = time.monotonic() + 60
    while True:
        stand: dict[str, Any] = client.get(f"{EINGANG}/{kennung}/stand").get_json()
        if not stand["laeuft"]:
            return stand
        assert time.monotonic() < ende, stand
        time.sleep(0.02)


def brought(client, inhalt: bytes, name: str = "Quoten.xlsx", **felder: str) -> str:
    """The id of a file that was handed in and read."""
    antwort = hand_in(client, inhalt, name, **felder).get_json()
    assert "id" in antwort, antwort
    assert read_through(client, antwort["id"])["zustand"] == "gelesen"
    return str(antwort["id"])


def preview(client, kennung: str) -> str:
    """The preview as it travels to the browser."""
    return screen(client, f"{EINGANG}/{kennung}")


def submit(client, kennung: str, grund: str = "Mit dem Fachamt geklärt.", **felder: str):
    """The form of the preview sent as a browser does, each reason the same."""
    seite = preview(client, kennung)
    gruende = dict.fromkeys(re.findall(r'<textarea[^>]* name="(grund-[a-z_]+)"', seite), grund)
    found = re.search(r'name="merkmal" value="([0-9a-f]+)"', seite)
    merkmal = {"merkmal": found[1]} if found else {}
    return client.post(f"{EINGANG}/{kennung}/abgeben", data={**merkmal, **gruende, **felder})


def number(antwort) -> int:
    """The Lieferung an answer leads to."""
    found = re.match(r"/lieferung/(\d+)\?meldung=", antwort.headers.get("Location", ""))
    assert antwort.status_code == 303 and found, (antwort.status_code, antwort.headers.get("Location"))
    return int(found[1])


def deliver(client, inhalt: bytes, name: str = "Quoten.xlsx", **felder: str) -> int:
    """The whole way to a waiting Lieferung."""
    return number(submit(client, brought(client, inhalt, name, **felder)))


def wait(client, *zeilen: tuple[object, ...]) -> int:
    return deliver(client, mappe(*zeilen))


@pytest.mark.parametrize(
    "kopf", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
@pytest.mark.parametrize("pfad", [EINGANG, "/lieferung/2/freigeben", "/lieferung/2/zurueckziehen"])
def test_a_foreign_page_cannot_hand_in_release_or_withdraw(client, store, pfad, kopf):
    vorher = list_lieferungen(store)
    daten = {
        "grund": "weg",
        "bestaetigt": "ja",
        "datei": (io.BytesIO(mappe(("1.2-03", 2018, 7.1))), "a.xlsx"),
    }
    assert client.post(pfad, data=daten, headers=kopf, content_type="multipart/form-data").status_code == 403
    assert list_lieferungen(store) == vorher and list_eingaenge(store, LOKALER_AKTEUR) == ()


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
    nr = deliver(client, inhalt, 'Quö"ten.xlsx')
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


def test_a_warning_with_a_reason_needs_no_second_confirmation(client, store, zeige):
    client.post(f"/lieferung/{wait(client, *FRUEHER)}/freigeben", data={"bestaetigt": "ja"})
    nr = wait(client, ("1.1-01", 2018, 905_000))
    gezeigt = text(zeige(f"/lieferung/{nr}"))
    assert "Begründung: Mit dem Fachamt geklärt." in gezeigt
    assert "Eine Warnung ist von der abgebenden Person begründet" in gezeigt
    client.post(f"/lieferung/{nr}/freigeben")
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN


def test_a_warning_nobody_gave_a_reason_for_must_be_confirmed_before_release(client, store, zeige):
    client.post(f"/lieferung/{wait(client, *FRUEHER)}/freigeben", data={"bestaetigt": "ja"})
    annahme = accept_file(store, "Quoten.xlsx", mappe(("1.1-01", 2018, 905_000)), Vorgabe())
    nr = annahme.lieferung
    assert nr is not None and "Ich habe die Warnung geprüft." in text(zeige(f"/lieferung/{nr}"))
    antwort = client.post(f"/lieferung/{nr}/freigeben")
    assert "Noch nicht freigegeben" in text(zeige(f"/lieferung/{nr}", antwort.location.partition("?")[2]))
    assert load_lieferung(store, nr).stand is Lieferstand.WARTET
    client.post(f"/lieferung/{nr}/freigeben", data={"bestaetigt": "ja"})
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN


def test_a_lieferung_is_sent_back_with_its_befunde_at_the_cells(client):
    client.post(f"/lieferung/{wait(client, *FRUEHER)}/freigeben", data={"bestaetigt": "ja"})
    nr = wait(client, ("1.1-01", 2018, 905_000))
    antwort = client.get(f"/lieferung/{nr}/kopie")
    buch = openpyxl.load_workbook(io.BytesIO(antwort.data))
    assert "Quoten-Befunde.xlsx" in antwort.headers["Content-Disposition"]
    assert buch["Quoten"]["C2"].comment is not None


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
    nr = deliver(client, BESTAND[0].read_bytes(), "ziele.xlsx")
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
