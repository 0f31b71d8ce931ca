"""Verlauf als SVG: the course of a Kennzahl as a drawing made on the server, for the page and for paper.

Values are points on a solid line that is cut at each Reihenbruch, the Soll-Pfad thin and dotted, the target a diamond,
the forecast dashed with its reach as a band. Colours are CSS variables, so that dark and print follow the page; the
name of each thing stands beside it. What is said of a point on hover or focus lies hidden beside it (``v-mehr``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from kek_dashboard.charts.beschriftung import (
    GRUNDLINIE,
    ZEILE,
    Anker,
    Beschriftung,
    Gesetzt,
    Kasten,
    Strecke,
    strecken,
)
from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.charts.theme import LICHT, escape, px
from kek_dashboard.charts.verlaufsdaten import Verlauf, Wertpunkt
from kek_dashboard.charts.verlaufsflaeche import BREIT, MITTEL, SCHMAL, Flaeche, Masse, flaeche_of
from kek_dashboard.charts.verlaufsworte import right_labels, wishes
from kek_dashboard.domain.kennzahl import Messwert

#: From the smallest to the largest; the page shows the one that fits.
ALLE_MASSE = (SCHMAL, MITTEL, BREIT)
#: Where the Messwerte are shown that a value was made of.
Adresse = Callable[[tuple[Messwert, ...]], str]

_GEWICHT_IST, _GEWICHT_PROGNOSE, _GEWICHT_SOLL, _GEWICHT_MARKE = 4.0, 2.0, 1.0, 2.0
_PUNKT, _GREIF, _RAUTE = 4.2, 13, 7
# More small points than these are a line of their own; labels may lie on it.
_FEW = 40


def draw_verlauf_svg(verlauf: Verlauf, masse: Masse, adresse: Adresse | None = None) -> str:
    """The drawing in one size. ``adresse`` makes each value the link to where it was read.

    It says nothing to those who do not see it: the sentence of ``verlaufssatz`` goes with it.
    """
    f = flaeche_of(verlauf, masse, right_labels(verlauf, masse))
    kopf = (
        f'<svg class="v-{masse.name}" viewBox="0 0 {masse.breite} {masse.hoehe}" font-size="{px(masse.grad)}"'
        ' role="none" focusable="false">'
    )
    teile = [
        kopf,
        '<g aria-hidden="true">',  # the sentence that goes with it says all this in words
        *_axes(verlauf, f),
        *_korridor(verlauf, f),
        *_forecast(verlauf, f),
        *_soll(verlauf, f),
        *_marks(verlauf, f),
        *_gap(verlauf, f),
        *_ist_lines(verlauf, f),
        *_diamonds(verlauf, f),
        *_labels(verlauf, f),
        *_small_points(verlauf, f),
        "</g>",
        *_points(verlauf, f, adresse),
    ]
    return "".join(teile) + "</svg>"


def inline_colours(svg: str) -> str:
    """The drawing with light colours instead of CSS variables, for a file of its own."""
    for name, farbe in LICHT.items():
        svg = svg.replace(f"var(--{name})", farbe)
    return svg


def place_labels(verlauf: Verlauf, f: Flaeche) -> list[Gesetzt]:
    """Every label that found a place; no two overlap."""
    masse = f.masse
    flaeche = Kasten(1, 1, masse.breite - 1, f.feld.unten - 1)
    schrift = Beschriftung(flaeche, _strokes(verlauf, f), _obstacles(verlauf, f))
    if verlauf.form.einheit:
        breite = text_width(verlauf.form.einheit, masse.klein)
        schrift.belegt.append(Kasten(0, 0, breite, masse.klein * ZEILE))
    schrift.belegt += _mark_numbers(f)
    for wunsch in wishes(verlauf, f):
        schrift.place(wunsch)
    return schrift.gesetzt


def _strokes(verlauf: Verlauf, f: Flaeche) -> Sequence[Strecke]:
    alle: list[Strecke] = []
    for stueck in verlauf.ist:
        alle += strecken(((f.x(p.zeit), f.y(p.wert)) for p in stueck), _GEWICHT_IST)
    alle += strecken(((f.x(j), f.y(y)) for j, y in verlauf.soll), _GEWICHT_SOLL)
    p, letzter = verlauf.prognose, verlauf.letzter
    if p is not None and letzter is not None:
        von = (f.x(letzter.zeit), f.y(letzter.wert))
        alle += strecken((von, (f.x(p.jahr), f.y(p.prognose))), _GEWICHT_PROGNOSE)
    for marke in (*verlauf.wechsel, *verlauf.brueche):
        x = f.x(marke.zeit)
        alle.append(Strecke(x, f.feld.oben, x, f.feld.unten, _GEWICHT_MARKE))
    if verlauf.luecke is not None:
        x = f.x(verlauf.luecke.jahr) + 6
        alle.append(Strecke(x, f.y(verlauf.luecke.ist), x, f.y(verlauf.luecke.soll), _GEWICHT_IST))
    return alle


def _mark_numbers(f: Flaeche) -> list[Kasten]:
    """The room of the numbers beside the axis."""
    hoch = f.masse.klein * ZEILE / 2
    return [Kasten(0, f.y(m) - hoch, f.feld.links - 7, f.y(m) + hoch) for m in f.achse.marken]


def _obstacles(verlauf: Verlauf, f: Flaeche) -> list[Kasten]:
    """What labels should not cover: points and diamonds."""
    orte = [(f.x(p.zeit), f.y(p.wert), _PUNKT) for stueck in verlauf.ist for p in stueck]
    orte += [(f.x(z.jahr), f.y(z.wert), _RAUTE) for z in (*verlauf.ziele, *verlauf.frueher)]
    if len(verlauf.zwischen) <= _FEW:
        orte += [(f.x(p.zeit), f.y(p.wert), 2.0) for p in verlauf.zwischen]
    return [Kasten(x - r, y - r, x + r, y + r) for x, y, r in orte]


def _axes(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    masse, feld = f.masse, f.feld
    linien = "".join(f"M{px(feld.links)} {px(f.y(m))}H{px(feld.rechts)}" for m in f.achse.marken)
    yield f'<path d="{linien}" stroke="var(--line)" fill="none"/>'
    yield f'<g fill="var(--soft)" font-size="{px(masse.klein)}">'
    for marke in f.achse.marken:
        y = f.y(marke) + masse.klein * 0.35
        yield _text(f.achse.wort(marke), feld.links - 7, y, Anker.RECHTS)
    for jahr in f.shown_years():
        yield _text(str(jahr), f.x(jahr), feld.unten + masse.klein * 1.5, Anker.MITTE)
    if verlauf.form.einheit:
        yield _text(verlauf.form.einheit, 0, masse.klein * GRUNDLINIE, Anker.LINKS)
    yield "</g>"


def _korridor(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    if verlauf.korridor is None:
        return
    unten, oben = (f.y(grenze) for grenze in verlauf.korridor)
    breite = f.feld.rechts - f.feld.links
    yield (
        f'<rect x="{px(f.feld.links)}" y="{px(oben)}" width="{px(breite)}" height="{px(unten - oben)}"'
        ' fill="var(--soft)" fill-opacity=".09"/>'
    )
    for y in (unten, oben):
        yield _dotted(f"M{px(f.feld.links)} {px(y)}H{px(f.feld.rechts)}", "soft", "2 4", 1.5)


def _forecast(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    p, letzter = verlauf.prognose, verlauf.letzter
    if p is None or letzter is None:
        return
    start = f"M{_at(f, letzter.zeit, letzter.wert)}"
    ende = f"L{_at(f, p.jahr, p.prognose)}"
    if p.unten != p.oben:
        band = f"{start}L{_at(f, p.jahr, p.oben)}L{_at(f, p.jahr, p.unten)}z"
        yield f'<path d="{band}" fill="var(--ink)" fill-opacity=".1"/>'
    yield _dotted(start + ende, "ink", "7 5", 1.7)


def _soll(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    """A way is straight between its points; a line to hold keeps its height until its year is over.

    The way before a target was last changed is the quieter one, under it.
    """
    if verlauf.frueherer_soll:
        weg = "M" + "L".join(_at(f, jahr, wert) for jahr, wert in verlauf.frueherer_soll)
        yield _dotted(weg, "faint", "6 4", 1.1, verlauf.frueherer_titel)
    if not verlauf.soll:
        return
    if verlauf.soll_name == "Soll-Pfad":
        weg = "M" + "L".join(_at(f, jahr, wert) for jahr, wert in verlauf.soll)
    else:
        (jahr, wert), *rest = verlauf.soll
        weg = f"M{_at(f, jahr, wert)}" + "".join(f"V{px(f.y(w))}H{px(f.x(j))}" for j, w in rest)
    yield _dotted(weg, "soft", "2 4", 1.5)


def _marks(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    for marken, farbe, strich in ((verlauf.brueche, "faint", "1 3"), (verlauf.wechsel, "faint", "4 3")):
        for marke in marken:
            weg = f"M{px(f.x(marke.zeit))} {px(f.feld.oben - 4)}V{px(f.feld.unten)}"
            yield _dotted(weg, farbe, strich, 1.2, marke.titel)


def _gap(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    luecke = verlauf.luecke
    if luecke is not None:
        x = px(f.x(luecke.jahr) + 6)
        weg = f"M{x} {px(f.y(luecke.ist))}V{px(f.y(luecke.soll))}"
        yield f'<path d="{weg}" stroke="var(--{luecke.farbe})" stroke-width="2" fill="none"/>'


def _ist_lines(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    for stueck in verlauf.ist:
        if len(stueck) > 1:
            weg = "M" + "L".join(_at(f, p.zeit, p.wert) for p in stueck)
            yield (
                f'<path d="{weg}" stroke="var(--ink)" stroke-width="2.6" fill="none" stroke-linejoin="round"/>'
            )


def _diamonds(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    for z in (*verlauf.frueher, *verlauf.ziele):
        farbe, strich, r = ("ink", "2", _RAUTE) if z.gilt else ("faint", "1.2", _RAUTE - 1)
        yield (
            f'<path transform="translate({_at(f, z.jahr, z.wert)})" d="M0-{r}L{r} 0 0 {r}-{r} 0z" fill="var(--paper)"'
            f' stroke="var(--{farbe})" stroke-width="{strich}"><title>{escape(z.titel)}</title></path>'
        )


def _small_points(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    for p in verlauf.zwischen:
        fuellung = "var(--paper)" if p.vorlaeufig else "var(--soft)"
        yield (
            f'<circle cx="{px(f.x(p.zeit))}" cy="{px(f.y(p.wert))}" r="1.6" fill="{fuellung}" stroke="var(--soft)">'
            f"<title>{escape(p.titel)}</title></circle>"
        )


def _points(verlauf: Verlauf, f: Flaeche, adresse: Adresse | None) -> Iterator[str]:
    """Each Jahreswert; with an address as the link to it, with what is said of it on hover and focus."""
    for p in (p for stueck in verlauf.ist for p in stueck):
        x, y = f.x(p.zeit), f.y(p.wert)
        fuellung = "var(--paper)" if p.vorlaeufig else "var(--ink)"
        kreis = (
            f'<circle cx="{px(x)}" cy="{px(y)}" r="{_PUNKT}" fill="{fuellung}" stroke="var(--ink)"'
            ' stroke-width="2"/>'
        )
        yield kreis if adresse is None else _linked(f, p, (x, y), kreis, adresse(p.aus))


def _linked(f: Flaeche, p: Wertpunkt, ort: tuple[float, float], kreis: str, adresse: str) -> str:
    x, y = ort
    halb = text_width(p.titel, f.masse.grad) / 2
    mitte = min(max(x, halb + 2), f.masse.breite - halb - 2)
    oben = y - 16 if y > 2 * f.masse.grad + 8 else y + 26
    return (
        f'<a href="{escape(adresse)}" class="v-punkt"><title>{escape(p.titel)}</title>'
        f'<circle cx="{px(x)}" cy="{px(y)}" r="{_GREIF}" fill="none" pointer-events="all"/>{kreis}'
        + _text(p.titel, mitte, oben, Anker.MITTE, ' class="v-mehr"')
        + "</a>"
    )


def _labels(verlauf: Verlauf, f: Flaeche) -> Iterator[str]:
    """All labels, on a ground that lets no line through."""
    yield '<g paint-order="stroke" stroke="var(--paper)" stroke-width="4" stroke-linejoin="round">'
    for label in place_labels(verlauf, f):
        yield from _write(label)
    yield "</g>"


def _write(label: Gesetzt) -> Iterable[str]:
    """A placed label, a text for each of its lines."""
    w = label.wunsch
    oben = label.kasten.oben
    for i, zeile in enumerate(w.zeilen):
        fett = ' font-weight="600"' if w.fett and i == 0 else ""
        stil = f' fill="var(--{w.farbe})" font-size="{px(w.grad)}"{fett}'
        grundlinie = oben + (i * ZEILE + GRUNDLINIE + (ZEILE - GRUNDLINIE - 0.24) / 2) * w.grad
        yield _text(zeile, label.ort.x, grundlinie, label.ort.anker, stil)


def _dotted(weg: str, farbe: str, strich: str, breite: float, titel: str = "") -> str:
    inhalt = f"><title>{escape(titel)}</title></path>" if titel else "/>"
    return (
        f'<path d="{weg}" stroke="var(--{farbe})" stroke-width="{breite}" stroke-dasharray="{strich}"'
        f' fill="none"{inhalt}'
    )


def _text(text: str, x: float, y: float, anker: Anker, stil: str = "") -> str:
    ort = "" if anker is Anker.LINKS else f' text-anchor="{anker}"'
    return f'<text x="{px(x)}" y="{px(y)}"{ort}{stil}>{escape(text)}</text>'


def _at(f: Flaeche, zeit: float | Fraction, wert: Fraction) -> str:
    return f"{px(f.x(zeit))} {px(f.y(wert))}"
