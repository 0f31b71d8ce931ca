"""Unterschied: what two Datenstände say differently about one Berichtsjahr, and every change that is the cause.

Complete by construction: every record of both is compared by its key in all its fields but the cell it
stood in, and a judgement follows from records alone (``bewerte_alles``). So nothing can stand otherwise
without a record that changed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import chain

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Produkt
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.satzung import Haushaltsstatus, Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Zielfassung
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielsystem import Ausgangswert
from kek_dashboard.domain.zusammenfassung import Zielbewertung, bewerte_alles

Satz = (
    Kennzahl | Messwert | Zielwert | Reihenbruch | UnterzielZuordnung | Zielfassung
    | HaushaltsZuordnung | Produkt | Massnahme | Erlaeuterung | Fachbereich | Satzungssumme | Haushaltsstatus
    | Meilenstein | Sitzung | Vergleichswert | Ausgangswert
)  # fmt: skip

# A Bewertung also carries its inputs, each with the cell it stood in: those are no judgement.
_EINGABEN = {"jahreswerte", "weg", "linie", "tempo_aus"}
# What a Kennzahl is made of, each with the key inside it.
_TEILE = (
    ("kennzahlen", ("nr",)),
    ("messwerte", ("zeitraum",)),
    ("zielwerte", ("jahr",)),
    ("reihenbrueche", ("ab",)),
    ("zuordnungen", ("unterziel",)),
)
# What a Datenstand keeps in groups: the records, where they are, and the key of one.
_GRUPPIERT = (
    ("produkte", "produktfassungen", ("produkt", "gueltig_ab")),
    ("satzungssummen", "satzungssummen", ("haushaltsjahr", "fassung", "festsetzung")),
    ("haushaltsstaende", "haushaltsstaende", ("haushaltsjahr", "fassung", "status")),
    ("meilensteine", "meilensteine", ("massnahme", "bezeichnung")),
    ("vergleichswerte", "vergleichswerte", ("kennzahl_nr", "region", "zeitraum")),
)
_URTEIL = tuple(f.name for f in fields(Bewertung) if f.name not in _EINGABEN)


class Aenderungsart(StrEnum):
    """Whether a record came, became another one, or no longer counts."""

    NEU = "neu"
    GEAENDERT = "geaendert"
    ENTFALLEN = "entfallen"


@dataclass(frozen=True, slots=True)
class Ursache:
    """One record that is not the same on both days.

    ``feld`` names its kind as in ``Inhalt``; ``alt`` and ``neu`` are ``None`` where there was or is none;
    ``felder`` are the fields that differ, for a changed one alone.
    """

    feld: str
    alt: Satz | None
    neu: Satz | None
    felder: tuple[str, ...] = ()

    @property
    def art(self) -> Aenderungsart:
        """What happened to the record."""
        if self.alt is None:
            return Aenderungsart.NEU
        return Aenderungsart.ENTFALLEN if self.neu is None else Aenderungsart.GEAENDERT

    @property
    def satz(self) -> Satz:
        """The record as it is now, or as it was where it is gone."""
        satz = self.alt if self.neu is None else self.neu
        assert satz is not None
        return satz

    @property
    def fundstelle(self) -> Fundstelle:
        """The cell that says so: of the new version, or of the one that is gone."""
        return self.satz.fundstelle


@dataclass(frozen=True, slots=True)
class Kennzahlunterschied:
    """A Kennzahl that is judged otherwise (``None`` = it was not known, or no longer is), with its causes."""

    nr: str
    vorher: Bewertung | None
    nachher: Bewertung | None
    ursachen: tuple[Ursache, ...]


@dataclass(frozen=True, slots=True)
class Zielunterschied:
    """An Unterziel or Oberziel that stands otherwise.

    ``ursachen`` are its own: its wording, its mappings, what makes a Kennzahl count or not. ``teile`` are
    the Kennzahlen of the Unterziel, or the Unterziele of the Oberziel, that differ themselves.
    """

    nr: str
    vorher: Zielbewertung | None
    nachher: Zielbewertung | None
    ursachen: tuple[Ursache, ...]
    teile: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Unterschied:
    """Everything that differs, each by number; ``weitere`` are the changes that moved no judgement.

    ``dazu`` and ``weg`` are the Lieferungen that count on the later day alone, and on the earlier alone.
    ``fassungen``: Haushaltsjahr and Fassung, whether it came or went.
    """

    jahr: int
    kennzahlen: tuple[Kennzahlunterschied, ...] = ()
    unterziele: tuple[Zielunterschied, ...] = ()
    oberziele: tuple[Zielunterschied, ...] = ()
    weitere: tuple[Ursache, ...] = ()
    fassungen: tuple[tuple[int, str, Aenderungsart], ...] = ()
    dazu: tuple[Lieferung, ...] = ()
    weg: tuple[Lieferung, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all differs."""
        return not (
            self.kennzahlen or self.unterziele or self.oberziele or self.weitere or self.fassungen
            or self.dazu or self.weg
        )  # fmt: skip


