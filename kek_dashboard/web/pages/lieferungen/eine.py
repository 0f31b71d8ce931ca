"""Lieferung: one delivered file: what came, what is wrong with it, what it changes, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.lieferung import Lieferart, Lieferstand, Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.importers.annahme import Annahme, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.errors import UnknownLieferungError
from kek_dashboard.store.lieferungen import (
    load_befunde,
    load_bestaetigungen,
    load_datei,
    load_lieferung,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.components.angabenfelder import ART_WORT
from kek_dashboard.web.components.zeichen import Inhalt, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.originale import ORIGINALE
from kek_dashboard.web.pages.lieferungen.entscheidung import Geprueft, befunde_card, decision_card
from kek_dashboard.web.pages.lieferungen.karten import changes_card, effects_card, master_effects_card
from kek_dashboard.web.pages.lieferungen.ueberholt import overtaken_card
from kek_dashboard.web.pages.lieferungen.wirkung import Aenderungsbild, brought_by, stand_with
from kek_dashboard.web.pages.lieferungen.worte import counted, eingegangen_text, stand_chip, wofuer_text
from kek_dashboard.web.seite import Kontext, NotFoundError, RefusedError, Seite
from kek_dashboard.web.upload import warnungen_text

_LONGEST_NR = 9


def render(kontext: Kontext) -> Component:
    """The page of one Lieferung."""
    store, lieferung = _find(kontext)
    befunde = load_befunde(store, lieferung.nr)
    bild = _changes(kontext, store, lieferung)
    geprueft = _checked(kontext, store, lieferung, befunde, bild)
    return html.Div(
        [
            html.P(
                [html.A("Lieferungen", href=kontext.link("/lieferungen")), f" › Lieferung {lieferung.nr}"],
                className="brotkrumen",
            ),
            html.H1(lieferung.dateiname, tabIndex="-1"),
            html.P(stand_chip(lieferung), className="wo"),
            html.P(marked(answer(lieferung, geprueft, bild)), className="vorspann"),
            *render_meldung(kontext),
            html.Div(
                [
                    html.Div(
                        [
                            *overtaken_card(kontext, store, lieferung),
                            *befunde_card(geprueft),
                            *effects_card(kontext, bild, frei=lieferung.stand is Lieferstand.FREIGEGEBEN),
                            *master_effects_card(kontext, store, lieferung, bild),
                            *changes_card(kontext, lieferung, bild),
                            *decision_card(kontext, store, lieferung, geprueft),
                        ]
                    ),
                    html.Aside(_facts(lieferung, befunde)),
                ],
                className="spalten",
            ),
        ],
        className="lieferung",
    )


def answer(lieferung: Lieferung, geprueft: Geprueft, bild: Aenderungsbild | None) -> str:
    """The one sentence: what the Lieferung means now."""
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return f"Sie zählt nicht mehr. Grund: {lieferung.grund}".replace("**", "")
    neu, geaendert = (lieferung.neu, lieferung.geaendert) if bild is None else (bild.neu, bild.geaendert)
    if lieferung.stand is Lieferstand.FREIGEGEBEN:
        neu, geaendert = lieferung.neu, lieferung.geaendert
        return f"Sie hat **{format_number(neu)} neue** und **{format_number(geaendert)} geänderte** Angaben gebracht."
    offen, begruendet = len(geprueft.offen), len(geprueft.gruende)
    satz = (
        f"Freigeben bringt **{format_number(neu)} neue** und **{format_number(geaendert)} geänderte** Angaben"
    )
    if offen:
        return f"{satz}; vorher {'ist' if offen == 1 else 'sind'} {warnungen_text(offen)} zu prüfen."
    if begruendet:
        return f"{satz}; {warnungen_text(begruendet)} {'ist' if begruendet == 1 else 'sind'} begründet."
    return f"{satz}."


def title(kontext: Kontext) -> str:
    """Names the Lieferung by its number."""
    nummer = f"Lieferung {kontext.werte.get('nr', '')}"
    seite = kontext.query.get("seite", "")
    return f"{nummer}, Seite {seite}" if seite else nummer


def _find(kontext: Kontext) -> tuple[Store, Lieferung]:
    text = kontext.werte["nr"]
    store = kontext.umgebung.store
    if store is None or not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NR):
        raise NotFoundError(f"Eine Lieferung „{text}“ gibt es nicht.")
    try:
        lieferung = load_lieferung(store, int(text))
    except UnknownLieferungError as error:
        raise NotFoundError(str(error)) from None
    if not kontext.zugang.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, lieferung.fachbereich):
        raise RefusedError(Aktion.LIEFERUNGEN_SEHEN)
    return store, lieferung


def _checked(
    kontext: Kontext,
    store: Store,
    lieferung: Lieferung,
    befunde: tuple[Befund, ...],
    bild: Aenderungsbild | None,
) -> Geprueft:
    """The Befunde with the reasons given for them; of a waiting file also what is new today, and its cells."""
    gruende = load_bestaetigungen(store, lieferung.nr)
    if lieferung.stand is not Lieferstand.WARTET or kontext.wissensstand is not None:
        return Geprueft(befunde, gruende)
    seither = () if bild is None else tuple(b for b in bild.befunde if b not in befunde)
    mappe = None
    if any(b.zelle for b in (*befunde, *seither)):
        try:
            mappe = ORIGINALE.load_mappe(store, lieferung)
        except UnreadableWorkbookError:
            mappe = None  # the Befunde are told without a look at their cells
    return Geprueft(befunde, gruende, seither, mappe)


def _changes(kontext: Kontext, store: Store, lieferung: Lieferung) -> Aenderungsbild | None:
    """For a waiting file a comparison with today, made once per data version; ``None`` where there is none."""
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return None
    if lieferung.stand is Lieferstand.FREIGEGEBEN:
        if lieferung.art is not Lieferart.KENNZAHLEN:
            return None
        vorher, gebracht = brought_by(kontext, lieferung)
        zaehlung = (lieferung.neu, lieferung.geaendert, lieferung.unveraendert)
        return Aenderungsbild(gebracht, *zaehlung, (), vorher, stand_with(vorher, gebracht))
    annahme = kontext.daten.kept(
        kontext.stand, ("probe", lieferung.nr), lambda: _probe(kontext, store, lieferung)
    )
    if annahme is None:
        return None
    v = annahme.vergleich
    nachher = stand_with(kontext.stand, v.aenderungen)
    return Aenderungsbild(
        v.aenderungen, v.neu, v.geaendert, v.unveraendert, annahme.befunde, kontext.stand, nachher
    )


def _probe(kontext: Kontext, store: Store, lieferung: Lieferung) -> Annahme | None:
    """The stored file read once more against what is released now; stores nothing."""
    name, inhalt = load_datei(store, lieferung.nr)
    vorgabe = Vorgabe(
        lieferung.art, lieferung.haushaltsjahr, lieferung.fassung, lieferung.profil, lieferung.fachbereich
    )
    ordner = None if kontext.umgebung.settings is None else kontext.umgebung.settings.profil_ordner
    try:
        return accept_file(store, name, inhalt, vorgabe, probe=True, profil_ordner=ordner)
    except UnreadableWorkbookError:
        return None


def _facts(lieferung: Lieferung, befunde: Sequence[Befund]) -> list[Component]:
    """What came, in the words of the store."""
    angaben: list[tuple[str, Inhalt]] = [
        ("Art", ART_WORT[lieferung.art]),
        ("Für", wofuer_text(lieferung)),
        ("Profil", lieferung.profil),
        ("Eingegangen", eingegangen_text(lieferung)),
        ("Abgegeben von", lieferung.absender),
        ("Gelesen", counted(lieferung.gelesen, "Angabe", "Angaben")),
        ("Freigegeben", _release_text(lieferung)),
        (
            "Zurückgezogen",
            "" if lieferung.zurueckgezogen_am is None else format_date(lieferung.zurueckgezogen_am),
        ),
        ("SHA-256", html.Code(lieferung.sha256)),
    ]
    return [
        html.H2("Was kam"),
        html.Dl(
            [html.Div([html.Dt(titel), html.Dd(wert)]) for titel, wert in angaben if wert],
            className="angaben",
        ),
        html.P(
            html.A(
                "Originaldatei herunterladen",
                href=f"/lieferung/{lieferung.nr}/datei",
                download=lieferung.dateiname,
            ),
        ),
        *([_copy_link(lieferung.nr)] if befunde else []),
    ]


def _copy_link(nr: int) -> Component:
    laden: dict[str, Any] = {"data-laden": "ja"}
    return html.P(html.A("Kopie mit den Befunden", href=f"/lieferung/{nr}/kopie", **laden))


def _release_text(lieferung: Lieferung) -> str:
    if lieferung.freigegeben_am is None:
        return ""
    return format_date(lieferung.freigegeben_am) + (
        " (rückwirkend gesetzt)" if lieferung.rueckwirkend else ""
    )


SEITE = Seite("/lieferung/<nr>", title, render, bereich="/lieferungen", aktion=Aktion.LIEFERUNGEN_SEHEN)
