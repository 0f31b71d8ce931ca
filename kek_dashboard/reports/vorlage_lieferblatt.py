"""Lieferblatt: the sheet of a return workbook that is filled in and read back, one row a value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Wertstatus
from kek_dashboard.domain.vorlage import ANLEITUNG
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.formats import UNKNOWN, format_date, format_zeitraum
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.vorlage import Lieferzeile, Vorlage

KOPFZEILE: Final = 5
NR, BEZEICHNUNG, EINHEIT, ZEITRAUM, IST, STATUS, BEMERKUNG = range(1, 8)
LETZTER_WERT, ZIEL, SPANNE, STAND, HERKUNFT = range(8, 13)

#: The seven columns of the import format first; what follows is there to help and is not read.
_SPALTEN: Final = (
    ("Kennzahl-Nr.", 9.0),
    ("Bezeichnung", 27.0),
    ("Einheit", 11.0),
    ("Zeitraum", 11.0),
    ("Ist", 12.0),
    ("Status", 11.0),
    ("Bemerkung", 26.0),
    ("letzter Wert", 16.0),
    ("Ziel", 15.0),
    ("plausibel", 15.0),
    ("fällig / geliefert", 16.0),
)
_HERKUNFT: Final = ("Herkunft", 9.5)
#: Ways to say "no value" that raise no eyebrow; the reader knows more.
_OHNE_WERT: Final = ("k. A.", "k.A.", "n. v.", "-", "–")
#: What Excel holds in the title, the hint and the question of a check.
_LAENGSTER_TITEL, _LAENGSTER_HINWEIS, _LAENGSTE_FRAGE = 32, 255, 225


def draw_lieferblatt(blatt: Worksheet, vorlage: Vorlage) -> None:
    """Title, header, the block to fill in, the block that may be corrected."""
    zeilen = (*vorlage.offen, *vorlage.geliefert)
    spalten = [*_SPALTEN, *([_HERKUNFT] if any(_own_herkunft(z) for z in zeilen) else [])]
    _draw_title(blatt, vorlage)
    stil.draw_header(blatt, KOPFZEILE, [name for name, _ in spalten], [breite for _, breite in spalten])
    nummer = KOPFZEILE + 1
    if vorlage.offen:
        nummer = _draw_block(
            blatt, nummer, f"Noch zu liefern: {_counted(vorlage.offen)}", vorlage.offen, len(spalten)
        )
    if vorlage.geliefert:
        nummer += 1 if vorlage.offen else 0
        titel = f"Schon geliefert: {_counted(vorlage.geliefert)}. Bitte nur ändern, was falsch ist."
        nummer = _draw_block(blatt, nummer, titel, vorlage.geliefert, len(spalten))
    blatt.freeze_panes = f"{get_column_letter(EINHEIT)}{KOPFZEILE + 1}"
    stil.protect(blatt)
    fuss = f"KEK-Monitor · {vorlage.fachbereich.name} · Kennzahlen {vorlage.jahr}"
    stil.set_up_print(blatt, fuss, KOPFZEILE)
    blatt.print_area = f"A1:{get_column_letter(len(spalten))}{nummer - 1}"


def _draw_title(blatt: Worksheet, vorlage: Vorlage) -> None:
    titel = f"Kennzahlen {vorlage.jahr}: {vorlage.fachbereich.name}"
    stil.put(blatt.cell(1, 1), titel, font=stil.TITEL)
    blatt.row_dimensions[1].height = 24
    bis = f" Bitte zurück bis {format_date(vorlage.bis)}." if vorlage.bis else ""
    if vorlage.ueberfaellig:
        bis += f" Überfällig: {vorlage.ueberfaellig}."
    satz = (
        f"Bitte die gelben Felder mit dickem Rand ausfüllen.{bis}"
        if vorlage.offen
        else "Es ist alles geliefert."
    )
    stil.put(blatt.cell(2, 1), satz, font=stil.FETT)
    satz = (
        "Es gibt keinen Wert? Bitte „k. A.“ eintragen, nie 0. Ein leeres Feld heißt: kommt noch. "
        f"Alles Weitere im Blatt „{ANLEITUNG}“."
    )
    stil.put(blatt.cell(3, 1), satz, font=stil.ABSATZ)


def _counted(zeilen: Sequence[Lieferzeile]) -> str:
    return "1 Wert" if len(zeilen) == 1 else f"{len(zeilen)} Werte"


def _draw_block(blatt: Worksheet, nummer: int, titel: str, zeilen: Sequence[Lieferzeile], breite: int) -> int:
    """A heading and its rows; returns the number of the next row.

    The heading stands in the column of names: a row without a Kennzahl-Nr. and a value says nothing to the
    reader.
    """
    for spalte in range(1, breite + 1):
        blatt.cell(nummer, spalte).fill = stil.BLOCK_GRUND
    stil.put(blatt.cell(nummer, BEZEICHNUNG), titel, font=stil.FETT)
    for versatz, zeile in enumerate(zeilen, start=1):
        _draw_row(blatt, nummer + versatz, zeile, breite)
    return nummer + len(zeilen) + 1


def _draw_row(blatt: Worksheet, nummer: int, zeile: Lieferzeile, breite: int) -> None:
    kennzahl, messwert = zeile.akte.kennzahl, zeile.messwert
    bekannt = {"font": stil.ABSATZ, "fill": stil.BEKANNT_GRUND, "border": stil.RAHMEN, "alignment": stil.OBEN}
    offen = {
        "font": stil.ABSATZ,
        "fill": stil.FAELLIG_GRUND if messwert is None else stil.OFFEN_GRUND,
        "border": stil.FAELLIG_RAHMEN if messwert is None else stil.OFFEN_RAHMEN,
        "protection": stil.OFFEN,
    }
    texte: dict[int, str | int | Decimal | None] = {
        NR: kennzahl.nr,
        BEZEICHNUNG: kennzahl.bezeichnung,
        EINHEIT: kennzahl.einheit,
        ZEITRAUM: zeitraum_cell(zeile),
        LETZTER_WERT: zeile.letzter_wert,
        ZIEL: zeile.ziel,
        SPANNE: zeile.spanne,
        STAND: zeile.stand,
        HERKUNFT: _own_herkunft(zeile),
    }
    for spalte in range(1, breite + 1):
        if spalte not in {IST, STATUS, BEMERKUNG}:
            stil.put(blatt.cell(nummer, spalte), texte[spalte], **bekannt)
    if zeile.is_ueberfaellig:
        blatt.cell(nummer, STAND).font = stil.FETT
    if zeile.zeitraum_offen and messwert is None:
        stil.put(blatt.cell(nummer, ZEITRAUM), None, **offen, alignment=stil.OBEN)
        _hint(blatt, nummer, ZEITRAUM, "Jahr der Erhebung", "Bitte das Jahr eintragen, in dem erhoben wurde.")
    blatt.cell(nummer, ZEITRAUM).alignment = stil.OBEN_RECHTS
    wert = None if messwert is None else messwert.wert
    stil.put(blatt.cell(nummer, IST), wert, **offen, alignment=stil.OBEN_RECHTS)
    blatt.cell(nummer, IST).number_format = _ist_format(zeile)
    status = "" if messwert is None else messwert.status.value
    stil.put(blatt.cell(nummer, STATUS), status, **offen, alignment=stil.OBEN)
    bemerkung = "" if messwert is None else messwert.bemerkung
    stil.put(blatt.cell(nummer, BEMERKUNG), bemerkung, **offen, alignment=stil.OBEN)
    if _own_herkunft(zeile):
        # A made-up figure may be corrected by a real one: then it is no Beispiel any more.
        stil.put(blatt.cell(nummer, HERKUNFT), None, **offen, alignment=stil.OBEN)
        _offer(blatt, nummer, HERKUNFT, [herkunft.value for herkunft in Herkunft])
    breiten = {spalte: breite for spalte, (_, breite) in enumerate((*_SPALTEN, _HERKUNFT), start=1)}
    lang = [(str(text), breiten[spalte]) for spalte, text in texte.items() if text is not None]
    blatt.row_dimensions[nummer].height = stil.row_height([*lang, (bemerkung, breiten[BEMERKUNG])])
    _validate(blatt, nummer, zeile)


def zeitraum_cell(zeile: Lieferzeile) -> str | int:
    """The Zeitraum as the reader takes it: a year as a number, a delivered day as that day, else in words."""
    zeitraum, periode = zeile.zeitraum, zeile.akte.kennzahl.frequenz.periode
    tag = None if zeile.messwert is None else zeile.messwert.stichtag
    if tag is not None and Zeitraum.containing(tag, periode) == zeitraum:
        return format_date(tag)
    return zeitraum.jahr if zeitraum.is_year else format_zeitraum(zeitraum)


def _own_herkunft(zeile: Lieferzeile) -> str:
    """The Herkunft that a delivered value brought itself; it must come back with it."""
    herkunft: Herkunft | None = None if zeile.messwert is None else zeile.messwert.herkunft
    return "" if herkunft is None else herkunft.value


def _ist_format(zeile: Lieferzeile) -> str:
    """Fixed decimals where they are laid down; percents stay free, so that a typed ``45 %`` is seen as such."""
    stellen = zeile.akte.kennzahl.nachkommastellen
    wert = None if zeile.messwert is None else zeile.messwert.wert
    if stellen is None or zeile.akte.kennzahl.einheit.strip() == "%":
        return "General"
    genau = 0 if wert is None else max(0, -int(wert.normalize().as_tuple().exponent))
    stellen = max(stellen, genau)
    return "#,##0" + ("." + "0" * stellen if stellen else "")


def _validate(blatt: Worksheet, nummer: int, zeile: Lieferzeile) -> None:
    """A hint at the value and a friendly question, never a stop; the words for Status to choose from."""
    ort = f"{get_column_letter(IST)}{nummer}"
    kennzahl = zeile.akte.kennzahl
    teile = [f"Zahl in {kennzahl.einheit}." if kennzahl.einheit else "Zahl."]
    teile += [
        f"{wort}: {text}."
        for wort, text in (("Zuletzt", zeile.letzter_wert), ("Ziel", zeile.ziel))
        if text != UNKNOWN
    ]
    teile += [f"Plausibel: {zeile.spanne}."] if zeile.spanne != UNKNOWN else []
    teile.append("Kein Wert: k. A.")
    ist_pruefung = DataValidation(
        type="custom", formula1=_is_value(ort, kennzahl.plausibel_von, kennzahl.plausibel_bis),
        allow_blank=True, errorStyle="warning", showErrorMessage=True, showInputMessage=True,
        promptTitle=f"{kennzahl.nr}, {format_zeitraum(zeile.zeitraum)}"[:_LAENGSTER_TITEL],
        prompt=" ".join(teile)[:_LAENGSTER_HINWEIS],
        errorTitle="Bitte noch einmal ansehen",
        error=_question(zeile)[:_LAENGSTE_FRAGE],
    )  # fmt: skip
    ist_pruefung.add(ort)
    blatt.add_data_validation(ist_pruefung)
    _offer(blatt, nummer, STATUS, [status.value for status in Wertstatus if status.value])


def _offer(blatt: Worksheet, nummer: int, spalte: int, worte: Sequence[str]) -> None:
    """Words to choose from; any other may be typed too."""
    auswahl = DataValidation(
        type="list",
        formula1=f'"{",".join(worte)}"',
        allow_blank=True,
        showErrorMessage=False,
        showInputMessage=False,
    )
    auswahl.add(f"{get_column_letter(spalte)}{nummer}")
    blatt.add_data_validation(auswahl)


def _is_value(ort: str, von: Decimal | None, bis: Decimal | None) -> str:
    """A condition that a number within the plausible range fulfils, and the usual words for "no value"."""
    grenzen = [f"{ort}>={von:f}"] if von is not None else []
    grenzen += [f"{ort}<={bis:f}"] if bis is not None else []
    zahl = f"AND({','.join([f'ISNUMBER({ort})', *grenzen])})" if grenzen else f"ISNUMBER({ort})"
    worte = ",".join(f'{ort}="{wort}"' for wort in _OHNE_WERT)
    return f"OR({zahl},{worte})"


def _question(zeile: Lieferzeile) -> str:
    kennzahl = zeile.akte.kennzahl
    spanne = ""
    if kennzahl.plausibel_von is not None or kennzahl.plausibel_bis is not None:
        spanne = f" (plausibel: {zeile.spanne})"
    return (
        f"Erwartet wird eine Zahl{spanne} oder „k. A.“. Stimmt Ihre Eingabe? Dann bitte mit Ja bestätigen und in "
        "der Bemerkung begründen."
    )


def _hint(blatt: Worksheet, nummer: int, spalte: int, titel: str, text: str) -> None:
    hinweis = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=titel, prompt=text)
    hinweis.add(f"{get_column_letter(spalte)}{nummer}")
    blatt.add_data_validation(hinweis)
