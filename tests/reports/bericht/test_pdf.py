"""Reports as PDF: everything is in it, in order, for eyes and for screen readers, and the same each time."""

from __future__ import annotations

import io
import json
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from kek_dashboard.reports.bericht import rahmen
from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, parts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Bericht,
    Bild,
    Block,
    Marke,
    Spalte,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Verweis,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.kennzeichnung import labelled
from kek_dashboard.reports.bericht.pdf import write_pdf
from kek_dashboard.reports.bericht.zeichensatz import KASTEN, printable
from tests.reports.bericht.muster import ADRESSE, FEINDLICH, muster


@cache
def _pdf() -> bytes:
    return write_pdf(muster())


@cache
def _pages(pdf: bytes) -> tuple[str, ...]:
    with pdfplumber.open(io.BytesIO(pdf)) as offen:
        return tuple(seite.extract_text(use_text_flow=True) for seite in offen.pages)


@cache
def _open() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(_pdf()))


def _elements() -> list[pikepdf.Dictionary]:
    """Every structure element in reading order."""
    return list(_walk(_open().Root.StructTreeRoot))


def _walk(knoten: Any) -> Iterator[pikepdf.Dictionary]:
    if isinstance(knoten, pikepdf.Array):
        for kind in knoten:
            yield from _walk(kind)
    elif isinstance(knoten, pikepdf.Dictionary):
        if "/S" in knoten:
            yield knoten
        if "/K" in knoten:
            yield from _walk(knoten.K)


def _kinds() -> list[str]:
    return [str(element.S) for element in _elements()]


def _attribute(element: Any, name: str) -> Any:
    eigene = element.get("/A", pikepdf.Array())
    alle = eigene if isinstance(eigene, pikepdf.Array) else [eigene]
    return next((teil[name] for teil in alle if name in teil), None)


def _only(block: Block) -> Bericht:
    return replace(muster(deckblatt=False), bloecke=(block,))


def _seen(text: Text) -> Iterator[Teil]:
    """What is printed as words: of a symbol alone there are none."""
    return (teil for teil in parts(text) if not (isinstance(teil, Marke) and teil.nur_zeichen))


def _letters(text: str) -> str:
    """What is left when lines are broken or words divided."""
    return "".join(zeichen for zeichen in text if zeichen.isalnum())


def test_the_same_report_gives_the_same_bytes():
    assert write_pdf(muster()) == _pdf()


def test_another_wissensstand_gives_another_paper():
    bericht = muster()
    auftrag = replace(bericht.auftrag, wissensstand=bericht.auftrag.wissensstand.replace(day=29))
    assert write_pdf(replace(bericht, auftrag=auftrag)) != _pdf()


def test_every_text_is_on_paper_in_its_order():
    bericht = labelled(muster())
    gedruckt = _letters("".join(_pages(_pdf())))
    stelle = 0
    for text in all_texts(bericht):
        gesucht = _letters(printable(plain(tuple(_seen(text)))))
        gefunden = gedruckt.find(gesucht, stelle)
        assert gefunden >= 0, plain(text)
        # Heads of tables may have been repeated between; nothing may come before what it follows.
        stelle = gefunden + len(gesucht)


def test_hostile_text_is_printed_as_it_is():
    gedruckt = re.sub(r"\s", "", "".join(_pages(_pdf())))
    for text in FEINDLICH[:5]:
        assert re.sub(r"\s", "", text) in gedruckt


def test_words_without_end_stay_on_the_sheet():
    with pdfplumber.open(io.BytesIO(_pdf())) as pdf:
        for seite in pdf.pages:
            assert max(zeichen["x1"] for zeichen in seite.chars) < float(seite.width) - 40


def test_document_says_its_title_and_language():
    with pikepdf.open(io.BytesIO(_pdf())) as pdf:
        assert pdf.Root.Lang == "de-DE"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == "Fortschrittsbericht 2024"
        assert pdf.docinfo["/Author"] == "Landkreis Helmstedt"
        assert pdf.docinfo["/CreationDate"] == "D:20250630000000Z"
        assert str(pdf.open_metadata()["pdfuaid:part"]) == "1"


def test_headings_are_headings_in_order():
    gesagt = [ebene for art in _kinds() if (ebene := art.removeprefix("/H")).isdigit()]
    deckblatt = ["1", "1"]
    assert gesagt == deckblatt + [str(b.ebene) for b in all_blocks(muster()) if isinstance(b, Ueberschrift)]


