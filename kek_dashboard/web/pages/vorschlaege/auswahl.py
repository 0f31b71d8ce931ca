"""Auswahl: which proposals an address asks for: who proposed, what for, what it is, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.verfahrensworte import SCHRITTE, VON_WORT
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Schritt, Vorschlag
from kek_dashboard.domain.vorschlaege import goals_of
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.components.vorschlagsweg import VORSCHLAEGE
from kek_dashboard.web.seite import Kontext

ZIEL, VON, ART, SCHRITT = "ziel", "von", "art", "schritt"
_ALLE = ("", "alle")


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What a proposal must be to be shown; empty asks for nothing, a word that is not offered is not asked."""

    ziel: str = ""
    von: str = ""
    art: str = ""
    schritt: str = ""

    def fits(self, stand: Datenstand, vorschlag: Vorschlag) -> bool:
        """Whether a proposal is what is asked for."""
        return (
            (not self.ziel or self.ziel in goals_of(stand, vorschlag))
            and (not self.von or self.von == vorschlag.vorschlag_von)
            and (not self.art or self.art == vorschlag.bezug)
            and (not self.schritt or self.schritt == vorschlag.schritt)
        )

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return any((self.ziel, self.von, self.art, self.schritt))


def read_auswahl(kontext: Kontext) -> Auswahl:
    """What the address asks for."""

    def known(name: str, worte: object) -> str:
        wort = kontext.query.get(name, "")
        return wort if wort in worte else ""  # type: ignore[operator]

    return Auswahl(
        known(ZIEL, kontext.stand.ziele),
        known(VON, VON_WORT),
        known(ART, (KENNZAHL, MASSNAHME)),
        known(SCHRITT, tuple(s.value for s in Schritt)),
    )


def filter_form(kontext: Kontext, auswahl: Auswahl) -> Component:
    """Native choices that make an address of this page."""
    ziele = [(z.nr, f"{z.nr} {z.kurztitel}") for z in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)]
    felder = [
        choice(VON, "Vorgeschlagen", [_ALLE, *VON_WORT.items()], auswahl.von),
        choice(ZIEL, "Für das Ziel", [_ALLE, *ziele], auswahl.ziel),
        choice(ART, "Was", [_ALLE, (MASSNAHME, "Maßnahmen"), (KENNZAHL, "Kennzahlen")], auswahl.art),
        choice(
            SCHRITT, "Wo es steht", [_ALLE, *((s.value, SCHRITTE[s].wort) for s in Schritt)], auswahl.schritt
        ),
    ]
    aufheben = [html.A("Auswahl aufheben", href=kontext.link())] if auswahl.is_any else []
    return html.Form(
        [
            *(Eingabe("hidden", name, wert) for name, wert in kontext.ort.items()),
            *felder,
            html.Button("Auswählen", type="submit", className="knopf"),
            *aufheben,
        ],
        method="get",
        action=VORSCHLAEGE,
        role="search",
        className="massnahmenwahl",
        **aria(label="Vorschläge auswählen"),
    )
