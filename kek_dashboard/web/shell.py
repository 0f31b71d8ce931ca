"""Shell: what stands around every page: brand, navigation, Berichtsjahr, Wissensstand, footer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from kek_dashboard import __version__
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.formats import format_date
from kek_dashboard.store.load import today
from kek_dashboard.web.adresse import first_day, unknown_zielsystem, unusable_day
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Ankunft, Eingabe, Rahmen
from kek_dashboard.web.components.glocke import bell
from kek_dashboard.web.components.suchfeld import PFAD as SUCHE
from kek_dashboard.web.components.suchfeld import search_field
from kek_dashboard.web.components.zielsystemwahl import zielsystem_hinweis, zielsystemwahl
from kek_dashboard.web.freigabetage import freigabetage
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.statisch import freeze
from kek_dashboard.web.verweigerung import ABMELDEN, ANMELDEN
from kek_dashboard.web.zugang import own_roles_text

NAME = "KEK-Monitor"
#: The page that compares two Wissensstände.
VERGLEICH = "/aenderungen"
LOKAL_SATZ = ": ohne Anmeldung, nur auf diesem Rechner"
_MOST_DAYS = 60
VERFAHREN = "Verfahren: Stand und Ausblick nach fester Regel, keine politische Bewertung"


def shell(
    kontext: Kontext, seiten: Sequence[Seite], bereich: str | None, titel: str, inhalt: Component
) -> Component:
    """The whole screen: header, banner of a past Wissensstand, the page, footer."""
    datenstand = f"Datenstand {format_date(_datenstand_tag(kontext))}"
    return Rahmen(
        [
            html.A("Zum Inhalt springen", href="#inhalt", className="sprung"),
            html.Header([_dienste(kontext, seiten, bereich), _kopf(kontext, seiten, bereich)]),
            *zielsystem_hinweis(kontext),
            *_banner(kontext),
            html.Main(inhalt, id="inhalt", tabIndex="-1"),
            html.Footer(
                [
                    html.Span(datenstand),
                    html.Span(VERFAHREN),
                    html.Span(f"{NAME} {__version__} · {kontext.koerperschaft}"),
                    *_fuss(kontext, seiten),
                ]
            ),
            Ankunft(
                kontext.pfad,
                f"{titel}{_other_system(kontext)} · {NAME}",
                kontext.link(**kontext.rest),
                datenstand,
            ),
        ],
        className="rahmen",
    )


def _other_system(kontext: Kontext) -> str:
    """What the document's title says of a Zielsystem that is not the one to open with."""
    stand = kontext.stand
    return "" if stand.zielsystem == stand.default_system() else f" · {stand.zielsystem.name}"


def _kopf(kontext: Kontext, seiten: Sequence[Seite], bereich: str | None) -> Component:
    """Brand, navigation, and the two times that are shown."""
    links = [_nav_link(kontext, seite, bereich) for seite in seiten if _is_offered(kontext, seite)]
    return html.Div(
        [
            html.A(NAME, href=kontext.link("/"), className="marke"),
            html.Nav(links, **aria(label="Hauptnavigation")),
            html.Div([*zielsystemwahl(kontext), _jahr(kontext), _wissensstand(kontext)], className="wann"),
        ],
        className="kopf",
    )


def _suche(kontext: Kontext) -> list[Component]:
    """The field of the search for whoever may read; its own page has a larger one."""
    if kontext.pfad == SUCHE or not kontext.zugang.darf(Aktion.LESEN):
        return []
    return [search_field(kontext)]


def _fuss(kontext: Kontext, seiten: Sequence[Seite]) -> list[Component]:
    """What every page leads to from its end: the method, the help, what the law asks for."""
    links = [
        html.Li(html.A(seite.fuss, href=kontext.link(seite.path)))
        for seite in seiten
        if seite.fuss is not None and kontext.zugang.darf(seite.aktion)
    ]
    return [html.Nav(html.Ul(links), **aria(label="Über den KEK-Monitor"))] if links else []


def _is_offered(kontext: Kontext, seite: Seite) -> bool:
    """Whether a page has a word in the navigation, for whoever may open it."""
    return seite.nav is not None and kontext.zugang.darf(seite.aktion)


