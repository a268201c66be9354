"""An assessment → who gets a copy under what name, and 催办.txt as it is pasted into WeChat."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from tests.feedback_kit import (
    ERROR,
    FILE,
    NOTICE,
    RETURNS,
    UNIT,
    WARNING,
    assessment,
    filing,
    found,
    sheets_of,
)
from youthreport.catalogue import load_catalogue
from youthreport.model import Assessment, Cell, FilingStatus, Finding, OrgUnit, UnitState, UnitStatus
from youthreport.outputs.feedback import REMINDERS, due, feedback_files, reminders
from youthreport.outputs.feedback.naming import copy_names

FORM = (RETURNS / "JD05_云栈街道团工委.xlsx").read_bytes()
DEADLINE = date(2026, 7, 5)
SCHOOL = OrgUnit("XX02", "砚湖中学团委", "学校", contact="0000-62002")
COMPANY = OrgUnit("QY04", "槿溪水务公司团委", "企业", aliases=("槿溪水务",), contact="周老师")


def text(judged: Assessment, deadline: date | None = DEADLINE) -> str:
    """催办.txt as Notepad shows it."""
    returns = due(judged)
    names = copy_names(each.filing.file for each in returns if each.marked)
    raw = reminders(judged, returns, names, deadline)
    assert raw == b"" or raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


def bodies(judged: Assessment, deadline: date | None = DEADLINE) -> list[str]:
    """The texts to paste, one per unit."""
    return [block.split("─\n")[-1].strip() for block in text(judged, deadline).split("\n【")[1:]]


# -- who gets what -----------------------------------------------------------------------------


def test_clean_returns_get_nothing() -> None:
    judged = assessment(found("E5", NOTICE))
    assert feedback_files(judged, load_catalogue(), {}.__getitem__, sheets_of, DEADLINE) == {}


def test_a_faulty_return_gets_a_copy_and_a_text() -> None:
    judged = assessment(found("E5"))
    files = feedback_files(judged, load_catalogue(), {FILE: FORM}.__getitem__, sheets_of, DEADLINE)
    assert list(files) == ["报表（审核意见）.xlsx", REMINDERS]


def test_superseded_and_unreadable_returns_get_no_copy() -> None:
    filings = [
        filing("returns/旧.xlsx", status=FilingStatus.SUPERSEDED),
        filing("returns/坏.xlsx", None, FilingStatus.UNREADABLE),
        filing("returns/退.xlsx", status=FilingStatus.REJECTED),
    ]
    told = [found("E5", file=each.file) for each in filings]
    judged = assessment(*told, filings=filings)
    files = feedback_files(judged, load_catalogue(), lambda file: FORM, sheets_of, None)
    assert list(files) == ["退（审核意见）.xlsx", REMINDERS]
    assert "坏.xlsx" in files[REMINDERS].decode("utf-8-sig")
    assert "旧.xlsx" not in files[REMINDERS].decode("utf-8-sig")


def test_explained_doubts_are_not_told() -> None:
    doubt, error = found("E5", WARNING), found("E6")
    judged = Assessment("2026S1", None, None, (filing(),), (doubt, error), (), (error,))
    assert [finding.cell.ref for finding in due(judged)[0].told] == ["E6"]


def test_nothing_is_wanted_of_an_excused_unit() -> None:
    judged = assessment(found("E5"), units=[UnitStatus(UNIT, UnitState.EXCUSED)])
    assert due(judged) == ()
    assert text(judged) == ""


# -- the texts ---------------------------------------------------------------------------------


def test_the_text_of_a_faulty_return() -> None:
    told = [
        found(f"E{row}", rule="M22", message=f"“-{row}”是负数，数量不能为负", remedy="此处填实际数。")
        for row in range(4, 9)
    ]
    told += [
        found(
            "E12",
            rule="X03",
            message="“五星团支部”大于“团支部”。前者为9，后者为7。",
            remedy="请核对两处数字。",
        ),
        found(
            "", WARNING, rule="M30", sheet="活动台帐", message="工作表改了名", remedy="请不要修改工作表名称。"
        ),
        Finding("M28", WARNING, Cell(FILE), "缺少工作表“青年之家”", "请不要删除工作表。"),
    ]
    assert bodies(assessment(*told)) == [
        "槿溪街道王敏同志，您好！\n"
        "收到的2026年上半年报表“报表.xlsx”需要更正（错误6处、核实2处）：\n"
        "1. 《指标表》E4、E5、E6等5处：“-4”是负数，数量不能为负。此处填实际数。\n"
        "2. 《指标表》E12：“五星团支部”大于“团支部”。前者为9，后者为7。请核对两处数字。\n"
        "3. 缺少工作表“青年之家”。请不要删除工作表。\n"
        "4. 《活动台帐》：工作表改了名。请不要修改工作表名称。\n"
        "请打开随附的“报表（审核意见）.xlsx”，改正标色的单元格，情况属实的写明差异说明；"
        "把《封面》的“版次”加1，保存后直接发回。\n"
        "请在7月5日前发来；已过此日期的，请收到后尽快发来。\n"
        "谢谢！"
    ]


def test_many_kinds_of_faults_take_eight_lines() -> None:
    told = [found(f"E{row}", rule=f"X{row:02}") for row in range(1, 20)]
    lines = bodies(assessment(*told))[0].split("\n")[2:-3]
    assert len(lines) == 8
    assert lines[-1] == "8. 另有12处，见附件首页“审核意见”。"


def test_long_sentences_are_cut_for_the_telephone() -> None:
    told = found("E5", message="很长的话" * 40, remedy="第一步。" + "第二步很长" * 10 + "。")
    line = bodies(assessment(told))[0].split("\n")[2]
    assert line.endswith("…第一步。")
    assert len(line) < 90


def test_a_missing_unit_is_asked_for_its_return() -> None:
    units = [UnitStatus(SCHOOL, UnitState.MISSING), UnitStatus(UNIT, UnitState.ON_TIME)]
    judged = assessment(filings=[filing()], units=units)
    assert bodies(judged) == [
        "砚湖中学团委，您好！\n"
        "2026年上半年报表尚未收到贵单位报送，请使用本期报送表填写后发来；没有发生的填0。\n"
        "请在7月5日前发来；已过此日期的，请收到后尽快发来。\n"
        "谢谢！"
    ]
    assert "【1/1】砚湖中学团委（XX02，0000-62002）\n" in text(judged)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (UnitState.EMPTY, "报表是空的，请填写后重新发来"),
        (UnitState.RETURNED, "报表已退回，请更正后重新发来。原因：报告期不符。"),
    ],
)
def test_empty_and_returned_filings_are_asked_for_again(state: UnitState, words: str) -> None:
    units = [UnitStatus(COMPANY, state, reason="报告期不符" if state is UnitState.RETURNED else "")]
    (body,) = bodies(assessment(filings=[], units=units))
    assert body.startswith("槿溪水务周老师，您好！")
    assert words in body


@pytest.mark.parametrize("state", [UnitState.ON_TIME, UnitState.LATE, UnitState.UNDATED, UnitState.EXCUSED])
def test_units_in_order_get_no_text(state: UnitState) -> None:
    assert text(assessment(filings=[filing()], units=[UnitStatus(UNIT, state)])) == ""


def test_a_file_that_nobody_can_read_is_told_without_a_copy() -> None:
    broken = filing("returns/新建.xlsx", None, FilingStatus.UNREADABLE)
    told = Finding(
        "M38", ERROR, Cell(broken.file), "文件设有打开密码，无法读取", "请取消打开密码后重新报送。"
    )
    (body,) = bodies(assessment(told, filings=[broken], units=[]))
    assert body == (
        "您好！\n收到的2026年上半年报表“新建.xlsx”无法读取。\n"
        "1. 文件设有打开密码，无法读取。请取消打开密码后重新报送。\n"
        "请在7月5日前发来；已过此日期的，请收到后尽快发来。\n谢谢！"
    )


def test_without_a_deadline_no_day_is_named() -> None:
    (body,) = bodies(assessment(found("E5")), None)
    assert "请收到后尽快发来。" in body
    assert "月" not in body.replace("2026年上半年", "")


def test_sections_follow_the_roster_and_strangers_come_last() -> None:
    filings = [
        filing("returns/谁的.xlsx", None),
        filing("returns/外.xlsx", OrgUnit("ZZ", "外单位", "街道")),
        filing(),
    ]
    told = [found("E5", file=each.file) for each in filings]
    units = [UnitStatus(SCHOOL, UnitState.MISSING), UnitStatus(UNIT, UnitState.ON_TIME)]
    headings = [
        line for line in text(assessment(*told, filings=filings, units=units)).split("\n") if line[:1] == "【"
    ]
    assert headings == [
        "【1/4】砚湖中学团委（XX02，0000-62002）",
        "【2/4】槿溪街道团工委（JD01，王敏 0000-62001）",
        "【3/4】外单位（ZZ）",
        "【4/4】未识别单位（文件returns/谁的.xlsx）",
    ]


def test_the_text_is_plain() -> None:
    told = [found("E5", message="**粗**\r\n换行\t`码`", remedy="请改。")]
    (body,) = bodies(assessment(*told))
    assert (
        "1. 《指标表》E5：**粗** 换行 `码`。请改。" in body
    )  # a person's own characters stay, their breaks do not


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("returns/甲.xlsx", "甲（审核意见）.xlsx"),
        ("returns/学校/初中/甲.XLSX", "学校/初中/甲（审核意见）.xlsx"),
        ("returns/甲.xls", "甲_xls（审核意见）.xlsx"),
        ("甲.et", "甲_et（审核意见）.xlsx"),
        ("returns/没有后缀", "没有后缀（审核意见）.xlsx"),
        ("returns/甲（审核意见）.xlsx", "甲（审核意见2）.xlsx"),
        ("returns/甲（审核意见9）.xlsx", "甲（审核意见10）.xlsx"),
    ],
)
def test_names_of_copies(file: str, name: str) -> None:
    assert copy_names([file]) == {file: name}


@pytest.mark.parametrize(
    "file",
    [
        "returns/a:b?.xlsx",
        "returns/con.xlsx",
        "returns/nul.d/甲.xlsx",
        "returns/尾. .xlsx",
        "returns/ .xlsx",
        "returns/a\x01b.xlsx",
        f"returns/{'长' * 90}.xlsx",
        "returns/\udcff.xlsx",
        "returns/甲（审核意见） (1).xlsx",
    ],
)
def test_names_that_windows_refuses_are_changed_and_coded(file: str) -> None:
    name = copy_names([file])[file]
    for part in name.split("/"):
        assert not set(part) & set('<>:"\\|?*')
        assert part.isprintable()
        assert part == part.strip(" .")
        assert len(part.encode()) < 255
        assert part.split(".")[0].casefold() not in {"con", "nul", "prn", "aux"}
    assert name.rpartition("（")[0][-7] == "_"
    assert copy_names([file, "returns/乙.xlsx"])[file] == name


def test_names_never_collide_whatever_the_case() -> None:
    files = [
        *(
            "returns/甲a.xlsx",
            "returns/甲A.xlsx",
            "returns/甲a.XLSX",
            "returns/甲a_xls.xlsx",
            "returns/甲a.xls",
        ),
        *("returns/a:b.xlsx", "returns/a?b.xlsx", "returns/a_b.xlsx", "甲a.xlsx"),
        *(
            "returns/é.xlsx",
            "returns/e\u0301.xlsx",
            "returns/乙（审核意见）.xlsx",
            "returns/乙（审核意见） (1).xlsx",
        ),
    ]
    names = copy_names(files)
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names.values()}) == len(files)


def test_no_name_leads_out_of_the_folder() -> None:
    names = copy_names(["returns/../../甲.xlsx", "C:\\x\\甲.xlsx", "/etc/甲.xlsx"])
    assert all(not set("/\\:") & set(name) and ".." not in name for name in names.values())
    assert len(set(names.values())) == 3


@pytest.mark.parametrize(
    ("contact", "greeting"),
    [
        ("王敏 0000-62001", "槿溪街道王敏同志，您好！"),
        ("0000-62001周老师", "槿溪街道周老师，您好！"),
        ("欧阳小慧", "槿溪街道欧阳小慧同志，您好！"),
        ("0000-62001", "槿溪街道，您好！"),
        ("团工委办公室 62001", "槿溪街道，您好！"),
        ("", "槿溪街道，您好！"),
    ],
)
def test_greetings(contact: str, greeting: str) -> None:
    unit = OrgUnit("JD01", "槿溪街道团工委", "街道", aliases=("槿溪街道",), contact=contact)
    (body,) = bodies(assessment(filings=[], units=[UnitStatus(unit, UnitState.MISSING)]))
    assert body.split("\n")[0] == greeting
