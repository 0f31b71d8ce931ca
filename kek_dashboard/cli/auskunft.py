"""Auskunft: commands that tell what a report is made of: values, debts, changes, Maßnahmen, what can be measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date

from rich.table import Table

from kek_dashboard import formats
from kek_dashboard.cli.form_bruecke import bruecke_json
from kek_dashboard.cli.form_entwicklung import entwicklung_json
from kek_dashboard.cli.form_kennzahlen import datenschuld_json, messbarkeit_json, werte_json
from kek_dashboard.cli.form_vorgaenge import aenderungen_json, massnahmen_json, vollzug_json
from kek_dashboard.cli.sicht import add_zielsystem_word, load_sicht, load_two, with_system
from kek_dashboard.cli.umgebung import DONE, REJECTED, USAGE, Umgebung
from kek_dashboard.domain.entwicklung import Mittelsumme, betrag_of, make_entwicklung, summarize_mittel
from kek_dashboard.domain.haushalt import VIER_ARTEN, VOLLZUG, Positionsart
from kek_dashboard.domain.vollzug import Vollzug, make_vollzug
from kek_dashboard.store.haushalt import load_haushalt
from kek_dashboard.store.load import load_datenstand, today

Befehl = Callable[[Umgebung, argparse.Namespace], int]
_WISSENSSTAND = "Tag (JJJJ-MM-TT), bis zu dem Freigaben zählen"


def add_auskunft_words(
    add: Callable[[str, str, Befehl], argparse.ArgumentParser],
    year: Callable[[str], int],
    day: Callable[[str], date],
) -> None:
    """The commands with their help."""
    werte = add("werte", "Messwerte, Zielwerte und Jahreswerte aller Kennzahlen", show_werte)
    schuld = add(
        "datenschuld", "was jeder Fachbereich zu liefern hatte, was kam, was fehlt", show_datenschuld
    )
    neues = add(
        "aenderungen", "was heute anders steht als an einem früheren Tag, und warum", show_aenderungen
    )
    taten = add("massnahmen", "Maßnahmen mit Status, Fortschritt und Meilensteinen", show_massnahmen)
    messbar = add("messbarkeit", "welche Unterziele sich beurteilen lassen, was fehlt", show_messbarkeit)
    vollzug = add("vollzug", "Plan, Gebuchtes, Prognose und Ergebnis eines Haushaltsjahrs", show_vollzug)
    verlauf = add(
        "entwicklung", "Ansatz und Ergebnis aller Jahre, im Ganzen und je Unterziel", show_entwicklung
    )
    bruecke = add("bruecke", "was im nächsten Zielsystem aus jedem Unterziel wird", show_bruecke)
    for befehl in (werte, neues, taten, messbar):
        befehl.add_argument("--jahr", type=year, required=True, help="Berichtsjahr")
    schuld.add_argument("--jahr", type=year, help="nur Zeiträume bis zu diesem Jahr")
    neues.add_argument("--seit", type=day, required=True, help="der frühere Tag (JJJJ-MM-TT)")
    vollzug.add_argument("--haushaltsjahr", type=year, required=True)
    for befehl in (werte, schuld, neues, taten, messbar, vollzug, verlauf, bruecke):
        befehl.add_argument("--wissensstand", type=day, help=_WISSENSSTAND)
    for befehl in (werte, schuld, neues, taten, messbar, verlauf):
        add_zielsystem_word(befehl)


def show_werte(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``werte``: what was delivered and decided of each Kennzahl."""
    stand = load_sicht(umgebung, args)
    daten = with_system(werte_json(stand, args.jahr), stand)
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    umgebung.say(f"Werte bis {args.jahr}, {_as_of(daten['wissensstand'])}")
    tabelle = _table(("Kennzahl", ""), ("Einheit", ""), ("Jahr", "r"), ("Ist", "r"), ("Soll", "r"))
    for kennzahl in daten["kennzahlen"]:
        for wert in kennzahl["jahreswerte"]:
            if wert["wert"] is not None or wert["soll"] is not None:
                tabelle.add_row(
                    kennzahl["nr"],
                    kennzahl["einheit"],
                    str(wert["jahr"]),
                    formats.format_number(wert["wert"]),
                    formats.format_number(wert["soll"]),
                )
    umgebung.console().print(tabelle)
    return DONE


