"""Glocke: what whoever looks has to act on: a count that unfolds into a short list, each entry a link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.faelligkeit import overdue_for
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.rechte import Aktion, aktion_freigeben
from kek_dashboard.formats import format_date
from kek_dashboard.store.eingang import list_eingaenge
from kek_dashboard.store.lieferungen import list_wartende, list_zurueckgezogene, load_aktion_freigeben
from kek_dashboard.store.load import today
from kek_dashboard.store.session import Store
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.zugang import FREIGEBEN, LIEFERN

#: So many entries are listed; what is more stands on its page.
MEISTE = 8
#: So long it is news that somebody took one's Lieferung back.
NEUIGKEIT = timedelta(days=14)
_GLOCKE = (
    '<svg viewBox="0 0 16 16" width="15" height="15" fill="none" stroke="currentColor" stroke-width="1.4" '
    'stroke-linejoin="round" stroke-linecap="round"><path d="M4 7.2a4 4 0 0 1 8 0c0 3 1.4 4 1.4 4H2.6S4 10.2 4 7.2Z"/>'
    '<path d="M6.7 13.4a1.4 1.4 0 0 0 2.6 0"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Aufgabe:
    """One thing to act on: what it is, what is to be done, and where."""

    was: str
    tun: str
    adresse: str


def bell(kontext: Kontext) -> list[Component]:
    """The bell of whoever asks; nothing for those who can neither deliver nor release."""
    store, zugang = kontext.umgebung.store, kontext.zugang
    if store is None or not (zugang.darf(LIEFERN) or zugang.darf(FREIGEBEN)):
        return []
    aufgaben = list(find_aufgaben(kontext, store))
    zahl = len(aufgaben)
    worte = "Nichts zu tun" if not zahl else f"{zahl} zu tun"
    liste: list[Component] = [
        html.Li([html.A(aufgabe.was, href=aufgabe.adresse), html.Small(aufgabe.tun)])
        for aufgabe in aufgaben[:MEISTE]
    ]
    if zahl > MEISTE:
        rest = f"… und {zahl - MEISTE} weitere"
        liste.append(html.Li(html.A(rest, href=kontext.link("/lieferungen", stand=None))))
    inhalt = html.Ul(liste) if liste else html.P("Nichts zu tun.")
    return [
        html.Details(
            [
                html.Summary(
                    [
                        Svg(_GLOCKE),
                        html.Span(str(zahl), className="zahl", **aria(hidden="true")) if zahl else None,
                        html.Span(worte, className="nur-gelesen"),
                    ],
                    title=worte,
                ),
                html.Div([html.Strong("Zu tun"), inhalt], className="glocke-liste"),
            ],
            className="glocke" + (" voll" if zahl else ""),
        )
    ]


def find_aufgaben(kontext: Kontext, store: Store) -> Iterable[Aufgabe]:
    """Releases that are this person's to give, the own drafts, the own files taken back, figures owed."""
    zugang = kontext.zugang
    for lieferung in list_wartende(store) if zugang.darf(FREIGEBEN) else ():
        if may_release(kontext, store, lieferung):
            von = f", von {lieferung.absender}" if lieferung.absender and not zugang.is_lokal else ""
            yield Aufgabe(
                lieferung.dateiname, f"wartet auf Ihre Freigabe{von}", _lieferung(kontext, lieferung)
            )
    if not zugang.darf(LIEFERN):
        return
    for eingang in list_eingaenge(store, zugang.akteur):
        adresse = kontext.link(f"/eingang/{eingang.id}", stand=None)
        yield Aufgabe(eingang.dateiname, "ist noch nicht abgegeben", adresse)
    for lieferung in list_zurueckgezogene(store, zugang.akteur.name, today() - NEUIGKEIT):
        wann = f"am {format_date(lieferung.zurueckgezogen_am)} zurückgezogen"
        grund = f": {lieferung.grund}" if lieferung.grund else ""
        yield Aufgabe(lieferung.dateiname, wann + grund, _lieferung(kontext, lieferung))
    yield from _owed(kontext)


def may_release(kontext: Kontext, store: Store, lieferung: Lieferung) -> bool:
    """Whether releasing a waiting Lieferung is up to whoever asks; never the own one where two are needed."""
    zugang, settings = kontext.zugang, kontext.umgebung.settings
    vier_augen = settings is None or settings.vier_augen
    if vier_augen and zugang.akteur.is_own_delivery(lieferung.absender):
        return False
    if zugang.darf(aktion_freigeben(lieferung.art)):
        return True
    nur_zuordnung = lieferung.art is Lieferart.STAMMDATEN and zugang.darf(Aktion.FREIGEBEN_ZUORDNUNG)
    return nur_zuordnung and zugang.darf(load_aktion_freigeben(store, lieferung.nr))


def _owed(kontext: Kontext) -> Iterable[Aufgabe]:
    """The overdue figures of the account's own Fachbereiche, as one entry for each."""
    for fachbereich in kontext.zugang.akteur.fachbereiche:
        zahl = _overdue(kontext, fachbereich)
        if zahl:
            wort = "1 Zahl ist überfällig" if zahl == 1 else f"{zahl} Zahlen sind überfällig"
            adresse = kontext.link("/datenschuld", stand=None, fachbereich=fachbereich)
            yield Aufgabe(fachbereich, wort, adresse)


def _overdue(kontext: Kontext, fachbereich: str) -> int:
    """How many figures it owes today; counted once for each state of the data."""
    heute = kontext.daten.datenstand()
    name = ("ueberfaellig", fachbereich)
    return kontext.daten.kept(heute, name, lambda: overdue_for(heute, today(), [fachbereich]))


def _lieferung(kontext: Kontext, lieferung: Lieferung) -> str:
    return kontext.link(f"/lieferung/{lieferung.nr}", stand=None)
