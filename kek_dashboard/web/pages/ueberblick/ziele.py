"""Ziele: the Unterziele to be compared at a glance, in one aligned table for each group of them."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.bullet import Kennzahlpunkt, describe_zielbullet, draw_stelle, draw_zielbullet
from kek_dashboard.charts.stand import STAENDE, zeichen_of
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielgliederung import Zielgruppe, full_name, group_name, zielgruppen
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.formats import UNKNOWN, format_euro_short, format_number, format_percent
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.beispiel import Beispielzeichen, beispielzeichen
from kek_dashboard.web.components.browser import Svg
from kek_dashboard.web.components.reihen import ziel_sparkline
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt, status_chip
from kek_dashboard.web.pages.ueberblick.lage import Lage
from kek_dashboard.web.seite import Kontext

_MIO = Decimal(1_000_000)
_SHORT_NUMBER = 4
_HEADINGS = (html.H2, html.H3, html.H4)
_KLEINSTE = Decimal(50_000)  # less would be written as 0,0


def oberziele(lage: Lage) -> list[Component]:
    """One card an Oberziel at the top, what lies inside it below its own Unterziele; last those without one.

    Of a choice only those with an Unterziel that a chosen Kennzahl speaks for.
    """
    gewaehlt = {ziel.nr for ziel in lage.unterziele}
    karten: list[tuple[str, list[Component]]] = []
    for gruppe in zielgruppen(lage.kontext.stand):
        unterziele = [u for u in gruppe.unterziele if u.nr in gewaehlt]
        nr = "" if gruppe.ober is None else gruppe.ober.nr
        if not (unterziele or lage.filter.is_empty or any(_is_below(lage, u, nr) for u in gewaehlt)):
            continue
        if not gruppe.tiefe:
            karten.append((nr, []))
        karten[-1][1].extend(_gruppe(lage, gruppe, unterziele))
    return [html.Section(teile, className="karte oberziel", id=_anchor(nr)) for nr, teile in karten]


def _is_below(lage: Lage, unterziel: str, ober: str) -> bool:
    return ober in lage.kontext.stand.pfad_zu(unterziel)


def _anchor(nr: str) -> str:
    """An id that any number makes: it holds no blank."""
    return "oberziel-" + quote(nr, safe="")


def reading_aid() -> Component:
    """What bar, stroke, ring and signs mean, once above all tables."""
    worte: list[tuple[str, str]] = [
        (_aid('<rect y="4" width="22" height="8" rx="2" fill="var(--soft)"/>'), "Zielerreichung"),
        (_aid('<path d="M11 0v16" stroke="var(--ink)" stroke-width="2"/>'), "Soll"),
        (_aid('<circle cx="11" cy="8" r="4.1" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.5"/>'),
         "Prognose beim Tempo der letzten Jahre"),
    ]  # fmt: skip
    staende = [(_aid(_middle(draw_stelle(s))), STAENDE[s].wort) for s in STAENDE if s.is_assessable]
    return html.P(
        [
            *(html.Span([Svg(bild), wort]) for bild, wort in worte),
            html.Span("darunter je Kennzahl:"),
            *(html.Span([Svg(bild), wort]) for bild, wort in staende),
        ],
        className="lesehilfe",
    )


def _aid(zeichnung: str) -> str:
    return f'<svg width="22" height="16" viewBox="0 0 22 16" aria-hidden="true">{zeichnung}</svg>'


def _middle(zeichnung: str) -> str:
    return f'<g transform="translate(11 8)">{zeichnung}</g>'


def _gruppe(lage: Lage, gruppe: Zielgruppe, unterziele: list[Ziel]) -> list[Component]:
    """Heading, the sums of the Oberziel, and a row for each Unterziel right below it."""
    kontext, ziel = lage.kontext, gruppe.ober
    stand, system = kontext.stand, kontext.stand.zielsystem
    bewertung = None if ziel is None else lage.gesamt.oberziele[ziel.nr]
    mit_bilanz = any(lage.gesamt.unterziele[u.nr].bilanz for u in unterziele)
    beispiel = beispielzeichen(
        [
            *([] if bewertung is None else _goal_origins(lage, bewertung)),
            *(h for u in unterziele for h in _origins(lage, u.nr)),
        ]
    )
    ziele = system.plural_of(Ebene.UNTERZIEL)
    if ziel is None or bewertung is None:
        titel = group_name(stand, gruppe)
        worte = beispiel.words("Alle Zahlen hier")
        kopf: list[Component] = [
            html.H2(titel),
            *([html.P(html.Span(worte, className="bsp-kopf"), className="fakten-zeile")] if worte else []),
        ]
    else:
        name = full_name(stand, ziel.nr)
        titel = f"{ziele} von {name}"
        kopf = [
            _HEADINGS[min(gruppe.tiefe, len(_HEADINGS) - 1)]([html.Small(name), ziel.kurztitel]),
            html.P(_facts(lage, ziel, bewertung, beispiel), className="fakten-zeile"),
        ]
    tafel = tabelle(
        _columns(kontext, mit_bilanz=mit_bilanz),
        [_row(lage, u, beispiel, mit_bilanz=mit_bilanz) for u in unterziele],
        beispiel.title(titel),
        f"unterziele {_width(kontext)} {beispiel.klasse}".strip(),
    )
    # Where an Oberziel holds other ones alone, there is no row to show.
    zeigt = bool(unterziele) or ziel is None or not stand.unterziele_von(ziel.nr)
    teile = [*kopf, *([tafel] if zeigt else []), *([] if ziel is None else _wordings(ziel))]
    if not gruppe.tiefe or ziel is None:
        return teile
    return [html.Div(teile, className="untergruppe", id=_anchor(ziel.nr))]


def _width(kontext: Kontext) -> str:
    """All tables of the page are aligned: they are wide enough for the longest number of an Unterziel."""
    nummern = (ziel.nr for ziel in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL))
    return "lange-nr" if any(len(nr) > _SHORT_NUMBER for nr in nummern) else ""


def _facts(lage: Lage, ziel: Ziel, bewertung: Zielbewertung, beispiel: Beispielzeichen) -> list[Component]:
    kontext = lage.kontext
    teile: list[Component] = [status_chip(bewertung.stand)]
    if bewertung.zielerreichung is not None:
        ist, soll = (format_percent(x, 0) for x in (bewertung.zielerreichung, bewertung.soll_zielerreichung))
        teile.append(
            html.Span([html.Strong(ist), f" erreicht, Soll {soll}", *beispiel.sign(bewertung.herkunft)])
        )
    teile.append(html.Span(f"{bewertung.bewertet} von {bewertung.anzahl}{_ziele_word(kontext)} bewertet"))
    if bewertung.schwaechste is not None:
        nr = bewertung.schwaechste
        teile.append(html.Span(["schwächstes: ", html.A(nr, href=kontext.link_ziel(nr))]))
    mittel = lage.mittel
    if mittel is not None:
        euro = sum(
            (
                mittel.je_unterziel[u.nr][Positionsart.AUFWENDUNGEN]
                for u in kontext.stand.unterziele_von(ziel.nr)
            ),
            Decimal(0),
        )
        text = f"{format_euro_short(euro)} Aufwendungen {kontext.jahr}"
        teile.append(html.Span([text, *beispiel.sign(mittel.herkunft)]))
    worte = beispiel.words("Alle Zahlen hier")
    return [*teile, html.Span(worte, className="bsp-kopf")] if worte else teile


def _ziele_word(kontext: Kontext) -> str:
    """What a sentence calls several Unterziele: our word, none where the county has its own (of unknown case)."""
    is_ours = kontext.stand.zielsystem.plural_of(Ebene.UNTERZIEL) == "Unterziele"
    return " Unterzielen" if is_ours else ""


def _wordings(ziel: Ziel) -> list[Component]:
    """All wordings that hold, each with its source, folded; nothing where the title says it all."""
    if len(ziel.fassungen) == 1 and ziel.wortlaut in {"", ziel.kurztitel}:
        return []
    titel = "Wortlaut" if len(ziel.fassungen) == 1 else f"Wortlaut in {len(ziel.fassungen)} Fassungen"
    fassungen = [
        html.P([f"„{f.wortlaut}“ ", html.Span(f.beschluss or "ohne Quelle", className="leise")])
        for f in ziel.fassungen
    ]
    return [html.Details([html.Summary(titel), *fassungen], className="wortlaut")]


def _goal_origins(lage: Lage, b: Zielbewertung) -> list[Herkunft | None]:
    """Herkunft of the figures of an Oberziel itself."""
    mittel = lage.mittel
    return [b.herkunft if b.zielerreichung is not None else None, None if mittel is None else mittel.herkunft]


def _origins(lage: Lage, nr: str) -> list[Herkunft | None]:
    """Herkunft of every figure in the row of an Unterziel."""
    bewertung, prognose, mittel = lage.gesamt.unterziele[nr], lage.prognosen[nr], lage.mittel
    return [
        bewertung.herkunft if bewertung.bewertet else None,
        prognose.herkunft if prognose.anteil is not None else None,
        None if mittel is None else mittel.herkunft_je_unterziel.get(nr),
    ]


def _columns(kontext: Kontext, *, mit_bilanz: bool) -> list[Spalte]:
    return [
        Spalte(html.Span("Nr.", className="nur-gelesen"), "nr"),
        Spalte(kontext.stand.zielsystem.word_of(Ebene.UNTERZIEL), "was", kopf=True),
        Spalte("Zielerreichung", "balken"),
        Spalte("Ist", "n ist", "Ist"),
        Spalte("Soll", "n soll", "Soll"),
        Spalte("Prognose", "n prog", "Prognose"),
        Spalte("Stand und Bilanz" if mit_bilanz else "Stand", "status"),
        Spalte("kommen an", "n an", "kommen an:"),
        Spalte(kontext.spanne, "verlauf"),
        Spalte(f"Mio. € {kontext.jahr}", "n euro", f"Mio. € {kontext.jahr}:"),
    ]


def _row(lage: Lage, ziel: Ziel, beispiel: Beispielzeichen, *, mit_bilanz: bool) -> list[Inhalt]:
    kontext, bewertung, prognose = lage.kontext, lage.gesamt.unterziele[ziel.nr], lage.prognosen[ziel.nr]
    status: list[str | Component] = [status_chip(bewertung.stand)]
    if mit_bilanz and bewertung.bilanz is not None:
        status.append(status_chip(bewertung.bilanz, vor="Bilanz: "))
    sign = beispiel.sign(bewertung.herkunft if bewertung.zielerreichung is not None else None)
    voraus = beispiel.sign(prognose.herkunft if prognose.anteil is not None else None)
    return [
        ziel.nr,
        [html.A(ziel.kurztitel, href=kontext.link_ziel(ziel.nr)), *_weakest(lage, bewertung)],
        _bar(lage, bewertung),
        [_share(lage, bewertung), *sign],
        format_percent(bewertung.soll_zielerreichung, 0),
        [format_percent(prognose.anteil, 0), *voraus],
        status,
        _arriving(lage, bewertung),
        ziel_sparkline(kontext, ziel.nr),
        _money(lage, ziel.nr, beispiel),
    ]


def _bar(lage: Lage, b: Zielbewertung) -> Svg:
    """The bar of all Kennzahlen, and under it a sign for each chosen one."""
    punkte = [
        Kennzahlpunkt(k.zielerreichung, k.stand, lage.kontext.stand.akte(k.nr).kennzahl.bezeichnung)
        for k in lage.members(b)
        if k.zielerreichung is not None
    ]
    werte = b.zielerreichung, b.soll_zielerreichung, lage.prognosen[b.nr].anteil
    bild = draw_zielbullet(*werte, zeichen_of(b.stand).farbe, punkte)
    return Svg(bild, describe_zielbullet(*werte, punkte), "breit")


def _share(lage: Lage, b: Zielbewertung) -> str | Component:
    """The roll-up, leading to the Kennzahlen it is made of."""
    text = format_percent(b.zielerreichung, 0)
    if b.zielerreichung is None:
        return text
    lesen = aria(label=f"{text}: die Kennzahlen dahinter")
    return html.A(text, href=lage.kontext.link_ziel(b.nr), className="beleg", **lesen)


def _weakest(lage: Lage, b: Zielbewertung) -> list[Component]:
    """Which Kennzahl is furthest behind its Soll, so that a mean hides none."""
    if not b.anzahl:
        return [html.Small("keine Kennzahl zugeordnet")]
    if b.schwaechste is None:
        return []
    schwach = lage.kontext.stand.akte(b.schwaechste).kennzahl
    link = html.A(schwach.bezeichnung, href=lage.kontext.link_kennzahl(schwach.nr))
    return [html.Small(["schwächste: ", link])]


def _arriving(lage: Lage, b: Zielbewertung) -> list[str | Component]:
    """How many of the chosen Kennzahlen are likely to arrive, of all that count; and how many are judged."""
    mitglieder = lage.members(b)
    bewertet = sum(k.is_assessable for k in mitglieder)
    if not mitglieder:
        return [UNKNOWN]
    an = sum(k.ausblick is Ausblick.VORAUSSICHTLICH_ERREICHT for k in mitglieder)
    zahl = f"{an} von {len(mitglieder)}" if bewertet else UNKNOWN
    return [zahl] if bewertet == len(mitglieder) else [zahl, html.Small(f"{bewertet} bewertet")]


def _money(lage: Lage, nr: str, beispiel: Beispielzeichen) -> list[str | Component]:
    """Aufwendungen of the year, leading to their lines."""
    mittel = lage.mittel
    if mittel is None or nr not in mittel.je_unterziel:
        return [UNKNOWN]
    euro = mittel.je_unterziel[nr][Positionsart.AUFWENDUNGEN]
    klein = 0 < euro < _KLEINSTE
    zahl = f"< {format_number(_KLEINSTE * 2 / _MIO, 1)}" if klein else format_number(euro / _MIO, 1)
    zeilen = html.A(
        zahl,
        href=lage.kontext.link("/haushalt", ziel=nr) + "#zeilen",
        className="beleg",
        **aria(label=f"{zahl} Mio. €: die Haushaltszeilen dahinter"),
    )
    return [zeilen, *beispiel.sign(mittel.herkunft_je_unterziel.get(nr))]
