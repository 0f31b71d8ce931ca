"""Kennzahlwort: values of a Kennzahl as numbers of a report, and names short enough for a line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahreswerte import wert_herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import NO_BREAK_SPACE
from kek_dashboard.reports.bericht.bezug import Bezug
from kek_dashboard.reports.bericht.form import Wert, Wertart, Wort

#: So many letters of a name stand in a sentence or a cell; what is longer ends in „…“.
NAME_LANG = 64


def gemessen(
    akte: Kennzahlakte,
    zahl: Fraction | Decimal | None,
    bezug: Bezug,
    herkunft: Herkunft,
    *,
    mit_einheit: bool = True,
) -> Wert:
    """A measured value or a target, with the decimals that the page gives it."""
    form = werteform(akte)
    return Wert(
        zahl,
        bezug,
        einheit=form.einheit if mit_einheit else "",
        stellen=form.stellen_of(zahl),
        beispiel=herkunft is Herkunft.BEISPIEL,
    )


def newest(akte: Kennzahlakte, b: Bewertung, bezug: Bezug, *, mit_einheit: bool = True) -> Wert:
    """The Ist of a judgement; labelled by where the value itself comes from, not by its target."""
    herkunft = wert_herkunft(akte, b.jahreswerte[-1]) if b.jahreswerte else b.herkunft
    return gemessen(akte, b.ist, bezug, herkunft, mit_einheit=mit_einheit)


def gerechnet(
    akte: Kennzahlakte,
    zahl: Fraction | None,
    bezug: Bezug,
    herkunft: Herkunft,
    neben: Fraction | None = None,
) -> Wert:
    """A computed value (Soll, Prognose) with its unit, with the decimals that the page gives it beside ``neben``."""
    form = werteform(akte)
    return Wert(
        zahl,
        bezug,
        einheit=form.einheit,
        stellen=form.stellen_gerechnet(zahl, neben),
        beispiel=herkunft is Herkunft.BEISPIEL,
    )


def je_jahr(akte: Kennzahlakte, zahl: Fraction | None, bezug: Bezug, herkunft: Herkunft) -> Wert:
    """A change a year with its sign; between percentages it is in Prozentpunkten."""
    form = werteform(akte)
    return Wert(
        zahl,
        bezug,
        einheit="Prozentpunkte" if form.einheit == "%" else form.einheit,
        stellen=form.stellen_gerechnet(zahl),
        vorzeichen=True,
        beispiel=herkunft is Herkunft.BEISPIEL,
    )


def anzahl(zahl: int, bezug: Bezug, herkuenfte: Iterable[Herkunft] = ()) -> Wert:
    """How many; made up where anything that was looked through for it is."""
    return Wert(zahl, bezug, Wertart.ANZAHL, beispiel=Herkunft.BEISPIEL in set(herkuenfte))


def kurz(text: str, lang: int = NAME_LANG) -> str:
    """A text of at most so many letters, cut between words where it has any.

    >>> kurz("Ausbau der Krippenplätze gemeinsam mit den Gemeinden", 30).replace(NO_BREAK_SPACE, " ")
    'Ausbau der Krippenplätze …'
    >>> kurz("Donaudampfschifffahrt", 8).replace(NO_BREAK_SPACE, " ")
    'Donaud …'
    """
    text = " ".join(text.split())
    if len(text) <= lang:
        return text
    knapp = text[: lang - 1].rpartition(" ")[0]
    return (knapp if len(knapp) * 2 > lang else text[: lang - 2].rstrip()) + f"{NO_BREAK_SPACE}…"


def kennzahl_name(stand: Datenstand, nr: str, lang: int = NAME_LANG) -> Wort:
    """Number and name of a Kennzahl; its number alone where it is not known."""
    akte = stand.akten.get(nr)
    return Wort(nr if akte is None else f"{nr} {kurz(akte.kennzahl.bezeichnung, lang)}")


def ziel_name(stand: Datenstand, nr: str, lang: int = NAME_LANG) -> Wort:
    """Number and short title of a Ziel; its number alone where it is not known."""
    ziel = stand.ziele.get(nr)
    return Wort(nr if ziel is None else f"{nr} {kurz(ziel.kurztitel, lang)}")
