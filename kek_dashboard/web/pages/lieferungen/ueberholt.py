"""Überholt: says before a release that the same was changed and released since the file came in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.satzworte import SATZ_WORT, value_text
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.store.session import Store
from kek_dashboard.store.ueberholt import Mitbewerber, load_overtaken
from kek_dashboard.web.seite import Kontext

_GENANNT = 4


def overtaken_card(kontext: Kontext, store: Store, lieferung: Lieferung) -> list[Component]:
    """Who released what meanwhile; nothing where nobody did, or the file waits no more."""
    if lieferung.stand is not Lieferstand.WARTET or kontext.wissensstand is not None:
        return []
    andere = load_overtaken(store, lieferung)
    if not andere:
        return []
    zeilen = []
    for nach, gruppe in groupby(andere, key=lambda m: m.lieferung):
        link = html.A(f"Lieferung {nach.nr}", href=kontext.link(f"/lieferung/{nach.nr}"))
        von = f" von {nach.absender}" if nach.absender else ""
        zeilen.append(
            html.Li(
                [link, f"{von}, freigegeben am {format_date(nach.freigegeben_am)}: {_told(list(gruppe))}"]
            )
        )
    return [
        html.Section(
            [
                html.H2("Freigeben ersetzt eine neuere Fassung"),
                html.P(
                    "Seit diese Datei abgegeben wurde, ist zu denselben Angaben etwas anderes freigegeben worden:"
                ),
                html.Ul(zeilen),
            ],
            className="karte wartet",
        )
    ]


def _told(gruppe: Sequence[Mitbewerber]) -> str:
    worte = []
    for m in gruppe[:_GENANNT]:
        key = " ".join(text for teil in m.worum if (text := value_text(teil)) != UNKNOWN)
        wert = getattr(m.satz, "wert", None)
        worte.append(f"{SATZ_WORT[m.feld]} {key}" + ("" if wert is None else f" = {value_text(wert)}"))
    mehr = len(gruppe) - len(worte)
    return "; ".join(worte) + (f" und {mehr} weitere" if mehr else "")
