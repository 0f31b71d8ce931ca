"""Protokoll: who did what to which thing when, before and after; read and filtered, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.protokoll import Eintrag, Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import NO_BREAK_SPACE, UNKNOWN
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import Store
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.protokoll.worte import (
    DING_WORT,
    EREIGNIS_WORT,
    changes,
    event_text,
    field_text,
    moment_text,
    roles_text,
    state,
    thing_text,
    value_text,
)
from kek_dashboard.web.seite import Kontext, Seite

JE_SEITE = 50
SEIT, BIS, WER, WAS, ART, DING, VOR = "seit", "bis", "wer", "was", "art", "ding", "vor"

# Nobody reads a fingerprint; that it changed is what counts.
_FINGERPRINTS = {"passwort_sha256"}
_CHECKSUMS, _SHORT_SUM = {"sha256", "inhalt_sha256", "merkmal"}, 12
_FEW = 3
_LONGEST_NR = 9


def render(kontext: Kontext) -> Component:
    """The page, as the address filters it."""
    store = kontext.umgebung.store
    eintraege = () if store is None else read_entries(store, kontext.query)
    gezeigt = eintraege[:JE_SEITE]
    return html.Div(
        [
            html.H1("Wer hat was wann getan?", tabIndex="-1"),
            html.P(
                "Jeder Eintrag hängt am vorigen; der Befehl „check“ prüft, dass keiner fehlt und keiner "
                "geändert wurde.",
                className="vorspann",
            ),
            _filter(kontext),
            _list(kontext, gezeigt),
            *_paging(kontext, more=len(eintraege) > JE_SEITE, zuletzt=gezeigt[-1].nr if gezeigt else 0),
        ]
    )


def read_entries(store: Store, query: Mapping[str, str]) -> tuple[Eintrag, ...]:
    """One page and one more, newest first; what an address says that means nothing filters nothing."""
    was, art, ding, vor = (query.get(name, "").strip() for name in (WAS, ART, DING, VOR))
    return list_protokoll(
        store,
        seit=_day(query.get(SEIT, "")),
        bis=_day(query.get(BIS, "")),
        wer=query.get(WER, "").strip(),
        aktion=was if was in set(Ereignisart) else "",
        gegenstand=(art, ding) if art in set(Gegenstand) and ding else None,
        vor_nr=int(vor) if vor.isascii() and vor.isdigit() and len(vor) <= _LONGEST_NR else None,
        anzahl=JE_SEITE + 1,
    )


def _filter(kontext: Kontext) -> Component:
    query = kontext.query
    return html.Form(
        [
            text_field(SEIT, "seit", art="date", wert=query.get(SEIT, "")),
            text_field(BIS, "bis", art="date", wert=query.get(BIS, "")),
            text_field(WER, "wer", wert=query.get(WER, ""), maxLength=100),
            choice(
                WAS,
                "was",
                [("", "alles"), *((e.value, w) for e, w in EREIGNIS_WORT.items())],
                query.get(WAS, ""),
            ),
            choice(
                ART,
                "woran",
                [("", "alles"), *((g.value, w) for g, w in DING_WORT.items())],
                query.get(ART, ""),
            ),
            text_field(DING, "Nr. oder Name", wert=query.get(DING, ""), maxLength=100),
            html.Button("Zeigen", type="submit", className="knopf"),
            html.A("Alles", href=kontext.link("/protokoll"), className="knopf"),
        ],
        method="get",
        action="/protokoll",
        className="felder suche",
        **aria(label="Protokoll filtern"),
    )


def _list(kontext: Kontext, eintraege: tuple[Eintrag, ...]) -> Component:
    if not eintraege:
        return html.P("Dazu gibt es keinen Eintrag.", className="karte")
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Wann", "leise vorgang"),
        Spalte("Wer", "wer"),
        Spalte("Was", "was", kopf=True),
        Spalte("Woran", "woran", "woran:"),
        Spalte("vorher → nachher", "aenderung"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            str(eintrag.nr),
            moment_text(eintrag.zeitpunkt),
            [eintrag.wer or "niemand", html.Small(roles_text(eintrag))],
            event_text(eintrag),
            _thing(kontext, eintrag),
            _changes_list(eintrag),
        ]
        for eintrag in eintraege
    ]
    return html.Section(tabelle(spalten, zeilen, "Protokoll", "protokoll"), className="karte")


def _changes_list(eintrag: Eintrag) -> Inhalt:
    teile = [html.Li(_change(*teil, neu=not eintrag.vorher)) for teil in changes(eintrag)]
    if len(teile) <= _FEW:
        return html.Ul(teile) if teile else "–"
    return html.Details([html.Summary(f"{len(teile)} Angaben"), html.Ul(teile)])


def _change(name: str, vorher: str, nachher: str, *, neu: bool) -> list[str | Component]:
    wort = f"{field_text(name)}: "
    if name in _FINGERPRINTS:
        return [wort, "gesetzt" if neu or not vorher else "ein anderes" if nachher else "keines mehr"]
    if neu:
        return [wort, html.Ins(_value(name, nachher))]
    return [wort, html.Del(_value(name, vorher)), " → ", html.Ins(_value(name, nachher))]


def _value(name: str, wert: str) -> str | Component:
    """A value; of a checksum the beginning, all of it for whoever points at it."""
    if name in _CHECKSUMS and len(wert) > _SHORT_SUM:
        return html.Code(f"{wert[:_SHORT_SUM]}{NO_BREAK_SPACE}…", title=wert)
    return value_text(name, wert) or UNKNOWN


def _thing(kontext: Kontext, eintrag: Eintrag) -> Inhalt:
    art, wort = eintrag.gegenstand_art, eintrag.gegenstand
    if art == Gegenstand.KONTO and not wort.startswith("("):
        return html.A(f"Konto {wort}", href=kontext.link(f"/konten/{wort}"))
    if art == Gegenstand.EREIGNIS:
        art, wort = Gegenstand.LIEFERUNG, state(eintrag.nachher).get("lieferung", "")
    if art == Gegenstand.LIEFERUNG and kontext.zugang.darf(Aktion.LIEFERUNGEN_SEHEN):
        return html.A(f"Lieferung {wort}", href=kontext.link(f"/lieferung/{wort}"))
    return thing_text(art, wort)


def _paging(kontext: Kontext, *, more: bool, zuletzt: int) -> list[Component]:
    wege = {name: kontext.query[name] for name in (SEIT, BIS, WER, WAS, ART, DING) if kontext.query.get(name)}
    links: list[Component] = []
    if kontext.query.get(VOR):
        links.append(html.A("Zu den neuesten", href=kontext.link(**wege), className="knopf"))
    if more:
        links.append(html.A("Ältere", href=kontext.link(**wege, vor=zuletzt), className="knopf"))
    return [html.P(links, className="knoepfe")] if links else []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


SEITE = Seite("/protokoll", "Protokoll", render, aktion=Aktion.PROTOKOLL_LESEN, dienst="Protokoll")
