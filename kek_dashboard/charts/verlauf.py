"""Verlauf: one Kennzahl over the years: Ist, Soll-Pfad, targets, forecast, breaks, gap; a plotly figure as a dict.

A plain dict is a hundred times cheaper than ``go.Figure``; the tests hold it to what plotly knows.
The height is fixed and the width free, so that type stays as large as the page's on any screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from kek_dashboard.charts.achsen import ERSTES_JAHR, FELD, LETZTES_JAHR, annotation, draw_layout
from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.theme import LICHT, escape
from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zielwert
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_date, format_zeitraum

Figur = dict[str, Any]

# Two lines of a label need this much room between two of them, in pixels.
_LABEL_HEIGHT = 38


def draw_verlauf(akte: Kennzahlakte, b: Bewertung) -> Figur:
    """The figure of a Kennzahl at its Berichtsjahr; empty axes where nothing is known."""
    form = replace(werteform(akte), einheit=escape(werteform(akte).einheit))
    bild = _Bild(akte, b, form)
    bild.add_soll()
    bild.add_prognose()
    bild.add_ist()
    bild.add_ziele()
    bild.add_brueche()
    bild.add_gap()
    return {"data": bild.spuren, "layout": bild.layout()}


def describe_verlauf(akte: Kennzahlakte, b: Bewertung) -> str:
    """The message of the chart for those who do not see it."""
    form = werteform(akte)
    werte = ", ".join(f"{wert.jahr}: {form.wert(wert.wert)}" for wert in b.jahreswerte)
    aussage = kernaussage(akte, b).replace("**", "")
    return f"{akte.kennzahl.bezeichnung}. {aussage} Werte: {werte or 'keine'}."


class _Bild:
    """Collects the traces and marks of one figure."""

    def __init__(self, akte: Kennzahlakte, b: Bewertung, form: Werteform) -> None:
        self.akte, self.b, self.form = akte, b, form
        self.spuren: list[dict[str, Any]] = []
        self.notizen: list[dict[str, Any]] = []
        self.formen: list[dict[str, Any]] = []
        self.jahre = [
            ERSTES_JAHR,
            LETZTES_JAHR,
            *(w.jahr for w in b.jahreswerte),
            *(z.jahr for z in akte.zielwerte),
        ]
        self.spanne = self._range()

    def _values(self) -> list[Fraction]:
        b, akte = self.b, self.akte
        werte = [w.wert for w in b.jahreswerte]
        werte += [Fraction(z.wert) for z in (*akte.zielwerte, *akte.fruehere_zielwerte)]
        werte += [y for y in (b.soll, b.prognose, self._hold_prognose()) if y is not None]
        kennzahl = akte.kennzahl
        werte += [Fraction(g) for g in (kennzahl.untergrenze, kennzahl.obergrenze) if g is not None]
        if b.weg is not None:
            werte.append(b.weg.basiswert)
        return werte

    def _range(self) -> tuple[Fraction, Fraction]:
        werte = self._values() or [Fraction(0), Fraction(1)]
        unten, oben = min(werte), max(werte)
        luft = (oben - unten) * Fraction(12, 100) or abs(oben) * Fraction(1, 10) or Fraction(1)
        boden = unten - luft
        return (Fraction(0) if unten >= 0 > boden else boden), oben + luft

    def _hold_prognose(self) -> Fraction | None:
        """Where a hold type goes by the same Tempo in its target year; shown, not part of the output."""
        b = self.b
        if (
            b.linie is None
            or b.tempo is None
            or b.ist is None
            or b.jahr is None
            or b.ausblick is Ausblick.KEINE_AUSSAGE
        ):
            return None
        return b.ist + b.tempo * self._reach()

    def _reach(self) -> int:
        b = self.b
        ende = b.linie.zieljahr if b.linie is not None else None
        return 1 if ende is None or b.jahr is None else max(1, ende - b.jahr)

    def line(
        self,
        punkte: Sequence[tuple[int, Fraction]],
        name: str,
        strich: dict[str, Any],
        **rest: Any,  # noqa: ANN401 - plotly's own
    ) -> None:
        self.spuren.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": [x for x, _ in punkte],
                "y": [float(y) for _, y in punkte],
                "line": strich,
                "hovertemplate": "%{text}<extra></extra>",
                "text": [f"{name} {x}: {self.form.gerechnet(y)}" for x, y in punkte],
                **rest,
            }
        )

    def add_soll(self) -> None:
        """Soll-Pfad dotted, a line to hold likewise, a Korridor as a quiet band."""
        weg, linie = self.b.weg, self.b.linie
        strich = {"color": LICHT["soft"], "width": 1.5, "dash": "2px,4px"}
        von, bis = min(self.jahre), max(self.jahre)
        if weg is not None and weg.is_valid:
            punkte = [(j, y) for j in range(von, bis + 1) if (y := weg.soll(j)) is not None]
            self.line(punkte, "Soll", strich)
        elif linie is not None and linie.is_korridor:
            unten, oben = linie.grenzen(von)
            for grenze in (unten, oben):
                if grenze is not None:
                    self.line([(von, grenze), (bis, grenze)], "Grenze", strich)
            self.formen.append(
                {
                    "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": float(unten or 0), "y1": float(oben or 0),
                    "fillcolor": LICHT["soft"], "opacity": 0.08, "line": {"width": 0}, "layer": "below",
                }
            )  # fmt: skip
        elif linie is not None:
            self.line([(j, linie.linie(j)) for j in range(von, bis + 1)], "Linie", {**strich, "shape": "hv"})

    def add_ist(self) -> None:
        """Values as points on a solid line, cut at each Reihenbruch; the newest one carries its figure."""
        werte = self.b.jahreswerte
        grenzen = sorted(bruch.ab.jahr for bruch in self.akte.reihenbrueche)
        stuecke: dict[int, list[tuple[int, Fraction]]] = {}
        for wert in werte:
            stuecke.setdefault(sum(wert.jahr >= g for g in grenzen), []).append((wert.jahr, wert.wert))
        for punkte in stuecke.values():
            self.line(
                punkte, "Ist", {"color": LICHT["ink"], "width": 2.6}, mode="lines+markers",
                marker={"color": LICHT["ink"], "size": 9}, cliponaxis=False,
                text=[f"Ist {x}: {self.form.wert(y)}" for x, y in punkte],
            )  # fmt: skip
        if not werte:
            return
        letzter = werte[-1]
        soll = self.b.soll
        above = soll is None or letzter.wert > soll
        self.note(
            letzter.jahr,
            letzter.wert,
            f"<b>{self.form.wert(letzter.wert)}</b>",
            "ink",
            yshift=17 if above else -17,
        )

    def add_prognose(self) -> None:
        """The forecast dashed from the newest value on."""
        b = self.b
        ziel = b.prognose if b.prognose is not None else self._hold_prognose()
        if ziel is None or b.jahr is None or b.ist is None:
            return
        ende = b.weg.zieljahr if b.weg is not None else b.jahr + self._reach()
        self.line(
            [(b.jahr, b.ist), (ende, ziel)],
            "Bei gleichem Tempo",
            {"color": LICHT["ink"], "width": 1.7, "dash": "7px,5px"},
        )

    def add_ziele(self) -> None:
        """Targets as diamonds, earlier targets quiet, labels at the right that keep out of each other's way."""
        aktuell = [z for z in self.akte.zielwerte if self._is_shown(z)]
        frueher = [
            z for z in self.akte.fruehere_zielwerte
            if self._is_shown(z) and not any(z.jahr == a.jahr and z.wert == a.wert for a in aktuell)
        ]  # fmt: skip
        for ziele, name, farbe, breite in (
            (frueher, "Früheres Ziel", "faint", 1.2),
            (aktuell, "Ziel", "ink", 1.8),
        ):
            if ziele:
                self._diamonds(ziele, name, farbe, breite)
        label: list[tuple[Fraction, int, str, str]] = []
        if aktuell:
            letztes = aktuell[-1]
            text = f"Ziel {letztes.jahr}<br><b>{self.form.wert(letztes.wert)}</b>"
            label.append((Fraction(letztes.wert), letztes.jahr, text, "ink"))
        prognose = self.b.prognose if self.b.prognose is not None else self._hold_prognose()
        if prognose is not None and self.b.jahr is not None:
            ende = self.b.weg.zieljahr if self.b.weg is not None else self.b.jahr + self._reach()
            label.append((prognose, ende, f"Prognose<br>{self.form.gerechnet(prognose)}", "soft"))
        for wert, jahr, text, farbe, shift in self._spread(label):
            self.note(jahr, wert, text, farbe, xanchor="left", align="left", xshift=11, yshift=shift)
        for z in frueher:
            bis = f" bis {format_date(z.gueltig_bis)}" if z.gueltig_bis else ""
            self.note(
                z.jahr,
                Fraction(z.wert),
                f"früher {self.form.zahl(z.wert)}{bis}",
                "faint",
                xanchor="right",
                xshift=-9,
            )

    def _is_shown(self, ziel: Zielwert) -> bool:
        basis = self.akte.kennzahl.basisjahr
        return not self.akte.kennzahl.zieltyp.is_way or basis is None or ziel.jahr > basis

    def _diamonds(self, ziele: Sequence[Zielwert], name: str, farbe: str, breite: float) -> None:
        self.spuren.append(
            {
                "type": "scatter", "mode": "markers", "name": name, "cliponaxis": False,
                "x": [z.jahr for z in ziele], "y": [float(z.wert) for z in ziele],
                "marker": {"symbol": "diamond", "size": 12, "color": LICHT["paper"],
                           "line": {"color": LICHT[farbe], "width": breite}},
                "hovertemplate": "%{text}<extra></extra>",
                "text": [f"{name} {z.jahr}: {self.form.wert(z.wert)}" for z in ziele],
            }
        )  # fmt: skip

    def _spread(
        self, label: list[tuple[Fraction, int, str, str]]
    ) -> list[tuple[Fraction, int, str, str, int]]:
        """Labels with the pixels each is moved up, so that two in the same year do not overlap."""
        if len(label) < 2 or label[0][1] != label[1][1]:  # noqa: PLR2004
            return [(*eintrag, 0) for eintrag in label]
        (a, b) = label
        lage = self.pixels(a[0] - b[0])
        fehlt = max(0, round((_LABEL_HEIGHT - abs(lage)) / 2))
        up = fehlt if lage >= 0 else -fehlt
        return [(*a, up), (*b, -up)]

    def add_brueche(self) -> None:
        """Each Reihenbruch as a dotted line before the year from which on it counts differently."""
        for bruch in self.akte.reihenbrueche:
            x = bruch.ab.jahr - 0.5
            self.formen.append(
                {
                    "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1,
                    "line": {"color": LICHT["faint"], "width": 1.2, "dash": "1px,3px"},
                }
            )  # fmt: skip
            text = f"anders gezählt ab {format_zeitraum(bruch.ab)}"
            rechts = bruch.ab.jahr * 2 > ERSTES_JAHR + LETZTES_JAHR
            self.notizen.append(
                annotation(text, "soft", x=x, yref="paper", y=1, xanchor="right" if rechts else "left",
                            yanchor="bottom", xshift=-4 if rechts else 4)
            )  # fmt: skip

    def add_gap(self) -> None:
        """The distance to the Soll as a stroke with its figure; nothing where there is none."""
        b = self.b
        if not b.is_assessable or b.soll is None or b.ist is None or b.jahr is None or b.soll == b.ist:
            return
        farbe = zeichen_of(b.stand).farbe
        self.formen.append(
            {
                "type": "line", "x0": b.jahr, "x1": b.jahr, "y0": float(b.ist), "y1": float(b.soll),
                "line": {"color": LICHT[farbe], "width": 1.8}, "layer": "below",
            }
        )  # fmt: skip
        hoch = self.pixels(abs(b.soll - b.ist))
        if hoch < _LABEL_HEIGHT:  # the stroke says it; its figure would lie on the lines
            return
        wort = "unter" if b.ist < b.soll else "über"
        links = b.jahr >= LETZTES_JAHR - 1
        abstand = self.form.gerechnete_zahl(abs(b.soll - b.ist))
        self.note(
            b.jahr, (b.ist + b.soll) / 2, f"{abstand}<br>{wort} Soll", farbe,
            align="right" if links else "left",
            xanchor="right" if links else "left", xshift=-8 if links else 8,
        )  # fmt: skip

    def pixels(self, strecke: Fraction) -> float:
        """Height of a distance on the screen."""
        return float(strecke / (self.spanne[1] - self.spanne[0])) * FELD

    def note(self, jahr: int, wert: Fraction, text: str, farbe: str, **rest: Any) -> None:  # noqa: ANN401
        self.notizen.append(annotation(text, farbe, x=jahr, y=float(wert), **rest))

    def layout(self) -> dict[str, Any]:
        """Axes, type and marks; no legend, every line carries its own name."""
        von, bis = min(self.jahre), max(self.jahre)
        einheit = self.form.einheit
        if einheit:
            self.notizen.append(
                annotation(einheit, "faint", xref="paper", x=0, yref="paper", y=1, xanchor="right",
                            yanchor="bottom", xshift=-6, yshift=8)
            )  # fmt: skip
        return draw_layout((von, bis), self.spanne, self.notizen, self.formen)
