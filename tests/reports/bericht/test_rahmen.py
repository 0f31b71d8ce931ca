"""What every report has around and beside its content: sheets, labels of invented figures, letters, the address."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import typst

from kek_dashboard.reports.bericht.durchgang import all_blocks, all_texts, plain
from kek_dashboard.reports.bericht.form import (
    Absatz,
    Beispielzeichen,
    Block,
    Nebeneinander,
    Seitenwechsel,
    Spalte,
    Spaltenart,
    Tabelle,
    Wertart,
    Zeile,
)
from kek_dashboard.reports.bericht.kennzeichnung import KURZ, is_all_beispiel, labelled, title_text
from kek_dashboard.reports.bericht.pdf import fonts
from kek_dashboard.reports.bericht.qr import draw_qr, has_address
from kek_dashboard.reports.bericht.rahmen import abschnitte, beispiel_text
from kek_dashboard.reports.bericht.zeichensatz import ERSATZ, KASTEN, SCHRIFT, known, printable, visible
from kek_dashboard.reports.bericht.zeichnung import fixed_svg
from tests.reports.bericht.muster import muster, wert

_SATZ = Absatz(("Ein Satz.",))


def _table(*beispiele: bool, zeige_titel: bool = True) -> Tabelle:
    zeilen = tuple(Zeile(((wert(i, str(i), beispiel=erfunden),),)) for i, erfunden in enumerate(beispiele))
    return Tabelle("Werte", (Spalte("Wert", Spaltenart.ZAHL),), zeilen, zeige_titel=zeige_titel)


def _labelled(*bloecke: Block) -> tuple[Block, ...]:
    return labelled(replace(muster(deckblatt=False), bloecke=bloecke)).bloecke


def test_no_sheet_is_empty():
    quer = Seitenwechsel(quer=True)
    bericht = replace(muster(), bloecke=(Seitenwechsel(), _SATZ, quer, quer, _SATZ, Seitenwechsel()))
    assert [(teil.quer, len(teil.bloecke)) for teil in abschnitte(bericht)] == [(False, 1), (True, 1)]


def test_a_report_of_nothing_but_invented_numbers_says_so_once():
    bericht = replace(muster(deckblatt=False), bloecke=(Absatz((wert(1, "a", beispiel=True),)), _table(True)))
    assert is_all_beispiel(bericht)
    assert labelled(bericht) == bericht
    assert plain(beispiel_text(bericht)).startswith("Beispiel Alle Zahlen dieses Berichts sind erfunden.")


def test_a_report_of_real_numbers_has_no_label():
    bericht = muster(beispiel=False)
    ohne_geld = replace(
        bericht, bloecke=tuple(b for b in bericht.bloecke if "Jahren" not in getattr(b, "titel", ""))
    )
    assert labelled(ohne_geld) == ohne_geld
    assert beispiel_text(ohne_geld) == ()


def test_an_invented_number_among_real_ones_has_its_label():
    text = _labelled(Absatz((wert(1, "a"), " und ", wert(2, "b", beispiel=True))))[0]
    assert isinstance(text, Absatz)
    assert plain(text.text) == "1 und 2\N{NO-BREAK SPACE}Beispiel"


def test_an_unknown_number_is_not_invented():
    text = _labelled(Absatz((wert(1, "a"), wert(None, "b", beispiel=True))))[0]
    assert isinstance(text, Absatz)
    assert not any(isinstance(teil, Beispielzeichen) for teil in text.text)


def test_a_mixed_table_explains_its_letter():
    tabelle = _labelled(_table(True, False))[0]
    assert isinstance(tabelle, Tabelle)
    assert [KURZ in zeile.zellen[0] for zeile in tabelle.zeilen if isinstance(zeile.zellen[0], tuple)] == [
        True,
        False,
    ]
    assert plain(tabelle.fuss).startswith("B bedeutet Beispiel")


def test_counts_beside_invented_numbers_leave_the_label_at_the_title():
    zeile = Zeile(((wert(1, "a", beispiel=True),), (replace(wert(2, "b"), art=Wertart.ANZAHL),)))
    spalten = (Spalte("Anteil", Spaltenart.ZAHL), Spalte("Anzahl", Spaltenart.ZAHL))
    gemischt = Tabelle("Werte", spalten, (zeile,))
    _, mit_titel, ohne_titel = _labelled(
        Absatz((wert(1, "a"),)), gemischt, replace(gemischt, zeige_titel=False)
    )
    assert mit_titel == gemischt
    assert [plain((teil,)) for teil in title_text(gemischt, einzeln=True)] == ["Werte", " ", "Beispiel"]
    assert isinstance(ohne_titel, Tabelle)
    assert plain(ohne_titel.fuss).startswith("Beispiel Die Werte der Tabelle sind erfunden.")


def test_an_invented_table_without_a_shown_title_says_it_below():
    _, tabelle = _labelled(Absatz((wert(1, "a"),)), _table(True, True, zeige_titel=False))
    assert isinstance(tabelle, Tabelle)
    assert plain(tabelle.fuss).startswith("Beispiel Alle Zahlen der Tabelle sind erfunden.")


def test_labels_come_into_columns_too():
    neben = _labelled(Nebeneinander(((Absatz((wert(1, "a"), wert(2, "b", beispiel=True))),),), (1.0,)))[0]
    assert isinstance(neben, Nebeneinander)
    assert "Beispiel" in plain(neben.spalten[0][0].text)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("Größe, „so“ – 3 − 2 · → ≥ ≤ ◆ m² ½ €", "Größe, „so“ – 3 − 2 · → ≥ ≤ ◆ m² ½ €"),
        ("Gru\u0308n", "Grün"),
        ("e\u200d\ufe0f\x07\u202e", "e"),
        ("1\u20112", "1-2"),
        ("1\u20092", "1\u202f2"),
        ("①", "1"),
        ("😀", KASTEN),
        ("a\nb\tc", "a\nb c"),
    ],
)
def test_letters_are_such_as_the_typeface_has(text: str, erwartet: str):
    assert printable(text) == erwartet


def test_what_is_hidden_is_left_out_where_any_letter_may_stand():
    assert visible("😀\u202e\x00a\tb\n") == "😀a\tb\n"


def test_every_letter_that_reports_use_can_be_drawn():
    """Typst refuses a PDF/UA with a letter that no face has: so it is asked."""
    benutzt = {z for text in all_texts(muster()) for z in printable(plain(text))} | set("○●□↗↘↙↖△▽◇★☆✔✗")
    benutzt |= set("„“–−·→≥≤◆²³½…€%‰±×≈Σ") | {z for z in known() if z.isprintable()}
    seite = f"""#set document(title: "x")
