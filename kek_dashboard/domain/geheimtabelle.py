"""Geheimtabelle: which values of personal Kennzahlen depend on each other, and by which sums they can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kek_dashboard.domain.kennzahl import Aggregation, Kennzahl
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode, Zeitraum

#: A value of a Kennzahl for a Zeitraum, whoever said it and however often.
Wert = tuple[str, Zeitraum, Decimal]
Werte = Mapping[tuple[str, Zeitraum], Decimal]

#: From so many cases on a count of a personal Kennzahl is shown; 0 is shown too.
AB_FAELLEN = 3
_HALB = Decimal("0.5")


def is_small(wert: Decimal) -> bool:
    """Whether a value is more than none and less than what is shown."""
    return 0 < wert < AB_FAELLEN


@dataclass(frozen=True, slots=True)
class Zelle:
    """One quantity that readers may know. ``art`` is empty for a value that somebody delivered.

    Others are never shown but can be worked out: the one part of a sum that nobody told („fehlt“) or what is left for
    several („rest“), what one Zeitraum added to a cumulated value („zuwachs“), a year made of its parts („jahr“).
    ``heikel``: it counts persons.
    """

    nr: str
    zeitraum: Zeitraum
    wert: Decimal
    heikel: bool
    art: str = ""

    @property
    def is_delivered(self) -> bool:
        """Whether it is shown where nothing withholds it."""
        return not self.art

    @property
    def is_primary(self) -> bool:
        """Whether it may be known to nobody: a small count of persons."""
        return self.heikel and is_small(self.wert)

    @property
    def sort_key(self) -> tuple[str, tuple[int, int, int], str, Decimal]:
        """An order that is always the same."""
        return self.nr, self.zeitraum.sort_key, self.art, self.wert


@dataclass(frozen=True, slots=True)
class Gleichung:
    """What readers know of quantities: ``faktor`` times ``summe`` is the sum of ``teile``, give or take ``spiel``."""

    summe: Zelle
    teile: tuple[Zelle, ...]
    faktor: int = 1
    spiel: Decimal = Decimal(0)

    @property
    def zellen(self) -> tuple[Zelle, ...]:
        """All quantities in it."""
        return (self.summe, *self.teile)


@dataclass(frozen=True, slots=True)
class Regelwerk:
    """What is known of the Kennzahlen: which are personal, how a year is made, and which is the sum of which."""

    kennzahlen: Mapping[str, Kennzahl]
    personal: frozenset[str]
    summen: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def familie(self) -> frozenset[str]:
        """The personal Kennzahlen and those that sums join to them."""
        teile = {nr for summe in self.summen for nr in (summe[0], *summe[1])}
        return frozenset(self.kennzahlen) | teile

    def zelle(self, nr: str, zeitraum: Zeitraum, wert: Decimal) -> Zelle:
        """A delivered value."""
        return Zelle(nr, zeitraum, wert, nr in self.personal)


def make_regelwerk(versionen: Iterable[Kennzahl]) -> Regelwerk:
    """Rules from all versions of all Kennzahlen, oldest first: the newest mark and every sum ever stated holds.

    Only what personal Kennzahlen can be worked out from is kept: those that sums join to one of them.
    """
    alle: dict[str, Kennzahl] = {}
    summen: dict[tuple[str, tuple[str, ...]], None] = {}
    for kennzahl in versionen:
        alle[kennzahl.nr] = kennzahl
        teile = tuple(dict.fromkeys(t.strip() for t in kennzahl.summe_aus.split("+") if t.strip()))
        if teile and kennzahl.nr not in teile:
            summen[kennzahl.nr, teile] = None
    personal = frozenset(nr for nr, kennzahl in alle.items() if kennzahl.personenbezogen)
    familie = _family(personal, summen)
    return Regelwerk(
        {nr: kennzahl for nr, kennzahl in alle.items() if nr in familie},
        personal,
        tuple((nr, teile) for nr, teile in summen if nr in familie),
    )


def _family(personal: Collection[str], summen: Iterable[tuple[str, tuple[str, ...]]]) -> set[str]:
    """The personal Kennzahlen and all that sums join to them, directly or through others."""
    familie = set(personal)
    gruppen = [{nr, *teile} for nr, teile in summen]
    groesse = -1
    while groesse != len(familie):
        groesse = len(familie)
        for gruppe in gruppen:
            if gruppe & familie:
                familie |= gruppe
    return familie


def gleichungen(werte: Werte, regelwerk: Regelwerk) -> Iterator[Gleichung]:
    """Every relation among the values of one year, as far as it is true of them.

    A sum that the values do not add up to tells nobody anything of its parts and is left out.
    """
    jahre: dict[str, Zelle] = {}
    je_kennzahl: dict[str, dict[Zeitraum, Decimal]] = {}
    for (nr, zeitraum), wert in werte.items():
        je_kennzahl.setdefault(nr, {})[zeitraum] = wert
    for nr, eigene in je_kennzahl.items():
        kennzahl = regelwerk.kennzahlen.get(nr)
        if kennzahl is None:
            continue
        for gleichung in _in_time(kennzahl, eigene, regelwerk):
            if gleichung.summe.art == "jahr":
                jahre[nr] = gleichung.summe
            yield gleichung
    for nr, teile in regelwerk.summen:
        for zeitraum, wert in je_kennzahl.get(nr, {}).items():
            summe = regelwerk.zelle(nr, zeitraum, wert)
            yield from _sum_of(summe, teile, je_kennzahl, jahre, regelwerk)


def _sum_of(
    summe: Zelle,
    teile: tuple[str, ...],
    je_kennzahl: Mapping[str, Mapping[Zeitraum, Decimal]],
    jahre: Mapping[str, Zelle],
    regelwerk: Regelwerk,
) -> Iterator[Gleichung]:
    """A Kennzahl as the sum of others in one Zeitraum; a part that nobody told is what is left."""
    bekannt: list[Zelle] = []
    fehlt: list[tuple[str, Zeitraum]] = []
    for nr in teile:
        wert = je_kennzahl.get(nr, {}).get(summe.zeitraum)
        if wert is not None:
            bekannt.append(regelwerk.zelle(nr, summe.zeitraum, wert))
        elif summe.zeitraum.is_year and nr in jahre:
            bekannt.append(jahre[nr])
        else:
            fehlt.append((nr, summe.zeitraum))
    yield from _whole_or_rest(summe, bekannt, fehlt, regelwerk)


def _whole_or_rest(
    summe: Zelle, teile: Sequence[Zelle], fehlt: Sequence[tuple[str, Zeitraum]], regelwerk: Regelwerk
) -> Iterator[Gleichung]:
    """The sum of its parts; where parts are missing, of those known and what is left for the others."""
    if not teile:
        return
    rest = summe.wert - sum((teil.wert for teil in teile), Decimal(0))
    if not fehlt:
        spiel = sum((_rounding(zelle.wert) for zelle in (summe, *teile)), Decimal(0))
        if abs(rest) <= spiel:
            yield Gleichung(summe, tuple(teile), spiel=spiel if rest else Decimal(0))
    elif rest >= 0:
        yield Gleichung(summe, (*teile, _left_over(summe, rest, fehlt, regelwerk)))


def _left_over(
    summe: Zelle, rest: Decimal, fehlt: Sequence[tuple[str, Zeitraum]], regelwerk: Regelwerk
) -> Zelle:
    """What is left for the parts that nobody told: the part itself where it is one."""
    if len(fehlt) == 1:
        nr, zeitraum = fehlt[0]
        return Zelle(nr, zeitraum, rest, nr in regelwerk.personal, "fehlt")
    heikel = summe.heikel or any(nr in regelwerk.personal for nr, _ in fehlt)
    art = f"rest {summe.wert.normalize():f} " + " ".join(f"{nr} {zeitraum}" for nr, zeitraum in fehlt)
    return Zelle(summe.nr, summe.zeitraum, rest, heikel, art)


def _in_time(
    kennzahl: Kennzahl, eigene: Mapping[Zeitraum, Decimal], regelwerk: Regelwerk
) -> Iterator[Gleichung]:
    """What a Kennzahl's own Zeiträume of a year say of each other."""
    if kennzahl.aggregation in {Aggregation.SUMME, Aggregation.MITTEL}:
        yield from _from_parts(kennzahl, eigene, regelwerk)
        return
    folge = sorted(eigene, key=lambda zeitraum: zeitraum.sort_key)
    for vorher, nachher in pairwise(folge):
        alt, neu = (regelwerk.zelle(kennzahl.nr, z, eigene[z]) for z in (vorher, nachher))
        if vorher.ende == nachher.ende:
            if alt.wert == neu.wert:
                yield Gleichung(neu, (alt,))
        elif kennzahl.aggregation is Aggregation.KUMULIERT and neu.wert >= alt.wert:
            art = f"zuwachs {vorher} {alt.wert.normalize():f} {neu.wert.normalize():f}"
            yield Gleichung(neu, (alt, Zelle(neu.nr, nachher, neu.wert - alt.wert, neu.heikel, art)))


