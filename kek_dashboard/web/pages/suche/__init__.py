"""Suche: one field over everything there is; hits by kind with their place in the house, the words marked."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.mitteleinsatz import Mitteleinsatz
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.suche import (
    Eintrag,
    Suchart,
    Suchergebnis,
    Suchverzeichnis,
    Treffer,
    search,
)
from kek_dashboard.domain.suchverzeichnis import entries_of, lines_of
from kek_dashboard.formats import format_number
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.suchfeld import PFAD, search_field, search_switch
from kek_dashboard.web.components.zeichen import marked
from kek_dashboard.web.pages.suche.treffer import draw_hit, plan_year
from kek_dashboard.web.seite import Kontext, Seite
from kek_dashboard.web.suchseiten import page_entries, right_of, term_entries

# So many hits of a kind are shown at first; and at most, where one kind is asked for.
_ZUERST, _MEISTE = 8, 200
_LONGEST_EXAMPLE = 40
_LONGEST = 200
_ART_WORT = {
    Suchart.SEITE: ("Seite", "Seiten"),
    Suchart.ZIEL: ("Ziel", "Ziele"),
    Suchart.KENNZAHL: ("Kennzahl", "Kennzahlen"),
    Suchart.MASSNAHME: ("Maßnahme", "Maßnahmen"),
    Suchart.PRODUKT: ("Produkt des Haushalts", "Produkte des Haushalts"),
    Suchart.ZEILE: ("Haushaltszeile", "Haushaltszeilen"),
    Suchart.FACHBEREICH: ("Fachbereich", "Fachbereiche"),
    Suchart.BEGRIFF: ("Begriff der Methode", "Begriffe der Methode"),
    Suchart.ERLAEUTERUNG: ("Erläuterung", "Erläuterungen"),
    Suchart.LIEFERUNG: ("Lieferung", "Lieferungen"),
}


def render(kontext: Kontext) -> Component:
    """The field, and below it what was found; without a question, what can be asked."""
    frage = " ".join(kontext.query.get("q", "").split())[:_LONGEST]
    art = next((a for a in Suchart if a == kontext.query.get("art")), None)
    titel = f"Suche nach „{frage}“" if frage else "Was suchen Sie?"
    kopf: list[Component] = [html.H1(titel, tabIndex="-1")]
    feld = search_field(kontext, frage, gross=True)
    if not frage:
        return html.Div([*kopf, *_intro(kontext, feld)], className="schmal suchseite")
    ergebnis = search(_registers(kontext), frage, lambda eintrag: _is_open(kontext, eintrag))
    gruppen = _groups(ergebnis.treffer, art)
    return html.Div(
        [
            *kopf,
            html.P(marked(answer(ergebnis, gruppen)), className="vorspann", role="status"),
            feld,
            *_instead(ergebnis),
            *(_jumps(gruppen) if len(gruppen) > 1 else []),
            *(_group(kontext, frage, ergebnis, gruppe, art) for gruppe in gruppen),
            *([] if gruppen else _nothing(kontext, ergebnis)),
            *_taste(),
        ],
        className="schmal suchseite",
    )


def answer(ergebnis: Suchergebnis, gruppen: Sequence[Sequence[Treffer]]) -> str:
    """How much was found, by kind."""
    zahl = sum(map(len, gruppen))
    if not ergebnis.worte:
        return "Bitte geben Sie ein Wort oder eine Nummer ein."
    if not zahl:
        return "Nichts gefunden."
    arten = [f"{format_number(len(g))} {_word(g[0].eintrag.art, len(g))}" for g in gruppen]
    satz = f"**{format_number(zahl)} Treffer**"
    return f"{satz}: {', '.join(arten)}." if len(arten) > 1 else f"**{arten[0]}** gefunden."


def _word(art: Suchart, zahl: int) -> str:
    return _ART_WORT[art][zahl != 1]


def _examples(kontext: Kontext) -> list[str]:
    """Words that find something here: a Kennzahl by number, one by name, a Maßnahme, what decided the goals."""
    stand = kontext.stand
    akten = list(stand.eigene_akten.values())
    worte = [
        *(akte.kennzahl.bezeichnung for akte in akten[:1]),
        *(akte.nr for akte in akten[1:2]),
        *(m.bezeichnung for m in list(stand.massnahmen.values())[:1]),
        *(ziel.fassungen[0].beschluss for ziel in list(stand.ziele.values())[:1]),
    ]
    return [wort for wort in dict.fromkeys(worte) if wort and len(wort) <= _LONGEST_EXAMPLE]


def _intro(kontext: Kontext, feld: Component) -> list[Component]:
    beispiele = [html.Li(html.A(text, href=kontext.link(PFAD, q=text))) for text in _examples(kontext)]
    return [
        html.P(
            "Gesucht wird über alles, was Sie sehen dürfen: Ziele und ihr Wortlaut, Kennzahlen, Maßnahmen, Haushalt, "
            "Fachbereiche, Erläuterungen, Begriffe und Seiten.",
            className="vorspann",
        ),
        feld,
        html.P("Zum Beispiel:", className="leise"),
        html.Ul(beispiele, className="suchworte"),
        *_taste(),
    ]


def _taste() -> list[Component]:
    """Whether one key leads to the field: whoever steers by voice can switch it off."""
    return [
        html.P(
            html.Label(
                [
                    search_switch(),
                    " Die Taste ",
                    html.Kbd("/"),
                    " führt auf jeder Seite zum Suchfeld (gilt für diesen Browser).",
                ]
            ),
            className="taste leise",
            hidden=True,
        )
    ]


def _registers(kontext: Kontext) -> list[Suchverzeichnis]:
    """Everything known on the Wissensstand, and the lines of the Haushalt, each prepared once."""
    daten, stand = kontext.daten, kontext.stand
    alles = daten.kept(
        stand,
        ("suchverzeichnis",),
        lambda: Suchverzeichnis((*page_entries(), *term_entries(), *entries_of(stand))),
    )
    mittel = _plan(kontext)
    if mittel is None:
        return [alles]
    bekannt = stand.produkte.keys()
    return [
        alles,
        daten.derived(mittel, ("suchzeilen",), lambda: Suchverzeichnis(lines_of(mittel.haushalt, bekannt))),
    ]


def _plan(kontext: Kontext) -> Mitteleinsatz | None:
    jahr = plan_year(kontext)
    return None if jahr is None else kontext.daten.mitteleinsatz(kontext.stand, jahr)


def _is_open(kontext: Kontext, eintrag: Eintrag) -> bool:
    """Whether whoever asks may open what was found; of the rest they do not learn that it is there."""
    if eintrag.art is Suchart.LIEFERUNG:
        return kontext.zugang.darf_fuer(Aktion.LIEFERUNGEN_SEHEN, eintrag.fachbereich)
    if eintrag.art is Suchart.SEITE:
        return kontext.zugang.darf(right_of(eintrag.nr))
    return True


def _groups(treffer: Sequence[Treffer], art: Suchart | None) -> list[list[Treffer]]:
    """Hits by kind, the kind with the best hit first, files last; only one kind where it is asked for."""
    gruppen: dict[Suchart, list[Treffer]] = {}
    for einer in treffer:
        gruppen.setdefault(einer.eintrag.art, []).append(einer)
    geordnet = sorted(gruppen.items(), key=lambda paar: paar[0] is Suchart.LIEFERUNG)
    return [gruppe for a, gruppe in geordnet if art is None or a is art]


def _jumps(gruppen: Sequence[Sequence[Treffer]]) -> list[Component]:
    punkte = [
        html.Li(
            html.A(
                [f"{_word(g[0].eintrag.art, 2)} ", html.Span(format_number(len(g)), className="zahl")],
                href=f"#{g[0].eintrag.art}",
            )
        )
        for g in gruppen
    ]
    return [html.Nav(html.Ul(punkte), className="gruende", **aria(label="Treffer nach Art"))]


def _group(
    kontext: Kontext, frage: str, ergebnis: Suchergebnis, gruppe: Sequence[Treffer], art: Suchart | None
) -> Component:
    eigene = gruppe[0].eintrag.art
    gezeigt = gruppe[: _ZUERST if art is None else _MEISTE]
    rest: list[Component] = []
    if len(gruppe) > len(gezeigt):
        zahl = format_number(len(gruppe))
        wohin: Component = html.Span(
            f"Gezeigt werden die ersten {len(gezeigt)} von {zahl}.", className="leise"
        )
        if art is None:
            alle = kontext.link(PFAD, q=frage, art=eigene.value)
            wohin = html.A(f"Alle {zahl} {_word(eigene, len(gruppe))} zeigen", href=alle)
        rest = [html.P(wohin, className="mehr")]
    elif art is not None:
        rest = [
            html.P(html.A("Treffer aller Arten zeigen", href=kontext.link(PFAD, q=frage)), className="mehr")
        ]
    return html.Section(
        [
            html.H2(
                [_word(eigene, 2), " ", html.Span(format_number(len(gruppe)), className="leise zahl")],
                id=eigene.value,
                tabIndex="-1",
            ),
            html.Ul([draw_hit(kontext, einer, ergebnis.worte) for einer in gezeigt], className="treffer"),
            *rest,
        ],
        className="karte",
    )


def _instead(ergebnis: Suchergebnis) -> list[Component]:
    """Which mistyped word was taken for which."""
    saetze = [
        f"„{getippt}“ kommt nicht vor; gesucht wurde wie für „{wort}“."
        for getippt, wort in ergebnis.statt.items()
    ]
    return [html.P(" ".join(saetze), className="hinweis")] if saetze else []


def _nothing(kontext: Kontext, ergebnis: Suchergebnis) -> list[Component]:
    """What to do where nothing was found: the words alone, and where to look otherwise."""
    einzeln = [
        html.Li(
            [
                html.A(wort, href=kontext.link(PFAD, q=wort)),
                html.Small(f" {format_number(zahl)} Treffer", className="leise"),
            ]
        )
        for wort, zahl in ergebnis.einzeln
        if zahl
    ]
    teile: list[Component] = []
    if einzeln:
        teile += [
            html.P("Alle Wörter zusammen kommen nirgends vor, einzeln schon:"),
            html.Ul(einzeln, className="suchworte"),
        ]
    teile.append(
        html.P(
            [
                "Versuchen Sie ein kürzeres Wort oder eine Nummer wie 1.2-07. Alle Kennzahlen stehen unter ",
                html.A("Kennzahlen", href=kontext.link("/kennzahlen")),
                ", alle Zeilen unter ",
                html.A("Haushalt", href=kontext.link("/haushalt")),
                ".",
            ]
        )
    )
    return [html.Section(teile, className="karte")]


def title(kontext: Kontext) -> str:
    """Names the question."""
    frage = kontext.query.get("q", "")[:_LONGEST]
    return f"Suche: {frage}" if frage else "Suche"


SEITE = Seite(PFAD, title, render)

__all__ = ["SEITE"]
