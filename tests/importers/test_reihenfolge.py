"""Any order of handing in, delivering, releasing, taking back and delivering again, against a simple model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.importers.eingang import Vorschauen, hand_in
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.workbook import read_lines
from kek_dashboard.store import lieferungen as lieferungen_module
from kek_dashboard.store import save as save_module
from kek_dashboard.store.check import check_store
from kek_dashboard.store.eingang import claim, keep_lines, list_eingaenge
from kek_dashboard.store.errors import ReleaseError, SecondPersonError
from kek_dashboard.store.lieferungen import list_lieferungen, release, withdraw
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store, open_store
from tests.importers.factories import xlsx
from tests.store.conftest import fresh_url
from tests.store.lieferungen import deliver, stammdaten

__all__ = ["fresh_url"]

KENNZAHLEN = ("1.1-01", "1.1-02")
JAHRE = (2019, 2020)
ANFANG = date(2021, 1, 1)
SENDER = Akteur("berg", frozenset({Rolle.CONTROLLING}), herkunft=WEB)
ANDERE = Akteur("meier", frozenset({Rolle.CONTROLLING}), herkunft=WEB)

Tabelle = tuple[str | None, ...]
#: What files may hold, both years of both Kennzahlen; ``k. A.`` and an empty cell are no value and never replace one.
TABELLEN: tuple[Tabelle, ...] = (
    ("5", "6,5", None, "7"),
    ("5", "8", "k. A.", None),
    ("k. A.", None, "9", "7"),
    ("4", "k. A.", "3", "k. A."),
    (None, "6,5", None, None),
)


@dataclass
class Modell:
    """What should be known: files in the order of delivery, and the releases and withdrawals by day."""

    tabellen: dict[int, Tabelle] = field(default_factory=dict)
    ereignisse: list[tuple[date, str, int]] = field(default_factory=list)

    def state(self, nr: int) -> str:
        """The last thing that happened to a Lieferung; empty while it waits."""
        return next((was for _, was, wer in reversed(self.ereignisse) if wer == nr), "")

    def find(self, tabelle: Tabelle) -> int | None:
        """The Lieferung of this very file that was not taken back."""
        return next(
            (nr for nr, eine in self.tabellen.items() if eine == tabelle and self.state(nr) != "zurueck"),
            None,
        )

    def known(self, tag: date) -> dict[tuple[str, int], Decimal | None]:
        """Value of each cell on a day: of the file released last that says a number."""
        frei: list[int] = []
        for wann, was, nr in self.ereignisse:
            if wann <= tag:
                frei = [*frei, nr] if was == "frei" else [eine for eine in frei if eine != nr]
        bekannt: dict[tuple[str, int], Decimal | None] = {}
        for nr in frei:
            for schluessel, text in cells(self.tabellen[nr]):
                wert = Decimal(text.replace(",", ".")) if text and text != "k. A." else None
                if wert is not None or schluessel not in bekannt:
                    bekannt[schluessel] = wert
        return bekannt


def cells(tabelle: Tabelle) -> Iterator[tuple[tuple[str, int], str | None]]:
    plaetze = [(nr, jahr) for nr in KENNZAHLEN for jahr in JAHRE]
    return zip(plaetze, tabelle, strict=True)


@cache
def workbook(tabelle: Tabelle) -> bytes:
    zeilen = [[nr, *tabelle[i * len(JAHRE) : (i + 1) * len(JAHRE)]] for i, nr in enumerate(KENNZAHLEN)]
    return xlsx({"Werte": [["Kennzahl-Nr.", *map(str, JAHRE)], *zeilen]})


@cache
def lines(inhalt: bytes) -> bytes:
    """What the guarded process says of a workbook; each content once, for examples repeat themselves."""
    return read_lines(inhalt, "werte.xlsx")


class Haus:
    """One county's store with a calendar of our own."""

    def __init__(self, store: Store, patch: pytest.MonkeyPatch) -> None:
        self.store, self.modell, self.tag = store, Modell(), ANFANG
        self.vorschauen = Vorschauen(store, None)
        deliver(store, stammdaten(*KENNZAHLEN), stichtag=ANFANG)
        for module in (lieferungen_module, save_module):
            patch.setattr(module, "today", lambda: self.tag)

    def deliver(self, tabelle: Tabelle) -> None:
        """Hand in, read, look, submit; the same file again leads to the Lieferung there is."""
        inhalt = workbook(tabelle)
        kennung = hand_in(self.store, "werte.xlsx", inhalt, Vorgabe(), SENDER)
        if claim(self.store, kennung):
            keep_lines(self.store, kennung, lines(inhalt))
        vorschau = self.vorschauen.load(kennung, SENDER)
        bekannt = self.modell.find(tabelle)
        assert vorschau.annahme.angenommen
        assert vorschau.annahme.lieferung == bekannt
        annahme = self.vorschauen.submit(kennung, SENDER, vorschau.merkmal, reason)
        assert annahme.lieferung is not None
        if bekannt is None:
            self.modell.tabellen[annahme.lieferung] = tabelle
        else:
            assert annahme.lieferung == bekannt

    def release(self, nr: int) -> None:
        with pytest.raises((SecondPersonError, ReleaseError)):
            release(self.store, [nr], akteur=SENDER)
        if self.modell.state(nr):
            with pytest.raises(ReleaseError):
                release(self.store, [nr], akteur=ANDERE)
            return
        release(self.store, [nr], akteur=ANDERE)
        self.modell.ereignisse.append((self.tag, "frei", nr))

    def withdraw(self, nr: int) -> None:
        if self.modell.state(nr) == "zurueck":
            with pytest.raises(ReleaseError):
                withdraw(self.store, [nr], "Grund", ANDERE)
            return
        withdraw(self.store, [nr], "Grund", ANDERE)
        self.modell.ereignisse.append((self.tag, "zurueck", nr))

    def check(self) -> None:
        """For each Wissensstand the figures of the model, and nothing else."""
        tage = {tag + timedelta(days=um) for tag, _, _ in self.modell.ereignisse for um in (-1, 0, 1)}
        for tag in sorted({ANFANG, self.tag, *tage}):
            stand = load_datenstand(self.store, tag)
            gefunden = {
                (nr, wert.zeitraum.jahr): wert.wert
                for nr in (KENNZAHLEN if tag >= ANFANG else ())
                for wert in stand.akte(nr).messwerte
            }
            assert gefunden == self.modell.known(tag), tag
        assert list_eingaenge(self.store, SENDER) == ()


