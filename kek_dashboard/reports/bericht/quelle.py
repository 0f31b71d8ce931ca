"""Berichtsquelle: everything a report is made from, all of it as of one Wissensstand; loads what is asked for, once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast
from urllib.parse import quote

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VOLLZUG, Haushalt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, mitteleinsatz
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.zielsystem import word_in_address
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, bewerte_alles
from kek_dashboard.reports.bericht.form import Gremium
from kek_dashboard.settings import DEFAULT_KOERPERSCHAFT, Settings
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Berichtskopf:
    """What stands on a report and is in no figure: from the settings, and from who asks for the report.

    ``adresse`` is where people open the monitor (``https://kek.example``), without a slash at its end. Empty texts and
    an unknown ``datum`` are left open: the cover then has a line to fill in (number) or the Wissensstand (day).
    """

    koerperschaft: str = DEFAULT_KOERPERSCHAFT
    absender: str = ""
    adresse: str = ""
    drucksache: str = ""
    datum: date | None = None
    gremien: tuple[Gremium, ...] = ()


def kopf_of(
    settings: Settings | None,
    drucksache: str = "",
    datum: date | None = None,
    gremien: tuple[Gremium, ...] | None = None,
) -> Berichtskopf:
    """What the settings say, and what is known of this one paper; ``gremien`` ``None`` = those of the settings."""
    if settings is None:
        return Berichtskopf(drucksache=drucksache, datum=datum, gremien=gremien or ())
    return Berichtskopf(
        koerperschaft=settings.koerperschaft,
        absender=settings.absender,
        adresse=settings.adresse,
        drucksache=drucksache,
        datum=datum,
        gremien=tuple(Gremium(name) for name in settings.gremien) if gremien is None else gremien,
    )


@dataclass(frozen=True)
class Berichtsquelle:
    """One order and the database; answers are kept as long as the report is made.

    Not safe between threads: each report has its own.
    """

    store: Store
    auftrag: Berichtsauftrag
    kopf: Berichtskopf = field(default_factory=Berichtskopf)
    _gemerkt: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def jahr(self) -> int:
        """The Berichtsjahr (of the Haushaltsbericht: the Haushaltsjahr)."""
        return self.auftrag.jahr

    @property
    def wissensstand(self) -> date:
        """The day as of which everything counts."""
        return self.auftrag.wissensstand

    @property
    def stand(self) -> Datenstand:
        """Everything known on the Wissensstand, as the Zielsystem of the order sees it.

        Raises ``UnknownZielsystemError``.
        """

        def load() -> Datenstand:
            stand = load_datenstand(self.store, self.wissensstand)
            return stand.fuer(self.auftrag.zielsystem) if self.auftrag.zielsystem else stand

        return self._once(("stand", self.wissensstand), load)

    def stand_am(self, tag: date) -> Datenstand:
        """Everything known on an earlier day, seen by the same Zielsystem."""
        if tag == self.wissensstand:
            return self.stand
        system = self.stand.zielsystem
        return self._once(("stand", tag), lambda: load_datenstand(self.store, tag).as_seen_by(system))

    def bewertung(self, jahr: int | None = None, wissensstand: date | None = None) -> Gesamtbewertung:
        """All judgements at a Berichtsjahr (default: the report's), as of a day (default: the Wissensstand)."""
        n, tag = jahr or self.jahr, wissensstand or self.wissensstand
        return self._once(("bewertung", n, tag), lambda: bewerte_alles(self.stand_am(tag), n))

    def haushalt(self, haushaltsjahr: int, fassung: str | None = None) -> Haushalt | None:
        """A Haushalt with its lines (default: its newest Fassung); ``None`` where none is released."""
        return self._once(
            ("haushalt", haushaltsjahr, fassung),
            lambda: load_haushalt(self.store, haushaltsjahr, fassung, self.wissensstand),
        )

    def mittel(self, haushaltsjahr: int, fassung: str | None = None) -> Mitteleinsatz | None:
        """A plan by goal; ``None`` where there is none. A Vollzug is no plan."""
        if fassung == VOLLZUG:
            return None

        def build() -> Mitteleinsatz | None:
            haushalt = self.haushalt(haushaltsjahr, fassung)
            return None if haushalt is None else mitteleinsatz(haushalt, self.stand)

        return self._once(("mittel", haushaltsjahr, fassung), build)

    @property
    def letzte_sitzung(self) -> Sitzung | None:
        """The newest meeting before the Wissensstand, since which changes are told; ``None`` where none is known."""
        return max(
            (s for s in self.stand.sitzungen if s.datum < self.wissensstand),
            key=lambda s: s.datum,
            default=None,
        )

    @property
    def datenstand(self) -> date | None:
        """The day of the newest release that counts."""
        tage = (lieferung.freigegeben_am for lieferung in self.stand.lieferungen.values())
        return max((tag for tag in tage if tag is not None), default=None)

    @property
    def has_beispiel(self) -> bool:
        """Whether any figure of a Kennzahl, a Ziel's judgement or a Zuordnung is invented."""
        return any(b.herkunft is Herkunft.BEISPIEL for b in self.bewertung().kennzahlen.values())

    def adresse(self, pfad: str = "/", **mehr: str) -> str:
        """A page of the monitor in exactly this state; without a known address of the monitor its path alone."""
        jahr = "haushaltsjahr" if self.auftrag.art is Berichtsart.HAUSHALT else "jahr"
        angaben = {jahr: str(self.jahr), "stand": self.wissensstand.isoformat()}
        if self.auftrag.zielsystem:
            angaben["zielsystem"] = quote(
                word_in_address(self.stand.zielsystem, self.stand.zielsysteme), safe=""
            )
        angaben |= mehr
        return f"{self.kopf.adresse}{pfad}?" + "&".join(f"{name}={wert}" for name, wert in angaben.items())

    def _once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        if key not in self._gemerkt:
            self._gemerkt[key] = make()
        return cast("_T", self._gemerkt[key])
