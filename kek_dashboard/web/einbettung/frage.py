"""Frage: what the address of something embedded asks for: Berichtsjahr, Wissensstand, Zielsystem, ground, width.

Nobody looks at an embedded picture while its address is written. So what cannot be read is refused with a sentence: a
picture that was to stay as it is must not go on with the newest figures without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kek_dashboard.charts.einzelbild import Thema
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.formats import format_date
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import read_tag, read_zielsystem

_WIDEST = 4000
_LONGEST_SAID = 40


class UnlesbarError(Exception):
    """The address asks for something there is not; the message is a German sentence."""


@dataclass(frozen=True, slots=True)
class Frage:
    """How it is to be shown; ``breite``: pixels the picture has, ``None`` = the largest."""

    thema: Thema = Thema.HELL
    breite: int | None = None


def read_frage(query: Mapping[str, str], stand: Datenstand) -> Frage:
    """The fields of the address; raises ``UnlesbarError`` for the first that cannot be read.

    ``stand`` is what the address asks to see: its Zielsystem has the years there are.
    """
    _require_day(query.get("stand", ""))
    if query.get("zielsystem") and read_zielsystem(query, stand) is None:
        wort = _short(query["zielsystem"])
        raise UnlesbarError(
            f"Ein Zielsystem „{wort}“ ist am {format_date(stand.wissensstand)} nicht bekannt."
        )
    jahr, jahre = query.get("jahr", ""), stand.jahre
    if jahr and jahr not in {str(eines) for eines in jahre}:
        raise UnlesbarError(
            f"Das Berichtsjahr „{_short(jahr)}“ gibt es hier nicht; erwartet wird ein Jahr von {jahre[0]} bis "
            f"{jahre[-1]}."
        )
    thema = query.get("thema") or Thema.HELL.value
    if thema not in set(Thema):
        worte = ", ".join(wert.value for wert in Thema)
        raise UnlesbarError(f"Das Thema „{_short(thema)}“ gibt es nicht; erwartet wird eines von: {worte}.")
    return Frage(Thema(thema), _width(query.get("breite", "")))


def _require_day(text: str) -> None:
    if not text:
        return
    tag = read_tag(text)
    if tag is None:
        raise UnlesbarError(
            f"Der Wissensstand „{_short(text)}“ ist kein Tag; erwartet wird einer wie 2023-06-30."
        )
    if tag > today():
        raise UnlesbarError(f"Der Wissensstand {format_date(tag)} liegt in der Zukunft.")


def _width(text: str) -> int | None:
    if not text:
        return None
    if not (
        text.isascii() and text.isdigit() and len(text) <= len(str(_WIDEST)) and 1 <= int(text) <= _WIDEST
    ):
        raise UnlesbarError(f"Die Breite „{_short(text)}“ ist keine Zahl von 1 bis {_WIDEST}.")
    return int(text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + " …"
