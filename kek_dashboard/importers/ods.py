"""Ods: the cells of an OpenDocument table (.ods) as plain rows; runs in the child process only.

Read by expat in one pass: error values, formulas without a result, number formats, hidden rows and
notes stay, which the readers to be had lose.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from kek_dashboard.importers import grenzen
from kek_dashboard.importers.ablehnung import RefusedError
from kek_dashboard.importers.ods_blatt import Blattleser
from kek_dashboard.importers.ods_formate import Stilleser
from kek_dashboard.importers.ods_werte import Schreiber
from kek_dashboard.importers.paket import open_package, read_part, refuse_doctype
from kek_dashboard.importers.protokoll import Fortschritt, Zeile
from kek_dashboard.importers.zellwerte import GEPRUEFT, Formatliste, Lauf, without_covered

_MIMETYPE = re.compile(rb"application/vnd\.oasis\.opendocument\.spreadsheet(?:-template)?")
_RECHNET_IMMER = re.compile(rb"(?:Libre|Open|Neo)Office|Collabora")
_STUECK = 1 << 16
_XML = b"<"


def ods_lines(inhalt: bytes, melde: Fortschritt) -> Iterator[Zeile]:
    """Lines of all tables in their order (shapes: see ``jail``); raises ``RefusedError``."""
    archiv = open_package(inhalt)
    namen = set(archiv.namelist())
    if "mimetype" not in namen or not _MIMETYPE.fullmatch(read_part(archiv, "mimetype").strip()):
        raise RefusedError("keine_mappe")
    manifest = read_part(archiv, "META-INF/manifest.xml") if "META-INF/manifest.xml" in namen else b""
    if b"encryption-data" in manifest or "encrypted-package" in namen:
        raise RefusedError("verschluesselt")
    if "content.xml" not in namen:
        raise RefusedError("beschaedigt")
    _check_parts(archiv, melde)
    stile = Stilleser()
    if "styles.xml" in namen:
        _feed(_parser(stile), read_part(archiv, "styles.xml"))
    melde(GEPRUEFT, "Arbeitsmappe wird geöffnet")
    meta = read_part(archiv, "meta.xml") if "meta.xml" in namen else b""
    schreiber = Schreiber(rechnet_immer=_RECHNET_IMMER.search(meta) is not None)
    yield from _tables(read_part(archiv, "content.xml"), stile, schreiber, melde)


def _check_parts(archiv: zipfile.ZipFile, melde: Fortschritt) -> None:
    """Every part that is XML: no DOCTYPE, not too many elements; sums are checked by reading."""
    elemente = 0

    def count(*_: object) -> None:
        nonlocal elemente
        elemente += 1
        if elemente > grenzen.MAX_ELEMENTE:
            raise RefusedError("zu_gross", "zu viele Elemente")

    teile = archiv.infolist()
    gesehen, alles = 0, sum(teil.file_size for teil in teile) or 1
    for teil in teile:
        melde(GEPRUEFT * gesehen / alles, "Inhalt wird geprüft")
        gesehen += teil.file_size
        if not teil.is_dir():
            daten = read_part(archiv, teil.filename)
            if daten[:16].lstrip(b"\xef\xbb\xbf\xff\xfe\x00\t\r\n ").startswith(_XML):
                parser = expat.ParserCreate()
                parser.StartDoctypeDeclHandler = refuse_doctype
                parser.StartElementHandler = count
                _feed(parser, daten)


def _tables(daten: bytes, stile: Stilleser, schreiber: Schreiber, melde: Fortschritt) -> Iterator[Zeile]:
    """Styles first, then the tables of the body, in the order in which content.xml has them."""
    formate = Formatliste()
    leser = Blattleser(stile, formate, schreiber)
    parser = _parser(leser)
    lauf = Lauf(melde, len(daten))
    for stelle in range(0, len(daten) + 1, _STUECK):
        _feed(parser, daten[stelle : stelle + _STUECK], ist_ende=stelle + _STUECK > len(daten))
        lauf.tell(stelle, leser.name)
        for tabelle in leser.take_finished():
            yield [
                "B", tabelle.name, tabelle.verborgen, tabelle.verbuende,
                sorted(tabelle.verborgene_zeilen), sorted(tabelle.verborgene_spalten), tabelle.kommentare,
            ]  # fmt: skip
            yield from formate.take_new()
            yield from without_covered(tabelle.zeilen, tabelle.verbuende)


def _parser(leser: Stilleser | Blattleser) -> expat.XMLParserType:
    """A parser that names elements by their namespace, whatever prefix the file gives it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = leser.start
    parser.EndElementHandler = leser.end
    parser.CharacterDataHandler = leser.text
    return parser


def _feed(parser: expat.XMLParserType, daten: bytes, *, ist_ende: bool = True) -> None:
    try:
        parser.Parse(daten, ist_ende)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise RefusedError("beschaedigt") from error
