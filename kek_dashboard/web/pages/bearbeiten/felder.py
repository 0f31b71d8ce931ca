"""Bearbeitungsfelder: native fields for what a record may say, each with its help and with what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN
from kek_dashboard.domain.bearbeitung.aenderung import Mangel
from kek_dashboard.domain.bearbeitung.feld import LAENGSTER_TEXT, Feld, Feldart, join_ziel, split_ziel
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.smart import Kriterium
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.pages.bearbeiten.worte import mangel_ziel

Wahl = Sequence[tuple[str, str]]
_ZEILEN, _LANGE_ZEILEN, _LANG = 3, 6, 200


@dataclass(frozen=True, slots=True)
class Formularblick:
    """What the fields of one form need to know: lists to choose from, and what is wrong where."""

    stand: Datenstand
    maengel: Mapping[str, str] = field(default_factory=dict)

    def choices(self, feld: Feld, wert: str) -> Wahl:
        """The words on offer, with what stands there now, whatever it is."""
        angebot = list(feld.wahl) or self._list(feld, wert)
        if wert not in {w for w, _ in angebot}:
            angebot.append((wert, wert or "bitte wählen"))
        return angebot

    def _list(self, feld: Feld, wert: str) -> list[tuple[str, str]]:
        stand = self.stand
        if feld.aus == "fachbereiche":
            return [("", "noch keiner"), *((name, name) for name in sorted(stand.organisation))]
        if feld.aus == "zielsysteme":
            leer = [] if feld.pflicht else [("", "alle")]
            return [*leer, *((s.name, s.name) for s in stand.zielsysteme)]
        ziele = {stand.zielsystem.name: stand.ziele} if stand.gesamt is None else stand.gesamt.ziele
        mehrere = len(ziele) > 1
        return [
            (join_ziel(system, nr), f"{nr} {ziel.kurztitel}" + (f" ({system})" if mehrere else ""))
            for system, einer in ziele.items()
            for nr, ziel in einer.items()
            if ziel.ebene is Ebene.UNTERZIEL
            and (not wert or feld.schluessel or split_ziel(wert)[0] == system)
        ]


def faults(maengel: Sequence[Mangel]) -> dict[str, str]:
    """The first sentence for each field that something is wrong with, by the id of the field."""
    gefunden: dict[str, str] = {}
    for mangel in maengel:
        if ziel := mangel_ziel(mangel):
            gefunden.setdefault(ziel, mangel.satz)
    return gefunden


def draw_feld(
    blick: Formularblick, feld: Feld, name: str, wert: str, *, with_smart: bool = False
) -> Component:
    """A labelled field; what is wrong with it stands below it and is read with it.

    ``with_smart``: the label says which of the five criteria it serves.
    """
    fehler = blick.maengel.get(name, "")
    attribute: dict[str, Any] = {}
    dazu = [f"{name}-hilfe"] * bool(feld.hilfe) + [f"{name}-fehler"] * bool(fehler)
    if dazu:
        attribute["aria-describedby"] = " ".join(dazu)
    if fehler:
        attribute["aria-invalid"] = "true"
    label: list[Any] = [feld.titel]
    if feld.pflicht:
        label.append(html.Span(" (nötig)", className="noetig"))
    if feld.smart and with_smart:
        label.append(html.Span(f"s.m.a.r.t.: {_smart(feld)}", className="smartmarke"))
    return html.Div(
        [
            html.Label(label, htmlFor=name),
            _input(blick, feld, name, wert, attribute),
            *([html.Small(fehler, id=f"{name}-fehler", className="feldfehler")] if fehler else []),
            *([html.Small(feld.hilfe, id=f"{name}-hilfe")] if feld.hilfe else []),
        ],
        className=f"feld art-{feld.art}" + (" falsch" if fehler else ""),
    )


def _input(blick: Formularblick, feld: Feld, name: str, wert: str, attribute: dict[str, Any]) -> Component:
    match feld.art:
        case Feldart.LANG:
            zeilen = _LANGE_ZEILEN if len(wert) > _LANG else _ZEILEN
            return html.Textarea(
                wert, id=name, name=name, rows=str(zeilen), maxLength=str(LAENGSTER_TEXT), **attribute
            )
        case Feldart.WAHL | Feldart.JA_NEIN | Feldart.ZIEL:
            optionen = [
                html.Option(text, value=eins, **({"selected": "selected"} if eins == wert else {}))  # type: ignore[arg-type]
                for eins, text in blick.choices(feld, wert)
            ]
            return html.Select(optionen, id=name, name=name, **attribute)
        case Feldart.DATUM:
            return Eingabe("date", name, wert, id=name, attribute=attribute)
        case Feldart.JAHR | Feldart.GANZZAHL:
            return Eingabe("text", name, wert, id=name, attribute={**attribute, "inputMode": "numeric"})
        case Feldart.ZAHL:
            return Eingabe("text", name, wert, id=name, attribute={**attribute, "inputMode": "decimal"})
    return Eingabe("text", name, wert, id=name, attribute=attribute)


def _smart(feld: Feld) -> str:
    """Which of the five criteria it serves."""
    return KRITERIEN[Kriterium(feld.smart)].wort
