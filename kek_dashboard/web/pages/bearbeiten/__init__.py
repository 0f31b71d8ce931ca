"""Bearbeiten: one's own drafts, and the start of a new one: what is to be changed, or made anew."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bearbeitung import erlaeuterung, kennzahl, massnahme, ziel, zielsystem
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Sache
from kek_dashboard.domain.bearbeitung.verzeichnis import find_gegenstand, title_of
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.store.lieferungen import list_wartende
from kek_dashboard.web.bearbeitung import Arbeit, list_drafts
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.bearbeiten import entwurf, pruefen
from kek_dashboard.web.pages.bearbeiten.lage import delivered, stand_text
from kek_dashboard.web.pages.bearbeiten.worte import (
    ART,
    BEGINNEN,
    BEZUG,
    LISTE,
    NEU,
    NR,
    SYSTEM,
    ZEITRAUM,
    count_text,
    draft_path,
)
from kek_dashboard.web.seite import Kontext, Seite

_ZU_WAEHLEN = (kennzahl.GEGENSTAND, massnahme.GEGENSTAND, ziel.GEGENSTAND, zielsystem.GEGENSTAND)
_LAENGSTE_NR = 60
_WORT = {Bezug.KENNZAHL: "Kennzahl", Bezug.UNTERZIEL: "Ziel", Bezug.MASSNAHME: "Maßnahme"}


def render(kontext: Kontext) -> Component:
    """The list of one's own drafts, and where to begin."""
    store = kontext.umgebung.store
    if store is None:
        return html.Div([html.H1("Bearbeiten", tabIndex="-1"), html.P("Hier lässt sich nichts bearbeiten.")])
    stand = kontext.daten.datenstand()
    eigene = list_drafts(store, kontext.zugang.akteur)
    wartend = [lieferung for lieferung in list_wartende(store) if lieferung.art is Lieferart.STAMMDATEN]
    return html.Div(
        [
            html.H1("Was möchten Sie ändern?", tabIndex="-1"),
            html.P(answer(eigene, wartend), className="vorspann"),
            *render_meldung(kontext),
            *_wish(kontext, stand, eigene),
            *_drafts(kontext, eigene),
            *_waiting(kontext, wartend),
            _choose(kontext, stand),
            _explain(kontext, stand),
            _new(kontext),
        ],
        className="bearbeiten",
    )


def answer(eigene: Sequence[Arbeit], wartend: Sequence[Lieferung]) -> str:
    """How many drafts there are, and what waits."""
    offen = sum(arbeit.entwurf.lieferung is None for arbeit in eigene)
    haben = {0: "Sie haben keinen offenen Entwurf", 1: "Sie haben einen offenen Entwurf"}
    satz = haben.get(offen, f"Sie haben {offen} offene Entwürfe")
    if not wartend:
        return f"{satz}; es wartet keine Änderung von Stammdaten auf Freigabe."
    zahl = "eine Änderung wartet" if len(wartend) == 1 else f"{len(wartend)} Änderungen warten"
    return f"{satz}; {zahl} auf Freigabe."


def _wish(kontext: Kontext, stand: Datenstand, eigene: Sequence[Arbeit]) -> list[Component]:
    """What somebody came here for from another page."""
    q = kontext.query
    gegenstand, nr = find_gegenstand(q.get(ART, "")), q.get(NR, "")
    if gegenstand is None or not nr or gegenstand.art == erlaeuterung.ART:
        return []
    sache = Sache(gegenstand.art, nr, q.get(SYSTEM, ""))
    if gegenstand.name_von(stand, sache) is None:
        satz = f"{gegenstand.wort} „{nr[:_LAENGSTE_NR]}“ gibt es nicht."
        return [html.P(satz, className="hinweis", role="alert")]
    schon = [
        arbeit for arbeit in eigene if arbeit.entwurf.sache == sache and arbeit.entwurf.lieferung is None
    ]
    wege: list[Component] = [
        html.A(
            "Entwurf weiterschreiben", href=kontext.link(draft_path(arbeit.kept.id)), className="knopf haupt"
        )
        for arbeit in schon[:1]
    ]
    wort = "Neuen Entwurf beginnen" if schon else "Bearbeiten"
    klasse = "knopf" if schon else "knopf haupt"
    wege.append(
        _begin_form(
            kontext,
            [
                *_hidden({ART: sache.art, NR: sache.nr, SYSTEM: sache.zielsystem}),
                html.Button(wort, type="submit", className=klasse),
            ],
        )
    )
    return [
        html.Section(
            [html.H2(title_of(stand, sache)), html.Div(wege, className="knopfzeile")],
            className="karte wunsch",
        )
    ]


def _drafts(kontext: Kontext, eigene: Sequence[Arbeit]) -> list[Component]:
    if not eigene:
        return []
    spalten = [
        Spalte("Was", "was", kopf=True),
        Spalte("Änderungen", "", ""),
        Spalte("Stand", "", "Stand:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            html.A(arbeit.kept.name, href=kontext.link(draft_path(arbeit.kept.id))),
            count_text(arbeit.geaendert),
            stand_text(delivered(kontext, arbeit)),
        ]
        for arbeit in eigene
    ]
    satz = "Einen Entwurf sehen nur Sie, bis Sie ihn zur Freigabe geben."
    return [
        html.Section(
            [
                html.H2("Meine Entwürfe"),
                html.P(satz, className="leise"),
                tabelle(spalten, zeilen, "Meine Entwürfe", "entwuerfe"),
            ],
            className="karte",
        )
    ]


