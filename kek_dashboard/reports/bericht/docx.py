"""DOCX: a report that the office goes on writing: real styles, tables with repeated heads, pictures with words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any, Final, assert_never

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.text.paragraph import Paragraph

from kek_dashboard.reports.bericht import docx_stil as stil
from kek_dashboard.reports.bericht import docx_teile as teile
from kek_dashboard.reports.bericht import rahmen
from kek_dashboard.reports.bericht.docx_tabelle import Tabellenschreiber
from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, parts
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Absatzart,
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
    Tabelle,
    Teil,
    Text,
    Ueberschrift,
    Verweis,
    Wert,
    Wort,
)
from kek_dashboard.reports.bericht.kennzeichnung import is_all_beispiel, labelled
from kek_dashboard.reports.bericht.paket import with_fixed_times
from kek_dashboard.reports.bericht.qr import draw_qr, has_address
from kek_dashboard.reports.bericht.rasterbild import draw_png
from kek_dashboard.reports.bericht.zeichensatz import visible
from kek_dashboard.reports.bericht.zeichnung import draw_marke, fixed_svg

_MARKE_MM, _MARKE_TIEFER, _QR_MM = 3.3, 1.2, 24.0
_STILE: Final = {
    Absatzart.NORMAL: "Normal",
    Absatzart.KERNSATZ: "KEK Kernsatz",
    Absatzart.KLEIN: "KEK Klein",
    Absatzart.HINWEIS: "KEK Hinweis",
    Absatzart.ZITAT: "Quote",
}
#: A picture by its drawing and its size in mm.
_Schluessel = tuple[str, float, float]


def write_docx(bericht: Bericht) -> bytes:
    """The report as DOCX; the same report gives the same bytes, its day is the Wissensstand."""
    dokument = docx.Document()
    stil.set_up_styles(dokument)
    einzeln = not is_all_beispiel(bericht)
    bericht = labelled(bericht)
    schreiber = _Schreiber(dokument, _draw_all(bericht), einzeln=einzeln)
    schreiber.write(bericht)
    _set_properties(dokument, bericht)
    ziel = io.BytesIO()
    dokument.save(ziel)
    return with_fixed_times(ziel.getvalue(), bericht.auftrag.wissensstand)


@dataclass
class _Schreiber:
    """One document in the making. ``bilder``: every drawing as PNG; ``einzeln``: numbers are labelled singly."""

    dokument: Document
    bilder: dict[_Schluessel, bytes]
    einzeln: bool
    nummern: teile.Nummern = field(default_factory=teile.Nummern)

    def __post_init__(self) -> None:
        self.stile = stil.style_ids(self.dokument)

    def write(self, bericht: Bericht) -> None:
        """The first page, then every part on its sheets."""
        links = f"{bericht.titel} · {rahmen.wissensstand_words(bericht)}"
        blatt = self.dokument.sections[0]
        stil.set_up_sheet(blatt, quer=False)
        stil.write_foot(blatt, visible(links))
        if bericht.deckblatt is None:
            self._head(bericht)
        else:
            self._cover(bericht, bericht.deckblatt)
        for i, teil in enumerate(rahmen.abschnitte(bericht)):
            if teil.quer or i > 0 or bericht.deckblatt is not None:
                blatt = self.dokument.add_section(WD_SECTION.NEW_PAGE)
                stil.set_up_sheet(blatt, quer=teil.quer)
                stil.write_foot(blatt, visible(links))
            breite = stil.TEXTBREITE_QUER if teil.quer else stil.TEXTBREITE
            self.blocks(self.dokument, teil.bloecke, breite)

    def blocks(self, ziel: Any, bloecke: tuple[Block, ...], breite: float) -> None:
        """Blocks one after another; ``breite``: mm there are."""
        for block in bloecke:
            self._block(ziel, block, breite)

    def _block(self, ziel: Any, block: Block, breite: float) -> None:  # noqa: C901 - a case for each kind
        match block:
            case Ueberschrift():
                absatz = self.paragraph(ziel, block.text, f"Heading {block.ebene}")
                if block.anker:
                    teile.add_place(absatz, block.anker, self.nummern.take())
            case Absatz():
                self.paragraph(ziel, block.text, _STILE[block.art])
            case Aufzaehlung():
                self._list(ziel, block)
            case Kennwerte():
                Tabellenschreiber(self, ziel, breite).figures(block)
            case Tabelle():
                Tabellenschreiber(self, ziel, breite).table(block, einzeln=self.einzeln)
            case Bild():
                self.picture(self.paragraph(ziel, (), "Normal"), block, breite)
                if block.unterschrift:
                    self.paragraph(ziel, block.unterschrift, "KEK Bildunterschrift")
            case Nebeneinander():
                Tabellenschreiber(self, ziel, breite).columns(block)
            case Seitenwechsel():
                raise ValueError(
                    "A Seitenwechsel stands beside nothing: rahmen.abschnitte cuts the report there."
                )
            case _:
                assert_never(block)

    def paragraph(self, ziel: Any, text: Text, name: str) -> Paragraph:
        """A new paragraph of a style."""
        absatz: Paragraph = ziel.add_paragraph()
        self.set_style(absatz, name)
        self.words(absatz, text)
        return absatz

    def set_style(self, absatz: Paragraph, name: str) -> None:
        """Make it a paragraph of a style."""
        absatz._p.style = self.stile[name]

    def words(self, absatz: Paragraph, text: Text, *, fett: bool = False) -> None:
        """The parts of a text in a paragraph."""
        for teil in text:
            self._part(absatz, teil, fett=fett)

    def _part(self, absatz: Paragraph, teil: Teil, *, fett: bool) -> None:
        strong = self.stile["Strong"] if fett else None
        match teil:
            case str():
                teile.add_words(absatz, visible(teil), strong)
            case Wort() | Aussage() | Wert():
                teile.add_words(absatz, visible(teil.text), strong)
            case Fett():
                self.words(absatz, teil.teile, fett=True)
            case Marke():
                alt = teil.text if teil.nur_zeichen else None
                self._put(absatz, (draw_marke(teil.zeichen), _MARKE_MM, _MARKE_MM), alt, _MARKE_TIEFER)
                if not teil.nur_zeichen:
                    teile.add_words(absatz, f"\N{NO-BREAK SPACE}{teil.text}", strong)
            case Verweis():
                if teil.adresse.startswith("#") or has_address(teil.adresse):
                    teile.add_link(absatz, visible(teil.text), teil.adresse, self.stile["Hyperlink"])
                else:
                    teile.add_words(absatz, visible(teil.text), strong)
            case Beispielzeichen():
                teile.add_words(absatz, teil.text, self.stile["KEK Beispiel"])
            case _:
                assert_never(teil)

    def picture(self, absatz: Paragraph, bild: Bild, breite: float) -> None:
        """A drawing, no wider than the room there is."""
        alt = None if bild.schmuck else visible(bild.alternativtext)
        faktor = min(1.0, breite / bild.breite)
        schluessel = (fixed_svg(bild.svg), bild.breite, bild.hoehe)
        self._put(absatz, schluessel, alt, faktor=faktor)

    def _put(
        self,
        absatz: Paragraph,
        schluessel: _Schluessel,
        alt: str | None,
        tiefer: float = 0,
        faktor: float = 1,
    ) -> None:
        rid, _ = absatz.part.get_or_add_image(io.BytesIO(self.bilder[schluessel]))
        _, breite, hoehe = schluessel
        teile.add_picture(
            absatz,
            rid,
            self.nummern.take(),
            breite=breite * faktor,
            hoehe=hoehe * faktor,
            alt=alt,
            tiefer=tiefer,
        )

    def _list(self, ziel: Any, block: Aufzaehlung) -> None:
        liste: int | None = None
        for punkt in block.punkte:
            absatz = self.paragraph(ziel, punkt, "List Number" if block.nummeriert else "List Bullet")
            if block.nummeriert:
                liste = teile.restart_list(self.dokument, absatz, liste)

    def _cover(self, bericht: Bericht, deckblatt: Deckblatt) -> None:
        Tabellenschreiber(self, self.dokument, stil.TEXTBREITE).letterhead(deckblatt)
        self.paragraph(self.dokument, (Wort(deckblatt.vorlageart),), "KEK Kennwerttitel")
        self._title(deckblatt.betreff, bericht)
        gremien = rahmen.beratungsfolge(deckblatt)
        if gremien is not None:
            self._block(self.dokument, gremien, stil.TEXTBREITE)
        self.blocks(self.dokument, tuple(rahmen.cover_blocks(deckblatt)), stil.TEXTBREITE)
        self._state(bericht)

    def _head(self, bericht: Bericht) -> None:
        self.paragraph(self.dokument, (Fett((Wort(bericht.koerperschaft),)),), "Normal")
        self._title(bericht.titel, bericht)
        self._state(bericht)

    def _title(self, titel: str, bericht: Bericht) -> None:
        self.paragraph(self.dokument, (Wort(titel),), "Title")
        if bericht.untertitel:
            self.paragraph(self.dokument, (Wort(bericht.untertitel),), "Subtitle")

    def _state(self, bericht: Bericht) -> None:
        adresse: Text = (f"{rahmen.ADRESSE} ", Verweis(bericht.adresse, bericht.adresse))
        self.paragraph(self.dokument, (), "KEK Klein")
        texte = [*rahmen.stand_texts(bericht), rahmen.beispiel_text(bericht), adresse]
        bild: Bild | None = None
        if has_address(bericht.adresse):
            alt = f"QR-Code der Adresse {bericht.adresse}"
            bild = Bild(draw_qr(bericht.adresse), alt, _QR_MM, _QR_MM)
        Tabellenschreiber(self, self.dokument, stil.TEXTBREITE).state([text for text in texte if text], bild)


def _draw_all(bericht: Bericht) -> dict[_Schluessel, bytes]:
    """Every drawing of the report as PNG, each once."""
    alle = list(dict.fromkeys(_drawings(bericht)))
    return dict(zip(alle, draw_png(alle), strict=True))


def _drawings(bericht: Bericht) -> Iterator[_Schluessel]:
    if has_address(bericht.adresse):
        yield (fixed_svg(draw_qr(bericht.adresse)), _QR_MM, _QR_MM)
    for text in all_texts(bericht):
        for teil in parts(text):
            if isinstance(teil, Marke):
                yield (draw_marke(teil.zeichen), _MARKE_MM, _MARKE_MM)
    for block in all_blocks(bericht):
        zellen = (
            [z for zeile in block.zeilen for z in zeile.zellen] if isinstance(block, Tabelle) else [block]
        )
        yield from (
            (fixed_svg(bild.svg), bild.breite, bild.hoehe) for bild in zellen if isinstance(bild, Bild)
        )


def _set_properties(dokument: Document, bericht: Bericht) -> None:
    tag = datetime.combine(bericht.auftrag.wissensstand, time(), UTC)
    kern = dokument.core_properties
    kern.title, kern.author, kern.language = visible(bericht.titel), visible(bericht.koerperschaft), "de-DE"
    kern.subject, kern.keywords = visible(bericht.untertitel), rahmen.wissensstand_words(bericht)
    kern.comments, kern.last_modified_by, kern.revision = "", rahmen.PROGRAMM, 1
    kern.created = kern.modified = tag
