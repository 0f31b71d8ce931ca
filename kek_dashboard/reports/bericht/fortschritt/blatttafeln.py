"""Blatttafeln: the tables on the sheet of an Unterziel: its Kennzahlen, and its Maßnahmen with their milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kek_dashboard.charts.werte import werteform
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zieltyp
from kek_dashboard.domain.massnahmenstand import Massnahmenstand
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import Bezug, auskunft, haushalt, kennzahl
from kek_dashboard.reports.bericht.form import Spalte, Spaltenart, Tabelle, Text, Wert, Wertart, Wort, Zeile
from kek_dashboard.reports.bericht.fortschritt.lage import Lage
from kek_dashboard.reports.bericht.fortschritt.worte import UNBEKANNT, anteil, anzahl, marke
from kek_dashboard.reports.bericht.fortschritt.zieltabelle import reihe
from kek_dashboard.reports.bericht.kennzahlwort import gemessen, gerechnet, kurz, newest

_NAME, _NAME_KNAPP, _MASSNAHME, _SCHRITT, _REIHE_MM = 58, 42, 50, 44, 14.0
_ARTEN: Final = (
    (Positionsart.AUFWENDUNGEN, "Aufwendungen"),
    (Positionsart.ERTRAEGE, "Erträge"),
    (Positionsart.INVESTIVE_AUSZAHLUNGEN, "investive Auszahlungen"),
    (Positionsart.INVESTIVE_EINZAHLUNGEN, "investive Einzahlungen"),
)


def kennzahltafel(
    lage: Lage, ziel: Ziel, akten: Sequence[Kennzahlakte], *, with_reihe: bool = False
) -> Tabelle:
    """Each Kennzahl with its newest value, what was asked of it, its target and its judgement.

    ``with_reihe``: its sparkline stands in the place of the Soll.
    """
    zieljahre = {akte.zielwerte[-1].jahr for akte in akten if akte.zielwerte}
    gemeinsam = zieljahre.pop() if len(zieljahre) == 1 else None
    soll = Spalte("Soll", Spaltenart.ZAHL, 0.95)
    reihe = Spalte(lage.stand.zielsystem.spanne, Spaltenart.BILD, 1.35)
    return Tabelle(
        f"Kennzahlen von {ziel.nr}",
        (
            Spalte("Kennzahl", anteil=3.0),
            *((reihe,) if with_reihe else ()),
            Spalte(f"Ist {lage.jahr}", Spaltenart.ZAHL, 1.5),
            *(() if with_reihe else (soll,)),
            Spalte(
                "Ziel" if gemeinsam is None else f"Ziel {gemeinsam}",
                Spaltenart.ZAHL,
                1.5 if gemeinsam is None else 1.1,
            ),
            Spalte("Weg", Spaltenart.ZAHL, 1.0),
            Spalte("Stand", Spaltenart.MARKE, 2.4),
            Spalte("Ausblick", Spaltenart.MARKE, 2.65),
        ),
        tuple(_kennzahl(lage, akte, gemeinsam, with_reihe=with_reihe) for akte in akten),
        dicht=True,
    )


def _kennzahl(lage: Lage, akte: Kennzahlakte, zieljahr: int | None, *, with_reihe: bool) -> Zeile:
    b, jahr = lage.gesamt.kennzahlen[akte.nr], lage.jahr
    return Zeile(
        (
            (name_with_unit(akte, _NAME_KNAPP if with_reihe else _NAME),),
            *((reihe(akte, b, _REIHE_MM, lage.stand.jahre),) if with_reihe else ()),
            _ist(lage, akte, b),
            *(() if with_reihe else (_soll(lage, akte, b),)),
            _ziel(lage, akte, zieljahr),
            (anteil(b.zielerreichung, kennzahl(jahr, b.nr, "zielerreichung"), b.herkunft, 0),),
            (marke(b.stand),),
            (marke(b.ausblick),) if b.is_assessable else UNBEKANNT,
        )
    )


def _ist(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    if b.ist is None:
        return UNBEKANNT
    return (
        newest(akte, b, kennzahl(lage.jahr, b.nr, "ist"), mit_einheit=False),
        *(() if b.jahr == lage.jahr else (Wort(f" ({b.jahr})"),)),
    )


def _soll(lage: Lage, akte: Kennzahlakte, b: Bewertung) -> Text:
    k = akte.kennzahl
    if k.zieltyp is Zieltyp.KORRIDOR and k.untergrenze is not None and k.obergrenze is not None:
        stelle = ("kennzahlen", f"nr={akte.nr}")
        return (
            _bare(akte, k.untergrenze, auskunft("werte", lage.jahr, *stelle, "untergrenze"), k.ziel_herkunft),
            "–",
            _bare(akte, k.obergrenze, auskunft("werte", lage.jahr, *stelle, "obergrenze"), k.ziel_herkunft),
        )
    if b.soll is None:
        return UNBEKANNT
    return (
        replace(gerechnet(akte, b.soll, kennzahl(lage.jahr, b.nr, "soll"), b.herkunft, b.ist), einheit=""),
    )


def _ziel(lage: Lage, akte: Kennzahlakte, zieljahr: int | None) -> Text:
    if not akte.zielwerte or akte.kennzahl.zieltyp in {Zieltyp.BEOBACHTEN, Zieltyp.KORRIDOR}:
        return UNBEKANNT
    ziel = akte.zielwerte[-1]
    stelle = auskunft(
        "werte", lage.jahr, "kennzahlen", f"nr={akte.nr}", "zielwerte", f"jahr={ziel.jahr}", "wert"
    )
    return (
        _bare(akte, ziel.wert, stelle, ziel.herkunft),
        *(() if ziel.jahr == zieljahr else (Wort(f" ({ziel.jahr})"),)),
    )


def name_with_unit(akte: Kennzahlakte, lang: int) -> Wort:
    """Number and name of a Kennzahl and the unit of its values, which stand without it."""
    einheit = werteform(akte).einheit
    name = f"{akte.nr} {kurz(akte.kennzahl.bezeichnung, lang)}"
    return Wort(f"{name}, {einheit}" if einheit else name)


def _bare(akte: Kennzahlakte, zahl: Fraction | Decimal | None, bezug: Bezug, herkunft: Herkunft) -> Wert:
    """A measured value without its unit, which stands with the name."""
    return replace(gemessen(akte, zahl, bezug, herkunft), einheit="")


def massnahmentafel(lage: Lage, ziel: Ziel, massnahmen: Sequence[Massnahmenstand]) -> Tabelle:
    """Each Maßnahme with its milestones on the Stichtag; its progress says nothing of the goal."""
    return Tabelle(
        f"Maßnahmen für {ziel.nr}, Stand {format_date(lage.stichtag)}",
        (
            Spalte("Maßnahme", anteil=3.1),
            Spalte("Status", anteil=1.35),
            Spalte("Fortschritt", Spaltenart.ZAHL, 1.0),
            Spalte("Meilensteine", Spaltenart.ZAHL, 1.1),
            Spalte("Überfällig, sonst der nächste", anteil=3.4),
        ),
        tuple(_massnahme(lage, m) for m in massnahmen),
        _known_later(lage),
        dicht=True,
    )


def _known_later(lage: Lage) -> Text:
    """Milestones have days; of Status and Fortschritt only what is known now."""
    wissensstand = lage.quelle.wissensstand
    if lage.stichtag >= wissensstand:
        return ()
    return (Wort(f"Status und Fortschritt wie am {format_date(wissensstand)} bekannt."),)


def _massnahme(lage: Lage, m: Massnahmenstand) -> Zeile:
    massnahme = m.massnahme

    def stelle(feld: str) -> tuple[str, ...]:
        return ("massnahmen", f"nr={massnahme.nr}", feld)

    erfunden = massnahme.herkunft is Herkunft.BEISPIEL
    fortschritt = Wert(
        massnahme.fortschritt,
        auskunft("massnahmen", lage.jahr, *stelle("fortschritt")),
        einheit="%",
        stellen=0,
        beispiel=erfunden,
    )
    schritte: Text = UNBEKANNT
    if m.schritte:
        schritte = (
            anzahl(m.erreicht, auskunft("massnahmen", lage.jahr, *stelle("meilensteine_erreicht"))),
            " von ",
            anzahl(len(m.schritte), auskunft("massnahmen", lage.jahr, *stelle("meilensteine_gesamt"))),
        )
    return Zeile(
        (
            (Wort(f"{massnahme.nr} {kurz(massnahme.bezeichnung, _MASSNAHME)}"),),
            (Wort(massnahme.status.strip()),) if massnahme.status.strip() else UNBEKANNT,
            (fortschritt,),
            schritte,
            _next(m),
        )
    )


def _next(m: Massnahmenstand) -> Text:
    """The milestone that is overdue longest, else the next to come."""
    if m.ueberfaellig:
        meilenstein = m.ueberfaellig[0].meilenstein
        tag = format_date(meilenstein.geplant)
        return (Wort(f"überfällig seit {tag}: {kurz(meilenstein.bezeichnung, _SCHRITT)}"),)
    if m.naechster is None:
        return UNBEKANNT
    meilenstein = m.naechster.meilenstein
    return (Wort(f"{format_date(meilenstein.geplant)}: {kurz(meilenstein.bezeichnung, _SCHRITT)}"),)


def geldtafel(mittel: Mitteleinsatz, nr: str) -> Tabelle:
    """The four kinds of euros side by side; never added together."""
    h, betraege = mittel.haushalt, mittel.je_unterziel[nr]
    erfunden = mittel.herkunft_je_unterziel.get(nr) is Herkunft.BEISPIEL
    return Tabelle(
        f"Geld für {nr} im Haushalt {h.haushaltsjahr} ({h.fassung})",
        (Spalte("Ansatz", anteil=1.0), *(Spalte(wort, Spaltenart.ZAHL, 1.2) for _, wort in _ARTEN)),
        (
            Zeile(
                (
                    ("zugeordnet",),
                    *(
                        (
                            Wert(
                                betraege[art],
                                haushalt(h.haushaltsjahr, h.fassung, "unterziele", f"nr={nr}", art.value),
                                Wertart.EURO_KURZ,
                                beispiel=erfunden,
                            ),
                        )
                        for art, _ in _ARTEN
                    ),
                )
            ),
        ),
        dicht=True,
    )
