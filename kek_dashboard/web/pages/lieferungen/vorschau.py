"""Vorschau: one's own file before it is delivered: how it is read, what it would do, what is wrong with it."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_datetime, format_number
from kek_dashboard.importers.eingang import Vorschau
from kek_dashboard.importers.spaltenprofil import profile_number
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.eingang import Eingang, Eingangszustand, UnknownEingangError, load_eingang
from kek_dashboard.web.components.angabenfelder import ART_WORT, angaben_felder
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.components.zeichen import Inhalt, marked
from kek_dashboard.web.eingang import EINGANG, is_kennung, resume, stand_text
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.lieferungen.karten import NICHTS_NEUES, changes_section, effects_card
from kek_dashboard.web.pages.lieferungen.vorschau_befunde import befunde_card, decision_card
from kek_dashboard.web.pages.lieferungen.wirkung import Aenderungsbild, stand_with
from kek_dashboard.web.pages.lieferungen.worte import counted, moment_of
from kek_dashboard.web.seite import Eingaenge, Kontext, NotFoundError, Seite
from kek_dashboard.web.upload import warnungen_text

PFAD = f"{EINGANG}/<id>"
_VERWERFEN = "verwerfen"


def render(kontext: Kontext) -> Component:
    """The page of one file that is not delivered yet; for everybody but its sender there is none."""
    eingaenge, eingang = _find(kontext)
    kopf: list[Component] = [
        html.P(
            [html.A("Lieferungen", href=kontext.link("/lieferungen")), " › noch nicht abgegeben"],
            className="brotkrumen",
        ),
        html.H1(eingang.dateiname, tabIndex="-1"),
    ]
    if eingang.zustand in {Eingangszustand.NEU, Eingangszustand.LIEST}:
        resume(eingaenge, eingang)
        return _page([*kopf, *_reading(kontext, eingang)])
    if eingang.zustand is Eingangszustand.UNLESBAR:
        return _page([*kopf, *_unreadable(kontext, eingang.id, stand_text(eingang))])
    try:
        vorschau = eingaenge.vorschauen.load(eingang.id, kontext.zugang.akteur)
    except UnreadableWorkbookError as error:
        return _page([*kopf, *_unreadable(kontext, eingang.id, str(error))])
    except UnknownEingangError as error:
        raise NotFoundError(str(error)) from None
    return _page([*kopf, *_preview(kontext, vorschau)])


def title(kontext: Kontext) -> str:
    """Names the page, not the file: the browser's history is no place for it."""
    seite = kontext.query.get("seite", "")
    return f"Vorschau, Seite {seite}" if seite else "Vorschau"


def answer(vorschau: Vorschau) -> str:
    """The one sentence: what would happen."""
    annahme, v = vorschau.annahme, vorschau.annahme.vergleich
    if annahme.lieferung is not None:
        return f"Diese Datei liegt schon als **Lieferung {annahme.lieferung}** vor. Es ist nichts zu tun."
    fehler = sum(b.schwere is Schwere.FEHLER for b in annahme.befunde)
    if fehler:
        zahl = counted(fehler, "Fehler", "Fehler")
        return f"So kann die Datei nicht abgegeben werden: **{zahl}**. Gespeichert wird davon nichts."
    if not (v.neu or v.geaendert):
        return "Die Datei bringt **nichts Neues**: Alles darin ist schon bekannt."
    satz = f"Abgeben bringt **{format_number(v.neu)} neue** und **{format_number(v.geaendert)} geänderte** Angaben"
    warnungen = len(vorschau.warnungen)
    if not warnungen:
        return f"{satz}; aufgefallen ist nichts, was zu begründen wäre."
    return f"{satz}; vorher {'ist' if warnungen == 1 else 'sind'} {warnungen_text(warnungen)} zu begründen."


def _page(inhalt: list[Component]) -> Component:
    return html.Div(inhalt, className="lieferung vorschau")


def _find(kontext: Kontext) -> tuple[Eingaenge, Eingang]:
    kennung, umgebung = kontext.werte["id"], kontext.umgebung
    if umgebung.store is None or umgebung.eingaenge is None or not is_kennung(kennung):
        raise NotFoundError(str(UnknownEingangError(kennung)))
    try:
        return umgebung.eingaenge, load_eingang(umgebung.store, kennung, kontext.zugang.akteur)
    except UnknownEingangError as error:
        raise NotFoundError(str(error)) from None


