"""Bearbeitungsentwurf: the form of one draft in calm sections; the rows people change most stand first."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bearbeitung.aenderung import changed_rows, find_row, lacks
from kek_dashboard.domain.bearbeitung.feld import Feld, Feldart
from kek_dashboard.domain.bearbeitung.gegenstand import HAUPT, Gruppe, Teil, Zeile
from kek_dashboard.domain.bearbeitung.verzeichnis import title_of
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.web.bearbeitung import Arbeit
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.meldung import render_meldung
from kek_dashboard.web.pages.bearbeiten.anlass import reason_card
from kek_dashboard.web.pages.bearbeiten.felder import Formularblick, draw_feld, faults
from kek_dashboard.web.pages.bearbeiten.lage import find_arbeit, lage_hinweis
from kek_dashboard.web.pages.bearbeiten.schalter import register
from kek_dashboard.web.pages.bearbeiten.streit import window_card
from kek_dashboard.web.pages.bearbeiten.worte import (
    FORTSCHREIBUNG,
    LISTE,
    PRUEFEN,
    SPEICHERN,
    TAT,
    ZEILE_NEU,
    ZEILE_WEG,
    count_text,
    crumbs,
    draft_path,
    field_name,
    row_title,
    shown,
    steps,
)
from kek_dashboard.web.seite import Kontext, Seite

#: The address says that one comes back to mend something: then the page says what.
FEHLER = "fehler"


def render(kontext: Kontext) -> Component:
    """The form, or what became of the draft once it is delivered."""
    arbeit = find_arbeit(kontext)
    sache, gegenstand = arbeit.entwurf.sache, arbeit.gegenstand
    stand = kontext.daten.datenstand()
    titel = title_of(stand, sache)
    offen = arbeit.entwurf.lieferung is None
    satz = f"{_first_upper(count_text(arbeit.geaendert))}. Solange Sie nicht abgeben, sehen nur Sie das."
    return html.Div(
        [
            crumbs(kontext, titel),
            html.H1(
                f"{gegenstand.wort} {sache.nr} " + ("anlegen" if arbeit.entwurf.is_new else "ändern"),
                tabIndex="-1",
            ),
            html.P(_name(arbeit, titel), className="bearbeitungsname"),
            steps(0 if offen else 2),
            *([html.P(satz, className="vorspann")] if offen else []),
            *render_meldung(kontext),
            *lage_hinweis(kontext, arbeit),
            *(window_card(kontext, arbeit) if offen else []),
            *([_form(kontext, arbeit), _discard(kontext, arbeit)] if offen else []),
        ],
        className="bearbeiten",
    )


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(arbeit: Arbeit, titel: str) -> str:
    name = titel.partition(": ")[2]
    return name or arbeit.entwurf.werte["stamm"][0].werte.get("bezeichnung", "")


def _form(kontext: Kontext, arbeit: Arbeit) -> Component:
    gezeigt = lacks(arbeit.gegenstand, arbeit.entwurf) if kontext.query.get(FEHLER) else ()
    blick = Formularblick(kontext.daten.datenstand(), faults(gezeigt))
    listen = [teil for teil in arbeit.gegenstand.teile if teil.is_liste and _is_useful(blick, teil)]
    zuerst = [teil for teil in listen if teil.name == arbeit.gegenstand.zuerst and not arbeit.entwurf.is_new]
    danach = [teil for teil in listen if teil not in zuerst]
    gruppen = arbeit.gegenstand.gruppen
    return html.Form(
        [
            Eingabe("hidden", FORTSCHREIBUNG, str(arbeit.kept.fortschreibung)),
            # Enter in a field presses the first button of a form.
            html.Button("Prüfen", type="submit", name=TAT, value=PRUEFEN, hidden=True, tabIndex="-1"),
            *(_list(blick, arbeit, teil, is_open=True) for teil in zuerst),
            *(
                _group(blick, arbeit, gruppe, is_first=not zuerst and not i)
                for i, gruppe in enumerate(gruppen)
            ),
            *(_list(blick, arbeit, teil, is_open=arbeit.gegenstand.art == "massnahme") for teil in danach),
            reason_card(blick, arbeit),
            html.Div(
                [
                    html.Button(
                        "Prüfen, was sich ändert",
                        type="submit",
                        name=TAT,
                        value=PRUEFEN,
                        className="knopf haupt",
                    ),
                    html.Button(
                        "Entwurf speichern", type="submit", name=TAT, value=SPEICHERN, className="knopf"
                    ),
                ],
                className="knopfzeile",
            ),
        ],
        method="post",
        action=kontext.link(draft_path(arbeit.kept.id, "speichern")),
        className="bearbeitungsformular",
        **aria(label="Änderung"),
    )


def _is_useful(blick: Formularblick, teil: Teil) -> bool:
    """A base in a further Zielsystem means something only where there is one."""
    return teil.name != "ausgangswerte" or len(blick.stand.zielsysteme) > 1


def _group(blick: Formularblick, arbeit: Arbeit, gruppe: Gruppe, *, is_first: bool) -> Component:
    teil = arbeit.gegenstand.haupt
    zeile = arbeit.entwurf.werte[teil.name][0]
    felder = [teil.feld(name) for name in gruppe.felder]
    namen = [field_name(teil.name, HAUPT, feld.name) for feld in felder]
    offen = (
        gruppe.is_open or arbeit.entwurf.is_new or is_first or any(name in blick.maengel for name in namen)
    )
    geaendert = _changed(arbeit, teil, zeile, felder)
    return _section(
        gruppe.titel,
        count_text(geaendert) if geaendert else "",
        [
            html.Div(
                [
                    draw_feld(blick, feld, name, zeile.werte.get(feld.name, ""), with_smart=True)
                    for feld, name in zip(felder, namen, strict=True)
                ],
                className="felderraster",
            )
        ],
        is_open=offen or bool(geaendert),
    )


def _list(blick: Formularblick, arbeit: Arbeit, teil: Teil, *, is_open: bool) -> Component:
    zeilen = arbeit.entwurf.werte.get(teil.name, ())
    geaendert = sum(1 for _ in changed_rows(teil, arbeit.entwurf))
    falsch = any(ziel.startswith(f"{teil.name}.") for ziel in blick.maengel)
    inhalt: list[Component] = [html.P(teil.hilfe, className="leise")] if teil.hilfe else []
    inhalt += [_row(blick, arbeit, teil, zeile) for zeile in zeilen]
    if not zeilen:
        inhalt.append(html.P("Bisher keine.", className="leise"))
    inhalt.append(
        html.Button(
            f"{teil.einzahl} hinzufügen",
            type="submit",
            name=TAT,
            value=f"{ZEILE_NEU}:{teil.name}",
            className="knopf",
        )
    )
    zahl = f"{len(zeilen)}" + (f" · {geaendert} geändert" if geaendert else "")
    neu = arbeit.entwurf.is_new and any(feld.smart for feld in teil.schluessel)
    return _section(
        teil.titel, zahl, inhalt, is_open=is_open or falsch or bool(geaendert) or neu, id_=teil.name
    )


def _row(blick: Formularblick, arbeit: Arbeit, teil: Teil, zeile: Zeile) -> Component:
    felder = [
        feld
        for feld in teil.getippt
        if (zeile.is_new or not feld.schluessel)
        and (feld.aus != "zielsysteme" or len(blick.stand.zielsysteme) > 1)
    ]
    titel = row_title(teil, zeile)
    weg = html.Button(
        "Entfernen",
        type="submit",
        name=TAT,
        value=f"{ZEILE_WEG}:{teil.name}:{zeile.kennung}",
        className="knopf leicht",
        **aria(label=f"{titel} entfernen"),
    )
    return html.Fieldset(
        [
            html.Legend([titel, *_since(teil, zeile), *_mark(arbeit, teil, zeile)]),
            html.Div(
                [
                    *(
                        draw_feld(
                            blick,
                            feld,
                            field_name(teil.name, zeile.kennung, feld.name),
                            zeile.werte.get(feld.name, ""),
                        )
                        for feld in felder
                    ),
                    *([weg] if zeile.is_new else []),
                ],
                className="zeilenraster",
            ),
        ],
        id=f"zeile-{zeile.kennung}",
        className="bearbeitungszeile",
    )


def _since(teil: Teil, zeile: Zeile) -> list[Component]:
    """Since when the row holds and by what, where nobody types it."""
    worte = [
        f"{feld.titel} {shown(feld, wert)}" if feld.art is Feldart.DATUM else wert
        for feld in teil.felder
        if feld.getragen and (wert := zeile.werte.get(feld.name, ""))
    ]
    return [html.Small(", ".join(worte))] if worte and not zeile.is_new else []


def _mark(arbeit: Arbeit, teil: Teil, zeile: Zeile) -> list[Component]:
    if zeile.is_new:
        return [html.Span("neu", className="aenderungsmarke")]
    return (
        [html.Span("geändert", className="aenderungsmarke")]
        if _changed(arbeit, teil, zeile, teil.getippt)
        else []
    )


def _changed(arbeit: Arbeit, teil: Teil, zeile: Zeile, felder: tuple[Feld, ...] | list[Feld]) -> int:
    alt = find_row(arbeit.entwurf.beginn, teil.name, zeile.kennung)
    if alt is None or zeile.is_new:
        return sum(bool(zeile.werte.get(feld.name)) for feld in felder) if teil.is_liste else 0
    return sum(zeile.werte.get(feld.name, "") != alt.werte.get(feld.name, "") for feld in felder)


def _section(titel: str, zahl: str, inhalt: list[Component], *, is_open: bool, id_: str = "") -> Component:
    return html.Details(
        [html.Summary([html.H2(titel), *([html.Span(zahl, className="leise")] if zahl else [])]), *inhalt],
        open=is_open,
        className="karte bearbeitungsteil",
        id=f"teil-{id_}" if id_ else "",
    )


def _discard(kontext: Kontext, arbeit: Arbeit) -> Component:
    return html.Form(
        [
            html.Details(
                [
                    html.Summary("Entwurf verwerfen"),
                    html.P("Was Sie hier eingetragen haben, ist dann weg. Was gilt, bleibt, wie es ist."),
                    html.Button("Ja, verwerfen", type="submit", className="knopf"),
                ]
            )
        ],
        method="post",
        action=kontext.link(draft_path(arbeit.kept.id, "verwerfen")),
        className="verwerfen",
    )


SEITE = Seite(f"{LISTE}/<id>", "Entwurf bearbeiten", render, bereich=LISTE, register=register,
              aktion=Aktion.LIEFERN_STAMMDATEN)  # fmt: skip
