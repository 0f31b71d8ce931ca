"""Stammdatenprüfung: what only shows when all records of a workbook are seen together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Produkt, overlapping
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE
from kek_dashboard.domain.kennzahl import Kennzahl, UnterzielZuordnung, Zieltyp, Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.satzung import Haushaltsstatus, Planstatus, out_of_order
from kek_dashboard.domain.ziele import Zielfassung
from kek_dashboard.domain.zielsystem import Zielsystemsatz
from kek_dashboard.importers.sheet import fund_befund
from kek_dashboard.importers.stammbruecke import check_bruecke
from kek_dashboard.importers.verfahrenspruefung import check_verfahren

HUNDERT = Decimal(100)

_SCHLUESSEL: dict[str, Callable[[Any], Hashable]] = {
    "zielsysteme": lambda s: s.name,
    "zielebenen": lambda s: (s.zielsystem, s.wort),
    "nachfolgen": lambda s: (s.altes_system, s.altes_ziel, s.neues_system, s.neues_ziel),
    "ausgangswerte": lambda s: (s.kennzahl_nr, s.zielsystem),
    "verfahrensschritte": lambda s: (s.bezug, s.bezug_nr, s.schritt, s.gremium, s.am),
    "aenderungsgruende": lambda s: (s.beschluss, s.am, s.grund),
    "ziele": lambda s: (s.zielsystem, s.nr, s.beschluss, s.gueltig_ab),
    "kennzahlen": lambda s: s.nr,
    "zielwerte": lambda s: (s.kennzahl_nr, s.jahr, s.gueltig_ab, s.zielsystem),
    "reihenbrueche": lambda s: (s.kennzahl_nr, s.ab),
    "zuordnungen": lambda s: (s.kennzahl_nr, s.unterziel, s.zielsystem),
    "organisation": lambda s: s.name,
    "produkte": lambda s: (s.produkt, s.gueltig_ab),
    "erlaeuterungen": lambda s: (s.bezug, s.bezug_nr, s.zeitraum, s.zielsystem),
    "massnahmen": lambda s: (s.nr, s.zielsystem),
    "haushaltszuordnungen": lambda s: (
        s.haushaltsjahr,
        s.produkt,
        s.konto,
        s.bezug,
        s.bezug_nr,
        s.zielsystem,
    ),
    "satzungssummen": lambda s: (s.haushaltsjahr, s.fassung, s.festsetzung),
    "haushaltsstaende": lambda s: (s.haushaltsjahr, s.fassung, s.status),
    "meilensteine": lambda s: (s.massnahme, s.bezeichnung),
    "sitzungen": lambda s: (s.datum, s.gremium),
    "vergleichswerte": lambda s: (s.kennzahl_nr, s.region, s.zeitraum),
}
_HINWEIS_ZUM_SCHLUESSEL = {
    "ziele": " (Zielsystem, Nr., Beschluss und Gültig ab zusammen)",
    "zielwerte": " (Kennzahl-Nr., Jahr, Gültig ab und Zielsystem zusammen)",
    "produkte": " (Produkt und Gültig ab zusammen)",
    "satzungssummen": " (Haushaltsjahr, Fassung und Festsetzung zusammen)",
    "haushaltsstaende": " (Haushaltsjahr, Fassung und Status zusammen)",
    "meilensteine": " (Maßnahme-Nr. und Meilenstein zusammen)",
    "sitzungen": " (Datum und Gremium zusammen)",
    "vergleichswerte": " (Kennzahl-Nr., Region und Zeitraum zusammen)",
}


def check_stammdaten(inhalt: Inhalt, stand: Datenstand) -> tuple[Inhalt, list[Befund]]:
    """The content with repeated equal records once, and the Befunde of all checks across records."""
    inhalt, befunde = _unique(inhalt)
    befunde += _check_validity(inhalt)
    befunde += _check_zielwerte(inhalt.zielwerte)
    befunde += _check_direction(inhalt, stand)
    befunde += _check_geldanteile(inhalt.zuordnungen, stand)
    befunde += _check_haushaltsanteile(inhalt.haushaltszuordnungen, stand)
    befunde += _check_produkte(inhalt.produkte, stand)
    befunde += _check_status(inhalt.haushaltsstaende, stand)
    befunde += check_verfahren(inhalt.verfahrensschritte, stand)
    befunde += check_bruecke(inhalt.nachfolgen, stand)
    return inhalt, befunde


def _unique(inhalt: Inhalt) -> tuple[Inhalt, list[Befund]]:
    """Each key once: equal records are merged and said, different ones are a ``fehler``."""
    befunde: list[Befund] = []
    einmal: dict[str, tuple[Any, ...]] = {}
    for art, schluessel in _SCHLUESSEL.items():
        gesehen: dict[Hashable, Any] = {}
        for satz in getattr(inhalt, art):
            vorher = gesehen.setdefault(schluessel(satz), satz)
            if vorher is satz:
                continue
            ort = f"Zelle {vorher.fundstelle.zelle}"
            if replace(satz, fundstelle=OHNE_FUNDSTELLE) == replace(vorher, fundstelle=OHNE_FUNDSTELLE):
                text = f"dieser Eintrag steht gleich schon in {ort}; er zählt einmal"
                befunde.append(fund_befund(Schwere.HINWEIS, "doppelt", satz.fundstelle, text))
                continue
            anders = ", ".join(
                feld.name
                for feld in fields(satz)
                if feld.name != "fundstelle" and getattr(satz, feld.name) != getattr(vorher, feld.name)
            )
            zusatz = _HINWEIS_ZUM_SCHLUESSEL.get(art, "")
            text = (
                f"„{satz.fundstelle.roh}“: derselbe Schlüssel{zusatz} steht mit anderem Inhalt schon in "
                f"{ort} (verschieden: {anders}); bitte nur einen Eintrag stehen lassen"
            )
            befunde.append(fund_befund(Schwere.FEHLER, "widerspruch", satz.fundstelle, text))
        einmal[art] = tuple(gesehen.values())
    return replace(inhalt, **einmal), befunde


def _check_validity(inhalt: Inhalt) -> list[Befund]:
    """Gültig bis is not before Gültig ab."""
    tage: list[Zielfassung | Zielwert | Zielsystemsatz | UnterzielZuordnung] = [
        *inhalt.ziele,
        *inhalt.zielwerte,
        *inhalt.zielsysteme,
        *inhalt.zuordnungen,
    ]
    falsch = [
        *(s.fundstelle for s in tage if s.gueltig_ab and s.gueltig_bis and s.gueltig_bis < s.gueltig_ab),
        *(
            p.fundstelle
            for p in inhalt.produkte
            if p.gueltig_ab and p.gueltig_bis and p.gueltig_bis < p.gueltig_ab
        ),
    ]
    text = "„Gültig bis“ liegt vor „Gültig ab“"
    return [fund_befund(Schwere.FEHLER, "gueltigkeit", fundstelle, text) for fundstelle in falsch]


def _check_zielwerte(zielwerte: Iterable[Zielwert]) -> list[Befund]:
    """Two targets for one Kennzahl and year may follow each other, never hold at once.

    A later one supersedes an earlier one that is open; where the earlier one says until when it
    holds, the later one must begin after that.
    """
    gruppen: dict[tuple[str, int, str], list[Zielwert]] = defaultdict(list)
    for zielwert in zielwerte:
        gruppen[zielwert.kennzahl_nr, zielwert.jahr, zielwert.zielsystem].append(zielwert)
    befunde = []
    for (nr, jahr, _), gruppe in gruppen.items():
        geordnet = sorted(gruppe, key=lambda z: z.gueltig_ab or date.min)
        for frueher, spaeter in pairwise(geordnet):
            if frueher.gueltig_bis is None or frueher.gueltig_bis < (spaeter.gueltig_ab or date.min):
                continue
            text = (
                f"für Kennzahl {nr} gelten für {jahr} zwei Zielwerte zugleich (auch Zelle "
                f"{frueher.fundstelle.zelle}); bitte „Gültig ab/bis“ so setzen, dass sie sich ablösen"
            )
            befunde.append(fund_befund(Schwere.FEHLER, "zwei_zielwerte", spaeter.fundstelle, text))
    return befunde


def _check_direction(inhalt: Inhalt, stand: Datenstand) -> list[Befund]:
    """The last target of a way lies in the direction of the way, else there is no Zielerreichung."""
    kennzahlen = {v.nr: v.gegenstand for v in stand.vorschlaege if isinstance(v.gegenstand, Kennzahl)}
    kennzahlen |= {nr: akte.kennzahl for nr, akte in stand.akten.items()}
    kennzahlen |= {kennzahl.nr: kennzahl for kennzahl in inhalt.kennzahlen}
    letzte: dict[str, Zielwert] = {}
    for zielwert in inhalt.zielwerte:
        if zielwert.zielsystem:
            continue  # its base may be an Ausgangswert of that Zielsystem
        vorher = letzte.get(zielwert.kennzahl_nr)
        if vorher is None or _rank(zielwert) >= _rank(vorher):
            letzte[zielwert.kennzahl_nr] = zielwert
    return [
        fund_befund(
            Schwere.WARNUNG,
            "richtung",
            zielwert.fundstelle,
            f"Kennzahl {nr} soll „{kennzahlen[nr].zieltyp.value}“, der Zielwert {zielwert.wert} liegt aber "
            f"vom Basiswert {kennzahlen[nr].basiswert} aus nicht in dieser Richtung; so gibt es keine "
            "Zielerreichung",
        )
        for nr, zielwert in letzte.items()
        if nr in kennzahlen and _is_wrong_way(kennzahlen[nr], zielwert.wert)  # its row may be faulty
    ]


def _rank(zielwert: Zielwert) -> tuple[int, date]:
    return zielwert.jahr, zielwert.gueltig_ab or date.min


def _is_wrong_way(kennzahl: Kennzahl, ziel: Decimal) -> bool:
    if not kennzahl.zieltyp.is_way or kennzahl.basiswert is None:
        return False
    weg = ziel - kennzahl.basiswert
    return weg <= 0 if kennzahl.zieltyp is Zieltyp.STEIGERN else weg >= 0


def _check_geldanteile(zuordnungen: Iterable[UnterzielZuordnung], stand: Datenstand) -> list[Befund]:
    """In each Zielsystem a Kennzahl has a Geldanteil for all its Unterziele or for none; together they are 100 %."""
    gruppen: dict[tuple[str, str], dict[str, UnterzielZuordnung]] = {}
    neue: dict[tuple[str, str], UnterzielZuordnung] = {}
    akten = stand.akten if stand.gesamt is None else stand.gesamt.akten
    for zuordnung in zuordnungen:
        wo = (zuordnung.kennzahl_nr, zuordnung.zielsystem)
        if wo not in gruppen:
            akte = akten.get(wo[0])
            bekannt = akte.zuordnungen if akte else ()
            gruppen[wo] = {z.unterziel: z for z in bekannt if z.zielsystem == wo[1]}
        gruppen[wo][zuordnung.unterziel] = neue[wo] = zuordnung
    befunde = []
    for wo, alle in gruppen.items():
        nr = wo[0]
        gruppe = [z for z in alle.values() if z.gueltig_bis is None or z.gueltig_bis >= stand.wissensstand]
        anteile = [z.geldanteil for z in gruppe if z.geldanteil is not None]
        if not anteile:
            continue
        if len(anteile) < len(gruppe):
            fehlt = ", ".join(z.unterziel for z in gruppe if z.geldanteil is None)
            text = (
                f"Kennzahl {nr}: der Geldanteil muss bei allen Unterzielen stehen oder bei keinem; er "
                f"fehlt bei {fehlt}"
            )
        elif sum(anteile) != HUNDERT:
            text = f"Kennzahl {nr}: die Geldanteile ergeben {_prozent(sum(anteile))} statt 100 %"
        else:
            continue
        befunde.append(fund_befund(Schwere.FEHLER, "geldanteil", neue[wo].fundstelle, text))
    return befunde


def _check_haushaltsanteile(zuordnungen: Iterable[HaushaltsZuordnung], stand: Datenstand) -> list[Befund]:
    """Shares of one line never add up to more than 100 % in any Zielsystem, those already stored included.

    A share for a Kennzahl or Maßnahme counts in every Zielsystem, one for an Unterziel in its own.
    """
    gruppen: dict[tuple[int, str, str], dict[Hashable, HaushaltsZuordnung]] = defaultdict(dict)
    jahre = {zuordnung.haushaltsjahr for zuordnung in zuordnungen}
    alle = stand.haushaltszuordnungen if stand.gesamt is None else stand.gesamt.haushaltszuordnungen
    bestand = [z for jahr in jahre for z in alle.get(jahr, ())]
    letzte: dict[tuple[int, str, str], HaushaltsZuordnung] = {}
    for zuordnung in (*bestand, *zuordnungen):
        zeile = (zuordnung.haushaltsjahr, zuordnung.produkt, zuordnung.konto)
        gruppen[zeile][zuordnung.bezug, zuordnung.bezug_nr, zuordnung.zielsystem] = zuordnung
    for zuordnung in zuordnungen:
        letzte[zuordnung.haushaltsjahr, zuordnung.produkt, zuordnung.konto] = zuordnung
    befunde = []
    for zeile, zuordnung in letzte.items():
        summe = _largest_sum(gruppen[zeile].values())
        if summe > HUNDERT:
            jahr, produkt, konto = zeile
            wo = f"Produkt {produkt}" + (f", Konto {konto}" if konto else "")
            text = (
                f"{wo}: die Anteile {jahr} ergeben zusammen {_prozent(summe)}, höchstens 100 % sind möglich"
            )
            befunde.append(fund_befund(Schwere.FEHLER, "ueber_100", zuordnung.fundstelle, text))
    return befunde


def _largest_sum(regeln: Iterable[HaushaltsZuordnung]) -> Decimal:
    """Shares of one line added up in the Zielsystem in which they are most."""
    ueberall, je_system = Decimal(0), defaultdict[str, Decimal](Decimal)
    for regel in regeln:
        if regel.bezug is Bezug.UNTERZIEL:
            je_system[regel.zielsystem] += regel.anteil
        else:
            ueberall += regel.anteil
    return ueberall + max(je_system.values(), default=Decimal(0))


def _check_produkte(produkte: Iterable[Produkt], stand: Datenstand) -> list[Befund]:
    """Versions of one Produkt follow each other, those already stored included."""
    je_nr: dict[str, dict[int | None, Produkt]] = {}
    for produkt in produkte:
        bekannt = stand.produktfassungen.get(produkt.produkt, ())
        gruppe = je_nr.setdefault(produkt.produkt, {p.gueltig_ab: p for p in bekannt})
        gruppe[produkt.gueltig_ab] = produkt
    neue = {id(produkt) for produkt in produkte}
    befunde = []
    for nr, gruppe in je_nr.items():
        for frueher, spaeter in overlapping(gruppe.values()):
            satz, andere = (spaeter, frueher) if id(spaeter) in neue else (frueher, spaeter)
            if id(satz) not in neue:
                continue
            text = (
                f"Produkt {nr} gilt schon {_years(andere)}; bitte „Gültig ab/bis“ so setzen, dass sich die Fassungen "
                "ablösen (die ältere mit „Gültig bis“ noch einmal in dieselbe Datei)"
            )
            befunde.append(fund_befund(Schwere.FEHLER, "zwei_produkte", satz.fundstelle, text))
    return befunde


def _years(produkt: Produkt) -> str:
    ab = "ohne Anfang" if produkt.gueltig_ab is None else f"ab {produkt.gueltig_ab}"
    return ab + (" ohne Ende" if produkt.gueltig_bis is None else f" bis {produkt.gueltig_bis}")


def _check_status(staende: Iterable[Haushaltsstatus], stand: Datenstand) -> list[Befund]:
    """A plan is brought in before it is decided, decided before it is approved; what is stored counts too."""
    je_plan: dict[tuple[int, str], dict[Planstatus, Haushaltsstatus]] = {}
    for neu in staende:
        plan = (neu.haushaltsjahr, neu.fassung)
        bekannt = stand.haushaltsstaende.get(plan, ())
        je_plan.setdefault(plan, {s.status: s for s in bekannt})[neu.status] = neu
    neue = {id(satz) for satz in staende}
    befunde = []
    for gruppe in je_plan.values():
        for erst, dann in out_of_order(gruppe.values()):
            satz = dann if id(dann) in neue else erst
            if id(satz) not in neue:
                continue
            text = (
                f"„{dann.status}“ am {dann.am:%d.%m.%Y} kann nicht vor „{erst.status}“ am {erst.am:%d.%m.%Y} liegen; "
                "bitte beide Tage prüfen"
            )
            befunde.append(fund_befund(Schwere.FEHLER, "status_reihenfolge", satz.fundstelle, text))
    return befunde


def _prozent(summe: Decimal | int) -> str:
    return f"{summe:f}".replace(".", ",") + " %"
