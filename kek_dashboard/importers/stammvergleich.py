"""Stammvergleich: rows of Vergleichswerte, what a Kennzahl amounts to in another region."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahl
from kek_dashboard.domain.vergleichswert import Vergleichswert
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.importers.einheiten import UnklareEinheitError, shows_thousands, speaks_of, unit_factor
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.schreibweise import is_own_region, known_spelling, similar_spelling
from kek_dashboard.importers.sheet import fund_befund
from kek_dashboard.importers.stammkennzahlen import known_kennzahl
from kek_dashboard.importers.stammlesung import Lesung
from kek_dashboard.importers.zahlen import canonical, same_unit
from kek_dashboard.importers.zeitangabe import Umfang


def read_vergleichswert(satz: Satz, lesung: Lesung) -> None:
    """One value of another region, in the unit of its Kennzahl; rows of the Kreis itself are left out."""
    if is_own_region(satz.text("region")):
        lesung.eigene.append(satz.place("region"))
        return
    kennzahl = known_kennzahl(satz, lesung)
    if kennzahl is None:
        return
    region = known_spelling(satz.text("region"), lesung.bekannte_regionen)
    zeitraum = _read_zeitraum(satz, lesung, kennzahl)
    _check_unit(satz, kennzahl)
    wert, quelle, herkunft = _read_wert(satz, lesung, kennzahl), satz.text("quelle"), satz.herkunft()
    if satz.ist_fehlerhaft or zeitraum is None or wert is None:
        return
    _ask(satz, region, lesung, quelle)
    lesung.bekannte_regionen.setdefault(region)
    lesung.vergleichswerte.append(
        Vergleichswert(kennzahl.nr, region, zeitraum, wert, quelle, herkunft, satz.place("wert"))
    )


def _read_zeitraum(satz: Satz, lesung: Lesung, kennzahl: Kennzahl) -> Zeitraum | None:
    """The Zeitraum, by the rules of Messwerte: not in the future, and cumulated only where the Kennzahl is."""
    angabe = satz.zeitangabe("zeitraum", kennzahl.frequenz)
    if angabe is None:
        return None
    zeitraum = angabe.zeitraum
    ist_kumuliert = kennzahl.aggregation is Aggregation.KUMULIERT
    if max(zeitraum.beginn, angabe.stichtag or zeitraum.beginn) > lesung.stand.wissensstand:
        satz.note(Schwere.FEHLER, "zukunft", "zeitraum", f"der Zeitraum {zeitraum} liegt in der Zukunft")
    elif angabe.umfang is Umfang.AUFGELAUFEN and not ist_kumuliert:
        text = f"das ist ein aufgelaufener Wert ab Januar, die Kennzahl {kennzahl.nr} wird aber nicht kumuliert geführt"
        satz.note(Schwere.FEHLER, "nicht_kumuliert", "zeitraum", text)
    elif angabe.umfang is Umfang.EINZELN and ist_kumuliert:
        text = f"das ist ein einzelner Zeitraum, die Kennzahl {kennzahl.nr} wird aber kumuliert geführt"
        satz.note(Schwere.FEHLER, "kumuliert_erwartet", "zeitraum", text)
    elif zeitraum.periode is not kennzahl.frequenz.periode and not zeitraum.is_year:
        text = (
            f"der Zeitraum {zeitraum} passt nicht zur Frequenz „{kennzahl.frequenz.value}“ der Kennzahl "
            f"{kennzahl.nr}; bitte prüfen"
        )
        satz.note(Schwere.WARNUNG, "frequenz", "zeitraum", text)
    return zeitraum


def _check_unit(satz: Satz, kennzahl: Kennzahl) -> None:
    """The unit of the row is that of the Kennzahl, where the row states one."""
    if satz.has("einheit") and kennzahl.einheit and not same_unit(satz.text("einheit"), kennzahl.einheit):
        text = f"die Kennzahl {kennzahl.nr} wird in „{kennzahl.einheit}“ geführt; bitte Wert und Einheit anpassen"
        satz.note(Schwere.FEHLER, "falsche_einheit", "einheit", text)


def _read_wert(satz: Satz, lesung: Lesung, kennzahl: Kennzahl) -> Decimal | None:
    """The number in the unit of the Kennzahl; ``None`` after a Befund and where the cell says that there is none."""
    wert, marke = satz.zahl_mit_fussnote("wert", kennzahl.einheit)
    if satz.ist_fehlerhaft:
        return None
    if wert is None:
        lesung.ohne_wert.append(satz.place("wert"))
        return None
    if marke:
        lesung.fussnoten.setdefault(marke, []).append(satz.place("wert"))
    return _in_own_unit(satz, lesung, wert, kennzahl)


def _in_own_unit(satz: Satz, lesung: Lesung, wert: Decimal, kennzahl: Kennzahl) -> Decimal | None:
    """A value of a table that states another unit, in the Kennzahl's own; ``None`` after a Befund."""
    im_kopf, darueber = satz.units_apart("wert")
    fremd = [einheit for einheit in darueber if speaks_of(einheit, kennzahl.einheit)]
    try:
        faktoren = {unit_factor(einheit, kennzahl.einheit) for einheit in im_kopf} or {Decimal(1)}
    except UnklareEinheitError as error:
        _note_unclear(satz, error.text)
        return None
    if len(faktoren) > 1:
        _note_unclear(
            satz, "der Spaltenkopf nennt mehrere Einheiten: " + ", ".join(f"„{e}“" for e in im_kopf)
        )
        return None
    faktor = faktoren.pop()
    if fremd and not im_kopf and not satz.has("einheit"):
        _note_unclear(
            satz, f"über der Tabelle steht „{fremd[0]}“, die Kennzahl wird in „{kennzahl.einheit}“ geführt"
        )
        return None
    if faktor == 1:
        return wert
    if satz.has("einheit"):
        _note_unclear(satz, f"der Spaltenkopf nennt „{im_kopf[0]}“, die Zeile „{kennzahl.einheit}“")
        return None
    zelle = satz.cell("wert")
    if zelle is not None and shows_thousands(zelle.zahlformat):
        _note_unclear(satz, "das Zellformat verkürzt die Zahl, und der Spaltenkopf nennt auch eine Einheit")
        return None
    lesung.umgerechnet.setdefault((im_kopf[0], kennzahl.einheit), []).append(satz.place("wert"))
    return canonical(wert * faktor)


