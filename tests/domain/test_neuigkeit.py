"""What is told of two Datenstände: every cause by its kind and once, a moved Stand first, worse before better."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahlakte, Reihenbruch, UnterzielZuordnung, Zieltyp, Zielwert
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.domain.neuigkeit import (
    Gegenstand,
    Neuigkeit,
    Richtung,
    count_gruende,
    find_neuigkeiten,
)
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.unterschied import Aenderungsart, compare_datenstaende
from kek_dashboard.domain.ursachenart import Ursachenart
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from tests.domain.test_unterschied import AKTE, stand, with_value, zwei_staende


def news(damals: Datenstand, heute: Datenstand, jahr: int = 2022) -> tuple[Neuigkeit, ...]:
    return find_neuigkeiten(compare_datenstaende(damals, heute, jahr))


def of_kennzahl(anders: Kennzahlakte, jahr: int = 2023) -> Neuigkeit:
    """What is told of the one Kennzahl."""
    found = news(stand([AKTE]), stand([anders]), jahr)
    (neuigkeit,) = [n for n in found if n.gegenstand is Gegenstand.KENNZAHL]
    return neuigkeit


def leading(neuigkeit: Neuigkeit) -> Ursachenart:
    assert neuigkeit.leading is not None
    return neuigkeit.leading.art


# --------------------------------------------------------------------------------------- for all there is


@settings(max_examples=60)
@given(zwei_staende())
def test_every_cause_is_told_and_none_twice(fall: tuple[Datenstand, Datenstand, int]) -> None:
    unterschied = compare_datenstaende(*fall)
    neuigkeiten = find_neuigkeiten(unterschied)
    ursachen = [k.ursachen for k in unterschied.kennzahlen]
    ursachen += [z.ursachen for z in (*unterschied.unterziele, *unterschied.oberziele)]
    alle = {id(u) for teil in (*ursachen, unterschied.weitere) for u in teil}
    gesagt = [id(g.ursache) for n in neuigkeiten for g in n.gruende]
    assert set(gesagt) == alle
    einziger_grund = {id(g.ursache) for n in neuigkeiten if not n.teile for g in n.gruende}
    assert all(gesagt.count(u) == 1 or u in einziger_grund for u in alle)
    assert sum(zahl for _, zahl in count_gruende(neuigkeiten)) == len(alle)


@settings(max_examples=60)
@given(zwei_staende())
def test_every_judgement_that_moved_is_told_with_a_reason(fall: tuple[Datenstand, Datenstand, int]) -> None:
    unterschied = compare_datenstaende(*fall)
    bewegt = [n for n in find_neuigkeiten(unterschied) if n.is_bewegt]
    nummern = [k.nr for k in unterschied.kennzahlen]
    nummern += [z.nr for z in (*unterschied.unterziele, *unterschied.oberziele)]
    assert sorted(n.nr for n in bewegt) == sorted(nummern)
    assert all(n.leading is not None for n in bewegt)


@settings(max_examples=60)
@given(zwei_staende())
def test_worse_comes_before_better_and_what_moved_before_what_did_not(
    fall: tuple[Datenstand, Datenstand, int],
) -> None:
    found = news(*fall)
    reihe = [list(Richtung).index(n.richtung) for n in found if n.is_bewegt]
    assert reihe == sorted(reihe)
    assert [n.is_bewegt for n in found] == sorted((n.is_bewegt for n in found), reverse=True)


# --------------------------------------------------------------------------------------- kinds of causes


@pytest.mark.parametrize(
    ("anders", "art"),
    [
        (with_value(AKTE, 2023, "72"), Ursachenart.NEUER_WERT),
        (with_value(AKTE, 2022, "50"), Ursachenart.BERICHTIGTER_WERT),
        (replace(AKTE, messwerte=AKTE.messwerte[:-1]), Ursachenart.ZURUECKGEZOGEN),
        (
            replace(AKTE, zielwerte=(Zielwert("1.1-01", 2026, Decimal(90), beschluss="Drs. 14/2024"),)),
            Ursachenart.GEAENDERTES_ZIEL,
        ),
        (
            replace(AKTE, kennzahl=replace(AKTE.kennzahl, zieltyp=Zieltyp.SENKEN)),
            Ursachenart.GEAENDERTE_METHODE,
        ),
        (replace(AKTE, kennzahl=replace(AKTE.kennzahl, toleranz=Decimal(5))), Ursachenart.GEAENDERTE_METHODE),
        (
            replace(AKTE, kennzahl=replace(AKTE.kennzahl, basiswert=Decimal(50))),
            Ursachenart.GEAENDERTE_METHODE,
        ),
        (
            replace(AKTE, reihenbrueche=(Reihenbruch("1.1-01", Zeitraum(2022), "Zensus"),)),
            Ursachenart.GEAENDERTE_METHODE,
        ),
        (
            replace(AKTE, kennzahl=replace(AKTE.kennzahl, obergrenze=Decimal(5))),
            Ursachenart.GEAENDERTES_ZIEL,
        ),
        (
            replace(AKTE, kennzahl=replace(AKTE.kennzahl, definition="Anders beschrieben.")),
            Ursachenart.ANGABEN,
        ),
    ],
    ids=["new", "corrected", "gone", "target", "Zieltyp", "Toleranz", "Basis", "break", "border", "text"],
)
def test_a_cause_has_its_kind(anders: Kennzahlakte, art: Ursachenart) -> None:
    assert leading(of_kennzahl(anders)) is art


def test_a_target_names_its_decision_and_its_cell() -> None:
    stelle = Fundstelle("Zielwerte", "D4", "90", 12)
    neu = Zielwert("1.1-01", 2026, Decimal(90), beschluss="Drs. 14/2024", fundstelle=stelle)
    grund = of_kennzahl(replace(AKTE, zielwerte=(neu,))).leading
    assert grund is not None and (grund.beschluss, grund.fundstelle) == ("Drs. 14/2024", stelle)


def test_a_mapping_is_a_cause_of_its_unterziel() -> None:
    mehr = replace(AKTE, zuordnungen=(*AKTE.zuordnungen, UnterzielZuordnung("1.1-01", "2.1")))
    found = {n.nr: n for n in news(stand([AKTE]), stand([mehr]))}
    assert leading(found["2.1"]) is Ursachenart.GEAENDERTE_ZUORDNUNG and found["2.1"].gruende
    assert found["2"].gruende == () and leading(found["2"]) is Ursachenart.GEAENDERTE_ZUORDNUNG


def lieferung(nr: int) -> Lieferung:
    return Lieferung(nr, Lieferart.KENNZAHLEN, f"{nr}.xlsx", "a" * 64, "2024-01-01")


@pytest.mark.parametrize(
    ("dazu", "art"),
    [((), Ursachenart.ZURUECKGEZOGEN), ((8,), Ursachenart.BERICHTIGTER_WERT)],
    ids=["the older value counts again", "a new file brought it anew"],
)
def test_a_file_taken_back_is_the_cause_where_no_new_one_corrects_it(
    dazu: tuple[int, ...], art: Ursachenart
) -> None:
    falsch = with_value(AKTE, 2022, "7")  # from Lieferung 7
    richtig = replace(
        AKTE,
        messwerte=tuple(
            replace(m, fundstelle=Fundstelle("Quoten", "E9", "70", dazu[0] if dazu else 1))
            for m in AKTE.messwerte
        ),
    )
    damals = stand([falsch], lieferungen=MappingProxyType({1: lieferung(1), 7: lieferung(7)}))
    heute = stand([richtig], lieferungen=MappingProxyType({n: lieferung(n) for n in (1, *dazu)}))
    (neuigkeit,) = [n for n in news(damals, heute) if n.gegenstand is Gegenstand.KENNZAHL]
    assert leading(neuigkeit) is art


# -------------------------------------------------------------------------------------- subjects and order


def test_worse_is_told_first_from_the_top_down() -> None:
    found = news(stand([with_value(AKTE, 2022, "77")]), stand([AKTE]))
    assert [(n.gegenstand, n.nr, n.richtung) for n in found] == [
        (Gegenstand.OBERZIEL, "1", Richtung.SCHLECHTER),
        (Gegenstand.UNTERZIEL, "1.1", Richtung.SCHLECHTER),
        (Gegenstand.KENNZAHL, "1.1-01", Richtung.SCHLECHTER),
    ]
    assert [n.gruende != () for n in found] == [False, False, True]
    assert {leading(n) for n in found} == {Ursachenart.BERICHTIGTER_WERT}
    assert dict(count_gruende(found)) == {Ursachenart.BERICHTIGTER_WERT: 1}


def test_better_is_told_as_better_and_a_first_judgement_has_no_direction() -> None:
    assert of_kennzahl(with_value(AKTE, 2022, "96"), 2022).richtung is Richtung.BESSER
    (neu, *_) = [n for n in news(stand([]), stand([AKTE])) if n.gegenstand is Gegenstand.KENNZAHL]
    assert neu.richtung is Richtung.ANDERS


def test_what_moved_nothing_is_told_by_subject() -> None:
    regel = HaushaltsZuordnung(2024, "365100", "", Bezug.UNTERZIEL, "1.1", Decimal(60), Herkunft.INTERN)
    neu: dict[str, Any] = {
        "haushaltszuordnungen": MappingProxyType({2024: (regel,)}),
        "haushalte": MappingProxyType({2024: ("entwurf",), 2025: ("entwurf",)}),
        "massnahmen": MappingProxyType({"M-1": Massnahme("M-1", "1.1", "Kitas bauen")}),
        "meilensteine": MappingProxyType({"M-1": (Meilenstein("M-1", "Richtfest", date(2024, 5, 1)),)}),
        "erlaeuterungen": (Erlaeuterung("Kennzahl", "1.1-01", "2022", "Warum?"),),
        "vergleichswerte": MappingProxyType(
            {"1.1-01": (Vergleichswert("1.1-01", "Gifhorn", Zeitraum(2022), Decimal(3)),)}
        ),
        "sitzungen": (Sitzung(date(2024, 3, 1), "Kreistag"),),
    }
    found = news(stand([AKTE]), stand([AKTE], **neu))
    assert [(n.gegenstand, n.nr, len(n.gruende), len(n.fassungen)) for n in found] == [
        (Gegenstand.KENNZAHL, "1.1-01", 2, 0),
        (Gegenstand.MASSNAHME, "M-1", 2, 0),
        (Gegenstand.HAUSHALT, "2024", 1, 1),
        (Gegenstand.HAUSHALT, "2025", 0, 1),
        (Gegenstand.VERWALTUNG, "", 1, 0),
    ]
    assert not any(n.is_bewegt or n.is_visible for n in found)
    assert found[3].leading is None and found[3].arten == {Ursachenart.HAUSHALT}
    assert found[3].fassungen == (("entwurf", Aenderungsart.NEU),)
    assert dict(count_gruende(found)) == {
        Ursachenart.ERLAEUTERUNG: 1,
        Ursachenart.MASSNAHME: 2,
        Ursachenart.GEAENDERTE_ZUORDNUNG: 1,
        Ursachenart.HAUSHALT: 2,
        Ursachenart.ANGABEN: 2,
    }
