"""Zusammenfassung: Kennzahlen rolled up to Unterziel, Oberziel and the counts of the Leitbild.

Source: docs/methode.md, "Zusammenfassung". Money never enters here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz, grade_below_reached
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.kennzahl import Kennzahlakte, UnterzielZuordnung, Zieltyp
from kek_dashboard.domain.runden import clipped, rounded
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung, Stand, bewerte, stand_by_abweichung

# Below this share of the weights there is no figure. Source: docs/methode.md, "Abdeckung".
MINDEST_ABDECKUNG = Fraction(1, 2)
_Art = TypeVar("_Art", Stand, Ausblick)
_GEBREMST = frozenset({Stand.DEUTLICH_HINTER_PLAN, Stand.FALSCHE_RICHTUNG})


@dataclass(frozen=True, slots=True)
class Zielbewertung:
    """An Unterziel or Oberziel at one Berichtsjahr.

    Shares are rounded to 6 decimals; ``None`` = no figure. ``bewertet`` of ``anzahl`` members could
    be assessed. For an Unterziel ``mitglieder`` are the Kennzahlen that count (without ``beobachten``),
    ``schwaechste`` the one that is furthest behind its Soll; for an Oberziel it is an Unterziel.
    """

    nr: str
    stand: Stand
    herkunft: Herkunft
    zielerreichung: Fraction | None = None
    soll_zielerreichung: Fraction | None = None
    planabweichung: Fraction | None = None
    abdeckung: Fraction | None = None
    bilanz: Bilanz | None = None
    guete: Fraction | None = None
    bewertet: int = 0
    anzahl: int = 0
    mitglieder: tuple[str, ...] = ()
    beobachtet: tuple[str, ...] = ()
    schwaechste: str | None = None
    staende: tuple[tuple[Stand, int], ...] = ()
    ausblicke: tuple[tuple[Ausblick, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gesamtbewertung:
    """All Kennzahlen, Unterziele and Oberziele at one Berichtsjahr, by number."""

    jahr: int
    kennzahlen: Mapping[str, Bewertung]
    unterziele: Mapping[str, Zielbewertung]
    oberziele: Mapping[str, Zielbewertung]

    def staende(self) -> tuple[tuple[Stand, int], ...]:
        """Number of distinct Kennzahlen per Stand, in the order of ``Stand``; zeros are left out."""
        return _counts(Stand, (b.stand for b in self.kennzahlen.values()))

    def ausblicke(self) -> tuple[tuple[Ausblick, int], ...]:
        """Number of distinct Kennzahlen per Ausblick; zeros are left out."""
        return _counts(Ausblick, (b.ausblick for b in self.kennzahlen.values()))


@dataclass(frozen=True, slots=True)
class _Mitglied:
    """One member of a roll-up: its weight, its rounded ratios, its Stand."""

    nr: str
    gewicht: Fraction
    stand: Stand
    zielerreichung: Fraction | None
    soll: Fraction | None
    herkunft: Herkunft


def bewerte_alles(stand: Datenstand, jahr: int) -> Gesamtbewertung:
    """Every Kennzahl, Unterziel and Oberziel of a Datenstand at Berichtsjahr ``jahr``."""
    kennzahlen = {nr: bewerte(akte, jahr) for nr, akte in stand.akten.items()}
    nach_ziel: dict[str, list[tuple[Kennzahlakte, UnterzielZuordnung]]] = {}
    for akte in stand.akten.values():
        for zuordnung in akte.zuordnungen:
            nach_ziel.setdefault(zuordnung.unterziel, []).append((akte, zuordnung))
    unterziele = {
        ziel.nr: bewerte_unterziel(ziel.nr, nach_ziel.get(ziel.nr, ()), kennzahlen, jahr)
        for ziel in stand.ziele_der_ebene(Ebene.UNTERZIEL)
    }
    oberziele = {
        ziel.nr: bewerte_oberziel(ziel.nr, [unterziele[unter.nr] for unter in stand.unterziele_von(ziel.nr)])
        for ziel in stand.ziele_der_ebene(Ebene.OBERZIEL)
    }
    eigene = stand.eigene_akten
    alle: Mapping[str, Bewertung] = MappingProxyType(kennzahlen)
    return Gesamtbewertung(
        jahr,
        alle if len(eigene) == len(kennzahlen) else _Eigene(kennzahlen, tuple(eigene)),
        MappingProxyType(unterziele),
        MappingProxyType(oberziele),
    )


class _Eigene(Mapping[str, Bewertung]):
    """Judgements of which only those of the Zielsystem are gone through and counted; any other is found by number."""

    def __init__(self, alle: Mapping[str, Bewertung], eigene: tuple[str, ...]) -> None:
        self._alle, self._eigene = alle, eigene

    def __getitem__(self, nr: str) -> Bewertung:
        return self._alle[nr]

    def __iter__(self) -> Iterator[str]:
        return iter(self._eigene)

    def __len__(self) -> int:
        return len(self._eigene)


def bewerte_unterziel(
    nr: str,
    zugeordnet: Iterable[tuple[Kennzahlakte, UnterzielZuordnung]],
    bewertungen: Mapping[str, Bewertung],
    jahr: int,
) -> Zielbewertung:
    """Roll-up of the Kennzahlen mapped to one Unterziel; ``beobachten`` is shown but never counts."""
    zaehlend, beobachtet = [], []
    for akte, zuordnung in zugeordnet:
        if akte.kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
            beobachtet.append(akte.nr)
        else:
            zaehlend.append((bewertungen[akte.nr], zuordnung))
    mitglieder = [
        _Mitglied(
            b.nr, Fraction(z.gewicht), b.stand, b.zielerreichung, b.soll_zielerreichung,
            Herkunft.BEISPIEL if z.herkunft is Herkunft.BEISPIEL else b.herkunft,
        )
        for b, z in zaehlend
    ]  # fmt: skip
    bilanz, guete = _unterziel_bilanz(zaehlend, jahr)
    return _rolled_up(
        nr,
        mitglieder,
        lambda m: m.stand.is_assessable,
        bilanz=bilanz,
        guete=guete,
        beobachtet=tuple(beobachtet),
        ausblicke=_counts(Ausblick, (b.ausblick for b, _ in zaehlend)),
    )


def bewerte_oberziel(nr: str, unterziele: Sequence[Zielbewertung]) -> Zielbewertung:
    """Roll-up of Unterziele, all counting the same; assessable is one that has a Zielerreichung."""
    mitglieder = [
        _Mitglied(u.nr, Fraction(1), u.stand, u.zielerreichung, u.soll_zielerreichung, u.herkunft)
        for u in unterziele
    ]
    ausblicke: Counter[Ausblick] = Counter()
    for unterziel in unterziele:
        ausblicke.update(dict(unterziel.ausblicke))
    return _rolled_up(
        nr,
        mitglieder,
        lambda m: m.zielerreichung is not None,
        ausblicke=tuple((a, ausblicke[a]) for a in Ausblick if ausblicke[a]),
    )


def _rolled_up(
    nr: str,
    mitglieder: Sequence[_Mitglied],
    is_assessable: Callable[[_Mitglied], bool],
    *,
    ausblicke: tuple[tuple[Ausblick, int], ...],
    bilanz: Bilanz | None = None,
    guete: Fraction | None = None,
    beobachtet: tuple[str, ...] = (),
) -> Zielbewertung:
    bewertbar = [m for m in mitglieder if is_assessable(m)]
    herkunft = weakest(m.herkunft for m in bewertbar or mitglieder)
    alle = sum((m.gewicht for m in mitglieder), Fraction(0))
    z = z_soll = f = abdeckung = None
    if not mitglieder:
        stand = Stand.KEINE_KENNZAHL
    else:
        gewicht = sum((m.gewicht for m in bewertbar), Fraction(0))
        abdeckung = rounded(gewicht / alle)
        stand = Stand.NICHT_BEWERTBAR
        if abdeckung >= MINDEST_ABDECKUNG and gewicht:
            z_genau = sum(
                (m.gewicht * clipped(m.zielerreichung or Fraction(0)) for m in bewertbar), Fraction(0)
            )
            s_genau = sum((m.gewicht * clipped(m.soll or Fraction(0)) for m in bewertbar), Fraction(0))
            z, z_soll = rounded(z_genau / gewicht), rounded(s_genau / gewicht)
            f = rounded((s_genau - z_genau) / gewicht)
            stand = _stand(bewertbar, f, is_complete=abdeckung == 1)
    return Zielbewertung(
        nr=nr,
        stand=stand,
        herkunft=herkunft,
        zielerreichung=z,
        soll_zielerreichung=z_soll,
        planabweichung=f,
        abdeckung=abdeckung,
        bilanz=bilanz,
        guete=guete,
        bewertet=len(bewertbar),
        anzahl=len(mitglieder),
        mitglieder=tuple(m.nr for m in mitglieder),
        beobachtet=beobachtet,
        schwaechste=_weakest_member(bewertbar),
        staende=_counts(Stand, (m.stand for m in mitglieder)),
        ausblicke=ausblicke,
    )


def _stand(bewertbar: Sequence[_Mitglied], f: Fraction, *, is_complete: bool) -> Stand:
    if is_complete and all(m.stand is Stand.ERREICHT for m in bewertbar):
        return Stand.ERREICHT
    stand = stand_by_abweichung(f)
    if stand is Stand.AUF_KURS and any(m.stand in _GEBREMST for m in bewertbar):
        return Stand.LEICHT_HINTER_PLAN
    return stand


def _weakest_member(bewertbar: Sequence[_Mitglied]) -> str | None:
    """The member furthest behind its Soll (clipped as in the roll-up); ``None`` if none is behind."""

    def rueckstand(m: _Mitglied) -> Fraction:
        return clipped(m.soll or Fraction(0)) - clipped(m.zielerreichung or Fraction(0))

    hinten = max(bewertbar, key=rueckstand, default=None)
    return hinten.nr if hinten is not None and rueckstand(hinten) > 0 else None


def _unterziel_bilanz(
    zaehlend: Sequence[tuple[Bewertung, UnterzielZuordnung]], jahr: int
) -> tuple[Bilanz | None, Fraction | None]:
    """Bilanz of an Unterziel and its Z once the last target year of its Kennzahlen is over."""
    ende = max((b.letztes_zieljahr for b, _ in zaehlend if b.letztes_zieljahr is not None), default=None)
    if ende is None or jahr < ende:
        return None, None
    fertig = [(Fraction(z.gewicht), b.guete) for b, z in zaehlend if b.guete is not None]
    gewicht = sum((g for g, _ in fertig), Fraction(0))
    abdeckung = rounded(gewicht / sum((Fraction(z.gewicht) for _, z in zaehlend), Fraction(0)))
    if abdeckung < MINDEST_ABDECKUNG or not gewicht:
        return None, None
    z = rounded(sum((g * clipped(guete) for g, guete in fertig), Fraction(0)) / gewicht)
    if z >= 1:
        return (Bilanz.ERREICHT if abdeckung == 1 else Bilanz.UEBERWIEGEND_ERREICHT), z
    return grade_below_reached(z), z


def _counts(arten: type[_Art], werte: Iterable[_Art]) -> tuple[tuple[_Art, int], ...]:
    gezaehlt = Counter(werte)
    return tuple((art, gezaehlt[art]) for art in arten if gezaehlt[art])


def erstes_berichtsjahr(stand: Datenstand, jahre: Sequence[int]) -> tuple[int, int, int]:
    """The Berichtsjahr to open with: the newest in which half of the Kennzahlen with a target count.

    Returns (year, assessable Kennzahlen, Kennzahlen with a target). Where no year reaches the half,
    the one with the most; ``jahre`` must not be empty.
    """
    mit_ziel = [
        akte
        for akte in stand.eigene_akten.values()
        if akte.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN
        and (
            akte.zielwerte or (akte.kennzahl.untergrenze is not None and akte.kennzahl.obergrenze is not None)
        )
    ]
    gezaehlt = {jahr: sum(bewerte(akte, jahr).is_assessable for akte in mit_ziel) for jahr in jahre}
    for jahr in sorted(jahre, reverse=True):
        if mit_ziel and gezaehlt[jahr] * 2 >= len(mit_ziel):
            return jahr, gezaehlt[jahr], len(mit_ziel)
    bestes = max(jahre, key=lambda jahr: (gezaehlt[jahr], jahr))
    return bestes, gezaehlt[bestes], len(mit_ziel)
