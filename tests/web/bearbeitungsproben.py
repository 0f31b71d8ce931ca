"""Bearbeitungsproben: a small county in a real store, people who edit it, and drafts made in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.bearbeitung.entwurf import Anlass
from kek_dashboard.domain.bearbeitung.gegenstand import Formular, Sache
from kek_dashboard.domain.kennzahl import Zielwert
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.domain.zielsystem import Zielsystemsatz
from kek_dashboard.store.session import Store
from kek_dashboard.web.bearbeitung import Arbeit, begin, save
from tests.store.lieferungen import WO, deliver, stammdaten, werte

ANFANG, SYSTEM = date(2024, 1, 1), "KEK 2018–2026"
KENNZAHLEN = ("1.1-01", "1.1-02")
BERG, MEIER, KUNZ = (
    Akteur(n, frozenset({Rolle.CONTROLLING}), herkunft=WEB) for n in ("berg", "meier", "kunz")
)
GRUND = Anlass("Drucksache 1/2024", "2024-02-01", "Der Kreistag hat es so beschlossen.")


def fill(store: Store, stichtag: date = ANFANG) -> None:
    """Two Kennzahlen of one Unterziel, each with a target, and a Maßnahme with a Meilenstein."""
    inhalt = stammdaten(*KENNZAHLEN)
    inhalt = replace(
        inhalt,
        zielsysteme=(Zielsystemsatz(SYSTEM, 2018, 2026, fundstelle=WO),),
        ziele=tuple(replace(ziel, zielsystem=SYSTEM) for ziel in inhalt.ziele),
        zielwerte=tuple(
            Zielwert(nr, 2026, Decimal(80), date(2020, 1, 1), beschluss="Drs. 9/2019", fundstelle=WO)
            for nr in KENNZAHLEN
        ),
        massnahmen=(
            Massnahme("M-1", "1.1", "Bauen", status="geplant", fortschritt=Decimal(0), fundstelle=WO),
        ),
        meilensteine=(Meilenstein("M-1", "Grundstein", date(2025, 6, 30), fundstelle=WO),),
    )
    deliver(store, inhalt, stichtag=stichtag)
    deliver(store, werte("1.1-01", {2020: "20", 2023: "45"}), stichtag=stichtag)


def with_value(formular: Formular, teil: str, feld: str, wert: str, stelle: int = 0) -> Formular:
    """The form with another text in one field of one row."""
    zeilen = list(formular[teil])
    zeile = zeilen[stelle]
    zeilen[stelle] = replace(zeile, werte=MappingProxyType({**zeile.werte, feld: wert}))
    return MappingProxyType({**formular, teil: tuple(zeilen)})


def make_draft(
    store: Store,
    akteur: Akteur,
    sache: Sache,
    aendern: Mapping[tuple[str, str], str],
    anlass: Anlass = GRUND,
) -> Arbeit:
    """A saved draft in which these fields (part, name) of the first rows say something else."""
    arbeit = begin(store, akteur, sache)
    return write_on(store, akteur, arbeit, aendern, anlass)


def write_on(
    store: Store,
    akteur: Akteur,
    arbeit: Arbeit,
    aendern: Mapping[tuple[str, str], str],
    anlass: Anlass = GRUND,
) -> Arbeit:
    """The draft saved with these fields changed."""
    formular = arbeit.entwurf.werte
    for (teil, feld), wert in aendern.items():
        formular = with_value(formular, teil, feld, wert)
    neu, glatt = save(store, akteur, arbeit.kept.id, arbeit.kept.fortschreibung, formular, anlass)
    assert glatt
    return neu


def new_target(store: Store, akteur: Akteur = BERG, nr: str = "1.1-01", wert: str = "90") -> Arbeit:
    """A draft in which the target of 2026 is another one."""
    return make_draft(store, akteur, Sache("kennzahl", nr), {("zielwerte", "wert"): wert})
