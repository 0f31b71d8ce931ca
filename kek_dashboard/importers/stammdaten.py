"""Stammdaten: goals, Kennzahlen, targets, mappings and the rest of the master data of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung, Produkt
from kek_dashboard.domain.kennzahl import (
    DEFAULT_MAX_ALTER,
    Aggregation,
    Frequenz,
    Kennzahl,
    Reihenbruch,
    UnterzielZuordnung,
    Zieltyp,
    Zielwert,
)
from kek_dashboard.domain.lieferung import Inhalt, Lieferart
from kek_dashboard.domain.massnahme import Erlaeuterung, Fachbereich, Massnahme
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.importers import stammdatenblaetter as blaetter
from kek_dashboard.importers.ergebnis import Leseergebnis, Vorgabe
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt
from kek_dashboard.importers.satz import Satz, Satzblatt
from kek_dashboard.importers.sheet import Tabellenart, find_table, missing_columns, squash
from kek_dashboard.importers.stammdatenpruefung import HUNDERT, check_stammdaten
from kek_dashboard.importers.werte import WertError, key_text, nearest, read_schluessel

_MAX_JAHRE = 50
_MAX_STELLEN = 6


@dataclass(slots=True)
class _Lesung:
    """Records read so far, by kind, and the Datenstand they are read against."""

    stand: Datenstand
    befunde: list[Befund] = field(default_factory=list)
    ziele: list[Zielfassung] = field(default_factory=list)
    kennzahlen: list[Kennzahl] = field(default_factory=list)
    zielwerte: list[Zielwert] = field(default_factory=list)
    reihenbrueche: list[Reihenbruch] = field(default_factory=list)
    zuordnungen: list[UnterzielZuordnung] = field(default_factory=list)
    organisation: list[Fachbereich] = field(default_factory=list)
    produkte: list[Produkt] = field(default_factory=list)
    erlaeuterungen: list[Erlaeuterung] = field(default_factory=list)
    massnahmen: list[Massnahme] = field(default_factory=list)
    haushaltszuordnungen: list[HaushaltsZuordnung] = field(default_factory=list)
    bekannte_ziele: dict[str, Ebene] = field(default_factory=dict)
    bekannte_kennzahlen: dict[str, Kennzahl] = field(default_factory=dict)
    bekannte_massnahmen: set[str] = field(default_factory=set)
    bekannte_produkte: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Everything the Datenstand already knows may be pointed to."""
        self.bekannte_ziele.update((nr, ziel.ebene) for nr, ziel in self.stand.ziele.items())
        self.bekannte_kennzahlen.update((nr, a.kennzahl) for nr, a in self.stand.akten.items())
        self.bekannte_massnahmen.update(self.stand.massnahmen)
        self.bekannte_produkte.update(self.stand.produkte)

    def inhalt(self) -> Inhalt:
        """Everything read, in the order of the file within each sheet."""
        return Inhalt(
            ziele=tuple(self.ziele),
            kennzahlen=tuple(self.kennzahlen),
            zielwerte=tuple(self.zielwerte),
            reihenbrueche=tuple(self.reihenbrueche),
            zuordnungen=tuple(self.zuordnungen),
            organisation=tuple(self.organisation),
            produkte=tuple(self.produkte),
            erlaeuterungen=tuple(self.erlaeuterungen),
            massnahmen=tuple(self.massnahmen),
            haushaltszuordnungen=tuple(self.haushaltszuordnungen),
        )


