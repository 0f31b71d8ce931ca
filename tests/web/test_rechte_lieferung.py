"""Rechte an Lieferungen: who hands in, sees, fetches, releases and withdraws what, by kind and Fachbereich."""

from __future__ import annotations

import io

import pytest

from kek_dashboard.domain.lieferung import Lieferstand
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.lieferungen import count_lieferungen, load_lieferung
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.web import create_app
from kek_dashboard.web.eingang import EINGANG
from kek_dashboard.web.formular import FELD
from tests.web.personen import HTML, ROOT, add_person, post, screen, server_settings, signed_in, token
from tests.web.test_upload import (  # noqa: F401 - fixtures
    BESTAND,
    bestand,
    hand_in_large,
    mappe,
    number,
    preview,
    read_through,
    store,
    submit,
)

EIGENER, FREMDER = "GB Jugend", "GB Schule und ÖPNV"
EIGENE_KENNZAHL, FREMDE_KENNZAHL = "1.2-02", "1.2-03"


@pytest.fixture
def app(store, tmp_path):  # noqa: F811
    migrate(store)
    for rolle in (Rolle.LESER, Rolle.CONTROLLING, Rolle.KAEMMEREI, Rolle.VERWALTUNG):
        add_person(store, rolle.value, rolle)
    for name, einheit in (("jugend", EIGENER), ("schule", FREMDER)):
        create_konto(store, ROOT, name, [Rolle.FACHBEREICH], fachbereiche=[einheit])
    return create_app(store, server_settings(tmp_path))


@pytest.fixture
def als(app, store):  # noqa: F811
    return lambda name: signed_in(app, store, name)


def hand_in(client, inhalt: bytes, name: str = "Quoten.xlsx", **felder: str):
    daten = {"datei": (io.BytesIO(inhalt), name), FELD: token(client), **felder}
    return client.post(EINGANG, data=daten, content_type="multipart/form-data")


def brought(client, inhalt: bytes, **felder: str) -> str:
    """The id of a file handed in and read."""
    antwort = hand_in(client, inhalt, **felder).get_json()
    assert "id" in antwort, antwort
    assert read_through(client, antwort["id"])["zustand"] == "gelesen"
    return str(antwort["id"])


def delivered(client, nr: str = EIGENE_KENNZAHL, **felder: str) -> int:
    """A waiting Lieferung of this person."""
    kennung = brought(client, mappe((nr, 2018, 7.1)), **felder)
    return number(submit(client, kennung, **{FELD: token(client)}))


def test_a_fachbereich_hands_in_its_own_kennzahlen_under_its_own_name(als, store):  # noqa: F811
    nr = delivered(als("jugend"))
    assert load_lieferung(store, nr).fachbereich == EIGENER
    eintrag = list_protokoll(store, aktion="geliefert", anzahl=1)[0]
    assert (eintrag.wer, eintrag.rollen, eintrag.gegenstand) == ("jugend", "fachbereich", str(nr))


@pytest.mark.parametrize(
    ("name", "kennzahl", "felder"),
    [
        ("jugend", FREMDE_KENNZAHL, {}),
        ("jugend", EIGENE_KENNZAHL, {"fachbereich": FREMDER}),
        ("kaemmerei", EIGENE_KENNZAHL, {}),
    ],
    ids=["a Kennzahl of others", "in the name of others", "another kind of file"],
)
def test_what_is_not_ones_own_to_hand_in_is_refused_whole(als, store, name, kennzahl, felder):  # noqa: F811
    person = als(name)
    kennung = brought(person, mappe((kennzahl, 2018, 7.1)), **felder)
    seite = preview(person, kennung)
    assert "Nicht Ihr Zuständigkeitsbereich" in seite and "Zur Freigabe abgeben" not in seite
    antwort = submit(person, kennung, **{FELD: token(person)})
    assert antwort.location.startswith(f"{EINGANG}/{kennung}?meldung=")
    assert count_lieferungen(store) == len(BESTAND)


def test_a_refused_kennzahl_is_named_by_its_cell(als):
    person = als("jugend")
    assert "Blatt „Quoten“, Zelle C2" in preview(person, brought(person, mappe((FREMDE_KENNZAHL, 2018, 7.1))))


