"""Auswahl: which Maßnahmen an address asks for and in which order: goal, Fachbereich, Status, who proposed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.massnahmenstand import Massnahmenstand, count_status
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielgliederung import belongs_to
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import choice
from kek_dashboard.web.seite import Kontext

ZIEL, FACHBEREICH, STATUS, VORSCHLAG, FAELLIG, ORDNUNG = (
    "ziel",
    "fachbereich",
    "status",
    "vorschlag",
    "faellig",
    "ordnung",
)
_FELDER = (ZIEL, FACHBEREICH, STATUS, VORSCHLAG, FAELLIG)
#: Values of the fields: only what is overdue; sorted by day.
UEBERFAELLIG, TERMIN = "ueberfaellig", "termin"
#: Stands in an address for what nobody said.
OHNE = "ohne"


@dataclass(frozen=True, slots=True)
class Auswahl:
    """What a Maßnahme must be to be shown; empty asks for nothing. Words are compared without capitals."""

    ziel: str = ""
    fachbereich: str = ""
    status: str = ""
    vorschlag: str = ""
    faellig: str = ""
    ordnung: str = ""

    def fits(self, blick: Massnahmenstand, stand: Datenstand) -> bool:
        """Whether a Maßnahme is what is asked for; an Oberziel takes in its Unterziele."""
        m = blick.massnahme
        ziel = not self.ziel or belongs_to(stand, m.unterziel, self.ziel)
        paare = (
            (self.fachbereich, m.fachbereich),
            (self.status, m.status),
            (self.vorschlag, m.vorschlag_von),
        )
        return (
            ziel
            and all(not soll or _key(soll) == _key(ist or OHNE) for soll, ist in paare)
            and (self.faellig != UEBERFAELLIG or bool(blick.ueberfaellig))
        )

    @property
    def query(self) -> dict[str, str]:
        """Its fields of an address; empty ones are left out."""
        werte = {
            ZIEL: self.ziel,
            FACHBEREICH: self.fachbereich,
            STATUS: self.status,
            VORSCHLAG: self.vorschlag,
            FAELLIG: self.faellig,
            ORDNUNG: self.ordnung,
        }
        return {name: wert for name, wert in werte.items() if wert}


def read_auswahl(kontext: Kontext) -> Auswahl:
    """What the address asks for; an order or a filter it does not know is none."""
    query = kontext.query
    faellig, ordnung = query.get(FAELLIG, ""), query.get(ORDNUNG, "")
    return Auswahl(
        query.get(ZIEL, ""),
        query.get(FACHBEREICH, ""),
        query.get(STATUS, ""),
        query.get(VORSCHLAG, ""),
        faellig if faellig == UEBERFAELLIG else "",
        ordnung if ordnung == TERMIN else "",
    )


def filter_form(kontext: Kontext, auswahl: Auswahl) -> Component:
    """Native choices that make an address of this page."""
    massnahmen = kontext.stand.massnahmen.values()
    verborgen = {**kontext.ort, ORDNUNG: auswahl.ordnung}
    felder = [
        _field(ZIEL, "Ziel", _goals(kontext), auswahl.ziel),
        _field(FACHBEREICH, "Fachbereich", _words(m.fachbereich for m in massnahmen), auswahl.fachbereich),
        _field(STATUS, "Status", _words(m.status for m in massnahmen), auswahl.status),
        _field(VORSCHLAG, "Vorschlag von", _words(m.vorschlag_von for m in massnahmen), auswahl.vorschlag),
        _field(FAELLIG, "Meilensteine", [(UEBERFAELLIG, "mit überfälligen")], auswahl.faellig),
    ]
    aufheben = []
    if any(name in auswahl.query for name in _FELDER):
        aufheben = [html.A("Auswahl aufheben", href=kontext.link(**{ORDNUNG: auswahl.ordnung}))]
    return html.Form(
        [
            *(Eingabe("hidden", name, wert) for name, wert in sorted(verborgen.items()) if wert),
            *felder,
            html.Button("Auswählen", type="submit", className="knopf"),
            *aufheben,
        ],
        method="get",
        action="/massnahmen",
        role="search",
        className="massnahmenwahl",
        **aria(label="Maßnahmen auswählen"),
    )


def status_links(kontext: Kontext, auswahl: Auswahl, alle: Sequence[Massnahmenstand]) -> Component:
    """Counts by Status among all, each the way to them; and those with something overdue."""
    offen = dict(auswahl.query)
    for name in (STATUS, FAELLIG):
        offen.pop(name, None)
    ohne = Auswahl(**offen)
    gezaehlt = [b for b in alle if ohne.fits(b, kontext.stand)]
    spaet = sum(bool(b.ueberfaellig) for b in gezaehlt)
    gewaehlt = _key(auswahl.status)
    teile = [_pill(kontext, "alle", len(gezaehlt), offen, hier=not auswahl.status and not auswahl.faellig)]
    teile += [
        _pill(
            kontext,
            wort or "ohne Status",
            zahl,
            offen | {STATUS: wort or OHNE},
            hier=gewaehlt == _key(wort or OHNE),
        )
        for wort, zahl in count_status(b.massnahme for b in gezaehlt)
    ]
    teile.append(
        _pill(
            kontext,
            "mit überfälligem Meilenstein",
            spaet,
            offen | {FAELLIG: UEBERFAELLIG},
            hier=auswahl.faellig == UEBERFAELLIG,
        )
    )
    return html.Nav(
        html.Ul([html.Li("Status:", className="leise"), *teile], className="filterzeile"),
        **aria(label="Maßnahmen nach Status"),
    )


def order_links(kontext: Kontext, auswahl: Auswahl) -> Component:
    """The two orders of the table."""
    basis = {name: wert for name, wert in auswahl.query.items() if name != ORDNUNG}
    wege = (("nach Unterziel", ""), ("nach Termin, Überfälliges zuerst", TERMIN))
    return html.P(
        [
            html.Span("Geordnet ", className="leise"),
            *(
                html.A(
                    wort,
                    href=kontext.link(**basis, **{ORDNUNG: wert}),
                    className="ordnung",
                    **(aria(current="true") if auswahl.ordnung == wert else {}),
                )
                for wort, wert in wege
            ),
        ],
        className="ordnungen",
    )


def _pill(kontext: Kontext, wort: str, zahl: int, query: dict[str, str], *, hier: bool) -> Component:
    return html.Li(
        html.A(
            [wort, html.Span(str(zahl), className="zahl leise")],
            href=kontext.link(**query),
            className="filter",
            **(aria(current="true") if hier else {}),
        )
    )


def _field(name: str, titel: str, werte: Iterable[tuple[str, str]], gewaehlt: str) -> Component:
    """One choice; something chosen that is not offered stays visible."""
    angebot = [("", "alle"), *werte]
    passend = next((wert for wert, _ in angebot if _key(wert) == _key(gewaehlt)), None)
    if passend is None:
        angebot.append((gewaehlt, gewaehlt))
    return choice(name, titel, angebot, gewaehlt if passend is None else passend)


def _goals(kontext: Kontext) -> list[tuple[str, str]]:
    ziele = [*kontext.stand.ziele_der_ebene(Ebene.OBERZIEL), *kontext.stand.ziele_der_ebene(Ebene.UNTERZIEL)]
    ziele.sort(key=lambda ziel: nummer_key(ziel.nr))
    return [(z.nr, f"{z.nr} {z.kurztitel}") for z in ziele]


def _words(worte: Iterable[str]) -> list[tuple[str, str]]:
    """Each word once with how often it is there; last those who say nothing."""
    namen: dict[str, str] = {}
    zahlen: dict[str, int] = {}
    for wort in worte:
        key = _key(wort)
        namen.setdefault(key, wort.strip())
        zahlen[key] = zahlen.get(key, 0) + 1
    ordnung = sorted(namen, key=lambda key: (not key, key))
    return [(namen[key] or OHNE, f"{namen[key] or 'ohne Angabe'} ({zahlen[key]})") for key in ordnung]


def _key(text: str) -> str:
    return text.strip().casefold()
