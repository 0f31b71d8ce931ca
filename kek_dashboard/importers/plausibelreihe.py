"""Plausibelreihe: values that do not fit their own series: slips of the decimal mark, jumps, repetitions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from statistics import median

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.jahreswerte import jahreswerte
from kek_dashboard.domain.kennzahl import Kennzahlakte, Messwert
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode, Zeitraum
from kek_dashboard.formats import format_number, format_zeitraum
from kek_dashboard.importers.pruefungen import Pruefung

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
_HUNDERT = Decimal(100)


@dataclass(slots=True)
class Punkt:
    """One value of a series with its place in time (in Zeiträume of its length)."""

    zeit: int
    wert: float
    exakt: Decimal
    messwert: Messwert
    ist_neu: bool


@dataclass(frozen=True, slots=True)
class _Sprung:
    """A value that is a jump, and the one before it."""

    punkt: Punkt
    vorher: Punkt
    gewohnt: float


#: Whether the step between two values is a jump, seen from the quiet values before.
_IsFar = Callable[[Punkt, Punkt, Sequence[Punkt]], bool]


def series(akte: Kennzahlakte, periode: Periode, geliefert: Iterable[Messwert]) -> list[Punkt]:
    """Released and delivered values of one length in time order; the delivered one replaces.

    Where a Kennzahl that is measured more often gets a value for a year, the years before are those that
    follow from its shorter Zeiträume.
    """
    freigegeben = {messwert.zeitraum: messwert for messwert in akte.messwerte}
    if periode is Periode.JAHR and akte.kennzahl.frequenz.periode is not Periode.JAHR:
        freigegeben = {messwert.zeitraum: messwert for messwert in _years(akte)} | freigegeben
    alle: dict[Zeitraum, tuple[Messwert, bool]] = {
        zeitraum: (messwert, False) for zeitraum, messwert in freigegeben.items()
    }
    for messwert in geliefert:
        frueher = freigegeben.get(messwert.zeitraum)
        alle[messwert.zeitraum] = (messwert, frueher is None or frueher.wert != messwert.wert)
    punkte = [
        Punkt(
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


def _years(akte: Kennzahlakte) -> Iterable[Messwert]:
    """The Jahreswerte of a Kennzahl as Messwerte, with the decimals its own values have."""
    for jahreswert in jahreswerte(akte):
        genau = min(int(m.wert.as_tuple().exponent) for m in jahreswert.aus if m.wert is not None)
        wert = Decimal(jahreswert.wert.numerator) / Decimal(jahreswert.wert.denominator)
        gerundet = wert.quantize(Decimal(1).scaleb(min(genau, 0)))
        yield replace(jahreswert.aus[-1], zeitraum=Zeitraum(jahreswert.jahr), wert=gerundet)


def check_series(akte: Kennzahlakte, periode: Periode, punkte: list[Punkt]) -> list[Befund]:
    """Befunde ``faktor``, ``sprung`` and ``wiederholt``, as if none of them were switched off.

    ``sprung`` follows the series' own habit, or the share in ``sprung_ab`` where the Kennzahl has one;
    that share changes nothing about the other two.
    """
    brueche = {bruch.ab.jahr * PERIODEN_IM_JAHR[periode] + 1 for bruch in akte.reihenbrueche}
    faktoren = [] if _is_restless(punkte) else _factors(punkte)
    # A value that slipped is no part of the series' habit, new or not.
    verrutscht = {id(punkt) for punkt, _ in faktoren}
    uebrige = [punkt for punkt in punkte if id(punkt) not in verrutscht]
    spruenge, wiederholte = _walk(uebrige, brueche, _FRUEHERE_MINDESTENS, _is_far)
    prozent = akte.kennzahl.sprung_ab
    if prozent is not None:
        spruenge, _ = _walk(uebrige, brueche, 1, _is_step_of(prozent))
    befunde = [_faktor_befund(p, faktor, punkte) for p, faktor in faktoren if p.ist_neu]
    befunde += [_sprung_befund(sprung, prozent) for sprung in spruenge if sprung.punkt.ist_neu]
    befunde += [_wiederholt_befund(p, vorher) for p, vorher in wiederholte if p.ist_neu]
    return sorted(befunde, key=lambda befund: _place(befund, punkte))


def _place(befund: Befund, punkte: Sequence[Punkt]) -> int:
    """Where in time the value of a Befund stands."""
    stellen = ((p.messwert.fundstelle.blatt, p.messwert.fundstelle.zelle) for p in punkte)
    return next((nr for nr, ort in enumerate(stellen) if ort == (befund.blatt, befund.zelle)), 0)


def _walk(
    punkte: Sequence[Punkt], brueche: set[int], mindestens: int, is_far: _IsFar
) -> tuple[list[_Sprung], list[tuple[Punkt, Punkt]]]:
    """The jumps of a series and the values that repeat the one before; a Reihenbruch begins anew.

    A jump is set aside; where the next value stays with it, the series has moved to a new level.
    """
    spruenge: list[_Sprung] = []
    wiederholte: list[tuple[Punkt, Punkt]] = []
    ruhig: list[Punkt] = []
    verdacht: Punkt | None = None
    for punkt in punkte:
        if any(ruhig and ruhig[-1].zeit < bruch <= punkt.zeit for bruch in brueche):
            ruhig, verdacht = [], None
        if len(ruhig) >= mindestens and is_far(ruhig[-1], punkt, ruhig):
            if verdacht is None or is_far(verdacht, punkt, ruhig):
                spruenge.append(_Sprung(punkt, ruhig[-1], _usual_step(ruhig)))
                verdacht = punkt
                continue
            # The series has moved to a new level; from here on that is its habit.
            ruhig.append(verdacht)
            verdacht = None
        elif _is_repeated(ruhig, punkt):
            wiederholte.append((punkt, ruhig[-1]))
        ruhig.append(punkt)
        del ruhig[:-_GEDAECHTNIS]
    return spruenge, wiederholte


def _is_restless(punkte: Sequence[Punkt]) -> bool:
    """Whether a series has no usual size: more than a quarter of it is five times off the middle."""
    groessen = [abs(punkt.wert) for punkt in punkte if punkt.wert]
    if len(groessen) < _FRUEHERE_MINDESTENS:
        return False
    mitte = median(groessen)
    weit = sum(g > mitte * _UNRUHIG_AB or g * _UNRUHIG_AB < mitte for g in groessen)
    return weit * 4 > len(groessen)


def _factors(punkte: list[Punkt]) -> list[tuple[Punkt, int]]:
    """The values that are a power of ten off their neighbours, with that power."""
    gefunden = ((punkt, _factor(punkte, stelle)) for stelle, punkt in enumerate(punkte))
    return [(punkt, faktor) for punkt, faktor in gefunden if faktor is not None]


def _neighbours(punkte: Sequence[Punkt], stelle: int) -> list[Punkt]:
    return [*punkte[max(0, stelle - 2) : stelle], *punkte[stelle + 1 : stelle + 3]]


def _factor(punkte: list[Punkt], stelle: int) -> int | None:
    """The power of ten (10, 100, 1000; negative = too small) between a value and its neighbours."""
    punkt = punkte[stelle]
    nachbarn = _neighbours(punkte, stelle)
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


def _steps(ruhig: Sequence[Punkt]) -> list[float]:
    """Size of the steps of a series, each for one Zeitraum."""
    return [abs(b.wert - a.wert) / max(b.zeit - a.zeit, 1) for a, b in pairwise(ruhig)]


def _usual_step(ruhig: Sequence[Punkt]) -> float:
    """The step a series usually makes in one Zeitraum; never below what its decimals can show."""
    schritte = _steps(ruhig)
    if not schritte:
        return 0.0
    # A count that stands still most of the time still moves by whole cases.
    return max(median(schritte), min((s for s in schritte if s), default=0.0), _resolution(ruhig))


def _is_far(von: Punkt, nach: Punkt, ruhig: Sequence[Punkt]) -> bool:
    """Whether the step between two values is far larger than the series' steps and level allow."""
    schritt = abs(nach.wert - von.wert) / max(abs(nach.zeit - von.zeit), 1)
    niveau = median(abs(p.wert) for p in ruhig)
    return schritt > _SPRUNG_SCHRITTE * _usual_step(ruhig) and schritt > _SPRUNG_ANTEIL * niveau


