"""Bezugsprüfung: looks every number of a report up where its Bezug says it stands a second time.

The answers are those of the real command line. What is printed is read back as a person reads it, from its
letters, and compared with what stands there at the precision that was printed; nothing of the report's own
arithmetic is used.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import floor
from typing import Any, Final

from kek_dashboard.cli.main import main
from kek_dashboard.domain.herkunft import Fundstelle
from kek_dashboard.domain.ziele import ERSTES_ZIELJAHR
from kek_dashboard.formats import NO_BREAK_SPACE, UNKNOWN
from kek_dashboard.reports.bericht.bezug import (
    VORHANDEN,
    Anteil,
    Anzahl,
    Befehl,
    Bezug,
    Differenz,
    Stelle,
    Summe,
)
from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, parts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Aussage,
    Bericht,
    Bild,
    Block,
    Kennwerte,
    Nebeneinander,
    Seitenwechsel,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Wert,
    Wertart,
    Wort,
)

#: Words of ours that name a rule of the law, a licence or a way to compute and hold a figure. Nothing else may.
FESTE_WORTE: Final = (
    "§ 4 Abs. 7 KomHKVO",
    "§ 4 KomHKVO",
    "§ 21 KomHKVO",
    "§ 20 KomHKVO",
    "Datenlizenz Deutschland – Namensnennung – Version 2.0 (govdata.de/dl-de/by-2-0)",
    "SHA-256",
)

# What has digits and is no figure: a day, a Zeitraum, a year, the number of a Ziel, of a Kennzahl, of a Drucksache …
# A figure never reads like one of these: thousands have a point, decimals a comma.
_MONAT = "(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_TAG = (
    rf"\b\d{{4}}-\d\d-\d\d\b|(?<![\d.,])\d{{1,2}}\.\s?(?:\d{{1,2}}\.(?:\s?\d{{4}})?|{_MONAT})(?:\s\d{{4}})?"
)
_ZEITRAUM = r"\b(?:I|II|III|IV)/\d{4}|\b\d\.\s(?:Hj\.|Halbjahr|Quartal|Nachtrag)(?:\s\d{4})?"
_JAHR = r"(?<![\d.,])(?:19|20)\d\d(?:[/–-]\d{2,4})?(?![\d]|[.,]\d)"
_NUMMER = r"(?<![\d.,])\d{1,2}\.\d{1,2}(?:-\d{1,3})?(?![\d]|[.,]\d)|\bM-\d+\b"
_KEIN_WEITER = r"(?![\d]|[.,]\d|[\s\u00a0](?:%|€|Tsd|Mio|Mrd))"
_BENANNT = (
    rf"\bOberziel(?:s|e|en)?\s\d(?:(?:,|\sund|\soder)\s\d)*{_KEIN_WEITER}"
    rf"|(?:\b(?:Drucksache|Produkt|Konto|Teilhaushalt|Nachtrag|Lieferung|Abs\.)|§)[\s\u00a0]\d[\w/]*{_KEIN_WEITER}"
    r"|\bZelle[\s\u00a0][A-Z]{1,3}\d+"
)
_KEINE_ZAHL = re.compile(f"{_TAG}|{_ZEITRAUM}|{_BENANNT}|{_NUMMER}|{_JAHR}")
_ZAHL = re.compile(
    r"(?P<vorzeichen>[+−]|(?<![\w,.)])-)?(?<![\w.,])(?P<ganz>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<nach>\d+))?"
    r"(?:[\s\u00a0](?P<stufe>Tsd\.|Mio\.|Mrd\.))?(?:[\s\u00a0]?(?P<einheit>%-Punkte?|Prozentpunkte?n?|%))?"
)
_STUFE: Final = {"Tsd.": 10**3, "Mio.": 10**6, "Mrd.": 10**9}
_HUNDERTSTEL: Final = Fraction(1, 100)
_AUSWAHL = re.compile(r",(?=[a-z_]+=)")


class NichtAufzuloesenError(Exception):
    """A Bezug names a place that is not there, or that is no number."""


@dataclass(frozen=True, slots=True)
class Gelesen:
    """A number as it is read on paper: its value in the unit it is printed in, and how exactly it is printed."""

    text: str
    zahl: Fraction
    stellen: int
    stufe: int = 1
    prozent: bool = False
    mit_vorzeichen: bool = False

    def is_written(self, wert: Fraction, massstab: Fraction | int) -> bool:
        """Whether ``wert``, counted in units of ``massstab`` and rounded as this is, reads like this."""
        return rounded(wert / massstab, self.stellen) == self.zahl


def rounded(wert: Fraction, stellen: int) -> Fraction:
    """Half away from zero."""
    ganz = floor(abs(wert) * 10**stellen + Fraction(1, 2))
    return Fraction(ganz if wert >= 0 else -ganz, 10**stellen)


def read_numbers(text: str, namen: Iterable[str] = ()) -> list[Gelesen]:
    """All figures of a text: what has digits and is neither day, year, Zeitraum nor the number of something.

    ``namen``: what the county calls something with digits in it; also what stands between „ and “ is its own.
    """
    rest = re.sub("„[^“]*“", " … ", text)
    for name in namen:
        if name in rest and any(zeichen.isalpha() for zeichen in name):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " … ", rest)
    rest = _KEINE_ZAHL.sub(" … ", rest)
    return [_read(treffer) for treffer in _ZAHL.finditer(rest)]


def _read(treffer: re.Match[str]) -> Gelesen:
    nach = treffer["nach"] or ""
    zahl = Fraction(int(treffer["ganz"].replace(".", "") + nach), 10 ** len(nach))
    vorzeichen = treffer["vorzeichen"]
    return Gelesen(
        treffer[0],
        -zahl if vorzeichen in {"−", "-"} else zahl,
        len(nach),
        _STUFE.get(treffer["stufe"], 1),
        treffer["einheit"] is not None,
        vorzeichen is not None,
    )


@dataclass
class Kommandozeile:
    """The command line over one database; each answer is asked for once."""

    url: str
    wissensstand: date
    _antworten: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def answer(self, befehl: Befehl) -> Any:
        """The JSON of a command; raises ``NichtAufzuloesenError`` where there is no such command or no answer."""
        tag = befehl.wissensstand or self.wissensstand
        worte = [befehl.name]
        for name, wert in befehl.optionen:
            worte += [f"--{name}", wert]
        zeile = (*worte, "--wissensstand", tag.isoformat(), "--format", "json")
        if zeile not in self._antworten:
            self._antworten[zeile] = self._run(zeile)
        return self._antworten[zeile]

    def _run(self, zeile: Sequence[str]) -> Any:
        environ = {"KEK_DATABASE_URL": self.url, "KEK_SECRET_KEY": "x" * 32}
        aus, fehler = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(aus), contextlib.redirect_stderr(fehler):
            code = main(zeile, lambda _store, _settings: None, environ)
        if code:
            raise NichtAufzuloesenError(
                f"„{' '.join(zeile)}“ endet mit {code}: {fehler.getvalue().strip()[-300:]}"
            )
        return json.loads(aus.getvalue())

    def resolve(self, bezug: Bezug) -> Fraction | None:
        """The number a Bezug names, ``None`` where it is unknown there; of a sum or share of something unknown too."""
        match bezug:
            case Stelle():
                return _number(self.lookup(bezug), bezug)
            case Anzahl():
                return Fraction(self._count(bezug))
            case Summe():
                teile = [self.resolve(teil) for teil in bezug.teile]
                return None if None in teile else sum((t for t in teile if t is not None), Fraction(0))
            case Differenz():
                von, ab = self.resolve(bezug.von), self.resolve(bezug.ab)
                return None if von is None or ab is None else von - ab
            case Anteil():
                teil, ganzes = self.resolve(bezug.teil), self.resolve(bezug.von)
                return None if teil is None or not ganzes else teil / ganzes

    def lookup(self, stelle: Stelle) -> Any:
        """What stands at a place."""
        wert = self.answer(stelle.befehl)
        for tiefe, schritt in enumerate(stelle.pfad):
            wert = _step(wert, schritt, f"{stelle.worte} (bei „{schritt}“, Schritt {tiefe + 1})")
        return wert

    def _count(self, bezug: Anzahl) -> int:
        liste = self.lookup(bezug.liste)
        if not isinstance(liste, list):
            raise NichtAufzuloesenError(f"keine Liste: {bezug.worte}")
        return sum(all(_fits(x, feld, werte, bezug) for feld, werte in bezug.bedingungen) for x in liste)


def _step(wert: Any, schritt: str, wo: str) -> Any:
    if isinstance(wert, dict):
        if schritt not in wert:
            raise NichtAufzuloesenError(f"gibt es nicht: {wo}; es gibt {', '.join(map(str, wert))}")
        return wert[schritt]
    if not isinstance(wert, list):
        raise NichtAufzuloesenError(f"weder Objekt noch Liste: {wo}")
    if schritt.isdigit() and int(schritt) < len(wert):
        return wert[int(schritt)]
    gesucht = dict(teil.partition("=")[::2] for teil in _AUSWAHL.split(schritt))
    treffer = [x for x in wert if all(name in x and _word(x[name]) == was for name, was in gesucht.items())]
    if len(treffer) != 1:
        raise NichtAufzuloesenError(f"{len(treffer)} statt 1 Treffer: {wo}")
    return treffer[0]


def _word(wert: Any) -> str:
    """A value of JSON as the key of a path writes it."""
    return wert if isinstance(wert, str) else json.dumps(wert)


def _fits(x: Any, feld: str, werte: Sequence[str], bezug: Anzahl) -> bool:
    if feld not in x:
        raise NichtAufzuloesenError(f"kein Feld „{feld}“: {bezug.worte}")
    wert = x[feld]
    if wert is None:
        return "null" in werte
    da = [_word(teil) for teil in wert] if isinstance(wert, list) else [_word(wert)]
    return VORHANDEN in werte or any(wort in werte for wort in da)


def _number(wert: Any, stelle: Stelle) -> Fraction | None:
    if wert is None:
        return None
    if isinstance(wert, bool) or not isinstance(wert, int | float | str):
        raise NichtAufzuloesenError(f"keine Zahl ({wert!r:.80}): {stelle.worte}")
    if isinstance(wert, str) and re.fullmatch(r"-?\d+\.\d\d", wert) is None:
        raise NichtAufzuloesenError(f"kein Betrag („{wert}“): {stelle.worte}")
    return Fraction(Decimal(str(wert)))


@dataclass(frozen=True, slots=True)
class Fund:
    """A fault: where in the report, what is printed, what was expected, what was found."""

    ort: str
    text: str
    erwartet: str
    gefunden: str

    def __str__(self) -> str:
        """In four lines."""
        return f"{self.ort}\n    gedruckt: {self.text}\n    erwartet: {self.erwartet}\n    gefunden: {self.gefunden}"


@dataclass(frozen=True, slots=True)
class Pruefung:
    """What the check of one report came to."""

    funde: tuple[Fund, ...]
    zahlen: int

    def __str__(self) -> str:
        """The faults, the first forty of them."""
        erste = "\n".join(f"{nr}. {fund}" for nr, fund in enumerate(self.funde[:40], start=1))
        return f"{len(self.funde)} Fehler unter {self.zahlen} Zahlen:\n{erste}"


def own_names(*quellen: object) -> tuple[str, ...]:
    """Every text with digits that the county wrote itself, anywhere in these records; the longest first.

    Numbers of Produkte and Konten are among them, not single digits: every such figure would pass for a name.
    """
    texte = (text for quelle in quellen for text in _texts_of(quelle) if len(text) > 1)
    namen = {*FESTE_WORTE, *(text for text in texte if any(z.isdigit() for z in text))}
    return tuple(sorted(namen, key=lambda name: (-len(name), name)))


def _texts_of(x: object) -> Iterator[str]:
    """All texts inside records, mappings and tuples but where they were read from."""
    if isinstance(x, str):
        yield from () if isinstance(x, Enum) else (x,)
    elif isinstance(x, Mapping):
        yield from _texts_of(tuple(x.values()))
    elif isinstance(x, tuple | list):
        for teil in x:
            yield from _texts_of(teil)
    elif is_dataclass(x) and not isinstance(x, type | Fundstelle):
        felder = {f.name: getattr(x, f.name) for f in fields(x)}
        yield from _texts_of(felder)
        name = felder.get("kurztitel") or felder.get("bezeichnung")
        yield from (f"{felder['nr']} {name}",) if "nr" in felder and name else ()


def check_bericht(bericht: Bericht, kommandozeile: Kommandozeile, namen: Sequence[str] = ()) -> Pruefung:
    """Every number of a report against the command line."""
    funde: list[Fund] = []
    zahlen = 0
    for ort, text in located_texts(bericht):
        for teil in parts(text):
            match teil:
                case Wert():
                    zahlen += 1
                    funde += _check_wert(ort, teil, kommandozeile)
                case Aussage():
                    gelesen = read_numbers(teil.text, namen)
                    zahlen += len(gelesen)
                    funde += _check_aussage(ort, teil, gelesen, kommandozeile)
                case Wort():
                    funde += _check_word(ort, teil, namen)
                case str():
                    funde += _check_own_words(ort, teil, text)
    bilder = list(all_pictures(bericht))
    zahlen += sum(len(read_numbers(bild.alternativtext, namen)) for bild in bilder)
    funde += _check_pictures(bericht, bilder, kommandozeile, namen)
    return Pruefung(tuple(funde), zahlen)


def all_pictures(bericht: Bericht) -> Iterator[Bild]:
    """Every drawing, those in tables too."""
    for block in all_blocks(bericht):
        if isinstance(block, Bild):
            yield block
        elif isinstance(block, Tabelle):
            yield from (z for zeile in block.zeilen for z in zeile.zellen if isinstance(z, Bild))


def _check_pictures(
    bericht: Bericht, bilder: Sequence[Bild], kommandozeile: Kommandozeile, namen: Sequence[str]
) -> Iterator[Fund]:
    """What a drawing says in words has no Bezug: each number is one of the values and judgements up to the year."""
    if not bilder:
        return
    jahr = bericht.auftrag.jahr
    bekannt = set(_values_of(kommandozeile.answer(Befehl("werte", (("jahr", str(jahr)),)))))
    for n in range(ERSTES_ZIELJAHR, jahr + 1):
        bekannt |= set(_values_of(kommandozeile.answer(Befehl("zielerreichung", (("jahr", str(n)),)))))
    for bild in bilder:
        for zahl in read_numbers(bild.alternativtext, namen):
            if not any(_is_told(zahl, wert) for wert in bekannt):
                yield Fund(
                    "Bild", f"„{zahl.text}“ in „{bild.alternativtext}“", "ein Wert oder Urteil", "keines"
                )


def _values_of(antwort: Any) -> Iterator[Fraction]:
    """Every number of an answer."""
    if isinstance(antwort, dict | list):
        for teil in antwort.values() if isinstance(antwort, dict) else antwort:
            yield from _values_of(teil)
    elif isinstance(antwort, int | float) and not isinstance(antwort, bool):
        yield Fraction(str(antwort))


def _check_wert(ort: str, wert: Wert, kommandozeile: Kommandozeile) -> Iterator[Fund]:
    try:
        dort = kommandozeile.resolve(wert.bezug)
    except NichtAufzuloesenError as grund:
        yield Fund(ort, wert.text, wert.bezug.worte, str(grund))
        return
    if wert.text == UNKNOWN or dort is None:
        if wert.text != UNKNOWN or dort is not None:
            yield Fund(ort, wert.text, wert.bezug.worte, "null" if dort is None else _shown(dort))
        return
    gelesen = only_number(wert)
    if gelesen is None:
        yield Fund(ort, wert.text, "eine Zahl mit ihrer Einheit", "etwas anderes")
    elif not gelesen.is_written(dort, _HUNDERTSTEL if wert.art is Wertart.PROZENT else gelesen.stufe):
        yield Fund(ort, wert.text, wert.bezug.worte, _shown(dort))


def only_number(wert: Wert) -> Gelesen | None:
    """The number of a ``Wert``; ``None`` where anything but its unit stands beside it."""
    einheiten = {Wertart.PROZENT: "%", Wertart.EURO: "€", Wertart.EURO_KURZ: "€", Wertart.ANZAHL: ""}
    einheit = einheiten.get(wert.art, wert.einheit)
    text = wert.text.removesuffix(NO_BREAK_SPACE + einheit) if einheit else wert.text
    treffer = _ZAHL.fullmatch(text)
    if treffer is None or (einheit and text == wert.text):
        return None
    gelesen = _read(treffer)
    return gelesen if wert.art is Wertart.EURO_KURZ or gelesen.stufe == 1 else None


def _check_aussage(
    ort: str, aussage: Aussage, gelesen: Sequence[Gelesen], kommandozeile: Kommandozeile
) -> Iterator[Fund]:
    dort: list[Fraction] = []
    for bezug in aussage.bezuege:
        try:
            wert = kommandozeile.resolve(bezug)
        except NichtAufzuloesenError as grund:
            yield Fund(ort, aussage.text, bezug.worte, str(grund))
        else:
            dort += () if wert is None else (wert,)
    for zahl in gelesen:
        if not any(_is_told(zahl, wert) for wert in dort):
            auswahl = ", ".join(_shown(wert) for wert in dort) or "kein Bezug mit einer Zahl"
            yield Fund(ort, f"„{zahl.text}“ in „{aussage.text}“", "einer seiner Bezüge", auswahl)


def _is_told(zahl: Gelesen, wert: Fraction) -> bool:
    """Whether a number of a sentence is this one; a sentence may say the sign in words („um … gesunken“)."""
    werte = (wert,) if zahl.mit_vorzeichen else (wert, -wert)
    massstaebe = {Fraction(1), Fraction(zahl.stufe), *((_HUNDERTSTEL,) if zahl.prozent else ())}
    return any(zahl.is_written(w, massstab) for w in werte for massstab in massstaebe)


def _check_word(ort: str, wort: Wort, namen: Sequence[str]) -> Iterator[Fund]:
    """What the county wrote, a day, a year, the number of a Ziel may be a ``Wort``; a figure may not."""
    kern = wort.text.partition("…")[0].strip()
    if any(name.startswith(kern) for name in namen):
        return
    for zahl in read_numbers(wort.text, namen):
        if zahl.text not in namen:
            yield Fund(
                ort, f"„{zahl.text}“ in „{wort.text}“", "ein Name, ein Tag, eine Nummer", "eine Zahl als Wort"
            )


def _check_own_words(ort: str, wort: str, text: Text) -> Iterator[Fund]:
    rest = wort
    for fest in FESTE_WORTE:
        rest = rest.replace(fest, "").replace(fest.replace(" ", NO_BREAK_SPACE), "")
    if any(zeichen.isdigit() for zeichen in rest):
        yield Fund(
            ort, f"„{wort}“ in „{plain(text)}“", "keine Ziffer in eigenen Worten", "eine Zahl ohne Bezug"
        )


def _shown(wert: Fraction) -> str:
    return str(wert) if wert.denominator == 1 else f"{float(wert):.8g}"


def located_texts(bericht: Bericht) -> Iterator[tuple[str, Text]]:
    """Every text with the heading it stands under and what it stands in."""
    titel = bericht.titel
    if bericht.deckblatt is not None:
        yield from (("Deckblatt", text) for text in bericht.deckblatt.beschlussvorschlag)
        yield from (("Deckblatt", text) for text in bericht.deckblatt.sachdarstellung)
    for block in all_blocks(bericht):
        if isinstance(block, Ueberschrift):
            titel = plain(block.text)
        texte = _only(bericht, block)
        yield from ((f"{titel} › {_name(block)}{zeile}", text) for zeile, text in _rows(block, texte))


def _only(bericht: Bericht, block: Block) -> list[Text]:
    """All texts of one block, as the writers see them."""
    return list(all_texts(replace(bericht, deckblatt=None, bloecke=(block,))))


def _rows(block: Block, texte: list[Text]) -> Iterator[tuple[str, Text]]:
    """The texts of a block, those of a table with the first cell of their row."""
    zeilen: Mapping[int, str] = {}
    if isinstance(block, Tabelle):
        zeilen = {
            id(zelle): plain(zeile.zellen[0])
            for zeile in block.zeilen
            if not isinstance(zeile.zellen[0], Bild)
            for zelle in zeile.zellen
        }
    for text in texte:
        zeile = zeilen.get(id(text))
        yield ("" if zeile is None else f" › „{zeile}“"), text


def _name(block: Block) -> str:
    match block:
        case Tabelle():
            return f"Tabelle „{block.titel}“"
        case (
            Ueberschrift()
            | Absatz()
            | Aufzaehlung()
            | Kennwerte()
            | Bild()
            | Nebeneinander()
            | Seitenwechsel()
        ):
            return type(block).__name__


def all_befehle(bericht: Bericht) -> set[str]:
    """The names of all commands that a report refers to."""
    return {befehl.name for text in all_texts(bericht) for teil in parts(text) for befehl in _befehle(teil)}


def _befehle(teil: Teil) -> Iterator[Befehl]:
    if isinstance(teil, Wert):
        yield from _of_bezug(teil.bezug)
    elif isinstance(teil, Aussage):
        for bezug in teil.bezuege:
            yield from _of_bezug(bezug)


def _of_bezug(bezug: Bezug) -> Iterator[Befehl]:
    match bezug:
        case Stelle():
            yield bezug.befehl
        case Anzahl():
            yield bezug.liste.befehl
        case Summe():
            for teil in bezug.teile:
                yield from _of_bezug(teil)
        case Differenz():
            yield from (*_of_bezug(bezug.von), *_of_bezug(bezug.ab))
        case Anteil():
            yield from (*_of_bezug(bezug.teil), *_of_bezug(bezug.von))
