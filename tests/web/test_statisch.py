"""Statisch: what is written out is escaped, and what callbacks know stays alive."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe, Svg
from kek_dashboard.web.statisch import callback_ids, freeze, write
from tests.web import factories as f
from tests.web.test_seiten import ALLE, text, walk


def test_text_and_attributes_are_escaped():
    boese = html.A(f.BOESE, href="/?a=1&b=2", className='"><script>', title=f.BOESE)
    schrift = write(boese)
    assert "<script>" not in schrift
    assert 'href="/?a=1&amp;b=2"' in schrift
    assert "&lt;script&gt;" in schrift


@pytest.mark.parametrize(
    "adresse", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "http://[x"]
)
def test_an_address_that_runs_something_is_dropped(adresse):
    assert "href" not in write(html.A("x", href=adresse))
    assert "href" not in freeze(html.A("x", href=adresse), ()).props


def test_names_and_flags_are_those_of_html():
    schrift = write(html.Details([html.Summary("a"), html.Br()], open=True, className="k", **aria(label="l")))
    kopf, _, rest = schrift.partition(">")
    assert set(kopf.split()) == {"<details", "open", 'class="k"', 'aria-label="l"'}
    assert rest == "<summary>a</summary><br></details>"
    assert write(html.Details("x", open=False)) == "<details>x</details>"
    assert write(html.Th("x", colSpan="2")) == '<th colspan="2">x</th>'
    assert write(html.H1("x", tabIndex="-1")) == '<h1 tabindex="-1">x</h1>'
    assert write(html.P("x", style={"textAlign": "left"})) == '<p style="text-align: left">x</p>'
    assert write(["a", None, 3, ["<"]]) == "a3&lt;"


def test_own_drawings_and_inputs_are_written_out_too():
    assert write(Svg("<svg/>", 'a"b')) == '<span class="svg" role="img" aria-label="a&quot;b"><svg/></span>'
    assert 'role="group"' in write(Svg("<svg><a/></svg>", "mit Wegen", role="group"))
    assert write(Svg("<svg/>")) == '<span class="svg" aria-hidden="true"><svg/></span>'
    assert (
        write(Eingabe("date", "stand", '"'))
        == '<input type="date" name="stand" value="&quot;" autocomplete="off">'
    )


def test_what_a_callback_knows_stays_a_component():
    baum = html.Div(
        [html.P("still"), html.Div(html.Span("x", id="lebt")), dcc.Graph(id="bild"), html.P(id={"art": 1})]
    )
    gefroren = freeze(baum, {"lebt"})
    arten = [type(teil).__name__ for teil in gefroren.children]
    assert arten == ["Tag", "Div", "Graph", "P"]
    assert type(gefroren.children[1].children).__name__ == "Span"


def test_ids_of_callbacks_are_found_in_inputs_states_and_outputs():
    callbacks = {
        "a.children": {"inputs": [{"id": "b", "property": "x"}], "state": [{"id": "c", "property": "x"}]},
        "..d.x...e.y..": {"inputs": [], "state": []},
    }
    assert callback_ids(callbacks) == {"a", "b", "c", "d", "e"}


class _Worte(HTMLParser):
    """Words of the page itself: those inside a drawing are the drawing's."""

    def __init__(self) -> None:
        super().__init__()
        self.worte: list[str] = []
        self.in_svg = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.in_svg += tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self.in_svg -= tag == "svg"

    def handle_data(self, data: str) -> None:
        if not self.in_svg:
            self.worte.append(data)


def _read(teil: object) -> str:
    """Words of a tree as it was built; what the shell has written out before is read from its HTML."""
    if isinstance(teil, list | tuple):
        return "".join(map(_read, teil))
    if type(teil).__name__ == "Tag":
        return _written(teil)
    if isinstance(teil, Component):
        return _read(getattr(teil, "children", None))
    return text(teil)


def _written(teil: object) -> str:
    leser = _Worte()
    for c in walk(teil):
        if type(c).__name__ == "Tag":
            leser.feed(getattr(c, "html", ""))
    return "".join(leser.worte)


@pytest.mark.parametrize("pfad", ALLE)
def test_a_written_page_says_every_word_of_the_page(pfad):
    umgebung = f.umgebung()
    vorher = _read(render_screen(umgebung, PAGES, pfad, "?jahr=2023"))
    gefroren = freeze(render_screen(umgebung, PAGES, pfad, "?jahr=2023"), ())
    assert _written(gefroren) == vorher
