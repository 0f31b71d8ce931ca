"""Belegkarten: the cell in its file, who brought and released it, what was read, and its other versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.haushalt import Betrag, Haushaltsposition
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Messwert
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import UNKNOWN, format_date, format_euro
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.session import Store
from kek_dashboard.store.zelle import Fund
from kek_dashboard.web.components.fundstelle import draw_place, linked
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.umgebung_zelle import draw_neighbourhood
from kek_dashboard.web.components.wertetabelle import herkunft_word
from kek_dashboard.web.components.zeichen import Inhalt, beispiel_tag
from kek_dashboard.web.originale import ORIGINALE
from kek_dashboard.web.pages.beleg.worte import (
    akte_of,
    amount_name,
    facts,
    fund_herkunft,
    fund_value,
    massnahme_nr,
    version_text,
)
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.zugang import roles_text


def may_see(kontext: Kontext, lieferung: Lieferung) -> bool:
    """Whether whoever asks may see the Lieferung itself, with the names of those who handled it."""
    return kontext.zugang.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, lieferung.fachbereich)


def neighbourhood_card(
    kontext: Kontext, store: Store, lieferung: Lieferung, ort: tuple[str, str], *, personenbezogen: bool
) -> Component:
    """The cell among its neighbours for those who may have the file; a sentence why not for all others."""
    return html.Section(
        [
            html.H2("Die Zelle in ihrer Umgebung"),
            *_neighbourhood(kontext, store, lieferung, ort, personenbezogen),
        ],
        className="karte",
    )


def _neighbourhood(
    kontext: Kontext,
    store: Store,
    lieferung: Lieferung,
    ort: tuple[str, str],
    personenbezogen: bool,  # noqa: FBT001
) -> list[Component]:
    name, zelle = ort
    if not kontext.zugang.darf_fuer(Aktion.DATEI_HERUNTERLADEN, lieferung.fachbereich):
        grund = "Die Kennzahl ist personenbezogen. " if personenbezogen else ""
        return [
            html.P(
                f"{grund}Die Nachbarzellen und die Originaldatei stehen nur denen offen, die diese Datei "
                f"herunterladen dürfen: {roles_text(Aktion.DATEI_HERUNTERLADEN)}, ein Fachbereich nur seine eigenen.",
                className="leise",
            )
        ]
    try:
        blatt = ORIGINALE.load_blatt(store, lieferung, name)
    except UnreadableWorkbookError as error:
        return [html.P(str(error))]
    if blatt is None:
        return [html.P(f"In der Datei ist heute kein Blatt „{name}“ zu finden.")]
    teile: list[Component] = []
    if blatt.verborgen:
        teile.append(html.P("Dieses Blatt ist in der Datei ausgeblendet.", className="leise"))
    return [*teile, draw_neighbourhood(blatt, zelle), _download(lieferung)]


def _download(lieferung: Lieferung) -> Component:
    return html.P(
        html.A(
            "Originaldatei herunterladen",
            href=f"/lieferung/{lieferung.nr}/datei",
            download=lieferung.dateiname,
        )
    )


def origin_card(
    kontext: Kontext, lieferung: Lieferung, ort: tuple[str, str], stelle: Fundstelle
) -> list[Component]:
    """File, hash, cell and who did what when; names only for those who see the Lieferungen."""
    offen = may_see(kontext, lieferung)

    def by(name: str) -> str:
        return f", {name}" if offen and name else ""

    nummer: Inhalt = f"Lieferung {lieferung.nr}"
    if offen:
        nummer = html.A(nummer, href=kontext.link(f"/lieferung/{lieferung.nr}"))
    frei = "noch nicht"
    if lieferung.freigegeben_am is not None:
        rueck = " (rückwirkend gesetzt)" if lieferung.rueckwirkend else ""
        frei = format_date(lieferung.freigegeben_am) + rueck + by(lieferung.freigegeben_von)
    zurueck = ""
    if lieferung.zurueckgezogen_am is not None:
        grund = f". Grund: {lieferung.grund}" if lieferung.grund else ""
        zurueck = format_date(lieferung.zurueckgezogen_am) + by(lieferung.zurueckgezogen_von) + grund
    angaben: list[tuple[str, Inhalt]] = [
        ("Datei", lieferung.dateiname),
        ("Blatt", ort[0]),
        ("Zelle", html.Strong(ort[1])),
        ("Dort stand, Wort für Wort", _literally(stelle)),
        ("Gekommen mit", nummer),
        ("Fachbereich", lieferung.fachbereich),
        ("Eingegangen", _arrival(lieferung) + by(lieferung.absender)),
        ("Freigegeben", frei),
        ("Zurückgezogen", zurueck),
        ("SHA-256 der Datei", html.Code(lieferung.sha256)),
    ]
    return [
        html.H2("Woher"),
        html.Dl(
            [html.Div([html.Dt(titel), html.Dd(wert)]) for titel, wert in angaben if wert],
            className="angaben",
        ),
    ]


def _literally(stelle: Fundstelle) -> str:
    if stelle.gesperrt:
        return GESPERRT
    return f"„{stelle.roh}“" if stelle.roh else "nichts"


def _arrival(lieferung: Lieferung) -> str:
    """Day of arrival on the county's clock; other text as it is."""
    try:
        moment = datetime.fromisoformat(lieferung.eingegangen)
    except ValueError:
        return lieferung.eingegangen
    return format_date((moment.astimezone() if moment.tzinfo else moment).date())


