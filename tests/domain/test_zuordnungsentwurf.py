"""A drafted mapping: steps, undo, the 100 % border, its effect in euros, last year's copy, proposals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.haushalt import VIER_ARTEN, Bezug, Haushalt, HaushaltsZuordnung, Planzeile, Produkt
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.zuordnungsentwurf import (
    Anteil,
    OverHundredError,
    Schritt,
    UnreadableEntwurfError,
    Zuordnungsentwurf,
    apply_entwurf,
    differences,
    drafted_stand,
    over_hundred,
    read_entwurf,
    write_entwurf,
)
from kek_dashboard.domain.zuordnungskopie import copy_zuordnung, earlier_year
from kek_dashboard.domain.zuordnungsprodukte import collect_produkte
from kek_dashboard.domain.zuordnungstabelle import GRUPPENVORSCHLAEGE
from kek_dashboard.domain.zuordnungsvorschlag import Vorschlaege, Vorschlagsart
from kek_dashboard.domain.zuordnungswirkung import wirkung
from tests.domain.test_mitteleinsatz import JAHR, KENNZAHLEN, UNTERZIELE, a_line, a_stand

U, K, M = Bezug


def a_haushalt(*zeilen: Planzeile) -> Haushalt:
    return Haushalt(JAHR, "beschlossen", zeilen, ("beschlossen",))


def rule(produkt: str, nr: str, anteil: str, konto: str = "", bezug: Bezug = U, jahr: int = JAHR):
    return HaushaltsZuordnung(jahr, produkt, konto, bezug, nr, Decimal(anteil))


def step(*anteile: tuple[str, str, str], was: str = "Schritt") -> Schritt:
    return Schritt(was, tuple(Anteil(p, "", U, nr, Decimal(a)) for p, nr, a in anteile))


def test_a_draft_changes_adds_and_takes_away_and_the_rest_stays() -> None:
    regeln = (rule("1", "1.1", "50"), rule("1", "1.2", "20"), rule("2", "1.1", "10"))
    entwurf = Zuordnungsentwurf(JAHR).with_schritt(
        step(("1", "1.1", "60"), ("1", "1.2", "0"), ("3", "2.1", "5")), regeln
    )
    nachher = {(r.produkt, r.bezug_nr): r.anteil for r in apply_entwurf(regeln, entwurf)}
    assert nachher == {("1", "1.1"): 60, ("2", "1.1"): 10, ("3", "2.1"): 5}
    assert [(u.anteil.produkt, u.vorher, u.anteil.anteil) for u in differences(regeln, entwurf)] == [
        ("1", Decimal(50), Decimal(60)),
        ("1", Decimal(20), Decimal(0)),
        ("3", None, Decimal(5)),
    ]
    assert entwurf.without_last() == Zuordnungsentwurf(JAHR)


def test_what_is_as_it_was_is_no_difference() -> None:
    regeln = (rule("1", "1.1", "50"),)
    entwurf = Zuordnungsentwurf(JAHR, (step(("1", "1.1", "70")), step(("1", "1.1", "50"), ("2", "1.1", "0"))))
    assert differences(regeln, entwurf) == () and apply_entwurf(regeln, entwurf) == regeln


def test_more_than_a_hundred_names_the_line_and_its_sum() -> None:
    regeln = (rule("365000", "1.1", "80"),)
    with pytest.raises(OverHundredError, match=r"Produkt 365000: 100,5 %.*Geändert wurde nichts"):
        Zuordnungsentwurf(JAHR).with_schritt(step(("365000", "1.2", "20.5")), regeln)


def test_a_line_that_is_over_already_may_be_lowered_and_others_mended() -> None:
    regeln = (rule("1", "1.1", "80"), rule("1", "1.2", "40"))
    assert over_hundred(regeln) == {("1", ""): 120}
    entwurf = Zuordnungsentwurf(JAHR).with_schritt(step(("1", "1.1", "70"), ("2", "1.1", "100")), regeln)
    assert over_hundred(apply_entwurf(regeln, entwurf)) == {("1", ""): 110}


def test_many_steps_are_kept_as_few_and_mean_the_same() -> None:
    entwurf = Zuordnungsentwurf(JAHR)
    for zahl in range(100):
        entwurf = entwurf.with_schritt(step((str(zahl % 7), "1.1", str(zahl))), ())
    assert len(entwurf.schritte) < 50
    assert {a.produkt: a.anteil for a in entwurf.anteile.values()} == {str(n % 7): n for n in range(93, 100)}


def test_a_draft_comes_back_from_its_text_and_a_broken_text_is_told() -> None:
    entwurf = Zuordnungsentwurf(
        JAHR,
        (
            Schritt("„A“", (Anteil("0 1\\", '4"', M, "M-1", Decimal("33.5")),), ("Hinweis",)),
            step(("1", "1.1", "0")),
        ),
    )
    assert read_entwurf(JAHR, write_entwurf(entwurf)) == entwurf
    for text in (
        "",
        "[]",
        '{"schritte":[{}]}',
        '{"schritte":[{"was":"","anteile":[["1","","x","1","1"]],"hinweise":[]}]}',
    ):
        with pytest.raises(UnreadableEntwurfError):
            read_entwurf(JAHR, text)


anteile = st.builds(
    Anteil,
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["", "4"]),
    st.just(K),
    st.sampled_from(sorted(KENNZAHLEN)),
    st.integers(0, 2500).map(lambda n: Decimal(n) / 100),
) | st.builds(
    Anteil,
    st.sampled_from(["1", "2", "3"]),
    st.sampled_from(["", "4"]),
    st.just(U),
    st.sampled_from(UNTERZIELE),
    st.integers(0, 1200).map(lambda n: Decimal(n) / 100),
)


@given(st.lists(anteile, max_size=12), st.lists(anteile, max_size=12), st.integers(-99_999, 99_999))
def test_the_effect_is_what_the_whole_haushalt_shared_out_anew_would_say(released, drafted, cents) -> None:
    regeln = {
        a.key: HaushaltsZuordnung(JAHR, a.produkt, a.konto, a.bezug, a.bezug_nr, a.anteil) for a in released
    }
    stand = a_stand(*regeln.values())
    haushalt = a_haushalt(
        *(a_line(produkt, konto, str(Decimal(cents + n).scaleb(-2))) for n, (produkt, konto) in
          enumerate((p, k) for p in "123" for k in ("4", "5")))
    )  # fmt: skip
    entwurf = Zuordnungsentwurf(JAHR, (Schritt("", tuple(drafted)),))
    neu = apply_entwurf(stand.haushaltszuordnungen.get(JAHR, ()), entwurf)
    if over_hundred(neu) or over_hundred(regeln.values()):
        return
    vorher, nachher = mitteleinsatz(haushalt, stand), mitteleinsatz(haushalt, drafted_stand(stand, entwurf))
    folge = wirkung(vorher, stand, entwurf)
    for nr, (alt, danach) in folge.je_unterziel.items():
        assert alt == vorher.je_unterziel[nr] and danach == nachher.je_unterziel[nr]
    assert folge.nicht_zugeordnet == (vorher.nicht_zugeordnet, nachher.nicht_zugeordnet)
    for art in VIER_ARTEN:
        verteilt = sum((danach[art] for _, danach in folge.je_unterziel.values()), Decimal(0))
        assert verteilt + folge.nicht_zugeordnet[1][art] == vorher.summen[art]


def test_a_draft_without_steps_changes_nothing() -> None:
    stand = a_stand(rule("1", "1.1", "50"))
    mittel = mitteleinsatz(a_haushalt(a_line("1", "4", "10.01")), stand)
    assert wirkung(mittel, stand, Zuordnungsentwurf(JAHR)).geaendert == {}


# ------------------------------------------------------------------------------------- last year


def new_year(*regeln: HaushaltsZuordnung, hier: tuple[HaushaltsZuordnung, ...] = ()):
    """A Datenstand whose year before has these rules, and the Produkte 1 (Konten 4, 5) and 9 of the new plan."""
    stand = replace(a_stand(), haushaltszuordnungen=MappingProxyType({JAHR: regeln, JAHR + 1: hier}))
    plan = a_haushalt(a_line("1", "4", "1.00"), a_line("1", "5", "1.00"), a_line("9", "4", "1.00"))
    return stand, collect_produkte(plan)[0]


def test_what_fits_is_copied_and_what_does_not_is_listed_with_its_reason() -> None:
    stand, produkte = new_year(
        rule("1", "1.1", "50"), rule("1", "1.2", "50", "5"), rule("1", "1.1", "10", "6"), rule("8", "1.1", "10"),
        rule("1", "7.7", "1"), rule("1", "K9", "1", bezug=K), rule("1", "M9", "1", bezug=M), rule("1", "2.1", "0"),
    )  # fmt: skip
    stand = replace(stand, massnahmen={"M9": Massnahme("M9", "1.1", "Alt", ende=date(JAHR, 12, 31))})
    assert earlier_year(stand, JAHR + 1) == JAHR
    kopie = copy_zuordnung(stand, JAHR, Zuordnungsentwurf(JAHR + 1), produkte, {"1", "8"})
    assert [(a.konto, a.bezug_nr, int(a.anteil)) for a in kopie.anteile] == [
        ("", "1.1", 50),
        ("5", "1.2", 50),
    ]
    assert {(r.produkt, r.konto, r.bezug_nr): grund for r, grund in kopie.passt_nicht} == {
        ("1", "6", "1.1"): f"das Konto steht bei diesem Produkt nicht im Plan {JAHR + 1}.",
        ("8", "", "1.1"): f"das Produkt steht nicht im Plan {JAHR + 1}.",
        ("1", "", "7.7"): "das Unterziel gibt es nicht (mehr).",
        ("1", "", "K9"): "die Kennzahl gibt es nicht (mehr).",
        ("1", "", "M9"): f"die Maßnahme endete am 31.12.{JAHR}.",
    }
    assert [p.produkt for p in kopie.neue_produkte] == ["9"]
    assert len(kopie.schritt.hinweise) == 6 and "Neu im Plan" in kopie.schritt.hinweise[-1]


def test_nothing_that_is_there_is_changed_and_a_line_that_would_be_over_is_left_out_whole() -> None:
    stand, produkte = new_year(
        rule("1", "1.1", "50"), rule("1", "2.1", "30"), rule("9", "1.1", "60"), rule("9", "1.2", "30"),
        hier=(rule("1", "1.1", "40"), rule("9", "2.1", "20")),
    )  # fmt: skip
    kopie = copy_zuordnung(stand, JAHR, Zuordnungsentwurf(JAHR + 1), produkte)
    assert [(a.produkt, a.bezug_nr) for a in kopie.anteile] == [("1", "2.1")]
    gruende = [grund for _, grund in kopie.passt_nicht]
    assert (
        gruende[0] == "hier stehen schon 40 %."
        and gruende[1:] == [f"zusammen mit dem, was {JAHR + 1} schon da ist, wären es 110 %."] * 2
    )


def test_a_copy_done_twice_has_nothing_more_to_do() -> None:
    stand, produkte = new_year(rule("1", "1.1", "50"))
    einmal = Zuordnungsentwurf(JAHR + 1).with_schritt(
        copy_zuordnung(stand, JAHR, Zuordnungsentwurf(JAHR + 1), produkte).schritt, ()
    )
    zweimal = copy_zuordnung(stand, JAHR, einmal, produkte, {"9"})
    assert (zweimal.anteile, zweimal.passt_nicht) == ((), ())


# ------------------------------------------------------------------------------------- proposals


def proposals(
    produkt: str, *regeln: HaushaltsZuordnung, produkte: dict[str, Produkt] | None = None
) -> dict[Vorschlagsart, list[tuple[str, int]]]:
    nach_jahr: dict[int, list[HaushaltsZuordnung]] = {}
    for regel in regeln:
        nach_jahr.setdefault(regel.haushaltsjahr, []).append(regel)
    zuordnungen = MappingProxyType({jahr: tuple(liste) for jahr, liste in nach_jahr.items()})
    stand = replace(a_stand(), haushaltszuordnungen=zuordnungen, produkte=produkte or {})
    return {
        v.art: [(z.nr, int(z.anteil)) for z in v.ziele]
        for v in Vorschlaege(stand, JAHR + 1).for_produkt(produkt)
    }


def test_the_newest_earlier_year_leads_without_what_no_longer_holds() -> None:
    gefunden = proposals(
        "571000",
        rule("571000", "1.1", "10", jahr=JAHR - 1),
        rule("571000", "1.2", "30"),
        rule("571000", "7.7", "5"),
    )
    assert gefunden == {Vorschlagsart.FRUEHER: [("1.2", 30)]}


def test_kennzahlen_of_a_wesentliches_produkt_share_equally() -> None:
    produkte = {"999000": Produkt("999000", "", wesentlich=True, kennzahlen="K1, K2, K3")}
    assert proposals("999000", produkte=produkte) == {
        Vorschlagsart.KENNZAHLEN: [("K1", 33), ("K2", 33), ("K3", 33)]
    }
    nicht = {"999000": Produkt("999000", "", kennzahlen="K1")}
    assert proposals("999000", produkte=nicht) == {}


def test_the_custom_of_a_produktgruppe_needs_two_and_the_majority() -> None:
    zwei = (rule("122100", "1.1", "10"), rule("122200", "1.1", "20"))
    assert proposals("122900", *zwei) == {Vorschlagsart.GRUPPE: [("1.1", 100)]}
    assert proposals("122900", zwei[0]) == {}
    geteilt = (*zwei, rule("122300", "1.2", "5"), rule("122400", "1.2", "5"))
    assert proposals("122900", *geteilt) == {}


def test_the_declared_table_proposes_by_the_wording_of_the_goals() -> None:
    assert proposals("365000") == {Vorschlagsart.TABELLE: [("1.2", 100)]}
    stand = a_stand()
    (vorschlag,) = Vorschlaege(stand, JAHR).for_produkt("365000")
    assert "Drucksache 72/2018" in vorschlag.grund and "Bildungs- und Betreuungsangebote" in vorschlag.grund


def test_the_table_never_proposes_more_than_the_whole_and_names_unterziele() -> None:
    summen: dict[str, Decimal] = {}
    for v in GRUPPENVORSCHLAEGE:
        assert v.gruppe.isdigit() and len(v.gruppe) == 3 and v.unterziel.count(".") == 1 and v.grund
        summen[v.gruppe] = summen.get(v.gruppe, Decimal(0)) + v.anteil
    assert set(summen.values()) == {Decimal(100)}
