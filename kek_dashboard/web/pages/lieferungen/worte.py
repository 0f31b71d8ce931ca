"""Lieferungsworte: how a Lieferung, its state and its Befunde are named."""

from __future__ import annotations

from datetime import datetime

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import fassung_text
from kek_dashboard.charts.stand import Zeichen
from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.formats import format_date, format_datetime, format_number
from kek_dashboard.web.components.browser import Svg

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


def stand_chip(lieferung: Lieferung) -> Component:
    """Symbol and word of where a Lieferung stands, with its day."""
    zeichen = _ZEICHEN[lieferung.stand]
    tag = lieferung.zurueckgezogen_am or lieferung.freigegeben_am
    # The day of a release is the one from which it counts: often before the file came in.
    frueher = lieferung.rueckwirkend and lieferung.stand is Lieferstand.FREIGEGEBEN
    wort = f"rückwirkend {zeichen.wort} zum" if frueher else f"{zeichen.wort} am"
    wort = zeichen.wort if tag is None else f"{wort} {format_date(tag)}"
    return html.Span([Svg(zeichen.draw()), html.Span(wort)], className=f"chip lieferstand {lieferung.stand}")


def wofuer_text(lieferung: Lieferung) -> str:
    """Who sent it or which Haushalt it is; empty where the file says neither."""
    from_haushalt = f"{lieferung.haushaltsjahr}" if lieferung.haushaltsjahr else ""
    teile = [lieferung.fachbereich, from_haushalt, fassung_text(lieferung.fassung) if from_haushalt else ""]
    return " · ".join(teil for teil in teile if teil)


def eingegangen_text(lieferung: Lieferung) -> str:
    """Day and time of arrival on the county's clock; other text as it is."""
    moment = moment_of(lieferung.eingegangen)
    if moment is None:
        return lieferung.eingegangen
    return format_datetime(moment) if moment.tzinfo else format_date(moment)


def moment_of(text: str) -> datetime | None:
    """A moment of the store on the county's clock (without a zone: as it is); ``None`` for other text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone() if moment.tzinfo else moment


def counted(zahl: int, einzahl: str, mehrzahl: str) -> str:
    """Number with its noun.

    >>> counted(1, "Fehler", "Fehler"), counted(2, "Hinweis", "Hinweise")
    ('1 Fehler', '2 Hinweise')
    """
    return f"{format_number(zahl)} {einzahl if zahl == 1 else mehrzahl}"


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
