"""Inhalt: what an embedded Kennzahl or Unterziel says, the same for its document and for its picture alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dash.development.base_component import Component

from kek_dashboard.charts.einzelbild import Bildworte
from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.quellenangabe import herausgeber_of, lizenz_of, quellenzeile
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verlaufsdaten import Verlauf, verlauf_of
from kek_dashboard.charts.verlaufssatz import describe_verlauf
from kek_dashboard.charts.zielbild import zielbild
from kek_dashboard.charts.zielverlauf import describe_zielverlauf
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.offenlegung import is_open_ziel
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.formats import format_date
from kek_dashboard.web.components.zielverlauf import read_verlauf
from kek_dashboard.web.components.zielverlauf import verlaufstabelle as zieltabelle
from kek_dashboard.web.pages.kennzahl.verlaufskarte import verlaufstabelle
from kek_dashboard.web.pages.unterziel.fakten import answer
from kek_dashboard.web.seite import Kontext

BEISPIEL = "Beispiel: Die Zahlen sind erfunden und sagen nichts über den Landkreis."
_BEISPIELZIEL = "Das Ziel ist ein Beispiel (erfunden); damit auch alles, was mit ihm berechnet ist."


class VerschlossenError(Exception):
    """What is asked for is not known, or not open; which of the two nobody outside learns."""


@dataclass(frozen=True, slots=True)
class Einbettung:
    """One thing to embed; ``aussage`` has its strong parts between ``**``.

    ``stand`` is ``None`` where it is about many, ``verlauf`` where there is nothing to draw. ``beschreibung`` says
    the values of the drawing in words; ``pfad`` is the page that shows all of it.
    """

    titel: str
    stand: Stand | None
    aussage: str
    verlauf: Verlauf | None
    beschreibung: str
    tabelle: Component | None
    fuss: tuple[str, ...]
    herkunft: Herkunft
    pfad: str
    pfadwort: str

    @property
    def worte(self) -> Bildworte:
        """The words of its picture."""
        stand = "" if self.stand is None else zeichen_of(self.stand).wort + ". "
        beispiel = " (Beispiel)" if self.herkunft is Herkunft.BEISPIEL else ""
        satz = f"{stand[:1].upper()}{stand[1:]}{self.aussage.replace('**', '')}"
        return Bildworte(self.titel + beispiel, satz, self.fuss, self.beschreibung)


def read_kennzahl(kontext: Kontext, nr: str) -> Einbettung:
    """A Kennzahl that is marked „Öffentlich“; raises ``VerschlossenError`` for any other."""
    akte = kontext.stand.akten.get(nr)
    if akte is None or not akte.kennzahl.oeffentlich:
        raise VerschlossenError
    b = kontext.gesamt.kennzahlen[nr]
    verlauf = verlauf_of(akte, b, kontext.stand.zielsystem, kontext.stand.systeme_von(akte.nr))
    kennzahl = akte.kennzahl
    nur_ziel = b.herkunft is Herkunft.BEISPIEL and kennzahl.herkunft is not Herkunft.BEISPIEL
    return Einbettung(
        titel=f"{akte.nr} {kennzahl.bezeichnung}",
        stand=b.stand,
        aussage=kernaussage(akte, b),
        verlauf=verlauf,
        beschreibung=describe_verlauf(akte, b, verlauf),
        tabelle=verlaufstabelle(akte, b, verlauf),
        fuss=(
            f"{quellenzeile(kennzahl, day_of_data(kontext), kontext.koerperschaft)}{wann(kontext)}",
            lizenz_of(kennzahl),
            *([_BEISPIELZIEL] if nur_ziel else []),
        ),
        herkunft=b.herkunft,
        pfad=kontext.link_kennzahl(nr),
        pfadwort="Alles zu dieser Kennzahl im KEK-Monitor",
    )


def read_unterziel(kontext: Kontext, nr: str) -> Einbettung:
    """An Unterziel whose figure is open; raises ``VerschlossenError`` for any other."""
    ziel = kontext.stand.ziele.get(nr)
    if ziel is None or ziel.ebene is not Ebene.UNTERZIEL or not is_open_ziel(kontext.stand, nr):
        raise VerschlossenError
    b = kontext.gesamt.unterziele[nr]
    weg, herausgeber = read_verlauf(kontext, nr), herausgeber_of(kontext.koerperschaft)
    quelle = (
        f"Zusammenfassung von {b.anzahl} Kennzahlen" if b.anzahl != 1 else "Zusammenfassung einer Kennzahl"
    )
    return Einbettung(
        titel=f"{ziel.nr} {ziel.kurztitel}",
        stand=b.stand,
        aussage=answer(kontext, b),
        verlauf=zielbild(ziel.kurztitel, kontext.stand.jahre, kontext.jahr, b.stand, weg)
        if weg.ist
        else None,
        beschreibung=f"{ziel.kurztitel}. {describe_zielverlauf(weg)}.",
        tabelle=zieltabelle(kontext, nr, weg, verlinkt=False) if weg.ist else None,
        fuss=(
            f"Quelle: {quelle} · {herausgeber} · Datenstand {format_date(day_of_data(kontext))}{wann(kontext)}",
            *([BEISPIEL] if b.herkunft is Herkunft.BEISPIEL else []),
        ),
        herkunft=b.herkunft,
        pfad=kontext.link_ziel(nr),
        pfadwort="Alles zu diesem Unterziel im KEK-Monitor",
    )


def day_of_data(kontext: Kontext) -> date | None:
    """Day of the newest release in what is shown."""
    tage = (lieferung.freigegeben_am for lieferung in kontext.stand.lieferungen.values())
    return max((tag for tag in tage if tag is not None), default=None)


def wann(kontext: Kontext) -> str:
    """The Berichtsjahr, and the Wissensstand where the address holds one fast."""
    text = f" · Berichtsjahr {kontext.jahr}"
    return (
        text if kontext.wissensstand is None else f"{text} · Wissensstand {format_date(kontext.wissensstand)}"
    )
