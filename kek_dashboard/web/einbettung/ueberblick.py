"""Ueberblick: all Unterziele in one table to embed, each with its Stand; what is not open says so in its row."""

from __future__ import annotations

from kek_dashboard.charts.quellenangabe import herausgeber_of
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.offenlegung import is_open_ziel
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import UNKNOWN, format_date, format_percent
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, status_chip
from kek_dashboard.web.einbettung.inhalt import BEISPIEL, Einbettung, VerschlossenError, day_of_data, wann
from kek_dashboard.web.seite import Kontext

_GUT = frozenset({Stand.ERREICHT, Stand.AUF_KURS})


def read_ueberblick(kontext: Kontext, _nr: str) -> Einbettung:
    """The table; raises ``VerschlossenError`` where not one figure of it is open."""
    stand, jahr = kontext.stand, kontext.jahr
    unterziele = stand.ziele_der_ebene(Ebene.UNTERZIEL)
    offen = {
        ziel.nr: kontext.gesamt.unterziele[ziel.nr] for ziel in unterziele if is_open_ziel(stand, ziel.nr)
    }
    if not offen:
        raise VerschlossenError
    spalten = [
        Spalte(stand.zielsystem.word_of(Ebene.UNTERZIEL), kopf=True),
        Spalte("Zielerreichung", "n", "Zielerreichung:"),
        Spalte("Soll", "n", "Soll:"),
        Spalte("Stand", "status"),
    ]
    zeilen = [_row(ziel, offen.get(ziel.nr)) for ziel in unterziele]
    herkunft = weakest(b.herkunft for b in offen.values())
    quelle = (
        f"Quelle: {herausgeber_of(kontext.koerperschaft)} · Datenstand {format_date(day_of_data(kontext))}"
    )
    return Einbettung(
        titel="Wo stehen die Ziele des Kreises?",
        stand=None,
        aussage=_answer(list(offen.values())),
        verlauf=None,
        beschreibung="",
        tabelle=tabelle(spalten, zeilen, f"Zielerreichung im Berichtsjahr {jahr}"),
        fuss=(f"{quelle}{wann(kontext)}", *([BEISPIEL] if herkunft is Herkunft.BEISPIEL else [])),
        herkunft=herkunft,
        pfad=kontext.link("/"),
        pfadwort="Zum Überblick im KEK-Monitor",
    )


def _answer(offen: list[Zielbewertung]) -> str:
    bewertet = [b for b in offen if b.zielerreichung is not None]
    gut = sum(b.stand in _GUT for b in bewertet)
    if not bewertet:
        return "Noch lässt sich kein Ziel bewerten."
    von = "einem Ziel" if len(bewertet) == 1 else f"{len(bewertet)} Zielen"
    return f"**{gut}** von {von}, die sich bewerten lassen, {'ist' if gut == 1 else 'sind'} erreicht oder auf Kurs."


def _row(ziel: Ziel, b: Zielbewertung | None) -> list[Inhalt]:
    name = f"{ziel.nr} {ziel.kurztitel}"
    if b is None:
        return [name, UNKNOWN, UNKNOWN, "nicht veröffentlicht"]
    tag = beispiel_tag(b.herkunft) if b.zielerreichung is not None else []
    return [
        name,
        [format_percent(b.zielerreichung, 0), *tag],
        format_percent(b.soll_zielerreichung, 0),
        [status_chip(b.stand)],
    ]