def _from_parts(
    kennzahl: Kennzahl, eigene: Mapping[Zeitraum, Decimal], regelwerk: Regelwerk
) -> Iterator[Gleichung]:
    """Longer Zeiträume made of shorter ones, by sum or mean; a year that only its parts tell."""
    is_mittel = kennzahl.aggregation is Aggregation.MITTEL
    for zeitraum, wert in eigene.items():
        for periode in (Periode.HALBJAHR, Periode.QUARTAL, Periode.MONAT):
            erwartet = _parts_of(zeitraum, periode)
            da = [regelwerk.zelle(kennzahl.nr, z, eigene[z]) for z in erwartet if z in eigene]
            if not erwartet or not da:
                continue
            summe = regelwerk.zelle(kennzahl.nr, zeitraum, wert)
            if is_mittel:
                yield from _mean_of(summe, da, len(erwartet))
            else:
                fehlt = [(kennzahl.nr, z) for z in erwartet if z not in eigene]
                yield from _whole_or_rest(summe, da, fehlt, regelwerk)
    jahr = Zeitraum(next(iter(eigene)).jahr)
    teile = [eigene.get(z) for z in _parts_of(jahr, kennzahl.frequenz.periode)]
    if jahr in eigene or is_mittel or not teile or None in teile:
        return
    zellen = tuple(
        regelwerk.zelle(kennzahl.nr, z, eigene[z]) for z in _parts_of(jahr, kennzahl.frequenz.periode)
    )
    gesamt = sum((zelle.wert for zelle in zellen), Decimal(0))
    yield Gleichung(Zelle(kennzahl.nr, jahr, gesamt, zellen[0].heikel, "jahr"), zellen)


