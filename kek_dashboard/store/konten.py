"""Konten: accounts of people: made, changed, locked; never deleted, for the audit trail names them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import KOMMANDOZEILE, OIDC, WEB, Akteur, Aktion, Rolle, fold
from kek_dashboard.store import drossel, schema
from kek_dashboard.store.errors import KontoError, NotAllowedError, UnknownKontoError
from kek_dashboard.store.passwort import hash_password
from kek_dashboard.store.protokoll import append_entry, konto_state
from kek_dashboard.store.session import Store
from kek_dashboard.store.zeit import timestamp

_NAME = re.compile(r"[^\W_][\w.@+\-]{0,98}[^\W_]")
_LONGEST_ANZEIGENAME = 200


@dataclass(frozen=True, slots=True)
class Konto:
    """One account. A session is good while ``aktiv`` and ``sitzungsstand`` are what they were at sign-in.

    ``passwort_einmalig``: somebody else knows the password; it must be changed at the first sign-in.
    """

    name: str
    anzeigename: str
    rollen: frozenset[Rolle]
    fachbereiche: tuple[str, ...]
    aktiv: bool
    sitzungsstand: int
    angelegt: str
    hat_passwort: bool
    passwort_einmalig: bool
    oidc_sub: str | None

    def akteur(self, herkunft: str = WEB) -> Akteur:
        """The account as somebody who acts."""
        return Akteur(self.name, self.rollen, self.fachbereiche, herkunft)

    def as_json(self) -> dict[str, object]:
        """In the shape of the command line's JSON."""
        return {
            "name": self.name,
            "anzeigename": self.anzeigename,
            "rollen": sorted(self.rollen),
            "fachbereiche": list(self.fachbereiche),
            "aktiv": self.aktiv,
            "angelegt": self.angelegt,
        }


def list_konten(store: Store) -> tuple[Konto, ...]:
    """All accounts by name, locked ones too."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(schema.konto)).mappings().all()
    return tuple(sorted((build_konto(row) for row in rows), key=lambda konto: konto.name))


def load_konto(store: Store, name: str) -> Konto | None:
    """An account, ``None`` where there is none; asked at each request of a session."""
    with store.reading() as connection:
        row = read_row(connection, name)
    return None if row is None else build_konto(row)


def create_konto(  # noqa: PLR0913 - the fields of an account
    store: Store,
    akteur: Akteur,
    name: str,
    rollen: Collection[Rolle],
    *,
    fachbereiche: Iterable[str] = (),
    passwort: str = "",
    einmalig: bool = False,
    anzeigename: str = "",
    oidc_sub: str | None = None,
) -> Konto:
    """A new account; without ``passwort`` none opens it. Raises ``KontoError``, ``NotAllowedError``."""
    _require(akteur)
    konto = clean_name(name)
    geheim = hash_password(passwort, konto) if passwort else ""
    with store.writing() as connection:
        if read_row(connection, konto) is not None:
            raise KontoError(f"Ein Konto „{konto}“ gibt es schon.")
        werte = {
            "name": konto,
            "anzeigename": clean_anzeigename(anzeigename) or konto,
            **_rights(rollen, fachbereiche),
            "passwort_hash": geheim,
            "passwort_einmalig": einmalig,
            "aktiv": True,
            "sitzungsstand": 1,
            "oidc_sub": oidc_sub,
            "angelegt": timestamp(),
        }
        connection.execute(sa.insert(schema.konto).values(**werte))
        return _told(connection, akteur, konto, Ereignisart.KONTO_ANGELEGT, None)


def set_rights(
    store: Store, akteur: Akteur, name: str, rollen: Collection[Rolle], fachbereiche: Iterable[str] = ()
) -> Konto:
    """Other roles and units; all sessions of the account end."""
    _require(akteur)
    with store.writing() as connection:
        if Rolle.VERWALTUNG not in rollen:
            _require_other_verwaltung(connection, akteur, fold(name))
        werte = _rights(rollen, fachbereiche)
        return change(connection, akteur, name, Ereignisart.KONTO_GEAENDERT, werte, ends_sessions=True)


def set_password(store: Store, akteur: Akteur, name: str, passwort: str, *, einmalig: bool = False) -> Konto:
    """A new password, of one's own account or by somebody who manages accounts; all sessions end."""
    if fold(name) != akteur.name or not akteur.darf(Aktion.EIGENES_KONTO):
        _require(akteur)
    werte = {"passwort_hash": hash_password(passwort, name), "passwort_einmalig": einmalig}
    with store.writing() as connection:
        drossel.forget(connection, name)
        return change(connection, akteur, name, Ereignisart.PASSWORT_GEAENDERT, werte, ends_sessions=True)


