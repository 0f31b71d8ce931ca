"""Spaltenvorschlag: a first guess at the columns of a foreign workbook; nothing is read before a person confirms it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.importers.einheiten import UnklareEinheitError, parse_header, unit_factor
from kek_dashboard.importers.kennzahltabellen import LANG, column_period
from kek_dashboard.importers.kopfzeile import match
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle
from kek_dashboard.importers.namensabgleich import suggest
from kek_dashboard.importers.schreibweise import KREIS
from kek_dashboard.importers.sheet import is_nebenzeile
from kek_dashboard.importers.spaltenkopf import (
    comparable,
    comparable_headers,
    data_start,
    find_header,
    header_texts_of,
    is_figure,
    time_in,
)
from kek_dashboard.importers.spaltenprofil import (
    DIESE_ZEILE,
    KOPF,
    Blattzuordnung,
    Spaltenprofil,
    Spaltenrolle,
    Spaltenzuordnung,
    label,
)
from kek_dashboard.importers.zeitangabe import is_prognose

#: What the statistical offices call the Landkreis Helmstedt (amtlicher Gemeindeschlüssel).
AGS = ("03154", "3154", "031540000000", "03154000")
#: A header that is nearer to the name of a Kennzahl than this is proposed as its column.
_NAHE = 0.75
#: A label that is nearer than this, and nearer than the next one by so much, is proposed.
_SICHER, _ABSTAND = 0.95, 0.1
#: What a table calls the column of all cases, and no Kennzahl has in its name.
_GESAMT = re.compile(r"\b(?:ins)?gesamt\b", re.IGNORECASE)
#: So many rows show what a column holds.
_BLICK = 200
_ROLLEN = {
    "nr": Spaltenrolle.NR,
    "zeitraum": Spaltenrolle.ZEITRAUM,
    "ist": Spaltenrolle.WERT,
    "bezeichnung": Spaltenrolle.NAME,
    "einheit": Spaltenrolle.EINHEIT,
    "status": Spaltenrolle.STATUS,
    "bemerkung": Spaltenrolle.BEMERKUNG,
}


@dataclass(frozen=True, slots=True)
class Zeile:
    """A data row as a person chooses it: its label, its first row, and the words beside the label."""

    name: str
    nummer: int
    beiwort: str
    anzahl: int = 1


def propose(mappe: Arbeitsmappe, stand: Datenstand, datei: str = "") -> Spaltenprofil:
    """The likeliest assignment of each visible sheet with a table; never applied without confirmation."""
    sichtbar = [blatt for blatt in mappe.blaetter if not blatt.verborgen and blatt.zeilen]
    vorschlaege = (propose_sheet(blatt, stand) for blatt in sichtbar)
    return Spaltenprofil(datei, tuple(vorschlag for vorschlag in vorschlaege if vorschlag.spalten))


def propose_sheet(blatt: Blatt, stand: Datenstand, kopf: tuple[int, int] | None = None) -> Blattzuordnung:
    """The likeliest assignment of one sheet, with this header where a person has said it."""
    gefunden = kopf or find_header(blatt)
    if gefunden is None:
        erste = min(blatt.zeilen, default=1)
        return Blattzuordnung(blatt.name, erste, erste)
    von, bis = gefunden
    koepfe = header_texts_of(blatt, von, bis)
    spalten = _columns(blatt, koepfe, bis, stand)
    vorschlag = Blattzuordnung(blatt.name, von, bis, comparable_headers(koepfe), spalten)
    vorschlag = _with_sheet_time(blatt, vorschlag)
    return replace(vorschlag, zeilen=propose_rows(blatt, vorschlag, stand))


def propose_rows(blatt: Blatt, zuordnung: Blattzuordnung, stand: Datenstand) -> Mapping[str, str]:
    """Which rows probably count: the county's own, or labels that name one Kennzahl beyond doubt."""
    if zuordnung.column_of(Spaltenrolle.NR) is not None:
        return {}
    zeilen = list(list_rows(blatt, zuordnung))
    if any(spalte.kennzahl for spalte in zuordnung.werte.values()):
        eigene = {z.name for z in zeilen if z.name in AGS} or {z.name for z in zeilen if _is_own(z)}
        return dict.fromkeys(eigene, DIESE_ZEILE) if len(eigene) == 1 else {}
    sicher = {}
    for zeile in islice(zeilen, _BLICK):
        vorschlaege = suggest(zeile.name, stand.akten)
        zweite = vorschlaege[1].naehe if len(vorschlaege) > 1 else 0.0
        if vorschlaege and vorschlaege[0].naehe >= _SICHER and vorschlaege[0].naehe - zweite >= _ABSTAND:
            sicher[zeile.name] = vorschlaege[0].nr
    return sicher


