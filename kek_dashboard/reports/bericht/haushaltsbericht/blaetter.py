"""Blätter: one block for each wesentliches Produkt, made to be put into the Haushaltsplan (§ 4 Abs. 7 KomHKVO)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.haushalt import Positionsart, Produkt, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.produktblatt import Planspalte, Produktblatt, planwert
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports.bericht.bezug import Anzahl
from kek_dashboard.reports.bericht.durchgang import plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Block,
    Fett,
    Seitenwechsel,
    Spalte,
    Spaltenart,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Wert,
    Wort,
    Zeile,
)
from kek_dashboard.reports.bericht.form import Wertart as Zahlart
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage
from kek_dashboard.reports.bericht.haushaltsbericht.matrix import short_name

NORM: Final = "§\N{NO-BREAK SPACE}4 Abs.\N{NO-BREAK SPACE}7 KomHKVO"
SPALTEN_WORT: Final = {
    Wertart.ERGEBNIS: "Ergebnis",
    Wertart.VORLAEUFIGES_ERGEBNIS: "vorläufiges Ergebnis",
    Wertart.ANSATZ: "Ansatz",
    Wertart.PLANUNG: "Planung",
}
LESEHILFE: Final = (
    "Beträge in vollen Euro. Bei Kennzahlen steht unter „Ergebnis“ der Istwert, unter „Ansatz“ und „Planung“ der "
    "Zielwert des Jahres: ein beschlossener Wert oder, zwischen zwei beschlossenen Jahren, der Wert auf dem "
    "Zielpfad. Für Jahre nach dem letzten Zieljahr ist nichts festgelegt; dann steht „–“."
)
KEINE: Final = (
    "In den Stammdaten ist für dieses Jahr kein Produkt als wesentlich bezeichnet. Welche es sind, legt der "
    "Landkreis fest; geliefert wird es mit den Stammdaten im Blatt „Produkte“."
)
#: How high a sheet and its parts are, in mm, and how many letters a line of a cell takes.
_SEITE, _UEBERSCHRIFT, _BLOCK, _ZEILE = 250.0, 12.0, 27.0, 3.9
_ZEICHEN_INHALT, _ZEICHEN_NAME = 90, 32
BESCHREIBUNG_FEHLT: Final = (
    "In den Stammdaten des Monitors gibt es kein Feld für die Beschreibung eines Produkts; dort steht „–“ und ist im "
    "Haushaltsplan zu ergänzen."
)
GELD: Final = (
    ("Erträge", Positionsart.ERTRAEGE),
    ("Aufwendungen", Positionsart.AUFWENDUNGEN),
    ("Saldo", None),
    ("Investive Einzahlungen", Positionsart.INVESTIVE_EINZAHLUNGEN),
    ("Investive Auszahlungen", Positionsart.INVESTIVE_AUSZAHLUNGEN),
)


def blaetter(lage: Haushaltslage) -> Iterator[Block]:
    """All wesentliche Produkte; each Teilhaushalt begins on a sheet of its own, so that it can be taken out."""
    yield Ueberschrift(1, ("Wesentliche Produkte mit Zielen und Kennzahlen",))
    if not lage.blaetter:
        yield Absatz((KEINE,))
        return
    yield from _einleitung(lage)
    for teil, produkte in groupby(lage.blaetter, key=lambda blatt: blatt.produkt.teilhaushalt):
        yield Seitenwechsel()
        name = lage.teilhaushalt_namen.get(teil, "")
        yield Ueberschrift(2, (Wort(f"{short_name(teil)} {name}".strip()),))
        frei = _SEITE - _UEBERSCHRIFT
        for blatt in produkte:
            hoehe = _height(lage, blatt)
            if hoehe > frei and frei < _SEITE - _UEBERSCHRIFT:
                yield Seitenwechsel()
                frei = _SEITE
            frei -= hoehe
            yield from _blatt(lage, blatt)


def _height(lage: Haushaltslage, blatt: Produktblatt) -> float:
    """About how many mm of a sheet a block takes: a block that is divided cannot be put into a Haushaltsplan."""
    angaben = sum(_lines(plain(inhalt), _ZEICHEN_INHALT) for _, inhalt in _angaben(lage, blatt))
    namen = (lage.stand.akten[nr].kennzahl for nr in blatt.kennzahlen)
    kennzahlen = sum(_lines(f"{k.nr} {k.bezeichnung} ({k.einheit})", _ZEICHEN_NAME) for k in namen)
    geld = sum(_is_shown(blatt, art) for _, art in GELD)
    return _BLOCK + _ZEILE * (angaben + max(kennzahlen, 1) + geld)


def _lines(text: str, je_zeile: int) -> int:
    return 1 + len(text) // je_zeile


def _einleitung(lage: Haushaltslage) -> Iterator[Block]:
    """What the blocks are for, and what is still missing for the Haushaltsplan."""
    yield Absatz(
        (
            (
                "Der Haushaltsplan beschreibt in jedem Teilhaushalt die wesentlichen Produkte mit ihren Zielen und "
                "bestimmt dazu Kennzahlen zur Zielerreichung ("
            ),
            Wort(NORM), "). Hier steht für jedes der ", lage.anzahl(len(lage.blaetter), "wesentliche_produkte"),
            " wesentlichen Produkte ein Block; jeder Teilhaushalt beginnt auf einem neuen Blatt.",
        )
    )  # fmt: skip
    yield Absatz((LESEHILFE, " ", BESCHREIBUNG_FEHLT), Absatzart.KLEIN)
    yield Tabelle(
        f"Wesentliche Produkte {lage.jahr} und was ihnen noch fehlt",
        (
            Spalte("Produkt", anteil=1.0),
            Spalte("Kennzahlen", Spaltenart.ZAHL),
            Spalte("Aufwendungen in Euro", Spaltenart.ZAHL),
            Spalte("es fehlt (außer der Beschreibung)", anteil=0.5),
        ),
        tuple(_overview_row(lage, blatt) for blatt in lage.blaetter),
    )


def _overview_row(lage: Haushaltslage, blatt: Produktblatt) -> Zeile:
    fehlt = missing(lage, blatt)
    ansatz = next(s for s in lage.spalten if s.jahr == lage.jahr)
    aufwand = Positionsart.AUFWENDUNGEN
    kennzahlen = Anzahl(lage.stelle(*_place(blatt), "kennzahlen"))
    return Zeile(
        (
            (Wort(f"{blatt.produkt.produkt} {blatt.produkt.bezeichnung}"),),
            (Wert(len(blatt.kennzahlen), kennzahlen, Zahlart.ANZAHL, beispiel=lage.is_beispiel),),
            (
                lage.euro(
                    blatt.betrag(ansatz, aufwand), *_place(blatt), "spalten", f"nr={ansatz.nr}", aufwand.value
                ),
            ),
            (Fett((", ".join(fehlt),)),) if fehlt else ("nichts",),
        )
    )


def missing(lage: Haushaltslage, blatt: Produktblatt) -> tuple[str, ...]:
    """What a block lacks of what the law asks for, in words."""
    fehlt = []
    if not blatt.produkt.ziele:
        fehlt.append("Ziele")
    if not blatt.kennzahlen:
        fehlt.append("Kennzahl")
    elif not any(_has_target(lage, nr) for nr in blatt.kennzahlen):
        fehlt.append("Zielwert der Kennzahl")
    if not blatt.produkt.fachbereich:
        fehlt.append("Verantwortliche")
    if not blatt.zeilen:
        fehlt.append("Zeilen im Plan")
    return tuple(fehlt)


def _has_target(lage: Haushaltslage, nr: str) -> bool:
    v = planwert(lage.gesamt.kennzahlen[nr], lage.jahr)
    return v.soll is not None or v.grenzen is not None


def column_head(spalte: Planspalte) -> str:
    """A column as the Haushaltsplan heads it."""
    return f"{SPALTEN_WORT[spalte.wertart]} {spalte.jahr}"


def is_result(spalte: Planspalte) -> bool:
    """Whether a column says what was, not what is planned."""
    return spalte.wertart in {Wertart.ERGEBNIS, Wertart.VORLAEUFIGES_ERGEBNIS}


def _blatt(lage: Haushaltslage, blatt: Produktblatt) -> Iterator[Block]:
    produkt = blatt.produkt
    yield Ueberschrift(3, (Wort(f"{produkt.produkt} {produkt.bezeichnung}"),))
    yield Tabelle(
        f"Angaben zum Produkt {produkt.produkt}",
        (Spalte("Angabe", anteil=0.28), Spalte("Inhalt", anteil=1.0)),
        tuple(Zeile(((wort,), inhalt)) for wort, inhalt in _angaben(lage, blatt)),
        zeige_titel=False,
        dicht=True,
    )
    yield Tabelle(
        "Kennzahlen zur Zielerreichung",
        _columns(lage, "Kennzahl (Einheit)"),
        tuple(_kennzahl_row(lage, blatt, nr) for nr in blatt.kennzahlen) or (_no_kennzahl(lage),),
        dicht=True,
    )
    yield Tabelle(
        "Haushalt in Euro",
        _columns(lage, "Art"),
        tuple(_geld_row(lage, blatt, wort, art) for wort, art in GELD if _is_shown(blatt, art)),
        dicht=True,
    )


def _columns(lage: Haushaltslage, erste: str) -> tuple[Spalte, ...]:
    """The same columns in both tables of a block, so that year stands below year."""
    return (Spalte(erste, anteil=1.0), *(Spalte(column_head(s), Spaltenart.ZAHL, 0.42) for s in lage.spalten))


def _angaben(lage: Haushaltslage, blatt: Produktblatt) -> Iterator[tuple[str, Text]]:
    produkt = blatt.produkt
    yield "Verantwortlich", (Wort(responsible(lage, produkt)),)
    yield "Beschreibung", (UNKNOWN,)
    yield "Ziele", (Wort(produkt.ziele or UNKNOWN),)
    yield "Strategische Ziele", _strategic(lage, blatt)
    massnahmen: list[Teil] = []
    for nr in blatt.massnahmen:
        massnahmen += ["; " if massnahmen else "", Wort(f"{nr} {lage.stand.massnahmen[nr].bezeichnung}")]
    yield "Maßnahmen", tuple(massnahmen) or (UNKNOWN,)


def responsible(lage: Haushaltslage, produkt: Produkt) -> str:
    """The Fachbereich with its head, as far as known."""
    if not produkt.fachbereich:
        return UNKNOWN
    bereich = lage.stand.organisation.get(produkt.fachbereich)
    leitung = "" if bereich is None else bereich.leitung
    return f"{produkt.fachbereich} · {leitung}" if leitung else produkt.fachbereich


def goals_of(lage: Haushaltslage, blatt: Produktblatt) -> tuple[str, ...]:
    """The Unterziele that lines of the Produkt serve, by number."""
    eigene = {nr for p in lage.produkte if p.produkt == blatt.produkt.produkt for nr in p.je_unterziel}
    return tuple(nr for nr in lage.mittel.je_unterziel if nr in eigene)


def _strategic(lage: Haushaltslage, blatt: Produktblatt) -> Text:
    teile: list[Teil] = []
    for nr in goals_of(lage, blatt):
        teile += ["; " if teile else "", Wort(f"{nr} {lage.ziel_name(nr)}".strip())]
    return tuple(teile) or ("keinem strategischen Ziel zugeordnet",)


def _no_kennzahl(lage: Haushaltslage) -> Zeile:
    return Zeile((("noch keine bestimmt",), *((UNKNOWN,) for _ in lage.spalten)))


def _place(blatt: Produktblatt) -> tuple[str, str]:
    return "wesentliche_produkte", f"produkt={blatt.produkt.produkt}"


def _kennzahl_row(lage: Haushaltslage, blatt: Produktblatt, nr: str) -> Zeile:
    akte = lage.stand.akten[nr]
    einheit = akte.kennzahl.einheit
    name = f"{nr} {akte.kennzahl.bezeichnung}" + (f" ({einheit})" if einheit else "")
    return Zeile(((Wort(name),), *(_kennzahl_cell(lage, blatt, akte, s) for s in lage.spalten)))


def _kennzahl_cell(lage: Haushaltslage, blatt: Produktblatt, akte: Kennzahlakte, spalte: Planspalte) -> Text:
    """Ist in the column of results, else Soll or the borders of a Korridor."""
    b = lage.gesamt.kennzahlen[akte.nr]
    v = planwert(b, spalte.jahr)
    wo = (*_place(blatt), "kennzahlen", f"nr={akte.nr}", "spalten", f"nr={spalte.nr}")
    form, beispiel = werteform(akte), b.herkunft is Herkunft.BEISPIEL
    if is_result(spalte):
        ist = None if v.ist is None else v.ist.wert
        gemessen = v.ist is not None and any(_is_made_up(akte, m.herkunft) for m in v.ist.aus)
        return (Wert(ist, lage.stelle(*wo, "ist"), stellen=form.stellen_of(ist), beispiel=gemessen),)
    if v.grenzen is None:
        stellen = form.stellen_gerechnet(v.soll)
        return (Wert(v.soll, lage.stelle(*wo, "soll"), stellen=stellen, beispiel=beispiel),)
    unten, oben = (
        Wert(grenze, lage.stelle(*wo, name), stellen=form.stellen_of(grenze), beispiel=beispiel)
        for grenze, name in zip(v.grenzen, ("untergrenze", "obergrenze"), strict=True)
    )
    return (unten, " bis ", oben)


def _is_made_up(akte: Kennzahlakte, herkunft: Herkunft | None) -> bool:
    return (herkunft or akte.kennzahl.herkunft) is Herkunft.BEISPIEL


def _is_shown(blatt: Produktblatt, art: Positionsart | None) -> bool:
    """Investive rows only where the Produkt has any; the others always, so that a gap is seen."""
    fest = {None, Positionsart.ERTRAEGE, Positionsart.AUFWENDUNGEN}
    return art in fest or any(art in je_art for je_art in blatt.betraege.values())


def _geld_row(lage: Haushaltslage, blatt: Produktblatt, wort: str, art: Positionsart | None) -> Zeile:
    feld = "saldo" if art is None else art.value
    werte = (
        lage.euro(
            blatt.saldo(s) if art is None else blatt.betrag(s, art),
            *_place(blatt),
            "spalten",
            f"nr={s.nr}",
            feld,
        )
        for s in lage.spalten
    )
    return Zeile(((wort,), *((wert,) for wert in werte)))
