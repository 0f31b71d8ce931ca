"""Prognose: where the Haushalt of the quarter's year is going, beside its plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.vollzug import Vollzug, Vollzugssumme
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.bezug import Anteil, Anzahl
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.liste import Liste
from kek_dashboard.reports.bericht.form import Spalte, Spaltenart, Tabelle, Text, Wert, Wertart, Wort, Zeile
from kek_dashboard.reports.bericht.kennzahlwort import kurz

_HAUS = ((Positionsart.AUFWENDUNGEN, "Aufwendungen"), (Positionsart.ERTRAEGE, "Erträge"))
_SPALTEN = (
    Spalte("Haushalt", anteil=6),
    Spalte("Ansatz", Spaltenart.ZAHL, anteil=2.2),
    Spalte("Prognose", Spaltenart.ZAHL, anteil=2.2),
    Spalte("Abweichung", Spaltenart.ZAHL, anteil=2.2),
    Spalte("in Prozent", Spaltenart.ZAHL, anteil=1.8),
)


def forecast(lage: Lage) -> Liste:
    """Prognose beside Ansatz: Aufwendungen and Erträge of the house, then the Teilhaushalte that deviate most."""
    vollzug, jahr = lage.vollzug, lage.quartal.jahr
    titel, name = "Wohin läuft der Haushalt?", f"Prognose neben Ansatz im Haushaltsjahr {jahr}"
    if vollzug is None or vollzug.prognose_stichtag is None:
        leer: Text = (Wort(f"Für das Haushaltsjahr {jahr} liegt keine Prognose vor."),)
        return Liste(titel, Tabelle(name, _SPALTEN, ()), (), leer)
    herkunft = weakest(zeile.herkunft for zeile in vollzug.zeilen)
    haus = [(wort, ("summen", art.value), vollzug.summe(art)) for art, wort in _HAUS]
    teile = _deviating(vollzug)
    teil = [
        (
            kurz(f"Teilhaushalt {nr} {wort}".strip()),
            ("teilhaushalte", f"nr={nr}", Positionsart.AUFWENDUNGEN.value),
            s,
        )
        for nr, wort, s in teile
    ]
    alle = bezug.vollzug(jahr, "teilhaushalte")
    tag = format_date(vollzug.prognose_stichtag)
    fuss: Text = (Wort(f"Haushaltsjahr {jahr}, Prognose vom {tag}; je Teilhaushalt die Aufwendungen."),)
    return Liste(
        titel,
        Tabelle(
            name,
            _SPALTEN,
            tuple(
                Zeile(((Wort(wort),), *_amounts(jahr, pfad, s, herkunft))) for wort, pfad, s in (*haus, *teil)
            ),
            fuss,
        ),
        (
            *(Anzahl(bezug.vollzug(jahr, *pfad)) for _, pfad, _ in haus),
            *(Anzahl(alle, (("nr", (nr,)),)) for nr, _, _ in teile),
        ),
        (),
        herkunft,
    )


def _deviating(vollzug: Vollzug) -> Sequence[tuple[str, str, Vollzugssumme]]:
    """The Teilhaushalte whose Aufwendungen are expected to be others than planned, the largest deviation first."""
    summen = [
        (nr, name, vollzug.summe(Positionsart.AUFWENDUNGEN, nr)) for nr, name in vollzug.teilhaushalte()
    ]
    anders = [(nr, name, s) for nr, name, s in summen if s.abweichung]
    return sorted(anders, key=lambda teil: (-abs(teil[2].abweichung or Decimal(0)), nummer_key(teil[0])))


def _amounts(jahr: int, pfad: tuple[str, ...], summe: Vollzugssumme, herkunft: Herkunft) -> Iterator[Text]:
    """Ansatz, Prognose, deviation in euros and as a share of the Ansatz."""
    is_beispiel = herkunft is Herkunft.BEISPIEL
    for feld, eur in (
        ("ansatz", summe.ansatz),
        ("prognose", summe.prognose),
        ("abweichung", summe.abweichung),
    ):
        stelle = bezug.vollzug(jahr, *pfad, feld)
        yield (Wert(eur, stelle, Wertart.EURO_KURZ, vorzeichen=feld == "abweichung", beispiel=is_beispiel),)
    anteil = None
    if summe.abweichung is not None and summe.ansatz:
        anteil = Fraction(summe.abweichung) / Fraction(summe.ansatz)
    geteilt = Anteil(bezug.vollzug(jahr, *pfad, "abweichung"), bezug.vollzug(jahr, *pfad, "ansatz"))
    yield (Wert(anteil, geteilt, Wertart.PROZENT, vorzeichen=True, beispiel=is_beispiel),)