def lock(store: Store, akteur: Akteur, name: str) -> Konto:
    """Nobody signs in any more and all sessions end; what the account did stays."""
    _require(akteur)
    with store.writing() as connection:
        _require_other_verwaltung(connection, akteur, fold(name))
        werte = {"aktiv": False}
        return change(connection, akteur, name, Ereignisart.KONTO_GESPERRT, werte, ends_sessions=True)


def unlock(store: Store, akteur: Akteur, name: str) -> Konto:
    """The account may sign in again, at once."""
    _require(akteur)
    with store.writing() as connection:
        drossel.forget(connection, name)
        return change(connection, akteur, name, Ereignisart.KONTO_ENTSPERRT, {"aktiv": True})


def end_sessions(store: Store, akteur: Akteur, name: str) -> Konto:
    """Signs an account out everywhere: one's own, or by somebody who manages accounts."""
    if fold(name) != akteur.name:
        _require(akteur)
    with store.writing() as connection:
        return change(connection, akteur, name, Ereignisart.KONTO_GEAENDERT, {}, ends_sessions=True)


def by_oidc(
    store: Store,
    sub: str,
    *,
    name: str,
    rollen: Collection[Rolle],
    anzeigename: str = "",
    fachbereiche: Iterable[str] = (),
) -> Konto | None:
    """The account of somebody another service vouches for; made or brought up to date, ``None`` if refused.

    Refused: no role, or a locked account. The service's subject is what counts, never the name: raises
    ``KontoError`` where the name belongs to another account.
    """
    dienst = Akteur(clean_name(name), frozenset({Rolle.VERWALTUNG}), herkunft=OIDC)
    k = schema.konto.c
    with store.reading() as connection:
        row = connection.execute(sa.select(schema.konto).where(k.oidc_sub == sub)).mappings().first()
    if row is None:
        if not rollen:
            return None
        return create_konto(
            store, dienst, name, rollen, fachbereiche=fachbereiche, anzeigename=anzeigename, oidc_sub=sub
        )
    if not row["aktiv"] or not rollen:
        return None
    konto = build_konto(row)
    if (konto.rollen, konto.fachbereiche) == (frozenset(rollen), clean_units(fachbereiche)):
        return konto
    with store.writing() as connection:
        werte = _rights(rollen, fachbereiche)
        return change(connection, dienst, konto.name, Ereignisart.KONTO_GEAENDERT, werte, ends_sessions=True)


# -------------------------------------------------------------------------- inside a transaction


def read_row(connection: Connection, name: str) -> RowMapping | None:
    """The row of an account by its name however it is spelled."""
    k = schema.konto.c
    if "\x00" in name:
        return None
    return connection.execute(sa.select(schema.konto).where(k.name == fold(name))).mappings().first()


def change(
    connection: Connection,
    akteur: Akteur,
    name: str,
    aktion: Ereignisart,
    werte: dict[str, Any],
    *,
    ends_sessions: bool = False,
) -> Konto:
    """Changes a row and writes its entry; raises ``UnknownKontoError``."""
    row = read_row(connection, name)
    if row is None:
        raise UnknownKontoError(name)
    if ends_sessions:
        werte = werte | {"sitzungsstand": row["sitzungsstand"] + 1}
    connection.execute(sa.update(schema.konto).where(schema.konto.c.name == row["name"]).values(**werte))
    return _told(connection, akteur, row["name"], aktion, row)


