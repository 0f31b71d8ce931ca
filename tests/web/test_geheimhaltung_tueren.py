"""Geheimhaltung at every door of the house: routes, pages, commands, files; roles and strangers; sums, quarters, bases.

The doors are taken from where the house keeps them: who adds one says here how it is knocked at.
"""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.cli.main import main, make_parser
from kek_dashboard.domain.bericht import Berichtsart, Berichtsformat
from kek_dashboard.domain.geheimhaltung import GESPERRT
from kek_dashboard.domain.rechte import Akteur, Rolle
from kek_dashboard.domain.zeitraum import Periode
from kek_dashboard.settings import MOST_API_JE_MINUTE
from kek_dashboard.store.load import load_datenstand, read_datenstand, today
from kek_dashboard.web import PAGES, create_app
from tests.web.personen import HTML, server_settings, signed_in
from tests.web.zwillinge import (
    ANDERE,
    EIGENER,
    EINE,
    FREMDE,
    FREMDER,
    JAHR,
    NUMMERN,
    SUMME,
    masked,
    twin,
    unpacked,
)

DATEIEN = (
    "kek-offene-daten.zip", "messwerte.csv", "kennzahlen.csv", "zielerreichung-kennzahlen.csv",
    "zielerreichung-ziele.csv", "reihenbrueche.csv", "datapackage.json", "LIESMICH.txt",
)  # fmt: skip
#: What stands for a part of an address, by the word before it.
TEILE: dict[str, tuple[str, ...]] = {
    "kennzahl": NUMMERN, "kennzahlen": NUMMERN, "unterziel": ("1.1",), "ziele": ("1.1", "1"), "endung": ("csv", "xlsx"),
    "offene-daten": DATEIEN, "lieferung": ("1", "4", "5"), "beleg": ("1", "4", "5"),
    "vortrag": ("1", "2", "3", "4", "5"), "massnahme": ("M-01",),
}  # fmt: skip
#: Kept for people, not for figures; and what answers every other address.
OHNE_ZAHLEN = {
    "/<path:path>", "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>", "/api/<path:rest>",
    "/assets/<path:filename>", "/buendel/<zeichen>/<name>", "/metrics", "/static/<path:filename>", "/_reload-hash",
    "/berichte/<kennung>/datei", "/berichte/<kennung>/stand", "/eingang/<kennung>/kopie", "/eingang/<kennung>/stand",
}  # fmt: skip
SEITEN_OHNE_ZAHLEN = {
    "/haushalt/szenario/<id>", "/eingang/<id>", "/eingang/<id>/spalten", "/konten/<name>", "/bearbeiten/<id>",
    "/bearbeiten/<id>/pruefen",
}  # fmt: skip
#: Where the values stand for those who check deliveries, by right: the file itself, and what it would change.
PRUEFUNG = re.compile(r"/lieferung/\d+(/datei|/kopie)?(\?|$)")
PRUEFENDE = {Rolle.CONTROLLING, Rolle.KAEMMEREI}
FRAGEN = f"jahr={JAHR}&haushaltsjahr={JAHR}&nr=1.1&kennzahl={EINE}"
CONTROLLING = Akteur("c", frozenset({Rolle.CONTROLLING}))
STRANGERS = ("fremd-oeffentlich", "fremd-offene-daten")


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    ordner = tmp_path_factory.mktemp("zwillinge")
    beide = [twin(ordner / str(klein), klein) for klein in (1, 2)]
    yield beide
    for store in beide:
        store.close()


