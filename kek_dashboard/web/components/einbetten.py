"""Einbetten: the addresses and the finished HTML with which an open Kennzahl or Unterziel goes on another page."""

from __future__ import annotations

import html as escape
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.zielsystem import word_in_address
from kek_dashboard.formats import format_date
from kek_dashboard.settings import Settings
from kek_dashboard.web.seite import Kontext

#: Stands for the address of the monitor where nobody has set it.
OHNE_ADRESSE = "https://ADRESSE-DES-MONITORS"
_HOEHE = 760
#: So many letters stand on a line of a field at a middle width.
_ZEICHEN = 60
_ZU = (
    "Einbetten lässt sich nur, was offen ist: eine Kennzahl, die in den Stammdaten als „Öffentlich“ gekennzeichnet "
    "ist, und ein Unterziel, bei dem alle gezählten Kennzahlen es sind."
)
_NUR_ANGEMELDET = (
    "Auf anderen Seiten ist es erst zu sehen, wenn für diesen Monitor KEK_OFFENE_DATEN=1 gesetzt ist."
)


def einbetten_karte(kontext: Kontext, art: str, nr: str, titel: str, *, is_open: bool) -> Component:
    """A folded part with what to copy; where it is not open a sentence instead."""
    inhalt = _copies(kontext, art, nr, titel) if is_open else [html.P(_ZU, className="leise")]
    return html.Section(
        html.Details([html.Summary(html.H2("Einbetten")), *inhalt], className="einbetten"),
        className="karte einbettkarte",
    )


def _copies(kontext: Kontext, art: str, nr: str, titel: str) -> list[Component]:
    settings, stand = kontext.umgebung.settings, kontext.stand
    pfad = f"/einbetten/{art}/{quote(nr, safe='')}"
    system = _system(kontext, art)
    lebend = _Adresse(f"{_base(settings)}{pfad}", system)
    fest = _Adresse(
        lebend.pfad, {"jahr": str(kontext.jahr), "stand": stand.wissensstand.isoformat(), **system}
    )
    worte = f"{'Kennzahl' if art == 'kennzahl' else 'Unterziel'} {titel}"
    mehr = [] if settings is None or settings.is_lokal or settings.offene_daten else [html.P(_NUR_ANGEMELDET)]
    wann = f"Berichtsjahr {kontext.jahr}, Stand {format_date(stand.wissensstand)}"
    return [
        html.P(
            "Für die Internetseiten des Landkreises, auch ohne JavaScript. In einem Feld wählt Strg+A alles aus, "
            "Strg+C kopiert es.",
            className="leise",
        ),
        *mehr,
        html.P(
            html.A(
                "Ansehen, wie es eingebettet aussieht", href=_Adresse(pfad, system).dokument(), **_leaving()
            )
        ),
        _copy("Adresse, immer mit dem neuesten Stand", lebend.dokument()),
        _copy(f"Adresse, festgehalten: {wann}", fest.dokument()),
        _copy("HTML: Bild mit Tabelle in einem Rahmen", _frame(lebend, worte)),
        _copy("HTML: nur das Bild, mit Verweis auf die Tabelle", _picture(lebend, worte)),
    ]


def _system(kontext: Kontext, art: str) -> dict[str, str]:
    """The Zielsystem that the address names.

    Where there are several an Unterziel always names its own: its number may be that of another goal one day. A
    Kennzahl goes on through all of them.
    """
    stand = kontext.stand
    if art == "unterziel" and len(stand.zielsysteme) > 1:
        return {"zielsystem": word_in_address(stand.zielsystem, stand.zielsysteme)}
    return {} if kontext.zielsystem is None else {"zielsystem": kontext.zielsystem}


@dataclass(frozen=True, slots=True)
class _Adresse:
    """Where something embedded is, and what is asked of it."""

    pfad: str
    query: Mapping[str, str]

    def dokument(self) -> str:
        """Address of the document."""
        return self._with("", self.query)

    def bild(self, breite: int) -> str:
        """Address of the picture for a place so many pixels wide."""
        return self._with(".svg", {**self.query, "breite": str(breite)})

    def _with(self, endung: str, query: Mapping[str, str]) -> str:
        return f"{self.pfad}{endung}" + (f"?{urlencode(query)}" if query else "")


def _leaving() -> dict[str, Any]:
    """Marks a link that leaves the pages of Dash: ``assets/10_kek.js`` lets the browser follow it."""
    return {"data-laden": "ja"}


def _copy(was: str, text: str) -> Component:
    zeilen = 1 + sum(len(zeile) // _ZEICHEN for zeile in text.split("\n")) + text.count("\n")
    return html.Label([was, html.Textarea(text, readOnly="readonly", rows=zeilen, spellCheck="false")])


def _frame(adresse: _Adresse, worte: str) -> str:
    titel = escape.escape(f"{worte}: Verlauf und Tabelle")
    rahmen = f'width="100%" height="{_HOEHE}" loading="lazy" style="border:0"'
    return f'<iframe src="{escape.escape(adresse.dokument())}" title="{titel}" {rahmen}></iframe>'


def _picture(adresse: _Adresse, worte: str) -> str:
    """No figure stands in the alternative text: it would stay while the picture goes on."""
    alt = escape.escape(f"{worte}: Verlauf. Die Werte stehen in der verlinkten Tabelle.")
    schmal, breit = (escape.escape(adresse.bild(breite)) for breite in (320, 800))
    return (
        "<figure>\n"
        f'  <picture><source media="(max-width: 600px)" srcset="{schmal}">\n'
        f'  <img src="{breit}" alt="{alt}" loading="lazy" style="max-width:100%;height:auto"></picture>\n'
        f'  <figcaption><a href="{escape.escape(adresse.dokument())}">Werte als Tabelle</a></figcaption>\n'
        "</figure>"
    )


def _base(settings: Settings | None) -> str:
    """Where people open the monitor; in the local mode this computer."""
    if settings is None:
        return OHNE_ADRESSE
    if settings.adresse or not settings.is_lokal:
        return settings.adresse or OHNE_ADRESSE
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"