def test_bookmarks_lead_to_the_headings():
    with pikepdf.open(io.BytesIO(_pdf())) as pdf, pdf.open_outline() as gliederung:
        assert [punkt.title for punkt in gliederung.root] == [
            "Beschlussvorschlag",
            "Sachdarstellung",
            "Auf einen Blick",
            "Tabellen",
            "Ein Blatt im Querformat",
            "Wieder im Hochformat",
        ]


def test_lists_are_lists():
    zahl = Counter(_kinds())
    listen = [b for b in all_blocks(muster()) if isinstance(b, Aufzaehlung)]
    assert zahl["/L"] == len(listen)
    assert zahl["/LI"] == sum(len(liste.punkte) for liste in listen)


def test_heads_of_tables_are_heads_of_columns():
    tabellen = [b for b in all_blocks(muster()) if isinstance(b, Tabelle)]
    koepfe = [element for element in _elements() if element.S == "/TH"]
    assert len(koepfe) == sum(len(tabelle.spalten) for tabelle in tabellen) + 3  # and the Beratungsfolge
    assert {str(_attribute(kopf, "/Scope")) for kopf in koepfe} == {"/Column"}
    assert _kinds().count("/Table") == _kinds().count("/THead") == len(tabellen) + 1


def test_every_cell_names_the_head_of_its_own_column():
    zeilen = [element for element in _elements() if element.S == "/TR"]
    laengste: Any = max(zeilen, key=lambda zeile: len(zeile.K))
    namen = [str(_attribute(zelle, "/Headers")[0]) for zelle in laengste.K if zelle.S == "/TD"]
    assert len(set(namen)) == len(namen)


def test_pictures_speak_and_decoration_is_silent():
    bilder = [element for element in _elements() if element.S == "/Figure"]
    assert [str(bild.Alt) for bild in bilder] == [
        f"QR-Code der Adresse {ADRESSE}",
        "auf Kurs",
        "Der Anteil steigt von 61 auf 82,5 Prozent.",
    ]


