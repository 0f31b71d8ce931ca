"""Zellenpass: what stood in a cell, who brought it, what replaced it; the neighbours only for who may have the file."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.importers.annahme import Freigabe, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.workbook import read_lines
from kek_dashboard.store.konten import create_konto
from kek_dashboard.store.lieferungen import load_lieferung, withdraw
from kek_dashboard.web import create_app
from kek_dashboard.web.components.fundstelle import link_beleg, linked
from kek_dashboard.web.components.umgebung_zelle import draw_neighbourhood, find_header_row, read_adresse
from kek_dashboard.web.originale import Originale
from kek_dashboard.web.statisch import write
from tests.web import factories as f
from tests.web.personen import ROOT, add_person, screen, server_settings, signed_in
from tests.web.test_seiten import links, text, walk
from tests.web.test_upload import bestand, mappe, settings, store, zeige  # noqa: F401 - fixtures

KENNZAHL = "1.2-02"
FACHBEREICH = "GB Jugend"


def deliver(store, *zeilen, name="Quoten.xlsx", released=True, fachbereich=FACHBEREICH):  # noqa: F811
    freigabe = Freigabe() if released else None
    annahme = accept_file(store, name, mappe(*zeilen), Vorgabe(fachbereich=fachbereich), freigabe=freigabe)
    assert annahme.angenommen and annahme.freigegeben is released, annahme.befunde
    assert annahme.lieferung is not None
    return annahme.lieferung


@pytest.fixture
def geliefert(store):  # noqa: F811
    """Two released Lieferungen, the second with a corrected value, and one that waits."""
    erste = deliver(store, (KENNZAHL, 2018, 800), (KENNZAHL, 2019, 830))
    zweite = deliver(store, (KENNZAHL, 2019, 840), name="Berichtigt.xlsx")
    dritte = deliver(store, (KENNZAHL, 2019, 850), name="Wartet.xlsx", released=False)
    return erste, zweite, dritte


def beleg(zeige, nr, zelle, blatt="Quoten", **mehr):  # noqa: F811
    rest = "".join(f"&{name}={wert}" for name, wert in mehr.items())
    return zeige(f"/beleg/{nr}", f"?blatt={blatt}&zelle={zelle}{rest}")


def table_rows(seite, klasse):
    for teil in walk(seite):
        if type(teil).__name__ == "Table" and klasse in (getattr(teil, "className", "") or "").split():
            return [
                [text(zelle) for zelle in zeile.children]
                for zeile in walk(teil)
                if type(zeile).__name__ == "Tr"
            ]
    return []


# ------------------------------------------------------------------------------------------- what it says


def test_it_names_file_hash_sheet_cell_and_what_stood_there(zeige, store, geliefert):  # noqa: F811
    seite = beleg(zeige, geliefert[0], "C3")
    schrift = text(seite)
    lieferung = load_lieferung(store, geliefert[0])
    for wort in (
        "Quoten.xlsx",
        "Quoten",
        "C3",
        "„830“",
        lieferung.sha256,
        FACHBEREICH,
        f"Lieferung {geliefert[0]}",
    ):
        assert wort in schrift, wort
    assert "1.2-02" in schrift and "2019" in schrift and "830" in schrift
    assert f"/lieferung/{geliefert[0]}/datei" in links(seite)


def test_versions_of_the_same_figure_lead_to_each_other(zeige, geliefert):  # noqa: F811
    erste, zweite, dritte = geliefert
    zeilen = table_rows(beleg(zeige, erste, "C3"), "fassungen")
    assert len(zeilen) == 4
    assert "830" in zeilen[1][1] and "diese Zelle" in zeilen[1][3] and zeilen[1][4] == "ersetzt"
    assert (
        "830" in zeilen[2][2]
        and "→ 840" in zeilen[2][2]
        and "+1,2" in zeilen[2][2]
        and zeilen[2][4] == "zählt"
    )
    assert zeilen[3][4] == "wartet auf Freigabe"
    adressen = links(beleg(zeige, erste, "C3"))
    for nr in (zweite, dritte):
        assert any(adresse.startswith(f"/beleg/{nr}?") and "zelle=C2" in adresse for adresse in adressen)
    assert "durch 840" in text(beleg(zeige, erste, "C3"))
    assert "Das zählt heute" in text(beleg(zeige, zweite, "C2"))


def test_a_withdrawn_figure_says_when_and_why(zeige, store, geliefert):  # noqa: F811
    withdraw(store, [geliefert[1]], "Zahlendreher")
    schrift = text(beleg(zeige, geliefert[1], "C2"))
    assert "zurückgezogen" in schrift and "Grund: Zahlendreher" in schrift
    zeilen = table_rows(beleg(zeige, geliefert[0], "C3"), "fassungen")
    assert [zeile[4].split(" am ")[0] for zeile in zeilen[1:]] == [
        "zählt",
        "zurückgezogen",
        "wartet auf Freigabe",
    ]


def test_an_amount_of_a_plan_line_has_its_own_zellenpass(zeige):  # noqa: F811
    seite = beleg(zeige, 3, "I6", "Haushaltsplan%202019")
    schrift = text(seite)
    assert "Ansatz 2019" in schrift and "Was daraus gelesen wurde" in schrift
    zeile = text(beleg(zeige, 3, "E6", "Haushaltsplan%202019"))
    assert "Haushaltszeile 2019" in zeile and "Ergebnis 2017" in zeile
    assert any(adresse.startswith("/haushalt?") for adresse in links(seite))


def test_master_data_and_mappings_have_one_too(zeige):  # noqa: F811
    assert "Ziel 2026" in text(beleg(zeige, 2, "C5", "Zielwerte"))
    assert "Kennzahl 1.1-01: Bevölkerung" in text(beleg(zeige, 2, "A5", "Kennzahlen"))
    assert "Anteil" in text(beleg(zeige, 4, "G5", "Zuordnung%20Haushalt"))


# ---------------------------------------------------------------------------------------- the neighbourhood


def test_the_cell_stands_marked_among_its_neighbours(zeige, geliefert):  # noqa: F811
    seite = beleg(zeige, geliefert[0], "C3")
    zeilen = table_rows(seite, "umgebung")
    assert zeilen[0] == ["Zeile", "A", "B", "C", "D", "E", "F"]
    assert zeilen[1][:4] == ["1", "Kennzahl-Nr.", "Zeitraum", "Ist"]
    assert zeilen[3][:4] == ["3", "1.2-02", "2019", "▸diese Zelle: 830"]
    (zelle,) = [t for t in walk(seite) if "diese" in (getattr(t, "className", "") or "").split()]
    assert getattr(zelle, "aria-current", None) == "true"
    koepfe = [t for t in walk(seite) if type(t).__name__ == "Th" and getattr(t, "scope", None) == "row"]
    assert {"1", "2", "3"} <= {text(t) for t in koepfe}


def sheet(*zeilen: tuple[str, ...], ab: int = 1) -> Blatt:
    def cell(zeile: int, spalte: int, roh: str) -> Zelle:
        return Zelle(zeile, spalte, Decimal(roh) if re.fullmatch(r"\d+", roh) else roh, roh)

    return Blatt(
        "Blatt",
        {
            nr: {spalte: cell(nr, spalte, roh) for spalte, roh in enumerate(zeile, 1) if roh}
            for nr, zeile in enumerate(zeilen, ab)
        },
    )


@pytest.mark.parametrize(
    ("blatt", "zelle", "kopf"),
    [
        (sheet(("Titel",), ("Nr.", "Wert"), ("a", "1"), ("b", "2")), "B4", 2),
        (sheet(("Nr.", "2019", "2020"), ("a", "7", "8"), ("b", "9", "10")), "C3", 1),
        (sheet(("Nr.", "Wert"), ("a", "1"), ("",), ("b", "2")), "B4", 1),
        (sheet(("7", "8"), ("9", "10")), "B2", None),
        (sheet(("Nr.", "Wert"), ("a", "1")), "B1", None),
    ],
    ids=["below a title", "years as headings", "with a gap", "figures alone", "the header itself"],
)
def test_the_row_that_heads_the_table_is_found(blatt, zelle, kopf):
    ort = read_adresse(zelle)
    assert ort is not None
    assert find_header_row(blatt, *ort) == kopf


def test_a_header_far_above_is_shown_and_the_gap_is_said():
    blatt = sheet(("Nr.", "Wert"), *((f"k{nr}", str(nr)) for nr in range(60)))
    schrift = text(draw_neighbourhood(blatt, "B40"))
    assert "Nr." in schrift and "ausgelassene Zeilen" in schrift and "diese Zelle: 38" in schrift
    assert "k20" not in schrift


def test_what_stands_in_a_cell_is_text_and_never_runs():
    schrift = write(draw_neighbourhood(sheet(("Nr.", f.BOESE), ("a", f.BOESE)), "B2"))
    assert "<script>" not in schrift and "&lt;script&gt;" in schrift


@pytest.mark.parametrize("zelle", ["7", "", "E0", "ZZZZ9", "e7", "E7:F8"])
def test_what_is_no_cell_gets_a_sentence_instead_of_a_table(zelle):
    assert "keine Zelle" in text(draw_neighbourhood(sheet(("a", "b")), zelle))


def test_the_file_is_read_once_and_dropped_for_lack_of_room(store, geliefert, monkeypatch):  # noqa: F811
    gelesen: list[str] = []

    def read_and_note(inhalt: bytes, dateiname: str) -> bytes:
        gelesen.append(dateiname)
        return read_lines(inhalt, dateiname)

    monkeypatch.setattr("kek_dashboard.web.originale.read_lines", read_and_note)
    erste, zweite = (load_lieferung(store, nr) for nr in geliefert[:2])
    regal = Originale()
    for _ in range(3):
        assert regal.load_blatt(store, erste, "Quoten") is not None
        assert regal.load_blatt(store, erste, "Gibt es nicht") is None
    assert gelesen == ["Quoten.xlsx"]
    klein = Originale(most_bytes=1)
    for lieferung in (erste, zweite, erste):
        assert klein.load_mappe(store, lieferung).blaetter
    assert len(gelesen) == 4


# ------------------------------------------------------------------------------------------- bad addresses


@pytest.mark.parametrize(
    ("pfad", "suche", "satz"),
    [
        ("/beleg/999", "?blatt=Quoten&zelle=C3", "Eine Lieferung „999“ gibt es nicht"),
        ("/beleg/abc", "?blatt=Quoten&zelle=C3", "Eine Lieferung „abc“ gibt es nicht"),
        ("/beleg/5", "?zelle=C3", "fehlt das Blatt"),
        ("/beleg/5", "?blatt=Quoten", "ist keine Zelle"),
        ("/beleg/5", "?blatt=Quoten&zelle=3C", "„3C“ ist keine Zelle"),
        ("/beleg/5", "?blatt=Anderes&zelle=C3", "Von einem Blatt „Anderes“"),
        ("/beleg/5", "?blatt=Quoten&zelle=A1", "Aus der Zelle A1"),
        ("/beleg/5", "?blatt=Quoten&zelle=XFD1048576", "Aus der Zelle XFD1048576"),
    ],
)
def test_an_address_that_names_nothing_gets_a_clear_sentence(zeige, geliefert, pfad, suche, satz):  # noqa: F811
    assert geliefert[0] == 5
    schrift = text(zeige(pfad, suche))
    assert "Nicht gefunden" in schrift and satz in schrift


def test_before_its_release_a_figure_is_not_there(zeige, store, geliefert, monkeypatch):  # noqa: F811
    monkeypatch.setattr("kek_dashboard.web.pages.beleg.karten.may_see", lambda *_: False)
    schrift = text(beleg(zeige, geliefert[0], "C3", stand="2020-01-01"))
    assert "war am 01.01.2020 noch nicht freigegeben" in schrift and "830" not in schrift
    assert "Mit dem Wissen von heute ansehen" in schrift


# --------------------------------------------------------------------------------------------------- rights


@pytest.fixture
def als(store, tmp_path, geliefert):  # noqa: F811
    for rolle in (Rolle.LESER, Rolle.CONTROLLING, Rolle.KAEMMEREI, Rolle.VERWALTUNG):
        add_person(store, rolle.value, rolle)
    for name, einheit in (("jugend", FACHBEREICH), ("schule", "GB Schule und ÖPNV")):
        create_konto(store, ROOT, name, [Rolle.FACHBEREICH], fachbereiche=[einheit])
    app = create_app(store, server_settings(tmp_path))
    return lambda name: signed_in(app, store, name)


@pytest.mark.parametrize(
    ("name", "nachbarn"),
    [
        ("leser", False),
        ("verwaltung", False),
        ("schule", False),
        ("jugend", True),
        ("controlling", True),
        ("kaemmerei", True),
    ],
)
def test_the_neighbours_are_for_those_who_may_have_the_file(als, geliefert, name, nachbarn):
    schrift = screen(als(name), f"/beleg/{geliefert[0]}", "?blatt=Quoten&zelle=C3")
    assert "„830“" in schrift
    assert ("Kennzahl-Nr." in schrift) is nachbarn
    assert (f"/lieferung/{geliefert[0]}/datei" in schrift) is nachbarn
    assert ("stehen nur denen offen" in schrift) is not nachbarn
    # Who handled it is for those who see the Lieferungen.
    assert (f'href="/lieferung/{geliefert[0]}' in schrift) is nachbarn


def test_who_leads_a_unit_is_told_to_those_who_see_the_lieferungen(als, store):  # noqa: F811
    from kek_dashboard.store.zelle import load_zelle
    from kek_dashboard.web.pages.beleg.worte import facts

    (fund,) = load_zelle(store, 2, "Organisation", "A5").funde
    assert fund.satz.leitung
    assert fund.satz.leitung in dict(facts(f.kontext(), fund, with_persons=True)).values()
    assert fund.satz.leitung not in dict(facts(f.kontext(), fund, with_persons=False)).values()
    suche = "?blatt=Organisation&zelle=A5"
    assert fund.satz.leitung in screen(als("controlling"), "/beleg/2", suche)


@pytest.mark.parametrize(
    ("name", "offen"),
    [("leser", False), ("verwaltung", False), ("schule", False), ("jugend", True), ("controlling", True)],
)
def test_what_waits_is_for_those_who_may_see_it(als, geliefert, name, offen):
    wartet = screen(als(name), f"/beleg/{geliefert[2]}", "?blatt=Quoten&zelle=C2")
    assert ("850" in wartet) is offen
    assert ("Nicht erlaubt" in wartet) is not offen
    andere = screen(als(name), f"/beleg/{geliefert[0]}", "?blatt=Quoten&zelle=C3")
    assert ("Wartet.xlsx" in andere) is offen


def test_a_stranger_is_asked_to_sign_in_and_in_the_public_mode_sees_no_neighbours(store, tmp_path, geliefert):  # noqa: F811
    from tests.web.personen import call

    pfad, suche = f"/beleg/{geliefert[0]}", "?blatt=Quoten&zelle=C3"
    app = create_app(store, server_settings(tmp_path))
    assert (
        signed_in(app, store, None).post("/_dash-update-component", json=call(pfad, suche)).status_code == 401
    )
    public = create_app(store, server_settings(tmp_path, oeffentlich=True))
    schrift = screen(signed_in(public, store, None), pfad, suche)
    assert "„830“" in schrift and "Kennzahl-Nr." not in schrift and "/datei" not in schrift


# ---------------------------------------------------------------------------------------------------- links


def test_a_place_is_the_link_and_says_so():
    kontext = f.kontext(jahr=2023, wissensstand=date(2024, 6, 30))
    stelle = Fundstelle("Quoten & mehr", "E7", "70", 2)
    adresse = link_beleg(kontext, stelle)
    assert adresse is not None
    teile = parse_qs(urlsplit(adresse).query)
    assert urlsplit(adresse).path == "/beleg/2"
    assert (teile["blatt"], teile["zelle"], teile["stand"]) == (["Quoten & mehr"], ["E7"], ["2024-06-30"])
    link = linked(kontext, "70 %", stelle)
    assert getattr(link, "aria-label", "") == "Zellenpass: 70 %" and "E7" in getattr(link, "title", "")
    assert linked(kontext, "–", stelle) == "–"
    for ohne in (OHNE_FUNDSTELLE, Fundstelle("Quoten", "E7", "70"), Fundstelle("", "E7", "70", 2)):
        assert linked(kontext, "70 %", ohne) == "70 %"


@pytest.mark.parametrize("pfad", ["/kennzahl/1.2-03", "/kennzahlen", "/unterziel/1.2"])
def test_pages_of_figures_lead_to_the_cells(pfad):
    from kek_dashboard.web import PAGES, render_screen

    seite = render_screen(f.umgebung(), PAGES, pfad, "?jahr=2023")
    assert any(link.startswith("/beleg/2?") for link in links(seite))


def test_sums_lead_to_their_parts():
    from kek_dashboard.web import PAGES, render_screen

    umgebung = f.umgebung()
    assert any(
        "/haushalt?" in link and "ziel=1.2" in link
        for link in links(render_screen(umgebung, PAGES, "/", "?jahr=2023"))
    )
    unterziel = links(render_screen(umgebung, PAGES, "/unterziel/1.2", "?jahr=2023"))
    assert any("ziel=1.2" in link and "art=aufwendungen" in link for link in unterziel)
