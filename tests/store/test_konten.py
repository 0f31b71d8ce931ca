"""Accounts: made, changed, locked; signing in is throttled and says nothing about who exists."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.store import anmeldung, drossel, passwort, schema
from kek_dashboard.store.anmeldung import Anmeldung, authenticate, told_sign_in, told_sign_out
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import KontoError, NotAllowedError, UnknownKontoError
from kek_dashboard.store.konten import (
    by_oidc,
    create_konto,
    end_sessions,
    list_konten,
    load_konto,
    lock,
    set_password,
    set_rights,
    unlock,
)
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import Store

SHELL = Akteur("kommandozeile:kek", frozenset(Rolle), herkunft="kommandozeile")
RICHTIG, FALSCH = "ein langer Satz mit ü", "ein anderer langer Satz"
LESER = frozenset({Rolle.LESER})
HIER, DORT = "10.0.0.7", "10.0.0.8"


@pytest.fixture
def konto(store: Store) -> Store:
    """A store with one account, „meier“."""
    create_konto(store, SHELL, "Meier", {Rolle.CONTROLLING}, passwort=RICHTIG)
    return store


def sign_in(store: Store, name: str = "meier", wort: str = RICHTIG, ort: str = HIER) -> Anmeldung:
    return authenticate(store, name, wort, ort)


def row(store: Store) -> Any:
    with store.reading() as connection:
        return connection.execute(sa.select(schema.konto)).one()


def test_there_is_no_account_until_somebody_makes_one(store: Store) -> None:
    assert list_konten(store) == ()
    assert sign_in(store, "admin", "admin").konto is None


def test_the_right_password_signs_in_however_the_name_is_spelled(konto: Store) -> None:
    create_konto(konto, SHELL, "müller", {Rolle.LESER}, passwort=RICHTIG)
    akteur = sign_in(konto).akteur
    assert akteur == Akteur("meier", frozenset({Rolle.CONTROLLING}), (), "web")
    composed_apart = "ein langer Satz mit u\N{COMBINING DIAERESIS}"
    assert sign_in(konto, " MU\N{COMBINING DIAERESIS}LLER", composed_apart).akteur is not None
    assert check_store(konto).fehler == ()


def test_wrong_unknown_locked_and_without_password_look_and_cost_the_same(
    konto: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_konto(konto, SHELL, "ohne", {Rolle.LESER})
    create_konto(konto, SHELL, "zu", {Rolle.LESER}, passwort=RICHTIG)
    lock(konto, SHELL, "zu")
    worked: list[str] = []
    verify = passwort.verify_password

    def counted(gespeichert: str, wort: str) -> bool:
        worked.append(wort)
        return verify(gespeichert, wort)

    monkeypatch.setattr(anmeldung, "verify_password", counted)
    tries = [("meier", FALSCH), ("niemand", RICHTIG), ("zu", RICHTIG), ("ohne", ""), ("a\x00b", "\ud800x")]
    for name, wort in tries[:-1]:
        assert sign_in(konto, name, wort) == Anmeldung()
    assert len(worked) == len(tries) - 1


def test_the_hash_is_argon2id_with_the_demanded_work_and_the_password_stands_nowhere(konto: Store) -> None:
    parameter = extract_parameters(row(konto).passwort_hash)
    assert (parameter.type, parameter.time_cost, parameter.memory_cost, parameter.parallelism) == (
        Type.ID, 3, 65536, 1,
    )  # fmt: skip
    told = repr(list_protokoll(konto)) + repr(list_konten(konto))
    assert RICHTIG not in told and row(konto).passwort_hash not in told


def test_an_older_hash_is_made_anew_at_sign_in_and_the_session_goes_on(konto: Store) -> None:
    schwach = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(RICHTIG)
    with konto.writing() as connection:
        connection.execute(sa.update(schema.konto).values(passwort_hash=schwach))
    before = row(konto).sitzungsstand
    assert sign_in(konto).konto is not None
    assert extract_parameters(row(konto).passwort_hash).memory_cost == 65536
    assert row(konto).sitzungsstand == before
    assert sign_in(konto).konto is not None


@pytest.mark.parametrize("wort", ["kurz", "elfZeichen!", "meier12345678", "aaaaaaaaaaaaaa", "x" * 201])
def test_a_password_that_is_easily_guessed_is_refused(store: Store, wort: str) -> None:
    with pytest.raises(KontoError):
        create_konto(store, SHELL, "meier", {Rolle.LESER}, passwort=wort)
    assert list_konten(store) == ()


@pytest.mark.parametrize("name", ["", "a", ".a", "a b", "a\x00b", "a/../b", "=1+1", "x" * 101, "a\nb"])
def test_a_name_is_plain(store: Store, name: str) -> None:
    with pytest.raises(KontoError):
        create_konto(store, SHELL, name, {Rolle.LESER})


def test_roles_and_units_must_go_together(store: Store) -> None:
    for rollen, einheiten in (
        ([], ()),
        ([Rolle.LESER], ("A",)),
        ([Rolle.FACHBEREICH], ()),
        ([Rolle.FACHBEREICH], (" ",)),
    ):
        with pytest.raises(KontoError):
            create_konto(store, SHELL, "jugend", rollen, fachbereiche=einheiten)
    neu = create_konto(store, SHELL, "jugend", [Rolle.FACHBEREICH], fachbereiche=["Jugend", "Jugend", "Asyl"])
    assert neu.fachbereiche == ("Asyl", "Jugend")


def test_the_same_name_in_another_spelling_is_taken(konto: Store) -> None:
    with pytest.raises(KontoError, match="gibt es schon"):
        create_konto(konto, SHELL, "MEIER", {Rolle.LESER})


def test_other_roles_a_new_password_and_a_lock_end_all_sessions(konto: Store) -> None:
    staende = [row(konto).sitzungsstand]
    set_rights(konto, SHELL, "meier", {Rolle.LESER})
    staende.append(row(konto).sitzungsstand)
    set_password(konto, SHELL, "meier", FALSCH, einmalig=True)
    staende.append(row(konto).sitzungsstand)
    end_sessions(konto, Akteur("meier", frozenset({Rolle.LESER})), "meier")
    staende.append(row(konto).sitzungsstand)
    lock(konto, SHELL, "meier")
    staende.append(row(konto).sitzungsstand)
    assert staende == [1, 2, 3, 4, 5]
    neu = load_konto(konto, "Meier")
    assert neu is not None and (neu.rollen, neu.aktiv, neu.passwort_einmalig) == (LESER, False, True)
    unlock(konto, SHELL, "meier")
    assert sign_in(konto, wort=FALSCH).konto is not None
    assert [e.aktion for e in reversed(list_protokoll(konto))] == [
        "konto_angelegt", "konto_geaendert", "passwort_geaendert", "konto_geaendert", "konto_gesperrt",
        "konto_entsperrt", "angemeldet",
    ]  # fmt: skip
    assert check_store(konto).fehler == ()


def test_only_verwaltung_manages_accounts_but_everyone_their_own_password(konto: Store) -> None:
    meier = Akteur("meier", frozenset({Rolle.CONTROLLING}))
    set_password(konto, meier, "meier", FALSCH)
    create_konto(konto, SHELL, "kunz", {Rolle.LESER})
    acts = (
        lambda: create_konto(konto, meier, "neu", {Rolle.VERWALTUNG}),
        lambda: set_rights(konto, meier, "meier", {Rolle.VERWALTUNG}),
        lambda: set_password(konto, meier, "kunz", FALSCH),
        lambda: lock(konto, meier, "kunz"),
        lambda: unlock(konto, meier, "kunz"),
        lambda: end_sessions(konto, meier, "kunz"),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    with pytest.raises(UnknownKontoError):
        lock(konto, SHELL, "niemand")


def test_the_last_verwaltung_cannot_lock_the_door_behind_itself(store: Store) -> None:
    create_konto(store, SHELL, "amt", {Rolle.VERWALTUNG})
    amt = Akteur("amt", frozenset({Rolle.VERWALTUNG}))
    for act in (lambda: lock(store, amt, "amt"), lambda: set_rights(store, amt, "amt", {Rolle.LESER})):
        with pytest.raises(KontoError, match="letzte"):
            act()
    create_konto(store, amt, "zweites", {Rolle.VERWALTUNG})
    lock(store, amt, "amt")
    lock(store, SHELL, "zweites")


# ------------------------------------------------------------------------------------------ throttling


def clock(monkeypatch: pytest.MonkeyPatch, sekunde: int) -> None:
    monkeypatch.setattr(drossel, "now", lambda: 1_800_000_000 + sekunde)


@pytest.mark.parametrize("name", ["meier", "niemand"])
def test_after_some_failures_each_next_try_waits_longer_whether_the_account_exists_or_not(
    konto: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    waited, sekunde = [], 0
    monkeypatch.setattr(anmeldung, "verify_password", lambda *_: False)
    for _ in range(drossel.FREE_KONTO + 8):
        clock(monkeypatch, sekunde)
        assert sign_in(konto, name, FALSCH).warten == 0
        warten = sign_in(konto, name, FALSCH).warten
        if warten:
            waited.append(warten)
            sekunde += warten
        else:
            sekunde += 1
    assert waited[:3] == [15, 30, 60]
    assert waited[-1] == drossel.LONGEST_WAIT_S


def test_the_right_password_is_not_even_tried_while_waiting_and_good_afterwards(
    konto: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, 0)
    for _ in range(drossel.FREE_KONTO):
        sign_in(konto, wort=FALSCH)
    wartend = sign_in(konto, ort=DORT)
    assert (wartend.konto, wartend.warten) == (None, 15)
    clock(monkeypatch, 15)
    assert sign_in(konto).konto is not None
    assert sign_in(konto, wort=FALSCH).warten == 0


def test_one_address_cannot_try_many_names(konto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, 0)
    monkeypatch.setattr(anmeldung, "verify_password", lambda *_: False)
    for nummer in range(drossel.FREE_ADRESSE):
        assert sign_in(konto, f"name{nummer}").warten == 0
    assert sign_in(konto, "noch-einer").warten > 0
    assert sign_in(konto, "noch-einer", ort=DORT).warten == 0


def test_many_tries_at_the_same_moment_do_not_pass_together(konto: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        ausgaenge = list(pool.map(lambda _: sign_in(konto, wort=FALSCH), range(16)))
    assert sum(ausgang.warten == 0 for ausgang in ausgaenge) == drossel.FREE_KONTO
    assert sum(e.aktion == "anmeldung_abgewiesen" for e in list_protokoll(konto)) == drossel.FREE_KONTO
    assert check_store(konto).fehler == ()


def test_what_was_typed_as_an_unknown_name_is_kept_nowhere(konto: Store) -> None:
    sign_in(konto, "geheim-in-der-falschen-zeile", FALSCH)
    with konto.reading() as connection:
        versuche = repr(connection.execute(sa.select(schema.anmeldeversuch)).all())
    assert "geheim" not in repr(list_protokoll(konto)) + versuche


def test_old_failures_are_forgotten(konto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anmeldung, "verify_password", lambda *_: False)
    clock(monkeypatch, 0)
    for _ in range(drossel.FREE_KONTO):
        sign_in(konto)
    clock(monkeypatch, 25 * 3600)
    assert sign_in(konto, "anderer").warten == 0
    with konto.reading() as connection:
        assert len(connection.execute(sa.select(schema.anmeldeversuch)).all()) == 2


# --------------------------------------------------------------------------------- another sign-in service


def test_another_service_makes_an_account_keeps_it_up_to_date_and_is_refused_without_a_role(
    store: Store,
) -> None:
    assert by_oidc(store, "sub-1", name="meier", rollen=()) is None
    erst = by_oidc(store, "sub-1", name="meier@kreis.de", rollen={Rolle.LESER}, anzeigename="Eva Meier")
    assert erst is not None and (erst.rollen, erst.hat_passwort) == (LESER, False)
    assert by_oidc(store, "sub-1", name="neuer-name", rollen={Rolle.LESER}) == erst
    dann = by_oidc(store, "sub-1", name="meier@kreis.de", rollen={Rolle.CONTROLLING})
    assert dann is not None and (dann.rollen, dann.sitzungsstand) == (frozenset({Rolle.CONTROLLING}), 2)
    assert by_oidc(store, "sub-1", name="meier@kreis.de", rollen=()) is None
    lock(store, SHELL, "meier@kreis.de")
    assert by_oidc(store, "sub-1", name="meier@kreis.de", rollen={Rolle.CONTROLLING}) is None
    assert sign_in(store, "meier@kreis.de", "").konto is None
    assert check_store(store).fehler == ()


def test_another_service_cannot_take_over_an_account_by_its_name(konto: Store) -> None:
    with pytest.raises(KontoError):
        by_oidc(konto, "sub-9", name="meier", rollen={Rolle.VERWALTUNG})


def test_coming_and_going_are_kept(konto: Store) -> None:
    meier = load_konto(konto, "meier")
    assert meier is not None
    told_sign_in(konto, meier, HIER, "oidc")
    told_sign_out(konto, meier.akteur("oidc"))
    assert [(e.aktion, e.wer, e.herkunft) for e in list_protokoll(konto, anzahl=2)] == [
        ("abgemeldet", "meier", "oidc"),
        ("angemeldet", "meier", "oidc"),
    ]
