"""Wissen: each thing the Landrat must know as one sentence with its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kek_dashboard.charts.neuigkeitsworte import ART_WORT
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.ursachenworte import kennzahl_name as cause_owner
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.briefingwahl import Anlass, Kandidat
from kek_dashboard.domain.herkunft import Herkunft
from kek_dashboard.domain.kennzahl import Messwert, Zielwert
from kek_dashboard.domain.neuigkeit import Gegenstand, Neuigkeit
from kek_dashboard.domain.ursachenart import Ursachenart
from kek_dashboard.formats import format_date, format_zeitraum
from kek_dashboard.reports.bericht import bezug
from kek_dashboard.reports.bericht.briefing.lage import Lage
from kek_dashboard.reports.bericht.form import Fett, Marke, Teil, Text, Wert, Wertart, Wort
from kek_dashboard.reports.bericht.kennzahlwort import (
    anzahl,
    gemessen,
    gerechnet,
    je_jahr,
    kennzahl_name,
    kurz,
    newest,
    ziel_name,
)

#: A unit of at most so many letters is said with each value.
_KURZE_EINHEIT = 8


def wissen_text(lage: Lage, kandidat: Kandidat, lang: int) -> Text:
    """The sentence of one thing to know; names in it have at most ``lang`` letters."""
    return tuple(_SAETZE[kandidat.anlass](lage, kandidat, lang))


def ausloeser(neuigkeit: Neuigkeit, owner: str) -> str:
    """The cause that tells most: of which Zeitraum, or where a part moved the goal, of which Kennzahl (``owner``)."""
    grund = neuigkeit.leading
    if grund is None:
        return ""
    satz = grund.ursache.satz
    wort = ART_WORT[grund.art][0]
    if owner and not neuigkeit.gruende:
        return f"{wort} bei {owner}"
    return f"{wort} {format_zeitraum(satz.zeitraum)}" if isinstance(satz, Messwert) else wort


def _moved(lage: Lage, kandidat: Kandidat, lang: int, wort: str) -> Iterator[Teil]:
    """A Stand that became worse or better."""
    neuigkeit = next(
        n
        for n in lage.neuigkeiten
        if n.nr == kandidat.nr and n.gegenstand in {Gegenstand.UNTERZIEL, Gegenstand.KENNZAHL}
    )
    is_ziel = neuigkeit.gegenstand is Gegenstand.UNTERZIEL
    alt, neu = neuigkeit.vorher, neuigkeit.nachher
    assert alt is not None
    assert neu is not None
    yield Fett(
        (ziel_name(lage.stand, neu.nr, lang) if is_ziel else kennzahl_name(lage.stand, neu.nr, lang), wort)
    )
    yield from (": von ", Marke(zeichen_of(alt.stand)), " zu ", Marke(zeichen_of(neu.stand)))
    yield from (
        " (Zielerreichung ",
        _share(lage, neuigkeit, lage.seit),
        " → ",
        _share(lage, neuigkeit, None),
        ")",
    )
    grund = neuigkeit.leading
    if grund is None:
        yield "."
        return
    owner = cause_owner(lage.stand, grund.ursache)
    yield from (". Auslöser: ", Wort(kurz(ausloeser(neuigkeit, owner), 90)), ".")


def _share(lage: Lage, neuigkeit: Neuigkeit, wissensstand: date | None) -> Wert:
    """The Zielerreichung now (``None``) or on the earlier day."""
    urteil = neuigkeit.nachher if wissensstand is None else neuigkeit.vorher
    assert urteil is not None
    of = bezug.unterziel if neuigkeit.gegenstand is Gegenstand.UNTERZIEL else bezug.kennzahl
    return Wert(
        urteil.zielerreichung,
        of(lage.jahr, urteil.nr, "zielerreichung", wissensstand=wissensstand),
        Wertart.PROZENT,
        beispiel=urteil.herkunft is Herkunft.BEISPIEL,
    )


def _newly_missed(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    """A Kennzahl that is going to miss its target as of this quarter."""
    nr = kandidat.nr
    akte, b = lage.stand.akten[nr], lage.gesamt.kennzahlen[nr]
    yield Fett((kennzahl_name(lage.stand, nr, lang), ": Ziel voraussichtlich verfehlt"))
    yield from (". Ausblick jetzt ", Marke(zeichen_of(b.ausblick)))
    frueher = lage.vorher.kennzahlen.get(nr)
    if frueher is not None and frueher.ausblick is not Ausblick.KEINE_AUSSAGE:
        yield from (", im Vorquartal ", Marke(zeichen_of(frueher.ausblick)))
    else:
        yield ", im Vorquartal noch ohne Aussage"
    if b.noetiges_tempo is not None and b.tempo is not None:
        noetig = je_jahr(akte, b.noetiges_tempo, bezug.kennzahl(lage.jahr, nr, "noetiges_tempo"), b.herkunft)
        zuletzt = je_jahr(akte, b.tempo, bezug.kennzahl(lage.jahr, nr, "tempo"), b.herkunft)
        yield from (". Nötig je Jahr: ", noetig, ", zuletzt je Jahr: ", zuletzt, ".")
        return
    yield from (". ", *ist_und_soll(lage, nr), ".")


def ist_und_soll(lage: Lage, nr: str) -> Iterator[Teil]:
    """„Ist 2022: 6,96, Soll: 6,50 EUR/m²“; without a Soll (Korridor) the Zielerreichung in its place.

    A long unit is said once.
    """
    akte, b = lage.stand.akten[nr], lage.gesamt.kennzahlen[nr]
    zweimal = b.soll is None or len(akte.kennzahl.einheit) <= _KURZE_EINHEIT
    ist = newest(akte, b, bezug.kennzahl(lage.jahr, nr, "ist"), mit_einheit=zweimal)
    yield from ("Ist ", Wort(str(b.jahr)), ": ", ist)
    if b.soll is None:
        anteil = bezug.kennzahl(lage.jahr, nr, "zielerreichung")
        wert = Wert(b.zielerreichung, anteil, Wertart.PROZENT, beispiel=b.herkunft is Herkunft.BEISPIEL)
        yield from (", Zielerreichung: ", wert)
        return
    yield from (", Soll: ", gerechnet(akte, b.soll, bezug.kennzahl(lage.jahr, nr, "soll"), b.herkunft, b.ist))


def _blocked(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    """An Unterziel that cannot be judged because figures are owed."""
    offen = [f for f in lage.ueberfaellig if f.kennzahl_nr in kandidat.teile]
    bereiche = [s.fachbereich for s in lage.schulden if any(f in offen for f in s.faelligkeiten)]
    summe = bezug.Summe(
        tuple(
            bezug.Anzahl(
                bezug.auskunft("datenschuld", lage.jahr, "fachbereiche", f"nr={name}", "offen"),
                (("kennzahl", kandidat.teile),),
            )
            for name in bereiche
        )
    )
    aelteste = offen[0]
    yield Fett((ziel_name(lage.stand, kandidat.nr, lang), " lässt sich nicht beurteilen"))
    yield ": "
    yield anzahl(len(offen), summe, (lage.gesamt.kennzahlen[nr].herkunft for nr in kandidat.teile))
    yield " überfällige Zahl fehlt" if len(offen) == 1 else " überfällige Zahlen fehlen"
    yield ", am längsten " if len(offen) > 1 else ", "
    yield kennzahl_name(lage.stand, aelteste.kennzahl_nr, lang)
    yield Wort(
        f" für {format_zeitraum(aelteste.zeitraum)} ({aelteste.fachbereich}, fällig {format_date(aelteste.faellig_am)})"
    )
    yield "."


def _new_target(lage: Lage, kandidat: Kandidat, lang: int) -> Iterator[Teil]:
    """A Kennzahl whose target is another one now."""
    nr = kandidat.nr
    neuigkeit = next(n for n in lage.neuigkeiten if n.nr == nr and n.gegenstand is Gegenstand.KENNZAHL)
    grund = next(g for g in neuigkeit.gruende if g.art is Ursachenart.GEAENDERTES_ZIEL)
    akte, alt, neu = lage.stand.akten[nr], grund.ursache.alt, grund.ursache.neu
    yield Fett((kennzahl_name(lage.stand, nr, lang), " hat ein anderes Ziel"))
    if isinstance(neu, Zielwert):
        stelle = bezug.auskunft(
            "werte", lage.jahr, "kennzahlen", f"nr={nr}", "zielwerte", f"jahr={neu.jahr}", "wert"
        )
        yield from (Wort(f" für {neu.jahr}"), ": ", gemessen(akte, neu.wert, stelle, neu.herkunft))
        if isinstance(alt, Zielwert):
            frueher = bezug.auskunft(
                "werte", lage.jahr, "kennzahlen", f"nr={nr}", "zielwerte", f"jahr={alt.jahr}", "wert",
                wissensstand=lage.seit,
            )  # fmt: skip
            yield from (" statt ", gemessen(akte, alt.wert, frueher, alt.herkunft))
    if grund.beschluss:
        yield Wort(f" ({grund.beschluss})")
    neues = neuigkeit.nachher
    if neues is not None:
        yield from (". Stand damit: ", Marke(zeichen_of(neues.stand)), ".")
    else:
        yield "."


_SAETZE: dict[Anlass, Callable[[Lage, Kandidat, int], Iterator[Teil]]] = {
    Anlass.VERSCHLECHTERT: lambda lage, k, lang: _moved(lage, k, lang, " steht schlechter da"),
    Anlass.NEU_VERFEHLT: _newly_missed,
    Anlass.BLOCKIERT: _blocked,
    Anlass.ZIEL_GEAENDERT: _new_target,
    Anlass.VERBESSERT: lambda lage, k, lang: _moved(lage, k, lang, " steht besser da"),
}

__all__ = ["ausloeser", "ist_und_soll", "wissen_text"]