def _is_step_of(prozent: Decimal) -> _IsFar:
    """Whether a value is at least so many percent off the one before; from 0 there is no percentage."""

    def is_far(von: Punkt, nach: Punkt, _ruhig: Sequence[Punkt]) -> bool:
        if von.exakt == 0:
            return False
        return abs(nach.exakt - von.exakt) * _HUNDERT >= prozent * abs(von.exakt)

    return is_far


def _resolution(punkte: Sequence[Punkt]) -> float:
    """Smallest step that the decimals of a series can show."""
    return 10.0 ** min(0, *(int(punkt.exakt.as_tuple().exponent) for punkt in punkte))


def _is_repeated(ruhig: Sequence[Punkt], punkt: Punkt) -> bool:
    """Whether a series that always moves, and by more than its last digit, stands still."""
    if len(ruhig) < _FRUEHERE_MINDESTENS or punkt.exakt != ruhig[-1].exakt:
        return False
    schritte = _steps(ruhig)
    if punkt.exakt in {Decimal(0), Decimal(100)} or not all(schritte):
        return False
    return median(schritte) >= 2 * _resolution(ruhig)


def value_befund(pruefung: Pruefung, messwert: Messwert, text: str) -> Befund:
    """A warning at the cell of a value; ``text`` is a sentence about it."""
    stelle = messwert.fundstelle
    ort = f"Blatt „{stelle.blatt}“, Zelle {stelle.zelle}: "
    wer = f"Kennzahl {messwert.kennzahl_nr}, {format_zeitraum(messwert.zeitraum)}: "
    return Befund(Schwere.WARNUNG, pruefung.value, f"{ort}{wer}{text}", stelle.blatt, stelle.zelle)


