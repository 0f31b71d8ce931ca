"""Matrix: which Teilhaushalt pays how much for which goal, on sheets that lie on their side; every row adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Feld, Geldmatrix, Posten
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Block,
    Seitenwechsel,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage
from kek_dashboard.reports.bericht.haushaltsbericht.ueberblick import AUFWENDUNGEN, INVESTIV

#: So many Teilhaushalte stand beside each other on one sheet and can still be read.
JE_BLATT: Final = 9
OHNE_TEILHAUSHALT: Final = "ohne Teilhaushalt"


def matrizen(lage: Haushaltslage) -> Iterator[Block]:
    """A matrix of Aufwendungen and one of investive Auszahlungen, in parts where Teilhaushalte are many."""
    yield Ueberschrift(1, ("Welcher Teilhaushalt zahlt für welches Ziel?",))
    yield Absatz(
        (
            (
                "Jede Zeile ist ein Ziel, jede Spalte ein Teilhaushalt. Ein leeres Feld heißt: Dieser Teilhaushalt "
                "gibt für dieses Ziel nichts aus."
            ),
        ),
        Absatzart.KLEIN,
    )
    if not lage.zugeordnet:
        yield Absatz(("Für dieses Jahr ist noch nichts zugeordnet; die Ziele haben deshalb keine Zeile.",))
    for art in (AUFWENDUNGEN, INVESTIV):
        if art is INVESTIV:
            yield Seitenwechsel(quer=True)
        yield from _matrix(lage, lage.matrizen[art])


def _matrix(lage: Haushaltslage, matrix: Geldmatrix) -> Iterator[Block]:
    wort = ART_WORT[matrix.art]
    yield Ueberschrift(2, (wort,))
    if not matrix.posten:
        yield Absatz(("Der Plan hat keine Zeilen dieser Art.",))
        return
    teile = [matrix.posten[i : i + JE_BLATT] for i in range(0, len(matrix.posten), JE_BLATT)]
    for posten in teile:
        letzter = posten is teile[-1]
        von_bis = f", {short_name(posten[0].nr)} bis {short_name(posten[-1].nr)}" if len(teile) > 1 else ""
        yield Tabelle(
            f"{wort} {lage.jahr} je Ziel und Teilhaushalt in Euro{von_bis}",
            (
                Spalte("Ziel", anteil=1.25),
                *(Spalte(_head(p), Spaltenart.ZAHL, 0.62) for p in posten),
                *((Spalte("Summe", Spaltenart.ZAHL, 0.62),) if letzter else ()),
            ),
            tuple(_rows(lage, matrix, posten, with_sum=letzter)),
            dicht=True,
        )


def short_name(nr: str) -> str:
    """A Teilhaushalt by its number."""
    return f"Teilhaushalt {nr}" if nr else OHNE_TEILHAUSHALT


def _head(posten: Posten) -> str:
    return f"{posten.nr} {posten.bezeichnung}".strip() or OHNE_TEILHAUSHALT


def _rows(
    lage: Haushaltslage, matrix: Geldmatrix, posten: Sequence[Posten], *, with_sum: bool
) -> Iterator[Zeile]:
    art = matrix.art
    for ziel in matrix.ziele if lage.zugeordnet else (NICHT_ZUGEORDNET,):
        ohne = ziel == NICHT_ZUGEORDNET
        kopf: Text = (
            ("keinem Ziel zugeordnet",) if ohne else (Wort(f"{ziel} {lage.ziel_name(ziel)}".strip()),)
        )
        unter = ("nicht_zugeordnet",) if ohne else ("unterziele", f"nr={ziel}")
        felder: list[Text] = [
            _field(lage, matrix.felder.get((p.nr, ziel)), art, ("teilhaushalte", f"nr={p.nr}", *unter))
            for p in posten
        ]
        if with_sum:
            felder.append((lage.euro(matrix.je_ziel[ziel].eur, *unter, art.value),))
        yield Zeile((kopf, *felder))
    summen: list[Text] = [
        (lage.euro(matrix.je_posten[p.nr].eur, "teilhaushalte", f"nr={p.nr}", art.value),) for p in posten
    ]
    if with_sum:
        summen.append((lage.euro(matrix.summe.eur, "summen", art.value),))
    yield Zeile((("Summe",), *summen), Zeilenart.SUMME)


def _field(lage: Haushaltslage, feld: Feld | None, art: Positionsart, pfad: tuple[str, ...]) -> Text:
    """Nothing where no line has a share; what cancels out or comes to nothing is a 0."""
    return () if feld is None or not feld.belegt else (lage.euro(feld.eur, *pfad, art.value),)
