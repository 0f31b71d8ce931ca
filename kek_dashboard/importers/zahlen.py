"""Zahlen: the grammar of numbers, units and "no value" in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from kek_dashboard.importers.anzeige import is_percent
from kek_dashboard.importers.mappe import Zelle

#: Larger figures do not occur in a county; beyond this a cell is a slip or an attack.
MAX_BETRAG = Decimal(10) ** 12

_KEIN_WERT = {
    "", "-", "--", "---", "–", "—", "−", "./.", ".", "x", "…", "...", "/",
    "k.a", "k.a.", "ka", "keineangabe", "keineangaben", "n.v.", "n.v", "nv", "nichtverfügbar",
    "n.n.", "n.b.", "o.a.", "ohneangabe", "keinwert", "keinedaten", "nichterhoben", "entf.", "entfällt",
    "liegtnochnichtvor", "liegtnichtvor", "nochnichtvorhanden",
}  # fmt: skip
_FEHLERTEXTE = {
    "#NV", "#N/A", "#DIV/0!", "#WERT!", "#VALUE!", "#BEZUG!", "#REF!", "#ZAHL!", "#NUM!", "#NAME?",
    "#NULL!", "#ÜBERLAUF!", "#SPILL!", "#KALK!", "#CALC!",
}  # fmt: skip
_LEERRAUM = re.compile(r"\s+")
_ZIFFERNLEER = re.compile(r"(?<=\d)[ ’'](?=\d{3}(?!\d))")
#: Sign, digits, the dash of round amounts (``12,-``), trailing sign, unit.
_TEXTZAHL = re.compile(
    r"([-−–+]?)\ ?([0-9]+(?:[.,][0-9]+)*)(,[-–—])?\ ?([-−–]?)\ ?((?:[^\W\d_]|[%€$²³])[^\n]{0,19})?"
)
_TAUSENDER = 3
_GANZ = re.compile(r"\d+", re.ASCII)
_TAUSEND_PUNKT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_TAUSEND_KOMMA = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
#: A mark that cannot be part of the number: raised digits, stars, ``1)`` after a blank.
_FUSSNOTE = re.compile(
    r"(?:(?<=[\d%€.–\-])\s?(?:\*{1,3}\)?|[¹²³⁰⁴-⁹]{1,2}\)?)|(?<=\S)\s\d{1,2}\)|(?<=[^\W\d])(?:\*{1,3}|\s[¹²³⁰⁴-⁹]{1,2}))$"
)
_MARKENENDEN = frozenset("*)¹²³⁰⁴⁵⁶⁷⁸⁹")
_FUSSNOTE_VORN = re.compile(r"^\*{1,3}\s?(?=[\d(+−–-])")
_PROZENTEINHEITEN = {"%", "prozent", "vh", "v.h.", "prozentpunkte", "%punkte", "inprozent", "in%"}


class WertError(ValueError):
    """A cell cannot be read; ``code`` for the Befund, the message says what was expected."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code and the German part of a sentence."""
        super().__init__(text)
        self.code, self.text = code, text


class Dezimalzeichen(Enum):
    """What a column's text numbers use; ``OFFEN`` where the column does not show it."""

    KOMMA = "komma"
    PUNKT = "punkt"
    OFFEN = "offen"


@dataclass(frozen=True, slots=True)
class _Teile:
    """A text number without its sign and unit."""

    ziffern: str
    negativ: bool
    einheit: str


def is_kein_wert(text: str) -> bool:
    """Whether the text says "no value" (never 0)."""
    return _LEERRAUM.sub("", text).casefold() in _KEIN_WERT


def is_percent_unit(einheit: str) -> bool:
    """Whether values of this unit are percents."""
    return _LEERRAUM.sub("", einheit).casefold().replace("-", "") in _PROZENTEINHEITEN


def same_unit(eine: str, andere: str) -> bool:
    """Whether two spellings name the same unit (``%`` = ``Prozent``, ``€`` = ``EUR``)."""
    return unit_key(eine) == unit_key(andere)


