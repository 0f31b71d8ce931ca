"""Anfrage: what an address asks for, as the Kontext that pages and their routes work with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from flask import request

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.zielsystem import word_in_address
from kek_dashboard.web.adresse import read_jahr, read_pfad, read_query, read_wissensstand, read_zielsystem
from kek_dashboard.web.seite import ORT, Kontext, Umgebung
from kek_dashboard.web.zugang import Zugang, current


def read_kontext(umgebung: Umgebung, pathname: object, search: object, wer: Zugang | None = None) -> Kontext:
    """What an address asks for: page, Berichtsjahr (default: the one to open with), Wissensstand."""
    query = read_query(search)
    wissensstand = read_wissensstand(query)
    stand, zielsystem = read_stand(umgebung, query, wissensstand)
    jahr = read_jahr(query, stand.jahre) or umgebung.daten.eroeffnung(stand)[0]
    return Kontext(umgebung, read_pfad(pathname), jahr, stand, wissensstand, {}, query, wer, zielsystem)


def read_stand(
    umgebung: Umgebung, query: Mapping[str, str], wissensstand: date | None
) -> tuple[Datenstand, str | None]:
    """What an address asks to see, and how it names the Zielsystem: ``None`` where it leaves that open."""
    stand = umgebung.daten.datenstand(wissensstand)
    name = read_zielsystem(query, stand)
    if name is None:
        return stand, None
    sicht = umgebung.daten.datenstand(wissensstand, name)
    return sicht, word_in_address(sicht.zielsystem, stand.zielsysteme)


def said_place(umgebung: Umgebung, felder: Mapping[str, str]) -> dict[str, str]:
    """Berichtsjahr and Zielsystem of the page a form stood on, as an address has them; empty where it says none.

    Never the Wissensstand: what was done today is seen today.
    """
    gesagt = {name: felder[name] for name in ORT if name != "stand" and felder.get(name)}
    return read_kontext(umgebung, "/", urlencode(gesagt)).ort if gesagt else {}


def request_kontext(umgebung: Umgebung, pfad: str) -> Kontext:
    """The Kontext of the page ``pfad`` for a route of it that was given the page's own query."""
    return read_kontext(umgebung, pfad, request.query_string.decode("utf-8", "replace"), current())
