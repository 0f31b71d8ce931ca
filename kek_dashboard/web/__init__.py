"""Web: the screen; ``create_app`` puts shell, pages and safety together into one Dash app."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, cast

from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from flask import Response, jsonify

from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.settings import Settings
from kek_dashboard.store.session import Store
from kek_dashboard.web import tor
from kek_dashboard.web.adresse import read_pfad
from kek_dashboard.web.anfrage import read_kontext
from kek_dashboard.web.anmeldung import register_anmeldung
from kek_dashboard.web.api import register_api
from kek_dashboard.web.blatt import KOERPERSCHAFT
from kek_dashboard.web.buendel import ASSETS
from kek_dashboard.web.components.browser import Adresse, Rahmen
from kek_dashboard.web.data import Daten, Quelle, StoreQuelle
from kek_dashboard.web.dokument import KekDash, register_dokument
from kek_dashboard.web.einbettung import register_einbettung
from kek_dashboard.web.formular import Formulare, with_tokens
from kek_dashboard.web.metriken import register_metriken
from kek_dashboard.web.oidc import install_oidc
from kek_dashboard.web.pages import (
    aenderungen,
    barrierefreiheit,
    bearbeiten,
    beleg,
    berichte,
    bruecke,
    datenschuld,
    datenschutz,
    fehler,
    haushalt,
    hilfe,
    impressum,
    kennzahl,
    kennzahlen,
    konten,
    konto,
    lieferungen,
    massnahme,
    massnahmen,
    messbarkeit,
    methode,
    offenedaten,
    protokoll,
    suche,
    ueberblick,
    unterziel,
    vorschlaege,
    vortrag,
)
from kek_dashboard.web.pages.aenderungen import vorjahr
from kek_dashboard.web.pages.haushalt import (
    entwicklung,
    fluss,
    luecken,
    matrix,
    satzung,
    szenarien,
    szenario,
    zuordnung,
    zuordnung_verlauf,
)
from kek_dashboard.web.protokollierung import observe_requests
from kek_dashboard.web.proxy import trust_proxies
from kek_dashboard.web.security import log_error, secure
from kek_dashboard.web.seite import Kontext, NotFoundError, RefusedError, Seite, Umgebung
from kek_dashboard.web.shell import NAME, shell
from kek_dashboard.web.sitzung import install_sessions
from kek_dashboard.web.statisch import callback_ids, freeze
from kek_dashboard.web.tor import Tor, add_route, declare_callback, require_all_declared
from kek_dashboard.web.verweigerung import render_refused
from kek_dashboard.web.vorlage import register_vorlage
from kek_dashboard.web.vorlauf import Vorlauf
from kek_dashboard.web.vorrat import with_vorrat
from kek_dashboard.web.zugang import OFFEN, Recht, Zugang, acting, current, who

#: Every page, in the order of the navigation. A new page is one file and one line here.
PAGES: tuple[Seite, ...] = (
    ueberblick.SEITE,
    unterziel.SEITE,
    kennzahlen.SEITE,
    kennzahl.SEITE,
    massnahmen.SEITE,
    massnahme.SEITE,
    vorschlaege.SEITE,
    messbarkeit.SEITE,
    haushalt.SEITE,
    matrix.SEITE,
    fluss.SEITE,
    luecken.SEITE,
    entwicklung.SEITE,
    zuordnung.SEITE,
    zuordnung_verlauf.SEITE,
    satzung.SEITE,
    szenarien.SEITE,
    szenario.SEITE,
    lieferungen.SEITE,
    lieferungen.EINE,
    lieferungen.VORSCHAU,
    lieferungen.SPALTEN,
    bearbeiten.SEITE,
    bearbeiten.PRUEFEN,
    bearbeiten.ENTWURF,
    datenschuld.SEITE,
    beleg.SEITE,
    aenderungen.SEITE,
    vorjahr.SEITE,
    aenderungen.DAMALS,
    berichte.SEITE,
    suche.SEITE,
    konten.SEITE,
    konten.EINES,
    protokoll.SEITE,
    konto.SEITE,
    methode.SEITE,
    bruecke.SEITE,
    offenedaten.SEITE,
    vortrag.SEITE,
    vortrag.EINE,
    hilfe.SEITE,
    barrierefreiheit.SEITE,
    impressum.SEITE,
    datenschutz.SEITE,
)

ADRESSE, RAHMEN = "adresse", "rahmen"
_ONE_YEAR = 365 * 24 * 60 * 60


def create_app(store: Store, settings: Settings) -> KekDash:
    """The whole screen over a database; serve ``app.server``, and then ``app.vorlauf.start`` draws ahead.

    Raises ``InvalidSettingError`` where in the local mode other computers could reach it.
    """
    settings.require_loopback()
    return build_app(Umgebung(Daten(StoreQuelle(store)), store, settings), StoreQuelle(store))


def build_app(umgebung: Umgebung, quelle: Quelle, seiten: tuple[Seite, ...] = PAGES) -> KekDash:
    """``create_app`` for any source of data and any pages.

    Raises ``UndeclaredRightError`` where a route or callback does not say who may use it.
    """
    settings = umgebung.settings
    formulare = Formulare("" if settings is None else settings.secret_key)
    app = KekDash(
        __name__,
        title=NAME,
        update_title="",
        assets_folder=str(ASSETS),
        assets_ignore=r"plotly-kek",
        suppress_callback_exceptions=True,
        compress=True,
        serve_locally=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    if settings is not None:
        app.server.config[KOERPERSCHAFT] = settings.koerperschaft
    app.server.config["SEND_FILE_MAX_AGE_DEFAULT"] = _ONE_YEAR
    app.layout = Rahmen([Adresse(id=ADRESSE), Rahmen(id=RAHMEN)])

    @cache
    def living() -> frozenset[str]:
        return callback_ids(app.callback_map)

    seiten = with_vorrat(seiten, living)

    def draw(pathname: object, search: object) -> Component:
        screen = render_screen(umgebung, seiten, pathname, search, current())
        if settings is not None and not settings.is_lokal:
            with_tokens(screen, formulare.token)
        return cast("Component", freeze(screen, living()))

    @app.callback(
        Output(RAHMEN, "children"),
        Input(ADRESSE, "pathname"),
        Input(ADRESSE, "search"),
        prevent_initial_call=True,  # the first page comes with the document, or is asked for by ``Adresse``
    )
    def render(pathname: object, search: object) -> Component:
        return draw(pathname, search)

    declare_callback(app, f"{RAHMEN}.children", tor.RAHMEN)  # each page asks for its own right
    for seite in seiten:
        if seite.register is not None:
            seite.register(app, umgebung)
    register_vorlage(app, umgebung)
    register_einbettung(app, umgebung)
    register_dokument(app)
    register_api(app, umgebung)
    add_route(app.server, "/healthz", "healthz", lambda: _healthz(quelle), OFFEN)
    if umgebung.store is not None and settings is not None and not settings.is_lokal:
        install_sessions(app.server, umgebung.store, settings)
        register_anmeldung(app.server, umgebung.store, settings, formulare)
        install_oidc(app.server, umgebung.store, settings)
    trust_proxies(app.server, settings)
    observe_requests(app.server, "" if settings is None else settings.secret_key, who)
    register_metriken(app, umgebung.store, settings, acting)
    require_all_declared(app)
    gate = Tor(app, settings, lambda path: _right_of_path(seiten, path), formulare)
    secure(app, gate, https=settings is not None and settings.https)
    _warm_up(app)
    app.draw = draw
    app.vorlauf = Vorlauf(umgebung, seiten)
    return app


def _right_of_path(seiten: tuple[Seite, ...], path: str) -> Recht:
    """What the page of a path needs; the page that says there is none is for readers."""
    pfad = read_pfad(path)
    return next((seite.aktion for seite in seiten if seite.match(pfad) is not None), Aktion.LESEN)


def render_screen(
    umgebung: Umgebung,
    seiten: tuple[Seite, ...],
    pathname: object,
    search: object,
    wer: Zugang | None = None,
) -> Component:
    """Shell and page for an address. Never raises: what fails becomes a page that says so."""
    try:
        kontext = read_kontext(umgebung, pathname, search, wer)
    except Exception as error:  # noqa: BLE001 - the last place where it can be told to a person
        return html.Main(fehler.render_failure(log_error(error)), id="inhalt")
    for seite in seiten:
        werte = seite.match(kontext.pfad)
        if werte is not None:
            return _page(kontext, seiten, seite, werte)
    return shell(kontext, seiten, None, "Seite nicht gefunden", fehler.render_unknown(kontext, seiten))


def _page(kontext: Kontext, seiten: tuple[Seite, ...], seite: Seite, werte: dict[str, str]) -> Component:
    kontext = replace(kontext, werte=werte)
    bereich = seite.bereich or seite.path
    if not kontext.zugang.darf(seite.aktion):
        return _refused(kontext, seiten, bereich, seite.aktion)
    try:
        return shell(kontext, seiten, bereich, seite.title_for(kontext), seite.render(kontext))
    except RefusedError as error:
        return _refused(kontext, seiten, bereich, error.aktion)
    except NotFoundError as error:
        return shell(kontext, seiten, bereich, "Nicht gefunden", fehler.render_missing(kontext, str(error)))
    except Exception as error:  # noqa: BLE001 - the last place where it can be told to a person
        return shell(kontext, seiten, bereich, "Fehler", fehler.render_failure(log_error(error)))


def _refused(kontext: Kontext, seiten: tuple[Seite, ...], bereich: str, aktion: Recht) -> Component:
    inhalt = render_refused(kontext.zugang, aktion, kontext.link(**kontext.rest))
    return shell(kontext, seiten, bereich, "Nicht erlaubt", inhalt)


def _healthz(quelle: Quelle) -> tuple[Response, int]:
    try:
        version = quelle.data_version()
    except Exception as error:  # noqa: BLE001 - whatever it is, the database does not answer
        return jsonify(status="error", nummer=log_error(error)), 503
    return jsonify(status="ok", datenstand=version), 200


def _warm_up(app: Dash) -> None:
    """One request before the first real one: Dash registers its libraries only then, and not thread-safely.

    Past the gate, which would send a stranger away. Source: github.com/plotly/dash/issues/3971.
    """
    dash: Any = app
    with app.server.test_request_context("/"):
        dash._setup_server()  # noqa: SLF001 - Dash's own before_request
        dash.index()
        dash.serve_layout()
        dash.dependencies()


__all__ = ["PAGES", "create_app"]
