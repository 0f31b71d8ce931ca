"""Whoever may not deliver a file is told so by a Befund, and nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import KOMMANDOZEILE, WEB, Akteur, Rolle
from kek_dashboard.importers.annahme import Annahme, Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.store.lieferungen import list_lieferungen
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from tests.cli.mappen import ZIELE, write_workbook

KENNZAHLEN = (
    ("Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zieltyp", "Fachbereich"),
    ("1.1-01", "Eins", "Punkte", "beobachten", "JUG"),
    ("1.1-02", "Zwei", "Punkte", "beobachten", "Soziales"),
)
ORGANISATION = (("Fachbereich", "Kürzel"), ("Jugend", "JUG"), ("Soziales", "SOZ"))


def person(*rollen: Rolle, fachbereiche: tuple[str, ...] = ()) -> Akteur:
    """Somebody at the command line, where one step delivers and releases."""
    return Akteur("meier", frozenset(rollen), fachbereiche, KOMMANDOZEILE)


JUGEND = person(Rolle.FACHBEREICH, fachbereiche=("Jugend",))


@pytest.fixture
def store(sqlite_url: str, tmp_path: Path) -> Iterator[Store]:
    """A store with two units and a Kennzahl of each."""
    opened = open_store(sqlite_url)
    migrate(opened)
    sheets = {"Ziele": ZIELE, "Kennzahlen": KENNZAHLEN, "Organisation": ORGANISATION}
    datei = write_workbook(tmp_path / "stamm.xlsx", sheets)
    annahme = accept_file(opened, datei.name, datei.read_bytes(), Vorgabe(), freigabe=Freigabe())
    assert annahme.angenommen, annahme.befunde
    yield opened
    opened.close()


def deliver(
    store: Store, ordner: Path, akteur: Akteur, nummern: tuple[str, ...], fachbereich: str = ""
) -> Annahme:
    rows = [("Kennzahl-Nr.", "Zeitraum", "Ist"), *((nr, 2023, 5) for nr in nummern)]
    datei = write_workbook(ordner / "werte.xlsx", {"Kennzahlen": rows})
    vorgabe = Vorgabe(Lieferart.KENNZAHLEN, fachbereich=fachbereich)
    return accept_file(store, datei.name, datei.read_bytes(), vorgabe, akteur=akteur)


def test_a_fachbereich_delivers_its_own_kennzahlen(store: Store, tmp_path: Path) -> None:
    annahme = deliver(store, tmp_path, JUGEND, ("1.1-01",), "Jugend")
    assert annahme.angenommen, annahme.befunde
    assert list_lieferungen(store)[0].absender == "meier"


def test_a_kennzahl_of_another_unit_refuses_the_whole_file_and_names_its_cell(
    store: Store, tmp_path: Path
) -> None:
    annahme = deliver(store, tmp_path, JUGEND, ("1.1-01", "1.1-02"), "Jugend")
    (befund,) = [b for b in annahme.befunde if b.code == "kein_recht"]
    assert (annahme.angenommen, befund.blatt, befund.zelle[-1]) == (False, "Kennzahlen", "3")
    assert len(list_lieferungen(store)) == 1


@pytest.mark.parametrize("fachbereich", ["", "Soziales"])
def test_a_fachbereich_delivers_in_no_other_name_than_its_own(
    store: Store, tmp_path: Path, fachbereich: str
) -> None:
    annahme = deliver(store, tmp_path, JUGEND, ("1.1-01",), fachbereich)
    assert [b.code for b in annahme.befunde] == ["kein_recht"]


@pytest.mark.parametrize("rolle", [Rolle.LESER, Rolle.KAEMMEREI, Rolle.VERWALTUNG])
def test_other_roles_deliver_no_kennzahlen(store: Store, tmp_path: Path, rolle: Rolle) -> None:
    annahme = deliver(store, tmp_path, person(rolle), ("1.1-01",))
    assert not annahme.angenommen
    assert "fachbereich oder controlling" in annahme.befunde[-1].text


def test_controlling_delivers_for_everybody(store: Store, tmp_path: Path) -> None:
    assert deliver(store, tmp_path, person(Rolle.CONTROLLING), ("1.1-01", "1.1-02")).angenommen


def test_kaemmerei_delivers_mappings_of_the_haushalt_but_no_other_master_data(
    store: Store, tmp_path: Path
) -> None:
    zuordnung = (("Haushaltsjahr", "Produkt", "Unterziel"), (2023, "365100", "1.1"))
    nur = write_workbook(tmp_path / "z.xlsx", {"Zuordnung Haushalt": zuordnung})
    mehr = write_workbook(
        tmp_path / "m.xlsx", {"Zuordnung Haushalt": zuordnung, "Organisation": ORGANISATION}
    )
    kunz = person(Rolle.KAEMMEREI)
    for datei, erwartet in ((nur, True), (mehr, False)):
        annahme = accept_file(
            store, datei.name, datei.read_bytes(), Vorgabe(), freigabe=Freigabe(), akteur=kunz
        )
        assert annahme.angenommen is erwartet, annahme.befunde


def test_on_the_screen_one_step_cannot_deliver_and_release(store: Store, tmp_path: Path) -> None:
    zuordnung = (("Haushaltsjahr", "Produkt", "Unterziel"), (2023, "365100", "1.1"))
    datei = write_workbook(tmp_path / "z.xlsx", {"Zuordnung Haushalt": zuordnung})
    kunz = replace(person(Rolle.KAEMMEREI), herkunft=WEB)
    annahme = accept_file(store, datei.name, datei.read_bytes(), Vorgabe(), freigabe=Freigabe(), akteur=kunz)
    assert (annahme.angenommen, annahme.lieferung) == (False, None)
    assert "Vier-Augen" in annahme.befunde[-1].text


def test_releasing_at_once_takes_the_right_to_release(store: Store, tmp_path: Path) -> None:
    rows = [("Kennzahl-Nr.", "Zeitraum", "Ist"), ("1.1-01", 2023, 5)]
    datei = write_workbook(tmp_path / "w.xlsx", {"Kennzahlen": rows})
    vorgabe = Vorgabe(Lieferart.KENNZAHLEN, fachbereich="Jugend")
    annahme = accept_file(store, datei.name, datei.read_bytes(), vorgabe, freigabe=Freigabe(), akteur=JUGEND)
    assert [b.code for b in annahme.befunde] == ["freigabe_abgelehnt"]
    assert len(list_lieferungen(store)) == 1
