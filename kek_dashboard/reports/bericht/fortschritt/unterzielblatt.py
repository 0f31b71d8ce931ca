"""Unterzielblatt: one sheet for one Unterziel: what was decided, where it stands, what is done, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ziel, Zielfassung
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import (
    Anzahl,
    auskunft,
    haushalt,
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
    Wert,
    Wertart,
    Wort,
)
from kek_dashboard.reports.bericht.fortschritt.blatttafeln import kennzahltafel, massnahmentafel
from kek_dashboard.reports.bericht.fortschritt.blatttexte import voices
from kek_dashboard.reports.bericht.fortschritt.blattverlauf import charts
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import anteil, anzahl, fett, joined, marke, plural
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name

_ARTEN: Final = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "investive Auszahlungen"),
    (Positionsart.INVESTIVE_EINZAHLUNGEN, "investive Einzahlungen"),
)


def unterzielblatt(lage: Lage, ziel: Ziel) -> Iterator[Block]:
    """Everything about one Unterziel, made to fit one sheet."""
    b = lage.gesamt.unterziele[ziel.nr]
    yield Ueberschrift(1, (Wort(f"{ziel.nr} {ziel.kurztitel}"),), anchor(ziel.nr))
    yield from _wording(lage, ziel)
    yield Absatz(_answer(lage, b), Absatzart.KERNSATZ)
    if b.anzahl:
        yield _figures(lage, b)
    akten = lage.akten_of(ziel.nr)
    massnahmen = lage.massnahmen_of(ziel.nr)
    texte = tuple(voices(lage, ziel))
    yield from charts(lage, akten, len(akten) + len(massnahmen) + 2 * len(texte))
    if akten:
        yield kennzahltafel(lage, ziel, akten)
    if massnahmen:
        yield massnahmentafel(lage, ziel, massnahmen)
    else:
        yield Absatz((fett("Maßnahmen:"), " Zu diesem Unterziel ist noch keine eingetragen."))
    yield Absatz(_money(lage, ziel.nr))
    yield from texte


def anchor(nr: str) -> str:
    """Name of the sheet for links within the report."""
    return f"unterziel-{nr}"


def _wording(lage: Lage, ziel: Ziel) -> Iterator[Block]:
    """Each wording that holds, with its decision; the Stärken that the Drucksache names follow the leading one."""
    staerken = "; ".join(feld.wortlaut or feld.kurztitel for feld in lage.stand.handlungsfelder_von(ziel.nr))
    for i, fassung in enumerate(ziel.fassungen):
        text = fassung.wortlaut or fassung.kurztitel
        if i == 0 and staerken:
            text = f"{text} {staerken}"
        yield Absatz((Wort(f"„{text}“ ({_decision(fassung)})"),), Absatzart.ZITAT)


def _decision(fassung: Zielfassung) -> str:
    gilt = f"gilt ab {format_date(fassung.gueltig_ab)}" if fassung.gueltig_ab else ""
    return ", ".join(teil for teil in (fassung.beschluss or "ohne Beschluss", gilt) if teil)


def _answer(lage: Lage, b: Zielbewertung) -> Text:
    """What the roll-up says, and what is furthest behind."""
    jahr = lage.jahr
    if not b.anzahl:
        return ("Noch keine Kennzahl ist zugeordnet; ob das Ziel erreicht wird, lässt sich nicht messen.",)
    if b.zielerreichung is None:
        return (
            "Zu wenige Kennzahlen sind bewertbar; deshalb gibt es keine Zahl, damit Schweigen nichts einbringt.",
        )
    hinten: Text = (" Keine Kennzahl liegt hinter ihrem Plan.",)
    if b.schwaechste is not None:
        hinten = (" Am weitesten zurück: ", kennzahl_name(lage.stand, b.schwaechste), ".")
    return (
        fett(anteil(b.zielerreichung, unterziel(jahr, b.nr, "zielerreichung"), b.herkunft, 0)),
        " des Weges sind geschafft, bis ",
        Wort(str(jahr)),
        " sollten es ",
        anteil(b.soll_zielerreichung, unterziel(jahr, b.nr, "soll_zielerreichung"), b.herkunft, 0),
        " sein.",
        *hinten,
    )


def _figures(lage: Lage, b: Zielbewertung) -> Kennwerte:
    jahr = lage.jahr
    messbar = ("unterziele", f"nr={b.nr}")
    mit = sum(n for ausblick, n in b.ausblicke if ausblick is not Ausblick.KEINE_AUSSAGE)
    an = dict(b.ausblicke).get(Ausblick.VORAUSSICHTLICH_ERREICHT, 0)
    liste = zielerreichung(jahr, "kennzahlen")
    aussagen = tuple(a.value for a in Ausblick if a is not Ausblick.KEINE_AUSSAGE)
    hier = ("unterziele", (b.nr,))
    werte = [
        Kennwert("Stand", (marke(b.stand),)),
        Kennwert(
            "Zielerreichung",
            (anteil(b.zielerreichung, unterziel(jahr, b.nr, "zielerreichung"), b.herkunft),),
            (
                "Soll ",
                anteil(b.soll_zielerreichung, unterziel(jahr, b.nr, "soll_zielerreichung"), b.herkunft),
            ),
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
            (
                anzahl(an, Anzahl(liste, (hier, ("ausblick", (Ausblick.VORAUSSICHTLICH_ERREICHT.value,))))),
                " von ",
                anzahl(mit, Anzahl(liste, (hier, ("ausblick", aussagen)))),
            ),
            ("kommen voraussichtlich an",),
        ),
    ]
    if b.bilanz is not None:
        werte.append(Kennwert("Bilanz", (marke(b.bilanz),)))
    return Kennwerte(tuple(werte))


def _money(lage: Lage, nr: str) -> Text:
    """The four kinds of euros side by side; never added together."""
    mittel, jahr = lage.mittel, Wort(str(lage.jahr))
    if mittel is None:
        return (fett("Geld:"), " Für ", jahr, " liegt kein Haushalt vor.")
    h, betraege = mittel.haushalt, mittel.je_unterziel[nr]
    erfunden = mittel.herkunft_je_unterziel.get(nr) is Herkunft.BEISPIEL
    teile: list[Text] = [
        (
            f"{wort} ",
            Wert(
                betraege[art],
                haushalt(h.haushaltsjahr, h.fassung, "unterziele", f"nr={nr}", art.value),
                Wertart.EURO_KURZ,
                beispiel=erfunden,
            ),
        )
        for art, wort in _ARTEN
        if betraege[art]
    ]
    kopf: Text = (fett("Geld:"), " Im Haushalt ", jahr, Wort(f" ({h.fassung})"))
    if not teile:
        return (*kopf, " ist diesem Unterziel nichts zugeordnet.")
    return (*kopf, " stehen dafür ", *joined(teile), ". Geld sagt nicht, ob ein Ziel erreicht wird.")
