"""Deckblatt: the cover in the manner of a Drucksache, with proposals that the office goes on writing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.form import Deckblatt, Gremium, Text, Wort
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.ueberblick import missing_out, moved, standing
from kek_dashboard.reports.bericht.fortschritt.worte import alle, anzahl, kennzahlen_mit, plural
from kek_dashboard.reports.bericht.quelle import Berichtskopf
from kek_dashboard.settings import DEFAULT_KOERPERSCHAFT

#: What the county calls a paper that a body is to take note of or to decide. Source: Drucksache 72/2018.
VORLAGEART: Final = "Vorlage"
#: The bodies that Drucksache 72/2018 went through, in their order.
GREMIEN: Final = (
    Gremium("Ausschuss für Wirtschaft und Strategie"),
    Gremium("Kreisausschuss", oeffentlich=False),
    Gremium("Kreistag"),
)


def bodies(kopf: Berichtskopf) -> tuple[Gremium, ...]:
    """Where nobody names any: those of the Drucksache in its own county, elsewhere those every Kreis has."""
    return GREMIEN if kopf.koerperschaft == DEFAULT_KOERPERSCHAFT else GREMIEN[1:]


def deckblatt(lage: Lage) -> Deckblatt:
    """The cover; bodies and number are those of the order, else those of the Drucksache that decided the goals."""
    kopf, quelle, konzept = lage.quelle.kopf, lage.quelle, lage.stand.zielsystem.titel
    return Deckblatt(
        koerperschaft=kopf.koerperschaft,
        absender=kopf.absender,
        drucksache=kopf.drucksache,
        datum=kopf.datum or quelle.wissensstand,
        vorlageart=VORLAGEART,
        betreff=f"{konzept}: Fortschrittsbericht für das Jahr {lage.jahr}",
        gremien=kopf.gremien or bodies(kopf),
        beschlussvorschlag=(
            (
                "Der Fortschrittsbericht ",
                Wort(str(lage.jahr)),
                " zum ",
                Wort(konzept),
                " (Wissensstand ",
                Wort(format_date(quelle.wissensstand)),
                ") wird zur Kenntnis genommen.",
            ),
        ),
        sachdarstellung=tuple(_reasons(lage)),
    )


def _reasons(lage: Lage) -> Iterator[Text]:
    yield _basis(lage)
    yield standing(lage)
    if lage.gesamt.kennzahlen:
        yield missing_out(lage)
    yield moved(lage)
    yield from _not_judged(lage)
    yield (
        (
            "Dieser Bericht hat selbst keine finanziellen Auswirkungen. Welche Mittel der Haushalt für die Ziele "
            "vorsieht, steht auf den Blättern der Unterziele; Geld geht in keine Bewertung ein."
        ),
    )


def _basis(lage: Lage) -> Text:
    """What was decided, and when."""
    leitbild = next(iter(lage.stand.ziele_der_ebene(Ebene.LEITBILD)), None)
    if not lage.oberziele:
        return ("Ein Zielsystem ist noch nicht eingetragen.",)
    fassung = (leitbild or lage.oberziele[0]).fassungen[0]
    ab = f" (gilt ab {format_date(fassung.gueltig_ab)})" if fassung.gueltig_ab else ""
    satz: Text = (
        "Grundlage ist das Zielsystem „",
        Wort(fassung.zielsystem or lage.stand.zielsystem.titel),
        "“ nach ",
        Wort(f"{fassung.beschluss or 'Beschluss'}{ab}"),
        " mit ",
        anzahl(len(lage.oberziele), alle(lage.jahr, "oberziele")),
        f" {plural(len(lage.oberziele), 'Oberziel', 'Oberzielen')} und ",
        anzahl(len(lage.unterziele), alle(lage.jahr, "unterziele")),
        f" {plural(len(lage.unterziele), 'Unterziel', 'Unterzielen')}.",
    )
    if leitbild is None:
        return satz
    return (*satz, " Das Leitbild lautet: „", Wort(leitbild.wortlaut), "“")


def _not_judged(lage: Lage) -> Iterator[Text]:
    """How many Kennzahlen have no judgement, where there are any."""
    ohne = [b for b in lage.gesamt.kennzahlen.values() if not b.is_assessable]
    if not ohne:
        return
    staende = dict.fromkeys(b.stand.value for b in ohne)
    zahl = len(ohne)
    yield (
        anzahl(zahl, kennzahlen_mit(lage.jahr, "stand", *staende)),
        f" {plural(zahl, 'Kennzahl lässt', 'Kennzahlen lassen')} sich für ",
        Wort(str(lage.jahr)),
        " nicht bewerten; warum, steht im Bericht.",
    )
