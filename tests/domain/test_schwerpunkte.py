"""Schwerpunkte: each Maßnahme stands below the Stärke it names, and no Stärke is left out for having none."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.schwerpunkte import schwerpunkte
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung

FELDER = (
    ("1.1.1", "Umnutzung von Hofstellen", "Umnutzung landwirtschaftlicher Hofstellen"),
    ("1.1.2", "Sicherheit", "Sicherheit"),
    ("1.1.10", "Breitband", "hochleistungsfähige Breitbandanschlüsse"),
)


def a_county(*woerter: str, unterziel: str = "1.1") -> Datenstand:
    ziele = {nr: Ziel((Zielfassung(nr, Ebene.HANDLUNGSFELD, kurz, lang),)) for nr, kurz, lang in FELDER}
    massnahmen = {f"M-{i}": Massnahme(f"M-{i}", unterziel, "Tun", wort) for i, wort in enumerate(woerter, 1)}
    return Datenstand(
        date(2026, 1, 1), ziele=MappingProxyType(ziele), massnahmen=MappingProxyType(massnahmen)
    )


def told(stand: Datenstand) -> list[tuple[str, bool, list[str]]]:
    return [(s.name, s.feld is not None, [m.nr for m in s.massnahmen]) for s in schwerpunkte(stand, "1.1")]


def test_a_massnahme_may_name_number_short_title_or_wording_of_its_staerke():
    stand = a_county("1.1.1", "umnutzung  von Hofstellen", "Umnutzung landwirtschaftlicher Hofstellen")
    assert told(stand)[0] == ("Umnutzung von Hofstellen", True, ["M-1", "M-2", "M-3"])


def test_a_staerke_without_a_massnahme_stays_and_what_names_none_comes_last():
    assert told(a_county("Anbindung", "", "Breitband", "Anbindung")) == [
        ("Umnutzung von Hofstellen", True, []),
        ("Sicherheit", True, []),
        ("Breitband", True, ["M-3"]),
        ("Anbindung", False, ["M-1", "M-4"]),
        ("", False, ["M-2"]),
    ]


def test_massnahmen_of_another_unterziel_are_not_told():
    assert [massnahmen for *_, massnahmen in told(a_county("Sicherheit", unterziel="1.2"))] == [[], [], []]
