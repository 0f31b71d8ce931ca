"""Eingang: takes files in, tells how far their reading is, delivers or discards them; plain routes beside the pages.

Every writing route is POST and passes the gate (``tor``). A file is its sender's alone: for everybody else
it does not exist. What exactly may be delivered follows from the file and is asked when it is read.
"""

from __future__ import annotations

import io
from urllib.parse import urlencode

from dash import Dash
from flask import Response, jsonify, make_response, redirect, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from kek_dashboard.domain.befund import Befund
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.befundkopie import annotate
from kek_dashboard.importers.eingang import (
    ChangedPreviewError,
    NotReadyError,
    UnconfirmedError,
    hand_in,
    load_file,
    read_vorgabe,
)
from kek_dashboard.importers.grenzen import MAX_DATEI, MIB
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.eingang import (
    Eingang,
    Eingangszustand,
    UnknownEingangError,
    load_eingang,
)
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.session import Store
from kek_dashboard.web.anfrage import said_place
from kek_dashboard.web.angaben import UnusableFormError, clean_dateiname, clean_grund, read_angaben
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.seite import Eingaenge, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import LIEFERN, current

EINGANG = "/eingang"
#: Names of the forms' fields; the pages and these routes agree on them here.
DATEI, MERKMAL, GRUND_ZU = "datei", "merkmal", "grund-"
#: What most files are called that a person wants to hand in.
ENDUNGEN = ".xlsx,.xlsm,.csv,.xls,.ods"

# Around the file: the borders of the form and its few short fields.
_FORM = 64 * 1024
# A reason for each group of warnings, each letter as it travels in a form.
_GRUENDE = 512 * 1024
_LONGEST_KENNUNG = 64
_GONE = "Nicht mehr da"

ZU_GROSS = (
    f"Die Datei ist zu groß: höchstens {MAX_DATEI // MIB} MiB sind möglich. Es wurde nichts gespeichert."
)


