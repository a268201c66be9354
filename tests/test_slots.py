"""The slot inventory → every slot is printed by some section."""

from __future__ import annotations

import re
from pathlib import Path

import docx

from youthreport.catalogue import load_catalogue

SECTIONS = Path(__file__).parents[1] / "templates" / "sections"
TAG = re.compile(r"\{[{%](.*?)[}%]\}")


def names_in(text: str) -> set[str]:
    """All identifiers and 断言 names inside the tags of a text."""
    found = set()
    for tag in TAG.findall(text):
        found.update(re.findall(r"断言\.\w+|[^\W\d]\w*", tag))
    return found


def text_of(path: Path) -> str:
    """Paragraphs and table cells of a section."""
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in paper.paragraphs] + cells)


def printed() -> set[str]:
    """Every name that some section uses."""
    return set().union(*(names_in(text_of(path)) for path in sorted(SECTIONS.glob("*.docx"))))


def unfilled(label: str, names: set[str]) -> list[str]:
    """The parts of a slot's label that no section prints; `A/B` needs one, `A|B` needs both."""
    return [part for part in label.split("|") if not names & set(part.split("/"))]


def test_every_slot_of_the_inventory_is_printed_by_a_section() -> None:
    names = printed()
    left = [
        (slot.order, slot.code, missing)
        for slot in load_catalogue().slots
        if slot.label != "auto" and (missing := unfilled(slot.label, names))
    ]
    assert left == []


def test_the_inventory_is_whole() -> None:
    assert len(load_catalogue().slots) == 189


def test_a_slot_that_no_section_prints_is_seen() -> None:
    assert unfilled("甲|乙/丙", {"甲", "丁"}) == ["乙/丙"]
