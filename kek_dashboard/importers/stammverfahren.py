"""Stammverfahren: rows of the way of a proposal, and why a workbook changes what it changes."""

from __future__ import annotations

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.verfahren import KENNZAHL, MASSNAHME, Aenderungsgrund, Schritt, Verfahrensschritt
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.schreibweise import known_spelling
from kek_dashboard.importers.stammhaushalt import read_vorschlag_von
from kek_dashboard.importers.stammlesung import Lesung


def read_verfahrensschritt(satz: Satz, lesung: Lesung) -> None:
    """One step of a proposal: of exactly one Kennzahl or Maßnahme."""
    gefuellt = [feld for feld in ("kennzahl", "massnahme") if satz.has(feld)]
    if len(gefuellt) != 1:
        was = "keine davon" if not gefuellt else "beide"
        text = f"genau eine der Spalten „Kennzahl-Nr.“ und „Maßnahme-Nr.“ muss ausgefüllt sein, hier ist es {was}"
        satz.note(Schwere.FEHLER, "bezug", gefuellt[0] if gefuellt else "kennzahl", text)
        return
    if gefuellt[0] == "kennzahl":
        bezug, nr = KENNZAHL, satz.schluessel("kennzahl", lesung.bekannte_kennzahlen, "eine Kennzahl")
    else:
        bezug, nr = MASSNAHME, satz.schluessel("massnahme", lesung.bekannte_massnahmen, "eine Maßnahme")
    schritt, tag = satz.wahl("schritt", Schritt), satz.datum("am")
    gremium = known_spelling(satz.text("gremium"), lesung.bekannte_gremien)
    von, beschluss, bemerkung = read_vorschlag_von(satz), satz.text("beschluss"), satz.text("bemerkung")
    herkunft = satz.herkunft()
    if schritt is Schritt.BESCHLOSSEN and not beschluss:
        text = "zu „beschlossen“ gehört die Drucksache; so lange steht der Beschluss ohne Beleg"
        satz.note(Schwere.WARNUNG, "ohne_beschluss", "beschluss", text)
    if tag is not None and tag > lesung.stand.wissensstand:
        satz.note(Schwere.WARNUNG, "schritt_zukunft", "am", "der Tag liegt in der Zukunft; bitte prüfen")
    if satz.ist_fehlerhaft or not nr or schritt is None or tag is None:
        return
    lesung.verfahrensschritte.append(
        Verfahrensschritt(
            bezug,
            nr,
            schritt,
            tag,
            gremium,
            von,
            beschluss,
            bemerkung,
            herkunft,
            satz.place("kennzahl", "massnahme"),
        )
    )


def read_aenderungsgrund(satz: Satz, lesung: Lesung) -> None:
    """Why this workbook changes what it changes; one row speaks for the whole of it."""
    grund = Aenderungsgrund(
        beschluss=satz.text("beschluss"),
        am=satz.datum("am"),
        grund=satz.text("grund"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("grund"),
    )
    if lesung.aenderungsgruende:
        text = "ein Grund spricht für die ganze Datei; bitte nur eine Zeile stehen lassen"
        satz.note(Schwere.FEHLER, "zwei_gruende", "grund", text)
    if not satz.ist_fehlerhaft:
        lesung.aenderungsgruende.append(grund)
