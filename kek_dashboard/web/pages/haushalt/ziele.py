"""Haushaltsziele: euros per Unterziel, not a cent lost, and what lies outside these sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.formats import UNKNOWN, format_euro, format_number, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import ART_WORT, OHNE_ZIEL, haushalt_link
from kek_dashboard.web.pages.haushalt.zeilen import ANKER
from kek_dashboard.web.seite import Kontext

_MIO = Decimal(1_000_000)
_SMALLEST_SHOWN = Decimal(5_000)
_BREITE, _HOEHE = 150, 20
_AUF, _ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
_EIN, _AUS = Positionsart.INVESTIVE_EINZAHLUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
_INTERN = (Positionsart.INTERNE_ERTRAEGE, Positionsart.INTERNE_AUFWENDUNGEN)


def unterziele_karte(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    """Four kinds of euros per Unterziel, what serves none, and the whole; adds up to the cent."""
    genau = kontext.query.get("genau") == "ja"
    # Where everything is Beispiel, the heading says it once; else each figure says it for itself.
    alles_beispiel = all(v.herkunft is Herkunft.BEISPIEL for v in mittel.verwendungen)
    zaehlung = (
        "Jeder Euro zählt genau einmal. Zuschussbedarf = Aufwendungen − Erträge; ein Minus heißt Überschuss. "
    )
    einheit = "€" if genau else "Mio. €"
    spalten = [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte("Unterziel", "was", kopf=True),
        Spalte(html.Span("Balken der Aufwendungen", className="nur-gelesen"), "balken"),
        Spalte("Aufwendungen", "n haupt", "Aufwendungen:"),
        Spalte("Anteil", "n anteil", "Anteil an allen:"),
        Spalte("Erträge", "n", "Erträge:"),
        Spalte("Zuschussbedarf", "n", "Zuschussbedarf:"),
        Spalte(["investive", html.Br(), "Auszahlungen"], "n", "Investive Auszahlungen:"),
        Spalte(["investive", html.Br(), "Einzahlungen"], "n", "Investive Einzahlungen:"),
    ]
    breitester = max(
        [mittel.nicht_zugeordnet[_AUF], *(b[_AUF] for b in mittel.je_unterziel.values())], default=Decimal(0)
    )
    alle = mittel.summen[_AUF]

    def row(nr: str, name: Inhalt, betraege: Betraege, farbe: str, herkunft: Herkunft | None) -> list[Inhalt]:
        aufwand = betraege[_AUF]
        balken = _bar(aufwand, breitester, farbe) if farbe else None
        return [
            nr,
            name,
            balken,
            [_money(aufwand, genau=genau), *([] if alles_beispiel else beispiel_tag(herkunft))],
            format_percent(Fraction(aufwand) / Fraction(alle), 1) if alle else UNKNOWN,
            _money(betraege[_ERT], genau=genau),
            _money(aufwand - betraege[_ERT], genau=genau),
            _money(betraege[_AUS], genau=genau),
            _money(betraege[_EIN], genau=genau),
        ]

    zeilen = [
        row(nr, _goal(kontext, nr), betraege, "accent", mittel.herkunft_je_unterziel.get(nr))
        for nr, betraege in mittel.je_unterziel.items()
    ]
    offen: Inhalt = [
        "nicht zugeordnet",
        html.Small(html.A("Zeilen zeigen", href=_lines_link(kontext, OHNE_ZIEL))),
    ]
    zeilen.append(row("", offen, mittel.nicht_zugeordnet, "faint", mittel.herkunft))
    zeilen.append(row("", "Haushalt gesamt", mittel.summen, "", mittel.herkunft))
    return html.Section(
        [
            html.H2([f"Euro je Unterziel, {einheit}", *(beispiel_tag(mittel.herkunft) if alles_beispiel else [])]),
            html.P(
                [
                    zaehlung,
                    html.A(
                        "In Mio. € zeigen" if genau else "Auf den Cent zeigen",
                        href=haushalt_link(kontext, genau=None if genau else "ja"),
                    ),
                ],
                className="leise",
            ),
            tabelle(spalten, zeilen, f"Haushalt {mittel.haushalt.haushaltsjahr} je Unterziel in {einheit}",
                    "geld" + (" genau" if genau else "")),
        ],
        className="karte",
    )  # fmt: skip


def _goal(kontext: Kontext, nr: str) -> Inhalt:
    name = kontext.stand.ziele[nr].kurztitel if nr in kontext.stand.ziele else f"Unterziel {nr}"
    return [
        html.A(name, href=kontext.link_ziel(nr)),
        html.Small(
            html.A("Zeilen zeigen", href=_lines_link(kontext, nr), **aria(label=f"Zeilen zu {nr} zeigen"))
        ),
    ]


def _lines_link(kontext: Kontext, ziel: str) -> str:
    return haushalt_link(kontext, ziel=ziel, suche=None, teilhaushalt=None, art=None) + f"#{ANKER}"


def _money(betrag: Decimal, *, genau: bool) -> str | Component:
    """Mio. € with the exact amount one look away, or the exact amount; something is never shown as 0."""
    if genau:
        return format_number(betrag, 2)
    if not betrag:
        text = "0"
    elif abs(betrag) < _SMALLEST_SHOWN:
        text = "< 0,01" if betrag > 0 else "> −0,01"
    else:
        text = format_number(betrag / _MIO, 2)
    return html.Span(text, title=format_euro(betrag))


def _bar(betrag: Decimal, breitester: Decimal, farbe: str) -> Svg:
    """Length of the Aufwendungen beside those of the other goals; decoration beside the figure."""
    lang = float(max(betrag, Decimal(0)) / breitester) * _BREITE if breitester > 0 else 0
    fuellung = f'fill="var(--{farbe})"' + (' fill-opacity=".45"' if farbe == "faint" else "")
    balken = f'<rect y="6" width="{max(lang, 1.5):.1f}" height="8" rx="2" {fuellung}/>' if lang > 0 else ""
    masse = f'width="{_BREITE}" height="{_HOEHE}" viewBox="0 0 {_BREITE} {_HOEHE}"'
    return Svg(f'<svg {masse} aria-hidden="true">{balken}</svg>')


def outside_karte(kontext: Kontext, mittel: Mitteleinsatz) -> list[Component]:
    """Kinds that no sum and no goal contains, each under its own name."""
    summen: dict[Positionsart, Decimal] = {}
    zahl: dict[Positionsart, int] = {}
    for zeile in mittel.haushalt.zeilen:
        art = zeile.position.art
        if art not in VIER_ARTEN:
            summen[art] = summen.get(art, Decimal("0.00")) + (zeile.ansatz or Decimal(0))
            zahl[art] = zahl.get(art, 0) + 1
    if not summen:
        return []
    return [
        html.Section(
            [
                html.H2(["Außerhalb dieser Summen", *beispiel_tag(mittel.haushalt.herkunft)]),
                html.P(
                    "Interne Verrechnungen, Finanzierung und was den Ergebnishaushalt nur wiederholt, zählt in keiner "
                    "der vier Summen und für kein Ziel.",
                    className="leise",
                ),
                html.Ul(
                    [
                        html.Li(
                            [
                                html.A(_outside_word(art), href=art_link(kontext, art)),
                                html.Span(_lines_text(zahl[art]), className="leise"),
                                html.Span(format_euro(summen[art]), className="zahl"),
                            ]
                        )
                        for art in Positionsart
                        if art in summen
                    ],
                    className="ausserhalb",
                ),
                *_interne(summen),
            ],
            className="karte",
        )
    ]


def _lines_text(zahl: int) -> str:
    return "1 Zeile" if zahl == 1 else f"{format_number(zahl)} Zeilen"


def _outside_word(art: Positionsart) -> str:
    ein_und_aus = art is Positionsart.HAUSHALTSUNWIRKSAM
    return ART_WORT[art] + (" (ein und aus)" if ein_und_aus else "")


def art_link(kontext: Kontext, art: Positionsart) -> str:
    """Address of the lines of one kind."""
    return haushalt_link(kontext, art=art.value, suche=None, teilhaushalt=None, ziel=None) + f"#{ANKER}"


def _interne(summen: dict[Positionsart, Decimal]) -> list[Component]:
    """Whether what one part of the house charges is what another pays."""
    ertraege, aufwendungen = (summen.get(art, Decimal("0.00")) for art in _INTERN)
    if not ertraege and not aufwendungen:
        return []
    if ertraege == aufwendungen:
        return [html.P("Interne Leistungsbeziehungen gleichen sich aus: Σ Konten 38 = Σ Konten 48.")]
    return [
        html.P(
            [
                html.Strong(
                    f"Σ Konten 38 und Σ Konten 48 weichen um {format_euro(abs(ertraege - aufwendungen))} ab. "
                ),
                "Über das ganze Haus müssten sich interne Leistungsbeziehungen ausgleichen.",
            ]
        )
    ]
