"""Load: everything known on a day, read once, as the domain's immutable Datenstand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.haushalt import VOLLZUG, fassung_rang
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.kennzahl import Kennzahl, Kennzahlakte, Messwert, Zielwert
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.domain.satzung import Festsetzung
from kek_dashboard.domain.verfahren import KENNZAHL
from kek_dashboard.domain.zielsystemsicht import make_systems
from kek_dashboard.store import schema
from kek_dashboard.store.geheimhaltung import withhold
from kek_dashboard.store.ordnung import (
    by_day,
    by_kennzahl,
    by_massnahme,
    by_number,
    by_plan,
    by_region,
    is_valid,
    produkte_by_number,
)
from kek_dashboard.store.session import Store
from kek_dashboard.store.vorschlaege import with_akten, without_proposed
from kek_dashboard.store.zielsysteme import proposals, steps, whole

Schluessel = tuple[Any, ...]
#: The Lieferung of records that are only asked about.
_NICHT_GELIEFERT = 0


@dataclass(frozen=True, slots=True)
class Geltung:
    """Which Lieferungen count on a day, with the rank of their release (later = newer)."""

    rang: Mapping[int, int]
    version: int
    tag: date


@dataclass(slots=True)
class Versionen:
    """All counting versions of one key, oldest first, with their place (lieferung, lfd)."""

    saetze: list[Any]
    orte: list[tuple[int, int]]


def data_version(store: Store) -> int:
    """Number of the newest release or withdrawal; rises with everything that changes a figure."""
    with store.reading() as connection:
        return read_version(connection)


def read_version(connection: Connection) -> int:
    """``data_version`` inside a transaction."""
    version: int = connection.execute(
        sa.select(sa.func.coalesce(sa.func.max(schema.ereignis.c.nr), 0))
    ).scalar_one()
    return version


def load_freigabetage(store: Store) -> tuple[date, ...]:
    """The days on which something was released or withdrawn, newest first: on each of them more became known."""
    with store.reading() as connection:
        tage = connection.execute(
            sa.select(schema.ereignis.c.am).distinct().order_by(schema.ereignis.c.am.desc())
        )
        return tuple(tage.scalars())


def today() -> date:
    """The day that counts when none is named: the county's calendar day."""
    return datetime.now(UTC).astimezone().date()


def load_datenstand(store: Store, wissensstand: date | None = None) -> Datenstand:
    """Everything released on or before ``wissensstand`` (default: today), each thing in its newest version."""
    with store.reading() as connection:
        return read_datenstand(connection, wissensstand)


def read_geltung(connection: Connection, tag: date) -> Geltung:
    """Which Lieferungen count on a day: released by then and not taken back by then."""
    rang: dict[int, int] = {}
    e = schema.ereignis.c
    for nr, lieferung, art in connection.execute(
        sa.select(e.nr, e.lieferung, e.art).where(e.am <= tag).order_by(e.nr)
    ):
        if art == schema.FREIGEGEBEN:
            rang[lieferung] = nr
        else:
            rang.pop(lieferung, None)
    return Geltung(rang, read_version(connection), tag)


def read_versions(
    connection: Connection, satzart: schema.Satzart, geltung: Geltung
) -> dict[Schluessel, Versionen]:
    """All counting versions of each key of one kind of record, oldest first."""
    build = record_builder(satzart)
    key = itemgetter(*(f"{name}" for name in satzart.schluessel))
    rang = geltung.rang
    rows = [
        row for row in connection.execute(sa.select(satzart.tabelle)).mappings() if row["lieferung"] in rang
    ]
    rows.sort(key=lambda row: (rang[row["lieferung"]], row["lfd"]))
    gefunden: dict[Schluessel, Versionen] = {}
    for row in rows:
        schluessel = key(row)
        if not isinstance(schluessel, tuple):
            schluessel = (schluessel,)
        versionen = gefunden.get(schluessel)
        if versionen is None:
            versionen = gefunden[schluessel] = Versionen([], [])
        versionen.saetze.append(build(row))
        versionen.orte.append((row["lieferung"], row["lfd"]))
    return gefunden


