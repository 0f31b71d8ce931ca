"""Stammhaushalt: rows of Produkte, Maßnahmen, explanations and mappings of the Haushalt."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Produkt
from kek_dashboard.domain.kennzahl import (
    Frequenz,
)
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.sheet import fund_befund, squash
from kek_dashboard.importers.stammdatenpruefung import HUNDERT
from kek_dashboard.importers.stammlesung import Lesung
from kek_dashboard.importers.stammziele import read_unterziel, read_ziel_key
from kek_dashboard.importers.werte import WertError, key_text, nearest, read_schluessel

_TRENNER = re.compile(r"[,;\n]")


def read_produkt(satz: Satz, lesung: Lesung) -> None:
    """One Produkt."""
    produkt = Produkt(
        produkt=satz.new_schluessel("produkt", lesung.bekannte_produkte),
        bezeichnung=satz.text("bezeichnung"),
        teilhaushalt=satz.new_schluessel("teilhaushalt", ()),
        wesentlich=satz.ja_nein("wesentlich"),
        ziele=satz.text("ziele"),
        fachbereich=satz.text("fachbereich"),
        kennzahlen=_read_kennzahlen(satz, lesung),
        gueltig_ab=_read_geltung(satz, "gueltig_ab", ende=False),
        gueltig_bis=_read_geltung(satz, "gueltig_bis", ende=True),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("produkt"),
    )
    if not satz.ist_fehlerhaft:
        lesung.produkte.append(produkt)
        lesung.bekannte_produkte.add(produkt.produkt)


def _read_kennzahlen(satz: Satz, lesung: Lesung) -> str:
    """The numbers of a Produkt's Kennzahlen, each of them known; separated by commas, semicolons or lines."""
    zelle = satz.cell("kennzahlen")
    if zelle is None or not satz.has("kennzahlen"):
        return ""
    nummern = []
    for teil in _TRENNER.split(zelle.wert) if isinstance(zelle.wert, str) else [None]:
        if teil is not None and not teil.strip():
            continue
        eine = zelle if teil is None else replace(zelle, wert=teil.strip(), roh=teil.strip())
        try:
            nummern.append(read_schluessel(eine, lesung.bekannte_kennzahlen))
        except WertError as error:
            text = error.text
            if error.code == "unbekannt":
                text = f"eine Kennzahl „{eine.roh}“ gibt es weder in dieser Datei noch im Bestand"
                text += error.text.removeprefix("das ist nicht bekannt")
            satz.note(Schwere.FEHLER, error.code, "kennzahlen", text)
    return ", ".join(dict.fromkeys(nummern))


def _read_geltung(satz: Satz, feld: str, *, ende: bool) -> int | None:
    """A Haushaltsjahr, written as a year or as its first or last day."""
    tag = satz.tag(feld, ende=ende)
    if tag is None:
        return None
    if (tag.month, tag.day) != ((12, 31) if ende else (1, 1)):
        wann = "31.12." if ende else "01.01."
        text = f"ein Produkt gilt für ganze Haushaltsjahre; erwartet wird ein Jahr wie 2020 (oder der {wann})"
        satz.note(Schwere.FEHLER, "kein_haushaltsjahr", feld, text)
    return tag.year


def read_massnahme(satz: Satz, lesung: Lesung) -> None:
    """One Maßnahme."""
    unterziel, system = read_unterziel(satz, lesung)
    massnahme = Massnahme(
        nr=satz.new_schluessel("nr", lesung.bekannte_massnahmen),
        unterziel=unterziel,
        bezeichnung=satz.text("bezeichnung"),
        handlungsschwerpunkt=satz.text("handlungsschwerpunkt"),
        fachbereich=satz.text("fachbereich"),
        beginn=satz.tag("beginn", ende=False),
        ende=satz.tag("ende", ende=True),
        status=satz.text("status"),
        fortschritt=satz.zahl("fortschritt", "%"),
        vorschlag_von=read_vorschlag_von(satz),
        zielsystem=system,
        herkunft=satz.herkunft(""),
        fundstelle=satz.place("nr"),
    )
    if massnahme.fortschritt is not None and not 0 <= massnahme.fortschritt <= HUNDERT:
        satz.note(Schwere.FEHLER, "fortschritt", "fortschritt", "erwartet werden 0 bis 100 %")
    if massnahme.beginn and massnahme.ende and massnahme.ende < massnahme.beginn:
        satz.note(Schwere.FEHLER, "ende_vor_beginn", "ende", "das Ende liegt vor dem Beginn")
    if massnahme.nr:
        lesung.bekannte_massnahmen.add(massnahme.nr)
    if not satz.ist_fehlerhaft:
        lesung.massnahmen.append(massnahme)


def read_vorschlag_von(satz: Satz) -> str:
    """``Verwaltung`` or ``Kreispolitik``, or nothing."""
    if not satz.has("vorschlag_von"):
        return ""
    wort = squash(satz.text("vorschlag_von"))
    for moeglich in ("Verwaltung", "Kreispolitik"):
        if squash(moeglich) == wort:
            return moeglich
    text = "erwartet wird „Verwaltung“ oder „Kreispolitik“"
    satz.note(Schwere.FEHLER, "unbekanntes_wort", "vorschlag_von", text)
    return ""


_BEZUEGE = {"unterziel": Bezug.UNTERZIEL, "kennzahl": Bezug.KENNZAHL, "massnahme": Bezug.MASSNAHME}


