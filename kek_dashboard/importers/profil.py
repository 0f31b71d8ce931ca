"""Profil: how one system exports a Haushaltsplan, as a file a budget office can copy and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from kek_dashboard.domain.haushalt import Wertart
from kek_dashboard.importers.profil_datei import Profildatei
from kek_dashboard.importers.profil_rahmen import (
    ARTNAMEN,
    NAME,
    Kontenrahmen,
    Seite,
    folders,
    load_kontenrahmen,
    make_seite,
)
from kek_dashboard.importers.profil_summen import Summenregel, read_summen

#: Profile that is used when nobody names one.
DEFAULT_PROFIL = "niedersachsen"

#: Columns a profile can name; the first five are the parts of a line's key.
SCHLUESSELFELDER = ("teilhaushalt", "amt", "produkt", "konto", "investition")
FELDER = (
    *SCHLUESSELFELDER,
    "teilhaushaltbezeichnung",
    "produktbezeichnung",
    "bezeichnung",
    "kontengruppe",
    "kontengruppenbezeichnung",
    "art",
    "herkunft",
)

#: Sides of a wide layout that state no amount of their own: Erträge − Aufwendungen, or the other way round.
SALDO, ZUSCHUSSBEDARF = "saldo", "zuschussbedarf"

#: What a profile file may say, and as what; docs/profile.md explains each.
EINTRAEGE: Mapping[str, type] = {
    "name": str,
    "titel": str,
    "beschreibung": str,
    "vorzeichen": str,
    "einheit": int,
    "gerundet": bool,
    "kontenrahmen": str,
    "pflicht": list,
    "zeilennummer": str,
    "blaetter_auslassen": list,
    "gesamtblaetter": list,
    "summenwoerter": list,
    "spalten": dict,
    "ersatz": dict,
    "muster": dict,
    "betraege": dict,
    "art": dict,
    "seiten": dict,
    "summen": dict,
}


class UnknownProfilError(Exception):
    """No profile has this name."""

    def __init__(self, name: str, bekannt: tuple[str, ...]) -> None:
        """Keep the name that was asked for and the names there are."""
        super().__init__(f"Ein Profil „{name}“ gibt es nicht. Vorhanden sind: {', '.join(bekannt)}.")
        self.name, self.bekannt = name, bekannt


class Vorzeichen(StrEnum):
    """Sign rule of the exporting system: which side it writes with a minus in the normal case."""

    OHNE = "ohne"
    ERTRAEGE_NEGATIV = "ertraege_negativ"
    AUFWENDUNGEN_NEGATIV = "aufwendungen_negativ"


@dataclass(frozen=True, slots=True)
class Profil:
    """One way in which a Haushaltsplan is written down; what each entry means: docs/profile.md.

    ``spalten``: words of the header for each field of ``FELDER``. ``ersatz``: the field that is
    asked where a field is empty. ``muster``: a key part counts only where it looks like one of
    these (``*`` stands for anything). ``betraege``: words beside the year for each Wertart.
    ``seiten``: words for each side of a wide layout, where one row holds several kinds (a name of
    ``ARTNAMEN``, ``SALDO`` or ``ZUSCHUSSBEDARF``). ``zeilennummer``: the field whose text begins with
    the number that stands for the Konto. ``art``: kind by the text in the column ``art``.
    ``einheit``: euros per unit, 1 or 1000; ``gerundet``: amounts are rounded to whole units.
    """

    name: str
    titel: str
    beschreibung: str
    spalten: Mapping[str, tuple[str, ...]]
    betraege: Mapping[Wertart, tuple[str, ...]]
    pflicht: tuple[str, ...]
    summenwoerter: tuple[str, ...]
    vorzeichen: Vorzeichen = Vorzeichen.OHNE
    einheit: Decimal = Decimal(1)
    kontenrahmen: Kontenrahmen | None = None
    ersatz: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    muster: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    art: Mapping[str, Seite] = field(default_factory=lambda: MappingProxyType({}))
    blaetter_auslassen: tuple[str, ...] = ()
    gesamtblaetter: tuple[str, ...] = ()
    gerundet: bool = False
    zeilennummer: str = ""
    seiten: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    summen: tuple[Summenregel, ...] = ()

    @property
    def abgeleitet(self) -> frozenset[str]:
        """Key fields that no column of the file holds: they follow from its layout."""
        return frozenset({"konto"} if self.zeilennummer or self.seiten else ())

    def sign(self, *, eingehend: bool) -> int:
        """Factor 1 or −1 that turns an amount of the file into the county's unsigned way."""
        negativ = Vorzeichen.ERTRAEGE_NEGATIV if eingehend else Vorzeichen.AUFWENDUNGEN_NEGATIV
        return -1 if self.vorzeichen is negativ else 1


