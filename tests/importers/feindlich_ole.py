"""Feindlich, OLE: old .xls files whose sectors run in circles and whose records lie."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kek_dashboard.importers.ole import KENNUNG, workbook_stream
from tests.importers.make_proben import PROBEN

SEKTOR = 512
ENDE, FREI, TABELLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STROM = workbook_stream((PROBEN / "probe.xls").read_bytes())


def ole(streams: dict[str, bytes]) -> bytearray:
    """An OLE file with these streams, each padded to be a long one."""
    inhalte = {name: daten.ljust(4096, b"\0") for name, daten in streams.items()}
    verzeichnis = -(-(len(inhalte) + 1) // 4)
    belegt, beginne = verzeichnis, []
    for daten in inhalte.values():
        beginne.append(belegt)
        belegt += -(-len(daten) // SEKTOR)
    tabellen = 1
    while tabellen * 128 < belegt + tabellen:
        tabellen += 1
    folge = [n + 1 for n in range(belegt)]
    for ende in (verzeichnis, *beginne[1:], belegt):
        folge[ende - 1] = ENDE
    folge += [TABELLE] * tabellen
    folge += [FREI] * (tabellen * 128 - len(folge))
    kopf = KENNUNG + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    kopf += struct.pack("<IIIIIIII", tabellen, 0, 0, 4096, ENDE, 0, ENDE, 0)
    kopf += struct.pack("<109I", *[belegt + n for n in range(tabellen)], *[FREI] * (109 - tabellen))
    eintraege = _entry("Root Entry", 5, FREI, 1 if inhalte else FREI, ENDE, 0)
    for nummer, (name, beginn) in enumerate(zip(inhalte, beginne, strict=True), start=1):
        rechts = nummer + 1 if nummer < len(inhalte) else FREI
        eintraege += _entry(name, 2, rechts, FREI, beginn, len(inhalte[name]))
    rumpf = eintraege.ljust(verzeichnis * SEKTOR, b"\0")
    rumpf += b"".join(daten.ljust(-(-len(daten) // SEKTOR) * SEKTOR, b"\0") for daten in inhalte.values())
    return bytearray(kopf + rumpf + struct.pack(f"<{len(folge)}I", *folge))


def _entry(name: str, art: int, rechts: int, kind: int, beginn: int, laenge: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    roh = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), art, 1, FREI, rechts, kind)
    return roh.ljust(116, b"\0") + struct.pack("<III", beginn, laenge, 0)


def record(art: int, daten: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", art, len(daten)) + daten


def book(stream: bytes) -> bytes:
    """An .xls with this workbook stream."""
    return bytes(ole({"Workbook": stream}))


def last_sheet(records: bytes) -> bytes:
    """The honest sample with these records in its last, empty sheet."""
    ende = STROM.rfind(record(0x0A, b""))
    return book(STROM[:ende] + records + STROM[ende:])


def in_globals(records: bytes) -> bytes:
    """The honest sample with these records before its first sheet; its sheets' places move along."""
    ende = STROM.find(record(0x0A, b""))
    neu = bytearray(STROM[:ende] + records + STROM[ende:])
    stelle = 0
    while stelle < ende:
        art, laenge = struct.unpack_from("<HH", neu, stelle)
        if art == 0x85:
            beginn = struct.unpack_from("<I", neu, stelle + 4)[0]
            struct.pack_into("<I", neu, stelle + 4, beginn + len(records))
        stelle += 4 + laenge
    return book(bytes(neu))


def number(zeile: int, spalte: int, wert: float = 1.0, stil: int = 15) -> bytes:
    """A NUMBER record."""
    return record(0x0203, struct.pack("<HHHd", zeile, spalte, stil, wert))


def cases() -> Iterator[tuple[str, str, bytes]]:
    """Name, file name, content."""
    for name, inhalt in (*_container(), *_records(), *_cells()):
        yield f"xls {name}", "boese.xls", inhalt


