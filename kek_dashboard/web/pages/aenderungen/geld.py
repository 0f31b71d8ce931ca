"""Aenderungsgeld: Fassungen that came or went, and the Aufwendungen per Unterziel that differ."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.formats import UNKNOWN, format_euro_short
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.seite import Kontext

_AUF = Positionsart.AUFWENDUNGEN


def haushalt_karte(
    jetzt: Kontext, fassungen: Sequence[Component], damals: Mitteleinsatz | None, heute: Mitteleinsatz | None
) -> list[Component]:
    """The Haushalt: which Fassungen count now, and where the money of the Berichtsjahr goes otherwise."""
    zeilen = _money_rows(jetzt, damals, heute)
    if not fassungen and not zeilen:
        return []
    inhalt: list[Component] = [html.H2("Haushalt"), *fassungen]
    if zeilen:
        titel = f"Aufwendungen {jetzt.jahr} je Unterziel"
        spalten = [
            Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
            Spalte(titel, "was", kopf=True),
            Spalte("vorher", "n", "vorher:"),
            Spalte("nachher", "n", "nachher:"),
            Spalte("Unterschied", "n", "Unterschied:"),
        ]
        inhalt.append(tabelle(spalten, zeilen, titel, "aenderungen-geld"))
    return [html.Section(inhalt, className="karte")]


def _money_rows(
    jetzt: Kontext, damals: Mitteleinsatz | None, heute: Mitteleinsatz | None
) -> list[list[Inhalt]]:
    if damals is heute:
        return []
    nummern = list(dict.fromkeys(nr for m in (damals, heute) if m is not None for nr in m.je_unterziel))
    zeilen: list[list[Inhalt]] = []
    for nr in nummern:
        vorher, nachher = (_spent(m, nr) for m in (damals, heute))
        if vorher != nachher:
            ziel = jetzt.stand.ziele.get(nr)
            name = nr if ziel is None else ziel.kurztitel
            adresse = jetzt.link("/haushalt", ziel=nr, haushaltsjahr=jetzt.jahr) + "#zeilen"
            zeilen.append(
                [nr, html.A(name, href=adresse), *_money(vorher, nachher, _is_beispiel(heute, damals))]
            )
    offen = [None if m is None else m.nicht_zugeordnet[_AUF] for m in (damals, heute)]
    if offen[0] != offen[1]:
        zeilen.append(["", "nicht zugeordnet", *_money(offen[0], offen[1], _is_beispiel(heute, damals))])
    return zeilen


def _is_beispiel(heute: Mitteleinsatz | None, damals: Mitteleinsatz | None) -> Herkunft | None:
    mittel = heute or damals
    return None if mittel is None else mittel.herkunft


def _spent(mittel: Mitteleinsatz | None, nr: str) -> Decimal | None:
    return None if mittel is None or nr not in mittel.je_unterziel else mittel.je_unterziel[nr][_AUF]


def _money(vorher: Decimal | None, nachher: Decimal | None, herkunft: Herkunft | None) -> list[Inhalt]:
    um = UNKNOWN
    if vorher is not None and nachher is not None:
        um = format_euro_short(nachher - vorher, signed=True)
    return [
        UNKNOWN if vorher is None else format_euro_short(vorher),
        [UNKNOWN if nachher is None else format_euro_short(nachher), *beispiel_tag(herkunft)],
        um,
    ]
