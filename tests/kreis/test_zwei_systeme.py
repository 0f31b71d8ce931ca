"""Two Zielsysteme with the same numbers: each view shows its own Ziele, money, Maßnahmen and words, and no other's."""

from __future__ import annotations

import json

import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.settings import read_settings
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.data import Daten, StoreQuelle
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.statisch import write
from tests.kreis.lesen import words_in
from tests.kreis.zweisysteme import ALT, EURO, JAHR, NEU, NUR, WEG, write_zwei

SEITEN = (
    "/", "/unterziel/1.1", "/massnahmen", "/messbarkeit", "/haushalt", "/haushalt/matrix", "/haushalt/entwicklung",
    "/haushalt/luecken", "/vortrag/2", "/vortrag/3",
)  # fmt: skip
KURZ = {ALT: "ziele-2018", NEU: "ziele-2024"}


@pytest.fixture(scope="module")
def environ(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zwei")
    environ = {
        "KEK_DATABASE_URL": f"sqlite:///{(folder / 'zwei.sqlite').as_posix()}",
        "KEK_SECRET_KEY": "x" * 32,
        "KEK_BEISPIEL": "nein",
    }
    for datei in write_zwei(folder):
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    return environ


@pytest.fixture(scope="module")
def umgebung(environ, tmp_path_factory):
    store = open_store(environ["KEK_DATABASE_URL"])
    yield Umgebung(
        Daten(StoreQuelle(store)), store, read_settings(environ, tmp_path_factory.mktemp("instanz"))
    )
    store.close()


@pytest.fixture
def run(environ, capsys):
    def call(*words, code=0):
        capsys.readouterr()
        assert main([str(word) for word in words], lambda *_: None, environ) == code
        said = capsys.readouterr()
        return said.out if code == 0 else said.err

    return call


def shown(umgebung, pfad: str, system: str | None, jahr: int = JAHR) -> str:
    wahl = "" if system is None else f"&zielsystem={KURZ[system]}"
    return write(render_screen(umgebung, PAGES, pfad, f"?jahr={jahr}{wahl}"))


def other(system: str) -> str:
    return NEU if system == ALT else ALT


@pytest.mark.parametrize("system", [ALT, NEU])
@pytest.mark.parametrize("pfad", SEITEN)
def test_a_page_shows_the_ziele_of_its_own_system_alone(umgebung, system, pfad):
    for _ in range(2):  # drawn, and handed out once more
        seite = shown(umgebung, pfad, system)
        assert NUR[system][0] in seite or pfad in {"/massnahmen", "/vortrag/2"}
        for fremd in NUR[other(system)]:
            assert fremd not in seite, fremd


@pytest.mark.parametrize("system", [ALT, NEU])
def test_the_page_of_an_unterziel_has_all_that_is_its_own(umgebung, system):
    seite = shown(umgebung, "/unterziel/1.1", system)
    assert all(eigen in seite for eigen in NUR[system])
    assert ("Aktionsraum 1.1" in seite) == (system == NEU)


@pytest.mark.parametrize("system", [ALT, NEU])
def test_the_commands_speak_of_the_system_asked_for(run, system):
    wahl = ("--zielsystem", KURZ[system], "--format", "json")
    ziele = json.loads(run("zielerreichung", "--jahr", JAHR, *wahl))
    assert ziele["zielsystem"] == system
    (unter,) = ziele["unterziele"]
    assert unter["zielerreichung"] == pytest.approx(WEG[system], abs=1e-6)
    geld = json.loads(run("haushalt", "--haushaltsjahr", JAHR, *wahl))
    assert [float(z["aufwendungen"]) for z in geld["unterziele"]] == [EURO[system]]
    taten = json.loads(run("massnahmen", "--jahr", JAHR, *wahl))
    assert [m["bezeichnung"] for m in taten["massnahmen"]] == [NUR[system][2]]
    jahre = [j["jahr"] for j in json.loads(run("entwicklung", *wahl))["jahre"]]
    assert (jahre[0], 2018 in jahre) == ((2018, True) if system == ALT else (2024, False))


def test_without_a_choice_the_oldest_that_holds_is_shown(run, umgebung):
    ohne = json.loads(run("zielerreichung", "--jahr", JAHR, "--format", "json"))
    assert ohne["zielsystem"] == ALT
    assert NUR[ALT][0] in shown(umgebung, "/", None)


@pytest.mark.parametrize("system", [ALT, NEU])
@pytest.mark.parametrize("art", ["fortschritt", "schlussbilanz", "haushalt", "briefing"])
def test_a_report_speaks_of_the_system_asked_for(run, tmp_path, system, art):
    datei = tmp_path / "bericht.docx"
    run("bericht", art, "--jahr", JAHR, "--zielsystem", system, "--out", datei)
    text = words_in(datei)
    assert NUR[system][0] in text or art == "briefing"
    for fremd in NUR[other(system)]:
        # What became of the old goals is told where their Schlussbilanz is.
        assert fremd not in text, fremd


def test_an_unknown_name_is_told_and_the_usual_view_shown(run, umgebung):
    seite = write(render_screen(umgebung, PAGES, "/", "?zielsystem=Ziele+1999"))
    assert NUR[ALT][0] in seite and "Ein Zielsystem „Ziele 1999“ ist" in seite
    grund = run("zielerreichung", "--jahr", JAHR, "--zielsystem", "Ziele 1999", code=2)
    assert ALT in grund and NEU in grund


def test_a_year_of_another_system_opens_at_one_of_its_own(umgebung):
    assert (
        "2019"
        not in shown(umgebung, "/", NEU, jahr=2019).partition("<main")[0].partition("Berichtsjahr")[2][:200]
    )


def test_every_link_of_a_chosen_view_stays_in_it(umgebung):
    for pfad in ("/", "/unterziel/1.1", "/kennzahlen", "/kennzahl/K1", "/haushalt"):
        seite = shown(umgebung, pfad, NEU)
        inhalt = seite.partition("<main")[2].partition("</main>")[0]
        links = [teil.partition('"')[0] for teil in inhalt.split('href="/')[1:]]
        fort = [link for link in links if "jahr=" in link and "zielsystem=ziele-2024" not in link]
        assert links and not fort, (pfad, fort[:3])


@pytest.mark.parametrize("system", [ALT, NEU])
def test_a_kennzahl_of_both_has_one_line_through_both_with_the_beginning_marked(umgebung, system):
    seite = shown(umgebung, "/kennzahl/K1", system)
    assert "25.09.2024: Das Zielsystem „Ziele 2024“ (2024–2032) beginnt, Beschluss 2/2024" in seite
    assert "ab hier: Ziele 2024" in seite
    assert ">2019<" in seite.partition("verlaufswerte")[2]


def test_a_kennzahl_of_one_system_is_drawn_in_its_years(umgebung):
    seite = shown(umgebung, "/kennzahl/K2", ALT)
    assert "Das Zielsystem „Ziele 2024“" not in seite.partition("<main")[2]


def test_two_days_are_compared_in_the_same_view_and_a_day_before_it_was_known_is_told(run):
    wahl = ("--jahr", JAHR, "--seit", "2020-01-01", "--zielsystem", NEU, "--format", "json")
    daten = json.loads(run("aenderungen", *wahl))
    assert daten["zielsystem"] == NEU
    assert NUR[ALT][0] not in json.dumps(daten, ensure_ascii=False)
