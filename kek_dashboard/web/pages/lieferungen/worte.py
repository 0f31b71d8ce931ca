"""Lieferungsworte: how a Lieferung, its state and its Befunde are named, and native fields for its forms."""

# ruff: noqa: RUF012 - Dash declares these lists as its components have them

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.stand import Zeichen
from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferart, Lieferstand, Lieferung
from kek_dashboard.formats import format_date, format_datetime, format_number
from kek_dashboard.web.components.browser import Svg

#: So many Befunde of one severity are listed; ``assets/upload.js`` holds to the same.
MEISTE = 300

ART_WORT = {
    Lieferart.KENNZAHLEN: "Kennzahlen",
    Lieferart.HAUSHALT: "Haushaltsplan",
    Lieferart.STAMMDATEN: "Stammdaten",
}
SCHWERE_WORT = {
    Schwere.FEHLER: ("Fehler", "Fehler"),
    Schwere.WARNUNG: ("Warnung", "Warnungen"),
    Schwere.HINWEIS: ("Hinweis", "Hinweise"),
}
# In the colour of the text: the five status colours only ever mean how far a goal is.
_ZEICHEN = {
    Lieferstand.WARTET: Zeichen("wartet auf Freigabe", "none", "M8 4.6V8l2.3 1.5", "ring"),
    Lieferstand.FREIGEGEBEN: Zeichen("freigegeben", "none", "M4.4 8.4l2.5 2.5 4.8-5.4"),
    Lieferstand.ZURUECKGEZOGEN: Zeichen("zurückgezogen", "none", "M5.3 5.3l5.4 5.4m0-5.4l-5.4 5.4", "leer"),
}


class Feld(Component):
    """A native ``<input>`` for a file or a confirmation, drawn by ``assets/upload.js``."""

    _namespace = "kek_dashboard"
    _type = "Feld"
    _prop_names: list[str] = [
        "id", "type", "name", "value", "accept", "required", "maxlength", "min", "max", "inputmode", "beschreibung",
    ]  # fmt: skip
    _children_props: list[str] = []
    _base_nodes: list[str] = ["children"]
    _valid_wildcard_attributes: list[str] = []
    available_wildcard_properties: list[str] = []

    def __init__(self, type: str, name: str, **attributes: object) -> None:  # noqa: A002 - HTML's name
        """Take the attributes of the input; it needs an ``html.Label`` with its ``id``."""
        for prop, wert in {"type": type, "name": name, **attributes}.items():
            setattr(self, prop, wert)


def field(name: str, titel: str, eingabe: Component, hilfe: str = "") -> Component:
    """A labelled field; ``hilfe`` stands below it."""
    hinweis = [html.Small(hilfe, id=f"{name}-hilfe")] if hilfe else []
    return html.Div([html.Label(titel, htmlFor=name), eingabe, *hinweis], className="feld")


def select(name: str, werte: Iterable[tuple[str, str]]) -> Component:
    """Native choice, the first entry chosen."""
    return html.Select([html.Option(text, value=wert) for wert, text in werte], id=name, name=name)


def stand_chip(lieferung: Lieferung) -> Component:
    """Symbol and word of where a Lieferung stands, with its day."""
    zeichen = _ZEICHEN[lieferung.stand]
    tag = lieferung.zurueckgezogen_am or lieferung.freigegeben_am
    wort = zeichen.wort + (f" am {format_date(tag)}" if tag is not None else "")
    return html.Span([Svg(zeichen.draw()), html.Span(wort)], className=f"chip lieferstand {lieferung.stand}")


def wofuer_text(lieferung: Lieferung) -> str:
    """Who sent it or which Haushalt it is; empty where the file says neither."""
    from_haushalt = f"{lieferung.haushaltsjahr}" if lieferung.haushaltsjahr else ""
    teile = [lieferung.fachbereich, from_haushalt, lieferung.fassung if from_haushalt else ""]
    return " · ".join(teil for teil in teile if teil)


def eingegangen_text(lieferung: Lieferung) -> str:
    """Day and time of arrival on the county's clock; other text as it is."""
    try:
        moment = datetime.fromisoformat(lieferung.eingegangen)
    except ValueError:
        return lieferung.eingegangen
    return format_datetime(moment.astimezone()) if moment.tzinfo else format_date(moment)


def counted(zahl: int, einzahl: str, mehrzahl: str) -> str:
    """Number with its noun.

    >>> counted(1, "Fehler", "Fehler"), counted(2, "Hinweis", "Hinweise")
    ('1 Fehler', '2 Hinweise')
    """
    return f"{format_number(zahl)} {einzahl if zahl == 1 else mehrzahl}"


def befund_groups(befunde: Sequence[Befund]) -> list[Component]:
    """Befunde by severity, each with its sheet and cell."""
    gruppen: list[Component] = []
    for schwere in Schwere:
        teile = [befund for befund in befunde if befund.schwere is schwere]
        if teile:
            gruppen.append(
                html.Div(
                    [
                        html.H3(counted(len(teile), *SCHWERE_WORT[schwere])),
                        html.Ul(
                            [
                                html.Li([html.Strong(ort_text(b)), html.Span(was_text(b))])
                                for b in teile[:MEISTE]
                            ]
                        ),
                        *(
                            [html.P(f"… und {format_number(len(teile) - MEISTE)} weitere.")]
                            if len(teile) > MEISTE
                            else []
                        ),
                    ],
                    className=f"befunde s-{schwere.value}",
                )
            )
    return gruppen


def was_text(befund: Befund) -> str:
    """The sentence of a Befund without the place it may begin with: that stands beside it.

    >>> was_text(Befund(Schwere.FEHLER, "x", "Blatt „A“, Zelle E7: da steht „viel“.", "A", "E7"))
    'Da steht „viel“.'
    """
    vorn = f"{ort_text(befund)}: "
    if not befund.text.startswith(vorn):
        return befund.text
    rest = befund.text.removeprefix(vorn)
    return rest[:1].upper() + rest[1:]


def ort_text(befund: Befund) -> str:
    """Sheet and cell of a Befund.

    >>> ort_text(Befund(Schwere.FEHLER, "x", "…", "Quoten", "E7"))
    'Blatt „Quoten“, Zelle E7'
    """
    blatt = f"Blatt „{befund.blatt}“" if befund.blatt else ""
    zelle = f"Zelle {befund.zelle}" if befund.zelle else ""
    return ", ".join(teil for teil in (blatt, zelle) if teil) or "ganze Datei"
