"""What tunes a Kennzahl comes back from the store as it was delivered, on both databases."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE
from kek_dashboard.domain.kennzahl import Kennzahl, Zieltyp
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver

BESTIMMT = Kennzahl(
    "1.1-09",
    "Summe",
    "%",
    Zieltyp.BEOBACHTEN,
    lieferfrist=730,
    plausibel_von=Decimal("-1.5"),
    plausibel_bis=Decimal(100),
    sprung_ab=Decimal("12.5"),
    pruefungen_aus="faktor, wiederholt",
    summe_aus="1.1-02 + 1.1-03",
    fundstelle=WO,
)
LEER = Kennzahl("1.1-10", "Ohne alles", "%", Zieltyp.BEOBACHTEN, fundstelle=WO)


def kept(store: Store, nr: str) -> Kennzahl:
    return replace(load_datenstand(store).akte(nr).kennzahl, fundstelle=OHNE_FUNDSTELLE)


def test_every_tuning_field_survives_the_store(store: Store) -> None:
    deliver(store, Inhalt(kennzahlen=(BESTIMMT, LEER)), stichtag=date(2024, 1, 2))
    assert kept(store, "1.1-09") == replace(BESTIMMT, fundstelle=OHNE_FUNDSTELLE)
    assert kept(store, "1.1-10") == replace(LEER, fundstelle=OHNE_FUNDSTELLE)


def test_a_changed_tuning_field_is_a_new_version(store: Store) -> None:
    deliver(store, Inhalt(kennzahlen=(BESTIMMT,)), stichtag=date(2024, 1, 2))
    anders = {
        "lieferfrist": 30, "plausibel_von": None, "plausibel_bis": Decimal(99), "sprung_ab": None,
        "pruefungen_aus": "", "summe_aus": "1.1-02",
    }  # fmt: skip
    assert anders.keys() <= {feld.name for feld in fields(Kennzahl)}
    neu = replace(BESTIMMT, **anders)  # type: ignore[arg-type]
    deliver(store, Inhalt(kennzahlen=(neu,)), stichtag=date(2024, 2, 2))
    assert kept(store, "1.1-09") == replace(neu, fundstelle=OHNE_FUNDSTELLE)
    damals = load_datenstand(store, date(2024, 1, 15)).akte("1.1-09").kennzahl
    assert damals.lieferfrist == BESTIMMT.lieferfrist