def read_card(kontext: Kontext, fund: Fund, *, with_persons: bool) -> Component:
    """What was made of the cell, field by field, and the way to where it is shown."""
    herkunft = fund_herkunft(kontext, fund)
    zeilen: list[tuple[str, Inhalt]] = [*facts(kontext, fund, with_persons=with_persons)]
    if herkunft is not None:
        zeilen.append(("Herkunft", [herkunft_word(herkunft), *beispiel_tag(herkunft)]))
    if isinstance(fund.satz, Haushaltsposition):
        zeilen += [_amount(kontext, betrag) for betrag in fund.satz.betraege]
    return html.Section(
        [
            html.H2("Was daraus gelesen wurde"),
            html.Dl(
                [html.Div([html.Dt(titel), html.Dd(inhalt)]) for titel, inhalt in zeilen],
                className="steckbrief",
            ),
            *_shown_at(kontext, fund),
        ],
        className="karte",
    )


def _amount(kontext: Kontext, betrag: Betrag) -> tuple[str, Inhalt]:
    return amount_name(betrag), linked(kontext, format_euro(betrag.eur), betrag.fundstelle)


def _shown_at(kontext: Kontext, fund: Fund) -> list[Component]:
    """Where the figure appears."""
    akte = akte_of(kontext, fund.satz)
    nr = getattr(fund.satz, "nr", "") if fund.feld == "kennzahlen" else ""
    if akte is None and nr:
        akte = kontext.stand.akten.get(nr)
    if akte is not None:
        weg = html.A(f"Kennzahl {akte.nr} {akte.kennzahl.bezeichnung}", href=kontext.link_kennzahl(akte.nr))
        return [html.P(["Zu sehen unter ", weg])]
    massnahme = kontext.stand.massnahmen.get(massnahme_nr(fund))
    if massnahme is not None:
        name = f"Maßnahme {massnahme.nr} {massnahme.bezeichnung}"
        return [html.P(["Zu sehen unter ", html.A(name, href=kontext.link_massnahme(massnahme.nr))])]
    if fund.position is not None:
        p = fund.position
        s = p.schluessel
        adresse = kontext.link(
            "/haushalt",
            haushaltsjahr=p.haushaltsjahr,
            fassung=p.fassung,
            suche=f"{s.produkt} {s.konto} {s.investition}".strip(),
        )
        return [html.P(["Zu sehen unter ", html.A(f"Haushalt {p.haushaltsjahr}", href=adresse + "#zeilen")])]
    return []


