"""Tabellen: the tables of the open data, column by column; the one place where their meaning is written."""

from __future__ import annotations

from typing import Final

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Aggregation, Frequenz, Wertstatus, Zieltyp
from kek_dashboard.domain.offenezeilen import (
    OffeneBewertung,
    OffeneKennzahl,
    OffeneNachfolge,
    OffenerMesswert,
    OffenerReihenbruch,
    OffenerZielwert,
    OffenesZiel,
    OffenesZielsystem,
    OffeneZielbewertung,
    OffeneZuordnung,
    Verschluss,
)
from kek_dashboard.domain.ziele import Ebene
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.domain.zielsystem import Nachfolgeart
from kek_dashboard.reports.offenedaten.form import (
    ZEITRAUM_MUSTER,
    Art,
    Spalte,
    Tabelle,
    anteil,
    nummer,
    verweise,
    wort,
)

_ZIELSYSTEM: Final = Spalte("zielsystem", "Zielsystem", beschreibung="Name des Zielsystems.", pflicht=True)
_KENNZAHL: Final = nummer("kennzahl", "Kennzahl-Nr.")
_EINHEIT: Final = "In der Einheit der Kennzahl; leer = unbekannt."
_HERKUNFT: Final = wort(
    "herkunft",
    "Herkunft",
    Herkunft,
    "amtlich = amtliche Statistik; intern = Zahlen der Kreisverwaltung; beispiel = erfunden, nur zur Vorführung. "
    "Was aus einem Beispiel gerechnet ist, heißt auch beispiel.",
    pflicht=True,
)
_BERICHTSJAHR: Final = Spalte(
    "berichtsjahr", "Berichtsjahr", Art.JAHR, "Es zählen Werte bis zu diesem Jahr.", pflicht=True
)
_GILT: Final = (
    Spalte("gueltig_ab", "Gültig ab", Art.TAG, "Leer = von Anfang an."),
    Spalte("gueltig_bis", "Gültig bis", Art.TAG, "Leer = bis auf Weiteres."),
)
_STAND: Final = wort(
    "stand", "Stand", Stand, "Wie weit das Ziel erreicht ist; die Wörter erklärt LIESMICH.txt."
)
_BILANZ: Final = wort(
    "bilanz", "Bilanz", Bilanz, "Urteil, wenn das letzte Zieljahr vorbei ist; leer = noch keines."
)
_ZU_KENNZAHL: Final = (("zielsystem", "kennzahl"), "kennzahlen", ("zielsystem", "nr"))
_ZU_ZIELSYSTEM: Final = (("zielsystem",), "zielsysteme", ("zielsystem",))

