"""Haushalt je Einwohner: the Kennzahl of the settings, its value for a Haushaltsjahr, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.einwohner import Einwohnerzahl, brueche_zwischen, counts_people, einwohnerzahl
from kek_dashboard.domain.kennzahl import Kennzahlakte
from kek_dashboard.formats import format_number, format_zeitraum
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.seite import Kontext

#: ``je=einwohner`` in an address asks for euros per inhabitant.
JE_EINWOHNER = "einwohner"


def wants_je_einwohner(kontext: Kontext) -> bool:
    """Whether the address asks for euros per inhabitant."""
    return kontext.query.get("je") == JE_EINWOHNER


def einwohner_akte(kontext: Kontext) -> Kennzahlakte | None:
    """The Kennzahl that counts the inhabitants; ``None`` where the setting names none that does."""
    akte = kontext.stand.akten.get(kontext.einwohner_kennzahl)
    return akte if akte is not None and counts_people(akte) else None


def einwohner_im(kontext: Kontext, haushaltsjahr: int) -> Einwohnerzahl | None:
    """The inhabitants for a Haushaltsjahr; ``None`` where they are not known."""
    akte = einwohner_akte(kontext)
    return None if akte is None else einwohnerzahl(akte, haushaltsjahr)


def why_no_einwohner(kontext: Kontext) -> str:
    """The sentence that stands where figures per inhabitant are not there."""
    nummer = kontext.einwohner_kennzahl
    akte = kontext.stand.akten.get(nummer)
    if akte is None:
        return (
            f"Euro je Einwohner gibt es hier nicht: Die Kennzahl {nummer}, die sie zählt, ist nicht bekannt."
        )
    if not counts_people(akte):
        return (
            f"Euro je Einwohner gibt es hier nicht: Die Kennzahl {nummer} zählt nicht Personen, ihre Einheit ist "
            f"„{akte.kennzahl.einheit}“."
        )
    return f"Euro je Einwohner gibt es hier nicht: Zur Kennzahl {nummer} liegt kein Wert vor."


def einwohner_text(kontext: Kontext, zahl: Einwohnerzahl) -> list[str | Component]:
    """How many they are, with the cell; the year of the value where it is not the Haushaltsjahr."""
    von = f" (Wert von {zahl.jahr})" if zahl.is_older else ""
    return [
        linked(kontext, format_number(zahl.zahl, 0), zahl.fundstelle),
        *beispiel_tag(zahl.herkunft),
        f" Einwohnerinnen und Einwohner{von}",
    ]


def bruch_notice(kontext: Kontext, zahlen: Iterable[Einwohnerzahl]) -> list[Component]:
    """That the inhabitants of these years were counted in different ways; empty where they were not."""
    akte = einwohner_akte(kontext)
    jahre = sorted({zahl.jahr for zahl in zahlen})
    if akte is None or len(jahre) < 2:  # noqa: PLR2004 - a comparison has two sides
        return []
    saetze = [
        f"Ab {format_zeitraum(bruch.ab)} ist anders gezählt: {bruch.grund or 'Grund nicht genannt'}. "
        "Euro je Einwohner davor und danach sind nicht ohne Weiteres vergleichbar."
        for bruch in brueche_zwischen(akte, jahre[0], jahre[-1])
    ]
    weg = html.A(f"Kennzahl {akte.nr} {akte.kennzahl.bezeichnung}", href=kontext.link_kennzahl(akte.nr))
    return [html.P([f"{satz} ", weg], className="hinweis") for satz in saetze]
