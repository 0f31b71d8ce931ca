"""Haushalt: a Haushaltsplan becomes lines with kind and amounts; sums and repeated sheets stay out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Betrag, Haushaltsposition, Positionsschluessel
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.haushalt_blaetter import sort_out_repeated
from kek_dashboard.importers.haushalt_lesen import read_planblatt
from kek_dashboard.importers.haushalt_plan import Plan, check_nachtrag, decide_plan
from kek_dashboard.importers.haushalt_summen import Summenvergleich
from kek_dashboard.importers.haushalt_summenpruefung import check_interne, check_summen
from kek_dashboard.importers.haushalt_summenworte import is_summenname
from kek_dashboard.importers.haushalt_tabelle import Blattfund, find_plantabelle, make_tabellenart
from kek_dashboard.importers.haushalt_zeilen import Planblatt, Planposten, Summenzeile
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.importers.profil import (
    DEFAULT_PROFIL,
    SCHLUESSELFELDER,
    Profil,
    UnknownProfilError,
    load_profile,
)
from kek_dashboard.importers.profil_datei import InvalidProfilError
from kek_dashboard.importers.sheet import missing_columns

#: So many Befunde of one kind are told one by one; a wrong profile would otherwise give thousands.
MAX_GLEICHE_BEFUNDE = 50
_BEISPIELE = 3


def read_haushalt(
    mappe: Arbeitsmappe,
    vorgabe: Vorgabe,
    stand: Datenstand,
    profil_ordner: Path | None = None,
) -> Leseergebnis:
    """The lines of a Haushaltsplan with all their amounts, and what is wrong or worth knowing.

    Amounts are unsigned as the county speaks, in whole cents; a cell without a value gives no
    ``Betrag``. ``vorgabe`` in the result says which Haushaltsjahr, Fassung and Profil were applied.
    ``stand`` is asked for known Produkte only: whether an earlier plan of this year has other keys is
    the store's matter. ``profil_ordner`` holds the budget office's own profiles.
    """
    angewandt = replace(vorgabe, art=Lieferart.HAUSHALT, profil=vorgabe.profil or DEFAULT_PROFIL)
    try:
        profil = load_profile(angewandt.profil, profil_ordner)
    except UnknownProfilError as error:
        return _refused(angewandt, Befund(Schwere.FEHLER, "profil_unbekannt", str(error)))
    except InvalidProfilError as error:
        return _refused(angewandt, Befund(Schwere.FEHLER, "profil_ungueltig", str(error)))
    funde = [find_plantabelle(blatt, profil) for blatt in mappe.blaetter]
    befunde = [befund for fund in funde for befund in fund.befunde]
    if all(fund.tabelle is None for fund in funde):
        return _refused(angewandt, *befunde, _no_table(mappe, profil))
    plan = decide_plan(
        vorgabe,
        [titel for fund in funde for titel in fund.titel],
        list(dict.fromkeys(spalte.art for fund in funde for spalte in fund.spalten)),
    )
    befunde.extend(plan.befunde)
    angewandt = replace(angewandt, haushaltsjahr=plan.haushaltsjahr, fassung=plan.fassung)
    if (fehlt := _no_frame(profil, plan)) is not None:
        return _refused(angewandt, *befunde, fehlt)
    blaetter = _read_blaetter(funde, profil, plan, stand, befunde)
    sichtung = sort_out_repeated(
        blaetter, [blatt.name for blatt in blaetter if is_summenname(blatt.name, profil)]
    )
    befunde.extend(sichtung.befunde)
    posten = [zeile for blatt in sichtung.blaetter for zeile in blatt.posten]
    befunde.extend(_check(sichtung.blaetter, posten))
    for spalte in plan.eigene:
        schritte = [blatt.schritte.get(spalte, Decimal()) for blatt in sichtung.blaetter]
        befunde.extend(check_interne(posten, spalte, max(schritte, default=Decimal())))
    if plan.haushaltsjahr is not None:
        befunde.extend(check_nachtrag(posten, plan.haushaltsjahr))
    positionen = make_positionen(posten, plan.haushaltsjahr or 0, plan.fassung)
    befunde.extend(_tell_equal_keys(positionen))
    if not positionen:
        befunde.append(
            Befund(Schwere.FEHLER, "keine_positionen", "Die Datei enthält keine Haushaltsposition.")
        )
    return Leseergebnis(angewandt, Inhalt(positionen=positionen), shorten(befunde), len(positionen))


def _read_blaetter(
    funde: Iterable[Blattfund], profil: Profil, plan: Plan, stand: Datenstand, befunde: list[Befund]
) -> list[Planblatt]:
    """The rows of all sheets with a table; what is wrong with them goes to ``befunde``."""
    return [
        read_planblatt(fund.tabelle, fund.spalten, profil, plan.haushaltsjahr, stand.produkte.keys(), befunde)
        for fund in funde
        if fund.tabelle is not None
    ]


def _no_frame(profil: Profil, plan: Plan) -> Befund | None:
    """The Befund for a Haushaltsjahr in which the account frame of the profile does not hold."""
    rahmen, jahr = profil.kontenrahmen, plan.haushaltsjahr
    if rahmen is None or jahr is None or rahmen.fassung(jahr) is not None:
        return None
    return Befund(
        Schwere.FEHLER,
        "kontenrahmen_gilt_nicht",
        f"Der Kontenrahmen {rahmen.titel} hat keine Fassung für das Haushaltsjahr {jahr} (vorhanden: "
        f"{', '.join(str(fassung) for fassung in rahmen.fassungen)}). Bitte die Kontenrahmen-Datei ergänzen.",
    )


def _refused(vorgabe: Vorgabe, *befunde: Befund) -> Leseergebnis:
    return Leseergebnis(vorgabe, Inhalt(), shorten(befunde), 0)


def _no_table(mappe: Arbeitsmappe, profil: Profil) -> Befund:
    """What the sheet with the most rows has for headers, and what the profile expects."""
    blatt = max(mappe.blaetter, key=lambda blatt: len(blatt.zeilen), default=None)
    if blatt is None:
        return Befund(Schwere.FEHLER, "keine_tabelle", "Die Datei enthält kein Blatt.")
    befund = missing_columns(blatt, make_tabellenart(profil))
    hinweis = f"Gelesen wurde mit dem Profil „{profil.name}“; ein anderes wählen Sie mit --profil."
    return replace(befund, code="keine_tabelle", text=f"{befund.text} {hinweis}")


def _check(blaetter: Sequence[Planblatt], posten: Sequence[Planposten]) -> list[Befund]:
    """What the stated totals say about the lines."""
    summenvergleich = Summenvergleich(blaetter)
    vergleiche = [vergleich for blatt in blaetter for vergleich in summenvergleich.compare(blatt)]
    befunde = list(check_summen(vergleiche)) if posten else []
    if summenzeilen := sum(isinstance(zeile, Summenzeile) for blatt in blaetter for zeile in blatt.zeilen):
        stimmen = sum(not vergleich.abweichungen for vergleich in vergleiche)
        befunde.append(
            Befund(
                Schwere.HINWEIS,
                "summenzeilen",
                f"{summenzeilen} Summenzeilen wurden nicht als Positionen gezählt; {stimmen} davon stimmen mit "
                "den Positionen überein.",
            )
        )
    return befunde


def make_positionen(
    posten: Iterable[Planposten], haushaltsjahr: int, fassung: str
) -> tuple[Haushaltsposition, ...]:
    """The domain's records, in the order of the file; equal keys are told apart by ``lfd``."""
    gezaehlt: Counter[tuple[str, ...]] = Counter()
    positionen: list[Haushaltsposition] = []
    for zeile in posten:
        felder = {feld: zeile.felder.get(feld, "") for feld in SCHLUESSELFELDER}
        schluessel = tuple(felder.values())
        gezaehlt[schluessel] += 1
        positionen.append(
            Haushaltsposition(
                haushaltsjahr=haushaltsjahr,
                fassung=fassung,
                schluessel=Positionsschluessel(**felder, lfd=gezaehlt[schluessel]),
                art=zeile.seite.art,
                bezeichnung=zeile.felder.get("bezeichnung", ""),
                produktbezeichnung=zeile.felder.get("produktbezeichnung", ""),
                teilhaushaltbezeichnung=zeile.felder.get("teilhaushaltbezeichnung", ""),
                betraege=tuple(
                    Betrag(art, jahr, betrag.eur, Fundstelle(zeile.blatt, betrag.zelle, betrag.roh), stichtag)
                    for (art, jahr, stichtag), betrag in zeile.betraege.items()
                ),
                herkunft=zeile.herkunft,
                fundstelle=Fundstelle(zeile.blatt, zeile.zelle, zeile.roh),
            )
        )
    return tuple(positionen)


