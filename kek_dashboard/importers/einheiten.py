"""Einheiten: units written into a header or beside a number, and the factor to the Kennzahl's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kek_dashboard.domain.kennzahl import Wertstatus
from kek_dashboard.importers.zahlen import is_percent_unit, same_unit, unit_key

_TAUSEND, _MILLION, _MILLIARDE = Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9
_STUFE = re.compile(
    r"(tsd|tausend|1\.?000|mio|million(?:en)?|mill|mrd|milliarden?|t(?=€)|k(?=€))\.?(?:in)?", re.IGNORECASE
)
_STUFEN = {
    "tsd": _TAUSEND, "tausend": _TAUSEND, "1000": _TAUSEND, "1.000": _TAUSEND, "t": _TAUSEND, "k": _TAUSEND,
    "mio": _MILLION, "million": _MILLION, "millionen": _MILLION, "mill": _MILLION,
    "mrd": _MILLIARDE, "milliarde": _MILLIARDE, "milliarden": _MILLIARDE,
}  # fmt: skip
#: Units that a header can only mean as units; other words behind „in“ say something else.
_BEKANNT = frozenset(
    ("%", "€", "km", "km2", "m", "m2", "m3", "ha", "kg", "t", "kwh", "mwh", "gwh", "kw", "mw", "mbit/s", "gbit/s",
     "min", "minuten", "h", "std", "stunden", "tage", "anzahl", "personen", "ew", "faelle", "stellen", "vzae",
     "stueck", "cent", "ct", "punkte", "euro", "kt", "dm", "je1000ew")
)  # fmt: skip
_KLAMMER = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_IN = re.compile(r"(?:^|\s)(?:angaben\s|werte\s|beträge\s)?in\s+(\S.{0,19})$", re.IGNORECASE)
_VORLAEUFIG = re.compile(r"\b(?:vorläufig\w*|vorlaeufig\w*|vorl\.)\s*", re.IGNORECASE)
_ENDGUELTIG = re.compile(r"\b(?:endgültig\w*|endgueltig\w*|endg\.)\s*", re.IGNORECASE)
_IST = re.compile(r"(?<=\S)\s+(?:ist|istwert\w*|ist-wert\w*|wert\w*|ergebnis)\.?$", re.IGNORECASE)
_ANGABEN = re.compile(
    r"(?:alle\s+)?(?:angaben|beträge|betraege|werte|zahlen|einheit)\s*:?\s*(?:jeweils\s+)?(?:in\s+)?(\S.{0,19})",
    re.IGNORECASE,
)
_WERTWORTE = frozenset({"ist", "istwert", "ist-wert", "wert", "messwert", "ergebnis", "ist-stand"})
#: ``#,##0,`` shows thousands of what the cell holds.
_GESTAUCHT = re.compile(r"[0#?],+(?![0#?,])")


class UnklareEinheitError(ValueError):
    """A unit that cannot be turned into the Kennzahl's own with certainty; ``text`` says why."""

    def __init__(self, text: str) -> None:
        """Keep the German part of a sentence."""
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Kopfangabe:
    """What a header says beside its name: the words left over, units, and a status."""

    text: str
    einheiten: tuple[str, ...] = ()
    status: Wertstatus = Wertstatus.UNBEKANNT


@lru_cache(maxsize=4096)
def parse_header(kopf: str) -> Kopfangabe:
    """Take units and status out of a header: ``2023 (vorläufig) in T€`` → 2023, T€, vorläufig."""
    text = " ".join(kopf.split())
    einheiten = []
    status = Wertstatus.UNBEKANNT
    for treffer in _KLAMMER.finditer(text):
        inhalt = (treffer[1] or treffer[2] or "").strip()
        einheit = re.sub(r"^(?:angaben\s+)?in\s+", "", inhalt, flags=re.IGNORECASE)
        if is_unit(einheit) or einheit != inhalt:
            einheiten.append(einheit)
            text = text.replace(treffer[0], " ")
        elif inhalt.casefold() in {"ist", "istwert", "ist-wert"} or _VORLAEUFIG.match(inhalt):
            text = text.replace(treffer[0], f" {inhalt} " if _VORLAEUFIG.match(inhalt) else " ")
    text = " ".join(text.split())
    while treffer_in := _IN.search(text):
        einheiten.append(treffer_in[1].strip())
        text = text[: treffer_in.start()].strip()
    vorn, _, letztes = text.rpartition(" ")
    if vorn and is_unit(letztes) and (any(z.isdigit() for z in vorn) or vorn.casefold() in _WERTWORTE):
        einheiten.append(letztes)
        text = vorn
    for muster, wert in ((_VORLAEUFIG, Wertstatus.VORLAEUFIG), (_ENDGUELTIG, Wertstatus.ENDGUELTIG)):
        ohne = muster.sub("", text).strip()
        if ohne != text and ohne:
            text, status = ohne, wert
    return Kopfangabe(_IST.sub("", text).strip(), tuple(dict.fromkeys(einheiten)), status)


