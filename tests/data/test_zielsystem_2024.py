"""Zielsystem 2024 (Beispiel), as the product reads it: fates, one line of values, and old figures left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.charts.verlaufsdaten import verlauf_of
from kek_dashboard.cli.form import zielerreichung_json
from kek_dashboard.domain.bruecke import Bruecke, bruecken
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.jahreswerte import jahreswerte
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zielsystem import Nachfolgeart
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store, open_store
from tools.beispiel.ziele import ZIELSYSTEM as ALT
from tools.beispiel.zielsystem_2024 import ALT_BIS, GELIEFERT_AM, NEU

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def store(beispiel_datei: Path) -> Iterator[Store]:
    """The Beispielbestand, which is only read here."""
    opened = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def stand(store: Store) -> Datenstand:
    return load_datenstand(store, GELIEFERT_AM)


@pytest.fixture(scope="module")
def bruecke(stand: Datenstand) -> Bruecke:
    (eine,) = bruecken(stand)
    return eine


def test_every_old_unterziel_has_its_fate_and_all_four_kinds_occur(bruecke: Bruecke) -> None:
    assert len(bruecke.schicksale) == 12 and bruecke.widersprueche == ()
    arten = Counter(s.art for s in bruecke.schicksale)
    assert set(arten) == set(Nachfolgeart) and None not in arten
    assert all(s.beschluesse and s.bilanztexte for s in bruecke.schicksale)


def test_three_oberziele_have_six_aktionsraeume_and_every_new_unterziel_is_measured(
    stand: Datenstand,
) -> None:
    neu = stand.fuer(NEU)
    assert [z.ebenenwort for z in neu.ziele_der_ebene(Ebene.OBERZIEL)] == ["Strategisches Ziel"] * 3
    raeume = [z for z in neu.ziele_der_ebene(Ebene.UNTERZIEL) if z.ebenenwort == "Aktionsraum"]
    assert len(raeume) == 6 and {z.ueber for z in raeume} == {"I"}
    assert all(neu.mitglieder(z.nr) for z in neu.ziele_der_ebene(Ebene.UNTERZIEL))


def test_all_that_is_made_up_says_so(stand: Datenstand) -> None:
    neu = stand.fuer(NEU)
    assert neu.zielsystem.herkunft is Herkunft.BEISPIEL and "(Beispiel)" in neu.zielsystem.name
    for ziel in neu.ziele.values():
        assert ziel.fassungen[0].herkunft is Herkunft.BEISPIEL and ziel.kurztitel.endswith("(Beispiel)")
        assert ziel.wortlaut.startswith("Beispielwortlaut: ")
    assert all(s.herkunft is Herkunft.BEISPIEL for s in stand.nachfolgen)
    eigene = [z for akte in neu.akten.values() for z in akte.zielwerte if z.zielsystem == NEU]
    assert eigene and all(z.herkunft is Herkunft.BEISPIEL for z in eigene)


def test_a_kennzahl_that_goes_on_is_one_line_with_the_same_points_in_both_views(
    stand: Datenstand, bruecke: Bruecke
) -> None:
    alt, neu = stand.fuer(ALT), stand.fuer(NEU)
    assert len(bruecke.weiter) == 30
    for nr in bruecke.weiter:
        vorher, nachher = alt.akten[nr], neu.akten[nr]
        assert vorher.messwerte == nachher.messwerte
        assert jahreswerte(vorher, 2026) == jahreswerte(nachher, 2026)


def test_targets_of_the_next_zielsystem_lie_in_the_direction_of_the_way(stand: Datenstand) -> None:
    neu = stand.fuer(NEU)
    wege = [bewerte(akte, 2026).weg for akte in neu.akten.values() if akte.zuordnungen]
    assert [weg for weg in wege if weg is not None and not weg.is_valid] == []


def test_the_figures_of_the_old_view_are_those_of_the_day_before(store: Store, stand: Datenstand) -> None:
    def figures(datenstand: Datenstand, jahr: int) -> dict[str, Any]:
        form = zielerreichung_json(datenstand, bewerte_alles(datenstand, jahr))
        eigene = [k for k in form["kennzahlen"] if not datenstand.is_only_elsewhere(k["nr"])]
        return form | {"wissensstand": "", "kennzahlen": eigene}

    vorher = load_datenstand(store, GELIEFERT_AM - timedelta(days=1))
    assert stand.zielsystem.name == ALT and len(vorher.zielsysteme) == 1
    for jahr in range(2018, 2027):
        assert figures(stand, jahr) == figures(vorher, jahr)


def test_the_old_zielsystem_opens_until_its_last_day_and_the_next_one_after_it(store: Store) -> None:
    assert load_datenstand(store, ALT_BIS).zielsystem.name == ALT
    danach = load_datenstand(store, ALT_BIS + timedelta(days=1))
    assert danach.zielsystem.name == NEU
    assert len(danach.fuer(ALT).ziele_der_ebene(Ebene.UNTERZIEL)) == 12


def test_the_chart_of_a_kennzahl_runs_through_in_either_view(stand: Datenstand, bruecke: Bruecke) -> None:
    for nr in bruecke.weiter:
        punkte = []
        for name in (ALT, NEU):
            sicht = stand.fuer(name)
            bild = verlauf_of(
                sicht.akten[nr], bewerte(sicht.akten[nr], 2026), sicht.zielsystem, stand.zielsysteme
            )
            assert bild.jahre[0] <= 2018 and bild.jahre[-1] == 2034 and bild.beginne == ((2025, NEU),)
            punkte.append([(p.zeit, p.wert) for stueck in bild.ist for p in stueck])
        assert punkte[0] == punkte[1]
