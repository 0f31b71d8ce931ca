"""Haushaltsform: what ``haushalt --format json`` says beyond the contract, for everything a Haushaltsbericht prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kek_dashboard.cli.form import euro, number
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.geldmatrix import NICHT_ZUGEORDNET, Gliederung, geldmatrizen
from kek_dashboard.domain.haushalt import VIER_ARTEN, Positionsart
from kek_dashboard.domain.luecken import Luecken, find_luecken
from kek_dashboard.domain.mitteleinsatz import Betraege, Mitteleinsatz
from kek_dashboard.domain.produktblatt import (
    Planspalte,
    Produktblatt,
    plan_columns,
    planwert,
    produktblaetter,
)
from kek_dashboard.domain.produktmittel import Produktmittel, ohne_ziel, produktmittel
from kek_dashboard.domain.satzung import compare_satzung
from kek_dashboard.domain.zusammenfassung import Gesamtbewertung, bewerte_alles


def haushalt_more_json(mittel: Mitteleinsatz, stand: Datenstand) -> dict[str, Any]:
    """Teilhaushalte, Produkte, Satzung, weiße Flecken and wesentliche Produkte; judged at the Haushaltsjahr."""
    haushalt = mittel.haushalt
    plan = (haushalt.haushaltsjahr, haushalt.fassung)
    gesamt = bewerte_alles(stand, haushalt.haushaltsjahr)
    spalten = plan_columns(haushalt)
    return {
        "status": [
            {"status": s.status.value, "am": s.am.isoformat()} for s in stand.haushaltsstaende.get(plan, ())
        ],
        "satzung": [
            {
                "festsetzung": v.summe.festsetzung.value,
                "eur": euro(v.summe.eur),
                "zeilen": _euro(v.zeilen),
                "differenz": _euro(v.differenz),
            }
            for v in compare_satzung(haushalt, stand.satzungssummen.get(plan, ()))
        ],
        "nicht_zugeordnet_gruende": [
            {"grund": p.grund.value, **_kinds(p.betraege), "zeilen": p.zeilen} for p in ohne_ziel(mittel)
        ],
        "teilhaushalte": _teilhaushalte(mittel),
        "produkte": [_produkt(p) for p in produktmittel(mittel)],
        "wesentliche_produkte": [
            _blatt(blatt, spalten, gesamt) for blatt in produktblaetter(haushalt, stand)
        ],
        "luecken": _luecken(find_luecken(mittel, stand, gesamt)),
    }


def _kinds(betraege: Betraege) -> dict[str, str]:
    return {art.value: euro(betraege[art]) for art in VIER_ARTEN}


def _euro(betrag: Decimal | None) -> str | None:
    return None if betrag is None else euro(betrag)


def _teilhaushalte(mittel: Mitteleinsatz) -> list[dict[str, Any]]:
    """Each Teilhaushalt with what of it serves which Unterziel, and what none."""
    matrizen = geldmatrizen(mittel, Gliederung.TEILHAUSHALT)
    posten = {p.nr: p for m in matrizen.values() for p in (*m.posten, *m.leere)}

    def field(art: Positionsart, nr: str, ziel: str) -> str:
        feld = matrizen[art].felder.get((nr, ziel))
        return euro(Decimal("0.00") if feld is None else feld.eur)

    def sums(nr: str, art: Positionsart) -> str:
        feld = matrizen[art].je_posten.get(nr)
        return euro(Decimal("0.00") if feld is None else feld.eur)

    return [
        {
            "nr": nr,
            "bezeichnung": p.bezeichnung,
            **{art.value: sums(nr, art) for art in VIER_ARTEN},
            "unterziele": [
                {"nr": ziel, **{art.value: field(art, nr, ziel) for art in VIER_ARTEN}}
                for ziel in mittel.je_unterziel
            ],
            "nicht_zugeordnet": {art.value: field(art, nr, NICHT_ZUGEORDNET) for art in VIER_ARTEN},
        }
        for nr, p in posten.items()
    ]


def _produkt(p: Produktmittel) -> dict[str, Any]:
    return {
        "teilhaushalt": p.teilhaushalt,
        "produkt": p.produkt,
        "bezeichnung": p.bezeichnung,
        "zeilen": p.zeilen,
        **_kinds(p.summen),
        "unterziele": [{"nr": nr, **_kinds(betraege)} for nr, betraege in p.je_unterziel.items()],
        "nicht_zugeordnet": _kinds(p.ohne_ziel),
        "herkunft": p.herkunft.value,
    }


def _blatt(blatt: Produktblatt, spalten: Iterable[Planspalte], gesamt: Gesamtbewertung) -> dict[str, Any]:
    spalten = tuple(spalten)
    p = blatt.produkt
    return {
        "produkt": p.produkt,
        "bezeichnung": p.bezeichnung,
        "teilhaushalt": p.teilhaushalt,
        "fachbereich": p.fachbereich or None,
        "ziele": p.ziele or None,
        "zeilen": blatt.zeilen,
        "spalten": [
            {
                "nr": spalte.nr,
                **{art.value: _euro(blatt.betrag(spalte, art)) for art in VIER_ARTEN},
                "saldo": _euro(blatt.saldo(spalte)),
            }
            for spalte in spalten
        ],
        "kennzahlen": [
            {"nr": nr, "spalten": [_werte(nr, s, gesamt) for s in spalten]} for nr in blatt.kennzahlen
        ],
        "massnahmen": list(blatt.massnahmen),
        "herkunft": p.herkunft.value,
    }


def _werte(nr: str, spalte: Planspalte, gesamt: Gesamtbewertung) -> dict[str, Any]:
    v = planwert(gesamt.kennzahlen[nr], spalte.jahr)
    unten, oben = v.grenzen or (None, None)
    return {
        "nr": spalte.nr,
        "jahr": spalte.jahr,
        "ist": number(None if v.ist is None else v.ist.wert),
        "soll": number(v.soll),
        "untergrenze": number(unten),
        "obergrenze": number(oben),
    }


def _luecken(luecken: Luecken) -> dict[str, Any]:
    def numbers(objekte: Iterable[Any]) -> list[Mapping[str, str]]:
        return [{"nr": objekt.nr} for objekt in objekte]

    return {
        "berichtsjahr": luecken.berichtsjahr,
        "ziele_ohne_geld": numbers(luecken.ziele_ohne_geld),
        "ziele_ohne_kennzahl": numbers((*luecken.ziele_ohne_kennzahl, *luecken.nur_beobachtet)),
        "kennzahlen_ohne_daten": [
            {"nr": k.akte.nr, "jahr": k.jahr, "max_alter": k.akte.kennzahl.max_alter}
            for k in (*luecken.kennzahlen_ohne_daten, *luecken.kennzahlen_ueberfaellig)
        ],
        "kennzahlen_ohne_geld": numbers(luecken.kennzahlen_ohne_geld),
        "massnahmen_ohne_geld": numbers(luecken.massnahmen_ohne_geld),
        "produkte_ohne_kennzahl": [{"nr": p.produkt} for p in luecken.produkte_ohne_kennzahl],
        "produkte_ohne_zeilen": [{"nr": p.produkt} for p in luecken.produkte_ohne_zeilen],
        "leere_zuordnungen": [
            {
                "produkt": z.zuordnung.produkt,
                "konto": z.zuordnung.konto,
                "bezug": z.zuordnung.bezug.value,
                "bezug_nr": z.zuordnung.bezug_nr,
                "grund": z.grund.value,
            }
            for z in luecken.leere_zuordnungen
        ],
    }
