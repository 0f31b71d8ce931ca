"""Eingang: a file lies with its sender until it is delivered or thrown away; nothing else changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferart, Lieferstand
from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.importers.eingang import (
    ChangedPreviewError,
    Lesedienst,
    NotReadyError,
    UnconfirmedError,
    Vorschauen,
    hand_in,
    load_file,
    read_in,
)
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.store import eingang as eingang_module
from kek_dashboard.store import schema
from kek_dashboard.store.check import check_store
from kek_dashboard.store.eingang import (
    AUFBEWAHRUNG,
    MEISTE_JE_PERSON,
    Eingangszustand,
    TooManyEingaengeError,
    UnknownEingangError,
    claim,
    list_eingaenge,
    load_eingang,
    tell_progress,
)
from kek_dashboard.store.errors import NotAllowedError, SecondPersonError
from kek_dashboard.store.lieferungen import (
    list_lieferungen,
    load_befunde,
    load_bestaetigungen,
    load_lieferung,
    release,
    withdraw,
)
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.protokoll import list_protokoll
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.store.zeit import as_text
from tests.importers.factories import xlsx
from tests.store.lieferungen import deliver, stammdaten, werte

NR = "1.1-01"
BERG = Akteur("berg", frozenset({Rolle.CONTROLLING}), herkunft=WEB)
MEIER = Akteur("meier", frozenset({Rolle.CONTROLLING}), herkunft=WEB)
KOPF = ["Kennzahl-Nr.", "Zeitraum", "Ist"]
GUT = xlsx({"Werte": [KOPF, [NR, 2020, 12]]})
#: Ten times its neighbours: a warning.
FRAGLICH = xlsx({"Werte": [KOPF, [NR, 2024, 110]]})


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with one Kennzahl and five quiet years."""
    opened = open_store(database_url)
    migrate(opened)
    deliver(opened, stammdaten(NR), stichtag=date(2020, 1, 1))
    reihe: dict[int, str | None] = dict(
        zip(range(2015, 2020), ("10", "10.5", "11", "10", "10.7"), strict=True)
    )
    deliver(opened, werte(NR, reihe), stichtag=date(2020, 1, 2))
    yield opened
    opened.close()


def bring(store: Store, inhalt: bytes = GUT, wer: Akteur = BERG, name: str = "werte.xlsx") -> str:
    kennung = hand_in(store, name, inhalt, Vorgabe(), wer)
    read_in(store, kennung)
    return kennung


def none(_: int, befund: Befund) -> str:
    raise AssertionError(befund)


def test_a_file_handed_in_is_no_lieferung_and_nobody_else_sees_it(store: Store) -> None:
    vorher = (list_lieferungen(store), check_store(store).inhalt_sha256)
    kennung = bring(store)
    assert [(e.id, e.zustand, e.dateiname) for e in list_eingaenge(store, BERG)] == [
        (kennung, Eingangszustand.GELESEN, "werte.xlsx")
    ]
    assert list_eingaenge(store, MEIER) == ()
    for fragt in (load_eingang, load_file):
        with pytest.raises(UnknownEingangError):
            fragt(store, kennung, MEIER)
    with pytest.raises(UnknownEingangError):
        Vorschauen(store, None).load(kennung, MEIER)
    assert (list_lieferungen(store), check_store(store).inhalt_sha256) == vorher


def test_the_preview_says_what_would_happen_and_submitting_does_just_that(store: Store) -> None:
    kennung, vorschauen = bring(store), Vorschauen(store, None)
    vorschau = vorschauen.load(kennung, BERG)
    assert (vorschau.annahme.art, vorschau.annahme.vergleich.neu, vorschau.warnungen) == (
        Lieferart.KENNZAHLEN,
        1,
        (),
    )
    annahme = vorschauen.submit(kennung, BERG, vorschau.merkmal, none)
    assert annahme.lieferung == 3
    lieferung = load_lieferung(store, 3)
    assert (lieferung.stand, lieferung.absender, lieferung.neu) == (Lieferstand.WARTET, "berg", 1)
    assert list_eingaenge(store, BERG) == ()
    with pytest.raises(UnknownEingangError):
        vorschauen.submit(kennung, BERG, vorschau.merkmal, none)
    assert check_store(store).fehler == ()


def test_a_warning_needs_a_reason_which_stays_with_the_lieferung(store: Store) -> None:
    kennung, vorschauen = bring(store, FRAGLICH), Vorschauen(store, None)
    vorschau = vorschauen.load(kennung, BERG)
    assert [befund.code for _, befund in vorschau.warnungen] == ["faktor"]
    with pytest.raises(UnconfirmedError, match="eine Warnung"):
        vorschauen.submit(kennung, BERG, vorschau.merkmal, lambda *_: "  ")
    assert len(list_lieferungen(store)) == 2
    vorschauen.submit(kennung, BERG, vorschau.merkmal, lambda *_: " Gebietsreform ")
    (stelle,) = load_bestaetigungen(store, 3)
    assert load_befunde(store, 3)[stelle].schwere is Schwere.WARNUNG
    assert (load_bestaetigungen(store, 3)[stelle].grund, load_bestaetigungen(store, 3)[stelle].wer) == (
        "Gebietsreform",
        "berg",
    )
    assert check_store(store).fehler == ()


