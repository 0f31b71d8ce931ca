"""Beiblätter: the sheets of a return workbook that help and are not read back, and the hidden mark."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kek_dashboard.domain.vorlage import FASSUNG, KENNUNG, LIEFERUNG, UEBERSICHT
from kek_dashboard.formats import UNKNOWN, format_date
from kek_dashboard.reports import mappenstil as stil
from kek_dashboard.reports.vorlage import BEISPIEL_STERN, FREQUENZ_WORT, Uebersichtszeile, Vorlage

_KOPFZEILE = 4
_UEBERSICHT = (
    ("Kennzahl-Nr.", 9.0),
    ("Bezeichnung", 22.0),
    ("Definition", 36.0),
    ("Einheit", 11.0),
    ("Erhebung", 13.0),
    ("frühere Werte", 30.0),
    ("Ziel", 15.0),
    ("plausibel", 15.0),
    ("Lieferung {jahr}", 12.0),
    ("Quelle", 20.0),
)
_BREITEN = (5.0, 22.0, 82.0)


def draw_anleitung(blatt: Worksheet, vorlage: Vorlage) -> None:
    """What to do, what the colours mean, how to say "no value", whom to ask, until when."""
    stil.set_widths(blatt, _BREITEN)
    stil.put(blatt.cell(1, 1), f"Kennzahlen {vorlage.jahr}: {vorlage.fachbereich.name}", font=stil.TITEL)
    blatt.row_dimensions[1].height = 24
    satz = (
        f"So füllen Sie diese Arbeitsmappe aus. Erstellt am {format_date(vorlage.erstellt)} vom KEK-Monitor."
    )
    stil.put(blatt.cell(2, 1), satz, font=stil.LEISE)
    nummer = 4
    nummer = _draw_steps(blatt, nummer, "In vier Schritten", _steps(vorlage))
    nummer = _draw_legend(blatt, nummer + 1)
    nummer = _draw_pairs(blatt, nummer + 1, "Gut zu wissen", _worth_knowing(vorlage))
    blatt.sheet_view.showGridLines = False
    stil.protect(blatt)
    stil.set_up_print(
        blatt, f"KEK-Monitor · {vorlage.fachbereich.name} · Kennzahlen {vorlage.jahr}", None, quer=False
    )
    blatt.print_area = f"A1:C{nummer - 1}"


def _steps(vorlage: Vorlage) -> list[str]:
    wann = f" bis zum {format_date(vorlage.bis)}" if vorlage.bis else ""
    spaet = ""
    if vorlage.ueberfaellig:
        werte = "1 Wert ist" if vorlage.ueberfaellig == 1 else f"{vorlage.ueberfaellig} Werte sind"
        spaet = f" {werte} schon überfällig; bitte möglichst bald liefern."
    return [
        f"Öffnen Sie das Blatt „{LIEFERUNG}“. Was der Landkreis schon weiß, steht da und ist gesperrt.",
        (
            "Tragen Sie in die gelben Felder der Spalte „Ist“ den gemessenen Wert ein, als Zahl und in der Einheit, "
            "die in der Zeile steht. Status und Bemerkung sind freiwillig."
        ),
        (
            "Gibt es für einen Zeitraum keinen Wert, schreiben Sie „k. A.“ und den Grund in die Bemerkung. "
            "Bitte nie eine 0, wenn der Wert unbekannt ist. Ein leeres Feld heißt nur: kommt noch."
        ),
        (
            f"Speichern Sie und geben Sie die Datei{wann} im KEK-Monitor unter „Lieferungen“ ab. Sie sehen dort "
            f"sofort, ob etwas nicht stimmt, mit der Zelle.{spaet}"
        ),
    ]


def _worth_knowing(vorlage: Vorlage) -> list[tuple[str, str]]:
    wer = vorlage.fachbereich.leitung
    zustaendig = f"Im Fachbereich verantwortlich: {wer}. " if wer else ""
    return [
        ("Fragen?", f"{zustaendig}Fragen beantwortet das Controlling, von dem Sie diese Datei haben."),
        ("Status", "„vorläufig“, wenn sich der Wert noch ändern kann, sonst „endgültig“."),
        (
            "Korrekturen",
            ("Der untere Block zeigt, was für das Jahr schon geliefert ist. Was Sie dort ändern, wird als Korrektur "
            "gelesen; was Sie stehen lassen, bleibt unverändert. Ersetzen Sie ein Beispiel durch einen echten "
            "Wert, ändern Sie bitte auch die Spalte „Herkunft“."),
        ),
        (
            "Plausibel",
            ("So weit reichen die Werte üblicherweise. „bisher … bis …“ ist die Spanne der bisherigen Werte, alles "
            "andere ist festgelegt. Ein Wert außerhalb kann stimmen: bitte kurz begründen."),
        ),
        (
            "Blattschutz",
            "Der Schutz hat kein Kennwort; er bewahrt nur vor Versehen (Überprüfen, Blattschutz aufheben).",
        ),
        (
            "Mehr",
            (f"Das Blatt „{UEBERSICHT}“ zeigt Definition, frühere Werte und Ziel jeder Kennzahl. Gelesen wird "
            f"nur das Blatt „{LIEFERUNG}“."),
        ),
    ]  # fmt: skip


def _draw_steps(blatt: Worksheet, nummer: int, titel: str, schritte: Sequence[str]) -> int:
    stil.put(blatt.cell(nummer, 1), titel, font=stil.FETT)
    for lfd, satz in enumerate(schritte, start=1):
        nummer += 1
        stil.put(blatt.cell(nummer, 1), lfd, font=stil.FETT, alignment=Alignment("center", "top"))
        _draw_wide(blatt, nummer, satz)
    return nummer + 1


def _draw_wide(blatt: Worksheet, nummer: int, satz: str) -> None:
    """A sentence over both wide columns; merged cells do not grow by themselves."""
    stil.put(blatt.cell(nummer, 2), satz, font=stil.ABSATZ, alignment=stil.OBEN)
    blatt.merge_cells(start_row=nummer, end_row=nummer, start_column=2, end_column=3)
    blatt.row_dimensions[nummer].height = stil.row_height([(satz, sum(_BREITEN[1:]))])


def _draw_legend(blatt: Worksheet, nummer: int) -> int:
    stil.put(blatt.cell(nummer, 1), "Farben und Rahmen", font=stil.FETT)
    for grund, rahmen, wort, satz in (
        (
            stil.FAELLIG_GRUND,
            stil.FAELLIG_RAHMEN,
            "gelb, dicker Rand",
            "Das brauchen wir von Ihnen: bitte ausfüllen.",
        ),
        (
            stil.OFFEN_GRUND,
            stil.OFFEN_RAHMEN,
            "blau, dünner Rand",
            "Schon geliefert: nur bei einer Korrektur ändern.",
        ),
        (stil.BEKANNT_GRUND, stil.RAHMEN, "grau, gesperrt", "Bekannt: zum Nachlesen."),
    ):
        nummer += 1
        stil.put(blatt.cell(nummer, 1), None, fill=grund, border=rahmen)
        stil.put(blatt.cell(nummer, 2), wort, font=stil.FETT, alignment=stil.EINGERUECKT)
        stil.put(blatt.cell(nummer, 3), satz, font=stil.ABSATZ, alignment=stil.OBEN)
        blatt.row_dimensions[nummer].height = 18
    return nummer + 1


def _draw_pairs(blatt: Worksheet, nummer: int, titel: str, paare: Sequence[tuple[str, str]]) -> int:
    stil.put(blatt.cell(nummer, 1), titel, font=stil.FETT)
    for wort, satz in paare:
        nummer += 1
        stil.put(blatt.cell(nummer, 2), wort, font=stil.FETT, alignment=stil.OBEN)
        stil.put(blatt.cell(nummer, 3), satz, font=stil.ABSATZ, alignment=stil.OBEN)
        blatt.row_dimensions[nummer].height = stil.row_height([(satz, _BREITEN[2])])
    return nummer + 1


def draw_uebersicht(blatt: Worksheet, vorlage: Vorlage) -> None:
    """Each Kennzahl of the Fachbereich: definition, earlier years, target, plausible range, how far delivered."""
    stil.put(blatt.cell(1, 1), f"Übersicht: {vorlage.fachbereich.name}", font=stil.TITEL)
    blatt.row_dimensions[1].height = 24
    satz = (
        f"Bekannt am {format_date(vorlage.wissensstand)}. Nur zum Nachlesen; ausgefüllt wird das Blatt "
        f"„{LIEFERUNG}“. Mit Stern ({BEISPIEL_STERN}): Beispiel, erfunden."
    )
    stil.put(blatt.cell(2, 1), satz, font=stil.LEISE)
    koepfe = [name.format(jahr=vorlage.jahr) for name, _ in _UEBERSICHT]
    stil.draw_header(blatt, _KOPFZEILE, koepfe, [breite for _, breite in _UEBERSICHT])
    for versatz, zeile in enumerate(vorlage.uebersicht, start=1):
        _draw_overview_row(blatt, _KOPFZEILE + versatz, zeile)
    ende = _KOPFZEILE + len(vorlage.uebersicht)
    blatt.freeze_panes = f"C{_KOPFZEILE + 1}"
    stil.protect(blatt)
    stil.set_up_print(
        blatt, f"KEK-Monitor · {vorlage.fachbereich.name} · Übersicht {vorlage.jahr}", _KOPFZEILE
    )
    blatt.print_area = f"A1:{get_column_letter(len(_UEBERSICHT))}{ende}"


def _draw_overview_row(blatt: Worksheet, nummer: int, zeile: Uebersichtszeile) -> None:
    kennzahl = zeile.akte.kennzahl
    texte = (
        kennzahl.nr,
        kennzahl.bezeichnung,
        kennzahl.definition or UNKNOWN,
        kennzahl.einheit or UNKNOWN,
        FREQUENZ_WORT[kennzahl.frequenz],
        zeile.frueher,
        zeile.ziel,
        zeile.spanne,
        zeile.lieferstand,
        kennzahl.quelle or UNKNOWN,
    )
    for spalte, text in enumerate(texte, start=1):
        stil.put(blatt.cell(nummer, spalte), text, font=stil.ABSATZ, border=stil.RAHMEN, alignment=stil.OBEN)
    breiten = (breite for _, breite in _UEBERSICHT)
    blatt.row_dimensions[nummer].height = stil.row_height(zip(texte, breiten, strict=True))


def draw_kennung(blatt: Worksheet, vorlage: Vorlage) -> None:
    """The hidden sheet: what this workbook is, of which version, for whom, made when and from what."""
    zeilen: Sequence[tuple[str, str | int]] = (
        (KENNUNG, FASSUNG),
        ("Fachbereich", vorlage.fachbereich.name),
        ("Jahr", vorlage.jahr),
        ("Erstellt", vorlage.erstellt.isoformat()),
        ("Wissensstand", vorlage.wissensstand.isoformat()),
        ("Datenversion", vorlage.datenversion),
    )
    for nummer, (name, wert) in enumerate(zeilen, start=1):
        stil.put(blatt.cell(nummer, 1), name)
        stil.put(blatt.cell(nummer, 2), wert)
    blatt.sheet_state = "hidden"
    stil.protect(blatt)
