"""Szenarioworte: addresses, fields and German words of the what-if pages and their routes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT, fassung_text
from kek_dashboard.domain.haushalt import (
    Haushalt,
    Haushaltsposition,
    Planzeile,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.produktrahmen import kontengruppe
from kek_dashboard.domain.szenario import Aenderung, Bereich, Reichweite, Weise
from kek_dashboard.domain.szenariorechnung import Zeilenregister
from kek_dashboard.formats import format_euro, format_number

LISTE, EINES = "/haushalt/szenarien", "/haushalt/szenario"
ANLEGEN = f"{LISTE}/anlegen"
#: Names of the forms' fields; the pages and the routes agree on them here.
NAME, FORTSCHREIBUNG, JAHR, TUN, SICHER = "name", "fortschreibung", "jahr", "tun", "sicher"
HAUSHALTSJAHR, FASSUNG = "haushaltsjahr", "fassung"
WAS, ART, GRUPPE, WIE, ZAHL, SUCHE = "was", "art", "kontengruppe", "wie", "zahl", "suche"
#: What an address may bring to fill the form with: a Produkt, a Teilhaushalt, or a line by its whole key.
VORWAHL = ("produkt", "teilhaushalt", "zeile")
ALLE_ARTEN = "alle"

KUERZEN_PROZENT, ERHOEHEN_PROZENT = "kuerzen-prozent", "erhoehen-prozent"
KUERZEN_EURO, ERHOEHEN_EURO, SETZEN = "kuerzen-euro", "erhoehen-euro", "setzen"
WIE_WORT = {
    KUERZEN_PROZENT: "kürzen um %",
    ERHOEHEN_PROZENT: "erhöhen um %",
    KUERZEN_EURO: "kürzen um €",
    ERHOEHEN_EURO: "erhöhen um €",
    SETZEN: "setzen auf €",
}

BANNER = "Was wäre wenn: keine echten Zahlen"
KEINE_WIRKUNG = (
    "Gezeigt wird, was die geänderten Zeilen berühren, nicht, was daraus würde: Ob ein Ziel dadurch mehr oder weniger "
    "erreicht wird, rechnet und behauptet der Monitor nicht."
)


def banner() -> Component:
    """Stands on top of everything a Szenario shows."""
    return html.Div(
        [
            html.Strong(BANNER),
            (
                " – ein Entwurf zum Ausprobieren. Nichts davon geht in den Haushalt, in einen Bericht oder in eine "
                "Kennzahl ein."
            ),
        ],
        className="waswenn",
        role="note",
    )


def plan_text(haushaltsjahr: int, fassung: str) -> str:
    """Name of a plan.

    >>> plan_text(2026, "nachtrag-1")
    'Haushalt 2026, 1. Nachtrag'
    """
    return f"Haushalt {haushaltsjahr}, {fassung_text(fassung)}"


def one_address(kennung: str, tat: str = "") -> str:
    """Address of a Szenario, or of what a form does with it."""
    return f"{EINES}/{kennung}" + (f"/{tat}" if tat else "")


def write_was(reichweite: Reichweite, s: Positionsschluessel) -> str:
    """What a change is meant for, as the value of a field.

    >>> write_was(Reichweite.PRODUKT, Positionsschluessel(produkt="365100"))
    'produkt:365100'
    """
    match reichweite:
        case Reichweite.ALLES:
            return reichweite.value
        case Reichweite.TEILHAUSHALT:
            return f"{reichweite.value}:{s.teilhaushalt}"
        case Reichweite.PRODUKT:
            return f"{reichweite.value}:{s.produkt}"
    return f"{reichweite.value}:{line_key(s)}"


def line_key(s: Positionsschluessel) -> str:
    """The whole key of a line in one word of an address.

    >>> line_key(Positionsschluessel("03", "", "365100", "4318000"))
    '["03","","365100","4318000","",1]'
    """
    teile = [s.teilhaushalt, s.amt, s.produkt, s.konto, s.investition, s.lfd]
    return json.dumps(teile, ensure_ascii=False, separators=(",", ":"))


def bereich_text(register: Zeilenregister, bereich: Bereich) -> str:
    """What a change is meant for, in words."""
    text = scope_text(register, bereich.reichweite, bereich.schluessel)
    if bereich.art is not None:
        text += f", nur {art_in_satz(bereich.art)}"
    if bereich.kontengruppe:
        text += f", nur Kontengruppe {group_text(register, bereich.kontengruppe)}"
    return text


def scope_text(register: Zeilenregister, reichweite: Reichweite, s: Positionsschluessel) -> str:
    """A line, Produkt or Teilhaushalt by number and name."""
    haushalt = register.haushalt
    match reichweite:
        case Reichweite.ALLES:
            return "Ganzer Haushalt"
        case Reichweite.TEILHAUSHALT:
            name = _first_name(
                haushalt, register.teilhaushalte.get(s.teilhaushalt, ()), "teilhaushaltbezeichnung"
            )
            return f"Teilhaushalt {s.teilhaushalt} {name}".strip() if s.teilhaushalt else "Ohne Teilhaushalt"
        case Reichweite.PRODUKT:
            name = _first_name(haushalt, register.produkte.get(s.produkt, ()), "produktbezeichnung")
            return f"Produkt {s.produkt} {name}".strip() if s.produkt else "Ohne Produkt"
    stelle = register.zeilen.get(s)
    return _key_text(s) if stelle is None else line_text(haushalt.zeilen[stelle])


def scope_label(register: Zeilenregister, teilhaushalt: str) -> str:
    """A Teilhaushalt by number and name."""
    return scope_text(register, Reichweite.TEILHAUSHALT, Positionsschluessel(teilhaushalt=teilhaushalt))


def line_text(zeile: Planzeile) -> str:
    """A line by Produkt, Konto and its names."""
    position = zeile.position
    name = " · ".join(teil for teil in (position.bezeichnung, position.produktbezeichnung) if teil)
    return f"{_key_text(position.schluessel)} {name}".strip()


def line_cell(position: Haushaltsposition) -> Component:
    """A line in a table: what it is for, and small below it where it stands in the plan."""
    s = position.schluessel
    wo = [f"{s.produkt} {position.produktbezeichnung}".strip(), s.konto, f"Teilhaushalt {s.teilhaushalt}"]
    if s.investition:
        wo.append(f"Investition {s.investition}")
    if s.lfd > 1:
        wo.append(f"{s.lfd}. Zeile dieses Schlüssels")
    klein = " · ".join(teil for teil in wo if teil)
    return html.Span([position.bezeichnung or _key_text(s), html.Small(klein)])


def _key_text(s: Positionsschluessel) -> str:
    teile = [f"Konto {s.konto}" if s.konto else "Zeile", f"in Produkt {s.produkt}" if s.produkt else ""]
    teile += [
        f"Investition {s.investition}" if s.investition else "",
        f"({s.lfd}. Zeile)" if s.lfd > 1 else "",
    ]
    return " ".join(teil for teil in teile if teil)


def group_text(register: Zeilenregister, gruppe: str) -> str:
    """A Kontengruppe by number and name."""
    return f"{gruppe} {group_names(register).get(gruppe, '')}".strip()


def group_names(register: Zeilenregister) -> dict[str, str]:
    """The Kontengruppen of the lines that can be changed, by number, each with its name."""
    namen: dict[str, str] = {}
    paare = {(z.position.schluessel.konto, z.position.art) for z in register.haushalt.zeilen}
    for konto, art in sorted(paare):
        nr, name = kontengruppe(konto, art, register.haushalt.haushaltsjahr)
        if nr and art in ART_REIHE:
            namen[nr] = namen.get(nr) or name
    return dict(sorted(namen.items()))


def _first_name(haushalt: Haushalt, stellen: Sequence[int], feld: str) -> str:
    namen = (str(getattr(haushalt.zeilen[i].position, feld)) for i in stellen)
    return next((name for name in namen if name), "")


#: The four kinds in the order people ask for them.
ART_REIHE = (
    Positionsart.AUFWENDUNGEN,
    Positionsart.ERTRAEGE,
    Positionsart.INVESTIVE_AUSZAHLUNGEN,
    Positionsart.INVESTIVE_EINZAHLUNGEN,
)


def art_in_satz(art: Positionsart) -> str:
    """The word of a kind as it stands inside a sentence.

    >>> art_in_satz(Positionsart.INVESTIVE_AUSZAHLUNGEN), art_in_satz(Positionsart.ERTRAEGE)
    ('investive Auszahlungen', 'Erträge')
    """
    return ART_WORT[art].replace("Investive", "investive")


def how_text(aenderung: Aenderung) -> str:
    """How an amount changes, in words.

    >>> from decimal import Decimal
    >>> bereich = Bereich(Reichweite.ALLES)
    >>> how_text(Aenderung(bereich, Weise.PROZENT, Decimal("-2.5"))).replace(chr(160), " ")
    'um 2,5 % gekürzt'
    """
    zahl = aenderung.zahl
    if aenderung.weise is Weise.AUF:
        return f"auf {format_euro(zahl)} gesetzt"
    wort = "gekürzt" if zahl < 0 else "erhöht"
    if aenderung.weise is Weise.UM:
        return f"um {format_euro(abs(zahl))} {wort}"
    return f"um {format_number(Fraction(abs(zahl)))}\N{NO-BREAK SPACE}% {wort}"
