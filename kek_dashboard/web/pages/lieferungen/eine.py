"""Lieferung: one delivered file: what came, what is wrong with it, what it changes, and the decision."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferart, Lieferstand, Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.importers.annahme import Annahme, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.errors import UnknownLieferungError
from kek_dashboard.store.lieferungen import (
    load_aktion_freigeben,
    load_befunde,
    load_datei,
    load_lieferung,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import Inhalt, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.lieferungen.karten import changes_card, effects_card
from kek_dashboard.web.pages.lieferungen.wirkung import Aenderungsbild, brought_by, stand_with
from kek_dashboard.web.pages.lieferungen.worte import (
    ART_WORT,
    Feld,
    befund_groups,
    counted,
    eingegangen_text,
    field,
    stand_chip,
    wofuer_text,
)
from kek_dashboard.web.seite import Kontext, NotFoundError, RefusedError, Seite
from kek_dashboard.web.upload import BESTAETIGT, GRUND, LONGEST_GRUND, warnungen_text

_LONGEST_NR = 9


def render(kontext: Kontext) -> Component:
    """The page of one Lieferung."""
    store, lieferung = _find(kontext)
    befunde = load_befunde(store, lieferung.nr)
    bild = _changes(kontext, store, lieferung)
    offen = lieferung.stand is Lieferstand.WARTET and kontext.wissensstand is None
    return html.Div(
        [
            html.P(
                [html.A("Lieferungen", href=kontext.link("/lieferungen")), f" › Lieferung {lieferung.nr}"],
                className="brotkrumen",
            ),
            html.H1(lieferung.dateiname, tabIndex="-1"),
            html.P(stand_chip(lieferung), className="wo"),
            html.P(marked(answer(lieferung, befunde, bild)), className="vorspann"),
            *render_meldung(kontext),
            html.Div(
                [
                    html.Div(
                        [
                            *_befunde(befunde, bild, wartet=offen),
                            *effects_card(kontext, lieferung, bild),
                            *changes_card(kontext, lieferung, bild),
                            *(
                                _decision(lieferung, befunde)
                                if _may_decide(kontext, store, lieferung)
                                else []
                            ),
                        ]
                    ),
                    html.Aside(_facts(lieferung)),
                ],
                className="spalten",
            ),
        ],
        className="lieferung",
    )


def answer(lieferung: Lieferung, befunde: Sequence[Befund], bild: Aenderungsbild | None) -> str:
    """The one sentence: what the Lieferung means now."""
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return f"Sie zählt nicht mehr. Grund: {lieferung.grund}".replace("**", "")
    neu, geaendert = (lieferung.neu, lieferung.geaendert) if bild is None else (bild.neu, bild.geaendert)
    if lieferung.stand is Lieferstand.FREIGEGEBEN:
        neu, geaendert = lieferung.neu, lieferung.geaendert
        return f"Sie hat **{format_number(neu)} neue** und **{format_number(geaendert)} geänderte** Angaben gebracht."
    warnungen = sum(b.schwere is Schwere.WARNUNG for b in befunde)
    satz = (
        f"Freigeben bringt **{format_number(neu)} neue** und **{format_number(geaendert)} geänderte** Angaben"
    )
    return satz + (
        f"; vorher {'ist' if warnungen == 1 else 'sind'} {warnungen_text(warnungen)} zu prüfen."
        if warnungen
        else "."
    )


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


def _may_decide(kontext: Kontext, store: Store, lieferung: Lieferung) -> bool:
    """Whether whoever asks may release or withdraw it; never on a past Wissensstand."""
    if kontext.wissensstand is not None:
        return False
    return kontext.zugang.darf(load_aktion_freigeben(store, lieferung.nr))


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


def _facts(lieferung: Lieferung) -> list[Component]:
    """What came, in the words of the store."""
    angaben: list[tuple[str, Inhalt]] = [
        ("Art", ART_WORT[lieferung.art]),
        ("Für", wofuer_text(lieferung)),
        ("Profil", lieferung.profil),
        ("Eingegangen", eingegangen_text(lieferung)),
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
    ]


def _release_text(lieferung: Lieferung) -> str:
    if lieferung.freigegeben_am is None:
        return ""
    return format_date(lieferung.freigegeben_am) + (
        " (rückwirkend gesetzt)" if lieferung.rueckwirkend else ""
    )


def _befunde(befunde: Sequence[Befund], bild: Aenderungsbild | None, *, wartet: bool) -> list[Component]:
    """The Befunde of the file, and what is new about it since it came."""
    heute = [b for b in bild.befunde if b not in befunde] if wartet and bild is not None else []
    if not befunde and not heute:
        return [
            html.Section(
                [html.H2("Befunde"), html.P("Keine: An der Datei ist nichts aufgefallen.")], className="karte"
            )
        ]
    inhalt: list[Component] = [html.H2("Befunde"), *befund_groups(befunde)]
    if heute:
        inhalt += [html.H3("Seit dem Eingang dazugekommen"), *befund_groups(heute)]
    return [html.Section(inhalt, className="karte")]


def _decision(lieferung: Lieferung, befunde: Sequence[Befund]) -> list[Component]:
    """Release or withdraw, as plain forms."""
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return []
    wartet = lieferung.stand is Lieferstand.WARTET
    formulare = [_release_form(lieferung, befunde)] if wartet else []
    return [
        html.Section(
            [
                html.H2("Freigeben oder zurückziehen" if wartet else "Zurückziehen"),
                *formulare,
                _withdraw_form(lieferung, wartet=wartet),
            ],
            className="karte entscheidung",
        )
    ]


def _release_form(lieferung: Lieferung, befunde: Sequence[Befund]) -> Component:
    warnungen = sum(b.schwere is Schwere.WARNUNG for b in befunde)
    haken = []
    if warnungen:
        satz = f"Ich habe {warnungen_text(warnungen)} geprüft."
        haken = [
            html.Div(
                [
                    Feld("checkbox", BESTAETIGT, id=BESTAETIGT, value="ja", required=True),
                    html.Label(satz, htmlFor=BESTAETIGT),
                ],
                className="haken",
            )
        ]
    return html.Form(
        [*haken, html.Button("Freigeben", type="submit", className="knopf haupt")],
        method="post",
        action=f"/lieferung/{lieferung.nr}/freigeben",
        **aria(label="Freigeben"),
    )


def _withdraw_form(lieferung: Lieferung, *, wartet: bool) -> Component:
    folge = (
        "Die Datei wird dann nicht mehr freigegeben; sie bleibt mit ihrem Grund in der Liste."
        if wartet
        else "Ihre Zahlen treten hinter die früheren zurück. Gelöscht wird nichts."
    )
    return html.Form(
        [
            field(
                GRUND,
                "Grund",
                Feld(
                    "text",
                    GRUND,
                    id=GRUND,
                    required=True,
                    maxlength=LONGEST_GRUND,
                    beschreibung=f"{GRUND}-hilfe",
                ),
                folge,
            ),
            html.Button("Zurückziehen", type="submit", className="knopf"),
        ],
        method="post",
        action=f"/lieferung/{lieferung.nr}/zurueckziehen",
        className="felder",
        **aria(label="Zurückziehen"),
    )


SEITE = Seite("/lieferung/<nr>", title, render, bereich="/lieferungen", aktion=Aktion.LIEFERUNGEN_SEHEN)
