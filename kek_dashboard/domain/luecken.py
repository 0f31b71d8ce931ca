"""Lücken (weiße Flecken): where money, goals, Kennzahlen and Maßnahmen do not find each other in a Haushalt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, HaushaltsZuordnung, Positionsart, Produkt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, Verwendung
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.offenes_geld import OffenesGeld, offenes_geld
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung

#: What is spent on a goal: two kinds side by side, never added.
AUSGABEN = (Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN)


class Leerlauf(StrEnum):
    """Why a Zuordnung moves no euro; the first one that fits."""

    PRODUKT_FEHLT = "produkt_fehlt"
    KONTO_FEHLT = "konto_fehlt"
    NICHT_GEZAEHLT = "nicht_gezaehlt"
    UEBERLAGERT = "ueberlagert"
    OHNE_ANSATZ = "ohne_ansatz"
    BEZUG_FEHLT = "bezug_fehlt"
    OHNE_UNTERZIEL = "ohne_unterziel"


@dataclass(frozen=True, slots=True)
class LeereZuordnung:
    """A Zuordnung of the Haushaltsjahr that brings no euro to any Unterziel, and why.

    ``NICHT_GEZAEHLT``: its lines are of a kind outside the four sums. ``UEBERLAGERT``: each of its lines has a
    Zuordnung of its own Konto, which replaces this one. ``BEZUG_FEHLT``: the Unterziel, Kennzahl or Maßnahme
    is not known. ``OHNE_UNTERZIEL``: the Kennzahl or Maßnahme is known and leads to no Unterziel.
    """

    zuordnung: HaushaltsZuordnung
    grund: Leerlauf


@dataclass(frozen=True, slots=True)
class VeralteteKennzahl:
    """A Kennzahl whose newest Jahreswert (of year ``jahr``, ``None`` = there is none) is too old or missing."""

    akte: Kennzahlakte
    jahr: int | None


@dataclass(frozen=True, slots=True)
class Luecken:
    """The white spots of one Haushalt at one Berichtsjahr; each list by number, empty = nothing is missing.

    ``zugeordnet``: whether the Haushaltsjahr has any Zuordnung; without one every goal is without money, which
    is not a finding about the goals. ``nur_beispiel``: Unterziele whose money is all made up.
    ``nur_beobachtet``: Unterziele whose Kennzahlen have no target at all. ``massnahmen_ohne_geld`` are those that
    run in the Haushaltsjahr.
    """

    haushaltsjahr: int
    berichtsjahr: int
    zugeordnet: bool
    geld: OffenesGeld
    ziele_ohne_geld: tuple[Ziel, ...]
    nur_beispiel: tuple[Ziel, ...]
    ziele_ohne_kennzahl: tuple[Ziel, ...]
    nur_beobachtet: tuple[Ziel, ...]
    kennzahlen_ohne_daten: tuple[VeralteteKennzahl, ...]
    kennzahlen_ueberfaellig: tuple[VeralteteKennzahl, ...]
    kennzahlen_ohne_geld: tuple[Kennzahlakte, ...]
    massnahmen_ohne_geld: tuple[Massnahme, ...]
    produkte_ohne_kennzahl: tuple[Produkt, ...]
    produkte_ohne_zeilen: tuple[Produkt, ...]
    leere_zuordnungen: tuple[LeereZuordnung, ...]


def find_luecken(mittel: Mitteleinsatz, stand: Datenstand, gesamt: Gesamtbewertung) -> Luecken:
    """All white spots of a Haushalt; ``gesamt`` says at which Berichtsjahr Kennzahlen must have data."""
    jahr = mittel.haushalt.haushaltsjahr
    unterziele = stand.ziele_der_ebene(Ebene.UNTERZIEL)
    mit_geld = {nr for nr, b in mittel.je_unterziel.items() if any(b[art] for art in AUSGABEN)}
    echt = _goals_with_real_money(mittel)
    kennzahlen, massnahmen = _served(mittel)
    ohne_daten, ueberfaellig = _without_data(stand, gesamt)
    wesentlich = [p for p in _produkte_of(stand, jahr) if p.wesentlich]
    im_plan = {zeile.position.schluessel.produkt for zeile in mittel.haushalt.zeilen}
    return Luecken(
        haushaltsjahr=jahr,
        berichtsjahr=gesamt.jahr,
        zugeordnet=bool(_rules_of(stand, jahr)),
        geld=offenes_geld(mittel),
        ziele_ohne_geld=tuple(z for z in unterziele if z.nr not in mit_geld),
        nur_beispiel=tuple(z for z in unterziele if z.nr in mit_geld - echt),
        ziele_ohne_kennzahl=tuple(z for z in unterziele if not stand.mitglieder(z.nr)),
        nur_beobachtet=tuple(z for z in unterziele if _only_watched(stand, z.nr)),
        kennzahlen_ohne_daten=ohne_daten,
        kennzahlen_ueberfaellig=ueberfaellig,
        kennzahlen_ohne_geld=tuple(akte for nr, akte in stand.eigene_akten.items() if nr not in kennzahlen),
        massnahmen_ohne_geld=tuple(
            m for nr, m in stand.massnahmen.items() if nr not in massnahmen and _runs_in(m, jahr)
        ),
        produkte_ohne_kennzahl=tuple(p for p in wesentlich if not kennzahlen_of(p, stand, jahr)),
        produkte_ohne_zeilen=tuple(p for p in wesentlich if p.produkt not in im_plan),
        leere_zuordnungen=tuple(_idle_rules(mittel, stand)),
    )


def kennzahlen_of(produkt: Produkt, stand: Datenstand, haushaltsjahr: int) -> tuple[str, ...]:
    """The Kennzahlen a Produkt is measured by: those its master data name and the Datenstand knows, those mapped."""
    nummern = [nr for nr in produkt.kennzahl_nummern if nr in stand.akten]
    nummern += [
        regel.bezug_nr
        for regel in _rules_of(stand, haushaltsjahr)
        if regel.bezug is Bezug.KENNZAHL
        and regel.produkt == produkt.produkt
        and regel.bezug_nr in stand.akten
    ]
    return tuple(sorted(set(nummern), key=nummer_key))


def _rules_of(stand: Datenstand, jahr: int) -> list[HaushaltsZuordnung]:
    return [regel for regel in stand.haushaltszuordnungen.get(jahr, ()) if regel.anteil]


def _produkte_of(stand: Datenstand, jahr: int) -> Iterator[Produkt]:
    for nr in sorted(set(stand.produkte) | set(stand.produktfassungen), key=nummer_key):
        produkt = stand.produkt(nr, jahr)
        if produkt is not None:
            yield produkt


def _spent(verwendung: Verwendung) -> bool:
    """Whether a line is money that is spent."""
    return bool(verwendung.zeile.ansatz) and verwendung.zeile.position.art in AUSGABEN


def _goals_with_real_money(mittel: Mitteleinsatz) -> set[str]:
    return {
        nr
        for verwendung in mittel.verwendungen
        if verwendung.herkunft is not Herkunft.BEISPIEL and _spent(verwendung)
        for nr, eur in verwendung.je_unterziel
        if eur
    }


def _served(mittel: Mitteleinsatz) -> tuple[set[str], set[str]]:
    """Numbers of the Kennzahlen and of the Maßnahmen on which anything is spent."""
    kennzahlen: set[str] = set()
    massnahmen: set[str] = set()
    for verwendung in mittel.verwendungen:
        if _spent(verwendung):
            kennzahlen.update(verwendung.kennzahlen)
            massnahmen.update(verwendung.massnahmen)
    return kennzahlen, massnahmen


def _only_watched(stand: Datenstand, nr: str) -> bool:
    mitglieder = stand.mitglieder(nr)
    return bool(mitglieder) and all(a.kennzahl.zieltyp is Zieltyp.BEOBACHTEN for a, _ in mitglieder)


def _without_data(
    stand: Datenstand, gesamt: Gesamtbewertung
) -> tuple[tuple[VeralteteKennzahl, ...], tuple[VeralteteKennzahl, ...]]:
    """Kennzahlen without any Jahreswert, and those whose newest one is older than their Max. Alter."""
    ohne, alt = [], []
    for nr, akte in stand.eigene_akten.items():
        letztes = gesamt.kennzahlen[nr].jahr
        if letztes is None:
            ohne.append(VeralteteKennzahl(akte, None))
        elif gesamt.jahr - letztes > akte.kennzahl.max_alter:
            alt.append(VeralteteKennzahl(akte, letztes))
    return tuple(ohne), tuple(alt)


def _runs_in(massnahme: Massnahme, jahr: int) -> bool:
    """Whether a Maßnahme runs in a year; one that names no beginning or end is open on that side."""
    begonnen = massnahme.beginn is None or massnahme.beginn.year <= jahr
    return begonnen and (massnahme.ende is None or jahr <= massnahme.ende.year)


def _idle_rules(mittel: Mitteleinsatz, stand: Datenstand) -> Iterator[LeereZuordnung]:
    """The rules that move nothing, by Produkt, Konto and what they point to."""
    zeilen: dict[str, list[Verwendung]] = {}
    for verwendung in mittel.verwendungen:
        zeilen.setdefault(verwendung.zeile.position.schluessel.produkt, []).append(verwendung)
    regeln = _rules_of(stand, mittel.haushalt.haushaltsjahr)
    for regel in sorted(
        regeln, key=lambda r: (nummer_key(r.produkt), nummer_key(r.konto), r.bezug, r.bezug_nr)
    ):
        grund = _why_idle(regel, zeilen.get(regel.produkt, []), stand)
        if grund is not None:
            yield LeereZuordnung(regel, grund)


def _why_idle(regel: HaushaltsZuordnung, zeilen: list[Verwendung], stand: Datenstand) -> Leerlauf | None:
    if not zeilen:
        return Leerlauf.PRODUKT_FEHLT
    if regel.konto:
        zeilen = [v for v in zeilen if v.zeile.position.schluessel.konto == regel.konto]
    if not zeilen:
        return Leerlauf.KONTO_FEHLT
    zeilen = [v for v in zeilen if v.zeile.position.art in VIER_ARTEN]
    if not zeilen:
        return Leerlauf.NICHT_GEZAEHLT
    zeilen = [v for v in zeilen if regel in v.regeln]
    if not zeilen:
        return Leerlauf.UEBERLAGERT
    if not any(v.zeile.ansatz for v in zeilen):
        return Leerlauf.OHNE_ANSATZ
    return _why_nowhere(regel, stand)


def _why_nowhere(regel: HaushaltsZuordnung, stand: Datenstand) -> Leerlauf | None:
    """Why what a rule points to leads to no Unterziel; ``None`` where it does."""
    if regel.bezug is Bezug.KENNZAHL:
        akte = stand.akten.get(regel.bezug_nr)
        if akte is None:
            return Leerlauf.BEZUG_FEHLT
        ziele = [z.unterziel for z in akte.zuordnungen if z.geldanteil is None or z.geldanteil > Decimal(0)]
        return None if ziele else Leerlauf.OHNE_UNTERZIEL
    if regel.bezug is Bezug.MASSNAHME:
        massnahme = stand.massnahmen.get(regel.bezug_nr)
        if massnahme is None:
            return Leerlauf.BEZUG_FEHLT
        return None if massnahme.unterziel else Leerlauf.OHNE_UNTERZIEL
    return None if regel.bezug_nr in stand.ziele else Leerlauf.BEZUG_FEHLT
