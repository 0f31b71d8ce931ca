"""Smartprüfung: the s.m.a.r.t. check of one Kennzahl: what is there, what is missing, where it is entered."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN, ZEICHEN, tempo_told
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.smart import (
    Erfuellung,
    Kriterium,
    Kriteriumspruefung,
    Smartpruefung,
    pruefe_smart,
)
from kek_dashboard.domain.smartpunkte import Punkt
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.web.components.begriff import begriff_link
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.zeichen import beispiel_tag, marked
from kek_dashboard.web.seite import Kontext

DATENSCHULD = "/datenschuld"
_KEIN_URTEIL = " Ob das zu schaffen ist, beurteilt der Monitor nicht."


def smart_karte(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> Component:
    """A card with the five criteria of a Kennzahl, each with its reasons."""
    pruefung = pruefe_smart(akte, b, kontext.stand)
    satz = [*marked(smart_satz(pruefung)), " ", begriff_link(kontext, "smart", "Wie geprüft wird")]
    liste = html.Ul([_kriterium(kontext, akte, b, k) for k in pruefung.kriterien], className="smart-liste")
    return html.Section(
        faltung([html.H2("Ist das Ziel s.m.a.r.t.?")], [html.P(satz), liste]),
        className="karte smart",
        id="smart",
    )


def smart_satz(pruefung: Smartpruefung) -> str:
    """The result in one sentence; parts between ``**`` are strong."""
    if pruefung.is_smart:
        return "**Ja:** Alle fünf Kriterien sind erfüllt."
    worte = [KRITERIEN[k.kriterium].wort for k in pruefung.offen]
    if pruefung.is_beobachtet:
        satz = "Die Kennzahl wird nur beobachtet; ein Ziel, das s.m.a.r.t. sein könnte, hat sie nicht."
        return satz if not worte else f"{satz} Offen ist: **{_and(worte)}**."
    erfuellt = pruefung.count(Erfuellung.ERFUELLT)
    return f"**Noch nicht:** {erfuellt} von {len(Kriterium)} Kriterien sind erfüllt; offen ist: **{_and(worte)}**."


def erfuellung_chip(erfuellung: Erfuellung, *, vor: str = "") -> html.Span:
    """Symbol and word; ``vor`` is read before the word."""
    zeichen = ZEICHEN[erfuellung]
    return html.Span(
        [Svg(zeichen.draw()), html.Span(vor + zeichen.wort)], className=f"erfuellung e-{erfuellung}"
    )


def punkt_satz(kontext: Kontext, punkt: Punkt, fachbereich: str) -> list[str | Component]:
    """The sentence of a Punkt; where it is missing, also where it is entered or who owes it."""
    if punkt.is_da:
        return [punkt.satz]
    if punkt.ort is not None:
        return [f"{punkt.satz} ", html.Span(f"Einzutragen: {punkt.ort}.", className="leise")]
    if punkt.is_lieferung and fachbereich:
        ziel = html.A(
            f"Werte liefert: {fachbereich}", href=kontext.link(DATENSCHULD, fachbereich=fachbereich)
        )
        return [f"{punkt.satz} ", ziel, "."]
    return [punkt.satz]


def _kriterium(kontext: Kontext, akte: Kennzahlakte, b: Bewertung, k: Kriteriumspruefung) -> Component:
    fachbereich = akte.kennzahl.fachbereich.strip()
    saetze: list[Component] = [
        html.Li(punkt_satz(kontext, punkt, fachbereich), className="" if punkt.is_da else "fehlt")
        for punkt in (*k.fehlt, *(p for p in k.punkte if p.is_da))
    ]
    if k.erfuellung is Erfuellung.ENTFAELLT:
        saetze.append(html.Li("Ohne Ziel gibt es hier nichts zu prüfen."))
    if k.kriterium is Kriterium.REALISTISCH and (tempo := tempo_told(akte, b)):
        saetze.append(html.Li([tempo, *beispiel_tag(b.herkunft), _KEIN_URTEIL]))
    wort = KRITERIEN[k.kriterium].wort
    return html.Li(
        [
            html.Div(
                [html.Strong(wort[:1].upper() + wort[1:]), erfuellung_chip(k.erfuellung)],
                className="smart-kopf",
            ),
            html.Ul(saetze),
        ]
    )


def _and(worte: list[str]) -> str:
    return worte[0] if len(worte) == 1 else f"{', '.join(worte[:-1])} und {worte[-1]}"
