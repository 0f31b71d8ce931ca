"""Vorschläge: what is on its way, where it stands and who wants it; entered by the office, released by another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store.lieferungen import list_lieferungen, release
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, create_app, render_screen
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Umgebung
from tests.store.lieferungen import deliver, stammdaten
from tests.web import factories as f
from tests.web.personen import add_person, post, screen, server_settings, signed_in
from tests.web.test_seiten import heading, text
from tests.web.vorschlagsproben import with_proposals


@dataclass
class Buch(f.Buch):
    """The small county with proposals."""

    stand: Datenstand = field(default_factory=with_proposals)

    def load_datenstand(self, wissensstand: date | None) -> Datenstand:  # noqa: ARG002
        return self.stand


def page(search: str = "", pfad: str = "/vorschlaege", stand: Any = None) -> Any:
    umgebung = Umgebung(Daten(Buch(stand=stand or with_proposals())), None, None)
    return render_screen(umgebung, PAGES, pfad, search)


def test_the_first_sentence_says_how_many_are_on_their_way_and_what_became_of_the_others() -> None:
    seite = page()
    gelesen = text(seite)
    assert heading(seite) == "Was ist vorgeschlagen, und wo steht es?"
    assert (
        "2 Vorschläge sind auf dem Weg: 1 vorgeschlagen, 1 abgestimmt. 1 ist beschlossen, 1 ist abgelehnt."
        in gelesen
    )
    for wort in ("Drs. 41/2026", "20.04.2026", "Kreisausschuss", "aus der Kreispolitik", "Ziel 2027: 3"):
        assert wort in gelesen, wort
    assert "Noch nicht:" in gelesen  # how s.m.a.r.t. the proposed Kennzahl is


@pytest.mark.parametrize(
    ("search", "da", "weg"),
    [
        ("?von=Verwaltung", "Lotsen für Familien", "Mitfahrbänke"),
        ("?art=kennzahl", "Wartezeit", "Lotsen"),
        ("?schritt=abgelehnt", "Mitfahrbänke", "Wartezeit"),
        ("?ziel=1.1", "Keiner der 4 Vorschläge", "Lotsen"),
        ("?von=Unsinn", "Lotsen für Familien", "Keiner"),
    ],
)
def test_an_address_chooses_what_is_shown(search: str, da: str, weg: str) -> None:
    gelesen = text(page(search))
    assert da in gelesen and weg not in gelesen


def test_without_any_proposal_the_page_says_so_and_how_one_comes_in() -> None:
    gelesen = text(page(stand=f.datenstand()))
    assert "Kein Vorschlag" in gelesen and "Blatt „Verfahren“" in gelesen


def test_the_goal_names_what_is_on_its_way_for_it_and_what_counts_tells_its_way() -> None:
    assert "2 Vorschläge sind für dieses Ziel auf dem Weg" in text(page(pfad="/unterziel/1.2"))
    assert "auf dem Weg" not in text(page(pfad="/unterziel/2.1"))
    assert "Wie kam es dazu?" not in text(page(pfad="/kennzahl/1.2-03"))


def test_a_proposal_that_is_not_decided_has_no_page_and_is_in_no_list() -> None:
    assert "gibt es in diesem Datenstand nicht" in text(page(pfad="/kennzahl/1.2-30"))
    for pfad in ("/", "/kennzahlen", "/massnahmen", "/messbarkeit", "/datenschuld"):
        gelesen = text(page(pfad=pfad))
        assert "Wartezeit auf" not in gelesen and "Lotsen für Familien" not in gelesen, pfad


# ------------------------------------------------------------------------------------ entering


MASSNAHME = {
    "bezeichnung": "Lotsen", "unterziel": "1.1", "vorschlag_von": "Kreispolitik", "am": "2024-03-01",
    "gremium": "Fraktion", "handlungsschwerpunkt": "", "fachbereich": "", "beginn": "", "ende": "", "beschluss": "",
    "bemerkung": "", "nr": "",
}  # fmt: skip
KENNZAHL = {
    "bezeichnung": "Wartezeit", "unterziel": "1.1", "einheit": "Monate", "zieltyp": "senken", "basisjahr": "2023",
    "basiswert": "6,5", "zieljahr": "2026", "zielwert": "3", "vorschlag_von": "Verwaltung", "am": "2024-03-01",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Any) -> Any:
    """A store with one Unterziel, and a browser of the office."""
    store = open_store(f"sqlite:///{(tmp_path / 'kek.sqlite').as_posix()}")
    migrate(store)
    deliver(store, stammdaten("1.1-01"), stichtag=date(2024, 1, 1))
    add_person(store, "office", Rolle.CONTROLLING)
    app = create_app(store, server_settings(tmp_path))
    yield store, signed_in(app, store, "office")
    store.close()


def _release_last(store: Any) -> None:
    release(store, [max(lieferung.nr for lieferung in list_lieferungen(store))])


def test_a_new_proposal_waits_then_shows_and_counts_from_its_decision_on(office: Any) -> None:
    store, client = office
    assert post(client, "/vorschlaege/abgeben?neu=massnahme", MASSNAHME).status_code == 303
    assert not load_datenstand(store).vorschlaege
    _release_last(store)
    (vorschlag,) = load_datenstand(store).vorschlaege
    assert (vorschlag.nr, vorschlag.vorschlag_von, vorschlag.unterziele) == ("M-01", "Kreispolitik", ("1.1",))
    weiter = {"schritt": "beschlossen", "am": "2024-06-01", "gremium": "Kreistag", "beschluss": "Drs. 9/2024"}
    post(client, "/vorschlaege/abgeben?fuer=massnahme:M-01", weiter)
    assert not load_datenstand(store).massnahmen
    _release_last(store)
    assert set(load_datenstand(store).massnahmen) == {"M-01"}


def test_a_new_kennzahl_brings_its_target_and_its_goal_and_takes_a_number_nobody_has(office: Any) -> None:
    store, client = office
    post(client, "/vorschlaege/abgeben?neu=kennzahl", KENNZAHL)
    post(client, "/vorschlaege/abgeben?neu=kennzahl", {**KENNZAHL, "bezeichnung": "Zweite"})
    release(store, sorted(lieferung.nr for lieferung in list_lieferungen(store))[-2:])
    erste, zweite = load_datenstand(store).vorschlaege
    assert (erste.nr, zweite.nr) == ("1.1-02", "1.1-03")
    assert erste.akte is not None and erste.akte.zielwerte[0].wert == 3 and erste.unterziele == ("1.1",)
    assert erste.akte.kennzahl.basiswert is not None


@pytest.mark.parametrize(
    ("wohin", "felder", "satz"),
    [
        ("neu=massnahme", {**MASSNAHME, "bezeichnung": " "}, "Bitte „Bezeichnung“ angeben"),
        ("neu=massnahme", {**MASSNAHME, "unterziel": "9.9"}, "Das Unterziel „9.9“ gibt es nicht"),
        ("neu=massnahme", {**MASSNAHME, "am": "2999-01-01"}, "liegt in der Zukunft"),
        ("neu=massnahme", {**MASSNAHME, "am": "gestern"}, "ist kein Tag wie"),
        ("neu=massnahme", {**MASSNAHME, "vorschlag_von": "Bürger"}, "Verwaltung oder Kreispolitik"),
        ("neu=kennzahl", {**KENNZAHL, "nr": "1.1-01"}, "ist schon vergeben"),
        ("neu=kennzahl", {**KENNZAHL, "zieljahr": ""}, "gehören zusammen"),
        ("neu=kennzahl", {**KENNZAHL, "basiswert": "viel"}, "Nicht abgegeben"),
        (
            "fuer=massnahme:M-77",
            {"schritt": "beschlossen", "am": "2024-06-01"},
            "gibt es nicht, oder sein Weg",
        ),
        ("", {}, "gibt es nicht, oder sein Weg"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_delivered(
    office: Any, wohin: str, felder: Any, satz: str
) -> None:
    store, client = office
    vorher = len(list_lieferungen(store))
    antwort = post(client, f"/vorschlaege/abgeben?{wohin}", felder)
    assert antwort.status_code == 303
    pfad, _, search = antwort.headers["Location"].partition("#")[0].partition("?")
    gelesen = screen(client, pfad, f"?{search}")
    assert satz in gelesen
    assert len(list_lieferungen(store)) == vorher


def test_only_a_step_that_may_follow_is_taken(office: Any) -> None:
    store, client = office
    post(client, "/vorschlaege/abgeben?neu=massnahme", MASSNAHME)
    _release_last(store)
    vorher = len(list_lieferungen(store))
    wohin = "/vorschlaege/abgeben?fuer=massnahme:M-01"
    for felder in (
        {"schritt": "Vorschlag", "am": "2024-06-01"},
        {"schritt": "beschlossen", "am": "2024-06-01"},
        {"schritt": "abgelehnt", "am": "2024-02-01"},
    ):
        post(client, wohin, felder)
    assert len(list_lieferungen(store)) == vorher
