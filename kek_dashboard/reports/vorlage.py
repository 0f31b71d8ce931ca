"""Vorlage: what stands in the return workbook of a Fachbereich for one year, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kek_dashboard.charts.werte import Werteform, werteform
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.faelligkeit import Faelligkeit, Faelligkeitsstand, due_for
from kek_dashboard.domain.herkunft import Herkunft, weakest
from kek_dashboard.domain.jahreswerte import jahreswerte
from kek_dashboard.domain.kennzahl import Frequenz, Kennzahlakte, Messwert, Zieltyp
from kek_dashboard.domain.massnahme import Fachbereich
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.rechte import fold
from kek_dashboard.domain.tempo import letzter_reihenbruch
from kek_dashboard.domain.zeitraum import Zeitraum
from kek_dashboard.formats import NO_BREAK_SPACE, UNKNOWN, format_date, format_zeitraum

#: So many earlier years stand in the overview.
FRUEHERE_JAHRE = 5
#: Marks a made-up figure where there is no room for the word.
BEISPIEL_STERN = "*"
#: From so many values on a series has a range of its own.
_SPANNE_MINDESTENS = 2

FREQUENZ_WORT = {
    Frequenz.JAEHRLICH: "jährlich",
    Frequenz.HALBJAEHRLICH: "halbjährlich",
    Frequenz.VIERTELJAEHRLICH: "vierteljährlich",
    Frequenz.MONATLICH: "monatlich",
    Frequenz.MEHRJAEHRIG: "mehrjährig",
}


class UnknownFachbereichError(Exception):
    """No Fachbereich has this name or Kürzel; the message is a German sentence."""

    def __init__(self, name: str, bekannt: Sequence[str]) -> None:
        """Name it and those that are known."""
        namen = ", ".join(f"„{n}“" for n in bekannt) or "keine"
        super().__init__(f"Einen Fachbereich „{name}“ gibt es nicht. Bekannt sind: {namen}.")
        self.name = name


class NothingDueError(Exception):
    """A Fachbereich has nothing to deliver and nothing delivered for a year; the message is a sentence."""

    def __init__(self, fachbereich: str, jahr: int) -> None:
        """Name the Fachbereich and the year."""
        super().__init__(
            f"Für „{fachbereich}“ gibt es im Jahr {jahr} keine Kennzahl, die zu liefern oder schon geliefert "
            "ist. Eine Vorlage wäre leer."
        )


@dataclass(frozen=True, slots=True)
class Lieferzeile:
    """One row of the delivery sheet: a Kennzahl and a Zeitraum.

    ``messwert`` is what counts today, ``None`` in a row that is still to be filled. ``zeitraum_offen``:
    the person may change the Zeitraum (a survey that takes place every few years).
    """

    akte: Kennzahlakte
    form: Werteform
    zeitraum: Zeitraum
    stand: str
    letzter_wert: str
    ziel: str
    spanne: str
    messwert: Messwert | None = None
    is_ueberfaellig: bool = False
    zeitraum_offen: bool = False


@dataclass(frozen=True, slots=True)
class Uebersichtszeile:
    """One Kennzahl in the overview; ``frueher`` are its newest earlier years, „2025: 249 · 2024: 241*“."""

    akte: Kennzahlakte
    frueher: str
    ziel: str
    spanne: str
    lieferstand: str


@dataclass(frozen=True, slots=True)
class Vorlage:
    """All of a return workbook. ``offen`` is to be filled, ``geliefert`` may be corrected.

    ``bis`` is the day until which the next open figure is due, ``ueberfaellig`` how many are late already;
    ``datenversion`` and ``wissensstand`` say what was known when it was made.
    """

    fachbereich: Fachbereich
    jahr: int
    erstellt: date
    wissensstand: date
    datenversion: int
    offen: tuple[Lieferzeile, ...]
    geliefert: tuple[Lieferzeile, ...]
    uebersicht: tuple[Uebersichtszeile, ...]
    bis: date | None
    ueberfaellig: int


def find_fachbereich(stand: Datenstand, name: str) -> Fachbereich:
    """The Fachbereich of a name or Kürzel, however written; raises ``UnknownFachbereichError``.

    Also one that is in no Organisation but owns a Kennzahl.
    """
    gesucht = fold(name)
    alle = {**{n: Fachbereich(n) for n in _owners(stand)}, **stand.organisation}
    nach_name = {fold(f.name): f for f in alle.values()}
    nach_kuerzel = {fold(f.kuerzel): f for f in alle.values()}
    gefunden = nach_name.get(gesucht) or nach_kuerzel.get(gesucht)
    if not gesucht or gefunden is None:
        raise UnknownFachbereichError(name, sorted(alle))
    return gefunden


def build_vorlage(stand: Datenstand, fachbereich: Fachbereich, jahr: int, heute: date) -> Vorlage:
    """The return workbook of a Fachbereich; raises ``NothingDueError`` where it would be empty.

    Zeiträume that have not begun yet are left out: nobody can have measured them.
    """
    gesucht = fold(fachbereich.name)
    akten = sorted(
        (akte for akte in stand.akten.values() if fold(akte.kennzahl.fachbereich) == gesucht),
        key=lambda akte: nummer_key(akte.nr),
    )
    faellig = [
        f for f in due_for(stand, fachbereich.name, jahr, heute) if _year_of(f, stand, jahr).beginn <= heute
    ]
    offen = tuple(_open_row(stand.akten[f.kennzahl_nr], f, jahr, heute) for f in faellig)
    geliefert = tuple(
        _delivered_row(akte, m, jahr) for akte in akten for m in akte.messwerte if _counts(m, jahr)
    )
    if not offen and not geliefert:
        raise NothingDueError(fachbereich.name, jahr)
    return Vorlage(
        fachbereich=fachbereich,
        jahr=jahr,
        erstellt=heute,
        wissensstand=stand.wissensstand,
        datenversion=stand.version,
        offen=offen,
        geliefert=geliefert,
        uebersicht=tuple(_overview_row(akte, faellig, jahr) for akte in akten),
        bis=min((f.faellig_am for f in faellig if f.faellig_am >= heute), default=None),
        ueberfaellig=sum(zeile.is_ueberfaellig for zeile in offen),
    )


def _owners(stand: Datenstand) -> set[str]:
    return {akte.kennzahl.fachbereich.strip() for akte in stand.akten.values()} - {""}


def _counts(messwert: Messwert, jahr: int) -> bool:
    return messwert.wert is not None and messwert.zeitraum.jahr == jahr


def _year_of(f: Faelligkeit, stand: Datenstand, jahr: int) -> Zeitraum:
    """The Zeitraum a row asks for; a survey that was missed is asked for in the year of the workbook."""
    if stand.akten[f.kennzahl_nr].kennzahl.frequenz is Frequenz.MEHRJAEHRIG:
        return Zeitraum(jahr)
    return f.zeitraum


def _open_row(akte: Kennzahlakte, f: Faelligkeit, jahr: int, heute: date) -> Lieferzeile:
    zeitraum = Zeitraum(jahr) if akte.kennzahl.frequenz is Frequenz.MEHRJAEHRIG else f.zeitraum
    is_ueberfaellig = f.stand is Faelligkeitsstand.UEBERFAELLIG
    if is_ueberfaellig:
        text = f"überfällig seit {format_date(f.faellig_am)}"
    elif f.stand is Faelligkeitsstand.OHNE_WERT:
        text = f"gemeldet: „{f.roh}“"
    elif zeitraum.ende >= heute:
        text = f"läuft noch, fällig {format_date(f.faellig_am)}"
    else:
        text = f"fällig {format_date(f.faellig_am)}"
    return Lieferzeile(
        akte,
        werteform(akte),
        zeitraum,
        text,
        last_value(akte, zeitraum),
        target_text(akte, jahr),
        range_text(akte, zeitraum),
        is_ueberfaellig=is_ueberfaellig,
        zeitraum_offen=akte.kennzahl.frequenz is Frequenz.MEHRJAEHRIG,
    )


def _delivered_row(akte: Kennzahlakte, messwert: Messwert, jahr: int) -> Lieferzeile:
    beispiel = " (Beispiel)" if _herkunft(akte, messwert) is Herkunft.BEISPIEL else ""
    return Lieferzeile(
        akte,
        werteform(akte),
        messwert.zeitraum,
        f"geliefert{beispiel}",
        last_value(akte, messwert.zeitraum),
        target_text(akte, jahr),
        range_text(akte, messwert.zeitraum),
        messwert,
    )


def _overview_row(akte: Kennzahlakte, faellig: Sequence[Faelligkeit], jahr: int) -> Uebersichtszeile:
    da = sum(_counts(m, jahr) for m in akte.messwerte)
    offen = sum(f.kennzahl_nr == akte.nr for f in faellig)
    if offen and da:
        lieferstand = f"{da} von {da + offen} geliefert"
    elif offen:
        lieferstand = "offen"
    else:
        lieferstand = "geliefert" if da else "nicht fällig"
    spanne = range_text(akte, Zeitraum(jahr, akte.kennzahl.frequenz.periode))
    return Uebersichtszeile(akte, history_text(akte, jahr), target_text(akte, jahr), spanne, lieferstand)


def history_text(akte: Kennzahlakte, vor: int) -> str:
    """The newest years with a value before a year, newest first; a star marks what is a Beispiel.

    Years, not the last calendar years: official figures come late, and surveys every few years.
    """
    form, texte = werteform(akte), []
    for wert in jahreswerte(akte, vor - 1)[: -FRUEHERE_JAHRE - 1 : -1]:
        stern = BEISPIEL_STERN if any(_herkunft(akte, m) is Herkunft.BEISPIEL for m in wert.aus) else ""
        texte.append(f"{wert.jahr}:{NO_BREAK_SPACE}{form.zahl(wert.wert)}{stern}")
    return " · ".join(texte) or UNKNOWN


def last_value(akte: Kennzahlakte, vor: Zeitraum) -> str:
    """Newest value of an earlier Zeitraum of the same length, with its Zeitraum; „–“ where there is none."""
    fruehere = [
        m
        for m in akte.messwerte
        if m.wert is not None and m.zeitraum.periode is vor.periode and m.zeitraum.sort_key < vor.sort_key
    ]
    if not fruehere:
        return UNKNOWN
    letzter = max(fruehere, key=lambda m: m.zeitraum.sort_key)
    beispiel = ", Beispiel" if _herkunft(akte, letzter) is Herkunft.BEISPIEL else ""
    return f"{werteform(akte).zahl(letzter.wert)} ({format_zeitraum(letzter.zeitraum)}{beispiel})"


def target_text(akte: Kennzahlakte, jahr: int) -> str:
    """What is to be reached in a year: its target, else the next later one with its year."""
    kennzahl, form = akte.kennzahl, werteform(akte)
    if kennzahl.zieltyp is Zieltyp.BEOBACHTEN:
        return "nur beobachten"
    if kennzahl.zieltyp is Zieltyp.KORRIDOR:
        if kennzahl.untergrenze is None or kennzahl.obergrenze is None:
            return UNKNOWN
        text = f"{form.zahl(kennzahl.untergrenze)} bis {form.zahl(kennzahl.obergrenze)}"
        return _labelled(text, kennzahl.ziel_herkunft)
    kommende = [z for z in akte.zielwerte if z.jahr >= jahr]
    gilt = min(kommende, key=lambda z: z.jahr, default=None)
    if kennzahl.zieltyp.is_hold:
        # A line holds on from the year it was set for.
        bisherige = [z for z in akte.zielwerte if z.jahr <= jahr]
        gilt = max(bisherige, key=lambda z: z.jahr, default=gilt)
    if gilt is None:
        return UNKNOWN
    wort = {Zieltyp.MINDESTENS: "mindestens ", Zieltyp.HOECHSTENS: "höchstens "}.get(kennzahl.zieltyp, "")
    wann = f" bis {gilt.jahr}" if gilt.jahr > jahr else ""
    return _labelled(f"{wort}{form.zahl(gilt.wert)}{wann}", gilt.herkunft)


def range_text(akte: Kennzahlakte, zeitraum: Zeitraum) -> str:
    """The plausible range that was laid down, else the series' own, which says so: „bisher 70 bis 82,5“."""
    kennzahl, form = akte.kennzahl, werteform(akte)
    von, bis = kennzahl.plausibel_von, kennzahl.plausibel_bis
    if von is not None and bis is not None:
        return f"{form.zahl(von)} bis {form.zahl(bis)}"
    if von is not None:
        return f"ab {form.zahl(von)}"
    if bis is not None:
        return f"bis {form.zahl(bis)}"
    werte = list(_comparable(akte, zeitraum))
    if len(werte) < _SPANNE_MINDESTENS:
        return UNKNOWN
    return f"bisher {form.zahl(min(werte))} bis {form.zahl(max(werte))}"


def _comparable(akte: Kennzahlakte, zeitraum: Zeitraum) -> Iterator[Decimal]:
    """Values of the same length since the last change of method, without the asked one."""
    bruch = letzter_reihenbruch(akte, zeitraum.jahr)
    for m in akte.messwerte:
        if m.wert is None or m.zeitraum == zeitraum or m.zeitraum.periode is not zeitraum.periode:
            continue
        if bruch is None or m.zeitraum.sort_key >= bruch.ab.sort_key:
            yield m.wert


def _herkunft(akte: Kennzahlakte, messwert: Messwert) -> Herkunft:
    return weakest([messwert.herkunft or akte.kennzahl.herkunft])


def _labelled(text: str, herkunft: Herkunft) -> str:
    return f"{text} (Beispiel)" if herkunft is Herkunft.BEISPIEL else text
