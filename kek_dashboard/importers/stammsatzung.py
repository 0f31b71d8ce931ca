"""Stammsatzung: rows of the Haushaltssatzung (totals of § 1) and of what happened to a Fassung."""

from __future__ import annotations

from decimal import Decimal

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import is_fassung
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.importers.einheiten import UnklareEinheitError, unit_factor
from kek_dashboard.importers.haushalt_jahr import read_titel
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.sheet import squash
from kek_dashboard.importers.stammlesung import Lesung

_CENT = Decimal("0.01")
#: A plan is made at most so many years before its Haushaltsjahr, and decided by the end of the next one.
_FRUEHESTENS, _SPAETESTENS = 2, 1

#: How each total is named in a Satzung: the word for its direction and the word for its part of the Haushalt.
_RICHTUNG = ("ertraeg", "aufwend", "einzahl", "auszahl")
_TEIL = ("ordentlich", "ausserordentlich", "laufend", "investi", "finanzierung")
_ZEHN = {
    ("ertraeg", "ordentlich"): Festsetzung.ORDENTLICHE_ERTRAEGE,
    ("aufwend", "ordentlich"): Festsetzung.ORDENTLICHE_AUFWENDUNGEN,
    ("ertraeg", "ausserordentlich"): Festsetzung.AUSSERORDENTLICHE_ERTRAEGE,
    ("aufwend", "ausserordentlich"): Festsetzung.AUSSERORDENTLICHE_AUFWENDUNGEN,
    ("einzahl", "laufend"): Festsetzung.LAUFENDE_EINZAHLUNGEN,
    ("auszahl", "laufend"): Festsetzung.LAUFENDE_AUSZAHLUNGEN,
    ("einzahl", "investi"): Festsetzung.INVESTIVE_EINZAHLUNGEN,
    ("auszahl", "investi"): Festsetzung.INVESTIVE_AUSZAHLUNGEN,
    ("einzahl", "finanzierung"): Festsetzung.FINANZIERUNG_EINZAHLUNGEN,
    ("auszahl", "finanzierung"): Festsetzung.FINANZIERUNG_AUSZAHLUNGEN,
}
#: The sum of the whole Finanzhaushalt is often stated below the ten; nothing adds up to it here.
_NACHRICHTLICH = ("nachrichtlich", "finanzhaushalt")

_STATUS = {
    Planstatus.EINGEBRACHT: ("eingebracht", "einbringung"),
    Planstatus.BESCHLOSSEN: ("beschlossen", "beschluss", "kreistagsbeschluss", "verabschiedet", "angenommen"),
    Planstatus.ABGELEHNT: ("abgelehnt", "ablehnung", "nichtbeschlossen", "zurueckgewiesen"),
    Planstatus.GENEHMIGT: ("genehmigt", "genehmigung", "mitauflagengenehmigt"),
}


def parse_festsetzung(text: str) -> Festsetzung | None:
    """Which of the ten totals of § 1 a text names, or ``None``; numbers and words around it do not matter.

    >>> parse_festsetzung("1.1 der ordentlichen Erträge auf").value
    'ordentliche_ertraege'
    >>> parse_festsetzung("§ 1 Nr. 2.4 der Auszahlungen für Investitionstätigkeit").value
    'investive_auszahlungen'
    >>> parse_festsetzung("ordentliches Ergebnis") is None
    True
    """
    wort = squash(text).replace("ertrag", "ertraeg").replace("aufwand", "aufwend")
    richtungen = [r for r in _RICHTUNG if r in wort]
    if "ausserordentlich" in wort:
        wort = wort.replace("ausserordentlich", "ausser")
        teile = ["ausserordentlich"]
    else:
        teile = []
    teile += [t for t in _TEIL if t in wort]
    if len(richtungen) != 1 or len(teile) != 1:
        return None
    return _ZEHN.get((richtungen[0], teile[0]))


def parse_fassung(text: str) -> str:
    """The Fassung a text names; empty where it names none, or a Nachtrag without its number.

    >>> parse_fassung("Entwurf"), parse_fassung("1. Nachtrag"), parse_fassung("nachtrag-2"), parse_fassung("Nachtrag")
    ('entwurf', 'nachtrag-1', 'nachtrag-2', '')
    """
    klein = text.strip().casefold()
    return klein if is_fassung(klein) else read_titel(f"Haushalt {klein}").fassung


def parse_status(text: str) -> Planstatus | None:
    """Which Status a text names, or ``None``.

    >>> parse_status("Beschluss"), parse_status("in Arbeit")
    (<Planstatus.BESCHLOSSEN: 'beschlossen'>, None)
    """
    wort = squash(text)
    return next((status for status, worte in _STATUS.items() if wort in worte), None)


