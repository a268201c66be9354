"""A return of the clean sample → the same return as the worst clerk would file it, one function per file.

`FILED` is the whole plan: under which name, made from which file of 2026S1, spoiled how, saved by what program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

LEDGER = "活动台账"
Spoil = Callable[[Workbook], None]


@dataclass(frozen=True)
class Filed:
    """One file to make.

    `shows` says in Chinese what it shows, with the numbers of the messes in brackets. `cached` gives formula cells
    of the 指标表 the result that Excel would have stored. `program` saves it as ods or xls.
    """

    name: str
    base: str
    spoil: Spoil
    shows: str
    cached: Mapping[str, str] = field(default_factory=dict)
    program: str = ""


def spoils_nothing(filed: Filed) -> bool:
    """Whether the return is filed as it is."""
    return filed.spoil is _nothing


# -- places --------------------------------------------------------------------------------


def _header(sheet: Worksheet, name: str) -> tuple[int, int]:
    """The row and column of that header."""
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if cell.value == name:
                return int(cell.row or 0), int(cell.column or 0)
    raise LookupError(f"{sheet.title}: {name}")


def figure_place(book: Workbook, code: str, column: str = "本期数") -> str:
    """The reference of an indicator's cell in the 指标表."""
    sheet = book["指标表"]
    _, number = _header(sheet, column)
    for row in range(4, sheet.max_row + 1):
        if sheet.cell(row, 1).value == code:
            return f"{get_column_letter(number)}{row}"
    raise LookupError(code)


def _set(book: Workbook, code: str, value: object, column: str = "本期数") -> None:
    """The value into an indicator's cell, as text where it is text."""
    cell: Any = book["指标表"][figure_place(book, code, column)]
    cell.number_format = "@" if isinstance(value, str) and not value.startswith(("=", "#")) else "General"
    cell.value = value


def _record(sheet: Worksheet, number: int, column: str) -> Any:
    """The cell of the n-th record below a header."""
    top, place = _header(sheet, column)
    return sheet.cell(top + number, place)


def _label(book: Workbook, label: str, value: object) -> None:
    """The value beside a label of the cover."""
    for row in range(1, book["封面"].max_row + 1):
        if book["封面"].cell(row, 1).value == label:
            book["封面"].cell(row, 2).value = value
            return
    raise LookupError(label)


def _value(book: Workbook, code: str) -> int:
    """The figure that the clean return holds."""
    return int(str(book["指标表"][figure_place(book, code)].value))


def _in_words(number: int) -> str:
    """A number below 100 as a clerk writes it by hand."""
    tens, rest = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[rest]}".replace(" ", "")


def _add_row(sheet: Worksheet, values: Mapping[str, object]) -> int:
    """A record below the last one; the number of its row."""
    first = next(iter(values))
    top, place = _header(sheet, first)
    row = top + 1
    while sheet.cell(row, place).value is not None:
        row += 1
    for name, value in values.items():
        sheet.cell(row, _header(sheet, name)[1]).value = value  # type: ignore[assignment]
    return row


# -- numbers (1–23) ------------------------------------------------------------------------


def _odd_spellings(book: Workbook) -> None:
    """Messes 1, 2, 4, 5, 8, 9, 10, 16, 17 and several of them in one cell."""
    _set(book, "org_branch", _in_words(_value(book, "org_branch")))
    _set(book, "vol_hours", f"{_value(book, 'vol_hours') / 10000:.4f}万")
    _set(book, "vol_reg", "约1600")
    _set(book, "five_have", f"\u200b{_value(book, 'five_have')} ")
    _set(book, "rec_joined", "无")
    _set(book, "job_posts", f"{_value(book, 'job_posts')}（含线上3）")
    _set(book, "epi_vol", "近１２０名")