def compare_datenstaende(damals: Datenstand, heute: Datenstand, jahr: int) -> Unterschied:
    """What was known otherwise about Berichtsjahr ``jahr``, from ``damals`` to ``heute``."""
    vorher, nachher = bewerte_alles(damals, jahr), bewerte_alles(heute, jahr)
    je_kennzahl = _kennzahl_changes(damals, heute)
    kennzahlen = tuple(
        Kennzahlunterschied(
            nr,
            vorher.kennzahlen.get(nr),
            nachher.kennzahlen.get(nr),
            tuple(u for u in je_kennzahl.get(nr, ()) if _can_matter(u, jahr)),
        )
        for nr in _numbers(vorher.kennzahlen, nachher.kennzahlen)
        if not _same_judgement(vorher.kennzahlen.get(nr), nachher.kennzahlen.get(nr))
    )
    ziele = {nr: tuple(_ziel_changes(damals, heute, nr)) for nr in _numbers(damals.ziele, heute.ziele)}
    anders = {k.nr for k in kennzahlen}
    unterziele = tuple(
        Zielunterschied(
            nr,
            vorher.unterziele.get(nr),
            nachher.unterziele.get(nr),
            (*ziele.get(nr, ()), *_membership(je_kennzahl, damals, heute, nr)),
            tuple(k for k in _members(damals, heute, nr) if k in anders),
        )
        for nr in _numbers(vorher.unterziele, nachher.unterziele)
        if vorher.unterziele.get(nr) != nachher.unterziele.get(nr)
    )
    oberziele = tuple(
        Zielunterschied(
            nr,
            vorher.oberziele.get(nr),
            nachher.oberziele.get(nr),
            ziele.get(nr, ()),
            tuple(u.nr for u in unterziele if nr in _above(damals, heute, u.nr)),
        )
        for nr in _numbers(vorher.oberziele, nachher.oberziele)
        if vorher.oberziele.get(nr) != nachher.oberziele.get(nr)
    )
    gesagt = {id(u) for kennzahl in kennzahlen for u in kennzahl.ursachen}
    gesagt |= {id(u) for teil in (*unterziele, *oberziele) for u in teil.ursachen}
    alle = [
        *(u for liste in ziele.values() for u in liste),
        *(u for liste in je_kennzahl.values() for u in liste),
        *_other_changes(damals, heute),
    ]
    return Unterschied(
        jahr,
        kennzahlen,
        unterziele,
        oberziele,
        tuple(u for u in alle if id(u) not in gesagt),
        tuple(_fassungen(damals, heute)),
        tuple(lief for nr, lief in heute.lieferungen.items() if nr not in damals.lieferungen),
        tuple(lief for nr, lief in damals.lieferungen.items() if nr not in heute.lieferungen),
    )


def _same_judgement(vorher: Bewertung | None, nachher: Bewertung | None) -> bool:
    if vorher is None or nachher is None:
        return vorher is nachher
    return all(getattr(vorher, name) == getattr(nachher, name) for name in _URTEIL)


def _can_matter(ursache: Ursache, jahr: int) -> bool:
    """Whether a change can move the judgement of its Kennzahl: later values and mappings cannot.

    Source: docs/methode.md: only Jahreswerte up to the Berichtsjahr count.
    """
    satz = ursache.satz
    if isinstance(satz, Messwert):
        return satz.zeitraum.jahr <= jahr
    return not isinstance(satz, UnterzielZuordnung)


def compare_saetze(
    feld: str, alt: Iterable[Satz], neu: Iterable[Satz], schluessel: tuple[str, ...]
) -> list[Ursache]:
    """Records of one kind by key: what came, changed and went; where it stood does not count."""
    vorher, nachher = _by_key(alt, schluessel), _by_key(neu, schluessel)
    ursachen = []
    for key in dict.fromkeys((*vorher, *nachher)):
        a, n = vorher.get(key), nachher.get(key)
        felder = () if a is None or n is None else _different_fields(a, n)
        if felder or a is None or n is None:
            ursachen.append(Ursache(feld, a, n, felder))
    return ursachen


def _by_key(saetze: Iterable[Satz], schluessel: tuple[str, ...]) -> dict[Hashable, Satz]:
    """Records by key; of equal keys each by its place, so that none is lost."""
    gefunden: dict[Hashable, Satz] = {}
    for satz in saetze:
        key = tuple(getattr(satz, name) for name in schluessel)
        gleiche = 1
        while (key, gleiche) in gefunden:
            gleiche += 1
        gefunden[key, gleiche] = satz
    return gefunden


def _different_fields(alt: Satz, neu: Satz) -> tuple[str, ...]:
    return tuple(
        f.name for f in fields(neu) if f.name != "fundstelle" and getattr(alt, f.name) != getattr(neu, f.name)
    )


