"""Fuzz: mutated files through the reader, random Arbeitsmappen through the interpretation; nothing foreign comes out.

``make fuzz ARGS="--runs 20000"``. Each run has its own seed, so that a finding can be had again:
``python -m tools.fuzz --again xls:1234``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import signal
import struct
import sys
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import orjson
import xlrd

from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.jail import read_file
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.workbook import build_workbook
from tests.importers.factories import datenstand
from tools.fuzz_mappen import likely, random_mappe

OURS = Path(__file__).resolve().parents[1] / "kek_dashboard"
PROBEN = Path(__file__).resolve().parents[1] / "tests" / "importers" / "proben"
SECONDS = 10
TELL_EVERY = 20_000
#: What openpyxl, xlrd and the standard library throw at broken bytes: the jail makes a refusal of each. Our own
#: code may throw nothing but ``RefusedError``.
BROKEN = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError,
    OSError, NotImplementedError, zipfile.BadZipFile, EOFError, RuntimeError, SyntaxError,
    UnboundLocalError, struct.error, xlrd.XLRDError,
)  # fmt: skip
SHARES = {
    "xlsx": 2,
    "ods": 12,
    "xls": 12,
    "csv": 14,
    "html": 10,
    "kennzahlen": 20,
    "stammdaten": 15,
    "haushalt": 15,
}
TOKENS = (
    b"", b"0", b"-1", b"1", b"4294967295", b"2147483648", b"1e999", b"NaN", b"A1:XFD1048576", b"XFD1048576",
    b"A0", b"true", b"false", b"collapse", b"error", b"float", b"date", b"1048576", b"&#0;", b"&lt;", b"<",
    b">", b'"', b"\xff", b"\xc3\xa4", b"s", b"str", b"inlineStr", b"e", b"b", b"d", b"n", b"#N/A",
    b"1899-12-31", b"9999-12-31", b"PT99H", b"_x0000_", b"99999999999999999999", b"0.1", b"\xe2\x80\xae",
    b"../x", b"of:=1", b";", b",", b"\t", b"\r", b"\n", b"\0", b"sep=;", b"<td colspan=3>", b"<tr>",
    b"</table>", b"<!--", b"rowspan=9", b"&amp;", b"=1+1",
)  # fmt: skip


class HangError(BaseException):
    """A run took too long; no parser may catch it."""


class BrokenLineError(Exception):
    """What the reader said cannot be taken by its parent."""


def main() -> int:
    """Run, print what was found, 1 if anything was."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--again", metavar="PART:N")
    wish = parser.parse_args()
    if wish.again:
        part, _, number = wish.again.partition(":")
        run_one(part, int(number))
        return 0
    started = time.monotonic()
    counted, findings = run(wish.first, wish.runs, tell=print)
    minutes = (time.monotonic() - started) / 60
    print(f"{sum(counted.values()):,} runs in {minutes:.1f} minutes: {dict(counted)}")
    print(f"{len(findings)} findings")
    for finding, text in findings.items():
        print(f"\n--- {finding}\n{text}")
    return 1 if findings else 0


def run(
    first: int, runs: int, tell: Callable[[str], object] | None = None
) -> tuple[Counter[str], dict[str, str]]:
    """So many runs from number ``first`` on; runs by part, and findings (once for each place in the code)."""
    counted: Counter[str] = Counter()
    findings: dict[str, str] = {}
    places: set[str] = set()
    parts = [part for part, share in SHARES.items() for _ in range(share)]
    warnings.simplefilter("ignore")
    with _alarm():
        for number in range(first, first + runs):
            part = parts[number % len(parts)]
            counted[part] += 1
            try:
                run_one(part, number)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                frame = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{type(error).__name__} {frame.filename}:{frame.lineno}"
                if place not in places:
                    places.add(place)
                    findings[f"{part}:{number}"] = "".join(traceback.format_exception(error)[-6:])
                    if tell is not None:
                        tell(f"finding {part}:{number} {place}: {error}"[:300])
            if tell is not None and (number + 1) % TELL_EVERY == 0:
                tell(f"{number + 1 - first:,} runs, {len(findings)} findings")
                sys.stdout.flush()
    return counted, findings


def run_one(part: str, number: int) -> None:
    """One run; raises whatever is foreign."""
    zufall = random.Random(f"{part}{number}")  # noqa: S311  not for secrets
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        if part in {"kennzahlen", "stammdaten", "haushalt"}:
            interpret(random_mappe(zufall, part), part, zufall)
        else:
            read(*mutated(part, zufall))
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    """What hangs is a finding; Windows has no such clock."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)


# ------------------------------------------------------------------------------------------- reader


def read(inhalt: bytes, endung: str) -> None:
    """The jail's code on these bytes, in this process; its lines must be such as the parent takes."""
    lines = bytearray()
    try:
        for zeile in read_file(inhalt, endung):
            lines += orjson.dumps(zeile) + b"\n"
    except RefusedError:
        return
    except BROKEN as error:
        if Path(traceback.extract_tb(error.__traceback__)[-1].filename).is_relative_to(OURS):
            raise
        return
    try:
        mappe = build_workbook("fuzz", bytes(lines))
    except DomainError as error:
        raise BrokenLineError(str(error)) from error
    check(mappe)


def check(mappe: Arbeitsmappe) -> None:
    """What the rest of the program takes for granted."""
    for blatt in mappe.blaetter:
        for zeile in blatt.zeilen.values():
            for zelle in zeile.values():
                if not (1 <= zelle.zeile <= grenzen.MAX_ZEILEN and 1 <= zelle.spalte <= grenzen.MAX_SPALTEN):
                    raise BrokenLineError(f"a cell at {zelle.zeile}, {zelle.spalte}")
                if isinstance(zelle.wert, Decimal) and not zelle.wert.is_finite():
                    raise BrokenLineError("a number that is not finite")
                if isinstance(zelle.wert, str) and (
                    len(zelle.wert) > grenzen.MAX_ZEICHEN or "\0" in zelle.wert
                ):
                    raise BrokenLineError("a text that is too long or holds zeros")


