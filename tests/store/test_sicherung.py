"""Backup and restore: a state comes back as it was, from either database to either, or nothing happens."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Rolle
from kek_dashboard.store import schema, sicherungsdatei
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import NotEmptyError, StaleSchemaError
from kek_dashboard.store.inhalt import content_sha256
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.lieferungen import count_lieferungen, withdraw
from kek_dashboard.store.migrate import downgrade, migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.store.sicherung import backup, record_backup, restore
from kek_dashboard.store.sicherungsdatei import SicherungError, open_sicherung
from tests.store.lieferungen import deliver, stammdaten, werte, ziel

NR = "1.1-01"
TAG = date(2020, 1, 1)


@pytest.fixture
def opened() -> Iterator[Callable[[str], Store]]:
    """Opens databases and closes them after the test."""
    stores: list[Store] = []

    def open_(url: str) -> Store:
        stores.append(open_store(url))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


def fill(store: Store) -> None:
    """Released, corrected, waiting and withdrawn Lieferungen with exact numbers and no values."""
    deliver(store, stammdaten(NR, "1.1-02"), stichtag=TAG)
    deliver(store, werte(NR, {2019: "0.1", 2020: None, 2021: "-62.340000000001"}), stichtag=TAG)
    nr = deliver(store, werte(NR, {2019: "5.50"}), stichtag=TAG, name="Größe „x“\n.xlsx")
    deliver(store, ziel(NR, 2026, "123456789012.5", gueltig_ab=date(2019, 2, 28)))
    withdraw(store, [nr], "falsche Tabelle")


def content(store: Store) -> str:
    with store.reading() as connection:
        return content_sha256(connection)


def tables(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(sa.inspect(connection).get_table_names())


# --------------------------------------------------------------------------------------- round trips


def test_a_restored_database_is_the_one_that_was_saved(
    store: Store, fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    fill(store)
    saved = backup(store, tmp_path / "a.kek")
    other = opened(fresh_url())
    restored = restore(other, tmp_path / "a.kek")
    assert restored.inhalt_sha256 == saved.inhalt_sha256 == content(store) == content(other)
    assert restored.zeilen["lieferung"] == 4 and restored.dateien == 4
    assert check_store(other).fehler == check_store(store).fehler == ()
    deliver(other, werte(NR, {2022: "7"}))
    assert count_lieferungen(other) == 5


def test_from_sqlite_to_postgresql_and_back_every_row_is_the_same(
    sqlite_url: str, postgres_url: str, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    first, second = opened(sqlite_url), opened(postgres_url)
    third = opened(f"sqlite:///{(tmp_path / 'zurueck.sqlite').as_posix()}")
    migrate(first)
    fill(first)
    hashes = [backup(first, tmp_path / "1.kek").inhalt_sha256]
    for number, store in ((1, second), (2, third)):
        hashes.append(restore(store, tmp_path / f"{number}.kek").inhalt_sha256)
        backup(store, tmp_path / f"{number + 1}.kek")
    assert hashes == [content(first)] * 3
    # The same state gives the same file, whichever database it came from: no row, time or name differs.
    assert len({(tmp_path / f"{number}.kek").read_bytes() for number in (1, 2, 3)}) == 1


def test_every_table_of_the_schema_is_in_the_file(store: Store, tmp_path: Path) -> None:
    assert set(backup(store, tmp_path / "a.kek").zeilen) == set(schema.metadata.tables)


@pytest.mark.slow
def test_the_beispielbestand_survives_the_way_over_both_databases(
    beispiel_url: str, postgres_url: str, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    first, second = opened(beispiel_url), opened(postgres_url)
    saved = backup(first, tmp_path / "a.kek")
    assert restore(second, tmp_path / "a.kek").inhalt_sha256 == saved.inhalt_sha256
    assert check_store(second).fehler == ()


_WERTE = st.dictionaries(
    st.integers(2018, 2025),
    st.none() | st.decimals(min_value=-(10**11), max_value=10**11, places=4).map(str),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lieferungen=st.lists(
        st.tuples(
            _WERTE,
            st.booleans(),
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12),
        ),
        max_size=4,
    )
)
def test_whatever_was_delivered_comes_back(
    fresh_url: Callable[[], str],
    tmp_path: Path,
    lieferungen: list[tuple[dict[int, str | None], bool, str]],
) -> None:
    first, second = open_store(fresh_url()), open_store(fresh_url())
    try:
        migrate(first)
        deliver(first, stammdaten(NR), stichtag=TAG)
        for nummer, (messwerte, frei, name) in enumerate(lieferungen):
            deliver(first, werte(NR, messwerte), name=f"{nummer}{name}", stichtag=TAG if frei else None)
        saved = backup(first, tmp_path / "a.kek")
        assert restore(second, tmp_path / "a.kek").inhalt_sha256 == saved.inhalt_sha256
        before = (tmp_path / "a.kek").read_bytes()
        backup(second, tmp_path / "a.kek")
        assert (tmp_path / "a.kek").read_bytes() == before
    finally:
        first.close()
        second.close()


def test_a_backup_of_an_older_schema_is_restored_and_brought_up_to_date(
    store: Store, fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    fill(store)
    before = content(store)
    downgrade(store, "0001")
    saved = backup(store, tmp_path / "a.kek")
    assert (saved.revision, saved.inhalt_sha256) == ("0001", None)
    other = opened(fresh_url())
    assert restore(other, tmp_path / "a.kek").inhalt_sha256 == before
    assert migrate(other) is False
    assert check_store(other).fehler == ()
    assert {entry.aktion for entry in list_protokoll(other)} == {"uebernommen", "migriert"}


def test_the_audit_trail_goes_on_after_a_restore_and_says_who_did_it(
    store: Store, fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    fill(store)
    record_backup(store, backup(store, tmp_path / "a.kek"), LOKALER_AKTEUR)
    other = opened(fresh_url())
    restore(other, tmp_path / "a.kek", akteur=LOKALER_AKTEUR)
    there, here = list_protokoll(store), list_protokoll(other)
    assert [entry.aktion for entry in (there[0], here[0])] == ["gesichert", "wiederhergestellt"]
    assert here[1:] == there[1:]
    assert check_store(other).fehler == ()


def test_a_database_that_was_only_ever_migrated_counts_as_empty(
    store: Store, fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    fill(store)
    saved = backup(store, tmp_path / "a.kek")
    other = opened(fresh_url())
    migrate(other, "0001")
    migrate(other)
    assert [entry.aktion for entry in list_protokoll(other)] == ["migriert"]
    assert restore(other, tmp_path / "a.kek").inhalt_sha256 == saved.inhalt_sha256
    assert check_store(other).fehler == ()


def test_accounts_are_not_mixed_with_those_of_a_backup(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "a.kek")
    create_konto(store, LOKALER_AKTEUR, "anna", {Rolle.VERWALTUNG})
    with pytest.raises(NotEmptyError, match="konto"):
        restore(store, tmp_path / "a.kek")


# -------------------------------------------------------------------------------------- while in use


def test_a_backup_taken_while_another_writes_is_a_state_that_was(
    store: Store, fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    deliver(store, stammdaten(NR), stichtag=TAG)
    states = [content(store)]
    ended = threading.Event()

    def write() -> None:
        jahr = 2018
        while not ended.is_set() and len(states) < 80:
            deliver(store, werte(NR, {jahr + len(states) % 9: str(len(states))}))
            states.append(content(store))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        saved = [backup(store, tmp_path / f"{n}.kek") for n in range(4)]
    finally:
        ended.set()
        writer.join()
    assert {s.inhalt_sha256 for s in saved} <= set(states)
    assert len(states) > 4
    other = opened(fresh_url())
    assert restore(other, tmp_path / "3.kek").inhalt_sha256 == saved[3].inhalt_sha256
    assert count_lieferungen(other) == states.index(str(saved[3].inhalt_sha256)) + 1


# ------------------------------------------------------------------------------------------- refusals


def test_a_database_with_deliveries_is_left_alone(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path / "a.kek")
    before = content(store)
    with pytest.raises(NotEmptyError, match="nicht leer"):
        restore(store, tmp_path / "a.kek")
    assert content(store) == before


def test_tables_of_another_program_are_left_alone(
    store: Store, fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    backup(store, tmp_path / "a.kek")
    other = opened(fresh_url())
    with other.writing() as connection:
        connection.execute(sa.text("CREATE TABLE fremd (a INTEGER)"))
    with pytest.raises(NotEmptyError):
        restore(other, tmp_path / "a.kek")
    assert tables(other) == {"fremd"}


def test_a_database_without_a_schema_has_nothing_to_save(
    fresh_url: Callable[[], str], opened: Callable[[str], Store], tmp_path: Path
) -> None:
    with pytest.raises(StaleSchemaError):
        backup(opened(fresh_url()), tmp_path / "a.kek")
    assert list(tmp_path.glob("*a.kek*")) == []


Damage = Callable[[dict[str, bytes]], object]


def _manifest(change: Callable[[dict[str, Any]], object]) -> Damage:
    def damage(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts["manifest.json"])
        change(manifest)
        parts["manifest.json"] = json.dumps(manifest).encode()

    return damage


def _other_figure(parts: dict[str, bytes]) -> None:
    parts["tabellen/messwert.jsonl"] = parts["tabellen/messwert.jsonl"].replace(b'"0.1"', b'"0.2"')


def _row_less(parts: dict[str, bytes]) -> None:
    parts["tabellen/messwert.jsonl"] = b"".join(
        parts["tabellen/messwert.jsonl"].splitlines(keepends=True)[1:]
    )


def _other_file(parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith("dateien/"))
    parts[name] += b"."


def _no_file(parts: dict[str, bytes]) -> None:
    del parts[next(name for name in parts if name.startswith("dateien/"))]


def _no_table(parts: dict[str, bytes]) -> None:
    del parts["tabellen/messwert.jsonl"]


def _forged(old: bytes, new: bytes) -> Damage:
    """A change whose hash in the manifest was made to fit."""

    def damage(parts: dict[str, bytes]) -> None:
        name = "tabellen/messwert.jsonl"
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
        sha = hashlib.sha256(parts[name]).hexdigest()
        _manifest(lambda m: next(t for t in m["teile"] if t["tabelle"] == "messwert").update(sha256=sha))(
            parts
        )

    return damage


DAMAGES: dict[str, Damage] = {
    "a figure changed": _other_figure,
    "a row taken away": _row_less,
    "a stored file changed": _other_file,
    "a stored file taken away": _no_file,
    "a table taken away": _no_table,
    "a member too many": lambda parts: parts.update({"dateien/" + "0" * 64: b"x"}),
    "a foreign name": lambda parts: parts.update({"../../etc/passwd": b"x"}),
    "no manifest": lambda parts: parts.pop("manifest.json"),
    "an empty manifest": lambda parts: parts.update({"manifest.json": b"{}"}),
    "a manifest that is no JSON": lambda parts: parts.update({"manifest.json": b"\xff"}),
    "an unknown format": _manifest(lambda m: m.update(fassung=2)),
    "another program's format": _manifest(lambda m: m.update(format="zip")),
    "a newer schema": _manifest(lambda m: m.update(revision="9999")),
    "another content": _manifest(lambda m: m.update(inhalt_sha256="0" * 64)),
    "parts that are no list": _manifest(lambda m: m.update(teile=7)),
    "a forged figure": _forged(b'"0.1"', b'"0.2"'),
    "a forged NaN": _forged(b'"0.1"', b'"NaN"'),
    "a forged number that is none": _forged(b'"0.1"', b'"viel"'),
    "a forged kind of value": _forged(b'"0.1"', b"[1]"),
}


def repack(path: Path, damage: Damage) -> None:
    with zipfile.ZipFile(path) as zf:
        parts = {name: zf.read(name) for name in zf.namelist()}
    damage(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zf:
        for name, data in parts.items():
            zf.writestr(name, data)


@pytest.fixture(scope="module")
def saved_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small SQLite database, made once; nobody may change it."""
    folder = tmp_path_factory.mktemp("sicherung")
    store = open_store(f"sqlite:///{(folder / 'a.sqlite').as_posix()}")
    migrate(store)
    fill(store)
    backup(store, folder / "a.kek")
    store.close()
    return folder / "a.kek"


