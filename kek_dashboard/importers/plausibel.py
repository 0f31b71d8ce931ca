"""Plausibel: values that a person should look at once more; a warning, never a refusal."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode, Zeitraum

#: A slip of the decimal mark changes a value by 10, 100 or 1000; a fifth off is still the same slip.
_STELLEN = (1, 2, 3)
_FAKTOR_SPIELRAUM = math.log10(1.25)
#: A series that itself doubles and halves three times over has no "usual size".
_UNRUHIG_AB = 5.0
#: Jumps: so many usual steps, and at least this share of the usual level.
_SPRUNG_SCHRITTE = 6
_SPRUNG_ANTEIL = 0.2
_FRUEHERE_MINDESTENS = 4
#: The habit of a series is what its last values did.
_GEDAECHTNIS = 12


@dataclass(slots=True)
class _Punkt:
    """One value of a series with its place in time (in Zeiträume of its length)."""

    zeit: int
    wert: float
    exakt: Decimal
    messwert: Messwert
    ist_neu: bool


def check_plausibility(messwerte: Sequence[Messwert], stand: Datenstand) -> list[Befund]:
    """Warnings about new or changed values, against what is released and what is delivered.

    Codes: ``faktor`` (10, 100 or 1000 times its neighbours), ``sprung`` (far outside the series' own
    habit), ``wiederholt`` (last Zeitraum's value exactly, in a series that usually moves).
    """
    nach_nr: dict[str, list[Messwert]] = defaultdict(list)
    for messwert in messwerte:
        nach_nr[messwert.kennzahl_nr].append(messwert)
    befunde = []
    for nr, geliefert in nach_nr.items():
        akte = stand.akten[nr]
        for periode in {messwert.zeitraum.periode for messwert in geliefert}:
            befunde += _check_series(akte, periode, _series(akte, periode, geliefert))
    return befunde


def _series(akte: Kennzahlakte, periode: Periode, geliefert: Iterable[Messwert]) -> list[_Punkt]:
    """Released and delivered values of one length in time order; the delivered one replaces."""
    freigegeben = {messwert.zeitraum: messwert for messwert in akte.messwerte}
    alle: dict[Zeitraum, tuple[Messwert, bool]] = {
        zeitraum: (messwert, False) for zeitraum, messwert in freigegeben.items()
    }
    for messwert in geliefert:
        frueher = freigegeben.get(messwert.zeitraum)
        alle[messwert.zeitraum] = (messwert, frueher is None or frueher.wert != messwert.wert)
    punkte = [
        _Punkt(
            zeit=zeitraum.jahr * PERIODEN_IM_JAHR[periode] + zeitraum.nummer,
            wert=float(messwert.wert),
            exakt=messwert.wert,
            messwert=messwert,
            ist_neu=neu,
        )
        for zeitraum, (messwert, neu) in alle.items()
        if zeitraum.periode is periode and messwert.wert is not None
    ]
    return sorted(punkte, key=lambda punkt: punkt.zeit)


def _check_series(akte: Kennzahlakte, periode: Periode, punkte: list[_Punkt]) -> list[Befund]:
    brueche = {bruch.ab.jahr * PERIODEN_IM_JAHR[periode] + 1 for bruch in akte.reihenbrueche}
    befunde = []
    ist_unruhig = _is_restless(punkte)
    ruhig: list[_Punkt] = []
    verdacht: _Punkt | None = None
    for stelle, punkt in enumerate(punkte):
        if any(ruhig and ruhig[-1].zeit < bruch <= punkt.zeit for bruch in brueche):
            ruhig, verdacht = [], None
        faktor = None if ist_unruhig else _factor(punkte, stelle)
        if faktor is not None:
            if punkt.ist_neu:
                befunde.append(_faktor_befund(punkt, faktor))
            continue
        if _is_jump(ruhig, punkt):
            if verdacht is not None and not _is_far(verdacht, punkt, ruhig):
                # The series has moved to a new level; from here on that is its habit.
                ruhig += [verdacht]
                verdacht = None
            else:
                if punkt.ist_neu:
                    befunde.append(_sprung_befund(punkt, ruhig[-1]))
                verdacht = punkt
                continue
        elif punkt.ist_neu and _is_repeated(ruhig, punkt):
            befunde.append(_wiederholt_befund(punkt, ruhig[-1]))
        ruhig.append(punkt)
        del ruhig[:-_GEDAECHTNIS]
    return befunde


def _is_restless(punkte: Sequence[_Punkt]) -> bool:
    """Whether a series has no usual size: more than a quarter of it is five times off the middle."""
    groessen = [abs(punkt.wert) for punkt in punkte if punkt.wert]
    if len(groessen) < _FRUEHERE_MINDESTENS:
        return False
    mitte = median(groessen)
    weit = sum(g > mitte * _UNRUHIG_AB or g * _UNRUHIG_AB < mitte for g in groessen)
    return weit * 4 > len(groessen)


def _factor(punkte: list[_Punkt], stelle: int) -> int | None:
    """The power of ten (10, 100, 1000; negative = too small) between a value and its neighbours."""
    punkt = punkte[stelle]
    nachbarn = punkte[max(0, stelle - 2) : stelle] + punkte[stelle + 1 : stelle + 3]
    if len(nachbarn) == 1 and nachbarn[0].ist_neu and (stelle == 0 or not punkt.ist_neu):
        # Of two values the newer one is asked about, unless only the older one is new.
        return None
    groessen = [abs(p.wert) for p in nachbarn if p.wert * punkt.wert > 0]
    if not groessen or len(groessen) * 2 < len(nachbarn) or punkt.wert == 0:
        return None
    mitte = median(groessen)
    groesse = math.log10(abs(punkt.wert) / mitte)
    for stellen in _STELLEN:
        if abs(abs(groesse) - stellen) <= _FAKTOR_SPIELRAUM:
            return int(math.copysign(10**stellen, groesse))
    return None


def _steps(ruhig: Sequence[_Punkt]) -> list[float]:
    """Size of the steps of a series, each for one Zeitraum."""
    return [abs(b.wert - a.wert) / max(b.zeit - a.zeit, 1) for a, b in pairwise(ruhig)]


def _is_jump(ruhig: Sequence[_Punkt], punkt: _Punkt) -> bool:
    return len(ruhig) >= _FRUEHERE_MINDESTENS and _is_far(ruhig[-1], punkt, ruhig)


def _is_far(von: _Punkt, nach: _Punkt, ruhig: Sequence[_Punkt]) -> bool:
    """Whether the step between two values is far larger than the series' steps and level allow."""
    schritt = abs(nach.wert - von.wert) / max(abs(nach.zeit - von.zeit), 1)
    niveau = median(abs(p.wert) for p in ruhig)
    schritte = _steps(ruhig)
    # A count that stands still most of the time still moves by whole cases.
    gewohnt = max(median(schritte), min((s for s in schritte if s), default=0.0), _resolution(ruhig))
    return schritt > _SPRUNG_SCHRITTE * gewohnt and schritt > _SPRUNG_ANTEIL * niveau


def _resolution(punkte: Sequence[_Punkt]) -> float:
    """Smallest step that the decimals of a series can show."""
    return 10.0 ** min(0, *(int(punkt.exakt.as_tuple().exponent) for punkt in punkte))


def _is_repeated(ruhig: Sequence[_Punkt], punkt: _Punkt) -> bool:
    """Whether a series that always moves, and by more than its last digit, stands still."""
    if len(ruhig) < _FRUEHERE_MINDESTENS or punkt.exakt != ruhig[-1].exakt:
        return False
    schritte = _steps(ruhig)
    if punkt.exakt in {Decimal(0), Decimal(100)} or not all(schritte):
        return False
    return median(schritte) >= 2 * _resolution(ruhig)


def _befund(code: str, punkt: _Punkt, text: str) -> Befund:
    stelle = punkt.messwert.fundstelle
    ort = f"Blatt „{stelle.blatt}“, Zelle {stelle.zelle}: "
    wer = f"Kennzahl {punkt.messwert.kennzahl_nr}, {punkt.messwert.zeitraum}: "
    return Befund(Schwere.WARNUNG, code, f"{ort}{wer}{text}", stelle.blatt, stelle.zelle)


def _text(zahl: Decimal) -> str:
    return f"{zahl:f}".replace(".", ",")


def _faktor_befund(punkt: _Punkt, faktor: int) -> Befund:
    anteil = f"das {faktor}-Fache" if faktor > 0 else f"ein {-faktor}stel"
    return _befund(
        "faktor",
        punkt,
        f"{_text(punkt.exakt)} ist etwa {anteil} der benachbarten Werte. Bitte Komma und Einheit prüfen "
        "und bestätigen, wenn der Wert stimmt.",
    )


def _sprung_befund(punkt: _Punkt, vorher: _Punkt) -> Befund:
    return _befund(
        "sprung",
        punkt,
        f"von {_text(vorher.exakt)} ({vorher.messwert.zeitraum}) auf {_text(punkt.exakt)} ist ein Sprung, "
        "wie ihn diese Reihe sonst nicht macht. Bitte prüfen und bestätigen, wenn der Wert stimmt.",
    )


def _wiederholt_befund(punkt: _Punkt, vorher: _Punkt) -> Befund:
    return _befund(
        "wiederholt",
        punkt,
        f"{_text(punkt.exakt)} ist genau der Wert von {vorher.messwert.zeitraum}, obwohl sich diese Reihe "
        "sonst immer bewegt. Bitte prüfen, ob der neue Wert schon eingetragen ist.",
    )
