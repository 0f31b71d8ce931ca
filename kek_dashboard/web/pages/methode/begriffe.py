"""Begriffe: the words of the method, each with its anchor, in the order in which they build on each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.kernaussage import kernaussage
from kek_dashboard.charts.lehrbild import draw_lehrbild
from kek_dashboard.charts.regeln import percent
from kek_dashboard.domain.faelligkeit import STANDARD_LIEFERFRIST
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import DEFAULT_MAX_ALTER, Zieltyp
from kek_dashboard.domain.pfad import RAUSCHBAND_ANTEIL
from kek_dashboard.domain.prognosespanne import MINDESTENS_JAHRE
from kek_dashboard.domain.runden import NACHKOMMASTELLEN
from kek_dashboard.domain.standgeschichte import MINDESTENS_BEWERTET, STABIL_BIS_WECHSEL
from kek_dashboard.domain.tempo import FENSTER_JAHRE, MINDESTENS_WERTE
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG
from kek_dashboard.formats import format_number, format_percent
from kek_dashboard.web.components.begriff import anker
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.steckbrief import ZIELTYPEN
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, marked, status_chip
from kek_dashboard.web.pages.methode.beispiele import HALTEN

#: What is asked of a Kennzahl of each Zieltyp, and when it is reached.
_ZIELTYP_SATZ = {
    Zieltyp.STEIGERN: ("Der Wert soll vom Ausgangswert auf einen höheren Zielwert kommen.", "Wert ≥ Zielwert"),
    Zieltyp.SENKEN: ("Der Wert soll vom Ausgangswert auf einen niedrigeren Zielwert kommen.", "Wert ≤ Zielwert"),
    Zieltyp.MINDESTENS: ("Der Wert soll nicht unter eine Linie fallen.", "Wert auf oder über der Linie"),
    Zieltyp.HOECHSTENS: ("Der Wert soll nicht über eine Linie steigen.", "Wert auf oder unter der Linie"),
    Zieltyp.KORRIDOR: ("Der Wert soll zwischen zwei Grenzen bleiben, in jedem Jahr.", "Wert innerhalb"),
    Zieltyp.BEOBACHTEN: ("Es gibt kein Ziel; der Wert wird gezeigt und nie bewertet.", "–"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Eintrag:
    """One term: its anchor, its name, its formula in words, what it means."""

    begriff: str
    name: str
    text: str
    formel: str = ""


def _messen() -> Iterator[Eintrag]:
    """What is compared with what."""
    yield Eintrag(
        "berichtsjahr",
        "Berichtsjahr",
        "Nur Werte bis zu diesem Jahr zählen; der neueste davon wird bewertet. Ziele begrenzt es nie.",
    )
    yield Eintrag(
        "wissensstand",
        "Wissensstand",
        "Nur was bis zu diesem Tag freigegeben war, zählt, jede Angabe in ihrer damals neuesten Fassung. So lässt "
        "sich nachsehen, was eine Sitzung wusste, auch wenn Werte später berichtigt wurden.",
    )
    yield Eintrag(
        "jahreswert",
        "Jahreswert",
        "Ein für das ganze Jahr gelieferter Wert. Sonst entsteht er aus Monaten, Quartalen oder Halbjahren, wie es "
        "bei der Kennzahl steht: der letzte, die Summe oder das Mittel. Solange dafür etwas fehlt, gibt es nur einen "
        "Zwischenstand; er wird gezeigt, aber nicht bewertet.",
    )
    yield Eintrag(
        "max-alter",
        "Max. Alter und Lieferfrist",
        "So viele Jahre darf der neueste Wert alt sein, bevor er als überfällig gilt; ohne eigene Angabe "
        f"{DEFAULT_MAX_ALTER}. Davon zu unterscheiden ist die Lieferfrist: so viele Tage nach Ende eines Zeitraums "
        f"ist sein Wert fällig; ohne eigene Angabe {STANDARD_LIEFERFRIST}.",
    )
    yield Eintrag(
        "basis",
        "Ausgangswert (Basis)",
        "Basisjahr und Basiswert, von denen aus der Weg zum Ziel gemessen wird. Er stammt aus den Stammdaten.",
    )
    yield Eintrag(
        "reihenbruch",
        "Reihenbruch",
        "Ab einem Jahr wird anders gezählt, zum Beispiel nach einem Zensus. Liegt der Ausgangswert davor, lässt er "
        "sich nicht mehr vergleichen: Die Kennzahl ist nicht bewertbar, bis ein neuer Basiswert feststeht. Auch das "
        "Tempo beginnt erst nach dem Bruch, und die Linie im Bild ist dort unterbrochen.",
    )


def _rechnen() -> Iterator[Eintrag]:
    """The figures of a way and of a line."""
    yield Eintrag(
        "zielpfad",
        "Zielpfad und Soll",
        "Gerade Strecken vom Ausgangswert über alle Zwischenziele zum letzten Zielwert. Das Soll ist der Wert des "
        "Pfads im Jahr des neuesten Werts. Eine gerade Linie ist eine Annahme: Kaum etwas verläuft genau gerade.",
        "Soll = Ausgangswert + Strecke × vergangene Jahre / alle Jahre",
    )
    yield Eintrag(
        "zielerreichung",
        "Zielerreichung",
        "Welcher Anteil des Weges gegangen ist. 100 % heißt: am Ziel. Die Zahl wird nie abgeschnitten; −20 % und 107 "
        "% stehen so da. Nur Balken und Zusammenfassungen begrenzen sie auf 0 bis 100 %.",
        "(Wert − Ausgangswert) / (Zielwert − Ausgangswert)",
    )
    yield Eintrag(
        "planabweichung",
        "Planabweichung",
        (
            "Welcher Anteil des ganzen Weges gegenüber dem Soll fehlt; ein Minus ist ein Vorsprung. Aus ihr folgt der "
            "Stand."
        ),
        "(Soll − Wert) / ganzer Weg; beim Senken umgekehrt",
    )
    yield Eintrag(
        "toleranz",
        "Toleranz",
        "Bei Linien, die zu halten sind: der Abstand, bei dem vom Ziel nichts mehr übrig ist. Halb so weit daneben "
        "heißt Zielerreichung 50 %.",
        "Zielerreichung = 1 − Abstand zur Linie / Toleranz, mindestens 0",
    )
    yield Eintrag(
        "rauschband",
        "Rauschband",
        "So weit darf der Wert hinter den Ausgangswert zurückfallen, ohne dass es „falsche Richtung“ heißt; ohne "
        f"eigene Angabe {percent(RAUSCHBAND_ANTEIL)} des Weges.",
    )
    yield Eintrag(
        "tempo",
        "Tempo und nötiges Tempo",
        f"Die mittlere Änderung je Jahr über die Jahreswerte der letzten {FENSTER_JAHRE} Jahre (bei mehrjährigen "
        f"Erhebungen die letzten {MINDESTENS_WERTE}); mit weniger als {MINDESTENS_WERTE} Werten gibt es keines. Das "
        "nötige Tempo ist, was von heute an je Jahr noch gebraucht wird.",
        "Tempo = (letzter − erster Wert) / Jahre dazwischen",
    )
    yield Eintrag(
        "prognose",
        "Prognose",
        "Der neueste Wert, im bisherigen Tempo bis zum Zieljahr verlängert. Sie rechnet bewusst gerade: Verfahren mit "
        "Wachstumsraten versagen bei null, bei Vorzeichenwechsel und nahe an natürlichen Grenzen.",
        "Wert + Tempo × Jahre bis zum Zieljahr",
    )


def _zeigen() -> Iterator[Eintrag]:
    """What is shown beside the judgements and never enters one."""
    yield Eintrag(
        "reichweite",
        "Reichweite der Prognose",
        "Das Band um die Prognose im Verlauf: Es reicht vom kleinsten bis zum größten Tempo, das die letzten Jahre "
        f"zwischen zwei Werten im Abstand von mindestens {MINDESTENS_JAHRE} Jahren schon zeigten. Es ist keine "
        "Wahrscheinlichkeit.",
    )
    yield Eintrag(
        "bestaendigkeit",
        "Stabil oder wechselhaft",
        f"Stabil ist ein Stand, wenn mindestens {MINDESTENS_BEWERTET} Werte bewertet wurden und er dabei höchstens "
        f"{_times(STABIL_BIS_WECHSEL)} gewechselt hat; sonst ist er wechselhaft. Mit weniger Werten gibt es keine "
        "Aussage.",
    )
    yield Eintrag(
        "zielprognose",
        "Prognose eines Unterziels",
        "Das Mittel der Prognosen seiner Kennzahlen, nach Gewicht, jede als Anteil ihres Weges auf 0 bis 100 % "
        f"begrenzt; nur ab {percent(MINDEST_ABDECKUNG)} der Gewichte. In Stand und Ausblick geht sie nicht ein.",
    )
    yield Eintrag(
        "vergleich",
        "Vergleich mit anderen",
        "Werte anderer Kreise oder des Landes stehen neben den eigenen, mit ihrer Quelle. Bewertet werden sie nie: "
        "Die Ziele gelten für den Landkreis.",
    )
    yield Eintrag(
        "massnahmen",
        "Maßnahmen und Meilensteine",
        "Der Fortschritt einer Maßnahme ist die Angabe ihres Fachbereichs. Weder er noch ausgegebenes Geld gehen "
        "in eine Zielerreichung ein: Was getan wurde, sagt nicht, was es bewirkt hat.",
    )


def _times(anzahl: int) -> str:
    return "einmal" if anzahl == 1 else f"{anzahl}-mal"


def _lesen() -> Iterator[Eintrag]:
    """How the figures are to be read."""
    yield Eintrag(
        "herkunft",
        "Herkunft",
        "Amtlich, intern oder Beispiel. Eine berechnete Zahl trägt die schwächste Herkunft ihrer Zutaten: Ist nur "
        "eine davon erfunden, steht „Beispiel“ dabei. Jede Zahl führt zu der Zelle, aus der sie gelesen wurde.",
    )
    yield Eintrag(
        "rundung",
        "Rundung",
        f"Gerechnet wird mit den genauen gelieferten Zahlen. Anteile werden einmal auf {NACHKOMMASTELLEN} "
        "Nachkommastellen gerundet und so mit den Grenzen verglichen; auf dem Schirm stehen weniger Stellen. "
        "„Erreicht“ vergleicht immer die genauen Werte. Eine Null, ein fehlender Wert und ein fehlendes Ziel sind "
        "drei verschiedene Dinge; unbekannt ist\N{NO-BREAK SPACE}„–“.",
    )


def zieltypen_teil() -> html.Section:
    """What the six Zieltypen ask for."""
    spalten = [
        Spalte("Zieltyp", "was", kopf=True),
        Spalte("Was verlangt ist", "", ""),
        Spalte("Erreicht, wenn", "leise", "Erreicht, wenn:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [ZIELTYPEN[zieltyp], satz, erreicht] for zieltyp, (satz, erreicht) in _ZIELTYP_SATZ.items()
    ]
    return html.Section(
        [
            html.H2("Welche Ziele es gibt", id=anker("zieltypen"), tabIndex="-1"),
            html.P(
                "Manche Ziele sind ein Weg (von hier nach dort), manche eine Linie (nicht darunter, nicht darüber). "
                "Der Zieltyp einer Kennzahl steht in ihren Stammdaten und entscheidet, wie gerechnet wird."
            ),
            tabelle(spalten, zeilen, "Die sechs Zieltypen", "zieltypen"),
            *_line_to_hold(),
        ],
        className="karte",
    )


def _line_to_hold() -> list[Component]:
    """A picture of a line to hold, with what the monitor says of it: the ways are shown above."""
    akte, b = HALTEN.akte, HALTEN.bewertung
    satz = kernaussage(akte, b)
    return [
        html.H3("Eine Linie halten: ein Beispiel"),
        html.Figure(
            [
                Svg(draw_lehrbild(akte, b), f"Beispiel: {satz.replace('**', '')}"),
                html.Figcaption(
                    [
                        status_chip(b.stand),
                        " ",
                        *marked(satz),
                        (
                            f" Mit der Toleranz {format_number(akte.kennzahl.toleranz)} ist die Zielerreichung "
                            f"{format_percent(b.zielerreichung, 0)}."
                        ),
                        *beispiel_tag(Herkunft.BEISPIEL),
                    ]
                ),
            ],
            className="halten",
        ),
    ]


def begriffe_teil() -> html.Section:
    """All terms as one list in four groups."""
    gruppen = (
        ("Was gemessen wird", tuple(_messen())),
        ("Was gerechnet wird", tuple(_rechnen())),
        ("Was nur gezeigt wird", tuple(_zeigen())),
        ("Wie es zu lesen ist", tuple(_lesen())),
    )
    teile: list[Component] = [html.H2("Die Begriffe", id="begriffe", tabIndex="-1")]
    for titel, eintraege in gruppen:
        teile += [html.H3(titel), html.Dl([_entry(e) for e in eintraege], className="begriffe")]
    return html.Section(teile, className="karte")


def _entry(eintrag: Eintrag) -> Component:
    formel = [html.Span(eintrag.formel, className="formel")] if eintrag.formel else []
    return html.Div(
        [
            html.Dt(eintrag.name, id=anker(eintrag.begriff), tabIndex="-1"),
            html.Dd([eintrag.text, *formel]),
        ]
    )