def _waiting(kontext: Kontext, wartend: Sequence[Lieferung]) -> list[Component]:
    if not wartend:
        return []
    zeilen = [
        html.Li(
            [
                html.A(f"Lieferung {lieferung.nr}", href=kontext.link(f"/lieferung/{lieferung.nr}")),
                f" „{lieferung.dateiname}“ von {lieferung.absender or 'unbekannt'}",
            ]
        )
        for lieferung in wartend
    ]
    return [html.Section([html.H2("Wartet auf Freigabe"), html.Ul(zeilen)], className="karte")]


def _choose(kontext: Kontext, stand: Datenstand) -> Component:
    formulare = [_choose_one(kontext, stand, gegenstand) for gegenstand in _ZU_WAEHLEN]
    return html.Section(
        [html.H2("Etwas Vorhandenes ändern"), html.Div(formulare, className="beginnraster")],
        className="karte",
    )


def _choose_one(kontext: Kontext, stand: Datenstand, gegenstand: Gegenstand) -> Component:
    name = f"waehlen-{gegenstand.art}"
    optionen = [html.Option("bitte wählen", value="")]
    optionen += [
        html.Option(title_of(stand, sache).removeprefix(f"{gegenstand.wort} "), value=_value(sache))
        for sache in gegenstand.alle(stand)
    ]
    return _begin_form(
        kontext,
        [
            Eingabe("hidden", ART, gegenstand.art),
            html.Div(
                [html.Label(gegenstand.wort, htmlFor=name), html.Select(optionen, id=name, name=NR)],
                className="feld",
            ),
            html.Button(
                "Bearbeiten", type="submit", className="knopf", **aria(label=f"{gegenstand.wort} bearbeiten")
            ),
        ],
    )


def _explain(kontext: Kontext, stand: Datenstand) -> Component:
    """An explanation is about one thing and one Zeitraum; one that is there is opened, else a new one begun."""
    formulare: list[Component] = []
    for bezug, gegenstand in (
        (Bezug.KENNZAHL, kennzahl.GEGENSTAND),
        (Bezug.UNTERZIEL, ziel.GEGENSTAND),
        (Bezug.MASSNAHME, massnahme.GEGENSTAND),
    ):
        name = f"erlaeutern-{bezug.value}"
        optionen = [
            html.Option(
                title_of(stand, sache).removeprefix(f"{gegenstand.wort} "),
                value=_value(sache) if bezug is Bezug.UNTERZIEL else sache.nr,
                **({"selected": "selected"} if sache.nr == kontext.query.get(name) else {}),  # type: ignore[arg-type]
            )
            for sache in gegenstand.alle(stand)
            if bezug is not Bezug.UNTERZIEL or sache.zielsystem in {"", kontext.stand.zielsystem.name}
        ]
        formulare.append(
            _begin_form(
                kontext,
                [
                    *_hidden({ART: erlaeuterung.ART, BEZUG: bezug.value, NEU: "ja"}),
                    html.Div(
                        [
                            html.Label(f"Zu: {_WORT[bezug]}", htmlFor=name),
                            html.Select([html.Option("bitte wählen", value=""), *optionen], id=name, name=NR),
                        ],
                        className="feld",
                    ),
                    _short_field(
                        ZEITRAUM, f"zeitraum-{bezug.value}", "Jahr oder Zeitraum", str(kontext.jahr)
                    ),
                    html.Button("Schreiben", type="submit", className="knopf"),
                ],
            )
        )
    return html.Section(
        [
            html.H2("Eine Erläuterung schreiben"),
            html.P("Warum steht es so? Mit Umfeld und Beurteilung.", className="leise"),
            html.Div(formulare, className="beginnraster"),
        ],
        className="karte",
    )


def _new(kontext: Kontext) -> Component:
    formulare = [
        _begin_form(
            kontext,
            [
                *_hidden({ART: gegenstand.art, NEU: "ja"}),
                _short_field(
                    NR,
                    f"neu-{gegenstand.art}",
                    f"Nummer der neuen {gegenstand.wort}",
                    "",
                    gegenstand.neu_hilfe,
                ),
                html.Button(f"{gegenstand.wort} anlegen", type="submit", className="knopf"),
            ],
        )
        for gegenstand in _ZU_WAEHLEN
        if gegenstand.kann_neu
    ]
    return html.Section(
        [html.H2("Etwas Neues anlegen"), html.Div(formulare, className="beginnraster")], className="karte"
    )


def _short_field(name: str, ident: str, titel: str, wert: str, hilfe: str = "") -> Component:
    """A short text in one of several forms of the page: its id is its own."""
    attribute: dict[str, object] = {"maxLength": _LAENGSTE_NR}
    if hilfe:
        attribute["aria-describedby"] = f"{ident}-hilfe"
    return html.Div(
        [
            html.Label(titel, htmlFor=ident),
            Eingabe("text", name, wert, id=ident, attribute=attribute),
            *([html.Small(hilfe, id=f"{ident}-hilfe")] if hilfe else []),
        ],
        className="feld",
    )


def _begin_form(kontext: Kontext, felder: Sequence[Component]) -> Component:
    return html.Form(list(felder), method="post", action=kontext.link(BEGINNEN), className="beginn")


def _hidden(werte: dict[str, str]) -> list[Component]:
    return [Eingabe("hidden", name, wert) for name, wert in werte.items() if wert]


def _value(sache: Sache) -> str:
    return f"{sache.zielsystem}|{sache.nr}" if sache.zielsystem else sache.nr


SEITE = Seite(LISTE, "Bearbeiten", render, dienst="Bearbeiten", aktion=Aktion.LIEFERN_STAMMDATEN)
ENTWURF, PRUEFEN = entwurf.SEITE, pruefen.SEITE
__all__ = ["ENTWURF", "PRUEFEN", "SEITE"]
