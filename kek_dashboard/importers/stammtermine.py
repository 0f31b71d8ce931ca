"""Stammtermine: rows of Meilensteine of Maßnahmen, and of days on which a committee met."""

from __future__ import annotations

from datetime import date

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.schreibweise import known_spelling, similar_spelling
from kek_dashboard.importers.sheet import squash
from kek_dashboard.importers.stammlesung import Lesung
from kek_dashboard.importers.werte import is_kein_wert

#: What people write where a step is not done yet.
_OFFEN = {"offen", "nein", "nochoffen", "nochnicht", "nichterreicht", "inarbeit", "laufend", "laeuft"}
_JA = {"ja", "j", "x", "erreicht", "erledigt", "wahr", "true", "fertig", "ok"}


def read_meilenstein(satz: Satz, lesung: Lesung) -> None:
    """One step of a Maßnahme; a name written a little otherwise is the step that is known."""
    nr = satz.schluessel("massnahme", lesung.bekannte_massnahmen, "eine Maßnahme")
    namen = lesung.bekannte_schritte.setdefault(nr, {})
    name = known_spelling(satz.text("bezeichnung"), namen)
    geplant, erreicht = satz.tag("geplant", ende=True), _read_erreicht(satz)
    bemerkung, herkunft = satz.text("bemerkung"), satz.herkunft()
    if satz.ist_fehlerhaft or not nr or not name:
        return
    schritt = Meilenstein(nr, name, geplant, erreicht, bemerkung, herkunft, satz.place("bezeichnung"))
    _ask_about_name(satz, name, namen)
    _check_days(satz, schritt, lesung)
    namen.setdefault(name)
    lesung.meilensteine.append(schritt)


def _read_erreicht(satz: Satz) -> date | None:
    """The day a step was done; ``None`` where the cell says that it is not, or after a Befund."""
    zelle = satz.cell("erreicht")
    if zelle is None or not satz.has("erreicht"):
        return None
    wort = squash(zelle.roh)
    if isinstance(zelle.wert, str) and (wort in _OFFEN or is_kein_wert(zelle.wert)):
        return None
    if zelle.wert is True or wort in _JA:
        text = "erwartet wird der Tag, an dem der Meilenstein erreicht war (30.06.2023); solange er offen ist, leer"
        satz.note(Schwere.FEHLER, "kein_datum", "erreicht", text)
        return None
    return satz.tag("erreicht", ende=True)


def _ask_about_name(satz: Satz, name: str, namen: dict[str, None]) -> None:
    """A name that is almost a known one may be a slip; then there would be two steps instead of one."""
    andere = "" if name in namen else similar_spelling(name, namen)
    if andere:
        text = f"diese Maßnahme hat schon den Meilenstein „{andere}“; ist derselbe gemeint, bitte gleich schreiben"
        satz.note(Schwere.HINWEIS, "aehnlicher_name", "bezeichnung", text)


def _check_days(satz: Satz, schritt: Meilenstein, lesung: Lesung) -> None:
    """Days that cannot be, or that do not fit the Maßnahme, are asked about."""
    heute = lesung.stand.wissensstand
    massnahme = lesung.massnahme(schritt.massnahme)
    erreicht = schritt.erreicht
    if erreicht is not None and erreicht > heute:
        text = "der Tag liegt in der Zukunft; „erreicht“ ist ein Meilenstein erst, wenn der Tag vorbei ist"
        satz.note(Schwere.WARNUNG, "erreicht_zukunft", "erreicht", text)
    if massnahme is not None:
        _check_against(satz, schritt, massnahme)
    vorher = next(
        (m for m in lesung.stand.meilensteine.get(schritt.massnahme, ()) if m.bezeichnung == schritt.bezeichnung),
        None,
    )  # fmt: skip
    if vorher is not None and vorher.erreicht is not None and erreicht is None:
        text = f"bisher war er am {vorher.erreicht:%d.%m.%Y} erreicht; ohne Tag gilt er wieder als offen"
        satz.note(Schwere.WARNUNG, "nicht_mehr_erreicht", "erreicht", text)


def _check_against(satz: Satz, schritt: Meilenstein, massnahme: Massnahme) -> None:
    beginn, ende = massnahme.beginn, massnahme.ende
    if beginn and schritt.erreicht and schritt.erreicht < beginn:
        text = f"der Tag liegt vor dem Beginn der Maßnahme {massnahme.nr} am {beginn:%d.%m.%Y}; bitte beide prüfen"
        satz.note(Schwere.WARNUNG, "erreicht_vor_beginn", "erreicht", text)
    if beginn and schritt.geplant and schritt.geplant < beginn:
        text = f"geplant vor dem Beginn der Maßnahme {massnahme.nr} am {beginn:%d.%m.%Y}"
        satz.note(Schwere.HINWEIS, "geplant_ausserhalb", "geplant", text)
    if ende and schritt.geplant and schritt.geplant > ende:
        text = f"geplant nach dem Ende der Maßnahme {massnahme.nr} am {ende:%d.%m.%Y}"
        satz.note(Schwere.HINWEIS, "geplant_ausserhalb", "geplant", text)


def read_sitzung(satz: Satz, lesung: Lesung) -> None:
    """One day on which a committee met; the name of the committee goes on as it is known."""
    tag = satz.datum("datum")
    gremien = lesung.bekannte_gremien
    gremium = known_spelling(satz.text("gremium"), gremien)
    bezeichnung, herkunft = satz.text("bezeichnung"), satz.herkunft()
    if satz.ist_fehlerhaft or tag is None or not gremium:
        return
    andere = "" if gremium in gremien else similar_spelling(gremium, gremien)
    if andere:
        text = f"bisher heißt das Gremium „{andere}“; ist dasselbe gemeint, bitte gleich schreiben"
        satz.note(Schwere.HINWEIS, "aehnlicher_name", "gremium", text)
    if tag > lesung.stand.wissensstand:
        text = "die Sitzung liegt in der Zukunft; verglichen wird mit ihr erst, wenn sie gewesen ist"
        satz.note(Schwere.HINWEIS, "sitzung_kuenftig", "datum", text)
    gremien.setdefault(gremium)
    lesung.sitzungen.append(Sitzung(tag, gremium, bezeichnung, herkunft, satz.place("datum")))
