"""Bearbeitung: the way of a draft: begun, written on, looked at, delivered; nothing here is a page.

A draft is its author's alone: for everybody else there is none. It becomes a Lieferung like every other file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kek_dashboard.domain.bearbeitung.abgleich import (
    Abgleich,
    Streitfeld,
    compare_windows,
    compare_with,
    decide,
    decide_windows,
)
from kek_dashboard.domain.bearbeitung.aenderung import beschluss_tag, lacks
from kek_dashboard.domain.bearbeitung.entwurf import (
    Anlass,
    Entwurf,
    UnreadableEntwurfError,
    new_entwurf,
    read_entwurf,
    write_entwurf,
)
from kek_dashboard.domain.bearbeitung.gegenstand import Formular, Gegenstand, Sache, read_formular
from kek_dashboard.domain.bearbeitung.mappe import make_sheets
from kek_dashboard.domain.bearbeitung.verzeichnis import find_gegenstand, title_of
from kek_dashboard.domain.befund import Schwere
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.annahme import Annahme
from kek_dashboard.importers.mappe import Arbeitsmappe
from kek_dashboard.reports.stammdatenblatt import Stammdatenblatt
from kek_dashboard.store.arbeitsstand import (
    LAENGSTER_NAME,
    Arbeitsart,
    Arbeitsstand,
    StaleArbeitsstandError,
    change_arbeitsstand,
    create_arbeitsstand,
    delete_arbeitsstand,
    list_own,
    read_own,
)
from kek_dashboard.store.load import read_datenstand, read_version, today
from kek_dashboard.store.session import Reading, Store
from kek_dashboard.store.ueberholt import read_waiting
from kek_dashboard.web.abgabe import deliver_file, make_file, try_file
from kek_dashboard.web.bearbeitungsformen import (
    Arbeit,
    NotDeliverableError,
    Pruefung,
    TakenNumberError,
    UnknownGegenstandError,
)

_ART = Arbeitsart.BEARBEITUNG
_BREITEN = {"Wortlaut": 70, "Text": 70, "Definition": 60, "Bezeichnung": 40, "Grund": 60, "Meilenstein": 40}
_BREITE = 18


def begin(store: Store, akteur: Akteur, sache: Sache, *, is_new: bool = False) -> Arbeit:
    """A new draft of a thing as it is now.

    Raises ``UnknownGegenstandError``, ``TakenNumberError``, ``ArbeitsstandRefusedError``.
    """
    gegenstand = _gegenstand(sache)
    with store.writing() as connection:
        stand = read_datenstand(connection, pruefer=akteur)
        da = any(sache == andere for andere in gegenstand.alle(stand))
        vorgeschlagen = {(v.bezug, v.nr) for v in stand.vorschlaege}
        if is_new and gegenstand.kann_neu and (da or (sache.art, sache.nr) in vorgeschlagen):
            raise TakenNumberError(gegenstand.wort, sache.nr)
        if gegenstand.name_von(stand, sache) is None and not (is_new and gegenstand.kann_neu):
            raise UnknownGegenstandError(sache.nr)
        entwurf = new_entwurf(sache, read_formular(gegenstand, stand, sache), is_new=not da)
        name = title_of(stand, sache)[:LAENGSTER_NAME]
        kept = create_arbeitsstand(connection, akteur, _ART, name, 0, "", write_entwurf(entwurf))
    return Arbeit(kept, entwurf, gegenstand)


def load_draft(store: Store, akteur: Akteur, kennung: str) -> Arbeit:
    """One's own draft; raises ``UnknownArbeitsstandError``, ``UnreadableEntwurfError``."""
    with store.reading() as connection:
        return _read(connection, akteur, kennung)


def list_drafts(store: Store, akteur: Akteur) -> tuple[Arbeit, ...]:
    """One's own drafts, the one changed last first; one that cannot be read is left out."""
    with store.reading() as connection:
        alle = list_own(connection, akteur, _ART)
    gefunden = []
    for kept in alle:
        try:
            gefunden.append(_arbeit(kept))
        except UnreadableEntwurfError:
            continue
    return tuple(gefunden)


def save(
    store: Store, akteur: Akteur, kennung: str, fortschreibung: int, werte: Formular, anlass: Anlass
) -> tuple[Arbeit, bool]:
    """Keeps what was typed; the second says whether it went straight in.

    Where another window saved in between, what was typed here is kept beside it, to be chosen from; nothing of
    either is lost. Raises ``UnknownArbeitsstandError``, ``NotDeliverableError`` for one that is delivered.
    """
    with store.writing() as connection:
        arbeit = _read(connection, akteur, kennung)
        _require_open(arbeit)
        kept, entwurf = arbeit.kept, arbeit.entwurf
        if kept.fortschreibung == fortschreibung:
            neu, glatt = entwurf.with_werte(werte, anlass), True
        else:
            anders = compare_windows(arbeit.gegenstand, entwurf, werte) or anlass != entwurf.anlass
            andere = (*entwurf.andere, (werte, anlass)) if anders else entwurf.andere
            neu, glatt = replace(entwurf, andere=andere), not anders
        return _write(connection, akteur, arbeit, neu), glatt


