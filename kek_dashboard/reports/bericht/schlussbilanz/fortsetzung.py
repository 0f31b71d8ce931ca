"""Fortsetzung: what becomes of an Unterziel in the Zielsystem that follows, as the bridge has it."""

from __future__ import annotations

from kek_dashboard.domain.bruecke import Bruecke, Schicksal
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.zielsystem import Nachfolgeart
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.form import Fett, Text, Wert, Wertart, Wort
from kek_dashboard.reports.bericht.kennzahlwort import ziel_name
from kek_dashboard.reports.bericht.schlussbilanz.lage import Lage

_NAME = 60
_WORTE = {
    Nachfolgeart.FORTGEFUEHRT: ("Fortgeführt", " in "),
    Nachfolgeart.ZUSAMMENGEFUEHRT: ("Zusammengeführt", " mit anderen in "),
    Nachfolgeart.AUFGETEILT: ("Aufgeteilt", " in "),
    Nachfolgeart.BEENDET: ("Beendet", ""),
}
_OFFEN = "Noch nicht festgelegt:"


def continuation(lage: Lage, unterziel: str) -> Text:
    """Whether and how an Unterziel is continued, who decided it, and how many of its Kennzahlen go on."""
    bruecke = lage.bruecke
    if bruecke is None:
        return (Fett((_OFFEN,)), " Ein Zielsystem, das auf dieses folgt, steht noch nicht im Monitor.")
    schicksal = bruecke.schicksal(unterziel)
    if schicksal is None or schicksal.art is None:
        ziel = (" „", Wort(bruecke.neu.name), "“ steht im Monitor, der Weg dorthin noch nicht.")
        return (Fett((_OFFEN,)), *ziel)
    return (*_fate(lage.stand.fuer(bruecke.neu.name), schicksal), *_kennzahlen(bruecke, schicksal))


def _fate(nachher: Datenstand, schicksal: Schicksal) -> Text:
    assert schicksal.art is not None
    wort, worin = _WORTE[schicksal.art]
    text: Text = (Fett((wort,)),)
    for i, ziel in enumerate(schicksal.neue):
        text = (*text, " und " if i else worin, ziel_name(nachher, ziel.nr, _NAME))
    woher = "; ".join(schicksal.beschluesse)
    text = (*text, " (", Wort(woher), ").") if woher else (*text, ".")
    return (*text, *(teil for satz in schicksal.bilanztexte for teil in (" ", Wort(satz))))


def _kennzahlen(bruecke: Bruecke, schicksal: Schicksal) -> Text:
    """How many of its Kennzahlen the next Zielsystem measures too; nothing where it has none."""
    if not schicksal.weiter and not schicksal.endet:
        return ()
    stelle = ("unterziele", f"nr={schicksal.ziel.nr}")
    weiter = _count(bruecke, len(schicksal.weiter), *stelle, "kennzahlen_weiter")
    alle = Wert(
        len(schicksal.weiter) + len(schicksal.endet),
        bezug.Summe(
            tuple(_list(bruecke, *stelle, feld) for feld in ("kennzahlen_weiter", "kennzahlen_enden"))
        ),
        Wertart.ANZAHL,
        beispiel=weiter.beispiel,
    )
    gehen = " geht" if len(schicksal.weiter) == 1 else " gehen"
    kennzahl = " Kennzahl" if alle.zahl == 1 else " Kennzahlen"
    return (" Von ", alle, kennzahl, gehen, " ", weiter, " im nächsten Zielsystem weiter.")


def continuation_of_all(lage: Lage) -> Text:
    """The same for all Unterziele together: how many have which fate."""
    bruecke = lage.bruecke
    if bruecke is None or not bruecke.is_laid_down:
        erste = lage.unterziele[0].nr if lage.unterziele else ""
        offen = (
            " Ob ein Unterziel weitergeführt, mit einem anderen zusammengelegt oder beendet wird, ist offen."
        )
        return (*continuation(lage, erste), offen)
    arten = {art: wort.lower() for art, (wort, _) in _WORTE.items()}
    teile: list[Text] = [
        (_count_fate(bruecke, art), " ", wort) for art, wort in arten.items() if bruecke.count(art)
    ]
    if bruecke.count(None):
        teile.append((_count_fate(bruecke, None), " noch nicht festgelegt"))
    text: Text = ("Im Zielsystem „", Wort(bruecke.neu.name), "“ werden von ")
    text = (*text, _count(bruecke, len(bruecke.schicksale), "unterziele"), " Unterzielen ")
    for i, teil in enumerate(teile):
        text = (*text, *(() if not i else (" und ",) if i == len(teile) - 1 else (", ",)), *teil)
    weiter = _count(bruecke, len(bruecke.weiter), "kennzahlen_weiter")
    gehen = " Kennzahl geht" if len(bruecke.weiter) == 1 else " Kennzahlen gehen"
    return (*text, ". ", weiter, gehen, " durch beide Zielsysteme weiter.")


def is_open(lage: Lage) -> bool:
    """Whether nothing is laid down about what follows."""
    return lage.bruecke is None or not lage.bruecke.is_laid_down


def _list(bruecke: Bruecke, *pfad: str) -> bezug.Anzahl:
    return bezug.Anzahl(bezug.bruecke("bruecken", f"alt={bruecke.alt.name}", *pfad))


def _count(bruecke: Bruecke, zahl: int, *pfad: str) -> Wert:
    is_beispiel = bruecke.herkunft is Herkunft.BEISPIEL
    return Wert(zahl, _list(bruecke, *pfad), Wertart.ANZAHL, beispiel=is_beispiel)


def _count_fate(bruecke: Bruecke, art: Nachfolgeart | None) -> Wert:
    stelle = bezug.bruecke("bruecken", f"alt={bruecke.alt.name}", "unterziele")
    gezaehlt = bezug.Anzahl(stelle, (("art", ("null" if art is None else art.value,)),))
    is_beispiel = bruecke.herkunft is Herkunft.BEISPIEL
    return Wert(bruecke.count(art), gezaehlt, Wertart.ANZAHL, beispiel=is_beispiel)
