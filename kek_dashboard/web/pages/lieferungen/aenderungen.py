"""Lieferungsänderungen: what a file would change, record by record, as German text for a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from kek_dashboard.charts.satzworte import SATZ_WORT, change_text, field_word, place_text, value_text
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.haushalt import VIER_ARTEN, Betrag, Haushaltsposition, Positionsart, Wertart
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.formats import (
    UNKNOWN,
    format_euro,
    format_value,
    format_zeitraum,
)
from kek_dashboard.store.save import Aenderung

# What counts as the amount of a line, the first that is there.
_BETRAGSARTEN = (Wertart.NEUER_ANSATZ, Wertart.NACHTRAG, Wertart.ANSATZ, Wertart.ERGEBNIS, Wertart.PLANUNG)


@dataclass(frozen=True, slots=True)
class Zeile:
    """One change as a row: what it is about, old and new, how much, and the cell of the new one."""

    was: str
    zusatz: str
    alt: str
    neu: str
    um: str
    stelle: str
    herkunft: Herkunft | None = None
    fundstelle: Fundstelle = OHNE_FUNDSTELLE

    @property
    def is_new(self) -> bool:
        """Whether nothing was known before."""
        return not self.alt


def make_zeile(aenderung: Aenderung, stand: Datenstand) -> Zeile:
    """The row of one change."""
    neu = aenderung.neu
    stelle = place_text(neu.fundstelle)
    if isinstance(neu, Messwert):
        return _messwert(aenderung.alt, neu, stand, stelle)
    if isinstance(neu, Vergleichswert):
        return _vergleichswert(aenderung.alt, neu, stand, stelle)
    if isinstance(neu, Haushaltsposition):
        return _position(aenderung.alt, neu, stelle)
    return _record(aenderung, stelle)


def _messwert(alt: Messwert | None, neu: Messwert, stand: Datenstand, stelle: str) -> Zeile:
    akte = stand.akten.get(neu.kennzahl_nr)
    einheit = "" if akte is None else akte.kennzahl.einheit
    name = "" if akte is None else akte.kennzahl.bezeichnung
    gleich = alt is not None and alt.wert == neu.wert
    return Zeile(
        f"{neu.kennzahl_nr} {name}".strip(),
        format_zeitraum(neu.zeitraum) + (f" · nur {_differing(alt, neu)} anders" if gleich else ""),
        "" if alt is None else _value(alt, einheit),
        _value(neu, einheit) + (f" ({neu.status.value})" if neu.status.value else ""),
        "" if alt is None or gleich or alt.is_withheld else change_text(alt.wert, neu.wert),
        stelle,
        neu.herkunft or (None if akte is None else akte.kennzahl.herkunft),
        neu.fundstelle,
    )


def _value(messwert: Messwert, einheit: str) -> str:
    return GESPERRT if messwert.is_withheld else format_value(messwert.wert, einheit)


def _vergleichswert(alt: Vergleichswert | None, neu: Vergleichswert, stand: Datenstand, stelle: str) -> Zeile:
    """What another region has, in the unit of the Kennzahl."""
    akte = stand.akten.get(neu.kennzahl_nr)
    einheit = "" if akte is None else akte.kennzahl.einheit
    name = "" if akte is None else akte.kennzahl.bezeichnung
    gleich = alt is not None and alt.wert == neu.wert
    return Zeile(
        f"{neu.region}: {neu.kennzahl_nr} {name}".strip(),
        format_zeitraum(neu.zeitraum) + (f" · nur {_differing(alt, neu)} anders" if gleich else ""),
        "" if alt is None else format_value(alt.wert, einheit),
        format_value(neu.wert, einheit),
        "" if alt is None or gleich else change_text(alt.wert, neu.wert),
        stelle,
        neu.herkunft,
        neu.fundstelle,
    )


def _differing(alt: Messwert | Vergleichswert | None, neu: Messwert | Vergleichswert) -> str:
    """What beside the value is not as before."""
    namen = [
        f.name for f in fields(neu) if f.name != "fundstelle" and getattr(alt, f.name) != getattr(neu, f.name)
    ]
    return " und ".join(field_word(name) for name in namen)


def _position(alt: Haushaltsposition | None, neu: Haushaltsposition, stelle: str) -> Zeile:
    s = neu.schluessel
    betrag = main_betrag(neu)
    bisher = None if alt is None or betrag is None else alt.betrag(betrag.wertart, betrag.jahr)
    nummern = [s.teilhaushalt and f"Teilhaushalt {s.teilhaushalt}", s.produkt, s.konto, s.investition]
    alt_text = ""
    if alt is not None:
        alt_text = UNKNOWN if bisher is None else format_euro(bisher.eur)
    return Zeile(
        " ".join(
            teil for teil in (neu.produktbezeichnung or s.produkt, "·", neu.bezeichnung or s.konto) if teil
        ),
        " · ".join(teil for teil in nummern if teil),
        alt_text,
        UNKNOWN if betrag is None else format_euro(betrag.eur),
        "" if bisher is None or betrag is None else change_text(bisher.eur, betrag.eur),
        stelle if betrag is None or not betrag.fundstelle.zelle else place_text(betrag.fundstelle),
        neu.herkunft,
        neu.fundstelle if betrag is None or not betrag.fundstelle.zelle else betrag.fundstelle,
    )


def main_betrag(position: Haushaltsposition) -> Betrag | None:
    """The amount a line is known by: of its Haushaltsjahr, else the first there is."""
    for wertart in _BETRAGSARTEN:
        betrag = position.betrag(wertart, position.haushaltsjahr)
        if betrag is not None:
            return betrag
    return next(iter(position.betraege), None)


def _record(aenderung: Aenderung, stelle: str) -> Zeile:
    """Master data: the key, and for a changed record only the fields that differ."""
    neu, alt = aenderung.neu, aenderung.alt
    schluessel = " · ".join(
        text for text in (value_text(teil) for teil in aenderung.schluessel) if text != UNKNOWN
    )
    name = getattr(neu, "bezeichnung", "") or getattr(neu, "kurztitel", "")
    was = f"{SATZ_WORT.get(aenderung.feld, aenderung.feld)} {schluessel}"
    if alt is None:
        wert = getattr(neu, "wert", None) or getattr(neu, "anteil", None) or getattr(neu, "gewicht", None)
        text_neu = "neu" if wert is None else value_text(wert)
        return Zeile(was, "" if name in was else name, "", text_neu, "", stelle, neu.herkunft, neu.fundstelle)
    verschieden = [
        f.name for f in fields(neu) if f.name != "fundstelle" and getattr(alt, f.name) != getattr(neu, f.name)
    ]
    mehrere = len(verschieden) > 1

    def text(satz: object) -> str:
        teile = (f"{field_word(n)}: " * mehrere + value_text(getattr(satz, n)) for n in verschieden)
        return "; ".join(teile)

    zusatz = name if mehrere or not verschieden else f"{name} · {field_word(verschieden[0])}".strip(" ·")
    um = ""
    if not mehrere and verschieden and isinstance(getattr(neu, verschieden[0]), Decimal):
        um = change_text(getattr(alt, verschieden[0]), getattr(neu, verschieden[0]))
    return Zeile(was, zusatz, text(alt), text(neu), um, stelle, neu.herkunft, neu.fundstelle)


def haushalt_sums(aenderungen: Sequence[Aenderung]) -> list[tuple[Positionsart, Decimal, Decimal]]:
    """Per counted kind what the changed lines sum to before and after; kinds that do not change are left out."""
    vorher: dict[Positionsart, Decimal] = {}
    nachher: dict[Positionsart, Decimal] = {}
    for aenderung in aenderungen:
        if not isinstance(aenderung.neu, Haushaltsposition):
            continue
        betrag = main_betrag(aenderung.neu)
        if betrag is None or betrag.wertart is not Wertart.ANSATZ:
            continue
        nachher[aenderung.neu.art] = nachher.get(aenderung.neu.art, Decimal(0)) + betrag.eur
        alt = None if aenderung.alt is None else aenderung.alt.betrag(betrag.wertart, betrag.jahr)
        if alt is not None:
            vorher[aenderung.alt.art] = vorher.get(aenderung.alt.art, Decimal(0)) + alt.eur
    return [
        (art, vorher.get(art, Decimal(0)), nachher.get(art, Decimal(0)))
        for art in VIER_ARTEN
        if vorher.get(art, Decimal(0)) != nachher.get(art, Decimal(0))
    ]
