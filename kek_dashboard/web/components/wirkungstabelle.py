"""Wirkungstabelle: Kennzahlen with the years before, what was asked and what became of it, and where it should end.

The layout follows Austria's Wirkungsmonitoring (Ist n-2, Ist n-1, Soll n, Ist n, Abweichung, Ziel); a missing target
is „–“ there and everywhere, never „nicht erreicht“.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahreswerte import Jahreswert, wert_herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp, Zielwert
from kek_dashboard.domain.sollvergleich import Sollvergleich, sollvergleich
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import NO_BREAK_SPACE, UNKNOWN, format_number, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import WERTE_ANKER, linked
from kek_dashboard.web.components.reihen import kennzahl_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.seite import Kontext


def wirkungstabelle(
    kontext: Kontext, akten: Sequence[Kennzahlakte], titel: str, unterziel: str = ""
) -> list[Component]:
    """The table with what stands above it; inside an Unterziel weights are told where they differ."""
    paare = [(kontext.gesamt.kennzahlen[akte.nr], akte) for akte in akten]
    neue = [art for b, akte in paare for art in _origins(b, akte)]
    alte = [art for b, akte in paare if (art := _old_origin(b, akte)) is not None]
    was, zeichen = "Alle Zahlen dieser Tabelle", beispielzeichen([*neue, *alte])
    if alte and Herkunft.BEISPIEL not in alte and beispielzeichen(neue).alle:
        was, zeichen = f"{was} außer den „zuletzt“ genannten", beispielzeichen(neue)
        titel = f"{titel} (alle Zahlen außer den „zuletzt“ genannten sind Beispiel)"
    else:
        titel = zeichen.title(titel)
    n = kontext.jahr
    spalten = [
        Spalte("Kennzahl", "was", kopf=True),
        Spalte(kontext.spanne, "verlauf"),
        Spalte(f"Ist {n - 2}", "n frueher", f"Ist {n - 2}:"),
        Spalte(f"Ist {n - 1}", "n frueher", f"Ist {n - 1}:"),
        Spalte(f"Soll {n}", "n soll", f"Soll {n}:"),
        Spalte(f"Ist {n}", "n ist", f"Ist {n}:"),
        Spalte("Abweichung", "n abweichung", "Abweichung:"),
        Spalte("Ziel", "n ziel", "Ziel:"),
        Spalte("Stand und Ausblick", "status"),
    ]
    gewichte = _weights(akten, unterziel)
    zeilen = [_row(kontext, akte, gewichte.get(akte.nr, ""), zeichen) for akte in akten]
    klasse = f"jahrestafel {zeichen.klasse}".strip()
    return [*zeichen.head(was), tabelle(spalten, zeilen, titel, klasse)]


def _weights(akten: Sequence[Kennzahlakte], unterziel: str) -> dict[str, str]:
    """What each Kennzahl counts, in words, where not all count the same."""
    gewichte = {
        a.nr: z.gewicht
        for a in akten
        if a.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN
        for z in a.zuordnungen
        if z.unterziel == unterziel
    }
    if len(set(gewichte.values())) < 2:  # noqa: PLR2004 - all the same
        return {}
    return {nr: f"Gewicht{NO_BREAK_SPACE}{format_number(gewicht)}" for nr, gewicht in gewichte.items()}


def _origins(b: Bewertung, akte: Kennzahlakte) -> Iterator[Herkunft]:
    """Herkunft of every figure of a row but the old one that ``_old_origin`` speaks of."""
    vergleiche = [sollvergleich(b, b.berichtsjahr - i) for i in range(3)]
    for v in vergleiche:
        if v.ist is not None:
            yield wert_herkunft(akte, v.ist)
    if vergleiche[0].soll is not None or b.zielerreichung is not None:
        yield b.herkunft
    if akte.zielwerte:
        yield akte.zielwerte[-1].herkunft


def _old_origin(b: Bewertung, akte: Kennzahlakte) -> Herkunft | None:
    """Herkunft of the newest value where it is older than the table's years; ``None`` without such a value."""
    if not b.jahreswerte or b.jahreswerte[-1].jahr >= b.berichtsjahr - 2:
        return None
    return wert_herkunft(akte, b.jahreswerte[-1])


def _row(kontext: Kontext, akte: Kennzahlakte, gewicht: str, zeichen: Beispielzeichen) -> list[Inhalt]:
    b, form = kontext.gesamt.kennzahlen[akte.nr], werteform(akte)
    vor2, vor1, jetzt = (sollvergleich(b, kontext.jahr - i) for i in (2, 1, 0))
    return [
        _name(kontext, akte, form, gewicht, b),
        kennzahl_sparkline(akte, b, kontext.stand.jahre),
        _ist(kontext, akte, form, vor2, zeichen),
        _ist(kontext, akte, form, vor1, zeichen),
        _soll(kontext, akte, form, jetzt, zeichen.sign(b.herkunft)),
        [*_ist(kontext, akte, form, jetzt, zeichen), *_last_known(kontext, akte, form, b, zeichen)],
        _abweichung(akte, form, jetzt, zeichen.sign(b.herkunft)),
        _ziel(kontext, akte, form, zeichen),
        _status(b),
    ]


