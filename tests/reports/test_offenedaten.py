"""The package of open data says of itself what is true, in the words of its standards, whatever is in it."""

from __future__ import annotations

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import frictionless
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.offenlegung import is_open_ziel, offene_akten
from kek_dashboard.domain.ziele import Ebene, Ziel, Zielfassung
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge, Zielsystem
from kek_dashboard.domain.zielsystemsicht import Gesamtbestand
from kek_dashboard.reports.offenedaten.herausgabe import Herausgabe
from kek_dashboard.reports.offenedaten.lizenz import find_lizenz
from kek_dashboard.reports.offenedaten.paket import open_data, write_zip
from kek_dashboard.reports.offenedaten.tabellen import TABELLEN
from kek_dashboard.settings import LIZENZEN
from tests.domain.akten import akte_from
from tests.domain.strategies import kennzahlen

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
TAG = date(2026, 11, 23)
SYSTEM = Zielsystem("KEK 2018–2026")
BASIS = "https://fremd.example/ordner/dcat-ap-de.ttl"
HERAUSGABE = Herausgabe("Landkreis Muster", find_lizenz("dl-de/by-2-0"), TAG, date(2026, 10, 5), ags="03154")
MIT_ADRESSE = replace(HERAUSGABE, adresse="https://kek.kreis.example", kontakt="kek@kreis.example")
#: Must be there, by class. Source: DCAT-AP.de 3.0, „Pflicht“; of a contact and a checksum what their classes ask.
PFLICHT: Mapping[URIRef, tuple[URIRef, ...]] = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.license),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL, DCTERMS.publisher),
    FOAF.Agent: (FOAF.name,),
    DCTERMS.PeriodOfTime: (DCAT.startDate, DCAT.endDate),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}
#: What must be an address, never a text.
ADRESSEN = (
    DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.endpointDescription, DCTERMS.license, DCTERMS.format,
    DCAT.mediaType, DCAT.theme, DCTERMS.spatial, DCATDE.politicalGeocodingURI, DCATDE.politicalGeocodingLevelURI,
    VCARD.hasEmail, VCARD.hasURL, VCARD.hasTelephone,
)  # fmt: skip


def ziel(nr: str, ebene: Ebene, text: str = "Wortlaut") -> Ziel:
    return Ziel((Zielfassung(nr, ebene, text, text, zielsystem=SYSTEM.name),))


def stand_of(*roh: Mapping[str, Any], texte: str = "Text", **felder: Any) -> Datenstand:
    """A Datenstand of plain dicts; ``oeffentlich`` says which are open."""
    ziele = {"1": ziel("1", Ebene.OBERZIEL, texte), "1.1": ziel("1.1", Ebene.UNTERZIEL, texte)}
    akten = {}
    for k in roh:
        akte = akte_from(k)
        worte: dict[str, Any] = {
            "bezeichnung": texte or "x",
            "definition": texte,
            "quelle": texte,
            "einheit": texte,
        }
        offen = bool(k.get("oeffentlich", True))
        akten[k["nr"]] = replace(akte, kennzahl=replace(akte.kennzahl, oeffentlich=offen, **worte, **felder))
    return Datenstand(
        TAG, ziele=MappingProxyType(ziele), akten=MappingProxyType(akten), zielsystem=SYSTEM, zielsysteme=()
    )


ROH: dict[str, Any] = {
    "nr": "1.1-01", "zieltyp": "steigern", "basisjahr": 2018, "basiswert": Decimal(10),
    "zielwerte": {2026: Decimal(20)}, "messwerte": [("2023", Decimal("15.50"))], "zuordnungen": {"1.1": Decimal(1)},
}  # fmt: skip


def errors(dateien: Mapping[str, bytes]) -> list[list[Any]]:
    with tempfile.TemporaryDirectory() as ordner:
        for name, inhalt in dateien.items():
            (Path(ordner) / name).write_bytes(inhalt)
        bericht = frictionless.validate(f"{ordner}/datapackage.json")
        return [] if bericht.valid else bericht.flatten(["rowNumber", "fieldName", "type", "message"])


texte = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=12
) | st.sampled_from(
    ["=1+1", '"', "a,b", "1.10", "NA", "null", "true", " ", "-", "'", "ä;ö", "\N{LINE SEPARATOR}"]
)


@given(st.data())
@settings(max_examples=25)
def test_whatever_is_known_the_package_validates_and_holds_what_is_open(data: st.DataObject) -> None:
    anzahl = data.draw(st.integers(0, 3))
    roh = [
        data.draw(kennzahlen(nr=f"1.1-0{i}")) | {"oeffentlich": data.draw(st.booleans())}
        for i in range(anzahl)
    ]
    stand = stand_of(*roh, texte=data.draw(texte))
    dateien = open_data(HERAUSGABE, stand)
    assert errors(dateien) == []
    nummern = pd.read_csv(io.BytesIO(dateien["kennzahlen.csv"]), dtype=str, keep_default_na=False)["nr"]
    assert list(nummern) == [akte.nr for akte in offene_akten(stand)]
    for k in roh:
        assert k["oeffentlich"] or k["nr"].encode() not in b"".join(dateien.values())


