"""Satzungsabgabe: totals and days of a plan typed on the screen; they are delivered as a workbook and wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dash import Dash
from flask import Response, make_response, redirect, request

from kek_dashboard.charts.haushaltsworte import STATUS_WORT, fassung_text
from kek_dashboard.charts.satzworte import FESTSETZUNG_WORT
from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.rechte import Aktion
from kek_dashboard.domain.satzung import Festsetzung, Haushaltsstatus, Planstatus, Satzungssumme
from kek_dashboard.importers.mappe import Zelle
from kek_dashboard.importers.stammdatenblaetter import HAUSHALTSSATZUNG, HAUSHALTSSTATUS
from kek_dashboard.importers.werte import Dezimalzeichen, WertError, read_zahl
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt, Zellwert
from kek_dashboard.store.session import Store
from kek_dashboard.web.abgabe import deliver_sheets
from kek_dashboard.web.adresse import read_tag
from kek_dashboard.web.anfrage import request_kontext
from kek_dashboard.web.angaben import UnusableFormError, clean_text
from kek_dashboard.web.meldung import MELDUNG, Meldung, meldungen
from kek_dashboard.web.pages.haushalt.kopf import page_link
from kek_dashboard.web.seite import Kontext, Umgebung
from kek_dashboard.web.tor import add_route
from kek_dashboard.web.zugang import current

ADRESSE = "/haushalt/satzung"
ABGEBEN = "/haushalt/satzung/abgeben"
BESCHLUSS, BEMERKUNG = "beschluss", "bemerkung"
LONGEST = {BESCHLUSS: 120, BEMERKUNG: 200}
LONGEST_BETRAG = 30
_SATZUNG_SPALTEN = ("Haushaltsjahr", "Fassung", "Festsetzung", "Betrag", "Beschluss")
_STATUS_SPALTEN = ("Haushaltsjahr", "Fassung", "Status", "Datum", "Beschluss", "Bemerkung")
_CENT = Decimal("0.01")
# What was typed comes back through the address where it cannot be used; that is read up to 2,000 characters.
_LONGEST_ADRESSE = 1800


@dataclass(frozen=True, slots=True)
class Eingaben:
    """What somebody typed: totals, days, and the words that go with them."""

    summen: Mapping[Festsetzung, Decimal] = field(default_factory=dict)
    tage: Mapping[Planstatus, date] = field(default_factory=dict)
    beschluss: str = ""
    bemerkung: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and what is released about its Satzung."""

    jahr: int
    fassung: str
    summen: Mapping[Festsetzung, Satzungssumme] = field(default_factory=dict)
    tage: Mapping[Planstatus, Haushaltsstatus] = field(default_factory=dict)


def known_plan(kontext: Kontext, jahr: int, fassung: str) -> Plan:
    """What this Datenstand knows of a plan's Satzung."""
    summen = kontext.stand.satzungssummen.get((jahr, fassung), ())
    staende = kontext.stand.haushaltsstaende.get((jahr, fassung), ())
    return Plan(jahr, fassung, {s.festsetzung: s for s in summen}, {s.status: s for s in staende})


def betrag_feld(festsetzung: Festsetzung) -> str:
    """Name of the field of a total."""
    return f"s{list(Festsetzung).index(festsetzung) + 1}"


def tag_feld(status: Planstatus) -> str:
    """Name of the field of a day."""
    return f"t-{status.value}"


#: All fields of the form, in its order.
FELDER = (*(betrag_feld(f) for f in Festsetzung), *(tag_feld(s) for s in Planstatus), *LONGEST)


def read_eingaben(form: Mapping[str, str]) -> Eingaben:
    """What was typed; raises ``UnusableFormError`` with one sentence on the first fault."""
    summen = {
        f: eur for f in Festsetzung if (eur := _read_betrag(f, form.get(betrag_feld(f), ""))) is not None
    }
    tage = {s: tag for s in Planstatus if (tag := _read_tag(s, form.get(tag_feld(s), ""))) is not None}
    texte = {}
    for name, laenge in LONGEST.items():
        texte[name] = clean_text(form.get(name, ""))
        if len(texte[name]) > laenge:
            raise UnusableFormError(f"„{name.capitalize()}“ darf höchstens {laenge} Zeichen haben.")
    if not summen and not tage:
        raise UnusableFormError("Bitte mindestens eine Summe oder einen Tag angeben. Abgegeben wurde nichts.")
    return Eingaben(summen, tage, texte[BESCHLUSS], texte[BEMERKUNG])


def _read_betrag(festsetzung: Festsetzung, text: str) -> Decimal | None:
    """Euros as people write them (``249.763.400``, ``1.234,56 €``); ``None`` where nothing was typed."""
    text = clean_text(text)
    if not text:
        return None
    wort = FESTSETZUNG_WORT[festsetzung]
    erwartet = f"„{wort}“: „{text[:LONGEST_BETRAG]}“ ist kein Betrag wie 249.763.400 oder 1.234,56 €."
    try:
        eur = read_zahl(Zelle(1, 1, text, text), "€", Dezimalzeichen.KOMMA)
    except WertError:
        raise UnusableFormError(f"{erwartet} Abgegeben wurde nichts.") from None
    if eur is None:
        raise UnusableFormError(f"{erwartet} Abgegeben wurde nichts.")
    if eur < 0 or eur != eur.quantize(_CENT):
        raise UnusableFormError(
            f"„{wort}“: Erwartet wird ein Betrag ab 0 mit höchstens zwei Nachkommastellen. Abgegeben wurde nichts."
        )
    return eur.quantize(_CENT)


