"""Feindlich, Paket: zip tricks and hostile XML inside .xlsx packages."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

import openpyxl
from openpyxl.comments import Comment

from tests.importers.make_proben import PROBEN

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DOCTYPE = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'
BIG = 10**9


def honest() -> bytes:
    """A small workbook with a note, so that all usual parts are there."""
    mappe = openpyxl.Workbook()
    blatt = mappe.worksheets[0]
    blatt.title = "Kennzahlen"
    for zeile in (["Kennzahl-Nr.", "Zeitraum", "Ist"], ["1.2-03", 2023, 82.5]):
        blatt.append(zeile)
    blatt["A1"].comment = Comment("Notiz", "Beispiel")
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


HONEST = honest()


def repack(
    inhalt: bytes,
    change: dict[str, Callable[[bytes], bytes]] | None = None,
    add: tuple[tuple[str, bytes], ...] = (),
) -> bytes:
    """The package with parts changed or added."""
    ziel = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhalt)) as alt, zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as neu:
        for name in alt.namelist():
            neu.writestr(name, (change or {}).get(name, lambda d: d)(alt.read(name)))
        for name, daten in add:
            neu.writestr(name, daten)
    return ziel.getvalue()


def sheet(inner: str, after: str = "", before: str = "") -> bytes:
    """A workbook whose only sheet has this XML as its data."""
    text = f"<worksheet {MAIN}>{before}<sheetData>{inner}</sheetData>{after}</worksheet>"
    return repack(HONEST, {SHEET: lambda _: text.encode("utf-8", "surrogatepass")})


def cell(xml: str) -> bytes:
    """A workbook with this one cell."""
    return sheet(f'<row r="1">{xml}</row>')


def cases() -> Iterator[tuple[str, str, bytes]]:
    """Name, file name, content."""
    for name, inhalt in (*_zip(), *_doctypes(), *_xml(), *_cells(), *_sizes(), *_parts()):
        yield f"xlsx {name}", "boese.xlsx", inhalt


# ---------------------------------------------------------------------------------------------- zip


def _member(name: str, daten: bytes, attr: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The honest package with one more member of this kind."""
    ziel = io.BytesIO(HONEST)
    info = zipfile.ZipInfo(name)
    info.external_attr, info.compress_type = attr, method
    with zipfile.ZipFile(ziel, "a") as archiv:
        archiv.writestr(info, daten)
    return ziel.getvalue()


def _patched(feld: int, wert: bytes, inhalt: bytes = HONEST) -> bytes:
    """The package with a field of the first entry of its directory overwritten."""
    roh = bytearray(inhalt)
    stelle = roh.find(b"PK\x01\x02") + feld
    roh[stelle : stelle + len(wert)] = wert
    return bytes(roh)


def _ending(feld: int, wert: bytes) -> bytes:
    roh = bytearray(HONEST)
    stelle = roh.rfind(b"PK\x05\x06") + feld
    roh[stelle : stelle + len(wert)] = wert
    return bytes(roh)


def _overlapping(anzahl: int) -> bytes:
    """Many entries of the directory share one member's bytes."""
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr("[Content_Types].xml", b"a" * 100_000)
        for nummer in range(anzahl):
            archiv.writestr(f"x{nummer:03d}", b"")
    roh = bytearray(ziel.getvalue())
    stelle = roh.find(b"PK\x01\x02")
    erster = bytes(roh[stelle + 10 : stelle + 28])
    while (stelle := roh.find(b"PK\x01\x02", stelle + 4)) >= 0:
        roh[stelle + 10 : stelle + 28] = erster
        struct.pack_into("<I", roh, stelle + 42, 0)
    return bytes(roh)


