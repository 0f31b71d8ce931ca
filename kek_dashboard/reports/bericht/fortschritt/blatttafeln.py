"""Blatttafeln: the tables on the sheet of an Unterziel: its Kennzahlen, and its Maßnahmen with their milestones."""

from __future__ import annotations

from collections.abc import Sequence

from kek_dashboard.charts.zeitleiste import describe_verzug
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.massnahmenstand import Massnahmenstand
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import auskunft, kennzahl
from kek_dashboard.reports.bericht.form import Spalte, Spaltenart, Tabelle, Text, Wert, Wort, Zeile
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import UNBEKANNT, anteil, anzahl, marke
from kek_dashboard.reports.bericht.kennzahlwort import gemessen, gerechnet, kennzahl_name, kurz

_NAME, _MASSNAHME, _SCHRITT = 52, 56, 34


def kennzahltafel(lage: Lage, ziel: Ziel, akten: Sequence[Kennzahlakte]) -> Tabelle:
    """Each Kennzahl with its newest value, what was asked of it, its target and its judgement."""
    return Tabelle(
        f"Kennzahlen von {ziel.nr}",
        (
            Spalte("Kennzahl", anteil=1.0),
            Spalte("Ist (Jahr)", Spaltenart.ZAHL),
            Spalte("Soll dieses Jahres", Spaltenart.ZAHL),
            Spalte("Ziel (Jahr)", Spaltenart.ZAHL),
            Spalte("Weg", Spaltenart.ZAHL),
            Spalte("Stand", Spaltenart.MARKE),
            Spalte("Ausblick", Spaltenart.MARKE),
        ),
        tuple(_kennzahl(lage, akte) for akte in akten),
        dicht=True,
    )


def _kennzahl(lage: Lage, akte: Kennzahlakte) -> Zeile:
    b, jahr = lage.gesamt.kennzahlen[akte.nr], lage.jahr
    return Zeile(
        (
            (kennzahl_name(lage.stand, akte.nr, _NAME),),
            _ist(lage, akte, b),
            _soll(lage, akte, b),
            _ziel(lage, akte),
            (anteil(b.zielerreichung, kennzahl(jahr, b.nr, "zielerreichung"), b.herkunft, 0),),
            (marke(b.stand),),
            (marke(b.ausblick),) if b.is_assessable else UNBEKANNT,
        )
    )


def _ist(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    if b.ist is None:
        return UNBEKANNT
    return (
        gemessen(akte, b.ist, kennzahl(lage.jahr, b.nr, "ist"), b.herkunft),
        Wort(f" ({b.jahr})"),
    )


def _soll(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    k = akte.kennzahl
    if k.zieltyp is Zieltyp.KORRIDOR and k.untergrenze is not None and k.obergrenze is not None:
        stelle = ("kennzahlen", f"nr={akte.nr}")
        return (
            gemessen(
                akte, k.untergrenze, auskunft("werte", lage.jahr, *stelle, "untergrenze"), k.ziel_herkunft
            ),
            " bis ",
            gemessen(
                akte, k.obergrenze, auskunft("werte", lage.jahr, *stelle, "obergrenze"), k.ziel_herkunft
            ),
        )
    if b.soll is None:
        return UNBEKANNT
    return (gerechnet(akte, b.soll, kennzahl(lage.jahr, b.nr, "soll"), b.herkunft),)


def _ziel(lage: Lage, akte: Kennzahlakte) -> Text:
    if not akte.zielwerte or akte.kennzahl.zieltyp in {Zieltyp.BEOBACHTEN, Zieltyp.KORRIDOR}:
        return UNBEKANNT
    ziel = akte.zielwerte[-1]
    stelle = auskunft(
        "werte", lage.jahr, "kennzahlen", f"nr={akte.nr}", "zielwerte", f"jahr={ziel.jahr}", "wert"
    )
    return (gemessen(akte, ziel.wert, stelle, ziel.herkunft), Wort(f" ({ziel.jahr})"))


def massnahmentafel(lage: Lage, ziel: Ziel, massnahmen: Sequence[Massnahmenstand]) -> Tabelle:
    """Each Maßnahme with its milestones on the Stichtag; its progress says nothing of the goal."""
    return Tabelle(
        f"Maßnahmen für {ziel.nr}, Stand {format_date(lage.stichtag)}",
        (
            Spalte("Maßnahme", anteil=1.0),
            Spalte("Status"),
            Spalte("Fortschritt", Spaltenart.ZAHL),
            Spalte("Meilensteine", Spaltenart.ZAHL),
            Spalte("Überfällig, sonst der nächste", anteil=0.8),
        ),
        tuple(_massnahme(lage, m) for m in massnahmen),
        dicht=True,
    )


def _massnahme(lage: Lage, m: Massnahmenstand) -> Zeile:
    massnahme = m.massnahme

    def stelle(feld: str) -> tuple[str, ...]:
        return ("massnahmen", f"nr={massnahme.nr}", feld)

    erfunden = massnahme.herkunft is Herkunft.BEISPIEL
    fortschritt = Wert(
        massnahme.fortschritt,
        auskunft("massnahmen", lage.jahr, *stelle("fortschritt")),
        einheit="%",
        stellen=0,
        beispiel=erfunden,
    )
    schritte: Text = UNBEKANNT
    if m.schritte:
        schritte = (
            anzahl(m.erreicht, auskunft("massnahmen", lage.jahr, *stelle("meilensteine_erreicht"))),
            " von ",
            anzahl(len(m.schritte), auskunft("massnahmen", lage.jahr, *stelle("meilensteine_gesamt"))),
        )
    return Zeile(
        (
            (Wort(f"{massnahme.nr} {kurz(massnahme.bezeichnung, _MASSNAHME)}"),),
            (Wort(massnahme.status.strip()),) if massnahme.status.strip() else UNBEKANNT,
            (fortschritt,),
            schritte,
            _next(m),
        )
    )


def _next(m: Massnahmenstand) -> Text:
    """The milestone that is overdue longest, else the next to come."""
    if m.ueberfaellig:
        schritt = m.ueberfaellig[0]
        return (
            Wort(f"überfällig {describe_verzug(schritt)}: {kurz(schritt.meilenstein.bezeichnung, _SCHRITT)}"),
        )
    if m.naechster is None:
        return UNBEKANNT
    meilenstein = m.naechster.meilenstein
    return (Wort(f"{format_date(meilenstein.geplant)}: {kurz(meilenstein.bezeichnung, _SCHRITT)}"),)
