"""Geldmatrix: which part of the Haushalt pays how much for which Unterziel, as a heat table that adds up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.charts.hitzefeld import round_limits
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Geldmatrix, Gliederung
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.produktrahmen import produktbereich
from kek_dashboard.formats import NO_BREAK_SPACE, format_euro_short, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.zeichen import beispiel_notice, beispiel_tag, marked
from kek_dashboard.web.pages.haushalt.euroart import IM_SATZ, NACH_ALLER, NIE_ZUSAMMEN, euro_links, read_euro
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.geldfelder import (
    GLIEDERUNG_MEHRZAHL,
    GLIEDERUNG_WORT,
    Worte,
    matrix_of,
    read_gliederung,
    share,
    usual_gliederung,
)
from kek_dashboard.web.pages.haushalt.geldtabelle import geldtabelle
from kek_dashboard.web.pages.haushalt.kopf import choice_links, haushaltskopf, page_link
from kek_dashboard.web.seite import Kontext, Seite

#: What this page keeps in its address besides year and Fassung.
EIGENE = ("euro", "spalten", "bereich", "genau")
#: More rows than these are no table any more: the smallest are told in one row. A Produktbereich may have more.
MEISTE_ZEILEN, MEISTE_IM_BEREICH = 100, 250


_TASTEN = "Die Pfeiltasten gehen von Zahl zu Zahl. "
_MOST_NAMED = 8


def render(kontext: Kontext) -> Component:
    """The page; a Haushaltsjahr that is not there gets its own sentence."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return mittel
    art, gliederung = read_euro(kontext.query), read_gliederung(kontext, mittel, Gliederung)
    ganz = matrix_of(kontext, mittel, gliederung, art)
    bereich = kontext.query.get("bereich", "") if gliederung is Gliederung.PRODUKT else ""
    matrix = _of_bereich(ganz, mittel, bereich) if bereich else ganz
    worte = Worte(kontext, mittel, matrix, genau=kontext.query.get("genau") == "ja")
    return html.Div(
        [
            html.H1("Welches Geld für welches Ziel?", tabIndex="-1"),
            html.P(marked(answer(mittel, matrix, worte, bereich)), className="vorspann"),
            *beispiel_notice(shown=matrix.summe.herkunft is Herkunft.BEISPIEL),
            *haushaltskopf(kontext, mittel.haushalt, behalten=EIGENE),
            _wahl(kontext, mittel, matrix, bereich),
            _karte(kontext, mittel, matrix, worte),
        ],
        className="haushalt",
    )


def title(kontext: Kontext) -> str:
    """Names what is shown, so that the browser's history can be read."""
    gefragt = kontext.query.get("spalten", "")
    je = next((f" je {wort}" for gliederung, wort in GLIEDERUNG_WORT.items() if gliederung == gefragt), "")
    return f"Matrix: {ART_WORT[read_euro(kontext.query)]}{je}"


def answer(mittel: Mitteleinsatz, matrix: Geldmatrix, worte: Worte, bereich: str = "") -> str:
    """The finding: the largest block for a goal, and how much serves none; of a Produktbereich alone if named."""
    wort, jahr, summe = IM_SATZ[matrix.art], mittel.haushalt.haushaltsjahr, matrix.summe.eur
    fuer_ziele = {ort: feld.eur for ort, feld in matrix.felder.items() if ort[1] != NICHT_ZUGEORDNET}
    offen = matrix.je_ziel[NICHT_ZUGEORDNET].eur
    alle = NACH_ALLER[matrix.art]
    aller = f"der {alle} von Produktbereich {bereich}" if bereich else f"aller {alle} {jahr}"
    if not matrix.felder:
        return f"Für {jahr} sind hier keine {NACH_ALLER[matrix.art]} geplant."
    if not fuer_ziele or max(fuer_ziele.values()) <= 0:
        return f"{format_euro_short(summe)} {wort} {jahr}: **Keinem Unterziel ist davon Geld zugeordnet.**"
    nr, ziel = max(fuer_ziele, key=lambda ort: fuer_ziele[ort])
    eur = fuer_ziele[nr, ziel]
    satz = (
        f"Der größte Block, der einem Ziel dient: **{format_euro_short(eur)} aus {worte.posten_name(nr)} für {ziel} "
        f"{worte.ziel_name(ziel)}**, {share(eur, summe)} {aller}."
    )
    if not offen:
        return satz
    return f"{satz} {format_euro_short(offen)} ({share(offen, summe)}) sind keinem Unterziel zugeordnet."


def _of_bereich(matrix: Geldmatrix, mittel: Mitteleinsatz, bereich: str) -> Geldmatrix:
    jahr = mittel.haushalt.haushaltsjahr
    return matrix.only(lambda posten: produktbereich(posten.nr, jahr)[0] == bereich)


