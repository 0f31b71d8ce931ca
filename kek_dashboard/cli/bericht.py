"""Bericht: the command that makes one of the reports as a file, as of a Wissensstand that is printed on it."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from kek_dashboard.cli.datei import complain, write_whole
from kek_dashboard.cli.sicht import UnusableZielsystemError, add_zielsystem_word, choose_sicht
from kek_dashboard.cli.umgebung import DONE, REJECTED, UNREADABLE, USAGE, Umgebung
from kek_dashboard.domain.bericht import (
    QUARTALE,
    Berichtsart,
    Berichtsauftrag,
    Berichtsformat,
    last_day_of_quarter,
    last_quarter_over,
)
from kek_dashboard.domain.datenstand import Datenstand
from kek_dashboard.domain.errors import DomainError
from kek_dashboard.formats import format_date, format_number
from kek_dashboard.reports.bericht.ausgabe import write_bericht
from kek_dashboard.reports.bericht.form import Gremium
from kek_dashboard.reports.bericht.quelle import Berichtsquelle, kopf_of
from kek_dashboard.reports.bericht.verzeichnis import BERICHTE, Berichtsform
from kek_dashboard.store.load import load_datenstand, today

LETZTES: Final = "letztes"
_KIB: Final = 1024


class _UsageError(Exception):
    """What was asked for cannot be; the message is for the person who typed it."""


@dataclass(frozen=True, slots=True)
class _Wunsch:
    """What the command line asks for, checked: the order, the kind of file, its place."""

    auftrag: Berichtsauftrag
    form: Berichtsform
    format: Berichtsformat
    ziel: Path


def add_bericht_words(
    parser: argparse.ArgumentParser, year: Callable[[str], int], day: Callable[[str], date]
) -> None:
    """What a report takes."""
    parser.add_argument("art", type=_kind, metavar="ART", help=_arten())
    parser.add_argument(
        "--jahr",
        type=year,
        help="Berichtsjahr (beim Haushaltsbericht: Haushaltsjahr); entbehrlich bei letztes",
    )
    parser.add_argument(
        "--quartal",
        type=_quarter,
        help=f"1 bis 4, nur beim Briefing; „{LETZTES}“: das letzte, das vorbei ist (ohne --jahr auch des Vorjahrs)",
    )
    parser.add_argument(
        "--wissensstand",
        type=day,
        help="Tag (JJJJ-MM-TT), bis zu dem Freigaben zählen; sonst der letzte Tag des Quartals oder heute",
    )
    parser.add_argument(
        "--out",
        required=True,
        metavar="DATEI",
        help="endet auf .pdf, .docx oder .xlsx und wird ersetzt; {jahr}, {quartal}, {wissensstand} werden eingesetzt",
    )
    add_zielsystem_word(parser)
    parser.add_argument("--drucksache", default="", metavar="NR", help="Nummer auf dem Deckblatt")
    parser.add_argument(
        "--datum", type=day, help="Tag auf dem Deckblatt (JJJJ-MM-TT), sonst der Wissensstand"
    )
    parser.add_argument(
        "--gremium",
        type=_body,
        action="append",
        metavar="NAME[:TT.MM.JJJJ]",
        help="Beratungsfolge auf dem Deckblatt, mehrfach möglich; sonst die eingestellte (KEK_GREMIEN)",
    )


def run_bericht(umgebung: Umgebung, args: argparse.Namespace) -> int:
    """``bericht``: makes a report and writes it; a file of this name is replaced as a whole, and that is said.

    Exit 1 where there is nothing to report on, 2 for an order that cannot be, 3 where the file cannot be written.
    """
    try:
        wunsch = _read(args, today())
        stand = choose_sicht(load_datenstand(umgebung.store, wunsch.auftrag.wissensstand), args.zielsystem)
        _require_year(wunsch.auftrag.jahr, stand)
    except (_UsageError, UnusableZielsystemError) as grund:
        return complain(str(grund), USAGE)
    auftrag = replace(wunsch.auftrag, zielsystem=stand.zielsystem.name if args.zielsystem else "")
    wunsch = replace(wunsch, auftrag=auftrag)
    gremien = None if args.gremium is None else tuple(args.gremium)
    kopf = kopf_of(umgebung.settings, args.drucksache.strip(), args.datum, gremien)
    quelle = Berichtsquelle(umgebung.store, wunsch.auftrag, kopf)
    try:
        with umgebung.progress(wunsch.form.bezeichnung, 100) as balken:
            inhalt = write_bericht(
                quelle, wunsch.format, lambda anteil, was: balken.told(round(anteil * 100), 100, was)
            )
    except DomainError as grund:
        return complain(str(grund), REJECTED)
    gab_es = wunsch.ziel.exists()
    try:
        write_whole(wunsch.ziel, inhalt)
    except OSError as grund:
        return complain(f"{wunsch.ziel} lässt sich nicht schreiben: {grund.strerror}.", UNREADABLE)
    _tell(umgebung, wunsch, inhalt, gab_es=gab_es)
    return DONE


def _read(args: argparse.Namespace, heute: date) -> _Wunsch:
    """The order; raises ``_UsageError`` with a sentence that says what is wrong and what was expected."""
    art: Berichtsart = args.art
    form = BERICHTE.get(art)
    if form is None:
        vorhanden = ", ".join(BERICHTE) or "noch keiner"
        raise _UsageError(f"Den Bericht „{art}“ gibt es in dieser Fassung noch nicht; es gibt: {vorhanden}.")
    jahr, quartal = _period(args, heute)
    auftrag = Berichtsauftrag(art, jahr, _as_of(args, heute, jahr, quartal), quartal)
    ziel = _target(args.out, auftrag)
    return _Wunsch(auftrag, form, _format(ziel, form), ziel)


def _require_year(jahr: int, stand: Datenstand) -> None:
    jahre = stand.jahre
    if jahr not in jahre:
        raise _UsageError(
            f"Das Jahr {jahr} gehört nicht zum Zielsystem; erwartet wird eines von {jahre[0]} bis {jahre[-1]}."
        )


def _period(args: argparse.Namespace, heute: date) -> tuple[int, int | None]:
    """Year and quarter."""
    jahr, quartal = args.jahr, args.quartal
    if quartal is not None and args.art is not Berichtsart.BRIEFING:
        raise _UsageError(
            "--quartal gibt es nur beim Briefing; die anderen Berichte sprechen über ein ganzes Jahr."
        )
    if quartal == LETZTES:
        letztes = last_quarter_over(heute, jahr)
        if letztes is None:
            raise _UsageError(f"Am {format_date(heute)} ist noch kein Quartal des Jahres {jahr} vorbei.")
        return letztes
    if jahr is None:
        raise _UsageError(f"Es fehlt --jahr (entbehrlich nur bei --quartal {LETZTES}).")
    return jahr, quartal


def _as_of(args: argparse.Namespace, heute: date, jahr: int, quartal: int | None) -> date:
    """The Wissensstand: what was asked for, else the quarter's last day, else today; never a day to come."""
    tag: date = args.wissensstand or (heute if quartal is None else last_day_of_quarter(jahr, quartal))
    if tag <= heute:
        return tag
    if args.wissensstand is None:
        raise _UsageError(
            f"Das Quartal endet erst am {format_date(tag)}; für einen früheren Stand bitte --wissensstand angeben."
        )
    raise _UsageError(
        f"Der Wissensstand {format_date(tag)} liegt in der Zukunft; ein Bericht sagt, was bis zu einem Tag bekannt "
        f"war, spätestens heute ({format_date(heute)})."
    )


