"""Vorrat: pages that show nothing but figures are drawn once for each state of the data, then handed out.

On an evening on which everybody looks, all ask for the same few pages. What such a page shows follows from
its address, the Datenstand and what somebody may do, so a release or a new day makes all of them new
(``Daten.kept_page``); who asks changes only the frame around it. A page that asks who it is that looks belongs to
``JE_PERSON``; one that asks the store, or has a form that writes, to neither.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import cast

from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.statisch import freeze

#: Addresses of the pages that show nothing but figures; a test looks at what they ask.
NUR_ZAHLEN = frozenset({
    "/", "/unterziel/<nr>", "/kennzahlen", "/kennzahl/<nr>", "/massnahmen",
    "/massnahme/<nr>", "/vortrag", "/vortrag/<folie>", "/haushalt", "/haushalt/matrix", "/haushalt/fluss",
    "/haushalt/luecken", "/haushalt/entwicklung", "/messbarkeit", "/methode",
})  # fmt: skip

#: Pages of figures that look different to each: drawn once a day for everybody who looks. They ask no store.
JE_PERSON = frozenset({"/datenschuld"})


def with_vorrat(seiten: tuple[Seite, ...], living: Callable[[], Collection[str]]) -> tuple[Seite, ...]:
    """The same pages, those of ``NUR_ZAHLEN`` and ``JE_PERSON`` drawn once; ``living`` as for ``freeze``."""
    kept = NUR_ZAHLEN | JE_PERSON
    return tuple(_kept(seite, living) if seite.path in kept else seite for seite in seiten)


def _kept(seite: Seite, living: Callable[[], Collection[str]]) -> Seite:
    def render(kontext: Kontext) -> Component:
        query = tuple(sorted(kontext.query.items()))
        wer = kontext.zugang if seite.path in JE_PERSON else _rights(kontext)
        name = ("seite", kontext.pfad, kontext.jahr, kontext.wissensstand, kontext.zielsystem, query, wer)
        return kontext.daten.kept_page(kontext.stand, name, lambda: _draw(kontext))

    def _draw(kontext: Kontext) -> Component:
        return cast("Component", freeze(seite.render(kontext), living()))

    return replace(seite, render=render)


def _rights(kontext: Kontext) -> frozenset[Aktion]:
    return frozenset(aktion for aktion in Aktion if kontext.zugang.darf(aktion))
