"""Migration 0007: what was stored before there were Zielsysteme belongs to the first one, and can go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.kennzahl import UnterzielZuordnung, Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme
from kek_dashboard.domain.verfahren import Aenderungsgrund, Schritt, Verfahrensschritt
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielsystem import (
    Ausgangswert,
    Nachfolgeart,
    Zielebene,
    Zielnachfolge,
    Zielsystemsatz,
)
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import ReleaseError
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import downgrade, migrate, read_revision
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten, werte, ziel

NR, NEU = "1.1-01", "Strategie 2024"
TABELLEN = {
    "zielsystem",
    "zielebene",
    "zielnachfolge",
    "ausgangswert",
    "verfahrensschritt",
    "aenderungsgrund",
}
TAG = date(2025, 1, 2)


def new_system() -> Inhalt:
    """A second Zielsystem with the same number for another Ziel."""
    return Inhalt(
        zielsysteme=(Zielsystemsatz(NEU, 2025, 2034, date(2024, 9, 18), beschluss="Drs. 1", fundstelle=WO),),
        zielebenen=(Zielebene(NEU, "Aktionsraum", Ebene.UNTERZIEL, "Aktionsräume", fundstelle=WO),),
        ziele=(
            Zielfassung(
                "1.1", Ebene.UNTERZIEL, "Nordraum", "Nordraum", "Drs. 1", date(2024, 9, 18), zielsystem=NEU,
                ebenenwort="Aktionsraum", fundstelle=WO,
            ),
        ),
        nachfolgen=(Zielnachfolge("", "1.1", Nachfolgeart.FORTGEFUEHRT, NEU, "1.1", "Drs. 1", "gut", fundstelle=WO),),
        zuordnungen=(UnterzielZuordnung(NR, "1.1", Decimal(2), zielsystem=NEU, fundstelle=WO),),
        zielwerte=(Zielwert(NR, 2034, Decimal(90), zielsystem=NEU, fundstelle=WO),),
        ausgangswerte=(Ausgangswert(NR, NEU, 2024, Decimal(40), fundstelle=WO),),
        massnahmen=(Massnahme("M-1", "1.1", "Neu gedacht", zielsystem=NEU, fundstelle=WO),),
    )  # fmt: skip


@pytest.fixture
def old(store: Store) -> Store:
    """A database of the sixth schema with goals, a target, a Maßnahme and values."""
    deliver(store, stammdaten(NR), stichtag=date(2020, 1, 1))
    deliver(store, ziel(NR, 2026, "60"), stichtag=date(2020, 1, 1))
    massnahme = Massnahme("M-1", "1.1", "Wie bisher", fundstelle=WO)
    deliver(store, Inhalt(massnahmen=(massnahme,)), stichtag=date(2020, 1, 1))
    deliver(store, werte(NR, {2019: "20", 2024: "40"}), stichtag=date(2025, 1, 1))
    downgrade(store, "0006")
    with store.reading() as connection:
        assert not set(sa.inspect(connection).get_table_names()) & TABELLEN
        assert read_revision(connection) == "0006"
    return store


def test_what_was_there_belongs_to_the_first_zielsystem(old: Store) -> None:
    assert migrate(old) is True
    stand = load_datenstand(old, TAG)
    assert [s.name for s in stand.zielsysteme] == [""] and list(stand.jahre) == list(range(2018, 2027))
    akte = stand.akte(NR)
    assert [z.unterziel for z in akte.zuordnungen] == ["1.1"] and [z.jahr for z in akte.zielwerte] == [2026]
    assert stand.massnahmen["M-1"].bezeichnung == "Wie bisher"
    assert check_store(old).fehler == ()


def test_each_zielsystem_sees_its_own_goals_targets_and_base_of_one_line_of_values(old: Store) -> None:
    migrate(old)
    deliver(old, new_system(), stichtag=TAG)
    alt = load_datenstand(old, TAG)
    neu = alt.fuer(NEU)
    assert [s.name for s in alt.zielsysteme] == ["", NEU] and alt.zielsystem.name == ""
    assert (alt.ziele["1.1"].kurztitel, neu.ziele["1.1"].kurztitel) == ("Eins eins", "Nordraum")
    assert (
        neu.ziele["1.1"].ebenenwort == "Aktionsraum"
        and neu.zielsystem.word_of(Ebene.UNTERZIEL) == "Aktionsraum"
    )
    assert (alt.massnahmen["M-1"].bezeichnung, neu.massnahmen["M-1"].bezeichnung) == (
        "Wie bisher",
        "Neu gedacht",
    )
    damals, jetzt = alt.akte(NR), neu.akte(NR)
    assert [z.gewicht for z in damals.zuordnungen] == [1] and [z.gewicht for z in jetzt.zuordnungen] == [2]
    assert [z.jahr for z in damals.zielwerte] == [2026] and [z.jahr for z in jetzt.zielwerte] == [2034]
    assert (damals.kennzahl.basisjahr, jetzt.kennzahl.basisjahr) == (2018, 2024)
    assert damals.messwerte == jetzt.messwerte and len(jetzt.messwerte) == 2
    assert neu.fuer("").akte(NR) == damals and neu.fuer(NEU) is neu
    assert check_store(old).fehler == ()


def test_a_target_of_a_common_year_holds_in_the_new_zielsystem_that_has_none_of_its_own(old: Store) -> None:
    migrate(old)
    deliver(old, replace(new_system(), zielwerte=()), stichtag=TAG)
    assert [z.jahr for z in load_datenstand(old, TAG).fuer(NEU).akte(NR).zielwerte] == [2026]


def test_money_and_words_for_an_unterziel_are_its_own_systems_those_for_a_kennzahl_everybodys(
    old: Store,
) -> None:
    migrate(old)
    regeln = tuple(
        HaushaltsZuordnung(2025, produkt, "", bezug, nr, Decimal(60), system, fundstelle=WO)
        for produkt, bezug, nr, system in (
            ("A", Bezug.UNTERZIEL, "1.1", ""), ("A", Bezug.UNTERZIEL, "1.1", NEU), ("B", Bezug.KENNZAHL, NR, ""),
        )
    )  # fmt: skip
    texte = (
        Erlaeuterung("unterziel", "1.1", "2025", "alt", fundstelle=WO),
        Erlaeuterung("unterziel", "1.1", "2025", "neu", zielsystem=NEU, fundstelle=WO),
        Erlaeuterung("kennzahl", NR, "2025", "beide", fundstelle=WO),
    )
    deliver(old, replace(new_system(), haushaltszuordnungen=regeln, erlaeuterungen=texte), stichtag=TAG)
    alt = load_datenstand(old, TAG)
    for sicht, system, text in ((alt, "", "alt"), (alt.fuer(NEU), NEU, "neu")):
        assert [(r.produkt, r.zielsystem) for r in sicht.haushaltszuordnungen[2025]] == [
            ("A", system),
            ("B", ""),
        ]
        assert [e.text for e in sicht.erlaeuterungen] == [text, "beide"]
    assert check_store(old).fehler == ()


def test_a_day_before_the_new_zielsystem_knows_nothing_of_it(old: Store) -> None:
    migrate(old)
    deliver(old, new_system(), stichtag=TAG)
    frueher = load_datenstand(old, date(2025, 1, 1))
    assert [s.name for s in frueher.zielsysteme] == [""] and frueher.nachfolgen == ()


def test_the_next_zielsystem_leads_once_the_old_one_has_ended_and_the_old_one_stays_to_be_seen(
    old: Store,
) -> None:
    migrate(old)
    deliver(old, new_system(), stichtag=TAG)
    ende = Zielsystemsatz("", gueltig_bis=date(2025, 6, 30), fundstelle=WO)
    deliver(old, Inhalt(zielsysteme=(ende,)), stichtag=date(2025, 1, 3))
    vorher, nachher = (load_datenstand(old, tag) for tag in (date(2025, 6, 30), date(2025, 7, 1)))
    assert (vorher.zielsystem.name, nachher.zielsystem.name) == ("", NEU)
    assert nachher.fuer("").ziele["1.1"].kurztitel == "Eins eins"


def test_a_proposal_enters_no_figure_until_it_is_decided(old: Store) -> None:
    migrate(old)
    weg = Verfahrensschritt("massnahme", "M-9", Schritt.VORSCHLAG, date(2024, 5, 1), "Fraktion", "Kreispolitik",
                            fundstelle=WO)  # fmt: skip
    idee = Massnahme("M-9", "1.1", "Idee", fundstelle=WO)
    deliver(old, Inhalt(massnahmen=(idee,), verfahrensschritte=(weg,)), stichtag=TAG)
    stand = load_datenstand(old, TAG)
    assert "M-9" not in stand.massnahmen and [v.nr for v in stand.vorschlaege] == ["M-9"]
    beschluss = replace(weg, schritt=Schritt.BESCHLOSSEN, am=date(2025, 2, 1), beschluss="Drs. 9/2025")
    deliver(old, Inhalt(verfahrensschritte=(beschluss,)), stichtag=date(2025, 2, 2))
    stand = load_datenstand(old, date(2025, 2, 2))
    assert "M-9" in stand.massnahmen and stand.vorschlaege[0].is_in_force
    abgelehnt = replace(beschluss, schritt=Schritt.ABGELEHNT, am=date(2025, 3, 1))
    with pytest.raises(ReleaseError):  # what was decided is not taken back by a step
        deliver(old, Inhalt(verfahrensschritte=(abgelehnt,)), stichtag=date(2025, 3, 2))
    assert "M-9" in load_datenstand(old, date(2025, 3, 2)).massnahmen


def test_the_reason_of_a_change_speaks_for_its_own_lieferung(old: Store) -> None:
    migrate(old)
    grund = Aenderungsgrund("Drs. 31/2025", date(2025, 1, 1), "Mehr Plätze", fundstelle=WO)
    erste = deliver(old, replace(ziel(NR, 2026, "70"), aenderungsgruende=(grund,)), stichtag=TAG)
    zweite = deliver(old, replace(ziel(NR, 2026, "75"), aenderungsgruende=(grund,)), stichtag=TAG)
    gruende = load_datenstand(old, TAG).gruende
    assert {nr: satz.grund for nr, satz in gruende.items()} == {erste: "Mehr Plätze", zweite: "Mehr Plätze"}


def test_a_mapping_that_ended_no_longer_counts_from_the_next_day_on(old: Store) -> None:
    migrate(old)
    ende = UnterzielZuordnung(NR, "1.1", gueltig_bis=date(2025, 1, 31), fundstelle=WO)
    deliver(old, Inhalt(zuordnungen=(ende,)), stichtag=TAG)
    assert load_datenstand(old, date(2025, 1, 31)).akte(NR).zuordnungen
    assert not load_datenstand(old, date(2025, 2, 1)).akte(NR).zuordnungen


def test_going_back_is_refused_while_something_hangs_on_a_second_zielsystem(old: Store) -> None:
    migrate(old)
    deliver(old, new_system(), stichtag=TAG)
    with pytest.raises(RuntimeError, match="second Zielsystem"):
        downgrade(old, "0006")
    assert load_datenstand(old, TAG).fuer(NEU).ziele["1.1"].kurztitel == "Nordraum"
