"""Szenarioänderungen: the list of changes with what each does, and the form for one more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.szenariorechnung import Schritt, Zeilenregister
from kek_dashboard.formats import format_euro, format_number
from kek_dashboard.store.arbeitsstand import Arbeitsstand
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.pages.haushalt.szenario_daten import register_of
from kek_dashboard.web.pages.haushalt.szenario_formular import read_search
from kek_dashboard.web.pages.haushalt.szenario_schalter import HOCH, RUNTER, WEG
from kek_dashboard.web.pages.haushalt.szenario_suche import find_angebote, preselected
from kek_dashboard.web.pages.haushalt.szenario_worte import (
    ALLE_ARTEN,
    ART,
    ART_REIHE,
    FORTSCHREIBUNG,
    GRUPPE,
    KUERZEN_PROZENT,
    SUCHE,
    TUN,
    VORWAHL,
    WAS,
    WIE,
    WIE_WORT,
    ZAHL,
    art_in_satz,
    bereich_text,
    group_names,
    how_text,
    one_address,
    write_was,
)
from kek_dashboard.web.seite import Kontext

AENDERUNGEN, NEUE = "aenderungen", "neue-aenderung"


def seen(kontext: Kontext, stand: Arbeitsstand) -> list[Component]:
    """What every form of a Szenario says unseen: which version of it was looked at, and the Berichtsjahr."""
    return [
        Eingabe("hidden", FORTSCHREIBUNG, str(stand.fortschreibung)),
        *place_fields(kontext, ohne="stand"),
    ]


def changes_card(
    kontext: Kontext, stand: Arbeitsstand, register: Zeilenregister, schritte: Sequence[Schritt]
) -> Component:
    """The changes in the order in which they work, each with its buttons."""
    inhalt: list[Component] = [html.H2("Änderungen", id=AENDERUNGEN, tabIndex="-1")]
    if schritte:
        inhalt.append(html.P("Jede wirkt auf das, was die davor übrig lassen.", className="leise"))
        zeilen = [_change(register, nr, schritt, len(schritte)) for nr, schritt in enumerate(schritte, 1)]
        inhalt.append(
            html.Form(
                [*seen(kontext, stand), html.Ol(zeilen, className="szenario-liste")],
                method="post",
                action=one_address(stand.id, "ordnen"),
                **aria(label="Änderungen ordnen"),
            )
        )
    else:
        inhalt.append(html.P("Noch keine. Unten wird die erste angelegt.", className="leise"))
    return html.Section(inhalt, className="karte")


def _change(register: Zeilenregister, nr: int, schritt: Schritt, anzahl: int) -> Component:
    aenderung = schritt.aenderung
    knoepfe = [(HOCH, "↑", f"Änderung {nr} nach oben")] if nr > 1 else []
    knoepfe += [(RUNTER, "↓", f"Änderung {nr} nach unten")] if nr < anzahl else []
    knoepfe.append((WEG, "Entfernen", f"Änderung {nr} entfernen"))
    return html.Li(
        [
            html.Div(
                [
                    html.Strong(bereich_text(register, aenderung.bereich)),
                    f" {how_text(aenderung)}",
                    html.Small(_effect(schritt)),
                ]
            ),
            html.Div(
                [
                    html.Button(
                        zeichen,
                        type="submit",
                        name=TUN,
                        value=f"{tun}-{nr}",
                        className="knopf",
                        **aria(label=wort),
                    )
                    for tun, zeichen, wort in knoepfe
                ],
                className="knoepfe",
            ),
        ]
    )


def _effect(schritt: Schritt) -> str:
    if schritt.hindernis is not None:
        return f"Wirkt nicht: {schritt.hindernis}"
    zeilen = "1 Zeile" if schritt.zeilen == 1 else f"{format_number(schritt.zeilen)} Zeilen"
    teile = [
        f"{art_in_satz(art)} {format_euro(schritt.differenz(art), signed=True)}" for art in schritt.nachher
    ]
    return " · ".join([zeilen, *teile])


def add_card(kontext: Kontext, stand: Arbeitsstand, mittel: Mitteleinsatz) -> Component:
    """Two native forms: find what is meant by a word, then say how it changes."""
    query = kontext.query
    suche = read_search(query.get(SUCHE, ""))
    return html.Section(
        [
            html.H2("Etwas ändern", id=NEUE, tabIndex="-1"),
            html.Form(
                [
                    *place_fields(kontext, ohne="stand"),
                    html.Div(
                        [
                            text_field(
                                SUCHE,
                                "1. Was soll sich ändern?",
                                art="search",
                                wert=suche,
                                hilfe="Teilhaushalt, Produkt, Konto oder Wort, zum Beispiel Kita",
                                maxLength=80,
                            ),
                            html.Button("Suchen", type="submit", className="knopf", id="suchen"),
                        ],
                        className="felder",
                    ),
                ],
                method="get",
                action=one_address(stand.id),
                role="search",
                **aria(label="Suche im Plan"),
            ),
            html.Form(
                [
                    *seen(kontext, stand),
                    Eingabe("hidden", SUCHE, suche),
                    _offers(kontext, mittel, suche),
                    *_how(query, register_of(kontext.daten, mittel)),
                    html.Button("Änderung aufnehmen", type="submit", className="knopf haupt"),
                ],
                method="post",
                action=one_address(stand.id, "aendern"),
                **aria(label="Etwas ändern"),
            ),
        ],
        className="karte formular szenario-neu",
    )


def _offers(kontext: Kontext, mittel: Mitteleinsatz, suche: str) -> Component:
    """What was found as native radio buttons; what was chosen before stays chosen."""
    query = kontext.query
    gefunden = find_angebote(kontext.daten, mittel, suche)
    vorgewaehlt = None if suche else preselected(kontext.daten, mittel, query)
    angebote = list(gefunden.angebote)
    if vorgewaehlt is not None:
        angebote = [vorgewaehlt, *(a for a in angebote if a != vorgewaehlt)]
    werte = [(write_was(a.reichweite, a.schluessel), a.text) for a in angebote]
    if not suche:
        werte.append(("alles", "Ganzer Haushalt"))
    gewaehlt = query.get(WAS) or (werte[0][0] if werte and (suche or vorgewaehlt is not None) else "")
    satz = f"{len(werte)} gefunden" if suche else "Teilhaushalte; für Produkte und Zeilen bitte suchen"
    if not werte:
        satz = f"Zu „{suche}“ gibt es in diesem Plan nichts, was sich ändern ließe. Ein kürzeres Wort hilft weiter."
    elif gefunden.weitere:
        satz += f", {format_number(gefunden.weitere)} weitere: ein genaueres Wort findet sie"
    return html.Fieldset(
        [
            html.Legend("Gemeint ist"),
            html.P(satz, className="leise", role="status"),
            html.Div([_radio(nr, wert, text, gewaehlt) for nr, (wert, text) in enumerate(werte)],
                     className="szenario-angebote"),
        ]
    )  # fmt: skip


def _radio(nr: int, wert: str, text: str, gewaehlt: str) -> Component:
    ident = f"{WAS}-{nr}"
    attribute: dict[str, Any] = {"required": True} | ({"checked": True} if wert == gewaehlt else {})
    return html.Div(
        [Eingabe("radio", WAS, wert, id=ident, attribute=attribute), html.Label(text, htmlFor=ident)],
        className="haken",
    )


def _how(query: Mapping[str, str], register: Zeilenregister) -> list[Component]:
    arten = [*((art.value, ART_WORT[art]) for art in ART_REIHE), (ALLE_ARTEN, "alle vier Arten (nur bei %)")]
    gruppen = [
        ("", "alle Konten"),
        *((nr, f"{nr} {name}".strip()) for nr, name in group_names(register).items()),
    ]
    return [
        html.Div(
            [
                choice(ART, "2. Welche Euro?", arten, query.get(ART, "")),
                choice(GRUPPE, "Kontengruppe", gruppen, query.get(GRUPPE, "")),
            ],
            className="felder",
        ),
        html.P(
            "Eine einzelne Zeile hat ihre Art und ihr Konto; dort gilt diese Auswahl nicht.",
            className="leise",
        ),
        html.Div(
            [
                choice(WIE, "3. Wie?", WIE_WORT.items(), query.get(WIE, KUERZEN_PROZENT)),
                text_field(
                    ZAHL, "Zahl", wert=query.get(ZAHL, ""), inputMode="decimal", required=True, maxLength=40
                ),
            ],
            className="felder",
        ),
        html.P(
            "Euro für mehrere Zeilen werden im Verhältnis ihrer Ansätze auf den Cent verteilt.",
            className="leise",
        ),
    ]


def carried(query: Mapping[str, str]) -> list[Component]:
    """What the address wants to fill the form of a Szenario with, for a form that makes one first."""
    return [Eingabe("hidden", feld, query[feld]) for feld in VORWAHL if query.get(feld)]