def _refused_numbers(book: Workbook) -> None:
    """Messes 3, 6, 7, 11, 12, 13, 18, 20, 21, 22: cells that cannot count."""
    _set(book, "members_14_28", "5场")
    _set(book, "vol_hours", "—")
    _set(book, "branch_due", None)
    _record(book[LEDGER], 1, "参与人次").value = 1.2
    _set(book, "xs_done", "95%")
    place = book["指标表"][figure_place(book, "dev_done")]
    place.value, place.number_format = date(2026, 3, 4), 'm"月"d"日"'
    _set(book, "rec_dev", "5+3")
    _set(book, "cadre_full", "#REF!")
    _set(book, "cadre_jz", "########")
    _set(book, "model_pub", 12.5)
    _set(book, "three_meet", -3)
    _set(book, "job_hired", "(3)")
    _set(book, "rec_act", "3—5名")


def _formulas(book: Workbook) -> None:
    """Mess 19: a formula with a stored result, one that looks into another file, one never calculated."""
    members = figure_place(book, "members")
    _set(book, "vol_reg", f"={members}+134")
    _set(book, "vol_hours", "='[上半年底稿.xlsx]Sheet1'!B3")
    _set(book, "rec_act", "=1+1")
    _set(book, "five_have", "#DIV/0!")


def _more_done_than_due(book: Workbook) -> None:
    """Mess 15: more than all."""
    _set(book, "xs_due", 100)
    _set(book, "xs_done", 105)


def _another_rate(book: Workbook) -> None:
    """Mess 14: a rate beside the figures that is not their rate."""
    _set(book, "xs_due", 66)
    _set(book, "xs_done", 24)
    _set(book, "xs_done", "转接率37%", "备注")


def _out_of_size(book: Workbook) -> None:
    """Mess 23: a hundred times last year."""
    _set(book, "vol_reg", 12000)
    _set(book, "vol_reg", 120, "上年同期数")


def _too_few_members(book: Workbook) -> None:
    """Mess 23: three members in twenty branches; also late, and dates counted from 1904."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    for code, value in (("members", 3), ("members_14_28", 3), ("org_branch", 20)):
        _set(book, code, value)
    _set(book, "members", 3, "上年同期数")
    _set(book, "org_branch", 19, "上年同期数")
    _label(book, "报送日期", date(2026, 7, 9))


# -- sheets (25–32) ------------------------------------------------------------------------


def _tangled_ledger(book: Workbook) -> None:
    """Messes 25, 26, 27, 31, 32: merged cells, another header, hidden rows, totals and an example in between."""
    sheet = book[LEDGER]
    _record(sheet, 0, "参与人次").value = "参与人数（人）"
    top, place = _header(sheet, "地点")
    column = get_column_letter(place)
    sheet.merge_cells(f"{column}{top + 2}:{column}{top + 4}")
    sheet.merge_cells(f"F{top + 6}:F{top + 7}")
    for row in (top + 9, top + 10):
        sheet.row_dimensions[row].hidden = True
    sheet.cell(top, sheet.max_column + 1).value = "照片"
    _move_column(sheet, "主题", "所属系列")
    row = _add_row(sheet, {"活动名称": "合计"})
    sheet.cell(row, 6).value = 999
    sheet.insert_rows(top + 1)
    sheet.cell(top + 1, 1).value = "示例：学雷锋志愿服务"
    sheet.cell(top + 1, 6).value = 50
    sheet.insert_rows(top)
    sheet.cell(top, 1).value = "活动基本情况"
    _shift(sheet, 2)


def _move_column(sheet: Worksheet, one: str, other: str) -> None:
    """Two columns change places."""
    top, left = _header(sheet, one)
    _, right = _header(sheet, other)
    for row in range(top, sheet.max_row + 1):
        a: Any = sheet.cell(row, left)
        b: Any = sheet.cell(row, right)
        a.value, b.value = b.value, a.value


def _shift(sheet: Worksheet, by: int) -> None:
    """Merged ranges and hidden rows follow the rows that openpyxl inserted without them."""
    for merged in sheet.merged_cells.ranges:
        merged.shift(row_shift=by)
    hidden = [row for row, kind in sheet.row_dimensions.items() if kind.hidden]
    for row in hidden:
        sheet.row_dimensions[row].hidden = False
    for row in hidden:
        sheet.row_dimensions[row + by].hidden = True


def _changed_form(book: Workbook) -> None:
    """Messes 29, 30: indicator rows added, taken away and recoded, sheets renamed, hidden and copied."""
    figures = book["指标表"]
    figures.append(["other", "其它", "个", "期内数", 9])
    figures[figure_place(book, "five_have", "指标代码")].value = "three_meet"
    _delete_row(figures, figures[figure_place(book, "org_general")].row)
    book[LEDGER].title = "Sheet1"
    study = book["青年大学习"]
    copy = book.copy_worksheet(study)
    copy.title = "青年大学习 (2)"
    _record(copy, 1, "参学人数").value = 99
    book["帮扶捐赠"].sheet_state = "hidden"
    _add_row(
        book["Sheet1"],
        {
            "活动名称": "青春建功专题宣讲及展演",
            "活动类型": "其他",
            "起始日期": date(2026, 5, 4),
            "地点": "澄岚会堂",
            "场次": 1,
            "参与人次": 60,
        },
    )


def _delete_row(sheet: Worksheet, gone: int) -> None:
    """Delete a row as a spreadsheet program does: the formulas below follow, and what pointed at it is #REF!."""

    def moved(found: re.Match[str]) -> str:
        row = int(found[2])
        return "#REF!" if row == gone else f"{found[1]}{row - (row > gone)}"

    sheet.delete_rows(gone)
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
        cell.value = re.sub(r"(?<![!\w$:])([A-Z]{1,2})(\d+)(?![\w(])", moved, str(cell.value))


