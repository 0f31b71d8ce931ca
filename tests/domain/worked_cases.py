"""The table "Worked cases" of docs/methode.md as data, row by row."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Kennzahl = dict[str, Any]


@dataclass(frozen=True)
class KennzahlCase:
    """One Kennzahl at one Berichtsjahr and every figure that the row states or that follows by hand."""

    name: str
    kennzahl: Kennzahl
    jahr: int
    expected: dict[str, Decimal | int | str | None]
    look_ahead: Decimal | None = None
    """The value expected for the target year where the row names it but the output does not show it."""


@dataclass(frozen=True)
class UnterzielCase:
    """Weighted Kennzahlen at one Berichtsjahr and the figures of their Unterziel."""

    name: str
    members: list[tuple[Kennzahl, Decimal]]
    jahr: int
    expected: dict[str, Decimal | int | str | None]


def series(first_year: int, values: str) -> list[tuple[str, Decimal]]:
    """One whole-year value after the other."""
    return [(str(first_year + step), Decimal(value)) for step, value in enumerate(values.split())]


def kennzahl(nr: str, zieltyp: str, messwerte: list[tuple[str, Decimal]], **given: Any) -> Kennzahl:
    """A yearly Kennzahl in which everything not given is missing or at its default."""
    plain: Kennzahl = {
        "nr": nr,
        "zieltyp": zieltyp,
        "basisjahr": None,
        "basiswert": None,
        "untergrenze": None,
        "obergrenze": None,
        "toleranz": None,
        "rauschband": None,
        "frequenz": "jaehrlich",
        "aggregation": "letzter",
        "max_alter": 2,
        "zielwerte": {},
        "messwerte": messwerte,
        "reihenbrueche": [],
        "zuordnungen": {"1.1": Decimal(1)},
    }
    return plain | given


def way(
    nr: str, zieltyp: str, base: tuple[int, str], targets: dict[int, str], values: str, **given: Any
) -> Kennzahl:
    """A way from base to target with yearly values from the base year on."""
    return kennzahl(
        nr,
        zieltyp,
        series(base[0], values),
        basisjahr=base[0],
        basiswert=Decimal(base[1]),
        zielwerte={year: Decimal(value) for year, value in targets.items()},
        **given,
    )


def line(nr: str, values: str) -> Kennzahl:
    """The line of the table: at least 90 000, with 2 000 as Toleranz."""
    return kennzahl(
        nr, "mindestens", series(2018, values), toleranz=Decimal(2000), zielwerte={2026: Decimal(90000)}
    )


def figures(**given: str | int | None) -> dict[str, Decimal | int | str | None]:
    """Expected figures: numbers written as in the table become decimals, words stay words."""
    words = ("stand", "ausblick", "bilanz")
    return {
        key: Decimal(value) if isinstance(value, str) and key not in words else value
        for key, value in given.items()
    }


UP_FAST = way("1.1-01", "steigern", (2018, "60"), {2026: "95"}, "60 64 69 73 78 82")
UP_SLOW = way("1.1-02", "steigern", (2018, "60"), {2026: "95"}, "60 61 63 64 66 67")
DOWN_FAST = way("1.1-03", "senken", (2018, "120"), {2026: "85"}, "120 116 111 107 103 99")
OVERDUE = way("1.1-17", "steigern", (2018, "40"), {2026: "70"}, "40 42 45")

KENNZAHL_CASES = [
    KennzahlCase(
        "steigern on course",
        UP_FAST,
        2023,
        figures(
            jahr=2023,
            ist="82",
            soll="81.875",
            zielerreichung=".628571",
            soll_zielerreichung=".625",
            planabweichung="-.003571",
            stand="auf_kurs",
            tempo="4.4",
            prognose="95.2",
            ausblick="voraussichtlich_erreicht",
            noetiges_tempo="4.333333",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "steigern far behind and too slow",
        UP_SLOW,
        2023,
        figures(
            soll="81.875",
            zielerreichung=".2",
            planabweichung=".425",
            stand="deutlich_hinter_plan",
            tempo="1.4",
            prognose="71.2",
            ausblick="zu_langsam",
            noetiges_tempo="9.333333",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "senken on course, narrowly missed",
        DOWN_FAST,
        2023,
        figures(
            soll="98.125",
            zielerreichung=".6",
            soll_zielerreichung=".625",
            planabweichung=".025",
            stand="auf_kurs",
            tempo="-4.2",
            prognose="86.4",
            ausblick="knapp_verfehlt",
            noetiges_tempo="-4.666667",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "senken in the wrong direction",
        way("1.1-04", "senken", (2018, "50"), {2026: "40"}, "50 51 52 53 54 55"),
        2023,
        figures(
            zielerreichung="-.5",
            planabweichung="1.125",
            stand="falsche_richtung",
            tempo="1",
            prognose="58",
            ausblick="falsche_richtung",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "mindestens held but falling",
        line("1.1-05", "92000 91500 91200 90900 90700 90400"),
        2023,
        figures(
            soll="90000",
            zielerreichung="1",
            soll_zielerreichung="1",
            planabweichung="0",
            stand="erreicht",
            tempo="-320",
            prognose=None,
            ausblick="falsche_richtung",
            noetiges_tempo=None,
            bilanz=None,
        ),
        look_ahead=Decimal(89440),
    ),
    KennzahlCase(
        "mindestens broken and rising fast enough",
        line("1.1-06", "88000 88400 88700 89000 89300 89500"),
        2023,
        figures(
            zielerreichung=".75",
            planabweichung=".25",
            stand="deutlich_hinter_plan",
            tempo="300",
            prognose=None,
            ausblick="voraussichtlich_erreicht",
            noetiges_tempo=None,
            bilanz=None,
        ),
        look_ahead=Decimal(90400),
    ),
    KennzahlCase(
        "mindestens broken and rising too slowly",
        line("1.1-07", "88000 88100 88200 88300 88400 88500"),
        2023,
        figures(
            zielerreichung=".25", planabweichung=".75", stand="deutlich_hinter_plan", ausblick="zu_langsam"
        ),
    ),
    KennzahlCase(
        "korridor left at the top",
        kennzahl(
            "1.1-08",
            "korridor",
            series(2018, "54 54.5 55 55.5 56"),
            untergrenze=Decimal(53),
            obergrenze=Decimal("55.5"),
            toleranz=Decimal(2),
        ),
        2022,
        figures(
            soll=None,
            zielerreichung=".75",
            soll_zielerreichung="1",
            planabweichung=".25",
            stand="deutlich_hinter_plan",
            ausblick="falsche_richtung",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "three values give no Tempo",
        way("1.1-09", "steigern", (2021, "1"), {2026: "9"}, "1 2 3"),
        2023,
        figures(
            zielerreichung=".25",
            planabweichung=".15",
            stand="leicht_hinter_plan",
            tempo=None,
            prognose=None,
            ausblick="keine_aussage",
        ),
    ),
    KennzahlCase(
        "interim target",
        way("1.1-10", "steigern", (2018, "40"), {2022: "60", 2026: "70"}, "40 42 45 50 52"),
        2022,
        figures(
            soll="60",
            zielerreichung=".4",
            planabweichung=".266667",
            stand="deutlich_hinter_plan",
            prognose="64",
            ausblick="zu_langsam",
        ),
    ),
    KennzahlCase(
        "planned dip",
        way("1.1-11", "steigern", (2018, "100"), {2020: "90", 2026: "120"}, "100 92"),
        2019,
        figures(
            zielerreichung="-.4",
            soll_zielerreichung="-.25",
            planabweichung=".15",
            stand="leicht_hinter_plan",
            ausblick="keine_aussage",
        ),
    ),
    KennzahlCase(
        "inside the noise band",
        way("1.1-12", "steigern", (2018, "60"), {2026: "95"}, "60 59.99"),
        2019,
        figures(zielerreichung="-.000286", planabweichung=".125286", stand="leicht_hinter_plan"),
    ),
    KennzahlCase(
        "gaps count by real years",
        way(
            "1.1-13",
            "senken",
            (2018, "12.9"),
            {2026: "8"},
            "",
        )
        | {"messwerte": series(2018, "12.9 12.0") + series(2021, "11.1") + series(2023, "10.0")},
        2023,
        figures(
            zielerreichung=".591837",
            stand="auf_kurs",
            tempo="-.58",
            prognose="8.26",
            ausblick="knapp_verfehlt",
        ),
    ),
    KennzahlCase(
        "reached early and falling a little",
        way("1.1-14", "steigern", (2018, "60"), {2026: "95"}, "60 80 99.3 99.2 99 98.9"),
        2023,
        figures(
            zielerreichung="1.111429",
            stand="erreicht",
            ausblick="voraussichtlich_erreicht",
            prognose=None,
            noetiges_tempo=None,
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "a hair below the target for years",
        way("1.1-15", "steigern", (2018, "60"), {2026: "95"}, "60 94.9 94.9 94.9 94.9 94.9 94.9"),
        2024,
        figures(stand="auf_kurs", tempo="0", prognose="94.9", ausblick="knapp_verfehlt"),
    ),
    KennzahlCase(
        "break in the series without a new base",
        way(
            "1.1-16", "steigern", (2018, "60"), {2026: "95"}, "60 64 69 30 34", reihenbrueche=[("2021", None)]
        ),
        2022,
        figures(
            jahr=2022,
            ist="34",
            soll="77.5",
            zielerreichung=None,
            soll_zielerreichung=None,
            planabweichung=None,
            stand="nicht_bewertbar",
            tempo=None,
            prognose=None,
            noetiges_tempo=None,
            ausblick="keine_aussage",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "overdue",
        OVERDUE,
        2023,
        figures(
            jahr=2020,
            ist="45",
            soll="47.5",
            zielerreichung=None,
            planabweichung=None,
            stand="daten_ueberfaellig",
            tempo=None,
            ausblick="keine_aussage",
            bilanz=None,
        ),
    ),
    KennzahlCase(
        "the end with the last value",
        way("1.1-18", "steigern", (2018, "60"), {2026: "95"}, "60 64 69 73 78 82 86 90 93"),
        2026,
        figures(
            zielerreichung=".942857",
            stand="leicht_hinter_plan",
            ausblick="zu_langsam",
            prognose=None,
            noetiges_tempo=None,
            bilanz="ueberwiegend_erreicht",
        ),
    ),
    KennzahlCase(
        "the end without the last value",
        way("1.1-19", "steigern", (2018, "60"), {2026: "95"}, "60 64 69 73 78 82 86 90"),
        2026,
        figures(jahr=2025, stand="auf_kurs", prognose="94.2", ausblick="knapp_verfehlt", bilanz=None),
    ),
]

UNTERZIEL_CASES = [
    UnterzielCase(
        "a good one, a bad one and an overdue one",
        [(UP_FAST, Decimal(2)), (UP_SLOW, Decimal(1)), (OVERDUE, Decimal(1))],
        2023,
        figures(
            zielerreichung=".485714",
            soll_zielerreichung=".625",
            abdeckung=".75",
            stand="leicht_hinter_plan",
            bilanz=None,
        ),
    ),
    UnterzielCase(
        "two good ones",
        [(UP_FAST, Decimal(1)), (DOWN_FAST, Decimal(1))],
        2023,
        figures(
            zielerreichung=".614286", soll_zielerreichung=".625", abdeckung="1", stand="auf_kurs", bilanz=None
        ),
    ),
]
