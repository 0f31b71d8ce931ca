"""Rechte: every role at every route, page and callback, as the one table says; what declares nothing is shut."""

from __future__ import annotations

from typing import Any

import pytest
from dash import Input, Output, html

from kek_dashboard.domain.rechte import RECHTE, Aktion, Rolle
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import PAGES
from kek_dashboard.web.formular import Formulare
from kek_dashboard.web.seite import Seite
from kek_dashboard.web.tor import (
    SEITEN,
    UndeclaredRightError,
    add_route,
    callback_rights,
    declare_callback,
    route_rights,
)
from kek_dashboard.web.zugang import OFFEN, roles_text
from tests.web.personen import (
    FACHBEREICH,
    HTML,
    add_person,
    call,
    screen,
    server_app,
    server_settings,
    signed_in,
)

ROLLEN = tuple(Rolle)
ANONYM = None

_LIEFERN = {
    Aktion.LIEFERN_KENNZAHLEN, Aktion.LIEFERN_STAMMDATEN, Aktion.LIEFERN_ZUORDNUNG, Aktion.LIEFERN_HAUSHALT,
}  # fmt: skip
_FREIGEBEN = {
    Aktion.FREIGEBEN_KENNZAHLEN, Aktion.FREIGEBEN_STAMMDATEN, Aktion.FREIGEBEN_ZUORDNUNG, Aktion.FREIGEBEN_HAUSHALT,
}  # fmt: skip
_FRAME = {Aktion.LESEN, Aktion.EIGENES_KONTO}
ALLE: Any = "everybody"
KEINER: set[Aktion] = set()

