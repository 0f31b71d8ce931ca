"""Entwicklungsbild: an Unterziel over the years: two kinds of euros and its Zielerreichung on one time axis."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.entwicklung import GROSS, KLEIN, Punkt, Reihe, Strich, describe_feld, draw_feld
from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.entwicklung import OFFEN
from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.pages.haushalt.entwicklung_daten import Lage, ziel_value
from kek_dashboard.web.pages.haushalt.entwicklung_tabelle import years_table
from kek_dashboard.web.pages.haushalt.entwicklung_zahlen import PFAD, figure
from kek_dashboard.web.seite import Kontext

_FELDER = (Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN)


def bilder_liste(kontext: Kontext, lage: Lage) -> Component:
    """The whole, each Unterziel and what serves none, each as a small picture with its table one key away."""
    nummern = [ziel.nr for ziel in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)]
    ziele: list[str | None] = [None, *nummern, OFFEN]
    return html.Ul(
        [html.Li(_small(kontext, lage, ziel), className="karte") for ziel in ziele], className="bilder"
    )


def ziel_name(kontext: Kontext, ziel: str | None) -> str:
    """Heading of a picture."""
    if ziel is None:
        return "Ganzer Haushalt"
    if ziel == OFFEN:
        return "Ohne Ziel"
    gefunden = kontext.stand.ziele.get(ziel)
    return ziel if gefunden is None else f"{ziel} {gefunden.kurztitel}"


def _small(kontext: Kontext, lage: Lage, ziel: str | None) -> list[Component]:
    name = ziel_name(kontext, ziel)
    kopf: Inhalt = name
    if ziel is not None:
        kopf = html.A(name, href=kontext.link(PFAD, ziel=ziel_value(ziel), je=kontext.query.get("je")))
    return [
        html.H3(kopf),
        picture(kontext, lage, ziel),
        html.Details(
            [
                html.Summary(["Tabelle", html.Span(f" zu {name}", className="nur-gelesen")]),
                years_table(kontext, lage, ziel, name, genau=False),
            ]
        ),
    ]


def large_karte(kontext: Kontext, lage: Lage, ziel: str | None) -> Component:
    """One Unterziel large, with its table to the cent."""
    name = ziel_name(kontext, ziel)
    wege: list[Component] = [
        html.A("‹ Alle Unterziele", href=kontext.link(PFAD, je=kontext.query.get("je")), className="knopf")
    ]
    if ziel:
        wege.append(html.A(f"Seite des Unterziels {ziel}", href=kontext.link_ziel(ziel), className="knopf"))
    return html.Section(
        [
            html.H2(name),
            html.P(wege, className="wege"),
            picture(kontext, lage, ziel, gross=True),
            years_table(kontext, lage, ziel, name, genau=True),
        ],
        className="karte bild-gross",
    )


def picture(kontext: Kontext, lage: Lage, ziel: str | None, *, gross: bool = False) -> Component:
    """Panels under each other whose years are one axis."""
    name = ziel_name(kontext, ziel)
    teile: list[Component] = []
    for art in _FELDER:
        reihen = [lage.reihe(wertart, art, ziel) for wertart in (Wertart.ANSATZ, Wertart.ERGEBNIS)]
        teile += [
            _caption(kontext, lage, ziel, art, reihen),
            *_panel(f"{name}, {ART_WORT[art]}", reihen, lage, gross=gross),
        ]
    if ziel and ziel in kontext.gesamt.unterziele:
        teile += _attainment(kontext, ziel, name, gross=gross)
    jahre = [html.Span(str(jahr) if gross else f"’{jahr % 100:02d}") for jahr in kontext.stand.jahre]
    teile.append(html.Div(jahre, className="zeitachse zahl", **aria(hidden="true")))
    return html.Div(teile, className="bild")


def _panel(titel: str, reihen: Sequence[Reihe], lage: Lage, *, gross: bool) -> list[Component]:
    label = describe_feld(titel, reihen, lage.text)
    bilder = [Svg(draw_feld(reihen, lage.text, KLEIN, brueche=lage.brueche), label, "breit klein")]
    if gross:
        bilder.insert(0, Svg(draw_feld(reihen, lage.text, GROSS, brueche=lage.brueche), label, "breit gross"))
    return list(bilder)


def _caption(
    kontext: Kontext, lage: Lage, ziel: str | None, art: Positionsart, reihen: Sequence[Reihe]
) -> Component:
    """Name of the panel, its newest result and its newest plan, each leading to its lines."""
    plan, ergebnis = reihen
    werte: list[str | Component] = []
    for reihe, klasse in ((ergebnis, "ist"), (plan, "plan")):
        if reihe.letzter is None:
            continue
        jahr = reihe.letzter[0]
        jahrgang = next(j for j in lage.entwicklung.jahrgaenge if j.jahr == jahr)
        summe = jahrgang.ergebnis if klasse == "ist" else jahrgang.plan
        zahl = figure(kontext, lage, summe, art, ziel, genau=False)
        teile = zahl if isinstance(zahl, list) else [zahl]
        werte.append(html.Span([f"{reihe.name} {jahr} ", *teile], className=klasse))
    return html.P(
        [html.Span(ART_WORT[art], className="was"), *(werte or [html.Span("keine Zahl", className="leise")])],
        className="feldkopf",
    )


def _attainment(kontext: Kontext, ziel: str, name: str, *, gross: bool) -> list[Component]:
    """Zielerreichung up to the Berichtsjahr; a year without a figure is a gap."""
    ist: list[Punkt] = []
    soll: list[Punkt] = []
    for jahr in kontext.stand.jahre:
        b = kontext.bewertung(jahr).unterziele[ziel] if jahr <= kontext.jahr else None
        ist.append((jahr, None if b is None else b.zielerreichung))
        soll.append((jahr, None if b is None else b.soll_zielerreichung))
    reihen = [
        Reihe("Zielerreichung", Strich.ERGEBNIS, tuple(ist)),
        Reihe("Soll", Strich.SOLL, tuple(soll)),
    ]
    jetzt = kontext.gesamt.unterziele[ziel]
    label = describe_feld(f"{name}, Zielerreichung", reihen, _percent)
    bilder: list[Component] = [
        Svg(draw_feld(reihen, _percent, KLEIN, oben=Fraction(1)), label, "breit klein")
    ]
    if gross:
        bilder.insert(0, Svg(draw_feld(reihen, _percent, GROSS, oben=Fraction(1)), label, "breit gross"))
    return [
        html.P(
            [
                html.Span("Zielerreichung", className="was"),
                html.Span(
                    [f"{kontext.jahr} {_percent(jetzt.zielerreichung)} "], className="ist"
                ),
                html.Span(f"Soll {_percent(jetzt.soll_zielerreichung)}", className="plan"),
                status_chip(jetzt.stand),
            ],
            className="feldkopf",
        ),
        *bilder,
    ]  # fmt: skip


def _percent(wert: Fraction | None) -> str:
    return format_percent(wert, 0)
