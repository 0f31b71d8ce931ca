"""Weiße Flecken of goals: Unterziele, Kennzahlen and Maßnahmen without money, Kennzahl or data."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.luecken import Luecken, VeralteteKennzahl
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.haushalt.luecken_liste import MOST_SHOWN, Liste, mend_link, more
from kek_dashboard.web.seite import Kontext


def ziel_listen(kontext: Kontext, luecken: Luecken) -> list[Liste]:
    """Unterziele without money, with made-up money alone, and without a Kennzahl that counts."""
    unterziele = kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)
    von = f"von {len(unterziele)}"
    jahr = luecken.haushaltsjahr
    ohne = luecken.ziele_ohne_geld
    satz = (
        f"Für diese Unterziele nennt der Haushalt {jahr} weder Aufwendungen noch investive Auszahlungen."
        if luecken.zugeordnet
        else f"Für {jahr} ist noch nichts zugeordnet; das sagt nichts über die Ziele selbst."
    )
    beispiel = luecken.nur_beispiel
    ohne_kennzahl = (*luecken.ziele_ohne_kennzahl, *luecken.nur_beobachtet)
    listen = [
        Liste(
            "ziele-ohne-geld",
            "Ziele ohne Geld",
            len(ohne),
            von,
            satz,
            "Jedes Unterziel hat Aufwendungen oder investive Auszahlungen.",
            (_ziel_list(kontext, ohne), *mend_link(kontext, luecken)),
        ),
        Liste(
            "ziele-ohne-kennzahl",
            "Unterziele ohne Kennzahl",
            len(ohne_kennzahl),
            von,
            "Ob diese Unterziele erreicht werden, lässt sich nicht messen; beobachtende Kennzahlen haben kein Ziel.",
            "Jedes Unterziel hat mindestens eine Kennzahl mit Ziel.",
            (_ziel_list(kontext, ohne_kennzahl),),
        ),
    ]
    if beispiel:
        alle = len(beispiel) == len(unterziele)
        listen.insert(
            1,
            Liste(
                "ziele-nur-beispiel",
                "Ziele nur mit Geld aus Beispielen",
                len(beispiel),
                von,
                "Plan oder Zuordnung dieser Unterziele sind erfunden. Wie viel Geld ihnen wirklich dient, ist "
                "nicht bekannt.",
                "",
                (html.P("Das gilt für alle Unterziele."),) if alle else (_ziel_list(kontext, beispiel),),
            ),
        )
    return listen


def _ziel_list(kontext: Kontext, ziele: Sequence[Ziel]) -> Component:
    return html.Ul(
        [html.Li(html.A(f"{z.nr} {z.kurztitel}", href=kontext.link_ziel(z.nr))) for z in ziele],
        className="flecken-liste",
    )


def kennzahl_listen(kontext: Kontext, luecken: Luecken) -> list[Liste]:
    """Kennzahlen without data, and those no line names."""
    von = f"von {len(kontext.stand.eigene_akten)}"
    ohne = (*luecken.kennzahlen_ohne_daten, *luecken.kennzahlen_ueberfaellig)
    return [
        Liste(
            "kennzahlen-ohne-daten",
            "Kennzahlen ohne Daten",
            len(ohne),
            von,
            f"Zum Berichtsjahr {luecken.berichtsjahr}: {len(luecken.kennzahlen_ohne_daten)} ohne jeden Jahreswert, "
            f"{len(luecken.kennzahlen_ueberfaellig)} mit einem Wert, der älter ist als erlaubt.",
            f"Zum Berichtsjahr {luecken.berichtsjahr} hat jede Kennzahl einen Wert, der nicht zu alt ist.",
            (_data_table(kontext, ohne),) if ohne else (),
        ),
        Liste(
            "kennzahlen-ohne-geld",
            "Kennzahlen ohne Geld",
            len(luecken.kennzahlen_ohne_geld),
            von,
            "Keine Zeile nennt diese Kennzahlen. Geld, das ihrem Unterziel unmittelbar zugeordnet ist, zählt hier "
            "nicht; eine Kennzahl, die nur beobachtet, braucht keines.",
            "Jede Kennzahl wird von mindestens einer Zeile genannt.",
            (_kennzahl_table(kontext, luecken.kennzahlen_ohne_geld), *mend_link(kontext, luecken)),
        ),
    ]


def _name(kontext: Kontext, akte: Kennzahlakte) -> Component:
    return html.A(akte.kennzahl.bezeichnung, href=kontext.link_kennzahl(akte.nr))


def _data_table(kontext: Kontext, kennzahlen: Sequence[VeralteteKennzahl]) -> Component:
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Kennzahl", "was", kopf=True),
        Spalte("Letzter Jahreswert", "n", "Letzter Jahreswert:"),
        Spalte("höchstens alt", "n leise", "Höchstens alt:"),
        Spalte("Fachbereich", "leise", "Fachbereich:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [
            k.akte.nr,
            _name(kontext, k.akte),
            UNKNOWN if k.jahr is None else str(k.jahr),
            f"{k.akte.kennzahl.max_alter} Jahre",
            k.akte.kennzahl.fachbereich or UNKNOWN,
        ]
        for k in kennzahlen
    ]
    return tabelle(spalten, zeilen, "Kennzahlen ohne Daten", "flecken-tabelle")


def _kennzahl_table(kontext: Kontext, akten: Sequence[Kennzahlakte]) -> Component:
    return html.Ul(
        [html.Li([html.Span(akte.nr, className="leise zahl"), " ", _name(kontext, akte)]) for akte in akten],
        className="flecken-liste",
    )


def massnahmen_liste(kontext: Kontext, luecken: Luecken) -> Liste:
    """Maßnahmen of the Haushaltsjahr that no line names."""
    ohne = luecken.massnahmen_ohne_geld
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Maßnahme", "was", kopf=True),
        Spalte("Unterziel", "", "Unterziel:"),
        Spalte("Zeit", "leise", "Zeit:"),
        Spalte("Fachbereich", "leise", "Fachbereich:"),
    ]
    zeichen = beispielzeichen(m.herkunft for m in ohne[:MOST_SHOWN])
    zeilen = [_massnahme_row(kontext, m, zeichen) for m in ohne[:MOST_SHOWN]]
    jahr = luecken.haushaltsjahr
    return Liste(
        "massnahmen-ohne-geld",
        "Maßnahmen ohne Geld",
        len(ohne),
        f"von {len(kontext.stand.massnahmen)}",
        f"Diese Maßnahmen laufen {jahr}, aber keine Zeile nennt sie. Manche kostet nur Arbeitszeit.",
        f"Jede Maßnahme, die {jahr} läuft, wird von mindestens einer Zeile genannt.",
        (
            *zeichen.head("Alle Angaben dieser Tabelle"),
            tabelle(
                spalten,
                zeilen,
                zeichen.title("Maßnahmen ohne Geld"),
                f"flecken-tabelle {zeichen.klasse}".rstrip(),
            ),
            *more(len(ohne)),
            *mend_link(kontext, luecken),
        ),
    )


def _massnahme_row(kontext: Kontext, m: Massnahme, zeichen: Beispielzeichen) -> list[Inhalt]:
    ziel = kontext.stand.ziele.get(m.unterziel)
    return [
        m.nr,
        [m.bezeichnung, *zeichen.sign(m.herkunft)],
        UNKNOWN if ziel is None else html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr)),
        f"{format_date(m.beginn)} bis {format_date(m.ende)}" if m.beginn or m.ende else UNKNOWN,
        m.fachbereich or UNKNOWN,
    ]
