"""Parts of the Haushalt page: the route draws what the page draws, trees add up, the workbook is what is seen."""

from __future__ import annotations

import html as escape
import io
import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

import openpyxl
import pytest

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.haushaltsbaum import OHNE_ZIEL, leaves
from kek_dashboard.formats import format_number
from kek_dashboard.web import PAGES, build_app
from kek_dashboard.web.pages.haushalt.auswahl import FELDER, read_filter
from kek_dashboard.web.pages.haushalt.baum import ALLE, Baum, branch_key, read_path
from kek_dashboard.web.pages.haushalt.filterfelder import filter_form
from kek_dashboard.web.pages.haushalt.zeilen import zeilen_part
from kek_dashboard.web.pages.haushalt.zeilenherkunft import find_line, line_key
from kek_dashboard.web.pages.haushalt.zeilensuche import open_verzeichnis
from kek_dashboard.web.statisch import write
from tests.web import factories as f
from tests.web.test_haushalt import Buch, kontext_of, mittel, screen
from tests.web.test_seiten import text, walk


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Buch())


@pytest.fixture(scope="module")
def client(umgebung):
    return build_app(umgebung, Buch(), PAGES).server.test_client()


def part(client, **query: str):
    return client.get(f"/haushalt/teil?{urlencode({'jahr': '2023', **query})}")


def plain(markup: str) -> str:
    return escape.unescape(re.sub(r"<[^>]*>", "", markup))


# ------------------------------------------------------------------------------------------- lines


@pytest.mark.parametrize(
    "query",
    [{}, {"suche": "zuschuss 6"}, {"ziel": "1.2", "seite": "2"}, {"ziel": "ohne", "art": "aufwendungen"},
     {"suche": "xyzzy"}, {"fassung": "beschlossen", "produkt": "36"}],
    ids=str,
)  # fmt: skip
def test_the_route_sends_what_the_page_shows(umgebung, client, query):
    antwort = part(client, **query)
    assert antwort.status_code == 200 and antwort.mimetype == "text/html"
    seite = write(screen(umgebung, f"?{urlencode({'jahr': '2023', **query})}"))
    assert antwort.get_data(as_text=True) in seite


def test_the_answer_names_the_address_and_title_it_belongs_to(client):
    antwort = part(client, suche="kita & co").get_data(as_text=True)
    assert 'data-gezeigt="jahr=2023&amp;suche=kita+%26+co"' in antwort
    assert 'data-titel="Haushalt 2023, „kita &amp; co“"' in antwort


def test_nothing_typed_becomes_markup(client):
    assert "<script" not in part(client, suche=f.BOESE, ziel=f.BOESE, art=f.BOESE).get_data(as_text=True)


@pytest.mark.parametrize(
    "query", [{"haushaltsjahr": "1999"}, {"fassung": "nachtrag-9"}, {"haushaltsjahr": "x"}]
)
def test_a_haushalt_that_is_not_there_is_said_in_a_sentence(client, query):
    antwort = part(client, **query)
    assert antwort.status_code == 404 and "Bitte laden Sie die Seite neu" in antwort.get_json()["satz"]


def test_a_past_wissensstand_is_asked_for_as_the_page_does(umgebung, client):
    antwort = part(client, stand="2024-01-31", suche="zuschuss 69").get_data(as_text=True)
    assert "stand=2024-01-31" in antwort
    assert antwort in write(screen(umgebung, "?jahr=2023&stand=2024-01-31&suche=zuschuss+69"))


def test_the_form_keeps_what_links_narrow_and_every_filter_has_a_field(umgebung):
    kontext = kontext_of(umgebung, kennzahl="1.2-03", haushaltsjahr="2023")
    form = filter_form(
        kontext, open_verzeichnis(kontext, mittel(umgebung)), read_filter(kontext.query), wesentliche=True
    )
    namen = {getattr(teil, "name", None) for teil in walk(form)}
    assert namen >= {*FELDER, "jahr", "haushaltsjahr"}
    assert vars(form)["data-sofort"] == "/haushalt/teil" and vars(form)["action"] == "/haushalt"