def _reading(kontext: Kontext, eingang: Eingang) -> list[Component]:
    """How far the reading is; ``assets/upload.js`` asks on and opens the preview when it is there."""
    stand: dict[str, Any] = {"data-stand": f"{EINGANG}/{eingang.id}/stand", "data-danach": "oeffnen"}
    balken: dict[str, Any] = {"value": str(eingang.anteil), "max": "100"} | aria(
        label="Fortschritt des Lesens"
    )
    return [
        html.P(
            "Die Datei wird gelesen und geprüft. Sie können diese Seite verlassen und wiederkommen.",
            className="vorspann",
        ),
        html.Section(
            [
                html.H2("Wird gelesen"),
                html.P(stand_text(eingang), className="satz"),
                html.Progress(**balken),
                html.P(role="status", className="laeuft"),
            ],
            className="karte liest",
            **stand,
        ),
        _discard_form(kontext, eingang.id),
    ]


def _unreadable(kontext: Kontext, kennung: str, satz: str) -> list[Component]:
    return [
        html.P("Diese Datei lässt sich nicht lesen. Gespeichert wurde davon nichts.", className="vorspann"),
        *render_meldung(kontext),
        html.Section(
            [
                html.H2("Warum nicht"),
                html.P(satz, className="satz"),
                html.P("Berichtigen Sie die Datei und bringen Sie sie dann noch einmal."),
                html.P(html.A("Zu den Lieferungen", href=kontext.link("/lieferungen"))),
            ],
            className="karte",
        ),
        _discard_form(kontext, kennung),
    ]


def _preview(kontext: Kontext, vorschau: Vorschau) -> list[Component]:
    annahme = vorschau.annahme
    bekannt = annahme.lieferung is not None
    teile: list[Component] = [
        html.P(marked(answer(vorschau)), className="vorspann"),
        *render_meldung(kontext),
    ]
    haupt: list[Component] = []
    if bekannt:
        haupt.append(_known(kontext, annahme.lieferung))
    else:
        bild = _picture(kontext, vorschau)
        haupt += [
            _counts(vorschau),
            *befunde_card(kontext, vorschau),
            *(effects_card(kontext, bild, frei=False) if annahme.angenommen else []),
            *([_changes(kontext, bild, angenommen=annahme.angenommen)] if bild.aenderungen else []),
            *decision_card(kontext, vorschau),
        ]
    seite = [
        *_recognised(vorschau),
        *([] if bekannt else [_change_form(kontext, vorschau), *_columns_link(kontext, vorschau)]),
    ]
    return [
        *teile,
        html.Div(
            [html.Div(haupt), html.Aside([*seite, _discard_form(kontext, vorschau.eingang.id)])],
            className="spalten",
        ),
    ]


def _known(kontext: Kontext, nr: int | None) -> Component:
    return html.Section(
        [
            html.H2("Schon geliefert"),
            html.P(
                "Dieselbe Datei wurde schon abgegeben und so gelesen wie hier. Dort steht, was aus ihr geworden ist."
            ),
            html.P(
                html.A(
                    f"Lieferung {nr} ansehen", href=kontext.link(f"/lieferung/{nr}"), className="knopf haupt"
                )
            ),
        ],
        className="karte",
    )


def _picture(kontext: Kontext, vorschau: Vorschau) -> Aenderungsbild:
    """The comparison with today, whatever Wissensstand the address names: a file is delivered today."""
    v, heute = vorschau.annahme.vergleich, kontext.daten.datenstand()
    nachher = stand_with(heute, v.aenderungen)
    befunde = vorschau.annahme.befunde
    return Aenderungsbild(v.aenderungen, v.neu, v.geaendert, v.unveraendert, befunde, heute, nachher)


