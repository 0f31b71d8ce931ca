"""Docs: what they name is there; a document that names something gone is a fault."""

from __future__ import annotations

import argparse
import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from kek_dashboard.cli.main import make_parser
from kek_dashboard.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SOURCES = sorted((ROOT / "kek_dashboard").rglob("*.py"))


def names_in_code() -> set[str]:
    """Every class, function, attribute and variable of the package; members as ``Class.member`` too."""
    names: set[str] = set()
    for source in SOURCES:
        tree = ast.parse(source.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            if isinstance(node, ast.ClassDef):
                names |= {f"{node.name}.{name}" for name in members(node)}
    return names


def members(node: ast.ClassDef) -> set[str]:
    assigned = [target for part in node.body if isinstance(part, ast.Assign) for target in part.targets]
    assigned += [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
    return {target.id for target in assigned if isinstance(target, ast.Name)}


def test_every_name_of_the_glossary_exists_in_the_code() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| `([^`|]+)` \|", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(rows) > 40
    assert sorted(set(rows) - names_in_code()) == []


def test_readme_and_settings_name_the_same_settings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    source = (ROOT / "kek_dashboard/settings.py").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(KEK_[A-Z_]+)` \|", readme, re.MULTILINE))
    assert documented == set(re.findall(r'"(KEK_[A-Z_]+)"', source))
    assert documented == {f"KEK_{field.name.upper()}" for field in fields(Settings)} - {"KEK_INSTANCE"}


def test_readme_and_command_line_name_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Befehle")[2].partition("\n## ")[0]
    commands = next(
        action.choices for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    assert set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)) == set(commands)


def test_readme_states_the_defaults_that_are_used(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = read_settings({}, tmp_path)
    for name, value in (("KEK_HOST", settings.host), ("KEK_PORT", settings.port), ("KEK_BEISPIEL", "1")):
        assert re.search(rf"^\| `{name}` \| `{value}` \|", readme, re.MULTILINE), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_inside_the_repository_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_every_section_of_the_method_that_the_code_cites_exists() -> None:
    method = (ROOT / "docs/methode.md").read_text(encoding="utf-8")
    sections = {re.sub(r" \(.*", "", title) for title in re.findall(r"^#+ (.+)$", method, re.MULTILINE)}
    sections |= {re.sub(r" .*", "", term) for term in re.findall(r"^\| ([^|]+?) \|", method, re.MULTILINE)}
    cited = {
        (section, source.name)
        for source in SOURCES
        for section in re.findall(r'docs/methode\.md, "([^"]+)"', source.read_text(encoding="utf-8"))
    }
    assert cited
    assert sorted((section, name) for section, name in cited if section not in sections) == []


def test_the_map_in_readme_names_only_what_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:kek_dashboard|docs|data|tests|tools|migrations)/[^`*…<>]*)`", readme)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path).exists()] == []
