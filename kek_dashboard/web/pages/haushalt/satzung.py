"""Satzung: what the Haushaltssatzung fixes beside what the lines add up to, its way through the Kreistag, its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import STATUS_WORT, fassung_text
from kek_dashboard.charts.satzworte import FESTSETZUNG_WORT
from kek_dashboard.domain.haushalt import Haushalt, fassung_rang
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.satzung import (
    POSITIONSART,
    Ausgleich,
    Festsetzung,
    Haushaltsstatus,
    Satzungssumme,
    balance,
    line_totals,
)
from kek_dashboard.formats import UNKNOWN, format_date, format_euro, format_euro_short
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.fundstelle import draw_fundstelle, linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_notice, marked
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.haushalt.auswahl import choose_haushaltsjahr, lines_link
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.kopf import haushaltskopf
from kek_dashboard.web.pages.haushalt.satzung_abgabe import ADRESSE, register
from kek_dashboard.web.pages.haushalt.satzung_formular import is_to_mend, satzung_form
from kek_dashboard.web.pages.haushalt.satzung_wartet import waiting_notice
from kek_dashboard.web.pages.haushalt.wesentlich import wesentliche_karte
from kek_dashboard.web.seite import Kontext, Seite

#: The numbers of § 1 Abs. 1 in the usual order: Ergebnishaushalt first, then Finanzhaushalt.
_NR = dict(
    zip(Festsetzung, ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"), strict=True)
)
_ORDENTLICH = (Festsetzung.ORDENTLICHE_ERTRAEGE, Festsetzung.ORDENTLICHE_AUFWENDUNGEN)

Summen = Mapping[Festsetzung, Satzungssumme]


def render(kontext: Kontext) -> Component:
    """The page; a Haushaltsjahr that is not there gets its own sentence."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return mittel
    haushalt = mittel.haushalt
    summen = own_summen(kontext, haushalt)
    zeilen = line_totals(haushalt)
    herkunft = weakest([haushalt.herkunft, *(s.herkunft for s in summen.values())])
    return html.Div(
        [
            html.H1("Was setzt die Haushaltssatzung fest?", tabIndex="-1"),
            html.P(marked(answer(haushalt, summen, zeilen)), className="vorspann"),
            *beispiel_notice(shown=herkunft is Herkunft.BEISPIEL),
            *([] if is_to_mend(kontext) else render_meldung(kontext)),
            *haushaltskopf(kontext, haushalt),
            *waiting_notice(kontext, haushalt),
            _summen_karte(kontext, haushalt, summen, zeilen),
            _ausgleich_karte(haushalt, summen, zeilen),
            _weg_karte(kontext, haushalt),
            *satzung_form(kontext, haushalt),
            *wesentliche_karte(kontext, haushalt),
        ],
        className="haushalt satzungsseite",
    )


def title(kontext: Kontext) -> str:
    """Names the Haushaltsjahr."""
    jahr, _ = choose_haushaltsjahr(kontext)
    return "Haushaltssatzung" if jahr is None else f"Haushaltssatzung {jahr}"


def own_summen(kontext: Kontext, haushalt: Haushalt) -> Summen:
    """The totals of this plan's Satzung that are known."""
    bekannt = kontext.stand.satzungssummen.get((haushalt.haushaltsjahr, haushalt.fassung), ())
    return {summe.festsetzung: summe for summe in bekannt}


def satzung_name(haushalt: Haushalt) -> str:
    """What this plan's Satzung is called, with its article."""
    jahr = haushalt.haushaltsjahr
    if haushalt.fassung == "entwurf":
        return f"Der Entwurf der Haushaltssatzung {jahr}"
    if haushalt.fassung == "beschlossen":
        return f"Die Haushaltssatzung {jahr}"
    return f"Die Haushaltssatzung {jahr} nach dem {fassung_text(haushalt.fassung)}"


