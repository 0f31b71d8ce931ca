"""Damalskarten: goals and Kennzahlen that stand otherwise with their causes, the Haushalt, and all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.unterschied import (
    Aenderungsart,
    Kennzahlunterschied,
    Unterschied,
    Ursache,
    Zielunterschied,
)
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import UNKNOWN, format_date, format_euro_short, format_number, format_percent
from kek_dashboard.web.components.satzworte import SATZ_WORT
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.ursachenworte import draw_cause
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag, status_chip
from kek_dashboard.web.seite import Kontext

_AUF = Positionsart.AUFWENDUNGEN
# More causes than this are folded; more records of one kind than this are only counted.
_MOST_OPEN, _MOST_LISTED = 3, 200


def is_visible(teil: Kennzahlunterschied) -> bool:
    """Whether what a reader sees of a Kennzahl differs, and not only the arithmetic behind it."""
    vorher, nachher = teil.vorher, teil.nachher
    if vorher is None or nachher is None:
        return True
    return any(
        getattr(vorher, name) != getattr(nachher, name)
        for name in ("stand", "zielerreichung", "ausblick", "bilanz")
    )


def ziele_karte(jetzt: Kontext, unterschied: Unterschied) -> list[Component]:
    """Oberziele and Unterziele that stand otherwise, with what moved them."""
    titel = f"Ziele, Berichtsjahr {unterschied.jahr}"
    if not unterschied.unterziele and not unterschied.oberziele:
        satz = "Kein Unterziel und kein Oberziel stand damals anders da."
        return [html.Section([html.H2(titel), html.P(satz)], className="karte")]
    zeilen = [
        *(_ziel_row(jetzt, ziel, "Oberziel") for ziel in unterschied.oberziele),
        *(_ziel_row(jetzt, ziel, "Unterziel") for ziel in unterschied.unterziele),
    ]
    return [
        html.Section(
            [html.H2(titel), tabelle(_spalten("Ziel"), zeilen, titel, "gegenueber")],
            className="karte",
        )
    ]


def _ziel_row(jetzt: Kontext, teil: Zielunterschied, wort: str) -> list[Inhalt]:
    ziel = jetzt.stand.ziele.get(teil.nr)
    name = f"{wort} {teil.nr}" if ziel is None else ziel.kurztitel
    is_unterziel = wort == "Unterziel" and ziel is not None
    kopf: Component = html.A(name, href=jetzt.link_ziel(teil.nr)) if is_unterziel else html.Span(name)
    return [
        teil.nr,
        [kopf, html.Small(wort)],
        _state(teil.vorher),
        _state(teil.nachher),
        [*_why(jetzt, teil, wort), *_own_causes(jetzt, teil.ursachen)],
    ]


def _why(jetzt: Kontext, teil: Zielunterschied, wort: str) -> list[str | Component]:
    """The members that differ: Kennzahlen as links to their causes below."""
    if not teil.teile:
        return []
    if wort == "Oberziel":
        return ["wegen Unterziel " + ", ".join(teil.teile)]
    worte: list[str | Component] = ["wegen Kennzahl "]
    for nr in teil.teile:
        akte = jetzt.stand.akten.get(nr)
        titel = "" if akte is None else akte.kennzahl.bezeichnung
        worte += [", " if len(worte) > 1 else "", html.A(nr, href=f"#k-{nr}", title=titel)]
    return worte


def _own_causes(jetzt: Kontext, ursachen: Sequence[Ursache]) -> list[Component]:
    return [_causes(jetzt, ursachen, with_number=True)] if ursachen else []


def _spalten(was: str) -> list[Spalte]:
    return [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte(was, "was", kopf=True),
        Spalte("damals", "status", "damals:"),
        Spalte("jetzt", "status", "jetzt:"),
        Spalte("Warum", "warum"),
    ]


def _state(b: Bewertung | Zielbewertung | None) -> list[str | Component]:
    """Stand, Ausblick and Bilanz with the Zielerreichung below."""
    if b is None:
        return [html.Span("nicht geführt", className="leise")]
    teile: list[str | Component] = [status_chip(b.stand)]
    if isinstance(b, Bewertung) and b.is_assessable:
        teile.append(status_chip(b.ausblick))
    if b.bilanz is not None:
        teile.append(status_chip(b.bilanz, vor="Bilanz: "))
    if b.zielerreichung is not None:
        teile.append(
            html.Small([f"Zielerreichung {format_percent(b.zielerreichung)}", *beispiel_tag(b.herkunft)])
        )
    return teile


def kennzahlen_karte(jetzt: Kontext, unterschied: Unterschied) -> list[Component]:
    """Each Kennzahl that is judged otherwise, with all its causes; those that differ in the arithmetic alone folded."""
    sichtbar = [k for k in unterschied.kennzahlen if is_visible(k)]
    andere = [k for k in unterschied.kennzahlen if not is_visible(k)]
    titel = f"Kennzahlen, Berichtsjahr {unterschied.jahr}"
    inhalt: list[Component] = [html.H2(titel)]
    if not sichtbar:
        inhalt.append(html.P("Keine Kennzahl wurde damals anders bewertet."))
    else:
        inhalt.append(_kennzahl_table(jetzt, sichtbar, titel))
    if andere:
        satz = f"Gleich bewertet, aber anders gerechnet: {len(andere)}"
        inhalt.append(html.Details([html.Summary(satz), _kennzahl_table(jetzt, andere, satz)]))
    return [html.Section(inhalt, className="karte")]


def _kennzahl_table(jetzt: Kontext, teile: Sequence[Kennzahlunterschied], titel: str) -> Component:
    zeilen = [_kennzahl_row(jetzt, teil) for teil in teile]
    return tabelle(_spalten("Kennzahl"), zeilen, titel, "gegenueber")


def _kennzahl_row(jetzt: Kontext, teil: Kennzahlunterschied) -> list[Inhalt]:
    akte = jetzt.stand.akten.get(teil.nr)
    name: Component = html.Span(f"Kennzahl {teil.nr}", id=f"k-{teil.nr}")
    if akte is not None:
        name = html.A(akte.kennzahl.bezeichnung, href=jetzt.link_kennzahl(teil.nr), id=f"k-{teil.nr}")
    return [teil.nr, name, _state(teil.vorher), _state(teil.nachher), _causes(jetzt, teil.ursachen)]


def _causes(jetzt: Kontext, ursachen: Sequence[Ursache], *, with_number: bool = False) -> Component:
    """The causes as a list, what tells most first; the first few at once, a long rest folded."""
    punkte = [
        draw_cause(jetzt, u, with_number=with_number) for u in sorted(ursachen, key=_telling, reverse=True)
    ]
    if len(punkte) <= _MOST_OPEN + 1:
        return html.Ul(punkte, className="ursachen")
    rest = len(punkte) - _MOST_OPEN
    return html.Div(
        [
            html.Ul(punkte[:_MOST_OPEN], className="ursachen"),
            html.Details(
                [
                    html.Summary(f"und {rest} weitere Ursachen"),
                    html.Ul(punkte[_MOST_OPEN:], className="ursachen"),
                ]
            ),
        ]
    )


def _telling(ursache: Ursache) -> tuple[bool, tuple[int, ...]]:
    """Order of causes: rules and corrections before new values, newer values before older ones."""
    satz = ursache.satz
    if not isinstance(satz, Messwert):
        return True, ()
    return ursache.art is not Aenderungsart.NEU, satz.zeitraum.sort_key


def haushalt_karte(
    jetzt: Kontext, unterschied: Unterschied, damals: Mitteleinsatz | None, heute: Mitteleinsatz | None
) -> list[Component]:
    """Fassungen that came or went, and the Aufwendungen per Unterziel of the Berichtsjahr that differ."""
    fassungen = [
        html.Li(
            f"Haushalt {jahr}, Fassung {fassung}: {'neu' if art is Aenderungsart.NEU else 'zählt nicht mehr'}"
        )
        for jahr, fassung, art in unterschied.fassungen
    ]
    zeilen = _money_rows(jetzt, damals, heute)
    if not fassungen and not zeilen:
        return []
    inhalt: list[Component] = [html.H2("Haushalt")]
    if fassungen:
        inhalt.append(html.Ul(fassungen, className="liste"))
    if zeilen:
        titel = f"Aufwendungen {unterschied.jahr} je Unterziel"
        spalten = [
            Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
            Spalte(titel, "was", kopf=True),
            Spalte("damals", "n", "damals:"),
            Spalte("jetzt", "n", "jetzt:"),
            Spalte("Unterschied", "n", "Unterschied:"),
        ]
        inhalt.append(tabelle(spalten, zeilen, titel, "damals-geld"))
    return [html.Section(inhalt, className="karte")]


def _money_rows(
    jetzt: Kontext, damals: Mitteleinsatz | None, heute: Mitteleinsatz | None
) -> list[list[Inhalt]]:
    if damals is None and heute is None:
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


def weitere_karte(jetzt: Kontext, unterschied: Unterschied) -> list[Component]:
    """Changes that moved no judgement, by kind, folded."""
    if not unterschied.weitere:
        return []
    gruppen: dict[str, list[Ursache]] = {}
    for ursache in unterschied.weitere:
        gruppen.setdefault(ursache.feld, []).append(ursache)
    teile: list[Component] = []
    for feld, ursachen in gruppen.items():
        punkte = [draw_cause(jetzt, u, with_number=True) for u in ursachen[:_MOST_LISTED]]
        if len(ursachen) > _MOST_LISTED:
            punkte.append(html.Li(f"… und {format_number(len(ursachen) - _MOST_LISTED)} weitere."))
        kopf = f"{SATZ_WORT.get(feld, feld)}: {format_number(len(ursachen))}"
        teile.append(html.Details([html.Summary(kopf), html.Ul(punkte, className="ursachen")]))
    zahl = len(unterschied.weitere)
    satz = f"{format_number(zahl)} Änderung{' bewegt' if zahl == 1 else 'en bewegen'}"
    return [
        html.Section(
            [
                html.H2("Weitere Änderungen"),
                html.P(f"{satz} für {unterschied.jahr} keinen Stand.", className="leise"),
                *teile,
            ],
            className="karte",
        )
    ]


def lieferungen_karte(jetzt: Kontext, unterschied: Unterschied) -> list[Component]:
    """The files behind it: what counts since, and what no longer does."""
    teile: list[Component] = []
    for wort, dateien in (("freigegeben", unterschied.dazu), ("zurückgezogen", unterschied.weg)):
        if dateien:
            kopf = f"Seitdem {wort}: {format_number(len(dateien))}"
            liste = html.Ul([_file(jetzt, lieferung) for lieferung in dateien], className="tage")
            teile.append(html.Details([html.Summary(kopf), liste]))
    return [html.Section([html.H2("Lieferungen"), *teile], className="karte")] if teile else []


def _file(jetzt: Kontext, lieferung: Lieferung) -> Component:
    offen = jetzt.zugang.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, lieferung.fachbereich)
    name: str | Component = lieferung.dateiname
    if offen:
        name = html.A(name, href=jetzt.link(f"/lieferung/{lieferung.nr}"))
    return html.Li([name, html.Small(f" {format_date(lieferung.freigegeben_am)}", className="leise")])
