"""Haushaltsfelder: the keys and words of one row of a plan, with what a profile says about empty ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.mappe import Blatt, Zelle
from kek_dashboard.importers.profil import SCHLUESSELFELDER, Profil
from kek_dashboard.importers.profil_summen import split_zeilennummer
from kek_dashboard.importers.sheet import Tabellenzeile, cell_befund
from kek_dashboard.importers.werte import WertError, is_kein_wert, read_new_schluessel, read_text


class Feldleser:
    """Reads the fields of rows; a key that Excel may have changed is a ``fehler`` in ``befunde``."""

    def __init__(
        self, blatt: Blatt, profil: Profil, produkte: Collection[str], befunde: list[Befund]
    ) -> None:
        """Keep the known Produkte findable without their leading zeros."""
        self._blatt, self._profil, self._produkte, self._befunde = blatt, profil, produkte, befunde
        self._schluessel = frozenset({*SCHLUESSELFELDER, *profil.ersatz.values()} - {profil.zeilennummer})
        self._ohne_nullen: dict[str, list[str]] = defaultdict(list)
        for nr in produkte:
            self._ohne_nullen[nr.lstrip("0")].append(nr)

    def read(self, zeile: Tabellenzeile) -> dict[str, str]:
        """All fields of a line; empty ones are absent."""
        felder = {feld: self._read_feld(feld, zelle) for feld, zelle in zeile.zellen.items()}
        return {feld: wert for feld, wert in self.complete(felder).items() if wert}

    def complete(self, felder: Mapping[str, str]) -> dict[str, str]:
        """Fields with what stands in for empty ones, key parts only where they look as they must.

        A line number at the beginning of a label becomes the Konto, the words behind it the label.
        """
        voll = dict(felder)
        for feld, ersatz in self._profil.ersatz.items():
            if not voll.get(feld) and voll.get(ersatz):
                voll[feld] = voll[ersatz]
        for feld, muster in self._profil.muster.items():
            if not any(fnmatchcase(voll.get(feld, ""), eines) for eines in muster):
                voll.pop(feld, None)
        nummeriert = self._profil.zeilennummer
        if nummeriert and voll.get(nummeriert):
            voll["konto"], voll[nummeriert] = split_zeilennummer(voll[nummeriert])
        return voll

    def _read_feld(self, feld: str, zelle: Zelle) -> str:
        if feld not in self._schluessel:
            return read_quietly(zelle)
        try:
            text = read_text(zelle)
            if isinstance(zelle.wert, str) or not text:
                return _clean(text).lstrip("'")
            text = read_new_schluessel(zelle, self._produkte if feld == "produkt" else ())
        except WertError as error:
            self._tell(error.code, zelle, error.text)
            return ""
        aehnlich = self._ohne_nullen.get(text) if feld == "produkt" else None
        if aehnlich and text not in self._produkte:
            self._tell(
                "schluessel_als_zahl",
                zelle,
                f"als Zahl hat das Produkt keine führenden Nullen; gemeint ist vielleicht „{aehnlich[0]}“, "
                "bitte als Text eingeben",
            )
        return text

    def _tell(self, code: str, zelle: Zelle, text: str) -> None:
        self._befunde.append(cell_befund(Schwere.FEHLER, code, self._blatt, zelle, text))


def read_quietly(zelle: Zelle) -> str:
    """Text of a cell in which nothing must stand; empty for error values and "no value"."""
    try:
        text = read_text(zelle)
    except WertError:
        return ""
    return _clean(text)


@lru_cache(maxsize=16384)
def _clean(text: str) -> str:
    """A text without doubled blanks, empty for "no value"; names and keys come back in thousands of rows."""
    return "" if is_kein_wert(text) else " ".join(text.split())
