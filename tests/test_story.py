"""One district through a year: built, asked after, corrected, compared, closed, and begun again with 同比.

At each step every number of the paper is accounted for by the cells that somebody filled in.
"""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.projects import OTHER, SCHOOL, STREET, act, hand_in, header, settings, start
from youthreport.cli import main
from youthreport.model import Period
from youthreport.pipeline.carrying_over import carry_over, write_carried
from youthreport.project import load_project

NEXT = Period("2027S1")
SCHOOL_VALUES = {
    "members": 40, "members_14_28": 38, "youth_14_28": 200, "org_comm": 1, "org_general": 2, "org_branch": 12,
    "branch_due": 12, "cadre_full": 1, "cadre_jz": 2, "xs_due": 20, "xs_done": 19, "rec_act": 4,
}  # fmt: skip
ADDED_UP = ("sum", "count", "distinct")


def run(*words: object) -> int:
    return main([str(word) for word in words])


def figures(folder: Path) -> dict[str, dict[str, object]]:
    told = json.loads((folder / "output" / "figures.json").read_text("utf-8"))
    return {figure["code"]: figure for figure in told["figures"]}


def account_for(folder: Path) -> None:
    """Every sum is that of its counted cells, and each of those cells holds what it is said to hold."""
    books = {p.name: openpyxl.load_workbook(p) for p in (folder / "returns").iterdir()}
    for figure in figures(folder).values():
        counted = [s for s in figure["sources"] if s["value"] is not None]  # type: ignore[attr-defined]
        if figure["aggregation"] in ADDED_UP and figure["value"] is not None:
            assert sum(Decimal(str(s["value"])) for s in counted) == Decimal(str(figure["value"])), figure[
                "code"
            ]
        for source in counted:
            name = source["file"].removeprefix("returns/")
            if name in books and source["cell"] and source["raw"] != "本期无此项":
                assert str(books[name][source["sheet"]][source["cell"]].value) == source["raw"], source


def paper(folder: Path) -> str:
    document = docx.Document(str(next((folder / "output").glob("*.docx"))))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def traced(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert run("trace", "-q", folder, name, "--format", "json") == 0
    (one,) = json.loads(capsys.readouterr().out)["matches"]
    assert isinstance(one, dict)
    return one


def test_a_year_in_which_every_number_is_accounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = start(tmp_path / "2026S1", [STREET, OTHER, SCHOOL])
    acts = [act(name, 场次=1) for name in ("甲一", "甲二", "甲三")]

    # Two of three have reported: a paper that says so, and no comparison.
    hand_in(first, STREET, {"members": 100}, {"活动台账": acts})
    hand_in(first, OTHER, {"members": 60})
    assert run("build", "-q", first) == 3
    account_for(first)
    assert "全区有团员160人" in paper(first)
    kept = Path(shutil.copytree(first / "output", tmp_path / "kept"))

    # Where does the 160 come from?
    members = traced(first, "团员160人", capsys)
    assert {u["name"]: u["value"] for u in members["units"]} == {STREET.name: 100, OTHER.name: 60}  # type: ignore[attr-defined]

    # It cannot be closed like that. The late return comes, and one is corrected.
    assert run("freeze", "-q", first) == 1
    hand_in(first, SCHOOL, SCHOOL_VALUES)
    hand_in(first, OTHER, {"members": 50}, revision=2, file="乙街道（更正）.xlsx")
    assert run("build", "-q", first) == 0
    account_for(first)
    assert "全区有团员190人，新建团组织0个" in paper(first)

    # What changed, and because of what? 160 − 60 + 50 + 40.
    capsys.readouterr()
    assert run("diff", kept, first, "--format", "json") == 0
    changed = {f["code"]: f for f in json.loads(capsys.readouterr().out)["figures"]}
    assert changed["members"]["delta"] == 30
    told = {
        (c["change"], c["new"]["unit"], c["old"] and c["old"]["value"], c["new"]["value"])
        for c in changed["members"]["cells"]
    }
    assert told == {("changed", OTHER.name, 60, 50), ("added", SCHOOL.name, None, 40)}
    left = traced(first, "members", capsys)["units"]
    assert {u["name"]: u["value"] for u in left} == {STREET.name: 100, OTHER.name: 50, SCHOOL.name: 40}  # type: ignore[attr-defined]

    # Closed: what cron does now changes nothing.
    assert run("freeze", "-q", first) == 0
    before = files_of(first)
    assert run("build", "-q", first) == 0
    assert files_of(first) == before
    next_year(first, tmp_path / NEXT.code, capsys)


def files_of(project: Path) -> dict[Path, bytes]:
    """Every file but the log, in which each run adds a line."""
    return {p: p.read_bytes() for p in project.rglob("*") if p.is_file() and p.suffix != ".log"}


def next_year(first: Path, second: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # A year later 乙街道 has been merged into 甲街道.
    made = carry_over(load_project(first), NEXT)
    write_carried(made.files, second)
    (second / "youthreport.toml").write_text(settings(NEXT), encoding="utf-8")
    (second / "returns").mkdir()
    merge(second, OTHER.code, STREET.code)

    # The form of 甲街道 knows the figures of both.
    assert run("forms", "-q", second) == 0
    form = openpyxl.load_workbook(next((second / "forms").glob("JD01*")))["指标表"]
    top, columns = header(form, "指标代码")
    (known,) = [
        row[columns["上年同期数"] - 1].value
        for row in form.iter_rows(min_row=top + 1)
        if row[columns["指标代码"] - 1].value == "members"
    ]
    assert known == 150

    # 甲街道 hands in; the school sends last year's return again and is found out.
    hand_in(
        second, STREET, {"members": 165}, {"活动台账": [act("甲甲", day=NEXT.start, 场次=1)]}, period=NEXT
    )
    hand_in(second, SCHOOL, SCHOOL_VALUES, period=NEXT)
    capsys.readouterr()
    assert run("validate", "-q", second, "--fail-on", "warning") == 1
    assert "疑为旧表未更新" in capsys.readouterr().out.replace("\n", "").replace(" ", "")
    hand_in(second, SCHOOL, SCHOOL_VALUES | {"youth_14_28": 210, "rec_act": 5, "cadre_jz": 3}, period=NEXT)
    assert run("build", "-q", second) == 0
    account_for(second)

    # 同比: 165 + 40 against 190, and nothing else is said of a year ago.
    now = figures(second)["members"]
    assert (now["value"], now["previous"], now["complete"]) == (205, 190, True)
    assert "全区有团员205人，同比增长7.8%" in paper(second)
    assert figures(second)["vol_acts_all"]["previous"] == 3


def merge(folder: Path, gone: str, into: str) -> None:
    """The roster says that one unit has become part of the other."""
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    sheet = book["应报单位名册"]
    top, columns = header(sheet, "单位编码")
    for row in range(top + 1, sheet.max_row + 1):
        if sheet.cell(row, columns["单位编码"]).value == gone:
            sheet.cell(row, columns["并入单位编码"]).value = into
    book.save(folder / "roster.xlsx")
