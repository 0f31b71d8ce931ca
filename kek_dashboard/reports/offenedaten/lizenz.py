"""Lizenz: the licences under which open data may be handed out, in the words of each standard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kek_dashboard.settings import LIZENZEN


@dataclass(frozen=True, slots=True)
class Lizenz:
    """One licence. ``kennung``: its id at opendefinition.org; ``dcat``: at dcat-ap.de/def/licenses.

    ``nennt_namen``: whoever uses the data must name the publisher.
    """

    bezeichnung: str
    adresse: str
    kennung: str
    dcat: str
    nennt_namen: bool


_BY, _ZERO, _CC_BY, _CC_ZERO = LIZENZEN
_DCAT: Final = "http://dcat-ap.de/def/licenses/"
#: Source: govdata.de/lizenzen, opendefinition.org/licenses, dcat-ap.de/def/licenses.
_LIZENZEN: Final = {
    _BY: Lizenz(
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        "dl-de-by-2.0",
        f"{_DCAT}dl-by-de/2.0",
        nennt_namen=True,
    ),
    _ZERO: Lizenz(
        "Datenlizenz Deutschland – Zero – Version 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
        "dl-de-zero-2.0",
        f"{_DCAT}dl-zero-de/2.0",
        nennt_namen=False,
    ),
    _CC_BY: Lizenz(
        "Creative Commons Namensnennung 4.0 International (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/",
        "CC-BY-4.0",
        f"{_DCAT}cc-by/4.0",
        nennt_namen=True,
    ),
    _CC_ZERO: Lizenz(
        "Creative Commons Zero 1.0 (CC0)",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC0-1.0",
        f"{_DCAT}cc-zero",
        nennt_namen=False,
    ),
}


def find_lizenz(name: str) -> Lizenz:
    """The licence of a name in ``settings.LIZENZEN``."""
    return _LIZENZEN[name]