def show_datenschuld(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``datenschuld``: what each Fachbereich owes since when."""
    stand = load_sicht(umgebung, args)
    daten = with_system(datenschuld_json(stand, args.jahr), stand)
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    bis = f", Zeiträume bis {args.jahr}" if args.jahr else ""
    umgebung.say(f"Datenschuld, {_as_of(daten['stichtag'])}{bis}: {daten['ueberfaellig']} überfällig")
    felder = ("faellig", "geliefert", "verspaetet", "ohne_wert", "ueberfaellig", "noch_nicht_faellig")
    koepfe = ("fällig", "pünktlich", "verspätet", "ohne Wert", "überfällig", "noch nicht fällig")
    tabelle = _table(("Fachbereich", ""), *((kopf, "r") for kopf in koepfe), ("am längsten", ""))
    for bereich in daten["fachbereiche"]:
        erste = next(iter(bereich["offen"]), None)
        tabelle.add_row(
            bereich["nr"] or "ohne Fachbereich",
            *(str(bereich[feld]) for feld in felder),
            formats.UNKNOWN
            if erste is None
            else f"{erste['kennzahl']} {formats.format_zeitraum(erste['zeitraum'])} "
            f"seit {_date(erste['faellig_am'])}",
        )
    umgebung.console().print(tabelle)
    return DONE


def show_aenderungen(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``aenderungen``: what is told otherwise than on a day; exit 2 where that day is not before the Wissensstand."""
    bis = args.wissensstand or today()
    if args.seit >= bis:
        print(
            f"Fehler: --seit muss vor dem Wissensstand {formats.format_date(bis)} liegen, nicht am "
            f"{formats.format_date(args.seit)}.",
            file=sys.stderr,
        )
        return USAGE
    damals, heute = load_two(umgebung, args, args.seit, bis)
    daten = with_system(aenderungen_json(damals, heute, args.jahr), heute)
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    umgebung.say(
        f"Änderungen vom {_date(daten['seit'])} bis {_date(daten['bis'])} zum Berichtsjahr {args.jahr}: "
        + (", ".join(f"{anzahl} {art}" for art, anzahl in daten["gruende"].items()) or "keine")
    )
    if not damals.is_system_known:
        umgebung.say(
            f"Das Zielsystem „{daten['zielsystem']}“ war am {_date(daten['seit'])} noch nicht bekannt."
        )
    tabelle = _table(
        ("Was", ""), ("Nr.", ""), ("vorher", "r"), ("nachher", "r"), ("Stand", ""), ("Gründe", "")
    )
    for n in daten["neuigkeiten"]:
        stand = " → ".join(dict.fromkeys(s or "–" for s in (n["stand_vorher"], n["stand_nachher"])))
        arten = dict.fromkeys(grund["art"] for grund in (*n["gruende"], *n["durch"]))
        tabelle.add_row(
            n["gegenstand"],
            n["nr"],
            formats.format_percent(n["vorher"]) if n["bewegt"] else "",
            formats.format_percent(n["nachher"]) if n["bewegt"] else "",
            stand if n["bewegt"] else "",
            ", ".join(arten),
        )
    umgebung.console().print(tabelle)
    return DONE


def show_massnahmen(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``massnahmen``: every Maßnahme with its milestones."""
    stand = load_sicht(umgebung, args)
    daten = with_system(massnahmen_json(stand, args.jahr), stand)
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    umgebung.say(f"Maßnahmen am {_date(daten['stichtag'])}, {_as_of(daten['wissensstand'])}")
    tabelle = _table(
        ("Nr.", ""), ("Unterziel", ""), ("Status", ""), ("Fortschritt", "r"), ("Meilensteine", "r"),
        ("überfällig", "r"), ("Bezeichnung", ""),
    )  # fmt: skip
    for m in daten["massnahmen"]:
        tabelle.add_row(
            m["nr"],
            ", ".join(m["unterziele"]),
            m["status"],
            formats.format_value(m["fortschritt"], "%"),
            f"{m['meilensteine_erreicht']} von {m['meilensteine_gesamt']}",
            str(m["ueberfaellig"]),
            m["bezeichnung"],
        )
    umgebung.console().print(tabelle)
    return DONE


def show_messbarkeit(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``messbarkeit``: which Unterziele can be judged, and what is missing."""
    stand = load_sicht(umgebung, args)
    daten = with_system(messbarkeit_json(stand, args.jahr), stand)
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    umgebung.say(f"Messbarkeit {args.jahr}, {_as_of(daten['wissensstand'])}")
    ziele = _table(
        ("Unterziel", ""), ("Messbarkeit", ""), ("bewertbar", "r"), ("Abdeckung", "r"), ("fehlt", "")
    )
    for z in daten["unterziele"]:
        luecken = ", ".join(f"{f['hindernis']} ({' '.join(f['kennzahlen'])})" for f in z["luecken"])
        abdeckung = formats.format_percent(z["abdeckung"])
        ziele.add_row(z["nr"], z["messbarkeit"], f"{z['bewertbar']} von {z['anzahl']}", abdeckung, luecken)
    umgebung.console().print(ziele)
    kennzahlen = _table(("Kennzahl", ""), ("Hindernis", ""), ("s.m.a.r.t.", "r"), ("offen", ""))
    for k in daten["kennzahlen"]:
        erfuellt = f"{k['smart_erfuellt']} von {k['smart_gesamt']}"
        kennzahlen.add_row(k["nr"], k["hindernis"] or "", erfuellt, ", ".join(k["offen"]))
    umgebung.console().print(kennzahlen)
    return DONE


def show_vollzug(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``vollzug``: how a Haushaltsjahr goes beside its plan; exit 1 if nothing of it is released."""
    plan, gelaufen = (
        load_haushalt(umgebung.store, args.haushaltsjahr, fassung, args.wissensstand)
        for fassung in (None, VOLLZUG)
    )
    vollzug = make_vollzug(plan, gelaufen)
    if vollzug is None:
        print(f"Fehler: Ein Haushalt {args.haushaltsjahr} ist nicht freigegeben.", file=sys.stderr)
        return REJECTED
    tag = args.wissensstand or today()
    if umgebung.is_json:
        umgebung.print_json(vollzug_json(vollzug, tag))
        return DONE
    umgebung.say(
        f"Vollzug {vollzug.haushaltsjahr}, {_as_of(tag.isoformat())}; gebucht bis "
        f"{formats.format_date(vollzug.ist_stichtag)}, Prognose vom {formats.format_date(vollzug.prognose_stichtag)}"
    )
    umgebung.console().print(_course(vollzug))
    return DONE


def show_entwicklung(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``entwicklung``: plan and result of every year of the goals, read year by year."""
    stand = load_sicht(umgebung, args)
    quellen = [(jahr, None) for jahr in stand.haushalte] + [(jahr, VOLLZUG) for jahr in stand.vollzuege]
    summen: list[Mittelsumme] = []
    with umgebung.progress("Haushaltsjahre", len(quellen)) as balken:
        for fertig, (jahr, fassung) in enumerate(quellen):
            balken.told(fertig, len(quellen), f"Haushalt {jahr}")
            haushalt = load_haushalt(umgebung.store, jahr, fassung, stand.wissensstand)
            summen += () if haushalt is None else summarize_mittel(haushalt, stand)
    entwicklung = make_entwicklung(stand.jahre, summen)
    if umgebung.is_json:
        umgebung.print_json(with_system(entwicklung_json(entwicklung, stand.wissensstand), stand))
        return DONE
    umgebung.say(f"Entwicklung des Haushalts, {_as_of(stand.wissensstand.isoformat())}")
    tabelle = _table(("Jahr", ""), ("Art", ""), ("Ansatz", "r"), ("Ergebnis", "r"))
    for jahrgang in entwicklung.jahrgaenge:
        for art in VIER_ARTEN:
            betraege = (betrag_of(summe, art, None) for summe in (jahrgang.plan, jahrgang.ergebnis))
            tabelle.add_row(str(jahrgang.jahr), art.value, *(formats.format_euro(b) for b in betraege))
    umgebung.console().print(tabelle)
    return DONE


def show_bruecke(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``bruecke``: the fate of each Unterziel of a Zielsystem that another one follows."""
    daten = bruecke_json(load_datenstand(umgebung.store, args.wissensstand))
    if umgebung.is_json:
        umgebung.print_json(daten)
        return DONE
    namen = ", ".join(system["name"] for system in daten["zielsysteme"]) or "keine"
    umgebung.say(f"Zielsysteme, {_as_of(daten['wissensstand'])}: {namen}")
    for bruecke in daten["bruecken"]:
        umgebung.say(f"Brücke von „{bruecke['alt']}“ zu „{bruecke['neu']}“, Zielerreichung {bruecke['jahr']}")
        tabelle = _table(
            ("Unterziel", ""),
            ("wird", ""),
            ("in", ""),
            ("Erreichung", "r"),
            ("Bilanz", ""),
            ("Beschluss", ""),
        )
        for u in bruecke["unterziele"]:
            tabelle.add_row(
                u["nr"],
                u["art"] or "noch nicht festgelegt",
                ", ".join(u["neue_ziele"]),
                formats.format_percent(u["zielerreichung"]),
                u["bilanz"] or "",
                "; ".join(u["beschluesse"]),
            )
        umgebung.console().print(tabelle)
        for text in bruecke["widersprueche"]:
            umgebung.say(f"Hinweis: {text}.")
    return DONE


def _course(vollzug: Vollzug) -> Table:
    """Aufwendungen and Erträge of each Teilhaushalt and of the whole house."""
    tabelle = _table(
        ("Teilhaushalt", ""), ("Art", ""), ("Ansatz", "r"), ("gebucht", "r"), ("Prognose", "r"), ("Ergebnis", "r"),
        ("Abweichung", "r"),
    )  # fmt: skip
    zeilen: list[tuple[str, str | None]] = [
        (f"{nr} {name}".strip(), nr) for nr, name in vollzug.teilhaushalte()
    ]
    for name, nr in [*zeilen, ("alle", None)]:
        for art in (Positionsart.AUFWENDUNGEN, Positionsart.ERTRAEGE):
            summe = vollzug.summe(art, nr)
            tabelle.add_row(
                name,
                art.value,
                *(formats.format_euro(b) for b in (summe.ansatz, summe.ist, summe.prognose, summe.ergebnis)),
                formats.format_euro(summe.abweichung, signed=True),
            )
    return tabelle


def _table(*koepfe: tuple[str, str]) -> Table:
    """A table without lines; ``r`` beside a head puts its column to the right."""
    tabelle = Table(box=None, padding=(0, 2, 0, 0))
    for kopf, seite in koepfe:
        tabelle.add_column(kopf, justify="right" if seite else "left", no_wrap=True)
    return tabelle


def _as_of(tag: str) -> str:
    return f"Wissensstand {_date(tag)}"


def _date(tag: str) -> str:
    return formats.format_date(date.fromisoformat(tag))
