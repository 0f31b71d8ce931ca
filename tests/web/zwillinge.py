"""Zwillinge: two counties that differ in hidden small counts alone, and what may differ of what they show: hashes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Messwert,
    Reihenbruch,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.domain.zeitraum import Periode, Zeitraum
from kek_dashboard.store.lieferungen import release_in
from kek_dashboard.store.load import today
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.save import Abgabe, compare, save_delivery
from kek_dashboard.store.session import Store, open_store
from tests.store.lieferungen import WO, stammdaten
from tests.web.personen import FACHBEREICH, add_person

JAHR = 2023
#: Whose the personal Kennzahlen are, and whose the one beside them: the unit of a signed-in fachbereich.
EIGENER, FREMDER = "GB Soziales", FACHBEREICH
#: Quarters and a year, a base; their sum; one of another unit.
EINE, ANDERE, SUMME, FREMDE = "1.1-01", "1.1-02", "1.1-03", "1.1-04"
NUMMERN = (EINE, ANDERE, SUMME, FREMDE)
_HASH = re.compile(
    rb"\b([0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})\b|[0-9a-f]{12}\xc2\xa0\xe2\x80\xa6"
)
_UHR = re.compile(
    rb"\d\d:\d\d(:\d\d(\.\d+)?)?|v=\d+|[\w-]+\.[\w-]{6}\.[\w-]{27}|D:\d{14}|uuid:[\w-]+|xmp:\w+Date>[^<]*"
    rb'|"end_id":"[^"]+|"request_id":"[^"]+'
)


def twin(folder: Path, klein: int) -> Store:
    """A county in which 1 or 2 is hidden: in a quarter, as a base, after a break, and in what corrects the quarter."""
    folder.mkdir()
    store = open_store(f"sqlite:///{(folder / 'kek.sqlite').as_posix()}")
    migrate(store)
    for rolle in Rolle:
        add_person(store, rolle.value, rolle)
    anders = 3 - klein
    _deliver(store, _stamm(klein), Lieferart.STAMMDATEN, "stamm.xlsx")
    _deliver(store, _werte(_of_year(2021, (4, 6, 3, 5), 8)), Lieferart.KENNZAHLEN, "werte 2021.xlsx")
    _deliver(store, _werte(_of_year(2022, (4, 0, 3, klein), 8)), Lieferart.KENNZAHLEN, "werte 2022.xlsx")
    werte = _werte(_of_year(JAHR, (klein, 5, 0, 4), anders))
    bruch = Reihenbruch(ANDERE, Zeitraum(JAHR), "Neu gezählt.", Decimal(anders), fundstelle=_place(9, klein))
    _deliver(store, replace(werte, reihenbrueche=(bruch,)), Lieferart.KENNZAHLEN, "werte 2023.xlsx")
    _deliver(store, _werte(_of_year(JAHR, (anders, 5, 0, 4), klein)), Lieferart.KENNZAHLEN, "berichtigt.xlsx")
    return store


def _stamm(klein: int) -> Inhalt:
    inhalt = stammdaten(*NUMMERN)
    eine, andere, summe, fremde = (
        replace(k, bezeichnung=f"Fälle {k.nr}", einheit="Personen", oeffentlich=True, fachbereich=EIGENER)
        for k in inhalt.kennzahlen
    )
    kennzahlen: tuple[Kennzahl, ...] = (
        replace(
            eine, personenbezogen=True, frequenz=Frequenz.VIERTELJAEHRLICH, aggregation=Aggregation.SUMME,
            basisjahr=None, basiswert=None,
        ),
        replace(andere, personenbezogen=True, basiswert=Decimal(klein), fundstelle=_place(2, klein)),
        replace(summe, summe_aus=f"{EINE} + {ANDERE}", basisjahr=None, basiswert=None, zieltyp=Zieltyp.BEOBACHTEN),
        replace(fremde, fachbereich=FREMDER),
    )  # fmt: skip
    ziele = tuple(Zielwert(nr, 2026, Decimal(40), fundstelle=WO) for nr in (EINE, ANDERE, FREMDE))
    return replace(inhalt, kennzahlen=kennzahlen, zielwerte=ziele)


def _of_year(jahr: int, quartale: Iterable[int], andere: int) -> list[tuple[str, Zeitraum, int]]:
    quartale = list(quartale)
    return [
        *((EINE, Zeitraum(jahr, Periode.QUARTAL, n), wert) for n, wert in enumerate(quartale, start=1)),
        (EINE, Zeitraum(jahr), sum(quartale)),
        (ANDERE, Zeitraum(jahr), andere),
        (SUMME, Zeitraum(jahr), sum(quartale) + andere),
        (FREMDE, Zeitraum(jahr), jahr - 2000),
    ]


def _werte(zeilen: Iterable[tuple[str, Zeitraum, int]]) -> Inhalt:
    return Inhalt(
        messwerte=tuple(
            Messwert(nr, zeitraum, Decimal(wert), bemerkung="Wie gemeldet.", fundstelle=_place(zeile, wert))
            for zeile, (nr, zeitraum, wert) in enumerate(zeilen, start=2)
        )
    )


def _place(zeile: int, wert: int) -> Fundstelle:
    return replace(WO, zelle=f"B{zeile}", roh=str(wert))


def _deliver(store: Store, inhalt: Inhalt, art: Lieferart, name: str) -> None:
    """Released at once. Its file is the same in both: what is drawn of its hash on paper cannot be masked."""
    with store.writing() as connection:
        abgabe = Abgabe(name, name.encode(), art, fachbereich=EIGENER)
        nr = save_delivery(connection, abgabe, inhalt, (), compare(connection, inhalt))
        release_in(connection, nr, today())


def masked(inhalt: bytes) -> bytes:
    """Without hashes, times of day and tokens."""
    return _UHR.sub(b"~", _HASH.sub(b"~", inhalt))


def unpacked(inhalt: bytes) -> list[tuple[str, bytes]]:
    """A file, or each file in it where it is a package, masked: packages write down when they were made."""
    if not zipfile.is_zipfile(io.BytesIO(inhalt)):
        return [("", masked(inhalt))]
    with zipfile.ZipFile(io.BytesIO(inhalt)) as paket:
        return [(name, masked(paket.read(name))) for name in paket.namelist()]
