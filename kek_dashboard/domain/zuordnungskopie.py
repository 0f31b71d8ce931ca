"""Zuordnungskopie: takes the mapping of an earlier year over into a draft and tells what no longer fits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zuordnungsentwurf import (
    HUNDERT,
    Anteil,
    Regelschluessel,
    Schritt,
    Zeile,
    Zuordnungsentwurf,
    apply_entwurf,
    line_text,
    rule_key,
    share_text,
)
from kek_dashboard.domain.zuordnungsprodukte import Produktzeile


@dataclass(frozen=True, slots=True)
class Uebernahme:
    """What came of a copy: the step for the draft, rules that fit, and each that does not with its reason."""

    aus: int
    anteile: tuple[Anteil, ...]
    passt_nicht: tuple[tuple[HaushaltsZuordnung, str], ...]
    neue_produkte: tuple[Produktzeile, ...]

    @property
    def schritt(self) -> Schritt:
        """The step with everything that was left out, in words."""
        hinweise = [
            f"Aus {self.aus} nicht übernommen: {rule_text(regel)} – {grund}"
            for regel, grund in self.passt_nicht
        ]
        hinweise += [
            f"Neu im Plan und ohne Zuordnung: {p.produkt} {p.bezeichnung}".rstrip() + "."
            for p in self.neue_produkte
        ]
        zahl = len(self.anteile)
        was = (
            f"Zuordnung aus {self.aus} übernommen ({zahl})"
            if zahl
            else f"Aus {self.aus} war nichts zu übernehmen"
        )
        return Schritt(was, self.anteile, tuple(hinweise))


def earlier_year(stand: Datenstand, haushaltsjahr: int) -> int | None:
    """The newest year before this one that has a mapping; ``None`` where none has."""
    jahre = [
        jahr
        for jahr, regeln in stand.haushaltszuordnungen.items()
        if jahr < haushaltsjahr and any(regel.anteil for regel in regeln)
    ]
    return max(jahre, default=None)


def copy_zuordnung(
    stand: Datenstand,
    aus: int,
    entwurf: Zuordnungsentwurf,
    produkte: Iterable[Produktzeile],
    plan_vorher: Collection[str] = (),
) -> Uebernahme:
    """What of the year ``aus`` can be taken over into the draft; nothing that is there is changed.

    A line whose shares would exceed 100 % together with what is there is left out as a whole. ``plan_vorher``
    are the Produkte of the plan of that year: what is in none of both is new.
    """
    jahr = entwurf.haushaltsjahr
    plan = {p.produkt: p for p in produkte}
    dort = {rule_key(r): r for r in apply_entwurf(stand.haushaltszuordnungen.get(jahr, ()), entwurf)}
    summen: dict[Zeile, Decimal] = {}
    for regel in dort.values():
        zeile = (regel.produkt, regel.konto)
        summen[zeile] = summen.get(zeile, Decimal(0)) + regel.anteil
    quelle = [regel for regel in stand.haushaltszuordnungen.get(aus, ()) if regel.anteil]
    nicht: list[tuple[HaushaltsZuordnung, str]] = []
    passend: dict[Zeile, list[HaushaltsZuordnung]] = {}
    for regel in quelle:
        grund = unfit_reason(stand, jahr, plan, regel) or _already(dort, regel)
        if grund is None:
            passend.setdefault((regel.produkt, regel.konto), []).append(regel)
        elif grund:
            nicht.append((regel, grund))
    anteile: list[Anteil] = []
    for zeile, regeln in passend.items():
        summe = summen.get(zeile, Decimal(0)) + sum((r.anteil for r in regeln), Decimal(0))
        if summe > HUNDERT:
            grund = f"zusammen mit dem, was {jahr} schon da ist, wären es {share_text(summe)}."
            nicht += [(regel, grund) for regel in regeln]
        else:
            anteile += [Anteil(*rule_key(r), r.anteil) for r in regeln]
    mit = {r.produkt for r in quelle} | {r.produkt for r in dort.values()}
    neue = tuple(p for nr, p in plan.items() if nr not in mit and nr not in plan_vorher)
    return Uebernahme(aus, tuple(anteile), tuple(nicht), neue)


def unfit_reason(
    stand: Datenstand, haushaltsjahr: int, plan: Mapping[str, Produktzeile], regel: HaushaltsZuordnung
) -> str | None:
    """Why a rule of another year cannot hold in this one, as the end of a sentence; ``None`` where it can."""
    produkt = plan.get(regel.produkt)
    if produkt is None:
        return f"das Produkt steht nicht im Plan {haushaltsjahr}."
    if regel.konto and all(konto.konto != regel.konto for konto in produkt.konten):
        return f"das Konto steht bei diesem Produkt nicht im Plan {haushaltsjahr}."
    return target_fault(stand, haushaltsjahr, regel.bezug, regel.bezug_nr)


def target_fault(stand: Datenstand, haushaltsjahr: int, bezug: Bezug, nr: str) -> str | None:
    """Why a target cannot be served in a Haushaltsjahr, as the end of a sentence; ``None`` where it can."""
    if bezug is Bezug.KENNZAHL:
        return None if nr in stand.akten else "die Kennzahl gibt es nicht (mehr)."
    if bezug is Bezug.MASSNAHME:
        massnahme = stand.massnahmen.get(nr)
        if massnahme is None:
            return "die Maßnahme gibt es nicht (mehr)."
        if massnahme.ende is not None and massnahme.ende < date(haushaltsjahr, 1, 1):
            return f"die Maßnahme endete am {massnahme.ende:%d.%m.%Y}."
        return None
    ziel = stand.ziele.get(nr)
    if ziel is None or ziel.ebene is not Ebene.UNTERZIEL:
        return "das Unterziel gibt es nicht (mehr)."
    enden = [f.gueltig_bis for f in ziel.fassungen]
    letztes = max((ende for ende in enden if ende is not None), default=None)
    if None not in enden and letztes is not None and letztes < date(haushaltsjahr, 1, 1):
        return f"das Unterziel galt bis {letztes:%d.%m.%Y}."
    return None


def rule_text(regel: HaushaltsZuordnung) -> str:
    """A rule in words.

    >>> rule_text(HaushaltsZuordnung(2026, "365000", "", Bezug.KENNZAHL, "1.2-02", Decimal(70)))
    'Produkt 365000 → Kennzahl 1.2-02 70 %'
    """
    return (
        f"{line_text((regel.produkt, regel.konto))} → "
        f"{target_text(regel.bezug, regel.bezug_nr)} {share_text(regel.anteil)}"
    )


def target_text(bezug: Bezug, nr: str) -> str:
    """A target by its number, with the word that tells what it is where the number alone does not."""
    return {Bezug.UNTERZIEL: nr, Bezug.KENNZAHL: f"Kennzahl {nr}", Bezug.MASSNAHME: f"Maßnahme {nr}"}[bezug]


def _already(dort: Mapping[Regelschluessel, HaushaltsZuordnung], regel: HaushaltsZuordnung) -> str | None:
    """Why a rule is not taken over because it is there: empty where it is the same, ``None`` where it is not there."""
    hier = dort.get(rule_key(regel))
    if hier is None:
        return None
    return "" if hier.anteil == regel.anteil else f"hier stehen schon {share_text(hier.anteil)}."
