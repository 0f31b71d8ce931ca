"""Zeilen: the lines of the Haushalt and what they serve, one by one or, where they are many, by Produkt."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.mitteleinsatz import Verwendung
from kek_dashboard.domain.produktmittel import Produktmittel
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports.bericht.bezug import Anteil
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Block,
    Spalte,
    Spaltenart,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Wert,
    Wertart,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage
from kek_dashboard.reports.bericht.haushaltsbericht.matrix import short_name
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import ARTEN, AUFWENDUNGEN, INVESTIV

#: More lines than these nobody reads on paper: then each Produkt is one row.
MEISTE_ZEILEN: Final = 200


def zeilen(lage: Haushaltslage) -> Iterator[Block]:
    """What each part of the Haushalt serves."""
    yield Ueberschrift(1, ("Was dient welchem Ziel?",))
    alle = lage.anzahl(len(lage.haushalt.zeilen), "positionen")
    if len(lage.haushalt.zeilen) <= MEISTE_ZEILEN:
        yield Absatz(("Alle ", alle, " Zeilen des Plans. Anteile sind Anteile am Ansatz der Zeile."))
        yield _line_table(lage)
        return
    yield Absatz(
        (
            "Der Plan hat ", alle, " Zeilen; auf Papier steht jedes der ",
            lage.anzahl(len(lage.produkte), "produkte"),
            (" Produkte in einer Zeile. Jede einzelne Zeile mit Konto, Betrag, Ziel und Fundstelle steht in der "
            "Excel-Mappe dieses Berichts im Blatt „Zeilen“."),
        )
    )  # fmt: skip
    yield _produkt_table(lage)


def _produkt_table(lage: Haushaltslage) -> Tabelle:
    reihen: list[Zeile] = []
    for teil, produkte in groupby(lage.produkte, key=lambda p: p.teilhaushalt):
        name = f"{short_name(teil)} {lage.teilhaushalt_namen.get(teil, '')}".strip()
        reihen.append(Zeile(((Wort(name),),), Zeilenart.GRUPPE))
        reihen += [_produkt_row(lage, p) for p in produkte]
    reihen.append(
        Zeile(
            (
                ("Summe",),
                (lage.anzahl(len(lage.haushalt.zeilen), "positionen"),),
                *((lage.euro(lage.mittel.summen[art], "summen", art.value),) for art in ARTEN[:3]),
                (),
                (
                    lage.euro(
                        lage.mittel.nicht_zugeordnet[AUFWENDUNGEN], "nicht_zugeordnet", AUFWENDUNGEN.value
                    ),
                ),
            ),
            Zeilenart.SUMME,
        )
    )
    return Tabelle(
        f"Produkte im Haushalt {lage.jahr} und die Ziele, denen sie dienen, in Euro",
        (
            Spalte("Produkt", anteil=1.0),
            Spalte("Zeilen", Spaltenart.ZAHL),
            *(Spalte(ART_WORT[art], Spaltenart.ZAHL, 0.4) for art in ARTEN[:3]),
            Spalte("dient (Anteil an den Aufwendungen)", anteil=0.75),
            Spalte("Aufwendungen ohne Ziel", Spaltenart.ZAHL, 0.4),
        ),
        tuple(reihen),
        (
            (
                "Hat ein Produkt keine Aufwendungen, ist der Anteil der an seinen investiven Auszahlungen. „Zeilen“ "
                "zählt alle Zeilen des Produkts, auch die der internen Leistungsbeziehungen."
            ),
        ),
    )


def _produkt_row(lage: Haushaltslage, p: Produktmittel) -> Zeile:
    wo = _place(p)
    zeilen_wert = Wert(p.zeilen, lage.stelle(*wo, "zeilen"), Wertart.ANZAHL, beispiel=lage.is_beispiel)
    return Zeile(
        (
            (Wort(f"{p.produkt} {p.bezeichnung}".strip() or "ohne Produkt"),),
            (zeilen_wert,),
            *((lage.euro(p.summen[art], *wo, art.value),) for art in ARTEN[:3]),
            _served(lage, p, wo),
            (lage.euro(p.ohne_ziel[AUFWENDUNGEN], *wo, "nicht_zugeordnet", AUFWENDUNGEN.value),),
        )
    )


def _place(p: Produktmittel) -> tuple[str, ...]:
    return "produkte", f"teilhaushalt={p.teilhaushalt},produkt={p.produkt}"


def _served(lage: Haushaltslage, p: Produktmittel, wo: tuple[str, ...]) -> Text:
    """The goals with their shares, by number."""
    art = AUFWENDUNGEN if p.summen[AUFWENDUNGEN] else INVESTIV
    teile: list[Teil] = []
    for nr, betraege in p.je_unterziel.items():
        anteil = lage.anteil(
            betraege[art],
            p.summen[art],
            lage.stelle(*wo, "unterziele", f"nr={nr}", art.value),
            lage.stelle(*wo, art.value),
        )
        teile += [", " if teile else "", Wort(nr), " (", anteil, ")"]
    return tuple(teile) or ("keinem Ziel",)


def _line_table(lage: Haushaltslage) -> Tabelle:
    reihen: list[Zeile] = []
    nummeriert = enumerate(lage.mittel.verwendungen, start=1)
    for teil, gruppe in groupby(nummeriert, key=lambda paar: paar[1].zeile.position.schluessel.teilhaushalt):
        name = f"{short_name(teil)} {lage.teilhaushalt_namen.get(teil, '')}".strip()
        reihen.append(Zeile(((Wort(name),),), Zeilenart.GRUPPE))
        reihen += [_line_row(lage, i, verwendung) for i, verwendung in gruppe]
    return Tabelle(
        f"Zeilen des Haushalts {lage.jahr} und die Ziele, denen sie dienen, in Euro",
        (
            Spalte("Produkt und Konto", anteil=0.5),
            Spalte("Bezeichnung", anteil=1.0),
            Spalte("Art", anteil=0.5),
            Spalte("Ansatz", Spaltenart.ZAHL),
            Spalte("dient", anteil=0.6),
        ),
        tuple(reihen),
    )


def _line_row(lage: Haushaltslage, stelle: int, verwendung: Verwendung) -> Zeile:
    position = verwendung.zeile.position
    s = position.schluessel
    wo = ("positionen", f"nr={stelle}")
    return Zeile(
        (
            (Wort(" ".join(teil for teil in (s.produkt, s.konto, s.investition) if teil) or UNKNOWN),),
            (Wort(position.bezeichnung or position.produktbezeichnung or UNKNOWN),),
            (ART_WORT[position.art],),
            (lage.euro(verwendung.zeile.ansatz, *wo, "ansatz"),),
            _line_serves(lage, verwendung, wo),
        )
    )


def _line_serves(lage: Haushaltslage, verwendung: Verwendung, wo: tuple[str, ...]) -> Text:
    ansatz = verwendung.zeile.ansatz
    teile: list[Teil] = []
    for nr, eur in verwendung.je_unterziel:
        bezug = Anteil(lage.stelle(*wo, "unterziele", f"nr={nr}", "betrag"), lage.stelle(*wo, "ansatz"))
        anteil = Fraction(eur) / Fraction(ansatz) if ansatz else None
        zahl = Wert(anteil, bezug, Wertart.PROZENT, stellen=0, beispiel=lage.is_beispiel)
        teile += [", " if teile else "", Wort(nr), " (", zahl, ")"]
    if teile:
        return tuple(teile)
    return ("keinem Ziel",) if _is_counted(verwendung) else ("zählt in keiner Summe",)


def _is_counted(verwendung: Verwendung) -> bool:
    return verwendung.zeile.position.art in ARTEN
