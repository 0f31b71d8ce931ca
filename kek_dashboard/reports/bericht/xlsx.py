"""XLSX: a report as a workbook: what it says, a sheet of real numbers for each table, and where each number stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.formats import excel_text
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.bericht import rahmen
from kek_dashboard.reports.bericht.durchgang import parts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Bericht,
    Bild,
    Kennwert,
    Kennwerte,
    Spaltenart,
    Tabelle,
    Text,
    Wert,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.kennzeichnung import is_all_beispiel, is_table_beispiel
from kek_dashboard.reports.bericht.nachweis import nachweise, placed_blocks
from kek_dashboard.reports.bericht.paket import with_fixed_times
from kek_dashboard.reports.bericht.xlsx_zahl import as_decimal, put_wert, single_wert
from kek_dashboard.reports.bericht.zeichensatz import visible

ERSTES, NACHWEIS = "Bericht", "Nachweis"
#: The row of a table's heads, as in all workbooks of the house.
KOPFZEILE: Final = 4
_NICHT_IM_NAMEN: Final = re.compile(r"[\[\]:*?/\\]")
_LAENGSTER_NAME: Final = 31
_SCHMAL, _BREIT, _ZUSCHLAG = 11.0, 52.0, 3.0
_BEISPIEL: Final = "Beispiel (erfunden)"
_BEISPIEL_EINIGE: Final = "Einige Zahlen sind erfunden. Welche, sagt in jedem Blatt die Spalte „Beispiel“."
#: A table that is wider is printed on its side.
_HOCHKANT: Final = 105.0
_NACHWEIS_SATZ: Final = (
    "Jede Zahl des Berichts und die Antwort der Befehlszeile (--format json, {stand}),"
    " in der sie ein zweites Mal steht."
)
_KOPF_RECHTS: Final = Alignment("right", "center", wrap_text=True)
_LINKS: Final = Alignment("left", "top", wrap_text=True, indent=1)
_ZELLE: Final = {"font": stil.ABSATZ, "alignment": _LINKS, "border": stil.RAHMEN}
_ZAHL: Final = {"font": stil.ABSATZ, "alignment": stil.OBEN_RECHTS, "border": stil.RAHMEN}


def write_xlsx(bericht: Bericht) -> bytes:
    """The workbook as bytes; the same report gives the same, its day is the Wissensstand."""
    mappe = Workbook()
    erstes: Any = mappe.active
    erstes.title = ERSTES
    tabellen = list(_named_tables(bericht))
    _write_first(erstes, bericht, [(name, tabelle.titel) for name, _, tabelle in tabellen])
    for name, ort, tabelle in tabellen:
        _write_table(mappe.create_sheet(name), bericht, ort, tabelle)
    _write_proof(mappe.create_sheet(NACHWEIS), bericht)
    mappe.properties.creator = excel_text(bericht.koerperschaft)
    mappe.properties.title = excel_text(bericht.titel)
    ziel = io.BytesIO()
    mappe.save(ziel)
    return with_fixed_times(ziel.getvalue(), bericht.auftrag.wissensstand)


def _named_tables(bericht: Bericht) -> Iterator[tuple[str, str, Tabelle]]:
    """Each table with the name of its sheet, which no other has, and the headings it stands under."""
    vergeben = {ERSTES.casefold(), NACHWEIS.casefold()}
    gremien = None if bericht.deckblatt is None else rahmen.beratungsfolge(bericht.deckblatt)
    alle = [("Deckblatt", gremien)] if gremien is not None else []
    alle += [(ort, block) for ort, block in placed_blocks(bericht) if isinstance(block, Tabelle)]
    for ort, tabelle in alle:
        grund = (
            " ".join(_NICHT_IM_NAMEN.sub(" ", excel_text(visible(tabelle.titel))).split()).strip("'")
            or "Tabelle"
        )
        name, nummer = _cut(grund, _LAENGSTER_NAME), 1
        while name.casefold() in vergeben:
            nummer += 1
            name = f"{_cut(grund, _LAENGSTER_NAME - len(str(nummer)) - 3)} ({nummer})"
        vergeben.add(name.casefold())
        yield name, ort, tabelle


def _cut(name: str, laenge: int) -> str:
    """No longer than ``laenge``, at the end of a word where there is one."""
    if len(name) <= laenge:
        return name
    ganz = name[: laenge + 1].rpartition(" ")[0].rstrip(" –:,")
    return ganz or name[:laenge]


def _write_first(blatt: Worksheet, bericht: Bericht, blaetter: Sequence[tuple[str, str]]) -> None:
    breiten = (34.0, 18.0, 62.0)
    stil.set_widths(blatt, breiten)
    stil.put(blatt["A1"], bericht.titel, font=stil.TITEL)
    stil.put(blatt["A2"], bericht.untertitel, font=stil.LEISE)
    zeile = 4
    for text in (*rahmen.stand_texts(bericht), _beispiel_text(bericht)):
        if text:
            zeile = _wide(blatt, zeile, plain(text), breiten)
    zeile = _wide(blatt, zeile, f"{rahmen.ADRESSE} {bericht.adresse}", breiten) + 1
    zeile = _write_message(blatt, bericht, zeile, breiten)
    zeile += 1
    stil.put(blatt.cell(zeile, 1), "Blätter dieser Mappe", font=stil.FETT)
    for name, titel in (*blaetter, (NACHWEIS, "Wo jede Zahl dieses Berichts ein zweites Mal steht")):
        zeile += 1
        stil.put(blatt.cell(zeile, 1), name, font=stil.ABSATZ, alignment=stil.OBEN_LINKS)
        blatt.cell(zeile, 1).hyperlink = f"#'{name.replace(chr(39), chr(39) * 2)}'!A1"
        stil.put(blatt.cell(zeile, 2), titel, font=stil.LEISE)
    stil.set_up_print(blatt, _foot(bericht), None, quer=False)


def _write_message(blatt: Worksheet, bericht: Bericht, zeile: int, breiten: Sequence[float]) -> int:
    """The sentences and figures to be read first, each under the heading it has; returns the next row."""
    zuletzt = ""
    for ort, block in placed_blocks(bericht):
        kernsatz = isinstance(block, Absatz) and block.art is Absatzart.KERNSATZ
        if not kernsatz and not isinstance(block, Kennwerte):
            continue
        if ort and ort != zuletzt:
            zeile, zuletzt = _wide(blatt, zeile + 1, ort, breiten, font=stil.LEISE), ort
        if isinstance(block, Absatz):
            zeile = _wide(blatt, zeile, plain(block.text), breiten, font=stil.FETT)
        elif isinstance(block, Kennwerte):
            for kennwert in block.werte:
                _write_figure(blatt, zeile, kennwert, breiten)
                zeile += 1
    return zeile


def _write_figure(blatt: Worksheet, zeile: int, kennwert: Kennwert, breiten: Sequence[float]) -> None:
    erfunden = [_BEISPIEL] if _has_invented((*kennwert.wert, *kennwert.zusatz)) else []
    zusatz = " · ".join(teil for teil in (plain(kennwert.zusatz), *erfunden) if teil)
    stil.put(blatt.cell(zeile, 1), kennwert.titel, **_ZELLE)
    _put_text(blatt.cell(zeile, 2), kennwert.wert)
    stil.put(blatt.cell(zeile, 3), zusatz or None, **_ZELLE)
    blatt.row_dimensions[zeile].height = stil.row_height([(kennwert.titel, breiten[0]), (zusatz, breiten[2])])


def _wide(blatt: Worksheet, zeile: int, text: str, breiten: Sequence[float], **wie: Any) -> int:  # noqa: ANN401
    """A text over all columns; returns the next row."""
    blatt.merge_cells(start_row=zeile, end_row=zeile, start_column=1, end_column=len(breiten))
    stil.put(blatt.cell(zeile, 1), text, **({"font": stil.ABSATZ, "alignment": stil.OBEN_LINKS} | wie))
    blatt.row_dimensions[zeile].height = stil.row_height([(text, sum(breiten))])
    return zeile + 1


def _write_table(blatt: Worksheet, bericht: Bericht, ort: str, tabelle: Tabelle) -> None:
    spalten = [i for i in range(len(tabelle.spalten)) if not _is_decoration(tabelle, i)]
    alle = is_table_beispiel(tabelle, samt_anzahlen=True) and not is_all_beispiel(bericht)
    einige = not alle and any(_invented(tabelle, zeile) for zeile in tabelle.zeilen)
    koepfe = [tabelle.spalten[i].kopf or "\N{NO-BREAK SPACE}" for i in spalten] + ["Beispiel"] * einige
    breiten = [_width(tabelle, i) for i in spalten] + [24.0] * einige
    stil.put(blatt["A1"], tabelle.titel, font=stil.TITEL)
    wo = [
        ort,
        rahmen.wissensstand_words(bericht),
        *(["Alle Zahlen sind Beispiel (erfunden)"] if alle else []),
    ]
    stil.put(blatt["A2"], " · ".join(teil for teil in wo if teil), font=stil.LEISE)
    stil.draw_header(blatt, KOPFZEILE, koepfe, breiten)
    for stelle, i in enumerate(spalten, start=1):
        if tabelle.spalten[i].art is Spaltenart.ZAHL:
            blatt.cell(KOPFZEILE, stelle).alignment = _KOPF_RECHTS
    nummer = KOPFZEILE
    for nummer, zeile in enumerate(tabelle.zeilen, start=KOPFZEILE + 1):
        _write_row(blatt, nummer, zeile, spalten, breiten)
        if einige:
            stil.put(blatt.cell(nummer, len(koepfe)), _invented(tabelle, zeile) or None, **_ZELLE)
    if fuss := plain(tabelle.fuss):
        stil.put(blatt.cell(nummer + 2, 1), fuss, font=stil.LEISE)
    blatt.freeze_panes = f"A{KOPFZEILE + 1}"
    stil.set_up_print(blatt, _foot(bericht), KOPFZEILE, quer=sum(breiten) > _HOCHKANT)


def _write_row(
    blatt: Worksheet, nummer: int, zeile: Zeile, spalten: Sequence[int], breiten: Sequence[float]
) -> None:
    if zeile.art is Zeilenart.GRUPPE:
        for stelle in range(1, len(breiten) + 1):
            blatt.cell(nummer, stelle).fill = stil.BLOCK_GRUND
        stil.put(blatt.cell(nummer, 1), _words(zeile.zellen[0]), font=stil.FETT, alignment=stil.OBEN_LINKS)
        blatt.merge_cells(start_row=nummer, end_row=nummer, start_column=1, end_column=len(breiten))
        return
    font = stil.FETT if zeile.art is Zeilenart.SUMME else stil.ABSATZ
    hoehen: list[tuple[str, float]] = []
    for stelle, i in enumerate(spalten, start=1):
        zelle = zeile.zellen[i]
        if isinstance(zelle, Bild):
            stil.put(blatt.cell(nummer, stelle), _words(zelle), **_ZELLE)
        else:
            _put_text(blatt.cell(nummer, stelle), zelle, font=font)
        hoehen.append((_words(zelle), breiten[stelle - 1]))
    blatt.row_dimensions[nummer].height = stil.row_height(hoehen)


def _write_proof(blatt: Worksheet, bericht: Bericht) -> None:
    spalten = (("Wo im Bericht", 60), ("Gedruckt", 34), ("Zahl", 18), ("Beispiel", 12), ("Steht auch in", 90))
    stil.put(blatt["A1"], "Nachweis", font=stil.TITEL)
    stil.put(blatt["A2"], _NACHWEIS_SATZ.format(stand=rahmen.wissensstand_words(bericht)), font=stil.LEISE)
    breiten = [breite for _, breite in spalten]
    stil.draw_header(blatt, KOPFZEILE, [name for name, _ in spalten], breiten)
    for zeile, n in enumerate(nachweise(bericht), start=KOPFZEILE + 1):
        worte = n.bezug.worte
        stil.put(blatt.cell(zeile, 1), n.ort, **_ZELLE)
        stil.put(blatt.cell(zeile, 2), n.text, **_ZELLE)
        stil.put(blatt.cell(zeile, 3), as_decimal(n.zahl), number_format="General", **_ZAHL)
        stil.put(blatt.cell(zeile, 4), "Beispiel" if n.beispiel else None, **_ZELLE)
        stil.put(blatt.cell(zeile, 5), worte, **_ZELLE)
        blatt.row_dimensions[zeile].height = stil.row_height([(n.ort, 60), (n.text, 34), (worte, 90)])
    blatt.freeze_panes = f"A{KOPFZEILE + 1}"
    stil.set_up_print(blatt, _foot(bericht), KOPFZEILE)


def _put_text(zelle: Any, text: Text, **wie: Any) -> None:  # noqa: ANN401
    """A number where the cell is one, else its words."""
    wert = single_wert(text)
    if wert is not None:
        put_wert(zelle, wert, **(_ZAHL | wie))
    else:
        stil.put(zelle, _words(text) or None, **(_ZELLE | wie))


def _words(zelle: Text | Bild) -> str:
    if isinstance(zelle, Bild):
        return "" if zelle.schmuck else visible(zelle.alternativtext)
    return visible(plain(zelle))


def _is_decoration(tabelle: Tabelle, spalte: int) -> bool:
    """Whether a column has only pictures that repeat what stands beside them."""
    zellen = [zeile.zellen[spalte] for zeile in tabelle.zeilen if zeile.art is not Zeilenart.GRUPPE]
    return any(isinstance(z, Bild) for z in zellen) and all(isinstance(z, Bild) and z.schmuck for z in zellen)


def _invented(tabelle: Tabelle, zeile: Zeile) -> str:
    """The heads of the cells of a row whose numbers are invented."""
    if zeile.art is Zeilenart.GRUPPE:
        return ""
    return ", ".join(
        spalte.kopf
        for spalte, zelle in zip(tabelle.spalten, zeile.zellen, strict=True)
        if not isinstance(zelle, Bild) and _has_invented(zelle)
    )


def _has_invented(text: Text) -> bool:
    return any(isinstance(teil, Wert) and teil.beispiel and teil.zahl is not None for teil in parts(text))


def _beispiel_text(bericht: Bericht) -> Text:
    """In a workbook a column says which numbers are invented, and no label stands at them."""
    text = rahmen.beispiel_text(bericht)
    return (_BEISPIEL_EINIGE,) if text and not is_all_beispiel(bericht) else text


def _width(tabelle: Tabelle, spalte: int) -> float:
    """As wide as the longest text, within reason."""
    texte = [_words(z.zellen[spalte]) for z in tabelle.zeilen if z.art is not Zeilenart.GRUPPE]
    kopf = max((len(wort) for wort in tabelle.spalten[spalte].kopf.split()), default=0)
    return min(_BREIT, max(_SCHMAL, kopf + _ZUSCHLAG, max(map(len, texte), default=0) + _ZUSCHLAG))


def _foot(bericht: Bericht) -> str:
    return f"{bericht.titel} · {rahmen.wissensstand_words(bericht)}"
