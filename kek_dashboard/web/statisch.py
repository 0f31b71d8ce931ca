"""Statisch: sends what never changes by itself as finished HTML; only what lives stays a Dash component.

Dash builds every ``html`` element as a component of its own: a page of 1,700 took two seconds in the
browser, as one string it takes a twentieth. Pages stay trees of ``dash.html``; this module writes the
tree out, escapes all text and attributes, and leaves alone whatever a callback knows by its id, every
``dcc`` component, and the way down to them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from dash.development.base_component import Component

from kek_dashboard.web.components.browser import Ankunft, Eingabe, Rahmen, Svg, Tag

_HTML = "dash_html_components"
_VOID = {"br", "hr", "img", "wbr"}
_BOOLEAN = {
    "open", "hidden", "disabled", "required", "readOnly", "multiple", "checked", "selected", "download", "autoFocus",
}  # fmt: skip
_NOT_ATTRIBUTES = {
    "children",
    "key",
    "n_clicks",
    "n_clicks_timestamp",
    "disable_n_clicks",
    "loading_state",
    "available_properties",
    "available_wildcard_properties",
}
_NAMES = {"className": "class", "htmlFor": "for"}
_URLS = {"href", "src", "action", "formAction", "cite"}
_SCHEMES = {"", "http", "https", "mailto", "tel"}


def callback_ids(app_callbacks: Mapping[str, Any]) -> frozenset[str]:
    """The ids that callbacks know: their components must stay alive."""
    ids: set[str] = set()
    for output, callback in app_callbacks.items():
        ids.update(str(part["id"]) for part in (*callback.get("inputs", ()), *callback.get("state", ())))
        ids.update(name.rpartition(".")[0] for name in output.strip(".").split("..."))
    return frozenset(ids)


def freeze(tree: Any, living: Collection[str]) -> Any:  # noqa: ANN401 - whatever Dash takes as children
    """The same tree with every part that no callback knows turned into one ``Tag`` of finished HTML."""
    if isinstance(tree, list | tuple):
        return [freeze(part, living) for part in tree]
    if not isinstance(tree, Component):
        return tree
    if not _is_alive(tree, living):
        return _tag(tree)
    if hasattr(tree, "children"):
        tree.children = freeze(tree.children, living)
    return tree


def needs_dash(tree: Any) -> bool:  # noqa: ANN401
    """Whether in a frozen tree anything is left that only a library of Dash can draw."""
    if isinstance(tree, list | tuple):
        return any(needs_dash(part) for part in tree)
    if not isinstance(tree, Component) or isinstance(tree, Ankunft | Svg | Eingabe | Tag):
        return False
    return not isinstance(tree, Rahmen) or needs_dash(getattr(tree, "children", None))


def write(tree: Any) -> str:  # noqa: ANN401
    """HTML of a tree of ``dash.html`` components, text and numbers; everything in it escaped."""
    pieces: list[str] = []
    _put(tree, pieces.append)
    return "".join(pieces)


def _is_alive(component: Any, living: Collection[str]) -> bool:  # noqa: ANN401
    """Whether it or anything in it must stay a component of Dash."""
    if component is None or isinstance(
        component, str
    ):  # most parts of a page; to ask for a Component is slow
        return False
    if isinstance(component, list | tuple):
        return any(_is_alive(part, living) for part in component)
    if not isinstance(component, Component):
        return False
    if isinstance(component, Svg | Eingabe | Tag):
        return False
    if component._namespace != _HTML:  # noqa: SLF001 - the only name Dash has for it
        return True
    own = getattr(component, "id", None)
    if isinstance(own, dict) or own in living:
        return True
    return _is_alive(getattr(component, "children", None), living)


def _tag(component: Component) -> Component:
    if isinstance(component, Svg | Eingabe | Tag):
        return component
    props = {name: wert for name, wert in _properties(component) if name not in _URLS or _is_safe(wert)}
    return Tag(component._type.lower(), props, write(getattr(component, "children", None)))  # noqa: SLF001


def _put(tree: Any, put: Callable[[str], None]) -> None:  # noqa: ANN401
    """Gives ``put`` the HTML of a tree piece by piece; the most frequent kinds of parts are asked for first."""
    if isinstance(tree, str):
        put(html.escape(tree, quote=False))
    elif isinstance(tree, list | tuple):
        for part in tree:
            _put(part, put)
    elif isinstance(tree, Svg):
        put(_svg(tree))
    elif isinstance(tree, Eingabe):
        put("<input" + "".join(_attribute(*pair) for pair in _input(tree)) + ">")
    elif isinstance(tree, Tag):
        _put_finished(tree, put)
    elif isinstance(tree, Component):
        _put_element(tree, put)
    elif tree is not None:
        put(html.escape(str(tree), quote=False))


def _put_element(tree: Component, put: Callable[[str], None]) -> None:
    if isinstance(tree, Ankunft):
        return
    name = "div" if isinstance(tree, Rahmen) else tree._type.lower()  # noqa: SLF001
    put(f"<{name}{''.join([_attribute(*pair) for pair in _properties(tree)])}>")
    if name not in _VOID:
        _put(getattr(tree, "children", None), put)
        put(f"</{name}>")


def _put_finished(tag: Tag, put: Callable[[str], None]) -> None:
    """A part that was written out before, inside one that is written now."""
    name, props = getattr(tag, "tag", ""), getattr(tag, "props", {})
    put(f"<{name}{''.join([_attribute(*pair) for pair in props.items()])}>")
    put(f"{getattr(tag, 'html', '')}</{name}>")


def _properties(component: Component) -> Iterator[tuple[str, Any]]:
    """What is set on a component, without what only Dash needs; by name, for Dash keeps it in the order of a set.

    So every process writes the same bytes for the same page.
    """
    for name, wert in sorted(vars(component).items(), key=_name):
        if name not in _NOT_ATTRIBUTES and wert is not None and not name.startswith("_"):
            yield name, wert


def _name(paar: tuple[str, Any]) -> str:
    return paar[0]


def _attribute(name: str, wert: Any) -> str:  # noqa: ANN401
    if wert is False or (name in _URLS and not _is_safe(wert)):
        return ""
    attribute = _NAMES.get(name, name if "-" in name else name.lower())
    if name in _BOOLEAN and wert is True:
        return f" {attribute}"
    if name == "style":
        wert = "; ".join(f"{_css_name(key)}: {text}" for key, text in wert.items())
    return f' {attribute}="{html.escape(str(wert))}"'


def _is_safe(address: object) -> bool:
    """Whether an address leads to a page and runs nothing."""
    try:
        return urlsplit(str(address).strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _css_name(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name)


def _svg(drawing: Svg) -> str:
    label = getattr(drawing, "label", None)
    klasse = html.escape(" ".join(("svg", getattr(drawing, "className", ""))).strip())
    rolle = getattr(drawing, "role", "img")
    zugang = 'aria-hidden="true"' if label is None else f'role="{rolle}" aria-label="{html.escape(label)}"'
    return f'<span class="{klasse}" {zugang}>{getattr(drawing, "svg", "")}</span>'


def _input(field: Eingabe) -> Iterator[tuple[str, Any]]:
    for name in ("type", "name", "value", "id", "min", "max", "placeholder"):
        wert = getattr(field, name, None)
        if wert is not None:
            yield name, wert
    if getattr(field, "label", None) is not None:
        yield "aria-label", getattr(field, "label", "")
    yield from ({"autoComplete": "off"} | dict(getattr(field, "attribute", {}))).items()
