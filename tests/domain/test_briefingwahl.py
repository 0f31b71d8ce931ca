"""What a quarter gives to know and to decide is chosen by a rule: three at most, each Unterziel once, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from random import Random
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.briefinganlass import find_entscheiden, find_wissen, is_aktiv, is_im_verzug
from kek_dashboard.domain.briefingwahl import ENTSCHEIDEN, HOECHSTENS, WISSEN, Anlass, Kandidat, choose
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import faelligkeiten
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Kennzahlakte,
    Messwert,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, alle_massnahmen, massnahmenstand
from kek_dashboard.domain.neuigkeit import find_neuigkeiten
from kek_dashboard.domain.unterschied import compare_datenstaende
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zusammenfassung import bewerte_alles

JAHR, TAG, DAVOR = 2023, date(2023, 12, 31), date(2023, 9, 30)

# ------------------------------------------------------------------------------------------------- the choice

numbers = st.sampled_from(["1.1", "1.2", "1.10", "2.1", "1.1-01", "1.2-03", ""])


@st.composite
def kandidaten(draw: st.DrawFn) -> list[Kandidat]:
    """Things to know and to decide, some about the same Unterziele, some of the same weight."""
    return draw(
        st.lists(
            st.builds(
                Kandidat,
                st.sampled_from(list(Anlass)),
                numbers,
                st.lists(st.sampled_from(["1.1", "1.2", "1.10", "2.1"]), max_size=2, unique=True).map(tuple),
                st.tuples(st.integers(-2, 2)),
                st.lists(numbers, max_size=2).map(tuple),
            ),
            max_size=14,
        )
    )


@given(kandidaten(), st.randoms())
def test_never_more_than_three_are_chosen_whatever_the_order_they_come_in(
    alle: list[Kandidat], zufall: Random
) -> None:
    gewaehlt = choose(alle, WISSEN)
    gemischt = alle[:]
    zufall.shuffle(gemischt)
    assert len(gewaehlt) <= HOECHSTENS
    assert choose(gemischt, WISSEN) == gewaehlt
    assert all(k in alle and k.anlass in WISSEN for k in gewaehlt)


@given(kandidaten())
def test_an_unterziel_is_named_once_in_a_list(alle: list[Kandidat]) -> None:
    genannt = [ziel for k in choose(alle, ENTSCHEIDEN) for ziel in k.ziele]
    assert len(genannt) == len(set(genannt))


@given(kandidaten())
def test_a_list_is_short_only_where_nothing_is_left_to_say(alle: list[Kandidat]) -> None:
    gewaehlt = choose(alle, WISSEN)
    genannt = {ziel for k in gewaehlt for ziel in k.ziele}
    uebrig = [k for k in alle if k.anlass in WISSEN and k not in gewaehlt and not genannt & set(k.ziele)]
    assert len(gewaehlt) == HOECHSTENS or not uebrig


def test_of_each_reason_the_weightiest_comes_before_the_second_of_any() -> None:
    schlechter = [
        Kandidat(Anlass.VERSCHLECHTERT, nr, (nr,), (weight,)) for nr, weight in (("1.1", 1), ("1.2", 2))
    ]
    besser = Kandidat(Anlass.VERBESSERT, "2.1", ("2.1",), (9,))
    assert [k.nr for k in choose([besser, *schlechter], WISSEN)] == ["1.2", "2.1", "1.1"]


def test_what_is_about_an_unterziel_already_named_gives_way_to_the_next() -> None:
    alle = [
        Kandidat(Anlass.VERSCHLECHTERT, "1.1", ("1.1",), (1,)),
        Kandidat(Anlass.NEU_VERFEHLT, "1.1-01", ("1.1",), (5,)),
        Kandidat(Anlass.NEU_VERFEHLT, "2.1-01", ("2.1",), (1,)),
    ]
    assert [k.nr for k in choose(alle, WISSEN)] == ["1.1", "2.1-01"]


def test_equal_weight_is_decided_by_the_number_as_people_count() -> None:
    alle = [Kandidat(Anlass.BLOCKIERT, nr, (nr,), (3,)) for nr in ("1.10", "1.9", "1.2")]
    assert [k.nr for k in choose(alle, WISSEN)] == ["1.2", "1.9", "1.10"]


# -------------------------------------------------------------------------------------------- the candidates


def akte(
    nr: str, ziel: str, werte: Iterable[int], *, ab: int = 2018, beschluss: str = "Drs. 1/2018"
) -> Kennzahlakte:
    """A Kennzahl that is to go from 60 in 2018 to 95 in 2026, with values from ``ab`` on."""
    return Kennzahlakte(
        Kennzahl(
            nr,
            f"Kennzahl {nr}",
            "%",
            Zieltyp.STEIGERN,
            basisjahr=2018,
            basiswert=Decimal(60),
            fachbereich="GB X",
        ),
        (Zielwert(nr, 2026, Decimal(95), beschluss=beschluss),),
        tuple(Messwert(nr, Zeitraum(ab + i), Decimal(wert)) for i, wert in enumerate(werte)),
        zuordnungen=(UnterzielZuordnung(nr, ziel),),
    )


GUT, SCHLECHT = (60, 64, 69, 73, 78, 82), (60, 61, 63, 64, 66, 67)


def stand(
    *akten: Kennzahlakte, massnahmen: Iterable[Massnahme] = (), schritte: Iterable[Meilenstein] = ()
) -> Datenstand:
    """A Datenstand with two Unterziele."""
    ziele = {nr: Ziel((Zielfassung(nr, Ebene.UNTERZIEL, f"Ziel {nr}", ""),)) for nr in ("1.1", "1.2")}
    alle = tuple(schritte)
    return Datenstand(
        TAG,
        ziele=MappingProxyType(ziele),
        akten=MappingProxyType({a.nr: a for a in akten}),
        massnahmen=MappingProxyType({m.nr: m for m in massnahmen}),
        meilensteine=MappingProxyType(
            {m.massnahme: tuple(s for s in alle if s.massnahme == m.massnahme) for m in alle}
        ),
    )


def wissen(damals: Datenstand, heute: Datenstand) -> dict[Anlass, list[str]]:
    """What is to be known, by reason."""
    neues = find_neuigkeiten(compare_datenstaende(damals, heute, JAHR))
    schuld = [f for f in faelligkeiten(heute, TAG) if f.tage and f.zeitraum.jahr <= JAHR]
    gefunden = find_wissen(heute, bewerte_alles(heute, JAHR), bewerte_alles(damals, JAHR), neues, schuld)
    return {anlass: [k.nr for k in gefunden if k.anlass is anlass] for anlass in WISSEN}


def entscheiden(heute: Datenstand) -> list[Kandidat]:
    """What is to be decided."""
    massnahmen = alle_massnahmen(heute, TAG)
    return list(find_entscheiden(heute, bewerte_alles(heute, JAHR), massnahmen, None))


def test_a_stand_that_became_worse_is_told_of_the_unterziel_and_of_the_kennzahl() -> None:
    neues = wissen(stand(akte("1.1-01", "1.1", GUT)), stand(akte("1.1-01", "1.1", SCHLECHT)))
    assert neues[Anlass.VERSCHLECHTERT] == ["1.1", "1.1-01"]
    assert neues[Anlass.NEU_VERFEHLT] == ["1.1-01"]
    assert neues[Anlass.VERBESSERT] == []


def test_what_was_missed_already_is_no_news() -> None:
    gleich = stand(akte("1.1-01", "1.1", SCHLECHT))
    assert wissen(gleich, gleich) == {anlass: [] for anlass in WISSEN}


def test_a_better_stand_is_news_too() -> None:
    neues = wissen(stand(akte("1.1-01", "1.1", SCHLECHT)), stand(akte("1.1-01", "1.1", GUT)))
    assert neues[Anlass.VERBESSERT] == ["1.1", "1.1-01"]
    assert neues[Anlass.NEU_VERFEHLT] == []


def test_figures_that_are_owed_are_told_where_they_keep_a_goal_from_being_judged() -> None:
    alt = akte("1.1-01", "1.1", (60, 61, 62), ab=2018)
    neues = wissen(stand(alt), stand(alt, akte("1.2-01", "1.2", GUT)))
    assert bewerte_alles(stand(alt), JAHR).kennzahlen["1.1-01"].stand is Stand.DATEN_UEBERFAELLIG
    assert neues[Anlass.BLOCKIERT] == ["1.1"]


def test_another_target_is_told_and_a_first_one_is_not() -> None:
    vorher = akte("1.1-01", "1.1", GUT)
    anders = Kennzahlakte(
        vorher.kennzahl,
        (Zielwert("1.1-01", 2026, Decimal(90)),),
        vorher.messwerte,
        zuordnungen=vorher.zuordnungen,
    )
    assert wissen(stand(vorher), stand(anders))[Anlass.ZIEL_GEAENDERT] == ["1.1-01"]
    assert wissen(stand(), stand(anders))[Anlass.ZIEL_GEAENDERT] == []


def test_far_behind_without_a_measure_is_to_be_decided() -> None:
    (eines,) = [k for k in entscheiden(stand(akte("1.1-01", "1.1", SCHLECHT))) if k.nr]
    assert (eines.anlass, eines.nr, eines.teile) == (Anlass.OHNE_MASSNAHME, "1.1", ("1.1-01",))


def test_a_measure_on_its_way_is_not_enough_and_a_late_one_is_late() -> None:
    massnahme = Massnahme(
        "M-1", "1.1", "Bauen", beginn=date(2022, 1, 1), ende=date(2026, 12, 31), status="laufend"
    )
    spaet = Meilenstein("M-1", "Grundstein", geplant=date(2023, 6, 30))
    puenktlich = Meilenstein("M-1", "Richtfest", geplant=date(2024, 6, 30))
    for schritt, anlass in ((spaet, Anlass.IM_VERZUG), (puenktlich, Anlass.REICHT_NICHT)):
        heute = stand(akte("1.1-01", "1.1", SCHLECHT), massnahmen=[massnahme], schritte=[schritt])
        (eines,) = [k for k in entscheiden(heute) if k.nr]
        assert (eines.anlass, eines.massnahmen) == (anlass, ("M-1",))


def test_the_kennzahl_that_is_furthest_behind_is_named_first() -> None:
    weiter = akte("1.1-02", "1.1", (60, 60, 60, 60, 61, 61))
    (eines,) = [k for k in entscheiden(stand(akte("1.1-01", "1.1", SCHLECHT), weiter)) if k.nr]
    assert eines.teile == ("1.1-02", "1.1-01")


def test_targets_without_a_decision_and_goals_without_a_kennzahl_are_one_thing_each() -> None:
    heute = stand(akte("1.1-01", "1.1", GUT, beschluss=" "), akte("1.1-02", "1.1", GUT, beschluss=""))
    je_anlass = {k.anlass: k.teile for k in entscheiden(heute)}
    assert je_anlass == {Anlass.OHNE_BESCHLUSS: ("1.1-01", "1.1-02"), Anlass.OHNE_KENNZAHL: ("1.2",)}


def test_nothing_known_gives_nothing_to_know_and_the_missing_kennzahlen_to_decide() -> None:
    leer = stand()
    assert (
        choose(find_wissen(leer, bewerte_alles(leer, JAHR), bewerte_alles(leer, JAHR), (), ()), WISSEN) == ()
    )
    (eines,) = choose(entscheiden(leer), ENTSCHEIDEN)
    assert (eines.anlass, eines.teile) == (Anlass.OHNE_KENNZAHL, ("1.1", "1.2"))


def on_day(massnahme: Massnahme) -> Massnahmenstand:
    return massnahmenstand(massnahme, (Meilenstein(massnahme.nr, "Schritt", geplant=date(2020, 1, 1)),), TAG)


def test_a_measure_runs_between_its_days_as_long_as_its_status_does_not_say_otherwise() -> None:
    offen = Massnahme("M-1", "1.1", "Bauen")
    assert is_aktiv(on_day(offen))
    assert is_im_verzug(on_day(offen))
    for zu in ("abgeschlossen", "Zurückgestellt ", "RUHT"):
        ruht = on_day(Massnahme("M-1", "1.1", "Bauen", status=zu))
        assert not is_aktiv(ruht)
        assert not is_im_verzug(ruht)
    vorbei = on_day(Massnahme("M-1", "1.1", "Bauen", ende=date(2022, 12, 31)))
    assert not is_aktiv(vorbei)
    assert is_im_verzug(vorbei)
    assert not is_aktiv(on_day(Massnahme("M-1", "1.1", "Bauen", beginn=date(2024, 1, 1))))


def test_the_worked_case_is_what_the_test_takes_it_for() -> None:
    b = bewerte_alles(stand(akte("1.1-01", "1.1", SCHLECHT)), JAHR).kennzahlen["1.1-01"]
    assert (b.stand, b.ausblick) == (Stand.DEUTLICH_HINTER_PLAN, Ausblick.ZU_LANGSAM)
