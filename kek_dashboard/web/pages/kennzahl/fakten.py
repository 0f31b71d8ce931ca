"""Fakten: the few figures of a Kennzahl side by side: Ist, Soll, Zielerreichung, Ziel, Ausblick, Bilanz."""

from __future__ import annotations

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import UNKNOWN, format_percent
from kek_dashboard.web.components.fundstelle import draw_ist, linked
from kek_dashboard.web.components.kennzahltabelle import ist_herkunft
from kek_dashboard.web.components.zeichen import beispiel_tag, status_chip
from kek_dashboard.web.seite import Kontext


def fakten(kontext: Kontext, akte: Kennzahlakte, b: Bewertung) -> Component:
    """The row of figures; each leads to the cell it was read from."""
    zellen: list[Component] = [
        _fact(
            titel,
            [
                wert,
                *([html.Small(klein)] if klein and wert != UNKNOWN else []),
                *beispiel_tag(art),
                *_beneath(darunter),
            ],
        )
        for titel, wert, klein, darunter, art in _values(kontext, akte, b)
    ]
    ausblick_tag = [] if b.ausblick is Ausblick.KEINE_AUSSAGE else beispiel_tag(b.herkunft)
    zellen.append(_fact("Ausblick", [status_chip(b.ausblick), *ausblick_tag]))
    if b.bilanz is not None:
        zellen.append(_fact("Bilanz", [status_chip(b.bilanz), html.Small(format_percent(b.guete))]))
    return html.Dl(zellen, className="fakten")


def _fact(titel: str, inhalt: list[str | Component]) -> Component:
    return html.Div([html.Dt(titel), html.Dd(inhalt)])


def _beneath(text: str) -> list[Component]:
    return [html.Small(text, className="unter")] if text else []


def _values(
    kontext: Kontext, akte: Kennzahlakte, b: Bewertung
) -> Iterator[tuple[str, str | Component, str, str, Herkunft | None]]:
    """Title, figure, what stands small beside it and beneath it, and the Herkunft it has itself."""
    kennzahl, form = akte.kennzahl, werteform(akte)
    jahr = b.jahr if b.jahr is not None else b.berichtsjahr
    yield f"Ist {jahr}", draw_ist(kontext, b, form.zahl(b.ist)), form.einheit, "", ist_herkunft(akte, b)
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        grenzen = f"{form.zahl(kennzahl.untergrenze)} – {form.zahl(kennzahl.obergrenze)}"
        yield "Korridor", linked(kontext, grenzen, kennzahl.fundstelle), form.einheit, "", kennzahl.herkunft
    elif kennzahl.zieltyp is not Zieltyp.BEOBACHTEN:
        herkunft = b.herkunft if b.soll is not None else None
        yield f"Soll {jahr}", form.gerechnete_zahl(b.soll, b.ist), form.einheit, "", herkunft
    soll = f"Soll {format_percent(b.soll_zielerreichung)}"
    herkunft = b.herkunft if b.zielerreichung is not None else None
    yield "Zielerreichung", format_percent(b.zielerreichung), soll, "", herkunft
    if akte.zielwerte and kennzahl.zieltyp is not Zieltyp.BEOBACHTEN:
        ziel = akte.zielwerte[-1]
        yield (
            f"Ziel {ziel.jahr}",
            linked(kontext, form.zahl(ziel.wert), ziel.fundstelle),
            form.einheit,
            ziel.beschluss or "",
            ziel.herkunft,
        )
