"""Another Kreis: loaded by workbooks alone into an empty database, everything answers and nothing is of Helmstedt."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from urllib.parse import quote

import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.domain.bericht import Berichtsart, Berichtsformat
from kek_dashboard.settings import read_settings
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, create_app, render_screen
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.statisch import write
from tests.kreis.nordhuegel import (
    FREMD,
    JAHR,
    KENNZAHLEN,
    NAME,
    SYSTEM,
    ZIELE,
    aufwendungen_by_hand,
    write_kreis,
    zielerreichung_by_hand,
)

UNTERZIELE = [nr for nr, wort, _, _ in ZIELE if wort == "Aktionsziel"]
OBERZIELE = [nr for nr, wort, _, _ in ZIELE if wort in {"Leitlinie", "Handlungsraum"}]
#: What is the name of a law, not of a year.
ERLAUBT = re.compile(r"\(EU\) 2018/\d+|2018/1523")


@pytest.fixture(scope="module")
def environ(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nordhuegel")
    environ = {
        "KEK_DATABASE_URL": f"sqlite:///{(folder / 'kreis.sqlite').as_posix()}",
        "KEK_SECRET_KEY": "x" * 32,
        "KEK_KOERPERSCHAFT": NAME,
        "KEK_BEISPIEL": "nein",
    }
    for datei in write_kreis(folder):
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    return environ


@pytest.fixture(scope="module")
def umgebung(environ, tmp_path_factory):
    store = open_store(environ["KEK_DATABASE_URL"])
    settings = read_settings(environ, tmp_path_factory.mktemp("instanz"))
    yield Umgebung(Daten(StoreQuelle(store)), store, settings)
    store.close()


@pytest.fixture
def run(environ, capsys):
    def call(*words):
        capsys.readouterr()
        code = main([str(word) for word in words], lambda *_: None, environ)
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return call


def without_foreign_words(text: str) -> str:
    """The text, after it was held against the words of one county."""
    gefunden = [wort for wort in FREMD if wort in ERLAUBT.sub("", text)]
    stellen = [text[max(0, text.find(w) - 60) : text.find(w) + 60] for w in gefunden]
    assert not gefunden, stellen
    return text


def addresses(seite) -> list[str]:
    """Where a page is looked at: of one that takes a number every Ziel, Kennzahl and Maßnahme of its kind."""
    nummern = {
        "/unterziel/<nr>": UNTERZIELE,
        "/kennzahl/<nr>": list(KENNZAHLEN),
        "/massnahme/<nr>": ["M-1", "M-2", "M-3"],
        "/lieferung/<nr>": ["1", "2", "3", "4"],
        "/vortrag/<folie>": [str(n) for n in range(1, 14)],
    }.get(seite.path, ["1"])
    if "<" not in seite.path:
        return [seite.path]
    return [re.sub(r"<\w+>", quote(nr, safe=""), seite.path) for nr in nummern]


def shown(umgebung, pfad: str, search: str = f"?jahr={JAHR}") -> str:
    """The finished page as HTML."""
    return write(render_screen(umgebung, PAGES, pfad, search))


@pytest.mark.parametrize("seite", PAGES, ids=lambda seite: seite.path)
def test_every_page_answers_in_the_words_of_this_county(umgebung, seite):
    for pfad in addresses(seite):
        for jahr in (2021, JAHR, 2030):
            seite_html = shown(umgebung, pfad, f"?jahr={jahr}")
            if pfad == "/methode":  # its teaching examples are those of docs/methode.md, with their own years
                seite_html = seite_html.replace("2018", "")
            without_foreign_words(seite_html)
            assert "Das hat nicht geklappt" not in seite_html and "Fehlernummer" not in seite_html, pfad


@pytest.mark.parametrize("nr", UNTERZIELE)
def test_an_unterziel_of_any_number_has_its_page_and_its_own_word(umgebung, nr):
    seite = shown(umgebung, f"/unterziel/{quote(nr, safe='')}")
    titel = next(kurz for n, _, kurz, _ in ZIELE if n == nr)
    assert f'<h1 tabindex="-1">{titel}' in seite or titel in seite
    assert f"Aktionsziel {nr}" in seite


def test_the_overview_has_each_unterziel_once_under_its_oberziele_and_the_rest_in_a_group(umgebung):
    seite = shown(umgebung, "/")
    for nr in UNTERZIELE:
        titel = next(kurz for n, _, kurz, _ in ZIELE if n == nr)
        assert seite.count(f">{titel}</a>") == 1, titel
    for nr in OBERZIELE:
        wort = next(wort for n, wort, _, _ in ZIELE if n == nr)
        assert f"<small>{wort} {nr}</small>" in seite
    assert "Aktionsziele ohne Oberziel" in seite
    assert seite.index("Leitlinie A<") < seite.index("Handlungsraum A.1<") < seite.index("Leitlinie III<")


def test_the_figures_are_those_of_a_small_calculation(run):
    daten = json.loads(run("zielerreichung", "--jahr", JAHR, "--format", "json"))
    assert daten["zielsystem"] == SYSTEM
    gesagt = {z["nr"]: z["zielerreichung"] for z in (*daten["unterziele"], *daten["oberziele"])}
    assert set(gesagt) == {*UNTERZIELE, *OBERZIELE}
    for nr, zahl in gesagt.items():
        erwartet = zielerreichung_by_hand(nr)
        assert (zahl is None) == (erwartet is None), nr
        assert erwartet is None or abs(Fraction(str(zahl)) - erwartet) < Fraction(1, 100_000), nr


def test_the_money_is_that_of_a_small_calculation(run):
    daten = json.loads(run("haushalt", "--haushaltsjahr", JAHR, "--format", "json"))
    gesagt = {z["nr"]: Fraction(z["aufwendungen"]) for z in daten["unterziele"]}
    assert gesagt == {nr: aufwendungen_by_hand(nr) for nr in UNTERZIELE}


@pytest.mark.parametrize(
    "words",
    [
        ("zielerreichung", "--jahr", JAHR), ("werte", "--jahr", JAHR), ("datenschuld",), ("massnahmen", "--jahr", JAHR),
        ("aenderungen", "--jahr", JAHR, "--seit", "2026-01-01"), ("messbarkeit", "--jahr", JAHR), ("entwicklung",),
        ("haushalt", "--haushaltsjahr", JAHR), ("bruecke",), ("check",),
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_every_command_answers_people_and_programs(run, words):
    without_foreign_words(run(*words))
    without_foreign_words(run(*words, "--format", "json"))


@pytest.mark.parametrize("art", Berichtsart)
def test_every_report_is_written_in_every_format(run, tmp_path, art):
    from tests.kreis.lesen import words_in

    for form in Berichtsformat:
        datei = tmp_path / f"bericht.{form.value}"
        run("bericht", art.value, "--jahr", JAHR, "--out", datei)
        text = words_in(datei)
        assert NAME in text or form is Berichtsformat.XLSX
        without_foreign_words(text)


def test_the_open_data_name_this_county_and_its_goals(run, tmp_path):
    run("export", "--out", tmp_path / "offen")
    texte = [
        p.read_text("utf-8-sig")
        for p in (tmp_path / "offen").rglob("*")
        if p.suffix in {".csv", ".json", ".txt"}
    ]
    assert texte and any("A.1.a" in text for text in texte)
    for text in texte:
        without_foreign_words(text)


def test_the_files_of_a_kennzahl_and_the_plain_pages_name_this_county(environ, umgebung):
    client = create_app(umgebung.store, umgebung.settings).server.test_client()
    for pfad in ("/kennzahl/Raum%2F1", "/kennzahl/Bus-1"):
        assert client.get(pfad).status_code == 200
    csv = client.get(f"/kennzahl/Bus-1/daten.csv?jahr={JAHR}")
    if csv.status_code == 200:
        assert NAME in without_foreign_words(csv.get_data(as_text=True))
    for pfad in ("/hilfe", "/barrierefreiheit", "/impressum", "/datenschutz"):
        assert NAME in without_foreign_words(client.get(pfad).get_data(as_text=True)) or pfad == "/hilfe"
