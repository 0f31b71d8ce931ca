"""Upload: takes a file in, gives one back, releases and withdraws; plain routes beside the pages.

Every writing route is POST and passes the gate (``tor``). What exactly may be delivered, fetched or
released is asked here once more: it follows from the file and its Fachbereich.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from dash import Dash
from flask import Response, jsonify, make_response, redirect, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.haushalt import is_fassung
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_number
from kek_dashboard.importers.annahme import Annahme, accept_file
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.grenzen import MAX_DATEI, MIB
from kek_dashboard.importers.profil import list_profile
from kek_dashboard.importers.workbook import UnreadableWorkbookError
from kek_dashboard.store.errors import NotAllowedError, StoreError, UnknownLieferungError
from kek_dashboard.store.lieferungen import (
    load_aktion_freigeben,
    load_befunde,
    load_datei,
    load_lieferung,
    release,
    withdraw,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.meldung import Meldung, meldungen
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refuse
from kek_dashboard.web.zugang import FREIGEBEN, LIEFERN, current

PRUEFEN = "/lieferung/pruefen"
#: Names of the form's fields; a page and this route agree on them here.
DATEI, BESTAETIGT, GRUND = "datei", "bestaetigt", "grund"

ERSTES_HAUSHALTSJAHR, LETZTES_HAUSHALTSJAHR = 1990, 2100
LONGEST_GRUND = 500
_LONGEST_NAME = 200
# Around the file: the borders of the form and its few short fields.
_FORM = 64 * 1024
_MOST_BEFUNDE = 1000  # a person reads fewer; a hostile file could bring hundreds of thousands

ZU_GROSS = (
    f"Die Datei ist zu groß: höchstens {MAX_DATEI // MIB} MiB sind möglich. Es wurde nichts gespeichert."
)


class _RefusedError(Exception):
    """The form cannot be used as it came; the message is a German sentence."""


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their rights."""
    if umgebung.store is None:
        return
    server, schalter, post = app.server, _Schalter(umgebung, umgebung.store), ("POST",)
    eine = "/lieferung/<int:nr>"
    add_route(
        server,
        PRUEFEN,
        "lieferung-pruefen",
        schalter.accept,
        LIEFERN,
        methods=post,
        largest=MAX_DATEI + _FORM,
    )
    add_route(server, f"{eine}/datei", "lieferung-datei", schalter.send, Aktion.DATEI_HERUNTERLADEN)
    add_route(server, f"{eine}/freigeben", "lieferung-freigeben", schalter.release, FREIGEBEN, methods=post)
    add_route(
        server, f"{eine}/zurueckziehen", "lieferung-zurueckziehen", schalter.withdraw, FREIGEBEN, methods=post
    )


