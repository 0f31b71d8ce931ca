"""Ueberblick: the one page that answers first: where we stand, what moved, what will not be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kek_dashboard.charts.bullet import BREITE, HOEHE, describe_bullet, draw_bullet
from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.charts.verteilung import in_order
from kek_dashboard.domain.ausblick import Ausblick
from kek_dashboard.domain.neuigkeit import Gegenstand, choose_neues, is_told
from kek_dashboard.domain.nummer import nummer_key
from kek_dashboard.domain.ziele import Ebene, Ziel
from kek_dashboard.domain.zielerreichung import Bewertung, Stand
from kek_dashboard.domain.zielgliederung import group_name, zielgruppen
from kek_dashboard.domain.zielprognose import prognoseanteil
from kek_dashboard.domain.zusammenfassung import Zielbewertung
from kek_dashboard.reports.bericht.bezug import (
    Anzahl,
    aenderungen,
    auskunft,
    unterziel,
)
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Aufzaehlung,
    Bild,
    Block,
    Kennwert,
    Kennwerte,
    Spalte,
    Spaltenart,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.fortschritt.aenderungstext import change_line, since
from kek_dashboard.reports.bericht.fortschritt.lage import GUT, VERFEHLT, Lage
from kek_dashboard.reports.bericht.fortschritt.platz import SEITE, total
from kek_dashboard.reports.bericht.fortschritt.worte import (
    alle,
    anteil,
    anzahl,
    fett,
    joined,
    kennzahlen_mit,
    marke,
    plural,
)
from kek_dashboard.reports.bericht.kennzahlwort import kennzahl_name

_FEST = "\N{NO-BREAK SPACE}"
_GENANNT = 3
_BALKEN_MM = 30.0


def ueberblick(lage: Lage) -> Iterator[Block]:
    """The page, in the order of its questions; as many changes are named as fit the sheet."""
    moeglich = [tuple(_sheet(lage, zahl)) for zahl in range(_GENANNT, -1, -1)]
    yield from next((blatt for blatt in moeglich if total(blatt) <= SEITE), moeglich[-1])


def _sheet(lage: Lage, genannt: int) -> Iterator[Block]:
    yield Ueberschrift(1, ("Auf einen Blick: Wo stehen wir ", Wort(str(lage.jahr)), "?"))
    yield Absatz(standing(lage), Absatzart.KERNSATZ)
    if lage.gesamt.kennzahlen:
        yield _figures(lage)
        yield Absatz(("Stand: ", *_distribution(lage, "stand", in_order(lage.gesamt.staende()))))
        yield Absatz(("Ausblick: ", *_distribution(lage, "ausblick", lage.gesamt.ausblicke())))
    if lage.unterziele:
        yield bullets(lage)
    yield from _changed(lage, genannt)
    yield from _missed(lage)


def standing(lage: Lage) -> Text:
    """The answer in one sentence, also for the cover."""
    jahr = lage.jahr
    if not lage.gesamt.kennzahlen:
        return (
            (
                "Noch ist keine Kennzahl festgelegt: Ob die Ziele erreicht werden, lässt sich nicht messen. Dieser "
                "Bericht zeigt, was beschlossen ist."
            ),
        )
    if not lage.bewertet:
        return (
            "Keine der ",
            anzahl(len(lage.gesamt.kennzahlen), alle(jahr, "kennzahlen")),
            " Kennzahlen lässt sich für ",
            Wort(str(jahr)),
            " bewerten.",
        )
    bewertet = kennzahlen_mit(jahr, "stand", *(s.value for s in Stand if s.is_assessable))
    return (
        fett(
            anzahl(len(lage.gut), kennzahlen_mit(jahr, "stand", *(s.value for s in GUT))),
            " von ",
            anzahl(len(lage.bewertet), bewertet),
        ),
        " bewerteten Kennzahlen sind ",
        Wort(str(jahr)),
        " erreicht oder auf Kurs.",
    )


def missing_out(lage: Lage) -> Text:
    """What will not be reached at this pace, in one sentence."""
    jahr = lage.jahr
    if not lage.mit_ausblick:
        return (
            (
                "Für keine Kennzahl lässt sich sagen, ob sie ihr Ziel erreicht. Dazu braucht es ein Ziel und genügend "
                "Jahreswerte für ein Tempo."
            ),
        )
    knapp = sum(b.ausblick is Ausblick.KNAPP_VERFEHLT for b in lage.mit_ausblick)
    zahl = len(lage.verfehlt) + knapp
    arten = (*(a.value for a in VERFEHLT), Ausblick.KNAPP_VERFEHLT.value)
    mit = [a.value for a in Ausblick if a is not Ausblick.KEINE_AUSSAGE]
    satz: list[Teil] = [
        fett(
            anzahl(zahl, kennzahlen_mit(jahr, "ausblick", *arten)),
            " von ",
            anzahl(len(lage.mit_ausblick), kennzahlen_mit(jahr, "ausblick", *mit)),
        ),
        f" Kennzahlen mit Ausblick {plural(zahl, 'verfehlt', 'verfehlen')} beim Tempo der letzten Jahre ihr Ziel",
    ]
    if knapp:
        satz += [
            ", ",
            anzahl(knapp, kennzahlen_mit(jahr, "ausblick", Ausblick.KNAPP_VERFEHLT.value)),
            " davon knapp",
        ]
    return (*satz, ".")


def moved(lage: Lage) -> Text:
    """What stands otherwise since the last meeting, in one sentence."""
    if lage.sitzung is None:
        return (
            (
                "Eine frühere Sitzung ist nicht eingetragen; deshalb gibt es keinen Vergleich. Sitzungen kommen mit "
                "den Stammdaten herein (Blatt „Sitzungen“)."
            ),
        )
    liste = aenderungen(lage.jahr, lage.sitzung.datum, "neuigkeiten")
    teile: list[Text] = []
    gesamt = 0
    for gegenstand, worte in (
        (Gegenstand.UNTERZIEL, ("Unterziel", "Unterziele")),
        (Gegenstand.KENNZAHL, ("Kennzahl", "Kennzahlen")),
    ):
        zahl = sum(is_told(n) and n.gegenstand is gegenstand for n in lage.neuigkeiten)
        gesamt += zahl
        if zahl:
            bezug = Anzahl(liste, (("gegenstand", (gegenstand.value,)), ("sichtbar", ("true",))))
            teile.append((fett(anzahl(zahl, bezug)), f" {plural(zahl, *worte)}"))
    fuer: Text = (" für ", Wort(str(lage.jahr)), " ")
    if not teile:
        return (
            "Seit ",
            *since(lage),
            " steht",
            *fuer,
            "kein Unterziel und keine Kennzahl anders da.",
        )
    verb = plural(gesamt, " steht", " stehen")
    return ("Seit ", *since(lage), verb, *fuer, *joined(teile, " und "), " anders da.")


def _figures(lage: Lage) -> Kennwerte:
    jahr = lage.jahr
    bewertbar = [s.value for s in Stand if s.is_assessable]
    ohne = [s.value for s in Stand if not s.is_assessable]
    kennzahlen = len(lage.gesamt.kennzahlen)
    zielbar = sum(z.messbarkeit.is_messbar for z in lage.messbarkeiten)
    messbar = Anzahl(auskunft("messbarkeit", jahr, "unterziele"), (("messbarkeit", ("ganz", "teilweise")),))
    return Kennwerte(
        (
            Kennwert(
                "erreicht oder auf Kurs",
                (anzahl(len(lage.gut), kennzahlen_mit(jahr, "stand", *(s.value for s in GUT))),),
                ("von ", anzahl(len(lage.bewertet), kennzahlen_mit(jahr, "stand", *bewertbar)), " bewerteten"),
            ),
            Kennwert(
                "werden deutlich verfehlt",
                (anzahl(len(lage.verfehlt), kennzahlen_mit(jahr, "ausblick", *(a.value for a in VERFEHLT))),),
                ("zu langsam oder in falscher Richtung",),
            ),
            Kennwert(
                "ohne Bewertung",
                (anzahl(kennzahlen - len(lage.bewertet), kennzahlen_mit(jahr, "stand", *ohne)),),
                ("von ", anzahl(kennzahlen, alle(jahr, "kennzahlen")), " Kennzahlen"),
            ),
            Kennwert(
                "beurteilbare Unterziele",
                (anzahl(zielbar, messbar),),
                ("von ", anzahl(len(lage.unterziele), alle(jahr, "unterziele"))),
            ),
        )
    )  # fmt: skip


def _distribution(
    lage: Lage, feld: str, zahlen: Sequence[tuple[Stand, int]] | Sequence[tuple[Ausblick, int]]
) -> Text:
    """„4 ● erreicht, 12 ● auf Kurs, …“."""
    return joined(
        (anzahl(zahl, kennzahlen_mit(lage.jahr, feld, status.value)), _FEST, marke(status))
        for status, zahl in zahlen
    )


def bullets(lage: Lage) -> Tabelle:
    """All Unterziele on one scale, by Oberziel."""
    zeilen: list[Zeile] = []
    for gruppe in zielgruppen(lage.stand):
        ober = gruppe.ober
        kopf: Text = (Wort(group_name(lage.stand, gruppe)),)
        if ober is not None:
            kopf = (Wort(f"{ober.nr} {ober.kurztitel}"), ": ", marke(lage.gesamt.oberziele[ober.nr].stand))
        zeilen.append(Zeile((kopf,), Zeilenart.GRUPPE))
        zeilen += [_row(lage, ziel) for ziel in gruppe.unterziele]
    return Tabelle(
        f"Die Unterziele im Vergleich, {lage.jahr}",
        (
            Spalte(lage.stand.zielsystem.word_of(Ebene.UNTERZIEL), anteil=1.0),
            Spalte("Anteil des Weges", Spaltenart.BILD),
            Spalte("erreicht", Spaltenart.ZAHL),
            Spalte(f"Soll {lage.jahr}", Spaltenart.ZAHL),
            Spalte("bewertet", Spaltenart.ZAHL),
            Spalte("Stand", Spaltenart.MARKE),
        ),
        tuple(zeilen),
        (
            (
                "Balken: Zielerreichung; senkrechter Strich: so weit sollte es sein. „bewertet“: Kennzahlen mit Urteil "
                "von allen, die zählen. Ohne Zahl bleibt das Feld leer."
            ),
        ),
        dicht=True,
    )


def _row(lage: Lage, ziel: Ziel) -> Zeile:
    b = lage.gesamt.unterziele[ziel.nr]
    jahr = lage.jahr
    messbar = ("unterziele", f"nr={ziel.nr}")
    return Zeile(
        (
            (Wort(f"{ziel.nr} {ziel.kurztitel}"),),
            bullet(b),
            (anteil(b.zielerreichung, unterziel(jahr, ziel.nr, "zielerreichung"), b.herkunft, 0),),
            (anteil(b.soll_zielerreichung, unterziel(jahr, ziel.nr, "soll_zielerreichung"), b.herkunft, 0),),
            (
                anzahl(b.bewertet, auskunft("messbarkeit", jahr, *messbar, "bewertbar")),
                " von ",
                anzahl(b.anzahl, auskunft("messbarkeit", jahr, *messbar, "anzahl")),
            ),
            (marke(b.stand),),
        )
    )


def bullet(b: Zielbewertung) -> Bild:
    """Zielerreichung as a bar with a stroke at the Soll; its figures stand beside it."""
    return Bild(
        draw_bullet(b.zielerreichung, b.soll_zielerreichung, zeichen_of(b.stand).farbe),
        describe_bullet(b.zielerreichung, b.soll_zielerreichung),
        _BALKEN_MM,
        _BALKEN_MM * HOEHE / BREITE,
        schmuck=True,
    )


def _changed(lage: Lage, genannt: int) -> Iterator[Block]:
    yield Ueberschrift(2, ("Was hat sich geändert?",))
    yield Absatz(moved(lage))
    gezeigt = choose_neues([n for n in lage.neuigkeiten if is_told(n)], genannt)
    if gezeigt:
        yield Aufzaehlung(tuple(change_line(lage, n) for n in gezeigt))


def _missed(lage: Lage) -> Iterator[Block]:
    yield Ueberschrift(2, ("Was wird nicht erreicht?",))
    schwach = sorted(lage.verfehlt, key=lambda b: (_left(b), b.zielerreichung or 0, nummer_key(b.nr)))
    namen: list[Text] = [(kennzahl_name(lage.stand, b.nr),) for b in schwach[:_GENANNT]]
    rest: Text = (" Am weitesten entfernt: ", *joined(namen, "; "), ".") if namen else ()
    yield Absatz((*missing_out(lage), *rest))


def _left(b: Bewertung) -> Fraction:
    """What of its way a Kennzahl will have gone; unknown counts as all."""
    vorher = prognoseanteil(b)
    return Fraction(1) if vorher is None else vorher
