"""Any order of beginning, writing, delivering, releasing and taking back by three people, against a simple model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.bearbeitung.entwurf import Anlass
from kek_dashboard.domain.bearbeitung.gegenstand import Sache
from kek_dashboard.store import lieferungen as lieferungen_module
from kek_dashboard.store import load as load_module
from kek_dashboard.store import save as save_module
from kek_dashboard.store.arbeitsstand import UnknownArbeitsstandError
from kek_dashboard.store.check import check_store
from kek_dashboard.store.errors import ReleaseError, SecondPersonError
from kek_dashboard.store.lieferungen import list_lieferungen, release, withdraw
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from kek_dashboard.web import bearbeitung
from kek_dashboard.web.bearbeitung import NotDeliverableError
from tests.store.conftest import fresh_url
from tests.web.bearbeitungsproben import ANFANG, BERG, KUNZ, MEIER, fill, write_on

__all__ = ["fresh_url"]

LEUTE = (BERG, MEIER, KUNZ)
ALTER_TAG = date(2020, 1, 1)
#: Things and their fields, each with where it stands in the form.
SACHEN = (
    (Sache("kennzahl", "1.1-01"), {"ziel": ("zielwerte", "wert")}),
    (Sache("massnahme", "M-1"), {"status": ("stamm", "status"), "fortschritt": ("stamm", "fortschritt")}),
)
WERTE = {"ziel": ("85", "90", "95"), "status": ("läuft", "fertig"), "fortschritt": ("25", "50")}
BESTAND = {"ziel": "80", "status": "geplant", "fortschritt": "0"}


@dataclass
class Blatt:
    """One draft: whose, of what, how it was, how it shall be, and the day of its Beschluss."""

    wer: int
    sache: int
    beginn: dict[str, str]
    meins: dict[str, str]
    am: date
    abgegeben: bool = False


@dataclass
class Modell:
    """Deliveries with what they say and from when it holds, and what happened to them by day."""

    blaetter: dict[str, Blatt] = field(default_factory=dict)
    lieferungen: dict[int, tuple[int, date, dict[str, str], int]] = field(default_factory=dict)
    ereignisse: list[tuple[date, str, int]] = field(default_factory=list)

    def state(self, nr: int) -> str:
        return next((was for _, was, wer in reversed(self.ereignisse) if wer == nr), "")

    def known(self, tag: date, sache: int) -> tuple[dict[str, str], date]:
        """What each field of a thing says on a day, and since when its target holds."""
        frei: list[int] = []
        for wann, was, nr in self.ereignisse:
            if wann <= tag:
                frei = [*frei, nr] if was == "frei" else [eine for eine in frei if eine != nr]
        felder = SACHEN[sache][1]
        bekannt, seit = {name: BESTAND[name] for name in felder}, ALTER_TAG
        if "ziel" in felder:
            je_tag = {ALTER_TAG: BESTAND["ziel"]}
            for nr in frei:
                worum, ab, werte, _ = self.lieferungen[nr]
                if worum == sache:
                    je_tag[ab] = werte["ziel"]
            seit = max(ab for ab in je_tag if ab <= tag)
            return {"ziel": je_tag[seit]}, seit
        for nr in frei:
            if self.lieferungen[nr][0] == sache:
                bekannt = dict(self.lieferungen[nr][2])
        return bekannt, seit

    def outcome(self, blatt: Blatt, heute: date) -> dict[str, str] | None:
        """What delivering a draft says; ``None`` where it must be refused."""
        jetzt, seit = self.known(heute, blatt.sache)
        neu = {}
        for name, meins in blatt.meins.items():
            beginn = blatt.beginn[name]
            if meins not in {beginn, jetzt[name]} and jetzt[name] != beginn:
                return None
            neu[name] = jetzt[name] if meins == beginn else meins
        if neu == jetzt or ("ziel" in neu and blatt.am < seit):
            return None
        return neu


class Haus:
    """One county with a calendar of our own."""

    def __init__(self, store: Store, patch: pytest.MonkeyPatch) -> None:
        self.store, self.modell, self.tag = store, Modell(), ANFANG
        for module in (lieferungen_module, save_module, load_module, bearbeitung):
            patch.setattr(module, "today", lambda: self.tag)
        fill(store)

    def begin(self, wer: int, sache: int) -> None:
        arbeit = bearbeitung.begin(self.store, LEUTE[wer], SACHEN[sache][0])
        jetzt, _ = self.modell.known(self.tag, sache)
        self.modell.blaetter[arbeit.kept.id] = Blatt(wer, sache, jetzt, dict(jetzt), self.tag)
        for fremd in {0, 1, 2} - {wer}:
            with pytest.raises(UnknownArbeitsstandError):
                bearbeitung.load_draft(self.store, LEUTE[fremd], arbeit.kept.id)

    def write(self, kennung: str, wahl: int) -> None:
        blatt = self.modell.blaetter[kennung]
        felder = SACHEN[blatt.sache][1]
        name = list(felder)[wahl % len(felder)]
        wert = WERTE[name][wahl % len(WERTE[name])]
        arbeit = bearbeitung.load_draft(self.store, LEUTE[blatt.wer], kennung)
        if blatt.abgegeben:
            with pytest.raises(NotDeliverableError):
                write_on(self.store, LEUTE[blatt.wer], arbeit, {felder[name]: wert}, self.anlass())
            return
        write_on(self.store, LEUTE[blatt.wer], arbeit, {felder[name]: wert}, self.anlass())
        blatt.meins[name], blatt.am = wert, self.tag

    def anlass(self) -> Anlass:
        return Anlass("Drs. 1/2024", self.tag.isoformat(), "Beschluss des Kreistags")

    def deliver(self, kennung: str) -> None:
        blatt = self.modell.blaetter[kennung]
        wer = LEUTE[blatt.wer]
        neu = None if blatt.abgegeben else self.modell.outcome(blatt, self.tag)
        fortschreibung = bearbeitung.load_draft(self.store, wer, kennung).kept.fortschreibung
        if neu is None:
            with pytest.raises(NotDeliverableError):
                bearbeitung.deliver(self.store, wer, kennung, fortschreibung)
            return
        nr = bearbeitung.deliver(self.store, wer, kennung, fortschreibung).lieferung
        assert nr is not None
        self.modell.lieferungen[nr] = (blatt.sache, blatt.am, neu, blatt.wer)
        blatt.abgegeben = True

    def bring_through(self, kennung: str, weiter: int) -> None:
        """Deliver, and where that goes have it released by somebody else."""
        vorher = set(self.modell.lieferungen)
        self.deliver(kennung)
        for nr in set(self.modell.lieferungen) - vorher:
            self.release((self.modell.lieferungen[nr][3] + weiter) % len(LEUTE), nr)

    def settle(self, kennung: str, *, deren: bool) -> None:
        """Choose between what was released and mine, in every field that is in dispute."""
        blatt = self.modell.blaetter[kennung]
        if blatt.abgegeben:
            return
        jetzt, _ = self.modell.known(self.tag, blatt.sache)
        felder = SACHEN[blatt.sache][1]
        arbeit = bearbeitung.load_draft(self.store, LEUTE[blatt.wer], kennung)
        zeile = {name: arbeit.entwurf.werte[teil][0].kennung for name, (teil, _) in felder.items()}
        namen = {f"{teil}.{zeile[name]}.{feld}" for name, (teil, feld) in felder.items()}
        bearbeitung.bring_up_to_date(self.store, LEUTE[blatt.wer], kennung, namen if deren else ())
        for name, meins in blatt.meins.items():
            beginn = blatt.beginn[name]
            streit = meins not in {beginn, jetzt[name]} and jetzt[name] != beginn
            if meins == beginn or (streit and deren):
                blatt.meins[name] = jetzt[name]
        blatt.beginn = jetzt

    def release(self, wer: int, nr: int) -> None:
        absender = self.modell.lieferungen[nr][3]
        if wer == absender or self.modell.state(nr):
            with pytest.raises((SecondPersonError, ReleaseError)):
                release(self.store, [nr], akteur=LEUTE[wer])
            return
        release(self.store, [nr], akteur=LEUTE[wer])
        self.modell.ereignisse.append((self.tag, "frei", nr))

    def withdraw(self, wer: int, nr: int) -> None:
        if self.modell.state(nr) == "zurueck":
            with pytest.raises(ReleaseError):
                withdraw(self.store, [nr], "Grund", LEUTE[wer])
            return
        withdraw(self.store, [nr], "Grund", LEUTE[wer])
        self.modell.ereignisse.append((self.tag, "zurueck", nr))

    def check(self) -> None:
        """For each Wissensstand what the model says, and no draft in anybody's hands but its author's."""
        tage = {tag + timedelta(days=um) for tag, _, _ in self.modell.ereignisse for um in (-1, 0, 1)}
        for tag in sorted({t for t in {ANFANG, self.tag, *tage} if ANFANG <= t <= self.tag}):
            stand = load_datenstand(self.store, tag)
            ziele = {z.jahr: z.wert for z in stand.akte("1.1-01").zielwerte}
            assert ziele == {2026: Decimal(self.modell.known(tag, 0)[0]["ziel"])}, tag
            massnahme = stand.massnahmen["M-1"]
            soll = self.modell.known(tag, 1)[0]
            assert (massnahme.status, massnahme.fortschritt) == (
                soll["status"],
                Decimal(soll["fortschritt"]),
            ), tag
        for nr, wer in enumerate(LEUTE):
            eigene = {k for k, blatt in self.modell.blaetter.items() if blatt.wer == nr}
            assert {arbeit.kept.id for arbeit in bearbeitung.list_drafts(self.store, wer)} == eigene


_DRAFT = st.integers(0, 5)
SCHRITTE = st.lists(
    st.one_of(
        st.tuples(st.just("beginnen"), st.integers(0, 2), st.integers(0, 1)),
        st.tuples(st.just("beginnen"), st.integers(0, 2), st.integers(0, 1)),
        st.tuples(st.just("schreiben"), _DRAFT, st.integers(0, 11)),
        st.tuples(st.just("schreiben"), _DRAFT, st.integers(0, 11)),
        st.tuples(st.just("abgeben"), _DRAFT, st.just(0)),
        st.tuples(st.just("abgeben"), _DRAFT, st.just(0)),
        st.tuples(st.just("durchbringen"), _DRAFT, st.integers(1, 2)),
        st.tuples(st.just("durchbringen"), _DRAFT, st.integers(1, 2)),
        st.tuples(st.just("waehlen"), _DRAFT, st.integers(0, 1)),
        st.tuples(st.just("freigeben"), st.integers(0, 2), _DRAFT),
        st.tuples(st.just("freigeben"), st.integers(0, 2), _DRAFT),
        st.tuples(st.just("zurueckziehen"), st.integers(0, 2), _DRAFT),
        st.tuples(st.just("warten"), st.integers(1, 30), st.just(0)),
    ),
    min_size=10,
    max_size=30,
)


#: Two have the same Maßnahme before them and two the same target, so that most stories are about a dispute.
ANFANGS = [("beginnen", 0, 1), ("beginnen", 1, 1), ("beginnen", 1, 0), ("beginnen", 2, 0)]


def play(haus: Haus, schritte: list[tuple[str, int, int]]) -> None:
    """One story, step by step; a step about what is not there does nothing."""
    for was, a, b in schritte:
        blaetter, nummern = list(haus.modell.blaetter), list(haus.modell.lieferungen)
        if was == "beginnen":
            haus.begin(a, b)
        elif was == "warten":
            haus.tag += timedelta(days=a)
        elif was == "schreiben" and blaetter:
            haus.write(blaetter[a % len(blaetter)], b)
        elif was == "abgeben" and blaetter:
            haus.deliver(blaetter[a % len(blaetter)])
        elif was == "durchbringen" and blaetter:
            haus.bring_through(blaetter[a % len(blaetter)], b)
        elif was == "waehlen" and blaetter:
            haus.settle(blaetter[a % len(blaetter)], deren=bool(b))
        elif was == "freigeben" and nummern:
            haus.release(a, nummern[b % len(nummern)])
        elif was == "zurueckziehen" and nummern:
            haus.withdraw(a, nummern[b % len(nummern)])


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schritte=SCHRITTE)
def test_whatever_several_people_edit_each_wissensstand_gives_what_a_simple_model_gives(
    fresh_url: Callable[[], str],
    schritte: list[tuple[str, int, int]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        store = open_store(fresh_url())
        migrate(store)
        haus = Haus(store, patch)
        play(haus, [*ANFANGS, *schritte])
        haus.check()
        assert len(list_lieferungen(store)) == len(haus.modell.lieferungen) + 2
        assert check_store(store).fehler == ()
        store.close()


#: Both change the same target, and the second chooses; each changes another field of one Maßnahme.
GESCHICHTEN: dict[str, tuple[list[tuple[str, int, int]], list[str]]] = {
    "dasselbe": (
        [
            ("beginnen", 0, 0), ("beginnen", 1, 0), ("schreiben", 0, 0), ("schreiben", 1, 1), ("abgeben", 0, 0),
            ("freigeben", 2, 0), ("warten", 3, 0), ("abgeben", 1, 0), ("waehlen", 1, 0), ("schreiben", 1, 1),
            ("abgeben", 1, 0), ("freigeben", 0, 1), ("warten", 1, 0), ("zurueckziehen", 2, 1),
        ],
        ["frei", "frei", "zurueck"],
    ),
    "verschiedenes": (
        [
            ("beginnen", 0, 1), ("beginnen", 1, 1), ("schreiben", 0, 0), ("schreiben", 1, 1), ("abgeben", 0, 0),
            ("freigeben", 2, 0), ("warten", 3, 0), ("abgeben", 1, 0), ("freigeben", 0, 1),
        ],
        ["frei", "frei"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("geschichte", GESCHICHTEN)
def test_the_story_of_two_at_once_is_told_by_the_model_too(
    fresh_url: Callable[[], str], geschichte: str
) -> None:
    schritte, ereignisse = GESCHICHTEN[geschichte]
    with pytest.MonkeyPatch.context() as patch:
        store = open_store(fresh_url())
        migrate(store)
        haus = Haus(store, patch)
        play(haus, schritte)
        haus.check()
        assert len(haus.modell.lieferungen) == 2
        assert [was for _, was, _ in haus.modell.ereignisse] == ereignisse
        store.close()
