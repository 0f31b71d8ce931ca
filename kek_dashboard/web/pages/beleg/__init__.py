"""Beleg: the Zellenpass of a figure: its cell, its file, who brought and released it, all its versions."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date
from kek_dashboard.store.session import Store
from kek_dashboard.store.zelle import Fund, Zellinhalt, has_blatt, load_zelle
from kek_dashboard.web.components.umgebung_zelle import read_adresse
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.beleg.karten import (
    is_open,
    may_see,
    neighbourhood_card,
    origin_card,
    read_card,
    state_text,
    versions_card,
)
from kek_dashboard.web.pages.beleg.worte import akte_of, fund_herkunft, fund_title, fund_value
from kek_dashboard.web.seite import Kontext, NotFoundError, RefusedError, Seite

_LONGEST_NR = 9


def render(kontext: Kontext) -> Component:
    """The Zellenpass of the cell that the address names."""
    store, lieferung, inhalt, ort = _find(kontext)
    funde, erster = inhalt.funde, inhalt.funde[0]
    herkuenfte = [fund_herkunft(kontext, fund) for fund in funde]
    personenbezogen = any(_is_personal(kontext, fund) for fund in funde)
    offen = may_see(kontext, lieferung)
    return html.Div(
        [
            html.P(["Zellenpass", *_crumb(kontext, erster, lieferung)], className="brotkrumen"),
            html.H1(
                [
                    fund_title(kontext, erster),
                    *beispiel_tag(Herkunft.BEISPIEL if Herkunft.BEISPIEL in herkuenfte else None),
                ],
                tabIndex="-1",
            ),
            html.P(marked(answer(kontext, erster, inhalt)), className="vorspann"),
            *beispiel_notice(shown=Herkunft.BEISPIEL in herkuenfte),
            html.Div(
                [
                    html.Div(
                        [
                            neighbourhood_card(
                                kontext, store, lieferung, ort, personenbezogen=personenbezogen
                            ),
                            *(
                                karte
                                for fund in funde
                                for karte in (
                                    *_heading(kontext, fund, erster),
                                    *versions_card(kontext, fund, inhalt.lieferungen),
                                    read_card(kontext, fund, with_persons=offen),
                                )
                            ),
                        ]
                    ),
                    html.Aside(origin_card(kontext, lieferung, ort, erster.satz.fundstelle)),
                ],
                className="spalten",
            ),
        ],
        className="zellenpass",
    )


def answer(kontext: Kontext, fund: Fund, inhalt: Zellinhalt) -> str:
    """The one sentence: what stood where, and whether it counts."""
    stelle = fund.satz.fundstelle
    lieferung = inhalt.lieferungen[stelle.lieferung]
    wert = fund_value(kontext, fund.satz) or "Der Satz"
    wo = f"**{wert}** steht in der Datei „{lieferung.dateiname}“, Blatt „{stelle.blatt}“, Zelle **{stelle.zelle}**."
    return f"{wo} {state_text(kontext, fund, inhalt.lieferungen)}"


def _heading(kontext: Kontext, fund: Fund, erster: Fund) -> list[Component]:
    """Names each further record, where one cell brought several."""
    return [] if fund is erster else [html.H2(fund_title(kontext, fund))]


def _crumb(kontext: Kontext, fund: Fund, lieferung: Lieferung) -> list[str | Component]:
    akte = akte_of(kontext, fund.satz)
    if akte is not None:
        return [
            " › ",
            html.A(f"Kennzahl {akte.nr}", href=kontext.link_kennzahl(akte.nr)),
            f" › {lieferung.dateiname}",
        ]
    if fund.position is not None:
        jahr = fund.position.haushaltsjahr
        weg = html.A(f"Haushalt {jahr}", href=kontext.link("/haushalt", haushaltsjahr=jahr))
        return [" › ", weg, f" › {lieferung.dateiname}"]
    return [f" › {lieferung.dateiname}"]


def _is_personal(kontext: Kontext, fund: Fund) -> bool:
    if isinstance(fund.satz, Kennzahl):
        return fund.satz.personenbezogen
    akte = akte_of(kontext, fund.satz)
    return akte is not None and akte.kennzahl.personenbezogen


def _find(kontext: Kontext) -> tuple[Store, Lieferung, Zellinhalt, tuple[str, str]]:
    """The cell and what was read from it; says what is wrong with the address where there is nothing."""
    text, blatt, zelle = (
        kontext.werte["lieferung"],
        kontext.query.get("blatt", ""),
        kontext.query.get("zelle", ""),
    )
    store = kontext.umgebung.store
    if store is None or not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NR):
        raise NotFoundError(f"Eine Lieferung „{text}“ gibt es nicht.")
    nr = int(text)
    inhalt = load_zelle(store, nr, blatt, zelle, kontext.wissensstand)
    lieferung = inhalt.lieferungen.get(nr)
    if lieferung is None:
        raise NotFoundError(f"Eine Lieferung „{text}“ gibt es nicht.")
    if not is_open(kontext, lieferung):
        if kontext.wissensstand is not None:
            wann = format_date(kontext.wissensstand)
            raise NotFoundError(f"Die Lieferung {nr} war am {wann} noch nicht freigegeben.")
        raise RefusedError(Aktion.LIEFERUNGEN_SEHEN)
    if not blatt:
        raise NotFoundError(
            "In der Adresse fehlt das Blatt. Erwartet wird zum Beispiel „?blatt=Quoten&zelle=E7“."
        )
    if read_adresse(zelle) is None:
        raise NotFoundError(f"„{zelle}“ ist keine Zelle. Erwartet wird eine Angabe wie „E7“.")
    wo = f"der Datei „{lieferung.dateiname}“ (Lieferung {nr})"
    if not inhalt.funde:
        if not has_blatt(store, nr, blatt):
            raise NotFoundError(f"Von einem Blatt „{blatt}“ {wo} wurde nichts gelesen.")
        raise NotFoundError(f"Aus der Zelle {zelle} des Blattes „{blatt}“ {wo} wurde nichts gelesen.")
    return store, lieferung, inhalt, (blatt, zelle)


def title(kontext: Kontext) -> str:
    """Names the cell, so that the browser's history can be read."""
    ort = " ".join(kontext.query.get(name, "") for name in ("blatt", "zelle")).strip()
    return f"Zellenpass {ort}".strip()


SEITE = Seite("/beleg/<lieferung>", title, render)

__all__ = ["SEITE"]
