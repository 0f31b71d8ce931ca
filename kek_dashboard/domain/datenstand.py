"""Datenstand: everything known about the goals on one day; immutable, loaded once, asked by all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.errors import UnknownKennzahlError, UnknownZielError, UnknownZielsystemError
from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Produkt
from kek_dashboard.domain.kennzahl import Kennzahlakte, UnterzielZuordnung
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.verfahren import Aenderungsgrund, Vorschlag
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielsystem import Zielnachfolge, Zielsystem
from kek_dashboard.domain.zielsystemsicht import (
    Gesamtbestand,
    akte_in,
    first_system,
    in_system,
    speaks_in,
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Datenstand:
    """Everything known on ``wissensstand``; mappings are sorted by number and never written to.

    It is the view of one ``zielsystem``: its Ziele, and what hangs on them; ``fuer`` gives that of another one.
    ``zielsysteme`` are all, by their beginning; ``nachfolgen`` the bridge between them. What is proposed and not
    decided is in ``vorschlaege`` and nowhere else. ``gruende`` says why a Lieferung changed something.
    ``kennzahlfassungen`` are all versions of what is laid down for a Kennzahl, each with its kind, in the order in
    which they were released; ``zielfassungen`` all wordings of each Ziel of this Zielsystem, in that order too.

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
    zielsystem: Zielsystem = field(default_factory=lambda: Zielsystem(""))
    zielsysteme: tuple[Zielsystem, ...] = ()
    nachfolgen: tuple[Zielnachfolge, ...] = ()
    vorschlaege: tuple[Vorschlag, ...] = ()
    gruende: Mapping[int, Aenderungsgrund] = field(default_factory=lambda: MappingProxyType({}))
    kennzahlfassungen: Mapping[str, tuple[tuple[str, Any], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    zielfassungen: Mapping[str, tuple[Zielfassung, ...]] = field(default_factory=lambda: MappingProxyType({}))
    gesamt: Gesamtbestand | None = None

    def __repr__(self) -> str:
        """Its day and version: everything in it would fill pages of a log."""
        return f"Datenstand(wissensstand={self.wissensstand!r}, version={self.version!r})"

    @property
    def jahre(self) -> range:
        """The years of this Zielsystem."""
        return self.zielsystem.jahre

    def fuer(self, name: str) -> Datenstand:
        """The same knowledge as this Zielsystem sees it; raises ``UnknownZielsystemError``.

        Messwerte go through all Zielsysteme as one line; targets, base and mappings are those of this one.
        """
        if name == self.zielsystem.name:
            return self
        system = next((s for s in self.zielsysteme if s.name == name), None)
        if system is None or self.gesamt is None:
            raise UnknownZielsystemError(name)
        return _view(self, self.gesamt, system)

    @property
    def is_system_known(self) -> bool:
        """Whether the Zielsystem seen was known on this day; so too on a day without any."""
        return not self.zielsysteme or any(s.name == self.zielsystem.name for s in self.zielsysteme)

    def as_seen_by(self, system: Zielsystem) -> Datenstand:
        """``fuer`` for a day that may not know this Zielsystem yet: then a view without a single Ziel.

        A day on which no Zielsystem is known at all stays as it is.
        """
        if system.name == self.zielsystem.name or not self.zielsysteme or self.gesamt is None:
            return self
        bekannt = next((s for s in self.zielsysteme if s.name == system.name), system)
        return _view(self, self.gesamt, bekannt)

    def with_all(self, gesamt: Gesamtbestand, zielsysteme: tuple[Zielsystem, ...]) -> Datenstand:
        """This knowledge, of which ``akten`` hold all Zielsysteme, as the Zielsystem to open with sees it."""
        alles = replace(self, gesamt=replace(gesamt, akten=self.akten), zielsysteme=zielsysteme)
        system = alles.default_system()
        return _view(alles, alles.gesamt or gesamt, system)

    def systeme_von(self, kennzahl_nr: str) -> tuple[Zielsystem, ...]:
        """This Zielsystem and all others that a Kennzahl speaks for, by their beginning."""
        alle = self.gesamt.akten.get(kennzahl_nr) if self.gesamt else None
        erstes = first_system(self.zielsysteme)
        namen = {z.zielsystem or erstes for z in alle.zuordnungen} if alle else set()
        namen.add(self.zielsystem.name)
        return tuple(s for s in self.zielsysteme if s.name in namen) or (self.zielsystem,)

    def jahre_von(self, kennzahl_nr: str) -> range:
        """The years of all Zielsysteme that a Kennzahl speaks for: its line runs through them."""
        systeme = self.systeme_von(kennzahl_nr)
        return range(min(s.erstes_jahr for s in systeme), max(s.letztes_jahr for s in systeme) + 1)

    @property
    def eigene_akten(self) -> Mapping[str, Kennzahlakte]:
        """The Kennzahlen of this Zielsystem, by number: all but those that speak for others alone."""
        if len(self.zielsysteme) <= 1:
            return self.akten
        return {nr: akte for nr, akte in self.akten.items() if not self.is_only_elsewhere(nr)}

    def is_only_elsewhere(self, nr: str) -> bool:
        """Whether a Kennzahl speaks for Ziele of other Zielsysteme alone."""
        return bool(
            self.gesamt
            and not self.akten[nr].zuordnungen
            and nr in self.gesamt.akten
            and self.gesamt.akten[nr].zuordnungen
        )

    def default_system(self) -> Zielsystem:
        """The Zielsystem to open with: the oldest that is still the county's on this day."""
        geltend = [s for s in self.zielsysteme if s.holds_on(self.wissensstand)]
        return (geltend or list(reversed(self.zielsysteme)) or [self.zielsystem])[0]

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
        """Unterziele below an Oberziel, at whatever depth, by number."""
        return tuple(z for z in self.ziele_der_ebene(Ebene.UNTERZIEL) if oberziel_nr in self.pfad_zu(z.nr))

    def pfad_zu(self, nr: str) -> tuple[str, ...]:
        """Numbers of all Ziele above one, the nearest first."""
        pfad: list[str] = []
        ziel = self.ziele.get(nr)
        while ziel is not None and ziel.ueber is not None and ziel.ueber not in pfad:
            pfad.append(ziel.ueber)
            ziel = self.ziele.get(ziel.ueber)
        return tuple(pfad)

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


def _view(stand: Datenstand, gesamt: Gesamtbestand, system: Zielsystem) -> Datenstand:
    erstes = first_system(stand.zielsysteme)
    allein = len(stand.zielsysteme) == 1
    return replace(
        stand,
        zielsystem=system,
        ziele=gesamt.ziele.get(system.name, MappingProxyType({})),
        zielfassungen=gesamt.zielfassungen.get(system.name, MappingProxyType({})),
        akten=MappingProxyType(
            {nr: akte_in(akte, gesamt, system, erstes, allein=allein) for nr, akte in gesamt.akten.items()}
        ),
        massnahmen=MappingProxyType({m.nr: m for m in in_system(gesamt.massnahmen, system, erstes)}),
        fruehere_massnahmen=MappingProxyType(
            {
                fassungen[0].nr: fassungen[:-1]
                for fassungen in gesamt.massnahmenfassungen
                if in_system(fassungen[-1:], system, erstes)
            }
        ),
        erlaeuterungen=tuple(e for e in gesamt.erlaeuterungen if speaks_in(e, e.bezug, system, erstes)),
        haushaltszuordnungen=MappingProxyType(
            {
                jahr: tuple(r for r in regeln if speaks_in(r, r.bezug.value, system, erstes))
                for jahr, regeln in gesamt.haushaltszuordnungen.items()
            }
        ),
    )
