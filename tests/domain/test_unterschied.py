"""What two Datenstände say differently: every judgement that moved has its causes, and nothing else is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import (
    Kennzahlakte,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.massnahme import Meilenstein
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.unterschied import Aenderungsart, Unterschied, compare_datenstaende
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from tests.domain import strategies
from tests.domain.akten import akte_from

UNTERZIELE = ("1.1", "1.2", "2.1")


def ziel(nr: str, ebene: Ebene) -> Ziel:
    return Ziel((Zielfassung(nr, ebene, f"Ziel {nr}", f"Ziel {nr}"),))


ZIELE = MappingProxyType(
    {nr: ziel(nr, Ebene.OBERZIEL) for nr in ("1", "2")} | {nr: ziel(nr, Ebene.UNTERZIEL) for nr in UNTERZIELE}
)


def stand(akten: Iterable[Kennzahlakte], tag: date = date(2024, 1, 1), **mehr: Any) -> Datenstand:
    return Datenstand(tag, ziele=ZIELE, akten=MappingProxyType({a.nr: a for a in akten}), **mehr)


AKTE = akte_from(
    {
        "nr": "1.1-01",
        "zieltyp": "steigern",
        "basisjahr": 2018,
        "basiswert": Decimal(60),
        "zielwerte": {2026: Decimal(95)},
        "messwerte": [("2018", Decimal(60)), ("2021", Decimal(67)), ("2022", Decimal(70))],
        "zuordnungen": {"1.1": Decimal(1)},
    }
)


def with_value(akte: Kennzahlakte, jahr: int, wert: str) -> Kennzahlakte:
    andere = [m for m in akte.messwerte if m.zeitraum.jahr != jahr]
    neu = Messwert(akte.nr, Zeitraum(jahr), Decimal(wert), fundstelle=Fundstelle("Quoten", "E9", wert, 7))
    return replace(akte, messwerte=tuple(sorted([*andere, neu], key=lambda m: m.zeitraum.sort_key)))


def said(unterschied: Unterschied) -> list[tuple[str, Aenderungsart, tuple[str, ...]]]:
    """What is said about the causes of the one Kennzahl that differs."""
    (kennzahl,) = unterschied.kennzahlen
    return [(u.feld, u.art, u.felder) for u in kennzahl.ursachen]


# --------------------------------------------------------------------------------------- for all there is


@st.composite
def changed(draw: Any, akte: Kennzahlakte) -> Kennzahlakte | None:
    """The same Kennzahl as a later day might know it: anything about it may have come, changed or gone."""
    if draw(st.integers(0, 12)) == 0:
        return None
    other = akte_from(draw(strategies.kennzahlen(akte.nr)))
    teile = {
        name: draw(st.sampled_from([getattr(akte, name), getattr(akte, name), getattr(other, name)]))
        for name in ("kennzahl", "zielwerte", "messwerte", "reihenbrueche")
    }
    if draw(st.booleans()) and akte.messwerte:
        behalten = draw(st.lists(st.sampled_from(akte.messwerte), unique=True))
        teile["messwerte"] = tuple(sorted(behalten, key=lambda m: m.zeitraum.sort_key))
    zuordnungen = tuple(
        UnterzielZuordnung(akte.nr, nr, draw(strategies.gewichte))
        for nr in draw(st.lists(st.sampled_from(UNTERZIELE), unique=True))
    )
    teile["zuordnungen"] = draw(st.sampled_from([akte.zuordnungen, akte.zuordnungen, zuordnungen]))
    return Kennzahlakte(**teile)


@st.composite
def zwei_staende(draw: Any) -> tuple[Datenstand, Datenstand, int]:
    jahr = draw(st.integers(2017, 2027))
    damals = [
        akte_from(k | {"zuordnungen": {nr: gewicht}})
        for nr in ("1.1", "2.1")
        for k, gewicht in draw(strategies.unterziele(nr, jahr))
    ]
    heute = [akte for alt in damals if (akte := draw(changed(alt))) is not None]
    if draw(st.booleans()):
        heute.append(akte_from(draw(strategies.kennzahlen("1.1-99"))))
    return stand(damals), stand(heute), jahr


@given(zwei_staende())
def test_whatever_is_judged_otherwise_has_a_cause(fall: tuple[Datenstand, Datenstand, int]) -> None:
    damals, heute, jahr = fall
    unterschied = compare_datenstaende(damals, heute, jahr)
    vorher, nachher = bewerte_alles(damals, jahr), bewerte_alles(heute, jahr)

    def verdict(b: Any) -> Any:
        return (
            None if b is None else (b.stand, b.zielerreichung, b.ausblick, b.bilanz, b.ist, b.soll, b.tempo)
        )

    for nr in {*vorher.kennzahlen, *nachher.kennzahlen}:
        anders = verdict(vorher.kennzahlen.get(nr)) != verdict(nachher.kennzahlen.get(nr))
        found = [k for k in unterschied.kennzahlen if k.nr == nr]
        assert not anders or (len(found) == 1 and found[0].ursachen), nr
    for nr in UNTERZIELE:
        anders = vorher.unterziele[nr] != nachher.unterziele[nr]
        ziele = [z for z in unterschied.unterziele if z.nr == nr]
        assert bool(ziele) == anders
        assert all(z.ursachen or z.teile for z in ziele), nr
    for nr in ("1", "2"):
        assert [z.nr for z in unterschied.oberziele if z.nr == nr] == (
            [nr] if vorher.oberziele[nr] != nachher.oberziele[nr] else []
        )
        assert all(z.ursachen or z.teile for z in unterschied.oberziele)


@settings(max_examples=40)
@given(zwei_staende())
def test_nothing_differs_from_itself_and_back_is_the_mirror(fall: tuple[Datenstand, Datenstand, int]) -> None:
    damals, heute, jahr = fall
    assert compare_datenstaende(heute, heute, jahr).is_empty
    hin, zurueck = compare_datenstaende(damals, heute, jahr), compare_datenstaende(heute, damals, jahr)
    assert [k.nr for k in hin.kennzahlen] == [k.nr for k in zurueck.kennzahlen]
    for vor, rueck in zip(hin.kennzahlen, zurueck.kennzahlen, strict=True):
        assert (vor.vorher, vor.nachher) == (rueck.nachher, rueck.vorher)
        assert {(u.alt, u.neu) for u in vor.ursachen} == {(u.neu, u.alt) for u in rueck.ursachen}


@settings(max_examples=40)
@given(zwei_staende())
def test_each_change_is_told_and_none_twice_for_one_kennzahl(
    fall: tuple[Datenstand, Datenstand, int],
) -> None:
    damals, heute, jahr = fall
    unterschied = compare_datenstaende(damals, heute, jahr)
    gesagt = [u for k in unterschied.kennzahlen for u in k.ursachen] + list(unterschied.weitere)
    gesagt += [u for z in unterschied.unterziele for u in z.ursachen if u not in gesagt]
    werte = {m for s in (damals, heute) for a in s.akten.values() for m in a.messwerte}
    gleich = {m for a in damals.akten.values() for m in a.messwerte} & {
        m for a in heute.akten.values() for m in a.messwerte
    }
    told = {satz for u in gesagt for satz in (u.alt, u.neu) if isinstance(satz, Messwert)}
    assert told == werte - gleich
    # A cause may move two Unterziele (a Zuordnung that changed its goal); none of them hears of it twice.
    einmal = [u for k in unterschied.kennzahlen for u in k.ursachen] + list(unterschied.weitere)
    for liste in (einmal, *(z.ursachen for z in unterschied.unterziele)):
        assert len(liste) == len({id(u) for u in liste})


# ------------------------------------------------------------------------------------- one cause at a time


def test_a_corrected_value_is_a_changed_record_with_both_versions() -> None:
    unterschied = compare_datenstaende(stand([AKTE]), stand([with_value(AKTE, 2022, "90")]), 2022)
    (kennzahl,) = unterschied.kennzahlen
    (ursache,) = kennzahl.ursachen
    assert isinstance(ursache.alt, Messwert) and isinstance(ursache.neu, Messwert)
    assert ursache.art is Aenderungsart.GEAENDERT
    assert (ursache.alt.wert, ursache.neu.wert) == (Decimal(70), Decimal(90))
    assert ursache.fundstelle.zelle == "E9"
    assert [(z.nr, z.teile) for z in unterschied.unterziele] == [("1.1", ("1.1-01",))]
    assert [(z.nr, z.teile) for z in unterschied.oberziele] == [("1", ("1.1",))]


@pytest.mark.parametrize(
    ("anders", "erwartet"),
    [
        (with_value(AKTE, 2023, "72"), ("messwerte", Aenderungsart.NEU, ())),
        (replace(AKTE, messwerte=AKTE.messwerte[:-1]), ("messwerte", Aenderungsart.ENTFALLEN, ())),
        (
            replace(AKTE, zielwerte=(Zielwert("1.1-01", 2026, Decimal(80), beschluss="Drs. 14/2024"),)),
            ("zielwerte", Aenderungsart.GEAENDERT, ("wert", "beschluss")),
        ),
        (
            replace(AKTE, kennzahl=replace(AKTE.kennzahl, basiswert=Decimal(50))),
            ("kennzahlen", Aenderungsart.GEAENDERT, ("basiswert",)),
        ),
        (
            replace(AKTE, kennzahl=replace(AKTE.kennzahl, zieltyp=Zieltyp.SENKEN)),
            ("kennzahlen", Aenderungsart.GEAENDERT, ("zieltyp",)),
        ),
        (
            replace(AKTE, reihenbrueche=(Reihenbruch("1.1-01", Zeitraum(2022), "Zensus"),)),
            ("reihenbrueche", Aenderungsart.NEU, ()),
        ),
    ],
    ids=["new value", "value gone", "target", "base", "Zieltyp", "break"],
)
def test_the_cause_is_named_by_its_kind(anders: Kennzahlakte, erwartet: Any) -> None:
    assert said(compare_datenstaende(stand([AKTE]), stand([anders]), 2023)) == [erwartet]


def test_a_new_mapping_moves_its_unterziel_and_not_the_kennzahl() -> None:
    mehr = replace(AKTE, zuordnungen=(*AKTE.zuordnungen, UnterzielZuordnung("1.1-01", "2.1")))
    unterschied = compare_datenstaende(stand([AKTE]), stand([mehr]), 2022)
    assert unterschied.kennzahlen == () and unterschied.weitere == ()
    (unterziel,) = unterschied.unterziele
    assert unterziel.nr == "2.1" and [u.feld for u in unterziel.ursachen] == ["zuordnungen"]


def test_a_new_kennzahl_comes_with_all_it_brought() -> None:
    (kennzahl,) = compare_datenstaende(stand([]), stand([AKTE]), 2022).kennzahlen
    assert kennzahl.vorher is None and kennzahl.nachher is not None
    assert {u.feld for u in kennzahl.ursachen} == {"kennzahlen", "messwerte", "zielwerte"}


def test_the_same_value_from_another_file_changes_nothing() -> None:
    neu = [replace(m, fundstelle=Fundstelle("Neu", "B2", str(m.wert), 9)) for m in AKTE.messwerte]
    assert compare_datenstaende(stand([AKTE]), stand([replace(AKTE, messwerte=tuple(neu))]), 2022).is_empty


def test_what_moves_no_judgement_is_told_apart() -> None:
    spaeter = with_value(AKTE, 2025, "99")
    wortlaut = replace(AKTE, kennzahl=replace(AKTE.kennzahl, definition="Anders beschrieben."))
    for anders, feld in ((spaeter, "messwerte"), (wortlaut, "kennzahlen")):
        unterschied = compare_datenstaende(stand([AKTE]), stand([anders]), 2022)
        assert unterschied.kennzahlen == () and [u.feld for u in unterschied.weitere] == [feld]


def test_changes_of_the_haushalt_and_the_lieferungen_are_named() -> None:
    regel = HaushaltsZuordnung(2024, "365100", "", Bezug.UNTERZIEL, "1.1", Decimal(60), Herkunft.INTERN)
    lieferung = Lieferung(3, Lieferart.HAUSHALT, "Plan.xlsx", "a" * 64, "2024-01-01", haushaltsjahr=2024)
    heute = stand(
        [AKTE],
        haushaltszuordnungen=MappingProxyType({2024: (regel,)}),
        haushalte=MappingProxyType({2024: ("entwurf", "beschlossen")}),
        lieferungen=MappingProxyType({3: lieferung}),
    )
    damals = stand([AKTE], haushalte=MappingProxyType({2024: ("entwurf",)}))
    unterschied = compare_datenstaende(damals, heute, 2024)
    assert unterschied.fassungen == ((2024, "beschlossen", Aenderungsart.NEU),)
    assert [u.neu for u in unterschied.weitere] == [regel]
    assert unterschied.dazu == (lieferung,) and unterschied.weg == ()
    assert compare_datenstaende(heute, damals, 2024).weg == (lieferung,)


def test_steps_meetings_and_figures_of_other_kreise_are_told_and_move_no_judgement() -> None:
    offen = Meilenstein("M-1", "Konzept", date(2023, 6, 30))
    fertig = replace(offen, erreicht=date(2023, 7, 4))
    wert = Vergleichswert("1.1-01", "Gifhorn", Zeitraum(2022), Decimal(70))
    sitzung = Sitzung(date(2023, 6, 15), "Ausschuss")
    damals = stand([AKTE], meilensteine={"M-1": (offen,)}, vergleichswerte={"1.1-01": (wert,)})
    heute = stand([AKTE], meilensteine={"M-1": (fertig,)}, sitzungen=(sitzung,))
    unterschied = compare_datenstaende(damals, heute, 2022)
    assert not (unterschied.kennzahlen or unterschied.unterziele or unterschied.oberziele)
    assert [(u.feld, u.art, u.felder) for u in unterschied.weitere] == [
        ("meilensteine", Aenderungsart.GEAENDERT, ("erreicht",)),
        ("vergleichswerte", Aenderungsart.ENTFALLEN, ()),
        ("sitzungen", Aenderungsart.NEU, ()),
    ]
    assert compare_datenstaende(heute, heute, 2022).is_empty
