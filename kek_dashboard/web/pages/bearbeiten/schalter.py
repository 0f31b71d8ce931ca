"""Bearbeitungsschalter: what the forms of the editing pages do; a draft is kept, or becomes a waiting Lieferung."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType

from dash import Dash
from flask import Response, make_response, redirect, request

from kek_dashboard.domain.bearbeitung.entwurf import (
    MEISTE_ZEILEN,
    Anlass,
    UnreadableEntwurfError,
    with_row,
    without_row,
)
from kek_dashboard.domain.bearbeitung.erlaeuterung import ART as ERLAEUTERUNG
from kek_dashboard.domain.bearbeitung.erlaeuterung import join_zusatz, split_zusatz
from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart, clean
from kek_dashboard.domain.bearbeitung.gegenstand import Formular, Sache, Teil, Zeile
from kek_dashboard.domain.errors import DomainError, InvalidZeitraumError
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.store.arbeitsstand import UnknownArbeitsstandError
from kek_dashboard.store.errors import StoreError
from kek_dashboard.store.session import Store
from kek_dashboard.web import bearbeitung
from kek_dashboard.web.adresse import read_query
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.bearbeitung import Arbeit
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.bearbeiten.worte import (
    AM,
    ART,
    BEGINNEN,
    BERICHTIGUNG,
    BEZUG,
    DEREN,
    DRUCKSACHE,
    FORTSCHREIBUNG,
    GRUND,
    HERKUNFT,
    LISTE,
    MEINER,
    NEU,
    NR,
    PRUEFEN,
    SYSTEM,
    TAT,
    ZEILE_NEU,
    ZEILE_WEG,
    ZEITRAUM,
    draft_path,
    field_name,
)
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import current

# Long texts travel percent-encoded.
_LARGEST = 400 * 1024
_LAENGSTE_NR = 60
_NR = re.compile(r"[0-9A-Za-zÄÖÜäöüß][0-9A-Za-zÄÖÜäöüß .\-/]*")
_ANLASS_TEXT = Feld("grund", "Grund", "Grund", Feldart.LANG)
_ANLASS_ZEILE = Feld("beschluss", "Beschluss", "Beschluss")


def register(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their right."""
    if umgebung.store is None:
        return
    schalter = _Schalter(umgebung, umgebung.store)
    server, recht = app.server, Aktion.LIEFERN_STAMMDATEN
    add_route(server, BEGINNEN, "bearbeiten-beginnen", schalter.begin, recht, methods=("POST",))
    for wort, tat in (
        ("speichern", schalter.save),
        ("fenster", schalter.choose_window),
        ("abgleichen", schalter.bring_up_to_date),
        ("abgeben", schalter.deliver),
        ("aufnehmen", schalter.reopen),
        ("verwerfen", schalter.discard),
    ):
        pfad = f"{LISTE}/<kennung>/{wort}"
        add_route(server, pfad, f"bearbeiten-{wort}", tat, recht, methods=("POST",), largest=_LARGEST)


