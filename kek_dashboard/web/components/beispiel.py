"""Beispiel: how a dense table says which of its figures are made up, without a word under each of them.

Where all figures of a table are made up, it says so once at its head and is ruled with the dashed line of
the Beispiel tag down its side, on the screen, on a phone and on paper. Where only some are, each of those
carries a small sign, and the head of the table says what the sign means.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.web.components.aria import aria

BEISPIEL_WORT = "Beispiel"


@dataclass(frozen=True, slots=True)
class Beispielzeichen:
    """How one table labels made-up figures: ``alle`` of them are, or only ``einige``, or neither."""

    alle: bool
    einige: bool

    @property
    def klasse(self) -> str:
        """CSS class of the table, to be joined to its own."""
        return "nur-beispiel" if self.alle else ""

    def head(
        self, was: str = "Alle Zahlen dieser Tabelle", eine: str = "Diese Zahl ist erfunden."
    ) -> list[Component]:
        """The words that belong above the table; nothing where nothing is made up.

        ``was``: what is made up where everything is. ``eine``: what the sign says where only some is.
        """
        worte = self.words(was, eine)
        return [html.P(worte, className="bsp-kopf")] if worte else []

    def words(
        self, was: str = "Alle Zahlen dieser Tabelle", eine: str = "Diese Zahl ist erfunden."
    ) -> list[str | Component]:
        """The same words, to be put into a line that stands above the table anyway."""
        wort = html.Span(BEISPIEL_WORT, className="tag")
        if self.alle:
            return [wort, f" {was} sind erfunden."]
        return [_sign(), " bedeutet ", wort, f": {eine}"] if self.einige else []

    def sign(self, herkunft: Herkunft | None) -> list[Component]:
        """What stands beside one figure: nothing where the head says it of all, or where it is none."""
        return [_sign()] if herkunft is Herkunft.BEISPIEL and not self.alle else []

    def title(self, titel: str) -> str:
        """The table's title for those who hear it, with the label of the whole table."""
        return f"{titel} (alle Zahlen sind Beispiel)" if self.alle else titel


def beispielzeichen(herkuenfte: Iterable[Herkunft | None]) -> Beispielzeichen:
    """The label of a table by the Herkünfte of all its figures; ``None`` is a figure that is not there."""
    da = [herkunft for herkunft in herkuenfte if herkunft is not None]
    erfunden = sum(herkunft is Herkunft.BEISPIEL for herkunft in da)
    return Beispielzeichen(alle=bool(da) and erfunden == len(da), einige=0 < erfunden < len(da))


def _sign() -> Component:
    """A letter in the frame of the tag; those who hear the page hear the word."""
    return html.Span(
        [html.Span("B", **aria(hidden="true")), html.Span(f" {BEISPIEL_WORT}", className="nur-gelesen")],
        className="bsp",
        title=f"{BEISPIEL_WORT}: erfundene Zahl",
    )
