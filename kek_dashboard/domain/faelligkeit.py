"""Faelligkeit: which figure is due for which Zeitraum, whether it came, and since when it is owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahl, Kennzahlakte, Messwert
from kek_dashboard.domain.rechte import fold
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Zeitraum

#: Days after the end of a Zeitraum for a Kennzahl that says nothing: about a quarter. Long enough to close
#: the books of a year, short enough that the next quarterly report still shows the value. Own choice; what
#: is published later (official statistics) says so in its column „Lieferfrist“.
STANDARD_LIEFERFRIST = 90


class Faelligkeitsstand(StrEnum):
    """What became of a due figure; each Zeitraum has exactly one of these."""

    GELIEFERT = "geliefert"
    VERSPAETET_GELIEFERT = "verspaetet_geliefert"
    OHNE_WERT = "ohne_wert"
    OFFEN = "offen"
    UEBERFAELLIG = "ueberfaellig"

    @property
    def is_da(self) -> bool:
        """Whether the figure itself is there."""
        return self in {Faelligkeitsstand.GELIEFERT, Faelligkeitsstand.VERSPAETET_GELIEFERT}


@dataclass(frozen=True, slots=True)
class Faelligkeit:
    """One Kennzahl in one Zeitraum as a debt of its Fachbereich on a day.

    ``fachbereich`` is empty where the Kennzahl names none: then nobody owes it. ``geliefert_am`` is the
    day on which the released Lieferung that first brought the value or the answer came in (a slow release
    makes nobody late), ``None`` while there is none or its Lieferung is unknown. ``durch`` is the Zeitraum
    whose value answers (a whole year answers for its parts), ``roh`` how "no value" was written. ``tage``:
    days late, 0 where nothing is.
    """

    kennzahl_nr: str
    fachbereich: str
    zeitraum: Zeitraum
    faellig_am: date
    stand: Faelligkeitsstand
    geliefert_am: date | None = None
    durch: Zeitraum | None = None
    roh: str = ""
    tage: int = 0


def faelligkeiten(stand: Datenstand, tag: date) -> tuple[Faelligkeit, ...]:
    """What is due of every Kennzahl in the years of its Zielsysteme, by number and time; ``tag`` says what is overdue.

    Every Zeitraum of the Kennzahl's Frequenz from its first year on, future ones too (``offen``). Of a
    ``mehrjaehrig`` Kennzahl: each year that has a value or an answer, and the year in which its newest
    value reaches Max. Alter. Source: docs/handbuch.md, „Datenschuld“.
    """
    return tuple(chain.from_iterable(_of_akte(akte, stand, tag) for akte in stand.akten.values()))


def due_for(stand: Datenstand, fachbereich: str, jahr: int, tag: date) -> tuple[Faelligkeit, ...]:
    """What a Fachbereich should fill in for a year: everything of that year whose figure is not there.

    With it what it owes of a ``mehrjaehrig`` Kennzahl from an earlier year: a value of this year settles it.
    """
    gesucht = fold(fachbereich)
    return tuple(
        f
        for f in faelligkeiten(stand, tag)
        if fold(f.fachbereich) == gesucht
        and not f.stand.is_da
        and (f.zeitraum.jahr == jahr or (f.zeitraum.jahr < jahr and _is_standing(f, stand)))
    )


def overdue_for(stand: Datenstand, tag: date, fachbereiche: Collection[str] | None = None) -> int:
    """How many figures these Fachbereiche owe on a day; of all of them without names."""
    namen = None if fachbereiche is None else {fold(name) for name in fachbereiche}
    return sum(
        f.stand is Faelligkeitsstand.UEBERFAELLIG
        and bool(f.fachbereich)
        and (namen is None or fold(f.fachbereich) in namen)
        for f in faelligkeiten(stand, tag)
    )


def lieferfrist(kennzahl: Kennzahl) -> int:
    """Days after the end of a Zeitraum until its value is due."""
    return STANDARD_LIEFERFRIST if kennzahl.lieferfrist is None else kennzahl.lieferfrist


def _is_standing(f: Faelligkeit, stand: Datenstand) -> bool:
    """Whether any later year settles this debt too."""
    kennzahl = stand.akten[f.kennzahl_nr].kennzahl
    return kennzahl.frequenz is Frequenz.MEHRJAEHRIG and f.stand is Faelligkeitsstand.UEBERFAELLIG


@dataclass(frozen=True, slots=True)
class _Antwort:
    """What was said first about a Zeitraum, and when."""

    messwert: Messwert
    am: date | None


def _of_akte(akte: Kennzahlakte, stand: Datenstand, tag: date) -> Iterator[Faelligkeit]:
    werte, antworten = _answers(akte, stand)
    bekannt_seit = _known_since(akte, stand)
    jahre = stand.jahre_von(akte.nr)
    if akte.kennzahl.frequenz is Frequenz.MEHRJAEHRIG:
        zeitraeume: Iterable[Zeitraum] = _years_of_mehrjaehrig(akte, werte, antworten, bekannt_seit, jahre)
    else:
        zeitraeume = _grid(akte, bekannt_seit, werte, antworten, jahre)
    frist = timedelta(days=lieferfrist(akte.kennzahl))
    for zeitraum in zeitraeume:
        # Nobody owes a figure before it was asked for: the Frist begins at the earliest with the Kennzahl.
        faellig_am = max(zeitraum.ende, bekannt_seit or zeitraum.ende) + frist
        wert = werte.get(zeitraum) or werte.get(Zeitraum(zeitraum.jahr))
        antwort = antworten.get(zeitraum) or antworten.get(Zeitraum(zeitraum.jahr))
        yield _faelligkeit(akte.kennzahl, zeitraum, faellig_am, wert, antwort, tag)


def _faelligkeit(
    kennzahl: Kennzahl,
    zeitraum: Zeitraum,
    faellig_am: date,
    wert: _Antwort | None,
    antwort: _Antwort | None,
    tag: date,
) -> Faelligkeit:
    wer = (kennzahl.nr, kennzahl.fachbereich.strip(), zeitraum, faellig_am)
    if wert is not None:
        tage = max((wert.am - faellig_am).days, 0) if wert.am else 0
        ist = Faelligkeitsstand.VERSPAETET_GELIEFERT if tage else Faelligkeitsstand.GELIEFERT
        return Faelligkeit(*wer, ist, wert.am, wert.messwert.zeitraum, tage=tage)
    if antwort is not None:
        roh = antwort.messwert.fundstelle.roh.strip()
        return Faelligkeit(*wer, Faelligkeitsstand.OHNE_WERT, antwort.am, antwort.messwert.zeitraum, roh)
    tage = max((tag - faellig_am).days, 0)
    return Faelligkeit(*wer, Faelligkeitsstand.UEBERFAELLIG if tage else Faelligkeitsstand.OFFEN, tage=tage)


_Antworten = dict[Zeitraum, _Antwort]


def _answers(akte: Kennzahlakte, stand: Datenstand) -> tuple[_Antworten, _Antworten]:
    """Per Zeitraum the first value, and the first "no value" that somebody wrote down.

    An empty cell says nothing: whoever sends an empty form back still owes its figures.
    """
    werte: _Antworten = {}
    antworten: _Antworten = {}
    for messwert in (*akte.messwerte, *akte.fruehere):
        lieferung = stand.lieferungen.get(messwert.fundstelle.lieferung)
        neu = _Antwort(messwert, lieferung.angekommen_am if lieferung else None)
        if messwert.wert is not None or messwert.is_withheld:
            ziel = werte
        elif messwert.fundstelle.roh.strip():
            ziel = antworten
        else:
            continue
        bisher = ziel.get(messwert.zeitraum)
        if bisher is None or (neu.am is not None and bisher.am is not None and neu.am < bisher.am):
            ziel[messwert.zeitraum] = neu
    return werte, antworten


def _known_since(akte: Kennzahlakte, stand: Datenstand) -> date | None:
    """Release day of the first Lieferung that speaks of the Kennzahl, as far as the Datenstand knows it."""
    nummern = {akte.kennzahl.fundstelle.lieferung}
    nummern.update(satz.fundstelle.lieferung for satz in (*akte.zielwerte, *akte.fruehere_zielwerte))
    nummern.update(satz.fundstelle.lieferung for satz in (*akte.messwerte, *akte.fruehere))
    nummern.update(satz.fundstelle.lieferung for satz in akte.zuordnungen)
    tage = (stand.lieferungen[nr].freigegeben_am for nr in nummern if nr in stand.lieferungen)
    return min((tag for tag in tage if tag is not None), default=None)


def _grid(
    akte: Kennzahlakte, bekannt_seit: date | None, werte: _Antworten, antworten: _Antworten, jahre: range
) -> Iterator[Zeitraum]:
    """Every Zeitraum of the Frequenz from the Kennzahl's first year to the end of the goal years."""
    beginn = _beginn(akte.kennzahl, bekannt_seit, [z.beginn for z in (*werte, *antworten)], jahre)
    periode = akte.kennzahl.frequenz.periode
    for jahr in range(beginn.year, jahre[-1] + 1):
        for nummer in range(1, PERIODEN_IM_JAHR[periode] + 1):
            zeitraum = Zeitraum(jahr, periode, nummer)
            if zeitraum.ende >= beginn:
                yield zeitraum


