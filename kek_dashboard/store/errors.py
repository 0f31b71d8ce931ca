"""Errors: what can go wrong in the store, with a German sentence for the person at the screen."""

from __future__ import annotations

from datetime import date


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


class StichtagError(StoreError):
    """A release day lies before the newest release or in the future."""

    def __init__(self, tag: date, grund: str) -> None:
        """Keep the day and say why it cannot be."""
        super().__init__(f"Der Stichtag {tag:%d.%m.%Y} ist nicht möglich: {grund}")


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
