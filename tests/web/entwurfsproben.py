"""Entwurfsproben: a database full of what nobody else may see, and every door that somebody could look through.

Each secret is a word that stands nowhere else; ``BEGINN`` begins all of them, so that it can be searched for
without being said. What a door hands out is read whatever it is: text, JSON, a workbook, a package, a PDF.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pdfplumber
from flask.testing import FlaskClient

from kek_dashboard.cli.main import main
from kek_dashboard.domain.bearbeitung.entwurf import Anlass
from kek_dashboard.domain.bearbeitung.gegenstand import Sache
from kek_dashboard.domain.rechte import WEB, Akteur, Rolle
from kek_dashboard.domain.szenario import Grundlage, Szenario
from kek_dashboard.domain.szenarioform import write_szenario
from kek_dashboard.domain.verfahren import MASSNAHME
from kek_dashboard.domain.zuordnungsentwurf import Schritt, Zuordnungsentwurf
from kek_dashboard.domain.zuordnungsentwurf import write_entwurf as write_zuordnung
from kek_dashboard.importers.annahme import accept_in
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.workbook import read_workbook
from kek_dashboard.store.arbeitsstand import Arbeitsart, create_arbeitsstand
from kek_dashboard.store.eingang import keep_file
from kek_dashboard.store.lieferungen import release, withdraw
from kek_dashboard.store.load import load_datenstand, today
from kek_dashboard.store.session import Store
from kek_dashboard.web.bearbeitung import begin, save
from tests.cli.mappen import write_workbook
from tests.kreis.nordhuegel import write_kreis
from tests.web.personen import HTML, call

#: All secrets begin with this; only it is ever searched for.
BEGINN = "quittenhain"
BEARBEITUNG, ZUORDNUNG, SZENARIO, EINGANG, WARTET, ZURUECK, VORSCHLAG, ABGELEHNT = (
    BEGINN + ende for ende in ("amsel", "buche", "dachs", "erle", "fuchs", "gans", "hasel", "iltis")
)
GEHEIM = (BEARBEITUNG, ZUORDNUNG, SZENARIO, EINGANG, WARTET, ZURUECK, VORSCHLAG, ABGELEHNT)
#: Who did all of it, and releases nothing of it.
AUTORIN = Akteur("autorin", frozenset({Rolle.CONTROLLING, Rolle.KAEMMEREI}), herkunft=WEB)
JAHR, PLAN, TAG = 2024, 2024, today()
UNTERZIEL = "A.1.a"


@dataclass(frozen=True, slots=True)
class Haus:
    """The database with its secrets; ``ids`` is everything an address could name."""

    store: Store
    url: str
    ids: tuple[str, ...]


def fill_county(url: str, folder: Path) -> None:
    """A small county with goals, figures, Maßnahmen and a Haushalt, all of it released."""
    umgebung = {"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "x" * 32}
    for datei in write_kreis(folder):
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, umgebung) == 0


def fill_with_secrets(store: Store, url: str, folder: Path) -> Haus:
    """Puts one of each kind of unreleased thing into a filled database."""
    ids = [_edit(store), _zuordnung(store), _szenario(store), _eingang(store, folder)]
    wartet = _deliver(store, folder, WARTET, _massnahme("M-981", WARTET))
    zurueck = _deliver(store, folder, ZURUECK, _massnahme("M-982", ZURUECK))
    withdraw(store, [zurueck], f"falsch: {ZURUECK}", AUTORIN)
    idee = _deliver(
        store, folder, VORSCHLAG, {**_massnahme("M-983", VORSCHLAG), **_weg("M-983", "Vorschlag")}
    )
    nein = _deliver(
        store, folder, "Stammdaten-neu", {**_massnahme("M-984", ABGELEHNT), **_weg("M-984", "abgelehnt")}
    )
    release(store, [nein])
    stand = load_datenstand(store)
    assert MASSNAHME in {v.bezug for v in stand.vorschlaege} and "M-984" not in stand.massnahmen
    bekannt = [
        next(iter(stand.akten)),
        "1.2",
        next(iter(stand.massnahmen)),
        "1",
        "csv",
        "xlsx",
        "kennzahlen.csv",
    ]
    lieferungen = [str(nr) for nr in (wartet, zurueck, idee, nein)]
    nummern = ["M-981", "M-982", "M-983", "M-984"]
    return Haus(store, url, (*ids, *lieferungen, *nummern, *bekannt, AUTORIN.name))


def _edit(store: Store) -> str:
    akte = next(iter(load_datenstand(store).akten.values()))
    arbeit = begin(store, AUTORIN, Sache("kennzahl", akte.nr))
    werte = {
        teil: tuple(
            replace(z, werte={n: BEARBEITUNG if n == "bezeichnung" else w for n, w in z.werte.items()})
            for z in zeilen
        )
        for teil, zeilen in arbeit.entwurf.werte.items()
    }
    anlass = Anlass(BEARBEITUNG, "2026-11-01", BEARBEITUNG)
    neu, glatt = save(store, AUTORIN, arbeit.kept.id, arbeit.kept.fortschreibung, werte, anlass)
    assert glatt and BEARBEITUNG in neu.kept.inhalt
    return arbeit.kept.id


def _zuordnung(store: Store) -> str:
    entwurf = Zuordnungsentwurf(PLAN, (Schritt(ZUORDNUNG, (), (ZUORDNUNG,)),))
    return _draft(store, Arbeitsart.ZUORDNUNG, "Zuordnung", write_zuordnung(entwurf), "")


def _szenario(store: Store) -> str:
    grundlage = Grundlage(TAG, 1, "0" * 32)
    szenario = Szenario(SZENARIO, PLAN, "beschlossen", grundlage)
    return _draft(store, Arbeitsart.SZENARIO, SZENARIO, write_szenario(szenario))


def _draft(store: Store, art: Arbeitsart, name: str, inhalt: str, fassung: str = "beschlossen") -> str:
    with store.writing() as connection:
        return create_arbeitsstand(connection, AUTORIN, art, name, PLAN, fassung, inhalt).id


def _eingang(store: Store, folder: Path) -> str:
    datei = write_workbook(folder / f"{EINGANG}.xlsx", _massnahme("M-980", EINGANG))
    with store.writing() as connection:
        return keep_file(connection, AUTORIN, datei.name, "e" * 64, datei.read_bytes(), "{}")


def _massnahme(nr: str, wort: str) -> dict[str, Any]:
    spalten = ("Maßnahme-Nr.", "Unterziel", "Bezeichnung", "Status")
    return {"Maßnahmen": [spalten, (nr, UNTERZIEL, f"Maßnahme {wort}", "laufend")]}


def _weg(nr: str, schritt: str) -> dict[str, Any]:
    kopf = ("Maßnahme-Nr.", "Schritt", "Datum", "Vorschlag von")
    schritte = [(nr, "Vorschlag", "2026-01-02", "Kreispolitik")]
    if schritt != "Vorschlag":
        schritte.append((nr, schritt, "2026-02-03", ""))
    return {"Verfahren": [kopf, *schritte]}


def _deliver(store: Store, folder: Path, name: str, blaetter: Mapping[str, Any]) -> int:
    datei = write_workbook(folder / f"{name}.xlsx", blaetter)
    inhalt = datei.read_bytes()
    mappe = read_workbook(inhalt, datei.name)
    with store.writing() as connection:
        annahme = accept_in(connection, mappe, inhalt, Vorgabe(), akteur=AUTORIN)
    assert annahme.lieferung is not None, annahme.befunde
    return annahme.lieferung


# ------------------------------------------------------------------------------------------- doors

Fund = tuple[str, str]  # which door, which secret


def words_in(inhalt: bytes, kopf: str = "") -> set[str]:
    """The secrets in whatever a door handed out, with what its headers say."""
    return {wort for wort in GEHEIM if wort in f"{kopf}\n{read_all(inhalt)}".casefold()}


def read_all(inhalt: bytes) -> str:
    """All text of an answer: of a package each of its parts, of a PDF each page."""
    if inhalt.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(inhalt)) as paket:
            return "\n".join(f"{name}\n{read_all(paket.read(name))}" for name in paket.namelist())
    if inhalt.startswith(b"%PDF"):
        with pdfplumber.open(io.BytesIO(inhalt)) as pdf:
            meta = json.dumps(pdf.metadata, default=str)
            # A word may be broken at the end of a line.
            return meta + "".join((seite.extract_text() or "").replace("\n", "") for seite in pdf.pages)
    text = inhalt.decode("utf-8", "replace")
    return text + (json.dumps(json.loads(text), ensure_ascii=False) if text.startswith(("{", "[")) else "")


def page_addresses(muster: str, ids: Iterable[str]) -> list[str]:
    """Every address of a page: each ``<name>`` is filled with everything there is a name for."""
    teile = muster.strip("/").split("/")
    wahl = [[quote(i, safe="") for i in ids] if teil.startswith("<") else [teil] for teil in teile]
    return ["/" + "/".join(eine) for eine in product(*wahl)]


#: What a page or route may want to know; each takes what it understands.
SUCHE = (
    f"?jahr={JAHR}&haushaltsjahr={PLAN}&fassung=beschlossen&q={BEGINN}&suche={BEGINN}&nr={UNTERZIEL}&produkt=547100"
    f"&fachbereich={quote('Stabsstelle Verkehr')}&seit=2026-01-01&blatt=Ma%C3%9Fnahmen&zelle=C2&fuer=massnahme:M-983"
)


def leaks_of_pages(
    client: FlaskClient, seiten: Iterable[Any], ids: Iterable[str], *, documents: bool
) -> set[Fund]:
    """Secrets on any page, as the callback draws it and, with ``documents``, as the first document brings it."""
    gefunden: set[Fund] = set()
    ids = tuple(ids)
    for seite in seiten:
        for pfad in page_addresses(seite.path, ids):
            antwort = client.post("/_dash-update-component", json=call(pfad, SUCHE))
            assert antwort.status_code in {200, 401, 403}, (pfad, antwort.status_code)
            gefunden |= {(seite.path, wort) for wort in words_in(antwort.data, str(antwort.headers))}
            if documents:
                antwort = client.get(pfad + SUCHE, headers=HTML)
                assert antwort.status_code < 500, (pfad, antwort.status_code)
                gefunden |= {(seite.path, wort) for wort in words_in(antwort.data, str(antwort.headers))}
    return gefunden


#: Code and pictures that are the same for everybody, and the frame that pages are asked through.
OHNE_DATEN = frozenset({
    "static", "_dash_assets.static", "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
    "/_reload-hash", "/_favicon.ico", "buendel", "/", "/<path:path>",
})  # fmt: skip


def leaks_of_routes(client: FlaskClient, server: Any, ids: Iterable[str]) -> set[Fund]:
    """Secrets behind any route that answers to GET, with every name in every place of its address."""
    gefunden: set[Fund] = set()
    for regel in server.url_map.iter_rules():
        if "GET" not in (regel.methods or ()) or regel.endpoint in OHNE_DATEN:
            continue
        for pfad in _rule_addresses(regel, tuple(ids)):
            antwort = client.get(pfad + SUCHE)
            assert antwort.status_code < 500 or regel.endpoint == "healthz", (pfad, antwort.status_code)
            gefunden |= {(regel.endpoint, wort) for wort in words_in(antwort.data, str(antwort.headers))}
    return gefunden


def _rule_addresses(regel: Any, ids: tuple[str, ...]) -> Iterator[str]:
    namen = sorted(regel.arguments)
    for werte in product(*([ids] * len(namen))):
        try:
            gebaut = regel.build(
                dict(zip(namen, _typed(regel, namen, werte), strict=True)), append_unknown=False
            )
        except (ValueError, TypeError):
            continue  # a word where only a number can stand
        if gebaut is not None:
            yield gebaut[1]


def _typed(regel: Any, namen: list[str], werte: tuple[str, ...]) -> list[Any]:
    """Numbers where the route takes a number; raises ``ValueError`` where the name is none."""
    return [
        int(wert) if type(regel._converters[name]).__name__ == "IntegerConverter" else wert
        for name, wert in zip(namen, werte, strict=True)
    ]


def leaks_of_callbacks(client: FlaskClient, app: Any, ids: Iterable[str]) -> set[Fund]:
    """Secrets that a callback hands out, whatever its inputs are said to be."""
    gefunden: set[Fund] = set()
    for output, callback in app.callback_map.items():
        for wert in (*ids, None):
            ident, _, prop = output.partition(".")
            body = {
                "output": output,
                "outputs": {"id": ident, "property": prop},
                "inputs": [{**teil, "value": wert} for teil in callback["inputs"]],
                "state": [{**teil, "value": wert} for teil in callback["state"]],
                "changedPropIds": [],
            }
            antwort = client.post("/_dash-update-component", json=body)
            gefunden |= {(output, wort) for wort in words_in(antwort.data)}
    return gefunden
