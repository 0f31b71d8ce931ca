"""Lieferungswirkung: what new values mean for the goals: the Stand before and after, for the same year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from types import MappingProxyType

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zusammenfassung import Zielbewertung, bewerte_alles
from kek_dashboard.store.save import Aenderung
from kek_dashboard.web.seite import Kontext


@dataclass(frozen=True, slots=True)
class Aenderungsbild:
    """What a Lieferung changes or has brought: records, counts, and both Datenstände for the goals."""

    aenderungen: tuple[Aenderung, ...]
    neu: int
    geaendert: int
    unveraendert: int
    befunde: tuple[Befund, ...]
    vorher: Datenstand
    nachher: Datenstand


@dataclass(frozen=True, slots=True)
class Wirkung:
    """One Kennzahl or Unterziel before and after."""

    nr: str
    name: str
    is_kennzahl: bool
    vorher: tuple[Stand, Fraction | None]
    nachher: tuple[Stand, Fraction | None]
    herkunft: Herkunft | None

    @property
    def is_change(self) -> bool:
        """Whether anything is different."""
        return self.vorher != self.nachher


def brought_by(kontext: Kontext, lieferung: Lieferung) -> tuple[Datenstand, tuple[Aenderung, ...]]:
    """The Datenstand of the day before a release, and the values of the Lieferung that count today."""
    tag = lieferung.freigegeben_am
    vorher = kontext.stand if tag is None else kontext.daten.on_day(kontext.stand, tag - timedelta(days=1))
    gebracht = [
        Aenderung("messwerte", (nr, wert.zeitraum), _known(vorher, nr, wert), wert)
        for nr, akte in kontext.stand.akten.items()
        for wert in akte.messwerte
        if wert.fundstelle.lieferung == lieferung.nr and wert.wert is not None
    ]
    return vorher, tuple(gebracht)


def _known(stand: Datenstand, nr: str, wert: Messwert) -> Messwert | None:
    akte = stand.akten.get(nr)
    werte = () if akte is None else akte.messwerte
    return next((w for w in werte if w.zeitraum == wert.zeitraum and w.wert is not None), None)


def stand_with(stand: Datenstand, aenderungen: Iterable[Aenderung]) -> Datenstand:
    """The Datenstand as it would be with these Messwerte; never stored."""
    je_kennzahl: dict[str, dict[object, Messwert]] = {}
    for aenderung in aenderungen:
        if isinstance(aenderung.neu, Messwert):
            je_kennzahl.setdefault(aenderung.neu.kennzahl_nr, {})[aenderung.neu.zeitraum] = aenderung.neu
    akten = dict(stand.akten)
    for nr, neue in je_kennzahl.items():
        if nr in akten:
            werte: dict[object, Messwert] = {w.zeitraum: w for w in akten[nr].messwerte} | neue
            geordnet = sorted(werte.values(), key=lambda w: w.zeitraum.sort_key)
            akten[nr] = replace(akten[nr], messwerte=tuple(geordnet))
    return replace(stand, akten=MappingProxyType(akten))


def wirkungsjahr(aenderungen: Sequence[Aenderung], jahre: range) -> int | None:
    """The newest year the values speak about, inside the years of the Zielsystem; ``None`` without values."""
    gesagt = [a.neu.zeitraum.jahr for a in aenderungen if isinstance(a.neu, Messwert)]
    return min(max(*gesagt, jahre[0]), jahre[-1]) if gesagt else None


def compare_stand(
    vorher: Datenstand, nachher: Datenstand, aenderungen: Sequence[Aenderung], jahr: int
) -> list[Wirkung]:
    """Affected Kennzahlen and their Unterziele at a Berichtsjahr, by number."""
    alt, neu = bewerte_alles(vorher, jahr), bewerte_alles(nachher, jahr)
    geaendert = {a.neu.kennzahl_nr for a in aenderungen if isinstance(a.neu, Messwert)}
    kennzahlen = [nr for nr in nachher.akten if nr in geaendert]
    ziele = {z.unterziel for nr in kennzahlen for z in nachher.akten[nr].zuordnungen}
    wirkungen = [
        _wirkung(nr, nachher.ziele[nr].kurztitel, alt.unterziele.get(nr), neu.unterziele.get(nr))
        for nr in nachher.ziele
        if nr in ziele
    ]
    wirkungen += [
        _wirkung(nr, nachher.akten[nr].kennzahl.bezeichnung, alt.kennzahlen.get(nr), neu.kennzahlen.get(nr))
        for nr in kennzahlen
    ]
    return wirkungen


def compare_master(vorher: Datenstand, nachher: Datenstand, jahr: int) -> list[Wirkung]:
    """Unterziele and Kennzahlen that other master data make stand otherwise at a Berichtsjahr, by number."""
    alt, neu = bewerte_alles(vorher, jahr), bewerte_alles(nachher, jahr)
    wirkungen = [
        _wirkung(nr, nachher.ziele[nr].kurztitel, alt.unterziele.get(nr), neu.unterziele[nr])
        for nr in nachher.ziele
        if nr in neu.unterziele
    ]
    wirkungen += [
        _wirkung(nr, akte.kennzahl.bezeichnung, alt.kennzahlen.get(nr), neu.kennzahlen[nr])
        for nr, akte in nachher.akten.items()
    ]
    return [w for w in wirkungen if w.is_change]


def _wirkung(
    nr: str, name: str, alt: Bewertung | Zielbewertung | None, neu: Bewertung | Zielbewertung | None
) -> Wirkung:
    herkunft = None if neu is None else neu.herkunft
    return Wirkung(nr, name, isinstance(neu, Bewertung), _pair(alt), _pair(neu), herkunft)


def _pair(bewertung: Bewertung | Zielbewertung | None) -> tuple[Stand, Fraction | None]:
    if bewertung is None:
        return Stand.KEINE_DATEN, None
    return bewertung.stand, bewertung.zielerreichung
