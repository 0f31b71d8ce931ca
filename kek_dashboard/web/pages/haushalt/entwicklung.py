"""Entwicklung: plan and result over the years by Unterziel beside its Zielerreichung, without claiming a cause."""

from __future__ import annotations

from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.entwicklung import Reihe
from kek_dashboard.domain.entwicklung import OFFEN
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_percent
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.haushalt.einwohner import (
    JE_EINWOHNER,
    bruch_notice,
    wants_je_einwohner,
    why_no_einwohner,
)
from kek_dashboard.web.pages.haushalt.entwicklung_bild import bilder_liste, large_karte, ziel_name
from kek_dashboard.web.pages.haushalt.entwicklung_daten import Lage, read_lage, read_ziel
from kek_dashboard.web.pages.haushalt.entwicklung_tabelle import sources_karte
from kek_dashboard.web.pages.haushalt.entwicklung_zahlen import PFAD, zahl_karte
from kek_dashboard.web.pages.haushalt.kopf import choice_links, haushaltskopf
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite

_NIE_ZUSAMMEN = (
    "Aufwendungen und investive Auszahlungen werden nicht zusammengezählt: Was eine Investition kostet, kehrt über die "
    "Jahre als Abschreibung in den Aufwendungen wieder. Eine Lücke heißt unbekannt, nicht null. Jedes Feld hat seinen "
    "eigenen Maßstab, der bei 0 beginnt."
)


def render(kontext: Kontext) -> Component:
    """The page: all Unterziele small, or the one in the address large."""
    ziel = read_ziel(kontext)
    if ziel and ziel not in kontext.gesamt.unterziele:
        raise NotFoundError(f"Das Unterziel {ziel} gibt es in diesem Datenstand nicht.")
    lage = read_lage(kontext)
    spanne = html.Span(kontext.spanne, className="spanne")
    ueberschrift = html.H1(["Wie haben sich Geld und Ziele ", spanne, " entwickelt?"], tabIndex="-1")
    if not any(j.plan or j.ergebnis or j.weitere for j in lage.entwicklung.jahrgaenge):
        return html.Div(
            [ueberschrift, *haushaltskopf(kontext, None, wahl=False), _empty()], className="haushalt"
        )
    return html.Div(
        [
            ueberschrift,
            html.P(marked(answer(kontext, lage, ziel)), className="vorspann"),
            *beispiel_notice(shown=_has_beispiel(lage)),
            *haushaltskopf(kontext, None, wahl=False),
            _switch(kontext),
            *_about_inhabitants(kontext, lage),
            _reading(kontext, lage),
            *([large_karte(kontext, lage, ziel)] if ziel is not None else []),
            *zahl_karte(kontext, lage),
            *([bilder_liste(kontext, lage)] if ziel is None else []),
            sources_karte(kontext, lage),
        ],
        className="haushalt entwicklung",
    )


def _empty() -> Component:
    satz = (
        "Es ist noch kein Haushalt freigegeben. Sobald einer da ist, stehen hier Plan und Ergebnis je Jahr."
    )
    return html.P(satz, className="karte")


def answer(kontext: Kontext, lage: Lage, ziel: str | None) -> str:
    """How the Aufwendungen went by their results, what is planned last, and where there is nothing to tell."""
    ergebnis = lage.reihe(Wertart.ERGEBNIS, Positionsart.AUFWENDUNGEN, ziel)
    plan = lage.reihe(Wertart.ANSATZ, Positionsart.AUFWENDUNGEN, ziel)
    wessen = _whose(kontext, ziel, je=lage.je)
    saetze = [f"{wessen} {_way(lage, ergebnis)}"]
    if plan.letzter is not None:
        jahr, wert = plan.letzter
        saetze.append(f"Für {jahr} sind **{lage.text(wert)}** geplant.")
    ohne = [j.jahr for j in lage.entwicklung.jahrgaenge if j.zugeordnet is False and j.plan is not None]
    if ohne and ziel is None:
        jahre = ", ".join(str(jahr) for jahr in ohne)
        saetze.append(f"Für {jahre} ist nichts zugeordnet: Dort steht alles Geld ohne Ziel da.")
    return " ".join(saetze)