def test_each_condition_is_said_in_words(umgebung):
    kontext = kontext_of(
        umgebung, suche="zuschuss", ziel="1.2", art="aufwendungen", kennzahl="1.2-03", produkt="36"
    )
    zahl, _ = zeilen_part(kontext, mittel(umgebung))
    for wort in ("Suche „zuschuss“", "dient 1.2 Exzellente", "Art Aufwendungen", "Produkt beginnt mit 36",
                 "dient der Kennzahl 1.2-03 Kinder unter 3"):  # fmt: skip
        assert wort in text(zahl)


# ---------------------------------------------------------------------------------- origin of a line


def test_each_line_is_found_again_by_its_key(umgebung):
    einsatz = mittel(umgebung)
    for verwendung in einsatz.verwendungen:
        assert find_line(einsatz, line_key(verwendung.zeile.position.schluessel)) is verwendung
    assert find_line(einsatz, "03//365100") is None


def test_the_origin_of_a_line_comes_when_it_is_asked_for(client, umgebung):
    schluessel = line_key(mittel(umgebung).verwendungen[0].zeile.position.schluessel)
    antwort = plain(part(client, was="herkunft", zeile=schluessel).get_data(as_text=True))
    assert "dort stand „1.234,56“" in antwort and "Ergebnis: 2021 11,11" in antwort
    assert part(client, was="herkunft", zeile="9//9//9/1").status_code == 404


# ------------------------------------------------------------------------------------------- trees


def shown_amounts(markup: str) -> list[Decimal]:
    return [
        Decimal(zahl.replace(".", "").replace(",", ".").replace("−", "-"))
        for zahl in re.findall(
            r'<span class="n"><span class="wort">[^<]* </span>(?:<a [^>]*>)?([−\d.,]+)', markup
        )
    ]


def test_from_a_goal_one_comes_to_each_of_its_lines_and_the_cents_agree(client, umgebung):
    einsatz = mittel(umgebung)
    for ziel in ("1.2", OHNE_ZIEL):
        wege, gesamt = [""], Decimal(0)
        while wege:
            markup = part(client, was="baum", wurzel=ziel, pfad=wege.pop()).get_data(as_text=True)
            tiefer = re.findall(r"pfad=([^\"&]+)", markup)
            wege += [escape.unescape(weg).replace("%2F", "/").replace("%25", "%") for weg in tiefer]
            if not tiefer:
                gesamt += sum(shown_amounts(markup))
        assert gesamt == sum(blatt.eur for blatt in leaves(einsatz, ziel))


def test_a_goal_shows_two_amounts_that_are_not_added(client, umgebung):
    markup = plain(part(client, was="baum", wurzel="1.2").get_data(as_text=True))
    summen = mittel(umgebung).je_unterziel["1.2"]
    for art in (Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN):
        assert f"{ART_WORT[art]}{format_number(summen[art], 2)}\xa0€" in markup
    assert "72 Zeilen in der Liste zeigen" in markup
    assert "die Summe zählte dasselbe Geld zweimal" in text(screen(umgebung))


def test_from_a_teilhaushalt_one_comes_to_lines_that_name_their_goals(client):
    markup = part(client, was="baum", wurzel=ALLE, pfad="/05/54/541/541000").get_data(as_text=True)
    assert 'href="/unterziel/1.2?jahr=2023"' in markup and "über " in markup and "0,01" in markup


def test_a_line_that_is_wholly_of_the_goal_leads_to_its_cell_and_a_part_names_its_ansatz(client):
    ganz = part(client, was="baum", wurzel="1.2", pfad="/05/54/541/541000").get_data(as_text=True)
    teil = part(client, was="baum", wurzel="1.2", pfad="/03/36/365/365100").get_data(as_text=True)
    assert "/beleg/2?" in ganz and "Teil des Ansatzes" not in ganz
    assert "Teil des Ansatzes von" in teil and "/beleg/2?" in teil


def test_what_the_address_names_is_open_with_all_above_it(umgebung):
    schirm = write(screen(umgebung, "?jahr=2023&auf=1.2/03/36/365"))
    aufgeklappt = [tag for tag in re.findall("<details [^>]*>", schirm) if " open" in tag]
    offen = [re.findall('data-auf="([^"]*)"', tag)[0] for tag in aufgeklappt]
    assert offen == ["1.2", "1.2/03"]  # Produktbereich and -gruppe of a single one are left out
    assert "wird geladen" not in schirm and "Förderung von Kindern in Kitas" in schirm


