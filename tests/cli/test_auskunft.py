"""The commands that reports look their numbers up in: shapes that stay, figures that hold together, text for people."""

from __future__ import annotations

import contextlib
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kek_dashboard.cli.main import main

STAND = ("--wissensstand", "2026-09-30")
BEFEHLE = (
    ("werte", "--jahr", "2024"),
    ("datenschuld", "--jahr", "2025"),
    ("aenderungen", "--jahr", "2024", "--seit", "2025-06-30"),
    ("massnahmen", "--jahr", "2025"),
    ("messbarkeit", "--jahr", "2024"),
    ("vollzug", "--haushaltsjahr", "2026"),
    ("entwicklung",),
)


@pytest.fixture(scope="module")
def call(beispiel_datei: Path):
    """Runs a command over the Beispielbestand; returns its exit code, what it printed and what it complained of."""
    environ = {"KEK_DATABASE_URL": f"sqlite:///{beispiel_datei.as_posix()}", "KEK_SECRET_KEY": "x" * 32}
    gemerkt: dict[tuple[str, ...], tuple[int, str, str]] = {}

    def run(*worte: str) -> tuple[int, str, str]:
        if worte not in gemerkt:
            aus, fehler = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(aus), contextlib.redirect_stderr(fehler):
                code = main(worte, lambda _store, _settings: None, environ)
            gemerkt[worte] = code, aus.getvalue(), fehler.getvalue()
        return gemerkt[worte]

    return run


@pytest.fixture(scope="module")
def ask(call):
    """The JSON of a command as of 30 September 2026."""

    def run(*worte: str) -> Any:
        code, aus, fehler = call(*worte, *STAND, "--format", "json")
        assert (code, fehler) == (0, "")
        return json.loads(aus)

    return run


@pytest.mark.parametrize("worte", BEFEHLE, ids=lambda worte: worte[0])
def test_every_command_speaks_to_people_too(call, worte) -> None:
    code, aus, _ = call(*worte, *STAND)
    assert code == 0
    assert "30.09.2026" in aus.splitlines()[0]
    assert len(aus.splitlines()) > 10 and "None" not in aus


def test_jahreswerte_are_those_the_judgement_rests_on(ask) -> None:
    werte = {k["nr"]: k for k in ask("werte", "--jahr", "2024")["kennzahlen"]}
    for k in ask("zielerreichung", "--jahr", "2024")["kennzahlen"]:
        je_jahr = {w["jahr"]: w for w in werte[k["nr"]]["jahreswerte"]}
        if k["jahr"] is not None:
            assert je_jahr[k["jahr"]]["wert"] == k["ist"], k["nr"]
        spaetere = [w for w in je_jahr.values() if w["wert"] is not None and w["jahr"] > 2024]
        assert spaetere == []
    assert all(m["zeitraum"][:4] <= "2024" for k in werte.values() for m in k["messwerte"])


def test_what_is_owed_adds_up_in_every_fachbereich(ask) -> None:
    daten = ask("datenschuld", "--jahr", "2025")
    for f in daten["fachbereiche"]:
        beantwortet = f["geliefert"] + f["verspaetet"] + f["ohne_wert"]
        assert f["faellig"] == beantwortet + f["ueberfaellig"], f["nr"]
        assert len(f["offen"]) == f["ueberfaellig"]
        assert all(o["faellig_am"] < "2026-09-30" and o["tage"] > 0 for o in f["offen"])
    assert daten["ueberfaellig"] == sum(f["ueberfaellig"] for f in daten["fachbereiche"] if f["nr"])
    alle = ask("datenschuld")
    assert alle["ueberfaellig"] == daten["ueberfaellig"] + daten["spaeter"]


def test_changes_say_what_was_said_on_each_of_the_two_days(ask) -> None:
    daten = ask("aenderungen", "--jahr", "2024", "--seit", "2025-06-30")
    heute = {u["nr"]: u for u in ask("zielerreichung", "--jahr", "2024")["unterziele"]}
    bewegt = [n for n in daten["neuigkeiten"] if n["gegenstand"] == "unterziel" and n["bewegt"]]
    assert bewegt
    for n in bewegt:
        assert (n["nachher"], n["stand_nachher"]) == (
            heute[n["nr"]]["zielerreichung"],
            heute[n["nr"]]["stand"],
        )
    gruende = [g for n in daten["neuigkeiten"] for g in (*n["gruende"], *n["durch"])]
    assert {g["art"] for g in gruende} <= set(daten["gruende"])
    werte = [g for g in gruende if g["art"] == "neuer_wert"]
    assert werte and all(g["nr"] and g["zeitraum"] and g["text"] and "**" not in g["text"] for g in werte)


def test_changes_want_a_day_before_the_wissensstand(call) -> None:
    code, aus, fehler = call("aenderungen", "--jahr", "2024", "--seit", "2026-09-30", *STAND)
    assert (code, aus) == (2, "")
    assert "muss vor dem Wissensstand 30.09.2026 liegen" in fehler


