"""Haushaltskopf: what stands on top of every page of the Haushalt: its pages, year, Fassung, and the Satzung."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import STATUS_WORT, fassung_text
from kek_dashboard.charts.satzworte import FESTSETZUNG_WORT
from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.satzung import (
    Festsetzung,
    Satzungsvergleich,
    compare_totals,
    line_totals,
)
from kek_dashboard.formats import format_date, format_euro
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext

#: The pages of the Haushalt in the order of their tabs: address, word, what it takes to open it. A new page is
#: one file, one line in ``web.PAGES`` and one here.
REITER: tuple[tuple[str, str, Aktion], ...] = (
    ("/haushalt", "Überblick und Zeilen", Aktion.LESEN),
    ("/haushalt/matrix", "Matrix", Aktion.LESEN),
    ("/haushalt/fluss", "Geldfluss", Aktion.LESEN),
    ("/haushalt/luecken", "Weiße Flecken", Aktion.LESEN),
    ("/haushalt/entwicklung", "Entwicklung", Aktion.LESEN),
    ("/haushalt/zuordnung", "Zuordnung", Aktion.LESEN),
    ("/haushalt/satzung", "Satzung", Aktion.LESEN),
    ("/haushalt/szenarien", "Was wäre wenn", Aktion.SZENARIEN),
)

#: What the pages of the Haushalt keep of one another's address.
GEMEINSAM = ("haushaltsjahr", "fassung")


def page_link(kontext: Kontext, pfad: str | None = None, /, **changes: object) -> str:
    """Address of a page of the Haushalt (default: this one) with year and Fassung kept; ``None`` leaves out."""
    eigene: dict[str, object] = {name: kontext.query[name] for name in GEMEINSAM if name in kontext.query}
    return kontext.link(kontext.pfad if pfad is None else pfad, **(eigene | changes))


def haushaltskopf(
    kontext: Kontext, haushalt: Haushalt | None, *, behalten: Sequence[str] = (), wahl: bool = True
) -> list[Component]:
    """Tabs, the choice of Haushaltsjahr and Fassung with its Status, and what the Satzung says otherwise.

    ``behalten`` names what the page's own query keeps when year or Fassung change. ``wahl`` is off where a
    page shows all years; without a ``haushalt`` the Satzungen of all years are held against their lines.
    """
    teile: list[Component] = [_reiter(kontext)]
    if wahl:
        teile.append(_wahl(kontext, haushalt, behalten))
    return [*teile, *satzung_notice(kontext, haushalt)]


def _reiter(kontext: Kontext) -> Component:
    return html.Nav(
        [
            html.A(wort, href=page_link(kontext, pfad), **_current(kontext.pfad, pfad))
            for pfad, wort, aktion in REITER
            if kontext.zugang.darf(aktion)
        ],
        className="reiter",
        **aria(label="Seiten des Haushalts"),
    )


def _current(hier: str, pfad: str) -> dict[str, Any]:
    """Marks the tab of this page, and the tab of the page above it."""
    if hier == pfad:
        return aria(current="page")
    return aria(current="true") if pfad != REITER[0][0] and hier.startswith(f"{pfad}/") else {}


def _wahl(kontext: Kontext, haushalt: Haushalt | None, behalten: Sequence[str]) -> Component:
    rest = {name: kontext.query[name] for name in behalten if name in kontext.query and name not in GEMEINSAM}
    gewaehlt = None if haushalt is None else haushalt.haushaltsjahr
    zeilen: list[Component] = [year_links(kontext, gewaehlt, **rest)]
    if haushalt is not None and len(haushalt.fassungen) > 1:
        zeilen.append(
            choice_links(
                "Fassung",
                [
                    (fassung_text(f), page_link(kontext, fassung=f, **rest), f == haushalt.fassung)
                    for f in haushalt.fassungen
                ],
            )
        )
    elif haushalt is not None:
        zeilen.append(html.P([html.Span("Fassung", className="leise"), " ", fassung_text(haushalt.fassung)]))
    if haushalt is not None:
        zeilen += _status(kontext, haushalt)
    return html.Div(zeilen, className="wahl")


def year_links(kontext: Kontext, gewaehlt: int | None, **rest: str) -> Component:
    """The Haushaltsjahre there are."""
    return choice_links(
        "Haushaltsjahr",
        [
            (
                str(j),
                page_link(kontext, haushaltsjahr=None if j == kontext.jahr else j, fassung=None, **rest),
                j == gewaehlt,
            )
            for j in sorted(kontext.stand.haushalte)
        ],
    )


def _status(kontext: Kontext, haushalt: Haushalt) -> list[Component]:
    """What happened to this Fassung, each with its day; the last one leads."""
    plan = (haushalt.haushaltsjahr, haushalt.fassung)
    alle = kontext.stand.haushaltsstaende.get(plan, ())
    if not alle:
        return []
    texte = [f"{STATUS_WORT[s.status]} am {format_date(s.am)}" for s in alle]
    return [html.P([html.Span("Status", className="leise"), " ", ", ".join(texte)])]


def choice_links(titel: str, werte: Sequence[tuple[str, str, bool]]) -> Component:
    """A choice as links: word, address, whether it is the one shown."""
    return html.Nav(
        [
            html.Span(titel, className="leise"),
            *(
                html.A(text, href=adresse, **(aria(current="true") if hier else {}))
                for text, adresse, hier in werte
            ),
        ],
        **aria(label=titel),
    )


def satzung_notice(kontext: Kontext, haushalt: Haushalt | None) -> list[Component]:
    """Where the lines do not add up to what the Haushaltssatzung fixes; empty where all is well.

    Of one plan, or (``None``) of the newest Fassung of each year.
    """
    if haushalt is not None:
        abweichend = _differences(kontext, haushalt.haushaltsjahr, haushalt.fassung, line_state(haushalt), "")
    else:
        abweichend = [
            zeile
            for jahr, fassungen in kontext.stand.haushalte.items()
            for zeile in _differences_of_year(kontext, jahr, fassungen[-1])
        ]
    if not abweichend:
        return []
    return [
        html.Section(
            [
                html.H2("Satzung und Zeilen stimmen nicht überein"),
                html.Ul(abweichend),
                html.P(_SATZUNG_ZUERST, className="leise"),
            ],
            className="karte warnung satzung",
        )
    ]


_SATZUNG_ZUERST = (
    "Es gilt die Satzung. Die Zeilen werden gezeigt, wie sie geliefert wurden; nichts wurde angeglichen."
)


Zeilenstand = tuple[Mapping[Festsetzung, Decimal], Herkunft]


def line_state(haushalt: Haushalt) -> Zeilenstand:
    """What the lines of a plan add up to, and the weakest Herkunft of them."""
    return line_totals(haushalt), haushalt.herkunft


def _differences_of_year(kontext: Kontext, jahr: int, fassung: str) -> list[Component]:
    if (jahr, fassung) not in kontext.stand.satzungssummen:
        return []
    zeilen = kontext.daten.from_haushalt(kontext.stand, jahr, fassung, ("zeilensummen",), line_state)
    return [] if zeilen is None else _differences(kontext, jahr, fassung, zeilen, f"{jahr}, ")


def _differences(
    kontext: Kontext, jahr: int, fassung: str, zeilen: Zeilenstand, vorweg: str
) -> list[Component]:
    summen, herkunft = zeilen
    vergleiche = compare_totals(summen, kontext.stand.satzungssummen.get((jahr, fassung), ()))
    return [_difference(v, herkunft, vorweg) for v in vergleiche if v.weicht_ab]


def _difference(v: Satzungsvergleich, herkunft: Herkunft, vorweg: str) -> Component:
    satzung, zeilen = format_euro(v.summe.eur), format_euro(v.zeilen or 0)
    return html.Li(
        [
            f"{vorweg}{FESTSETZUNG_WORT[v.summe.festsetzung]}: Satzung {satzung}, Zeilen {zeilen}, Unterschied ",
            html.Strong(format_euro(v.differenz or 0, signed=True)),
            " ",
            *beispiel_tag(weakest([v.summe.herkunft, herkunft])),
        ]
    )