def _faktor_befund(punkt: Punkt, faktor: int, punkte: list[Punkt]) -> Befund:
    anteil = f"das {faktor}-Fache" if faktor > 0 else f"ein {-faktor}stel"
    stelle = next(nr for nr, p in enumerate(punkte) if p is punkt)
    nachbarn = ", ".join(
        f"{format_number(p.exakt)} ({format_zeitraum(p.messwert.zeitraum)})"
        for p in _neighbours(punkte, stelle)
    )
    return value_befund(
        Pruefung.FAKTOR,
        punkt.messwert,
        f"{format_number(punkt.exakt)} ist etwa {anteil} der benachbarten Werte ({nachbarn}). Bitte Komma und "
        "Einheit prüfen und bestätigen, wenn der Wert stimmt.",
    )


def _sprung_befund(sprung: _Sprung, prozent: Decimal | None) -> Befund:
    von, nach = sprung.vorher, sprung.punkt
    wann = format_zeitraum(von.messwert.zeitraum)
    schritt = f"von {format_number(von.exakt)} ({wann}) auf {format_number(nach.exakt)}"
    if prozent is None:
        warum = (
            f"{schritt} ist ein Sprung, wie ihn diese Reihe sonst nicht macht: üblich sind Schritte um etwa "
            f"{_rough(sprung.gewohnt)}"
        )
    else:
        anteil = (nach.exakt - von.exakt) * _HUNDERT / abs(von.exakt)
        warum = (
            f"{schritt} sind {format_number(anteil, 1, signed=True)} %; bei dieser Kennzahl wird ab "
            f"{format_number(prozent)} % gefragt"
        )
    return value_befund(
        Pruefung.SPRUNG, nach.messwert, f"{warum}. Bitte prüfen und bestätigen, wenn der Wert stimmt."
    )


def _rough(schritt: float) -> str:
    """A step with two telling digits."""
    stellen = 0 if schritt >= 10 or schritt == 0 else 1 - math.floor(math.log10(schritt))  # noqa: PLR2004
    return format_number(Decimal(str(schritt)), min(stellen, 6))


def _wiederholt_befund(punkt: Punkt, vorher: Punkt) -> Befund:
    return value_befund(
        Pruefung.WIEDERHOLT,
        punkt.messwert,
        f"{format_number(punkt.exakt)} ist genau der Wert von {format_zeitraum(vorher.messwert.zeitraum)}, obwohl "
        "sich diese Reihe sonst immer bewegt. Bitte prüfen, ob der neue Wert schon eingetragen ist.",
    )