def _read_bezug(satz: Satz, lesung: Lesung, *, nur_unterziele: bool) -> tuple[Bezug, str, str] | None:
    """The one of Unterziel, Kennzahl or Maßnahme that a row points to, and the Zielsystem of an Unterziel."""
    gefuellt = [feld_ for feld_ in _BEZUEGE if satz.has(feld_)]
    if len(gefuellt) != 1:
        was = "keine davon" if not gefuellt else "mehrere davon"
        text = (
            "genau eine der Spalten „Unterziel“, „Kennzahl-Nr.“ und „Maßnahme-Nr.“ muss ausgefüllt "
            f"sein, hier ist es {was}"
        )
        satz.note(Schwere.FEHLER, "bezug", gefuellt[0] if gefuellt else "unterziel", text)
        return None
    feld_, system = gefuellt[0], ""
    if feld_ == "unterziel":
        nr, system = (
            read_unterziel(satz, lesung) if nur_unterziele else read_ziel_key(satz, lesung, feld_, "ein Ziel")
        )
    elif feld_ == "kennzahl":
        nr = satz.schluessel(feld_, lesung.bekannte_kennzahlen, "eine Kennzahl")
    else:
        nr = satz.schluessel(feld_, lesung.bekannte_massnahmen, "eine Maßnahme")
    return (_BEZUEGE[feld_], nr, system) if nr else None


def read_erlaeuterung(satz: Satz, lesung: Lesung) -> None:
    """One explanation of a Kennzahl, an Unterziel or a Maßnahme."""
    bezug = _read_bezug(satz, lesung, nur_unterziele=False)
    kennzahl = lesung.bekannte_kennzahlen.get(bezug[1]) if bezug else None
    frequenz = kennzahl.frequenz if kennzahl else Frequenz.JAEHRLICH
    zeitraum = satz.zeitraum("zeitraum", frequenz)
    if bezug is None or zeitraum is None:
        return
    erlaeuterung = Erlaeuterung(
        bezug=bezug[0].value,
        bezug_nr=bezug[1],
        zeitraum=str(zeitraum),
        text=satz.text("text"),
        umfeld=satz.text("umfeld"),
        beurteilung=satz.text("beurteilung"),
        verfasser=satz.text("verfasser"),
        zielsystem=bezug[2],
        herkunft=satz.herkunft(),
        fundstelle=satz.place("kennzahl", "unterziel", "massnahme"),
    )
    if not satz.ist_fehlerhaft:
        lesung.erlaeuterungen.append(erlaeuterung)


def read_haushaltszuordnung(satz: Satz, lesung: Lesung) -> None:
    """One mapping of a Produkt or Konto to what it serves.

    A row that names a line but neither a target nor a share is an empty line of our own list to fill in.
    """
    if not any(satz.has(feld_) for feld_ in (*_BEZUEGE, "anteil")):
        lesung.ohne_ziel.append(satz.place("produkt"))
        return
    bezug = _read_bezug(satz, lesung, nur_unterziele=True)
    jahr, anteil = satz.jahr("jahr"), satz.zahl("anteil", "%")
    if anteil is not None and not 0 <= anteil <= HUNDERT:
        satz.note(Schwere.FEHLER, "anteil", "anteil", "erwartet werden 0 bis 100 %")
    produkt = _read_produkt_key(satz, lesung)
    konto = satz.new_schluessel("konto", ())
    herkunft = satz.herkunft()
    if bezug is None or jahr is None or not produkt or satz.ist_fehlerhaft:
        return
    lesung.haushaltszuordnungen.append(
        HaushaltsZuordnung(
            jahr,
            produkt,
            konto,
            bezug[0],
            bezug[1],
            Decimal(100) if anteil is None else anteil,
            bezug[2],
            herkunft,
            satz.place("anteil", "produkt"),
        )
    )


def _read_produkt_key(satz: Satz, lesung: Lesung) -> str:
    """The Produkt of a budget mapping.

    A Produkt may come with a Haushaltsplan that is not released yet; so an unknown one is asked about,
    not refused. A number that is no known Produkt is refused: zeros may be missing.
    """
    zelle = satz.cell("produkt")
    if zelle is None:
        return ""
    try:
        return read_schluessel(zelle, lesung.bekannte_produkte)
    except WertError as error:
        # A truth value or a lone apostrophe names no Produkt at all.
        moeglich = key_text(zelle) if error.code == "unbekannt" else ()
        if not moeglich:
            satz.note(Schwere.FEHLER, error.code, "produkt", error.text)
            return ""
    nummer = moeglich[0]
    text = "dieses Produkt steht weder in den Stammdaten noch in einem freigegebenen Haushaltsplan"
    text += nearest(nummer, lesung.bekannte_produkte)
    text += "; die Zuordnung wirkt erst, wenn der Haushaltsplan das Produkt hat"
    satz.note(Schwere.WARNUNG, "produkt_unbekannt", "produkt", text)
    return nummer


def rows_without_target(lesung: Lesung) -> list[Befund]:
    """Says how many rows of a mapping name no target, so that nobody takes them for one."""
    if not lesung.ohne_ziel:
        return []
    zahl = len(lesung.ohne_ziel)
    wort = "1 Zeile nennt" if zahl == 1 else f"{zahl} Zeilen nennen"
    text = f"{wort} kein Ziel und keinen Anteil; das ist keine Zuordnung und ändert nichts"
    return [fund_befund(Schwere.HINWEIS, "ohne_ziel", lesung.ohne_ziel[0], text)]
