"""Briefinganlass: everything that a quarter gives reason to know or to decide; ``briefingwahl`` chooses from it.

Source: docs/methode.md, "Quartalsbriefing".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.briefingwahl import Anlass, Kandidat
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import Faelligkeit
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.domain.luecken import Luecken
from kek_dashboard.domain.massnahmenstand import Massnahmenstand
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit, Richtung
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ursachenart import Ursachenart
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, Zielbewertung

#: At the pace of the last years the target is missed.
VERFEHLT: Final = frozenset({Ausblick.ZU_LANGSAM, Ausblick.FALSCHE_RICHTUNG})
_WEIT_HINTEN = frozenset({Stand.DEUTLICH_HINTER_PLAN, Stand.FALSCHE_RICHTUNG})
_BEWEGT = {Richtung.SCHLECHTER: Anlass.VERSCHLECHTERT, Richtung.BESSER: Anlass.VERBESSERT}
# A Status is the word of whoever delivers it; these say that nothing is done any more.
_RUHT = frozenset(
    {"abgeschlossen", "beendet", "eingestellt", "entfallen", "ruht", "zurückgestellt", "zurueckgestellt"}
)


def find_wissen(
    stand: Datenstand,
    gesamt: Gesamtbewertung,
    vorher: Gesamtbewertung,
    neuigkeiten: Sequence[Neuigkeit],
    ueberfaellig: Iterable[Faelligkeit],
) -> tuple[Kandidat, ...]:
    """What is new since the quarter before, and what keeps a goal from being judged.

    ``gesamt`` and ``vorher`` are of the same Berichtsjahr; ``ueberfaellig`` are the figures owed until it.
    """
    return (
        *_moved(stand, neuigkeiten),
        *_newly_missed(stand, gesamt, vorher),
        *_blocked(gesamt, ueberfaellig),
        *_new_targets(stand, neuigkeiten),
    )


def find_entscheiden(
    stand: Datenstand,
    gesamt: Gesamtbewertung,
    massnahmen: Iterable[Massnahmenstand],
    luecken: Luecken | None,
) -> tuple[Kandidat, ...]:
    """What waits for a decision; ``luecken`` are those of the newest Haushalt, ``None`` without one."""
    je_ziel: dict[str, list[Massnahmenstand]] = {}
    for massnahme in massnahmen:
        je_ziel.setdefault(massnahme.massnahme.unterziel, []).append(massnahme)
    gefunden = [_far_behind(u, gesamt, je_ziel.get(nr, ())) for nr, u in gesamt.unterziele.items()]
    return (
        *(k for k in gefunden if k is not None),
        *_without_money(luecken),
        *_about_several(
            Anlass.OHNE_BESCHLUSS, (nr for nr, akte in stand.eigene_akten.items() if without_beschluss(akte))
        ),
        *_about_several(
            Anlass.OHNE_KENNZAHL,
            (nr for nr, u in gesamt.unterziele.items() if u.stand is Stand.KEINE_KENNZAHL),
        ),
    )


def is_im_verzug(massnahme: Massnahmenstand) -> bool:
    """Whether a milestone is overdue of a Maßnahme that is still to be done."""
    return bool(massnahme.ueberfaellig) and not _ruht(massnahme)


def is_aktiv(massnahme: Massnahmenstand) -> bool:
    """Whether it runs on the Stichtag: by its beginning and end, open where it names none, and by its Status."""
    m, tag = massnahme.massnahme, massnahme.stichtag
    begonnen = m.beginn is None or m.beginn <= tag
    return begonnen and (m.ende is None or tag <= m.ende) and not _ruht(massnahme)


def without_beschluss(akte: Kennzahlakte) -> int:
    """How many of the targets that hold name no decision."""
    return sum(not zielwert.beschluss.strip() for zielwert in akte.zielwerte)


def _ruht(massnahme: Massnahmenstand) -> bool:
    return massnahme.massnahme.status.strip().casefold() in _RUHT


def _ziele_of(stand: Datenstand, kennzahl: str) -> tuple[str, ...]:
    akte = stand.akten.get(kennzahl)
    return () if akte is None else tuple(z.unterziel for z in akte.zuordnungen)


def _moved(stand: Datenstand, neuigkeiten: Sequence[Neuigkeit]) -> Iterator[Kandidat]:
    """Unterziele and Kennzahlen whose Stand became worse or better, in the order in which changes are told."""
    for platz, n in enumerate(neuigkeiten):
        anlass = _BEWEGT.get(n.richtung)
        if anlass is None or n.gegenstand not in {Gegenstand.UNTERZIEL, Gegenstand.KENNZAHL}:
            continue
        is_ziel = n.gegenstand is Gegenstand.UNTERZIEL
        yield Kandidat(anlass, n.nr, (n.nr,) if is_ziel else _ziele_of(stand, n.nr), (-platz,))


def _newly_missed(stand: Datenstand, gesamt: Gesamtbewertung, vorher: Gesamtbewertung) -> Iterator[Kandidat]:
    for nr, b in gesamt.kennzahlen.items():
        frueher = vorher.kennzahlen.get(nr)
        if b.ausblick in VERFEHLT and (frueher is None or frueher.ausblick not in VERFEHLT):
            yield Kandidat(Anlass.NEU_VERFEHLT, nr, _ziele_of(stand, nr), (b.planabweichung or Fraction(0),))


def _blocked(gesamt: Gesamtbewertung, ueberfaellig: Iterable[Faelligkeit]) -> Iterator[Kandidat]:
    """Unterziele without a judgement for which figures are owed: of Kennzahlen that cannot be assessed."""
    geschuldet: dict[str, int] = {}
    for f in ueberfaellig:
        geschuldet[f.kennzahl_nr] = geschuldet.get(f.kennzahl_nr, 0) + 1
    for nr, u in gesamt.unterziele.items():
        teile = tuple(k for k in u.mitglieder if k in geschuldet and not gesamt.kennzahlen[k].is_assessable)
        if u.stand is Stand.NICHT_BEWERTBAR and teile:
            yield Kandidat(Anlass.BLOCKIERT, nr, (nr,), (sum(geschuldet[k] for k in teile),), teile)


def _new_targets(stand: Datenstand, neuigkeiten: Iterable[Neuigkeit]) -> Iterator[Kandidat]:
    """Kennzahlen that had been judged before and whose target is another one now."""
    for n in neuigkeiten:
        ziel = any(grund.art is Ursachenart.GEAENDERTES_ZIEL for grund in n.gruende)
        if n.gegenstand is Gegenstand.KENNZAHL and n.vorher is not None and ziel:
            yield Kandidat(Anlass.ZIEL_GEAENDERT, n.nr, _ziele_of(stand, n.nr))


def _far_behind(
    u: Zielbewertung, gesamt: Gesamtbewertung, massnahmen: Sequence[Massnahmenstand]
) -> Kandidat | None:
    """An Unterziel with Kennzahlen that are far behind and will miss their target, and what is done about it."""
    hinten = [
        b
        for b in (gesamt.kennzahlen[k] for k in u.mitglieder)
        if b.stand in _WEIT_HINTEN and b.ausblick in VERFEHLT
    ]
    if not hinten:
        return None
    hinten.sort(key=lambda b: (-_rueckstand(b), nummer_key(b.nr)))
    verzug = [m for m in massnahmen if is_im_verzug(m)]
    aktiv = [m for m in massnahmen if is_aktiv(m)]
    anlass = Anlass.IM_VERZUG if verzug else Anlass.REICHT_NICHT if aktiv else Anlass.OHNE_MASSNAHME
    return Kandidat(
        anlass,
        u.nr,
        (u.nr,),
        (_rueckstand(hinten[0]),),
        tuple(b.nr for b in hinten),
        tuple(m.massnahme.nr for m in (verzug or aktiv)),
    )


def _rueckstand(b: Bewertung) -> Fraction:
    return b.planabweichung or Fraction(0)


def _without_money(luecken: Luecken | None) -> Iterator[Kandidat]:
    """Without any Zuordnung nothing is known of the goals, so nothing is said of them."""
    if luecken is not None and luecken.zugeordnet:
        yield from _about_several(Anlass.OHNE_GELD, (ziel.nr for ziel in luecken.ziele_ohne_geld))


def _about_several(anlass: Anlass, nummern: Iterable[str]) -> Iterator[Kandidat]:
    """One thing for all of them: one decision mends them together."""
    teile = tuple(sorted(nummern, key=nummer_key))
    if teile:
        yield Kandidat(anlass, "", (), (len(teile),), teile)
