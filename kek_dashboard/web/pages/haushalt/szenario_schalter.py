"""Szenarioschalter: what the forms of the what-if pages do; a Szenario is kept, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from dash import Dash
from flask import Response, make_response, redirect, request

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.szenario import MEISTE_AENDERUNGEN, Aenderung, Szenario, SzenarioError
from kek_dashboard.domain.szenarioform import InvalidSzenarioError, write_szenario
from kek_dashboard.domain.szenariorechnung import run
from kek_dashboard.formats import format_number
from kek_dashboard.store.arbeitsstand import (
    Arbeitsart,
    Arbeitsstand,
    ArbeitsstandRefusedError,
    StaleArbeitsstandError,
    UnknownArbeitsstandError,
    change_arbeitsstand,
    create_arbeitsstand,
    delete_arbeitsstand,
    read_arbeitsstand,
)
from kek_dashboard.store.session import Store
from kek_dashboard.web.anfrage import read_stand, said_place
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.haushalt.szenario_daten import base_of, load_szenario, read_kept, register_of
from kek_dashboard.web.pages.haushalt.szenario_formular import read_change, read_search
from kek_dashboard.web.pages.haushalt.szenario_worte import (
    ANLEGEN,
    ART,
    EINES,
    FASSUNG,
    FORTSCHREIBUNG,
    GRUPPE,
    HAUSHALTSJAHR,
    LISTE,
    NAME,
    SICHER,
    SUCHE,
    TUN,
    VORWAHL,
    WAS,
    WIE,
    ZAHL,
    bereich_text,
    how_text,
    one_address,
)
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import current

#: What the buttons beside a change do, each followed by the number of the change.
WEG, HOCH, RUNTER = "weg", "hoch", "runter"
_TUN = re.compile(rf"({WEG}|{HOCH}|{RUNTER})-([1-9]\d{{0,3}})", re.ASCII)
_NUMMER = re.compile(r"\d{1,9}", re.ASCII)
# An address is read up to 2,000 characters; what is longer than any real key is not said again.
_LONGEST_ECHO = 120
KEIN_PLAN = "Diesen Haushalt gibt es nicht (mehr)."


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their right."""
    if umgebung.store is None:
        return
    schalter = _Schalter(umgebung, umgebung.store)
    server, recht = app.server, Aktion.SZENARIEN
    add_route(server, ANLEGEN, "szenario-anlegen", schalter.create, recht, methods=("POST",))
    for wort, tat in (
        ("aendern", schalter.add),
        ("ordnen", schalter.arrange),
        ("umbenennen", schalter.rename),
        ("kopieren", schalter.copy),
        ("loeschen", schalter.delete),
        ("plan", schalter.rebase),
    ):
        pfad = f"{EINES}/<kennung>/{wort}"
        add_route(server, pfad, f"szenario-{wort}", tat, recht, methods=("POST",))