#: What each route is for, written down once more by hand: method, address to try, actions of which one is needed.
ROUTEN: dict[str, tuple[str, str, Any]] = {
    "_dash_assets.static": ("GET", "/assets/01_grund.css", ALLE),
    "buendel": ("GET", "/buendel/0/kek.css", ALLE),
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": (
        "GET", "/_dash-component-suites/dash/deps/react@18.3.1.min.js", ALLE,
    ),
    "/_favicon.ico": ("GET", "/_favicon.ico", ALLE),
    "healthz": ("GET", "/healthz", ALLE),
    "anmelden": ("GET", "/anmelden", ALLE),
    "hilfe": ("GET", "/hilfe", ALLE),
    "barrierefreiheit": ("GET", "/barrierefreiheit", ALLE),
    "impressum": ("GET", "/impressum", ALLE),
    "datenschutz": ("GET", "/datenschutz", ALLE),
    "/_dash-layout": ("GET", "/_dash-layout", _FRAME),
    "/_dash-dependencies": ("GET", "/_dash-dependencies", _FRAME),
    "/_dash-update-component": ("POST", "/_dash-update-component", _FRAME),
    "/_reload-hash": ("GET", "/_reload-hash", KEINER),
    "static": ("GET", "/static/x", KEINER),
    "abmelden": ("POST", "/abmelden", {Aktion.EIGENES_KONTO}),
    "konto-passwort": ("POST", "/konto/passwort", {Aktion.EIGENES_KONTO}),
    "konto-sitzungen": ("POST", "/konto/sitzungen", {Aktion.EIGENES_KONTO}),
    "konten-anlegen": ("POST", "/konten/anlegen", {Aktion.KONTEN_VERWALTEN}),
    "konten-rechte": ("POST", "/konten/niemand/rechte", {Aktion.KONTEN_VERWALTEN}),
    "konten-passwort": ("POST", "/konten/niemand/passwort", {Aktion.KONTEN_VERWALTEN}),
    "konten-sperren": ("POST", "/konten/niemand/sperren", {Aktion.KONTEN_VERWALTEN}),
    "konten-entsperren": ("POST", "/konten/niemand/entsperren", {Aktion.KONTEN_VERWALTEN}),
    "konten-abmelden": ("POST", "/konten/niemand/abmelden", {Aktion.KONTEN_VERWALTEN}),
    "vorlage": ("GET", "/vorlage?fachbereich=niemand&jahr=2024", {Aktion.LIEFERN_KENNZAHLEN}),
    "eingang": ("POST", "/eingang", _LIEFERN),
    "eingang-stand": ("GET", "/eingang/niemandes/stand", _LIEFERN),
    "eingang-kopie": ("GET", "/eingang/niemandes/kopie", _LIEFERN),
    "eingang-angaben": ("POST", "/eingang/niemandes/angaben", _LIEFERN),
    "eingang-spalten": ("POST", "/eingang/niemandes/spalten/sagen", _LIEFERN),
    "eingang-abgeben": ("POST", "/eingang/niemandes/abgeben", _LIEFERN),
    "eingang-verwerfen": ("POST", "/eingang/niemandes/verwerfen", _LIEFERN),
    "bearbeiten-beginnen": ("POST", "/bearbeiten/beginnen", {Aktion.LIEFERN_STAMMDATEN}),
    "bearbeiten-speichern": ("POST", "/bearbeiten/niemandes/speichern", {Aktion.LIEFERN_STAMMDATEN}),
    "bearbeiten-fenster": ("POST", "/bearbeiten/niemandes/fenster", {Aktion.LIEFERN_STAMMDATEN}),
    "bearbeiten-abgleichen": ("POST", "/bearbeiten/niemandes/abgleichen", {Aktion.LIEFERN_STAMMDATEN}),
    "bearbeiten-abgeben": ("POST", "/bearbeiten/niemandes/abgeben", {Aktion.LIEFERN_STAMMDATEN}),
    "bearbeiten-aufnehmen": ("POST", "/bearbeiten/niemandes/aufnehmen", {Aktion.LIEFERN_STAMMDATEN}),
    "bearbeiten-verwerfen": ("POST", "/bearbeiten/niemandes/verwerfen", {Aktion.LIEFERN_STAMMDATEN}),
    "unterziel-geldjahre": ("GET", "/unterziel/geldjahre?nr=1.2", {Aktion.LESEN}),
    "kennzahl-export": ("GET", "/kennzahl/keine/export.csv", {Aktion.LESEN}),
    "haushalt-teil": ("GET", "/haushalt/teil?haushaltsjahr=2024", {Aktion.LESEN}),
    "haushalt-export": ("GET", "/haushalt/export.xlsx?haushaltsjahr=2024", {Aktion.LESEN}),
    "vorschlag-abgeben": ("POST", "/vorschlaege/abgeben", {Aktion.LIEFERN_STAMMDATEN}),
    "haushalt-satzung": ("POST", "/haushalt/satzung/abgeben", {Aktion.LIEFERN_ZUORDNUNG}),
    "zuordnung-konten": ("GET", "/haushalt/zuordnung/konten?haushaltsjahr=1999", {Aktion.LESEN}),
    "zuordnung-suche": ("GET", "/haushalt/zuordnung/suche?haushaltsjahr=1999", {Aktion.LESEN}),
    "zuordnung-mappe": ("GET", "/haushalt/zuordnung/mappe?haushaltsjahr=1999", {Aktion.LESEN}),
    "zuordnung-aendern": ("POST", "/haushalt/zuordnung/aendern", {Aktion.LIEFERN_ZUORDNUNG}),
    "zuordnung-abgeben": ("POST", "/haushalt/zuordnung/abgeben", {Aktion.LIEFERN_ZUORDNUNG}),
    "szenario-anlegen": ("POST", "/haushalt/szenarien/anlegen", {Aktion.SZENARIEN}),
    "szenario-aendern": ("POST", "/haushalt/szenario/niemandes/aendern", {Aktion.SZENARIEN}),
    "szenario-ordnen": ("POST", "/haushalt/szenario/niemandes/ordnen", {Aktion.SZENARIEN}),
    "szenario-umbenennen": ("POST", "/haushalt/szenario/niemandes/umbenennen", {Aktion.SZENARIEN}),
    "szenario-kopieren": ("POST", "/haushalt/szenario/niemandes/kopieren", {Aktion.SZENARIEN}),
    "szenario-loeschen": ("POST", "/haushalt/szenario/niemandes/loeschen", {Aktion.SZENARIEN}),
    "szenario-plan": ("POST", "/haushalt/szenario/niemandes/plan", {Aktion.SZENARIEN}),
    "bericht-erstellen": ("POST", "/berichte/erstellen", {Aktion.BERICHTE}),
    "bericht-stand": ("GET", "/berichte/niemandes/stand", {Aktion.BERICHTE}),
    "bericht-datei": ("GET", "/berichte/niemandes/datei", {Aktion.BERICHTE}),
    "bericht-loeschen": ("POST", "/berichte/niemandes/loeschen", {Aktion.BERICHTE}),
    "lieferung-datei": ("GET", "/lieferung/999/datei", {Aktion.DATEI_HERUNTERLADEN}),
    "lieferung-kopie": ("GET", "/lieferung/999/kopie", {Aktion.DATEI_HERUNTERLADEN}),
    "lieferung-freigeben": ("POST", "/lieferung/999/freigeben", _FREIGEBEN),
    "lieferung-zurueckziehen": ("POST", "/lieferung/999/zurueckziehen", _FREIGEBEN | _LIEFERN),
}  # fmt: skip
#: Open figures for programs: asked of ``darf_offenes`` (tests/web/api/test_zugang.py).
SCHNITTSTELLE = {
    "api-beschreibung",
    "api-seite",
    "api-unbekannt",
    *(
        f"api-v1.{name}{endung}"
        for name in (
            "zielsysteme", "ziele", "zielerreichung", "kennzahlen", "werte", "zielwerte", "bewertungen", "zuordnungen",
            "reihenbrueche", "nachfolgen", "kennzahl-werte",
        )
        for endung in ("", "-csv")
    ),
    "api-v1.ziele-eine",
    "api-v1.kennzahlen-eine",
}  # fmt: skip
#: Let in by a token, a role or from this very computer (tests/web/test_metriken.py).
ENTSCHEIDEN_SELBST = SCHNITTSTELLE | {"metriken"}
#: Open figures for other people's pages: asked of ``darf_offenes`` (tests/web/test_einbettung.py).
ENTSCHEIDEN_SELBST |= {f"einbetten-{art}{form}" for art in ("kennzahl", "unterziel") for form in ("", "-svg")}
ENTSCHEIDEN_SELBST |= {"einbetten-ueberblick"}
#: Open figures as files: asked of ``darf_offenes`` (tests/web/test_offenedaten.py).
ENTSCHEIDEN_SELBST |= {"offene-daten", "offene-daten-datei"}

