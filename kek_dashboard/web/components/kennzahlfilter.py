"""Kennzahlfilter: which Kennzahlen an address asks for, by Fachbereich, Stand, Ausblick and Herkunft; and its form.

The fields of the address are the same on every page that counts Kennzahlen: ``zeige`` a Stand, ``ausblick``,
``fachbereich`` (``–`` = none) and ``herkunft``. Words an address does not know filter nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import AUSBLICKE, STAENDE, zeichen_of
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.rechte import fold
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.seite import Kontext

ZEIGE, AUSBLICK, FACHBEREICH, HERKUNFT = "zeige", "ausblick", "fachbereich", "herkunft"
FELDER = (FACHBEREICH, ZEIGE, AUSBLICK, HERKUNFT)
#: Stands in an address for the Kennzahlen without a Fachbereich.
OHNE = UNKNOWN
HERKUNFT_WORT = {
    Herkunft.AMTLICH: "amtliche Zahlen",
    Herkunft.INTERN: "interne Zahlen",
    Herkunft.BEISPIEL: "Beispiel (erfunden)",
}
_TITEL = {ZEIGE: "Stand", AUSBLICK: "Ausblick", FACHBEREICH: "Fachbereich", HERKUNFT: "Herkunft"}
_STATUS: dict[str, type[Stand | Ausblick]] = {ZEIGE: Stand, AUSBLICK: Ausblick}
_T = TypeVar("_T", Stand, Ausblick, Herkunft)


@dataclass(frozen=True, slots=True)
class Kennzahlfilter:
    """What a Kennzahl must be to be counted; ``None`` asks for nothing."""

    stand: Stand | None = None
    ausblick: Ausblick | None = None
    fachbereich: str | None = None
    herkunft: Herkunft | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every Kennzahl fits."""
        return self == Kennzahlfilter()

    @property
    def query(self) -> dict[str, str | None]:
        """Its fields of an address, ``None`` for what it does not ask."""
        return {
            FACHBEREICH: self.fachbereich,
            ZEIGE: self.stand,
            AUSBLICK: self.ausblick,
            HERKUNFT: self.herkunft,
        }

    @property
    def words(self) -> tuple[str, ...]:
        """What it asks for, in German."""
        worte = []
        if self.fachbereich is not None:
            worte.append(
                "ohne Fachbereich" if self.fachbereich == OHNE else f"Fachbereich {self.fachbereich}"
            )
        if self.stand is not None:
            worte.append(f"Stand {zeichen_of(self.stand).wort}")
        if self.ausblick is not None:
            worte.append(f"Ausblick {zeichen_of(self.ausblick).wort}")
        if self.herkunft is not None:
            worte.append(HERKUNFT_WORT[self.herkunft])
        return tuple(worte)

    def fits(self, akte: Kennzahlakte, bewertung: Bewertung) -> bool:
        """Whether a Kennzahl is what is asked for; its Herkunft is that of its judgement."""
        return (
            self.stand in {None, bewertung.stand}
            and self.ausblick in {None, bewertung.ausblick}
            and self.herkunft in {None, bewertung.herkunft}
            and (
                self.fachbereich is None or fold(self.fachbereich) == fold(akte.kennzahl.fachbereich or OHNE)
            )
        )


def read_kennzahlfilter(kontext: Kontext) -> Kennzahlfilter:
    """What the address asks for."""
    query = kontext.query
    gesucht = fold(query.get(FACHBEREICH, ""))
    namen = {fold(name): name for name, _ in _fachbereiche(kontext)}
    return Kennzahlfilter(
        _one_of(Stand, query, ZEIGE),
        _one_of(Ausblick, query, AUSBLICK),
        namen.get(gesucht) if gesucht else None,
        _one_of(Herkunft, query, HERKUNFT),
    )


def filtered(kontext: Kontext, gesucht: Kennzahlfilter) -> tuple[Kennzahlakte, ...]:
    """The Kennzahlen that fit at the Berichtsjahr, by number."""
    bewertungen = kontext.gesamt.kennzahlen
    return tuple(
        akte for nr, akte in kontext.stand.eigene_akten.items() if gesucht.fits(akte, bewertungen[nr])
    )


