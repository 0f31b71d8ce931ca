"""Arbeitsstand: drafts are kept, changed by one at a time, and never become anything by themselves."""

from __future__ import annotations

import pytest

from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.store import arbeitsstand
from kek_dashboard.store.arbeitsstand import (
    Arbeitsart,
    Arbeitsstand,
    ArbeitsstandRefusedError,
    StaleArbeitsstandError,
    UnknownArbeitsstandError,
    change_arbeitsstand,
    create_arbeitsstand,
    delete_arbeitsstand,
    list_arbeitsstaende,
    read_arbeitsstand,
)
from kek_dashboard.store.check import check_store
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store

BERG = Akteur("berg", frozenset({Rolle.KAEMMEREI}), herkunft=WEB)
LANGE = Akteur("lange", frozenset({Rolle.CONTROLLING}), herkunft=WEB)
SZENARIO = Arbeitsart.SZENARIO


def create(store: Store, name: str = "Sparen", inhalt: str = "{}", wer: Akteur = BERG) -> Arbeitsstand:
    with store.writing() as connection:
        return create_arbeitsstand(connection, wer, SZENARIO, name, 2024, "beschlossen", inhalt)


def read(store: Store, kennung: str) -> Arbeitsstand:
    with store.reading() as connection:
        return read_arbeitsstand(connection, SZENARIO, kennung)


def test_a_draft_is_read_back_as_it_was_written(store: Store) -> None:
    neu = create(store, "  Sparen – „zehn Prozent“ ", '{"änderung": "−10 %"}')
    assert read(store, neu.id) == neu
    assert (neu.name, neu.wer, neu.fortschreibung, neu.haushaltsjahr, neu.fassung) == (
        "Sparen – „zehn Prozent“", "berg", 1, 2024, "beschlossen",
    )  # fmt: skip


def test_a_change_counts_on_and_says_who(store: Store) -> None:
    neu = create(store)
    with store.writing() as connection:
        geaendert = change_arbeitsstand(connection, LANGE, SZENARIO, neu.id, 1, inhalt="[1]")
        assert (geaendert.name, geaendert.inhalt) == ("Sparen", "[1]")
        umbenannt = change_arbeitsstand(connection, LANGE, SZENARIO, neu.id, 2, name=" Neu ")
    assert (umbenannt.name, umbenannt.inhalt, umbenannt.wer, umbenannt.fortschreibung) == (
        "Neu",
        "[1]",
        "lange",
        3,
    )
    assert umbenannt.angelegt == neu.angelegt
    assert read(store, neu.id) == umbenannt


def test_who_read_an_older_state_does_not_overwrite_the_newer_one(store: Store) -> None:
    neu = create(store)
    with store.writing() as connection:
        change_arbeitsstand(connection, LANGE, SZENARIO, neu.id, 1, inhalt="von lange")
    with pytest.raises(StaleArbeitsstandError, match="„lange“"), store.writing() as connection:
        change_arbeitsstand(connection, BERG, SZENARIO, neu.id, 1, inhalt="von berg")
    assert read(store, neu.id).inhalt == "von lange"


def test_a_deleted_draft_is_gone_and_asking_for_it_says_so(store: Store) -> None:
    neu = create(store)
    with store.writing() as connection:
        delete_arbeitsstand(connection, SZENARIO, neu.id)
    with pytest.raises(UnknownArbeitsstandError, match="gelöscht"):
        read(store, neu.id)
    with pytest.raises(UnknownArbeitsstandError), store.writing() as connection:
        delete_arbeitsstand(connection, SZENARIO, neu.id)


def test_a_draft_of_another_kind_is_not_found(store: Store) -> None:
    neu = create(store)
    with store.writing() as connection:
        for tun in (read_arbeitsstand, delete_arbeitsstand):
            with pytest.raises(UnknownArbeitsstandError):
                tun(connection, Arbeitsart.ZUORDNUNG, neu.id)
        with pytest.raises(UnknownArbeitsstandError):
            change_arbeitsstand(connection, BERG, Arbeitsart.ZUORDNUNG, neu.id, 1, inhalt="x")
        assert list_arbeitsstaende(connection, Arbeitsart.ZUORDNUNG) == ()


@pytest.mark.parametrize(
    ("name", "inhalt", "satz"),
    [
        ("  ", "{}", "Namen angeben"),
        ("n" * 121, "{}", "höchstens 120 Zeichen"),
        ("Sparen", "x" * 2_000_001, "zu viel auf einmal"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    store: Store, name: str, inhalt: str, satz: str
) -> None:
    with pytest.raises(ArbeitsstandRefusedError, match=satz):
        create(store, name, inhalt)
    neu = create(store)
    with pytest.raises(ArbeitsstandRefusedError, match=satz), store.writing() as connection:
        change_arbeitsstand(connection, BERG, SZENARIO, neu.id, 1, name=name, inhalt=inhalt)
    assert read(store, neu.id) == neu


def test_one_person_cannot_fill_the_database(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arbeitsstand, "MEISTE_JE_PERSON", 2)
    create(store)
    create(store)
    with pytest.raises(ArbeitsstandRefusedError, match="schon 2"):
        create(store)
    create(store, wer=LANGE)


def test_the_list_begins_with_what_was_changed_last(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    uhr = iter(f"2026-11-23T07:00:{n:02d}Z" for n in range(60))
    monkeypatch.setattr(arbeitsstand, "timestamp", lambda: next(uhr))
    erster, zweiter = create(store, "eins"), create(store, "zwei")
    with store.writing() as connection:
        assert [a.name for a in list_arbeitsstaende(connection, SZENARIO)] == ["zwei", "eins"]
        change_arbeitsstand(connection, BERG, SZENARIO, erster.id, 1, inhalt="[]")
        assert [a.id for a in list_arbeitsstaende(connection, SZENARIO)] == [erster.id, zweiter.id]


def test_a_draft_is_no_part_of_the_figures_or_the_audit_trail(store: Store) -> None:
    vorher = load_datenstand(store)
    neu = create(store)
    with store.writing() as connection:
        change_arbeitsstand(connection, BERG, SZENARIO, neu.id, 1, inhalt="[]")
    assert load_datenstand(store).version == vorher.version
    assert check_store(store).fehler == ()
