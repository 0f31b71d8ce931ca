"""Auszug: what is seen of a Haushalt as a workbook, all lines of the filter and not only one page of them."""

from __future__ import annotations

import io

from dash.development.base_component import Component
from flask import Response, send_file

from kek_dashboard.charts.haushaltsworte import ART_WORT, ansatz_text
from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz, Verwendung
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.reports.haushalt_xlsx import write_haushalt
from kek_dashboard.reports.haushaltsauszug import Haushaltsauszug, file_name
from kek_dashboard.web.components.fundstelle import source_text
from kek_dashboard.web.pages.haushalt.auswahl import filter_words, read_filter
from kek_dashboard.web.pages.haushalt.fehlt import open_haushalt
from kek_dashboard.web.pages.haushalt.zeilensuche import find_zeilen, open_verzeichnis, wesentliche_produkte
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.verweigerung import refusal

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_auszug(kontext: Kontext) -> Response:
    """The workbook of the lines an address asks for, as a download."""
    mittel = open_haushalt(kontext)
    if isinstance(mittel, Component):
        return refusal(
            "Diesen Haushalt gibt es hier nicht", "Bitte wählen Sie ein Haushaltsjahr und eine Fassung.", 404
        )
    auszug = build_auszug(kontext, mittel)
    antwort = send_file(
        io.BytesIO(write_haushalt(auszug)),
        mimetype=_XLSX,
        as_attachment=True,
        download_name=file_name(auszug),
    )
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def build_auszug(kontext: Kontext, mittel: Mitteleinsatz) -> Haushaltsauszug:
    """All lines of the filter with what the screen says about them."""
    haushalt = mittel.haushalt
    gesucht = read_filter(kontext.query)
    wesentliche = wesentliche_produkte(kontext.stand, haushalt.haushaltsjahr)
    fund = find_zeilen(open_verzeichnis(kontext, mittel), gesucht, wesentliche)

    def fundstelle(verwendung: Verwendung) -> str:
        zeile = verwendung.zeile
        stelle = zeile.ansatz_fundstelle if zeile.ansatz_fundstelle.zelle else zeile.position.fundstelle
        return source_text(kontext, stelle)

    lieferungen = (kontext.stand.lieferungen.get(nr) for nr in haushalt.lieferungen)
    tage = [lieferung.freigegeben_am for lieferung in lieferungen if lieferung is not None]
    return Haushaltsauszug(
        haushaltsjahr=haushalt.haushaltsjahr,
        fassung=haushalt.fassung,
        wertart=f"{ansatz_text(haushalt)}, alle Beträge in €",
        auswahl=filter_words(kontext, gesucht),
        insgesamt=len(haushalt.zeilen),
        zeilen=fund.alle,
        ziele=[(z.nr, z.kurztitel) for z in kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)],
        artworte=ART_WORT,
        fundstelle=fundstelle,
        wissensstand=kontext.stand.wissensstand,
        datenstand=max((tag for tag in tage if tag is not None), default=None),
    )
