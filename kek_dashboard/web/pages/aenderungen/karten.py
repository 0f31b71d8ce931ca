"""Aenderungskarten: what stands otherwise with its causes, the causes counted as a filter, and all the rest folded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.neuigkeitsworte import (
    ART_WORT,
    GEGENSTAND_WORT,
    fassung_text,
    neuigkeit_name,
    neuigkeit_satz,
)
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit, Richtung, Urteil, count_gruende
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.unterschied import Unterschied
from kek_dashboard.domain.ursachenart import Grund, Ursachenart
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.formats import format_date, format_number, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.neuigkeit import neuigkeit_link
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.ursachen import draw_cause, draw_reasons
from kek_dashboard.web.components.zeichen import Inhalt, marked, status_chip
from kek_dashboard.web.seite import Kontext

# More causes than this are folded; more of one kind than this are only counted.
_MOST_OPEN, _MOST_LISTED = 3, 200
_ZIELE = (Gegenstand.OBERZIEL, Gegenstand.UNTERZIEL)
_RICHTUNG = {Richtung.SCHLECHTER: ("▼", "schlechter"), Richtung.BESSER: ("▲", "besser")}
# Kinds that a committee reads for themselves, though they move no judgement.
_OFFEN = frozenset({Ursachenart.ZURUECKGEZOGEN, Ursachenart.GEAENDERTES_ZIEL, Ursachenart.ERLAEUTERUNG})


def gruende_leiste(
    link: Callable[[str], str], neuigkeiten: Collection[Neuigkeit], gewaehlt: Ursachenart | None
) -> list[Component]:
    """How many causes of each kind there are; each kind is an address that shows it alone."""
    zahlen = count_gruende(neuigkeiten)
    if not zahlen:
        return []

    def punkt(text: str, zahl: int, art: Ursachenart | None) -> Component:
        hier = aria(current="true") if art is gewaehlt else {}
        inhalt: list[str | Component] = [text, " ", html.Span(format_number(zahl), className="zahl")]
        return html.Li(html.A(inhalt, href=link("" if art is None else art.value), **hier))

    return [
        html.Nav(
            [
                html.H2("Warum?"),
                html.Ul(
                    [
                        punkt("alle Ursachen", sum(zahl for _, zahl in zahlen), None),
                        *(punkt(ART_WORT[art][zahl != 1], zahl, art) for art, zahl in zahlen),
                    ]
                ),
            ],
            className="gruende",
            **aria(label="Nach Ursache auswählen"),
        )
    ]


def ziele_karte(jetzt: Kontext, bewegt: Sequence[Neuigkeit], jahr: int) -> list[Component]:
    """Oberziele and Unterziele that stand otherwise, with what moved them."""
    ziele = [n for n in bewegt if n.gegenstand in _ZIELE]
    satz = "Kein Unterziel und kein Oberziel steht anders da."
    return _card(jetzt, ziele, f"Ziele, Berichtsjahr {jahr}", satz, "Ziel")


def kennzahlen_karte(jetzt: Kontext, bewegt: Sequence[Neuigkeit], jahr: int) -> list[Component]:
    """Each Kennzahl that is judged otherwise, with all its causes."""
    kennzahlen = [n for n in bewegt if n.gegenstand is Gegenstand.KENNZAHL]
    satz = "Keine Kennzahl wird anders bewertet."
    return _card(jetzt, kennzahlen, f"Kennzahlen, Berichtsjahr {jahr}", satz, "Kennzahl")


def _card(jetzt: Kontext, alle: Sequence[Neuigkeit], titel: str, sonst: str, was: str) -> list[Component]:
    """Those with another Stand open; other figures at the same Stand, and arithmetic alone, folded behind."""
    anders = [n for n in alle if n.richtung is not Richtung.GLEICH]
    zahlen = [n for n in alle if n.richtung is Richtung.GLEICH and n.is_visible]
    gerechnet = [n for n in alle if not n.is_visible]
    inhalt: list[Component] = [html.H2(titel)]
    if anders:
        inhalt += _table(jetzt, anders, titel, was)
    elif zahlen:
        inhalt.append(html.P("Kein Stand hat gewechselt.", className="leise"))
    else:
        inhalt.append(html.P(sonst))
    for wort, teil, offen in (
        ("Gleicher Stand, andere Zahlen", zahlen, not anders),
        ("Gleich bewertet, aber anders gerechnet", gerechnet, False),
    ):
        if teil:
            satz = f"{wort}: {format_number(len(teil))}"
            inhalt.append(html.Details([html.Summary(satz), *_table(jetzt, teil, satz, was)], open=offen))
    return [html.Section(inhalt, className="karte")]


def _table(jetzt: Kontext, teile: Sequence[Neuigkeit], titel: str, was: str) -> list[Component]:
    zeichen = beispielzeichen(_origin(b) for teil in teile for b in (teil.vorher, teil.nachher))
    spalten = [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte(was, "was", kopf=True),
        Spalte("vorher", "status", "vorher:"),
        Spalte("nachher", "status", "nachher:"),
        Spalte("Warum", "warum"),
    ]
    zeilen = [_row(jetzt, teil, zeichen) for teil in teile]
    klasse = f"gegenueber {zeichen.klasse}".strip()
    return [*zeichen.head(), tabelle(spalten, zeilen, zeichen.title(titel), klasse)]


def _origin(b: Urteil | None) -> Herkunft | None:
    """Herkunft of the one figure a side shows; ``None`` where it shows none."""
    return None if b is None or b.zielerreichung is None else b.herkunft


def _row(jetzt: Kontext, teil: Neuigkeit, zeichen: Beispielzeichen) -> list[Inhalt]:
    name, adresse = neuigkeit_name(jetzt.stand, teil), neuigkeit_link(jetzt, teil)
    marke = f"k-{teil.nr}" if teil.gegenstand is Gegenstand.KENNZAHL else f"z-{teil.nr}"
    kopf: Component = html.Span(name, id=marke) if adresse is None else html.A(name, href=adresse, id=marke)
    wort = [html.Small(GEGENSTAND_WORT[teil.gegenstand])] if teil.gegenstand in _ZIELE else []
    return [
        teil.nr,
        [kopf, *wort],
        _state(teil.vorher, zeichen),
        [*_state(teil.nachher, zeichen), *_direction(teil.richtung)],
        [*_parts(jetzt, teil), *_own(jetzt, teil)],
    ]


def _own(jetzt: Kontext, teil: Neuigkeit) -> list[str | Component]:
    """The own causes; where there are none at all, that only time has passed."""
    if teil.gruende:
        return [causes(jetzt, teil.gruende)]
    b = teil.nachher
    if teil.teile or not isinstance(b, Bewertung):
        return []
    return ["noch kein Wert" if b.jahr is None else f"kein neuer Wert: Es gilt weiter der von {b.jahr}"]


def _direction(richtung: Richtung) -> list[Component]:
    if richtung not in _RICHTUNG:
        return []
    zeichen, wort = _RICHTUNG[richtung]
    return [html.Small([html.Span(zeichen, **aria(hidden="true")), f" {wort}"], className="richtung")]


def _parts(jetzt: Kontext, teil: Neuigkeit) -> list[str | Component]:
    """The parts that moved a goal, as links to their causes below, and the cause that tells most."""
    if not teil.teile:
        return []
    ist_ober = teil.gegenstand is Gegenstand.OBERZIEL
    worte: list[str | Component] = ["wegen Unterziel " if ist_ober else "wegen Kennzahl "]
    for nr in teil.teile:
        worte += [", " if len(worte) > 1 else "", html.A(nr, href=f"#{'z' if ist_ober else 'k'}-{nr}")]
    if teil.gruende or not teil.durch:
        return worte
    return [*worte, html.Small(["vor allem ", *marked(neuigkeit_satz(jetzt.stand, teil))])]


def _state(b: Urteil | None, zeichen: Beispielzeichen) -> list[str | Component]:
    """Stand, Ausblick and Bilanz with the Zielerreichung below."""
    if b is None:
        return [html.Span("nicht geführt", className="leise")]
    teile: list[str | Component] = [status_chip(b.stand)]
    if isinstance(b, Bewertung) and b.is_assessable:
        teile.append(status_chip(b.ausblick))
    if b.bilanz is not None:
        teile.append(status_chip(b.bilanz, vor="Bilanz: "))
    if b.zielerreichung is not None:
        anteil = f"Zielerreichung {format_percent(b.zielerreichung)}"
        teile.append(html.Small([anteil, *zeichen.sign(_origin(b))]))
    return teile


def causes(jetzt: Kontext, gruende: Sequence[Grund], *, with_number: bool = False) -> Component:
    """The causes as a list in their order, the first few at once, a long rest folded; then why it was changed."""
    punkte = [draw_cause(jetzt, grund.ursache, with_number=with_number) for grund in gruende]
    warum = draw_reasons(jetzt, gruende)
    if len(punkte) <= _MOST_OPEN + 1:
        liste = html.Ul(punkte, className="ursachen")
        return html.Div([liste, *warum]) if warum else liste
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
            *warum,
        ]
    )


def massnahmen_karte(jetzt: Kontext, ruhend: Sequence[Neuigkeit]) -> list[Component]:
    """Maßnahmen and Meilensteine that are new or have moved on; where only the progress did, folded."""
    massnahmen = [n for n in ruhend if n.gegenstand is Gegenstand.MASSNAHME]
    if not massnahmen:
        return []
    titel = "Maßnahmen und Meilensteine"
    weiter = [n for n in massnahmen if all(g.ursache.felder == ("fortschritt",) for g in n.gruende)]
    anders = [n for n in massnahmen if n not in weiter]
    inhalt: list[Component] = [html.H2(titel)]
    if anders:
        inhalt.append(_deeds(jetzt, anders, titel))
    if weiter:
        satz = f"Nur im Fortschritt verändert: {format_number(len(weiter))}"
        inhalt.append(html.Details([html.Summary(satz), _deeds(jetzt, weiter, satz)], open=not anders))
    return [html.Section(inhalt, className="karte")]


def _deeds(jetzt: Kontext, massnahmen: Sequence[Neuigkeit], titel: str) -> Component:
    zeilen: list[Sequence[Inhalt]] = []
    for teil in massnahmen:
        name, adresse = neuigkeit_name(jetzt.stand, teil), neuigkeit_link(jetzt, teil)
        kopf: Component = html.Span(name) if adresse is None else html.A(name, href=adresse)
        zeilen.append([teil.nr, kopf, causes(jetzt, teil.gruende)])
    spalten = [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte("Maßnahme", "was", kopf=True),
        Spalte("Was geschehen ist", "warum"),
    ]
    return tabelle(spalten, zeilen, titel, "gegenueber taten")


def weitere_karte(
    jetzt: Kontext, ruhend: Sequence[Neuigkeit], jahr: int, gewaehlt: Ursachenart | None
) -> list[Component]:
    """Changes that moved no judgement, by kind of cause, folded."""
    gruppen: dict[Ursachenart, list[Grund]] = {}
    for teil in ruhend:
        if teil.gegenstand is not Gegenstand.MASSNAHME:
            for grund in teil.gruende:
                gruppen.setdefault(grund.art, []).append(grund)
    zahl = sum(len(gruende) for gruende in gruppen.values())
    if not zahl:
        return []
    teile: list[Component] = []
    for art in (art for art in Ursachenart if art in gruppen):
        gruende = gruppen[art]
        punkte = [draw_cause(jetzt, grund.ursache, with_number=True) for grund in gruende[:_MOST_LISTED]]
        if len(gruende) > _MOST_LISTED:
            punkte.append(html.Li(f"… und {format_number(len(gruende) - _MOST_LISTED)} weitere."))
        kopf = f"{ART_WORT[art][len(gruende) != 1]}: {format_number(len(gruende))}"
        offen = art is gewaehlt or (art in _OFFEN and len(gruende) <= _MOST_OPEN)
        liste = html.Ul(punkte, className="ursachen")
        teile.append(html.Details([html.Summary(kopf), liste, *draw_reasons(jetzt, gruende)], open=offen))
    satz = f"{format_number(zahl)} Änderung{' bewegt' if zahl == 1 else 'en bewegen'}"
    return [
        html.Section(
            [
                html.H2("Weitere Änderungen"),
                html.P(f"{satz} für {jahr} keinen Stand.", className="leise"),
                *teile,
            ],
            className="karte",
        )
    ]


def fassungen_liste(ruhend: Sequence[Neuigkeit]) -> list[Component]:
    """Fassungen of a Haushalt that came or went."""
    punkte = [
        html.Li(marked(fassung_text(teil.nr, fassung, art)))
        for teil in ruhend
        for fassung, art in teil.fassungen
    ]
    return [html.Ul(punkte, className="liste")] if punkte else []


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
