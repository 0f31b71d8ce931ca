"""Grenzen: how large a delivered workbook may be; measured limits, held in one place."""

from __future__ import annotations

from typing import Final

MIB: Final = 1024 * 1024

#: The delivered file itself, and what its reader may use and return.
MAX_DATEI: Final = 10 * MIB
MAX_SPEICHER: Final = 1024 * MIB
MAX_CPU_SEKUNDEN: Final = 60
MAX_WANDUHR_SEKUNDEN: Final = 90
MAX_AUSGABE: Final = 64 * MIB
MAX_OFFENE_DATEIEN: Final = 32

#: The zip package, before anything is inflated.
MAX_TEILE: Final = 512
MAX_TEIL: Final = 64 * MIB
MAX_TEILE_ZUSAMMEN: Final = 128 * MIB
MAX_VERHAELTNIS: Final = 200
VERHAELTNIS_AB: Final = 1 * MIB

#: The workbook inside.
MAX_BLAETTER: Final = 30
MAX_ZEILEN: Final = 60_000
MAX_SPALTEN: Final = 200
MAX_ZELLEN: Final = 1_000_000
MAX_TEXTE: Final = 200_000
MAX_NAMEN: Final = 5_000
MAX_VERBUNDE: Final = 5_000
MAX_ZEICHEN: Final = 4_000
#: Cells covered by merges, links and comments together: openpyxl makes an object for each.
MAX_BEREICH: Final = 200_000
MAX_ELEMENTE: Final = 6_000_000
#: Notes at cells: their number and their text; the rest of a longer note is cut off.
MAX_KOMMENTARE: Final = 5_000
MAX_KOMMENTAR: Final = 2_000
#: Number formats of a workbook, and the length of one.
MAX_FORMATE: Final = 5_000
MAX_FORMATTEXT: Final = 255
#: Records of an .xls file (an honest one of 10 MiB holds about 700,000), its fonts and cell formats.
MAX_SAETZE: Final = 1_500_000
MAX_STILE: Final = 20_000
#: Tags of an HTML table (an honest one of 10 MiB holds about 800,000).
MAX_TAGS: Final = 1_200_000
