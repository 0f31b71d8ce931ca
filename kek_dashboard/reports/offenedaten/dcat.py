"""DCAT: the open data for data portals, by DCAT-AP.de 3.0: catalogue, dataset, a distribution per file, the API.

Every node has a name of its own below the document's, so that the same data give the same bytes. Without an address
of the monitor the files are named relative to this document, and the API, which is nowhere then, is left out.
Source: dcat-ap.de/def/dcatde/3.0/spec.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from kek_dashboard.reports.offenedaten.datenpaket import description_of, title_of
from kek_dashboard.reports.offenedaten.herausgabe import API_PFAD, DATENPAKET, PAKET, PFAD, Herausgabe
from kek_dashboard.reports.offenedaten.tabellen import TABELLEN, ZIELSYSTEME
from kek_dashboard.reports.offenedaten.zeilen import Zeilen

DCATDE: Final = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
_POLITISCH: Final = "http://dcat-ap.de/def/politicalGeocoding/"
_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
#: File type of the EU list and media type, by the ending of a file.
_ARTEN: Final = {
    "csv": ("CSV", "text/csv"),
    "zip": ("ZIP", "application/zip"),
    "json": ("JSON", "application/json"),
}
_WORTE: Final = ("Kreisentwicklung", "Kennzahlen", "Zielerreichung", "Strategische Ziele", "Controlling")


def build_graph(herausgabe: Herausgabe, zeilen: Zeilen, dateien: Mapping[str, bytes]) -> Graph:
    """The description as a graph; ``dateien`` are the CSV and ``datapackage.json`` by name."""
    return _Beschreibung(herausgabe, zeilen).build(dateien)


def write_turtle(graph: Graph) -> bytes:
    """The graph as Turtle."""
    return graph.serialize(format="turtle", encoding="utf-8")


def write_jsonld(graph: Graph) -> bytes:
    """The graph as JSON-LD, everything in a fixed order."""
    roh = json.loads(graph.serialize(format="json-ld", auto_compact=True))
    return (json.dumps(_sorted(roh), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _sorted(teil: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(teil, dict):
        return {name: _sorted(wert) for name, wert in teil.items()}
    if isinstance(teil, list):
        return sorted((_sorted(wert) for wert in teil), key=lambda wert: json.dumps(wert, sort_keys=True))
    return teil


class _Beschreibung:
    """The graph while it is being made."""

    def __init__(self, herausgabe: Herausgabe, zeilen: Zeilen) -> None:
        self._h, self._zeilen = herausgabe, zeilen
        self._ort = f"{herausgabe.adresse}{PFAD}/" if herausgabe.adresse else ""
        self._graph = Graph(bind_namespaces="none")
        for name, raum in (
            ("dcat", DCAT), ("dcterms", DCTERMS), ("dcatde", DCATDE), ("foaf", FOAF), ("rdf", RDF), ("vcard", VCARD),
            ("spdx", SPDX), ("xsd", XSD),
        ):  # fmt: skip
            self._graph.bind(name, raum)
        self._katalog, self._datensatz = self._node("katalog"), self._node("datensatz")
        self._herausgeber, self._api = self._node("herausgeber"), self._node("api")

    def _node(self, name: str) -> URIRef:
        return URIRef(f"{self._ort}#{name}")

    def _say(self, ding: Node, *aussagen: tuple[URIRef, Node]) -> None:
        for eigenschaft, wert in aussagen:
            self._graph.add((ding, eigenschaft, wert))

    def build(self, dateien: Mapping[str, bytes]) -> Graph:
        """All of it."""
        self._say(
            self._herausgeber, (RDF.type, FOAF.Agent), (FOAF.name, Literal(self._h.herausgeber, lang="de"))
        )
        self._catalogue()
        self._dataset()
        for tabelle in TABELLEN:
            self._distribution(tabelle.datei, tabelle.titel, tabelle.beschreibung, dateien[tabelle.datei])
        self._distribution(
            DATENPAKET,
            "Datenpaket",
            "Beschreibung aller Tabellen als Frictionless Data Package.",
            dateien[DATENPAKET],
        )
        self._distribution(
            PAKET, "Alles in einer Datei", "Alle Tabellen mit ihrer Beschreibung als ZIP.", None
        )
        if self._h.adresse:
            self._service()
        return self._graph

    def _catalogue(self) -> None:
        titel = f"Offene Daten des KEK-Monitors: {self._h.herausgeber}"
        self._say(
            self._katalog,
            (RDF.type, DCAT.Catalog),
            (DCTERMS.title, Literal(titel, lang="de")),
            (DCTERMS.description, Literal("Was der KEK-Monitor zur freien Nutzung herausgibt.", lang="de")),
            (DCTERMS.publisher, self._herausgeber),
            (DCAT.dataset, self._datensatz),
            (DCAT.themeTaxonomy, URIRef(f"{_EU}data-theme")),
            (DCTERMS.language, URIRef(f"{_EU}language/DEU")),
            (DCTERMS.license, URIRef(self._h.lizenz.dcat)),
            (DCTERMS.modified, _day(self._h.geaendert_am)),
        )
        if self._h.adresse:
            seite = URIRef(self._h.adresse + PFAD)
            self._say(seite, (RDF.type, FOAF.Document))
            self._say(self._katalog, (FOAF.homepage, seite), (DCAT.service, self._api))

    def _dataset(self) -> None:
        h, ding = self._h, self._datensatz
        self._say(
            ding,
            (RDF.type, DCAT.Dataset),
            (DCTERMS.title, Literal(title_of(h), lang="de")),
            (DCTERMS.description, Literal(description_of(h, self._zeilen), lang="de")),
            (DCTERMS.publisher, self._herausgeber),
            (DCTERMS.modified, _day(h.geaendert_am)),
            (DCTERMS.license, URIRef(h.lizenz.dcat)),
            (DCTERMS.language, URIRef(f"{_EU}language/DEU")),
            (DCTERMS.accessRights, URIRef(f"{_EU}access-right/PUBLIC")),
            (DCTERMS.identifier, Literal("kek-offene-daten")),
            (DCAT.theme, URIRef(f"{_EU}data-theme/GOVE")),
            (DCAT.theme, URIRef(f"{_EU}data-theme/REGI")),
            *((DCAT.keyword, Literal(wort, lang="de")) for wort in _WORTE),
        )
        if h.adresse:
            self._say(ding, (DCAT.landingPage, URIRef(h.adresse + PFAD)))
        if h.ags:
            kreis = URIRef(f"{_POLITISCH}districtKey/{h.ags}")
            self._say(
                ding,
                (DCATDE.politicalGeocodingLevelURI, URIRef(f"{_POLITISCH}Level/administrativeDistrict")),
                (DCATDE.politicalGeocodingURI, kreis),
                (DCTERMS.spatial, kreis),
            )
        self._period()
        self._contact()

    def _period(self) -> None:
        jahre = [jahr for z in self._zeilen[ZIELSYSTEME.name] for jahr in (z.erstes_jahr, z.letztes_jahr)]
        if not jahre:
            return
        zeit = self._node("zeitraum")
        self._say(
            zeit,
            (RDF.type, DCTERMS.PeriodOfTime),
            (DCAT.startDate, Literal(f"{min(jahre)}-01-01", datatype=XSD.date)),
            (DCAT.endDate, Literal(f"{max(jahre)}-12-31", datatype=XSD.date)),
        )
        self._say(self._datensatz, (DCTERMS.temporal, zeit))

    def _contact(self) -> None:
        adresse = self._h.kontakt_adresse
        if not adresse:
            return
        if adresse.startswith("mailto:"):
            weg = VCARD.hasEmail
        else:
            weg = VCARD.hasTelephone if adresse.startswith("tel:") else VCARD.hasURL
        kontakt = self._node("kontakt")
        self._say(
            kontakt,
            (RDF.type, VCARD.Kind),
            (VCARD.fn, Literal(self._h.herausgeber, lang="de")),
            (weg, URIRef(adresse)),
        )
        self._say(self._datensatz, (DCAT.contactPoint, kontakt))

    def _distribution(self, datei: str, titel: str, beschreibung: str, inhalt: bytes | None) -> None:
        """A file; ``inhalt`` ``None``: it holds this very document, so nobody can say how long it will be."""
        ding, ort = self._node(f"datei-{datei}"), URIRef(self._ort + datei)
        dateiart, medium = _ARTEN[datei.rpartition(".")[2]]
        self._say(self._datensatz, (DCAT.distribution, ding))
        self._say(
            ding,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(titel, lang="de")),
            (DCTERMS.description, Literal(beschreibung, lang="de")),
            (DCAT.accessURL, ort),
            (DCAT.downloadURL, ort),
            (DCTERMS.license, URIRef(self._h.lizenz.dcat)),
            (DCTERMS.format, URIRef(f"{_EU}file-type/{dateiart}")),
            (DCAT.mediaType, URIRef(_MEDIA + medium)),
            (DCTERMS.modified, _day(self._h.geaendert_am)),
        )
        if self._h.lizenz.nennt_namen:
            self._say(ding, (DCATDE.licenseAttributionByText, Literal(self._h.namensnennung, lang="de")))
        if inhalt is not None:
            summe = self._node(f"pruefsumme-{datei}")
            self._say(
                summe,
                (RDF.type, SPDX.Checksum),
                (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
                (SPDX.checksumValue, Literal(hashlib.sha256(inhalt).hexdigest(), datatype=XSD.hexBinary)),
            )
            self._say(
                ding,
                (DCAT.byteSize, Literal(str(len(inhalt)), datatype=XSD.nonNegativeInteger)),
                (SPDX.checksum, summe),
            )

    def _service(self) -> None:
        h = self._h
        self._say(
            self._api,
            (RDF.type, DCAT.DataService),
            (DCTERMS.title, Literal("API des KEK-Monitors", lang="de")),
            (DCTERMS.description, Literal("Dieselben Zahlen als JSON, nur zum Lesen.", lang="de")),
            (DCTERMS.publisher, self._herausgeber),
            (DCTERMS.license, URIRef(h.lizenz.dcat)),
            (DCAT.endpointURL, URIRef(h.adresse + API_PFAD)),
            (DCAT.endpointDescription, URIRef(f"{h.adresse}{API_PFAD}openapi.json")),
            (DCAT.servesDataset, self._datensatz),
            (DCAT.theme, URIRef(f"{_EU}data-theme/GOVE")),
        )


def _day(tag: date) -> Literal:
    return Literal(tag.isoformat(), datatype=XSD.date)