def test_every_text_is_handed_out_as_it_was_released_and_numbers_lose_nothing() -> None:
    boese = '=HYPERLINK("http://example.invalid";"hier")\nzweite, Zeile'
    dateien = open_data(HERAUSGABE, stand_of(ROH, texte=boese))
    gelesen = pd.read_csv(io.BytesIO(dateien["kennzahlen.csv"]), dtype=str, keep_default_na=False)
    assert gelesen.loc[0, "definition"] == boese
    assert b"1.1-01,2023,2023,15.5,false," in dateien["messwerte.csv"]
    assert all(b"\r\n" in inhalt for name, inhalt in dateien.items() if name.endswith(".csv"))


@pytest.mark.parametrize("tabelle", TABELLEN, ids=lambda t: t.name)
def test_a_table_has_the_fields_of_its_rows_in_their_order(tabelle: Any) -> None:
    felder = [feld.name for feld in fields(tabelle.zeilenart) if feld.name != "unterziele"]
    assert [spalte.name for spalte in tabelle.spalten] == felder
    assert set(tabelle.schluessel) <= set(felder)
    assert all(spalte.pflicht for spalte in tabelle.spalten if spalte.name in tabelle.schluessel)
    assert all(spalte.titel for spalte in tabelle.spalten) and tabelle.beschreibung


def test_a_goal_with_a_closed_kennzahl_is_closed_and_so_is_all_above_it() -> None:
    zu = ROH | {"nr": "1.1-02", "oeffentlich": False}
    stand = stand_of(ROH, zu)
    assert not is_open_ziel(stand, "1.1") and not is_open_ziel(stand, "1")
    beobachtet = stand_of(ROH, zu | {"zieltyp": "beobachten", "zielwerte": {}})
    assert is_open_ziel(beobachtet, "1.1") and is_open_ziel(beobachtet, "1")


def test_what_is_made_up_is_said_first_and_what_is_not_is_not() -> None:
    erfunden = open_data(HERAUSGABE, stand_of(ROH, herkunft=Herkunft.BEISPIEL))
    assert "ACHTUNG, BEISPIEL" in erfunden["LIESMICH.txt"].decode()
    assert "beispiel" in json.loads(erfunden["datapackage.json"])["description"]
    echt = open_data(HERAUSGABE, stand_of(ROH, herkunft=Herkunft.AMTLICH))
    assert "ACHTUNG" not in echt["LIESMICH.txt"].decode()
    assert "beispiel" not in json.loads(echt["datapackage.json"])["description"]


def test_the_text_for_people_names_every_column_and_every_file() -> None:
    text = open_data(MIT_ADRESSE, stand_of(ROH))["LIESMICH.txt"].decode()
    for tabelle in TABELLEN:
        assert f"\n{tabelle.datei}: {tabelle.titel}\r\n" in text
        assert all(f"- {spalte.name} (" in text for spalte in tabelle.spalten)
    assert "https://kek.kreis.example/offene-daten" in text and "kek@kreis.example" in text


