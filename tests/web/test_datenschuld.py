"""The page of debts: who owes what since when, for whom, up to which year, on which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import overdue_for
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahl, Kennzahlakte, Messwert, Zieltyp
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.web.pages.datenschuld import SEITE
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.vorrat import NUR_ZAHLEN
from kek_dashboard.web.zugang import Zugang
from tests.web import factories as f

HEUTE = date(2022, 6, 1)


def akte(nr: str, fachbereich: str, *jahre: int, **felder: Any) -> Kennzahlakte:
    stelle = Fundstelle("Werte", "C2", "1", 1)
    werte = tuple(Messwert(nr, Zeitraum(jahr), Decimal(1), fundstelle=stelle) for jahr in jahre)
    kennzahl = Kennzahl(
        nr, f"Name {nr}", "%", Zieltyp.STEIGERN, fachbereich=fachbereich, fundstelle=stelle, **felder
    )
    return Kennzahlakte(kennzahl, messwerte=werte)


AKTEN = (
    akte("1.1-01", "GB Jugend", 2018, 2019),
    akte("1.2-01", "Referat A", 2018),
    akte("1.3-01", "Referat A", 2018, 2019, 2020, 2021, frequenz=Frequenz.VIERTELJAEHRLICH),
    akte("1.4-01", "", 2018, 2019, 2020),
)


def stand(*akten: Kennzahlakte) -> Datenstand:
    lieferung = Lieferung(1, Lieferart.KENNZAHLEN, "1.xlsx", "", "", freigegeben_am=date(2018, 1, 1))
    return Datenstand(
        HEUTE,
        akten=MappingProxyType({a.nr: a for a in akten}),
        lieferungen=MappingProxyType({1: lieferung}),
    )


def seite(
    jahr: int = 2022, akten: tuple[Kennzahlakte, ...] = AKTEN, wer: Zugang | None = None, **query: str
) -> Component:
    kontext = Kontext(f.umgebung(), "/datenschuld", jahr, stand(*akten), None, {}, query, wer)
    return SEITE.render(kontext)


def walk(teil: object) -> Iterator[Component]:
    if isinstance(teil, list | tuple):
        for kind in teil:
            yield from walk(kind)
    elif isinstance(teil, Component):
        yield teil
        yield from walk(getattr(teil, "children", None))


def text(teil: object) -> str:
    if isinstance(teil, list | tuple):
        return "".join(map(text, teil))
    if isinstance(teil, Component):
        return getattr(teil, "label", "") or text(getattr(teil, "children", None))
    return "" if teil is None else str(teil)


def table(teil: Component, klasse: str) -> list[list[str]]:
    """The rows of the table of this class as texts, without its header."""
    tafel = next(c for c in walk(teil) if klasse in getattr(c, "className", "").split())
    rumpf = [c for c in walk(tafel) if type(c).__name__ == "Tr"]
    return [[text(zelle) for zelle in zeile.children] for zeile in rumpf[1:]]


def links(teil: Component) -> list[str]:
    return [str(getattr(c, "href", "")) for c in walk(teil) if getattr(c, "href", None)]


def lead(teil: Component) -> str:
    return text(next(c for c in walk(teil) if getattr(c, "className", "") == "vorspann")).replace("\xa0", " ")


def test_the_first_sentence_says_who_owes_what_since_when() -> None:
    assert lead(seite()) == (
        "2 Fachbereiche schulden 5 fällige Zahlen (am 01.06.2022, Zeiträume bis 2022). Am längsten fehlt 1.2-01 "
        "„Name 1.2-01“ für 2019 (Referat A): seit 30.03.2020, also 793 Tage."
    )


def test_every_fachbereich_has_its_counts() -> None:
    zeilen = table(seite(), "schulden")
    assert [zeile[0] for zeile in zeilen] == ["GB Jugend", "Referat A"]
    assert zeilen[0][1:6] == ["4", "2", "0", "0", "2"]
    assert zeilen[0][6] == "1.1-01 2020seit 31.03.2021"


def test_every_overdue_figure_has_its_day_and_the_ways_on() -> None:
    teil = seite(fachbereich="gb jugend")
    assert [z[:4] for z in table(teil, "ueberfaellig")] == [
        ["1.1-01", "Name 1.1-01", "2020", "31.03.2021"],
        ["1.1-01", "Name 1.1-01", "2021", "31.03.2022"],
    ]
    assert f"/vorlage?fachbereich={quote('GB Jugend').replace('%20', '+')}&jahr=2020" in links(teil)
    assert any(link.startswith("/kennzahl/1.1-01?") for link in links(teil))


def test_the_address_chooses_the_fachbereich_and_an_unknown_one_chooses_nothing() -> None:
    assert [z[0] for z in table(seite(fachbereich="Referat A"), "schulden")] == ["Referat A"]
    assert [z[0] for z in table(seite(fachbereich="Amt 99"), "schulden")] == ["GB Jugend", "Referat A"]


def test_the_berichtsjahr_limits_the_page_and_what_it_hides_is_said() -> None:
    teil = seite(2020, fachbereich="GB Jugend")
    assert [z[2] for z in table(teil, "ueberfaellig")] == ["2020"]
    assert "Nach dem Berichtsjahr 2020 gibt es eine weitere überfällige Zahl." in text(teil)
    assert "Nach dem Berichtsjahr" not in text(seite(2022))


def test_nobody_owes_a_kennzahl_without_fachbereich_and_that_is_said() -> None:
    assert all("1.4-01" not in zeile for zeile in table(seite(), "ueberfaellig"))
    assert "Eine ihrer Zahlen fehlt, aber niemand schuldet sie: Zu 1.4-01" in text(seite())
    assert lead(seite(fachbereich="–")).startswith("Diese Kennzahlen gehören zu keinem Fachbereich")


def test_the_matrix_has_each_kennzahl_and_year_in_words() -> None:
    zeilen = {zeile[0]: zeile[1:] for zeile in table(seite(), "matrix") if len(zeile) > 1}
    assert len(zeilen) == len(AKTEN)
    assert zeilen["1.1-01 Name 1.1-01"] == [
        "geliefert",
        "geliefert",
        "überfällig",
        "überfällig",
        "noch nicht fällig",
    ]
    assert zeilen["1.3-01 Name 1.3-01"][-1] == "I/2022 bis IV/2022 noch nicht fällig"


def test_the_matrix_can_be_scrolled_by_keyboard() -> None:
    region = next(c for c in walk(seite()) if getattr(c, "role", "") == "region")
    assert (getattr(region, "tabIndex", ""), getattr(region, "aria-label", "")) == (
        "0",
        "Vollständigkeit je Kennzahl und Jahr",
    )


def test_a_fachbereich_sees_its_own_first_and_its_own_vorlage_alone() -> None:
    konto = Akteur("amt", frozenset({Rolle.FACHBEREICH}), ("Referat A",))
    teil = seite(wer=Zugang(konto, is_angemeldet=True))
    assert [z[0] for z in table(teil, "schulden")] == ["Referat AIhr Fachbereich", "GB Jugend"]
    vorlagen = [link for link in links(teil) if link.startswith("/vorlage")]
    assert vorlagen and all("Referat+A" in link for link in vorlagen)


def test_a_reader_is_offered_no_vorlage() -> None:
    leser = Zugang(Akteur("ausschuss", frozenset({Rolle.LESER})), is_angemeldet=True)
    assert not [link for link in links(seite(wer=leser)) if link.startswith("/vorlage")]


def test_the_page_counts_what_the_bell_counts() -> None:
    owed = sum(int(zeile[5]) for zeile in table(seite(), "schulden"))
    assert owed == overdue_for(stand(*AKTEN), HEUTE)


def test_a_long_list_begins_with_the_oldest_and_can_be_opened() -> None:
    viele = (akte("1.3-05", "GB Jugend", frequenz=Frequenz.MONATLICH),)
    assert len(table(seite(akten=viele), "ueberfaellig")) == 15
    offen = table(seite(akten=viele, zeige="alle"), "ueberfaellig")
    assert len(offen) == overdue_for(stand(*viele), HEUTE) > 15


def test_nothing_owed_and_nothing_known_are_said_in_words() -> None:
    puenktlich = (akte("1.1-01", "GB Jugend", 2018, 2019, 2020, 2021, 2022),)
    assert lead(seite(akten=puenktlich)).startswith("Niemand schuldet eine fällige Zahl")
    assert "Noch ist keine Zahl zu liefern" in lead(seite(akten=()))
    spaeter = (replace(AKTEN[0], messwerte=(), kennzahl=replace(AKTEN[0].kennzahl, basisjahr=2021)),)
    assert "Alle Kennzahlen beginnen später" in lead(seite(2020, akten=spaeter))


def test_a_page_that_asks_who_looks_is_never_kept_for_others() -> None:
    assert SEITE.path not in NUR_ZAHLEN
