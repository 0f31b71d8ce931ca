"""Form of the Kennzahlen: JSON of values, of what is owed, and of what can be judged. Unknown is null, never 0."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kek_dashboard.charts.regeln import GRENZEN
from kek_dashboard.cli.form import number
from kek_dashboard.domain.datenschuld import Datenschuld, datenschulden
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand, faelligkeiten
from kek_dashboard.domain.kennzahl import Kennzahlakte, Zielwert
from kek_dashboard.domain.messbarkeit import Fehlstelle, Zielmessbarkeit, find_hindernis, messbarkeiten
from kek_dashboard.domain.prognosespanne import Prognosespanne, prognosespanne
from kek_dashboard.domain.smart import Erfuellung, Smartpruefung, pruefe_alle
from kek_dashboard.domain.sollvergleich import sollvergleich
from kek_dashboard.domain.zielerreichung import Bewertung, bewerte
from kek_dashboard.domain.zusammenfassung import bewerte_alles


def werte_json(stand: Datenstand, jahr: int) -> dict[str, Any]:
    """``werte --jahr N``: what was delivered and decided of each Kennzahl, and its Jahreswerte as judged at N.

    Values, like Jahreswerte, are those of years up to N; targets are all that hold. ``jahreswerte`` has every year
    from the first to the last that says anything: ``wert`` null = no value, ``soll`` (in a Korridor ``untergrenze``
    and ``obergrenze``) what is asked in that year, ``differenz`` between them as the pages tell it. ``gesperrt`` stands
    only at a Messwert that is not shown (``domain.geheimhaltung``).
    """
    return {
        "jahr": jahr,
        "wissensstand": stand.wissensstand.isoformat(),
        "kennzahlen": [_values(akte, bewerte(akte, jahr)) for akte in stand.akten.values()],
    }


def _values(akte: Kennzahlakte, b: Bewertung) -> dict[str, Any]:
    k = akte.kennzahl
    return {
        "nr": akte.nr,
        "einheit": k.einheit,
        "zieltyp": k.zieltyp.value,
        "basisjahr": k.basisjahr,
        "basiswert": decimal(k.basiswert),
        "untergrenze": decimal(k.untergrenze),
        "obergrenze": decimal(k.obergrenze),
        "toleranz": decimal(k.toleranz),
        "messwerte": [
            {
                "zeitraum": str(m.zeitraum),
                "wert": decimal(m.wert),
                "status": m.status.value,
                "stichtag": day(m.stichtag),
                "herkunft": (m.herkunft or k.herkunft).value,
                **({"gesperrt": True} if m.is_withheld else {}),
            }
            for m in akte.messwerte
            if m.zeitraum.jahr <= b.berichtsjahr
        ],
        "zielwerte": [_target(ziel) for ziel in akte.zielwerte],
        "fruehere_zielwerte": [_target(ziel) for ziel in akte.fruehere_zielwerte],
        "reihenbrueche": [
            {"ab": str(bruch.ab), "grund": bruch.grund, "basiswert_neu": decimal(bruch.basiswert_neu)}
            for bruch in akte.reihenbrueche
        ],
        "jahreswerte": [_year(b, jahr) for jahr in _years(akte, b)],
        "spanne": _reach(prognosespanne(akte, b)),
    }


def _target(ziel: Zielwert) -> dict[str, Any]:
    return {
        "jahr": ziel.jahr,
        "wert": decimal(ziel.wert),
        "gueltig_ab": day(ziel.gueltig_ab),
        "gueltig_bis": day(ziel.gueltig_bis),
        "beschluss": ziel.beschluss,
        "herkunft": ziel.herkunft.value,
    }


def _reach(spanne: Prognosespanne | None) -> dict[str, Any] | None:
    """The forecast as a page draws it, with the slowest and the fastest Tempo of late; shown, never judged."""
    if spanne is None:
        return None
    return {
        "jahr": spanne.jahr,
        "prognose": number(spanne.prognose),
        "unten": number(spanne.unten),
        "oben": number(spanne.oben),
    }


def _years(akte: Kennzahlakte, b: Bewertung) -> range:
    """All years that have a value or a target, those between, and the year after the Berichtsjahr."""
    jahre = [wert.jahr for wert in b.jahreswerte] + [ziel.jahr for ziel in akte.zielwerte]
    jahre += [b.berichtsjahr, b.berichtsjahr + 1] + [
        jahr for jahr in (akte.kennzahl.basisjahr,) if jahr is not None
    ]
    return range(min(jahre), max(jahre) + 1)


def _year(b: Bewertung, jahr: int) -> dict[str, Any]:
    vergleich = sollvergleich(b, jahr)
    unten, oben = vergleich.grenzen or (None, None)
    ist = None if vergleich.ist is None else vergleich.ist.wert
    return {
        "jahr": jahr,
        "wert": number(ist),
        "soll": number(vergleich.soll),
        "differenz": number(vergleich.differenz),
        "untergrenze": number(unten),
        "obergrenze": number(oben),
        "status": "" if vergleich.ist is None else vergleich.ist.aus[-1].status.value,
    }


def datenschuld_json(stand: Datenstand, jahr: int | None) -> dict[str, Any]:
    """``datenschuld``: per Fachbereich what was due by the Wissensstand, what came and what is owed (``offen``).

    ``jahr``: Zeiträume up to this year alone. What no Fachbereich is named for stands under ``nr`` "" and is not in
    ``ueberfaellig`` of the whole, for nobody owes it. ``spaeter``: overdue in the years after ``jahr``.
    """
    tag = stand.wissensstand
    alle = faelligkeiten(stand, tag)
    gezaehlt = [f for f in alle if jahr is None or f.zeitraum.jahr <= jahr]
    schulden = datenschulden(gezaehlt, lambda _name: False)
    return {
        "stichtag": tag.isoformat(),
        "jahr": jahr,
        "ueberfaellig": sum(len(s.ueberfaellig) for s in schulden if s.fachbereich),
        "spaeter": _overdue(f for f in alle if jahr is not None and f.zeitraum.jahr > jahr),
        "fachbereiche": [_debt(stand, schuld) for schuld in schulden],
    }


def _overdue(gesucht: Iterable[Faelligkeit]) -> int:
    return sum(f.stand is Faelligkeitsstand.UEBERFAELLIG and bool(f.fachbereich) for f in gesucht)


def _debt(stand: Datenstand, schuld: Datenschuld) -> dict[str, Any]:
    einheit = stand.organisation.get(schuld.fachbereich)
    return {
        "nr": schuld.fachbereich,
        "kuerzel": "" if einheit is None else einheit.kuerzel,
        "faellig": schuld.faellig,
        "geliefert": schuld.count(Faelligkeitsstand.GELIEFERT),
        "verspaetet": schuld.count(Faelligkeitsstand.VERSPAETET_GELIEFERT),
        "ohne_wert": schuld.count(Faelligkeitsstand.OHNE_WERT),
        "ueberfaellig": schuld.count(Faelligkeitsstand.UEBERFAELLIG),
        "noch_nicht_faellig": schuld.count(Faelligkeitsstand.OFFEN),
        "offen": [
            {
                "kennzahl": f.kennzahl_nr,
                "zeitraum": str(f.zeitraum),
                "faellig_am": f.faellig_am.isoformat(),
                "tage": f.tage,
            }
            for f in schuld.ueberfaellig
        ],
    }


def messbarkeit_json(stand: Datenstand, jahr: int) -> dict[str, Any]:
    """``messbarkeit --jahr N``: which Unterziele can be judged, what is missing, the criteria of each Kennzahl.

    ``anzahl`` are the Kennzahlen that count in the roll-up, ``bewertbar`` those of them with a judgement; ``grenzen``
    are the borders of the method, shares of 1 or numbers of years and values.
    """
    gesamt = bewerte_alles(stand, jahr)
    pruefungen = pruefe_alle(stand, gesamt)
    return {
        "jahr": jahr,
        "wissensstand": stand.wissensstand.isoformat(),
        "unterziele": [
            _measured(z, gesamt.unterziele[z.ziel.nr].anzahl) for z in messbarkeiten(stand, gesamt)
        ],
        "grenzen": {name: number(Fraction(wert)) for name, wert in GRENZEN.items()},
        "kennzahlen": [
            _criteria(akte, gesamt.kennzahlen[nr], pruefungen[nr]) for nr, akte in stand.eigene_akten.items()
        ],
    }


def _measured(z: Zielmessbarkeit, anzahl: int) -> dict[str, Any]:
    return {
        "nr": z.ziel.nr,
        "messbarkeit": z.messbarkeit.value,
        "kennzahlen": z.kennzahlen,
        "mit_ziel": z.mit_ziel,
        "bewertbar": z.bewertbar,
        "anzahl": anzahl,
        "abdeckung": number(z.abdeckung),
        "noch_noetig": z.noch_noetig,
        "luecken": [_gap(f) for f in z.fehlstellen],
    }


def _gap(f: Fehlstelle) -> dict[str, Any]:
    return {
        "hindernis": f.hindernis.value,
        "anzahl": len(f.akten),
        "kennzahlen": [akte.nr for akte in f.akten],
        "fachbereich": f.fachbereich,
        "blatt": "" if f.ort is None else f.ort.blatt,
        "spalte": "" if f.ort is None else f.ort.spalte,
    }


def _criteria(akte: Kennzahlakte, b: Bewertung, pruefung: Smartpruefung) -> dict[str, Any]:
    hindernis = find_hindernis(akte, b)
    entfaellt = pruefung.count(Erfuellung.ENTFAELLT)
    return {
        "nr": akte.nr,
        "hindernis": None if hindernis is None else hindernis.value,
        "smart_erfuellt": pruefung.count(Erfuellung.ERFUELLT),
        "smart_gesamt": len(pruefung.kriterien) - entfaellt,
        "offen": [k.kriterium.value for k in pruefung.offen],
        "kriterien": {k.kriterium.value: k.erfuellung.value for k in pruefung.kriterien},
    }


def decimal(wert: Decimal | None) -> int | float | None:
    """A delivered value as a JSON number."""
    return None if wert is None else number(Fraction(wert))


def day(tag: date | None) -> str | None:
    """A day as JSON has it."""
    return None if tag is None else tag.isoformat()