def _numbers(vorher: Mapping[str, object], nachher: Mapping[str, object]) -> list[str]:
    return sorted({*vorher, *nachher}, key=nummer_key)


def _kennzahl_changes(damals: Datenstand, heute: Datenstand) -> dict[str, list[Ursache]]:
    """Per Kennzahl all changes of what it is made of."""
    je_kennzahl: dict[str, list[Ursache]] = {}
    for nr in _numbers(damals.akten, heute.akten):
        a = damals.akten.get(nr)
        n = heute.akten.get(nr)
        je_kennzahl[nr] = [
            ursache
            for feld, schluessel in _TEILE
            for ursache in compare_saetze(feld, _parts(a, feld), _parts(n, feld), schluessel)
        ]
    return je_kennzahl


def _parts(akte: Kennzahlakte | None, feld: str) -> tuple[Satz, ...]:
    """The records of one kind that a Kennzahl is made of."""
    if akte is None:
        return ()
    teile: Mapping[str, tuple[Satz, ...]] = {
        "kennzahlen": (akte.kennzahl,),
        "messwerte": akte.messwerte,
        "zielwerte": akte.zielwerte,
        "reihenbrueche": akte.reihenbrueche,
        "zuordnungen": akte.zuordnungen,
    }
    return teile[feld]


def _ziel_changes(damals: Datenstand, heute: Datenstand, nr: str) -> list[Ursache]:
    a, n = damals.ziele.get(nr), heute.ziele.get(nr)
    schluessel = ("zielsystem", "nr", "beschluss", "gueltig_ab")
    return compare_saetze(
        "ziele", () if a is None else a.fassungen, () if n is None else n.fassungen, schluessel
    )


def _members(damals: Datenstand, heute: Datenstand, unterziel: str) -> list[str]:
    """Kennzahlen mapped to an Unterziel on either day."""
    nummern = {akte.nr for stand in (damals, heute) for akte, _ in stand.mitglieder(unterziel)}
    return sorted(nummern, key=nummer_key)


def _membership(
    je_kennzahl: Mapping[str, list[Ursache]], damals: Datenstand, heute: Datenstand, unterziel: str
) -> Iterator[Ursache]:
    """What decides which Kennzahlen count for an Unterziel, and how much: mappings and the Zieltyp."""
    for nr in _members(damals, heute, unterziel):
        for ursache in je_kennzahl.get(nr, ()):
            satz = ursache.satz
            is_mapping = isinstance(satz, UnterzielZuordnung) and satz.unterziel == unterziel
            if is_mapping or (isinstance(satz, Kennzahl) and "zieltyp" in ursache.felder):
                yield ursache


def _above(damals: Datenstand, heute: Datenstand, unterziel: str) -> set[str]:
    return {nr for stand in (damals, heute) for nr in stand.pfad_zu(unterziel)}


def _other_changes(damals: Datenstand, heute: Datenstand) -> Iterator[Ursache]:
    """What no judgement of a Kennzahl or Ziel asks for: the Haushalt's rules, Maßnahmen, texts, other regions."""
    jahre = sorted({*damals.haushaltszuordnungen, *heute.haushaltszuordnungen})
    schluessel = ("produkt", "konto", "bezug", "bezug_nr")
    for jahr in jahre:
        alt, neu = (stand.haushaltszuordnungen.get(jahr, ()) for stand in (damals, heute))
        yield from compare_saetze("haushaltszuordnungen", alt, neu, schluessel)
    yield from compare_saetze("massnahmen", damals.massnahmen.values(), heute.massnahmen.values(), ("nr",))
    texte = ("bezug", "bezug_nr", "zeitraum")
    yield from compare_saetze("erlaeuterungen", damals.erlaeuterungen, heute.erlaeuterungen, texte)
    for feld, name, key in _GRUPPIERT:
        vorher, nachher = (chain.from_iterable(getattr(stand, name).values()) for stand in (damals, heute))
        yield from compare_saetze(feld, vorher, nachher, key)
    yield from compare_saetze("sitzungen", damals.sitzungen, heute.sitzungen, ("datum", "gremium"))
    organisation = damals.organisation.values(), heute.organisation.values()
    yield from compare_saetze("organisation", *organisation, ("name",))


def _fassungen(damals: Datenstand, heute: Datenstand) -> Iterator[tuple[int, str, Aenderungsart]]:
    for jahr in sorted({*damals.haushalte, *heute.haushalte}):
        alt, neu = damals.haushalte.get(jahr, ()), heute.haushalte.get(jahr, ())
        yield from ((jahr, fassung, Aenderungsart.NEU) for fassung in neu if fassung not in alt)
        yield from ((jahr, fassung, Aenderungsart.ENTFALLEN) for fassung in alt if fassung not in neu)