def register_eingang(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their rights."""
    if umgebung.store is None or umgebung.eingaenge is None:
        return
    server, post = app.server, ("POST",)
    tresen = _Tresen(umgebung, umgebung.store, umgebung.eingaenge)
    eine = f"{EINGANG}/<kennung>"
    add_route(server, EINGANG, "eingang", tresen.take, LIEFERN, methods=post, largest=MAX_DATEI + _FORM)
    add_route(server, f"{eine}/stand", "eingang-stand", tresen.tell, LIEFERN)
    add_route(server, f"{eine}/kopie", "eingang-kopie", tresen.annotate, LIEFERN)
    add_route(server, f"{eine}/angaben", "eingang-angaben", tresen.say, LIEFERN, methods=post)
    add_route(
        server, f"{eine}/abgeben", "eingang-abgeben", tresen.submit, LIEFERN, methods=post, largest=_GRUENDE
    )
    add_route(server, f"{eine}/verwerfen", "eingang-verwerfen", tresen.discard, LIEFERN, methods=post)


def resume(eingaenge: Eingaenge, eingang: Eingang) -> None:
    """Whoever looks at a file that nobody reads starts the reading; also after a restart of the program."""
    if eingang.zustand is Eingangszustand.NEU or eingang.is_abandoned:
        eingaenge.leser.start(eingang.id)


def stand_text(eingang: Eingang) -> str:
    """How far a file is, in words.

    ``stufe`` is what the reader says it does, for example a sheet.
    """
    if eingang.zustand is Eingangszustand.GELESEN:
        return "gelesen"
    if eingang.zustand is Eingangszustand.UNLESBAR:
        return eingang.satz.removeprefix(f"{eingang.dateiname}: ")  # the name stands beside it
    if eingang.zustand is Eingangszustand.NEU:
        return "wartet darauf, gelesen zu werden"
    stufe = f" · {eingang.stufe}" if eingang.stufe else ""
    return f"wird gelesen, {eingang.anteil}\N{NO-BREAK SPACE}%{stufe}"


def is_kennung(text: str) -> bool:
    """Whether a word of an address may be the id of a file at all."""
    return (
        len(text) <= _LONGEST_KENNUNG and text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    )


class _Tresen:
    """The counter at which files are taken in before they are delivered."""

    def __init__(self, umgebung: Umgebung, store: Store, eingaenge: Eingaenge) -> None:
        self._umgebung, self._store, self._eingaenge = umgebung, store, eingaenge

    def take(self) -> Response:
        """Keeps one file for its sender and begins to read it."""
        akteur = current().akteur
        try:
            dateiname, inhalt = _read_file()
            vorgabe = read_angaben(request.form, self._umgebung, akteur)
            kennung = hand_in(self._store, dateiname, inhalt, vorgabe, akteur)
            eingang = load_eingang(self._store, kennung, akteur)
        except RequestEntityTooLarge:
            return _no(ZU_GROSS, 413)
        except UnusableFormError as error:
            return _no(str(error), 400)
        except StoreError as error:
            return _no(str(error), 409)
        resume(self._eingaenge, eingang)
        ort = urlencode(said_place(self._umgebung, request.form))
        gesagt = _as_json(eingang)
        return jsonify({**gesagt, "link": f"{gesagt['adresse']}{'?' if ort else ''}{ort}"})

    def tell(self, kennung: str) -> Response:
        """How far the reading is."""
        try:
            eingang = self._find(kennung)
        except UnknownEingangError as error:
            return _no(str(error), 404)
        resume(self._eingaenge, eingang)
        return jsonify(_as_json(eingang))

    def annotate(self, kennung: str) -> Response:
        """The sender's own file with every Befund at its cell."""
        akteur = current().akteur
        try:
            self._find(kennung)
            vorschau = self._eingaenge.vorschauen.load(kennung, akteur)
            eingang, inhalt = load_file(self._store, kennung, akteur)
        except UnknownEingangError as error:
            return refusal(_GONE, str(error), 404)
        except (NotReadyError, UnreadableWorkbookError) as error:
            return refusal("Keine Kopie möglich", str(error), 409)
        return send_copy(inhalt, eingang.dateiname, vorschau.annahme.befunde)

    def say(self, kennung: str) -> Response:
        """What is known about a file is said anew; its preview is then another one."""
        akteur = current().akteur
        try:
            eingang = self._find(kennung)
            vorgabe = read_angaben(request.form, self._umgebung, akteur, read_vorgabe(eingang.vorgabe))
            self._eingaenge.vorschauen.say(kennung, akteur, vorgabe)
        except UnknownEingangError as error:
            return refusal(_GONE, str(error), 404)
        except UnusableFormError as error:
            return self._back(kennung, Meldung(str(error), is_error=True))
        return self._back(kennung, Meldung("Die Angaben sind übernommen; die Vorschau gilt mit ihnen."))

    def submit(self, kennung: str) -> Response:
        """Makes a Lieferung of the file, waiting for its release."""
        akteur = current().akteur

        def begruendung(_nr: int, befund: Befund) -> str:
            return clean_grund(request.form.get(GRUND_ZU + befund.code, ""))

        try:
            self._find(kennung)
            annahme = self._eingaenge.vorschauen.submit(
                kennung, akteur, request.form.get(MERKMAL, ""), begruendung
            )
        except UnknownEingangError as error:
            return refusal(_GONE, str(error), 404)
        except (ChangedPreviewError, NotReadyError, UnreadableWorkbookError) as error:
            self._eingaenge.vorschauen.forget(kennung)
            return self._back(kennung, Meldung(str(error), is_error=True))
        except (UnconfirmedError, StoreError) as error:
            return self._back(kennung, Meldung(str(error), is_error=True))
        bekannt = any(befund.code == "schon_geliefert" for befund in annahme.befunde)
        satz = (
            "Diese Datei lag schon vor; es wurde nichts geändert."
            if bekannt
            else "Abgegeben. Die Lieferung wartet jetzt auf ihre Freigabe."
        )
        return self._to(f"/lieferung/{annahme.lieferung}", Meldung(satz))

    def discard(self, kennung: str) -> Response:
        """Throws the file away."""
        try:
            eingang = self._find(kennung)
            self._eingaenge.vorschauen.discard(kennung, current().akteur)
        except UnknownEingangError as error:
            return refusal(_GONE, str(error), 404)
        return self._to("/lieferungen", Meldung(f"Verworfen: „{eingang.dateiname}“. Abgegeben wurde nichts."))

    def _find(self, kennung: str) -> Eingang:
        """One's own file; raises ``UnknownEingangError``, also for what cannot be an id."""
        if not is_kennung(kennung):
            raise UnknownEingangError(kennung)
        akteur: Akteur = current().akteur
        return load_eingang(self._store, kennung, akteur)

    def _back(self, kennung: str, meldung: Meldung) -> Response:
        return self._to(f"{EINGANG}/{kennung}", meldung)

    def _to(self, pfad: str, meldung: Meldung) -> Response:
        felder = {
            MELDUNG: meldungen(self._umgebung).write(meldung),
            **said_place(self._umgebung, request.form),
        }
        return make_response(redirect(f"{pfad}?{urlencode(felder)}", 303))


def send_copy(inhalt: bytes, dateiname: str, befunde: tuple[Befund, ...]) -> Response:
    """The annotated copy of a file as a download, or a page that says why there is none."""
    try:
        name, kopie = annotate(inhalt, dateiname, befunde)
    except UnreadableWorkbookError as error:
        return refusal("Keine Kopie möglich", str(error), 422)
    return send_bytes(kopie, name)


def send_bytes(inhalt: bytes, name: str) -> Response:
    """A file always as a download, never as a page."""
    antwort = send_file(
        io.BytesIO(inhalt), mimetype="application/octet-stream", as_attachment=True, download_name=name
    )
    antwort.headers["Cache-Control"] = "no-store"
    return antwort


def _read_file() -> tuple[str, bytes]:
    dateien = request.files.getlist(DATEI)
    if len(dateien) != 1 or not dateien[0].filename:
        raise UnusableFormError("Bitte zuerst eine Datei auswählen.")
    inhalt = dateien[0].stream.read(MAX_DATEI + 1)
    if len(inhalt) > MAX_DATEI:
        raise RequestEntityTooLarge
    return clean_dateiname(dateien[0].filename), inhalt


def _as_json(eingang: Eingang) -> dict[str, object]:
    """What the list shows of a file; ``laeuft``: its reading goes on."""
    return {
        "id": eingang.id,
        "datei": eingang.dateiname,
        "zustand": eingang.zustand.value,
        "laeuft": eingang.zustand in {Eingangszustand.NEU, Eingangszustand.LIEST},
        "anteil": eingang.anteil,
        "satz": stand_text(eingang),
        "adresse": f"{EINGANG}/{eingang.id}",
    }


def _no(satz: str, status: int) -> Response:
    """Nothing was stored; the sentence says why."""
    antwort = jsonify(satz=satz)
    antwort.status_code = status
    return antwort
