"""Schwerpunkte: the Stärken of an Unterziel and what is done for each; white spots are named."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.massnahmenstand import Massnahmenstand, massnahmen_stichtag, massnahmenstand
from kek_dashboard.domain.schwerpunkte import Schwerpunkt, schwerpunkte
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielgliederung import full_name
from kek_dashboard.web.components.massnahmentafel import NIE_VERMISCHT, Gruppe, massnahmentafel
from kek_dashboard.web.components.vorschlagsweg import proposals_line
from kek_dashboard.web.components.zeichen import marked
from kek_dashboard.web.seite import Kontext


def schwerpunkte_section(kontext: Kontext, ziel: Ziel) -> Component:
    """The whole section: a sentence, the table, and what progress is not."""
    gefunden = schwerpunkte(kontext.stand, ziel.nr)
    stichtag = massnahmen_stichtag(kontext.stand.wissensstand, kontext.jahr)
    meilensteine = kontext.stand.meilensteine

    def blick(s: Schwerpunkt) -> tuple[Massnahmenstand, ...]:
        return tuple(massnahmenstand(m, meilensteine.get(m.nr, ()), stichtag) for m in s.massnahmen)

    gruppen = [Gruppe(_name(s), blick(s), "noch keine Maßnahme") for s in gefunden]
    alle = [b for gruppe in gruppen for b in gruppe.massnahmen]
    inhalt: list[Component] = [_nothing()]
    if gruppen:
        inhalt = [
            html.P(marked(_sentence(ziel, gefunden, alle))),
            *massnahmentafel(
                kontext, gruppen, f"Maßnahmen für {full_name(kontext.stand, ziel.nr)} nach Stärken"
            ),
            html.P(
                [NIE_VERMISCHT, " ", html.A("Alle Maßnahmen", href=kontext.link("/massnahmen"))],
                className="leise fussnote",
            ),
        ]
    return html.Section(
        [
            html.H2("Stärken und Maßnahmen: Was wird dafür getan?", id="massnahmen", tabIndex="-1"),
            *inhalt,
            *proposals_line(kontext, ziel.nr),
        ],
        className="karte",
    )


def _name(s: Schwerpunkt) -> str | list[str | Component]:
    if s.feld is None:
        return s.name or "ohne Handlungsschwerpunkt"
    lang = s.feld.wortlaut
    return [s.name, *([html.Small(f"„{lang}“")] if lang and lang != s.name else [])]


def _sentence(ziel: Ziel, gefunden: tuple[Schwerpunkt, ...], alle: list[Massnahmenstand]) -> str:
    felder = [s for s in gefunden if s.feld is not None]
    ohne = sum(not s.massnahmen for s in felder)
    beschluss = f" ({ziel.fassungen[0].beschluss})" if ziel.fassungen[0].beschluss else ""
    wort = "Maßnahme" if len(alle) == 1 else "Maßnahmen"
    satz = f"**{len(alle)} {wort}**"
    if felder:
        staerken = "Stärke" if len(felder) == 1 else "Stärken"
        satz += f" zu {len(felder)} {staerken}{beschluss}"
        satz += f"; zu {ohne} davon gibt es noch keine." if ohne else "."
    else:
        satz += f". Stärken sind hier nicht festgelegt{beschluss}."
    spaet = sum(len(b.ueberfaellig) for b in alle)
    if spaet:
        satz += f" **{spaet} {'Meilenstein ist' if spaet == 1 else 'Meilensteine sind'} überfällig.**"
    return satz


def _nothing() -> Component:
    return html.P(
        "Weder Stärken noch Maßnahmen sind bekannt. Maßnahmen kommen mit den Stammdaten herein: auf dem Blatt "
        "„Maßnahmen“ mit ihrem Unterziel und Handlungsschwerpunkt, ihre Schritte auf dem Blatt „Meilensteine“.",
        className="leise",
    )
