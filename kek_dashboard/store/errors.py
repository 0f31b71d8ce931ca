"""Errors: what can go wrong in the store, with a German sentence for the person at the screen."""

from __future__ import annotations

from datetime import date

from kek_dashboard.domain.rechte import Akteur, Aktion, rollen_fuer


class StoreError(Exception):
    """Root of all errors of the store; the message is for people."""


class UnknownLieferungError(StoreError):
    """There is no Lieferung with this number."""

    def __init__(self, nr: int) -> None:
        """Keep the number."""
        super().__init__(f"Eine Lieferung {nr} gibt es nicht.")
        self.nr = nr


class ReleaseError(StoreError):
    """A Lieferung cannot be released or taken back as asked."""

    def __init__(self, nr: int, reason: str) -> None:
        """Keep the number and say why."""
        super().__init__(f"Lieferung {nr}: {reason}")
        self.nr = nr


class SecondPersonError(ReleaseError):
    """Who delivered a file wants to release it too."""

    def __init__(self, nr: int) -> None:
        """Say who may."""
        super().__init__(nr, "Wer geliefert hat, gibt nicht selbst frei (Vier-Augen-Prinzip).")


class StichtagError(StoreError):
    """A release day lies before the newest release or in the future."""

    def __init__(self, tag: date, grund: str) -> None:
        """Keep the day and say why it cannot be."""
        super().__init__(f"Der Stichtag {tag:%d.%m.%Y} ist nicht möglich: {grund}")


class NotAllowedError(StoreError):
    """Somebody asked for what none of their roles may do."""

    def __init__(self, akteur: Akteur, aktion: Aktion) -> None:
        """Say which role it takes."""
        rollen = " oder ".join(rolle.value for rolle in rollen_fuer(aktion)) or "keine"
        super().__init__(f"Das darf „{akteur.name}“ nicht. Nötig ist die Rolle {rollen}.")
        self.akteur, self.aktion = akteur, aktion


class KontoError(StoreError):
    """An account cannot be made or changed as asked; the message says why."""


class UnknownKontoError(KontoError):
    """There is no account of this name."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        super().__init__(f"Ein Konto „{name}“ gibt es nicht.")
        self.name = name


class NotEmptyError(StoreError):
    """The database already holds deliveries."""

    def __init__(self, anzahl: int) -> None:
        """Keep how many there are."""
        super().__init__(
            f"Die Datenbank enthält schon {anzahl} Lieferungen. Zielsystem und Beispielbestand "
            "lassen sich nur in eine leere Datenbank laden."
        )


class StaleSchemaError(StoreError):
    """The database's schema is not the one this program needs."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Die Datenbank hat nicht den Stand, den dieses Programm braucht. "
            "Bitte zuerst: python -m kek_dashboard migrate"
        )
