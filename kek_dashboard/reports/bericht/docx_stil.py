"""DOCX-Stil: the styles, sheets and foot of a report in a word processor; real styles, so that the office can go on."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from kek_dashboard.charts.theme import LICHT

SCHRIFT: Final = "Arial"
AKZENT: Final = "0B5566"
LINIE: Final = "C9C5BB"
GRUND: Final = "F5F3EE"
TEXTBREITE, TEXTBREITE_QUER = 166.0, 253.0
TABELLE: Final = "KEK Tabelle"
_OHNE_STIL: Final = "Normal Table"
_INK, _LEISE = LICHT["ink"][1:], LICHT["soft"][1:]
_LINKS, _RECHTS, _OBEN, _UNTEN = 24, 20, 22, 24
_A4 = (210, 297)
#: Name, of which style, size, bold, colour, before, after, kept with what follows.
_ABSAETZE: Final = (
    ("Normal", "", 9.5, False, _INK, 0, 5, False),
    ("Title", "Normal", 22, True, AKZENT, 6, 6, True),
    ("Subtitle", "Normal", 12, False, _LEISE, 0, 10, True),
    ("Heading 1", "Normal", 16, True, AKZENT, 14, 6, True),
    ("Heading 2", "Normal", 12, True, _INK, 11, 4, True),
    ("Heading 3", "Normal", 10, True, _INK, 8, 3, True),
    ("Caption", "Normal", 8.5, True, _INK, 5, 3, True),
    ("Quote", "Normal", 9.5, False, _INK, 4, 8, False),
    ("KEK Kernsatz", "Normal", 12, False, _INK, 2, 8, False),
    ("KEK Hinweis", "Normal", 9, False, _INK, 6, 8, False),
    ("KEK Klein", "Normal", 8, False, _LEISE, 0, 5, False),
    ("KEK Bildunterschrift", "Normal", 8.5, False, _LEISE, 2, 8, False),
    ("KEK Tabellenkopf", "Normal", 8, True, _LEISE, 2, 2, True),
    ("KEK Tabellentext", "Normal", 8.5, False, _INK, 2, 2, False),
    ("KEK Abstand", "Normal", 4, False, _INK, 0, 0, False),
    ("KEK Tabellenkopf dicht", "Normal", 7.5, True, _LEISE, 1, 1, True),
    ("KEK Tabellentext dicht", "Normal", 8, False, _INK, 0.5, 0.5, False),
    ("KEK Kennwert", "Normal", 17, True, _INK, 0, 0, True),
    ("KEK Kennwerttitel", "Normal", 8.5, False, _LEISE, 3, 0, True),
    ("KEK Kennwertzusatz", "Normal", 8.5, False, _LEISE, 0, 2, False),
    ("Footer", "Normal", 8.5, False, _LEISE, 0, 0, False),
    ("List Bullet", "Normal", 9.5, False, _INK, 0, 3, False),
    ("List Number", "Normal", 9.5, False, _INK, 0, 3, False),
)
_RAHMEN = '<w:pBdr {ns}><w:left w:val="single" w:sz="{sz}" w:space="8" w:color="{farbe}"/></w:pBdr>'
# What may follow in the properties of a paragraph, whose order is fixed.
_NACH_SILBEN: Final = ("w:kinsoku", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
_NACH_RAHMEN: Final = ("w:shd", "w:tabs", "w:suppressAutoHyphens", *_NACH_SILBEN)
_TABELLENSTIL = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="KEKTabelle">
<w:name w:val="{TABELLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
<w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINIE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINIE}"/></w:tblBorders>
<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""
_ETIKETT: Final = f'<w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="{_LEISE}"/>'
_ZEICHENSTILE: Final = (
    ("Strong", "<w:b/>"),
    ("Hyperlink", f'<w:color w:val="{AKZENT}"/><w:u w:val="single"/>'),
    ("KEK Beispiel", f'<w:color w:val="{_LEISE}"/><w:sz w:val="15"/>{_ETIKETT}'),
)


def set_up_styles(dokument: Document) -> None:
    """Every style a report uses, in German and in one typeface."""
    for name, grund, groesse, fett, farbe, vor, nach, halten in _ABSAETZE:
        stil: Any = _style(dokument, name, WD_STYLE_TYPE.PARAGRAPH)
        if grund:
            stil.base_style = dokument.styles[grund]
        _set_font(stil.element.get_or_add_rPr(), groesse, farbe, fett=fett)
        form = stil.paragraph_format
        form.space_before, form.space_after = Pt(vor), Pt(nach)
        form.keep_with_next, form.widow_control = halten, True
        if name.startswith(("Title", "Heading")):
            _insert(stil.element.get_or_add_pPr(), "<w:suppressAutoHyphens {ns}/>", _NACH_SILBEN)
        form.line_spacing = 1.12 if groesse < 12 else 1.0  # noqa: PLR2004 - large letters need less
        _drop(stil.element.get_or_add_pPr(), "w:pBdr", "w:contextualSpacing", "w:tabs")
    for name, dick, farbe in (("KEK Hinweis", 18, AKZENT), ("Quote", 8, LINIE)):
        rand = _RAHMEN.format(ns="{ns}", sz=dick, farbe=farbe)
        _insert(dokument.styles[name].element.get_or_add_pPr(), rand, _NACH_RAHMEN)
        dokument.styles[name].paragraph_format.left_indent = Mm(4)
    for fremd in [stil for stil in dokument.styles if stil.type == WD_STYLE_TYPE.TABLE]:
        if fremd.name != _OHNE_STIL:  # a hundred coloured tables that nobody here chooses
            fremd.delete()
    dokument.styles.element.append(parse_xml(_TABELLENSTIL))
    for name, inhalt in _ZEICHENSTILE:
        zeichen = _style(dokument, name, WD_STYLE_TYPE.CHARACTER).element
        _drop(zeichen, "w:rPr")
        zeichen.append(parse_xml(f"<w:rPr {nsdecls('w')}>{inhalt}</w:rPr>"))
    _set_language(dokument)


def style_ids(dokument: Document) -> dict[str, str]:
    """The id of each style by its name; python-docx looks through all of them each time."""
    return {stil.name: stil.style_id for stil in dokument.styles if stil.name}


def set_up_sheet(section: Section, *, quer: bool) -> None:
    """A4, upright or on its side."""
    breite, hoehe = reversed(_A4) if quer else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if quer else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(breite), Mm(hoehe)
    section.left_margin, section.right_margin = Mm(_LINKS), Mm(_RECHTS)
    section.top_margin, section.bottom_margin = Mm(_OBEN), Mm(_UNTEN)
    section.footer_distance = Mm(11)


def write_foot(section: Section, links: str) -> None:
    """Short title and Wissensstand on the left, the page as living fields on the right."""
    fuss = section.footer
    fuss.is_linked_to_previous = False
    absatz = fuss.paragraphs[0]
    breite = TEXTBREITE_QUER if section.orientation == WD_ORIENT.LANDSCAPE else TEXTBREITE
    absatz.paragraph_format.tab_stops.add_tab_stop(Mm(breite), WD_TAB_ALIGNMENT.RIGHT)
    absatz.add_run(f"{links}\tSeite ")
    _add_field(absatz, "PAGE")
    absatz.add_run(" von ")
    _add_field(absatz, "NUMPAGES")


def _add_field(absatz: Paragraph, befehl: str) -> None:
    for art in ("begin", None, "separate", "1", "end"):
        lauf = absatz.add_run()._r
        if art is None:
            lauf.append(
                parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {befehl} </w:instrText>')
            )
        elif art == "1":
            lauf.text = art
        else:
            zeichen = OxmlElement("w:fldChar")
            zeichen.set(qn("w:fldCharType"), art)
            lauf.append(zeichen)


def _style(dokument: Document, name: str, art: WD_STYLE_TYPE) -> Any:
    if name in dokument.styles:
        return dokument.styles[name]
    return dokument.styles.add_style(name, art)


def _set_font(rpr: Any, groesse: float, farbe: str, *, fett: bool) -> None:
    for kind in list(rpr):
        rpr.remove(kind)
    namen = " ".join(f'w:{art}="{SCHRIFT}"' for art in ("ascii", "hAnsi", "eastAsia", "cs"))
    for teil in (
        f"<w:rFonts {nsdecls('w')} {namen}/>",
        f'<w:b {nsdecls("w")} w:val="{int(fett)}"/>',
        f'<w:color {nsdecls("w")} w:val="{farbe.upper()}"/>',
        f'<w:sz {nsdecls("w")} w:val="{round(groesse * 2)}"/>',
        f'<w:szCs {nsdecls("w")} w:val="{round(groesse * 2)}"/>',
    ):
        rpr.append(parse_xml(teil))


def _set_language(dokument: Document) -> None:
    for sprache in dokument.styles.element.iter(qn("w:lang")):
        for art in ("val", "eastAsia"):
            sprache.set(qn(f"w:{art}"), "de-DE")
    silben = parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>")
    dokument.settings.element.find(qn("w:defaultTabStop")).addnext(silben)
    for sprache in dokument.settings.element.iter(qn("w:themeFontLang")):
        sprache.set(qn("w:val"), "de-DE")


def _insert(eigenschaften: Any, xml: str, davor: tuple[str, ...]) -> None:
    eigenschaften.insert_element_before(parse_xml(xml.format(ns=nsdecls("w"))), *davor)


def _drop(element: Any, *namen: str) -> None:
    for name in namen:
        for kind in element.findall(qn(name)):
            element.remove(kind)
