"""Oberzielfolien: where the talk begins, where an Oberziel begins, and what it still lacks at its end."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import weakest
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zielgliederung import full_name, oberziele_ueber
from kek_dashboard.web.components.zeichen import beispiel_tag, marked
from kek_dashboard.web.pages.vortrag.folien import furthest_behind
from kek_dashboard.web.pages.vortrag.tafel import kennzahl_rows, ziel_rows
from kek_dashboard.web.pages.vortrag.unterzielfolie import short
from kek_dashboard.web.seite import Kontext

_GUT = frozenset({Stand.ERREICHT, Stand.AUF_KURS})


def render_start(kontext: Kontext, nr: str) -> list[Component]:  # noqa: ARG001 - drawn like the others
    """The beginning: all Oberziele, and how many Unterziele are on course."""
    stand, gesamt = kontext.stand, kontext.gesamt
    ebene = Ebene.OBERZIEL if gesamt.oberziele else Ebene.UNTERZIEL
    ziele = [z for z in stand.ziele_der_ebene(ebene) if not oberziele_ueber(stand, z.nr)]
    bewertungen = [gesamt.oberziele.get(ziel.nr) or gesamt.unterziele[ziel.nr] for ziel in ziele]
    worte = stand.zielsystem.plural_of(ebene), stand.zielsystem.word_of(ebene)
    herkunft = weakest(b.herkunft for b in kontext.gesamt.unterziele.values())
    return [
        html.H1(f"Wo stehen wir auf dem Weg zu {kontext.stand.jahre[-1]}?", tabIndex="-1"),
        html.P([*marked(count_text(kontext)), *beispiel_tag(herkunft)], className="satz"),
        html.Div(ziel_rows(ziele, bewertungen, *worte)),
    ]


def count_text(kontext: Kontext) -> str:
    """How many Unterziele are on course, behind, and not to be judged."""
    alle = list(kontext.gesamt.unterziele.values())
    gut = sum(b.stand in _GUT for b in alle)
    offen = sum(b.zielerreichung is None for b in alle)
    satz = f"**{gut} von {len(alle)} Unterzielen** sind erreicht oder auf Kurs"
    hinten = len(alle) - gut - offen
    if hinten:
        satz += f", **{hinten}** hinter Plan"
    return satz + (f", **{offen}** nicht bewertbar." if offen else ".")


def render_oberziel(kontext: Kontext, nr: str) -> list[Component]:
    """An Oberziel and its Unterziele."""
    ziel, system = kontext.stand.ziel(nr), kontext.stand.zielsystem
    unter = kontext.stand.unterziele_von(nr)
    bewertungen = [kontext.gesamt.unterziele[u.nr] for u in unter]
    return [
        html.H1(ziel.kurztitel, tabIndex="-1"),
        html.P(short(ziel.wortlaut), className="wortlaut"),
        html.Div(
            ziel_rows(
                unter,
                bewertungen,
                f"{system.plural_of(Ebene.UNTERZIEL)} von {full_name(kontext.stand, nr)}",
                system.word_of(Ebene.UNTERZIEL),
            )
        ),
    ]


def render_ende(kontext: Kontext, nr: str) -> list[Component]:
    """What an Oberziel lacks: the Kennzahlen furthest behind their plan."""
    unter = [kontext.gesamt.unterziele[u.nr] for u in kontext.stand.unterziele_von(nr)]
    nummern = dict.fromkeys(kennzahl for b in unter for kennzahl in b.mitglieder)
    bewertungen = [kontext.gesamt.kennzahlen[kennzahl] for kennzahl in nummern]
    hinten = furthest_behind(bewertungen)
    titel = html.H1(f"Was fehlt bei {full_name(kontext.stand, nr)}?", tabIndex="-1")
    offen = sum(b.planabweichung is None for b in bewertungen)
    satz = f"Von **{len(bewertungen)} Kennzahlen** lassen sich **{offen}** nicht bewerten."
    if not hinten:
        return [
            titel,
            html.P(marked(f"Keine bewertete Kennzahl liegt hinter ihrem Plan. {satz}"), className="satz"),
        ]
    tafel = kennzahl_rows(
        kontext, hinten, f"Kennzahlen von {full_name(kontext.stand, nr)}, am weitesten hinter dem Plan zuerst"
    )
    return [titel, html.P(marked(satz), className="satz"), html.Div(tafel)]