def test_a_reason_changed_by_hand_is_found(store: Store) -> None:
    kennung, vorschauen = bring(store, FRAGLICH), Vorschauen(store, None)
    vorschauen.submit(kennung, BERG, vorschauen.load(kennung, BERG).merkmal, lambda *_: "geprüft")
    for befehl in ("UPDATE bestaetigung SET grund = 'x'", "DELETE FROM bestaetigung"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.writing() as connection:
            connection.execute(sa.text(befehl))
    with store.writing() as connection:
        connection.execute(
            sa.insert(schema.bestaetigung).values(
                lieferung=3, befund=99, grund="untergeschoben", wer="x", zeitpunkt="2026-01-01T00:00:00Z"
            )
        )
    assert any("Lieferung 3" in fehler for fehler in check_store(store).fehler)


def test_what_changed_since_the_preview_has_to_be_looked_at_again(store: Store) -> None:
    kennung, vorschauen = bring(store), Vorschauen(store, None)
    vorschau = vorschauen.load(kennung, BERG)
    deliver(store, werte(NR, {2020: "11"}), stichtag=date(2020, 3, 1))
    with pytest.raises(ChangedPreviewError):
        vorschauen.submit(kennung, BERG, vorschau.merkmal, none)
    assert [lieferung.nr for lieferung in list_lieferungen(store)] == [3, 2, 1]
    neu = vorschauen.load(kennung, BERG)
    assert (neu.annahme.vergleich.neu, neu.annahme.vergleich.geaendert) == (0, 1)
    assert vorschauen.submit(kennung, BERG, neu.merkmal, none).lieferung == 4


def test_a_file_that_cannot_be_opened_says_why_and_cannot_be_delivered(store: Store) -> None:
    kennung, vorschauen = bring(store, b"PK\x03\x04kaputt"), Vorschauen(store, None)
    eingang = load_eingang(store, kennung, BERG)
    assert eingang.zustand is Eingangszustand.UNLESBAR
    assert "beschädigt" in eingang.satz
    for versuch in (
        lambda: vorschauen.load(kennung, BERG),
        lambda: vorschauen.submit(kennung, BERG, "", none),
    ):
        with pytest.raises(NotReadyError):
            versuch()
    vorschauen.discard(kennung, BERG)
    assert list_eingaenge(store, BERG) == ()


def test_a_file_with_a_fault_is_never_delivered(store: Store) -> None:
    kennung = bring(store, xlsx({"Werte": [KOPF, ["9.9-99", 2020, 1]]}))
    vorschauen = Vorschauen(store, None)
    vorschau = vorschauen.load(kennung, BERG)
    assert not vorschau.annahme.angenommen
    with pytest.raises(NotReadyError):
        vorschauen.submit(kennung, BERG, vorschau.merkmal, lambda *_: "doch")
    assert len(list_lieferungen(store)) == 2
    assert len(list_eingaenge(store, BERG)) == 1


def test_the_same_file_lies_here_once_and_leads_to_the_lieferung_it_already_is(store: Store) -> None:
    kennung, vorschauen = bring(store), Vorschauen(store, None)
    assert hand_in(store, "werte.xlsx", GUT, Vorgabe(), BERG) == kennung
    vorschauen.submit(kennung, BERG, vorschauen.load(kennung, BERG).merkmal, none)
    noch_einmal = bring(store, name="kopie.xlsx")
    vorschau = vorschauen.load(noch_einmal, BERG)
    assert vorschau.annahme.lieferung == 3
    assert "schon_geliefert" in {befund.code for befund in vorschau.annahme.befunde}
    assert vorschauen.submit(noch_einmal, BERG, vorschau.merkmal, none).lieferung == 3
    assert len(list_lieferungen(store)) == 3


def test_a_reading_left_halfway_is_taken_up_again_and_one_under_way_is_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kennung = hand_in(store, "werte.xlsx", GUT, Vorgabe(), BERG)
    assert claim(store, kennung)
    tell_progress(store, kennung, 0.42, "Blatt Werte")
    eingang = load_eingang(store, kennung, BERG)
    assert (eingang.anteil, eingang.stufe, eingang.is_abandoned) == (42, "Blatt Werte", False)
    read_in(store, kennung)
    assert load_eingang(store, kennung, BERG).zustand is Eingangszustand.LIEST
    monkeypatch.setattr(eingang_module, "STILL_NACH", timedelta(seconds=-5))
    assert load_eingang(store, kennung, BERG).is_abandoned
    read_in(store, kennung)
    assert load_eingang(store, kennung, BERG).zustand is Eingangszustand.GELESEN


def test_the_background_reader_reads_each_file_once(store: Store) -> None:
    kennung, dienst = hand_in(store, "werte.xlsx", GUT, Vorgabe(), BERG), Lesedienst(store)
    for _ in range(5):
        dienst.start(kennung)
    fertig = threading.Event()
    for _ in range(200):
        if load_eingang(store, kennung, BERG).zustand is Eingangszustand.GELESEN:
            fertig.set()
            break
        fertig.wait(0.05)
    assert fertig.is_set()
    dienst._pool.shutdown(wait=True)  # its connection goes back before the database is closed


def test_one_person_may_keep_so_many_files_and_old_ones_go(store: Store) -> None:
    for nummer in range(MEISTE_JE_PERSON):
        hand_in(store, f"{nummer}.xlsx", GUT, Vorgabe(), BERG)
    with pytest.raises(TooManyEingaengeError):
        hand_in(store, "noch-eine.xlsx", GUT, Vorgabe(), BERG)
    hand_in(store, "von-einer-anderen.xlsx", GUT, Vorgabe(), MEIER)
    alt = as_text(datetime.now(UTC) - AUFBEWAHRUNG - timedelta(days=1))
    with store.writing() as connection:
        connection.execute(sa.update(schema.eingang).values(angelegt=alt))
    hand_in(store, "noch-eine.xlsx", GUT, Vorgabe(), BERG)
    assert [e.dateiname for e in list_eingaenge(store, BERG)] == ["noch-eine.xlsx"]
    assert list_eingaenge(store, MEIER) == ()


def test_what_is_said_about_a_file_can_be_said_anew(store: Store) -> None:
    kennung, vorschauen = bring(store), Vorschauen(store, None)
    assert vorschauen.load(kennung, BERG).annahme.angenommen
    vorschauen.say(kennung, BERG, Vorgabe(art=Lieferart.HAUSHALT, haushaltsjahr=2020))
    vorschau = vorschauen.load(kennung, BERG)
    assert (vorschau.vorgabe.art, vorschau.annahme.angenommen) == (Lieferart.HAUSHALT, False)


def test_who_delivered_does_not_release_unless_the_county_says_so(store: Store) -> None:
    kennung, vorschauen = bring(store), Vorschauen(store, None)
    vorschauen.submit(kennung, BERG, vorschauen.load(kennung, BERG).merkmal, none)
    with pytest.raises(SecondPersonError):
        release(store, [3], akteur=BERG)
    with pytest.raises(SecondPersonError):
        release(store, [3], akteur=Akteur("BERG ", BERG.rollen))
    assert load_lieferung(store, 3).stand is Lieferstand.WARTET
    release(store, [3], akteur=BERG, vier_augen=False)
    assert load_lieferung(store, 3).freigegeben_von == "berg"


def test_a_second_person_releases_and_the_trail_names_both(store: Store) -> None:
    kennung, vorschauen = bring(store), Vorschauen(store, None)
    vorschauen.submit(kennung, BERG, vorschauen.load(kennung, BERG).merkmal, none)
    release(store, [3], akteur=MEIER)
    wer = [(e.wer, e.aktion) for e in list_protokoll(store, anzahl=2)]
    assert wer == [("meier", "freigegeben"), ("berg", "geliefert")]


def test_a_fachbereich_takes_back_its_own_waiting_file_and_no_other(store: Store) -> None:
    amt = Akteur("amt", frozenset({Rolle.FACHBEREICH}), ("Amt 1",), WEB)
    fremd = Akteur("fremd", frozenset({Rolle.FACHBEREICH}), ("Amt 1",), WEB)
    kennung, vorschauen = (
        hand_in(store, "werte.xlsx", GUT, Vorgabe(fachbereich="Amt 1"), amt),
        Vorschauen(store, None),
    )
    read_in(store, kennung)
    vorschauen.submit(kennung, amt, vorschauen.load(kennung, amt).merkmal, none)
    with pytest.raises(NotAllowedError):
        withdraw(store, [3], "falsch", fremd)
    withdraw(store, [3], "falsche Datei", amt)
    assert load_lieferung(store, 3).stand is Lieferstand.ZURUECKGEZOGEN
    noch_einmal = hand_in(store, "werte.xlsx", GUT, Vorgabe(fachbereich="Amt 1"), amt)
    read_in(store, noch_einmal)
    nr = vorschauen.submit(noch_einmal, amt, vorschauen.load(noch_einmal, amt).merkmal, none).lieferung
    assert nr == 4
    release(store, [nr], akteur=MEIER)
    with pytest.raises(NotAllowedError):
        withdraw(store, [nr], "doch nicht", amt)
