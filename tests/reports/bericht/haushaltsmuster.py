"""Haushaltsmuster: a small Haushalt with everything a Haushaltsbericht has to say, and the source it is made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import (
    Betrag,
    Bezug,
    Haushalt,
    HaushaltsZuordnung,
    Planzeile,
    Positionsart,
    Produkt,
    Wertart,
)
from kek_dashboard.domain.kennzahl import Kennzahl, Messwert, Zieltyp, Zielwert
from kek_dashboard.domain.massnahme import Fachbereich
from kek_dashboard.domain.mitteleinsatz import mitteleinsatz
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.reports.bericht.durchgang import all_blocks
from kek_dashboard.reports.bericht.form import Bericht, Tabelle
from kek_dashboard.reports.bericht.quelle import Berichtskopf, Berichtsquelle
from kek_dashboard.store.session import Store
from tests.domain.test_mitteleinsatz import JAHR, a_line, a_stand, rule

TAG = date(2026, 1, 1)
#: Words that a spreadsheet program could take for a formula, a number, a joker or an escape.
BOESE = (
    "=1+1",
    "+49 5351",
    "-5",
    "@SUM(A1)",
    "\tx",
    '=HYPERLINK("http://x")',
    "_x0041_",
    "'",
    "#N/A",
    "a*b?~",
)


def named(
    zeile: Planzeile, bezeichnung: str = "Zeile", *, teilhaushalt: str = "03", produkt: str = ""
) -> Planzeile:
    """The line in a Teilhaushalt, with a name and the name of its Produkt."""
    position = zeile.position
    position = replace(
        position,
        bezeichnung=bezeichnung,
        produktbezeichnung=produkt,
        schluessel=replace(position.schluessel, teilhaushalt=teilhaushalt),
    )
    return replace(zeile, position=position)


def with_years(zeile: Planzeile, **betraege: str) -> Planzeile:
    """The line with amounts of other years: ``ergebnis_2017="1.00"``."""
    gelesen = tuple(
        Betrag(Wertart(name.rpartition("_")[0]), int(name.rpartition("_")[2]), Decimal(eur))
        for name, eur in betraege.items()
    )
    return replace(zeile, position=replace(zeile.position, betraege=gelesen))


def all_lines() -> tuple[Planzeile, ...]:
    """Lines of every kind; some serve one goal, some several, some none."""
    boese = [named(a_line("P1", f"{4000000 + i}", f"{i}.0{i % 10}"), text) for i, text in enumerate(BOESE)]
    kita = with_years(
        named(a_line("P2", "4318000", "1000.10"), "Kita", produkt="Kindertagesstätten"),
        ergebnis_2017="900.01", ansatz_2018="950.00", planung_2020="1100.00", planung_2021="1200.00",
    )  # fmt: skip
    return (
        *boese,
        kita,
        named(a_line("P2", "3141000", "-7.77", Positionsart.ERTRAEGE), "Rückzahlung"),
        named(a_line("P1", "0100", "12345678.91", Positionsart.INVESTIVE_AUSZAHLUNGEN), "Bau"),
        named(a_line("0007", "4711000", "0.01"), "führende Nullen", teilhaushalt="01"),
        named(a_line("7", "4711000", "0.02"), "ohne führende Nullen", teilhaushalt="1"),
        named(a_line("611000", "3111000", "500.00", Positionsart.ERTRAEGE), "Umlage", teilhaushalt="*"),
        named(a_line("P2", "6811000", None, Positionsart.INVESTIVE_EINZAHLUNGEN), "ohne Ansatz"),
        named(a_line("P2", "4811000", "55.00", Positionsart.INTERNE_AUFWENDUNGEN), "intern", teilhaushalt=""),
    )


def full_stand(*regeln: HaushaltsZuordnung) -> Datenstand:
    """Goals, rules, wesentliche Produkte with and without Ziele, a Kennzahl with values and a target."""
    stand = a_stand(*regeln)
    k1 = stand.akten["K1"]
    gemessen = replace(
        k1,
        kennzahl=Kennzahl("K1", "Quote", "%", Zieltyp.STEIGERN, basisjahr=2016, basiswert=Decimal(10)),
        messwerte=tuple(
            Messwert("K1", Zeitraum(jahr), Decimal(wert)) for jahr, wert in ((2016, 10), (2017, 14))
        ),
        zielwerte=(Zielwert("K1", 2020, Decimal(50)),),
    )
    produkte = {
        "P2": Produkt("P2", "Kindertagesstätten", "03", wesentlich=True, ziele="Gute Betreuung",
                      fachbereich="GB Jugend", kennzahlen="K1, fremd"),
        "P9": Produkt("P9", "Ohne alles", "03", wesentlich=True),
        "P1": Produkt("P1", "Nicht wesentlich", "03"),
    }  # fmt: skip
    return replace(
        stand,
        akten=MappingProxyType({**stand.akten, "K1": gemessen}),
        produkte=MappingProxyType(produkte),
        organisation=MappingProxyType({"GB Jugend": Fachbereich("GB Jugend", leitung="E. Muster")}),
        haushalte=MappingProxyType({JAHR: ("beschlossen",)}),
        haushaltsstaende=MappingProxyType(
            {
                (JAHR, "beschlossen"): (
                    Haushaltsstatus(JAHR, "beschlossen", Planstatus.BESCHLOSSEN, date(2018, 12, 12)),
                )
            }
        ),
        satzungssummen=MappingProxyType(
            {
                (JAHR, "beschlossen"): (
                    Satzungssumme(JAHR, "beschlossen", Festsetzung.ORDENTLICHE_ERTRAEGE, Decimal("500.00")),
                )
            }
        ),
    )


def usual_rules() -> tuple[HaushaltsZuordnung, ...]:
    """P1 in thirds that leave a cent or two, P2 for a Kennzahl of two goals and for a Maßnahme."""
    return (
        rule(Bezug.UNTERZIEL, "1.1", "33.33"),
        rule(Bezug.UNTERZIEL, "1.10", "33.33"),
        rule(Bezug.KENNZAHL, "K2", "50", produkt="P2"),
        rule(Bezug.MASSNAHME, "M1", "50", produkt="P2"),
    )


def source(
    store: Store,
    zeilen: tuple[Planzeile, ...] | None = None,
    stand: Datenstand | None = None,
    jahr: int = JAHR,
) -> Berichtsquelle:
    """What a report is made from; the data are laid into its memory, the ``store`` is asked for nothing."""
    stand = full_stand(*usual_rules()) if stand is None else stand
    auftrag = Berichtsauftrag(Berichtsart.HAUSHALT, jahr, TAG)
    quelle = Berichtsquelle(store, auftrag, Berichtskopf(adresse="https://kek.example"))
    haushalt = Haushalt(JAHR, "beschlossen", all_lines() if zeilen is None else zeilen, ("beschlossen",))
    quelle._gemerkt[("stand", TAG)] = stand
    quelle._gemerkt[("mittel", JAHR, None)] = mitteleinsatz(haushalt, stand)
    return quelle


def tables(bericht: Bericht, anfang: str) -> list[Tabelle]:
    """The tables whose titles begin like this."""
    return [b for b in all_blocks(bericht) if isinstance(b, Tabelle) and b.titel.startswith(anfang)]
