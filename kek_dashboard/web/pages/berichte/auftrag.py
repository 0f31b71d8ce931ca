"""Auftrag: reads the form in which a report is ordered; what cannot be ordered is said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from kek_dashboard.domain.bericht import (
    QUARTALE,
    Berichtsart,
    Berichtsauftrag,
    Berichtsformat,
    last_day_of_quarter,
)
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.reports.bericht.form import Gremium
from kek_dashboard.reports.bericht.quelle import Berichtskopf, kopf_of
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE
from kek_dashboard.settings import Settings
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import read_jahr, read_tag
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.pages.berichte.worte import (
    ART,
    DATUM,
    DRUCKSACHE,
    FORMAT,
    GREMIEN,
    GREMIUM,
    LAENGSTE_DRUCKSACHE,
    LAENGSTES_GREMIUM,
    NICHT_OEFFENTLICH,
    QUARTAL,
    SITZUNG,
    STAND,
    year_word,
)

_Wort = TypeVar("_Wort", Berichtsart, Berichtsformat)


def read_auftrag(
    felder: Mapping[str, str], stand: Datenstand, zielsystem: str | None = None
) -> tuple[Berichtsauftrag, Berichtsformat]:
    """What is wanted; raises ``UnusableFormError`` with what was expected.

    ``stand`` is the view of the Zielsystem that the form was shown for, ``zielsystem`` its name in the address.
    Without a Wissensstand today's counts, of a quarter that is over its last day.
    """
    art = _word(Berichtsart, felder.get(ART, ""), "Bericht")
    form = _word(Berichtsformat, felder.get(FORMAT, ""), "Format")
    if form not in BERICHTE[art].formate:
        raise UnusableFormError(f"{BERICHTE[art].bezeichnung} gibt es nicht als {form.value.upper()}.")
    jahr = read_jahr(felder, stand.jahre)
    if jahr is None:
        raise UnusableFormError(
            f"{year_word(art)}: Erwartet wird ein Jahr von {stand.jahre[0]} bis {stand.jahre[-1]}."
        )
    quartal = _quartal(felder.get(QUARTAL, "")) if art is Berichtsart.BRIEFING else None
    tag = _day(felder.get(STAND, ""), "Wissensstand")
    if tag is None:
        ende = today() if quartal is None else last_day_of_quarter(jahr, quartal)
        tag = min(ende, today())
    if tag > today():
        raise UnusableFormError("Wissensstand: Erwartet wird heute oder ein Tag davor.")
    return Berichtsauftrag(art, jahr, tag, quartal, stand.zielsystem.name if zielsystem else ""), form


def read_deckblatt(felder: Mapping[str, str], settings: Settings | None) -> Berichtskopf:
    """What is said for the cover, and what the settings say; raises ``UnusableFormError``."""
    nummer = clean_text(" ".join(felder.get(DRUCKSACHE, "").split()))
    if len(nummer) > LAENGSTE_DRUCKSACHE:
        raise UnusableFormError(f"Drucksache: höchstens {LAENGSTE_DRUCKSACHE} Zeichen.")
    gremien = []
    for nr in range(GREMIEN):
        name = clean_text(" ".join(felder.get(f"{GREMIUM}{nr}", "").split()))
        if len(name) > LAENGSTES_GREMIUM:
            raise UnusableFormError(f"Gremium: höchstens {LAENGSTES_GREMIUM} Zeichen.")
        tag = _day(felder.get(f"{SITZUNG}{nr}", ""), "Sitzung")
        if name:
            gremien.append(Gremium(name, tag, f"{NICHT_OEFFENTLICH}{nr}" not in felder))
        elif tag is not None:
            raise UnusableFormError("Beratungsfolge: Zu einem Tag fehlt das Gremium.")
    return kopf_of(settings, nummer, _day(felder.get(DATUM, ""), "Datum"), tuple(gremien))


def _word(art: type[_Wort], text: str, was: str) -> _Wort:
    try:
        return art(text)
    except ValueError:
        worte = ", ".join(eines.value for eines in art)
        raise UnusableFormError(f"{was}: Erwartet wird eines von {worte}.") from None


def _quartal(text: str) -> int | None:
    if not text:
        return None
    if text not in {str(q) for q in QUARTALE}:
        raise UnusableFormError("Quartal: Erwartet wird 1, 2, 3 oder 4.")
    return int(text)


def _day(text: str, was: str) -> date | None:
    if not text:
        return None
    tag = read_tag(text)
    if tag is None:
        raise UnusableFormError(f"{was}: Erwartet wird ein Tag, z. B. 30.06.2023.")
    return tag
