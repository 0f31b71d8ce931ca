"""Geldfelder: how Posten, goals and fields of a Geldmatrix are named, written and linked to their lines."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from urllib.parse import quote_plus

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.geldmatrix import (
    NICHT_ZUGEORDNET,
    Feld,
    Geldmatrix,
    Gliederung,
    Posten,
    geldmatrizen,
)
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.formats import UNKNOWN, format_euro, format_number, format_percent
from kek_dashboard.web.pages.haushalt.auswahl import ANKER, OHNE, OHNE_ZIEL
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.seite import Kontext

_MIO = Decimal(1_000_000)
_SMALLEST_SHOWN = Decimal(5_000)
_SMALLEST_SHARE = Fraction(5, 10_000)

GLIEDERUNG_WORT = {
    Gliederung.TEILHAUSHALT: "Teilhaushalt",
    Gliederung.PRODUKTBEREICH: "Produktbereich",
    Gliederung.PRODUKT: "Produkt",
}
GLIEDERUNG_MEHRZAHL = {
    Gliederung.TEILHAUSHALT: "Teilhaushalte",
    Gliederung.PRODUKTBEREICH: "Produktbereiche",
    Gliederung.PRODUKT: "Produkte",
}
OFFEN_WORT = "nicht zugeordnet"


class Worte:
    """Names, addresses and figures of one matrix on one page; ``genau`` writes euros to the cent."""

    def __init__(self, kontext: Kontext, mittel: Mitteleinsatz, matrix: Geldmatrix, *, genau: bool) -> None:
        """Take what all names and addresses have in common."""
        self._kontext = kontext
        self._jahr = mittel.haushalt.haushaltsjahr
        self._matrix = matrix
        self._genau = genau
        self._basis = page_link(kontext, "/haushalt", art=matrix.art.value)
        self._namen = {p.nr: self._find_name(p) for p in (*matrix.posten, *matrix.leere)}
        self._posten = {p.nr: p for p in matrix.posten}

    def posten(self, nr: str) -> str:
        """Number and name of a Posten."""
        name = self._namen[nr]
        return f"{nr} {name}" if nr and name else nr or name

    def posten_name(self, nr: str) -> str:
        """Name of a Posten, its number where nobody named it."""
        return self._namen[nr] or nr

    def ziel(self, nr: str) -> str:
        """Number and short title of a goal."""
        return f"{nr} {self.ziel_name(nr)}".strip()

    def ziel_name(self, nr: str) -> str:
        """Short title of a goal; empty where the Zielsystem has none of this number."""
        if nr == NICHT_ZUGEORDNET:
            return OFFEN_WORT
        return self._kontext.stand.ziele[nr].kurztitel if nr in self._kontext.stand.ziele else ""

    def text(self, eur: Decimal) -> str:
        """Mio. € or, where asked for, euros to the cent; something is never written as 0."""
        if self._genau:
            return format_number(eur, 2)
        if not eur:
            return "0"
        if abs(eur) < _SMALLEST_SHOWN:
            return "< 0,01" if eur > 0 else "> −0,01"
        return format_number(eur / _MIO, 2)

    def link(self, nr: str | None = None, ziel: str | None = None) -> str | None:
        """Address of exactly the lines of a Posten for a goal (``None`` = of all); ``None`` where none finds them."""
        teile = [self._basis]
        if nr is not None:
            feld, wert = self._filter(nr)
            if not wert:
                return None
            teile.append(f"{feld}={quote_plus(wert)}")
        if ziel is not None:
            teile.append(f"ziel={quote_plus(ziel or OHNE_ZIEL)}")
        return "&".join(teile) + f"#{ANKER}"

    def linked(self, feld: Feld, nr: str | None, ziel: str | None, title: str) -> Component:
        """The figure of a field as the link to its lines; plain where there is nothing to find."""
        adresse = self.link(nr, ziel) if feld.belegt else None
        if adresse is None:
            return html.Span(self.text(feld.eur), title=title)
        return html.A(self.text(feld.eur), href=adresse, title=title)

    def title(self, feld: Feld, nr: str, ziel: str) -> str:
        """A field in words: whose money, for what, how much, and its share of the row."""
        summe = self._matrix.je_posten[nr].eur
        return (
            f"{self.posten(nr)} → {self.ziel(ziel)}: {format_euro(feld.eur)}, "
            f"{share(feld.eur, summe)} von {self.posten_name(nr)}"
        )

    def _filter(self, nr: str) -> tuple[str, str]:
        if self._matrix.gliederung is Gliederung.TEILHAUSHALT:
            return "teilhaushalt", nr or OHNE
        produkte = self._posten[nr].produkte
        return "produkt", OHNE if produkte == "" else produkte or ""

    def _find_name(self, posten: Posten) -> str:
        if not posten.nr:
            return f"ohne {GLIEDERUNG_WORT[self._matrix.gliederung]}"
        if posten.bezeichnung or self._matrix.gliederung is not Gliederung.PRODUKT:
            return posten.bezeichnung
        produkt = self._kontext.stand.produkt(posten.nr, self._jahr)
        return "" if produkt is None else produkt.bezeichnung


def usual_gliederung(mittel: Mitteleinsatz) -> Gliederung:
    """What the money is told apart by where nobody asks: Teilhaushalte, if the plan has any."""
    hat_teilhaushalte = any(zeile.position.schluessel.teilhaushalt for zeile in mittel.haushalt.zeilen)
    return Gliederung.TEILHAUSHALT if hat_teilhaushalte else Gliederung.PRODUKTBEREICH


def read_gliederung(kontext: Kontext, mittel: Mitteleinsatz, waehlbar: Iterable[Gliederung]) -> Gliederung:
    """What an address wants the money told apart by; the usual where it names nothing that can be chosen."""
    gefragt = kontext.query.get("spalten", "")
    return next((g for g in waehlbar if g == gefragt), usual_gliederung(mittel))


def share(teil: Decimal, ganzes: Decimal) -> str:
    """Share in percent, never 0 for something; unknown where the whole is not above 0, for then it says nothing.

    >>> [share(Decimal(n), Decimal(10_000)).replace(chr(160), " ") for n in ("1250", "1", "0")]
    ['12,5 %', '< 0,1 %', '0,0 %']
    """
    if ganzes <= 0:
        return UNKNOWN
    anteil = Fraction(teil) / Fraction(ganzes)
    if 0 < anteil < _SMALLEST_SHARE:
        return f"< {format_percent(_SMALLEST_SHARE * 2)}"
    return format_percent(anteil, 1)


def matrix_of(
    kontext: Kontext, mittel: Mitteleinsatz, gliederung: Gliederung, art: Positionsart
) -> Geldmatrix:
    """The matrix of a Haushalt, made once for it."""
    return kontext.daten.derived(
        mittel, ("geldmatrizen", gliederung), lambda: geldmatrizen(mittel, gliederung)
    )[art]
