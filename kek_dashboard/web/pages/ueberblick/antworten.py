"""Antworten: the three short answers side by side: where we stand, what changed, what will not be reached."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verteilung import describe_verteilung, draw_verteilung
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielprognose import prognoseanteil
from kek_dashboard.formats import NO_BREAK_SPACE, format_percent
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import Inhalt, status_chip, verteilung_bar
from kek_dashboard.web.pages.ueberblick.karte import karte
from kek_dashboard.web.pages.ueberblick.lage import GUT, VERFEHLT, Lage
from kek_dashboard.web.pages.ueberblick.neues import neues

_NAMED = 3


def antworten(lage: Lage) -> Component:
    """Three cards of one sentence each, with what it rests on."""
    return html.Div([_standing(lage), neues(lage), _missing_out(lage)], className="antworten")


def _has_beispiel(bewertungen: Iterable[Bewertung]) -> bool:
    return any(b.herkunft is Herkunft.BEISPIEL for b in bewertungen)


def _standing(lage: Lage) -> Component:
    staende = lage.staende(lage.kontext.jahr)
    bewertet = [(s, n) for s, n in staende if s.is_assessable]
    offen = [(s, n) for s, n in staende if not s.is_assessable]
    alle, gut = sum(n for _, n in bewertet), sum(n for s, n in bewertet if s in GUT)
    satz = f"**{gut} von {alle}** bewerteten Kennzahlen sind erreicht oder auf Kurs."
    if not alle:
        satz = f"**Keine** der {len(lage.kennzahlen)} Kennzahlen ist {lage.kontext.jahr} bewertbar."
    zeilen = [_count([status_chip(s)], n, lage.list_link(zeige=s)) for s, n in bewertet]
    ohne: list[Component] = []
    if offen:
        teile: list[str | Component] = [f"{sum(n for _, n in offen)} ohne Urteil: "]
        for i, (s, n) in enumerate(offen):
            wort = f"{n}{NO_BREAK_SPACE}{zeichen_of(s).wort}"
            teile += [", " if i else "", html.A(wort, href=lage.list_link(zeige=s))]
        ohne = [html.P(teile, className="leise klein")]
    beweis = [verteilung_bar(staende), html.Ul(zeilen, className="zaehlung"), *ohne]
    return karte("Wo stehen wir?", satz, beweis, beispiel=_has_beispiel(lage.kennzahlen))


def _count(inhalt: Inhalt, anzahl: int, href: str) -> Component:
    return html.Li(html.A([html.Span(inhalt), html.Span(str(anzahl), className="zahl")], href=href))


def _missing_out(lage: Lage) -> Component:
    mit_aussage = [b for b in lage.kennzahlen if b.ausblick is not Ausblick.KEINE_AUSSAGE]
    verfehlt = [b for b in mit_aussage if b.ausblick in VERFEHLT]
    titel = "Was wird nicht erreicht?"
    if not mit_aussage:
        satz = (
            "Für keine Kennzahl lässt sich sagen, ob sie ihr Ziel erreicht: "
            "Dazu braucht es ein Ziel und mindestens vier Jahreswerte."
        )
        return karte(titel, satz)
    knapp = sum(b.ausblick is Ausblick.KNAPP_VERFEHLT for b in mit_aussage)
    alle = len(verfehlt) + knapp
    wort = "verfehlt" if alle == 1 else "verfehlen"
    satz = f"**{alle} von {len(mit_aussage)}** Kennzahlen {wort} beim Tempo der letzten Jahre ihr Ziel"
    satz += f", {knapp} davon knapp." if knapp else "."
    zeilen = [_count([status_chip(a)], n, lage.list_link(ausblick=a)) for a, n in lage.ausblicke]
    bild = Svg(draw_verteilung(lage.ausblicke), describe_verteilung(lage.ausblicke), "breit")
    beweis = [bild, html.Ul(zeilen, className="zaehlung"), *_weakest(lage, verfehlt)]
    return karte(titel, satz, beweis, beispiel=_has_beispiel(mit_aussage))


def _weakest(lage: Lage, verfehlt: list[Bewertung]) -> list[Component]:
    """The Unterziel and the Kennzahlen that would be left with least of their way."""
    kontext = lage.kontext
    teile: list[Component] = []
    prognosen = [p for z in lage.unterziele if (p := lage.prognosen[z.nr]).anteil is not None]
    if prognosen:
        letzte = min(prognosen, key=lambda p: (p.anteil or Fraction(0), nummer_key(p.nr)))
        name = f"{letzte.nr} {kontext.stand.ziel(letzte.nr).kurztitel}"
        text = f" (Prognose {format_percent(letzte.anteil, 0)})"
        link = html.A(name, href=kontext.link_ziel(letzte.nr))
        teile.append(html.P(["Am weitesten weg: Unterziel ", link, text], className="klein"))
    if verfehlt:
        schwach = sorted(verfehlt, key=lambda b: (_left(b), b.zielerreichung or 0, nummer_key(b.nr)))[:_NAMED]
        namen: list[str | Component] = []
        for i, b in enumerate(schwach):
            bezeichnung = kontext.stand.akte(b.nr).kennzahl.bezeichnung
            namen += [", " if i else "", html.A(bezeichnung, href=kontext.link_kennzahl(b.nr))]
        teile.append(html.P(["Schwächste Kennzahlen: ", *namen], className="klein"))
    return teile


def _left(b: Bewertung) -> Fraction:
    anteil = prognoseanteil(b)
    return Fraction(1) if anteil is None else anteil
