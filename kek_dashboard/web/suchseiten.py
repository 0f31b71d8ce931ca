"""Suchseiten: pages and terms that the search finds by what they answer and by the words people have for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.suche import Eintrag, Suchart
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.web.components.begriff import METHODE, anker
from kek_dashboard.web.zugang import OFFEN, Recht


@dataclass(frozen=True, slots=True)
class Suchseite:
    """A page: its name, what it answers, other words for it, and what it takes to open it."""

    pfad: str
    name: str
    satz: str
    worte: str = ""
    recht: Recht = Aktion.LESEN


#: Every page that has an address of its own; a test holds the list and the rights to the pages there are.
SUCHSEITEN = (
    Suchseite("/", "Überblick", "Wo stehen wir?", "startseite home leitbild oberziele unterziele"),
    Suchseite("/kennzahlen", "Kennzahlen", "Alle Kennzahlen mit Stand und Ausblick, zum Filtern.", "indikatoren liste"),
    Suchseite("/massnahmen", "Maßnahmen", "Was der Landkreis tut: Stand, Meilensteine, Termine.", "projekte vorhaben"),
    Suchseite("/vorschlaege", "Vorschläge", "Was vorgeschlagen ist, von wem, und wo es steht.",
              "vorschlag antrag idee politik fraktion abgestimmt beschlossen abgelehnt"),
    Suchseite("/messbarkeit", "Messbarkeit", "Welche Ziele sich nicht beurteilen lassen, und warum.", "smart prüfung"),
    Suchseite("/zielsysteme", "Zielsysteme", "Was aus den Unterzielen im nächsten Zielsystem wird.",
              "brücke fortgeführt zusammengeführt aufgeteilt beendet nachfolge strategische ziele aktionsräume"),
    Suchseite("/haushalt", "Haushalt", "Welches Geld welchem Ziel dient, Zeile für Zeile.", "budget geld ausgaben"),
    Suchseite("/haushalt/matrix", "Haushalt: Matrix", "Geld nach Teilhaushalt und Ziel als Tabelle.", "kreuztabelle"),
    Suchseite("/haushalt/fluss", "Haushalt: Geldfluss", "Wohin das Geld fließt, als Bild.", "sankey diagramm"),
    Suchseite("/haushalt/luecken", "Haushalt: weiße Flecken", "Geld ohne Ziel, Ziele ohne Geld.", "lücken fehlt"),
    Suchseite("/haushalt/entwicklung", "Haushalt: Entwicklung", "Plan und Ergebnis über die Jahre.", "zeitreihe"),
    Suchseite("/haushalt/zuordnung", "Haushalt: Zuordnung", "Welches Produkt welchem Ziel dient.", "mapping anteile"),
    Suchseite("/haushalt/zuordnung/verlauf", "Verlauf der Zuordnung", "Welche Zuordnung wann galt.", "geschichte"),
    Suchseite("/haushalt/satzung", "Haushaltssatzung", "Beschlossene Summen und Haushaltsausgleich.", "beschluss"),
    Suchseite("/haushalt/szenarien", "Szenarien", "Was wäre, wenn ein Ansatz gekürzt würde?", "kürzung was wäre wenn",
              Aktion.SZENARIEN),
    Suchseite("/lieferungen", "Lieferungen", "Dateien abgeben, prüfen und freigeben.", "upload hochladen import excel",
              Aktion.LIEFERUNGEN_SEHEN),
    Suchseite("/bearbeiten", "Bearbeiten", "Ziele, Kennzahlen, Zielwerte und Maßnahmen am Bildschirm ändern.",
              "ändern editieren entwurf zielwert anlegen erläuterung", Aktion.LIEFERN_STAMMDATEN),
    Suchseite("/datenschuld", "Datenschuld", "Wer schuldet welche Zahl, seit wann?", "fällig überfällig fehlend"),
    Suchseite("/aenderungen", "Was hat sich geändert?", "Was seit der letzten Sitzung anders dasteht, mit Gründen.",
              "damals sitzung vergleich neu unterschied änderungen"),
    Suchseite("/aenderungen/vorjahr", "Gegenüber dem Vorjahr", "Was anders ist als im Jahr davor.", "vergleich"),
    Suchseite("/berichte", "Berichte", "Fortschrittsbericht, Quartalsbriefing und andere für den Tisch.",
              "pdf word excel drucksache vorlage schlussbilanz haushaltsbericht", Aktion.BERICHTE),
    Suchseite("/methode", "Methode", "Wie Stand, Ausblick und Zielerreichung berechnet werden.", "berechnung formel"),
    Suchseite("/offene-daten", "Offene Daten", "Was jeder nutzen darf: CSV, Datenpaket, Lizenz.", "open data csv api"),
    Suchseite("/vortrag", "Vortrag", "Die Unterziele groß, für den Beamer.", "präsentation projektor beamer"),
    Suchseite("/hilfe", "Hilfe", "Wie der KEK-Monitor bedient wird.", "anleitung handbuch tastatur", OFFEN),
    Suchseite("/barrierefreiheit", "Barrierefreiheit", "Erklärung zur Barrierefreiheit.", "bitv screenreader", OFFEN),
    Suchseite("/impressum", "Impressum", "Wer diese Seite verantwortet.", "kontakt anschrift", OFFEN),
    Suchseite("/datenschutz", "Datenschutz", "Welche Daten verarbeitet werden.", "dsgvo cookies", OFFEN),
    Suchseite("/konto", "Mein Konto", "Eigenes Passwort und Anmeldungen.", "kennwort passwort ändern profil",
              Aktion.EIGENES_KONTO),
    Suchseite("/konten", "Konten", "Wer sich anmelden darf und was er darf.", "benutzer rechte rollen",
              Aktion.KONTEN_VERWALTEN),
    Suchseite("/protokoll", "Protokoll", "Wer wann was getan hat.", "log audit", Aktion.PROTOKOLL_LESEN),
)  # fmt: skip
#: Pages that lead nowhere by themselves: the search, and an address of before.
OHNE_EINTRAG = frozenset({"/suche", "/damals"})

_BEGRIFFE = (
    ("stand", "Stand", "Wie weit der Weg gegangen ist: das Ist gegen das Soll desselben Jahres."),
    ("ausblick", "Ausblick", "Ob das Ziel beim Tempo der letzten Jahre erreicht wird."),
    ("bilanz", "Bilanz", "Das Urteil am Ende des Weges."),
    ("zieltypen", "Zieltyp", "steigern, senken, mindestens, höchstens, Korridor oder nur beobachten."),
    ("basis", "Basis", "Basisjahr und Basiswert, bei denen der Weg beginnt; Ausgangswert."),
    ("zielpfad", "Zielpfad", "Die Linie von der Basis über Zwischenziele zum Ziel: das Soll jedes Jahres, Soll-Pfad."),
    ("zielerreichung", "Zielerreichung", "Anteil des Weges, der gegangen ist."),
    ("planabweichung", "Planabweichung", "Anteil des Weges, der gegenüber dem Soll fehlt; Rückstand."),
    ("tempo", "Tempo", "Änderung je Jahr über die letzten Werte; Trend."),
    ("prognose", "Prognose", "Der Wert im Zieljahr, wenn es so weitergeht; Hochrechnung."),
    ("toleranz", "Toleranz", "Der Abstand von der Linie, bei dem vom Ziel nichts mehr übrig ist."),
    ("rauschband", "Rauschband", "Wie weit ein Wert zurückfallen darf, ohne als falsche Richtung zu gelten."),
    ("jahreswert", "Jahreswert", "Der Wert eines ganzen Jahres, geliefert oder aus Monaten und Quartalen gebildet."),
    ("max-alter", "Höchstalter", "So alt darf ein Wert sein, bevor er überfällig ist; Max. Alter."),
    ("reihenbruch", "Reihenbruch", "Änderung der Messmethode: Werte davor und danach sind nicht vergleichbar."),
    ("zusammenfassung", "Zusammenfassung", "Wie aus Kennzahlen der Stand eines Unterziels und Oberziels wird."),
    ("abdeckung", "Abdeckung", "Anteil der Gewichte, der bewertet werden konnte."),
    ("leitbild", "Leitbild", "Das Leitbild des Landkreises; es bekommt keine einzelne Zahl."),
    ("wissensstand", "Wissensstand", "Der Tag, bis zu dem Freigegebenes zählt; Datenstand, Stichtag."),
    ("berichtsjahr", "Berichtsjahr", "Das Jahr, bis zu dem Werte zählen."),
    ("herkunft", "Herkunft", "amtlich, intern oder erfundenes Beispiel; wo eine Zahl herkommt."),
    ("rundung", "Rundung", "Wie gerechnet und gerundet wird."),
    ("geld", "Geld und Ziele", "Wie Haushaltsmittel auf Ziele verteilt werden; Mitteleinsatz."),
    ("reichweite", "Reichweite der Prognose", "Wie weit die Prognose danebenliegen kann; Unsicherheit."),
    ("zielprognose", "Prognose der Zielerreichung", "Wohin ein Unterziel führt, wenn es so weitergeht."),
    ("bestaendigkeit", "Beständigkeit", "Ob der Stand über die Jahre gleich blieb oder wechselte."),
    ("vergleich", "Vergleich mit anderen", "Was andere Kreise und das Land haben; nie bewertet, Vergleichswert."),
    ("massnahmen", "Maßnahmen und Meilensteine", "Wann eine Maßnahme im Plan oder im Verzug ist."),
    ("smart", "s.m.a.r.t.-Prüfung", "Ob eine Kennzahl spezifisch, messbar, erreichbar, relevant und terminiert ist."),
)  # fmt: skip


def page_entries() -> Iterator[Eintrag]:
    """Every page as something that can be found; ``nr`` is its address."""
    for seite in SUCHSEITEN:
        yield Eintrag(Suchart.SEITE, seite.pfad, seite.name, (("", seite.satz),), worte=seite.worte)


def term_entries() -> Iterator[Eintrag]:
    """Terms of the method, every Stand, Ausblick and Bilanz; ``nr`` is the anchor on the page „Methode“."""
    for begriff, name, satz in _BEGRIFFE:
        yield Eintrag(Suchart.BEGRIFF, begriff, name, (("", satz),))
    for wort, werte in (("Stand", Stand), ("Ausblick", Ausblick), ("Bilanz", Bilanz)):
        for wert in werte:
            name = f"{wort} „{zeichen_of(wert).wort}“"
            yield Eintrag(
                Suchart.BEGRIFF, anker(wert), name, (("", f"Wann es „{zeichen_of(wert).wort}“ heißt."),)
            )


def right_of(pfad: str) -> Recht:
    """What it takes to open a page of the list."""
    return next(seite.recht for seite in SUCHSEITEN if seite.pfad == pfad)


__all__ = ["METHODE", "OHNE_EINTRAG", "SUCHSEITEN", "page_entries", "right_of", "term_entries"]
