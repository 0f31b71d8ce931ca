"""Rückstand: who owes figures, and which Maßnahmen are behind their milestones."""

from __future__ import annotations

from kek_dashboard.domain.datenschuld import Datenschuld
from kek_dashboard.domain.herkunft import weakest
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import format_date, format_zeitraum
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.bezug import Anzahl, Stelle
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.liste import Liste
from kek_dashboard.reports.bericht.form import Spalte, Spaltenart, Tabelle, Wort, Zeile
from kek_dashboard.reports.bericht.kennzahlwort import anzahl, kennzahl_name, kurz


def debts(lage: Lage) -> Liste:
    """The Fachbereiche that owe figures, who owes most first."""
    schulden = [s for s in lage.schulden if s.ueberfaellig]
    return Liste(
        "Wer schuldet Zahlen?",
        Tabelle(
            "Überfällige Zahlen je Fachbereich",
            (
                Spalte("Fachbereich", anteil=3.6),
                Spalte("überfällig", Spaltenart.ZAHL, anteil=1.5),
                Spalte("am längsten fehlt", anteil=6.6),
                Spalte("fällig seit", Spaltenart.ZAHL, anteil=1.8),
            ),
            tuple(_debt(lage, schuld) for schuld in schulden),
        ),
        tuple(Anzahl(_fachbereiche(lage), (("nr", (schuld.fachbereich,)),)) for schuld in schulden),
        ("Kein Fachbereich schuldet eine fällige Zahl.",),
        lage.herkunft,
    )


def _fachbereiche(lage: Lage, *pfad: str) -> Stelle:
    return bezug.auskunft("datenschuld", lage.jahr, "fachbereiche", *pfad)


def _debt(lage: Lage, schuld: Datenschuld) -> Zeile:
    erste = schuld.ueberfaellig[0]
    wieviele = _fachbereiche(lage, f"nr={schuld.fachbereich}", "ueberfaellig")
    kennzahlen = {f.kennzahl_nr for f in schuld.ueberfaellig}
    herkuenfte = (lage.gesamt.kennzahlen[nr].herkunft for nr in kennzahlen)
    return Zeile(
        (
            (Wort(kurz(schuld.fachbereich, 36)),),
            (anzahl(len(schuld.ueberfaellig), wieviele, herkuenfte),),
            (kennzahl_name(lage.stand, erste.kennzahl_nr, 44), Wort(f", {format_zeitraum(erste.zeitraum)}")),
            (Wort(format_date(erste.faellig_am)),),
        )
    )


def measures(lage: Lage) -> Liste:
    """The Maßnahmen behind their milestones, the oldest first."""
    alle = bezug.auskunft("massnahmen", lage.jahr, "massnahmen")
    zeilen = []
    for m in lage.im_verzug:
        nr, schritt = m.massnahme.nr, m.ueberfaellig[0].meilenstein
        wieviele = bezug.auskunft("massnahmen", lage.jahr, "massnahmen", f"nr={nr}", "ueberfaellig")
        zeilen.append(
            Zeile(
                (
                    (Wort(f"{nr} {kurz(m.massnahme.bezeichnung, 46)}"),),
                    (Wort(m.massnahme.unterziel),),
                    (anzahl(len(m.ueberfaellig), wieviele, (m.herkunft,)),),
                    (Wort(kurz(schritt.bezeichnung, 40)),),
                    (Wort(format_date(schritt.geplant)),),
                )
            )
        )
    return Liste(
        "Welche Maßnahmen sind im Verzug?",
        Tabelle(
            "Maßnahmen mit überfälligen Meilensteinen",
            (
                Spalte("Maßnahme", anteil=5.6),
                Spalte(lage.stand.zielsystem.word_of(Ebene.UNTERZIEL), anteil=1.4),
                Spalte("überfällig", Spaltenart.ZAHL, anteil=1.5),
                Spalte("ältester Meilenstein", anteil=4.6),
                Spalte("geplant bis", Spaltenart.ZAHL, anteil=1.8),
            ),
            tuple(zeilen),
        ),
        tuple(Anzahl(alle, (("nr", (m.massnahme.nr,)),)) for m in lage.im_verzug),
        ("Keine Maßnahme hat einen überfälligen Meilenstein.",),
        weakest(m.herkunft for m in lage.im_verzug),
    )
