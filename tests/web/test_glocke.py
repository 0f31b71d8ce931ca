"""Glocke: each person is told what waits for them, with a link, and nobody anything that is not theirs."""

from __future__ import annotations

import re

import pytest

from kek_dashboard.domain.rechte import Rolle
from kek_dashboard.store.konten import create_konto
from kek_dashboard.web.components import glocke
from tests.web.personen import ROOT, post, screen
from tests.web.test_rechte_lieferung import (  # noqa: F401 - fixtures
    EIGENE_KENNZAHL,
    EIGENER,
    als,
    app,
    brought,
    delivered,
)
from tests.web.test_upload import bestand, mappe, settings, store, zeige  # noqa: F401 - fixtures


def drawn(person) -> str | None:
    """The bell as it travels; ``None`` where there is none."""
    found = re.search(r'<details class="glocke.*?</details>', screen(person, "/"))
    return None if found is None else found[0]


def bell(person) -> str | None:
    """What stands in the bell, as text."""
    html = drawn(person)
    return None if html is None else " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("name", ["leser", "verwaltung", None])
def test_who_can_do_nothing_has_no_bell(als, name):  # noqa: F811
    if name is None:
        assert als(None).post("/_dash-update-component", json={}).status_code == 401
    else:
        assert bell(als(name)) is None


def test_with_nothing_to_do_it_says_so(als):  # noqa: F811
    assert bell(als("controlling")) == "Nichts zu tun Zu tun Nichts zu tun."


def test_an_own_draft_waits_to_be_delivered_and_is_told_to_nobody_else(als):  # noqa: F811
    kennung = brought(als("jugend"), mappe((EIGENE_KENNZAHL, 2018, 7.1)))
    assert "Quoten.xlsx ist noch nicht abgegeben" in str(bell(als("jugend")))
    assert f'href="/eingang/{kennung}' in screen(als("jugend"), "/")
    assert "Quoten" not in str(bell(als("controlling"))) and "Quoten" not in str(bell(als("schule")))


def test_a_waiting_lieferung_is_told_to_those_who_may_release_it(als, store):  # noqa: F811
    delivered(als("jugend"))
    assert "Quoten.xlsx wartet auf Ihre Freigabe, von jugend" in str(bell(als("controlling")))
    for name in ("jugend", "kaemmerei", "schule"):
        assert "Freigabe" not in str(bell(als(name))), name


def test_under_four_eyes_the_own_lieferung_is_not_ones_own_task(als, store):  # noqa: F811
    delivered(als("controlling"), fachbereich=EIGENER)
    create_konto(store, ROOT, "zweite", [Rolle.CONTROLLING])
    assert "Freigabe" not in str(bell(als("controlling")))
    assert "wartet auf Ihre Freigabe, von controlling" in str(bell(als("zweite")))


def test_what_somebody_took_back_is_told_to_its_sender_with_the_reason(als):  # noqa: F811
    nr = delivered(als("jugend"))
    post(als("controlling"), f"/lieferung/{nr}/zurueckziehen", {"grund": "Falsches Jahr"})
    assert "zurückgezogen: Falsches Jahr" in str(bell(als("jugend")))
    assert "Falsches Jahr" not in str(bell(als("controlling")))
    zweite = delivered(als("jugend"))
    post(als("jugend"), f"/lieferung/{zweite}/zurueckziehen", {"grund": "Mein Versehen"})
    assert "Mein Versehen" not in str(bell(als("jugend")))


@pytest.mark.parametrize(
    ("zahl", "satz"), [(1, "1 Zahl ist überfällig"), (4, "4 Zahlen sind überfällig"), (0, "Nichts zu tun.")]
)
def test_overdue_figures_are_told_to_their_fachbereich_alone(als, monkeypatch, zahl, satz):  # noqa: F811
    gefragt = []

    def owed(_stand, _tag, fachbereiche):
        gefragt.extend(fachbereiche)
        return zahl

    monkeypatch.setattr(glocke, "overdue_for", owed)
    assert satz in str(bell(als("jugend"))) and gefragt == [EIGENER]
    assert ("/datenschuld?" in str(drawn(als("jugend")))) is bool(zahl)
    assert gefragt == [EIGENER]  # once for each state of the data
    assert bell(als("controlling")) == "Nichts zu tun Zu tun Nichts zu tun." and gefragt == [EIGENER]
