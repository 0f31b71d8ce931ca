"""Second, independent reading of docs/methode.md: the oracle of the property tests."""

# Where the page leaves room, this file reads it as follows (exact sentence, then the reading).
#
#  1. "Reihenbruch b | first year after a change of method": a break given for a part of a year (2021-Q3) has
#     b = 2021, the year in which the new method begins, because the value of that year is no longer comparable.
#  2. "way types: it must be after t0, with no Reihenbruch in (t0, its year]" beside "counts only if b <= t1 (the
#     latest such)": for the Bilanz the break rule is read with the value's own year in place of t1. The latest
#     break in (t0, its year] decides; with a `Basiswert neu` that value is y0 of the Bilanz, without one there is no
#     Bilanz. A break after the value's year changes neither the value nor its base.
#  3. "counts only if b <= t1 (the latest such)": an earlier break does not count at all, so an earlier one without
#     `Basiswert neu` blocks nothing once a later one has one, and a later one without one blocks although an
#     earlier one has one.
#  4. "t0 < b: ... until a `Basiswert neu` for b replaces y0": a `Basiswert neu` of a break with b <= t0 is ignored.
#  5. "Zielwerte ... for way types those of years after t0": a way type with Zielwerte up to t0 only has no Zielwert
#     and is `ohne_ziel`. Without a base year all its Zielwerte count (`nicht_bewertbar`, and its T is the last one).
#  6. "no base": a base is year and value; with only one of them there is no base. A base year alone still limits the
#     Zielwerte, and a `Basiswert neu` of a later break then gives the missing value.
#  7. "Toleranz w > 0" and "hold types: no Toleranz": a Toleranz of 0 (or below) is no Toleranz.
#  8. "Rauschband | default 0.05 |Y - y0|": only a missing one takes the default; a Rauschband of 0 is 0.
#  9. "`letzter` and `kumuliert` = the year's last Zeitraum, `summe` / `mittel` = all its Zeitraeume": the Zeitraeume
#     of a year are those of `frequenz` (2 halves, 4 quarters, 12 months); values of another length are not used, but
#     for the whole year. `jaehrlich` and `mehrjaehrig` know the whole year only.
# 10. "compared as rounded": also where the border is 0 or 1 ("miss = 0", "g > 0", "Abdeckung is 1", "Z >= 1").
# 11. "none -> `keine_kennzahl`": its Abdeckung is null (nothing to divide by), not 0.
# 12. "outside now and d leads back towards the border that P breaks": outside now is against the line of year t1; P
#     below the line or lower border of year t1 + h asks for d > 0, P above the line or upper border for d < 0.
# 13. "With the first four, A, A*, f, d, P, r are null ...; t1, y1 and S(t1) stay where they exist": at t1 = t0 the
#     path exists (S = y0); hold types keep the line of year t1. `beobachten` has no `soll` even with a Zielwert.
# 14. "Stand `erreicht` only if all are and Abdeckung is 1": all means all assessable members.
# 15. "no Kennzahl with a T" / "the last T of its Kennzahlen": `korridor` and `beobachten` have no T; a way type or a
#     line to hold has one as soon as it has a Zielwert, whatever its Stand.
# 16. "the same over its Unterziele": an Unterziel that is `keine_kennzahl` counts in the Abdeckung of its Oberziel.
# 17. "auf_kurs | f < 0.05 (way types with t1 >= T: `leicht_hinter_plan` instead)": a roll-up knows no such exception.
# 18. "over the Jahreswerte in [t1 - 5, t1]": Jahreswerte before t0 and in t0 count for the Tempo like any other.

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

Kennzahl = Mapping[str, Any]
Result = dict[str, Any]
Point = tuple[int, Fraction]

SIGN = {"steigern": 1, "senken": -1}
HOLD = ("mindestens", "hoechstens", "korridor")
PARTS_OF_A_YEAR: dict[str, list[str]] = {
    "jaehrlich": [],
    "mehrjaehrig": [],
    "halbjaehrlich": ["H1", "H2"],
    "vierteljaehrlich": ["Q1", "Q2", "Q3", "Q4"],
    "monatlich": [f"{month:02d}" for month in range(1, 13)],
}
ASSESSABLE = ("erreicht", "auf_kurs", "leicht_hinter_plan", "deutlich_hinter_plan", "falsche_richtung")
SMALL = Fraction(5, 100)
LARGE = Fraction(20, 100)
HALF = Fraction(1, 2)
MOST = Fraction(80, 100)
MORE = Fraction(110, 100)


# ---------------------------------------------------------------- numbers


