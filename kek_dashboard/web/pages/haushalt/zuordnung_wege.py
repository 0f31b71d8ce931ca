"""Zuordnungswege: the routes of the mapping page: change the draft, deliver it, Konten of a Produkt, the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from dash import Dash
from flask import Response, jsonify, make_response, redirect, request

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.haushalt import Bezug
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.zuordnungsentwurf import Anteilsaenderung, Zuordnungsentwurf
from kek_dashboard.importers.annahme import Annahme
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt, Zellwert
from kek_dashboard.reports.zuordnung_xlsx import BLATT, SPALTEN, ZIELSYSTEM, file_name, write_zuordnung
from kek_dashboard.store.arbeitsstand import ArbeitsstandRefusedError, StaleArbeitsstandError
from kek_dashboard.store.session import Store
from kek_dashboard.web.abgabe import deliver_sheets
from kek_dashboard.web.adresse import read_jahr, read_wissensstand
from kek_dashboard.web.anfrage import read_stand, said_place
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.eingang import send_bytes
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.haushalt.auswahl import choose_haushaltsjahr, fold
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.pages.haushalt.zuordnung_arbeit import Arbeit, change_arbeit, load_arbeit
from kek_dashboard.web.pages.haushalt.zuordnung_blick import PFAD, Blick
from kek_dashboard.web.pages.haushalt.zuordnung_tafel import ANTEIL, TAT, VORSCHLAG, ZIEL, entwurf_karte
from kek_dashboard.web.pages.haushalt.zuordnung_taten import Wunsch, act, changed_produkte
from kek_dashboard.web.pages.haushalt.zuordnung_zeilen import ZEILE, draw_row, konto_rows
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.statisch import write
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.verweigerung import refusal
from kek_dashboard.web.zugang import current

FORTSCHREIBUNG = "fortschreibung"
#: The form names itself by these, as the page's address does.
ORT = ("jahr", "stand", "zielsystem", "haushaltsjahr", "fassung")
_BREITEN = (13, 16, 16, 12, 14, 14, 12, 12)
# A box for each of thousands of lines travels with the form.
_LARGEST = 400 * 1024
_JSON = "application/json"
_KEINE = "Keine Zuordnung"


def register_wege(app: Dash, umgebung: Umgebung) -> None:
    """Adds the routes with their rights."""
    wege = _Wege(umgebung)
    server, post = app.server, ("POST",)
    add_route(server, f"{PFAD}/konten", "zuordnung-konten", wege.show_konten, Aktion.LESEN)
    add_route(server, f"{PFAD}/suche", "zuordnung-suche", wege.tell_search, Aktion.LESEN)
    add_route(server, f"{PFAD}/mappe", "zuordnung-mappe", wege.send_workbook, Aktion.LESEN)
    if umgebung.store is None:
        return
    schalter = _Schalter(umgebung, umgebung.store)
    recht = Aktion.LIEFERN_ZUORDNUNG
    add_route(
        server, f"{PFAD}/aendern", "zuordnung-aendern", schalter.change, recht, methods=post, largest=_LARGEST
    )
    add_route(
        server, f"{PFAD}/abgeben", "zuordnung-abgeben", schalter.submit, recht, methods=post, largest=_LARGEST
    )


def find_blick(umgebung: Umgebung, ort: Mapping[str, str]) -> Blick:
    """What the page shows at the place a form or an address names; raises ``UnusableFormError``."""
    wissensstand = read_wissensstand(ort)
    stand, zielsystem = read_stand(umgebung, ort, wissensstand)
    jahr = read_jahr(ort, stand.jahre) or umgebung.daten.eroeffnung(stand)[0]
    query = {name: ort[name] for name in ORT[3:] if ort.get(name)}
    kontext = Kontext(umgebung, PFAD, jahr, stand, wissensstand, {}, query, current(), zielsystem)
    haushaltsjahr, _ = choose_haushaltsjahr(kontext)
    mittel = (
        None
        if haushaltsjahr is None
        else umgebung.daten.mitteleinsatz(stand, haushaltsjahr, query.get("fassung"))
    )
    if mittel is None:
        raise UnusableFormError("Diesen Haushalt gibt es hier nicht (mehr). Bitte die Seite neu laden.")
    return open_blick(kontext.umgebung, Blick(kontext, mittel, Arbeit(Zuordnungsentwurf(0))))


def open_blick(umgebung: Umgebung, blick: Blick) -> Blick:
    """The same with the draft of its Haushaltsjahr, for whoever may see it."""
    leer = Arbeit(Zuordnungsentwurf(blick.jahr))
    if umgebung.store is None or not blick.darf:
        return replace(blick, arbeit=leer)
    return replace(blick, arbeit=load_arbeit(umgebung.store, blick.jahr, blick.system))


class _Wege:
    """What only reads."""

    def __init__(self, umgebung: Umgebung) -> None:
        self._umgebung = umgebung

    def show_konten(self) -> Response:
        """The Konten of one Produkt as rows."""
        try:
            blick = find_blick(self._umgebung, request.args)
        except UnusableFormError as error:
            return _refused(str(error), 404)
        produkt = request.args.get("produkt", "")
        if produkt not in blick.produkte:
            return _refused("Dieses Produkt steht nicht in diesem Plan.", 404)
        return jsonify(zeilen=write(konto_rows(blick, produkt)))

    def tell_search(self) -> Response:
        """The words of all Konten, each once, and which Produkt has which: for the search in the browser."""
        try:
            blick = find_blick(self._umgebung, request.args)
        except UnusableFormError as error:
            return _refused(str(error), 404)
        fassung = blick.mittel.haushalt.fassung
        return jsonify(blick.kept(("suche", fassung), lambda: _search_index(blick)))

    def send_workbook(self) -> Response:
        """The mapping of the Haushaltsjahr to fill in."""
        try:
            blick = find_blick(self._umgebung, request.args)
        except UnusableFormError as error:
            return refusal(_KEINE, str(error), 404)
        inhalt = write_zuordnung(blick.kontext.stand, blick.jahr, blick.liste[0], blick.geltend)
        return send_bytes(inhalt, file_name(blick.jahr))


def _search_index(blick: Blick) -> dict[str, object]:
    texte: dict[str, int] = {}
    je_produkt = {
        p.produkt: [texte.setdefault(fold(f"{k.konto} {k.bezeichnung}"), len(texte)) for k in p.konten]
        for p in blick.liste[0]
    }
    return {"texte": list(texte), "je": je_produkt}


class _Schalter:
    """What changes the draft, and what becomes of it."""

    def __init__(self, umgebung: Umgebung, store: Store) -> None:
        self._umgebung, self._store = umgebung, store

    def change(self) -> Response:
        """One button of the page; answers with what is different now, or leads back to the page."""
        wunsch = Wunsch(
            request.form.get(TAT, ""),
            request.form.getlist(ZEILE),
            request.form.get(ZIEL, ""),
            request.form.get(ANTEIL, ""),
            request.form.get(VORSCHLAG, ""),
        )
        satz = ""
        try:
            blick = _for_today(find_blick(self._umgebung, request.form))

            def tun(entwurf: Zuordnungsentwurf) -> Zuordnungsentwurf:
                nonlocal satz
                neu, satz = act(replace(blick, arbeit=replace(blick.arbeit, entwurf=entwurf)), wunsch)
                return neu

            vorher, nachher = change_arbeit(
                self._store, current().akteur, blick.jahr, _read_fortschreibung(), tun, blick.system
            )
        except StaleArbeitsstandError as error:
            return self._no(str(error), 409)
        except (UnusableFormError, DomainError, ArbeitsstandRefusedError) as error:
            return self._no(str(error), 422)
        if not _wants_json():
            return self._to(page_link(blick.kontext), Meldung(satz))
        return _tell(replace(blick, arbeit=vorher), replace(blick, arbeit=nachher), satz)

    def submit(self) -> Response:
        """Makes a Lieferung of the draft; it waits for its release, and the draft is empty again."""
        try:
            blick = _for_today(find_blick(self._umgebung, request.form))
            if blick.arbeit.fortschreibung != _read_fortschreibung():
                raise StaleArbeitsstandError(blick.arbeit.wer)  # noqa: TRY301 - one way out for all refusals
            annahme = self._deliver(blick)
        except (UnusableFormError, StaleArbeitsstandError) as error:
            return self._no(str(error), 409)
        if annahme.lieferung is None:
            gruende = [b.text for b in annahme.befunde if b.schwere is Schwere.FEHLER]
            return self._no(f"Nicht abgegeben: {' '.join(gruende[:3])}", 422)
        satz = "Abgegeben. Die Zuordnung zählt, sobald diese Lieferung freigegeben ist."
        try:
            change_arbeit(
                self._store, current().akteur, blick.jahr, blick.arbeit.fortschreibung,
                lambda _: Zuordnungsentwurf(blick.jahr), blick.system,
            )  # fmt: skip
        except StaleArbeitsstandError as error:
            satz += f" Der Entwurf blieb stehen: „{error.wer}“ hat im selben Augenblick daran gearbeitet."
        return self._to(f"/lieferung/{annahme.lieferung}", Meldung(satz))

    def _deliver(self, blick: Blick) -> Annahme:
        unterschiede = blick.unterschiede
        if not unterschiede:
            raise UnusableFormError("Der Entwurf ändert nichts; abzugeben gibt es nichts.")
        titel = f"Zuordnung des Haushalts {blick.jahr} zu den Zielen"
        stand = blick.kontext.stand
        # Where the same number may stand in two Zielsysteme, each row says of which one it speaks.
        genannt = [stand.zielsystem.name] if len(stand.zielsysteme) > 1 else []
        blatt = Stammdatenblatt(
            BLATT,
            titel,
            (*SPALTEN, *([ZIELSYSTEM] if genannt else [])),
            [
                [
                    *_row(blick.jahr, u),
                    *(genannt if u.anteil.bezug is Bezug.UNTERZIEL else [""] * len(genannt)),
                ]
                for u in unterschiede
            ],
            (*_BREITEN, *([22] if genannt else [])),
            "Im KEK-Monitor zusammengestellt; Anteil 0 nimmt eine Zuordnung weg.",
        )
        return deliver_sheets(self._store, current(), [blatt], file_name(blick.jahr), titel)

    def _no(self, satz: str, status: int) -> Response:
        if _wants_json():
            return _refused(satz, status)
        return self._to(
            PFAD, Meldung(satz, is_error=True), haushaltsjahr=request.form.get("haushaltsjahr", "")
        )

    def _to(self, adresse: str, meldung: Meldung, haushaltsjahr: str = "") -> Response:
        """Back to a page; one that does not say it yet is shown for the same Berichtsjahr and Zielsystem."""
        felder = {MELDUNG: meldungen(self._umgebung).write(meldung)}
        if haushaltsjahr.isascii() and haushaltsjahr.isdigit():
            felder["haushaltsjahr"] = haushaltsjahr
        zeichen = "&" if "?" in adresse else "?"
        if zeichen == "?":
            felder |= said_place(self._umgebung, request.form)
        return make_response(redirect(f"{adresse}{zeichen}{urlencode(felder)}", 303))


def _row(jahr: int, unterschied: Anteilsaenderung) -> list[Zellwert]:
    a = unterschied.anteil
    ziele = [a.bezug_nr if a.bezug is bezug else "" for bezug in Bezug]
    return [jahr, a.produkt, a.konto, *ziele, a.anteil, "intern"]


def _tell(vorher: Blick, nachher: Blick, satz: str) -> Response:
    """What the browser puts in the place of what it shows."""
    anders = changed_produkte(vorher.nachher, nachher.nachher)
    zeilen = {nr: draw_row(nachher, nachher.produkte[nr]) if nr in nachher.produkte else "" for nr in anders}
    return jsonify(
        satz=satz,
        fortschreibung=nachher.arbeit.fortschreibung,
        zeilen=zeilen,
        tafel=write(entwurf_karte(nachher)),
    )


def _for_today(blick: Blick) -> Blick:
    if blick.kontext.wissensstand is not None:
        raise UnusableFormError(
            "Mit früherem Wissensstand lässt sich nichts ändern. Bitte auf heute stellen."
        )
    return blick


def _read_fortschreibung() -> int:
    text = request.form.get(FORTSCHREIBUNG, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - no draft is changed so often
        raise UnusableFormError("Das Formular ist unvollständig. Bitte die Seite neu laden.")
    return int(text)


def _wants_json() -> bool:
    return _JSON in request.headers.get("Accept", "")


def _refused(satz: str, status: int) -> Response:
    antwort = jsonify(satz=satz)
    antwort.status_code = status
    return antwort