def _name(kontext: Kontext, akte: Kennzahlakte, form: Werteform, gewicht: str, b: Bewertung) -> Inhalt:
    kennzahl = akte.kennzahl
    bruch = [
        f"Reihenbruch ab {bruch.ab.jahr}"
        for bruch in akte.reihenbrueche
        if kontext.jahr - 2 < bruch.ab.jahr <= kontext.jahr
    ]
    klein = " · ".join(
        teil for teil in (akte.nr, form.einheit, kennzahl.fachbereich, gewicht, *bruch) if teil
    )
    beobachtet = [html.Small("nur beobachtet, zählt nicht")] if kennzahl.zieltyp is Zieltyp.BEOBACHTEN else []
    return [html.A(kennzahl.bezeichnung, href=kontext.link_kennzahl(b.nr)), html.Small(klein), *beobachtet]


def _ist(
    kontext: Kontext, akte: Kennzahlakte, form: Werteform, v: Sollvergleich, zeichen: Beispielzeichen
) -> list[str | Component]:
    if v.ist is None:
        return [UNKNOWN]
    return [_jahreswert(kontext, akte, form, v.ist), *zeichen.sign(wert_herkunft(akte, v.ist))]


def _jahreswert(kontext: Kontext, akte: Kennzahlakte, form: Werteform, ist: Jahreswert) -> str | Component:
    """The value, to its cell; to the list of values where it is made of several."""
    text = form.zahl(ist.wert)
    if len(ist.aus) == 1:
        return linked(kontext, text, ist.aus[0].fundstelle)
    return html.A(
        text,
        href=f"{kontext.link_kennzahl(akte.nr)}#{WERTE_ANKER}",
        title=f"aus {len(ist.aus)} Werten zusammengesetzt",
        className="beleg",
        **aria(label=f"Die Werte hinter {text}"),
    )


def _last_known(
    kontext: Kontext, akte: Kennzahlakte, form: Werteform, b: Bewertung, zeichen: Beispielzeichen
) -> list[Component]:
    """The newest value where it is older than the table; of which year it is where a Stand rests on it."""
    if not b.jahreswerte:
        return []
    letzter = b.jahreswerte[-1]
    if letzter.jahr >= kontext.jahr - 2:
        older = b.is_assessable and letzter.jahr < kontext.jahr
        return [html.Small(f"bewertet nach {letzter.jahr}")] if older else []
    wert = _jahreswert(kontext, akte, form, letzter)
    erfunden = zeichen.sign(wert_herkunft(akte, letzter))
    return [html.Small(["zuletzt ", wert, *erfunden]), html.Small(f"({letzter.jahr})")]


def _soll(
    kontext: Kontext, akte: Kennzahlakte, form: Werteform, v: Sollvergleich, erfunden: list[Component]
) -> Inhalt:
    if v.grenzen is not None:
        unten, oben = v.grenzen
        text = f"{form.zahl(unten)}–{form.zahl(oben)}"
        return [linked(kontext, text, akte.kennzahl.fundstelle), *erfunden]
    if v.soll is None:
        return UNKNOWN
    genau = _zielwert(akte, v.jahr)
    if genau is not None and Fraction(genau.wert) == v.soll:
        return [linked(kontext, form.zahl(v.soll), genau.fundstelle), *erfunden]
    return [form.gerechnete_zahl(v.soll, None if v.ist is None else v.ist.wert), *erfunden]


def _zielwert(akte: Kennzahlakte, jahr: int) -> Zielwert | None:
    return next((z for z in akte.zielwerte if z.jahr == jahr), None)


def _abweichung(akte: Kennzahlakte, form: Werteform, v: Sollvergleich, erfunden: list[Component]) -> Inhalt:
    if v.differenz is None:
        return UNKNOWN
    if akte.kennzahl.zieltyp is Zieltyp.KORRIDOR and v.is_besser:
        return ["0", html.Small("im Korridor"), *erfunden]
    wort = {True: "besser", False: "schlechter", None: "wie gefordert"}[v.is_besser]
    vorzeichen = "+" if v.differenz > 0 else "−" if v.differenz < 0 else ""
    return [vorzeichen + _difference(form, v), *erfunden, html.Small(wort)]


def _difference(form: Werteform, v: Sollvergleich) -> str:
    """As exact as the values are, where it is exact; else as exact as the Soll beside it is written."""
    weit = abs(v.differenz or Fraction(0))
    is_exact = (weit * 10**form.stellen).denominator == 1
    if is_exact or v.soll is None:
        return form.zahl(weit) if is_exact else form.gerechnete_zahl(weit)
    return form.abstand(weit, v.soll)


def _ziel(kontext: Kontext, akte: Kennzahlakte, form: Werteform, zeichen: Beispielzeichen) -> Inhalt:
    if not akte.zielwerte or akte.kennzahl.zieltyp in {Zieltyp.BEOBACHTEN, Zieltyp.KORRIDOR}:
        return UNKNOWN
    ziel = akte.zielwerte[-1]
    return [
        linked(kontext, form.zahl(ziel.wert), ziel.fundstelle),
        *zeichen.sign(ziel.herkunft),
        html.Small(str(ziel.jahr)),
    ]


def _status(b: Bewertung) -> list[Component]:
    teile: list[Component] = [status_chip(b.stand)]
    if b.is_assessable:
        teile.append(status_chip(b.ausblick))
    if b.bilanz is not None:
        teile.append(status_chip(b.bilanz, vor="Bilanz: "))
    if b.zielerreichung is not None:
        soll = format_percent(b.soll_zielerreichung, 0)
        teile.append(
            html.Small(f"{format_percent(b.zielerreichung, 0)} des Weges, Soll{NO_BREAK_SPACE}{soll}")
        )
    return teile