def _zip() -> Iterator[tuple[str, bytes]]:
    yield "zip bomb", repack(HONEST, add=(("xl/bombe.xml", b"\0" * 50_000_000),))
    yield "zip bomb of blanks in xml", repack(HONEST, {SHEET: lambda d: d + b" " * 60_000_000})
    yield (
        "zip bomb of many small parts",
        repack(HONEST, add=tuple((f"x/{n}", b"\0" * 900_000) for n in range(200))),
    )
    yield (
        "zip inside the zip",
        repack(HONEST, add=(("xl/innen.zip", repack(HONEST, add=(("b", b"\0" * 900_000),))),)),
    )
    yield "part beyond 64 MiB", repack(HONEST, add=(("xl/x.bin", b"\0" * (65 << 20)),))
    yield "600 members", repack(HONEST, add=tuple((f"x/{n}.bin", b"") for n in range(600)))
    yield "overlapping member", _overlapping(1)
    yield "400 overlapping members", _overlapping(400)
    for name, wort in (
        ("path upwards", "../boese.xml"),
        ("path upwards inside", "xl/../../boese.xml"),
        ("absolute path", "/etc/cron.d/x"),
        ("drive letter", "C:/x.xml"),
        ("backslash", "xl\\..\\x.xml"),
        ("same name twice in capitals", SHEET.upper()),
    ):
        yield name, _member(wort, b"<a/>")
    yield "symlink", _member("xl/link", b"/etc/passwd", 0o120777 << 16)
    yield "bzip2", _member("xl/x.xml", b"<a/>", method=zipfile.ZIP_BZIP2)
    yield "lzma", _member("xl/x.xml", b"<a/>", method=zipfile.ZIP_LZMA)
    yield "unknown method", _patched(10, b"\x63\x00")
    yield "encrypted member", _patched(8, b"\x01\x00")
    yield "size too small", _patched(24, struct.pack("<I", 10))
    yield "size too large", _patched(24, struct.pack("<I", 1_000_000))
    yield "size of four gigabytes", _patched(24, b"\xff\xff\xff\xff")
    yield "wrong checksum", _patched(16, b"\0\0\0\0")
    yield "member beyond the file", _patched(42, b"\xff\xff\xff\x7f")
    yield "bytes before the package", b"GIF89a" + HONEST
    yield "package before the package", repack(HONEST) + HONEST
    yield "directory beyond the file", _ending(16, b"\xff\xff\xff\x7f")
    yield "directory of no size", _ending(12, b"\0\0\0\0")
    yield "more entries than there are", _ending(8, b"\xff\x7f\xff\x7f")
    yield "zip64 marks everywhere", _ending(8, b"\xff" * 12)
    yield "comment of 64 KiB", HONEST[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16383 + b"abc"
    yield "nul in a name", repack(HONEST, add=(("xl/x.xml", b"<a/>"),)).replace(b"xl/x.xml", b"xl/x\0xml")


# ---------------------------------------------------------------------------------------------- xml


def _doctypes() -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(HONEST)) as archiv:
        namen = [name for name in archiv.namelist() if name.endswith((".xml", ".rels", ".vml"))]
    for name in namen:
        yield f"entity bomb in {name}", repack(HONEST, {name: _with_doctype(DOCTYPE)})
    yield "external entity", repack(HONEST, {SHEET: _with_doctype(EXTERNAL)})
    utf16 = ("\ufeff" + DOCTYPE.decode() + "<x>&a8;</x>").encode("utf-16-le")
    yield "entity bomb in utf-16", repack(HONEST, add=(("xl/x.xml", utf16),))


def _with_doctype(doctype: bytes) -> Callable[[bytes], bytes]:
    def change(daten: bytes) -> bytes:
        kopf, zeichen, rest = daten.partition(b"?>")
        return kopf + zeichen + doctype + rest if zeichen and kopf.startswith(b"<?xml") else doctype + daten

    return change


def _with_head(kopf: bytes) -> Callable[[bytes], bytes]:
    return lambda daten: kopf + (daten.partition(b"?>")[2] or daten)


def _replaced(alt: bytes, neu: bytes) -> Callable[[bytes], bytes]:
    return lambda daten: daten.replace(alt, neu)