def _target(text: str, auftrag: Berichtsauftrag) -> Path:
    """The place of the file, with the words of its name put in."""
    if auftrag.quartal is None and "{quartal}" in text:
        raise _UsageError("{quartal} im Namen der Datei braucht --quartal.")
    worte = {
        "{jahr}": str(auftrag.jahr),
        "{quartal}": str(auftrag.quartal),
        "{wissensstand}": auftrag.wissensstand.isoformat(),
    }
    for wort, wert in worte.items():
        text = text.replace(wort, wert)
    ziel = Path(text)
    if not ziel.parent.is_dir():
        raise _UsageError(f"Den Ordner {ziel.parent} gibt es nicht.")
    if ziel.is_dir():
        raise _UsageError(f"{ziel} ist ein Ordner; erwartet wird der Name einer Datei.")
    return ziel


def _format(ziel: Path, form: Berichtsform) -> Berichtsformat:
    """The kind of file that the ending of its name asks for."""
    endung = ziel.suffix.lower().removeprefix(".")
    moeglich = [f".{format_}" for format_ in form.formate]
    gefunden = next((format_ for format_ in form.formate if format_ == endung), None)
    if gefunden is None:
        raise _UsageError(
            f"--out muss auf {' oder '.join(moeglich)} enden, nicht „{ziel.name}“ ({form.bezeichnung})."
        )
    return gefunden


