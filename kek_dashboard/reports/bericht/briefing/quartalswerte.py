"""Quartalswerte: the newest quarter of each Kennzahl that has quarters, beside its newest Jahreswert."""

from __future__ import annotations

from types import MappingProxyType

from kek_dashboard.domain.kennzahl import Aggregation, Kennzahlakte, Messwert
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.zeitraum import Periode, Zeitraum
from kek_dashboard.formats import UNKNOWN, format_zeitraum
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.bezug import Anzahl
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.briefing.liste import Liste
from kek_dashboard.reports.bericht.form import Spalte, Spaltenart, Tabelle, Text, Wert, Wort, Zeile
from kek_dashboard.reports.bericht.kennzahlwort import gemessen, kennzahl_name, kurz, newest

_AUS = MappingProxyType(
    {
        Aggregation.LETZTER: "letztem Wert",
        Aggregation.SUMME: "Summe",
        Aggregation.MITTEL: "Mittel",
        Aggregation.KUMULIERT: "letztem Wert",
    }
)


def quarters(lage: Lage) -> Liste:
    """The newest quarter of each Kennzahl that is measured by quarters, beside its newest Jahreswert."""
    neueste = [
        (akte, m)
        for akte in lage.stand.eigene_akten.values()
        if (m := _newest_quarter(lage, akte)) is not None
    ]
    neueste.sort(
        key=lambda paar: (tuple(-teil for teil in paar[1].zeitraum.sort_key), nummer_key(paar[0].nr))
    )
    alle = bezug.auskunft("werte", lage.jahr, "kennzahlen")
    return Liste(
        "Was sagt das neueste Quartal?",
        Tabelle(
            "Neuestes Quartal neben dem Jahreswert",
            (
                Spalte("Kennzahl", anteil=5.6),
                Spalte("Einheit", anteil=2),
                Spalte("Quartal", Spaltenart.ZAHL, anteil=1.5),
                Spalte("Wert", Spaltenart.ZAHL, anteil=1.6),
                Spalte("Jahr zuvor", Spaltenart.ZAHL, anteil=1.8),
                Spalte("Jahreswert", Spaltenart.ZAHL, anteil=2.3),
                Spalte("gebildet aus", anteil=2.3),
            ),
            tuple(_quarter(lage, akte, messwert) for akte, messwert in neueste),
        ),
        tuple(Anzahl(alle, (("nr", (akte.nr,)),)) for akte, _ in neueste),
        ("Keine Kennzahl hat Quartalswerte.",),
        lage.herkunft,
    )


def _newest_quarter(lage: Lage, akte: Kennzahlakte) -> Messwert | None:
    return max(
        (
            m
            for m in akte.messwerte
            if m.zeitraum.periode is Periode.QUARTAL and m.wert is not None and m.zeitraum.jahr <= lage.jahr
        ),
        key=lambda m: m.zeitraum.sort_key,
        default=None,
    )


def _quarter(lage: Lage, akte: Kennzahlakte, messwert: Messwert) -> Zeile:
    b, wann = lage.gesamt.kennzahlen[akte.nr], messwert.zeitraum
    frueher = Zeitraum(wann.jahr - 1, wann.periode, wann.nummer)
    vorjahr = next((m for m in akte.messwerte if m.zeitraum == frueher and m.wert is not None), None)
    jahreswert: Text = (UNKNOWN,)
    if b.ist is not None:
        ist = newest(akte, b, bezug.kennzahl(lage.jahr, akte.nr, "ist"), mit_einheit=False)
        jahreswert = (Wort(f"{b.jahr}: "), ist)
    return Zeile(
        (
            (kennzahl_name(lage.stand, akte.nr, 46),),
            (Wort(kurz(akte.kennzahl.einheit, 24)),),
            (Wort(format_zeitraum(wann)),),
            (_value(lage, akte, messwert),),
            (UNKNOWN,) if vorjahr is None else (_value(lage, akte, vorjahr),),
            jahreswert,
            (_AUS[akte.kennzahl.aggregation],),
        )
    )


def _value(lage: Lage, akte: Kennzahlakte, messwert: Messwert) -> Wert:
    stelle = bezug.auskunft(
        "werte",
        lage.jahr,
        "kennzahlen",
        f"nr={akte.nr}",
        "messwerte",
        f"zeitraum={messwert.zeitraum}",
        "wert",
    )
    return gemessen(
        akte, messwert.wert, stelle, messwert.herkunft or akte.kennzahl.herkunft, mit_einheit=False
    )