@pytest.mark.parametrize("name", LIZENZEN)
@pytest.mark.parametrize("herausgabe", [HERAUSGABE, MIT_ADRESSE], ids=["ohne-adresse", "mit-adresse"])
@pytest.mark.parametrize("datei", ["dcat-ap-de.ttl", "dcat-ap-de.jsonld"])
def test_the_description_for_portals_has_all_that_it_must(
    name: str, herausgabe: Herausgabe, datei: str
) -> None:
    herausgabe = replace(herausgabe, lizenz=find_lizenz(name))
    graph = parse(herausgabe, datei)
    for klasse, eigenschaften in PFLICHT.items():
        dinge = set(graph.subjects(RDF.type, klasse))
        assert dinge or (klasse == DCAT.DataService and not herausgabe.adresse), klasse
        for ding in dinge:
            for eigenschaft in eigenschaften:
                assert list(graph.objects(ding, eigenschaft)), (ding, eigenschaft)
    (katalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    (datensatz,) = graph.objects(katalog, DCAT.dataset)
    assert (
        katalog,
        DCAT.themeTaxonomy,
        URIRef("http://publications.europa.eu/resource/authority/data-theme"),
    ) in graph
    assert (datensatz, RDF.type, DCAT.Dataset) in graph
    kreis = URIRef("http://dcat-ap.de/def/politicalGeocoding/districtKey/03154")
    assert (datensatz, DCATDE.politicalGeocodingURI, kreis) in graph and (
        datensatz,
        DCTERMS.spatial,
        kreis,
    ) in graph
    verteilt = set(graph.objects(datensatz, DCAT.distribution))
    assert verteilt == set(graph.subjects(RDF.type, DCAT.Distribution)) and len(verteilt) == len(TABELLEN) + 2
    for ding in verteilt:
        lizenz = find_lizenz(name)
        assert (ding, DCTERMS.license, URIRef(lizenz.dcat)) in graph
        genannt = list(graph.objects(ding, DCATDE.licenseAttributionByText))
        assert len(genannt) == lizenz.nennt_namen and all(isinstance(text, Literal) for text in genannt)
    for eigenschaft in ADRESSEN:
        werte = list(graph.objects(None, eigenschaft))
        assert all(isinstance(wert, URIRef) and ":" in wert for wert in werte), (eigenschaft, werte)


def parse(herausgabe: Herausgabe, datei: str) -> Graph:
    inhalt = open_data(herausgabe, stand_of(ROH))[datei]
    with warnings.catch_warnings():
        # Its JSON-LD reader uses a class that rdflib itself calls old.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        form = "turtle" if datei.endswith(".ttl") else "json-ld"
        return Graph().parse(data=inhalt, format=form, publicID=BASIS)


@pytest.mark.parametrize("herausgabe", [HERAUSGABE, MIT_ADRESSE], ids=["ohne-adresse", "mit-adresse"])
def test_turtle_and_json_ld_say_the_same(herausgabe: Herausgabe) -> None:
    assert set(parse(herausgabe, "dcat-ap-de.ttl")) == set(parse(herausgabe, "dcat-ap-de.jsonld"))


def test_without_an_address_the_files_are_beside_the_description_and_no_service_is_promised() -> None:
    graph = parse(HERAUSGABE, "dcat-ap-de.ttl")
    assert URIRef("https://fremd.example/ordner/messwerte.csv") in set(graph.objects(None, DCAT.downloadURL))
    assert not list(graph.subjects(RDF.type, DCAT.DataService))


def test_what_is_not_said_is_left_out() -> None:
    graph = parse(replace(HERAUSGABE, ags=""), "dcat-ap-de.ttl")
    assert not list(graph.objects(None, DCTERMS.spatial)) and not list(graph.objects(None, DCAT.contactPoint))
    graph = parse(replace(MIT_ADRESSE, kontakt="Zimmer 3"), "dcat-ap-de.ttl")
    assert list(graph.objects(None, VCARD.hasURL)) == [URIRef("https://kek.kreis.example/impressum")]


def test_the_zip_holds_every_file_and_no_clock() -> None:
    dateien = open_data(HERAUSGABE, stand_of(ROH))
    eins, zwei = write_zip(HERAUSGABE, dateien), write_zip(HERAUSGABE, open_data(HERAUSGABE, stand_of(ROH)))
    assert eins == zwei
    with zipfile.ZipFile(io.BytesIO(eins)) as paket:
        assert {teil.filename: paket.read(teil) for teil in paket.infolist()} == dict(dateien)
        assert {teil.date_time for teil in paket.infolist()} == {(2026, 10, 5, 0, 0, 0)}


def test_the_bridge_is_told_as_far_as_its_goals_are_known() -> None:
    alt = replace(SYSTEM, letztes_jahr=2024)
    neu = Zielsystem("Ziele 2024", 2024, 2030)
    ziele = {alt.name: {"1.1": ziel("1.1", Ebene.UNTERZIEL)}, neu.name: {"A": ziel("A", Ebene.UNTERZIEL)}}
    schritte = (
        Zielnachfolge(alt.name, "1.1", Nachfolgeart.FORTGEFUEHRT, neu.name, "A", "DS 90/2024"),
        Zielnachfolge("", "1.1", Nachfolgeart.BEENDET, bilanz="Zu den Akten."),
        Zielnachfolge(alt.name, "9.9", Nachfolgeart.BEENDET),
        Zielnachfolge(alt.name, "1.1", Nachfolgeart.AUFGETEILT, neu.name, "Z"),
    )
    stand = Datenstand(TAG, nachfolgen=schritte).with_all(Gesamtbestand(ziele=ziele), (alt, neu))
    dateien = open_data(HERAUSGABE, stand)
    assert errors(dateien) == []
    assert dateien["zielnachfolge.csv"].decode().splitlines()[1:] == [
        f"{alt.name},1.1,fortgeführt,{neu.name},A,DS 90/2024,intern",
        f"{alt.name},1.1,beendet,,,,intern",
    ]
    assert len(dateien["zielsysteme.csv"].decode().splitlines()) == 3
    assert b"Zu den Akten" not in b"".join(dateien.values())
