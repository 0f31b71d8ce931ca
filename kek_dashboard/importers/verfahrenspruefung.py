"""Verfahrensprüfung: whether the steps of a proposal can have followed each other, stored ones included."""

from __future__ import annotations

from collections.abc import Iterable

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.verfahren import (
    KENNZAHL,
    Schritt,
    Verfahrensschritt,
    Wegfehler,
    faults_of_way,
    in_order,
)
from kek_dashboard.importers.sheet import fund_befund

_Wen = tuple[str, str]


def check_verfahren(schritte: Iterable[Verfahrensschritt], stand: Datenstand) -> list[Befund]:
    """Befunde on ways that cannot be, and on steps that would take out of force what already counts."""
    bekannt = {(v.bezug, v.nr): v.schritte for v in stand.vorschlaege}
    neue: dict[_Wen, list[Verfahrensschritt]] = {}
    for schritt in schritte:
        neue.setdefault((schritt.bezug, schritt.bezug_nr), []).append(schritt)
    befunde: list[Befund] = []
    for wen, liste in neue.items():
        alt = [s for s in bekannt.get(wen, ()) if _key(s) not in {_key(neu) for neu in liste}]
        weg = in_order([*alt, *liste])
        if wen not in bekannt and _counts(stand, wen) and weg[-1].schritt is not Schritt.BESCHLOSSEN:
            befunde.append(_in_force(wen, liste[-1]))
            continue
        befunde += _way_befunde(weg, liste)
    return befunde


def _way_befunde(weg: tuple[Verfahrensschritt, ...], neu: list[Verfahrensschritt]) -> list[Befund]:
    befunde = []
    for schritt, fehler, wegen in faults_of_way(weg):
        satz = schritt if any(schritt is s for s in neu) else wegen
        if not any(satz is s for s in neu):
            continue
        schwere = Schwere.WARNUNG if fehler is Wegfehler.OHNE_VORSCHLAG else Schwere.FEHLER
        befunde.append(
            fund_befund(schwere, f"weg_{fehler}", satz.fundstelle, fault_text(schritt, fehler, wegen))
        )
    return befunde


def fault_text(schritt: Verfahrensschritt, fehler: Wegfehler, wegen: Verfahrensschritt) -> str:
    """What is wrong with a step, as a sentence."""
    wer = f"{'Kennzahl' if schritt.bezug == KENNZAHL else 'Maßnahme'} {schritt.bezug_nr}"
    hier = f"„{schritt.schritt}“ am {schritt.am:%d.%m.%Y}"
    dort = f"„{wegen.schritt}“ am {wegen.am:%d.%m.%Y}"
    return {
        Wegfehler.VOR_VORSCHLAG: f"{wer}: {hier} kann nicht vor {dort} liegen; bitte beide Tage prüfen",
        Wegfehler.NACH_ENDE: f"{wer}: nach {dort} ist der Weg zu Ende, {hier} kann nicht mehr folgen",
        Wegfehler.NOCH_EINMAL: f"{wer}: schon vorgeschlagen ({dort}); ein neuer Anlauf braucht eine neue Nummer",
        Wegfehler.OHNE_VORSCHLAG: f"{wer}: der Weg beginnt mit {hier}; wer es wann vorschlug, steht nirgends",
    }[fehler]


def _in_force(wen: _Wen, schritt: Verfahrensschritt) -> Befund:
    was = "Kennzahl" if wen[0] == KENNZAHL else "Maßnahme"
    text = (
        f"{was} {wen[1]} gilt schon; ein Vorschlag würde sie aus allen Zahlen nehmen. Er braucht eine eigene Nummer; "
        "soll nur der Weg nachgetragen werden, muss er mit „beschlossen“ enden"
    )
    return fund_befund(Schwere.FEHLER, "gilt_schon", schritt.fundstelle, text)


def _counts(stand: Datenstand, wen: _Wen) -> bool:
    bezug, nr = wen
    if bezug == KENNZAHL:
        return nr in (stand.akten if stand.gesamt is None else stand.gesamt.akten)
    return nr in stand.massnahmen or bool(stand.gesamt and any(m.nr == nr for m in stand.gesamt.massnahmen))


def _key(schritt: Verfahrensschritt) -> tuple[object, ...]:
    return schritt.schritt, schritt.gremium, schritt.am
