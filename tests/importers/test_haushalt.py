"""Haushalt: lines, kinds, amounts and keys of a plan, from workbooks built in code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Positionsart, Produkt, Wertart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.haushalt import MAX_GLEICHE_BEFUNDE, read_haushalt
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt, Zelle

STAND = Datenstand(date(2026, 1, 1))
KOPF = ["Produkt", "Konto", "Bezeichnung", "Ansatz 2019"]
J2019 = Vorgabe(haushaltsjahr=2019)


def make_blatt(zeilen: Sequence[Sequence[object]], name: str = "Plan", verborgen: bool = False) -> Blatt:
    """A sheet from rows of values; ``None`` is an empty cell, numbers become Decimal."""
    inhalt: dict[int, dict[int, Zelle]] = {}
    for nummer, werte in enumerate(zeilen, start=1):
        for spalte, wert in enumerate(werte, start=1):
            if wert is None:
                continue
            zahl = Decimal(str(wert)) if isinstance(wert, int | float | Decimal) else None
            zelle = Zelle(nummer, spalte, zahl if zahl is not None else str(wert), str(wert))
            inhalt.setdefault(nummer, {})[spalte] = zelle
    return Blatt(name, inhalt, verborgen)


def make_mappe(*blaetter: Blatt) -> Arbeitsmappe:
    return Arbeitsmappe("plan.xlsx", "xlsx", blaetter)


def read(
    *zeilen: Sequence[object], vorgabe: Vorgabe = J2019, stand: Datenstand = STAND, **kw
) -> Leseergebnis:
    return read_haushalt(make_mappe(make_blatt(zeilen)), vorgabe, stand, **kw)


def codes(ergebnis: Leseergebnis, schwere: Schwere | None = None) -> set[str]:
    return {b.code for b in ergebnis.befunde if schwere is None or b.schwere is schwere}


def faults(ergebnis: Leseergebnis) -> list[tuple[str, str]]:
    return [(b.code, b.zelle) for b in ergebnis.befunde if b.schwere is Schwere.FEHLER]


def sums(
    ergebnis: Leseergebnis, jahr: int = 2019, wertart: Wertart = Wertart.ANSATZ
) -> Mapping[Positionsart, Decimal]:
    summen: dict[Positionsart, Decimal] = defaultdict(Decimal)
    for position in ergebnis.inhalt.positionen:
        if (betrag := position.betrag(wertart, jahr)) is not None:
            summen[position.art] += betrag.eur
    return dict(summen)


def test_a_plan_becomes_lines_with_key_kind_and_the_cell_of_each_amount():
    ergebnis = read(
        ["Haushaltsplan 2019"],
        [],
        ["Produkt", "Konto", "Bezeichnung", "Ergebnis 2017", "Ansatz 2018", "Ansatz 2019", "Planung 2020"],
        ["036100", "3141000", "Zuweisung", 90, 95.5, 100, 110],
        ["036100", "4318000", "Zuschuss", None, 190, 200.25, 210],
        vorgabe=Vorgabe(),
    )
    assert ergebnis.is_accepted
    assert ergebnis.gelesen == 2
    assert (ergebnis.vorgabe.haushaltsjahr, ergebnis.vorgabe.fassung) == (2019, "beschlossen")
    assert ergebnis.vorgabe.profil == "niedersachsen"
    ertrag, aufwand = ergebnis.inhalt.positionen
    assert (ertrag.schluessel.produkt, ertrag.schluessel.konto) == ("036100", "3141000")
    assert (ertrag.art, aufwand.art) == (Positionsart.ERTRAEGE, Positionsart.AUFWENDUNGEN)
    ansatz = aufwand.betrag(Wertart.ANSATZ, 2019)
    assert ansatz is not None
    assert (ansatz.eur, ansatz.fundstelle.zelle, ansatz.fundstelle.blatt) == (Decimal("200.25"), "F5", "Plan")
    assert aufwand.haushaltsjahr == 2019


def test_the_ansatz_of_the_year_before_stays_a_column_of_this_plan():
    ergebnis = read(["Produkt", "Konto", "Ansatz 2018", "Ansatz 2019"], ["1", "4011", 5, 7])
    (position,) = ergebnis.inhalt.positionen
    assert position.haushaltsjahr == 2019
    assert {(b.wertart, b.jahr) for b in position.betraege} == {
        (Wertart.ANSATZ, 2018),
        (Wertart.ANSATZ, 2019),
    }


@pytest.mark.parametrize("leer", [None, "-", "–", "k. A.", "./."])
def test_a_missing_amount_is_no_amount_and_never_zero(leer):
    ergebnis = read(KOPF, ["1", "4011", "a", leer], ["1", "4012", "b", 0])
    leere, null = ergebnis.inhalt.positionen
    assert leere.betraege == ()
    assert [b.eur for b in null.betraege] == [Decimal(0)]
    assert ergebnis.gelesen == 2


def test_an_unknown_konto_refuses_the_file_at_its_cell():
    ergebnis = read(KOPF, ["1", "4011", "a", 1], ["1", "9111", "b", 2])
    assert faults(ergebnis) == [("konto_unbekannt", "B3")]


def test_the_account_frame_of_another_year_is_asked_for(tmp_path):
    (tmp_path / "kontenrahmen").mkdir()
    (tmp_path / "kontenrahmen" / "niedersachsen.toml").write_text(
        'name = "niedersachsen"\ntitel = "Neu"\ngueltig_ab = 2020\n[konten]\naufwendungen = ["4"]\n',
        encoding="utf-8",
    )
    ergebnis = read(KOPF, ["1", "4011", "a", 1], profil_ordner=tmp_path)
    assert faults(ergebnis) == [("kontenrahmen_gilt_nicht", "")]
    spaeter = read(
        [*KOPF[:3], "Ansatz 2020"], ["1", "4011", "a", 1], vorgabe=Vorgabe(), profil_ordner=tmp_path
    )
    assert spaeter.is_accepted


def test_fractions_of_a_cent_are_asked_about():
    ergebnis = read(KOPF, ["1", "4011", "a", Decimal("1.234")])
    assert faults(ergebnis) == [("bruchteile_von_cent", "D2")]


def test_in_thousands_fractions_are_rounded_to_the_cent_away_from_zero():
    ergebnis = read(
        ["Produkt", "Konto", "Ansatz 2019 in T€"],
        ["1", "4011", Decimal("1.234565")],
        ["1", "4012", Decimal("-1.234565")],
    )
    assert ergebnis.is_accepted
    assert [p.betraege[0].eur for p in ergebnis.inhalt.positionen] == [
        Decimal("1234.57"),
        Decimal("-1234.57"),
    ]


def test_a_line_above_the_table_says_that_amounts_are_in_thousands():
    ergebnis = read(["Alle Angaben in T€"], KOPF, ["1", "4011", "a", 12])
    assert sums(ergebnis) == {Positionsart.AUFWENDUNGEN: Decimal(12000)}
    assert "einheit_erkannt" in codes(ergebnis, Schwere.HINWEIS)


def test_text_numbers_follow_their_column():
    ergebnis = read(KOPF, ["1", "4011", "a", "1.234"], ["1", "4012", "b", "628.929,54-"])
    assert sums(ergebnis) == {Positionsart.AUFWENDUNGEN: Decimal("-627695.54")}


def test_a_text_number_no_column_decides_is_asked_about():
    assert faults(read(KOPF, ["1", "4011", "a", "1.234"])) == [("mehrdeutige_zahl", "D2")]


def test_equal_keys_are_both_counted_with_one_hinweis():
    ergebnis = read(
        KOPF, ["1", "4011", "a", 1], ["1", "4011", "b", 2], ["1", "4012", "c", 4], ["1", "4012", "d", 8]
    )
    assert sums(ergebnis) == {Positionsart.AUFWENDUNGEN: Decimal(15)}
    assert [p.schluessel.lfd for p in ergebnis.inhalt.positionen] == [1, 2, 1, 2]
    assert [b.code for b in ergebnis.befunde].count("gleiche_schluessel") == 1


def test_interne_that_do_not_cancel_out_are_reported():
    ergebnis = read(KOPF, ["1", "3811", "a", 10], ["2", "4811", "b", 9])
    (befund,) = [b for b in ergebnis.befunde if b.code == "interne_ungleich"]
    assert befund.schwere is Schwere.WARNUNG
    assert "10,00" in befund.text
    assert "9,00" in befund.text
    assert "interne_ungleich" not in codes(read(KOPF, ["1", "3811", "a", 9], ["2", "4811", "b", 9]))


def test_beispiel_above_the_table_or_in_a_column_marks_the_lines():
    oben = read(["Herkunft: Beispiel"], KOPF, ["1", "4011", "a", 1])
    assert [p.herkunft for p in oben.inhalt.positionen] == [Herkunft.BEISPIEL]
    spalte = read([*KOPF, "Herkunft"], ["1", "4011", "a", 1, "amtlich"], ["1", "4012", "b", 1, None])
    assert [p.herkunft for p in spalte.inhalt.positionen] == [Herkunft.AMTLICH, Herkunft.INTERN]


def test_a_produkt_that_lost_its_leading_zero_is_asked_about():
    stand = Datenstand(date(2026, 1, 1), produkte=MappingProxyType({"036100": Produkt("036100", "Kita")}))
    assert faults(read(KOPF, [36100, "4011", "a", 1], stand=stand)) == [("schluessel_als_zahl", "A2")]
    assert faults(read(KOPF, [51100, "4011", "a", 1], stand=stand)) == []


def test_a_konto_as_number_is_its_text():
    (position,) = read(KOPF, ["1", 4011000, "a", 1]).inhalt.positionen
    assert position.schluessel.konto == "4011000"


def test_a_line_without_produkt_is_not_lost_in_silence():
    assert faults(read(KOPF, ["1", "4011", "a", 1], [None, "4012", "b", 77])) == [("produkt_fehlt", "B3")]


@pytest.mark.parametrize(
    "kopf", ["Soll 2019", "Ergebnis 30.06.2019", "Ansatz 2019 (Erträge)", "Ansatz in Mio. € 2019"]
)
def test_what_no_wertart_names_is_not_an_ansatz(kopf):
    ergebnis = read(["Produkt", "Konto", kopf], ["1", "4011", 1])
    assert "ansatz_fehlt" in codes(ergebnis, Schwere.FEHLER)


@pytest.mark.parametrize(
    "kopf",
    [
        "Ansatz 2019",
        "ANSATZ\n2019",
        "Ansatz  2019 in €",
        "Haushaltsansatz 2019 1)",
        "Plan 2019*",
        "2019 Ansatz",
        "Ansatz (2019)",
    ],
)
def test_spellings_of_the_ansatz(kopf):
    assert sums(read(["Produkt", "Konto", kopf], ["1", "4011", 1])) == {Positionsart.AUFWENDUNGEN: Decimal(1)}


def test_a_kind_and_year_in_two_columns_is_refused():
    ergebnis = read(["Produkt", "Konto", "Ansatz 2019", "Plan 2019"], ["1", "4011", 1, 2])
    assert faults(ergebnis) == [("spalte_doppelt", "D1")]


def test_a_file_without_the_table_says_what_was_found_and_expected():
    ergebnis = read(["Ort", "Einwohner"], ["Helmstedt", 25000])
    assert codes(ergebnis, Schwere.FEHLER) == {"keine_tabelle"}
    assert ergebnis.gelesen == 0


def test_an_unknown_profile_refuses_the_file():
    vorgabe = Vorgabe(haushaltsjahr=2019, profil="gibtsnicht")
    assert codes(read(KOPF, ["1", "4011", "a", 1], vorgabe=vorgabe)) == {"profil_unbekannt"}


def test_a_broken_own_profile_refuses_the_file(tmp_path):
    (tmp_path / "eigen.toml").write_text("name = 1", encoding="utf-8")
    ergebnis = read(KOPF, vorgabe=Vorgabe(profil="eigen"), profil_ordner=tmp_path)
    assert codes(ergebnis) == {"profil_ungueltig"}


def test_a_wrong_profile_does_not_flood_the_reader():
    ergebnis = read(KOPF, *(["1", f"9{n:03}", "a", 1] for n in range(200)))
    unbekannt = [b for b in ergebnis.befunde if b.code == "konto_unbekannt"]
    assert len(unbekannt) == MAX_GLEICHE_BEFUNDE + 1
    assert "150 weitere" in unbekannt[-1].text


def test_an_sap_export_with_negative_ertraege_and_lines_without_kostenart():
    kopf = [
        "Kontengruppe-Nummer", "Kontengruppe", "Profitcenter", "Profitcenter-Bezeichnung", "Art", "PSP-Element",
        "Kostenart", "Kostenart Beschreibung", "Ist 2015", "Plan 2016", "Plan 2017",
    ]  # fmt: skip
    ergebnis = read(
        kopf,
        ["41", "Zuwendungen", "0104", "Finanzen", "1", None, None, None, "-206,4", "0", "-1.500,00"],
        ["45", "Sonstige", "0104", "Finanzen", "1", "1.100.05", "45820000", "Auflösung", "0", "0", "12,50"],
        ["49", "Außerordentliche", "0104", "Finanzen", "1", None, None, None, "0", "0", "-7"],
        ["50", "Personal", "0104", "Finanzen", "2", "7.000.1", "50110000", "Bezüge", "1,5", "0", "2.000"],
        ["48", "Interne", "0104", "Finanzen", "4", None, None, None, "0", "0", "-30"],
        ["58", "Interne", "0104", "Finanzen", "5", None, None, None, "0", "0", "30"],
        vorgabe=Vorgabe(profil="sap-nrw"),
    )
    assert ergebnis.is_accepted
    assert ergebnis.vorgabe.haushaltsjahr == 2017
    assert sums(ergebnis, 2017) == {
        Positionsart.ERTRAEGE: Decimal("1487.50"),
        Positionsart.AUSSERORDENTLICHE_ERTRAEGE: Decimal(7),
        Positionsart.AUFWENDUNGEN: Decimal(2000),
        Positionsart.INTERNE_ERTRAEGE: Decimal(30),
        Positionsart.INTERNE_AUFWENDUNGEN: Decimal(30),
    }
    schluessel = [p.schluessel for p in ergebnis.inhalt.positionen]
    assert [s.konto for s in schluessel[:2]] == ["41", "45820000"]
    assert [s.investition for s in schluessel[:4]] == ["", "", "", "7.000.1"]
    assert ergebnis.inhalt.positionen[0].bezeichnung == "Zuwendungen"


_KONTEN = {
    "3141": (Positionsart.ERTRAEGE, True),
    "4318": (Positionsart.AUFWENDUNGEN, False),
    "3811": (Positionsart.INTERNE_ERTRAEGE, True),
    "4811": (Positionsart.INTERNE_AUFWENDUNGEN, False),
    "6811": (Positionsart.INVESTIVE_EINZAHLUNGEN, True),
    "7872": (Positionsart.INVESTIVE_AUSZAHLUNGEN, False),
    "5011": (Positionsart.AUSSERORDENTLICHE_ERTRAEGE, True),
    "6711": (Positionsart.HAUSHALTSUNWIRKSAM, True),
    "7711": (Positionsart.HAUSHALTSUNWIRKSAM, False),
}
_ZEILEN = st.lists(
    st.tuples(
        st.sampled_from(["010100", "365100"]), st.sampled_from(sorted(_KONTEN)), st.integers(-(10**9), 10**11)
    ),
    min_size=1,
    max_size=30,
)


@given(
    zeilen=_ZEILEN,
    vorzeichen=st.sampled_from(["ohne", "ertraege_negativ", "aufwendungen_negativ"]),
    tausend=st.booleans(),
    als_text=st.booleans(),
)
def test_every_euro_written_is_read_once_whatever_sign_and_unit(
    tmp_path_factory, zeilen, vorzeichen, tausend, als_text
):
    ordner = tmp_path_factory.getbasetemp()
    (ordner / "zufall.toml").write_text(
        f'name = "zufall"\ntitel = "Zufall"\nvorzeichen = "{vorzeichen}"\neinheit = {1000 if tausend else 1}\n'
        'kontenrahmen = "niedersachsen"\npflicht = ["produkt", "konto"]\n'
        '[spalten]\nprodukt = ["Produkt"]\nkonto = ["Konto"]\n[betraege]\nansatz = ["Ansatz"]\n',
        encoding="utf-8",
    )
    erwartet: dict[Positionsart, Decimal] = defaultdict(Decimal)
    tabelle: list[list[object]] = [["Produkt", "Konto", "Ansatz 2019"]]
    for produkt, konto, cent in zeilen:
        art, eingehend = _KONTEN[konto]
        erwartet[art] += Decimal(cent).scaleb(-2)
        negativ = vorzeichen == ("ertraege_negativ" if eingehend else "aufwendungen_negativ")
        zahl = Decimal(-cent if negativ else cent).scaleb(-5 if tausend else -2)
        tabelle.append([produkt, konto, f"{zahl:f}".replace(".", ",") if als_text else zahl])
    ergebnis = read_haushalt(
        make_mappe(make_blatt(tabelle)), Vorgabe(haushaltsjahr=2019, profil="zufall"), STAND, ordner
    )
    assert ergebnis.is_accepted, ergebnis.befunde
    assert ergebnis.gelesen == len(zeilen)
    assert sums(ergebnis) == dict(erwartet)