def refused(store: Store, path: Path) -> str:
    """Restores a bad file into an empty database; returns the sentence after looking that nothing came of it."""
    before = tables(store)
    with pytest.raises(SicherungError) as caught:
        restore(store, path)
    assert tables(store) == before
    assert "Traceback" not in str(caught.value) and str(caught.value).startswith(path.name)
    return str(caught.value)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_refused_and_changes_nothing(
    saved_file: Path, sqlite_url: str, opened: Callable[[str], Store], tmp_path: Path, damage: Damage
) -> None:
    path = tmp_path / "b.kek"
    path.write_bytes(saved_file.read_bytes())
    repack(path, damage)
    refused(opened(sqlite_url), path)


@pytest.mark.parametrize("damage", ["a forged figure", "a forged NaN", "another content"])
def test_postgresql_too_undoes_what_a_forged_file_began(
    saved_file: Path, postgres_url: str, opened: Callable[[str], Store], tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "b.kek"
    path.write_bytes(saved_file.read_bytes())
    repack(path, DAMAGES[damage])
    refused(opened(postgres_url), path)


def test_a_file_cut_off_anywhere_or_with_any_bit_turned_is_refused(
    saved_file: Path, sqlite_url: str, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    store, whole, path = opened(sqlite_url), saved_file.read_bytes(), tmp_path / "b.kek"
    with zipfile.ZipFile(saved_file) as zf:
        data = [
            (info.header_offset + 30 + len(info.filename), info.compress_size)
            for info in zf.infolist()
            if info.compress_size
        ]
    for end in (0, 3, len(whole) // 3, len(whole) - 100, len(whole) - 1):
        path.write_bytes(whole[:end])
        refused(store, path)
    for start, size in data:
        damaged = bytearray(whole)
        damaged[start + size // 2] ^= 1
        path.write_bytes(damaged)
        refused(store, path)


def test_a_file_that_is_not_there_or_a_folder_is_refused(
    sqlite_url: str, opened: Callable[[str], Store], tmp_path: Path
) -> None:
    store = opened(sqlite_url)
    assert "nicht öffnen" in refused(store, tmp_path / "fehlt.kek")
    assert "nicht öffnen" in refused(store, tmp_path)


def test_zip_bombs_and_crowds_are_refused_before_they_are_inflated(
    saved_file: Path, sqlite_url: str, opened: Callable[[str], Store], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store, path = opened(sqlite_url), tmp_path / "b.kek"
    path.write_bytes(saved_file.read_bytes())
    repack(path, lambda parts: parts.update({"tabellen/bombe.jsonl": b"\0" * (3 << 20)}))
    assert "unglaubhaft groß" in refused(store, path)
    path.write_bytes(saved_file.read_bytes())
    for name, limit in (("MAX_MITGLIEDER", 5), ("MAX_GESAMT", 100), ("MAX_DATEI", 10), ("MAX_MANIFEST", 10)):
        with monkeypatch.context() as patch:
            patch.setattr(sicherungsdatei, name, limit)
            refused(store, path)
    with zipfile.ZipFile(path, "a") as zf, pytest.warns(UserWarning, match="Duplicate"):
        zf.writestr("manifest.json", b"{}")
    assert "doppelt" in refused(store, path)
    restore(store, saved_file)  # after all that, the good one goes in


def test_lines_all_alike_are_packed_so_that_the_reader_believes_them(tmp_path: Path) -> None:
    path = tmp_path / "a.kek"
    with path.open("wb") as file:
        writer = sicherungsdatei.Schreiber(file, tmp_path)
        writer.add_teil("messwert", ("a",), ([None] for _ in range(400_000)))
        writer.finish("0001", "x", None)
    with open_sicherung(path) as reader:
        reader.verify()
    assert path.stat().st_size > 1 << 20


# -------------------------------------------------------------------------------- never half a file


def test_a_full_disk_leaves_the_earlier_backup_and_no_half_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    path = tmp_path / "a.kek"
    backup(store, path)
    earlier = path.read_bytes()
    deliver(store, werte(NR, {2022: "7"}))

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SicherungError, match="nicht schreiben"):
            backup(store, path)
    assert path.read_bytes() == earlier
    assert list(tmp_path.glob(".*")) == []
    with pytest.raises(SicherungError, match="nicht schreiben"):
        backup(store, tmp_path / "gibt-es-nicht" / "a.kek")


def test_a_backup_can_be_read_by_its_owner_alone(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "a.kek")
    assert (tmp_path / "a.kek").stat().st_mode & 0o077 == 0


def test_progress_names_every_table(store: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    saved = backup(store, tmp_path / "a.kek", lambda *was: told.append(was))
    assert [fertig for fertig, _, _ in told] == list(range(1, len(saved.zeilen) + 1))
    assert {was for _, _, was in told} == set(saved.zeilen)