@lru_cache(maxsize=4096)
def unit_key(einheit: str) -> str:
    """Comparable form of a unit: ``Prozent`` → ``%``, ``EUR`` → ``€``, ``qkm`` → ``km2``."""
    if is_percent_unit(einheit):
        return "%"
    text = _LEERRAUM.sub("", einheit).casefold().removeprefix("in").strip(".()[]")
    text = text.replace("euro", "€").replace("eur", "€").replace("ä", "ae").replace("ö", "oe")
    text = text.replace("ü", "ue").replace("²", "2").replace("³", "3").replace("tsd.", "t")
    return {"anz": "anzahl", "einwohner": "ew", "einw": "ew", "qm": "m2", "qkm": "km2"}.get(text, text)


def decimal_mark(zellen: Iterable[Zelle]) -> Dezimalzeichen:
    """What the text numbers of one column say about ``1.234``: thousands or decimals."""
    komma = punkt = False
    for zelle in zellen:
        if not isinstance(zelle.wert, str) or not ("." in zelle.wert or "," in zelle.wert):
            continue
        teile = _split(zelle.wert) or _split(split_footnote(zelle.wert)[0])
        if teile is None:
            continue
        zeichen = _evidence(teile.ziffern)
        komma = komma or zeichen is Dezimalzeichen.KOMMA
        punkt = punkt or zeichen is Dezimalzeichen.PUNKT
    if komma == punkt:
        return Dezimalzeichen.OFFEN
    return Dezimalzeichen.KOMMA if komma else Dezimalzeichen.PUNKT


def _evidence(ziffern: str) -> Dezimalzeichen:
    """What one text number alone proves."""
    punkte, kommas = ziffern.count("."), ziffern.count(",")
    if punkte and kommas:
        letztes = max(ziffern.rfind("."), ziffern.rfind(","))
        return Dezimalzeichen.KOMMA if ziffern[letztes] == "," else Dezimalzeichen.PUNKT
    if punkte > 1:
        return Dezimalzeichen.KOMMA
    if kommas > 1:
        return Dezimalzeichen.PUNKT
    if punkte and not _TAUSEND_PUNKT.fullmatch(ziffern):
        return Dezimalzeichen.PUNKT
    if kommas and not _TAUSEND_KOMMA.fullmatch(ziffern):
        return Dezimalzeichen.KOMMA
    return Dezimalzeichen.OFFEN


def read_zahl(zelle: Zelle | None, einheit: str, zeichen: Dezimalzeichen) -> Decimal | None:
    """The number in a cell, in the unit given; ``None`` where the cell says "no value".

    Percents become percent figures where the unit is a percent (0.45 shown as 45 % is 45).
    Raises ``WertError`` for everything that is neither, and for a ``1.234`` that nothing decides.
    """
    if zelle is None:
        return None
    refuse_error(zelle)
    wert = zelle.wert
    if isinstance(wert, bool):
        raise WertError("keine_zahl", "ein Wahrheitswert ist keine Zahl")
    if isinstance(wert, date):
        raise WertError("keine_zahl", "ein Datum ist keine Zahl; bitte das Zellformat prüfen")
    if isinstance(wert, Decimal):
        if is_percent(zelle.zahlformat):
            if is_percent_unit(einheit):
                wert *= 100
            elif einheit:
                raise WertError(
                    "falsche_einheit", f"die Zelle zeigt Prozent, die Einheit ist aber „{einheit}“"
                )
        return _bounded(wert)
    if wert is None or is_kein_wert(wert):
        return None
    return _read_text_number(wert, einheit, zeichen)


def split_footnote(text: str) -> tuple[str, str]:
    """A number's text and the footnote mark at it, empty where there is none.

    Only a mark that cannot be read as part of the number is taken off: ``6,05*``, ``1.234²``,
    ``6,05 1)``, ``k. A.*``; never ``12 3`` or ``6,051)``.

    >>> split_footnote("6,05 1)"), split_footnote("12 3"), split_footnote("6,051)")
    (('6,05', '1)'), ('12 3', ''), ('6,051)', ''))
    """
    rest = text.strip()
    if rest[-1:] not in _MARKENENDEN and not rest.startswith("*"):
        return text, ""
    rest = _LEERRAUM.sub(" ", rest)
    if treffer := _FUSSNOTE.search(rest):
        return rest[: treffer.start()].rstrip(), treffer[0].strip()
    if treffer := _FUSSNOTE_VORN.search(rest):
        return rest[treffer.end() :], treffer[0].strip()
    return text, ""