def reason(_: int, befund: Befund) -> str:
    return f"geprüft: {befund.code}"


SCHRITTE = st.lists(
    st.one_of(
        st.tuples(st.just("liefern"), st.sampled_from(TABELLEN)),
        st.tuples(st.just("wieder"), st.integers(0, 9)),
        st.tuples(st.just("freigeben"), st.integers(0, 9)),
        st.tuples(st.just("freigeben"), st.integers(0, 9)),
        st.tuples(st.just("zurueckziehen"), st.integers(0, 9)),
        st.tuples(st.just("warten"), st.integers(1, 40)),
    ),
    min_size=3,
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schritte=SCHRITTE)
def test_any_order_of_steps_gives_for_each_wissensstand_what_a_simple_model_gives(
    fresh_url: Callable[[], str],
    schritte: list[tuple[str, object]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        store = open_store(fresh_url())
        migrate(store)
        haus = Haus(store, patch)
        for was, womit in schritte:
            nummern = list(haus.modell.tabellen)
            if was == "liefern":
                haus.deliver(womit)  # type: ignore[arg-type]
            elif was == "warten":
                haus.tag += timedelta(days=int(str(womit)))
            elif nummern:
                nr = nummern[int(str(womit)) % len(nummern)]
                if was == "wieder":
                    haus.deliver(haus.modell.tabellen[nr])
                elif was == "freigeben":
                    haus.release(nr)
                else:
                    haus.withdraw(nr)
        haus.check()
        assert len(list_lieferungen(store)) == len(haus.modell.tabellen) + 1
        assert check_store(store).fehler == ()
        store.close()
