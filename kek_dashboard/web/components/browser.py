"""Browser: our own few Dash components for what ``dash.html`` lacks (``assets/10_kek.js`` draws them).

``Svg`` puts a server-made drawing into the page, so that CSS variables, dark mode and print work in
it. ``Eingabe`` is a native input. ``Ankunft`` names the document and moves the focus to the heading
once a new page is there. They carry no callbacks and no text that was not escaped before.
"""

# ruff: noqa: RUF012 - Dash declares these lists as its components have them

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component


class _Own(Component):
    """A component drawn by ``window.kek_dashboard[_type]``."""

    _namespace = "kek_dashboard"
    _children_props: list[str] = []
    _base_nodes: list[str] = ["children"]
    _valid_wildcard_attributes: list[str] = []
    available_wildcard_properties: list[str] = []

    def __init__(self, **props: object) -> None:
        """Keep what is given; the checks of Dash cost more than the drawing, and mypy does them."""
        for name, value in props.items():
            if value is not None:
                setattr(self, name, value)


class Svg(_Own):
    """A drawing with the sentence that says it; without ``label`` it is decoration beside its word.

    ``role`` is what it is to those who do not see it: an image, or a ``group`` where it has links in it.
    """

    _type = "Svg"
    _prop_names: list[str] = ["id", "svg", "label", "className", "role"]

    def __init__(
        self,
        svg: str,
        label: str | None = None,
        className: str | None = None,  # noqa: N803 - Dash's name
        role: str | None = None,
    ) -> None:
        """Take SVG made by ``kek_dashboard.charts`` (all text in it escaped there)."""
        super().__init__(svg=svg, label=label, className=className, role=role)


class Eingabe(_Own):
    """A native ``<input>`` of an ``html.Form``; it starts with ``value`` and belongs to the browser.

    ``attribute``: further ones as React names them, such as ``autoComplete`` or ``maxLength``.
    """

    _type = "Eingabe"
    _prop_names: list[str] = [
        "id", "type", "name", "value", "min", "max", "label", "placeholder", "attribute",
    ]  # fmt: skip

    def __init__(  # noqa: PLR0913, PLR0917 - the attributes of an input
        self,
        type: str,  # noqa: A002 - HTML's name
        name: str,
        value: str = "",
        id: str | None = None,  # noqa: A002
        min: str | None = None,  # noqa: A002
        max: str | None = None,  # noqa: A002
        label: str | None = None,
        placeholder: str | None = None,
        attribute: Mapping[str, object] | None = None,
    ) -> None:
        """Take the attributes of the input; ``label`` where no ``html.Label`` names it."""
        super().__init__(
            type=type,
            name=name,
            value=value,
            id=id,
            min=min,
            max=max,
            label=label,
            placeholder=placeholder,
            attribute=attribute,
        )


class Tag(_Own):
    """An element whose inside is finished HTML; ``web/statisch.py`` alone makes them."""

    _type = "Tag"
    _prop_names: list[str] = ["id", "tag", "props", "html"]

    def __init__(self, tag: str, props: dict[str, object], html: str) -> None:
        """Take the element's name, its properties as React names them, and HTML with all text escaped."""
        super().__init__(tag=tag, props=props, html=html)


class Rahmen(_Own):
    """A plain ``<div>`` around what the browser draws: no library of Dash is needed for it."""

    _type = "Rahmen"
    _prop_names: list[str] = ["id", "className", "children"]

    def __init__(
        self,
        children: object = None,
        id: str | None = None,  # noqa: A002 - Dash's name
        className: str | None = None,  # noqa: N803
    ) -> None:
        """Take what is in it."""
        super().__init__(children=children, id=id, className=className)


class Adresse(_Own):
    """Says to Dash which address the browser shows; silent while the page that came with the document is shown."""

    _type = "Adresse"
    _prop_names: list[str] = ["id", "pathname", "search"]

    def __init__(self, id: str) -> None:  # noqa: A002
        """Take the id by which the callback knows it; the rest comes from the browser."""
        super().__init__(id=id)


class Ankunft(_Own):
    """Says to the browser which page has arrived; draws nothing."""

    _type = "Ankunft"
    _prop_names: list[str] = ["id", "adresse", "titel", "suche", "druck"]

    def __init__(self, adresse: str, titel: str, suche: str = "", druck: str = "") -> None:
        """Take the path of the page, the title of the document, the whole address, and what paper says of its day."""
        super().__init__(adresse=adresse, titel=titel, suche=suche, druck=druck)
