"""Zuordnungstafel: beside the list: choose a target and share, see what the draft changes, deliver or undo it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.mitteleinsatz import Betraege
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zuordnungsentwurf import Anteilsaenderung, line_text, over_hundred, share_text
from kek_dashboard.domain.zuordnungskopie import target_text
from kek_dashboard.domain.zuordnungswirkung import wirkung
from kek_dashboard.formats import format_euro, format_euro_short
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.zuordnung_blick import PFAD, Blick, data
from kek_dashboard.web.pages.haushalt.zuordnung_wahl import list_targets

ZIEL, ANTEIL, TAT = "ziel", "anteil", "tat"
#: What the buttons of the form say.
ZUORDNEN, WEGNEHMEN, ZURUECK, VERWERFEN = "zuordnen", "wegnehmen", "zurueck", "verwerfen"
VORSCHLAG, VORSCHLAEGE, VORJAHR = "vorschlag", "vorschlaege", "vorjahr"
_LISTE = "zielliste"
_GEZEIGT = 25
_AUF, _AUS = Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
ZWEI_SAETZE = (
    "Aufwendungen und investive Auszahlungen stehen in zwei Haushalten (Ergebnis und Investition); sie werden nie "
    "zusammengezählt, weil eine Investition über ihre Abschreibung noch einmal als Aufwand wiederkehrt."
)


def tat_button(wort: str, tat: str, klasse: str = "knopf", **mehr: Any) -> Component:  # noqa: ANN401 - attributes of HTML
    """A button that sends the form with what it does; not the form's own, so that Enter never presses it."""
    return html.Button(wort, type="button", className=klasse, **data(tat=tat), **mehr)


def wahl_karte(blick: Blick) -> Component:
    """Target and share for the chosen lines; also by dragging a line on an Unterziel."""
    ziele = list_targets(blick.kontext.stand, blick.jahr)
    unterziele = blick.kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)
    return html.Section(
        [
            html.H2("Gewählte Zeilen zuordnen"),
            html.P("Noch keine Zeile gewählt.", id="gewaehlt", className="leise"),
            html.Div(
                [
                    html.Label("Ziel", htmlFor=ZIEL),
                    Eingabe("text", ZIEL, id=ZIEL, placeholder="Nummer oder Name",
                            attribute={"list": _LISTE, "aria-describedby": "ziel-hilfe"}),
                    html.Small("Unterziel, Kennzahl oder Maßnahme", id="ziel-hilfe"),
                ],
                className="feld",
            ),
            html.Datalist([html.Option(value=text) for text in ziele], id=_LISTE),
            html.Div(
                [
                    html.Label("Anteil in %", htmlFor=ANTEIL),
                    Eingabe("text", ANTEIL, "100", id=ANTEIL, attribute={"inputMode": "decimal", "maxLength": 8}),
                ],
                className="feld kurz",
            ),
            html.Div(
                [
                    html.Button("Zuordnen", type="submit", name=TAT, value=ZUORDNEN, className="knopf haupt"),
                    tat_button("Wegnehmen", WEGNEHMEN, title="Ohne Ziel: alle Zuordnungen der gewählten Zeilen"),
                    tat_button("Vorschläge übernehmen", VORSCHLAEGE),
                ],
                className="knopfzeile",
            ),
            html.P("", role="status", className="antwort"),
            html.Details(
                [
                    html.Summary("Unterziele zum Ziehen und Antippen"),
                    html.Ul(
                        [
                            html.Li(
                                html.Button(
                                    [html.Strong(z.nr), f" {z.kurztitel}"], type="button", className="zielablage",
                                    **data(ablage=z.nr),
                                )
                            )
                            for z in unterziele
                        ],
                        className="zielablagen",
                    ),
                ]
            ),
            html.P(
                "Tasten in der Liste: Pfeile wechseln die Zeile, Leertaste wählt, Umschalt wählt bis dorthin, "
                "Eingabe geht zum Ziel, V übernimmt den ersten Vorschlag, Esc führt zurück in die Liste.",
                className="leise tasten",
            ),
        ],
        className="karte wahl-karte",
    )  # fmt: skip


def entwurf_karte(blick: Blick) -> Component:
    """The draft: what it changes, what that does in euros, and its ways out."""
    schritte, unterschiede = blick.arbeit.entwurf.schritte, blick.unterschiede
    teile: list[Component] = [html.H2("Entwurf"), html.P(_sentence(blick), className="leise")]
    if unterschiede:
        teile += [_changes(unterschiede), *_effect(blick), _deliver(len(unterschiede))]
    if schritte:
        wort = f"Letzten Schritt zurücknehmen: {schritte[-1].was}"
        teile.append(html.P(tat_button(wort, ZURUECK, "knopf zurueck")))
    teile += _notes(blick)
    if schritte or blick.arbeit.satz:
        teile.append(
            html.Details(
                [
                    html.Summary("Entwurf verwerfen"),
                    html.P("Alle Schritte gehen verloren. Was freigegeben ist, bleibt."),
                    tat_button("Ja, verwerfen", VERWERFEN),
                ]
            )
        )
    return html.Section(teile, className="karte entwurf-karte")