ZIELSYSTEME: Final = Tabelle(
    "zielsysteme",
    "Zielsysteme",
    "Welche Zielsysteme der Kreistag beschlossen hat und für welche Jahre sie gelten.",
    OffenesZielsystem,
    (
        _ZIELSYSTEM,
        Spalte("erstes_jahr", "Erstes Jahr", Art.JAHR, pflicht=True),
        Spalte("letztes_jahr", "Letztes Jahr", Art.JAHR, pflicht=True),
        *_GILT,
        Spalte(
            "beschluss", "Beschluss", beschreibung="Drucksache oder Beschluss, der das Zielsystem festlegt."
        ),
        _HERKUNFT,
    ),
    ("zielsystem",),
)
ZIELE: Final = Tabelle(
    "ziele",
    "Ziele",
    "Leitbild, Oberziele, Unterziele und Handlungsfelder im Wortlaut, der gilt.",
    OffenesZiel,
    (
        _ZIELSYSTEM,
        nummer("nr", "Nr."),
        wort("ebene", "Ebene", Ebene, pflicht=True),
        Spalte("kurztitel", "Kurztitel"),
        Spalte("wortlaut", "Wortlaut"),
        nummer("ueber", "Übergeordnetes Ziel", "Leer = oberste Ebene.", pflicht=False),
        Spalte("beschluss", "Beschluss", beschreibung="Drucksache oder Beschluss, der das Ziel festlegt."),
        *_GILT,
    ),
    ("zielsystem", "nr"),
    verweise(_ZU_ZIELSYSTEM, (("ueber",), "", ("nr",))),
)
NACHFOLGEN: Final = Tabelle(
    "zielnachfolge",
    "Zielnachfolge",
    "Was aus einem Unterziel im nächsten Zielsystem wurde, eine Zeile je neuem Ziel.",
    OffeneNachfolge,
    (
        Spalte("altes_zielsystem", "Altes Zielsystem", pflicht=True),
        nummer("altes_ziel", "Altes Unterziel"),
        wort("art", "Art", Nachfolgeart, pflicht=True),
        Spalte("neues_zielsystem", "Neues Zielsystem", beschreibung="Leer = das Unterziel ist beendet."),
        nummer("neues_ziel", "Neues Ziel", "Leer = das Unterziel ist beendet.", pflicht=False),
        Spalte("beschluss", "Beschluss"),
        _HERKUNFT,
    ),
    (),
    verweise(
        (("altes_zielsystem", "altes_ziel"), "ziele", ("zielsystem", "nr")),
        (("neues_zielsystem", "neues_ziel"), "ziele", ("zielsystem", "nr")),
    ),
)
KENNZAHLEN: Final = Tabelle(
    "kennzahlen",
    "Kennzahlen",
    "Stammdaten der Kennzahlen, die als „Öffentlich“ gekennzeichnet sind, je Zielsystem.",
    OffeneKennzahl,
    (
        _ZIELSYSTEM,
        nummer("nr", "Kennzahl-Nr."),
        Spalte("bezeichnung", "Bezeichnung", pflicht=True),
        Spalte("definition", "Definition"),
        Spalte("einheit", "Einheit", beschreibung="Einheit aller Werte, Ziele und Tempi dieser Kennzahl."),
        Spalte("nachkommastellen", "Nachkommastellen", Art.GANZZAHL, "So viele werden angezeigt."),
        wort(
            "zieltyp",
            "Zieltyp",
            Zieltyp,
            "steigern und senken: ein Weg von einem Ausgangswert zu einem Ziel; mindestens, hoechstens, korridor: "
            "eine Linie, die zu halten ist; beobachten: ohne Ziel.",
            pflicht=True,
        ),
        Spalte("basisjahr", "Basisjahr", Art.JAHR, "Jahr des Ausgangswerts; leer = keiner."),
        Spalte("basiswert", "Basiswert", Art.ZAHL, _EINHEIT),
        Spalte("untergrenze", "Untergrenze", Art.ZAHL, f"Nur bei Korridor. {_EINHEIT}"),
        Spalte("obergrenze", "Obergrenze", Art.ZAHL, f"Nur bei Korridor. {_EINHEIT}"),
        Spalte(
            "toleranz", "Toleranz", Art.ZAHL, f"Abstand von der Linie, ab dem nichts erreicht ist. {_EINHEIT}"
        ),
        wort("frequenz", "Frequenz", Frequenz, "Wie oft ein Wert erhoben wird.", pflicht=True),
        wort(
            "aggregation",
            "Aggregation",
            Aggregation,
            "Wie aus kürzeren Zeiträumen ein Jahr wird.",
            pflicht=True,
        ),
        Spalte("fachbereich", "Fachbereich", beschreibung="Zuständige Organisationseinheit."),
        Spalte("quelle", "Quelle", beschreibung="Woher die Werte stammen; beim Weitergeben zu nennen."),
        Spalte(
            "personenbezogen",
            "Personenbezogen",
            Art.JA_NEIN,
            "true: kleine Fallzahlen werden nicht genannt; ihre Felder sind leer.",
            pflicht=True,
        ),
        _HERKUNFT,
    ),
    ("zielsystem", "nr"),
    verweise(_ZU_ZIELSYSTEM),
)
ZUORDNUNGEN: Final = Tabelle(
    "zuordnungen",
    "Zuordnungen zu Unterzielen",
    "Für welche Unterziele eine Kennzahl spricht und wie viel sie dort zählt.",
    OffeneZuordnung,
    (
        _ZIELSYSTEM,
        _KENNZAHL,
        nummer("unterziel", "Unterziel"),
        Spalte(
            "gewicht", "Gewicht", Art.ZAHL, "Anteil an der Summe der Gewichte im Unterziel.", pflicht=True
        ),
        _HERKUNFT,
    ),
    ("zielsystem", "kennzahl", "unterziel"),
    verweise(_ZU_KENNZAHL, (("zielsystem", "unterziel"), "ziele", ("zielsystem", "nr"))),
)
MESSWERTE: Final = Tabelle(
    "messwerte",
    "Messwerte",
    "Freigegebene Werte der Kennzahlen, je Zeitraum der neueste. Eine Reihe läuft durch alle Zielsysteme.",
    OffenerMesswert,
    (
        _KENNZAHL,
        Spalte(
            "zeitraum",
            "Zeitraum",
            beschreibung="2023, 2023-H1 (Halbjahr), 2023-Q1 (Quartal) oder 2023-06 (Monat).",
            pflicht=True,
            muster=ZEITRAUM_MUSTER,
        ),
        Spalte("jahr", "Jahr", Art.JAHR, "Jahr, in dem der Zeitraum liegt.", pflicht=True),
        Spalte("wert", "Wert", Art.ZAHL, "In der Einheit der Kennzahl; leer = kein Wert genannt, nie 0."),
        Spalte(
            "gesperrt",
            "Gesperrt",
            Art.JA_NEIN,
            "true = aus Datenschutzgründen nicht genannt: Aus dem Wert ließen sich einzelne Menschen erkennen.",
            pflicht=True,
        ),
        wort("status", "Status", Wertstatus, "Leer = nicht angegeben."),
        Spalte("stichtag", "Stichtag", Art.TAG, "Tag der Erhebung, wo einer genannt ist."),
        _HERKUNFT,
        Spalte("quelle", "Quelle"),
        Spalte(
            "freigegeben_am", "Freigegeben am", Art.TAG, "Tag, an dem der Landkreis den Wert freigegeben hat."
        ),
    ),
    ("kennzahl", "zeitraum"),
    verweise((("kennzahl",), "kennzahlen", ("nr",))),
)
ZIELWERTE: Final = Tabelle(
    "zielwerte",
    "Zielwerte",
    "Die Ziele der Kennzahlen je Jahr, wie sie am Wissensstand gelten.",
    OffenerZielwert,
    (
        _ZIELSYSTEM,
        _KENNZAHL,
        Spalte("jahr", "Zieljahr", Art.JAHR, pflicht=True),
        Spalte("zielwert", "Zielwert", Art.ZAHL, "In der Einheit der Kennzahl.", pflicht=True),
        *_GILT,
        Spalte("beschluss", "Beschluss"),
        _HERKUNFT,
    ),
    ("zielsystem", "kennzahl", "jahr"),
    verweise(_ZU_KENNZAHL),
)
REIHENBRUECHE: Final = Tabelle(
    "reihenbrueche",
    "Reihenbrüche",
    "Ab wann eine Kennzahl anders gemessen wird; Werte davor und danach sind nicht ohne Weiteres vergleichbar.",
    OffenerReihenbruch,
    (
        _KENNZAHL,
        Spalte("ab", "Ab Zeitraum", pflicht=True, muster=ZEITRAUM_MUSTER),
        Spalte("grund", "Grund"),
        Spalte(
            "basiswert_neu", "Neuer Basiswert", Art.ZAHL, f"Macht den Weg wieder vergleichbar. {_EINHEIT}"
        ),
        _HERKUNFT,
    ),
    ("kennzahl", "ab"),
    verweise((("kennzahl",), "kennzahlen", ("nr",))),
)
BEWERTUNGEN: Final = Tabelle(
    "zielerreichung-kennzahlen",
    "Zielerreichung der Kennzahlen",
    "Jede öffentliche Kennzahl in jedem Berichtsjahr: wie weit sie ist und ob sie ankommt.",
    OffeneBewertung,
    (
        _ZIELSYSTEM,
        _KENNZAHL,
        _BERICHTSJAHR,
        Spalte("jahr", "Jahr des Werts", Art.JAHR, "Jahr des neuesten Werts; leer = es gibt keinen."),
        Spalte("ist", "Ist", Art.ZAHL, _EINHEIT),
        Spalte("soll", "Soll", Art.ZAHL, f"Was der Weg oder die Linie in diesem Jahr verlangt. {_EINHEIT}"),
        anteil("zielerreichung", "Zielerreichung"),
        anteil("soll_zielerreichung", "Soll-Zielerreichung", "Wie weit sie sein sollte."),
        anteil("planabweichung", "Planabweichung", "Was am Soll fehlt; negativ = darüber."),
        _STAND,
        wort(
            "ausblick",
            "Ausblick",
            Ausblick,
            "Ob das letzte Ziel voraussichtlich erreicht wird.",
            pflicht=True,
        ),
        Spalte("tempo", "Tempo", Art.ZAHL, f"Mittlere Änderung je Jahr. {_EINHEIT}"),
        Spalte(
            "prognose", "Prognose", Art.ZAHL, f"Wert im letzten Zieljahr, wenn das Tempo bleibt. {_EINHEIT}"
        ),
        Spalte(
            "noetiges_tempo",
            "Nötiges Tempo",
            Art.ZAHL,
            f"Änderung je Jahr, mit der das Ziel reicht. {_EINHEIT}",
        ),
        _BILANZ,
        _HERKUNFT,
    ),
    ("zielsystem", "kennzahl", "berichtsjahr"),
    verweise(_ZU_KENNZAHL),
)
ZIELBEWERTUNGEN: Final = Tabelle(
    "zielerreichung-ziele",
    "Zielerreichung der Ziele",
    "Oberziele und Unterziele in jedem Berichtsjahr. Wo eine Kennzahl zählt, die nicht öffentlich ist, steht nur das.",
    OffeneZielbewertung,
    (
        _ZIELSYSTEM,
        nummer("ziel", "Ziel"),
        wort("ebene", "Ebene", Ebene, pflicht=True),
        Spalte("kurztitel", "Kurztitel"),
        _BERICHTSJAHR,
        wort(
            "verschluss",
            "Warum nicht",
            Verschluss,
            "Leer = offen. nicht_oeffentlich = im Ziel zählt eine Kennzahl, die nicht öffentlich ist.",
        ),
        anteil(
            "zielerreichung",
            "Zielerreichung",
            "Gewogenes Mittel der bewertbaren Kennzahlen, je Kennzahl 0 bis 1.",
        ),
        anteil("soll_zielerreichung", "Soll-Zielerreichung"),
        anteil("planabweichung", "Planabweichung"),
        anteil(
            "abdeckung", "Abdeckung", "Anteil der Gewichte, der bewertbar ist; unter 0,5 gibt es keine Zahl."
        ),
        _STAND,
        _BILANZ,
        Spalte(
            "bewertet",
            "Bewertet",
            Art.GANZZAHL,
            "So viele Kennzahlen (beim Oberziel Unterziele) sind bewertbar.",
        ),
        Spalte("anzahl", "Anzahl", Art.GANZZAHL, "So viele zählen."),
        wort("herkunft", "Herkunft", Herkunft, _HERKUNFT.beschreibung),
    ),
    ("zielsystem", "ziel", "berichtsjahr"),
    verweise(_ZU_ZIELSYSTEM, (("zielsystem", "ziel"), "ziele", ("zielsystem", "nr"))),
)

#: In the order in which they are read: what a row points to stands before it.
TABELLEN: Final = (
    ZIELSYSTEME,
    ZIELE,
    NACHFOLGEN,
    KENNZAHLEN,
    ZUORDNUNGEN,
    MESSWERTE,
    ZIELWERTE,
    REIHENBRUECHE,
    BEWERTUNGEN,
    ZIELBEWERTUNGEN,
)
