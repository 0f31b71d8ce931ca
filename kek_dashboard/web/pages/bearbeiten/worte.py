"""Bearbeitungsworte: addresses and field names of the pages on which records are changed."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bearbeitung.aenderung import Mangel
from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart, UnreadableFeldError, split_ziel, to_value
from kek_dashboard.domain.bearbeitung.gegenstand import Teil, Zeile
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.seite import Kontext

LISTE = "/bearbeiten"
BEGINNEN = f"{LISTE}/beginnen"
#: What a form says about the thing to change; ``system``, for the address itself says ``zielsystem`` of its figures.
ART, NR, SYSTEM, BEZUG, ZEITRAUM, NEU = "art", "nr", "system", "bezug", "zeitraum", "neu"
FORTSCHREIBUNG, TAT = "fortschreibung", "tat"
DRUCKSACHE, AM, GRUND, BERICHTIGUNG, HERKUNFT = "drucksache", "am", "grund", "berichtigung", "herkunft"
#: What the buttons of the form do; two of them name a part, and the second of them a row.
SPEICHERN, PRUEFEN, ZEILE_NEU, ZEILE_WEG = "speichern", "pruefen", "zeile-neu", "zeile-weg"
#: Whose value holds where two differ.
DEREN, MEINER = "deren", "meiner"
_SCHRITTE = ("Ändern", "Prüfen", "Freigabe")


def draft_path(kennung: str, wohin: str = "") -> str:
    """Address of a draft or of one of its steps."""
    return f"{LISTE}/{kennung}" + (f"/{wohin}" if wohin else "")


def field_name(teil: str, kennung: str, feld: str) -> str:
    """How a form names a field of a row."""
    return f"{teil}.{kennung}.{feld}"


def mangel_ziel(mangel: Mangel) -> str:
    """The id of the field that a sentence is about; empty where it is about none."""
    return field_name(mangel.teil, mangel.kennung, mangel.feld) if mangel.teil else mangel.feld


def steps(jetzt: int) -> Component:
    """Where one is on the way from a thought to what counts."""
    teile: list[Component] = []
    for nr, wort in enumerate(_SCHRITTE):
        hier = aria(current="step") if nr == jetzt else {}
        teile.append(html.Li(wort, className="fertig" if nr < jetzt else "", **hier))
    return html.Ol(teile, className="bearbeitungsweg", **aria(label="Weg einer Änderung"))


def crumbs(kontext: Kontext, *teile: str | Component) -> Component:
    """The way back to the list."""
    weg: list[str | Component] = [html.A("Bearbeiten", href=kontext.link(LISTE))]
    for teil in teile:
        weg += [" › ", teil]
    return html.P(weg, className="brotkrumen")


def shown(feld: Feld, text: str) -> str:
    """What stands in a field as people read it; what cannot be read stands as it was typed."""
    if not text:
        return UNKNOWN
    if feld.art is Feldart.ZIEL:
        return split_ziel(text)[1]
    if feld.art is Feldart.DATUM:
        try:
            wert = to_value(feld, text)
        except UnreadableFeldError:
            return text
        return format_date(wert) if wert is not None and not isinstance(wert, str | int) else text  # type: ignore[arg-type]
    return dict(feld.wahl).get(text, text)


def row_title(teil: Teil, zeile: Zeile) -> str:
    """A row by its key: „Zielwert 2026“."""
    if not teil.is_liste:
        return teil.einzahl
    worte = [shown(f, zeile.werte.get(f.name, "")) for f in teil.schluessel if zeile.werte.get(f.name)]
    return " ".join([teil.einzahl, *worte]) if worte else f"{teil.einzahl} (neu)"


def count_text(anzahl: int) -> str:
    """How many fields are different.

    >>> count_text(0), count_text(1), count_text(3)
    ('noch nichts geändert', '1 Angabe geändert', '3 Angaben geändert')
    """
    if not anzahl:
        return "noch nichts geändert"
    return "1 Angabe geändert" if anzahl == 1 else f"{anzahl} Angaben geändert"


def join_words(worte: Sequence[str]) -> str:
    """Words as a sentence lists them."""
    return " und ".join([", ".join(worte[:-1]), worte[-1]] if len(worte) > 1 else list(worte))
