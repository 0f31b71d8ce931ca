"""Satzung, die wartet: what was entered for this plan and is not released yet, and who may release it."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.haushalt import Haushalt
from kek_dashboard.domain.lieferung import Lieferung
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.store.lieferungen import load_aktion_freigeben
from kek_dashboard.store.satzung import list_wartende_satzungen
from kek_dashboard.store.session import Store
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.zugang import roles_text

_SEHEN = frozenset({Aktion.LIEFERN_ZUORDNUNG, Aktion.FREIGEBEN_ZUORDNUNG})


def waiting_notice(kontext: Kontext, haushalt: Haushalt) -> list[Component]:
    """The Lieferungen that will change this page once they are released; nothing for readers and for the past."""
    store = kontext.umgebung.store
    if store is None or kontext.wissensstand is not None or not kontext.zugang.darf(_SEHEN):
        return []
    wartende = list_wartende_satzungen(store, haushalt.haushaltsjahr, haushalt.fassung)
    if not wartende:
        return []
    return [
        html.Section(
            [
                html.H2("Angaben zu dieser Satzung warten auf Freigabe"),
                html.Ul([_one(kontext, store, lieferung) for lieferung in wartende]),
                html.P("Bis dahin zeigt diese Seite, was bisher freigegeben ist.", className="leise"),
            ],
            className="karte wartet",
        )
    ]


def _one(kontext: Kontext, store: Store, lieferung: Lieferung) -> Component:
    settings, akteur = kontext.umgebung.settings, kontext.zugang.akteur
    aktion = load_aktion_freigeben(store, lieferung.nr)
    eigene = akteur.is_own_delivery(lieferung.absender)
    vier_augen = settings is None or settings.vier_augen
    darf = kontext.zugang.darf(aktion) and not (vier_augen and eigene)
    wort = "Ansehen und freigeben" if darf else "Ansehen"
    wer = (
        f", abgegeben von {lieferung.absender}" if lieferung.absender and not kontext.zugang.is_lokal else ""
    )
    teile: list[str | Component] = [
        html.A(f"Lieferung {lieferung.nr}", href=kontext.link(f"/lieferung/{lieferung.nr}")),
        f" ({lieferung.dateiname}{wer}): ",
        html.A(wort, href=kontext.link(f"/lieferung/{lieferung.nr}")),
    ]
    if eigene and vier_augen:
        teile.append(
            f". Freigeben muss sie eine andere Person mit der Rolle {roles_text(aktion)} (Vier-Augen-Prinzip)."
        )
    return html.Li(teile)
