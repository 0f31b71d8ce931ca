"""Zuordnungsentwurf: changes to a mapping of the Haushalt before they are delivered; the last one can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.domain.haushalt import Bezug, HaushaltsZuordnung
from kek_dashboard.domain.nummer import nummer_key

#: Produkt, Konto (empty = the whole Produkt), what it points to, its number.
Regelschluessel = tuple[str, str, Bezug, str]
#: Produkt and Konto: what one person calls a line.
Zeile = tuple[str, str]

HUNDERT = Decimal(100)
_NULL = Decimal(0)
_MEISTE_SCHRITTE = 40
_GENANNT = 3


class OverHundredError(DomainError):
    """Shares of at least one line would exceed 100 %."""

    def __init__(self, zeilen: Mapping[Zeile, Decimal]) -> None:
        """Name the lines with their sums."""
        genannt = [
            f"{line_text(zeile)}: {share_text(summe)}" for zeile, summe in list(zeilen.items())[:_GENANNT]
        ]
        weitere = len(zeilen) - len(genannt)
        und = f" und {weitere} weitere" if weitere else ""
        super().__init__(
            f"Mehr als 100 % sind nicht möglich. Die Anteile ergäben zusammen für {'; '.join(genannt)}{und}. "
            "Geändert wurde nichts."
        )
        self.zeilen = zeilen


class UnreadableEntwurfError(DomainError):
    """A kept draft is not one of ours."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Der Entwurf der Zuordnung ist nicht lesbar. Bitte verwerfen und neu beginnen.")


@dataclass(frozen=True, slots=True)
class Anteil:
    """The share in % that a line is to have for one target; 0 takes the rule away."""

    produkt: str
    konto: str
    bezug: Bezug
    bezug_nr: str
    anteil: Decimal

    @property
    def key(self) -> Regelschluessel:
        """Which rule it is."""
        return self.produkt, self.konto, self.bezug, self.bezug_nr

    @property
    def zeile(self) -> Zeile:
        """Which line it is."""
        return self.produkt, self.konto


@dataclass(frozen=True, slots=True)
class Schritt:
    """What one press of a button did: in words, its shares, and what it could not do."""

    was: str
    anteile: tuple[Anteil, ...]
    hinweise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anteilsaenderung:
    """A rule that the draft makes different; ``None``: there is no such rule before."""

    anteil: Anteil
    vorher: Decimal | None


@dataclass(frozen=True, slots=True)
class Zuordnungsentwurf:
    """All steps since the last delivery, the newest last; what counts of each rule is its last share."""

    haushaltsjahr: int
    schritte: tuple[Schritt, ...] = ()

    @property
    def anteile(self) -> Mapping[Regelschluessel, Anteil]:
        """The last share of each rule touched."""
        return MappingProxyType({a.key: a for schritt in self.schritte for a in schritt.anteile})

    @property
    def hinweise(self) -> tuple[str, ...]:
        """What the steps could not do, each once."""
        return tuple(dict.fromkeys(hinweis for schritt in self.schritte for hinweis in schritt.hinweise))

    def with_schritt(self, schritt: Schritt, regeln: Iterable[HaushaltsZuordnung]) -> Zuordnungsentwurf:
        """The draft with one more step on top of the rules that hold; raises ``OverHundredError``.

        Only the lines of the step are looked at: what is wrong elsewhere must not stop mending it. A step that
        lowers a sum is always allowed.
        """
        neu = replace(self, schritte=_condensed((*self.schritte, schritt)))
        regeln = tuple(regeln)
        vorher, nachher = _sums(apply_entwurf(regeln, self)), _sums(apply_entwurf(regeln, neu))
        zeilen = dict.fromkeys(anteil.zeile for anteil in schritt.anteile)
        zuviel = {z: nachher[z] for z in zeilen if nachher.get(z, _NULL) > max(HUNDERT, vorher.get(z, _NULL))}
        if zuviel:
            raise OverHundredError(zuviel)
        return neu

    def without_last(self) -> Zuordnungsentwurf:
        """The draft as it was before its last step; an empty one stays empty."""
        return replace(self, schritte=self.schritte[:-1])


def apply_entwurf(
    regeln: Iterable[HaushaltsZuordnung], entwurf: Zuordnungsentwurf
) -> tuple[HaushaltsZuordnung, ...]:
    """The rules as they would be with the draft; one without a share is gone, one that is drafted is ``intern``."""
    jahr = entwurf.haushaltsjahr
    alle = {rule_key(regel): regel for regel in regeln}
    for unterschied in differences(alle.values(), entwurf):
        a = unterschied.anteil
        alle[a.key] = HaushaltsZuordnung(jahr, a.produkt, a.konto, a.bezug, a.bezug_nr, a.anteil)
    return tuple(regel for regel in alle.values() if regel.anteil)


