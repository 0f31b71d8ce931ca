"""Kapitel: what moved since the last Sitzung and why, and what cannot be judged and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kek_dashboard.charts.neuigkeitsworte import ART_WORT
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit, Richtung, count_gruende
from kek_dashboard.domain.ursachenart import Grund
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.reports.bericht.bezug import aenderungen
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Aufzaehlung,
    Block,
    Spalte,
    Tabelle,
    Text,
    Ueberschrift,
    Verweis,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.fortschritt.aenderungstext import (
    cause,
    change_line,
    direction,
    from_to,
    leading_cause,
    name,
)
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.ueberblick import moved
from kek_dashboard.reports.bericht.fortschritt.worte import anzahl, fett, joined

_GRUENDE = 3
_ZEILEN, _TATEN = 40, 10
_TEILE = (("der Kennzahl", "der Kennzahlen"), ("des Unterziels", "der Unterziele"))
_ZIELE = (Gegenstand.OBERZIEL, Gegenstand.UNTERZIEL)


def changes(lage: Lage) -> Iterator[Block]:
    """The chapter „Was hat sich geändert?“."""
    yield Ueberschrift(1, ("Was hat sich seit der letzten Sitzung geändert?",), "aenderungen")
    yield Absatz(moved(lage), Absatzart.KERNSATZ)
    if not lage.neuigkeiten:
        return
    yield Absatz(_causes_counted(lage))
    sichtbar = [n for n in lage.neuigkeiten if n.is_visible]
    ziele = [n for n in sichtbar if n.gegenstand in _ZIELE]
    kennzahlen = [n for n in sichtbar if n.gegenstand is Gegenstand.KENNZAHL]
    if ziele or kennzahlen:
        yield _table(lage, ziele, kennzahlen)
    yield from _deeds(lage)
    yield from _rest(lage)


def _causes_counted(lage: Lage) -> Text:
    assert lage.sitzung is not None
    texte = [
        (
            anzahl(zahl, aenderungen(lage.jahr, lage.sitzung.datum, "gruende", art.value)),
            f" {ART_WORT[art][zahl != 1]}",
        )
        for art, zahl in count_gruende(lage.neuigkeiten)
    ]
    return ("Die Ursachen: ", *joined(texte), ".")


def _table(lage: Lage, ziele: Sequence[Neuigkeit], kennzahlen: Sequence[Neuigkeit]) -> Tabelle:
    zeilen: list[Zeile] = []
    for titel, teil in (("Ziele", ziele), ("Kennzahlen", kennzahlen)):
        anders = [n for n in teil if n.richtung is not Richtung.GLEICH]
        gleich = [n for n in teil if n.richtung is Richtung.GLEICH]
        for wort, gruppe in (
            ("mit anderem Stand", anders),
            ("mit gleichem Stand, aber anderen Zahlen", gleich),
        ):
            if gruppe:
                zeilen.append(Zeile(((f"{titel} {wort}",),), Zeilenart.GRUPPE))
                zeilen += [_row(lage, n) for n in gruppe]
    gekuerzt = zeilen[:_ZEILEN]
    fuss: Text = ()
    if len(zeilen) > _ZEILEN:
        fuss = ("Die Liste ist gekürzt. ", *_all_of_it(lage))
    return Tabelle(
        f"Was sich für {lage.jahr} bewegt hat",
        (
            Spalte("Ziel oder Kennzahl", anteil=1.1),
            Spalte("vorher → nachher", anteil=1.1),
            Spalte("Warum", anteil=1.3),
        ),
        tuple(gekuerzt),
        fuss,
    )


def _row(lage: Lage, n: Neuigkeit) -> Zeile:
    richtung = direction(n)
    return Zeile(
        (
            (name(lage, n),),
            (*from_to(lage, n), *((f" ({richtung})",) if richtung else ())),
            _why(lage, n),
        )
    )


def _why(lage: Lage, n: Neuigkeit) -> Text:
    """Its own causes; of a goal what moved it; where there is none, that only time has passed."""
    if n.gruende:
        return _causes(lage, n, n.gruende)
    if n.teile:
        ein, viele = _TEILE[n.gegenstand is Gegenstand.OBERZIEL]
        wort = ein if len(n.teile) == 1 else viele
        return (f"wegen {wort} ", Wort(", ".join(n.teile)), ": ", *leading_cause(lage, n))
    b = n.nachher
    if isinstance(b, Bewertung) and b.jahr is not None:
        return ("kein neuer Wert; es gilt weiter der von ", Wort(str(b.jahr)))
    return ("kein neuer Wert",)


def _causes(lage: Lage, n: Neuigkeit, gruende: Sequence[Grund]) -> Text:
    texte = [cause(lage, n, grund) for grund in gruende[:_GRUENDE]]
    rest = ("; weitere im Monitor",) if len(gruende) > _GRUENDE else ()
    return (*joined(texte, "; "), *rest)


def _deeds(lage: Lage) -> Iterator[Block]:
    """What was done, each milestone and Status; where only the progress moved, the names."""
    taten = [n for n in lage.neuigkeiten if n.gegenstand is Gegenstand.MASSNAHME]
    if not taten:
        return
    yield Ueberschrift(2, ("Maßnahmen und Meilensteine",))
    anders = [n for n in taten if not all(_is_progress(grund) for grund in n.gruende)]
    if anders:
        yield Aufzaehlung(tuple(_deed(lage, n) for n in anders[:_TATEN]))
    weiter = [n for n in taten if n not in anders]
    if weiter:
        namen = joined(((name(lage, n),) for n in weiter), "; ")
        yield Absatz(("Nur im Fortschritt verändert: ", *namen, "."), Absatzart.KLEIN)
    if len(anders) > _TATEN:
        yield _cut(lage)


def _deed(lage: Lage, n: Neuigkeit) -> Text:
    gruende = [grund for grund in n.gruende if not _is_progress(grund)]
    return (fett(name(lage, n)), ": ", *_causes(lage, n, gruende))


def _is_progress(grund: Grund) -> bool:
    return grund.ursache.felder == ("fortschritt",)


def _cut(lage: Lage) -> Absatz:
    """Says that a list goes on, and where."""
    return Absatz(("Die Liste ist gekürzt. ", *_all_of_it(lage)), Absatzart.KLEIN)


def _all_of_it(lage: Lage) -> Text:
    assert lage.sitzung is not None
    tage = {"von": lage.sitzung.datum.isoformat(), "bis": lage.quelle.wissensstand.isoformat()}
    return (
        "Alle Änderungen: ",
        Verweis("Änderungen im Monitor", lage.quelle.adresse("/aenderungen", **tage)),
        ".",
    )


def _rest(lage: Lage) -> Iterator[Block]:
    """What moved no judgement and is no Maßnahme, named in short."""
    uebrige = [
        n
        for n in lage.neuigkeiten
        if not n.is_visible and n.gegenstand is not Gegenstand.MASSNAHME and (n.gruende or n.fassungen)
    ]
    if not uebrige:
        return
    yield Ueberschrift(2, ("Weitere Änderungen, die keinen Stand bewegt haben",))
    yield Aufzaehlung(tuple(change_line(lage, n) for n in uebrige[:_TATEN]))
    if len(uebrige) > _TATEN:
        yield _cut(lage)