def _tell(umgebung: Umgebung, wunsch: _Wunsch, inhalt: bytes, *, gab_es: bool) -> None:
    auftrag = wunsch.auftrag
    if umgebung.is_json:
        umgebung.print_json(
            {
                "datei": str(wunsch.ziel),
                "art": auftrag.art.value,
                **({"zielsystem": auftrag.zielsystem} if auftrag.zielsystem else {}),
                "jahr": auftrag.jahr,
                "quartal": auftrag.quartal,
                "wissensstand": auftrag.wissensstand.isoformat(),
                "format": wunsch.format.value,
                "sha256": hashlib.sha256(inhalt).hexdigest(),
                "bytes": len(inhalt),
            }
        )
        return
    wie = "neu geschrieben, die frühere Datei wurde ersetzt" if gab_es else "geschrieben"
    wann = str(auftrag.jahr) if auftrag.quartal is None else f"{auftrag.quartal}. Quartal {auftrag.jahr}"
    umgebung.say(
        f"{wunsch.ziel}: {wie}. {wunsch.form.bezeichnung} {wann}, Wissensstand "
        f"{format_date(auftrag.wissensstand)}, {format_number(-(-len(inhalt) // _KIB))} KiB."
    )


def _arten() -> str:
    """The reports there are, in words."""
    return "; ".join(f"{art}: {form.wofuer}" for art, form in BERICHTE.items()) or "welcher Bericht"


def _kind(text: str) -> Berichtsart:
    if text not in set(Berichtsart):
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Bericht (erwartet {', '.join(Berichtsart)})")
    return Berichtsart(text)


def _quarter(text: str) -> int | str:
    if text == LETZTES:
        return text
    if text not in {str(quartal) for quartal in QUARTALE}:
        raise argparse.ArgumentTypeError(f"„{text}“ ist kein Quartal (erwartet 1 bis 4 oder {LETZTES})")
    return int(text)


def _body(text: str) -> Gremium:
    name, doppelpunkt, tag = text.rpartition(":")
    if not doppelpunkt:
        name, tag = text, ""
    try:
        datum = datetime.strptime(tag.strip(), "%d.%m.%Y").date() if doppelpunkt else None  # noqa: DTZ007 - a day
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"„{tag.strip()}“ ist kein Tag (erwartet NAME oder NAME:TT.MM.JJJJ)"
        ) from None
    if not name.strip():
        raise argparse.ArgumentTypeError(
            "Es fehlt der Name des Gremiums (erwartet NAME oder NAME:TT.MM.JJJJ)"
        )
    return Gremium(name.strip(), datum)