def test_a_file_before_delivery_is_its_senders_alone(als):
    kennung = brought(als("jugend"), mappe((EIGENE_KENNZAHL, 2018, 7.1)))
    assert "Quoten.xlsx" in screen(als("jugend"), "/lieferungen")
    for name in ("controlling", "kaemmerei", "schule"):
        fremd = als(name)
        assert "liegt hier nicht" in preview(fremd, kennung)
        assert "Quoten.xlsx" not in screen(fremd, "/lieferungen")
        assert fremd.get(f"{EINGANG}/{kennung}/stand").status_code == 404
        assert fremd.get(f"{EINGANG}/{kennung}/kopie").status_code == 404
        for was in ("abgeben", "verwerfen", "angaben"):
            assert post(fremd, f"{EINGANG}/{kennung}/{was}").status_code == 404
    assert "Zur Freigabe abgeben" in preview(als("jugend"), kennung)


def test_writing_needs_the_forms_own_token(als, store):  # noqa: F811
    person = als("jugend")
    kennung = brought(person, mappe((EIGENE_KENNZAHL, 2018, 7.1)))
    for was in ("abgeben", "verwerfen", "angaben"):
        assert person.post(f"{EINGANG}/{kennung}/{was}", data={FELD: "x"}).status_code == 400
    assert count_lieferungen(store) == len(BESTAND) and "Zur Freigabe" in preview(person, kennung)


# ------------------------------------------------------------------------------------------ four eyes


def test_who_delivered_does_not_release_and_reads_who_does(als, store):  # noqa: F811
    nr = delivered(als("controlling"), fachbereich=EIGENER)
    seite = screen(als("controlling"), f"/lieferung/{nr}")
    assert "eine andere Person mit der Rolle Controlling" in seite and ">Freigeben</button>" not in seite
    antwort = post(als("controlling"), f"/lieferung/{nr}/freigeben", {"bestaetigt": "ja"})
    weiter = screen(als("controlling"), f"/lieferung/{nr}", "?" + antwort.location.partition("?")[2])
    assert "Vier-Augen-Prinzip" in weiter
    assert load_lieferung(store, nr).stand is Lieferstand.WARTET
    create_konto(store, ROOT, "zweite", [Rolle.CONTROLLING])
    assert ">Freigeben</button>" in screen(als("zweite"), f"/lieferung/{nr}")
    assert post(als("zweite"), f"/lieferung/{nr}/freigeben", {"bestaetigt": "ja"}).status_code == 303
    assert load_lieferung(store, nr).freigegeben_von == "zweite"


def test_one_person_alone_releases_where_the_setting_says_so(store, tmp_path):  # noqa: F811
    migrate(store)
    add_person(store, "controlling", Rolle.CONTROLLING)
    app = create_app(store, server_settings(tmp_path, vier_augen=False))
    allein = signed_in(app, store, "controlling")
    nr = delivered(allein, fachbereich=EIGENER)
    assert ">Freigeben</button>" in screen(allein, f"/lieferung/{nr}")
    post(allein, f"/lieferung/{nr}/freigeben", {"bestaetigt": "ja"})
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN


def test_a_sender_sets_the_own_waiting_file_aside_and_no_other(als, store):  # noqa: F811
    nr = delivered(als("jugend"))
    assert post(als("schule"), f"/lieferung/{nr}/zurueckziehen", {"grund": "Versehen"}).status_code == 403
    seite = screen(als("jugend"), f"/lieferung/{nr}")
    assert "Freigegeben wird sie von der Rolle Controlling" in seite and ">Zurückziehen</button>" in seite
    assert post(als("jugend"), f"/lieferung/{nr}/zurueckziehen", {"grund": "Versehen"}).status_code == 303
    assert load_lieferung(store, nr).stand is Lieferstand.ZURUECKGEZOGEN
    zweite = delivered(als("jugend"))
    post(als("controlling"), f"/lieferung/{zweite}/freigeben", {"bestaetigt": "ja"})
    assert post(als("jugend"), f"/lieferung/{zweite}/zurueckziehen", {"grund": "spät"}).status_code == 403
    assert load_lieferung(store, zweite).stand is Lieferstand.FREIGEGEBEN


@pytest.mark.parametrize("name", ["leser", "verwaltung"])
def test_who_hands_in_nothing_does_not_reach_the_counter(als, name):
    assert hand_in(als(name), mappe((EIGENE_KENNZAHL, 2018, 7.1))).status_code == 403


