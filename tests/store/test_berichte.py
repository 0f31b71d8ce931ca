"""Reports on the list: ordered once, made by one, kept with their file; what was left halfway is taken up again."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
import sqlalchemy as sa

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag, Berichtsformat, last_day_of_quarter
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.store import berichte as b
from kek_dashboard.store import schema
from kek_dashboard.store.berichte import BerichtRefusedError, Berichtszustand, UnknownBerichtError
from kek_dashboard.store.session import Store

MEIER = Akteur("meier", frozenset({Rolle.LESER}))
AUFTRAG = Berichtsauftrag(Berichtsart.BRIEFING, 2023, date(2023, 6, 30), 2)


def order(store: Store, wer: Akteur = MEIER, auftrag: Berichtsauftrag = AUFTRAG, kopf: str = "{}") -> str:
    with store.writing() as connection:
        return b.order_bericht(connection, wer, auftrag, Berichtsformat.PDF, kopf)


def test_what_was_ordered_stands_on_the_list_as_it_was_ordered(store: Store) -> None:
    kennung = order(store, kopf='{"drucksache": "7/2024"}')
    (eintrag,) = b.list_berichte(store)
    assert (eintrag.id, eintrag.auftrag, eintrag.format) == (kennung, AUFTRAG, Berichtsformat.PDF)
    assert (eintrag.wer, eintrag.kopf) == ("meier", '{"drucksache": "7/2024"}')
    assert eintrag.zustand is Berichtszustand.NEU
    assert eintrag.is_open
    with pytest.raises(UnknownBerichtError):
        b.load_datei(store, kennung)


def test_the_same_report_that_is_still_being_made_is_not_ordered_twice(store: Store) -> None:
    assert order(store) == order(store)
    assert order(store, kopf='{"drucksache": "8/2024"}') != order(store)
    assert order(store, Akteur("schulz", frozenset({Rolle.LESER}))) != order(store)


def test_one_person_cannot_have_many_made_at_once(store: Store) -> None:
    for jahr in range(2018, 2018 + b.MEISTE_WARTEND):
        order(store, auftrag=Berichtsauftrag(Berichtsart.FORTSCHRITT, jahr, date(2024, 1, 1)))
    with pytest.raises(BerichtRefusedError, match="Bitte warten"):
        order(store)
    assert len(b.list_berichte(store)) == b.MEISTE_WARTEND


def test_a_full_list_takes_no_more_and_says_what_to_do(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(b, "MEISTE", 1)
    order(store)
    with pytest.raises(BerichtRefusedError, match="löschen"):
        order(store, kopf='{"anders": 1}')


def test_one_makes_it_and_its_file_is_kept_byte_for_byte(store: Store) -> None:
    kennung = order(store)
    assert b.claim_bericht(store, kennung) is True
    assert b.claim_bericht(store, kennung) is False
    b.tell_bericht(store, kennung, 0.5, "Zahlen werden gesammelt")
    eintrag = b.load_bericht(store, kennung)
    assert (eintrag.zustand, eintrag.anteil) == (Berichtszustand.ENTSTEHT, 50)
    assert eintrag.stufe == "Zahlen werden gesammelt"
    assert not eintrag.is_open
    b.keep_datei(store, kennung, b"%PDF \x00\xff")
    fertig = b.load_bericht(store, kennung)
    assert (fertig.zustand, fertig.groesse) == (Berichtszustand.FERTIG, 7)
    assert fertig.sha256 == sha256(b"%PDF \x00\xff").hexdigest()
    assert b.load_datei(store, kennung) == b"%PDF \x00\xff"
    b.tell_bericht(store, kennung, 0.1, "zu spät")
    assert b.load_bericht(store, kennung).anteil == 100


def test_what_nobody_goes_on_with_is_taken_up_again(store: Store) -> None:
    kennung = order(store)
    b.claim_bericht(store, kennung)
    with store.writing() as connection:
        connection.execute(sa.update(schema.bericht).values(puls="2020-01-01T00:00:00Z"))
    assert b.load_bericht(store, kennung).is_open
    assert b.claim_bericht(store, kennung) is True


def test_why_a_report_could_not_be_made_stays_on_the_list(store: Store) -> None:
    kennung = order(store)
    b.claim_bericht(store, kennung)
    b.keep_scheitern(store, kennung, "Einen Haushalt 2017 gibt es nicht.")
    eintrag = b.load_bericht(store, kennung)
    assert (eintrag.zustand, eintrag.satz) == (
        Berichtszustand.GESCHEITERT,
        "Einen Haushalt 2017 gibt es nicht.",
    )
    assert not eintrag.is_open


def test_what_is_taken_off_the_list_is_gone(store: Store) -> None:
    kennung = order(store)
    with store.writing() as connection:
        b.drop_bericht(connection, kennung)
    assert b.list_berichte(store) == ()
    with pytest.raises(UnknownBerichtError), store.writing() as connection:
        b.drop_bericht(connection, kennung)
    assert b.claim_bericht(store, kennung) is False


@pytest.mark.parametrize(
    ("quartal", "tag"), [(1, "2024-03-31"), (2, "2024-06-30"), (3, "2024-09-30"), (4, "2024-12-31")]
)
def test_a_quarter_ends_on_its_last_day(quartal: int, tag: str) -> None:
    assert last_day_of_quarter(2024, quartal) == date.fromisoformat(tag)
