"""Form: what a report is made of: blocks of words, numbers, tables and pictures, without any kind of paper.

Our own words are plain ``str`` and hold no figure. Whatever is a figure is a ``Wert`` (one number) or an ``Aussage`` (a
sentence with several) and says its Bezug; whatever the county wrote itself (names, texts, days, numbers of Ziele and
Drucksachen) is a ``Wort``. So nothing that is printed can be a number that nobody can look up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kek_dashboard import formats
from kek_dashboard.charts.stand import Zeichen
from kek_dashboard.domain.bericht import Berichtsauftrag
from kek_dashboard.reports.bericht.bezug import Bezug

Zahl = Fraction | Decimal | int


class Wertart(StrEnum):
    """How a number is written."""

    ANZAHL = "anzahl"
    ZAHL = "zahl"
    PROZENT = "prozent"
    EURO = "euro"
    EURO_KURZ = "euro_kurz"


@dataclass(frozen=True, slots=True)
class Wert:
    """One number. ``zahl`` is exact (a share of 1 for ``PROZENT``, euros for money), ``None`` = unknown, printed ``–``.

    ``einheit`` and ``stellen`` (decimals; ``None`` = as many as it has) belong to ``ZAHL``. ``beispiel``: it is
    computed from invented inputs; a writer marks it where not everything around it is.
    """

    zahl: Zahl | None
    bezug: Bezug
    art: Wertart = Wertart.ZAHL
    einheit: str = ""
    stellen: int | None = None
    vorzeichen: bool = False
    beispiel: bool = False

    @property
    def text(self) -> str:
        """As it is read in German."""
        match self.art:
            case Wertart.PROZENT:
                stellen = 1 if self.stellen is None else self.stellen
                return formats.format_percent(self.zahl, stellen, signed=self.vorzeichen)
            case Wertart.EURO:
                return formats.format_euro(self.zahl, signed=self.vorzeichen)
            case Wertart.EURO_KURZ:
                return formats.format_euro_short(self.zahl, signed=self.vorzeichen)
            case Wertart.ANZAHL:
                return formats.format_number(self.zahl, 0, signed=self.vorzeichen)
            case Wertart.ZAHL:
                return formats.format_value(self.zahl, self.einheit, self.stellen, signed=self.vorzeichen)


@dataclass(frozen=True, slots=True)
class Wort:
    """Words, days and numbers that the county gave: nothing is computed in them."""

    text: str


@dataclass(frozen=True, slots=True)
class Aussage:
    """A sentence of ours with several numbers in it, and where each of them stands a second time."""

    text: str
    bezuege: tuple[Bezug, ...]


@dataclass(frozen=True, slots=True)
class Fett:
    """Words that carry the message."""

    teile: tuple[Teil, ...]


@dataclass(frozen=True, slots=True)
class Marke:
    """Stand, Ausblick or Bilanz: a symbol and its word, never the symbol alone where it is said first."""

    zeichen: Zeichen
    nur_zeichen: bool = False

    @property
    def text(self) -> str:
        """The word."""
        return self.zeichen.wort


@dataclass(frozen=True, slots=True)
class Verweis:
    """An address to open; ``adresse`` is complete (``https://…``)."""

    text: str
    adresse: str


@dataclass(frozen=True, slots=True)
class Beispielzeichen:
    """The word „Beispiel“ as the label of what is invented."""

    text: str = "Beispiel"


Teil = str | Wort | Wert | Aussage | Fett | Marke | Verweis | Beispielzeichen
Text = tuple[Teil, ...]


@dataclass(frozen=True, slots=True)
class Bild:
    """A drawing of ours as SVG with colours of its own (no CSS variables), and what it says to who does not see it.

    ``breite`` and ``hoehe`` in mm. ``alternativtext`` says the message, not „Diagramm“. ``schmuck``: it repeats what
    stands beside it in words and is left out by a screen reader.
    """

    svg: str
    alternativtext: str
    breite: float
    hoehe: float
    unterschrift: Text = ()
    schmuck: bool = False


class Absatzart(StrEnum):
    """What a paragraph is for."""

    NORMAL = "normal"
    KERNSATZ = "kernsatz"
    KLEIN = "klein"
    HINWEIS = "hinweis"
    ZITAT = "zitat"


@dataclass(frozen=True, slots=True)
class Ueberschrift:
    """A heading; ``ebene`` 1 to 3, no level is left out. ``anker`` names it for links within the report."""

    ebene: int
    text: Text
    anker: str = ""


@dataclass(frozen=True, slots=True)
class Absatz:
    """One paragraph."""

    text: Text
    art: Absatzart = Absatzart.NORMAL


@dataclass(frozen=True, slots=True)
class Aufzaehlung:
    """A list; each point is one text."""

    punkte: tuple[Text, ...]
    nummeriert: bool = False


@dataclass(frozen=True, slots=True)
class Kennwert:
    """A figure to be seen first: what it is, how much, one more word."""

    titel: str
    wert: Text
    zusatz: Text = ()


@dataclass(frozen=True, slots=True)
class Kennwerte:
    """Some figures in a row."""

    werte: tuple[Kennwert, ...]


class Spaltenart(StrEnum):
    """What stands in a column: decides on which side it is aligned."""

    TEXT = "text"
    ZAHL = "zahl"
    BILD = "bild"
    MARKE = "marke"


@dataclass(frozen=True, slots=True)
class Spalte:
    """One column. ``anteil`` is its share of the free width, 0 = as narrow as it can be."""

    kopf: str
    art: Spaltenart = Spaltenart.TEXT
    anteil: float = 0.0


class Zeilenart(StrEnum):
    """What a row is."""

    NORMAL = "normal"
    GRUPPE = "gruppe"
    SUMME = "summe"


@dataclass(frozen=True, slots=True)
class Zeile:
    """One row; a ``GRUPPE`` has one cell over all columns. The first cell of a row is its heading."""

    zellen: tuple[Text | Bild, ...]
    art: Zeilenart = Zeilenart.NORMAL


@dataclass(frozen=True, slots=True)
class Tabelle:
    """A table; its heads are repeated on each sheet. ``titel`` is its name for everybody, ``fuss`` stands below it.

    ``dicht``: set smaller and closer, where it must share a sheet with much else.
    """

    titel: str
    spalten: tuple[Spalte, ...]
    zeilen: tuple[Zeile, ...]
    fuss: Text = ()
    zeige_titel: bool = True
    dicht: bool = False


@dataclass(frozen=True, slots=True)
class Nebeneinander:
    """Blocks in columns beside each other, read from left to right; ``anteile`` are the widths."""

    spalten: tuple[tuple[Block, ...], ...]
    anteile: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Seitenwechsel:
    """What follows begins on a new sheet; ``quer`` = sheets lie on their side from here on."""

    quer: bool = False


Block = Ueberschrift | Absatz | Aufzaehlung | Kennwerte | Tabelle | Bild | Nebeneinander | Seitenwechsel


@dataclass(frozen=True, slots=True)
class Gremium:
    """A body that gets the paper, its day (``None`` = not set yet), whether it meets in public."""

    name: str
    datum: date | None = None
    oeffentlich: bool = True


@dataclass(frozen=True, slots=True)
class Deckblatt:
    """The cover in the manner of a Drucksache.

    ``koerperschaft`` and ``absender`` come from the settings, ``drucksache`` (its number) too where it is known;
    ``beschlussvorschlag`` and ``sachdarstellung`` are proposals that the office goes on writing in the DOCX.
    """

    koerperschaft: str
    absender: str
    drucksache: str
    datum: date
    vorlageart: str
    betreff: str
    gremien: tuple[Gremium, ...] = ()
    beschlussvorschlag: tuple[Text, ...] = ()
    sachdarstellung: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Bericht:
    """A whole report. ``adresse`` opens exactly this state on the screen (printed, and as QR).

    ``titel`` and ``untertitel`` name it, ``datenstand`` is the day of the newest release, ``beispiel``: figures in it
    are invented, which its first page says. Without a ``deckblatt`` it begins with its title.
    """

    auftrag: Berichtsauftrag
    titel: str
    untertitel: str
    koerperschaft: str
    datenstand: date | None
    adresse: str
    beispiel: bool
    bloecke: tuple[Block, ...]
    deckblatt: Deckblatt | None = None
