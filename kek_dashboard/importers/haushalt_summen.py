"""Haushaltssummen: totals a file states are held against its lines; a difference is told, not mended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.formats import format_euro
from kek_dashboard.importers.haushalt_zeilen import (
    Betragsart,
    Planblatt,
    Planposten,
    Summenzeile,
    spaltentitel,
)
from kek_dashboard.importers.profil import SCHLUESSELFELDER

_A = Positionsart
#: A total is a sum over kinds with a factor each; which kinds it takes in, its words leave open.
Rechnung = Mapping[Positionsart, int]
Summen = Mapping[tuple[Positionsart, Betragsart], Decimal]


#: Key fields a total can name.
_GENANNTE_FELDER = ("produkt", "teilhaushalt", "amt")


def _ohne_und_mit(*grund: tuple[Positionsart, Positionsart, Positionsart, int]) -> tuple[Rechnung, ...]:
    """Ordinary kinds alone, with interne, with außerordentliche, with both."""
    return tuple(
        {
            art: faktor
            for ordentlich, intern, ausserordentlich, faktor in grund
            for art, dabei in ((ordentlich, True), (intern, mit_i), (ausserordentlich, mit_ao))
            if dabei
        }
        for mit_i, mit_ao in ((False, False), (True, False), (False, True), (True, True))
    )


_EIN = (_A.ERTRAEGE, _A.INTERNE_ERTRAEGE, _A.AUSSERORDENTLICHE_ERTRAEGE, 1)
_AUS = (_A.AUFWENDUNGEN, _A.INTERNE_AUFWENDUNGEN, _A.AUSSERORDENTLICHE_AUFWENDUNGEN, 1)
_ERTRAEGE = (*_ohne_und_mit(_EIN), {_A.INTERNE_ERTRAEGE: 1}, {_A.AUSSERORDENTLICHE_ERTRAEGE: 1})
_AUFWENDUNGEN = (*_ohne_und_mit(_AUS), {_A.INTERNE_AUFWENDUNGEN: 1}, {_A.AUSSERORDENTLICHE_AUFWENDUNGEN: 1})
_SALDEN = (
    *_ohne_und_mit(_EIN, (*_AUS[:3], -1)),
    {_A.INTERNE_ERTRAEGE: 1, _A.INTERNE_AUFWENDUNGEN: -1},
    {_A.AUSSERORDENTLICHE_ERTRAEGE: 1, _A.AUSSERORDENTLICHE_AUFWENDUNGEN: -1},
)
_KASSE_EIN = (_A.INVESTIVE_EINZAHLUNGEN, _A.LAUFENDE_EINZAHLUNGEN, _A.FINANZIERUNG_EINZAHLUNGEN)
_KASSE_AUS = (_A.INVESTIVE_AUSZAHLUNGEN, _A.LAUFENDE_AUSZAHLUNGEN, _A.FINANZIERUNG_AUSZAHLUNGEN)


def _kasse(*seiten: tuple[tuple[Positionsart, ...], int]) -> tuple[Rechnung, ...]:
    """Investment, current business and financing, each alone, the first two, all three."""
    return tuple(
        {arten[stelle]: faktor for arten, faktor in seiten for stelle in auswahl}
        for auswahl in ((0,), (1,), (2,), (0, 1), (0, 1, 2))
    )


_EINZAHLUNGEN = _kasse((_KASSE_EIN, 1))
_AUSZAHLUNGEN = _kasse((_KASSE_AUS, 1))
_KASSENSALDEN = _kasse((_KASSE_EIN, 1), (_KASSE_AUS, -1))
_ALLES: tuple[Rechnung, ...] = (dict.fromkeys(Positionsart, 1),)
_SALDOWORT = re.compile(r"saldo|ergebnis|überschuss|fehlbetrag|fehlbedarf|zuschuss|defizit")


def rechnungen(text: str) -> tuple[Rechnung, ...]:
    """The ways in which a total of this name can be meant, the most usual first."""
    klein = text.casefold()
    ein, aus = "erträge" in klein or "ertraege" in klein, "aufw" in klein
    if _SALDOWORT.search(klein) or (ein and aus):
        return _SALDEN + _KASSENSALDEN
    if ein:
        return _ERTRAEGE
    if aus:
        return _AUFWENDUNGEN
    if "einzahl" in klein and "auszahl" not in klein:
        return _EINZAHLUNGEN
    if "auszahl" in klein and "einzahl" not in klein:
        return _AUSZAHLUNGEN
    return _ALLES + _SALDEN + _KASSENSALDEN + _ERTRAEGE + _AUFWENDUNGEN + _EINZAHLUNGEN + _AUSZAHLUNGEN


def sum_posten(posten: Iterable[Planposten]) -> Summen:
    """Euros by kind and column, as the county speaks."""
    summen: dict[tuple[Positionsart, Betragsart], Decimal] = defaultdict(Decimal)
    for zeile in posten:
        for spalte, betrag in zeile.betraege.items():
            summen[zeile.seite.art, spalte] += betrag.eur
    return summen


@dataclass(frozen=True, slots=True)
class Vergleich:
    """The reading of a total that fits best: what the lines give for each of its columns."""

    summenzeile: Summenzeile
    positionen: Mapping[Betragsart, Decimal]

    @property
    def abweichungen(self) -> tuple[Betragsart, ...]:
        """Columns in which the stated total is not what the lines give; the sign is left open."""
        return tuple(
            spalte
            for spalte, betrag in self.summenzeile.betraege.items()
            if abs(betrag.datei_eur) != abs(self.positionen[spalte])
        )


class Summenvergleich:
    """All lines of a file, ready to be added up for any total it states."""

    def __init__(self, blaetter: Sequence[Planblatt]) -> None:
        """Add up the file and find its lines by Produkt, Teilhaushalt and Amt."""
        alle = [posten for blatt in blaetter for posten in blatt.posten]
        self._datei = sum_posten(alle)
        self._alle = alle
        self._nach: dict[tuple[str, str], list[Planposten]] = defaultdict(list)
        for posten in alle:
            for feld in _GENANNTE_FELDER:
                self._nach[feld, posten.felder.get(feld, "")].append(posten)

    def compare(self, blatt: Planblatt) -> Iterator[Vergleich]:
        """Each total of a sheet with the reading that fits it best.

        A total may mean the lines of its key, the block above it (since the total before, or since
        the last one of the same name), its sheet, or the whole file.
        """
        ganzes_blatt = sum_posten(blatt.posten)
        posten: list[Planposten] = []
        block_ab, war_summe = 0, False
        gleichnamig: dict[str, int] = {}
        for zeile in blatt.zeilen:
            if isinstance(zeile, Planposten):
                if war_summe:
                    block_ab, war_summe = len(posten), False
                posten.append(zeile)
                continue
            name = re.sub(r"\W|\d", "", zeile.text.casefold())
            bloecke = [
                self._lines_of_key(zeile),
                posten[block_ab:],
                posten[gleichnamig.get(name, 0) :],
            ]
            bereiche = [sum_posten(block) for block in bloecke if block]
            yield _best_reading(zeile, [*bereiche, ganzes_blatt, self._datei])
            gleichnamig[name], war_summe = len(posten), True

    def _lines_of_key(self, summe: Summenzeile) -> list[Planposten]:
        """Lines a total names: by its key cells, or by a Produkt or Teilhaushalt in its text."""
        genannt = {
            feld: wert
            for feld, wert in summe.felder.items()
            if feld in SCHLUESSELFELDER and any(zeichen.isdigit() for zeichen in wert)
        }
        if genannt:
            erstes = next((feld for feld in _GENANNTE_FELDER if feld in genannt), None)
            anwaerter = self._alle if erstes is None else self._nach[erstes, genannt[erstes]]
            return [
                posten
                for posten in anwaerter
                if all(_covers(feld, wert, posten.felder.get(feld, "")) for feld, wert in genannt.items())
            ]
        for wort in re.findall(r"[\w.-]*\d[\w.-]*", summe.text):
            for feld in _GENANNTE_FELDER:
                if eigene := self._nach.get((feld, wort)):
                    return eigene
        return []


def _covers(feld: str, summe: str, posten: str) -> bool:
    """A total of a Konto also takes in the Konten that begin with it."""
    return posten.startswith(summe) if feld == "konto" else posten == summe


def _best_reading(zeile: Summenzeile, bereiche: Sequence[Summen]) -> Vergleich:
    """The first reading with the fewest differences."""
    bester: Vergleich | None = None
    moeglich = rechnungen(zeile.text)
    for summen in bereiche:
        arten = {art for art, _ in summen}
        # most ways to mean a total are the same where few kinds occur
        verschieden = dict.fromkeys(
            tuple((art, faktor) for art, faktor in rechnung.items() if art in arten) for rechnung in moeglich
        )
        for rechnung in verschieden:
            positionen = {
                spalte: sum(
                    (faktor * summen.get((art, spalte), Decimal()) for art, faktor in rechnung), Decimal()
                )
                for spalte in zeile.betraege
            }
            vergleich = Vergleich(zeile, positionen)
            if not vergleich.abweichungen:
                return vergleich
            if bester is None or len(vergleich.abweichungen) < len(bester.abweichungen):
                bester = vergleich
    assert bester is not None  # there is always the whole sheet
    return bester


def check_summen(vergleiche: Iterable[Vergleich]) -> Iterator[Befund]:
    """A ``warnung`` for each total the lines do not give, a ``fehler`` where it may be a lost line."""
    for vergleich in vergleiche:
        zeile = vergleich.summenzeile
        if not vergleich.abweichungen:
            if zeile.fehlt:
                yield Befund(
                    Schwere.WARNUNG,
                    "zeile_als_summe",
                    f"Zeile {zeile.zeile} („{zeile.text}“) hat Beträge, aber kein {zeile.fehlt.title()}. "
                    "Weil sie genau die Summe anderer Zeilen nennt, wird sie als Summe gelesen und nicht gezählt.",
                    zeile.blatt,
                    zeile.zelle,
                )
            continue
        if zeile.fehlt:
            yield Befund(
                Schwere.FEHLER,
                f"{zeile.fehlt}_fehlt",
                f"Zeile {zeile.zeile} („{zeile.text}“) hat Beträge, aber kein {zeile.fehlt.title()}, und ist auch "
                f"keine Summe der anderen Zeilen. Erwartet wird ein {zeile.fehlt.title()} oder ein Wort wie „Summe“.",
                zeile.blatt,
                zeile.zelle,
            )
            continue
        for spalte in vergleich.abweichungen:
            betrag = zeile.betraege[spalte]
            yield Befund(
                Schwere.WARNUNG,
                "summe_weicht_ab",
                f"Die Datei nennt für „{zeile.text}“ {format_euro(betrag.datei_eur)} ({spaltentitel(spalte)}), "
                f"die Positionen ergeben {format_euro(vergleich.positionen[spalte])}. "
                "Gezählt werden die Positionen.",
                zeile.blatt,
                betrag.zelle,
            )


def check_interne(summen: Summen, spalte: Betragsart) -> Iterator[Befund]:
    """A ``warnung`` if interne Erträge and Aufwendungen do not cancel out over the whole file."""
    ertraege = summen.get((_A.INTERNE_ERTRAEGE, spalte), Decimal())
    aufwendungen = summen.get((_A.INTERNE_AUFWENDUNGEN, spalte), Decimal())
    if ertraege != aufwendungen:
        yield Befund(
            Schwere.WARNUNG,
            "interne_ungleich",
            f"Die internen Leistungsbeziehungen heben sich nicht auf ({spaltentitel(spalte)}): "
            f"Erträge {format_euro(ertraege)}, Aufwendungen {format_euro(aufwendungen)}. "
            "Erwartet wird auf beiden Seiten derselbe Betrag.",
        )
