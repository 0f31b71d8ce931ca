"""Profildatei: a TOML file of a profile, each entry asked for with the type and values it may have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

_ERSTES_JAHR, _LETZTES_JAHR = 1990, 2100
_TYPNAMEN: Mapping[type, str] = {
    str: "ein Text in Anführungszeichen",
    int: "eine ganze Zahl",
    bool: "true oder false",
    list: "eine Liste in eckigen Klammern",
    dict: "ein Abschnitt in eckigen Klammern",
}


class InvalidProfilError(Exception):
    """A profile file says something that cannot be meant; the German text names file and entry."""

    def __init__(self, datei: str, eintrag: str, erwartet: str) -> None:
        """Keep file and entry, and what was expected there."""
        super().__init__(f"Profildatei „{datei}“, Eintrag „{eintrag}“: {erwartet}")
        self.datei, self.eintrag = datei, eintrag


class Profildatei:
    """One TOML file; every question raises ``InvalidProfilError`` where the answer cannot be used."""

    def __init__(self, datei: Path, erlaubt: Mapping[str, type]) -> None:
        """Read the file; ``erlaubt`` names its entries with their types, all others are refused."""
        self.name = datei.name
        try:
            self._inhalt: dict[str, object] = tomllib.loads(datei.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise InvalidProfilError(self.name, "Datei", f"Sie ist nicht lesbar ({error}).") from None
        for key, wert in self._inhalt.items():
            self._check_known(key, key, erlaubt)
            # type() and not isinstance: a TOML true must not pass as the number 1
            if type(wert) is not erlaubt[key]:
                raise self._wrong_type(key, erlaubt[key], wert)

    def error(self, eintrag: str, erwartet: str) -> InvalidProfilError:
        """The error to raise about one entry."""
        return InvalidProfilError(self.name, eintrag, erwartet)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        wert = self._inhalt.get(key, default)
        if not isinstance(wert, str):
            raise self.error(key, "Dieser Eintrag fehlt.")
        return wert.strip()

    def choice(self, key: str, erlaubt: Iterable[str], default: str) -> str:
        """One text of those allowed."""
        wert = self.text(key, default)
        self._check_known(wert, key, erlaubt)
        return wert

    def number(self, key: str, erlaubt: tuple[int, ...], default: int) -> int:
        """One whole number of those allowed."""
        wert = self._inhalt.get(key, default)
        if not isinstance(wert, int) or wert not in erlaubt:
            moeglich = " oder ".join(str(zahl) for zahl in erlaubt)
            raise self.error(key, f"Möglich ist {moeglich}, nicht „{wert}“.")
        return wert

    def jahr(self, key: str) -> int | None:
        """A year, ``None`` if the entry is absent."""
        wert = self._inhalt.get(key)
        if wert is None:
            return None
        if not isinstance(wert, int) or not _ERSTES_JAHR <= wert <= _LETZTES_JAHR:
            raise self.error(key, f"Erwartet wird ein Jahr von {_ERSTES_JAHR} bis {_LETZTES_JAHR}.")
        return wert

    def truth(self, key: str) -> bool:
        """Yes or no, no if the entry is absent."""
        return self._inhalt.get(key, False) is True

    def words(self, key: str, erlaubt: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts, empty if the entry is absent; ``erlaubt`` as in ``choice``."""
        return self._words(key, self._inhalt.get(key, []), erlaubt)

    def wordlists(self, key: str, erlaubt: Iterable[str] | None) -> Mapping[str, tuple[str, ...]]:
        """A section of lists, with the allowed names (``None`` = any); lists may not be empty."""
        listen: dict[str, tuple[str, ...]] = {}
        for name, wert in self._section(key).items():
            if erlaubt is not None:
                self._check_known(name, f"{key}.{name}", erlaubt)
            listen[name] = self._words(f"{key}.{name}", wert, None)
            if not listen[name]:
                raise self.error(f"{key}.{name}", "Hier muss mindestens ein Wort stehen.")
        return MappingProxyType(listen)

    def choices(self, key: str, namen: Iterable[str] | None, werte: Iterable[str]) -> Mapping[str, str]:
        """A section of single texts, with the allowed names (``None`` = any) and values."""
        texte: dict[str, str] = {}
        for name, wert in self._section(key).items():
            if namen is not None:
                self._check_known(name, f"{key}.{name}", namen)
            if not isinstance(wert, str):
                raise self._wrong_type(f"{key}.{name}", str, wert)
            self._check_known(wert, f"{key}.{name}", werte)
            texte[name] = wert
        return MappingProxyType(texte)

    def _section(self, key: str) -> dict[str, object]:
        wert = self._inhalt.get(key, {})
        if not isinstance(wert, dict):
            raise self._wrong_type(key, dict, wert)
        return wert

    def _words(self, pfad: str, wert: object, erlaubt: Iterable[str] | None) -> tuple[str, ...]:
        if not isinstance(wert, list):
            raise self._wrong_type(pfad, list, wert)
        woerter: list[str] = []
        for wort in wert:
            if not isinstance(wort, str) or not wort.strip():
                raise self._wrong_type(pfad, str, wort)
            if erlaubt is not None:
                self._check_known(wort, pfad, erlaubt)
            woerter.append(wort.strip())
        return tuple(woerter)

    def _check_known(self, wort: str, pfad: str, erlaubt: Iterable[str]) -> None:
        """Refuse a word nobody knows: a misspelt one would otherwise be passed over in silence."""
        if wort not in (bekannt := list(erlaubt)):
            raise self.error(pfad, f"„{wort}“ ist hier nicht möglich, sondern nur: {', '.join(bekannt)}.")

    def _wrong_type(self, pfad: str, erwartet: type, wert: object) -> InvalidProfilError:
        return self.error(pfad, f"Erwartet wird {_TYPNAMEN[erwartet]}, da steht „{wert}“.")
