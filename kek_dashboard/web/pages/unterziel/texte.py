"""Texte: what people judge of an Unterziel and why, and what they say about its Kennzahlen and Maßnahmen."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.web.components.erlaeuterung import (
    KENNZAHL,
    MASSNAHME,
    UNTERZIEL,
    draw_text,
    how_to_write,
    texts_on,
)
from kek_dashboard.web.seite import Kontext


def judgement_section(kontext: Kontext, ziel: Ziel, b: Zielbewertung) -> Component:
    """The Beurteilung of the Unterziel with its reason; the rule's Stand beside it, so that nobody mixes them up."""
    texte = texts_on(kontext, UNTERZIEL, [ziel.nr])
    inhalt: list[Component] = [draw_text(kontext, e) for e in texte]
    if not any(e.beurteilung for e in texte):
        inhalt.append(how_to_write(UNTERZIEL, ziel.nr, "Noch liegt keine Beurteilung vor."))
    stand = zeichen_of(b.stand).wort
    regel = f"Der Stand „{stand}“ folgt einer festen Regel; hier steht, was die Verwaltung dazu sagt."
    return html.Section(
        [html.H2("Wie beurteilt es die Verwaltung?"), *inhalt, html.P(regel, className="leise fussnote")],
        className="karte",
    )


def voices_section(kontext: Kontext, ziel: Ziel) -> Component:
    """Texts on the Kennzahlen and Maßnahmen of the Unterziel; a sentence where there are none."""
    akten = {akte.nr: akte.kennzahl.bezeichnung for akte, _ in kontext.stand.mitglieder(ziel.nr)}
    massnahmen = {m.nr: m.bezeichnung for m in kontext.stand.massnahmen.values() if m.unterziel == ziel.nr}
    texte: list[tuple[Erlaeuterung, Component]] = [
        (e, html.A(f"{e.bezug_nr} {akten[e.bezug_nr]}", href=kontext.link_kennzahl(e.bezug_nr)))
        for e in texts_on(kontext, KENNZAHL, akten)
    ]
    texte += [
        (e, html.A(f"{e.bezug_nr} {massnahmen[e.bezug_nr]}", href=kontext.link_massnahme(e.bezug_nr)))
        for e in texts_on(kontext, MASSNAHME, massnahmen)
    ]
    texte.sort(key=lambda paar: paar[0].zeitraum, reverse=True)
    inhalt: Component = html.Div([draw_text(kontext, e, woran) for e, woran in texte], className="stimmen")
    if not texte:
        inhalt = html.P(
            "Zu den Kennzahlen und Maßnahmen dieses Unterziels hat noch niemand etwas erläutert. Texte kommen mit "
            "einer Lieferung herein, auf dem Blatt „Erläuterungen“.",
            className="leise",
        )
    return html.Section(
        [
            html.H2("Was sagen die Fachbereiche zu Kennzahlen und Maßnahmen?"),
            inhalt,
        ],
        className="karte",
    )
