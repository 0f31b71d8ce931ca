"""Profil: how one system exports a Haushaltsplan, as a file a budget office can copy and change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from kek_dashboard.domain.haushalt import Positionsart, Wertart
from kek_dashboard.importers.profil_datei import InvalidProfilError, Profildatei

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

#: What a Kontenrahmen or the column ``art`` may name: the kinds, and the two sides of
#: haushaltsunwirksam, which a sign rule must tell apart.
_HAUSHALTSUNWIRKSAM = {
    "haushaltsunwirksame_einzahlungen": Positionsart.HAUSHALTSUNWIRKSAM,
    "haushaltsunwirksame_auszahlungen": Positionsart.HAUSHALTSUNWIRKSAM,
}
_EINGEHEND = frozenset(
    {
        "ertraege",
        "interne_ertraege",
        "ausserordentliche_ertraege",
        "investive_einzahlungen",
        "laufende_einzahlungen",
        "finanzierung_einzahlungen",
        "haushaltsunwirksame_einzahlungen",
    }
)
_ARTNAMEN = tuple(
    sorted({art.value for art in Positionsart} - {"haushaltsunwirksam"} | set(_HAUSHALTSUNWIRKSAM))
)

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)
_EINGEBAUT = Path(__file__).parent / "profile"
_EINTRAEGE: Mapping[str, type] = {
    "name": str,
    "titel": str,
    "beschreibung": str,
    "vorzeichen": str,
    "einheit": int,
    "kontenrahmen": str,
    "pflicht": list,
    "blaetter_auslassen": list,
    "summenwoerter": list,
    "spalten": dict,
    "ersatz": dict,
    "muster": dict,
    "betraege": dict,
    "art": dict,
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
class Seite:
    """Kind of a line, and whether money comes in (Erträge, Einzahlungen) or goes out."""

    art: Positionsart
    eingehend: bool


@dataclass(frozen=True, slots=True)
class Kontenrahmen:
    """Account frame of a Land: which kind a Konto has, by the longest prefix that fits."""

    name: str
    titel: str
    konten: Mapping[str, Seite]

    def seite(self, konto: str) -> Seite | None:
        """Kind of a Konto, ``None`` if the frame does not know it; only its digits count.

        Several Konten in one cell (``441, 442``) must all be of one kind, else ``None``.
        """
        gefunden = {self._seite("".join(re.findall(r"[0-9]", teil))) for teil in re.split("[,;/]", konto)}
        return gefunden.pop() if len(gefunden) == 1 else None

    def _seite(self, ziffern: str) -> Seite | None:
        for laenge in range(len(ziffern), 0, -1):
            if (seite := self.konten.get(ziffern[:laenge])) is not None:
                return seite
        return None


@dataclass(frozen=True, slots=True)
class Profil:
    """One way in which a Haushaltsplan is written down; what each entry means: docs/profile.md.

    ``spalten``: words of the header for each field of ``FELDER``. ``ersatz``: the field that is
    asked where a field is empty. ``muster``: a key part counts only where it looks like one of
    these (``*`` stands for anything). ``betraege``: words beside the year for each Wertart.
    ``art``: kind by the text in the column ``art``. ``einheit``: euros per unit, 1 or 1000.
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
                for wo in _ordner(ordner)
                for datei in wo.glob("*.toml")
                if _NAME.fullmatch(datei.stem)
            }
        )
    )


def load_profile(name: str, ordner: Path | None = None) -> Profil:
    """The profile of this name; one in ``ordner`` goes before one that comes with the program.

    Raises ``UnknownProfilError`` and ``InvalidProfilError``.
    """
    datei = _find(name, ordner, "")
    if datei is None:
        raise UnknownProfilError(name, list_profile(ordner))
    leser = Profildatei(datei, _EINTRAEGE)
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
            {text: _make_seite(art) for text, art in leser.choices("art", None, _ARTNAMEN).items()}
        ),
        blaetter_auslassen=leser.words("blaetter_auslassen"),
    )
    _check_whole(profil, leser)
    return profil


def load_kontenrahmen(name: str, ordner: Path | None = None, gebraucht_von: str = "") -> Kontenrahmen:
    """The account frame of this name; raises ``InvalidProfilError``."""
    datei = _find(name, ordner, "kontenrahmen")
    if datei is None:
        raise InvalidProfilError(
            gebraucht_von or name, "kontenrahmen", f"Einen Kontenrahmen „{name}“ gibt es nicht."
        )
    leser = Profildatei(datei, {"name": str, "titel": str, "konten": dict})
    konten: dict[str, Seite] = {}
    for art, anfaenge in leser.wordlists("konten", _ARTNAMEN).items():
        for anfang in anfaenge:
            if not re.fullmatch(r"[0-9]{1,10}", anfang):
                raise leser.error(f"konten.{art}", f"„{anfang}“ ist kein Kontenanfang (nur Ziffern).")
            if anfang in konten:
                raise leser.error(f"konten.{art}", f"Der Kontenanfang {anfang} steht zweimal da.")
            konten[anfang] = _make_seite(art)
    return Kontenrahmen(name, leser.text("titel"), MappingProxyType(konten))


def _make_seite(art: str) -> Seite:
    return Seite(_HAUSHALTSUNWIRKSAM.get(art) or Positionsart(art), art in _EINGEHEND)


def _check_whole(profil: Profil, leser: Profildatei) -> None:
    """What no single entry can show: there is a plan amount, and a way to the kind of a line."""
    if not profil.pflicht:
        raise leser.error("pflicht", "Hier muss mindestens ein Feld stehen, z. B. produkt.")
    if Wertart.ANSATZ not in profil.betraege:
        raise leser.error("betraege.ansatz", "Dieser Eintrag fehlt.")
    if profil.kontenrahmen is None and not profil.art:
        raise leser.error("kontenrahmen", "Es braucht einen Kontenrahmen oder einen Abschnitt [art].")
    if profil.art and "art" not in profil.spalten:
        raise leser.error("spalten.art", "Diese Spalte fehlt; der Abschnitt [art] braucht sie.")
    for feld in (*profil.pflicht, *profil.ersatz, *profil.ersatz.values()):
        if feld not in profil.spalten:
            raise leser.error(f"spalten.{feld}", "Diese Spalte fehlt; ein anderer Eintrag braucht sie.")


def _ordner(ordner: Path | None) -> tuple[Path, ...]:
    return (_EINGEBAUT,) if ordner is None else (ordner, _EINGEBAUT)


def _find(name: str, ordner: Path | None, unter: str) -> Path | None:
    """File of this name, never outside the folders."""
    if not _NAME.fullmatch(name):
        return None
    dateien = (wo / unter / f"{name}.toml" for wo in _ordner(ordner))
    return next((datei for datei in dateien if datei.is_file()), None)
