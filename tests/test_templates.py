"""The shipped sections → readable text that reviews can compare, and what no section may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sections import dump

SECTIONS = sorted((Path(__file__).parents[1] / "templates" / "sections").glob("*.docx"))
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def typed_numbers(text: str) -> list[str]:
    """Arabic digits outside tags: numbers that no cell stands behind."""
    return re.findall(r".{0,6}\d+.{0,6}", TAG.sub("", text))


@pytest.mark.parametrize("path", SECTIONS, ids=lambda p: p.stem)
def test_a_section_reads_as_its_golden_text(path: Path, golden: Callable[[str, str], None]) -> None:
    """After an edit in Word: pytest tests/test_templates.py --regenerate"""
    golden(f"templates/{path.stem}.txt", dump(path.read_bytes()))


@pytest.mark.parametrize("path", SECTIONS, ids=lambda p: p.stem)
def test_no_section_types_a_number_by_hand(path: Path) -> None:
    assert typed_numbers(dump(path.read_bytes())) == []


def test_the_search_for_typed_numbers_sees_one() -> None:
    assert typed_numbers("新建{{ 甲|列举(3) }}个，培训12场") == ["新建个，培训12场"]


def test_no_person_is_named_by_a_section() -> None:
    assert [path.name for path in SECTIONS if "习近平" in dump(path.read_bytes())] == []
