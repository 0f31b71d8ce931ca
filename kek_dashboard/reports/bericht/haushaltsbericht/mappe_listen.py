"""Mappe, Listen: the white spots with all Produkte, and the wesentliche Produkte with their years."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter

from kek_dashboard.charts.haushaltsworte import GRUND_WORT
from kek_dashboard.domain.produktblatt import Produktblatt, planwert
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.bericht.haushaltsbericht.blaetter import (
    BESCHREIBUNG_FEHLT,
    GELD,
    KEINE,
    LESEHILFE,
    NORM,
    column_head,
    is_result,
    missing,
    responsible,
)
from kek_dashboard.reports.bericht.haushaltsbericht.flecken import BEZUG_WORT, without_goal
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_plan import Mappenplan
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import AUFWENDUNGEN, BEISPIEL_SATZ, INVESTIV
from kek_dashboard.reports.rechenmappe import Formel, Rechenblatt, Zellwert

#: Where the columns of the Haushaltsplan begin.
_ERSTE_SPALTE = 6


def write_flecken(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """Money without goal by Produkt, the largest first; then what else does not find each other."""
    lage = plan.lage
    blatt.say(f"Haushalt {lage.jahr}: wo Geld und Ziele nicht zusammenfinden", stil.TITEL)
    blatt.say("Stand des Berichts; diese Beträge folgen Änderungen im Blatt „Zeilen“ nicht.", stil.LEISE)
    blatt.say(BEISPIEL_SATZ if lage.is_beispiel else "", stil.FETT)
    blatt.head(
        [
            "Teilhaushalt",
            "Produkt",
            "Name",
            "Zeilen",
            "Aufwendungen",
            "davon ohne Ziel",
            "Investive Auszahlungen",
            "davon ohne Ziel",
        ]
    )
    offen = without_goal(lage, AUFWENDUNGEN)
    offen += [p for p in without_goal(lage, INVESTIV) if p not in offen]
    erste = blatt.zeile + 1
    for p in offen:
        blatt.row(
            plan.teilhaushalte[p.teilhaushalt],
            p.produkt,
            p.bezeichnung,
            p.zeilen,
            p.summen[AUFWENDUNGEN],
            p.ohne_ziel[AUFWENDUNGEN],
            p.summen[INVESTIV],
            p.ohne_ziel[INVESTIV],
        )
    if offen:
        summen = [
            sum((betrag[art] for betrag in betraege), Decimal("0.00"))
            for art in (AUFWENDUNGEN, INVESTIV)
            for betraege in ([p.summen for p in offen], [p.ohne_ziel for p in offen])
        ]
        formeln = [
            Formel(f"=SUM({ort}{erste}:{ort}{blatt.zeile})", summe)
            for ort, summe in zip("EFGH", summen, strict=True)
        ]
        blatt.row("Summe", "", "", "", *formeln, schrift=stil.FETT)
    _lists(blatt, plan)


def _lists(blatt: Rechenblatt, plan: Mappenplan) -> None:
    lage, luecken = plan.lage, plan.lage.luecken
    ziele = [(z.nr, z.kurztitel, "") for z in luecken.ziele_ohne_geld]
    _list(blatt, "Ziele ohne Geld", ziele)
    daten = [
        (k.akte.nr, k.akte.kennzahl.bezeichnung, f"letzter Jahreswert: {k.jahr or UNKNOWN}")
        for k in (*luecken.kennzahlen_ohne_daten, *luecken.kennzahlen_ueberfaellig)
    ]
    _list(blatt, f"Kennzahlen ohne Daten oder mit zu alten für {lage.jahr}", daten)
    kennzahlen = [
        (a.nr, a.kennzahl.bezeichnung, a.kennzahl.fachbereich) for a in luecken.kennzahlen_ohne_geld
    ]
    _list(blatt, "Kennzahlen, die keine Zeile nennt", kennzahlen)
    massnahmen = [(m.nr, m.bezeichnung, m.fachbereich) for m in luecken.massnahmen_ohne_geld]
    _list(blatt, "Laufende Maßnahmen, die keine Zeile nennt", massnahmen)
    ohne = [(p.produkt, p.bezeichnung, p.fachbereich) for p in luecken.produkte_ohne_kennzahl]
    _list(blatt, "Wesentliche Produkte ohne Kennzahl", ohne)
    ohne = [(p.produkt, p.bezeichnung, p.fachbereich) for p in luecken.produkte_ohne_zeilen]
    _list(blatt, "Wesentliche Produkte ohne Zeile im Plan", ohne)
    leere = [
        (
            " ".join(teil for teil in (z.zuordnung.produkt, z.zuordnung.konto) if teil),
            f"{BEZUG_WORT[z.zuordnung.bezug]} {z.zuordnung.bezug_nr}",
            GRUND_WORT[z.grund],
        )
        for z in luecken.leere_zuordnungen
    ]
    _list(blatt, "Zuordnungen, die keinem Ziel einen Euro bringen", leere)


def _list(blatt: Rechenblatt, titel: str, eintraege: Sequence[tuple[str, str, str]]) -> None:
    blatt.skip()
    blatt.say(f"{titel}: {len(eintraege) or 'keine'}", stil.FETT)
    for nr, name, mehr in eintraege:
        blatt.note("", nr, name, "", mehr)


def write_produkte(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """One row for each Kennzahl and each kind of money of a wesentliches Produkt."""
    lage = plan.lage
    blatt.say(f"Wesentliche Produkte {lage.jahr} mit Zielen und Kennzahlen ({NORM})", stil.TITEL)
    blatt.say(LESEHILFE if lage.blaetter else KEINE, stil.LEISE)
    blatt.say(BESCHREIBUNG_FEHLT, stil.LEISE)
    blatt.head(
        [
            "Teilhaushalt",
            "Produkt",
            "Bezeichnung",
            "Kennzahl oder Art",
            "Einheit",
            *(column_head(s) for s in lage.spalten),
            "Verantwortlich",
            "Ziele",
        ]
    )
    for produktblatt in lage.blaetter:
        _produkt(blatt, plan, produktblatt)
    blatt.print_to(_ERSTE_SPALTE + len(lage.spalten) - 1, blatt.zeile)


def _produkt(blatt: Rechenblatt, plan: Mappenplan, p: Produktblatt) -> None:
    lage, produkt = plan.lage, p.produkt
    teil = plan.teilhaushalte.get(produkt.teilhaushalt, produkt.teilhaushalt)
    kopf = (teil, produkt.produkt, produkt.bezeichnung)
    ende = (responsible(lage, produkt), produkt.ziele or UNKNOWN)
    for nr in p.kennzahlen:
        k = lage.stand.akten[nr].kennzahl
        blatt.row(*kopf, f"{nr} {k.bezeichnung}", k.einheit, *_kennzahl_values(plan, nr), *ende)
    zeilen: dict[str, int] = {}
    for wort, art in GELD:
        if art is not None:
            zeilen[wort] = blatt.zeile + 1
            blatt.row(*kopf, wort, "€", *(p.betrag(s, art) for s in lage.spalten), *ende)
            continue
        werte: list[Zellwert] = []
        for i, spalte in enumerate(lage.spalten):
            ort, saldo = get_column_letter(_ERSTE_SPALTE + i), p.saldo(spalte)
            oben, unten = zeilen["Erträge"], zeilen["Aufwendungen"]
            werte.append(None if saldo is None else Formel(f"={ort}{oben}-{ort}{unten}", saldo))
        blatt.row(*kopf, wort, "€", *werte, *ende, schrift=stil.FETT)
    fehlt = missing(lage, p)
    if fehlt:
        blatt.row(*kopf, f"es fehlt: {', '.join(fehlt)}", schrift=stil.LEISE)


def _kennzahl_values(plan: Mappenplan, nr: str) -> list[Zellwert]:
    """Ist in the column of results, else Soll; the two borders of a Korridor as words."""
    b = plan.lage.gesamt.kennzahlen[nr]
    werte: list[Zellwert] = []
    for spalte in plan.lage.spalten:
        v = planwert(b, spalte.jahr)
        if is_result(spalte):
            zahl = None if v.ist is None else v.ist.wert
        elif v.grenzen is not None:
            werte.append(
                " bis ".join(UNKNOWN if g is None else f"{float(g):n}".replace(".", ",") for g in v.grenzen)
            )
            continue
        else:
            zahl = v.soll
        werte.append(None if zahl is None else _decimal(zahl.numerator, zahl.denominator))
    return werte


def _decimal(zaehler: int, nenner: int) -> Decimal:
    return (Decimal(zaehler) / Decimal(nenner)).quantize(Decimal("0.01"))
