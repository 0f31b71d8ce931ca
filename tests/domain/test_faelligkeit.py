"""Each figure is due on a day, came or did not come, and nobody owes what was never asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import (
    STANDARD_LIEFERFRIST,
    Faelligkeit,
    Faelligkeitsstand,
    due_for,
    faelligkeiten,
    overdue_for,
)
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahl, Kennzahlakte, Messwert, Zieltyp, Zielwert
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Periode, Zeitraum

NR = "1.1-01"
#: Lieferung 1 is the Stammdaten; the others bring values.
TAGE = {1: date(2018, 1, 1), 2: date(2019, 3, 1), 3: date(2020, 5, 1), 4: date(2024, 2, 1)}
HEUTE = date(2021, 6, 30)


def kennzahl(**andere: Any) -> Kennzahl:
    felder: dict[str, Any] = {"fachbereich": "GB Jugend", "fundstelle": Fundstelle(lieferung=1)} | andere
    return Kennzahl(felder.pop("nr", NR), "Beispiel", "%", Zieltyp.STEIGERN, **felder)


def messwert(zeitraum: str, wert: int | None, lieferung: int = 2, roh: str | None = None) -> Messwert:
    text = roh if roh is not None else str(wert)
    return Messwert(
        NR,
        Zeitraum.parse(zeitraum),
        None if wert is None else Decimal(wert),
        fundstelle=Fundstelle("Werte", "C7", text, lieferung),
    )


def datenstand(*akten: Kennzahlakte, tage: Mapping[int, date] = TAGE) -> Datenstand:
    lieferungen = {
        nr: Lieferung(nr, Lieferart.KENNZAHLEN, f"{nr}.xlsx", "", "", freigegeben_am=tag)
        for nr, tag in tage.items()
    }
    return Datenstand(
        HEUTE,
        akten=MappingProxyType({akte.nr: akte for akte in akten}),
        lieferungen=MappingProxyType(lieferungen),
    )


def of(k: Kennzahl, *messwerte: Messwert, tag: date = HEUTE, **akte: Any) -> dict[str, Faelligkeit]:
    stand = datenstand(Kennzahlakte(k, messwerte=messwerte, **akte))
    return {str(f.zeitraum): f for f in faelligkeiten(stand, tag)}


@dataclass(frozen=True)
class Fall:
    name: str
    erwartet: dict[str, str]
    messwerte: tuple[Messwert, ...] = ()
    felder: dict[str, Any] = field(default_factory=dict)
    tag: date = HEUTE


D, V, K, N, U = "geliefert", "verspaetet_geliefert", "ohne_wert", "offen", "ueberfaellig"

FAELLE = [
    Fall(
        "a year is late, kept, owed or still open",
        {"2018": D, "2019": V, "2020": U, "2021": N, "2022": N},
        (messwert("2018", 5), messwert("2019", 6, 3)),
    ),
    Fall(
        "no value as it was written is an answer",
        {"2018": D, "2019": K, "2020": U},
        (messwert("2018", 5), messwert("2019", None, 3, "k. A.")),
    ),
    Fall(
        "an empty cell is no answer",
        {"2018": D, "2019": U},
        (messwert("2018", 5), messwert("2019", None, 3, "")),
    ),
    Fall(
        "quarters each for itself",
        {"2018-Q1": V, "2018-Q2": V, "2018-Q3": V, "2018-Q4": D, "2019-Q1": U, "2021-Q1": U, "2021-Q2": N},
        tuple(messwert(f"2018-Q{q}", q) for q in range(1, 5)),
        {"frequenz": Frequenz.VIERTELJAEHRLICH},
    ),
    Fall(
        "a year answers for its quarters",
        {"2018-Q1": V, "2018-Q4": D, "2019-Q1": U},
        (messwert("2018", 5),),
        {"frequenz": Frequenz.VIERTELJAEHRLICH},
    ),
    Fall(
        "quarters do not answer for a year that the method does not make of them",
        {"2019": U},
        tuple(messwert(f"2019-Q{q}", q, 3) for q in range(1, 5)),
    ),
    Fall(
        "months begin with the first one delivered",
        {"2018-11": V, "2018-12": D, "2019-01": U},
        (messwert("2018-11", 1), messwert("2018-12", 2)),
        {"frequenz": Frequenz.MONATLICH},
    ),
    Fall(
        "a school year is the year in which it ends",
        {"2019": D, "2020": U},
        (messwert("2019", 5, 2),),
        {},
    ),
    Fall(
        "the year after the base is the first", {"2020": U}, (), {"basisjahr": 2019, "basiswert": Decimal(3)}
    ),
    Fall("a base year without a value is owed too", {"2019": U, "2020": U}, (), {"basisjahr": 2019}),
    Fall("without anything the year it was laid down in", {"2018": U, "2019": U, "2020": U}),
    Fall(
        "values before the goal years are no debt",
        {"2018": U, "2019": U},
        (messwert("2015", 5), messwert("2016", 5)),
    ),
    Fall(
        "a longer Lieferfrist is kept",
        {"2018": D, "2019": N, "2020": N},
        (messwert("2018", 5, 3),),
        {"lieferfrist": 730},
    ),
    Fall(
        "a survey is due when its newest value gets too old",
        {"2018": D, "2021": N},
        (messwert("2018", 5),),
        {"frequenz": Frequenz.MEHRJAEHRIG, "max_alter": 3},
    ),
    Fall(
        "a survey that did not come is one debt",
        {"2018": D, "2020": U},
        (messwert("2018", 5),),
        {"frequenz": Frequenz.MEHRJAEHRIG, "max_alter": 2},
        date(2026, 1, 1),
    ),
    Fall(
        "a later survey settles the missed one",
        {"2018": D, "2023": D, "2025": N},
        (messwert("2018", 5), messwert("2023", 6, 4)),
        {"frequenz": Frequenz.MEHRJAEHRIG, "max_alter": 2},
        date(2024, 3, 1),
    ),
    Fall(
        "an answer without a figure puts a survey off by a year",
        {"2018": D, "2020": K, "2021": N},
        (messwert("2018", 5), messwert("2020", None, 3, "n. v.")),
        {"frequenz": Frequenz.MEHRJAEHRIG, "max_alter": 2},
    ),
    Fall(
        "a survey never done is due after its base",
        {"2020": U},
        (),
        {"frequenz": Frequenz.MEHRJAEHRIG, "max_alter": 2, "basisjahr": 2018, "basiswert": Decimal(3)},
    ),
]


@pytest.mark.parametrize("fall", FAELLE, ids=lambda fall: fall.name)
def test_each_zeitraum_has_its_stand(fall: Fall) -> None:
    gefunden = of(kennzahl(**fall.felder), *fall.messwerte, tag=fall.tag)
    assert {z: gefunden[z].stand.value if z in gefunden else None for z in fall.erwartet} == fall.erwartet
    erster = min(Zeitraum.parse(z).sort_key for z in fall.erwartet)
    assert min(f.zeitraum.sort_key for f in gefunden.values()) == erster
    if fall.felder.get("frequenz") is Frequenz.MEHRJAEHRIG:
        assert gefunden.keys() == fall.erwartet.keys()


def test_the_frist_runs_from_the_end_of_the_zeitraum() -> None:
    gefunden = of(kennzahl(frequenz=Frequenz.VIERTELJAEHRLICH, lieferfrist=30))
    assert gefunden["2019-Q1"].faellig_am == date(2019, 4, 30)
    assert of(kennzahl())["2019"].faellig_am == date(2019, 12, 31) + timedelta(STANDARD_LIEFERFRIST)


def test_a_figure_is_owed_from_the_day_after_it_was_due() -> None:
    faellig = of(kennzahl())["2019"].faellig_am
    assert of(kennzahl(), tag=faellig)["2019"].stand is Faelligkeitsstand.OFFEN
    danach = of(kennzahl(), tag=faellig + timedelta(10))["2019"]
    assert (danach.stand, danach.tage) == (Faelligkeitsstand.UEBERFAELLIG, 10)


def test_nobody_is_late_with_what_was_not_asked_for_yet() -> None:
    tage = {1: date(2021, 6, 1), 2: date(2021, 6, 2)}
    akte = Kennzahlakte(kennzahl(), messwerte=(messwert("2018", 5), messwert("2019", 6)))
    gefunden = {str(f.zeitraum): f for f in faelligkeiten(datenstand(akte, tage=tage), HEUTE)}
    assert gefunden["2018"].faellig_am == date(2021, 6, 1) + timedelta(STANDARD_LIEFERFRIST)
    assert {gefunden[jahr].stand for jahr in ("2018", "2019")} == {Faelligkeitsstand.GELIEFERT}
    assert gefunden["2020"].stand is Faelligkeitsstand.OFFEN


def test_new_stammdaten_do_not_put_a_debt_off() -> None:
    neu = kennzahl(fundstelle=Fundstelle(lieferung=4))
    alt = Zielwert(NR, 2026, Decimal(9), fundstelle=Fundstelle(lieferung=1))
    assert of(neu, fruehere_zielwerte=(alt,))["2020"].stand is Faelligkeitsstand.UEBERFAELLIG


def test_a_correction_does_not_make_a_figure_late() -> None:
    erste, berichtigt = messwert("2018", 5), messwert("2018", 6, 4)
    gefunden = of(kennzahl(), berichtigt, fruehere=(erste,))["2018"]
    assert (gefunden.stand, gefunden.geliefert_am) == (Faelligkeitsstand.GELIEFERT, TAGE[2])


def test_how_no_value_was_written_is_kept_even_when_an_empty_form_follows() -> None:
    antwort, leer = messwert("2018", None, 2, " k. A. "), messwert("2018", None, 4, "")
    gefunden = of(kennzahl(), leer, fruehere=(antwort,))["2018"]
    assert (gefunden.stand, gefunden.roh, gefunden.geliefert_am) == (
        Faelligkeitsstand.OHNE_WERT,
        "k. A.",
        TAGE[2],
    )


def test_a_year_is_named_as_what_answers_for_its_quarter() -> None:
    gefunden = of(kennzahl(frequenz=Frequenz.VIERTELJAEHRLICH), messwert("2018", 5))
    assert gefunden["2018-Q4"].durch == Zeitraum(2018)


def test_a_fachbereich_fills_in_what_is_not_there_and_a_survey_it_still_owes() -> None:
    jaehrlich = Kennzahlakte(kennzahl(), messwerte=(messwert("2018", 5),))
    umfrage = kennzahl(nr="2.4-03", frequenz=Frequenz.MEHRJAEHRIG, basisjahr=2017, basiswert=Decimal(2))
    fremd = kennzahl(nr="3.1-01", fachbereich="GB Finanzen")
    stand = datenstand(jaehrlich, Kennzahlakte(umfrage), Kennzahlakte(fremd))

    def keys(jahr: int) -> list[tuple[str, int]]:
        return [(f.kennzahl_nr, f.zeitraum.jahr) for f in due_for(stand, " gb jugend", jahr, HEUTE)]

    assert keys(2018) == []
    assert keys(2020) == [(NR, 2020), ("2.4-03", 2019)]


def test_only_what_a_fachbereich_owes_is_counted_for_it() -> None:
    stand = datenstand(
        Kennzahlakte(kennzahl(), messwerte=(messwert("2018", 5),)),
        Kennzahlakte(kennzahl(nr="3.1-01", fachbereich="GB Finanzen")),
        Kennzahlakte(kennzahl(nr="3.1-02", fachbereich=" ")),
    )
    assert overdue_for(stand, HEUTE, ["gb Jugend "]) == 2
    assert overdue_for(stand, HEUTE, ["GB Jugend", "GB Finanzen"]) == 5
    assert overdue_for(stand, HEUTE) == 5
    assert overdue_for(stand, HEUTE, []) == 0


# ------------------------------------------------------------------------------------------ properties


def _zeitraeume(periode: Periode) -> list[Zeitraum]:
    return [
        Zeitraum(jahr, periode, nummer)
        for jahr in range(2016, 2027)
        for nummer in range(1, PERIODEN_IM_JAHR[periode] + 1)
    ]


@st.composite
def akten(draw: st.DrawFn) -> Kennzahlakte:
    frequenz = draw(st.sampled_from(Frequenz))
    k = kennzahl(
        frequenz=frequenz,
        lieferfrist=draw(st.sampled_from([None, 0, 30, 730])),
        max_alter=draw(st.integers(0, 4)),
        basisjahr=draw(st.sampled_from([None, 2015, 2018, 2021])),
        basiswert=draw(st.sampled_from([None, Decimal(1)])),
    )
    zeitraeume = draw(
        st.lists(
            st.sampled_from(_zeitraeume(frequenz.periode) + _zeitraeume(Periode.JAHR)),
            unique=True,
            max_size=12,
        )
    )
    werte = [
        messwert(
            str(z), *draw(st.sampled_from([(1, 2, "1"), (2, 3, "2"), (None, 4, "k. A."), (None, 2, "")]))
        )
        for z in zeitraeume
    ]
    return Kennzahlakte(k, messwerte=tuple(sorted(werte, key=lambda m: m.zeitraum.sort_key)))


def _said(werte: Iterable[Messwert], zeitraum: Zeitraum) -> list[Messwert]:
    return [m for m in werte if m.zeitraum in {zeitraum, Zeitraum(zeitraum.jahr)}]


@given(akten(), st.dates(date(2018, 1, 1), date(2027, 12, 31)))
def test_every_zeitraum_has_exactly_one_stand_and_the_stand_is_true(akte: Kennzahlakte, tag: date) -> None:
    gefunden = faelligkeiten(datenstand(akte), tag)
    zeitraeume = [f.zeitraum for f in gefunden]
    assert len(set(zeitraeume)) == len(zeitraeume)
    for f in gefunden:
        gesagt = _said(akte.messwerte, f.zeitraum)
        hat_wert = any(m.wert is not None for m in gesagt)
        hat_antwort = any(m.wert is None and m.fundstelle.roh for m in gesagt)
        assert f.stand.is_da == hat_wert
        assert (f.stand is Faelligkeitsstand.OHNE_WERT) == (not hat_wert and hat_antwort)
        assert (f.stand is Faelligkeitsstand.UEBERFAELLIG) == (
            not hat_wert and not hat_antwort and tag > f.faellig_am
        )
        assert (f.tage > 0) == (f.stand.value in {V, U})
        assert f.faellig_am >= f.zeitraum.ende


@given(akten(), st.dates(date(2018, 1, 1), date(2027, 12, 31)))
def test_the_matrix_is_complete_from_the_first_zeitraum_on(akte: Kennzahlakte, tag: date) -> None:
    if akte.kennzahl.frequenz is Frequenz.MEHRJAEHRIG:
        akte = replace(akte, kennzahl=replace(akte.kennzahl, frequenz=Frequenz.JAEHRLICH))
    zeitraeume = [f.zeitraum for f in faelligkeiten(datenstand(akte), tag)]
    alle = [z for z in _zeitraeume(akte.kennzahl.frequenz.periode) if z.jahr >= 2018]
    assert zeitraeume == alle[len(alle) - len(zeitraeume) :]
    assert {m.zeitraum for m in akte.messwerte if m.wert is not None and m.zeitraum in alle} <= {*zeitraeume}


@pytest.mark.parametrize(
    ("eingegangen", "erwartet"),
    [
        ("2019-03-20T08:00:00Z", D),
        ("2019-04-20T08:00:00Z", V),
        ("2026-01-05T08:00:00Z", V),
        ("unbekannt", V),
    ],
    ids=["in_time_but_released_late", "late", "taken_over_later", "arrival_unknown"],
)
def test_the_day_a_file_came_in_counts_not_the_day_somebody_released_it(
    eingegangen: str, erwartet: str
) -> None:
    stand = datenstand(
        Kennzahlakte(kennzahl(), messwerte=(messwert("2018", 5, 3),)), tage=TAGE | {3: date(2019, 6, 1)}
    )
    spaet = replace(stand.lieferungen[3], eingegangen=eingegangen)
    stand = replace(stand, lieferungen=MappingProxyType({**stand.lieferungen, 3: spaet}))
    gefunden = {str(f.zeitraum): f for f in faelligkeiten(stand, HEUTE)}["2018"]
    assert gefunden.faellig_am == date(2019, 3, 31)
    assert gefunden.stand == erwartet
