"""Haushaltsblätter: sheets that only repeat what other sheets say are found, so that no euro counts twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.formats import format_euro
from kek_dashboard.importers.haushalt_summen import sum_posten
from kek_dashboard.importers.haushalt_zeilen import Betragsart, Planblatt, Planposten, spaltentitel
from kek_dashboard.importers.profil import SCHLUESSELFELDER

#: A sheet that calls itself a total is taken for one from this share of keys that others have too.
_GLEICHE_SCHLUESSEL = Decimal("0.5")

_Schluessel = tuple[str, ...]
_Nachschlag = dict[_Schluessel, dict[Betragsart, Decimal]]


@dataclass(frozen=True, slots=True)
class Sichtung:
    """Sheets whose lines count, in the order of the file, and what is to be said about the others."""

    blaetter: tuple[Planblatt, ...]
    befunde: tuple[Befund, ...]


def sort_out_repeated(blaetter: Sequence[Planblatt], is_total_name: Iterable[str]) -> Sichtung:
    """Leave out the sheets that repeat others line by line or summed up.

    ``is_total_name`` holds the names of sheets that call themselves a total. They are looked at first
    and left out even if their figures differ (which is told), but only where all their keys stand
    elsewhere: a total sheet with lines of its own may be the whole plan beside some details.
    """
    gesamt = frozenset(is_total_name)
    uebrig = [blatt for blatt in blaetter if blatt.posten]
    befunde: list[Befund] = []
    for blatt in sorted(uebrig, key=lambda blatt: (blatt.name not in gesamt, -len(blatt.posten))):
        andere = [anderes for anderes in uebrig if anderes is not blatt]
        if not andere:
            continue
        if _repeats(blatt, andere):
            uebrig = andere
            befunde.append(_tell_repeated(blatt))
        elif blatt.name in gesamt and _share_of_known_keys(blatt, andere) == 1:
            uebrig = andere
            befunde.append(_tell_repeated(blatt))
            befunde.extend(_tell_differences(blatt, andere))
    for blatt in uebrig:
        andere = [anderes for anderes in uebrig if anderes is not blatt]
        anteil = _share_of_known_keys(blatt, andere) if andere else Decimal()
        if blatt.name in gesamt and anteil >= _GLEICHE_SCHLUESSEL:
            befunde.append(_tell_unclear(blatt))
        elif blatt.name not in gesamt and anteil == 1:
            befunde.append(_tell_same_keys(blatt))
    return Sichtung(tuple(blatt for blatt in blaetter if blatt in uebrig or not blatt.posten), tuple(befunde))


def _lines(blaetter: Iterable[Planblatt]) -> list[Planposten]:
    return [posten for blatt in blaetter for posten in blatt.posten]


def _shared(blatt: Planblatt, andere: Sequence[Planblatt]) -> tuple[tuple[str, ...], frozenset[Betragsart]]:
    """Key fields and amount columns that the sheet and all others have."""
    felder = tuple(
        feld
        for feld in SCHLUESSELFELDER
        if feld in blatt.felder and all(feld in anderes.felder for anderes in andere)
    )
    spalten = frozenset(blatt.spalten).intersection(*(anderes.spalten for anderes in andere))
    return felder, spalten


def _add_up(
    posten: Iterable[Planposten], felder: tuple[str, ...], spalten: frozenset[Betragsart]
) -> _Nachschlag:
    summen: _Nachschlag = defaultdict(lambda: defaultdict(Decimal))
    for zeile in posten:
        eigene = summen[tuple(zeile.felder.get(feld, "") for feld in felder)]
        for spalte, betrag in zeile.betraege.items():
            if spalte in spalten:
                eigene[spalte] += betrag.eur
    return summen


def _repeats(blatt: Planblatt, andere: Sequence[Planblatt]) -> bool:
    """Whether every key of the sheet has, summed up, the very same amounts on the other sheets."""
    felder, spalten = _shared(blatt, andere)
    if "konto" not in felder or not spalten:
        return False
    dort = _add_up(_lines(andere), felder, spalten)
    hier = _add_up(blatt.posten, felder, spalten)
    return all(schluessel in dort and dort[schluessel] == betraege for schluessel, betraege in hier.items())


def _share_of_known_keys(blatt: Planblatt, andere: Sequence[Planblatt]) -> Decimal:
    """Which part of a sheet's keys stands on other sheets too, by the key fields they share."""
    felder, spalten = _shared(blatt, andere)
    if "konto" not in felder or not spalten:
        return Decimal()
    dort, hier = _add_up(_lines(andere), felder, spalten), _add_up(blatt.posten, felder, spalten)
    return Decimal(len(hier.keys() & dort.keys())) / len(hier)


