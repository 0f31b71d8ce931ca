"""Torture kills: SIGKILL in the midst of imports, releases and migrations, and what is found afterwards.

A worker says on a pipe what was acknowledged to it before it goes on; it is killed at a random moment.
Then a fresh process must find all that was acknowledged, nothing half, and work again at once.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from contextlib import suppress
from itertools import count

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlalchemy.engine import Connection

from kek_dashboard.store import schema
from kek_dashboard.store.check import check_store
from kek_dashboard.store.inhalt import content_sha256
from kek_dashboard.store.lieferungen import release, withdraw
from kek_dashboard.store.migrate import alembic_config, downgrade, migrate
from kek_dashboard.store.session import Store, open_store
from tools.torture_work import (
    FORK,
    PATIENCE_S,
    Bounds,
    NewUrl,
    Result,
    Tell,
    WatchedStore,
    accept,
    delivery,
    forked,
    new_database,
)

_KILLS_PER_DATABASE = 40
# After which words of the worker the kill comes, and how many seconds later at most: while it reads a
# file, inside the transaction of an import, of a release, and at a commit.
_MOMENTS = (
    (b"A\n", 0.4),
    (b"A\nT", 0.02),
    (b"A\nT", 0.02),
    (b"R\nT", 0.02),
    (b"C\n", 0.001),
    (b"C\n", 0.001),
)


def deliver_on(url: str, seed: int, tell: Tell) -> None:
    """The worker: imports and releases without end. A, R: what it does; L, F, Z: what was acknowledged."""
    store = WatchedStore(open_store(url).engine, tell)
    for i in count():
        datei, at_once, taken_back = delivery(seed + i), not i % 3, not (i + 1) % 4
        tell("A")
        nr = accept(store, datei, frei=at_once)
        tell(f"L {nr} {datei.sha256}")
        if not at_once:
            tell("R")
            release(store, [nr])
        tell(f"F {nr}")
        if taken_back:
            tell("R")
            withdraw(store, [nr], "Probe")
            tell(f"Z {nr}")


def kill_once(url: str, seed: int, rng: random.Random) -> tuple[list[str], float]:
    """Lets a worker run and kills it; returns all it said, and when it was killed."""
    reading, writing = os.pipe()
    worker = FORK.Process(
        target=deliver_on, args=(url, seed, lambda line: os.write(writing, f"{line}\n".encode()))
    )
    worker.start()
    os.close(writing)
    mark, longest = rng.choice(_MOMENTS)
    wanted, said = rng.randint(1, 4), b""
    while said.count(mark) < wanted and (more := os.read(reading, 4096)):
        said += more
    time.sleep(rng.uniform(0, longest))
    died_alone = worker.exitcode is not None
    worker.kill()
    killed = time.monotonic()
    worker.join()
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    if died_alone:
        raise RuntimeError("the worker stopped by itself")
    return said.decode().splitlines(), killed


def verify(url: str, acknowledged: list[str], seed: int, killed: float) -> tuple[list[str], float]:
    """In a fresh process: faults found, and seconds until a new file was in after the kill."""
    store = open_store(url)
    accept(store, delivery(seed))
    again = time.monotonic() - killed
    faults = list(check_store(store).fehler)
    m, e, s = schema.messwert.c, schema.ereignis.c, schema.lieferung.c
    with store.reading() as connection:
        rows: dict[int, int] = dict(
            connection.execute(sa.select(m.lieferung, sa.func.count()).group_by(m.lieferung)).tuples().all()
        )
        names = dict(connection.execute(sa.select(s.nr, s.dateiname)).tuples().all())
        hashes = dict(connection.execute(sa.select(s.nr, s.sha256)).tuples().all())
        events = set(connection.execute(sa.select(e.lieferung, e.art)).tuples().all())
        if connection.dialect.name == "sqlite":
            told = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            faults += [] if told == "ok" else [told]
    store.close()
    for nr, name in names.items():
        expected = int(name.removesuffix(".xlsx").rpartition("-")[2]) if "-" in name else 0
        if rows.get(nr, 0) != expected:
            faults.append(f"Lieferung {nr} holds {rows.get(nr, 0)} of {expected} records")
    arts = {"F": schema.FREIGEGEBEN, "Z": schema.ZURUECKGEZOGEN}
    for line in acknowledged:
        word, nr_text, *sha = line.split()
        nr = int(nr_text)
        if (word == "L" and [hashes.get(nr)] != sha) or (word in arts and (nr, arts[word]) not in events):
            faults.append(f"acknowledged and lost: {line}")
    return faults, again


def torture_kills(new_url: NewUrl, bounds: Bounds) -> Result:
    """SIGKILL in the midst of imports and releases."""
    result, rng = Result("SIGKILL in mid-import and mid-release"), random.Random(72_2018)  # noqa: S311 - chance, no secret
    ends = time.monotonic() + bounds.seconds
    where: Counter[str] = Counter()
    slowest = 0.0
    acknowledged: list[str] = []
    url, total = "", 0
    for kill in range(bounds.kills):
        if time.monotonic() > ends:
            break
        if kill % _KILLS_PER_DATABASE == 0:
            url, acknowledged = new_database(new_url), []
        said, killed = kill_once(url, 1_000 * (kill + 1), rng)
        new = [line for line in said if line[0] in "LFZ"]
        acknowledged += new
        total += len(new)
        doing = [line for line in said if line[0] in "AR"][-1:]
        phase = {"T": "writing", "C": "committing"}.get(said[-1][0] if said else "", "")
        where[("release" if doing == ["R"] else "import") if phase else "between"] += 1
        where[phase] += 1
        faults, again = forked(verify, url, acknowledged, 1_000 * (kill + 1) + 999, killed)
        slowest = max(slowest, again)
        result.faults += [f"kill {kill + 1}: {fault}" for fault in faults]
        if again > PATIENCE_S:
            result.faults.append(f"kill {kill + 1}: usable again only after {again:.1f} s")
        where["kills"] += 1
    result.figures = (
        f"{where['kills']} kills: {where['import']} in an import's transaction, {where['release']} in a release's "
        f"({where['committing']} of them at its commit), {where['between']} before or between; "
        f"{total} acknowledged; usable again ≤ {slowest:.2f} s"
    )
    return result


Shape = tuple[object, ...]


def shape(store: Store) -> Shape:
    """Tables, columns and triggers there are."""
    with store.reading() as connection:
        tables = {
            name: sorted(c["name"] for c in sa.inspect(connection).get_columns(name))
            for name in sa.inspect(connection).get_table_names()
        }
        return sorted(tables.items()), triggers(connection), version(connection)


def triggers(connection: Connection) -> list[str]:
    """Names of all triggers."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return sorted(connection.exec_driver_sql(query).scalars())


