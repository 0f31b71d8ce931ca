"""Unterziel: one goal as a story on one page: where it stands, what is done for it, what it costs, what people say."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.fassungen import fassungen_of_ziel
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.offenlegung import is_open_ziel
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielgliederung import full_name, oberziele_ueber
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.web.components.bearbeiten import bearbeiten_link
from kek_dashboard.web.components.einbetten import einbetten_karte
from kek_dashboard.web.components.fassungen import fassungen_karte
from kek_dashboard.web.components.nachbarn import Nachbar, nachbarn
from kek_dashboard.web.components.wirkungstabelle import wirkungstabelle
from kek_dashboard.web.components.zeichen import beispiel_notice, marked, status_chip
from kek_dashboard.web.components.zielverlauf import zielverlauf
from kek_dashboard.web.pages.unterziel.fakten import answer, figures
from kek_dashboard.web.pages.unterziel.geld import money_section, register
from kek_dashboard.web.pages.unterziel.schwerpunkte import schwerpunkte_section
from kek_dashboard.web.pages.unterziel.texte import judgement_section, voices_section
from kek_dashboard.web.pages.unterziel.wortlaut import wording
from kek_dashboard.web.seite import Kontext, NotFoundError, Seite


def render(kontext: Kontext) -> Component:
    """The page of the Unterziel that the address names."""
    ziel = _find(kontext)
    b = kontext.gesamt.unterziele[ziel.nr]
    return html.Div(
        [
            _crumbs(kontext, ziel),
            html.H1(f"{ziel.nr} {ziel.kurztitel}", tabIndex="-1"),
            html.P([status_chip(b.stand), " ", *marked(answer(kontext, b))], className="vorspann aussage"),
            *wording(kontext, ziel),
            *beispiel_notice(shown=_has_beispiel(kontext, b, ziel.nr)),
            figures(kontext, b),
            html.Div(
                [
                    html.Section(
                        [html.H2(f"Wie ging es bis {kontext.jahr}?"), *zielverlauf(kontext, ziel.nr)],
                        className="karte",
                    ),
                    judgement_section(kontext, ziel, b),
                ],
                className="zweispaltig",
            ),
            _kennzahlen(kontext, ziel),
            schwerpunkte_section(kontext, ziel),
            money_section(kontext, ziel),
            voices_section(kontext, ziel),
            *fassungen_karte(kontext, fassungen_of_ziel(kontext.stand, ziel.nr)),
            einbetten_karte(
                kontext,
                "unterziel",
                ziel.nr,
                f"{ziel.nr} {ziel.kurztitel}",
                is_open=is_open_ziel(kontext.stand, ziel.nr),
            ),
            _neighbours(kontext, ziel),
        ],
        className="unterziel",
    )


def _find(kontext: Kontext) -> Ziel:
    nr = kontext.werte["nr"]
    ziel = kontext.stand.ziele.get(nr)
    if ziel is None or ziel.ebene is not Ebene.UNTERZIEL:
        raise NotFoundError(f"Das Unterziel {nr} gibt es in diesem Datenstand nicht.")
    return ziel


def _crumbs(kontext: Kontext, ziel: Ziel) -> Component:
    stand = kontext.stand
    oben = "".join(
        f"{full_name(stand, ober.nr)} {ober.kurztitel} › "
        for ober in reversed(oberziele_ueber(stand, ziel.nr))
    )
    teile: list[str | Component] = [
        html.A("Überblick", href=kontext.link("/")),
        f" › {oben}{full_name(stand, ziel.nr)}",
    ]
    teile += bearbeiten_link(kontext, "ziel", ziel.nr, ziel.zielsystem)
    return html.P(teile, className="brotkrumen")


def _kennzahlen(kontext: Kontext, ziel: Ziel) -> Component:
    akten = [akte for akte, _ in kontext.stand.mitglieder(ziel.nr)]
    inhalt: list[Component] = [
        html.P(
            "Noch keine. Welche Kennzahl für dieses Unterziel spricht, steht in den Stammdaten auf dem Blatt "
            "„Zuordnung Unterziele“.",
            className="leise",
        )
    ]
    if akten:
        titel = f"Kennzahlen von {full_name(kontext.stand, ziel.nr)}"
        inhalt = [
            *wirkungstabelle(kontext, akten, titel, ziel.nr),
            html.P(
                "„–“ heißt unbekannt: kein Wert, oder es wurde kein Ziel gesetzt. Die Abweichung ist Ist minus Soll; "
                "„besser“ und „schlechter“ meinen die gewollte Richtung.",
                className="leise fussnote",
            ),
        ]
    return html.Section([html.H2("Woran wird es gemessen?"), *inhalt], className="karte")


def _neighbours(kontext: Kontext, ziel: Ziel) -> Component:
    alle = list(kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL))
    hier = alle.index(ziel)

    def at(i: int) -> Nachbar | None:
        if not 0 <= i < len(alle):
            return None
        return f"{alle[i].nr} {alle[i].kurztitel}", kontext.link_ziel(alle[i].nr)

    return nachbarn(at(hier - 1), at(hier + 1), "Voriges und nächstes Unterziel")


def _has_beispiel(kontext: Kontext, b: Zielbewertung, nr: str) -> bool:
    mittel = kontext.zielmittel
    stand = kontext.stand
    akten = [akte.nr for akte, _ in stand.mitglieder(nr)]
    massnahmen = [m for m in stand.massnahmen.values() if m.unterziel == nr]
    worte = {nr, *akten, *(m.nr for m in massnahmen)}
    arten = {
        b.herkunft,
        *(kontext.gesamt.kennzahlen[akte].herkunft for akte in akten),
        *(m.herkunft for m in massnahmen),
        *(e.herkunft for e in stand.erlaeuterungen if e.bezug_nr in worte),
        *([] if mittel is None else [mittel.herkunft_je_unterziel.get(nr)]),
    }
    return Herkunft.BEISPIEL in arten


def _title(kontext: Kontext) -> str:
    ziel = kontext.stand.ziele.get(kontext.werte["nr"])
    return "Unterziel" if ziel is None else f"{ziel.nr} {ziel.kurztitel}"


SEITE = Seite("/unterziel/<nr>", _title, render, bereich="/", register=register)
