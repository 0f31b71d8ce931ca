"""Neues: what stands otherwise since the last Sitzung, in three lines; all of it has a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.neuigkeitsworte import neuigkeit_name, neuigkeit_satz
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit, choose_neues, find_neuigkeiten, is_told
from kek_dashboard.domain.unterschied import compare_datenstaende
from kek_dashboard.formats import format_date, format_percent
from kek_dashboard.web.components.neuigkeit import neuigkeit_link
from kek_dashboard.web.components.zeichen import marked
from kek_dashboard.web.pages.ueberblick.karte import karte
from kek_dashboard.web.pages.ueberblick.lage import Lage
from kek_dashboard.web.seite import Kontext

PFAD = "/aenderungen"
TITEL = "Was hat sich geändert?"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Seit:
    """The day since when changes are told, and how a sentence names it."""

    tag: date
    wort: str
    is_beispiel: bool = False


def find_seit(kontext: Kontext) -> Seit | None:
    """The last Sitzung before the Wissensstand; where none is known, the release before the last one.

    ``None`` where less than two days with a release are known.
    """
    heute = kontext.stand.wissensstand
    sitzungen = [sitzung for sitzung in kontext.stand.sitzungen if sitzung.datum < heute]
    if sitzungen:
        letzte = max(sitzungen, key=lambda sitzung: sitzung.datum)
        wort = f"der Sitzung am {format_date(letzte.datum)} ({letzte.gremium})"
        return Seit(letzte.datum, wort, letzte.herkunft is Herkunft.BEISPIEL)
    freigaben = (lieferung.freigegeben_am for lieferung in kontext.stand.lieferungen.values())
    tage = sorted({tag for tag in freigaben if tag is not None}, reverse=True)
    if len(tage) < 2:  # noqa: PLR2004 - the last release and one before it
        return None
    return Seit(tage[1], f"der vorletzten Freigabe am {format_date(tage[1])}")


def find_neues(kontext: Kontext, seit: Seit) -> tuple[Neuigkeit, ...]:
    """All that is told otherwise than on that day, in order of weight; compared once for each state of the data."""
    heute = kontext.stand

    def build() -> tuple[Neuigkeit, ...]:
        damals = kontext.daten.on_day(heute, seit.tag)
        return find_neuigkeiten(compare_datenstaende(damals, heute, kontext.jahr))

    return kontext.daten.kept(heute, ("neues", seit.tag, kontext.jahr), build)


def neues(lage: Lage) -> Component:
    """The answer for the chosen Kennzahlen and their Unterziele, with the way to all changes since the same day."""
    kontext = lage.kontext
    seit = find_seit(kontext)
    if seit is None:
        satz = "Noch wurde nicht an zwei Tagen etwas freigegeben: Es gibt nichts zu vergleichen."
        return karte(TITEL, satz)
    if not kontext.daten.on_day(kontext.stand, seit.tag).is_system_known:
        satz = f"Zur Zeit {seit.wort} war dieses Zielsystem noch nicht bekannt: Alle seine Ziele sind seitdem neu."
        return karte(TITEL, satz, beispiel=seit.is_beispiel)
    alle = [neuigkeit for neuigkeit in find_neues(kontext, seit) if _is_chosen(lage, neuigkeit)]
    gezeigt = choose_neues(alle, _SHOWN)
    erfunden = seit.is_beispiel or any(n.herkunft is Herkunft.BEISPIEL for n in gezeigt)
    adresse = kontext.link(PFAD, von=seit.tag, bis=kontext.wissensstand)
    beweis: list[Component] = []
    if gezeigt:
        beweis.append(html.Ul([_line(kontext, neuigkeit) for neuigkeit in gezeigt], className="neues"))
    beweis.append(html.P(html.A("Alle Änderungen und ihre Ursachen", href=adresse), className="klein"))
    return karte(TITEL, _answer(kontext, seit, alle), beweis, beispiel=erfunden)


def _is_chosen(lage: Lage, neuigkeit: Neuigkeit) -> bool:
    """Whether it is about what the address chooses; without a choice about anything."""
    if lage.filter.is_empty:
        return True
    if neuigkeit.gegenstand is Gegenstand.KENNZAHL:
        return neuigkeit.nr in lage.nummern
    unterziele = {ziel.nr for ziel in lage.unterziele}
    return neuigkeit.gegenstand is Gegenstand.UNTERZIEL and neuigkeit.nr in unterziele


def _answer(kontext: Kontext, seit: Seit, alle: Sequence[Neuigkeit]) -> str:
    wort = seit.wort.replace("**", "")
    gezaehlt = [
        (sum(is_told(n) and n.gegenstand is gegenstand for n in alle), worte)
        for gegenstand, worte in (
            (Gegenstand.UNTERZIEL, ("Unterziel", "Unterziele")),
            (Gegenstand.KENNZAHL, ("Kennzahl", "Kennzahlen")),
        )
    ]
    teile = [f"**{zahl}** {worte[zahl > 1]}" for zahl, worte in gezaehlt if zahl]
    if not teile:
        dazu = " Bekannt wurde:" if alle else ""
        return f"Für {kontext.jahr} steht seit {wort} kein Unterziel und keine Kennzahl anders da.{dazu}"
    verb = "steht" if sum(zahl for zahl, _ in gezaehlt) == 1 else "stehen"
    return f"Seit {wort} {verb} für {kontext.jahr} {' und '.join(teile)} anders da."


def _line(kontext: Kontext, neuigkeit: Neuigkeit) -> Component:
    """One change: what it is about, from what to what, and its cause."""
    name, adresse = neuigkeit_name(kontext.stand, neuigkeit), neuigkeit_link(kontext, neuigkeit)
    if neuigkeit.nr not in name:
        name = f"{neuigkeit.nr} {name}"
    verlauf = [": ", *_from_to(neuigkeit)] if neuigkeit.is_visible else []
    return html.Li(
        [
            html.Span([html.A(name, href=adresse) if adresse else name, *verlauf]),
            html.Small(marked(neuigkeit_satz(kontext.stand, neuigkeit))),
        ]
    )


def _from_to(neuigkeit: Neuigkeit) -> list[str | Component]:
    """The two Stände, or where they are the same the two Zielerreichungen."""
    alt, neu = neuigkeit.vorher, neuigkeit.nachher
    if alt is None or neu is None:
        return ["neu" if alt is None else "nicht mehr geführt"]
    if alt.stand is not neu.stand:
        zeichen = zeichen_of(neu.stand)
        return [
            f"{zeichen_of(alt.stand).wort} → ",
            html.Span(zeichen.wort, className=f"k-{zeichen.farbe} stark"),
        ]
    if alt.zielerreichung != neu.zielerreichung:
        return [
            f"{format_percent(alt.zielerreichung, 0)} → {format_percent(neu.zielerreichung, 0)} des Weges"
        ]
    return ["anderer Ausblick"]
