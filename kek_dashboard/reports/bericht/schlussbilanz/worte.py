"""Worte: how the Schlussbilanz says a Bilanz, a Zwischenstand and how many there are."""

from __future__ import annotations

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.form import Fett, Marke, Text, Wert, Wertart, Wort
from kek_dashboard.reports.bericht.kennzahlwort import anzahl
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage

_OHNE = "null"


def interim(lage: Lage) -> Text:
    """That this is no last word yet, and why; nothing where it is."""
    if lage.is_endgueltig:
        return ()
    letztes = lage.stand.jahre[-1]
    tag = format_date(lage.quelle.wissensstand)
    if lage.is_vorbei:
        warum = f"Das letzte Zieljahr {letztes} ist vorbei, aber es fehlen noch Werte."
    elif lage.jahr < letztes:
        warum = f"Er sieht auf das Berichtsjahr {lage.jahr}; die Ziele gelten bis {letztes}."
    else:
        warum = f"Das letzte Zieljahr {letztes} ist noch nicht vorbei."
    was = f"Gezeigt ist, was am {tag} bekannt war; Bilanz ist nur gezogen, wo es schon geht."
    return (Fett(("Dieser Bericht ist ein Zwischenstand.",)), Wort(f" {warum} {was}"))


def judgement(u: Zielbewertung) -> Marke:
    """The Bilanz of an Unterziel, or its Stand as long as there is none."""
    return Marke(zeichen_of(u.stand if u.bilanz is None else u.bilanz))


def count_bilanz(lage: Lage, *arten: Bilanz | None) -> Wert:
    """How many Unterziele have one of these Bilanzen; ``None`` = have none."""
    werte = tuple(_OHNE if art is None else art.value for art in arten)
    zahl = sum(u.bilanz in arten for u in lage.bewertungen)
    gezaehlt = bezug.Anzahl(bezug.zielerreichung(lage.jahr, "unterziele"), (("bilanz", werte),))
    return anzahl(zahl, gezaehlt, (u.herkunft for u in lage.bewertungen))


def count_all(lage: Lage) -> Wert:
    """How many Unterziele there are."""
    gezaehlt = bezug.Anzahl(bezug.zielerreichung(lage.jahr, "unterziele"))
    return anzahl(len(lage.bewertungen), gezaehlt, (u.herkunft for u in lage.bewertungen))


def share(lage: Lage, u: Zielbewertung, feld: str) -> Wert:
    """``zielerreichung`` or ``soll_zielerreichung`` of an Unterziel."""
    zahl = u.zielerreichung if feld == "zielerreichung" else u.soll_zielerreichung
    stelle = bezug.unterziel(lage.jahr, u.nr, feld)
    return Wert(zahl, stelle, Wertart.PROZENT, stellen=0, beispiel=u.herkunft is Herkunft.BEISPIEL)
