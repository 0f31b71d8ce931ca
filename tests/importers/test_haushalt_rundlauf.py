"""Round trip: a random budget written in the layout of any shipped profile reads to the same lines and totals."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.jail import read_file
from kek_dashboard.importers.lesen import read_delivery
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.profil import list_profile
from kek_dashboard.importers.workbook import build_workbook
from tests.importers.factories import xlsx
from tests.importers.planschreiber import LAYOUTS, SPALTEN, Layout, Planzeile, german
from tests.importers.test_haushalt import STAND, sums

#: A workbook, and text in the letters that programs write.
_FORMATE = ("xlsx", "cp1252", "cp850", "utf-8-sig", "utf-16")
_PRODUKTE = ("0101", "0102", "3651")
_ARTEN = ((Wertart.ERGEBNIS, 2017), (Wertart.ANSATZ, 2018), (Wertart.ANSATZ, 2019))


def test_every_shipped_profile_has_a_layout_to_be_tried_with():
    assert {layout.profil for layout in LAYOUTS} == set(list_profile())


@st.composite
def budgets(draw: st.DrawFn, layout: Layout) -> list[Planzeile]:
    """Lines with different keys, each with at least one amount, in the order of their Produkt."""
    schluessel = draw(
        st.lists(
            st.tuples(st.sampled_from(_PRODUKTE), st.sampled_from(sorted(layout.arten))),
            min_size=1,
            max_size=20,
            unique=True,
        )
    )
    faktor = 100 if layout.ganze_euro else 1
    betrag = st.none() | st.integers(-(10**9), 10**11).map(lambda zahl: zahl // faktor * faktor)
    zeilen = []
    for produkt, konto in sorted(schluessel):
        cent = draw(
            st.tuples(*(betrag for _ in SPALTEN)).filter(lambda werte: any(w is not None for w in werte))
        )
        zeilen.append(Planzeile(produkt, konto, layout.arten[konto], cent))
    return zeilen


def write_and_open(tabelle: Sequence[Sequence[str]], art: str) -> Arbeitsmappe:
    """The rows as a file of this kind, opened as the guarded process opens it."""
    if art == "xlsx":
        inhalt, endung = xlsx({"Plan": [[wert or None for wert in zeile] for zeile in tabelle]}), "xlsx"
    else:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";").writerows(tabelle)
        inhalt, endung = text.getvalue().encode(art), "csv"
    zeilen = b"".join(orjson.dumps(zeile) + b"\n" for zeile in read_file(inhalt, endung))
    return build_workbook(f"plan.{endung}", zeilen)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.profil)
@given(data=st.data())
def test_nothing_is_lost_nothing_counts_twice_and_no_sum_is_a_line(layout, data):
    zeilen = data.draw(budgets(layout))
    stile = data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=7))
    geschrieben = 0

    def text(cent: int | None) -> str:
        nonlocal geschrieben
        geschrieben += 1
        return german(cent, stile[geschrieben % len(stile)])

    mappe = write_and_open(layout.write(zeilen, text), data.draw(st.sampled_from(_FORMATE)))
    ergebnis = read_delivery(mappe, Vorgabe(haushaltsjahr=2019, profil=layout.profil), STAND)
    assert [b for b in ergebnis.befunde if b.schwere is Schwere.FEHLER] == []
    assert {b.code for b in ergebnis.befunde if b.schwere is Schwere.WARNUNG} <= {"interne_ungleich"}
    gelesen = {
        (p.schluessel.produkt, p.schluessel.konto, p.art): {(b.wertart, b.jahr): b.eur for b in p.betraege}
        for p in ergebnis.inhalt.positionen
    }
    erwartet = {
        (z.produkt, z.konto, z.art): {
            art: Decimal(cent).scaleb(-2)
            for art, cent in zip(_ARTEN, z.cent, strict=True)
            if cent is not None
        }
        for z in zeilen
    }
    assert gelesen == erwartet
    assert ergebnis.gelesen == len(zeilen)
    for spalte, (wertart, jahr) in enumerate(_ARTEN):
        for art in {z.art for z in zeilen}:
            cent = sum(z.cent[spalte] or 0 for z in zeilen if z.art is art)
            assert sums(ergebnis, jahr, wertart).get(art, 0) == Decimal(cent).scaleb(-2)
