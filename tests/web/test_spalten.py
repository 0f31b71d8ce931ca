"""Spalten zuordnen: the page proposes, reads on trial, remembers; whatever else is sent gets a sentence."""

from __future__ import annotations

import html
import re
import time
from typing import Any

import pytest

from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.importers.eingang import read_vorgabe
from kek_dashboard.importers.spaltenprofil import profile_name
from kek_dashboard.store.eingang import load_eingang
from kek_dashboard.store.lieferungen import load_lieferung
from kek_dashboard.web.eingang import EINGANG
from kek_dashboard.web.formular import FELD
from tests.importers.factories import xlsx
from tests.importers.fremde_tabellen import BLATT, kreise_xlsx
from tests.web.personen import post, screen, token
from tests.web.test_rechte_lieferung import als, app, brought  # noqa: F401 - fixtures
from tests.web.test_upload import bestand, number, preview, store, submit  # noqa: F401 - fixtures

#: What the form sends as it is proposed, with our Kreis chosen.
KREISE = {
    "blatt": "2", "kopf-von": "4", "kopf-bis": "5", "blattzeit": "A2", "rolle-1": "name", "rolle-4": "wert",
    "kennzahl-4": "1.1-01", "zeit-4": "", "faktor-4": "1", "zeile-11": "*", "name": "Kreise",
}  # fmt: skip


@pytest.fixture
def person(als):  # noqa: F811
    return als("controlling")


@pytest.fixture
def kennung(person) -> str:
    return brought(person, kreise_xlsx(), name="kreise-2018.xlsx")


def page(client, kennung: str, frage: str = "") -> str:
    """The page as the browser gets it, its HTML readable."""
    return html.unescape(screen(client, f"{EINGANG}/{kennung}/spalten", frage))


