"""Haushaltssummenpruefung: what is to be said about the totals of a file and about its interne Leistungen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.formats import format_euro
from kek_dashboard.importers.haushalt_abweichung import Abweichung, tell_differences
from kek_dashboard.importers.haushalt_summen import Vergleich, add_up
from kek_dashboard.importers.haushalt_zeilen import Betragsart, Planposten, Summenzeile, spaltentitel

_A = Positionsart


def check_summen(vergleiche: Iterable[Vergleich]) -> Iterator[Befund]:
    """A ``warnung`` for each total the lines do not give, a ``fehler`` where it may be a lost line.

    What rounding alone explains is a ``hinweis``.
    """
    differenzen: list[Abweichung] = []
    for vergleich in vergleiche:
        if vergleich.summenzeile.fehlt:
            yield _tell_keyless(vergleich.summenzeile, is_sum=not vergleich.abweichungen)
        else:
            differenzen.extend(vergleich.differences)
    yield from tell_differences(differenzen)


def _tell_keyless(zeile: Summenzeile, *, is_sum: bool) -> Befund:
    """A row with amounts and without a key: a total in disguise, or a line that would be lost."""
    if is_sum:
        return Befund(
            Schwere.WARNUNG,
            "zeile_als_summe",
            f"Zeile {zeile.zeile} („{zeile.text}“) hat Beträge, aber kein {zeile.fehlt.title()}. "
            "Weil sie genau die Summe anderer Zeilen nennt, wird sie als Summe gelesen und nicht gezählt.",
            zeile.blatt,
            zeile.zelle,
        )
    return Befund(
        Schwere.FEHLER,
        f"{zeile.fehlt}_fehlt",
        f"Zeile {zeile.zeile} („{zeile.text}“) hat Beträge, aber kein {zeile.fehlt.title()}, und ist auch "
        f"keine Summe der anderen Zeilen. Erwartet wird ein {zeile.fehlt.title()} oder ein Wort wie „Summe“.",
        zeile.blatt,
        zeile.zelle,
    )


def check_interne(posten: Iterable[Planposten], spalte: Betragsart, schritt: Decimal) -> Iterator[Befund]:
    """Whether interne Erträge and Aufwendungen cancel out over the whole file; ``schritt`` of rounding.

    Where a file nets them, all stand on one side and must come to nothing.
    """
    bereich = add_up(posten)
    ein, aus = ((art, spalte) for art in (_A.INTERNE_ERTRAEGE, _A.INTERNE_AUFWENDUNGEN))
    ertraege, aufwendungen = bereich.summen.get(ein, Decimal()), bereich.summen.get(aus, Decimal())
    if ertraege == aufwendungen:
        return
    anzahl = bereich.anzahl.get(ein, 0) + bereich.anzahl.get(aus, 0)
    if 2 * abs(ertraege - aufwendungen) <= anzahl * schritt:
        yield Befund(
            Schwere.HINWEIS,
            "summe_gerundet",
            f"Die internen Leistungsbeziehungen heben sich bis auf {format_euro(abs(ertraege - aufwendungen))} "
            f"auf ({spaltentitel(spalte)}); das erklärt die Rundung der {anzahl} Beträge.",
        )
        return
    yield Befund(
        Schwere.WARNUNG,
        "interne_ungleich",
        f"Die internen Leistungsbeziehungen heben sich nicht auf ({spaltentitel(spalte)}): "
        f"Erträge {format_euro(ertraege)}, Aufwendungen {format_euro(aufwendungen)}. "
        "Erwartet wird auf beiden Seiten derselbe Betrag.",
    )
