"""Angabenfelder: the fields in which a person says what a file is, for handing it in and for saying it anew."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import VOLLZUG
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import Aktion, aktion_liefern
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.profil import list_profile
from kek_dashboard.web.components.formularfelder import choice, text_field
from kek_dashboard.web.seite import Kontext

ART_WORT = {
    Lieferart.KENNZAHLEN: "Kennzahlen",
    Lieferart.HAUSHALT: "Haushaltsplan",
    Lieferart.STAMMDATEN: "Stammdaten",
}
# A Stammdaten workbook may be one of mappings alone, which more people may deliver.
_ZUORDNUNG = {Lieferart.STAMMDATEN: (Aktion.LIEFERN_ZUORDNUNG,)}
_FASSUNGEN = ("entwurf", "beschlossen", "nachtrag-1", "nachtrag-2", "nachtrag-3", VOLLZUG)
_FASSUNG_WORT = {VOLLZUG: "vollzug (Buchungsstand, Prognose, Ergebnis)"}


def angaben_felder(kontext: Kontext, vorgabe: Vorgabe) -> Component:
    """Native fields, filled with what was said; only what whoever asks may deliver is on offer."""
    settings, zugang = kontext.umgebung.settings, kontext.zugang
    profile = list_profile(None if settings is None else settings.profil_ordner)
    arten = [a for a in Lieferart if any(zugang.darf(x) for x in (aktion_liefern(a), *_ZUORDNUNG.get(a, ())))]
    alle = sorted(kontext.stand.organisation)
    bereiche = [b for b in alle if zugang.darf_fuer(Aktion.LIEFERN_KENNZAHLEN, b)] or alle
    erkennen = ("", "selbst erkennen")
    fassungen = [*_FASSUNGEN, *([vorgabe.fassung] if vorgabe.fassung not in {"", *_FASSUNGEN} else [])]
    jahr = "" if vorgabe.haushaltsjahr is None else str(vorgabe.haushaltsjahr)
    return html.Div(
        [
            choice("art", "Art", [erkennen, *((a.value, ART_WORT[a]) for a in arten)], vorgabe.art or ""),
            choice(
                "fachbereich",
                "Fachbereich",
                [("", "keine Angabe"), *((b, b) for b in bereiche)],
                vorgabe.fachbereich,
            ),
            text_field("haushaltsjahr", "Haushaltsjahr", wert=jahr, inputMode="numeric", maxLength=4),
            choice(
                "fassung",
                "Fassung",
                [erkennen, *((f, _FASSUNG_WORT.get(f, f)) for f in fassungen)],
                vorgabe.fassung,
            ),
            choice("profil", "Profil", [("", "üblich"), *((p, p) for p in profile)], vorgabe.profil),
        ],
        className="felder",
    )


def said_by_account(kontext: Kontext) -> Vorgabe:
    """What an account says about each of its files: its Fachbereich, where it has exactly one."""
    eigene = kontext.zugang.akteur.fachbereiche
    bekannt = len(eigene) == 1 and eigene[0] in kontext.stand.organisation
    return Vorgabe(fachbereich=eigene[0]) if bekannt else Vorgabe()
