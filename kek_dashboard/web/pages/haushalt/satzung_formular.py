"""Satzungsformular: the form in which totals and days of a plan are typed."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.haushaltsworte import STATUS_WORT, fassung_text
from kek_dashboard.charts.satzworte import FESTSETZUNG_WORT
from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.formularfelder import text_field
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.pages.haushalt.satzung_abgabe import (
    ABGEBEN,
    BEMERKUNG,
    BESCHLUSS,
    FELDER,
    LONGEST,
    LONGEST_BETRAG,
    betrag_feld,
    known_plan,
    tag_feld,
)
from kek_dashboard.web.seite import Kontext


def is_to_mend(kontext: Kontext) -> bool:
    """Whether the address brings back what was typed and could not be used: then its sentence stands at the form."""
    return any(kontext.query.get(name) for name in FELDER)


def satzung_form(kontext: Kontext, haushalt: Haushalt) -> list[Component]:
    """The form for whoever may deliver it; nothing for others and for the past."""
    if (
        kontext.umgebung.store is None
        or kontext.wissensstand is not None
        or not kontext.zugang.darf(Aktion.LIEFERN_ZUORDNUNG)
    ):
        return []
    plan = known_plan(kontext, haushalt.haushaltsjahr, haushalt.fassung)
    return [
        html.Form(
            [
                html.H2("Eintragen oder berichtigen"),
                *(render_meldung(kontext) if is_to_mend(kontext) else []),
                html.P(
                    f"Für den Haushalt {haushalt.haushaltsjahr}, Fassung {fassung_text(haushalt.fassung)}. Was leer "
                    "bleibt, bleibt, wie es ist. Ihre Angaben werden als Lieferung abgegeben und gelten, sobald sie "
                    "freigegeben sind.",
                    className="leise",
                ),
                html.Fieldset(
                    [
                        html.Legend("Summen von § 1 in Euro"),
                        html.Div(
                            [_summe_field(kontext, f, plan.summen.get(f)) for f in Festsetzung],
                            className="raster",
                        ),
                    ]
                ),
                html.Fieldset(
                    [
                        html.Legend("Der Weg dieser Fassung"),
                        html.Div(
                            [_tag_field(kontext, s, plan.tage.get(s)) for s in Planstatus],
                            className="raster tage",
                        ),
                    ]
                ),
                html.Div(
                    [
                        _text(
                            kontext,
                            BESCHLUSS,
                            "Beschluss, Drucksache",
                            "gilt für alles, was Sie oben angeben",
                        ),
                        _text(kontext, BEMERKUNG, "Bemerkung", "gilt für die Tage, die Sie oben angeben"),
                    ],
                    className="zwei",
                ),
                html.Button("Abgeben", type="submit", className="knopf haupt"),
            ],
            method="post",
            action=page_link(kontext, ABGEBEN, haushaltsjahr=plan.jahr, fassung=plan.fassung),
            className="karte formular satzungsformular",
            id="eintragen",
            **aria(label="Haushaltssatzung eintragen oder berichtigen"),
        )
    ]


def _summe_field(kontext: Kontext, festsetzung: Festsetzung, bisher: Satzungssumme | None) -> Component:
    name = betrag_feld(festsetzung)
    return text_field(
        name,
        FESTSETZUNG_WORT[festsetzung],
        wert=kontext.query.get(name, ""),
        hilfe="" if bisher is None else f"bisher {format_number(bisher.eur, 2)} €",
        inputMode="decimal",
        autoComplete="off",
        maxLength=LONGEST_BETRAG,
        placeholder="z. B. 249.763.400" if bisher is None else "unverändert",
    )


def _tag_field(kontext: Kontext, status: Planstatus, bisher: Haushaltsstatus | None) -> Component:
    name = tag_feld(status)
    hilfe = "" if bisher is None else f"bisher {format_date(bisher.am)}"
    return text_field(
        name, f"{STATUS_WORT[status]} am", art="date", wert=kontext.query.get(name, ""), hilfe=hilfe
    )


def _text(kontext: Kontext, name: str, titel: str, hilfe: str) -> Component:
    return text_field(name, titel, wert=kontext.query.get(name, ""), hilfe=hilfe, maxLength=LONGEST[name])
