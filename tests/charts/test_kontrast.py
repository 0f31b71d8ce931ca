"""Kontrast: colours of text and marks against their grounds, on light and dark screens and on paper, from the CSS."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "kek_dashboard"
CSS = {datei.name: datei.read_text(encoding="utf-8") for datei in (ROOT / "web/assets").glob("*.css")}
GRUND = CSS["01_grund.css"]

#: WCAG 1.4.3 for text, 1.4.11 for marks one has to see.
TEXT, MARKE = 4.5, 3.0
STATUS = ("done", "good", "light", "heavy", "wrong", "none")
#: What stands on what. A bar lies on its track; the symbol in a disc has the colour of the paper.
PAARE = (
    *((farbe, grund, TEXT) for farbe in ("ink", "soft", "accent", *STATUS) for grund in ("paper", "ground")),
    *((farbe, "notice", TEXT) for farbe in ("ink", "soft")),
    *((farbe, "track", MARKE) for farbe in STATUS),
    ("faint", "paper", TEXT),
    ("faint", "track", MARKE),
    ("ink", "track", MARKE),
    ("accent", "notice", MARKE),
)
THEMEN = ("hell", "dunkel", "Papier")


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w[\w-]*):\s*(#[0-9a-fA-F]{3,6})\b", css))


def block(anfang: str) -> str:
    """The inside of the first ``:root`` after ``anfang``."""
    return GRUND.partition(anfang)[2].partition(":root {")[2].partition("}")[0]


def thema(name: str) -> dict[str, str]:
    hell = variables(GRUND.partition("}")[0])
    if name == "dunkel":
        return hell | variables(block("prefers-color-scheme: dark"))
    if name == "Papier":
        return hell | variables(block("@media print"))
    return hell


def luminance(farbe: str) -> float:
    voll = farbe if len(farbe) == 7 else "#" + "".join(c * 2 for c in farbe[1:])
    teile = [int(voll[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in teile)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    hell, dunkel = sorted((luminance(a), luminance(b)), reverse=True)
    return (hell + 0.05) / (dunkel + 0.05)


@pytest.mark.parametrize("name", THEMEN)
@pytest.mark.parametrize(("farbe", "grund", "mindestens"), PAARE)
def test_what_must_be_seen_differs_enough_from_what_it_stands_on(name, farbe, grund, mindestens):
    farben = thema(name)
    assert contrast(farben[farbe], farben[grund]) >= mindestens, (farben[farbe], farben[grund])


def test_paper_is_white_and_differs_from_the_screen():
    farben = thema("Papier")
    assert farben["ground"] == "#fff" and farben["soft"] != thema("hell")["soft"]


@pytest.mark.parametrize("datei", sorted(CSS))
def test_every_variable_a_style_names_exists(datei):
    bekannt = set(re.findall(r"--([\w-]+)\s*:", "".join(CSS.values())))
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS[datei])) <= bekannt


@pytest.mark.parametrize("datei", sorted((ROOT / "charts").rglob("*.py")), ids=lambda datei: datei.name)
def test_drawings_name_their_colours_and_have_none_of_their_own(datei):
    text = datei.read_text(encoding="utf-8")
    if datei.name != "theme.py":
        assert re.findall(r'(?:fill|stroke)="(?!none|var\(|currentColor|url\(|to|\{)[^"]*"', text) == []
    assert set(re.findall(r"var\(--([a-z][\w-]*)\)", text)) <= set(thema("hell")) | {"hatch"}
