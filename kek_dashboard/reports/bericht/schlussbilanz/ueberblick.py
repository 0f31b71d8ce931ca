"""Überblick: all Unterziele by their Bilanz on one page, with the way they went and what they cost."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.charts.sparkline import BREITE, HOEHE, describe_reihe, draw_sparkline
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import format_percent
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Bild,
    Block,
    Kennwert,
    Kennwerte,
    Marke,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.kennzahlwort import ziel_name
from kek_dashboard.reports.bericht.schlussbilanz.fortsetzung import continuation_of_all
from kek_dashboard.reports.bericht.schlussbilanz.geld import AUFWENDUNGEN, total
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage
from kek_dashboard.reports.bericht.schlussbilanz.worte import (
    count_all,
    count_bilanz,
    interim,
    judgement,
    share,
)

_ERREICHT = (Bilanz.UEBERTROFFEN, Bilanz.ERREICHT)
_REIHE_MM = 24.0


def overview(lage: Lage) -> Iterator[Block]:
    """One page: the answer, the figures, the table, what comes next."""
    yield Ueberschrift(1, ("Was wurde aus den Zielen?",))
    if not lage.unterziele:
        yield Absatz(("Am Wissensstand ist kein Unterziel bekannt.",), Absatzart.KERNSATZ)
        return
    yield Absatz(answer(lage), Absatzart.KERNSATZ)
    hinweis = interim(lage)
    if hinweis:
        yield Absatz(hinweis, Absatzart.HINWEIS)
    yield _figures(lage)
    yield _table(lage)
    yield Ueberschrift(2, ("Was wird weitergeführt?",))
    yield Absatz(continuation_of_all(lage))


def answer(lage: Lage) -> Text:
    """How many Unterziele were reached, predominantly reached, and have no Bilanz."""
    ohne = sum(u.bilanz is None for u in lage.bewertungen)
    if ohne == len(lage.bewertungen):
        return ("Für keines der ", count_all(lage), " Unterziele kann Bilanz gezogen werden.")
    satz: Text = (
        "Von ",
        count_all(lage),
        " Unterzielen sind ",
        count_bilanz(lage, *_ERREICHT),
        " erreicht, ",
    )
    satz = (*satz, count_bilanz(lage, Bilanz.UEBERWIEGEND_ERREICHT), " überwiegend erreicht, ")
    satz = (*satz, count_bilanz(lage, Bilanz.TEILWEISE_ERREICHT), " teilweise und ")
    satz = (*satz, count_bilanz(lage, Bilanz.NICHT_ERREICHT), " nicht erreicht")
    return (*satz, "; ", count_bilanz(lage, None), " ohne Bilanz.") if ohne else (*satz, ".")


def _figures(lage: Lage) -> Kennwerte:
    werte = (
        ("erreicht oder übertroffen", _ERREICHT),
        ("überwiegend erreicht", (Bilanz.UEBERWIEGEND_ERREICHT,)),
        ("teilweise oder nicht erreicht", (Bilanz.TEILWEISE_ERREICHT, Bilanz.NICHT_ERREICHT)),
        ("noch ohne Bilanz", (None,)),
    )
    return Kennwerte(tuple(Kennwert(titel, (count_bilanz(lage, *arten),)) for titel, arten in werte))


def _table(lage: Lage) -> Tabelle:
    zeilen: list[Zeile] = []
    for bilanz, gruppe in lage.nach_bilanz():
        kopf: Text = ("noch ohne Bilanz",) if bilanz is None else (Marke(zeichen_of(bilanz)),)
        zeilen.append(Zeile((kopf,), Zeilenart.GRUPPE))
        zeilen += [_row(lage, u) for u in gruppe]
    return Tabelle(
        "Alle Unterziele nach ihrer Bilanz",
        (
            Spalte(lage.stand.zielsystem.word_of(Ebene.UNTERZIEL), anteil=4.6),
            Spalte("Bilanz, sonst Stand", Spaltenart.MARKE, 3),
            Spalte("Zielerreichung", Spaltenart.ZAHL, 1.9),
            Spalte(f"{lage.stand.jahre[0]} bis {lage.stand.jahre[-1]}", Spaltenart.BILD, 2.3),
            Spalte("Aufwendungen, Ansätze", Spaltenart.ZAHL, 2),
            Spalte("Aufwendungen, Ergebnisse", Spaltenart.ZAHL, 2),
        ),
        tuple(zeilen),
        (
            "Quadrat: Bilanz. Kreis: Stand im Berichtsjahr, solange es keine Bilanz gibt. Die Linie zeigt die ",
            "Zielerreichung der Jahre. Die Beträge sind die Summe der bekannten Jahre: Ansatz ist, was geplant war, ",
            "Ergebnis, was es wurde; beide werden nie zusammengezählt.",
        ),
        zeige_titel=False,
        dicht=True,
    )


def _row(lage: Lage, u: Zielbewertung) -> Zeile:
    return Zeile(
        (
            (ziel_name(lage.stand, u.nr),),
            (judgement(u),),
            (share(lage, u, "zielerreichung"),),
            _way(lage, u),
            *((total(lage, u.nr, AUFWENDUNGEN, wertart),) for wertart in (Wertart.ANSATZ, Wertart.ERGEBNIS)),
        )
    )


def _way(lage: Lage, u: Zielbewertung) -> Bild:
    punkte = lage.verlauf_of(u.nr)
    bild = draw_sparkline(punkte, jahre=(lage.stand.jahre[0], lage.stand.jahre[-1]))
    text = describe_reihe([(jahr, anteil, format_percent(anteil, 0)) for jahr, anteil in punkte])
    return Bild(bild, f"Zielerreichung: {text or 'noch keine Zahl'}", _REIHE_MM, _REIHE_MM * HOEHE / BREITE)
