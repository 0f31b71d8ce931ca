"""Protokoll: who did what to which thing when, before and after; read and filtered, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.protokoll import Eintrag, Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import KOMMANDOZEILE, LOKAL, OIDC, WEB, Aktion, Rolle
from kek_dashboard.formats import format_datetime
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import Store
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.zugang import ROLLE_WORT

JE_SEITE = 50
SEIT, BIS, WER, WAS, ART, DING, VOR = "seit", "bis", "wer", "was", "art", "ding", "vor"

EREIGNIS_WORT = {
    Ereignisart.GELIEFERT: "geliefert",
    Ereignisart.UEBERNOMMEN: "übernommen",
    Ereignisart.FREIGEGEBEN: "freigegeben",
    Ereignisart.ZURUECKGEZOGEN: "zurückgezogen",
    Ereignisart.SPALTEN_GEMERKT: "Spalten gemerkt",
    Ereignisart.KONTO_ANGELEGT: "Konto angelegt",
    Ereignisart.KONTO_GEAENDERT: "Konto geändert",
    Ereignisart.KONTO_GESPERRT: "Konto gesperrt",
    Ereignisart.KONTO_ENTSPERRT: "Konto entsperrt",
    Ereignisart.PASSWORT_GEAENDERT: "Passwort geändert",
    Ereignisart.ANGEMELDET: "angemeldet",
    Ereignisart.ANMELDUNG_ABGEWIESEN: "Anmeldung abgewiesen",
    Ereignisart.ABGEMELDET: "abgemeldet",
    Ereignisart.MIGRIERT: "Schema erneuert",
    Ereignisart.GESICHERT: "gesichert",
    Ereignisart.WIEDERHERGESTELLT: "wiederhergestellt",
}
DING_WORT = {
    Gegenstand.LIEFERUNG: "Lieferung",
    Gegenstand.EREIGNIS: "Freigabe",
    Gegenstand.SPALTENPROFIL: "Spaltenzuordnung",
    Gegenstand.KONTO: "Konto",
    Gegenstand.DATENBANK: "Datenbank",
}
_FELD_WORT = {
    "passwort_sha256": "Passwort",
    "passwort_einmalig": "Einmal-Passwort",
    "sitzungsstand": "Stand der Sitzungen",
    "rollen": "Rollen",
    "fachbereiche": "Fachbereiche",
    "anzeigename": "Person",
    "aktiv": "offen",
    "adresse": "Adresse",
    "grund": "Grund",
    "dateiname": "Datei",
    "lieferung": "Lieferung",
    "zeitpunkt": "Zeitpunkt",
    "am": "gilt ab",
}
_HERKUNFT_WORT = {
    WEB: "im Browser",
    KOMMANDOZEILE: "an der Kommandozeile",
    LOKAL: "im lokalen Modus",
    OIDC: "über den Anmeldedienst",
    "programm": "das Programm selbst",
}
_SCHALTER = {"aktiv", "passwort_einmalig", "rueckwirkend"}
_JA_NEIN = {"1": "ja", "0": "nein", "True": "ja", "False": "nein"}
# Nobody reads a fingerprint; that it changed is what counts.
_FINGERPRINTS = {"passwort_sha256"}
_LONGEST_VALUE = 120
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
                "Jeder Eintrag hängt am vorigen; „check“ prüft, dass keiner fehlt und keiner geändert wurde.",
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


def changes(eintrag: Eintrag) -> list[tuple[str, str, str]]:
    """What an entry says of its thing: name, before, after; of what was there before only what changed."""
    vorher, nachher = _state(eintrag.vorher), _state(eintrag.nachher)
    felder = [name for name in {**vorher, **nachher} if vorher.get(name) != nachher.get(name)]
    return [(name, vorher.get(name, ""), nachher.get(name, "")) for name in felder]


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
        Spalte("Woran", "", "woran:"),
        Spalte("vorher → nachher", "aenderung"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            str(eintrag.nr),
            _moment(eintrag.zeitpunkt),
            [eintrag.wer or "niemand", html.Small(_roles_text(eintrag))],
            _event_text(eintrag),
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
    wort = f"{_FELD_WORT.get(name, name)}: "
    if name in _FINGERPRINTS:
        return [wort, "gesetzt" if neu or not vorher else "ein anderes" if nachher else "keines mehr"]
    if name in _SCHALTER:
        vorher, nachher = _JA_NEIN.get(vorher, vorher), _JA_NEIN.get(nachher, nachher)
    danach = html.Ins(_short(nachher) or "–")
    return [wort, danach] if neu else [wort, html.Del(_short(vorher) or "–"), " → ", danach]


def _thing(kontext: Kontext, eintrag: Eintrag) -> Inhalt:
    art, wort = eintrag.gegenstand_art, eintrag.gegenstand
    if art == Gegenstand.KONTO and not wort.startswith("("):
        return html.A(f"Konto {wort}", href=kontext.link(f"/konten/{wort}"))
    if art == Gegenstand.EREIGNIS:
        art, wort = Gegenstand.LIEFERUNG, _state(eintrag.nachher).get("lieferung", "")
    if art == Gegenstand.LIEFERUNG and kontext.zugang.darf(Aktion.LIEFERUNGEN_SEHEN):
        return html.A(f"Lieferung {wort}", href=kontext.link(f"/lieferung/{wort}"))
    return f"{DING_WORT.get(Gegenstand(art), art) if art in set(Gegenstand) else art} {wort}".strip()


def _paging(kontext: Kontext, *, more: bool, zuletzt: int) -> list[Component]:
    wege = {name: kontext.query[name] for name in (SEIT, BIS, WER, WAS, ART, DING) if kontext.query.get(name)}
    links: list[Component] = []
    if kontext.query.get(VOR):
        links.append(html.A("Zu den neuesten", href=kontext.link(**wege), className="knopf"))
    if more:
        links.append(html.A("Ältere", href=kontext.link(**wege, vor=zuletzt), className="knopf"))
    return [html.P(links, className="knoepfe")] if links else []


def _roles_text(eintrag: Eintrag) -> str:
    worte = [
        ROLLE_WORT[Rolle(rolle)] if rolle in set(Rolle) else rolle
        for rolle in eintrag.rollen.split(",")
        if rolle
    ]
    rollen = "alle Rollen" if len(worte) == len(Rolle) else ", ".join(worte)
    return ", ".join(filter(None, [rollen, _HERKUNFT_WORT.get(eintrag.herkunft, eintrag.herkunft)]))


def _event_text(eintrag: Eintrag) -> str:
    known = eintrag.aktion in set(Ereignisart)
    return EREIGNIS_WORT[Ereignisart(eintrag.aktion)] if known else eintrag.aktion


def _state(text: str) -> dict[str, str]:
    try:
        werte = json.loads(text) if text else {}
    except ValueError:
        return {"?": text}
    return {str(name): str(wert) for name, wert in werte.items()} if isinstance(werte, dict) else {"?": text}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + " …"


def _moment(text: str) -> str:
    try:
        return format_datetime(datetime.fromisoformat(text).astimezone())
    except ValueError:
        return text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


SEITE = Seite("/protokoll", "Protokoll", render, aktion=Aktion.PROTOKOLL_LESEN, dienst="Protokoll")