def record_builder(satzart: schema.Satzart) -> Callable[[RowMapping], Any]:
    """Function that makes the domain's record of a row."""
    namen = [feld.name for feld in fields(satzart.klasse) if feld.name != "fundstelle"]
    klasse = satzart.klasse

    def build(row: RowMapping) -> Any:
        fundstelle = Fundstelle(row["blatt"], row["zelle"], row["roh"], row["lieferung"])
        return klasse(*(row[name] for name in namen), fundstelle)

    return build


def _with_asked(geltung: Geltung) -> Geltung:
    """As if a Lieferung without a number had been released last."""
    if _NICHT_GELIEFERT in geltung.rang:
        return geltung
    zuletzt = max(geltung.rang.values(), default=0)
    return replace(geltung, rang={**geltung.rang, _NICHT_GELIEFERT: zuletzt + 1})


def read_datenstand(
    connection: Connection,
    wissensstand: date | None = None,
    *,
    with_messwerte: bool = True,
    dazu: Iterable[tuple[str, Schluessel, Any]] = (),
    pruefer: Akteur | None = None,
) -> Datenstand:
    """``load_datenstand`` inside a transaction; without Messwerte where only the rules are asked for.

    ``dazu``: records (their kind, key, record) as if they were released last; for asking what they would do.
    Small counts of persons are taken out (``store.geheimhaltung``); ``pruefer``, whoever a delivery is checked for,
    sees those that are theirs.
    """
    tag = wissensstand or today()
    geltung = read_geltung(connection, tag)
    alle = {
        satzart.feld: read_versions(connection, satzart, geltung)
        if with_messwerte or satzart.feld != "messwerte"
        else {}
        for satzart in schema.SATZARTEN
    }
    for lfd, (feld, schluessel, satz) in enumerate(dazu, start=1):
        versionen = alle[feld].setdefault(schluessel, Versionen([], []))
        versionen.saetze.append(satz)
        versionen.orte.append((_NICHT_GELIEFERT, lfd))
        geltung = _with_asked(geltung)
    withhold(connection, alle, pruefer)
    newest: Mapping[str, list[Any]] = {
        feld: [v.saetze[-1] for v in versionen.values()] for feld, versionen in alle.items()
    }
    haushalte = _haushalte(connection, geltung)
    produktfassungen = produkte_by_number(newest["produkte"])
    offen, vorschlaege = proposals(newest)
    akten = _akten(newest, alle, tag)
    newest = without_proposed(newest, offen)
    massnahmen = (v.saetze for v in alle["massnahmen"].values())
    gesamt = whole(newest, massnahmen, _as_released(alle["ziele"], geltung), offen, tag)
    stand = Datenstand(
        wissensstand=tag,
        version=geltung.version,
        akten=MappingProxyType({nr: a for nr, a in akten.items() if (KENNZAHL, nr) not in offen}),
        produkte=MappingProxyType({nr: fassungen[0] for nr, fassungen in produktfassungen.items()}),
        organisation=by_number(newest["organisation"], lambda satz: satz.name),
        haushalte=MappingProxyType(
            {
                jahr: plaene
                for jahr, alle_ in haushalte.items()
                if (plaene := tuple(f for f in alle_ if f != VOLLZUG))
            }
        ),
        vollzuege=tuple(jahr for jahr, alle_ in haushalte.items() if VOLLZUG in alle_),
        satzungssummen=by_plan(newest["satzungssummen"], lambda s: list(Festsetzung).index(s.festsetzung)),
        haushaltsstaende=by_plan(newest["haushaltsstaende"], lambda s: s.am),
        meilensteine=by_massnahme(newest["meilensteine"]),
        sitzungen=by_day(newest["sitzungen"]),
        vergleichswerte=by_region(newest["vergleichswerte"]),
        produktfassungen=produktfassungen,
        lieferungen=MappingProxyType(read_lieferungen(connection, tag, nur=geltung.rang)),
        nachfolgen=steps(newest["nachfolgen"], geltung.rang),
        vorschlaege=with_akten(vorschlaege, akten),
        kennzahlfassungen=_kennzahlfassungen(alle, geltung, offen),
        gruende=MappingProxyType(
            {
                satz.fundstelle.lieferung: satz
                for versionen in alle["aenderungsgruende"].values()
                for satz in versionen.saetze
            }
        ),
    )
    return stand.with_all(gesamt, make_systems(newest["zielsysteme"], newest["zielebenen"], gesamt.ziele))


