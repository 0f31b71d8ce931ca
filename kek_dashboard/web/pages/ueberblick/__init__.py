"""Überblick: where the county stands on the way to its goals, what changed, what will not be reached."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.web.components.kennzahlfilter import filter_form
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.ueberblick.antworten import antworten
from kek_dashboard.web.pages.ueberblick.ausserdem import ausserdem
from kek_dashboard.web.pages.ueberblick.jahre import jahre
from kek_dashboard.web.pages.ueberblick.lage import GUT, OFFEN, Lage, read_lage
from kek_dashboard.web.pages.ueberblick.ziele import oberziele, reading_aid
from kek_dashboard.web.seite import Kontext, Seite


def render(kontext: Kontext) -> Component:
    """The start page, for all Kennzahlen or for those that its address chooses."""
    if not kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL):
        return _empty(kontext)
    lage = read_lage(kontext)
    return html.Div(
        [
            html.H1(f"Wo stehen wir auf dem Weg zu {kontext.stand.jahre[-1]}?", tabIndex="-1"),
            html.P(marked(answer(kontext)), className="vorspann"),
            *beispiel_notice(shown=_has_beispiel(kontext)),
            *_choice(lage),
            antworten(lage),
            html.Div([jahre(lage), filter_form(kontext, lage.filter)], className="steuerung"),
            *_leitbild(kontext),
            *_own_word(kontext),
            reading_aid(),
            *oberziele(lage),
            ausserdem(kontext),
        ],
        className="ueberblick",
    )


def answer(kontext: Kontext) -> str:
    """The one sentence that answers the heading; it is about all Unterziele, whatever is chosen."""
    bewertungen = list(kontext.gesamt.unterziele.values())
    gut = sum(b.stand in GUT for b in bewertungen)
    offen = sum(b.stand in OFFEN for b in bewertungen)
    hinten = len(bewertungen) - gut - offen
    satz = f"Ende {kontext.jahr} sind **{gut} von {len(bewertungen)} Unterzielen erreicht oder auf Kurs**"
    if hinten:
        satz += f", {hinten} hinter Plan"
    if offen:
        satz += f", {offen} nicht bewertbar"
    schlusslicht = max(
        (b for b in bewertungen if b.planabweichung is not None and b.stand not in GUT),
        key=lambda b: b.planabweichung or 0,
        default=None,
    )
    if schlusslicht is None:
        return satz + "."
    return (
        f"{satz}. Am weitesten zurück: **{schlusslicht.nr} {kontext.stand.ziel(schlusslicht.nr).kurztitel}**."
    )


def _choice(lage: Lage) -> list[Component]:
    """What is chosen, what it is about and what it leaves as it is; nothing where nothing is chosen."""
    if lage.filter.is_empty:
        return []
    gewaehlt, alle = len(lage.kennzahlen), len(lage.gesamt.kennzahlen)
    satz = f"Auswahl: **{gewaehlt} von {alle} Kennzahlen** ({', '.join(lage.filter.words)}). ".replace(
        "****", ""
    )
    satz += (
        "Gezählt werden nur sie; Zielerreichung, Soll und Prognose eines Unterziels bleiben die aller seiner "
        "Kennzahlen. "
    )
    fehlt = len(lage.gesamt.unterziele) - len(lage.unterziele)
    if fehlt:
        wort = "Ein Unterziel" if fehlt == 1 else f"{fehlt} Unterziele"
        satz += f"{wort} ohne eine solche Kennzahl {'ist' if fehlt == 1 else 'sind'} weggelassen. "
    inhalt = [*marked(satz), html.A("Alle Kennzahlen", href=lage.kontext.link())]
    return [html.P(inhalt, className="hinweis", role="status")]


def _own_word(kontext: Kontext) -> list[Component]:
    """What Unterziele are called here, said once where it is another word."""
    wort = kontext.stand.zielsystem.plural_of(Ebene.UNTERZIEL)
    if wort == Zielsystem("").plural_of(Ebene.UNTERZIEL):
        return []
    satz = f"In diesem Zielsystem heißen die Unterziele „{wort}“."
    return [html.P(satz, className="leise klein")]


def _leitbild(kontext: Kontext) -> list[Component]:
    return [
        html.Figure(
            [
                html.Blockquote(ziel.wortlaut),
                html.Figcaption(
                    " · ".join(teil for teil in ("Leitbild", ziel.fassungen[0].beschluss) if teil)
                ),
            ],
            className="leitbild",
        )
        for ziel in kontext.stand.ziele_der_ebene(Ebene.LEITBILD)
    ]


def _has_beispiel(kontext: Kontext) -> bool:
    mittel = kontext.zielmittel
    kennzahlen = kontext.gesamt.kennzahlen.values()
    return any(b.herkunft is Herkunft.BEISPIEL for b in kennzahlen) or (
        mittel is not None and mittel.herkunft is Herkunft.BEISPIEL
    )


def _empty(kontext: Kontext) -> Component:
    """No goals known: say how they get here."""
    heute = [] if kontext.wissensstand is None else [
        html.P(html.A("Mit dem Wissen von heute ansehen", href=kontext.link(stand=None)))
    ]  # fmt: skip
    return html.Div(
        [
            html.H1("Noch sind keine Ziele bekannt", tabIndex="-1"),
            html.P(
                "Die Datenbank enthält auf diesem Wissensstand kein freigegebenes Zielsystem. Lesen Sie die Stammdaten "
                "ein, z. B. mit „python -m kek_dashboard load-zielsystem“, oder liefern Sie eine Arbeitsmappe mit dem "
                "Blatt „Ziele“.",
                className="vorspann",
            ),
            *heute,
        ],
        className="schmal",
    )


SEITE = Seite("/", "Überblick", render, nav="Überblick")

__all__ = ["SEITE"]
