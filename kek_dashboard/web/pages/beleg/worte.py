"""Belegworte: what a record read from a cell is called, what it says, and how its versions differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from kek_dashboard.charts.satzworte import (
    SATZ_WORT,
    change_text,
    field_change,
    field_word,
    value_text,
)
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.haushalt import Betrag, Haushaltsposition, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert, Reihenbruch, UnterzielZuordnung, Zielwert
from kek_dashboard.domain.massnahme import Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.satzung import Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.formats import (
    UNKNOWN,
    format_date,
    format_euro,
    format_number,
    format_value,
    format_zeitraum,
)
from kek_dashboard.store.zelle import BETRAEGE, POSITIONEN, Fund
from kek_dashboard.web.seite import Kontext

WERTART_WORT = {
    Wertart.ERGEBNIS: "Ergebnis",
    Wertart.IST: "Ist",
    Wertart.VORLAEUFIGES_ERGEBNIS: "Vorläufiges Ergebnis",
    Wertart.BUCHUNGSSTAND: "Buchungsstand",
    Wertart.PROGNOSE: "Prognose",
    Wertart.ANSATZ: "Ansatz",
    Wertart.ANSATZ_MIT_RESTEN: "Ansatz einschließlich Haushaltsreste",
    Wertart.NACHTRAG: "Nachtrag",
    Wertart.NEUER_ANSATZ: "Neuer Ansatz",
    Wertart.FORTGESCHRIEBEN: "Fortgeschriebener Ansatz",
    Wertart.FORTGESCHRIEBEN_MIT_RESTEN: "Fortgeschriebener Ansatz einschließlich Haushaltsreste",
    Wertart.PLANUNG: "Planung",
}
#: What names persons is for those who see the Lieferungen.
_PERSON = {"leitung", "email"}
_NOT_TOLD = {"fundstelle", "herkunft", "ziel_herkunft"}


def akte_of(kontext: Kontext, satz: Any) -> Kennzahlakte | None:  # noqa: ANN401 - records are told apart here
    """The Kennzahl a record speaks about, as it is known on the Wissensstand."""
    nr = getattr(satz, "kennzahl_nr", None)
    return None if nr is None else kontext.stand.akten.get(nr)


def amount_name(betrag: Betrag) -> str:
    """Kind and year of an amount, with its day where it has one: ``Prognose 2019, Stand 30.06.2019``."""
    stand = "" if betrag.stichtag is None else f", Stand {format_date(betrag.stichtag)}"
    return f"{WERTART_WORT[betrag.wertart]} {betrag.jahr}{stand}"


#: Headings of records that are known by more than a number; each is given the name of the Kennzahl, if it has one.
_TITEL: Mapping[type, Callable[[Any, str], str]] = {
    Messwert: lambda s, name: f"{s.kennzahl_nr} {name}".strip() + f", {format_zeitraum(s.zeitraum)}",
    Zielwert: lambda s, name: f"Ziel {s.jahr}: {s.kennzahl_nr} {name}",
    Reihenbruch: lambda s, name: f"Reihenbruch ab {format_zeitraum(s.ab)}: {s.kennzahl_nr} {name}",
    UnterzielZuordnung: lambda s, name: f"Zuordnung zum Unterziel {s.unterziel}: {s.kennzahl_nr} {name}",
    Satzungssumme: lambda s, _: f"Haushaltssatzung {s.haushaltsjahr}: {value_text(s.festsetzung)}",
    Meilenstein: lambda s, _: f"Meilenstein der Maßnahme {s.massnahme}: {s.bezeichnung}",
    Sitzung: lambda s, _: f"Sitzung am {format_date(s.datum)}: {s.gremium}",
    Vergleichswert: lambda s, name: (
        f"Vergleichswert {s.region}, {format_zeitraum(s.zeitraum)}: {s.kennzahl_nr} {name}"
    ),
}


def fund_title(kontext: Kontext, fund: Fund) -> str:
    """What it is: the heading of the page."""
    satz = fund.satz
    if isinstance(satz, Betrag) and fund.position is not None:
        return f"{amount_name(satz)}: {line_name(fund.position)}"
    if isinstance(satz, Haushaltsposition):
        return f"Haushaltszeile {satz.haushaltsjahr}: {line_name(satz)}"
    eigener = _TITEL.get(type(satz))
    if eigener is not None:
        akte = akte_of(kontext, satz)
        return eigener(satz, "" if akte is None else akte.kennzahl.bezeichnung).strip()
    wort = SATZ_WORT.get(fund.feld, fund.feld)
    schluessel = [
        getattr(satz, n, "") for n in ("nr", "produkt", "konto", "bezug", "bezug_nr", "name", "haushaltsjahr")
    ]
    nummer = " ".join(value_text(teil) for teil in schluessel if teil)
    titel = getattr(satz, "bezeichnung", "") or getattr(satz, "kurztitel", "")
    return f"{wort} {nummer}" + (f": {titel}" if titel else "")


def massnahme_nr(fund: Fund) -> str:
    """The Maßnahme that a record is, or belongs to; empty for all others."""
    if isinstance(fund.satz, Meilenstein):
        return fund.satz.massnahme
    return fund.satz.nr if isinstance(fund.satz, Massnahme) else ""


def line_name(position: Haushaltsposition) -> str:
    """Product and Konto of a plan line, by name where it has one."""
    s = position.schluessel
    teile = (position.produktbezeichnung or s.produkt, position.bezeichnung or s.konto)
    return ", ".join(teil for teil in teile if teil) or "ohne Produkt und Konto"


def fund_value(kontext: Kontext, satz: Any) -> str:  # noqa: ANN401
    """The figure of a record with its unit; empty for a record that is no single figure."""
    match satz:
        case Messwert() | Zielwert() | Vergleichswert():
            akte = akte_of(kontext, satz)
            if satz.fundstelle.gesperrt:
                return GESPERRT
            if satz.wert is None:
                return "kein Wert"
            return format_value(satz.wert, "") if akte is None else werteform(akte).wert(satz.wert)
        case Betrag() | Satzungssumme():
            return format_euro(satz.eur)
        case UnterzielZuordnung():
            return f"Gewicht {format_number(satz.gewicht)}"
    anteil = getattr(satz, "anteil", None)
    return "" if anteil is None else f"Anteil {format_number(anteil)} %"


def fund_herkunft(kontext: Kontext, fund: Fund) -> Herkunft | None:
    """How far it can be relied on; that of a Messwert may follow from its Kennzahl."""
    if fund.feld in {BETRAEGE, POSITIONEN}:
        return None if fund.position is None else fund.position.herkunft
    eigene: Herkunft | None = fund.satz.herkunft
    akte = akte_of(kontext, fund.satz)
    return eigene or (None if akte is None else akte.kennzahl.herkunft)


def version_text(kontext: Kontext, satz: Any, vorige: Any) -> tuple[str, str]:  # noqa: ANN401
    """What a version says, and by how much that differs from the one before it (``None`` = the first)."""
    wert = fund_value(kontext, satz)
    if vorige is None:
        return wert or "erste Version", ""
    if satz.fundstelle.gesperrt or vorige.fundstelle.gesperrt:
        return wert, ""
    if wert:
        alt, neu = _number(vorige), _number(satz)
        if alt == neu:
            andere = _differences(vorige, satz)
            return wert, "unverändert" if not andere else f"gleicher Wert; {andere}"
        return wert, f"{fund_value(kontext, vorige)} → {wert} {_in_brackets(change_text(alt, neu))}".strip()
    return _differences(vorige, satz) or "unverändert", ""


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _number(satz: Any) -> Decimal | None:  # noqa: ANN401
    for name in ("wert", "eur", "gewicht", "anteil"):
        zahl = getattr(satz, name, None)
        if isinstance(zahl, Decimal):
            return zahl
    return None


def _differences(alt: Any, neu: Any) -> str:  # noqa: ANN401
    """Fields that differ, old and new; amounts of a line are told at their own cells."""
    namen = [
        f.name
        for f in fields(neu)
        if f.name not in {*_PERSON, "fundstelle", "betraege"} and getattr(alt, f.name) != getattr(neu, f.name)
    ]
    return "; ".join(field_change(n, getattr(alt, n), getattr(neu, n)) for n in namen)


def facts(kontext: Kontext, fund: Fund, *, with_persons: bool) -> list[tuple[str, str]]:
    """All that was read, field by field; what the row leaves open is left out."""
    satz = fund.satz
    if isinstance(satz, Betrag) and fund.position is not None:
        art = [
            ("Wertart", WERTART_WORT[satz.wertart]),
            ("Jahr", str(satz.jahr)),
            *([] if satz.stichtag is None else [("Stichtag", format_date(satz.stichtag))]),
            ("Betrag", format_euro(satz.eur)),
        ]
        return [*art, *_line_facts(fund.position)]
    if isinstance(satz, Haushaltsposition):
        return _line_facts(satz)
    angaben = []
    for f in fields(satz):
        if f.name in _NOT_TOLD or (f.name in _PERSON and not with_persons and isinstance(satz, Fachbereich)):
            continue
        inhalt = getattr(satz, f.name)
        is_figure = f.name == "wert" and isinstance(satz, Messwert | Zielwert | Vergleichswert)
        text = fund_value(kontext, satz) if is_figure else value_text(inhalt)
        if text != UNKNOWN and not is_dataclass_list(inhalt):
            angaben.append((field_word(f.name), text))
    return angaben


def is_dataclass_list(inhalt: object) -> bool:
    """Whether a field holds records of its own."""
    return isinstance(inhalt, tuple) and any(is_dataclass(teil) for teil in inhalt)


def _line_facts(position: Haushaltsposition) -> list[tuple[str, str]]:
    s = position.schluessel
    angaben = [
        ("Haushaltsjahr", str(position.haushaltsjahr)),
        ("Fassung", position.fassung),
        ("Teilhaushalt", f"{s.teilhaushalt} {position.teilhaushaltbezeichnung}".strip()),
        ("Amt", s.amt),
        ("Produkt", f"{s.produkt} {position.produktbezeichnung}".strip()),
        ("Konto", f"{s.konto} {position.bezeichnung}".strip()),
        ("Investition", s.investition),
        ("Zeile", f"{s.lfd}. mit diesem Schlüssel" if s.lfd > 1 else ""),
    ]
    return [(titel, text) for titel, text in angaben if text]
