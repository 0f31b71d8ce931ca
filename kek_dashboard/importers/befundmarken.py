"""Befundmarken: notes and colours at the cells, and the sheet that lists all Befunde of a copy.

Runs in the child process only. What is wrong can be seen without colour too: by the kind of border, by the
word in the note, and in the list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from kek_dashboard.formats import excel_text
from kek_dashboard.importers import grenzen
from kek_dashboard.importers.befundmappe import Befundmappe, put_text
from kek_dashboard.importers.eigene_blaetter import (
    BEFUNDE,
    BEFUNDE_KENNUNG,
    NOTIZ,
    foreign_note,
    with_own_note,
)
from kek_dashboard.importers.zelltext import clean_text

AUTOR: Final = NOTIZ.rstrip(":")
WORT: Final = {"fehler": "Fehler", "warnung": "Warnung", "hinweis": "Hinweis"}
_GRUND: Final = {"fehler": "F8CFCB", "warnung": "FFE2B3", "hinweis": "DCE9F7"}
_RAND: Final = {
    "fehler": Side("thick", "9C1C12"),
    "warnung": Side("mediumDashed", "8A5A00"),
    "hinweis": Side("dotted", "2F6DA8"),
}
_ADRESSE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_DA_STEHT = re.compile(r"da steht „(.*?)“; (.+)", re.DOTALL)
_SPALTEN: Final = (
    ("Nr.", 6),
    ("Schwere", 11),
    ("Blatt", 22),
    ("Zelle", 9),
    ("Da steht", 26),
    ("Was nicht stimmt und was erwartet wird", 72),
)
#: So many letters of Arial fit into one unit of width.
_ZEICHEN_JE_BREITE: Final = 1.15
#: The list begins after the title and what is said below it.
_ERSTE_BEMERKUNG: Final = 3
_LAENGSTER_NAME: Final = 31
_SCHRIFT = "Arial"

Befundzeile = Mapping[str, str]


@dataclass(frozen=True)
class Auftrag:
    """What is to be written: the Befunde, the gravest first, and how many of each Schwere there are.

    ``neu_aufbauen``: do not keep the sender's workbook, build one of its cells.
    """

    dateiname: str
    befunde: Sequence[Befundzeile]
    anzahl: Mapping[str, int]
    neu_aufbauen: bool = False


def mark(kopie: Befundmappe, auftrag: Auftrag) -> None:
    """Write the Befunde into the workbook: at their cells, and in a first sheet that lists them."""
    _forget_earlier(kopie.mappe)
    blaetter = {clean_text(blatt.title, "", 0, 0): blatt for blatt in kopie.mappe.worksheets}
    je_zelle: dict[tuple[str, str], list[Befundzeile]] = {}
    for befund in auftrag.befunde:
        if befund["blatt"] in blaetter and _ADRESSE.fullmatch(befund["zelle"]):
            je_zelle.setdefault((befund["blatt"], befund["zelle"]), []).append(befund)
    for (name, adresse), hier in je_zelle.items():
        _mark_cell(blaetter[name], adresse, hier)
    _draw_list(kopie, auftrag, {ort: blaetter[ort[0]].title for ort in je_zelle})


def _forget_earlier(mappe: Any) -> None:  # noqa: ANN401 - openpyxl's workbook
    """A copy that is marked again: what we marked before goes first, for it may be mended."""
    alt = [b for b in mappe.worksheets if b.title.startswith(BEFUNDE) and b["A1"].value == BEFUNDE_KENNUNG]
    for liste in alt:
        mappe.remove(liste)
    if not alt:
        return
    for blatt in mappe.worksheets:
        for reihe in blatt.iter_rows():
            for zelle in reihe:
                if zelle.comment is not None and NOTIZ in zelle.comment.text:
                    rest = foreign_note(zelle.comment.text)
                    zelle.comment = Comment(rest, zelle.comment.author) if rest else None
                    zelle.fill, zelle.border = PatternFill(), Border()


def _mark_cell(blatt: Any, adresse: str, befunde: Sequence[Befundzeile]) -> None:  # noqa: ANN401
    zelle = blatt[adresse]
    if isinstance(zelle, MergedCell):
        bereich = next(b for b in blatt.merged_cells.ranges if adresse in b)
        zelle = blatt.cell(bereich.min_row, bereich.min_col)
    schwere = befunde[0]["schwere"]
    linie = _RAND[schwere]
    zelle.fill = PatternFill("solid", _GRUND[schwere])
    zelle.border = Border(linie, linie, linie, linie)
    text = "\n".join(f"{WORT[b['schwere']]}: {_sentence(b)}" for b in befunde)
    frueher = zelle.comment
    ganz = with_own_note("" if frueher is None else frueher.text, text)[: grenzen.MAX_KOMMENTAR]
    autor = AUTOR if frueher is None else frueher.author
    zeilen = sum(ceil(max(len(absatz), 1) / 48) for absatz in ganz.split("\n"))
    zelle.comment = Comment(excel_text(ganz), autor, height=28 + 17 * zeilen, width=340)


def _sentence(befund: Befundzeile) -> str:
    """The words of a Befund without the place, which the cell itself says; with a capital letter."""
    text = befund["text"].removeprefix(f"Blatt „{befund['blatt']}“, Zelle {befund['zelle']}: ")
    return text[:1].upper() + text[1:]


def _draw_list(kopie: Befundmappe, auftrag: Auftrag, ziele: Mapping[tuple[str, str], str]) -> None:
    mappe = kopie.mappe
    liste: Any = mappe.create_sheet(_free_name([b.title for b in mappe.worksheets]), 0)
    _write(liste, 1, 1, BEFUNDE_KENNUNG, Font(_SCHRIFT, 15, bold=True, color="17324D"))
    _write(liste, 2, 1, f"{auftrag.dateiname}: {_counted(auftrag.anzahl)}", Font(_SCHRIFT, 10, bold=True))
    bemerkungen = _remarks(kopie, auftrag)
    for nummer, satz in enumerate(bemerkungen, start=_ERSTE_BEMERKUNG):
        _write(liste, nummer, 1, satz, Font(_SCHRIFT, 9, color="595959"))
    kopf = _ERSTE_BEMERKUNG + len(bemerkungen) + 1
    for spalte, (name, breite) in enumerate(_SPALTEN, start=1):
        _write(liste, kopf, spalte, name, Font(_SCHRIFT, 10, bold=True, color="FFFFFF"))
        liste.cell(kopf, spalte).fill = PatternFill("solid", "17324D")
        liste.column_dimensions[liste.cell(kopf, spalte).column_letter].width = breite
    for lfd, befund in enumerate(auftrag.befunde, start=1):
        _draw_row(liste, kopf + lfd, lfd, befund, ziele)
    liste.freeze_panes = liste.cell(kopf + 1, 1)
    liste.sheet_properties.tabColor = "9C1C12"
    _set_up_print(liste, kopf)
    mappe.active = 0
    for blatt in mappe.worksheets:
        blatt.sheet_view.tabSelected = blatt is liste


def _draw_row(
    liste: Any,  # noqa: ANN401 - openpyxl's sheet
    nummer: int,
    lfd: int,
    befund: Befundzeile,
    ziele: Mapping[tuple[str, str], str],
) -> None:
    satz, steht = _sentence(befund), ""
    text = befund["text"].removeprefix(f"Blatt „{befund['blatt']}“, Zelle {befund['zelle']}: ")
    if treffer := _DA_STEHT.fullmatch(text):
        steht, satz = treffer[1], treffer[2][:1].upper() + treffer[2][1:]
    schwere = befund["schwere"]
    werte: tuple[str | int, ...] = (lfd, WORT[schwere], befund["blatt"], befund["zelle"], steht, satz)
    for spalte, wert in enumerate(werte, start=1):
        _write(liste, nummer, spalte, wert, Font(_SCHRIFT, 10))
        zelle = liste.cell(nummer, spalte)
        zelle.alignment = Alignment("center" if spalte == 1 else None, "top", wrap_text=True)
        zelle.border = Border(bottom=Side("thin", "BFBFBF"))
    liste.cell(nummer, 2).fill = PatternFill("solid", _GRUND[schwere])
    liste.cell(nummer, 2).font = Font(_SCHRIFT, 10, bold=schwere == "fehler")
    ziel = ziele.get((befund["blatt"], befund["zelle"]))
    if ziel is not None:
        ort = liste.cell(nummer, 4)
        stelle = "'" + ziel.replace("'", "''") + "'!" + befund["zelle"]
        ort.hyperlink = Hyperlink(ref=ort.coordinate, location=stelle, tooltip="zur Zelle")
        ort.font = Font(_SCHRIFT, 10, underline="single", color="1F5FA8")
    zeilen = max(
        ceil(len(str(wert)) / (breite * _ZEICHEN_JE_BREITE))
        for wert, (_, breite) in zip(werte, _SPALTEN, strict=True)
    )
    liste.row_dimensions[nummer].height = 4 + 13 * max(zeilen, 1)


def _remarks(kopie: Befundmappe, auftrag: Auftrag) -> list[str]:
    """Up to three lines below the title: what to do, what is missing, how many are not shown."""
    saetze = [
        (
            "Ihre Zahlen und Formeln sind unverändert. Jeder Befund steht auch als Notiz an seiner Zelle; sie hat "
            "einen Rand: Fehler dick, Warnung gestrichelt, Hinweis gepunktet."
        ),
    ]
    if kopie.is_neu:
        saetze.append(
            "Diese Kopie zeigt Ihre Zellen, wie sie gelesen wurden; die Gestaltung Ihrer Datei fehlt."
        )
    elif kopie.verluste:
        saetze.append(f"In dieser Kopie können fehlen oder anders aussehen: {', '.join(kopie.verluste)}.")
    gezeigt, alle = len(auftrag.befunde), sum(auftrag.anzahl.values())
    if alle > gezeigt:
        saetze.append(
            f"Gezeigt werden {_thousands(gezeigt)} von {_thousands(alle)} Befunden, die schwersten zuerst; die "
            "übrigen sieht, wer diese behoben hat."
        )
    return saetze


def _counted(anzahl: Mapping[str, int]) -> str:
    worte = {
        "fehler": ("Fehler", "Fehler"),
        "warnung": ("Warnung", "Warnungen"),
        "hinweis": ("Hinweis", "Hinweise"),
    }
    teile = [
        f"{_thousands(zahl)} {einer if zahl == 1 else viele}"
        for schwere, (einer, viele) in worte.items()
        if (zahl := anzahl.get(schwere, 0))
    ]
    return ", ".join(teile) or "keine Befunde"


def _thousands(zahl: int) -> str:
    return f"{zahl:,}".replace(",", ".")


def _free_name(vergeben: Sequence[str]) -> str:
    """„Befunde“, or with a number where the sender has a sheet of that name."""
    namen = {name.casefold() for name in vergeben}
    kandidaten = [BEFUNDE, *(f"{BEFUNDE} {lfd}" for lfd in range(2, len(vergeben) + 3))]
    return next(name for name in kandidaten if name.casefold() not in namen)[:_LAENGSTER_NAME]


def _write(blatt: Any, zeile: int, spalte: int, wert: str | int, schrift: Font) -> None:  # noqa: ANN401
    zelle = blatt.cell(zeile, spalte)
    if isinstance(wert, int):
        zelle.value = wert
    elif wert:
        put_text(zelle, wert)
    zelle.font = schrift


def _set_up_print(liste: Any, kopf: int) -> None:  # noqa: ANN401
    liste.page_setup.paperSize, liste.page_setup.orientation = 9, "landscape"
    liste.page_setup.fitToWidth, liste.page_setup.fitToHeight = 1, 0
    liste.sheet_properties.pageSetUpPr.fitToPage = True
    liste.print_title_rows = f"{kopf}:{kopf}"
    liste.oddFooter.right.text = "Seite &P von &N"
    liste.oddFooter.right.size, liste.oddFooter.right.font = 8, f"{_SCHRIFT},Standard"