def _akten(
    newest: Mapping[str, list[Any]],
    alle: Mapping[str, dict[Schluessel, Versionen]],
    tag: date,
) -> Mapping[str, Kennzahlakte]:
    """Every Kennzahl, decided or only proposed, with the targets and mappings of all Zielsysteme."""
    kennzahlen: list[Kennzahl] = newest["kennzahlen"]
    messwerte, fruehere = _messwerte(alle["messwerte"])
    zielwerte, alte_ziele = _zielwerte(alle["zielwerte"], tag)
    brueche = by_kennzahl(newest["reihenbrueche"])
    zuordnungen = by_kennzahl(z for z in newest["zuordnungen"] if is_valid(z, tag))
    return MappingProxyType(
        {
            k.nr: Kennzahlakte(
                k,
                tuple(sorted(zielwerte.get(k.nr, ()), key=lambda z: z.jahr)),
                tuple(sorted(messwerte.get(k.nr, ()), key=lambda m: m.zeitraum.sort_key)),
                tuple(sorted(brueche.get(k.nr, ()), key=lambda b: b.ab.sort_key)),
                tuple(
                    sorted(zuordnungen.get(k.nr, ()), key=lambda z: (z.zielsystem, nummer_key(z.unterziel)))
                ),
                tuple(fruehere.get(k.nr, ())),
                tuple(alte_ziele.get(k.nr, ())),
            )
            for k in sorted(kennzahlen, key=lambda k: nummer_key(k.nr))
        }
    )


def _as_released(versionen: Mapping[Schluessel, Versionen], geltung: Geltung) -> list[Any]:
    """All versions of all records of a kind, in the order of their release and of their file."""
    alle = [
        (geltung.rang[lieferung], lfd, satz)
        for v in versionen.values()
        for satz, (lieferung, lfd) in zip(v.saetze, v.orte, strict=True)
    ]
    return [satz for *_, satz in sorted(alle, key=lambda eintrag: eintrag[:2])]


def _kennzahlfassungen(
    alle: Mapping[str, dict[Schluessel, Versionen]], geltung: Geltung, offen: frozenset[tuple[str, str]]
) -> Mapping[str, tuple[tuple[str, Any], ...]]:
    """Every counting version of master record, target, mapping and base of each decided Kennzahl, by release.

    None of one that counts persons: what is laid down for it may be a small count itself.
    """
    personen = {s.nr for v in alle["kennzahlen"].values() for s in v.saetze if s.personenbezogen}
    gefunden: dict[str, list[tuple[int, int, int, str, Any]]] = {}
    for platz, feld in enumerate(("kennzahlen", "ausgangswerte", "zielwerte", "zuordnungen")):
        for versionen in alle[feld].values():
            for satz, (lieferung, lfd) in zip(versionen.saetze, versionen.orte, strict=True):
                nr = satz.nr if feld == "kennzahlen" else satz.kennzahl_nr
                if (KENNZAHL, nr) not in offen and nr not in personen:
                    gefunden.setdefault(nr, []).append((geltung.rang[lieferung], platz, lfd, feld, satz))
    return MappingProxyType(
        {
            nr: tuple((feld, satz) for *_, feld, satz in sorted(liste, key=lambda eintrag: eintrag[:3]))
            for nr, liste in gefunden.items()
        }
    )


def _messwerte(
    versionen: Mapping[Schluessel, Versionen],
) -> tuple[dict[str, list[Messwert]], dict[str, list[Messwert]]]:
    """Per Kennzahl the Messwert that counts for each Zeitraum, and the versions before it, newest first.

    A cell without a value never replaces a value: missing is no correction.
    """
    geltend: dict[str, list[Messwert]] = {}
    fruehere: dict[str, list[Messwert]] = {}
    for liste in versionen.values():
        alle: list[Messwert] = liste.saetze
        gilt = newest_messwert(alle)
        geltend.setdefault(gilt.kennzahl_nr, []).append(gilt)
        if len(alle) > 1:
            fruehere.setdefault(gilt.kennzahl_nr, []).extend(m for m in reversed(alle) if m is not gilt)
    return geltend, fruehere


