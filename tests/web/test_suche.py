"""The page of the search: where hits lead, what is marked, who sees what, and that no page is forgotten."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from kek_dashboard.charts.stand import zeichen_of
from kek_dashboard.domain.haushalt import Produkt
from kek_dashboard.domain.lieferung import Lieferart, Lieferung
from kek_dashboard.domain.massnahme import Fachbereich
from kek_dashboard.domain.rechte import Akteur, Aktion, Rolle
from kek_dashboard.web import PAGES, render_screen
from kek_dashboard.web.components.begriff import BEGRIFFE, anker
from kek_dashboard.web.components.suchfeld import FELD
from kek_dashboard.web.suchseiten import OHNE_EINTRAG, SUCHSEITEN, term_entries
from kek_dashboard.web.zugang import Zugang, stranger
from tests.web import factories as f
from tests.web.test_seiten import links, screen, text, walk


class Mehr(f.Buch):
    """The small county with a Produkt, a unit and a file of another unit."""

    def load_datenstand(self, wissensstand):
        stand = super().load_datenstand(wissensstand)
        datei = Lieferung(3, Lieferart.KENNZAHLEN, "Geheimbericht.xlsx", "c" * 64, "2024-05-01", "GB Bau")
        return replace(
            stand,
            produkte=MappingProxyType({"365100": Produkt("365100", "Tageseinrichtungen für Kinder")}),
            organisation=MappingProxyType(
                {"GB Jugend": Fachbereich("GB Jugend", leitung="Erika Mustermann")}
            ),
            lieferungen=MappingProxyType({**stand.lieferungen, 3: datei}),
        )


@pytest.fixture(scope="module")
def umgebung():
    return f.umgebung(Mehr())


def hits(seite) -> list[tuple[str, str]]:
    """Words and address of each hit."""
    return [
        (text(link), getattr(link, "href", ""))
        for liste in walk(seite)
        if getattr(liste, "className", "") == "treffer"
        for link in walk(liste)
        if type(link).__name__ == "A"
    ]


def ask(umgebung, frage: str, wer: Zugang | None = None, mehr: str = ""):
    return render_screen(umgebung, PAGES, "/suche", f"?jahr=2023&q={frage}{mehr}", wer)


@pytest.mark.parametrize(
    ("frage", "ziel"),
    [
        ("1.2-03", "/kennzahl/1.2-03?jahr=2023"),
        ("1.2", "/unterziel/1.2?jahr=2023"),
        ("Mittelstand", "/unterziel/2.3?jahr=2023"),
        ("Breitband", "/unterziel/1.2?jahr=2023"),
        ("Willkommenskultur", "/?jahr=2023"),
        ("M-01", "/massnahme/M-01?jahr=2023"),
        ("365100", "/haushalt?jahr=2023&haushaltsjahr=2023&produkt=365100#zeilen"),
        ("4318000", "/haushalt?jahr=2023&haushaltsjahr=2023&suche=Konto+4318000#zeilen"),
        ("GB Jugend", "/kennzahlen?jahr=2023&fachbereich=GB+Jugend"),
        ("Rauschband", "/methode?jahr=2023#rauschband"),
        ("Datenschuld", "/datenschuld?jahr=2023"),
        ("stockt", "/unterziel/1.2?jahr=2023"),
        ("Geheimbericht", "/lieferung/3?jahr=2023"),
    ],
)
def test_what_is_found_leads_to_its_page(umgebung, frage, ziel):
    assert hits(ask(umgebung, frage))[0][1] == ziel


def test_hits_are_grouped_counted_and_marked(umgebung):
    seite = ask(umgebung, "betreuung")
    assert "3 Treffer: 1 Ziel, 1 Kennzahl, 1 Maßnahme." in text(seite)
    marken = [text(m) for m in walk(seite) if type(m).__name__ == "Mark"]
    assert marken and all(m.casefold() == "betreuung" for m in marken)
    chips = [text(c) for c in walk(seite) if str(getattr(c, "className", "")).startswith("chip")]
    assert zeichen_of(f.kontext().gesamt.kennzahlen["1.2-03"].stand).wort in chips
    assert "Unterziel 1.2 Exzellente" in text(seite)


def test_a_kind_with_many_hits_leads_to_all_of_them(umgebung):
    seite = ask(umgebung, "kennzahl")
    (alle,) = [link for link in links(seite) if "art=kennzahl" in link]
    assert len([h for h in hits(seite) if h[1].startswith("/kennzahl/")]) == 8
    seite = ask(umgebung, "kennzahl", mehr="&art=kennzahl")
    assert alle.endswith("&q=kennzahl&art=kennzahl")
    assert len(hits(seite)) > 8 and all(h[1].startswith("/kennzahl/") for h in hits(seite))


def test_a_past_wissensstand_stays(umgebung):
    seite = ask(umgebung, "1.2", mehr="&stand=2024-06-30")
    assert all("stand=2024-06-30" in adresse for _, adresse in hits(seite))
    (form,) = [c for c in walk(seite) if getattr(c, "className", "") == "suchfeld gross"]
    assert ("stand", "2024-06-30") in {(getattr(c, "name", ""), getattr(c, "value", "")) for c in walk(form)}


def test_a_mistyped_word_is_said(umgebung):
    assert "„mittelstnad“ kommt nicht vor; gesucht wurde wie für „Mittelstand“" in text(
        ask(umgebung, "mittelstnad")
    )


def test_where_nothing_is_found_it_helps(umgebung):
    seite = ask(umgebung, "breitband waldanteil")
    assert "Nichts gefunden" in text(seite) and "einzeln schon" in text(seite)
    assert "/suche?jahr=2023&q=breitband" in links(seite) and "/kennzahlen?jahr=2023" in links(seite)


@pytest.mark.parametrize("frage", ["", "%20", "%00", "x" * 900, "%ff", "+-*()[]", "...", "&art=quatsch"])
def test_no_question_breaks_it(umgebung, frage):
    schrift = text(ask(umgebung, frage))
    assert any(satz in schrift for satz in ("Nichts gefunden", "Was suchen Sie?", "Bitte geben Sie"))


def test_text_of_files_is_shown_as_text(umgebung):
    seite = ask(umgebung, "alert")
    assert "<script>" in text(seite) and not [c for c in walk(seite) if type(c).__name__ == "Script"]


# ------------------------------------------------------------------------------------------------ who sees what


def person(*rollen: Rolle, fachbereiche: tuple[str, ...] = ()) -> Zugang:
    return Zugang(Akteur("eine", frozenset(rollen), fachbereiche), is_angemeldet=True)


def test_files_are_found_only_by_those_who_may_open_them(umgebung):
    assert hits(ask(umgebung, "Geheimbericht", person(Rolle.CONTROLLING)))
    assert hits(ask(umgebung, "Geheimbericht", person(Rolle.FACHBEREICH, fachbereiche=("GB Bau",))))
    fremde = (
        person(Rolle.FACHBEREICH, fachbereiche=("GB Jugend",)),
        person(Rolle.LESER),
        stranger(oeffentlich=True),
    )
    for wer in fremde:
        schrift = text(ask(umgebung, "Geheimbericht", wer))
        assert "Nichts gefunden" in schrift and "Geheimbericht.xlsx" not in schrift
        assert "Geheimbericht" not in text(ask(umgebung, "Geheimberichd", wer))


def test_pages_are_found_only_by_those_who_may_open_them(umgebung):
    assert [a for _, a in hits(ask(umgebung, "Protokoll", person(Rolle.VERWALTUNG)))] == [
        "/protokoll?jahr=2023"
    ]
    assert hits(ask(umgebung, "Protokoll", person(Rolle.LESER))) == []
    assert [a for _, a in hits(ask(umgebung, "Impressum", stranger(oeffentlich=True)))] == [
        "/impressum?jahr=2023"
    ]


def test_names_of_persons_are_not_found(umgebung):
    assert hits(ask(umgebung, "Mustermann")) == []


def test_who_may_not_read_sees_no_field(umgebung):
    def felder(wer: Zugang | None) -> int:
        seite = render_screen(umgebung, PAGES, "/kennzahlen", "", wer)
        return sum(getattr(c, "id", "") == FELD for c in walk(seite))

    assert felder(None) == felder(stranger(oeffentlich=True)) == 1
    assert felder(stranger(oeffentlich=False)) == 0


# ------------------------------------------------------------------------------------------- nothing is forgotten


def test_every_page_with_an_address_of_its_own_is_found_with_its_right():
    seiten = {s.path: s.aktion for s in PAGES if "<" not in s.path and s.path not in OHNE_EINTRAG}
    assert {s.pfad: s.recht for s in SUCHSEITEN} == seiten


def test_every_term_of_the_method_is_found_at_its_anchor():
    gefunden = {eintrag.nr for eintrag in term_entries()}
    assert set(BEGRIFFE) - gefunden <= {"unterziel", "grenzen", "woher"}
    assert anker("stand") in gefunden and "ausblick-zu-langsam" in gefunden


def test_every_page_has_the_field_and_the_page_of_the_search_one_alone():
    for pfad in ("/", "/kennzahlen", "/suche"):
        seite = screen(f.umgebung(), pfad, "?jahr=2023")
        assert sum(getattr(c, "id", "") == FELD for c in walk(seite)) == 1
    assert Aktion.LESEN is next(s.aktion for s in PAGES if s.path == "/suche")
