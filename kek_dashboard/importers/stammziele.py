"""Stammziele: rows of Zielsysteme, their levels, their Ziele, the bridge between them, and what points to them."""

from __future__ import annotations

from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.ziele import Ebene, Zielfassung
from kek_dashboard.domain.zielsystem import (
    Ausgangswert,
    Nachfolgeart,
    Zielebene,
    Zielnachfolge,
    Zielsystemsatz,
)
from kek_dashboard.importers.satz import Satz
from kek_dashboard.importers.sheet import squash
from kek_dashboard.importers.stammlesung import Lesung
from kek_dashboard.importers.werte import WertError, read_schluessel

_STAERKEN = {"staerke", "staerken", "handlungsfelder"}


def read_zielsystem(satz: Satz, lesung: Lesung) -> None:
    """What a file says of one Zielsystem."""
    system = Zielsystemsatz(
        name=satz.text("name"),
        erstes_jahr=satz.jahr("erstes_jahr"),
        letztes_jahr=satz.jahr("letztes_jahr"),
        gueltig_ab=satz.datum("gueltig_ab"),
        gueltig_bis=satz.datum("gueltig_bis"),
        beschluss=satz.text("beschluss"),
        bemerkung=satz.text("bemerkung"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("name"),
    )
    if system.erstes_jahr and system.letztes_jahr and system.letztes_jahr < system.erstes_jahr:
        satz.note(Schwere.FEHLER, "jahre_vertauscht", "letztes_jahr", "das letzte Jahr liegt vor dem ersten")
    if not satz.ist_fehlerhaft:
        lesung.zielsysteme.append(system)
        lesung.eigene_systeme.setdefault(system.name)
        lesung.bekannte_ziele.setdefault(system.name, {})


def read_zielebene(satz: Satz, lesung: Lesung) -> None:
    """One word of a Zielsystem for a level."""
    ebene = Zielebene(
        zielsystem=_known_system(satz, lesung, "zielsystem"),
        wort=satz.text("wort"),
        art=satz.wahl("art", Ebene) or Ebene.UNTERZIEL,
        mehrzahl=satz.text("mehrzahl"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("wort"),
    )
    if not satz.ist_fehlerhaft:
        lesung.zielebenen.append(ebene)
        lesung.know_word(ebene)


def read_ziel(satz: Satz, lesung: Lesung) -> None:
    """One wording of a Ziel; its level in our words or in those of its Zielsystem."""
    system = satz.text("zielsystem")
    if not system and len(lesung.eigene_systeme) == 1:
        system = next(iter(lesung.eigene_systeme))
    system = system or lesung.erstes_system
    bekannt = lesung.bekannte_ziele.setdefault(system, {})
    nr = satz.new_schluessel("nr", bekannt)
    ebene, wort = _read_ebene(satz, lesung, system)
    ziel = Zielfassung(
        nr=nr,
        ebene=ebene or Ebene.UNTERZIEL,
        kurztitel=satz.text("kurztitel"),
        wortlaut=satz.text("wortlaut"),
        beschluss=satz.text("beschluss"),
        gueltig_ab=satz.datum("gueltig_ab"),
        gueltig_bis=satz.datum("gueltig_bis"),
        zielsystem=system,
        ebenenwort=wort,
        ueber=satz.schluessel("ueber", bekannt, "ein Ziel") if satz.has("ueber") else "",
        herkunft=satz.herkunft(),
        fundstelle=satz.place("nr"),
    )
    if ziel.ueber and ziel.ueber == nr:
        satz.note(Schwere.FEHLER, "ueber_sich", "ueber", "ein Ziel kann nicht über sich selbst stehen")
    if not satz.ist_fehlerhaft:
        lesung.ziele.append(ziel)
        bekannt[nr] = ziel.ebene
        if system:
            lesung.eigene_systeme.setdefault(system)


def _read_ebene(satz: Satz, lesung: Lesung, system: str) -> tuple[Ebene | None, str]:
    """The level of a Ziel, and the word of its own Zielsystem for it where it has one."""
    wort = squash(satz.text("ebene")) if satz.has("ebene") else ""
    eigene = lesung.bekannte_worte.get(system, {})
    if wort in eigene:
        gesagt, ebene = eigene[wort]
        return ebene, "" if gesagt == ebene.value else gesagt
    if wort in _STAERKEN:
        return Ebene.HANDLUNGSFELD, ""
    return satz.wahl("ebene", Ebene), ""


def read_nachfolge(satz: Satz, lesung: Lesung) -> None:
    """One step of the bridge; an old Unterziel that ends names no new one, every other names one."""
    art = satz.wahl("art", Nachfolgeart)
    altes, altes_system = read_unterziel(satz, lesung, "altes_ziel", "altes_system")
    neues, neues_system = "", ""
    if satz.has("neues_ziel"):
        neues, neues_system = read_ziel_key(satz, lesung, "neues_ziel", "ein Ziel", "neues_system")
    if art is Nachfolgeart.BEENDET and neues:
        text = "ein beendetes Unterziel hat kein neues Ziel; bitte die Zelle leeren oder die Art ändern"
        satz.note(Schwere.FEHLER, "beendet_mit_ziel", "neues_ziel", text)
    if art is not None and art is not Nachfolgeart.BEENDET and not neues and not satz.ist_fehlerhaft:
        text = f"„{art.value}“ braucht das neue Ziel; erwartet wird seine Nr."
        satz.note(Schwere.FEHLER, "nachfolge_ohne_ziel", "neues_ziel", text)
    if neues and altes_system == neues_system and not satz.ist_fehlerhaft:
        text = "altes und neues Ziel gehören zu demselben Zielsystem; eine Brücke führt in ein anderes"
        satz.note(Schwere.FEHLER, "bruecke_im_system", "neues_ziel", text)
    nachfolge = Zielnachfolge(
        altes_system=altes_system,
        altes_ziel=altes,
        art=art or Nachfolgeart.BEENDET,
        neues_system=neues_system,
        neues_ziel=neues,
        beschluss=satz.text("beschluss"),
        bilanz=satz.text("bilanz"),
        herkunft=satz.herkunft(),
        fundstelle=satz.place("altes_ziel"),
    )
    if not satz.ist_fehlerhaft:
        lesung.nachfolgen.append(nachfolge)


def read_ausgangswert(satz: Satz, lesung: Lesung) -> None:
    """Where a Kennzahl starts in a Zielsystem."""
    nr = satz.schluessel("kennzahl", lesung.bekannte_kennzahlen, "eine Kennzahl")
    kennzahl = lesung.bekannte_kennzahlen.get(nr)
    system = _known_system(satz, lesung, "zielsystem")
    jahr, wert = satz.jahr("basisjahr"), satz.zahl("basiswert", kennzahl.einheit if kennzahl else "")
    beschluss, herkunft = satz.text("beschluss"), satz.herkunft()
    if nr and jahr is not None and wert is not None and not satz.ist_fehlerhaft:
        lesung.ausgangswerte.append(
            Ausgangswert(nr, system, jahr, wert, beschluss, herkunft, satz.place("basiswert"))
        )


def read_system(satz: Satz, lesung: Lesung) -> str:
    """The Zielsystem that a row names, empty where it names none."""
    return _known_system(satz, lesung, "zielsystem") if satz.has("zielsystem") else ""


def _known_system(satz: Satz, lesung: Lesung, feld: str) -> str:
    """A known Zielsystem, its name as it is known; empty with a Befund."""
    wort = squash(satz.text(feld))
    for name in lesung.systems():
        if squash(name) == wort:
            return name
    namen = ", ".join(f"„{name}“" for name in lesung.systems()) or "noch keines"
    text = f"dieses Zielsystem gibt es weder in dieser Datei noch im Bestand; bekannt: {namen}"
    satz.note(Schwere.FEHLER, "zielsystem_unbekannt", feld, text)
    return ""


def read_unterziel(
    satz: Satz, lesung: Lesung, feld: str = "unterziel", systemfeld: str = "zielsystem"
) -> tuple[str, str]:
    """A known Ziel that is an Unterziel, and its Zielsystem (empty: the county's first)."""
    nr, system = read_ziel_key(satz, lesung, feld, "ein Unterziel", systemfeld)
    ebene = lesung.bekannte_ziele.get(system or lesung.erstes_system, {}).get(nr)
    if nr and ebene is not Ebene.UNTERZIEL:
        text = f"{nr} ist kein Unterziel, sondern: {ebene.value if ebene else 'unbekannt'}"
        satz.note(Schwere.FEHLER, "kein_unterziel", feld, text)
    return nr, system


def read_ziel_key(
    satz: Satz, lesung: Lesung, feld: str, was: str, systemfeld: str = "zielsystem"
) -> tuple[str, str]:
    """A known Ziel, and its Zielsystem (empty: the county's first).

    Where the row names no Zielsystem, the one that this file itself brings decides, else the only one that has the
    number; where several have it, the row is asked.
    """
    if satz.has(systemfeld):
        system = _known_system(satz, lesung, systemfeld)
        nr = satz.schluessel(feld, lesung.bekannte_ziele.get(system, {}), was)
        return nr, _short(system, lesung)
    moeglich = [name for name in lesung.bekannte_ziele if _has(satz, feld, lesung.bekannte_ziele[name])]
    eigene = [name for name in moeglich if name in lesung.eigene_systeme]
    wahl = eigene if len(eigene) == 1 else moeglich
    if len(wahl) > 1:
        namen = " und ".join(f"„{name}“" for name in wahl)
        text = f"diese Nummer gibt es in {namen}; bitte in der Spalte „Zielsystem“ sagen, welches gemeint ist"
        satz.note(Schwere.FEHLER, "zielsystem_fehlt", feld, text)
        return "", ""
    if wahl:
        nr = satz.schluessel(feld, lesung.bekannte_ziele[wahl[0]], was)
        return nr, _short(wahl[0], lesung)
    alle = {nr for ziele in lesung.bekannte_ziele.values() for nr in ziele}
    return satz.schluessel(feld, alle, was), ""


def _has(satz: Satz, feld: str, ziele: dict[str, Ebene]) -> bool:
    zelle = satz.cell(feld)
    try:
        return zelle is not None and bool(read_schluessel(zelle, ziele))
    except WertError:
        return False


def _short(system: str, lesung: Lesung) -> str:
    """How a record names a Zielsystem: the county's first one not at all."""
    return "" if system == lesung.erstes_system else system
