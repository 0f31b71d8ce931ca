"""Plausibelsumme: a Kennzahl that must be the sum of others, held against them in the same Zeitraum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.geheimtabelle import is_small
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.formats import format_number
from kek_dashboard.importers.plausibelreihe import value_befund
from kek_dashboard.importers.pruefungen import Pruefung, is_on, parse_summanden
from kek_dashboard.importers.sheet import squash

#: Units of things that are counted: a whole number is exact there and was not rounded.
_GEZAEHLT = ("anzahl", "personen", "einwohner", "faelle", "stueck")
_HALB = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class _Wert:
    """What holds for a Kennzahl in a Zeitraum once the file counts; ``ist_neu``: the file changes it."""

    messwert: Messwert
    zahl: Decimal
    ist_geliefert: bool
    ist_neu: bool
    ist_personenbezogen: bool


def check_sums(geliefert: Mapping[str, Sequence[Messwert]], stand: Datenstand) -> list[Befund]:
    """Sums that differ from their parts by more than the rounding of the decimals that are shown.

    Looked at are the Zeiträume in which the file changes the sum or a part, and for which all are known.
    """
    befunde = []
    for akte in stand.akten.values():
        teile = parse_summanden(akte.kennzahl.summe_aus)
        if not teile or not is_on(akte.kennzahl, Pruefung.SUMME):
            continue
        werte = {nr: _values(nr, geliefert.get(nr, ()), stand) for nr in (akte.nr, *teile)}
        for zeitraum, summe in werte[akte.nr].items():
            summanden = [werte[nr][zeitraum] for nr in teile if zeitraum in werte[nr]]
            if len(summanden) == len(teile) and any(wert.ist_neu for wert in (summe, *summanden)):
                befunde += _compare(akte.kennzahl, summe, summanden)
    return befunde


def _values(nr: str, geliefert: Sequence[Messwert], stand: Datenstand) -> dict[Zeitraum, _Wert]:
    """Released and delivered values by Zeitraum; "no value" replaces none."""
    akte = stand.akten.get(nr)
    frueher = {m.zeitraum: m for m in akte.messwerte} if akte else {}
    personal = akte is not None and akte.kennzahl.personenbezogen
    werte = {
        zeit: _Wert(m, m.wert, ist_geliefert=False, ist_neu=False, ist_personenbezogen=personal)
        for zeit, m in frueher.items()
        if m.wert is not None
    }
    for messwert in geliefert:
        if messwert.wert is not None:
            alt = frueher.get(messwert.zeitraum)
            neu = alt is None or alt.wert != messwert.wert
            werte[messwert.zeitraum] = _Wert(
                messwert, messwert.wert, ist_geliefert=True, ist_neu=neu, ist_personenbezogen=personal
            )
    return werte


def _compare(kennzahl: Kennzahl, summe: _Wert, teile: Sequence[_Wert]) -> list[Befund]:
    gerechnet = sum((teil.zahl for teil in teile), Decimal(0))
    unterschied = summe.zahl - gerechnet
    spielraum = sum((_rounding(kennzahl, wert.zahl) for wert in (summe, *teile)), Decimal(0))
    if abs(unterschied) <= spielraum:
        return []
    # A person looks at a cell of this file: the sum where it is in it, else the first part that is.
    anlass = next(wert for wert in (summe, *teile) if wert.ist_geliefert)
    rechnung = " + ".join(f"{teil.messwert.kennzahl_nr} {_shown(teil)}" for teil in teile)
    if any(not w.ist_geliefert and w.ist_personenbezogen and is_small(w.zahl) for w in (summe, *teile)):
        # A unit reads of its own values alone: the small count of another one would follow from any figure here.
        text = (
            f"Kennzahl {kennzahl.nr} ist nicht die Summe ihrer Teile; die Zahlen werden hier aus "
            "Datenschutzgründen nicht genannt. Bitte prüfen und bestätigen, wenn die Werte stimmen."
        )
        return [value_befund(Pruefung.SUMME, anlass.messwert, text)]
    text = (
        f"Kennzahl {kennzahl.nr} {_shown(summe)} ist nicht die Summe ihrer Teile {rechnung} = "
        f"{format_number(gerechnet)}; der Unterschied ist {format_number(unterschied, signed=True)}. Bitte prüfen und "
        "bestätigen, wenn die Werte stimmen."
    )
    return [value_befund(Pruefung.SUMME, anlass.messwert, text)]


def _rounding(kennzahl: Kennzahl, zahl: Decimal) -> Decimal:
    """How far a number may be off because it is shown rounded: half a unit of its last decimal."""
    stellen = max(0, -int(zahl.as_tuple().exponent), kennzahl.nachkommastellen or 0)
    if stellen == 0 and squash(kennzahl.einheit).startswith(_GEZAEHLT):
        return Decimal(0)
    return _HALB.scaleb(-stellen)


def _shown(wert: _Wert) -> str:
    """A value with the cell it stands in, or with the word that it is released already."""
    stelle = wert.messwert.fundstelle
    wo = f"Blatt „{stelle.blatt}“, Zelle {stelle.zelle}" if wert.ist_geliefert else "freigegeben"
    return f"({format_number(wert.zahl)}, {wo})"
