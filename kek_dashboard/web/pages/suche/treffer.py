"""Suchtreffer: what a hit looks like, where it leads, and what it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.suche import Eintrag, Suchart, Treffer, excerpt, find_marks, find_place
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.web.components.begriff import METHODE
from kek_dashboard.web.components.zeichen import status_chip
from kek_dashboard.web.seite import Kontext

# These are told by their name alone.
_OHNE_NR = frozenset(
    {Suchart.SEITE, Suchart.BEGRIFF, Suchart.ERLAEUTERUNG, Suchart.LIEFERUNG, Suchart.FACHBEREICH}
)
# These are told by what is said about them.
_MIT_SATZ = frozenset({Suchart.SEITE, Suchart.BEGRIFF, Suchart.ERLAEUTERUNG})


def plan_year(kontext: Kontext) -> int | None:
    """The Haushalt that is searched: that of the Berichtsjahr, else the newest there is."""
    jahre = kontext.stand.haushalte
    return kontext.jahr if kontext.jahr in jahre else max(jahre, default=None)


def draw_hit(kontext: Kontext, treffer: Treffer, worte: Sequence[str]) -> Component:
    """One hit: its number and name as a link, its Stand, what it belongs to, the text it was found in."""
    eintrag = treffer.eintrag
    nummer = [] if eintrag.art in _OHNE_NR or not eintrag.nr else [*_mark(eintrag.nr, worte)]
    kopf: list[str | Component] = [html.Span(nummer, className="nr")] if nummer else []
    kopf += _mark(eintrag.name, worte)
    return html.Li(
        [
            html.Div([html.A(kopf, href=address_of(kontext, eintrag)), *_state(kontext, eintrag)]),
            *_below(kontext, treffer, worte),
        ]
    )


def _state(kontext: Kontext, eintrag: Eintrag) -> list[Component]:
    """The Stand of a Kennzahl or goal beside its name, and that something is made up."""
    gesamt = kontext.gesamt
    urteil: Bewertung | Zielbewertung | None = None
    if eintrag.art is Suchart.KENNZAHL:
        urteil = gesamt.kennzahlen.get(eintrag.nr)
    elif eintrag.art is Suchart.ZIEL:
        urteil = gesamt.unterziele.get(eintrag.nr) or gesamt.oberziele.get(eintrag.nr)
    teile: list[Component] = [] if urteil is None else [status_chip(urteil.stand)]
    return [*teile, html.Span("Beispiel", className="tag")] if eintrag.is_beispiel else teile


def _below(kontext: Kontext, treffer: Treffer, worte: Sequence[str]) -> list[Component]:
    """What it belongs to, and the text it was found in."""
    eintrag = treffer.eintrag
    teile: list[Component] = []
    wo = _belongs(kontext, eintrag)
    if wo:
        teile.append(html.Small(wo))
    stelle = find_place(eintrag, worte)
    if stelle is None and eintrag.art in _MIT_SATZ:
        stelle = eintrag.texte[0] if eintrag.texte else None
    if stelle is not None:
        wort, text = stelle
        vorn = [html.Span(f"{wort}: ", className="leise")] if wort else []
        teile.append(html.P([*vorn, *_mark(excerpt(text, worte), worte)]))
    return teile


def _belongs(kontext: Kontext, eintrag: Eintrag) -> str:
    stand = kontext.stand
    if eintrag.art is Suchart.ZIEL and eintrag.nr in stand.ziele:
        ebene = stand.ziele[eintrag.nr].ebene
        return ebene.value if eintrag.bezug is None else f"{ebene.value} · {_name(kontext, *eintrag.bezug)}"
    if eintrag.art in {Suchart.PRODUKT, Suchart.ZEILE}:
        return f"Haushalt {plan_year(kontext) or ''}".strip()
    return "" if eintrag.bezug is None else _name(kontext, *eintrag.bezug)


def _name(kontext: Kontext, art: Suchart, nr: str) -> str:
    stand = kontext.stand
    if art is Suchart.KENNZAHL and nr in stand.akten:
        return f"Kennzahl {nr} {stand.akten[nr].kennzahl.bezeichnung}"
    if art is Suchart.MASSNAHME and nr in stand.massnahmen:
        return f"Maßnahme {nr} {stand.massnahmen[nr].bezeichnung}"
    ziel = stand.ziele.get(nr)
    return nr if ziel is None else f"{ziel.ebene.value} {nr} {ziel.kurztitel}"


def address_of(kontext: Kontext, eintrag: Eintrag) -> str:
    """Where a hit leads."""
    nr = eintrag.nr
    match eintrag.art:
        case Suchart.SEITE:
            return kontext.link(nr)
        case Suchart.BEGRIFF:
            return f"{kontext.link(METHODE)}#{nr}"
        case Suchart.LIEFERUNG:
            return kontext.link(f"/lieferung/{nr}")
        case Suchart.FACHBEREICH:
            return kontext.link("/kennzahlen", fachbereich=eintrag.name)
        case Suchart.PRODUKT:
            return kontext.link("/haushalt", haushaltsjahr=plan_year(kontext), produkt=nr) + "#zeilen"
        case Suchart.ZEILE:
            worte = f"{nr} {eintrag.name}" if nr and nr not in eintrag.name else eintrag.name
            return kontext.link("/haushalt", haushaltsjahr=plan_year(kontext), suche=worte) + "#zeilen"
    if eintrag.art is Suchart.ERLAEUTERUNG and eintrag.bezug is not None:
        return _page_of(kontext, *eintrag.bezug)
    return _page_of(kontext, eintrag.art, nr)


def _page_of(kontext: Kontext, art: Suchart, nr: str) -> str:
    """The page of a Kennzahl, a Maßnahme or a goal; a Handlungsfeld stands with its Unterziel."""
    if art is Suchart.KENNZAHL:
        return kontext.link_kennzahl(nr)
    if art is Suchart.MASSNAHME:
        return kontext.link_massnahme(nr)
    ziel = kontext.stand.ziele.get(nr)
    if ziel is not None and ziel.ebene is Ebene.HANDLUNGSFELD and ziel.ueber is not None:
        return kontext.link_ziel(ziel.ueber)
    return kontext.link_ziel(nr) if ziel is not None and ziel.ebene is Ebene.UNTERZIEL else kontext.link("/")


def _mark(text: str, worte: Sequence[str]) -> list[str | Component]:
    """A text with the words that were asked for marked."""
    teile: list[str | Component] = []
    zuletzt = 0
    for ab, bis in find_marks(text, worte):
        teile += [text[zuletzt:ab], html.Mark(text[ab:bis])]
        zuletzt = bis
    return [teil for teil in (*teile, text[zuletzt:]) if teil]