@pytest.fixture(scope="module")
def apps(stores, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    anders = {
        "": {},
        "fremd-oeffentlich": {"oeffentlich": True},
        "fremd-offene-daten": {"offene_daten": True},
    }
    return {
        wer: [
            create_app(store, server_settings(folder, api_je_minute=MOST_API_JE_MINUTE, **wie))
            for store in stores
        ]
        for wer, wie in anders.items()
    }


def filled(regel: str) -> list[str]:
    """Every address of a rule, with a number for each part that asks for one."""
    wege, vor = [""], ""
    for stueck in regel.strip("/").split("/"):
        teile = [stueck]
        for platz, name in re.findall(r"(<(?:\w+:)?(\w+)>)", stueck):
            teile = [t.replace(platz, wort) for t in teile for wort in TEILE.get(vor) or TEILE[name]]
            vor = name
        vor = vor if "<" in stueck else stueck
        wege = [f"{weg}/{teil}" for weg in wege for teil in teile]
    return wege


def addresses(app: Any) -> list[str]:
    """All that can be asked for: routes, pages, cells, searches for the number and for the name."""
    regeln = {str(r) for r in app.server.url_map.iter_rules() if "GET" in (r.methods or ())} - OHNE_ZAHLEN
    seiten = {seite.path for seite in PAGES} - SEITEN_OHNE_ZAHLEN
    wege = [f"{weg}?{FRAGEN}" for regel in sorted(regeln | seiten) for weg in filled(regel)]
    wege += [f"/beleg/{nr}?blatt=Blatt&zelle=B{zeile}" for nr in (1, 4, 5) for zeile in (2, 6, 7, 8, 9)]
    wege += [f"/suche?q={frage}" for frage in (EINE, f"Fälle+{EINE}", "Fälle", "1", "2", "werte+2023")]
    wege += [f"/vorlage?fachbereich={name}&jahr={JAHR}" for name in (EIGENER, FREMDER)]
    wege += [f"{seite}?jahr={JAHR - 1}" for seite in ("/", f"/kennzahl/{EINE}", "/aenderungen/vorjahr")]
    return list(dict.fromkeys(wege))


def _clients(apps, stores, wer):
    if wer in STRANGERS:
        return [app.server.test_client() for app in apps[wer]]
    return [signed_in(app, store, wer) for app, store in zip(apps[""], stores, strict=True)]


@pytest.mark.parametrize("wer", [*(rolle.value for rolle in Rolle), *STRANGERS])
def test_whoever_asks_for_whatever_is_shown_the_same(apps, stores, wer):
    eins, zwei = _clients(apps, stores, wer)
    gut = 0
    for weg in addresses(apps[""][0]):
        if wer in PRUEFENDE and PRUEFUNG.match(weg):
            continue
        a, b = (client.get(weg, headers=HTML) for client in (eins, zwei))
        assert a.status_code == b.status_code < 500, weg
        assert unpacked(a.data) == unpacked(b.data), weg
        gut += a.status_code == 200
    assert gut > 20


def test_the_counties_do_differ_where_values_are_checked(stores):
    assert _bases(stores, None) == [None, None]
    assert _bases(stores, CONTROLLING) == [Decimal(1), Decimal(2)]


def _bases(stores, pruefer):
    bases = []
    for store in stores:
        with store.reading() as connection:
            bases.append(read_datenstand(connection, pruefer=pruefer).akte(ANDERE).kennzahl.basiswert)
    return bases


def test_quarters_years_sums_and_the_base_are_withheld(apps, stores):
    for store in stores:
        stand = load_datenstand(store)
        weg = [m.zeitraum for nr in NUMMERN for m in stand.akte(nr).messwerte if m.is_withheld]
        assert {z.periode for z in weg} == {Periode.QUARTAL, Periode.JAHR}
        assert any(m.is_withheld for m in stand.akte(SUMME).messwerte)
        assert not any(m.is_withheld for m in stand.akte(FREMDE).messwerte)
        assert stand.akte(ANDERE).kennzahl.is_basis_withheld
    client = signed_in(apps[""][0], stores[0], Rolle.LESER.value)
    assert GESPERRT in client.get(f"/kennzahl/{SUMME}?jahr={JAHR}", headers=HTML).get_data(as_text=True)


#: How each command is asked.
BEFEHLE: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "zielerreichung": (("--jahr", JAHR), ("--jahr", JAHR - 1)),
    "haushalt": (("--haushaltsjahr", JAHR),),
    "werte": (("--jahr", JAHR),),
    "datenschuld": ((),),
    "aenderungen": (("--jahr", JAHR, "--seit", str(today() - timedelta(days=400))),),
    "massnahmen": (("--jahr", JAHR),),
    "messbarkeit": (("--jahr", JAHR),),
    "vollzug": (("--haushaltsjahr", JAHR),),
    "entwicklung": ((),),
    "bruecke": ((),),
    "vorschlaege": ((),),
    "protokoll": ((),),
    "check": ((),),
    "bericht": tuple(
        (art.value, "--jahr", JAHR, "--out", f"bericht.{form.value}") for art in Berichtsart for form in Berichtsformat
    ),
    "export": (("--out", "offen"),),
    "vorlage": tuple(
        ("--fachbereich", name, "--jahr", JAHR, "--out", "vorlage.xlsx") for name in (EIGENER, FREMDER)
    ),
}  # fmt: skip
#: They change or keep the data, or are of accounts, and show no figure.
OHNE_AUSKUNFT = {
    "migrate", "load-zielsystem", "load-beispiel", "import", "freigeben", "zurueckziehen", "backup", "restore", "user",
    "serve",
}  # fmt: skip


def commands() -> set[str]:
    gruppen = (a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return {name for gruppe in gruppen for name in gruppe.choices}


def test_every_command_is_in_the_table():
    assert commands() == set(BEFEHLE) | OHNE_AUSKUNFT


def _asked() -> list[tuple[str | int, ...]]:
    return [(name, *worte) for name, arten in BEFEHLE.items() for worte in arten]


@pytest.mark.parametrize("worte", _asked(), ids=lambda worte: " ".join(map(str, worte[:2])))
def test_every_command_says_and_writes_the_same(stores, tmp_path, monkeypatch, capsys, worte):
    gesagt = []
    for stelle, store in enumerate(stores):
        ordner = tmp_path / str(stelle)
        ordner.mkdir()
        monkeypatch.chdir(ordner)
        environ = {
            "KEK_DATABASE_URL": f"sqlite:///{Path(str(store.engine.url.database)).as_posix()}",
            "KEK_SECRET_KEY": "x" * 32,
        }
        formen = ("text", "json") if "--out" not in worte else ("json",)
        texte = []
        for form in formen:
            code = main([*map(str, worte), "--format", form], lambda *_: None, environ)
            said = capsys.readouterr()
            texte.append((code, masked((said.out + said.err).encode())))
        dateien = {
            d.relative_to(ordner).as_posix(): unpacked(d.read_bytes())
            for d in sorted(ordner.rglob("*"))
            if d.is_file()
        }
        gesagt.append((texte, dateien))
    assert gesagt[0] == gesagt[1]
