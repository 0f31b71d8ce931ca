"""Torture crowds: many processes at once, and disks that are full: all or nothing, and on it goes."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TypeAlias

import sqlalchemy as sa

from kek_dashboard.store.check import check_store
from kek_dashboard.store.lieferungen import count_lieferungen
from kek_dashboard.store.session import open_store
from kek_dashboard.store.sicherung import backup
from kek_dashboard.store.sicherungsdatei import SicherungError
from tools.torture_work import (
    FORK,
    PATIENCE_S,
    Bounds,
    Delivery,
    NewUrl,
    Result,
    WatchedStore,
    accept,
    begin,
    delivery,
    forked,
    new_database,
)

#: (Lieferung, seconds waited for the write lock, "") or (0, 0, what was wrong).
Answer = tuple[int, float, str]
Told: TypeAlias = "Queue[Answer]"
# Bytes a file may grow to; the write-ahead log of one import needs more than each of them.
_TOO_SMALL = (4_096, 16_384, 32_768, 65_536)
_TMPFS_KIB, _BALLAST = 1_536, 600_000


def crowd_worker(url: str, dateien: list[Delivery], gate: Barrier | None, waits: Told) -> None:
    """Imports its files one after the other; ``gate`` lets all writers go at once."""
    lines: list[str] = []
    store = WatchedStore(open_store(url).engine, lines.append, gate.wait if gate else lambda: None)
    for datei in dateien:
        try:
            nr = accept(store, datei)
            waits.put((nr, max(float(line.split()[1]) for line in lines if line[0] == "T"), ""))
        except Exception as error:  # noqa: BLE001 - told on the other side
            waits.put((0, 0.0, str(error)[:200]))
        lines.clear()


def crowd(url: str, shares: list[list[Delivery]], *, at_once: bool) -> list[Answer]:
    """What a process for each share says of its files, in no order."""
    gate = FORK.Barrier(len(shares)) if at_once else None
    waits: Told = FORK.Queue()
    workers = [FORK.Process(target=crowd_worker, args=(url, share, gate, waits)) for share in shares]
    for worker in workers:
        worker.start()
    told = [waits.get(timeout=300) for share in shares for _ in share]
    for worker in workers:
        worker.join()
    return told


def holds(url: str) -> tuple[int, list[str]]:
    """Lieferungen beside the Stammdaten, and the faults that ``check`` finds."""
    store = open_store(url)
    return count_lieferungen(store) - 1, list(check_store(store).fehler)


def torture_crowd(new_url: NewUrl, bounds: Bounds) -> Result:
    """Many processes import at once; then the same file many times at once."""
    result, n, each = Result("crowd"), bounds.processes, bounds.each
    url = new_database(new_url)
    many = crowd(url, [[delivery(100 * p + i) for i in range(each)] for p in range(n)], at_once=False)
    stored, faults = forked(holds, url)
    if stored != n * each or len({nr for nr, _, _ in many if nr}) != n * each:
        faults.append(f"{stored} stored of {n * each}")
    url = new_database(new_url)
    same = crowd(url, [[delivery(7)]] * bounds.same, at_once=True)
    once, more_faults = forked(holds, url)
    if once != 1 or len({nr for nr, _, _ in same}) != 1:
        faults.append(f"the same file was stored {once} times")
    longest = [max(wait for _, wait, _ in told) for told in (many, same)]
    if max(longest) > PATIENCE_S:
        faults.append(f"somebody waited {max(longest):.1f} s")
    result.faults = [*faults, *more_faults, *(wrong for _, _, wrong in (*many, *same) if wrong)]
    result.figures = (
        f"{n} processes × {each} imports: {stored} of {n * each}, wait ≤ {longest[0]:.2f} s; "
        f"the same file {bounds.same} times at once: stored {once} time(s), wait ≤ {longest[1]:.2f} s"
    )
    return result


# -------------------------------------------------------------------------------------------- full disk


def torture_disk(new_url: NewUrl, _bounds: Bounds) -> Result:
    """Files that may not grow, and a real full disk: nothing half, and on it goes in the same process."""
    result = Result("disk full, file-size limit")
    refused, faults = forked(under_file_limits, new_database(new_url))
    result.faults += faults
    result.figures = f"{refused} of {len(_TOO_SMALL)} imports hit the file-size limit; "
    told = on_small_disk()
    if told is None:
        result.figures += "no tmpfs: mounting is not allowed here"
    else:
        result.figures += told.partition("\n")[0]
        result.faults += told.splitlines()[1:]
    return result


def under_file_limits(url: str) -> tuple[int, list[str]]:
    """Imports that hit RLIMIT_FSIZE; each must leave nothing, and the next one must go through."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store, refused = open_store(url), 0
    faults: list[str] = []
    for nummer, limit in enumerate(_TOO_SMALL):
        before = check_store(store).inhalt_sha256
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            accept(store, delivery(2 * nummer))
        except sa.exc.OperationalError:
            refused += 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        after = check_store(store)
        faults += after.fehler
        if after.inhalt_sha256 != before:
            faults.append(f"limit {limit}: something was stored")
        accept(store, delivery(2 * nummer + 1), frei=True)
    if refused != len(_TOO_SMALL):
        faults.append(f"only {refused} imports hit the limit")
    return refused, [*faults, *check_store(store).fehler]


def on_small_disk() -> str | None:
    """Runs ``fill_disk`` on a tmpfs of its own; ``None`` where this may not be mounted."""
    if shutil.which("unshare") is None:
        return None
    mount = f'mount -t tmpfs -o size={_TMPFS_KIB}k kek "$0" 2>/dev/null || exit 77; exec "$@"'
    folder = Path("/tmp").resolve() / f"kek-torture-{os.getpid()}"  # noqa: S108 - an empty folder to mount over
    folder.mkdir()
    try:
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", mount, folder, sys.executable, "-m", "tools.torture", "--fill", folder],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    finally:
        folder.rmdir()
    if done.returncode == 0:
        return done.stdout
    return (
        None if "77" in str(done.returncode) or "unshare" in done.stderr else f"tmpfs:\n{done.stderr[-500:]}"
    )


def fill_disk(folder: Path) -> str:
    """Fills a small disk with Lieferungen; the first line says what happened, the others are faults."""
    ballast, url = folder / "ballast", f"sqlite:///{(folder / 'kek.sqlite').as_posix()}"
    ballast.write_bytes(b"x" * _BALLAST)
    begin(url)
    store, faults, stored = open_store(url), [], 1
    for seed in range(200):
        try:
            accept(store, delivery(seed))
            stored += 1
        except sa.exc.OperationalError as error:
            if "full" not in str(error.orig):
                faults.append(str(error.orig))
            break
    else:
        faults.append("the disk did not fill")
    pruefung = check_store(store)
    faults += pruefung.fehler
    if count_lieferungen(store) != stored:
        faults.append(f"{count_lieferungen(store)} stored, {stored} acknowledged")
    try:
        backup(store, folder / "stand.kek")
        faults.append("the backup found room")
    except SicherungError:
        faults += [f"left behind: {path.name}" for path in folder.glob("*.kek*")]
        faults += [f"left behind: {path.name}" for path in folder.glob(".*")]
    ballast.unlink()
    accept(store, delivery(999), frei=True)
    faults += check_store(store).fehler
    store.close()
    said = (
        f"a tmpfs of {_TMPFS_KIB} KiB full after {stored} imports: nothing half, went on once there was room"
    )
    return "\n".join([said, *faults])