def newest_messwert(versionen: list[Messwert]) -> Messwert:
    """The newest version with a value; only where none has one, the newest without."""
    return next((m for m in reversed(versionen) if m.wert is not None or m.is_withheld), versionen[-1])


def _zielwerte(
    versionen: Mapping[Schluessel, Versionen], tag: date
) -> tuple[dict[str, list[Zielwert]], dict[str, list[Zielwert]]]:
    """Per Kennzahl the target that holds for each year (and Zielsystem) on the day, and all other known ones.

    Of several valid for one year the one with the latest „Gültig ab“ holds.
    """
    geltend: dict[tuple[str, int, str], Zielwert] = {}
    andere: dict[str, list[Zielwert]] = {}
    for liste in versionen.values():
        *alte, neu = liste.saetze
        for alt in alte:
            andere.setdefault(alt.kennzahl_nr, []).append(alt)
        if not is_valid(neu, tag):
            andere.setdefault(neu.kennzahl_nr, []).append(neu)
            continue
        platz = (neu.kennzahl_nr, neu.jahr, neu.zielsystem)
        bisher = geltend.get(platz)
        if bisher is None:
            geltend[platz] = neu
            continue
        sieger, verlierer = sorted((bisher, neu), key=lambda z: z.gueltig_ab or date.min, reverse=True)
        geltend[platz] = sieger
        andere.setdefault(verlierer.kennzahl_nr, []).append(verlierer)
    gruppen: dict[str, list[Zielwert]] = {}
    for (nr, *_), zielwert in geltend.items():
        gruppen.setdefault(nr, []).append(zielwert)
    return gruppen, andere


def _haushalte(connection: Connection, geltung: Geltung) -> Mapping[int, tuple[str, ...]]:
    """Haushaltsjahre that are known, each with its Fassungen, oldest first."""
    from_lieferung: dict[int, set[str]] = {}
    spalten = schema.lieferung.c
    for nr, jahr, fassung in connection.execute(
        sa.select(spalten.nr, spalten.haushaltsjahr, spalten.fassung).where(spalten.art == Lieferart.HAUSHALT)
    ):
        if nr in geltung.rang:
            from_lieferung.setdefault(jahr, set()).add(fassung)
    return MappingProxyType(
        {jahr: tuple(sorted(from_lieferung[jahr], key=fassung_rang)) for jahr in sorted(from_lieferung)}
    )


def read_lieferungen(
    connection: Connection, tag: date | None = None, nur: Mapping[int, int] | None = None
) -> dict[int, Lieferung]:
    """Lieferungen by number as they stood on a day (default: with all events known)."""
    e = schema.ereignis.c
    abfrage = sa.select(e.lieferung, e.art, e.am, e.rueckwirkend, e.grund, e.wer).order_by(e.nr)
    if tag is not None:
        abfrage = abfrage.where(e.am <= tag)
    freigaben: dict[int, tuple[date, bool, str]] = {}
    rueckzuege: dict[int, tuple[date, str, str]] = {}
    for nr, art, am, rueckwirkend, grund, wer in connection.execute(abfrage):
        if art == schema.FREIGEGEBEN:
            freigaben[nr] = (am, rueckwirkend, wer)
        else:
            rueckzuege[nr] = (am, grund, wer)
    gefunden: dict[int, Lieferung] = {}
    for row in connection.execute(sa.select(schema.lieferung).order_by(schema.lieferung.c.nr)).mappings():
        nr = row["nr"]
        if nur is not None and nr not in nur:
            continue
        frei_am, rueckwirkend, frei_von = freigaben.get(nr, (None, False, ""))
        zurueck_am, grund, zurueck_von = rueckzuege.get(nr, (None, "", ""))
        gefunden[nr] = Lieferung(
            **row,
            freigegeben_am=frei_am,
            rueckwirkend=rueckwirkend,
            zurueckgezogen_am=zurueck_am,
            grund=grund,
            freigegeben_von=frei_von,
            zurueckgezogen_von=zurueck_von,
        )
    return gefunden
