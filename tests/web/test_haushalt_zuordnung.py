"""Mapping page: what its buttons do to the draft, who may press them, and that bad input changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.domain.haushalt import Bezug
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.store.arbeitsstand import Arbeitsart, change_arbeitsstand, list_arbeitsstaende
from kek_dashboard.store.lieferungen import release
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.store.zuordnungsgeschichte import load_geschichte, load_waiting
from kek_dashboard.web import PAGES, build_app, render_screen
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.components.zeichen import BEISPIEL_SATZ
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.pages.haushalt.zuordnung_wahl import list_targets, read_share, read_target
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.statisch import write
from tests.web import factories as f
from tests.web.personen import add_person, server_settings, signed_in

WEG = "/haushalt/zuordnung/aendern"
JSON = {"Accept": "application/json"}
FELDER = {"haushaltsjahr": "2026", "jahr": "2026", "fassung": "", "stand": "", "fortschreibung": "0"}


@pytest.fixture
def store(beispiel_url: str) -> Iterator[Store]:
    opened = open_store(beispiel_url)
    yield opened
    opened.close()


@pytest.fixture
def umgebung(store: Store) -> Umgebung:
    return Umgebung(Daten(StoreQuelle(store)), store, f.settings())


@pytest.fixture
def client(umgebung: Umgebung, store: Store) -> Any:
    return build_app(umgebung, StoreQuelle(store)).server.test_client()


def press(client: Any, tat: str, *zeilen: str, **felder: str) -> tuple[int, dict[str, Any]]:
    antwort = client.post(WEG, data={**FELDER, "tat": tat, "zeile": list(zeilen), **felder}, headers=JSON)
    return antwort.status_code, antwort.get_json()


def page(umgebung: Umgebung, search: str = "?haushaltsjahr=2026") -> str:
    return write(render_screen(umgebung, PAGES, "/haushalt/zuordnung", search))


def test_a_step_is_kept_and_answers_with_what_is_different(client: Any, umgebung: Umgebung) -> None:
    status, antwort = press(client, "zuordnen", "111100", "111300", ziel="3.2", anteil="33,5")
    assert status == 200 and antwort["fortschreibung"] == 1
    assert antwort["satz"] == "2 Zeilen: 3.2 zu 33,5 %."
    assert set(antwort["zeilen"]) == {"111100", "111300"}
    assert "3.2 33,5 %" in antwort["zeilen"]["111100"] and "66,5 %" in antwort["zeilen"]["111100"]
    assert "2 Änderungen zur Freigabe abgeben" in antwort["tafel"] and "nicht zugeordnet" in antwort["tafel"]
    assert "3.2 33,5 %" in page(umgebung)
    assert "3.2 33,5 %" not in page(umgebung, "?haushaltsjahr=2025")


def test_without_the_script_it_leads_back_to_the_page(client: Any) -> None:
    felder = {**FELDER, "tat": "zuordnen", "zeile": "111100", "ziel": "3.2", "anteil": "10"}
    antwort = client.post(WEG, data=felder)
    assert antwort.status_code == 303 and antwort.location.startswith("/haushalt/zuordnung?")


@pytest.mark.parametrize(
    ("tat", "zeilen", "felder", "satz"),
    [
        ("zuordnen", (), {"ziel": "3.2", "anteil": "10"}, "mindestens eine Zeile"),
        ("zuordnen", ("111100",), {"ziel": "", "anteil": "10"}, "Bitte ein Ziel"),
        ("zuordnen", ("111100",), {"ziel": "9.9", "anteil": "10"}, "„9.9“ gibt es"),
        ("zuordnen", ("111100",), {"ziel": "3.2", "anteil": "viel"}, "„viel“ ist kein Anteil"),
        ("zuordnen", ("111100",), {"ziel": "3.2", "anteil": "101"}, "kein Anteil"),
        ("zuordnen", ("111100",), {"ziel": "3.2", "anteil": ""}, "kein Anteil"),
        ("zuordnen", ("999999",), {"ziel": "3.2", "anteil": "10"}, "Produkt 999999 steht nicht in diesem Plan"),
        ("zuordnen", ("111100\t0815",), {"ziel": "3.2", "anteil": "10"}, "Konto 0815 steht nicht"),
        ("zuordnen", ("216000", "217000"), {"ziel": "3.2", "anteil": "20"}, "216000: 120 %; Produkt 217000: 120 %"),
        ("wegnehmen", ("111100",), {}, "nichts wegzunehmen"),
        ("zurueck", (), {}, "keinen Schritt"),
        ("vorschlag", (), {"vorschlag": "111100\ttabelle"}, "gibt es nicht mehr"),
        ("vorschlaege", ("216000",), {}, "keinen Vorschlag"),
        ("loeschen", ("111100",), {}, "gibt es hier nicht"),
        ("zuordnen", ("111100",), {"haushaltsjahr": "1999"}, "Diesen Haushalt gibt es hier nicht"),
        ("zuordnen", ("111100",), {"fortschreibung": "x"}, "unvollständig"),
        ("zuordnen", ("111100",), {"stand": "2026-03-01"}, "früherem Wissensstand"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_nothing_is_changed(
    client: Any, store: Store, tat: str, zeilen: tuple[str, ...], felder: dict[str, str], satz: str
) -> None:
    status, antwort = press(client, tat, *zeilen, **felder)
    assert status == 422 and satz in antwort["satz"]
    with store.reading() as connection:
        assert list_arbeitsstaende(connection, Arbeitsart.ZUORDNUNG) == ()


def test_an_old_page_changes_nothing(client: Any) -> None:
    press(client, "zuordnen", "111100", ziel="3.2", anteil="10")
    status, antwort = press(client, "zuordnen", "111300", ziel="3.2", anteil="10")
    assert status == 409 and "„lokal“ daran weitergearbeitet" in antwort["satz"]
    antwort = client.post("/haushalt/zuordnung/abgeben", data=FELDER, headers=JSON)
    assert antwort.status_code == 409


def test_delivered_it_waits_empties_the_draft_and_holds_once_released(
    client: Any, store: Store, umgebung: Umgebung
) -> None:
    press(client, "zuordnen", "111100", ziel="3.2", anteil="25")
    press(client, "wegnehmen", "216000", fortschreibung="1")
    press(client, "zuordnen", "365000\t4012000", ziel="Kennzahl 1.2-02", anteil="5", fortschreibung="2")
    antwort = client.post("/haushalt/zuordnung/abgeben", data={**FELDER, "fortschreibung": "3"})
    nr = int(re.fullmatch(r"/lieferung/(\d+)\?meldung=.*", antwort.location).group(1))  # type: ignore[union-attr]
    assert [lieferung.nr for lieferung in load_waiting(store, 2026)] == [nr]
    assert load_waiting(store, 2025) == []
    text = page(umgebung)
    assert f"Lieferung {nr} „Zuordnung-Haushalt-2026.xlsx“" in text and "Noch nichts geändert" in text
    release(store, [nr], akteur=LOKALER_AKTEUR)
    regeln = {
        (r.produkt, r.konto, r.bezug, r.bezug_nr): (int(r.anteil), r.herkunft.value, r.fundstelle.lieferung)
        for r in load_datenstand(store).haushaltszuordnungen[2026]
    }
    assert regeln["111100", "", Bezug.UNTERZIEL, "3.2"] == (25, "intern", nr)
    assert regeln["216000", "", Bezug.UNTERZIEL, "1.2"] == (0, "intern", nr)
    assert regeln["365000", "4012000", Bezug.KENNZAHL, "1.2-02"] == (5, "intern", nr)
    versionen = [v for v in load_geschichte(store, "216000") if v.regel.haushaltsjahr == 2026]
    assert [v.regel.anteil for v in versionen] == [100, 0]
    assert versionen[0].rang is not None and versionen[1].rang is not None
    assert versionen[0].rang < versionen[1].rang and versionen[1].lieferung.freigegeben_von == "lokal"
    text = write(render_screen(umgebung, PAGES, "/haushalt/zuordnung/verlauf", "?produkt=216000"))
    assert "abgelöst" in text and "0 % (weggenommen)" in text and "gilt" in text
    assert BEISPIEL_SATZ in text  # the rule that was taken away is a made-up one


def test_a_draft_that_no_longer_fits_to_what_was_released_is_told_not_a_failure(
    client: Any, store: Store, umgebung: Umgebung
) -> None:
    press(client, "zuordnen", "111100", ziel="3.2", anteil="80")
    client.post("/haushalt/zuordnung/abgeben", data={**FELDER, "fortschreibung": "1"})
    press(client, "zuordnen", "111100", ziel="3.3", anteil="60", fortschreibung="2")
    release(store, [load_waiting(store, 2026)[0].nr], akteur=LOKALER_AKTEUR)
    assert "Inzwischen wurde anderes freigegeben" in page(umgebung) and "Produkt 111100: 140 %" in page(
        umgebung
    )
    antwort = client.post("/haushalt/zuordnung/abgeben", data={**FELDER, "fortschreibung": "3"}, headers=JSON)
    assert antwort.status_code == 422 and "140 %" in antwort.get_json()["satz"]
    status, _ = press(client, "zuordnen", "111100", ziel="3.3", anteil="20", fortschreibung="3")
    assert status == 200 and "Inzwischen wurde" not in page(umgebung)


def test_a_broken_draft_is_told_and_can_be_thrown_away(client: Any, store: Store, umgebung: Umgebung) -> None:
    press(client, "zuordnen", "111100", ziel="3.2", anteil="80")
    with store.writing() as connection:
        (stand,) = list_arbeitsstaende(connection, Arbeitsart.ZUORDNUNG)
        change_arbeitsstand(connection, LOKALER_AKTEUR, Arbeitsart.ZUORDNUNG, stand.id, 1, inhalt="kaputt")
    assert "nicht lesbar" in page(umgebung)
    assert press(client, "verwerfen", fortschreibung="2")[0] == 200
    assert "nicht lesbar" not in page(umgebung)


def test_proposals_are_taken_for_all_chosen_lines_and_those_without_are_told(
    client: Any, umgebung: Umgebung
) -> None:
    zeilen = re.findall(r"<tr[^>]*data-offen[^>]*>", page(umgebung))
    offen = [re.sub(r'.*data-p="(\d+)".*', r"\1", zeile) for zeile in zeilen]
    status, antwort = press(client, "vorschlaege", *offen, "216000")
    assert status == 200 and "übernommen" in antwort["satz"]
    assert "Produkt 216000 ist schon zugeordnet" in antwort["tafel"]
    assert press(client, "zurueck", fortschreibung="1")[1]["satz"].startswith("Zurückgenommen: Vorschl")


def test_konten_and_search_words_are_handed_out(client: Any) -> None:
    konten = client.get("/haushalt/zuordnung/konten?haushaltsjahr=2026&produkt=365000").get_json()["zeilen"]
    assert "7812000" in konten and "Maßnahme M-05 100 %" in konten and "ersetzt für seine Zeilen" in konten
    assert client.get("/haushalt/zuordnung/konten?haushaltsjahr=2026&produkt=1").status_code == 404
    assert client.get("/haushalt/zuordnung/konten?haushaltsjahr=1999&produkt=1").status_code == 404
    suche = client.get("/haushalt/zuordnung/suche?haushaltsjahr=2026").get_json()
    treffer = [nr for nr, texte in suche["je"].items() if any("7872000" in suche["texte"][i] for i in texte)]
    assert "542000" in treffer and len(treffer) == 6
    mappe = client.get("/haushalt/zuordnung/mappe?haushaltsjahr=2026")
    assert mappe.status_code == 200 and mappe.data[:2] == b"PK"
    assert client.get("/haushalt/zuordnung/mappe?haushaltsjahr=1999").status_code == 404


def test_readers_see_the_mapping_and_change_nothing(store: Store, umgebung: Umgebung, tmp_path: Path) -> None:
    add_person(store, "lena", Rolle.LESER)
    add_person(store, "kaya", Rolle.KAEMMEREI)
    server = Umgebung(Daten(StoreQuelle(store)), store, server_settings(tmp_path))
    app = build_app(server, StoreQuelle(store))
    lena, kaya = (signed_in(app, store, name) for name in ("lena", "kaya"))
    for pfad in (WEG, "/haushalt/zuordnung/abgeben"):
        assert lena.post(pfad, data=FELDER, headers=JSON).status_code == 403
    assert kaya.post(WEG, data=FELDER, headers=JSON).status_code == 400  # no token of a form
    assert lena.get("/haushalt/zuordnung/konten?haushaltsjahr=2026&produkt=365000").status_code == 200
    assert "checkbox" not in lena.get("/haushalt/zuordnung/konten?haushaltsjahr=2026&produkt=365000").text
    gestern = page(umgebung, "?haushaltsjahr=2026&stand=2026-03-01")
    assert "1.2 100 %" in gestern and 'name="zeile"' not in gestern


def test_targets_are_found_by_number_and_name_and_shares_as_people_type_them() -> None:
    ziele = list_targets(f.datenstand(), 2023)
    assert read_target(ziele, " 1.2 ").bezug is Bezug.UNTERZIEL
    assert read_target(ziele, "1.2-03").bezug is Bezug.KENNZAHL
    assert read_target(ziele, "maßnahme m-01").nr == "M-01"
    assert read_target(ziele, "krippenausbau").nr == "M-01"
    with pytest.raises(UnusableFormError, match="nicht eindeutig"):
        read_target(ziele, "an")
    assert [str(read_share(text)) for text in ("33,5", "33.50 %", "0", " 7 ")] == ["33.5", "33.5", "0", "7"]
    for text in ("-1", "1,23456", "1e2", "٣", "100,01", "33,5 € "):
        with pytest.raises(UnusableFormError):
            read_share(text)
