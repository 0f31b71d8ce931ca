"""Verlaufsdaten: everything the Verlauf of a Kennzahl shows, before anybody draws it.

Two drawings are made of it, an SVG (``verlauf_svg``) and a figure to point at and zoom (``verlauf``). On the axis
of time a year's number stands for its end: the fourth quarter lies where its year lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.jahreswerte import Jahreswert
from kek_dashboard.domain.kennzahl import Aggregation, Kennzahlakte, Messwert, Wertstatus, Zieltyp, Zielwert
from kek_dashboard.domain.pfad import zielweg
from kek_dashboard.domain.prognosespanne import Prognosespanne, prognosespanne
from kek_dashboard.domain.zeitraum import PERIODEN_IM_JAHR, Zeitraum
from kek_dashboard.domain.zielerreichung import Bewertung
from kek_dashboard.domain.zielsystem import Zielsystem
from kek_dashboard.formats import format_date, format_zeitraum


@dataclass(frozen=True, slots=True)
class Wertpunkt:
    """A measured value. ``aus`` are the Messwerte it was made of; ``vorlaeufig`` is drawn hollow."""

    zeit: Fraction
    wert: Fraction
    titel: str
    aus: tuple[Messwert, ...]
    vorlaeufig: bool = False


@dataclass(frozen=True, slots=True)
class Zielpunkt:
    """A target: ``gilt`` now, or did until ``bis``."""

    jahr: int
    wert: Fraction
    gilt: bool
    titel: str
    beschluss: str = ""
    bis: date | None = None


@dataclass(frozen=True, slots=True)
class Marke:
    """Something that happened at a time: a target was changed, a method was."""

    zeit: Fraction
    text: str
    titel: str


@dataclass(frozen=True, slots=True)
class Luecke:
    """The distance between the newest value and what was asked for, with its words and the colour of the Stand."""

    jahr: int
    ist: Fraction
    soll: Fraction
    text: str
    farbe: str


@dataclass(frozen=True, slots=True)
class Prognosepunkt:
    """A forecast that nobody laid a Tempo to: where it ends, with its reach; the same three times where it has none."""

    jahr: int
    prognose: Fraction
    unten: Fraction
    oben: Fraction


@dataclass(frozen=True, slots=True)
class Verlauf:
    """What is shown. ``ist``: Jahreswerte in pieces, one from each Reihenbruch on; ``zwischen``: shorter Zeiträume.

    ``soll`` are the points of the Soll-Pfad or of the line to hold, ``soll_name`` its word; a Korridor has none but
    ``korridor``. ``zwischenstand`` is the newest value after the last Jahreswert. Values are exact and in the
    unit of the Kennzahl; nothing after the Berichtsjahr is here but targets, Soll and forecast. ``achse`` are values
    that the axis shows whatever is drawn. ``frueherer_soll`` is the Soll-Pfad before a target was last changed,
    ``frueherer_titel`` says until when and by which decision it held. ``beginne`` are the first years of the
    Zielsysteme after the first.
    """

    titel: str
    form: Werteform
    jahre: tuple[int, int]
    ist: tuple[tuple[Wertpunkt, ...], ...] = ()
    zwischen: tuple[Wertpunkt, ...] = ()
    zwischenstand: Wertpunkt | None = None
    soll: tuple[tuple[int, Fraction], ...] = ()
    soll_name: str = ""
    korridor: tuple[Fraction, Fraction] | None = None
    ziele: tuple[Zielpunkt, ...] = ()
    frueher: tuple[Zielpunkt, ...] = ()
    frueherer_soll: tuple[tuple[int, Fraction], ...] = ()
    frueherer_titel: str = ""
    wechsel: tuple[Marke, ...] = ()
    brueche: tuple[Marke, ...] = ()
    prognose: Prognosespanne | Prognosepunkt | None = None
    luecke: Luecke | None = None
    achse: tuple[Fraction, ...] = ()
    beginne: tuple[tuple[int, str], ...] = ()

    @property
    def letzter(self) -> Wertpunkt | None:
        """The newest Jahreswert."""
        return self.ist[-1][-1] if self.ist else None

    def werte(self) -> list[Fraction]:
        """Every value that must fit on the axis."""
        werte = [p.wert for stueck in self.ist for p in stueck] + [p.wert for p in self.zwischen]
        werte += [y for _, y in (*self.soll, *self.frueherer_soll)] + [
            z.wert for z in (*self.ziele, *self.frueher)
        ]
        werte += [*(self.korridor or ()), *self.achse]
        if self.prognose is not None:
            werte += [self.prognose.unten, self.prognose.oben]
        return werte


def verlauf_of(
    akte: Kennzahlakte, b: Bewertung, system: Zielsystem, systeme: Sequence[Zielsystem] = ()
) -> Verlauf:
    """What the Verlauf of a Kennzahl shows at its Berichtsjahr; empty axes where nothing is known.

    Its line runs through all ``systeme`` that it speaks for (default: ``system`` alone), the beginning of each but the
    first marked; Soll and targets are those of ``system``.
    """
    alle = systeme or (system,)
    form = werteform(akte)
    ziele = tuple(_target(z, form, gilt=True) for z in akte.zielwerte if _is_shown(akte, z))
    jahre = [
        *(j for s in alle for j in (s.erstes_jahr, s.letztes_jahr)),
        *(w.jahr for w in b.jahreswerte),
        *(z.jahr for z in ziele),
    ]
    if b.jahr is None and b.weg is not None:
        jahre.append(b.weg.basisjahr)
    von, bis = min(jahre), max(jahre)
    zwischen = tuple(_parts(akte, b, form))
    letzter = zwischen[-1] if zwischen else None
    is_newer = letzter is not None and (b.jahr is None or letzter.zeit > b.jahr)
    gefragt = _asked(von, bis, system, alle)
    soll, soll_name = _soll(akte, b, *gefragt)
    frueherer_soll, frueherer_titel = _earlier_way(akte, b, *gefragt)
    return Verlauf(
        titel=akte.kennzahl.bezeichnung,
        form=form,
        jahre=(von, bis),
        ist=_pieces(akte, b.jahreswerte, form),
        zwischen=zwischen,
        zwischenstand=letzter if is_newer else None,
        soll=soll,
        soll_name=soll_name,
        korridor=_korridor(b),
        ziele=ziele,
        frueher=tuple(_earlier(akte, form)),
        frueherer_soll=frueherer_soll,
        frueherer_titel=frueherer_titel,
        beginne=tuple((s.erstes_jahr, s.name) for s in alle[1:]),
        wechsel=tuple(
            m
            for m in sorted([*_changes(akte, form), *_begins(alle)], key=lambda m: m.zeit)
            if von - 1 <= m.zeit <= bis
        ),
        brueche=tuple(m for m in _breaks(akte) if von - 1 <= m.zeit <= bis),
        prognose=prognosespanne(akte, b),
        luecke=_gap(b, form),
    )


def zeit_of(zeitraum: Zeitraum) -> Fraction:
    """Where a Zeitraum ends on the axis.

    >>> zeit_of(Zeitraum.parse("2023")), zeit_of(Zeitraum.parse("2023-Q2"))
    (Fraction(2023, 1), Fraction(4045, 2))
    """
    return zeitraum.jahr - 1 + Fraction(zeitraum.nummer, PERIODEN_IM_JAHR[zeitraum.periode])


def zeit_of_day(tag: date) -> Fraction:
    """Where a day lies on the axis.

    >>> zeit_of_day(date(2023, 12, 31))
    Fraction(2023, 1)
    """
    tage = (date(tag.year, 12, 31) - date(tag.year - 1, 12, 31)).days
    return tag.year - 1 + Fraction((tag - date(tag.year - 1, 12, 31)).days, tage)


def _pieces(
    akte: Kennzahlakte, werte: Sequence[Jahreswert], form: Werteform
) -> tuple[tuple[Wertpunkt, ...], ...]:
    """The series cut where a Reihenbruch makes what follows another series."""
    grenzen = sorted(bruch.ab.jahr for bruch in akte.reihenbrueche)
    stuecke: dict[int, list[Wertpunkt]] = {}
    for wert in werte:
        vorlaeufig = any(m.status is Wertstatus.VORLAEUFIG for m in wert.aus)
        titel = f"{wert.jahr}: {form.wert(wert.wert)}" + (", vorläufig" if vorlaeufig else "")
        punkt = Wertpunkt(Fraction(wert.jahr), wert.wert, titel, wert.aus, vorlaeufig)
        stuecke.setdefault(sum(wert.jahr >= g for g in grenzen), []).append(punkt)
    return tuple(tuple(stueck) for stueck in stuecke.values())


def _parts(akte: Kennzahlakte, b: Bewertung, form: Werteform) -> Iterator[Wertpunkt]:
    """Values of shorter Zeiträume, oldest first; not those that are summed up, which are of another size."""
    if akte.kennzahl.aggregation is Aggregation.SUMME:
        return
    gezaehlt = {id(m) for wert in b.jahreswerte if len(wert.aus) == 1 for m in wert.aus}
    for m in akte.messwerte:
        if m.wert is None or m.zeitraum.is_year or m.zeitraum.jahr > b.berichtsjahr or id(m) in gezaehlt:
            continue
        titel = f"{format_zeitraum(m.zeitraum)}: {form.wert(m.wert)}, nicht bewertet"
        vorlaeufig = m.status is Wertstatus.VORLAEUFIG
        yield Wertpunkt(zeit_of(m.zeitraum), Fraction(m.wert), titel, (m,), vorlaeufig)


def _soll(
    akte: Kennzahlakte, b: Bewertung, von: int, bis: int
) -> tuple[tuple[tuple[int, Fraction], ...], str]:
    weg, linie = b.weg, b.linie
    if weg is not None and weg.is_valid:
        return tuple((j, y) for j in range(von, bis + 1) if (y := weg.soll(j)) is not None), "Soll-Pfad"
    if linie is None or linie.is_korridor:
        return (), ""
    wort = "mindestens" if akte.kennzahl.zieltyp is Zieltyp.MINDESTENS else "höchstens"
    return tuple((j, linie.linie(j)) for j in range(von, bis + 1)), wort


def _korridor(b: Bewertung) -> tuple[Fraction, Fraction] | None:
    if b.linie is None or b.linie.untergrenze is None or b.linie.obergrenze is None:
        return None
    return (b.linie.untergrenze, b.linie.obergrenze) if b.linie.is_korridor else None


def _is_shown(akte: Kennzahlakte, ziel: Zielwert) -> bool:
    """Way types count targets after the base year alone; what is only watched has none."""
    kennzahl = akte.kennzahl
    if kennzahl.zieltyp in {Zieltyp.BEOBACHTEN, Zieltyp.KORRIDOR}:
        return False
    return not kennzahl.zieltyp.is_way or kennzahl.basisjahr is None or ziel.jahr > kennzahl.basisjahr


def _target(z: Zielwert, form: Werteform, *, gilt: bool) -> Zielpunkt:
    wort = "Ziel" if gilt else "Früheres Ziel"
    titel = f"{wort} {z.jahr}: {form.wert(z.wert)}"
    if z.gueltig_bis is not None and not gilt:
        titel += f", galt bis {format_date(z.gueltig_bis)}"
    if z.beschluss:
        titel += f" ({z.beschluss})"
    return Zielpunkt(z.jahr, Fraction(z.wert), gilt, titel, z.beschluss, None if gilt else z.gueltig_bis)


def _earlier(akte: Kennzahlakte, form: Werteform) -> Iterator[Zielpunkt]:
    """Earlier targets that are not the present ones; each once, with the day until which it held."""
    gesehen = {(z.jahr, z.wert) for z in akte.zielwerte}
    for z in sorted(akte.fruehere_zielwerte, key=lambda z: z.gueltig_bis is None):
        if _is_shown(akte, z) and (z.jahr, z.wert) not in gesehen:
            gesehen.add((z.jahr, z.wert))
            yield _target(z, form, gilt=False)


def _earlier_way(
    akte: Kennzahlakte, b: Bewertung, von: int, bis: int
) -> tuple[tuple[tuple[int, Fraction], ...], str]:
    """The Soll-Pfad before a target was last changed, and its words; nothing where none ever was, or without a way."""
    jetzt = {z.jahr: z for z in akte.zielwerte}
    letzte: dict[int, Zielwert] = {}
    for z in akte.fruehere_zielwerte:
        if not _is_shown(akte, z) or not _was_before(z, jetzt.get(z.jahr)):
            continue
        if z.jahr not in letzte or _age(z) > _age(letzte[z.jahr]):
            letzte[z.jahr] = z
    if not letzte or b.weg is None or not b.weg.is_valid:
        return (), ""
    damals = {**jetzt, **letzte}
    weg = zielweg(replace(akte, zielwerte=tuple(damals[jahr] for jahr in sorted(damals))), b.jahr)
    if weg is None or not weg.is_valid:
        return (), ""
    ziel = letzte[max(letzte)]
    bis_wann = f" bis {format_date(ziel.gueltig_bis)}" if ziel.gueltig_bis else ""
    titel = f"Früherer Soll-Pfad{bis_wann}" + (f" ({ziel.beschluss})" if ziel.beschluss else "")
    return tuple((j, y) for j in range(von, bis + 1) if (y := weg.soll(j)) is not None), titel


def _was_before(z: Zielwert, jetzt: Zielwert | None) -> bool:
    """Whether a target held before the present one of its year, and said something else."""
    if jetzt is None:
        return z.gueltig_bis is not None
    if z.wert == jetzt.wert:
        return False
    return z.gueltig_ab is None or (jetzt.gueltig_ab is not None and z.gueltig_ab <= jetzt.gueltig_ab)


def _age(z: Zielwert) -> tuple[date, int]:
    return z.gueltig_ab or date.min, z.fundstelle.lieferung


def _changes(akte: Kennzahlakte, form: Werteform) -> Iterator[Marke]:
    """The days on which the target of a year became another one, oldest first."""
    alle = sorted(
        (z for z in (*akte.zielwerte, *akte.fruehere_zielwerte) if z.gueltig_ab and _is_shown(akte, z)),
        key=lambda z: (z.jahr, z.gueltig_ab or date.min),
    )
    marken: list[Marke] = []
    for alt, neu in pairwise(alle):
        tag = neu.gueltig_ab
        if alt.jahr != neu.jahr or alt.wert == neu.wert or tag is None:
            continue
        text = f"Ziel {form.zahl(alt.wert)} → {form.zahl(neu.wert)}"
        titel = f"{format_date(tag)}: Ziel {neu.jahr} von {form.wert(alt.wert)} auf {form.wert(neu.wert)} geändert"
        grund = f", {neu.beschluss}" if neu.beschluss else ""
        marken.append(Marke(zeit_of_day(tag), text + (f", {short_beschluss(neu.beschluss)}" if grund else ""),
                            titel + grund))  # fmt: skip
    yield from sorted(marken, key=lambda m: m.zeit)


def _asked(von: int, bis: int, system: Zielsystem, alle: Sequence[Zielsystem]) -> tuple[int, int]:
    """The years in which this Zielsystem asks for anything: all that is drawn where there is no other one."""
    erstes = von if system == alle[0] else max(von, system.erstes_jahr - 1)
    return erstes, bis if system == alle[-1] else min(bis, system.letztes_jahr)


def _begins(systeme: Sequence[Zielsystem]) -> Iterator[Marke]:
    """Where the next Zielsystem begins: the day from which it holds, else the turn of the year before its first."""
    for system in systeme[1:]:
        zeit = (
            Fraction(system.erstes_jahr - 1) if system.gueltig_ab is None else zeit_of_day(system.gueltig_ab)
        )
        wann = str(system.erstes_jahr) if system.gueltig_ab is None else format_date(system.gueltig_ab)
        grund = f", {system.beschluss}" if system.beschluss else ""
        yield Marke(
            zeit, system.name, f"{wann}: Das Zielsystem „{system.name}“ ({system.spanne}) beginnt{grund}"
        )


def _breaks(akte: Kennzahlakte) -> Iterator[Marke]:
    """Each Reihenbruch between the last value of the old way of counting and the first of the new one."""
    for bruch in akte.reihenbrueche:
        zeit = zeit_of(bruch.ab) - Fraction(1, 2 * PERIODEN_IM_JAHR[bruch.ab.periode])
        text = f"anders gezählt ab {format_zeitraum(bruch.ab)}"
        grund = bruch.grund.strip().rstrip(".")
        yield Marke(zeit, text, text + (f" – {grund}" if grund else ""))


def _gap(b: Bewertung, form: Werteform) -> Luecke | None:
    if not b.is_assessable or b.soll is None or b.ist is None or b.jahr is None or b.soll == b.ist:
        return None
    wort = "unter" if b.ist < b.soll else "über"
    ziel = "Soll" if b.weg is not None else "der Linie"
    text = f"{form.abstand(b.soll - b.ist, b.soll)} {wort} {ziel}"
    return Luecke(b.jahr, b.ist, b.soll, text, zeichen_of(b.stand).farbe)


def short_beschluss(beschluss: str) -> str:
    """A decision as short as a label: „Drs.“, without what stands in brackets.

    >>> short_beschluss("Drucksache 31/2023 (Beispiel)")
    'Drs. 31/2023'
    """
    return beschluss.partition(" (")[0].replace("Drucksache", "Drs.").strip()
