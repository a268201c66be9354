"""Headers as clerks shorten them → the column that is meant, or none where the sheet has two that could be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.returns import ACT, CATALOGUE, LEDGER, form, header, read, told
from youthreport.intake.recognising import locate
from youthreport.intake.sheets import Sheet
from youthreport.intake.tables import list_layout

SHORT = {
    "活动名称": "活动",
    "活动类型": "类型",
    "起始日期": "时间",
    "地点": "地址",
    "场次": "次数",
    "参与人次": "人次",
}


def test_a_ledger_with_the_shortest_headers_is_read_whole(tmp_path: Path) -> None:
    book = form()
    sheet = book[LEDGER]
    for name, short in SHORT.items():
        row, column = header(sheet, name)
        sheet.cell(row, column).value = short
        sheet.cell(row + 1, column).value = ACT[name]  # type: ignore[assignment]
    filing = read(book, tmp_path)
    (record,) = filing.tables[LEDGER].rows
    assert {name: record.values[name] for name in ACT} == ACT
    assert {(rule, severity, raw) for rule, severity, _, raw, _ in told(filing)} == {
        ("M26", "notice", short) for short in SHORT.values()
    }


def columns(sheet: str, *texts: str) -> dict[str, int]:
    """Which column of that list sheet each header stands for."""
    layout = list_layout(CATALOGUE.sheet(sheet), CATALOGUE.measures)
    return dict(
        locate(Sheet(sheet, True, {(1, at): text for at, text in enumerate(texts, 1)}), layout).columns
    )


@pytest.mark.parametrize("sheet", [sheet.name for sheet in CATALOGUE.sheets])
def test_every_short_header_finds_its_own_column_among_all_others(sheet: str) -> None:
    names = [column.name for column in CATALOGUE.sheet(sheet).columns]
    for at, column in enumerate(CATALOGUE.sheet(sheet).columns):
        for alias in column.aliases:
            texts = [*names[:at], alias, *names[at + 1 :]]
            assert columns(sheet, *texts) == {name: n for n, name in enumerate(names, 1)}, alias


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (LEDGER, "类别"),  # 活动类型、志愿类别、场所类别
        ("荣誉表彰", "对象"),  # the kind of recipient, or the recipient
        ("荣誉表彰", "等级"),  # 级别、等次
        ("支部星级", "星级"),  # 自评星级、复核星级
        ("支部星级", "自评"),  # 自评星级、自评得分
        ("支部星级", "日期"),  # 成立日期, or the day of the rating
        ("青年大学习", "人数"),  # 团员数、参学人数
        ("下半年计划", "指标"),  # 计划指标、量化目标
    ],
)
def test_a_header_that_could_be_two_columns_is_taken_for_none(sheet: str, text: str) -> None:
    assert columns(sheet, text) == {}
