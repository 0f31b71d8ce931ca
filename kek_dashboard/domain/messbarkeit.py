"""Messbarkeit: which Unterziele can be judged by their Kennzahlen, what stands in the way, and what is not measured.

Source: docs/methode.md, "s.m.a.r.t.-Prüfung" and "Zusammenfassung".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.pfad import letztes_zieljahr
from kek_dashboard.domain.schwerpunkte import schwerpunkte
from kek_dashboard.domain.smartpunkte import Ort
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG, Gesamtbewertung


class Hindernis(StrEnum):
    """The first thing that keeps a Kennzahl from being assessed, in the order of the Stände."""

    KEIN_WERT = "kein_wert"
    KEIN_ZIEL = "kein_ziel"
    WERT_ZU_ALT = "wert_zu_alt"
    KEINE_BASIS = "keine_basis"
    FALSCH_HERUM = "falsch_herum"
    NICHT_VERGLEICHBAR = "nicht_vergleichbar"
    KEIN_WERT_NACH_BASIS = "kein_wert_nach_basis"
    KEINE_TOLERANZ = "keine_toleranz"

    @property
    def is_lieferung(self) -> bool:
        """Whether a value mends it, which a Fachbereich delivers."""
        return self in {Hindernis.KEIN_WERT, Hindernis.WERT_ZU_ALT, Hindernis.KEIN_WERT_NACH_BASIS}


def ort_of(hindernis: Hindernis, akte: Kennzahlakte) -> Ort | None:
    """Where it is entered in the Stammdaten; ``None`` where a value is what is missing."""
    kennzahl = akte.kennzahl
    if hindernis is Hindernis.KEIN_ZIEL and kennzahl.zieltyp is Zieltyp.KORRIDOR:
        return Ort("Kennzahlen", "Untergrenze" if kennzahl.untergrenze is None else "Obergrenze")
    if hindernis is Hindernis.KEINE_BASIS:
        return Ort("Kennzahlen", "Basisjahr" if kennzahl.basisjahr is None else "Basiswert")
    return {
        Hindernis.KEIN_ZIEL: Ort("Zielwerte", "Zielwert"),
        Hindernis.FALSCH_HERUM: Ort("Zielwerte", "Zielwert"),
        Hindernis.NICHT_VERGLEICHBAR: Ort("Reihenbrüche", "Basiswert neu"),
        Hindernis.KEINE_TOLERANZ: Ort("Kennzahlen", "Toleranz"),
    }.get(hindernis)


def find_hindernis(akte: Kennzahlakte, b: Bewertung) -> Hindernis | None:
    """What keeps this Kennzahl from being assessed; ``None`` where it is, or where it is only watched."""
    if b.is_assessable or akte.kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
        return None
    if b.stand is not Stand.NICHT_BEWERTBAR:
        return _BY_STAND[b.stand]
    if akte.kennzahl.zieltyp.is_hold:
        return Hindernis.KEINE_TOLERANZ
    if b.weg is None:
        return Hindernis.KEINE_BASIS
    if not b.weg.is_valid:
        return Hindernis.FALSCH_HERUM
    return Hindernis.KEIN_WERT_NACH_BASIS if b.weg.is_comparable else Hindernis.NICHT_VERGLEICHBAR


_BY_STAND = {
    Stand.KEINE_DATEN: Hindernis.KEIN_WERT,
    Stand.OHNE_ZIEL: Hindernis.KEIN_ZIEL,
    Stand.DATEN_UEBERFAELLIG: Hindernis.WERT_ZU_ALT,
}


class Messbarkeit(StrEnum):
    """Whether an Unterziel can be judged: by all its Kennzahlen, by at least half of them, or not."""

    GANZ = "ganz"
    TEILWEISE = "teilweise"
    NICHT = "nicht"
    OHNE_KENNZAHL = "ohne_kennzahl"

    @property
    def is_messbar(self) -> bool:
        """Whether there is a judgement."""
        return self in {Messbarkeit.GANZ, Messbarkeit.TEILWEISE}


@dataclass(frozen=True, slots=True)
class Fehlstelle:
    """Kennzahlen of an Unterziel with the same Hindernis and the same who or where mends it, by number."""

    hindernis: Hindernis
    akten: tuple[Kennzahlakte, ...]
    ort: Ort | None
    fachbereich: str


@dataclass(frozen=True, slots=True)
class Zielmessbarkeit:
    """One Unterziel at one Berichtsjahr.

    ``kennzahlen``: all that are mapped; ``mit_ziel``: those with something to reach or to hold; ``bewertbar``:
    those that have a judgement. ``abdeckung``: their share by weight, ``None`` without any with a Zieltyp that
    counts. ``noch_noetig``: how many more must be assessable at least; 0 where it can be judged.
    """

    ziel: Ziel
    messbarkeit: Messbarkeit
    kennzahlen: int
    mit_ziel: int
    bewertbar: int
    abdeckung: Fraction | None
    fehlstellen: tuple[Fehlstelle, ...]
    noch_noetig: int = 0


def messbarkeiten(stand: Datenstand, gesamt: Gesamtbewertung) -> tuple[Zielmessbarkeit, ...]:
    """Every Unterziel, by number."""
    return tuple(_of_ziel(ziel, stand, gesamt) for ziel in stand.ziele_der_ebene(Ebene.UNTERZIEL))


def _of_ziel(ziel: Ziel, stand: Datenstand, gesamt: Gesamtbewertung) -> Zielmessbarkeit:
    mitglieder = stand.mitglieder(ziel.nr)
    z = gesamt.unterziele[ziel.nr]
    zaehlend = [(a, zu) for a, zu in mitglieder if a.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN]
    messbar = _judge(z.stand, z.abdeckung)
    return Zielmessbarkeit(
        ziel,
        messbar,
        len(mitglieder),
        sum(_has_target(akte) for akte, _ in zaehlend),
        z.bewertet,
        z.abdeckung,
        _gaps((akte for akte, _ in zaehlend), gesamt),
        _still_needed(zaehlend, gesamt) if messbar is Messbarkeit.NICHT else 0,
    )


def _judge(stand: Stand, abdeckung: Fraction | None) -> Messbarkeit:
    if stand is Stand.KEINE_KENNZAHL or abdeckung is None:
        return Messbarkeit.OHNE_KENNZAHL
    if stand is Stand.NICHT_BEWERTBAR:
        return Messbarkeit.NICHT
    return Messbarkeit.GANZ if abdeckung == 1 else Messbarkeit.TEILWEISE


def _has_target(akte: Kennzahlakte) -> bool:
    kennzahl = akte.kennzahl
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        return kennzahl.untergrenze is not None and kennzahl.obergrenze is not None
    return letztes_zieljahr(akte) is not None


def _gaps(akten: Iterable[Kennzahlakte], gesamt: Gesamtbewertung) -> tuple[Fehlstelle, ...]:
    """What keeps Kennzahlen from being assessed, together where the same person or sheet mends it."""
    gruppen: dict[tuple[Hindernis, Ort | None, str], list[Kennzahlakte]] = {}
    for akte in akten:
        hindernis = find_hindernis(akte, gesamt.kennzahlen[akte.nr])
        if hindernis is not None:
            wer = akte.kennzahl.fachbereich.strip() if hindernis.is_lieferung else ""
            gruppen.setdefault((hindernis, ort_of(hindernis, akte), wer), []).append(akte)
    ordnung = list(Hindernis)
    return tuple(
        Fehlstelle(hindernis, tuple(gruppe), ort, wer)
        for (hindernis, ort, wer), gruppe in sorted(
            gruppen.items(), key=lambda paar: (ordnung.index(paar[0][0]), -len(paar[1]), paar[0][2])
        )
    )


def _still_needed(
    zaehlend: Iterable[tuple[Kennzahlakte, UnterzielZuordnung]], gesamt: Gesamtbewertung
) -> int:
    """How many more Kennzahlen must be assessable for half of the weights, the heaviest first."""
    gewichte = [(Fraction(z.gewicht), gesamt.kennzahlen[a.nr].is_assessable) for a, z in zaehlend]
    noetig = sum((g for g, _ in gewichte), Fraction(0)) * MINDEST_ABDECKUNG
    erreicht = sum((g for g, da in gewichte if da), Fraction(0))
    anzahl = 0
    for gewicht in sorted((g for g, da in gewichte if not da), reverse=True):
        if erreicht >= noetig:
            break
        erreicht += gewicht
        anzahl += 1
    return anzahl


def staerken_ohne_massnahme(stand: Datenstand) -> tuple[Ziel, ...]:
    """Stärken (Handlungsfelder) of the Drucksache that no Maßnahme of their Unterziel names, by number.

    Which Stärke a Kennzahl measures the Stammdaten do not say.
    """
    return tuple(
        s.feld
        for unterziel in stand.ziele_der_ebene(Ebene.UNTERZIEL)
        for s in schwerpunkte(stand, unterziel.nr)
        if s.feld is not None and not s.massnahmen
    )
