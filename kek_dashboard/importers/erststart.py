"""Erststart: fills an empty database with the Zielsystem and, if wanted, the Beispielbestand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Akteur
from kek_dashboard.importers.annahme import Annahme, Freigabe, accept_in
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.store.errors import NotEmptyError
from kek_dashboard.store.lieferungen import count_lieferungen
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import Store

DATA = Path(__file__).resolve().parents[2] / "data"
ZIELSYSTEM = DATA / "zielsystem" / "zielsystem-2018.xlsx"
LIEFERPLAN = DATA / "beispiel" / "lieferplan.toml"
# Files are opened in processes of their own; two at a time fill a small machine.
_ZUGLEICH = 2

#: Told after each file: how many are done, how many there are, what was just taken in.
Fortschritt = Callable[[int, int, str], None]


class BestandError(Exception):
    """A workbook the product ships could not be taken in; the message names the first Befund."""

    def __init__(self, annahme: Annahme) -> None:
        """Keep the name of the file and its first fault."""
        fehler = next((b for b in annahme.befunde if b.schwere is Schwere.FEHLER), None)
        text = "" if fehler is None else f" {fehler.blatt} {fehler.zelle}: {fehler.text}"
        super().__init__(f"Die mitgelieferte Datei {annahme.dateiname} wurde nicht angenommen.{text}")


@dataclass(frozen=True, slots=True)
class Planlieferung:
    """One file of the Lieferplan: where it is, what it is, when it was released."""

    pfad: Path
    vorgabe: Vorgabe
    stichtag: date


def prepare(
    store: Store,
    *,
    beispiel: bool,
    fortschritt: Fortschritt | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
) -> int:
    """Brings the schema up to date and fills an empty database; returns how many files were taken in."""
    migrate(store, akteur=akteur)
    if count_lieferungen(store):
        return 0
    return load_bestand(store, beispiel=beispiel, fortschritt=fortschritt, akteur=akteur)


def load_bestand(
    store: Store,
    *,
    beispiel: bool,
    fortschritt: Fortschritt | None = None,
    akteur: Akteur = LOKALER_AKTEUR,
) -> int:
    """Loads the Zielsystem, with ``beispiel`` the Beispielbestand too, into an empty database.

    All files or none. Raises ``NotEmptyError`` for a filled database, ``BestandError`` where a shipped
    file is refused.
    """
    plan = read_lieferplan(LIEFERPLAN) if beispiel else [_zielsystem()]
    with ThreadPoolExecutor(_ZUGLEICH) as pool:
        mappen = pool.map(_open, plan)
        with store.writing() as connection:
            anzahl = count_lieferungen(connection)
            if anzahl:
                raise NotEmptyError(anzahl)
            for fertig, (lieferung, (mappe, inhalt)) in enumerate(zip(plan, mappen, strict=True), start=1):
                annahme = accept_in(
                    connection,
                    mappe,
                    inhalt,
                    lieferung.vorgabe,
                    freigabe=Freigabe(lieferung.stichtag),
                    akteur=akteur,
                )
                if not annahme.angenommen:
                    raise BestandError(annahme)
                if fortschritt is not None:
                    fortschritt(fertig, len(plan), annahme.dateiname)
    return len(plan)


def read_lieferplan(pfad: Path) -> list[Planlieferung]:
    """The files of a Lieferplan in their order."""
    return list(_planned(tomllib.loads(pfad.read_text(encoding="utf-8")), pfad.parent))


def _planned(plan: dict[str, list[dict[str, object]]], ordner: Path) -> Iterator[Planlieferung]:
    for eintrag in plan["lieferung"]:
        jahr = eintrag.get("haushaltsjahr")
        stichtag = eintrag["stichtag"]
        yield Planlieferung(
            ordner / str(eintrag["datei"]),
            Vorgabe(
                art=Lieferart(str(eintrag["art"])),
                haushaltsjahr=None if jahr is None else int(str(jahr)),
                fassung=str(eintrag.get("fassung", "")),
                fachbereich=str(eintrag.get("fachbereich", "")),
            ),
            stichtag if isinstance(stichtag, date) else date.fromisoformat(str(stichtag)),
        )


def _zielsystem() -> Planlieferung:
    """The goals alone, with the release day they have in the Lieferplan."""
    return next(
        lieferung for lieferung in read_lieferplan(LIEFERPLAN) if lieferung.pfad.name == ZIELSYSTEM.name
    )


def _open(lieferung: Planlieferung) -> tuple[Arbeitsmappe, bytes]:
    inhalt = lieferung.pfad.read_bytes()
    return read_workbook(inhalt, lieferung.pfad.name), inhalt
