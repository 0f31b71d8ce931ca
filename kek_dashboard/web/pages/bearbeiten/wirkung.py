"""Bearbeitungswirkung: what a draft would do to Stand and Zielerreichung, year by year, before anybody releases it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.smart import Smartpruefung, pruefe_smart
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung, Stand, bewerte
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, Zielbewertung, bewerte_alles


@dataclass(frozen=True, slots=True)
class Lage:
    """How something stands; ``None`` in a figure that there is not."""

    stand: Stand
    zielerreichung: Fraction | None = None
    soll: Fraction | None = None
    ausblick: Ausblick | None = None


@dataclass(frozen=True, slots=True)
class Wirkung:
    """A Kennzahl, Unterziel or Oberziel that a draft makes stand otherwise at a Berichtsjahr of a Zielsystem."""

    system: str
    jahr: int
    ebene: str
    nr: str
    name: str
    vorher: Lage
    nachher: Lage
    herkunft: Herkunft

    @property
    def is_stand(self) -> bool:
        """Whether the Stand itself is another one."""
        return self.vorher.stand is not self.nachher.stand


def compare(vorher: Datenstand, nachher: Datenstand) -> tuple[Wirkung, ...]:
    """All that stands otherwise, newest year first, from the Oberziele down."""
    return tuple(
        wirkung
        for system in nachher.zielsysteme
        for wirkung in _in_system(_view(vorher, system.name), nachher.fuer(system.name))
    )


def compare_smart(
    vorher: Datenstand, nachher: Datenstand, nr: str, jahr: int
) -> tuple[Smartpruefung | None, Smartpruefung | None]:
    """The s.m.a.r.t. check of a Kennzahl before and after; ``None`` where there is no such Kennzahl."""
    return _smart(vorher, nr, jahr), _smart(nachher, nr, jahr)


def _smart(stand: Datenstand, nr: str, jahr: int) -> Smartpruefung | None:
    akte: Kennzahlakte | None = stand.akten.get(nr)
    return None if akte is None else pruefe_smart(akte, bewerte(akte, jahr), stand)


def _view(stand: Datenstand, name: str) -> Datenstand:
    """The same Zielsystem before, as far as it was there."""
    return stand.fuer(name) if any(s.name == name for s in stand.zielsysteme) else stand


def _in_system(vorher: Datenstand, nachher: Datenstand) -> Iterator[Wirkung]:
    letztes = min(nachher.jahre[-1], nachher.wissensstand.year)
    for jahr in range(letztes, nachher.jahre[0] - 1, -1):
        alt, neu = bewerte_alles(vorher, jahr), bewerte_alles(nachher, jahr)
        for ebene in (Ebene.OBERZIEL.value, Ebene.UNTERZIEL.value, "Kennzahl"):
            alte, neue = _of(alt, ebene), _of(neu, ebene)
            for nr, bewertung in neue.items():
                war, ist = _lage(alte.get(nr)), _lage(bewertung)
                if war != ist:
                    name = _name(nachher, ebene, nr)
                    yield Wirkung(
                        nachher.zielsystem.name, jahr, ebene, nr, name, war, ist, bewertung.herkunft
                    )


def _of(gesamt: Gesamtbewertung, ebene: str) -> Mapping[str, Bewertung] | Mapping[str, Zielbewertung]:
    if ebene == Ebene.OBERZIEL.value:
        return gesamt.oberziele
    return gesamt.unterziele if ebene == Ebene.UNTERZIEL.value else gesamt.kennzahlen


def _lage(bewertung: Bewertung | Zielbewertung | None) -> Lage:
    if bewertung is None:
        return Lage(Stand.KEINE_DATEN)
    ausblick = bewertung.ausblick if isinstance(bewertung, Bewertung) else None
    return Lage(bewertung.stand, bewertung.zielerreichung, bewertung.soll_zielerreichung, ausblick)


def _name(stand: Datenstand, ebene: str, nr: str) -> str:
    return stand.akten[nr].kennzahl.bezeichnung if ebene == "Kennzahl" else stand.ziele[nr].kurztitel
