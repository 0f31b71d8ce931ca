"""Bearbeitungsprüfung: what a draft changes, what is wrong with it, and what it does to the goals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.satzworte import SATZ_WORT, value_text
from kek_dashboard.domain.bearbeitung.aenderung import Feldaenderung, beschluss_tag, changes
from kek_dashboard.domain.bearbeitung.verzeichnis import title_of
from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date
from kek_dashboard.store.ueberholt import Mitbewerber
from kek_dashboard.web.bearbeitung import Arbeit, Pruefung, examine
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.bearbeiten.lage import find_arbeit, lage_hinweis
from kek_dashboard.web.pages.bearbeiten.streit import release_card, window_card
from kek_dashboard.web.pages.bearbeiten.wirkung import Wirkung, compare
from kek_dashboard.web.pages.bearbeiten.wirkungskarten import effects_card, smart_card
from kek_dashboard.web.pages.bearbeiten.worte import (
    FORTSCHREIBUNG,
    LISTE,
    count_text,
    crumbs,
    draft_path,
    mangel_ziel,
    row_title,
    shown,
    steps,
)
from kek_dashboard.web.seite import Kontext, Seite

#: The address says that one comes back to mend something (``entwurf.FEHLER``).
_FEHLER = "fehler"


def render(kontext: Kontext) -> Component:
    """What would happen; for a draft that was delivered, what became of it."""
    arbeit = find_arbeit(kontext)
    titel = title_of(kontext.daten.datenstand(), arbeit.entwurf.sache)
    zurueck = html.A(titel, href=kontext.link(draft_path(arbeit.kept.id)))
    kopf: list[Component] = [crumbs(kontext, zurueck, "Prüfen"), html.H1("Was ändert sich?", tabIndex="-1")]
    store = kontext.umgebung.store
    if store is None or arbeit.entwurf.lieferung is not None:
        return html.Div([*kopf, steps(2), *lage_hinweis(kontext, arbeit)], className="bearbeiten")
    pruefung = examine(store, kontext.zugang.akteur, arbeit)
    wirkungen = () if pruefung.nachher is None else compare(pruefung.vorher, pruefung.nachher)
    return html.Div(
        [
            *kopf,
            html.P(titel, className="bearbeitungsname"),
            steps(1),
            html.P(marked(answer(arbeit, pruefung, wirkungen)), className="vorspann"),
            *render_meldung(kontext),
            *window_card(kontext, arbeit),
            *(() if arbeit.entwurf.andere else release_card(kontext, arbeit, pruefung.abgleich)),
            *_lacks(kontext, arbeit, pruefung),
            *_befunde(pruefung),
            *_waiting(kontext, pruefung.andere),
            _changes(arbeit),
            *effects_card(kontext, pruefung, wirkungen),
            *smart_card(kontext, arbeit, pruefung),
            _decision(kontext, arbeit, pruefung),
        ],
        className="bearbeiten",
    )


def answer(arbeit: Arbeit, pruefung: Pruefung, wirkungen: Sequence[Wirkung]) -> str:
    """The one sentence: how much changes, what it does, whether it can go."""
    satz = count_text(arbeit.geaendert)
    satz = f"**{satz[:1].upper()}{satz[1:]}**"
    if pruefung.abgleich.streit or arbeit.entwurf.andere:
        return f"{satz}; vorher ist zu wählen, was gelten soll."
    if pruefung.maengel:
        zahl = len(pruefung.maengel)
        return f"{satz}; {'etwas fehlt' if zahl == 1 else f'{zahl} Dinge fehlen'} noch."
    if not pruefung.is_ready:
        return f"{satz}; so lässt es sich nicht abgeben."
    anders = {(w.ebene, w.nr) for w in wirkungen}
    if not anders:
        return f"{satz}. An Stand und Zielerreichung ändert das nichts."
    unter = sum(ebene != "Kennzahl" for ebene, _ in anders)
    staende = "; auch ein Stand ist dann ein anderer" if any(w.is_stand for w in wirkungen) else ""
    ziele = f" und {unter} {'Ziel' if unter == 1 else 'Ziele'}" if unter else ""
    kennzahlen = len(anders) - unter
    wort = "Kennzahl" if kennzahlen == 1 else "Kennzahlen"
    return f"{satz}. Damit rechnet sich die Zielerreichung von **{kennzahlen} {wort}{ziele}** neu{staende}."


def _lacks(kontext: Kontext, arbeit: Arbeit, pruefung: Pruefung) -> list[Component]:
    if not pruefung.maengel:
        return []
    zeilen = []
    for mangel in pruefung.maengel:
        ziel = mangel_ziel(mangel)
        adresse = kontext.link(draft_path(arbeit.kept.id), **{_FEHLER: "ja"}) + (f"#{ziel}" if ziel else "")
        zeilen.append(html.Li([mangel.satz, " ", html.A("Eintragen", href=adresse)]))
    return [html.Section([html.H2("Was noch fehlt"), html.Ul(zeilen)], className="karte fehlt", role="alert")]


def _befunde(pruefung: Pruefung) -> list[Component]:
    """What the importer finds, as it would find it in a file."""
    befunde = () if pruefung.annahme is None else pruefung.annahme.befunde
    if not befunde:
        return []
    worte = {Schwere.FEHLER: "Geht nicht", Schwere.WARNUNG: "Bitte prüfen", Schwere.HINWEIS: "Hinweis"}
    return [
        html.Section(
            [
                html.H2("Was dabei auffällt"),
                html.Ul([html.Li([html.Strong(f"{worte[b.schwere]}: "), b.text]) for b in befunde]),
            ],
            className="karte",
        )
    ]


def _waiting(kontext: Kontext, andere: Sequence[Mitbewerber]) -> list[Component]:
    """Other Lieferungen that wait and speak about the same thing: whichever is released last holds."""
    if not andere:
        return []
    zeilen = []
    for lieferung, gruppe in groupby(andere, key=lambda m: m.lieferung):
        link = html.A(f"Lieferung {lieferung.nr}", href=kontext.link(f"/lieferung/{lieferung.nr}"))
        was = "; ".join(_told(m) for m in gruppe)
        zeilen.append(html.Li([link, f" von {lieferung.absender or 'unbekannt'}: {was}"]))
    return [
        html.Section(
            [
                html.H2("Dasselbe wartet schon auf Freigabe"),
                html.P("Es gilt, was zuletzt freigegeben wird. Bitte sprechen Sie sich ab."),
                html.Ul(zeilen),
            ],
            className="karte wartet",
        )
    ]


def _told(m: Mitbewerber) -> str:
    """What another Lieferung says, as short as it can be told."""
    wert = (
        getattr(m.satz, "wert", None) or getattr(m.satz, "status", "") or getattr(m.satz, "bezeichnung", "")
    )
    key = " ".join(value_text(teil) for teil in m.worum if teil not in {"", None})
    return f"{SATZ_WORT[m.feld]} {key}" + (f": {value_text(wert)}" if wert else "")


def _changes(arbeit: Arbeit) -> Component:
    alle = changes(arbeit.gegenstand, arbeit.entwurf)
    if not alle:
        return html.Section([html.H2("Ihre Änderungen"), html.P("Noch keine.")], className="karte")
    spalten = [
        Spalte("Angabe", "was", kopf=True),
        Spalte("bisher", "alt", "bisher:"),
        Spalte("neu", "neu", "neu:"),
    ]
    zeilen: list[list[Inhalt]] = [_change(einer) for einer in alle]
    return html.Section(
        [
            html.H2("Ihre Änderungen"),
            tabelle(spalten, zeilen, "Bisher und neu", "bearbeitungsaenderungen"),
            _reason(arbeit),
        ],
        className="karte",
    )


def _change(einer: Feldaenderung) -> list[Inhalt]:
    was: Inhalt = (
        [einer.feld.titel, html.Small(row_title(einer.teil, einer.zeile))]
        if einer.teil.is_liste
        else einer.feld.titel
    )
    return [was, shown(einer.feld, einer.alt), html.Strong(shown(einer.feld, einer.neu))]


def _reason(arbeit: Arbeit) -> Component:
    anlass = arbeit.entwurf.anlass
    worte = [
        ("Grund", anlass.grund),
        ("Drucksache", anlass.beschluss),
        ("Beschlossen am", anlass.am and format_date(beschluss_tag(arbeit.entwurf))),
        ("Art", "Berichtigung" if anlass.berichtigung else ""),
    ]
    return html.Dl(
        [html.Div([html.Dt(titel), html.Dd(text)]) for titel, text in worte if text], className="angaben"
    )


def _decision(kontext: Kontext, arbeit: Arbeit, pruefung: Pruefung) -> Component:
    zurueck = html.A("Weiter ändern", href=kontext.link(draft_path(arbeit.kept.id)), className="knopf")
    if not pruefung.is_ready or arbeit.entwurf.andere:
        return html.Div([zurueck], className="knopfzeile")
    settings = kontext.umgebung.settings
    allein = settings is not None and settings.is_lokal
    wer = "Freigeben können Sie sie danach selbst." if allein else "Freigeben muss sie eine zweite Person."
    return html.Form(
        [
            Eingabe("hidden", FORTSCHREIBUNG, str(arbeit.kept.fortschreibung)),
            html.P(f"Ihre Änderung wird eine Lieferung und gilt, sobald sie freigegeben ist. {wer}"),
            html.Div(
                [html.Button("Zur Freigabe geben", type="submit", className="knopf haupt"), zurueck],
                className="knopfzeile",
            ),
        ],
        method="post",
        action=kontext.link(draft_path(arbeit.kept.id, "abgeben")),
        className="karte abgeben",
    )


SEITE = Seite(
    f"{LISTE}/<id>/pruefen", "Entwurf prüfen", render, bereich=LISTE, aktion=Aktion.LIEFERN_STAMMDATEN
)
