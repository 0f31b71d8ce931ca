"""Beschreibung: the API keeps what its description promises, whatever is asked of it (schemathesis).

Its engine runs all phases: the description's own examples, every border of every parameter, random requests that fit
the description and random ones that do not.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from schemathesis import engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events

_BESCHREIBUNG = "/api/v1/openapi.json"
_JE_ADRESSE = 20


def ask_everything(server: Any) -> tuple[Counter[int], list[str]]:
    """How many requests got which status, and what was wrong with which."""
    config = SchemathesisConfig.from_dict(
        {
            "seed": 72_2018,
            "generation": {"max-examples": _JE_ADRESSE, "deterministic": True, "database": "none"},
        }
    )

    def plain(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # schemathesis asks for zstd and cannot read it
        return server(environ, start_response)

    schema = schemathesis.openapi.from_wsgi(_BESCHREIBUNG, plain, config=config)
    gefragt: Counter[int] = Counter()
    faults: list[str] = []
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            faults.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception
        elif isinstance(event, events.ScenarioFinished):
            gefragt.update(
                i.response.status_code for i in event.recorder.interactions.values() if i.response is not None
            )
            faults += _failures(event.recorder)
    return gefragt, faults


def _failures(recorder: Any) -> list[str]:
    return [
        f"{recorder.label} {check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for checks in recorder.checks.values()
        for check in checks
        if check.failure_info is not None
    ]


@pytest.mark.slow
@pytest.mark.parametrize("app", ["offene_app", "leere_app"])
def test_the_api_answers_as_described_over_the_example_and_over_an_empty_database(
    app: str, request: pytest.FixtureRequest
) -> None:
    gefragt, faults = ask_everything(request.getfixturevalue(app).server)
    assert faults == []
    assert gefragt.total() > 1000
    assert {200, 404, 405, 422} <= set(gefragt) <= {200, 304, 404, 405, 422}
