"""Spaltenzeilen: the rows of a foreign sheet by their names, to be confirmed; and what would be read so."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.formats import UNKNOWN, format_number
from kek_dashboard.importers.ergebnis import Leseergebnis
from kek_dashboard.importers.mappe import Blatt
from kek_dashboard.importers.namensabgleich import Vorschlag, suggest
from kek_dashboard.importers.spaltenprofil import DIESE_ZEILE, Blattzuordnung, Spaltenrolle
from kek_dashboard.importers.spaltenvorschlag import Zeile, list_rows
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.lieferungen.befunde import befund_list
from kek_dashboard.web.pages.lieferungen.spalten_formular import SUCHE, ZEILE
from kek_dashboard.web.pages.lieferungen.spalten_tabelle import (
    choice_of,
    kennzahl_offers,
    option,
    shortened,
)
from kek_dashboard.web.pages.lieferungen.worte import counted

#: So many rows are offered at once, and fewer where one of them is wanted; the search finds the others.
_MEISTE, _MEISTE_KREISE = 40, 10
_MEISTE_WERTE = 100
GELESEN, ZEILEN = "gelesen", "zeilen"


def rows_card(
    blatt: Blatt, zuordnung: Blattzuordnung, gewaehlt: Mapping[str, str], stand: Datenstand, suche: str
) -> list[Component]:
    """Which rows count, and for which Kennzahl; nothing where each row has its number or none is needed."""
    if not zuordnung.werte or zuordnung.column_of(Spaltenrolle.NR) is not None:
        return []
    alle = list(list_rows(blatt, zuordnung))
    if not alle:
        return []
    passend = [zeile for zeile in alle if suche.casefold() in f"{zeile.name} {zeile.beiwort}".casefold()]
    bestaetigt = [zeile for zeile in alle if zeile.name in gewaehlt]
    weitere = [zeile for zeile in passend if zeile.name not in gewaehlt]
    eine_gesucht = all(spalte.kennzahl for spalte in zuordnung.werte.values()) and not suche
    meiste = _MEISTE_KREISE if eine_gesucht else _MEISTE
    gezeigt = [*bestaetigt, *weitere[: max(0, meiste - len(bestaetigt))]]
    versteckt = len(weitere) + len(bestaetigt) - len(gezeigt)
    satz = f"{counted(len(alle), 'Zeile', 'Zeilen')} mit Werten. Nur was hier gewählt ist, wird übernommen."
    if suche:
        satz += f" Zur Suche „{suche}“ passen {format_number(len(passend))}."
    if versteckt:
        satz += f" {format_number(versteckt)} weitere sind nicht gezeigt; die Suche findet sie."
    spalten = [
        Spalte("Zeile", "stelle", "Zeile:"),
        Spalte("So heißt sie in der Datei", "was", kopf=True),
        Spalte("Wert", "n", "Wert:"),
        Spalte("Übernehmen als", "als", ""),
    ]
    zeilen = [_row(blatt, zuordnung, zeile, gewaehlt, stand) for zeile in gezeigt]
    return [
        html.Section(
            [
                html.H2("Welche Zeilen zählen", id=ZEILEN, tabIndex="-1"),
                html.P(satz, className="leise"),
                html.Div(
                    [
                        html.Div(
                            [
                                html.Label("Zeile suchen", htmlFor=SUCHE),
                                Eingabe("search", SUCHE, suche, id=SUCHE),
                            ],
                            className="feld",
                        ),
                        html.Button("Suchen", type="submit", name="tun", value="suchen", className="knopf"),
                    ],
                    className="felder",
                ),
                tabelle(spalten, zeilen, "Zeilen der Datei und was sie bedeuten", "zeilenwahl"),
            ],
            className="karte",
        )
    ]


def _row(
    blatt: Blatt,
    zuordnung: Blattzuordnung,
    zeile: Zeile,
    gewaehlt: Mapping[str, str],
    stand: Datenstand,
) -> list[Inhalt]:
    fest = any(spalte.kennzahl for spalte in zuordnung.werte.values())
    aus_zeile = any(not spalte.kennzahl for spalte in zuordnung.werte.values())
    wert = gewaehlt.get(zeile.name, "")
    angebote: list[tuple[str, str] | Component] = [("", "nicht übernehmen")]
    vorschlaege = suggest(zeile.name, stand.akten) if aus_zeile else ()
    if fest:
        angebote.append((DIESE_ZEILE, "diese Zeile zählt"))
    if vorschlaege:
        angebote.append(
            html.Optgroup(
                [option(v.nr, shortened(f"{v.nr} {v.bezeichnung}"), wert) for v in vorschlaege],
                label="Vorschläge",
            )
        )
    if aus_zeile:
        vorne = {v.nr for v in vorschlaege}
        rest = [option(*angebot, wert) for angebot in kennzahl_offers(stand) if angebot[0] not in vorne]
        angebote.append(html.Optgroup(rest, label="Alle Kennzahlen"))
    wahl = choice_of(
        f"{ZEILE}-{zeile.nummer}", f"Zeile {zeile.nummer}, {zeile.name}: übernehmen als", angebote, wert
    )
    return [
        str(zeile.nummer) + (f" und {zeile.anzahl - 1} weitere" if zeile.anzahl > 1 else ""),
        [zeile.name, *([html.Small(zeile.beiwort)] if zeile.beiwort else [])],
        _values(blatt, zuordnung, zeile.nummer),
        [wahl, *_reason(vorschlaege, wert)],
    ]


def _values(blatt: Blatt, zuordnung: Blattzuordnung, nummer: int) -> Inhalt:
    """The first values of a row with their cells."""
    zellen = [blatt.zelle(nummer, nr) for nr in zuordnung.werte]
    return [html.Span([z.roh, html.Small(z.name)], className="zellwert") for z in zellen[:3] if z is not None]


def _reason(vorschlaege: tuple[Vorschlag, ...], wert: str) -> list[Component]:
    """Why a proposal is one: of the chosen one, else of the nearest."""
    if not vorschlaege:
        return []
    genannt = next((v for v in vorschlaege if v.nr == wert), None)
    if wert and genannt is None:
        return []
    v = genannt or vorschlaege[0]
    vorn = "" if genannt else f"am nächsten: {v.nr} {v.bezeichnung}; "
    return [html.Small(f"{vorn}{v.grund}")]


def result_card(ergebnis: Leseergebnis, stand: Datenstand) -> Component:
    """What would be read with the assignment as it is now."""
    messwerte = ergebnis.inhalt.messwerte
    fehler = sum(befund.schwere is Schwere.FEHLER for befund in ergebnis.befunde)
    satz = f"{counted(ergebnis.gelesen, 'Wert', 'Werte')}"
    satz += f", {counted(fehler, 'Fehler', 'Fehler')}." if fehler else ", keine Fehler."
    inhalt: list[Component] = [
        html.H2("So würde gelesen", id=GELESEN, tabIndex="-1"),
        html.P(html.Strong(satz)),
    ]
    if messwerte:
        spalten = [
            Spalte("Kennzahl", "was", kopf=True),
            Spalte("Zeitraum", "", "Zeitraum:"),
            Spalte("Wert", "n", "Wert:"),
            Spalte("Zelle", "stelle", "Zelle:"),
        ]
        zeilen = [_value_row(messwert, stand) for messwert in messwerte[:_MEISTE_WERTE]]
        inhalt.append(tabelle(spalten, zeilen, "Werte, die so gelesen würden", "gelesen"))
        if len(messwerte) > _MEISTE_WERTE:
            inhalt.append(html.P(f"… und {format_number(len(messwerte) - _MEISTE_WERTE)} weitere."))
    inhalt += befund_list(ergebnis.befunde)
    return html.Section(inhalt, className="karte")


def _value_row(messwert: Messwert, stand: Datenstand) -> list[Inhalt]:
    kennzahl = stand.akten[messwert.kennzahl_nr].kennzahl
    wert = UNKNOWN if messwert.wert is None else f"{format_number(messwert.wert)} {kennzahl.einheit}".strip()
    stelle = messwert.fundstelle
    return [
        f"{kennzahl.nr} {kennzahl.bezeichnung}",
        str(messwert.zeitraum),
        wert,
        [f"{stelle.zelle}", html.Small(f"Blatt „{stelle.blatt}“")],
    ]
