"""A form that comes back as it was sent out → 空报: one finding, nothing of it counts, the unit is asked again."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.judged import OWN, filed
from tests.returns import CATALOGUE, PERIOD, ROSTER, STREET, add, header, place, put, read
from youthreport.forms import known_of, write_return
from youthreport.model import Assessment, District, Filing, FilingStatus, Frozen, UnitState
from youthreport.outputs.assessment import status_text, validation_text
from youthreport.rollup import total
from youthreport.validation import assess, judge_all

LAST_HALF = Frozen(
    "2025S2",
    {},
    {},
    {
        "JD06": {
            "支部星级": (
                {"支部全称": "麦陇一支部", "是否应参评": "是", "自评星级": "四星", "成立日期": "2020-05-04"},
                {"支部全称": "麦陇二支部", "是否应参评": "是", "自评星级": "三星"},
            ),
            "青年之家": ({"名称": "麦陇青年之家", "是否本期新建": "是", "建成日期": "2025-11-02"},),
            "青年突击队": ({"队名": "麦浪突击队", "是否本期组建": "是", "队员数": "12", "队长": "沈砚"},),
        }
    },
)


@lru_cache
def sent_out() -> bytes:
    """The street's form with the lists of the last half-year."""
    return write_return(STREET, CATALOGUE, PERIOD, known_of(STREET, ROSTER, None, LAST_HALF))


def form() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(sent_out()))


def judged(*filings: Filing) -> Assessment:
    roster = replace(ROSTER, units=(STREET,))
    own = District(filed(OWN), {})
    return assess(
        judge_all(filings, own, roster, CATALOGUE, PERIOD, (LAST_HALF,)), roster, PERIOD, PERIOD.end
    )


def test_an_untouched_form_is_one_error_and_one_unit_to_chase(tmp_path: Path) -> None:
    found = judged(read(sent_out(), tmp_path))
    (back,) = found.filings
    assert back.status is FilingStatus.REJECTED
    (finding,) = back.findings
    assert (finding.rule, str(finding.severity), finding.cell.sheet) == ("X02", "error", "")
    assert finding.message == (
        "本表没有填写本期的任何内容，按空报处理，整表未计入。"
        "指标都空着，《青年突击队》《青年之家》《支部星级》只有上期带来的记录，封面也没有勾选“本期无此项”。"
    )
    assert "没有发生的填0" in finding.remedy
    assert "勾选“本期无此项”" in finding.remedy
    assert "免报说明" in finding.remedy
    (unit,) = found.units
    assert unit.state is UnitState.EMPTY
    assert "1. 麦陇街道团工委（JD06）空报：本表没有填写本期的任何内容" in status_text(found)
    assert "报送率 0%" in status_text(found)
    assert "应报 1，实报 0，退回 1（其中空报 1），缺报 0，免报 0。" in status_text(found)
    assert "应报 1、实报 0、退回 1（其中空报 1）、缺报 0；" in validation_text(found)


def test_what_the_form_brought_along_counts_for_nothing(tmp_path: Path) -> None:
    book = form()
    put(book, "members", 120)

    def homes(content: bytes | Workbook) -> object:
        own, roster = District(filed(OWN), {}), replace(ROSTER, units=(STREET,))
        back = judged(read(content, tmp_path)).filings
        return total(back, own, roster, CATALOGUE, PERIOD, None, {}).figures["yh_total"].value

    assert homes(book) == 1
    assert homes(sent_out()) is None


def test_a_filled_cover_does_not_make_a_blank_form_a_report(tmp_path: Path) -> None:
    book = form()
    for row in book["封面"].iter_rows():
        if row[0].value in ("填表人", "审核人"):
            row[1].value = "沈砚"
    assert judged(read(book, tmp_path)).units[0].state is UnitState.EMPTY


def zero(book: Workbook) -> None:
    put(book, "members", 0)


def unreadable_number(book: Workbook) -> None:
    put(book, "members", "见附件")


def tick(book: Workbook) -> None:
    ref = next(row[1].coordinate for row in book["封面"].iter_rows() if row[0].value == "本期无此项：新媒体")
    book["封面"][ref] = "✓"


def rating(book: Workbook) -> None:
    row, column = header(book["支部星级"], "自评星级")
    book["支部星级"].cell(row + 1, column).value = "四星"


def another_team(book: Workbook) -> None:
    add(book["青年突击队"], {"队名": "星火突击队", "是否本期组建": "是", "队员数": 9})


def another_leader(book: Workbook) -> None:
    row, column = header(book["青年突击队"], "队长")
    book["青年突击队"].cell(row + 1, column).value = "陆岚"


@pytest.mark.parametrize("say", [zero, unreadable_number, tick, rating, another_team, another_leader])
def test_whatever_is_said_makes_it_a_report(say: Callable[[Workbook], None], tmp_path: Path) -> None:
    book = form()
    say(book)
    (back,) = judged(read(book, tmp_path)).filings
    assert back.status is FilingStatus.ACCEPTED
    assert len([f for f in back.findings if f.rule == "X02" and f.cell.sheet]) > 1


def test_a_blank_form_does_not_stand_against_the_filled_one(tmp_path: Path) -> None:
    book = form()
    put(book, "members", 120)
    blank, filled = read(sent_out(), tmp_path, "空表.xlsx"), read(book, tmp_path, "报表.xlsx")
    assert blank.revision == filled.revision
    found = judged(blank, filled)
    assert [f.status for f in found.filings] == [FilingStatus.REJECTED, FilingStatus.ACCEPTED]
    assert found.units[0].file == "returns/报表.xlsx"


def test_where_sheets_are_gone_it_says_that_nothing_could_be_read(tmp_path: Path) -> None:
    book = form()
    ref = place(book, "members")
    del book["活动台账"]
    assert book["指标表"][ref].value is None
    (back,) = judged(read(book, tmp_path)).filings
    assert {f.rule for f in back.findings} == {"M28", "X02"}
    assert back.findings[-1].message == (
        "本表没有读到本期的任何内容，按空报处理，整表未计入。另有1处问题，见本表其他各条。"
    )
