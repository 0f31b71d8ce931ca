"""The check of a report's numbers finds what is wrong: each kind of fault is put in once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.reports.bericht.bezug import (
    Anteil,
    Anzahl,
    Befehl,
    Bezug,
    Differenz,
    Summe,
    kennzahl,
    zielerreichung,
)
from kek_dashboard.reports.bericht.form import Absatz, Aussage, Bericht, Text, Wert, Wertart, Wort
from tests.reports.bezugspruefung import Kommandozeile, NichtAufzuloesenError, check_bericht, read_numbers

TAG = date(2024, 3, 31)
ANTWORT = {
    "jahr": 2023,
    "kennzahlen": [
        {
            "nr": "1.2-03", "ist": 82, "zielerreichung": 0.628571, "prognose": None, "stand": "auf_kurs",
            "unterziele": ["1.2"],
        },
        {
            "nr": "1.2-04", "ist": 12500, "zielerreichung": -0.25, "prognose": 3.5, "stand": "erreicht",
            "unterziele": [],
        },
    ],
    "summen": {"aufwendungen": "1250000.40"},
}  # fmt: skip
ZWEI = "1.2-03", "1.2-04"


@dataclass
class Feste(Kommandozeile):
    """A command line with one answer."""

    def answer(self, befehl: Befehl) -> Any:
        if befehl.name != "zielerreichung":
            raise NichtAufzuloesenError(f"unbekannt: {befehl.name}")
        return ANTWORT


def funde(*text: Any, namen: tuple[str, ...] = ()) -> str:
    """The faults of a report of one paragraph, in words."""
    inhalt: Text = text
    auftrag = Berichtsauftrag(Berichtsart.FORTSCHRITT, 2023, TAG)
    bericht = Bericht(auftrag, "Titel", "", "", None, "", beispiel=False, bloecke=(Absatz(inhalt),))
    return "\n".join(map(str, check_bericht(bericht, Feste("", TAG), namen).funde))


def feld(nr: str, name: str) -> Bezug:
    return kennzahl(2023, nr, name)


SUMME = zielerreichung(2023, "summen", "aufwendungen")


@pytest.mark.parametrize(
    ("zahl", "bezug", "form"),
    [
        (Fraction(82), feld("1.2-03", "ist"), {"einheit": "%"}),
        (Decimal("82.0"), feld("1.2-03", "ist"), {"einheit": "je 1.000 EW"}),
        (Fraction(22, 35), feld("1.2-03", "zielerreichung"), {"art": Wertart.PROZENT}),
        (None, feld("1.2-03", "prognose"), {"einheit": "%"}),
        (12500, feld("1.2-04", "ist"), {"einheit": "Mio. EUR"}),
        (Decimal("1250000.40"), SUMME, {"art": Wertart.EURO}),
        (Decimal("1250000.40"), SUMME, {"art": Wertart.EURO_KURZ}),
        (Fraction(12418), Differenz(feld("1.2-04", "ist"), feld("1.2-03", "ist")), {"vorzeichen": True}),
        (Fraction(12582), Summe(tuple(feld(nr, "ist") for nr in ZWEI)), {}),
        (None, Summe(tuple(feld(nr, "prognose") for nr in ZWEI)), {}),
        (
            Fraction(82, 12500),
            Anteil(feld("1.2-03", "ist"), feld("1.2-04", "ist")),
            {"art": Wertart.PROZENT, "stellen": 2},
        ),
        (2, Anzahl(zielerreichung(2023, "kennzahlen")), {"art": Wertart.ANZAHL}),
        (
            1,
            Anzahl(zielerreichung(2023, "kennzahlen"), (("stand", ("auf_kurs",)),)),
            {"art": Wertart.ANZAHL},
        ),
        (1, Anzahl(zielerreichung(2023, "kennzahlen"), (("prognose", ("*",)),)), {"art": Wertart.ANZAHL}),
        (1, Anzahl(zielerreichung(2023, "kennzahlen"), (("unterziele", ("1.2",)),)), {"art": Wertart.ANZAHL}),
    ],
)
def test_a_number_that_stands_where_it_says_is_right(zahl: Any, bezug: Bezug, form: dict[str, Any]) -> None:
    assert funde(Wert(zahl, bezug, **form)) == ""


@pytest.mark.parametrize(
    ("zahl", "bezug", "form", "satz"),
    [
        (Fraction(83), feld("1.2-03", "ist"), {}, "gefunden: 82"),
        (Fraction(8, 10), feld("1.2-03", "zielerreichung"), {"art": Wertart.PROZENT}, "gefunden: 0.628571"),
        (Fraction(0), feld("1.2-03", "prognose"), {}, "gefunden: null"),
        (None, feld("1.2-04", "prognose"), {}, "gefunden: 3.5"),
        (Fraction(82), feld("9.9-99", "ist"), {}, "0 statt 1 Treffer"),
        (Fraction(82), feld("1.2-03", "soll"), {}, "gibt es nicht"),
        (Fraction(82), feld("1.2-03", "stand"), {}, "kein Betrag"),
        (Decimal(1250000), zielerreichung(2023, "kennzahlen"), {}, "keine Zahl"),
        (
            1,
            Anzahl(zielerreichung(2023, "kennzahlen"), (("lage", ("*",)),)),
            {"art": Wertart.ANZAHL},
            "kein Feld",
        ),
    ],
)
def test_a_number_that_stands_otherwise_is_found(
    zahl: Any, bezug: Bezug, form: dict[str, Any], satz: str
) -> None:
    assert satz in funde(Wert(zahl, bezug, **form))


def test_every_number_of_a_sentence_must_be_one_of_its_bezuege() -> None:
    bezuege = (feld("1.2-03", "zielerreichung"), feld("1.2-04", "ist"), feld("1.2-04", "zielerreichung"))
    richtig = (
        "Am 31.03.2024 waren 2023 bei Unterziel 1.2 (I/2023) 62,9 % von 12,5 Tsd. erreicht, um 25 % weniger."
    )
    assert funde(Aussage(richtig, bezuege)) == ""
    assert "„62,8 %“" in funde(Aussage(richtig.replace("62,9", "62,8"), bezuege))
    assert "„13,5 Tsd.“" in funde(Aussage(richtig.replace("12,5", "13,5"), bezuege))
    assert "„+25 %“" in funde(Aussage(richtig.replace("25 %", "+25 %"), bezuege))


def test_words_of_ours_hold_no_figure_and_words_of_the_county_only_its_own() -> None:
    assert "keine Ziffer" in funde("Es sind 3 Ziele.")
    assert funde("Wie es § 4 Abs. 7 KomHKVO verlangt.") == ""
    assert "eine Zahl als Wort" in funde(Wort("62,9 %"))
    assert funde(Wort("Stand 31.12.2023, Soll 2023, 1.2-03, Drucksache 72/2018, III/2022, 1. Hj. 2023")) == ""
    assert "„30“" in funde(Wort("Betreuung unter 30 Jahren"))
    namen = ("1.2-01 Betreuung unter 30 Jahren im Landkreis",)
    assert funde(Wort("1.2-01 Betreuung unter 30 …"), namen=namen) == ""


def test_figures_are_told_from_days_years_and_numbers_of_things() -> None:
    keine = "2023, 2023/24, 01.05.2024, 1. Mai, 1. Quartal, M-07, 1.4-02, Konto 4318000, Oberziele 1, 2 und 3, Zelle B7"
    assert read_numbers(keine) == []
    assert [zahl.text for zahl in read_numbers("Ziel 300. 20.03.2023: geändert")] == ["300"]
    zahlen = ["2.023", "7", "−3,5 %", "4,2 Mio.", "82 %", "3"]
    text = "2.023, 7, −3,5 %, 4,2 Mio. €, Ziel 82 %, Unterziel 1.2 und 3 Kennzahlen"
    assert [zahl.text for zahl in read_numbers(text)] == zahlen
