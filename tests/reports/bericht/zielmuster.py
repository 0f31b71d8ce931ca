"""Zielmuster: two Unterziele with Kennzahlen, Maßnahmen and texts, and the source a report is made from."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import cast

import pikepdf

from kek_dashboard.domain.bericht import Berichtsart, Berichtsauftrag
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VOLLZUG, HaushaltsZuordnung
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import (
    Frequenz,
    Kennzahl,
    Kennzahlakte,
    Messwert,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Massnahme, Meilenstein
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.reports.bericht.durchgang import all_texts, plain
from kek_dashboard.reports.bericht.form import Bericht
from kek_dashboard.reports.bericht.pdf import write_pdf
from kek_dashboard.reports.bericht.quelle import Berichtskopf, Berichtsquelle
from kek_dashboard.store.session import Store

#: Nothing is asked of it: the data lie in the source's memory.
KEIN_STORE = cast("Store", None)
GUT, SCHLECHT = "60 64 69 73 78 82", "60 61 63 64 66 67"


def a_kennzahl(
    nr: str, ziel: str, werte: str, *, name: str = "", beschluss: str = "Drs. 1/2018"
) -> Kennzahlakte:
    """A Kennzahl that is to go from 60 in 2018 to 95 in 2026, with values from 2018 on."""
    return Kennzahlakte(
        Kennzahl(
            nr,
            name or f"Quote {nr}",
            "%",
            Zieltyp.STEIGERN,
            basisjahr=2018,
            basiswert=Decimal(60),
            fachbereich="GB X",
        ),
        (Zielwert(nr, 2026, Decimal(95), beschluss=beschluss),),
        tuple(Messwert(nr, Zeitraum(2018 + i), Decimal(wert)) for i, wert in enumerate(werte.split())),
        zuordnungen=(UnterzielZuordnung(nr, ziel),),
    )


def quarterly(akte: Kennzahlakte, **werte: str) -> Kennzahlakte:
    """The Kennzahl with quarters: ``q2023_1="12"``."""
    viertel = tuple(
        Messwert(akte.nr, Zeitraum.parse(f"{zeit[1:5]}-Q{zeit[-1]}"), Decimal(wert))
        for zeit, wert in werte.items()
    )
    kennzahl = replace(akte.kennzahl, frequenz=Frequenz.VIERTELJAEHRLICH)
    return replace(akte, kennzahl=kennzahl, messwerte=(*akte.messwerte, *viertel))


def a_stand(
    tag: date,
    *akten: Kennzahlakte,
    massnahmen: Iterable[Massnahme] = (),
    schritte: Iterable[Meilenstein] = (),
    ziele: Iterable[str] = ("1.1", "1.2"),
    kurztitel: str = "Ziel",
    haushalte: Iterable[int] = (),
    regeln: Iterable[HaushaltsZuordnung] = (),
) -> Datenstand:
    """A Datenstand with an Oberziel and its Unterziele; ``regeln`` map the plans of ``haushalte``."""
    zuordnungen = tuple(regeln)
    je_massnahme: dict[str, list[Meilenstein]] = {}
    for schritt in schritte:
        je_massnahme.setdefault(schritt.massnahme, []).append(schritt)
    fassungen = [Zielfassung("1", Ebene.OBERZIEL, kurztitel, "Oben.")]
    fassungen += [
        Zielfassung(nr, Ebene.UNTERZIEL, f"{kurztitel} {nr}", f"Wortlaut {nr}.", "Drs. 1/2018")
        for nr in ziele
    ]
    return Datenstand(
        tag,
        ziele=MappingProxyType({f.nr: Ziel((f,)) for f in fassungen}),
        akten=MappingProxyType({akte.nr: akte for akte in akten}),
        massnahmen=MappingProxyType({m.nr: m for m in massnahmen}),
        meilensteine=MappingProxyType({nr: tuple(liste) for nr, liste in je_massnahme.items()}),
        haushalte=MappingProxyType(dict.fromkeys(haushalte, ("beschlossen",))),
        haushaltszuordnungen=MappingProxyType(
            {jahr: tuple(r for r in zuordnungen if r.haushaltsjahr == jahr) for jahr in haushalte}
        ),
    )


def source(auftrag: Berichtsauftrag, *staende: Datenstand) -> Berichtsquelle:
    """What a report is made from; no Haushalt is known, and the store is asked for nothing."""
    quelle = Berichtsquelle(KEIN_STORE, auftrag, Berichtskopf(adresse="https://kek.example"))
    for stand in staende:
        quelle._gemerkt["stand", stand.wissensstand] = stand
    for jahr in range(2018, 2030):
        for fassung in (None, VOLLZUG):
            quelle._gemerkt["haushalt", jahr, fassung] = None
    return quelle


def briefing(jahr: int, quartal: int, tag: date) -> Berichtsauftrag:
    """The order of a briefing."""
    return Berichtsauftrag(Berichtsart.BRIEFING, jahr, tag, quartal)


def invented(akte: Kennzahlakte) -> Kennzahlakte:
    """The Kennzahl with a made-up target."""
    return replace(akte, zielwerte=tuple(replace(z, herkunft=Herkunft.BEISPIEL) for z in akte.zielwerte))


def words(bericht: Bericht) -> str:
    """All that is read in it, a line for each text."""
    return "\n".join(plain(text) for text in all_texts(bericht)).replace("\N{NO-BREAK SPACE}", " ")


def pages(bericht: Bericht) -> int:
    """How many sheets it takes on paper."""
    with pikepdf.open(io.BytesIO(write_pdf(bericht))) as pdf:
        return len(pdf.pages)
