"""Schwerpunkte: the Stärken (Handlungsfelder) of an Unterziel with the Maßnahmen that belong to each."""

from __future__ import annotations

from dataclasses import dataclass

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ziel


@dataclass(frozen=True, slots=True)
class Schwerpunkt:
    """A Handlungsfeld of the Drucksache, or a Handlungsschwerpunkt that only Maßnahmen name (``feld`` is ``None``).

    ``name`` is empty for Maßnahmen that name none.
    """

    name: str
    feld: Ziel | None
    massnahmen: tuple[Massnahme, ...]


def schwerpunkte(stand: Datenstand, unterziel_nr: str) -> tuple[Schwerpunkt, ...]:
    """Handlungsfelder by number, also those without a Maßnahme; then the words of Maßnahmen that name no such.

    A Maßnahme belongs to the Handlungsfeld whose number, Kurztitel or Wortlaut it names, capitals aside.
    """
    felder = stand.handlungsfelder_von(unterziel_nr)
    namen = {_key(wort): feld for feld in felder for wort in (feld.wortlaut, feld.kurztitel, feld.nr) if wort}
    je_feld: dict[str, list[Massnahme]] = {feld.nr: [] for feld in felder}
    weitere: dict[str, list[Massnahme]] = {}
    liste = [m for m in stand.massnahmen.values() if m.unterziel == unterziel_nr]
    for massnahme in sorted(liste, key=lambda m: nummer_key(m.nr)):
        gefunden = namen.get(_key(massnahme.handlungsschwerpunkt))
        if gefunden is None:
            weitere.setdefault(massnahme.handlungsschwerpunkt.strip(), []).append(massnahme)
        else:
            je_feld[gefunden.nr].append(massnahme)
    return (
        *(Schwerpunkt(feld.kurztitel, feld, tuple(je_feld[feld.nr])) for feld in felder),
        *(
            Schwerpunkt(name, None, tuple(weitere[name]))
            for name in sorted(weitere, key=lambda n: (not n, n.casefold()))
        ),
    )


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
