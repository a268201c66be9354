"""A small district whose returns, district workbook and closed last year just prove every claim, and edits of single cells.

Two units have reported, a street and a school. Nothing is proved twice over: one cell less, and a claim falls.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from tests.projects import (
    PERIOD,
    SCHOOL,
    STREET,
    Record,
    act,
    fill_list,
    hand_in,
    header,
    opened,
    settings,
)
from youthreport.catalogue import load_catalogue
from youthreport.forms import write_district, write_roster
from youthreport.model import OrgUnit, Roster

CATALOGUE = load_catalogue()
DISTRICT = "区级"
UNITS = (STREET, SCHOOL)
RALLY = date(2026, 5, 4)

TEXTS = {
    "dist_name": "澄岚区",
    "dist_short": "澄岚团区委",
    "sign_org": "共青团澄岚区委员会",
    "superiors": "团市委、区委",
    "lec_groups": "教师、律师",
    "vice_sources": "园区、学校",
    "sel_name": "最美澄岚青年",
    "lunch_name": "青年午餐会",
    "contest_name": "澄岚杯",
    "ind_campaign": "强链兴业",
    "wish_act": "手拉手",
    "aid_town": "云麓乡",
    "wx_name": "青春澄岚",
    "vol_partner": "望澜学院",
    "vol_proj_name": "心灵驿站",
    "edu_org": SCHOOL.name,
}
DISTRICT_VALUES = {
    "wx_fans": 1000,
    "org_task": 2,
    "hot_calls": 4,
    "hot_done": 4,
    "cadre_gz": 0,
    "qn_issues_pub": 2,
}
DISTRICT_LISTS: Mapping[str, list[Record]] = {
    "品牌活动": [
        {"类别": "品牌活动", "日期": date(2026, month, 12), "活动名称": f"第{month}期", "期次": month}
        for month in range(1, 7)
    ],
    "历年评选": [{"年份": 2025, "届次": 1}, {"年份": 2026, "届次": 2}],
    "评选表彰": [{"奖项": "先锋少年", "姓名或集体名": "祝清野", "日期": RALLY}],
    "名额分配": [{"单位": STREET.name, "数量": 2}, {"单位": SCHOOL.name, "数量": 1}],
    "文件制度": [
        {"名称": "防汛倡议书", "类别": "倡议书", "日期": date(2026, 3, 1)},
        {"名称": "志愿倡议书", "类别": "倡议书", "日期": date(2026, 4, 1)},
        {"名称": "青年联系制度", "类别": "联系制度", "日期": date(2026, 5, 1)},
    ],
    "志愿服务项目": [{"项目名": "心灵驿站", "状态": "实施", "项目类别": "心理服务"}],
}
STREET_VALUES = {
    "members": 100, "org_general": 1, "org_branch": 1, "branch_due": 2, "cadre_jz": 1, "party_nonpub": 2,
    "party_nonpub_tuan": 1, "five_have": 2, "three_meet": 2, "dev_quota_unit": 2, "model_pub": 1, "vol_reg": 50,
    "epi_vol": 8, "xs_due": 2, "xs_done": 2, "org_comm": 1, "cadre_full": 2, "cmd_cnt_cum": 4,
}  # fmt: skip
SCHOOL_VALUES = {
    "members": 60, "org_general": 0, "org_branch": 1, "branch_due": 1, "xs_due": 5, "xs_done": 5, "five_have": 1,
    "three_meet": 1, "dev_quota_unit": 1, "model_pub": 0, "cadre_jz": 0, "vol_reg": 20, "pioneer_study_cnt": 3,
    "org_comm": 1, "cadre_full": 1, "cmd_cnt_cum": 0,
}  # fmt: skip


def lesson(name: str, **more: object) -> Record:
    """An activity of the theme study, of another kind where `more` says so."""
    return act(name, **{"活动类型": "主题团日", "所属系列": "主题学习", "场次": 1, **more})  # type: ignore[arg-type]


STREET_LISTS: Mapping[str, list[Record]] = {
    "活动台账": [
        act("敬老", 场次=1, 志愿类别="关爱老人", 方式="线下", 阵地="青年之家甲"),
        act("伴读", 场次=1, 志愿类别="阅读陪伴", 方式="线上", 地点="网上"),
        act("劝导", 场次=1, 志愿类别="文明劝导", 方式="线下"),
        lesson("街道团日"),
        lesson("五四诗会", 活动类型="其他", 所属系列="五四活动", 起始日期=RALLY),
        lesson("打卡赛", 活动类型="其他", 所属系列="打卡奖励"),
        lesson("街道宣讲", 活动类型="区内宣讲", 所属系列="其他"),
        lesson("团干课", 活动类型="培训", 所属系列="其他", 主办层级="区", 场次=2),
    ],
    "青年突击队": [
        {"队名": f"突击{n}队", "是否本期组建": "是", "依托项目": f"{n}号工地", "队员数": 5, "组建日期": date(2026, 3, n)}
        for n in range(1, 5)
    ],
    "新建团组织": [
        {"团组织全称": "甲公司团支部", "领域": "非公企业", "批准日期": date(2026, 3, 1)},
        {"团组织全称": "乙园区团支部", "领域": "园区", "批准日期": date(2026, 3, 2)},
    ],
    "青年之家": [{"名称": "青年之家甲", "是否本期新建": "是", "建成日期": date(2026, 2, 1)}],
    "支部星级": [
        {"支部全称": "街道机关团总支", "是否应参评": "是", "自评星级": "五星"},
        {"支部全称": "街道社区团支部", "是否应参评": "是", "自评星级": "四星"},
    ],
    "青年大学习": [
        {"期次": 1, "团员数": 100, "参学人数": 90},
        {"期次": 2, "团员数": 100, "参学人数": 80},
    ],
    "新媒体": [{"平台": "微信", "作品标题": "开春", "发布日期": date(2026, 3, 3), "阅读量": 100, "点赞量": 5}],
    "帮扶捐赠": [
        {"日期": date(2026, 3, 3), "类别": "微心愿", "内容": "书包", "数量": 5, "已实现": "是"},
        {"日期": date(2026, 3, 4), "类别": "微心愿", "内容": "台灯", "数量": 3, "已实现": "是"},
        {"日期": date(2026, 3, 5), "类别": "捐资", "内容": "助学金", "金额": 20000, "受益人数": 4},
    ],
    "下半年计划": [
        {"类别": kind, "事项": what, "计划指标": counted, "量化目标": goal, "责任单位": STREET.name, "完成时限": "11月底前"}
        for kind, what, counted, goal in (
            ("从严治团", "办入团仪式", "入团仪式场次", 1),
            ("从严治团", "推优入党", "推优入党", 1),
            ("从严治团", "办团干班", "团干培训场次", 1),
            ("基层组织", "新建团组织", "新建团组织", 2),
            ("基层组织", "新建两新团组织", "两新团组织", 1),
        )
    ],
}  # fmt: skip
SCHOOL_LISTS: Mapping[str, list[Record]] = {
    "活动台账": [lesson("学校团课", 活动类型="专题团课", 地点="学校")],
    "荣誉表彰": [
        {"对象类型": "集体", "姓名或集体名": "志愿队", "奖项全称": "全国甲奖", "奖项类别": "其他", "级别": "国家",
         "日期": date(2026, 3, 1), "授予单位": "团中央"},
        {"对象类型": "集体", "姓名或集体名": "合唱队", "奖项全称": "全国乙奖", "奖项类别": "其他", "级别": "国家",
         "日期": date(2026, 3, 2), "授予单位": "团中央"},
        {"对象类型": "个人", "姓名或集体名": "郁以宁", "奖项全称": "市青年英才", "奖项类别": "青年英才", "级别": "市",
         "日期": date(2026, 3, 3), "所在单位": SCHOOL.name},
        {"对象类型": "个人", "姓名或集体名": "简予岚", "奖项全称": "市青年英才", "奖项类别": "青年英才", "级别": "市",
         "日期": date(2026, 3, 4), "所在单位": SCHOOL.name},
        {"对象类型": "个人", "姓名或集体名": "祝清野", "奖项全称": "全国优秀辅导员", "奖项类别": "少先队辅导员",
         "级别": "国家", "日期": date(2026, 3, 5), "所在单位": SCHOOL.name},
        {"对象类型": "作品", "姓名或集体名": "郁以宁", "奖项全称": "市征文奖", "奖项类别": "其他", "级别": "市",
         "日期": date(2026, 3, 6), "所在单位": SCHOOL.name, "作品名": "青春有我", "等次": "一等奖"},
    ],
    "支部星级": [{"支部全称": "高一团支部", "是否应参评": "是", "自评星级": "五星"}],
    "青年大学习": [
        {"期次": 1, "团员数": 60, "参学人数": 54},
        {"期次": 2, "团员数": 60, "参学人数": 48},
    ],
}  # fmt: skip
# Last year of the two units; half of what each evaluation rests on was better then.
BEFORE = {
    STREET.code: {
        "members": 110, "theme_act_cnt": 0, "lec_dist_cnt": 1, "qn_learn_sum": 200, "nm_reads": 90, "cmd_cnt": 3,
        "vol_acts_all": 3, "vol_people": 70, "vol_reg": 60, "org_new": 2, "org_new_lx": 1, "star5": 2, "yh_new": 2,
        "yh_acts": 1, "aid_amount": 20000, "yh_people": 30, "train_cnt": 2,
    },
    SCHOOL.code: {
        "members": 60, "theme_act_cnt": 2, "qn_learn_sum": 100, "star5": 1, "vol_reg": 20, "hon_person_city": 3,
    },
}  # fmt: skip
BEFORE_DISTRICT = {"wx_fans": 1200, "hot_calls": 4, "sel_pioneer": 1}


def start(folder: Path) -> Path:
    """The project as it came in, with the templates that the program ships."""
    (folder / "returns").mkdir(parents=True)
    (folder / "previous").mkdir()
    (folder / "youthreport.toml").write_text(settings(PERIOD), encoding="utf-8")
    (folder / "roster.xlsx").write_bytes(write_roster(UNITS))
    _district(folder / "district.xlsx")
    hand_in(folder, STREET, STREET_VALUES, STREET_LISTS)
    hand_in(folder, SCHOOL, SCHOOL_VALUES, SCHOOL_LISTS)
    (folder / "previous" / "2025S1.json").write_text(json.dumps(_frozen()), encoding="utf-8")
    return folder


def _district(path: Path) -> None:
    book = opened(write_district(CATALOGUE, PERIOD, Roster(UNITS), TEXTS))
    for code, value in DISTRICT_VALUES.items():
        figure(code, value).cell(book).value = value
    for name, rows in DISTRICT_LISTS.items():
        fill_list(book[name], rows)
    book.save(path)


def _frozen() -> dict[str, object]:
    figures: dict[str, int] = dict(BEFORE_DISTRICT)
    for values in BEFORE.values():
        for code, value in values.items():
            figures[code] = figures.get(code, 0) + value
    return {
        "schema": "youthreport/frozen/1",
        "period": "2025S1",
        "figures": figures,
        "units": BEFORE,
        "lists": {},
    }


# -- single cells --------------------------------------------------------------------------


@dataclass(frozen=True)
class Put:
    """One cell of one workbook, found as a person finds it, and what is typed there; None empties it."""

    owner: str
    sheet: str
    row: str | int
    column: str
    value: object

    def cell(self, book: Workbook) -> Cell:
        """The cell: in the row that begins with `row` (or the n-th record), under the header `column`."""
        sheet = book[self.sheet]
        if not self.column:  # label and value side by side
            return next(row[1] for row in sheet.iter_rows() if str(row[0].value or "").strip() == self.row)
        top, columns = header(sheet, self.column)
        if isinstance(self.row, int):
            number = top + self.row
        else:
            number = next(
                n for n in range(top + 1, sheet.max_row + 1) if self.row in [c.value for c in sheet[n]]
            )
        found = sheet.cell(number, columns[self.column])
        assert isinstance(found, Cell)
        return found

    def into(self, project: Path) -> None:
        """Type it into the project's workbook."""
        path = project / ("district.xlsx" if self.owner == DISTRICT else f"returns/{self.owner}.xlsx")
        book = openpyxl.load_workbook(path)
        cell = self.cell(book)
        assert cell.value != self.value, (self, "nothing would change")
        cell.value = self.value  # type: ignore[assignment]
        book.save(path)


def figure(code: str, value: object, unit: OrgUnit | None = None) -> Put:
    """The cell 本期数 of an indicator, of the district where no unit is named."""
    if unit is None:
        return Put(DISTRICT, "区级指标", code, "本期数", value)
    return Put(unit.code, "指标表", code, "本期数", value)


def listed(unit: OrgUnit | None, sheet: str, row: str | int, column: str, value: object) -> Put:
    """A cell of a list: the record that holds the word `row`, or the n-th."""
    return Put(unit.code if unit else DISTRICT, sheet, row, column, value)


def text(code: str, value: str) -> Put:
    """A text of the district."""
    return Put(DISTRICT, "文字要素", code, "内容", value)


def cover(unit: OrgUnit, label: str, value: object) -> Put:
    """A cell of a return's cover."""
    return Put(unit.code, "封面", label, "", value)
