"""Flecken: what no Kennzahl, no Maßnahme and no euro belongs to; the white spots of measuring."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.luecken import find_luecken
from kek_dashboard.domain.messbarkeit import staerken_ohne_massnahme
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.seite import Kontext

LUECKEN = "/haushalt/luecken"


def flecken_karte(kontext: Kontext) -> Component:
    """The lists, each with its count; one that is empty says so."""
    return html.Section(
        [
            html.H2("Weiße Flecken: ohne Ziel, ohne Maßnahme, ohne Geld"),
            html.Div(
                [
                    _without_unterziel(kontext),
                    _without_massnahme(kontext),
                    _staerken(kontext),
                    *_without_money(kontext),
                ],
                className="messflecken",
            ),
        ],
        className="karte",
    )


def _liste(
    titel: str, zahl: int, satz: str, eintraege: Sequence[Component], weg: Sequence[Component] = ()
) -> Component:
    """A heading with its count, what it means, and the entries folded away."""
    kopf = html.H3([html.Span(str(zahl), className="zahl"), " ", titel])
    gefaltet = (
        [html.Details([html.Summary("Welche?"), html.Ul([html.Li(e) for e in eintraege])])]
        if eintraege
        else []
    )
    return html.Div([kopf, html.P(satz, className="leise"), *gefaltet, *weg])


def _without_unterziel(kontext: Kontext) -> Component:
    ohne = [akte for akte in kontext.stand.eigene_akten.values() if not akte.zuordnungen]
    satz = (
        "Sie sprechen für kein Ziel. Einzutragen: Blatt „Zuordnung Unterziele“."
        if ohne
        else "Jede Kennzahl spricht für mindestens ein Unterziel."
    )
    return _liste(
        "Kennzahl ohne Unterziel" if len(ohne) == 1 else "Kennzahlen ohne Unterziel",
        len(ohne),
        satz,
        [html.A(f"{a.nr} {a.kennzahl.bezeichnung}", href=kontext.link_kennzahl(a.nr)) for a in ohne],
    )


def _without_massnahme(kontext: Kontext) -> Component:
    mit = {m.unterziel for m in kontext.stand.massnahmen.values()}
    ohne = [ziel for ziel in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL) if ziel.nr not in mit]
    satz = (
        "Für sie ist keine Maßnahme eingetragen (Blatt „Maßnahmen“)."
        if ohne
        else "Zu jedem Unterziel ist mindestens eine Maßnahme eingetragen."
    )
    return _liste(
        "Unterziel ohne Maßnahme" if len(ohne) == 1 else "Unterziele ohne Maßnahme",
        len(ohne),
        satz,
        [html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr)) for ziel in ohne],
    )


def _staerken(kontext: Kontext) -> Component:
    alle = len(kontext.stand.ziele_der_ebene(Ebene.HANDLUNGSFELD))
    ohne = staerken_ohne_massnahme(kontext.stand)
    satz = (
        f"Von {alle} Stärken, die zu den Zielen festgelegt sind, führt keine Maßnahme diese als Handlungsschwerpunkt. "
        "Verglichen werden die Namen. Welche Stärke eine Kennzahl misst, sagen die Stammdaten nicht."
    )
    if not ohne:
        satz = f"Jede der {alle} Stärken ist Handlungsschwerpunkt mindestens einer Maßnahme."
    if not alle:
        satz = "Stärken (Handlungsfelder) sind nicht eingetragen (Blatt „Ziele“)."
    return _liste(
        "Stärke ohne Maßnahme" if len(ohne) == 1 else "Stärken ohne Maßnahme",
        len(ohne),
        satz,
        [
            html.A(f"{staerke.kurztitel} ({staerke.ueber})", href=kontext.link_ziel(staerke.ueber or ""))
            for staerke in ohne
        ],
    )


def _without_money(kontext: Kontext) -> list[Component]:
    """Kennzahlen that no line of the Haushalt of the Berichtsjahr names; nothing without a Haushalt."""
    mittel = kontext.mittel
    if mittel is None:
        return []
    haushalt = mittel.haushalt
    luecken = kontext.daten.kept(
        kontext.stand,
        ("luecken", haushalt.haushaltsjahr, haushalt.fassung, kontext.jahr),
        lambda: find_luecken(mittel, kontext.stand, kontext.gesamt),
    )
    ohne = luecken.kennzahlen_ohne_geld
    satz = f"Im Haushalt {haushalt.haushaltsjahr} nennt keine Zeile diese Kennzahlen."
    if not ohne:
        satz = f"Im Haushalt {haushalt.haushaltsjahr} nennt mindestens eine Zeile jede Kennzahl."
    adresse = f"{kontext.link(LUECKEN, haushaltsjahr=haushalt.haushaltsjahr)}#kennzahlen-ohne-geld"
    return [
        _liste(
            "Kennzahl ohne Geld" if len(ohne) == 1 else "Kennzahlen ohne Geld",
            len(ohne),
            satz,
            [html.A(f"{a.nr} {a.kennzahl.bezeichnung}", href=kontext.link_kennzahl(a.nr)) for a in ohne],
            [html.P(html.A("Weiße Flecken im Haushalt", href=adresse))],
        )
    ]
