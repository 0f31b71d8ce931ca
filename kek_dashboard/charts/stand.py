"""Stand: symbol, word and colour of every Stand, Ausblick and Bilanz; never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from kek_dashboard.charts.theme import escape
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.zielerreichung import Stand

# Strokes inside a field of 16 × 16 around the middle.
_HAKEN = "M4.4 8.4l2.5 2.5 4.8-5.4"
_STEIL = "M5 11l6-6m0 0H6.9M11 5v4.1"
_GERADE = "M4 8h8m0 0L9.1 5.1M12 8l-2.9 2.9"
_FALLEND = "M5 5l6 6m0 0V6.9M11 11H6.9"
_HINUNTER = "M8 4v8m0 0l3-3m-3 3L5 9"
_STRICH = "M4.8 8h6.4"
_FRAGE = "M6 6.2a2 2 0 1 1 2.9 1.9c-.6.3-.9.6-.9 1.3M8 11.6v.1"
_UHR = "M8 4.6V8l2.3 1.5"
_PUNKT = "M8 8v.1"
_STERN = "M8 4v8M4 8h8"
_HALB = "M4.6 8.8c1.4-2 2.6-2 3.6-.8s2.2 1.1 3.3-.6"
_KREUZ = "M5.3 5.3l5.4 5.4m0-5.4l-5.4 5.4"


@dataclass(frozen=True, slots=True)
class Zeichen:
    """How one status is shown: its word, its colour (a CSS variable's name) and its symbol.

    ``form``: ``voll`` disc = Stand, ``ring`` = Ausblick, ``feld`` square = Bilanz, ``leer`` dashed
    ring = no judgement; so the three questions differ in black and white too.
    """

    wort: str
    farbe: str
    strich: str
    form: str = "voll"

    def draw(self) -> str:
        """The symbol as SVG in the colour of the text around it; the word stands beside it."""
        fill, stroke = (
            ("none", "currentColor") if self.form in {"ring", "leer"} else ("currentColor", "var(--paper)")
        )
        rand = ' stroke="currentColor" stroke-width="1.4"' if self.form == "ring" else ""
        if self.form == "leer":
            rand = ' stroke="currentColor" stroke-width="1.2" stroke-dasharray="2 2"'
        if self.form == "feld":
            grund = '<rect x=".5" y=".5" width="15" height="15" rx="3" fill="currentColor"/>'
        else:
            grund = f'<circle cx="8" cy="8" r="7.3" fill="{fill}"{rand}/>'
        return (
            f'<svg width="17" height="17" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{grund}'
            f'<path d="{escape(self.strich)}" fill="none" stroke="{stroke}" stroke-width="1.7"'
            ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
        )


STAENDE = MappingProxyType(
    {
        Stand.ERREICHT: Zeichen("erreicht", "done", _HAKEN),
        Stand.AUF_KURS: Zeichen("auf Kurs", "good", _STEIL),
        Stand.LEICHT_HINTER_PLAN: Zeichen("leicht hinter Plan", "light", _GERADE),
        Stand.DEUTLICH_HINTER_PLAN: Zeichen("deutlich hinter Plan", "heavy", _FALLEND),
        Stand.FALSCHE_RICHTUNG: Zeichen("falsche Richtung", "wrong", _HINUNTER),
        Stand.NICHT_BEWERTBAR: Zeichen("nicht bewertbar", "none", _STRICH, "leer"),
        Stand.DATEN_UEBERFAELLIG: Zeichen("Daten überfällig", "none", _UHR, "leer"),
        Stand.OHNE_ZIEL: Zeichen("ohne Ziel", "none", _PUNKT, "leer"),
        Stand.KEINE_DATEN: Zeichen("keine Daten", "none", _FRAGE, "leer"),
        Stand.KEINE_KENNZAHL: Zeichen("keine Kennzahl", "none", _FRAGE, "leer"),
    }
)

AUSBLICKE = MappingProxyType(
    {
        Ausblick.VORAUSSICHTLICH_ERREICHT: Zeichen("voraussichtlich erreicht", "good", _STEIL, "ring"),
        Ausblick.KNAPP_VERFEHLT: Zeichen("knapp verfehlt", "light", _GERADE, "ring"),
        Ausblick.ZU_LANGSAM: Zeichen("zu langsam", "heavy", _FALLEND, "ring"),
        Ausblick.FALSCHE_RICHTUNG: Zeichen("falsche Richtung", "wrong", _HINUNTER, "ring"),
        Ausblick.KEINE_AUSSAGE: Zeichen("keine Aussage", "none", _STRICH, "leer"),
    }
)

BILANZEN = MappingProxyType(
    {
        Bilanz.UEBERTROFFEN: Zeichen("übertroffen", "done", _STERN, "feld"),
        Bilanz.ERREICHT: Zeichen("erreicht", "done", _HAKEN, "feld"),
        Bilanz.UEBERWIEGEND_ERREICHT: Zeichen("überwiegend erreicht", "good", _HALB, "feld"),
        Bilanz.TEILWEISE_ERREICHT: Zeichen("teilweise erreicht", "light", _STRICH, "feld"),
        Bilanz.NICHT_ERREICHT: Zeichen("nicht erreicht", "heavy", _KREUZ, "feld"),
    }
)


def zeichen_of(status: Stand | Ausblick | Bilanz) -> Zeichen:
    """Symbol, word and colour of any status."""
    if isinstance(status, Stand):
        return STAENDE[status]
    if isinstance(status, Ausblick):
        return AUSBLICKE[status]
    return BILANZEN[status]
