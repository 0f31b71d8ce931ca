"""Kennzahlzeilen: the rows of one table of Messwerte: which Kennzahl, which Zeitraum, which value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahl, Messwert, Wertstatus
from kek_dashboard.importers.anzeige import zahlbild
from kek_dashboard.importers.einheiten import UnklareEinheitError, shows_thousands, speaks_of, unit_factor
from kek_dashboard.importers.kennzahlsammlung import Beiwerk, Sammlung
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.sheet import Tabelle, Tabellenzeile, parse_herkunft
from kek_dashboard.importers.werte import (
    Dezimalzeichen,
    WertError,
    nearest,
    read_schluessel,
    read_zahl,
)
from kek_dashboard.importers.zahlen import canonical, same_unit, split_footnote
from kek_dashboard.importers.zeitangabe import Umfang, Zeitangabe, read_zeitraum

_ZWISCHENTITEL = 40
_ZAHL = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_STATUS = {
    "": Wertstatus.UNBEKANNT,
    "vorläufig": Wertstatus.VORLAEUFIG,
    "vorlaeufig": Wertstatus.VORLAEUFIG,
    "v": Wertstatus.VORLAEUFIG,
    "endgültig": Wertstatus.ENDGUELTIG,
    "endgueltig": Wertstatus.ENDGUELTIG,
    "final": Wertstatus.ENDGUELTIG,
    "e": Wertstatus.ENDGUELTIG,
}


@dataclass(slots=True)
class Tabellenlesung:
    """One table while it is read: what its parts say for all rows, and what was noticed on the way."""

    tabelle: Tabelle
    sammlung: Sammlung
    vom_blatt: Herkunft | None = None
    #: Unit that a line above the table states for all of it.
    angaben_in: str = ""
    #: Whether the row being read states the Kennzahl's unit itself.
    hat_einheit: bool = False
    uebergangen: list[int] = field(default_factory=list)
    ungelesen: set[int] = field(default_factory=set)
    #: Footnote mark → first cell with it and how many have one.
    fussnoten: dict[str, list[Zelle]] = field(default_factory=dict)
    umgerechnet: dict[tuple[str, str], list[Zelle]] = field(default_factory=dict)

    @property
    def blatt(self) -> Blatt:
        """The sheet, or the part of it around the table."""
        return self.tabelle.blatt

    def rows(self) -> Iterable[Tabellenzeile]:
        """Data rows; columns with figures that nobody reads are remembered."""
        for zeile in self.tabelle.zeilen(self.uebergangen):
            if zeile.weitere:
                self.ungelesen |= {s for s, z in zeile.weitere.items() if isinstance(z.wert, Decimal)}
            yield zeile

    def add(self, schwere: Schwere, code: str, zelle: Zelle | str, text: str) -> None:
        """Note a Befund at a cell of this sheet."""
        self.sammlung.add(schwere, code, self.blatt, zelle, text)


@dataclass(frozen=True, slots=True)
class Wertspalte:
    """What the header of a value column says for all its cells."""

    zeichen: Dezimalzeichen
    einheiten: tuple[str, ...] = ()
    status: Wertstatus = Wertstatus.UNBEKANNT


def read_kennzahl(lesung: Tabellenlesung, zeile: Tabellenzeile, *, hat_werte: bool) -> Kennzahl | None:
    """The Kennzahl a row speaks about; ``None`` with a Befund, or for a row that says nothing."""
    sammlung = lesung.sammlung
    zelle = zeile.zellen.get("nr")
    if zelle is None:
        if hat_werte:
            _ask_for_number(lesung, zeile)
        return None
    akten = sammlung.stand.akten
    if isinstance(zelle.wert, str) and zelle.wert in akten:
        return akten[zelle.wert].kennzahl
    try:
        nr = read_schluessel(zelle, akten)
        if isinstance(zelle.wert, Decimal) and zahlbild(zelle.zahlformat).stellen is None:
            _note_other_readings(lesung, zelle, nr)
        return akten[nr].kennzahl
    except WertError as error:
        if _is_subheading(zelle, zeile):
            text = "diese Zeile wurde als Zwischenüberschrift übergangen"
            lesung.add(Schwere.HINWEIS, "zwischenueberschrift", zelle, text)
        elif error.code != "unbekannt":
            lesung.add(Schwere.FEHLER, error.code, zelle, error.text)
        elif not (_looks_like_name(zelle) and sammlung.ask_name(lesung.blatt, zelle)):
            text = "eine Kennzahl mit dieser Nummer gibt es nicht" + _suggestion(zelle, zeile, sammlung)
            lesung.add(Schwere.FEHLER, "kennzahl_unbekannt", zelle, text)
        return None


def _note_other_readings(lesung: Tabellenlesung, zelle: Zelle, nr: str) -> None:
    """A number as key: 4.1 as Excel shows it, but it may have been typed as 4.10."""
    if (lesung.blatt.name, nr) in lesung.sammlung.zahlschluessel:
        return
    lesung.sammlung.zahlschluessel.add((lesung.blatt.name, nr))
    andere = [
        bekannt
        for bekannt in lesung.sammlung.stand.akten
        if bekannt != nr and _is_number(bekannt, zelle.wert)
    ]
    if andere:
        text = (
            f"die Nummer ist eine Zahl und wurde als {nr} gelesen, könnte aber auch {', '.join(andere)} sein; "
            "bitte als Text eingeben oder bestätigen"
        )
        lesung.add(Schwere.WARNUNG, "schluessel_zweideutig", zelle, text)


def _is_number(nr: str, zahl: object) -> bool:
    return _ZAHL.fullmatch(nr) is not None and Decimal(nr) == zahl


def _ask_for_number(lesung: Tabellenlesung, zeile: Tabellenzeile) -> None:
    """A row with a value and no number: its name may tell a person which Kennzahl it is."""
    name = zeile.zellen.get("bezeichnung")
    if name is not None and isinstance(name.wert, str) and lesung.sammlung.ask_name(lesung.blatt, name):
        return
    if _is_total(lesung, zeile):
        lesung.uebergangen.append(zeile.nummer)
        return
    ort = min([*zeile.zellen.values(), *zeile.weitere.values()], key=lambda z: z.spalte)
    lesung.add(Schwere.FEHLER, "kennzahl_fehlt", ort, "in dieser Zeile fehlt die Kennzahl-Nr")


def _is_total(lesung: Tabellenlesung, zeile: Tabellenzeile) -> bool:
    """Whether a row without any word is the sum of the values above it, to the last digit."""
    allein = zeile.zellen.get("ist")
    if allein is None or len(zeile.zellen) > 1 or not isinstance(allein.wert, Decimal):
        return False
    darueber = [z.wert for z in lesung.tabelle.column("ist") if z.zeile < zeile.nummer]
    zahlen = [wert for wert in darueber if isinstance(wert, Decimal)]
    return len(zahlen) > 1 and len(zahlen) == len(darueber) and sum(zahlen) == allein.wert


def _is_subheading(zelle: Zelle, zeile: Tabellenzeile) -> bool:
    allein = len(zeile.zellen) + len(zeile.weitere) == 1
    return (
        allein
        and isinstance(zelle.wert, str)
        and (" " in zelle.wert.strip() or len(zelle.wert) > _ZWISCHENTITEL)
    )


def _looks_like_name(zelle: Zelle) -> bool:
    """Whether letters outweigh digits: „Betreuungsquote U3“ is a name, „1.2-O3“ a number."""
    buchstaben = sum(zeichen.isalpha() for zeichen in zelle.roh)
    return buchstaben > sum(zeichen.isdigit() for zeichen in zelle.roh)


def _suggestion(zelle: Zelle, zeile: Tabellenzeile, sammlung: Sammlung) -> str:
    """The Kennzahl that was probably meant, by its number or by its name."""
    akten = sammlung.stand.akten
    namen = {akte.kennzahl.bezeichnung: nr for nr, akte in akten.items()}
    for text in (zelle.roh, zeile.zellen["bezeichnung"].roh if "bezeichnung" in zeile.zellen else ""):
        if text.strip() in namen:
            return f"; meinten Sie „{namen[text.strip()]}“ ({text.strip()})?"
    return nearest(zelle.roh.strip(), akten) or "; bitte die Nummer aus den Stammdaten verwenden"


def check_unit(lesung: Tabellenlesung, zeile: Tabellenzeile, kennzahl: Kennzahl) -> bool:
    """Whether the row's unit is the Kennzahl's; a ``fehler`` where it is another one."""
    zelle = zeile.zellen.get("einheit")
    lesung.hat_einheit = zelle is not None and isinstance(zelle.wert, str) and bool(kennzahl.einheit)
    if zelle is None or not lesung.hat_einheit or same_unit(zelle.roh, kennzahl.einheit):
        return True
    text = (
        f"die Kennzahl {kennzahl.nr} wird in „{kennzahl.einheit}“ geführt; bitte Werte und Einheit anpassen"
    )
    lesung.add(Schwere.FEHLER, "falsche_einheit", zelle, text)
    return False


def read_period(lesung: Tabellenlesung, zelle: Zelle, kennzahl: Kennzahl) -> Zeitangabe | None:
    """The Zeitraum of a value with its checks, or ``None`` with a Befund."""
    try:
        angabe = read_zeitraum(zelle, kennzahl.frequenz)
    except WertError as error:
        lesung.add(Schwere.FEHLER, error.code, zelle, error.text)
        return None
    return angabe if check_period(lesung, zelle, angabe, kennzahl) else None


def check_period(lesung: Tabellenlesung, zelle: Zelle, angabe: Zeitangabe, kennzahl: Kennzahl) -> bool:
    """Whether a Zeitraum may be: not in the future, and cumulated only where the Kennzahl is."""
    zeitraum = angabe.zeitraum
    heute = lesung.sammlung.heute
    if zeitraum.beginn > heute or (angabe.stichtag or date.min) > heute:
        lesung.add(Schwere.FEHLER, "zukunft", zelle, f"der Zeitraum {zeitraum} liegt in der Zukunft")
        return False
    ist_kumuliert = kennzahl.aggregation is Aggregation.KUMULIERT
    if angabe.umfang is Umfang.AUFGELAUFEN and not ist_kumuliert:
        text = (
            f"das ist ein aufgelaufener Wert ab Januar, die Kennzahl {kennzahl.nr} wird aber nicht kumuliert "
            "geführt; bitte den Wert für den einzelnen Zeitraum liefern"
        )
    elif angabe.umfang is Umfang.EINZELN and ist_kumuliert:
        text = (
            f"das ist der Wert eines einzelnen Zeitraums, die Kennzahl {kennzahl.nr} wird aber kumuliert geführt; "
            "bitte den aufgelaufenen Wert ab Januar liefern"
        )
    else:
        return True
    lesung.add(Schwere.FEHLER, "nicht_kumuliert" if not ist_kumuliert else "kumuliert_erwartet", zelle, text)
    return False


def read_remarks(lesung: Tabellenlesung, zeile: Tabellenzeile) -> Beiwerk:
    """Status, Bemerkung and Herkunft of a row; unknown words are said."""
    status = Wertstatus.UNBEKANNT
    zelle = zeile.zellen.get("status")
    if zelle is not None:
        gefunden = _STATUS.get(zelle.roh.strip().casefold())
        if gefunden is None:
            text = "erwartet wird „vorläufig“ oder „endgültig“; der Status bleibt offen"
            lesung.add(Schwere.HINWEIS, "status_unbekannt", zelle, text)
        else:
            status = gefunden
    herkunft = lesung.vom_blatt
    zelle = zeile.zellen.get("herkunft")
    if zelle is not None:
        herkunft = parse_herkunft(zelle.roh)
        if herkunft is None:
            text = "erwartet wird „amtlich“, „intern“ oder „beispiel“"
            lesung.add(Schwere.FEHLER, "herkunft_unbekannt", zelle, text)
    bemerkung = zeile.zellen["bemerkung"].roh.strip() if "bemerkung" in zeile.zellen else ""
    return Beiwerk(status, bemerkung, herkunft)


def read_value(
    lesung: Tabellenlesung,
    zelle: Zelle,
    kennzahl: Kennzahl,
    angabe: Zeitangabe,
    spalte: Wertspalte,
    beiwerk: Beiwerk,
) -> None:
    """Keep one Messwert, or note why not."""
    try:
        wert = _number(lesung, zelle, kennzahl, spalte)
    except WertError as error:
        lesung.add(Schwere.FEHLER, error.code, zelle, error.text)
        return
    zeitraum = angabe.zeitraum
    if zeitraum.periode is not kennzahl.frequenz.periode and not zeitraum.is_year:
        text = (
            f"der Zeitraum {zeitraum} passt nicht zur Frequenz „{kennzahl.frequenz.value}“ der "
            f"Kennzahl {kennzahl.nr}; bitte prüfen"
        )
        lesung.add(Schwere.WARNUNG, "frequenz", zelle, text)
    bemerkung = beiwerk.bemerkung
    if lesung.blatt.kommentare:
        bemerkung = _with_comment(lesung, zelle, bemerkung, leer=wert is None)
    messwert = Messwert(
        kennzahl.nr,
        zeitraum,
        wert,
        beiwerk.status or spalte.status,
        angabe.stichtag,
        bemerkung,
        beiwerk.herkunft,
        Fundstelle(lesung.blatt.name, zelle.name, zelle.roh),
    )
    vorher = lesung.sammlung.messwerte.setdefault((kennzahl.nr, zeitraum), messwert)
    if vorher is not messwert:
        _note_double(lesung, zelle, vorher, messwert)


def _number(lesung: Tabellenlesung, zelle: Zelle, kennzahl: Kennzahl, spalte: Wertspalte) -> Decimal | None:
    """The value of a cell in the Kennzahl's unit; raises ``WertError``."""
    if isinstance(zelle.wert, str):
        rest, marke = split_footnote(zelle.wert)
        if marke:
            wert = read_zahl(replace(zelle, wert=rest), kennzahl.einheit, spalte.zeichen)
            lesung.fussnoten.setdefault(marke, []).append(zelle)
        else:
            wert = read_zahl(zelle, kennzahl.einheit, spalte.zeichen)
    else:
        wert = read_zahl(zelle, kennzahl.einheit, spalte.zeichen)
    if wert is None or not (spalte.einheiten or lesung.angaben_in):
        return wert
    return _in_own_unit(lesung, zelle, wert, kennzahl, spalte)


