"""Haushalt-Zielblätter: the sums of lines per Unterziel as formulas, and the table line by goal behind them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter

from kek_dashboard.domain.mitteleinsatz import Verwendung
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.haushaltsauszug import (
    ARTEN,
    NICHT_ADDIERT,
    NICHT_ZUGEORDNET,
    Haushaltsauszug,
    goal_key,
)
from kek_dashboard.reports.mappenstrom import (
    Blatt,
    Wert,
    append_row,
    cell,
    formula,
    pattern,
    set_up,
    write_head,
)

JE_UNTERZIEL, ZEILE_UND_ZIEL = "Je Unterziel", "Zeile und Ziel"
_GELD_BREITE = 15.5
_BETRAG: Final = "Betrag in €"
_ANTEIL_SPALTEN: Final = (
    ("Zeile", 7.0),
    ("dient", 18.0),
    ("Name", 30.0),
    ("Teilhaushalt", 11.0),
    ("Produkt", 11.0),
    ("Konto", 11.0),
    ("Bezeichnung", 34.0),
    ("Art", 24.0),
    (_BETRAG, _GELD_BREITE),
    ("Herkunft", 10.0),
)
_ANTEIL_KOPF = 4
#: Where in it the formulas of the sums look: what the line serves, its kind, the amount.
_ZIEL_SPALTE, _ART_SPALTE, _BETRAG_SPALTE = "B", "H", "I"
_ANTEIL_HINWEIS: Final = (
    "„Zeile“ ist die Nummer im Blatt „Zeilen“. Eine Zeile steht so oft hier, wie sie Zielen dient; ihre Beträge "
    "ergeben zusammen ihren Ansatz."
)
_ZIEL_KOPF = 4
_GILT_FUER_ALLE: Final = "Gilt für alle Zeilen dieser Mappe, auch für ausgeblendete."


def write_shares(
    blatt: Blatt, auszug: Haushaltsauszug, posten: Sequence[tuple[int, str, Verwendung, Decimal]]
) -> None:
    """Each line once for each goal it serves, with its euros (``haushaltsauszug.shares``)."""
    letzte = _ANTEIL_KOPF + max(1, len(posten))
    set_up(
        blatt,
        auszug.fuss,
        [breite for _, breite in _ANTEIL_SPALTEN],
        _ANTEIL_KOPF,
        f"A{_ANTEIL_KOPF}:J{letzte}",
    )
    blatt.append([cell(blatt, f"{auszug.titel}: jede Zeile mit jedem Ziel, dem sie dient", font=stil.TITEL)])
    blatt.append([cell(blatt, _ANTEIL_HINWEIS, font=stil.LEISE)])
    blatt.append([])
    write_head(blatt, [titel for titel, _ in _ANTEIL_SPALTEN])
    namen = {goal_key(nr): name for nr, name in auszug.ziele}
    muster = [pattern(blatt, geld=titel == _BETRAG) for titel, _ in _ANTEIL_SPALTEN]
    for nummer, ziel, v, eur in posten:
        p = v.zeile.position
        s = p.schluessel
        werte: list[Wert] = [
            nummer,
            ziel,
            namen.get(ziel, ""),
            s.teilhaushalt,
            s.produkt,
            s.konto,
            p.bezeichnung,
        ]
        append_row(blatt, muster, [*werte, auszug.artworte[p.art], eur, v.herkunft.value])


def write_goals(blatt: Blatt, auszug: Haushaltsauszug, posten: int, alle_zeilen: Sequence[str]) -> None:
    """Sums by SUMIFS over the sheet line by goal, and the proof that not a cent is missing.

    ``alle_zeilen``: the formulas that sum up the sheet of lines, one for each kind.
    """
    set_up(blatt, auszug.fuss, (20.0, 48.0, *[20.0] * len(ARTEN)), _ZIEL_KOPF, None)
    blatt.append([cell(blatt, f"{auszug.titel}: Euro je Unterziel", font=stil.TITEL)])
    blatt.append([cell(blatt, f"{_GILT_FUER_ALLE} {NICHT_ADDIERT}", font=stil.LEISE)])
    blatt.append([])
    write_head(blatt, ["Unterziel", "Name", *(auszug.artworte[art] for art in ARTEN)])
    spalten = [get_column_letter(3 + i) for i in range(len(ARTEN))]
    ziele = [*((goal_key(nr), name) for nr, name in auszug.ziele), (NICHT_ZUGEORDNET, "")]
    betrag, ziel, art = (_shares_column(s, posten) for s in (_BETRAG_SPALTE, _ZIEL_SPALTE, _ART_SPALTE))
    for zeile, (nr, name) in enumerate(ziele, start=_ZIEL_KOPF + 1):
        formeln = [f"=SUMIFS({betrag},{ziel},$A{zeile},{art},{s}${_ZIEL_KOPF})" for s in spalten]
        _sums_row(blatt, nr, name, formeln, fett=False)
    erste, letzte = _ZIEL_KOPF + 1, _ZIEL_KOPF + len(ziele)
    _sums_row(blatt, "zusammen", "", [f"=SUM({s}{erste}:{s}{letzte})" for s in spalten], fett=True)
    _sums_row(blatt, "alle Zeilen", "Blatt „Zeilen“", alle_zeilen, fett=False)
    unterschied = [f"=ROUND({s}{letzte + 1}-{s}{letzte + 2},2)" for s in spalten]
    _sums_row(blatt, "Unterschied", "muss 0,00 sein", unterschied, fett=True)


def _shares_column(spalte: str, posten: int) -> str:
    return f"'{ZEILE_UND_ZIEL}'!${spalte}${_ANTEIL_KOPF + 1}:${spalte}${_ANTEIL_KOPF + max(1, posten)}"


def _sums_row(blatt: Blatt, titel: str, name: str, formeln: Sequence[str], *, fett: bool) -> None:
    schrift = stil.FETT if fett else stil.ABSATZ
    texte = [cell(blatt, titel, font=schrift), cell(blatt, name, font=stil.ABSATZ)]
    blatt.append([*texte, *(formula(blatt, formel, font=schrift) for formel in formeln)])
