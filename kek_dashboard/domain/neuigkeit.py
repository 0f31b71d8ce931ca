"""Neuigkeit: one subject of which two Datenstände say something else, with its causes by kind, in order of weight.

Made of an ``Unterschied`` alone and complete by construction: each of its causes and Fassungen is told, and
told once, but where it is the only reason that a second goal stands otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kek_dashboard.domain.haushalt import HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.unterschied import Aenderungsart, Unterschied, Ursache, Zielunterschied
from kek_dashboard.domain.ursachenart import Grund, Ursachenart, find_art
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zusammenfassung import Zielbewertung

Urteil = Bewertung | Zielbewertung

# From best to worst; the other Stände are no judgement and have no order.
_STUFEN = (
    Stand.ERREICHT, Stand.AUF_KURS, Stand.LEICHT_HINTER_PLAN, Stand.DEUTLICH_HINTER_PLAN, Stand.FALSCHE_RICHTUNG,
)  # fmt: skip


class Gegenstand(StrEnum):
    """What a Neuigkeit is about, in the order of weight; ``ZIEL``: the Leitbild or a Handlungsfeld."""

    OBERZIEL = "oberziel"
    UNTERZIEL = "unterziel"
    KENNZAHL = "kennzahl"
    ZIEL = "ziel"
    MASSNAHME = "massnahme"
    HAUSHALT = "haushalt"
    VERWALTUNG = "verwaltung"


_EBENE = {Ebene.OBERZIEL: Gegenstand.OBERZIEL, Ebene.UNTERZIEL: Gegenstand.UNTERZIEL}
_BEZUG = {
    "unterziel": Gegenstand.UNTERZIEL,
    "kennzahl": Gegenstand.KENNZAHL,
    "massnahme": Gegenstand.MASSNAHME,
    "maßnahme": Gegenstand.MASSNAHME,
}


class Richtung(StrEnum):
    """How a Stand moved, in the order of weight; ``ANDERS``: before or after there was no judgement."""

    SCHLECHTER = "schlechter"
    BESSER = "besser"
    ANDERS = "anders"
    GLEICH = "gleich"


@dataclass(frozen=True, slots=True, eq=False)
class Neuigkeit:
    """What is told otherwise of one subject.

    ``gruende`` are its own causes, what tells most first; ``durch`` are those of the ``teile`` that moved it,
    told there. ``is_bewegt``: its judgement moved; else something changed that moved none. ``nr`` is that of a
    goal, Kennzahl or Maßnahme, the Haushaltsjahr, or empty for the administration. ``fassungen`` are those of a
    Haushalt that came or went.
    """

    gegenstand: Gegenstand
    nr: str
    gruende: tuple[Grund, ...] = ()
    vorher: Urteil | None = None
    nachher: Urteil | None = None
    is_bewegt: bool = False
    teile: tuple[str, ...] = ()
    durch: tuple[Grund, ...] = ()
    fassungen: tuple[tuple[str, Aenderungsart], ...] = ()

    @property
    def richtung(self) -> Richtung:
        """Whether the Stand became worse or better."""
        if not self.is_bewegt or _stand(self.vorher) is _stand(self.nachher):
            return Richtung.GLEICH
        alt, neu = _stufe(self.vorher), _stufe(self.nachher)
        if alt is None or neu is None:
            return Richtung.ANDERS
        return Richtung.SCHLECHTER if neu > alt else Richtung.BESSER

    @property
    def leading(self) -> Grund | None:
        """The cause that tells most: an own one, else that of a part; ``None`` where only a Fassung came or went."""
        return next(iter((*self.gruende, *self.durch)), None)

    @property
    def arten(self) -> frozenset[Ursachenart]:
        """All kinds of causes, its own and those of its parts."""
        arten = {grund.art for grund in (*self.gruende, *self.durch)}
        return frozenset(arten | {Ursachenart.HAUSHALT} if self.fassungen else arten)

    @property
    def is_visible(self) -> bool:
        """Whether what a reader sees moved, and not only the arithmetic behind it."""
        if not self.is_bewegt or self.vorher is None or self.nachher is None:
            return self.is_bewegt
        return _seen(self.vorher) != _seen(self.nachher)

    @property
    def herkunft(self) -> Herkunft | None:
        """Herkunft of the judgement as it is now, or was; ``None`` where there is none."""
        urteil = self.nachher or self.vorher
        return None if urteil is None else urteil.herkunft


def find_neuigkeiten(unterschied: Unterschied) -> tuple[Neuigkeit, ...]:
    """All there is to tell, in order: a moved Stand first, worse before better, then by weight."""
    return tuple(sorted((*_moved(unterschied), *_unmoved(unterschied)), key=_rank))


def count_gruende(neuigkeiten: Iterable[Neuigkeit]) -> tuple[tuple[Ursachenart, int], ...]:
    """How many causes of each kind there are, none counted twice; in the order of ``Ursachenart``."""
    gezaehlt: dict[Ursachenart, set[object]] = {}
    for neuigkeit in neuigkeiten:
        for grund in (*neuigkeit.gruende, *neuigkeit.durch):
            gezaehlt.setdefault(grund.art, set()).add(id(grund.ursache))
        for fassung in neuigkeit.fassungen:
            gezaehlt.setdefault(Ursachenart.HAUSHALT, set()).add((neuigkeit.nr, fassung))
    return tuple((art, len(gezaehlt[art])) for art in Ursachenart if art in gezaehlt)


def is_told(neuigkeit: Neuigkeit) -> bool:
    """Whether it is an Unterziel or a Kennzahl of which a reader sees something else."""
    return neuigkeit.is_visible and neuigkeit.gegenstand in {Gegenstand.UNTERZIEL, Gegenstand.KENNZAHL}


def choose_neues(neuigkeiten: Sequence[Neuigkeit], most: int) -> tuple[Neuigkeit, ...]:
    """The few to be named: Unterziele and Kennzahlen that moved visibly, no two for the same leading cause.

    Where nothing of them moved, whatever else came or went.
    """
    gewaehlt: list[Neuigkeit] = []
    gesagt: set[int] = set()
    for neuigkeit in neuigkeiten:
        grund = neuigkeit.leading
        if not is_told(neuigkeit) or grund is None or id(grund.ursache) in gesagt:
            continue
        gesagt.add(id(grund.ursache))
        gewaehlt.append(neuigkeit)
    return tuple((gewaehlt or list(neuigkeiten))[:most])


def _gruende(unterschied: Unterschied, ursachen: Iterable[Ursache]) -> tuple[Grund, ...]:
    """Causes with their kinds, what tells most first."""
    dazu, weg = ({lieferung.nr for lieferung in teil} for teil in (unterschied.dazu, unterschied.weg))
    gruende = (Grund(find_art(ursache, dazu, weg), ursache) for ursache in ursachen)
    return tuple(sorted(gruende, key=lambda grund: grund.sort_key))


def _moved(unterschied: Unterschied) -> Iterator[Neuigkeit]:
    """Every judgement that moved: Kennzahlen tell their causes, goals their own and lead on to their parts."""
    kennzahlen: dict[str, tuple[Grund, ...]] = {}
    for kennzahl in unterschied.kennzahlen:
        kennzahlen[kennzahl.nr] = gruende = _gruende(unterschied, kennzahl.ursachen)
        yield Neuigkeit(
            Gegenstand.KENNZAHL, kennzahl.nr, gruende, kennzahl.vorher, kennzahl.nachher, is_bewegt=True
        )
    gesagt = {id(grund.ursache) for gruende in kennzahlen.values() for grund in gruende}
    unterziele: dict[str, tuple[Grund, ...]] = {}
    for ziel in unterschied.unterziele:
        neuigkeit = _goal(unterschied, ziel, Gegenstand.UNTERZIEL, kennzahlen, gesagt)
        unterziele[ziel.nr] = (*neuigkeit.gruende, *neuigkeit.durch)
        yield neuigkeit
    for ziel in unterschied.oberziele:
        yield _goal(unterschied, ziel, Gegenstand.OBERZIEL, unterziele, gesagt)


def _goal(
    unterschied: Unterschied,
    ziel: Zielunterschied,
    gegenstand: Gegenstand,
    teile: Mapping[str, tuple[Grund, ...]],
    gesagt: set[int],
) -> Neuigkeit:
    """A goal with the causes nobody has told yet; with all where they are its only reason."""
    eigene = [ursache for ursache in ziel.ursachen if id(ursache) not in gesagt]
    if not eigene and not ziel.teile:
        eigene = list(ziel.ursachen)
    gesagt.update(id(ursache) for ursache in eigene)
    durch = {id(grund.ursache): grund for nr in ziel.teile for grund in teile.get(nr, ())}
    for ursache in eigene:
        durch.pop(id(ursache), None)
    return Neuigkeit(
        gegenstand,
        ziel.nr,
        _gruende(unterschied, eigene),
        ziel.vorher,
        ziel.nachher,
        is_bewegt=True,
        teile=ziel.teile,
        durch=tuple(sorted(durch.values(), key=lambda grund: grund.sort_key)),
    )


def _unmoved(unterschied: Unterschied) -> Iterator[Neuigkeit]:
    """What moved no judgement, by subject; with each Haushalt its Fassungen."""
    gruppen: dict[tuple[Gegenstand, str], list[Ursache]] = {}
    for ursache in unterschied.weitere:
        gruppen.setdefault(_subject(ursache), []).append(ursache)
    fassungen: dict[str, list[tuple[str, Aenderungsart]]] = {}
    for jahr, fassung, art in unterschied.fassungen:
        fassungen.setdefault(str(jahr), []).append((fassung, art))
        gruppen.setdefault((Gegenstand.HAUSHALT, str(jahr)), [])
    for (gegenstand, nr), ursachen in gruppen.items():
        dazu = tuple(fassungen.get(nr, ())) if gegenstand is Gegenstand.HAUSHALT else ()
        yield Neuigkeit(gegenstand, nr, _gruende(unterschied, ursachen), fassungen=dazu)


def _subject(ursache: Ursache) -> tuple[Gegenstand, str]:
    """What a cause that moved no judgement is about."""
    satz = ursache.satz
    match satz:
        case Zielfassung():
            return _EBENE.get(satz.ebene, Gegenstand.ZIEL), satz.nr
        case Kennzahl():
            return Gegenstand.KENNZAHL, satz.nr
        case Massnahme():
            return Gegenstand.MASSNAHME, satz.nr
        case Meilenstein():
            return Gegenstand.MASSNAHME, satz.massnahme
        case Erlaeuterung() if satz.bezug.casefold() in _BEZUG:
            return _BEZUG[satz.bezug.casefold()], satz.bezug_nr
        case HaushaltsZuordnung() | Satzungssumme() | Haushaltsstatus():
            return Gegenstand.HAUSHALT, str(satz.haushaltsjahr)
    nr = getattr(satz, "kennzahl_nr", "")
    return (Gegenstand.KENNZAHL, nr) if nr else (Gegenstand.VERWALTUNG, "")


def _stand(urteil: Urteil | None) -> Stand | None:
    return None if urteil is None else urteil.stand


def _stufe(urteil: Urteil | None) -> int | None:
    """Place between best and worst; ``None`` where there is no judgement."""
    return None if urteil is None or urteil.stand not in _STUFEN else _STUFEN.index(urteil.stand)


def _seen(urteil: Urteil) -> tuple[object, ...]:
    """What a page shows of a judgement."""
    ausblick = urteil.ausblick if isinstance(urteil, Bewertung) else urteil.ausblicke
    return urteil.stand, urteil.zielerreichung, ausblick, urteil.bilanz


def _rank(neuigkeit: Neuigkeit) -> tuple[object, ...]:
    """Order: judgements that moved, by direction and how far; then what is seen; then the rest, by subject."""
    gegenstand = list(Gegenstand).index(neuigkeit.gegenstand)
    richtung = list(Richtung).index(neuigkeit.richtung)
    return (
        not neuigkeit.is_bewegt,
        richtung,
        not neuigkeit.is_visible,
        gegenstand,
        -_steps(neuigkeit),
        -_distance(neuigkeit),
        nummer_key(neuigkeit.nr),
    )


def _steps(neuigkeit: Neuigkeit) -> int:
    alt, neu = _stufe(neuigkeit.vorher), _stufe(neuigkeit.nachher)
    return 0 if alt is None or neu is None else abs(neu - alt)


def _distance(neuigkeit: Neuigkeit) -> Fraction:
    """How far the Zielerreichung moved; 0 where it is unknown before or after."""
    alt, neu = (None if u is None else u.zielerreichung for u in (neuigkeit.vorher, neuigkeit.nachher))
    return Fraction(0) if alt is None or neu is None else abs(neu - alt)
