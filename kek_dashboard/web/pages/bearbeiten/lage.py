"""Bearbeitungslage: which draft an address means, and what became of one that was delivered."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.bearbeitung.entwurf import UnreadableEntwurfError
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.formats import format_date
from kek_dashboard.store.arbeitsstand import UnknownArbeitsstandError
from kek_dashboard.store.errors import UnknownLieferungError
from kek_dashboard.store.lieferungen import load_lieferung
from kek_dashboard.web.bearbeitung import Arbeit, load_draft
from kek_dashboard.web.pages.bearbeiten.worte import draft_path
from kek_dashboard.web.seite import Kontext, NotFoundError


def find_arbeit(kontext: Kontext) -> Arbeit:
    """One's own draft that the address names; that of somebody else is none, as if it were not there."""
    store = kontext.umgebung.store
    if store is None:
        raise NotFoundError("Hier lässt sich nichts bearbeiten.")
    try:
        return load_draft(store, kontext.zugang.akteur, kontext.werte["id"])
    except (UnknownArbeitsstandError, UnreadableEntwurfError):
        raise NotFoundError("Diesen Entwurf gibt es nicht (mehr). Vielleicht wurde er gelöscht.") from None


def delivered(kontext: Kontext, arbeit: Arbeit) -> Lieferung | None:
    """The Lieferung a draft became; ``None`` while it is none."""
    store, nr = kontext.umgebung.store, arbeit.entwurf.lieferung
    if store is None or nr is None:
        return None
    try:
        return load_lieferung(store, nr)
    except UnknownLieferungError:
        return None


def stand_text(lieferung: Lieferung | None) -> str:
    """Where a draft stands, in words."""
    if lieferung is None:
        return "Entwurf"
    match lieferung.stand:
        case Lieferstand.WARTET:
            return f"wartet auf Freigabe (Lieferung {lieferung.nr})"
        case Lieferstand.FREIGEGEBEN:
            return f"freigegeben am {format_date(lieferung.freigegeben_am)}"
        case Lieferstand.ZURUECKGEZOGEN:
            return "zurückgezogen" + (f": {lieferung.grund}" if lieferung.grund else "")


def lage_hinweis(kontext: Kontext, arbeit: Arbeit) -> list[Component]:
    """What became of a delivered draft, and where one goes on."""
    lieferung = delivered(kontext, arbeit)
    if lieferung is None:
        return []
    nr, sache = lieferung.nr, arbeit.entwurf.sache
    link = html.A(f"Lieferung {nr}", href=kontext.link(f"/lieferung/{nr}"))
    zur = html.A(
        f"{arbeit.gegenstand.wort} {sache.nr} ansehen",
        href=kontext.link(arbeit.gegenstand.pfad(kontext.daten.datenstand(), sache)),
        className="knopf",
    )
    if lieferung.stand is Lieferstand.FREIGEGEBEN:
        wer = f" von {lieferung.freigegeben_von}" if lieferung.freigegeben_von else ""
        satz: list[str | Component] = [
            f"Freigegeben am {format_date(lieferung.freigegeben_am)}{wer}: ",
            link,
            ". Die Änderung gilt.",
        ]
        return [_card(satz, zur, _discard(kontext, arbeit, "Aus meiner Liste nehmen"))]
    if lieferung.stand is Lieferstand.WARTET:
        satz = [
            "Abgegeben als ", link,
            ". Die Änderung gilt, sobald sie freigegeben ist; bis dahin sieht sie sonst niemand auf den Seiten.",
        ]  # fmt: skip
        return [_card(satz, zur)]
    satz = [link, f" wurde zurückgezogen. Grund: {lieferung.grund or '–'}. Ihre Angaben sind noch da."]
    weiter = html.Form(
        html.Button("Weiter bearbeiten", type="submit", className="knopf haupt"),
        method="post",
        action=kontext.link(draft_path(arbeit.kept.id, "aufnehmen")),
    )
    return [_card(satz, weiter, _discard(kontext, arbeit, "Entwurf verwerfen"))]


def _discard(kontext: Kontext, arbeit: Arbeit, wort: str) -> Component:
    return html.Form(
        html.Button(wort, type="submit", className="knopf"),
        method="post",
        action=kontext.link(draft_path(arbeit.kept.id, "verwerfen")),
    )


def _card(satz: Sequence[str | Component], *wege: Component) -> Component:
    return html.Section(
        [html.P(list(satz), className="vorspann"), html.Div(list(wege), className="knopfzeile")],
        className="karte lage",
    )
