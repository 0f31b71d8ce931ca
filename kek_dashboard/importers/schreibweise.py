"""Schreibweise: a name written a little otherwise is the same name; a similar one is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from kek_dashboard.importers.sheet import squash

#: The Kreis itself, as statistical tables name it.
KREIS = "helmstedt"
_KREISWORT = re.compile(r"^(?:land)?kreis(?=.)|^lk(?=.)|(?<=.)(?:land)?kreis$|(?<=.)lk$")
#: So alike are two names of which one is probably a slip of the other.
_AEHNLICH = 0.9
_ZIFFERN = re.compile(r"\d+")


def known_spelling(text: str, bekannt: Iterable[str]) -> str:
    """The spelling that is known for a name, where only case, blanks or marks differ; else the name itself.

    >>> known_spelling("Ausschuß  für Wirtschaft", ["Ausschuss für Wirtschaft"]), known_spelling("Neu  es", [])
    ('Ausschuss für Wirtschaft', 'Neu es')
    """
    name = " ".join(text.split())
    wort = squash(name)
    return next((andere for andere in bekannt if squash(andere) == wort), name) if wort else name


def similar_spelling(text: str, bekannt: Iterable[str]) -> str:
    """A known name that is almost this one, but not it; empty where there is none.

    Names that differ in a digit are different on purpose.

    >>> similar_spelling("Konzept beschlosen", ["Konzept beschlossen"]), similar_spelling("2. Teil", ["1. Teil"])
    ('Konzept beschlossen', '')
    """
    ziffern = _ZIFFERN.findall(text)
    andere = [name for name in bekannt if name != text and _ZIFFERN.findall(name) == ziffern]
    return next(iter(get_close_matches(text, andere, n=1, cutoff=_AEHNLICH)), "")


def is_own_region(region: str) -> bool:
    """Whether it is the Kreis itself: official tables list all Kreise of a Land.

    >>> [is_own_region(text) for text in ("Helmstedt", "Landkreis Helmstedt", "Helmstedt, LK", "Stadt Helmstedt")]
    [True, True, True, False]
    """
    return _KREISWORT.sub("", squash(region)) == KREIS