class _Schalter:
    """The counter for drafts; each of them is for its author alone."""

    def __init__(self, umgebung: Umgebung, store: Store) -> None:
        self._umgebung, self._store = umgebung, store

    def begin(self) -> Response:
        """A new draft of the thing that the form names."""
        neu = request.form.get(NEU, "") == "ja"
        try:
            sache = _read_sache(request.form)
            arbeit = bearbeitung.begin(self._store, current().akteur, sache, is_new=neu)
        except (UnusableFormError, DomainError, StoreError) as error:
            return self._to(LISTE, Meldung(str(error), is_error=True))
        return self._to(draft_path(arbeit.kept.id))

    def save(self, kennung: str) -> Response:
        """Keeps what was typed, and does what the pressed button says beside it."""

        def saved() -> Response:
            alt = bearbeitung.load_draft(self._store, current().akteur, kennung)
            werte, anlass = read_form(alt, request.form), read_anlass(request.form)
            tat, _, wo = request.form.get(TAT, "").partition(":")
            werte, sprung = _with_button(alt, werte, tat, wo)
            nummer = _fortschreibung()
            _, glatt = bearbeitung.save(self._store, current().akteur, kennung, nummer, werte, anlass)
            if not glatt:
                satz = "Inzwischen wurde in einem anderen Fenster gespeichert; beides ist noch da."
                return self._to(draft_path(kennung), Meldung(satz, is_error=True))
            if tat == PRUEFEN:
                return self._to(draft_path(kennung, "pruefen"))
            if sprung:
                return self._to(draft_path(kennung), sprung=sprung)
            return self._to(draft_path(kennung), Meldung("Der Entwurf ist gespeichert. Nur Sie sehen ihn."))

        return self._do(kennung, saved)

    def choose_window(self, kennung: str) -> Response:
        """Settles what two windows typed."""

        def chosen() -> Response:
            arbeit = bearbeitung.load_draft(self._store, current().akteur, kennung)
            anlass = None
            if arbeit.entwurf.andere and request.form.get("wahl.anlass") == MEINER:
                anlass = arbeit.entwurf.andere[0][1]
            bearbeitung.choose_window(self._store, current().akteur, kennung, _chosen(MEINER), anlass)
            return self._to(draft_path(kennung), Meldung("Übernommen, was Sie gewählt haben."))

        return self._do(kennung, chosen)

    def bring_up_to_date(self, kennung: str) -> Response:
        """Puts the draft on top of what was released since it was begun."""

        def done() -> Response:
            bearbeitung.bring_up_to_date(self._store, current().akteur, kennung, _chosen(DEREN))
            return self._to(draft_path(kennung, "pruefen"), Meldung("Ihr Entwurf ist auf dem neuen Stand."))

        return self._do(kennung, done)

    def deliver(self, kennung: str) -> Response:
        """Makes a waiting Lieferung of the draft."""

        def delivered() -> Response:
            bearbeitung.deliver(self._store, current().akteur, kennung, _fortschreibung())
            return self._to(draft_path(kennung))

        return self._do(kennung, delivered, wohin="pruefen")

    def reopen(self, kennung: str) -> Response:
        """Takes up again what was taken back."""

        def done() -> Response:
            bearbeitung.reopen(self._store, current().akteur, kennung)
            return self._to(draft_path(kennung), Meldung("Sie können weiterarbeiten."))

        return self._do(kennung, done)

    def discard(self, kennung: str) -> Response:
        """Throws the draft away."""

        def done() -> Response:
            bearbeitung.discard(self._store, current().akteur, kennung)
            return self._to(LISTE, Meldung("Der Entwurf ist verworfen."))

        return self._do(kennung, done)

    def _do(self, kennung: str, tat: Callable[[], Response], wohin: str = "") -> Response:
        """Somebody else's draft is none; what cannot be done leads back with its sentence, nothing lost."""
        try:
            return tat()
        except (UnknownArbeitsstandError, UnreadableEntwurfError):
            return refusal("Nicht gefunden", "Diesen Entwurf gibt es nicht (mehr).", 404)
        except (UnusableFormError, DomainError, StoreError) as error:
            return self._to(draft_path(kennung, wohin), Meldung(str(error), is_error=True))

    def _to(self, pfad: str, meldung: Meldung | None = None, sprung: str = "") -> Response:
        query = dict(read_query(request.query_string.decode("utf-8", "replace")))
        kontext = Kontext(self._umgebung, pfad, 0, self._umgebung.daten.datenstand())
        ort = {name: query[name] for name in ("zielsystem",) if name in query}
        jahr = query.get("jahr")
        worte = {} if meldung is None else {MELDUNG: meldungen(self._umgebung).write(meldung)}
        adresse = kontext.link(pfad, jahr=jahr, **ort, **worte)
        return make_response(redirect(adresse + (f"#{sprung}" if sprung else ""), 303))


