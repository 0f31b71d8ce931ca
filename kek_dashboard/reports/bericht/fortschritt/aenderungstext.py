"""Aenderungstext: one change in words: from what to what, and its causes, each number with its place."""

from __future__ import annotations

from collections.abc import Iterator

from kek_dashboard.charts.neuigkeitsworte import neuigkeit_name
from kek_dashboard.charts.ursachenworte import cause_text, kennzahl_name
from kek_dashboard.domain.kennzahl import Messwert, Zielwert
from kek_dashboard.domain.neuigkeit import Neuigkeit, Richtung, Urteil
from kek_dashboard.domain.unterschied import Aenderungsart, Ursache
from kek_dashboard.domain.ursachenart import Grund
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import Stelle, aenderungen
from kek_dashboard.reports.bericht.form import Aussage, Teil, Text, Wort
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import (
    UNBEKANNT,
    anteil,
    fett,
    marke,
    starred,
    stelle_in,
)

_RICHTUNG = {Richtung.SCHLECHTER: "schlechter", Richtung.BESSER: "besser"}


def since(lage: Lage) -> Text:
    """The meeting since which changes are told, as „der Sitzung am … (Ausschuss …)“."""
    sitzung = lage.sitzung
    assert sitzung is not None
    return ("der Sitzung am ", Wort(f"{format_date(sitzung.datum)} ({sitzung.gremium})"))


def name(lage: Lage, n: Neuigkeit) -> Wort:
    """Number and name of the subject."""
    text = neuigkeit_name(lage.stand, n)
    return Wort(text if n.nr in text else f"{n.nr} {text}")


def from_to(lage: Lage, n: Neuigkeit) -> Text:
    """„auf Kurs → leicht hinter Plan“; where the Stand is the same, the share of the way."""
    alt, neu = n.vorher, n.nachher
    if alt is None or neu is None:
        return ("neu",) if alt is None else ("nicht mehr geführt",)
    if alt.stand is not neu.stand:
        return (marke(alt.stand), " → ", marke(neu.stand))
    if alt.zielerreichung == neu.zielerreichung:
        return (marke(neu.stand),)
    return (*share(lage, n, alt, "vorher"), " → ", *share(lage, n, neu, "nachher"), " des Weges")


def share(lage: Lage, n: Neuigkeit, b: Urteil, feld: str) -> Text:
    """Share of the way before or after."""
    if b.zielerreichung is None:
        return UNBEKANNT
    return (anteil(b.zielerreichung, stelle_in(place(lage, n), feld), b.herkunft),)


def direction(n: Neuigkeit) -> str:
    """„schlechter“ or „besser“; empty where neither can be said."""
    return _RICHTUNG.get(n.richtung, "")


def place(lage: Lage, n: Neuigkeit) -> Stelle:
    """Where the command line tells this change."""
    assert lage.sitzung is not None
    key = f"gegenstand={n.gegenstand.value},nr={n.nr}"
    return aenderungen(lage.jahr, lage.sitzung.datum, "neuigkeiten", key)


def leading_cause(lage: Lage, n: Neuigkeit) -> Text:
    """Why, in one line: the cause that tells most, with the name of the part it belongs to."""
    grund = n.leading
    if grund is None:
        return tuple(
            Wort(f"Fassung {fassung}: {'neu' if art is Aenderungsart.NEU else 'zählt nicht mehr'}")
            for fassung, art in n.fassungen
        )
    return cause(lage, n, grund, with_part=not n.gruende)


def cause(lage: Lage, n: Neuigkeit, grund: Grund, *, with_part: bool = False) -> Text:
    """One cause; ``with_part`` names the Kennzahl it belongs to."""
    ursache = grund.ursache
    teil = kennzahl_name(lage.stand, ursache) if with_part else ""
    vor: tuple[Teil, ...] = (Wort(teil), ": ") if teil else ()
    text = cause_text(lage.stand, ursache, with_name=with_part)
    bezuege = tuple(_places(lage, n, grund))
    if not bezuege:
        return (*vor, *starred(text))
    return (*vor, Aussage(text.replace("**", ""), bezuege))


def _places(lage: Lage, n: Neuigkeit, grund: Grund) -> Iterator[Stelle]:
    """Where the numbers of a cause stand: those of values and targets, the only ones that are told with a number."""
    ursache = grund.ursache
    satz = ursache.satz
    if not isinstance(satz, Messwert | Zielwert | Vergleichswert):
        return
    zeit = satz.jahr if isinstance(satz, Zielwert) else satz.zeitraum
    liste = "gruende" if grund in n.gruende else "durch"
    key = f"was={ursache.feld},nr={satz.kennzahl_nr},zeitraum={zeit}"
    for feld in _told(ursache):
        yield stelle_in(place(lage, n), liste, key, feld)


def _told(ursache: Ursache) -> Iterator[str]:
    """Which of the two values the words of a cause name."""
    alt, neu = (getattr(satz, "wert", None) for satz in (ursache.alt, ursache.neu))
    if ursache.art is Aenderungsart.GEAENDERT and "wert" not in ursache.felder:
        return
    if alt is not None and (neu is not None or ursache.neu is None):
        yield "alt"
    if neu is not None:
        yield "neu"


def change_line(lage: Lage, n: Neuigkeit) -> Text:
    """One change in one line: what, from what to what, why."""
    warum = leading_cause(lage, n)
    wandel: Text = (": ", *from_to(lage, n)) if n.is_visible else ()
    return (fett(name(lage, n)), *wandel, *((" – ", *warum) if warum else ()))
