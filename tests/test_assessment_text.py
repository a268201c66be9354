"""Assessments → the text that `validate` and `status` print, as a clerk reads it in a terminal."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessments import (
    COMPANY,
    NOTICE,
    STREET,
    WARNING,
    assessment,
    assessments,
    busy_day,
    filing,
    finding,
    status,
    texts,
)
from youthreport.columns import pad, printable, table, wrap
from youthreport.model import Assessment, Severity, UnitState
from youthreport.outputs.assessment import status_text, validation_text

LIMIT = 100


def columns(line: str, ambiguous: int) -> int:
    """What a terminal counts; marks that sit on another character take nothing."""
    sizes = {"W": 2, "F": 2, "A": ambiguous}
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else sizes.get(unicodedata.east_asian_width(c), 1)
        for c in line
    )


def widest(text: str) -> int:
    return max(columns(line, ambiguous) for line in text.split("\n") for ambiguous in (1, 2))


def dense(text: str) -> str:
    """The text without blanks: what must survive laying out."""
    return "".join(text.split())


# -- laying out ----------------------------------------------------------------------------


@given(texts, st.integers(4, 40))
def test_wrapping_keeps_every_character_and_the_width(text: str, limit: int) -> None:
    lines = wrap(text, limit)
    assert widest("\n".join(lines)) <= limit
    assert dense("".join(lines)) == dense(printable(text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("团员总数大于青年数，请核对。", ["团员总数大于青", "年数，请核对。"]),  # no line begins with a stop
        ("请填“五星支部数”一格", ["请填“五星支部", "数”一格"]),
        ("甲甲甲甲甲甲“乙乙”", ["甲甲甲甲甲甲", "“乙乙”"]),  # no line ends with an opening mark
        ("请看returns/a.xlsx文件", ["请看", "returns/a.xlsx", "文件"]),  # names stay whole
        ("a" * 20, ["a" * 14, "a" * 6]),  # unless they are too long
        ("", [""]),
    ],
)
def test_lines_break_as_chinese_is_set(text: str, lines: list[str]) -> None:
    assert wrap(text, 14) == lines


@given(texts)
def test_nothing_from_outside_steers_the_terminal(text: str) -> None:
    assert not {c for c in printable(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("12\x1b[31m", "12�[31m"),  # an escape sequence is seen, not obeyed
        ("12\u200b 场\u202e", "12 场"),
        ("12\n其中线上3", "12 其中线上3"),
        ("\udcc4\udce3.xlsx", "��.xlsx"),  # a file name in another encoding
        ("\U00030edd\ue863", "\U00030edd\ue863"),  # rare characters of names, some in private code points
    ],
)
def test_odd_characters_stay_visible(raw: str, shown: str) -> None:
    assert printable(raw) == shown


def test_columns_line_up() -> None:
    lines = table([("编码", "单位"), ("JD01", "听枫街道团工委" * 3), ("很长的编码" * 2, "乙")], 40, widest=10)
    assert lines == [
        "编码        单位",
        "JD01        听枫街道团工委听枫街道团工委",
        "            听枫街道团工委",
        "很长的编码  乙",
        "很长的编码",
    ]
    assert pad("“甲”", 8) == "“甲”  "  # marks of ambiguous width count two


# -- validate ------------------------------------------------------------------------------


def test_the_whole_text() -> None:
    assert validation_text(busy_day()) == (
        """\
■ 听枫街道团工委（JD01）
  退回：returns/听枫街道团工委.xlsx
错误  X03   指标表 E12            “五星支部数”9大于“已完成自评支部数”8。
                                  怎么办：请核对两处数字，改正后重新报送。

■ 未识别单位
  无法读取：returns/不明.xlsx
错误  M38   整份文件              这个文件已加密，未能读取。
                                  怎么办：请核对两处数字，改正后重新报送。

■ 砚湖中学团委（XX02）
  已采用：returns/砚湖中学团委.xlsx
核实  X11   指标表 E7             （已说明）“团员总数”比上年同期少3人。
核实  X10   指标表 E20            “志愿服务活动场次（含应急）”120是上年同期12的10倍。
                                  怎么办：请核对两处数字，改正后重新报送。
提示  M01   指标表 E30、E31、     同类 9 处，如：“１30”是全角数字，已按130处理。
            E32、E33、E34、E35等  怎么办：请核对两处数字，改正后重新报送。

■ 应报单位名册
核实  X27                         数字产业园团总支（LX04）尚未报送。
                                  怎么办：请核对两处数字，改正后重新报送。

另有 1 个单位的报表没有问题。

