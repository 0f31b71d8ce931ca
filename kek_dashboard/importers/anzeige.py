"""Anzeige: how Excel shows a number, as far as keys and percents need it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ZIFFERN = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")
_HUNDERT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Zahlbild:
    """What a number format asks for; ``stellen`` is ``None`` for General (as many as there are)."""

    prozent: bool
    stellen: int | None
    mindestens: int
    gruppiert: bool
    vorn: str = ""
    hinten: str = ""


@lru_cache(maxsize=512)
def zahlbild(zahlformat: str) -> Zahlbild:
    """The picture of a number format; what cannot be understood counts as General."""
    abschnitt = zahlformat.partition(";")[0]
    nackt = _LITERAL.sub("", abschnitt)
    treffer = _ZIFFERN.search(nackt)
    prozent = "%" in nackt
    if treffer is None or "General" in nackt or "E+" in nackt:
        return Zahlbild(prozent, None, 1, False)
    ganze = treffer[0].partition(".")[0]
    vorn, hinten = _literals(abschnitt)
    return Zahlbild(
        prozent=prozent,
        stellen=len(treffer[1]) if treffer[1] else 0,
        mindestens=max(ganze.replace(",", "").count("0"), 1),
        gruppiert="," in ganze.rstrip(","),
        vorn=vorn,
        hinten=hinten,
    )


def _literals(abschnitt: str) -> tuple[str, str]:
    """Quoted text before and after the digits (``"TH "00`` shows ``TH 03``)."""
    stelle = re.search(r"[0#?]", re.sub(r'"[^"]*"', lambda t: "x" * len(t[0]), abschnitt))
    if stelle is None:
        return "", ""
    vorn = "".join(re.findall(r'"([^"]*)"', abschnitt[: stelle.start()]))
    hinten = "".join(re.findall(r'"([^"]*)"', abschnitt[stelle.start() :]))
    return vorn, hinten


def is_percent(zahlformat: str) -> bool:
    """Whether Excel shows the number times 100 with a percent sign (a quoted % does not count)."""
    return "%" in zahlformat and zahlbild(zahlformat).prozent


def zahl_text(zahl: Decimal, zahlformat: str) -> str:
    """The whole number in German writing, as the formula bar shows it: ``6,05``, ``45 %``."""
    if is_percent(zahlformat):
        return _plain(zahl * _HUNDERT).replace(".", ",") + " %"
    return _plain(zahl).replace(".", ",")


def _plain(zahl: Decimal) -> str:
    text = f"{zahl:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def schluessel_texte(zahl: Decimal, zahlformat: str) -> tuple[str, ...]:
    """Texts a person may read in a key cell that holds this number, the likeliest first.

    ``1.1`` with General is ``1.1``, with ``0.00`` it is ``1.10``, ``11`` with ``000`` is ``011``.
    """
    bild = zahlbild(zahlformat)
    if bild.stellen is None or bild.prozent:
        return (_plain(zahl),)
    try:
        gerundet = zahl.quantize(Decimal(1).scaleb(-bild.stellen), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than any key has
        return (_plain(zahl),)
    ganze, _, rest = f"{abs(gerundet):f}".partition(".")
    vorzeichen = "-" if gerundet < 0 else ""
    ziffern = ganze.rjust(bild.mindestens, "0")
    nackt = vorzeichen + ziffern + (f".{rest}" if rest else "")
    texte = [f"{bild.vorn}{nackt}{bild.hinten}".strip(), nackt]
    if bild.gruppiert and not rest:
        texte.append(vorzeichen + f"{int(ganze):,}".replace(",", "."))
    return tuple(dict.fromkeys(texte))