def test_a_picture_without_words_is_refused():
    stumm = Bild('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "", 9, 9)
    with pytest.raises(ValueError, match="Alternativtext"):
        write_pdf(replace(muster(), bloecke=(stumm,)))


def test_every_typeface_is_inside():
    with pikepdf.open(io.BytesIO(_pdf())) as pdf:
        schriften = {
            str(teil.FontName): {"/FontFile", "/FontFile2", "/FontFile3"} & set(teil.keys())
            for teil in pdf.objects
            if isinstance(teil, pikepdf.Dictionary) and teil.get("/Type") == "/FontDescriptor"
        }
    assert len(schriften) >= 3
    assert all(schriften.values())
    assert all("SourceSansPro" in name or "DejaVuSansMono" in name for name in schriften)


def test_links_open_the_page_and_jump_within():
    with pikepdf.open(io.BytesIO(_pdf())) as pdf:
        ziele = [notiz for seite in pdf.pages for notiz in seite.get("/Annots", [])]
    adressen = [str(notiz.A.URI) for notiz in ziele if "/A" in notiz and "/URI" in notiz.A]
    assert adressen == [ADRESSE, ADRESSE]  # cover and text
    assert len(ziele) == 3


def test_a_jump_to_nowhere_is_refused():
    ins_leere = Absatz((Verweis("dort", "#nirgends"),))
    with pytest.raises(ValueError, match="nirgends"):
        write_pdf(replace(muster(), bloecke=(ins_leere,)))


def test_each_sheet_says_its_state_and_number():
    seiten = _pages(_pdf())
    for nummer, seite in enumerate(seiten, start=1):
        assert (
            f"Fortschrittsbericht 2024 · Wissensstand 30.06.2025 Seite {nummer} von {len(seiten)}"
            in seite.replace("\n", " ")
        )


def test_first_sheet_says_what_opens_this_state():
    erste = _pages(_pdf())[0]
    assert ADRESSE in erste.replace("\n", "")
    for worte in ("Drucksache Nr.", "Informationsvorlage", "nicht öffentlich", "Beschlussvorschlag", "Sachdarstellung",
                  "Wissensstand 30.06.2025", "Neueste freigegebene Lieferung: 12.05.2025"):  # fmt: skip
        assert worte in erste


def test_long_proposals_leave_the_state_on_the_first_sheet():
    bericht = muster()
    assert bericht.deckblatt is not None
    lang = tuple((f"Absatz {wort}: " + "Ein Satz der Sachdarstellung. " * 12,) for wort in "abcdefghijklmnop")
    seiten = _pages(write_pdf(replace(bericht, deckblatt=replace(bericht.deckblatt, sachdarstellung=lang))))
    assert ADRESSE in seiten[0].replace("\n", "")
    assert "Absatz p" in seiten[1]


def test_without_cover_the_text_begins_on_the_first_sheet():
    erste = _pages(write_pdf(muster(deckblatt=False)))[0]
    assert "Landkreis Helmstedt" in erste
    assert ADRESSE in erste.replace("\n", "")
    assert "Auf einen Blick" in erste
    assert "Drucksache" not in erste


def test_heads_are_repeated_on_the_next_sheet():
    seiten = [seite for seite in _pages(_pdf()) if "Gruppe von Kennzahlen" in seite]
    assert len(seiten) == 2
    assert all("Ziel 2024 Abweichung Stand" in seite.replace("\n", " ") for seite in seiten)


def test_the_name_of_a_group_is_never_the_last_line_of_a_sheet():
    zeilen = [
        Zeile(((Wort(f"Gruppe {i}"),),), Zeilenart.GRUPPE)
        if i % 3 == 0
        else Zeile(((Wort(f"Zeile {i}"),), (Wort("x"),)))
        for i in range(330)
    ]
    tabelle = Tabelle("Lang", (Spalte("Name", anteil=1), Spalte("Wert")), tuple(zeilen))
    seiten = _pages(write_pdf(replace(muster(deckblatt=False), bloecke=(tabelle,))))
    assert len(seiten) > 5
    letzte = [[z for z in seite.splitlines() if z.startswith(("Gruppe", "Zeile"))][-1] for seite in seiten]
    assert [zeile for zeile in letzte if zeile.startswith("Gruppe")] == []


def test_a_row_longer_than_a_sheet_goes_on_on_the_next():
    roman = "Dieser Satz steht hier sehr oft, damit die Zelle höher wird als ein Blatt. " * 120
    tabelle = Tabelle("Lang", (Spalte("Text", anteil=1),), (Zeile(((Wort(roman),),)),))
    gedruckt = "".join(_pages(write_pdf(replace(muster(), bloecke=(tabelle,)))))
    assert _letters(gedruckt).count(_letters("Dieser Satz steht")) == 120


def test_sheets_lie_on_their_side_where_asked():
    with pdfplumber.open(io.BytesIO(_pdf())) as pdf:
        quer = [
            "Ein Blatt im Querformat" in seite.extract_text()
            for seite in pdf.pages
            if seite.width > seite.height
        ]
        assert quer == [True]


def test_invented_numbers_are_labelled_where_only_some_are():
    gedruckt = "\n".join(_pages(_pdf()))
    assert "Zahlen mit diesem Zeichen sind erfunden" in gedruckt
    assert "bedeutet Beispiel: Diese Zahl ist erfunden." in gedruckt


def test_what_no_letter_shows_is_said():
    gedruckt = "\n".join(_pages(_pdf()))
    assert f"Emoji {KASTEN}, {KASTEN}{KASTEN}, é, rtl, und ein Tab" in gedruckt
    assert rahmen.ERSATZZEICHEN in gedruckt
    sauber = replace(muster(), bloecke=(Absatz(("Nichts Besonderes.",)),))
    assert rahmen.ERSATZZEICHEN not in "\n".join(_pages(write_pdf(sauber)))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a report asks nobody")

    monkeypatch.setattr(socket, "socket", refuse)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):  # the typesetter has sockets of its own
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert write_pdf(muster()) == _pdf()
    assert list(tmp_path.iterdir()) == []
    vorlage = (resources.files("kek_dashboard.reports.bericht") / "bericht.typ").read_text("utf-8")
    assert "import" not in vorlage
    assert "://" not in vorlage


@pytest.mark.slow
def test_a_checker_of_pdf_ua_finds_nothing(tmp_path: Path):
    datei = tmp_path / "bericht.pdf"
    # The hostile texts have an address that is no link, on purpose; all else is as in a real report.
    bloecke = [b for b in muster().bloecke if FEINDLICH[6] not in "".join(map(plain, all_texts(_only(b))))]
    datei.write_bytes(write_pdf(replace(muster(), bloecke=tuple(bloecke))))
    befehl = [
        str(Path(sys.executable).with_name("outloud")),
        "--no-info",
        "--fail-on",
        "never",
        "--json",
        "-",
        str(datei),
    ]
    fertig = subprocess.run(befehl, capture_output=True, text=True, check=True, timeout=120)
    gesagt = json.loads(fertig.stdout[fertig.stdout.index("{") : fertig.stdout.rindex("}") + 1])
    assert gesagt["results"][0]["findings"] == []
    assert gesagt["results"][0]["verdict"] == "pass"
