"""Random Kennzahlen and Unterziele that hit the edges of docs/methode.md often."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Kennzahl = dict[str, Any]
Draw = Callable[..., Any]
Series = dict[int, Decimal]

ZIELTYPEN = ["steigern", "senken", "mindestens", "hoechstens", "korridor", "beobachten"]
FREQUENZEN = [
    "jaehrlich",
    "jaehrlich",
    "jaehrlich",
    "halbjaehrlich",
    "vierteljaehrlich",
    "monatlich",
    "mehrjaehrig",
]
AGGREGATIONEN = ["letzter", "summe", "mittel", "kumuliert"]
PARTS: dict[str, list[str]] = {
    "jaehrlich": [],
    "mehrjaehrig": [],
    "halbjaehrlich": ["H1", "H2"],
    "vierteljaehrlich": ["Q1", "Q2", "Q3", "Q4"],
    "monatlich": [f"{month:02d}" for month in range(1, 13)],
}


def decimals(text: str) -> list[Decimal]:
    """The decimals of a line, in their order."""
    return [Decimal(word) for word in text.split()]


SHARES = [
    Fraction(share)
    for share in decimals(
        "0 0.05 0.05 0.05 0.05 0.0499995 0.0499994 0.0500004 0.2 0.2 0.2 0.2 0.2000004 0.2000005 0.1 0.3 1 1.1 "
        "0.0000004 0.0000005 1.0999995 1.0999994 0.8 0.7999995 0.7999994 0.9999996 0.95 0.9500005 0.9500006 "
        "-0.05 -0.2"
    )
]
"""Shares of a way (or of a Toleranz) at and beside every border of the page."""

berichtsjahre = st.integers(2015, 2030)
gewichte = st.sampled_from(decimals("1 1 1 2 3 0.5 0.25 1.5 0.333333 0.000001 100"))


def numbers(low: int = -60, high: int = 140) -> st.SearchStrategy[Decimal]:
    """Decimals as people deliver them: whole, with one or two places, zero and negative ones, a few huge."""
    whole = st.integers(low, high).map(Decimal)
    tenths = st.integers(low * 10, high * 10).map(lambda count: Decimal(count) / 10)
    hundredths = st.integers(low * 100, high * 100).map(lambda count: Decimal(count) / 100)
    special = st.sampled_from(
        [Decimal(0), Decimal("0.0000001"), Decimal("-0.01"), Decimal(1234567), Decimal("0.00")]
    )
    return st.one_of(whole, whole, tenths, hundredths, special)


@st.composite
def yearly_series(draw: Draw, start: Decimal, years: list[int]) -> Series:
    """A value for each of the years: a steady way, a random walk or anything."""
    shape = draw(st.sampled_from(["steady", "walk", "walk", "anything"]))
    step = draw(numbers(-6, 6))
    series: Series = {}
    value = start
    for year in years:
        series[year] = value if shape != "anything" else draw(numbers())
        value += (
            step if shape == "steady" else draw(st.integers(-40, 60).map(lambda count: Decimal(count) / 10))
        )
    return series


@st.composite
def years_with_values(draw: Draw, newest: int, tidy: bool, apart: int) -> list[int]:
    """Years up to the newest: enough for a Tempo when tidy, else any number with gaps."""
    length = draw(st.integers(4, 8) if tidy else st.sampled_from([0, 1, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9, 10]))
    years = [newest - apart * step for step in reversed(range(length))]
    keep = 9 if tidy else 3
    return [year for year in years if year == newest or draw(st.integers(0, keep)) > 0]


@st.composite
def zeitraum_of_break(draw: Draw) -> str:
    """The beginning of a break: a year, a half, a quarter or a month."""
    year = draw(st.integers(2014, 2027))
    return f"{year}{draw(st.sampled_from(['', '', '-Q1', '-Q3', '-H2', '-06']))}"


def spread(
    draw: Draw, year: int, value: Decimal, frequenz: str, aggregation: str, tidy: bool
) -> list[tuple[str, Decimal]]:
    """The values of one year: whole, in parts, in parts with a gap, or both beside each other."""
    parts = PARTS[frequenz]
    complete = ["whole", "parts", "parts", "parts", "both"]
    form = draw(st.sampled_from(complete if tidy else [*complete, "gap", "early", "both with gap"]))
    if not parts or form == "whole":
        return [(str(year), value)]
    amounts = [draw(numbers(-5, 40)) if draw(st.booleans()) else value for _ in parts]
    if aggregation in ("letzter", "kumuliert"):
        amounts[-1] = value
    elif aggregation == "mittel":
        amounts[-1] = value * len(parts) - sum(amounts[:-1], Decimal(0))
    else:
        amounts[-1] = value - sum(amounts[:-1], Decimal(0))
    delivered = [(f"{year}-{part}", amount) for part, amount in zip(parts, amounts, strict=True)]
    if form in ("gap", "both with gap"):
        del delivered[draw(st.integers(0, len(delivered) - 1))]
    if form == "early":
        delivered = delivered[: draw(st.integers(1, len(delivered)))]
    if form.startswith("both"):
        delivered.append((str(year), draw(st.sampled_from([value, value, value + 1, Decimal(0)]))))
    return delivered


def planned_at(year: int, points: list[tuple[int, Decimal]]) -> Fraction:
    """The broken line through the points, flat on both sides."""
    before = [point for point in points if point[0] <= year] or points[:1]
    after = [point for point in points if point[0] >= year] or points[-1:]
    (t, y), (next_t, next_y) = before[-1], after[0]
    if t == next_t:
        return Fraction(next_y)
    return Fraction(y) + (Fraction(next_y) - Fraction(y)) * Fraction(year - t, next_t - t)


def as_decimal(number: Fraction) -> Decimal:
    """The number as a decimal, to 12 places where it has no end."""
    quotient = Decimal(number.numerator) / Decimal(number.denominator)
    plain = quotient.quantize(Decimal("1e-12"), ROUND_HALF_UP)
    return plain.to_integral_value() if plain == plain.to_integral_value() else plain.normalize()


def aim_way(
    draw: Draw, series: Series, base: tuple[int, Decimal], goal: Series, s: int, last_four: bool
) -> None:
    """Moves one or two values so that a ratio of the page lands on or beside one of its borders."""
    points = [base, *sorted((year, value) for year, value in goal.items() if year > base[0])]
    if len(series) == 0 or len(points) == 1:
        return
    aims = "plan plan forecast forecast close close score noise reached reached still none"
    aim = draw(st.sampled_from(aims.split()))
    share = draw(st.sampled_from(SHARES))
    last, (T, Y) = max(series), points[-1]
    way = Fraction(Y) - Fraction(base[1])
    noise = draw(st.sampled_from(decimals("0.05 0.0500001 0.1 0.02 0")))
    left = draw(st.sampled_from(decimals("0.0025 0.1 0.125 0.25 0.5")))
    beyond = draw(st.sampled_from([*decimals("0 0.0000001 -0.0000001"), Decimal(s), Decimal(s) / 2]))
    landing = {
        "plan": planned_at(last, points) - s * share * abs(way),
        "score": Fraction(base[1]) + share * way,
        "noise": Fraction(base[1]) - s * Fraction(noise) * abs(way),
        "close": Fraction(Y) - s * Fraction(left) * abs(way),
        "reached": Fraction(Y) + Fraction(beyond),
    }
    if aim in landing:
        where = draw(st.sampled_from([last, T])) if aim == "score" else last
        series[where] = as_decimal(landing[aim])
    if aim == "still":
        series |= dict.fromkeys(series, series[last])
    if aim in ("forecast", "close", "reached", "noise"):
        whole = draw(st.sampled_from([abs(way), abs(way), abs(Fraction(Y) - Fraction(series[last]))]))
        ahead = T - last
        if ahead > 0:
            aim_forecast(series, Fraction(Y) - s * share * whole, ahead, last_four)
        elif draw(st.booleans()):
            aim_forecast(series, Fraction(series[last]), 1, last_four)


def aim_forecast(series: Series, wanted: Fraction, ahead: int, last_four: bool) -> None:
    """Moves the first value that counts for the Tempo so that it leads to the wanted value."""
    last = max(series)
    first = sorted(series)[-4:][0] if last_four else min(year for year in series if year >= last - 5)
    if first < last:
        pace = (wanted - Fraction(series[last])) / ahead
        series[first] = as_decimal(Fraction(series[last]) - pace * (last - first))


def aim_hold(
    draw: Draw,
    series: Series,
    line_at: Callable[[int], Decimal],
    width: Decimal,
    side: int,
    ahead: int,
    last_four: bool,
) -> None:
    """Moves values so that a distance from the border is a telling share of the Toleranz."""
    if not series:
        return
    aim = draw(st.sampled_from(["now", "forecast", "both", "both", "none"]))
    last = max(series)
    shares = st.sampled_from(SHARES)
    if aim in ("now", "both"):
        series[last] = as_decimal(Fraction(line_at(last)) + side * draw(shares) * Fraction(width))
    if aim in ("forecast", "both"):
        wanted = Fraction(line_at(last + ahead)) + side * draw(shares) * Fraction(width)
        aim_forecast(series, wanted, ahead, last_four)


@st.composite
def goals(draw: Draw, base: tuple[int, Decimal] | None, s: int, end: int | None) -> Series:
    """No, one or several Zielwerte, some at or before the base, most of them leading in the wanted direction."""
    years = draw(st.lists(st.integers(min(2016, end or 2016), end or 2030), max_size=3, unique=True))
    if end is not None:
        years.append(end)
    targets = {year: draw(numbers()) for year in sorted(set(years))}
    if base is not None and targets and draw(st.integers(0, 9)) > 0:
        way = draw(st.sampled_from(decimals("1 2 4 8 10 20 30 35 40 50 0.5 4.9 100")))
        last = max(targets)
        targets[last] = base[1] + s * way
        if draw(st.booleans()):
            for year in targets:
                if year != last:
                    targets[year] = base[1] + s * way * draw(st.integers(-4, 14)) / 10
    return targets


def lines(draw: Draw, k: Kennzahl, series: Series, newest: int, tidy: bool) -> None:
    """Gives a hold type its Toleranz and borders, and its values a telling distance from them."""
    missing = [] if tidy else [None, Decimal(0)]
    k["toleranz"] = draw(st.sampled_from([*decimals("1 2 2 5 10 0.5 0.3 2000"), *missing]))
    side = {"mindestens": -1, "hoechstens": 1}.get(k["zieltyp"]) or draw(st.sampled_from([1, -1]))
    points: list[tuple[int, Decimal]] = sorted(k["zielwerte"].items()) or [(newest + 1, Decimal(0))]
    if k["zieltyp"] == "korridor":
        low = draw(numbers())
        high = low + draw(st.sampled_from(decimals("0 1 2.5 20")))
        gone = 9 if tidy else draw(st.integers(0, 7))
        k |= {"untergrenze": None if gone in (0, 2) else low, "obergrenze": None if gone in (1, 2) else high}
        points = [(newest + 1, high if side == 1 else low)]

    def line_at(year: int) -> Decimal:
        return next((value for due, value in points if due >= year), points[-1][1])

    aim_hold(draw, series, line_at, k["toleranz"] or Decimal(1), side, max(1, points[-1][0] - newest), few(k))


def few(k: Kennzahl) -> bool:
    """Whether the Tempo comes from the last 4 values, whatever their years."""
    return bool(k["frequenz"] == "mehrjaehrig")


@st.composite
def kennzahlen(
    draw: Draw,
    nr: str = "1.1-01",
    zieltyp: str | None = None,
    newest: int | None = None,
    tidy: bool | None = None,
) -> Kennzahl:
    """One Kennzahl of any Zieltyp; a tidy one can mostly be judged, an untidy one lacks or breaks anything."""
    tidy = draw(st.integers(0, 3)) > 0 if tidy is None else tidy
    newest = draw(st.integers(2015, 2029)) if newest is None else newest
    kind = zieltyp or draw(
        st.sampled_from(ZIELTYPEN + ["steigern", "senken"] * 2 + ["mindestens", "hoechstens"])
    )
    frequenz, aggregation = draw(st.sampled_from(FREQUENZEN)), draw(st.sampled_from(AGGREGATIONEN))
    years = draw(
        years_with_values(
            newest, tidy, draw(st.sampled_from([1, 2, 2, 3])) if frequenz == "mehrjaehrig" else 1
        )
    )
    base_year = draw(st.sampled_from([2014, 2016, 2018, 2020, 2024, newest - 1, newest, newest + 1]))
    end = draw(st.sampled_from([None, 2022, 2024, 2026, 2026, 2030]))
    if tidy:
        base_year = draw(st.sampled_from([years[0], years[0], years[0] - 1, newest - 2, newest - 1]))
        end = max(base_year + 1, newest + draw(st.sampled_from([-2, -1, 0, 0, 1, 2, 3, 3, 5])))
    base = (base_year, draw(numbers()))
    k: Kennzahl = {
        "nr": nr,
        "zieltyp": kind,
        "basisjahr": base[0],
        "basiswert": base[1],
        "untergrenze": None,
        "obergrenze": None,
        "toleranz": None,
        "rauschband": None,
        "frequenz": frequenz,
        "aggregation": aggregation,
        "max_alter": draw(st.sampled_from([2, 2, 2, 0, 1, 3, 4, 5])),
        "zielwerte": {},
        "reihenbrueche": [],
        "zuordnungen": {"1.1": draw(gewichte)},
    }
    is_way = kind in ("steigern", "senken")
    if draw(st.integers(0, 7)) == 0 if is_way and not tidy else not is_way and draw(st.booleans()):
        k |= {"basisjahr": None, "basiswert": None}
    series = draw(yearly_series(base[1], years))
    if is_way:
        s = 1 if kind == "steigern" else -1
        k["zielwerte"] = draw(goals(base, s, end))
        k["rauschband"] = draw(st.sampled_from([None, None, None, *decimals("0 1 0.5 20")]))
        aim_way(draw, series, base, k["zielwerte"], s, few(k))
    elif kind != "beobachten":
        near_base = base if draw(st.booleans()) else None
        k["zielwerte"] = {} if kind == "korridor" else draw(goals(near_base, 1, end))
        lines(draw, k, series, newest, tidy)
    k["messwerte"] = [
        pair
        for year in sorted(series)
        for pair in spread(draw, year, series[year], frequenz, aggregation, tidy)
    ]
    if draw(st.integers(0, 9)) == 0:
        k["messwerte"].reverse()
    if draw(st.integers(0, 5 if tidy else 2)) == 0:
        starts = draw(st.lists(zeitraum_of_break(), min_size=1, max_size=3, unique_by=lambda text: text[:4]))
        near = draw(st.sampled_from([base[1], base[1], base[1] + 1, base[1] - 3]))
        new_base = st.one_of(st.none(), st.just(near), numbers())
        k["reihenbrueche"] = [(start, draw(new_base)) for start in starts]
    return k


@st.composite
def kennzahl_and_year(draw: Draw, zieltyp: str | None = None) -> tuple[Kennzahl, int]:
    """A Kennzahl with a Berichtsjahr, mostly that of its newest value or of its last Zielwert."""
    k = draw(kennzahlen(zieltyp=zieltyp))
    newest = sorted(int(zeitraum[:4]) for zeitraum, _ in k["messwerte"])[-1:]
    telling = newest * 4 + sorted(k["zielwerte"])[-1:]
    near = [year + shift for year in telling for shift in (0, 0, 0, 0, 1, 2) if 2015 <= year + shift <= 2030]
    if not near or draw(st.integers(0, 4)) == 0:
        return k, draw(berichtsjahre)
    return k, draw(st.sampled_from(near))


@st.composite
def lines_at_a_border(draw: Draw, nr: str, jahr: int) -> list[tuple[Kennzahl, Decimal]]:
    """Some `mindestens` of the same weight whose mean distance is a telling share of the Toleranz."""
    size = draw(st.integers(1, 4))
    share = draw(st.sampled_from([share for share in SHARES if 0 <= share <= 1]))
    shift = draw(st.sampled_from([Fraction(0), share / 2, share]))
    distances = [share] * size
    if size > 1:
        distances[0], distances[-1] = distances[0] + shift, distances[-1] - shift
    weight = draw(gewichte)
    target_year = jahr + draw(st.sampled_from([0, 0, -1, 3]))
    members: list[tuple[Kennzahl, Decimal]] = []
    for count, distance in enumerate(distances):
        k = draw(kennzahlen(f"{nr}-{count + 1:02d}", "mindestens", jahr, True))
        k |= {"toleranz": Decimal(10), "zielwerte": {target_year: Decimal(100)}, "zuordnungen": {nr: weight}}
        ends = {str(jahr), str(min(jahr, target_year))}
        values = [(zeitraum, value) for zeitraum, value in k["messwerte"] if zeitraum[:4] < min(ends)]
        k["messwerte"] = values + [(year, as_decimal(100 - 10 * distance)) for year in sorted(ends)]
        members.append((k, weight))
    return members


@st.composite
def unterziele(draw: Draw, nr: str = "1.1", jahr: int | None = None) -> list[tuple[Kennzahl, Decimal]]:
    """The weighted Kennzahlen of one Unterziel, often to be judged together at one Berichtsjahr."""
    jahr = draw(st.integers(2017, 2029)) if jahr is None else jahr
    if draw(st.integers(0, 4)) == 0:
        return draw(lines_at_a_border(nr, jahr))  # type: ignore[no-any-return]
    size = draw(st.sampled_from([0, 1, 1, 2, 2, 2, 3, 3, 4, 5]))
    calm = draw(st.booleans())
    members: list[tuple[Kennzahl, Decimal]] = []
    for count in range(size):
        weight = draw(gewichte)
        newest = jahr - draw(st.sampled_from([0, 0, 0, 0, 1, 3]))
        kind = draw(st.sampled_from(["steigern", "senken", "hoechstens", "korridor"])) if calm else None
        k = draw(kennzahlen(f"{nr}-{count + 1:02d}", kind, newest, True if calm else None))
        members.append((k | {"zuordnungen": {nr: weight}}, weight))
    return members


@st.composite
def unterziel_and_year(draw: Draw, nr: str = "1.1") -> tuple[list[tuple[Kennzahl, Decimal]], int]:
    """An Unterziel with a Berichtsjahr at which most of its Kennzahlen have a value."""
    jahr = draw(st.integers(2017, 2029))
    members = draw(unterziele(nr, jahr))
    return members, draw(st.sampled_from([jahr, jahr, jahr, jahr + 1, 2030]))
