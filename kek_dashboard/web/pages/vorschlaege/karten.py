"""Karten: one proposal: what it is, who wants it for which goal, its way, and how s.m.a.r.t. a proposed Kennzahl is."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.charts.smart import KRITERIEN
from kek_dashboard.charts.verfahrensworte import SCHRITTE, VON_WORT, gegenstand_wort
from kek_dashboard.charts.zeitleiste import describe_zeit
from kek_dashboard.domain.kennzahl import Kennzahl
from kek_dashboard.domain.massnahme import Massnahme
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.smart import pruefe_smart
from kek_dashboard.domain.verfahren import Schritt, Vorschlag
from kek_dashboard.domain.vorschlaege import goals_of
from kek_dashboard.domain.zielerreichung import bewerte
from kek_dashboard.formats import NO_BREAK_SPACE, format_number
from kek_dashboard.web.components.smartpruefung import erfuellung_chip, smart_satz
from kek_dashboard.web.components.vorschlagsweg import draw_weg
from kek_dashboard.web.components.zeichen import beispiel_tag, marked
from kek_dashboard.web.seite import Kontext

#: Field of the address that names the proposal whose next step is to be entered.
FUER = "fuer"


def group_section(kontext: Kontext, schritt: Schritt, vorschlaege: tuple[Vorschlag, ...]) -> Component:
    """All proposals that stand at one step, under what the step means."""
    wort = SCHRITTE[schritt]
    return html.Section(
        [
            html.H2([wort.titel, html.Small(wort.satz)]),
            html.Ul([html.Li(_one(kontext, v)) for v in vorschlaege], className="vorschlaege"),
        ],
        className="karte",
        id=f"schritt-{schritt.name.lower()}",
    )


def _one(kontext: Kontext, vorschlag: Vorschlag) -> Component:
    sache = vorschlag.gegenstand
    titel: list[str | Component] = [f"{sache.nr} {sache.bezeichnung}"]
    if vorschlag.is_in_force:
        link = kontext.link_kennzahl if isinstance(sache, Kennzahl) else kontext.link_massnahme
        bekannt = kontext.stand.akten if isinstance(sache, Kennzahl) else kontext.stand.massnahmen
        titel = [html.A(titel[0], href=link(sache.nr))] if sache.nr in bekannt else titel
    inhalt: list[Component] = [
        html.H3([*titel, *beispiel_tag(sache.herkunft)]),
        html.P(_facts(kontext, vorschlag), className="leise"),
        draw_weg(kontext, vorschlag),
    ]
    if isinstance(sache, Kennzahl) and not vorschlag.schritt.is_end:
        inhalt += _smart(kontext, vorschlag)
    if not vorschlag.schritt.is_end and may_enter(kontext):
        weiter = kontext.link(**{**kontext.rest, FUER: f"{vorschlag.bezug}:{vorschlag.nr}"}) + "#eintragen"
        inhalt.append(html.P(html.A("Nächsten Schritt eintragen", href=weiter), className="weiter"))
    return html.Article(inhalt)


def may_enter(kontext: Kontext) -> bool:
    """Whether whoever asks may enter proposals here and now; the past is only looked at."""
    return (
        kontext.umgebung.store is not None
        and kontext.wissensstand is None
        and kontext.zugang.darf(Aktion.LIEFERN_STAMMDATEN)
    )


def _facts(kontext: Kontext, vorschlag: Vorschlag) -> list[str | Component]:
    """Kind, who wants it, the goal it is for, and what is wanted."""
    von = VON_WORT.get(vorschlag.vorschlag_von, "wer es vorschlug, ist nicht bekannt")
    teile: list[str | Component] = [f"{gegenstand_wort(vorschlag)} {von}"]
    ziele = goals_of(kontext.stand, vorschlag)
    for nr in ziele:
        ziel = kontext.stand.ziele.get(nr)
        wort = f"{nr} {ziel.kurztitel}" if ziel is not None else nr
        teile += [" · ", wort if ziel is None else html.A(wort, href=kontext.link_ziel(nr))]
    if not ziele:
        anderswo = f"Unterziel {', '.join(vorschlag.unterziele)} eines anderen Zielsystems"
        teile.append(f" · {anderswo if vorschlag.unterziele else 'noch keinem Unterziel zugeordnet'}")
    wunsch = _wanted(vorschlag)
    return [*teile, *([f" · {wunsch}"] if wunsch else [])]


def _wanted(vorschlag: Vorschlag) -> str:
    """The last target of a Kennzahl, or the time and unit of a Maßnahme."""
    sache = vorschlag.gegenstand
    if isinstance(sache, Massnahme):
        zeit = describe_zeit(sache.beginn, sache.ende) if sache.beginn or sache.ende else ""
        return ", ".join(teil for teil in (zeit, sache.fachbereich) if teil)
    zielwerte = () if vorschlag.akte is None else vorschlag.akte.zielwerte
    if not zielwerte:
        return "ohne Zielwert"
    letzter = max(zielwerte, key=lambda z: z.jahr)
    wert = format_number(letzter.wert, sache.nachkommastellen)
    return f"Ziel {letzter.jahr}: {wert}{NO_BREAK_SPACE}{sache.einheit}"


def _smart(kontext: Kontext, vorschlag: Vorschlag) -> list[Component]:
    akte = vorschlag.akte
    if akte is None:
        return []
    pruefung = pruefe_smart(akte, bewerte(akte, kontext.jahr), kontext.stand)
    return [
        html.Details(
            [
                html.Summary(["Wäre das Ziel s.m.a.r.t.? ", *marked(smart_satz(pruefung))]),
                html.Ul(
                    [
                        html.Li(
                            [
                                html.Strong(KRITERIEN[k.kriterium].wort),
                                " ",
                                erfuellung_chip(k.erfuellung),
                                html.Small(" ".join(punkt.satz for punkt in k.fehlt)),
                            ]
                        )
                        for k in pruefung.kriterien
                    ],
                    className="vorschlag-smart",
                ),
            ]
        )
    ]
