"""Flecken: money without goal, goals without money, Kennzahlen without data, Zuordnungen that move nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from kek_dashboard.charts.haushaltsworte import ART_WORT, GRUND_WORT
from kek_dashboard.domain.haushalt import Bezug as Zuordnungsbezug
from kek_dashboard.domain.haushalt import Positionsart, Produkt
from kek_dashboard.domain.luecken import LeereZuordnung
from kek_dashboard.domain.produktmittel import Produktmittel
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports.bericht.bezug import Summe
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Block,
    Kennwert,
    Kennwerte,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Wert,
    Wertart,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import AUFWENDUNGEN, INVESTIV

#: So many Produkte with money without goal are named on paper; the others are one row.
MEISTE_PRODUKTE: Final = 15
BEZUG_WORT: Final = {
    Zuordnungsbezug.UNTERZIEL: "Unterziel",
    Zuordnungsbezug.KENNZAHL: "Kennzahl",
    Zuordnungsbezug.MASSNAHME: "Maßnahme",
}


def flecken(lage: Haushaltslage) -> Iterator[Block]:
    """Everything where money and goals do not find each other."""
    yield Ueberschrift(1, ("Wo finden Geld und Ziele nicht zusammen?",))
    yield _zahlen(lage)
    for art in (AUFWENDUNGEN, INVESTIV):
        yield from _geld(lage, art)
    yield from _ziele(lage)
    yield from _kennzahlen(lage)
    yield from _massnahmen(lage)
    yield from _zuordnungen(lage)


def _zahlen(lage: Haushaltslage) -> Kennwerte:
    """How many there are of each kind."""
    luecken = lage.luecken
    daten = len(luecken.kennzahlen_ohne_daten) + len(luecken.kennzahlen_ueberfaellig)
    return Kennwerte(
        (
            Kennwert("Ziele ohne Geld", (_count(lage, len(luecken.ziele_ohne_geld), "ziele_ohne_geld"),)),
            Kennwert("Kennzahlen ohne Daten", (_count(lage, daten, "kennzahlen_ohne_daten"),)),
            Kennwert(
                "Produkte ohne Kennzahl",
                (_count(lage, len(luecken.produkte_ohne_kennzahl), "produkte_ohne_kennzahl"),),
            ),
            Kennwert(
                "Leere Zuordnungen",
                (_count(lage, len(luecken.leere_zuordnungen), "leere_zuordnungen"),),
            ),
        )
    )


def _count(lage: Haushaltslage, zahl: int, liste: str) -> Wert:
    return lage.anzahl(zahl, "luecken", liste)


def without_goal(lage: Haushaltslage, art: Positionsart) -> list[Produktmittel]:
    """The Produkte with euros of this kind that serve no goal, the largest amount first."""
    offen = (p for p in lage.produkte if p.ohne_ziel[art])
    return sorted(offen, key=lambda p: -abs(p.ohne_ziel[art]))


def _geld(lage: Haushaltslage, art: Positionsart) -> Iterator[Block]:
    offene = without_goal(lage, art)
    yield Ueberschrift(2, (f"{ART_WORT[art]} ohne Ziel",))
    if not offene:
        yield Absatz(("Jedes Produkt dient mit allen Euro dieser Art einem Ziel.",))
        return
    gezeigt, rest = offene[:MEISTE_PRODUKTE], offene[MEISTE_PRODUKTE:]
    reihen = [_geld_row(lage, p, art) for p in gezeigt]
    if rest:
        reihen.append(_rest_row(lage, rest, art))
    reihen.append(
        Zeile(
            (
                ("keinem Ziel zugeordnet",),
                (lage.euro(lage.mittel.summen[art], "summen", art.value),),
                (lage.euro(lage.mittel.nicht_zugeordnet[art], "nicht_zugeordnet", art.value),),
                (_share(lage, art),),
            ),
            Zeilenart.SUMME,
        )
    )
    yield Tabelle(
        f"{ART_WORT[art]} {lage.jahr} ohne Ziel, der größte Betrag zuerst, in Euro",
        (
            Spalte("Produkt", anteil=1.0),
            Spalte("Ansatz", Spaltenart.ZAHL),
            Spalte("ohne Ziel", Spaltenart.ZAHL),
            Spalte("Anteil", Spaltenart.ZAHL),
        ),
        tuple(reihen),
        ("In der letzten Zeile steht links der Ansatz des ganzen Haushalts.",),
    )


def _share(lage: Haushaltslage, art: Positionsart) -> Wert:
    return lage.anteil(
        lage.mittel.nicht_zugeordnet[art],
        lage.mittel.summen[art],
        lage.stelle("nicht_zugeordnet", art.value),
        lage.stelle("summen", art.value),
    )


def _geld_row(lage: Haushaltslage, p: Produktmittel, art: Positionsart) -> Zeile:
    wo = ("produkte", f"teilhaushalt={p.teilhaushalt},produkt={p.produkt}")
    offen = (*wo, "nicht_zugeordnet", art.value)
    return Zeile(
        (
            (Wort(f"{p.produkt} {p.bezeichnung}".strip() or "ohne Produkt"),),
            (lage.euro(p.summen[art], *wo, art.value),),
            (lage.euro(p.ohne_ziel[art], *offen),),
            (lage.anteil(p.ohne_ziel[art], p.summen[art], lage.stelle(*offen), lage.stelle(*wo, art.value)),),
        )
    )


def _rest_row(lage: Haushaltslage, rest: Sequence[Produktmittel], art: Positionsart) -> Zeile:
    """The smaller ones together."""

    def places(*unter: str) -> Summe:
        return Summe(
            tuple(
                lage.stelle("produkte", f"teilhaushalt={p.teilhaushalt},produkt={p.produkt}", *unter)
                for p in rest
            )
        )

    alle = sum((p.summen[art] for p in rest), Decimal("0.00"))
    offen = sum((p.ohne_ziel[art] for p in rest), Decimal("0.00"))
    wo_alle, wo_offen = places(art.value), places("nicht_zugeordnet", art.value)
    return Zeile(
        (
            ("alle übrigen Produkte (einzeln in der Excel-Mappe)",),
            (lage.euro_of(alle, wo_alle),),
            (lage.euro_of(offen, wo_offen),),
            (lage.anteil(offen, alle, wo_offen, wo_alle),),
        )
    )


def _ziele(lage: Haushaltslage) -> Iterator[Block]:
    luecken = lage.luecken
    yield Ueberschrift(2, ("Ziele ohne Geld",))
    if not luecken.zugeordnet:
        yield Absatz(("Für dieses Jahr ist noch nichts zugeordnet; das sagt nichts über die Ziele selbst.",))
    elif luecken.ziele_ohne_geld:
        yield Absatz(("Für diese Ziele nennt der Plan weder Aufwendungen noch investive Auszahlungen:",))
        yield Aufzaehlung(tuple((Wort(f"{z.nr} {z.kurztitel}"),) for z in luecken.ziele_ohne_geld))
    else:
        yield Absatz(("Jedes Ziel hat Aufwendungen oder investive Auszahlungen.",))


def _kennzahlen(lage: Haushaltslage) -> Iterator[Block]:
    luecken = lage.luecken
    ohne = (*luecken.kennzahlen_ohne_daten, *luecken.kennzahlen_ueberfaellig)
    yield Ueberschrift(2, ("Kennzahlen ohne Daten",))
    if not ohne:
        yield Absatz(("Jede Kennzahl hat einen Wert, der nicht zu alt ist.",))
        return
    yield Tabelle(
        f"Kennzahlen ohne Jahreswert oder mit einem, der für {lage.jahr} zu alt ist",
        (
            Spalte("Kennzahl", anteil=1.0),
            Spalte("Letzter Jahreswert"),
            Spalte("höchstens alt (Jahre)", Spaltenart.ZAHL),
            Spalte("Fachbereich", anteil=0.5),
        ),
        tuple(
            Zeile(
                (
                    (Wort(f"{k.akte.nr} {k.akte.kennzahl.bezeichnung}"),),
                    (UNKNOWN if k.jahr is None else Wort(str(k.jahr)),),
                    (
                        Wert(
                            k.akte.kennzahl.max_alter,
                            lage.stelle("luecken", "kennzahlen_ohne_daten", f"nr={k.akte.nr}", "max_alter"),
                            Wertart.ANZAHL,
                        ),
                    ),
                    (Wort(k.akte.kennzahl.fachbereich or UNKNOWN),),
                )
            )
            for k in ohne
        ),
        dicht=True,
    )


def _massnahmen(lage: Haushaltslage) -> Iterator[Block]:
    ohne = lage.luecken.massnahmen_ohne_geld
    yield Ueberschrift(2, ("Maßnahmen ohne Geld",))
    if not ohne:
        yield Absatz(("Jede Maßnahme, die in diesem Jahr läuft, wird von mindestens einer Zeile genannt.",))
        return
    yield Absatz(
        (
            _count(lage, len(ohne), "massnahmen_ohne_geld"),
            " laufende Maßnahme wird" if len(ohne) == 1 else " laufende Maßnahmen werden",
            " von keiner Zeile genannt. Manche kostet nur Arbeitszeit.",
        )
    )
    yield Aufzaehlung(tuple((Wort(f"{m.nr} {m.bezeichnung}"),) for m in ohne))


def _zuordnungen(lage: Haushaltslage) -> Iterator[Block]:
    leere = lage.luecken.leere_zuordnungen
    produkte = lage.luecken.produkte_ohne_zeilen
    if produkte:
        yield Ueberschrift(2, ("Wesentliche Produkte, die im Plan keine Zeile haben",))
        yield Aufzaehlung(tuple((Wort(_produkt_name(p)),) for p in produkte))
    yield Ueberschrift(2, ("Leere Zuordnungen",))
    if not leere:
        satz = (
            "Jede Zuordnung bringt einem Ziel Geld."
            if lage.luecken.zugeordnet
            else "Es gibt noch keine Zuordnung."
        )
        yield Absatz((satz,))
        return
    yield Tabelle(
        f"Zuordnungen {lage.jahr}, die keinem Ziel einen Euro bringen",
        (Spalte("Produkt und Konto"), Spalte("dient"), Spalte("Grund", anteil=1.0)),
        tuple(Zeile((_what(z), _for(z), (Wort(GRUND_WORT[z.grund]),))) for z in leere),
    )


def _produkt_name(produkt: Produkt) -> str:
    return f"{produkt.produkt} {produkt.bezeichnung}"


def _what(leere: LeereZuordnung) -> Text:
    z = leere.zuordnung
    return (Wort(" ".join(teil for teil in (z.produkt, z.konto) if teil)),)


def _for(leere: LeereZuordnung) -> Text:
    z = leere.zuordnung
    return (f"{BEZUG_WORT[z.bezug]} ", Wort(z.bezug_nr))
