"""Spaltenanwendung: what a person pointed at is found again, stored with the Lieferung and read again the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.importers.annahme import Annahme, accept_file
from kek_dashboard.importers.eingang import hand_in, read_in, read_vorgabe
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.spaltendienst import Spaltendienst, Ursprung
from kek_dashboard.importers.spaltenprofil import InvalidSpaltenprofilError, Spaltenprofil
from kek_dashboard.importers.spaltenvorschlag import propose
from kek_dashboard.store.eingang import UnknownEingangError, load_eingang
from kek_dashboard.store.lieferungen import load_lieferung
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.store.spaltenprofile import keep_spaltenprofil
from tests.importers.factories import xlsx
from tests.importers.fremde_tabellen import bevoelkerung, kreise_xlsx
from tests.store.lieferungen import deliver

EINE, ANDERE = (
    Akteur("eine", frozenset({Rolle.CONTROLLING})),
    Akteur("andere", frozenset({Rolle.CONTROLLING})),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{(tmp_path / 'kek.sqlite').as_posix()}")
    migrate(opened)
    akten = bevoelkerung().akten.values()
    kennzahlen = Inhalt(kennzahlen=tuple(akte.kennzahl for akte in akten))
    deliver(opened, kennzahlen, stichtag=load_datenstand(opened).wissensstand)
    yield opened
    opened.close()


def bring(store: Store, inhalt: bytes, name: str = "kreise-2018.xlsx", akteur: Akteur = EINE) -> str:
    kennung = hand_in(store, name, inhalt, Vorgabe(), akteur)
    read_in(store, kennung)
    return kennung


def point(store: Store, inhalt: bytes, **anders: str) -> int:
    """A person looks at the proposal for the Kreise and has it remembered; the number of what is kept."""
    dienst = Spaltendienst(store)
    arbeit = dienst.load(bring(store, inhalt), EINE)
    (blatt,) = propose(arbeit.mappe, load_datenstand(store)).blaetter
    arbeit = dienst.say(arbeit, blatt, EINE)
    return dienst.remember(arbeit, anders.get("name", "Destatis"), EINE).nr


def take(store: Store, inhalt: bytes, akteur: Akteur = EINE, vorgabe: Vorgabe | None = None) -> Annahme:
    return accept_file(store, "kreise.xlsx", inhalt, vorgabe or Vorgabe(), akteur=akteur)


def fehler(annahme: Annahme) -> list[str]:
    return [befund.code for befund in annahme.befunde if befund.schwere is Schwere.FEHLER]


def _new(annahme: Annahme) -> list[Messwert]:
    return [a.neu for a in annahme.aenderungen if isinstance(a.neu, Messwert)]


def test_a_foreign_file_is_refused_until_somebody_points_at_its_columns(store: Store) -> None:
    assert fehler(take(store, kreise_xlsx())) == ["art_unbekannt"]
    point(store, kreise_xlsx())
    annahme = take(store, kreise_xlsx())
    assert annahme.angenommen and annahme.vergleich.neu == 2


def test_the_next_years_file_is_read_the_same_way_and_says_so(store: Store) -> None:
    nr = point(store, kreise_xlsx(2018), name="Destatis Kreise")
    annahme = take(store, kreise_xlsx(2019, mehr=7))
    assert annahme.angenommen and annahme.lieferung is not None
    assert [str(messwert.zeitraum) for messwert in _new(annahme)] == ["2019", "2019"]
    (satz,) = [b.text for b in annahme.befunde if b.code == "spalten_zugeordnet"]
    assert f"Spaltenzuordnung {nr} „Destatis Kreise“, gezeigt von eine am " in satz
    assert load_lieferung(store, annahme.lieferung).profil == f"spalten-{nr}"


def test_a_stored_lieferung_is_read_again_as_it_was_though_the_assignment_changed_since(store: Store) -> None:
    nr = point(store, kreise_xlsx())
    lieferung = load_lieferung(store, take(store, kreise_xlsx()).lieferung or 0)
    dienst = Spaltendienst(store)
    arbeit = dienst.load(bring(store, kreise_xlsx()), EINE)
    blatt = arbeit.profil.blaetter[0]
    ohne = {spalte: was for spalte, was in blatt.spalten.items() if was.kennzahl != "1.1-02"}
    arbeit = dienst.say(arbeit, replace(blatt, spalten=ohne), EINE)
    assert dienst.remember(arbeit, "anders", EINE).nr == nr + 1
    vorgabe = Vorgabe(lieferung.art, profil=lieferung.profil)
    nochmal = accept_file(store, "kreise.xlsx", kreise_xlsx(), vorgabe, probe=True, akteur=ANDERE)
    assert nochmal.vergleich.gelesen == 2
    assert take(store, kreise_xlsx(2019)).vergleich.gelesen == 1


def test_what_one_sender_pointed_at_is_not_applied_to_anothers_file(store: Store) -> None:
    point(store, kreise_xlsx())
    assert fehler(take(store, kreise_xlsx(2019), ANDERE)) == ["art_unbekannt"]


def test_colleagues_of_a_fachbereich_share_and_a_stranger_can_neither_take_nor_give(store: Store) -> None:
    jugend, kollegin = (Akteur(wer, frozenset({Rolle.FACHBEREICH}), ("GB Jugend",)) for wer in ("a", "b"))
    fremd = Akteur("fremd", frozenset({Rolle.FACHBEREICH}), ("GB Finanzen",))
    dienst = Spaltendienst(store)

    def zeige(akteur: Akteur) -> str:
        kennung = hand_in(store, "k.xlsx", kreise_xlsx(), Vorgabe(fachbereich="GB Jugend"), akteur)
        read_in(store, kennung)
        arbeit = dienst.load(kennung, akteur)
        (blatt,) = propose(arbeit.mappe, load_datenstand(store)).blaetter
        return dienst.remember(dienst.say(arbeit, blatt, akteur), "K", akteur).fachbereich

    def wird_gelesen(akteur: Akteur) -> bool:
        annahme = take(store, kreise_xlsx(2019), akteur, Vorgabe(fachbereich="GB Jugend"))
        return any(b.code == "spalten_zugeordnet" for b in annahme.befunde)

    assert zeige(fremd) == ""
    assert not wird_gelesen(kollegin)
    assert zeige(jugend) == "GB Jugend"
    assert wird_gelesen(kollegin)
    assert not wird_gelesen(Akteur("dritte", frozenset({Rolle.FACHBEREICH}), ("GB Finanzen",)))


def test_a_file_that_is_understood_by_its_words_is_not_read_otherwise(store: Store) -> None:
    dienst = Spaltendienst(store)
    unser = xlsx({"Werte": [["Kennzahl-Nr.", "2022", "2023"], ["1.1-01", 5, 6]]})
    arbeit = dienst.load(bring(store, unser), EINE)
    (blatt,) = propose(arbeit.mappe, load_datenstand(store)).blaetter
    dienst.remember(dienst.say(arbeit, blatt, EINE), "unser", EINE)
    annahme = take(store, unser)
    assert annahme.angenommen
    assert not any(b.code == "spalten_zugeordnet" for b in annahme.befunde)


def test_names_without_numbers_are_confirmed_once_and_remembered(store: Store) -> None:
    erste = xlsx({"Werte": [["Bezeichnung", "2022"], ["Bevölkerung", 5], ["Bevölkerung weibl.", 3]]})
    assert fehler(take(store, erste)) == ["kennzahl_bestaetigen"] * 2
    dienst = Spaltendienst(store)
    arbeit = dienst.load(bring(store, erste), EINE)
    (blatt,) = propose(arbeit.mappe, load_datenstand(store)).blaetter
    bestaetigt = replace(blatt, zeilen={"Bevölkerung": "1.1-01", "Bevölkerung weibl.": "1.1-02"})
    dienst.remember(dienst.say(arbeit, bestaetigt, EINE), "Namen", EINE)
    zweite = xlsx({"Werte": [["Bezeichnung", "2023"], ["Bevölkerung weibl.", 4], ["Bevölkerung", 6]]})
    annahme = take(store, zweite)
    assert annahme.angenommen
    assert {(messwert.kennzahl_nr, str(messwert.wert)) for messwert in _new(annahme)} == {
        ("1.1-01", "6"),
        ("1.1-02", "4"),
    }


@pytest.mark.parametrize(
    ("vorgabe", "wort"),
    [
        (Vorgabe(profil="spalten-99"), "Spaltenzuordnung 99 gibt es nicht"),
        (Vorgabe(Lieferart.HAUSHALT, profil="spalten-1"), "gilt nur für Kennzahlen"),
        (Vorgabe(profil="spalten-2"), "nicht lesbar"),
    ],
    ids=["unknown", "of another kind", "broken"],
)
def test_an_assignment_that_cannot_be_applied_refuses_the_file_with_a_sentence(
    store: Store, vorgabe: Vorgabe, wort: str
) -> None:
    point(store, kreise_xlsx())
    with store.writing() as connection:
        keep_spaltenprofil(connection, "kaputt", "", "f" * 64, "{", EINE)
    annahme = take(store, kreise_xlsx(), vorgabe=vorgabe)
    assert fehler(annahme)[0] == "profil_unbekannt"
    assert wort in annahme.befunde[0].text


def test_remembering_tells_the_file_how_it_is_read_and_lets_the_draft_go(store: Store) -> None:
    dienst = Spaltendienst(store)
    kennung = bring(store, kreise_xlsx())
    arbeit = dienst.load(kennung, EINE)
    assert (arbeit.ursprung, arbeit.profil.blaetter) == (Ursprung.NEU, ())
    (blatt,) = propose(arbeit.mappe, load_datenstand(store)).blaetter
    dienst.say(arbeit, blatt, EINE)
    arbeit = Spaltendienst(store).load(kennung, EINE)
    assert (arbeit.ursprung, arbeit.profil.blaetter) == (Ursprung.ENTWURF, (blatt,))
    gemerkt = dienst.remember(arbeit, "  Destatis\n Kreise ", EINE)
    assert gemerkt.name == "Destatis Kreise"
    vorgabe = read_vorgabe(load_eingang(store, kennung, EINE).vorgabe)
    assert (vorgabe.art, vorgabe.profil, vorgabe.spalten) == (
        Lieferart.KENNZAHLEN,
        f"spalten-{gemerkt.nr}",
        "",
    )
    assert dienst.load(kennung, EINE).ursprung is Ursprung.GEMERKT
    sha = hashlib.sha256(kreise_xlsx()).hexdigest()
    assert len(sha) == len(arbeit.profil.datei)


def test_nothing_is_remembered_without_a_column_of_values_or_for_somebody_elses_file(store: Store) -> None:
    dienst = Spaltendienst(store)
    arbeit = dienst.load(bring(store, kreise_xlsx()), EINE)
    with pytest.raises(InvalidSpaltenprofilError, match="keiner Spalte"):
        dienst.remember(arbeit, "leer", EINE)
    voll = Spaltenprofil(arbeit.eingang.sha256, propose(arbeit.mappe, load_datenstand(store)).blaetter)
    with pytest.raises(UnknownEingangError):
        dienst.say(arbeit, voll.blaetter[0], ANDERE)
    with pytest.raises(UnknownEingangError):
        dienst.load(arbeit.eingang.id, ANDERE)
