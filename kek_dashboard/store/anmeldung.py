"""Anmeldung: name and password against an account, throttled, without a hint whether it exists."""

from __future__ import annotations

from dataclasses import dataclass

from kek_dashboard.domain.protokoll import Ereignisart, Gegenstand
from kek_dashboard.domain.rechte import WEB, Akteur, fold
from kek_dashboard.store.drossel import forgive, take_try
from kek_dashboard.store.konten import Konto, build_konto, change, read_row
from kek_dashboard.store.passwort import needs_rehash, rehash, verify_password
from kek_dashboard.store.protokoll import append_entry, write_entry
from kek_dashboard.store.session import Store

#: In the audit trail for a name that is no account: what was typed may have been a password.
UNBEKANNT = "(unbekannt)"
_NIEMAND = Akteur("", frozenset())


@dataclass(frozen=True, slots=True)
class Anmeldung:
    """How a sign-in ended: with an account, refused, or not even tried for so many seconds yet."""

    konto: Konto | None = None
    warten: int = 0

    @property
    def akteur(self) -> Akteur | None:
        """Who signed in, ``None`` where nobody did."""
        return None if self.konto is None else self.konto.akteur(WEB)


def authenticate(store: Store, name: str, passwort: str, adresse: str) -> Anmeldung:
    """Compares name and password; each true attempt is in the audit trail.

    The work is the same for a name that is no account, a locked one and one without a password. The
    comparison itself holds no lock.
    """
    with store.writing() as connection:
        warten = take_try(connection, name, adresse)
        row = read_row(connection, name)
    if warten:
        return Anmeldung(warten=warten)
    gespeichert = "" if row is None or not row["aktiv"] else row["passwort_hash"]
    richtig = verify_password(gespeichert, passwort)
    neu = rehash(passwort) if richtig and needs_rehash(gespeichert) else ""
    with store.writing() as connection:
        jetzt = read_row(connection, name)
        # Locked or given a new password while the comparison ran: refused.
        if not richtig or jetzt is None or not jetzt["aktiv"] or jetzt["passwort_hash"] != gespeichert:
            wer = UNBEKANNT if row is None else row["name"]
            gegenstand = (Gegenstand.KONTO, wer)
            nachher = {"adresse": adresse}
            append_entry(connection, _NIEMAND, Ereignisart.ANMELDUNG_ABGEWIESEN, gegenstand, nachher=nachher)
            return Anmeldung()
        forgive(connection, name, adresse)
        konto = build_konto(jetzt)
        akteur = konto.akteur(WEB)
        if neu:
            konto = change(connection, akteur, name, Ereignisart.PASSWORT_GEAENDERT, {"passwort_hash": neu})
        gegenstand = (Gegenstand.KONTO, konto.name)
        append_entry(connection, akteur, Ereignisart.ANGEMELDET, gegenstand, nachher={"adresse": adresse})
        return Anmeldung(konto)


def told_sign_in(store: Store, konto: Konto, adresse: str, herkunft: str) -> None:
    """Keeps that somebody came in through another service."""
    gegenstand = (Gegenstand.KONTO, konto.name)
    write_entry(
        store, konto.akteur(herkunft), Ereignisart.ANGEMELDET, gegenstand, nachher={"adresse": adresse}
    )


def told_sign_out(store: Store, akteur: Akteur) -> None:
    """Keeps that somebody left."""
    write_entry(store, akteur, Ereignisart.ABGEMELDET, (Gegenstand.KONTO, fold(akteur.name)))
