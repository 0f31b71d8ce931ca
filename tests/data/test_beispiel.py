"""Beispiel: what data/ holds is what the maker writes, is labelled, and stays true to its sources."""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.verfahren import Schritt
from kek_dashboard.domain.vorschlaege import goals_of
from kek_dashboard.domain.zusammenfassung import bewerte_alles
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.session import open_store
from tools.beispiel.bestand import check_bestand, write_bestand
from tools.beispiel.quellen import DATA, read_table
from tools.beispiel.vorschlaege import GELIEFERT_AM

BEISPIEL = DATA / "beispiel"
ZIELSYSTEM = DATA / "zielsystem" / "zielsystem-2018.xlsx"
UNTERZIELE = {f"{o}.{u}" for o in range(1, 4) for u in range(1, 5)}
HAUSHALTSJAHRE = range(2018, 2027)

Zeile = dict[str, Any]


@cache
def sheets(path: Path) -> tuple[Worksheet, ...]:
    return tuple(load_workbook(path).worksheets)


def table(sheet: Worksheet) -> list[Zeile]:
    """Rows below the header (the first row with three filled cells) up to the first blank row."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if sum(v is not None for v in row) >= 3)
    found = []
    for row in rows[start + 1 :]:
        if all(v is None for v in row):
            break
        found.append(dict(zip((str(v).replace("\n", "") for v in rows[start]), row, strict=True)))
    return found


def label(sheet: Worksheet) -> str:
    return str(sheet["A2"].value)


def rows_named(sheet_name: str) -> list[Zeile]:
    """All rows of every Stammdaten sheet of this name."""
    books = [BEISPIEL / row["datei"] for row in lieferplan() if row["art"] == "stammdaten"]
    return [row for book in books for s in sheets(book) if s.title == sheet_name for row in table(s)]


def haushalt(jahr: int) -> list[Zeile]:
    rows = table(sheets(BEISPIEL / f"Haushaltsplan-{jahr}.xlsx")[0])
    return [row for row in rows if row["Konto"]]


def key(row: Zeile) -> tuple[str, str]:
    return row["Produkt"], row["Konto"]


def lieferplan() -> list[Zeile]:
    plan: list[Zeile] = tomllib.loads((BEISPIEL / "lieferplan.toml").read_text(encoding="utf-8"))["lieferung"]
    return plan


@pytest.mark.slow
def test_the_maker_writes_what_is_stored_cell_for_cell() -> None:
    assert check_bestand(DATA) is None


@pytest.mark.slow
def test_the_maker_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_bestand(first)
    write_bestand(second)
    files = [p.relative_to(first) for p in first.rglob("*") if p.is_file()]
    assert [f for f in files if (first / f).read_bytes() != (second / f).read_bytes()] == []


@pytest.mark.slow
def test_a_changed_cell_is_found(tmp_path: Path) -> None:
    write_bestand(tmp_path)
    path = tmp_path / "zielsystem" / "zielsystem-2018.xlsx"
    book = load_workbook(path)
    book["Ziele"]["D5"] = "anders"
    book.save(path)
    difference = check_bestand(tmp_path)
    assert difference is not None
    assert "Blatt Ziele, Zelle D5" in difference


def test_zielsystem_has_all_goals_and_both_wordings_of_oberziel_3() -> None:
    rows = table(sheets(ZIELSYSTEM)[0])
    assert Counter(row["Ebene"] for row in rows) == {
        "Leitbild": 1,
        "Oberziel": 4,
        "Unterziel": 12,
        "Handlungsfeld": 21,
    }
    assert [row["Beschluss"] for row in rows if row["Nr."] == "3"] == [
        "Drucksache 72/2018, Beschlussvorschlag",
        "Drucksache 72/2018, Anlage 1",
    ]
    assert all(isinstance(row["Nr."], str) for row in rows)
    assert all(row["Gültig bis"] is None for row in rows)
    assert next(row["Wortlaut"] for row in rows if row["Nr."] == "3.2").startswith(
        "Der Landkreis Helmstedt bietet Im Sinne eines einheitlichen Ansprechpartners"
    )


def test_forty_to_fifty_five_kennzahlen_serve_all_unterziele() -> None:
    proposed = {row["Kennzahl-Nr."] for row in rows_named("Verfahren")}
    rows = [row for row in rows_named("Kennzahlen") if row["Kennzahl-Nr."] not in proposed]
    nummern = [row["Kennzahl-Nr."] for row in rows]
    assert 40 <= len(nummern) == len(set(nummern)) <= 55
    mapped = [row for row in rows_named("Zuordnung Unterziele") if row["Kennzahl-Nr."] not in proposed]
    assert {row["Unterziel"] for row in mapped if not row.get("Zielsystem")} == UNTERZIELE
    assert {row["Kennzahl-Nr."] for row in mapped} == set(nummern)


def test_all_zieltypen_and_rhythms_occur() -> None:
    rows = rows_named("Kennzahlen")
    assert {row["Zieltyp"] for row in rows} == {
        "steigern",
        "senken",
        "mindestens",
        "hoechstens",
        "korridor",
        "beobachten",
    }
    assert {row["Frequenz"] for row in rows} == {
        "jaehrlich",
        "halbjaehrlich",
        "vierteljaehrlich",
        "monatlich",
        "mehrjaehrig",
    }


def test_every_sheet_says_where_it_comes_from() -> None:
    labels = {
        (path.name, s.title): label(s) for path in sorted(BEISPIEL.glob("*.xlsx")) for s in sheets(path)
    }
    assert set(labels.values()) == {"Herkunft: Beispiel", "Herkunft: amtlich"}
    amtlich = {name for (name, _), text in labels.items() if text == "Herkunft: amtlich"}
    kennzahlen = {row["datei"] for row in lieferplan() if row["art"] == "kennzahlen"}
    assert amtlich <= {*kennzahlen, "Vergleichswerte-2018.xlsx"}
    for csv_file in BEISPIEL.glob("*.csv"):
        assert "Herkunft: Beispiel" in csv_file.read_text(encoding="cp1252").splitlines()


def messwerte(sheet: Worksheet) -> Iterator[tuple[str, str, Any]]:
    """Kennzahl, Zeitraum as written, and value, from either shape."""
    fixed = {"Kennzahl-Nr.", "Bezeichnung", "Einheit", "Status", "Bemerkung", "EINHEIT"}
    for row in table(sheet):
        ist = next((name for name in ("Ist", "Istwert", "Ist 1)") if name in row), None)
        if ist:
            yield row["Kennzahl-Nr."], period_text(row.get("Zeitraum", row.get("Jahr"))), row[ist]
        else:
            yield from ((row["Kennzahl-Nr."], name, v) for name, v in row.items() if name not in fixed)


def period_text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    text = str(value)
    if text.startswith("Schuljahr"):
        return f"20{text[-2:]}"
    return text


def test_official_kennzahlen_have_no_value_that_is_not_in_their_source() -> None:
    known = {(z["kennzahl_nr"], z["zeitraum"]): Decimal(z["wert"]) for z in read_table("amtliche_werte")}
    herkunft = {row["Kennzahl-Nr."]: row["Herkunft"] for row in rows_named("Kennzahlen")}
    delivered = set()
    for lieferung in lieferplan():
        if lieferung["art"] != "kennzahlen" or not lieferung["datei"].endswith(".xlsx"):
            continue
        for sheet in sheets(BEISPIEL / lieferung["datei"]):
            amtlich = label(sheet) == "Herkunft: amtlich"
            for nr, zeitraum, wert in messwerte(sheet):
                assert herkunft[nr] == ("amtlich" if amtlich else "beispiel")
                if amtlich and isinstance(wert, int | float):
                    assert Decimal(str(wert)) == known[nr, zeitraum], (lieferung["datei"], nr, zeitraum)
                    delivered.add((nr, zeitraum))
    assert delivered == set(known)


def test_every_official_value_names_source_and_licence() -> None:
    for z in read_table("amtliche_werte"):
        assert z["quelle"]
        assert z["grundlage"]
        assert "dl-de/by-2-0" in z["lizenz"]
    assert ("2.2-02", "2021", "6.05") in {
        (z["kennzahl_nr"], z["zeitraum"], z["wert"]) for z in read_table("amtliche_werte")
    }


def test_official_sheets_name_source_and_licence_below_the_table() -> None:
    for path in BEISPIEL.glob("*.xlsx"):
        for sheet in sheets(path):
            if label(sheet) == "Herkunft: amtlich":
                notes = [str(cell.value) for cell in sheet["A"] if cell.value]
                assert any(n.startswith("Quelle: ") and "Lizenz: " in n for n in notes), (path, sheet.title)


#: The Kreise around Helmstedt by their official key, with the figures of the publication itself.
NACHBARN = {
    "03101": 248_292, "03102": 104_948, "03103": 124_151, "03151": 175_920, "03153": 137_014,
    "03157": 133_965, "03158": 119_960, "15083": 171_734,
}  # fmt: skip


def test_values_of_other_kreise_are_those_of_their_source_and_nothing_else() -> None:
    (sheet,) = sheets(BEISPIEL / "Vergleichswerte-2018.xlsx")
    rows = table(sheet)
    assert label(sheet) == "Herkunft: amtlich"
    assert {row["Quelle"][-5:]: row["Wert"] for row in rows} == NACHBARN
    assert {(row["Kennzahl-Nr."], row["Zeitraum"], row["Einheit"]) for row in rows} == {
        ("1.1-01", "31.12.2018", "Anzahl")
    }
    assert all("Statistisches Bundesamt (Destatis)" in row["Quelle"] for row in rows)
    own = next(z for z in read_table("amtliche_werte") if z["zeitraum"] == "31.12.2018")
    assert "Gebietsstand 31.12.2018" in own["quelle"] and own["kennzahl_nr"] == "1.1-01"


def test_the_ausschuss_meets_twice_a_year_and_every_day_is_called_an_example() -> None:
    rows = rows_named("Sitzungen")
    jahre = Counter(row["Datum"].year for row in rows)
    assert jahre == dict.fromkeys(range(2019, 2026), 2) | {2026: 1}
    assert {row["Gremium"] for row in rows} == {"Ausschuss für Wirtschaft und Strategie"}
    assert all(row["Bezeichnung"].endswith("(Beispiel)") for row in rows)
    newest = max(row["Datum"] for row in rows).date()
    assert newest < date(2026, 11, 23)
    danach = [row["datei"] for row in lieferplan() if row["stichtag"] > newest]
    assert danach[-3:] == ["Massnahmen-2026.xlsx", "Zielsystem-2024-Beispiel.xlsx", "Vorschlaege-2026.xlsx"]
    for row in lieferplan():
        if row["datei"] == "Sitzungen-2022-2026.xlsx":
            assert row["stichtag"] < min(r["Datum"].date() for r in rows if r["Datum"].year >= 2022)


def test_every_massnahme_has_meilensteine_that_only_move_on() -> None:
    massnahmen = {row["Maßnahme-Nr."]: row for row in rows_named("Maßnahmen")}
    runden = [
        row["datei"]
        for row in lieferplan()
        if any(wort in row["datei"] for wort in ("assnahmen", "Stammdaten-20", "Vorschlaege"))
    ]
    bisher: dict[tuple[str, str], Any] = {}
    for datei in runden:
        for sheet in sheets(BEISPIEL / datei):
            if sheet.title != "Meilensteine":
                continue
            assert label(sheet) == "Herkunft: Beispiel"
            for row in table(sheet):
                schritt = row["Maßnahme-Nr."], row["Meilenstein"]
                assert bisher.get(schritt) in (None, row["erreicht"]), (datei, schritt)
                bisher[schritt] = row["erreicht"]
    assert {nr for nr, _ in bisher} == set(massnahmen)
    assert 90 <= len(bisher) <= 130
    offen = {nr for (nr, _), tag in bisher.items() if tag is None}
    assert all(massnahmen[nr]["Status"] != "abgeschlossen" for nr in offen)
    assert all(tag >= massnahmen[nr]["Beginn"] for (nr, _), tag in bisher.items() if tag is not None)


def test_lieferplan_names_every_file_once_in_the_order_of_release() -> None:
    plan = lieferplan()
    tage = [row["stichtag"] for row in plan]
    assert tage == sorted(tage)
    assert tage[0] == date(2018, 9, 12)
    assert tage[-1].year == 2026
    names = [row["datei"] for row in plan]
    stored = {p.name for p in BEISPIEL.iterdir() if p.suffix in {".xlsx", ".csv"}}
    assert sorted(names) == sorted({*stored, "../zielsystem/zielsystem-2018.xlsx"})
    kinds = Counter(row["art"] for row in plan)
    fassungen = Counter(row["fassung"] for row in plan if row["art"] == "haushalt")
    assert fassungen == {"beschlossen": 9, "entwurf": 1, "nachtrag-1": 1, "vollzug": 3}
    assert kinds["kennzahlen"] >= 10
    years = {row["stichtag"].year for row in plan if row["art"] == "kennzahlen"}
    assert years == set(range(2019, 2027))


def test_kennzahlen_deliveries_hold_one_fachbereichs_own_kennzahlen() -> None:
    owner = {row["Kennzahl-Nr."]: row["Fachbereich"] for row in rows_named("Kennzahlen")}
    organisation = {row["Fachbereich"] for row in rows_named("Organisation")}
    assert set(owner.values()) <= organisation
    for lieferung in lieferplan():
        if lieferung["art"] == "kennzahlen" and lieferung["datei"].endswith(".xlsx"):
            for sheet in sheets(BEISPIEL / lieferung["datei"]):
                assert {owner[nr] for nr, _, _ in messwerte(sheet)} == {lieferung["fachbereich"]}


def test_one_target_is_lowered_and_a_value_is_corrected() -> None:
    targets = [row for row in rows_named("Zielwerte") if not row.get("Zielsystem")]
    lowered = [row for row in targets if row["Kennzahl-Nr."] == "2.4-01"]
    assert [(row["Zielwert"], row["Gültig bis"] is None) for row in lowered][-2:] == [
        (300, False),
        (260, True),
    ]
    seen: dict[tuple[str, str], set[object]] = defaultdict(set)
    for lieferung in lieferplan():
        if lieferung["art"] == "kennzahlen" and lieferung["datei"].endswith(".xlsx"):
            for sheet in sheets(BEISPIEL / lieferung["datei"]):
                for nr, zeitraum, wert in messwerte(sheet):
                    if isinstance(wert, int | float):
                        seen[nr, zeitraum].add(wert)
    assert seen["1.2-02", "2021"] == {918, 905}
    assert seen["2.4-01", "IV/2020"] == {58, 48}


def test_every_haushaltsplan_has_500_lines_and_the_same_produkte() -> None:
    first = [key(row) for row in haushalt(2018)]
    assert len(set(first)) == len(first) >= 500
    assert 55 <= len({produkt for produkt, _ in first}) <= 65
    assert 8 <= len({row["Teilhaushalt"] for row in haushalt(2018)}) <= 10
    produkte = {row["Produkt"]: row["Teilhaushalt"] for row in rows_named("Produkte")}
    for jahr in HAUSHALTSJAHRE:
        assert [key(row) for row in haushalt(jahr)] == first
        assert all(produkte[row["Produkt"]] == row["Teilhaushalt"] for row in haushalt(jahr))


@pytest.mark.parametrize("jahr", HAUSHALTSJAHRE)
def test_interne_leistungsbeziehungen_cancel_out_and_the_sum_row_is_right(jahr: int) -> None:
    rows = table(sheets(BEISPIEL / f"Haushaltsplan-{jahr}.xlsx")[0])
    lines, summe = rows[:-1], rows[-1]
    assert summe["Teilhaushalt"] == "Summe"
    columns = [name for name in summe if name.startswith(("Ergebnis", "Ansatz", "Planung"))]
    assert columns == [
        f"Ergebnis {jahr - 2}",
        f"Ansatz {jahr - 1}",
        f"Ansatz {jahr}",
        *(f"Planung {y}" for y in range(jahr + 1, jahr + 4)),
    ]
    for column in columns:
        by_group: Counter[str] = Counter()
        for row in lines:
            by_group[row["Konto"][:2]] += round(Decimal(str(row[column])) * 100)
        assert by_group["38"] == by_group["48"] > 0
        assert sum(by_group.values()) == round(Decimal(str(summe[column])) * 100)


def test_ansatz_vorjahr_is_the_ansatz_of_the_plan_before() -> None:
    for jahr in HAUSHALTSJAHRE[1:]:
        before = {key(row): row[f"Ansatz {jahr - 1}"] for row in haushalt(jahr - 1)}
        assert {key(row): row[f"Ansatz {jahr - 1}"] for row in haushalt(jahr)} == before


#: How § 1 numbers its totals, and how the accounts of their lines begin.
PARAGRAF_1 = {
    "1.1": r"3[0-7]", "1.2": r"4[0-7]", "1.3": r"50", "1.4": r"5[123]", "2.1": r"6[0-6]", "2.2": r"7[0-5]",
    "2.3": r"68", "2.4": r"78", "2.5": r"69", "2.6": r"79",
}  # fmt: skip


def totals(rows: list[Zeile], column: str) -> dict[str, Decimal]:
    """What the lines of a plan add up to for each total of § 1."""
    return {
        nr: sum((Decimal(str(row[column])) for row in rows if re.match(konten, row["Konto"])), Decimal(0))
        for nr, konten in PARAGRAF_1.items()
    }


def satzung(name: str) -> dict[str, Decimal]:
    rows = table(sheets(BEISPIEL / f"Haushaltssatzung-{name}.xlsx")[0])
    return {row["Festsetzung"].partition(" ")[0]: Decimal(str(row["Betrag"])) for row in rows}


def test_the_satzung_says_what_the_lines_add_up_to_but_for_one_total_on_purpose() -> None:
    anders = {}
    for jahr in HAUSHALTSJAHRE:
        zeilen = totals(haushalt(jahr), f"Ansatz {jahr}")
        for nr, betrag in satzung(str(jahr)).items():
            if betrag != zeilen[nr]:
                anders[jahr, nr] = betrag - zeilen[nr]
    assert anders == {(2023, "1.2"): 48500}
    entwurf = table(sheets(BEISPIEL / "Haushaltsplan-2024-Entwurf.xlsx")[0])[:-1]
    assert satzung("2024-Entwurf") == totals(entwurf, "Ansatz 2024")


def test_the_nachtrag_names_only_lines_it_changes_and_its_satzung_the_new_totals() -> None:
    nachtrag = table(sheets(BEISPIEL / "Haushaltsplan-2021-Nachtrag-1.xlsx")[0])
    plan = {key(row): row for row in haushalt(2021)}
    for row in nachtrag:
        assert row["Ansatz 2021"] == plan[key(row)]["Ansatz 2021"]
        assert row["neuer Ansatz 2021"] == row["Ansatz 2021"] + row["Nachtrag 2021"] != row["Ansatz 2021"]
        plan[key(row)] = row | {"Ansatz 2021": row["neuer Ansatz 2021"]}
    assert 5 <= len(nachtrag) <= 20
    assert satzung("2021-Nachtrag-1") == totals(list(plan.values()), "Ansatz 2021")


def test_every_plan_has_its_way_and_one_entwurf_was_rejected() -> None:
    rows = rows_named("Haushaltsstatus")
    assert {row["Haushaltsjahr"] for row in rows} == set(HAUSHALTSJAHRE)
    abgelehnt = [row for row in rows if row["Status"] == "abgelehnt"]
    assert [(row["Haushaltsjahr"], row["Fassung"]) for row in abgelehnt] == [(2024, "Entwurf")]
    assert "article241606548" in abgelehnt[0]["Bemerkung"] and "Beispiel" in abgelehnt[0]["Bemerkung"]
    for row in lieferplan():
        if row["datei"].startswith("Haushaltssatzung-"):
            tage = [weg["Datum"].date() for weg in table(sheets(BEISPIEL / row["datei"])[1])]
            assert tage == sorted(tage) and tage[-1] <= row["stichtag"]


def test_the_vollzug_tells_of_the_lines_of_the_plan() -> None:
    plan = [key(row) for row in haushalt(2026)]
    kopf = {
        "Jahresabschluss-2024.xlsx": ["Ergebnis 2024"],
        "Haushaltsvollzug-2025.xlsx": ["vorläufiges Ergebnis 2025"],
        "Haushaltsvollzug-2026-06.xlsx": ["Buchungsstand 30.06.2026", "Prognose 2026 (Stand 30.06.2026)"],
    }
    for datei, spalten in kopf.items():
        rows = table(sheets(BEISPIEL / datei)[0])
        assert [key(row) for row in rows[:-1]] == plan
        assert list(rows[0])[6:] == spalten
    abschluss = {
        key(row): row["Ergebnis 2024"] for row in table(sheets(BEISPIEL / "Jahresabschluss-2024.xlsx")[0])
    }
    assert all(abschluss[key(row)] == row["Ergebnis 2024"] for row in haushalt(2026))


def test_most_wesentliche_produkte_name_kennzahlen_that_come_with_them_and_some_name_none() -> None:
    rows = table(next(s for s in sheets(BEISPIEL / "Stammdaten-2019.xlsx") if s.title == "Produkte"))
    kennzahlen = next(s for s in sheets(BEISPIEL / "Stammdaten-2019.xlsx") if s.title == "Kennzahlen")
    bekannt = {row["Kennzahl-Nr."] for row in table(kennzahlen)}
    wesentlich = [row for row in rows if row["wesentlich"] == "ja"]
    assert all(row["Ziele"] for row in wesentlich)
    genannt = [row["Kennzahlen"] for row in wesentlich if row["Kennzahlen"]]
    assert {nr for text in genannt for nr in text.split(", ")} <= bekannt
    assert 0.6 < len(genannt) / len(wesentlich) < 1
    assert not [row for row in rows if row["Kennzahlen"] and row["wesentlich"] != "ja"]


def test_ertraege_2019_are_near_180_million() -> None:
    ertraege = sum(
        row["Ansatz 2019"] for row in haushalt(2019) if row["Konto"][0] == "3" and row["Konto"][:2] != "38"
    )
    assert ertraege == pytest.approx(180e6, rel=0.01)


def test_shares_of_no_line_exceed_100_percent() -> None:
    rows = rows_named("Zuordnung Haushalt")
    assert {row["Haushaltsjahr"] for row in rows} == set(range(2019, 2027))
    shares: Counter[tuple[int, str, str | None]] = Counter()
    for row in rows:
        assert sum(row[ziel] is not None for ziel in ("Unterziel", "Kennzahl-Nr.", "Maßnahme-Nr.")) == 1
        assert row["Anteil in %"] > 0
        shares[row["Haushaltsjahr"], row["Produkt"], row["Konto"]] += row["Anteil in %"]
    assert max(shares.values()) == 100


def test_zuordnungen_point_to_things_that_exist_and_leave_money_unassigned() -> None:
    known = {
        "Unterziel": UNTERZIELE,
        "Kennzahl-Nr.": {row["Kennzahl-Nr."] for row in rows_named("Kennzahlen")},
        "Maßnahme-Nr.": {row["Maßnahme-Nr."] for row in rows_named("Maßnahmen")},
    }
    lines = {key(row) for row in haushalt(2019)}
    rows = rows_named("Zuordnung Haushalt")
    for row in rows:
        for ziel, nummern in known.items():
            assert row[ziel] is None or row[ziel] in nummern
        assert row["Konto"] is None or (row["Produkt"], row["Konto"]) in lines
    assigned = {row["Produkt"] for row in rows}
    assert "611000" not in assigned
    assert assigned < {produkt for produkt, _ in lines}


def test_geldanteile_of_a_kennzahl_sum_to_100() -> None:
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows_named("Zuordnung Unterziele"):
        if row["Geldanteil in %"] is not None:
            shares[row["Kennzahl-Nr."]][row["Unterziel"]] = row["Geldanteil in %"]
    assert shares
    assert {sum(by_unterziel.values()) for by_unterziel in shares.values()} == {100}


def test_the_old_csv_is_written_in_the_windows_character_set() -> None:
    text = (BEISPIEL / "Referat-A-2020.csv").read_bytes().decode("cp1252")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert ["Kennzahl-Nr.", "Bezeichnung", "Einheit", "Zeitraum", "Ist", "Status", "Bemerkung"] in rows
    assert "2,6" in {row[4] for row in rows if len(row) == 7}


def test_no_stored_file_is_larger_than_one_megabyte() -> None:
    assert [p.name for p in DATA.rglob("*") if p.is_file() and p.stat().st_size > 1_000_000] == []


@pytest.mark.slow
def test_proposals_are_on_their_way_and_enter_no_figure(beispiel_datei: Path) -> None:
    store = open_store(f"sqlite:///{beispiel_datei.as_posix()}")
    try:
        stand, vorher = (load_datenstand(store, tag) for tag in (GELIEFERT_AM, GELIEFERT_AM - timedelta(1)))
    finally:
        store.close()
    wege = {v.nr: v for v in stand.vorschlaege}
    assert {nr: v.schritt for nr, v in wege.items()} == {
        "3.2-04": Schritt.VORSCHLAG,
        "M-34": Schritt.VORSCHLAG,
        "M-35": Schritt.ABGESTIMMT,
        "M-36": Schritt.ABGELEHNT,
    }
    assert {v.vorschlag_von for v in wege.values()} == {"Verwaltung", "Kreispolitik"}
    assert all(v.gegenstand.herkunft is Herkunft.BEISPIEL and goals_of(stand, v) for v in wege.values())
    assert not vorher.vorschlaege
    assert stand.akten.keys() == vorher.akten.keys() and stand.massnahmen.keys() == vorher.massnahmen.keys()
    nachher, davor = (bewerte_alles(s, 2026) for s in (stand, vorher))
    assert nachher.kennzahlen == davor.kennzahlen
    assert (nachher.unterziele, nachher.oberziele) == (davor.unterziele, davor.oberziele)
