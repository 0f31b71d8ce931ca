"""Messbarkeit: which goals can be judged and which cannot, why, and who or which sheet mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.messbarkeit import Zielmessbarkeit, messbarkeiten
from kek_dashboard.domain.smart import Kriterium, Smartpruefung, pruefe_alle
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.components.begriff import begriff_link
from kek_dashboard.web.components.zeichen import beispiel_notice, marked
from kek_dashboard.web.pages.messbarkeit.auswahl import read_auswahl
from kek_dashboard.web.pages.messbarkeit.flecken import flecken_karte
from kek_dashboard.web.pages.messbarkeit.kriterien import kriterien_karte
from kek_dashboard.web.pages.messbarkeit.ziele import ziele_karte
from kek_dashboard.web.seite import Kontext, Seite

#: What one resolution said of its own goals; it is told of the goals that name it as their Beschluss.
_DRUCKSACHE = "72/2018"
_DAMALS = (
    "Bei ihrem Beschluss hießen die Ziele „sehr abstrakt und nicht ‚s.m.a.r.t.‘ formuliert“ und ihr "
    f"Zielerreichungsgrad „kaum überprüfbar“ (Drucksache {_DRUCKSACHE}); Kennzahlen sollten das ändern. "
)
WARUM = "Geprüft wird hier, was eingetragen und geliefert ist, nicht, ob ein Ziel ein gutes Ziel ist. "
#: So many Unterziele are named in the first sentence; more would hide it.
_MOST_NAMED = 4


def render(kontext: Kontext) -> Component:
    """The page for the Berichtsjahr and what the address narrows it to."""
    if not kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL):
        return _empty()
    ziele, pruefungen = kontext.daten.kept(
        kontext.stand,
        ("messbarkeit", kontext.jahr),
        lambda: (
            messbarkeiten(kontext.stand, kontext.gesamt),
            pruefe_alle(kontext.stand, kontext.gesamt),
        ),
    )
    beispiel = any(b.herkunft is Herkunft.BEISPIEL for b in kontext.gesamt.kennzahlen.values())
    return html.Div(
        [
            html.H1("Welche Ziele lassen sich messen?", tabIndex="-1"),
            html.P(marked(answer(kontext.jahr, ziele, pruefungen)), className="vorspann"),
            *beispiel_notice(shown=beispiel),
            html.P(
                [
                    _said_then(kontext) + WARUM,
                    begriff_link(kontext, "smart", "Wie geprüft wird"),
                ],
                className="leise",
            ),
            ziele_karte(kontext, ziele),
            kriterien_karte(kontext, pruefungen, read_auswahl(kontext)),
            flecken_karte(kontext),
        ],
        className="messbarkeit druck-quer",
    )


def _said_then(kontext: Kontext) -> str:
    fassungen = (ziel.fassungen[0] for ziel in kontext.stand.ziele.values())
    return _DAMALS if any(_DRUCKSACHE in fassung.beschluss for fassung in fassungen) else ""


def answer(jahr: int, ziele: Sequence[Zielmessbarkeit], pruefungen: Mapping[str, Smartpruefung]) -> str:
    """How many Unterziele can be judged, which cannot, and how many Kennzahlen are s.m.a.r.t."""
    messbar = sum(z.messbarkeit.is_messbar for z in ziele)
    satz = f"{jahr} lassen sich **{messbar} von {len(ziele)} Unterzielen** beurteilen"
    if messbar == len(ziele):
        satz = f"{jahr} lassen sich **alle {len(ziele)} Unterziele** beurteilen"
    nicht = [z.ziel.nr for z in ziele if not z.messbarkeit.is_messbar]
    if nicht and len(nicht) <= _MOST_NAMED:
        satz += f", **{_and(nicht)} {'nicht' if len(nicht) > 1 else 'aber nicht'}**"
    mit_ziel = [p for p in pruefungen.values() if not p.is_beobachtet]
    if not mit_ziel:
        return f"{satz}. Es gibt noch keine Kennzahl mit einem Ziel."
    smart = sum(p.is_smart for p in mit_ziel)
    satz += f". **{smart} von {len(mit_ziel)} Kennzahlen mit Ziel sind s.m.a.r.t.**"
    offen = {k: sum(p[k].erfuellung.is_open for p in mit_ziel) for k in Kriterium}
    meist = max(Kriterium, key=lambda k: offen[k])
    if offen[meist]:
        satz += (
            f"; am häufigsten offen ist „{KRITERIEN[meist].wort}“ (bei {offen[meist]} der {len(mit_ziel)})"
        )
    return satz + "."


def _and(worte: list[str]) -> str:
    return worte[0] if len(worte) == 1 else f"{', '.join(worte[:-1])} und {worte[-1]}"


def _empty() -> Component:
    return html.Div(
        [
            html.H1("Noch sind keine Ziele bekannt", tabIndex="-1"),
            html.P(
                "Ziele kommen mit den Stammdaten: eine Arbeitsmappe mit dem Blatt „Ziele“. Sobald dazu die Blätter "
                "„Kennzahlen“, „Zielwerte“ und „Zuordnung Unterziele“ da sind, steht hier, was sich messen lässt.",
                className="vorspann",
            ),
        ],
        className="schmal",
    )


SEITE = Seite("/messbarkeit", "Messbarkeit", render, nav="Messbarkeit")
