"""Rechenweg: how a judgement came about, in German sentences with this Kennzahl's own numbers put in.

Source of every formula: docs/methode.md. Parts between ``**`` are set strong by who shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.charts.gruende import why_not_assessable
from kek_dashboard.charts.stand import AUSBLICKE, BILANZEN, STAENDE
from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.jahreswerte import Jahreswert
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahlakte, Zieltyp
from kek_dashboard.domain.pfad import Haltelinie, Zielweg
from kek_dashboard.domain.tempo import FENSTER_JAHRE, MINDESTENS_WERTE
from kek_dashboard.domain.zielerreichung import DEUTLICH_UEBER, LEICHT_AB, Bewertung, Stand
from kek_dashboard.formats import format_percent, format_zeitraum

_AGGREGATION = {
    Aggregation.LETZTER: "der letzte Zeitraum des Jahres",
    Aggregation.KUMULIERT: "der letzte, bis dahin aufgelaufene Zeitraum des Jahres",
    Aggregation.SUMME: "die Summe aller Zeiträume des Jahres",
    Aggregation.MITTEL: "das Mittel aller Zeiträume des Jahres",
}


@dataclass(frozen=True, slots=True)
class Schritt:
    """One step: what it is about and the sentences."""

    titel: str
    text: str


def rechenweg(akte: Kennzahlakte, bewertung: Bewertung) -> tuple[Schritt, ...]:
    """All steps from the values to Stand, Ausblick and Bilanz, in the order in which they follow."""
    return tuple(_steps(akte, bewertung, werteform(akte)))


def _steps(akte: Kennzahlakte, b: Bewertung, form: Werteform) -> Iterator[Schritt]:
    if b.jahreswerte:
        yield Schritt("Wert", _value(b, b.jahreswerte[-1], form, akte))
    if not b.is_assessable:
        yield Schritt("Stand", f"**{_capital(STAENDE[b.stand].wort)}**: {why_not_assessable(akte, b)}")
    elif b.weg is not None:
        yield from _way(b, b.weg, form, akte)
    elif b.linie is not None:
        yield from _hold(b, b.linie, form)
    if b.is_assessable:
        yield Schritt("Ausblick", _ausblick(akte, b, form))
    yield from _bilanz(akte, b)


def _value(b: Bewertung, letzter: Jahreswert, form: Werteform, akte: Kennzahlakte) -> str:
    text = (
        f"Der neueste Jahreswert bis {b.berichtsjahr} ist **{form.wert(letzter.wert)}** für {letzter.jahr}."
    )
    if not letzter.aus[0].zeitraum.is_year:
        zeiten = ", ".join(format_zeitraum(m.zeitraum) for m in letzter.aus)
        text += f" Als Jahreswert gilt {_AGGREGATION[akte.kennzahl.aggregation]} ({zeiten})."
    return text


def _way(b: Bewertung, weg: Zielweg, form: Werteform, akte: Kennzahlakte) -> Iterator[Schritt]:
    assert b.ist is not None
    assert b.soll is not None
    basis, ziel, ist = (_klammer(form, zahl) for zahl in (weg.basiswert, weg.zielwert, b.ist))
    yield Schritt(
        "Zielerreichung",
        f"({form.zahl(b.ist)} − {basis}) / ({form.zahl(weg.zielwert)} − {basis}) = "
        f"**{format_percent(b.zielerreichung)}** des Weges (Ausgangswert {weg.basisjahr}: {form.wert(weg.basiswert)}, "
        f"Ziel {weg.zieljahr}: {form.wert(weg.zielwert)}).",
    )
    yield Schritt("Soll-Pfad", _path(b, weg, form))
    anteil = abs(weg.strecke)
    soll = form.gerechnete_zahl(b.soll, b.ist)
    vorher, nachher = (soll, ist) if weg.richtung > 0 else (form.zahl(b.ist), _in_brackets(soll, b.soll))
    fehlt = f"({vorher} − {nachher}) / {form.zahl(anteil)} = **{format_percent(b.planabweichung)}**"
    yield Schritt("Stand", f"{_missing(b, fehlt)} {_way_verdict(b, weg, form, ziel, akte)}")


def _path(b: Bewertung, weg: Zielweg, form: Werteform) -> str:
    assert b.jahr is not None
    soll = f"**{form.gerechnet(b.soll, b.ist)}**"
    for (t_a, y_a), (t_b, y_b) in zip(weg.punkte, weg.punkte[1:], strict=False):
        if b.jahr <= t_b:
            weite, zeichen = y_b - y_a, "+" if y_b >= y_a else "−"
            return (
                f"{b.jahr}: {form.zahl(y_a)} {zeichen} {form.zahl(abs(weite))} × {b.jahr - t_a}/{t_b - t_a} = {soll}, "
                f"auf der Geraden zwischen {t_a} ({form.wert(y_a)}) und {t_b} ({form.wert(y_b)}). "
                f"Das sind {format_percent(b.soll_zielerreichung)} des Weges."
            )
    return f"Nach dem Zieljahr {weg.zieljahr} bleibt das Soll beim Zielwert: {soll}."


def _missing(b: Bewertung, rechnung: str) -> str:
    if b.planabweichung is not None and b.planabweichung < 0:
        return f"Der Wert liegt vor dem Plan: Es fehlen {rechnung} des Weges; ein Minus heißt Vorsprung."
    return f"Gegenüber dem Soll fehlen {rechnung} des Weges."


def _way_verdict(b: Bewertung, weg: Zielweg, form: Werteform, ziel: str, akte: Kennzahlakte) -> str:
    wort = f"**{STAENDE[b.stand].wort}**"
    if b.stand is Stand.ERREICHT:
        return f"Der Zielwert {ziel} ist erreicht, und das zählt: {wort}."
    if b.stand is Stand.FALSCHE_RICHTUNG:
        band = weg.rauschband(akte.kennzahl.rauschband)
        return (
            f"Der Wert hat sich vom Ausgangswert {form.wert(weg.basiswert)} um mehr als das Rauschband "
            f"({form.differenz(band)}) vom Ziel weg bewegt: {wort}."
        )
    if b.stand is Stand.LEICHT_HINTER_PLAN and b.planabweichung is not None and b.planabweichung < LEICHT_AB:
        return f"Das Zieljahr {weg.zieljahr} ist da und der Zielwert nicht erreicht: {wort}."
    return f"{_border(b.stand)}: {wort}."


def _border(stand: Stand) -> str:
    leicht, deutlich = format_percent(LEICHT_AB, 0), format_percent(DEUTLICH_UEBER, 0)
    if stand is Stand.AUF_KURS:
        return f"Das ist weniger als {leicht}"
    if stand is Stand.LEICHT_HINTER_PLAN:
        return f"Das liegt zwischen {leicht} und {deutlich}"
    return f"Das ist mehr als {deutlich}"


def _hold(b: Bewertung, linie: Haltelinie, form: Werteform) -> Iterator[Schritt]:
    assert b.ist is not None and b.jahr is not None and linie.toleranz is not None  # noqa: PT018
    abstand = linie.abstand(b.ist, b.jahr)
    yield Schritt(
        "Linie", f"{describe_line(linie, b.jahr, form)}; Toleranz {form.differenz(linie.toleranz)}."
    )
    if abstand == 0:
        yield Schritt(
            "Stand", f"Der Wert {form.wert(b.ist)} hält die Linie: Zielerreichung **100 %**, **erreicht**."
        )
        return
    rechnung = f"{form.gerechnete_zahl(abstand)} / {form.zahl(linie.toleranz)}"
    yield Schritt(
        "Zielerreichung",
        f"Der Wert liegt {form.differenz(abstand)} außerhalb: 1 − {rechnung} = **{format_percent(b.zielerreichung)}**"
        + (" (weniger als 0 gibt es hier nicht)." if abstand > linie.toleranz else "."),
    )
    yield Schritt(
        "Stand",
        f"Es fehlen {rechnung} = **{format_percent(b.planabweichung)}** der Toleranz. "
        f"{_border(b.stand)}: **{STAENDE[b.stand].wort}**.",
    )


def describe_line(linie: Haltelinie, jahr: int, form: Werteform) -> str:
    """What is to be held in a year."""
    unten, oben = linie.grenzen(jahr)
    if linie.is_korridor:
        return f"Der Wert soll zwischen {form.zahl(unten)} und {form.wert(oben)} liegen"
    wort = "mindestens" if linie.zieltyp is Zieltyp.MINDESTENS else "höchstens"
    wann = f"{jahr} " if len({linie.linie(t) for t, _ in linie.linien}) > 1 else ""
    return f"Der Wert soll {wann}{wort} {form.wert(unten if unten is not None else oben)} betragen"


def _ausblick(akte: Kennzahlakte, b: Bewertung, form: Werteform) -> str:
    wort = f"**{AUSBLICKE[b.ausblick].wort}**"
    lauf = b.tempo_aus
    if b.ausblick is Ausblick.KEINE_AUSSAGE or lauf is None:
        return (
            f"{_capital(wort)}: Für ein Tempo sind mindestens {MINDESTENS_WERTE} Jahreswerte aus den letzten "
            f"{FENSTER_JAHRE} Jahren nötig{_after_break(akte, b)}."
        )
    jahre = lauf.bis.jahr - lauf.von.jahr
    text = (
        f"Tempo: ({form.zahl(lauf.bis.wert)} − {_klammer(form, lauf.von.wert)}) / {jahre} Jahre "
        f"({lauf.von.jahr}–{lauf.bis.jahr}) = **{_signed(form, lauf.je_jahr)}** je Jahr."
    )
    if b.prognose is not None and b.weg is not None and b.noetiges_tempo is not None:
        text += (
            f" Nötig wären {_signed(form, b.noetiges_tempo)} je Jahr. Geht es so weiter, sind es {b.weg.zieljahr} "
            f"**{form.gerechnet(b.prognose)}**; das Ziel: {form.wert(b.weg.zielwert)}."
        )
    elif b.linie is not None and b.jahr is not None and b.ist is not None:
        ende = b.linie.zieljahr
        weite = 1 if ende is None else max(1, ende - b.jahr)
        text += (
            f" Geht es so weiter, sind es {b.jahr + weite} {form.gerechnet(b.ist + lauf.je_jahr * weite)}."
        )
    return f"{text} Der Ausblick: {wort}."


def _after_break(akte: Kennzahlakte, b: Bewertung) -> str:
    bruch = any(b.jahr is not None and r.ab.jahr <= b.jahr for r in akte.reihenbrueche)
    return " (nach einem Reihenbruch zählen nur die danach)" if bruch else ""


def _bilanz(akte: Kennzahlakte, b: Bewertung) -> Iterator[Schritt]:
    ende = b.letztes_zieljahr
    if ende is None or b.berichtsjahr < ende:
        return
    if b.bilanz is None:
        steht_aus = not any(wert.jahr == ende for wert in b.jahreswerte)
        grund = "Ausgangswert und Endwert lassen sich nicht vergleichen."
        if steht_aus:
            gesperrt = any(m.is_withheld and m.zeitraum.jahr == ende for m in akte.messwerte)
            grund = f"Der Wert {ende} {f'wird {GESPERRT}' if gesperrt else 'steht aus'}."
        yield Schritt("Bilanz", f"Noch keine Bilanz: {grund}")
        return
    yield Schritt(
        "Bilanz",
        f"Am Ende ({ende}) waren **{format_percent(b.guete)}** "
        f"{'des Weges' if akte.kennzahl.zieltyp.is_way else 'des Ziels'} geschafft: **{BILANZEN[b.bilanz].wort}**.",
    )


def _signed(form: Werteform, zahl: Fraction) -> str:
    text = form.differenz(zahl)
    if zahl == 0:
        return text
    return ("+" if zahl > 0 else "\N{MINUS SIGN}") + text


def _klammer(form: Werteform, zahl: Fraction) -> str:
    """A number after a minus sign: a negative one in brackets."""
    return _in_brackets(form.zahl(zahl), zahl)


def _in_brackets(text: str, zahl: Fraction) -> str:
    return f"({text})" if zahl < 0 else text


def _capital(text: str) -> str:
    kopf = 2 if text.startswith("**") else 0
    return text[:kopf] + text[kopf : kopf + 1].upper() + text[kopf + 1 :]
