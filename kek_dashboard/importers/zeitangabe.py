"""Zeitangabe: how Fachbereiche write a Zeitraum, and what it then means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kek_dashboard.domain.kennzahl import Frequenz
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode, Zeitraum
from kek_dashboard.importers.mappe import Zelle
from kek_dashboard.importers.werte import JAHRE, WertError, parse_datum

_ROEMISCH = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONATE = {
    name: nummer
    for nummer, namen in enumerate(
        (
            ("januar", "jan", "jänner"), ("februar", "feb"), ("märz", "maerz", "mär", "mrz"),
            ("april", "apr"), ("mai",), ("juni", "jun"), ("juli", "jul"), ("august", "aug"),
            ("september", "sept", "sep"), ("oktober", "okt"), ("november", "nov"),
            ("dezember", "dez"),
        ),
        start=1,
    )
    for name in namen
}  # fmt: skip
_PROGNOSE = re.compile(
    r"\b(prognose\w*|plan\w*|ziel\w*|soll\w*|hochrechnung\w*|erwart\w*|schätz\w*|schaetz\w*"
    r"|vorausberechn\w*|vorschau|ansatz|budget)\b"
)
_VORSATZ = re.compile(
    r"^(?:(?:ist[- ]?(?:werte?|stand)?|werte?|messwerte?|ergebnis|jahr|berichtsjahr|stand|stichtag"
    r"|zum|am|per|im|zeitraum)\b[.:]?\s*)+"
)
_SCHULJAHR = re.compile(
    r"(?:(?:schuljahr|schulj\.|sj\.?|kita-?jahr|kindergartenjahr|kindertagesstättenjahr)\s*)?"
    r"(\d{4})\s?[/–-]\s?(\d{4}|\d{2})"
)
_J = r"(\d{4})"
_MUSTER: tuple[tuple[re.Pattern[str], Periode], ...] = tuple(
    (re.compile(muster, re.ASCII), periode)
    for muster, periode in (
        (r"(?P<n>i|ii|iii|iv)\.?\s?(?:quartal|qu?\.?)?\s?[/ -]\s?" + _J, Periode.QUARTAL),
        (r"(?P<n>[1-4]|i|ii|iii|iv)\.?\s?(?:quartal|qu?\.?)\s?[/-]?\s?" + _J, Periode.QUARTAL),
        (r"(?:quartal|qu?\.?)\s?(?P<n>[1-4]|i|ii|iii|iv)\s?[/ -]?\s?" + _J, Periode.QUARTAL),
        (_J + r"\s?[/ -]?\s?(?:quartal|qu?\.?)\s?(?P<n>[1-4])", Periode.QUARTAL),
        (_J + r"\s?[/ -]\s?(?P<n>i|ii|iii|iv)", Periode.QUARTAL),
        (r"(?P<n>[12]|i|ii)\.?\s?(?:halbjahr|hj\.?)\s?[/-]?\s?" + _J, Periode.HALBJAHR),
        (r"(?:halbjahr|hj?\.?)\s?(?P<n>[12])\s?[/ -]?\s?" + _J, Periode.HALBJAHR),
        (_J + r"\s?[/ -]?\s?(?:halbjahr|hj?\.?)\s?(?P<n>[12])", Periode.HALBJAHR),
        (r"(?P<n>0[1-9]|1[0-2])\s?[/.-]\s?" + _J, Periode.MONAT),
        (_J + r"-(?P<n>0[1-9]|1[0-2])", Periode.MONAT),
    )
)
_MONATSNAME = re.compile(r"([a-zäöü]+)\.?\s?[/'-]?\s?(\d{4})")
_UNKLAR = re.compile(r"([1-9])\s?/\s?\d{4}", re.ASCII)
_FUSSNOTE = re.compile(r"(?<=\d{4})\s?(?:\*+|[¹²³⁴-⁹]+|\d?\))$")
_ERWARTET = "erwartet wird ein Zeitraum wie 2023, I/2023, Q1 2023, 1. Hj. 2023, 06/2023 oder 30.06.2023"


@dataclass(frozen=True, slots=True)
class Zeitangabe:
    """A Zeitraum as a cell names it; ``stichtag`` where it named a day.

    ``schuljahr`` says that the year is the one in which a Schuljahr ends.
    """

    zeitraum: Zeitraum
    stichtag: date | None = None
    schuljahr: bool = False


def is_prognose(text: str) -> bool:
    """Whether the words say that this is a plan, target or forecast, never a Messwert."""
    return _PROGNOSE.search(text.casefold()) is not None


def read_zeitraum(zelle: Zelle, frequenz: Frequenz) -> Zeitangabe:
    """The Zeitraum a cell names; a day stands for the Zeitraum of the Frequenz that contains it.

    Raises ``WertError`` for everything else, and for years outside 1990 to 2100.
    """
    wert = zelle.wert
    if zelle.fehler:
        raise WertError("kein_zeitraum", _ERWARTET)
    if isinstance(wert, bool):
        raise WertError("kein_zeitraum", _ERWARTET)
    if isinstance(wert, date):
        return _of_day(wert, frequenz)
    if isinstance(wert, Decimal):
        return _of_number(wert, frequenz)
    return _of_text(wert or "", frequenz)


def _of_number(zahl: Decimal, frequenz: Frequenz) -> Zeitangabe:
    if zahl != zahl.to_integral_value():
        raise WertError("kein_zeitraum", _ERWARTET)
    ganz = int(zahl)
    if ganz in JAHRE:
        return Zeitangabe(Zeitraum(ganz))
    text = str(ganz)
    if len(text) == len("JJJJMMTT"):
        try:
            return _of_day(date(int(text[:4]), int(text[4:6]), int(text[6:])), frequenz)
        except ValueError:
            pass
    raise WertError("kein_zeitraum", _ERWARTET)


def _of_day(tag: date, frequenz: Frequenz) -> Zeitangabe:
    if tag.year not in JAHRE:
        raise WertError("kein_zeitraum", "das Jahr liegt nicht zwischen 1990 und 2100")
    return Zeitangabe(Zeitraum.containing(tag, frequenz.periode), stichtag=tag)


@lru_cache(maxsize=4096)
def _of_text(text: str, frequenz: Frequenz) -> Zeitangabe:
    roh = re.sub(r"\s+", " ", text.casefold()).strip().strip("()[]:;")
    roh = _VORSATZ.sub("", roh).strip()
    roh = _FUSSNOTE.sub("", roh)
    for lesen in _LESARTEN:
        angabe = lesen(roh, frequenz)
        if angabe is not None:
            if angabe.zeitraum.jahr not in JAHRE:
                raise WertError("kein_zeitraum", "das Jahr liegt nicht zwischen 1990 und 2100")
            return angabe
    raise WertError("kein_zeitraum", _ERWARTET)


def _year(text: str, _: Frequenz) -> Zeitangabe | None:
    if re.fullmatch(r"\d{4}(?:[.,]0+)?", text, re.ASCII):
        return Zeitangabe(Zeitraum(int(text[:4])))
    return None


def _day(text: str, frequenz: Frequenz) -> Zeitangabe | None:
    tag = parse_datum(text)
    if tag is None and re.fullmatch(r"\d{8}", text, re.ASCII):
        tag = parse_datum(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return None if tag is None else _of_day(tag, frequenz)


def _pattern(text: str, frequenz: Frequenz) -> Zeitangabe | None:
    if treffer := _UNKLAR.fullmatch(text):
        if frequenz is Frequenz.MONATLICH:
            return Zeitangabe(Zeitraum(int(text[-4:]), Periode.MONAT, int(treffer[1])))
        raise WertError(
            "kein_zeitraum",
            f"das kann ein Monat oder ein Quartal sein; bitte 0{treffer[1]}/{text[-4:]} oder "
            f"Q{treffer[1]} {text[-4:]} schreiben",
        )
    for muster, periode in _MUSTER:
        if treffer := muster.fullmatch(text):
            n = treffer["n"]
            nummer = _ROEMISCH[n] if n in _ROEMISCH else int(n)
            jahr = next(int(teil) for teil in treffer.groups() if teil and len(teil) == len("JJJJ"))
            if nummer <= PERIODEN_IM_JAHR[periode]:
                return Zeitangabe(Zeitraum(jahr, periode, nummer))
    return None


def _month(text: str, _: Frequenz) -> Zeitangabe | None:
    treffer = _MONATSNAME.fullmatch(text)
    if treffer is None or treffer[1] not in _MONATE:
        return None
    return Zeitangabe(Zeitraum(int(treffer[2]), Periode.MONAT, _MONATE[treffer[1]]))


def _school_year(text: str, _: Frequenz) -> Zeitangabe | None:
    treffer = _SCHULJAHR.fullmatch(text)
    if treffer is None:
        return None
    beginn, ende = int(treffer[1]), int(treffer[2])
    if len(treffer[2]) == len("JJ"):
        ende += (beginn + 1) // 100 * 100
    if ende != beginn + 1:
        raise WertError("kein_zeitraum", "ein Schuljahr reicht von einem Jahr in das nächste")
    return Zeitangabe(Zeitraum(ende), schuljahr=True)


_LESARTEN: tuple[Callable[[str, Frequenz], Zeitangabe | None], ...] = (
    _year,
    _day,
    _pattern,
    _month,
    _school_year,
)
