"""Upload: gives a Lieferung back, releases and withdraws it; plain routes beside the pages.

Every writing route is POST and passes the gate (``tor``). What exactly may be fetched or released is asked
here once more: it follows from the file, its Fachbereich and who delivered it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from dash import Dash
from flask import Response, make_response, redirect, request

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_number
from kek_dashboard.store.errors import NotAllowedError, StoreError, UnknownLieferungError
from kek_dashboard.store.lieferungen import (
    load_aktion_freigeben,
    load_befunde,
    load_bestaetigungen,
    load_datei,
    load_lieferung,
    release,
    withdraw,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.anfrage import said_place
from kek_dashboard.web.angaben import LONGEST_GRUND, clean_grund
from kek_dashboard.web.eingang import register_eingang, send_bytes, send_copy
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refuse
from kek_dashboard.web.zugang import FREIGEBEN, LIEFERN, current

#: Names of the form's fields; a page and this route agree on them here.
BESTAETIGT, GRUND = "bestaetigt", "grund"


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their rights, those of files not delivered yet with them."""
    if umgebung.store is None:
        return
    server, schalter, post = app.server, _Schalter(umgebung, umgebung.store), ("POST",)
    eine = "/lieferung/<int:nr>"
    add_route(server, f"{eine}/datei", "lieferung-datei", schalter.send, Aktion.DATEI_HERUNTERLADEN)
    add_route(server, f"{eine}/kopie", "lieferung-kopie", schalter.annotate, Aktion.DATEI_HERUNTERLADEN)
    add_route(server, f"{eine}/freigeben", "lieferung-freigeben", schalter.release, FREIGEBEN, methods=post)
    # Who delivered may set the own waiting Lieferung aside without any right to release.
    zurueck = FREIGEBEN | LIEFERN
    add_route(
        server, f"{eine}/zurueckziehen", "lieferung-zurueckziehen", schalter.withdraw, zurueck, methods=post
    )
    register_eingang(app, umgebung)


class _Schalter:
    """The counter at which Lieferungen are fetched, released and withdrawn."""

    def __init__(self, umgebung: Umgebung, store: Store) -> None:
        self._umgebung, self._store = umgebung, store

    def send(self, nr: int) -> Response:
        """The original file, always as a download, never as a page."""
        return self._fetch(nr, with_befunde=False)

    def annotate(self, nr: int) -> Response:
        """The original file with its Befunde at their cells."""
        return self._fetch(nr, with_befunde=True)

    def _fetch(self, nr: int, *, with_befunde: bool) -> Response:
        try:
            lieferung = load_lieferung(self._store, nr)
            if not current().darf_fuer(Aktion.DATEI_HERUNTERLADEN, lieferung.fachbereich):
                return refuse(current(), Aktion.DATEI_HERUNTERLADEN)
            name, inhalt = load_datei(self._store, nr)
        except UnknownLieferungError as error:
            return make_response(str(error), 404)
        if with_befunde:
            return send_copy(inhalt, name, load_befunde(self._store, nr))
        return send_bytes(inhalt, name)

    def release(self, nr: int) -> Response:
        """Releases a waiting Lieferung; warnings without a reason of the sender must have been confirmed."""
        try:
            aktion = load_aktion_freigeben(self._store, nr)
            if not current().darf(aktion):
                return refuse(current(), aktion)
            offen = len(unconfirmed(load_befunde(self._store, nr), load_bestaetigungen(self._store, nr)))
            if offen and request.form.get(BESTAETIGT) != "ja":
                was = warnungen_text(offen)
                satz = f"Noch nicht freigegeben: Bitte bestätigen Sie, dass Sie {was} geprüft haben."
                return self._back(nr, Meldung(satz, is_error=True))
            settings = self._umgebung.settings
            vier_augen = settings is None or settings.vier_augen
            release(self._store, [nr], akteur=current().akteur, vier_augen=vier_augen)
        except UnknownLieferungError as error:
            return make_response(str(error), 404)
        except StoreError as error:
            return self._back(nr, Meldung(str(error), is_error=True))
        return self._back(nr, Meldung("Freigegeben. Ab jetzt zählt diese Lieferung."))

    def withdraw(self, nr: int) -> Response:
        """Takes a Lieferung back; its figures step back to their earlier versions."""
        grund = clean_grund(request.form.get(GRUND, ""))
        try:
            withdraw(self._store, [nr], grund, akteur=current().akteur)
        except UnknownLieferungError as error:
            return make_response(str(error), 404)
        except NotAllowedError as error:
            return refuse(current(), error.aktion)
        except StoreError as error:
            return self._back(nr, Meldung(str(error), is_error=True))
        return self._back(nr, Meldung("Zurückgezogen. Gelöscht ist nichts; die Lieferung zählt nicht mehr."))

    def _back(self, nr: int, meldung: Meldung) -> Response:
        felder = {
            MELDUNG: meldungen(self._umgebung).write(meldung),
            **said_place(self._umgebung, request.form),
        }
        return make_response(redirect(f"/lieferung/{nr}?{urlencode(felder)}", 303))


def unconfirmed(befunde: Sequence[Befund], bestaetigt: Collection[int]) -> list[Befund]:
    """The warnings for which the sender gave no reason; whoever releases confirms those."""
    return [
        befund
        for nr, befund in enumerate(befunde)
        if befund.schwere is Schwere.WARNUNG and nr not in bestaetigt
    ]


def warnungen_text(zahl: int) -> str:
    """``die Warnung`` or ``die 3 Warnungen``."""
    return "die Warnung" if zahl == 1 else f"die {format_number(zahl)} Warnungen"


__all__ = ["BESTAETIGT", "GRUND", "LONGEST_GRUND", "register", "unconfirmed", "warnungen_text"]