def exact(number: Decimal | int | None) -> Fraction | None:
    """The number as a fraction; a missing one stays missing."""
    return None if number is None else Fraction(number)


def millionths(number: Fraction) -> int:
    """How many millionths, half away from zero."""
    count = (abs(number) * 1_000_000 + HALF).__floor__()
    return count if number >= 0 else -count


def ratio(number: Fraction) -> Fraction:
    """A ratio rounded once to 6 decimals."""
    return Fraction(millionths(number), 1_000_000)


def shown(number: Fraction | None) -> Decimal | None:
    """The number as it appears in the output: 6 decimals, or nothing."""
    if number is None:
        return None
    count = millionths(number)
    digits = tuple(int(digit) for digit in str(abs(count)))
    return Decimal((1 if count < 0 else 0, digits, -6))


def clipped(number: Fraction) -> Fraction:
    return min(max(number, Fraction(0)), Fraction(1))


# ---------------------------------------------------------------- what was delivered


def jahreswert(k: Kennzahl, year: int) -> Fraction | None:
    """The value of one year, or nothing while a Zeitraum that it needs is missing."""
    delivered = {zeitraum: Fraction(value) for zeitraum, value in k["messwerte"]}
    if str(year) in delivered:
        return delivered[str(year)]
    zeitraeume = [f"{year}-{part}" for part in PARTS_OF_A_YEAR[k["frequenz"]]]
    if not zeitraeume:
        return None
    if k["aggregation"] in ("letzter", "kumuliert"):
        return delivered.get(zeitraeume[-1])
    if any(zeitraum not in delivered for zeitraum in zeitraeume):
        return None
    total = sum((delivered[zeitraum] for zeitraum in zeitraeume), Fraction(0))
    return total if k["aggregation"] == "summe" else total / len(zeitraeume)


def jahreswerte(k: Kennzahl, jahr: int) -> list[Point]:
    """All Jahreswerte of years up to the Berichtsjahr, oldest first."""
    years = sorted({int(zeitraum[:4]) for zeitraum, _ in k["messwerte"]})
    pairs = [(year, jahreswert(k, year)) for year in years if year <= jahr]
    return [(year, value) for year, value in pairs if value is not None]


def latest_break(k: Kennzahl, year: int) -> tuple[int, Fraction | None] | None:
    """The latest Reihenbruch up to this year, with its Basiswert neu."""
    breaks = [(int(zeitraum[:4]), exact(new)) for zeitraum, new in k["reihenbrueche"]]
    until = [(b, new) for b, new in breaks if b <= year]
    return max(until, key=lambda pair: pair[0]) if until else None


def max_alter(k: Kennzahl) -> int:
    return 2 if k["max_alter"] is None else int(k["max_alter"])


# ---------------------------------------------------------------- what was decided


def zielwerte(k: Kennzahl) -> list[Point]:
    """The Zielwerte that count, oldest first: (T1, Y1) ... (T, Y)."""
    if k["zieltyp"] in ("korridor", "beobachten"):
        return []
    points = sorted((int(year), Fraction(value)) for year, value in k["zielwerte"].items())
    if k["zieltyp"] in SIGN and k["basisjahr"] is not None:
        points = [(year, value) for year, value in points if year > k["basisjahr"]]
    return points


def has_target(k: Kennzahl) -> bool:
    if k["zieltyp"] == "korridor":
        return k["untergrenze"] is not None and k["obergrenze"] is not None
    return bool(zielwerte(k))


def base_value(k: Kennzahl, year: int) -> Fraction | None:
    """y0 for a value of this year: the Basiswert neu of the latest break after t0, else the Basiswert."""
    change = latest_break(k, year)
    if (
        change is not None
        and k["basisjahr"] is not None
        and k["basisjahr"] < change[0]
        and change[1] is not None
    ):
        return change[1]
    return exact(k["basiswert"])


def base_is_comparable(k: Kennzahl, year: int) -> bool:
    """No break between base and this year, or one that came with a Basiswert neu."""
    change = latest_break(k, year)
    return change is None or change[0] <= k["basisjahr"] or change[1] is not None


def way_is_set_up(k: Kennzahl, year: int) -> bool:
    """There is a base and a last Zielwert, and the way between them leads in the wanted direction."""
    y0 = base_value(k, year)
    points = zielwerte(k)
    if k["basisjahr"] is None or y0 is None or not points:
        return False
    return SIGN[k["zieltyp"]] * (points[-1][1] - y0) > 0


