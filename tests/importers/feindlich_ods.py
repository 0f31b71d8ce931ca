"""Feindlich, ODS: OpenDocument tables that repeat, nest and lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from tests.importers.feindlich_paket import DOCTYPE, EXTERNAL, repack
from tests.importers.make_proben import PROBEN

KOPF = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
)
EINS = '<table:table-cell office:value-type="float" office:value="1"/>'
VIEL = 2**31


def table(rows: str, styles: str = "", after: str = "", name: str = "T") -> bytes:
    """An .ods with these rows as its only table."""
    text = (
        f"{KOPF}<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{rows}</table:table>{after}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return package(text.encode())


def package(content: bytes, mimetype: bytes = b"application/vnd.oasis.opendocument.spreadsheet") -> bytes:
    """An .ods with this content.xml."""
    ziel = io.BytesIO()
    with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr(zipfile.ZipInfo("mimetype"), mimetype, zipfile.ZIP_STORED)
        archiv.writestr("content.xml", content)
    return ziel.getvalue()


def row(cells: str, attributes: str = "") -> str:
    """One row."""
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def text_cell(inner: str) -> bytes:
    """A table with one text cell."""
    return table(row(f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'))


def cases() -> Iterator[tuple[str, str, bytes]]:
    """Name, file name, content."""
    for name, inhalt in (*_repeated(), *_values(), *_nested(), *_packages()):
        yield f"ods {name}", "boese.ods", inhalt


def _repeated() -> Iterator[tuple[str, bytes]]:
    zeilen, spalten = f'table:number-rows-repeated="{VIEL}"', f'table:number-columns-repeated="{VIEL}"'
    viele_zellen = f'<table:table-cell {spalten} office:value-type="float" office:value="1"/>'
    yield "a full row 2^31 times", table(row(EINS, zeilen))
    yield "a full cell 2^31 times", table(row(viele_zellen))
    yield "both 2^31 times", table(row(viele_zellen, zeilen))
    yield (
        "empty rows 2^31 times",
        table(row("<table:table-cell/>", zeilen) + row("<table:table-cell/>", zeilen)),
    )
    yield "content after 2^31 empty rows", table(row("<table:table-cell/>", zeilen) + row(EINS))
    yield "content after 2^31 empty cells", table(row(f"<table:table-cell {spalten}/>" + EINS))
    yield "hidden rows 2^31 times", table(row("<table:table-cell/>", zeilen + ' table:visibility="collapse"'))
    yield (
        "hidden columns 2^31 times",
        table(f'<table:table-column {spalten} table:visibility="collapse"/>' + row(EINS)),
    )
    yield (
        "100,000 hidden columns 2^31 times",
        table(f'<table:table-column {spalten} table:visibility="collapse"/>' * 100_000 + row(EINS)),
    )
    yield (
        "60,000 rows of 17 cells by one line",
        table(
            row(
                EINS.replace("/>", ' table:number-columns-repeated="17"/>'),
                'table:number-rows-repeated="60000"',
            )
        ),
    )
    oft = 'table:number-columns-repeated="200"'
    lang = (
        f'<table:table-cell {oft} office:value-type="string"><text:p>{"ä" * 4000}</text:p></table:table-cell>'
    )
    yield "a long text a million times", table(row(lang, 'table:number-rows-repeated="5000"'))
    for wert in ("0", "-5", "x", "9" * 50, "1.5", "\u0663"):
        yield (
            f"repeated {wert[:9]} times",
            table(row(f'<table:table-cell table:number-columns-repeated="{wert}"/>' + EINS)),
        )
    breit = EINS.replace("/>", f' table:number-columns-spanned="{VIEL}" table:number-rows-spanned="{VIEL}"/>')
    yield "merge over everything", table(row(breit))
    zwei = EINS.replace("/>", ' table:number-columns-spanned="2"/>')
    yield "5,001 merges by one line", table(row(zwei, 'table:number-rows-repeated="5001"'))
    yield "a repeated merge", table(row(zwei.replace("/>", ' table:number-columns-repeated="3"/>')))
    notiz = "<table:table-cell><office:annotation><text:p>n</text:p></office:annotation></table:table-cell>"
    yield "5,001 notes by one line", table(row(notiz, 'table:number-rows-repeated="5001"'))


def _values() -> Iterator[tuple[str, bytes]]:
    for art, feld, werte in (
        ("float", "value", ("NaN", "INF", "-INF", "1e999", "x", "", "1_0", "9" * 5000, "0x1")),
        ("percentage", "value", ("1e-999", "\u0663")),
        ("currency", "value", ("-0",)),
        ("date", "date-value", ("2023-99-99", "0000-00-00", "99999-01-01", "", "x" * 5000)),
        ("time", "time-value", ("PT999999999H", "PX", "P-1D", "PT1H" * 100)),
        ("boolean", "boolean-value", ("ja", "")),
        ("quatsch", "value", ("1",)),
    ):
        for wert in werte:
            yield (
                f"{art} {wert[:12]}",
                table(row(f'<table:table-cell office:value-type="{art}" office:{feld}="{wert}"/>')),
            )
    yield "text of 4,001 characters", text_cell(f"<text:p>{'a' * 4001}</text:p>")
    yield "text of 20 MB", text_cell(f"<text:p>{'ab' * 10_000_000}</text:p>")
    yield "2^31 blanks", text_cell(f'<text:p><text:s text:c="{VIEL}"/></text:p>')
    yield "a million times 4,000 blanks", text_cell('<text:p><text:s text:c="4000"/></text:p>' * 1_000_000)
    yield (
        "string value of 5 MB",
        table(row(f'<table:table-cell office:value-type="string" office:string-value="{"a" * 5_000_000}"/>')),
    )
    yield "a command", text_cell("<text:p>=cmd|' /C calc'!A0</text:p>")
    yield (
        "a dde formula",
        table(
            row(
                '<table:table-cell table:formula="of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)"/>'
            )
        ),
    )
    yield "a name of 5,000 characters", table(row(EINS), name="T" * 5000)


def _nested() -> Iterator[tuple[str, bytes]]:
    tief = 20_000
    yield "tables in tables", text_cell("<table:table><table:table-row><table:table-cell>" * tief)
    yield (
        "tables in tables and closed",
        text_cell(
            "<table:table><table:table-row><table:table-cell>" * tief
            + "</table:table-cell></table:table-row></table:table>" * tief
        ),
    )
    yield (
        "groups in groups",
        table("<table:table-row-group>" * tief + row(EINS) + "</table:table-row-group>" * tief),
    )
    yield (
        "spans in spans",
        text_cell("<text:p>" + "<text:span>" * tief + "x" + "</text:span>" * tief + "</text:p>"),
    )
    yield "rows in rows", table(row(row(row(EINS))))
    yield "cells without rows", table(EINS * 10)
    yield "31 tables", table(row(EINS), after='<table:table table:name="x"/>' * 31)
    yield (
        "5,001 names",
        table(
            row(EINS),
            after=f"<table:named-expressions>{'<table:named-range/>' * 5001}</table:named-expressions>",
        ),
    )
    stil = '<style:style style:name="a" style:family="table-cell" style:parent-style-name="{}"/>'
    yield (
        "a style that is its own parent",
        table(row(EINS.replace("/>", ' table:style-name="a"/>')), styles=stil.format("a")),
    )
    yield (
        "30,000 styles",
        table(row(EINS), styles="".join(stil.replace('"a"', f'"a{n}"') for n in range(30_000))),
    )
    yield (
        "10,000 number styles",
        table(row(EINS), styles="".join(f'<number:number-style style:name="N{n}"/>' for n in range(10_000))),
    )
    yield (
        "a number of a billion digits",
        table(
            row(EINS.replace("/>", ' table:style-name="a"/>')),
            styles='<number:number-style style:name="N1"><number:number number:decimal-places="999999999" '
            'number:min-integer-digits="999999999"/></number:number-style>'
            '<style:style style:name="a" style:family="table-cell" style:data-style-name="N1"/>',
        ),
    )
    yield "seven million elements", table("<x/>" * 7_000_000)


def _packages() -> Iterator[tuple[str, bytes]]:
    probe = (PROBEN / "probe.ods").read_bytes()
    for teil in ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"):
        for wort, doctype in (("entity bomb", DOCTYPE), ("external entity", EXTERNAL)):

            def change(daten: bytes, doctype: bytes = doctype) -> bytes:
                kopf, zeichen, rest = daten.partition(b"?>")
                return kopf + zeichen + doctype + rest

            yield f"{wort} in {teil}", repack(probe, {teil: change})
    yield "encrypted", repack(probe, add=(("encrypted-package", b"x"),))
    yield "no content", repack(probe, {"content.xml": lambda _: b""})
    yield "content of something else", package(b"<html><body>1;2</body></html>")
    yield "a text document", package(b"<x/>", b"application/vnd.oasis.opendocument.text")
    yield "a picture", package(b"<x/>", b"application/vnd.oasis.opendocument.graphics")
    yield "another mimetype inside", package(b"<x/>", b"application/vnd.oasis.opendocument.spreadsheet-boese")
    yield "zip bomb", repack(probe, add=(("Pictures/x.xml", b"<" + b" " * 50_000_000),))
    yield "path upwards", repack(probe, add=(("../x.xml", b"<x/>"),))
    yield "macros", repack(probe, add=(("Basic/Standard/Module1.xml", b"<m>Shell</m>"),))
