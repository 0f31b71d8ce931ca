"""Schnittstelle: puts lists, parameters and answers together into the routes of the API and their description.

Every route is open at the gate and asks ``darf_offenes`` itself: a program has no account. Strangers are let in by
``KEK_OFFENE_DATEN`` alone; then, and only then, scripts of other web pages may read the answers too
(``Access-Control-Allow-Origin``). That gives nothing away: they hold what everybody may fetch, and with ``*`` a browser
lets no script read an answer that was asked for with somebody's cookies.
"""

from __future__ import annotations

from typing import Any

from dash import Dash
from flask import Flask, Response, request

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import UnknownZielsystemError
from kek_dashboard.domain.offenlegung import open_name
from kek_dashboard.settings import DEFAULT_API_JE_MINUTE
from kek_dashboard.web.api import antwort as a
from kek_dashboard.web.api.beschreibung import WURZEL, Beschreibung, Teil
from kek_dashboard.web.api.formen import list_schema, row_schema, single_schema
from kek_dashboard.web.api.grenze import limit
from kek_dashboard.web.api.listen import KENNZAHLEN, LISTEN, WERTE, Liste, load_rows, missing_sentence, pick
from kek_dashboard.web.api.parameter import query_schema
from kek_dashboard.web.api.seite import render
from kek_dashboard.web.problem import problem, refuse_with
from kek_dashboard.web.seite import Umgebung
from kek_dashboard.web.tor import add_route, declare_route
from kek_dashboard.web.verweigerung import BITTE_PASSWORT
from kek_dashboard.web.zugang import OFFEN, current, darf_offenes

NAME = "api-v1"
_ZU = (
    "Diese Schnittstelle ist hier nur für Angemeldete offen. Für alle öffnet sie, wer den KEK-Monitor betreibt, "
    "mit der Einstellung KEK_OFFENE_DATEN=1."
)
_READABLE = "ETag, Link, Retry-After, X-Datenstand, X-Total-Count, X-Wissensstand"