def _column_gone(book: Workbook) -> None:
    """Mess 28: the ledger without its dates; and figures that are none: a reference, a telephone number."""
    ledger = book[LEDGER]
    ledger.delete_cols(_header(ledger, "起始日期")[1])
    _set(book, "vol_hours", "详见附件")
    _set(book, "vol_reg", 13800000000000)


# -- dates, files, records (33–40) ---------------------------------------------------------


def _odd_dates(book: Workbook) -> None:
    """Mess 33: the ways to write one day, and a number that is none."""
    for number, value in enumerate(("2026.3.5", "3-5", 46086, "20260305", "3月5日", 3.5), 1):
        cell = _record(book[LEDGER], number, "起始日期")
        cell.value, cell.number_format = value, "General"


def _vague_dates(book: Workbook) -> None:
    """Mess 34: parts of months, ranges and habits instead of days."""
    book["活动台帐"].title = LEDGER
    for number, value in enumerate(("3月上旬", "3-5月", "每周五", "长期", "2026-03-10至2026-03-12"), 1):
        _record(book[LEDGER], number, "起始日期").value = value


def _two_days_outside(book: Workbook) -> None:
    """Mess 35: two records of other periods."""
    _record(book[LEDGER], 1, "起始日期").value = date(2025, 12, 30)
    _record(book[LEDGER], 2, "起始日期").value = date(2026, 7, 2)


def _half_outside(book: Workbook) -> None:
    """Mess 35: the ledger of last year, pasted in before this year's."""
    for number in range(1, 7):
        _record(book[LEDGER], number, "起始日期").value = date(2025, number, 11)


def _contradiction(book: Workbook) -> None:
    """Mess 36: the same version again with another figure."""
    _set(book, "members", _value(book, "members") + 5)


def _by_its_short_name(book: Workbook) -> None:
    """Mess 37: no code, and the name as people say it."""
    _label(book, "单位编码", None)
    _label(book, "单位全称", "槿溪水务公司")
    book["_meta"]["B3"].value = None
    _out_of_size(book)


def _misspelt_unit(book: Workbook) -> None:
    """Mess 37: a code that nobody has and a name with a wrong character."""
    _name(book, "JD99", "麦垄街道团工委")


def _unknown_unit(book: Workbook) -> None:
    """Mess 37: a unit that the roster does not know."""
    _name(book, "", "远帆商贸公司团支部")


