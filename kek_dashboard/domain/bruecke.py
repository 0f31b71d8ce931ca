"""Brücke: what becomes of each old Unterziel in the next Zielsystem, and where each new one comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielsystem import Nachfolgeart, Zielnachfolge, Zielsystem
from kek_dashboard.domain.zusammenfassung import erstes_berichtsjahr

# Several old Unterziele are merged into one: two at least.
_MEHRERE = 2


@dataclass(frozen=True, slots=True)
class Schicksal:
    """What becomes of one old Unterziel. ``art`` is ``None`` as long as nobody has laid it down.

    ``neue`` are the Ziele it leads to; ``weiter`` the numbers of its Kennzahlen that speak for a Ziel of the next
    Zielsystem too, ``endet`` those that do not. Of contradictory steps the first one says the ``art``.
    """

    ziel: Ziel
    art: Nachfolgeart | None = None
    schritte: tuple[Zielnachfolge, ...] = ()
    neue: tuple[Ziel, ...] = ()
    weiter: tuple[str, ...] = ()
    endet: tuple[str, ...] = ()

    @property
    def beschluesse(self) -> tuple[str, ...]:
        """Who decided it, each once."""
        return tuple(dict.fromkeys(s.beschluss for s in self.schritte if s.beschluss))

    @property
    def bilanztexte(self) -> tuple[str, ...]:
        """How it ended, in the words of those who decided it, each once."""
        return tuple(dict.fromkeys(s.bilanz for s in self.schritte if s.bilanz))

    @property
    def herkunft(self) -> Herkunft:
        """Made up as soon as one of its steps is."""
        return weakest(s.herkunft for s in self.schritte)


@dataclass(frozen=True, slots=True)
class Zielursprung:
    """Where a new Ziel comes from; without ``alte`` it is new. ``beginnt``: Kennzahlen that no old Ziel had."""

    ziel: Ziel
    alte: tuple[Ziel, ...] = ()
    weiter: tuple[str, ...] = ()
    beginnt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Bruecke:
    """The way from one Zielsystem into the one that follows.

    ``schicksale`` has every old Unterziel once, ``urspruenge`` every new one and whatever else the bridge leads to.
    ``weiter``, ``endet`` and ``beginnt`` are numbers of Kennzahlen, each once. ``widersprueche``: German sentences.
    """

    alt: Zielsystem
    neu: Zielsystem
    schicksale: tuple[Schicksal, ...]
    urspruenge: tuple[Zielursprung, ...]
    weiter: tuple[str, ...]
    endet: tuple[str, ...]
    beginnt: tuple[str, ...]
    widersprueche: tuple[str, ...] = ()

    def count(self, art: Nachfolgeart | None) -> int:
        """How many old Unterziele have this fate; ``None`` = not laid down yet."""
        return sum(s.art is art for s in self.schicksale)

    @property
    def is_laid_down(self) -> bool:
        """Whether the fate of any Unterziel is known."""
        return any(s.art is not None for s in self.schicksale)

    @property
    def herkunft(self) -> Herkunft:
        """Made up as soon as one of its steps is."""
        return weakest(s.herkunft for s in self.schicksale)

    def schicksal(self, unterziel: str) -> Schicksal | None:
        """The fate of one old Unterziel; ``None`` where the old Zielsystem has none of this number."""
        return next((s for s in self.schicksale if s.ziel.nr == unterziel), None)


def bruecken(stand: Datenstand) -> tuple[Bruecke, ...]:
    """A bridge for each two Zielsysteme that follow each other, the oldest first; empty where there is only one."""
    return tuple(make_bruecke(stand, alt, neu) for alt, neu in pairwise(stand.zielsysteme))


def bruecke_from(stand: Datenstand, name: str) -> Bruecke | None:
    """The bridge that leads out of a Zielsystem; ``None`` where no other follows it."""
    paare = (paar for paar in pairwise(stand.zielsysteme) if paar[0].name == name)
    paar = next(paare, None)
    return None if paar is None else make_bruecke(stand, *paar)


def make_bruecke(stand: Datenstand, alt: Zielsystem, neu: Zielsystem) -> Bruecke:
    """The bridge between two Zielsysteme of a Datenstand, whichever of them it is the view of."""
    vorher, nachher = stand.fuer(alt.name), stand.fuer(neu.name)
    erstes = stand.zielsysteme[0].name
    schritte: dict[str, list[Zielnachfolge]] = {}
    for schritt in stand.nachfolgen:
        ziel_ist_hier = not schritt.neues_ziel or (schritt.neues_system or erstes) == neu.name
        if (schritt.altes_system or erstes) == alt.name and ziel_ist_hier:
            schritte.setdefault(schritt.altes_ziel, []).append(schritt)
    alte_kennzahlen, neue_kennzahlen = _mapped(vorher), _mapped(nachher)
    schicksale = tuple(
        _fate(ziel, schritte.get(ziel.nr, ()), vorher, nachher, neue_kennzahlen)
        for ziel in vorher.ziele_der_ebene(Ebene.UNTERZIEL)
    )
    return Bruecke(
        alt=alt,
        neu=neu,
        schicksale=schicksale,
        urspruenge=tuple(_origins(schicksale, nachher, alte_kennzahlen)),
        weiter=tuple(nr for nr in alte_kennzahlen if nr in neue_kennzahlen),
        endet=tuple(nr for nr in alte_kennzahlen if nr not in neue_kennzahlen),
        beginnt=tuple(nr for nr in neue_kennzahlen if nr not in alte_kennzahlen),
        widersprueche=tuple(w.text for w in conflicts(schritte)),
    )


def _mapped(stand: Datenstand) -> dict[str, None]:
    """Numbers of the Kennzahlen that speak for a Ziel of this Zielsystem, in order."""
    return {nr: None for nr, akte in stand.akten.items() if akte.zuordnungen}


def _fate(
    ziel: Ziel,
    schritte: Sequence[Zielnachfolge],
    vorher: Datenstand,
    nachher: Datenstand,
    neue_kennzahlen: Mapping[str, None],
) -> Schicksal:
    mitglieder = [akte.nr for akte, _ in vorher.mitglieder(ziel.nr)]
    ziele = (nachher.ziele.get(s.neues_ziel) for s in schritte if s.neues_ziel)
    return Schicksal(
        ziel=ziel,
        art=schritte[0].art if schritte else None,
        schritte=tuple(schritte),
        neue=tuple(z for z in ziele if z is not None),
        weiter=tuple(nr for nr in mitglieder if nr in neue_kennzahlen),
        endet=tuple(nr for nr in mitglieder if nr not in neue_kennzahlen),
    )


def _origins(
    schicksale: Iterable[Schicksal], nachher: Datenstand, alte_kennzahlen: Mapping[str, None]
) -> Iterator[Zielursprung]:
    alte: dict[str, list[Ziel]] = {}
    for schicksal in schicksale:
        for ziel in schicksal.neue:
            alte.setdefault(ziel.nr, []).append(schicksal.ziel)
    for nr, ziel in nachher.ziele.items():
        if ziel.ebene is not Ebene.UNTERZIEL and nr not in alte:
            continue
        mitglieder = [akte.nr for akte, _ in nachher.mitglieder(nr)]
        yield Zielursprung(
            ziel,
            tuple(alte.get(nr, ())),
            tuple(k for k in mitglieder if k in alte_kennzahlen),
            tuple(k for k in mitglieder if k not in alte_kennzahlen),
        )


@dataclass(frozen=True, slots=True)
class Widerspruch:
    """A step of a bridge that cannot be as it is said. ``ist_fehler``: an Unterziel would have two fates."""

    schritt: Zielnachfolge
    text: str
    ist_fehler: bool = False


def conflicts(schritte: Mapping[str, Sequence[Zielnachfolge]]) -> Iterator[Widerspruch]:
    """What does not fit together in a bridge out of one Zielsystem; ``schritte`` go by old Unterziel.

    Merged or continued an Unterziel leads to one new Ziel, split to several, ended to none; and into one new Ziel
    nothing is merged alone, nor are two continued.
    """
    wege = Counter(_to(s) for liste in schritte.values() for s in liste)
    fortgefuehrt: dict[tuple[str, str], str] = {}
    for alt, liste in schritte.items():
        erster, *weitere = liste
        arten = tuple(dict.fromkeys(s.art for s in liste))
        ziele = ", ".join(s.neues_ziel for s in liste)
        if len(arten) > 1:
            worte = " und ".join(f"„{art}“" for art in arten)
            text = f"Unterziel {alt} ist zugleich {worte}; es kann nur eines davon sein"
            yield Widerspruch(liste[-1], text, ist_fehler=True)
        elif weitere and erster.art is not Nachfolgeart.AUFGETEILT:
            text = f"Unterziel {alt} ist „{erster.art}“, führt aber in mehrere Ziele ({ziele}); das heißt „aufgeteilt“"
            yield Widerspruch(weitere[-1], text)
        elif erster.art is Nachfolgeart.AUFGETEILT and not weitere:
            yield Widerspruch(
                erster, f"Unterziel {alt} ist „aufgeteilt“, führt aber nur in ein Ziel ({ziele})"
            )
        elif erster.art is Nachfolgeart.ZUSAMMENGEFUEHRT and wege[_to(erster)] < _MEHRERE:
            text = f"Unterziel {alt} ist „zusammengeführt“, in {ziele} führt aber kein anderes"
            yield Widerspruch(erster, text)
        elif erster.art is Nachfolgeart.FORTGEFUEHRT:
            anderes = fortgefuehrt.setdefault(_to(erster), alt)
            if anderes != alt:
                text = f"{anderes} und {alt} sind beide in {ziele} „fortgeführt“; das heißt „zusammengeführt“"
                yield Widerspruch(erster, f"Unterziel {text}")


def _to(schritt: Zielnachfolge) -> tuple[str, str]:
    return schritt.neues_system, schritt.neues_ziel


def closing_year(vorher: Datenstand) -> int:
    """The Berichtsjahr at which the Zielsystem of a Datenstand is balanced: its last year as soon as that is over.

    Before that the newest year in which half of its Kennzahlen with a target count.
    """
    system, jahr = vorher.zielsystem, vorher.wissensstand.year
    if jahr > system.letztes_jahr:
        return system.letztes_jahr
    jahre = [j for j in system.jahre if j <= jahr] or [system.erstes_jahr]
    return erstes_berichtsjahr(vorher, jahre)[0]
