"""Schalter: orders a report, says how far it is, gives its file out, takes it off the list."""

from __future__ import annotations

from urllib.parse import urlencode

from dash import Dash
from flask import Response, jsonify, make_response, redirect, request

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.reports.bericht.ausgabe import file_name
from kek_dashboard.reports.bericht.dienst import Berichtsdienst, write_kopf
from kek_dashboard.store.berichte import (
    BerichtRefusedError,
    Berichtseintrag,
    Berichtszustand,
    UnknownBerichtError,
    drop_bericht,
    load_bericht,
    load_datei,
    order_bericht,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.anfrage import read_kontext, read_stand
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.eingang import is_kennung, send_bytes
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.berichte.auftrag import read_auftrag, read_deckblatt
from kek_dashboard.web.pages.berichte.worte import ERSTELLEN, JAHR, LISTE, state_text, title_of
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import Zugang, current

_GONE = "Nicht mehr da"


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their right."""
    if umgebung.store is None or umgebung.berichte is None:
        return
    schalter = _Schalter(umgebung, umgebung.store, umgebung.berichte)
    server, recht, eines = app.server, Aktion.BERICHTE, f"{LISTE}/<kennung>"
    add_route(server, ERSTELLEN, "bericht-erstellen", schalter.order, recht, methods=("POST",))
    add_route(server, f"{eines}/stand", "bericht-stand", schalter.tell, recht)
    add_route(server, f"{eines}/datei", "bericht-datei", schalter.give, recht)
    add_route(server, f"{eines}/loeschen", "bericht-loeschen", schalter.drop, recht, methods=("POST",))


def may_drop(zugang: Zugang, eintrag: Berichtseintrag) -> bool:
    """Whoever wanted it, and whoever looks after the accounts."""
    return eintrag.wer == zugang.akteur.name or zugang.darf(Aktion.KONTEN_VERWALTEN)


class _Schalter:
    """The counter for reports."""

    def __init__(self, umgebung: Umgebung, store: Store, dienst: Berichtsdienst) -> None:
        self._umgebung, self._store, self._dienst = umgebung, store, dienst

    def order(self) -> Response:
        """Puts a report on the list and begins to make it."""
        felder = request.form
        try:
            auftrag, form = read_auftrag(felder, *read_stand(self._umgebung, felder, None))
            kopf = write_kopf(read_deckblatt(felder, self._umgebung.settings), auftrag.zielsystem)
            with self._store.writing() as connection:
                kennung = order_bericht(connection, current().akteur, auftrag, form, kopf)
            eintrag = load_bericht(self._store, kennung)
        except (UnusableFormError, BerichtRefusedError, UnknownBerichtError) as error:
            return self._back(Meldung(f"Nichts erstellt. {error}", is_error=True))
        self._dienst.start(eintrag)
        satz = f"{title_of(eintrag)} wird erstellt. Sie können die Seite verlassen; die Liste hält die Datei bereit."
        return self._back(Meldung(satz))

    def tell(self, kennung: str) -> Response:
        """How far a report is; one that nobody goes on with is taken up again."""
        try:
            eintrag = self._find(kennung)
        except UnknownBerichtError as error:
            antwort = jsonify(laeuft=False, fertig=False, anteil=0, satz=str(error))
            antwort.status_code = 404
            return antwort
        self._dienst.start(eintrag)
        return jsonify(
            laeuft=eintrag.zustand in {Berichtszustand.NEU, Berichtszustand.ENTSTEHT},
            fertig=eintrag.zustand is Berichtszustand.FERTIG,
            anteil=eintrag.anteil,
            satz=state_text(eintrag),
            name=title_of(eintrag),
        )

    def give(self, kennung: str) -> Response:
        """The file as a download."""
        try:
            eintrag = self._find(kennung)
            inhalt = load_datei(self._store, kennung)
        except UnknownBerichtError as error:
            return refusal(_GONE, str(error), 404)
        return send_bytes(inhalt, file_name(eintrag.auftrag, eintrag.format))

    def drop(self, kennung: str) -> Response:
        """Takes a report off the list."""
        try:
            eintrag = self._find(kennung)
            if not may_drop(current(), eintrag):
                return refusal("Nicht erlaubt", "Löschen kann einen Bericht, wer ihn erstellt hat.", 403)
            with self._store.writing() as connection:
                drop_bericht(connection, kennung)
        except UnknownBerichtError as error:
            return refusal(_GONE, str(error), 404)
        return self._back(Meldung(f"{title_of(eintrag)} ist von der Liste genommen."))

    def _find(self, kennung: str) -> Berichtseintrag:
        if not is_kennung(kennung):
            raise UnknownBerichtError(kennung)
        return load_bericht(self._store, kennung)

    def _back(self, meldung: Meldung) -> Response:
        wort = meldungen(self._umgebung).write(meldung)
        gesagt = {name: request.form[name] for name in (JAHR, "zielsystem") if name in request.form}
        ort = read_kontext(self._umgebung, LISTE, urlencode(gesagt)).ort if gesagt else {}
        frage = {MELDUNG: wort, **ort}
        return make_response(redirect(f"{LISTE}?{urlencode(frage)}", 303))