def list_rows(blatt: Blatt, zuordnung: Blattzuordnung) -> Iterator[Zeile]:
    """The labels of the rows with a value, each once, in order; nothing where no column names rows."""
    spalte = zuordnung.column_of(Spaltenrolle.NAME)
    if spalte is None:
        return
    werte = zuordnung.werte
    zeilen: dict[str, Zeile] = {}
    beginn = data_start(blatt, zuordnung.kopf_bis)[0]
    for nummer in sorted(blatt.zeilen):
        zeile = blatt.zeilen[nummer]
        name = label(zeile.get(spalte))
        if nummer < beginn or not name or not (werte.keys() & zeile.keys()):
            continue
        if name in zeilen:
            zeilen[name] = replace(zeilen[name], anzahl=zeilen[name].anzahl + 1)
        else:
            worte = [label(z) for nr, z in zeile.items() if nr != spalte and _is_word(z)]
            zeilen[name] = Zeile(name, nummer, " · ".join(wort for wort in worte[:3] if wort != name))
    yield from zeilen.values()


def time_cells(blatt: Blatt, kopf_von: int) -> list[Zelle]:
    """Cells above the header that name one Zeitraum or day, from top to bottom."""
    return [
        zelle
        for nummer in sorted(blatt.zeilen)
        if nummer < kopf_von
        for zelle in blatt.zeilen[nummer].values()
        if time_in(zelle.roh) is not None
    ]


def _columns(
    blatt: Blatt, koepfe: Mapping[int, str], bis: int, stand: Datenstand
) -> dict[int, Spaltenzuordnung]:
    """The role of each column with a header."""
    zellen = _cells_below(blatt, bis)
    felder = match({nr: (text,) for nr, text in koepfe.items()}, LANG)[0]
    spalten = {nr: Spaltenzuordnung(_ROLLEN[feld]) for feld, nr in felder.items() if feld in _ROLLEN}
    nr_spalte = felder.get("nr")
    if nr_spalte is not None and not any(z.roh.strip() in stand.akten for z in zellen.get(nr_spalte, ())):
        # „Nr.“ or „Kennziffer“ may be anything; „Kennzahl“ above words is their name.
        del spalten[nr_spalte]
        if not any(is_figure(z) for z in zellen.get(nr_spalte, ())) and "bezeichnung" not in felder:
            spalten[nr_spalte] = Spaltenzuordnung(Spaltenrolle.NAME)
    zahlenspalten = {
        nr: text for nr, text in koepfe.items() if nr not in spalten and _holds_figures(zellen.get(nr, ()))
    }
    zeiten = {
        nr: text for nr, text in zahlenspalten.items() if column_period(parse_header(text).text) is not None
    }
    for nr, text in zeiten.items():
        if not is_prognose(text):
            spalten[nr] = Spaltenzuordnung(Spaltenrolle.WERT, zeit=KOPF)
    hat_werte = any(s.rolle is Spaltenrolle.WERT for s in spalten.values())
    if not hat_werte:
        spalten |= _columns_of_kennzahlen(zahlenspalten, stand)
    rollen = {s.rolle for s in spalten.values()}
    if Spaltenrolle.WERT in rollen and not rollen & {Spaltenrolle.NR, Spaltenrolle.NAME}:
        name = _label_column(zellen, spalten)
        if name is not None:
            spalten[name] = Spaltenzuordnung(Spaltenrolle.NAME)
    if Spaltenrolle.NR in rollen:
        spalten = {nr: s for nr, s in spalten.items() if s.rolle is not Spaltenrolle.NAME}
    return dict(sorted(spalten.items()))