def read_stammdaten(mappe: Arbeitsmappe, vorgabe: Vorgabe, stand: Datenstand) -> Leseergebnis:
    """All records of a master-data workbook with Befunde; ``gelesen`` counts records."""
    lesung = _Lesung(stand)
    gefunden = _sheets(mappe, lesung.befunde)
    for art in blaetter.BLAETTER:
        for blatt in gefunden.get(art.name, ()):
            read_sheet(blatt, art, lesung)
    if not gefunden and not any(b.schwere is Schwere.FEHLER for b in lesung.befunde):
        namen = ", ".join(f"„{art.name}“" for art in blaetter.BLAETTER)
        da = ", ".join(f"„{blatt.name}“" for blatt in mappe.blaetter) or "keine"
        text = f"Kein Blatt mit Stammdaten gefunden (vorhanden: {da}). Erwartet wird eines von {namen}."
        lesung.befunde.append(Befund(Schwere.FEHLER, "kein_blatt", text))
    inhalt, befunde = check_stammdaten(lesung.inhalt(), stand)
    return Leseergebnis(
        vorgabe=Vorgabe(Lieferart.STAMMDATEN, fachbereich=vorgabe.fachbereich),
        inhalt=inhalt,
        befunde=(*lesung.befunde, *befunde),
        gelesen=count_records(inhalt),
    )


def read_erlaeuterungen(
    blatt: Blatt, stand: Datenstand
) -> tuple[tuple[Erlaeuterung, ...], tuple[Befund, ...]]:
    """The sheet ``Erläuterungen`` alone, as it may stand beside Messwerte in a Lieferung."""
    lesung = _Lesung(stand)
    read_sheet(blatt, blaetter.ERLAEUTERUNGEN, lesung)
    inhalt, befunde = check_stammdaten(lesung.inhalt(), stand)
    return inhalt.erlaeuterungen, (*lesung.befunde, *befunde)


def count_records(inhalt: Inhalt) -> int:
    """Number of master-data records."""
    arten: tuple[Collection[object], ...] = (
        inhalt.ziele, inhalt.kennzahlen, inhalt.zielwerte, inhalt.reihenbrueche, inhalt.zuordnungen,
        inhalt.organisation, inhalt.produkte, inhalt.erlaeuterungen, inhalt.massnahmen,
        inhalt.haushaltszuordnungen,
    )  # fmt: skip
    return sum(len(art) for art in arten)


def _sheets(mappe: Arbeitsmappe, befunde: list[Befund]) -> dict[str, list[Blatt]]:
    """Sheets by what they are; others and hidden ones are said and left out."""
    gefunden: dict[str, list[Blatt]] = {}
    for blatt in mappe.blaetter:
        art = blaetter.blattart(blatt.name)
        if art is None and len(mappe.blaetter) == 1:
            # A .csv has no sheet name, a single sheet is often called „Tabelle1“.
            passend = [a for a in blaetter.BLAETTER if find_table(blatt, a) is not None]
            art = max(passend, key=lambda a: len(a.pflichtfelder), default=None)
        if blatt.verborgen:
            text = f"Das Blatt „{blatt.name}“ ist ausgeblendet und wurde nicht gelesen."
            befunde.append(Befund(Schwere.HINWEIS, "blatt_verborgen", text, blatt.name))
        elif art is None:
            if blatt.zeilen:
                text = f"Das Blatt „{blatt.name}“ gehört nicht zu den Stammdaten und wurde übergangen."
                befunde.append(Befund(Schwere.HINWEIS, "blatt_uebergangen", text, blatt.name))
        else:
            gefunden.setdefault(art.name, []).append(blatt)
    return gefunden


def read_sheet(blatt: Blatt, art: Tabellenart, lesung: _Lesung) -> None:
    """Read one sheet into the Lesung."""
    if not blatt.zeilen:
        return
    tabelle = find_table(blatt, art)
    if tabelle is None:
        lesung.befunde.append(missing_columns(blatt, art))
        return
    lesen = _LESER[art.name]
    satzblatt = Satzblatt(tabelle, lesung.befunde)
    for zeile in tabelle.zeilen():
        if zeile.zellen:
            satz = Satz(satzblatt, zeile)
            if satz.require():
                lesen(satz, lesung)


