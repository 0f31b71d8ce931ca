"""Angaben: what a person says about a file in a form, text from outside: cleaned, bounded, refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from kek_dashboard.domain.haushalt import is_deliverable
from kek_dashboard.domain.lieferung import Lieferart
from kek_dashboard.domain.rechte import Akteur
from kek_dashboard.importers.ergebnis import Vorgabe
from kek_dashboard.importers.profil import list_profile
from kek_dashboard.importers.spaltenprofil import profile_number
from kek_dashboard.web.seite import Umgebung

ERSTES_HAUSHALTSJAHR, LETZTES_HAUSHALTSJAHR = 1990, 2100
LONGEST_GRUND = 500
_LONGEST_NAME = 200


class UnusableFormError(Exception):
    """A form cannot be used as it came; the message is a German sentence."""


def read_angaben(
    form: Mapping[str, str], umgebung: Umgebung, akteur: Akteur, bisher: Vorgabe | None = None
) -> Vorgabe:
    """What was said about a file; a word that is not offered is refused, not guessed.

    What a form does not ask for stays as in ``bisher``. Without a Fachbereich the only one of the account is
    meant. Raises ``UnusableFormError``.
    """
    felder = {name: clean_text(form.get(name, "")) for name in ("art", "fassung", "profil", "fachbereich")}
    if not felder["fachbereich"] and len(akteur.fachbereiche) == 1:
        felder["fachbereich"] = akteur.fachbereiche[0]
    if felder["art"] and felder["art"] not in set(Lieferart):
        raise UnusableFormError("Diese Art von Lieferung gibt es nicht.")
    if felder["fassung"] and not is_deliverable(felder["fassung"]):
        raise UnusableFormError(
            "Die Fassung heißt entwurf, beschlossen, nachtrag-1, nachtrag-2 … oder vollzug."
        )
    ordner = None if umgebung.settings is None else umgebung.settings.profil_ordner
    if felder["profil"] and felder["profil"] not in list_profile(ordner):
        raise UnusableFormError("Dieses Profil gibt es nicht.")
    if felder["fachbereich"] and felder["fachbereich"] not in umgebung.daten.datenstand().organisation:
        raise UnusableFormError("Diesen Fachbereich gibt es in den Stammdaten nicht.")
    bisher = bisher or Vorgabe()
    if not felder["profil"] and profile_number(bisher.profil) is not None:
        # A column assignment is said on its own page; this form does not ask for it.
        felder["profil"] = bisher.profil
    return replace(
        bisher,
        art=Lieferart(felder["art"]) if felder["art"] else None,
        haushaltsjahr=_read_haushaltsjahr(form.get("haushaltsjahr", "").strip()),
        fassung=felder["fassung"],
        profil=felder["profil"],
        fachbereich=felder["fachbereich"],
    )


def clean_text(text: str) -> str:
    """Text from a form in NFC, without control characters and outer blanks.

    >>> clean_text(" a" + chr(0) + "b ")
    'ab'
    """
    normal = unicodedata.normalize("NFC", text)
    return "".join(z for z in normal if unicodedata.category(z) not in {"Cc", "Cf", "Cs"}).strip()


def clean_grund(text: str) -> str:
    """A reason in one line, at most ``LONGEST_GRUND`` characters.

    >>> clean_grund("geprüft" + chr(13) + chr(10) + " und richtig")
    'geprüft und richtig'
    """
    return clean_text(" ".join(text.split()))[:LONGEST_GRUND].strip()


def clean_dateiname(name: str) -> str:
    """Name of a delivered file without folders and control characters, at most 200 characters.

    >>> clean_dateiname("C:/Ablage/Bericht 2023.xlsx")
    'Bericht 2023.xlsx'
    """
    kurz = clean_text(name.replace("\\", "/").rpartition("/")[2])
    return (kurz or "ohne-namen")[-_LONGEST_NAME:]


def _read_haushaltsjahr(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == len(str(ERSTES_HAUSHALTSJAHR))):
        raise UnusableFormError("Das Haushaltsjahr ist eine Jahreszahl wie 2026.")
    if not ERSTES_HAUSHALTSJAHR <= int(text) <= LETZTES_HAUSHALTSJAHR:
        raise UnusableFormError(
            f"Das Haushaltsjahr liegt zwischen {ERSTES_HAUSHALTSJAHR} und {LETZTES_HAUSHALTSJAHR}."
        )
    return int(text)