def _wahl(kontext: Kontext, mittel: Mitteleinsatz, matrix: Geldmatrix, bereich: str) -> Component:
    behalten = {name: kontext.query[name] for name in EIGENE if name in kontext.query}
    ohne = {name: wert for name, wert in behalten.items() if name not in {"spalten", "bereich", "euro"}}
    euro = None if matrix.art.value == "aufwendungen" else matrix.art.value
    ueblich = usual_gliederung(mittel)
    gliederungen = [
        (
            GLIEDERUNG_MEHRZAHL[g],
            page_link(kontext, spalten=None if g is ueblich else g.value, euro=euro, **ohne),
            g is matrix.gliederung and not bereich,
        )
        for g in Gliederung
    ]
    rest = {name: wert for name, wert in behalten.items() if name != "euro"}
    zeilen: list[Component] = [
        euro_links(kontext, matrix.art, **rest),
        choice_links("Gegliedert nach", gliederungen),
    ]
    if bereich:
        name = produktbereich(bereich, mittel.haushalt.haushaltsjahr)[1]
        zeilen.append(
            html.P(
                [
                    html.Span("Nur Produktbereich", className="leise"),
                    f" {bereich} {name} ".replace("  ", " "),
                    html.A("alle Produkte", href=page_link(kontext, spalten="produkt", euro=euro, **ohne)),
                ]
            )
        )
    return html.Div(zeilen, className="wahl")


def _karte(kontext: Kontext, mittel: Mitteleinsatz, matrix: Geldmatrix, worte: Worte) -> Component:
    genau = kontext.query.get("genau") == "ja"
    behalten = {name: kontext.query[name] for name in EIGENE if name in kontext.query}
    alles_beispiel = all(feld.herkunft is Herkunft.BEISPIEL for feld in matrix.felder.values())
    tag = beispiel_tag(matrix.summe.herkunft) if alles_beispiel else []
    wort, jahr = ART_WORT[matrix.art], mittel.haushalt.haushaltsjahr
    titel = (
        f"{wort} {jahr} je {GLIEDERUNG_WORT[matrix.gliederung]} und Unterziel, {'€' if genau else 'Mio. €'}"
    )
    grenzen = round_limits(max((feld.eur for feld in matrix.felder.values()), default=Decimal(0)))
    gezeigt, uebrige = matrix.split(MEISTE_IM_BEREICH if kontext.query.get("bereich") else MEISTE_ZEILEN)
    umschalten = html.A(
        "In Mio. € zeigen" if genau else "Auf den Cent zeigen",
        href=page_link(kontext, **(behalten | {"genau": None if genau else "ja"})),
        className="umschalten",
    )
    return html.Section(
        [
            html.H2([titel, *tag]),
            html.P(
                ["Jede Zahl führt zu ihren Zeilen. ", html.Span(_TASTEN, className="nur-breit"), umschalten],
                className="leise",
            ),
            *_legend(grenzen),
            *(
                [
                    geldtabelle(
                        kontext, matrix, worte, (gezeigt, uebrige), grenzen, titel, tags=not alles_beispiel
                    )
                ]
                if matrix.felder
                else []
            ),
            *_notes(matrix, worte, len(gezeigt)),
            html.P(NIE_ZUSAMMEN, className="leise"),
            html.P(
                html.A(
                    "Dasselbe als Geldfluss",
                    href=page_link(kontext, "/haushalt/fluss", euro=kontext.query.get("euro")),
                ),
                className="weg",
            ),
        ],
        className="karte",
    )


def _legend(grenzen: Sequence[Decimal]) -> list[Component]:
    """What the shades mean; the figures say the same without them."""
    if not grenzen:
        return []
    stufen = [
        html.Span(f"ab {_round_text(grenze)}", className=f"hitze{stufe}")
        for stufe, grenze in enumerate(grenzen, 2)
    ]
    unter = html.Span(f"unter {_round_text(grenzen[0])}", className="hitze1")
    return [
        html.P(
            [html.Span("Je kräftiger, desto mehr: "), unter, *stufen],
            className="geldmatrix-legende",
            **aria(label="Bedeutung der Färbung"),
        )
    ]


def _round_text(grenze: Decimal) -> str:
    """A limit has one digit and zeros: no decimals to write."""
    return format_euro_short(grenze).replace(f",0{NO_BREAK_SPACE}", NO_BREAK_SPACE)


def _notes(matrix: Geldmatrix, worte: Worte, gezeigt: int) -> list[Component]:
    """What is not in the table, and why it is not missing."""
    mehrzahl, wort = GLIEDERUNG_MEHRZAHL[matrix.gliederung], IM_SATZ[matrix.art]
    saetze = [
        "Ein leeres Feld heißt: Keine Zeile führt dorthin; eine 0 im Feld: Seine Zeilen ergeben 0,00 €."
    ]
    if gezeigt < len(matrix.posten):
        saetze.append(
            f"Gezeigt sind die {gezeigt} größten {mehrzahl}; die {format_number(len(matrix.posten) - gezeigt)} übrigen "
            "stehen in einer Zeile zusammen. Die Gliederung nach Produktbereichen führt zu ihnen."
        )
    if 0 < len(matrix.leere) <= _MOST_NAMED:
        saetze.append(f"Ohne {wort}: {', '.join(worte.posten(p.nr) for p in matrix.leere)}.")
    elif matrix.leere:
        saetze.append(f"{format_number(len(matrix.leere))} {mehrzahl} sind ohne {wort}.")
    return [html.P(" ".join(saetze), className="leise")]


SEITE = Seite("/haushalt/matrix", title, render, bereich="/haushalt")
