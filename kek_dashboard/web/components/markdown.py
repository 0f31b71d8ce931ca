"""Markdown: a text of the county as page elements: headings, paragraphs, lists, links; never its own HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dash import html
from dash.development.base_component import Component
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

#: The page's own heading is the first; the text begins below it.
ERSTE_EBENE, LETZTE_EBENE = 2, 4
_REGELN = ("heading", "lheading", "list", "link", "autolink", "emphasis", "newline", "escape")
_UEBERSCHRIFT = {2: html.H2, 3: html.H3, 4: html.H4}
_KASTEN = {
    "paragraph": html.P,
    "heading": html.P,  # one inside a list
    "bullet_list": html.Ul,
    "ordered_list": html.Ol,
    "list_item": html.Li,
    "strong": html.Strong,
    "em": html.Em,
}

Teil = str | Component


def markdown(text: str, titel: str = "") -> list[Component]:
    """The text; a line break stays one, as in an address. A first heading that only says ``titel`` is left out.

    Headings are moved so that the page has no gap in their order. What is not known, such as HTML, stays the
    characters it is written in.
    """
    knoten = list(SyntaxTreeNode(MarkdownIt("zero").enable(_REGELN).parse(text)).children)
    if knoten and knoten[0].type == "heading" and _words(knoten[0]) == titel:
        knoten = knoten[1:]
    ebenen = _levels([int(k.tag[1:]) for k in knoten if k.type == "heading"])
    return [
        _UEBERSCHRIFT[next(ebenen)](_inside(k)) if k.type == "heading" else _KASTEN[k.type](_inside(k))
        for k in knoten
    ]


def _levels(gegeben: Sequence[int]) -> Iterator[int]:
    """The levels of the headings on the page: the highest is ``ERSTE_EBENE``, none skips one."""
    vorher = ERSTE_EBENE - 1
    for ebene in gegeben:
        vorher = min(ebene - min(gegeben) + ERSTE_EBENE, vorher + 1, LETZTE_EBENE)
        yield vorher


def _inside(knoten: SyntaxTreeNode) -> list[Teil]:
    return [teil for kind in knoten.children for teil in _parts(kind)]


def _parts(knoten: SyntaxTreeNode) -> list[Teil]:
    if knoten.type == "inline" or (knoten.type == "paragraph" and knoten.hidden):
        return _inside(knoten)
    if knoten.type in {"softbreak", "hardbreak"}:
        return [html.Br()]
    if knoten.type == "link":
        return [html.A(_inside(knoten), href=str(knoten.attrs["href"]))]
    kasten = _KASTEN.get(knoten.type)
    if kasten is not None:
        return [kasten(_inside(knoten))]
    return [knoten.content] if knoten.content else []


def _words(knoten: SyntaxTreeNode) -> str:
    return "".join(kind.content for kind in knoten.walk() if kind.type == "text").strip()