def test_milestones_are_counted_as_they_are_listed(ask) -> None:
    massnahmen = ask("massnahmen", "--jahr", "2025")["massnahmen"]
    assert len(massnahmen) > 20
    for m in massnahmen:
        staende = [s["stand"] for s in m["meilensteine"]]
        gezaehlt = (staende.count("erreicht"), len(staende), staende.count("ueberfaellig"))
        assert gezaehlt == (m["meilensteine_erreicht"], m["meilensteine_gesamt"], m["ueberfaellig"]), m["nr"]


def test_what_can_be_judged_is_what_was_judged(ask) -> None:
    daten = ask("messbarkeit", "--jahr", "2024")
    beurteilt = ask("zielerreichung", "--jahr", "2024")
    abdeckung = {u["nr"]: u["abdeckung"] for u in beurteilt["unterziele"]}
    for u in daten["unterziele"]:
        assert u["abdeckung"] == abdeckung[u["nr"]]
        assert u["anzahl"] == u["bewertbar"] + sum(f["anzahl"] for f in u["luecken"]), u["nr"]
    for k in daten["kennzahlen"]:
        assert k["smart_gesamt"] == k["smart_erfuellt"] + len(k["offen"]), k["nr"]


def test_the_course_of_a_year_stands_beside_its_plan_to_the_cent(ask) -> None:
    vollzug = ask("vollzug", "--haushaltsjahr", "2026")
    haushalt = ask("haushalt", "--haushaltsjahr", "2026")
    assert {art: summe["ansatz"] for art, summe in vollzug["summen"].items()} == haushalt["summen"]
    for art, summe in vollzug["summen"].items():
        for feld in ("ansatz", "ist", "prognose", "abweichung"):
            teile = [Decimal(t[art][feld]) for t in vollzug["teilhaushalte"] if t[art][feld] is not None]
            zeilen = [
                Decimal(p[feld]) for p in vollzug["positionen"] if p["art"] == art and p[feld] is not None
            ]
            assert sum(teile) == sum(zeilen) == Decimal(summe[feld]), (art, feld)
        assert Decimal(summe["prognose"]) - Decimal(summe["ansatz"]) == Decimal(summe["abweichung"])
    assert vollzug["prognose_stichtag"] == "2026-06-30"


def test_before_a_prognose_is_known_there_is_none_and_no_deviation(call) -> None:
    worte = ("vollzug", "--haushaltsjahr", "2026", "--wissensstand", "2026-06-30", "--format", "json")
    vollzug = json.loads(call(*worte)[1])
    summe = vollzug["summen"]["aufwendungen"]
    assert (summe["prognose"], summe["abweichung"], vollzug["prognose_stichtag"]) == (None, None, None)
    assert Decimal(summe["ansatz"]) > 0 and summe["ohne_prognose"] > 0
    code, aus, fehler = call("vollzug", "--haushaltsjahr", "2030")
    assert (code, aus) == (1, "") and "Ein Haushalt 2030 ist nicht freigegeben" in fehler


def test_the_years_of_the_money_are_those_of_each_haushalt(ask) -> None:
    jahre = {j["jahr"]: j for j in ask("entwicklung")["jahre"]}
    assert set(range(2018, 2027)) <= set(jahre)
    haushalt = ask("haushalt", "--haushaltsjahr", "2024")
    ansatz = jahre[2024]["ansatz"]
    assert ansatz["summen"] == haushalt["summen"]
    arten = tuple(haushalt["summen"])
    gemeinsam = [{"nr": u["nr"], **{art: u[art] for art in arten}} for u in haushalt["unterziele"]]
    assert [{k: u[k] for k in ("nr", *arten)} for u in ansatz["unterziele"]] == gemeinsam
    for jahr in jahre.values():
        for summe in (jahr["ansatz"], jahr["ergebnis"]):
            if summe is None or summe["unterziele"][0]["aufwendungen"] is None:
                continue
            teile = [Decimal(u["aufwendungen"]) for u in (*summe["unterziele"], summe["nicht_zugeordnet"])]
            assert sum(teile) == Decimal(summe["summen"]["aufwendungen"])


def test_the_bridge_tells_the_fate_of_every_unterziel_and_every_kennzahl_once(call) -> None:
    code, aus, _ = call("bruecke", "--wissensstand", "2026-11-01", "--format", "json")
    daten = json.loads(aus)
    (bruecke,) = daten["bruecken"]
    assert code == 0 and [s["name"] for s in daten["zielsysteme"]] == [bruecke["alt"], bruecke["neu"]]
    assert {u["art"] for u in bruecke["unterziele"]} == {
        "fortgeführt", "zusammengeführt", "aufgeteilt", "beendet",
    }  # fmt: skip
    neue = {ziel["nr"]: ziel["alte_unterziele"] for ziel in bruecke["neue_ziele"]}
    for u in bruecke["unterziele"]:
        assert all(u["nr"] in neue[nr] for nr in u["neue_ziele"])
    weiter, enden = bruecke["kennzahlen_weiter"], bruecke["kennzahlen_enden"]
    assert len(weiter) + len(enden) == len({*weiter, *enden}) == 54
    code, aus, _ = call("bruecke", "--wissensstand", "2026-11-01")
    assert code == 0 and "zusammengeführt" in aus


def test_before_the_next_zielsystem_is_known_there_is_no_bridge(ask) -> None:
    assert ask("bruecke")["bruecken"] == [] and len(ask("bruecke")["zielsysteme"]) == 1
