"""Zuordnungswahl: the targets a line can serve, found by typing their number or their name; and shares as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zuordnungskopie import target_fault, target_text
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.pages.haushalt.auswahl import fold

_HUNDERT = Decimal(100)
_ANTEIL = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Zielwahl:
    """One target: what it is, its number, and how the list shows it."""

    bezug: Bezug
    nr: str
    text: str


def list_targets(stand: Datenstand, haushaltsjahr: int) -> Mapping[str, Zielwahl]:
    """All targets that hold in a Haushaltsjahr, Unterziele first, by their text."""
    ziele = [(Bezug.UNTERZIEL, z.nr, z.kurztitel) for z in stand.ziele_der_ebene(Ebene.UNTERZIEL)]
    ziele += [(Bezug.KENNZAHL, nr, akte.kennzahl.bezeichnung) for nr, akte in stand.akten.items()]
    ziele += [(Bezug.MASSNAHME, m.nr, m.bezeichnung) for m in stand.massnahmen.values()]
    alle = [
        Zielwahl(bezug, nr, f"{target_text(bezug, nr)} {name}".strip())
        for bezug, nr, name in ziele
        if target_fault(stand, haushaltsjahr, bezug, nr) is None
    ]
    return {wahl.text: wahl for wahl in alle}


def read_target(ziele: Mapping[str, Zielwahl], text: str) -> Zielwahl:
    """The target a text names: the words of the list, or a number; raises ``UnusableFormError``."""
    text = " ".join(text.split())
    if not text:
        raise UnusableFormError(
            "Bitte ein Ziel wählen: Nummer oder Name eines Unterziels, einer Kennzahl oder Maßnahme."
        )
    if text in ziele:
        return ziele[text]
    gesucht = fold(text)
    gleiche = [w for w in ziele.values() if gesucht in {fold(w.nr), fold(target_text(w.bezug, w.nr))}]
    treffer = gleiche or [w for w in ziele.values() if gesucht in fold(w.text)]
    if len(treffer) == 1:
        return treffer[0]
    if not treffer:
        raise UnusableFormError(f"Ein Ziel „{text[:60]}“ gibt es in diesem Haushaltsjahr nicht.")
    genannt = ", ".join(f"„{wahl.text}“" for wahl in treffer[:3])
    raise UnusableFormError(f"„{text[:60]}“ ist nicht eindeutig: {genannt}. Bitte genauer angeben.")


def read_share(text: str) -> Decimal:
    """A share in % as typed, 0 to 100 with up to four decimals; raises ``UnusableFormError``."""
    treffer = _ANTEIL.fullmatch(text.strip())
    anteil = None if treffer is None else Decimal(f"{treffer[1]}.{treffer[2] or 0}").normalize()
    if anteil is None or anteil > _HUNDERT:
        raise UnusableFormError(
            f"„{text.strip()[:20]}“ ist kein Anteil. Erwartet wird eine Zahl von 0 bis 100, zum Beispiel 33,5."
        )
    return anteil
