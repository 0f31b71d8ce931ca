"""Messbarkeit: the chapter on what cannot be judged, why, and where that is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kek_dashboard.charts.hindernis import MESSBARKEIT_WORT, hindernis_wort
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.messbarkeit import (
    Hindernis,
    Messbarkeit,
    Zielmessbarkeit,
    find_hindernis,
    ort_of,
)
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.reports.bericht.bezug import Anzahl, auskunft
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Block,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Wort,
    Zeile,
)
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import anzahl, joined, kennzahlen_mit, plural
from kek_dashboard.reports.bericht.grenzen import mindestabdeckung
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name


def not_judged(lage: Lage) -> Iterator[Block]:
    """The chapter; where everything can be judged it says so."""
    yield Ueberschrift(1, ("Was lässt sich nicht beurteilen, und warum?",), "messbarkeit")
    yield Absatz(_answer(lage), Absatzart.KERNSATZ)
    yield Absatz(
        (
            "Ein Unterziel lässt sich beurteilen, wenn mindestens ",
            mindestabdeckung(lage.jahr),
            (
                " seiner Kennzahlen, nach Gewicht, bewertbar sind. Fehlt etwas, so steht es hier; ein fehlender Wert "
                "oder ein fehlendes Ziel heißt nie „nicht erreicht“."
            ),
        )
    )
    offen = [z for z in lage.messbarkeiten if z.messbarkeit is not Messbarkeit.GANZ]
    if offen:
        yield _goals(lage, offen)
    akten = [akte for akte in lage.stand.eigene_akten.values() if _hindernis(lage, akte) is not None]
    if akten:
        yield _kennzahlen(lage, akten)
    yield from _watched(lage)


def _answer(lage: Lage) -> Text:
    if not lage.unterziele:
        return ("Es ist noch kein Unterziel eingetragen.",)
    jahr = lage.jahr
    messbar = sum(z.messbarkeit.is_messbar for z in lage.messbarkeiten)
    bezug = Anzahl(auskunft("messbarkeit", jahr, "unterziele"), (("messbarkeit", ("ganz", "teilweise")),))
    ohne = sum(not b.is_assessable for b in lage.gesamt.kennzahlen.values())
    staende = [s.value for s in Stand if not s.is_assessable]
    satz: Text = (
        anzahl(messbar, bezug),
        " von ",
        anzahl(len(lage.unterziele), Anzahl(auskunft("messbarkeit", jahr, "unterziele"))),
        f" Unterzielen {plural(messbar, 'lässt', 'lassen')} sich für ",
        Wort(str(jahr)),
        " beurteilen",
    )
    if not lage.gesamt.kennzahlen:
        return (*satz, "; noch ist keine Kennzahl festgelegt.")
    if not ohne:
        return (*satz, "; jede Kennzahl ist bewertet.")
    wort = plural(ohne, "Kennzahl hat", "Kennzahlen haben")
    return (*satz, "; ", anzahl(ohne, kennzahlen_mit(jahr, "stand", *staende)), f" {wort} kein Urteil.")


def _hindernis(lage: Lage, akte: Kennzahlakte) -> Hindernis | None:
    return find_hindernis(akte, lage.gesamt.kennzahlen[akte.nr])


def _goals(lage: Lage, offen: Sequence[Zielmessbarkeit]) -> Tabelle:
    return Tabelle(
        "Unterziele, bei denen etwas fehlt",
        (
            Spalte(lage.stand.zielsystem.word_of(Ebene.UNTERZIEL), anteil=1.0),
            Spalte("Beurteilbar"),
            Spalte("bewertbar", Spaltenart.ZAHL),
            Spalte("Was fehlt", anteil=1.4),
        ),
        tuple(_goal(lage, z) for z in offen),
        dicht=True,
    )


def _goal(lage: Lage, z: Zielmessbarkeit) -> Zeile:
    stelle = ("unterziele", f"nr={z.ziel.nr}")
    gezaehlt: Text = (
        anzahl(z.bewertbar, auskunft("messbarkeit", lage.jahr, *stelle, "bewertbar")),
        " von ",
        anzahl(
            lage.gesamt.unterziele[z.ziel.nr].anzahl, auskunft("messbarkeit", lage.jahr, *stelle, "anzahl")
        ),
    )
    return Zeile(
        (
            (Wort(f"{z.ziel.nr} {z.ziel.kurztitel}"),),
            (MESSBARKEIT_WORT[z.messbarkeit],),
            gezaehlt,
            _missing(lage, z),
        )
    )


def _missing(lage: Lage, z: Zielmessbarkeit) -> Text:
    if z.messbarkeit is Messbarkeit.OHNE_KENNZAHL:
        return ("eine Kennzahl mit Ziel",)
    je_hindernis: dict[Hindernis, list[str]] = {}
    for stelle in z.fehlstellen:
        je_hindernis.setdefault(stelle.hindernis, []).extend(akte.nr for akte in stelle.akten)
    texte = [_gap(hindernis, nummern) for hindernis, nummern in je_hindernis.items()]
    if z.noch_noetig:
        bezug = auskunft("messbarkeit", lage.jahr, "unterziele", f"nr={z.ziel.nr}", "noch_noetig")
        texte.append(("nötig mindestens noch: ", anzahl(z.noch_noetig, bezug)))
    return joined(texte, "; ")


def _gap(hindernis: Hindernis, nummern: Sequence[str]) -> Text:
    return (
        f"{hindernis_wort(hindernis, len(nummern))}: ",
        Wort(", ".join(sorted(nummern, key=nummer_key))),
    )


def _kennzahlen(lage: Lage, akten: Sequence[Kennzahlakte]) -> Tabelle:
    ordnung = list(Hindernis)
    akten = sorted(akten, key=lambda a: (ordnung.index(_hindernis(lage, a) or ordnung[0]), nummer_key(a.nr)))
    return Tabelle(
        "Kennzahlen ohne Urteil",
        (
            Spalte("Kennzahl", anteil=1.2),
            Spalte("Warum", anteil=1.0),
            Spalte("Wer oder was es behebt", anteil=1.2),
        ),
        tuple(_kennzahl(lage, akte) for akte in akten),
        dicht=True,
    )


def _kennzahl(lage: Lage, akte: Kennzahlakte) -> Zeile:
    b, hindernis = lage.gesamt.kennzahlen[akte.nr], _hindernis(lage, akte)
    assert hindernis is not None
    warum: Text = (hindernis_wort(hindernis),)
    if hindernis is Hindernis.WERT_ZU_ALT and b.jahr is not None:
        warum = (*warum, ", der neueste ist von ", Wort(str(b.jahr)))
    ort = ort_of(hindernis, akte)
    fachbereich = akte.kennzahl.fachbereich.strip()
    behebt: Text = ("ein Fachbereich, der liefert; genannt ist keiner",)
    if ort is not None:
        behebt = ("Stammdaten: ", Wort(str(ort)))
    elif fachbereich:
        behebt = ("ein Wert von ", Wort(fachbereich))
    return Zeile(((kennzahl_name(lage.stand, akte.nr),), warum, behebt))


def _watched(lage: Lage) -> Iterator[Block]:
    """Kennzahlen that are only watched: they have no target and need none."""
    nur = [a.nr for a in lage.stand.eigene_akten.values() if a.kennzahl.zieltyp is Zieltyp.BEOBACHTEN]
    if nur:
        namen = joined(((kennzahl_name(lage.stand, nr),) for nr in nur), "; ")
        yield Absatz(("Nur beobachtet, ohne Ziel und deshalb ohne Urteil: ", *namen, "."), Absatzart.KLEIN)
