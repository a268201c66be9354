"""Catalogue → 填报说明: how to fill the form, what each figure and column means."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.forms import looks, prompts
from youthreport.forms.looks import FIXED, HEAD
from youthreport.model import Indicator, ListSheet

NAME = "填报说明"
WIDTHS = (26, 30, 84)
RETURN_STEPS = (
    "先填《封面》：补上填表人、审核人、联系电话、报送日期。",
    "再填各张清单：一行一项。本期没有此项的，不填清单，到《封面》对应处选✓。",
    "最后看《指标表》：灰色的数由清单自动算出，只需补浅黄色的“必填”项。",
    "留空表示没有统计到，填0表示确实没有发生，两者不同，请勿混用。",
    "数字单元格只写数字，不写单位，也不写“约”“余”。日期写成2026-03-05的样式。",
    "从其他系统导出的清单可以整行粘贴；表头不同也可连表头一起粘贴，先点“撤销工作表保护”（没有密码）即可。",
    "请勿增删工作表、改动代码和表头。填好后保存为xlsx格式报送。",
)
DISTRICT_STEPS = (
    "先填《文字要素》中标明“必填”的几项，其余不填即用默认值，或在公文中略去相应词句。",
    "再填《区级指标》和区级各张清单，只登记区本级直接办理的事项，不要重复登记基层单位已报的内容。",
    "《收表登记》填实际收到日期，用来判断是否按时；不填则按报送表封面上的日期。",
    "经同意不报的单位写入《免报说明》；核实后确有原因的疑点写入《核实说明》并写明原因；几家登记、确为几项的，说明以“分别计”开头。",
    "没有上年冻结数据时，在《上期定稿值》补上用于比较的数。",
)


def write_guide(
    book: Workbook, steps: Sequence[str], indicators: Sequence[Indicator], lists: Sequence[ListSheet]
) -> Worksheet:
    """The sheet 填报说明: the steps, then the meaning of every indicator, then of every list column."""
    sheet = looks.add_sheet(book, NAME, NAME, "本表只供查阅，不必填写。", WIDTHS)
    looks.header(sheet, ("类别", "项目", "说明"))
    lines = [("填报步骤", f"第{number}步", step) for number, step in enumerate(steps, start=1)]
    lines += [("指标口径", entry.name, meaning(entry)) for entry in indicators]
    lines += [
        (f"《{entry.name}》各栏", column.name, prompts.column_prompt(column))
        for entry in lists
        for column in entry.columns
    ]
    for row, line in enumerate(lines, start=looks.FIRST_ROW):
        for column, text in enumerate(line, start=1):
            looks.put(sheet, row, column, text, HEAD if column == 1 else FIXED)
        needed = max(looks.lines_needed(text, width) for text, width in zip(line, WIDTHS, strict=True))
        sheet.row_dimensions[row].height = 15 * needed + 5
    looks.protect(sheet)
    return sheet


def meaning(entry: Indicator) -> str:
    """Definition, unit and basis of an indicator in one or two sentences."""
    facts = f"{entry.basis}，计量单位：{entry.measure}。"
    return f"{entry.definition.rstrip('。')}。{facts}" if entry.definition else facts
