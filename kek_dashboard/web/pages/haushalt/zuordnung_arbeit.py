"""Zuordnungsarbeit: the one draft of a Haushaltsjahr, read and written on; nobody writes over what another did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.domain.zuordnungsentwurf import (
    UnreadableEntwurfError,
    Zuordnungsentwurf,
    read_entwurf,
    write_entwurf,
)
from kek_dashboard.store.arbeitsstand import (
    Arbeitsart,
    Arbeitsstand,
    StaleArbeitsstandError,
    change_arbeitsstand,
    create_arbeitsstand,
    list_arbeitsstaende,
)
from kek_dashboard.store.session import Reading, Store


@dataclass(frozen=True, slots=True)
class Arbeit:
    """A draft with the number of its last change (0: nobody began) and who made it; ``satz``: why it is unreadable."""

    entwurf: Zuordnungsentwurf
    fortschreibung: int = 0
    wer: str = ""
    geaendert: str = ""
    satz: str = ""


def load_arbeit(store: Store, haushaltsjahr: int, system: str = "") -> Arbeit:
    """The draft of a Haushaltsjahr for a Zielsystem (empty: the county's first); an empty one where nobody began."""
    with store.reading() as connection:
        stand = _find(connection, haushaltsjahr, system)
    return _arbeit(haushaltsjahr, stand)


def change_arbeit(
    store: Store,
    akteur: Akteur,
    haushaltsjahr: int,
    fortschreibung: int,
    tun: Callable[[Zuordnungsentwurf], Zuordnungsentwurf],
    system: str = "",
) -> tuple[Arbeit, Arbeit]:
    """The draft before and after ``tun``; ``fortschreibung`` is the one that was on the screen.

    A draft is never deleted, only emptied: so its number tells also whoever looks at an old page. Raises
    ``StaleArbeitsstandError``, ``ArbeitsstandRefusedError`` and whatever ``tun`` raises; then nothing is changed.
    """
    with store.writing() as connection:
        stand = _find(connection, haushaltsjahr, system)
        vorher = _arbeit(haushaltsjahr, stand)
        if vorher.fortschreibung != fortschreibung:
            raise StaleArbeitsstandError(vorher.wer)
        inhalt = write_entwurf(tun(vorher.entwurf))
        if stand is None:
            name = f"Zuordnung {haushaltsjahr} {system}".strip()
            neu = create_arbeitsstand(
                connection, akteur, Arbeitsart.ZUORDNUNG, name, haushaltsjahr, system, inhalt
            )
        else:
            neu = change_arbeitsstand(
                connection, akteur, Arbeitsart.ZUORDNUNG, stand.id, stand.fortschreibung, inhalt=inhalt
            )
    return vorher, _arbeit(haushaltsjahr, neu)


def _find(connection: Reading, haushaltsjahr: int, system: str) -> Arbeitsstand | None:
    """The first that was begun: two who began at the same moment work on in the same one.

    A mapping is for all Fassungen of a year: in the place of one the draft names its Zielsystem.
    """
    alle = [
        stand
        for stand in list_arbeitsstaende(connection, Arbeitsart.ZUORDNUNG)
        if (stand.haushaltsjahr, stand.fassung) == (haushaltsjahr, system)
    ]
    return min(alle, key=lambda stand: (stand.angelegt, stand.id), default=None)


def _arbeit(haushaltsjahr: int, stand: Arbeitsstand | None) -> Arbeit:
    if stand is None:
        return Arbeit(Zuordnungsentwurf(haushaltsjahr))
    try:
        entwurf, satz = read_entwurf(haushaltsjahr, stand.inhalt), ""
    except UnreadableEntwurfError as error:
        entwurf, satz = Zuordnungsentwurf(haushaltsjahr), str(error)
    return Arbeit(entwurf, stand.fortschreibung, stand.wer, stand.geaendert, satz)
