"""Unterziel: its wording, its Stärken, its Kennzahlen, Maßnahmen and money, on one page."""

from __future__ import annotations

from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG, Zielbewertung
from kek_dashboard.formats import UNKNOWN, format_date, format_euro, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.erlaeuterung import erlaeuterungen
from kek_dashboard.web.components.kennzahltabelle import kennzahl_table
from kek_dashboard.web.components.reihen import ziel_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import (
    Inhalt,
    beispiel_notice,
    beispiel_tag,
    bullet_bar,
    marked,
    status_chip,
    verteilung_bar,
)
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite

#: The four kinds of money side by side; they are never added together.
ARTEN = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "Investive Auszahlungen"),
    (Positionsart.INVESTIVE_EINZAHLUNGEN, "Investive Einzahlungen"),
)


def render(kontext: Kontext) -> Component:
    """The page of the Unterziel that the address names."""
    ziel = _find(kontext)
    bewertung = kontext.gesamt.unterziele[ziel.nr]
    return html.Div(
        [
            html.P(
                [
                    html.A("Überblick", href=kontext.link("/")),
                    f" › Oberziel {ziel.ueber} › Unterziel {ziel.nr}",
                ],
                className="brotkrumen",
            ),
            html.H1(f"{ziel.nr} {ziel.kurztitel}", tabIndex="-1"),
            html.P(
                [status_chip(bewertung.stand), " ", *marked(answer(kontext, bewertung))],
                className="vorspann aussage",
            ),
            *beispiel_notice(shown=_has_beispiel(kontext, bewertung, ziel.nr)),
            _figures(kontext, bewertung),
            html.Div(
                [
                    html.Div(
                        [
                            _kennzahlen(kontext, ziel),
                            *erlaeuterungen(kontext, "unterziel", ziel.nr),
                            _massnahmen(kontext, ziel),
                        ]
                    ),
                    html.Aside([*_wording(ziel), *_handlungsfelder(kontext, ziel), *_money(kontext, ziel)]),
                ],
                className="spalten",
            ),
        ]
    )


def _find(kontext: Kontext) -> Ziel:
    nr = kontext.werte["nr"]
    ziel = kontext.stand.ziele.get(nr)
    if ziel is None or ziel.ebene is not Ebene.UNTERZIEL:
        raise NotFoundError(f"Das Unterziel {nr} gibt es in diesem Datenstand nicht.")
    return ziel


def answer(kontext: Kontext, b: Zielbewertung) -> str:
    """What the roll-up says, and how much stands behind it."""
    if not b.anzahl:
        return "Diesem Unterziel ist noch keine Kennzahl zugeordnet; ob es erreicht wird, lässt sich nicht messen."
    gezaehlt = f"{b.bewertet} von {b.anzahl} Kennzahlen {'ist' if b.bewertet == 1 else 'sind'} bewertet"
    if b.zielerreichung is None:
        return (
            f"{gezaehlt}. Unter {format_percent(MINDEST_ABDECKUNG, 0)} Abdeckung gibt es keine Zahl, damit Schweigen "
            "nichts einbringt."
        )
    satz = (
        f"**{format_percent(b.zielerreichung, 0)}** des Weges sind geschafft, "
        f"geplant waren bis {kontext.jahr} {format_percent(b.soll_zielerreichung, 0)}. {gezaehlt}"
    )
    if b.schwaechste is None:
        return satz + "; keine liegt hinter ihrem Plan."
    return f"{satz}; am weitesten zurück: **{kontext.stand.akte(b.schwaechste).kennzahl.bezeichnung}**."


def _figures(kontext: Kontext, b: Zielbewertung) -> Component:
    tag = beispiel_tag(b.herkunft) if b.zielerreichung is not None else []
    zellen: list[tuple[str, Inhalt]] = [
        (
            "Zielerreichung",
            [
                format_percent(b.zielerreichung),
                *tag,
                html.Div(bullet_bar(b.zielerreichung, b.soll_zielerreichung, b.stand), className="unter"),
            ],
        ),
        ("Soll", format_percent(b.soll_zielerreichung)),
        (
            "Abdeckung",
            [format_percent(b.abdeckung, 0), " ", html.Small(f"{b.bewertet} von {b.anzahl} bewertet")],
        ),
        (
            "Kennzahlen nach Stand",
            [
                verteilung_bar(b.staende),
                html.Small(", ".join(f"{n} {zeichen_of(s).wort}" for s, n in in_order(b.staende)) or "keine"),
            ],
        ),
        (
            "Ausblick",
            html.Small(", ".join(f"{n} {zeichen_of(a).wort}" for a, n in b.ausblicke) or "keine Aussage"),
        ),
        ("Verlauf 2018–2026", ziel_sparkline(kontext, b.nr)),
    ]
    if b.bilanz is not None:
        zellen.append(("Bilanz", [status_chip(b.bilanz), " ", html.Small(format_percent(b.guete))]))
    return html.Dl(
        [html.Div([html.Dt(titel), html.Dd(inhalt)]) for titel, inhalt in zellen], className="fakten"
    )