def _read_tag(status: Planstatus, text: str) -> date | None:
    text = text.strip()
    if not text:
        return None
    tag = read_tag(text)
    if tag is None:
        raise UnusableFormError(
            f"„{STATUS_WORT[status]} am“ ist kein Tag wie 30.06.2024. Abgegeben wurde nichts."
        )
    return tag


def make_blaetter(plan: Plan, eingaben: Eingaben) -> list[Stammdatenblatt]:
    """The sheets as the importer knows them; only those with rows, and in them only what is new.

    A Beschluss or a Bemerkung that was not typed stays as it was.
    """
    wort = fassung_text(plan.fassung)
    titel = f"Haushalt {plan.jahr} ({wort})"
    summen: list[tuple[Zellwert, ...]] = []
    for f, eur in eingaben.summen.items():
        alt = plan.summen.get(f)
        beschluss = eingaben.beschluss or (alt.beschluss if alt else "")
        if alt is None or (alt.eur, alt.beschluss) != (eur, beschluss):
            summen.append((plan.jahr, wort, FESTSETZUNG_WORT[f], eur, beschluss))
    tage: list[tuple[Zellwert, ...]] = []
    for s, tag in eingaben.tage.items():
        war = plan.tage.get(s)
        beschluss = eingaben.beschluss or (war.beschluss if war else "")
        bemerkung = eingaben.bemerkung or (war.bemerkung if war else "")
        if war is None or (war.am, war.beschluss, war.bemerkung) != (tag, beschluss, bemerkung):
            tage.append((plan.jahr, wort, s.value, tag, beschluss, bemerkung))
    blaetter = [
        Stammdatenblatt(
            HAUSHALTSSATZUNG.name, f"{titel}: Summen von § 1", _SATZUNG_SPALTEN, summen, (14, 16, 52, 20, 30)
        ),
        Stammdatenblatt(
            HAUSHALTSSTATUS.name, f"{titel}: Weg", _STATUS_SPALTEN, tage, (14, 16, 16, 14, 30, 40)
        ),
    ]
    return [blatt for blatt in blaetter if blatt.zeilen]


def register(app: Dash, umgebung: Umgebung) -> None:
    """The route of the form."""
    if umgebung.store is None:
        return
    store = umgebung.store

    def deliver() -> Response:
        return _deliver(umgebung, store)

    add_route(app.server, ABGEBEN, "haushalt-satzung", deliver, Aktion.LIEFERN_ZUORDNUNG, methods=("POST",))


def _deliver(umgebung: Umgebung, store: Store) -> Response:
    """Makes a Lieferung of what was typed, waiting for its release; faults lead back to the form as it was."""
    kontext = request_kontext(umgebung, ADRESSE)
    plan = _find_plan(kontext)
    if plan is None:
        return _back(
            kontext, Meldung("Diesen Haushalt gibt es hier nicht. Abgegeben wurde nichts.", is_error=True)
        )
    try:
        blaetter = make_blaetter(plan, read_eingaben(request.form))
    except UnusableFormError as error:
        return _back(kontext, Meldung(str(error), is_error=True), request.form)
    if not blaetter:
        return _back(kontext, Meldung("Das steht schon so da; es wurde nichts abgegeben."))
    name, titel = f"Satzung-{plan.jahr}-{plan.fassung}.xlsx", f"Haushaltssatzung {plan.jahr}"
    annahme = deliver_sheets(store, current(), blaetter, name, titel)
    if not annahme.angenommen:
        fehler = " ".join(b.text for b in annahme.befunde if b.schwere is Schwere.FEHLER)
        return _back(kontext, Meldung(f"Nicht abgegeben. {fehler}", is_error=True), request.form)
    satz = f"Abgegeben als Lieferung {annahme.lieferung}. Die Angaben gelten, sobald sie freigegeben ist."
    return _back(kontext, Meldung(satz))


def _find_plan(kontext: Kontext) -> Plan | None:
    """The plan of the address, with what is released about it."""
    jahr, fassung = kontext.query.get("haushaltsjahr", ""), kontext.query.get("fassung", "")
    bekannt = {str(j): (j, fassungen) for j, fassungen in kontext.stand.haushalte.items()}
    if jahr not in bekannt or fassung not in bekannt[jahr][1]:
        return None
    return known_plan(kontext, bekannt[jahr][0], fassung)


def _back(kontext: Kontext, meldung: Meldung, form: Mapping[str, str] | None = None) -> Response:
    """To the page with a sentence, and with what was typed where it has to be mended."""
    wort = meldungen(kontext.umgebung).write(meldung)
    getippt = {name: text for name in FELDER if (text := clean_text((form or {}).get(name, "")))}
    adresse = page_link(kontext, ADRESSE, **{MELDUNG: wort}, **getippt)
    if len(adresse) > _LONGEST_ADRESSE:
        adresse = page_link(kontext, ADRESSE, **{MELDUNG: wort})
    return make_response(redirect(adresse + ("#eintragen" if getippt else ""), 303))
