"""Adresse: reads Berichtsjahr and Wissensstand out of an address; what cannot be read never breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import parse_qsl, unquote

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.zielsystem import find_system
from kek_dashboard.formats import format_date
from kek_dashboard.store.load import today

# Longer than any address of ours; the rest is not ours.
_LONGEST = 2000
_MOST_FIELDS = 40
_LONGEST_SAID = 40


def read_pfad(pathname: object) -> str:
    """The path, decoded; ``/`` where it is none.

    >>> read_pfad("/kennzahl/1.2%2D03/")
    '/kennzahl/1.2-03'
    """
    if not isinstance(pathname, str) or len(pathname) > _LONGEST:
        return "/"
    return "/" + unquote(pathname).strip("/")


def read_query(search: object) -> Mapping[str, str]:
    """The fields after the question mark; of one given twice the last."""
    if not isinstance(search, str) or len(search) > _LONGEST:
        return {}
    try:
        return dict(parse_qsl(search.removeprefix("?"), max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def read_jahr(query: Mapping[str, str], jahre: range) -> int | None:
    """The Berichtsjahr asked for; ``None`` where none of the years of the Zielsystem is.

    >>> [read_jahr({"jahr": text}, range(2018, 2027)) for text in ("2023", "1999", "neu")]
    [2023, None, None]
    """
    text = query.get("jahr", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in jahre else None  # noqa: PLR2004


def first_day(stand: Datenstand) -> date:
    """The first day worth asking for: the beginning of the first year of all Zielsysteme."""
    jahre = [system.erstes_jahr for system in stand.zielsysteme or (stand.zielsystem,)]
    return date(min(jahre), 1, 1)


def read_zielsystem(query: Mapping[str, str], stand: Datenstand) -> str | None:
    """Name of the Zielsystem asked for; ``None`` where none is, or it is not known on the Wissensstand."""
    system = find_system(stand.zielsysteme, query.get("zielsystem", ""))
    return None if system is None else system.name


def unknown_zielsystem(query: Mapping[str, str], stand: Datenstand) -> str:
    """The German sentence about a Zielsystem in the address that cannot be shown; empty where it can."""
    text = query.get("zielsystem", "")
    if not text or read_zielsystem(query, stand) is not None:
        return ""
    kurz = text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + " …"
    gezeigt = f"; gezeigt wird „{stand.zielsystem.name}“" if stand.zielsystem.name else ""
    return f"Ein Zielsystem „{kurz}“ ist am {format_date(stand.wissensstand)} nicht bekannt{gezeigt}."


def read_tag(text: str) -> date | None:
    """A day as an address has it; ``None`` for anything else.

    >>> read_tag("2023-06-30"), read_tag("morgen"), read_tag("20230630")
    (datetime.date(2023, 6, 30), None, None)
    """
    try:
        return date.fromisoformat(text) if len(text) == 10 else None  # noqa: PLR2004
    except ValueError:
        return None


def unusable_day(query: Mapping[str, str], name: str = "stand") -> str:
    """The German sentence about a day in the address that cannot be shown; empty where it can, or none is asked.

    >>> unusable_day({"stand": "morgen"})
    'Der Wissensstand „morgen“ ist kein Tag wie 2023-06-30; gezeigt wird, was heute bekannt ist.'
    """
    text = query.get(name, "")
    if not text:
        return ""
    tag = read_tag(text)
    if tag is None:
        kurz = text if len(text) <= _LONGEST_SAID else text[:_LONGEST_SAID] + " …"
        return f"Der Wissensstand „{kurz}“ ist kein Tag wie 2023-06-30; gezeigt wird, was heute bekannt ist."
    if tag > today():
        return f"Der Wissensstand {tag:%d.%m.%Y} liegt in der Zukunft; gezeigt wird, was heute bekannt ist."
    return ""


def read_wissensstand(query: Mapping[str, str]) -> date | None:
    """The day asked for; ``None`` for today, for a day to come and for anything that is no day."""
    tag = read_tag(query.get("stand", ""))
    return tag if tag is not None and tag < today() else None
