"""Muster: a small report with every kind of block and every kind of words, for the tests of the writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.charts.bullet import draw_bullet
from kek_dashboard.charts.sparkline import draw_sparkline
from kek_dashboard.charts.stand import AUSBLICKE, BILANZEN, STAENDE
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.reports.bericht.bezug import Anzahl, Differenz, kennzahl, zielerreichung
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Aufzaehlung,
    Aussage,
    Beispielzeichen,
    Bericht,
    Bild,
    Block,
    Deckblatt,
    Fett,
    Gremium,
    Kennwert,
    Kennwerte,
    Marke,
    Nebeneinander,
    Seitenwechsel,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Verweis,
    Wert,
    Wertart,
    Wort,
    Zeile,
    Zeilenart,
)

TAG = date(2025, 6, 30)
ADRESSE = "https://kek.example/ueberblick?jahr=2024&wissensstand=2025-06-30"
#: What somebody could write into a cell to harm or to annoy us.
FEINDLICH = (
    '#import "@preview/x:0.1.0": *',
    "#panic() $ x^2 $ <label> @ref *fett* _kursiv_ `roh` \\ // /* */ = - +",
    "=SUMME(A1:A9)",
    "<script>alert(1)</script> & \"'",
    "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung",
    "x" * 300,
    "https://kek.example/" + "ein/sehr/langer/pfad/" * 12 + "?frage=" + "a" * 90,
    "Emoji 😀, 漢字, e\u0301, \u202ertl, \x07 und ein\tTab",
)
_JAHR = 2024
_LANGER_PUNKT = (
    "Zweiter Punkt, so lang, dass er in der nächsten Zeile weitergeht, damit man dort den Einzug sieht,"
    " wie er sein soll."
)
_SPARK = draw_sparkline(
    [(2021, Fraction(61)), (2022, Fraction(64)), (2023, Fraction(62)), (2024, Fraction(70))],
    [(2021, Fraction(61)), (2026, Fraction(80))],
    (2026, Fraction(80)),
    jahre=(2021, 2026),
)
_VERLAUF = (
    '<svg viewBox="0 0 160 60" width="160" height="60"><rect width="160" height="60" fill="var(--paper)"/>'
    '<path d="M5 50L60 40 110 30 155 8" stroke="var(--ink)" stroke-width="2" fill="none"/>'
    '<text x="110" y="26" font-size="9" fill="var(--soft)">82,5 %</text></svg>'
)


def wert(zahl: str | int | None, feld: str = "ist", **mehr: object) -> Wert:
    """A number of the sample."""
    return replace(
        Wert(None if zahl is None else Decimal(zahl), kennzahl(_JAHR, "1.1-01", feld)),
        **mehr,  # type: ignore[arg-type]
    )


def muster(*, beispiel: bool = True, deckblatt: bool = True, zeilen: int = 44) -> Bericht:
    """The sample; ``beispiel``: some of its numbers are invented; ``zeilen``: how long its long table is."""
    return Bericht(
        auftrag=Berichtsauftrag(Berichtsart.FORTSCHRITT, _JAHR, TAG),
        titel="Fortschrittsbericht 2024",
        untertitel="Ziele und Kennzahlen des Kreisentwicklungskonzepts",
        koerperschaft="Landkreis Helmstedt",
        datenstand=date(2025, 5, 12),
        adresse=ADRESSE,
        beispiel=beispiel,
        bloecke=tuple(_bloecke(beispiel, zeilen)),
        deckblatt=_deckblatt() if deckblatt else None,
    )


def _deckblatt() -> Deckblatt:
    return Deckblatt(
        "Landkreis Helmstedt",
        "Referat A · Kreisentwicklung",
        "",
        TAG,
        "Informationsvorlage",
        "Fortschrittsbericht 2024 zum Kreisentwicklungskonzept",
        (
            Gremium("Ausschuss für Wirtschaft und Strategie", date(2025, 9, 3)),
            Gremium("Kreisausschuss", date(2025, 9, 17), oeffentlich=False),
            Gremium("Kreistag"),
        ),
        (("Der Ausschuss nimmt den Fortschrittsbericht zur Kenntnis.",),),
        (
            ("Von ", wert(18, "anzahl", art=Wertart.ANZAHL), " Unterzielen lassen sich ",
             wert(11, "bewertbar", art=Wertart.ANZAHL), " bewerten. ", Fett(("Sieben bleiben offen",)),
             ", weil Zielwerte oder Messwerte fehlen. Was fehlt und wer es liefern kann, steht im Bericht."),
            ("Der Bericht folgt dem Beschluss ", Wort("Drucksache 2018/117"), " und sagt, woher jede Zahl kommt."),
        ),
    )  # fmt: skip


def _bloecke(beispiel: bool, zeilen: int) -> list[Block]:
    return [
        Ueberschrift(1, ("Auf einen Blick",), "blick"),
        Absatz(
            (
                Aussage(
                    "Von 18 Unterzielen sind 7 auf Kurs, 3 liegen hinter dem Plan.",
                    (zielerreichung(_JAHR, "unterziele"),),
                ),
                " Für acht lässt sich nichts sagen.",
            ),
            Absatzart.KERNSATZ,
        ),
        Kennwerte(
            (
                Kennwert(
                    "Unterziele auf Kurs",
                    (wert(7, "a", art=Wertart.ANZAHL),),
                    ("von ", wert(18, "b", art=Wertart.ANZAHL)),
                ),
                Kennwert("Zielerreichung im Mittel", (wert("0.625", "c", art=Wertart.PROZENT, beispiel=beispiel),)),
                Kennwert("Mittel für Ziele", (wert("4210000", "d", art=Wertart.EURO_KURZ),), ("im Haushaltsjahr",)),
                Kennwert("Überfällige Zahlen", (wert(None, "e"),), (Marke(STAENDE[Stand.DATEN_UEBERFAELLIG]),)),
            )
        ),
        Absatz(
            (
                "Ein gewöhnlicher Absatz mit ", Fett(("fetten Worten und ", wert(12, "f"))), ", dem Zeichen ",
                Marke(STAENDE[Stand.AUF_KURS]), ", noch einmal nur ", Marke(STAENDE[Stand.AUF_KURS], nur_zeichen=True),
                ", einem Wert ", wert("82.5", "g", einheit="%", beispiel=beispiel), ", einem ",
                Verweis("Verweis auf die Seite", ADRESSE), ", einem ", Verweis("Sprung zu den Tabellen", "#tabellen"),
                " und dem Etikett ", Beispielzeichen(), ". Darunter: „Anführungen“, – Striche −, · → ≥ ≤ ◆ m² CO₂ ½ €.",
            )
        ),
        Ueberschrift(2, ("Listen",)),
        Aufzaehlung((("Erster Punkt der Liste.",), (_LANGER_PUNKT,), ("Dritter Punkt.",))),
        Aufzaehlung((("Zuerst dieses.",), ("Dann jenes mit ", wert(3, "h"), ".")), nummeriert=True),
        Ueberschrift(3, ("Arten von Absätzen",)),
        Absatz(("Ein Hinweis: Diese Kennzahl hat einen Reihenbruch.",), Absatzart.HINWEIS),
        Absatz((Wort("„Der Landkreis soll bis zum Zieljahr ein Ort sein, an dem man gerne lebt.“"),), Absatzart.ZITAT),
        Absatz(("Kleingedrucktes: Quelle Landesamt für Statistik.",), Absatzart.KLEIN),
        Nebeneinander(
            (
                (Bild(_VERLAUF, "Der Anteil steigt von 61 auf 82,5 Prozent.", 95, 36, ("Anteil in Prozent",)),),
                (
                    Ueberschrift(3, ("Daneben",)),
                    Absatz((Marke(AUSBLICKE[Ausblick.ZU_LANGSAM]),)),
                    Absatz((Marke(BILANZEN[Bilanz.TEILWEISE_ERREICHT]),)),
                    Bild(draw_bullet(Fraction(3, 5), Fraction(3, 4), "good"), "", 40, 6, schmuck=True),
                ),
            ),
            (2.0, 1.0),
        ),
        Seitenwechsel(),
        Ueberschrift(1, ("Tabellen",), "tabellen"),
        Absatz(("Eine lange Tabelle mit Gruppen, Zeichen und kleinen Verläufen.",)),
        _long_table(beispiel, zeilen),
        Ueberschrift(2, ("Feindliche Texte",)),
        Tabelle(
            "Was jemand schreiben könnte",
            (Spalte("Nr.", Spaltenart.ZAHL), Spalte("Text", anteil=1.0)),
            tuple(Zeile(((wert(i, "nr"),), (Wort(text),))) for i, text in enumerate(FEINDLICH, 1)),
        ),
        Seitenwechsel(quer=True),
        Ueberschrift(1, ("Ein Blatt im Querformat",)),
        _money_table(),
        Seitenwechsel(),
        Ueberschrift(1, ("Wieder im Hochformat",)),
        Absatz((Wort(FEINDLICH[5]), " ", Wort(FEINDLICH[6]))),
    ]  # fmt: skip


def _long_table(beispiel: bool, zeilen: int) -> Tabelle:
    reihen: list[Zeile] = []
    for i in range(zeilen):
        if i % 8 == 0:
            reihen.append(
                Zeile(
                    ((Wort(f"{i // 8 + 1}.{i % 3 + 1} Gruppe von Kennzahlen mit einem Namen"),),),
                    Zeilenart.GRUPPE,
                )
            )
        stand = list(STAENDE.values())[i % len(STAENDE)]
        name = "Anteil der Schulabgängerinnen und Schulabgänger ohne Abschluss" if i % 3 else "Einwohnerzahl"
        reihen.append(
            Zeile(
                (
                    (Wort(f"{i:03} {name}"),),
                    Bild(_SPARK, "", 22, 6, schmuck=True),
                    (wert(f"{60 + i}.5", f"ist{i}", stellen=1, beispiel=beispiel and i % 5 == 0),),
                    (wert(None if i % 4 == 0 else 80, f"ziel{i}"),),
                    (wert("-0.035", f"abw{i}", art=Wertart.PROZENT, vorzeichen=True),),
                    (Marke(stand),),
                )
            )
        )
    return Tabelle(
        "Kennzahlen im Vergleich",
        (
            Spalte("Kennzahl", anteil=1.0), Spalte("Verlauf", Spaltenart.BILD), Spalte("Ist 2024", Spaltenart.ZAHL),
            Spalte("Ziel 2024", Spaltenart.ZAHL), Spalte("Abweichung", Spaltenart.ZAHL),
            Spalte("Stand", Spaltenart.MARKE),
        ),
        tuple(reihen),
        ("Abweichung: Ist gegen Ziel.",),
    )  # fmt: skip


def _money_table() -> Tabelle:
    texte: list[Text] = [
        (Wort("Förderung der Kultur"),),
        (Wort('=HYPERLINK("x")'),),
        (Wort("Breitbandausbau"),),
    ]
    teile = [(t, Decimal(n) * Decimal("111111.11")) for n, t in enumerate(texte, 3)]
    zeilen = [
        Zeile(
            (t, *[(Wert(b * j, zielerreichung(_JAHR, "x"), Wertart.EURO, beispiel=True),) for j in (1, 2, 3)])
        )
        for t, b in teile
    ]
    summe = sum((b for _, b in teile), Decimal())
    anzahl = Anzahl(zielerreichung(_JAHR, "kennzahlen"), (("stand", ("erreicht",)),))
    zeilen.append(
        Zeile(
            (
                ("Summe",),
                *[
                    (Wert(summe * j, Differenz(anzahl, anzahl), Wertart.EURO, beispiel=True),)
                    for j in (1, 2, 3)
                ],
            ),
            Zeilenart.SUMME,
        )
    )
    return Tabelle(
        "Aufwendungen nach Jahren",
        (
            Spalte("Produkt", anteil=1.0),
            *[Spalte(f"{jahr} in €", Spaltenart.ZAHL) for jahr in (2023, 2024, 2025)],
        ),
        tuple(zeilen),
    )