def choose_window(
    store: Store, akteur: Akteur, kennung: str, meine: Collection[str], anlass: Anlass | None
) -> Arbeit:
    """Settles what a second window typed: the fields in ``meine`` come from it, ``anlass`` too where it is given."""
    with store.writing() as connection:
        arbeit = _read(connection, akteur, kennung)
        _require_open(arbeit)
        if not arbeit.entwurf.andere:
            return arbeit
        streit = window_conflicts(arbeit)
        neu = decide_windows(arbeit.entwurf, streit, meine)
        return _write(connection, akteur, arbeit, neu if anlass is None else replace(neu, anlass=anlass))


def window_conflicts(arbeit: Arbeit) -> tuple[Streitfeld, ...]:
    """Fields in which the oldest unsettled second window says something else than what was saved."""
    if not arbeit.entwurf.andere:
        return ()
    return compare_windows(arbeit.gegenstand, arbeit.entwurf, arbeit.entwurf.andere[0][0])


def bring_up_to_date(store: Store, akteur: Akteur, kennung: str, deren: Collection[str]) -> Arbeit:
    """Puts the draft on top of the record as it is now; in the fields in ``deren`` the released value holds."""
    with store.writing() as connection:
        arbeit = _read(connection, akteur, kennung)
        _require_open(arbeit)
        jetzt = _now(connection, akteur, arbeit)
        abgleich = compare_with(arbeit.gegenstand, arbeit.entwurf, jetzt)
        return _write(connection, akteur, arbeit, decide(abgleich, jetzt, arbeit.entwurf, deren))


def examine(store: Store, akteur: Akteur, arbeit: Arbeit) -> Pruefung:
    """What the draft would do if it were delivered and released now; stores nothing.

    What somebody else released meanwhile and the draft does not touch is part of it, as it would be delivered.
    """
    with store.reading() as connection:
        abgleich, neu = _merged(connection, akteur, arbeit)
    maengel = lacks(arbeit.gegenstand, neu.entwurf)
    file = None if maengel else _file(neu)
    tag = max(today(), beschluss_tag(arbeit.entwurf) or today())
    with store.reading() as connection:
        vorher = read_datenstand(connection, tag)
        if file is None:
            return Pruefung(maengel, abgleich, None, vorher, None, (), tag)
        annahme = try_file(connection, akteur, *file)
        dazu = [(a.feld, a.schluessel, a.neu) for a in annahme.aenderungen]
        nachher = read_datenstand(connection, tag, dazu=dazu) if annahme.angenommen else None
        andere = read_waiting(connection, [(feld, satz) for feld, _, satz in dazu])
    return Pruefung(maengel, abgleich, annahme, vorher, nachher, andere, tag)


def deliver(store: Store, akteur: Akteur, kennung: str, fortschreibung: int) -> Annahme:
    """Makes a waiting Lieferung of a draft.

    Raises ``UnknownArbeitsstandError``, ``StaleArbeitsstandError`` where it was written on since it was looked at,
    ``NotDeliverableError`` where something is missing or somebody else changed the same; then nothing has changed.
    """
    with store.reading() as connection:
        version = read_version(connection)
        arbeit = _read(connection, akteur, kennung)
        _require_open(arbeit)
        abgleich, neu = _merged(connection, akteur, arbeit)
    _require_ready(neu, abgleich)
    mappe, inhalt = _file(neu)
    with store.writing() as connection:
        jetzt = _read(connection, akteur, kennung)
        if jetzt.kept.fortschreibung != fortschreibung or jetzt.kept != arbeit.kept:
            raise StaleArbeitsstandError(jetzt.kept.wer)
        if read_version(connection) != version:
            raise NotDeliverableError("Eben wurde etwas freigegeben. Bitte noch einmal prüfen.")
        annahme = deliver_file(connection, akteur, mappe, inhalt)
        if not annahme.angenommen or annahme.lieferung is None:
            fehler = " ".join(b.text for b in annahme.befunde if b.schwere is Schwere.FEHLER)
            raise NotDeliverableError(fehler or "Die Prüfung lässt das so nicht zu.")
        _write(connection, akteur, arbeit, replace(neu.entwurf, lieferung=annahme.lieferung))
    return annahme


