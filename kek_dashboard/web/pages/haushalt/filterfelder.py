"""Filterfelder: the fields that narrow the lines of a Haushalt; they search while one types, and work without that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.haushaltsbaum import OHNE_ZIEL
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.pages.haushalt.auswahl import JA, OHNE, Filter
from kek_dashboard.web.pages.haushalt.teile import TEIL
from kek_dashboard.web.pages.haushalt.zeilensuche import Zeilenverzeichnis
from kek_dashboard.web.seite import Kontext


def filter_form(
    kontext: Kontext, verzeichnis: Zeilenverzeichnis, gesucht: Filter, *, wesentliche: bool
) -> Component:
    """Native fields that make an address; ``assets/haushalt_teile.js`` asks ``TEIL`` with each change of them.

    ``wesentliche``: whether there are wesentliche Produkte to choose.
    """
    teilhaushalte = [(nr, f"{nr} {name}".strip()) for nr, name in verzeichnis.teilhaushalte]
    teilhaushalte += [(OHNE, "ohne Teilhaushalt")] if teilhaushalte and "" in verzeichnis.teilhaushalt else []
    arten = [(a.value, ART_WORT[a]) for a in Positionsart if a in verzeichnis.arten]
    suche = Eingabe("search", "suche", gesucht.suche, id="suche", placeholder="Wort, Konto, Kennzahl …")
    produkt = Eingabe("search", "produkt", gesucht.produkt, id="produkt", placeholder="z. B. 36 oder 365")
    felder: list[Component] = [
        _field("suche", "Suche", suche),
        _field("teilhaushalt", "Teilhaushalt", _select("teilhaushalt", teilhaushalte, gesucht.teilhaushalt)),
        _field("produkt", "Produkt beginnt mit", produkt),
        _field("ziel", "Dient", _select("ziel", _goals(kontext), gesucht.ziel)),
        _field("art", "Art", _select("art", arten, gesucht.art)),
    ]
    if wesentliche or gesucht.wesentlich:
        felder.append(_wesentlich(gesucht))
    felder.append(html.Button("Zeigen", type="submit", className="knopf"))
    return html.Form(
        [*_kept(kontext, gesucht), *felder],
        method="get",
        action="/haushalt",
        role="search",
        className="felder",
        **_sofort(),
        **aria(label="Zeilen des Haushalts"),
    )


def _sofort() -> dict[str, Any]:
    return {"data-sofort": TEIL}


def _kept(kontext: Kontext, gesucht: Filter) -> list[Component]:
    """What the form sends along unseen: where one is, and what is narrowed by links alone."""
    werte = {
        name: kontext.query[name] for name in ("haushaltsjahr", "fassung", "genau") if name in kontext.query
    }
    werte |= {**kontext.ort, "kennzahl": gesucht.kennzahl, "massnahme": gesucht.massnahme}
    return [Eingabe("hidden", name, wert) for name, wert in sorted(werte.items())]


def _goals(kontext: Kontext) -> list[tuple[str, str]]:
    """What a line can serve: nothing, an Oberziel as a whole, an Unterziel."""
    stand = kontext.stand
    ziele = [*stand.ziele_der_ebene(Ebene.OBERZIEL), *stand.ziele_der_ebene(Ebene.UNTERZIEL)]
    ziele.sort(key=lambda ziel: nummer_key(ziel.nr))
    return [(OHNE_ZIEL, "nicht zugeordnet"), *((z.nr, f"{z.nr} {z.kurztitel}") for z in ziele)]


def _wesentlich(gesucht: Filter) -> Component:
    attribute = {"checked": True} if gesucht.wesentlich else {}
    kasten = Eingabe("checkbox", "wesentlich", JA, id="wesentlich", attribute=attribute)
    return html.Div(
        [kasten, html.Label("nur wesentliche Produkte", htmlFor="wesentlich")], className="feld haken"
    )


def _field(name: str, titel: str, eingabe: Component) -> Component:
    return html.Div([html.Label(titel, htmlFor=name), eingabe], className="feld")


def _select(name: str, werte: Iterable[tuple[str, str]], gewaehlt: str) -> Component:
    """Native choice; something chosen that is no longer offered stays visible."""
    angebot = [("", "alle"), *werte]
    if gewaehlt not in {wert for wert, _ in angebot}:
        angebot.append((gewaehlt, gewaehlt))
    return html.Select(
        [html.Option(text, value=wert, selected=wert == gewaehlt) for wert, text in angebot],
        id=name,
        name=name,
    )
