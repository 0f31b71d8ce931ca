"""DOCX-Teile: what python-docx does not write itself: pictures with words for who does not see them, links, names."""

from __future__ import annotations

from itertools import count
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

_SCHMUCK: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_BILD: Final = """<w:drawing {ns}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>
<wp:docPr id="{nr}" name="Bild {nr}" descr={alt}>{schmuck}</wp:docPr><wp:cNvGraphicFramePr>
<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="{nr}" name="Bild {nr}" descr={alt}>{schmuck}</pic:cNvPr><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""


class Nummern:
    """Running numbers of one document: Word wants each picture and each name of a place to have its own."""

    def __init__(self) -> None:
        self._naechste = count(1)

    def take(self) -> int:
        """The next one."""
        return next(self._naechste)


def add_picture(
    absatz: Paragraph, rid: str, nr: int, *, breite: float, hoehe: float, alt: str | None, tiefer: float = 0
) -> None:
    """A picture in a line; ``alt`` ``None`` = screen readers leave it out. ``tiefer``: points below the line."""
    xml = _BILD.format(
        ns=nsdecls("w", "wp", "a", "pic", "r"), cx=int(Mm(breite)), cy=int(Mm(hoehe)), nr=nr, rid=rid,
        alt=quoteattr(alt or ""), schmuck=_SCHMUCK if alt is None else "",
    )  # fmt: skip
    lauf = absatz.add_run()
    if tiefer:
        lauf._r.get_or_add_rPr().append(
            parse_xml(f'<w:position {nsdecls("w")} w:val="{round(-2 * tiefer)}"/>')
        )
    lauf._r.append(parse_xml(xml))


def add_words(absatz: Paragraph, text: str, stil: str | None) -> Any:
    """Words at the end of a paragraph in a character style, by its id; returns their element."""
    lauf = absatz.add_run(text)._r
    if stil is not None:
        lauf.style = stil
    return lauf


def add_link(absatz: Paragraph, text: str, ziel: str, stil: str) -> None:
    """Words to click; ``ziel`` an address, or ``#name`` of a place in the document."""
    if ziel.startswith("#"):
        huelle = parse_xml(f"<w:hyperlink {nsdecls('w')} w:anchor={quoteattr(place_name(ziel[1:]))}/>")
    else:
        rid = absatz.part.relate_to(ziel, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        huelle = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{rid}"/>')
    lauf = add_words(absatz, text, stil)
    lauf.addprevious(huelle)
    huelle.append(lauf)


def add_place(absatz: Paragraph, name: str, nr: int) -> None:
    """A name that links may go to, around all words of the paragraph."""
    anfang = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{nr}" w:name={quoteattr(place_name(name))}/>')
    ende = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{nr}"/>')
    eigenschaften = absatz._p.pPr
    if eigenschaften is None:
        absatz._p.insert(0, anfang)
    else:
        eigenschaften.addnext(anfang)
    absatz._p.append(ende)


def place_name(name: str) -> str:
    """As Word takes it: letters, digits and underscores, 40 at most, the first a letter."""
    return ("kek_" + "".join(z if z.isascii() and z.isalnum() else "_" for z in name))[:40]


def restart_list(dokument: Any, absatz: Paragraph, liste: int | None) -> int:
    """Make a numbered paragraph part of ``liste``, or of a new list that begins at one; returns the list's number."""
    nummerierung = dokument.part.numbering_part.element
    if liste is None:
        stil = dokument.styles["List Number"].element.pPr.numPr.numId.val
        muster = nummerierung.num_having_numId(stil)
        neu = nummerierung.add_num(muster.abstractNumId.val)
        neu.add_lvlOverride(0).add_startOverride(1)
        liste = int(neu.numId)
    eigenschaft = absatz._p.get_or_add_pPr().get_or_add_numPr()
    eigenschaft.get_or_add_ilvl().val = 0
    eigenschaft.get_or_add_numId().val = liste
    return liste


def begin_new_sheet(absatz: Paragraph) -> None:
    """What follows stands on the next sheet."""
    absatz.add_run().add_break(WD_BREAK.PAGE)


def shade(zelle: Any, farbe: str) -> None:
    """The ground of a cell."""
    zelle._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{farbe}"/>')
    )


def rule(zelle: Any, **linien: tuple[int, str]) -> None:
    """Lines of a cell: side → eighths of a point and colour."""
    seiten = "".join(
        f'<w:{seite} w:val="single" w:sz="{dick}" w:space="0" w:color="{farbe}"/>'
        for seite, (dick, farbe) in linien.items()
    )
    eigenschaften = zelle._tc.get_or_add_tcPr()
    eigenschaften.append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{seiten}</w:tcBorders>"))


def set_row(zeile: Any, *, kopf: bool) -> None:
    """A row that is not broken; ``kopf``: repeated on each sheet."""
    eigenschaften = zeile.get_or_add_trPr()
    eigenschaften.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if kopf:
        eigenschaften.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def name_table(tabelle: Any, titel: str, *, kopfspalte: bool) -> None:
    """The name that a screen reader says, and whether the first column is a heading."""
    eigenschaften = tabelle._tbl.tblPr
    look = eigenschaften.find(qn("w:tblLook"))
    if look is not None:
        eigenschaften.remove(look)
    eigenschaften.append(
        parse_xml(
            f'<w:tblLook {nsdecls("w")} w:val="04A0" w:firstRow="1" w:lastRow="0"'
            f' w:firstColumn="{int(kopfspalte)}" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        )
    )
    eigenschaften.append(parse_xml(f"<w:tblCaption {nsdecls('w')} w:val={quoteattr(titel)}/>"))
