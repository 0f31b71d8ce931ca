"""Eingang: files are kept for their sender alone, read in the background, and refused with a sentence."""

from __future__ import annotations

import io
import random
import time

import pytest

from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Akteur, Rolle
from kek_dashboard.importers.eingang import hand_in as keep
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.grenzen import MAX_DATEI
from kek_dashboard.store import eingang as ablage
from kek_dashboard.store.eingang import MEISTE_JE_PERSON, claim, list_eingaenge
from kek_dashboard.store.lieferungen import count_lieferungen, load_datei, load_lieferung
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import create_app
from kek_dashboard.web.eingang import EINGANG, is_kennung
from tests.web.personen import screen
from tests.web.test_seiten import text
from tests.web.test_upload import (  # noqa: F401 - fixtures
    BESTAND,
    bestand,
    brought,
    client,
    deliver,
    hand_in,
    hand_in_large,
    mappe,
    preview,
    read_through,
    settings,
    store,
    submit,
    zeige,
)

GUT = mappe(("1.2-03", 2018, 7.1))


def drafts(store):  # noqa: F811
    return list_eingaenge(store, LOKALER_AKTEUR)


# ------------------------------------------------------------------------------------------ handing in


def test_a_file_is_kept_read_and_counts_for_nothing_yet(client, store, zeige):  # noqa: F811
    kennung = brought(client, GUT, "Ablage/Quoten 2018.xlsx")
    assert [e.dateiname for e in drafts(store)] == ["Quoten 2018.xlsx"]
    assert count_lieferungen(store) == len(BESTAND)
    liste = text(zeige("/lieferungen"))
    assert "Quoten 2018.xlsx" in liste and "gelesen, zur Ansicht bereit" in liste
    assert "Abgeben bringt 1 neue" in text(zeige(f"{EINGANG}/{kennung}"))


def test_each_file_is_its_own_draft_and_the_same_file_lies_there_once(client, store):  # noqa: F811
    ids = {hand_in(client, GUT, name).get_json()["id"] for name in ("a.xlsx", "b.xlsx", "a.xlsx")}
    assert len(ids) == 2 == len(drafts(store))


