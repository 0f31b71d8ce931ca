"""Lieferungen: small deliveries made of records, for tests of the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, UnterzielZuordnung, Zieltyp, Zielwert
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.store.lieferungen import release_in
from kek_dashboard.store.save import Abgabe, compare, save_delivery
from kek_dashboard.store.session import Store

WO = Fundstelle("Blatt", "A1", "roh")


def deliver(store: Store, inhalt: Inhalt, *, stichtag: date | None = None, **angaben: Any) -> int:
    """Stores the records as one Lieferung, released at once with ``stichtag``; returns its number."""
    art = angaben.pop("art", Lieferart.KENNZAHLEN if inhalt.messwerte else Lieferart.STAMMDATEN)
    with store.writing() as connection:
        vergleich = compare(connection, inhalt)
        abgabe = Abgabe(angaben.pop("name", "datei.xlsx"), repr(inhalt).encode(), art, **angaben)
        nr = save_delivery(connection, abgabe, inhalt, (), vergleich)
        if stichtag is not None:
            release_in(connection, nr, stichtag)
    return nr


def stammdaten(*nummern: str) -> Inhalt:
    """One Unterziel and Kennzahlen mapped to it, all without targets."""
    return Inhalt(
        ziele=(
            Zielfassung("1", Ebene.OBERZIEL, "Eins", "Eins", fundstelle=WO),
            Zielfassung("1.1", Ebene.UNTERZIEL, "Eins eins", "Eins eins", fundstelle=WO),
        ),
        kennzahlen=tuple(
            Kennzahl(nr, nr, "%", Zieltyp.STEIGERN, basisjahr=2018, basiswert=Decimal(10), fundstelle=WO)
            for nr in nummern
        ),
        zuordnungen=tuple(UnterzielZuordnung(nr, "1.1", fundstelle=WO) for nr in nummern),
    )


def werte(nr: str, messwerte: dict[int, str | None]) -> Inhalt:
    """Yearly values of one Kennzahl; ``None`` = the cell says "k. A."."""
    return Inhalt(messwerte=tuple(messwert(nr, jahr, wert) for jahr, wert in messwerte.items()))


def messwert(nr: str, jahr: int, wert: str | None) -> Messwert:
    return Messwert(
        nr,
        Zeitraum(jahr),
        None if wert is None else Decimal(wert),
        fundstelle=replace(WO, zelle=f"B{jahr - 2000}", roh="k. A." if wert is None else wert),
    )


def ziel(nr: str, jahr: int, wert: str, **angaben: Any) -> Inhalt:
    """One target."""
    return Inhalt(zielwerte=(Zielwert(nr, jahr, Decimal(wert), fundstelle=WO, **angaben),))


def values(messwerte: Iterable[Messwert]) -> dict[str, Decimal | None]:
    """Zeitraum → value."""
    return {str(m.zeitraum): m.wert for m in messwerte}
