"""Kennzahl bearbeiten: what is counted, where it shall go, for which Unterziele it speaks."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from urllib.parse import quote

from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.bearbeitung.gegenstand import Gegenstand, Gruppe, Sache, Teil, whole_akte
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Zieltyp

ART = "kennzahl"
_ZAHL, _GANZ, _WAHL = Feldart.ZAHL, Feldart.GANZZAHL, Feldart.WAHL
_JA_NEIN = (("nein", "nein"), ("ja", "ja"))
_ZIELTYPEN = (
    (Zieltyp.STEIGERN.value, "steigern: der Wert soll wachsen"),
    (Zieltyp.SENKEN.value, "senken: der Wert soll kleiner werden"),
    (Zieltyp.MINDESTENS.value, "mindestens: der Wert soll nie darunter liegen"),
    (Zieltyp.HOECHSTENS.value, "höchstens: der Wert soll nie darüber liegen"),
    (Zieltyp.KORRIDOR.value, "Korridor: der Wert soll zwischen zwei Grenzen liegen"),
    (Zieltyp.BEOBACHTEN.value, "nur beobachten: es gibt kein Ziel"),
)
_FREQUENZEN = (
    (Frequenz.JAEHRLICH.value, "jährlich"),
    (Frequenz.HALBJAEHRLICH.value, "halbjährlich"),
    (Frequenz.VIERTELJAEHRLICH.value, "vierteljährlich"),
    (Frequenz.MONATLICH.value, "monatlich"),
    (Frequenz.MEHRJAEHRIG.value, "nur alle paar Jahre"),
)
_AGGREGATIONEN = (
    (Aggregation.LETZTER.value, "der letzte Wert des Jahres zählt"),
    (Aggregation.SUMME.value, "die Werte des Jahres werden zusammengezählt"),
    (Aggregation.MITTEL.value, "der Durchschnitt der Werte zählt"),
    (Aggregation.KUMULIERT.value, "jeder Wert zählt alles seit Jahresbeginn"),
)

_STAMM = (
    Feld("nr", "Kennzahl-Nr.", "Kennzahl-Nr.", pflicht=True, schluessel=True),
    Feld("bezeichnung", "Bezeichnung", "Bezeichnung", pflicht=True),
    Feld("definition", "Definition", "Definition", Feldart.LANG, smart="spezifisch",
         hilfe="Was genau wird gezählt, wo und wann? So, dass zwei Menschen dasselbe zählen."),
    Feld("einheit", "Einheit", "Einheit", pflicht=True, smart="messbar", hilfe="etwa %, Anzahl, €, Minuten"),
    Feld("quelle", "Quelle", "Quelle", smart="messbar", hilfe="Woher der Wert kommt: Statistik, Fachverfahren"),
    Feld("nachkommastellen", "Nachkommastellen", "Nachkommastellen", _GANZ),
    Feld("zieltyp", "Was soll der Wert tun?", "Zieltyp", _WAHL, pflicht=True, wahl=_ZIELTYPEN),
    Feld("basisjahr", "Basisjahr", "Basisjahr", Feldart.JAHR, smart="realistisch",
         hilfe="Das Jahr, von dem aus der Weg zum Ziel gemessen wird"),
    Feld("basiswert", "Basiswert", "Basiswert", _ZAHL, smart="realistisch", hilfe="Der Wert im Basisjahr"),
    Feld("untergrenze", "Untergrenze", "Untergrenze", _ZAHL, hilfe="nur für einen Korridor"),
    Feld("obergrenze", "Obergrenze", "Obergrenze", _ZAHL, hilfe="nur für einen Korridor"),
    Feld("toleranz", "Toleranz", "Toleranz", _ZAHL, smart="realistisch",
         hilfe="für mindestens, höchstens, Korridor: bei welchem Abstand vom Ziel nichts mehr übrig ist"),
    Feld("rauschband", "Rauschband", "Rauschband", _ZAHL,
         hilfe="Wie weit ein Wert zurückfallen darf, ohne als falsche Richtung zu gelten"),
    Feld("fachbereich", "Fachbereich", "Fachbereich", _WAHL, smart="akzeptiert", aus="fachbereiche",
         hilfe="Wer die Zahl verantwortet und liefert"),
    Feld("frequenz", "Wie oft kommt ein Wert?", "Frequenz", _WAHL, smart="terminiert", wahl=_FREQUENZEN),
    Feld("aggregation", "Woraus wird der Jahreswert?", "Aggregation", _WAHL, wahl=_AGGREGATIONEN),
    Feld("max_alter", "Höchstalter in Jahren", "Max. Alter", _GANZ, hilfe="Älter darf der neueste Wert nicht sein"),
    Feld("lieferfrist", "Lieferfrist in Tagen", "Lieferfrist", _GANZ, hilfe="nach dem Ende des Zeitraums"),
    Feld("personenbezogen", "Personenbezogen?", "Personenbezogen", Feldart.JA_NEIN, wahl=_JA_NEIN,
         hilfe="Kleine Fallzahlen werden dann nirgends gezeigt"),
    Feld("oeffentlich", "Öffentlich?", "Öffentlich", Feldart.JA_NEIN, wahl=_JA_NEIN,
         hilfe="Darf als offene Daten hinausgehen"),
    Feld("plausibel_von", "Plausibel von", "Plausibel von", _ZAHL, hilfe="Bei kleineren Werten wird nachgefragt"),
    Feld("plausibel_bis", "Plausibel bis", "Plausibel bis", _ZAHL, hilfe="Bei größeren Werten wird nachgefragt"),
    Feld("sprung_ab", "Sprung ab %", "Sprung ab %", _ZAHL, hilfe="Ab welcher Änderung nachgefragt wird"),
    Feld("pruefungen_aus", "Prüfungen aus", "Prüfungen aus", getragen=True),
    Feld("summe_aus", "Summe aus", "Summe aus", getragen=True),
)  # fmt: skip
_ZIELWERT = (
    Feld("jahr", "Jahr", "Jahr", Feldart.JAHR, pflicht=True, schluessel=True, smart="terminiert"),
    Feld("zielsystem", "Zielsystem", "Zielsystem", _WAHL, schluessel=True, aus="zielsysteme"),
    Feld("wert", "Zielwert", "Zielwert", _ZAHL, pflicht=True, beschluss=True, smart="akzeptiert"),
    Feld("gueltig_ab", "gilt seit", "Gültig ab", Feldart.DATUM, getragen=True),
    Feld("beschluss", "Beschluss", "Beschluss", getragen=True),
    Feld("gueltig_bis", "Gilt nur bis", "Gültig bis", Feldart.DATUM, hilfe="leer: bis auf Weiteres"),
)
_ZUORDNUNG = (
    Feld("unterziel", "Unterziel", "Unterziel", Feldart.ZIEL, pflicht=True, schluessel=True, aus="unterziele",
         smart="spezifisch"),
    Feld("gewicht", "Gewicht", "Gewicht", _ZAHL, hilfe="wie stark sie im Unterziel zählt; üblich ist 1"),
    Feld("geldanteil", "Geldanteil in %", "Geldanteil", _ZAHL, hilfe="leer: das Geld wird gleich verteilt"),
    Feld("gueltig_ab", "Gilt ab", "Gültig ab", Feldart.DATUM, hilfe="leer: schon immer"),
    Feld("gueltig_bis", "Gilt bis", "Gültig bis", Feldart.DATUM, hilfe="hier endet die Zuordnung"),
)  # fmt: skip
_BRUCH = (
    Feld("ab", "Ab Zeitraum", "ab Zeitraum", pflicht=True, schluessel=True, hilfe="etwa 2022 oder 2022-Q3"),
    Feld("grund", "Was wird anders gezählt?", "Grund", pflicht=True),
    Feld("basiswert_neu", "Basiswert neu", "Basiswert neu", _ZAHL, smart="realistisch",
         hilfe="der Basiswert nach der neuen Zählung"),
)  # fmt: skip
_AUSGANG = (
    Feld("zielsystem", "Zielsystem", "Zielsystem", _WAHL, pflicht=True, schluessel=True, aus="zielsysteme"),
    Feld("basisjahr", "Basisjahr", "Basisjahr", Feldart.JAHR, pflicht=True, smart="realistisch"),
    Feld("basiswert", "Basiswert", "Basiswert", _ZAHL, pflicht=True, smart="realistisch"),
    Feld("beschluss", "Beschluss", "Beschluss", hilfe="Drucksache"),
)


def _kennzahl(stand: Datenstand, sache: Sache) -> list[object]:
    akte = whole_akte(stand, sache.nr)
    return [] if akte is None else [akte.kennzahl]


def _of_akte(name: str) -> Callable[[Datenstand, Sache], tuple[object, ...]]:
    """A reader of one kind of rows of a Kennzahl."""

    def read(stand: Datenstand, sache: Sache) -> tuple[object, ...]:
        akte = whole_akte(stand, sache.nr)
        return () if akte is None else tuple(getattr(akte, name))

    return read


def _ausgangswerte(stand: Datenstand, sache: Sache) -> list[object]:
    alle = () if stand.gesamt is None else stand.gesamt.ausgangswerte.values()
    return [a for a in alle if a.kennzahl_nr == sache.nr]


def _fest(sache: Sache) -> MappingProxyType[str, str]:
    return MappingProxyType({"Kennzahl-Nr.": sache.nr})


def _name(stand: Datenstand, sache: Sache) -> str | None:
    akte = whole_akte(stand, sache.nr)
    return None if akte is None else akte.kennzahl.bezeichnung


def _alle(stand: Datenstand) -> list[Sache]:
    akten = stand.akten if stand.gesamt is None else stand.gesamt.akten
    return [Sache(ART, nr) for nr in akten]


GEGENSTAND = Gegenstand(
    art=ART,
    wort="Kennzahl",
    teile=(
        Teil("stamm", "Die Kennzahl", "Kennzahl", "Kennzahlen", _STAMM, _kennzahl, blattherkunft="ziel_herkunft"),
        Teil("zielwerte", "Zielwerte", "Zielwert", "Zielwerte", _ZIELWERT, _of_akte("zielwerte"), _fest, is_liste=True,
             hilfe="Welcher Wert soll in welchem Jahr erreicht sein? Der bisherige Zielwert bleibt im Verlauf stehen."),
        Teil("zuordnungen", "Unterziele, für die sie spricht", "Zuordnung", "Zuordnung Unterziele", _ZUORDNUNG,
             _of_akte("zuordnungen"), _fest, is_liste=True,
             hilfe="Eine Zuordnung wird nicht gelöscht: Sie endet an dem Tag, der bei „Gilt bis“ steht."),
        Teil("reihenbrueche", "Reihenbrüche", "Reihenbruch", "Reihenbrüche", _BRUCH, _of_akte("reihenbrueche"), _fest,
             is_liste=True, hilfe="Ab wann wird anders gezählt als vorher?"),
        Teil("ausgangswerte", "Ausgangswerte weiterer Zielsysteme", "Ausgangswert", "Ausgangswerte", _AUSGANG,
             _ausgangswerte, _fest, is_liste=True, hilfe="Von wo aus der Weg in einem neuen Zielsystem beginnt."),
    ),
    gruppen=(
        Gruppe("Was wird gezählt?", ("bezeichnung", "definition", "einheit", "quelle", "nachkommastellen")),
        Gruppe("Wohin soll es gehen, und von wo aus?",
               ("zieltyp", "basisjahr", "basiswert", "untergrenze", "obergrenze", "toleranz", "rauschband")),
        Gruppe("Wer liefert, und wie oft?", ("fachbereich", "frequenz", "aggregation", "max_alter", "lieferfrist")),
        Gruppe("Prüfung und Öffentlichkeit",
               ("personenbezogen", "oeffentlich", "plausibel_von", "plausibel_bis", "sprung_ab")),
    ),
    name_von=_name,
    alle=_alle,
    pfad=lambda _, sache: "/kennzahl/" + quote(sache.nr, safe=""),
    kann_neu=True,
    neu_hilfe="etwa 1.2-07: Unterziel, Bindestrich, laufende Nummer",
    zuerst="zielwerte",
    vorgabe=MappingProxyType({
        "frequenz": Frequenz.JAEHRLICH.value, "aggregation": Aggregation.LETZTER.value, "max_alter": "2",
        "personenbezogen": "nein", "oeffentlich": "nein",
    }),
)  # fmt: skip
