"""Planschreiber: writes a made-up budget in the layout of each shipped profile, with its sums, as a program would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from kek_dashboard.domain.haushalt import Positionsart

A = Positionsart
#: Kinds that come in: what a profile with „Erträge negativ“ writes with a minus.
EINGEHEND = {
    A.ERTRAEGE, A.INTERNE_ERTRAEGE, A.AUSSERORDENTLICHE_ERTRAEGE, A.INVESTIVE_EINZAHLUNGEN, A.LAUFENDE_EINZAHLUNGEN,
}  # fmt: skip
SPALTEN = ("Ergebnis 2017", "Ansatz 2018", "Ansatz 2019")

Zeile = list[str]


@dataclass(frozen=True)
class Planzeile:
    """One line: key, kind, and its amounts in cents (``None`` = no value), one for each of ``SPALTEN``."""

    produkt: str
    konto: str
    art: Positionsart
    cent: tuple[int | None, ...]


@dataclass(frozen=True)
class Layout:
    """How a profile writes: which keys a line can have, with their kind, and how lines become rows."""

    profil: str
    arten: Mapping[str, Positionsart]
    write: Callable[[Sequence[Planzeile], Callable[[int | None], str]], list[Zeile]]
    ganze_euro: bool = False


def _sum(zeilen: Sequence[Planzeile], spalte: int, faktor: Callable[[Positionsart], int]) -> int:
    return sum(faktor(z.art) * (z.cent[spalte] or 0) for z in zeilen)


def _is_art(gesucht: Positionsart, art: Positionsart) -> int:
    return int(art is gesucht)


def _by_produkt(zeilen: Sequence[Planzeile]) -> dict[str, list[Planzeile]]:
    gruppen: dict[str, list[Planzeile]] = defaultdict(list)
    for zeile in zeilen:
        gruppen[zeile.produkt].append(zeile)
    return gruppen


def _write_niedersachsen(zeilen: Sequence[Planzeile], text: Callable[[int | None], str]) -> list[Zeile]:
    """A title, a Konto each, a total of the Erträge and the Aufwendungen of each Produkt."""
    tabelle = [["Haushaltsplan 2019"], ["Produkt", "Konto", "Bezeichnung", *SPALTEN]]
    for produkt, eigene in _by_produkt(zeilen).items():
        tabelle += [[produkt, z.konto, "Position", *map(text, z.cent)] for z in eigene]
        for name, art in (("Erträge", A.ERTRAEGE), ("Aufwendungen", A.AUFWENDUNGEN)):
            werte = [_sum(eigene, s, partial(_is_art, art)) for s in range(len(SPALTEN))]
            if any(z.art is art for z in eigene):
                tabelle.append([produkt, "", f"Summe {name}", *map(text, werte)])
    return tabelle


def _write_sap(zeilen: Sequence[Planzeile], text: Callable[[int | None], str]) -> list[Zeile]:
    """Erträge with a minus; every other line without a Kostenart; a keyless grand total."""
    tabelle = [
        ["Kontengruppe-Nummer", "Kontengruppe", "Profitcenter", "Art", "PSP-Element", "Kostenart", *SPALTEN]
    ]
    for nummer, z in enumerate(zeilen):
        vorzeichen = -1 if z.art in EINGEHEND else 1
        werte = [text(None if c is None else vorzeichen * c) for c in z.cent]
        ohne_kostenart = len(z.konto) == len("41")
        kostenart = "" if ohne_kostenart else z.konto
        psp = f"1.{nummer}" if nummer % 3 else ""
        tabelle.append([z.konto[:2], "Gruppe", z.produkt, "1", psp, kostenart, *werte])
    gesamt = [_sum(zeilen, s, lambda a: -1 if a in EINGEHEND else 1) for s in range(len(SPALTEN))]
    tabelle.append(["", "", "", "", "", "", *map(text, gesamt)])
    return tabelle


def _write_breit(zeilen: Sequence[Planzeile], text: Callable[[int | None], str]) -> list[Zeile]:
    """Both sides and their Saldo beside each other, Aufwendungen with a minus; a total row."""
    kopf = ["Produkt", "Produktbezeichnung"]
    for spalte in SPALTEN:
        kopf += [f"{spalte} (Erträge)", f"{spalte} (Aufwendungen)", f"{spalte} (Saldo)"]
    tabelle = [kopf]
    for produkt, eigene in _by_produkt(zeilen).items():
        je_art = {z.art: z for z in eigene}
        tabelle.append([produkt, "Name", *_sides(je_art, text)])
    summen = {}
    for art in {z.art for z in zeilen}:
        eigene = [z for z in zeilen if z.art is art]
        werte = tuple(_sum(eigene, spalte, lambda _: 1) for spalte in range(len(SPALTEN)))
        summen[art] = Planzeile("", "", art, werte)
    tabelle.append(["Summe", "", *_sides(summen, text)])
    return tabelle


def _sides(je_art: Mapping[Positionsart, Planzeile], text: Callable[[int | None], str]) -> Zeile:
    werte: Zeile = []
    for spalte in range(len(SPALTEN)):
        ein, aus = (
            je_art[art].cent[spalte] if art in je_art else None for art in (A.ERTRAEGE, A.AUFWENDUNGEN)
        )
        saldo = None if ein is None and aus is None else (ein or 0) - (aus or 0)
        werte += [text(ein), text(None if aus is None else -aus), text(saldo)]
    return werte


_NUMMERN = {
    **dict.fromkeys(range(1, 10), A.ERTRAEGE), **dict.fromkeys(range(11, 17), A.AUFWENDUNGEN), 19: A.ERTRAEGE,
    20: A.AUFWENDUNGEN, 23: A.AUSSERORDENTLICHE_ERTRAEGE, 24: A.AUSSERORDENTLICHE_AUFWENDUNGEN,
    27: A.INTERNE_AUFWENDUNGEN,
}  # fmt: skip


def _write_nummern(zeilen: Sequence[Planzeile], text: Callable[[int | None], str]) -> list[Zeile]:
    """Each line with its number in the label, the sums as rows between them."""
    tabelle = [["Produktbereich", "Teilplan", "Teilplanzeile", *SPALTEN]]
    for produkt, eigene in _by_produkt(zeilen).items():
        rechnung = [_numbered_sums(eigene, spalte) for spalte in range(len(SPALTEN))]
        nach = {int(z.konto): z for z in eigene}
        for nummer in range(1, 29):
            if nummer in rechnung[0]:
                werte: list[int | None] = [eine[nummer] for eine in rechnung]
                tabelle.append([produkt[:2], produkt, f"{nummer} = Summe aus Zeilen", *map(text, werte)])
            elif nummer in nach:
                label = f"{nummer:02} - Zeile"
                tabelle.append([produkt[:2], produkt, label, *map(text, nach[nummer].cent)])
    return tabelle


def _numbered_sums(zeilen: Sequence[Planzeile], spalte: int) -> dict[int, int]:
    betrag = {int(z.konto): z.cent[spalte] or 0 for z in zeilen}
    summe: dict[int, int] = {
        10: sum(betrag.get(nr, 0) for nr in range(1, 10)),
        17: sum(betrag.get(nr, 0) for nr in range(11, 17)),
        21: betrag.get(19, 0) - betrag.get(20, 0),
        25: betrag.get(23, 0) - betrag.get(24, 0),
    }
    summe[18] = summe[10] - summe[17]
    summe[22] = summe[18] + summe[21]
    summe[26] = summe[22] + summe[25]
    summe[28] = summe[26] - betrag.get(27, 0)
    return summe


LAYOUTS = (
    Layout(
        "niedersachsen",
        {
            "3141000": A.ERTRAEGE, "3311000": A.ERTRAEGE, "4011000": A.AUFWENDUNGEN, "4318000": A.AUFWENDUNGEN,
            "3811000": A.INTERNE_ERTRAEGE, "4811000": A.INTERNE_AUFWENDUNGEN, "6141000": A.LAUFENDE_EINZAHLUNGEN,
            "5111000": A.AUSSERORDENTLICHE_AUFWENDUNGEN, "6811000": A.INVESTIVE_EINZAHLUNGEN,
            "7872000": A.INVESTIVE_AUSZAHLUNGEN,
        },
        _write_niedersachsen,
    ),
    Layout(
        "sap-nrw",
        {
            "41": A.ERTRAEGE, "45820000": A.ERTRAEGE, "50": A.AUFWENDUNGEN, "52110000": A.AUFWENDUNGEN,
            "48": A.INTERNE_ERTRAEGE, "58110000": A.INTERNE_AUFWENDUNGEN, "49": A.AUSSERORDENTLICHE_ERTRAEGE,
        },
        _write_sap,
    ),
    Layout("breit-saldo", {"Erträge": A.ERTRAEGE, "Aufwendungen": A.AUFWENDUNGEN}, _write_breit),
    Layout(
        "zeilennummern-nrw", {f"{nr:02}": art for nr, art in _NUMMERN.items()}, _write_nummern, ganze_euro=True
    ),
)  # fmt: skip


def german(cent: int | None, stil: int) -> str:
    """An amount as text in one of the ways found in one column of a real export; empty for no value."""
    if cent is None:
        return ""
    eur = Decimal(cent).scaleb(-2)
    text = f"{abs(eur):,.2f}".translate(str.maketrans(",.", ".,"))
    if stil == 1:
        text = text.replace(".", "")
    elif stil == 2:
        text = text.removesuffix(",00").replace(".", "")
    return text if eur >= 0 else f"{text}-" if stil == 1 else f"-{text}"
