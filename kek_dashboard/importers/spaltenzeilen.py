"""Spaltenzeilen: the rows of a table whose columns a person assigned: which Kennzahl, which Zeitraum, which value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.formats import format_number
from kek_dashboard.importers.blatthinweise import note_table
from kek_dashboard.importers.einheiten import UnklareEinheitError, parse_header, unit_factor
from kek_dashboard.importers.kennzahltabellen import header_cell
from kek_dashboard.importers.kennzahlzeilen import (
    Tabellenlesung,
    Wertspalte,
    check_unit,
    read_kennzahl,
    read_period,
    read_remarks,
    read_value,
)
from kek_dashboard.importers.mappe import Zelle, spaltenname
from kek_dashboard.importers.sheet import Tabellenzeile
from kek_dashboard.importers.spaltenkopf import is_figure, time_in
from kek_dashboard.importers.spaltenprofil import DIESE_ZEILE, KOPF, Spaltenzuordnung, label
from kek_dashboard.importers.werte import WertError, decimal_mark, read_zahl
from kek_dashboard.importers.zahlen import canonical, split_footnote
from kek_dashboard.importers.zeitangabe import Zeitangabe, is_prognose

_GENANNT = 5


@dataclass(slots=True)
class Zuordnungslesung:
    """One assigned table while it is read.

    ``spalten`` are its value columns, ``koepfe`` all headers, ``zeilen`` the confirmed labels. ``gilt``:
    what was said about the time was said about this very file. ``gesagt`` and ``blattzeit`` are the
    Zeitraum of the whole sheet, said or standing in a cell.
    """

    lesung: Tabellenlesung
    spalten: Mapping[int, Spaltenzuordnung]
    koepfe: Mapping[int, str]
    kopfzeile: int
    zeilen: Mapping[str, str]
    hat_nr: bool
    gilt: bool
    gesagt: str
    blattzeit: Zelle | None
    wertspalten: dict[int, Wertspalte] = field(default_factory=dict)
    #: Columns that hold forecasts, rows nobody confirmed, labels that were met.
    prognosespalten: set[int] = field(default_factory=set)
    prognosezeilen: int = 0
    unbestaetigt: int = 0
    gefunden: set[str] = field(default_factory=set)
    #: What was already said once for the whole table.
    gemeldet: set[str] = field(default_factory=set)
    #: Rows from which a column with a fixed Kennzahl was read without anything to tell them apart.
    ohne_schluessel: list[Zelle] = field(default_factory=list)

    @property
    def hat_namen(self) -> bool:
        """Whether rows are known by a confirmed label."""
        return "bezeichnung" in self.lesung.tabelle.spalten

    def once(self, schwere: Schwere, code: str, ort: Zelle | str, text: str) -> None:
        """Note something that concerns the whole table, once."""
        if f"{code} {text}" not in self.gemeldet:
            self.gemeldet.add(f"{code} {text}")
            self.lesung.add(schwere, code, ort, text)


def read_rows(z: Zuordnungslesung) -> None:
    """All values of an assigned table into the Sammlung, with Befunde."""
    lesung = z.lesung
    _prepare_columns(z)
    for zeile in lesung.rows():
        zeit = zeile.zellen.get("zeitraum")
        status = zeile.zellen.get("status")
        if (status is not None and is_prognose(status.roh)) or (zeit is not None and is_prognose(zeit.roh)):
            z.prognosezeilen += 1
            continue
        _read_row(z, zeile)
    lesung.ungelesen.clear()  # a person has looked at every column
    _note_rows(z)
    note_table(
        lesung, z.prognosezeilen or len(z.prognosespalten), "Zeilen" if z.prognosezeilen else "Spalten"
    )


def _prepare_columns(z: Zuordnungslesung) -> None:
    tabelle = z.lesung.tabelle
    for nr, spalte in z.spalten.items():
        kopf = z.koepfe.get(nr, "")
        if is_prognose(kopf):
            z.prognosespalten.add(nr)
            continue
        angabe = parse_header(kopf)
        z.wertspalten[nr] = Wertspalte(
            decimal_mark(tabelle.column_at(nr)),
            angabe.einheiten if spalte.faktor == 1 else (),
            angabe.status,
        )
        if spalte.faktor != 1:
            text = f"die Werte dieser Spalte wurden mit {format_number(spalte.faktor)} malgenommen, wie angegeben"
            z.lesung.add(Schwere.HINWEIS, "faktor_gesagt", _header_name(z, nr), text)


def _header_name(z: Zuordnungslesung, nr: int) -> str:
    return f"{spaltenname(nr)}{z.kopfzeile}"


def _read_row(z: Zuordnungslesung, zeile: Tabellenzeile) -> None:
    name = label(zeile.zellen.get("bezeichnung"))
    bestaetigt = z.zeilen.get(name) if name else None
    if bestaetigt is not None:
        z.gefunden.add(name)
    hat_werte = any(f"wert:{nr}" in zeile.zellen for nr in z.wertspalten)
    der_zeile: Kennzahl | None = None
    if any(not z.spalten[nr].kennzahl for nr in z.wertspalten):
        der_zeile = _row_kennzahl(z, zeile, bestaetigt, hat_werte=hat_werte)
    feste = [nr for nr in z.wertspalten if z.spalten[nr].kennzahl]
    zaehlt = bool(feste) and _row_counts(z, zeile, bestaetigt, feste)
    if hat_werte and z.hat_namen and not z.hat_nr and bestaetigt is None:
        z.unbestaetigt += 1
    for nr in z.wertspalten:
        fest = z.spalten[nr].kennzahl
        kennzahl = der_zeile if not fest else _known(z, fest, _header_name(z, nr)) if zaehlt else None
        if kennzahl is not None and check_unit(z.lesung, zeile, kennzahl):
            _read_cell(z, zeile, nr, kennzahl)


def _read_cell(z: Zuordnungslesung, zeile: Tabellenzeile, nr: int, kennzahl: Kennzahl) -> None:
    """One value of a row that counts."""
    angabe = _period(z, zeile, nr, kennzahl)
    if angabe is None:
        return
    zelle = zeile.zellen.get(f"wert:{nr}")
    if zelle is not None and zelle.zeile != zeile.nummer:
        text = (
            f"die Zelle ist über Zeilen verbunden; ihr Wert zählt auch in Zeile {zeile.nummer}, bitte prüfen"
        )
        z.lesung.add(Schwere.WARNUNG, "wert_verbunden", zelle, text)
    ort = zelle or Zelle(zeile.nummer, nr, "", "")
    beiwerk = read_remarks(z.lesung, zeile)
    if z.spalten[nr].faktor == 1:
        read_value(z.lesung, ort, kennzahl, angabe, z.wertspalten[nr], beiwerk)
        return
    genommen = _multiplied(z, ort, nr, kennzahl)
    if genommen is not None:
        oben, z.lesung.angaben_in = z.lesung.angaben_in, ""
        read_value(z.lesung, genommen, kennzahl, angabe, z.wertspalten[nr], beiwerk)
        z.lesung.angaben_in = oben


def _row_kennzahl(
    z: Zuordnungslesung, zeile: Tabellenzeile, bestaetigt: str | None, *, hat_werte: bool
) -> Kennzahl | None:
    """The Kennzahl a row speaks about: by its number, else by its confirmed label."""
    if z.hat_nr:
        return read_kennzahl(z.lesung, zeile, hat_werte=hat_werte)
    if bestaetigt is None or bestaetigt == DIESE_ZEILE:
        if not z.hat_namen and hat_werte:
            text = "es ist weder eine Kennzahl-Nr. noch ein Name der Zeile zugeordnet"
            z.once(Schwere.FEHLER, "kennzahl_fehlt", f"A{z.kopfzeile}", text)
        return None
    return _known(z, bestaetigt, zeile.zellen["bezeichnung"])


def _known(z: Zuordnungslesung, kennzahl_nr: str, ort: Zelle | str) -> Kennzahl | None:
    akte = z.lesung.sammlung.stand.akten.get(kennzahl_nr)
    if akte is None:
        text = f"zugeordnet ist die Kennzahl {kennzahl_nr}, die es nicht gibt"
        z.once(Schwere.FEHLER, "kennzahl_unbekannt", ort, text)
        return None
    return akte.kennzahl


def _row_counts(z: Zuordnungslesung, zeile: Tabellenzeile, bestaetigt: str | None, feste: list[int]) -> bool:
    """Whether a row counts for columns that are one Kennzahl each."""
    if z.hat_namen and not z.hat_nr:
        return bestaetigt == DIESE_ZEILE
    werte = [zeile.zellen[f"wert:{nr}"] for nr in feste if f"wert:{nr}" in zeile.zellen]
    if "zeitraum" in z.lesung.tabelle.spalten:
        return "zeitraum" in zeile.zellen and bool(werte)
    if not any(is_figure(zelle) for zelle in werte):
        return False
    z.ohne_schluessel.append(werte[0])
    return len(z.ohne_schluessel) == 1


def _period(z: Zuordnungslesung, zeile: Tabellenzeile, nr: int, kennzahl: Kennzahl) -> Zeitangabe | None:
    """The Zeitraum of a value: of its column, its row or the sheet; ``None`` with a Befund."""
    gesagt = z.spalten[nr].zeit
    if gesagt == KOPF:
        kopf = z.koepfe.get(nr, "")
        return read_period(
            z.lesung, header_cell(z.kopfzeile, nr, time_in(parse_header(kopf).text) or kopf), kennzahl
        )
    if not gesagt:
        zelle = zeile.zellen.get("zeitraum")
        if zelle is not None:
            return read_period(z.lesung, zelle, kennzahl)
        if "zeitraum" in z.lesung.tabelle.spalten:
            if f"wert:{nr}" in zeile.zellen:
                z.lesung.add(
                    Schwere.FEHLER, "zeitraum_fehlt", zeile.zellen[f"wert:{nr}"], "der Zeitraum fehlt"
                )
            return None
        if z.blattzeit is not None:
            return _of_sheet(z, z.blattzeit, kennzahl, "denn so steht es hier")
        gesagt = z.gesagt
    ort = _header_name(z, nr)
    if not gesagt:
        text = "für diese Werte ist kein Zeitraum angegeben; bitte unter „Spalten zuordnen“ sagen, wofür sie gelten"
        z.once(Schwere.FEHLER, "zeitraum_fragen", ort, text)
        return None
    if not z.gilt:
        text = (
            f"der Zeitraum „{gesagt}“ wurde für eine andere Datei angegeben; bitte unter „Spalten zuordnen“ sagen, "
            "für welchen Zeitraum diese Werte gelten"
        )
        z.once(Schwere.FEHLER, "zeitraum_fragen", ort, text)
        return None
    return _of_sheet(z, Zelle(z.kopfzeile, nr, gesagt, z.koepfe.get(nr, "")), kennzahl, "wie angegeben")


def _of_sheet(z: Zuordnungslesung, zelle: Zelle, kennzahl: Kennzahl, warum: str) -> Zeitangabe | None:
    """A Zeitraum for many rows: what is wrong with it is said once."""
    schluessel = f"{zelle.wert} {kennzahl.frequenz} {kennzahl.aggregation}"
    if schluessel in z.gemeldet:
        return None
    angabe = read_period(z.lesung, zelle, kennzahl)
    if angabe is None:
        z.gemeldet.add(schluessel)
        return None
    text = f"die Werte gelten für {angabe.zeitraum}, {warum}"
    z.once(Schwere.HINWEIS, "zeitraum_gezeigt", zelle, text)
    return angabe


def _multiplied(z: Zuordnungslesung, zelle: Zelle, nr: int, kennzahl: Kennzahl) -> Zelle | None:
    """The cell with its number times what the person said; ``None`` with a Befund where the file says otherwise."""
    faktor = z.spalten[nr].faktor
    genannt = parse_header(z.koepfe.get(nr, "")).einheiten or tuple(filter(None, [z.lesung.angaben_in]))
    for einheit in genannt:
        # „in T“ may be thousands or tons: that is what the person has said.
        if einheit.strip(". ").casefold() == "t":
            continue
        try:
            laut_datei = unit_factor(einheit, kennzahl.einheit)
        except UnklareEinheitError as error:
            z.once(Schwere.FEHLER, "einheit_unklar", _header_name(z, nr), error.text)
            return None
        if laut_datei != faktor:
            text = (
                f"die Datei nennt „{einheit}“, angegeben wurde aber, mit {format_number(faktor)} malzunehmen; "
                "bitte eines von beiden berichtigen"
            )
            z.once(Schwere.FEHLER, "einheit_unklar", _header_name(z, nr), text)
            return None
    wert = zelle.wert
    if isinstance(wert, str):
        wert = split_footnote(wert)[0]
    try:
        zahl = read_zahl(replace(zelle, wert=wert), kennzahl.einheit, z.wertspalten[nr].zeichen)
    except WertError as error:
        z.lesung.add(Schwere.FEHLER, error.code, zelle, error.text)
        return None
    if zahl is None:
        return zelle
    return replace(zelle, wert=canonical(zahl * Decimal(faktor)), zahlformat="")


def _note_rows(z: Zuordnungslesung) -> None:
    """What became of the rows as a whole."""
    blatt = z.lesung.blatt
    if len(z.ohne_schluessel) > 1:
        text = (
            f"hier und in {len(z.ohne_schluessel) - 1} weiteren Zeilen stehen Werte für dieselbe Kennzahl und "
            "denselben Zeitraum; bitte die Spalte mit dem Namen der Zeile zeigen und die Zeile wählen, die zählt"
        )
        z.lesung.add(Schwere.FEHLER, "zeile_waehlen", z.ohne_schluessel[0], text)
    if not z.hat_namen or z.hat_nr:
        return
    if z.unbestaetigt and not z.gefunden:
        text = "noch ist keine Zeile gewählt, die übernommen werden soll"
        z.lesung.add(
            Schwere.FEHLER,
            "zeilen_zuordnen",
            f"{spaltenname(z.lesung.tabelle.spalten['bezeichnung'])}{z.kopfzeile}",
            text,
        )
    elif z.unbestaetigt:
        eine = z.unbestaetigt == 1
        anzahl = "Eine weitere Zeile" if eine else f"{format_number(z.unbestaetigt)} weitere Zeilen"
        text = f"Blatt „{blatt.name}“: {anzahl} mit Werten {'wurde' if eine else 'wurden'} nicht übernommen, weil "
        text += "nichts dafür bestätigt ist."
        z.lesung.sammlung.befunde.append(Befund(Schwere.HINWEIS, "zeilen_uebergangen", text, blatt.name))
    fehlend = sorted(z.zeilen.keys() - z.gefunden)
    if fehlend:
        namen = ", ".join(f"„{name}“" for name in fehlend[:_GENANNT])
        text = f"Blatt „{blatt.name}“: Diese zugeordneten Zeilen gibt es nicht (mehr): {namen}"
        text += " und weitere." if len(fehlend) > _GENANNT else "."
        z.lesung.sammlung.befunde.append(Befund(Schwere.WARNUNG, "zeile_fehlt", text, blatt.name))
