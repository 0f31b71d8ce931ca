"""Ziele: the Unterziele, whether each can be judged, and what is missing, with the way to who or what mends it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.bullet import draw_bullet
from kek_dashboard.charts.hindernis import MESSBARKEIT_WORT, hindernis_wort
from kek_dashboard.charts.smart import ZEICHEN
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.messbarkeit import Fehlstelle, Messbarkeit, Zielmessbarkeit
from kek_dashboard.domain.smart import Erfuellung
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.formats import format_percent
from kek_dashboard.web.components.begriff import begriff_link
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.messbarkeit.auswahl import ALLE, FACHBEREICH, OFFEN, ZIEL
from kek_dashboard.web.seite import Kontext

DATENSCHULD = "/datenschuld"
#: Whose symbol each Messbarkeit has.
_ZEICHEN = {
    Messbarkeit.GANZ: Erfuellung.ERFUELLT,
    Messbarkeit.TEILWEISE: Erfuellung.TEILWEISE,
    Messbarkeit.NICHT: Erfuellung.NICHT_ERFUELLT,
    Messbarkeit.OHNE_KENNZAHL: Erfuellung.NICHT_ERFUELLT,
}


def ziele_karte(kontext: Kontext, ziele: Sequence[Zielmessbarkeit]) -> Component:
    """One row an Unterziel; the ones that cannot be judged say what would change it."""
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte(kontext.stand.zielsystem.word_of(Ebene.UNTERZIEL), "was", kopf=True),
        Spalte("Beurteilbar", "urteil", "Beurteilbar:"),
        Spalte("Kennzahlen", "n", "Kennzahlen:"),
        Spalte("mit Ziel", "n", "davon mit Ziel:"),
        Spalte("bewertbar", "n", "davon bewertbar:"),
        Spalte("Abdeckung | nötig", "abdeckung"),
        Spalte(html.Span("in Prozent", className="nur-gelesen"), "n prozent", "Abdeckung:"),
        Spalte("Was fehlt", "fehlt", "Was fehlt:"),
    ]
    beispiel = beispielzeichen(_herkunft(kontext, z) for z in ziele)
    return html.Section(
        [
            html.H2("Lassen sich die Unterziele beurteilen?"),
            html.P(
                [
                    "Ein Unterziel lässt sich beurteilen, wenn mindestens ",
                    f"{format_percent(MINDEST_ABDECKUNG, 0)} seiner Kennzahlen, nach Gewicht, bewertbar sind: die ",
                    begriff_link(kontext, "abdeckung", "Abdeckung"),
                    ". Schweigen bringt also nichts ein.",
                ],
                className="leise",
            ),
            *beispiel.head("Alle Angaben zur Abdeckung"),
            tabelle(
                spalten,
                [_row(kontext, z, beispiel) for z in ziele],
                beispiel.title(f"Messbarkeit der Unterziele {kontext.jahr}"),
                f"messziele {beispiel.klasse}".strip(),
            ),
        ],
        className="karte",
    )


def _row(kontext: Kontext, z: Zielmessbarkeit, beispiel: Beispielzeichen) -> list[Inhalt]:
    wort, zeichen = MESSBARKEIT_WORT[z.messbarkeit], _ZEICHEN[z.messbarkeit]
    return [
        z.ziel.nr,
        html.A(z.ziel.kurztitel, href=kontext.link_ziel(z.ziel.nr)),
        html.Span([Svg(ZEICHEN[zeichen].draw()), html.Span(wort)], className=f"erfuellung e-{zeichen}"),
        _count(kontext, z),
        str(z.mit_ziel),
        str(z.bewertbar),
        Svg(draw_bullet(z.abdeckung, MINDEST_ABDECKUNG, "soft")),
        [format_percent(z.abdeckung, 0), *beispiel.sign(_herkunft(kontext, z))],
        _missing(kontext, z),
    ]


def _count(kontext: Kontext, z: Zielmessbarkeit) -> Inhalt:
    if not z.kennzahlen:
        return "0"
    return html.A(str(z.kennzahlen), href=f"{kontext.link(**{ZIEL: z.ziel.nr, OFFEN: ALLE})}#kennzahlen")


def _herkunft(kontext: Kontext, z: Zielmessbarkeit) -> Herkunft | None:
    """Of the Abdeckung; ``None`` where there is none."""
    return None if z.abdeckung is None else kontext.gesamt.unterziele[z.ziel.nr].herkunft


def _missing(kontext: Kontext, z: Zielmessbarkeit) -> Inhalt:
    if z.messbarkeit is Messbarkeit.OHNE_KENNZAHL:
        satz = "Keine Kennzahl mit Ziel. Einzutragen: Blätter „Kennzahlen“ und „Zuordnung Unterziele“."
        return html.Ul(html.Li(satz), className="fehlliste")
    if not z.fehlstellen:
        return html.Span("nichts", className="leise")
    zeilen = [html.Li(_gap(kontext, fehlt)) for fehlt in z.fehlstellen]
    if z.noch_noetig:
        satz = (
            f"Beurteilbar, sobald {z.noch_noetig} davon bewertbar {'ist' if z.noch_noetig == 1 else 'sind'}."
        )
        zeilen.append(html.Li(html.Strong(satz)))
    return html.Ul(zeilen, className="fehlliste")


def _gap(kontext: Kontext, fehlt: Fehlstelle) -> list[str | Component]:
    """„3 mit zu alten Werten (1.1-01, …): Kreisplanung“."""
    anzahl = len(fehlt.akten)
    teile: list[str | Component] = [f"{anzahl} {hindernis_wort(fehlt.hindernis, anzahl)} ("]
    for i, akte in enumerate(fehlt.akten):
        name = akte.kennzahl.bezeichnung
        teile += [
            ", " if i else "",
            html.A(akte.nr, href=kontext.link_kennzahl(akte.nr), title=name),
        ]
    if fehlt.ort is not None:
        return [*teile, f"): {fehlt.ort}"]
    if not fehlt.fachbereich:
        return [*teile, "): kein Fachbereich genannt"]
    schuld = kontext.link(DATENSCHULD, **{FACHBEREICH: fehlt.fachbereich})
    return [*teile, "): liefert ", html.A(fehlt.fachbereich, href=schuld)]
