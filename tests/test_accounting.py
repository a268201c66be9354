"""A small build with one thing put wrong → the search for unaccounted numbers, which other tests rely on, sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.accounting import account_for, paper_in
from tests.edited import Edit
from tests.projects import SCHOOL, STREET, act, hand_in, start
from youthreport.cli import main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two units, all reported."""
    folder = start(tmp_path / "2026S1", [STREET, SCHOOL])
    hand_in(folder, STREET, {"members": 100}, {"活动台账": [act("甲一")]})
    hand_in(folder, SCHOOL, {"members": 30, "xs_due": 20, "xs_done": 19})
    assert main(["build", "-q", str(folder)]) == 0
    return folder


def in_paper(change: Callable[[Edit], Edit]) -> Callable[[Path], object]:
    """The paper with that change."""

    def spoil(project: Path) -> object:
        paper = paper_in(project / "output")
        return paper.write_bytes(change(Edit(paper.read_bytes())).content)

    return spoil


def in_figures(code: str, key: str, value: object) -> Callable[[Path], object]:
    """figures.json with another value there."""

    def spoil(project: Path) -> object:
        path = project / "output" / "figures.json"
        told = json.loads(path.read_text("utf-8"))
        next(f for f in told["figures"] if f["code"] == code)[key] = value
        return path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    return spoil


def in_cell(project: Path) -> None:
    """A return with another number in the first cell of that."""
    path = project / "returns" / f"{STREET.code}.xlsx"
    book = openpyxl.load_workbook(path)
    book["指标表"]["E5"].value = 101
    book.save(path)


SPOILT: dict[str, Callable[[Path], object]] = {
    "a sum": in_figures("members", "value", 131),
    "a rate": in_figures("xs_rate", "value", 96),
    "a rate that is not the printed one": in_figures("xs_rate", "value", 94.8),
    "the list of what is printed": in_figures("members", "printed", ["131"]),
    "a cell": in_cell,
    "a number in its mark": in_paper(lambda edit: edit.type_inside("yr_members_1", "131")),
    "a number without its mark": in_paper(lambda edit: edit.type_over("yr_members_1", "130")),
    "a number of unknown origin": in_paper(lambda edit: edit.replace("人，", "人、青年420人，")),
}


def test_all_of_it_is_accounted_for(project: Path) -> None:
    account_for(project)


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_not_is_seen(project: Path, spoil: Callable[[Path], object]) -> None:
    spoil(project)
    with pytest.raises(AssertionError):
        account_for(project)
