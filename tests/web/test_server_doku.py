"""What docs/betrieb.md and its templates name is there: settings, commands, files, fields, rights."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import psycopg
import pytest

from kek_dashboard.cli.main import make_parser
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.importers.grenzen import MAX_DATEI, MIB
from kek_dashboard.settings import read_settings
from kek_dashboard.store import schema
from kek_dashboard.store.anmeldung import authenticate
from kek_dashboard.store.check import check_store
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.lieferungen import release
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.store.sicherung import backup
from kek_dashboard.web import oidc, server
from kek_dashboard.web.oidc import read_regeln
from tests.store.lieferungen import deliver, stammdaten

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs/betrieb"
TEXT = (ROOT / "docs/betrieb.md").read_text(encoding="utf-8")
FILES = sorted(path for path in (*DOCS.iterdir(), ROOT / "Containerfile") if path.is_file())
EVERYTHING = TEXT + "".join(path.read_text(encoding="utf-8") for path in FILES)


def env(text: str) -> dict[str, str]:
    """The settings of kek.env, those behind a hash too."""
    return dict(re.findall(r"^(?:# )?(KEK_[A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_every_setting_named_exists_and_readme_explains_it():
    named = set(re.findall(r"\bKEK_[A-Z_]+[A-Z]\b", EVERYTHING)) - {"KEK_OIDC"}
    known = set(
        re.findall(r"^\| `(KEK_[A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert len(named) > 10
    assert sorted(named - known) == []


def test_every_command_named_can_be_called():
    calls = re.findall(r"-m kek_dashboard ([^`\n\"'\]]+)", EVERYTHING) + re.findall(
        r"`(check --[^`]+)`", TEXT
    )
    commands = set()
    for call in calls:
        words = shlex.split(call.strip().replace("NR:PRÜFSUMME", f"7:{'0' * 64}"))
        if words[0] == "backup" and len(words) == 1:
            words.append("datei.zip")
        with contextlib.redirect_stderr(io.StringIO()) as told:
            try:
                commands.add(make_parser().parse_args(words).befehl)
            except SystemExit:
                raise AssertionError(f"{call}: {told.getvalue()}") from None
    assert commands >= {
        "migrate",
        "backup",
        "restore",
        "check",
        "serve",
        "user",
        "protokoll",
        "load-zielsystem",
    }


def test_every_make_target_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"`make ([a-z]+)`", TEXT)) >= {"run", "load"}
    for target in re.findall(r"`make ([a-z]+)`", TEXT):
        assert f"\n{target}:" in makefile


def test_every_template_is_spoken_of():
    for path in FILES:
        assert path.name in TEXT, path.name


def test_the_template_of_settings_can_be_read(tmp_path):
    given = env((DOCS / "kek.env").read_text(encoding="utf-8"))
    settings = read_settings(given, tmp_path)
    assert not settings.is_lokal and settings.https
    assert [regel.rolle.value for regel in read_regeln(settings.oidc_rollen)] == [
        "controlling", "kaemmerei", "fachbereich", "leser",
    ]  # fmt: skip
    for rule in re.findall(r"`(kek-[^`]*=[^`]+)`", TEXT):
        assert read_regeln(rule)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxies_pass_on_to_the_port_of_the_settings(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    given = env((DOCS / "kek.env").read_text(encoding="utf-8"))
    assert f"{given['KEK_HOST']}:{given['KEK_PORT']}" in text
    assert int(re.search(r"(?:client_max_body_size |max_size )(\d+)", text)[1]) * MIB > MAX_DATEI  # type: ignore[index]
    assert "X-Forwarded-For" in text and "$proxy_add_x_forwarded_for" not in text and "/metrics" in text


def test_addresses_times_and_limits_are_the_programs():
    assert f"https://kek.kreis.example{oidc.ZURUECK}" in TEXT
    assert f"bis zu {server.GRACE_SECONDS} Sekunden" in TEXT
    unit = (DOCS / "kek-monitor.service").read_text(encoding="utf-8")
    stop = int(re.search(r"TimeoutStopSec=(\d+)", unit)[1])  # type: ignore[index]
    assert stop > server.GRACE_SECONDS
    assert int(re.search(r"proxy_read_timeout (\d+)", EVERYTHING)[1]) > server.TIMEOUT_SECONDS  # type: ignore[index]


def test_the_image_copies_what_there_is():
    for names in re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "Containerfile").read_text(encoding="utf-8"), re.MULTILINE
    ):
        for name in names.split():
            assert (ROOT / name).exists(), name


def test_log_fields_and_metrics_named_are_those_there_are():
    code = "".join(
        (ROOT / "kek_dashboard/web" / name).read_text(encoding="utf-8")
        for name in ("protokollierung.py", "metriken.py")
    )
    section = TEXT.partition("## Protokolle")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| (`[a-z`, ]+) \|", section, re.MULTILINE):
        for field in re.findall(r"`([a-z]+)`", row):
            assert f'"{field}"' in code, field
    named = set(re.findall(r"^\| `(kek_[a-z_]+)` \|", TEXT, re.MULTILINE))
    assert {name.removesuffix("_total") for name in named} == set(re.findall(r'"(kek_[a-z_]+)",', code)) - {
        "kek_start", "kek_anfrage", "kek_metriken_start",
    }  # fmt: skip


def test_the_rights_name_every_table_of_the_schema():
    sql = (DOCS / "postgresql-rechte.sql").read_text(encoding="utf-8")
    granted = {
        rights: set(re.findall(r"\w+", tables))
        for rights, tables in re.findall(r"GRANT ([A-Z, ]+) ON\s+((?!SCHEMA)[^;]+?)\s+TO kek_app;", sql)
    }
    assert granted == {
        "SELECT, INSERT": set(schema.APPEND_ONLY),
        "SELECT, INSERT, UPDATE": set(schema.KEPT),
        "SELECT, INSERT, UPDATE, DELETE": set(schema.metadata.tables) - {*schema.APPEND_ONLY, *schema.KEPT},
        "SELECT": {"alembic_version"},
    }


@pytest.mark.slow
def test_with_these_rights_the_program_works_and_nothing_can_be_changed(postgres_server, tmp_path):
    def statements(name):
        lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("--"))
        return [part.strip() for part in text.split(";") if part.strip()]

    def as_role(role):
        return postgres_server.get_uri(database="kek", driver="psycopg").replace("postgres:", f"{role}:", 1)

    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as admin:
        for statement in statements("postgresql-anlegen.sql"):
            admin.execute(statement)
        try:
            owner = open_store(as_role("kek_eigner"))
            migrate(owner)
            owner.close()
            with psycopg.connect(
                as_role("kek_eigner").replace("+psycopg", ""), autocommit=True
            ) as connection:
                for _ in range(2):
                    for statement in statements("postgresql-rechte.sql"):
                        connection.execute(statement)
            store = open_store(as_role("kek_app"))
            create_konto(store, LOKALER_AKTEUR, "erika", {Rolle.LESER}, passwort="Sieben Schafe im Elm")
            assert authenticate(store, "erika", "falsch", "10.0.0.1").konto is None
            assert authenticate(store, "erika", "Sieben Schafe im Elm", "10.0.0.1").konto is not None
            release(store, [deliver(store, stammdaten("1.1-01"))])
            assert check_store(store).fehler == ()
            assert backup(store, tmp_path / "kek.zip").groesse > 0
            store.close()
            with psycopg.connect(as_role("kek_app").replace("+psycopg", ""), autocommit=True) as connection:
                for table in (*schema.APPEND_ONLY, *schema.KEPT):
                    for statement in (
                        f"DELETE FROM {table}",
                        f"TRUNCATE {table} CASCADE",
                        f"DROP TABLE {table}",
                    ):
                        with pytest.raises(psycopg.errors.InsufficientPrivilege):
                            connection.execute(statement)
                for table in schema.APPEND_ONLY:
                    column = next(iter(schema.metadata.tables[table].columns)).name
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(f"UPDATE {table} SET {column} = {column}")
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        finally:
            admin.execute("DROP DATABASE kek WITH (FORCE)")
            admin.execute("DROP ROLE kek_app")
            admin.execute("DROP ROLE kek_eigner")