def _note_unclear(satz: Satz, text: str) -> None:
    bitte = "; bitte die Werte in der Einheit der Kennzahl liefern und den Kopf anpassen"
    satz.note(Schwere.FEHLER, "einheit_unklar", "wert", text + bitte)


def _ask(satz: Satz, region: str, lesung: Lesung, quelle: str) -> None:
    """A value whose publication nobody names, and a region that is almost a known one."""
    if not quelle:
        text = "hier fehlt, woher der Wert stammt; ohne Quelle kann ihn niemand nachprüfen"
        satz.note(Schwere.WARNUNG, "ohne_quelle", "quelle", text)
    bekannt = lesung.bekannte_regionen
    andere = "" if region in bekannt else similar_spelling(region, bekannt)
    if andere:
        text = f"bisher heißt eine Region „{andere}“; ist dieselbe gemeint, bitte gleich schreiben"
        satz.note(Schwere.HINWEIS, "aehnlicher_name", "region", text)


def note_vergleichswerte(lesung: Lesung) -> Iterator[Befund]:
    """What was noticed on many rows, each said once; after the last sheet."""
    if lesung.eigene:
        text = f"{_rows(len(lesung.eigene))} den eigenen Landkreis; übergangen, eigene Werte sind Messwerte"
        yield fund_befund(Schwere.HINWEIS, "eigener_landkreis", lesung.eigene[0], text)
    if lesung.ohne_wert:
        text = f"{_rows(len(lesung.ohne_wert))} keinen Wert; übergangen"
        yield fund_befund(Schwere.HINWEIS, "ohne_wert", lesung.ohne_wert[0], text)
    for (einheit, eigene), stellen in lesung.umgerechnet.items():
        text = f"{_values(len(stellen))} nach dem Spaltenkopf von „{einheit}“ in „{eigene}“ umgerechnet"
        yield fund_befund(Schwere.WARNUNG, "umgerechnet", stellen[0], text)
    for marke, stellen in lesung.fussnoten.items():
        text = (
            f"das Fußnotenzeichen „{marke}“ gehört nicht zur Zahl und wurde weggelassen ({len(stellen)}-mal)"
        )
        yield fund_befund(Schwere.HINWEIS, "fussnote", stellen[0], text)


def _rows(zahl: int) -> str:
    return "1 Zeile nennt" if zahl == 1 else f"{zahl} Zeilen nennen"


def _values(zahl: int) -> str:
    return "1 Wert wurde" if zahl == 1 else f"{zahl} Werte wurden"
