"""Kennzahl-Mappe: one Kennzahl as a workbook: Steckbrief, values, targets, Rechenweg, and the cell of each figure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.quellenangabe import lizenz_of, quellenzeile
from kek_dashboard.charts.rechenweg import rechenweg
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.runden import optional_decimal
from kek_dashboard.formats import excel_text, format_date, format_percent
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.kennzahlauszug import BEISPIEL, Eingabe, Kennzahlauszug, eingaben

BLAETTER: Final = ("Kennzahl", "Werte", "Ziele", "Rechenweg", "Herkunft")
KOPFZEILE: Final = 4
_ZIELE = {"Zielwert", "früherer Zielwert"}
_WERTE = {"Messwert", "Jahreswert (berechnet)", "früherer Messwert"}
_ZELLE = {"font": stil.ABSATZ, "alignment": stil.OBEN, "border": stil.RAHMEN}
_Wert = str | int | Decimal | None


def write_xlsx(auszug: Kennzahlauszug) -> bytes:
    """The workbook as bytes; text from anywhere stays text, whatever it begins with."""
    mappe = Workbook()
    alle = list(eingaben(auszug))
    erstes: Any = mappe.active
    erstes.title = BLAETTER[0]
    _write_card(erstes, auszug)
    einheit = f"Einheit: {auszug.akte.kennzahl.einheit}" if auszug.akte.kennzahl.einheit else "ohne Einheit"
    _write_table(
        mappe.create_sheet("Werte"), auszug, f"Werte ({einheit})",
        (("Zeitraum", 12), ("Wert", 14), ("Soll", 14), ("Status", 26), ("Art", 22), ("Herkunft", 12),
         ("Bemerkung", 48)),
        ((e.zeit, e.wert, e.soll, e.status, e.art, _origin(e), e.bemerkung) for e in alle if e.art in _WERTE),
    )  # fmt: skip
    _write_table(
        mappe.create_sheet("Ziele"), auszug, f"Ziele ({einheit})",
        (("Jahr", 12), ("Was", 20), ("Wert", 14), ("Gilt", 30), ("Beschluss", 34), ("Herkunft", 12), ("Bemerkung", 40)),
        ((e.zeit, e.art, e.wert, e.gilt, e.beschluss, _origin(e), e.bemerkung) for e in alle if e.art not in _WERTE),
    )  # fmt: skip
    _write_table(
        mappe.create_sheet("Rechenweg"), auszug, "Rechenweg", (("Schritt", 20), ("Text", 110)),
        ((s.titel, s.text.replace("**", "")) for s in rechenweg(auszug.akte, auszug.bewertung)),
    )  # fmt: skip
    _write_table(
        mappe.create_sheet("Herkunft"), auszug, "Wo jede Zahl stand",
        (("Art", 22), ("Zeitraum", 12), ("Wert", 14), ("Dort stand", 16), ("Datei", 34), ("Blatt", 20), ("Zelle", 9),
         ("Freigegeben", 13), ("SHA-256 der Datei", 68)),
        (_place(auszug, e) for e in alle if e.fundstelle.zelle),
    )  # fmt: skip
    mappe.properties.creator = "KEK-Monitor"
    mappe.properties.title = excel_text(auszug.titel)
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def _write_card(blatt: Worksheet, auszug: Kennzahlauszug) -> None:
    breiten = (24, 96)
    stil.set_widths(blatt, breiten)
    stil.put(blatt["A1"], auszug.titel, font=stil.TITEL)
    stil.put(blatt["A2"], auszug.wann, font=stil.LEISE)
    for zeile, (name, wert) in enumerate(((n, w) for n, w in _card(auszug) if w not in {"", None}), start=4):
        stil.put(blatt.cell(zeile, 1), name, font=stil.FETT, alignment=stil.OBEN, border=stil.RAHMEN)
        stil.put(blatt.cell(zeile, 2), wert, **(_ZELLE | {"alignment": stil.OBEN_LINKS}))
        if isinstance(wert, str):
            blatt.row_dimensions[zeile].height = stil.row_height([(wert, breiten[1])])
    stil.set_up_print(blatt, _foot(auszug), None)


def _card(auszug: Kennzahlauszug) -> Iterator[tuple[str, _Wert]]:
    kennzahl, b = auszug.akte.kennzahl, auszug.bewertung
    stand, ausblick, bilanz = auszug.urteil
    form = werteform(auszug.akte)
    yield "Aussage", kernaussage(auszug.akte, b).replace("**", "")
    yield "Definition", kennzahl.definition
    yield "Einheit", kennzahl.einheit
    yield "Zieltyp", kennzahl.zieltyp.value
    yield "Spricht für", ", ".join(auszug.unterziele)
    yield "Fachbereich", kennzahl.fachbereich
    yield f"Ist {b.jahr or ''}".strip(), optional_decimal(b.ist)
    yield f"Soll {b.jahr or ''}".strip(), optional_decimal(b.soll)
    yield "Zielerreichung", "" if b.zielerreichung is None else format_percent(b.zielerreichung)
    yield (
        "Soll-Zielerreichung",
        "" if b.soll_zielerreichung is None else format_percent(b.soll_zielerreichung),
    )
    yield "Stand", stand
    yield "Ausblick", ausblick
    yield "Prognose", "" if b.prognose is None else form.gerechnet(b.prognose)
    yield "Bilanz", bilanz
    yield "Quelle", quellenzeile(kennzahl, auszug.datenstand, auszug.koerperschaft)
    yield "Lizenz", lizenz_of(kennzahl)
    if b.herkunft is Herkunft.BEISPIEL:
        yield "Hinweis", BEISPIEL


def _write_table(
    blatt: Worksheet,
    auszug: Kennzahlauszug,
    titel: str,
    spalten: Sequence[tuple[str, float]],
    zeilen: Iterable[Sequence[_Wert]],
) -> None:
    stil.put(blatt["A1"], f"{auszug.titel}: {titel}", font=stil.TITEL)
    stil.put(blatt["A2"], auszug.wann, font=stil.LEISE)
    breiten = [breite for _, breite in spalten]
    stil.draw_header(blatt, KOPFZEILE, [name for name, _ in spalten], breiten)
    for nummer, werte in enumerate(zeilen, start=KOPFZEILE + 1):
        for stelle, wert in enumerate(werte, start=1):
            rechts = {"alignment": stil.OBEN_RECHTS} if isinstance(wert, Decimal) else {}
            stil.put(blatt.cell(nummer, stelle), wert, **(_ZELLE | rechts))
        texte = [(w, breite) for w, breite in zip(werte, breiten, strict=True) if isinstance(w, str)]
        blatt.row_dimensions[nummer].height = stil.row_height(texte)
    blatt.freeze_panes = f"A{KOPFZEILE + 1}"
    stil.set_up_print(blatt, _foot(auszug), KOPFZEILE)


def _place(auszug: Kennzahlauszug, e: Eingabe) -> Sequence[_Wert]:
    lieferung = auszug.lieferung(e.fundstelle)
    datei, tag, sha = "", "", ""
    if lieferung is not None:
        datei, tag, sha = lieferung.dateiname, format_date(lieferung.freigegeben_am), lieferung.sha256
    stelle = e.fundstelle
    return e.art, e.zeit, e.wert, stelle.roh, datei, stelle.blatt, stelle.zelle, tag, sha


def _origin(e: Eingabe) -> str:
    return "" if e.herkunft is None else e.herkunft.value


def _foot(auszug: Kennzahlauszug) -> str:
    return f"{auszug.titel} · {quellenzeile(auszug.akte.kennzahl, auszug.datenstand, auszug.koerperschaft)}"
