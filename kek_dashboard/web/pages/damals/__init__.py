"""Damals: what was known otherwise on an earlier day, and why: the difference to what was shown then."""

from __future__ import annotations

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.unterschied import Unterschied, compare_datenstaende
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.damals.karten import (
    haushalt_karte,
    is_visible,
    kennzahlen_karte,
    lieferungen_karte,
    weitere_karte,
    ziele_karte,
)
from kek_dashboard.web.pages.damals.wahl import Wahl, draw_days, draw_form, read_wahl
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """The comparison of the two days of the address; without an earlier day, the ways to choose one."""
    wahl = read_wahl(kontext)
    kopf: list[Component] = [html.H1("Was war damals anders?", tabIndex="-1")]
    if wahl.von is None:
        return html.Div(
            [
                *kopf,
                html.P(
                    "Wählen Sie einen früheren Tag, zum Beispiel den einer Ausschusssitzung: Diese Seite zeigt dann, "
                    "was damals anders dastand als jetzt und was der Grund dafür ist.",
                    className="vorspann",
                ),
                *_fault(wahl),
                draw_form(kontext, wahl),
                *draw_days(kontext),
            ],
            className="schmal damals",
        )
    damals = kontext.daten.datenstand(wahl.von)
    jetzt = replace(kontext, stand=kontext.daten.datenstand(wahl.bis), wissensstand=wahl.bis)
    unterschied = kontext.daten.kept(
        damals,
        ("unterschied", jetzt.stand.wissensstand, kontext.jahr),
        lambda: compare_datenstaende(damals, jetzt.stand, kontext.jahr),
    )
    vorher, nachher = (kontext.daten.mitteleinsatz(stand, kontext.jahr) for stand in (damals, jetzt.stand))
    inhalt = [
        *ziele_karte(jetzt, unterschied),
        *kennzahlen_karte(jetzt, unterschied),
        *haushalt_karte(jetzt, unterschied, vorher, nachher),
        *weitere_karte(jetzt, unterschied),
        *lieferungen_karte(jetzt, unterschied),
    ]
    return html.Div(
        [
            *kopf,
            html.P(marked(answer(wahl, unterschied)), className="vorspann"),
            *_fault(wahl),
            *beispiel_notice(shown=_has_beispiel(unterschied)),
            draw_form(kontext, wahl),
            html.Details([html.Summary("Tage mit Freigaben"), *draw_days(kontext)]),
            *inhalt,
        ],
        className="damals",
    )


def answer(wahl: Wahl, unterschied: Unterschied) -> str:
    """The one sentence: how much differs, and through how many Lieferungen."""
    von = format_date(wahl.von)
    jetzt = "heute" if wahl.bis is None else f"am {format_date(wahl.bis)}"
    if unterschied.is_empty:
        return f"Nichts: Am {von} war dasselbe bekannt wie {jetzt}."
    kennzahlen = sum(is_visible(k) for k in unterschied.kennzahlen)
    anders = (
        f"**{_counted(len(unterschied.unterziele), 'Unterziel', 'Unterziele')}** und "
        f"**{_counted(kennzahlen, 'Kennzahl', 'Kennzahlen')}**"
    )
    wort = "wurde" if len(unterschied.dazu) == 1 else "wurden"
    seitdem = f"Seitdem {wort} {_counted(len(unterschied.dazu), 'Lieferung', 'Lieferungen')} freigegeben"
    if unterschied.weg:
        seitdem += f" und {format_number(len(unterschied.weg))} zurückgezogen"
    if not unterschied.unterziele and not kennzahlen:
        return f"Für {unterschied.jahr} stand am {von} alles so da wie {jetzt}. {seitdem}."
    return f"Für {unterschied.jahr} standen am {von} {anders} anders da als {jetzt}. {seitdem}."


def _counted(zahl: int, einzahl: str, mehrzahl: str) -> str:
    return f"{format_number(zahl)} {einzahl if zahl == 1 else mehrzahl}"


def _fault(wahl: Wahl) -> list[Component]:
    return [html.P(wahl.fehler, className="hinweis", role="status")] if wahl.fehler else []


def _has_beispiel(unterschied: Unterschied) -> bool:
    urteile = [b for k in unterschied.kennzahlen for b in (k.vorher, k.nachher)]
    ziele = [b for z in (*unterschied.unterziele, *unterschied.oberziele) for b in (z.vorher, z.nachher)]
    return any(b is not None and b.herkunft is Herkunft.BEISPIEL for b in (*urteile, *ziele))


SEITE = Seite("/damals", "Was war damals anders?", render, dienst="Was war damals anders?")

__all__ = ["SEITE"]
