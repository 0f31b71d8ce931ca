"""Spaltentabelle: a foreign sheet as it is, and above each column what it is, to be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.importers.kennzahltabellen import column_period
from kek_dashboard.importers.mappe import Blatt, Zelle, spaltenname
from kek_dashboard.importers.spaltenkopf import header_texts_of, is_figure, time_in
from kek_dashboard.importers.spaltenprofil import (
    FAKTOREN,
    KOPF,
    NICHT,
    ROLLE_WORT,
    Blattzuordnung,
    Spaltenrolle,
    Spaltenzuordnung,
)
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.pages.lieferungen.spalten_formular import (
    FAKTOR,
    FEST,
    KENNZAHL,
    ROLLE,
    ZEIT,
    ZEIT_TEXT,
)

_ZEILEN = 15
_DAVOR = 3
_LAENGSTER_TEXT = 60
#: More offers than this on one page are too many to send; further columns get theirs once they are values.
_MEISTE_ANGEBOTE = 6_000
_FAKTOR_WORT = {
    1: "wie sie dort stehen",
    1_000: "in Tausend (× 1.000)",
    1_000_000: "in Millionen (× 1.000.000)",
}

Angebot = tuple[str, str]


def sheet_table(blatt: Blatt, zuordnung: Blattzuordnung, stand: Datenstand) -> Component:
    """The first rows of a sheet around its header, with the choices above each column."""
    name = f"Blatt „{blatt.name}“: die ersten Zeilen, darüber die Wahl für jede Spalte"
    spalten = range(1, blatt.letzte_spalte + 1)
    kennzahlen = kennzahl_offers(stand)
    alle = len(spalten) * len(kennzahlen) <= _MEISTE_ANGEBOTE
    koepfe = header_texts_of(blatt, zuordnung.kopf_von, zuordnung.kopf_bis)
    wahlen = [
        html.Th(
            _choices(nr, koepfe.get(nr, ""), zuordnung.spalten.get(nr, NICHT), kennzahlen, alle=alle),
            scope="col",
            className=_used(zuordnung, nr),
        )
        for nr in spalten
    ]
    ecke = html.Th(html.Span("Zeile", className="nur-gelesen"), scope="col")
    return html.Div(
        html.Table(
            [
                html.Caption(name, className="nur-gelesen"),
                html.Thead(html.Tr([ecke, *wahlen])),
                html.Tbody([_row(blatt, zuordnung, nr, spalten) for nr in shown_rows(blatt, zuordnung)]),
            ],
            className="umgebung zuordnung",
        ),
        className="umgebung-rahmen",
        tabIndex="0",
        role="region",
        **aria(label=name),
    )


def shown_rows(blatt: Blatt, zuordnung: Blattzuordnung) -> list[int]:
    """The rows to show: the beginning of the sheet, or of its table where that is further down."""
    nummern = sorted(blatt.zeilen)
    if zuordnung.kopf_bis <= _ZEILEN // 2:
        return nummern[:_ZEILEN]
    return [nr for nr in nummern if nr >= zuordnung.kopf_von - _DAVOR][:_ZEILEN]


def kennzahl_offers(stand: Datenstand) -> list[Angebot]:
    """Every Kennzahl with its name, by number."""
    return [(nr, shortened(f"{nr} {akte.kennzahl.bezeichnung}")) for nr, akte in stand.akten.items()]


def choice_of(
    name: str, titel: str, werte: Iterable[Angebot | Component], gewaehlt: str = "", klasse: str = ""
) -> Component:
    """A native choice that is named for those who do not see where it stands."""
    optionen = [wert if isinstance(wert, Component) else option(*wert, gewaehlt) for wert in werte]
    return html.Select(optionen, id=name, name=name, className=klasse or None, **aria(label=titel))


def option(wert: str, text: str, gewaehlt: str) -> Component:
    """One entry of a choice."""
    marke: dict[str, Any] = {"selected": "selected"} if wert == gewaehlt else {}
    return html.Option(text, value=wert, **marke)


def shortened(text: str) -> str:
    """Text for a narrow place."""
    glatt = " ".join(text.split())
    return glatt if len(glatt) <= _LAENGSTER_TEXT else glatt[:_LAENGSTER_TEXT].rstrip() + " …"


def _choices(
    nr: int, kopf: str, spalte: Spaltenzuordnung, kennzahlen: list[Angebot], *, alle: bool
) -> list[Component]:
    """What a column is; for values also which Kennzahl, which Zeitraum, in which unit."""
    buchstabe = spaltenname(nr)
    rollen = [(rolle.value, wort) for rolle, wort in ROLLE_WORT.items()]
    rolle = choice_of(f"{ROLLE}-{nr}", f"Spalte {buchstabe} ist", rollen, spalte.rolle.value, "rolle")
    teile: list[Component] = [html.Span(buchstabe, className="buchstabe"), rolle]
    if not alle and spalte.rolle is not Spaltenrolle.WERT:
        return teile
    fest = spalte.zeit not in {"", KOPF}
    zeiten = [("", "Zeitraum: Zeile oder Blatt"), (FEST, "Zeitraum: angegeben …")]
    worte = time_in(kopf)
    if worte is not None or spalte.zeit == KOPF:
        zeiten.insert(1, (KOPF, f"Zeitraum: {_header_time(kopf, worte)}"))
    wann = FEST if fest else spalte.zeit
    weitere = [
        choice_of(
            f"{KENNZAHL}-{nr}", f"Spalte {buchstabe}: Kennzahl", [("", "Kennzahl: aus der Zeile"), *kennzahlen],
            spalte.kennzahl,
        ),
        choice_of(f"{ZEIT}-{nr}", f"Spalte {buchstabe}: Zeitraum", zeiten, wann, "zeit"),
        Eingabe(
            "text", f"{ZEIT_TEXT}-{nr}", spalte.zeit if fest else "", id=f"{ZEIT_TEXT}-{nr}",
            label=f"Spalte {buchstabe}: Zeitraum wie 2023 oder 31.12.2023", placeholder="z. B. 2023",
            attribute={"maxLength": 60, "className": "angegeben"},
        ),
        choice_of(
            f"{FAKTOR}-{nr}", f"Spalte {buchstabe}: Werte",
            [(str(faktor), f"Werte: {_FAKTOR_WORT[faktor]}") for faktor in FAKTOREN], str(spalte.faktor),
        ),
    ]  # fmt: skip
    return [*teile, html.Div(weitere, className="nur-wert")]


def _header_time(kopf: str, worte: str | None) -> str:
    angabe = None if worte is None else column_period(worte)
    return f"Überschrift ({worte})" if angabe is None else f"Überschrift ({angabe.zeitraum})" if kopf else ""


def _row(blatt: Blatt, zuordnung: Blattzuordnung, nummer: int, spalten: Iterable[int]) -> Component:
    ist_kopf = zuordnung.kopf_von <= nummer <= zuordnung.kopf_bis
    zeile: Mapping[int, Zelle] = blatt.zeilen.get(nummer, {})
    zellen = [
        html.Td(
            shortened(zeile[nr].roh) if nr in zeile else "",
            className=" ".join(
                filter(None, [_used(zuordnung, nr), "n" if nr in zeile and is_figure(zeile[nr]) else ""])
            )
            or None,
        )
        for nr in spalten
    ]
    kopf: list[str | Component] = [
        str(nummer),
        *([html.Span(" Überschrift", className="nur-gelesen")] if ist_kopf else []),
    ]
    return html.Tr([html.Th(kopf, scope="row"), *zellen], className="kopfzeile" if ist_kopf else None)


def _used(zuordnung: Blattzuordnung, nr: int) -> str:
    return "gewaehlt" if nr in zuordnung.spalten else ""