def _require_ready(arbeit: Arbeit, abgleich: Abgleich) -> None:
    """Nothing is missing, and nothing is left to choose."""
    if arbeit.entwurf.andere:
        raise NotDeliverableError("Bitte zuerst wählen, was aus dem zweiten Fenster gelten soll.")
    if abgleich.streit:
        raise NotDeliverableError(
            "Inzwischen wurde dasselbe geändert und freigegeben. Bitte zuerst wählen, was gelten soll."
        )
    maengel = lacks(arbeit.gegenstand, arbeit.entwurf)
    if maengel:
        raise NotDeliverableError(maengel[0].satz)


def reopen(store: Store, akteur: Akteur, kennung: str) -> Arbeit:
    """Takes a delivered draft up again, for another delivery."""
    with store.writing() as connection:
        arbeit = _read(connection, akteur, kennung)
        return _write(connection, akteur, arbeit, replace(arbeit.entwurf, lieferung=None))


def discard(store: Store, akteur: Akteur, kennung: str) -> None:
    """Throws one's own draft away; raises ``UnknownArbeitsstandError``."""
    with store.writing() as connection:
        read_own(connection, akteur, _ART, kennung)
        delete_arbeitsstand(connection, _ART, kennung)


def _file(arbeit: Arbeit) -> tuple[Arbeitsmappe, bytes]:
    sache = arbeit.entwurf.sache
    titel = f"{arbeit.gegenstand.wort} {sache.nr}"
    blaetter = [
        Stammdatenblatt(
            blatt.name,
            f"{titel}: Änderung am Bildschirm",
            blatt.spalten,
            blatt.zeilen,
            [_BREITEN.get(spalte, _BREITE) for spalte in blatt.spalten],
            blatt.hinweis,
        )
        for blatt in make_sheets(arbeit.gegenstand, arbeit.entwurf)
    ]
    return make_file(blaetter, file_name(arbeit.gegenstand, sache), titel)


def file_name(gegenstand: Gegenstand, sache: Sache) -> str:
    """What the file of a draft is called."""
    nummer = "".join(z if z.isalnum() or z in "-." else "-" for z in sache.nr)
    return f"{gegenstand.wort}-{nummer}.xlsx"


def _merged(connection: Reading, akteur: Akteur, arbeit: Arbeit) -> tuple[Abgleich, Arbeit]:
    """The draft beside the record as it is now, and on top of it (mine where in doubt)."""
    jetzt = _now(connection, akteur, arbeit)
    abgleich = compare_with(arbeit.gegenstand, arbeit.entwurf, jetzt)
    return abgleich, replace(arbeit, entwurf=decide(abgleich, jetzt, arbeit.entwurf, ()))


def _now(connection: Reading, akteur: Akteur, arbeit: Arbeit) -> Formular:
    stand = read_datenstand(connection, pruefer=akteur)
    return read_formular(arbeit.gegenstand, stand, arbeit.entwurf.sache)


def _read(connection: Reading, akteur: Akteur, kennung: str) -> Arbeit:
    return _arbeit(read_own(connection, akteur, _ART, kennung))


def _arbeit(kept: Arbeitsstand) -> Arbeit:
    entwurf = read_entwurf(kept.inhalt)
    gegenstand = find_gegenstand(entwurf.sache.art)
    if gegenstand is None:
        raise UnreadableEntwurfError
    return Arbeit(kept, entwurf, gegenstand)


def _write(connection: Reading, akteur: Akteur, arbeit: Arbeit, entwurf: Entwurf) -> Arbeit:
    kept = change_arbeitsstand(
        connection, akteur, _ART, arbeit.kept.id, arbeit.kept.fortschreibung, inhalt=write_entwurf(entwurf)
    )
    return replace(arbeit, kept=kept, entwurf=entwurf)


def _gegenstand(sache: Sache) -> Gegenstand:
    gegenstand = find_gegenstand(sache.art)
    if gegenstand is None:
        raise UnknownGegenstandError(sache.art)
    return gegenstand


def _require_open(arbeit: Arbeit) -> None:
    if arbeit.entwurf.lieferung is not None:
        raise NotDeliverableError(
            f"Dieser Entwurf ist schon als Lieferung {arbeit.entwurf.lieferung} abgegeben. Geändert wurde nichts."
        )


__all__ = [
    "Arbeit",
    "NotDeliverableError",
    "Pruefung",
    "TakenNumberError",
    "UnknownGegenstandError",
    "begin",
    "bring_up_to_date",
    "choose_window",
    "deliver",
    "discard",
    "examine",
    "list_drafts",
    "load_draft",
    "reopen",
    "save",
    "window_conflicts",
]