def refuse_error(zelle: Zelle) -> None:
    """Raise ``WertError`` for an error value and for a formula without a stored result."""
    if zelle.fehler == "formel_ohne_ergebnis":
        raise WertError(
            "formel_ohne_ergebnis",
            "die Formel hat kein gespeichertes Ergebnis; bitte die Datei in Excel öffnen, speichern "
            "und neu liefern",
        )
    if zelle.fehler or (isinstance(zelle.wert, str) and zelle.wert.strip().upper() in _FEHLERTEXTE):
        raise WertError("fehlerwert", "ein Fehlerwert ist kein Messwert; bitte die Formel berichtigen")


def _read_text_number(text: str, einheit: str, zeichen: Dezimalzeichen) -> Decimal:
    teile = _split(text)
    if teile is None:
        raise WertError("keine_zahl", "erwartet wird eine Zahl (z. B. 1.234,5) oder „k. A.“")
    if teile.einheit == "%" and not is_percent_unit(einheit) and einheit:
        raise WertError("falsche_einheit", f"da steht Prozent, die Einheit ist aber „{einheit}“")
    if teile.einheit not in {"", "%"} and not same_unit(teile.einheit, einheit):
        raise WertError(
            "falsche_einheit",
            f"die Einheit „{teile.einheit}“ passt nicht zu „{einheit or 'ohne Einheit'}“",
        )
    ziffern = teile.ziffern
    eigenes = _evidence(ziffern)
    if eigenes is Dezimalzeichen.OFFEN and not _GANZ.fullmatch(ziffern):
        if zeichen is Dezimalzeichen.OFFEN and "." in ziffern:
            raise WertError(
                "mehrdeutige_zahl",
                "das kann eintausend… oder eine Dezimalzahl sein, und die Spalte entscheidet es "
                "nicht; bitte als Zahl eingeben oder mit Dezimalkomma schreiben",
            )
        # A single comma is the decimal mark of the country unless the column shows English numbers.
        eigenes = zeichen if zeichen is not Dezimalzeichen.OFFEN else Dezimalzeichen.KOMMA
    tausend, dezimal = (",", ".") if eigenes is Dezimalzeichen.PUNKT else (".", ",")
    ganze, _, rest = ziffern.partition(dezimal)
    gruppen = ganze.split(tausend)
    if (
        dezimal in rest
        or tausend in rest
        or (
            len(gruppen) > 1
            and (
                not 1 <= len(gruppen[0]) <= _TAUSENDER
                or any(len(gruppe) != _TAUSENDER for gruppe in gruppen[1:])
            )
        )
    ):
        raise WertError("keine_zahl", "die Punkte und Kommas ergeben keine Zahl")
    zahl = Decimal("".join(gruppen) + (f".{rest}" if rest else ""))
    return _bounded(-zahl if teile.negativ else zahl)


def _split(text: str) -> _Teile | None:
    """Sign, digits and unit of a text number; ``None`` where it is none."""
    rest = _LEERRAUM.sub(" ", text).strip().lstrip("'").strip()
    in_klammern = rest.startswith("(") and rest.endswith(")")
    treffer = _TEXTZAHL.fullmatch(_ZIFFERNLEER.sub("", rest[1:-1].strip() if in_klammern else rest))
    if treffer is None:
        return None
    vorn, ziffern, glatt, hinten, einheit = treffer.groups()
    if (in_klammern and vorn) or (vorn and hinten) or (in_klammern and hinten):
        return None
    if glatt and "," not in ziffern:
        ziffern += ",00"
    return _Teile(ziffern, in_klammern or bool(hinten) or vorn not in {"", "+"}, (einheit or "").strip())


def _bounded(zahl: Decimal) -> Decimal:
    if not zahl.is_finite() or abs(zahl) > MAX_BETRAG:
        raise WertError("zu_gross", "die Zahl ist größer als eine Billion; bitte prüfen")
    return canonical(zahl)


def canonical(zahl: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent, so that equal means alike."""
    if zahl == zahl.to_integral_value():
        return Decimal(int(zahl))
    return zahl.normalize()