def _tell_repeated(blatt: Planblatt) -> Befund:
    return Befund(
        Schwere.HINWEIS,
        "blatt_wiederholt",
        f"Das Blatt „{blatt.name}“ wiederholt, was auf anderen Blättern steht ({len(blatt.posten)} Zeilen), "
        "und wird nicht noch einmal gezählt.",
        blatt.name,
    )


def _tell_differences(blatt: Planblatt, andere: Sequence[Planblatt]) -> Iterator[Befund]:
    """Where the figures of a total sheet differ from the sheets that are counted, both are told."""
    hier, dort = sum_posten(blatt.posten), sum_posten(_lines(andere))
    for spalte in blatt.spalten:
        for art in Positionsart:
            genannt, gezaehlt = hier.get((art, spalte), Decimal()), dort.get((art, spalte), Decimal())
            if genannt != gezaehlt:
                yield Befund(
                    Schwere.WARNUNG,
                    "gesamtblatt_weicht_ab",
                    f"Das Blatt „{blatt.name}“ ergibt für {_ARTTITEL[art]} {format_euro(genannt)} "
                    f"({spaltentitel(spalte)}), die anderen Blätter ergeben {format_euro(gezaehlt)}. "
                    "Gezählt werden die anderen Blätter.",
                    blatt.name,
                )


def _tell_unclear(blatt: Planblatt) -> Befund:
    """Neither wholly repeated nor apart: counted, euros would double; left out, lines would be lost."""
    return Befund(
        Schwere.FEHLER,
        "gesamtblatt_unklar",
        f"Das Blatt „{blatt.name}“ heißt wie eine Zusammenfassung und wiederholt andere Blätter nur zum Teil. "
        "Bitte nur die Blätter liefern, die gezählt werden sollen.",
        blatt.name,
    )


def _tell_same_keys(blatt: Planblatt) -> Befund:
    return Befund(
        Schwere.WARNUNG,
        "blatt_mit_gleichen_schluesseln",
        f"Alle Schlüssel des Blattes „{blatt.name}“ stehen auch auf anderen Blättern, aber mit anderen "
        "Beträgen. Beide werden gezählt; bitte prüfen, ob eines davon eine Zusammenfassung ist.",
        blatt.name,
    )


_A = Positionsart
_ARTTITEL = {
    _A.ERTRAEGE: "Erträge",
    _A.AUFWENDUNGEN: "Aufwendungen",
    _A.INVESTIVE_EINZAHLUNGEN: "investive Einzahlungen",
    _A.INVESTIVE_AUSZAHLUNGEN: "investive Auszahlungen",
    _A.INTERNE_ERTRAEGE: "interne Erträge",
    _A.INTERNE_AUFWENDUNGEN: "interne Aufwendungen",
    _A.AUSSERORDENTLICHE_ERTRAEGE: "außerordentliche Erträge",
    _A.AUSSERORDENTLICHE_AUFWENDUNGEN: "außerordentliche Aufwendungen",
    _A.LAUFENDE_EINZAHLUNGEN: "laufende Einzahlungen",
    _A.LAUFENDE_AUSZAHLUNGEN: "laufende Auszahlungen",
    _A.FINANZIERUNG_EINZAHLUNGEN: "Einzahlungen aus Finanzierung",
    _A.FINANZIERUNG_AUSZAHLUNGEN: "Auszahlungen aus Finanzierung",
    _A.HAUSHALTSUNWIRKSAM: "haushaltsunwirksame Zahlungen",
}
