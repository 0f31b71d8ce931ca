"""Zielsysteme: all of them, and what becomes of each Unterziel when one follows the other."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.brueckenbild import ART_WORT
from kek_dashboard.domain.bericht import Berichtsart
from kek_dashboard.domain.bruecke import Bruecke, make_bruecke
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.zielsystem import Nachfolgeart
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.bruecke.bild import picture
from kek_dashboard.web.pages.bruecke.leer import empty, open_bridge
from kek_dashboard.web.pages.bruecke.schicksale import fates
from kek_dashboard.web.pages.bruecke.sicht import Sicht, link_into, read_sicht
from kek_dashboard.web.pages.bruecke.systeme import all_systems
from kek_dashboard.web.pages.bruecke.urspruenge import origins
from kek_dashboard.web.seite import Kontext, Seite

PFAD, TITEL = "/zielsysteme", "Zielsysteme"


def render(kontext: Kontext) -> Component:
    """The bridge out of the Zielsystem shown, else into it; then all Zielsysteme."""
    bruecke = find_bruecke(kontext)
    if bruecke is None:
        return empty(kontext)
    sicht = read_sicht(kontext, bruecke)
    if not bruecke.is_laid_down:
        return open_bridge(kontext, bruecke)
    return html.Div(
        [
            html.H1("Was wird aus den Unterzielen?", tabIndex="-1"),
            html.P(marked(answer(bruecke)), className="vorspann"),
            *beispiel_notice(shown=sicht.is_beispiel),
            *_hints(bruecke),
            _ways(kontext, sicht),
            picture(kontext, sicht),
            fates(kontext, sicht),
            origins(kontext, sicht),
            all_systems(kontext),
        ],
        className="bruecke druck-quer",
    )


def find_bruecke(kontext: Kontext) -> Bruecke | None:
    """The bridge out of the Zielsystem shown; of the last one that into it; ``None`` where there is only one."""
    stand = kontext.stand
    systeme = stand.zielsysteme
    if len(systeme) <= 1:
        return None
    namen = [system.name for system in systeme]
    hier = namen.index(stand.zielsystem.name) if stand.zielsystem.name in namen else 0
    von = min(hier, len(systeme) - 2)
    alt, neu = systeme[von], systeme[von + 1]
    name = ("bruecke", alt.name, neu.name)
    return kontext.daten.kept(stand, name, lambda: make_bruecke(stand, alt, neu))


def answer(bruecke: Bruecke) -> str:
    """How many Unterziele have which fate, and how many Kennzahlen go on."""
    saetze = {
        Nachfolgeart.FORTGEFUEHRT: ("geht weiter", "gehen weiter"),
        Nachfolgeart.ZUSAMMENGEFUEHRT: ("wird zusammengeführt", "werden zusammengeführt"),
        Nachfolgeart.AUFGETEILT: ("wird aufgeteilt", "werden aufgeteilt"),
        Nachfolgeart.BEENDET: ("endet", "enden"),
        None: ("ist noch offen", "sind noch offen"),
    }
    teile = []
    for art in ART_WORT:
        anzahl = bruecke.count(art)
        if anzahl:
            eins, mehrere = saetze[art]
            teile.append(f"**{anzahl}** {eins if anzahl == 1 else mehrere}")
    alle = len(bruecke.schicksale)
    von = (
        f"Von **{alle} Unterzielen** ({bruecke.alt.name})"
        if alle > 1
        else f"Ein Unterziel ({bruecke.alt.name}):"
    )
    satz = f"{von} {_and(teile)}." if alle == 1 else _verb_first(von, teile)
    laufen, gesamt = len(bruecke.weiter), len(bruecke.weiter) + len(bruecke.endet)
    if gesamt:
        kennzahl = "Kennzahl" if gesamt == 1 else "Kennzahlen"
        laeuft = "läuft" if laufen == 1 else "laufen"
        satz += f" **{laufen} von {gesamt}** {kennzahl} {laeuft} durch beide Zielsysteme weiter."
    return satz


def _verb_first(von: str, teile: list[str]) -> str:
    """„Von 12 Unterzielen gehen 7 weiter, …“: the verb of the first part goes before its number."""
    zahl, _, rest = teile[0].partition(" ")
    verb, _, ende = rest.partition(" ")
    erster = f"{verb} {zahl} {ende}".rstrip()
    return f"{von} {_and([erster, *teile[1:]])}."


def _and(worte: list[str]) -> str:
    return worte[0] if len(worte) == 1 else f"{', '.join(worte[:-1])} und {worte[-1]}"


def _hints(bruecke: Bruecke) -> list[Component]:
    """What does not fit together in the bridge, so that nobody believes it."""
    if not bruecke.widersprueche:
        return []
    saetze: list[Component] = [html.Li(f"{text}.") for text in bruecke.widersprueche]
    worte = html.P("Die Brücke passt an diesen Stellen nicht zusammen:")
    return [html.Div([worte, html.Ul(saetze)], className="hinweis")]


def _ways(kontext: Kontext, sicht: Sicht) -> Component:
    """From here to the balance of the old goals and to the start of the new ones."""
    bruecke = sicht.bruecke
    wege: list[Component] = []
    if kontext.zugang.darf(Aktion.BERICHTE):
        adresse = link_into(kontext, bruecke.alt, "/berichte", art=Berichtsart.SCHLUSSBILANZ.value)
        wege.append(
            html.A(f"Schlussbilanz {_years(sicht.alt_jahre)} erstellen", href=adresse, className="knopf")
        )
    wege += [
        html.A(f"Ziele: {bruecke.neu.name}", href=link_into(kontext, bruecke.neu, "/"), className="knopf"),
        html.A(f"Ziele: {bruecke.alt.name}", href=link_into(kontext, bruecke.alt, "/"), className="knopf"),
    ]
    return html.Div(wege, className="wege")


def _years(jahre: range) -> str:
    return f"{jahre[0]}–{jahre[-1]}"


SEITE = Seite(PFAD, TITEL, render, fuss=TITEL)