def _xml() -> Iterator[tuple[str, bytes]]:
    yield "200,000 elements deep", sheet("<x>" * 200_000)
    yield "200,000 elements deep and closed", sheet("<x>" * 200_000 + "</x>" * 200_000)
    yield "seven million elements", sheet("<x/>" * 7_000_000)
    yield "100,000 attributes", sheet("<row " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")
    yield "attribute of 20 MB", sheet(f'<row a="{"ab" * 10_000_000}"/>')
    yield "name of 5 MB", sheet("<" + "a" * 5_000_000 + "/>")
    yield "bytes that are no utf-8", repack(HONEST, {SHEET: lambda d: d.replace(b"1.2", b"\xff\xfe")})
    for code in ("utf-7", "cp037", "unknown-8", "utf-32"):
        kopf = f'<?xml version="1.0" encoding="{code}"?>'.encode()
        yield f"encoding {code}", repack(HONEST, {SHEET: _with_head(kopf)})
    yield (
        "other namespace",
        repack(HONEST, {SHEET: lambda d: d.replace(b"spreadsheetml/2006", b"spreadsheetml/1906")}),
    )
    yield "cdata and comments", cell('<c t="str"><v><![CDATA[<b>&amp;]]><!-- x --></v></c>')
    yield "processing instructions", cell('<?php system("id") ?><c><v>1</v></c>')
    yield "empty sheet part", repack(HONEST, {SHEET: lambda _: b""})
    yield "sheet part of text", repack(HONEST, {SHEET: lambda _: b"hallo"})


# -------------------------------------------------------------------------------------------- cells


def _cells() -> Iterator[tuple[str, bytes]]:
    for name, xml in (
        ("number NaN", "<c><v>NaN</v></c>"),
        ("number infinity", "<c><v>-inf</v></c>"),
        ("number 1e400", "<c><v>1e400</v></c>"),
        ("number with an underscore", "<c><v>1_000</v></c>"),
        ("number in arabic digits", "<c><v>\u0663\u0664</v></c>"),
        ("number of 100,000 digits", f"<c><v>{'9' * 100_000}</v></c>"),
        ("number of 3,000 digits", f"<c><v>{'9' * 3_000}</v></c>"),
        ("number in hexadecimal", "<c><v>0x10</v></c>"),
        ("truth that is none", '<c t="b"><v>ja</v></c>'),
        ("unknown type", '<c t="quatsch"><v>1</v></c>'),
        ("iso date that is none", '<c t="d"><v>2023-99-99</v></c>'),
        ("error that is none", '<c t="e"><v>#BOOM!</v></c>'),
        ("error of 5,000 characters", f'<c t="e"><v>{"#" * 5000}</v></c>'),
        ("text too long", f'<c t="str"><v>{"a" * 4001}</v></c>'),
        ("text of 20 MB", f'<c t="str"><v>{"a" * 20_000_000}</v></c>'),
        ("text of control escapes", '<c t="str"><v>_x0000_a_xD800__x001B_</v></c>'),
        ("text that is a command", "<c t=\"str\"><v>=cmd|' /C calc'!A0</v></c>"),
        ("text that is html", '<c t="str"><v>&lt;script&gt;alert(1)&lt;/script&gt;</v></c>'),
        ("text against the grain", '<c t="str"><v>\u202e\u0627\u0644\u200b\ufeff</v></c>'),
        ("half a character", '<c t="str"><v>&#xD800;</v></c>'),
        ("shared text out of range", '<c t="s"><v>99999</v></c>'),
        ("shared text below zero", '<c t="s"><v>-1</v></c>'),
        ("shared text that is no number", '<c t="s"><v>x</v></c>'),
        ("style out of range", '<c s="99999"><v>1</v></c>'),
        ("style below zero", '<c s="-99999"><v>1</v></c>'),
        ("formula that fetches", '<c><f>WEBSERVICE("http://x/")</f></c>'),
        ("formula of 100,000 brackets", f"<c><f>{'(' * 100_000}1{')' * 100_000}</f><v>1</v></c>"),
        ("shared formula without a master", '<c><f t="shared" si="7"/><v>1</v></c>'),
        ("array formula over the sheet", '<c><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>'),
        ("data table without references", '<c><f t="dataTable"/><v>1</v></c>'),
        ("two values", "<c><v>1</v><v>2</v></c>"),
        ("inline text in pieces", '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'),
        ("cell twice", '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        ("address of row zero", '<c r="A0"><v>1</v></c>'),
        ("address without a row", '<c r="A"><v>1</v></c>'),
        ("address below zero", '<c r="A-1"><v>1</v></c>'),
        ("address of four letters", '<c r="ZZZZ1"><v>1</v></c>'),
        ("address in other digits", '<c r="A\u0661"><v>1</v></c>'),
        ("address in character references", '<c r="&#88;FD1"><v>1</v></c>'),
    ):
        yield name, cell(xml)


# -------------------------------------------------------------------------------------------- sizes


def _sizes() -> Iterator[tuple[str, bytes]]:
    yield "last cell of excel", sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "row 4294967295", sheet('<row r="4294967295"><c><v>1</v></c></row>')
    yield "row of a hundred digits", sheet(f'<row r="{"9" * 100}"/>')
    yield "row zero", sheet('<row r="0"><c><v>1</v></c></row>')
    yield "row below zero", sheet('<row r="-5"><c><v>1</v></c></row>')
    yield "60,001 rows", sheet("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1, 60_002)))
    yield "201 columns", cell("<c><v>1</v></c>" * 201)
    viele = "".join(f'<row r="{n}">{"<c/>" * 20}</row>' for n in range(1, 50_102))
    yield "a million empty cells", sheet(viele)
    yield "dimension too small", repack(HONEST, {SHEET: lambda d: d.replace(b'ref="A1:C2"', b'ref="A1"')})
    yield (
        "dimension too large",
        repack(HONEST, {SHEET: lambda d: d.replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')}),
    )
    yield (
        "dimension that is none",
        repack(HONEST, {SHEET: lambda d: d.replace(b'ref="A1:C2"', b'ref="quatsch"')}),
    )
    yield "merge over the sheet", sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    yield "merge that is none", sheet("", '<mergeCells><mergeCell ref="A1:"/></mergeCells>')
    yield "merge the wrong way", sheet("", '<mergeCells><mergeCell ref="C3:A1"/></mergeCells>')
    yield "5,001 merges", sheet("", "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 5001 + "</mergeCells>")
    yield (
        "merges over each other",
        sheet("", '<mergeCells><mergeCell ref="A1:Z99"/><mergeCell ref="B2:Y9"/></mergeCells>'),
    )
    yield "link over the sheet", sheet("", '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>')
    yield "column definition over all", sheet("", before='<cols><col min="1" max="16384" hidden="1"/></cols>')
    yield (
        "column definition beyond all",
        sheet("", before='<cols><col min="99999999" max="999999999" hidden="1"/></cols>'),
    )
    yield "column definition of no number", sheet("", before='<cols><col min="x" max="y" hidden="1"/></cols>')
    yield (
        "rules over the sheet",
        sheet(
            "", '<dataValidations><dataValidation type="list" sqref="A1:XFD1048576"/></dataValidations>' * 3
        ),
    )
    yield (
        "100,000 rules",
        sheet(
            "",
            '<conditionalFormatting sqref="A1:A9"><cfRule type="expression"/></conditionalFormatting>'
            * 100_000,
        ),
    )


# -------------------------------------------------------------------------------------------- parts


def _texts(count: str, texte: str) -> bytes:
    return f'<sst {MAIN} count="{count}" uniqueCount="{count}">{texte}</sst>'.encode()


def _names(xml: str) -> Callable[[bytes], bytes]:
    return lambda d: d.replace(b"<definedNames/>", b"").replace(
        b"</sheets>", f"</sheets><definedNames>{xml}</definedNames>".encode()
    )


def _parts() -> Iterator[tuple[str, bytes]]:
    probe = (PROBEN / "probe.xlsx").read_bytes()
    strings, workbook, rels = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    types = "[Content_Types].xml"
    yield (
        "a lie about the number of texts",
        repack(probe, {strings: lambda _: _texts("4294967295", "<si><t>a</t></si>")}),
    )
    yield "200,001 texts", repack(probe, {strings: lambda _: _texts("1", "<si><t>ab</t></si>" * 200_001)})
    yield (
        "31 sheets",
        repack(
            HONEST,
            {
                workbook: lambda d: d.replace(
                    b"</sheets>", b'<sheet name="x" sheetId="9" r:id="rId1"/>' * 31 + b"</sheets>"
                )
            },
        ),
    )
    yield "5,001 names", repack(HONEST, {workbook: _names('<definedName name="n">A1</definedName>' * 5001)})
    yield (
        "a name that refers to itself",
        repack(HONEST, {workbook: _names('<definedName name="n">n</definedName>')}),
    )
    yield (
        "a sheet name of 5,000 characters",
        repack(HONEST, {workbook: lambda d: d.replace(b"Kennzahlen", b"K" * 5000)}),
    )
    yield (
        "a sheet name that is a path",
        repack(HONEST, {workbook: lambda d: d.replace(b"Kennzahlen", b"../../etc")}),
    )
    yield (
        "no sheets",
        repack(HONEST, {workbook: lambda d: d.partition(b"<sheets>")[0] + b"<sheets/></workbook>"}),
    )
    yield "sheet part missing", repack(HONEST, {rels: lambda d: d.replace(b"sheet1.xml", b"sheet9.xml")})
    yield (
        "sheet is the workbook",
        repack(HONEST, {rels: lambda d: d.replace(b"worksheets/sheet1.xml", b"workbook.xml")}),
    )
    yield (
        "sheet outside the package",
        repack(HONEST, {rels: lambda d: d.replace(b"/xl/worksheets/sheet1.xml", b"/../../etc/passwd")}),
    )
    yield (
        "sheet on the net",
        repack(
            HONEST,
            {
                rels: lambda d: d.replace(
                    b'Target="/xl/worksheets/sheet1.xml"',
                    b'TargetMode="External" Target="http://127.0.0.1/x"',
                )
            },
        ),
    )
    yield "styles missing", repack(HONEST, {rels: lambda d: d.replace(b"styles.xml", b"keine.xml")})
    yield "styles of text", repack(HONEST, {"xl/styles.xml": lambda _: b"hallo"})
    formate = '<numFmt numFmtId="{}" formatCode="0"/>'
    yield (
        "100,000 number formats",
        repack(
            HONEST,
            {
                "xl/styles.xml": lambda _: (
                    f'<styleSheet {MAIN}><numFmts count="9">'
                    + "".join(formate.format(164 + n) for n in range(100_000))
                    + "</numFmts></styleSheet>"
                ).encode()
            },
        ),
    )
    yield (
        "a number format of 100,000 characters",
        repack(
            HONEST,
            {
                "xl/styles.xml": lambda d: d.replace(
                    b"<numFmts",
                    f'<numFmts count="1"><numFmt numFmtId="165" formatCode="{"[" * 100_000}"/></numFmts><x'.encode(),
                )
            },
        ),
    )
    notiz = "xl/comments/comment1.xml"
    yield (
        "note over the sheet",
        repack(HONEST, {notiz: lambda d: d.replace(b'ref="A1"', b'ref="A1:XFD1048576"')}),
    )
    yield "note at no cell", repack(HONEST, {notiz: lambda d: d.replace(b'ref="A1"', b'ref="quatsch"')})
    yield (
        "note in the last cell",
        repack(HONEST, {notiz: lambda d: d.replace(b'ref="A1"', b'ref="XFD1048576"')}),
    )
    yield "note of 5 MB", repack(HONEST, {notiz: lambda d: d.replace(b"Notiz", b"Notiz" * 1_000_000)})
    yield (
        "external link",
        repack(
            HONEST,
            add=(
                ("xl/externalLinks/externalLink1.xml", f"<externalLink {MAIN}/>".encode()),
                ("xl/connections.xml", b"<connections/>"),
            ),
        ),
    )
    yield "macros", repack(HONEST, add=(("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 5000),))
    yield (
        "embedded object",
        repack(HONEST, add=(("xl/embeddings/o.bin", (PROBEN / "probe.xls").read_bytes()),)),
    )
    for art in (b"wordprocessingml.document", b"presentationml.presentation", b"spreadsheetml.quatsch"):
        yield (
            f"content type {art.decode()}",
            repack(HONEST, {types: _replaced(b"spreadsheetml.sheet", art)}),
        )
    yield (
        "word document",
        repack(
            HONEST,
            {types: lambda d: d.replace(b"spreadsheetml.sheet", b"wordprocessingml.document")},
            (("word/document.xml", b"<w/>"),),
        ),
    )
    yield (
        "presentation",
        repack(
            HONEST,
            {types: lambda d: d.replace(b"spreadsheetml.sheet", b"presentationml.x")},
            (("ppt/presentation.xml", b"<p/>"),),
        ),
    )
    yield (
        "binary workbook",
        repack(
            HONEST,
            {
                types: lambda d: d.replace(
                    b"spreadsheetml.sheet.main", b"ms-excel.sheet.binary.macroEnabled.main"
                )
            },
        ),
    )
    yield "no content types", repack(HONEST, {types: lambda _: b"<Types/>"})
