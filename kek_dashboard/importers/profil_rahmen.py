"""Profilrahmen: account frames: which kind a Konto has, and from which Haushaltsjahr on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.importers.profil_datei import InvalidProfilError, Profildatei

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
ARTNAMEN = tuple(
    sorted({art.value for art in Positionsart} - {"haushaltsunwirksam"} | set(_HAUSHALTSUNWIRKSAM))
)

#: How a side is called where it stands for the Konto; these words are keys and never change.
SEITENNAME: Mapping[str, str] = {
    "ertraege": "Erträge",
    "aufwendungen": "Aufwendungen",
    "interne_ertraege": "interne Erträge",
    "interne_aufwendungen": "interne Aufwendungen",
    "ausserordentliche_ertraege": "außerordentliche Erträge",
    "ausserordentliche_aufwendungen": "außerordentliche Aufwendungen",
    "investive_einzahlungen": "investive Einzahlungen",
    "investive_auszahlungen": "investive Auszahlungen",
    "laufende_einzahlungen": "laufende Einzahlungen",
    "laufende_auszahlungen": "laufende Auszahlungen",
    "finanzierung_einzahlungen": "Einzahlungen aus Finanzierung",
    "finanzierung_auszahlungen": "Auszahlungen aus Finanzierung",
    "haushaltsunwirksame_einzahlungen": "haushaltsunwirksame Einzahlungen",
    "haushaltsunwirksame_auszahlungen": "haushaltsunwirksame Auszahlungen",
}

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)
_EINGEBAUT = Path(__file__).parent / "profile"
_AB_JAHR = re.compile(r".*-ab-((?:19|20)\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seite:
    """Kind of a line, and whether money comes in (Erträge, Einzahlungen) or goes out."""

    art: Positionsart
    eingehend: bool


def make_seite(art: str) -> Seite:
    """The side of a name of ``ARTNAMEN``."""
    return Seite(_HAUSHALTSUNWIRKSAM.get(art) or Positionsart(art), art in _EINGEHEND)


@dataclass(frozen=True, slots=True)
class Rahmenfassung:
    """What a frame says from one Haushaltsjahr on; ``None`` = from ever, until the next one."""

    konten: Mapping[str, Seite]
    gueltig_ab: int | None = None
    gueltig_bis: int | None = None

    def __str__(self) -> str:
        """The years it holds in, as a person says them."""
        ab = "" if self.gueltig_ab is None else f"ab {self.gueltig_ab}"
        bis = "" if self.gueltig_bis is None else f"bis {self.gueltig_bis}"
        return f"{ab} {bis}".strip() or "ohne Jahr"

    def seite(self, konto: str) -> Seite | None:
        """Kind of a Konto by the longest prefix that fits, ``None`` if unknown; only its digits count.

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
class Kontenrahmen:
    """Account frame of a Land with all its Fassungen, oldest first.

    Frames are issued anew (§ 4 Abs. 2 KomHKVO): a plan is read with the one of its Haushaltsjahr.
    """

    name: str
    titel: str
    fassungen: tuple[Rahmenfassung, ...]

    def fassung(self, haushaltsjahr: int | None) -> Rahmenfassung | None:
        """What holds in this Haushaltsjahr (``None`` = the newest), ``None`` where nothing does."""
        if haushaltsjahr is None:
            return self.fassungen[-1]
        begonnen = [f for f in self.fassungen if f.gueltig_ab is None or f.gueltig_ab <= haushaltsjahr]
        if not begonnen:
            return None
        letzte = begonnen[-1]
        return letzte if letzte.gueltig_bis is None or haushaltsjahr <= letzte.gueltig_bis else None

    def seite(self, konto: str, haushaltsjahr: int | None = None) -> Seite | None:
        """Kind of a Konto in this Haushaltsjahr, ``None`` if the frame does not know it."""
        fassung = self.fassung(haushaltsjahr)
        return None if fassung is None else fassung.seite(konto)


def load_kontenrahmen(name: str, ordner: Path | None = None, gebraucht_von: str = "") -> Kontenrahmen:
    """The account frame of this name: ``NAME.toml`` and, for later years, ``NAME-ab-JJJJ.toml``.

    A file in ``ordner`` goes before one of the same name that comes with the program. Raises
    ``InvalidProfilError``.
    """
    dateien = _find(name, ordner)
    if not dateien:
        raise InvalidProfilError(
            gebraucht_von or name, "kontenrahmen", f"Einen Kontenrahmen „{name}“ gibt es nicht."
        )
    gelesen = sorted((_read(datei, name) for datei in dateien), key=lambda g: g[1].gueltig_ab or 0)
    fassungen = tuple(fassung for _, fassung in gelesen)
    return Kontenrahmen(name, gelesen[-1][0], fassungen)


def folders(ordner: Path | None) -> tuple[Path, ...]:
    """Where profiles are looked for, the office's own folder first."""
    return (_EINGEBAUT,) if ordner is None else (ordner, _EINGEBAUT)


def _find(name: str, ordner: Path | None) -> Sequence[Path]:
    """All files of a frame, never outside the folders."""
    if not NAME.fullmatch(name):
        return ()
    dateien: dict[str, Path] = {}
    for wo in reversed(folders(ordner)):
        unter = wo / "kontenrahmen"
        muster = (unter / f"{name}.toml", *sorted(unter.glob(f"{name}-ab-*.toml")))
        dateien.update({datei.name: datei for datei in muster if datei.is_file()})
    return [datei for datei in dateien.values() if datei.stem == name or _AB_JAHR.fullmatch(datei.stem)]


def _read(datei: Path, name: str) -> tuple[str, Rahmenfassung]:
    """Title and content of one file of a frame."""
    leser = Profildatei(
        datei, {"name": str, "titel": str, "gueltig_ab": int, "gueltig_bis": int, "konten": dict}
    )
    if leser.text("name") != name:
        raise leser.error("name", f"Der Name muss wie die Datei lauten: „{name}“.")
    ab, bis = leser.jahr("gueltig_ab"), leser.jahr("gueltig_bis")
    im_namen = _AB_JAHR.fullmatch(datei.stem)
    if im_namen is not None and ab != int(im_namen[1]):
        raise leser.error("gueltig_ab", f"Die Datei heißt „{datei.name}“; hier muss {im_namen[1]} stehen.")
    if ab is not None and bis is not None and bis < ab:
        raise leser.error("gueltig_bis", f"{bis} liegt vor gueltig_ab ({ab}).")
    konten: dict[str, Seite] = {}
    for art, anfaenge in leser.wordlists("konten", ARTNAMEN).items():
        for anfang in anfaenge:
            if not re.fullmatch(r"[0-9]{1,10}", anfang):
                raise leser.error(f"konten.{art}", f"„{anfang}“ ist kein Kontenanfang (nur Ziffern).")
            if anfang in konten:
                raise leser.error(f"konten.{art}", f"Der Kontenanfang {anfang} steht zweimal da.")
            konten[anfang] = make_seite(art)
    if not konten:
        raise leser.error("konten", "Hier muss mindestens ein Kontenanfang stehen.")
    return leser.text("titel"), Rahmenfassung(MappingProxyType(konten), ab, bis)
