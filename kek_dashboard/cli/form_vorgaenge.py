"""Form of what happens: JSON of changes since a day, of Maßnahmen, and of how a Haushaltsjahr goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kek_dashboard.charts.ursachenworte import cause_text
from kek_dashboard.cli.form import euro, number
from kek_dashboard.cli.form_kennzahlen import day, decimal
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VIER_ARTEN, Betrag, HaushaltsZuordnung
from kek_dashboard.domain.kennzahl import Messwert, Reihenbruch, UnterzielZuordnung, Zielwert
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.massnahmenstand import (
    Massnahmenstand,
    Schritt,
    alle_massnahmen,
    massnahmen_stichtag,
)
from kek_dashboard.domain.neuigkeit import Neuigkeit, Urteil, count_gruende, find_neuigkeiten
from kek_dashboard.domain.unterschied import Satz, Ursache, compare_datenstaende
from kek_dashboard.domain.ursachenart import Grund
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.vollzug import Vollzug, Vollzugssumme, Vollzugszeile
from kek_dashboard.domain.zielerreichung import Bewertung

# Names persons.
_PERSON = {"leitung", "email"}
_NAMEN = ("kennzahl_nr", "nr", "massnahme", "haushaltsjahr", "produkt", "konto", "unterziel", "name")


def aenderungen_json(damals: Datenstand, heute: Datenstand, jahr: int) -> dict[str, Any]:
    """``aenderungen --seit DATUM --jahr N``: what is told otherwise than on that day, with every cause.

    ``vorher`` and ``nachher`` are the Zielerreichung. ``durch``: causes that are told with a part and moved this
    subject too. ``gruende`` at the end counts each cause once. Worse before better, then by weight, as on the page.
    """
    unterschied = compare_datenstaende(damals, heute, jahr)
    neuigkeiten = find_neuigkeiten(unterschied)
    return {
        "seit": damals.wissensstand.isoformat(),
        "bis": heute.wissensstand.isoformat(),
        "jahr": jahr,
        "lieferungen": {"dazu": len(unterschied.dazu), "weg": len(unterschied.weg)},
        "neuigkeiten": [_news(heute, neuigkeit) for neuigkeit in neuigkeiten],
        "gruende": {art.value: anzahl for art, anzahl in count_gruende(neuigkeiten)},
    }


def _news(stand: Datenstand, n: Neuigkeit) -> dict[str, Any]:
    alt, neu = (b if isinstance(b, Bewertung) else None for b in (n.vorher, n.nachher))
    return {
        "gegenstand": n.gegenstand.value,
        "nr": n.nr,
        "bewegt": n.is_bewegt,
        "sichtbar": n.is_visible,
        "richtung": n.richtung.value,
        "vorher": None if n.vorher is None else number(n.vorher.zielerreichung),
        "nachher": None if n.nachher is None else number(n.nachher.zielerreichung),
        "stand_vorher": _stand(n.vorher),
        "stand_nachher": _stand(n.nachher),
        "ist_vorher": None if alt is None else number(alt.ist),
        "ist_nachher": None if neu is None else number(neu.ist),
        "jahr_vorher": None if alt is None else alt.jahr,
        "jahr_nachher": None if neu is None else neu.jahr,
        "gruende": [_cause(stand, grund) for grund in n.gruende],
        "teile": list(n.teile),
        "durch": [_cause(stand, grund) for grund in n.durch],
        "fassungen": [{"fassung": fassung, "aenderung": art.value} for fassung, art in n.fassungen],
        "herkunft": None if n.herkunft is None else n.herkunft.value,
    }


def _stand(urteil: Urteil | None) -> str | None:
    return None if urteil is None else urteil.stand.value


def _cause(stand: Datenstand, grund: Grund) -> dict[str, Any]:
    ursache = grund.ursache
    zeit = getattr(ursache.satz, "zeitraum", None) or getattr(ursache.satz, "jahr", None)
    return {
        "art": grund.art.value,
        "text": cause_text(stand, ursache).replace("**", ""),
        "was": ursache.feld,
        "aenderung": ursache.art.value,
        "nr": next((str(wert) for name in _NAMEN if (wert := getattr(ursache.satz, name, ""))), ""),
        "zeitraum": None if zeit is None else str(zeit),
        "alt": _value(ursache.alt),
        "neu": _value(ursache.neu),
        "felder": _fields(ursache),
    }


def _value(satz: Satz | None) -> int | float | None:
    """The number that a record is about: a value, a weight, a share in percent, what is done in percent."""
    match satz:
        case Messwert(wert=wert) | Zielwert(wert=wert) | Vergleichswert(wert=wert):
            return decimal(wert)
        case UnterzielZuordnung(gewicht=zahl) | HaushaltsZuordnung(anteil=zahl):
            return decimal(zahl)
        case Massnahme(fortschritt=fortschritt):
            return decimal(fortschritt)
        case Reihenbruch(basiswert_neu=basiswert):
            return decimal(basiswert)
    return None


def _fields(ursache: Ursache) -> list[dict[str, Any]]:
    """Each field that differs, before and after; who a person is stays with the Lieferung that says it."""
    return [
        {
            "nr": name,
            "alt": _plain(getattr(ursache.alt, name)),
            "neu": _plain(getattr(ursache.neu, name)),
        }
        for name in ursache.felder
        if name not in _PERSON
    ]


def _plain(wert: object) -> int | float | str | bool | None:
    """A field as JSON has it: numbers as numbers, everything else as its word."""
    if wert is None or isinstance(wert, bool):
        return wert
    if isinstance(wert, Decimal):
        return decimal(wert)
    return wert if type(wert) is int else str(wert)


def massnahmen_json(stand: Datenstand, jahr: int) -> dict[str, Any]:
    """``massnahmen --jahr N``: every Maßnahme with its milestones at the end of N, or on the Wissensstand before it.

    ``fortschritt`` is in percent, as whoever answers for it says; ``tage``: days behind the plan.
    """
    stichtag = massnahmen_stichtag(stand.wissensstand, jahr)
    alle = alle_massnahmen(stand, stichtag)
    return {
        "jahr": jahr,
        "wissensstand": stand.wissensstand.isoformat(),
        "stichtag": stichtag.isoformat(),
        "massnahmen": [_measure(m) for m in alle],
    }


def _measure(m: Massnahmenstand) -> dict[str, Any]:
    massnahme = m.massnahme
    return {
        "nr": massnahme.nr,
        "bezeichnung": massnahme.bezeichnung,
        "unterziele": [nr for nr in (massnahme.unterziel,) if nr],
        "fachbereich": massnahme.fachbereich,
        "beginn": day(massnahme.beginn),
        "ende": day(massnahme.ende),
        "status": massnahme.status.strip(),
        "fortschritt": decimal(massnahme.fortschritt),
        "meilensteine": [_step(schritt) for schritt in m.schritte],
        "meilensteine_erreicht": m.erreicht,
        "meilensteine_gesamt": len(m.schritte),
        "ueberfaellig": len(m.ueberfaellig),
        "herkunft": m.herkunft.value,
    }


def _step(schritt: Schritt) -> dict[str, Any]:
    meilenstein = schritt.meilenstein
    return {
        "bezeichnung": meilenstein.bezeichnung,
        "geplant": day(meilenstein.geplant),
        "erreicht": day(meilenstein.erreicht),
        "stand": schritt.stand.value,
        "tage": schritt.tage,
    }


def vollzug_json(vollzug: Vollzug, wissensstand: date) -> dict[str, Any]:
    """``vollzug --haushaltsjahr J``: plan, what is booked, Prognose and result, by line and Teilhaushalt.

    Money as text with two decimals. ``abweichung`` is Prognose − Ansatz, null where a line of the plan lacks its
    Prognose (``ohne_prognose`` says how many do).
    """
    summen = {art.value: _total(vollzug.summe(art)) for art in VIER_ARTEN}
    return {
        "haushaltsjahr": vollzug.haushaltsjahr,
        "fassung": vollzug.fassung,
        "wissensstand": wissensstand.isoformat(),
        "ist_stichtag": day(vollzug.ist_stichtag),
        "prognose_stichtag": day(vollzug.prognose_stichtag),
        "summen": summen,
        "teilhaushalte": [
            {"nr": nr, "bezeichnung": name, **_totals(vollzug, nr)} for nr, name in vollzug.teilhaushalte()
        ],
        "positionen": [_line(zeile) for zeile in vollzug.zeilen],
    }


def _totals(vollzug: Vollzug, teilhaushalt: str) -> dict[str, Any]:
    return {art.value: _total(vollzug.summe(art, teilhaushalt)) for art in VIER_ARTEN}


def _total(summe: Vollzugssumme) -> dict[str, Any]:
    return {
        "ansatz": _euro(summe.ansatz),
        "ist": _euro(summe.ist),
        "prognose": _euro(summe.prognose),
        "ergebnis": _euro(summe.ergebnis),
        "abweichung": _euro(summe.abweichung),
        "ohne_prognose": summe.ohne_prognose,
    }


def _line(zeile: Vollzugszeile) -> dict[str, Any]:
    position = zeile.position
    s = position.schluessel
    weitere = {"amt": s.amt, "investition": s.investition}
    return {
        "teilhaushalt": s.teilhaushalt,
        "produkt": s.produkt,
        "konto": s.konto,
        "bezeichnung": position.bezeichnung,
        "art": position.art.value,
        "ansatz": _euro(zeile.ansatz),
        "ist": _amount(zeile.ist),
        "prognose": _amount(zeile.prognose),
        "ergebnis": _amount(zeile.ergebnis),
        "abweichung": _euro(zeile.abweichung),
        "stichtag": None if zeile.prognose is None else day(zeile.prognose.stichtag),
        "herkunft": zeile.herkunft.value,
        **{name: wert for name, wert in weitere.items() if wert},
    }


def _euro(betrag: Decimal | None) -> str | None:
    return None if betrag is None else euro(betrag)


def _amount(betrag: Betrag | None) -> str | None:
    return None if betrag is None else euro(betrag.eur)