应报 4、实报 2、退回 1、缺报 1；错误 2、核实 3（未说明 2）、提示 9：请更正错误。
"""
    )


def test_full_tells_every_notice_by_itself() -> None:
    told = validation_text(busy_day(), full=True)
    assert all(f"指标表 E{row} " in told for row in range(30, 39))
    assert "同类" not in told


@given(assessments())
def test_every_line_fits_and_nothing_is_lost(given: Assessment) -> None:
    told = validation_text(given, full=True)
    assert widest(told) <= LIMIT
    assert told.count("\n") == len(told.splitlines())  # no character in it breaks a line by itself
    for one in given.every:
        still = one.severity is not WARNING or one in given.open_findings
        parts = (one.message, one.remedy) if still else (one.message,)
        assert all(appears(printable(part), told) for part in parts)


def appears(part: str, told: str) -> bool:
    """Whether the words of the part stand in the text column, in whatever lines."""
    column = "".join(line[column_start(line) :] for line in told.split("\n"))
    return dense(part) in dense(column)


def column_start(line: str) -> int:
    """Where the text column begins: 34 columns in, counted in characters."""
    return next((at for at in range(len(line)) if columns(line[:at], 2) >= 34), len(line))


@given(assessments())
def test_errors_stand_first_and_one_verdict_last(given: Assessment) -> None:
    *lines, verdict = validation_text(given, lambda word, _: f"<{word}>").splitlines()
    marks = [line[1:3] for line in lines if line.startswith(("<错误>", "<核实>", "<提示>"))]
    groups = "\n".join(lines).split("\n\n")
    firsts = [next((line[1:3] for line in block.splitlines() if line[:1] == "<"), "") for block in groups]
    order = {"错误": 0, "核实": 1, "提示": 2, "": 3}
    assert sorted(firsts, key=order.__getitem__) == firsts
    assert verdict.endswith(("请更正错误。", "请核实说明。", "审核通过。"))
    assert len(marks) <= len(given.every)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (assessment(filing(STREET)), "审核 1 份；错误 0、核实 0、提示 0：审核通过。"),
        (
            assessment(filing(STREET, finding("returns/听枫街道团工委.xlsx", severity=NOTICE))),
            "审核 1 份；错误 0、核实 0、提示 1：审核通过。",
        ),
        (
            assessment(filing(STREET, doubt := finding("a", severity=WARNING)), explained=[doubt]),
            "审核 1 份；错误 0、核实 1（均已说明）、提示 0：审核通过。",
        ),
        (assessment(filing(STREET, doubt)), "审核 1 份；错误 0、核实 1（未说明 1）、提示 0：请核实说明。"),
        (
            assessment(filing(COMPANY), units=[status(COMPANY, UnitState.ON_TIME), status(STREET, UnitState.EXCUSED)]),
            "应报 1、实报 1、退回 0、缺报 0；错误 0、核实 0、提示 0：审核通过。",
        ),
    ],
)  # fmt: skip
def test_the_verdict_says_what_to_do(given: Assessment, verdict: str) -> None:
    assert validation_text(given).splitlines()[-1] == verdict


def test_two_files_of_one_unit_are_told_apart() -> None:
    first, second = "returns/报表.xlsx", "returns/报表（最终版）.xlsx"
    told = validation_text(
        assessment(
            filing(STREET, finding(second, "E9"), file=second),
            filing(STREET, finding(first, "E8"), file=first),
        )
    )
    assert told.count("■ 听枫街道团工委") == 1
    assert told.index(f"：{first}") < told.index(f"：{second}")
    assert "报表.xlsx 指标表" in told


def test_colour_never_moves_a_column() -> None:
    plain = validation_text(busy_day())
    painted = validation_text(busy_day(), lambda word, severity: f"\x1b[1m{word}\x1b[0m")
    assert painted.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain
    assert painted.count("\x1b[1m错误\x1b[0m") == 2


def test_thousands_of_findings_are_told_in_no_time() -> None:
    file = "returns/大.xlsx"
    many = [finding(file, f"E{row}", Severity.WARNING) for row in range(3000)]
    start = time.perf_counter()
    told = validation_text(assessment(filing(STREET, *many, file=file)))
    assert time.perf_counter() - start < 2
    assert told.count("X03") == 3000


# -- status --------------------------------------------------------------------------------


def test_the_whole_status() -> None:
    assert status_text(busy_day()) == (
        """\
■ 按上级单位
应报  实报  按时  退回  缺报  免报  报送率  按时率  上级单位
1     1     1     0     0     0     100%    100%    区教育局团委
3     1     0     1     1     0     33.3%   0%      区直属

■ 按单位
状态  编码  报送日期    错误  核实  单位
退回  JD01  2026-07-03  1     0     听枫街道团工委
按时  XX02  2026-07-01  0     2     砚湖中学团委（区教育局团委）
迟报  QY03  2026-07-09  0     0     澄岚轨道装备公司团委
缺报  LX04  -           0     0     数字产业园团总支

■ 催报名单
1. 听枫街道团工委（JD01，联系人林某）退回：报表已退回，请更正后重报。
2. 数字产业园团总支（LX04）缺报：尚未报送，请尽快报送。

报送率 50%，按时率 25%。
应报 4，实报 2（按时 1、迟报 1），退回 1，缺报 1，免报 0。
"""
    )


@given(assessments())
def test_every_line_of_the_status_fits(given: Assessment) -> None:
    assert widest(status_text(given)) <= LIMIT


def test_a_rate_is_cut_off_so_that_100_percent_means_all() -> None:
    units = [status(STREET, UnitState.ON_TIME)] * 2999 + [status(COMPANY, UnitState.MISSING)]
    told = status_text(assessment(units=units))
    assert "报送率 99.9%" in told
    assert "100%" not in told


def test_without_units_there_is_no_rate() -> None:
    assert "报送率 -，按时率 -。" in status_text(assessment())


def test_an_excused_unit_stands_with_its_reason_and_counts_nowhere() -> None:
    told = status_text(assessment(units=[status(STREET, UnitState.EXCUSED, reason="当期成立")]))
    assert "听枫街道团工委（当期成立）" in told
    assert "应报 0，实报 0，退回 0，缺报 0，免报 1。" in told
    assert "催报名单" not in told


def test_the_word_of_a_state_may_be_coloured() -> None:
    painted = status_text(busy_day(), lambda word, state: f"<{state.name}>{word}")
    assert "<MISSING>缺报  LX04" in painted