SEITEN_RECHT: dict[str, tuple[str, Any]] = {
    "/": ("/", Aktion.LESEN),
    "/unterziel/<nr>": ("/unterziel/1.2", Aktion.LESEN),
    "/kennzahlen": ("/kennzahlen", Aktion.LESEN),
    "/kennzahl/<nr>": ("/kennzahl/1.2-03", Aktion.LESEN),
    "/massnahmen": ("/massnahmen", Aktion.LESEN),
    "/vorschlaege": ("/vorschlaege", Aktion.LESEN),
    "/messbarkeit": ("/messbarkeit", Aktion.LESEN),
    "/methode": ("/methode", Aktion.LESEN),
    "/zielsysteme": ("/zielsysteme", Aktion.LESEN),
    "/offene-daten": ("/offene-daten", Aktion.LESEN),
    "/massnahme/<nr>": ("/massnahme/M-01", Aktion.LESEN),
    "/haushalt": ("/haushalt", Aktion.LESEN),
    "/haushalt/matrix": ("/haushalt/matrix", Aktion.LESEN),
    "/haushalt/fluss": ("/haushalt/fluss", Aktion.LESEN),
    "/haushalt/luecken": ("/haushalt/luecken", Aktion.LESEN),
    "/haushalt/entwicklung": ("/haushalt/entwicklung", Aktion.LESEN),
    "/haushalt/zuordnung": ("/haushalt/zuordnung", Aktion.LESEN),
    "/haushalt/zuordnung/verlauf": ("/haushalt/zuordnung/verlauf", Aktion.LESEN),
    "/haushalt/satzung": ("/haushalt/satzung", Aktion.LESEN),
    "/haushalt/szenarien": ("/haushalt/szenarien", Aktion.SZENARIEN),
    "/berichte": ("/berichte", Aktion.BERICHTE),
    "/haushalt/szenario/<id>": ("/haushalt/szenario/niemandes", Aktion.SZENARIEN),
    "/lieferungen": ("/lieferungen", Aktion.LIEFERUNGEN_SEHEN),
    "/lieferung/<nr>": ("/lieferung/999", Aktion.LIEFERUNGEN_SEHEN),
    "/eingang/<id>": ("/eingang/niemandes", Aktion.LIEFERUNGEN_SEHEN),
    "/eingang/<id>/spalten": ("/eingang/niemandes/spalten", Aktion.LIEFERUNGEN_SEHEN),
    "/bearbeiten": ("/bearbeiten", Aktion.LIEFERN_STAMMDATEN),
    "/bearbeiten/<id>": ("/bearbeiten/niemandes", Aktion.LIEFERN_STAMMDATEN),
    "/bearbeiten/<id>/pruefen": ("/bearbeiten/niemandes/pruefen", Aktion.LIEFERN_STAMMDATEN),
    "/datenschuld": ("/datenschuld", Aktion.LESEN),
    "/aenderungen": ("/aenderungen", Aktion.LESEN),
    "/aenderungen/vorjahr": ("/aenderungen/vorjahr", Aktion.LESEN),
    "/damals": ("/damals", Aktion.LESEN),
    "/suche": ("/suche", Aktion.LESEN),
    "/beleg/<lieferung>": ("/beleg/999", Aktion.LESEN),
    "/konten": ("/konten", Aktion.KONTEN_VERWALTEN),
    "/konten/<name>": ("/konten/niemand", Aktion.KONTEN_VERWALTEN),
    "/protokoll": ("/protokoll", Aktion.PROTOKOLL_LESEN),
    "/konto": ("/konto", Aktion.EIGENES_KONTO),
    "/vortrag": ("/vortrag", Aktion.LESEN),
    "/vortrag/<folie>": ("/vortrag/2", Aktion.LESEN),
    "/hilfe": ("/hilfe", ALLE),
    "/barrierefreiheit": ("/barrierefreiheit", ALLE),
    "/impressum": ("/impressum", ALLE),
    "/datenschutz": ("/datenschutz", ALLE),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(f"sqlite:///{(tmp_path_factory.mktemp('rechte') / 'kek.sqlite').as_posix()}")
    migrate(store)
    for rolle in ROLLEN:
        add_person(store, rolle.value, rolle)
    yield store
    store.close()


@pytest.fixture(scope="module")
def app(store, tmp_path_factory):
    return server_app(store, server_settings(tmp_path_factory.mktemp("server")))


@pytest.fixture(scope="module")
def public_app(store, tmp_path_factory):
    return server_app(store, server_settings(tmp_path_factory.mktemp("public"), oeffentlich=True))


def may(rolle: Rolle | None, aktionen: Any, *, public: bool = False) -> bool:
    """What the table of the domain says."""
    if aktionen is ALLE:
        return True
    if rolle is ANONYM:
        return public and Aktion.LESEN in aktionen
    return any(rolle in RECHTE[aktion] for aktion in aktionen)


def _any(aktion: Any) -> Any:
    return ALLE if aktion is ALLE else {aktion}


def request_to(app, store, rolle, endpoint, accept=None):
    method, path, _ = ROUTEN[endpoint]
    client = signed_in(app, store, rolle)
    if endpoint == "/_dash-update-component":
        return client.post(path, json=call("/gibt-es-nicht"))
    if method == "GET":
        return client.get(path, headers=accept)
    with app.server.test_request_context():
        from flask import session

        session["formular"] = "nummer"
        token = Formulare("x" * 20).token()
    return client.post(path, data={"formular": token}, headers=accept)


def test_the_lists_below_name_every_route_and_every_page(app):
    routes = {rule.endpoint for rule in app.server.url_map.iter_rules()} - SEITEN
    assert routes == set(ROUTEN) | ENTSCHEIDEN_SELBST
    assert set(route_rights(app.server)) == set(ROUTEN) | ENTSCHEIDEN_SELBST
    assert {seite.path for seite in PAGES} == set(SEITEN_RECHT)


@pytest.mark.parametrize("rolle", [ANONYM, *ROLLEN])
@pytest.mark.parametrize("endpoint", sorted(ROUTEN))
def test_each_route_opens_to_the_roles_of_its_action(app, store, rolle, endpoint):
    aktionen = ROUTEN[endpoint][2]
    antwort = request_to(app, store, rolle, endpoint)
    if may(rolle, aktionen):
        assert antwort.status_code not in {401, 403}, antwort.get_data(as_text=True)
        assert "/anmelden" not in antwort.headers.get("Location", "") or endpoint == "abmelden"
    else:
        assert antwort.status_code == (401 if rolle is ANONYM else 403)
        assert antwort.get_json()["satz"]


@pytest.mark.parametrize("endpoint", sorted(ROUTEN))
def test_the_public_reading_mode_opens_reading_alone(public_app, store, endpoint):
    antwort = request_to(public_app, store, ANONYM, endpoint)
    assert (antwort.status_code != 401) == may(ANONYM, ROUTEN[endpoint][2], public=True)


@pytest.mark.parametrize("rolle", [ANONYM, *ROLLEN])
@pytest.mark.parametrize("seite", PAGES, ids=lambda seite: seite.path)
def test_each_page_opens_to_the_roles_of_its_action(app, store, rolle, seite):
    path, aktion = SEITEN_RECHT[seite.path]
    antwort = signed_in(app, store, rolle).get(path, headers=HTML)
    if rolle is ANONYM and aktion is ALLE:
        assert antwort.status_code == 200 and "react-entry-point" not in antwort.get_data(as_text=True)
    elif rolle is ANONYM:
        assert antwort.status_code == 303
        assert antwort.headers["Location"].startswith("/anmelden?weiter=")
    elif may(rolle, _any(aktion)):
        assert antwort.status_code == 200 and "react-entry-point" in antwort.get_data(as_text=True)
    else:
        text = antwort.get_data(as_text=True)
        assert antwort.status_code == 403 and roles_text(aktion) in text and rolle.value in text


@pytest.mark.parametrize("rolle", [ANONYM, *ROLLEN])
@pytest.mark.parametrize("seite", PAGES, ids=lambda seite: seite.path)
def test_each_page_asks_again_when_the_screen_draws_it(app, store, rolle, seite):
    path, aktion = SEITEN_RECHT[seite.path]
    client = signed_in(app, store, rolle)
    if rolle is ANONYM:
        assert client.post("/_dash-update-component", json=call(path)).status_code == 401
        return
    text = screen(client, path)
    assert ("Nicht erlaubt" in text) is not may(rolle, _any(aktion))


@pytest.mark.parametrize("seite", PAGES, ids=lambda seite: seite.path)
def test_the_public_sees_pages_of_figures_alone(public_app, store, seite):
    path, aktion = SEITEN_RECHT[seite.path]
    client = signed_in(public_app, store, ANONYM)
    is_open = aktion in {Aktion.LESEN, ALLE}
    assert client.get(path, headers=HTML).status_code == (200 if is_open else 303)
    text = screen(client, path)
    assert ("Bitte anmelden" in text) is not is_open
    assert "Öffentliche Ansicht" in text and "Lieferungen<" not in text and '"/abmelden"' not in text


@pytest.mark.parametrize("rolle", [ANONYM, *ROLLEN])
def test_each_callback_opens_to_the_roles_of_its_action(app, store, rolle):
    assert set(callback_rights(app.server)) == set(app.callback_map)
    for output, callback in app.callback_map.items():
        parts = [{**part, "value": None} for part in callback["inputs"]]
        ident, _, prop = output.partition(".")
        body = {
            "output": output,
            "outputs": {"id": ident, "property": prop},
            "inputs": parts,
            "state": [{**part, "value": None} for part in callback["state"]],
            "changedPropIds": [],
        }
        antwort = signed_in(app, store, rolle).post("/_dash-update-component", json=body)
        recht = callback_rights(app.server)[output]
        aktionen = {recht} if isinstance(recht, Aktion) else recht
        assert antwort.status_code == (200 if may(rolle, aktionen) else 401 if rolle is ANONYM else 403)


@pytest.mark.parametrize("rolle", ROLLEN)
def test_the_navigation_offers_what_one_may_open(app, store, rolle):
    text = screen(signed_in(app, store, rolle), "/")
    for seite in PAGES:
        wort = seite.nav or seite.dienst
        if wort:
            assert (f">{wort}</a>" in text) is may(rolle, {seite.aktion}), wort


# ------------------------------------------------------------------------------- what declares nothing


def _page_with(register) -> tuple[Seite, ...]:
    return (*PAGES, Seite("/neu", "Neu", lambda _: html.Div(), register=register))


def test_a_route_without_a_right_stops_the_start(store, tmp_path):
    def register(app, _):
        app.server.add_url_rule("/neu/geheim", "neu-geheim", lambda: "geheim")

    with pytest.raises(UndeclaredRightError, match="neu-geheim"):
        server_app(store, server_settings(tmp_path), _page_with(register))


def test_a_callback_without_a_right_stops_the_start(store, tmp_path):
    def register(app, _):
        app.callback(Output("neu", "children"), Input("adresse", "hash"))(lambda _: "geheim")

    with pytest.raises(UndeclaredRightError, match=r"neu\.children"):
        server_app(store, server_settings(tmp_path), _page_with(register))


def test_a_callback_opens_to_the_roles_it_declares_and_to_nobody_else(store, tmp_path):
    def register(app, _):
        app.callback(Output("neu", "children"), Input("adresse", "hash"))(lambda _: "getan")
        declare_callback(app, "neu.children", Aktion.SICHERUNG)

    app = server_app(store, server_settings(tmp_path), _page_with(register))
    body = {
        "output": "neu.children",
        "outputs": {"id": "neu", "property": "children"},
        "inputs": [{"id": "adresse", "property": "hash", "value": ""}],
        "changedPropIds": [],
    }
    for rolle in ROLLEN:
        antwort = signed_in(app, store, rolle).post("/_dash-update-component", json=body)
        assert antwort.status_code == (200 if rolle is Rolle.VERWALTUNG else 403), rolle


def test_a_route_that_comes_in_later_is_shut_to_everybody(store, tmp_path):
    app = server_app(store, server_settings(tmp_path))
    app.server._got_first_request = False
    app.server.add_url_rule("/spaeter/geheim", "spaeter", lambda: "geheim")
    for rolle in (ANONYM, *ROLLEN):
        antwort = signed_in(app, store, rolle).get("/spaeter/geheim")
        assert antwort.status_code == (401 if rolle is ANONYM else 403)
        assert "geheim" not in antwort.get_data(as_text=True)


def test_any_one_of_several_actions_is_enough_and_open_is_open(store, tmp_path):
    def register(app, _):
        add_route(app.server, "/neu/offen", "neu-offen", lambda: "ja", OFFEN)
        eine_davon = frozenset({Aktion.SICHERUNG, Aktion.LIEFERN_HAUSHALT})
        add_route(app.server, "/neu/eine", "neu-eine", lambda: "ja", eine_davon)

    app = server_app(store, server_settings(tmp_path), _page_with(register))
    assert signed_in(app, store, ANONYM).get("/neu/offen").status_code == 200
    for rolle in ROLLEN:
        erlaubt = rolle in {Rolle.KAEMMEREI, Rolle.VERWALTUNG}
        assert signed_in(app, store, rolle).get("/neu/eine").status_code == (200 if erlaubt else 403)


def test_a_fachbereich_acts_for_its_own_units_alone(app, store):
    from kek_dashboard.domain.rechte import Akteur
    from kek_dashboard.web.zugang import Zugang

    eigene = Zugang(Akteur("f", frozenset({Rolle.FACHBEREICH}), (FACHBEREICH,)), is_angemeldet=True)
    assert eigene.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, FACHBEREICH)
    assert not eigene.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, "GB Finanzen")
    assert not eigene.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, "")
    assert not eigene.darf_fuer(Aktion.FREIGEBEN_KENNZAHLEN, FACHBEREICH)
