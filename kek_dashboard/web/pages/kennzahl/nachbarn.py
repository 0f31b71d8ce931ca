"""Nachbarn: the way up from a Kennzahl, to the one before and after it, and its siblings below the same Unterziel."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielgliederung import full_name, oberziele_ueber
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.bearbeiten import bearbeiten_link
from kek_dashboard.web.components.beispiel import beispielzeichen
from kek_dashboard.web.components.zeichen import status_chip
from kek_dashboard.web.seite import Kontext


def wege(kontext: Kontext, akte: Kennzahlakte) -> Component:
    """Crumbs to the Unterziel, and the Kennzahlen before and after this one."""
    ziel = _unterziel(kontext, akte)
    teile: list[str | Component] = [html.A("Kennzahlen", href=kontext.link("/kennzahlen"))]
    if ziel is not None:
        stand = kontext.stand
        oben = "".join(
            f"{full_name(stand, ober.nr)} › " for ober in reversed(oberziele_ueber(stand, ziel.nr))
        )
        teile = [oben, html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr))]
    return html.Div(
        [
            html.P(
                [*teile, f" › Kennzahl {akte.nr}", *bearbeiten_link(kontext, "kennzahl", akte.nr)],
                className="brotkrumen",
            ),
            *_steps(kontext, akte, ziel),
        ],
        className="kennzahlwege",
    )


def geschwister_karte(kontext: Kontext, akte: Kennzahlakte) -> list[Component]:
    """All Kennzahlen of the same Unterziel with their Stand; nothing where it is alone."""
    ziel = _unterziel(kontext, akte)
    alle = _siblings(kontext, ziel)
    if ziel is None or len(alle) < 2:  # noqa: PLR2004 - alone
        return []
    zeichen = beispielzeichen(kontext.gesamt.kennzahlen[andere.nr].herkunft for andere in alle)
    eintraege = []
    for andere in alle:
        b = kontext.gesamt.kennzahlen[andere.nr]
        name: list[str | Component] = [
            html.Span(andere.nr, className="nr zahl"),
            " ",
            andere.kennzahl.bezeichnung,
        ]
        link: Component = html.A(name, href=kontext.link_kennzahl(andere.nr))
        if andere.nr == akte.nr:
            link = html.Strong(name, **aria(current="page"))
        eintraege.append(html.Li([link, html.Span([status_chip(b.stand), *zeichen.sign(b.herkunft)])]))
    return [
        html.Section(
            [
                html.H2(
                    ["Kennzahlen in ", html.A(f"{ziel.nr} {ziel.kurztitel}", href=kontext.link_ziel(ziel.nr))]
                ),
                *zeichen.head(
                    "Werte oder Ziele aller dieser Kennzahlen", "Ein Wert oder das Ziel ist erfunden."
                ),
                html.Ul(eintraege, className=f"geschwister {zeichen.klasse}".strip()),
            ],
            className="karte",
        )
    ]


def _unterziel(kontext: Kontext, akte: Kennzahlakte) -> Ziel | None:
    """The first Unterziel the Kennzahl speaks for."""
    return next(
        (z for u in akte.zuordnungen if (z := kontext.stand.ziele.get(u.unterziel)) is not None), None
    )


def _siblings(kontext: Kontext, ziel: Ziel | None) -> list[Kennzahlakte]:
    return [] if ziel is None else [akte for akte, _ in kontext.stand.mitglieder(ziel.nr)]


def _steps(kontext: Kontext, akte: Kennzahlakte, ziel: Ziel | None) -> list[Component]:
    alle = _siblings(kontext, ziel)
    nummern = [andere.nr for andere in alle]
    if akte.nr not in nummern or len(alle) < 2:  # noqa: PLR2004
        return []
    stelle = nummern.index(akte.nr)
    schritte: list[Component] = []
    for wohin, zeichen, wort in ((stelle - 1, "‹", "Vorige"), (stelle + 1, "›", "Nächste")):
        if 0 <= wohin < len(alle):
            andere = alle[wohin]
            name = f"{wort} Kennzahl: {andere.nr} {andere.kennzahl.bezeichnung}"
            text = f"{zeichen} {andere.nr}" if wohin < stelle else f"{andere.nr} {zeichen}"
            schritte.append(
                html.A(text, href=kontext.link_kennzahl(andere.nr), title=name, **aria(label=name))
            )
    return [html.Nav(schritte, className="nachbarn zahl", **aria(label="Kennzahlen dieses Unterziels"))]
