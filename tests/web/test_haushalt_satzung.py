"""Page of the Satzung: its totals beside the lines, what is typed becomes a waiting Lieferung, nothing else does."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

import pytest

from kek_dashboard.domain.haushalt import Produkt
from kek_dashboard.domain.herkunft import Fundstelle, Herkunft
from kek_dashboard.domain.lieferung import Lieferstand
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.domain.satzung import Ausgleich, Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.store.check import check_store
from kek_dashboard.store.lieferungen import count_lieferungen, load_lieferung, release
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.satzung import list_wartende_satzungen
from kek_dashboard.web import PAGES, create_app
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.pages.haushalt.kopf import REITER
from kek_dashboard.web.pages.haushalt.satzung import SEITE, answer, balance_text
from kek_dashboard.web.pages.haushalt.satzung_abgabe import ABGEBEN, ADRESSE, FELDER, read_eingaben
from kek_dashboard.web.statisch import write
from tests.importers.factories import Rows, xlsx
from tests.web import factories as f
from tests.web.personen import (
    add_person,
    copied_store,
    make_vorlage,
    post,
    screen,
    server_settings,
    signed_in,
)
from tests.web.test_seiten import text, walk

PLAN = "?jahr=2023&haushaltsjahr=2023&fassung=beschlossen"
WO = Fundstelle("Haushaltssatzung", "D5", "61000000", 2)
_F, _P = Festsetzung, Planstatus


def summe(festsetzung: Festsetzung, eur: str, herkunft: Herkunft = Herkunft.INTERN) -> Satzungssumme:
    return Satzungssumme(2023, "beschlossen", festsetzung, Decimal(eur), "KT 5/2022", herkunft, WO)


def page(*summen: Satzungssumme, staende: tuple[Haushaltsstatus, ...] = (), **mehr):
    """The page over the small county, with what is said about its Satzung."""
    kontext = f.kontext(ADRESSE, haushaltsjahr="2023")
    plan = (2023, "beschlossen")
    stand = replace(
        kontext.stand,
        satzungssummen=MappingProxyType({plan: summen} if summen else {}),
        haushaltsstaende=MappingProxyType({plan: staende} if staende else {}),
        **mehr,
    )
    return SEITE.render(replace(kontext, stand=stand))


def test_without_a_satzung_the_page_says_so_and_shows_the_lines():
    schrift = text(page())
    assert "ist hier noch nicht eingetragen" in schrift
    assert "62.300.000,10\N{NO-BREAK SPACE}€" in schrift
    assert "noch nicht eingetragen" in schrift and "Satzung und Zeilen stimmen nicht überein" not in schrift


def test_where_lines_and_satzung_agree_to_the_cent_it_is_said():
    seite = page(
        summe(_F.ORDENTLICHE_ERTRAEGE, "11000000"), summe(_F.ORDENTLICHE_AUFWENDUNGEN, "62300000.10")
    )
    schrift = text(seite)
    assert "auf den Cent dasselbe" in schrift and schrift.count("stimmt überein") == 2
    assert "Nein: die ordentlichen Aufwendungen liegen um 51,3" in schrift.replace("\N{NO-BREAK SPACE}", " ")


def test_a_difference_of_one_cent_is_shown_on_top_and_in_the_row():
    schrift = text(page(summe(_F.ORDENTLICHE_AUFWENDUNGEN, "62300000.11")))
    assert "Satzung und Zeilen stimmen nicht überein" in schrift
    assert schrift.count("−0,01\N{NO-BREAK SPACE}€") == 2


@pytest.mark.parametrize("adresse", [adresse for adresse, _, _ in REITER])
def test_a_difference_stands_on_top_of_every_page_of_the_haushalt(adresse):
    seite = next(seite for seite in PAGES if seite.path == adresse)
    kontext = f.kontext(adresse, haushaltsjahr="2023")
    plan = {(2023, "beschlossen"): (summe(_F.ORDENTLICHE_AUFWENDUNGEN, "62300000.11"),)}
    stand = replace(kontext.stand, satzungssummen=MappingProxyType(plan))
    schrift = text(seite.render(replace(kontext, stand=stand))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Satzung und Zeilen stimmen nicht überein" in schrift
    assert "Satzung 62.300.000,11 €, Zeilen 62.300.000,10 €, Unterschied −0,01 €" in schrift


def test_a_total_leads_to_its_cell_and_the_sum_of_the_lines_to_the_lines():
    seite = page(summe(_F.ORDENTLICHE_AUFWENDUNGEN, "62300000.11"))
    ziele = [str(getattr(teil, "href", "")) for teil in walk(seite)]
    assert any(z.startswith("/beleg/2?") and "zelle=D5" in z for z in ziele)
    assert any("art=aufwendungen" in z and z.endswith("#zeilen") for z in ziele)


def test_a_made_up_total_makes_what_follows_from_it_made_up():
    schrift = text(page(summe(_F.ORDENTLICHE_AUFWENDUNGEN, "1", Herkunft.BEISPIEL)))
    assert schrift.count("Beispiel") >= 3


@pytest.mark.parametrize("herkunft", [Herkunft.INTERN, Herkunft.BEISPIEL])
def test_the_table_says_once_what_is_made_up(herkunft):
    """The lines are made up: with a made-up total all of it is, with an own one each made-up figure is signed."""
    karte = write(page(summe(_F.ORDENTLICHE_AUFWENDUNGEN, "1", herkunft))).partition("§ 1 der")[2]
    vorn, _, tabelle = karte.partition("</table>")[0].partition("<table")
    alles = herkunft is Herkunft.BEISPIEL
    assert vorn.count('class="tag"') == 1 and 'class="tag"' not in tabelle
    assert ("nur-beispiel" in tabelle, 'class="bsp"' in tabelle) == (alles, not alles)


def test_the_way_of_the_plan_is_told_by_day():
    staende = (
        Haushaltsstatus(2023, "beschlossen", _P.GENEHMIGT, date(2023, 2, 20), "", "mit Auflagen"),
        Haushaltsstatus(2023, "beschlossen", _P.BESCHLOSSEN, date(2022, 12, 14), "KT 5/2022"),
    )
    schrift = text(page(staende=staende))
    assert schrift.rindex("14.12.2022") < schrift.rindex("20.02.2023")
    assert "KT 5/2022" in schrift and "mit Auflagen" in schrift


def test_wesentliche_produkte_show_ziele_kennzahlen_with_their_stand_and_two_kinds_of_euro():
    produkte = {
        "365100": (
            Produkt("365100", "Kitas", wesentlich=True, ziele="Plätze für alle", kennzahlen="1.2-03, 9.9-99"),
        ),
        "111100": (Produkt("111100", "Verwaltung"),),
        "999": (Produkt("999", "Später", wesentlich=True, gueltig_ab=2024),),
    }
    alle = {nr: fassungen[0] for nr, fassungen in produkte.items()}
    schrift = text(page(produkte=MappingProxyType(alle), produktfassungen=MappingProxyType(produkte)))
    tabelle = schrift[schrift.index("Wesentliche Produkte") :]
    assert "Plätze für alle" in tabelle and "9.9-99 (nicht bekannt)" in tabelle
    assert "61.400.000,10" in tabelle and "2.500.000,00" in tabelle
    assert "Verwaltung" not in tabelle and "Später" not in tabelle


@pytest.mark.parametrize(
    ("ordentlich", "ausserordentlich", "wort"),
    [
        ("1", "0", "Ja:"), ("0", "0", "Ja:"), ("-1", "5", "Nein:"), ("5", "-1", "Nein:"), ("-1", None, "Nein:"),
        ("1", None, "Im ordentlichen Ergebnis ja"), (None, None, "lässt sich nicht sagen"),
    ],
)  # fmt: skip
def test_balance_is_said_in_words_and_not_guessed(ordentlich, ausserordentlich, wort):
    werte = [None if wert is None else Decimal(wert) for wert in (ordentlich, ausserordentlich)]
    assert wort in balance_text(Ausgleich(*werte))


@pytest.mark.parametrize(
    ("fassung", "name"),
    [
        ("entwurf", "Der Entwurf der Haushaltssatzung 2023"),
        ("beschlossen", "Die Haushaltssatzung 2023"),
        ("nachtrag-1", "Die Haushaltssatzung 2023 nach dem 1. Nachtrag"),
    ],
)
def test_the_answer_names_the_fassung(fassung, name):
    assert answer(replace(f.haushalt(), fassung=fassung), {}, {}).startswith(name)


@pytest.mark.parametrize(
    ("betrag", "eur"),
    [
        ("249.763.400", "249763400.00"), ("1.234,56 €", "1234.56"), ("0", "0.00"), ("1234,5", "1234.50"),
        ("249 763 400,00 EUR", "249763400.00"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(betrag, eur):
    assert str(read_eingaben({"s1": betrag}).summen[_F.ORDENTLICHE_ERTRAEGE]) == eur


@pytest.mark.parametrize(
    ("feld", "wert", "satz"),
    [
        ("s1", "rund 5 Mio.", "kein Betrag"), ("s2", "-5", "ab 0"), ("s3", "1,005", "zwei Nachkommastellen"),
        ("s4", "k. A.", "kein Betrag"), ("s5", "5 T€", "kein Betrag"), ("t-beschlossen", "gestern", "kein Tag"),
        ("beschluss", "x" * 121, "höchstens 120 Zeichen"), ("beschluss", "KT 5", "mindestens eine Summe"),
        ("s6", "9" * 400, "kein Betrag"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_a_sentence(feld, wert, satz):
    with pytest.raises(UnusableFormError, match=satz):
        read_eingaben({feld: wert})


def test_an_entwurf_fixes_nothing_it_proposes():
    summen = {
        s.festsetzung: s
        for s in (summe(_F.ORDENTLICHE_ERTRAEGE, "5"), summe(_F.ORDENTLICHE_AUFWENDUNGEN, "6"))
    }
    assert "sieht" in answer(replace(f.haushalt(), fassung="entwurf"), summen, {})
    assert "fest" in answer(f.haushalt(), summen, {})


# ------------------------------------------------------------------------------------------ the form


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory):
    """A plan of two lines, released, and people."""

    def add(store):
        add_person(store, "kaemmerei", Rolle.KAEMMEREI)
        add_person(store, "zweite", Rolle.KAEMMEREI)
        add_person(store, "leser", Rolle.LESER)
        plan: Rows = [
            ["Produkt", "Konto", "Ansatz 2023"],
            ["111100", "3111000", 100],
            ["111100", "4011000", 90],
        ]
        accept_file(
            store, "plan.xlsx", xlsx({"Plan": plan}), Vorgabe(haushaltsjahr=2023, fassung="beschlossen"),
            freigabe=Freigabe(date(2023, 2, 1)),
        )  # fmt: skip

    return make_vorlage(tmp_path_factory.mktemp("vorlage"), add)


@pytest.fixture
def store(vorlage, tmp_path):
    with copied_store(vorlage, tmp_path) as kopie:
        yield kopie


@pytest.fixture
def als(store, tmp_path):
    app = create_app(store, server_settings(tmp_path))
    return lambda name: signed_in(app, store, name)


def send(client, **felder):
    """The form sent; what the page then says, and where one is."""
    antwort = post(client, ABGEBEN + PLAN, {name.replace("_", "-"): wert for name, wert in felder.items()})
    assert antwort.status_code == 303
    ziel = urlsplit(antwort.location)
    assert ziel.path == ADRESSE
    return markup.unescape(screen(client, ADRESSE, "?" + ziel.query)), parse_qs(ziel.query)


def test_what_is_typed_waits_as_a_lieferung_and_counts_once_another_person_released_it(store, als):
    schrift, _ = send(
        als("kaemmerei"), s1="100", s2="95,50 €", t_beschlossen="2022-12-14", beschluss="KT 5/2022"
    )
    (wartet,) = list_wartende_satzungen(store, 2023, "beschlossen")
    assert f"Lieferung {wartet.nr}" in schrift and "warten auf Freigabe" in schrift
    assert "Vier-Augen-Prinzip" in schrift and wartet.absender == "kaemmerei"
    assert load_datenstand(store).satzungssummen == {}
    bei_zweiter = screen(als("zweite"), ADRESSE, PLAN)
    assert "Ansehen und freigeben" in bei_zweiter and "Vier-Augen" not in bei_zweiter
    assert post(als("zweite"), f"/lieferung/{wartet.nr}/freigeben").status_code == 303
    assert load_lieferung(store, wartet.nr).stand is Lieferstand.FREIGEGEBEN
    stand = load_datenstand(store)
    assert [(s.festsetzung, s.eur, s.beschluss) for s in stand.satzungssummen[2023, "beschlossen"]] == [
        (_F.ORDENTLICHE_ERTRAEGE, Decimal(100), "KT 5/2022"),
        (_F.ORDENTLICHE_AUFWENDUNGEN, Decimal("95.50"), "KT 5/2022"),
    ]
    (status,) = stand.haushaltsstaende[2023, "beschlossen"]
    assert (status.status, status.am) == (_P.BESCHLOSSEN, date(2022, 12, 14))
    assert "−5,50" in screen(als("leser"), ADRESSE, PLAN)
    zelle = screen(als("leser"), f"/beleg/{wartet.nr}", "?blatt=Haushaltssatzung&zelle=D6")
    assert "Haushaltssatzung 2023: ordentliche Aufwendungen" in zelle and "95,50\N{NO-BREAK SPACE}€" in zelle
    assert check_store(store).fehler == ()


def test_a_correction_keeps_what_was_not_typed(store, als):
    send(als("kaemmerei"), s1="100", s2="95", beschluss="KT 5/2022")
    (erste,) = list_wartende_satzungen(store, 2023, "beschlossen")
    release(store, [erste.nr])
    send(als("kaemmerei"), s1="100", s2="90")
    (zweite,) = list_wartende_satzungen(store, 2023, "beschlossen")
    release(store, [zweite.nr])
    assert load_lieferung(store, zweite.nr).gelesen == 1
    summen = load_datenstand(store).satzungssummen[2023, "beschlossen"]
    assert [(s.eur, s.beschluss) for s in summen] == [
        (Decimal(100), "KT 5/2022"),
        (Decimal(90), "KT 5/2022"),
    ]
    schrift, _ = send(als("kaemmerei"), s1="100", s2="90,00")
    assert "steht schon so da" in schrift and list_wartende_satzungen(store, 2023, "beschlossen") == ()


def test_a_fault_changes_nothing_and_brings_back_what_was_typed(store, als):
    vorher = count_lieferungen(store)
    schrift, query = send(als("kaemmerei"), s1="hundert", s2="95", beschluss="KT <5>")
    assert "ist kein Betrag" in schrift and 'value="hundert"' in schrift
    assert (query["s1"], query["s2"], query["beschluss"]) == (["hundert"], ["95"], ["KT <5>"])
    assert count_lieferungen(store) == vorher


def test_what_the_checks_refuse_is_told_and_not_stored(store, als):
    vorher = count_lieferungen(store)
    schrift, _ = send(als("kaemmerei"), t_beschlossen="2022-12-14", t_genehmigt="2022-12-01")
    assert "kann nicht vor" in schrift and count_lieferungen(store) == vorher


def test_text_that_looks_like_a_formula_stays_text(store, als):
    send(als("kaemmerei"), s1="100", beschluss="=1+1")
    (wartet,) = list_wartende_satzungen(store, 2023, "beschlossen")
    release(store, [wartet.nr])
    assert load_datenstand(store).satzungssummen[2023, "beschlossen"][0].beschluss == "=1+1"


@pytest.mark.parametrize(
    "plan",
    ["?haushaltsjahr=1999&fassung=beschlossen", "?haushaltsjahr=2023&fassung=x", "?", "?haushaltsjahr=²"],
)
def test_a_plan_that_is_not_there_takes_nothing(store, als, plan):
    vorher = count_lieferungen(store)
    antwort = post(als("kaemmerei"), ABGEBEN + plan, {"s1": "100"})
    assert antwort.status_code == 303 and count_lieferungen(store) == vorher


def test_very_long_input_never_costs_the_address_its_year(als):
    felder = dict.fromkeys(FELDER, "ß" * 100)
    antwort = post(als("kaemmerei"), ABGEBEN + PLAN, felder)
    assert antwort.status_code == 303 and len(antwort.location) <= 1900
    assert "haushaltsjahr=2023" in antwort.location


def test_readers_see_neither_form_nor_what_waits(store, als):
    send(als("kaemmerei"), s1="100")
    schrift = screen(als("leser"), ADRESSE, PLAN)
    assert "satzungsformular" not in schrift and "warten auf Freigabe" not in schrift
    assert post(als("leser"), ABGEBEN + PLAN, {"s1": "100"}).status_code == 403
    damals = screen(als("kaemmerei"), ADRESSE, PLAN + "&stand=2023-06-30")
    assert "satzungsformular" not in damals and not re.search("warten auf Freigabe", damals)
    assert len(list_wartende_satzungen(store, 2023, "beschlossen")) == 1
    assert list_wartende_satzungen(store, 2024, "beschlossen") == ()
