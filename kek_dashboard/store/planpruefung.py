"""Planpruefung: holds the lines of a delivered Haushaltsplan or Vollzug against what is already released."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sqlalchemy.engine import Connection

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import (
    VOLLZUG,
    Haushaltsposition,
    Planzeile,
    Positionsschluessel,
    Wertart,
)
from kek_dashboard.store.haushalt import read_haushalt, read_positions
from kek_dashboard.store.load import read_geltung, today

# More examples than this help nobody.
_BEISPIELE = 5


def plan_befunde(connection: Connection, positionen: tuple[Haushaltsposition, ...]) -> tuple[Befund, ...]:
    """Befunde of a plan against what is known: other key columns, missing lines, a Nachtrag that does not add up."""
    if not positionen:
        return ()
    jahr, fassung = positionen[0].haushaltsjahr, positionen[0].fassung
    je_fassung = read_positions(connection, jahr, read_geltung(connection, today()))
    bekannt = je_fassung.get(fassung, {})
    befunde = list(_other_keys(bekannt, positionen))
    if fassung == VOLLZUG:
        plan = read_haushalt(connection, jahr, None, today())
        befunde += _keys_unlike_plan(() if plan is None else plan.zeilen, positionen)
        befunde += _missing_in_vollzug(bekannt, positionen, jahr)
    elif fassung.startswith("nachtrag-"):
        vorher = read_haushalt(connection, jahr, None, today())
        zeilen = () if vorher is None else vorher.zeilen
        befunde += _other_keys({z.position.schluessel: z.position for z in zeilen}, positionen)
        befunde += _nachtrag_differences(zeilen, positionen, jahr)
    else:
        befunde += _missing_lines(bekannt, positionen, fassung, jahr)
    return tuple(befunde)


def _key_columns(schluessel: Positionsschluessel) -> tuple[bool, bool, bool]:
    return bool(schluessel.teilhaushalt), bool(schluessel.amt), bool(schluessel.investition)


def _other_keys(
    bekannt: dict[Positionsschluessel, Haushaltsposition], positionen: Iterable[Haushaltsposition]
) -> Iterator[Befund]:
    """The same Produkt and Konto under other key columns would count the same euro twice."""
    spalten: dict[tuple[str, str], set[tuple[bool, bool, bool]]] = {}
    for schluessel in bekannt:
        spalten.setdefault((schluessel.produkt, schluessel.konto), set()).add(_key_columns(schluessel))
    for position in positionen:
        s = position.schluessel
        gekannt = spalten.get((s.produkt, s.konto))
        if gekannt is not None and _key_columns(s) not in gekannt:
            yield Befund(
                Schwere.FEHLER,
                "andere_schluesselspalten",
                f"Produkt {s.produkt}, Konto {s.konto} liegt für {position.haushaltsjahr} schon vor, aber mit anderen "
                "Schlüsselspalten (Teilhaushalt, Amt oder Investitionsnummer). Derselbe Betrag würde doppelt zählen. "
                "Bitte mit denselben Spalten liefern oder die frühere Lieferung zurückziehen.",
                position.fundstelle.blatt,
                position.fundstelle.zelle,
            )
            return


def _missing_lines(
    bekannt: dict[Positionsschluessel, Haushaltsposition],
    positionen: Iterable[Haushaltsposition],
    fassung: str,
    jahr: int,
) -> Iterator[Befund]:
    """Lines of the released plan that the new file does not name: they stay, and the person must know."""
    geliefert = {position.schluessel for position in positionen}
    fehlend = [schluessel for schluessel in bekannt if schluessel not in geliefert]
    if fehlend:
        yield Befund(
            Schwere.WARNUNG,
            "zeilen_fehlen",
            f"{len(fehlend)} Zeilen des Haushalts {jahr} ({fassung}) fehlen in dieser Datei und behalten ihren Ansatz: "
            f"{_examples(fehlend)}. Soll ein Ansatz entfallen, bitte 0 eintragen.",
        )


def _keys_unlike_plan(plan: Iterable[Planzeile], positionen: Iterable[Haushaltsposition]) -> Iterator[Befund]:
    """A Vollzug with other key columns than the plan: no euro counts twice, but no line can be compared."""
    spalten = {_key_columns(zeile.position.schluessel) for zeile in plan}
    for position in positionen:
        if spalten and _key_columns(position.schluessel) not in spalten:
            yield Befund(
                Schwere.WARNUNG,
                "vollzug_andere_schluessel",
                f"Diese Datei hat andere Schlüsselspalten (Teilhaushalt, Amt oder Investitionsnummer) als der Haushalt "
                f"{position.haushaltsjahr}. Was geplant und was gebucht ist, lässt sich so nicht Zeile für Zeile "
                "nebeneinander stellen; besser mit denselben Spalten liefern.",
                position.fundstelle.blatt,
                position.fundstelle.zelle,
            )
            return


def _missing_in_vollzug(
    bekannt: dict[Positionsschluessel, Haushaltsposition],
    positionen: Iterable[Haushaltsposition],
    jahr: int,
) -> Iterator[Befund]:
    """Lines that had an amount of a kind and day which this file brings anew, but not for them: they keep it."""
    zeilen = list(positionen)
    geliefert = {position.schluessel for position in zeilen}
    arten = {betrag.key for position in zeilen for betrag in position.betraege}
    fehlend = [
        schluessel
        for schluessel, position in bekannt.items()
        if schluessel not in geliefert and any(betrag.key in arten for betrag in position.betraege)
    ]
    if fehlend:
        yield Befund(
            Schwere.WARNUNG,
            "vollzugszeilen_fehlen",
            f"{len(fehlend)} Zeilen, für die zum Vollzug {jahr} schon Beträge derselben Spalten vorliegen, fehlen in "
            f"dieser Datei und behalten ihre Beträge: {_examples(fehlend)}. Soll ein Betrag entfallen, bitte 0 "
            "eintragen.",
        )


def _examples(schluessel: list[Positionsschluessel]) -> str:
    beispiele = "; ".join(f"Produkt {s.produkt}, Konto {s.konto}" for s in schluessel[:_BEISPIELE])
    return f"{beispiele}{' …' if len(schluessel) > _BEISPIELE else ''}"


def _nachtrag_differences(
    vorher: Iterable[Planzeile], positionen: Iterable[Haushaltsposition], jahr: int
) -> Iterator[Befund]:
    """Where a file states both, the Ansatz before plus more or less must be the new Ansatz."""
    ansaetze = {zeile.position.schluessel: zeile.ansatz for zeile in vorher}
    for position in positionen:
        mehr = position.betrag(Wertart.NACHTRAG, jahr)
        neuer = position.betrag(Wertart.NEUER_ANSATZ, jahr)
        if mehr is None or neuer is None:
            continue
        bisher = ansaetze.get(position.schluessel) or Decimal(0)
        if bisher + mehr.eur != neuer.eur:
            yield Befund(
                Schwere.WARNUNG,
                "nachtrag_widerspruch",
                f"Bisheriger Ansatz {bisher} € und Nachtrag {mehr.eur} € ergeben {bisher + mehr.eur} €, als neuer "
                f"Ansatz steht {neuer.eur} €. Gezählt wird der neue Ansatz.",
                neuer.fundstelle.blatt,
                neuer.fundstelle.zelle,
            )
