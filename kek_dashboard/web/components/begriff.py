"""Begriff: a term of the method as a link to where the page „Methode“ explains it."""

from __future__ import annotations

from dash import html

from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.bilanz import Bilanz
from kek_dashboard.domain.zielerreichung import Stand
from kek_dashboard.web.seite import Kontext

METHODE = "/methode"

#: Anchors of ``/methode`` beside those of every Stand, Ausblick and Bilanz; tests hold the page to them.
BEGRIFFE = (
    "stand", "ausblick", "bilanz", "zieltypen", "basis", "zielpfad", "zielerreichung", "planabweichung", "tempo",
    "prognose", "toleranz", "rauschband", "jahreswert", "max-alter", "reihenbruch", "zusammenfassung", "abdeckung",
    "unterziel", "leitbild", "wissensstand", "berichtsjahr", "herkunft", "rundung", "geld", "smart", "grenzen",
    "woher", "reichweite", "bestaendigkeit", "zielprognose", "vergleich", "massnahmen",
)  # fmt: skip


def anker(begriff: str | Stand | Ausblick | Bilanz) -> str:
    """The anchor of a term; Ausblick and Bilanz share words with the Stand, so theirs say what they are.

    >>> anker(Stand.AUF_KURS), anker(Ausblick.FALSCHE_RICHTUNG), anker("abdeckung")
    ('auf-kurs', 'ausblick-falsche-richtung', 'abdeckung')
    """
    vor = ""
    if isinstance(begriff, Ausblick):
        vor = "ausblick-"
    elif isinstance(begriff, Bilanz):
        vor = "bilanz-"
    return vor + str(begriff).replace("_", "-")


def link_begriff(kontext: Kontext, begriff: str | Stand | Ausblick | Bilanz) -> str:
    """Address of the place where a term is explained."""
    return f"{kontext.link(METHODE)}#{anker(begriff)}"


def begriff_link(kontext: Kontext, begriff: str | Stand | Ausblick | Bilanz, wort: str = "") -> html.A:
    """A term as a link to its explanation; ``wort`` is what is read, else the term itself.

    ``begriff`` is a Stand, an Ausblick, a Bilanz or one of ``BEGRIFFE``.
    """
    return html.A(wort or str(begriff).capitalize(), href=link_begriff(kontext, begriff), className="begriff")
