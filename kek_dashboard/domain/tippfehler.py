"""Tippfehler: the word that somebody meant who typed another one; by shared letters, then by letters to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kek_dashboard.domain.textvergleich import fold

_SHORTEST, _LONG = 4, 8
# From so many letters on, the first of them may be the wrong one.
_ANY_FIRST = 5
# So many words with the most shared groups of letters are compared letter by letter.
_MOST_COMPARED = 24


class Wortschatz:
    """Words that can be meant, prepared once."""

    def __init__(self, worte: Iterable[str]) -> None:
        """Keep each word of at least four letters once, with how it was written first."""
        self._geschrieben: dict[str, str] = {}
        for wort in worte:
            gefaltet = fold(wort)
            if len(gefaltet) >= _SHORTEST and gefaltet.isalpha():
                self._geschrieben.setdefault(gefaltet, wort)
        self._worte = tuple(self._geschrieben)
        self._nach_gruppe: dict[str, list[int]] = {}
        for stelle, wort in enumerate(self._worte):
            for gruppe in set(_groups(wort)):
                self._nach_gruppe.setdefault(gruppe, []).append(stelle)

    def nearest(self, wort: str) -> tuple[str, str] | None:
        """The word, its beginning or its end that differs by one letter, by two in long words, and the whole word.

        The first letter is the one people get right: another one counts only from five letters on, where all
        others are right, and after a word with the same. ``None`` where none does.

        >>> Wortschatz(["Unternehmensinsolvenzen"]).nearest("insolvensen")
        ('insolvenzen', 'Unternehmensinsolvenzen')
        >>> Wortschatz(["Betreuungsquote"]).nearest("betreung")
        ('betreuung', 'Betreuungsquote')
        >>> Wortschatz(["Haushalt"]).nearest("jaushalt")
        ('haushalt', 'Haushalt')
        """
        if len(wort) < _SHORTEST or not wort.isalpha():
            return None
        erlaubt = 1 if len(wort) < _LONG else 2
        gemeinsam = Counter(i for gruppe in set(_groups(wort)) for i in self._nach_gruppe.get(gruppe, ()))
        bestes: tuple[int, bool, int, str, str] | None = None
        for stelle, _ in gemeinsam.most_common(_MOST_COMPARED):
            for kandidat in _whole_and_ends(self._worte[stelle], len(wort)):
                is_other = kandidat[0] != wort[0]
                if is_other and (len(wort) < _ANY_FIRST or kandidat[1:] != wort[1:]):
                    continue
                abstand = distance(wort, kandidat, erlaubt)
                fund = (abstand, is_other, abs(len(kandidat) - len(wort)), kandidat, self._worte[stelle])
                if abstand <= erlaubt and (bestes is None or fund < bestes):
                    bestes = fund
        return None if bestes is None else (bestes[3], self._geschrieben[bestes[4]])


def _groups(wort: str) -> Iterator[str]:
    """Three letters each, with the beginning marked."""
    mit_anfang = f"^{wort}"
    return (mit_anfang[i : i + 3] for i in range(len(mit_anfang) - 2))


def _whole_and_ends(wort: str, laenge: int) -> Iterator[str]:
    """A word, and where it is longer than what was typed, as much of its beginning and of its end."""
    yield wort
    for teil in (laenge - 1, laenge, laenge + 1):
        if _SHORTEST <= teil < len(wort):
            yield wort[:teil]
            yield wort[-teil:]


def distance(a: str, b: str, most: int) -> int:
    """Letters to change, drop, add or swap with the next to make one word of the other; above ``most`` any more.

    >>> distance("kita", "ktia", 2), distance("haus", "maus", 2), distance("haus", "garten", 2)
    (1, 1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    davor: list[int] = []
    vorige = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        zeile = [i]
        for j, y in enumerate(b, 1):
            wert = min(vorige[j] + 1, zeile[j - 1] + 1, vorige[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                wert = min(wert, davor[j - 2] + 1)
            zeile.append(wert)
        if min(zeile) > most:
            return most + 1
        davor, vorige = vorige, zeile
    return min(vorige[-1], most + 1)
