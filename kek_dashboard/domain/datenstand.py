"""Datenstand: everything known about the goals on one day; immutable, loaded once, asked by all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kek_dashboard.domain.errors import UnknownKennzahlError, UnknownZielError
from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Produkt
from kek_dashboard.domain.kennzahl import Kennzahlakte, UnterzielZuordnung
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Ebene, Ziel


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Datenstand:
    """Everything known on ``wissensstand``; mappings are sorted by number and never written to.

    ``version`` rises with every release and withdrawal; two Datenstände with the same version and
    Wissensstand are the same. ``haushalte`` names the Haushaltsjahre with their Fassungen; the
    lines of one are loaded on their own (they are many). ``vollzuege`` are the Haushaltsjahre of which a
    file tells how they went. ``satzungssummen`` and ``haushaltsstaende`` (by day) go by Haushaltsjahr and
    Fassung. ``produkte`` has the newest version of each number, ``produktfassungen`` those of all years.
    ``lieferungen`` holds every Lieferung that counts on this day, by number. ``planprodukte`` are the Produkte
    that stand in any plan; only where a file is read against them are they loaded, else empty.
    ``fruehere_massnahmen`` are the versions of a Maßnahme that a later Lieferung replaced, oldest first.
    ``meilensteine`` go by Maßnahme and planned day, ``vergleichswerte`` by Kennzahl, then Region and Zeitraum;
    ``sitzungen`` by day.
    """

    wissensstand: date
    version: int = 0
    ziele: Mapping[str, Ziel] = field(default_factory=lambda: MappingProxyType({}))
    akten: Mapping[str, Kennzahlakte] = field(default_factory=lambda: MappingProxyType({}))
    produkte: Mapping[str, Produkt] = field(default_factory=lambda: MappingProxyType({}))
    massnahmen: Mapping[str, Massnahme] = field(default_factory=lambda: MappingProxyType({}))
    fruehere_massnahmen: Mapping[str, tuple[Massnahme, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    organisation: Mapping[str, Fachbereich] = field(default_factory=lambda: MappingProxyType({}))
    erlaeuterungen: tuple[Erlaeuterung, ...] = ()
    haushaltszuordnungen: Mapping[int, tuple[HaushaltsZuordnung, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    haushalte: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    vollzuege: tuple[int, ...] = ()
    satzungssummen: Mapping[tuple[int, str], tuple[Satzungssumme, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    haushaltsstaende: Mapping[tuple[int, str], tuple[Haushaltsstatus, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    produktfassungen: Mapping[str, tuple[Produkt, ...]] = field(default_factory=lambda: MappingProxyType({}))
    lieferungen: Mapping[int, Lieferung] = field(default_factory=lambda: MappingProxyType({}))
    planprodukte: frozenset[str] = frozenset()
    meilensteine: Mapping[str, tuple[Meilenstein, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sitzungen: tuple[Sitzung, ...] = ()
    vergleichswerte: Mapping[str, tuple[Vergleichswert, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def __repr__(self) -> str:
        """Its day and version: everything in it would fill pages of a log."""
        return f"Datenstand(wissensstand={self.wissensstand!r}, version={self.version!r})"

    def akte(self, nr: str) -> Kennzahlakte:
        """All about one Kennzahl; raises ``UnknownKennzahlError``."""
        try:
            return self.akten[nr]
        except KeyError:
            raise UnknownKennzahlError(nr) from None

    def ziel(self, nr: str) -> Ziel:
        """One Ziel; raises ``UnknownZielError``."""
        try:
            return self.ziele[nr]
        except KeyError:
            raise UnknownZielError(nr) from None

    def produkt(self, nr: str, haushaltsjahr: int) -> Produkt | None:
        """The Produkt of this number in a Haushaltsjahr; ``None`` where the master data name none."""
        fassungen = self.produktfassungen.get(nr) or tuple(p for p in (self.produkte.get(nr),) if p)
        return next((p for p in fassungen if p.holds_in(haushaltsjahr)), None)

    def ziele_der_ebene(self, ebene: Ebene) -> tuple[Ziel, ...]:
        """All Ziele of one level, by number."""
        return tuple(ziel for ziel in self.ziele.values() if ziel.ebene is ebene)

    def unterziele_von(self, oberziel_nr: str) -> tuple[Ziel, ...]:
        """Unterziele below an Oberziel, by number."""
        return tuple(ziel for ziel in self.ziele_der_ebene(Ebene.UNTERZIEL) if ziel.ueber == oberziel_nr)

    def handlungsfelder_von(self, unterziel_nr: str) -> tuple[Ziel, ...]:
        """Handlungsfelder (Stärken) below an Unterziel, by number."""
        return tuple(ziel for ziel in self.ziele_der_ebene(Ebene.HANDLUNGSFELD) if ziel.ueber == unterziel_nr)

    def mitglieder(self, unterziel_nr: str) -> tuple[tuple[Kennzahlakte, UnterzielZuordnung], ...]:
        """The Kennzahlen mapped to an Unterziel with their mapping, by number."""
        gefunden = [
            (akte, zuordnung)
            for akte in self.akten.values()
            for zuordnung in akte.zuordnungen
            if zuordnung.unterziel == unterziel_nr
        ]
        return tuple(sorted(gefunden, key=lambda paar: nummer_key(paar[0].nr)))
