"""Zuordnungsblick: all that the mapping page shows of one Haushalt: its Produkte, the rules that hold, the draft."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.zielsystemsicht import first_system
from kek_dashboard.domain.zuordnungsentwurf import Anteilsaenderung, apply_entwurf, differences
from kek_dashboard.domain.zuordnungsprodukte import Kontozeile, Produktzeile, collect_produkte
from kek_dashboard.domain.zuordnungsvorschlag import Vorschlaege
from kek_dashboard.web.pages.haushalt.zuordnung_arbeit import Arbeit
from kek_dashboard.web.seite import Kontext

PFAD = "/haushalt/zuordnung"
_T = TypeVar("_T")
Regeln = Mapping[str, tuple[HaushaltsZuordnung, ...]]

_KEIN_BETRAG = MappingProxyType(dict.fromkeys(VIER_ARTEN, Decimal("0.00")))
NICHT_IM_PLAN = "nicht im Plan"


@dataclass(frozen=True)
class Blick:
    """One Haushalt with the draft on top of what is released. What is computed here is kept with the data."""

    kontext: Kontext
    mittel: Mitteleinsatz
    arbeit: Arbeit

    @property
    def jahr(self) -> int:
        """The Haushaltsjahr."""
        return self.mittel.haushalt.haushaltsjahr

    @property
    def system(self) -> str:
        """Which Zielsystem the draft is for, as records name it: the county's first one not at all."""
        stand = self.kontext.stand
        return "" if stand.zielsystem.name == first_system(stand.zielsysteme) else stand.zielsystem.name

    @property
    def darf(self) -> bool:
        """Whether whoever asks may change the draft: not without the right, and not in the past."""
        zugang = self.kontext.zugang
        return (
            self.kontext.wissensstand is None
            and self.kontext.umgebung.store is not None
            and zugang.darf(Aktion.LIEFERN_ZUORDNUNG)
        )

    @cached_property
    def liste(self) -> tuple[tuple[Produktzeile, ...], int]:
        """The Produkte of the plan, and how many lines have none."""
        haushalt = self.mittel.haushalt
        return self.kept(("produkte", haushalt.fassung), lambda: collect_produkte(haushalt))

    @cached_property
    def all_beispiel(self) -> bool:
        """Where everything is Beispiel, the heading says it once; else each figure says it for itself."""
        produkte = self.liste[0]
        return bool(produkte) and all(p.herkunft is Herkunft.BEISPIEL for p in produkte)

    @cached_property
    def produkte(self) -> Mapping[str, Produktzeile]:
        """The Produkte of the plan, then those that only a rule names."""
        produkte = {p.produkt: p for p in self.liste[0]}
        for nr in sorted({*self.vorher, *self.nachher} - produkte.keys(), key=nummer_key):
            produkte[nr] = Produktzeile(nr, NICHT_IM_PLAN, "", "", _KEIN_BETRAG, (), 0, Herkunft.INTERN)
        return produkte

    @cached_property
    def geltend(self) -> tuple[HaushaltsZuordnung, ...]:
        """The released rules of the Haushaltsjahr."""
        return self.kontext.stand.haushaltszuordnungen.get(self.jahr, ())

    @cached_property
    def vorher(self) -> Regeln:
        """The released rules by Produkt; those with share 0 are none."""
        return self.kept(("regeln",), lambda: by_produkt(r for r in self.geltend if r.anteil))

    @cached_property
    def nachher(self) -> Regeln:
        """The rules by Produkt with the draft."""
        if not self.unterschiede:
            return self.vorher
        return by_produkt(apply_entwurf(self.geltend, self.arbeit.entwurf))

    @cached_property
    def unterschiede(self) -> tuple[Anteilsaenderung, ...]:
        """What the draft makes different."""
        return differences(self.geltend, self.arbeit.entwurf)

    @cached_property
    def geaendert(self) -> frozenset[str]:
        """The Produkte the draft makes different."""
        return frozenset(u.anteil.produkt for u in self.unterschiede)

    @cached_property
    def vorschlaege(self) -> Vorschlaege:
        """Who proposes for this Haushaltsjahr."""
        return self.kept(("vorschlaege",), lambda: Vorschlaege(self.kontext.stand, self.jahr))

    def konten(self, produkt: str) -> Sequence[Kontozeile]:
        """The Konten of a Produkt, then those that only a rule names."""
        zeile = self.produkte[produkt]
        konten = {konto.konto: konto for konto in zeile.konten}
        regeln = (*self.vorher.get(produkt, ()), *self.nachher.get(produkt, ()))
        for konto in sorted({r.konto for r in regeln if r.konto} - konten.keys(), key=nummer_key):
            konten[konto] = Kontozeile(konto, NICHT_IM_PLAN, _KEIN_BETRAG, (), 0, Herkunft.INTERN)
        return tuple(konten.values())

    def kept(self, name: tuple[Hashable, ...], build: Callable[[], _T]) -> _T:
        """What follows from the data and the Haushaltsjahr alone, made once."""
        return self.kontext.daten.kept(self.kontext.stand, ("zuordnung", self.jahr, *name), build)


def data(**merkmale: str) -> dict[str, Any]:
    """Attributes ``data-…`` to unpack into a component, for the script of the page."""
    return {f"data-{name}": wert for name, wert in merkmale.items()}


def by_produkt(regeln: Iterable[HaushaltsZuordnung]) -> Regeln:
    """Rules by Produkt, those of the whole Produkt first, then by Konto and target."""
    gruppen: dict[str, list[HaushaltsZuordnung]] = {}
    for regel in regeln:
        gruppen.setdefault(regel.produkt, []).append(regel)
    return MappingProxyType({nr: tuple(sorted(gruppe, key=_order)) for nr, gruppe in gruppen.items()})


def _order(regel: HaushaltsZuordnung) -> tuple[object, ...]:
    return nummer_key(regel.konto), list(Bezug).index(regel.bezug), nummer_key(regel.bezug_nr)
