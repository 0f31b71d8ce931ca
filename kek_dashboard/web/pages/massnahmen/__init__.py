"""Maßnahmen: everything the county does for its goals, on one time line, filtered by the address."""

from __future__ import annotations

from datetime import date

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.massnahmenstand import (
    Massnahmenstand,
    alle_massnahmen,
    count_status,
    massnahmen_stichtag,
)
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import NO_BREAK_SPACE, format_date
from kek_dashboard.web.components.massnahmentafel import NIE_VERMISCHT, Gruppe, massnahmentafel
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.massnahmen.auswahl import (
    TERMIN,
    Auswahl,
    filter_form,
    order_links,
    read_auswahl,
    status_links,
)
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """All Maßnahmen, or those the address asks for."""
    stichtag = massnahmen_stichtag(kontext.stand.wissensstand, kontext.jahr)
    alle = alle_massnahmen(kontext.stand, stichtag)
    if not alle:
        return _empty()
    auswahl = read_auswahl(kontext)
    gezeigt = [b for b in alle if auswahl.fits(b, kontext.stand)]
    return html.Div(
        [
            html.H1("Was tut der Landkreis für seine Ziele?", tabIndex="-1"),
            html.P(marked(answer(gezeigt, len(alle), stichtag)), className="vorspann"),
            *beispiel_notice(shown=any(b.herkunft is Herkunft.BEISPIEL for b in gezeigt)),
            *_later(kontext, stichtag),
            filter_form(kontext, auswahl),
            status_links(kontext, auswahl, alle),
            _table(kontext, auswahl, gezeigt),
            html.P(NIE_VERMISCHT, className="leise"),
        ],
        className="massnahmenseite",
    )


def answer(gezeigt: list[Massnahmenstand], anzahl: int, stichtag: date) -> str:
    """How many there are of which Status, and how many milestones are behind their day."""
    if not gezeigt:
        return f"Keine der {anzahl} Maßnahmen passt zu dieser Auswahl."
    zahlen = [f"{n} {wort or 'ohne Status'}" for wort, n in count_status(b.massnahme for b in gezeigt)]
    von = f"{len(gezeigt)} von {anzahl}" if len(gezeigt) != anzahl else str(anzahl)
    satz = f"**{von} Maßnahmen**: {', '.join(zahlen)}."
    schritte = sum(len(b.schritte) for b in gezeigt)
    if not schritte:
        return f"{satz} Meilensteine sind zu ihnen nicht bekannt."
    spaet = sum(len(b.ueberfaellig) for b in gezeigt)
    tag = format_date(stichtag)
    if not spaet:
        return f"{satz} Am {tag} war **kein Meilenstein überfällig**."
    return f"{satz} Am {tag} {'war' if spaet == 1 else 'waren'} **{spaet} von {schritte} Meilensteinen überfällig**."


def _later(kontext: Kontext, stichtag: date) -> list[Component]:
    """The way to what is overdue by now, where the Berichtsjahr looks at an earlier day."""
    stand = kontext.stand
    jahr = min(stand.wissensstand.year, stand.jahre[-1])
    heute = massnahmen_stichtag(stand.wissensstand, jahr)
    if heute <= stichtag:
        return []
    spaet = sum(len(b.ueberfaellig) for b in alle_massnahmen(stand, heute))
    satz = f"Am {format_date(heute)} sind es unter allen Maßnahmen {spaet} überfällige Meilensteine: "
    link = html.A(f"Berichtsjahr{NO_BREAK_SPACE}{jahr}", href=kontext.link(**{**kontext.rest, "jahr": jahr}))
    return [html.P([satz, link, "."], className="leise")]


def _table(kontext: Kontext, auswahl: Auswahl, gezeigt: list[Massnahmenstand]) -> Component:
    if not gezeigt:
        return html.P([html.A("Alle Maßnahmen zeigen", href=kontext.link("/massnahmen"))], className="karte")
    gruppen = _by_day(gezeigt) if auswahl.ordnung == TERMIN else _by_goal(kontext, gezeigt)
    return html.Section(
        [order_links(kontext, auswahl), *massnahmentafel(kontext, gruppen, "Maßnahmen")], className="karte"
    )


def _by_goal(kontext: Kontext, gezeigt: list[Massnahmenstand]) -> list[Gruppe]:
    """By Unterziel, each with the link to it; Maßnahmen of an Unterziel that is not known come last."""
    nummern = sorted(
        {b.massnahme.unterziel for b in gezeigt},
        key=lambda nr: (nr not in kontext.stand.ziele, nummer_key(nr)),
    )
    gruppen = []
    for nr in nummern:
        ziel = kontext.stand.ziele.get(nr)
        titel = f"{kontext.stand.zielsystem.word_of(Ebene.UNTERZIEL)} {nr or '–'} (nicht bekannt)"
        link = titel if ziel is None else html.A(f"{nr} {ziel.kurztitel}", href=kontext.link_ziel(nr))
        gruppen.append(Gruppe([link], tuple(b for b in gezeigt if b.massnahme.unterziel == nr)))
    return gruppen


def _by_day(gezeigt: list[Massnahmenstand]) -> list[Gruppe]:
    """What is overdue first, the oldest on top; then by the next day to come; then the rest by its end."""

    def key(b: Massnahmenstand) -> tuple[date, str]:
        tag = b.massnahme.ende
        if b.ueberfaellig:
            tag = b.ueberfaellig[0].meilenstein.geplant
        elif b.naechster is not None:
            tag = b.naechster.meilenstein.geplant
        return tag or date.max, b.massnahme.nr

    spaet = [b for b in gezeigt if b.ueberfaellig]
    kommt = [b for b in gezeigt if not b.ueberfaellig and b.naechster is not None]
    rest = [b for b in gezeigt if not b.ueberfaellig and b.naechster is None]
    titel = (
        "mit überfälligem Meilenstein",
        "mit einem Meilenstein, der bevorsteht",
        "ohne offenen Meilenstein",
    )
    return [
        Gruppe(f"{wort[0].upper()}{wort[1:]} ({len(liste)})", tuple(sorted(liste, key=key)))
        for wort, liste in zip(titel, (spaet, kommt, rest), strict=True)
        if liste
    ]


def _empty() -> Component:
    return html.Div(
        [
            html.H1("Noch sind keine Maßnahmen bekannt", tabIndex="-1"),
            html.P(
                "Maßnahmen kommen mit den Stammdaten herein: eine Arbeitsmappe mit dem Blatt „Maßnahmen“ "
                "(Maßnahme-Nr., Unterziel, Bezeichnung, Handlungsschwerpunkt, Beginn, Ende, Status, Fortschritt, "
                "Vorschlag von) und dem Blatt „Meilensteine“ mit ihren Schritten.",
                className="vorspann",
            ),
        ],
        className="schmal",
    )


SEITE = Seite("/massnahmen", "Maßnahmen", render, nav="Maßnahmen")
