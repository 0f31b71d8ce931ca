"""Spaltenlesung: reads a foreign workbook as a person assigned its columns; all checks are those of any delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.importers.blatthinweise import hidden_sheet, note_sheet
from kek_dashboard.importers.einheiten import stated_unit
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.kennzahlen import conclude
from kek_dashboard.importers.kennzahlsammlung import Sammlung
from kek_dashboard.importers.kennzahlzeilen import Tabellenlesung
from kek_dashboard.importers.kopfzeile import Spalte, Tabellenart
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle, spaltenname
from kek_dashboard.importers.sheet import Tabelle, sheet_herkunft
from kek_dashboard.importers.spaltenkopf import comparable, data_start, header_texts_of, locate, time_in
from kek_dashboard.importers.spaltenprofil import (
    Blattzuordnung,
    Spaltenprofil,
    Spaltenrolle,
    Spaltenzuordnung,
    contradiction,
    label,
)
from kek_dashboard.importers.spaltenzeilen import Zuordnungslesung, read_rows

#: Roles that stand once in a table, by the field of the declared tables that means the same.
_FELDER = {
    Spaltenrolle.NR: "nr",
    Spaltenrolle.NAME: "bezeichnung",
    Spaltenrolle.ZEITRAUM: "zeitraum",
    Spaltenrolle.EINHEIT: "einheit",
    Spaltenrolle.STATUS: "status",
    Spaltenrolle.BEMERKUNG: "bemerkung",
}
_SEITEN = "bitte unter „Spalten zuordnen“ neu zeigen"


@dataclass(frozen=True)
class _Zuordnungstabelle(Tabelle):
    """A table whose columns a person assigned: a row with a confirmed label counts whatever it is called."""

    zeilennamen: frozenset[str] = field(default=frozenset())

    def _has_own_key(self, zeile: Mapping[int, Zelle]) -> bool:
        spalte = self.spalten.get("bezeichnung")
        if spalte is not None and label(zeile.get(spalte)) in self.zeilennamen:
            return True
        return super()._has_own_key(zeile)


def read_assigned(
    mappe: Arbeitsmappe,
    profil: Spaltenprofil,
    vorgabe: Vorgabe,
    stand: Datenstand,
    *,
    datei: str = "",
    heute: date | None = None,
) -> Leseergebnis:
    """All Messwerte of a workbook as its columns were assigned, with Befunde.

    ``datei`` is the SHA-256 of the file: a Zeitraum that was said holds for the file it was said about,
    for any other one it is a ``fehler`` that asks. Rows nobody confirmed are left out and counted.
    ``heute``: later Zeiträume are a ``fehler`` (default: the computer's day).
    """
    sammlung = Sammlung(stand, heute or date.today())  # noqa: DTZ011  a county has one time zone
    profil = profil.with_values
    frei = [blatt for blatt in mappe.blaetter if blatt.zeilen]
    for zuordnung in profil.blaetter:
        widerspruch = contradiction(zuordnung)
        if widerspruch:
            text = f"Blatt „{zuordnung.blatt}“: {widerspruch}."
            sammlung.befunde.append(Befund(Schwere.FEHLER, "spalte_doppelt", text, zuordnung.blatt))
        fund = _find_sheet(frei, zuordnung)
        if fund is None:
            sammlung.befunde.append(_other_headers(mappe, zuordnung))
            continue
        blatt, von, gleich = fund
        frei.remove(blatt)
        _read_sheet(blatt, zuordnung, von, gleich, sammlung, gilt=datei == profil.datei)
    if not profil.blaetter:
        text = "Noch ist keiner Spalte zugeordnet, dass sie Werte enthält."
        sammlung.befunde.append(Befund(Schwere.FEHLER, "keine_wertspalte", text))
    for blatt in frei:
        sammlung.befunde.append(hidden_sheet(blatt) if blatt.verborgen else _not_assigned(blatt))
    return conclude(sammlung, vorgabe, mappe)


def _find_sheet(frei: Iterable[Blatt], zuordnung: Blattzuordnung) -> tuple[Blatt, int, dict[int, int]] | None:
    """The sheet of an assignment: of this name, else any with its headers; the header's row, its columns."""
    sichtbar = [blatt for blatt in frei if not blatt.verborgen]
    if not any(zuordnung.koepfe):  # without a single header only its name tells the sheet
        sichtbar = [blatt for blatt in sichtbar if blatt.name == zuordnung.blatt]
    for blatt in sorted(sichtbar, key=lambda b: b.name != zuordnung.blatt):
        fund = locate(blatt, zuordnung)
        if fund is not None:
            return blatt, *fund
    return None


def _other_headers(mappe: Arbeitsmappe, zuordnung: Blattzuordnung) -> Befund:
    name = zuordnung.blatt
    if all(blatt.name != name for blatt in mappe.blaetter):
        text = f"Das Blatt „{name}“, dessen Spalten zugeordnet sind, gibt es nicht; {_SEITEN}."
        return Befund(Schwere.FEHLER, "spalten_anders", text)
    text = (
        f"Blatt „{name}“: In den Zeilen um {zuordnung.kopf_von} stehen andere Überschriften als die, denen "
        f"Spalten zugeordnet sind; {_SEITEN}."
    )
    return Befund(Schwere.FEHLER, "spalten_anders", text, name)


def _not_assigned(blatt: Blatt) -> Befund:
    text = f"Dem Blatt „{blatt.name}“ sind keine Spalten zugeordnet; es wurde nicht gelesen."
    return Befund(Schwere.HINWEIS, "blatt_uebergangen", text, blatt.name)


def _read_sheet(
    blatt: Blatt,
    zuordnung: Blattzuordnung,
    von: int,
    gleich: Mapping[int, int],
    sammlung: Sammlung,
    *,
    gilt: bool,
) -> None:
    bis = von + zuordnung.kopf_bis - zuordnung.kopf_von
    koepfe = header_texts_of(blatt, von, bis)
    spalten = {hier: zuordnung.spalten[dort] for hier, dort in gleich.items() if dort in zuordnung.spalten}
    tabelle = _table(blatt, zuordnung, spalten, koepfe, (von, bis))
    zuordnungslesung = Zuordnungslesung(
        lesung=Tabellenlesung(
            tabelle,
            sammlung,
            vom_blatt=sheet_herkunft(blatt, von),
            angaben_in=_stated_above(blatt, von),
        ),
        spalten={nr: s for nr, s in spalten.items() if s.rolle is Spaltenrolle.WERT},
        koepfe=koepfe,
        kopfzeile=bis,
        zeilen=zuordnung.zeilen,
        hat_nr="nr" in tabelle.spalten,
        gilt=gilt,
        gesagt=zuordnung.zeit,
        blattzeit=_sheet_time(blatt, zuordnung, von - zuordnung.kopf_von, sammlung),
    )
    read_rows(zuordnungslesung)
    note_sheet(blatt, [zuordnungslesung.lesung], sammlung)


def _table(
    blatt: Blatt,
    zuordnung: Blattzuordnung,
    spalten: Mapping[int, Spaltenzuordnung],
    koepfe: Mapping[int, str],
    kopf: tuple[int, int],
) -> Tabelle:
    """The table as the readers know tables: fields by name, values as ``wert:`` and their column."""
    von, bis = kopf
    felder = {
        feld: nr
        for rolle, feld in _FELDER.items()
        for nr, spalte in sorted(spalten.items(), reverse=True)
        if spalte.rolle is rolle
    }
    werte = {f"wert:{nr}": nr for nr, s in sorted(spalten.items()) if s.rolle is Spaltenrolle.WERT}
    pflicht = next((feld for feld in ("nr", "bezeichnung", "zeitraum") if feld in felder), next(iter(werte)))
    einzeln = [header_texts_of(blatt, nr, nr) for nr in range(von, bis + 1)]
    alle = felder | werte
    art = Tabellenart(
        "zugeordnete Spalten",
        tuple(
            Spalte(
                feld,
                koepfe.get(nr, "") or spaltenname(nr),
                tuple(texte[nr] for texte in einzeln if nr in texte),
                pflicht=feld == pflicht,
            )
            for feld, nr in alle.items()
        ),
    )
    datenzeile, nummern = data_start(blatt, bis)
    return _Zuordnungstabelle(
        blatt,
        art,
        von,
        datenzeile,
        alle,
        {nr: text for nr, text in koepfe.items() if nr not in alle.values()},
        feldkoepfe={feld: koepfe.get(nr, "") for feld, nr in alle.items()},
        spaltennummern=nummern,
        zeilennamen=frozenset(zuordnung.zeilen),
    )


def _stated_above(blatt: Blatt, von: int) -> str:
    """The unit that a line above the header states for the whole table, or nothing."""
    for nummer in sorted(blatt.zeilen):
        if nummer >= von:
            break
        for zelle in blatt.zeilen[nummer].values():
            einheit = stated_unit(zelle.wert) if isinstance(zelle.wert, str) else None
            if einheit is not None:
                return einheit
    return ""


def _sheet_time(blatt: Blatt, zuordnung: Blattzuordnung, versatz: int, sammlung: Sammlung) -> Zelle | None:
    """The cell whose Zeitraum holds for the whole sheet, with the words of that alone; ``None`` for none."""
    if not zuordnung.zeitzelle:
        return None
    for nummer, zeile in blatt.zeilen.items():
        for zelle in zeile.values():
            alt = f"{spaltenname(zelle.spalte)}{nummer - versatz}"
            if alt != zuordnung.zeitzelle:
                continue
            worte = time_in(zelle.roh)
            if worte is None or comparable(zelle.roh) != zuordnung.zeittext:
                break
            return Zelle(zelle.zeile, zelle.spalte, worte, zelle.roh)
    text = (
        f"Blatt „{blatt.name}“: Der Zeitraum sollte in Zelle {zuordnung.zeitzelle} stehen, dort steht er aber "
        f"nicht wie bei der Zuordnung; {_SEITEN}."
    )
    sammlung.befunde.append(Befund(Schwere.FEHLER, "zeitraum_fehlt", text, blatt.name, zuordnung.zeitzelle))
    return None
