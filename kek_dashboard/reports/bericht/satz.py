"""Satz: a report as plain data for the typesetter, every word in characters that the typeface has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, assert_never

from kek_dashboard.formats import format_date
from kek_dashboard.reports.bericht import rahmen
from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Aufzaehlung,
    Aussage,
    Beispielzeichen,
    Bericht,
    Bild,
    Block,
    Deckblatt,
    Fett,
    Kennwerte,
    Marke,
    Nebeneinander,
    Seitenwechsel,
    Spaltenart,
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Verweis,
    Wert,
    Wort,
    Zeile,
    Zeilenart,
)
from kek_dashboard.reports.bericht.kennzeichnung import KURZ, is_all_beispiel, labelled, title_text
from kek_dashboard.reports.bericht.qr import draw_qr, has_address
from kek_dashboard.reports.bericht.spaltenbreite import HOCH_MM, QUER_MM, least_widths
from kek_dashboard.reports.bericht.zeichensatz import KASTEN, printable
from kek_dashboard.reports.bericht.zeichnung import draw_marke, fixed_svg

Daten = dict[str, Any]
_UMBRUCH: Final = "\N{ZERO WIDTH SPACE}"
#: A word longer than this is no German word that the typesetter could divide.
_LANGES_WORT: Final = 46
_STUECK: Final = 12
_LANG: Final = re.compile(rf"\S{{{_LANGES_WORT},}}")
_FUGE: Final = re.compile(r"(?<=[/?&=_.,;:|+-])(?=\S)")
#: A row with more letters in one cell may be broken, because it could be higher than a sheet.
_HOHE_ZELLE: Final = 700
_JE_REIHE, _WENIGER = 4, 3
#: Letters that the first sheet holds for sure beside its head and foot, and how many a line holds.
_ERSTES_BLATT, _ZEILE = 2400, 95
_ANKER: Final = "anker-"


def satz_of(bericht: Bericht) -> Daten:
    """Everything that ``bericht.typ`` sets."""
    aufsatz = _Setzer(_anchors(bericht), einzeln=not is_all_beispiel(bericht))
    bericht = labelled(bericht)
    return {
        "titel": _t(bericht.titel),
        "untertitel": _t(bericht.untertitel),
        "koerperschaft": _t(bericht.koerperschaft),
        "autor": _t(bericht.koerperschaft),
        "beschreibung": _t(bericht.untertitel),
        "stichworte": [rahmen.PROGRAMM, rahmen.wissensstand_words(bericht)],
        "fuss": _t(f"{bericht.titel} · {rahmen.wissensstand_words(bericht)}"),
        "stand": [aufsatz.words(text) for text in rahmen.stand_texts(bericht)],
        "beispiel": aufsatz.words(rahmen.beispiel_text(bericht)),
        "ersatz": rahmen.ERSATZZEICHEN if _has_substitutes(bericht) else "",
        **_address(bericht),
        "deckblatt": None if bericht.deckblatt is None else aufsatz.cover(bericht.deckblatt),
        "abschnitte": [
            {"quer": teil.quer, "bloecke": [setzer.block(block) for block in teil.bloecke]}
            for teil in rahmen.abschnitte(bericht)
            for setzer in (replace(aufsatz, breite=QUER_MM) if teil.quer else aufsatz,)
        ],
    }


@dataclass(frozen=True, slots=True)
class _Setzer:
    """Turns blocks into data.

    ``anker``: the headings that links may go to; ``einzeln``: invented numbers are labelled singly; ``breite`` of
    the text in mm.
    """

    anker: frozenset[str]
    einzeln: bool
    breite: float = HOCH_MM

    def block(self, block: Block) -> Daten:
        """One block."""
        match block:
            case Ueberschrift():
                anker = _ANKER + block.anker if block.anker else ""
                return {
                    "a": "ueberschrift",
                    "ebene": block.ebene,
                    "text": self.words(block.text),
                    "anker": anker,
                }
            case Absatz():
                return {"a": "absatz", "art": block.art.value, "text": self.words(block.text)}
            case Aufzaehlung():
                punkte = [self.words(punkt) for punkt in block.punkte]
                return {"a": "liste", "nummeriert": block.nummeriert, "punkte": punkte}
            case Kennwerte():
                return self._figures(block)
            case Tabelle():
                return self.table(block)
            case Bild():
                return {"a": "bild", **_picture(block), "unterschrift": self.words(block.unterschrift)}
            case Nebeneinander():
                spalten = [[self.block(teil) for teil in spalte] for spalte in block.spalten]
                return {"a": "nebeneinander", "anteile": list(block.anteile), "spalten": spalten}
            case Seitenwechsel():
                raise ValueError(
                    "A Seitenwechsel stands beside nothing: rahmen.abschnitte cuts the report there."
                )
            case _:
                assert_never(block)

    def cover(self, deckblatt: Deckblatt) -> Daten:
        """The cover."""
        gremien = rahmen.beratungsfolge(deckblatt)
        return {
            "koerperschaft": _t(deckblatt.koerperschaft),
            "absender": _t(deckblatt.absender),
            "drucksache": _t(deckblatt.drucksache),
            "datum": format_date(deckblatt.datum),
            "vorlageart": _t(deckblatt.vorlageart),
            "betreff": _t(deckblatt.betreff),
            "gremien": None if gremien is None else self.table(gremien),
            "bloecke": [self.block(block) for block in rahmen.cover_blocks(deckblatt)],
            "lang": _is_long(deckblatt),
        }

    def table(self, tabelle: Tabelle) -> Daten:
        """A table with its title, where it has one that is shown."""
        zeilen = _bracket([self._row(zeile) for zeile in tabelle.zeilen])
        markiert = {i for zeile in zeilen for i, zelle in enumerate(zeile["zellen"]) if zelle["etikett"]}
        mindestens = least_widths(tabelle, self.breite)
        return {
            "a": "tabelle",
            "titel": self.words(title_text(tabelle, einzeln=self.einzeln)) or None,
            "spalten": [
                {
                    "kopf": _t(spalte.kopf),
                    "art": spalte.art.value,
                    "anteil": spalte.anteil,
                    "mm": mindestens.get(i, 0.0),
                    "etikett": i in markiert and spalte.art is Spaltenart.ZAHL,
                }
                for i, spalte in enumerate(tabelle.spalten)
            ],
            "zeilen": zeilen,
            "fuss": self.words(tabelle.fuss),
            "dicht": tabelle.dicht,
        }

    def _row(self, zeile: Zeile) -> Daten:
        zellen = [self._cell(zelle) for zelle in zeile.zellen]
        lang = any(len(plain(zelle)) > _HOHE_ZELLE for zelle in zeile.zellen if not isinstance(zelle, Bild))
        return {"art": zeile.art.value, "zellen": zellen, "lang": lang}

    def _cell(self, zelle: Text | Bild) -> Daten:
        if isinstance(zelle, Bild):
            return {"a": "bild", **_picture(zelle), "etikett": False}
        teile = self.words(zelle)
        return {"a": "text", "text": teile, "etikett": KURZ in zelle}

    def _figures(self, block: Kennwerte) -> Daten:
        zahl = len(block.werte)
        return {
            "a": "kennwerte",
            "je-reihe": zahl if zahl <= _JE_REIHE else _WENIGER if zahl % _WENIGER == 0 else _JE_REIHE,
            "werte": [
                {"titel": _t(wert.titel), "wert": self.words(wert.wert), "zusatz": self.words(wert.zusatz)}
                for wert in block.werte
            ],
        }

    def words(self, text: Text) -> list[Daten]:
        """The parts of a text."""
        return [satz for teil in text for satz in self._part(teil)]

    def _part(self, teil: Teil) -> Iterator[Daten]:
        match teil:
            case str():
                yield {"a": "t", "t": _t(teil)}
            case Wort() | Aussage() | Wert():
                yield {"a": "t", "t": _t(teil.text)}
            case Fett():
                yield {"a": "b", "z": self.words(teil.teile)}
            case Marke():
                yield {"a": "m", "svg": draw_marke(teil.zeichen), "t": teil.text, "nur": teil.nur_zeichen}
            case Verweis():
                yield self._link(teil)
            case Beispielzeichen():
                yield {"a": "k" if teil == KURZ else "x", "t": _t(teil.text)}
            case _:
                assert_never(teil)

    def _link(self, verweis: Verweis) -> Daten:
        if not verweis.adresse.startswith("#"):
            if not has_address(verweis.adresse):  # paper cannot open a path without the monitor's own address
                return {"a": "t", "t": _t(verweis.text)}
            return {"a": "l", "t": _t(verweis.text), "u": verweis.adresse}
        if verweis.adresse[1:] not in self.anker:
            raise ValueError(f"Link to {verweis.adresse!r}, but no heading of the report has this name.")
        return {"a": "i", "t": _t(verweis.text), "u": _ANKER + verweis.adresse[1:]}


def _bracket(zeilen: list[Daten]) -> list[Daten]:
    """Says of groups how many rows belong on one sheet: their names and the first row below.

    ``klammer``: how many from this row on; ``in-klammer``: the row belongs to a bracket that began above.
    """
    gruppen = 0
    for i, zeile in enumerate(zeilen):
        zeile |= {"klammer": 0, "in-klammer": False}
        if zeile["art"] == Zeilenart.GRUPPE.value:
            gruppen += 1
            continue
        if gruppen:
            zeilen[i - gruppen]["klammer"] = gruppen + 1
            for drin in zeilen[i - gruppen + 1 : i + 1]:
                drin["in-klammer"] = True
        gruppen = 0
    return zeilen


def _t(text: str) -> str:
    """Words for the typesetter: only characters it has, and places to break what no line could hold."""
    return _LANG.sub(lambda wort: _breakable(wort.group()), printable(text))


def _breakable(wort: str) -> str:
    # An address stays as it is where it can, to be copied: the typesetter knows its joints itself.
    fuge = "" if has_address(wort) else _UMBRUCH
    return fuge.join(_short_pieces(stueck) for stueck in _FUGE.split(wort))


def _short_pieces(wort: str) -> str:
    if len(wort) <= _LANGES_WORT:
        return wort
    return _UMBRUCH.join(wort[i : i + _STUECK] for i in range(0, len(wort), _STUECK))


def _picture(bild: Bild) -> Daten:
    if not bild.schmuck and not bild.alternativtext.strip():
        raise ValueError(
            "A Bild without Alternativtext says nothing to who does not see it; decoration is schmuck."
        )
    return {
        "svg": fixed_svg(bild.svg),
        "breite": bild.breite,
        "hoehe": bild.hoehe,
        "alt": None if bild.schmuck else _t(bild.alternativtext),
    }


def _address(bericht: Bericht) -> Daten:
    offen = has_address(bericht.adresse)
    return {
        "adresse": {"vor": rahmen.ADRESSE, "t": _t(bericht.adresse), "u": bericht.adresse if offen else None},
        "qr": draw_qr(bericht.adresse, rand=0) if offen else None,
        "qr-alt": f"QR-Code der Adresse {bericht.adresse}",
    }


def _is_long(deckblatt: Deckblatt) -> bool:
    """Whether the proposals may need more than the first sheet."""
    texte = (*deckblatt.beschlussvorschlag, *deckblatt.sachdarstellung)
    platz = sum(len(plain(text)) + _ZEILE for text in texte) + _ZEILE * len(deckblatt.gremien)
    return platz > _ERSTES_BLATT


def _has_substitutes(bericht: Bericht) -> bool:
    """Whether some letter was none that the typeface has."""
    return any(KASTEN in printable(plain(text)) for text in all_texts(bericht))


def _anchors(bericht: Bericht) -> frozenset[str]:
    return frozenset(b.anker for b in all_blocks(bericht) if isinstance(b, Ueberschrift) and b.anker)