def _name(book: Workbook, code: str, name: str) -> None:
    _label(book, "单位编码", code or None)
    _label(book, "单位全称", name)
    book["_meta"]["B3"].value = code or None


def _entered_twice(book: Workbook) -> None:
    """Mess 39: one activity twice in a ledger; and one stray cell at the far end of the sheet."""
    sheet = book[LEDGER]
    row = [cell.value for cell in sheet[_header(sheet, "活动名称")[0] + 1]]
    sheet.append(row)
    cell: Any = sheet.cell(1_048_576, 16_384)
    cell.value = "。"


def _typed_over(book: Workbook) -> None:
    """Mess 40: totals typed over the formulas, one of them people where visits are meant."""
    _set(book, "lec_dist_cnt", 35)
    _set(book, "theme_act_cnt", 3)


def _last_years_form(book: Workbook) -> None:
    """The form of another period."""
    _label(book, "报告期", "2025年上半年")


def _blank(book: Workbook) -> None:
    """A form that was sent as it came."""
    for sheet in book.worksheets:
        if sheet.title not in ("封面", "_meta", "填报说明", "指标表"):
            sheet.delete_rows(4, sheet.max_row)
    figures = book["指标表"]
    for row in range(4, figures.max_row + 1):
        if not str(figures.cell(row, 5).value or "").startswith("="):
            figures.cell(row, 5).value = None
    for row in range(7, book["封面"].max_row + 1):
        book["封面"].cell(row, 2).value = None


def _nothing(book: Workbook) -> None:
    """As it is."""


