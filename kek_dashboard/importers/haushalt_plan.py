"""Haushaltsplan: which plan a file is (Haushaltsjahr, Fassung), and whether it has that plan's amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import VOLLZUG, Wertart, is_deliverable
from kek_dashboard.formats import format_euro
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.haushalt_jahr import (
    VOLLZUGSARTEN,
    Titelangabe,
    is_vollzug,
    read_titel,
    recognise_haushaltsjahr,
    tells_of_year,
)
from kek_dashboard.importers.haushalt_zeilen import Betragsart, Planposten, spaltentitel
from kek_dashboard.importers.werte import JAHRE

DEFAULT_FASSUNG = "beschlossen"


@dataclass(frozen=True, slots=True)
class Plan:
    """Haushaltsjahr and Fassung of a file, as far as they are known, and what is to be said about them.

    ``eigene`` are the columns that make it the file of this year: the Ansatz that counts, or, of a
    Vollzug, all that tell how the year went.
    """

    haushaltsjahr: int | None
    fassung: str
    eigene: tuple[Betragsart, ...]
    befunde: tuple[Befund, ...]


def decide_plan(vorgabe: Vorgabe, titel: Sequence[str], spalten: Sequence[Betragsart]) -> Plan:
    """Which plan the file is: what the person said goes first, then its titles and columns."""
    angaben = [read_titel(text) for text in titel]
    befunde: list[Befund] = []
    jahr = _decide_jahr(vorgabe, angaben, spalten, befunde)
    fassung = _decide_fassung(vorgabe, angaben, spalten, jahr, befunde)
    eigene: tuple[Betragsart, ...] = ()
    if jahr is not None and fassung == VOLLZUG:
        eigene = _find_vollzug(spalten, jahr, befunde)
    elif jahr is not None:
        ansatz = _find_ansatz(spalten, jahr, fassung, befunde)
        eigene = () if ansatz is None else (ansatz,)
    return Plan(jahr, fassung, eigene, tuple(befunde))


def _decide_jahr(
    vorgabe: Vorgabe,
    angaben: Iterable[Titelangabe],
    spalten: Sequence[Betragsart],
    befunde: list[Befund],
) -> int | None:
    im_titel = {angabe.jahr for angabe in angaben if angabe.jahr is not None}
    an_spalten = recognise_haushaltsjahr(spalten)
    if vorgabe.haushaltsjahr is not None:
        if vorgabe.haushaltsjahr not in JAHRE:
            befunde.append(
                Befund(
                    Schwere.FEHLER,
                    "haushaltsjahr_ungueltig",
                    f"{vorgabe.haushaltsjahr} ist kein Haushaltsjahr; erwartet wird ein Jahr von "
                    f"{JAHRE.start} bis {JAHRE.stop - 1}.",
                )
            )
            return None
        if im_titel and vorgabe.haushaltsjahr not in im_titel:
            befunde.append(
                Befund(
                    Schwere.WARNUNG,
                    "haushaltsjahr_widerspricht_titel",
                    f"Angegeben ist das Haushaltsjahr {vorgabe.haushaltsjahr}, über der Tabelle steht "
                    f"{_list(im_titel)}. Es gilt die Angabe.",
                )
            )
        return vorgabe.haushaltsjahr
    erkannt = im_titel | ({an_spalten} if an_spalten is not None else set())
    if len(erkannt) == 1:
        (jahr,) = erkannt
        befunde.append(
            Befund(
                Schwere.HINWEIS,
                "haushaltsjahr_erkannt",
                f"Als Haushaltsjahr wurde {jahr} erkannt, {'am Titel' if im_titel else 'an den Betragsspalten'}.",
            )
        )
        return jahr
    befunde.append(Befund(Schwere.FEHLER, "haushaltsjahr_unklar", _ask_for_year(erkannt, spalten)))
    return None


def _ask_for_year(erkannt: Iterable[int], spalten: Sequence[Betragsart]) -> str:
    """The question for the Haushaltsjahr, with the answers that the file leaves open."""
    ansaetze = sorted({jahr for art, jahr, _ in spalten if art is Wertart.ANSATZ})
    if len(ansaetze) > 1:
        genannt = ", ".join(f"„Ansatz {jahr}“" for jahr in ansaetze)
        return (
            f"Für welches Haushaltsjahr ist diese Lieferung? Die Datei hat mehrere Ansätze ({genannt}): Es kann ein "
            "Doppelhaushalt sein oder ein Plan mit dem Vorjahr. Bitte das Haushaltsjahr angeben "
            f"(--haushaltsjahr {ansaetze[-1]}); für das zweite Jahr eines Doppelhaushalts wird dieselbe Datei noch "
            "einmal mit dem anderen Jahr geliefert."
        )
    grund = f"in Frage kommen {_list(erkannt)}" if erkannt else "weder Titel noch Spalten sagen es eindeutig"
    return f"Das Haushaltsjahr ist nicht eindeutig zu erkennen ({grund}). Bitte angeben (--haushaltsjahr)."


def _decide_fassung(
    vorgabe: Vorgabe,
    angaben: Sequence[Titelangabe],
    spalten: Sequence[Betragsart],
    jahr: int | None,
    befunde: list[Befund],
) -> str:
    if vorgabe.fassung:
        if not is_deliverable(vorgabe.fassung):
            befunde.append(
                Befund(
                    Schwere.FEHLER,
                    "fassung_ungueltig",
                    f"„{vorgabe.fassung}“ ist keine Fassung; möglich sind entwurf, beschlossen, nachtrag-1 … und "
                    "vollzug.",
                )
            )
        return vorgabe.fassung
    im_titel = {angabe.fassung for angabe in angaben if angabe.fassung}
    if jahr is not None and (
        is_vollzug(spalten, jahr) or (im_titel == {VOLLZUG} and tells_of_year(spalten, jahr))
    ):
        befunde.append(
            Befund(
                Schwere.HINWEIS,
                "vollzug_erkannt",
                f"Die Datei sagt, wie das Haushaltsjahr {jahr} gelaufen ist, und bringt keinen Plan: Sie gilt als "
                "Vollzug. Am Haushaltsplan ändert sie nichts.",
            )
        )
        return VOLLZUG
    im_titel.discard(VOLLZUG)
    if len(im_titel) == 1:
        (fassung,) = im_titel
        befunde.append(
            Befund(Schwere.HINWEIS, "fassung_erkannt", f"Als Fassung wurde „{fassung}“ am Titel erkannt.")
        )
        return fassung
    nachtrag = any(angabe.nachtrag_ohne_nummer for angabe in angaben) or any(
        art in _NACHTRAG and eigenes == jahr for art, eigenes, _ in spalten
    )
    if nachtrag or im_titel:
        befunde.append(
            Befund(
                Schwere.FEHLER,
                "fassung_unklar",
                "Welche Fassung des Haushalts das ist, ist nicht eindeutig zu erkennen "
                f"({'mehrere im Titel' if im_titel else 'ein Nachtrag, aber welcher?'}). "
                "Bitte mit --fassung angeben, z. B. nachtrag-1.",
            )
        )
        return ""
    befunde.append(
        Befund(
            Schwere.HINWEIS,
            "fassung_angenommen",
            f"Die Datei nennt keine Fassung; sie gilt als „{DEFAULT_FASSUNG}“.",
        )
    )
    return DEFAULT_FASSUNG


_NACHTRAG = (Wertart.NEUER_ANSATZ, Wertart.NACHTRAG)


def _find_ansatz(
    spalten: Sequence[Betragsart], jahr: int, fassung: str, befunde: list[Befund]
) -> Betragsart | None:
    """The column that makes the file a plan of this year; a ``fehler`` if it has none."""
    ist_nachtrag = fassung.startswith("nachtrag")
    moeglich: list[Betragsart] = [
        (art, jahr, None) for art in (_NACHTRAG if ist_nachtrag else (Wertart.ANSATZ,))
    ]
    gefunden = next((spalte for spalte in moeglich if spalte in spalten), None)
    if gefunden is None:
        erwartet = " oder ".join(f"„{spaltentitel(spalte)}“" for spalte in moeglich)
        vollzug = " Soll nur gelesen werden, wie das Jahr gelaufen ist, bitte die Fassung vollzug angeben."
        befunde.append(
            Befund(
                Schwere.FEHLER,
                "ansatz_fehlt",
                f"Für den Haushalt {jahr} ({fassung or 'Fassung unklar'}) wird eine Spalte {erwartet} erwartet; "
                f"gelesene Betragsspalten: {_list_columns(spalten)}."
                f"{vollzug if tells_of_year(spalten, jahr) else ''}",
            )
        )
    return gefunden


def _find_vollzug(spalten: Sequence[Betragsart], jahr: int, befunde: list[Befund]) -> tuple[Betragsart, ...]:
    """The columns that tell how this year went; a ``fehler`` if there is none."""
    if not tells_of_year(spalten, jahr):
        befunde.append(
            Befund(
                Schwere.FEHLER,
                "vollzug_fehlt",
                f"Für den Vollzug {jahr} wird eine Spalte wie „Buchungsstand {jahr}“, „Prognose {jahr}“ oder „Ergebnis "
                f"{jahr}“ erwartet; gelesene Betragsspalten: {_list_columns(spalten)}.",
            )
        )
    if (Wertart.ANSATZ, jahr, None) in spalten:
        befunde.append(
            Befund(
                Schwere.HINWEIS,
                "ansatz_im_vollzug",
                f"Die Datei nennt auch den Ansatz {jahr}. Er bleibt zum Vergleich bei diesem Vollzug; der "
                "Haushaltsplan ändert sich dadurch nicht.",
            )
        )
    return tuple(spalte for spalte in spalten if spalte[0] in VOLLZUGSARTEN and spalte[1] == jahr)


def _list_columns(spalten: Iterable[Betragsart]) -> str:
    return ", ".join(f"„{spaltentitel(spalte)}“" for spalte in spalten) or "keine"


def check_nachtrag(posten: Iterable[Planposten], jahr: int) -> list[Befund]:
    """A ``warnung`` where Ansatz + Nachtrag is not the neue Ansatz; nothing where one is missing."""
    befunde: list[Befund] = []
    for zeile in posten:
        ansatz, nachtrag, neu = (
            zeile.betraege.get((art, jahr, None))
            for art in (Wertart.ANSATZ, Wertart.NACHTRAG, Wertart.NEUER_ANSATZ)
        )
        if ansatz is None or nachtrag is None or neu is None or ansatz.eur + nachtrag.eur == neu.eur:
            continue
        befunde.append(
            Befund(
                Schwere.WARNUNG,
                "nachtrag_weicht_ab",
                f"Zeile {zeile.zeile}: Ansatz {format_euro(ansatz.eur)} und Nachtrag "
                f"{format_euro(nachtrag.eur, signed=True)} ergeben {format_euro(ansatz.eur + nachtrag.eur)}, "
                f"als neuer Ansatz steht da {format_euro(neu.eur)}. Es gilt, was da steht.",
                zeile.blatt,
                neu.zelle,
            )
        )
    return befunde


def _list(jahre: Iterable[int]) -> str:
    return ", ".join(str(jahr) for jahr in sorted(jahre))
