"""Messbarkeit: which Unterziele can be judged, and what stands in the way of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from hypothesis import given

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.messbarkeit import (
    Hindernis,
    Messbarkeit,
    Zielmessbarkeit,
    find_hindernis,
    messbarkeiten,
    ort_of,
    staerken_ohne_massnahme,
)
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.domain.zusammenfassung import MINDEST_ABDECKUNG, bewerte_alles
from kek_dashboard.importers.stammdatenblaetter import BLAETTER
from tests.domain.akten import akte_from
from tests.domain.strategies import kennzahl_and_year


def akte(
    nr: str, gewicht: str = "1", bis: int = 2023, zieltyp: Zieltyp = Zieltyp.STEIGERN, **rest: Any
) -> Kennzahlakte:
    """A Kennzahl of Unterziel 1.1 with yearly values up to ``bis``."""
    angaben: dict[str, Any] = {"basisjahr": 2018, "basiswert": Decimal(60), "fachbereich": "GB Jugend"} | rest
    return Kennzahlakte(
        Kennzahl(nr, nr, "%", zieltyp, **angaben),
        (Zielwert(nr, 2026, Decimal(95)),),
        tuple(Messwert(nr, Zeitraum(jahr), Decimal(60 + jahr - 2018)) for jahr in range(2018, bis + 1)),
        zuordnungen=(UnterzielZuordnung(nr, "1.1", Decimal(gewicht)),),
    )


def ziel(nr: str, ebene: Ebene, kurz: str, wortlaut: str = "") -> Ziel:
    return Ziel((Zielfassung(nr, ebene, kurz, wortlaut or kurz),))


def stand(*akten: Kennzahlakte, massnahmen: tuple[Massnahme, ...] = ()) -> Datenstand:
    ziele = (
        ziel("1", Ebene.OBERZIEL, "Wohnen"),
        ziel("1.1", Ebene.UNTERZIEL, "Wohnraum"),
        ziel("1.1.1", Ebene.HANDLUNGSFELD, "Lukrativer Wohnraum", "lukrativer Wohnraum (Miete)"),
        ziel("1.1.2", Ebene.HANDLUNGSFELD, "Sicherheit"),
    )
    return Datenstand(
        date(2024, 1, 1),
        ziele=MappingProxyType({z.nr: z for z in ziele}),
        akten=MappingProxyType({a.nr: a for a in akten}),
        massnahmen=MappingProxyType({m.nr: m for m in massnahmen}),
    )


def judged(*akten: Kennzahlakte, jahr: int = 2023) -> Zielmessbarkeit:
    datenstand = stand(*akten)
    (z,) = messbarkeiten(datenstand, bewerte_alles(datenstand, jahr))
    return z


def test_an_unterziel_whose_kennzahlen_all_have_values_is_measurable() -> None:
    z = judged(akte("a"), akte("b"))
    assert (z.messbarkeit, z.kennzahlen, z.mit_ziel, z.bewertbar) == (Messbarkeit.GANZ, 2, 2, 2)
    assert z.fehlstellen == ()


def test_half_of_the_weights_is_enough_and_less_is_not() -> None:
    assert judged(akte("a"), akte("b", bis=2018)).messbarkeit is Messbarkeit.TEILWEISE
    z = judged(akte("a"), akte("b", "1.01", bis=2018))
    assert z.messbarkeit is Messbarkeit.NICHT
    assert z.noch_noetig == 1


def test_without_a_kennzahl_that_counts_there_is_nothing_to_measure() -> None:
    assert judged().messbarkeit is Messbarkeit.OHNE_KENNZAHL
    z = judged(akte("a", zieltyp=Zieltyp.BEOBACHTEN))
    assert (z.messbarkeit, z.kennzahlen, z.mit_ziel, z.abdeckung) == (Messbarkeit.OHNE_KENNZAHL, 1, 0, None)


def test_the_heaviest_kennzahlen_are_counted_first() -> None:
    z = judged(akte("a"), akte("b", "4", bis=2018), *(akte(nr, bis=2018) for nr in "cde"))
    assert z.noch_noetig == 1
    assert judged(*(akte(nr, bis=2018) for nr in "abcde")).noch_noetig == 3


def test_what_the_same_fachbereich_owes_stands_together() -> None:
    z = judged(
        akte("a", bis=2018),
        akte("b", bis=2019),
        akte("c", bis=2019, fachbereich="Referat A"),
        akte("d", bis=2017),
    )
    assert [(f.hindernis, [a.nr for a in f.akten], f.fachbereich) for f in z.fehlstellen] == [
        (Hindernis.KEIN_WERT, ["d"], "GB Jugend"),
        (Hindernis.WERT_ZU_ALT, ["a", "b"], "GB Jugend"),
        (Hindernis.WERT_ZU_ALT, ["c"], "Referat A"),
    ]


def test_what_a_sheet_mends_names_sheet_and_column_and_nobody() -> None:
    z = judged(akte("a", basiswert=None), akte("b"))
    (fehlt,) = z.fehlstellen
    assert (fehlt.hindernis, str(fehlt.ort), fehlt.fachbereich) == (
        Hindernis.KEINE_BASIS,
        "Blatt „Kennzahlen“, Spalte „Basiswert“",
        "",
    )


def test_every_hindernis_is_found_and_can_be_mended_somewhere() -> None:
    bruch = (Reihenbruch("x", Zeitraum(2021)),)
    faelle = {
        Hindernis.KEIN_WERT: akte("x", bis=2017),
        Hindernis.KEIN_ZIEL: replace(akte("x"), zielwerte=()),
        Hindernis.WERT_ZU_ALT: akte("x", bis=2020),
        Hindernis.KEINE_BASIS: akte("x", basisjahr=None),
        Hindernis.FALSCH_HERUM: akte("x", zieltyp=Zieltyp.SENKEN),
        Hindernis.NICHT_VERGLEICHBAR: replace(akte("x"), reihenbrueche=bruch),
        Hindernis.KEIN_WERT_NACH_BASIS: akte("x", basisjahr=2023),
        Hindernis.KEINE_TOLERANZ: akte("x", zieltyp=Zieltyp.MINDESTENS),
    }
    assert set(faelle) == set(Hindernis)
    spalten = {(art.name, spalte.name) for art in BLAETTER for spalte in art.spalten}
    for hindernis, eine in faelle.items():
        assert find_hindernis(eine, bewerte(eine, 2023)) is hindernis
        ort = ort_of(hindernis, eine)
        assert (ort is None) is hindernis.is_lieferung
        assert ort is None or (ort.blatt, ort.spalte) in spalten


def test_a_korridor_without_a_border_says_which() -> None:
    eine = akte("x", zieltyp=Zieltyp.KORRIDOR, untergrenze=Decimal(1))
    assert find_hindernis(eine, bewerte(eine, 2023)) is Hindernis.KEIN_ZIEL
    assert str(ort_of(Hindernis.KEIN_ZIEL, eine)) == "Blatt „Kennzahlen“, Spalte „Obergrenze“"


@given(kennzahl_and_year())
def test_something_stands_in_the_way_exactly_where_there_is_no_judgement(
    fall: tuple[dict[str, Any], int],
) -> None:
    eine, jahr = akte_from(fall[0]), fall[1]
    b = bewerte(eine, jahr)
    if eine.kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
        assert find_hindernis(eine, b) is None
    else:
        assert (find_hindernis(eine, b) is None) is b.is_assessable
    z = judged(eine, jahr=jahr)
    assert z.messbarkeit.is_messbar is (z.abdeckung is not None and z.abdeckung >= MINDEST_ABDECKUNG)
    assert z.messbarkeit.is_messbar is b.is_assessable
    assert z.noch_noetig == (z.abdeckung == Fraction(0))


def test_a_staerke_is_taken_up_by_its_short_title_or_its_wording() -> None:
    def named(*worte: str) -> list[str]:
        massnahmen = tuple(Massnahme(f"M-{n}", "1.1", "x", wort) for n, wort in enumerate(worte))
        return [staerke.nr for staerke in staerken_ohne_massnahme(stand(massnahmen=massnahmen))]

    assert named() == ["1.1.1", "1.1.2"]
    assert named("LUKRATIVER WOHNRAUM ") == ["1.1.2"]
    assert named("lukrativer Wohnraum (Miete)", "Sicherheit") == []
    assert named("Wohnraum") == ["1.1.1", "1.1.2"]


def test_a_massnahme_of_another_unterziel_takes_up_nothing() -> None:
    fremd = Massnahme("M-1", "1.2", "x", "Sicherheit")
    assert [staerke.nr for staerke in staerken_ohne_massnahme(stand(massnahmen=(fremd,)))] == [
        "1.1.1",
        "1.1.2",
    ]
