"""Haushaltssummen: totals a file states are held against its lines; a difference is told, not mended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.importers.haushalt_abweichung import Abweichung
from kek_dashboard.importers.haushalt_rechnung import rechnungen
from kek_dashboard.importers.haushalt_zeilen import (
    Betragsart,
    Planblatt,
    Planposten,
    Summenzeile,
)
from kek_dashboard.importers.profil import SCHLUESSELFELDER

Summen = Mapping[tuple[Positionsart, Betragsart], Decimal]

#: Key fields a total can name.
_GENANNTE_FELDER = ("produkt", "teilhaushalt", "amt")


@dataclass(frozen=True, slots=True)
class Bereich:
    """Lines a total may mean: their euros and how many amounts, by kind and column."""

    summen: dict[tuple[Positionsart, Betragsart], Decimal] = field(default_factory=dict)
    anzahl: dict[tuple[Positionsart, Betragsart], int] = field(default_factory=dict)

    def add(self, posten: Planposten) -> None:
        """Take one line in."""
        for spalte, betrag in posten.betraege.items():
            key = (posten.seite.art, spalte)
            self.summen[key] = self.summen.get(key, Decimal()) + betrag.eur
            self.anzahl[key] = self.anzahl.get(key, 0) + 1

    def since(self, frueher: Bereich | None) -> Bereich:
        """What came since it was as ``frueher``; kinds without a line since then are left out."""
        if frueher is None:
            return self
        neu = {key: n - frueher.anzahl.get(key, 0) for key, n in self.anzahl.items()}
        return Bereich(
            {key: self.summen[key] - frueher.summen.get(key, Decimal()) for key, n in neu.items() if n},
            {key: n for key, n in neu.items() if n},
        )

    def copy(self) -> Bereich:
        """As it is now."""
        return Bereich(dict(self.summen), dict(self.anzahl))


def add_up(posten: Iterable[Planposten]) -> Bereich:
    """All these lines together."""
    bereich = Bereich()
    for zeile in posten:
        bereich.add(zeile)
    return bereich


def sum_posten(posten: Iterable[Planposten]) -> Summen:
    """Euros by kind and column, as the county speaks."""
    return add_up(posten).summen


@dataclass(frozen=True, slots=True)
class Vergleich:
    """The reading of a total that fits best: what the lines give for each of its columns.

    ``anzahl``: how many amounts that takes; ``schritte`` as in ``Planblatt``; ``vorzeichenfrei``: the
    sign of the total is left open.
    """

    summenzeile: Summenzeile
    positionen: Mapping[Betragsart, Decimal]
    anzahl: Mapping[Betragsart, int]
    schritte: Mapping[Betragsart, Decimal]
    vorzeichenfrei: bool = True

    @property
    def abweichungen(self) -> tuple[Betragsart, ...]:
        """Columns in which the stated total is not what the lines give."""
        return tuple(
            spalte
            for spalte, betrag in self.summenzeile.betraege.items()
            if self._comparable(betrag.datei_eur) != self._comparable(self.positionen[spalte])
        )

    @property
    def differences(self) -> tuple[Abweichung, ...]:
        """What is to be said about its ``abweichungen``."""
        return tuple(self._difference(spalte) for spalte in self.abweichungen)

    def _difference(self, spalte: Betragsart) -> Abweichung:
        zeile, betrag = self.summenzeile, self.summenzeile.betraege[spalte]
        genannt, gezaehlt = betrag.datei_eur, self.positionen[spalte]
        if self.vorzeichenfrei and genannt * gezaehlt < 0:
            gezaehlt = -gezaehlt
        return Abweichung(
            "summe_weicht_ab",
            zeile.text,
            spalte,
            genannt,
            gezaehlt,
            self.anzahl[spalte],
            self.schritte.get(spalte, Decimal()),
            zeile.blatt,
            betrag.zelle,
        )

    def _comparable(self, eur: Decimal) -> Decimal:
        return abs(eur) if self.vorzeichenfrei else eur


class Summenvergleich:
    """All lines of a file, ready to be added up for any total it states."""

    def __init__(self, blaetter: Sequence[Planblatt]) -> None:
        """Add up the file and find its lines by Produkt, Teilhaushalt and Amt."""
        self._alle = [posten for blatt in blaetter for posten in blatt.posten]
        self._datei = add_up(self._alle)
        self._nach: dict[tuple[str, str], list[Planposten]] = defaultdict(list)
        for posten in self._alle:
            for feld in _GENANNTE_FELDER:
                self._nach[feld, posten.felder.get(feld, "")].append(posten)
        self._genannte: dict[tuple[tuple[str, str], ...], Bereich | None] = {}
        self._nummeriert: dict[tuple[str, ...], dict[tuple[str, ...], list[Planposten]]] = {}

    def compare(self, blatt: Planblatt) -> Iterator[Vergleich]:
        """Each total of a sheet with the reading that fits it best.

        Where the profile does not say of which lines, a total may mean the lines of its key, the block
        above it (since the total before, or since the last one of the same name), its sheet, or the file.
        """
        ganzes_blatt = add_up(blatt.posten)
        bisher, block_ab, war_summe = Bereich(), Bereich(), False
        gleichnamig: dict[str, Bereich] = {}
        for zeile in blatt.zeilen:
            if isinstance(zeile, Planposten):
                if war_summe:
                    block_ab, war_summe = bisher.copy(), False
                bisher.add(zeile)
                continue
            if zeile.faktoren is not None:
                yield self._compare_numbered(zeile, zeile.faktoren, blatt.schritte)
                continue
            name = re.sub(r"\W|\d", "", zeile.text.casefold())
            bloecke = [
                self._lines_of_key(zeile),
                bisher.since(block_ab),
                bisher.since(gleichnamig.get(name)),
            ]
            bereiche = [block for block in bloecke if block is not None and block.anzahl]
            yield _best_reading(zeile, [*bereiche, ganzes_blatt, self._datei], blatt.schritte)
            gleichnamig[name], war_summe = bisher.copy(), True

    def _compare_numbered(
        self, zeile: Summenzeile, faktoren: Mapping[int, int], schritte: Mapping[Betragsart, Decimal]
    ) -> Vergleich:
        """A total whose numbered lines the profile names: those with the same keys, signs as in the file."""
        felder = tuple(feld for feld in SCHLUESSELFELDER if feld != "konto" and zeile.felder.get(feld))
        if felder not in self._nummeriert:
            gruppen: dict[tuple[str, ...], list[Planposten]] = defaultdict(list)
            for posten in self._alle:
                gruppen[tuple(posten.felder.get(feld, "") for feld in felder)].append(posten)
            self._nummeriert[felder] = gruppen
        eigene = self._nummeriert[felder].get(tuple(zeile.felder[feld] for feld in felder), [])
        summen, anzahl = dict.fromkeys(zeile.betraege, Decimal()), dict.fromkeys(zeile.betraege, 0)
        for posten in eigene:
            nummer = posten.felder.get("konto", "")
            faktor = faktoren.get(int(nummer), 0) if nummer.isdecimal() else 0
            for spalte, betrag in posten.betraege.items():
                if faktor and spalte in summen:
                    summen[spalte] += faktor * betrag.datei_eur
                    anzahl[spalte] += 1
        return Vergleich(zeile, summen, anzahl, schritte, vorzeichenfrei=False)

    def _lines_of_key(self, summe: Summenzeile) -> Bereich | None:
        """Lines a total names: by its key cells, or by a Produkt or Teilhaushalt in its text."""
        genannt = tuple(
            (feld, wert)
            for feld, wert in summe.felder.items()
            if feld in SCHLUESSELFELDER and any(zeichen.isdigit() for zeichen in wert)
        )
        if genannt:
            if genannt not in self._genannte:
                self._genannte[genannt] = add_up(self._find_lines(dict(genannt)))
            return self._genannte[genannt]
        for wort in re.findall(r"[\w.-]*\d[\w.-]*", summe.text):
            for feld in _GENANNTE_FELDER:
                if (feld, wort) in self._nach:
                    if ((feld, wort),) not in self._genannte:
                        self._genannte[(feld, wort),] = add_up(self._nach[feld, wort])
                    return self._genannte[(feld, wort),]
        return None

    def _find_lines(self, genannt: Mapping[str, str]) -> Iterator[Planposten]:
        erstes = next((feld for feld in _GENANNTE_FELDER if feld in genannt), None)
        anwaerter = self._alle if erstes is None else self._nach.get((erstes, genannt[erstes]), [])
        for posten in anwaerter:
            if all(_covers(feld, wert, posten.felder.get(feld, "")) for feld, wert in genannt.items()):
                yield posten


def _covers(feld: str, summe: str, posten: str) -> bool:
    """A total of a Konto also takes in the Konten that begin with it."""
    return posten.startswith(summe) if feld == "konto" else posten == summe


def _best_reading(
    zeile: Summenzeile, bereiche: Sequence[Bereich], schritte: Mapping[Betragsart, Decimal]
) -> Vergleich:
    """The first reading with the fewest differences, those that rounding explains weighing least."""
    bester: tuple[tuple[int, int], Vergleich] | None = None
    moeglich = rechnungen(zeile.text)
    for bereich in bereiche:
        arten = {art for art, _ in bereich.summen}
        # most ways to mean a total are the same where few kinds occur
        verschieden = dict.fromkeys(
            tuple((art, faktor) for art, faktor in rechnung.items() if art in arten) for rechnung in moeglich
        )
        for rechnung in verschieden:
            vergleich = _make_reading(zeile, bereich, rechnung, schritte)
            abweichungen = vergleich.abweichungen
            if not abweichungen:
                return vergleich
            echte = sum(not differenz.is_rounding for differenz in vergleich.differences)
            if bester is None or (echte, len(abweichungen)) < bester[0]:
                bester = (echte, len(abweichungen)), vergleich
    assert bester is not None  # there is always the whole sheet
    return bester[1]


def _make_reading(
    zeile: Summenzeile,
    bereich: Bereich,
    rechnung: Sequence[tuple[Positionsart, int]],
    schritte: Mapping[Betragsart, Decimal],
) -> Vergleich:
    """What one way to mean a total gives over some lines."""
    summen = {
        spalte: sum((f * bereich.summen.get((art, spalte), Decimal()) for art, f in rechnung), Decimal())
        for spalte in zeile.betraege
    }
    anzahl = {spalte: sum(bereich.anzahl.get((art, spalte), 0) for art, _ in rechnung) for spalte in summen}
    return Vergleich(zeile, summen, anzahl, schritte)
