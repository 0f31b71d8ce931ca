"""Verlauf: one Kennzahl over the years as a plotly figure, for those who want to point and zoom; a plain dict.

The page shows the drawing of ``verlauf_svg``; both are made of the same ``Verlauf``. A plain dict is a hundred times
cheaper than ``go.Figure``; the tests hold it to what plotly knows. The height is fixed and the width free.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kek_dashboard.charts.achsen import FELD, annotation, draw_layout
from kek_dashboard.charts.theme import LICHT, escape
from kek_dashboard.charts.verlaufsdaten import Marke, Verlauf, Wertpunkt, Zielpunkt
from kek_dashboard.charts.zahlenachse import zahlenachse
from kek_dashboard.formats import format_date

Figur = dict[str, Any]
Punkt = tuple[float, Fraction]

# Two lines of a label need this much room between two of them, in pixels.
_LABEL_HEIGHT = 38
_FRUEHER = {"color": LICHT["faint"], "dash": "6px,4px", "width": 1.1}
_SOLL = {"color": LICHT["soft"], "width": 1.5, "dash": "2px,4px"}


def draw_verlauf(verlauf: Verlauf) -> Figur:
    """The figure of a Verlauf; empty axes where nothing is known."""
    bild = _Bild(verlauf)
    bild.add_soll()
    bild.add_prognose()
    bild.add_zwischen()
    bild.add_ist()
    bild.add_ziele()
    bild.add_marken()
    bild.add_luecke()
    return {"data": bild.spuren, "layout": bild.layout()}


class _Bild:
    """Collects the traces and marks of one figure."""

    def __init__(self, verlauf: Verlauf) -> None:
        self.v, self.form = verlauf, verlauf.form
        self.spuren: list[dict[str, Any]] = []
        self.notizen: list[dict[str, Any]] = []
        self.formen: list[dict[str, Any]] = []
        achse = zahlenachse(verlauf.werte(), 5)
        self.spanne = (achse.unten, achse.oben)

    def line(
        self,
        punkte: Sequence[Punkt],
        name: str,
        strich: dict[str, Any],
        **rest: Any,  # noqa: ANN401 - plotly's own
    ) -> None:
        self.spuren.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": [float(x) for x, _ in punkte],
                "y": [float(y) for _, y in punkte],
                "line": strich,
                "hovertemplate": "%{text}<extra></extra>",
                "text": [f"{name} {x}: {escape(self.form.gerechnet(y))}" for x, y in punkte],
                **rest,
            }
        )

    def add_soll(self) -> None:
        """Soll-Pfad dotted, a line to hold likewise, a Korridor as a quiet band."""
        von, bis = self.v.jahre
        if self.v.frueherer_soll:
            self.line(self.v.frueherer_soll, "Früherer Soll-Pfad", _FRUEHER)
        if self.v.soll:
            strich = _SOLL if self.v.soll_name == "Soll-Pfad" else {**_SOLL, "shape": "vh"}
            self.line(self.v.soll, self.v.soll_name, strich)
        if self.v.korridor is None:
            return
        for wort, grenze in zip(("mindestens", "höchstens"), self.v.korridor, strict=True):
            self.line([(von, grenze), (bis, grenze)], wort, _SOLL)
        unten, oben = self.v.korridor
        self.formen.append(
            {
                "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": float(unten), "y1": float(oben),
                "fillcolor": LICHT["soft"], "opacity": 0.08, "line": {"width": 0}, "layer": "below",
            }
        )  # fmt: skip

    def add_prognose(self) -> None:
        """The forecast dashed from the newest value on, its reach as a band."""
        p, letzter = self.v.prognose, self.v.letzter
        if p is None or letzter is None:
            return
        x = float(letzter.zeit)
        if p.unten != p.oben:
            band = [(x, letzter.wert), (p.jahr, p.oben), (p.jahr, p.unten)]
            self.line(
                band, "Reichweite", {"width": 0}, fill="toself", fillcolor="rgba(23, 33, 43, 0.1)", hoverinfo="skip",
                hovertemplate=None,
            )  # fmt: skip
        strich = {"color": LICHT["ink"], "width": 1.7, "dash": "7px,5px"}
        self.line(
            [(letzter.zeit.numerator, letzter.wert), (p.jahr, p.prognose)], "Bei gleichem Tempo", strich
        )

    def add_zwischen(self) -> None:
        """Values of shorter Zeiträume as small points."""
        if self.v.zwischen:
            self.points(self.v.zwischen, "Zwischenwert", "markers", {"color": LICHT["soft"]}, 5)

    def add_ist(self) -> None:
        """Values as points on a solid line, in its pieces; the newest one carries its figure."""
        for stueck in self.v.ist:
            self.points(stueck, "Ist", "lines+markers", {"color": LICHT["ink"], "width": 2.6}, 9)
        letzter = self.v.letzter
        if letzter is not None:
            soll = next((y for jahr, y in self.v.soll if jahr == letzter.zeit), None)
            above = soll is None or letzter.wert > soll
            text = f"<b>{escape(self.form.wert(letzter.wert))}</b>"
            self.note(letzter.zeit, letzter.wert, text, "ink", yshift=17 if above else -17)

    def points(
        self, punkte: Sequence[Wertpunkt], name: str, mode: str, strich: dict[str, Any], groesse: int
    ) -> None:
        marker = {
            "color": [LICHT["paper"] if p.vorlaeufig else strich["color"] for p in punkte],
            "size": groesse,
            "line": {"color": strich["color"], "width": 1.5},
        }
        self.line(
            [(float(p.zeit), p.wert) for p in punkte], name, strich, mode=mode, marker=marker, cliponaxis=False,
            text=[escape(p.titel) for p in punkte],
        )  # fmt: skip

    def add_ziele(self) -> None:
        """Targets as diamonds, earlier targets quiet, labels at the right that keep out of each other's way."""
        for ziele, name, farbe, breite in (
            (self.v.frueher, "Früheres Ziel", "faint", 1.2),
            (self.v.ziele, "Ziel", "ink", 1.8),
        ):
            if ziele:
                self._diamonds(ziele, name, farbe, breite)
        label: list[tuple[Fraction, int, str, str]] = []
        if self.v.ziele:
            letztes = self.v.ziele[-1]
            text = f"Ziel {letztes.jahr}<br><b>{escape(self.form.wert(letztes.wert))}</b>"
            label.append((letztes.wert, letztes.jahr, text, "ink"))
        p = self.v.prognose
        if p is not None:
            label.append(
                (p.prognose, p.jahr, f"Prognose<br>{escape(self.form.gerechnet(p.prognose))}", "soft")
            )
        for wert, jahr, text, farbe, shift in self._spread(label):
            self.note(jahr, wert, text, farbe, xanchor="left", align="left", xshift=11, yshift=shift)
        for z in self.v.frueher:
            bis = f" bis {format_date(z.bis)}" if z.bis else ""
            text = f"früher {self.form.zahl(z.wert)}{bis}"
            self.note(z.jahr, z.wert, text, "faint", xanchor="right", xshift=-9)

    def _diamonds(self, ziele: Sequence[Zielpunkt], name: str, farbe: str, breite: float) -> None:
        self.spuren.append(
            {
                "type": "scatter", "mode": "markers", "name": name, "cliponaxis": False,
                "x": [z.jahr for z in ziele], "y": [float(z.wert) for z in ziele],
                "marker": {"symbol": "diamond", "size": 12, "color": LICHT["paper"],
                           "line": {"color": LICHT[farbe], "width": breite}},
                "hovertemplate": "%{text}<extra></extra>",
                "text": [escape(z.titel) for z in ziele],
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

    def add_marken(self) -> None:
        """Each Reihenbruch and each change of a target as a line at its time."""
        mitte = sum(self.v.jahre) / 2
        for marken, strich in ((self.v.brueche, "1px,3px"), (self.v.wechsel, "4px,3px")):
            for marke in marken:
                self._mark(marke, strich, is_right=float(marke.zeit) > mitte)

    def _mark(self, marke: Marke, strich: str, *, is_right: bool) -> None:
        x = float(marke.zeit)
        self.formen.append(
            {
                "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1,
                "line": {"color": LICHT["faint"], "width": 1.2, "dash": strich},
            }
        )  # fmt: skip
        self.notizen.append(
            annotation(escape(marke.text), "soft", x=x, yref="paper", y=1, xanchor="right" if is_right else "left",
                        yanchor="bottom", xshift=-4 if is_right else 4)
        )  # fmt: skip

    def add_luecke(self) -> None:
        """The distance to the Soll as a stroke with its figure; nothing where there is none."""
        luecke = self.v.luecke
        if luecke is None:
            return
        ist, soll = luecke.ist, luecke.soll
        self.formen.append(
            {
                "type": "line", "x0": luecke.jahr, "x1": luecke.jahr, "y0": float(ist), "y1": float(soll),
                "line": {"color": LICHT[luecke.farbe], "width": 1.8}, "layer": "below",
            }
        )  # fmt: skip
        if (
            self.pixels(abs(soll - ist)) < _LABEL_HEIGHT
        ):  # the stroke says it; its figure would lie on the lines
            return
        links = luecke.jahr >= self.v.jahre[1] - 1
        self.note(
            luecke.jahr, (ist + soll) / 2, escape(luecke.text).replace(" ", "<br>", 1), luecke.farbe,
            align="right" if links else "left",
            xanchor="right" if links else "left", xshift=-8 if links else 8,
        )  # fmt: skip

    def pixels(self, strecke: Fraction) -> float:
        """Height of a distance on the screen."""
        return float(strecke / (self.spanne[1] - self.spanne[0])) * FELD

    def note(self, zeit: float | Fraction, wert: Fraction, text: str, farbe: str, **rest: Any) -> None:  # noqa: ANN401
        self.notizen.append(annotation(text, farbe, x=float(zeit), y=float(wert), **rest))

    def layout(self) -> dict[str, Any]:
        """Axes, type and marks; no legend, every line carries its own name."""
        if self.form.einheit:
            self.notizen.append(
                annotation(escape(self.form.einheit), "faint", xref="paper", x=0, yref="paper", y=1, xanchor="right",
                            yanchor="bottom", xshift=-6, yshift=8)
            )  # fmt: skip
        von = min([Fraction(self.v.jahre[0]), *(p.zeit for p in self.v.zwischen[:1])])
        return draw_layout((float(von), self.v.jahre[1]), self.spanne, self.notizen, self.formen)
