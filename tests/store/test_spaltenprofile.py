"""Spaltenprofile: column assignments are appended, audited, and found again by whoever made them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.protokoll import Ereignisart
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.store import schema
from kek_dashboard.store.session import Store
from kek_dashboard.store.spaltenprofile import (
    Gemerkt,
    UnknownSpaltenprofilError,
    find_spaltenprofil,
    keep_spaltenprofil,
    read_spaltenprofil,
)

FACHBEREICH = frozenset({Rolle.FACHBEREICH})
EINE, ANDERE = Akteur("eine", FACHBEREICH, ("GB Jugend",)), Akteur("andere", FACHBEREICH, ("GB Soziales",))
MERKMAL = "c" * 64


def keep(store: Store, inhalt: str, akteur: Akteur = EINE, fachbereich: str = "GB Jugend") -> Gemerkt:
    with store.writing() as connection:
        return keep_spaltenprofil(connection, "Kreise", fachbereich, MERKMAL, inhalt, akteur)


def find(store: Store, akteur: Akteur = EINE, fachbereich: str = "", merkmal: str = MERKMAL) -> str | None:
    with store.reading() as connection:
        gemerkt = find_spaltenprofil(connection, merkmal, akteur, fachbereich)
    return None if gemerkt is None else gemerkt.inhalt


def test_a_kept_assignment_comes_back_as_it_was(store: Store) -> None:
    gemerkt = keep(store, '{"Straße": "„ß“"}')
    with store.reading() as connection:
        assert read_spaltenprofil(connection, gemerkt.nr) == gemerkt
    assert (gemerkt.nr, gemerkt.wer, gemerkt.name, len(gemerkt.zeitpunkt)) == (1, "eine", "Kreise", 20)


def test_the_newest_of_a_layout_counts_and_the_older_one_stays(store: Store) -> None:
    alt, neu = keep(store, "alt"), keep(store, "neu")
    assert (alt.nr, neu.nr) == (1, 2)
    assert find(store) == "neu"
    with store.reading() as connection:
        assert read_spaltenprofil(connection, 1).inhalt == "alt"


def test_the_same_assignment_is_kept_once_and_written_down_once(store: Store) -> None:
    assert keep(store, "gleich") == keep(store, "gleich")
    with store.reading() as connection:
        arten = list(connection.execute(sa.select(schema.protokoll.c.aktion)).scalars())
    assert arten.count(Ereignisart.SPALTEN_GEMERKT.value) == 1


def test_another_sender_does_not_get_it_unless_it_is_for_the_same_fachbereich(store: Store) -> None:
    keep(store, "von einer")
    assert find(store, ANDERE) is None
    assert find(store, ANDERE, "GB Soziales") is None
    assert find(store, ANDERE, "GB Jugend") == "von einer"
    assert find(store, EINE) == "von einer"


def test_another_layout_does_not_get_it(store: Store) -> None:
    keep(store, "so")
    assert find(store, merkmal="d" * 64) is None


def test_a_number_that_is_not_kept_is_refused_with_a_sentence(store: Store) -> None:
    with store.reading() as connection, pytest.raises(UnknownSpaltenprofilError, match="Spaltenzuordnung 7"):
        read_spaltenprofil(connection, 7)


@pytest.mark.parametrize("was", ["update", "delete"])
def test_a_kept_assignment_can_neither_be_changed_nor_erased(store: Store, was: str) -> None:
    keep(store, "so")
    befehl = (
        sa.update(schema.spaltenprofil).values(inhalt="anders")
        if was == "update"
        else sa.delete(schema.spaltenprofil)
    )
    with pytest.raises(sa.exc.DBAPIError), store.writing() as connection:
        connection.execute(befehl)
    assert find(store) == "so"