def _in_own_unit(
    lesung: Tabellenlesung, zelle: Zelle, wert: Decimal, kennzahl: Kennzahl, spalte: Wertspalte
) -> Decimal:
    """A value of a table that states another unit, in the Kennzahl's own; raises ``WertError``."""
    einheiten = spalte.einheiten
    try:
        faktoren = {unit_factor(einheit, kennzahl.einheit) for einheit in einheiten} or {Decimal(1)}
    except UnklareEinheitError as error:
        raise _unclear(error.text) from error
    faktor = faktoren.pop()
    if faktoren:
        raise _unclear("der Spaltenkopf nennt mehrere Einheiten: " + ", ".join(f"„{e}“" for e in einheiten))
    if not einheiten and not lesung.hat_einheit and speaks_of(lesung.angaben_in, kennzahl.einheit):
        raise _unclear(
            f"über der Tabelle steht „{lesung.angaben_in}“, die Kennzahl wird in „{kennzahl.einheit}“ geführt"
        )
    if faktor == 1:
        return wert
    if lesung.hat_einheit:
        raise _unclear(f"der Spaltenkopf nennt „{einheiten[0]}“, die Zeile „{kennzahl.einheit}“")
    if shows_thousands(zelle.zahlformat):
        raise _unclear("das Zellformat verkürzt die Zahl, und der Spaltenkopf nennt auch eine Einheit")
    lesung.umgerechnet.setdefault((einheiten[0], kennzahl.einheit), []).append(zelle)
    return canonical(wert * faktor)


