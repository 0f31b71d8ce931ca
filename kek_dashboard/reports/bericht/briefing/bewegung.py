"""Bewegung: every Stand that is another one than at the end of the quarter before."""

from __future__ import annotations

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.ursachenworte import kennzahl_name as cause_owner
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit, Urteil
from kek_dashboard.formats import UNKNOWN
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.bezug import Anzahl
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.liste import Liste
from kek_dashboard.reports.bericht.briefing.wissen import ausloeser
from kek_dashboard.reports.bericht.form import Marke, Spalte, Spaltenart, Tabelle, Text, Wort, Zeile
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name, kurz, ziel_name

_GEZEIGT = frozenset({Gegenstand.OBERZIEL, Gegenstand.UNTERZIEL, Gegenstand.KENNZAHL})


def movements(lage: Lage) -> Liste:
    """Every Stand that is another one than at the end of the quarter before."""
    bewegt = [n for n in lage.neuigkeiten if n.gegenstand in _GEZEIGT and _is_other(n)]
    alle = bezug.aenderungen(lage.jahr, lage.seit, "neuigkeiten")
    leer: Text = (
        ("Kein Stand hat sich bewegt.",)
        if lage.has_vergleich
        else ("Der Wissensstand liegt vor dem Ende des Vorquartals; es gibt nichts zu vergleichen.",)
    )
    return Liste(
        "Was hat sich seit dem Vorquartal bewegt?",
        Tabelle(
            "Stände, die sich seit dem Vorquartal bewegt haben",
            (
                Spalte("Ziel oder Kennzahl", anteil=6.2),
                Spalte("Ende Vorquartal", Spaltenart.MARKE, anteil=3.5),
                Spalte("jetzt", Spaltenart.MARKE, anteil=3.5),
                Spalte("Auslöser", anteil=3.9),
            ),
            tuple(_movement(lage, n) for n in bewegt),
        ),
        tuple(Anzahl(alle, (("gegenstand", (n.gegenstand.value,)), ("nr", (n.nr,)))) for n in bewegt),
        leer,
        lage.herkunft,
    )


def _is_other(n: Neuigkeit) -> bool:
    """Whether its Stand is another one, and a judgement before or after."""
    staende = {urteil.stand for urteil in (n.vorher, n.nachher) if urteil is not None}
    is_same = len(staende) < 2 and n.vorher is not None and n.nachher is not None  # noqa: PLR2004 - before, after
    return not is_same and any(stand.is_assessable for stand in staende)


def _movement(lage: Lage, n: Neuigkeit) -> Zeile:
    is_kennzahl = n.gegenstand is Gegenstand.KENNZAHL
    name = kennzahl_name(lage.stand, n.nr, 46) if is_kennzahl else ziel_name(lage.stand, n.nr, 46)
    grund = n.leading
    owner = "" if grund is None else cause_owner(lage.stand, grund.ursache)
    nr = owner.partition(" ")[0]
    return Zeile(((name,), _mark(n.vorher), _mark(n.nachher), (Wort(kurz(ausloeser(n, nr), 44)),)))


def _mark(urteil: Urteil | None) -> Text:
    return (UNKNOWN,) if urteil is None else (Marke(zeichen_of(urteil.stand)),)
