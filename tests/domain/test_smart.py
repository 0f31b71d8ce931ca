"""Smart: each criterion says what is missing and where it is entered, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import given

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import (
    Frequenz,
    Kennzahl,
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Fachbereich
from kek_dashboard.domain.smart import Erfuellung, Kriterium, Kriteriumspruefung, Smartpruefung, pruefe_smart
from kek_dashboard.domain.smartpunkte import Ort, Punkt
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielerreichung import Stand, bewerte
from kek_dashboard.importers.stammdatenblaetter import BLAETTER
from tests.domain.akten import akte_from
from tests.domain.strategies import kennzahl_and_year

JA, TEILS, NEIN, LEER = (
    Erfuellung.ERFUELLT,
    Erfuellung.TEILWEISE,
    Erfuellung.NICHT_ERFUELLT,
    Erfuellung.ENTFAELLT,
)
STAND = Datenstand(
    date(2024, 1, 1),
    ziele=MappingProxyType({"1.2": Ziel((Zielfassung("1.2", Ebene.UNTERZIEL, "Infrastruktur", "Gute."),))}),
    organisation=MappingProxyType({"GB Jugend": Fachbereich("GB Jugend")}),
)


def akte(zieltyp: Zieltyp = Zieltyp.STEIGERN, **felder: Any) -> Kennzahlakte:
    """A Kennzahl in which nothing is missing."""
    angaben: dict[str, Any] = {
        "definition": "Kinder in Betreuung je 100 Kinder.",
        "quelle": "Eigene Erhebung",
        "fachbereich": "gb jugend",
        "basisjahr": 2018,
        "basiswert": Decimal(60),
        "toleranz": Decimal(5),
        "untergrenze": Decimal(50),
        "obergrenze": Decimal(90),
    } | felder
    return Kennzahlakte(
        Kennzahl("1.2-01", "Betreuung", angaben.pop("einheit", "%"), zieltyp, **angaben),
        (Zielwert("1.2-01", 2026, Decimal(95), beschluss="Drucksache 31/2021"),),
        tuple(Messwert("1.2-01", Zeitraum(2018 + n), Decimal(60 + 4 * n)) for n in range(6)),
        zuordnungen=(UnterzielZuordnung("1.2-01", "1.2"),),
    )


def pruefe(eine: Kennzahlakte, jahr: int = 2023, stand: Datenstand = STAND) -> Smartpruefung:
    return pruefe_smart(eine, bewerte(eine, jahr), stand)


def missing(eine: Kennzahlakte, kriterium: Kriterium, jahr: int = 2023) -> list[tuple[str, str]]:
    """What is missing in a criterion, with the place where it is entered."""
    return [(punkt.satz, str(punkt.ort or "")) for punkt in pruefe(eine, jahr)[kriterium].fehlt]


def grades(eine: Kennzahlakte, jahr: int = 2023) -> str:
    """One letter a criterion: J met, T partly, N not met, – nothing to check."""
    worte = {JA: "J", TEILS: "T", NEIN: "N", LEER: "–"}
    return "".join(worte[k.erfuellung] for k in pruefe(eine, jahr).kriterien)


def test_a_kennzahl_in_which_nothing_is_missing_is_smart() -> None:
    assert grades(akte()) == "JJJJJ"
    assert pruefe(akte()).is_smart
    assert pruefe(akte()).offen == ()


def test_every_way_to_go_and_line_to_hold_can_be_smart() -> None:
    senken = replace(
        akte(Zieltyp.SENKEN), zielwerte=(Zielwert("1.2-01", 2026, Decimal(40), beschluss="Drs."),)
    )
    assert grades(senken) == "JJJJJ"
    assert grades(akte(Zieltyp.MINDESTENS)) == "JJJJJ"
    assert grades(akte(Zieltyp.HOECHSTENS)) == "JJJJJ"
    assert grades(akte(Zieltyp.KORRIDOR)) == "JJJJJ"


def test_a_watched_kennzahl_has_no_goal_to_check_and_is_not_called_smart() -> None:
    assert grades(akte(Zieltyp.BEOBACHTEN)) == "JJ–––"
    assert pruefe(akte(Zieltyp.BEOBACHTEN)).is_beobachtet
    assert not pruefe(akte(Zieltyp.BEOBACHTEN)).is_smart


def test_a_missing_definition_is_named_with_its_column() -> None:
    eine = akte(definition=" ")
    assert missing(eine, Kriterium.SPEZIFISCH) == [
        ("Es fehlt die Definition: was genau gezählt wird.", "Blatt „Kennzahlen“, Spalte „Definition“")
    ]
    assert grades(eine) == "TJJJJ"


def test_without_unterziel_and_definition_nothing_is_specific() -> None:
    eine = replace(akte(definition=""), zuordnungen=())
    assert grades(eine)[0] == "N"
    assert missing(eine, Kriterium.SPEZIFISCH)[1][1] == "Blatt „Zuordnung Unterziele“, Spalte „Unterziel“"


def test_an_unterziel_that_is_not_known_does_not_count() -> None:
    eine = replace(akte(), zuordnungen=(UnterzielZuordnung("1.2-01", "9.9"),))
    assert grades(eine)[0] == "T"


def test_a_value_that_is_too_old_is_partly_and_no_value_is_not_measurable() -> None:
    assert grades(akte(), 2025)[1] == "J"
    assert grades(akte(), 2026)[1] == "T"
    assert missing(akte(), Kriterium.MESSBAR, 2026)[0][0] == (
        "Der neueste Jahreswert ist von 2023, also 3 Jahre alt; erlaubt sind 2 Jahre."
    )
    ohne = replace(akte(), messwerte=())
    assert grades(ohne)[1] == "N"
    (punkt,) = pruefe(ohne)[Kriterium.MESSBAR].fehlt
    assert punkt.is_lieferung
    assert punkt.ort is None


def test_only_values_up_to_the_berichtsjahr_count() -> None:
    eine = replace(akte(), messwerte=(Messwert("1.2-01", Zeitraum(2023), Decimal(70)),))
    assert grades(eine, 2022)[1] == "N"
    assert grades(eine, 2023)[1] == "J"


def test_a_value_that_the_file_calls_unknown_is_no_value() -> None:
    assert grades(replace(akte(), messwerte=(Messwert("1.2-01", Zeitraum(2023), None),)))[1] == "N"


def test_unit_and_source_are_asked_for() -> None:
    assert [ort for _, ort in missing(akte(einheit="", quelle=""), Kriterium.MESSBAR)] == [
        "Blatt „Kennzahlen“, Spalte „Einheit“",
        "Blatt „Kennzahlen“, Spalte „Quelle“",
    ]


def test_nobody_answers_for_a_kennzahl_without_fachbereich() -> None:
    ohne_beschluss = (Zielwert("1.2-01", 2026, Decimal(95)),)
    assert grades(akte(fachbereich=""))[2] == "T"
    assert grades(replace(akte(fachbereich=""), zielwerte=ohne_beschluss))[2] == "N"


def test_a_fachbereich_that_is_not_in_the_organisation_is_told() -> None:
    assert missing(akte(fachbereich="Amt 99"), Kriterium.AKZEPTIERT) == [
        ("„Amt 99“ steht nicht in der Organisation.", "Blatt „Organisation“, Spalte „Fachbereich“")
    ]


def test_every_target_in_force_needs_its_decision() -> None:
    eine = replace(akte(), zielwerte=(Zielwert("1.2-01", 2022, Decimal(70)), *akte().zielwerte))
    assert missing(eine, Kriterium.AKZEPTIERT) == [
        ("Zum Zielwert 2022 ist kein Beschluss genannt.", "Blatt „Zielwerte“, Spalte „Beschluss“")
    ]


def test_a_korridor_has_no_column_for_its_decision() -> None:
    eine = replace(akte(Zieltyp.KORRIDOR), zielwerte=())
    assert grades(eine) == "JJTJJ"
    assert missing(eine, Kriterium.AKZEPTIERT)[0][1] == ""


def test_each_fault_of_a_way_is_named_where_it_is_mended() -> None:
    bruch = (Reihenbruch("1.2-01", Zeitraum(2021), "Neue Zählweise"),)
    for eine, spalte in (
        (akte(basisjahr=None), "Basisjahr"),
        (akte(basiswert=None), "Basiswert"),
        (replace(akte(), zielwerte=()), "Zielwert"),
        (replace(akte(), zielwerte=(Zielwert("1.2-01", 2018, Decimal(95)),)), "Zielwert"),
        (akte(Zieltyp.SENKEN), "Zielwert"),
        (replace(akte(), reihenbrueche=bruch), "Basiswert neu"),
    ):
        assert missing(eine, Kriterium.REALISTISCH)[0][1].endswith(f"„{spalte}“"), spalte
        assert grades(eine)[3] == "N"


def test_each_fault_of_a_line_is_named_where_it_is_mended() -> None:
    for eine, spalte in (
        (akte(Zieltyp.MINDESTENS, toleranz=None), "Toleranz"),
        (akte(Zieltyp.MINDESTENS, toleranz=Decimal(0)), "Toleranz"),
        (replace(akte(Zieltyp.HOECHSTENS), zielwerte=()), "Zielwert"),
        (akte(Zieltyp.KORRIDOR, untergrenze=None), "Untergrenze"),
        (akte(Zieltyp.KORRIDOR, obergrenze=None), "Obergrenze"),
    ):
        assert missing(eine, Kriterium.REALISTISCH)[0][1].endswith(f"„{spalte}“"), spalte
        assert grades(eine)[3] == "N"


def test_a_hold_type_needs_no_base() -> None:
    assert grades(akte(Zieltyp.MINDESTENS, basisjahr=None, basiswert=None)) == "JJJJJ"


def test_without_a_tempo_the_way_is_only_partly_checkable() -> None:
    eine = replace(akte(), messwerte=akte().messwerte[-3:])
    assert grades(eine) == "JJJTJ"
    assert "mindestens 4 Jahreswerte" in missing(eine, Kriterium.REALISTISCH)[0][0]


def test_a_survey_every_few_years_is_counted_in_surveys() -> None:
    eine = replace(akte(frequenz=Frequenz.MEHRJAEHRIG), messwerte=akte().messwerte[-3:])
    assert "mindestens 4 Erhebungen" in missing(eine, Kriterium.REALISTISCH)[0][0]


def test_a_fast_way_and_a_slow_one_are_equally_realistic() -> None:
    """The rule never judges how ambitious a goal is."""
    for ziel in (Decimal("60.1"), Decimal(1_000_000)):
        eine = replace(akte(), zielwerte=(Zielwert("1.2-01", 2026, ziel, beschluss="Drs."),))
        assert grades(eine) == "JJJJJ"


def test_a_target_that_the_stammdaten_hold_for_impossible_contradicts_them() -> None:
    assert grades(akte(plausibel_von=Decimal(0), plausibel_bis=Decimal(95))) == "JJJJJ"
    eine = akte(plausibel_bis=Decimal(90))
    assert grades(eine) == "JJJTJ"
    assert missing(eine, Kriterium.REALISTISCH)[0][1] == "Blatt „Kennzahlen“, Spalte „Plausibel bis“"
    assert grades(akte(Zieltyp.KORRIDOR, plausibel_von=Decimal(51)))[3] == "T"


def test_without_a_year_there_is_no_date() -> None:
    eine = replace(akte(), zielwerte=())
    assert grades(eine)[4] == "N"
    assert missing(eine, Kriterium.TERMINIERT)[0][1] == "Blatt „Zielwerte“, Spalte „Jahr“"


def test_a_goal_whose_year_is_over_had_a_date() -> None:
    spaeter = replace(akte(), zielwerte=(Zielwert("1.2-01", 2022, Decimal(70), beschluss="Drs."),))
    assert grades(spaeter)[4] == "J"
    assert "Es ist vorbei" in pruefe(spaeter)[Kriterium.TERMINIERT].punkte[0].satz
    assert "vorbei" not in pruefe(akte(), 2026)[Kriterium.TERMINIERT].punkte[0].satz


def test_a_criterion_is_met_partly_or_not_by_what_is_missing() -> None:
    da, weg, tragend = (
        Punkt("a", is_da=True),
        Punkt("b", is_da=False),
        Punkt("c", is_da=False, is_tragend=True),
    )
    for punkte, soll in (
        ((), LEER),
        ((da, da), JA),
        ((da, weg), TEILS),
        ((weg, weg), NEIN),
        ((da, da, tragend), NEIN),
    ):
        assert Kriteriumspruefung(Kriterium.MESSBAR, punkte).erfuellung is soll


def test_every_place_that_is_named_exists_in_the_stammdaten() -> None:
    spalten = {(art.name, spalte.name) for art in BLAETTER for spalte in art.spalten}
    kaputt = [
        akte(definition="", quelle="", einheit="", fachbereich="", plausibel_von=Decimal(96), plausibel_bis=Decimal(1)),
        akte(basisjahr=None), akte(basiswert=None), akte(fachbereich="X"), akte(Zieltyp.KORRIDOR, untergrenze=None),
        akte(Zieltyp.KORRIDOR, obergrenze=None), akte(Zieltyp.MINDESTENS, toleranz=None),
        replace(akte(), zielwerte=(), zuordnungen=()), akte(), akte(Zieltyp.MINDESTENS),
        replace(akte(), reihenbrueche=(Reihenbruch("1.2-01", Zeitraum(2021)),)),
    ]  # fmt: skip
    orte = {p.ort for eine in kaputt for k in pruefe(eine).kriterien for p in k.punkte if p.ort is not None}
    assert len(orte) > 12
    assert {(ort.blatt, ort.spalte) for ort in orte} <= spalten
    assert str(Ort("A", "B")) == "Blatt „A“, Spalte „B“"


@given(kennzahl_and_year())
def test_what_can_be_assessed_is_measurable_realistic_and_has_a_date(
    fall: tuple[dict[str, Any], int],
) -> None:
    eine, jahr = akte_from(fall[0]), fall[1]
    b = bewerte(eine, jahr)
    pruefung = pruefe_smart(eine, b, STAND)
    if b.is_assessable:
        assert pruefung[Kriterium.REALISTISCH].erfuellung in {JA, TEILS}
        assert not any(p.is_lieferung for p in pruefung[Kriterium.MESSBAR].fehlt)
        assert pruefung[Kriterium.TERMINIERT].erfuellung is JA
    if b.stand is Stand.KEINE_DATEN:
        assert pruefung[Kriterium.MESSBAR].erfuellung is NEIN
    if b.stand is Stand.OHNE_ZIEL and eine.kennzahl.zieltyp is not Zieltyp.BEOBACHTEN:
        assert pruefung[Kriterium.REALISTISCH].erfuellung is NEIN


@given(kennzahl_and_year())
def test_every_criterion_is_there_once_and_every_reason_is_a_sentence(
    fall: tuple[dict[str, Any], int],
) -> None:
    eine, jahr = akte_from(fall[0]), fall[1]
    pruefung = pruefe_smart(eine, bewerte(eine, jahr), STAND)
    assert [p.kriterium for p in pruefung.kriterien] == list(Kriterium)
    for kriterium in pruefung.kriterien:
        assert bool(kriterium.fehlt) is kriterium.erfuellung.is_open
        assert all(p.satz.endswith(".") and "None" not in p.satz for p in kriterium.punkte)
    assert sum(pruefung.count(e) for e in Erfuellung) == len(Kriterium)
