"""Rechte: whether somebody may deliver this file, told as Befunde with the cells it fails at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.lieferung import HAUSHALTSPFLEGE, Inhalt, Lieferart
from kek_dashboard.domain.rechte import Akteur, aktion_liefern, rollen_fuer
from kek_dashboard.importers.ergebnis import Vorgabe


def rechte_befunde(akteur: Akteur, vorgabe: Vorgabe, inhalt: Inhalt, stand: Datenstand) -> Iterator[Befund]:
    """Faults where the file is not this person's to deliver.

    Whoever is only ``fachbereich`` names one of their own units, and each Kennzahl in the file must be
    of such a unit too, or of none.
    """
    if vorgabe.art is None:
        return
    aktion = aktion_liefern(vorgabe.art, nur_zuordnung=_is_only_zuordnung(inhalt))
    if not akteur.darf(aktion):
        rollen = " oder ".join(rolle.value for rolle in rollen_fuer(aktion))
        yield _fault(f"„{akteur.name}“ darf das nicht abgeben. Nötig ist die Rolle {rollen}.")
        return
    if akteur.darf_fuer(aktion, ""):
        return
    eigene = ", ".join(akteur.fachbereiche) or "keine"
    if not _is_own(akteur, vorgabe.fachbereich, stand):
        wer = f"„{vorgabe.fachbereich}“" if vorgabe.fachbereich else "keinen Fachbereich"
        yield _fault(f"Die Abgabe nennt {wer}; „{akteur.name}“ gibt ab für: {eigene}.")
    if vorgabe.art is Lieferart.KENNZAHLEN:
        for messwert in inhalt.messwerte:
            akte = stand.akten.get(messwert.kennzahl_nr)
            fachbereich = "" if akte is None else akte.kennzahl.fachbereich
            if fachbereich and not _is_own(akteur, fachbereich, stand):
                yield _fault(
                    f"Die Kennzahl {messwert.kennzahl_nr} gehört zu „{fachbereich}“; "
                    f"„{akteur.name}“ gibt ab für: {eigene}.",
                    messwert.fundstelle.blatt,
                    messwert.fundstelle.zelle,
                )


def _is_own(akteur: Akteur, fachbereich: str, stand: Datenstand) -> bool:
    """Whether a unit, by its name or its Kürzel, is one of this person's own."""
    namen = {fachbereich}
    for einheit in stand.organisation.values():
        if fachbereich in {einheit.name, einheit.kuerzel}:
            namen |= {einheit.name, einheit.kuerzel}
    return any(akteur.is_zustaendig(name) for name in namen)


def _is_only_zuordnung(inhalt: Inhalt) -> bool:
    gefunden = {feld.name for feld in fields(inhalt) if getattr(inhalt, feld.name)}
    return bool(gefunden) and gefunden <= HAUSHALTSPFLEGE


def _fault(text: str, blatt: str = "", zelle: str = "") -> Befund:
    return Befund(Schwere.FEHLER, "kein_recht", text, blatt, zelle)