def _mean_of(summe: Zelle, teile: list[Zelle], anzahl: int) -> Iterator[Gleichung]:
    """A mean, rounded as it is written."""
    spiel = anzahl * _HALB.scaleb(min(0, int(summe.wert.as_tuple().exponent)))
    if len(teile) == anzahl and abs(anzahl * summe.wert - sum(teil.wert for teil in teile)) <= spiel:
        yield Gleichung(summe, tuple(teile), anzahl, spiel)


def _parts_of(zeitraum: Zeitraum, periode: Periode) -> tuple[Zeitraum, ...]:
    """The Zeiträume of a shorter length that make up a longer one; empty where it is not longer."""
    je_jahr, eigene = PERIODEN_IM_JAHR[periode], PERIODEN_IM_JAHR[zeitraum.periode]
    anzahl, uebrig = divmod(je_jahr, eigene)
    if anzahl < 2 or uebrig:  # noqa: PLR2004 - one part is no part
        return ()
    erstes = (zeitraum.nummer - 1) * anzahl + 1
    return tuple(Zeitraum(zeitraum.jahr, periode, nummer) for nummer in range(erstes, erstes + anzahl))


def _rounding(wert: Decimal) -> Decimal:
    """How far a value may be off because it is written rounded; a whole number counts and is exact."""
    stellen = max(0, -int(wert.normalize().as_tuple().exponent))
    return _HALB.scaleb(-stellen) if stellen else Decimal(0)
