"""Verlaufsworte: the labels of a Verlauf: which there are, how important each is, and where it would like to stand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kek_dashboard.charts.beschriftung import Anker, Ort, Wunsch
from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.charts.verlaufsdaten import Marke, Verlauf, Wertpunkt, Zielpunkt, short_beschluss
from kek_dashboard.charts.verlaufsflaeche import Flaeche, Masse
from kek_dashboard.formats import format_date, format_zeitraum

# Units longer than this stand at the axis alone.
_KURZE_EINHEIT = 3
_ABSTAND = 11.0
# How far over and under the end of the axis a label may stand, in type sizes, nearest first.
_WEITEN = tuple(richtung * (1.4 + 0.5 * i) for i in range(14) for richtung in (-1, 1))
#: A name that would cover a point is left out.
_KNAPP = 2.9
# A shorter stroke says by itself that the value is nearly where it should be.
_KLEINSTE_LUECKE = 9


def right_labels(verlauf: Verlauf, masse: Masse) -> float:
    """The room that the labels of target and forecast need beside the last year."""
    zeilen = [(z, True) for z in _target_lines(verlauf, masse)] + [
        (z, False) for z in _forecast_lines(verlauf)
    ]
    breit = [text_width(z, masse.grad, fett=fett) for z, fett in zeilen]
    return max(breit, default=0) + _ABSTAND + 6 if breit else 6


def wishes(verlauf: Verlauf, f: Flaeche) -> Iterator[Wunsch]:
    """All labels, the most important first."""
    letzter = verlauf.letzter
    if letzter is not None:
        yield _newest(verlauf, f, letzter)
    yield from _targets(verlauf, f)
    yield from _forecast(verlauf, f)
    yield from _gap(verlauf, f)
    for marke in (*verlauf.wechsel, *verlauf.brueche):
        yield _mark(f, marke)
    for ziel in verlauf.frueher:
        yield _earlier(verlauf, f, ziel)
    yield from _lines(verlauf, f)
    for ziel in verlauf.ziele[:-1]:
        text = f"{ziel.jahr}: {wert_text(verlauf, ziel.wert)}"
        yield Wunsch((text,), _around(f, ziel.jahr, ziel.wert), f.masse.klein, "soft")
    if letzter is not None and verlauf.ist[0][0] is not letzter:
        erster = verlauf.ist[0][0]
        yield Wunsch(
            (wert_text(verlauf, erster.wert),), _around(f, erster.zeit, erster.wert), f.masse.klein, "soft"
        )
    yield from _interim(verlauf, f)


def wert_text(verlauf: Verlauf, wert: Fraction) -> str:
    """A value as a label: with its unit where that is short."""
    form = verlauf.form
    return form.wert(wert) if len(form.einheit) <= _KURZE_EINHEIT else form.zahl(wert)


def _newest(verlauf: Verlauf, f: Flaeche, punkt: Wertpunkt) -> Wunsch:
    soll = next((y for jahr, y in verlauf.soll if jahr == punkt.zeit), None)
    is_above = soll is None or punkt.wert > soll
    # The stroke of the gap stands right beside the point.
    seite = 7 if verlauf.luecke is None else 13
    orte = _around(f, punkt.zeit, punkt.wert, f.masse.grad * 1.15, seite)
    geordnet = orte if is_above else (orte[1], orte[0], *orte[2:])
    return Wunsch(
        (wert_text(verlauf, punkt.wert),), geordnet, f.masse.grad * 1.1, "ink", fett=True, pflicht=True
    )


def _target_lines(verlauf: Verlauf, masse: Masse) -> tuple[str, ...]:
    if not verlauf.ziele:
        return ()
    ziel = verlauf.ziele[-1]
    zeilen = [f"Ziel {ziel.jahr}: {wert_text(verlauf, ziel.wert)}"]
    if masse.beschluss and ziel.beschluss:
        zeilen.append(short_beschluss(ziel.beschluss))
    return tuple(zeilen)


def _targets(verlauf: Verlauf, f: Flaeche) -> Iterator[Wunsch]:
    if verlauf.ziele:
        ziel = verlauf.ziele[-1]
        orte = _at_end(f, ziel.jahr, ziel.wert)
        yield Wunsch(_target_lines(verlauf, f.masse), orte, f.masse.grad, "ink", fett=True, pflicht=True)


def _forecast_lines(verlauf: Verlauf) -> tuple[str, ...]:
    p, form = verlauf.prognose, verlauf.form
    if p is None:
        return ()
    mitte = (
        form.gerechnet(p.prognose)
        if len(form.einheit) <= _KURZE_EINHEIT
        else form.gerechnete_zahl(p.prognose)
    )
    zeilen = [f"Prognose: {mitte}"]
    if p.unten != p.oben:
        zeilen.append(f"{form.gerechnete_zahl(p.unten)} bis {form.gerechnete_zahl(p.oben)}")
    return tuple(zeilen)


def _forecast(verlauf: Verlauf, f: Flaeche) -> Iterator[Wunsch]:
    p = verlauf.prognose
    if p is not None:
        orte = _at_end(f, p.jahr, p.prognose)
        yield Wunsch(_forecast_lines(verlauf), orte, f.masse.klein, "soft", pflicht=True)


def _gap(verlauf: Verlauf, f: Flaeche) -> Iterator[Wunsch]:
    luecke = verlauf.luecke
    if luecke is None or abs(f.y(luecke.ist) - f.y(luecke.soll)) < _KLEINSTE_LUECKE:
        return
    x, grad = f.x(luecke.jahr), f.masse.grad
    mitte = (f.y(luecke.ist) + f.y(luecke.soll)) / 2
    orte = [Ort(x + 14, mitte), Ort(x - 10, mitte, Anker.RECHTS)]
    for weiten in ((0.7, -0.7, 1.3, -1.3, 2.4, -2.4), (3.4, -3.4)):
        orte += [Ort(x + 14, mitte + d * grad) for d in weiten]
        orte += [Ort(x - 10, mitte + d * grad, Anker.RECHTS) for d in weiten]
    zahl, _, wort = luecke.text.partition(" ")
    zeilen = (luecke.text,) if f.masse.rechts else (zahl, wort)
    yield Wunsch(zeilen, tuple(orte), grad * 0.93, luecke.farbe, pflicht=bool(f.masse.rechts))


def _mark(f: Flaeche, marke: Marke) -> Wunsch:
    x, hoch = f.x(marke.zeit), f.masse.klein * 1.3
    zeilen = [f.feld.oben - hoch * 0.45, f.feld.oben - hoch * 1.5, f.feld.unten - hoch * 0.7]
    is_left = x > (f.feld.links + f.feld.rechts) / 2
    seiten = [(x + 5, Anker.LINKS), (x - 5, Anker.RECHTS)]
    orte = [Ort(sx, y, anker) for y in zeilen for sx, anker in (seiten[::-1] if is_left else seiten)]
    orte += [Ort((f.feld.links + f.feld.rechts) / 2, y, Anker.MITTE) for y in zeilen]
    return Wunsch((marke.text,), tuple(orte), f.masse.klein, "soft", pflicht=True)


def _earlier(verlauf: Verlauf, f: Flaeche, ziel: Zielpunkt) -> Wunsch:
    text = f"früher {verlauf.form.zahl(ziel.wert)}"
    if ziel.bis is not None and f.masse.rechts:
        text += f", bis {format_date(ziel.bis)}"
    x, y, grad = f.x(ziel.jahr), f.y(ziel.wert), f.masse.klein
    orte = (
        Ort(x - _ABSTAND, y, Anker.RECHTS),
        Ort(x - _ABSTAND, y - grad, Anker.RECHTS),
        Ort(x, y - grad * 1.3, Anker.RECHTS),
        Ort(x, y + grad * 1.3, Anker.RECHTS),
        Ort(x + _ABSTAND, y),
    )
    return Wunsch((text,), orte, grad, "faint", pflicht=True)


def _lines(verlauf: Verlauf, f: Flaeche) -> Iterator[Wunsch]:
    """The name of the Soll-Pfad or line, and the borders of a Korridor, at the line itself."""
    grad = f.masse.klein
    if verlauf.korridor is not None:
        for wort, grenze, seite in zip(("mindestens", "höchstens"), verlauf.korridor, (1, -1), strict=True):
            y = f.y(grenze)
            orte = [Ort(f.feld.links + 6, y + seite * grad * d) for d in (0.8, -0.8)]
            orte += [Ort(f.feld.rechts - 6, y + seite * grad * d, Anker.RECHTS) for d in (0.8, -0.8)]
            yield Wunsch((f"{wort} {wert_text(verlauf, grenze)}",), tuple(orte), grad, "soft", pflicht=True)
        return
    if not verlauf.soll:
        return
    text = verlauf.soll_name
    if text != "Soll-Pfad":
        text += f" {wert_text(verlauf, verlauf.soll[-1][1])}"
    rises = verlauf.soll[-1][1] > verlauf.soll[0][1]
    orte = [
        Ort(f.x(jahr), f.y(y) + d * grad, Anker.RECHTS if (d < 0) is rises else Anker.LINKS)
        for d in (-0.95, 0.95)
        for jahr, y in verlauf.soll[1:-1]
    ]
    if f.masse.rechts or verlauf.soll_name != "Soll-Pfad":
        yield Wunsch((text,), tuple(orte), grad, "faint", hoechstens=_KNAPP)


def _interim(verlauf: Verlauf, f: Flaeche) -> Iterator[Wunsch]:
    punkt = verlauf.zwischenstand
    if punkt is not None:
        text = f"{format_zeitraum(punkt.aus[0].zeitraum)}: {verlauf.form.zahl(punkt.wert)}"
        yield Wunsch((text,), _around(f, punkt.zeit, punkt.wert), f.masse.klein, "soft")


def _around(
    f: Flaeche, zeit: float | Fraction, wert: Fraction, weit: float = 0, seite: float = 7
) -> tuple[Ort, ...]:
    """Places around a point: above, below, the four corners, beside."""
    x, y = f.x(zeit), f.y(wert)
    d = weit or f.masse.klein * 1.15
    return (
        Ort(x, y - d, Anker.MITTE),
        Ort(x, y + d, Anker.MITTE),
        Ort(x + seite, y - d * 0.85),
        Ort(x - 7, y - d * 0.85, Anker.RECHTS),
        Ort(x + seite, y + d * 0.85),
        Ort(x - 7, y + d * 0.85, Anker.RECHTS),
        Ort(x + max(_ABSTAND, seite), y),
        Ort(x - _ABSTAND, y, Anker.RECHTS),
    )


def _at_end(f: Flaeche, jahr: int, wert: Fraction) -> tuple[Ort, ...]:
    """Places of what stands at the end of the axis: beside it where there is room, else over and under it."""
    x, y, grad = f.x(jahr), f.y(wert), f.masse.grad
    if not f.masse.rechts:
        stellen = [(f.masse.breite - 2.0, Anker.RECHTS), (x - _ABSTAND, Anker.RECHTS)]
        return tuple(Ort(stelle, y + d * grad, anker) for d in _WEITEN for stelle, anker in stellen)
    beside = tuple(Ort(x + _ABSTAND, y + d * grad) for d in (0, -0.6, 0.6, -1, 1))
    over = tuple(
        Ort(stelle, y + d * grad, anker)
        for stelle, anker in ((x + _ABSTAND, Anker.LINKS), (x - _ABSTAND, Anker.RECHTS))
        for d in _WEITEN
    )
    return (*beside, *over)
