"""Fakten: the answer of an Unterziel in a sentence, and the figures behind it side by side."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zielprognose import Zielprognose
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG, Zielbewertung
from kek_dashboard.formats import NO_BREAK_SPACE, format_percent
from kek_dashboard.web.components.zeichen import (
    Inhalt,
    beispiel_tag,
    bullet_bar,
    status_chip,
    verteilung_bar,
)
from kek_dashboard.web.components.zielverlauf import read_prognose
from kek_dashboard.web.seite import Kontext


def answer(kontext: Kontext, b: Zielbewertung) -> str:
    """What the roll-up says, how much stands behind it, and whether it will arrive."""
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
    hinten = "; keine liegt hinter ihrem Plan."
    if b.schwaechste is not None:
        hinten = f"; am weitesten zurück: **{kontext.stand.akte(b.schwaechste).kennzahl.bezeichnung}**."
    return satz + hinten + _outlook(b, read_prognose(kontext, b.nr), kontext.stand.jahre[-1])


def _outlook(b: Zielbewertung, prognose: Zielprognose, letztes: int) -> str:
    """How many Kennzahlen will arrive, and where all of them would end; nothing where nobody can say."""
    mit_aussage = sum(n for ausblick, n in b.ausblicke if ausblick is not Ausblick.KEINE_AUSSAGE)
    if not mit_aussage:
        return ""
    an = dict(b.ausblicke).get(Ausblick.VORAUSSICHTLICH_ERREICHT, 0)
    kommt = "kommen" if an > 1 else "kommt"
    zahl = f"**{an}**" if an else "Keine"
    satz = f" {zahl} von {mit_aussage} Kennzahlen mit Ausblick {kommt} voraussichtlich an"
    if mit_aussage == 1:
        satz = f" Die eine Kennzahl mit Ausblick kommt voraussichtlich {'' if an else 'nicht '}an"
    if prognose.anteil is None:
        return satz + "."
    return (
        f"{satz}; bei gleichem Tempo wären es {letztes} **{format_percent(prognose.anteil, 0)}** des Weges."
    )


def figures(kontext: Kontext, b: Zielbewertung) -> Component:
    """Zielerreichung, Soll, Prognose, Abdeckung, distribution, Ausblick, the weakest; at the end the Bilanz."""
    prognose = read_prognose(kontext, b.nr)
    zellen: list[tuple[str, Inhalt]] = [
        (
            "Zielerreichung",
            [
                format_percent(b.zielerreichung),
                *(beispiel_tag(b.herkunft) if b.zielerreichung is not None else []),
                html.Div(bullet_bar(b.zielerreichung, b.soll_zielerreichung, b.stand), className="unter"),
            ],
        ),
        (
            f"Soll {kontext.jahr}",
            [
                format_percent(b.soll_zielerreichung),
                *(beispiel_tag(b.herkunft) if b.soll_zielerreichung is not None else []),
            ],
        ),
        (
            f"Prognose {kontext.stand.jahre[-1]}",
            [
                format_percent(prognose.anteil),
                *(beispiel_tag(prognose.herkunft) if prognose.anteil is not None else []),
                html.Small(
                    f"bei gleichem Tempo, aus {prognose.gezaehlt} von {prognose.anzahl}; nicht bewertet"
                ),
            ],
        ),
        (
            "Abdeckung",
            [format_percent(b.abdeckung, 0), " ", html.Small(f"{b.bewertet} von {b.anzahl} bewertet")],
        ),
        (
            "Kennzahlen nach Stand",
            [
                verteilung_bar(b.staende),
                html.Small(_counted(in_order(b.staende)) or "keine"),
            ],
        ),
        (
            "Ausblick",
            html.Small(_counted(b.ausblicke) or "keine Aussage"),
        ),
    ]
    if b.schwaechste is not None:
        zellen.append(("Am weitesten zurück", html.Small(_weakest(kontext, b.schwaechste))))
    if b.bilanz is not None:
        zellen.append(("Bilanz", [status_chip(b.bilanz), " ", html.Small(format_percent(b.guete))]))
    return html.Dl(
        [html.Div([html.Dt(titel), html.Dd(inhalt)]) for titel, inhalt in zellen], className="fakten"
    )


def _weakest(kontext: Kontext, nr: str) -> list[str | Component]:
    k = kontext.gesamt.kennzahlen[nr]
    name = kontext.stand.akte(nr).kennzahl.bezeichnung
    weit = f": {format_percent(k.zielerreichung, 0)} statt {format_percent(k.soll_zielerreichung, 0)}"
    return [html.A(name, href=kontext.link_kennzahl(nr)), weit]


def _counted(zahlen: Sequence[tuple[Stand, int]] | Sequence[tuple[Ausblick, int]]) -> str:
    """The counts as words; a number is never parted from what it counts."""
    return ", ".join(f"{anzahl}{NO_BREAK_SPACE}{zeichen_of(status).wort}" for status, anzahl in zahlen)
