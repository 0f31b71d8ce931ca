"""Zeitangabe: how Fachbereiche write a Zeitraum, and what it then means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
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
        # The year above its quarters, months or half-years: „2023“ over „1. Quartal“.
        (_J + r"\s(?P<n>[1-4]|i|ii|iii|iv)\.?\s?(?:quartal|qu?\.?)", Periode.QUARTAL),
        (_J + r"\s(?P<n>[12]|i|ii)\.?\s?(?:halbjahr|hj\.?)", Periode.HALBJAHR),
        (_J + r"\s(?P<n>0[1-9]|1[0-2])", Periode.MONAT),
        (r"(?P<n>0[1-9]|1[0-2])\s?[/.-]\s?" + _J, Periode.MONAT),
        (_J + r"-(?P<n>0[1-9]|1[0-2])", Periode.MONAT),
    )
)
_MONATSNAME = re.compile(r"([a-zäöü]+)\.?\s?[/'-]?\s?(\d{4})")
_JAHR_MONATSNAME = re.compile(r"(\d{4})\s([a-zäöü]+)\.?")
_KUMULIERT = re.compile(r"\((?:kumuliert|kum\.?)\)?|\b(?:kumuliert|kumul?\.|aufgelaufen)\s*:?\s*")
_BIS = r"\s?(?:-|–|—|bis(?:\seinschl(?:\.|ießlich))?|bis\szum)\s?"
_M = r"(\d{1,2}|[a-zäöü]{3,9})\.?"
_SPANNE = re.compile(rf"{_M}(?:\s?[/ ]?\s?(\d{{4}}))?{_BIS}{_M}\s?[/ ]?\s?(\d{{4}})")
_TAGE = re.compile(rf"(\d{{1,2}}\.\s?\d{{1,2}}\.)\s?(\d{{4}})?{_BIS}(\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}})")
_UNKLAR = re.compile(r"([1-9])\s?/\s?\d{4}", re.ASCII)
_QUARTALE = 4
_FUSSNOTE = re.compile(r"(?<=\d{4})\s?(?:\*+|[¹²³⁴-⁹]+|\d?\))$")
_ERWARTET = "erwartet wird ein Zeitraum wie 2023, I/2023, Q1 2023, 1. Hj. 2023, 06/2023 oder 30.06.2023"


class Umfang(Enum):
    """What a Zeitangabe says about how much of the year its value holds.

    ``OFFEN``: it names one Zeitraum and leaves that to the Kennzahl. ``AUFGELAUFEN``: from January to
    the end of a later Zeitraum. ``EINZELN``: exactly one Zeitraum that does not begin in January.
    """

    OFFEN = "offen"
    AUFGELAUFEN = "aufgelaufen"
    EINZELN = "einzeln"


@dataclass(frozen=True, slots=True)
class Zeitangabe:
    """A Zeitraum as a cell names it; ``stichtag`` where it named a day.

    ``schuljahr`` says that the year is the one in which a Schuljahr ends. ``umfang`` says how a span
    of months („Jan–Sep 2023“) fills the Zeitraum it ends with.
    """

    zeitraum: Zeitraum
    stichtag: date | None = None
    schuljahr: bool = False
    umfang: Umfang = Umfang.OFFEN


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
    ohne = _KUMULIERT.sub("", roh).strip()
    aufgelaufen = ohne != roh
    roh = _VORSATZ.sub("", ohne.removeprefix("bis ") if aufgelaufen else ohne).strip()
    roh = _FUSSNOTE.sub("", roh)
    for lesen in _LESARTEN:
        angabe = lesen(roh, frequenz)
        if angabe is not None:
            if angabe.zeitraum.jahr not in JAHRE:
                raise WertError("kein_zeitraum", "das Jahr liegt nicht zwischen 1990 und 2100")
            return _to_date(angabe, frequenz) if aufgelaufen else angabe
    raise WertError("kein_zeitraum", _ERWARTET)


def _to_date(angabe: Zeitangabe, frequenz: Frequenz) -> Zeitangabe:
    """A Zeitraum that was called „kumuliert“: the value from January to its end."""
    if angabe.umfang is Umfang.EINZELN or angabe.schuljahr:
        raise WertError("kein_zeitraum", "kumulierte Werte beginnen im Januar")
    if angabe.zeitraum.nummer == 1:
        return angabe
    if angabe.zeitraum.periode is Periode.MONAT and frequenz is not Frequenz.MONATLICH:
        return _span(angabe.zeitraum.jahr, 1, angabe.zeitraum.nummer, frequenz)
    return replace(angabe, umfang=Umfang.AUFGELAUFEN)


def _months(text: str, frequenz: Frequenz) -> Zeitangabe | None:
    """``Jan–Sep 2023``, ``01–09/2023``, ``01.01.–30.09.2023``."""
    if treffer := _TAGE.fullmatch(text):
        bis = parse_datum(treffer[3])
        von = None if bis is None else parse_datum(treffer[1] + (treffer[2] or str(bis.year)))
        if von is None or bis is None:
            return None
        if von.day != 1 or (bis + timedelta(days=1)).day != 1 or von.year != bis.year or von > bis:
            raise WertError("kein_zeitraum", "erwartet werden ganze Monate eines Jahres")
        return _span(bis.year, von.month, bis.month, frequenz)
    treffer = _SPANNE.fullmatch(text)
    if treffer is None:
        return None
    erster, letzter = _month_number(treffer[1]), _month_number(treffer[3])
    if erster is None or letzter is None:
        return None
    if erster > letzter or (treffer[2] and treffer[2] != treffer[4]):
        raise WertError("kein_zeitraum", "erwartet werden ganze Monate eines Jahres")
    if treffer[1] == str(erster) and treffer[3] == str(letzter) and letzter <= _QUARTALE:
        raise WertError(
            "kein_zeitraum",
            "das können Monate oder Quartale sein; bitte Monatsnamen schreiben (Jan–Mrz 2023)",
        )
    return _span(int(treffer[4]), erster, letzter, frequenz)


def _month_number(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text) if int(text) in range(1, 13) else None
    return _MONATE.get(text)


def _span(jahr: int, erster: int, letzter: int, frequenz: Frequenz) -> Zeitangabe:
    """The Zeitraum of the Frequenz with which these months end; raises ``WertError`` where none does."""
    if (erster, letzter) == (1, 12):
        return Zeitangabe(Zeitraum(jahr))
    monate = 12 // PERIODEN_IM_JAHR[frequenz.periode]
    zeitraum = Zeitraum(jahr, frequenz.periode, letzter // monate) if letzter % monate == 0 else None
    if zeitraum is not None and letzter - erster + 1 == monate:
        return Zeitangabe(zeitraum, umfang=Umfang.OFFEN if erster == 1 else Umfang.EINZELN)
    if zeitraum is None or erster != 1:
        raise WertError(
            "kein_zeitraum",
            f"die Monate {erster} bis {letzter} ergeben keinen Zeitraum einer Kennzahl, die "
            f"{_HAEUFIGKEIT[frequenz]} berichtet wird",
        )
    return Zeitangabe(zeitraum, umfang=Umfang.AUFGELAUFEN)


_HAEUFIGKEIT = {
    Frequenz.JAEHRLICH: "jährlich",
    Frequenz.HALBJAEHRLICH: "halbjährlich",
    Frequenz.VIERTELJAEHRLICH: "vierteljährlich",
    Frequenz.MONATLICH: "monatlich",
    Frequenz.MEHRJAEHRIG: "mehrjährig",
}


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
    if treffer := _JAHR_MONATSNAME.fullmatch(text):
        if treffer[2] not in _MONATE:
            return None
        return Zeitangabe(Zeitraum(int(treffer[1]), Periode.MONAT, _MONATE[treffer[2]]))
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
    _months,
)