def _read_ziel(satz: Satz, lesung: _Lesung) -> None:
    nr = satz.new_schluessel("nr", lesung.bekannte_ziele)
    if satz.has("ebene") and squash(satz.text("ebene")) in {"staerke", "staerken", "handlungsfelder"}:
        ebene: Ebene | None = Ebene.HANDLUNGSFELD
    else:
        ebene = satz.wahl("ebene", Ebene)
    ziel = Zielfassung(
        nr=nr,
        ebene=ebene or Ebene.UNTERZIEL,
        kurztitel=satz.text("kurztitel"),
        wortlaut=satz.text("wortlaut"),
        beschluss=satz.text("beschluss"),
        gueltig_ab=satz.datum("gueltig_ab"),
        gueltig_bis=satz.datum("gueltig_bis"),
        zielsystem=satz.text("zielsystem"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("nr"),
    )
    if not satz.ist_fehlerhaft:
        lesung.ziele.append(ziel)
        lesung.bekannte_ziele[nr] = ziel.ebene


def _read_fachbereich(satz: Satz, lesung: _Lesung) -> None:
    einheit = Fachbereich(
        name=satz.text("name"),
        kuerzel=satz.text("kuerzel"),
        uebergeordnet=satz.text("uebergeordnet"),
        leitung=satz.text("leitung"),
        email=satz.text("email"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("name"),
    )
    if not satz.ist_fehlerhaft:
        lesung.organisation.append(einheit)


def _read_kennzahl(satz: Satz, lesung: _Lesung) -> None:
    einheit = satz.text("einheit")
    max_alter = satz.ganzzahl("max_alter", 0, _MAX_JAHRE)
    kennzahl = Kennzahl(
        nr=satz.new_schluessel("nr", lesung.bekannte_kennzahlen),
        bezeichnung=satz.text("bezeichnung"),
        einheit=einheit,
        zieltyp=satz.wahl("zieltyp", Zieltyp) or Zieltyp.BEOBACHTEN,
        definition=satz.text("definition"),
        nachkommastellen=satz.ganzzahl("nachkommastellen", 0, _MAX_STELLEN),
        basisjahr=satz.jahr("basisjahr"),
        basiswert=satz.zahl("basiswert", einheit),
        untergrenze=satz.zahl("untergrenze", einheit),
        obergrenze=satz.zahl("obergrenze", einheit),
        toleranz=satz.zahl("toleranz", einheit),
        rauschband=satz.zahl("rauschband", einheit),
        frequenz=satz.wahl("frequenz", Frequenz, Frequenz.JAEHRLICH) or Frequenz.JAEHRLICH,
        aggregation=satz.wahl("aggregation", Aggregation, Aggregation.LETZTER) or Aggregation.LETZTER,
        max_alter=DEFAULT_MAX_ALTER if max_alter is None else max_alter,
        fachbereich=satz.text("fachbereich"),
        quelle=satz.text("quelle"),
        personenbezogen=satz.ja_nein("personenbezogen"),
        oeffentlich=satz.ja_nein("oeffentlich"),
        ziel_herkunft=satz.herkunft(""),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("nr"),
    )
    _check_kennzahl(satz, kennzahl)
    if kennzahl.nr:
        # Known even where the row is faulty, so that one slip is not reported a hundred times.
        lesung.bekannte_kennzahlen[kennzahl.nr] = kennzahl
    if not satz.ist_fehlerhaft:
        lesung.kennzahlen.append(kennzahl)


def _check_kennzahl(satz: Satz, kennzahl: Kennzahl) -> None:
    """What can be said about one Kennzahl from its own row."""
    if satz.ist_fehlerhaft:
        return
    if kennzahl.basisjahr is not None and kennzahl.basiswert is None:
        text = "zum Basisjahr fehlt der Basiswert; so lange ist die Kennzahl nicht bewertbar"
        satz.note(Schwere.WARNUNG, "basis_unvollstaendig", "basisjahr", text)
    if kennzahl.basiswert is not None and kennzahl.basisjahr is None:
        text = "zum Basiswert fehlt das Basisjahr; so lange ist die Kennzahl nicht bewertbar"
        satz.note(Schwere.WARNUNG, "basis_unvollstaendig", "basiswert", text)
    unten, oben = kennzahl.untergrenze, kennzahl.obergrenze
    if unten is not None and oben is not None and unten > oben:
        text = "die Untergrenze liegt über der Obergrenze; bitte beide prüfen"
        satz.note(Schwere.FEHLER, "grenzen_vertauscht", "untergrenze", text)
    if kennzahl.toleranz is not None and kennzahl.toleranz <= 0:
        text = "die Toleranz muss größer als 0 sein"
        satz.note(Schwere.FEHLER, "toleranz", "toleranz", text)
    if kennzahl.rauschband is not None and kennzahl.rauschband < 0:
        satz.note(Schwere.FEHLER, "rauschband", "rauschband", "das Rauschband darf nicht negativ sein")


def _known_kennzahl(satz: Satz, lesung: _Lesung) -> Kennzahl | None:
    nr = satz.schluessel("kennzahl", lesung.bekannte_kennzahlen, "eine Kennzahl")
    return lesung.bekannte_kennzahlen.get(nr)


def _read_zielwert(satz: Satz, lesung: _Lesung) -> None:
    kennzahl = _known_kennzahl(satz, lesung)
    einheit = kennzahl.einheit if kennzahl else ""
    jahr, wert = satz.jahr("jahr"), satz.zahl("zielwert", einheit)
    if wert is None and not satz.ist_fehlerhaft:
        text = "erwartet wird eine Zahl; ohne Zielwert bitte die Zeile löschen"
        satz.note(Schwere.FEHLER, "keine_zahl", "zielwert", text)
    ab, bis = satz.datum("gueltig_ab"), satz.datum("gueltig_bis")
    herkunft = satz.herkunft()
    beschluss = satz.text("beschluss")
    if kennzahl is None or jahr is None or wert is None or satz.ist_fehlerhaft:
        return
    lesung.zielwerte.append(
        Zielwert(kennzahl.nr, jahr, wert, ab, bis, beschluss, herkunft, satz.place("zielwert"))
    )


def _read_reihenbruch(satz: Satz, lesung: _Lesung) -> None:
    kennzahl = _known_kennzahl(satz, lesung)
    frequenz = kennzahl.frequenz if kennzahl else Frequenz.JAEHRLICH
    ab = satz.zeitraum("ab", frequenz)
    neu = satz.zahl("basiswert_neu", kennzahl.einheit if kennzahl else "")
    grund, herkunft = satz.text("grund"), satz.herkunft()
    if kennzahl is not None and ab is not None and not satz.ist_fehlerhaft:
        lesung.reihenbrueche.append(
            Reihenbruch(kennzahl.nr, ab, grund, neu, herkunft, satz.place("kennzahl"))
        )


def _read_unterziel(satz: Satz, lesung: _Lesung, feld: str = "unterziel") -> str:
    """A known Ziel that is an Unterziel."""
    nr = satz.schluessel(feld, lesung.bekannte_ziele, "ein Unterziel")
    if nr and lesung.bekannte_ziele[nr] is not Ebene.UNTERZIEL:
        text = f"{nr} ist kein Unterziel, sondern: {lesung.bekannte_ziele[nr].value}"
        satz.note(Schwere.FEHLER, "kein_unterziel", feld, text)
    return nr


def _read_zuordnung(satz: Satz, lesung: _Lesung) -> None:
    kennzahl = _known_kennzahl(satz, lesung)
    unterziel = _read_unterziel(satz, lesung)
    gewicht = satz.zahl("gewicht")
    if gewicht is not None and gewicht <= 0:
        satz.note(Schwere.FEHLER, "gewicht", "gewicht", "das Gewicht muss größer als 0 sein")
    geldanteil = satz.zahl("geldanteil", "%")
    if geldanteil is not None and not 0 <= geldanteil <= HUNDERT:
        satz.note(Schwere.FEHLER, "geldanteil", "geldanteil", "erwartet werden 0 bis 100 %")
    herkunft = satz.herkunft()
    if kennzahl is not None and unterziel and not satz.ist_fehlerhaft:
        lesung.zuordnungen.append(
            UnterzielZuordnung(
                kennzahl.nr,
                unterziel,
                Decimal(1) if gewicht is None else gewicht,
                geldanteil,
                herkunft,
                satz.place("gewicht", "kennzahl"),
            )
        )


def _read_produkt(satz: Satz, lesung: _Lesung) -> None:
    produkt = Produkt(
        produkt=satz.new_schluessel("produkt", lesung.bekannte_produkte),
        bezeichnung=satz.text("bezeichnung"),
        teilhaushalt=satz.new_schluessel("teilhaushalt", ()),
        wesentlich=satz.ja_nein("wesentlich"),
        ziele=satz.text("ziele"),
        fachbereich=satz.text("fachbereich"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("produkt"),
    )
    if not satz.ist_fehlerhaft:
        lesung.produkte.append(produkt)
        lesung.bekannte_produkte.add(produkt.produkt)


def _read_massnahme(satz: Satz, lesung: _Lesung) -> None:
    massnahme = Massnahme(
        nr=satz.new_schluessel("nr", lesung.bekannte_massnahmen),
        unterziel=_read_unterziel(satz, lesung),
        bezeichnung=satz.text("bezeichnung"),
        handlungsschwerpunkt=satz.text("handlungsschwerpunkt"),
        fachbereich=satz.text("fachbereich"),
        beginn=satz.tag("beginn", ende=False),
        ende=satz.tag("ende", ende=True),
        status=satz.text("status"),
        fortschritt=satz.zahl("fortschritt", "%"),
        vorschlag_von=_vorschlag(satz),
        herkunft=satz.herkunft(""),
        fundstelle=satz.place("nr"),
    )
    if massnahme.fortschritt is not None and not 0 <= massnahme.fortschritt <= HUNDERT:
        satz.note(Schwere.FEHLER, "fortschritt", "fortschritt", "erwartet werden 0 bis 100 %")
    if massnahme.beginn and massnahme.ende and massnahme.ende < massnahme.beginn:
        satz.note(Schwere.FEHLER, "ende_vor_beginn", "ende", "das Ende liegt vor dem Beginn")
    if massnahme.nr:
        lesung.bekannte_massnahmen.add(massnahme.nr)
    if not satz.ist_fehlerhaft:
        lesung.massnahmen.append(massnahme)


def _vorschlag(satz: Satz) -> str:
    """``Verwaltung`` or ``Kreispolitik``, or nothing."""
    if not satz.has("vorschlag_von"):
        return ""
    wort = squash(satz.text("vorschlag_von"))
    for moeglich in ("Verwaltung", "Kreispolitik"):
        if squash(moeglich) == wort:
            return moeglich
    text = "erwartet wird „Verwaltung“ oder „Kreispolitik“"
    satz.note(Schwere.FEHLER, "unbekanntes_wort", "vorschlag_von", text)
    return ""


_BEZUEGE = {"unterziel": Bezug.UNTERZIEL, "kennzahl": Bezug.KENNZAHL, "massnahme": Bezug.MASSNAHME}


def _read_bezug(satz: Satz, lesung: _Lesung, *, nur_unterziele: bool) -> tuple[Bezug, str] | None:
    """The one of Unterziel, Kennzahl or Maßnahme that a row points to."""
    gefuellt = [feld_ for feld_ in _BEZUEGE if satz.has(feld_)]
    if len(gefuellt) != 1:
        was = "keine davon" if not gefuellt else "mehrere davon"
        text = (
            "genau eine der Spalten „Unterziel“, „Kennzahl-Nr.“ und „Maßnahme-Nr.“ muss ausgefüllt "
            f"sein, hier ist es {was}"
        )
        satz.note(Schwere.FEHLER, "bezug", gefuellt[0] if gefuellt else "unterziel", text)
        return None
    feld_ = gefuellt[0]
    if feld_ == "unterziel":
        nr = (
            _read_unterziel(satz, lesung)
            if nur_unterziele
            else satz.schluessel(feld_, lesung.bekannte_ziele, "ein Ziel")
        )
    elif feld_ == "kennzahl":
        nr = satz.schluessel(feld_, lesung.bekannte_kennzahlen, "eine Kennzahl")
    else:
        nr = satz.schluessel(feld_, lesung.bekannte_massnahmen, "eine Maßnahme")
    return (_BEZUEGE[feld_], nr) if nr else None


def _read_erlaeuterung(satz: Satz, lesung: _Lesung) -> None:
    bezug = _read_bezug(satz, lesung, nur_unterziele=False)
    kennzahl = lesung.bekannte_kennzahlen.get(bezug[1]) if bezug else None
    frequenz = kennzahl.frequenz if kennzahl else Frequenz.JAEHRLICH
    zeitraum = satz.zeitraum("zeitraum", frequenz)
    if bezug is None or zeitraum is None:
        return
    erlaeuterung = Erlaeuterung(
        bezug=bezug[0].value,
        bezug_nr=bezug[1],
        zeitraum=str(zeitraum),
        text=satz.text("text"),
        umfeld=satz.text("umfeld"),
        beurteilung=satz.text("beurteilung"),
        verfasser=satz.text("verfasser"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("kennzahl", "unterziel", "massnahme"),
    )
    if not satz.ist_fehlerhaft:
        lesung.erlaeuterungen.append(erlaeuterung)


def _read_haushaltszuordnung(satz: Satz, lesung: _Lesung) -> None:
    bezug = _read_bezug(satz, lesung, nur_unterziele=True)
    jahr, anteil = satz.jahr("jahr"), satz.zahl("anteil", "%")
    if anteil is not None and not 0 <= anteil <= HUNDERT:
        satz.note(Schwere.FEHLER, "anteil", "anteil", "erwartet werden 0 bis 100 %")
    produkt = _read_produkt_key(satz, lesung)
    konto = satz.new_schluessel("konto", ())
    herkunft = satz.herkunft()
    if bezug is None or jahr is None or not produkt or satz.ist_fehlerhaft:
        return
    lesung.haushaltszuordnungen.append(
        HaushaltsZuordnung(
            jahr,
            produkt,
            konto,
            *bezug,
            Decimal(100) if anteil is None else anteil,
            herkunft,
            satz.place("anteil", "produkt"),
        )
    )


def _read_produkt_key(satz: Satz, lesung: _Lesung) -> str:
    """The Produkt of a budget mapping.

    A Produkt may stand in the Haushaltsplan alone, without master data; so an unknown one is asked
    about, not refused. A number that is no known Produkt is refused: zeros may be missing.
    """
    zelle = satz.cell("produkt")
    if zelle is None:
        return ""
    try:
        return read_schluessel(zelle, lesung.bekannte_produkte)
    except WertError as error:
        if error.code != "unbekannt":
            satz.note(Schwere.FEHLER, error.code, "produkt", error.text)
            return ""
    (nummer,) = key_text(zelle)
    text = "dieses Produkt steht nicht in den Stammdaten" + nearest(nummer, lesung.bekannte_produkte)
    text += "; die Zuordnung wirkt erst, wenn der Haushaltsplan das Produkt hat"
    satz.note(Schwere.WARNUNG, "produkt_unbekannt", "produkt", text)
    return nummer


_LESER: dict[str, Callable[[Satz, _Lesung], None]] = {
    blaetter.ZIELE.name: _read_ziel,
    blaetter.ORGANISATION.name: _read_fachbereich,
    blaetter.KENNZAHLEN.name: _read_kennzahl,
    blaetter.MASSNAHMEN.name: _read_massnahme,
    blaetter.PRODUKTE.name: _read_produkt,
    blaetter.ZIELWERTE.name: _read_zielwert,
    blaetter.REIHENBRUECHE.name: _read_reihenbruch,
    blaetter.ZUORDNUNG_UNTERZIELE.name: _read_zuordnung,
    blaetter.ERLAEUTERUNGEN.name: _read_erlaeuterung,
    blaetter.ZUORDNUNG_HAUSHALT.name: _read_haushaltszuordnung,
}