def _tell_equal_keys(positionen: Iterable[Haushaltsposition]) -> list[Befund]:
    """One ``hinweis`` for all keys that occur more than once."""
    zeilen: dict[Positionsschluessel, list[Haushaltsposition]] = defaultdict(list)
    for position in positionen:
        zeilen[replace(position.schluessel, lfd=1)].append(position)
    mehrfach = [gleiche for gleiche in zeilen.values() if len(gleiche) > 1]
    if not mehrfach:
        return []
    beispiele = "; ".join(
        f"Produkt {gleiche[0].schluessel.produkt}, Konto {gleiche[0].schluessel.konto} "
        f"({', '.join(position.fundstelle.zelle for position in gleiche[:_BEISPIELE])})"
        for gleiche in mehrfach[:_BEISPIELE]
    )
    erste = mehrfach[0][1].fundstelle
    return [
        Befund(
            Schwere.HINWEIS,
            "gleiche_schluessel",
            f"{len(mehrfach)} Schlüssel kommen mehrfach vor und werden jeweils alle gezählt: {beispiele}"
            f"{' …' if len(mehrfach) > _BEISPIELE else ''}.",
            erste.blatt,
            erste.zelle,
        )
    ]


def shorten(befunde: Iterable[Befund]) -> tuple[Befund, ...]:
    """All Befunde, but of each severity and code only the first; how many more is said at the end."""
    gezaehlt: Counter[tuple[Schwere, str]] = Counter()
    kurz: list[Befund] = []
    for befund in befunde:
        art = (befund.schwere, befund.code)
        gezaehlt[art] += 1
        if gezaehlt[art] <= MAX_GLEICHE_BEFUNDE:
            kurz.append(befund)
    kurz.extend(
        Befund(schwere, code, f"Und {anzahl - MAX_GLEICHE_BEFUNDE} weitere Befunde dieser Art.")
        for (schwere, code), anzahl in gezaehlt.items()
        if anzahl > MAX_GLEICHE_BEFUNDE
    )
    return tuple(kurz)
