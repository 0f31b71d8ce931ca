"""Zieltabelle: the Kennzahlen of an Oberziel in the layout of Austria's Wirkungsmonitoring, with their sparklines.

`Ist n-2 | Ziel n-1 | Ist n-1 | Abweichung | Ziel n`, n being the year after the Berichtsjahr, for which the Haushalt is
made. A missing target is „–“ and never „nicht erreicht“.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kek_dashboard.charts.kennzahlreihe import describe_kennzahlreihe, draw_kennzahlreihe
from kek_dashboard.charts.sparkline import BREITE, HOEHE
from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahreswerte import wert_herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.sollvergleich import Sollvergleich, sollvergleich
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielgliederung import Zielgruppe, group_name, zielgruppen
from kek_dashboard.reports.bericht.bezug import Stelle, auskunft, oberziel
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Bild,
    Block,
    Spalte,
    Spaltenart,
    Tabelle,
    Text,
    Ueberschrift,
    Wert,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import UNBEKANNT, anteil, marke
from kek_dashboard.reports.bericht.kennzahlwort import kurz

_REIHE_MM = 20.0
_NAME = 70


def zieltabellen(lage: Lage) -> Iterator[Block]:
    """All groups, one below the other; last the Unterziele without an Oberziel."""
    yield Ueberschrift(1, ("Alle Kennzahlen ", Wort(str(lage.jahr)), " im Vergleich zum Vorjahr"))
    for gruppe in zielgruppen(lage.stand):
        yield from _zieltabelle(lage, gruppe)
    yield Absatz(
        (
            "Linie: Ist; gepunktet: Soll; Raute: Ziel am Ende. „–“ heißt unbekannt: kein Wert oder kein Ziel. ",
            "Die Abweichung ist Ist minus Soll; „besser“ und „schlechter“ meinen die gewollte Richtung.",
        ),
        Absatzart.KLEIN,
    )


def _zieltabelle(lage: Lage, gruppe: Zielgruppe) -> Iterator[Block]:
    """Heading, the judgement of the Oberziel in a sentence, and the table; a sentence where nothing is measured."""
    ober = gruppe.ober
    if ober is None:
        yield Ueberschrift(2, (Wort(group_name(lage.stand, gruppe)),))
    else:
        yield Ueberschrift(2, (Wort(f"{group_name(lage.stand, gruppe)}: {ober.kurztitel}"),))
        yield Absatz(_sentence(lage, ober))
    if any(lage.akten_of(ziel.nr) for ziel in gruppe.unterziele):
        yield _table(lage, gruppe)


def _sentence(lage: Lage, ober: Ziel) -> Text:
    b, jahr = lage.gesamt.oberziele[ober.nr], lage.jahr
    if b.zielerreichung is None:
        return ("Stand: ", marke(b.stand), ". Für eine Zahl ist zu wenig bewertbar.")
    return (
        "Stand: ",
        marke(b.stand),
        ". Im Mittel der Unterziele sind ",
        anteil(b.zielerreichung, oberziel(jahr, ober.nr, "zielerreichung"), b.herkunft, 0),
        " des Weges geschafft; bis ",
        Wort(str(jahr)),
        " sollten es ",
        anteil(b.soll_zielerreichung, oberziel(jahr, ober.nr, "soll_zielerreichung"), b.herkunft, 0),
        " sein.",
    )


def _table(lage: Lage, gruppe: Zielgruppe) -> Tabelle:
    n = lage.jahr
    geplant = any(_is_planned(lage, akte, n + 1) for akte in lage.stand.eigene_akten.values())
    zeilen: list[Zeile] = []
    for ziel in gruppe.unterziele:
        b = lage.gesamt.unterziele[ziel.nr]
        zeilen.append(Zeile(((Wort(f"{ziel.nr} {ziel.kurztitel}"), ": ", marke(b.stand)),), Zeilenart.GRUPPE))
        zeilen += [_row(lage, akte, with_next=geplant) for akte in lage.akten_of(ziel.nr)]
    danach = (Spalte(f"Soll {n + 1}", Spaltenart.ZAHL, 1.2),) if geplant else ()
    return Tabelle(
        f"Kennzahlen, {group_name(lage.stand, gruppe)}, Berichtsjahr {n}",
        (
            Spalte("Kennzahl", anteil=4.2),
            Spalte(lage.stand.zielsystem.spanne, Spaltenart.BILD, 1.5),
            Spalte(f"Ist {n - 1}", Spaltenart.ZAHL, 1.2),
            Spalte(f"Soll {n}", Spaltenart.ZAHL, 1.2),
            Spalte(f"Ist {n}", Spaltenart.ZAHL, 1.2),
            Spalte("Abweichung", Spaltenart.ZAHL, 1.9),
            *danach,
            Spalte("Stand", Spaltenart.MARKE, 2.2),
            Spalte("Ausblick", Spaltenart.MARKE, 2.5),
        ),
        tuple(zeilen),
        zeige_titel=False,
        dicht=True,
    )


def _row(lage: Lage, akte: Kennzahlakte, *, with_next: bool) -> Zeile:
    b, n = lage.gesamt.kennzahlen[akte.nr], lage.jahr
    vorher, jetzt, danach = (sollvergleich(b, jahr) for jahr in (n - 1, n, n + 1))
    kommt = soll(lage, akte, danach) if _is_planned(lage, akte, n + 1) else UNBEKANNT
    return Zeile(
        (
            _name(lage, akte, b),
            reihe(akte, b, _REIHE_MM, lage.stand.jahre),
            ist(lage, akte, vorher),
            soll(lage, akte, jetzt),
            ist(lage, akte, jetzt),
            abweichung(lage, akte, jetzt),
            *((kommt,) if with_next else ()),
            (marke(b.stand),),
            (marke(b.ausblick),) if b.is_assessable else UNBEKANNT,
        )
    )


def _name(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    form, n = werteform(akte), lage.jahr
    bruch = [f"Reihenbruch ab {r.ab.jahr}" for r in akte.reihenbrueche if n - 1 < r.ab.jahr <= n + 1]
    klein = [*([form.einheit] if form.einheit else []), *bruch]
    if akte.kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
        klein.append("nur beobachtet")
    if b.is_assessable and b.jahr is not None and b.jahr < n:
        klein.append(f"bewertet nach {b.jahr}")
    return (Wort(f"{akte.nr} {kurz(akte.kennzahl.bezeichnung, _NAME)}" + "".join(f", {k}" for k in klein)),)


def reihe(akte: Kennzahlakte, b: Bewertung, breite: float, jahre: range) -> Bild:
    """The sparkline of a Kennzahl, ``breite`` mm wide."""
    bild, worte = draw_kennzahlreihe(akte, b, jahre), describe_kennzahlreihe(akte, b, jahre)
    return Bild(bild, worte, breite, breite * HOEHE / BREITE)


def _is_planned(lage: Lage, akte: Kennzahlakte, jahr: int) -> bool:
    """Whether something is asked for in that year: not after the year of the last target; a Korridor always."""
    if akte.kennzahl.zieltyp is Zieltyp.KORRIDOR:
        return jahr <= lage.stand.jahre[-1]
    return any(ziel.jahr >= jahr for ziel in akte.zielwerte)


def ist(lage: Lage, akte: Kennzahlakte, v: Sollvergleich) -> Text:
    """The value of a year, without its unit."""
    if v.ist is None:
        return UNBEKANNT
    herkunft = wert_herkunft(akte, v.ist)
    stellen = werteform(akte).stellen_of(v.ist.wert)
    return (_value(v.ist.wert, place(lage, akte.nr, v.jahr, "wert"), stellen, herkunft),)


def soll(lage: Lage, akte: Kennzahlakte, v: Sollvergleich) -> Text:
    """What is asked for in a year: the path, the line, or the two borders of a Korridor."""
    form, herkunft = werteform(akte), lage.gesamt.kennzahlen[akte.nr].herkunft
    if v.grenzen is not None:
        unten, oben = v.grenzen
        return (
            _value(unten, place(lage, akte.nr, v.jahr, "untergrenze"), form.stellen_of(unten), herkunft),
            "–",
            _value(oben, place(lage, akte.nr, v.jahr, "obergrenze"), form.stellen_of(oben), herkunft),
        )
    if v.soll is None:
        return UNBEKANNT
    ziel = next((z for z in akte.zielwerte if z.jahr == v.jahr and Fraction(z.wert) == v.soll), None)
    stellen = (
        form.stellen_gerechnet(v.soll, None if v.ist is None else v.ist.wert)
        if ziel is None
        else form.stellen_of(v.soll)
    )
    return (_value(v.soll, place(lage, akte.nr, v.jahr, "soll"), stellen, herkunft),)


def abweichung(lage: Lage, akte: Kennzahlakte, v: Sollvergleich) -> Text:
    """Ist − Soll with its sign, and whether that is better or worse."""
    if v.differenz is None:
        return UNBEKANNT
    if akte.kennzahl.zieltyp is Zieltyp.KORRIDOR and v.is_besser:
        return ("im Korridor",)
    form, herkunft = werteform(akte), lage.gesamt.kennzahlen[akte.nr].herkunft
    is_exact = (v.differenz * 10**form.stellen).denominator == 1
    stellen = form.stellen_of(v.differenz) if is_exact else form.stellen_gerechnet(v.differenz)
    if not is_exact and v.soll is not None:
        stellen = form.stellen_abstand(v.differenz, v.soll)
    wort = {True: " besser", False: " schlechter", None: ""}[v.is_besser]
    bezug = place(lage, akte.nr, v.jahr, "differenz")
    return (_value(v.differenz, bezug, stellen, herkunft, vorzeichen=True), wort)


def place(lage: Lage, nr: str, jahr: int, feld: str) -> Stelle:
    """Where the command line tells a year of a Kennzahl."""
    return auskunft("werte", lage.jahr, "kennzahlen", f"nr={nr}", "jahreswerte", f"jahr={jahr}", feld)


def _value(
    zahl: Fraction | None, bezug: Stelle, stellen: int, herkunft: Herkunft, *, vorzeichen: bool = False
) -> Wert:
    return Wert(zahl, bezug, stellen=stellen, vorzeichen=vorzeichen, beispiel=herkunft is Herkunft.BEISPIEL)
