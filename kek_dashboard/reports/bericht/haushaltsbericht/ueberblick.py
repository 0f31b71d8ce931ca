"""Überblick: how much money serves which goal, how much none and why, and the proof that no euro is counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kek_dashboard.charts.haushaltsworte import ART_WORT, STATUS_WORT, ansatz_text
from kek_dashboard.charts.satzworte import FESTSETZUNG_WORT
from kek_dashboard.domain.haushalt import Positionsart
from kek_dashboard.domain.mitteleinsatz import Betraege
from kek_dashboard.domain.produktmittel import OhneZiel
from kek_dashboard.domain.ziele import Ziel
from kek_dashboard.domain.zielgliederung import zielgruppen
from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht.bezug import Bezug, Differenz, Summe
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
    Block,
    Fett,
    Kennwert,
    Kennwerte,
    Spalte,
    Spaltenart,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Wert,
    Wertart,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.haushaltsbericht.lage import Haushaltslage

AUFWENDUNGEN, INVESTIV = Positionsart.AUFWENDUNGEN, Positionsart.INVESTIVE_AUSZAHLUNGEN
ERTRAEGE = Positionsart.ERTRAEGE
#: The kinds in the order of every table.
ARTEN: Final = (AUFWENDUNGEN, ERTRAEGE, INVESTIV, Positionsart.INVESTIVE_EINZAHLUNGEN)
GRUND_WORT: Final = {
    OhneZiel.REST: "Zeilen mit Zuordnung: der Teil, der übrig bleibt",
    OhneZiel.FINANZWIRTSCHAFT: "Allgemeine Finanzwirtschaft, ohne Zuordnung",
    OhneZiel.KEINE_ZUORDNUNG: "alle anderen Zeilen ohne Zuordnung",
}
STIMMT, STIMMT_NICHT, NICHT_VERGLEICHBAR = "stimmt", "stimmt nicht", "nicht im Plan"
#: In the workbook, which has no labels at single amounts.
BEISPIEL_SATZ: Final = "Alle Beträge sind erfunden (Beispiel) und sagen nichts über den Landkreis."
VIER_ARTEN_SATZ: Final = (
    "Aufwendungen, Erträge, investive Auszahlungen und investive Einzahlungen stehen nebeneinander und werden nie "
    "zusammengezählt: Eine Investition ist erst Auszahlung und kehrt über die Jahre als Abschreibung in den "
    "Aufwendungen wieder. Interne Leistungsbeziehungen zählen in keiner der vier Summen."
)


def ueberblick(lage: Haushaltslage) -> Iterator[Block]:
    """The first pages."""
    yield Ueberschrift(1, ("Wie viel Geld dient welchem Ziel?",))
    yield Absatz(kernsatz(lage), Absatzart.KERNSATZ)
    yield _kennwerte(lage)
    yield Absatz(grundlage(lage))
    yield _je_ziel(lage)
    yield Absatz((VIER_ARTEN_SATZ,), Absatzart.KLEIN)
    yield from _ohne_ziel(lage)
    yield from _abgleich(lage)


def kernsatz(lage: Haushaltslage) -> Text:
    """The answer in a sentence."""
    alle, offen = lage.mittel.summen[AUFWENDUNGEN], lage.mittel.nicht_zugeordnet[AUFWENDUNGEN]
    wo_alle, wo_offen = (
        lage.stelle("summen", AUFWENDUNGEN.value),
        lage.stelle("nicht_zugeordnet", AUFWENDUNGEN.value),
    )
    if not lage.zugeordnet:
        return (
            Wort(f"Für {lage.jahr}"), " ist noch kein Geld einem Ziel zugeordnet: Alle ", lage.kurz(alle, wo_alle),
            " Aufwendungen stehen ohne Ziel da, bis die Zuordnung da ist, geliefert oder aus einem anderen Jahr.",
        )  # fmt: skip
    fuer_ziele: Bezug = Differenz(wo_alle, wo_offen)
    return (
        "Von ", lage.kurz(alle, wo_alle), " Aufwendungen im Haushalt ", Wort(str(lage.jahr)), " dienen ",
        Fett((lage.kurz(alle - offen, fuer_ziele), " einem strategischen Ziel")),
        " (", lage.anteil(alle - offen, alle, fuer_ziele, wo_alle), ") und ",
        lage.kurz(offen, wo_offen), " keinem (", lage.anteil(offen, alle, wo_offen, wo_alle), ").",
    )  # fmt: skip


def grundlage(lage: Haushaltslage) -> Text:
    """Which Fassung, what happened to it, how many lines."""
    return (
        "Grundlage: ", Fett((Wort(ansatz_text(lage.haushalt)),)), ", ",
        lage.anzahl(len(lage.haushalt.zeilen), "positionen"), " Zeilen. ", _way(lage),
    )  # fmt: skip


def _way(lage: Haushaltslage) -> Teil:
    """What happened to this Fassung, each with its day."""
    if not lage.status:
        return "Wann der Haushalt eingebracht und beschlossen wurde, ist nicht eingetragen."
    worte = "; ".join(
        f"{STATUS_WORT[s.status]} am {format_date(s.am)}" + (f" ({s.bemerkung})" if s.bemerkung else "")
        for s in lage.status
    )
    return Wort(f"{worte[0].upper()}{worte[1:]}.")


def _kennwerte(lage: Haushaltslage) -> Kennwerte:
    werte = []
    for art in (AUFWENDUNGEN, INVESTIV):
        alle, offen = lage.mittel.summen[art], lage.mittel.nicht_zugeordnet[art]
        wo_alle, wo_offen = lage.stelle("summen", art.value), lage.stelle("nicht_zugeordnet", art.value)
        wo_ziele = Differenz(wo_alle, wo_offen)
        werte += [
            Kennwert(
                f"{ART_WORT[art]} für Ziele",
                (lage.kurz(alle - offen, wo_ziele),),
                (lage.anteil(alle - offen, alle, wo_ziele, wo_alle), " von ", lage.kurz(alle, wo_alle)),
            ),
            Kennwert(
                f"{ART_WORT[art]} ohne Ziel",
                (lage.kurz(offen, wo_offen),),
                (lage.anteil(offen, alle, wo_offen, wo_alle), " von ", lage.kurz(alle, wo_alle)),
            ),
        ]
    return Kennwerte(tuple(werte))


def _je_ziel(lage: Haushaltslage) -> Tabelle:
    """All goals below their Oberziel; where nothing is mapped yet no goal has a row."""
    zeilen = _goal_rows(lage) if lage.zugeordnet else []
    zeilen.append(
        _row(lage, ("keinem Ziel zugeordnet",), ("nicht_zugeordnet",), lage.mittel.nicht_zugeordnet)
    )
    zeilen.append(_row(lage, ("Summe",), ("summen",), lage.mittel.summen, Zeilenart.SUMME))
    return Tabelle(
        f"Haushalt {lage.jahr} je Ziel, in Euro",
        (
            Spalte("Ziel", anteil=1.0),
            Spalte("Aufwendungen", Spaltenart.ZAHL),
            Spalte("Anteil", Spaltenart.ZAHL),
            Spalte("Erträge", Spaltenart.ZAHL),
            Spalte("Zuschussbedarf", Spaltenart.ZAHL),
            Spalte("Investive Auszahlungen", Spaltenart.ZAHL),
        ),
        tuple(zeilen),
    )


def _goal_rows(lage: Haushaltslage) -> list[Zeile]:
    zeilen: list[Zeile] = []
    gezeigt = set[str]()
    for gruppe in zielgruppen(lage.stand):
        unterziele = [z for z in gruppe.unterziele if z.nr in lage.mittel.je_unterziel]
        if unterziele and gruppe.ober is not None:
            zeilen.append(Zeile(((Wort(f"{gruppe.ober.nr} {gruppe.ober.kurztitel}"),),), Zeilenart.GRUPPE))
            zeilen += [_goal_row(lage, ziel) for ziel in unterziele]
            gezeigt.update(ziel.nr for ziel in unterziele)
    return zeilen + [_number_row(lage, nr) for nr in lage.mittel.je_unterziel if nr not in gezeigt]


def _goal_row(lage: Haushaltslage, ziel: Ziel) -> Zeile:
    return _row(
        lage,
        (Wort(f"{ziel.nr} {ziel.kurztitel}"),),
        ("unterziele", f"nr={ziel.nr}"),
        lage.mittel.je_unterziel[ziel.nr],
    )


def _number_row(lage: Haushaltslage, nr: str) -> Zeile:
    """A goal that a Zuordnung names and no Oberziel stands above."""
    return _row(
        lage,
        (Wort(f"{nr} {lage.ziel_name(nr)}".strip()),),
        ("unterziele", f"nr={nr}"),
        lage.mittel.je_unterziel[nr],
    )


def _row(
    lage: Haushaltslage,
    kopf: Text,
    pfad: tuple[str, ...],
    betraege: Betraege,
    art: Zeilenart = Zeilenart.NORMAL,
) -> Zeile:
    """A goal with its euros; the Zuschussbedarf is Aufwendungen less Erträge."""
    aufwand, ertrag = betraege[AUFWENDUNGEN], betraege[ERTRAEGE]
    wo = lage.stelle(*pfad, AUFWENDUNGEN.value)
    bedarf = Differenz(wo, lage.stelle(*pfad, ERTRAEGE.value))
    alle = lage.stelle("summen", AUFWENDUNGEN.value)
    return Zeile(
        (
            kopf,
            (lage.euro(aufwand, *pfad, AUFWENDUNGEN.value),),
            (lage.anteil(aufwand, lage.mittel.summen[AUFWENDUNGEN], wo, alle),),
            (lage.euro(ertrag, *pfad, ERTRAEGE.value),),
            (lage.euro_of(aufwand - ertrag, bedarf),),
            (lage.euro(betraege[INVESTIV], *pfad, INVESTIV.value),),
        ),
        art,
    )


def _ohne_ziel(lage: Haushaltslage) -> Iterator[Block]:
    """Why money serves no goal; nothing where all of it does."""
    if not lage.gruende:
        return
    zeilen = [
        Zeile(
            (
                (GRUND_WORT[p.grund],),
                (_stelle_zahl(lage, p.zeilen, p.grund, "zeilen"),),
                *(
                    (lage.euro(p.betraege[art], "nicht_zugeordnet_gruende", f"grund={p.grund}", art.value),)
                    for art in ARTEN
                ),
            )
        )
        for p in lage.gruende
    ]
    summe = Zeile(
        (
            ("keinem Ziel zugeordnet",),
            (_sum_of_lines(lage),),
            *(
                (lage.euro(lage.mittel.nicht_zugeordnet[art], "nicht_zugeordnet", art.value),)
                for art in ARTEN
            ),
        ),
        Zeilenart.SUMME,
    )
    yield Ueberschrift(2, ("Warum dient Geld keinem Ziel?",))
    yield Tabelle(
        "Geld ohne Ziel nach dem Grund, in Euro",
        (
            Spalte("Grund", anteil=1.0),
            Spalte("Zeilen", Spaltenart.ZAHL),
            *(Spalte(ART_WORT[art], Spaltenart.ZAHL) for art in ARTEN),
        ),
        (*zeilen, summe),
        (
            (
                "Zur allgemeinen Finanzwirtschaft gehören Umlagen, allgemeine Zuweisungen, Kredite und Zinsen; sie "
                "dienen allen Aufgaben zugleich. Herausgerechnet ist nichts davon."
            ),
        ),
    )


def _stelle_zahl(lage: Haushaltslage, zahl: int, grund: OhneZiel, feld: str) -> Wert:
    wo = lage.stelle("nicht_zugeordnet_gruende", f"grund={grund}", feld)
    return Wert(zahl, wo, Wertart.ANZAHL, beispiel=lage.is_beispiel)


def _sum_of_lines(lage: Haushaltslage) -> Wert:
    teile = tuple(lage.stelle("nicht_zugeordnet_gruende", f"grund={p.grund}", "zeilen") for p in lage.gruende)
    zahl = sum(p.zeilen for p in lage.gruende)
    return Wert(zahl, Summe(teile), Wertart.ANZAHL, beispiel=lage.is_beispiel)


def _abgleich(lage: Haushaltslage) -> Iterator[Block]:
    """Each kind: all goals and what serves none, beside the sum of all lines."""
    yield Ueberschrift(2, ("Ist jeder Euro genau einmal gezählt?",))
    yield Tabelle(
        "Abgleich der Ziele mit allen Zeilen, in Euro",
        (
            Spalte("Art", anteil=1.0),
            Spalte("Summe aller Ziele", Spaltenart.ZAHL),
            Spalte("keinem Ziel", Spaltenart.ZAHL),
            Spalte("zusammen", Spaltenart.ZAHL),
            Spalte("alle Zeilen", Spaltenart.ZAHL),
            Spalte("Abgleich"),
        ),
        tuple(_abgleich_row(lage, art) for art in ARTEN),
        ("Verglichen wird auf den Cent.",),
    )
    if lage.satzung:
        yield _satzung(lage)


def _abgleich_row(lage: Haushaltslage, art: Positionsart) -> Zeile:
    ziele = sum((betraege[art] for betraege in lage.mittel.je_unterziel.values()), Decimal("0.00"))
    offen, alle = lage.mittel.nicht_zugeordnet[art], lage.mittel.summen[art]
    wo_ziele = Summe(
        tuple(lage.stelle("unterziele", f"nr={nr}", art.value) for nr in lage.mittel.je_unterziel)
    )
    wo_offen = lage.stelle("nicht_zugeordnet", art.value)
    return Zeile(
        (
            (ART_WORT[art],),
            (lage.euro_of(ziele, wo_ziele),),
            (lage.euro_of(offen, wo_offen),),
            (lage.euro_of(ziele + offen, Summe((wo_ziele, wo_offen))),),
            (lage.euro(alle, "summen", art.value),),
            (STIMMT if ziele + offen == alle else STIMMT_NICHT,),
        )
    )


def _satzung(lage: Haushaltslage) -> Tabelle:
    """The totals that the Haushaltssatzung fixes, beside the lines."""
    zeilen = []
    for v in lage.satzung:
        wo = ("satzung", f"festsetzung={v.summe.festsetzung}")
        urteil: Text = (NICHT_VERGLEICHBAR if v.differenz is None else STIMMT,)
        if v.weicht_ab:
            urteil = ("weicht ab um ", lage.euro(v.differenz, *wo, "differenz"))
        zeilen.append(
            Zeile(
                (
                    (FESTSETZUNG_WORT[v.summe.festsetzung],),
                    (lage.euro(v.summe.eur, *wo, "eur"),),
                    (lage.euro(v.zeilen, *wo, "zeilen"),),
                    urteil,
                )
            )
        )
    return Tabelle(
        f"Haushaltssatzung {lage.jahr} und Zeilen des Plans, in Euro",
        (
            Spalte("Festsetzung", anteil=1.0),
            Spalte("Satzung", Spaltenart.ZAHL),
            Spalte("Summe der Zeilen", Spaltenart.ZAHL),
            Spalte("Abgleich"),
        ),
        tuple(zeilen),
        dicht=True,
    )
