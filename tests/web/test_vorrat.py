"""Vorrat: a page of figures is drawn once for each state of the data, and shows nobody who looked before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.rechte import Akteur, Aktion, Rolle
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.seite import Seite
from kek_dashboard.web.statisch import freeze
from kek_dashboard.web.vorrat import JE_PERSON, NUR_ZAHLEN, with_vorrat
from kek_dashboard.web.zugang import LOKAL, Zugang
from tests.web import factories as f

ADRESSEN = (
    "/",
    "/unterziel/1.2",
    "/kennzahlen",
    "/kennzahl/1.2-03",
    "/haushalt",
    "/haushalt/matrix",
    "/haushalt/fluss",
    "/messbarkeit",
    "/methode",
)


def shown(umgebung, seiten, pfad, suche="?jahr=2023", wer=LOKAL):
    return " ".join(words(freeze(render_screen(umgebung, seiten, pfad, suche, wer), frozenset())))


def words(tree):
    """Every word of the screen and every link, in order, however much of it is finished HTML."""
    if isinstance(tree, list | tuple):
        return [word for part in tree for word in words(part)]
    if not isinstance(tree, Component):
        return [] if tree is None else str(tree).split()
    inner = getattr(tree, "html", None)
    if inner is None:
        return words(getattr(tree, "children", None))
    return re.sub(r"<(?!a )[^>]*>", " ", inner).split()


@pytest.fixture
def buch():
    return f.Buch()


@pytest.fixture
def umgebung(buch):
    return f.umgebung(buch)


def counted(drawn):
    def render(kontext):
        drawn.append(kontext.pfad)
        return html.Div(f"Zahlen {kontext.jahr}")

    return Seite("/kennzahlen", "Kennzahlen", render)


@pytest.mark.parametrize("pfad", ADRESSEN)
def test_a_kept_page_is_the_page(pfad, umgebung):
    kept = with_vorrat(PAGES, frozenset)
    fresh = shown(umgebung, PAGES, pfad)
    assert [shown(umgebung, kept, pfad) for _ in range(3)] == [fresh] * 3
    assert len(fresh) > 1000


def test_it_is_drawn_once_for_an_address_and_a_state_of_the_data(umgebung, buch):
    drawn: list[str] = []
    kept = with_vorrat((counted(drawn),), frozenset)
    for suche in ("?jahr=2023", "?jahr=2023", "?jahr=2022", "?jahr=2023&nur=1", "?jahr=2023"):
        shown(umgebung, kept, "/kennzahlen", suche)
    assert len(drawn) == 3
    buch.version += 1
    shown(umgebung, kept, "/kennzahlen")
    assert len(drawn) == 4


def test_the_frame_is_each_ones_own(umgebung):
    kept = with_vorrat(PAGES, frozenset)
    erika, max_ = (
        Zugang(Akteur(name, frozenset({rolle})), is_angemeldet=True, anzeigename=name)
        for name, rolle in (("Erika Muster", Rolle.CONTROLLING), ("Max Muster", Rolle.LESER))
    )
    assert "Erika Muster" in shown(umgebung, kept, "/kennzahlen", wer=erika)
    page = shown(umgebung, kept, "/kennzahlen", wer=max_)
    assert "Max Muster" in page and "Erika Muster" not in page


def test_who_may_more_is_shown_more(umgebung):
    def render(kontext):
        return html.Div("Mehr" if kontext.zugang.darf(Aktion.LIEFERN_HAUSHALT) else "Weniger")

    kept = with_vorrat((Seite("/kennzahlen", "Kennzahlen", render),), frozenset)
    kaemmerei, leser = (
        Zugang(Akteur("x", frozenset({rolle})), is_angemeldet=True)
        for rolle in (Rolle.KAEMMEREI, Rolle.LESER)
    )
    for wer, word in ((kaemmerei, "Mehr"), (leser, "Weniger"), (kaemmerei, "Mehr")):
        assert word in shown(umgebung, kept, "/kennzahlen", wer=wer)


def test_what_a_page_refuses_is_not_kept(umgebung):
    kept = with_vorrat(PAGES, frozenset)
    for _ in range(2):
        assert "Nicht gefunden" in shown(umgebung, kept, "/kennzahl/9.9-99")


def drawn_by(module: Path) -> set[Path]:
    """A page's module and those of its package that it draws with, however far.

    A module that adds routes answers for itself, each time it is asked; what it draws with is the page's own.
    """
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        source = waiting.pop()
        if source in found:
            continue
        found.add(source)
        package = "kek_dashboard.web.pages." + module.parent.name
        names = re.findall(rf"from {re.escape(package)}\.(\w+) import", source.read_text(encoding="utf-8"))
        sources = [module.parent / f"{name}.py" for name in names]
        waiting += [source for source in sources if "add_route(" not in source.read_text(encoding="utf-8")]
    return found


def test_what_a_page_draws_with_is_found_through_its_imports():
    haushalt = next(seite for seite in PAGES if seite.path == "/haushalt")
    package = Path(haushalt.render.__code__.co_filename).parent
    assert {path.name for path in drawn_by(package / "__init__.py")} >= {"kopf.py", "fehlt.py", "zeilen.py"}
    assert "abgabe.py" not in {path.name for path in drawn_by(package / "__init__.py")}


def test_pages_that_are_kept_ask_neither_the_store_nor_who_looks():
    pages = {seite.path: seite for seite in PAGES}
    assert set(pages) >= NUR_ZAHLEN
    for path in NUR_ZAHLEN:
        module = Path(pages[path].render.__code__.co_filename)
        for source in drawn_by(module):
            text = source.read_text(encoding="utf-8")
            for word in (
                "akteur",
                "anzeigename",
                "darf_fuer",
                ".wer)",
                "umgebung",
                "kek_dashboard.store",
                "today()",
            ):
                assert word not in text, f"{source.name}: {word}"


def test_what_looks_different_to_each_is_kept_for_each(umgebung):
    def render(kontext):
        return html.Div(f"Für {kontext.zugang.anzeigename}")

    kept = with_vorrat((Seite("/datenschuld", "Datenschuld", render),), frozenset)
    for name in ("Erika", "Max", "Erika"):
        wer = Zugang(Akteur(name, frozenset({Rolle.LESER})), is_angemeldet=True, anzeigename=name)
        assert f"Für {name}" in shown(umgebung, kept, "/datenschuld", wer=wer)


def test_pages_that_are_kept_for_each_ask_no_store_and_write_nothing():
    pages = {seite.path: seite for seite in PAGES}
    assert set(pages) >= JE_PERSON and not JE_PERSON & NUR_ZAHLEN
    for path in JE_PERSON:
        for source in drawn_by(Path(pages[path].render.__code__.co_filename)):
            text = source.read_text(encoding="utf-8")
            for word in ("umgebung.store", "kek_dashboard.store", "today()", 'method="post"'):
                assert word not in text, f"{source.name}: {word}"


def test_pages_that_ask_the_store_are_drawn_each_time():
    others = [seite for seite in PAGES if seite.path not in NUR_ZAHLEN | JE_PERSON]
    kept = {seite.path: seite for seite in with_vorrat(PAGES, frozenset)}
    assert all(kept[seite.path] is seite for seite in others)
    assert "/lieferungen" in {seite.path for seite in others}
