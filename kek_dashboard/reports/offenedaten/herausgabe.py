"""Herausgabe: who hands out the open data, under which licence, where, and as of when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.formats import format_date
from kek_dashboard.reports.offenedaten.lizenz import Lizenz, find_lizenz
from kek_dashboard.settings import DEFAULT_KOERPERSCHAFT, LIZENZEN, Settings

#: Where the page and the files are, where the API is; below the address of the monitor.
PFAD: Final = "/offene-daten"
API_PFAD: Final = "/api/v1/"
#: File names of what stands beside the tables.
DATENPAKET, LIESMICH, DCAT_TTL, DCAT_JSONLD = (
    "datapackage.json",
    "LIESMICH.txt",
    "dcat-ap-de.ttl",
    "dcat-ap-de.jsonld",
)
PAKET: Final = "kek-offene-daten.zip"


@dataclass(frozen=True, slots=True)
class Herausgabe:
    """What is said of the data besides themselves. Empty texts = not said.

    ``geaendert_am``: the newest release that counts on the Wissensstand.
    """

    herausgeber: str
    lizenz: Lizenz
    wissensstand: date
    geaendert_am: date
    adresse: str = ""
    kontakt: str = ""
    impressum: str = ""
    ags: str = ""

    @property
    def namensnennung(self) -> str:
        """How to cite them, in one line."""
        ort = f", {self.adresse}{PFAD}" if self.adresse else ""
        return (
            f"{self.herausgeber}: Offene Daten zu Zielen und Kennzahlen (KEK-Monitor), Wissensstand "
            f"{format_date(self.wissensstand)}{ort}, {self.lizenz.bezeichnung} ({self.lizenz.adresse})"
        )

    @property
    def kontakt_adresse(self) -> str:
        """Whom to ask as an address of the web; a page about the publisher where no other is said; empty = none.

        >>> from dataclasses import replace
        >>> leer = Herausgabe("Kreis", find_lizenz("cc-zero"), date(2026, 1, 1), date(2026, 1, 1))
        >>> replace(leer, kontakt="kek@kreis.example").kontakt_adresse
        'mailto:kek@kreis.example'
        >>> replace(leer, kontakt="05351 121-0").kontakt_adresse
        'tel:053511210'
        """
        if re.fullmatch(r"[^\s@,;:/?&%<>\"]+@[^\s@,;:/?&%<>\"]+", self.kontakt):
            return f"mailto:{self.kontakt}"
        if re.fullmatch(r"\+?[0-9 ()/-]{5,}", self.kontakt):
            return "tel:" + re.sub(r"[^0-9+]", "", self.kontakt)
        return self.impressum or (f"{self.adresse}/impressum" if self.adresse else "")


def herausgabe_of(settings: Settings | None, stand: Datenstand) -> Herausgabe:
    """What the settings say, as of a Datenstand; ``None``: what holds without any."""
    tage = [lieferung.freigegeben_am for lieferung in stand.lieferungen.values() if lieferung.freigegeben_am]
    geaendert_am = max(tage, default=stand.wissensstand)
    if settings is None:
        return Herausgabe(DEFAULT_KOERPERSCHAFT, find_lizenz(LIZENZEN[0]), stand.wissensstand, geaendert_am)
    return Herausgabe(
        herausgeber=settings.koerperschaft,
        lizenz=find_lizenz(settings.lizenz),
        wissensstand=stand.wissensstand,
        geaendert_am=geaendert_am,
        adresse=settings.adresse,
        kontakt=settings.kontakt,
        impressum="" if settings.impressum is None else settings.impressum.adresse,
        ags=settings.ags,
    )