def mutated(part: str, zufall: random.Random) -> tuple[bytes, str]:
    """A sample of this format with something changed, and its ending."""
    if part in {"xlsx", "ods"}:
        return _package(PARTS[part], zufall), part
    if part == "xls":
        return _flip(XLS, zufall), "xls"
    if part == "csv":
        text = zufall.choice(CSV).encode(zufall.choice(("utf-8", "cp1252", "utf-16", "utf-16-le")), "replace")
        return _splice(text, zufall), zufall.choice(("csv", "xls"))
    return _splice(HTML, zufall), "xls"


def _package(teile: dict[str, bytes], zufall: random.Random) -> bytes:
    """One part of the package changed."""
    opfer = zufall.choice([name for name in teile if name.endswith((".xml", ".rels"))])
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_STORED) as archiv:
        for name, daten in teile.items():
            archiv.writestr(zipfile.ZipInfo(name), _xml(daten, zufall) if name == opfer else daten)
    return ziel.getvalue()


def _xml(daten: bytes, zufall: random.Random) -> bytes:
    """Attributes, words and elements of an XML part exchanged; sometimes bytes."""
    for _ in range(zufall.randint(1, 3)):
        art = zufall.choices(("attribute", "words", "bytes"), (60, 30, 10))[0]
        if art == "bytes":
            daten = _splice(daten, zufall)
            continue
        vorn, hinten = (b'"', b'"') if art == "attribute" else (b">", b"<")
        anfang = daten.find(vorn, zufall.randrange(len(daten) or 1)) + 1
        ende = daten.find(hinten, anfang)
        if 0 < anfang <= ende:
            daten = daten[:anfang] + zufall.choice(TOKENS).replace(b"<", b"&lt;") + daten[ende:]
    return daten


def _splice(daten: bytes, zufall: random.Random) -> bytes:
    """Slices taken out, doubled, or put in from the tokens."""
    for _ in range(zufall.randint(1, 4)):
        stelle = zufall.randrange(len(daten) + 1)
        laenge = zufall.choice((0, 1, 3, 20))
        neu = zufall.choice((zufall.choice(TOKENS), daten[stelle : stelle + laenge] * 2, zufall.randbytes(2)))
        daten = daten[:stelle] + neu + daten[stelle + laenge :]
    return daten


def _flip(daten: bytes, zufall: random.Random) -> bytes:
    """Bytes and numbers of two bytes overwritten."""
    roh = bytearray(daten)
    for _ in range(zufall.randint(1, 6)):
        stelle = zufall.randrange(len(roh) - 4)
        if likely(zufall, 0.5):
            roh[stelle] = zufall.choice((0, 1, 0x7F, 0xFF, zufall.randrange(256)))
        else:
            wert = zufall.choice((0, 1, 255, 256, 0x3FFF, 0x7FFF, 0xFFFF, 0x0203, 0x00FD, 0x0006))
            roh[stelle : stelle + 2] = wert.to_bytes(2, "little")
    return bytes(roh)


def _parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(PROBEN / name) as archiv:
        weg = ("Thumbnails", "Configurations2", "settings", "theme")
        return {
            teil: archiv.read(teil) for teil in archiv.namelist() if not any(wort in teil for wort in weg)
        }


PARTS = {"xlsx": _parts("probe.xlsx"), "ods": _parts("probe.ods")}
XLS = (PROBEN / "probe.xls").read_bytes()
CSV = (
    'Kennzahl-Nr.;Zeitraum;Ist\r\n1.2-03;2023;82,5\r\n"1.2-04";I/2024;"k. A."\r\n',
    'Nr.,Jahr,Wert\n1.2-03,2023,"82,5"\n1.2-04,2024,17\n', "sep=\t\nNr.\tJahr\tÄ\n1.2-03\t2023\t5\n",
)  # fmt: skip
HTML = (
    b"<html><head><style>x</style></head><body><table border=1><tr><th colspan=2>Titel &amp; mehr</th></tr>"
    b"<tr><td rowspan='2'>1.2-03<td>82,5&nbsp;</td></tr><tr><td>erste<br>zweite</td></tr></table></body></html>"
)

# --------------------------------------------------------------------------------- interpretation

STAND = datenstand(messwerte={"1.2-03": {"2021": "80", "2022": "81.5"}})
ARTEN = {
    "kennzahlen": Lieferart.KENNZAHLEN, "stammdaten": Lieferart.STAMMDATEN, "haushalt": Lieferart.HAUSHALT,
}  # fmt: skip


def interpret(mappe: Arbeitsmappe, part: str, zufall: random.Random) -> None:
    """Records and Befunde of the workbook; a Befund's sentence must be there."""
    art = zufall.choice((None, ARTEN[part], ARTEN[part], ARTEN[part]))
    jahr = zufall.choice((None, 2024)) if part == "haushalt" else None
    try:
        ergebnis = read_delivery(mappe, Vorgabe(art=art, haushaltsjahr=jahr), STAND)
    except DomainError:
        return
    if any(not befund.text.strip() for befund in ergebnis.befunde):
        raise BrokenLineError("a Befund without a sentence")
    for messwert in ergebnis.inhalt.messwerte:
        if messwert.wert is not None and not messwert.wert.is_finite():
            raise BrokenLineError("a Messwert that is not finite")


if __name__ == "__main__":
    sys.exit(main())
