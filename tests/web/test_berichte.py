"""Page of reports: what is ordered is what was said, the list is for everybody signed in, nobody waits in vain."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag, Berichtsformat
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.reports.bericht import dienst
from kek_dashboard.reports.bericht.form import Gremium
from kek_dashboard.reports.bericht.quelle import Berichtsquelle
from kek_dashboard.store import schema
from kek_dashboard.store.berichte import Berichtszustand, claim_bericht, list_berichte, load_bericht
from kek_dashboard.store.load import today
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import build_app
from kek_dashboard.web.data import Daten
from kek_dashboard.web.seite import Umgebung
from tests.web import factories as f
from tests.web.personen import add_person, post, screen, server_settings, signed_in

BRIEFING = {"art": "briefing", "jahr": "2023", "quartal": "2", "wissensstand": "", "format": "pdf"}


class Schreiber:
    """Stands for the writing of a report, which has its own tests: keeps what it was asked for."""

    def __init__(self) -> None:
        self.quellen: list[Berichtsquelle] = []
        self.fehler: Exception | None = None

    def __call__(self, quelle: Berichtsquelle, format_: Berichtsformat, melde: Any) -> bytes:
        melde(0.5, "Zahlen werden gesammelt")
        self.quellen.append(quelle)
        if self.fehler is not None:
            raise self.fehler
        return f"%{format_.value} {quelle.auftrag.art.value}".encode()


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('berichte') / 'kek.sqlite').as_posix()}")
    migrate(store)
    for rolle in Rolle:
        add_person(store, rolle.value, rolle)
    yield store
    store.close()


@pytest.fixture(scope="module")
def umgebung(one_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Umgebung:
    settings = server_settings(
        tmp_path_factory.mktemp("server"),
        oeffentlich=True,
        adresse="https://kek.kreis.example",
        gremien=("Strategieausschuss",),
    )
    return Umgebung(Daten(f.Buch()), one_store, settings)


@pytest.fixture(scope="module")
def app(umgebung: Umgebung) -> Any:
    return build_app(umgebung, f.Buch())


@pytest.fixture
def schreiber(monkeypatch: pytest.MonkeyPatch) -> Schreiber:
    neu = Schreiber()
    monkeypatch.setattr(dienst, "write_bericht", neu)
    return neu


@pytest.fixture
def store(one_store: Store, umgebung: Umgebung, schreiber: Schreiber) -> Iterator[Store]:
    """No report in it; what runs in the background is over before the next test begins."""
    assert schreiber.quellen == []
    yield one_store
    wait(umgebung)
    with one_store.writing() as connection:
        connection.execute(sa.delete(schema.bericht))


@pytest.fixture
def leser(app: Any, store: Store) -> FlaskClient:
    return signed_in(app, store, "leser")


def wait(umgebung: Umgebung) -> None:
    """Until everything ordered so far is made."""
    assert umgebung.berichte is not None
    umgebung.berichte._pool.submit(lambda: None).result(timeout=30)


def satz(client: FlaskClient, antwort: Any) -> str:
    """The sentence on the page a form leads back to."""
    assert antwort.status_code == 303, antwort.get_data(as_text=True)
    pfad, _, query = antwort.headers["Location"].partition("?")
    gefunden = re.search(
        r'<p (?=[^>]*class="hinweis")(?=[^>]*role=)[^>]*>(.*?)</p>', screen(client, pfad, f"?{query}")
    )
    assert gefunden is not None
    return markup.unescape(gefunden[1])


def test_a_report_is_ordered_made_and_given_out(
    leser: FlaskClient, store: Store, umgebung: Umgebung, schreiber: Schreiber
) -> None:
    antwort = post(leser, "/berichte/erstellen", BRIEFING | {"drucksache": " 12/2023 "})
    assert "wird erstellt" in satz(leser, antwort)
    wait(umgebung)
    (eintrag,) = list_berichte(store)
    assert eintrag.auftrag == Berichtsauftrag(Berichtsart.BRIEFING, 2023, date(2023, 6, 30), 2)
    assert (eintrag.wer, eintrag.zustand) == ("leser", Berichtszustand.FERTIG)
    (quelle,) = schreiber.quellen
    assert (quelle.kopf.drucksache, quelle.kopf.adresse) == ("12/2023", "https://kek.kreis.example")
    datei = leser.get(f"/berichte/{eintrag.id}/datei")
    assert datei.get_data() == b"%pdf briefing"
    assert datei.headers["Content-Disposition"] == (
        "attachment; filename=briefing-2023-q2-wissensstand-2023-06-30.pdf"
    )
    stand = leser.get(f"/berichte/{eintrag.id}/stand").get_json()
    assert (stand["laeuft"], stand["fertig"], stand["anteil"]) == (False, True, 100)


def test_the_list_shows_everybody_who_wanted_what_as_of_which_day(
    app: Any, leser: FlaskClient, store: Store, umgebung: Umgebung
) -> None:
    post(leser, "/berichte/erstellen", BRIEFING | {"wissensstand": "2023-07-15"})
    wait(umgebung)
    seite = screen(signed_in(app, store, "kaemmerei"), "/berichte")
    for wort in (
        "Quartalsbriefing 2.\xa0Quartal 2023",
        "15.07.2023",
        "PDF",
        "leser, ",
        "Herunterladen",
        "fertig, 1\xa0KiB",
    ):
        assert wort in seite
    assert "/loeschen" not in seite


@pytest.mark.parametrize(
    ("felder", "erwartet"),
    [
        ({"art": "roman"}, "Bericht: Erwartet wird eines von"),
        ({"format": "exe"}, "Format: Erwartet wird eines von"),
        ({"jahr": "1999"}, "Erwartet wird ein Jahr von 2018 bis 2026"),
        ({"quartal": "5"}, "Quartal: Erwartet wird 1, 2, 3 oder 4"),
        ({"wissensstand": "gestern"}, "Wissensstand: Erwartet wird ein Tag"),
        ({"wissensstand": "2999-01-01"}, "Wissensstand: Erwartet wird heute oder ein Tag davor"),
        ({"sitzung-0": "2024-01-01"}, "Zu einem Tag fehlt das Gremium"),
        ({"drucksache": "x" * 41}, "Drucksache: höchstens 40 Zeichen"),
        ({"gremium-0": "x" * 121}, "Gremium: höchstens 120 Zeichen"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence_and_nothing_is_ordered(
    leser: FlaskClient, store: Store, felder: dict[str, str], erwartet: str
) -> None:
    gesagt = satz(leser, post(leser, "/berichte/erstellen", BRIEFING | felder))
    assert gesagt.startswith("Nichts erstellt. ")
    assert erwartet in gesagt
    assert list_berichte(store) == ()


def test_the_beratungsfolge_of_the_form_stands_on_the_cover(
    leser: FlaskClient, umgebung: Umgebung, schreiber: Schreiber
) -> None:
    felder = {"gremium-0": "Strategieausschuss", "sitzung-0": "2023-09-12", "gremium-1": "Kreisausschuss"}
    post(
        leser, "/berichte/erstellen", BRIEFING | felder | {"nichtoeffentlich-1": "ja", "datum": "2023-08-01"}
    )
    wait(umgebung)
    (quelle,) = schreiber.quellen
    assert quelle.kopf.datum == date(2023, 8, 1)
    assert quelle.kopf.gremien == (
        Gremium("Strategieausschuss", date(2023, 9, 12)),
        Gremium("Kreisausschuss", None, oeffentlich=False),
    )


def test_the_form_begins_with_the_year_of_the_page_and_the_bodies_of_the_settings(leser: FlaskClient) -> None:
    seite = screen(leser, "/berichte", "?jahr=2021")
    assert re.search(r'<option(?=[^>]*value="2021")[^>]*selected', seite)
    assert 'value="Strategieausschuss"' in seite


def test_a_quarter_that_is_not_over_is_told_as_of_today(leser: FlaskClient, store: Store) -> None:
    jahr = str(min(today().year, 2026))
    post(leser, "/berichte/erstellen", BRIEFING | {"jahr": jahr, "quartal": "4"})
    (eintrag,) = list_berichte(store)
    assert eintrag.auftrag.wissensstand <= today()


@pytest.mark.parametrize(
    ("fehler", "erwartet"),
    [
        (DomainError("Einen Haushalt 2018 gibt es nicht."), "Einen Haushalt 2018 gibt es nicht."),
        (ZeroDivisionError("1/0"), dienst.GESCHEITERT),
    ],
)
def test_why_a_report_failed_stands_in_the_list_without_a_file(
    leser: FlaskClient,
    store: Store,
    umgebung: Umgebung,
    schreiber: Schreiber,
    fehler: Exception,
    erwartet: str,
) -> None:
    schreiber.fehler = fehler
    post(leser, "/berichte/erstellen", BRIEFING)
    wait(umgebung)
    (eintrag,) = list_berichte(store)
    assert (eintrag.zustand, eintrag.satz) == (Berichtszustand.GESCHEITERT, erwartet)
    assert leser.get(f"/berichte/{eintrag.id}/datei").status_code == 404
    assert erwartet in screen(leser, "/berichte")


def test_what_another_process_left_halfway_is_taken_up_by_whoever_looks(
    leser: FlaskClient, store: Store, umgebung: Umgebung, schreiber: Schreiber
) -> None:
    post(leser, "/berichte/erstellen", BRIEFING)
    wait(umgebung)
    (eintrag,) = list_berichte(store)
    with store.writing() as connection:
        connection.execute(sa.update(schema.bericht).values(zustand="entsteht", puls="2020-01-01T00:00:00Z"))
    screen(leser, "/berichte")
    wait(umgebung)
    assert load_bericht(store, eintrag.id).zustand is Berichtszustand.FERTIG
    assert len(schreiber.quellen) == 2
    assert claim_bericht(store, eintrag.id) is False


def test_only_its_maker_and_who_looks_after_accounts_take_a_report_off_the_list(
    app: Any, leser: FlaskClient, store: Store, umgebung: Umgebung
) -> None:
    post(leser, "/berichte/erstellen", BRIEFING)
    wait(umgebung)
    (eintrag,) = list_berichte(store)
    pfad = f"/berichte/{eintrag.id}/loeschen"
    assert post(signed_in(app, store, "kaemmerei"), pfad).status_code == 403
    assert len(list_berichte(store)) == 1
    assert "von der Liste genommen" in satz(leser, post(leser, pfad))
    assert list_berichte(store) == ()
    assert post(signed_in(app, store, "verwaltung"), pfad).status_code == 404


def test_a_stranger_sees_no_list_even_where_figures_are_public(
    app: Any, store: Store, leser: FlaskClient
) -> None:
    post(leser, "/berichte/erstellen", BRIEFING)
    fremd = signed_in(app, store, None)
    assert "leser, " not in screen(fremd, "/berichte")
    (eintrag,) = list_berichte(store)
    assert fremd.get(f"/berichte/{eintrag.id}/datei").status_code in {302, 303, 401, 403}