def words(seite: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", seite.replace("\\n", " ")).split())


def say(client, kennung: str, felder: dict[str, Any]):
    return post(client, f"{EINGANG}/{kennung}/spalten/sagen", felder)


def meldung(client, kennung: str, antwort) -> str:
    """The sentence an answer leads back with."""
    assert antwort.status_code == 303, antwort.get_data(as_text=True)[:400]
    return words(page(client, kennung, antwort.headers["Location"].partition("?")[2].partition("#")[0]))


def chosen(seite: str, name: str) -> str:
    """What is chosen in a native choice."""
    wahl = re.search(rf'<select[^>]* id="{name}".*?</select>', seite, re.DOTALL)
    assert wahl is not None, name
    gewaehlt = [tag for tag in re.findall(r"<option[^>]*>", wahl[0]) if " selected" in tag]
    wert = re.search(r' value="([^"]*)"', gewaehlt[0]) if gewaehlt else None
    return wert[1] if wert else ""


def test_the_page_proposes_and_nothing_is_read_before_somebody_confirms(person, kennung):
    seite = page(person, kennung)
    assert BLATT in seite and "erfunden" in seite
    assert [chosen(seite, f"rolle-{nr}") for nr in range(1, 7)] == [
        "name", "nicht", "nicht", "wert", "nicht", "nicht",
    ]  # fmt: skip
    assert chosen(seite, "kennzahl-4") == "1.1-01"
    assert chosen(seite, "blattzeit") == "A2"
    assert chosen(seite, "zeile-11") == "*"
    assert "So würde gelesen" not in seite
    assert "Gelesen und gemerkt wird erst, was Sie bestätigen" in seite


def test_so_lesen_shows_each_value_with_its_cell_and_its_befunde(person, kennung):
    antwort = say(person, kennung, {**KREISE, "tun": "lesen"})
    assert antwort.headers["Location"].endswith("/spalten?blatt=2#gelesen")
    gezeigt = words(page(person, kennung, "?blatt=2"))
    assert "1 Wert, keine Fehler" in gezeigt
    assert re.search(r"1\.1-01 Bevölkerung 2018 303 Anzahl D11", gezeigt)
    assert "3 weitere Zeilen mit Werten wurden nicht übernommen" in gezeigt


def test_merken_leads_to_the_preview_and_the_lieferung_keeps_how_it_was_read(person, kennung, store):  # noqa: F811
    antwort = say(person, kennung, {**KREISE, "tun": "merken"})
    assert antwort.headers["Location"].startswith(f"{EINGANG}/{kennung}?meldung=")
    assert "Spaltenzuordnung 1 „Kreise“" in html.unescape(preview(person, kennung))
    nr = number(submit(person, kennung, **{FELD: token(person)}))
    assert load_lieferung(store, nr).profil == profile_name(1)
    assert load_lieferung(store, nr).gelesen == 1
    assert "Was sich ändern würde" in screen(person, f"/lieferung/{nr}")


def test_the_next_years_file_needs_no_pointing(person, kennung):
    say(person, kennung, {**KREISE, "tun": "merken"})
    naechste = brought(person, kreise_xlsx(2019, mehr=9), name="kreise-2019.xlsx")
    gezeigt = html.unescape(preview(person, naechste))
    assert "gezeigt von controlling" in gezeigt and "Zur Freigabe abgeben" in gezeigt
    assert f"{EINGANG}/{naechste}/spalten" in gezeigt
    seite = words(page(person, naechste))
    assert "Gezeigt ist die Spaltenzuordnung 1 „Kreise“" in seite
    assert re.search(r"1\.1-01 Bevölkerung 2019 312 Anzahl D11", seite)


def test_a_time_that_was_said_is_asked_again_for_the_next_file(person, kennung):
    say(person, kennung, {**KREISE, "blattzeit": "fest", "blattzeit-text": "31.12.2018", "tun": "merken"})
    assert "Zur Freigabe abgeben" in preview(person, kennung)
    naechste = brought(person, kreise_xlsx(2019), name="kreise-2019.xlsx")
    assert "wurde für eine andere Datei angegeben" in html.unescape(preview(person, naechste))
    seite = page(person, naechste)
    assert "31.12.2018" not in re.sub(r"<td.*?</td>", "", seite)
    assert "kein Zeitraum angegeben" in seite


def test_rows_are_found_by_searching_and_what_was_chosen_stays(person, kennung):
    antwort = say(person, kennung, {**KREISE, "suche": "Goslar", "tun": "suchen"})
    assert antwort.headers["Location"].endswith("?blatt=2&suche=Goslar#zeilen")
    seite = page(person, kennung, "?blatt=2&suche=Goslar")
    assert chosen(seite, "zeile-11") == "*"
    assert 'id="zeile-10"' in seite and 'id="zeile-9"' not in seite
    say(person, kennung, {**KREISE, "zeile-11": "", "zeile-10": "*", "tun": "lesen"})
    assert "D10" in words(page(person, kennung))


def test_names_without_numbers_come_with_proposals_and_their_reasons(person):
    datei = xlsx({"Werte": [["Bezeichnung", "2023"], ["Pendler-Saldo", 5], ["Bevölkerung", 6], ["Unfug", 1]]})
    kennung = brought(person, datei)
    seite = page(person, kennung)
    assert chosen(seite, "zeile-3") == "1.1-01"
    assert chosen(seite, "zeile-4") == ""
    wahl = re.search(r'<select[^>]* id="zeile-2".*?</select>', seite, re.DOTALL)
    assert wahl is not None and wahl[0].index("1.4-01") < wahl[0].index("1.1-01")
    assert "am nächsten: 1.4-01 Pendlersaldo" in words(seite) or chosen(seite, "zeile-2") == "1.4-01"


def test_two_columns_that_cannot_both_be_it_are_kept_and_said(person, kennung):
    say(person, kennung, {**KREISE, "rolle-2": "name", "tun": "lesen"})
    seite = page(person, kennung)
    assert [chosen(seite, f"rolle-{nr}") for nr in (1, 2)] == ["name", "name"]
    assert "kann nur eine Spalte sein, gewählt sind A und B" in words(seite)
    antwort = say(person, kennung, {**KREISE, "rolle-2": "name", "tun": "merken"})
    assert "kann nur eine Spalte sein" in meldung(person, kennung, antwort)


def test_another_sheet_keeps_what_was_chosen_on_this_one(person, kennung):
    antwort = say(person, kennung, {**KREISE, "tun": "blatt-1"})
    assert antwort.headers["Location"].endswith("/spalten?blatt=1")
    assert "Gemeindeverzeichnis, Beispiel" in page(person, kennung, "?blatt=1")
    assert "303 Anzahl D11" in words(page(person, kennung, "?blatt=2"))


def test_neu_beginnen_goes_back_to_the_proposal(person, kennung):
    say(person, kennung, {**KREISE, "rolle-4": "nicht", "tun": "lesen"})
    assert chosen(page(person, kennung, "?blatt=2"), "rolle-4") == "nicht"
    assert "Neu begonnen" in meldung(person, kennung, say(person, kennung, {**KREISE, "tun": "neu"}))
    assert chosen(page(person, kennung, "?blatt=2"), "rolle-4") == "wert"


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({"rolle-999": "wert"}, "Eine Spalte 999 hat das Blatt"),
        ({"rolle-4": "chef"}, "etwas gewählt, das es nicht gibt"),
        ({"kennzahl-4": "9.9-99"}, "gibt es nicht"),
        ({"zeit-4": "gestern"}, "nicht wie angeboten"),
        ({"faktor-4": "7"}, "nicht wie angeboten"),
        ({"blattzeit": "A1"}, "steht kein Zeitraum"),
        ({"blattzeit": "ZZ99999"}, "steht kein Zeitraum"),
        ({"kopf-von": "0"}, "höchstens 5 Zeilen"),
        ({"kopf-von": "9", "kopf-bis": "4"}, "höchstens 5 Zeilen"),
        ({"kopf-von": "1", "kopf-bis": "99999999999999999999"}, "höchstens 5 Zeilen"),
        ({"kopf-von": "²"}, "höchstens 5 Zeilen"),
        ({"zeile-7": "*"}, "steht kein Name"),
        ({"zeile-999999": "*"}, "steht kein Name"),
        ({"zeile-11": "9.9-99"}, "gibt es nicht"),
        ({"tun": "blatt-77"}, "Ein solches Blatt"),
    ],
    ids=lambda wert: str(wert)[:40],
)
def test_what_the_page_never_offered_is_refused_with_a_sentence(person, kennung, felder, satz):
    antwort = say(person, kennung, {**KREISE, "tun": "lesen", **felder})
    assert satz in meldung(person, kennung, antwort)


