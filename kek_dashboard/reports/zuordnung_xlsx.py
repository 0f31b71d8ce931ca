"""Zuordnung als Mappe: the mapping of a Haushaltsjahr to fill in; it is read back as it is, nothing lost.

The first sheet has the columns of „Zuordnung Haushalt“ as the Stammdaten are read, and behind them what helps
to fill them in. A Produkt without mapping is a row without target: read back it changes nothing. Where the
county has several Zielsysteme, each row of an Unterziel names that of the view it was written for.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zuordnungsprodukte import Kontozeile, Produktzeile
from kek_dashboard.formats import excel_text
from kek_dashboard.reports.mappenstil import (
    ABSATZ,
    BEKANNT_GRUND,
    LEISE,
    OBEN,
    OBEN_RECHTS,
    OFFEN_GRUND,
    RAHMEN,
    TITEL,
    draw_header,
    put,
    set_up_print,
)

BLATT: Final = "Zuordnung Haushalt"
ZIELE: Final = "Ziele und Kennzahlen"
KOPFZEILE: Final = 4
SPALTEN: Final = (
    "Haushaltsjahr", "Produkt", "Konto", "Unterziel", "Kennzahl-Nr.", "Maßnahme-Nr.", "Anteil in %", "Herkunft",
)  # fmt: skip
ZIELSYSTEM: Final = "Zielsystem"
NACHSEHEN: Final = (
    "zum Nachsehen: Name", "zum Nachsehen: Teilhaushalt", "zum Nachsehen: Aufwendungen in €",
    "zum Nachsehen: Erträge in €", "zum Nachsehen: investive Auszahlungen in €",
    "zum Nachsehen: investive Einzahlungen in €",
)  # fmt: skip
_BREITEN, _BREITE_SYSTEM, _BREITEN_NACHSEHEN = (
    (10, 13, 13, 11, 13, 13, 10, 11), 22, (44, 30, 18, 18, 18, 18)
)  # fmt: skip
_TEXT, _BETRAG, _ANTEIL = "@", "#,##0.00", "0.##########"
_ARTEN = (
    Positionsart.AUFWENDUNGEN,
    Positionsart.ERTRAEGE,
    Positionsart.INVESTIVE_AUSZAHLUNGEN,
    Positionsart.INVESTIVE_EINZAHLUNGEN,
)
#: Empty rows below that are ready for rules of a Konto or a second target.
_FREIE_ZEILEN = 200
_HINWEIS_SYSTEM = " Die Nummer eines Unterziels gilt in dem Zielsystem, das daneben steht."
_HINWEIS = (
    "Blaue Zellen sind zu füllen: je Zeile genau ein Ziel (Unterziel, Kennzahl oder Maßnahme) und sein Anteil. Weitere "
    "Zeilen dürfen dazu. Anteil 0 nimmt eine Zuordnung weg; eine gelöschte Zeile ändert nichts. Konto leer = ganzes "
    f"Produkt; Zuordnungen eines Kontos ersetzen die seines Produkts. Nummern und Namen: Blatt „{ZIELE}“."
)


@dataclass(frozen=True, slots=True)
class _Blatt:
    """The sheet of the rules: its Haushaltsjahr, and the Zielsystem its rows name (empty: the county has but one)."""

    seite: Worksheet
    jahr: int
    system: str

    @property
    def spalten(self) -> tuple[str, ...]:
        """The columns to fill in, then those that help."""
        return (*SPALTEN, *([ZIELSYSTEM] if self.system else []), *NACHSEHEN)

    @property
    def breiten(self) -> tuple[int, ...]:
        """A width for each column."""
        return (*_BREITEN, *([_BREITE_SYSTEM] if self.system else []), *_BREITEN_NACHSEHEN)

    @property
    def eigene(self) -> int:
        """How many columns are to be filled in."""
        return len(SPALTEN) + bool(self.system)


def file_name(haushaltsjahr: int) -> str:
    """What the workbook is called."""
    return f"Zuordnung-Haushalt-{haushaltsjahr}.xlsx"


def write_zuordnung(
    stand: Datenstand,
    haushaltsjahr: int,
    produkte: Sequence[Produktzeile],
    regeln: Iterable[HaushaltsZuordnung],
) -> bytes:
    """The workbook as bytes: the rules by line, and each Produkt of the plan without one ready to be filled in."""
    mappe = Workbook()
    mappe.remove(mappe.worksheets[0])
    blatt = mappe.create_sheet(BLATT)
    system = stand.zielsystem.name if len(stand.zielsysteme) > 1 else ""
    tafel = _Blatt(blatt, haushaltsjahr, system)
    put(blatt["A1"], f"Zuordnung des Haushalts {haushaltsjahr} zu den Zielen", font=TITEL)
    put(blatt["A2"], _HINWEIS + (_HINWEIS_SYSTEM if system else ""), font=LEISE)
    draw_header(blatt, KOPFZEILE, tafel.spalten, tafel.breiten)
    letzte = _write_rules(tafel, produkte, regeln)
    _write_free_rows(tafel, letzte)
    ziele = _write_targets(mappe.create_sheet(ZIELE), stand)
    _add_checks(blatt, letzte + _FREIE_ZEILEN, ziele)
    blatt.freeze_panes = f"C{KOPFZEILE + 1}"
    blatt.auto_filter.ref = f"A{KOPFZEILE}:{get_column_letter(len(tafel.spalten))}{letzte}"
    set_up_print(blatt, f"Zuordnung Haushalt {haushaltsjahr}", KOPFZEILE)
    mappe.properties.creator = "KEK-Monitor"
    mappe.properties.title = excel_text(f"Zuordnung Haushalt {haushaltsjahr}")
    ziel = io.BytesIO()
    mappe.save(ziel)
    return ziel.getvalue()


def _write_rules(
    blatt: _Blatt, produkte: Sequence[Produktzeile], regeln: Iterable[HaushaltsZuordnung]
) -> int:
    """Rows of all Produkte in the order of the plan, then rules of Produkte that are not in it; the last row."""
    je_produkt: dict[str, list[HaushaltsZuordnung]] = {}
    for regel in regeln:
        if regel.anteil:
            je_produkt.setdefault(regel.produkt, []).append(regel)
    nummer = KOPFZEILE
    for produkt in produkte:
        konten = {konto.konto: konto for konto in produkt.konten}
        eigene = sorted(je_produkt.pop(produkt.produkt, ()), key=_order)
        zu_schreiben: Sequence[HaushaltsZuordnung | None] = eigene or (None,)
        for eine in zu_schreiben:
            nummer += 1
            _write_row(blatt, nummer, produkt.produkt, eine)
            _write_help(blatt, nummer, produkt, None if eine is None else konten.get(eine.konto))
    for produkt_nr in sorted(je_produkt, key=nummer_key):
        for regel in sorted(je_produkt[produkt_nr], key=_order):
            nummer += 1
            _write_row(blatt, nummer, produkt_nr, regel)
            put(
                blatt.seite.cell(nummer, blatt.eigene + 1),
                "nicht im Plan",
                font=LEISE,
                fill=BEKANNT_GRUND,
                border=RAHMEN,
            )
    return nummer


def _write_row(blatt: _Blatt, nummer: int, produkt: str, regel: HaushaltsZuordnung | None) -> None:
    werte: tuple[str | int | Decimal | None, ...] = (blatt.jahr, produkt, "", "", "", "", None, "")
    if regel is not None:
        ziele = [regel.bezug_nr if regel.bezug is bezug else "" for bezug in Bezug]
        werte = (blatt.jahr, produkt, regel.konto, *ziele, regel.anteil, regel.herkunft.value)
    if blatt.system:
        # Money for a Kennzahl or a Maßnahme counts wherever that counts.
        werte = (*werte, blatt.system if regel is None or regel.bezug is Bezug.UNTERZIEL else "")
    for spalte, wert in enumerate(werte, start=1):
        zelle = blatt.seite.cell(nummer, spalte)
        put(zelle, wert, font=ABSATZ, border=RAHMEN, alignment=OBEN)
        zelle.number_format = _format_of(spalte)
        if spalte > 2:  # noqa: PLR2004 - year and Produkt are given
            zelle.fill = OFFEN_GRUND


def _format_of(spalte: int) -> str:
    """Keys are text, also in cells that are still empty: 1.1 must not become a day."""
    return {1: "0", 7: _ANTEIL}.get(spalte, _TEXT)


def _write_help(blatt: _Blatt, nummer: int, produkt: Produktzeile, konto: Kontozeile | None) -> None:
    """Names and Ansätze of the line a row speaks of."""
    name, betraege = produkt.bezeichnung, produkt.betraege
    if konto is not None:
        name, betraege = f"{produkt.bezeichnung}: {konto.bezeichnung}", konto.betraege
    teil = f"{produkt.teilhaushalt} {produkt.teilhaushaltbezeichnung}".strip()
    werte: tuple[str | Decimal, ...] = (name, teil, *(betraege[art] for art in _ARTEN))
    for spalte, wert in enumerate(werte, start=blatt.eigene + 1):
        zelle: Any = blatt.seite.cell(nummer, spalte)
        lage = OBEN if isinstance(wert, str) else OBEN_RECHTS
        put(zelle, wert, font=ABSATZ, fill=BEKANNT_GRUND, border=RAHMEN, alignment=lage)
        if isinstance(wert, Decimal):
            zelle.number_format = _BETRAG


def _write_free_rows(blatt: _Blatt, letzte: int) -> None:
    for nummer in range(letzte + 1, letzte + _FREIE_ZEILEN + 1):
        for spalte in range(1, blatt.eigene + 1):
            blatt.seite.cell(nummer, spalte).number_format = _format_of(spalte)


def _write_targets(blatt: Worksheet, stand: Datenstand) -> Mapping[Bezug, tuple[int, int]]:
    """The targets to look up: kind, number, name, Unterziel; the rows of each kind, for the lists to choose from."""
    put(blatt["A1"], "Worauf eine Zuordnung zeigen kann", font=TITEL)
    put(blatt["A2"], "Dieses Blatt ist zum Nachsehen; beim Einlesen wird es übergangen.", font=LEISE)
    draw_header(blatt, KOPFZEILE, ("Art", "Nr.", "Bezeichnung", "Unterziel"), (14, 13, 70, 30))
    nummer, orte = KOPFZEILE, {}
    for bezug, art, zeilen in _targets(stand):
        erste = nummer + 1
        for nr, name, ziele in zeilen:
            nummer += 1
            for spalte, text in enumerate((art, nr, name, ziele), start=1):
                zelle: Any = blatt.cell(nummer, spalte)
                put(zelle, text, font=ABSATZ, border=RAHMEN, alignment=OBEN)
                zelle.number_format = _TEXT
        if nummer >= erste:
            orte[bezug] = (erste, nummer)
    blatt.freeze_panes = f"A{KOPFZEILE + 1}"
    set_up_print(blatt, ZIELE, KOPFZEILE)
    return orte


def _targets(stand: Datenstand) -> list[tuple[Bezug, str, list[tuple[str, str, str]]]]:
    return [
        (
            Bezug.UNTERZIEL,
            "Unterziel",
            [(z.nr, z.kurztitel, "") for z in stand.ziele_der_ebene(Ebene.UNTERZIEL)],
        ),
        (
            Bezug.KENNZAHL,
            "Kennzahl",
            [
                (nr, akte.kennzahl.bezeichnung, ", ".join(z.unterziel for z in akte.zuordnungen))
                for nr, akte in stand.akten.items()
            ],
        ),
        (
            Bezug.MASSNAHME,
            "Maßnahme",
            [(m.nr, m.bezeichnung, m.unterziel) for m in stand.massnahmen.values()],
        ),
    ]


def _add_checks(blatt: Worksheet, bis: int, ziele: Mapping[Bezug, tuple[int, int]]) -> None:
    """Lists to choose from; they ask and never stop, for a new number may come with the same file."""
    for bezug, spalte in zip(Bezug, "DEF", strict=True):
        if bezug not in ziele:
            continue
        von, letzte = ziele[bezug]
        _add_check(
            blatt,
            f"{spalte}{KOPFZEILE + 1}:{spalte}{bis}",
            f"Diese Nummer steht nicht im Blatt „{ZIELE}“. Trotzdem eintragen?",
            type="list",
            formula1=f"'{ZIELE}'!$B${von}:$B${letzte}",
        )
    _add_check(
        blatt,
        f"G{KOPFZEILE + 1}:G{bis}",
        "Ein Anteil liegt zwischen 0 und 100 %. Trotzdem eintragen?",
        type="decimal",
        operator="between",
        formula1="0",
        formula2="100",
    )
    worte = ",".join(herkunft.value for herkunft in Herkunft)
    _add_check(
        blatt,
        f"H{KOPFZEILE + 1}:H{bis}",
        "Gemeint ist eine dieser Angaben; leer heißt „intern“.",
        type="list",
        formula1=f'"{worte}"',
    )


def _add_check(blatt: Worksheet, zellen: str, satz: str, **pruefung: Any) -> None:  # noqa: ANN401 - openpyxl's own
    regel = DataValidation(allow_blank=True, errorStyle="warning", showErrorMessage=True, **pruefung)
    regel.errorTitle, regel.error = "Bitte prüfen", satz
    regel.add(zellen)
    blatt.add_data_validation(regel)


def _order(regel: HaushaltsZuordnung) -> tuple[Any, ...]:
    return nummer_key(regel.konto), list(Bezug).index(regel.bezug), nummer_key(regel.bezug_nr)