class Schnittstelle:
    """The API of one app."""

    def __init__(self, umgebung: Umgebung) -> None:
        """Begin with what the settings say."""
        self._daten, self._settings = umgebung.daten, umgebung.settings
        self._rahmen = a.Rahmen.of(umgebung.settings)
        self._zeilen = {liste.name: row_schema(liste.tabelle) for liste in LISTEN}
        self._seiten = {name: list_schema(zeile) for name, zeile in self._zeilen.items()}

    def register(self, server: Flask) -> None:
        """Add all routes to the app."""
        teil = Teil(NAME)
        for liste in LISTEN:
            self._add_liste(teil, liste)
        self._add_werte_einer_kennzahl(teil)
        teil.before_request(self._refuse_strangers)
        teil.after_request(self._add_headers)
        je_minute = DEFAULT_API_JE_MINUTE if self._settings is None else self._settings.api_je_minute
        limit(server, teil, je_minute)
        beschreibung = Beschreibung(server, self._rahmen.lizenz)
        beschreibung.add(teil)
        for rule in server.url_map.iter_rules():
            if rule.endpoint.startswith(f"{NAME}."):
                declare_route(server, rule.endpoint, OFFEN)

        def show_page() -> Response:
            return render(
                beschreibung.as_dict(),
                ort=request.host_url.rstrip("/"),
                lizenz=self._rahmen.lizenz,
                je_minute=je_minute,
                is_lokal=self._settings is None or self._settings.is_lokal,
                is_open=self._rahmen.is_open,
            )

        add_route(server, WURZEL, "api-seite", show_page, OFFEN)
        add_route(server, f"{WURZEL}openapi.json", "api-beschreibung", beschreibung.answer, OFFEN)
        add_route(server, "/api/<path:rest>", "api-unbekannt", _unknown, OFFEN)

    def _add_liste(self, teil: Teil, liste: Liste) -> None:
        def show_list(werte: dict[str, Any]) -> Response:
            return self._list(liste, werte)

        schema = query_schema(*liste.filter, has_zielsystem=liste.has_zielsystem, is_list=True)
        seite = self._seiten[liste.name]
        teil.add_list(f"{WURZEL}{liste.name}", liste.name, liste.satz, schema, seite, show_list)
        if not liste.einzeln:
            return

        def show_one(werte: dict[str, Any], nr: str) -> Response:
            return self._one(liste, werte, nr)

        schema = query_schema(has_zielsystem=liste.has_zielsystem, is_list=False)
        path = f"{WURZEL}{liste.name}/<string:nr>"
        eine = single_schema(self._zeilen[liste.name])
        teil.add_single(path, f"{liste.name}-eine", liste.einzeln, schema, eine, show_one)

    def _add_werte_einer_kennzahl(self, teil: Teil) -> None:
        def show_werte(werte: dict[str, Any], nr: str) -> Response:
            return self._list(WERTE, {**werte, "kennzahl": nr})

        schema = query_schema("von", "bis", has_zielsystem=True, is_list=True)
        path = f"{WURZEL}{KENNZAHLEN.name}/<string:nr>/{WERTE.name}"
        satz = "Messwerte einer Kennzahl"
        teil.add_list(path, "kennzahl-werte", satz, schema, self._seiten[WERTE.name], show_werte)

    def _list(self, liste: Liste, werte: dict[str, Any]) -> Response:
        stand = self._stand(werte)
        fehlt = missing_sentence(stand, liste, werte)
        if fehlt:
            refuse_with(404, fehlt)
        as_csv = a.wants_csv()
        marke = a.etag(self._rahmen, stand, as_csv=as_csv)
        fertig = a.unchanged(marke)
        if fertig is not None:
            return fertig
        zeilen = pick(liste, load_rows(self._daten, stand, liste), werte)
        schema = self._zeilen[liste.name]()
        antwort = a.page(self._rahmen.angaben(stand), liste, schema, zeilen, werte, as_csv=as_csv)
        antwort.set_etag(marke, weak=True)
        return antwort

    def _one(self, liste: Liste, werte: dict[str, Any], nr: str) -> Response:
        stand = self._stand(werte)
        gefunden = next((z for z in load_rows(self._daten, stand, liste) if z.nr == nr), None)
        if gefunden is None:
            wort = "Ein Ziel" if liste.name == "ziele" else "Eine offene Kennzahl"
            refuse_with(404, f"{wort} {nr[:40]} gibt es nicht.")
        marke = a.etag(self._rahmen, stand, as_csv=False)
        schema = self._zeilen[liste.name]()
        antwort = a.unchanged(marke) or a.one(self._rahmen.angaben(stand), schema, gefunden)
        antwort.set_etag(marke, weak=True)
        return antwort

    def _stand(self, werte: dict[str, Any]) -> Datenstand:
        """What is known on the day asked for; nobody knows yet what will be known."""
        tag, heute = werte.get("wissensstand"), self._daten.datenstand()
        if tag is not None and tag > heute.wissensstand:
            refuse_with(404, f"Der Wissensstand {tag:%d.%m.%Y} liegt in der Zukunft.")
        stand = heute if tag is None else self._daten.datenstand(tag)
        name = werte.get("zielsystem")
        if name is None or name == open_name(stand):
            return stand
        try:
            return self._daten.kept(stand, ("api", "sicht", name), lambda: stand.fuer(name))
        except UnknownZielsystemError:
            refuse_with(404, f"Ein Zielsystem „{name[:40]}“ gibt es an diesem Wissensstand nicht.")

    def _refuse_strangers(self) -> Response | None:
        if self._rahmen.is_open:
            return (
                None  # without a look at who asks: the answer may be kept for others, so it carries no cookie
            )
        zugang = current()
        if darf_offenes(zugang, self._settings):
            return None
        return problem(403, BITTE_PASSWORT if zugang.is_angemeldet else _ZU)

    def _add_headers(self, antwort: Response) -> Response:
        """How long it may be kept and by whom; what only readers get is kept by nobody else."""
        if antwort.status_code in {200, 304} and request.method != "OPTIONS":
            wer = "public" if self._rahmen.is_open else "private"
            antwort.headers["Cache-Control"] = f"{wer}, max-age={a.MAX_AGE}"
            antwort.vary.add("Accept")
        if self._rahmen.is_open:
            antwort.headers["Access-Control-Allow-Origin"] = "*"
            antwort.headers["Access-Control-Expose-Headers"] = _READABLE
            antwort.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if request.method == "OPTIONS":
                antwort.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
                antwort.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        else:
            antwort.vary.add("Cookie")
        return antwort


def register_api(app: Dash, umgebung: Umgebung) -> None:
    """The API over an app's data."""
    Schnittstelle(umgebung).register(app.server)


def _unknown(rest: str) -> Response:  # noqa: ARG001 - the part of the address behind the root
    return problem(404, f"Diese Adresse gibt es nicht; was es gibt, steht unter {WURZEL}openapi.json.")
