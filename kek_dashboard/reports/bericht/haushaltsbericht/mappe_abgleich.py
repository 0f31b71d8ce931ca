"""Mappe, Abgleich: the proof that not a cent is missing, computed anew by the spreadsheet; and where all comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kek_dashboard.charts.satzworte import FESTSETZUNG_WORT
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.satzung import POSITIONSART
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.bericht.haushaltsbericht.mappe_plan import (
    ABGLEICH,
    MATRIX,
    UEBERSICHT,
    Mappenplan,
    art_wort,
    stelle_of,
)
from kek_dashboard.reports.bericht.haushaltsbericht.nachweis import REGELN, command
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import ARTEN, STIMMT, STIMMT_NICHT
from kek_dashboard.reports.rechenmappe import Formel, Rechenblatt

_ALLES, _NICHT_ALLES = "Alles stimmt.", "Mindestens ein Abgleich stimmt nicht."
#: Where each kind stands in the overview.
_UEBERSICHT_SPALTE = dict(zip(ARTEN, "CEGH", strict=True))
_Pruefung = tuple[str, Formel | Decimal, Formel | Decimal]


def write_abgleich(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """Each check is a row: both sides, the difference, and what it comes to in words."""
    pruefungen = list(_checks(plan))
    erste = plan.abgleich_kopf + 1
    letzte = plan.abgleich_kopf + len(pruefungen)
    alles = all(_amount(links) == _amount(rechts) for _, links, rechts in pruefungen)
    blatt.say(f"Haushalt {plan.lage.jahr}: {ABGLEICH}", stil.TITEL)
    bereich = f"E{erste}:E{letzte}"
    blatt.row(
        Formel(
            f'=IF(COUNTIF({bereich},"{STIMMT}")=ROWS({bereich}),"{_ALLES}","{_NICHT_ALLES}")',
            _ALLES if alles else _NICHT_ALLES,
        ),
        schrift=stil.FETT,
    )
    blatt.say(
        "Verglichen wird auf den Cent. Nach einer Änderung im Blatt „Zeilen“ weichen die Zahlen des Berichts ab; "
        "das ist dann richtig so.",
        stil.LEISE,
    )
    blatt.skip()
    blatt.head(["Geprüft wird", "links", "rechts", "Unterschied", "Ergebnis"])
    for worte, links, rechts in pruefungen:
        zeile = blatt.zeile + 1
        unterschied = _amount(links) - _amount(rechts)
        blatt.row(
            worte,
            links,
            rechts,
            Formel(f"=ROUND(B{zeile}-C{zeile},2)", unterschied),
            Formel(f'=IF(D{zeile}=0,"{STIMMT}","{STIMMT_NICHT}")', STIMMT_NICHT if unterschied else STIMMT),
        )


def _amount(wert: Formel | Decimal) -> Decimal:
    if isinstance(wert, Decimal):
        return wert
    assert isinstance(wert.ergebnis, Decimal)
    return wert.ergebnis


def _checks(plan: Mappenplan) -> Iterator[_Pruefung]:
    summen = plan.lage.mittel.summen
    for art in ARTEN:
        wort = art_wort(art)
        yield (
            f"{wort}: Beträge je Ziel = Ansätze der Zeilen",
            _lines(plan, "Betrag", art),
            _lines(plan, "Ansatz", art),
        )
    for art in ARTEN:
        ort = f"{plan.summenspalte}{plan.matrix_summe(stelle_of(art))}"
        matrix = Formel(f"={MATRIX}!{ort}", summen[art])
        yield f"{art_wort(art)}: Matrix = Ansätze der Zeilen", matrix, _lines(plan, "Ansatz", art)
    for art in ARTEN:
        ort = f"{_UEBERSICHT_SPALTE[art]}{plan.uebersicht_summe}"
        uebersicht = Formel(f"='{UEBERSICHT}'!{ort}", summen[art])
        yield f"{art_wort(art)}: Übersicht = Zahl des Berichts", uebersicht, summen[art]
    for v in plan.lage.satzung:
        if v.zeilen is not None:
            art = POSITIONSART[v.summe.festsetzung]
            wort = FESTSETZUNG_WORT[v.summe.festsetzung]
            yield f"Haushaltssatzung, {wort} = Ansätze der Zeilen", v.summe.eur, _lines(plan, "Ansatz", art)


def _lines(plan: Mappenplan, spalte: str, art: Positionsart) -> Formel:
    """The sum of one kind over the sheet of lines; the word of the kind is ours."""
    ergebnis = sum(
        (v.zeile.ansatz or Decimal(0) for v in plan.lage.mittel.verwendungen if v.zeile.position.art is art),
        Decimal("0.00"),
    )
    return Formel(f"={plan.sumifs(spalte, ('Art', _quoted(art_wort(art))))}", ergebnis)


def _quoted(wort: str) -> str:
    return f'"{wort}"'


def write_nachweis(blatt: Rechenblatt, plan: Mappenplan) -> None:
    """Where the figures come from, and how they are computed."""
    lage = plan.lage
    blatt.say("Woher die Zahlen kommen", stil.TITEL)
    blatt.say("Dieselben Zahlen gibt die Befehlszeile als Daten aus:")
    blatt.say(command(lage), stil.FETT)
    blatt.head(["Angabe", "Inhalt", "freigegeben am"])
    blatt.row("Wissensstand", format_date(lage.quelle.wissensstand), "")
    blatt.row("Adresse", lage.quelle.adresse("/haushalt", fassung=lage.haushalt.fassung), "")
    for lieferung in lage.lieferungen:
        blatt.row(
            f"Lieferung {lieferung.nr}",
            lieferung.dateiname or UNKNOWN,
            format_date(lieferung.freigegeben_am),
        )
    for regel in REGELN:
        blatt.row("Rechenregel", regel, "")
