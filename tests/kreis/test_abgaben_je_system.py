"""What is said on the screen in a view is delivered for that view: the same number in another one is left alone."""

from __future__ import annotations

import pytest

from kek_dashboard.cli.main import main
from kek_dashboard.domain.bearbeitung import erlaeuterung, kennzahl
from kek_dashboard.domain.bearbeitung.entwurf import Anlass
from kek_dashboard.domain.bearbeitung.feld import join_ziel
from kek_dashboard.domain.bearbeitung.gegenstand import Sache
from kek_dashboard.domain.rechte import LOKALER_AKTEUR
from kek_dashboard.domain.verfahren import MASSNAHME
from kek_dashboard.store.lieferungen import release
from kek_dashboard.store.load import load_datenstand
from kek_dashboard.store.migrate import migrate
from kek_dashboard.store.session import open_store
from kek_dashboard.web import bearbeitung
from kek_dashboard.web.abgabe import deliver_sheets
from kek_dashboard.web.pages.vorschlaege import eingaben
from kek_dashboard.web.zugang import LOKAL
from tests.kreis.zweisysteme import ALT, JAHR, NEU, NUR, write_zwei
from tests.web import bearbeitungsproben as p

GRUND = Anlass(grund="Bericht")


@pytest.fixture
def store(tmp_path):
    url = f"sqlite:///{(tmp_path / 'zwei.sqlite').as_posix()}"
    store = open_store(url)
    migrate(store)
    for datei in write_zwei(tmp_path):
        environ = {"KEK_DATABASE_URL": url, "KEK_SECRET_KEY": "x" * 32}
        assert main(["import", str(datei), "--freigeben"], lambda *_: None, environ) == 0
    yield store
    store.close()


def edit(store, sache, felder, anlass=GRUND):
    """The thing changed on the screen by one person and released by another."""
    arbeit = p.write_on(
        store,
        p.BERG,
        bearbeitung.begin(store, p.BERG, sache, is_new=sache.art == erlaeuterung.ART),
        felder,
        anlass,
    )
    nr = bearbeitung.deliver(store, p.BERG, arbeit.kept.id, arbeit.kept.fortschreibung).lieferung
    assert nr is not None
    release(store, [nr], akteur=p.MEIER)


def words(store, system, jahr=JAHR):
    alle = load_datenstand(store).fuer(system).erlaeuterungen
    return [e.text for e in alle if e.zeitraum == str(jahr)]


@pytest.mark.parametrize("system", [ALT, NEU])
@pytest.mark.parametrize("jahr", [JAHR, 2024])  # one that is there already, and one that is not
def test_an_explanation_of_an_unterziel_is_of_its_own_system(store, system, jahr):
    anderes = NEU if system == ALT else ALT
    vorher = words(store, anderes, jahr)
    sache = Sache(erlaeuterung.ART, "1.1", system, erlaeuterung.join_zusatz("unterziel", str(jahr)))
    begonnen = bearbeitung.begin(store, p.BERG, sache, is_new=True)
    (zeile,) = begonnen.entwurf.werte["stamm"]
    assert zeile.werte["text"] == (NUR[system][3] if jahr == JAHR else "")
    edit(store, sache, {("stamm", "text"): "So kam es."})
    assert words(store, system, jahr) == ["So kam es."] and words(store, anderes, jahr) == vorher


@pytest.mark.parametrize("system", [ALT, NEU])
def test_the_weight_of_a_kennzahl_is_changed_in_one_system_alone(store, system):
    sache = Sache(kennzahl.GEGENSTAND.art, "K1")
    zeilen = bearbeitung.begin(store, p.BERG, sache).entwurf.werte["zuordnungen"]
    stelle = [zeile.werte["unterziel"] for zeile in zeilen].index(join_ziel(system, "1.1"))
    arbeit = bearbeitung.begin(store, p.BERG, sache)
    formular = p.with_value(arbeit.entwurf.werte, "zuordnungen", "gewicht", "3", stelle)
    arbeit, _ = bearbeitung.save(store, p.BERG, arbeit.kept.id, arbeit.kept.fortschreibung, formular, p.GRUND)
    nr = bearbeitung.deliver(store, p.BERG, arbeit.kept.id, arbeit.kept.fortschreibung).lieferung
    assert nr is not None
    release(store, [nr], akteur=p.MEIER)
    stand = load_datenstand(store)
    gewichte = {s: [int(z.gewicht) for z in stand.fuer(s).akte("K1").zuordnungen] for s in (ALT, NEU)}
    assert gewichte == {ALT: [1], NEU: [1]} | {system: [3]}


@pytest.mark.parametrize(("system", "nr"), [(ALT, "M-1"), (NEU, "M-2")])
def test_a_massnahme_stays_in_its_system(store, system, nr):
    kurz = "" if system == ALT else system
    edit(store, Sache("massnahme", nr, kurz), {("stamm", "status"): "fertig"})
    stand = load_datenstand(store)
    assert {s: [(m.nr, m.status) for m in stand.fuer(s).massnahmen.values()] for s in (ALT, NEU)} == {
        ALT: [("M-1", "laufend")],
        NEU: [("M-2", "laufend")],
    } | {system: [(nr, "fertig")]}


@pytest.mark.parametrize("system", [ALT, NEU])
def test_a_proposal_is_one_of_the_view_it_was_made_in(store, system):
    form = {
        eingaben.TITEL.name: "Bäume pflanzen", eingaben.UNTERZIEL.name: "1.1", eingaben.VON.name: "Verwaltung",
        eingaben.TAG.name: "2025-03-01",
    }  # fmt: skip
    stand = load_datenstand(store)
    nr, blaetter = eingaben.new_sheets(MASSNAHME, form, stand.fuer(system), {"M-1", "M-2"})
    annahme = deliver_sheets(store, LOKAL, blaetter, "Vorschlag.xlsx", "Vorschlag")
    assert annahme.lieferung is not None, [b.text for b in annahme.befunde]
    release(store, [annahme.lieferung], akteur=LOKALER_AKTEUR, vier_augen=False)
    stand = load_datenstand(store)
    (vorschlag,) = stand.fuer(system).vorschlaege
    assert vorschlag.nr == nr
    assert all(nr not in stand.fuer(s).massnahmen for s in (ALT, NEU))
