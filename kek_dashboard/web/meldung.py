"""Meldung: one sentence that a form's answer brings to the page it leads back to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component
from itsdangerous import BadSignature, URLSafeTimedSerializer

from kek_dashboard.web.seite import Kontext, Umgebung

MELDUNG = "meldung"
_MELDUNG_SECONDS = 600
_LONGEST_MELDUNG = 600  # an address is read up to 2,000 characters


@dataclass(frozen=True, slots=True)
class Meldung:
    """One sentence for the page a form leads back to."""

    text: str
    is_error: bool = False


class Meldungen:
    """Carries a sentence through an address, signed: nobody else can put words on our pages."""

    def __init__(self, key: str) -> None:
        self._signer = URLSafeTimedSerializer(key, salt="meldung")

    def write(self, meldung: Meldung) -> str:
        """The sentence as a word of an address; good for ten minutes."""
        return str(self._signer.dumps([meldung.text[:_LONGEST_MELDUNG], meldung.is_error]))

    def read(self, text: str | None) -> Meldung | None:
        """The sentence again; ``None`` for one that is not ours or too old."""
        if not text:
            return None
        try:
            satz, is_error = self._signer.loads(text, max_age=_MELDUNG_SECONDS)
        except (BadSignature, ValueError, TypeError):
            return None
        return Meldung(str(satz), bool(is_error))


_ONE_PROCESS_KEY = secrets.token_urlsafe(32)


def meldungen(umgebung: Umgebung) -> Meldungen:
    """The sentences of this installation, signed with its key."""
    return Meldungen(_ONE_PROCESS_KEY if umgebung.settings is None else umgebung.settings.secret_key)


def render_meldung(kontext: Kontext) -> list[Component]:
    """What the last button did, signed by whoever did it; nothing where there is nothing to tell."""
    meldung = meldungen(kontext.umgebung).read(kontext.query.get(MELDUNG))
    if meldung is None:
        return []
    return [html.P(meldung.text, className="hinweis", role="alert" if meldung.is_error else "status")]