def answer(haushalt: Haushalt, summen: Summen, zeilen: Mapping[Festsetzung, Decimal]) -> str:
    """The finding in one or two sentences: the two large totals, and whether the lines agree."""
    if not summen:
        return (
            f"{satzung_name(haushalt)} ist hier noch nicht eingetragen. Gezeigt wird, was die Zeilen des Plans "
            "ergeben; **ob das beschlossen ist, sagt nur die Satzung**."
        )
    verschieden = sum(f in zeilen and zeilen[f] != s.eur for f, s in summen.items())
    if all(f in summen for f in _ORDENTLICH):
        vor = haushalt.fassung == "entwurf"
        ertraege, aufwendungen = (summen[f].eur for f in _ORDENTLICH)
        satz = (
            f"{satzung_name(haushalt)} {'sieht' if vor else 'setzt'} **{format_euro_short(ertraege)} ordentliche "
            f"Erträge** und **{format_euro_short(aufwendungen)} ordentliche Aufwendungen** {'vor' if vor else 'fest'}"
        )
    else:
        satz = f"Von § 1 sind {len(summen)} der zehn Summen eingetragen"
    if not any(f in zeilen for f in summen):
        return f"{satz}. Der Plan hat keine Zeilen, die sich damit vergleichen lassen."
    if not verschieden:
        return f"{satz}. Die Zeilen des Plans ergeben auf den Cent dasselbe."
    wort = "Eine Summe weicht" if verschieden == 1 else f"{verschieden} Summen weichen"
    return f"{satz}. **{wort} von den Zeilen des Plans ab.**"


def _summen_karte(
    kontext: Kontext, haushalt: Haushalt, summen: Summen, zeilen: Mapping[Festsetzung, Decimal]
) -> Component:
    spalten = [
        Spalte("Nr.", "nr"),
        Spalte("Gesamtbetrag der", "was", kopf=True),
        Spalte("Satzung", "n haupt", "Satzung:"),
        Spalte("Zeilen des Plans", "n", "Zeilen des Plans:"),
        Spalte("Unterschied", "n", "Unterschied:"),
        Spalte("Woher", "leise woher", "Woher:"),
    ]
    zeichen = beispielzeichen(
        [*(s.herkunft for s in summen.values()), *([haushalt.herkunft] if zeilen else [])]
    )
    reihen = [_summe_row(kontext, haushalt, f, summen.get(f), zeilen.get(f), zeichen) for f in Festsetzung]
    titel = zeichen.title(f"Zehn Summen der Haushaltssatzung {haushalt.haushaltsjahr}")
    return html.Section(
        [
            html.H2("§ 1 der Haushaltssatzung"),
            *zeichen.head(),
            tabelle(spalten, reihen, titel, f"summen-p1 {zeichen.klasse}".rstrip()),
            html.P(
                f"„{UNKNOWN}“ heißt: nicht eingetragen, oder der Plan hat keine Zeilen dieser Art (viele Pläne kommen "
                "ohne Finanzhaushalt). Es gilt die Satzung; angeglichen wird nichts. Interne "
                "Leistungsbeziehungen stehen in keiner der Summen.",
                className="leise",
            ),
        ],
        className="karte",
    )


def _summe_row(
    kontext: Kontext,
    haushalt: Haushalt,
    festsetzung: Festsetzung,
    summe: Satzungssumme | None,
    zeilen: Decimal | None,
    zeichen: Beispielzeichen,
) -> list[Inhalt]:
    aus_zeilen: list[str | Component] = [UNKNOWN]
    if zeilen is not None:
        adresse = lines_link(kontext, art=POSITIONSART[festsetzung].value)
        aus_zeilen = [
            html.A(format_euro(zeilen), href=adresse, className="beleg"),
            *zeichen.sign(haushalt.herkunft),
        ]
    return [
        _NR[festsetzung],
        FESTSETZUNG_WORT[festsetzung],
        UNKNOWN
        if summe is None
        else [linked(kontext, format_euro(summe.eur), summe.fundstelle), *zeichen.sign(summe.herkunft)],
        aus_zeilen,
        UNKNOWN
        if summe is None or zeilen is None
        else _difference(zeilen - summe.eur, zeichen.sign(weakest([summe.herkunft, haushalt.herkunft]))),
        UNKNOWN if summe is None else _source(kontext, summe.beschluss, summe),
    ]


def _difference(differenz: Decimal, zeichen: Sequence[Component]) -> Inhalt:
    """Words beside the figure, so that colour is never needed."""
    if not differenz:
        return html.Span("stimmt überein", className="gleich")
    return [html.Strong(format_euro(differenz, signed=True), className="anders"), *zeichen]


def _source(kontext: Kontext, beschluss: str, satz: Satzungssumme | Haushaltsstatus) -> Inhalt:
    ort = draw_fundstelle(kontext, satz.fundstelle)
    return [beschluss, html.Small(ort)] if beschluss else html.Small(ort)