FILED = (
    Filed(
        "槿溪街道半年报 (1).xlsx",
        "槿溪街道半年报 (1).xlsx",
        _odd_spellings,
        "一格里几种写法：汉字数字、“万”、约数、括注、“无”、零宽字符、带单位、千分位（1、2、4、5、8、9、10、16、17、33）",
    ),
    Filed(
        "附件2：砚湖街道-定稿.xlsx",
        "附件2：砚湖街道-定稿.xlsx",
        _refused_numbers,
        "不能计入的格：单位不符、横线、空白、小数、百分数、变成日期、算式、区间、错误值、负数（3、6、7、11、12、13、18、20、21、22）",
    ),
    Filed(
        "JD04_鹿鸣湾街道团工委.xlsx",
        "JD04_鹿鸣湾街道团工委.xlsx",
        _tangled_ledger,
        "活动台账：合并单元格、两级表头、改表头、移列、多出列、隐藏行、示例行、合计行（25、26、27、31、32）",
    ),
    Filed(
        "云栈街道（自己改过的表）.xlsx",
        "JD05_云栈街道团工委.xlsx",
        _changed_form,
        "指标行增删改、工作表改名、复制、隐藏；与区级同报一场活动（29、30、31、39）",
    ),
    Filed(
        "JD07_星渚街道团工委.xlsx",
        "JD07_星渚街道团工委.xlsx",
        _column_gone,
        "删去必要列；写“详见附件”；误填电话号码（28）",
    ),
    Filed(
        "麦垄街道.xlsx",
        "JD06_麦陇街道团工委.xlsx",
        _misspelt_unit,
        "编码不存在、名称有错别字，只询问不猜测（37）",
    ),
    Filed("远帆商贸.xlsx", "QY06_麦陇食品公司团委.xlsx", _unknown_unit, "不在名册的单位（37）"),
    Filed("XX02_砚湖中学团委.xlsx", "学校/XX02_砚湖中学团委.xlsx", _more_done_than_due, "分子大于分母（15）"),
    Filed(
        "学校/XX03_听枫中学团委.xlsx",
        "学校/XX03_听枫中学团委.xlsx",
        _another_rate,
        "手填的率与分子分母不符（14）",
    ),
    Filed(
        "学校/信息工程（去年的表）.xlsx",
        "学校/XX13_望澜信息工程学校团委.xlsx",
        _last_years_form,
        "用了去年的表，退回",
    ),
    Filed(
        "学校/XX14_砚湖艺术学校团委.xlsx",
        "学校/XX14_砚湖艺术学校团委.xlsx",
        _blank,
        "空表原样交回，状态为空报（7）",
    ),
    Filed(
        "新建 Microsoft Excel 工作表.xlsx",
        "新建 Microsoft Excel 工作表.xlsx",
        _entered_twice,
        "同一活动登记两次；很远的单元格里有一个句号；文本型数字（16、39）",
    ),
    Filed(
        "轨道装备（已并入岚舟）.xlsx", "QY02_澄岚轨道装备公司团委.xlsx", _nothing, "已撤并的单位又报来，退回"
    ),
    Filed(
        "QY03_望澜云岫科技公司团委.xlsx",
        "QY03_望澜云岫科技公司团委.xlsx",
        _nothing,
        "与下一份同为第1版而内容不同，都不计入（36）",
    ),
    Filed("QY03_云岫科技（领导改过）.xlsx", "QY03_望澜云岫科技公司团委.xlsx", _contradiction, "同上（36）"),
    Filed(
        "水务公司.xlsx",
        "QY04_槿溪水务公司团委.xlsx",
        _by_its_short_name,
        "没有编码、用简称，按别名识别；比上年多近百倍（23、37）",
    ),
    Filed(
        "QY05_砚湖城建集团团委.xlsx", "QY05_砚湖城建集团团委.xlsx", _typed_over, "手填合计与清单不一致（40）"
    ),
    Filed(
        "QY06_麦陇食品公司团委.xlsx",
        "QY06_麦陇食品公司团委.xlsx",
        _half_outside,
        "台账一半以上是去年的日期（35）",
    ),
    Filed(
        "听枫文创园.xlsx",
        "LX01_听枫文创园团总支.xlsx",
        _formulas,
        "公式：有结果、引用其他文件、没有结果；错误值（19、20）",
        {"vol_reg": "222", "vol_hours": "494"},
    ),
    Filed("数字产业园.ods", "数字产业园.ods", _nothing, "由其他软件保存的 .ods，没有问题（38）"),
    Filed("星渚楼宇.xlsx", "星渚楼宇联合团总支报表.xlsx", _nothing, "版次1，被版次2替代（36）"),
    Filed(
        "星渚楼宇（最终版）.xlsx",
        "更正/星渚楼宇联合团总支报表（最终版2）.xlsx",
        _nothing,
        "版次2，采用这一份",
    ),
    Filed(
        "更正/星渚楼宇（最终版2）.xlsx",
        "更正/星渚楼宇联合团总支报表（最终版2）.xlsx",
        _nothing,
        "与上一份内容相同，取其一（36）",
    ),
    Filed(
        "LX04_桐烟商圈联合团总支.xlsx",
        "LX04_桐烟商圈联合团总支.xlsx",
        _odd_dates,
        "日期的各种写法；迟报（33）",
    ),
    Filed(
        "LX05_岚光社会工作服务中心团总支.xlsx",
        "LX05_岚光社会工作服务中心团总支.xlsx",
        _vague_dates,
        "模糊日期和日期区间（34）",
    ),
    Filed(
        "LX06_飞梭骑手联合团总支.xlsx",
        "LX06_飞梭骑手联合团总支.xlsx",
        _too_few_members,
        "3名团员20个支部；1904日期系统；迟报（23）",
    ),
    Filed("人力资源局（WPS）.et", "区人力资源局团委报送表.xlsx", _nothing, "WPS 的 .et 文件，照常读取（38）"),
    Filed(
        "JG03_区文化旅游局团委.xlsx",
        "JG03_区文化旅游局团委.xlsx",
        _two_days_outside,
        "两场活动不在报告期；与岚舟同报的活动已说明（35、39）",
    ),
    Filed("JG04_区市场监管局团委.xlsx", "JG04_区市场监管局团委.xlsx", _nothing, "整表照抄上年（24）"),
    Filed(
        "JG05_区卫生健康局团委.xlsx",
        "JG05_区卫生健康局团委.xlsx",
        _nothing,
        ".xls 改名为 .xlsx，按内容读取（38）",
        program="xls",
    ),
)
