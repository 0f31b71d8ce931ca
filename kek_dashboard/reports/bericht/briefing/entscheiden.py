"""Entscheiden: each thing that waits for a decision as one sentence with its figures, and the question it puts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.briefinganlass import without_beschluss
from kek_dashboard.domain.briefingwahl import Anlass, Kandidat
from kek_dashboard.domain.massnahmenstand import Massnahmenstand
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.wissen import ist_und_soll
from kek_dashboard.reports.bericht.form import Fett, Marke, Teil, Text, Wert, Wort
from kek_dashboard.reports.bericht.kennzahlwort import (
    anzahl,
    kennzahl_name,
    kurz,
    ziel_name,
)

#: So many names are said of a longer list.
_GENANNT = 3
_NULL = ("0.00",)


def entscheiden_text(lage: Lage, kandidat: Kandidat, lang: int) -> Text:
    """The sentence of one thing to decide, its question last; names in it have at most ``lang`` letters."""
    satz, frage = _SAETZE[kandidat.anlass]
    return (*satz(lage, kandidat, lang), " ", Fett(("Zu entscheiden: ", frage)))


def _behind(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    """An Unterziel and the Kennzahl that is furthest behind."""
    nr, *weitere = kandidat.teile
    yield from (Fett((ziel_name(lage.stand, kandidat.nr, lang),)), ". ", kennzahl_name(lage.stand, nr, lang))
    yield from (": ", Marke(zeichen_of(lage.gesamt.kennzahlen[nr].stand)), " (", *ist_und_soll(lage, nr))
    yield from ("), Ausblick ", Marke(zeichen_of(lage.gesamt.kennzahlen[nr].ausblick)), ". ")
    if weitere:
        gezaehlt = bezug.Anzahl(bezug.zielerreichung(lage.jahr, "kennzahlen"), (("nr", tuple(weitere)),))
        yield anzahl(len(weitere), gezaehlt, (lage.gesamt.kennzahlen[k].herkunft for k in weitere))
        yield " weitere Kennzahl ebenso. " if len(weitere) == 1 else " weitere Kennzahlen ebenso. "


def _without_measure(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    yield from _behind(lage, kandidat, lang)
    yield "Dafür läuft keine Maßnahme."


def _late(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    yield from _behind(lage, kandidat, lang)
    massnahmen = _measures(lage, kandidat)
    schritt = max((m.ueberfaellig[0] for m in massnahmen), key=lambda s: s.tage or 0)
    yield _count_measures(lage, kandidat)
    yield " Maßnahme ist im Verzug, " if len(massnahmen) == 1 else " Maßnahmen sind im Verzug, am längsten "
    yield Wort(
        f"{schritt.meilenstein.massnahme}: „{kurz(schritt.meilenstein.bezeichnung, lang)}“, geplant bis "
        f"{format_date(schritt.meilenstein.geplant)}."
    )


def _not_enough(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    yield from _behind(lage, kandidat, lang)
    yield _count_measures(lage, kandidat)
    yield (
        " Maßnahme läuft nach Plan und reicht nicht."
        if len(kandidat.massnahmen) == 1
        else " Maßnahmen laufen nach Plan und reichen nicht."
    )


def _count_measures(lage: Lage, kandidat: Kandidat) -> Wert:
    alle = bezug.auskunft("massnahmen", lage.jahr, "massnahmen")
    gezaehlt = bezug.Anzahl(alle, (("nr", kandidat.massnahmen),))
    return anzahl(len(kandidat.massnahmen), gezaehlt, (m.herkunft for m in _measures(lage, kandidat)))


def _measures(lage: Lage, kandidat: Kandidat) -> Sequence[Massnahmenstand]:
    return [m for m in lage.massnahmen if m.massnahme.nr in kandidat.massnahmen]


def _without_money(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    assert lage.haushaltsjahr is not None
    ziele = bezug.haushalt(lage.haushaltsjahr, lage.fassung, "unterziele")
    ohne = (("aufwendungen", _NULL), ("investive_auszahlungen", _NULL))
    mittel = lage.quelle.mittel(lage.haushaltsjahr)
    herkunft = () if mittel is None else (mittel.herkunft,)
    wieviele = anzahl(len(kandidat.teile), bezug.Anzahl(ziele, ohne), herkunft)
    yield Fett((wieviele, _subgoals(kandidat), " ohne Geld"))
    yield from (Wort(f" im Haushalt {lage.haushaltsjahr}: "), *_named(lage, kandidat, lang), ".")


def _without_decision(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    akten = [lage.stand.akten[nr] for nr in kandidat.teile]
    offen = sum(without_beschluss(akte) for akte in akten)
    summe = bezug.Summe(
        tuple(
            bezug.Anzahl(
                bezug.auskunft("werte", lage.jahr, "kennzahlen", f"nr={nr}", "zielwerte"),
                (("beschluss", ("",)),),
            )
            for nr in kandidat.teile
        )
    )
    wort = " Zielwert ohne Beschluss" if offen == 1 else " Zielwerte ohne Beschluss"
    yield Fett((anzahl(offen, summe, (z.herkunft for akte in akten for z in akte.zielwerte)), wort))
    namen = [kennzahl_name(lage.stand, nr, lang) for nr in kandidat.teile[:_GENANNT]]
    rest = len(kandidat.teile) - len(namen)
    yield from (": ", *_joined(namen), " und andere." if rest else ".")


def _without_kennzahl(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    ziele = bezug.zielerreichung(lage.jahr, "unterziele")
    ohne = bezug.Anzahl(ziele, (("stand", ("keine_kennzahl",)),))
    yield Fett((anzahl(len(kandidat.teile), ohne), _subgoals(kandidat), " ohne Kennzahl mit Ziel"))
    yield from (": ", *_named(lage, kandidat, lang), ". Ohne sie bleibt offen, ob das Ziel erreicht wird.")


def _subgoals(kandidat: Kandidat) -> str:
    return " Unterziel" if len(kandidat.teile) == 1 else " Unterziele"


def _named(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    """The first Unterziele by name."""
    yield from _joined([ziel_name(lage.stand, nr, lang) for nr in kandidat.teile[:_GENANNT]])
    if len(kandidat.teile) > _GENANNT:
        yield " und andere"


def _joined(namen: Sequence[Teil]) -> Iterator[Teil]:
    for platz, name in enumerate(namen):
        yield from (", ", name) if platz else (name,)


_Satz = Callable[[Lage, Kandidat, int], Iterator[Teil]]
_SAETZE: dict[Anlass, tuple[_Satz, str]] = {
    Anlass.OHNE_MASSNAHME: (
        _without_measure,
        "Welche Maßnahme soll das ändern, oder wird das Ziel angepasst?",
    ),
    Anlass.IM_VERZUG: (_late, "Wie wird der Verzug aufgeholt, oder wird das Ziel angepasst?"),
    Anlass.OHNE_GELD: (_without_money, "Sollen sie Mittel erhalten, oder geht es ohne?"),
    Anlass.REICHT_NICHT: (_not_enough, "Wird nachgesteuert, oder wird das Ziel angepasst?"),
    Anlass.OHNE_BESCHLUSS: (_without_decision, "Werden sie dem Kreistag zum Beschluss vorgelegt?"),
    Anlass.OHNE_KENNZAHL: (_without_kennzahl, "Woran soll sich das Erreichen zeigen?"),
}
