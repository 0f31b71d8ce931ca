"""Auswahl: to which Unterziel, Fachbereich and open criterion the address narrows the Kennzahlen, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.rechte import fold
from kek_dashboard.domain.smart import Kriterium, Smartpruefung
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.seite import Kontext

ZIEL, FACHBEREICH, OFFEN = "ziel", "fachbereich", "offen"
#: Stands in an address for Kennzahlen that name no Unterziel or no Fachbereich.
OHNE = "–"
#: Stands in an address for all Kennzahlen, also those in which nothing is open.
ALLE = "alle"


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What is asked for. ``offen`` is a criterion, ``ALLE``, or empty: then any criterion must be open."""

    ziel: str = ""
    fachbereich: str = ""
    offen: str = ""

    @property
    def is_alles(self) -> bool:
        """Whether nothing is narrowed."""
        return not (self.ziel or self.fachbereich) and self.offen == ALLE

    @property
    def is_offenes(self) -> bool:
        """Whether it is what the page shows by itself: everything in which something is open."""
        return self == Auswahl()

    def fits(self, akte: Kennzahlakte, pruefung: Smartpruefung) -> bool:
        """Whether a Kennzahl is asked for."""
        ziele = {z.unterziel for z in akte.zuordnungen} or {OHNE}
        wer = fold(akte.kennzahl.fachbereich) or OHNE
        if (self.ziel and self.ziel not in ziele) or (self.fachbereich and fold(self.fachbereich) != wer):
            return False
        if not self.offen:
            return bool(pruefung.offen)
        return self.offen == ALLE or pruefung[Kriterium(self.offen)].erfuellung.is_open


def read_auswahl(kontext: Kontext) -> Auswahl:
    """What the address asks for; a word it does not know narrows nothing."""
    ziel, wer, offen = (kontext.query.get(name, "").strip() for name in (ZIEL, FACHBEREICH, OFFEN))
    bekannt = {fold(name) for name in _fachbereiche(kontext)}
    return Auswahl(
        ziel if ziel == OHNE or _is_unterziel(kontext, ziel) else "",
        wer if fold(wer) in bekannt or wer == OHNE else "",
        offen if offen in {ALLE, *Kriterium} else "",
    )


def _is_unterziel(kontext: Kontext, nr: str) -> bool:
    ziel = kontext.stand.ziele.get(nr)
    return ziel is not None and ziel.ebene is Ebene.UNTERZIEL


def _fachbereiche(kontext: Kontext) -> list[str]:
    """Those that Kennzahlen name, each once, by name."""
    namen: Mapping[str, str] = {
        fold(a.kennzahl.fachbereich): a.kennzahl.fachbereich.strip()
        for a in kontext.stand.eigene_akten.values()
    }
    return [namen[key] for key in sorted(namen) if key]


def auswahl_form(kontext: Kontext, auswahl: Auswahl) -> Component:
    """The form that makes an address; it keeps Berichtsjahr and Wissensstand."""
    verborgen = kontext.ort
    ziele = [
        ("", "alle"),
        *((z.nr, f"{z.nr} {z.kurztitel}") for z in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)),
        (OHNE, "keinem zugeordnet"),
    ]
    wer = [("", "alle"), *((name, name) for name in _fachbereiche(kontext)), (OHNE, "keiner genannt")]
    gewaehlt = next((name for name, _ in wer if fold(name) == fold(auswahl.fachbereich)), "")
    offen = [
        ("", "irgendein Kriterium"),
        *((str(k), wort.wort) for k, wort in KRITERIEN.items()),
        (ALLE, "gleich, ob etwas offen ist"),
    ]
    return html.Form(
        [
            *(Eingabe("hidden", name, wert) for name, wert in verborgen.items()),
            choice(ZIEL, kontext.stand.zielsystem.word_of(Ebene.UNTERZIEL), ziele, auswahl.ziel),
            choice(FACHBEREICH, "Fachbereich", wer, gewaehlt),
            choice(OFFEN, "Offen ist", offen, auswahl.offen),
            html.Button("Zeigen", type="submit", className="knopf"),
        ],
        method="get",
        action=kontext.pfad,
        role="search",
        className="felder",
        **aria(label="Kennzahlen einschränken"),
    )
