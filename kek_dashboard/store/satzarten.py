"""Satzarten: the kinds of records: their tables, their classes in the domain, their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Positionsart, Produkt
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import (
    Aggregation,
    Frequenz,
    Kennzahl,
    Messwert,
    Reihenbruch,
    UnterzielZuordnung,
    Wertstatus,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme, Meilenstein
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.domain.sitzung import Sitzung
from kek_dashboard.domain.verfahren import Aenderungsgrund, Schritt, Verfahrensschritt
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielsystem import (
    Ausgangswert,
    Nachfolgeart,
    Zielebene,
    Zielnachfolge,
    Zielsystemsatz,
)
from kek_dashboard.store.tabellen import amount_table, optional, record_table, required, text_column
from kek_dashboard.store.types import Cents, ExactDecimal, Word, ZeitraumText

zielsystem = record_table(
    "zielsystem",
    text_column("name"),
    optional("erstes_jahr", sa.Integer),
    optional("letztes_jahr", sa.Integer),
    optional("gueltig_ab", sa.Date),
    optional("gueltig_bis", sa.Date),
    text_column("beschluss"),
    text_column("bemerkung"),
)
zielebene = record_table(
    "zielebene",
    text_column("zielsystem"),
    text_column("wort"),
    required("art", Word(Ebene)),
    text_column("mehrzahl"),
)
ziel = record_table(
    "ziel",
    text_column("zielsystem"),
    text_column("nr"),
    required("ebene", Word(Ebene)),
    text_column("kurztitel"),
    text_column("wortlaut"),
    text_column("beschluss"),
    optional("gueltig_ab", sa.Date),
    optional("gueltig_bis", sa.Date),
    text_column("ebenenwort"),
    text_column("ueber"),
)
zielnachfolge = record_table(
    "zielnachfolge",
    text_column("altes_system"),
    text_column("altes_ziel"),
    required("art", Word(Nachfolgeart)),
    text_column("neues_system"),
    text_column("neues_ziel"),
    text_column("beschluss"),
    text_column("bilanz"),
)
kennzahl = record_table(
    "kennzahl",
    text_column("nr"),
    text_column("bezeichnung"),
    text_column("einheit"),
    required("zieltyp", Word(Zieltyp)),
    text_column("definition"),
    optional("nachkommastellen", sa.Integer),
    optional("basisjahr", sa.Integer),
    optional("basiswert", ExactDecimal),
    optional("untergrenze", ExactDecimal),
    optional("obergrenze", ExactDecimal),
    optional("toleranz", ExactDecimal),
    optional("rauschband", ExactDecimal),
    required("frequenz", Word(Frequenz)),
    required("aggregation", Word(Aggregation)),
    required("max_alter", sa.Integer),
    text_column("fachbereich"),
    text_column("quelle"),
    required("personenbezogen", sa.Boolean),
    required("oeffentlich", sa.Boolean),
    required("ziel_herkunft", Word(Herkunft)),
    optional("lieferfrist", sa.Integer),
    optional("plausibel_von", ExactDecimal),
    optional("plausibel_bis", ExactDecimal),
    optional("sprung_ab", ExactDecimal),
    text_column("pruefungen_aus"),
    text_column("summe_aus"),
)
zielwert = record_table(
    "zielwert",
    text_column("kennzahl_nr"),
    required("jahr", sa.Integer),
    required("wert", ExactDecimal),
    optional("gueltig_ab", sa.Date),
    optional("gueltig_bis", sa.Date),
    text_column("beschluss"),
    text_column("zielsystem"),
)
ausgangswert = record_table(
    "ausgangswert",
    text_column("kennzahl_nr"),
    text_column("zielsystem"),
    required("basisjahr", sa.Integer),
    required("basiswert", ExactDecimal),
    text_column("beschluss"),
)
reihenbruch = record_table(
    "reihenbruch",
    text_column("kennzahl_nr"),
    required("ab", ZeitraumText),
    text_column("grund"),
    optional("basiswert_neu", ExactDecimal),
)
zuordnung = record_table(
    "unterzielzuordnung",
    text_column("kennzahl_nr"),
    text_column("unterziel"),
    required("gewicht", ExactDecimal),
    optional("geldanteil", ExactDecimal),
    text_column("zielsystem"),
    optional("gueltig_ab", sa.Date),
    optional("gueltig_bis", sa.Date),
)
fachbereich = record_table(
    "fachbereich",
    text_column("name"),
    text_column("kuerzel"),
    text_column("uebergeordnet"),
    text_column("leitung"),
    text_column("email"),
)
produkt = record_table(
    "produkt",
    text_column("produkt"),
    text_column("bezeichnung"),
    text_column("teilhaushalt"),
    required("wesentlich", sa.Boolean),
    text_column("ziele"),
    text_column("fachbereich"),
    text_column("kennzahlen"),
    optional("gueltig_ab", sa.Integer),
    optional("gueltig_bis", sa.Integer),
)
erlaeuterung = record_table(
    "erlaeuterung",
    text_column("bezug"),
    text_column("bezug_nr"),
    text_column("zeitraum"),
    text_column("text"),
    text_column("umfeld"),
    text_column("beurteilung"),
    text_column("verfasser"),
    text_column("zielsystem"),
)
massnahme = record_table(
    "massnahme",
    text_column("nr"),
    text_column("unterziel"),
    text_column("bezeichnung"),
    text_column("handlungsschwerpunkt"),
    text_column("fachbereich"),
    optional("beginn", sa.Date),
    optional("ende", sa.Date),
    text_column("status"),
    optional("fortschritt", ExactDecimal),
    text_column("vorschlag_von"),
    text_column("zielsystem"),
)
haushaltszuordnung = record_table(
    "haushaltszuordnung",
    required("haushaltsjahr", sa.Integer),
    text_column("produkt"),
    text_column("konto"),
    required("bezug", Word(Bezug)),
    text_column("bezug_nr"),
    required("anteil", ExactDecimal),
    text_column("zielsystem"),
)
satzungssumme = record_table(
    "satzungssumme",
    required("haushaltsjahr", sa.Integer),
    text_column("fassung"),
    required("festsetzung", Word(Festsetzung)),
    required("eur", Cents),
    text_column("beschluss"),
)
haushaltsstatus = record_table(
    "haushaltsstatus",
    required("haushaltsjahr", sa.Integer),
    text_column("fassung"),
    required("status", Word(Planstatus)),
    required("am", sa.Date),
    text_column("beschluss"),
    text_column("bemerkung"),
)
meilenstein = record_table(
    "meilenstein",
    text_column("massnahme"),
    text_column("bezeichnung"),
    optional("geplant", sa.Date),
    optional("erreicht", sa.Date),
    text_column("bemerkung"),
)
verfahrensschritt = record_table(
    "verfahrensschritt",
    text_column("bezug"),
    text_column("bezug_nr"),
    required("schritt", Word(Schritt)),
    required("am", sa.Date),
    text_column("gremium"),
    text_column("vorschlag_von"),
    text_column("beschluss"),
    text_column("bemerkung"),
)
aenderungsgrund = record_table(
    "aenderungsgrund",
    text_column("beschluss"),
    optional("am", sa.Date),
    text_column("grund"),
)
sitzung = record_table(
    "sitzung",
    required("datum", sa.Date),
    text_column("gremium"),
    text_column("bezeichnung"),
)
vergleichswert = record_table(
    "vergleichswert",
    text_column("kennzahl_nr"),
    text_column("region"),
    required("zeitraum", ZeitraumText),
    required("wert", ExactDecimal),
    text_column("quelle"),
)
messwert = record_table(
    "messwert",
    text_column("kennzahl_nr"),
    required("zeitraum", ZeitraumText),
    optional("wert", ExactDecimal),
    required("status", Word(Wertstatus)),
    optional("stichtag", sa.Date),
    text_column("bemerkung"),
    herkunft_nullable=True,
)
position = record_table(
    "haushaltsposition",
    required("haushaltsjahr", sa.Integer),
    text_column("fassung"),
    text_column("teilhaushalt"),
    text_column("amt"),
    text_column("produkt"),
    text_column("konto"),
    text_column("investition"),
    required("gleiche", sa.Integer),
    required("art", Word(Positionsart)),
    text_column("bezeichnung"),
    text_column("produktbezeichnung"),
    text_column("teilhaushaltbezeichnung"),
)
betrag = amount_table("haushaltsbetrag")
# An amount that says nothing without its day: a Buchungsstand, a Prognose.
stichtagsbetrag = amount_table("stichtagsbetrag", sa.Column("stichtag", sa.Date, primary_key=True))


@dataclass(frozen=True, slots=True)
class Satzart:
    """One kind of record: its table, its class in the domain, its field in ``Inhalt``, its key."""

    feld: str
    tabelle: sa.Table
    klasse: type[Any]
    schluessel: tuple[str, ...]


#: All kinds of records but the plan lines, which carry amounts of their own.
SATZARTEN = (
    Satzart("zielsysteme", zielsystem, Zielsystemsatz, ("name",)),
    Satzart("zielebenen", zielebene, Zielebene, ("zielsystem", "wort")),
    Satzart("ziele", ziel, Zielfassung, ("zielsystem", "nr", "beschluss", "gueltig_ab")),
    Satzart(
        "nachfolgen",
        zielnachfolge,
        Zielnachfolge,
        ("altes_system", "altes_ziel", "neues_system", "neues_ziel"),
    ),
    Satzart("kennzahlen", kennzahl, Kennzahl, ("nr",)),
    Satzart("zielwerte", zielwert, Zielwert, ("kennzahl_nr", "jahr", "gueltig_ab", "zielsystem")),
    Satzart("ausgangswerte", ausgangswert, Ausgangswert, ("kennzahl_nr", "zielsystem")),
    Satzart("reihenbrueche", reihenbruch, Reihenbruch, ("kennzahl_nr", "ab")),
    Satzart("zuordnungen", zuordnung, UnterzielZuordnung, ("kennzahl_nr", "unterziel", "zielsystem")),
    Satzart("organisation", fachbereich, Fachbereich, ("name",)),
    Satzart("produkte", produkt, Produkt, ("produkt", "gueltig_ab")),
    Satzart("erlaeuterungen", erlaeuterung, Erlaeuterung, ("bezug", "bezug_nr", "zeitraum", "zielsystem")),
    Satzart("massnahmen", massnahme, Massnahme, ("nr", "zielsystem")),
    Satzart(
        "haushaltszuordnungen",
        haushaltszuordnung,
        HaushaltsZuordnung,
        ("haushaltsjahr", "produkt", "konto", "bezug", "bezug_nr", "zielsystem"),
    ),
    Satzart("satzungssummen", satzungssumme, Satzungssumme, ("haushaltsjahr", "fassung", "festsetzung")),
    Satzart("haushaltsstaende", haushaltsstatus, Haushaltsstatus, ("haushaltsjahr", "fassung", "status")),
    Satzart("meilensteine", meilenstein, Meilenstein, ("massnahme", "bezeichnung")),
    Satzart(
        "verfahrensschritte",
        verfahrensschritt,
        Verfahrensschritt,
        ("bezug", "bezug_nr", "schritt", "gremium", "am"),
    ),
    Satzart("aenderungsgruende", aenderungsgrund, Aenderungsgrund, ("beschluss", "am", "grund")),
    Satzart("sitzungen", sitzung, Sitzung, ("datum", "gremium")),
    Satzart("vergleichswerte", vergleichswert, Vergleichswert, ("kennzahl_nr", "region", "zeitraum")),
    Satzart("messwerte", messwert, Messwert, ("kennzahl_nr", "zeitraum")),
)