def _unclear(text: str) -> WertError:
    return WertError(
        "einheit_unklar", f"{text}; bitte die Werte in der Einheit der Kennzahl liefern und den Kopf anpassen"
    )


def _with_comment(lesung: Tabellenlesung, zelle: Zelle, bemerkung: str, *, leer: bool) -> str:
    """The Bemerkung of a value, taken from the note at its cell where the row has none."""
    kommentar = lesung.blatt.kommentare.get((zelle.zeile, zelle.spalte), "").strip()
    if not kommentar:
        return bemerkung
    lesung.sammlung.kommentare.add((lesung.blatt.name, zelle.zeile, zelle.spalte))
    if leer and any(zeichen.isdigit() for zeichen in kommentar):
        text = "hier steht kein Wert, aber der Kommentar nennt Zahlen; bitte prüfen, ob der Wert in die Zelle gehört"
        lesung.add(Schwere.WARNUNG, "kommentar_statt_wert", zelle.name, text)
    if not bemerkung:
        return kommentar
    text = "der Kommentar an dieser Zelle wurde nicht übernommen, weil die Zeile schon eine Bemerkung hat"
    lesung.add(Schwere.HINWEIS, "kommentar_uebergangen", zelle.name, text)
    return bemerkung


def _note_double(lesung: Tabellenlesung, zelle: Zelle, vorher: Messwert, messwert: Messwert) -> None:
    """The same Kennzahl and Zeitraum once more: no matter where it is the same, else a ``fehler``."""
    was = f"Kennzahl {messwert.kennzahl_nr}, {messwert.zeitraum}"
    ort = f"Blatt „{vorher.fundstelle.blatt}“, Zelle {vorher.fundstelle.zelle}"
    if vorher.wert == messwert.wert:
        text = f"{was} steht mit demselben Wert schon in {ort}; sie zählt einmal"
        lesung.add(Schwere.HINWEIS, "doppelt", zelle, text)
        return
    text = (
        f"{was} steht schon in {ort} mit einem anderen Wert („{vorher.fundstelle.roh}“); bitte nur den richtigen "
        "stehen lassen"
    )
    lesung.add(Schwere.FEHLER, "widerspruch", zelle, text)
