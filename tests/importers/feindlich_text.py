"""Feindlich, Text: CSV and HTML that want to be read forever."""

from __future__ import annotations

from collections.abc import Iterator

MIB = 1 << 20


def cases() -> Iterator[tuple[str, str, bytes]]:
    """Name, file name, content."""
    for name, inhalt in _csv():
        yield f"csv {name}", "boese.csv", inhalt
    for name, inhalt in _html():
        yield f"html {name}", "boese.xls", inhalt


def _csv() -> Iterator[tuple[str, bytes]]:
    yield "with nuls", b"a;b\n\0;\0\n"
    yield "of control characters", b"a;b\n\x01\x02;\x1b[31m\n" * 5
    yield "quote never closed", b'a;b\n"' + b"x;y\n" * MIB
    yield "of quotes alone", b'"' * (4 * MIB)
    yield "of quotes in quotes", b'"a""b"c;d\n'
    yield "one line of 10 MiB", b"a" * (10 * MIB - 1)
    yield "one field of 10 MiB beside another", b"x;y\n" + b"a" * (10 * MIB - 10) + b";b"
    yield "ten million semicolons", b";" * (10 * MIB)
    yield "ten million lines", b"\n" * (10 * MIB - 4) + b"a;b\n"
    yield "60,001 rows", b"1;2\n" * 60_001
    yield "201 columns", b"x;" * 200 + b"x\n" + b"1;" * 201
    yield "a million cells", (b"1;" * 199 + b"1\n") * 5_001
    yield "text of 4,001 characters", b"a;b\n" + b"x" * 4001 + b";1\n"
    yield "in utf-7", b"a;b\n+ADw-script+AD4-;1\n"
    yield "in utf-16 of an odd length", "a;b\n1;2\n".encode("utf-16") + b"x"
    yield "in half characters of utf-16", b"\xff\xfea\0;\0b\0\n\0\x00\xd8;\0\x00\xdc\n\0"
    yield "in utf-32", "a;b\n1;2\n".encode("utf-32")
    yield "in broken utf-8 after a mark", b"\xef\xbb\xbfa;b\n\xff\xfe;1\n"
    yield "in no code page", b"a;b\n\x81\x8d\x8f\x90\x9d;1\n"
    yield "mark alone", b"\xef\xbb\xbf"
    yield "mark of utf-16 alone", b"\xff\xfe"
    yield "strange separator", b"sep=\0\na\0b\n"
    yield "separator of letters", b"sep=a\nbac\n"
    yield "commands", b"=cmd|' /C calc'!A0;@SUM(1)\n+1;-1\n\t=1;|x\n"
    yield "numbers that are none", "a;b\nNaN;Infinity\n1e999;-0\n\u0663;\u00bd\n".encode()
    yield "against the grain", "a;b\n\u202ex\u2066;\u200b\n".encode()
    yield "only blanks in fields", b" ; \n ; \n"
    yield "old line ends", b"a;b\r1;2\r3;4\r"


def _html() -> Iterator[tuple[str, bytes]]:
    zehn = 10 * MIB - 200
    anfang = b"<html><table><tr><td>1</td></tr>"
    yield "of angle brackets", anfang + b"<" * zehn
    yield "of tags never closed", anfang + b"<td " * (zehn // 4)
    yield "of comments never closed", anfang + b"<!--" * (zehn // 4)
    yield "of declarations", anfang + b"<!x " * (zehn // 4)
    yield "of scripts never closed", anfang + b"<script>" * (zehn // 8)
    yield "of scripts closed", anfang + b"<script></script>" * (zehn // 17)
    yield "of one attribute", anfang + b"<td a='" + b"x" * zehn
    yield "of cells", anfang + b"<td>" * (zehn // 4)
    yield "of full cells", anfang + b"<tr>" + b"<td>1" * (zehn // 5)
    yield "of rows", anfang + b"<tr><td>1" * (zehn // 9)
    yield "of tables", anfang + b"<table>" * (zehn // 7)
    yield "of entities", anfang + b"<tr><td>" + b"&amp" * (zehn // 4)
    yield "of line breaks", anfang + b"<tr><td>" + b"<br>" * (zehn // 4)
    yield "of blanks", anfang + b"<tr><td>" + b" " * zehn
    yield "of bold words", anfang + b"<tr><td>" + b"<b>x</b>" * (zehn // 8)
    yield "with a wide cell", anfang + b"<tr><td colspan=2147483647>1</td></tr>"
    yield "with a high cell", anfang + b"<tr><td rowspan=2147483647>1</td></tr>"
    yield "with wide empty cells", anfang + b"<tr>" + b"<td colspan=999999999></td>" * 1000
    yield "with 5,001 merges", anfang + b"<tr><td colspan=2>1</td></tr>" * 5001
    yield "with high cells beside each other", anfang + (b"<tr>" + b"<td rowspan=100>1" * 100) * 20
    yield "with a text of 5,000 characters", anfang + b"<tr><td>" + b"x" * 5000
    yield "without a table", b"<html><body>1;2</body></html>"
    yield "of a frameset", b"<html><frameset><frame src='http://127.0.0.1/'></frameset></html>"
    yield "with a doctype", b"<!DOCTYPE html><table><tr><td>1"
    yield "with declared entities", b"<!DOCTYPE html [<!ENTITY a 'aaaa'>]><table><tr><td>&a;&a;"
