"""Steckbrief: the master data of a Kennzahl: definition, source, who delivers, what it speaks for."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.quellenangabe import lizenz_of
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Kennzahlakte, Zieltyp
from kek_dashboard.formats import UNKNOWN, format_number, format_value, format_zeitraum
from kek_dashboard.web.components.faltung import faltung
from kek_dashboard.web.components.fundstelle import draw_fundstelle, linked
from kek_dashboard.web.components.wertetabelle import herkunft_word
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.seite import Kontext

ZIELTYPEN = {
    Zieltyp.STEIGERN: "steigern (ein Weg nach oben)",
    Zieltyp.SENKEN: "senken (ein Weg nach unten)",
    Zieltyp.MINDESTENS: "mindestens (eine Linie halten)",
    Zieltyp.HOECHSTENS: "höchstens (eine Linie halten)",
    Zieltyp.KORRIDOR: "Korridor (zwischen zwei Grenzen bleiben)",
    Zieltyp.BEOBACHTEN: "beobachten (ohne Ziel)",
}
FREQUENZEN = {
    Frequenz.JAEHRLICH: "jährlich",
    Frequenz.HALBJAEHRLICH: "halbjährlich",
    Frequenz.VIERTELJAEHRLICH: "vierteljährlich",
    Frequenz.MONATLICH: "monatlich",
    Frequenz.MEHRJAEHRIG: "mehrjährig",
}
AGGREGATIONEN = {
    Aggregation.LETZTER: "letzter Zeitraum",
    Aggregation.SUMME: "Summe",
    Aggregation.MITTEL: "Mittel",
    Aggregation.KUMULIERT: "aufgelaufener Wert",
}


def steckbrief(kontext: Kontext, akte: Kennzahlakte) -> Component:
    """Everything that is set about a Kennzahl; what is not set says so."""
    kennzahl, form = akte.kennzahl, werteform(akte)
    frequenz = FREQUENZEN[kennzahl.frequenz]
    if kennzahl.frequenz not in {Frequenz.JAEHRLICH, Frequenz.MEHRJAEHRIG}:
        frequenz += f"; als Jahreswert gilt: {AGGREGATIONEN[kennzahl.aggregation]}"
    basis: Inhalt = UNKNOWN
    if kennzahl.basisjahr is not None:
        wert = GESPERRT if kennzahl.is_basis_withheld else form.wert(kennzahl.basiswert)
        basis = linked(kontext, f"{wert} ({kennzahl.basisjahr})", kennzahl.fundstelle)
    zeilen: list[tuple[str, Inhalt]] = [
        ("Definition", kennzahl.definition or UNKNOWN),
        ("Einheit", kennzahl.einheit or UNKNOWN),
        ("Zieltyp", ZIELTYPEN[kennzahl.zieltyp]),
        *([("Ausgangswert", basis)] if kennzahl.zieltyp.is_way else []),
        *([("Toleranz", form.differenz_or_unknown(kennzahl.toleranz))] if kennzahl.zieltyp.is_hold else []),
        ("Erhebung", frequenz),
        ("Fachbereich", kennzahl.fachbereich or UNKNOWN),
        ("Quelle", kennzahl.quelle or UNKNOWN),
        ("Lizenz", lizenz_of(kennzahl)),
        ("Herkunft", [herkunft_word(kennzahl.herkunft), *beispiel_tag(kennzahl.herkunft)]),
        *(
            ("Reihenbruch", [linked(kontext, f"ab {format_zeitraum(bruch.ab)}", bruch.fundstelle),
             f" – {bruch.grund or 'ohne Angabe'}"
             + (f" (neuer Ausgangswert {form.wert(bruch.basiswert_neu)})" if bruch.basiswert_neu is not None else "")])
            for bruch in akte.reihenbrueche
        ),
        ("Spricht für", _unterziele(kontext, akte)),
        ("Stammdaten aus", draw_fundstelle(kontext, kennzahl.fundstelle)),
    ]  # fmt: skip
    angaben = html.Dl(
        [html.Div([html.Dt(titel), html.Dd(inhalt)]) for titel, inhalt in zeilen], className="steckbrief"
    )
    return html.Section(faltung([html.H2("Steckbrief")], [angaben]), className="karte")


def _unterziele(kontext: Kontext, akte: Kennzahlakte) -> list[str | Component]:
    if not akte.zuordnungen:
        return ["keinem Unterziel zugeordnet"]
    teile: list[str | Component] = []
    for zuordnung in akte.zuordnungen:
        ziel = kontext.stand.ziele.get(zuordnung.unterziel)
        name = zuordnung.unterziel if ziel is None else f"{ziel.nr} {ziel.kurztitel}"
        geld = ""
        if zuordnung.geldanteil is not None:
            geld = f", Geldanteil {format_value(zuordnung.geldanteil, '%')}"
        teile.append(
            html.Div(
                [
                    html.A(name, href=kontext.link_ziel(zuordnung.unterziel)),
                    " ",
                    html.Span(
                        linked(
                            kontext,
                            f"(Gewicht {format_number(zuordnung.gewicht)}{geld})",
                            zuordnung.fundstelle,
                        ),
                        className="leise",
                    ),
                    *beispiel_tag(zuordnung.herkunft),
                ]
            )
        )
    return teile
