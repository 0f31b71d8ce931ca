"""Werte: what stands in a cell: years, dates, ja/nein, texts, keys; numbers are in ``zahlen``."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from kek_dashboard.importers.anzeige import schluessel_texte
from kek_dashboard.importers.mappe import Zelle
from kek_dashboard.importers.zahlen import (
    Dezimalzeichen,
    WertError,
    decimal_mark,
    is_kein_wert,
    read_zahl,
    refuse_error,
)

#: One door for the readers of tables: the numbers' grammar beside the rest.
__all__ = [
    "JAHRE",
    "Dezimalzeichen",
    "WertError",
    "decimal_mark",
    "is_kein_wert",
    "key_text",
    "nearest",
    "parse_datum",
    "read_datum",
    "read_ganzzahl",
    "read_ja_nein",
    "read_jahr",
    "read_new_schluessel",
    "read_schluessel",
    "read_text",
    "read_zahl",
]

JAHRE = range(1990, 2101)
MAX_SCHLUESSEL = 60
#: Two-digit years from here on lie in the last century.
_JAHRHUNDERT_AB = 90
_LEERRAUM = re.compile(r"\s+")
_VIERSTELLIG = re.compile(r"\d{4}", re.ASCII)
_DATUM_DE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", re.ASCII)
_DATUM_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
_JA = {"ja", "j", "wahr", "true", "1", "x"}
_NEIN = {"nein", "n", "falsch", "false", "0", "-", "–"}


def read_jahr(zelle: Zelle) -> int:
    """A year between 1990 and 2100, written as number or text; raises ``WertError``."""
    refuse_error(zelle)
    wert = zelle.wert
    if isinstance(wert, str):
        text = wert.strip()
        wert = Decimal(text) if _VIERSTELLIG.fullmatch(text) else None
    if isinstance(wert, Decimal) and wert == wert.to_integral_value() and int(wert) in JAHRE:
        return int(wert)
    raise WertError("kein_jahr", "erwartet wird ein Jahr zwischen 1990 und 2100")


def read_ganzzahl(zelle: Zelle, von: int, bis: int) -> int:
    """A whole number within bounds; raises ``WertError``."""
    zahl = read_zahl(zelle, "", Dezimalzeichen.OFFEN)
    if zahl is None or zahl != zahl.to_integral_value() or not von <= zahl <= bis:
        raise WertError("keine_ganzzahl", f"erwartet wird eine ganze Zahl von {von} bis {bis}")
    return int(zahl)


def read_ja_nein(zelle: Zelle | None, *, default: bool) -> bool:
    """``ja`` or ``nein`` in their usual spellings; raises ``WertError``."""
    if zelle is None:
        return default
    if isinstance(zelle.wert, bool):
        return zelle.wert
    text = str(zelle.wert).strip().casefold()
    if text in _JA:
        return True
    if text in _NEIN:
        return False
    raise WertError("kein_ja_nein", "erwartet wird „ja“ oder „nein“")


def parse_datum(text: str) -> date | None:
    """The day a text names (``30.06.2023``, ``2023-06-30``), or ``None``."""
    text = text.strip()
    if treffer := _DATUM_DE.fullmatch(text):
        tag, monat, jahr = (int(teil) for teil in treffer.groups())
        if len(treffer[3]) == len("JJ"):
            jahr += 2000 if jahr < _JAHRHUNDERT_AB else 1900
    elif treffer := _DATUM_ISO.fullmatch(text):
        jahr, monat, tag = (int(teil) for teil in treffer.groups())
    else:
        return None
    try:
        return date(jahr, monat, tag)
    except ValueError:
        return None


def read_datum(zelle: Zelle) -> date:
    """A date cell or a text date; raises ``WertError``."""
    refuse_error(zelle)
    tag = zelle.wert if isinstance(zelle.wert, date) else parse_datum(zelle.roh)
    if tag is None or tag.year not in JAHRE:
        raise WertError("kein_datum", "erwartet wird ein Datum wie 30.06.2023")
    return tag


def read_text(zelle: Zelle | None) -> str:
    """What a person reads in a text cell, without blanks around it; empty where nothing is."""
    if zelle is None:
        return ""
    refuse_error(zelle)
    if isinstance(zelle.wert, str):
        return zelle.wert.strip()
    return zelle.roh


def key_text(zelle: Zelle) -> tuple[str, ...]:
    """Texts that a key cell may mean, the likeliest first; a date or error can mean none."""
    refuse_error(zelle)
    if isinstance(zelle.wert, str):
        text = _LEERRAUM.sub(" ", zelle.wert).strip().lstrip("'")
        return (text,) if text else ()
    if isinstance(zelle.wert, Decimal):
        return schluessel_texte(zelle.wert, zelle.zahlformat)
    return ()


def read_schluessel(zelle: Zelle, bekannt: Collection[str]) -> str:
    """The one known key a cell names; raises ``WertError`` that says the nearest known one."""
    kandidaten = key_text(zelle)
    treffer = [text for text in kandidaten if text in bekannt]
    if len(treffer) == 1:
        return treffer[0]
    if isinstance(zelle.wert, Decimal):
        raise WertError(
            "schluessel_als_zahl",
            "die Zelle enthält eine Zahl, die nicht genau einem bekannten Schlüssel entspricht"
            f"{nearest(kandidaten[0] if kandidaten else '', bekannt)}; bitte als Text eingeben "
            "(führende Nullen bleiben dann stehen, und 1.10 wird nicht zu 1.1)",
        )
    if isinstance(zelle.wert, date):
        raise WertError(
            "schluessel_als_datum", "Excel hat den Schlüssel in ein Datum verwandelt; bitte als Text eingeben"
        )
    raise WertError("unbekannt", "das ist nicht bekannt" + nearest(zelle.roh.strip(), bekannt))


def read_new_schluessel(zelle: Zelle, bekannt: Collection[str]) -> str:
    """The key a master-data row defines, known or new; raises ``WertError`` where Excel hides it.

    A number is accepted where its format fixes what is shown; ``1.1`` with General may once have
    been ``1.10``, and only a known key can tell.
    """
    kandidaten = key_text(zelle)
    treffer = [text for text in kandidaten if text in bekannt]
    if len(treffer) == 1:
        return treffer[0]
    if not kandidaten:
        raise WertError("schluessel_als_datum", "hier steht kein Schlüssel; bitte als Text eingeben")
    if isinstance(zelle.wert, Decimal) and "." in kandidaten[0]:
        raise WertError(
            "schluessel_als_zahl",
            f"als Zahl ist nicht zu erkennen, ob {kandidaten[0]} oder {kandidaten[0]}0 gemeint ist; "
            "bitte als Text eingeben",
        )
    if len(kandidaten[0]) > MAX_SCHLUESSEL:
        raise WertError("schluessel_zu_lang", f"ein Schlüssel hat höchstens {MAX_SCHLUESSEL} Zeichen")
    return kandidaten[0]


def nearest(text: str, bekannt: Collection[str]) -> str:
    """``; meinten Sie „1.2-03“?`` for the nearest known key, or nothing."""
    nackt = {_squash(key): key for key in bekannt}
    if _squash(text) in nackt:
        return f"; meinten Sie „{nackt[_squash(text)]}“?"
    nahe = get_close_matches(text, list(bekannt)[:5000], n=1, cutoff=0.6) if text else []
    return f"; meinten Sie „{nahe[0]}“?" if nahe else ""


def _squash(text: str) -> str:
    teile = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    return ".".join(teil.lstrip("0") or "0" if teil.isdigit() else teil for teil in teile)