def _ausgleich_karte(haushalt: Haushalt, summen: Summen, zeilen: Mapping[Festsetzung, Decimal]) -> Component:
    aus_satzung = all(f in summen for f in _ORDENTLICH)
    ausgleich = balance({f: s.eur for f, s in summen.items()} if aus_satzung else zeilen)
    herkunft = weakest(s.herkunft for s in summen.values()) if aus_satzung else haushalt.herkunft
    zeichen = beispielzeichen([herkunft])
    worte = (
        ("Ordentliches Ergebnis", ausgleich.ordentlich),
        ("Außerordentliches Ergebnis", ausgleich.ausserordentlich),
    )
    return html.Section(
        [
            html.H2("Ist der Haushalt ausgeglichen?"),
            html.P(marked(balance_text(ausgleich))),
            *zeichen.head("Beide Ergebnisse"),
            html.Dl(
                [
                    html.Div([html.Dt(wort), html.Dd(html.Strong(format_euro(eur, signed=True)))])
                    for wort, eur in worte
                ],
                className="summen ergebnisse",
            ),
            html.P(
                f"Grundlage: {'die Summen der Satzung' if aus_satzung else 'die Zeilen des Plans'}. Ein Haushalt ist "
                "ausgeglichen, wenn die ordentlichen Erträge die ordentlichen Aufwendungen decken und die "
                "außerordentlichen Erträge die außerordentlichen Aufwendungen "
                "(§\N{NO-BREAK SPACE}110\N{NO-BREAK SPACE}NKomVG). Ob ein Fehlbetrag aus "
                "Überschussrücklagen gedeckt wird, ist hier nicht bekannt.",
                className="leise",
            ),
        ],
        className="karte",
    )


def balance_text(ausgleich: Ausgleich) -> str:
    """Whether the Haushalt is balanced, in words, and by how much not."""
    fehlt = [
        f"die {wort} Aufwendungen liegen um {format_euro_short(-eur)} über den {wort} Erträgen"
        for wort, eur in (
            ("ordentlichen", ausgleich.ordentlich),
            ("außerordentlichen", ausgleich.ausserordentlich),
        )
        if eur is not None and eur < 0
    ]
    if fehlt:
        return f"**Nein:** {', und '.join(fehlt)}."
    if ausgleich.is_ausgeglichen:
        return "**Ja:** Die Erträge decken die Aufwendungen, ordentliche wie außerordentliche."
    if ausgleich.ordentlich is None:
        return "**Das lässt sich nicht sagen:** Ordentliche Erträge oder Aufwendungen fehlen."
    return (
        "**Im ordentlichen Ergebnis ja:** Die ordentlichen Erträge decken die ordentlichen Aufwendungen. Zum "
        "außerordentlichen Ergebnis ist nichts bekannt."
    )


def _weg_karte(kontext: Kontext, haushalt: Haushalt) -> Component:
    """What happened to every Fassung of this Haushaltsjahr, by day."""
    jahr = haushalt.haushaltsjahr
    alle = [s for (j, _), staende in kontext.stand.haushaltsstaende.items() if j == jahr for s in staende]
    alle.sort(key=lambda s: (s.am, fassung_rang(s.fassung)))
    inhalt: list[Component] = [html.H2(f"Der Weg des Haushalts {jahr}")]
    if not alle:
        inhalt.append(
            html.P(
                "Wann der Haushalt eingebracht, beschlossen oder genehmigt wurde, ist hier noch nicht eingetragen."
            )
        )
        return html.Section(inhalt, className="karte")
    spalten = [
        Spalte("Tag", "tag-spalte"),
        Spalte("Was geschah", "was", kopf=True),
        Spalte("Fassung", "", "Fassung:"),
        Spalte("Beschluss und Bemerkung", "", "Beschluss und Bemerkung:"),
        Spalte("Woher", "leise woher", "Woher:"),
    ]
    zeichen = beispielzeichen(s.herkunft for s in alle)
    reihen: list[list[Inhalt]] = [
        [
            linked(kontext, format_date(s.am), s.fundstelle),
            [STATUS_WORT[s.status], *zeichen.sign(s.herkunft)],
            fassung_text(s.fassung),
            " · ".join(teil for teil in (s.beschluss, s.bemerkung) if teil) or UNKNOWN,
            draw_fundstelle(kontext, s.fundstelle),
        ]
        for s in alle
    ]
    titel = zeichen.title(f"Der Weg des Haushalts {jahr}")
    inhalt += [
        *zeichen.head("Alle Angaben dieser Tabelle"),
        tabelle(spalten, reihen, titel, f"weg {zeichen.klasse}".rstrip()),
    ]
    return html.Section(inhalt, className="karte")


SEITE = Seite(ADRESSE, title, render, bereich="/haushalt", register=register)