def path(k: Kennzahl, t: int, y0: Fraction) -> Fraction | None:
    """S(t): straight lines from the base over the interim targets, flat after the last, none before t0."""
    corner: Point = (k["basisjahr"], y0)
    if t < corner[0]:
        return None
    for year, value in zielwerte(k):
        if t <= year:
            return corner[1] + (value - corner[1]) * Fraction(t - corner[0], year - corner[0])
        corner = (year, value)
    return corner[1]


def borders(k: Kennzahl, t: int) -> tuple[Fraction | None, Fraction | None]:
    """What must be held in year t: not below the first, not above the second."""
    if k["zieltyp"] == "korridor":
        return exact(k["untergrenze"]), exact(k["obergrenze"])
    points = zielwerte(k)
    line = next((value for year, value in points if year >= t), points[-1][1])
    return (line, None) if k["zieltyp"] == "mindestens" else (None, line)


def outside(k: Kennzahl, t: int, y: Fraction) -> Fraction:
    """Signed distance: negative below the lower border of year t, positive above the upper, 0 inside."""
    lower, upper = borders(k, t)
    if lower is not None and y < lower:
        return y - lower
    if upper is not None and y > upper:
        return y - upper
    return Fraction(0)


def toleranz(k: Kennzahl) -> Fraction | None:
    w = exact(k["toleranz"])
    return w if w is not None and w > 0 else None


def soll(k: Kennzahl, t1: int) -> Fraction | None:
    """S(t1) of a way, the line of year t1 of a `mindestens` or `hoechstens`, else nothing."""
    if k["zieltyp"] in SIGN:
        y0 = base_value(k, t1)
        return path(k, t1, y0) if y0 is not None and way_is_set_up(k, t1) else None
    if k["zieltyp"] in ("mindestens", "hoechstens") and has_target(k):
        lower, upper = borders(k, t1)
        return upper if lower is None else lower
    return None


# ---------------------------------------------------------------- one Kennzahl


def tempo(k: Kennzahl, jahr: int) -> Fraction | None:
    """d: last minus first over the years between, from at least 4 Jahreswerte."""
    values = jahreswerte(k, jahr)
    t1 = values[-1][0]
    change = latest_break(k, t1)
    if change is not None:
        values = [(year, value) for year, value in values if year >= change[0]]
    if k["frequenz"] == "mehrjaehrig":
        values = values[-4:]
    else:
        values = [(year, value) for year, value in values if year >= t1 - 5]
    if len(values) < 4:
        return None
    return (values[-1][1] - values[0][1]) / (values[-1][0] - values[0][0])


def look_ahead(k: Kennzahl, jahr: int) -> Fraction | None:
    """P as the Ausblick uses it, shown or not: the value in year T (way), in year t1 + h (hold)."""
    d = tempo(k, jahr)
    if d is None:
        return None
    t1, y1 = jahreswerte(k, jahr)[-1]
    return y1 + d * years_ahead(k, t1)


def years_ahead(k: Kennzahl, t1: int) -> int:
    points = zielwerte(k)
    if k["zieltyp"] in SIGN:
        return points[-1][0] - t1
    return max(1, points[-1][0] - t1) if points else 1


def kennzahl_result(k: Kennzahl, jahr: int) -> Result:
    """What the dashboard shows of one Kennzahl at one Berichtsjahr."""
    final = bilanz(k, jahr)
    result: Result = {"nr": k["nr"], "jahr": None, "ist": None, "soll": None}
    result |= {"zielerreichung": None, "soll_zielerreichung": None, "planabweichung": None}
    result |= {"stand": "keine_daten", "ausblick": "keine_aussage", "tempo": None, "prognose": None}
    result |= {"noetiges_tempo": None, "bilanz": None if final is None else final[1]}
    values = jahreswerte(k, jahr)
    if not values:
        return result
    t1, y1 = values[-1]
    result |= {"jahr": t1, "ist": shown(y1), "soll": shown(soll(k, t1))}
    if not has_target(k):
        return result | {"stand": "ohne_ziel"}
    if jahr - t1 > max_alter(k):
        return result | {"stand": "daten_ueberfaellig"}
    if k["zieltyp"] in SIGN:
        if not way_is_set_up(k, t1) or t1 <= k["basisjahr"] or not base_is_comparable(k, t1):
            return result | {"stand": "nicht_bewertbar"}
        return result | way_result(k, jahr)
    if toleranz(k) is None:
        return result | {"stand": "nicht_bewertbar"}
    return result | hold_result(k, jahr)