class _Schalter:
    """The counter for what-ifs."""

    def __init__(self, umgebung: Umgebung, store: Store) -> None:
        self._umgebung, self._store = umgebung, store

    def create(self) -> Response:
        """A new Szenario without a change."""
        jahr, fassung = request.form.get(HAUSHALTSJAHR, ""), request.form.get(FASSUNG, "")
        stand = self._stand()
        mittel = None
        if _NUMMER.fullmatch(jahr) and fassung in stand.haushalte.get(int(jahr), ()):
            mittel = self._umgebung.daten.mitteleinsatz(stand, int(jahr), fassung)
        if mittel is None:
            return self._to(LISTE, Meldung(f"{KEIN_PLAN} Angelegt wurde nichts.", is_error=True))
        neu = Szenario("", int(jahr), fassung, base_of(self._umgebung.daten, stand, mittel))
        weiter = {feld: request.form.get(feld, "")[:_LONGEST_ECHO] for feld in VORWAHL}
        try:
            angelegt = self._keep(_name(), neu)
        except ArbeitsstandRefusedError as error:
            plan = {HAUSHALTSJAHR: jahr, FASSUNG: fassung}
            return self._to(LISTE, Meldung(str(error), is_error=True), **plan, **weiter)
        satz = f"„{angelegt.name}“ ist angelegt. Noch ist darin nichts geändert."
        return self._to(one_address(angelegt.id), Meldung(satz), **weiter)

    def add(self, kennung: str) -> Response:
        """One more change at the end; one that hits nothing or changes nothing is refused."""
        felder = {feld: request.form.get(feld, "")[:_LONGEST_ECHO] for feld in (WAS, ART, GRUPPE, WIE, ZAHL)}
        felder[SUCHE] = read_search(request.form.get(SUCHE, ""))
        try:
            alt = self._read(kennung)
            szenario, satz = self._with(read_kept(alt), read_change(request.form))
            self._write(alt, inhalt=write_szenario(szenario))
        except UnknownArbeitsstandError as error:
            return refusal("Nicht mehr da", str(error), 404)
        except (UnusableFormError, SzenarioError, StaleArbeitsstandError, ArbeitsstandRefusedError) as error:
            return self._to(one_address(kennung), Meldung(str(error), is_error=True), **felder)
        return self._to(one_address(kennung), Meldung(satz))

    def arrange(self, kennung: str) -> Response:
        """Takes a change out, or moves it up or down."""
        treffer = _TUN.fullmatch(request.form.get(TUN, ""))

        def arranged(alt: Arbeitsstand) -> str:
            szenario = read_kept(alt)
            alle = list(szenario.aenderungen)
            stelle = int(treffer[2]) - 1 if treffer else -1
            tun = treffer[1] if treffer else ""
            nachbar = stelle + {HOCH: -1, RUNTER: 1}.get(tun, 0)
            if not (0 <= stelle < len(alle) and 0 <= nachbar < len(alle)):
                raise UnusableFormError("Diese Änderung gibt es in dem Szenario nicht.")
            eine = alle.pop(stelle)
            if tun != WEG:
                alle.insert(nachbar, eine)
            self._write(alt, inhalt=write_szenario(replace(szenario, aenderungen=tuple(alle))))
            return f"Änderung {stelle + 1} ist " + (
                "entfernt." if tun == WEG else f"jetzt die {nachbar + 1}."
            )

        return self._do(kennung, arranged)

    def rename(self, kennung: str) -> Response:
        """Another name."""

        def renamed(alt: Arbeitsstand) -> str:
            return f"Das Szenario heißt jetzt „{self._write(alt, name=_name()).name}“."

        return self._do(kennung, renamed)

    def rebase(self, kennung: str) -> Response:
        """Somebody has seen that the plan is another one: the Szenario now stands on today's."""

        def rebased(alt: Arbeitsstand) -> str:
            daten, stand = self._umgebung.daten, self._stand()
            mittel = daten.mitteleinsatz(stand, alt.haushaltsjahr, alt.fassung)
            if mittel is None:
                raise UnusableFormError(f"{KEIN_PLAN} Geändert wurde nichts.")
            neu = replace(read_kept(alt), grundlage=base_of(daten, stand, mittel))
            self._write(alt, inhalt=write_szenario(neu))
            return "Das Szenario steht jetzt auf dem Plan, wie er heute bekannt ist."

        return self._do(kennung, rebased)

    def copy(self, kennung: str) -> Response:
        """The same changes under another name."""
        try:
            neu = self._keep(_name(), read_kept(load_szenario(self._store, kennung)))
        except UnknownArbeitsstandError as error:
            return refusal("Nicht mehr da", str(error), 404)
        except (ArbeitsstandRefusedError, SzenarioError) as error:
            return self._to(one_address(kennung), Meldung(str(error), is_error=True))
        return self._to(one_address(neu.id), Meldung(f"„{neu.name}“ ist als Kopie angelegt."))

    def delete(self, kennung: str) -> Response:
        """Throws it away, once it was confirmed."""
        if request.form.get(SICHER) != "ja":
            satz = "Bitte zuerst bestätigen, dass das Szenario gelöscht werden soll. Gelöscht wurde nichts."
            return self._to(one_address(kennung), Meldung(satz, is_error=True))
        try:
            alt = self._read(kennung)
            with self._store.writing() as connection:
                _still(read_arbeitsstand(connection, Arbeitsart.SZENARIO, kennung), alt.fortschreibung)
                delete_arbeitsstand(connection, Arbeitsart.SZENARIO, kennung)
        except UnknownArbeitsstandError as error:
            return refusal("Nicht mehr da", str(error), 404)
        except StaleArbeitsstandError as error:
            return self._to(one_address(kennung), Meldung(str(error), is_error=True))
        plan = {HAUSHALTSJAHR: str(alt.haushaltsjahr), FASSUNG: alt.fassung}
        return self._to(LISTE, Meldung(f"„{alt.name}“ ist gelöscht."), **plan)

    # ------------------------------------------------------------------------------- what they share

    def _with(self, szenario: Szenario, neue: Aenderung) -> tuple[Szenario, str]:
        """The Szenario with one more change, tried out on the plan of today, and what the change does."""
        if len(szenario.aenderungen) >= MEISTE_AENDERUNGEN:
            raise UnusableFormError(f"Ein Szenario hat höchstens {MEISTE_AENDERUNGEN} Änderungen.")
        daten = self._umgebung.daten
        mittel = daten.mitteleinsatz(self._stand(), szenario.haushaltsjahr, szenario.fassung)
        if mittel is None:
            raise UnusableFormError(f"{KEIN_PLAN} Geändert wurde nichts.")
        register = register_of(daten, mittel)
        alle = (*szenario.aenderungen, neue)
        schritt = run(register, alle).schritte[-1]
        if schritt.hindernis is not None:
            raise schritt.hindernis
        if schritt.vorher == schritt.nachher:
            raise UnusableFormError(
                "So bleibt alles, wie es ist: Die Zeilen ergeben zusammen dasselbe wie vorher."
            )
        zeilen = "1 Zeile" if schritt.zeilen == 1 else f"{format_number(schritt.zeilen)} Zeilen"
        satz = f"Aufgenommen: {bereich_text(register, neue.bereich)} {how_text(neue)}, {zeilen}."
        return replace(szenario, aenderungen=alle), satz

    def _stand(self) -> Datenstand:
        """What is known today, as the Zielsystem of the page sees it that sent the form."""
        return read_stand(self._umgebung, request.form, None)[0]

    def _keep(self, name: str, szenario: Szenario) -> Arbeitsstand:
        with self._store.writing() as connection:
            return create_arbeitsstand(
                connection,
                current().akteur,
                Arbeitsart.SZENARIO,
                name,
                szenario.haushaltsjahr,
                szenario.fassung,
                write_szenario(szenario),
            )

    def _read(self, kennung: str) -> Arbeitsstand:
        """The Szenario as the form saw it; raises ``StaleArbeitsstandError`` where it is another by now."""
        stand = load_szenario(self._store, kennung)
        gesehen = request.form.get(FORTSCHREIBUNG, "")
        return _still(stand, int(gesehen) if _NUMMER.fullmatch(gesehen) else 0)

    def _write(
        self, alt: Arbeitsstand, *, inhalt: str | None = None, name: str | None = None
    ) -> Arbeitsstand:
        with self._store.writing() as connection:
            return change_arbeitsstand(
                connection,
                current().akteur,
                Arbeitsart.SZENARIO,
                alt.id,
                alt.fortschreibung,
                inhalt=inhalt,
                name=name,
            )

    def _do(self, kennung: str, tat: Callable[[Arbeitsstand], str]) -> Response:
        """Does it to the Szenario as the form saw it and says so, or says why not."""
        try:
            meldung = Meldung(tat(self._read(kennung)))
        except UnknownArbeitsstandError as error:
            return refusal("Nicht mehr da", str(error), 404)
        except (
            UnusableFormError,
            InvalidSzenarioError,
            StaleArbeitsstandError,
            ArbeitsstandRefusedError,
        ) as error:
            meldung = Meldung(str(error), is_error=True)
        return self._to(one_address(kennung), meldung)

    def _to(self, pfad: str, meldung: Meldung, **felder: str) -> Response:
        """Back to a page with one sentence; Berichtsjahr and Zielsystem stay."""
        alle: Mapping[str, object] = {**said_place(self._umgebung, request.form), **felder}
        frage = {name: str(wert) for name, wert in alle.items() if wert}
        wort = meldungen(self._umgebung).write(meldung)
        return make_response(redirect(f"{pfad}?{urlencode({**frage, MELDUNG: wort})}", 303))


def _name() -> str:
    return clean_text(" ".join(request.form.get(NAME, "").split()))


def _still(stand: Arbeitsstand, fortschreibung: int) -> Arbeitsstand:
    """The Szenario, if nobody changed it since; else raises ``StaleArbeitsstandError``."""
    if stand.fortschreibung != fortschreibung:
        raise StaleArbeitsstandError(stand.wer)
    return stand
