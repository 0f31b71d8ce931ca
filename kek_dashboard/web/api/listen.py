"""Listen: the lists the API hands out; each is the rows of ``domain.offenlegung`` and what they may be asked by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from kek_dashboard.domain import offenlegung as o
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung
from kek_dashboard.reports.offenedaten import tabellen as t
from kek_dashboard.reports.offenedaten.form import Tabelle
from kek_dashboard.web.data import Daten

Zeilen = Iterable[Any]
Filter = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Liste:
    """One list: ``name`` is its address, ``tabelle`` says what its columns are, ``filter`` picks among its rows.

    ``build`` makes all rows of a Datenstand; they are kept, and picked from at each request. ``einzeln``: the
    address ``name/{nr}`` gives the row with this ``nr``. ``has_zielsystem``: its rows go by Zielsystem.
    """

    name: str
    satz: str
    tabelle: Tabelle
    build: Callable[[Daten, Datenstand], Zeilen]
    filter: Mapping[str, Filter]
    einzeln: str = ""
    has_zielsystem: bool = True

    @property
    def goes_by_berichtsjahr(self) -> bool:
        """Whether each row belongs to a Berichtsjahr, of which there are few."""
        return "berichtsjahr" in {spalte.name for spalte in self.tabelle.spalten}


def _of_akten(rows: Callable[[Datenstand, Kennzahlakte], Zeilen]) -> Callable[[Daten, Datenstand], Zeilen]:
    """Rows that each open Kennzahl brings."""
    return lambda _, stand: chain.from_iterable(rows(stand, akte) for akte in o.akten_hier(stand))


def _of_years(rows: Callable[[Datenstand, Any], Zeilen]) -> Callable[[Daten, Datenstand], Zeilen]:
    """Rows of each Berichtsjahr, from figures that pages ask for too."""
    return lambda daten, stand: chain.from_iterable(
        rows(stand, daten.gesamtbewertung(stand, jahr)) for jahr in o.offene_jahre(stand)
    )


def _bewertungen_hier(stand: Datenstand, gesamt: Gesamtbewertung) -> Zeilen:
    """The Kennzahlen of this view at one Berichtsjahr."""
    hier = {akte.nr for akte in o.akten_hier(stand)}
    return (zeile for zeile in o.offene_bewertungen(stand, gesamt) if zeile.kennzahl in hier)


def _kennzahl(zeile: Any, nr: str) -> bool:  # noqa: ANN401 - any row with this field
    return bool(zeile.kennzahl == nr)


def _ab(zeile: Any, jahr: int) -> bool:  # noqa: ANN401 - any row with this field
    return bool(zeile.jahr >= jahr)


def _bis(zeile: Any, jahr: int) -> bool:  # noqa: ANN401 - any row with this field
    return bool(zeile.jahr <= jahr)


def _berichtsjahr(zeile: Any, jahr: int) -> bool:  # noqa: ANN401 - any row with this field
    return bool(zeile.berichtsjahr == jahr)


_WERTFILTER: Mapping[str, Filter] = {"von": _ab, "bis": _bis}

ZIELSYSTEME = Liste(
    "zielsysteme",
    "Zielsysteme des Landkreises mit ihren Jahren",
    t.ZIELSYSTEME,
    lambda _, stand: chain.from_iterable(map(o.offene_zielsysteme, o.alle_sichten(stand))),
    {},
    has_zielsystem=False,
)
ZIELE = Liste(
    "ziele",
    "Ziele aller Ebenen mit Wortlaut, Beschluss und Gültigkeit",
    t.ZIELE,
    lambda _, stand: o.offene_ziele(stand),
    {"ebene": lambda zeile, ebene: zeile.ebene == ebene},
    einzeln="Ein Ziel",
)
ZIELERREICHUNG = Liste(
    "zielerreichung",
    "Ober- und Unterziele je Berichtsjahr: die Zahlen des Überblicks",
    t.ZIELBEWERTUNGEN,
    _of_years(o.offene_zielbewertungen),
    {"jahr": _berichtsjahr},
)
KENNZAHLEN = Liste(
    "kennzahlen",
    "Stammdaten der Kennzahlen",
    t.KENNZAHLEN,
    _of_akten(lambda stand, akte: (o.offene_kennzahl(stand, akte),)),
    {},
    einzeln="Eine Kennzahl",
)
WERTE = Liste(
    "werte",
    "Messwerte aller Kennzahlen",
    t.MESSWERTE,
    _of_akten(o.offene_messwerte),
    {"kennzahl": _kennzahl, **_WERTFILTER},
)
ZIELWERTE = Liste(
    "zielwerte",
    "Zielwerte der Kennzahlen je Jahr mit ihrem Beschluss",
    t.ZIELWERTE,
    _of_akten(o.offene_zielwerte),
    {"kennzahl": _kennzahl, **_WERTFILTER},
)
BEWERTUNGEN = Liste(
    "bewertungen",
    "Kennzahlen je Berichtsjahr: Ist, Soll, Stand, Ausblick, Bilanz",
    t.BEWERTUNGEN,
    _of_years(_bewertungen_hier),
    {"jahr": _berichtsjahr, "kennzahl": _kennzahl},
)
ZUORDNUNGEN = Liste(
    "zuordnungen",
    "Welche Kennzahl für welches Unterziel spricht, mit Gewicht",
    t.ZUORDNUNGEN,
    _of_akten(o.offene_zuordnungen),
    {"kennzahl": _kennzahl, "unterziel": lambda zeile, nr: zeile.unterziel == nr},
)
REIHENBRUECHE = Liste(
    "reihenbrueche",
    "Ab wann eine Kennzahl anders gemessen wird",
    t.REIHENBRUECHE,
    _of_akten(lambda _, akte: o.offene_reihenbrueche(akte)),
    {"kennzahl": _kennzahl},
)
NACHFOLGEN = Liste(
    "nachfolgen",
    "Was aus jedem Unterziel im nächsten Zielsystem wird",
    t.NACHFOLGEN,
    lambda _, stand: o.offene_nachfolgen(stand),
    {},
    has_zielsystem=False,
)
LISTEN = (
    ZIELSYSTEME,
    ZIELE,
    ZIELERREICHUNG,
    KENNZAHLEN,
    WERTE,
    ZIELWERTE,
    BEWERTUNGEN,
    ZUORDNUNGEN,
    REIHENBRUECHE,
    NACHFOLGEN,
)


def load_rows(daten: Daten, stand: Datenstand, liste: Liste) -> tuple[Any, ...]:
    """All rows of a list, made once per Datenstand."""
    return daten.kept(stand, ("api", liste.name), lambda: tuple(liste.build(daten, stand)))


def pick(liste: Liste, zeilen: tuple[Any, ...], werte: Mapping[str, Any]) -> tuple[Any, ...]:
    """The rows that every filter lets through."""
    for name, wert in werte.items():
        if name in liste.filter:
            zeilen = tuple(zeile for zeile in zeilen if liste.filter[name](zeile, wert))
    return zeilen


def missing_sentence(stand: Datenstand, liste: Liste, werte: Mapping[str, Any]) -> str:
    """Why a filter names something that is not there; empty where it may have no rows, or has some.

    A Kennzahl that is not open is told like one that does not exist.
    """
    if "kennzahl" in werte and werte["kennzahl"] not in {akte.nr for akte in o.akten_hier(stand)}:
        return f"Eine offene Kennzahl {werte['kennzahl']} gibt es nicht."
    if "unterziel" in werte and werte["unterziel"] not in stand.ziele:
        return f"Ein Ziel {werte['unterziel']} gibt es nicht."
    if "ebene" in werte and werte["ebene"] not in set(Ebene):
        return f"Eine Ebene „{werte['ebene']}“ gibt es nicht; möglich sind: {', '.join(Ebene)}."
    jahre = o.offene_jahre(stand)
    if "jahr" in werte and liste.goes_by_berichtsjahr and werte["jahr"] not in jahre:
        spanne = (
            f"möglich sind {jahre[0]} bis {jahre[-1]}" if jahre else "an diesem Wissensstand gibt es keines"
        )
        return f"{werte['jahr']} ist kein Berichtsjahr; {spanne}."
    return ""