def way_result(k: Kennzahl, jahr: int) -> Result:
    """Stand and Ausblick of an assessable way."""
    s = SIGN[k["zieltyp"]]
    t1, y1 = jahreswerte(k, jahr)[-1]
    y0, planned = base_value(k, t1), soll(k, t1)
    assert y0 is not None and planned is not None
    T, Y = zielwerte(k)[-1]
    way = abs(Y - y0)
    f = ratio(s * (planned - y1) / way)
    reached = s * (y1 - Y) >= 0
    given = exact(k["rauschband"])
    noise = SMALL * way if given is None else given

    if reached:
        stand = "erreicht"
    elif s * (y1 - y0) < -noise and s * (planned - y0) >= 0:
        stand = "falsche_richtung"
    elif f < SMALL:
        stand = "auf_kurs" if t1 < T else "leicht_hinter_plan"
    elif f <= LARGE:
        stand = "leicht_hinter_plan"
    else:
        stand = "deutlich_hinter_plan"

    open_way = t1 < T and not reached
    d = tempo(k, jahr)
    return {
        "zielerreichung": shown(ratio((y1 - y0) / (Y - y0))),
        "soll_zielerreichung": shown(ratio((planned - y0) / (Y - y0))),
        "planabweichung": shown(f),
        "stand": stand,
        "ausblick": "keine_aussage" if d is None else way_ausblick(k, s, (t1, y1), y0, d, f),
        "tempo": shown(d),
        "prognose": shown(look_ahead(k, jahr)) if open_way else None,
        "noetiges_tempo": shown((Y - y1) / (T - t1)) if open_way else None,
    }


def way_ausblick(k: Kennzahl, s: int, newest: Point, y0: Fraction, d: Fraction, f: Fraction) -> str:
    """The four rows of the table for ways, each from left to right."""
    t1, y1 = newest
    T, Y = zielwerte(k)[-1]
    reached = s * (y1 - Y) >= 0
    if t1 >= T and reached:
        return "voraussichtlich_erreicht" if s * d >= 0 else "knapp_verfehlt"
    if t1 >= T:
        if f < SMALL:
            return "knapp_verfehlt"
        return "zu_langsam" if s * d > 0 else "falsche_richtung"
    P = y1 + d * (T - t1)
    lacking = max(Fraction(0), s * (Y - P))
    miss = ratio(lacking / abs(Y - y0))
    if reached:
        if miss == 0:
            return "voraussichtlich_erreicht"
        return "knapp_verfehlt" if miss <= LARGE else "falsche_richtung"
    m = ratio(lacking / abs(Y - y1))
    if m < SMALL:
        return "voraussichtlich_erreicht"
    if m <= LARGE or miss <= SMALL:
        return "knapp_verfehlt"
    return "zu_langsam" if s * d > 0 else "falsche_richtung"


def hold_result(k: Kennzahl, jahr: int) -> Result:
    """Stand and Ausblick of an assessable line or corridor."""
    w = toleranz(k)
    assert w is not None
    t1, y1 = jahreswerte(k, jahr)[-1]
    distance = abs(outside(k, t1, y1))
    f = ratio(distance / w)

    if distance == 0:
        stand = "erreicht"
    elif f < SMALL:
        stand = "auf_kurs"
    elif f <= LARGE:
        stand = "leicht_hinter_plan"
    else:
        stand = "deutlich_hinter_plan"

    d = tempo(k, jahr)
    ausblick = "keine_aussage"
    if d is not None:
        h = years_ahead(k, t1)
        beyond = outside(k, t1 + h, y1 + d * h)
        m = ratio(abs(beyond) / w)
        leads_back = d > 0 if beyond < 0 else d < 0
        if m < SMALL:
            ausblick = "voraussichtlich_erreicht"
        elif m <= LARGE:
            ausblick = "knapp_verfehlt"
        elif distance > 0 and leads_back:
            ausblick = "zu_langsam"
        else:
            ausblick = "falsche_richtung"
    return {
        "zielerreichung": shown(ratio(max(Fraction(0), 1 - distance / w))),
        "soll_zielerreichung": shown(Fraction(1)),
        "planabweichung": shown(f),
        "stand": stand,
        "ausblick": ausblick,
        "tempo": shown(d),
    }


def bilanz(k: Kennzahl, jahr: int) -> tuple[Fraction, str] | None:
    """g and its word once the last target year has come and its value is there, else nothing."""
    points = zielwerte(k)
    if not points or jahr < points[-1][0]:
        return None
    T, Y = points[-1]
    oldest = T - max_alter(k) if k["frequenz"] == "mehrjaehrig" else T
    candidates = [(year, value) for year, value in jahreswerte(k, jahr) if oldest <= year <= T]
    if not candidates:
        return None
    year, y = candidates[-1]

    if k["zieltyp"] in SIGN:
        y0 = base_value(k, year)
        if (
            y0 is None
            or not way_is_set_up(k, year)
            or year <= k["basisjahr"]
            or not base_is_comparable(k, year)
        ):
            return None
        g = ratio((y - y0) / (Y - y0))
        if g >= MORE:
            return g, "uebertroffen"
        reached = SIGN[k["zieltyp"]] * (y - Y) >= 0
    else:
        w = toleranz(k)
        if w is None:
            return None
        distance = abs(outside(k, year, y))
        g = ratio(max(Fraction(0), 1 - distance / w))
        reached = distance == 0
    if reached:
        return g, "erreicht"
    if g >= MOST:
        return g, "ueberwiegend_erreicht"
    return g, "teilweise_erreicht" if g > 0 else "nicht_erreicht"


