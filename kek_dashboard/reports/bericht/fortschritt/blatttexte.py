"""Blatttexte: what people say about an Unterziel, its Kennzahlen and Maßnahmen; long texts end at a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.massnahme import Erlaeuterung
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielgliederung import full_name
from kek_dashboard.formats import format_date, format_zeitraum
from kek_dashboard.reports.bericht.form import Absatz, Beispielzeichen, Block, Fett, Teil, Verweis, Wort
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import whole_sentences

_LANG = 300


def voices(lage: Lage, ziel: Ziel, zahl: int) -> Iterator[Block]:
    """At most ``zahl`` texts: those on the Unterziel first, then on its Kennzahlen and Maßnahmen, newest first."""
    akten = [akte.nr for akte in lage.akten_of(ziel.nr)]
    massnahmen = [m.massnahme.nr for m in lage.massnahmen_of(ziel.nr)]
    texte = [
        *lage.texte_of("unterziel", [ziel.nr]),
        *sorted(
            (*lage.texte_of("kennzahl", akten), *lage.texte_of("massnahme", massnahmen)),
            key=lambda e: e.zeitraum,
            reverse=True,
        ),
    ]
    gekuerzt = len(texte) > zahl
    absaetze: list[list[Teil]] = []
    for e in texte[:zahl]:
        teile, cut = _paragraph(lage, e)
        gekuerzt = gekuerzt or cut
        absaetze.append(teile)
    if gekuerzt:
        absaetze[-1] += [" Vollständig: ", _screen(lage, ziel), "."]
    yield from (Absatz(tuple(teile)) for teile in absaetze)


def _screen(lage: Lage, ziel: Ziel) -> Verweis:
    return Verweis(
        f"{full_name(lage.stand, ziel.nr)} im Monitor",
        lage.quelle.adresse(f"/unterziel/{quote(ziel.nr, safe='')}"),
    )


def _paragraph(lage: Lage, e: Erlaeuterung) -> tuple[list[Teil], bool]:
    """About what, the judgement, its reason, its Umfeld, who said it and when; and whether it was cut."""
    inhalt = " ".join(
        teil for teil in (e.text.strip(), f"Umfeld: {e.umfeld.strip()}" if e.umfeld else "") if teil
    )
    text, cut = whole_sentences(inhalt, _LANG)
    urteil = f" {e.beurteilung.strip()}" if e.beurteilung.strip() else ""
    teile: list[Teil] = [
        Fett((Wort(f"{_about(lage, e)}:{urteil}"),)),
        Wort(f" {text}"),
        " (",
        Wort(_origin(lage, e)),
        ")",
    ]
    if e.herkunft is Herkunft.BEISPIEL:
        teile += [" ", Beispielzeichen()]
    return teile, cut


def _about(lage: Lage, e: Erlaeuterung) -> str:
    """What the text speaks of."""
    wort = e.bezug.casefold()
    if wort == "kennzahl" and e.bezug_nr in lage.stand.akten:
        return f"{e.bezug_nr} {lage.stand.akten[e.bezug_nr].kennzahl.bezeichnung}"
    if wort == "massnahme" and e.bezug_nr in lage.stand.massnahmen:
        return f"{e.bezug_nr} {lage.stand.massnahmen[e.bezug_nr].bezeichnung}"
    return "Beurteilung der Verwaltung"


def _origin(lage: Lage, e: Erlaeuterung) -> str:
    """Who said it, of which time, and when it was released."""
    lieferung = lage.stand.lieferungen.get(e.fundstelle.lieferung)
    tag = None if lieferung is None else lieferung.freigegeben_am
    return ", ".join(
        teil
        for teil in (
            e.verfasser or "ohne Verfasser",
            f"zu {format_zeitraum(e.zeitraum)}" if e.zeitraum else "",
            f"freigegeben {format_date(tag)}" if tag else "",
        )
        if teil
    )