def _container() -> Iterator[tuple[str, bytes]]:
    ganz = book(STROM)
    yield "honest in an own container", ganz
    yield "head alone", ganz[:512]
    yield "half a head", ganz[:300]
    for name, feld, wert in (
        ("sectors of one byte", 30, struct.pack("<H", 0)),
        ("sectors of two gigabytes", 30, struct.pack("<H", 31)),
        ("short sectors of one byte", 32, struct.pack("<H", 0)),
        ("four billion tables", 44, struct.pack("<I", 0xFFFFFFFF)),
        ("no table", 44, struct.pack("<I", 0)),
        ("directory beyond the file", 48, struct.pack("<I", 0x00FFFFFF)),
        ("directory in the table", 48, struct.pack("<I", FREI)),
        ("all streams short", 56, struct.pack("<I", 0xFFFFFFFF)),
        ("short table beyond the file", 60, struct.pack("<I", 0x00FFFFFF)),
        ("further tables in a circle", 68, struct.pack("<II", 0, 0xFFFFFFFF)),
        ("first table beyond the file", 76, struct.pack("<I", 0x00FFFFFF)),
    ):
        yield name, ganz[:feld] + wert + ganz[feld + len(wert) :]
    kreis = bytearray(ganz)
    tabelle = SEKTOR * (1 + struct.unpack_from("<I", kreis, 76)[0])
    struct.pack_into("<I", kreis, tabelle, 0)
    yield "directory in a circle", bytes(kreis)
    kreis = bytearray(ganz)
    beginn = struct.unpack_from("<I", kreis, SEKTOR + 128 + 116)[0]
    struct.pack_into("<I", kreis, tabelle + 4 * beginn, beginn)
    yield "stream in a circle", bytes(kreis)
    for name, feld, zahl in (
        ("root without children", 76, FREI),
        ("root as its own child", 76, 0),
        ("child beyond the directory", 76, 9999),
        ("entry as its own neighbour", 128 + 68, 1),
        ("stream of four gigabytes", 128 + 120, 0xFFFFFFFF),
        ("stream longer than its sectors", 128 + 120, len(ganz) - 1),
        ("stream beyond the file", 128 + 116, 0x00FFFFFF),
    ):
        roh = bytearray(ganz)
        struct.pack_into("<I", roh, SEKTOR + feld, zahl)
        yield name, bytes(roh)
    yield "encrypted", bytes(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000}))
    yield "word", bytes(ole({"WordDocument": b"x"}))
    yield "powerpoint", bytes(ole({"PowerPoint Document": b"x"}))
    yield "outlook message", bytes(ole({"__properties_version1.0": b"x"}))
    yield "macros beside", bytes(ole({"Workbook": STROM, "_VBA_PROJECT_CUR": b"x" * 9000}))
    yield "book of nothing", book(b"")
    yield "book of text", book(b"hallo" * 2000)
    yield "book of random bytes", bytes(ole({"Book": bytes(range(256)) * 40}))


def _records() -> Iterator[tuple[str, bytes]]:
    bof = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    yield "beginning alone", book(bof)
    yield "beginning 1,000 times", book(bof * 1000)
    yield "unknown version", book(record(0x0809, struct.pack("<HH", 0x0700, 5)) + STROM[4:])
    yield "excel 4", book(record(0x0409, struct.pack("<HHH", 0, 0x10, 0)) + number(0, 0) + record(0x0A, b""))
    yield "password", in_globals(record(0x2F, b"\x01\0" * 27))
    yield "record longer than the file", book(STROM[:200] + struct.pack("<HH", 0x0203, 0x2000))
    yield "record longer than allowed", last_sheet(record(0x0203, b"\0" * 60_000))
    yield (
        "sheet in the middle of a record",
        in_globals(record(0x85, struct.pack("<IBB", 30, 0, 0) + b"\x01\0X")),
    )
    yield (
        "sheet beyond the file",
        in_globals(record(0x85, struct.pack("<IBB", 0x7FFFFFFF, 0, 0) + b"\x01\0X")),
    )
    yield "sheet that is the workbook", in_globals(record(0x85, struct.pack("<IBB", 0, 0, 0) + b"\x01\0X"))
    yield "31 sheets", in_globals(record(0x85, struct.pack("<IBB", 0, 0, 1) + b"\x01\0X") * 31)
    yield "sheet without a name", in_globals(record(0x85, b"\0\0"))
    yield "5,001 names", in_globals(record(0x18, b"\0" * 20) * 5001)
    yield (
        "a name that is a formula bomb",
        in_globals(record(0x18, struct.pack("<HBBH", 0, 0, 1, 4000) + b"\x08" * 4008)),
    )
    yield "20,001 styles", in_globals(record(0xE0, b"\0" * 20) * 20_001)
    yield "short style", in_globals(record(0xE0, b"\0"))
    yield "a lie about the number of texts", in_globals(record(0xFC, struct.pack("<II", 1, 0xFFFFFFFF)))
    yield "fewer texts than said", in_globals(record(0xFC, struct.pack("<II", 1, 100_000) + b"\x01\0\0a"))
    yield (
        "text longer than the file",
        in_globals(record(0xFC, struct.pack("<II", 1, 1) + b"\xff\xff\x0f" + b"\xff" * 20)),
    )
    yield "unknown code page", in_globals(record(0x42, b"\x39\x30"))
    yield "short date mode", in_globals(record(0x22, b""))
    yield "short format", in_globals(record(0x041E, b"\xff\xff\xff\x7f\x00"))
    yield "short font", in_globals(record(0x31, b"\0"))
    yield "1,600,000 empty records", book(STROM + record(0xFFFF, b"") * 1_600_000)


