"""Aenderungswahl: which two days are compared, named by the Sitzung held on them, and the form that chooses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.formats import format_date
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import first_day, read_tag
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.freigabetage import freigabetage
from kek_dashboard.web.seite import Kontext

PFAD, ALT = "/aenderungen", "/damals"
_MOST_DAYS = 60
_KURZ = 40


@dataclass(frozen=True, slots=True)
class Wahl:
    """Both days; ``von`` is ``None`` where nothing was released before, ``bis`` is ``None`` for today.

    ``fehler`` says what is wrong with the address.
    """

    von: date | None
    bis: date | None
    fehler: str = ""


def read_wahl(kontext: Kontext) -> Wahl:
    """The days of the address; what cannot be meant is replaced and said.

    Without ``bis`` it ends with the Wissensstand. Without ``von`` it begins with the last Sitzung before that,
    or else so that the newest release is what changed. Addresses sent when the page was called ``/damals`` have
    the earlier day as ``stand``.
    """
    is_alt = kontext.pfad == ALT
    ende = None if is_alt else kontext.wissensstand
    bis, fehler = _read_day(kontext, "bis", ende)
    if ende is not None and (bis is None or bis > ende):
        bis, fehler = (
            ende,
            f"Verglichen wird bis zum Wissensstand {format_date(ende)}: Später war noch nicht bekannt.",
        )
    if is_alt:
        von: date | None = kontext.wissensstand
    else:
        von, nicht = _read_day(kontext, "von", None)
        fehler = fehler or nicht
    if von is None:
        return Wahl(_begin(kontext, bis or today()), bis, fehler)
    if von > (bis or today()):
        satz = "Der zweite Tag liegt vor dem ersten; verglichen wird in der Reihenfolge der Tage."
        return Wahl(bis, von, fehler or satz)
    return Wahl(von, bis, fehler)


def _read_day(kontext: Kontext, name: str, sonst: date | None) -> tuple[date | None, str]:
    """A day of the address, ``None`` for today, and what is wrong with it."""
    text = kontext.query.get(name, "")
    if not text:
        return sonst, ""
    tag, womit = read_tag(text), "bis" if name == "bis" else "ab"
    statt = "mit heute" if womit == "bis" and sonst is None else "wie ohne diese Angabe"
    if tag is None:
        return sonst, f"„{text[:_KURZ]}“ ist kein Tag wie 2024-12-31; verglichen wird {statt}."
    if tag > today():
        return sonst, f"Der {format_date(tag)} liegt in der Zukunft; verglichen wird {statt}."
    return (None if tag == today() and name == "bis" else tag), ""


def _begin(kontext: Kontext, ende: date) -> date | None:
    """The last Sitzung before a day, else the release before the last one, else the day before the only one."""
    sitzungen = [sitzung.datum for sitzung in _sitzungen(kontext) if sitzung.datum < ende]
    if sitzungen:
        return max(sitzungen)
    tage = [tag for tag in freigabetage(kontext) if tag <= ende]
    if not tage:
        return None
    return tage[1] if len(tage) > 1 else tage[0] - timedelta(days=1)


def _sitzungen(kontext: Kontext) -> tuple[Sitzung, ...]:
    """All Sitzungen known today: one chooses among days, and a day is no figure."""
    return kontext.daten.datenstand().sitzungen


def name_day(kontext: Kontext, tag: date | None) -> str:
    """A day as a sentence names it, with the Sitzung held on it."""
    if tag is None or tag == today():
        return "heute"
    gremien = [f"{s.gremium}{_beispiel(s)}" for s in _sitzungen(kontext) if s.datum == tag]
    worte = f" (Sitzung {', '.join(gremien)})" if gremien else ""
    return f"am {format_date(tag)}{worte}".replace("**", "")


def draw_choice(kontext: Kontext, wahl: Wahl) -> Component:
    """Two native choices of Sitzungen and release days that make an address; any other day below."""
    tage = freigabetage(kontext)[:_MOST_DAYS]
    return html.Div(
        [
            html.Form(
                [
                    *place_fields(kontext, ohne="stand"),
                    _select(kontext, "von", "Seit", wahl.von, tage),
                    _select(kontext, "bis", "bis", wahl.bis or today(), tage),
                    html.Button("Vergleichen", type="submit", className="knopf"),
                ],
                method="get",
                action=PFAD,
                className="felder",
                **aria(label="Zwei Sitzungen oder Tage vergleichen"),
            ),
            html.Details([html.Summary("Andere Tage"), _days_form(kontext, wahl)]),
        ],
        className="wahl",
    )


def _select(
    kontext: Kontext, name: str, titel: str, gewaehlt: date | None, tage: Iterable[date]
) -> Component:
    ident = f"aenderungen-{name}"
    sitzungen = [
        s for s in sorted(_sitzungen(kontext), key=lambda s: s.datum, reverse=True) if s.datum <= today()
    ]
    bekannt = {s.datum for s in sitzungen} | set(tage) | {today()}
    eigene = {} if gewaehlt is None or gewaehlt in bekannt else {gewaehlt: format_date(gewaehlt)}
    if name == "bis" or gewaehlt == today():
        eigene[today()] = "heute"
    teile: list[Component] = _options(eigene, gewaehlt)
    frei = {tag: format_date(tag) for tag in tage if tag != today()}
    # The same day is offered once, under the name that says more.
    namen = {
        s.datum: " · ".join(
            [format_date(s.datum), *(["Beispiel"] if s.herkunft is Herkunft.BEISPIEL else []), s.gremium]
        )
        for s in sitzungen
        if s.datum != today()
    }
    for wort, optionen in (("Sitzungen", namen), ("Tage mit Freigaben", _without(frei, namen))):
        if optionen:
            gruppe: dict[str, str] = {"label": wort}
            teile.append(html.Optgroup(_options(optionen, gewaehlt), **gruppe))  # type: ignore[arg-type]
    return html.Div(
        [html.Label(titel, htmlFor=ident), html.Select(teile, id=ident, name=name)], className="feld"
    )


def _beispiel(sitzung: Sitzung) -> str:
    return ", Beispiel" if sitzung.herkunft is Herkunft.BEISPIEL else ""


def _without(optionen: Mapping[date, str], namen: Mapping[date, str]) -> dict[date, str]:
    return {tag: text for tag, text in optionen.items() if tag not in namen}


def _options(optionen: Mapping[date, str], gewaehlt: date | None) -> list[Component]:
    return [
        html.Option(text, value=tag.isoformat(), **({"selected": "selected"} if tag == gewaehlt else {}))  # type: ignore[arg-type]
        for tag, text in optionen.items()
    ]


def _days_form(kontext: Kontext, wahl: Wahl) -> Component:
    """Native date fields: any day can be asked for."""

    def feld(name: str, titel: str, tag: date | None) -> Component:
        ident = f"aenderungen-{name}-tag"
        eingabe = Eingabe(
            "date",
            name,
            (tag or today()).isoformat(),
            id=ident,
            min=first_day(kontext.stand).isoformat(),
            max=today().isoformat(),
        )
        return html.Div([html.Label(titel, htmlFor=ident), eingabe], className="feld")

    return html.Form(
        [
            *place_fields(kontext, ohne="stand"),
            feld("von", "Seit dem", wahl.von),
            feld("bis", "bis zum", wahl.bis),
            html.Button("Vergleichen", type="submit", className="knopf"),
        ],
        method="get",
        action=PFAD,
        className="felder",
        **aria(label="Zwei beliebige Tage vergleichen"),
    )
