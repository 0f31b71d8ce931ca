"""Eingaben: what the office types about a proposal, as sheets of Stammdaten; faults are told in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Zieltyp
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Schritt, Vorschlag
from kek_dashboard.domain.vorschlaege import VORSCHLAGENDE, next_number
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.importers import stammdatenblaetter as blaetter
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt, Zellwert
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import read_tag
from kek_dashboard.web.angaben import UnusableFormError, clean_text


@dataclass(frozen=True, slots=True)
class Feld:
    """One field: its name, its label, the column it fills, how long its text may be, whether it must be there."""

    name: str
    titel: str
    spalte: str
    laenge: int = 120
    pflicht: bool = False
    hilfe: str = ""
    art: str = "text"


NUMMER = Feld("nr", "Nummer", "", 30, hilfe="leer: die nächste freie Nummer")
TITEL = Feld("bezeichnung", "Bezeichnung", "Bezeichnung", pflicht=True)
UNTERZIEL = Feld("unterziel", "Für welches Unterziel?", "Unterziel", 30, pflicht=True)
FACHBEREICH = Feld("fachbereich", "Verantwortlicher Fachbereich", "Fachbereich")
VON = Feld("vorschlag_von", "Vorgeschlagen", "Vorschlag von", pflicht=True)
TAG = Feld("am", "Am", "Datum", 10, pflicht=True, art="date")
GREMIUM = Feld("gremium", "Gremium oder Fraktion", "Gremium", hilfe="z. B. Kreisausschuss")
DRUCKSACHE = Feld("beschluss", "Drucksache", "Beschluss", hilfe="z. B. Drs. 41/2026")
BEMERKUNG = Feld("bemerkung", "Bemerkung", "Bemerkung", 200)
SCHRITT = Feld("schritt", "Schritt", "Schritt", 20, pflicht=True)

EINHEIT = Feld("einheit", "Einheit", "Einheit", 30, pflicht=True, hilfe="z. B. %, Anzahl, EUR")
ZIELTYP = Feld("zieltyp", "Was soll mit dem Wert geschehen?", "Zieltyp", 20, pflicht=True)
ZIELJAHR = Feld("zieljahr", "Zieljahr", "Jahr", 4, hilfe="bis wann")
ZIELWERT = Feld("zielwert", "Zielwert", "Zielwert", 20)
DEFINITION = Feld("definition", "Was genau wird gezählt?", "Definition", 300)
QUELLE = Feld("quelle", "Woher kommen die Werte?", "Quelle")
BASISJAHR = Feld("basisjahr", "Ausgangsjahr", "Basisjahr", 4)
BASISWERT = Feld("basiswert", "Ausgangswert", "Basiswert", 20)
BEGINN = Feld("beginn", "Beginn", "Beginn", 10, art="date")
ENDE = Feld("ende", "Ende", "Ende", 10, art="date")
SCHWERPUNKT = Feld("handlungsschwerpunkt", "Handlungsschwerpunkt", "Handlungsschwerpunkt")

#: The way of a proposal as it begins, and one step further.
WEG = (VON, TAG, GREMIUM, DRUCKSACHE, BEMERKUNG)
WEITER = (SCHRITT, TAG, GREMIUM, DRUCKSACHE, BEMERKUNG)
#: Fields of a new Maßnahme, in the order of the form: heading and fields.
NEUE_MASSNAHME: tuple[tuple[str, tuple[Feld, ...]], ...] = (
    ("Was soll getan werden, und wofür?", (TITEL, UNTERZIEL, SCHWERPUNKT, NUMMER)),
    ("Wer tut es, von wann bis wann?", (FACHBEREICH, BEGINN, ENDE)),
    ("Wer schlägt es vor?", WEG),
)
#: Fields of a new Kennzahl under the five questions of s.m.a.r.t.
NEUE_KENNZAHL: tuple[tuple[str, tuple[Feld, ...]], ...] = (
    ("Spezifisch: Was wird gezählt, und für welches Ziel?", (TITEL, UNTERZIEL, DEFINITION, NUMMER)),
    ("Messbar: Worin und woher?", (EINHEIT, QUELLE)),
    ("Akzeptiert: Wer verantwortet sie?", (FACHBEREICH,)),
    ("Realistisch: Von wo geht es wohin?", (ZIELTYP, BASISJAHR, BASISWERT, ZIELWERT)),
    ("Terminiert: Bis wann?", (ZIELJAHR,)),
    ("Wer schlägt es vor?", WEG),
)
NEU = {MASSNAHME: NEUE_MASSNAHME, KENNZAHL: NEUE_KENNZAHL}
ALLE_FELDER = tuple(
    dict.fromkeys(
        feld.name
        for teile in (NEUE_MASSNAHME, NEUE_KENNZAHL, (("", WEITER),))
        for _, felder in teile
        for feld in felder
    )
)
_BREITE = 24


def read_texts(form: Mapping[str, str], felder: Sequence[Feld]) -> dict[str, str]:
    """What was typed into these fields, cleaned; raises ``UnusableFormError`` with the first fault."""
    texte = {feld.name: clean_text(" ".join(form.get(feld.name, "").split())) for feld in felder}
    for feld in felder:
        if feld.pflicht and not texte[feld.name]:
            raise UnusableFormError(f"Bitte „{feld.titel}“ angeben. Abgegeben wurde nichts.")
        if len(texte[feld.name]) > feld.laenge:
            raise UnusableFormError(
                f"„{feld.titel}“ darf höchstens {feld.laenge} Zeichen haben. Abgegeben wurde nichts."
            )
    return texte


def new_sheets(
    bezug: str, form: Mapping[str, str], stand: Datenstand, vergeben: Collection[str]
) -> tuple[str, list[Stammdatenblatt]]:
    """Number and sheets of a new proposal. ``vergeben``: every number of its kind that any file ever named."""
    texte = read_texts(form, [feld for _, felder in NEU[bezug] for feld in felder])
    ziel = stand.ziele.get(texte[UNTERZIEL.name])
    if ziel is None or ziel.ebene is not Ebene.UNTERZIEL:
        raise UnusableFormError(
            f"Das Unterziel „{texte[UNTERZIEL.name]}“ gibt es nicht. Abgegeben wurde nichts."
        )
    if texte[VON.name] not in VORSCHLAGENDE:
        raise UnusableFormError(
            "„Vorgeschlagen“: erwartet wird Verwaltung oder Kreispolitik. Abgegeben wurde nichts."
        )
    if bezug == KENNZAHL and bool(texte[ZIELJAHR.name]) is not bool(texte[ZIELWERT.name]):
        raise UnusableFormError("Zielwert und Zieljahr gehören zusammen. Abgegeben wurde nichts.")
    nr = texte[NUMMER.name] or next_number("M-" if bezug == MASSNAHME else f"{ziel.nr}-", vergeben)
    if nr.casefold() in {andere.casefold() for andere in vergeben}:
        raise UnusableFormError(f"Die Nummer {nr} ist schon vergeben. Abgegeben wurde nichts.")
    system = stand.zielsystem.name
    sache = _massnahme(nr, texte, system) if bezug == MASSNAHME else _kennzahl(nr, texte, system)
    weg = _verfahren(bezug, nr, Schritt.VORSCHLAG, texte, _read_tag(texte))
    return nr, [*sache, weg]


def step_sheets(vorschlag: Vorschlag, form: Mapping[str, str]) -> list[Stammdatenblatt]:
    """The sheet with the next step of a proposal; only a step that may follow, on a day not before the last."""
    texte = read_texts(form, WEITER)
    danach = vorschlag.schritt.danach
    schritt = next((s for s in danach if s.value == texte[SCHRITT.name]), None)
    if schritt is None:
        moeglich = ", ".join(f"„{s}“" for s in danach) or "nichts mehr"
        raise UnusableFormError(f"Auf „{vorschlag.schritt}“ kann folgen: {moeglich}. Abgegeben wurde nichts.")
    tag, letzter = _read_tag(texte), vorschlag.schritte[-1]
    if tag < letzter.am:
        raise UnusableFormError(
            f"Der Schritt kann nicht vor „{letzter.schritt}“ am {letzter.am:%d.%m.%Y} liegen. Abgegeben wurde nichts."
        )
    if schritt is Schritt.BESCHLOSSEN and not texte[DRUCKSACHE.name]:
        raise UnusableFormError("Zu „beschlossen“ gehört die Drucksache. Abgegeben wurde nichts.")
    return [_verfahren(vorschlag.bezug, vorschlag.nr, schritt, texte, tag)]


def _read_tag(texte: Mapping[str, str]) -> date:
    tag = _day(TAG, texte)
    assert tag is not None  # the field must be filled
    if tag > today():
        raise UnusableFormError(
            f"Der {tag:%d.%m.%Y} liegt in der Zukunft; eingetragen wird, was geschehen ist. Abgegeben wurde nichts."
        )
    return tag


def _day(feld: Feld, texte: Mapping[str, str]) -> date | None:
    text = texte[feld.name]
    tag = read_tag(text) if text else None
    if text and tag is None:
        raise UnusableFormError(f"„{feld.titel}“ ist kein Tag wie 30.06.2026. Abgegeben wurde nichts.")
    return tag


def _massnahme(nr: str, texte: Mapping[str, str], system: str) -> list[Stammdatenblatt]:
    felder = (TITEL, UNTERZIEL, SCHWERPUNKT, FACHBEREICH, VON)
    zeile: dict[str, Zellwert] = {"Maßnahme-Nr.": nr, **{f.spalte: texte[f.name] for f in felder}}
    zeile |= {feld.spalte: _day(feld, texte) for feld in (BEGINN, ENDE)}
    return [_sheet(blaetter.MASSNAHMEN.name, nr, {**zeile, "Zielsystem": system})]


def _kennzahl(nr: str, texte: Mapping[str, str], system: str) -> list[Stammdatenblatt]:
    if texte[ZIELTYP.name] not in {typ.value for typ in Zieltyp}:
        raise UnusableFormError("Bitte wählen, was mit dem Wert geschehen soll. Abgegeben wurde nichts.")
    felder = (TITEL, EINHEIT, ZIELTYP, DEFINITION, QUELLE, FACHBEREICH, BASISJAHR, BASISWERT)
    stamm: dict[str, Zellwert] = {"Kennzahl-Nr.": nr, **{f.spalte: texte[f.name] for f in felder}}
    mappe = [_sheet(blaetter.KENNZAHLEN.name, nr, stamm)]
    if texte[ZIELWERT.name]:
        ziel: dict[str, Zellwert] = {f.spalte: texte[f.name] for f in (ZIELJAHR, ZIELWERT)}
        mappe.append(_sheet(blaetter.ZIELWERTE.name, nr, {"Kennzahl-Nr.": nr, **ziel, "Zielsystem": system}))
    wofuer = {"Kennzahl-Nr.": nr, "Unterziel": texte[UNTERZIEL.name], "Zielsystem": system}
    return [*mappe, _sheet(blaetter.ZUORDNUNG_UNTERZIELE.name, nr, wofuer)]


def _verfahren(bezug: str, nr: str, schritt: Schritt, texte: Mapping[str, str], tag: date) -> Stammdatenblatt:
    wer = "Kennzahl-Nr." if bezug == KENNZAHL else "Maßnahme-Nr."
    zeile: dict[str, Zellwert] = {wer: nr, "Schritt": schritt.value, "Datum": tag}
    zeile |= {f.spalte: texte[f.name] for f in (VON, GREMIUM, DRUCKSACHE, BEMERKUNG) if f.name in texte}
    return _sheet(blaetter.VERFAHREN.name, nr, zeile)


def _sheet(name: str, nr: str, zeile: Mapping[str, Zellwert]) -> Stammdatenblatt:
    gefuellt = {spalte: wert for spalte, wert in zeile.items() if wert not in (None, "")}
    return Stammdatenblatt(
        name, f"Vorschlag {nr}", tuple(gefuellt), [tuple(gefuellt.values())], [_BREITE] * len(gefuellt)
    )
