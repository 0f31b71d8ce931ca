"""Offenlegung: what of a Datenstand is open to everybody, and how it becomes the rows that are handed out.

Open is a Kennzahl that is marked „Öffentlich“. The figure of a Ziel is open only where every Kennzahl that counts in
it is, for else the missing one could be worked out of it. Maßnahmen, Erläuterungen and the Haushalt have no such mark
and stay inside; so do file names, cells, remarks and who delivered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.offenezeilen import (
    OffeneBewertung,
    OffeneKennzahl,
    OffeneNachfolge,
    OffenerMesswert,
    OffenerReihenbruch,
    OffenerZielwert,
    OffenesZiel,
    OffenesZielsystem,
    OffeneZielbewertung,
    OffeneZuordnung,
    Verschluss,
)
from kek_dashboard.domain.runden import optional_decimal
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielsystemsicht import first_system
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, Zielbewertung

#: What a Zielsystem is called whose file gives it no name.
OHNE_NAMEN: Final = "Zielsystem"


def alle_sichten(stand: Datenstand) -> tuple[Datenstand, ...]:
    """The same knowledge as each Zielsystem sees it, by their beginning."""
    return tuple(stand.fuer(system.name) for system in stand.zielsysteme) or (stand,)


def offene_jahre(stand: Datenstand) -> range:
    """The Berichtsjahre of which open figures are handed out: those of its Zielsystem until the Wissensstand."""
    return range(stand.jahre.start, min(stand.jahre.stop, stand.wissensstand.year + 1))


def offene_akten(stand: Datenstand) -> tuple[Kennzahlakte, ...]:
    """All about the Kennzahlen that are marked „Öffentlich“, by number."""
    return tuple(akte for akte in stand.akten.values() if akte.kennzahl.oeffentlich)


def akten_hier(stand: Datenstand) -> tuple[Kennzahlakte, ...]:
    """``offene_akten`` of this view: a Kennzahl that speaks for other Zielsysteme alone is told of by those."""
    return tuple(akte for akte in offene_akten(stand) if not stand.is_only_elsewhere(akte.nr))


def is_open_ziel(stand: Datenstand, nr: str) -> bool:
    """Whether the figure of an Unterziel or Oberziel may be told: every Kennzahl that counts in it is open.

    ``beobachten`` never counts, so it closes nothing. A Ziel without Kennzahlen has no figure and is open.
    Raises ``UnknownZielError``.
    """
    if stand.ziel(nr).ebene is Ebene.OBERZIEL:
        return all(is_open_ziel(stand, unter.nr) for unter in stand.unterziele_von(nr))
    return all(
        akte.kennzahl.oeffentlich
        for akte, _ in stand.mitglieder(nr)
        if akte.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN
    )


def offene_zielsysteme(stand: Datenstand) -> Iterator[OffenesZielsystem]:
    """The Zielsystem of this view; where nothing is known there is none."""
    if stand.ziele or stand.akten:
        z = stand.zielsystem
        yield OffenesZielsystem(
            open_name(stand),
            z.erstes_jahr,
            z.letztes_jahr,
            z.gueltig_ab,
            z.gueltig_bis,
            z.beschluss,
            z.herkunft,
        )


def offene_ziele(stand: Datenstand) -> Iterator[OffenesZiel]:
    """Every Ziel of all levels, by number: what the Kreistag has decided is public."""
    for ziel in stand.ziele.values():
        fassung = ziel.fassungen[0]
        yield OffenesZiel(
            zielsystem=open_name(stand),
            nr=ziel.nr,
            ebene=ziel.ebene,
            kurztitel=ziel.kurztitel,
            wortlaut=ziel.wortlaut,
            ueber=ziel.ueber if ziel.ueber in stand.ziele else None,
            beschluss=fassung.beschluss,
            gueltig_ab=fassung.gueltig_ab,
            gueltig_bis=fassung.gueltig_bis,
        )


def offene_nachfolgen(stand: Datenstand) -> Iterator[OffeneNachfolge]:
    """The bridge between all Zielsysteme, as far as its Ziele are known; what was said of an ended one stays inside."""
    sichten = {sicht.zielsystem.name: sicht for sicht in alle_sichten(stand)}
    erstes = first_system(stand.zielsysteme)

    def is_known(system: str, nr: str) -> bool:
        return system in sichten and nr in sichten[system].ziele

    for schritt in stand.nachfolgen:
        alt = schritt.altes_system or erstes
        neu = (schritt.neues_system or erstes) if schritt.neues_ziel else None
        if is_known(alt, schritt.altes_ziel) and (neu is None or is_known(neu, schritt.neues_ziel)):
            yield OffeneNachfolge(
                altes_zielsystem=alt,
                altes_ziel=schritt.altes_ziel,
                art=schritt.art,
                neues_zielsystem=neu,
                neues_ziel=schritt.neues_ziel or None,
                beschluss=schritt.beschluss,
                herkunft=schritt.herkunft,
            )


def offene_kennzahl(stand: Datenstand, akte: Kennzahlakte) -> OffeneKennzahl:
    """Master data of one open Kennzahl."""
    k = akte.kennzahl
    return OffeneKennzahl(
        zielsystem=open_name(stand),
        nr=k.nr,
        bezeichnung=k.bezeichnung,
        definition=k.definition,
        einheit=k.einheit,
        nachkommastellen=k.nachkommastellen,
        zieltyp=k.zieltyp,
        basisjahr=k.basisjahr,
        basiswert=k.basiswert,
        untergrenze=k.untergrenze,
        obergrenze=k.obergrenze,
        toleranz=k.toleranz,
        frequenz=k.frequenz,
        aggregation=k.aggregation,
        fachbereich=k.fachbereich,
        quelle=k.quelle,
        personenbezogen=k.personenbezogen,
        herkunft=k.herkunft,
        unterziele=tuple(z.unterziel for z in akte.zuordnungen),
    )


def offene_zuordnungen(stand: Datenstand, akte: Kennzahlakte) -> Iterator[OffeneZuordnung]:
    """For which Unterziele an open Kennzahl speaks, and how much it counts in each; only those that are known."""
    for z in akte.zuordnungen:
        if z.unterziel in stand.ziele:
            yield OffeneZuordnung(open_name(stand), akte.nr, z.unterziel, z.gewicht, z.herkunft)


def offene_messwerte(stand: Datenstand, akte: Kennzahlakte) -> Iterator[OffenerMesswert]:
    """The newest version of each value of an open Kennzahl, oldest Zeitraum first."""
    k = akte.kennzahl
    for m in akte.messwerte:
        lieferung = stand.lieferungen.get(m.fundstelle.lieferung)
        yield OffenerMesswert(
            kennzahl=k.nr,
            zeitraum=str(m.zeitraum),
            jahr=m.zeitraum.jahr,
            wert=m.wert,
            gesperrt=m.is_withheld,
            status=m.status,
            stichtag=m.stichtag,
            herkunft=m.herkunft or k.herkunft,
            quelle=k.quelle,
            freigegeben_am=None if lieferung is None else lieferung.freigegeben_am,
        )


def offene_zielwerte(stand: Datenstand, akte: Kennzahlakte) -> Iterator[OffenerZielwert]:
    """The targets of an open Kennzahl that hold, by year."""
    for z in akte.zielwerte:
        yield OffenerZielwert(
            zielsystem=open_name(stand),
            kennzahl=akte.nr,
            jahr=z.jahr,
            zielwert=z.wert,
            gueltig_ab=z.gueltig_ab,
            gueltig_bis=z.gueltig_bis,
            beschluss=z.beschluss,
            herkunft=z.herkunft,
        )


def offene_reihenbrueche(akte: Kennzahlakte) -> Iterator[OffenerReihenbruch]:
    """Changes of method of an open Kennzahl, oldest first."""
    for b in akte.reihenbrueche:
        yield OffenerReihenbruch(akte.nr, str(b.ab), b.grund, b.basiswert_neu, b.herkunft)


def offene_bewertung(stand: Datenstand, b: Bewertung) -> OffeneBewertung:
    """What is told of an open Kennzahl at one Berichtsjahr, as ``zielerreichung`` tells it."""
    return OffeneBewertung(
        zielsystem=open_name(stand),
        kennzahl=b.nr,
        berichtsjahr=b.berichtsjahr,
        jahr=b.jahr,
        ist=optional_decimal(b.ist),
        soll=optional_decimal(b.soll),
        zielerreichung=optional_decimal(b.zielerreichung),
        soll_zielerreichung=optional_decimal(b.soll_zielerreichung),
        planabweichung=optional_decimal(b.planabweichung),
        stand=b.stand,
        ausblick=b.ausblick,
        tempo=optional_decimal(b.tempo),
        prognose=optional_decimal(b.prognose),
        noetiges_tempo=optional_decimal(b.noetiges_tempo),
        bilanz=b.bilanz,
        herkunft=b.herkunft,
    )


def offene_bewertungen(stand: Datenstand, gesamt: Gesamtbewertung) -> Iterator[OffeneBewertung]:
    """Every open Kennzahl at the Berichtsjahr of ``gesamt``, by number."""
    for akte in offene_akten(stand):
        yield offene_bewertung(stand, gesamt.kennzahlen[akte.nr])


def offene_zielbewertungen(stand: Datenstand, gesamt: Gesamtbewertung) -> Iterator[OffeneZielbewertung]:
    """Every Oberziel and Unterziel at the Berichtsjahr of ``gesamt``; the closed ones say only that they are."""
    for b in (*gesamt.oberziele.values(), *gesamt.unterziele.values()):
        if is_open_ziel(stand, b.nr):
            yield _offen(stand, gesamt.jahr, b)
        else:
            ziel = stand.ziel(b.nr)
            yield OffeneZielbewertung(
                open_name(stand),
                ziel.nr,
                ziel.ebene,
                ziel.kurztitel,
                gesamt.jahr,
                Verschluss.NICHT_OEFFENTLICH,
            )


def _offen(stand: Datenstand, jahr: int, b: Zielbewertung) -> OffeneZielbewertung:
    return OffeneZielbewertung(
        zielsystem=open_name(stand),
        ziel=b.nr,
        ebene=stand.ziel(b.nr).ebene,
        kurztitel=stand.ziel(b.nr).kurztitel,
        berichtsjahr=jahr,
        verschluss=Verschluss.OFFEN,
        zielerreichung=optional_decimal(b.zielerreichung),
        soll_zielerreichung=optional_decimal(b.soll_zielerreichung),
        planabweichung=optional_decimal(b.planabweichung),
        abdeckung=optional_decimal(b.abdeckung),
        stand=b.stand,
        bilanz=b.bilanz,
        bewertet=b.bewertet,
        anzahl=b.anzahl,
        herkunft=b.herkunft,
    )


def open_name(stand: Datenstand) -> str:
    """Name of the Zielsystem of this view; never empty, for it is part of keys."""
    return stand.zielsystem.name or OHNE_NAMEN
