"""Zahlen: the four figures on top of the briefing, each beside that of the quarter before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kek_dashboard.domain.briefinganlass import VERFEHLT, is_im_verzug
from kek_dashboard.domain.massnahmenstand import Massnahmenstand
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.form import Kennwert, Kennwerte, Text, Wert
from kek_dashboard.reports.bericht.kennzahlwort import anzahl

_GUT: Final = (Stand.ERREICHT, Stand.AUF_KURS)


def figures(lage: Lage) -> Kennwerte:
    """The four figures; without the second one where there is nothing to compare with."""
    jahr, seit = lage.jahr, lage.seit
    erfunden = (lage.herkunft,)
    ziele = bezug.zielerreichung(jahr, "unterziele")
    alle = anzahl(len(lage.gesamt.unterziele), bezug.Anzahl(ziele), erfunden)
    schuld = anzahl(len(lage.ueberfaellig), bezug.auskunft("datenschuld", jahr, "ueberfaellig"), erfunden)
    werte = (
        ("Unterziele erreicht oder auf Kurs", (_good(jahr, lage.gesamt), " von ", alle)),
        ("Kennzahlen verfehlen voraussichtlich ihr Ziel", (_missed(jahr, lage.gesamt),)),
        ("überfällige Zahlen", (schuld,)),
        ("Maßnahmen im Verzug", (_late(jahr, lage.massnahmen),)),
    )
    if not lage.has_vergleich:
        return Kennwerte(tuple(Kennwert(titel, wert) for titel, wert in werte))
    schuld_vorher = bezug.auskunft("datenschuld", jahr, "ueberfaellig", wissensstand=seit)
    vorher = (
        _good(jahr, lage.vorher, seit),
        _missed(jahr, lage.vorher, seit),
        anzahl(lage.ueberfaellig_vorher, schuld_vorher, erfunden),
        _late(jahr, lage.massnahmen_vorher, seit),
    )
    return Kennwerte(
        tuple(
            Kennwert(titel, wert, _before(wert_vorher))
            for (titel, wert), wert_vorher in zip(werte, vorher, strict=True)
        )
    )


def _before(wert: Wert) -> Text:
    return ("Vorquartal: ", wert)


def _good(jahr: int, gesamt: Gesamtbewertung, tag: date | None = None) -> Wert:
    zahl = sum(u.stand in _GUT for u in gesamt.unterziele.values())
    liste = bezug.zielerreichung(jahr, "unterziele", wissensstand=tag)
    gezaehlt = bezug.Anzahl(liste, (("stand", tuple(s.value for s in _GUT)),))
    return anzahl(zahl, gezaehlt, (u.herkunft for u in gesamt.unterziele.values()))


def _missed(jahr: int, gesamt: Gesamtbewertung, tag: date | None = None) -> Wert:
    zahl = sum(b.ausblick in VERFEHLT for b in gesamt.kennzahlen.values())
    liste = bezug.zielerreichung(jahr, "kennzahlen", wissensstand=tag)
    arten = tuple(sorted(a.value for a in VERFEHLT))
    gezaehlt = bezug.Anzahl(liste, (("ausblick", arten),))
    return anzahl(zahl, gezaehlt, (b.herkunft for b in gesamt.kennzahlen.values()))


def _late(jahr: int, massnahmen: Sequence[Massnahmenstand], tag: date | None = None) -> Wert:
    """Those with overdue milestones whose Status says that they are still to be done."""
    verzug = [m for m in massnahmen if is_im_verzug(m)]
    liste = bezug.auskunft("massnahmen", jahr, "massnahmen", wissensstand=tag)
    bedingungen = (
        ("ueberfaellig", tuple(sorted({str(len(m.ueberfaellig)) for m in verzug}))),
        ("status", tuple(sorted({m.massnahme.status.strip() for m in verzug}))),
    )
    return anzahl(len(verzug), bezug.Anzahl(liste, bedingungen), (m.herkunft for m in massnahmen))
