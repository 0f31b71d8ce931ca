"""Datenschutz: what the program keeps about people, said by itself, and what the county says about it."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.settings import Settings
from kek_dashboard.store.eingang import AUFBEWAHRUNG
from kek_dashboard.web.offen import Verweis, county_text, definitions, open_page
from kek_dashboard.web.sitzung import COOKIE, LONGEST_SECONDS

TITEL = "Datenschutz"
_STUNDE = 3600

#: What stays in the database about people. Source: store/schema.py, store/anmeldung.py, store/drossel.py.
_BLEIBT = {
    "Konto": (
        "Name und Anzeigename, Rollen, Fachbereiche, das Passwort als Prüfwert (Argon2), aus dem es niemand "
        "zurückrechnet, bei Anmeldung über den Dienst des Landkreises dessen Kennung der Person. Ein Konto wird "
        "gesperrt, nicht gelöscht: das Protokoll nennt es."
    ),
    "Protokoll": (
        "wer wann was getan hat: Anmeldungen und abgewiesene Versuche mit IP-Adresse, Lieferungen, Freigaben, "
        "Rückzüge, Änderungen an Konten. Es lässt sich nicht ändern; das ist sein Zweck."
    ),
    "Lieferung": (
        "wer eine Datei abgegeben und wer sie freigegeben hat, mit Zeitpunkt und Begründung, und die Datei selbst, "
        "wie sie kam, auch mit dem, was darin über ihre Verfasser steht."
    ),
    "Noch nicht abgegebene Datei": (
        f"nur für die Person, die sie gebracht hat; nach {AUFBEWAHRUNG.days} Tagen wird sie gelöscht."
    ),
    "Arbeitsstand": (
        "Szenarien und Entwürfe mit der Person, die sie angelegt hat, bis sie gelöscht werden. Entwürfe am Bildschirm "
        "geänderter Ziele, Kennzahlen und Maßnahmen sieht nur diese Person."
    ),
    "Bericht": (
        "was für einer, wann und wer ihn erstellt hat, und die Datei; alle Angemeldeten sehen die Liste, bis er "
        "gelöscht wird."
    ),
    "Bremse für falsche Passwörter": (
        "wie oft ein Name und eine IP-Adresse scheiterten, beide nur als Prüfwert; einen Tag lang."
    ),
}


def inhalt(settings: Settings | None, verweis: Verweis) -> list[Component]:  # noqa: ARG001 - like its neighbours
    """What holds for every installation, then what this county adds."""
    text = None if settings is None else settings.datenschutz
    return [
        html.H1(TITEL, tabIndex="-1"),
        html.P(
            "Der KEK-Monitor zeigt Zahlen über den Landkreis, keine über einzelne Menschen. Über die, die mit ihm "
            "arbeiten, speichert er, was unten steht, und nichts sonst.",
            className="vorspann",
        ),
        html.H2("Wer nur liest"),
        html.P(
            "Keine Zählung der Besuche, keine Werbung, keine Auswertung des Verhaltens. Alles, was Ihr Browser "
            "lädt, kommt von diesem Server: keine fremden Schriften, Karten, Skripte oder Dienste."
        ),
        *_cookie(settings),
        html.H2("Was der Server mitschreibt"),
        html.P(
            "Je Anfrage eine Zeile: Zeit, Muster der Adresse (nie die Adresse selbst), Ergebnis, Dauer, eine "
            "laufende Nummer und bei Angemeldeten eine Kennung, die ohne den Schlüssel des Servers zu niemandem "
            "führt, mit ihren Rollen. Nicht darin stehen IP-Adressen, Namen, Passwörter, Cookies und Suchworte. Wie "
            "lange die Zeilen aufbewahrt werden, und was ein vorgeschalteter Webserver mitschreibt, bestimmt der "
            "Landkreis."
        ),
        html.H2("Was in der Datenbank steht"),
        definitions(_BLEIBT.items()),
        html.H2("Verantwortliche, Rechte, Fristen"),
        *county_text(text, "KEK_DATENSCHUTZ", "Die Datenschutzerklärung des Landkreises", TITEL),
    ]


def _cookie(settings: Settings | None) -> list[Component]:
    """The one cookie there is; in the local mode there is none."""
    titel = html.H2("Cookies")
    if settings is None or settings.is_lokal:
        return [
            titel,
            html.P(
                "Dieser KEK-Monitor läuft ohne Anmeldung auf einem einzelnen Rechner und setzt keine Cookies."
            ),
        ]
    minuten = settings.sitzung_minuten
    return [
        titel,
        html.P(
            [
                "Ein einziges, und erst mit der Anmeldung: ",
                html.Code(COOKIE),
                (
                    ". Es hält die Sitzung offen, enthält den Kontonamen und zwei Zeitpunkte, ist unterschrieben und "
                    f"geht nur an diesen Server. Nach {minuten} Minuten ohne Tätigkeit, spätestens nach "
                    f"{LONGEST_SECONDS // _STUNDE} Stunden öffnet es nichts mehr."
                ),
            ]
        ),
        html.P(
            "Wer Dateien abgibt: Angefangene Begründungen merkt sich der Browser, bis das Fenster geschlossen wird. "
            "Sie werden erst mit dem Formular gesendet."
        ),
    ]


SEITE = open_page("/datenschutz", TITEL, inhalt)
