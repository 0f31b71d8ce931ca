"""Haushaltsziele: euros per Unterziel, not a cent lost, each amount a way to its lines."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.haushaltsbaum import OHNE_ZIEL
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.formats import UNKNOWN, format_euro, format_number, format_percent
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.pages.haushalt.auswahl import haushalt_link, lines_link
from kek_dashboard.web.pages.haushalt.baum import Baum
from kek_dashboard.web.pages.haushalt.zeilensuche import open_verzeichnis
from kek_dashboard.web.seite import Kontext

ZWEI_ZEILEN = (
    "Was für ein Ziel ausgegeben wird, sind immer zwei Beträge: Aufwendungen und investive Auszahlungen. "
    "Zusammengezählt werden sie nicht, denn eine Investition wird in den Jahren danach über Abschreibungen zu "
    "Aufwand; die Summe zählte dasselbe Geld zweimal."
)
_ZAEHLUNG = (
    "Jeder Euro zählt genau einmal; jeder Betrag führt zu seinen Zeilen. Zuschussbedarf = Aufwendungen − Erträge; "
    "ein Minus heißt Überschuss. "
)
_MIO = Decimal(1_000_000)
_SMALLEST_SHOWN = Decimal(5_000)
_BREITE, _HOEHE = 150, 20
_AUF, _ERT = Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE
_EIN, _AUS = Positionsart.INVESTIVE_EINZAHLUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN


def unterziele_karte(kontext: Kontext, mittel: Mitteleinsatz) -> Component:
    """Four kinds of euros per Unterziel, what serves none, and the whole; adds up to the cent, unfolds to the Konto."""
    genau = kontext.query.get("genau") == "ja"
    verzeichnis = open_verzeichnis(kontext, mittel)
    # Where everything is Beispiel, the heading says it once; else each figure says it for itself.
    alles_beispiel = verzeichnis.alles_beispiel
    einheit = "€" if genau else "Mio. €"
    spalten = [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte(kontext.stand.zielsystem.word_of(Ebene.UNTERZIEL), "was", kopf=True),
        Spalte(html.Span("Balken der Aufwendungen", className="nur-gelesen"), "balken"),
        Spalte("Aufwendungen", "n haupt", "Aufwendungen:"),
        Spalte("Anteil", "n anteil", "Anteil an allen:"),
        Spalte("Erträge", "n", "Erträge:"),
        Spalte("Zuschussbedarf", "n", "Zuschussbedarf:"),
        Spalte(["Investive", html.Br(), "Auszahlungen"], "n haupt", "Investive Auszahlungen:"),
        Spalte(["Investive", html.Br(), "Einzahlungen"], "n", "Investive Einzahlungen:"),
    ]
    breitester = max(
        [mittel.nicht_zugeordnet[_AUF], *(b[_AUF] for b in mittel.je_unterziel.values())], default=Decimal(0)
    )
    alle = mittel.summen[_AUF]

    def row(
        nr: str, name: Inhalt, betraege: Betraege, farbe: str, herkunft: Herkunft | None, ziel: str
    ) -> list[Inhalt]:
        aufwand = betraege[_AUF]
        balken = _bar(aufwand, breitester, farbe) if farbe else None

        def money(art: Positionsart) -> str | Component:
            return _money(kontext, betraege[art], ziel, art, genau=genau)

        return [
            nr,
            name,
            balken,
            [money(_AUF), *([] if alles_beispiel else beispiel_tag(herkunft))],
            format_percent(Fraction(aufwand) / Fraction(alle), 1) if alle else UNKNOWN,
            money(_ERT),
            _amount(aufwand - betraege[_ERT], genau=genau),
            money(_AUS),
            money(_EIN),
        ]

    zeilen = [
        row(nr, _goal(kontext, nr), betraege, "accent", mittel.herkunft_je_unterziel.get(nr), nr)
        for nr, betraege in mittel.je_unterziel.items()
    ]
    zeilen.append(
        row("", "nicht zugeordnet", mittel.nicht_zugeordnet, "faint", verzeichnis.herkunft, OHNE_ZIEL)
    )
    darunter: list[Component | None] = [
        _unfolding(Baum(kontext, mittel, ziel, not alles_beispiel))
        for ziel in (*mittel.je_unterziel, OHNE_ZIEL)
    ]
    zeilen.append(row("", "Haushalt gesamt", mittel.summen, "", verzeichnis.herkunft, ""))
    return html.Section(
        [
            html.H2([f"Euro je Unterziel, {einheit}", *(beispiel_tag(verzeichnis.herkunft) if alles_beispiel else [])]),
            html.P(
                [
                    _ZAEHLUNG,
                    html.A(
                        "In Mio. € zeigen" if genau else "Auf den Cent zeigen",
                        href=haushalt_link(kontext, genau=None if genau else "ja"),
                        className="umschalten",
                    ),
                ],
                className="leise",
            ),
            tabelle(spalten, zeilen, f"Haushalt {mittel.haushalt.haushaltsjahr} je Unterziel in {einheit}",
                    "geld" + (" genau" if genau else ""), darunter),
            html.P(ZWEI_ZEILEN, className="leise"),
        ],
        className="karte",
    )  # fmt: skip


def _unfolding(baum: Baum) -> Component:
    """The row below a goal: all its lines, step by step."""
    ziel = "nicht zugeordnet" if baum.wurzel == OHNE_ZIEL else baum.wurzel
    summary = html.Summary(["Bis zum Konto aufklappen", html.Span(f": {ziel}", className="nur-gelesen")])
    return baum.disclosure("bis-zum-konto", summary, ())


def _goal(kontext: Kontext, nr: str) -> Inhalt:
    name = kontext.stand.ziele[nr].kurztitel if nr in kontext.stand.ziele else f"Unterziel {nr}"
    return html.A(name, href=kontext.link_ziel(nr))


def _money(
    kontext: Kontext, betrag: Decimal, ziel: str, art: Positionsart, *, genau: bool
) -> str | Component:
    """An amount as the way to its lines; nothing leads nowhere."""
    zahl = _amount(betrag, genau=genau)
    if not betrag:
        return zahl
    return html.A(
        zahl,
        href=lines_link(kontext, ziel=ziel or None, art=art.value),
        title=f"{format_euro(betrag)}: Zeilen zeigen",
        className="beleg",
    )


def _amount(betrag: Decimal, *, genau: bool) -> str | Component:
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
