"""Abgabe: a proposal or its next step typed on the screen becomes a Lieferung that waits for its release."""

from __future__ import annotations

from collections.abc import Mapping

from dash import Dash
from flask import Response, make_response, redirect, request

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.verfahren import Vorschlag
from kek_dashboard.domain.vorschlaege import find_proposal
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt
from kek_dashboard.store.session import Store
from kek_dashboard.store.vorschlagsabgaben import used_numbers
from kek_dashboard.web.abgabe import deliver_sheets
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.components.vorschlagsweg import VORSCHLAEGE
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.vorschlaege.eingaben import ALLE_FELDER, NEU, new_sheets, step_sheets
from kek_dashboard.web.pages.vorschlaege.karten import FUER
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.zugang import current

ABGEBEN = "/vorschlaege/abgeben"
#: Field of the address that says what kind of new proposal is to be entered.
NEUER = "neu"
# What was typed comes back through the address where it cannot be used; that is read up to 2,000 characters.
_LONGEST_ADRESSE = 1800


def register(app: Dash, umgebung: Umgebung) -> None:
    """The route of both forms."""
    if umgebung.store is None:
        return
    store = umgebung.store

    def deliver() -> Response:
        return _deliver(umgebung, store)

    add_route(app.server, ABGEBEN, "vorschlag-abgeben", deliver, Aktion.LIEFERN_STAMMDATEN, methods=("POST",))


def asked_proposal(kontext: Kontext) -> Vorschlag | None:
    """The proposal whose next step the address is about; only one that is still on its way."""
    bezug, _, nr = kontext.query.get(FUER, "").partition(":")
    vorschlag = find_proposal(kontext.stand, bezug, nr)
    return None if vorschlag is None or vorschlag.schritt.is_end else vorschlag


def _deliver(umgebung: Umgebung, store: Store) -> Response:
    """Makes a Lieferung of what was typed; faults lead back to the form as it was."""
    kontext = request_kontext(umgebung, VORSCHLAEGE)
    try:
        nr, blaetter = _sheets(kontext, store)
    except UnusableFormError as error:
        return _back(kontext, Meldung(str(error), is_error=True), request.form)
    annahme = deliver_sheets(store, current(), blaetter, f"Vorschlag-{nr}.xlsx", f"Vorschlag {nr}")
    if not annahme.angenommen:
        fehler = " ".join(b.text for b in annahme.befunde if b.schwere is Schwere.FEHLER)
        return _back(kontext, Meldung(f"Nicht abgegeben. {fehler}", is_error=True), request.form)
    satz = f"Abgegeben als Lieferung {annahme.lieferung}: {nr}. Zu sehen ist es hier, sobald sie freigegeben ist."
    return _back(kontext, Meldung(satz))


def _sheets(kontext: Kontext, store: Store) -> tuple[str, list[Stammdatenblatt]]:
    bezug = kontext.query.get(NEUER, "")
    if bezug in NEU:
        return new_sheets(bezug, request.form, kontext.stand, used_numbers(store, bezug))
    vorschlag = asked_proposal(kontext)
    if vorschlag is None:
        raise UnusableFormError(
            "Diesen Vorschlag gibt es nicht, oder sein Weg ist zu Ende. Abgegeben wurde nichts."
        )
    return vorschlag.nr, step_sheets(vorschlag, request.form)


def _back(kontext: Kontext, meldung: Meldung, form: Mapping[str, str] | None = None) -> Response:
    """To the page with a sentence, and with what was typed where it has to be mended."""
    wort = meldungen(kontext.umgebung).write(meldung)
    if form is None:
        return make_response(redirect(kontext.link(VORSCHLAEGE, **{MELDUNG: wort}), 303))
    wo = {name: kontext.query.get(name, "") for name in (NEUER, FUER)}
    getippt = {name: text for name in ALLE_FELDER if (text := clean_text(form.get(name, "")))}
    adresse = kontext.link(VORSCHLAEGE, **{MELDUNG: wort}, **wo, **getippt)
    if len(adresse) > _LONGEST_ADRESSE:
        adresse = kontext.link(VORSCHLAEGE, **{MELDUNG: wort}, **wo)
    return make_response(redirect(adresse + "#eintragen", 303))