def test_a_fachbereich_sees_its_own_lieferungen_alone(als):
    nr = delivered(als("jugend"))
    pfad = f"/lieferung/{nr}"
    for name in ("jugend", "controlling", "kaemmerei"):
        assert pfad in screen(als(name), "/lieferungen")
        assert "Quoten.xlsx" in screen(als(name), pfad)
        assert als(name).get(f"{pfad}/datei").status_code == 200
    assert pfad not in screen(als("schule"), "/lieferungen")
    assert "Nicht erlaubt" in screen(als("schule"), pfad) and "Quoten" not in screen(als("schule"), pfad)
    assert als("schule").get(f"{pfad}/datei").status_code == 403
    # What the county as a whole has released is in no unit's name.
    assert als("schule").get("/lieferung/1/datei").status_code == 403
    assert als("leser").get(f"{pfad}/datei").status_code == 403


@pytest.mark.parametrize("tat", ["freigeben", "zurueckziehen"])
def test_a_kind_is_released_and_withdrawn_by_its_roles_alone(als, store, tat):  # noqa: F811
    nr = delivered(als("jugend"))
    felder = {"bestaetigt": "ja", "grund": "Probe"}
    for name in ("leser", "schule", "kaemmerei", "verwaltung"):
        antwort = post(als(name), f"/lieferung/{nr}/{tat}", felder)
        assert antwort.status_code == 403 and "Controlling" in antwort.get_data(as_text=True), name
    assert load_lieferung(store, nr).stand is Lieferstand.WARTET
    assert post(als("controlling"), f"/lieferung/{nr}/{tat}", felder).status_code == 303
    assert load_lieferung(store, nr).stand is not Lieferstand.WARTET
    assert list_protokoll(store, anzahl=1)[0].wer == "controlling"


@pytest.mark.parametrize(
    ("name", "nr", "erlaubt"),
    [
        ("controlling", 3, False),  # the Haushaltsplan
        ("kaemmerei", 3, True),
        ("controlling", 4, True),  # a workbook of mappings alone
        ("kaemmerei", 4, True),
        ("kaemmerei", 2, False),  # Stammdaten
        ("controlling", 2, True),
    ],
)
def test_budget_mappings_and_master_data_have_their_own_roles(als, store, name, nr, erlaubt):  # noqa: F811
    assert ("entscheidung" in screen(als(name), f"/lieferung/{nr}")) is erlaubt
    antwort = post(als(name), f"/lieferung/{nr}/zurueckziehen", {"grund": ""})
    assert antwort.status_code == (303 if erlaubt else 403)
    assert load_lieferung(store, nr).stand is Lieferstand.FREIGEGEBEN  # a reason was missing


def test_the_counter_and_the_buttons_show_for_whom_they_work(als):
    nr = delivered(als("jugend"))
    for name, liefert in (("jugend", True), ("controlling", True), ("kaemmerei", True)):
        assert ("Dateien abgeben" in screen(als(name), "/lieferungen")) is liefert
    for name, entscheidet in (("jugend", False), ("controlling", True), ("kaemmerei", False)):
        assert (">Freigeben</button>" in screen(als(name), f"/lieferung/{nr}")) is entscheidet, name
    angebot = screen(als("jugend"), "/lieferungen")
    assert (
        EIGENER in angebot
        and FREMDER not in angebot
        and "Haushaltsplan" not in angebot.partition("Art<")[2][:300]
    )


def test_a_stranger_reaches_none_of_it(als):
    niemand = als(None)
    for pfad in (
        "/lieferungen",
        "/lieferung/1",
        "/lieferung/1/datei",
        "/lieferung/1/kopie",
        "/eingang/x/stand",
    ):
        assert niemand.get(pfad, headers=HTML).status_code == 303
        assert niemand.get(pfad).status_code == 401
    assert niemand.post("/lieferung/1/freigeben").status_code == 401
    assert niemand.post(EINGANG, data={"datei": (io.BytesIO(b"x"), "x")}).status_code == 401


def test_a_large_file_comes_through_in_server_mode_too(als):
    gross = mappe((EIGENE_KENNZAHL, 2018, 7.1)) + b"\0" * (700 * 1024)
    person = als("jugend")
    antwort = hand_in_large(person, gross, **{FELD: token(person)})
    assert antwort.status_code == 200, antwort.get_json()


def test_a_file_that_is_too_large_is_refused_in_server_mode_too(als, store):  # noqa: F811
    kopf = b'--x\r\nContent-Disposition: form-data; name="datei"; filename="a.xlsx"\r\n\r\n'
    antwort = als("jugend").post(
        EINGANG,
        data=kopf + b"\0" * (11 * 1024 * 1024) + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert antwort.status_code == 413 and "zu groß" in antwort.get_data(as_text=True)
    assert count_lieferungen(store) == len(BESTAND)
