"""Lehrbild: one series as the method sees it, small enough to stand beside its explanation; server-made SVG.

Ist solid with points, Soll dotted, target as a diamond, forecast dashed, the gap to the Soll as a stroke. It is
drawn for the width of a phone, so that its type is as large as the page's there.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.theme import escape, px
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung

BREITE, HOEHE = 330, 168
_LINKS, _OBEN, _UNTEN = 10, 22, 24
#: Room at the right for labels: at least this, and so much for each of their letters.
_RECHTS, _LETTER = 74, 8
#: Two labels at the right need this much room between them.
_ZEILE = 17
Punkt = tuple[int, Fraction]


def draw_lehrbild(akte: Kennzahlakte, b: Bewertung, *, mit_prognose: bool = False) -> str:
    """The picture of an example at its Berichtsjahr; with the forecast where the Ausblick is the point."""
    bild = _Bild(akte, b, mit_prognose=mit_prognose)
    teile = [
        f'<svg class="lehrbild" viewBox="0 0 {BREITE} {HOEHE}" width="{BREITE}" aria-hidden="true" focusable="false">',
        *bild.axis(),
        *bild.soll(),
        *bild.gap(),
        *bild.forecast(),
        *bild.ist(),
        *bild.labels(),
    ]
    return "".join(teile) + "</svg>"


class _Bild:
    """Where everything lies."""

    def __init__(self, akte: Kennzahlakte, b: Bewertung, *, mit_prognose: bool) -> None:
        self.akte, self.b, self.form = akte, b, werteform(akte)
        self.werte = [(wert.jahr, wert.wert) for wert in b.jahreswerte]
        self.ziele = [(z.jahr, Fraction(z.wert)) for z in akte.zielwerte]
        self.prognose = self._forecast() if mit_prognose else None
        jahre = [jahr for jahr, _ in (*self.werte, *self.ziele)] + [b.berichtsjahr]
        if akte.kennzahl.basisjahr is not None:
            jahre.append(akte.kennzahl.basisjahr)
        self.von, self.bis = min(jahre), max(jahre)
        self.unten, self.oben = self._range()
        self.rechts = max([_RECHTS, *(14 + _LETTER * len(text) for text, _, _ in self._right_labels())])

    def _forecast(self) -> Punkt | None:
        """Where the same Tempo leads: to the target year, a Korridor to the next one."""
        b = self.b
        if b.tempo is None or b.jahr is None or b.ist is None:
            return None
        ende = b.letztes_zieljahr if b.letztes_zieljahr is not None else b.jahr + 1
        return (ende, b.ist + b.tempo * (ende - b.jahr)) if ende > b.jahr else None

    def _lines(self) -> list[list[Punkt]]:
        """The dotted lines: the path, the line to hold, the two borders."""
        weg, linie = self.b.weg, self.b.linie
        if weg is not None and weg.is_valid:
            return [
                [(jahr, y) for jahr in range(self.von, self.bis + 1) if (y := weg.soll(jahr)) is not None]
            ]
        if linie is None:
            return []
        grenzen = linie.grenzen(self.bis)
        return [[(self.von, grenze), (self.bis, grenze)] for grenze in grenzen if grenze is not None]

    def _range(self) -> tuple[Fraction, Fraction]:
        alle = [y for _, y in (*self.werte, *self.ziele, *(p for linie in self._lines() for p in linie))]
        if self.prognose is not None:
            alle.append(self.prognose[1])
        if not alle:
            return Fraction(0), Fraction(1)
        luft = (max(alle) - min(alle)) * Fraction(8, 100) or Fraction(1)
        return min(alle) - luft, max(alle) + luft

    def at(self, punkt: Punkt) -> tuple[Fraction, Fraction]:
        """Where a year and a value lie."""
        weite, hoehe = BREITE - _LINKS - self.rechts, HOEHE - _OBEN - _UNTEN
        x = _LINKS + weite * Fraction(punkt[0] - self.von, max(self.bis - self.von, 1))
        return x, _OBEN + hoehe * (self.oben - punkt[1]) / (self.oben - self.unten)

    def path(self, punkte: Sequence[Punkt], strich: str) -> str:
        """A line through points."""
        lauf = "L".join(f"{px(x)} {px(y)}" for x, y in map(self.at, punkte))
        return f'<path d="M{lauf}" fill="none" {strich}/>'

    def axis(self) -> list[str]:
        """The years at the bottom: the first, that of the newest value, the last."""
        boden = HOEHE - _UNTEN + 4
        jahre = {self.von, self.bis} | ({self.b.jahr} if self.b.jahr is not None else set())
        teile = [f'<path d="M{_LINKS} {boden}H{BREITE - self.rechts}" stroke="var(--line)"/>']
        for jahr in sorted(jahre):
            if jahr not in {self.von, self.bis} and self._is_tight(jahr):
                continue
            x = self.at((jahr, self.unten))[0]
            anker = "start" if jahr == self.von else "middle"
            teile.append(_text(x, Fraction(HOEHE - 4), str(jahr), "faint", anker))
        for bruch in self.akte.reihenbrueche:
            x = self.at((bruch.ab.jahr, self.unten))[0] - 10
            teile.append(f'<path d="M{px(x)} {_OBEN}V{boden}" stroke="var(--faint)" stroke-dasharray="1 3"/>')
        return teile

    def _is_tight(self, jahr: int) -> bool:
        """Whether a year's label would touch that of the first or the last year."""
        platz = Fraction(BREITE - _LINKS - self.rechts, max(self.bis - self.von, 1))
        return min(jahr - self.von, self.bis - jahr) * platz < 42  # noqa: PLR2004 - the width of a year in type

    def soll(self) -> list[str]:
        """What is asked for, and the target."""
        strich = 'stroke="var(--soft)" stroke-width="1.4" stroke-dasharray="2 4"'
        teile = [self.path(linie, strich) for linie in self._lines()]
        for ziel in self.ziele:
            x, y = self.at(ziel)
            teile.append(
                f'<path transform="translate({px(x)} {px(y)})" d="M0-6L6 0 0 6-6 0z" fill="var(--paper)"'
                ' stroke="var(--ink)" stroke-width="1.6"/>'
            )
        return teile

    def gap(self) -> list[str]:
        """The distance to the Soll in the colour of the Stand."""
        b = self.b
        if not b.is_assessable or b.soll is None or b.ist is None or b.jahr is None or b.ist == b.soll:
            return []
        farbe = zeichen_of(b.stand).farbe
        strich = f'stroke="var(--{escape(farbe)})" stroke-width="2.4"'
        return [self.path([(b.jahr, b.ist), (b.jahr, b.soll)], strich)]

    def forecast(self) -> list[str]:
        """The newest value carried on at the same Tempo."""
        b = self.b
        if self.prognose is None or b.jahr is None or b.ist is None:
            return []
        strich = 'stroke="var(--ink)" stroke-width="1.6" stroke-dasharray="6 4"'
        return [self.path([(b.jahr, b.ist), self.prognose], strich)]

    def ist(self) -> list[str]:
        """The values, the line cut at each Reihenbruch."""
        grenzen = [bruch.ab.jahr for bruch in self.akte.reihenbrueche]
        stuecke: dict[int, list[Punkt]] = {}
        for punkt in self.werte:
            stuecke.setdefault(sum(punkt[0] >= grenze for grenze in grenzen), []).append(punkt)
        strich = 'stroke="var(--ink)" stroke-width="2.2" stroke-linejoin="round"'
        teile = [self.path(stueck, strich) for stueck in stuecke.values() if len(stueck) > 1]
        for punkt in self.werte:
            x, y = self.at(punkt)
            gross = "4" if punkt == self.werte[-1] else "2.4"
            teile.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="{gross}" fill="var(--ink)"/>')
        return teile

    def labels(self) -> list[str]:
        """The newest value at its point; target and forecast at the right, out of each other's way."""
        teile = []
        if self.werte:
            teile.append(self._value_label())
        rechts = [(self.at((self.bis, wert))[1], text, farbe) for text, wert, farbe in self._right_labels()]
        rechts.sort(key=lambda eintrag: eintrag[0])
        lagen: list[Fraction] = []
        for hoehe, _, _ in rechts:
            lagen.append(max(hoehe + 4, *(lage + _ZEILE for lage in lagen[-1:]), Fraction(0)))
        drueber = max([Fraction(0), *(lage - (HOEHE - _UNTEN) for lage in lagen[-1:])])
        teile += [
            _text(Fraction(BREITE - self.rechts + 9), lage - drueber, text, farbe, "start")
            for lage, (_, text, farbe) in zip(lagen, rechts, strict=True)
        ]
        return teile

    def _right_labels(self) -> list[tuple[str, Fraction, str]]:
        """What stands at the right, at which value, in which colour: the target or borders, and the forecast."""
        labels: list[tuple[str, Fraction, str]] = []
        if self.ziele:
            labels.append((f"Ziel {self.form.zahl(self.ziele[-1][1])}", self.ziele[-1][1], "ink"))
        elif self.b.linie is not None:
            labels += [(self.form.zahl(linie[-1][1]), linie[-1][1], "soft") for linie in self._lines()]
        if self.prognose is not None:
            wert = self.prognose[1]
            labels.append((f"≈ {self.form.gerechnete_zahl(wert)}", wert, "soft"))
        return labels

    def _value_label(self) -> str:
        """Away from the Soll and from the line that leads to the point; beside it where there is no room below."""
        x, y = self.at(self.werte[-1])
        above = self.b.soll is None or self.werte[-1][1] >= self.b.soll
        is_falling = len(self.werte) > 1 and self.werte[-1][1] < self.werte[-2][1]
        text = self.form.wert(self.werte[-1][1])
        if not above and y > HOEHE - _UNTEN - 18:
            return _text(x + 9, y + 2, text, "ink", "start", stark=True)
        if above:
            anker = "start" if is_falling else "middle"
            x -= 3 if is_falling else 0
        else:
            anker = "end" if is_falling else "start"
            x += 3 if is_falling else -5
        anker = "end" if x > BREITE - self.rechts - 20 else anker
        return _text(x, y - 10 if above else y + 19, text, "ink", anker, stark=True)


def _text(x: Fraction, y: Fraction, text: str, farbe: str, anker: str, *, stark: bool = False) -> str:
    dick = ' font-weight="640"' if stark else ""
    return (
        f'<text x="{px(x)}" y="{px(y)}" fill="var(--{farbe})" text-anchor="{anker}" font-size="13.5"{dick}>'
        f"{escape(text)}</text>"
    )