def read_satzungssumme(satz: Satz, lesung: Lesung) -> None:
    """One total of § 1; what is only stated for information is left out with a word."""
    text = satz.text("festsetzung")
    festsetzung = parse_festsetzung(text)
    if festsetzung is None and any(wort in squash(text) for wort in _NACHRICHTLICH):
        satz.note(
            Schwere.HINWEIS,
            "nachrichtlich",
            "festsetzung",
            "das ist keine der zehn Summen von § 1; übergangen",
        )
        return
    if festsetzung is None:
        erwartet = (
            "erwartet wird eine der zehn Summen von § 1 Haushaltssatzung, zum Beispiel „ordentliche Erträge“, "
            "„außerordentliche Aufwendungen“, „Einzahlungen aus laufender Verwaltungstätigkeit“, „Auszahlungen für "
            "Investitionstätigkeit“ oder „Einzahlungen aus Finanzierungstätigkeit“"
        )
        satz.note(Schwere.FEHLER, "keine_festsetzung", "festsetzung", erwartet)
    jahr, fassung, eur = satz.jahr("jahr"), _read_fassung(satz), _read_euro(satz)
    beschluss, herkunft = satz.text("beschluss"), satz.herkunft()
    if satz.ist_fehlerhaft or jahr is None or festsetzung is None or eur is None:
        return
    lesung.satzungssummen.append(
        Satzungssumme(jahr, fassung, festsetzung, eur, beschluss, herkunft, satz.place("betrag"))
    )


def read_haushaltsstatus(satz: Satz, lesung: Lesung) -> None:
    """What happened to a Fassung on a day."""
    jahr, fassung, tag = satz.jahr("jahr"), _read_fassung(satz), satz.datum("datum")
    status = parse_status(satz.text("status"))
    if status is None:
        erlaubt = ", ".join(f"„{moeglich.value}“" for moeglich in Planstatus)
        satz.note(Schwere.FEHLER, "unbekanntes_wort", "status", f"erwartet wird eines von {erlaubt}")
    beschluss, bemerkung, herkunft = satz.text("beschluss"), satz.text("bemerkung"), satz.herkunft()
    if satz.ist_fehlerhaft or jahr is None or tag is None or status is None:
        return
    if not jahr - _FRUEHESTENS <= tag.year <= jahr + _SPAETESTENS:
        text = f"der Tag liegt weit entfernt vom Haushaltsjahr {jahr}; bitte beide prüfen"
        satz.note(Schwere.WARNUNG, "tag_und_jahr", "datum", text)
    lesung.haushaltsstaende.append(
        Haushaltsstatus(jahr, fassung, status, tag, beschluss, bemerkung, herkunft, satz.place("datum"))
    )


def _read_fassung(satz: Satz) -> str:
    fassung = parse_fassung(satz.text("fassung"))
    if not fassung:
        text = "erwartet wird „Entwurf“, „beschlossen“ oder ein Nachtrag mit seiner Nummer („1. Nachtrag“)"
        satz.note(Schwere.FEHLER, "fassung_ungueltig", "fassung", text)
    return fassung


def _read_euro(satz: Satz) -> Decimal | None:
    """An amount in euros to the cent, from 0; ``None`` after a Befund."""
    if any(_is_other_unit(einheit) for einheit in satz.units("betrag")):
        text = "erwartet werden Euro und Cent; hier ist von einer anderen Einheit die Rede"
        satz.note(Schwere.FEHLER, "falsche_einheit", "betrag", text)
        return None
    eur = satz.zahl("betrag", "€")
    if eur is None:
        if not satz.ist_fehlerhaft:
            satz.note(Schwere.FEHLER, "kein_betrag", "betrag", "erwartet wird ein Betrag wie 249.763.400,00")
        return None
    if eur < 0:
        text = "die Satzung setzt Gesamtbeträge ohne Vorzeichen fest; erwartet wird eine Zahl ab 0"
        satz.note(Schwere.FEHLER, "betrag_negativ", "betrag", text)
    if eur != eur.quantize(_CENT):
        satz.note(
            Schwere.FEHLER, "bruchteile_von_cent", "betrag", "erwartet werden höchstens zwei Nachkommastellen"
        )
    return eur.quantize(_CENT)


def _is_other_unit(einheit: str) -> bool:
    try:
        return unit_factor(einheit, "€") != 1
    except UnklareEinheitError:
        return True
