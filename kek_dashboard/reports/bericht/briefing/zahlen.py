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
from kek_dashboard.reports.bericht.form import Kennwert, Kennwerte
from kek_dashboard.reports.bericht.kennzahlwort import anzahl

_GUT: Final = (Stand.ERREICHT, Stand.AUF_KURS)


def figures(lage: Lage) -> Kennwerte:
    """The four figures; without the second one where there is nothing to compare with."""
    jahr, seit = lage.jahr, lage.seit
    ziel, tat = (lage.herkunft,), tuple(m.herkunft for m in lage.massnahmen)
    unterziele, schuld = bezug.zielerreichung(jahr, "unterziele"), ("datenschuld", jahr, "ueberfaellig")
    alle = anzahl(len(lage.gesamt.unterziele), bezug.Anzahl(unterziele), ziel)
    werte = (
        ("Unterziele erreicht oder auf Kurs", (anzahl(*_good(jahr, lage.gesamt), ziel), " von ", alle)),
        ("Kennzahlen, die ihr Ziel wohl verfehlen", (anzahl(*_missed(jahr, lage.gesamt), ziel),)),
        (
            "überfällige Zahlen der Fachbereiche",
            (anzahl(len(lage.ueberfaellig), bezug.auskunft(*schuld), ziel),),
        ),
        ("Maßnahmen mit überfälligem Meilenstein", (anzahl(*_late(jahr, lage.massnahmen), tat),)),
    )
    if not lage.has_vergleich:
        return Kennwerte(tuple(Kennwert(titel, wert) for titel, wert in werte))
    vorher = (
        anzahl(*_good(jahr, lage.vorher, seit), ziel),
        anzahl(*_missed(jahr, lage.vorher, seit), ziel),
        anzahl(lage.ueberfaellig_vorher, bezug.auskunft(*schuld, wissensstand=seit), ziel),
        anzahl(*_late(jahr, lage.massnahmen_vorher, seit), tat),
    )
    return Kennwerte(
        tuple(
            Kennwert(titel, wert, ("Vorquartal: ", frueher))
            for (titel, wert), frueher in zip(werte, vorher, strict=True)
        )
    )


def _good(jahr: int, gesamt: Gesamtbewertung, tag: date | None = None) -> tuple[int, bezug.Anzahl]:
    zahl = sum(u.stand in _GUT for u in gesamt.unterziele.values())
    liste = bezug.zielerreichung(jahr, "unterziele", wissensstand=tag)
    return zahl, bezug.Anzahl(liste, (("stand", tuple(s.value for s in _GUT)),))


def _missed(jahr: int, gesamt: Gesamtbewertung, tag: date | None = None) -> tuple[int, bezug.Anzahl]:
    zahl = sum(b.ausblick in VERFEHLT for b in gesamt.kennzahlen.values())
    liste = bezug.zielerreichung(jahr, "kennzahlen", wissensstand=tag)
    return zahl, bezug.Anzahl(liste, (("ausblick", tuple(sorted(a.value for a in VERFEHLT))),))


def _late(
    jahr: int, massnahmen: Sequence[Massnahmenstand], tag: date | None = None
) -> tuple[int, bezug.Anzahl]:
    """Those with overdue milestones whose Status says that they are still to be done."""
    verzug = [m for m in massnahmen if is_im_verzug(m)]
    liste = bezug.auskunft("massnahmen", jahr, "massnahmen", wissensstand=tag)
    bedingungen = (
        ("ueberfaellig", tuple(sorted({str(len(m.ueberfaellig)) for m in verzug}))),
        ("status", tuple(sorted({m.massnahme.status.strip() for m in verzug}))),
    )
    return len(verzug), bezug.Anzahl(liste, bedingungen)
