"""Identities of the budget: over random plans and mappings nothing is lost and nothing counted twice, in any view."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kek_dashboard.domain.geldfluss import Geldfluss, geldfluss, total
from kek_dashboard.domain.geldmatrix import (
    NICHT_ZUGEORDNET,
    Geldmatrix,
    Gliederung,
    add_fields,
    by_oberziel,
    geldmatrizen,
)
from kek_dashboard.domain.haushalt import (
    VIER_ARTEN,
    Bezug,
    Haushalt,
    Haushaltsposition,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Positionsschluessel,
)
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, mitteleinsatz
from kek_dashboard.domain.nummer import uebergeordnet
from kek_dashboard.domain.produktrahmen import produktbereich
from tests.domain.test_mitteleinsatz import JAHR, KENNZAHLEN, UNTERZIELE, a_stand

NULL = Decimal("0.00")
#: Some begin like others, one is a number of another frame, one line has none.
PRODUKTE = ("111", "111100", "1112", "P11.1001", "365000", "36", "542-1", "")
KONTEN = ("4011000", "4318000", "3141000", "")
TEILHAUSHALTE = ("01", "1", "10", "")
NAMEN = ("", "Jugend", "Jugend und Familie")

cents = st.one_of(
    st.none(),
    st.just(NULL),
    st.decimals(Decimal("-0.05"), Decimal("0.05"), places=2),
    st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2),
)
bezuege = st.one_of(
    st.tuples(st.just(Bezug.UNTERZIEL), st.sampled_from(UNTERZIELE)),
    st.tuples(st.just(Bezug.KENNZAHL), st.sampled_from([*sorted(KENNZAHLEN), "gibt es nicht"])),
    st.tuples(st.just(Bezug.MASSNAHME), st.sampled_from(["M1", "gibt es nicht"])),
)
geldanteile = st.one_of(
    st.none(), st.just({"1.2": "33.33", "2.1": "66.67"}), st.just({"1.2": "0", "2.1": "100"})
)


@st.composite
def plan_lines(draw: st.DrawFn) -> list[Planzeile]:
    """Lines of all kinds; equal keys are told apart by their number, as the importer does."""
    gesehen: Counter[tuple[str, str, str]] = Counter()
    zeilen = []
    for _ in range(draw(st.integers(0, 16))):
        teil, produkt, konto = (draw(st.sampled_from(werte)) for werte in (TEILHAUSHALTE, PRODUKTE, KONTEN))
        gesehen[teil, produkt, konto] += 1
        position = Haushaltsposition(
            JAHR,
            "beschlossen",
            Positionsschluessel(teil, "", produkt, konto, lfd=gesehen[teil, produkt, konto]),
            draw(st.sampled_from([*VIER_ARTEN, *VIER_ARTEN, *Positionsart])),
            produktbezeichnung=draw(st.sampled_from(NAMEN)),
            teilhaushaltbezeichnung=draw(st.sampled_from(NAMEN)),
            herkunft=draw(st.sampled_from(list(Herkunft))),
        )
        zeilen.append(Planzeile(position, draw(cents)))
    return zeilen


@st.composite
def mappings(draw: st.DrawFn) -> tuple[HaushaltsZuordnung, ...]:
    """Rules for whole Produkte and for Konten; the shares of one key never exceed 100 %, some are taken back."""
    regeln = []
    for produkt in PRODUKTE:
        for konto in ("", *draw(st.sets(st.sampled_from(KONTEN[:-1]), max_size=2))):
            frei = Decimal(100)
            for bezug, nr in draw(st.lists(bezuege, max_size=3, unique=True)):
                anteil = min(draw(st.decimals(Decimal(0), Decimal(70), places=2)), frei)
                regeln.append(HaushaltsZuordnung(JAHR, produkt, konto, bezug, nr, anteil))
                frei -= anteil
    return tuple(regeln)


@st.composite
def budgets(draw: st.DrawFn) -> Mitteleinsatz:
    """A whole budget shared out."""
    stand = a_stand(*draw(mappings()), geldanteile=draw(geldanteile))
    return mitteleinsatz(Haushalt(JAHR, "beschlossen", tuple(draw(plan_lines()))), stand)


def lines_sum(mittel: Mitteleinsatz, art: Positionsart) -> Decimal:
    """The Ansätze of one kind, added up by hand."""
    return sum(
        (z.ansatz for z in mittel.haushalt.zeilen if z.position.art is art and z.ansatz is not None), NULL
    )


def number_of(position: Haushaltsposition, gliederung: Gliederung) -> str:
    """Which Posten a line belongs to."""
    if gliederung is Gliederung.TEILHAUSHALT:
        return position.schluessel.teilhaushalt
    produkt = position.schluessel.produkt
    return produkt if gliederung is Gliederung.PRODUKT else produktbereich(produkt, JAHR)[0]


def in_euros(matrix: Geldmatrix) -> dict[tuple[str, str], Decimal]:
    return {ort: feld.eur for ort, feld in matrix.felder.items()}


many = settings(max_examples=80)


@many
@given(budgets())
def test_goals_and_what_serves_none_are_the_whole_budget(mittel: Mitteleinsatz) -> None:
    for art in VIER_ARTEN:
        fuer_ziele = sum((betraege[art] for betraege in mittel.je_unterziel.values()), NULL)
        assert fuer_ziele + mittel.nicht_zugeordnet[art] == mittel.summen[art] == lines_sum(mittel, art)


@many
@given(budgets())
def test_from_line_to_goals_and_from_goal_to_lines_is_the_same_money(mittel: Mitteleinsatz) -> None:
    for art in VIER_ARTEN:
        eigene = [v for v in mittel.verwendungen if v.zeile.position.art is art]
        for nr, betraege in mittel.je_unterziel.items():
            assert betraege[art] == sum((dict(v.je_unterziel).get(nr, NULL) for v in eigene), NULL)
        assert mittel.nicht_zugeordnet[art] == sum((v.rest for v in eigene), NULL)
        for v in eigene:
            assert sum((eur for _, eur in v.je_unterziel), v.rest) == (v.zeile.ansatz or NULL)
            assert len(dict(v.je_unterziel)) == len(v.je_unterziel)


@many
@given(budgets())
def test_the_matrix_adds_up_in_every_arrangement_and_its_goals_are_those_of_the_budget(
    mittel: Mitteleinsatz,
) -> None:
    for gliederung in Gliederung:
        for art, matrix in geldmatrizen(mittel, gliederung).items():
            je_ziel = {ziel: feld.eur for ziel, feld in matrix.je_ziel.items()}
            assert je_ziel.pop(NICHT_ZUGEORDNET) == mittel.nicht_zugeordnet[art]
            assert je_ziel == {nr: betraege[art] for nr, betraege in mittel.je_unterziel.items()}
            assert matrix.summe.eur == mittel.summen[art] == sum(in_euros(matrix).values(), NULL)
            for posten in matrix.posten:
                eigene = [
                    z
                    for z in mittel.haushalt.zeilen
                    if z.position.art is art and number_of(z.position, gliederung) == posten.nr
                ]
                summe = sum((z.ansatz for z in eigene if z.ansatz is not None), NULL)
                assert matrix.je_posten[posten.nr].eur == summe
                assert sum((feld.eur for feld in matrix.row(posten) if feld is not None), NULL) == summe


@many
@given(budgets())
def test_every_posten_of_the_budget_is_in_the_matrix_once_with_money_or_without(
    mittel: Mitteleinsatz,
) -> None:
    for gliederung in Gliederung:
        nummern = {number_of(z.position, gliederung) for z in mittel.haushalt.zeilen}
        for art, matrix in geldmatrizen(mittel, gliederung).items():
            mit_ansatz = {
                number_of(z.position, gliederung)
                for z in mittel.haushalt.zeilen
                if z.position.art is art and z.ansatz is not None
            }
            assert sorted(p.nr for p in (*matrix.posten, *matrix.leere)) == sorted(nummern)
            assert {p.nr for p in matrix.posten} == mit_ansatz


@many
@given(budgets())
def test_the_beginning_of_a_posten_finds_exactly_its_produkte(mittel: Mitteleinsatz) -> None:
    for gliederung in (Gliederung.PRODUKTBEREICH, Gliederung.PRODUKT):
        for matrix in geldmatrizen(mittel, gliederung).values():
            for posten in (*matrix.posten, *matrix.leere):
                if posten.produkte is None:
                    continue
                for zeile in mittel.haushalt.zeilen:
                    produkt = zeile.position.schluessel.produkt
                    gefunden = produkt.startswith(posten.produkte) if posten.produkte else not produkt
                    assert gefunden == (number_of(zeile.position, gliederung) == posten.nr)


@many
@given(budgets(), st.integers(0, 6))
def test_parts_of_a_matrix_make_the_whole(mittel: Mitteleinsatz, most: int) -> None:
    for matrix in geldmatrizen(mittel, Gliederung.PRODUKT).values():
        grosse, uebrige = matrix.split(most)
        assert len(grosse) <= most
        assert sorted((*grosse, *uebrige), key=matrix.posten.index) == list(matrix.posten)
        kleinster = min((abs(matrix.je_posten[p.nr].eur) for p in grosse), default=None)
        assert kleinster is None or all(abs(matrix.je_posten[p.nr].eur) <= kleinster for p in uebrige)
        rest = [feld for feld in matrix.row(*uebrige) if feld is not None]
        gezeigt = [matrix.je_posten[p.nr] for p in grosse]
        assert add_fields([*rest, *gezeigt]).eur == matrix.summe.eur
        teile = [matrix.only(groups.__contains__) for groups in (grosse, uebrige, matrix.leere)]
        assert in_euros(teile[0]) | in_euros(teile[1]) | in_euros(teile[2]) == in_euros(matrix)
        assert sum((teil.summe.eur for teil in teile), NULL) == matrix.summe.eur


def oberziel_of(ziel: str) -> str:
    return uebergeordnet(ziel) or ziel


@many
@given(budgets())
def test_oberziele_hold_what_their_unterziele_hold(mittel: Mitteleinsatz) -> None:
    for matrix in geldmatrizen(mittel, Gliederung.TEILHAUSHALT).values():
        ober = by_oberziel(matrix, oberziel_of)
        assert ober.summe.eur == matrix.summe.eur
        assert {nr: f.eur for nr, f in ober.je_posten.items()} == {
            nr: f.eur for nr, f in matrix.je_posten.items()
        }
        for ziel, feld in ober.je_ziel.items():
            unter = [f.eur for nr, f in matrix.je_ziel.items() if oberziel_of(nr) == ziel]
            assert feld.eur == sum(unter, NULL)
        assert ober.ziele[-1] == NICHT_ZUGEORDNET


@many
@given(budgets(), st.integers(1, 12))
def test_the_flows_are_the_matrix_and_each_stands_in_the_drawing_once(
    mittel: Mitteleinsatz, meiste: int
) -> None:
    for gliederung in Gliederung:
        for matrix in geldmatrizen(mittel, gliederung).values():
            fluss = geldfluss(matrix, meiste)
            assert {(f.von, f.nach): f.feld for f in fluss.fluesse} == dict(matrix.felder)
            assert len(fluss.fluesse) == len(matrix.felder)
            gezeichnet = [f for band in fluss.baender for f in band.fluesse]
            assert sorted(gezeichnet, key=fluss.fluesse.index) == [f for f in fluss.fluesse if f.feld.eur > 0]
            assert all(band.feld.eur == total(band.fluesse) > 0 for band in fluss.baender)
            assert total(fluss.baender) + total(fluss.unter_null) == matrix.summe.eur
            _check_nodes(matrix, fluss)
            assert len(fluss.baender) <= max(meiste, len({f.nach for f in gezeichnet}))


def _check_nodes(matrix: Geldmatrix, fluss: Geldfluss) -> None:
    """What leaves a Posten and what reaches a goal is its sum; bundles hold more than one flow."""
    for posten in matrix.posten:
        eigene = [b for b in fluss.baender if b.von == posten.nr]
        rest = [f for f in (*fluss.gebuendelt, *fluss.unter_null) if f.von == posten.nr]
        assert total(eigene) + total(rest) == matrix.je_posten[posten.nr].eur
    for ziel in matrix.ziele:
        bei = [b for b in fluss.baender if b.nach == ziel]
        unter = [f for f in fluss.unter_null if f.nach == ziel]
        assert total(bei) + total(unter) == matrix.je_ziel[ziel].eur
    assert all(len(band.fluesse) > 1 for band in fluss.baender if band.von is None)


@many
@given(mappings(), geldanteile, plan_lines(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(
    regeln: tuple[HaushaltsZuordnung, ...],
    anteile: dict[str, str] | None,
    zeilen: list[Planzeile],
    zufall: Random,
) -> None:
    stand = a_stand(*regeln, geldanteile=anteile)
    gemischt = list(zeilen)
    zufall.shuffle(gemischt)
    eins, zwei = (
        mitteleinsatz(Haushalt(JAHR, "beschlossen", tuple(folge)), stand) for folge in (zeilen, gemischt)
    )
    assert (eins.summen, eins.je_unterziel, eins.nicht_zugeordnet) == (
        zwei.summen,
        zwei.je_unterziel,
        zwei.nicht_zugeordnet,
    )
    for gliederung in Gliederung:
        matrizen = [geldmatrizen(mittel, gliederung) for mittel in (eins, zwei)]
        for art in VIER_ARTEN:
            a, b = matrizen[0][art], matrizen[1][art]
            assert (a.posten, a.leere, a.ziele, a.felder) == (b.posten, b.leere, b.ziele, b.felder)
            assert geldfluss(a, 5).baender == geldfluss(b, 5).baender


@many
@given(budgets())
def test_one_made_up_line_makes_a_field_made_up_and_no_other(mittel: Mitteleinsatz) -> None:
    for art, matrix in geldmatrizen(mittel, Gliederung.TEILHAUSHALT).items():
        for (nr, ziel), feld in matrix.felder.items():
            dahinter = [
                v.herkunft
                for v in mittel.verwendungen
                if v.zeile.position.art is art
                and v.zeile.ansatz is not None
                and v.zeile.position.schluessel.teilhaushalt == nr
                and (
                    ziel in dict(v.je_unterziel) if ziel != NICHT_ZUGEORDNET else v.rest or not v.je_unterziel
                )
            ]
            assert feld.herkunft is weakest(dahinter)


def test_a_budget_without_lines_is_an_empty_matrix_that_nobody_can_change() -> None:
    leer = mitteleinsatz(Haushalt(JAHR, "beschlossen", ()), a_stand())
    matrizen = geldmatrizen(leer, Gliederung.TEILHAUSHALT)
    matrix = matrizen[Positionsart.ERTRAEGE]
    assert not hasattr(matrix.felder, "update")
    assert matrix.summe.eur == NULL and matrix.posten == matrix.leere == ()
    assert geldfluss(matrix).baender == ()
    assert matrix.only(lambda _: True).ziele == ("1.1", "1.2", "1.10", "2.1", NICHT_ZUGEORDNET)