def differences(
    regeln: Iterable[HaushaltsZuordnung], entwurf: Zuordnungsentwurf
) -> tuple[Anteilsaenderung, ...]:
    """What the draft makes different, by line and target; a share that is there already is no difference."""
    vorher = {rule_key(regel): regel.anteil for regel in regeln}
    anders = [
        Anteilsaenderung(a, vorher.get(key))
        for key, a in entwurf.anteile.items()
        if a.anteil != vorher.get(key, _NULL)
    ]
    return tuple(sorted(anders, key=lambda u: _order(u.anteil)))


def drafted_stand(stand: Datenstand, entwurf: Zuordnungsentwurf) -> Datenstand:
    """The Datenstand as if the draft were released; for asking what it would do, never to be kept as a figure."""
    jahr = entwurf.haushaltsjahr
    regeln = apply_entwurf(stand.haushaltszuordnungen.get(jahr, ()), entwurf)
    return replace(stand, haushaltszuordnungen=MappingProxyType({**stand.haushaltszuordnungen, jahr: regeln}))


def over_hundred(regeln: Iterable[HaushaltsZuordnung]) -> Mapping[Zeile, Decimal]:
    """The lines whose shares exceed 100 %, with their sums."""
    return {zeile: summe for zeile, summe in _sums(regeln).items() if summe > HUNDERT}


def rule_key(regel: HaushaltsZuordnung) -> Regelschluessel:
    """Which rule of its Haushaltsjahr it is."""
    return regel.produkt, regel.konto, regel.bezug, regel.bezug_nr


def line_text(zeile: Zeile) -> str:
    """A line in words.

    >>> line_text(("365000", "4318000"))
    'Produkt 365000, Konto 4318000'
    """
    produkt, konto = zeile
    return f"Produkt {produkt}" + (f", Konto {konto}" if konto else "")


def share_text(anteil: Decimal) -> str:
    """A share as people write it.

    >>> share_text(Decimal("33.50")), share_text(Decimal("1E+2"))
    ('33,5 %', '100 %')
    """
    text = f"{anteil:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") + " %"


def write_entwurf(entwurf: Zuordnungsentwurf) -> str:
    """The draft as JSON, for the store."""
    schritte = [
        {
            "was": s.was,
            "anteile": [[a.produkt, a.konto, a.bezug.value, a.bezug_nr, f"{a.anteil:f}"] for a in s.anteile],
            "hinweise": list(s.hinweise),
        }
        for s in entwurf.schritte
    ]
    return json.dumps({"schritte": schritte}, ensure_ascii=False, separators=(",", ":"))


def read_entwurf(haushaltsjahr: int, text: str) -> Zuordnungsentwurf:
    """The draft of a JSON written by ``write_entwurf``; raises ``UnreadableEntwurfError``."""
    try:
        schritte = tuple(
            Schritt(
                str(s["was"]),
                tuple(
                    Anteil(str(p), str(k), Bezug(b), str(nr), Decimal(a)) for p, k, b, nr, a in s["anteile"]
                ),
                tuple(str(hinweis) for hinweis in s["hinweise"]),
            )
            for s in json.loads(text)["schritte"]
        )
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise UnreadableEntwurfError from error
    return Zuordnungsentwurf(haushaltsjahr, schritte)


def _sums(regeln: Iterable[HaushaltsZuordnung]) -> dict[Zeile, Decimal]:
    summen: dict[Zeile, Decimal] = {}
    for regel in regeln:
        zeile = (regel.produkt, regel.konto)
        summen[zeile] = summen.get(zeile, _NULL) + regel.anteil
    return summen


def _condensed(schritte: tuple[Schritt, ...]) -> tuple[Schritt, ...]:
    """No more steps than anybody takes back; the oldest become one."""
    zuviel = len(schritte) - _MEISTE_SCHRITTE
    if zuviel <= 0:
        return schritte
    alte = Zuordnungsentwurf(0, schritte[: zuviel + 1])
    erster = Schritt("frühere Schritte", tuple(alte.anteile.values()), alte.hinweise)
    return (erster, *schritte[zuviel + 1 :])


def _order(anteil: Anteil) -> tuple[object, ...]:
    return (
        nummer_key(anteil.produkt),
        nummer_key(anteil.konto),
        list(Bezug).index(anteil.bezug),
        nummer_key(anteil.bezug_nr),
    )
