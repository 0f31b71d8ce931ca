"""What-if pages: what they say is what the rules say, nothing reaches the real figures, and readers see none of it."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from urllib.parse import parse_qs, urlencode

import pytest

from kek_dashboard.cli.form import haushalt_json, zielerreichung_json
from kek_dashboard.domain.haushalt import Bezug, Haushalt, HaushaltsZuordnung
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.domain.szenario import MEISTE_AENDERUNGEN
from kek_dashboard.domain.szenarioform import read_szenario
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.settings import read_settings
from kek_dashboard.store.arbeitsstand import Arbeitsart, change_arbeitsstand, list_arbeitsstaende
from kek_dashboard.store.check import check_store
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.inhalt import content_sha256
from kek_dashboard.store.load import data_version, load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import open_store
from kek_dashboard.web import build_app, create_app
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.data import Daten
from kek_dashboard.web.pages.haushalt.szenario_formular import read_change, read_was
from kek_dashboard.web.pages.haushalt.szenario_worte import BANNER, KEINE_WIRKUNG, LISTE, WAS
from kek_dashboard.web.seite import Umgebung
from tests.web import factories as f
from tests.web.personen import (
    ROOT,
    add_person,
    post,
    screen,
    server_settings,
    signed_in,
)

PLAN = {"haushaltsjahr": "2023", "fassung": "beschlossen", "jahr": "2023"}
KITA = {
    "was": "produkt:365100",
    "art": "aufwendungen",
    "kontengruppe": "",
    "wie": "kuerzen-prozent",
    "zahl": "10",
}
FREMD = "0" * 32


class Buch(f.Buch):
    """The small county with a mapping through a Maßnahme and a Kennzahl; another delivery brings another plan."""

    plan: Haushalt | None = None

    def bring(self, plan):
        """A newer delivery of the plan, or its withdrawal."""
        self.version += 1
        self.plan = None if plan is None else replace(plan, lieferungen=frozenset({self.version}))

    def load_datenstand(self, wissensstand):
        regeln = (
            HaushaltsZuordnung(2023, "365100", "", Bezug.MASSNAHME, "M-01", Decimal(60), f.S),
            HaushaltsZuordnung(2023, "365100", "", Bezug.KENNZAHL, "1.2-03", Decimal(10), f.S),
        )
        stand = super().load_datenstand(wissensstand)
        lieferungen = dict(stand.lieferungen)
        for nr in () if self.plan is None else self.plan.lieferungen:
            lieferungen[nr] = Lieferung(
                nr, Lieferart.HAUSHALT, "Plan.xlsx", "c" * 64, "2023-01-10", haushaltsjahr=2023
            )
        return replace(
            stand,
            haushaltszuordnungen=MappingProxyType({2023: regeln}),
            lieferungen=MappingProxyType(lieferungen),
        )

    def load_haushalt(self, haushaltsjahr, fassung, wissensstand):  # noqa: ARG002
        return self.plan if haushaltsjahr == 2023 and fassung in {None, "beschlossen"} else None


@pytest.fixture(scope="module")
def one_store(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('szenarien') / 'kek.sqlite').as_posix()}")
    migrate(store)
    for rolle in Rolle:
        add_person(store, rolle.value, rolle)
    add_person(store, "zweite", Rolle.CONTROLLING)
    yield store
    store.close()


@pytest.fixture(scope="module")
def one_buch():
    buch = Buch()
    buch.bring(f.haushalt())
    return buch


@pytest.fixture(scope="module")
def app(one_store, one_buch, tmp_path_factory):
    """One app for all tests: making it takes longer than most of them."""
    settings = server_settings(tmp_path_factory.mktemp("server"))
    return build_app(Umgebung(Daten(one_buch), one_store, settings), one_buch)


@pytest.fixture
def buch(one_buch):
    yield one_buch
    one_buch.bring(f.haushalt())


@pytest.fixture
def store(one_store):
    """No Szenario in it."""
    with one_store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM arbeitsstand")
    return one_store


@pytest.fixture
def kaemmerei(app, store):
    return signed_in(app, store, "kaemmerei")


def kept(store):
    with store.reading() as connection:
        return list_arbeitsstaende(connection, Arbeitsart.SZENARIO)


def satz(client, antwort) -> str:
    """The sentence on the page a form leads back to."""
    assert antwort.status_code == 303, antwort.get_data(as_text=True)
    pfad, _, query = antwort.headers["Location"].partition("?")
    seite = screen(client, pfad, f"?{query}")
    gefunden = re.search(r'<p (?=[^>]*class="hinweis")(?=[^>]*role=)[^>]*>(.*?)</p>', seite)
    assert gefunden is not None, seite[:2000]
    return markup.unescape(gefunden[1])


def make(client, name="Sparen", **anders):
    """A new Szenario; returns its address."""
    antwort = post(client, f"{LISTE}/anlegen", PLAN | {"name": name} | anders)
    assert antwort.status_code == 303
    return antwort.headers["Location"].partition("?")[0]


def do(client, store, adresse, tat, **felder):
    """Sends a form of a Szenario as its page has it: with the version that was looked at."""
    kennung = adresse.rpartition("/")[2]
    stand = next((s for s in kept(store) if s.id == kennung), None)
    gesehen = {"fortschreibung": str(0 if stand is None else stand.fortschreibung), "jahr": "2023"}
    return post(client, f"{adresse}/{tat}", gesehen | felder)


def szenario(store, name="Sparen"):
    stand = next(s for s in kept(store) if s.name == name)
    return read_szenario(stand.name, stand.haushaltsjahr, stand.fassung, stand.inhalt)


def shown(client, adresse, search="?jahr=2023"):
    """The page as words."""
    ohne = re.sub(r"<[^>]*>", " ", screen(client, adresse, search))
    return re.sub(r"\s+", " ", markup.unescape(ohne)).replace("\N{NO-BREAK SPACE}", " ")


# --------------------------------------------------------------------------------------- what it says


def test_a_cut_is_told_in_one_sentence_with_what_it_touches(kaemmerei, store):
    adresse = make(kaemmerei)
    assert "Noch ist nichts geändert: Das Szenario ist der Plan." in shown(kaemmerei, adresse)
    antwort = do(kaemmerei, store, adresse, "aendern", **KITA)
    assert "Aufgenommen: Produkt 365100, nur Aufwendungen um 10" in satz(kaemmerei, antwort)
    seite = shown(kaemmerei, adresse)
    assert (
        "Gekürzt werden 6,1 Mio. € Aufwendungen ; berührt sind 1 Unterziel , 1 Maßnahme , 3 Kennzahlen , "
        "davon liegt 1 schon zurück ." in seite
    )
    for wort in (
        BANNER,
        KEINE_WIRKUNG,
        "−6.140.000,01",
        "56.160.000,09",
        "Krippenausbau",
        "liegt schon zurück",
    ):
        assert wort in seite, wort
    assert "Beispiel" in seite


def test_the_sums_of_the_page_are_those_of_the_rules(kaemmerei, store):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    do(
        kaemmerei,
        store,
        adresse,
        "aendern",
        **KITA | {"art": "alle", "wie": "erhoehen-prozent", "zahl": "2,5 %"},
    )
    seite = shown(kaemmerei, adresse, "?jahr=2023&euro=ertraege")
    kita = (Decimal("61400000.10") * Decimal("0.9")).quantize(Decimal("0.01"))
    neu = (kita * Decimal("1.025")).quantize(Decimal("0.01"))
    mehr = neu - Decimal("61400000.10")
    for betrag in (Decimal("11275000.00"), Decimal("2562500.00"), neu + 900000):
        assert f"{betrag:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".") in seite
    assert f"−{-mehr:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".") in seite
    assert "Ordentliches Ergebnis: Fehlbetrag von" in seite


def test_the_list_tells_plan_difference_who_and_when_and_leads_to_each(kaemmerei, store):
    adresse = make(kaemmerei, "Sparen bei den Kitas")
    do(kaemmerei, store, adresse, "aendern", **KITA)
    seite = shown(kaemmerei, LISTE)
    for wort in (
        BANNER,
        "Szenarien zum Haushalt 2023, beschlossen",
        "Sparen bei den Kitas",
        "−6.140.000,01",
        "kaemmerei",
    ):
        assert wort in seite, wort
    assert f'href="{adresse}?jahr=2023"' in screen(kaemmerei, LISTE, "?jahr=2023")


def test_two_of_one_plan_are_compared_with_it(kaemmerei, store):
    a, b = make(kaemmerei, "Eins"), make(kaemmerei, "Zwei")
    do(kaemmerei, store, a, "aendern", **KITA)
    do(kaemmerei, store, b, "aendern", **KITA | {"wie": "kuerzen-euro", "zahl": "1.000.000"})
    frage = urlencode({"a": a.rpartition("/")[2], "b": b.rpartition("/")[2], "jahr": "2023"})
    seite = shown(kaemmerei, LISTE, f"?{frage}")
    for wort in (BANNER, KEINE_WIRKUNG, "A „Eins“ und B „Zwei“", "−6.140.000,01", "−1.000.000,00", "+5.140.000,01",
                 "60.400.000,10", "nicht zugeordnet", "Worin sie sich unterscheiden (1 Zeilen)"):  # fmt: skip
        assert wort in seite, wort
    gleich = urlencode({"a": a.rpartition("/")[2], "b": a.rpartition("/")[2]})
    assert "A und B sind dasselbe" in shown(kaemmerei, LISTE, f"?{gleich}")


def test_what_cannot_be_compared_says_so(kaemmerei, store):
    a = make(kaemmerei).rpartition("/")[2]
    assert "gibt es nicht" in shown(kaemmerei, LISTE, f"?a={a}&b={FREMD}")
    assert "gibt es nicht" in shown(kaemmerei, LISTE, "?a=x")
    b = make(kaemmerei, "Zwei").rpartition("/")[2]
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE arbeitsstand SET haushaltsjahr = 2019 WHERE id = ?", (b,))
    assert "Verglichen werden Szenarien desselben Plans" in shown(kaemmerei, LISTE, f"?a={a}&b={b}")
    assert "Szenarien zu anderen Plänen" in shown(kaemmerei, LISTE)


def test_a_search_offers_teilhaushalte_produkte_and_lines_as_radio_buttons(kaemmerei):
    adresse = make(kaemmerei)
    ohne = screen(kaemmerei, adresse, "?jahr=2023")
    assert 'value="teilhaushalt:03"' in ohne and 'value="alles"' in ohne and "produkt:365100" not in ohne
    mit = screen(kaemmerei, adresse, "?jahr=2023&suche=365100")
    assert 'value="produkt:365100"' in mit and "7871000" in mit and "produkt:111100" not in mit
    assert "gibt es in diesem Plan nichts" in screen(kaemmerei, adresse, "?suche=Raumschiff")


@pytest.mark.parametrize(
    "frage", ["produkt=365100", "teilhaushalt=03", 'zeile=["03","","111100","4012000","",1]']
)
def test_an_address_fills_the_form_through_the_list_too(kaemmerei, frage):
    feld, _, wert = frage.partition("=")
    liste = screen(kaemmerei, LISTE, "?" + urlencode({feld: wert, "jahr": "2023"}))
    assert "Sie möchten ändern:" in liste and f'name="{feld}"' in liste
    antwort = post(kaemmerei, f"{LISTE}/anlegen", PLAN | {"name": "Neu", feld: wert})
    pfad, _, query = antwort.headers["Location"].partition("?")
    assert parse_qs(query)[feld] == [wert]
    gewaehlt = re.findall(r'<input [^>]*type="radio"[^>]*>', screen(kaemmerei, pfad, f"?{query}"))
    assert [f"{feld}:{wert}" in markup.unescape(i) for i in gewaehlt if " checked" in i] == [True]


def test_an_address_that_names_nothing_of_the_plan_says_so(kaemmerei):
    assert "gibt es in diesem Plan nicht" in shown(kaemmerei, LISTE, "?produkt=999&jahr=2023")
    assert "Etwas ändern" in shown(kaemmerei, make(kaemmerei), "?produkt=999&zeile=[&jahr=2023")


# ------------------------------------------------------------------------------------- working on it


def test_changes_are_moved_and_removed(kaemmerei, store):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    do(kaemmerei, store, adresse, "aendern", **KITA | {"wie": "setzen", "zahl": "1.234,50 €"})
    do(
        kaemmerei,
        store,
        adresse,
        "aendern",
        **KITA | {"was": "alles", "wie": "erhoehen-euro", "zahl": "0,01"},
    )
    erste, zweite, dritte = szenario(store).aenderungen
    do(kaemmerei, store, adresse, "ordnen", tun="hoch-3")
    assert szenario(store).aenderungen == (erste, dritte, zweite)
    do(kaemmerei, store, adresse, "ordnen", tun="runter-1")
    assert szenario(store).aenderungen == (dritte, erste, zweite)
    do(kaemmerei, store, adresse, "ordnen", tun="weg-2")
    assert szenario(store).aenderungen == (dritte, zweite)
    for falsch in ("hoch-1", "runter-2", "weg-3", "weg-0", "weg", "tanz-1", ""):
        assert "gibt es in dem Szenario nicht" in satz(
            kaemmerei, do(kaemmerei, store, adresse, "ordnen", tun=falsch)
        )
    assert szenario(store).aenderungen == (dritte, zweite)


def test_it_is_renamed_copied_and_deleted_only_once_that_is_confirmed(kaemmerei, store):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    do(kaemmerei, store, adresse, "umbenennen", name="  Sparen \n 2 ")
    antwort = do(kaemmerei, store, adresse, "kopieren", name="Kopie")
    kopie = antwort.headers["Location"].partition("?")[0]
    assert kopie != adresse
    assert {s.name for s in kept(store)} == {"Sparen 2", "Kopie"}
    assert szenario(store, "Kopie").aenderungen == szenario(store, "Sparen 2").aenderungen
    assert "Bitte zuerst bestätigen" in satz(kaemmerei, do(kaemmerei, store, adresse, "loeschen"))
    assert "„Sparen 2“ ist gelöscht" in satz(
        kaemmerei, do(kaemmerei, store, adresse, "loeschen", sicher="ja")
    )
    assert [s.name for s in kept(store)] == ["Kopie"]
    assert "gibt es nicht" in shown(kaemmerei, adresse)


@pytest.mark.parametrize(
    ("felder", "erwartet"),
    [
        ({"was": "produkt:999999"}, "trifft keine Zeile"),
        ({"was": "produkt:111100", "art": "ertraege"}, "trifft keine Zeile"),
        ({"was": 'zeile:["03","","365100","9","",1]'}, "trifft keine Zeile"),
        ({"was": "zeile:[1,2]"}, "Eine solche Zeile gibt es"),
        ({"was": "haus"}, "wählen, was geändert werden soll"),
        ({"was": ""}, "wählen, was geändert werden soll"),
        ({"art": "interne_ertraege"}, "vier Arten"),
        ({"art": ""}, "vier Arten"),
        ({"kontengruppe": "<b>"}, "zwei Ziffern"),
        ({"kontengruppe": "99"}, "trifft keine Zeile"),
        ({"wie": "mal"}, "wie der Betrag sich ändern soll"),
        ({"zahl": ""}, "Bitte eine Zahl angeben"),
        ({"zahl": "zehn"}, "lässt sich nicht lesen"),
        ({"zahl": "1.5"}, "Komma als Dezimalzeichen"),
        ({"zahl": "-10"}, "ohne Minus"),
        ({"zahl": "101"}, "Mehr als 100 %"),
        ({"zahl": "0"}, "Um 0 geändert"),
        ({"zahl": "10 €"}, "Einheit der Zahl"),
        ({"zahl": "1" * 30}, "lässt sich nicht lesen"),
        ({"wie": "kuerzen-euro", "zahl": "0,005"}, "zwei Stellen nach dem Komma"),
        ({"wie": "kuerzen-euro", "zahl": "99.999.999.999"}, "mehr weggenommen"),
        ({"wie": "kuerzen-euro", "zahl": "5", "art": "alle"}, "verschiedener Art"),
        ({"wie": "setzen", "zahl": "61.400.000,10"}, "bleibt alles, wie es ist"),
        ({"wie": "setzen", "zahl": "999.999.999.999"}, "größer als 100 Mrd."),
    ],
)  # fmt: skip
def test_a_change_that_is_none_is_refused_with_a_sentence_and_keeps_what_was_typed(
    kaemmerei, store, felder, erwartet
):
    adresse = make(kaemmerei)
    antwort = do(kaemmerei, store, adresse, "aendern", **KITA | felder)
    assert erwartet in satz(kaemmerei, antwort)
    assert szenario(store).aenderungen == ()
    query = parse_qs(antwort.headers["Location"].partition("?")[2])
    assert query.get("zahl", [""])[0] == (KITA | felder)["zahl"]


@pytest.mark.parametrize(
    ("felder", "erwartet"),
    [
        ({"name": "  "}, "Bitte einen Namen angeben"),
        ({"name": "x" * 121}, "höchstens 120 Zeichen"),
        ({"fassung": "nachtrag-9"}, "Diesen Haushalt gibt es nicht"),
        ({"haushaltsjahr": "1999"}, "Diesen Haushalt gibt es nicht"),
        ({"haushaltsjahr": "²"}, "Diesen Haushalt gibt es nicht"),
    ],
)
def test_a_szenario_without_name_or_plan_is_refused(kaemmerei, store, felder, erwartet):
    antwort = post(kaemmerei, f"{LISTE}/anlegen", PLAN | {"name": "Neu"} | felder)
    assert erwartet in satz(kaemmerei, antwort)
    assert kept(store) == ()


def test_too_many_changes_are_refused(kaemmerei, store):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    stand = kept(store)[0]
    eine = stand.inhalt.partition('"aenderungen": [')[2].removesuffix("]}")
    voll = stand.inhalt.replace(eine, ", ".join([eine] * MEISTE_AENDERUNGEN))
    with store.writing() as connection:
        change_arbeitsstand(
            connection, ROOT, Arbeitsart.SZENARIO, stand.id, stand.fortschreibung, inhalt=voll
        )
    assert "höchstens 200 Änderungen" in satz(kaemmerei, do(kaemmerei, store, adresse, "aendern", **KITA))


def test_two_people_do_not_undo_one_another_unseen(kaemmerei, app, store):
    adresse = make(kaemmerei)
    gesehen = kept(store)[0].fortschreibung
    zweite = signed_in(app, store, "zweite")
    do(zweite, store, adresse, "aendern", **KITA)
    for tat, felder in (
        ("aendern", KITA),
        ("ordnen", {"tun": "weg-1"}),
        ("umbenennen", {"name": "Anders"}),
        ("loeschen", {"sicher": "ja"}),
        ("plan", {}),
        ("aendern", KITA | {"fortschreibung": "viele"}),
    ):
        alt = {"fortschreibung": str(gesehen)} | felder
        assert "„zweite“ daran weitergearbeitet" in satz(kaemmerei, do(kaemmerei, store, adresse, tat, **alt))
    assert len(szenario(store).aenderungen) == 1


@pytest.mark.parametrize("tat", ["aendern", "ordnen", "umbenennen", "kopieren", "loeschen", "plan"])
@pytest.mark.parametrize("kennung", [FREMD, "niemandes", "%00"])
def test_an_unknown_szenario_is_told_on_every_way(kaemmerei, store, tat, kennung):
    antwort = do(kaemmerei, store, f"/haushalt/szenario/{kennung}", tat, name="x", sicher="ja", **KITA)
    assert antwort.status_code == 404


def test_a_kept_text_that_cannot_be_read_is_told_and_can_be_deleted(kaemmerei, store):
    adresse = make(kaemmerei)
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE arbeitsstand SET inhalt = '{\"form\": 9}'")
    assert "lässt sich nicht lesen" in shown(kaemmerei, adresse)
    assert "lässt sich nicht lesen" in shown(kaemmerei, LISTE)
    for tat, felder in (
        ("aendern", KITA),
        ("ordnen", {"tun": "weg-1"}),
        ("kopieren", {"name": "x"}),
        ("plan", {}),
    ):
        assert "lässt sich nicht lesen" in satz(kaemmerei, do(kaemmerei, store, adresse, tat, **felder))
    do(kaemmerei, store, adresse, "loeschen", sicher="ja")
    assert kept(store) == ()


def test_what_a_person_writes_is_text_and_nothing_else(kaemmerei, store):
    adresse = make(kaemmerei, f.BOESE)
    for pfad in (adresse, LISTE):
        assert "<script>alert" not in screen(kaemmerei, pfad, "?jahr=2023&suche=<script>alert(1)</script>")


# ------------------------------------------------------------------------------------- another plan


def test_a_new_version_of_the_plan_is_told_until_somebody_has_looked_and_the_newest_is_used(
    kaemmerei, store, buch
):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    buch.version += 1
    assert "Der Plan hat sich geändert" not in shown(kaemmerei, adresse)
    erste, *andere = buch.plan.zeilen
    buch.bring(replace(buch.plan, zeilen=(replace(erste, ansatz=Decimal("100.00")), *andere)))
    seite = shown(kaemmerei, adresse)
    assert "Der Plan hat sich geändert." in seite and "Gerechnet wird mit der neuesten." in seite
    assert "Aufwendungen −10,00 €" in seite
    do(kaemmerei, store, adresse, "plan")
    assert "Der Plan hat sich geändert." not in shown(kaemmerei, adresse)


def test_a_change_whose_lines_are_gone_says_that_it_does_nothing(kaemmerei, store, buch):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    buch.bring(replace(buch.plan, zeilen=buch.plan.zeilen[3:]))
    seite = shown(kaemmerei, adresse)
    assert "Wirkt nicht: Diese Auswahl trifft keine Zeile" in seite and "Noch ist nichts geändert" in seite


def test_a_plan_that_was_taken_back_is_told(kaemmerei, store, buch):
    adresse = make(kaemmerei)
    buch.bring(None)
    assert "Diesen Haushalt gibt es nicht (mehr)" in shown(kaemmerei, adresse)
    for tat, felder in (("aendern", KITA), ("plan", {})):
        assert "Diesen Haushalt gibt es nicht (mehr)" in satz(
            kaemmerei, do(kaemmerei, store, adresse, tat, **felder)
        )


def test_it_is_computed_with_what_is_known_today_whatever_day_is_asked_for(kaemmerei, store):
    adresse = make(kaemmerei)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    for pfad in (adresse, LISTE):
        seite = shown(kaemmerei, pfad, "?jahr=2023&stand=2024-01-01")
        assert "mit dem, was heute bekannt ist" in seite
    assert "−6.140.000,01" in shown(kaemmerei, adresse, "?jahr=2023&stand=2024-01-01")


# --------------------------------------------------------------------------- drafts stay what they are


@pytest.mark.parametrize("rolle", [Rolle.LESER, Rolle.FACHBEREICH, Rolle.VERWALTUNG, None])
def test_whoever_may_not_sees_nothing_and_does_nothing(kaemmerei, app, store, rolle):
    geheim = "Schließung Bad Beispielhausen"
    adresse = make(kaemmerei, geheim)
    do(kaemmerei, store, adresse, "aendern", **KITA)
    vorher = kept(store)
    fremd = signed_in(app, store, None if rolle is None else rolle.value)
    if rolle is not None:
        for pfad in (adresse, LISTE, "/haushalt", "/"):
            seite = screen(fremd, pfad, "?jahr=2023")
            assert geheim not in seite
            assert (
                "/haushalt/szenarien" not in re.sub(r'"suche": "[^"]*"|"adresse": "[^"]*"', "", seite)
                or pfad == LISTE
            )
    for tat in ("aendern", "ordnen", "umbenennen", "kopieren", "loeschen", "plan"):
        antwort = do(fremd, store, adresse, tat, name="x", sicher="ja", tun="weg-1", **KITA)
        assert antwort.status_code == (403 if rolle is not None else 303)
        assert antwort.headers.get("Location", "/anmelden").startswith("/anmelden")
    antwort = post(fremd, f"{LISTE}/anlegen", PLAN | {"name": "Neu"})
    assert antwort.status_code == (403 if rolle is not None else 303)
    assert kept(store) == vorher


@pytest.mark.slow
def test_nothing_of_it_reaches_the_real_figures(beispiel_url, tmp_path):
    store = open_store(beispiel_url)
    settings = read_settings({"KEK_DATABASE_URL": beispiel_url, "KEK_SECRET_KEY": "x" * 20}, tmp_path)
    client = create_app(store, settings).server.test_client()
    seiten = ("/", "/haushalt", "/unterziel/1.2", "/lieferungen")

    def state():
        stand = load_datenstand(store)
        haushalt = load_haushalt(store, 2026)
        assert haushalt is not None
        with store.reading() as connection:
            inhalt = content_sha256(connection)
        return (
            inhalt,
            data_version(store),
            list_protokoll(store),
            haushalt_json(mitteleinsatz(haushalt, stand)),
            zielerreichung_json(stand, bewerte_alles(stand, 2025)),
            [screen(client, pfad, "?jahr=2026") for pfad in seiten],
        )

    vorher = state()
    plan = {"haushaltsjahr": "2026", "fassung": "beschlossen"}
    antwort = client.post(f"{LISTE}/anlegen", data=plan | {"name": "Alles halb"})
    adresse = antwort.headers["Location"].partition("?")[0]
    alles = {"was": "alles", "art": "alle", "wie": "kuerzen-prozent", "zahl": "50", "fortschreibung": "1"}
    client.post(f"{adresse}/aendern", data=alles)
    assert len(szenario(store, "Alles halb").aenderungen) == 1
    assert "−137.000.000,00" in shown(client, adresse, "?jahr=2025")
    client.post(f"{adresse}/kopieren", data={"name": "Noch einmal"})
    client.post(f"{adresse}/loeschen", data={"sicher": "ja", "fortschreibung": "2"})
    assert [s.name for s in kept(store)] == ["Noch einmal"]
    assert state() == vorher
    assert check_store(store).fehler == ()
    store.close()


# ----------------------------------------------------------------------------------------- the form


@pytest.mark.parametrize(
    ("text", "zahl"),
    [("10", "-10"), ("2,5", "-2.5"), (" 2,5 % ", "-2.5"), ("1.000", None), ("12,3456", "-12.3456")],
)
def test_german_numbers_are_read(text, zahl):
    form = KITA | {"zahl": text}
    if zahl is None:
        with pytest.raises(UnusableFormError):
            read_change(form)
    else:
        assert read_change(form).zahl == Decimal(zahl)


def test_a_line_has_its_kind_and_is_not_narrowed_down():
    form = KITA | {WAS: 'zeile:["03","","365100","3141000","",1]', "kontengruppe": "40"}
    bereich = read_change(form).bereich
    assert (bereich.art, bereich.kontengruppe) == (None, "")


def test_setting_may_be_below_zero():
    assert read_change(KITA | {"wie": "setzen", "zahl": "−1.234,50"}).zahl == Decimal("-1234.50")


def test_deeply_nested_keys_are_refused():
    with pytest.raises(UnusableFormError):
        read_was("zeile:" + "[" * 100_000)