def counting(fund: Fund, lieferungen: Mapping[int, Lieferung]) -> Any:  # noqa: ANN401 - any kind of record
    """The version that counts on the Wissensstand; ``None`` where none is released.

    Source: ``store.load``: the newest released one; a cell without a value never replaces a value.
    """
    frei = [
        satz
        for satz in fund.versionen
        if lieferungen[satz.fundstelle.lieferung].stand is Lieferstand.FREIGEGEBEN
    ]
    mit_wert = [
        satz for satz in frei if not isinstance(satz, Messwert) or satz.wert is not None or satz.is_withheld
    ]
    return (mit_wert or frei or [None])[-1]


def versions_card(kontext: Kontext, fund: Fund, lieferungen: Mapping[int, Lieferung]) -> list[Component]:
    """Every version of the same thing in the order of release, each with its own Zellenpass."""
    gezeigt = [satz for satz in fund.versionen if is_open(kontext, lieferungen[satz.fundstelle.lieferung])]
    if len(gezeigt) == 1:
        satz = "Es gibt bisher nur diese eine Version: Sie wurde nie ersetzt."
        return [html.Section([html.H2("Frühere und spätere Versionen"), html.P(satz)], className="karte")]
    zaehlt = counting(fund, lieferungen)
    spalten = [
        Spalte("Freigegeben", "zahl", kopf=True),
        Spalte("Wert", "n", "Wert:"),
        Spalte("gegenüber der Version davor", "", "Änderung:"),
        Spalte("Woher", "woher"),
        Spalte("Stand", "leise", "Stand:"),
    ]
    zeilen: list[list[Inhalt]] = []
    vorige: Any = None
    for satz in gezeigt:
        lieferung = lieferungen[satz.fundstelle.lieferung]
        wert, anders = version_text(kontext, satz, vorige)
        is_hier = satz is fund.satz or satz.fundstelle == fund.satz.fundstelle
        zeilen.append(
            [
                format_date(lieferung.freigegeben_am) if lieferung.freigegeben_am else "noch nicht",
                html.Strong(wert) if is_hier else wert,
                anders or UNKNOWN,
                [
                    f"{lieferung.dateiname} · ",
                    "diese Zelle" if is_hier else draw_place(kontext, satz.fundstelle),
                ],
                _version_state(lieferung, is_counting=satz is zaehlt),
            ]
        )
        vorige = satz
    titel = "Frühere und spätere Versionen"
    return [html.Section([html.H2(titel), tabelle(spalten, zeilen, titel, "fassungen")], className="karte")]


def is_open(kontext: Kontext, lieferung: Lieferung) -> bool:
    """Whether what it brought may be shown: it was released once, or one may see it while it waits."""
    return lieferung.freigegeben_am is not None or may_see(kontext, lieferung)


def _version_state(lieferung: Lieferung, *, is_counting: bool) -> str:
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return f"zurückgezogen am {format_date(lieferung.zurueckgezogen_am)}"
    if lieferung.stand is Lieferstand.WARTET:
        return "wartet auf Freigabe"
    return "zählt" if is_counting else "ersetzt"


def state_text(kontext: Kontext, fund: Fund, lieferungen: Mapping[int, Lieferung]) -> str:
    """Whether this version counts, in one sentence."""
    lieferung = lieferungen[fund.satz.fundstelle.lieferung]
    wann = "heute" if kontext.wissensstand is None else f"am {format_date(kontext.wissensstand)}"
    if lieferung.stand is Lieferstand.WARTET:
        return "Die Lieferung wartet auf Freigabe; der Wert zählt noch nicht."
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN:
        return f"Die Lieferung wurde am {format_date(lieferung.zurueckgezogen_am)} zurückgezogen; er zählt nicht mehr."
    zaehlt = counting(fund, lieferungen)
    if zaehlt is None or zaehlt.fundstelle == fund.satz.fundstelle:
        return f"Das zählt {wann}."
    ersatz = fund_value(kontext, zaehlt)
    wodurch = f" durch **{ersatz}**" if ersatz else ""
    tag = lieferungen[zaehlt.fundstelle.lieferung].freigegeben_am
    return f"Eine spätere Lieferung hat es am {format_date(tag)}{wodurch} ersetzt."