def _counts(vorschau: Vorschau) -> Component:
    """How many records are new, changed, unchanged and refused."""
    v, befunde = vorschau.annahme.vergleich, vorschau.annahme.befunde
    abgelehnt = len({(b.blatt, b.zelle, b.zelle or b.text) for b in befunde if b.schwere is Schwere.FEHLER})
    zahlen = [
        ("neu", v.neu, "noch nicht bekannt"),
        ("geändert", v.geaendert, "anders als bisher"),
        ("unverändert", v.unveraendert, "schon so bekannt"),
        ("abgelehnt", abgelehnt, "Stellen mit Fehlern"),
    ]
    return html.Dl(
        [
            html.Div(
                [html.Dt(wort), html.Dd([html.Strong(format_number(zahl)), html.Small(was)])],
                className="null" if not zahl else None,
            )
            for wort, zahl, was in zahlen
        ],
        className="karte zaehler",
    )


def _changes(kontext: Kontext, bild: Aenderungsbild, *, angenommen: bool) -> Component:
    satz = "Gegen den heutigen Stand, der Wert von bisher neben dem neuen."
    if not angenommen:
        satz = "Gegen den heutigen Stand, soweit die Datei lesbar ist; gespeichert wird davon nichts."
    return changes_section(kontext, bild, 0, ("Was sich ändern würde", satz, NICHTS_NEUES))


def _recognised(vorschau: Vorschau) -> list[Component]:
    """What was said or recognised about the file."""
    annahme, gesagt = vorschau.annahme, vorschau.vorgabe
    erkannt = annahme.vorgabe
    jahr, gesagtes_jahr = erkannt.haushaltsjahr, gesagt.haushaltsjahr
    gebracht = moment_of(vorschau.eingang.angelegt)
    blaetter = len(vorschau.mappe.blaetter)
    angaben: list[tuple[str, Inhalt]] = [
        (
            "Art",
            "nicht erkannt"
            if annahme.art is None
            else _said(ART_WORT[annahme.art], said=gesagt.art is not None),
        ),
        ("Fachbereich", _said(erkannt.fachbereich, said=bool(gesagt.fachbereich))),
        ("Haushaltsjahr", _said("" if jahr is None else str(jahr), said=gesagtes_jahr is not None)),
        ("Fassung", _said(erkannt.fassung, said=bool(gesagt.fassung))),
        ("Profil", _said(erkannt.profil, said=bool(gesagt.profil))),
        ("Gelesen", counted(annahme.vergleich.gelesen, "Angabe", "Angaben")),
        ("Blätter", format_number(blaetter)),
        ("Gebracht", "" if gebracht is None else format_datetime(gebracht)),
    ]
    return [
        html.H2("Was erkannt wurde"),
        html.Dl(
            [html.Div([html.Dt(titel), html.Dd(wert)]) for titel, wert in angaben if wert],
            className="angaben",
        ),
    ]


def _said(wert: str, *, said: bool) -> Inhalt:
    return [wert, html.Small(" (angegeben)" if said else " (erkannt)", className="leise")] if wert else None


def _change_form(kontext: Kontext, vorschau: Vorschau) -> Component:
    return html.Details(
        [
            html.Summary("Angaben ändern"),
            html.Form(
                [
                    *place_fields(kontext, ohne="stand"),
                    angaben_felder(kontext, vorschau.vorgabe),
                    html.Button("Neu prüfen", type="submit", className="knopf"),
                ],
                method="post",
                action=f"{EINGANG}/{vorschau.eingang.id}/angaben",
                **aria(label="Angaben ändern"),
            ),
        ],
        className="angaben-aendern",
    )


def _columns_link(kontext: Kontext, vorschau: Vorschau) -> list[Component]:
    """The way to the columns of a file that is read with an assignment kept earlier."""
    if profile_number(vorschau.annahme.vorgabe.profil) is None:
        return []
    adresse = kontext.link(f"{EINGANG}/{vorschau.eingang.id}/spalten")
    return [html.P(html.A("Spalten zuordnen", href=adresse))]


def _discard_form(kontext: Kontext, kennung: str) -> Component:
    return html.Form(
        [
            *place_fields(kontext, ohne="stand"),
            html.Button("Verwerfen", type="submit", className="knopf"),
            html.Small("Die Datei wird hier gelöscht; abgegeben wird nichts.", className="leise"),
        ],
        method="post",
        action=f"{EINGANG}/{kennung}/{_VERWERFEN}",
        className="verwerfen",
        **aria(label="Verwerfen"),
    )


SEITE = Seite(PFAD, title, render, bereich="/lieferungen", aktion=Aktion.LIEFERUNGEN_SEHEN)