def _whose(kontext: Kontext, ziel: str | None, *, je: bool) -> str:
    worin = " je Einwohner" if je else ""
    if ziel is None:
        return f"Die Aufwendungen des ganzen Haushalts{worin}"
    if ziel == OFFEN:
        return f"Die Aufwendungen ohne Ziel{worin}"
    return f"Die Aufwendungen{worin} für „{ziel_name(kontext, ziel)}“"


def _way(lage: Lage, reihe: Reihe) -> str:
    """From the first to the last known result; nothing is said across a break."""
    bekannt = [(jahr, wert) for jahr, wert in reihe.punkte if wert is not None]
    if not bekannt:
        return "haben noch kein Ergebnis."
    if len(bekannt) == 1:
        return f"waren {bekannt[0][0]} im Ergebnis **{lage.text(bekannt[0][1])}**."
    (von, erster), (bis, letzter) = bekannt[0], bekannt[-1]
    gebrochen = any(von < bruch <= bis for bruch in lage.brueche)
    anteil = Fraction(letzter - erster) / erster if erster > 0 and not gebrochen else None
    um = f" ({format_percent(anteil, 0, signed=True)})" if anteil is not None else ""
    return f"waren im Ergebnis {von} **{lage.text(erster)}** und {bis} **{lage.text(letzter)}**{um}."


def _switch(kontext: Kontext) -> Component:
    """Euros as they are, or for each inhabitant; what else the address says stays."""
    ziel = kontext.query.get("ziel")
    je = wants_je_einwohner(kontext)
    return html.Div(
        choice_links(
            "Beträge",
            [
                ("in Euro", kontext.link(PFAD, ziel=ziel), not je),
                ("in Euro je Einwohner", kontext.link(PFAD, ziel=ziel, je=JE_EINWOHNER), je),
            ],
        ),
        className="wahl",
    )


def _about_inhabitants(kontext: Kontext, lage: Lage) -> list[Component]:
    if not wants_je_einwohner(kontext):
        return []
    if not lage.je:
        return [html.P(f"{why_no_einwohner(kontext)} Gezeigt sind die Euro.", className="hinweis")]
    return bruch_notice(kontext, lage.einwohner.values())


def _reading(kontext: Kontext, lage: Lage) -> Component:
    """How to read the pictures, and what they do not say."""
    tag = beispiel_tag(Herkunft.BEISPIEL) if lage.alles_beispiel else []
    ohne_ursache = (
        "Ob das eine das andere bewirkt hat, sagt dieses Bild nicht. Die Zielerreichung reicht bis zum "
        f"Berichtsjahr {kontext.jahr}."
    )
    return html.Div(
        [
            html.Ul(
                [
                    html.Li([html.Span(className="muster ergebnis"), "Ergebnis: wie das Jahr abschloss"]),
                    html.Li(
                        [
                            html.Span(className="muster plan"),
                            "Plan: der Ansatz, nie dasselbe wie ein Ergebnis",
                        ]
                    ),
                    html.Li([html.Span(className="muster soll"), "Soll der Zielerreichung"]),
                    *([html.Li(tag)] if tag else []),
                ],
                className="legende",
            ),
            html.P(_NIE_ZUSAMMEN),
            html.P([html.Strong("Geld und Zielerreichung stehen hier nur nebeneinander. "), ohne_ursache]),
        ],
        className="lesehilfe",
    )


def _has_beispiel(lage: Lage) -> bool:
    summen = [
        s for j in lage.entwicklung.jahrgaenge for s in (j.plan, j.ergebnis, *j.weitere) if s is not None
    ]
    return any(s.herkunft is Herkunft.BEISPIEL for s in summen)


def title(kontext: Kontext) -> str:
    """Names the Unterziel, so that the browser's history can be read."""
    ziel = read_ziel(kontext)
    if ziel is None:
        return f"Entwicklung {kontext.spanne}"
    return f"Entwicklung: {ziel_name(kontext, ziel)}"


SEITE = Seite(PFAD, title, render, bereich="/haushalt")