def _cells() -> Iterator[tuple[str, bytes]]:
    yield "last cell of old excel", last_sheet(number(65_535, 255))
    yield "row 60,001", last_sheet(number(60_000, 0))
    yield "column 201", last_sheet(number(0, 200))
    yield "column 65,536", last_sheet(number(0, 65_535))
    yield "cell twice", last_sheet(number(0, 0) * 2)
    yield "style out of range", last_sheet(number(0, 0, stil=60_000))
    yield "short number", last_sheet(record(0x0203, b"\0" * 7))
    for name, wert in (
        ("NaN", float("nan")),
        ("infinity", float("inf")),
        ("1e308", 1e308),
        ("1e-320", 1e-320),
    ):
        yield f"number {name}", last_sheet(number(0, 0, wert))
    yield "text index out of range", last_sheet(record(0xFD, struct.pack("<HHHI", 0, 0, 15, 0x7FFFFFFF)))
    yield (
        "text of 5,000 characters",
        last_sheet(record(0x0204, struct.pack("<HHHHB", 0, 0, 15, 5000, 0) + b"a" * 5000)),
    )
    yield (
        "text longer than its record",
        last_sheet(record(0x0204, struct.pack("<HHHHB", 0, 0, 15, 60_000, 1) + b"a")),
    )
    yield (
        "numbers the wrong way",
        last_sheet(record(0xBD, struct.pack("<HH", 0, 9) + b"\0" * 6 + struct.pack("<H", 3))),
    )
    yield (
        "numbers up to column 65,536",
        last_sheet(record(0xBD, struct.pack("<HH", 0, 0) + b"\0" * 6 + b"\xff\xff")),
    )
    yield "numbers without numbers", last_sheet(record(0xBD, struct.pack("<HHH", 0, 0, 100)))
    yield "error that is none", last_sheet(record(0x0205, struct.pack("<HHHBB", 0, 0, 15, 0x99, 1)))
    yield "truth that is none", last_sheet(record(0x0205, struct.pack("<HHHBB", 0, 0, 15, 0x99, 0)))
    formel = struct.pack("<HHH", 0, 0, 15)
    yield (
        "formula with a text that is missing",
        last_sheet(record(0x06, formel + b"\0\0\0\0\0\0\xff\xff" + b"\0" * 8)),
    )
    yield (
        "formula with an unknown result",
        last_sheet(record(0x06, formel + b"\x77\0\0\0\0\0\xff\xff" + b"\0" * 8)),
    )
    yield "formula with an error", last_sheet(record(0x06, formel + b"\x02\0\x2a\0\0\0\xff\xff" + b"\0" * 8))
    yield "short formula", last_sheet(record(0x06, formel))
    yield "merge over the sheet", last_sheet(record(0xE5, struct.pack("<HHHHH", 1, 0, 65_535, 0, 255)))
    yield "merge the wrong way", last_sheet(record(0xE5, struct.pack("<HHHHH", 1, 9, 0, 9, 0)))
    yield "more merges than there are", last_sheet(record(0xE5, struct.pack("<H", 1000)))
    yield (
        "6,000 merges",
        last_sheet(record(0xE5, struct.pack("<H", 1000) + struct.pack("<HHHH", 0, 0, 0, 1) * 1000) * 6),
    )
    yield "note without an object", last_sheet(record(0x1C, struct.pack("<HHHHH", 0, 0, 0, 77, 1) + b"\0x\0"))
    yield "short note", last_sheet(record(0x1C, b"\0\0"))
    yield "5,001 notes", last_sheet(record(0x1C, struct.pack("<HHHHH", 0, 0, 0, 77, 1) + b"\0x\0") * 5001)
    yield "object cut off", last_sheet(record(0x5D, b"\x15\0\x12\0\x19"))
    yield "object of endless parts", last_sheet(record(0x5D, b"\0\0\0\0" * 2000))
    yield "words without an object", last_sheet(record(0x01B6, b"\0" * 18))
    yield (
        "a million cells in few bytes",
        last_sheet(
            b"".join(
                record(
                    0xBD, struct.pack("<HH", n, 0) + struct.pack("<HI", 15, 6) * 200 + struct.pack("<H", 199)
                )
                for n in range(5_100)
            )
        ),
    )
    yield "column definition the wrong way", last_sheet(record(0x7D, struct.pack("<HHHHH", 200, 3, 0, 0, 1)))
    yield "column definition beyond all", last_sheet(record(0x7D, struct.pack("<HHHHH", 0, 65_535, 0, 0, 1)))
    yield (
        "chart inside the sheet",
        last_sheet(record(0x0809, struct.pack("<HHHHII", 0x0600, 0x20, 0, 0, 0, 0)) + number(9, 9)),
    )
