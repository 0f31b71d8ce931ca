"""Server: real processes on real databases; what one worker releases all others show at once."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import requests

from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.migrate import downgrade, migrate
from kek_dashboard.store.session import open_store
from tests.store.lieferungen import deliver, stammdaten
from tests.web.oidc_provider import CLIENT_ID, CLIENT_SECRET, running_provider
from tests.web.test_protokollierung import a_call

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
NAME, PASSWORT = "erika.muster", "Sieben Schafe im Elm 2018"
SECRET = "unterschrift-der-sitzungen-4711"
SECONDS = 2.0  # a release is seen by all within this time
FIRST, SECOND = "1.1-01", "1.1-02"


# ---------------------------------------------------------------------------- servers and people


@dataclass
class Server:
    """A running ``serve`` with its log."""

    base: str
    log: Path
    process: subprocess.Popen[bytes]

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    def answering(self) -> set[object]:
        return {line["prozess"] for line in self.lines() if line["text"] == "Anfrage"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def environment(url: str, **given: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEK_")}
    return kept | {
        "KEK_DATABASE_URL": url, "KEK_SECRET_KEY": SECRET, "KEK_ANMELDUNG": "ein", **given,
    }  # fmt: skip


@contextmanager
def serving(url: str, folder: Path, **given: str) -> Iterator[Server]:
    port = given.setdefault("KEK_PORT", str(free_port()))
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "kek_dashboard", "serve"],
            env=environment(url, **given), cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}", log, process)
    try:
        wait_for_health(server)
        yield server
    finally:
        process.terminate()
        process.wait(40)


def wait_for_health(server: Server) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.process.poll() is None, server.log.read_text(encoding="utf-8")
        try:
            if requests.get(f"{server.base}/healthz", timeout=5).status_code == 200:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(server.log.read_text(encoding="utf-8"))


class Person:
    """Somebody at a browser, without the browser."""

    def __init__(self, base: str) -> None:
        self.base, self.session = base, requests.Session()

    @property
    def cookies(self) -> dict[str, str]:
        return {name: value or "" for name, value in self.session.cookies.get_dict().items()}

    def sign_in(self) -> Person:
        page = self.session.get(f"{self.base}/anmelden", timeout=30).text
        form = {"formular": token_in(page), "name": NAME, "passwort": PASSWORT}
        answer = self.session.post(f"{self.base}/anmelden", data=form, timeout=30, allow_redirects=False)
        assert answer.status_code == 303, answer.text
        return self

    def at(self, base: str) -> Person:
        """The same person with the same cookie at another server."""
        other = Person(base)
        other.session.cookies.update(self.cookies)
        return other

    def see(self, path: str) -> str:
        """What the screen shows; on a connection of its own, so that any worker may answer."""
        body = a_call()
        body["inputs"][0]["value"] = path
        answer = requests.post(
            f"{self.base}/_dash-update-component",
            json=body, cookies=self.cookies, headers={"Connection": "close"}, timeout=30,
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        self.session.cookies.update(answer.cookies)  # as a browser does: the token of a form is in it
        return answer.text

    def knows(self, nr: str) -> bool:
        return f"Die Kennzahl {nr} gibt es" not in self.see(f"/kennzahl/{nr}")

    def release(self, nr: int) -> None:
        form = {"formular": token_in(self.see(f"/lieferungen/{nr}")), "bestaetigt": "ja"}
        answer = self.session.post(
            f"{self.base}/lieferung/{nr}/freigeben", data=form, timeout=30, allow_redirects=False
        )
        assert answer.status_code in {302, 303}, answer.text


def token_in(page: str) -> str:
    found = re.search(r'name=\\*"formular\\*" value=\\*"([^"\\]+)', page)
    assert found, page[:3000]
    return found[1]


def prepare(url: str) -> int:
    """An account, one released Kennzahl, and a second one in a Lieferung that waits; its number."""
    store = open_store(url)
    try:
        migrate(store)
        create_konto(store, LOKALER_AKTEUR, NAME, {Rolle.CONTROLLING}, passwort=PASSWORT)
        deliver(store, stammdaten(FIRST), stichtag=date(2023, 5, 17))
        return deliver(store, stammdaten(FIRST, SECOND), name="zweite.xlsx")
    finally:
        store.close()


# ------------------------------------------------------------------- a release is seen by everybody


def test_two_servers_on_one_postgresql_show_a_release_within_two_seconds(postgres_url, tmp_path):
    nr = prepare(postgres_url)
    with (
        serving(postgres_url, tmp_path, KEK_WORKERS="1") as one,
        serving(postgres_url, tmp_path, KEK_WORKERS="1") as two,
    ):
        here = Person(one.base).sign_in()
        there = here.at(two.base)  # a session of one is good at the other: they share key and database
        assert [here.knows(FIRST), there.knows(FIRST)] == [True, True]
        assert [here.knows(SECOND), there.knows(SECOND)] == [False, False]
        here.release(nr)
        since = time.monotonic()
        while not there.knows(SECOND):
            assert time.monotonic() - since < SECONDS
        assert time.monotonic() - since < SECONDS
        version = [
            requests.get(f"{base}/healthz", timeout=5).json()["datenstand"] for base in (one.base, two.base)
        ]
        assert version[0] == version[1]
        assert one.process.pid != two.process.pid


def test_two_workers_on_sqlite_show_a_release_within_two_seconds(sqlite_url, tmp_path):
    nr = prepare(sqlite_url)
    with serving(sqlite_url, tmp_path, KEK_WORKERS="2") as server:
        person = Person(server.base).sign_in()
        with ThreadPoolExecutor(8) as pool:
            assert not any(pool.map(person.knows, [SECOND] * 40))
            person.release(nr)
            time.sleep(SECONDS)
            assert all(pool.map(person.knows, [SECOND] * 80))
        assert len(server.answering()) == 2


def test_signing_out_at_one_server_ends_the_session_at_the_other(sqlite_url, tmp_path):
    prepare(sqlite_url)
    with serving(sqlite_url, tmp_path) as one, serving(sqlite_url, tmp_path) as two:
        here = Person(one.base).sign_in()
        there = here.at(two.base)
        assert there.knows(FIRST)
        page = here.session.get(f"{one.base}/konto", timeout=30)
        form = {"formular": token_in(page.text if "formular" in page.text else here.see("/konto"))}
        here.session.post(f"{one.base}/abmelden", data=form, timeout=30)
        answer = requests.post(
            f"{two.base}/_dash-update-component",
            json=a_call(), cookies=there.cookies, timeout=30,
        )  # fmt: skip
        assert answer.status_code == 401


# ------------------------------------------------------------------------------------ one server


def test_counts_of_all_workers_come_together_and_no_secret_is_in_the_log(sqlite_url, tmp_path):
    prepare(sqlite_url)
    with serving(sqlite_url, tmp_path, KEK_METRIKEN_TOKEN="token-der-metriken-xyloph") as server:
        person = Person(server.base).sign_in()
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(person.knows, [FIRST] * 60))
        told = requests.get(
            f"{server.base}/metrics",
            headers={"Authorization": "Bearer token-der-metriken-xyloph"},
            timeout=30,
        ).text
        requests.get(f"{server.base}/gibt/es?name=Erikaxyloph", headers={"Accept": "text/html"}, timeout=30)
        assert len(server.answering()) == 2
    assert 'kek_callback_duration_seconds_count{callback="rahmen.children"} 60.0' in told
    assert 'kek_lieferungen{stand="wartet"} 1.0' in told
    # No hexadecimal digits in what is looked for: the numbers of requests are drawn by chance.
    log = server.log.read_text(encoding="utf-8")
    cookie = person.cookies.popitem()[1]
    for secret in ("xyloph", PASSWORT, "Schafe", NAME, "erika", "Erika", cookie, cookie[:30]):
        assert secret not in log
    assert {line["stufe"] for line in server.lines()} <= {"info", "warning"}


def test_a_stopped_server_answers_what_it_began_and_leaves_nothing(sqlite_url, tmp_path):
    prepare(sqlite_url)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serving(sqlite_url, tmp_path, TMPDIR=str(scratch)) as server:
        person = Person(server.base).sign_in()
        assert list(scratch.glob("kek-metriken-*"))
        pids = {int(str(line["prozess"])) for line in server.lines()}
        with ThreadPoolExecutor(4) as pool:
            answers = [pool.submit(person.knows, FIRST) for _ in range(4)]
            time.sleep(0.03)
            os.kill(server.process.pid, signal.SIGTERM)
            assert all(answer.result() for answer in answers)
        assert server.process.wait(40) == 0
    assert not list(scratch.glob("kek-metriken-*"))
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_a_killed_worker_is_made_anew(sqlite_url, tmp_path):
    prepare(sqlite_url)
    with serving(sqlite_url, tmp_path, KEK_WORKERS="1") as server:
        person = Person(server.base).sign_in()
        (worker,) = server.answering()
        os.kill(int(str(worker)), signal.SIGKILL)
        until = time.monotonic() + 30
        while True:
            try:
                assert person.knows(FIRST)
                break
            except requests.ConnectionError:
                assert time.monotonic() < until
                time.sleep(0.1)
        assert len(server.answering()) == 2


@pytest.mark.parametrize(
    ("given", "setting"),
    [
        ({"KEK_ANMELDUNG": "aus", "KEK_HOST": "0.0.0.0"}, "KEK_HOST"),
        ({"KEK_OIDC_ISSUER": "https://anmeldung.kreis.example"}, "KEK_OIDC_CLIENT_ID"),
        ({"KEK_OIDC_ISSUER": "https://a.example", "KEK_OIDC_CLIENT_ID": "kek"}, "KEK_OIDC_ROLLEN"),
        ({"KEK_WORKERS": "viele"}, "KEK_WORKERS"),
    ],
)
def test_settings_that_cannot_be_served_are_named_before_anything_starts(given, setting, sqlite_url):
    assert setting in refused(sqlite_url, **given)


def test_an_older_database_is_not_served(sqlite_url):
    prepare(sqlite_url)
    store = open_store(sqlite_url)
    downgrade(store, "0001")
    store.close()
    assert "migrate" in refused(sqlite_url)


def refused(url: str, **given: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "kek_dashboard", "serve"],
        env=environment(url, **{"KEK_PORT": str(free_port()), **given}), cwd=ROOT,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 2, run
    return run.stderr


# --------------------------------------------------------------------------- the county's own sign-in


def test_the_whole_way_through_the_countys_sign_in(sqlite_url, tmp_path):
    prepare(sqlite_url)
    port = str(free_port())
    with (
        running_provider(f"http://127.0.0.1:{port}/anmelden/oidc/zurueck") as provider,
        serving(
            sqlite_url,
            tmp_path,
            KEK_PORT=port,
            KEK_OIDC_ISSUER=provider.issuer,
            KEK_OIDC_CLIENT_ID=CLIENT_ID,
            KEK_OIDC_CLIENT_SECRET=CLIENT_SECRET,
            KEK_OIDC_ROLLEN="kek-controlling=controlling",
        ) as server,
    ):
        provider.order(preferred_username="max.muster", name="Max Muster")
        person = Person(server.base)
        page = f"{server.base}/anmelden?weiter=%2Fkennzahlen%3Fjahr%3D2023"
        assert 'href="/anmelden/oidc"' in person.session.get(page, timeout=30).text
        arrived = person.session.get(f"{server.base}/anmelden/oidc", headers={"Referer": page}, timeout=30)
        assert arrived.url == f"{server.base}/kennzahlen?jahr=2023"
        assert person.knows(FIRST)
        provider.order(preferred_username="max.muster", groups=[])
        refusal = Person(server.base).session.get(
            f"{server.base}/anmelden/oidc", headers={"Accept": "text/html"}, timeout=30
        )
        assert refusal.status_code == 403 and "keine Ihrer Gruppen" in refusal.text
        again = requests.post(
            f"{server.base}/_dash-update-component",
            json=a_call(), cookies=person.cookies, timeout=30,
        )  # fmt: skip
        assert again.status_code == 401  # who lost the role is out at once
        log = server.log.read_text(encoding="utf-8")
        assert CLIENT_SECRET not in log and "code=" not in log and "max.muster" not in log
