"""Vorschläge: what is proposed and not decided enters nothing, with all that hangs on it, until it is decided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.kennzahl import UnterzielZuordnung, Zielwert
from kek_dashboard.domain.lieferung import Inhalt
from kek_dashboard.domain.massnahme import Erlaeuterung, Massnahme, Meilenstein
from kek_dashboard.domain.verfahren import Schritt, Verfahrensschritt
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.store.errors import ReleaseError
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import Store
from tests.store.lieferungen import WO, deliver, stammdaten, werte

TAG, BESCHLOSSEN = date(2024, 5, 1), date(2025, 2, 1)


def step(bezug: str, nr: str, schritt: Schritt, am: date = TAG) -> Verfahrensschritt:
    return Verfahrensschritt(bezug, nr, schritt, am, "Kreistag", "Kreispolitik", fundstelle=WO)


def proposal() -> Inhalt:
    """A Kennzahl and a Maßnahme with everything that can hang on them."""
    kennzahl = stammdaten("1.1-09").kennzahlen[0]
    return Inhalt(
        ziele=stammdaten().ziele,
        kennzahlen=(kennzahl,),
        zielwerte=(Zielwert("1.1-09", 2026, Decimal(7), fundstelle=WO),),
        zuordnungen=(UnterzielZuordnung("1.1-09", "1.1", fundstelle=WO),),
        massnahmen=(Massnahme("M-9", "1.1", "Neuer Weg", fundstelle=WO),),
        meilensteine=(Meilenstein("M-9", "Plan", TAG, fundstelle=WO),),
        erlaeuterungen=(
            Erlaeuterung("massnahme", "M-9", "2024", "Warum", fundstelle=WO),
            Erlaeuterung("kennzahl", "1.1-09", "2024", "Warum", fundstelle=WO),
        ),
        vergleichswerte=(
            Vergleichswert("1.1-09", "Land", Zeitraum.parse("2024"), Decimal(3), fundstelle=WO),
        ),
        verfahrensschritte=(
            step("kennzahl", "1.1-09", Schritt.VORSCHLAG),
            step("massnahme", "M-9", Schritt.VORSCHLAG),
        ),
    )


def test_nothing_of_a_proposal_is_in_any_figure_text_or_list_until_it_is_decided(store: Store) -> None:
    deliver(store, proposal(), stichtag=date(2024, 6, 1))
    deliver(store, werte("1.1-09", {2024: "5"}), stichtag=date(2024, 7, 1))
    offen = load_datenstand(store, date(2024, 12, 31))
    assert not offen.akten and not offen.massnahmen and not offen.fruehere_massnahmen
    assert not offen.meilensteine and not offen.erlaeuterungen and not offen.vergleichswerte
    assert offen.gesamt is not None and not offen.gesamt.akten and not offen.gesamt.massnahmen
    assert not bewerte_alles(offen, 2024).kennzahlen
    kennzahl, massnahme = offen.vorschlaege
    assert (kennzahl.nr, massnahme.nr, kennzahl.vorschlag_von) == ("1.1-09", "M-9", "Kreispolitik")
    assert kennzahl.akte is not None and kennzahl.akte.zielwerte and kennzahl.unterziele == ("1.1",)
    assert massnahme.unterziele == ("1.1",)
    deliver(
        store,
        Inhalt(
            verfahrensschritte=(
                step("kennzahl", "1.1-09", Schritt.BESCHLOSSEN, BESCHLOSSEN),
                step("massnahme", "M-9", Schritt.BESCHLOSSEN, BESCHLOSSEN),
            )
        ),
        stichtag=date(2025, 2, 2),
    )
    gilt = load_datenstand(store)
    assert set(gilt.akten) == {"1.1-09"} and set(gilt.massnahmen) == {"M-9"}
    assert gilt.meilensteine and len(gilt.erlaeuterungen) == 2 and gilt.vergleichswerte
    assert [v.schritt for v in gilt.vorschlaege] == [Schritt.BESCHLOSSEN] * 2
    assert not load_datenstand(store, date(2025, 2, 1)).akten  # the day before stays as it was


def test_money_is_never_mapped_to_what_is_only_proposed(store: Store) -> None:
    deliver(store, proposal(), stichtag=date(2024, 6, 1))
    regel = HaushaltsZuordnung(
        2024, "111", konto="", bezug=Bezug.MASSNAHME, bezug_nr="M-9", anteil=Decimal(50), fundstelle=WO
    )
    with pytest.raises(ReleaseError, match="M-9 ist nur vorgeschlagen"):
        deliver(store, Inhalt(haushaltszuordnungen=(regel,)), stichtag=date(2024, 7, 1))


def test_after_the_end_of_the_way_nothing_more_is_released(store: Store) -> None:
    deliver(store, proposal(), stichtag=date(2024, 6, 1))
    ende = Inhalt(verfahrensschritte=(step("massnahme", "M-9", Schritt.ABGELEHNT, BESCHLOSSEN),))
    deliver(store, ende, stichtag=date(2025, 2, 2))
    danach = Inhalt(verfahrensschritte=(step("massnahme", "M-9", Schritt.BESCHLOSSEN, date(2025, 3, 1)),))
    with pytest.raises(ReleaseError, match="passt nicht zu"):
        deliver(store, danach, stichtag=date(2025, 3, 2))
    assert not load_datenstand(store).massnahmen
