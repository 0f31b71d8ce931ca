"""Zuordnungstaten: what each button of the mapping page makes of the draft; nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kek_dashboard.domain.zuordnungsentwurf import (
    Anteil,
    Schritt,
    Zeile,
    Zuordnungsentwurf,
    line_text,
    rule_key,
    share_text,
)
from kek_dashboard.domain.zuordnungskopie import copy_zuordnung, earlier_year, target_text
from kek_dashboard.domain.zuordnungsvorschlag import Vorschlag
from kek_dashboard.web.angaben import UnusableFormError
from kek_dashboard.web.pages.haushalt.zuordnung_blick import Blick
from kek_dashboard.web.pages.haushalt.zuordnung_tafel import (
    VERWERFEN,
    VORJAHR,
    VORSCHLAEGE,
    VORSCHLAG,
    WEGNEHMEN,
    ZUORDNEN,
    ZURUECK,
)
from kek_dashboard.web.pages.haushalt.zuordnung_wahl import list_targets, read_share, read_target
from kek_dashboard.web.pages.haushalt.zuordnung_zeilen import TRENNER

MEISTE_ZEILEN = 5_000
_NULL = Decimal(0)


@dataclass(frozen=True, slots=True)
class Wunsch:
    """What the form says: the button, the chosen lines as their boxes name them, target, share, one proposal."""

    tat: str
    zeilen: Sequence[str] = ()
    ziel: str = ""
    anteil: str = ""
    vorschlag: str = ""


def act(blick: Blick, wunsch: Wunsch) -> tuple[Zuordnungsentwurf, str]:
    """The draft after a press of a button, and the sentence that tells it.

    Raises ``UnusableFormError`` and ``OverHundredError``; both are German sentences.
    """
    entwurf = blick.arbeit.entwurf
    if wunsch.tat == VERWERFEN:
        return Zuordnungsentwurf(blick.jahr), "Der Entwurf ist verworfen."
    if wunsch.tat == ZURUECK:
        if not entwurf.schritte:
            raise UnusableFormError("Es gibt keinen Schritt zurückzunehmen.")
        return entwurf.without_last(), f"Zurückgenommen: {entwurf.schritte[-1].was}."
    schritt = _schritt(blick, wunsch)
    satz = f"{schritt.was}." + (f" {schritt.hinweise[0]}" if len(schritt.hinweise) == 1 else "")
    if len(schritt.hinweise) > 1:
        satz += f" {len(schritt.hinweise)} Hinweise stehen im Entwurf."
    return entwurf.with_schritt(schritt, blick.geltend), satz


def _schritt(blick: Blick, wunsch: Wunsch) -> Schritt:
    if wunsch.tat == VORJAHR:
        return _copy(blick)
    if wunsch.tat == VORSCHLAG:
        return _accept_one(blick, wunsch.vorschlag)
    zeilen = _read_lines(blick, wunsch.zeilen)
    if wunsch.tat == ZUORDNEN:
        return _assign(blick, zeilen, wunsch)
    if wunsch.tat == WEGNEHMEN:
        return _take_away(blick, zeilen, wunsch)
    if wunsch.tat == VORSCHLAEGE:
        return _accept_all(blick, zeilen)
    raise UnusableFormError("Diesen Knopf gibt es hier nicht. Bitte die Seite neu laden.")


def _read_lines(blick: Blick, worte: Sequence[str]) -> list[Zeile]:
    """The chosen lines; only those the page shows."""
    if not worte:
        raise UnusableFormError("Bitte zuerst mindestens eine Zeile wählen.")
    if len(worte) > MEISTE_ZEILEN:
        raise UnusableFormError(f"Auf einmal gehen höchstens {MEISTE_ZEILEN} Zeilen.")
    konten: dict[str, set[str]] = {}
    zeilen: list[Zeile] = []
    for wort in dict.fromkeys(worte):
        produkt, trenner, konto = wort.partition(TRENNER)
        if produkt in blick.produkte and trenner and produkt not in konten:
            konten[produkt] = {k.konto for k in blick.konten(produkt)}
        if produkt not in blick.produkte or (trenner and konto not in konten[produkt]):
            raise UnusableFormError(
                f"{line_text((produkt[:60], konto[:60]))} steht nicht in diesem Plan. Bitte die Seite neu laden."
            )
        zeilen.append((produkt, konto))
    return zeilen


def _assign(blick: Blick, zeilen: Sequence[Zeile], wunsch: Wunsch) -> Schritt:
    ziel = read_target(list_targets(blick.kontext.stand, blick.jahr), wunsch.ziel)
    anteil = read_share(wunsch.anteil)
    if not anteil:
        return _take_away(blick, zeilen, wunsch)
    was = f"{_lines(zeilen)}: {target_text(ziel.bezug, ziel.nr)} zu {share_text(anteil)}"
    return Schritt(was, tuple(Anteil(*zeile, ziel.bezug, ziel.nr, anteil) for zeile in zeilen))


def _take_away(blick: Blick, zeilen: Sequence[Zeile], wunsch: Wunsch) -> Schritt:
    """One target, or all of them where none is named."""
    ziel = None
    if wunsch.ziel.strip():
        ziel = read_target(list_targets(blick.kontext.stand, blick.jahr), wunsch.ziel)
    gewaehlt = set(zeilen)
    weg = [
        Anteil(*rule_key(regel), _NULL)
        for produkt in dict.fromkeys(produkt for produkt, _ in zeilen)
        for regel in blick.nachher.get(produkt, ())
        if (regel.produkt, regel.konto) in gewaehlt
        and (ziel is None or (regel.bezug, regel.bezug_nr) == (ziel.bezug, ziel.nr))
    ]
    if not weg:
        satz = "Die gewählten Zeilen haben keine Zuordnung"
        if ziel is not None:
            satz += (
                f" zu {target_text(ziel.bezug, ziel.nr)}. Ohne Angabe im Feld „Ziel“ wird alles weggenommen"
            )
        raise UnusableFormError(f"{satz}; es gibt nichts wegzunehmen." if ziel is None else f"{satz}.")
    was = "alles" if ziel is None else target_text(ziel.bezug, ziel.nr)
    return Schritt(f"{_lines(list(dict.fromkeys(a.zeile for a in weg)))}: {was} weggenommen", tuple(weg))


def _accept_one(blick: Blick, wort: str) -> Schritt:
    produkt, _, art = wort.partition(TRENNER)
    if produkt in blick.produkte:
        for vorschlag in blick.vorschlaege.for_produkt(produkt):
            if vorschlag.art.value == art:
                return Schritt(f"Vorschlag für Produkt {produkt} übernommen", _shares(produkt, vorschlag))
    raise UnusableFormError("Diesen Vorschlag gibt es nicht mehr. Bitte die Seite neu laden.")


def _accept_all(blick: Blick, zeilen: Sequence[Zeile]) -> Schritt:
    """The first proposal of each chosen Produkt that has no mapping yet."""
    anteile: list[Anteil] = []
    ohne: list[str] = []
    for produkt, konto in zeilen:
        if konto:
            continue
        vorschlaege = blick.vorschlaege.for_produkt(produkt)
        if blick.nachher.get(produkt):
            ohne.append(f"Produkt {produkt} ist schon zugeordnet und blieb, wie es ist.")
        elif not vorschlaege:
            ohne.append(f"Für Produkt {produkt} gibt es keinen Vorschlag.")
        else:
            anteile += _shares(produkt, vorschlaege[0])
    if not anteile:
        raise UnusableFormError(
            "Für die gewählten Zeilen gibt es keinen Vorschlag: Vorschläge gelten ganzen Produkten ohne Zuordnung."
        )
    zahl = len({a.produkt for a in anteile})
    was = "Vorschlag für 1 Produkt" if zahl == 1 else f"Vorschläge für {zahl} Produkte"
    return Schritt(f"{was} übernommen", tuple(anteile), tuple(ohne))


def _copy(blick: Blick) -> Schritt:
    stand = blick.kontext.stand
    aus = earlier_year(stand, blick.jahr)
    if aus is None:
        raise UnusableFormError(f"Vor {blick.jahr} gibt es keine freigegebene Zuordnung.")
    frueher = blick.kontext.daten.mitteleinsatz(stand, aus)
    damals = (
        frozenset[str]()
        if frueher is None
        else frozenset(z.position.schluessel.produkt for z in frueher.haushalt.zeilen)
    )
    uebernahme = copy_zuordnung(stand, aus, blick.arbeit.entwurf, blick.liste[0], damals)
    if not uebernahme.anteile and not uebernahme.schritt.hinweise:
        raise UnusableFormError(f"Aus {aus} ist schon alles da; es gibt nichts zu übernehmen.")
    return uebernahme.schritt


def _shares(produkt: str, vorschlag: Vorschlag) -> tuple[Anteil, ...]:
    return tuple(Anteil(produkt, "", z.bezug, z.nr, z.anteil) for z in vorschlag.ziele)


def _lines(zeilen: Sequence[Zeile]) -> str:
    return line_text(zeilen[0]) if len(zeilen) == 1 else f"{len(zeilen)} Zeilen"


def changed_produkte(vorher: Mapping[str, object], nachher: Mapping[str, object]) -> list[str]:
    """The Produkte whose rules differ between two states."""
    return [nr for nr in {**vorher, **nachher} if vorher.get(nr) != nachher.get(nr)]
