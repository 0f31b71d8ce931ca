"""Ursachenart: of what kind a cause is: a new value, a corrected one, another target, another method."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Produkt
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, Reihenbruch, UnterzielZuordnung, Zielwert
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.unterschied import Aenderungsart, Satz, Ursache
from kek_dashboard.domain.ziele import Zielfassung

# Fields of a Kennzahl by which it is judged; the borders of a Korridor are its target.
_METHODE = frozenset({
    "zieltyp", "toleranz", "rauschband", "basisjahr", "basiswert", "frequenz", "aggregation", "max_alter", "einheit",
})  # fmt: skip
_GRENZEN = frozenset({"untergrenze", "obergrenze"})
# What is said beside a target or a wording, and is none.
_BEIWERK = frozenset({"herkunft"})


class Ursachenart(StrEnum):
    """Why something stands otherwise, in the order in which causes are told."""

    ZURUECKGEZOGEN = "zurueckgezogen"
    BERICHTIGTER_WERT = "berichtigter_wert"
    GEAENDERTES_ZIEL = "geaendertes_ziel"
    GEAENDERTE_METHODE = "geaenderte_methode"
    GEAENDERTE_ZUORDNUNG = "geaenderte_zuordnung"
    NEUER_WERT = "neuer_wert"
    MASSNAHME = "massnahme"
    HAUSHALT = "haushalt"
    ERLAEUTERUNG = "erlaeuterung"
    ANGABEN = "angaben"


_NACH_SATZ: dict[type[Satz], Ursachenart] = {
    Reihenbruch: Ursachenart.GEAENDERTE_METHODE,
    UnterzielZuordnung: Ursachenart.GEAENDERTE_ZUORDNUNG,
    HaushaltsZuordnung: Ursachenart.GEAENDERTE_ZUORDNUNG,
    Massnahme: Ursachenart.MASSNAHME,
    Meilenstein: Ursachenart.MASSNAHME,
    Produkt: Ursachenart.HAUSHALT,
    Satzungssumme: Ursachenart.HAUSHALT,
    Haushaltsstatus: Ursachenart.HAUSHALT,
    Erlaeuterung: Ursachenart.ERLAEUTERUNG,
}


@dataclass(frozen=True, slots=True)
class Grund:
    """A cause with its kind."""

    art: Ursachenart
    ursache: Ursache

    @property
    def fundstelle(self) -> Fundstelle:
        """The cell that says so."""
        return self.ursache.fundstelle

    @property
    def beschluss(self) -> str:
        """The decision behind it, as the record names it; empty where it names none."""
        satz = self.ursache.satz
        return satz.beschluss if isinstance(satz, Zielwert | Zielfassung) else ""

    @property
    def sort_key(self) -> tuple[int, tuple[int, ...]]:
        """What tells most first: by kind, then the newest value."""
        satz = self.ursache.satz
        neueste = tuple(-teil for teil in satz.zeitraum.sort_key) if isinstance(satz, Messwert) else ()
        return list(Ursachenart).index(self.art), neueste


def find_art(ursache: Ursache, dazu: Collection[int], weg: Collection[int]) -> Ursachenart:
    """The kind of a cause; ``dazu``, ``weg``: numbers of the Lieferungen that came and that were taken back.

    A file taken back is the cause where no new one brought the record anew; where one did, it is a correction.
    """
    alt, neu = ursache.alt, ursache.neu
    zurueck = alt is not None and alt.fundstelle.lieferung in weg
    if zurueck and (neu is None or neu.fundstelle.lieferung not in dazu):
        return Ursachenart.ZURUECKGEZOGEN
    satz = ursache.satz
    if isinstance(satz, Messwert):
        return _value(ursache)
    if isinstance(satz, Kennzahl):
        return _master_data(ursache)
    if isinstance(satz, Zielwert | Zielfassung):
        is_other = ursache.art is not Aenderungsart.GEAENDERT or not _BEIWERK.issuperset(ursache.felder)
        return Ursachenart.GEAENDERTES_ZIEL if is_other else Ursachenart.ANGABEN
    return _NACH_SATZ.get(type(satz), Ursachenart.ANGABEN)


def _value(ursache: Ursache) -> Ursachenart:
    """A value is new, corrected, gone, or only told more about."""
    alt, neu = (satz.wert if isinstance(satz, Messwert) else None for satz in (ursache.alt, ursache.neu))
    if ursache.neu is None:
        return Ursachenart.ZURUECKGEZOGEN
    if ursache.alt is None or (alt is None and neu is not None):
        return Ursachenart.NEUER_WERT
    return Ursachenart.BERICHTIGTER_WERT if alt != neu else Ursachenart.ANGABEN


def _master_data(ursache: Ursache) -> Ursachenart:
    felder = frozenset(ursache.felder)
    if felder & _METHODE:
        return Ursachenart.GEAENDERTE_METHODE
    return Ursachenart.GEAENDERTES_ZIEL if felder & _GRENZEN else Ursachenart.ANGABEN