def _dienste(kontext: Kontext, seiten: Sequence[Seite], bereich: str | None) -> Component:
    """The small bar above: who one is here, and what only some have."""
    zugang = kontext.zugang
    teile: list[Component] = []
    if zugang.is_lokal:
        teile.append(
            html.Span(
                [html.Strong("Lokaler Modus"), html.Span(LOKAL_SATZ, className="lang")], className="modus"
            )
        )
    elif zugang.is_angemeldet:
        wer = zugang.anzeigename or zugang.akteur.name
        teile.append(html.Span([html.Strong(wer), f" · {own_roles_text(zugang.akteur)}"], className="modus"))
    else:
        teile.append(html.Span("Öffentliche Ansicht freigegebener Zahlen", className="modus"))
    teile += bell(kontext)
    teile += [
        html.A(
            seite.dienst,
            href=kontext.link(seite.path),
            **(aria(current="page") if seite.path == bereich else {}),
        )
        for seite in seiten
        if seite.dienst and zugang.darf(seite.aktion) and not (zugang.is_lokal and seite.nur_angemeldet)
    ]
    if zugang.is_angemeldet:
        knopf = html.Button("Abmelden", type="submit")
        teile.append(html.Form(knopf, method="post", action=ABMELDEN))
    elif not zugang.is_lokal:
        laden: dict[str, Any] = {"data-laden": "ja"}
        teile.append(
            html.A(
                "Anmelden", href=f"{ANMELDEN}?weiter={quote(kontext.link(**kontext.rest), safe='')}", **laden
            )
        )
    teile += _suche(kontext)
    return html.Div(teile, className="dienste", role="group", **aria(label="Konto und Verwaltung"))


def _nav_link(kontext: Kontext, seite: Seite, bereich: str | None) -> html.A:
    hier = aria(current="page") if seite.path == bereich else {}
    return html.A(seite.nav, href=kontext.link(seite.path), **hier)


def _jahr(kontext: Kontext) -> Component:
    """Stepper through the Berichtsjahre; each step is an address. The page's other query stays."""
    rest, jahre = kontext.rest, kontext.stand.jahre

    def step(jahr: int, zeichen: str, wort: str) -> Component:
        if jahr not in jahre:
            return html.Span(zeichen, className="knopf aus", **aria(hidden="true"))
        return html.A(
            zeichen,
            id="jahr-vor" if jahr > kontext.jahr else "jahr-zurueck",
            href=kontext.link(**rest, jahr=jahr),
            className="knopf",
            **aria(label=f"{wort}: {jahr}"),
        )

    return html.Div(
        [
            html.Span("Berichtsjahr", className="leise"),
            step(kontext.jahr - 1, "‹", "Ein Jahr zurück"),
            html.Strong(str(kontext.jahr), className="zahl"),
            step(kontext.jahr + 1, "›", "Ein Jahr vor"),
        ],
        role="group",
        className="schritt",
        **aria(label=f"Berichtsjahr, {jahre[0]} bis {jahre[-1]}"),
    )


def _wissensstand(kontext: Kontext) -> Component:
    """The day whose knowledge is shown; a native date field in a form that makes an address."""
    verborgen = {**kontext.rest, **kontext.ort}
    verborgen.pop("stand", None)
    gewaehlt = kontext.wissensstand
    return html.Form(
        [
            *(Eingabe("hidden", name, wert) for name, wert in sorted(verborgen.items())),
            html.Label("Wissensstand", htmlFor="wissensstand", className="leise"),
            Eingabe(
                "date",
                "stand",
                (gewaehlt or today()).isoformat(),
                id="wissensstand",
                min=first_day(kontext.stand).isoformat(),
                max=today().isoformat(),
                attribute={"list": "freigabetage"},
            ),
            _days(kontext),
            html.Button("Zeigen", type="submit", className="knopf"),
        ],
        method="get",
        action=kontext.link().partition("?")[0],
        className="stichtag",
    )


def _days(kontext: Kontext) -> Component:
    """Days worth choosing: the browser offers them with the field; written once for each state of the data."""

    def build() -> Component:
        tage = freigabetage(kontext)[:_MOST_DAYS]
        auswahl = [html.Option(format_date(tag), value=tag.isoformat()) for tag in tage]
        fertig: Component = freeze(html.Datalist(auswahl, id="freigabetage"), ())
        return fertig

    return kontext.daten.kept(kontext.stand, ("auswahl der freigabetage",), build)


def _banner(kontext: Kontext) -> list[Component]:
    if kontext.wissensstand is None:
        satz = unusable_day(kontext.query) or unknown_zielsystem(kontext.query, kontext.stand)
        return [html.Div(satz, className="banner", role="status")] if satz else []
    rest = kontext.rest
    tag = format_date(kontext.wissensstand)
    vergleich: list[str | Component] = []
    if kontext.pfad not in {VERGLEICH, "/damals"}:
        frage = f"Was hat sich seit dem {tag} geändert?"
        seit = kontext.link(VERGLEICH, von=kontext.wissensstand, stand=None)
        vergleich = [html.A(frage, href=seit), " · "]
    return [
        html.Div(
            [
                html.Strong(f"Wissensstand {tag}"),
                " – so war es damals bekannt. Später Freigegebenes zählt hier nicht. ",
                *vergleich,
                html.A("Zurück zu heute", href=kontext.link(**rest, stand=None)),
            ],
            className="banner",
            role="status",
        )
    ]


def _datenstand_tag(kontext: Kontext) -> date:
    """Day of the newest release that counts; the Wissensstand where nothing was released."""
    tage = [
        lief.freigegeben_am for lief in kontext.stand.lieferungen.values() if lief.freigegeben_am is not None
    ]
    return max(tage, default=kontext.stand.wissensstand)
