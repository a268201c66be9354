"""The package's source → the laws that its structure must keep, each also fed a violation."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "youthreport"
STAGES = {
    "forms",
    "intake",
    "validation",
    "rollup",
    "narrative",
    "document",
    "outputs",
    "runs",
    "lint",
    "revision",
    "closing",
}


def imported(source: str) -> set[str]:
    """The names of all youthreport modules that a source text imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.split(".")[0] == "youthreport"}


def crossings(stage: str, source: str) -> set[str]:
    """The stages other than `stage` that a source text imports."""
    touched = {name.split(".")[1] for name in imported(source) if name.count(".")}
    return (touched & STAGES) - {stage}


def prints(source: str) -> list[int]:
    """The lines that call print."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]


SOURCES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_stage_imports_another(path: Path) -> None:
    stage = path.relative_to(PACKAGE).parts[0]
    if stage in STAGES:
        assert crossings(stage, path.read_text("utf-8")) == set()


def test_the_law_of_stages_sees_a_violation() -> None:
    assert crossings("rollup", "from youthreport.intake.cover import x") == {"intake"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_prints(path: Path) -> None:
    assert path.relative_to(PACKAGE).parts[0] == "cli" or prints(path.read_text("utf-8")) == []


def test_the_law_of_printing_sees_a_violation() -> None:
    assert prints("def f():\n    print(1)") == [2]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_goes_in_and_comes_out(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def undocumented(source: str) -> set[str]:
    """The classes and functions without a leading _ that have no docstring, inner ones too."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds))
    return {node.name for node in nodes if not node.name.startswith("_") and not ast.get_docstring(node)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_public_name_says_what_it_is(path: Path) -> None:
    assert undocumented(path.read_text("utf-8")) == set()


def test_the_law_of_docstrings_sees_a_violation() -> None:
    assert undocumented('def f():\n    """It."""\n    def g(): ...\n    def _h(): ...') == {"g"}
