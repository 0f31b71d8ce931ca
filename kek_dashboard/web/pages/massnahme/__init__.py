"""Maßnahme: one of them with its facts, its milestones, what people say of it, its Unterziel and its money."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.zeitleiste import describe_zeit
from kek_dashboard.domain.fassungen import fassungen_of_massnahme
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.massnahmenstand import (
    Massnahmenstand,
    Meilensteinstand,
    massnahmen_stichtag,
    massnahmenstand,
)
from kek_dashboard.domain.verfahren import MASSNAHME as BEZUG_MASSNAHME
from kek_dashboard.domain.zielgliederung import full_name
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.web.components.bearbeiten import bearbeiten_link
from kek_dashboard.web.components.erlaeuterung import MASSNAHME, draw_text, how_to_write, texts_on
from kek_dashboard.web.components.fassungen import fassungen_karte
from kek_dashboard.web.components.fundstelle import draw_fundstelle, released
from kek_dashboard.web.components.massnahmentafel import fortschritt_text, marke, milestones_text
from kek_dashboard.web.components.nachbarn import Nachbar, nachbarn
from kek_dashboard.web.components.vorschlagsweg import weg_karte
from kek_dashboard.web.components.wirkungstabelle import wirkungstabelle
from kek_dashboard.web.components.zeichen import (
    Inhalt,
    beispiel_notice,
    beispiel_tag,
    marked,
    status_chip,
)
from kek_dashboard.web.pages.massnahme.geld import money_section
from kek_dashboard.web.pages.massnahme.geschichte import history_section
from kek_dashboard.web.pages.massnahme.meilensteine import milestones_section
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite


def render(kontext: Kontext) -> Component:
    """The page of the Maßnahme that the address names."""
    m = _find(kontext)
    stichtag = massnahmen_stichtag(kontext.stand.wissensstand, kontext.jahr)
    blick = massnahmenstand(m, kontext.stand.meilensteine.get(m.nr, ()), stichtag)
    return html.Div(
        [
            _crumbs(kontext, m),
            html.H1([f"{m.nr} {m.bezeichnung}", *beispiel_tag(m.herkunft)], tabIndex="-1"),
            html.P(marked(answer(blick)), className="vorspann"),
            *beispiel_notice(shown=blick.herkunft is Herkunft.BEISPIEL),
            _facts(kontext, blick),
            milestones_section(kontext, blick),
            *history_section(kontext, m),
            *fassungen_karte(kontext, fassungen_of_massnahme(kontext.stand, m)),
            *weg_karte(kontext, BEZUG_MASSNAHME, m.nr),
            _texts(kontext, m),
            money_section(kontext, m),
            _goal(kontext, m),
            _neighbours(kontext, m),
        ],
        className="massnahme",
    )


def answer(blick: Massnahmenstand) -> str:
    """Status and progress as delivered, what is overdue, what comes next."""
    m = blick.massnahme
    teile = [f"**{m.status}**" if m.status else "Ohne Status"]
    if m.fortschritt is not None:
        teile.append(f"Fortschritt **{fortschritt_text(m.fortschritt)}** (Angabe des Fachbereichs)")
    satz = ", ".join(teile) + "."
    satz = satz[:2] + satz[2:3].upper() + satz[3:] if satz.startswith("**") else satz
    if not blick.schritte:
        return satz + " Meilensteine sind nicht bekannt."
    satz += f" {blick.erreicht} von {len(blick.schritte)} Meilensteinen sind erreicht"
    if blick.ueberfaellig:
        n = len(blick.ueberfaellig)
        satz += f", **{n} {'ist' if n == 1 else 'sind'} überfällig**"
    if blick.naechster is None:
        return satz + "."
    naechster = blick.naechster.meilenstein
    return f"{satz}; als Nächstes: {naechster.bezeichnung} ({format_date(naechster.geplant)})."


def _find(kontext: Kontext) -> Massnahme:
    nr = kontext.werte["nr"]
    gefunden = kontext.stand.massnahmen.get(nr)
    if gefunden is None:
        raise NotFoundError(f"Die Maßnahme {nr} gibt es in diesem Datenstand nicht.")
    return gefunden


def _crumbs(kontext: Kontext, m: Massnahme) -> Component:
    teile: list[str | Component] = [html.A("Maßnahmen", href=kontext.link("/massnahmen")), " › "]
    ziel = kontext.stand.ziele.get(m.unterziel)
    if ziel is not None:
        teile += [html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr)), " › "]
    weg = [*teile, f"Maßnahme {m.nr}", *bearbeiten_link(kontext, "massnahme", m.nr, m.zielsystem)]
    return html.P(weg, className="brotkrumen")


def _facts(kontext: Kontext, blick: Massnahmenstand) -> Component:
    m = blick.massnahme
    spaet = [html.Small(marke(Meilensteinstand.UEBERFAELLIG, f"{len(blick.ueberfaellig)} überfällig"))]
    zellen: list[tuple[str, Inhalt]] = [
        ("Status", m.status or UNKNOWN),
        ("Fortschritt", [fortschritt_text(m.fortschritt), html.Small("Angabe des Fachbereichs")]),
        ("Meilensteine", [html.Span(milestones_text(blick)), *(spaet if blick.ueberfaellig else [])]),
        ("Zeit", html.Small(describe_zeit(m.beginn, m.ende))),
        ("Fachbereich", html.Small(m.fachbereich or UNKNOWN)),
        ("Schwerpunkt", html.Small(m.handlungsschwerpunkt or UNKNOWN)),
        ("Vorschlag von", html.Small(m.vorschlag_von or UNKNOWN)),
        (
            "Woher",
            html.Small(
                [draw_fundstelle(kontext, m.fundstelle), f", freigegeben {released(kontext, m.fundstelle)}"]
            ),
        ),
    ]
    return html.Dl(
        [html.Div([html.Dt(titel), html.Dd(inhalt)]) for titel, inhalt in zellen], className="fakten"
    )


def _origin(kontext: Kontext, m: Massnahme) -> list[str | Component]:
    """The cell, which knows all earlier versions of the Maßnahme."""
    return [draw_fundstelle(kontext, m.fundstelle), f", freigegeben {released(kontext, m.fundstelle)}"]


def _texts(kontext: Kontext, m: Massnahme) -> Component:
    texte: list[Component] = [draw_text(kontext, e) for e in texts_on(kontext, MASSNAHME, [m.nr])]
    inhalt = texte or [how_to_write(MASSNAHME, m.nr, "Noch liegt keine Erläuterung vor.")]
    return html.Section([html.H2("Was sagt der Fachbereich dazu?"), *inhalt], className="karte")


def _goal(kontext: Kontext, m: Massnahme) -> Component:
    titel = html.H2("Wofür ist sie da?")
    ziel = kontext.stand.ziele.get(m.unterziel)
    if ziel is None or m.unterziel not in kontext.gesamt.unterziele:
        satz = f"Das Unterziel {m.unterziel or UNKNOWN} ist in diesem Datenstand nicht bekannt."
        return html.Section([titel, html.P(satz, className="leise")], className="karte")
    b = kontext.gesamt.unterziele[ziel.nr]
    akten = [akte for akte, _ in kontext.stand.mitglieder(ziel.nr)]
    ueberschrift = f"Kennzahlen von {full_name(kontext.stand, ziel.nr)}"
    tafel = wirkungstabelle(kontext, akten, ueberschrift, ziel.nr) if akten else []
    return html.Section(
        [
            titel,
            html.P(
                [
                    "Unterziel ",
                    html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr)),
                    " ",
                    status_chip(b.stand),
                ]
            ),
            *tafel,
            html.P(
                "Die Kennzahlen messen das Unterziel, nicht diese Maßnahme: Ob sie daran etwas ändert, wird hier nicht "
                "behauptet.",
                className="leise fussnote",
            ),
        ],
        className="karte",
    )


def _neighbours(kontext: Kontext, m: Massnahme) -> Component:
    alle = list(kontext.stand.massnahmen.values())
    hier = alle.index(m)

    def at(i: int) -> Nachbar | None:
        if not 0 <= i < len(alle):
            return None
        return f"{alle[i].nr} {alle[i].bezeichnung}", kontext.link_massnahme(alle[i].nr)

    return nachbarn(at(hier - 1), at(hier + 1), "Vorige und nächste Maßnahme")


def _title(kontext: Kontext) -> str:
    m = kontext.stand.massnahmen.get(kontext.werte["nr"])
    return "Maßnahme" if m is None else f"{m.nr} {m.bezeichnung}"


SEITE = Seite("/massnahme/<nr>", _title, render, bereich="/massnahmen")
