"""Accounts and the audit trail on the command line."""

from __future__ import annotations

import getpass
import io
import sys
from pathlib import Path

import pytest

from kek_dashboard.store.anmeldung import authenticate
from kek_dashboard.store.session import open_store
from tests.cli.conftest import Run
from tests.cli.test_import import NR, lieferung, stammdaten

WORT = "ein langer Satz mit ü"


class Terminal(io.StringIO):
    """Standard input of somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Standard input holds the password and nobody is at a terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORT}\n"))
    return monkeypatch


def signs_in(url: str, name: str, wort: str) -> bool:
    store = open_store(url)
    try:
        return authenticate(store, name, wort, "10.0.0.7").konto is not None
    finally:
        store.close()


def test_the_first_account_is_made_and_signs_in(run: Run, typed: object, database_url: str) -> None:
    ausgang = run(
        "user", "add", "Meier", "--rolle", "verwaltung", "--rolle", "controlling", "--passwort-stdin"
    )
    assert (ausgang.code, ausgang.err) == (0, "")
    assert WORT not in ausgang.out
    assert signs_in(database_url, "meier", WORT)
    (konto,) = run("user", "list", "--format", "json").json
    assert (konto["name"], konto["rollen"], konto["aktiv"]) == ("meier", ["controlling", "verwaltung"], True)
    assert "meier" in run("user", "list").out


def test_without_a_terminal_a_password_must_be_given_some_way(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    for mehr in ((), ("--passwort-stdin",)):
        assert run("user", "add", "meier", "--rolle", "leser", *mehr).code == 2
    assert run("user", "list", "--format", "json").json == []


def test_a_terminal_is_asked_twice_without_echo(
    run: Run, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    answers = iter([WORT, WORT + "x", WORT, WORT])
    monkeypatch.setattr(getpass, "getpass", lambda _frage: next(answers))
    assert run("user", "add", "meier", "--rolle", "leser").code == 1
    assert run("user", "add", "meier", "--rolle", "leser").code == 0
    assert signs_in(database_url, "meier", WORT)


def test_a_made_password_is_shown_once_and_works(run: Run, database_url: str) -> None:
    konto = run(
        "user", "add", "jugend", "--rolle", "fachbereich", "--fachbereich", "Jugend", "--passwort-erzeugen",
        "--format", "json",
    ).json  # fmt: skip
    assert konto["fachbereiche"] == ["Jugend"]
    assert signs_in(database_url, "jugend", konto["passwort"])
    neu = run("user", "passwort", "jugend", "--passwort-erzeugen")
    assert konto["passwort"] not in neu.out
    assert not signs_in(database_url, "jugend", konto["passwort"])


def test_roles_lock_and_unlock(run: Run, typed: object, database_url: str) -> None:
    run("user", "add", "meier", "--rolle", "leser", "--passwort-stdin")
    assert run("user", "rolle", "meier", "--rolle", "kaemmerei").code == 0
    assert run("user", "sperren", "meier").code == 0
    assert not signs_in(database_url, "meier", WORT)
    assert run("user", "entsperren", "meier").code == 0
    assert signs_in(database_url, "meier", WORT)
    assert run("user", "sperren", "niemand").code == 1
    assert run("user", "rolle", "meier", "--rolle", "chef").code == 2
    assert run("user").code == 2


def test_the_trail_tells_who_typed_what_and_is_filtered(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    run("import", lieferung(tmp_path, (NR, 2019, 64)))
    eintraege = run("protokoll", "--format", "json").json
    assert [e["aktion"] for e in eintraege] == ["geliefert", "freigegeben", "geliefert"]
    assert {e["wer"].partition(":")[0] for e in eintraege} == {"kommandozeile"}
    assert eintraege[1]["nachher"]["wer"] == eintraege[1]["wer"]
    assert eintraege[0]["vorher"] is None
    nur = run("protokoll", "--aktion", "freigegeben", "--wer", eintraege[0]["wer"], "--format", "json").json
    assert [e["nr"] for e in nur] == [2]
    assert run("protokoll", "--seit", "2999-01-01", "--format", "json").json == []
    assert "freigegeben" in run("protokoll").out


def test_the_seal_of_a_check_is_good_for_the_next_one(run: Run, tmp_path: Path) -> None:
    run("import", stammdaten(tmp_path), "--freigeben")
    siegel = run("check").out.rpartition("Siegel des Protokolls: ")[2].strip()
    run("import", lieferung(tmp_path, (NR, 2019, 64)))
    assert run("check", "--siegel", siegel).code == 0
    nr, _, summe = siegel.partition(":")
    assert run("check", "--siegel", f"{nr}:{summe[::-1]}").code == 1
    assert run("check", "--siegel", "x").code == 2
