"""Stammkennzahlen: rows of goals, units, Kennzahlen, targets, breaks and mappings to Unterziele."""

from __future__ import annotations

from decimal import Decimal

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.kennzahl import (
    DEFAULT_MAX_ALTER,
    Aggregation,
    Frequenz,
    Kennzahl,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Fachbereich
from kek_dashboard.importers.pruefungen import (
    Pruefung,
    join_pruefungen,
    join_summanden,
    parse_pruefungen,
    parse_summanden,
)
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.stammdatenpruefung import HUNDERT
from kek_dashboard.importers.stammlesung import Lesung
from kek_dashboard.importers.stammziele import read_system, read_unterziel

_MAX_JAHRE = 50
_MAX_STELLEN = 6
#: Longer than any statistics take to appear.
_MAX_LIEFERFRIST = 3650


def read_fachbereich(satz: Satz, lesung: Lesung) -> None:
    """One unit of the administration."""
    einheit = Fachbereich(
        name=satz.text("name"),
        kuerzel=satz.text("kuerzel"),
        uebergeordnet=satz.text("uebergeordnet"),
        leitung=satz.text("leitung"),
        email=satz.text("email"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("name"),
    )
    if not satz.ist_fehlerhaft:
        lesung.organisation.append(einheit)


def read_kennzahl(satz: Satz, lesung: Lesung) -> None:
    """One Kennzahl; known to the rest of the file even where its row is faulty."""
    einheit = satz.text("einheit")
    max_alter = satz.ganzzahl("max_alter", 0, _MAX_JAHRE)
    kennzahl = Kennzahl(
        nr=satz.new_schluessel("nr", lesung.bekannte_kennzahlen),
        bezeichnung=satz.text("bezeichnung"),
        einheit=einheit,
        zieltyp=satz.wahl("zieltyp", Zieltyp) or Zieltyp.BEOBACHTEN,
        definition=satz.text("definition"),
        nachkommastellen=satz.ganzzahl("nachkommastellen", 0, _MAX_STELLEN),
        basisjahr=satz.jahr("basisjahr"),
        basiswert=satz.zahl("basiswert", einheit),
        untergrenze=satz.zahl("untergrenze", einheit),
        obergrenze=satz.zahl("obergrenze", einheit),
        toleranz=satz.zahl("toleranz", einheit),
        rauschband=satz.zahl("rauschband", einheit),
        frequenz=satz.wahl("frequenz", Frequenz, Frequenz.JAEHRLICH) or Frequenz.JAEHRLICH,
        aggregation=satz.wahl("aggregation", Aggregation, Aggregation.LETZTER) or Aggregation.LETZTER,
        max_alter=DEFAULT_MAX_ALTER if max_alter is None else max_alter,
        fachbereich=satz.text("fachbereich"),
        quelle=satz.text("quelle"),
        personenbezogen=satz.ja_nein("personenbezogen"),
        oeffentlich=satz.ja_nein("oeffentlich"),
        ziel_herkunft=satz.herkunft(""),
        lieferfrist=satz.tage("lieferfrist", _MAX_LIEFERFRIST),
        plausibel_von=satz.zahl("plausibel_von", einheit),
        plausibel_bis=satz.zahl("plausibel_bis", einheit),
        sprung_ab=satz.zahl("sprung_ab", "%"),
        pruefungen_aus=_read_pruefungen(satz),
        summe_aus=join_summanden(parse_summanden(satz.text("summe_aus"))),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("nr"),
    )
    _check_kennzahl(satz, kennzahl)
    if kennzahl.summe_aus:
        lesung.summen.append((satz, kennzahl))
    if kennzahl.nr:
        # Known even where the row is faulty, so that one slip is not reported a hundred times.
        lesung.bekannte_kennzahlen[kennzahl.nr] = kennzahl
    if not satz.ist_fehlerhaft:
        lesung.kennzahlen.append(kennzahl)


def _check_kennzahl(satz: Satz, kennzahl: Kennzahl) -> None:
    """What can be said about one Kennzahl from its own row."""
    if satz.ist_fehlerhaft:
        return
    if kennzahl.basisjahr is not None and kennzahl.basiswert is None:
        text = "zum Basisjahr fehlt der Basiswert; so lange ist die Kennzahl nicht bewertbar"
        satz.note(Schwere.WARNUNG, "basis_unvollstaendig", "basisjahr", text)
    if kennzahl.basiswert is not None and kennzahl.basisjahr is None:
        text = "zum Basiswert fehlt das Basisjahr; so lange ist die Kennzahl nicht bewertbar"
        satz.note(Schwere.WARNUNG, "basis_unvollstaendig", "basiswert", text)
    unten, oben = kennzahl.untergrenze, kennzahl.obergrenze
    if unten is not None and oben is not None and unten > oben:
        text = "die Untergrenze liegt über der Obergrenze; bitte beide prüfen"
        satz.note(Schwere.FEHLER, "grenzen_vertauscht", "untergrenze", text)
    if kennzahl.toleranz is not None and kennzahl.toleranz <= 0:
        text = "die Toleranz muss größer als 0 sein"
        satz.note(Schwere.FEHLER, "toleranz", "toleranz", text)
    if kennzahl.rauschband is not None and kennzahl.rauschband < 0:
        satz.note(Schwere.FEHLER, "rauschband", "rauschband", "das Rauschband darf nicht negativ sein")
    von, bis = kennzahl.plausibel_von, kennzahl.plausibel_bis
    if von is not None and bis is not None and von > bis:
        text = "„Plausibel von“ liegt über „Plausibel bis“; bitte beide prüfen"
        satz.note(Schwere.FEHLER, "plausibel_vertauscht", "plausibel_von", text)
    if kennzahl.sprung_ab is not None and kennzahl.sprung_ab <= 0:
        text = "erwartet wird ein Prozentsatz über 0; ohne eigene Grenze bitte leer lassen"
        satz.note(Schwere.FEHLER, "sprung_ab", "sprung_ab", text)


def _read_pruefungen(satz: Satz) -> str:
    """The checks that are switched off, in their own order; a word that is none is a ``fehler``."""
    pruefungen, unbekannt = parse_pruefungen(satz.text("pruefungen_aus"))
    if unbekannt:
        worte = ", ".join(f"„{wort}“" for wort in unbekannt)
        erlaubt = ", ".join(f"„{pruefung.value}“" for pruefung in Pruefung)
        text = f"{worte} ist keine Prüfung; möglich sind {erlaubt}"
        satz.note(Schwere.FEHLER, "unbekannte_pruefung", "pruefungen_aus", text)
    return join_pruefungen(pruefungen)


def check_summanden(lesung: Lesung) -> None:
    """Whether every part of a sum is a Kennzahl of its unit and not the sum itself; after the last sheet."""
    for satz, kennzahl in lesung.summen:
        teile = parse_summanden(kennzahl.summe_aus)
        fremd = [nr for nr in teile if nr not in lesung.bekannte_kennzahlen]
        andere = [
            nr
            for nr in teile
            if nr not in fremd and lesung.bekannte_kennzahlen[nr].einheit != kennzahl.einheit
        ]
        if fremd:
            nummern = ", ".join(f"„{nr}“" for nr in fremd)
            text = (
                f"{nummern} gibt es weder in dieser Datei noch im Bestand; erwartet werden Kennzahl-Nrn. wie "
                "„1.1-02 + 1.1-03“"
            )
            satz.note(Schwere.FEHLER, "unbekannt", "summe_aus", text)
        elif kennzahl.nr in teile:
            text = "eine Kennzahl kann nicht Teil ihrer eigenen Summe sein"
            satz.note(Schwere.FEHLER, "summe_aus_sich", "summe_aus", text)
        elif andere:
            text = f"{', '.join(andere)} hat eine andere Einheit als „{kennzahl.einheit}“; bitte prüfen"
            satz.note(Schwere.WARNUNG, "summe_einheit", "summe_aus", text)


def known_kennzahl(satz: Satz, lesung: Lesung) -> Kennzahl | None:
    """The Kennzahl a row names, ``None`` with a Befund where there is none."""
    nr = satz.schluessel("kennzahl", lesung.bekannte_kennzahlen, "eine Kennzahl")
    return lesung.bekannte_kennzahlen.get(nr)


def read_zielwert(satz: Satz, lesung: Lesung) -> None:
    """One target."""
    kennzahl = known_kennzahl(satz, lesung)
    einheit = kennzahl.einheit if kennzahl else ""
    jahr, wert = satz.jahr("jahr"), satz.zahl("zielwert", einheit)
    if wert is None and not satz.ist_fehlerhaft:
        text = "erwartet wird eine Zahl; ohne Zielwert bitte die Zeile löschen"
        satz.note(Schwere.FEHLER, "keine_zahl", "zielwert", text)
    ab, bis = satz.datum("gueltig_ab"), satz.datum("gueltig_bis")
    herkunft = satz.herkunft()
    beschluss, system = satz.text("beschluss"), read_system(satz, lesung)
    if kennzahl is None or jahr is None or wert is None or satz.ist_fehlerhaft:
        return
    lesung.zielwerte.append(
        Zielwert(kennzahl.nr, jahr, wert, ab, bis, beschluss, system, herkunft, satz.place("zielwert"))
    )


def read_reihenbruch(satz: Satz, lesung: Lesung) -> None:
    """One change of method."""
    kennzahl = known_kennzahl(satz, lesung)
    frequenz = kennzahl.frequenz if kennzahl else Frequenz.JAEHRLICH
    ab = satz.zeitraum("ab", frequenz)
    neu = satz.zahl("basiswert_neu", kennzahl.einheit if kennzahl else "")
    grund, herkunft = satz.text("grund"), satz.herkunft()
    if kennzahl is not None and ab is not None and not satz.ist_fehlerhaft:
        lesung.reihenbrueche.append(
            Reihenbruch(kennzahl.nr, ab, grund, neu, herkunft, satz.place("kennzahl"))
        )


def read_zuordnung(satz: Satz, lesung: Lesung) -> None:
    """One mapping of a Kennzahl to an Unterziel."""
    kennzahl = known_kennzahl(satz, lesung)
    unterziel, system = read_unterziel(satz, lesung)
    gewicht = satz.zahl("gewicht")
    if gewicht is not None and gewicht <= 0:
        satz.note(Schwere.FEHLER, "gewicht", "gewicht", "das Gewicht muss größer als 0 sein")
    geldanteil = satz.zahl("geldanteil", "%")
    if geldanteil is not None and not 0 <= geldanteil <= HUNDERT:
        satz.note(Schwere.FEHLER, "geldanteil", "geldanteil", "erwartet werden 0 bis 100 %")
    ab, bis, herkunft = satz.datum("gueltig_ab"), satz.datum("gueltig_bis"), satz.herkunft()
    if kennzahl is not None and unterziel and not satz.ist_fehlerhaft:
        lesung.zuordnungen.append(
            UnterzielZuordnung(
                kennzahl.nr,
                unterziel,
                Decimal(1) if gewicht is None else gewicht,
                geldanteil,
                system,
                ab,
                bis,
                herkunft,
                satz.place("gewicht", "kennzahl"),
            )
        )
