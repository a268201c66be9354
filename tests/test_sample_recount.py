"""The sample's returns, added up by hand → the very figures that a build tells.

Nothing of the package takes part in the recount: own readers, own spellings, own choice of revision.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlrd
from python_calamine import CalamineWorkbook

from tests.conftest import SAMPLE, BuiltSample

Grid = list[list[Any]]
Record = dict[str, Any]
FIRST_COLUMN = {
    "活动台账": "活动名称",
    "荣誉表彰": "对象类型",
    "青年突击队": "队名",
    "新建团组织": "团组织全称",
    "青年之家": "名称",
    "志愿服务项目": "项目名",
    "支部星级": "支部全称",
    "青年大学习": "期次",
    "新媒体": "平台",
    "帮扶捐赠": "日期",
    "下半年计划": "类别",
}
TYPED = [
    "youth_14_28",
    "members",
    "members_14_28",
    "org_comm",
    "org_general",
    "org_branch",
    "branch_due",
    "cadre_full",
    "pioneer_squads",
    "pioneer_study_cnt",
    "counselors",
    "model_pub",
    "cmd_cnt_cum",
    "epi_vol",
    "vol_reg",
    "vol_hours",
    "party_nonpub",
    "party_nonpub_tuan",
    "five_have",
    "xs_due",
    "xs_done",
    "dev_quota_unit",
    "dev_done",
    "rec_act",
    "rec_dev",
    "rec_joined",
    "three_meet",
    "job_posts",
    "job_hired",
]


# -- reading ---------------------------------------------------------------------------------


def sheets(path: Path) -> dict[str, Grid]:
    """The cells of every sheet by its proper name, whatever program saved the file."""
    content = path.read_bytes()
    if content[:4] == b"\xd0\xcf\x11\xe0":
        book = xlrd.open_workbook(file_contents=content)
        grids = {
            sheet.name: [[xls_value(book, c) for c in sheet.row(r)] for r in range(sheet.nrows)]
            for sheet in book
        }
    elif b"opendocument.spreadsheet" in content[:100]:
        ods = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = {n: ods.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in ods.sheet_names}
    else:
        xlsx = openpyxl.load_workbook(io.BytesIO(content))
        grids = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in xlsx}
    return {name.replace("帐", "账"): grid for name, grid in grids.items()}


def xls_value(book: xlrd.Book, cell: Any) -> Any:
    """Dates as dates, all else as it is."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return datetime(1899, 12, 30) + timedelta(days=cell.value)
    return cell.value


def number(value: Any) -> Decimal | None:
    """The number that the clerk meant; None for a blank."""
    if value is None or isinstance(value, bool):
        return None
    text = "".join(unicodedata.normalize("NFKC", str(value)).replace(",", "").split())
    if text == "" or text.startswith("="):
        return None
    if text == "无":
        return Decimal(0)
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)(万?)[人名家篇次个场]*", text):
        return Decimal(found[1]) * (10000 if found[2] else 1)
    tens, ten, ones = text.rpartition("十")
    digits = "零一二三四五六七八九"
    high = digits.index(tens) if tens else int(bool(ten))
    return Decimal(high * 10 + (digits.index(ones) if ones else 0))


