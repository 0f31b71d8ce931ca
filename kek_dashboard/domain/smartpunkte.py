"""Smartpunkte: the things a Kennzahl must have to be s.m.a.r.t., each with its sentence and its place.

A sentence says how it is; the place is the sheet and column of the Stammdaten in which it is entered.
Source: docs/methode.md, "s.m.a.r.t.-Prüfung".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahl, Kennzahlakte, Zieltyp
from kek_dashboard.domain.rechte import fold
from kek_dashboard.domain.tempo import MINDESTENS_WERTE, letzter_reihenbruch, tempo
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung


@dataclass(frozen=True, slots=True)
class Ort:
    """Sheet and column of the Stammdaten in which something is entered."""

    blatt: str
    spalte: str

    def __str__(self) -> str:
        """As a sentence names it."""
        return f"Blatt „{self.blatt}“, Spalte „{self.spalte}“"


@dataclass(frozen=True, slots=True)
class Punkt:
    """One thing a criterion asks for: a German sentence on how it is, and where it is entered.

    ``ort`` is ``None`` where no sheet of the Stammdaten can mend it: a value is owed (``is_lieferung``), a series
    is still too short, or the Stammdaten have no place for it. Without a ``tragend`` one the criterion is not met.
    """

    satz: str
    is_da: bool
    ort: Ort | None = None
    is_tragend: bool = False
    is_lieferung: bool = False


def _kennzahlen(spalte: str) -> Ort:
    return Ort("Kennzahlen", spalte)


def _zielwerte(spalte: str) -> Ort:
    return Ort("Zielwerte", spalte)


def spezifisch(akte: Kennzahlakte, stand: Datenstand) -> Iterator[Punkt]:
    """It is said what is counted, and which goal it speaks for."""
    definition = akte.kennzahl.definition.strip()
    yield Punkt(
        "Es ist festgelegt, was gezählt wird."
        if definition
        else "Es fehlt die Definition: was genau gezählt wird.",
        bool(definition),
        _kennzahlen("Definition"),
    )
    ziele = [z.unterziel for z in akte.zuordnungen if _is_unterziel(stand, z.unterziel)]
    wort = "das Unterziel" if len(ziele) == 1 else "die Unterziele"
    yield Punkt(
        f"Sie misst {wort} {' und '.join(ziele)}." if ziele else "Sie ist keinem Unterziel zugeordnet.",
        bool(ziele),
        Ort("Zuordnung Unterziele", "Unterziel"),
    )


def _is_unterziel(stand: Datenstand, nr: str) -> bool:
    ziel = stand.ziele.get(nr)
    return ziel is not None and ziel.ebene is Ebene.UNTERZIEL


def messbar(kennzahl: Kennzahl, b: Bewertung) -> Iterator[Punkt]:
    """There is a unit, a source and a value that is not too old."""
    einheit, quelle = kennzahl.einheit.strip(), kennzahl.quelle.strip()
    yield Punkt(
        f"Gemessen wird in: {einheit}." if einheit else "Es fehlt die Einheit.",
        bool(einheit),
        _kennzahlen("Einheit"),
    )
    yield Punkt(
        f"Quelle: {quelle}." if quelle else "Es fehlt die Quelle der Werte.",
        bool(quelle),
        _kennzahlen("Quelle"),
    )
    yield _aktueller_wert(kennzahl, b)


def _aktueller_wert(kennzahl: Kennzahl, b: Bewertung) -> Punkt:
    if b.jahr is None:
        satz = f"Bis {b.berichtsjahr} gibt es keinen Jahreswert."
        return Punkt(satz, is_da=False, is_tragend=True, is_lieferung=True)
    alter, erlaubt = b.berichtsjahr - b.jahr, kennzahl.max_alter
    if alter > erlaubt:
        satz = f"Der neueste Jahreswert ist von {b.jahr}, also {years(alter)} alt; erlaubt sind {years(erlaubt)}."
        return Punkt(satz, is_da=False, is_lieferung=True)
    return Punkt(f"Der neueste Jahreswert ist von {b.jahr}.", is_da=True)


def years(anzahl: int) -> str:
    """A number of years in words of a sentence."""
    return "1 Jahr" if anzahl == 1 else f"{anzahl} Jahre"


def akzeptiert(akte: Kennzahlakte, stand: Datenstand) -> Iterator[Punkt]:
    """Somebody answers for the figure, and the goal was decided."""
    fachbereich = akte.kennzahl.fachbereich.strip()
    yield Punkt(
        f"Verantwortlich: {fachbereich}."
        if fachbereich
        else "Es ist kein Fachbereich genannt, der sie verantwortet.",
        bool(fachbereich),
        _kennzahlen("Fachbereich"),
    )
    if fachbereich:
        bekannt = fold(fachbereich) in {fold(name) for name in stand.organisation}
        yield Punkt(
            "Der Fachbereich steht in der Organisation."
            if bekannt
            else f"„{fachbereich}“ steht nicht in der Organisation.",
            bekannt,
            Ort("Organisation", "Fachbereich"),
        )
    yield _beschluss(akte)


def _beschluss(akte: Kennzahlakte) -> Punkt:
    """Every target in force names its decision; the borders of a Korridor have no column for one."""
    if akte.kennzahl.zieltyp is Zieltyp.KORRIDOR and not akte.zielwerte:
        satz = "Zu den Grenzen des Korridors ist kein Beschluss genannt; das Blatt „Kennzahlen“ hat dafür keine Spalte."
        return Punkt(satz, is_da=False)
    ort = _zielwerte("Beschluss")
    if not akte.zielwerte:
        return Punkt("Ohne Zielwert gibt es auch keinen Beschluss dazu.", is_da=False, ort=ort)
    ohne = [str(z.jahr) for z in akte.zielwerte if not z.beschluss.strip()]
    if ohne:
        return Punkt(f"Zum Zielwert {', '.join(ohne)} ist kein Beschluss genannt.", is_da=False, ort=ort)
    return Punkt(f"Beschlossen: {akte.zielwerte[-1].beschluss.strip()}.", is_da=True, ort=ort)


def realistisch(akte: Kennzahlakte, b: Bewertung) -> Iterator[Punkt]:
    """The way can be computed at all; how fast it must go is told beside it and left to others to judge."""
    massstab = _massstab(akte, b)
    yield massstab
    werte = b.jahreswerte
    gemessen = bool(werte) and tempo(akte, werte) is not None
    mehrjaehrig = akte.kennzahl.frequenz is Frequenz.MEHRJAEHRIG
    noetig = f"{MINDESTENS_WERTE} {'Erhebungen' if mehrjaehrig else 'Jahreswerte'}"
    yield Punkt(
        "Das bisherige Tempo ist bekannt."
        if gemessen
        else f"Das bisherige Tempo ist nicht bekannt: Dafür sind mindestens {noetig} einer Reihe nötig.",
        gemessen,
    )
    yield from _plausibel(akte)


def _massstab(akte: Kennzahlakte, b: Bewertung) -> Punkt:
    """What the way or the distance is measured with; the first thing that is missing."""
    if akte.kennzahl.zieltyp.is_way and akte.kennzahl.is_basis_withheld:
        satz = f"Der Ausgangswert ({akte.kennzahl.basisjahr}) ist festgelegt und wird {GESPERRT}."
        return Punkt(satz, is_da=True, ort=_kennzahlen("Basiswert"))
    fehler = _fault_of_way(akte, b) if akte.kennzahl.zieltyp.is_way else _fault_of_line(akte)
    if fehler is not None:
        satz, ort = fehler
        return Punkt(satz, is_da=False, ort=ort, is_tragend=True)
    if b.weg is not None:
        satz = f"Ausgangswert ({b.weg.basisjahr}) und Ziel ergeben einen Weg in der gewollten Richtung."
        return Punkt(satz, is_da=True, ort=_kennzahlen("Basiswert"))
    return Punkt("Linie und Toleranz sind festgelegt.", is_da=True, ort=_kennzahlen("Toleranz"))


def _fault_of_way(akte: Kennzahlakte, b: Bewertung) -> tuple[str, Ort] | None:
    kennzahl, weg = akte.kennzahl, b.weg
    if kennzahl.basisjahr is None:
        return "Es fehlt das Basisjahr, von dem aus der Weg zum Ziel führt.", _kennzahlen("Basisjahr")
    if weg is None:
        if b.letztes_zieljahr is None:
            return "Es gibt keinen Zielwert nach dem Basisjahr, also keinen Weg.", _zielwerte("Zielwert")
        return "Es fehlt der Ausgangswert, von dem aus der Weg zum Ziel führt.", _kennzahlen("Basiswert")
    if not weg.is_valid:
        wort = "über" if kennzahl.zieltyp is Zieltyp.STEIGERN else "unter"
        satz = f"Der letzte Zielwert müsste {wort} dem Ausgangswert liegen, tut es aber nicht."
        return satz, _zielwerte("Zielwert")
    if not weg.is_comparable:
        bruch = None if b.jahr is None else letzter_reihenbruch(akte, b.jahr)
        seit = "" if bruch is None else f" Seit {bruch.ab.jahr} wird anders gezählt."
        satz = f"Der Ausgangswert ist nicht mehr vergleichbar.{seit}"
        return satz, Ort("Reihenbrüche", "Basiswert neu")
    return None


def _fault_of_line(akte: Kennzahlakte) -> tuple[str, Ort] | None:
    kennzahl = akte.kennzahl
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        if kennzahl.untergrenze is None:
            return "Es fehlt die Untergrenze des Korridors.", _kennzahlen("Untergrenze")
        if kennzahl.obergrenze is None:
            return "Es fehlt die Obergrenze des Korridors.", _kennzahlen("Obergrenze")
    elif not akte.zielwerte:
        return "Es gibt keinen Zielwert, also keine Linie.", _zielwerte("Zielwert")
    if kennzahl.toleranz is None or kennzahl.toleranz <= 0:
        satz = "Es fehlt die Toleranz: bis wie weit daneben noch etwas vom Ziel übrig ist."
        return satz, _kennzahlen("Toleranz")
    return None


def _plausibel(akte: Kennzahlakte) -> Iterator[Punkt]:
    """A target must lie among the values that the Stammdaten themselves hold for possible, where they say so."""
    kennzahl = akte.kennzahl
    von, bis = kennzahl.plausibel_von, kennzahl.plausibel_bis
    ziele = [z.wert for z in akte.zielwerte]
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        ziele = [grenze for grenze in (kennzahl.untergrenze, kennzahl.obergrenze) if grenze is not None]
    for grenze, spalte, draussen in (
        (von, "Plausibel von", von is not None and any(wert < von for wert in ziele)),
        (bis, "Plausibel bis", bis is not None and any(wert > bis for wert in ziele)),
    ):
        if grenze is not None and draussen:
            satz = (
                f"Ein Ziel liegt außerhalb dessen, was die Stammdaten selbst für möglich halten („{spalte}“)."
            )
            yield Punkt(satz, is_da=False, ort=_kennzahlen(spalte))


def terminiert(akte: Kennzahlakte, b: Bewertung) -> Iterator[Punkt]:
    """There is a year by which, and a rhythm in which it is looked at."""
    ende, kennzahl = b.letztes_zieljahr, akte.kennzahl
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        yield Punkt("Der Korridor gilt in jedem Jahr; ein Zieljahr braucht er nicht.", is_da=True)
    elif ende is None:
        ort = _zielwerte("Jahr")
        yield Punkt("Es gibt keinen Zielwert mit einem Zieljahr.", is_da=False, ort=ort, is_tragend=True)
    else:
        vorbei = " Es ist vorbei; ein neues ist nicht gesetzt." if b.berichtsjahr > ende else ""
        yield Punkt(f"Zieljahr ist {ende}.{vorbei}", is_da=True, ort=_zielwerte("Jahr"))
    satz = f"Erhoben wird sie {_RHYTHMUS[kennzahl.frequenz]}."
    yield Punkt(satz, is_da=True, ort=_kennzahlen("Frequenz"))


_RHYTHMUS = {
    Frequenz.JAEHRLICH: "jährlich",
    Frequenz.HALBJAEHRLICH: "halbjährlich",
    Frequenz.VIERTELJAEHRLICH: "vierteljährlich",
    Frequenz.MONATLICH: "monatlich",
    Frequenz.MEHRJAEHRIG: "alle paar Jahre",
}
