"""Geldfluss page: the drawing, its table and the matrix say the same; small and negative flows are told, not lost."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pytest
from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.geldfluss import MEISTE_BAENDER
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.formats import format_euro
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.pages.haushalt.auswahl import read_filter
from kek_dashboard.web.pages.haushalt.fluss import SEITE
from kek_dashboard.web.pages.haushalt.zeilensuche import find_zeilen, make_verzeichnis
from kek_dashboard.web.statisch import write
from tests.web import factories as f
from tests.web import geldlinien as g
from tests.web.test_haushalt_matrix import mittel, table
from tests.web.test_seiten import text, walk


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(g.Buch())


@pytest.fixture(scope="module")
def viele():
    return f.umgebung(g.many_flows())


def screen(umgebung, search="?jahr=2023") -> Component:
    return render_screen(umgebung, PAGES, "/haushalt/fluss", search)


def drawings(schirm: Component) -> list[ET.Element]:
    gefunden = [vars(t)["svg"] for t in walk(schirm) if isinstance(t, Svg) and "sankey" in vars(t)["svg"]]
    return [ET.fromstring(svg) for svg in gefunden]


def drawing(schirm: Component) -> ET.Element:
    """The one drawing of the page."""
    (bild,) = drawings(schirm)
    return bild


def bands(schirm: Component) -> list[str]:
    """What each band of the drawing says."""
    baender = [teil for bild in drawings(schirm) for teil in bild.iter() if teil.get("class") == "band"]
    return [(next(t for t in band.iter("title")).text or "").replace("\xa0", " ") for band in baender]


def groups(schirm: Component) -> list[tuple[str, Decimal, list[tuple[str, Decimal]]]]:
    """The table: each Posten with its sum and its flows."""
    koerper = [t for t in table(schirm).children if isinstance(t, html.Tbody)]
    return [
        (text(kopf.children[0]), amount(kopf), [(text(tr.children[0]), amount(tr)) for tr in zeilen])
        for kopf, *zeilen in (k.children for k in koerper)
    ]


def amount(tr: Component) -> Decimal:
    zelle = next(td for td in tr.children if "betrag" in vars(td).get("className", ""))
    zahl = re.match(r"[−\d.,]+", text(zelle))
    assert zahl is not None
    return Decimal(zahl[0].replace(".", "").replace(",", ".").replace("−", "-"))


@pytest.mark.parametrize("search", ["", "&spalten=produktbereich", "&ziele=oberziel"])
@pytest.mark.parametrize("art", VIER_ARTEN)
def test_the_table_adds_up_to_the_haushalt(umgebung, art, search):
    schirm = screen(umgebung, f"?jahr=2023&euro={art.value}{search}")
    ganzes = mittel(umgebung).summen[art]
    if not ganzes:
        assert "geplant" in text(schirm) and not drawings(schirm)
        return
    gruppen = groups(schirm)
    assert all(sum(eur for _, eur in fluesse) == summe for _, summe, fluesse in gruppen)
    fuss = next(t for t in table(schirm).children if isinstance(t, html.Tfoot))
    assert sum(summe for _, summe, _ in gruppen) == ganzes == amount(fuss.children)


def test_drawing_and_table_name_the_same_flows(umgebung):
    gruppen = groups(screen(umgebung))
    aus_der_tabelle = {
        f"{name} → {ziel}: {format_euro(eur)}".replace("\xa0", " ")
        for name, _, fluesse in gruppen
        for ziel, eur in fluesse
        if eur > 0
    }
    assert {satz.rpartition(", ")[0] for satz in bands(screen(umgebung))} == aus_der_tabelle


def test_each_band_and_each_figure_leads_to_exactly_its_lines(umgebung):
    schirm, verzeichnis = screen(umgebung), make_verzeichnis(mittel(umgebung), umgebung.daten.datenstand())
    wege = [(a.get("href", ""), a.get("aria-label", "")) for a in drawing(schirm).iter("a")]
    wege += [(vars(a)["href"], vars(a)["title"]) for a in walk(table(schirm)) if isinstance(a, html.A)]
    assert len(wege) == len(bands(schirm)) + 11
    for adresse, satz in wege:
        gesucht = read_filter(dict(parse_qsl(urlsplit(adresse).query)))
        fund = find_zeilen(verzeichnis, gesucht)
        eur = (fund.davon if gesucht.ziel else fund.summen)[Positionsart.AUFWENDUNGEN]
        assert format_euro(eur) in satz and urlsplit(adresse).fragment == "zeilen"


def test_money_for_no_goal_is_its_own_node(umgebung):
    bild = drawing(screen(umgebung))
    offen = next(teil for teil in bild.iter("g") if teil.get("class") == "knoten offen")
    assert "nicht zugeordnet" in "".join(offen.itertext())


def test_what_is_below_0_has_no_band_and_is_told(umgebung):
    schirm = screen(umgebung)
    gezeigt = text(schirm).replace("\xa0", " ")
    assert "Ein Betrag liegt unter 0 € (−250.000,00 €) und hat kein Band" in gezeigt
    assert not [satz for satz in bands(schirm) if "−" in satz]
    assert (
        "08 Bauen",
        Decimal("-250000.00"),
        [("1.4 Anbindung an die benachbarten Großstädte", Decimal("-250000.00"))],
    ) in groups(schirm)


def test_only_money_below_0_has_a_table_and_no_drawing():
    linien = tuple(g.a_line(f"0{n}", "", "365000", "", g.AUF, f"-{n}.00") for n in (1, 2))
    schirm = screen(f.umgebung(g.Buch(linien)))
    assert not drawings(schirm) and len(groups(schirm)) == 2
    assert "2 Beträge liegen unter 0 € (zusammen −3,00\xa0€)" in text(schirm)


def test_of_more_than_thirty_flows_the_smallest_go_together_and_none_is_lost(viele):
    schirm = screen(viele)
    gezeigt = text(schirm).replace("\xa0", " ")
    saetze = bands(schirm)
    assert len(saetze) == MEISTE_BAENDER
    assert "Es gibt 45 Flüsse; mehr als 30 unterscheidet niemand. Die 20 kleinsten" in gezeigt
    assert "Alle auf einen Blick zeigt die Matrix." in gezeigt
    gruppen = groups(schirm)
    assert sum(len(fluesse) for _, _, fluesse in gruppen) == 45
    gebuendelt = [satz for satz in saetze if satz.startswith("Übrige → ")]
    einzeln = [satz for satz in saetze if satz not in gebuendelt]
    in_buendeln = [teil for satz in gebuendelt for teil in satz[satz.index("(") + 1 : -1].split("; ")]
    assert len(einzeln) + len(in_buendeln) == 45
    beim_bild = [ziel for _, _, fluesse in gruppen for ziel, _ in fluesse if "im Bild bei „übrige“" in ziel]
    assert len(beim_bild) == len(in_buendeln)


def test_a_node_says_what_of_it_is_drawn_elsewhere(viele):
    bild = drawing(screen(viele))
    titel = [
        (t.text or "").replace("\xa0", " ")
        for k in bild.iter("g")
        if k.get("class", "").startswith("knoten")
        for t in k.iter("title")
    ]
    assert (
        "01 Amt 1: 15,0 Tsd. €, davon 15,0 Tsd. € bei „übrige“" not in titel
    )  # it has no band of its own at all
    assert any(re.fullmatch(r"03 Amt 3: 45,0 Tsd\. €, davon .* bei „übrige“", t) for t in titel)
    assert any(t.startswith("übrige: kleine Beträge mehrerer Teilhaushalte: ") for t in titel)


def test_thirty_or_fewer_flows_are_all_drawn_and_nothing_is_said_of_bundles(umgebung):
    assert "gebündelt" not in text(screen(umgebung))


def test_the_drawing_is_a_group_with_a_sentence_and_its_links_are_named(umgebung):
    bild = next(t for t in walk(screen(umgebung)) if isinstance(t, Svg) and "sankey" in vars(t)["svg"])
    assert vars(bild)["role"] == "group"
    assert vars(bild)["label"].startswith("Aufwendungen 2023: Teilhaushalte und Unterziele.")
    assert all(a.get("aria-label") for a in drawing(screen(umgebung)).iter("a"))


def test_one_sentence_says_the_finding(umgebung):
    gezeigt = text(screen(umgebung)).replace("\xa0", " ")
    assert "Von 108,0 Mio. € Aufwendungen 2023 dienen 44,3 Mio. € einem Ziel, am meisten 1.2" in gezeigt
    assert "63,7 Mio. € (59,0 %) sind keinem zugeordnet." in gezeigt


def test_money_for_no_goal_at_all_is_said():
    schirm = screen(f.umgebung(g.Buch(regeln=())))
    assert "Keinem Ziel ist davon Geld zugeordnet." in text(schirm)
    assert len(bands(schirm)) == 3


def test_the_switches_keep_one_another(umgebung):
    wege = {
        text(a): dict(parse_qsl(urlsplit(vars(a)["href"]).query))
        for a in walk(screen(umgebung, "?jahr=2023&euro=ertraege&spalten=produktbereich&ziele=oberziel"))
        if isinstance(a, html.A) and urlsplit(vars(a)["href"]).path == "/haushalt/fluss"
    }
    assert wege["Unterziele"] == {"jahr": "2023", "euro": "ertraege", "spalten": "produktbereich"}
    assert wege["Aufwendungen"] == {"jahr": "2023", "spalten": "produktbereich", "ziele": "oberziel"}


def test_beispiel_is_said_in_the_headings_where_all_is_and_at_each_figure_where_not():
    beispiel = g.a_line("06", "Jugend", "365000", "Kitas", g.AUF, "1.00", herkunft=Herkunft.BEISPIEL)
    schirm = screen(f.umgebung(g.Buch((beispiel,))))
    assert [text(h) for h in walk(schirm) if isinstance(h, html.H2) and "Beispiel" in text(h)] == [
        "Aufwendungen 2023: Teilhaushalte und UnterzieleBeispiel", "Aufwendungen 2023: alle Flüsse, €Beispiel",
    ]  # fmt: skip
    gemischt = screen(f.umgebung(g.Buch((beispiel, g.a_line("05", "Soziales", "311000", "", g.AUF, "1.00")))))
    assert len([t for t in walk(table(gemischt)) if getattr(t, "className", "") == "tag"]) == 3


def test_foreign_names_stay_text(umgebung):
    assert "<script" not in write(screen(umgebung))


@pytest.mark.parametrize("search", ["&euro=x&spalten=produkt&ziele=%3Cb%3E", "&euro=&spalten=&ziele="])
def test_nothing_in_the_address_breaks_the_page(umgebung, search):
    assert "Wohin fließt das Geld?" in text(screen(umgebung, "?jahr=2023" + search))


def test_a_haushalt_that_is_not_there_says_so(umgebung):
    assert "liegt kein freigegebener Haushalt vor" in text(screen(umgebung, "?jahr=2023&haushaltsjahr=2019"))


def test_the_title_names_the_kind():
    assert SEITE.title_for(f.kontext("/haushalt/fluss", euro="ertraege")) == "Geldfluss: Erträge"