def _told(
    connection: Connection, akteur: Akteur, name: str, aktion: Ereignisart, vorher: RowMapping | None
) -> Konto:
    row = read_row(connection, name)
    assert row is not None  # just written in this transaction
    append_entry(
        connection,
        akteur,
        aktion,
        (Gegenstand.KONTO, name),
        vorher=None if vorher is None else konto_state(vorher),
        nachher=konto_state(row),
    )
    return build_konto(row)


def build_konto(row: RowMapping) -> Konto:
    """The account of a row."""
    return Konto(
        name=row["name"],
        anzeigename=row["anzeigename"],
        rollen=frozenset(Rolle(rolle) for rolle in row["rollen"].split(",") if rolle),
        fachbereiche=tuple(json.loads(row["fachbereiche"] or "[]")),
        aktiv=row["aktiv"],
        sitzungsstand=row["sitzungsstand"],
        angelegt=row["angelegt"],
        hat_passwort=bool(row["passwort_hash"]),
        passwort_einmalig=row["passwort_einmalig"],
        oidc_sub=row["oidc_sub"],
    )


def _require(akteur: Akteur) -> None:
    if not akteur.darf(Aktion.KONTEN_VERWALTEN):
        raise NotAllowedError(akteur, Aktion.KONTEN_VERWALTEN)


def _require_other_verwaltung(connection: Connection, akteur: Akteur, name: str) -> None:
    """Nobody locks the door behind themselves; whoever sits at the machine can open it again."""
    if akteur.herkunft == KOMMANDOZEILE:
        return
    konten = [build_konto(row) for row in connection.execute(sa.select(schema.konto)).mappings()]
    verwalter = {konto.name for konto in konten if konto.aktiv and Rolle.VERWALTUNG in konto.rollen}
    if verwalter == {name}:
        raise KontoError(
            f"„{name}“ ist das letzte aktive Konto mit der Rolle verwaltung und muss es bleiben."
        )


# ------------------------------------------------------------------------------------------- words


def clean_name(name: str) -> str:
    """The name as it is kept: composed, small letters; raises ``KontoError`` for what is none."""
    gefaltet = fold(name)
    if not _NAME.fullmatch(gefaltet):
        raise KontoError(
            "Ein Kontoname hat 2 bis 100 Zeichen: Buchstaben, Ziffern, Punkt, Minus, Unterstrich oder @, "
            "am Anfang und Ende Buchstabe oder Ziffer."
        )
    return gefaltet


def clean_anzeigename(text: str) -> str:
    """A name for the screen: composed, in one line, without control characters."""
    normal = unicodedata.normalize("NFC", text)
    sichtbar = "".join(z for z in normal if unicodedata.category(z) not in {"Cc", "Cf", "Cs"})
    return " ".join(sichtbar.split())[:_LONGEST_ANZEIGENAME]


def clean_units(fachbereiche: Iterable[str]) -> tuple[str, ...]:
    """Names of units, each once, in order."""
    return tuple(sorted({clean_anzeigename(name) for name in fachbereiche} - {""}))


def _rights(rollen: Collection[Rolle], fachbereiche: Iterable[str]) -> dict[str, str]:
    """Columns of roles and units; raises ``KontoError`` where they do not go together."""
    einheiten = clean_units(fachbereiche)
    if not rollen:
        raise KontoError("Ein Konto braucht mindestens eine Rolle.")
    if einheiten and Rolle.FACHBEREICH not in rollen:
        raise KontoError("Fachbereiche gehören zur Rolle fachbereich.")
    if Rolle.FACHBEREICH in rollen and not einheiten:
        raise KontoError("Zur Rolle fachbereich gehört mindestens ein Fachbereich.")
    return {
        "rollen": ",".join(sorted({Rolle(rolle).value for rolle in rollen})),
        "fachbereiche": json.dumps(einheiten, ensure_ascii=False) if einheiten else "",
    }
