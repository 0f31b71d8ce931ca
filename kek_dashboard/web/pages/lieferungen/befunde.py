"""Befundliste: the Befunde of a file by severity and kind, each with its sheet, its cell and a look at the place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.formats import format_number
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.web.components.umgebung_zelle import draw_neighbourhood, read_adresse
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.lieferungen.befundworte import by_kind, group_title
from kek_dashboard.web.pages.lieferungen.worte import SCHWERE_WORT, counted, ort_text, was_text

#: So many Befunde of one severity are listed; the copy with the Befunde holds more.
MEISTE = 300
#: So many have a look at their place: each is a table of its own. The first few are unfolded.
MEISTE_BILDER, OFFEN = 60, 3

#: What stands at the place of a Befund, or a link to it.
Ort = Callable[[Befund], Inhalt]
#: What follows a Befund, or a group of one kind: reasons given or asked for.
Danach = Callable[[Befund], Sequence[Component]]
NachGruppe = Callable[[Schwere, str, int], Sequence[Component]]


def befund_list(
    befunde: Sequence[Befund],
    *,
    ort: Ort = ort_text,
    danach: Danach = lambda _: (),
    nach_gruppe: NachGruppe = lambda _schwere, _code, _anzahl: (),
) -> list[Component]:
    """All groups, the gravest first; of each severity at most ``MEISTE`` Befunde and how many more there are."""
    gruppen: list[Component] = []
    for schwere, arten in by_kind(befunde):
        alle = sum(len(teile) for _, teile in arten)
        inhalt: list[Component] = [html.H3(counted(alle, *SCHWERE_WORT[schwere]))]
        frei = MEISTE
        for code, teile in arten:
            inhalt.append(html.H4([group_title(code), html.Span(f" ({format_number(len(teile))})")]))
            gezeigt = list(islice(teile, frei))
            frei -= len(gezeigt)
            if gezeigt:
                inhalt.append(html.Ul([html.Li(_entry(b, ort, danach)) for b in gezeigt]))
            if len(gezeigt) < len(teile):
                inhalt.append(
                    html.P(f"… und {format_number(len(teile) - len(gezeigt))} weitere.", className="leise")
                )
            inhalt += nach_gruppe(schwere, code, len(teile))
        gruppen.append(html.Div(inhalt, className=f"befunde s-{schwere.value}"))
    return gruppen


def _entry(befund: Befund, ort: Ort, danach: Danach) -> list[Component]:
    return [html.Strong(ort(befund)), html.Div([html.Span(was_text(befund)), *danach(befund)])]


class Bilder:
    """Looks at the places of Befunde in a file that was read: a bounded number, the first few unfolded."""

    def __init__(self, mappe: Arbeitsmappe) -> None:
        """Look into this file."""
        self._blaetter = {blatt.name: blatt for blatt in mappe.blaetter}
        self._gezeigt: set[tuple[str, str]] = set()

    def draw(self, befund: Befund) -> Sequence[Component]:
        """The neighbourhood of its cell, folded away; nothing where there is no cell or it was shown already."""
        ort = (befund.blatt, befund.zelle)
        if read_adresse(befund.zelle) is None or ort in self._gezeigt or len(self._gezeigt) >= MEISTE_BILDER:
            return ()
        blatt = self._blaetter.get(befund.blatt)
        if blatt is None:
            return ()
        self._gezeigt.add(ort)
        offen = len(self._gezeigt) <= OFFEN
        return (
            html.Details(
                [html.Summary("Stelle ansehen"), draw_neighbourhood(blatt, befund.zelle)],
                open=offen,
                className="stelle-bild",
            ),
        )