# ---------------------------------------------------------------- roll-up


def roll_up(parts: Iterable[tuple[Decimal | int, Result]], assessable: Iterable[bool]) -> Result:
    """Z, Z*, Abdeckung and Stand over weighted parts, of which only the assessable give figures."""
    all_parts = [(Fraction(weight), part) for weight, part in parts]
    if not all_parts:
        return {
            "zielerreichung": None,
            "soll_zielerreichung": None,
            "abdeckung": None,
            "stand": "keine_kennzahl",
        }
    judged = [pair for pair, counts in zip(all_parts, assessable, strict=True) if counts]
    total = sum((weight for weight, _ in judged), Fraction(0))
    coverage = ratio(total / sum((weight for weight, _ in all_parts), Fraction(0)))
    result: Result = {"zielerreichung": None, "soll_zielerreichung": None, "abdeckung": shown(coverage)}
    if coverage < HALF:
        return result | {"stand": "nicht_bewertbar"}
    Z = sum((g * clipped(Fraction(part["zielerreichung"])) for g, part in judged), Fraction(0)) / total
    Z_star = (
        sum((g * clipped(Fraction(part["soll_zielerreichung"])) for g, part in judged), Fraction(0)) / total
    )
    f = ratio(Z_star - Z)
    words = [part["stand"] for _, part in judged]

    if coverage == 1 and all(word == "erreicht" for word in words):
        stand = "erreicht"
    elif f > LARGE:
        stand = "deutlich_hinter_plan"
    elif f >= SMALL or "deutlich_hinter_plan" in words or "falsche_richtung" in words:
        stand = "leicht_hinter_plan"
    else:
        stand = "auf_kurs"
    return result | {
        "zielerreichung": shown(ratio(Z)),
        "soll_zielerreichung": shown(ratio(Z_star)),
        "stand": stand,
    }


def unterziel_result(members: Sequence[tuple[Kennzahl, Decimal | int]], jahr: int) -> Result:
    """One Unterziel over its weighted Kennzahlen (those only observed stay outside)."""
    counted = [(k, weight) for k, weight in members if k["zieltyp"] != "beobachten"]
    parts = [(weight, kennzahl_result(k, jahr)) for k, weight in counted]
    rolled = roll_up(parts, [part["stand"] in ASSESSABLE for _, part in parts])
    return rolled | {"bilanz": unterziel_bilanz(members, jahr)}


def unterziel_bilanz(members: Sequence[tuple[Kennzahl, Decimal | int]], jahr: int) -> str | None:
    """The word of an Unterziel once the last target year of all its Kennzahlen has come."""
    counted = [(k, Fraction(weight)) for k, weight in members if k["zieltyp"] != "beobachten"]
    ends = [zielwerte(k)[-1][0] for k, _ in counted if zielwerte(k)]
    if not ends or jahr < max(ends):
        return None
    finals = [(weight, bilanz(k, jahr)) for k, weight in counted]
    scored = [(weight, final[0]) for weight, final in finals if final is not None]
    total = sum((weight for weight, _ in scored), Fraction(0))
    coverage = ratio(total / sum((weight for weight, _ in finals), Fraction(0)))
    if coverage < HALF:
        return None
    Z = ratio(sum((weight * clipped(g) for weight, g in scored), Fraction(0)) / total)
    if Z >= 1:
        return "erreicht" if coverage == 1 else "ueberwiegend_erreicht"
    if Z >= MOST:
        return "ueberwiegend_erreicht"
    return "teilweise_erreicht" if Z > 0 else "nicht_erreicht"


def oberziel_result(unterziele: Sequence[Result], gewichte: Sequence[Decimal | int] | None = None) -> Result:
    """One Oberziel over the results of its Unterziele, all alike unless weights were decided."""
    weights = [1] * len(unterziele) if gewichte is None else gewichte
    assessable = [unterziel["zielerreichung"] is not None for unterziel in unterziele]
    return roll_up(zip(weights, unterziele, strict=True), assessable)
