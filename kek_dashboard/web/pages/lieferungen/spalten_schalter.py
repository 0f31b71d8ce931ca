"""Spaltenschalter: takes what a person said about columns, keeps it with the file, remembers it; one plain route."""

from __future__ import annotations

from urllib.parse import urlencode

from dash import Dash
from flask import Response, make_response, redirect, request

from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.eingang import NotReadyError
from kek_dashboard.importers.spaltendienst import Arbeitsstand
from kek_dashboard.importers.spaltenprofil import InvalidSpaltenprofilError
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.eingang import UnknownEingangError
from kek_dashboard.web.anfrage import said_place
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.eingang import EINGANG, is_kennung
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.lieferungen.spalten_formular import (
    BLATT,
    NAME,
    SUCHE,
    TUN,
    read_assignment,
    read_search,
    read_sheet,
)
from kek_dashboard.web.pages.lieferungen.spalten_zeilen import GELESEN, ZEILEN
from kek_dashboard.web.seite import Eingaenge, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import LIEFERN, current

#: What the buttons of the form do.
LESEN, SUCHEN, MERKEN, NEU, ZU_BLATT = "lesen", "suchen", "merken", "neu", "blatt-"
# Each of 200 columns has five fields, each row one; nobody fills in more than this.
_FORM = 256 * 1024


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the route with its right."""
    if umgebung.eingaenge is None:
        return
    schalter = _Schalter(umgebung, umgebung.eingaenge)
    pfad = f"{EINGANG}/<kennung>/spalten/sagen"
    add_route(app.server, pfad, "eingang-spalten", schalter.say, LIEFERN, methods=("POST",), largest=_FORM)


class _Schalter:
    """The counter at which columns are pointed at."""

    def __init__(self, umgebung: Umgebung, eingaenge: Eingaenge) -> None:
        self._umgebung, self._dienst, self._vorschauen = umgebung, eingaenge.spalten, eingaenge.vorschauen

    def say(self, kennung: str) -> Response:
        """Keeps what the form says about one sheet and goes where its button leads."""
        request.max_form_memory_size = _FORM
        akteur, tun = current().akteur, request.form.get(TUN, LESEN)
        try:
            arbeit = self._load(kennung, akteur)
            nummer, blatt = read_sheet(request.form.get(BLATT, ""), arbeit)
        except UnknownEingangError as error:
            return refusal("Nicht mehr da", str(error), 404)
        except (NotReadyError, UnreadableWorkbookError) as error:
            return refusal("Spalten zuordnen geht nicht", str(error), 409)
        except UnusableFormError as error:
            return refusal("Spalten zuordnen geht nicht", str(error), 400)
        try:
            if tun == NEU:
                self._dienst.begin_anew(arbeit, akteur)
                return self._back(
                    kennung, nummer, Meldung("Neu begonnen. Vorgewählt ist wieder unser Vorschlag.")
                )
            stand = self._umgebung.daten.datenstand()
            zuordnung = read_assignment(request.form, blatt, arbeit.profil.sheet(blatt.name), stand)
            arbeit = self._dienst.say(arbeit, zuordnung, akteur)
            return self._go_on(arbeit, nummer, tun)
        except UnknownEingangError as error:
            return refusal("Nicht mehr da", str(error), 404)
        except (UnusableFormError, InvalidSpaltenprofilError) as error:
            return self._back(kennung, nummer, Meldung(str(error), is_error=True))

    def _load(self, kennung: str, akteur: Akteur) -> Arbeitsstand:
        """One's own file; raises ``UnknownEingangError``, also for what cannot be an id."""
        if not is_kennung(kennung):
            raise UnknownEingangError(kennung)
        return self._dienst.load(kennung, akteur)

    def _go_on(self, arbeit: Arbeitsstand, nummer: int, tun: str) -> Response:
        """Where the button leads, once what was said is kept."""
        kennung = arbeit.eingang.id
        if tun == MERKEN:
            gemerkt = self._dienst.remember(arbeit, clean_text(request.form.get(NAME, "")), current().akteur)
            self._vorschauen.forget(kennung)
            satz = f"Gemerkt als Spaltenzuordnung {gemerkt.nr} „{gemerkt.name}“. Die Vorschau gilt mit ihr."
            felder = {MELDUNG: meldungen(self._umgebung).write(Meldung(satz)), **self._place()}
            return make_response(redirect(f"{EINGANG}/{kennung}?{urlencode(felder)}", 303))
        if tun.startswith(ZU_BLATT):
            nummer, _ = read_sheet(tun.removeprefix(ZU_BLATT), arbeit)
            return self._back(kennung, nummer)
        suche = read_search(request.form.get(SUCHE, ""))
        return self._back(kennung, nummer, suche=suche, anker=ZEILEN if tun == SUCHEN else GELESEN)

    def _place(self) -> dict[str, str]:
        return said_place(self._umgebung, request.form)

    def _back(
        self, kennung: str, nummer: int, meldung: Meldung | None = None, suche: str = "", anker: str = ""
    ) -> Response:
        felder = {BLATT: str(nummer), SUCHE: suche, **self._place()}
        if meldung is not None:
            felder[MELDUNG] = meldungen(self._umgebung).write(meldung)
        frage = urlencode({name: wert for name, wert in felder.items() if wert})
        marke = f"#{anker}" if anker else ""
        return make_response(redirect(f"{EINGANG}/{kennung}/spalten?{frage}{marke}", 303))
