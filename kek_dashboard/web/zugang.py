"""Zugang: who asks, and what is open to them; every page, route and callback asks this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from flask import g, has_request_context

from kek_dashboard.domain.rechte import LOKALER_AKTEUR, Akteur, Aktion, Rolle, rollen_fuer
from kek_dashboard.settings import Settings


class Offen(Enum):
    """What needs no right at all."""

    OFFEN = "offen"


OFFEN: Final = Offen.OFFEN
#: An action, any one of several, or no right at all. The empty set is nobody's.
Recht = Offen | Aktion | frozenset[Aktion]
NIEMANDES: Final[frozenset[Aktion]] = frozenset()

#: The actions behind one counter or one button: which of them it is follows from the file.
LIEFERN: Final = frozenset(aktion for aktion in Aktion if aktion.value.startswith("liefern_"))
FREIGEBEN: Final = frozenset(aktion for aktion in Aktion if aktion.value.startswith("freigeben_"))

ROLLE_WORT = {
    Rolle.LESER: "Leser",
    Rolle.FACHBEREICH: "Fachbereich",
    Rolle.CONTROLLING: "Controlling",
    Rolle.KAEMMEREI: "Kämmerei",
    Rolle.VERWALTUNG: "Verwaltung",
}
_UNBEKANNT = Akteur("", frozenset())
_KEY = "kek_zugang"


@dataclass(frozen=True, slots=True)
class Zugang:
    """One who asks. ``oeffentlich``: released figures may be read without signing in.

    ``muss_passwort_aendern``: somebody else knows the password; until it is changed nothing is open but
    one's own account.
    """

    akteur: Akteur
    is_angemeldet: bool = False
    is_lokal: bool = False
    oeffentlich: bool = False
    muss_passwort_aendern: bool = False
    anzeigename: str = ""

    def darf(self, recht: Recht) -> bool:
        """Whether this is open; nothing is that nobody declared."""
        if recht is OFFEN:
            return True
        aktionen = actions(recht)
        if not (self.is_angemeldet or self.is_lokal):
            return self.oeffentlich and Aktion.LESEN in aktionen
        if self.muss_passwort_aendern:
            return Aktion.EIGENES_KONTO in aktionen
        return any(self.akteur.darf(aktion) for aktion in aktionen)

    def darf_fuer(self, aktion: Aktion, fachbereich: str) -> bool:
        """Whether this is open for one unit: the role fachbereich acts for its own alone."""
        return self.darf(aktion) and (
            self.akteur.darf_fuer(aktion, fachbereich) or not (self.is_angemeldet or self.is_lokal)
        )


LOKAL = Zugang(LOKALER_AKTEUR, is_lokal=True)


def stranger(*, oeffentlich: bool) -> Zugang:
    """Somebody who has not signed in."""
    return Zugang(_UNBEKANNT, oeffentlich=oeffentlich)


def default_zugang(settings: Settings | None) -> Zugang:
    """Who asks where nobody signed in: in the local mode whoever sits at this computer."""
    if settings is None or settings.is_lokal:
        return LOKAL
    return stranger(oeffentlich=settings.oeffentlich)


def darf_offenes(zugang: Zugang, settings: Settings | None) -> bool:
    """Whether what is open (``domain.offenlegung``) may be fetched: by readers, by strangers where it is switched on.

    It goes by its own setting: with ``oeffentlich`` alone strangers read pages, and no data leave in a handy form.
    """
    if zugang.is_angemeldet or zugang.is_lokal:
        return zugang.darf(Aktion.LESEN)
    return settings is not None and settings.offene_daten


def keep(find: Callable[[], Zugang]) -> None:
    """Keeps how to find out who asks in this request; done once, and only where it matters."""
    setattr(g, _KEY, find)


def current() -> Zugang:
    """Who asks in this request, as the gate finds out; a stranger outside of one."""
    found = g.get(_KEY) if has_request_context() else None
    if found is not None and not isinstance(found, Zugang):
        found = found()
        setattr(g, _KEY, found)
    return found if isinstance(found, Zugang) else stranger(oeffentlich=False)


def acting() -> Akteur | None:
    """Who acts in this request; ``None`` where nobody signed in."""
    zugang = current()
    return zugang.akteur if zugang.is_angemeldet or zugang.is_lokal else None


def who() -> Akteur | None:
    """``acting`` for the log: nobody where this request never had to find out."""
    return acting() if has_request_context() and isinstance(g.get(_KEY), Zugang) else None


def actions(recht: Recht) -> frozenset[Aktion]:
    """The actions of which one is needed."""
    if isinstance(recht, Offen):
        return frozenset()
    return frozenset({recht}) if isinstance(recht, Aktion) else recht


def roles_text(recht: Recht) -> str:
    """The roles that may do it, as a sentence ends with them.

    >>> roles_text(Aktion.LIEFERN_KENNZAHLEN)
    'Fachbereich oder Controlling'
    """
    erlaubt = {rolle for aktion in actions(recht) for rolle in rollen_fuer(aktion)}
    worte = [wort for rolle, wort in ROLLE_WORT.items() if rolle in erlaubt]
    return " oder ".join(filter(None, [", ".join(worte[:-1]), *worte[-1:]]))


def own_roles_text(akteur: Akteur) -> str:
    """The roles somebody has, in their order."""
    return ", ".join(wort for rolle, wort in ROLLE_WORT.items() if rolle in akteur.rollen)