@pytest.mark.parametrize("wurzel", ["9.9", "", f.BOESE])
def test_a_tree_that_is_not_there_is_said(client, wurzel):
    assert part(client, was="baum", wurzel=wurzel).status_code == 404


@pytest.mark.parametrize("pfad", ["/99", "/03/36/365/365100/x/y", "Unsinn"])
def test_a_branch_that_is_not_there_is_empty_and_breaks_nothing(client, pfad):
    antwort = part(client, was="baum", wurzel="1.2", pfad=pfad)
    assert antwort.status_code == 200


def test_a_path_survives_the_address():
    pfad = ("03", "", "a/b", "ä%")
    assert branch_key("1.2", pfad).startswith("1.2/03//a%2Fb/")
    assert read_path(branch_key("", pfad)) == pfad


def test_a_line_without_a_teilhaushalt_has_its_branch(umgebung):
    einsatz = mittel(umgebung)
    ohne = replace(einsatz, verwendungen=tuple(
        replace(v, zeile=replace(v.zeile, position=replace(v.zeile.position, schluessel=replace(
            v.zeile.position.schluessel, teilhaushalt=""))))
        for v in einsatz.verwendungen
    ))  # fmt: skip
    kontext = kontext_of(umgebung)
    baum = Baum(kontext, ohne, ALLE, beispiel_tags=True)
    assert "ohne Teilhaushalt" in text(baum.inside(()))
    assert "ohne Teilhaushalt" not in text(baum.inside(("",)))


def test_each_amount_of_the_table_leads_to_its_lines(umgebung):
    schirm = write(screen(umgebung))
    assert 'href="/haushalt?jahr=2023&amp;ziel=1.2&amp;art=investive_auszahlungen#zeilen"' in schirm
    assert 'href="/haushalt?jahr=2023&amp;ziel=ohne&amp;art=aufwendungen#zeilen"' in schirm


# ---------------------------------------------------------------------------------------- inhabitants


def test_the_sums_stand_beside_what_they_are_per_inhabitant(umgebung):
    gezeigt = text(screen(umgebung))
    je_kopf = mittel(umgebung).summen[Positionsart.AUFWENDUNGEN] / Decimal(90400)
    assert f"{format_number(je_kopf, 2)}\xa0€ je Einwohner" in gezeigt
    assert "geteilt durch 90.400" in gezeigt


# ------------------------------------------------------------------------------------------- workbook


def test_the_workbook_holds_all_lines_of_the_filter_and_says_what_it_is(client):
    antwort = client.get("/haushalt/export.xlsx?jahr=2023&suche=zuschuss&ziel=1.2")
    assert antwort.status_code == 200 and "attachment" in antwort.headers["Content-Disposition"]
    assert "Haushalt-2023-nachtrag-1-Auswahl.xlsx" in antwort.headers["Content-Disposition"]
    blatt = openpyxl.load_workbook(io.BytesIO(antwort.data))["Zeilen"]
    oben = [str(zeile[0].value) for zeile in blatt.iter_rows(max_row=6)]
    assert oben[0] == "Haushalt 2023, Auswahl: 70 Zeilen von 76"
    assert oben[1] == "Ansatz 2023 nach dem 1. Nachtrag, alle Beträge in €"
    assert oben[2].startswith("Auswahl: Suche „zuschuss“; dient 1.2 Exzellente")
    assert oben[3].startswith("Wissensstand ") and " · Datenstand " in oben[3]
    assert blatt.max_row == 8 + 70


def test_the_page_leads_to_its_workbook_with_the_same_filter(client):
    markup = part(client, suche="zuschuss", ziel="1.2").get_data(as_text=True)
    assert "/haushalt/export.xlsx?jahr=2023&amp;suche=zuschuss&amp;ziel=1.2" in markup
    assert "data-laden" in markup  # the browser itself follows it


def test_a_workbook_of_no_haushalt_is_refused_with_a_sentence(client):
    antwort = client.get("/haushalt/export.xlsx?haushaltsjahr=1999")
    assert antwort.status_code == 404 and "Haushaltsjahr" in antwort.get_json()["satz"]


def test_all_four_kinds_have_their_column(client):
    blatt = openpyxl.load_workbook(io.BytesIO(client.get("/haushalt/export.xlsx?jahr=2023").data))["Zeilen"]
    kopf = [zelle.value for zelle in blatt[8]]
    assert {ART_WORT[art] for art in VIER_ARTEN} < set(kopf)
