"""Mappe, Zeilen: every line with each goal it serves; what all sums of the workbook are computed from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from kek_dashboard.charts.haushaltsworte import ansatz_text
from kek_dashboard.domain.produktmittel import why_without_goal
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_plan import (
    SPALTEN,
    ZEILEN_KOPF,
    Mappenplan,
    Posten,
    art_wort,
)
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import ARTEN, BEISPIEL_SATZ, GRUND_WORT
from kek_dashboard.reports.rechenmappe import Rechenblatt

KOPF: Final = ZEILEN_KOPF
BREITEN: Final = (7, 12, 20, 8, 9.5, 22, 9.5, 28, 12, 17, 15, 15.5, 8.5, 15, 30, 16, 14, 10, 60)
_HINWEISE: Final = (
    (
        "Eine Zeile des Plans steht so oft hier, wie sie Zielen dient; ihr Ansatz steht nur beim ersten Mal, ihre "
        "Beträge ergeben zusammen den Ansatz."
    ),
    (
        "Wer „Unterziel“ oder „Betrag“ ändert, sieht es in „Matrix“, „Übersicht“ und „Abgleich“. Der Anteil ist "
        "der Betrag am Ansatz der Zeile."
    ),
    (
        "Ohne Unterziel und Betrag bleiben Zeilen, die in keiner der vier Summen zählen, etwa interne Verrechnung, "
        "und Zeilen ohne Ansatz."
    ),
)
#: What comes after it is for working on the screen.
_LETZTE_GEDRUCKTE: Final = "Betrag"
_EURO: Final = frozenset({"Ansatz", "Betrag"})


def write_zeilen(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """Some tens of thousands of rows need little memory: each is written at once."""
    lage = plan.lage
    _hide_empty(blatt, plan)
    blatt.say(f"{ansatz_text(lage.haushalt)}: alle Zeilen und die Ziele, denen sie dienen", stil.TITEL)
    for hinweis in _HINWEISE:
        blatt.say(hinweis, stil.LEISE)
    blatt.say(BEISPIEL_SATZ if lage.is_beispiel else "", stil.FETT)
    blatt.skip()
    blatt.head(SPALTEN)
    blatt.print_to(SPALTEN.index(_LETZTE_GEDRUCKTE) + 1, KOPF + max(1, len(plan.posten)))
    muster = blatt.patterns([s in _EURO for s in SPALTEN], [s == "Anteil" for s in SPALTEN])
    for posten in plan.posten:
        blatt.stream(muster, _values(plan, posten))


def _hide_empty(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """What this Haushalt does not have takes no room; the columns stay, so that formulas find theirs."""
    positionen = [v.zeile.position for v in plan.lage.mittel.verwendungen]
    leer = {
        "Teilhaushalt, Name": not any(p.teilhaushaltbezeichnung for p in positionen),
        "Amt": not any(p.schluessel.amt for p in positionen),
        "Produkt, Name": not any(p.produktbezeichnung for p in positionen),
        "Investition": not any(p.schluessel.investition for p in positionen),
    }
    for name in (name for name, ist_leer in leer.items() if ist_leer):
        blatt.hide(SPALTEN.index(name) + 1)


def _values(plan: Mappenplan, posten: Posten) -> list[str | Decimal | int | None]:
    v = posten.verwendung
    position = v.zeile.position
    s = position.schluessel
    grund = why_without_goal(v, plan.lage.jahr) if posten.eur is not None and not posten.ziel else None
    stelle = v.zeile.ansatz_fundstelle if v.zeile.ansatz_fundstelle.zelle else position.fundstelle
    return [
        posten.nr,
        plan.teilhaushalte[s.teilhaushalt],
        position.teilhaushaltbezeichnung,
        s.amt,
        s.produkt,
        position.produktbezeichnung,
        s.konto,
        position.bezeichnung,
        s.investition,
        art_wort(position.art),
        v.zeile.ansatz if posten.erster else None,
        "" if posten.eur is None else plan.ziel_key(posten.ziel),
        _share(posten),
        posten.eur,
        "" if grund is None else GRUND_WORT[grund],
        ", ".join(v.kennzahlen),
        ", ".join(v.massnahmen),
        v.herkunft.value,
        plan.lage.fundstelle(stelle),
    ]


def _share(posten: Posten) -> Decimal | None:
    """The amount as a share of the line's Ansatz; nothing where that is 0 or the line is not counted."""
    ansatz = posten.verwendung.zeile.ansatz
    if posten.eur is None or not ansatz or posten.verwendung.zeile.position.art not in ARTEN:
        return None
    anteil = Fraction(posten.eur) / Fraction(ansatz)
    return (Decimal(anteil.numerator) / Decimal(anteil.denominator)).quantize(Decimal("0.000001"))
