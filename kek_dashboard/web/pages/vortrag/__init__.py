"""Vortrag: the goals one screen at a time, in type for a hall; arrow keys, links and addresses lead through it."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielgliederung import full_name, oberziele_ueber
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.pages.vortrag.folien import Folie, folien
from kek_dashboard.web.pages.vortrag.oberzielfolien import render_ende, render_oberziel, render_start
from kek_dashboard.web.pages.vortrag.unterzielfolie import render_unterziel
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite

ADRESSE = "/vortrag"
_ZEICHNER = {
    "start": render_start,
    "oberziel": render_oberziel,
    "unterziel": render_unterziel,
    "ende": render_ende,
}


def render(kontext: Kontext) -> Component:
    """The screen that the address names, the first without a number."""
    alle = folien(kontext.stand)
    if len(alle) == 1:
        raise NotFoundError("Noch sind keine Ziele bekannt; ein Vortrag hat nichts zu zeigen.")
    nummer = _number(kontext, len(alle))
    folie = alle[nummer - 1]
    return html.Div(
        [
            html.P(_over(kontext, folie), className="ueber"),
            *_ZEICHNER[folie.art](kontext, folie.nr),
            _foot(kontext, nummer, alle),
        ],
        className=f"vortrag f-{folie.art}",
    )


def _number(kontext: Kontext, anzahl: int) -> int:
    text = kontext.werte.get("folie", "1")
    if text.isascii() and text.isdigit() and len(text) <= len(str(anzahl)) and 1 <= int(text) <= anzahl:
        return int(text)
    raise NotFoundError(f"Die Folie „{text}“ gibt es nicht; der Vortrag hat die Folien 1 bis {anzahl}.")


def _over(kontext: Kontext, folie: Folie) -> str:
    """What stands small above the heading: where in the goals one is, and of when."""
    teile = [f"Ende {kontext.jahr}"]
    if folie.art == "unterziel":
        ueber = oberziele_ueber(kontext.stand, folie.nr)[:1]
        teile = [*(f"{full_name(kontext.stand, o.nr)}: {o.kurztitel}" for o in ueber), *teile]
    elif folie.nr:
        teile.insert(0, full_name(kontext.stand, folie.nr))
    if kontext.wissensstand is not None:
        teile.append(f"Wissensstand {format_date(kontext.wissensstand)}")
    return " · ".join(teile)


def _foot(kontext: Kontext, nummer: int, alle: tuple[Folie, ...]) -> Component:
    """Ways on and back, the number, what stands behind, and the way out."""
    folie = alle[nummer - 1]
    tiefer = kontext.link_ziel(folie.nr) if folie.art == "unterziel" else kontext.link("/")
    return html.Nav(
        [
            _step(kontext, nummer - 1, "zurueck", "‹ Zurück", len(alle)),
            html.Span(f"{nummer} von {len(alle)}", className="zahl"),
            _step(kontext, nummer + 1, "weiter", "Weiter ›", len(alle)),
            html.A("Alles dazu", href=tiefer, className="tiefer"),
            html.A("Beenden", href=kontext.link("/"), id="vortrag-beenden"),
        ],
        className="fuss",
        **aria(label="Folien"),
    )


def _step(kontext: Kontext, nummer: int, wohin: str, wort: str, anzahl: int) -> Component:
    if not 1 <= nummer <= anzahl:
        return html.Span(wort, className="aus", **aria(hidden="true"))
    return html.A(wort, href=kontext.link(f"{ADRESSE}/{nummer}"), id=f"vortrag-{wohin}")


def _title(kontext: Kontext) -> str:
    alle = folien(kontext.stand)
    text = kontext.werte.get("folie", "1")
    if text not in {str(nummer) for nummer in range(1, len(alle) + 1)}:
        return "Vortrag"
    folie = alle[int(text) - 1]
    if not folie.nr:
        return "Vortrag"
    ziel = kontext.stand.ziel(folie.nr)
    was = "Was fehlt: " if folie.art == "ende" else ""
    name = ziel.nr if ziel.ebene is Ebene.UNTERZIEL else full_name(kontext.stand, ziel.nr)
    return f"Vortrag {text}: {was}{name} {ziel.kurztitel}"


SEITE = Seite(ADRESSE, "Vortrag", render, fuss="Vortrag")
EINE = Seite(f"{ADRESSE}/<folie>", _title, render, bereich=ADRESSE)

__all__ = ["EINE", "SEITE"]
