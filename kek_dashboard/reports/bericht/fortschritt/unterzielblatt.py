"""Unterzielblatt: one sheet for one Unterziel: what was decided, where it stands, what is done, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kek_dashboard.charts.verlaufsflaeche import Masse
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.ziele import Ziel, Zielfassung
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import (
    Anzahl,
    auskunft,
    unterziel,
    zielerreichung,
)
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Block,
    Kennwert,
    Kennwerte,
    Text,
    Ueberschrift,
    Wort,
)
from kek_dashboard.reports.bericht.fortschritt.blatttafeln import geldtafel, kennzahltafel, massnahmentafel
from kek_dashboard.reports.bericht.fortschritt.blatttexte import voices
from kek_dashboard.reports.bericht.fortschritt.blattverlauf import FLACH, HOCH, charts
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.platz import SEITE, total
from kek_dashboard.reports.bericht.fortschritt.worte import UNBEKANNT, anteil, anzahl, fett, marke, plural
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name


@dataclass(frozen=True, slots=True)
class Ausstattung:
    """How much stands on a sheet: so many Verläufe in one size, so many texts.

    ``knapp``: figures in the sentence instead of a row of their own, a sparkline in the table instead of Verläufe.
    """

    verlaeufe: int
    masse: Masse
    texte: int
    knapp: bool = False


#: The richest first; the first that fits is taken.
_AUSSTATTUNGEN: Final = (
    Ausstattung(4, HOCH, 4),
    Ausstattung(4, FLACH, 4),
    Ausstattung(2, HOCH, 4),
    Ausstattung(2, FLACH, 4),
    Ausstattung(2, FLACH, 2),
    Ausstattung(2, FLACH, 4, knapp=True),
    *(Ausstattung(0, FLACH, texte, knapp=True) for texte in (4, 3, 2, 1)),
)


def unterzielblatt(lage: Lage, ziel: Ziel) -> Iterator[Block]:
    """Everything about one Unterziel on one sheet; where even the least does not fit one, on two with all of it."""
    for ausstattung in _AUSSTATTUNGEN:
        blatt = tuple(_sheet(lage, ziel, ausstattung))
        if total(blatt) <= SEITE:
            yield from blatt
            return
    yield from _sheet(lage, ziel, _AUSSTATTUNGEN[0])


def _sheet(lage: Lage, ziel: Ziel, wie: Ausstattung) -> Iterator[Block]:
    b, akten = lage.gesamt.unterziele[ziel.nr], lage.akten_of(ziel.nr)
    massnahmen = lage.massnahmen_of(ziel.nr)
    yield Ueberschrift(1, (Wort(f"{ziel.nr} {ziel.kurztitel}"),), anchor(ziel.nr))
    yield from _wording(lage, ziel, Absatzart.KLEIN if wie.knapp else Absatzart.ZITAT)
    if wie.knapp:
        yield Absatz((fett(*_answer(lage, b)), *_in_words(lage, b)))
    else:
        yield Absatz(_answer(lage, b), Absatzart.KERNSATZ)
    if b.anzahl and not wie.knapp:
        yield _figures(lage, b)
    yield from charts(lage, akten, wie.verlaeufe, wie.masse)
    if akten:
        yield kennzahltafel(lage, ziel, akten, with_reihe=wie.knapp)
    if massnahmen:
        yield massnahmentafel(lage, ziel, massnahmen)
    else:
        yield Absatz((fett("Maßnahmen:"), " Zu diesem Unterziel ist noch keine eingetragen."))
    yield _money(lage, ziel.nr)
    yield from voices(lage, ziel, wie.texte)


def anchor(nr: str) -> str:
    """Name of the sheet for links within the report."""
    return f"unterziel-{nr}"


def _wording(lage: Lage, ziel: Ziel, art: Absatzart) -> Iterator[Block]:
    """Each wording that holds, with its decision; the Stärken that the Drucksache names follow the leading one."""
    staerken = "; ".join(feld.wortlaut or feld.kurztitel for feld in lage.stand.handlungsfelder_von(ziel.nr))
    for i, fassung in enumerate(ziel.fassungen):
        text = fassung.wortlaut or fassung.kurztitel
        if i == 0 and staerken:
            text = f"{text} {staerken}"
        yield Absatz((Wort(f"„{text}“ ({_decision(fassung)})"),), art)


def _decision(fassung: Zielfassung) -> str:
    gilt = f"gilt ab {format_date(fassung.gueltig_ab)}" if fassung.gueltig_ab else ""
    return ", ".join(teil for teil in (fassung.beschluss or "ohne Beschluss", gilt) if teil)


def _answer(lage: Lage, b: Zielbewertung) -> Text:
    """What the roll-up says, and what is furthest behind."""
    if not b.anzahl:
        return ("Noch keine Kennzahl ist zugeordnet; ob das Ziel erreicht wird, lässt sich nicht messen.",)
    if b.zielerreichung is None:
        return (marke(b.stand), ". Zu wenige Kennzahlen sind bewertbar; deshalb gibt es keine Zahl.")
    hinten: Text = (" Keine Kennzahl liegt hinter ihrem Plan.",)
    if b.schwaechste is not None:
        hinten = (" Am weitesten zurück: ", kennzahl_name(lage.stand, b.schwaechste), ".")
    bilanz: Text = () if b.bilanz is None else (" Bilanz: ", marke(b.bilanz), ".")
    return (marke(b.stand), ".", *bilanz, *hinten)


def _in_words(lage: Lage, b: Zielbewertung) -> Text:
    """The figures of the roll-up in one sentence."""
    if b.zielerreichung is None:
        return ()
    jahr, messbar = lage.jahr, ("unterziele", f"nr={b.nr}")
    return (
        " Geschafft: ",
        anteil(b.zielerreichung, unterziel(jahr, b.nr, "zielerreichung"), b.herkunft),
        " des Weges, Soll ",
        anteil(b.soll_zielerreichung, unterziel(jahr, b.nr, "soll_zielerreichung"), b.herkunft),
        "; bewertet: ",
        anzahl(b.bewertet, auskunft("messbarkeit", jahr, *messbar, "bewertbar")),
        " von ",
        anzahl(b.anzahl, auskunft("messbarkeit", jahr, *messbar, "anzahl")),
        ".",
    )


def _figures(lage: Lage, b: Zielbewertung) -> Kennwerte:
    jahr = lage.jahr
    messbar = ("unterziele", f"nr={b.nr}")
    mit = sum(n for ausblick, n in b.ausblicke if ausblick is not Ausblick.KEINE_AUSSAGE)
    an = dict(b.ausblicke).get(Ausblick.VORAUSSICHTLICH_ERREICHT, 0)
    liste = zielerreichung(jahr, "kennzahlen")
    aussagen = tuple(a.value for a in Ausblick if a is not Ausblick.KEINE_AUSSAGE)
    hier = ("unterziele", (b.nr,))
    ankunft: Text = (
        anzahl(an, Anzahl(liste, (hier, ("ausblick", (Ausblick.VORAUSSICHTLICH_ERREICHT.value,))))),
        " von ",
        anzahl(mit, Anzahl(liste, (hier, ("ausblick", aussagen)))),
    )
    werte = [
        Kennwert(
            "Zielerreichung",
            (anteil(b.zielerreichung, unterziel(jahr, b.nr, "zielerreichung"), b.herkunft),),
            ("des Weges",),
        ),
        Kennwert(
            f"Soll {jahr}",
            (anteil(b.soll_zielerreichung, unterziel(jahr, b.nr, "soll_zielerreichung"), b.herkunft),),
            ("des Weges",),
        ),
        Kennwert(
            "bewertet",
            (
                anzahl(b.bewertet, auskunft("messbarkeit", jahr, *messbar, "bewertbar")),
                " von ",
                anzahl(b.anzahl, auskunft("messbarkeit", jahr, *messbar, "anzahl")),
            ),
            (plural(b.anzahl, "Kennzahl", "Kennzahlen"),),
        ),
        Kennwert(
            "Ausblick",
            ankunft if mit else UNBEKANNT,
            ("voraussichtlich am Ziel" if mit else "noch keine Aussage",),
        ),
    ]
    return Kennwerte(tuple(werte))


def _money(lage: Lage, nr: str) -> Block:
    """What the Haushalt of the Berichtsjahr gives; a sentence where it gives nothing or where there is none."""
    mittel, jahr = lage.mittel, Wort(str(lage.jahr))
    if mittel is None:
        return Absatz((fett("Geld:"), " Für ", jahr, " liegt kein Haushalt vor."))
    if not any(mittel.je_unterziel[nr].values()):
        return Absatz((fett("Geld:"), " Im Haushalt ", jahr, " ist diesem Unterziel nichts zugeordnet."))
    return geldtafel(mittel, nr)
