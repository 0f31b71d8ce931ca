"""Aenderungstext: one change in words: from what to what, and its causes, each number with its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kek_dashboard.charts.neuigkeitsworte import neuigkeit_name
from kek_dashboard.charts.ursachenworte import cause_text, kennzahl_name
from kek_dashboard.domain.neuigkeit import Neuigkeit, Richtung, Urteil
from kek_dashboard.domain.unterschied import Aenderungsart
from kek_dashboard.domain.ursachenart import Grund
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import Anteil, Bezug, Differenz, Stelle, aenderungen
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
    bewegt = "true" if n.is_bewegt else "false"
    key = f"gegenstand={n.gegenstand.value},nr={n.nr},bewegt={bewegt}"
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


def _places(lage: Lage, n: Neuigkeit, grund: Grund) -> Iterator[Bezug]:
    """Where the numbers of a cause stand: what it is about, each figure that differs, and by which share it does."""
    liste, gruende = ("gruende", n.gruende) if grund in n.gruende else ("durch", n.durch)
    stelle = stelle_in(place(lage, n), liste, str(gruende.index(grund)))
    ursache = grund.ursache
    if ursache.art is not Aenderungsart.GEAENDERT:
        yield stelle_in(stelle, "alt" if ursache.neu is None else "neu")
    for name in ursache.felder:
        vorher, nachher = (stelle_in(stelle, "felder", f"nr={name}", feld) for feld in ("alt", "neu"))
        ist, wird = (_is_number(getattr(satz, name)) for satz in (ursache.alt, ursache.neu))
        yield from (teil for teil, da in ((vorher, ist), (nachher, wird)) if da)
        if ist and wird:
            yield Anteil(Differenz(nachher, vorher), vorher)


def _is_number(wert: object) -> bool:
    return isinstance(wert, Decimal | int) and not isinstance(wert, bool)


def change_line(lage: Lage, n: Neuigkeit) -> Text:
    """One change in one line: what, from what to what, why."""
    warum = leading_cause(lage, n)
    wandel: Text = (": ", *from_to(lage, n)) if n.is_visible else ()
    return (fett(name(lage, n)), *wandel, *((" – ", *warum) if warum else ()))
