"""Methode: how the figures came about, on one sheet, and the files they came from."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.charts.quellenangabe import lizenz_of
from kek_dashboard.charts.regeln import ausblick_regeln, stand_regeln
from kek_dashboard.charts.stand import STAENDE
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import Anzahl, zielerreichung
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Aufzaehlung,
    Block,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import UNBEKANNT, anzahl, joined, marke
from kek_dashboard.reports.bericht.grenzen import mindestabdeckung, regel

_HERKUNFT = {
    Herkunft.AMTLICH: "amtlich",
    Herkunft.INTERN: "der Verwaltung",
    Herkunft.BEISPIEL: "Beispiel (erfunden)",
}
_SHA_KURZ = 12


def methode(lage: Lage) -> Iterator[Block]:
    """The sheet on the method. Its borders are those of the rule itself; they are no figures of the data."""
    yield Ueberschrift(1, ("Wie kommen die Urteile zustande?",), "methode")
    yield Absatz(
        (
            (
                "Zwei Fragen, zwei Antworten: Der Stand sagt, wie weit der Weg gegangen ist. Der Ausblick sagt, ob das "
                "Ziel beim Tempo der letzten Jahre erreicht wird. Beide werden nie miteinander verrechnet. Eine Null, "
                "ein fehlender Wert und ein fehlendes Ziel sind drei verschiedene Dinge."
            ),
        )
    )
    yield _rules(lage.jahr)
    yield Ueberschrift(2, ("Von der Kennzahl zum Ziel",))
    yield Aufzaehlung(
        (
            (
                (
                    "Zielerreichung einer Kennzahl: der Anteil des Weges vom Ausgangswert zum Ziel, der gegangen ist. "
                    "Verglichen wird mit dem Soll desselben Jahres, nicht mit dem Ziel am Ende."
                ),
            ),
            (
                (
                    "Zielerreichung eines Unterziels: das nach Gewicht gemittelte Ergebnis seiner bewertbaren "
                    "Kennzahlen. Unter "
                ),
                mindestabdeckung(lage.jahr),
                " Abdeckung gibt es keine Zahl: Schweigen bringt nichts ein.",
            ),
            (
                (
                    "Solange eine Kennzahl deutlich hinter Plan liegt oder in die falsche Richtung geht, ist ihr "
                    "Unterziel nie auf Kurs: Eine gute Kennzahl verdeckt keine schlechte."
                ),
            ),
            (
                (
                    "Für das Leitbild gibt es keine einzelne Zahl. Geld und der Fortschritt von Maßnahmen gehen in "
                    "kein Urteil ein."
                ),
            ),
            (
                (
                    "Es zählt nur, was am Wissensstand freigegeben war, und nur Werte bis zum Berichtsjahr; Ziele "
                    "zählen in der Fassung, die am Wissensstand galt."
                ),
            ),
        )
    )
    yield Absatz(
        (
            "Auf dem Blatt eines Unterziels sind die Verläufe der Kennzahlen gezeigt, die am weitesten hinter ihrem ",
            "Soll liegen; alle stehen in der Tabelle. Die Rechenregel folgt den deutschen Nachhaltigkeitsindikatoren ",
            "(Destatis) und den Vereinten Nationen (UN ESCAP). Der Rechenweg jeder Kennzahl mit ihren eigenen Zahlen ",
            "steht auf dem Bildschirm.",
        ),
        Absatzart.KLEIN,
    )


def _rules(jahr: int) -> Tabelle:
    stand, ausblick = stand_regeln(), ausblick_regeln()
    zeilen = [Zeile((("Stand: Wie weit sind wir?",),), Zeilenart.GRUPPE)]
    zeilen += [Zeile(((marke(s),), (regel(jahr, stand[s]),))) for s in STAENDE if s in stand]
    zeilen.append(Zeile((("Ausblick: Kommen wir an?",),), Zeilenart.GRUPPE))
    zeilen += [Zeile(((marke(a),), (regel(jahr, ausblick[a]),))) for a in Ausblick]
    return Tabelle(
        "Stand und Ausblick",
        (Spalte("Urteil", Spaltenart.MARKE, 0.34), Spalte("Es gilt das Erste, das zutrifft", anteil=1.0)),
        tuple(zeilen),
        zeige_titel=False,
        dicht=True,
    )


def quellen(lage: Lage) -> Iterator[Block]:
    """Where the figures come from: by Herkunft, with what may be done with them, and file by file."""
    yield Ueberschrift(1, ("Woher kommen die Zahlen?",), "quellen")
    tag = lage.quelle.datenstand
    if tag is None:
        yield Absatz(("Noch ist keine Lieferung freigegeben.",), Absatzart.KERNSATZ)
        return
    yield Absatz(
        (
            "Grundlage ist alles, was am ",
            Wort(format_date(lage.quelle.wissensstand)),
            " freigegeben war; die neueste Freigabe ist vom ",
            Wort(format_date(tag)),
            ".",
        )
    )
    yield from _origins(lage)
    yield _files(lage)


def _origins(lage: Lage) -> Iterator[Block]:
    """How many judgements are official, internal, made up, and the licence of the values."""
    bewertungen = lage.gesamt.kennzahlen.values()
    if not bewertungen:
        return
    liste = zielerreichung(lage.jahr, "kennzahlen")
    zahlen = [
        (anzahl(zahl, Anzahl(liste, (("herkunft", (art.value,)),))), f" {_HERKUNFT[art]}")
        for art in Herkunft
        if (zahl := sum(b.herkunft is art for b in bewertungen))
    ]
    yield Absatz(
        (
            "Urteile über Kennzahlen nach Herkunft: ",
            *joined(zahlen),
            ". Ist auch nur eine Eingabe ein Beispiel, gilt das ganze Urteil als Beispiel.",
        )
    )
    je_art = {a.kennzahl.herkunft: a.kennzahl for a in lage.stand.eigene_akten.values()}
    punkte: list[Text] = [(Wort(lizenz_of(je_art[art])),) for art in Herkunft if art in je_art]
    yield Aufzaehlung(tuple(punkte))


def _files(lage: Lage) -> Tabelle:
    lieferungen = sorted(lage.stand.lieferungen.values(), key=lambda f: f.nr)
    return Tabelle(
        "Freigegebene Lieferungen",
        (
            Spalte("Nr.", Spaltenart.ZAHL),
            Spalte("Datei", anteil=1.3),
            Spalte("Absender", anteil=0.9),
            Spalte("freigegeben"),
            Spalte("SHA-256 (Anfang)"),
        ),
        tuple(
            Zeile(
                (
                    (Wort(str(f.nr)),),
                    (Wort(f.dateiname),),
                    (Wort(f.fachbereich or f.absender),) if f.fachbereich or f.absender else UNBEKANNT,
                    (Wort(format_date(f.freigegeben_am)),),
                    (Wort(f.sha256[:_SHA_KURZ]),),
                )
            )
            for f in lieferungen
        ),
        dicht=True,
    )