#set text(font: ("{SCHRIFT}", "{ERSATZ}"), fallback: false)
#sys.inputs.t

#strong(sys.inputs.t)"""
    setzer = typst.Compiler(seite.encode(), font_paths=fonts(), sys_inputs={"t": " ".join(sorted(benutzt))})
    _, warnungen = setzer.compile_with_warnings(format="pdf", pdf_standards=["ua-1"], timestamp=0)
    assert [warnung.message for warnung in warnungen] == []


def test_a_drawing_needs_no_style_sheet():
    svg = fixed_svg(
        '<svg viewBox="0 0 9 9"><path stroke="var(--ink)" fill="var(--track)"/><g fill="currentColor"/></svg>'
    )
    assert "var(" not in svg
    assert "currentColor" not in svg
    assert svg.startswith(f'<svg font-family="{SCHRIFT}" xmlns="http://www.w3.org/2000/svg" viewBox')


def test_an_unknown_colour_is_refused():
    with pytest.raises(ValueError, match="--lila"):
        fixed_svg('<svg viewBox="0 0 9 9"><path stroke="var(--lila)"/></svg>')


def test_the_qr_code_is_a_drawing_with_quiet_around():
    svg = draw_qr("https://kek.example/?jahr=2024")
    assert svg == draw_qr("https://kek.example/?jahr=2024")
    assert svg.startswith("<svg")
    assert io.StringIO(svg).read().count("<path") == 2


def test_only_a_whole_address_can_be_opened_from_paper():
    assert has_address("https://kek.example/")
    assert not has_address("/ueberblick?jahr=2024")


def test_blocks_beside_each_other_are_gone_through_from_left_to_right():
    worte = [plain(b.text) for b in all_blocks(muster()) if isinstance(b, Absatz)]
    assert worte.index("zu langsam") < worte.index("teilweise erreicht")
