"""Szenarioform: the text a Szenario is kept as. What is read back may come from anywhere and is checked word by word.

The form has a number. A text without faults of form 1 is read by every later version of the program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from kek_dashboard.domain.haushalt import Positionsart, Positionsschluessel
from kek_dashboard.domain.szenario import (
    MEISTE_AENDERUNGEN,
    Aenderung,
    Bereich,
    Grundlage,
    InvalidAenderungError,
    Reichweite,
    Szenario,
    SzenarioError,
    Weise,
    check_aenderung,
)

FORM = 1
_LAENGSTER_TEXT = 400_000
_ZAHL = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
_ABDRUCK = re.compile(r"[0-9a-f]{32}", re.ASCII)
_HOECHSTE_NUMMER = 10**9
_FELDER_JE_REICHWEITE: Mapping[Reichweite, tuple[str, ...]] = {
    Reichweite.ZEILE: ("teilhaushalt", "amt", "produkt", "konto", "investition", "lfd"),
    Reichweite.PRODUKT: ("produkt",),
    Reichweite.TEILHAUSHALT: ("teilhaushalt",),
    Reichweite.ALLES: (),
}
_Wort = TypeVar("_Wort", bound=StrEnum)


class InvalidSzenarioError(SzenarioError):
    """A kept text is not a Szenario."""

    def __init__(self, was: str) -> None:
        """Say what is wrong, in a few words."""
        super().__init__(f"Dieses Szenario lässt sich nicht lesen: {was}.")


def write_szenario(szenario: Szenario) -> str:
    """The Szenario as text of JSON, without its name and plan, which are kept beside it."""
    grundlage = szenario.grundlage
    return json.dumps(
        {
            "form": FORM,
            "grundlage": {
                "wissensstand": grundlage.wissensstand.isoformat(),
                "version": grundlage.version,
                "zeilen": grundlage.zeilen,
            },
            "aenderungen": [_change_form(aenderung) for aenderung in szenario.aenderungen],
        },
        ensure_ascii=False,
    )


def read_szenario(name: str, haushaltsjahr: int, fassung: str, text: str) -> Szenario:
    """The Szenario of a text; raises ``InvalidSzenarioError``."""
    form = _fields(_load(text), ("form", "grundlage", "aenderungen"), "der Aufbau")
    if type(form["form"]) is not int or form["form"] != FORM:
        raise InvalidSzenarioError("es hat eine Form, die diese Version des Programms nicht kennt")
    liste = form["aenderungen"]
    if not isinstance(liste, list) or len(liste) > MEISTE_AENDERUNGEN:
        raise InvalidSzenarioError(f"es sind höchstens {MEISTE_AENDERUNGEN} Änderungen möglich")
    aenderungen = tuple(_read_change(eine) for eine in liste)
    return Szenario(name, haushaltsjahr, fassung, _read_base(form["grundlage"]), aenderungen)


def _change_form(aenderung: Aenderung) -> dict[str, object]:
    bereich = aenderung.bereich
    alle = asdict(bereich.schluessel)
    return {
        "reichweite": bereich.reichweite.value,
        "schluessel": {feld: alle[feld] for feld in _FELDER_JE_REICHWEITE[bereich.reichweite]},
        "art": None if bereich.art is None else bereich.art.value,
        "kontengruppe": bereich.kontengruppe,
        "weise": aenderung.weise.value,
        "zahl": f"{aenderung.zahl:f}",
    }


def _load(text: str) -> object:
    if len(text) > _LAENGSTER_TEXT:
        raise InvalidSzenarioError("es ist zu lang")
    try:
        return json.loads(text, object_pairs_hook=_no_field_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InvalidSzenarioError("es ist kein JSON") from None


def _no_field_twice(paare: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in paare}) != len(paare):
        raise InvalidSzenarioError("ein Feld steht doppelt darin")
    return dict(paare)


def _no_constant(wort: str) -> NoReturn:
    raise InvalidSzenarioError(f"„{wort}“ ist keine Zahl")


def _fields(wert: object, namen: tuple[str, ...], was: str) -> Mapping[str, Any]:
    """An object with exactly these fields."""
    if not isinstance(wert, dict) or set(wert) != set(namen):
        raise InvalidSzenarioError(f"{was} stimmt nicht")
    return wert


def _read_base(wert: object) -> Grundlage:
    felder = _fields(wert, ("wissensstand", "version", "zeilen"), "seine Grundlage")
    tag, version, zeilen = felder["wissensstand"], felder["version"], felder["zeilen"]
    if type(version) is not int or not 0 <= version <= _HOECHSTE_NUMMER:
        raise InvalidSzenarioError("die Version seiner Grundlage stimmt nicht")
    if not isinstance(zeilen, str) or _ABDRUCK.fullmatch(zeilen) is None:
        raise InvalidSzenarioError("der Abdruck seiner Grundlage stimmt nicht")
    try:
        return Grundlage(date.fromisoformat(_text(tag)), version, zeilen)
    except ValueError:
        raise InvalidSzenarioError("der Tag seiner Grundlage ist keiner") from None


def _read_change(wert: object) -> Aenderung:
    namen = ("reichweite", "schluessel", "art", "kontengruppe", "weise", "zahl")
    felder = _fields(wert, namen, "eine Änderung")
    reichweite = _word(Reichweite, felder["reichweite"])
    art = None if felder["art"] is None else _word(Positionsart, felder["art"])
    zahl = _text(felder["zahl"])
    if _ZAHL.fullmatch(zahl) is None:
        raise InvalidSzenarioError("eine Zahl darin ist keine")
    bereich = Bereich(
        reichweite, _read_key(reichweite, felder["schluessel"]), art, _text(felder["kontengruppe"])
    )
    try:
        return check_aenderung(Aenderung(bereich, _word(Weise, felder["weise"]), Decimal(zahl)))
    except InvalidAenderungError as error:
        raise InvalidSzenarioError(str(error).rstrip(".")) from None


def _read_key(reichweite: Reichweite, wert: object) -> Positionsschluessel:
    felder = dict(_fields(wert, _FELDER_JE_REICHWEITE[reichweite], "ein Schlüssel"))
    lfd = felder.pop("lfd", 1)
    if type(lfd) is not int or not 1 <= lfd <= _HOECHSTE_NUMMER:
        raise InvalidSzenarioError("die laufende Nummer einer Zeile stimmt nicht")
    return Positionsschluessel(**{name: _text(teil) for name, teil in felder.items()}, lfd=lfd)


def _word(worte: type[_Wort], wert: object) -> _Wort:
    if not isinstance(wert, str) or wert not in set(worte):
        raise InvalidSzenarioError("es enthält ein unbekanntes Wort")
    return worte(wert)


def _text(wert: object) -> str:
    if not isinstance(wert, str):
        raise InvalidSzenarioError("ein Text darin ist keiner")
    return wert