def day(value: Any) -> date:
    """The day, in any spelling of the sample."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if re.fullmatch(r"\d{8}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    parts = [int(part) for part in re.findall(r"\d+", text)]
    return date(*parts) if len(parts) == 3 else date(2026, *parts)


@dataclass
class Sent:
    """One return as the recount sees it."""

    code: str
    revision: int
    values: dict[str, Decimal] = field(default_factory=dict)
    tables: dict[str, list[Record]] = field(default_factory=dict)


def records(grid: Grid, first: str) -> list[Record]:
    """The rows under the header that holds `first`, totals and blanks left out."""
    top = next(n for n, row in enumerate(grid) if first in [str(cell).strip() for cell in row])
    names = [str(cell).strip() for cell in grid[top]]
    rows = [dict(zip(names, row, strict=False)) for row in grid[top + 1 :]]
    named = [row for row in rows if any(str(v if v is not None else "").strip() for v in row.values())]
    return [row for row in named if not any(str(value).strip() == "合计" for value in row.values())]


def read(path: Path) -> Sent:
    """One file."""
    grids = sheets(path)
    cover = {str(row[0]).strip(): row[1] for row in grids["封面"] if len(row) > 1}
    sent = Sent(str(cover["单位编码"]).strip(), int(number(cover["版次"]) or 1))
    for row in records(grids["指标表"], "指标代码"):
        if row["指标代码"] in TYPED and (value := number(row["本期数"])) is not None:
            sent.values[row["指标代码"]] = value
    sent.tables = {name: records(grids[name], first) for name, first in FIRST_COLUMN.items() if name in grids}
    return sent


@pytest.fixture(scope="module")
def sent() -> dict[str, Sent]:
    """What counts of all returns: last revisions, each thing at one level, each joint activity at its host."""
    files = [path for path in (SAMPLE / "returns").rglob("*") if path.is_file()]
    latest: dict[str, Sent] = {}
    for one in sorted(map(read, files), key=lambda s: s.revision):
        latest[one.code] = one
    one_level(latest)
    own = sheets(SAMPLE / "district.xlsx")
    latest["区级"] = Sent(
        "区级", 1, tables={n: records(own[n], first) for n, first in FIRST_COLUMN.items() if n in own}
    )
    hosts_only(latest)
    return latest


def one_level(latest: dict[str, Sent]) -> None:
    """A system with members that report for themselves loses what they report."""
    roster = records(sheets(SAMPLE / "roster.xlsx")["应报单位名册"], "单位编码")
    for system in (row["单位编码"] for row in roster if row["是否有下级另报"] == "是"):
        below = [latest[row["单位编码"]] for row in roster if row["上级单位编码"] == system]
        assert len(below) == 8
        for code in [c for c in latest[system].values if any(c in child.values for child in below)]:
            del latest[system].values[code]
        for name in latest[system].tables:
            if any(child.tables[name] for child in below):
                latest[system].tables[name] = []


def hosts_only(latest: dict[str, Sent]) -> None:
    """Of activities alike in name, day and place only the one at the host stays."""
    alike: dict[tuple[str, date, str], list[tuple[str, Record]]] = defaultdict(list)
    for code, one in latest.items():
        for row in one.tables["活动台账"]:
            alike[row["活动名称"].strip(), day(row["起始日期"]), row["地点"].strip()].append((code, row))
    joint = [spots for spots in alike.values() if len(spots) > 1]
    assert len(joint) == 2
    for spots in joint:
        for code, row in spots:
            if row["是否协办"] == "是":
                latest[code].tables["活动台账"].remove(row)


# -- adding up -------------------------------------------------------------------------------

Test = Callable[[Record], bool]


def among(sent: dict[str, Sent], name: str, keep: Test) -> Iterator[Record]:
    """The records of that list of all units that the test keeps."""
    for one in sent.values():
        yield from (row for row in one.tables.get(name, []) if keep(row))


def total(sent: dict[str, Sent], name: str, column: str, keep: Test) -> Decimal:
    """The column's sum; a blank 场次 is one."""
    blank = Decimal(1 if column == "场次" else 0)
    return sum((number(r[column]) or blank for r in among(sent, name, keep)), Decimal(0))


def kind(*names: str) -> Test:
    return lambda row: row["活动类型"] in names


def filled(value: Any) -> bool:
    return value not in (None, "")


def star(*names: str) -> Test:
    return lambda row: row["是否应参评"] == "是" and row["自评星级"] in names


def city(what: str, award: str) -> Test:
    return lambda row: (row["对象类型"], row["级别"], row["奖项类别"]) == (what, "市", award)


def volunteer(row: Record) -> bool:
    return bool(row["活动类型"] == "志愿服务")


def emergency(row: Record) -> bool:
    return volunteer(row) and row["所属系列"] == "应急行动"


def at_home(row: Record) -> bool:
    return filled(row["阵地"])


def everything(_row: Record) -> bool:
    return True


