"""Zuordnungszeilen: the rows of the mapping page: a Produkt with what it serves, its Konten when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import ART_WORT
from kek_dashboard.domain.haushalt import HaushaltsZuordnung, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege
from kek_dashboard.domain.zuordnungsentwurf import HUNDERT, rule_key, share_text
from kek_dashboard.domain.zuordnungskopie import target_text
from kek_dashboard.domain.zuordnungsprodukte import Kontozeile, Produktzeile
from kek_dashboard.domain.zuordnungsvorschlag import Vorschlag
from kek_dashboard.formats import format_euro_short
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.zeichen import beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import fold
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.pages.haushalt.zuordnung_blick import PFAD, Blick, data
from kek_dashboard.web.statisch import write

#: Between Produkt and Konto in the value of a box; no key has it.
TRENNER = "\t"
ZEILE = "zeile"
KONTO_ERSETZT = "Eine Zuordnung bei einem Konto ersetzt für seine Zeilen die Zuordnung des ganzen Produkts."
_AUF, _ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
_EIN, _AUS = Positionsart.INVESTIVE_EINZAHLUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
#: Only the row one is in can be reached by Tab; arrows go on (``haushalt_zuordnung.js``).
_STILL: dict[str, Any] = {"tabIndex": "-1"}
_MEISTE_GEZEICHNET = 4_000
Regelliste = Sequence[HaushaltsZuordnung]


def draw_rows(blick: Blick) -> str:
    """All Produkte as finished HTML; those the draft does not touch are drawn once for each state of the data."""
    grund = blick.kept(_place(blick), lambda: _released_rows(blick))
    neu = blick.geaendert
    return "".join(
        draw_row(blick, produkt) if nr in neu or nr not in grund else grund[nr]
        for nr, produkt in blick.produkte.items()
    )


def draw_row(blick: Blick, produkt: Produktzeile) -> str:
    """One Produkt as the draft has it, as finished HTML; kept, for a draft of hundreds is looked at many times."""
    nr = produkt.produkt
    vorher, nachher = blick.vorher.get(nr, ()), blick.nachher.get(nr, ())
    gezeichnet: dict[tuple[str, tuple[HaushaltsZuordnung, ...]], str] = blick.kept(
        (*_place(blick), "entwurf"), dict
    )
    if (nr, nachher) not in gezeichnet:
        if len(gezeichnet) >= _MEISTE_GEZEICHNET:
            gezeichnet.clear()
        gezeichnet[nr, nachher] = write(_row(blick, produkt, vorher, nachher))
    return gezeichnet[nr, nachher]


def _place(blick: Blick) -> tuple[Any, ...]:
    k = blick.kontext
    return "zeilen", k.jahr, k.wissensstand, blick.mittel.haushalt.fassung, k.query.get("fassung"), blick.darf


def _released_rows(blick: Blick) -> Mapping[str, str]:
    return {
        nr: write(_row(blick, produkt, blick.vorher.get(nr, ()), blick.vorher.get(nr, ())))
        for nr, produkt in blick.produkte.items()
    }


def _row(blick: Blick, p: Produktzeile, vorher: Regelliste, nachher: Regelliste) -> Component:
    eigene = [r for r in nachher if not r.konto]
    konten = {r.konto for r in nachher if r.konto}
    name = f"{p.produkt} {p.bezeichnung}".strip()
    suche = fold(f"{name} {p.teilhaushalt} {p.teilhaushaltbezeichnung}")
    merkmale: dict[str, Any] = {"data-p": p.produkt, "data-t": p.teilhaushalt, "data-s": suche}
    if not nachher:
        merkmale["data-offen"] = "ja"
    if _differs(vorher, nachher):
        merkmale["data-neu"] = "ja"
    return html.Tr(
        [
            *_box(blick, p.produkt, name),
            html.Th(_name(blick, p, len(konten)), scope="row", className="was"),
            *_amounts(
                blick, p.betraege, p.herkunft, page_link(blick.kontext, "/haushalt", produkt=p.produkt)
            ),
            html.Td(
                [
                    *_chips(blick, [r for r in vorher if not r.konto], eigene, p.produkt),
                    *([html.Small(_konten_text(len(konten)))] if konten else []),
                    *([] if nachher else [html.Span("ohne Zuordnung", className="offen")]),
                    *(_proposals(blick, p.produkt) if blick.darf and not nachher else []),
                ],
                className="dient",
            ),
            html.Td(_rest(eigene), className="n rest", **data(l="Rest:")),
        ],
        **merkmale,
    )


def konto_rows(blick: Blick, produkt: str) -> list[Component]:
    """The Konten of a Produkt, with the sentence what a rule of a Konto does."""
    breite = 7 if blick.darf else 6
    kopf = html.Tr(
        html.Td(KONTO_ERSETZT, colSpan=breite, className="leise"), className="konto", **data(k=produkt)
    )
    konten = blick.konten(produkt)
    if not konten:
        leer = "Die Zeilen dieses Produkts haben kein Konto; zuordnen lässt es sich nur als Ganzes."
        return [
            html.Tr(html.Td(leer, colSpan=breite, className="leise"), className="konto", **data(k=produkt))
        ]
    return [kopf, *(_konto_row(blick, produkt, konto) for konto in konten)]


def _konto_row(blick: Blick, produkt: str, konto: Kontozeile) -> Component:
    vorher, nachher = (
        [r for r in regeln.get(produkt, ()) if r.konto == konto.konto]
        for regeln in (blick.vorher, blick.nachher)
    )
    name = f"Konto {konto.konto} {konto.bezeichnung}".strip()
    art = ", ".join(ART_WORT[a] for a in konto.arten)
    zeilen = f" · {konto.zeilen} Zeilen" if konto.zeilen > 1 else ""
    erbt = html.Span("wie das Produkt", className="leise")
    return html.Tr(
        [
            *_box(blick, f"{produkt}{TRENNER}{konto.konto}", name),
            html.Th(
                [konto.bezeichnung or f"Konto {konto.konto}", html.Small(f"{konto.konto} · {art}{zeilen}")],
                scope="row",
                className="was",
            ),
            *_amounts(blick, konto.betraege, konto.herkunft, ""),
            html.Td(
                _chips(blick, vorher, nachher, f"{produkt}{TRENNER}{konto.konto}") or erbt, className="dient"
            ),
            html.Td(_rest(nachher) if nachher else "", className="n rest", **data(l="Rest:")),
        ],
        className="konto",
        **data(k=produkt),
    )


def _box(blick: Blick, wert: str, name: str) -> list[Component]:
    if not blick.darf:
        return []
    return [
        html.Td(
            [
                html.Span("⠿", className="griff", title="Auf ein Ziel ziehen", draggable="true", **aria(hidden="true")),
                Eingabe("checkbox", ZEILE, wert, label=f"{name} wählen", attribute=_STILL),
            ],
            className="wahl-feld",
        )
    ]  # fmt: skip


def _name(blick: Blick, p: Produktzeile, konten: int) -> list[str | Component]:
    name = p.bezeichnung or p.produkt
    anzahl = len(p.konten)
    wort = "1 Konto" if anzahl == 1 else f"{anzahl} Konten"
    auf = html.Button(
        wort, type="button", className="auf", **_STILL, **aria(expanded="false", label=f"{wort} von {name} zeigen"),
        **data(konten=p.produkt),
    )  # fmt: skip
    teil = f"Teilhaushalt {p.teilhaushalt}" if p.teilhaushalt else ""
    verlauf = html.A(
        "Verlauf",
        href=page_link(blick.kontext, f"{PFAD}/verlauf", produkt=p.produkt),
        **_STILL,
        **aria(label=f"Verlauf der Zuordnung von {name}"),
    )
    wege: list[str | Component] = [auf, " · "] if anzahl or konten else []
    nummer = f"{p.produkt} · {teil}" if teil else p.produkt
    return [name, html.Small([nummer, " ", html.Span([*wege, verlauf], className="zeilenwege")])]


def _amounts(blick: Blick, betraege: Betraege, herkunft: Herkunft, adresse: str) -> list[Component]:
    tag = [] if blick.all_beispiel else beispiel_tag(herkunft)
    invest: list[str | Component] = [_short(betraege[_AUS])] if betraege[_AUS] else []
    if betraege[_EIN]:
        # A label with nothing behind it reads as something forgotten.
        invest = invest or ["keine"]
        invest.append(html.Small(f"Einzahlungen {_short(betraege[_EIN])}"))
    aufwand = _short(betraege[_AUF]) if betraege[_AUF] or adresse else ""
    return [
        html.Td(
            [html.A(aufwand, href=f"{adresse}#zeilen", **_STILL) if adresse else aufwand, *tag],
            className="n",
            **data(l="Aufwendungen:"),
        ),
        html.Td(_short(betraege[_ERT]) if betraege[_ERT] else "", className="n", **data(l="Erträge:")),
        html.Td(invest, className="n", **data(l="Investive Auszahlungen:") if invest else {}),
    ]


@lru_cache(maxsize=20_000)
def _short(betrag: Decimal) -> str:
    return format_euro_short(betrag)


def _chips(
    blick: Blick, vorher: Iterable[HaushaltsZuordnung], nachher: Regelliste, zeile: str
) -> list[Component]:
    """What a line serves; what the draft changes says what it was."""
    alt = {rule_key(r): r.anteil for r in vorher}
    neu = {rule_key(r): r.anteil for r in nachher}
    teile: list[Component] = []
    for key, ist in neu.items():
        war = alt.get(key)
        zusatz = "" if war == ist else " neu" if war is None else f" statt {share_text(war)}"
        teile.append(_chip(blick, zeile, target_text(*key[2:]), ist, zusatz))
    for key in (key for key in alt if key not in neu):
        text = f"{target_text(*key[2:])} {share_text(alt[key])}"
        teile.append(html.Span([html.Del(text), " fällt weg"], className="regel weg"))
    return teile


def _chip(blick: Blick, zeile: str, ziel: str, anteil: Decimal, zusatz: str) -> Component:
    """One rule; for whoever may change it a button that brings it into the form."""
    inhalt: list[str | Component] = [f"{ziel} {share_text(anteil)}"]
    inhalt += [html.Small(zusatz)] if zusatz else []
    klasse = "regel neu" if zusatz else "regel"
    if not blick.darf:
        return html.Span(inhalt, className=klasse)
    return html.Button(
        inhalt, type="button", className=klasse, title="Anteil ändern", **_STILL,
        **data(regel=zeile, ziel=ziel, anteil=share_text(anteil).removesuffix(" %")),
    )  # fmt: skip


def _proposals(blick: Blick, produkt: str) -> list[Component]:
    return [
        html.Div(
            [
                html.Button(
                    f"Vorschlag: {proposal_text(vorschlag)}", type="button", className="vorschlag", **_STILL,
                    **data(vorschlag=f"{produkt}{TRENNER}{vorschlag.art.value}"),
                ),
                html.Small(vorschlag.grund),
            ],
            className="vorschlagszeile",
        )
        for vorschlag in blick.vorschlaege.for_produkt(produkt)
    ]  # fmt: skip


def proposal_text(vorschlag: Vorschlag) -> str:
    """The targets of a proposal with their shares."""
    return ", ".join(f"{target_text(z.bezug, z.nr)} {share_text(z.anteil)}" for z in vorschlag.ziele)


def _rest(regeln: Regelliste) -> Component | str:
    rest = HUNDERT - sum((r.anteil for r in regeln), Decimal(0))
    if not regeln:
        return html.Span("100 %", className="offen")
    return html.Span(share_text(rest), className="offen") if rest else "0 %"


def _konten_text(anzahl: int) -> str:
    return "1 Konto ist anders zugeordnet." if anzahl == 1 else f"{anzahl} Konten sind anders zugeordnet."


def _differs(vorher: Regelliste, nachher: Regelliste) -> bool:
    return {(rule_key(r), r.anteil) for r in vorher} != {(rule_key(r), r.anteil) for r in nachher}
