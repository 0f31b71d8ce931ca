"""Stimmigkeit: whether everything released fits together; asked before a release and by ``check``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, overlapping
from kek_dashboard.domain.satzung import out_of_order
from kek_dashboard.domain.verfahren import MASSNAHME, Wegfehler, faults_of_way
from kek_dashboard.domain.ziele import Ebene

HUNDERT = Decimal(100)


def faults(stand: Datenstand) -> tuple[str, ...]:
    """German sentences on everything that does not fit together; empty when all is well.

    Shares above 100 %, mappings to something that does not exist, Meilensteine and Vergleichswerte of it,
    weights that are not positive, borders of a Korridor the wrong way round, Produkte that hold twice in
    one year, a Haushalt approved before it was decided, money mapped to what is only proposed, a proposal that goes
    on after its end.
    """
    sichten = [stand.fuer(system.name) for system in stand.zielsysteme] or [stand]
    je_sicht = (
        fault
        for sicht in sichten
        for fault in (*_kennzahl_faults(sicht), *_massnahme_faults(sicht), *_budget_faults(sicht))
    )
    return (
        *dict.fromkeys(je_sicht),
        *_meilenstein_faults(stand),
        *_vergleich_faults(stand),
        *_produkt_faults(stand),
        *_status_faults(stand),
        *_vorschlag_faults(stand),
    )


def _kennzahl_faults(stand: Datenstand) -> Iterator[str]:
    for akte in stand.akten.values():
        k = akte.kennzahl
        if k.untergrenze is not None and k.obergrenze is not None and k.untergrenze > k.obergrenze:
            yield f"Kennzahl {akte.nr}: Die Untergrenze liegt über der Obergrenze."
        for zuordnung in akte.zuordnungen:
            if not _is_unterziel(stand, zuordnung.unterziel):
                yield f"Kennzahl {akte.nr} ist dem Unterziel {zuordnung.unterziel} zugeordnet, das es nicht gibt."
            if zuordnung.gewicht <= 0:
                yield f"Kennzahl {akte.nr}: Das Gewicht im Unterziel {zuordnung.unterziel} ist nicht größer als 0."
        anteile = [z.geldanteil for z in akte.zuordnungen if z.geldanteil is not None]
        if anteile and (len(anteile) < len(akte.zuordnungen) or sum(anteile) != HUNDERT):
            yield (
                f"Kennzahl {akte.nr}: Die Geldanteile ihrer Unterziele müssen alle angegeben sein und 100 % ergeben."
            )


def _massnahme_faults(stand: Datenstand) -> Iterator[str]:
    for massnahme in stand.massnahmen.values():
        if not _is_unterziel(stand, massnahme.unterziel):
            yield f"Maßnahme {massnahme.nr} gehört zum Unterziel {massnahme.unterziel}, das es nicht gibt."


def _meilenstein_faults(stand: Datenstand) -> Iterator[str]:
    alle = stand.massnahmen if stand.gesamt is None else {m.nr for m in stand.gesamt.massnahmen}
    vorgeschlagen = {v.nr for v in stand.vorschlaege if v.bezug == MASSNAHME}
    for nr in stand.meilensteine:
        if nr not in alle and nr not in vorgeschlagen:
            yield f"Zur Maßnahme {nr} gibt es Meilensteine, aber die Maßnahme nicht."


def _vergleich_faults(stand: Datenstand) -> Iterator[str]:
    for nr in stand.vergleichswerte:
        if nr not in stand.akten:
            yield f"Zur Kennzahl {nr} gibt es Vergleichswerte, aber die Kennzahl nicht."


def _produkt_faults(stand: Datenstand) -> Iterator[str]:
    for nr, fassungen in stand.produktfassungen.items():
        for produkt in fassungen:
            ab, bis = produkt.gueltig_ab, produkt.gueltig_bis
            if ab is not None and bis is not None and bis < ab:
                yield f"Produkt {nr}: „Gültig bis“ {bis} liegt vor „Gültig ab“ {ab}."
            for kennzahl in produkt.kennzahl_nummern:
                if kennzahl not in stand.akten:
                    yield f"Produkt {nr} nennt die Kennzahl {kennzahl}, die es nicht gibt."
        for _, spaeter in overlapping(fassungen):
            ab_jahr = "" if spaeter.gueltig_ab is None else f" ab {spaeter.gueltig_ab}"
            yield f"Produkt {nr}: Zwei Fassungen gelten{ab_jahr} zugleich."


def _status_faults(stand: Datenstand) -> Iterator[str]:
    for (jahr, fassung), staende in stand.haushaltsstaende.items():
        for erst, dann in out_of_order(staende):
            yield (
                f"Haushalt {jahr} ({fassung}): „{dann.status}“ am {dann.am:%d.%m.%Y} liegt vor "
                f"„{erst.status}“ am {erst.am:%d.%m.%Y}."
            )


def _vorschlag_faults(stand: Datenstand) -> Iterator[str]:
    for vorschlag in stand.vorschlaege:
        for schritt, fehler, wegen in faults_of_way(vorschlag.schritte):
            if fehler is not Wegfehler.OHNE_VORSCHLAG:
                yield (
                    f"Vorschlag {vorschlag.nr}: „{schritt.schritt}“ am {schritt.am:%d.%m.%Y} passt nicht zu "
                    f"„{wegen.schritt}“ am {wegen.am:%d.%m.%Y}."
                )


def _budget_faults(stand: Datenstand) -> Iterator[str]:
    offen = {(v.bezug, v.nr) for v in stand.vorschlaege if not v.is_in_force}
    for jahr, zuordnungen in stand.haushaltszuordnungen.items():
        summen: dict[tuple[str, str], Decimal] = {}
        for z in zuordnungen:
            schluessel = (z.produkt, z.konto)
            summen[schluessel] = summen.get(schluessel, Decimal(0)) + z.anteil
            if z.anteil and not _exists(stand, z.bezug, z.bezug_nr):
                warum = "ist nur vorgeschlagen" if (z.bezug.value, z.bezug_nr) in offen else "gibt es nicht"
                yield f"Zuordnung {jahr}, Produkt {z.produkt}: {_BEZUG_WORT[z.bezug]} {z.bezug_nr} {warum}."
        for (produkt, konto), summe in summen.items():
            if summe > HUNDERT:
                wo = f"Produkt {produkt}" + (f", Konto {konto}" if konto else "")
                yield f"Zuordnung {jahr}, {wo}: Die Anteile ergeben {summe} %, höchstens 100 % sind möglich."


_BEZUG_WORT = {Bezug.UNTERZIEL: "Unterziel", Bezug.KENNZAHL: "Kennzahl", Bezug.MASSNAHME: "Maßnahme"}


def _exists(stand: Datenstand, bezug: Bezug, nr: str) -> bool:
    if bezug is Bezug.UNTERZIEL:
        return _is_unterziel(stand, nr)
    if bezug is Bezug.KENNZAHL:
        return nr in stand.akten
    # A Maßnahme of another Zielsystem is there; in this view its money serves nothing.
    return nr in stand.massnahmen or bool(stand.gesamt and any(m.nr == nr for m in stand.gesamt.massnahmen))


def _is_unterziel(stand: Datenstand, nr: str) -> bool:
    ziel = stand.ziele.get(nr)
    return ziel is not None and ziel.ebene is Ebene.UNTERZIEL
