"""Inhalt: what the page of the open data says: what there is, under which licence, how to cite, how to fetch it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.reports.offenedaten.datenpaket import BEISPIEL, has_beispiel
from kek_dashboard.reports.offenedaten.herausgabe import (
    API_PFAD,
    DATENPAKET,
    DCAT_JSONLD,
    DCAT_TTL,
    LIESMICH,
    PAKET,
    PFAD,
    Herausgabe,
    herausgabe_of,
)
from kek_dashboard.reports.offenedaten.tabellen import (
    BEWERTUNGEN,
    KENNZAHLEN,
    MESSWERTE,
    TABELLEN,
    ZIELBEWERTUNGEN,
    ZIELE,
)
from kek_dashboard.reports.offenedaten.zeilen import Zeilen, read_zeilen
from kek_dashboard.web.components.beispiel import BEISPIEL_WORT
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.offenedaten.ausgabe import read_dateien
from kek_dashboard.web.seite import Kontext

_KIB = 1024
# The browser itself follows a link that is none of Dash's pages.
_LADEN: Final[dict[str, Any]] = {"data-laden": "ja"}
_SPALTEN = (
    Spalte("Datei", "was", kopf=True),
    Spalte("Was darin steht", "leise"),
    Spalte("Zeilen", "n", "Zeilen:"),
    Spalte("Größe", "n", "Größe:"),
)
_BESCHREIBUNGEN = (
    (LIESMICH, "Für Menschen: was jede Spalte heißt, wie gerechnet und gerundet wird."),
    (DATENPAKET, "Für Programme: dieselbe Beschreibung als Frictionless Data Package mit Prüfsummen."),
    (DCAT_TTL, "Für Datenportale wie GovData: DCAT-AP.de als Turtle."),
    (DCAT_JSONLD, "Dasselbe als JSON-LD."),
)


def inhalt(kontext: Kontext) -> list[Component]:
    """The whole page."""
    herausgabe = herausgabe_of(kontext.umgebung.settings, kontext.stand)
    dateien = read_dateien(kontext)
    umfang = kontext.daten.kept(
        kontext.stand, ("offener-umfang",), lambda: _measure(read_zeilen(kontext.stand))
    )
    return [
        html.H1("Welche Zahlen darf jeder nutzen?", tabIndex="-1"),
        html.P(_sentence(umfang), className="vorspann"),
        *_beispiel(umfang),
        html.P(
            html.A(
                f"Alles herunterladen (ZIP, {_size(dateien[PAKET])})",
                href=_address(kontext, PAKET),
                download="",
                className="knopf",
            )
        ),
        html.P(
            f"Wissensstand {format_date(herausgabe.wissensstand)}, letzte Freigabe "
            f"{format_date(herausgabe.geaendert_am)}. Ein leeres Feld heißt unbekannt und nie 0.",
            className="leise",
        ),
        html.H2("Einzelne Tabellen"),
        _tables(kontext, umfang, dateien),
        html.H2("Lizenz und Nennung"),
        *_licence(herausgabe),
        html.H2("Beschreibung der Daten"),
        _descriptions(kontext, dateien),
        html.H2("Für Programme und andere Seiten"),
        *_programs(kontext, herausgabe),
        html.H2("Was nicht dabei ist"),
        html.P(
            "Kennzahlen, die nicht als „Öffentlich“ gekennzeichnet sind, und jedes Ziel, in dem eine solche zählt: "
            "Aus seiner Zahl ließe sich die fehlende errechnen. Kleine Fallzahlen über Personen. Maßnahmen, "
            "Erläuterungen und der Haushalt; für sie gibt es keine solche Kennzeichnung."
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Umfang:
    """How much there is: enough for the page, and much less to keep than the rows."""

    zeilen: Mapping[str, int]
    kennzahlen: int
    ziele: int
    unterziele: int
    jahre: tuple[int, ...]
    has_beispiel: bool


def _measure(zeilen: Zeilen) -> _Umfang:
    return _Umfang(
        zeilen=MappingProxyType({name: len(alle) for name, alle in zeilen.items()}),
        kennzahlen=len({k.nr for k in zeilen[KENNZAHLEN.name]}),
        ziele=len({(z.zielsystem, z.ziel) for z in zeilen[ZIELBEWERTUNGEN.name] if not z.verschluss}),
        unterziele=sum(ziel.ebene is Ebene.UNTERZIEL for ziel in zeilen[ZIELE.name]),
        jahre=tuple(sorted({b.berichtsjahr for b in zeilen[BEWERTUNGEN.name]})),
        has_beispiel=has_beispiel(zeilen),
    )


def _sentence(umfang: _Umfang) -> str:
    if not umfang.kennzahlen:
        return (
            "Noch keine: Bisher ist keine Kennzahl in den Stammdaten als „Öffentlich“ gekennzeichnet. Die Ziele im "
            "Wortlaut stehen schon zur Verfügung."
        )
    spanne = f" von {umfang.jahre[0]} bis {umfang.jahre[-1]}" if umfang.jahre else ""
    offen = _count(umfang.ziele, "Oberziel oder Unterziel", "Ober- und Unterzielen")
    wortlaut = _count(umfang.unterziele, "Unterziel", "Unterzielen")
    return (
        f"{_count(umfang.kennzahlen, 'Kennzahl', 'Kennzahlen')} mit "
        f"{_count(umfang.zeilen[MESSWERTE.name], 'Messwert', 'Messwerten')}, ihre Ziele und ihre "
        f"Zielerreichung{spanne}, dazu die von {offen} und der Wortlaut von {wortlaut}."
    )


def _count(anzahl: int, eines: str, viele: str) -> str:
    return f"{format_number(anzahl)} {eines if anzahl == 1 else viele}"


def _beispiel(umfang: _Umfang) -> list[Component]:
    if not umfang.has_beispiel:
        return []
    return [html.P([html.Span(BEISPIEL_WORT, className="tag"), f" {BEISPIEL}"], className="bsp-kopf")]


def _tables(kontext: Kontext, umfang: _Umfang, dateien: Mapping[str, bytes]) -> Component:
    reihen: list[list[Inhalt]] = [
        [
            html.A(t.datei, href=_address(kontext, t.datei), download=""),
            t.beschreibung,
            format_number(umfang.zeilen[t.name]),
            _size(dateien[t.datei]),
        ]
        for t in TABELLEN
    ]
    return tabelle(_SPALTEN, reihen, "Tabellen der offenen Daten", "offene-tabellen")


def _licence(herausgabe: Herausgabe) -> list[Component]:
    lizenz = herausgabe.lizenz
    muss = (
        "Wer die Zahlen weitergibt, nennt den Landkreis und die Lizenz:"
        if lizenz.nennt_namen
        else "Eine Nennung ist nicht vorgeschrieben. So lässt sich zitieren:"
    )
    return [
        html.P(["Die Daten stehen unter der ", html.A(lizenz.bezeichnung, href=lizenz.adresse), f". {muss}"]),
        html.Blockquote(herausgabe.namensnennung, className="zitat"),
        html.P(
            "Dazu gehört die Quelle der Kennzahl; sie steht in der Spalte „quelle“. Zahlen der amtlichen Statistik "
            "bleiben Zahlen ihrer Quelle."
        ),
    ]


def _descriptions(kontext: Kontext, dateien: Mapping[str, bytes]) -> Component:
    return html.Ul(
        [
            html.Li(
                [
                    html.A(datei, href=_address(kontext, datei), download=""),
                    f" ({_size(dateien[datei])}): {satz}",
                ]
            )
            for datei, satz in _BESCHREIBUNGEN
        ]
    )


def _programs(kontext: Kontext, herausgabe: Herausgabe) -> list[Component]:
    ort = f"{herausgabe.adresse or 'http://127.0.0.1:8050'}{PFAD}/{ZIELBEWERTUNGEN.datei}"
    python = (
        "import pandas as pd\n"
        f'ziele = pd.read_csv("{ort}", dtype={{"ziel": str}})\n'
        f"print(ziele[ziele.berichtsjahr == {kontext.jahr}])"
    )
    return [
        html.P(
            [
                "Dieselben Zahlen gibt es einzeln und gefiltert als JSON über die ",
                html.A("Schnittstelle", href=API_PFAD, **_LADEN),
                ". Die Dateien hier haben feste Adressen. In Python genügen drei Zeilen:",
            ]
        ),
        html.Pre(html.Code(python), tabIndex="0", className="befehle"),
        html.P(
            "Auf der Seite jeder offenen Kennzahl und jedes offenen Unterziels steht unter „Einbetten“, womit sich ihr "
            "Bild mit seiner Tabelle in eine andere Seite setzen lässt."
        ),
    ]


def _address(kontext: Kontext, datei: str) -> str:
    """Of a file, at the Wissensstand that is shown; the files hold all Berichtsjahre."""
    return kontext.link(f"{PFAD}/{datei}", jahr=None)


def _size(datei: bytes) -> str:
    return f"{format_number(max(1, round(len(datei) / _KIB)))}\N{NO-BREAK SPACE}KiB"
