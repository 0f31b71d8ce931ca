"""Profile: what ships can be loaded, what an office changes is checked entry by entry."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.importers.profil import (
    EINTRAEGE,
    FELDER,
    UnknownProfilError,
    Vorzeichen,
    list_profile,
    load_profile,
)
from kek_dashboard.importers.profil_datei import InvalidProfilError
from kek_dashboard.importers.profil_rahmen import ARTNAMEN, load_kontenrahmen

EIGENES = """
name = "eigenes"
titel = "Eigenes"
kontenrahmen = "niedersachsen"
einheit = 1000
vorzeichen = "aufwendungen_negativ"
pflicht = ["produkt"]
[spalten]
produkt = ["Leistung"]
[betraege]
ansatz = ["Soll"]
"""


def write_profil(ordner: Path, text: str, name: str = "eigenes") -> Path:
    (ordner / f"{name}.toml").write_text(text, encoding="utf-8")
    return ordner


def test_every_shipped_profile_loads():
    assert {"niedersachsen", "sap-nrw"} <= set(list_profile())
    for name in list_profile():
        assert load_profile(name).name == name


def test_a_budget_office_adds_a_profile_without_touching_code(tmp_path):
    profil = load_profile("eigenes", write_profil(tmp_path, EIGENES))
    assert "eigenes" in list_profile(tmp_path)
    assert profil.einheit == Decimal(1000)
    assert profil.vorzeichen is Vorzeichen.AUFWENDUNGEN_NEGATIV
    assert profil.betraege == {Wertart.ANSATZ: ("Soll",)}


def test_an_own_profile_goes_before_the_shipped_one_of_that_name(tmp_path):
    text = EIGENES.replace("eigenes", "niedersachsen")
    profil = load_profile("niedersachsen", write_profil(tmp_path, text, "niedersachsen"))
    assert profil.titel == "Eigenes"


def test_an_own_account_frame_is_found_beside_the_own_profile(tmp_path):
    (tmp_path / "kontenrahmen").mkdir()
    write_profil(
        tmp_path / "kontenrahmen",
        'name = "land"\ntitel = "Land"\n[konten]\nertraege = ["4"]\ninterne_ertraege = ["48"]\n',
        "land",
    )
    ordner = write_profil(tmp_path, EIGENES.replace('"niedersachsen"', '"land"'))
    rahmen = load_profile("eigenes", ordner).kontenrahmen
    assert rahmen is not None
    assert rahmen.seite("4811").art is Positionsart.INTERNE_ERTRAEGE  # type: ignore[union-attr]
    assert rahmen.seite("4711").art is Positionsart.ERTRAEGE  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["gibtsnicht", "../niedersachsen", "kontenrahmen/nrw", "", "Niedersachsen"])
def test_an_unknown_name_never_leaves_the_folders(name, tmp_path):
    with pytest.raises(UnknownProfilError, match="gibt es nicht"):
        load_profile(name, tmp_path)


@pytest.mark.parametrize(
    ("alt", "neu", "eintrag"),
    [
        pytest.param('titel = "Eigenes"', 'titl = "Eigenes"', "titl", id="misspelt entry"),
        pytest.param('titel = "Eigenes"', "", "titel", id="missing title"),
        pytest.param('name = "eigenes"', 'name = "anders"', "name", id="name is not the file's"),
        pytest.param("einheit = 1000", "einheit = 100", "einheit", id="unit nobody uses"),
        pytest.param("einheit = 1000", 'einheit = "1000"', "einheit", id="unit as text"),
        pytest.param("einheit = 1000", "einheit = true", "einheit", id="unit as truth"),
        pytest.param('"aufwendungen_negativ"', '"negativ"', "vorzeichen", id="unknown sign rule"),
        pytest.param('"niedersachsen"', '"bayern"', "kontenrahmen", id="unknown account frame"),
        pytest.param('kontenrahmen = "niedersachsen"', "", "kontenrahmen", id="no way to the kind"),
        pytest.param('produkt = ["Leistung"]', 'produkte = ["L"]', "spalten.produkte", id="unknown column"),
        pytest.param('produkt = ["Leistung"]', 'produkt = "L"', "spalten.produkt", id="text for a list"),
        pytest.param('produkt = ["Leistung"]', "produkt = [1]", "spalten.produkt", id="number for a word"),
        pytest.param('produkt = ["Leistung"]', "", "spalten.produkt", id="required column not named"),
        pytest.param('ansatz = ["Soll"]', "ansatz = []", "betraege.ansatz", id="no word for the Ansatz"),
        pytest.param('ansatz = ["Soll"]', 'ist = ["Ist"]', "betraege.ansatz", id="no Ansatz"),
        pytest.param('ansatz = ["Soll"]', 'schaetzung = ["S"]', "betraege.schaetzung", id="unknown Wertart"),
        pytest.param("einheit = 1000", "gerundet = 1", "gerundet", id="number for a truth"),
        pytest.param(
            "[betraege]", '[seiten]\ngewinn = ["G"]\n[betraege]', "seiten.gewinn", id="unknown side"
        ),
        pytest.param("[betraege]", '[seiten]\nsaldo = ["S"]\n[betraege]', "seiten", id="only a Saldo"),
        pytest.param(
            "[spalten]",
            '[seiten]\nertraege = ["E"]\n[spalten]\nkonto = ["Konto"]',
            "seiten",
            id="sides and a Konto",
        ),
        pytest.param(
            "einheit = 1000", 'zeilennummer = "bezeichnung"', "spalten.bezeichnung", id="no label column"
        ),
        pytest.param(
            "[betraege]", '[summen]\n"10 *" = ["1 bis 9"]\n[betraege]', "zeilennummer", id="sums alone"
        ),
        pytest.param(
            "[betraege]", '[summen]\n"10 *" = ["1-9"]\n[betraege]', "summen.10 *", id="no part of a sum"
        ),
        pytest.param(
            "[betraege]", '[summen]\n"* x" = ["1"]\n[betraege]', "summen.* x", id="sum without number"
        ),
        pytest.param(
            "[betraege]", '[summen]\n"10 *" = ["9 bis 1"]\n[betraege]', "summen.10 *", id="backwards"
        ),
        pytest.param(
            "[betraege]", '[summen]\n"10 *" = ["1", "1 bis 2"]\n[betraege]', "summen.10 *", id="twice"
        ),
        pytest.param(
            "[betraege]", '[summen]\n"1 *" = ["2"]\n"2 *" = ["1"]\n[betraege]', "summen.1 *", id="of itself"
        ),
        pytest.param("[betraege]", "[betraege", "Datei", id="not TOML"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(alt, neu, eintrag, tmp_path):
    assert alt in EIGENES
    ordner = write_profil(tmp_path, EIGENES.replace(alt, neu))
    with pytest.raises(InvalidProfilError) as error:
        load_profile("eigenes", ordner)
    assert error.value.eintrag == eintrag
    assert "eigenes.toml" in str(error.value)


@pytest.mark.parametrize(
    ("rahmen", "konto", "art"),
    [
        ("niedersachsen", "3141000", Positionsart.ERTRAEGE),
        ("niedersachsen", "3811000", Positionsart.INTERNE_ERTRAEGE),
        ("niedersachsen", "431.8000", Positionsart.AUFWENDUNGEN),
        ("niedersachsen", "48", Positionsart.INTERNE_AUFWENDUNGEN),
        ("niedersachsen", "5011", Positionsart.AUSSERORDENTLICHE_ERTRAEGE),
        ("niedersachsen", "5111", Positionsart.AUSSERORDENTLICHE_AUFWENDUNGEN),
        ("niedersachsen", "6141", Positionsart.LAUFENDE_EINZAHLUNGEN),
        ("niedersachsen", "7411", Positionsart.LAUFENDE_AUSZAHLUNGEN),
        ("niedersachsen", "6811", Positionsart.INVESTIVE_EINZAHLUNGEN),
        ("niedersachsen", "7872", Positionsart.INVESTIVE_AUSZAHLUNGEN),
        ("niedersachsen", "6927", Positionsart.FINANZIERUNG_EINZAHLUNGEN),
        ("niedersachsen", "7927", Positionsart.FINANZIERUNG_AUSZAHLUNGEN),
        ("niedersachsen", "6711", Positionsart.HAUSHALTSUNWIRKSAM),
        ("niedersachsen", "441, 442, 446", Positionsart.AUFWENDUNGEN),
        ("nrw", "41411000", Positionsart.ERTRAEGE),
        ("nrw", "49111000", Positionsart.AUSSERORDENTLICHE_ERTRAEGE),
        ("nrw", "58110000", Positionsart.INTERNE_AUFWENDUNGEN),
        ("nrw", "78210000", Positionsart.INVESTIVE_AUSZAHLUNGEN),
    ],
)
def test_the_kind_follows_from_the_konto(rahmen, konto, art):
    seite = load_kontenrahmen(rahmen).seite(konto)
    assert seite is not None
    assert seite.art is art


@pytest.mark.parametrize("konto", ["", "4", "39", "0211", "9111", "abc", "344, 441"])
def test_an_account_outside_the_frame_has_no_kind(konto):
    assert load_kontenrahmen("niedersachsen").seite(konto) is None


def write_rahmen(ordner: Path, name: str, kopf: str = "", ertraege: str = "30") -> None:
    (ordner / "kontenrahmen").mkdir(exist_ok=True)
    rahmen = name.partition("-ab-")[0]
    text = f'name = "{rahmen}"\ntitel = "Land"\n{kopf}\n[konten]\nertraege = ["{ertraege}"]\naufwendungen = ["4"]\n'
    (ordner / "kontenrahmen" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_the_account_frame_of_the_haushaltsjahr_is_taken(tmp_path):
    write_rahmen(tmp_path, "land")
    write_rahmen(tmp_path, "land-ab-2027", "gueltig_ab = 2027", ertraege="39")
    rahmen = load_kontenrahmen("land", tmp_path)
    assert [rahmen.seite("3911", jahr) is not None for jahr in (2026, 2027, None)] == [False, True, True]
    assert [rahmen.seite("3011", jahr) is not None for jahr in (2026, 2027)] == [True, False]


def test_a_frame_holds_in_its_years_only(tmp_path):
    write_rahmen(tmp_path, "land", "gueltig_ab = 2012\ngueltig_bis = 2020")
    rahmen = load_kontenrahmen("land", tmp_path)
    assert [rahmen.fassung(jahr) is not None for jahr in (2011, 2012, 2020, 2021)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("name", "kopf", "eintrag"),
    [
        ("land", "gueltig_ab = 12", "gueltig_ab"),
        ("land", "gueltig_ab = 2020\ngueltig_bis = 2019", "gueltig_bis"),
        ("land", 'gueltig_ab = "2020"', "gueltig_ab"),
        ("land-ab-2027", "gueltig_ab = 2028", "gueltig_ab"),
        ("land-ab-2027", "", "gueltig_ab"),
    ],
)
def test_years_of_a_frame_that_cannot_be_meant_are_refused(name, kopf, eintrag, tmp_path):
    write_rahmen(tmp_path, "land")
    write_rahmen(tmp_path, name, kopf)
    with pytest.raises(InvalidProfilError) as error:
        load_kontenrahmen("land", tmp_path)
    assert error.value.eintrag == eintrag


def test_a_sum_may_name_other_sums_and_stands_for_their_lines():
    regeln = {regel.muster: dict(regel.faktoren) for regel in load_profile("zeilennummern-nrw").summen}
    assert regeln["10 *"] == dict.fromkeys(range(1, 10), 1)
    assert regeln["18 *"] == dict.fromkeys(range(1, 10), 1) | dict.fromkeys(range(11, 17), -1)
    assert regeln["28 *"] == regeln["18 *"] | {19: 1, 20: -1, 23: 1, 24: -1, 27: -1}


def test_the_manual_names_every_profile_entry_field_kind_and_wertart():
    text = (Path(__file__).parents[2] / "docs" / "profile.md").read_text(encoding="utf-8")
    eintraege = [name for name, art in EINTRAEGE.items() if art is not dict]
    abschnitte = [f"[{name}]" for name, art in EINTRAEGE.items() if art is dict]
    genannt = [
        *list_profile(),
        *eintraege,
        *abschnitte,
        *FELDER,
        *ARTNAMEN,
        *Wertart,
        "gueltig_ab",
        "gueltig_bis",
    ]
    assert [wort for wort in genannt if f"`{wort}`" not in text and f"`{wort} = " not in text] == []