def filter_form(
    kontext: Kontext,
    gesucht: Kennzahlfilter,
    felder: Iterable[str] = (FACHBEREICH, ZEIGE, HERKUNFT),
    weitere: Mapping[str, Component] = MappingProxyType({}),
) -> Component:
    """Native choices that make an address of this page; what is filtered by other fields stays so.

    Each choice says how many Kennzahlen there are of it among all. ``weitere`` are a page's own fields by name.
    """
    gezeigt = tuple(felder)
    angebote = _offers(kontext)
    adresse = gesucht.query
    bleibt = {name: wert for name, wert in kontext.rest.items() if name not in {*FELDER, *weitere}}
    bleibt |= {name: wert for name in FELDER if name not in gezeigt and (wert := adresse[name]) is not None}
    bleibt |= kontext.ort
    is_empty = gesucht.is_empty and not any(name in kontext.query for name in weitere)
    aufheben = [] if is_empty else [html.A("Auswahl aufheben", href=kontext.link())]
    return html.Form(
        [
            *(Eingabe("hidden", name, wert) for name, wert in sorted(bleibt.items())),
            *(_choice(name, angebote[name], adresse[name] or "") for name in gezeigt),
            *weitere.values(),
            html.Button("Auswählen", type="submit", className="knopf"),
            *aufheben,
        ],
        method="get",
        action=kontext.link().partition("?")[0],
        className="kennzahlfilter",
        role="search",
        **aria(label="Kennzahlen auswählen"),
    )


def _choice(name: str, angebot: list[tuple[str, str]], gewaehlt: str) -> Component:
    """One field; what is chosen stays visible where no Kennzahl of this year is it."""
    werte = [("", "alle"), *angebot]
    if gewaehlt not in {wert for wert, _ in werte}:
        wort = zeichen_of(_STATUS[name](gewaehlt)).wort if name in _STATUS else gewaehlt
        werte.append((gewaehlt, f"{wort} (0)"))
    return choice(name, _TITEL[name], werte, gewaehlt)


def _one_of(art: type[_T], query: Mapping[str, str], name: str) -> _T | None:
    wert = query.get(name, "")
    return art(wert) if wert in set(art) else None


def _fachbereiche(kontext: Kontext) -> list[tuple[str, int]]:
    """Names as the Kennzahlen have them, each with its number of Kennzahlen; last those without one."""

    def build() -> list[tuple[str, int]]:
        namen: dict[str, str] = {}
        anzahl: dict[str, int] = {}
        for akte in kontext.stand.eigene_akten.values():
            name = akte.kennzahl.fachbereich or OHNE
            namen.setdefault(fold(name), name)
            anzahl[fold(name)] = anzahl.get(fold(name), 0) + 1
        return [(namen[key], anzahl[key]) for key in sorted(namen, key=lambda key: (key == OHNE, key))]

    return kontext.daten.kept(kontext.stand, ("fachbereiche der kennzahlen",), build)


def _offers(kontext: Kontext) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in each field, with how many there are."""
    gesamt = kontext.gesamt
    staende, ausblicke = dict(gesamt.staende()), dict(gesamt.ausblicke())
    herkuenfte = [b.herkunft for b in gesamt.kennzahlen.values()]
    return {
        FACHBEREICH: [
            (name, f"{'ohne Fachbereich' if name == OHNE else name} ({zahl})")
            for name, zahl in _fachbereiche(kontext)
        ],
        ZEIGE: [(s.value, f"{STAENDE[s].wort} ({staende[s]})") for s in STAENDE if s in staende],
        AUSBLICK: [(a.value, f"{AUSBLICKE[a].wort} ({ausblicke[a]})") for a in AUSBLICKE if a in ausblicke],
        HERKUNFT: [
            (h.value, f"{HERKUNFT_WORT[h]} ({herkuenfte.count(h)})") for h in Herkunft if h in herkuenfte
        ],
    }
