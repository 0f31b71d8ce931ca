"""Zielgliederung: how the Ziele of a Zielsystem lie one below the other, at whatever depth, and what it calls them."""

from __future__ import annotations

from dataclasses import dataclass

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.nummer import nummer_key, uebergeordnet
from kek_dashboard.domain.ziele import Ebene, Ziel


@dataclass(frozen=True, slots=True)
class Zielgruppe:
    """An Oberziel with the Unterziele right below it; ``tiefe`` 0 at the top.

    ``ober`` is ``None`` for the Unterziele that no Oberziel stands above: a Zielsystem may be a flat list. Each
    Unterziel is in exactly one group.
    """

    ober: Ziel | None
    tiefe: int
    unterziele: tuple[Ziel, ...]


def zielgruppen(stand: Datenstand) -> tuple[Zielgruppe, ...]:
    """All groups from above to below: an Oberziel, its own Unterziele, then the Oberziele inside it.

    Those without an Oberziel come last, and only where there are any.
    """
    direkt: dict[str | None, list[Ziel]] = {}
    for ziel in stand.ziele_der_ebene(Ebene.UNTERZIEL):
        direkt.setdefault(_nearest(stand, ziel.nr), []).append(ziel)
    unter: dict[str | None, list[Ziel]] = {}
    for ober in stand.ziele_der_ebene(Ebene.OBERZIEL):
        unter.setdefault(_nearest(stand, ober.nr), []).append(ober)

    def below(nr: str | None, tiefe: int) -> list[Zielgruppe]:
        gruppen: list[Zielgruppe] = []
        for ober in sorted(unter.get(nr, ()), key=lambda ziel: nummer_key(ziel.nr)):
            gruppen.append(Zielgruppe(ober, tiefe, tuple(direkt.get(ober.nr, ()))))
            gruppen += below(ober.nr, tiefe + 1)
        return gruppen

    alle = below(None, 0)
    if None in direkt:
        alle.append(Zielgruppe(None, 0, tuple(direkt[None])))
    return tuple(alle)


def oberziele_ueber(stand: Datenstand, nr: str) -> tuple[Ziel, ...]:
    """The Oberziele above a Ziel, the nearest first; empty where none is."""
    return tuple(stand.ziele[n] for n in stand.pfad_zu(nr) if _is_oberziel(stand, n))


def top_number(stand: Datenstand, nr: str) -> str:
    """Number of the Oberziel that everything above sums up to; an Unterziel without one stands for itself.

    Of a Ziel that is not known the dotted number decides.
    """
    if nr not in stand.ziele:
        return uebergeordnet(nr) or nr
    ueber = oberziele_ueber(stand, nr)
    return ueber[-1].nr if ueber else nr


def belongs_to(stand: Datenstand, nr: str, ziel: str) -> bool:
    """Whether an Unterziel is this Ziel or lies below it; of one that is not known the dotted number decides."""
    if nr == ziel or (nr in stand.ziele and ziel in stand.pfad_zu(nr)):
        return True
    return nr not in stand.ziele and nr.startswith(f"{ziel}.")


def level_word(stand: Datenstand, ziel: Ziel) -> str:
    """What the Zielsystem calls this one Ziel: „Aktionsraum“; our word where it has no own."""
    return ziel.fassungen[0].ebenenwort or stand.zielsystem.word_of(ziel.ebene)


def full_name(stand: Datenstand, nr: str) -> str:
    """A Ziel with its word: „Aktionsraum 1.3“; of one that is not known the word of the level."""
    ziel = stand.ziele.get(nr)
    return f"{level_word(stand, ziel) if ziel else stand.zielsystem.word_of(Ebene.UNTERZIEL)} {nr}"


def group_name(stand: Datenstand, gruppe: Zielgruppe) -> str:
    """How a heading names a group: „Oberziel 1“; for those without one „Unterziele“, where others have one so."""
    if gruppe.ober is not None:
        return full_name(stand, gruppe.ober.nr)
    ziele = stand.zielsystem.plural_of(Ebene.UNTERZIEL)
    if not stand.ziele_der_ebene(Ebene.OBERZIEL):
        return ziele
    return f"{ziele} ohne {stand.zielsystem.word_of(Ebene.OBERZIEL)}"


def _nearest(stand: Datenstand, nr: str) -> str | None:
    return next((n for n in stand.pfad_zu(nr) if _is_oberziel(stand, n)), None)


def _is_oberziel(stand: Datenstand, nr: str) -> bool:
    ziel = stand.ziele.get(nr)
    return ziel is not None and ziel.ebene is Ebene.OBERZIEL