SUMS: dict[str, tuple[str, str, Test]] = {
    "theme_act_cnt": ("活动台账", "场次", lambda row: row["所属系列"] == "主题学习"),
    "lec_city_cnt": ("活动台账", "场次", kind("市讲师团宣讲")),
    "lec_dist_cnt": ("活动台账", "场次", kind("区内宣讲")),
    "lec_people": ("活动台账", "参与人次", kind("市讲师团宣讲", "区内宣讲")),
    "vol_acts_all": ("活动台账", "场次", volunteer),
    "vol_people": ("活动台账", "参与人次", volunteer),
    "epi_acts": ("活动台账", "场次", emergency),
    "vol_online": ("活动台账", "场次", lambda row: volunteer(row) and row["方式"] == "线上"),
    "yh_acts": ("活动台账", "场次", at_home),
    "yh_people": ("活动台账", "参与人次", at_home),
    "train_cnt": ("活动台账", "场次", lambda row: row["活动类型"] == "培训" and row["是否协办"] != "是"),
    "law_acts": ("活动台账", "场次", kind("权益维护")),
    "law_people": ("活动台账", "参与人次", kind("权益维护")),
    "job_acts": ("活动台账", "场次", kind("就业创业")),
    "match_acts": ("活动台账", "场次", kind("交友联谊")),
    "match_people": ("活动台账", "参与人次", kind("交友联谊")),
    "cmd_members": ("青年突击队", "队员数", everything),
    "qn_learn_sum": ("青年大学习", "参学人数", everything),
    "qn_base_sum": ("青年大学习", "团员数", everything),
    "nm_reads": ("新媒体", "阅读量", everything),
    "nm_likes": ("新媒体", "点赞量", everything),
    "wish_collected": ("帮扶捐赠", "数量", lambda row: row["类别"] == "微心愿"),
    "wish_done": ("帮扶捐赠", "数量", lambda row: row["类别"] == "微心愿" and row["已实现"] == "是"),
    "aid_amount": ("帮扶捐赠", "金额", everything),
    "aid_people": ("帮扶捐赠", "受益人数", everything),
}
COUNTS: dict[str, tuple[str, Test]] = {
    "post_c_cnt": ("荣誉表彰", city("个人", "青年岗位能手")),
    "civ_c_cnt": ("荣誉表彰", city("集体", "青年文明号")),
    "cmd_c_cnt": ("荣誉表彰", city("集体", "青年突击队")),
    "hon_coll_all": ("荣誉表彰", lambda row: row["对象类型"] == "集体"),
    "cmd_cnt": ("青年突击队", everything),
    "org_new": ("新建团组织", everything),
    "org_new_lx": ("新建团组织", lambda row: row["领域"] in ("非公企业", "社会组织")),
    "yh_total": ("青年之家", everything),
    "yh_new": ("青年之家", lambda row: row["是否本期新建"] == "是"),
    "yh_cloud": ("青年之家", lambda row: row["是否入驻云平台"] == "是"),
    "star_self": ("支部星级", lambda row: row["是否应参评"] == "是" and filled(row["自评星级"])),
    "star5": ("支部星级", star("五星")),
    "star4": ("支部星级", star("四星")),
    "star3": ("支部星级", star("三星")),
    "star2": ("支部星级", star("二星")),
    "star0": ("支部星级", star("不予定级")),
    "nm_works": ("新媒体", everything),
}


def told(built: BuiltSample, code: str) -> Decimal:
    """The build's figure, exactly."""
    return Decimal(str(built.figures[code]["value"]))


def test_the_sample_builds_complete(built: BuiltSample) -> None:
    assert built.exit_code == 0


@pytest.mark.parametrize("code", TYPED)
def test_a_typed_figure_is_the_sum_of_the_cells(built: BuiltSample, sent: dict[str, Sent], code: str) -> None:
    assert told(built, code) == sum(one.values.get(code, Decimal(0)) for one in sent.values())


@pytest.mark.parametrize("code", SUMS)
def test_a_list_total_is_the_sum_of_its_rows(built: BuiltSample, sent: dict[str, Sent], code: str) -> None:
    assert told(built, code) == total(sent, *SUMS[code])


@pytest.mark.parametrize("code", COUNTS)
def test_a_list_count_is_the_number_of_its_rows(built: BuiltSample, sent: dict[str, Sent], code: str) -> None:
    name, keep = COUNTS[code]
    assert told(built, code) == len(list(among(sent, name, keep)))


def test_projects_are_counted_once_each(built: BuiltSample, sent: dict[str, Sent]) -> None:
    assert told(built, "proj_cnt") == len(
        {row["依托项目"].strip() for row in among(sent, "青年突击队", everything)}
    )


def test_branches_are_general_and_plain_ones_together(built: BuiltSample, sent: dict[str, Sent]) -> None:
    parts = ("org_general", "org_branch")
    assert told(built, "branch_all") == sum(
        one.values.get(code, Decimal(0)) for one in sent.values() for code in parts
    )