def _sentence(blick: Blick) -> str:
    if blick.arbeit.satz:
        return blick.arbeit.satz
    if not blick.unterschiede:
        return "Noch nichts geändert. Was Sie hier ändern, zählt erst nach Abgabe und Freigabe."
    zahl = len(blick.unterschiede)
    wort = "Eine Zuordnung ist" if zahl == 1 else f"{zahl} Zuordnungen sind"
    return f"{wort} anders als freigegeben, zuletzt geändert von „{blick.arbeit.wer}“. Es zählt erst nach der Freigabe."


def _changes(unterschiede: Sequence[Anteilsaenderung]) -> Component:
    punkte = [
        html.Li(
            [
                f"{line_text(u.anteil.zeile)} → {target_text(u.anteil.bezug, u.anteil.bezug_nr)}: ",
                html.Strong(share_text(u.anteil.anteil) if u.anteil.anteil else "fällt weg"),
                html.Span(f" (bisher {share_text(u.vorher)})" if u.vorher else " (neu)", className="leise"),
            ]
        )
        for u in unterschiede[:_GEZEIGT]
    ]
    weitere = len(unterschiede) - _GEZEIGT
    if weitere > 0:
        punkte.append(html.Li(f"und {weitere} weitere: in der Liste unter „nur im Entwurf geändert“"))
    return html.Details(
        [html.Summary("Was sich ändert"), html.Ul(punkte, className="liste")],
        open=len(punkte) <= 5,  # noqa: PLR2004
    )


def _effect(blick: Blick) -> list[Component]:
    """Euros per Unterziel before and after; two kinds, two columns, never added."""
    zuviel = over_hundred(r for regeln in blick.nachher.values() for r in regeln)
    if zuviel:
        satz = "; ".join(f"{line_text(z)}: {share_text(s)}" for z, s in list(zuviel.items())[:3])
        return [
            html.P(
                f"Inzwischen wurde anderes freigegeben; zusammen mit dem Entwurf sind es mehr als 100 %: {satz}. "
                "Bitte dort weniger zuordnen.",
                className="hinweis",
                role="alert",
            )
        ]
    folge = blick.kept(
        ("wirkung", blick.mittel.haushalt.fassung, blick.arbeit.fortschreibung),
        lambda: wirkung(blick.mittel, blick.kontext.stand, blick.arbeit.entwurf),
    )
    ziele = blick.kontext.stand.ziele

    def row(nr: str, name: str, paar: tuple[Betraege, Betraege]) -> list[Inhalt]:
        return [[f"{nr} {name}".strip()], _move(paar, _AUF), _move(paar, _AUS)]

    zeilen = [
        row(nr, ziele[nr].kurztitel if nr in ziele else "", paar) for nr, paar in folge.geaendert.items()
    ]
    zeilen.append(row("", "nicht zugeordnet", folge.nicht_zugeordnet))
    spalten = [
        Spalte("Unterziel", "was", kopf=True),
        Spalte("Aufwendungen", "n", "Aufwendungen:"),
        Spalte("Investive Auszahlungen", "n", "Investive Auszahlungen:"),
    ]
    return [
        html.H3(["Wirkung nach der Freigabe", *beispiel_tag(blick.mittel.herkunft)]),
        tabelle(spalten, zeilen, "Euro je Unterziel vor und nach dem Entwurf", "zielwirkung"),
        html.P(ZWEI_SAETZE, className="leise"),
    ]


def _move(paar: tuple[Betraege, Betraege], art: Positionsart) -> Inhalt:
    vorher, nachher = paar[0][art], paar[1][art]
    if vorher == nachher:
        return html.Span(format_euro_short(nachher), title=format_euro(nachher), className="leise")
    return html.Span(
        [
            html.Span(format_euro_short(vorher), className="leise"),
            html.Span(" → ", **aria(label="dann")),
            html.Strong(format_euro_short(nachher)),
            html.Small(format_euro(nachher - vorher, signed=True)),
        ],
        title=f"{format_euro(vorher)} → {format_euro(nachher)}",
    )


def _deliver(zahl: int) -> Component:
    wort = "1 Änderung" if zahl == 1 else f"{zahl} Änderungen"
    return html.Div(
        [
            html.Button(
                f"{wort} zur Freigabe abgeben", type="submit", formAction=f"{PFAD}/abgeben",
                className="knopf haupt", **data(abgeben="ja"),
            ),
            html.P("Daraus wird eine Lieferung wie jede andere: mit Datei, Freigabe und Verlauf.", className="leise"),
        ]
    )  # fmt: skip


def _notes(blick: Blick) -> list[Component]:
    hinweise = blick.arbeit.entwurf.hinweise
    if not hinweise:
        return []
    return [
        html.Details(
            [
                html.Summary(f"Nicht übernommen oder neu: {len(hinweise)}"),
                html.Ul([html.Li(hinweis) for hinweis in hinweise], className="liste"),
            ],
            open=True,
            className="hinweise",
        )
    ]
