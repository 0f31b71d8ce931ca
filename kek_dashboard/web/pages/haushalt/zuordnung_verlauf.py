"""Zuordnungsverlauf: which rules of a Produkt held when: each version with its Lieferung and who released it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.zuordnungsentwurf import rule_key, share_text
from kek_dashboard.domain.zuordnungskopie import target_text
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.store.zuordnungsgeschichte import Regelversion, load_geschichte
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_notice
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf, page_link
from kek_dashboard.web.pages.haushalt.zuordnung_blick import PFAD
from kek_dashboard.web.seite import Kontext, Seite

_SPALTEN = (
    Spalte("Zeile", "was", kopf=True),
    Spalte("Dient", "", "Dient:"),
    Spalte("Anteil", "n", "Anteil:"),
    Spalte("Lieferung", "", "Lieferung:"),
    Spalte("Freigegeben", "", "Freigegeben:"),
    Spalte("Stand", "", "Stand:"),
)


def render(kontext: Kontext) -> Component:
    """The history of one Produkt; without one the way to choose it."""
    produkt = kontext.query.get("produkt", "")
    versionen = _known(kontext, produkt)
    zeichen = beispielzeichen(version.regel.herkunft for version in versionen)
    return html.Div(
        [
            html.P(
                [html.A("Zuordnung", href=page_link(kontext, PFAD)), f" › Verlauf {produkt}".rstrip()],
                className="brotkrumen",
            ),
            html.H1(_name(kontext, produkt), tabIndex="-1"),
            html.P(_sentence(produkt, versionen), className="vorspann"),
            *beispiel_notice(shown=any(v.regel.herkunft is Herkunft.BEISPIEL for v in versionen)),
            *haushaltskopf(kontext, None, wahl=False),
            *zeichen.head("Alle Anteile auf dieser Seite"),
            *(
                html.Section(
                    [html.H2(f"Haushaltsjahr {jahr}"), _table(kontext, teil, zeichen)],
                    className="karte jahrgang",
                )
                for jahr, teil in _by_year(versionen)
            ),
        ],
        className="haushalt",
    )


def title(kontext: Kontext) -> str:
    """Names the Produkt."""
    return f"Verlauf der Zuordnung {kontext.query.get('produkt', '')}".rstrip()


def _known(kontext: Kontext, produkt: str) -> Sequence[Regelversion]:
    """What was known on the Wissensstand; what waits is seen by those who see Lieferungen."""
    store = kontext.umgebung.store
    if store is None or not produkt:
        return ()
    alles = kontext.wissensstand is None and kontext.zugang.darf(Aktion.LIEFERUNGEN_SEHEN)
    return [
        version
        for version in load_geschichte(store, produkt, kontext.wissensstand)
        if version.lieferung.nr in kontext.stand.lieferungen or alles
    ]


def _name(kontext: Kontext, produkt: str) -> str:
    stamm = kontext.stand.produkte.get(produkt)
    if not produkt:
        return "Verlauf einer Zuordnung"
    return f"Verlauf der Zuordnung: {produkt}" + (f" {stamm.bezeichnung}" if stamm else "")


def _sentence(produkt: str, versionen: Sequence[Regelversion]) -> str:
    if not produkt:
        return "Bitte in der Liste der Zuordnung beim Produkt „Verlauf“ wählen."
    if not versionen:
        return "Für dieses Produkt wurde noch keine Zuordnung freigegeben."
    jahre = len({v.regel.haushaltsjahr for v in versionen})
    wort = "1 Haushaltsjahr" if jahre == 1 else f"{jahre} Haushaltsjahre"
    return f"{len(versionen)} Einträge für {wort}, der neueste zuerst. Gelöscht wird keiner."


def _by_year(versionen: Sequence[Regelversion]) -> list[tuple[int, list[Regelversion]]]:
    je_jahr: dict[int, list[Regelversion]] = {}
    for version in reversed(versionen):
        je_jahr.setdefault(version.regel.haushaltsjahr, []).append(version)
    return list(je_jahr.items())


def _table(kontext: Kontext, versionen: Sequence[Regelversion], zeichen: Beispielzeichen) -> Component:
    gilt = _holding(versionen)
    zeilen: list[list[Inhalt]] = []
    for version in versionen:
        regel, lieferung = version.regel, version.lieferung
        anteil = share_text(regel.anteil) if regel.anteil else "0 % (weggenommen)"
        zeilen.append(
            [
                f"Konto {regel.konto}" if regel.konto else "ganzes Produkt",
                _target(kontext, regel),
                [linked(kontext, anteil, regel.fundstelle), *zeichen.sign(regel.herkunft)],
                _delivery(kontext, lieferung),
                _release(lieferung),
                _state(lieferung, holds=version in gilt),
            ]
        )
    titel = zeichen.title(f"Zuordnungen für {versionen[0].regel.haushaltsjahr}")
    return tabelle(_SPALTEN, zeilen, titel, zeichen.klasse)


def _target(kontext: Kontext, regel: HaushaltsZuordnung) -> Inhalt:
    """What the rule points to, with its name of today where there is one."""
    nr = regel.bezug_nr
    if regel.bezug is Bezug.UNTERZIEL:
        name = kontext.stand.ziele[nr].kurztitel if nr in kontext.stand.ziele else ""
        return [html.A(nr, href=kontext.link_ziel(nr)) if name else nr, f" {name}"]
    if regel.bezug is Bezug.KENNZAHL:
        akte = kontext.stand.akten.get(nr)
        if akte is None:
            return target_text(regel.bezug, nr)
        return [
            html.A(target_text(regel.bezug, nr), href=kontext.link_kennzahl(nr)),
            f" {akte.kennzahl.bezeichnung}",
        ]
    massnahme = kontext.stand.massnahmen.get(nr)
    return target_text(regel.bezug, nr) + (f" {massnahme.bezeichnung}" if massnahme else "")


def _holding(versionen: Sequence[Regelversion]) -> list[Regelversion]:
    """Of each rule the version released last."""
    letzte: dict[object, Regelversion] = {}
    for version in sorted(versionen, key=lambda v: v.rang or 0):
        if version.rang is not None:
            letzte[rule_key(version.regel)] = version
    return list(letzte.values())


def _delivery(kontext: Kontext, lieferung: Lieferung) -> Inhalt:
    name = f"{lieferung.nr} „{lieferung.dateiname}“"
    offen = kontext.zugang.darf(Aktion.LIEFERUNGEN_SEHEN)
    wer = html.Small(f"von {lieferung.absender}") if lieferung.absender else ""
    return [html.A(name, href=kontext.link(f"/lieferung/{lieferung.nr}")) if offen else name, wer]


def _release(lieferung: Lieferung) -> Inhalt:
    if lieferung.freigegeben_am is None:
        return UNKNOWN
    von = html.Small(f"von {lieferung.freigegeben_von}") if lieferung.freigegeben_von else ""
    return [format_date(lieferung.freigegeben_am), von]


def _state(lieferung: Lieferung, *, holds: bool) -> Inhalt:
    if lieferung.stand is Lieferstand.WARTET:
        return "wartet auf Freigabe"
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return f"zurückgezogen am {format_date(lieferung.zurueckgezogen_am)}"
    return html.Strong("gilt") if holds else "abgelöst"


SEITE = Seite(f"{PFAD}/verlauf", title, render, bereich="/haushalt")
