"""Haushaltsseiten: layouts whose rows hold several kinds: one line for each side, differences checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from kek_dashboard.domain.befund import Befund
from kek_dashboard.importers.haushalt_abweichung import Abweichung
from kek_dashboard.importers.haushalt_spalten import Betragsspalte
from kek_dashboard.importers.haushalt_zeilen import Betragsart, Planposten, Zeilenbetrag
from kek_dashboard.importers.profil import SALDO, ZUSCHUSSBEDARF
from kek_dashboard.importers.profil_rahmen import SEITENNAME

#: What stands behind the words of a total, so that it is known which side it adds up.
SEITENWORT: Mapping[str, str] = {**SEITENNAME, SALDO: "Saldo", ZUSCHUSSBEDARF: "Zuschussbedarf"}


def list_seiten(spalten: Iterable[Betragsspalte]) -> tuple[str, ...]:
    """The sides of a table in the order of its columns; one empty name in a layout without sides."""
    return tuple(dict.fromkeys(spalte.seite for spalte in spalten)) or ("",)


def check_salden(
    salden: Mapping[str, Mapping[Betragsart, Zeilenbetrag]],
    posten: Iterable[Planposten],
    schritte: Mapping[Betragsart, Decimal],
) -> Iterator[Befund]:
    """Befunde where a stated Saldo of one row is not Erträge − Aufwendungen (Zuschussbedarf: turned round).

    Only where at least one side has an amount; a side left empty counts as nothing here.
    """
    zeilen = list(posten)
    for seite, betraege in salden.items():
        richtung = -1 if seite == ZUSCHUSSBEDARF else 1
        for spalte, genannt in betraege.items():
            teile = [
                betrag.eur if zeile.seite.eingehend else -betrag.eur
                for zeile in zeilen
                if (betrag := zeile.betraege.get(spalte)) is not None
            ]
            gezaehlt = richtung * sum(teile, Decimal())
            if teile and gezaehlt != genannt.datei_eur:
                erste = zeilen[0]
                yield Abweichung(
                    "saldo_weicht_ab",
                    f"{SEITENWORT[seite]} in Zeile {erste.zeile}",
                    spalte,
                    genannt.datei_eur,
                    gezaehlt,
                    len(teile),
                    schritte.get(spalte, Decimal()),
                    erste.blatt,
                    genannt.zelle,
                ).as_befund()
