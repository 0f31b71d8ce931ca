"""Spalten zuordnen: a person points once at what the columns and rows of a foreign file are; it is remembered."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date
from kek_dashboard.importers.eingang import NotReadyError
from kek_dashboard.importers.mappe import Blatt
from kek_dashboard.importers.spaltendienst import LAENGSTER_NAME, Arbeitsstand, Ursprung
from kek_dashboard.importers.spaltenprofil import KOPFHOEHE, Blattzuordnung
from kek_dashboard.importers.spaltenvorschlag import propose_rows, propose_sheet, time_cells
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.eingang import UnknownEingangError
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.eingang import EINGANG, is_kennung
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.lieferungen.spalten_formular import (
    BLATT,
    BLATTZEIT,
    BLATTZEIT_TEXT,
    FEST,
    KOPF_BIS,
    KOPF_VON,
    NAME,
    SUCHE,
    TUN,
    read_search,
    read_sheet,
)
from kek_dashboard.web.pages.lieferungen.spalten_schalter import LESEN, MERKEN, NEU, ZU_BLATT, register
from kek_dashboard.web.pages.lieferungen.spalten_tabelle import choice_of, sheet_table, shortened
from kek_dashboard.web.pages.lieferungen.spalten_zeilen import result_card, rows_card
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite

PFAD = f"{EINGANG}/<id>/spalten"
_MEISTE_ZEITEN = 20


def render(kontext: Kontext) -> Component:
    """The page of one's own file; for everybody else there is none."""
    arbeit = _find(kontext)
    adresse = f"{EINGANG}/{arbeit.eingang.id}"
    try:
        nummer, blatt = read_sheet(kontext.query.get(BLATT, "") or _first_sheet(arbeit), arbeit)
    except UnusableFormError as error:
        raise NotFoundError(str(error)) from None
    stand = kontext.daten.datenstand()
    gesagt = arbeit.profil.sheet(blatt.name)
    zuordnung = gesagt or propose_sheet(blatt, stand)
    zeilen = zuordnung.zeilen or propose_rows(blatt, zuordnung, stand)
    suche = read_search(kontext.query.get(SUCHE, ""))
    gelesen = [] if arbeit.ursprung is Ursprung.NEU else [result_card(arbeit.try_out(stand), stand)]
    return html.Div(
        [
            html.P(
                [
                    html.A("Lieferungen", href=kontext.link("/lieferungen")),
                    " › ",
                    html.A("Vorschau", href=kontext.link(adresse)),
                    " › Spalten zuordnen",
                ],
                className="brotkrumen",
            ),
            html.H1("Spalten zuordnen", tabIndex="-1"),
            html.P(
                "Zeigen Sie einmal, was in den Spalten dieser Datei steht. Das wird gemerkt; die nächste Datei mit "
                "denselben Überschriften wird dann genauso gelesen.",
                className="vorspann",
            ),
            *render_meldung(kontext),
            html.P(_origin_text(arbeit, ist_vorschlag=gesagt is None), className="hinweis"),
            html.Form(
                [
                    # Enter in a field does what the first button does.
                    html.Button(
                        "So lesen", type="submit", name=TUN, value=LESEN, className="nur-gelesen", tabIndex="-1",
                        **aria(hidden="true"),
                    ),
                    *place_fields(kontext, ohne="stand"),
                    Eingabe("hidden", BLATT, str(nummer)),
                    *_sheets(arbeit, nummer),
                    _sheet_card(blatt, zuordnung, sheet_table(blatt, zuordnung, stand)),
                    *rows_card(blatt, zuordnung, zeilen, stand, suche),
                    *gelesen,
                    _remember_card(arbeit),
                ],
                method="post",
                action=f"{adresse}/spalten/sagen",
                className="spalten-zeigen",
                **aria(label="Spalten zuordnen"),
            ),
        ],
        className="lieferung",
    )  # fmt: skip


def title(kontext: Kontext) -> str:
    """Names the page, not the file: the browser's history is no place for it."""
    nummer = kontext.query.get(BLATT, "")
    return f"Spalten zuordnen, Blatt {nummer}" if nummer.isdigit() else "Spalten zuordnen"


def _find(kontext: Kontext) -> Arbeitsstand:
    kennung, eingaenge = kontext.werte["id"], kontext.umgebung.eingaenge
    if eingaenge is None or not is_kennung(kennung):
        raise NotFoundError(str(UnknownEingangError(kennung)))
    try:
        return eingaenge.spalten.load(kennung, kontext.zugang.akteur)
    except (UnknownEingangError, UnreadableWorkbookError) as error:
        raise NotFoundError(str(error)) from None
    except NotReadyError:
        raise NotFoundError(
            "Diese Datei ist noch nicht gelesen. Bitte warten Sie auf der Vorschau."
        ) from None


def _first_sheet(arbeit: Arbeitsstand) -> str:
    """The number of the sheet to begin with: what was said so far, else the one with most cells."""
    if not arbeit.blaetter:
        return ""
    gesagt = {zuordnung.blatt for zuordnung in arbeit.profil.with_values.blaetter}
    groesse = [
        (blatt.name in gesagt, sum(map(len, blatt.zeilen.values())), -nr)
        for nr, blatt in enumerate(arbeit.blaetter, start=1)
    ]
    return str(-max(groesse)[2])


