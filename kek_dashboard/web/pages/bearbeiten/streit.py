"""Bearbeitungsstreit: two said different things about the same field; both are shown, and one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bearbeitung.abgleich import Abgleich, Streitfeld
from kek_dashboard.domain.bearbeitung.entwurf import Anlass
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.web.bearbeitung import Arbeit, window_conflicts
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.tabelle import Spalte, tabelle
from kek_dashboard.web.components.zeichen import Inhalt
from kek_dashboard.web.pages.bearbeiten.worte import (
    DEREN,
    FORTSCHREIBUNG,
    MEINER,
    draft_path,
    row_title,
    shown,
)
from kek_dashboard.web.seite import Kontext

ANLASS = "anlass"


def window_card(kontext: Kontext, arbeit: Arbeit) -> list[Component]:
    """What a second window would have saved beside what was saved; nothing where there is none."""
    if not arbeit.entwurf.andere:
        return []
    anlass = arbeit.entwurf.andere[0][1]
    felder = [
        _choice(streit, ("gespeichert", streit.deren), ("aus dem anderen Fenster", streit.meiner))
        for streit in window_conflicts(arbeit)
    ]
    if anlass != arbeit.entwurf.anlass:
        felder.append(_pick(ANLASS, "Drucksache, Tag und Grund", ("gespeichert", _reason(arbeit.entwurf.anlass)),
                            ("aus dem anderen Fenster", _reason(anlass))))  # fmt: skip
    return [
        _card(
            "Zwei Fenster, zwei Fassungen",
            "Dieser Entwurf wurde inzwischen in einem anderen Fenster gespeichert. Verloren ist nichts: Bitte wählen "
            "Sie zu jeder Angabe, was gelten soll.",
            felder,
            kontext.link(draft_path(arbeit.kept.id, "fenster")),
            arbeit,
        )
    ]


def release_card(kontext: Kontext, arbeit: Arbeit, abgleich: Abgleich) -> list[Component]:
    """What was released since the draft was begun: fields to choose, and those that simply follow."""
    if abgleich.is_clean:
        return []
    stand = kontext.daten.datenstand()
    wer = who_changed(stand, arbeit)
    felder = [
        _choice(streit, (f"freigegeben{wer}", streit.deren), ("mein Entwurf", streit.meiner))
        for streit in abgleich.streit
    ]
    if abgleich.gefolgt:
        felder.append(_followed(abgleich.gefolgt))
    satz = f"Seit Sie begonnen haben, wurde hier etwas anderes freigegeben{wer}."
    if abgleich.streit:
        satz += " Verloren ist nichts: Bitte wählen Sie zu jeder Angabe, was gelten soll."
    return [
        _card(
            "Inzwischen geändert",
            satz,
            felder,
            kontext.link(draft_path(arbeit.kept.id, "abgleichen")),
            arbeit,
        )
    ]


def who_changed(stand: Datenstand, arbeit: Arbeit) -> str:
    """Who released the newest record of the thing, and when."""
    nummern = [
        satz.fundstelle.lieferung
        for teil in arbeit.gegenstand.teile
        for satz in teil.lesen(stand, arbeit.entwurf.sache)
        if satz.fundstelle.lieferung in stand.lieferungen
    ]
    if not nummern:
        return ""
    neueste = stand.lieferungen[max(nummern)]
    von = f" von {neueste.absender}" if neueste.absender else ""
    return f" (Lieferung {neueste.nr}{von}, {format_date(neueste.freigegeben_am)})"


def _card(titel: str, satz: str, felder: Sequence[Component], adresse: str, arbeit: Arbeit) -> Component:
    return html.Form(
        [
            Eingabe("hidden", FORTSCHREIBUNG, str(arbeit.kept.fortschreibung)),
            html.H2(titel),
            html.P(satz),
            *felder,
            html.Div(
                html.Button("So übernehmen", type="submit", className="knopf haupt"),
                className="knopfzeile",
            ),
        ],
        method="post",
        action=adresse,
        className="karte streit",
        role="group",
        **aria(label=titel),
    )


def _choice(streit: Streitfeld, deren: tuple[str, str], meiner: tuple[str, str]) -> Component:
    titel = row_title(streit.teil, streit.zeile)
    if streit.feld.titel != streit.teil.einzahl:
        titel += f": {streit.feld.titel}"
    vorher = f" (vorher: {shown(streit.feld, streit.vorher)})" if streit.vorher else ""
    return _pick(
        streit.name,
        titel + vorher,
        (deren[0], shown(streit.feld, streit.deren)),
        (meiner[0], shown(streit.feld, streit.meiner)),
    )


def _pick(name: str, titel: str, deren: tuple[str, str], meiner: tuple[str, str]) -> Component:
    """Two values of which one is picked; mine at first, for nothing of mine may be lost by a mere press."""
    wahl: list[Component] = []
    for wert, (wer, text), an in ((DEREN, deren, False), (MEINER, meiner, True)):
        ident = f"{name}-{wert}"
        wahl.append(
            html.Div(
                [
                    Eingabe(
                        "radio", f"wahl.{name}", wert, id=ident, attribute={"checked": True} if an else {}
                    ),
                    html.Label([html.Strong(text), " ", html.Small(wer)], htmlFor=ident),
                ],
                className="haken",
            )
        )
    return html.Fieldset([html.Legend(titel), html.Div(wahl, className="streitwahl")])


def _followed(gefolgt: Sequence[Streitfeld]) -> Component:
    """What somebody else changed and I did not: it is taken over."""
    spalten = [
        Spalte("Wird übernommen, denn Sie haben es nicht geändert", "was", kopf=True),
        Spalte("vorher", "", "vorher:"),
        Spalte("freigegeben", "", "freigegeben:"),
    ]
    zeilen: list[list[Inhalt]] = [
        [f"{row_title(s.teil, s.zeile)}: {s.feld.titel}", shown(s.feld, s.vorher), shown(s.feld, s.deren)]
        for s in gefolgt
    ]
    return tabelle(spalten, zeilen, "Was übernommen wird", "uebernommen")


def _reason(anlass: Anlass) -> str:
    return " · ".join(teil for teil in (anlass.beschluss, anlass.am, anlass.grund) if teil) or UNKNOWN
