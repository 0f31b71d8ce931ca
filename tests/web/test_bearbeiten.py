"""Pages on which records are changed: from the form to the Datenstand, for those who may and for nobody else."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlsplit

import pytest

from kek_dashboard.domain.bearbeitung import erlaeuterung
from kek_dashboard.domain.bearbeitung.entwurf import Anlass, with_row
from kek_dashboard.domain.bearbeitung.gegenstand import Sache, Zeile, read_formular
from kek_dashboard.domain.bearbeitung.mappe import AENDERUNG, AENDERUNG_SPALTEN
from kek_dashboard.domain.bearbeitung.verzeichnis import GEGENSTAENDE, find_gegenstand
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.importers import stammdatenblaetter as blaetter
from kek_dashboard.store.arbeitsstand import UnknownArbeitsstandError
from kek_dashboard.store.lieferungen import count_lieferungen, load_lieferung, release
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.ueberholt import load_overtaken
from kek_dashboard.web import bearbeitung, create_app
from kek_dashboard.web.bearbeitung import NotDeliverableError, TakenNumberError, UnknownGegenstandError
from kek_dashboard.web.pages.bearbeiten.wirkung import compare
from tests.store.conftest import store  # noqa: F401 - a fixture
from tests.web import bearbeitungsproben as p
from tests.web.personen import (
    add_person,
    copied_store,
    make_vorlage,
    post,
    screen,
    server_settings,
    signed_in,
)

BERG, MEIER = p.BERG, p.MEIER


def deliver(store, arbeit, akteur=BERG):  # noqa: F811
    return bearbeitung.deliver(store, akteur, arbeit.kept.id, arbeit.kept.fortschreibung).lieferung


# ------------------------------------------------------------------------------ from a form to what is known


def test_every_sheet_and_every_column_of_a_draft_is_one_of_the_importer():
    arten = {art.name: {spalte.name for spalte in art.spalten} for art in blaetter.BLAETTER}
    for gegenstand in GEGENSTAENDE:
        for teil in gegenstand.teile:
            assert {feld.spalte for feld in teil.felder} <= arten[teil.blatt], teil.blatt
    assert set(AENDERUNG_SPALTEN) <= arten[AENDERUNG]


def test_a_target_changed_by_a_beschluss_holds_from_its_day_and_the_old_one_stays_known(store):  # noqa: F811
    p.fill(store)
    arbeit = p.new_target(store, wert="90,5")
    vorher = load_datenstand(store).akte("1.1-01").zielwerte
    nr = deliver(store, arbeit)
    assert load_datenstand(store).akte("1.1-01").zielwerte == vorher
    release(store, [nr], akteur=MEIER)
    akte = load_datenstand(store).akte("1.1-01")
    (ziel,) = akte.zielwerte
    assert (str(ziel.wert), str(ziel.gueltig_ab), ziel.beschluss) == (
        "90.5",
        "2024-02-01",
        "Drucksache 1/2024",
    )
    assert akte.fruehere_zielwerte == vorher
    grund = load_datenstand(store).gruende[nr]
    assert (grund.beschluss, grund.grund) == ("Drucksache 1/2024", p.GRUND.grund)
    assert load_lieferung(store, nr).absender == "berg"


def test_each_kind_of_thing_comes_back_from_the_store_as_it_was_typed(store):  # noqa: F811
    p.fill(store)
    aendern = [
        (Sache("kennzahl", "1.1-01"), {("stamm", "definition"): "Erste Zeile.\nZweite.", ("stamm", "max_alter"): "3"}),
        (Sache("kennzahl", "1.1-02"), {("zuordnungen", "gewicht"): "2,5", ("zielwerte", "gueltig_bis"): "2099-12-31"}),
        (Sache("massnahme", "M-1"), {("stamm", "status"): "läuft", ("meilensteine", "erreicht"): "2025-01-31"}),
        (Sache("ziel", "1.1", p.SYSTEM), {("stamm", "kurztitel"): "=1+1", ("stamm", "wortlaut"): "Neu gefasst."}),
        (Sache("zielsystem", p.SYSTEM), {("stamm", "letztes_jahr"): "2030", ("stamm", "bemerkung"): "Länger."}),
    ]  # fmt: skip
    for sache, felder in aendern:
        arbeit = p.make_draft(store, BERG, sache, felder)
        pruefung = bearbeitung.examine(store, BERG, arbeit)
        assert pruefung.is_ready, (sache, pruefung.maengel, pruefung.annahme)
        release(store, [deliver(store, arbeit)], akteur=MEIER)
        gegenstand = find_gegenstand(sache.art)
        assert gegenstand is not None
        neu = read_formular(gegenstand, load_datenstand(store), sache)
        for (teil, feld), wert in felder.items():
            assert neu[teil][0].werte[feld] == wert, (sache, feld)
        getippt = {(t.name, feld.name) for t in gegenstand.teile for feld in t.getippt}
        for teil, zeilen in arbeit.entwurf.beginn.items():
            for alt, nun in zip(zeilen, neu[teil], strict=True):
                gleich = {n for n in alt.werte if (teil, n) in getippt and (teil, n) not in felder}
                assert {n: alt.werte[n] for n in gleich} == {n: nun.werte[n] for n in gleich}, sache


def test_something_new_is_made_with_its_rows_and_its_number_is_nobody_elses(store):  # noqa: F811
    p.fill(store)
    with pytest.raises(TakenNumberError):
        bearbeitung.begin(store, BERG, Sache("kennzahl", "1.1-01"), is_new=True)
    with pytest.raises(UnknownGegenstandError):
        bearbeitung.begin(store, BERG, Sache("kennzahl", "9.9-99"))
    arbeit = bearbeitung.begin(store, BERG, Sache("kennzahl", "1.1-09"), is_new=True)
    werte = arbeit.entwurf.werte
    system = load_datenstand(store).zielsystem.name
    for teil, zeile in (
        ("zielwerte", {"jahr": "2026", "wert": "100"}),
        ("zuordnungen", {"unterziel": f"{system}|1.1", "gewicht": "1"}),
    ):
        werte = with_row(werte, teil, Zeile(teil, MappingProxyType(zeile), is_new=True))
    arbeit, _ = bearbeitung.save(store, BERG, arbeit.kept.id, 1, werte, p.GRUND)
    felder = {
        "bezeichnung": "Neu",
        "einheit": "%",
        "zieltyp": "steigern",
        "basisjahr": "2020",
        "basiswert": "10",
    }
    arbeit = p.write_on(store, BERG, arbeit, {("stamm", name): wert for name, wert in felder.items()})
    release(store, [deliver(store, arbeit)], akteur=MEIER)
    akte = load_datenstand(store).akte("1.1-09")
    assert akte.kennzahl.bezeichnung == "Neu" and str(akte.zielwerte[0].wert) == "100"
    assert [z.unterziel for z in akte.zuordnungen] == ["1.1"]


def test_an_explanation_with_umfeld_and_beurteilung_is_written_and_mended(store):  # noqa: F811
    p.fill(store)
    sache = Sache("erlaeuterung", "1.1-01", "", erlaeuterung.join_zusatz("kennzahl", "2023"))
    for text in ("Es ging voran.", "Es ging gut voran."):
        arbeit = bearbeitung.begin(store, BERG, sache, is_new=True)
        felder = {
            ("stamm", "text"): text,
            ("stamm", "umfeld"): "Neues Gesetz",
            ("stamm", "beurteilung"): "gut",
        }
        arbeit = p.write_on(store, BERG, arbeit, felder, Anlass(grund="Bericht"))
        release(store, [deliver(store, arbeit)], akteur=MEIER)
        (gilt,) = load_datenstand(store).erlaeuterungen
        assert (gilt.text, gilt.umfeld, gilt.beurteilung) == (text, "Neues Gesetz", "gut")


def test_the_effect_is_what_releasing_then_does(store):  # noqa: F811
    p.fill(store)
    arbeit = p.new_target(store, wert="40")
    pruefung = bearbeitung.examine(store, BERG, arbeit)
    assert pruefung.nachher is not None
    wirkungen = compare(pruefung.vorher, pruefung.nachher)
    assert {(w.ebene, w.nr) for w in wirkungen} == {
        ("Oberziel", "1"),
        ("Unterziel", "1.1"),
        ("Kennzahl", "1.1-01"),
    }
    assert any(w.nachher.stand is Stand.ERREICHT for w in wirkungen)
    release(store, [deliver(store, arbeit)], akteur=MEIER)
    heute = load_datenstand(store)
    assert compare(heute, pruefung.nachher) == ()


def test_what_the_importer_refuses_is_told_and_not_delivered(store):  # noqa: F811
    p.fill(store)
    arbeit = p.make_draft(store, BERG, Sache("massnahme", "M-1"), {("stamm", "fortschritt"): "120"})
    pruefung = bearbeitung.examine(store, BERG, arbeit)
    assert pruefung.annahme is not None
    assert not pruefung.is_ready and "0 bis 100" in pruefung.annahme.befunde[0].text
    with pytest.raises(NotDeliverableError, match="0 bis 100"):
        deliver(store, arbeit)
    assert count_lieferungen(store) == 2


# --------------------------------------------------------------------------------------------- two at once


def test_two_editors_are_told_of_each_other_and_the_second_chooses(store):  # noqa: F811
    p.fill(store)
    erster, zweiter = p.new_target(store, wert="90"), p.new_target(store, MEIER, wert="95")
    eine = deliver(store, erster)
    assert [m.lieferung.nr for m in bearbeitung.examine(store, MEIER, zweiter).andere] == [eine]
    release(store, [eine], akteur=p.KUNZ)
    pruefung = bearbeitung.examine(store, MEIER, zweiter)
    assert [(s.vorher, s.deren, s.meiner) for s in pruefung.abgleich.streit] == [("80", "90", "95")]
    with pytest.raises(NotDeliverableError, match="wählen"):
        deliver(store, zweiter, MEIER)
    geklaert = bearbeitung.bring_up_to_date(store, MEIER, zweiter.kept.id, ())
    spaeter = replace(p.GRUND, am="2024-03-01")
    geklaert, _ = bearbeitung.save(
        store, MEIER, geklaert.kept.id, geklaert.kept.fortschreibung, geklaert.entwurf.werte, spaeter
    )
    release(store, [deliver(store, geklaert, MEIER)], akteur=p.KUNZ)
    akte = load_datenstand(store).akte("1.1-01")
    assert str(akte.zielwerte[0].wert) == "95"
    assert {str(z.wert) for z in akte.fruehere_zielwerte} == {"80", "90"}


def test_what_somebody_else_released_and_i_left_alone_is_not_undone(store):  # noqa: F811
    p.fill(store)
    meiner = p.make_draft(store, MEIER, Sache("massnahme", "M-1"), {("stamm", "status"): "läuft"})
    anderer = p.make_draft(store, BERG, Sache("massnahme", "M-1"), {("stamm", "fortschritt"): "40"})
    release(store, [deliver(store, anderer)], akteur=p.KUNZ)
    release(store, [deliver(store, meiner, MEIER)], akteur=p.KUNZ)
    massnahme = load_datenstand(store).massnahmen["M-1"]
    assert (massnahme.status, str(massnahme.fortschritt)) == ("läuft", "40")


def test_before_a_release_one_is_told_that_it_replaces_something_newer(store):  # noqa: F811
    p.fill(store)
    alt = deliver(store, p.new_target(store, wert="90"))
    assert load_overtaken(store, load_lieferung(store, alt)) == ()
    neu = deliver(store, p.new_target(store, MEIER, wert="95"), MEIER)
    release(store, [neu], akteur=p.KUNZ)
    (m,) = load_overtaken(store, load_lieferung(store, alt))
    assert (m.feld, str(m.satz.wert), m.lieferung.nr) == ("zielwerte", "95", neu)


def test_two_windows_on_one_draft_lose_nothing(store):  # noqa: F811
    p.fill(store)
    arbeit = p.new_target(store, wert="90")
    anders = p.with_value(arbeit.entwurf.werte, "zielwerte", "wert", "91")
    neu, glatt = bearbeitung.save(store, BERG, arbeit.kept.id, 1, anders, p.GRUND)
    assert not glatt and neu.entwurf.werte["zielwerte"][0].werte["wert"] == "90"
    (streit,) = bearbeitung.window_conflicts(neu)
    assert (streit.deren, streit.meiner) == ("90", "91")
    with pytest.raises(NotDeliverableError, match="Fenster"):
        deliver(store, neu)
    gewaehlt = bearbeitung.choose_window(store, BERG, arbeit.kept.id, {streit.name}, None)
    assert gewaehlt.entwurf.werte["zielwerte"][0].werte["wert"] == "91" and gewaehlt.entwurf.andere == ()


def test_a_draft_that_was_taken_back_can_be_taken_up_again(store):  # noqa: F811
    from kek_dashboard.store.lieferungen import withdraw

    p.fill(store)
    arbeit = p.new_target(store)
    nr = deliver(store, arbeit)
    withdraw(store, [nr], "noch nicht", MEIER)
    offen = bearbeitung.reopen(store, BERG, arbeit.kept.id)
    assert deliver(store, offen) not in {None, nr}


# -------------------------------------------------------------------------------------------------- rights


@pytest.fixture(scope="module")
def vorlage(tmp_path_factory):
    def add(store):  # noqa: F811
        p.fill(store)
        for name, rolle in (
            ("berg", Rolle.CONTROLLING),
            ("meier", Rolle.CONTROLLING),
            ("leser", Rolle.LESER),
        ):
            add_person(store, name, rolle)

    return make_vorlage(tmp_path_factory.mktemp("bearbeiten"), add)


@pytest.fixture
def haus(vorlage, tmp_path):
    with copied_store(vorlage, tmp_path) as store:  # noqa: F811
        yield store


@pytest.fixture
def app(haus, tmp_path):
    return create_app(haus, server_settings(tmp_path))


def begun(client) -> str:
    """The path of a draft of the target of 1.1-01, begun as a browser does."""
    antwort = post(client, "/bearbeiten/beginnen", {"art": "kennzahl", "nr": "1.1-01"})
    assert antwort.status_code == 303
    return str(urlsplit(antwort.headers["Location"]).path)


def names(seite: str) -> dict[str, str]:
    """Name → value of every input of a page."""
    seite = markup.unescape(seite)
    return dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', seite))


def test_the_form_works_without_a_script_from_the_first_press_to_the_waiting_lieferung(app, haus):
    client = signed_in(app, haus, "berg")
    pfad = begun(client)
    seite = screen(client, pfad)
    wert = next(name for name in names(seite) if name.startswith("zielwerte.") and name.endswith(".wert"))
    felder = {"fortschreibung": "1", wert: "88,5", "tat": "pruefen"}
    antwort = post(client, f"{pfad}/speichern", felder)
    assert urlsplit(antwort.headers["Location"]).path == f"{pfad}/pruefen"
    geprueft = screen(client, f"{pfad}/pruefen")
    assert "88,5" in geprueft and "Was noch fehlt" in geprueft and "Zur Freigabe geben" not in geprueft
    felder = {
        "fortschreibung": "2",
        "drucksache": "Drs. 1/2024",
        "am": "2024-02-01",
        "grund": "Beschluss",
        "tat": "pruefen",
    }
    post(client, f"{pfad}/speichern", felder)
    geprueft = screen(client, f"{pfad}/pruefen")
    assert "Was das für die Ziele heißt" in geprueft and "Zur Freigabe geben" in geprueft
    post(client, f"{pfad}/abgeben", {"fortschreibung": "3"})
    assert "sobald sie freigegeben ist" in screen(client, pfad)
    assert "Lieferung 3" in screen(client, pfad)
    release(haus, [3], akteur=MEIER)
    assert "Die Änderung gilt" in screen(client, pfad)


def test_rows_are_added_and_taken_out_with_what_was_typed_kept(app, haus):
    client = signed_in(app, haus, "berg")
    pfad = begun(client)
    post(client, f"{pfad}/speichern", {"fortschreibung": "1", "grund": "weil", "tat": "zeile-neu:zielwerte"})
    seite = screen(client, pfad)
    assert "Zielwert (neu)" in seite and ">weil</textarea>" in seite
    neu = next(name.split(".")[1] for name in names(seite) if name.endswith(".jahr"))
    post(client, f"{pfad}/speichern", {"fortschreibung": "2", "tat": f"zeile-weg:zielwerte:{neu}"})
    assert "Zielwert (neu)" not in screen(client, pfad)


def test_a_draft_is_nobodys_but_its_authors(app, haus):
    pfad = begun(signed_in(app, haus, "berg"))
    anderer = signed_in(app, haus, "meier")
    for adresse in (pfad, f"{pfad}/pruefen"):
        assert "Diesen Entwurf gibt es nicht" in screen(anderer, adresse)
    for tat in ("speichern", "fenster", "abgleichen", "abgeben", "aufnehmen", "verwerfen"):
        assert post(anderer, f"{pfad}/{tat}", {"fortschreibung": "1"}).status_code == 404
    assert pfad not in screen(anderer, "/bearbeiten")
    with pytest.raises(UnknownArbeitsstandError):
        bearbeitung.load_draft(haus, MEIER, pfad.rpartition("/")[2])
    assert pfad in screen(signed_in(app, haus, "berg"), "/bearbeiten")


@pytest.mark.parametrize("seite", ["/kennzahl/1.1-01", "/unterziel/1.1", "/massnahme/M-1"])
def test_the_link_to_change_is_for_those_who_may_and_never_kept_for_others(app, haus, seite):
    for _ in range(2):  # the second time the page is one that was kept
        assert 'class="bearbeiten-link"' in screen(signed_in(app, haus, "berg"), seite)
        assert "/bearbeiten" not in screen(signed_in(app, haus, "leser"), seite)
    assert "bearbeiten-link" not in screen(signed_in(app, haus, "berg"), seite, "?stand=2024-01-02")


@pytest.mark.parametrize(
    ("felder", "satz"),
    [
        ({}, "Bitte sagen"),
        ({"art": "kennzahl", "nr": "9.9"}, "gibt es hier nicht"),
        ({"art": "unsinn", "nr": "1.1-01"}, "gibt es hier nicht"),
        ({"art": "kennzahl", "nr": "<script>", "neu": "ja"}, "ist keine Nummer"),
        ({"art": "kennzahl", "nr": "1.1-01", "neu": "ja"}, "gibt es schon"),
        ({"art": "erlaeuterung", "nr": "1.1-01", "bezug": "kennzahl", "zeitraum": "bald"}, "kein Zeitraum"),
        ({"art": "erlaeuterung", "nr": "1.1-01", "bezug": "alles", "zeitraum": "2023"}, "wozu"),
        ({"art": "erlaeuterung", "nr": "9.9", "bezug": "kennzahl", "zeitraum": "2023"}, "gibt es hier nicht"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_told_in_a_sentence(app, haus, felder, satz):
    client = signed_in(app, haus, "berg")
    antwort = post(client, "/bearbeiten/beginnen", felder)
    ort = urlsplit(antwort.headers["Location"])
    assert antwort.status_code == 303 and ort.path == "/bearbeiten"
    assert satz in screen(client, ort.path, f"?{ort.query}")
    assert "Meine Entwürfe" not in screen(client, "/bearbeiten")


def test_two_windows_and_a_newer_release_are_shown_on_the_page(app, haus):
    client = signed_in(app, haus, "berg")
    arbeit = p.new_target(haus, BERG, wert="90")
    pfad = f"/bearbeiten/{arbeit.kept.id}"
    wert = f"zielwerte.{arbeit.entwurf.werte['zielwerte'][0].kennung}.wert"
    post(client, f"{pfad}/speichern", {"fortschreibung": "1", wert: "91", "grund": "anders"})
    seite = screen(client, pfad)
    assert "Zwei Fenster, zwei Fassungen" in seite and ">90<" in seite and ">91<" in seite
    post(client, f"{pfad}/fenster", {f"wahl.{wert}": "meiner", "wahl.anlass": "deren"})
    arbeit = bearbeitung.load_draft(haus, BERG, arbeit.kept.id)
    assert arbeit.entwurf.werte["zielwerte"][0].werte["wert"] == "91" and arbeit.entwurf.anlass == p.GRUND
    release(haus, [deliver(haus, p.new_target(haus, MEIER, wert="95"), MEIER)], akteur=p.KUNZ)
    seite = screen(client, f"{pfad}/pruefen")
    assert "Inzwischen geändert" in seite and "meier" in seite and "vorher: 80" in seite
    assert "Zur Freigabe geben" not in seite
    post(client, f"{pfad}/abgleichen", {f"wahl.{wert}": "deren"})
    arbeit = bearbeitung.load_draft(haus, BERG, arbeit.kept.id)
    assert arbeit.entwurf.werte["zielwerte"][0].werte["wert"] == "95" and arbeit.geaendert == 0


def test_the_release_page_says_that_something_newer_would_be_replaced(app, haus):
    alt = deliver(haus, p.new_target(haus, wert="90"))
    release(haus, [deliver(haus, p.new_target(haus, MEIER, wert="95"), MEIER)], akteur=p.KUNZ)
    seite = screen(signed_in(app, haus, "meier"), f"/lieferung/{alt}")
    assert "Freigeben ersetzt eine neuere Fassung" in seite and "= 95" in seite


def test_whoever_releases_a_target_sees_what_it_does_to_the_goals(app, haus):
    nr = deliver(haus, p.new_target(haus, wert="40"))
    seite = screen(signed_in(app, haus, "meier"), f"/lieferung/{nr}", "?jahr=2023")
    karte = seite.partition("Was sich dadurch an den Zielen ändert, Berichtsjahr 2023")[2]
    assert "Unterziel" in karte and "/kennzahl/1.1-01" in karte and "erreicht" in karte
    assert "/kennzahl/1.1-02" not in karte