def read_form(arbeit: Arbeit, form: Mapping[str, str]) -> Formular:
    """What was typed, row by row; what a form does not send stays, and a key is said only once."""
    werte: dict[str, tuple[Zeile, ...]] = {}
    for teil in arbeit.gegenstand.teile:
        werte[teil.name] = tuple(
            _read_row(teil, zeile, form) for zeile in arbeit.entwurf.werte.get(teil.name, ())
        )
    return MappingProxyType(werte)


def read_anlass(form: Mapping[str, str]) -> Anlass:
    """The reason as it was typed."""
    herkunft = form.get(HERKUNFT, "")
    return Anlass(
        clean(_ANLASS_ZEILE, form.get(DRUCKSACHE, "")),
        clean(_ANLASS_ZEILE, form.get(AM, "")),
        clean(_ANLASS_TEXT, form.get(GRUND, "")),
        form.get(BERICHTIGUNG) == "ja",
        herkunft if herkunft in {h.value for h in Herkunft} else "",
    )


def _read_row(teil: Teil, zeile: Zeile, form: Mapping[str, str]) -> Zeile:
    neu = dict(zeile.werte)
    for feld in teil.getippt:
        name = field_name(teil.name, zeile.kennung, feld.name)
        if name in form and (zeile.is_new or not feld.schluessel) and (teil.is_liste or not feld.schluessel):
            neu[feld.name] = clean(feld, form[name])
    return Zeile(zeile.kennung, MappingProxyType(neu), zeile.is_new)


def _with_button(arbeit: Arbeit, werte: Formular, tat: str, wo: str) -> tuple[Formular, str]:
    """The form after a button that adds or removes a row, and where the page jumps to."""
    name, _, kennung = wo.partition(":")
    teil = arbeit.gegenstand.teil(name)
    if teil is None or not teil.is_liste:
        return werte, ""
    if tat == ZEILE_WEG:
        return without_row(werte, name, kennung), f"teil-{name}"
    if tat == ZEILE_NEU:
        if len(werte.get(name, ())) >= MEISTE_ZEILEN:
            raise UnusableFormError(f"Mehr als {MEISTE_ZEILEN} Zeilen gehen hier nicht.")
        neu = Zeile(secrets.token_hex(6), MappingProxyType({f.name: "" for f in teil.felder}), is_new=True)
        return with_row(werte, name, neu), f"zeile-{neu.kennung}"
    return werte, ""


def _chosen(wert: str) -> frozenset[str]:
    """The fields for which this side was chosen."""
    return frozenset(
        name.removeprefix("wahl.")
        for name, gewaehlt in request.form.items()
        if name.startswith("wahl.") and gewaehlt == wert
    )


def _fortschreibung() -> int:
    text = request.form.get(FORTSCHREIBUNG, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def _read_sache(form: Mapping[str, str]) -> Sache:
    """Which thing is meant; raises ``UnusableFormError``."""
    nr, system = clean_text(form.get(NR, "")), clean_text(form.get(SYSTEM, ""))
    if "|" in nr:
        system, _, nr = nr.rpartition("|")
    if not nr:
        raise UnusableFormError("Bitte sagen, was geändert werden soll.")
    neu = form.get(NEU) == "ja"
    if neu and form.get(ART) != ERLAEUTERUNG and (len(nr) > _LAENGSTE_NR or not _NR.fullmatch(nr)):
        raise UnusableFormError(f"„{nr[:_LAENGSTE_NR]}“ ist keine Nummer wie 1.2-07 oder M-42.")
    zusatz = ""
    if form.get(ART) == ERLAEUTERUNG:
        zusatz = join_zusatz(form.get(BEZUG, ""), clean_text(form.get(ZEITRAUM, "")))
        try:
            Zeitraum.parse(split_zusatz(zusatz)[1])
        except InvalidZeitraumError as error:
            raise UnusableFormError(str(error)) from None
        except ValueError:
            raise UnusableFormError("Bitte sagen, wozu etwas zu erläutern ist.") from None
    return Sache(form.get(ART, ""), nr, system, zusatz)
