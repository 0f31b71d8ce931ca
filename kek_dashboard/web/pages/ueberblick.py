"""Überblick: where the county stands on the way to its goals; one row an Unterziel, one section an Oberziel."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import format_euro_short, format_number, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.randspalte import randspalte
from kek_dashboard.web.components.reihen import SPANNE_TEXT, ziel_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import (
    Inhalt,
    beispiel_notice,
    beispiel_tag,
    bullet_bar,
    marked,
    status_chip,
)
from kek_dashboard.web.data import LETZTES_JAHR
from kek_dashboard.web.seite import Kontext, Seite

_MIO = Decimal(1_000_000)
_KLEINSTE = Decimal(50_000)  # less would be written as 0,0
_GUT = {Stand.ERREICHT, Stand.AUF_KURS}
_OFFEN = {Stand.NICHT_BEWERTBAR, Stand.KEINE_KENNZAHL}


def render(kontext: Kontext) -> Component:
    """The start page."""
    if not kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL):
        return _empty(kontext)
    return html.Div(
        [
            html.H1(f"Wo stehen wir auf dem Weg zu {LETZTES_JAHR}?", tabIndex="-1"),
            html.P(marked(answer(kontext)), className="vorspann"),
            *beispiel_notice(shown=_has_beispiel(kontext)),
            *_leitbild(kontext),
            html.Div(
                [
                    html.Div(
                        [_oberziel(kontext, ziel) for ziel in kontext.stand.ziele_der_ebene(Ebene.OBERZIEL)]
                    ),
                    html.Aside(randspalte(kontext)),
                ],
                className="spalten",
            ),
        ]
    )


def answer(kontext: Kontext) -> str:
    """The one sentence that answers the heading."""
    bewertungen = list(kontext.gesamt.unterziele.values())
    gut = sum(b.stand in _GUT for b in bewertungen)
    offen = sum(b.stand in _OFFEN for b in bewertungen)
    hinten = len(bewertungen) - gut - offen
    satz = f"Ende {kontext.jahr} sind **{gut} von {len(bewertungen)} Unterzielen erreicht oder auf Kurs**"
    if hinten:
        satz += f", {hinten} hinter Plan"
    if offen:
        satz += f", {offen} nicht bewertbar"
    schlusslicht = max(
        (b for b in bewertungen if b.planabweichung is not None and b.stand not in _GUT),
        key=lambda b: b.planabweichung or 0,
        default=None,
    )
    if schlusslicht is None:
        return satz + "."
    return (
        f"{satz}. Am weitesten zurück: **{schlusslicht.nr} {kontext.stand.ziel(schlusslicht.nr).kurztitel}**."
    )


def _leitbild(kontext: Kontext) -> list[Component]:
    return [
        html.Figure(
            [
                html.Blockquote(ziel.wortlaut),
                html.Figcaption(
                    " · ".join(teil for teil in ("Leitbild", ziel.fassungen[0].beschluss) if teil)
                ),
            ],
            className="leitbild",
        )
        for ziel in kontext.stand.ziele_der_ebene(Ebene.LEITBILD)
    ]


def _oberziel(kontext: Kontext, ziel: Ziel) -> Component:
    bewertung = kontext.gesamt.oberziele[ziel.nr]
    unterziele = kontext.stand.unterziele_von(ziel.nr)
    mit_bilanz = any(kontext.gesamt.unterziele[u.nr].bilanz for u in unterziele)
    return html.Section(
        [
            html.Div(
                [
                    html.H2([html.Small(f"Oberziel {ziel.nr}"), ziel.kurztitel]),
                    html.P(_oberziel_facts(kontext, ziel, bewertung), className="fakten-zeile"),
                ]
            ),
            *_wordings(ziel),
            tabelle(
                _spalten(kontext, mit_bilanz=mit_bilanz),
                [_zeile(kontext, u, mit_bilanz=mit_bilanz) for u in unterziele],
                f"Unterziele von Oberziel {ziel.nr}",
                "ziele",
            ),
        ],
        className="karte",
    )


def _oberziel_facts(kontext: Kontext, ziel: Ziel, bewertung: Zielbewertung) -> list[str | Component]:
    teile: list[str | Component] = [status_chip(bewertung.stand)]
    if bewertung.zielerreichung is not None:
        teile += [
            html.Span(
                [
                    html.Strong(format_percent(bewertung.zielerreichung, 0)),
                    f" erreicht, Soll {format_percent(bewertung.soll_zielerreichung, 0)}",
                    *beispiel_tag(bewertung.herkunft),
                ]
            )
        ]
    teile.append(html.Span(f"{bewertung.bewertet} von {bewertung.anzahl} Unterzielen bewertet"))
    if bewertung.schwaechste is not None:
        teile.append(
            html.Span(
                [
                    "schwächstes: ",
                    html.A(bewertung.schwaechste, href=kontext.link_ziel(bewertung.schwaechste)),
                ]
            )
        )
    mittel = kontext.mittel
    if mittel is not None:
        euro = sum(
            (
                mittel.je_unterziel[u.nr][Positionsart.AUFWENDUNGEN]
                for u in kontext.stand.unterziele_von(ziel.nr)
            ),
            Decimal(0),
        )
        text = f"Aufwendungen {kontext.jahr}: {format_euro_short(euro)}"
        teile.append(html.Span([text, *beispiel_tag(mittel.herkunft)]))
    return teile


def _wordings(ziel: Ziel) -> list[Component]:
    """All wordings that hold, each with its source, where there is more than one; else the one, folded."""
    if len(ziel.fassungen) == 1 and ziel.wortlaut in {"", ziel.kurztitel}:
        return []
    titel = "Wortlaut" if len(ziel.fassungen) == 1 else f"Wortlaut in {len(ziel.fassungen)} Fassungen"
    return [
        html.Details(
            [
                html.Summary(titel),
                *(
                    html.P([f"„{f.wortlaut}“ ", html.Span(f.beschluss or "ohne Quelle", className="leise")])
                    for f in ziel.fassungen
                ),
            ],
            className="wortlaut",
            open=len(ziel.fassungen) > 1,
        )
    ]


def _spalten(kontext: Kontext, *, mit_bilanz: bool) -> list[Spalte]:
    return [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte("Unterziel", "was", kopf=True),
        Spalte("Zielerreichung | Soll", "balken"),
        Spalte(html.Span("in Prozent", className="nur-gelesen"), "n prozent"),
        Spalte("Stand und Bilanz" if mit_bilanz else "Stand", "status"),
        Spalte("kommen an", "n an", "Kommen an:"),
        Spalte(SPANNE_TEXT, "verlauf"),
        Spalte(f"Mio. € {kontext.jahr}", "n euro", f"Aufwand {kontext.jahr} in Mio. €:"),
    ]


def _zeile(kontext: Kontext, ziel: Ziel, *, mit_bilanz: bool) -> list[Inhalt]:
    bewertung = kontext.gesamt.unterziele[ziel.nr]
    status: list[str | Component] = [status_chip(bewertung.stand)]
    if mit_bilanz and bewertung.bilanz is not None:
        status.append(status_chip(bewertung.bilanz, vor="Bilanz: "))
    return [
        ziel.nr,
        [html.A(ziel.kurztitel, href=kontext.link_ziel(ziel.nr)), html.Small(_coverage(kontext, bewertung))],
        bullet_bar(bewertung.zielerreichung, bewertung.soll_zielerreichung, bewertung.stand),
        [
            _share(kontext, bewertung),
            *(beispiel_tag(bewertung.herkunft) if bewertung.zielerreichung is not None else []),
        ],
        status,
        _arriving(bewertung),
        ziel_sparkline(kontext, ziel.nr),
        _aufwendungen(kontext, ziel.nr),
    ]


def _share(kontext: Kontext, bewertung: Zielbewertung) -> str | Component:
    """The roll-up, leading to the Kennzahlen it is made of."""
    text = format_percent(bewertung.zielerreichung, 0)
    if bewertung.zielerreichung is None:
        return text
    lesen = aria(label=f"Die Kennzahlen hinter {text}")
    return html.A(text, href=kontext.link_ziel(bewertung.nr), className="beleg", **lesen)


def _coverage(kontext: Kontext, bewertung: Zielbewertung) -> list[str | Component]:
    if not bewertung.anzahl:
        return ["keine Kennzahl zugeordnet"]
    teile: list[str | Component] = [f"{bewertung.bewertet} von {bewertung.anzahl} bewertet"]
    if bewertung.abdeckung is not None and bewertung.bewertet != bewertung.anzahl:
        teile[0] = f"{teile[0]} (Abdeckung {format_percent(bewertung.abdeckung, 0)})"
    if bewertung.schwaechste is not None:
        schwach = kontext.stand.akte(bewertung.schwaechste).kennzahl
        teile += [" · schwächste: ", html.A(schwach.bezeichnung, href=kontext.link_kennzahl(schwach.nr))]
    return teile


def _arriving(bewertung: Zielbewertung) -> str:
    """How many Kennzahlen are likely to arrive, of all that count."""
    if not bewertung.bewertet:
        return "–"
    return f"{dict(bewertung.ausblicke).get(Ausblick.VORAUSSICHTLICH_ERREICHT, 0)} von {bewertung.anzahl}"


def _aufwendungen(kontext: Kontext, nr: str) -> list[str | Component]:
    mittel = kontext.mittel
    if mittel is None or nr not in mittel.je_unterziel:
        return ["–"]
    euro = mittel.je_unterziel[nr][Positionsart.AUFWENDUNGEN]
    klein = 0 < euro < _KLEINSTE
    zahl = f"< {format_number(_KLEINSTE * 2 / _MIO, 1)}" if klein else format_number(euro / _MIO, 1)
    zeilen = html.A(
        zahl,
        href=kontext.link("/haushalt", ziel=nr) + "#zeilen",
        className="beleg",
        **aria(label=f"Die Haushaltszeilen hinter {zahl} Mio. €"),
    )
    return [zeilen, *beispiel_tag(mittel.herkunft_je_unterziel.get(nr))]


def _has_beispiel(kontext: Kontext) -> bool:
    figures: Sequence[Zielbewertung] = tuple(kontext.gesamt.unterziele.values())
    mittel = kontext.mittel
    return any(b.herkunft is Herkunft.BEISPIEL for b in figures if b.zielerreichung is not None) or (
        mittel is not None and mittel.herkunft is Herkunft.BEISPIEL
    )


def _empty(kontext: Kontext) -> Component:
    """No goals known: say how they get here."""
    heute = [] if kontext.wissensstand is None else [
        html.P(html.A("Mit dem Wissen von heute ansehen", href=kontext.link(stand=None)))
    ]  # fmt: skip
    return html.Div(
        [
            html.H1("Noch sind keine Ziele bekannt", tabIndex="-1"),
            html.P(
                "Die Datenbank enthält auf diesem Wissensstand kein freigegebenes Zielsystem. Lesen Sie die Stammdaten "
                "ein, z. B. mit „python -m kek_dashboard load-zielsystem“, oder liefern Sie eine Arbeitsmappe mit dem "
                "Blatt „Ziele“.",
                className="vorspann",
            ),
            *heute,
        ],
        className="schmal",
    )


SEITE = Seite("/", "Überblick", render, nav="Überblick")