def _kennzahlen(kontext: Kontext, ziel: Ziel) -> Component:
    akten = [akte for akte, _ in kontext.stand.mitglieder(ziel.nr)]
    inhalt: Component = html.P(
        "Noch keine. Welche Kennzahl für dieses Unterziel spricht, steht in den Stammdaten auf dem Blatt "
        "„Zuordnung Unterziele“.",
        className="leise",
    )
    if akten:
        inhalt = kennzahl_table(kontext, akten, f"Kennzahlen von Unterziel {ziel.nr}", ziel.nr)
    return html.Section([html.H2("Kennzahlen"), inhalt], className="karte")


def _massnahmen(kontext: Kontext, ziel: Ziel) -> Component:
    liste = [m for m in kontext.stand.massnahmen.values() if m.unterziel == ziel.nr]
    if not liste:
        return html.Section(
            [
                html.H2("Maßnahmen"),
                html.P("Keine Maßnahme ist diesem Unterziel zugeordnet.", className="leise"),
            ],
            className="karte",
        )
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Maßnahme", "was", kopf=True),
        Spalte("Zeit", "leise", "Zeit:"),
        Spalte("Status", "", "Status:"),
        Spalte("Fortschritt", "n", "Fortschritt:"),
        Spalte("Vorschlag von", "leise", "Vorschlag von:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            m.nr,
            [m.bezeichnung, html.Small(" · ".join(t for t in (m.handlungsschwerpunkt, m.fachbereich) if t))],
            f"{format_date(m.beginn)} bis {format_date(m.ende)}" if m.beginn or m.ende else UNKNOWN,
            m.status or UNKNOWN,
            [
                format_percent(None if m.fortschritt is None else m.fortschritt / 100, 0),
                *beispiel_tag(m.herkunft),
            ],
            m.vorschlag_von or UNKNOWN,
        ]
        for m in liste
    ]
    return html.Section(
        [html.H2("Maßnahmen"), tabelle(spalten, zeilen, "Maßnahmen", "massnahmen")], className="karte"
    )


def _wording(ziel: Ziel) -> list[Component]:
    return [
        html.H2("Wortlaut" if len(ziel.fassungen) == 1 else "Wortlaut in mehreren Fassungen"),
        *(
            html.Figure(
                [
                    html.Blockquote(f.wortlaut or f.kurztitel),
                    html.Figcaption(
                        " · ".join(
                            t for t in (f.beschluss or "ohne Beschluss",
                                        f"gilt ab {format_date(f.gueltig_ab)}" if f.gueltig_ab else "") if t
                        )
                    ),
                ],
                className="leitbild",
            )
            for f in ziel.fassungen
        ),
    ]  # fmt: skip


def _handlungsfelder(kontext: Kontext, ziel: Ziel) -> list[Component]:
    felder = kontext.stand.handlungsfelder_von(ziel.nr)
    if not felder:
        return []
    return [
        html.H2("Stärken (Handlungsfelder)"),
        html.Ul([html.Li(feld.wortlaut or feld.kurztitel) for feld in felder], className="liste"),
    ]


def _money(kontext: Kontext, ziel: Ziel) -> list[Component]:
    mittel = kontext.mittel
    titel = html.H2(f"Mittel {kontext.jahr}")
    if mittel is None:
        return [titel, html.P(f"Für {kontext.jahr} liegt kein Haushalt vor.", className="leise")]
    betraege = mittel.je_unterziel[ziel.nr]
    tag = beispiel_tag(mittel.herkunft_je_unterziel.get(ziel.nr))
    return [
        titel,
        html.Dl(
            [
                html.Div([html.Dt(wort), html.Dd([_lines(kontext, ziel.nr, art, betraege[art]), *tag])])
                for art, wort in ARTEN
            ],
            className="geld",
        ),
        html.P(
            f"Haushalt {kontext.jahr}, Fassung {mittel.haushalt.fassung}. Vier Größen nebeneinander; sie werden nicht "
            "zusammengezählt.",
            className="leise",
        ),
    ]


def _lines(kontext: Kontext, nr: str, art: Positionsart, eur: Decimal) -> str | Component:
    """A sum of the Haushalt, leading to the lines it is made of."""
    text = format_euro(eur)
    if not eur:
        return text
    adresse = kontext.link("/haushalt", ziel=nr, art=art.value) + "#zeilen"
    return html.A(text, href=adresse, className="beleg", **aria(label=f"Die Haushaltszeilen hinter {text}"))


def _has_beispiel(kontext: Kontext, b: Zielbewertung, nr: str) -> bool:
    mittel = kontext.mittel
    geld = mittel is not None and mittel.herkunft_je_unterziel.get(nr) is Herkunft.BEISPIEL
    akten = (kontext.gesamt.kennzahlen[akte.nr].herkunft for akte, _ in kontext.stand.mitglieder(nr))
    return geld or b.herkunft is Herkunft.BEISPIEL or Herkunft.BEISPIEL in akten


def _title(kontext: Kontext) -> str:
    ziel = kontext.stand.ziele.get(kontext.werte["nr"])
    return "Unterziel" if ziel is None else f"{ziel.nr} {ziel.kurztitel}"


SEITE = Seite("/unterziel/<nr>", _title, render, bereich="/")
