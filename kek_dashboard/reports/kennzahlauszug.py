"""Kennzahlauszug: all that is known of one Kennzahl, as data for the files that leave the house."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.herkunft import OHNE_FUNDSTELLE, Fundstelle, Herkunft
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, Messwert, Zieltyp, Zielwert
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.runden import as_decimal
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.formats import format_date

BEISPIEL: Final = "Mit „beispiel“ bezeichnete Zahlen sind erfunden und sagen nichts über den Landkreis."
_NOT_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Kennzahlauszug:
    """A Kennzahl at one Berichtsjahr and Wissensstand; ``datenstand`` is the day of the newest release.

    ``system`` is the Zielsystem it is judged by, ``systeme`` all it speaks for.
    """

    akte: Kennzahlakte
    bewertung: Bewertung
    lieferungen: Mapping[int, Lieferung]
    unterziele: tuple[str, ...]
    wissensstand: date
    datenstand: date | None
    koerperschaft: str
    system: Zielsystem
    systeme: tuple[Zielsystem, ...]

    @property
    def titel(self) -> str:
        """Number and name."""
        return f"{self.akte.nr} {self.akte.kennzahl.bezeichnung}"

    @property
    def wann(self) -> str:
        """As of when, in one line."""
        return (
            f"Berichtsjahr {self.bewertung.berichtsjahr} · Wissensstand {format_date(self.wissensstand)} · "
            f"Datenstand {format_date(self.datenstand)}"
        )

    @property
    def urteil(self) -> tuple[str, str, str]:
        """Stand, Ausblick and Bilanz as words; the last one empty where there is none."""
        b = self.bewertung
        bilanz = "" if b.bilanz is None else zeichen_of(b.bilanz).wort
        return zeichen_of(b.stand).wort, zeichen_of(b.ausblick).wort, bilanz

    def lieferung(self, stelle: Fundstelle) -> Lieferung | None:
        """The file a record was read from."""
        return self.lieferungen.get(stelle.lieferung)


@dataclass(frozen=True, slots=True)
class Eingabe:
    """One figure that the calculation used or shows. ``art`` says what it is, ``zeit`` of when.

    ``text`` stands where the figure is none („k. A.“, a reason); ``soll`` is what the path or line asked for in the
    year of a value, ``gilt`` from when to when a target held.
    """

    art: str
    zeit: str
    wert: Decimal | None
    status: str = ""
    soll: Decimal | None = None
    beschluss: str = ""
    gilt: str = ""
    herkunft: Herkunft | None = None
    bemerkung: str = ""
    fundstelle: Fundstelle = OHNE_FUNDSTELLE


def eingaben(auszug: Kennzahlauszug) -> Iterator[Eingabe]:
    """Every input of the calculation: base and borders, targets, breaks, values, and the Jahreswerte made of them."""
    akte = auszug.akte
    yield from _master_data(akte.kennzahl)
    for ziele, art in ((akte.zielwerte, "Zielwert"), (akte.fruehere_zielwerte, "früherer Zielwert")):
        yield from (_target(z, art) for z in ziele)
    for bruch in akte.reihenbrueche:
        yield Eingabe("Reihenbruch", str(bruch.ab), bruch.basiswert_neu, herkunft=bruch.herkunft,
                      bemerkung=bruch.grund, fundstelle=bruch.fundstelle)  # fmt: skip
    yield from (_value(auszug, m, "Messwert") for m in akte.messwerte)
    yield from (_value(auszug, m, "früherer Messwert") for m in akte.fruehere)
    for wert in auszug.bewertung.jahreswerte:
        if len(wert.aus) > 1:
            yield Eingabe("Jahreswert (berechnet)", str(wert.jahr), _computed(wert.wert),
                          soll=_soll(auszug, wert.jahr), herkunft=auszug.bewertung.herkunft)  # fmt: skip


def _master_data(kennzahl: Kennzahl) -> Iterator[Eingabe]:
    """What is laid down for a Kennzahl beside its targets."""
    festgelegt: list[tuple[str, str, Decimal | None]] = []
    if kennzahl.zieltyp.is_way and kennzahl.basisjahr is not None:
        festgelegt.append(("Ausgangswert", str(kennzahl.basisjahr), kennzahl.basiswert))
    if kennzahl.zieltyp.is_way and kennzahl.rauschband is not None:
        festgelegt.append(("Rauschband", "", kennzahl.rauschband))
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        festgelegt += [("Untergrenze", "", kennzahl.untergrenze), ("Obergrenze", "", kennzahl.obergrenze)]
    if kennzahl.zieltyp.is_hold:
        festgelegt.append(("Toleranz", "", kennzahl.toleranz))
    for art, zeit, wert in festgelegt:
        herkunft = kennzahl.herkunft if art == "Ausgangswert" else kennzahl.ziel_herkunft
        yield Eingabe(art, zeit, wert, herkunft=herkunft, fundstelle=kennzahl.fundstelle)


def _target(z: Zielwert, art: str) -> Eingabe:
    zeiten = [(wort, tag) for wort, tag in (("ab", z.gueltig_ab), ("bis", z.gueltig_bis)) if tag is not None]
    return Eingabe(
        art,
        str(z.jahr),
        z.wert,
        beschluss=z.beschluss,
        gilt=" ".join(f"{wort} {format_date(tag)}" for wort, tag in zeiten),
        herkunft=z.herkunft,
        fundstelle=z.fundstelle,
    )


def _value(auszug: Kennzahlauszug, m: Messwert, art: str) -> Eingabe:
    gezaehlt = {id(eines) for wert in auszug.bewertung.jahreswerte for eines in wert.aus}
    status = [m.status.value] if m.status.value else []
    if m.is_withheld:
        status.append(GESPERRT)
    if m.zeitraum.jahr > auszug.bewertung.berichtsjahr:
        status.append("nach dem Berichtsjahr")
    elif art == "Messwert" and m.wert is not None and id(m) not in gezaehlt:
        status.append("nicht bewertet")
    return Eingabe(
        art,
        str(m.zeitraum),
        m.wert,
        status=", ".join(status),
        soll=_soll(auszug, m.zeitraum.jahr) if m.zeitraum.is_year else None,
        herkunft=m.herkunft or auszug.akte.kennzahl.herkunft,
        bemerkung=m.bemerkung,
        fundstelle=m.fundstelle,
    )


def _soll(auszug: Kennzahlauszug, jahr: int) -> Decimal | None:
    ziel = auszug.bewertung.weg or auszug.bewertung.linie
    wert = None if ziel is None else ziel.soll(jahr)
    return None if wert is None else _computed(wert)


def _computed(wert: Fraction) -> Decimal:
    """A computed value with the decimals it needs, at most six; never in powers of ten."""
    return Decimal(f"{as_decimal(wert).normalize():f}")


def file_name(auszug: Kennzahlauszug, endung: str) -> str:
    """Name of a file: number and Berichtsjahr, nothing that a file system could take for something else."""
    nr = _NOT_IN_A_FILE_NAME.sub("_", auszug.akte.nr).strip(".") or "ohne-Nummer"
    return f"kennzahl-{nr}-{auszug.bewertung.berichtsjahr}.{endung}"
