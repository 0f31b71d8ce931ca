"""Lieferungen: every file that came in and where it stands, and the counter for a new one."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.store.lieferungen import list_lieferungen
from kek_dashboard.web.components.angabenfelder import ART_WORT
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.vorlage_knopf import vorlage_form
from kek_dashboard.web.components.zeichen import Inhalt, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.lieferungen.abgabe import draw_abgabe
from kek_dashboard.web.pages.lieferungen.worte import counted, eingegangen_text, stand_chip, wofuer_text
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.upload import register
from kek_dashboard.web.zugang import LIEFERN

MEISTE_ZEILEN = 100


def render(kontext: Kontext) -> Component:
    """The page. On a past Wissensstand it lists what counted then and takes nothing in."""
    lieferungen = _known(kontext)
    wartend = [lief for lief in lieferungen if lief.stand is Lieferstand.WARTET]
    uebrige = [lief for lief in lieferungen if lief.stand is not Lieferstand.WARTET]
    inhalt: list[Component] = [
        html.H1("Was wurde geliefert?", tabIndex="-1"),
        html.P(marked(answer(kontext, lieferungen)), className="vorspann"),
        *render_meldung(kontext),
    ]
    store, eingaenge = kontext.umgebung.store, kontext.umgebung.eingaenge
    if kontext.wissensstand is None and store is not None and eingaenge is not None:
        if kontext.zugang.darf(LIEFERN):
            inhalt += draw_abgabe(kontext, store, eingaenge)
        vorlage = vorlage_form(kontext)
        inhalt += [] if vorlage is None else [vorlage]
    if wartend:
        inhalt.append(_list(kontext, "Warten auf Freigabe", wartend))
    if uebrige and kontext.query.get("alle") != "ja" and len(uebrige) > MEISTE_ZEILEN:
        titel = f"Die neuesten {MEISTE_ZEILEN} Lieferungen"
        inhalt.append(_list(kontext, titel, uebrige[:MEISTE_ZEILEN]))
        alle = html.A(
            f"Alle {format_number(len(uebrige))} zeigen", href=kontext.link(alle="ja"), className="knopf"
        )
        inhalt.append(html.P(alle))
    elif uebrige:
        inhalt.append(
            _list(kontext, "Freigegeben und zurückgezogen" if wartend else "Alle Lieferungen", uebrige)
        )
    return html.Div(inhalt, className="lieferungen")


def answer(kontext: Kontext, lieferungen: Sequence[Lieferung]) -> str:
    """The one sentence that answers the heading."""
    if not lieferungen:
        return "Bisher nichts. Eine Datei zählt, sobald sie geprüft, abgegeben und freigegeben ist."
    if kontext.wissensstand is not None:
        zahl = counted(len(lieferungen), "Lieferung galt", "Lieferungen galten")
        return (
            f"**{zahl}** am {format_date(kontext.wissensstand)}. Abgeben und freigeben lässt sich nur heute."
        )
    wartend = sum(lief.stand is Lieferstand.WARTET for lief in lieferungen)
    frei = sum(lief.stand is Lieferstand.FREIGEGEBEN for lief in lieferungen)
    satz = (
        f"{counted(len(lieferungen), 'Lieferung', 'Lieferungen')}, davon {format_number(frei)} freigegeben. "
    )
    if not wartend:
        return satz + "**Keine wartet auf Freigabe.**"
    zaehlt = "zählt" if wartend == 1 else "zählen"
    return f"{satz}**{counted(wartend, 'wartet', 'warten')} auf Freigabe** und {zaehlt} noch nicht."


def _known(kontext: Kontext) -> Sequence[Lieferung]:
    """Newest first; on a past Wissensstand those that counted then; a Fachbereich sees its own."""
    alle: Sequence[Lieferung]
    if kontext.wissensstand is not None or kontext.umgebung.store is None:
        alle = sorted(kontext.stand.lieferungen.values(), key=lambda lief: -lief.nr)
    else:
        alle = list_lieferungen(kontext.umgebung.store)
    darf = kontext.zugang.darf_fuer
    return [lief for lief in alle if darf(Aktion.LIEFERUNGEN_SEHEN, lief.fachbereich)]


def _list(kontext: Kontext, titel: str, lieferungen: Sequence[Lieferung]) -> Component:
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Datei", "was", kopf=True),
        Spalte("Art", "art"),
        Spalte("eingegangen", "leise", "eingegangen:"),
        Spalte("gelesen", "n", "gelesen:"),
        Spalte("neu", "n", "neu:"),
        Spalte("geändert", "n", "geändert:"),
        Spalte("Stand", "status"),
    ]
    zeilen = [_row(kontext, lief) for lief in lieferungen]
    return html.Section([html.H2(titel), tabelle(spalten, zeilen, titel, "eingang")], className="karte")


def _row(kontext: Kontext, lieferung: Lieferung) -> list[Inhalt]:
    wofuer = wofuer_text(lieferung)
    return [
        str(lieferung.nr),
        html.A(lieferung.dateiname, href=kontext.link(f"/lieferung/{lieferung.nr}")),
        [ART_WORT[lieferung.art], *([html.Small(wofuer)] if wofuer else [])],
        eingegangen_text(lieferung),
        format_number(lieferung.gelesen),
        format_number(lieferung.neu),
        format_number(lieferung.geaendert),
        stand_chip(lieferung),
    ]


SEITE = Seite(
    "/lieferungen",
    "Lieferungen",
    render,
    nav="Lieferungen",
    register=register,
    aktion=Aktion.LIEFERUNGEN_SEHEN,
)