def _columns_of_kennzahlen(koepfe: Mapping[int, str], stand: Datenstand) -> dict[int, Spaltenzuordnung]:
    """Columns whose header names a Kennzahl in its unit; of several for one the nearest."""
    angebote = sorted(
        (-vorschlag.naehe, nr, vorschlag.nr, text)
        for nr, text in koepfe.items()
        for vorschlag in suggest(_GESAMT.sub(" ", parse_header(text).text), stand.akten)[:1]
        if vorschlag.naehe >= _NAHE
        and not is_prognose(text)
        and _fits_unit(text, stand.akten[vorschlag.nr].kennzahl.einheit)
    )
    spalten: dict[int, Spaltenzuordnung] = {}
    vergeben: set[str] = set()
    for _, nr, kennzahl, text in angebote:
        if kennzahl not in vergeben:
            vergeben.add(kennzahl)
            spalten[nr] = Spaltenzuordnung(Spaltenrolle.WERT, kennzahl, KOPF if time_in(text) else "")
    return spalten


def _fits_unit(kopf: str, einheit: str) -> bool:
    """Whether a header states no unit but one that can become the Kennzahl's."""
    try:
        return all(unit_factor(genannt, einheit) for genannt in parse_header(kopf).einheiten)
    except UnklareEinheitError:
        return False


def _with_sheet_time(blatt: Blatt, zuordnung: Blattzuordnung) -> Blattzuordnung:
    """With the one cell above the table that names a Zeitraum, where no column does."""
    offen = any(not spalte.zeit for spalte in zuordnung.werte.values())
    if not offen or zuordnung.column_of(Spaltenrolle.ZEITRAUM) is not None:
        return zuordnung
    zellen = time_cells(blatt, zuordnung.kopf_von)
    if len(zellen) != 1:
        return zuordnung
    return replace(zuordnung, zeitzelle=zellen[0].name, zeittext=comparable(zellen[0].roh))


def _cells_below(blatt: Blatt, bis: int) -> dict[int, list[Zelle]]:
    """The first cells of each column below the header."""
    beginn = data_start(blatt, bis)[0]
    zellen: dict[int, list[Zelle]] = {}
    for nummer in islice((nr for nr in sorted(blatt.zeilen) if nr >= beginn), _BLICK):
        if not is_nebenzeile(blatt.zeilen[nummer]):
            for spalte, zelle in blatt.zeilen[nummer].items():
                zellen.setdefault(spalte, []).append(zelle)
    return zellen


def _label_column(zellen: Mapping[int, list[Zelle]], spalten: Mapping[int, Spaltenzuordnung]) -> int | None:
    """The column by which rows can be told apart: most different words, then the leftmost."""
    angebote = [
        (-len({label(z) for z in inhalt}), nr)
        for nr, inhalt in zellen.items()
        if nr not in spalten and not _holds_figures(inhalt)
    ]
    return min(angebote)[1] if angebote else None


def _holds_figures(zellen: list[Zelle] | tuple[()]) -> bool:
    """Whether most cells of a column are figures."""
    return 2 * sum(is_figure(zelle) for zelle in zellen) > len(zellen)


def _is_word(zelle: Zelle) -> bool:
    return isinstance(zelle.wert, str) and not is_figure(zelle)


def _is_own(zeile: Zeile) -> bool:
    return KREIS in f"{zeile.name} {zeile.beiwort}".casefold()