@pytest.mark.parametrize("blatt", ["0", "3", "-1", "eins", "9" * 400, "²"])
def test_a_sheet_that_does_not_exist_is_refused(person, kennung, blatt):
    assert say(person, kennung, {**KREISE, "blatt": blatt}).status_code == 400
    assert "Ein solches Blatt hat diese Datei nicht" in page(person, kennung, f"?blatt={blatt}")


def test_ten_thousand_fields_are_refused_and_change_nothing(person, kennung):
    vorher = words(page(person, kennung))
    felder = {f"rolle-{nr}": "wert" for nr in range(1, 10_001)}
    antwort = say(person, kennung, {**KREISE, **felder})
    assert antwort.status_code in {303, 413}
    viel = {f"zeile-{nr}": "x" * 400 for nr in range(1, 3_001)}
    assert say(person, kennung, {**KREISE, **viel}).status_code == 413
    assert words(page(person, kennung)) == vorher


def test_words_of_an_attacker_are_text_everywhere(person):
    boese = '<script>alert("x")</script>'
    datei = xlsx(
        {boese[:20].replace("/", "").replace('"', ""): [["Name", "2023"], [boese, 5], [f"=1+{boese}", 6]]}
    )
    kennung = brought(person, datei, name=f"{boese[:8]}.xlsx")
    roh = screen(person, f"{EINGANG}/{kennung}/spalten", "?suche=%3Cscript%3E")
    assert "<script" not in roh
    say(person, kennung, {"blatt": "1", "kopf-von": "1", "kopf-bis": "1", "rolle-1": "name", "rolle-2": "wert",
                          "zeit-2": "kopf", "zeile-2": "1.1-01", "name": boese, "tun": "merken"})  # fmt: skip
    assert "<script" not in screen(person, f"{EINGANG}/{kennung}/spalten")
    assert "<script" not in preview(person, kennung)


def test_somebody_elses_file_does_not_exist(als, kennung, store):  # noqa: F811
    for name in ("jugend", "kaemmerei"):
        fremd = als(name)
        assert "liegt hier nicht" in page(fremd, kennung)
        assert say(fremd, kennung, {**KREISE, "tun": "merken"}).status_code == 404
    for falsch in ("niemandes", "a" * 500, "..", "%00"):
        assert say(als("controlling"), falsch, KREISE).status_code == 404
    eingang = load_eingang(store, kennung, Akteur("controlling", frozenset({Rolle.CONTROLLING})))
    assert read_vorgabe(eingang.vorgabe).spalten == ""


def test_a_person_who_may_not_deliver_gets_no_further(als):  # noqa: F811
    for name in ("leser", "verwaltung"):
        assert "Nicht erlaubt" in page(als(name), "niemandes")
        assert say(als(name), "niemandes", KREISE).status_code == 403


def test_a_form_without_its_token_is_refused(person, kennung):
    antwort = person.post(f"{EINGANG}/{kennung}/spalten/sagen", data={**KREISE, "tun": "merken"})
    assert antwort.status_code == 400


def test_a_wide_sheet_stays_small_enough_to_send(person):
    kopf = ["Name", *(f"Spalte {nr}" for nr in range(1, 190))]
    datei = xlsx({"Breit": [kopf, *([f"Zeile {z}", *range(1, 190)] for z in range(30))]})
    kennung = brought(person, datei)
    beginn = time.monotonic()
    seite = page(person, kennung)
    assert time.monotonic() - beginn < 5
    assert len(seite) < 1_500_000
    assert 'id="rolle-190"' in seite
