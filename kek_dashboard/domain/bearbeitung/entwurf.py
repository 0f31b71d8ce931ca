"""Entwurf: what somebody has typed about one thing, what it was when they began, and why it shall change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

from kek_dashboard.domain.bearbeitung.gegenstand import Formular, Sache, Zeile
from kek_dashboard.domain.errors import DomainError

#: No record here has more rows in one part; a form of more is not one of ours.
MEISTE_ZEILEN = 200


class UnreadableEntwurfError(DomainError):
    """A kept draft is not one of ours."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Dieser Entwurf ist nicht lesbar. Bitte verwerfen und neu beginnen.")


@dataclass(frozen=True, slots=True)
class Anlass:
    """Why the change is made, as it was typed: resolution, its day, the reason.

    ``berichtigung``: only a slip is mended; targets and wordings keep the Beschluss and the day they have.
    ``herkunft`` of what is new, empty: as the record it belongs to.
    """

    beschluss: str = ""
    am: str = ""
    grund: str = ""
    berichtigung: bool = False
    herkunft: str = ""


@dataclass(frozen=True, slots=True)
class Entwurf:
    """A draft. ``beginn`` is the record as it was when the draft was begun or last brought up to date.

    ``andere``: what a second window would have saved, until its author has chosen (never lost unseen).
    ``lieferung``: the number under which it was delivered.
    """

    sache: Sache
    beginn: Formular
    werte: Formular
    anlass: Anlass = Anlass()
    is_new: bool = False
    andere: tuple[tuple[Formular, Anlass], ...] = ()
    lieferung: int | None = None

    def with_werte(self, werte: Formular, anlass: Anlass) -> Entwurf:
        """The draft as it was typed last."""
        return replace(self, werte=werte, anlass=anlass)


def new_entwurf(sache: Sache, formular: Formular, *, is_new: bool) -> Entwurf:
    """A draft in which nothing is changed yet."""
    return Entwurf(sache, formular, formular, is_new=is_new)


def with_row(formular: Formular, teil: str, zeile: Zeile) -> Formular:
    """The form with one more row."""
    return MappingProxyType({**formular, teil: (*formular.get(teil, ()), zeile)})


def without_row(formular: Formular, teil: str, kennung: str) -> Formular:
    """The form without a row that was added here; what is known is never taken out."""
    bleiben = tuple(z for z in formular.get(teil, ()) if not (z.is_new and z.kennung == kennung))
    return MappingProxyType({**formular, teil: bleiben})


def write_entwurf(entwurf: Entwurf) -> str:
    """The draft as JSON, for the store."""
    inhalt = {
        "sache": asdict(entwurf.sache),
        "beginn": _plain(entwurf.beginn),
        "werte": _plain(entwurf.werte),
        "anlass": asdict(entwurf.anlass),
        "neu": entwurf.is_new,
        "andere": [[_plain(werte), asdict(anlass)] for werte, anlass in entwurf.andere],
        "lieferung": entwurf.lieferung,
    }
    return json.dumps(inhalt, ensure_ascii=False, separators=(",", ":"))


def read_entwurf(text: str) -> Entwurf:
    """The draft of a JSON written by ``write_entwurf``; raises ``UnreadableEntwurfError``."""
    try:
        inhalt = json.loads(text)
        nummer = inhalt["lieferung"]
        return Entwurf(
            Sache(**inhalt["sache"]),
            _formular(inhalt["beginn"]),
            _formular(inhalt["werte"]),
            Anlass(**inhalt["anlass"]),
            bool(inhalt["neu"]),
            tuple((_formular(werte), Anlass(**anlass)) for werte, anlass in inhalt["andere"]),
            None if nummer is None else int(nummer),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableEntwurfError from error


def _plain(formular: Formular) -> dict[str, list[list[Any]]]:
    return {teil: [[z.kennung, dict(z.werte), z.is_new] for z in zeilen] for teil, zeilen in formular.items()}


def _formular(inhalt: Mapping[str, Any]) -> Formular:
    return MappingProxyType(
        {
            str(teil): tuple(
                Zeile(
                    str(kennung),
                    MappingProxyType({str(name): str(wert) for name, wert in werte.items()}),
                    bool(neu),
                )
                for kennung, werte, neu in zeilen
            )
            for teil, zeilen in inhalt.items()
        }
    )
