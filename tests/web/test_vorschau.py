"""Vorschau: what a file would do is shown before it is delivered; warnings want reasons, faults say what to do next."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from kek_dashboard.domain.befund import Befund, Schwere
from kek_dashboard.importers.mappe import Arbeitsmappe, Blatt
from kek_dashboard.store.lieferungen import (
    count_lieferungen,
    load_befunde,
    load_bestaetigungen,
    load_lieferung,
)
from kek_dashboard.web.eingang import EINGANG
from kek_dashboard.web.pages.lieferungen.befunde import MEISTE, MEISTE_BILDER, OFFEN, Bilder, befund_list
from kek_dashboard.web.pages.lieferungen.befundworte import TITEL, columns_may_help
from kek_dashboard.web.statisch import write
from tests.web.personen import screen
from tests.web.test_seiten import text
from tests.web.test_upload import (  # noqa: F401 - fixtures
    BESTAND,
    FRUEHER,
    bestand,
    brought,
    client,
    deliver,
    mappe,
    number,
    preview,
    settings,
    store,
    submit,
)

OFFENES_BILD = re.compile(r"<details[^>]* open")
IMPORTERS = Path(__file__).parents[2] / "kek_dashboard"


def words(seite: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", seite).split())


@pytest.fixture
def auffaellig(client):  # noqa: F811
    """A file with one value ten times its neighbours, after a history was released."""
    client.post(f"/lieferung/{deliver(client, mappe(*FRUEHER))}/freigeben", data={"bestaetigt": "ja"})
    return brought(
        client, mappe(("1.1-01", 2018, 905_000), ("1.1-01", 2017, 92_017), ("1.1-01", 2016, 92_500))
    )


def test_new_changed_and_known_values_are_counted_and_shown_old_beside_new(client, auffaellig):  # noqa: F811
    gezeigt = words(preview(client, auffaellig))
    assert "neu 1 noch nicht bekannt geändert 1 anders als bisher unverändert 1 schon so bekannt" in gezeigt
    assert "92.016" in gezeigt and "92.500" in gezeigt and "+0,5" in gezeigt
    assert "Art Kennzahlen (erkannt)" in gezeigt


def test_each_befund_is_shown_with_the_neighbourhood_of_its_cell(client, auffaellig):  # noqa: F811
    seite = preview(client, auffaellig)
    assert "Auffällige Größenordnung" in seite and "Blatt „Quoten“, Zelle C2" in seite
    assert "diese Zelle: " in seite and OFFENES_BILD.search(seite)


def test_a_warning_wants_a_reason_and_the_reason_goes_with_the_lieferung(client, store, auffaellig):  # noqa: F811
    vorher = count_lieferungen(store)
    antwort = submit(client, auffaellig, grund=" \u200b\r\n ")
    assert antwort.location.startswith(f"{EINGANG}/{auffaellig}?meldung=")
    seite = screen(client, f"{EINGANG}/{auffaellig}", "?" + antwort.location.partition("?")[2])
    assert "fehlt die Begründung" in seite and count_lieferungen(store) == vorher
    nr = number(submit(client, auffaellig, grund="Zählung\x00 nach\r\nGebietsreform " + "x" * 9000))
    befunde, gruende = load_befunde(store, nr), load_bestaetigungen(store, nr)
    assert {i for i, b in enumerate(befunde) if b.schwere is Schwere.WARNUNG} == set(gruende) != set()
    for grund in gruende.values():
        assert grund.grund.startswith("Zählung nach Gebietsreform") and len(grund.grund) == 500
        assert grund.wer == "lokal"


def test_what_has_changed_meanwhile_is_looked_at_again(client, store):  # noqa: F811
    erste = brought(client, mappe(("1.2-03", 2018, 7.1)))
    preview(client, erste)
    merkmal = re.search(r'name="merkmal" value="([0-9a-f]+)"', preview(client, erste))
    assert merkmal is not None
    nr = deliver(client, mappe(("1.2-03", 2018, 6.3)), "andere.xlsx")
    client.post(f"/lieferung/{nr}/freigeben", data={"bestaetigt": "ja"})
    antwort = client.post(f"{EINGANG}/{erste}/abgeben", data={"merkmal": merkmal[1]})
    seite = screen(client, f"{EINGANG}/{erste}", "?" + antwort.location.partition("?")[2])
    assert "Inzwischen hat sich geändert" in seite and "0 neue und 1 geänderte" in words(seite)
    assert number(submit(client, erste)) == nr + 1


@pytest.mark.parametrize("merkmal", ["", "x", "\x00", "é" * 100, "\ud800", "0" * 64])
def test_a_made_up_mark_of_a_preview_delivers_nothing(client, store, merkmal):  # noqa: F811
    kennung = brought(client, mappe(("1.2-03", 2018, 7.1)))
    daten = f"merkmal={merkmal}".encode("utf-8", "surrogatepass")
    antwort = client.post(
        f"{EINGANG}/{kennung}/abgeben", data=daten, content_type="application/x-www-form-urlencoded"
    )
    assert antwort.status_code == 303 and antwort.location.startswith(f"{EINGANG}/{kennung}?meldung=")
    assert count_lieferungen(store) == len(BESTAND)


def test_a_file_with_a_fault_offers_no_delivery_but_what_to_do_next(client, store):  # noqa: F811
    kennung = brought(client, mappe(("1.2-03", 2018, 7.1), ("1.2-03", 2019, "viel")))
    seite = preview(client, kennung)
    assert "Zur Freigabe abgeben" not in seite and "Wie es weitergeht" in seite
    assert "Blatt „Quoten“, Zelle C3" in seite and "So kann die Datei nicht abgegeben werden" in seite
    assert f"{EINGANG}/{kennung}/kopie" in seite and "Spalten zuordnen" not in seite
    assert submit(client, kennung).location.startswith(f"{EINGANG}/{kennung}?meldung=")
    assert count_lieferungen(store) == len(BESTAND)


def test_columns_nobody_understands_lead_to_their_assignment(client):  # noqa: F811
    buch = openpyxl.Workbook()
    seite = buch.worksheets[0]
    for zeile in (("Was", "Wann", "Wie viel"), ("Quote", 2018, 7.1)):
        seite.append(zeile)
    inhalt = io.BytesIO()
    buch.save(inhalt)
    kennung = brought(client, inhalt.getvalue())
    assert f'href="{EINGANG}/{kennung}/spalten' in preview(client, kennung)
    assert not columns_may_help([Befund(Schwere.HINWEIS, "spalte_fehlt", "")])


def test_the_copy_holds_the_befunde_at_their_cells(client, auffaellig):  # noqa: F811
    antwort = client.get(f"{EINGANG}/{auffaellig}/kopie")
    buch = openpyxl.load_workbook(io.BytesIO(antwort.data))
    assert buch["Quoten"]["C2"].comment is not None
    assert antwort.headers["Content-Disposition"].startswith("attachment;")
    assert antwort.headers["Cache-Control"] == "no-store"


def test_discarding_throws_the_file_away_and_delivers_nothing(client, store):  # noqa: F811
    kennung = brought(client, mappe(("1.2-03", 2018, 7.1)))
    antwort = client.post(f"{EINGANG}/{kennung}/verwerfen")
    assert "Verworfen: „Quoten.xlsx“" in screen(
        client, "/lieferungen", "?" + antwort.location.partition("?")[2]
    )
    assert "liegt hier nicht" in preview(client, kennung)
    assert client.post(f"{EINGANG}/{kennung}/verwerfen").status_code == 404
    assert count_lieferungen(store) == len(BESTAND)


def test_on_a_past_wissensstand_nothing_can_be_delivered(client):  # noqa: F811
    kennung = brought(client, mappe(("1.2-03", 2018, 7.1)))
    seite = screen(client, f"{EINGANG}/{kennung}", "?stand=2020-01-01")
    assert "Abgeben lässt sich nur heute" in seite and 'name="merkmal"' not in seite


def test_hostile_text_of_a_file_stays_text(client):  # noqa: F811
    boese = "<script>alert(1)</script>"
    kennung = brought(
        client, mappe(("1.2-03", 2018, boese), blatt="<b>Quoten"), f"{boese.replace('/', '')}.xlsx"
    )
    assert "<script>" not in preview(client, kennung) and "<b>" not in preview(client, kennung)


def test_a_delivered_file_waits_and_names_its_sender(client, store):  # noqa: F811
    nr = deliver(client, mappe(("1.2-03", 2018, 7.1)))
    assert load_lieferung(store, nr).freigegeben_am is None
    assert "Abgegeben von" in screen(client, f"/lieferung/{nr}")


# ------------------------------------------------------------------------------------------ Befunde


def test_very_many_befunde_are_counted_not_all_listed():
    viele = [Befund(Schwere.WARNUNG, "sprung", "Text.")] * (MEISTE - 10)
    viele += [Befund(Schwere.WARNUNG, "faktor", "Text.")] * 17
    gezeigt = text(befund_list(viele)[0])
    assert gezeigt.startswith(f"{MEISTE + 7} Warnungen") and gezeigt.endswith("… und 7 weitere.")
    assert f"Sprung gegenüber früheren Werten ({MEISTE - 10})" in gezeigt


def test_looks_at_cells_are_bounded_the_first_few_open_and_each_cell_once():
    bilder = Bilder(Arbeitsmappe("x", "xlsx", (Blatt("A", {}),)))
    befunde = [Befund(Schwere.FEHLER, "x", "", "A", f"B{nr}") for nr in range(1, 200)]
    gezeigt = [write(bilder.draw(b)) for b in befunde]
    assert sum(map(bool, gezeigt)) == MEISTE_BILDER
    assert sum(OFFENES_BILD.search(bild) is not None for bild in gezeigt) == OFFEN
    assert not bilder.draw(befunde[0]) and not bilder.draw(Befund(Schwere.FEHLER, "x", "", "fehlt", "A1"))


def test_every_kind_of_befund_has_a_title_of_its_own():
    muster = re.compile(r'Befund\(\s*Schwere\.[A-Z]+,\s*"([a-z_]+)"')
    quellen = [*IMPORTERS.glob("importers/*.py"), IMPORTERS / "store/planpruefung.py"]
    codes = {code for datei in quellen for code in muster.findall(datei.read_text(encoding="utf-8"))}
    assert codes and codes - set(TITEL) == set()
