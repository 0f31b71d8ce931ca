"""The chain of the audit trail: each change of it is seen."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from kek_dashboard.domain.protokoll import ANFANG, Eintrag, canonical_json, chain_faults


def chain(length: int) -> list[Eintrag]:
    eintraege: list[Eintrag] = []
    for nr in range(1, length + 1):
        vorher = eintraege[-1].hash if eintraege else ANFANG
        roh = Eintrag(
            nr,
            "2026-01-01T00:00:00Z",
            "a",
            "leser",
            "web",
            "geliefert",
            "lieferung",
            str(nr),
            "",
            "{}",
            vorher,
        )
        eintraege.append(replace(roh, hash=roh.compute_hash()))
    return eintraege


def told(eintraege: list[Eintrag]) -> list[str]:
    return list(chain_faults(eintraege, (5, chain(5)[-1].hash)))


def test_a_whole_chain_has_no_faults_and_an_empty_one_neither() -> None:
    assert told(chain(5)) == []
    assert list(chain_faults([], None)) == []


@pytest.mark.parametrize("feld", [feld.name for feld in fields(Eintrag) if feld.name != "hash"])
def test_each_field_enters_the_hash(feld: str) -> None:
    eintrag = chain(1)[0]
    werte: dict[str, Any] = {feld: 7 if feld == "nr" else "anders"}
    anders = replace(eintrag, **werte)
    assert anders.compute_hash() != eintrag.hash


def test_moving_text_from_one_field_into_the_next_changes_the_hash() -> None:
    eintrag = replace(chain(1)[0], vorher="ab", nachher="c")
    assert eintrag.compute_hash() != replace(eintrag, vorher="a", nachher="bc").compute_hash()


def test_a_gap_a_changed_entry_and_swapped_entries_are_found() -> None:
    a, b, c, d, e = chain(5)
    assert told([a, b, d, e])
    assert told([a, b, replace(c, wer="x"), d, e])
    assert told([a, c, b, d, e])
    changed = replace(c, wer="x")
    assert told([a, b, replace(changed, hash=changed.compute_hash()), d, e])


def test_a_cut_off_end_and_entries_without_a_kept_end_are_found() -> None:
    assert told(chain(4))
    assert told([])
    assert told(chain(6))
    assert list(chain_faults(chain(2), None))


def test_the_text_of_a_value_is_one() -> None:
    assert canonical_json({"b": [1, None], "a": "ü"}) == canonical_json({"a": "ü", "b": [1, None]})
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))