class _Schalter:
    """The counter at which files are handed in and released."""

    def __init__(self, umgebung: Umgebung, store: Store) -> None:
        self._umgebung, self._store = umgebung, store

    def accept(self) -> Response:
        """One file: refused with its Befunde, or stored as a waiting Lieferung."""
        request.max_content_length = MAX_DATEI + _FORM
        request.max_form_memory_size = _FORM
        request.max_form_parts = 20
        try:
            dateiname, inhalt = _read_file()
            vorgabe = self._read_vorgabe(request.form)
            annahme = accept_file(
                self._store,
                dateiname,
                inhalt,
                vorgabe,
                profil_ordner=self._profil_ordner(),
                akteur=current().akteur,
            )
        except RequestEntityTooLarge:
            return _refusal(ZU_GROSS, 413)
        except _RefusedError as error:
            return _refusal(str(error), 400)
        except UnreadableWorkbookError as error:
            return _refusal(f"{error} Es wurde nichts gespeichert.")
        except StoreError as error:
            return _refusal(str(error))
        return jsonify(self._answer(annahme))

    def send(self, nr: int) -> Response:
        """The original file, always as a download, never as a page."""
        try:
            lieferung = load_lieferung(self._store, nr)
            if not current().darf_fuer(Aktion.DATEI_HERUNTERLADEN, lieferung.fachbereich):
                return refuse(current(), Aktion.DATEI_HERUNTERLADEN)
            name, inhalt = load_datei(self._store, nr)
        except UnknownLieferungError as error:
            return make_response(str(error), 404)
        antwort = send_file(
            io.BytesIO(inhalt), mimetype="application/octet-stream", as_attachment=True, download_name=name
        )
        antwort.headers["Cache-Control"] = "no-store"
        return antwort

    def release(self, nr: int) -> Response:
        """Releases a waiting Lieferung; warnings must have been confirmed."""
        try:
            aktion = load_aktion_freigeben(self._store, nr)
            if not current().darf(aktion):
                return refuse(current(), aktion)
            befunde = load_befunde(self._store, nr)
            warnungen = sum(befund.schwere is Schwere.WARNUNG for befund in befunde)
            if warnungen and request.form.get(BESTAETIGT) != "ja":
                was = warnungen_text(warnungen)
                satz = f"Noch nicht freigegeben: Bitte bestätigen Sie, dass Sie {was} geprüft haben."
                return self._back(nr, Meldung(satz, is_error=True))
            release(self._store, [nr], akteur=current().akteur)
        except UnknownLieferungError as error:
            return make_response(str(error), 404)
        except StoreError as error:
            return self._back(nr, Meldung(str(error), is_error=True))
        return self._back(nr, Meldung("Freigegeben. Ab jetzt zählt diese Lieferung."))

    def withdraw(self, nr: int) -> Response:
        """Takes a Lieferung back; its figures step back to their earlier versions."""
        grund = clean_text(request.form.get(GRUND, ""))[:LONGEST_GRUND]
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
        adresse = f"/lieferung/{nr}?meldung={meldungen(self._umgebung).write(meldung)}"
        return make_response(redirect(adresse, 303))

    def _answer(self, annahme: Annahme) -> dict[str, object]:
        """The contract's JSON, and where to go or what to read."""
        antwort = annahme.as_json()
        geordnet = sorted(annahme.befunde, key=lambda b: list(Schwere).index(b.schwere))
        antwort["befunde"] = [befund.as_json() for befund in geordnet[:_MOST_BEFUNDE]]
        if annahme.angenommen and annahme.lieferung is not None:
            adresse = f"/lieferung/{annahme.lieferung}"
            if any(b.code == "schon_geliefert" for b in annahme.befunde):
                satz = "Diese Datei lag schon vor; es wurde nichts geändert."
                adresse += f"?meldung={meldungen(self._umgebung).write(Meldung(satz))}"
            return antwort | {"adresse": adresse}
        return antwort | {"satz": refusal_text(annahme.befunde)}

    def _profil_ordner(self) -> Path | None:
        return None if self._umgebung.settings is None else self._umgebung.settings.profil_ordner

    def _read_vorgabe(self, form: Mapping[str, str]) -> Vorgabe:
        """What was said about the file; a word that is not offered is refused, not guessed."""
        felder = {
            name: clean_text(form.get(name, "")) for name in ("art", "fassung", "profil", "fachbereich")
        }
        eigene = current().akteur.fachbereiche
        if not felder["fachbereich"] and len(eigene) == 1:
            felder["fachbereich"] = eigene[0]
        if felder["art"] and felder["art"] not in set(Lieferart):
            raise _RefusedError("Diese Art von Lieferung gibt es nicht.")
        if felder["fassung"] and not is_fassung(felder["fassung"]):
            raise _RefusedError("Die Fassung heißt entwurf, beschlossen oder nachtrag-1, nachtrag-2 …")
        if felder["profil"] and felder["profil"] not in list_profile(self._profil_ordner()):
            raise _RefusedError("Dieses Profil gibt es nicht.")
        if (
            felder["fachbereich"]
            and felder["fachbereich"] not in self._umgebung.daten.datenstand().organisation
        ):
            raise _RefusedError("Diesen Fachbereich gibt es in den Stammdaten nicht.")
        return Vorgabe(
            art=Lieferart(felder["art"]) if felder["art"] else None,
            haushaltsjahr=_read_haushaltsjahr(form.get("haushaltsjahr", "").strip()),
            fassung=felder["fassung"],
            profil=felder["profil"],
            fachbereich=felder["fachbereich"],
        )


def refusal_text(befunde: tuple[Befund, ...]) -> str:
    """One sentence about a refused file."""
    zahl = sum(befund.schwere is Schwere.FEHLER for befund in befunde)
    worte = "1 Fehler" if zahl == 1 else f"{format_number(zahl)} Fehler"
    return f"{worte}. Gespeichert wurde nichts. Bitte die Datei berichtigen und noch einmal abgeben."


def warnungen_text(zahl: int) -> str:
    """``die Warnung`` or ``die 3 Warnungen``."""
    return "die Warnung" if zahl == 1 else f"die {format_number(zahl)} Warnungen"


def clean_text(text: str) -> str:
    """Text from a form in NFC, without control characters and outer blanks.

    >>> clean_text(" a" + chr(0) + "b ")
    'ab'
    """
    normal = unicodedata.normalize("NFC", text)
    return "".join(z for z in normal if unicodedata.category(z) not in {"Cc", "Cf", "Cs"}).strip()


def clean_dateiname(name: str) -> str:
    """Name of a delivered file without folders and control characters, at most 200 characters.

    >>> clean_dateiname("C:/Ablage/Bericht 2023.xlsx")
    'Bericht 2023.xlsx'
    """
    kurz = clean_text(name.replace("\\", "/").rpartition("/")[2])
    return (kurz or "ohne-namen")[-_LONGEST_NAME:]


def _read_file() -> tuple[str, bytes]:
    dateien = request.files.getlist(DATEI)
    if len(dateien) != 1 or not dateien[0].filename:
        raise _RefusedError("Bitte zuerst eine Datei auswählen.")
    inhalt = dateien[0].stream.read(MAX_DATEI + 1)
    if len(inhalt) > MAX_DATEI:
        raise RequestEntityTooLarge
    return clean_dateiname(dateien[0].filename), inhalt


def _read_haushaltsjahr(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == len(str(ERSTES_HAUSHALTSJAHR))):
        raise _RefusedError("Das Haushaltsjahr ist eine Jahreszahl wie 2026.")
    if not ERSTES_HAUSHALTSJAHR <= int(text) <= LETZTES_HAUSHALTSJAHR:
        raise _RefusedError(
            f"Das Haushaltsjahr liegt zwischen {ERSTES_HAUSHALTSJAHR} und {LETZTES_HAUSHALTSJAHR}."
        )
    return int(text)


def _refusal(satz: str, status: int = 200) -> Response:
    """Nothing was stored; the sentence says why. 200 where the request itself was in order."""
    antwort = jsonify(angenommen=False, lieferung=None, satz=satz, befunde=[])
    antwort.status_code = status
    return antwort