def stated_unit(text: str) -> str | None:
    """The unit that a line above a table states for all of it (``Angaben in T€``), or ``None``."""
    treffer = _ANGABEN.fullmatch(" ".join(text.split()).strip("() ."))
    if treffer is None:
        return None
    einheit = re.sub(r"^in\s+", "", treffer[1], flags=re.IGNORECASE)
    return einheit if is_unit(einheit) or _scale(einheit)[0] != 1 else None


def is_unit(text: str) -> bool:
    """Whether a text can only be a unit."""
    stufe, rest = _scale(text)
    return (stufe != 1 and not rest) or rest in _BEKANNT


@lru_cache(maxsize=4096)
def unit_factor(einheit: str, kennzahl_einheit: str) -> Decimal:
    """What to multiply a value in ``einheit`` with to have it in the Kennzahl's own unit.

    1 for the same unit in another spelling, and for words that are no unit at all. Raises
    ``UnklareEinheitError`` where the two do not fit or the factor is not certain („in T“).
    """
    if same_unit(einheit, kennzahl_einheit):
        return Decimal(1)
    stufe, rest = _scale(einheit)
    eigene_stufe, eigener_rest = _scale(kennzahl_einheit)
    fuehrt = (
        f"die Kennzahl wird in „{kennzahl_einheit}“ geführt"
        if kennzahl_einheit
        else "die Kennzahl hat keine Einheit"
    )
    if not rest or (rest == "t" and stufe == 1):
        if rest == "t":
            raise UnklareEinheitError(f"„{einheit}“ kann Tausend oder Tonnen heißen, und {fuehrt}")
        if stufe == eigene_stufe:
            return Decimal(1)
        if eigene_stufe == 1 and not is_percent_unit(kennzahl_einheit):
            return stufe
        raise UnklareEinheitError(f"angegeben ist „{einheit}“, aber {fuehrt}")
    if rest == eigener_rest or (not kennzahl_einheit and stufe == 1):
        return stufe / eigene_stufe
    if stufe != 1 or rest in _BEKANNT:
        raise UnklareEinheitError(f"angegeben ist „{einheit}“, aber {fuehrt}")
    return Decimal(1)


def speaks_of(einheit: str, kennzahl_einheit: str) -> bool:
    """Whether a unit stated for a whole table changes values of this Kennzahl.

    „Angaben in T€“ speaks of a Kennzahl in €, not of the percents and numbers beside it.
    """
    stufe, rest = _scale(einheit)
    eigene_stufe, eigener_rest = _scale(kennzahl_einheit)
    if rest and rest != eigener_rest:
        return False
    return stufe != eigene_stufe and (bool(rest) or not is_percent_unit(kennzahl_einheit))


@lru_cache(maxsize=4096)
def _scale(einheit: str) -> tuple[Decimal, str]:
    """Thousands, millions or ones, and the unit without them in comparable form."""
    text = re.sub(r"\s+", "", einheit.casefold()).strip(".()[]").removeprefix("in")
    text = text.replace("euro", "€").replace("eur", "€")
    treffer = _STUFE.match(text)
    if treffer is None:
        return Decimal(1), unit_key(einheit)
    rest = text[treffer.end() :].strip(".")
    return _STUFEN[treffer[1].casefold()], unit_key(rest) if rest else ""


def shows_thousands(zahlformat: str) -> bool:
    """Whether a number format shows fewer digits than the cell holds (``#,##0,``)."""
    return (
        "," in zahlformat
        and _GESTAUCHT.search(re.sub(r'"[^"]*"', "", zahlformat.partition(";")[0])) is not None
    )
