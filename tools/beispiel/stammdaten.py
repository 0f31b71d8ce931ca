"""Stammdaten: Organisation, Kennzahlen, Zielwerte, Zuordnungen to Unterziele, Produkte, Reihenbrüche."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from . import massnahmen, meilensteine, sitzungen
from .arbeitsmappe import DATUM, TEXT, Blatt, Spalte, Zelle, write_arbeitsmappe
from .haushaltsplan import TEILHAUSHALTE
from .messreihen import kennzahlen
from .quellen import Zeile, date_or_none, decimal_or_none, int_or_none, read_table

_ZIELWERT_HINWEIS = "Alle Zielwerte sind Beispiele; die genannten Drucksachen außer 72/2018 sind erfunden."
_LIEFERFRIST_HINWEIS = (
    "Lieferfrist: Tage nach dem Ende des Zeitraums (Beispiel); "
    "amtliche Reihen erscheinen später als eigene Zahlen."
)

KENNZAHL_SPALTEN = (
    Spalte("Kennzahl-Nr.", 12, TEXT),
    Spalte("Bezeichnung", 48, TEXT),
    Spalte("Einheit", 16, TEXT),
    Spalte("Zieltyp", 13, TEXT),
    Spalte("Definition", 70, TEXT),
    Spalte("Nachkommastellen", 12, "0"),
    Spalte("Basisjahr", 10, "0"),
    Spalte("Basiswert", 11),
    Spalte("Untergrenze", 11),
    Spalte("Obergrenze", 11),
    Spalte("Toleranz", 10),
    Spalte("Rauschband", 11),
    Spalte("Frequenz", 16, TEXT),
    Spalte("Aggregation", 12, TEXT),
    Spalte("Max. Alter", 10, "0"),
    Spalte("Fachbereich", 28, TEXT),
    Spalte("Quelle", 52, TEXT),
    Spalte("Herkunft", 11, TEXT),
    Spalte("Personenbezogen", 12, TEXT),
    Spalte("Öffentlich", 11, TEXT),
    Spalte("Lieferfrist", 11, "0"),
)
ZIELWERT_SPALTEN = (
    Spalte("Kennzahl-Nr.", 12, TEXT),
    Spalte("Jahr", 8, "0"),
    Spalte("Zielwert", 12),
    Spalte("Gültig ab", 13, DATUM),
    Spalte("Gültig bis", 13, DATUM),
    Spalte("Beschluss", 36, TEXT),
)
ZUORDNUNG_SPALTEN = (
    Spalte("Kennzahl-Nr.", 12, TEXT),
    Spalte("Unterziel", 11, TEXT),
    Spalte("Gewicht", 10),
    Spalte("Geldanteil in %", 14),
)


def write_stammdaten(folder: Path) -> None:
    """Write the first Stammdaten and the later ones that add or change something."""
    write_arbeitsmappe(
        folder / "Stammdaten-2019.xlsx",
        [
            _organisation(),
            _kennzahlen("2019"),
            _zielwerte("2019"),
            _zuordnung_unterziele("2019"),
            _produkte(),
            massnahmen.sheet_for("2019", date(2019, 1, 7)),
            meilensteine.sheet_for("2019", date(2019, 1, 7)),
            sitzungen.sheet_for(2019, sitzungen.AB - 1),
        ],
    )
    write_arbeitsmappe(
        folder / "Stammdaten-2021.xlsx",
        [
            _kennzahlen("2021"),
            _zielwerte("2021"),
            _zuordnung_unterziele("2021"),
            massnahmen.sheet_for("2021", date(2021, 1, 25)),
            meilensteine.sheet_for("2021", date(2021, 1, 25)),
        ],
    )
    write_arbeitsmappe(folder / "Zielwerte-2023.xlsx", [_zielwerte("2023")])
    write_arbeitsmappe(
        folder / "Stammdaten-2024-Zensus.xlsx", [_reihenbrueche(), _zuordnung_unterziele("2024")]
    )


def _organisation() -> Blatt:
    return Blatt(
        name="Organisation",
        titel="Organisation (vereinfachtes Beispiel)",
        spalten=(
            Spalte("Fachbereich", 30, TEXT),
            Spalte("Kürzel", 9, TEXT),
            Spalte("übergeordnet", 16, TEXT),
            Spalte("Leitung", 44, TEXT),
            Spalte("E-Mail", 36, TEXT),
        ),
        zeilen=[
            [z["fachbereich"], z["kuerzel"], z["uebergeordnet"] or None, z["leitung"], z["email"]]
            for z in read_table("organisation")
        ],
        hinweise=("Die Gliederung ist ein Beispiel und nicht der Organisationsplan des Landkreises.",),
    )


def _kennzahlen(ab: str) -> Blatt:
    return Blatt(
        name="Kennzahlen",
        titel="Kennzahlen zum Kreisentwicklungskonzept",
        spalten=KENNZAHL_SPALTEN,
        zeilen=[kennzahl_row(z) for z in kennzahlen().values() if z["ab"] == ab],
        hinweise=(
            "Herkunft amtlich: amtliche Messwerte; Zieltyp, Grenzen, Toleranz und Zielwert sind auch dort Beispiele.",
            "Zeilen mit Herkunft beispiel: Definition und Werte sind erfunden.",
            _LIEFERFRIST_HINWEIS,
        ),
    )


def kennzahl_row(z: Zeile) -> Sequence[Zelle]:
    """Return the cells of one Kennzahl in the order of ``KENNZAHL_SPALTEN``."""
    return [
        z["nr"],
        z["bezeichnung"],
        z["einheit"],
        z["zieltyp"],
        z["definition"],
        int_or_none(z["nachkommastellen"]),
        int_or_none(z["basisjahr"]),
        decimal_or_none(z["basiswert"]),
        decimal_or_none(z["untergrenze"]),
        decimal_or_none(z["obergrenze"]),
        decimal_or_none(z["toleranz"]),
        decimal_or_none(z["rauschband"]),
        z["frequenz"],
        z["aggregation"],
        int_or_none(z["max_alter"]),
        z["fachbereich"],
        z["quelle"],
        z["herkunft"],
        z["personenbezogen"],
        z["oeffentlich"],
        int_or_none(z["lieferfrist"]),
    ]


def _zielwerte(ab: str) -> Blatt:
    return Blatt(
        name="Zielwerte",
        titel="Zielwerte (Beispiel)",
        spalten=ZIELWERT_SPALTEN,
        zeilen=[
            [
                z["kennzahl_nr"],
                int(z["jahr"]),
                decimal_or_none(z["zielwert"]),
                date_or_none(z["gueltig_ab"]),
                date_or_none(z["gueltig_bis"]),
                z["beschluss"],
            ]
            for z in read_table("zielwerte")
            if z["ab"] == ab
        ],
        hinweise=(_ZIELWERT_HINWEIS,),
    )


def _zuordnung_unterziele(ab: str) -> Blatt:
    """A Kennzahl serves the Unterziel its Nr. begins with, unless the source says otherwise."""
    given = read_table("zuordnung_unterziele")
    rows: list[Sequence[Zelle]] = []
    for nr, kennzahl in kennzahlen().items():
        named = [z for z in given if z["kennzahl_nr"] == nr and z["ab"] == ab]
        rows.extend(
            [nr, z["unterziel"], decimal_or_none(z["gewicht"]), decimal_or_none(z["geldanteil"])]
            for z in named
        )
        if kennzahl["ab"] == ab and not named:
            rows.append([nr, nr.partition("-")[0], 1, None])
    return Blatt(
        name="Zuordnung Unterziele",
        titel="Zuordnung der Kennzahlen zu den Unterzielen (Beispiel)",
        spalten=ZUORDNUNG_SPALTEN,
        zeilen=rows,
    )


def _produkte() -> Blatt:
    return Blatt(
        name="Produkte",
        titel="Produkte (Beispiel)",
        spalten=(
            Spalte("Produkt", 10, TEXT),
            Spalte("Bezeichnung", 50, TEXT),
            Spalte("Teilhaushalt", 13, TEXT),
            Spalte("wesentlich", 11, TEXT),
            Spalte("Ziele", 52, TEXT),
            Spalte("Fachbereich", 28, TEXT),
            Spalte("Kennzahlen", 24, TEXT),
        ),
        zeilen=[
            [
                z["produkt"],
                z["bezeichnung"],
                z["teilhaushalt"],
                z["wesentlich"],
                z["ziele"],
                z["fachbereich"],
                z["kennzahlen"] or None,
            ]
            for z in read_table("produkte")
        ],
        hinweise=("Teilhaushalte: " + "; ".join(f"{nr} {name}" for nr, name in TEILHAUSHALTE.items()) + ".",),
    )


def _reihenbrueche() -> Blatt:
    return Blatt(
        name="Reihenbrüche",
        titel="Reihenbrüche durch den Zensus 2022",
        spalten=(
            Spalte("Kennzahl-Nr.", 12, TEXT),
            Spalte("ab Zeitraum", 13, TEXT),
            Spalte("Grund", 78, TEXT),
            Spalte("Basiswert neu", 14),
        ),
        zeilen=[
            [z["kennzahl_nr"], z["ab_zeitraum"], z["grund"], decimal_or_none(z["basiswert_neu"])]
            for z in read_table("reihenbrueche")
        ],
    )
