"""Haushaltssatzung: the totals of § 1 for each plan, and what happened to each Fassung."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import haushalt
from .arbeitsmappe import DATUM, GELD, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .haushalt import Betraege
from .nachtrag import after_nachtrag
from .quellen import read_table

#: How § 1 names its ten totals, and how the accounts of their lines begin (Niedersachsen).
_PARAGRAF_1: Mapping[str, tuple[str, ...]] = {
    "1.1 der ordentlichen Erträge auf": tuple(f"3{n}" for n in "01234567"),
    "1.2 der ordentlichen Aufwendungen auf": tuple(f"4{n}" for n in "01234567"),
    "1.3 der außerordentlichen Erträge auf": ("50",),
    "1.4 der außerordentlichen Aufwendungen auf": ("51", "52", "53"),
    "2.1 der Einzahlungen aus laufender Verwaltungstätigkeit auf": tuple(f"6{n}" for n in "0123456"),
    "2.2 der Auszahlungen aus laufender Verwaltungstätigkeit auf": tuple(f"7{n}" for n in "012345"),
    "2.3 der Einzahlungen für Investitionstätigkeit auf": ("68",),
    "2.4 der Auszahlungen für Investitionstätigkeit auf": ("78",),
    "2.5 der Einzahlungen aus Finanzierungstätigkeit auf": ("69",),
    "2.6 der Auszahlungen für Finanzierungstätigkeit auf": ("79",),
}
#: Where the Satzung says more than the lines, on purpose: a late change that no line took up.
ABWEICHUNG = {(2023, "beschlossen", "1.2 der ordentlichen Aufwendungen auf"): Decimal(48500)}
_WORT = {"entwurf": "Entwurf", "beschlossen": "beschlossen", "nachtrag-1": "1. Nachtrag"}


def datei(haushaltsjahr: int, fassung: str = "beschlossen") -> str:
    """Return the file name of the Satzung of one plan."""
    zusatz = {"beschlossen": "", "entwurf": "-Entwurf", "nachtrag-1": "-Nachtrag-1"}[fassung]
    return f"Haushaltssatzung-{haushaltsjahr}{zusatz}.xlsx"


def plaene() -> Iterator[tuple[int, str]]:
    """Yield every plan that has a Satzung of its own: the decided ones, one Entwurf, one Nachtrag."""
    for jahr in haushalt.HAUSHALTSJAHRE:
        yield jahr, "beschlossen"
    yield haushalt.ENTWURFSJAHR, "entwurf"
    yield haushalt.NACHTRAGSJAHR, "nachtrag-1"


def write_haushaltssatzungen(folder: Path) -> None:
    """Write one workbook for each plan: the totals and the days."""
    for jahr, fassung in plaene():
        write_arbeitsmappe(folder / datei(jahr, fassung), [_summen(jahr, fassung), _weg(jahr, fassung)])


def _betraege(jahr: int, fassung: str) -> Betraege:
    if fassung == "entwurf":
        return haushalt.entwurf(jahr)
    return after_nachtrag(jahr) if fassung == "nachtrag-1" else haushalt.ansatz(jahr)


def _summen(jahr: int, fassung: str) -> Blatt:
    betraege = _betraege(jahr, fassung)
    zeilen: list[Sequence[Zelle]] = []
    for wort, konten in _PARAGRAF_1.items():
        summe = sum((b for p, b in betraege.items() if p.konto[:2] in konten), Decimal(0))
        summe += ABWEICHUNG.get((jahr, fassung, wort), Decimal(0))
        zeilen.append([jahr, _WORT[fassung], wort, summe, _beschluss(jahr, fassung)])
    return Blatt(
        name="Haushaltssatzung",
        titel=f"Haushaltssatzung {jahr}, {_WORT[fassung]}: § 1 (Beispiel, keine echte Satzung)",
        spalten=(
            Spalte("Haushaltsjahr", 14, "0"),
            Spalte("Fassung", 14, TEXT),
            Spalte("Festsetzung", 58, TEXT),
            Spalte("Betrag", 18, GELD),
            Spalte("Beschluss", 32, TEXT),
        ),
        zeilen=zeilen,
        hinweise=("Beträge in EUR. Alle Beträge sind erfunden.",),
    )


def _beschluss(jahr: int, fassung: str) -> str | None:
    beschluesse = [z["beschluss"] for z in _rows(jahr, fassung) if z["beschluss"]]
    return beschluesse[0] if beschluesse else None


def _weg(jahr: int, fassung: str) -> Blatt:
    return Blatt(
        name="Haushaltsstatus",
        titel=f"Haushalt {jahr}, {_WORT[fassung]}: was wann geschah (Beispiel)",
        spalten=(
            Spalte("Haushaltsjahr", 14, "0"),
            Spalte("Fassung", 14, TEXT),
            Spalte("Status", 14, TEXT),
            Spalte("Datum", 13, DATUM),
            Spalte("Beschluss", 32, TEXT),
            Spalte("Bemerkung", 60, TEXT),
        ),
        zeilen=[
            [
                jahr,
                _WORT[fassung],
                z["status"],
                date.fromisoformat(z["datum"]),
                z["beschluss"] or None,
                z["bemerkung"] or None,
            ]
            for z in _rows(jahr, fassung)
        ],
        hinweise=("Alle Tage sind Beispiele.",),
    )


def _rows(jahr: int, fassung: str) -> list[dict[str, str]]:
    return [
        z for z in read_table("haushaltsstatus") if (z["haushaltsjahr"], z["fassung"]) == (str(jahr), fassung)
    ]
