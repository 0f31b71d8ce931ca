"""Errors: what can go wrong in the domain, one class a cause, the message inside the class."""

from __future__ import annotations


class DomainError(Exception):
    """Root of all errors of the domain."""


class InvalidZeitraumError(DomainError):
    """A text is not the short form of a Zeitraum."""

    def __init__(self, text: str) -> None:
        """Keep the text that could not be read."""
        super().__init__(f"„{text}“ ist kein Zeitraum (erwartet z. B. 2023, 2023-Q1, 2023-06).")
        self.text = text


class UnknownKennzahlError(DomainError):
    """A Kennzahl number is not in the Datenstand."""

    def __init__(self, nr: str) -> None:
        """Keep the unknown number."""
        super().__init__(f"Die Kennzahl {nr} gibt es in diesem Datenstand nicht.")
        self.nr = nr


class UnknownZielError(DomainError):
    """A Ziel number is not in the Datenstand."""

    def __init__(self, nr: str) -> None:
        """Keep the unknown number."""
        super().__init__(f"Das Ziel {nr} gibt es in diesem Datenstand nicht.")
        self.nr = nr


class UnknownZielsystemError(DomainError):
    """A name is none of the Zielsysteme of the Datenstand."""

    def __init__(self, name: str) -> None:
        """Keep the unknown name."""
        super().__init__(f"Das Zielsystem „{name}“ gibt es in diesem Datenstand nicht.")
        self.name = name


class OverassignedError(DomainError):
    """The shares of one budget line add up to more than 100 %."""

    def __init__(self, produkt: str, konto: str, summe: object) -> None:
        """Keep the key of the line and the sum of its shares."""
        wo = f"Produkt {produkt}" + (f", Konto {konto}" if konto else "")
        super().__init__(f"{wo}: die Anteile ergeben zusammen {summe} %, höchstens 100 % sind möglich.")
        self.produkt, self.konto = produkt, konto


class UnknownHaushaltError(DomainError):
    """No plan of a Haushaltsjahr is released on the Wissensstand."""

    def __init__(self, haushaltsjahr: int, jahre: tuple[int, ...] = ()) -> None:
        """Keep the year; ``jahre`` are those that could be asked for."""
        mehr = f" Vorhanden sind: {', '.join(map(str, jahre))}." if jahre else ""
        super().__init__(f"Ein Haushalt {haushaltsjahr} ist zu diesem Wissensstand nicht freigegeben.{mehr}")
        self.haushaltsjahr = haushaltsjahr