def version(connection: Connection) -> object:
    """The revision that the database names."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def step_back(url: str) -> tuple[Shape, str]:
    """Takes a filled database one revision back; returns its shape then, and its content before."""
    store = open_store(url)
    accept(store, delivery(1), frei=True)
    with store.reading() as connection:
        content = content_sha256(connection)
    downgrade(store, "-1")
    return shape(store), content


def has_two_revisions() -> bool:
    """Whether there is a schema before the newest one that can hold data."""
    return len(list(ScriptDirectory.from_config(alembic_config()).walk_revisions())) > 1


def migrate_url(url: str, fail_at: int | None = None, tell: Tell = print) -> tuple[int, float]:
    """Migrates, telling when it begins; with ``fail_at`` an exception is thrown at that statement.

    Returns how many statements there were and how long they took.
    """
    store, numbers, last = open_store(url), count(1), 0

    def before(*_: object) -> None:
        nonlocal last
        last = next(numbers)
        if last == 1:
            tell("T")
        if last == fail_at:
            raise InterruptedError

    event.listen(store.engine, "before_cursor_execute", before)
    begun = time.monotonic()
    with suppress(InterruptedError):
        migrate(store)
    return last, time.monotonic() - begun


def kill_migration(url: str, after: float) -> None:
    """Kills a migration so many seconds after its first statement."""
    reading, writing = os.pipe()
    worker = FORK.Process(target=migrate_url, args=(url, None, lambda _: os.write(writing, b"T")))
    worker.start()
    os.close(writing)
    os.read(reading, 1)
    time.sleep(after)
    worker.kill()
    worker.join()
    os.close(reading)


def look(url: str) -> Shape:
    """``shape`` in a process of its own."""
    return shape(open_store(url))


def complete(url: str, content: str) -> list[str]:
    """Migrates what is left to do and looks whether all is there."""
    store = open_store(url)
    migrate(store)
    pruefung = check_store(store)
    return [*pruefung.fehler, *(["content changed"] if content and pruefung.inhalt_sha256 != content else [])]


def torture_migration(new_url: NewUrl, bounds: Bounds) -> Result:
    """Migrations killed and failed half-way, of an empty database and of a filled one: old schema or new."""
    result, rng, done = Result("migration killed half-way"), random.Random(2018), Counter[str]()  # noqa: S311 - chance, no secret
    new: Shape = ()
    before: dict[bool, tuple[Shape, str]] = {}
    statements: dict[bool, int] = {}
    seconds: dict[bool, float] = {}
    for filled in (False, True) if has_two_revisions() else (False,):
        url = new_database(new_url) if filled else new_url()
        before[filled] = forked(step_back, url) if filled else (forked(look, url), "")
        statements[filled], seconds[filled] = forked(migrate_url, url, None, str)
        new = forked(look, url)
    cases = [("killed", rng.random()) for _ in range(max(4, bounds.kills // 5))]
    points = max(4, bounds.kills // 10)
    cases += [("failed", n / points) for n in range(1, points + 1)]
    for number, (how, where) in enumerate(cases):
        filled = bool(number % 2) and has_two_revisions()
        url = new_database(new_url) if filled else new_url()
        old, content = forked(step_back, url) if filled else before[False]
        if how == "killed":
            kill_migration(url, where * seconds[filled])
        else:
            forked(migrate_url, url, max(2, round(where * statements[filled])), str)
        now = forked(look, url)
        done[how] += 1
        done["new" if now == new else "old"] += 1
        if now not in (old, new):
            result.faults.append(f"case {number}: neither old nor new schema")
        result.faults += [f"case {number}: {fault}" for fault in forked(complete, url, content)]
    result.figures = (
        f"{done['killed']} killed, {done['failed']} failed at a chosen statement of "
        f"{' or '.join(map(str, statements.values()))}: {done['old']} old, {done['new']} new schema, "
        "all migrated afterwards"
    )
    return result