def _beginn(kennzahl: Kennzahl, bekannt_seit: date | None, gesagt: list[date], jahre: range) -> date:
    """The day from which on a Kennzahl owes anything.

    Its first value or answer, or the year after the Basisjahr, whose value stands in the Stammdaten; the
    earlier of both. With neither, the year in which the Kennzahl was laid down.
    """
    moeglich = list(gesagt)
    if kennzahl.basisjahr is not None:
        moeglich.append(date(kennzahl.basisjahr + kennzahl.has_basis, 1, 1))
    if not moeglich:
        moeglich.append(date(bekannt_seit.year if bekannt_seit else jahre[0], 1, 1))
    return max(min(moeglich), date(jahre[0], 1, 1))


def _years_of_mehrjaehrig(
    akte: Kennzahlakte, werte: _Antworten, antworten: _Antworten, bekannt_seit: date | None, zieljahre: range
) -> list[Zeitraum]:
    """The years that were answered, and the one in which the newest value gets too old.

    An answer without a figure puts that year off by one. A survey that was missed stays owed until a
    newer value comes; then nobody can make up for it any more, and it is no debt.
    """
    kennzahl = akte.kennzahl
    abstand = max(kennzahl.max_alter, 1)
    jahre = {zeitraum.jahr for zeitraum in (*werte, *antworten) if zeitraum.is_year}
    mit_wert = [zeitraum.jahr for zeitraum in werte if zeitraum.is_year]
    if kennzahl.basisjahr is not None and kennzahl.has_basis:
        mit_wert.append(kennzahl.basisjahr)
    naechstes = max(mit_wert) + abstand if mit_wert else _beginn(kennzahl, bekannt_seit, [], zieljahre).year
    while naechstes in jahre or naechstes < zieljahre[0]:
        naechstes += 1
    jahre.add(naechstes)
    return [Zeitraum(jahr) for jahr in sorted(jahre) if jahr in zieljahre]
