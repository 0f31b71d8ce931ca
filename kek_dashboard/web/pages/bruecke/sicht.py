"""Sicht: both Zielsysteme of a bridge as the page asks for them, and the addresses that lead into each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bruecke import Bruecke, closing_year
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielsystem import Zielsystem, word_in_address
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.web.seite import Kontext


@dataclass(frozen=True)
class Sicht:
    """A bridge with the Datenstand of either end; ``gesamt`` balances the old Unterziele at ``jahr``."""

    bruecke: Bruecke
    vorher: Datenstand
    nachher: Datenstand
    jahr: int
    gesamt: Gesamtbewertung

    @property
    def alt_jahre(self) -> range:
        """The years of the old Zielsystem."""
        return self.bruecke.alt.jahre

    @property
    def jahre(self) -> range:
        """The years of both."""
        alt, neu = self.bruecke.alt, self.bruecke.neu
        return range(min(alt.erstes_jahr, neu.erstes_jahr), max(alt.letztes_jahr, neu.letztes_jahr) + 1)

    @property
    def is_beispiel(self) -> bool:
        """Whether anything here is made up: the bridge itself, or what an Unterziel came to."""
        teile = (self.bruecke.herkunft, *(u.herkunft for u in self.gesamt.unterziele.values()))
        return Herkunft.BEISPIEL in teile


def read_sicht(kontext: Kontext, bruecke: Bruecke) -> Sicht:
    """Both ends of a bridge on the Wissensstand of the address."""
    vorher = kontext.daten.datenstand(kontext.wissensstand, bruecke.alt.name)
    nachher = kontext.daten.datenstand(kontext.wissensstand, bruecke.neu.name)
    jahr = kontext.daten.kept(vorher, ("schlussjahr",), lambda: closing_year(vorher))
    return Sicht(bruecke, vorher, nachher, jahr, kontext.daten.gesamtbewertung(vorher, jahr))


def link_into(kontext: Kontext, system: Zielsystem, pfad: str, **query: object) -> str:
    """Address of a page in the view of a Zielsystem, in the Berichtsjahr shown where it has it."""
    stand = kontext.stand
    wort = None if system.name == stand.default_system().name else word_in_address(system, stand.zielsysteme)
    query.setdefault("jahr", kontext.jahr if kontext.jahr in system.jahre else None)
    return kontext.link(pfad, zielsystem=wort, **query)


def ziel_link(kontext: Kontext, system: Zielsystem, ziel: Ziel, **query: object) -> Component:
    """Number and short title of a Ziel, leading to its page where it has one."""
    text: list[str | Component] = [html.Span(ziel.nr, className="nr"), " ", ziel.kurztitel]
    if ziel.ebene is not Ebene.UNTERZIEL:
        return html.Span(text)
    adresse = link_into(kontext, system, "/unterziel/" + quote(ziel.nr, safe=""), **query)
    return html.A(text, href=adresse)
