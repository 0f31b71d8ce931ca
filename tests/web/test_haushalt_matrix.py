"""Matrix page: its figures are those of the Haushalt, add up on both sides, and each leads to exactly its lines."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.pages.haushalt.auswahl import OHNE_ZIEL, read_filter
from kek_dashboard.web.pages.haushalt.matrix import MEISTE_ZEILEN, SEITE
from kek_dashboard.web.pages.haushalt.zeilensuche import find_zeilen, make_verzeichnis
from kek_dashboard.web.statisch import write
from tests.web import factories as f
from tests.web import geldlinien as g
from tests.web.test_seiten import text, walk

GENAU = "?jahr=2023&genau=ja"


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(g.Buch())


def screen(umgebung, search="?jahr=2023", pfad="/haushalt/matrix") -> Component:
    return render_screen(umgebung, PAGES, pfad, search)


def table(schirm: Component) -> html.Table:
    return next(t for t in walk(schirm) if isinstance(t, html.Table))


def rows(schirm: Component) -> dict[str, list[Component]]:
    """The cells of each row after its heading, by the heading; the sums too."""
    zeilen = [tr for teil in table(schirm).children[2:] for tr in walk(teil) if isinstance(tr, html.Tr)]
    return {text(tr.children[0]): list(tr.children[1:]) for tr in zeilen}


def number(zelle: Component) -> Decimal | None:
    """The figure of a cell; ``None`` where it is empty."""
    teile = [
        c for c in walk(zelle) if isinstance(c, html.A) or (isinstance(c, html.Span) and hasattr(c, "title"))
    ]
    if not teile:
        assert text(zelle) == "kein Geld"
        return None
    return Decimal(text(teile[0]).replace(".", "").replace(",", ".").replace("−", "-"))


def mittel(umgebung):
    return umgebung.daten.mitteleinsatz(umgebung.daten.datenstand(), 2023)


@pytest.mark.parametrize("spalten", ["teilhaushalt", "produktbereich", "produkt"])
@pytest.mark.parametrize("art", VIER_ARTEN)
def test_rows_columns_and_corner_add_up_to_the_cent_and_are_the_haushalt(umgebung, spalten, art):
    zeilen = (
        rows(screen(umgebung, f"{GENAU}&spalten={spalten}&euro={art.value}"))
        if mittel(umgebung).summen[art]
        else {}
    )
    if not zeilen:
        assert "keine" in text(screen(umgebung, f"{GENAU}&spalten={spalten}&euro={art.value}"))
        return
    summen = [number(zelle) for zelle in zeilen.pop("Summe")]
    spaltenweise = list(zip(*[[number(z) for z in zellen] for zellen in zeilen.values()], strict=True))
    assert summen == [sum((eur for eur in spalte if eur is not None), Decimal(0)) for spalte in spaltenweise]
    for zellen in zeilen.values():
        *felder, summe = [number(zelle) for zelle in zellen]
        assert summe == sum((eur for eur in felder if eur is not None), Decimal(0))
    soll = mittel(umgebung)
    assert summen[:12] == [betraege[art] for betraege in soll.je_unterziel.values()]
    assert summen[12] == soll.nicht_zugeordnet[art] and summen[13] == soll.summen[art]


@pytest.mark.parametrize("spalten", ["teilhaushalt", "produktbereich", "produkt"])
def test_each_figure_leads_to_exactly_its_lines(umgebung, spalten):
    schirm = screen(umgebung, f"{GENAU}&spalten={spalten}")
    verzeichnis = make_verzeichnis(mittel(umgebung), umgebung.daten.datenstand())
    verfolgt = 0
    for zellen in rows(schirm).values():
        for zelle in zellen:
            for a in (c for c in walk(zelle) if isinstance(c, html.A)):
                adresse = urlsplit(vars(a)["href"])
                assert adresse.path == "/haushalt" and adresse.fragment == "zeilen"
                gesucht = read_filter(dict(parse_qsl(adresse.query)))
                fund = find_zeilen(verzeichnis, gesucht)
                davon = (fund.davon if gesucht.ziel else fund.summen)[Positionsart.AUFWENDUNGEN]
                assert davon == number(zelle), vars(a)["title"]
                assert fund.anzahl
                verfolgt += 1
    assert verfolgt >= 15


def test_no_money_is_an_empty_field_that_is_read_and_0_is_said_as_0(umgebung):
    zeilen = rows(screen(umgebung))
    gesundheit = [text(zelle) for zelle in zeilen["07 Gesundheit"]]
    assert gesundheit == ["kein Geld"] * 2 + ["0"] + ["kein Geld"] * 10 + ["0"]
    assert not [c for c in walk(zeilen["07 Gesundheit"]) if isinstance(c, html.A)]  # no line has other than 0


def test_in_millions_something_is_never_0_and_below_0_keeps_its_sign(umgebung):
    zeilen = rows(screen(umgebung))
    assert text(zeilen["08 Bauen"][3]) == "−0,25"
    assert vars(zeilen["08 Bauen"][3])["className"] == "n minus"
    assert text(zeilen["06 Jugend"][1]) == "40,00"


def test_a_field_says_in_full_whose_money_for_what_and_its_share(umgebung):
    feld = next(c for c in walk(rows(screen(umgebung))["06 Jugend"][1]) if isinstance(c, html.A))
    erwartet = (
        "06 Jugend → 1.2 Exzellente und flächendeckende Infrastruktur: 40.000.000,15 €, 81,6 % von Jugend"
    )
    assert vars(feld)["title"].replace("\xa0", " ") == erwartet


def test_headings_have_their_scope_and_goals_stand_below_their_oberziel(umgebung):
    kopf = table(screen(umgebung)).children[1]
    oben, unten = kopf.children
    assert [vars(th).get("scope") for th in oben.children] == ["col", *["colgroup"] * 3, "col", "col"]
    assert [vars(th).get("colSpan") for th in oben.children[1:4]] == [4, 4, 4]
    assert [text(th)[:3] for th in unten.children] == [f"{o}.{u}" for o in "123" for u in range(1, 5)]
    assert all(
        vars(tr.children[0]).get("scope") == "row" for tr in table(screen(umgebung)).children[2].children
    )


def test_the_table_scrolls_by_keyboard_and_has_a_name(umgebung):
    rahmen = next(d for d in walk(screen(umgebung)) if getattr(d, "role", "") == "region")
    assert vars(rahmen)["tabIndex"] == "0"
    assert vars(rahmen)["aria-label"] == "Aufwendungen 2023 je Teilhaushalt und Unterziel, Mio. €"


def test_one_sentence_says_the_finding(umgebung):
    gezeigt = text(screen(umgebung)).replace("\xa0", " ")
    assert (
        "40,0 Mio. € aus Jugend für 1.2 Exzellente und flächendeckende Infrastruktur, 37,1 % aller Aufwendungen 2023"
        in gezeigt
    )
    assert "63,7 Mio. € (59,0 %) sind keinem Unterziel zugeordnet." in gezeigt


def test_kinds_of_euro_are_never_added_and_the_page_says_why(umgebung):
    assert "Zusammengezählt werden sie nie" in text(screen(umgebung))


def test_what_has_no_money_of_a_kind_is_named_and_not_missing(umgebung):
    assert "Ohne Aufwendungen: 09 Wirtschaft." in text(screen(umgebung))


def test_a_kind_without_money_says_so(umgebung):
    gezeigt = text(screen(umgebung, "?jahr=2023&euro=investive_einzahlungen"))
    assert "Für 2023 sind hier keine investiven Einzahlungen geplant." in gezeigt


def test_the_switches_keep_one_another(umgebung):
    wege = {
        text(a): dict(parse_qsl(urlsplit(vars(a)["href"]).query))
        for a in walk(screen(umgebung, "?jahr=2023&euro=ertraege&spalten=produkt&genau=ja"))
        if isinstance(a, html.A) and urlsplit(vars(a)["href"]).path == "/haushalt/matrix"
    }
    assert wege["Investive Auszahlungen"] == {
        "jahr": "2023", "euro": "investive_auszahlungen", "spalten": "produkt", "genau": "ja",
    }  # fmt: skip
    assert wege["Teilhaushalte"] == {"jahr": "2023", "euro": "ertraege", "genau": "ja"}
    assert wege["Aufwendungen"] == {"jahr": "2023", "spalten": "produkt", "genau": "ja"}


def test_a_produktbereich_leads_to_its_produkte_and_their_sum_is_its_row(umgebung):
    schirm = screen(umgebung, f"{GENAU}&spalten=produktbereich")
    bereich = next(a for a in walk(schirm) if isinstance(a, html.A) and "bereich=36" in vars(a)["href"])
    unten = rows(screen(umgebung, "?" + urlsplit(vars(bereich)["href"]).query))
    assert sorted(unten) == ["363000 " + f.BOESE, "365000 Kitas", "Summe"]
    name = "36 Kinder-, Jugend- und Familienhilfe"
    assert [number(z) or 0 for z in unten["Summe"]] == [number(z) or 0 for z in rows(schirm)[name]]


def test_of_very_many_produkte_the_smallest_are_one_row_and_the_sums_stay():
    linien = tuple(g.a_line("01", "", f"{n:06d}", "", g.AUF, f"{n}.00") for n in range(1, MEISTE_ZEILEN + 31))
    zeilen = rows(screen(f.umgebung(g.Buch(linien, ())), f"{GENAU}&spalten=produkt"))
    assert len(zeilen) == MEISTE_ZEILEN + 2
    assert number(zeilen["30 übrige"][-1]) == sum(range(1, 31))
    assert number(zeilen["Summe"][-1]) == sum(range(1, MEISTE_ZEILEN + 31))


def test_beispiel_is_said_once_where_all_is_and_at_each_figure_where_not():
    def tags(linien):
        schirm = screen(f.umgebung(g.Buch(linien)))
        return [text(t) for t in walk(table(schirm)) if getattr(t, "className", "") == "tag"], text(schirm)

    beispiel = g.a_line("06", "Jugend", "365000", "Kitas", g.AUF, "1.00", herkunft=Herkunft.BEISPIEL)
    alles, gezeigt = tags((beispiel,))
    assert alles == [] and "Mio. €Beispiel" in gezeigt and "erfunden" in gezeigt
    gemischt, _ = tags((beispiel, g.a_line("05", "Soziales", "311000", "", g.AUF, "1.00")))
    assert gemischt == ["Beispiel"] * 4  # its field, its row, its column, the whole


def test_foreign_names_stay_text(umgebung):
    assert "<script" not in write(screen(umgebung, "?jahr=2023&spalten=produkt"))


@pytest.mark.parametrize(
    "search",
    [
        "&euro=%3Cb%3E&spalten=x&bereich=%27&genau=1",
        "&spalten=produkt&bereich=99",
        "&spalten=produkt&bereich=²",
    ],
)
def test_nothing_in_the_address_breaks_the_page(umgebung, search):
    assert "Welches Geld für welches Ziel?" in text(screen(umgebung, "?jahr=2023" + search))


def test_a_haushalt_that_is_not_there_says_so(umgebung):
    assert "liegt kein freigegebener Haushalt vor" in text(screen(umgebung, "?jahr=2023&haushaltsjahr=2019"))


def test_the_title_names_kind_and_arrangement():
    kontext = f.kontext("/haushalt/matrix", euro="ertraege", spalten="produkt")
    assert SEITE.title_for(kontext) == "Matrix: Erträge je Produkt"


def test_a_plan_without_teilhaushalte_opens_by_produktbereich():
    umg = f.umgebung(g.Buch((g.a_line("", "", "365000", "Kitas", g.AUF, "5.00"),)))
    assert "36 Kinder-, Jugend- und Familienhilfe" in rows(screen(umg))
    assert "ohne Teilhaushalt" in rows(screen(umg, "?jahr=2023&spalten=teilhaushalt"))


def test_what_serves_no_goal_is_asked_for_by_its_own_word(umgebung):
    wege = [
        vars(a)["href"] for a in walk(rows(screen(umgebung))["05 " + f.BOESE][12]) if isinstance(a, html.A)
    ]
    assert len(wege) == 1 and f"ziel={OHNE_ZIEL}" in wege[0]
