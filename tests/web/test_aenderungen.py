"""Was hat sich geändert: two days beside each other, each difference with its causes; the Wissensstand holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kek_dashboard.charts.ursachenworte import cause_text, reason_texts
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import (
    Kennzahl,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.unterschied import Ursache
from kek_dashboard.domain.verfahren import Aenderungsgrund
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.store.lieferungen import withdraw
from kek_dashboard.store.load import load_freigabetage, today
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.pages import aenderungen
from kek_dashboard.web.pages.aenderungen import vorjahr
from kek_dashboard.web.seite import Umgebung
from tests.store.lieferungen import WO, deliver, stammdaten, werte, ziel
from tests.web import factories as f
from tests.web.test_seiten import ALLE, links, screen, text, walk

NR = "1.1-01"
STAMM, WERTE, BERICHTIGT, ZIEL = date(2020, 1, 15), date(2021, 3, 1), date(2022, 5, 2), date(2023, 9, 18)
VORHER = BERICHTIGT - timedelta(days=1)


@pytest.fixture(autouse=True)
def _still_a_tree(monkeypatch):
    """What the page keeps as finished HTML stays a tree that can be looked through."""
    for seite in (aenderungen, vorjahr):
        monkeypatch.setattr(seite, "freeze", lambda tree, _living: tree)


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{(tmp_path / 'kek.sqlite').as_posix()}")
    migrate(store)
    inhalt = stammdaten(NR)
    alles = replace(inhalt, zielwerte=ziel(NR, 2026, "90").zielwerte)
    deliver(store, alles, stichtag=STAMM)
    deliver(store, werte(NR, {2019: "20", 2020: "30"}), stichtag=WERTE)
    deliver(store, werte(NR, {2020: "12", 2021: "14"}), stichtag=BERICHTIGT, name="Berichtigt.xlsx")
    deliver(store, ziel(NR, 2026, "60", beschluss="Drs. 14/2023"), stichtag=ZIEL)
    yield store
    store.close()


@pytest.fixture
def zeige(store):
    umgebung = Umgebung(Daten(StoreQuelle(store)), store, f.settings())
    return lambda pfad, suche="": render_screen(umgebung, PAGES, pfad, suche)


def causes(seite) -> list[str]:
    return [
        text(punkt)
        for liste in walk(seite)
        if getattr(liste, "className", "") == "ursachen"
        for punkt in liste.children
    ]


def banner(seite) -> str:
    return "".join(text(c) for c in walk(seite) if getattr(c, "className", "") == "banner")


# -------------------------------------------------------------------------------------------- what it says


def test_each_difference_has_its_cause_and_its_cell(zeige):
    seite = zeige("/damals", f"?jahr=2020&stand={VORHER}")
    schrift = text(seite)
    assert "stehen heute 1 Unterziel und 1 Kennzahl anders da als am 01.05.2022" in schrift
    assert "Seitdem wurden 2 Lieferungen freigegeben" in schrift
    assert any("Wert 2020 berichtigt: 30" in c and "→ 12" in c and "−60,0" in c for c in causes(seite))
    assert any("Ziel 2026 gesenkt: 90" in c and "→ 60" in c and "Drs. 14/2023" in c for c in causes(seite))
    assert any(link.startswith("/beleg/3?") and "zelle=B20" in link for link in links(seite))
    assert "erreicht" in schrift or "Plan" in schrift


def test_the_cells_are_those_of_the_later_day(zeige):
    seite = zeige("/damals", f"?jahr=2020&stand={VORHER}&bis={BERICHTIGT}")
    belege = [link for link in links(seite) if link.startswith("/beleg/")]
    assert belege and all(f"stand={BERICHTIGT}" in link for link in belege)
    assert "standen am 02.05.2022 1 Unterziel" in text(seite) and not any(
        "Ziel 2026" in c for c in causes(seite)
    )


def test_what_moves_no_judgement_is_folded_and_counted(zeige):
    seite = zeige("/damals", f"?jahr=2020&stand={VORHER}")
    assert "1 Änderung bewegt für 2020 keinen Stand" in text(seite)
    assert any("neuer Wert 2021: 14" in c for c in causes(seite))


def test_a_withdrawn_value_is_a_cause(zeige, store):
    withdraw(store, [3], "Zahlendreher")
    seite = zeige("/damals", f"?jahr=2020&stand={ZIEL}")
    assert any("Wert 2020 berichtigt: 12" in c and "→ 30" in c for c in causes(seite))
    seite = zeige("/damals", f"?jahr=2021&stand={ZIEL}")
    assert any("Wert 2021 zählt nicht mehr: 14" in c for c in causes(seite))
    assert "1 zurückgezogen" in text(seite)


def test_where_only_later_years_are_touched_it_says_that_nothing_moved(zeige):
    seite = zeige("/damals", f"?jahr=2018&stand={WERTE}&bis={BERICHTIGT}")
    assert "Für 2018 stand am 02.05.2022 alles so da wie am 01.03.2021" in text(seite)


def test_before_anything_was_known_everything_is_new(zeige):
    seite = zeige("/damals", "?jahr=2020&stand=2019-01-01")
    assert "nicht geführt" in text(seite) and any("neu angelegte Kennzahl" in c for c in causes(seite))


def test_two_days_with_the_same_knowledge_do_not_differ(zeige):
    seite = zeige("/damals", f"?jahr=2020&stand={ZIEL}")
    assert "Nichts: Am 18.09.2023 war dasselbe bekannt wie heute" in text(seite)


@pytest.mark.parametrize(
    ("bis", "satz"),
    [
        ("gestern", "„gestern“ ist kein Tag"),
        ("2999-12-31", "31.12.2999 liegt in der Zukunft"),
        ("2021-12-31", "Der zweite Tag liegt vor dem ersten"),
    ],
)
def test_a_second_day_that_cannot_be_meant_gets_a_sentence(zeige, bis, satz):
    assert satz in text(zeige("/damals", f"?jahr=2020&stand={VORHER}&bis={bis}"))


def options(seite, name: str) -> list[str]:
    """What a native choice offers."""
    (wahl,) = [c for c in walk(seite) if type(c).__name__ == "Select" and getattr(c, "name", "") == name]
    return [getattr(o, "value", "") for o in walk(wahl) if type(o).__name__ == "Option"]


def test_the_days_of_release_are_offered_for_both_ends(zeige):
    for pfad in ("/aenderungen", "/damals"):
        seite = zeige(pfad, "?jahr=2020")
        assert options(seite, "von") == [str(tag) for tag in (ZIEL, BERICHTIGT, WERTE, STAMM)]
        assert options(seite, "bis") == [str(tag) for tag in (today(), ZIEL, BERICHTIGT, WERTE, STAMM)]


def test_without_a_day_the_newest_release_is_what_changed(zeige):
    schrift = text(zeige("/aenderungen", "?jahr=2020"))
    assert "anders da als am 02.05.2022" in schrift and "Seitdem wurde 1 Lieferung freigegeben" in schrift


def test_addresses_sent_in_mails_keep_working(zeige):
    alt = zeige("/damals", f"?jahr=2020&stand={VORHER}&bis={BERICHTIGT}")
    neu = zeige("/aenderungen", f"?jahr=2020&von={VORHER}&bis={BERICHTIGT}")
    assert causes(alt) == causes(neu) and causes(neu)


def test_a_past_wissensstand_is_the_later_day(zeige):
    seite = zeige("/aenderungen", f"?jahr=2020&stand={BERICHTIGT}")
    assert "standen am 02.05.2022 1 Unterziel und 1 Kennzahl anders da als am 01.03.2021" in text(seite)
    seite = zeige("/aenderungen", f"?jahr=2020&stand={BERICHTIGT}&bis={ZIEL}")
    assert "Verglichen wird bis zum Wissensstand 02.05.2022" in text(seite)
    assert not any("Ziel 2026" in c for c in causes(seite))


def test_causes_are_counted_by_kind_and_each_kind_is_an_address(zeige):
    seite = zeige("/aenderungen", f"?jahr=2020&von={VORHER}")
    (leiste,) = [c for c in walk(seite) if getattr(c, "className", "") == "gruende"]
    assert "alle Ursachen 3" in text(leiste)
    assert "berichtigter Wert 1" in text(leiste) and "geändertes Ziel 1" in text(leiste)
    assert f"/aenderungen?jahr=2020&von={VORHER}&grund=geaendertes_ziel" in links(leiste)
    seite = zeige("/aenderungen", f"?jahr=2020&von={VORHER}&grund=neuer_wert")
    assert "Kennzahlen, Berichtsjahr 2020Keine Kennzahl wird anders bewertet" in text(seite)
    assert [c for c in causes(seite) if "Wert" in c] == [c for c in causes(seite) if "neuer Wert 2021" in c]
    alle = zeige("/aenderungen", f"?jahr=2020&von={VORHER}&grund=quatsch")
    assert causes(alle) == causes(zeige("/aenderungen", f"?jahr=2020&von={VORHER}"))


def test_a_moved_stand_says_which_way(zeige):
    schrift = text(zeige("/aenderungen", f"?jahr=2020&von={VORHER}&bis={BERICHTIGT}"))
    assert "Kennzahlen: 1 mit schlechterem Stand." in schrift and "▼ schlechter" in schrift


def test_sitzungen_are_offered_by_name_and_are_where_it_begins():
    sitzungen = (
        Sitzung(date(2024, 3, 20), "Kreistag"),
        Sitzung(date(2024, 2, 1), "Ausschuss", herkunft=Herkunft.BEISPIEL),
    )

    class Mit(f.Buch):
        def load_datenstand(self, wissensstand):
            return replace(super().load_datenstand(wissensstand), sitzungen=sitzungen)

    seite = screen(f.umgebung(Mit()), "/aenderungen", "?jahr=2023")
    assert "Am 20.03.2024 (Sitzung Kreistag) war dasselbe bekannt wie heute" in text(seite)
    (wahl,) = [c for c in walk(seite) if getattr(c, "id", "") == "aenderungen-von"]
    namen = [text(o) for o in walk(wahl) if type(o).__name__ == "Option"]
    assert "20.03.2024 · Kreistag" in namen and "01.02.2024 · Beispiel · Ausschuss" in namen
    assert namen.count("14.03.2024") == 1


# ------------------------------------------------------------------------------------------- the year before


def test_a_year_is_compared_with_the_one_before(zeige):
    seite = zeige("/aenderungen/vorjahr", "?jahr=2021")
    schrift = text(seite)
    assert "2021 stehen 1 Unterziel und 1 Kennzahl anders da als 2020" in schrift
    assert any("neuer Wert 2021: 14" in c for c in causes(seite))
    assert "/aenderungen?jahr=2021" in links(seite)
    assert "/aenderungen/vorjahr?jahr=2021" in links(zeige("/aenderungen", "?jahr=2021"))


def test_where_only_time_has_passed_it_says_so(zeige):
    assert "kein neuer Wert: Es gilt weiter der von 2021" in text(zeige("/aenderungen/vorjahr", "?jahr=2024"))
    assert "Nichts: 2026 steht alles so da wie 2025" in text(zeige("/aenderungen/vorjahr", "?jahr=2026"))


def test_the_first_year_has_none_before(zeige):
    assert "Es gibt kein Vorjahr" in text(zeige("/aenderungen/vorjahr", "?jahr=2018"))


# -------------------------------------------------------------------------------------- words of the causes

KONTEXT = f.kontext()
WERT = Messwert("1.2-03", Zeitraum(2022), Decimal(70), fundstelle=WO)
ZIELWERT = Zielwert("1.2-03", 2026, Decimal(95), beschluss="Drs. 31/2021")
ZUORDNUNG = UnterzielZuordnung("1.2-03", "1.2")
STAMMSATZ = Kennzahl("1.2-03", "Betreuung", "%", Zieltyp.STEIGERN, basiswert=Decimal(60))


@pytest.mark.parametrize(
    ("ursache", "erwartet"),
    [
        (Ursache("messwerte", None, WERT), "neuer Wert 2022: **70,0 %**"),
        (Ursache("messwerte", WERT, None), "Wert 2022 zählt nicht mehr: **70,0 %**"),
        (Ursache("messwerte", replace(WERT, wert=None), WERT, ("wert",)), "neuer Wert 2022: **70,0 %**"),
        (
            Ursache("messwerte", WERT, replace(WERT, bemerkung="geprüft"), ("bemerkung",)),
            "zum Wert 2022: Bemerkung ergänzt: **geprüft**",
        ),
        (
            Ursache("messwerte", replace(WERT, bemerkung="geprüft"), WERT, ("bemerkung",)),
            "zum Wert 2022: Bemerkung entfallen, bisher: **geprüft**",
        ),
        (Ursache("zielwerte", None, ZIELWERT), "neues Ziel 2026: **95,0 %** (Drs. 31/2021)"),
        (
            Ursache("zielwerte", ZIELWERT, replace(ZIELWERT, wert=Decimal(98)), ("wert",)),
            "Ziel 2026 angehoben: **95,0 % → 98,0 %** (Drs. 31/2021)",
        ),
        (
            Ursache("reihenbrueche", None, Reihenbruch("1.2-03", Zeitraum(2022), "Zensus")),
            "**Reihenbruch** ab 2022: Zensus",
        ),
        (Ursache("zuordnungen", None, ZUORDNUNG), "dem Unterziel 1.2 **zugeordnet** (Gewicht 1)"),
        (
            Ursache("zuordnungen", ZUORDNUNG, replace(ZUORDNUNG, gewicht=Decimal(2)), ("gewicht",)),
            "Zuordnung zum Unterziel 1.2: Gewicht: **1 → 2**",
        ),
        (
            Ursache("kennzahlen", STAMMSATZ, replace(STAMMSATZ, basiswert=Decimal(50)), ("basiswert",)),
            "Stammdaten geändert: Basiswert: **60 → 50**",
        ),
    ],
    ids=lambda wert: wert.feld if isinstance(wert, Ursache) else "",
)
def test_a_cause_is_said_in_words(ursache, erwartet):
    assert cause_text(KONTEXT.stand, ursache).replace("\xa0", " ") == erwartet


def test_a_change_names_why_and_by_which_beschluss_its_lieferung_came(store, zeige):
    """The Beschluss of the Lieferung speaks where the record has none; taken back, its reason is gone."""
    grund = Aenderungsgrund("Drs. 77/2024", date(2024, 3, 1), "Weniger Geld", fundstelle=WO)
    ohne = replace(ziel(NR, 2026, "50"), aenderungsgruende=(grund,))
    nr = deliver(store, ohne, stichtag=date(2024, 3, 4))
    satz = "Grund der Änderung: Weniger Geld (Drs. 77/2024)"
    suche = "?von=2024-03-03&bis=2024-03-04&jahr=2021"
    assert text(zeige("/aenderungen", suche)).count(satz) == 1
    assert "Grund der Änderung" not in text(
        zeige("/aenderungen", f"?von={ZIEL - timedelta(days=1)}&bis={ZIEL}")
    )
    withdraw(store, [nr], "zurück")
    seite = text(zeige("/aenderungen", f"?von=2024-03-04&bis={today()}&jahr=2021"))
    assert "1 zurückgezogen" in seite and "Grund der Änderung" not in seite


def test_a_beschluss_of_the_record_goes_before_that_of_its_lieferung():
    wo = replace(WO, lieferung=7)
    stand = replace(KONTEXT.stand, gruende={7: Aenderungsgrund("Drs. 77/2024", None, "Weniger Geld")})
    eigen = Ursache("zielwerte", None, replace(ZIELWERT, fundstelle=wo))
    ohne = Ursache("zielwerte", None, replace(ZIELWERT, beschluss="", fundstelle=wo))
    weg = Ursache("zielwerte", replace(ZIELWERT, fundstelle=wo), None)
    assert reason_texts(stand, [eigen, weg]) == ("Weniger Geld",)
    assert reason_texts(stand, [ohne, ohne]) == ("Weniger Geld (Drs. 77/2024)",)
    assert reason_texts(KONTEXT.stand, [ohne]) == ()


# ------------------------------------------------------------------------------------ the Wissensstand holds


@pytest.mark.parametrize("pfad", [*ALLE, "/haushalt", "/damals", "/aenderungen"])
def test_each_link_of_each_page_keeps_the_wissensstand(pfad):
    seite = screen(f.umgebung(), pfad, "?jahr=2023&stand=2024-06-30")
    # What can be copied for another page is told with the address it has there.
    innen = [link for link in links(seite) if link.startswith("/") and not link.startswith("/einbetten/")]
    seit = [link for link in innen if link.startswith("/aenderungen?") and "von=2024-06-30" in link]
    ohne = [link for link in innen if "stand=" not in link and link not in seit]
    assert pfad in {"/aenderungen", "/damals"} or seit, "the banner asks what has changed since"
    assert len(innen) > 5
    assert all(link.partition("?")[0].partition("#")[0] == pfad for link in ohne), (
        ohne
    )  # „Zurück zu heute“ alone


def test_a_chart_knows_no_more_than_the_wissensstand(zeige):
    def drawn(suche: str) -> str:
        bilder = [
            f"{getattr(c, 'label', '')} {getattr(c, 'svg', '')}"
            for c in walk(zeige(f"/kennzahl/{NR}", suche))
            if "verlaufsbild" in str(getattr(c, "className", ""))
        ]
        assert bilder
        return " ".join(bilder).replace("\xa0", " ")

    damals, heute = drawn(f"?jahr=2021&stand={VORHER}"), drawn("?jahr=2021")
    assert "2020: 30 %" in damals and "2020: 12 %" not in damals and "Ziel 2026: 90 %" in damals
    assert "Ziel 2026: 60 %" not in damals and "2021:" not in damals
    assert "2020: 12 %" in heute and "2020: 30 %" not in heute and "Ziel 2026: 60 %" in heute


def test_the_days_of_release_and_withdrawal_are_offered_with_the_field(zeige, store):
    withdraw(store, [3], "Zahlendreher")
    assert load_freigabetage(store) == (today(), ZIEL, BERICHTIGT, WERTE, STAMM)
    seite = zeige("/", f"?jahr=2020&stand={WERTE}")
    (liste,) = [c for c in walk(seite) if getattr(c, "tag", "") == "datalist"]
    assert re.findall(r'value="([^"]+)"', getattr(liste, "html", ""))[1:] == [
        str(t) for t in (ZIEL, BERICHTIGT, WERTE, STAMM)
    ]
    feld = next(c for c in walk(seite) if getattr(c, "id", "") == "wissensstand")
    assert getattr(feld, "attribute", {})["list"] == getattr(liste, "props", {})["id"]
    assert "Was hat sich seit dem 01.03.2021 geändert?" in banner(seite)


def test_nothing_was_released_and_nothing_breaks(tmp_path):
    store = open_store(f"sqlite:///{(tmp_path / 'leer.sqlite').as_posix()}")
    migrate(store)
    umgebung = Umgebung(Daten(StoreQuelle(store)), store, f.settings())
    assert "Noch wurde an keinem früheren Tag" in text(render_screen(umgebung, PAGES, "/damals", ""))
    assert "Nichts: Am" in text(render_screen(umgebung, PAGES, "/damals", "?stand=2020-01-01"))
    store.close()
