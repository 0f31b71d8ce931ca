"""Verlaufsflaeche: sizes of a Verlauf as a drawing, and where years and values lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kek_dashboard.charts.beschriftung import Kasten
from kek_dashboard.charts.textbreite import text_width
from kek_dashboard.charts.verlaufsdaten import Verlauf
from kek_dashboard.charts.zahlenachse import Zahlenachse, zahlenachse

_OBEN, _OBEN_OHNE_MARKEN, _UNTEN, _RAND = 52, 30, 30, 8
_JAHR_ABSTAND = 10
# Room beside the first and the last year, so that points do not lie on the border.
_SEITE = 12


@dataclass(frozen=True, slots=True)
class Masse:
    """Size of a drawing and of its type; ``rechts``: most room for labels beside the last year (0 = none)."""

    name: str
    breite: int
    hoehe: int
    grad: float
    schritte: int
    rechts: int
    beschluss: bool = False

    @property
    def klein(self) -> float:
        """Size of the quieter type."""
        return round(self.grad * 0.87, 1)


#: Drawn for a phone, a tablet and a desk; shown at about this width, so that type stays as large as the page's.
SCHMAL = Masse("schmal", 300, 320, 14, 4, 0)
MITTEL = Masse("mittel", 600, 360, 15, 5, 156)
BREIT = Masse("breit", 920, 400, 15, 5, 200, beschluss=True)


@dataclass(frozen=True, slots=True)
class Flaeche:
    """Where things lie: ``feld`` is the room between the axes, ``beginn`` the first time that is shown."""

    masse: Masse
    feld: Kasten
    achse: Zahlenachse
    jahre: tuple[int, int]
    beginn: float

    def x(self, zeit: float | Fraction) -> float:
        """Where a time lies."""
        breite = self.feld.rechts - self.feld.links - 2 * _SEITE
        weite = max(self.jahre[1] - self.beginn, 1)
        return self.feld.links + _SEITE + breite * (float(zeit) - self.beginn) / weite

    def y(self, wert: Fraction) -> float:
        """Where a value lies."""
        return self.feld.unten - (self.feld.unten - self.feld.oben) * self.achse.anteil(wert)

    def shown_years(self) -> list[int]:
        """The years that are named, the last one always: all of them, every second or third one."""
        von, bis = self.jahre
        platz = text_width(str(bis), self.masse.klein) + _JAHR_ABSTAND
        je_jahr = self.x(von + 1) - self.x(von)
        schritt = next(n for n in range(1, bis - von + 2) if n * je_jahr >= platz or n > bis - von)
        return [jahr for jahr in range(von, bis + 1) if (bis - jahr) % schritt == 0]


def flaeche_of(verlauf: Verlauf, masse: Masse, rechts: float) -> Flaeche:
    """The room of a drawing; ``rechts`` is what its labels beside the last year need."""
    achse = zahlenachse(verlauf.werte(), masse.schritte)
    links = max((text_width(achse.wort(m), masse.klein) for m in achse.marken), default=0) + _RAND
    mit_marken = bool(verlauf.wechsel or verlauf.brueche)
    feld = Kasten(
        links,
        _OBEN if mit_marken else _OBEN_OHNE_MARKEN,
        masse.breite - (min(rechts, masse.rechts) if masse.rechts else _RAND),
        masse.hoehe - _UNTEN,
    )
    beginn = min([Fraction(verlauf.jahre[0]), *(p.zeit for p in verlauf.zwischen[:1])])
    return Flaeche(masse, feld, achse, verlauf.jahre, float(beginn))
