"""Mappe, Summen: matrix and overview as formulas over the sheet of lines; who changes a line sees it here."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from openpyxl.utils import get_column_letter

from kek_dashboard.charts.haushaltsworte import ansatz_text
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.produktmittel import OhneZiel
from kek_dashboard.formats import format_date
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.bericht.durchgang import plain
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_plan import (
    MATRIX,
    Mappenplan,
    art_wort,
    stelle_of,
)
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import (
    ARTEN,
    AUFWENDUNGEN,
    BEISPIEL_SATZ,
    ERTRAEGE,
    GRUND_WORT,
    INVESTIV,
    VIER_ARTEN_SATZ,
    grundlage,
    kernsatz,
)
from kek_dashboard.reports.rechenmappe import EURO_ODER_LEER, Formel, Rechenblatt, Zellwert

_NULL = Decimal("0.00")
_EINZAHLUNGEN = Positionsart.INVESTIVE_EINZAHLUNGEN


def write_matrix(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """Goals by Teilhaushalt in each of the four kinds, each row and column with its sum."""
    blatt.say(f"Haushalt {plan.lage.jahr}: Ziele und Teilhaushalte", stil.TITEL)
    blatt.say(f"{ansatz_text(plan.lage.haushalt)}, Beträge in €. Ein leeres Feld heißt: kein Geld.")
    blatt.say(BEISPIEL_SATZ if plan.lage.is_beispiel else "", stil.FETT)
    blatt.say(f"Alle Felder rechnen mit dem Blatt „Zeilen“. {VIER_ARTEN_SATZ}", stil.LEISE)
    for stelle, art in enumerate(ARTEN):
        if stelle:
            blatt.skip()
        _one_matrix(blatt, plan, stelle, art)


def _one_matrix(blatt: Rechenblatt, plan: Mappenplan, stelle: int, art: Positionsart) -> None:
    kopf = plan.matrix_kopf(stelle)
    namen = plan.lage.teilhaushalt_namen
    matrix = plan.lage.matrizen[art]
    blatt.say(art_wort(art), stil.FETT)
    blatt.head(["Ziel", "Name", *plan.teilhaushalte.values(), "Summe"])
    blatt.row("", "", *(namen.get(nr, "") for nr in plan.teilhaushalte), "", schrift=stil.LEISE)
    breite = 2 + len(plan.teilhaushalte)
    for ziel in plan.ziele:
        zeile = plan.matrix_zeile(stelle, ziel)
        felder: list[Zellwert] = []
        for i, nr in enumerate(plan.teilhaushalte):
            ort = get_column_letter(3 + i)
            feld = matrix.felder.get((nr, ziel))
            formel = plan.sumifs(
                "Betrag",
                ("Unterziel", f"$A{zeile}"),
                ("Teilhaushalt", f"{ort}${kopf}"),
                ("Art", f"$A${kopf - 1}"),
            )
            felder.append(Formel(f"={formel}", _NULL if feld is None else feld.eur))
        summe = Formel(f"=SUM(C{zeile}:{get_column_letter(breite)}{zeile})", plan.eur(art, ziel))
        name = "" if ziel == NICHT_ZUGEORDNET else plan.lage.ziel_name(ziel)
        blatt.row(plan.ziel_key(ziel), name, *felder, summe, euro=EURO_ODER_LEER)
    erste, letzte = plan.matrix_zeile(stelle, plan.ziele[0]), plan.matrix_zeile(stelle, NICHT_ZUGEORDNET)
    summen: list[Zellwert] = []
    for i, feld in enumerate((*(matrix.je_posten.get(nr) for nr in plan.teilhaushalte), matrix.summe)):
        ort = get_column_letter(3 + i)
        summen.append(Formel(f"=SUM({ort}{erste}:{ort}{letzte})", _NULL if feld is None else feld.eur))
    blatt.row("Summe", "", *summen, schrift=stil.FETT)


def write_uebersicht(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """What serves which goal, and why money serves none."""
    lage = plan.lage
    blatt.say(f"Haushaltsbericht {lage.jahr}: welches Geld welchem Ziel dient", stil.TITEL)
    blatt.say(plain(kernsatz(lage)), stil.FETT)
    blatt.say(plain(grundlage(lage)))
    tage = f"Wissensstand {format_date(lage.quelle.wissensstand)} · Datenstand {format_date(lage.datenstand)}"
    blatt.say(f"{tage} · Beträge in €")
    blatt.say(BEISPIEL_SATZ if lage.is_beispiel else "", stil.FETT)
    blatt.say(
        "Die Zahlen dieser Tabelle rechnen mit „Matrix“ und „Zeilen“; die Sätze darüber sind die des Berichts.",
        stil.LEISE,
    )
    blatt.skip()
    blatt.head(
        [
            "Ziel",
            "Name",
            art_wort(AUFWENDUNGEN),
            "Anteil",
            art_wort(ERTRAEGE),
            "Zuschussbedarf",
            art_wort(INVESTIV),
            art_wort(_EINZAHLUNGEN),
        ]
    )
    for ziel in plan.ziele:
        _goal_row(blatt, plan, ziel)
    _sum_row(blatt, plan)
    blatt.skip()
    _reasons(blatt, plan)


def _goal_row(blatt: Rechenblatt, plan: Mappenplan, ziel: str) -> None:
    zeile = plan.uebersicht_zeile(ziel)

    def from_matrix(art: Positionsart) -> Formel:
        ort = f"{MATRIX}!{plan.summenspalte}{plan.matrix_zeile(stelle_of(art), ziel)}"
        return Formel(f"={ort}", plan.eur(art, ziel))

    name = "" if ziel == NICHT_ZUGEORDNET else plan.lage.ziel_name(ziel)
    blatt.row(
        plan.ziel_key(ziel),
        name,
        from_matrix(AUFWENDUNGEN),
        _share(plan, zeile, plan.eur(AUFWENDUNGEN, ziel)),
        from_matrix(ERTRAEGE),
        Formel(f"=C{zeile}-E{zeile}", plan.eur(AUFWENDUNGEN, ziel) - plan.eur(ERTRAEGE, ziel)),
        from_matrix(INVESTIV),
        from_matrix(_EINZAHLUNGEN),
    )


def _share(plan: Mappenplan, zeile: int, eur: Decimal) -> Formel:
    ganz = plan.uebersicht_summe
    alle = plan.lage.mittel.summen[AUFWENDUNGEN]
    ergebnis = Fraction(eur) / Fraction(alle) if alle else ""
    return Formel(f'=IF(C${ganz}=0,"",C{zeile}/C${ganz})', ergebnis)


def _sum_row(blatt: Rechenblatt, plan: Mappenplan) -> None:
    erste, letzte, zeile = plan.uebersicht_kopf + 1, plan.uebersicht_summe - 1, plan.uebersicht_summe
    summen = plan.lage.mittel.summen

    def total(ort: str, eur: Decimal) -> Formel:
        return Formel(f"=SUM({ort}{erste}:{ort}{letzte})", eur)

    blatt.row(
        "Summe",
        "",
        total("C", summen[AUFWENDUNGEN]),
        _share(plan, zeile, summen[AUFWENDUNGEN]),
        total("E", summen[ERTRAEGE]),
        total("F", summen[AUFWENDUNGEN] - summen[ERTRAEGE]),
        total("G", summen[INVESTIV]),
        total("H", summen[_EINZAHLUNGEN]),
        schrift=stil.FETT,
    )


def _reasons(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """Money without goal by reason; the reason stands in column B, where the formulas look for it."""
    blatt.say("Warum Geld keinem Ziel dient", stil.FETT)
    kopf = plan.uebersicht_kopf
    je_grund = {p.grund: p for p in plan.lage.gruende}
    erste = blatt.zeile + 1
    for grund in OhneZiel:
        zeile = blatt.zeile + 1
        posten = je_grund.get(grund)

        def by_kind(ort: str, art: Positionsart, zeile: int = zeile, grund: OhneZiel = grund) -> Formel:
            formel = plan.sumifs("Betrag", ("Warum ohne Ziel", f"$B{zeile}"), ("Art", f"{ort}${kopf}"))
            return Formel(f"={formel}", je_grund[grund].betraege[art] if grund in je_grund else _NULL)

        aufwand, ertrag = (
            (_NULL, _NULL) if posten is None else (posten.betraege[AUFWENDUNGEN], posten.betraege[ERTRAEGE])
        )
        blatt.row(
            "",
            GRUND_WORT[grund],
            by_kind("C", AUFWENDUNGEN),
            _share(plan, zeile, aufwand),
            by_kind("E", ERTRAEGE),
            Formel(f"=C{zeile}-E{zeile}", aufwand - ertrag),
            by_kind("G", INVESTIV),
            by_kind("H", _EINZAHLUNGEN),
        )
    letzte, offen = blatt.zeile, plan.lage.mittel.nicht_zugeordnet
    blatt.row(
        plan.ziel_key(NICHT_ZUGEORDNET),
        "",
        Formel(f"=SUM(C{erste}:C{letzte})", offen[AUFWENDUNGEN]),
        _share(plan, letzte + 1, offen[AUFWENDUNGEN]),
        Formel(f"=SUM(E{erste}:E{letzte})", offen[ERTRAEGE]),
        Formel(f"=SUM(F{erste}:F{letzte})", offen[AUFWENDUNGEN] - offen[ERTRAEGE]),
        Formel(f"=SUM(G{erste}:G{letzte})", offen[INVESTIV]),
        Formel(f"=SUM(H{erste}:H{letzte})", offen[_EINZAHLUNGEN]),
        schrift=stil.FETT,
    )
