"""Mappe: a draft as sheets of a workbook, as the importer knows them; only what is new or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from kek_dashboard.domain.bearbeitung.aenderung import begins_anew, beschluss_tag, changed_rows
from kek_dashboard.domain.bearbeitung.entwurf import Entwurf
from kek_dashboard.domain.bearbeitung.feld import Feldart, Zellwert, split_ziel, to_value
from kek_dashboard.domain.bearbeitung.gegenstand import (
    BESCHLUSS,
    GUELTIG_AB,
    GUELTIG_BIS,
    HERKUNFT,
    Gegenstand,
    Teil,
    Zeile,
)
from kek_dashboard.domain.herkunft import Herkunft

_HERKUNFT_SPALTE, _ZIELSYSTEM_SPALTE = "Herkunft", "Zielsystem"
#: The sheet that says why, and its columns.
AENDERUNG, AENDERUNG_SPALTEN = "Änderung", ("Grund", "Beschluss", "Beschlossen am")


@dataclass(frozen=True, slots=True)
class Entwurfsblatt:
    """One sheet: its name and columns as the importer knows them, its rows, and what stands above the table."""

    name: str
    spalten: tuple[str, ...]
    zeilen: tuple[tuple[Zellwert, ...], ...]
    hinweis: str = ""


def make_sheets(gegenstand: Gegenstand, entwurf: Entwurf) -> tuple[Entwurfsblatt, ...]:
    """The sheets of a draft that lacks nothing, the reason last; raises ``UnreadableFeldError`` for one that does.

    A correction never overwrites: what a Beschluss changes is a new record that holds from its day on.
    """
    blaetter = [blatt for teil in gegenstand.teile if (blatt := _sheet(teil, entwurf)) is not None]
    anlass = entwurf.anlass
    grund = (anlass.grund.strip(), anlass.beschluss.strip(), beschluss_tag(entwurf))
    return (*blaetter, Entwurfsblatt(AENDERUNG, AENDERUNG_SPALTEN, (grund,)))


def _sheet(teil: Teil, entwurf: Entwurf) -> Entwurfsblatt | None:
    fest = teil.fest(entwurf.sache)
    geaendert = list(changed_rows(teil, entwurf))
    if not geaendert:
        return None
    zeilen = [
        (*fest.values(), *_cells(teil, werte, _herkunft(teil, zeile, alt, entwurf)))
        for zeile, alt in geaendert
        for werte in _versions(teil, zeile, alt, entwurf)
    ]
    hinweis = ""
    if teil.blattherkunft:
        zeile, alt = geaendert[0]
        wort = zeile.werte.get(teil.blattherkunft)
        if teil.blattherkunft == HERKUNFT:
            wort = _herkunft(teil, zeile, alt, entwurf)
        hinweis = f"Herkunft: {wort or Herkunft.INTERN.value}"
    return Entwurfsblatt(teil.blatt, (*fest, *_columns(teil)), tuple(zeilen), hinweis)


def _versions(teil: Teil, zeile: Zeile, alt: Zeile | None, entwurf: Entwurf) -> Iterator[Mapping[str, str]]:
    """The records a changed row becomes: the one that ends, where the part says so, and the one that holds."""
    tag = beschluss_tag(entwurf)
    if tag is None or entwurf.anlass.berichtigung or not begins_anew(teil, zeile, alt):
        yield zeile.werte
        return
    if teil.loest_ab and alt is not None:
        yield MappingProxyType({**alt.werte, GUELTIG_BIS: (tag - timedelta(days=1)).isoformat()})
    yield MappingProxyType(
        {**zeile.werte, GUELTIG_AB: tag.isoformat(), BESCHLUSS: entwurf.anlass.beschluss.strip()}
    )


def _columns(teil: Teil) -> Iterator[str]:
    for feld in teil.felder:
        yield feld.spalte
        if feld.art is Feldart.ZIEL:
            yield _ZIELSYSTEM_SPALTE
    if teil.blattherkunft != HERKUNFT:
        yield _HERKUNFT_SPALTE


def _cells(teil: Teil, werte: Mapping[str, str], herkunft: str) -> Iterator[Zellwert]:
    for feld in teil.felder:
        text = werte.get(feld.name, "")
        if feld.art is Feldart.ZIEL:
            system, nr = split_ziel(text)
            yield nr
            yield system
        else:
            yield to_value(feld, text)
    if teil.blattherkunft != HERKUNFT:
        yield herkunft


def _herkunft(teil: Teil, zeile: Zeile, alt: Zeile | None, entwurf: Entwurf) -> str:
    """Of something new what was chosen; else that of the record, or of the thing it belongs to."""
    haupt = next(iter(entwurf.beginn.values()), ())
    geerbt = haupt[0].werte.get(HERKUNFT, "") if haupt else ""
    gewaehlt = entwurf.anlass.herkunft if alt is None or begins_anew(teil, zeile, alt) else ""
    return gewaehlt or zeile.werte.get(HERKUNFT, "") or geerbt or Herkunft.INTERN.value
