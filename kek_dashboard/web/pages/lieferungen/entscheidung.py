"""Entscheidung: the Befunde of a Lieferung with the reasons given for them, and who may release or withdraw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dash import html
from dash.development.base_component import Component

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.lieferung import Lieferstand, Lieferung
from kek_dashboard.formats import format_datetime
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.store.lieferungen import Bestaetigung, load_aktion_freigeben, may_set_aside
from kek_dashboard.store.session import Store
from kek_dashboard.web.angaben import LONGEST_GRUND
from kek_dashboard.web.components.aria import aria
from kek_dashboard.web.components.browser import Eingabe
from kek_dashboard.web.components.formularfelder import text_field
from kek_dashboard.web.components.ortfelder import place_fields
from kek_dashboard.web.pages.lieferungen.befunde import Bilder, befund_list
from kek_dashboard.web.pages.lieferungen.worte import moment_of
from kek_dashboard.web.seite import Kontext
from kek_dashboard.web.upload import BESTAETIGT, GRUND, unconfirmed, warnungen_text
from kek_dashboard.web.zugang import roles_text


@dataclass(frozen=True, slots=True)
class Geprueft:
    """The Befunde of a Lieferung, the reasons by their place, what is new since it came, and its cells."""

    befunde: Sequence[Befund]
    gruende: Mapping[int, Bestaetigung] = field(default_factory=dict)
    seither: Sequence[Befund] = ()
    mappe: Arbeitsmappe | None = None

    @property
    def offen(self) -> list[Befund]:
        """The warnings nobody gave a reason for."""
        return unconfirmed(self.befunde, self.gruende)


def befunde_card(geprueft: Geprueft) -> list[Component]:
    """The Befunde of the file with their reasons, and what is new about it since it came."""
    if not geprueft.befunde and not geprueft.seither:
        leer = html.P("Keine: An der Datei ist nichts aufgefallen.")
        return [html.Section([html.H2("Befunde"), leer], className="karte")]
    bilder = None if geprueft.mappe is None else Bilder(geprueft.mappe)
    je_art: dict[str, dict[str, Bestaetigung]] = {}
    for nr, grund in geprueft.gruende.items():
        if nr < len(geprueft.befunde):
            je_art.setdefault(geprueft.befunde[nr].code, {}).setdefault(grund.grund, grund)

    def danach(befund: Befund) -> Sequence[Component]:
        return () if bilder is None else bilder.draw(befund)

    def gruende(schwere: Schwere, code: str, _anzahl: int) -> Sequence[Component]:
        gegeben = je_art.get(code, {}) if schwere is Schwere.WARNUNG else {}
        return [_reason_given(grund) for grund in gegeben.values()]

    inhalt: list[Component] = [
        html.H2("Befunde"),
        *befund_list(geprueft.befunde, danach=danach, nach_gruppe=gruende),
    ]
    if geprueft.seither:
        wort = "Seit dem Eingang dazugekommen"
        inhalt += [html.H3(wort), *befund_list(geprueft.seither, danach=danach)]
    return [html.Section(inhalt, className="karte")]


def decision_card(
    kontext: Kontext, store: Store, lieferung: Lieferung, geprueft: Geprueft
) -> list[Component]:
    """Release or withdraw as plain forms; to the sender in place of the button who may release instead."""
    if lieferung.stand is Lieferstand.ZURUECKGEZOGEN or kontext.wissensstand is not None:
        return []
    aktion = load_aktion_freigeben(store, lieferung.nr)
    akteur, wartet = kontext.zugang.akteur, lieferung.stand is Lieferstand.WARTET
    settings = kontext.umgebung.settings
    vier_augen = settings is None or settings.vier_augen
    eigene = akteur.is_own_delivery(lieferung.absender)
    darf = kontext.zugang.darf(aktion)
    teile: list[Component] = []
    if wartet and darf and not (vier_augen and eigene):
        teile.append(_release_form(kontext, lieferung, geprueft))
    elif wartet and eigene:
        teile.append(html.P(_who_releases(roles_text(aktion), darf=darf), className="wer-gibt-frei"))
    ablegen = wartet and may_set_aside(akteur, lieferung)
    if darf or ablegen:
        teile.append(_withdraw_form(kontext, lieferung, wartet=wartet))
    if not teile:
        return []
    titel = "Zurückziehen"
    if wartet:
        titel = "Freigabe" if isinstance(teile[0], html.P) else "Freigeben oder zurückziehen"
    return [html.Section([html.H2(titel), *teile], className="karte entscheidung")]


def _who_releases(rollen: str, *, darf: bool) -> str:
    """Why not oneself, and who does."""
    if darf:
        return (
            "Sie haben diese Datei abgegeben. Freigeben muss sie eine andere Person mit der Rolle "
            f"{rollen} (Vier-Augen-Prinzip)."
        )
    return f"Sie haben diese Datei abgegeben. Freigegeben wird sie von der Rolle {rollen}."


def _reason_given(grund: Bestaetigung) -> Component:
    moment = moment_of(grund.zeitpunkt)
    wer = grund.wer + ("" if moment is None else f", {format_datetime(moment)}")
    return html.P([html.Strong("Begründung: "), grund.grund, html.Small(f" ({wer})")], className="begruendet")


def _release_form(kontext: Kontext, lieferung: Lieferung, geprueft: Geprueft) -> Component:
    offen, begruendet = len(geprueft.offen), len(geprueft.gruende)
    teile: list[Component] = [*place_fields(kontext, ohne="stand")]
    if begruendet:
        wort = "Eine Warnung ist" if begruendet == 1 else f"{begruendet} Warnungen sind"
        teile.append(
            html.P(f"{wort} von der abgebenden Person begründet; die Gründe stehen oben.", className="leise")
        )
    if offen:
        satz = f"Ich habe {warnungen_text(offen)} {'ohne Begründung ' if begruendet else ''}geprüft."
        haken = Eingabe("checkbox", BESTAETIGT, "ja", id=BESTAETIGT, attribute={"required": True})
        teile.append(html.Div([haken, html.Label(satz, htmlFor=BESTAETIGT)], className="haken"))
    return html.Form(
        [*teile, html.Button("Freigeben", type="submit", className="knopf haupt")],
        method="post",
        action=f"/lieferung/{lieferung.nr}/freigeben",
        **aria(label="Freigeben"),
    )


def _withdraw_form(kontext: Kontext, lieferung: Lieferung, *, wartet: bool) -> Component:
    folge = (
        "Die Datei wird dann nicht mehr freigegeben; sie bleibt mit ihrem Grund in der Liste."
        if wartet
        else "Ihre Zahlen treten hinter die früheren zurück. Gelöscht wird nichts."
    )
    return html.Form(
        [
            *place_fields(kontext, ohne="stand"),
            text_field(GRUND, "Grund", hilfe=folge, required=True, maxLength=LONGEST_GRUND),
            html.Button("Zurückziehen", type="submit", className="knopf"),
        ],
        method="post",
        action=f"/lieferung/{lieferung.nr}/zurueckziehen",
        className="felder",
        **aria(label="Zurückziehen"),
    )
