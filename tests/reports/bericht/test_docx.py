"""Reports as DOCX: what the office gets can be edited, says the same, and is the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn

from kek_dashboard.reports.bericht import rahmen
from kek_dashboard.reports.bericht.docx import write_docx
from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, plain
from kek_dashboard.reports.bericht.form import (
    Bericht,
    Bild,
    Tabelle,
    Text,
    Ueberschrift,
)
from kek_dashboard.reports.bericht.kennzeichnung import labelled
from kek_dashboard.reports.bericht.zeichensatz import visible
from tests.libreoffice import convert
from tests.reports.bericht.muster import ADRESSE, muster

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABELLE, _ZEILE, _ZELLE = (f"{_ODF}table:1.0}}{name}" for name in ("table", "table-row", "table-cell"))


@cache
def _file() -> bytes:
    return write_docx(muster())


def _document() -> Any:
    return docx.Document(io.BytesIO(_file()))


def _words(text: Text) -> str:
    """What is read: of a symbol alone its alternative text."""
    return visible(plain(text))


def _letters(text: str) -> str:
    return "".join(zeichen for zeichen in text if zeichen.isalnum())


def test_the_same_report_gives_the_same_bytes():
    assert write_docx(muster()) == _file()


def test_every_time_in_the_file_is_the_wissensstand():
    with zipfile.ZipFile(io.BytesIO(_file())) as paket:
        assert {teil.date_time for teil in paket.infolist()} == {(2025, 6, 30, 0, 0, 0)}
    kern = _document().core_properties
    assert (kern.created.date(), kern.modified.date()) == (muster().auftrag.wissensstand,) * 2
    assert (kern.title, kern.author, kern.language) == (
        "Fortschrittsbericht 2024",
        "Landkreis Helmstedt",
        "de-DE",
    )
    assert kern.comments == ""


def test_headings_are_words_own_headings():
    gesetzt = [(p.style.name, p.text) for p in _document().paragraphs if p.style.name.startswith("Heading")]
    eigene = [rahmen.BESCHLUSS, rahmen.SACHDARSTELLUNG]
    alle = [
        (f"Heading {b.ebene}", plain(b.text)) for b in all_blocks(muster()) if isinstance(b, Ueberschrift)
    ]
    neben = ("Heading 3", "Daneben")  # stands in a cell
    assert gesetzt == [("Heading 1", titel) for titel in eigene] + [kopf for kopf in alle if kopf != neben]


def test_proposals_of_the_cover_are_plain_paragraphs():
    absaetze = [(p.style.name, p.text) for p in _document().paragraphs]
    stelle = absaetze.index(("Heading 1", rahmen.BESCHLUSS))
    assert absaetze[stelle + 1] == ("Normal", "Der Ausschuss nimmt den Fortschrittsbericht zur Kenntnis.")


def test_everything_is_german():
    sprachen = {sprache.get(qn("w:val")) for sprache in _document().styles.element.iter(qn("w:lang"))}
    assert sprachen == {"de-DE"}


def test_heads_of_tables_are_repeated_and_rows_are_whole():
    tabellen = [t for t in _document().tables if t.style is not None and t.style.name == "KEK Tabelle"]
    assert len(tabellen) == 1 + sum(isinstance(b, Tabelle) for b in all_blocks(muster()))
    for tabelle in tabellen:
        zeilen = tabelle._tbl.tr_lst
        assert [z.find(f".//{qn('w:tblHeader')}") is not None for z in zeilen] == [True] + [False] * (
            len(zeilen) - 1
        )
        assert all(z.find(f".//{qn('w:cantSplit')}") is not None for z in zeilen)
    assert tabellen[1]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Kennzahlen im Vergleich"


def test_pictures_speak_and_decoration_is_silent():
    bilder = list(_document().element.body.iter(qn("wp:docPr")))
    gesagt = [bild.get("descr") for bild in bilder if bild.get("descr")]
    assert gesagt == [
        f"QR-Code der Adresse {ADRESSE}",
        "auf Kurs",
        "Der Anteil steigt von 61 auf 82,5 Prozent.",
    ]
    stumm = [bild for bild in bilder if not bild.get("descr")]
    assert stumm
    assert all("decorative" in ET.tostring(bild, encoding="unicode") for bild in stumm)
    assert len({bild.get("id") for bild in bilder}) == len(bilder)


def test_foot_has_living_page_numbers():
    fuss = _document().sections[0].footer.paragraphs[0]
    assert fuss.text.startswith("Fortschrittsbericht 2024 · Wissensstand 30.06.2025\tSeite")
    befehle = [(feld.text or "").strip() for feld in fuss._p.iter(qn("w:instrText"))]
    assert befehle == ["PAGE", "NUMPAGES"]


def test_a_sheet_lies_on_its_side_where_asked():
    lage = [abschnitt.page_width > abschnitt.page_height for abschnitt in _document().sections]
    assert lage == [False, False, False, True, False]


def test_links_open_and_jump():
    dokument = _document()
    verweise = list(dokument.element.body.iter(qn("w:hyperlink")))
    innen = [v.get(qn("w:anchor")) for v in verweise if v.get(qn("w:anchor"))]
    aussen = [dokument.part.rels[v.get(qn("r:id"))].target_ref for v in verweise if v.get(qn("r:id"))]
    orte = {ort.get(qn("w:name")) for ort in dokument.element.body.iter(qn("w:bookmarkStart"))}
    assert set(innen) == {"kek_tabellen"} <= orte
    assert set(aussen) == {ADRESSE}


def test_each_numbered_list_begins_at_one():
    bericht = muster()
    liste = next(b for b in bericht.bloecke if getattr(b, "nummeriert", False))
    doppelt: Any = docx.Document(io.BytesIO(write_docx(_with(bericht, liste, liste))))
    nummern = [p._p.pPr.numPr.numId.val for p in doppelt.paragraphs if p.style.name == "List Number"]
    assert len(nummern) == 4
    assert nummern[0] == nummern[1] != nummern[2] == nummern[3]


def _with(bericht: Bericht, *bloecke: Any) -> Bericht:
    return replace(bericht, bloecke=bloecke)


@pytest.mark.slow
def test_libreoffice_reads_the_same_words_and_tables(tmp_path: Path):
    quelle = tmp_path / "bericht.docx"
    quelle.write_bytes(_file())
    with zipfile.ZipFile(convert(quelle, "odt", tmp_path / "aus")) as paket:
        inhalt = ET.fromstring(paket.read("content.xml"))  # what our own test made
    gelesen = _letters("".join(inhalt.itertext()))
    bericht = labelled(muster())
    stelle = 0
    for text in all_texts(bericht):
        gesucht = _letters(_words(text))
        gefunden = gelesen.find(gesucht, stelle)
        assert gefunden >= 0, plain(text)
        stelle = gefunden + len(gesucht)
    tabellen = [
        [[_cell(z) for z in zeile.findall(_ZELLE)] for zeile in t.iter(_ZEILE)] for t in inhalt.iter(_TABELLE)
    ]
    for tabelle in (b for b in all_blocks(bericht) if isinstance(b, Tabelle)):
        assert list(_expected(tabelle)) in tabellen, tabelle.titel


def _cell(zelle: ET.Element) -> str:
    return _letters("".join(zelle.itertext()))


def _expected(tabelle: Tabelle) -> Iterator[list[str]]:
    yield [_letters(spalte.kopf) for spalte in tabelle.spalten]
    for zeile in tabelle.zeilen:
        yield ["" if isinstance(zelle, Bild) else _letters(_words(zelle)) for zelle in zeile.zellen]
