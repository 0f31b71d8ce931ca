"""Zielerreichung: how far a Kennzahl has come and whether it will arrive; the one place of the rule.

Source of every formula and border here: docs/methode.md. All arithmetic is exact (Fraction);
ratios are rounded once to 6 decimals and compared as rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.ausblick import Ausblick, hold_ausblick, way_ausblick
from kek_dashboard.domain.bilanz import Bilanz, hold_bilanz, way_bilanz
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.jahreswerte import Jahreswert, jahreswerte
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.pfad import Haltelinie, Zielweg, haltelinie, letztes_zieljahr, zielweg
from kek_dashboard.domain.runden import rounded
from kek_dashboard.domain.tempo import Tempo, tempo

# Borders of the Stand, as shares of the whole way. Source: docs/methode.md, "Stand".
LEICHT_AB = Fraction(5, 100)
DEUTLICH_UEBER = Fraction(20, 100)


class Stand(StrEnum):
    """How far are we? In the order in which the first fitting one holds."""

    KEINE_DATEN = "keine_daten"
    OHNE_ZIEL = "ohne_ziel"
    DATEN_UEBERFAELLIG = "daten_ueberfaellig"
    NICHT_BEWERTBAR = "nicht_bewertbar"
    ERREICHT = "erreicht"
    FALSCHE_RICHTUNG = "falsche_richtung"
    AUF_KURS = "auf_kurs"
    LEICHT_HINTER_PLAN = "leicht_hinter_plan"
    DEUTLICH_HINTER_PLAN = "deutlich_hinter_plan"
    KEINE_KENNZAHL = "keine_kennzahl"

    @property
    def is_assessable(self) -> bool:
        """Whether the Stand is a judgement that enters a roll-up."""
        return self in _BEWERTBAR


_BEWERTBAR = frozenset(
    {
        Stand.ERREICHT,
        Stand.AUF_KURS,
        Stand.LEICHT_HINTER_PLAN,
        Stand.DEUTLICH_HINTER_PLAN,
        Stand.FALSCHE_RICHTUNG,
    }
)


@dataclass(frozen=True, slots=True)
class Bewertung:
    """One Kennzahl at one Berichtsjahr. ``None`` = unknown, never 0.

    ``jahr``/``ist``: newest Jahreswert; ``soll``: what the path or line asks for in that year;
    ``zielerreichung``, ``soll_zielerreichung``, ``planabweichung``, ``guete`` (g of the Bilanz):
    shares rounded to 6 decimals; ``ist``, ``soll``, ``tempo``, ``prognose``, ``noetiges_tempo``:
    exact, in the Kennzahl's unit (a year). ``weg`` or ``linie`` is the target it was held against.
    """

    nr: str
    berichtsjahr: int
    stand: Stand
    ausblick: Ausblick
    herkunft: Herkunft
    jahr: int | None = None
    ist: Fraction | None = None
    soll: Fraction | None = None
    zielerreichung: Fraction | None = None
    soll_zielerreichung: Fraction | None = None
    planabweichung: Fraction | None = None
    tempo: Fraction | None = None
    prognose: Fraction | None = None
    noetiges_tempo: Fraction | None = None
    bilanz: Bilanz | None = None
    guete: Fraction | None = None
    letztes_zieljahr: int | None = None
    jahreswerte: tuple[Jahreswert, ...] = ()
    weg: Zielweg | None = None
    linie: Haltelinie | None = None
    tempo_aus: Tempo | None = None

    @property
    def is_assessable(self) -> bool:
        """Whether it counts in a roll-up."""
        return self.stand.is_assessable


def bewerte(akte: Kennzahlakte, jahr: int) -> Bewertung:
    """Stand, Ausblick and Bilanz of one Kennzahl at Berichtsjahr ``jahr``.

    Only Jahreswerte of years up to ``jahr`` count; targets are never limited by it.
    Source: docs/methode.md.
    """
    kennzahl = akte.kennzahl
    werte = jahreswerte(akte, jahr)
    letzter = werte[-1] if werte else None
    weg = zielweg(akte, None if letzter is None else letzter.jahr) if kennzahl.zieltyp.is_way else None
    linie = haltelinie(akte) if kennzahl.zieltyp.is_hold else None
    bilanz, guete = _bilanz(akte, jahr, werte)
    t1 = None if letzter is None else letzter.jahr
    y1 = None if letzter is None else letzter.wert
    soll: Fraction | None = None
    if t1 is not None:
        if weg is not None:
            soll = weg.soll(t1)
        elif linie is not None:
            soll = linie.soll(t1)
    fertig = _Urteil()
    stand = _vorpruefung(akte, jahr, letzter, weg, linie)
    if stand is None and letzter is not None:
        fertig = _way(akte, werte, weg) if weg is not None else _hold(akte, werte, linie)
        stand = fertig.stand
    return Bewertung(
        nr=akte.nr,
        berichtsjahr=jahr,
        stand=stand or Stand.KEINE_DATEN,
        ausblick=fertig.ausblick,
        herkunft=_herkunft(akte, werte),
        jahr=t1,
        ist=y1,
        soll=soll,
        zielerreichung=fertig.zielerreichung,
        soll_zielerreichung=fertig.soll_zielerreichung,
        planabweichung=fertig.planabweichung,
        tempo=None if fertig.tempo is None else fertig.tempo.je_jahr,
        prognose=fertig.prognose,
        noetiges_tempo=fertig.noetiges_tempo,
        bilanz=bilanz,
        guete=guete,
        letztes_zieljahr=letztes_zieljahr(akte),
        jahreswerte=werte,
        weg=weg,
        linie=linie,
        tempo_aus=fertig.tempo,
    )


@dataclass(frozen=True, slots=True)
class _Urteil:
    """The part of a Bewertung that exists only for an assessable Kennzahl."""

    stand: Stand | None = None
    ausblick: Ausblick = Ausblick.KEINE_AUSSAGE
    zielerreichung: Fraction | None = None
    soll_zielerreichung: Fraction | None = None
    planabweichung: Fraction | None = None
    tempo: Tempo | None = None
    prognose: Fraction | None = None
    noetiges_tempo: Fraction | None = None


def _vorpruefung(
    akte: Kennzahlakte,
    jahr: int,
    letzter: Jahreswert | None,
    weg: Zielweg | None,
    linie: Haltelinie | None,
) -> Stand | None:
    """The first four Stände, in their order; ``None`` where the Kennzahl can be assessed."""
    if letzter is None:
        return Stand.KEINE_DATEN
    if not _has_ziel(akte):
        return Stand.OHNE_ZIEL
    if jahr - letzter.jahr > akte.kennzahl.max_alter:
        return Stand.DATEN_UEBERFAELLIG
    if akte.kennzahl.zieltyp.is_way:
        ok = weg is not None and weg.is_valid and weg.is_comparable and letzter.jahr > weg.basisjahr
    else:
        ok = linie is not None and linie.toleranz is not None
    return None if ok else Stand.NICHT_BEWERTBAR


def _has_ziel(akte: Kennzahlakte) -> bool:
    """Whether there is something to reach or to hold; way types count targets after the base year."""
    kennzahl = akte.kennzahl
    if kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
        return False
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        return kennzahl.untergrenze is not None and kennzahl.obergrenze is not None
    return letztes_zieljahr(akte) is not None


def _way(akte: Kennzahlakte, werte: tuple[Jahreswert, ...], weg: Zielweg) -> _Urteil:
    t1, y1 = werte[-1].jahr, werte[-1].wert
    soll = weg.soll(t1)
    assert soll is not None
    abweichung = rounded(weg.richtung * (soll - y1) / abs(weg.strecke))
    erreicht = weg.is_reached(y1)
    lauf = tempo(akte, werte)
    offen = t1 < weg.zieljahr and not erreicht
    prognose = None if lauf is None or not offen else y1 + lauf.je_jahr * (weg.zieljahr - t1)
    return _Urteil(
        stand=_way_stand(akte, weg, werte[-1], soll, abweichung),
        ausblick=way_ausblick(weg, t1, y1, abweichung, lauf),
        zielerreichung=rounded((y1 - weg.basiswert) / weg.strecke),
        soll_zielerreichung=rounded((soll - weg.basiswert) / weg.strecke),
        planabweichung=abweichung,
        tempo=lauf,
        prognose=prognose,
        noetiges_tempo=(weg.zielwert - y1) / (weg.zieljahr - t1) if offen else None,
    )


def _way_stand(
    akte: Kennzahlakte, weg: Zielweg, letzter: Jahreswert, soll: Fraction, abweichung: Fraction
) -> Stand:
    if weg.is_reached(letzter.wert):
        return Stand.ERREICHT
    rueckschritt = weg.richtung * (letzter.wert - weg.basiswert) < -weg.rauschband(akte.kennzahl.rauschband)
    if rueckschritt and weg.richtung * (soll - weg.basiswert) >= 0:
        return Stand.FALSCHE_RICHTUNG
    stand = stand_by_abweichung(abweichung)
    if stand is Stand.AUF_KURS and letzter.jahr >= weg.zieljahr:
        return Stand.LEICHT_HINTER_PLAN
    return stand


def stand_by_abweichung(abweichung: Fraction) -> Stand:
    """Stand by the missing share alone, with the borders of docs/methode.md."""
    if abweichung < LEICHT_AB:
        return Stand.AUF_KURS
    return Stand.LEICHT_HINTER_PLAN if abweichung <= DEUTLICH_UEBER else Stand.DEUTLICH_HINTER_PLAN


def _hold(akte: Kennzahlakte, werte: tuple[Jahreswert, ...], linie: Haltelinie | None) -> _Urteil:
    assert linie is not None
    assert linie.toleranz is not None
    t1, y1 = werte[-1].jahr, werte[-1].wert
    abstand = linie.abstand(y1, t1)
    abweichung = rounded(abstand / linie.toleranz)
    lauf = tempo(akte, werte)
    return _Urteil(
        stand=Stand.ERREICHT if abstand == 0 else stand_by_abweichung(abweichung),
        ausblick=hold_ausblick(linie, t1, y1, lauf),
        zielerreichung=rounded(max(Fraction(0), 1 - abstand / linie.toleranz)),
        soll_zielerreichung=Fraction(1),
        planabweichung=abweichung,
        tempo=lauf,
    )


def _bilanz(
    akte: Kennzahlakte, jahr: int, werte: tuple[Jahreswert, ...]
) -> tuple[Bilanz | None, Fraction | None]:
    """Bilanz and its g once the last target year is over; independent of the Stand."""
    ende = letztes_zieljahr(akte)
    if ende is None or jahr < ende:
        return None, None
    frueheste = ende - akte.kennzahl.max_alter if akte.kennzahl.frequenz == "mehrjaehrig" else ende
    wert = next((w for w in reversed(werte) if frueheste <= w.jahr <= ende), None)
    if wert is None:
        return None, None
    if akte.kennzahl.zieltyp.is_way:
        return way_bilanz(zielweg(akte, wert.jahr), wert.jahr, wert.wert)
    return hold_bilanz(haltelinie(akte), wert.jahr, wert.wert)


def _herkunft(akte: Kennzahlakte, werte: tuple[Jahreswert, ...]) -> Herkunft:
    """Weakest Herkunft of the values used; a Beispiel target or mapping makes the figure Beispiel."""
    eigene = akte.kennzahl.herkunft
    gemessen = [m.herkunft or eigene for wert in werte for m in wert.aus] or [eigene]
    zugesetzt = (
        [z.herkunft for z in akte.zielwerte] if akte.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN else []
    )
    zugesetzt += [bruch.herkunft for bruch in akte.reihenbrueche if bruch.basiswert_neu is not None]
    if akte.kennzahl.zieltyp is Zieltyp.KORRIDOR:
        zugesetzt.append(akte.kennzahl.ziel_herkunft)
    if Herkunft.BEISPIEL in zugesetzt:
        return Herkunft.BEISPIEL
    return weakest(gemessen, eigene)
