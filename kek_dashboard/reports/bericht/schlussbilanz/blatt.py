"""Blatt: one Unterziel: what was wanted, what was reached, what it cost, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.jahreswerte import wert_herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Block,
    Marke,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Wort,
    Zeile,
)
from kek_dashboard.reports.bericht.fortschritt import platz
from kek_dashboard.reports.bericht.fortschritt.zieltabelle import reihe
from kek_dashboard.reports.bericht.kennzahlwort import anzahl, gemessen, kennzahl_name, newest, ziel_name
from kek_dashboard.reports.bericht.schlussbilanz.fortsetzung import continuation
from kek_dashboard.reports.bericht.schlussbilanz.geld import money
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage
from kek_dashboard.reports.bericht.schlussbilanz.worte import judgement, share

_REIHE_MM, _NAME = 22.0, 52
_BILANZEN = tuple(bilanz.value for bilanz in Bilanz)


def sheet(lage: Lage, ziel: Ziel) -> Iterator[Block]:
    """One Unterziel; where its sheet is full, the wording stands small."""
    blatt = tuple(_sheet(lage, ziel, Absatzart.ZITAT))
    yield from blatt if platz.total(blatt) <= platz.SEITE else _sheet(lage, ziel, Absatzart.KLEIN)


def _sheet(lage: Lage, ziel: Ziel, art: Absatzart) -> Iterator[Block]:
    u = lage.gesamt.unterziele[ziel.nr]
    yield Ueberschrift(1, (ziel_name(lage.stand, ziel.nr, 90),), f"ziel-{ziel.nr}")
    yield Absatz(_verdict(lage, u), Absatzart.KERNSATZ)
    yield Ueberschrift(2, ("Was war gewollt?",))
    yield from _wanted(lage, ziel, art)
    yield Ueberschrift(2, ("Was ist erreicht?",))
    akten = lage.akten_of(ziel.nr)
    if akten:
        yield _table(lage, ziel.nr, akten)
    else:
        yield Absatz(
            ("Für dieses Unterziel gibt es keine Kennzahl; ob es erreicht ist, lässt sich nicht sagen.",)
        )
    yield Ueberschrift(2, ("Was hat es gekostet?",))
    yield from money(lage, ziel.nr)
    yield Ueberschrift(2, ("Was wird weitergeführt?",))
    yield Absatz(continuation(lage, ziel.nr))


def _verdict(lage: Lage, u: Zielbewertung) -> Text:
    """The Bilanz, or that there is none and how it stands."""
    if u.bilanz is not None:
        return ("Bilanz: ", judgement(u), ". ", *_counted(lage, u))
    if not u.anzahl:
        return ("Keine Bilanz: Das Unterziel hat keine Kennzahl mit Ziel.",)
    satz: Text = ("Noch keine Bilanz. Stand ", Wort(str(lage.jahr)), ": ", judgement(u))
    if u.zielerreichung is not None:
        satz = (*satz, ", Zielerreichung ", share(lage, u, "zielerreichung"))
        satz = (*satz, " (Soll ", share(lage, u, "soll_zielerreichung"), ")")
    return (*satz, ". ", *_counted(lage, u))


def _counted(lage: Lage, u: Zielbewertung) -> Text:
    """How many Kennzahlen have a Bilanz."""
    alle = bezug.zielerreichung(lage.jahr, "kennzahlen")
    nummern = ("nr", u.mitglieder)
    herkuenfte = [lage.gesamt.kennzahlen[nr].herkunft for nr in u.mitglieder]
    mit = anzahl(lage.mit_bilanz(u), bezug.Anzahl(alle, (nummern, ("bilanz", _BILANZEN))), herkuenfte)
    von = anzahl(u.anzahl, bezug.Anzahl(alle, (nummern,)), herkuenfte)
    return (
        mit,
        "\N{NO-BREAK SPACE}von\N{NO-BREAK SPACE}",
        von,
        " Kennzahl hat eine Bilanz." if u.anzahl == 1 else " Kennzahlen haben eine Bilanz.",
    )


def _wanted(lage: Lage, ziel: Ziel, art: Absatzart) -> Iterator[Block]:
    """Every wording that holds, and who decided it; the Stärken that the Drucksache names follow the leading one."""
    staerken = "; ".join(feld.wortlaut or feld.kurztitel for feld in lage.stand.handlungsfelder_von(ziel.nr))
    for i, fassung in enumerate(ziel.fassungen):
        text = fassung.wortlaut or fassung.kurztitel
        if i == 0 and staerken:
            text = f"{text} {staerken}"
        yield Absatz((Wort(f"„{text}“"),), art)
        ab = f"gültig ab {format_date(fassung.gueltig_ab)}" if fassung.gueltig_ab else ""
        woher = ", ".join(teil for teil in (fassung.beschluss, ab) if teil)
        if woher:
            yield Absatz((Wort(f"{woher}."),), Absatzart.KLEIN)


def _table(lage: Lage, unterziel: str, akten: Sequence[Kennzahlakte]) -> Tabelle:
    return Tabelle(
        f"Kennzahlen des Unterziels {unterziel}: Ziel, Anfang und Ende",
        (
            Spalte("Kennzahl", anteil=4.2),
            Spalte("Anfang", Spaltenart.ZAHL, 2.1),
            Spalte("Ziel", Spaltenart.ZAHL, 2.1),
            Spalte("zuletzt", Spaltenart.ZAHL, 2.1),
            Spalte(f"{lage.stand.jahre[0]} bis {lage.stand.jahre[-1]}", Spaltenart.BILD, 2.5),
            Spalte("Bilanz, sonst Stand", Spaltenart.MARKE, 3.1),
        ),
        tuple(_row(lage, akte) for akte in akten),
        _foot(akten),
        zeige_titel=False,
        dicht=True,
    )


def _row(lage: Lage, akte: Kennzahlakte) -> Zeile:
    b = lage.gesamt.kennzahlen[akte.nr]
    urteil = b.stand if b.bilanz is None else b.bilanz
    return Zeile(
        (
            (_name(lage, akte),),
            _start(lage, akte, b),
            _target(lage, akte),
            _last(lage, akte, b),
            reihe(akte, b, _REIHE_MM, lage.stand.jahre),
            (Marke(zeichen_of(urteil)),),
        )
    )


def _name(lage: Lage, akte: Kennzahlakte) -> Wort:
    name, einheit = kennzahl_name(lage.stand, akte.nr, _NAME), akte.kennzahl.einheit
    return Wort(f"{name.text} ({einheit})") if einheit else name


def _werte(lage: Lage, nr: str, *pfad: str) -> bezug.Stelle:
    return bezug.auskunft("werte", lage.jahr, "kennzahlen", f"nr={nr}", *pfad)


def _start(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    """The value of the base year, else the first Jahreswert, with its year."""
    k, nr = akte.kennzahl, akte.nr
    if k.basiswert is not None and k.basisjahr is not None:
        wert = gemessen(akte, k.basiswert, _werte(lage, nr, "basiswert"), k.herkunft, mit_einheit=False)
        return (wert, Wort(f" ({k.basisjahr})"))
    if not b.jahreswerte:
        return (UNKNOWN,)
    erster = b.jahreswerte[0]
    stelle = _werte(lage, nr, "jahreswerte", f"jahr={erster.jahr}", "wert")
    wert = gemessen(akte, erster.wert, stelle, wert_herkunft(akte, erster), mit_einheit=False)
    return (wert, Wort(f" ({erster.jahr})"))


def _target(lage: Lage, akte: Kennzahlakte) -> Text:
    """The last target with its year; both borders of a Korridor."""
    k, nr = akte.kennzahl, akte.nr
    if k.zieltyp is Zieltyp.KORRIDOR:
        grenzen = [
            gemessen(akte, wert, _werte(lage, nr, feld), k.ziel_herkunft, mit_einheit=False)
            for feld, wert in (("untergrenze", k.untergrenze), ("obergrenze", k.obergrenze))
        ]
        return (grenzen[0], " bis ", grenzen[1])
    if not akte.zielwerte or k.zieltyp is Zieltyp.BEOBACHTEN:
        return (UNKNOWN,)
    ziel = akte.zielwerte[-1]
    stelle = _werte(lage, nr, "zielwerte", f"jahr={ziel.jahr}", "wert")
    wort = {Zieltyp.MINDESTENS: "mindestens ", Zieltyp.HOECHSTENS: "höchstens "}.get(k.zieltyp, "")
    wert = gemessen(akte, ziel.wert, stelle, ziel.herkunft, mit_einheit=False)
    return (wort, wert, Wort(f" ({ziel.jahr})")) if wort else (wert, Wort(f" ({ziel.jahr})"))


def _last(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    if b.ist is None:
        return (UNKNOWN,)
    wert = newest(akte, b, bezug.kennzahl(lage.jahr, akte.nr, "ist"), mit_einheit=False)
    return (wert, Wort(f" ({b.jahr})"))


def _foot(akten: Sequence[Kennzahlakte]) -> Text:
    """Who decided the targets, and where a series breaks."""
    je_beschluss: dict[str, list[str]] = {}
    for akte in akten:
        if akte.kennzahl.zieltyp is Zieltyp.BEOBACHTEN or not akte.zielwerte:
            continue
        je_beschluss.setdefault(akte.zielwerte[-1].beschluss.strip(), []).append(akte.nr)
    saetze = [
        f"Ziele nach {beschluss}: {', '.join(nummern)}."
        if beschluss
        else f"Ziele ohne genannten Beschluss: {', '.join(nummern)}."
        for beschluss, nummern in sorted(je_beschluss.items(), key=lambda paar: (not paar[0], paar[0]))
    ]
    brueche = [f"{akte.nr} ab {bruch.ab.jahr}" for akte in akten for bruch in akte.reihenbrueche]
    if brueche:
        saetze.append(
            f"Anders gezählt wird {', '.join(brueche)}; Werte davor und danach sind nicht vergleichbar."
        )
    return (Wort(" ".join(saetze)),) if saetze else ()
