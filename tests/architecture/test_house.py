"""House: habits that no linter knows: captions, mirrored tests, nothing foreign in the repository."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path
    for folder in ("kek_dashboard", "tests", "tools", "migrations")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts and "versions" not in path.parts
)
CAPTION = re.compile(r"[A-ZÄÖÜ][\w ,.\-–/()äöüß]*: \S.*[.!?)](\n|$)", re.DOTALL)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_opens_with_its_caption(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    caption = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")[0]
    if "tests" in module.parts:  # a sentence will do there, and a package's marker file needs none
        assert caption.endswith(".") or not text.strip()
        return
    assert CAPTION.match(caption), f"„{caption}“ is not of the form „Name: what it is for.“"


def test_identifiers_are_ascii() -> None:
    found = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword):  # may be a key of data, such as the name of a sheet
                continue
            name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)
            if isinstance(name, str) and not name.isascii():
                found.append(f"{module.relative_to(ROOT)}: {name}")
    assert found == []


def test_the_repository_holds_no_foreign_browser_code() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert [
        name for name in tracked if ".min." in name or "node_modules" in name or name.endswith("-lock.json")
    ] == []


def test_the_plotly_bundle_is_built_from_the_version_that_the_package_speaks() -> None:
    from plotly.offline import get_plotlyjs_version

    package = json.loads((ROOT / "tools/plotly/package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["plotly.js"] == get_plotlyjs_version()


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [
            line.partition("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        ]
        loose = [line for line in lines if line and not line.startswith("-r") and "==" not in line]
        assert loose == [], name
