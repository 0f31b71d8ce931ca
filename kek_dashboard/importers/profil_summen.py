"""Profilsummen: which numbered rows of a plan are totals, and of which lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import MappingProxyType

from kek_dashboard.importers.profil_datei import Profildatei

_ZEILENNUMMER = re.compile(r"\s*(\d{1,3})\b[\s.):=–-]*(.*)", re.DOTALL)
_TEIL = re.compile(r"([+–-])?\s*(\d{1,3})(?:\s*bis\s*(\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Summenregel:
    """A total: rows whose label looks like ``muster``; each of its lines counts with a factor.

    The factors belong to the amounts as the file writes them, signs included.
    """

    muster: str
    faktoren: Mapping[int, int]

    def fits(self, text: str) -> bool:
        """Whether a row with this label is this total."""
        return fnmatchcase(text.casefold(), self.muster.casefold())


def split_zeilennummer(text: str) -> tuple[str, str]:
    """The number a label begins with, as it stands there, and the words behind it.

    >>> split_zeilennummer("01 - Steuern und ähnliche Abgaben"), split_zeilennummer("Steuern")
    (('01', 'Steuern und ähnliche Abgaben'), ('', 'Steuern'))
    """
    treffer = _ZEILENNUMMER.fullmatch(text)
    return (treffer[1], treffer[2].strip()) if treffer is not None else ("", text)


def read_summen(leser: Profildatei) -> tuple[Summenregel, ...]:
    """The section ``[summen]``; a total may name other totals, which stand for their lines.

    Raises ``InvalidProfilError``.
    """
    texte = leser.wordlists("summen", None)
    nummern: dict[int, str] = {}
    for muster in texte:
        nummer = split_zeilennummer(muster)[0]
        if not nummer:
            raise leser.error(f"summen.{muster}", "Das Muster muss mit der Zeilennummer beginnen: „10 *“.")
        if int(nummer) in nummern:
            raise leser.error(f"summen.{muster}", f"Die Summe {nummer} steht zweimal da.")
        nummern[int(nummer)] = muster
    return tuple(
        Summenregel(muster, MappingProxyType(_resolve(leser, texte, nummern, muster, ()))) for muster in texte
    )


def _resolve(
    leser: Profildatei,
    texte: Mapping[str, Iterable[str]],
    nummern: Mapping[int, str],
    muster: str,
    unterwegs: tuple[str, ...],
) -> dict[int, int]:
    """Factor of each line in a total; totals it names are put in with theirs."""
    if muster in unterwegs:
        raise leser.error(f"summen.{muster}", "Diese Summe enthält sich selbst.")
    faktoren: dict[int, int] = {}
    for teil in texte[muster]:
        treffer = _TEIL.fullmatch(teil)
        if treffer is None:
            raise leser.error(f"summen.{muster}", f"„{teil}“ ist kein Teil wie „1 bis 9“, „10“ oder „-17“.")
        vorzeichen = -1 if treffer[1] in {"-", "–"} else 1
        von = int(treffer[2])
        if treffer[3] is None and von in nummern:
            eigene = _resolve(leser, texte, nummern, nummern[von], (*unterwegs, muster))
        else:
            bis = int(treffer[3] or von)
            if bis < von:
                raise leser.error(f"summen.{muster}", f"„{teil}“ geht rückwärts.")
            eigene = dict.fromkeys((nr for nr in range(von, bis + 1) if nr not in nummern), 1)
        for nummer, faktor in eigene.items():
            if nummer in faktoren:
                raise leser.error(f"summen.{muster}", f"Die Zeile {nummer} käme zweimal vor.")
            faktoren[nummer] = vorzeichen * faktor
    return faktoren