def list_profile(ordner: Path | None = None) -> tuple[str, ...]:
    """Names of all profiles, sorted: those that come with the program and those in ``ordner``."""
    return tuple(
        sorted(
            {
                datei.stem
                for wo in folders(ordner)
                for datei in wo.glob("*.toml")
                if NAME.fullmatch(datei.stem)
            }
        )
    )


def load_profile(name: str, ordner: Path | None = None) -> Profil:
    """The profile of this name; one in ``ordner`` goes before one that comes with the program.

    Raises ``UnknownProfilError`` and ``InvalidProfilError``.
    """
    datei = _find(name, ordner)
    if datei is None:
        raise UnknownProfilError(name, list_profile(ordner))
    leser = Profildatei(datei, EINTRAEGE)
    if leser.text("name") != name:
        raise leser.error("name", f"Der Name muss wie die Datei lauten: „{name}“.")
    rahmen = leser.text("kontenrahmen", "")
    profil = Profil(
        name=name,
        titel=leser.text("titel"),
        beschreibung=leser.text("beschreibung", ""),
        spalten=leser.wordlists("spalten", FELDER),
        betraege=MappingProxyType(
            {Wertart(art): woerter for art, woerter in leser.wordlists("betraege", Wertart).items()}
        ),
        pflicht=leser.words("pflicht", SCHLUESSELFELDER),
        summenwoerter=leser.words("summenwoerter"),
        vorzeichen=Vorzeichen(leser.choice("vorzeichen", Vorzeichen, Vorzeichen.OHNE)),
        einheit=Decimal(leser.number("einheit", (1, 1000), 1)),
        kontenrahmen=load_kontenrahmen(rahmen, ordner, datei.name) if rahmen else None,
        ersatz=leser.choices("ersatz", FELDER, FELDER),
        muster=leser.wordlists("muster", SCHLUESSELFELDER),
        art=MappingProxyType(
            {text: make_seite(art) for text, art in leser.choices("art", None, ARTNAMEN).items()}
        ),
        blaetter_auslassen=leser.words("blaetter_auslassen"),
        gesamtblaetter=leser.words("gesamtblaetter"),
        gerundet=leser.truth("gerundet"),
        zeilennummer=leser.choice("zeilennummer", ("", *FELDER), ""),
        seiten=leser.wordlists("seiten", (*ARTNAMEN, SALDO, ZUSCHUSSBEDARF)),
        summen=read_summen(leser),
    )
    _check_whole(profil, leser)
    return profil


def _check_whole(profil: Profil, leser: Profildatei) -> None:
    """What no single entry can show: there is a plan amount, and a way to the kind of a line."""
    if not profil.pflicht:
        raise leser.error("pflicht", "Hier muss mindestens ein Feld stehen, z. B. produkt.")
    if Wertart.ANSATZ not in profil.betraege:
        raise leser.error("betraege.ansatz", "Dieser Eintrag fehlt.")
    if profil.kontenrahmen is None and not profil.art and not profil.seiten:
        raise leser.error(
            "kontenrahmen", "Es braucht einen Kontenrahmen oder einen Abschnitt [art] oder [seiten]."
        )
    if profil.art and "art" not in profil.spalten and "art" not in profil.ersatz:
        raise leser.error("spalten.art", "Diese Spalte fehlt; der Abschnitt [art] braucht sie.")
    _check_sides(profil, leser)
    if profil.summen and not profil.zeilennummer:
        raise leser.error("zeilennummer", "Der Abschnitt [summen] braucht diesen Eintrag.")
    if profil.zeilennummer and "konto" in profil.spalten:
        raise leser.error("zeilennummer", "Die Zeilennummer steht für das Konto; beides zusammen geht nicht.")
    gebraucht = (*profil.pflicht, *profil.ersatz.values(), *(f for f in profil.ersatz if f != "art"))
    for feld in (*gebraucht, *filter(None, [profil.zeilennummer])):
        if feld not in profil.spalten and feld not in profil.abgeleitet:
            raise leser.error(f"spalten.{feld}", "Diese Spalte fehlt; ein anderer Eintrag braucht sie.")


def _check_sides(profil: Profil, leser: Profildatei) -> None:
    """Sides need at least one kind, and stand in the place of a Konto."""
    if not profil.seiten:
        return
    if not set(profil.seiten) - {SALDO, ZUSCHUSSBEDARF}:
        raise leser.error("seiten", "Hier muss mindestens eine Art stehen, z. B. aufwendungen.")
    if "konto" in profil.spalten or profil.zeilennummer:
        raise leser.error(
            "seiten",
            "Die Seite steht für das Konto; zusammen mit spalten.konto oder zeilennummer geht es nicht.",
        )


def _find(name: str, ordner: Path | None) -> Path | None:
    """File of this name, never outside the folders."""
    if not NAME.fullmatch(name):
        return None
    dateien = (wo / f"{name}.toml" for wo in folders(ordner))
    return next((datei for datei in dateien if datei.is_file()), None)