def _origin_text(arbeit: Arbeitsstand, *, ist_vorschlag: bool) -> str:
    """Where what is chosen comes from."""
    if ist_vorschlag:
        return "Vorgewählt ist unser Vorschlag. Gelesen und gemerkt wird erst, was Sie bestätigen."
    if arbeit.ursprung is Ursprung.ENTWURF or arbeit.gemerkt is None:
        return "Gezeigt ist, was Sie zuletzt gewählt haben. Es gilt, sobald Sie die Zuordnung merken."
    tag = format_date(datetime.fromisoformat(arbeit.gemerkt.zeitpunkt).astimezone())
    return (
        f"Gezeigt ist die Spaltenzuordnung {arbeit.gemerkt.nr} „{arbeit.gemerkt.name}“, gezeigt von "
        f"{arbeit.gemerkt.wer} am {tag}. Ändern Sie sie, wird sie als neue gemerkt; die alte bleibt."
    )


def _sheets(arbeit: Arbeitsstand, hier: int) -> list[Component]:
    """Buttons that keep what was chosen and go to another sheet; nothing where there is only one."""
    if len(arbeit.blaetter) == 1:
        return []
    gesagt = {zuordnung.blatt for zuordnung in arbeit.profil.with_values.blaetter}
    knoepfe = [
        html.Li(
            html.Button(
                [blatt.name, *([html.Small(" zugeordnet")] if blatt.name in gesagt else [])],
                type="submit",
                name=TUN,
                value=f"{ZU_BLATT}{nr}",
                className="knopf",
                **(aria(current="true") if nr == hier else {}),
            )
        )
        for nr, blatt in enumerate(arbeit.blaetter, start=1)
    ]
    return [html.Nav(html.Ul(knoepfe, className="blattwahl"), **aria(label="Blätter der Datei"))]


def _sheet_card(blatt: Blatt, zuordnung: Blattzuordnung, tabelle: Component) -> Component:
    letzte = str(max(blatt.zeilen, default=1))
    zeiten = [("", "steht in der Tabelle")]
    zeiten += [
        (zelle.name, shortened(f"Zelle {zelle.name}: {zelle.roh}"))
        for zelle in time_cells(blatt, zuordnung.kopf_von)[:_MEISTE_ZEITEN]
    ]
    zeiten.append((FEST, "angegeben, nur für diese Datei …"))
    gewaehlt = FEST if zuordnung.zeit else zuordnung.zeitzelle
    return html.Section(
        [
            html.H2(f"Blatt „{blatt.name}“"),
            html.Div(
                [
                    _number_field(KOPF_VON, "Überschrift von Zeile", zuordnung.kopf_von, letzte),
                    _number_field(KOPF_BIS, f"bis Zeile (höchstens {KOPFHOEHE})", zuordnung.kopf_bis, letzte),
                    html.Div(
                        [
                            html.Label("Zeitraum der Werte", htmlFor=BLATTZEIT),
                            choice_of(BLATTZEIT, "Zeitraum der Werte", zeiten, gewaehlt),
                        ],
                        className="feld",
                    ),
                    html.Div(
                        [
                            html.Label("Zeitraum oder Stichtag", htmlFor=BLATTZEIT_TEXT),
                            Eingabe(
                                "text", BLATTZEIT_TEXT, zuordnung.zeit, id=BLATTZEIT_TEXT,
                                placeholder="z. B. 31.12.2023", attribute={"maxLength": 60},
                            ),
                        ],
                        className="feld blattzeit-text",
                    ),
                ],
                className="felder",
            ),
            html.P(
                "Über jeder Spalte wählen Sie, was sie ist; bei Werten auch, für welche Kennzahl und welchen Zeitraum.",
                className="leise",
            ),
            tabelle,
            html.Button("So lesen", type="submit", name=TUN, value=LESEN, className="knopf haupt"),
        ],
        className="karte",
    )  # fmt: skip


def _number_field(name: str, titel: str, wert: int, hoechste: str) -> Component:
    return html.Div(
        [
            html.Label(titel, htmlFor=name),
            Eingabe("number", name, str(wert), id=name, min="1", max=hoechste, attribute={"required": True}),
        ],
        className="feld zeilennummer",
    )


def _remember_card(arbeit: Arbeitsstand) -> Component:
    name = arbeit.gemerkt.name if arbeit.gemerkt else PurePath(arbeit.eingang.dateiname).stem
    return html.Section(
        [
            html.H2("Merken"),
            html.P("Damit liest das Programm diese Datei und die nächsten mit denselben Überschriften."),
            html.Div(
                [
                    html.Div(
                        [
                            html.Label("Name der Zuordnung", htmlFor=NAME),
                            Eingabe(
                                "text", NAME, name[:LAENGSTER_NAME], id=NAME, attribute={"maxLength": LAENGSTER_NAME}
                            ),
                        ],
                        className="feld",
                    ),
                    html.Button(
                        "Zuordnung merken und zur Vorschau", type="submit", name=TUN, value=MERKEN,
                        className="knopf haupt",
                    ),
                    html.Button("Neu beginnen", type="submit", name=TUN, value=NEU, className="knopf"),
                ],
                className="felder",
            ),
        ],
        className="karte merken",
    )  # fmt: skip


SEITE = Seite(PFAD, title, render, bereich="/lieferungen", aktion=Aktion.LIEFERUNGEN_SEHEN, register=register)