@pytest.mark.parametrize(
    "inhalt", [b"", b"PK\x03\x04 kaputt", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_an_unreadable_file_ends_with_a_sentence_and_can_be_thrown_away(client, store, inhalt):  # noqa: F811
    antwort = hand_in(client, inhalt)
    kennung = antwort.get_json()["id"]
    stand = read_through(client, kennung)
    assert stand["zustand"] == "unlesbar" and stand["satz"].startswith("Die Datei ist ")
    assert stand["satz"][:20] in preview(client, kennung)
    assert client.post(f"{EINGANG}/{kennung}/abgeben").status_code == 303
    assert client.get(f"{EINGANG}/{kennung}/kopie").status_code == 409
    assert client.post(f"{EINGANG}/{kennung}/verwerfen").status_code == 303
    assert drafts(store) == () and count_lieferungen(store) == len(BESTAND)


@pytest.mark.parametrize("zuviel", [1, 1024 * 1024])
def test_a_file_that_is_too_large_gets_413_and_a_german_sentence(client, store, zuviel):  # noqa: F811
    kopf = b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a.xlsx"\r\n\r\n'
    antwort = client.post(
        EINGANG,
        data=kopf + b"\0" * (MAX_DATEI + zuviel) + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert antwort.status_code == 413
    assert antwort.get_json()["satz"].startswith("Die Datei ist zu groß: höchstens 10 MiB")
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
    assert drafts(store) == ()


@pytest.mark.parametrize("kib", [63, 64, 65, 200, 3000])
def test_a_large_file_comes_through_whatever_its_size(client, store, kib):  # noqa: F811
    inhalt = GUT + random.Random(kib).randbytes(kib * 1024)
    antwort = hand_in_large(client, inhalt)
    assert antwort.status_code == 200, antwort.get_json()
    with store.reading() as connection:
        assert ablage.read_inhalt(connection, antwort.get_json()["id"])[1] == inhalt


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
def test_what_is_said_about_a_file_must_be_on_offer(client, store, felder, satz):  # noqa: F811
    antwort = hand_in(client, GUT, **felder)
    assert antwort.status_code == 400 and antwort.get_json()["satz"].startswith(satz)
    assert drafts(store) == ()
    kennung = brought(client, GUT)
    antwort = client.post(f"{EINGANG}/{kennung}/angaben", data=felder)
    assert satz in screen(client, f"{EINGANG}/{kennung}", "?" + antwort.location.partition("?")[2])


def test_what_is_said_about_a_file_is_kept(client, store):  # noqa: F811
    nr = deliver(client, GUT, art="kennzahlen", fachbereich="GB Jugend")
    assert load_lieferung(store, nr).fachbereich == "GB Jugend"


def test_what_was_said_can_be_said_anew_before_delivery(client, store):  # noqa: F811
    kennung = brought(client, GUT)
    client.post(f"{EINGANG}/{kennung}/angaben", data={"fachbereich": "GB Jugend"})
    antwort = submit(client, kennung)
    nr = int(antwort.location.split("/")[2].partition("?")[0])
    assert load_lieferung(store, nr).fachbereich == "GB Jugend"


def test_without_a_file_the_person_is_asked_for_one(client):  # noqa: F811
    assert client.post(EINGANG, data={}).get_json()["satz"] == "Bitte zuerst eine Datei auswählen."
    zwei = {"datei": [(io.BytesIO(b"a"), "a.csv"), (io.BytesIO(b"b"), "b.csv")]}
    assert client.post(EINGANG, data=zwei, content_type="multipart/form-data").status_code == 400


def test_who_lets_too_many_lie_is_asked_to_deliver_first(client, store):  # noqa: F811
    for nr in range(MEISTE_JE_PERSON):
        keep(store, f"{nr}.csv", b"leer", Vorgabe(), LOKALER_AKTEUR)
    antwort = hand_in(client, GUT)
    assert antwort.status_code == 409 and "Bitte erst abgeben oder verwerfen" in antwort.get_json()["satz"]


# ------------------------------------------------------------------------------------------- reading


def test_a_reading_that_was_left_halfway_is_taken_up_by_whoever_looks(client, store, monkeypatch):  # noqa: F811
    kennung = keep(store, "Quoten.xlsx", GUT, Vorgabe(), LOKALER_AKTEUR)
    assert claim(store, kennung)  # by a program that was ended then
    assert client.get(f"{EINGANG}/{kennung}/stand").get_json()["zustand"] == "liest"
    monkeypatch.setattr(ablage, "_still", lambda: "9999-12-31T00:00:00+00:00")
    assert "wird gelesen" in preview(client, kennung)
    monkeypatch.undo()
    assert read_through(client, kennung)["zustand"] == "gelesen"


def test_looking_at_the_list_begins_what_nobody_reads(client, store, zeige):  # noqa: F811
    kennung = keep(store, "Quoten.xlsx", GUT, Vorgabe(), LOKALER_AKTEUR)
    zeige("/lieferungen")
    ende = time.monotonic() + 30
    while drafts(store)[0].zustand.value != "gelesen":
        assert time.monotonic() < ende
        time.sleep(0.02)
    assert drafts(store)[0].id == kennung


# --------------------------------------------------------------------------------- nobody else's files


def test_the_file_of_somebody_else_does_not_exist(client, store):  # noqa: F811
    fremd = Akteur("jugend", frozenset({Rolle.FACHBEREICH}))
    kennung = keep(store, "geheim.xlsx", GUT, Vorgabe(), fremd)
    assert "geheim" not in screen(client, "/lieferungen")
    assert "geheim" not in preview(client, kennung) and "liegt hier nicht" in preview(client, kennung)
    for was in ("stand", "kopie"):
        assert client.get(f"{EINGANG}/{kennung}/{was}").status_code == 404
    for was in ("abgeben", "verwerfen", "angaben"):
        assert client.post(f"{EINGANG}/{kennung}/{was}").status_code == 404
    assert len(list_eingaenge(store, fremd)) == 1 and count_lieferungen(store) == len(BESTAND)


@pytest.mark.parametrize("kennung", ["x", "%00", "..", "ä", "a" * 900, "1;drop table eingang", "%ff%fe"])
def test_an_id_that_means_nothing_is_not_found_and_breaks_nothing(client, kennung):  # noqa: F811
    for was in ("stand", "kopie"):
        assert client.get(f"{EINGANG}/{kennung}/{was}").status_code == 404
    for was in ("abgeben", "verwerfen", "angaben"):
        assert client.post(f"{EINGANG}/{kennung}/{was}").status_code == 404
    assert "Nicht gefunden" in preview(client, kennung) or "liegt hier nicht" in preview(client, kennung)


def test_an_id_is_short_and_of_plain_letters():
    assert is_kennung("aB3-_x") and not any(map(is_kennung, ("", "ä", "a/b", "a" * 65, "a b", "\0")))


# ------------------------------------------------------------------------------------------ delivering


def test_what_was_delivered_is_the_file_byte_for_byte_and_the_draft_is_gone(client, store):  # noqa: F811
    nr = deliver(client, GUT, "Quoten 2018.xlsx")
    assert load_datei(store, nr) == ("Quoten 2018.xlsx", GUT) and drafts(store) == ()
    assert load_lieferung(store, nr).absender == LOKALER_AKTEUR.name


def test_the_same_file_again_leads_to_its_lieferung(client, store):  # noqa: F811
    nr = deliver(client, GUT)
    kennung = brought(client, GUT)
    seite = preview(client, kennung)
    assert f"/lieferung/{nr}" in seite and "Zur Freigabe abgeben" not in seite
    assert submit(client, kennung).location.startswith(f"/lieferung/{nr}?meldung=")
    assert count_lieferungen(store) == len(BESTAND) + 1


def test_the_whole_way_goes_on_both_databases(database_url, settings):  # noqa: F811
    store = open_store(database_url)  # noqa: F811
    migrate(store)
    client = create_app(store, settings).server.test_client()  # noqa: F811
    kennung = brought(client, BESTAND[0].read_bytes(), "ziele.xlsx")
    assert client.get(f"{EINGANG}/{kennung}/kopie").status_code == 200
    assert submit(client, kennung).status_code == 303
    assert count_lieferungen(store) == 1 and drafts(store) == ()
    store.close()
