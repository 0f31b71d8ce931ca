"""Stand: every status has its own symbol, word and colour."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from kek_dashboard.charts.stand import AUSBLICKE, BILANZEN, STAENDE, zeichen_of
from kek_dashboard.charts.theme import LICHT
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.zielerreichung import Stand

CSS = Path(__file__).parents[2] / "kek_dashboard/web/assets"


def test_every_status_is_shown_by_symbol_word_and_colour():
    assert set(STAENDE) == set(Stand)
    assert set(AUSBLICKE) == set(Ausblick)
    assert set(BILANZEN) == set(Bilanz)
    for zeichen in chain(STAENDE.values(), AUSBLICKE.values(), BILANZEN.values()):
        assert zeichen.wort and zeichen.farbe in LICHT and zeichen.draw().startswith("<svg")


def test_judgements_differ_without_their_colour():
    bewertet = [STAENDE[s] for s in Stand if s.is_assessable]
    assert len({z.strich for z in bewertet}) == len({z.wort for z in bewertet}) == len(bewertet)


def test_words_are_proper_german():
    assert zeichen_of(Stand.DATEN_UEBERFAELLIG).wort == "Daten überfällig"
    assert zeichen_of(Bilanz.UEBERTROFFEN).wort == "übertroffen"
    assert zeichen_of(Ausblick.ZU_LANGSAM).wort == "zu langsam"


def _variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w[\w-]*): (#[0-9a-f]{3,6})", css))


def _themes() -> tuple[dict[str, str], dict[str, str]]:
    hell, _, rest = (CSS / "01_grund.css").read_text(encoding="utf-8").partition("@media screen")
    return _variables(hell), _variables(rest.partition("}\n}")[0])


def test_the_light_colours_of_figures_and_page_are_the_same():
    hell, _ = _themes()
    for name, farbe in LICHT.items():
        assert _full(hell[name]) == farbe, name


def _full(farbe: str) -> str:
    return farbe if len(farbe) == 7 else "#" + "".join(c * 2 for c in farbe[1:])


def _luminance(farbe: str) -> float:
    teile = [int(_full(farbe)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in teile)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(a: str, b: str) -> float:
    hell, dunkel = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (hell + 0.05) / (dunkel + 0.05)


@pytest.mark.parametrize("grund", ["paper", "ground"])
@pytest.mark.parametrize(
    "name", ["ink", "soft", "faint", "accent", "done", "good", "light", "heavy", "wrong", "none"]
)
def test_text_and_status_colours_have_enough_contrast_in_light_and_dark(name, grund):
    for thema in _themes():
        assert _contrast(thema[name], thema[grund]) >= 4.5, (name, grund, thema[name])


def test_the_dark_rules_know_every_colour_a_figure_may_carry():
    css = (CSS / "20_verlauf.css").read_text(encoding="utf-8")
    for name, farbe in LICHT.items():
        if name == "none":
            continue
        rgb = ", ".join(str(int(farbe[i : i + 2], 16)) for i in (1, 3, 5))
        assert f"rgb({rgb})" in css, name
