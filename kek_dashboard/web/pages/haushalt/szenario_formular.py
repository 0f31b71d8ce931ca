"""Szenarioformular: what a person said about a change; every field comes from outside."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal

from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart, Positionsschluessel
from kek_dashboard.domain.szenario import (
    OHNE_SCHLUESSEL,
    Aenderung,
    Bereich,
    InvalidAenderungError,
    Reichweite,
    Weise,
    check_aenderung,
)
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.pages.haushalt.szenario_worte import (
    ALLE_ARTEN,
    ART,
    ERHOEHEN_EURO,
    ERHOEHEN_PROZENT,
    GRUPPE,
    KUERZEN_EURO,
    KUERZEN_PROZENT,
    SETZEN,
    WAS,
    WIE,
    ZAHL,
)

_ZAHL = re.compile(r"(-?)(\d{1,3}(?:\.\d{3})+|\d{1,14})(?:,(\d{1,6}))?", re.ASCII)
_PUNKT = re.compile(r"-?\d+\.\d+", re.ASCII)
_EINHEIT = re.compile(r"(€|EUR|Euro|%|Prozent)$", re.IGNORECASE)
_PROZENT = {"%", "prozent"}
_LAENGSTE_ZAHL = 40
_LAENGSTE_SUCHE = 80
_TEILE = 6
_HOECHSTE_NUMMER = 10**9
#: How: what it is in the domain, and the sign that a number without one gets.
_WIE: Mapping[str, tuple[Weise, int]] = {
    KUERZEN_PROZENT: (Weise.PROZENT, -1),
    ERHOEHEN_PROZENT: (Weise.PROZENT, 1),
    KUERZEN_EURO: (Weise.UM, -1),
    ERHOEHEN_EURO: (Weise.UM, 1),
    SETZEN: (Weise.AUF, 1),
}


def read_change(form: Mapping[str, str]) -> Aenderung:
    """The change a form describes; raises ``UnusableFormError`` with a German sentence."""
    reichweite, schluessel = read_was(form.get(WAS, ""))
    art = None if reichweite is Reichweite.ZEILE else _read_art(form.get(ART, ""))
    gruppe = "" if reichweite is Reichweite.ZEILE else form.get(GRUPPE, "").strip()
    if form.get(WIE, "") not in _WIE:
        raise UnusableFormError("Bitte wählen, wie der Betrag sich ändern soll.")
    weise, vorzeichen = _WIE[form[WIE]]
    zahl = _read_zahl(form.get(ZAHL, ""), weise)
    if zahl < 0 and weise is not Weise.AUF:
        raise UnusableFormError(
            "Bitte die Zahl ohne Minus angeben; ob gekürzt oder erhöht wird, steht daneben."
        )
    try:
        return check_aenderung(
            Aenderung(Bereich(reichweite, schluessel, art, gruppe), weise, vorzeichen * zahl)
        )
    except InvalidAenderungError as error:
        raise UnusableFormError(str(error)) from None


def read_was(text: str) -> tuple[Reichweite, Positionsschluessel]:
    """What a change is meant for; raises ``UnusableFormError``.

    >>> read_was("produkt:365100")[1].produkt
    '365100'
    """
    wort, _, rest = text.partition(":")
    match wort:
        case Reichweite.ALLES if not rest:
            return Reichweite.ALLES, OHNE_SCHLUESSEL
        case Reichweite.TEILHAUSHALT:
            return Reichweite.TEILHAUSHALT, Positionsschluessel(teilhaushalt=rest)
        case Reichweite.PRODUKT:
            return Reichweite.PRODUKT, Positionsschluessel(produkt=rest)
        case Reichweite.ZEILE:
            return Reichweite.ZEILE, read_line_key(rest)
    raise UnusableFormError("Bitte zuerst wählen, was geändert werden soll.")


def read_line_key(text: str) -> Positionsschluessel:
    """The key that ``line_key`` wrote; raises ``UnusableFormError``."""
    try:
        teile = json.loads(text)
    except (ValueError, RecursionError):
        teile = None
    if isinstance(teile, list) and len(teile) == _TEILE:
        teil, amt, produkt, konto, investition, lfd = teile
        worte = (teil, amt, produkt, konto, investition)
        if all(isinstance(w, str) for w in worte) and type(lfd) is int and 1 <= lfd <= _HOECHSTE_NUMMER:
            return Positionsschluessel(teil, amt, produkt, konto, investition, lfd)
    raise UnusableFormError("Eine solche Zeile gibt es im Haushalt nicht.")


def read_search(text: str) -> str:
    """The words that were searched for, in one line."""
    return clean_text(" ".join(text.split()))[:_LAENGSTE_SUCHE]


def _read_art(text: str) -> Positionsart | None:
    if text == ALLE_ARTEN:
        return None
    if text not in set(VIER_ARTEN):
        raise UnusableFormError("Bitte eine der vier Arten wählen, oder alle.")
    return Positionsart(text)


def _read_zahl(text: str, weise: Weise) -> Decimal:
    """A German number: 1.234,50 or 1234,5; with its unit or without."""
    kurz = "".join(text.split()).replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-").removeprefix("+")
    einheit = _EINHEIT.search(kurz)
    if einheit is not None:
        if (einheit[0].lower() in _PROZENT) is not (weise is Weise.PROZENT):
            raise UnusableFormError(
                "Die Einheit der Zahl passt nicht dazu, wie geändert werden soll (€ oder %)."
            )
        kurz = kurz[: einheit.start()]
    treffer = _ZAHL.fullmatch(kurz) if len(kurz) <= _LAENGSTE_ZAHL else None
    if treffer is None:
        if not kurz:
            raise UnusableFormError("Bitte eine Zahl angeben, zum Beispiel 10 oder 1.234,50.")
        if _PUNKT.fullmatch(kurz):
            raise UnusableFormError("Bitte das Komma als Dezimalzeichen verwenden, zum Beispiel 2,5.")
        raise UnusableFormError(
            "Diese Zahl lässt sich nicht lesen. Erwartet wird zum Beispiel 10 oder 1.234,50."
        )
    vorzeichen, ganze, stellen = treffer.groups()
    return Decimal(f"{vorzeichen}{ganze.replace('.', '')}.{stellen or '0'}")
