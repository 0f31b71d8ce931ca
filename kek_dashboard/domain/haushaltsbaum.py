"""Haushaltsbaum: the lines of a Haushalt grouped from Teilhaushalt down to Konto, no cent lost, none counted twice.

The same leaves serve both directions: for one goal with the euros of that goal alone, for the whole Haushalt
with their Ansatz. Who shares euros out to goals is ``mitteleinsatz`` and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from kek_dashboard.domain.haushalt import VIER_ARTEN
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz, Verwendung
from kek_dashboard.domain.produktrahmen import produktbereich, produktgruppe

#: In the place of a goal's number: the money that serves no goal.
OHNE_ZIEL = "ohne"
_NULL = Decimal("0.00")


class Stufe(StrEnum):
    """The steps from the whole Haushalt down to one line."""

    TEILHAUSHALT = "Teilhaushalt"
    PRODUKTBEREICH = "Produktbereich"
    PRODUKTGRUPPE = "Produktgruppe"
    PRODUKT = "Produkt"


STUFEN = tuple(Stufe)
#: The frame's own steps: where one leads to a single next one, it says nothing and is left out.
_ZWISCHENSTUFEN = {Stufe.PRODUKTBEREICH, Stufe.PRODUKTGRUPPE}

#: Keys from the Teilhaushalt on; of a leaf one for each ``Stufe``.
Pfad = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blatt:
    """One counted line with an Ansatz, and the euros of it that are asked for (``eur``)."""

    verwendung: Verwendung
    pfad: Pfad
    eur: Decimal


@dataclass(frozen=True, slots=True)
class Ast:
    """One Teilhaushalt, Produktbereich, Produktgruppe or Produkt with everything below it.

    ``summen`` in the four kinds, of the leaves' ``eur``. ``name`` is empty where nobody says one, and where there
    is no key: lines that name no Produkt have nothing in common.
    """

    stufe: Stufe
    pfad: Pfad
    name: str
    blaetter: tuple[Blatt, ...]
    summen: Betraege

    @property
    def schluessel(self) -> str:
        """Its own key, e.g. the Produkt."""
        return self.pfad[-1]


def leaves(mittel: Mitteleinsatz, ziel: str = "") -> tuple[Blatt, ...]:
    """The lines that serve a goal (Unterziel, Oberziel or ``OHNE_ZIEL``) with their euros for it.

    Without ``ziel`` every counted line with its whole Ansatz. For each kind the leaves of all Unterziele and
    of ``OHNE_ZIEL`` add up to those of the whole.
    """
    rahmen = _Rahmen(mittel.haushalt.haushaltsjahr)
    gefunden = []
    for verwendung in mittel.verwendungen:
        eur = verwendung.zeile.ansatz if not ziel else part_for(verwendung, ziel)
        if eur is not None and is_counted(verwendung):
            gefunden.append(Blatt(verwendung, rahmen.pfad(verwendung), eur))
    return tuple(gefunden)


def is_counted(verwendung: Verwendung) -> bool:
    """Whether a line enters sums and goals: one of the four kinds, with an Ansatz."""
    return verwendung.zeile.ansatz is not None and verwendung.zeile.position.art in VIER_ARTEN


def part_for(verwendung: Verwendung, ziel: str) -> Decimal | None:
    """Euros of a line for an Unterziel, for all Unterziele of an Oberziel, or for none (``OHNE_ZIEL``).

    ``None`` where it does not serve it at all; a share that comes to less than a cent is 0.00.
    """
    if not is_counted(verwendung):
        return None
    if ziel == OHNE_ZIEL:
        return verwendung.rest if verwendung.rest or not verwendung.je_unterziel else None
    teile = [eur for nr, eur in verwendung.je_unterziel if nr == ziel or nr.startswith(ziel + ".")]
    return sum(teile, _NULL) if teile else None


def branches(blaetter: Sequence[Blatt], pfad: Pfad, haushaltsjahr: int) -> tuple[Ast, ...]:
    """What lies next below ``pfad``, in the order of the leaves; empty below a Produkt, where lines begin.

    ``blaetter`` are leaves of the whole tree or of any branch above. The sums of the result add up to those
    below ``pfad`` to the cent.
    """
    darunter = below(blaetter, pfad)
    tiefe = len(pfad)
    while tiefe < len(STUFEN):
        gruppen: dict[str, list[Blatt]] = {}
        for blatt in darunter:
            gruppen.setdefault(blatt.pfad[tiefe], []).append(blatt)
        if len(gruppen) != 1 or STUFEN[tiefe] not in _ZWISCHENSTUFEN:
            return tuple(_branch(tuple(gruppe), tiefe, haushaltsjahr) for gruppe in gruppen.values())
        tiefe += 1
    return ()


def below(blaetter: Sequence[Blatt], pfad: Pfad) -> tuple[Blatt, ...]:
    """The leaves under a path."""
    return tuple(blatt for blatt in blaetter if blatt.pfad[: len(pfad)] == pfad)


def sum_by_art(blaetter: Iterable[Blatt]) -> Betraege:
    """Sums of the leaves' euros in the four kinds, side by side."""
    summen = dict.fromkeys(VIER_ARTEN, _NULL)
    for blatt in blaetter:
        summen[blatt.verwendung.zeile.position.art] += blatt.eur
    return MappingProxyType(summen)


def _branch(blaetter: tuple[Blatt, ...], tiefe: int, haushaltsjahr: int) -> Ast:
    pfad = blaetter[0].pfad[: tiefe + 1]
    return Ast(STUFEN[tiefe], pfad, _name(blaetter, tiefe, haushaltsjahr), blaetter, sum_by_art(blaetter))


def _name(blaetter: Sequence[Blatt], tiefe: int, haushaltsjahr: int) -> str:
    produkt = blaetter[0].pfad[-1]
    if not blaetter[0].pfad[tiefe]:
        return ""
    if STUFEN[tiefe] is Stufe.PRODUKTBEREICH:
        return produktbereich(produkt, haushaltsjahr)[1]
    if STUFEN[tiefe] is Stufe.PRODUKTGRUPPE:
        return produktgruppe(produkt, haushaltsjahr)[1]
    positionen = (blatt.verwendung.zeile.position for blatt in blaetter)
    if STUFEN[tiefe] is Stufe.TEILHAUSHALT:
        return next((p.teilhaushaltbezeichnung for p in positionen if p.teilhaushaltbezeichnung), "")
    return next((p.produktbezeichnung for p in positionen if p.produktbezeichnung), "")


class _Rahmen:
    """Where each line stands in the tree; the frame is asked once a Produkt, and lines share their path."""

    def __init__(self, haushaltsjahr: int) -> None:
        self._haushaltsjahr = haushaltsjahr
        self._pfade: dict[tuple[str, str], Pfad] = {}

    def pfad(self, verwendung: Verwendung) -> Pfad:
        s = verwendung.zeile.position.schluessel
        ort = s.teilhaushalt, s.produkt
        if ort not in self._pfade:
            bereich, gruppe = (
                frage(s.produkt, self._haushaltsjahr)[0] for frage in (produktbereich, produktgruppe)
            )
            self._pfade[ort] = (s.teilhaushalt, bereich, gruppe, s.produkt)
        return self._pfade[ort]
