"""Catalogue and roster → district.xlsx, what only the district can say (区本级表)."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook

from youthreport.forms import guide, indicators, looks, prompts, returns, tables
from youthreport.forms.looks import FIRST_ROW
from youthreport.frozen import carried_over
from youthreport.model import Carried, CarriedText, Catalogue, ListColumn, Period, Roster, TextElement

DISTRICT = "区级"
NOTHING = Carried()
# What was carried over and needs a person's eye is marked by this word in 说明.
REVIEW = "【请核对】"
PROBLEMS, PLAN = "存在问题", "下半年计划"  # whose items the district chooses from
TEXT_COLUMNS = (
    ListColumn("要素代码", "text", width=20),
    ListColumn("要素名称", "text", width=26),
    ListColumn("内容", "text", width=50),
    ListColumn("有效年度", "text", width=12, note="如2026或2025—2027，长期有效的不填"),
    ListColumn("说明", "text", width=50),
)
FINAL_COLUMNS = (
    ListColumn("指标代码", "text", width=20),
    ListColumn("指标名称", "text", width=34),
    ListColumn("上年同期定稿值", "money", width=22),
)
RECEIVED_COLUMNS = (
    ListColumn("单位编码", "text", required=True, width=16),
    ListColumn("单位全称", "text", width=36),
    ListColumn("收到日期", "date", width=16, note="实际收到合格报送表的日期，没收到请留空"),
    ListColumn("版次", "count", width=10, note="同一单位登记几行的，写明各是第几版；只登记一行的不填"),
    ListColumn("备注", "text", width=30),
)
EXPLAINED_COLUMNS = (
    ListColumn("单位编码", "text", required=True, width=16),
    ListColumn("指标或规则", "text", required=True, width=22, note="写指标代码，或审核结果中的规则编号"),
    ListColumn("说明", "text", required=True, width=70, note="写明具体原因，请不要只写“情况属实”"),
)
EXCUSED_COLUMNS = (
    ListColumn("单位编码", "text", required=True, width=16),
    ListColumn("理由", "text", required=True, width=70, note="将写入公文的数据说明"),
)


def write_district(
    catalogue: Catalogue,
    period: Period,
    roster: Roster,
    texts: Mapping[str, str],
    carried: Carried = NOTHING,
) -> bytes:
    """The .xlsx of the district; `texts` maps codes of text elements to what is known beforehand.

    `carried` is what comes over from the last period; `texts` go before its texts.
    """
    book = returns.new_book(catalogue.version, period, DISTRICT)
    entries = tuple(i for i in catalogue.indicators_of(DISTRICT) if i.source in ("typed", "system"))
    lists = catalogue.sheets_of(DISTRICT)
    known = dict(carried.texts) | {code: CarriedText(text) for code, text in texts.items()}
    _write_texts(book, catalogue.texts, known)
    indicators.write_indicators(
        book,
        "区级指标",
        unit_type=DISTRICT,
        indicators=entries,
        lists=lists,
        ticks={},
        last_year=carried.last_year,
        values=carried.values,
    )
    for sheet in lists:
        tables.write_list(book, sheet, period, carried_over(sheet, carried.rows.get(sheet.name, ())))
    _write_registers(book, catalogue, period, roster)
    _write_final_values(book, catalogue)
    guide.write_guide(book, guide.DISTRICT_STEPS, entries, lists)
    return returns.finish(book)


def _write_texts(book: Workbook, elements: tuple[TextElement, ...], known: Mapping[str, CarriedText]) -> None:
    given = {e.code: known.get(e.code, CarriedText()) for e in elements}
    rows = [
        {
            "要素代码": e.code,
            "要素名称": e.label,
            "内容": given[e.code].text,
            "有效年度": given[e.code].years,
            "说明": _remark(given[e.code]) + _explain(e),
        }
        for e in elements
    ]
    note = (
        "只填“内容”一栏；只适用于某些年度的提法，请在“有效年度”写明，过期会提醒。"
        "标明“必填”的请勿留空，其余不填则用默认值，或在公文中略去相应词句。"
    )
    sheet = tables.write_fixed(book, "文字要素", note, TEXT_COLUMNS, rows, open_columns={"内容", "有效年度"})
    for row, element in enumerate(elements, start=FIRST_ROW):
        check = prompts.hint(element.label, _explain(element))
        check.add(f"C{row}")
        sheet.add_data_validation(check)
        if given[element.code].review:
            looks.dress(sheet.cell(row, 5), looks.DUE)


def _remark(given: CarriedText) -> str:
    return f"{REVIEW}{given.review.rstrip('。')}。" if given.review else ""


def _explain(element: TextElement) -> str:
    parts = ["必填。"] if element.compulsory else ["选填。"]
    parts += [element.definition.rstrip("。") + "。"] if element.definition else []
    parts += ["可写多项，用、隔开或分行。"] if element.many else []
    return "".join(parts) + _explain_default(element.default)


def _explain_default(default: str) -> str:
    if "{" in default:  # a pattern that the program fills in
        return "不填即自动得出。"
    return f"不填即用“{default}”。" if default else ""


def _write_registers(book: Workbook, catalogue: Catalogue, period: Period, roster: Roster) -> None:
    units = [{"单位编码": u.code, "单位全称": u.name} for u in roster.valid_at(period.end)]
    tables.write_table(
        book, "收表登记", "逐个单位填写收到日期，优先于报送表封面上的日期；同一单位登记几行的，请分别写明版次。", RECEIVED_COLUMNS, units,
        codes=("单位编码",),
    )  # fmt: skip
    tables.write_table(
        book,
        "核实说明",
        "经核实情况属实的疑点，一行一条。",
        EXPLAINED_COLUMNS,
        codes=("单位编码", "指标或规则"),
    )
    tables.write_table(
        book, "免报说明", "经同意本期不报的单位，一行一个。", EXCUSED_COLUMNS, codes=("单位编码",)
    )
    tables.write_table(
        book,
        "选用",
        "需要取舍、排序或改写各单位报来的问题和计划时填写，一行一项；不填则按报送的多少写入公文。",
        _choice_columns(catalogue),
    )


def _choice_columns(catalogue: Catalogue) -> tuple[ListColumn, ...]:
    """The columns of 选用; its categories are those of the plan, and 存在问题."""
    columns = [column for sheet in catalogue.sheets if sheet.name == PLAN for column in sheet.columns]
    kinds = next((column.choices for column in columns if column.name == "类别"), ())
    return (
        ListColumn("类别", "choice", required=True, choices=(PROBLEMS, *kinds), width=14),
        ListColumn("原文", "text", required=True, width=60, note="从公文或附件中原样复制"),
        ListColumn("采用", "flag", width=10, note="填“否”的不写入公文；同类中有填“是”的，正文只写填“是”的"),
        ListColumn("顺序", "count", width=10, note="1排在最前"),
        ListColumn("改写", "text", width=60, note="写入公文的文字；存在问题不要写单位名称"),
    )


def _write_final_values(book: Workbook, catalogue: Catalogue) -> None:
    compared = [i for i in catalogue.indicators if i.last_year]
    rows = [{"指标代码": i.code, "指标名称": f"{i.name}（{i.measure}）"} for i in compared]
    note = "没有上年冻结数据时，请填写上年同期公文定稿的全区数；没有的请留空，公文即不写同比。"
    sheet = tables.write_fixed(book, "上期定稿值", note, FINAL_COLUMNS, rows, open_columns={"上年同期定稿值"})
    for row, entry in enumerate(compared, start=FIRST_ROW):
        make = prompts.decimal_number if entry.fraction else prompts.whole_number
        check = make("上年同期定稿值", f"{entry.name}，计量单位：{entry.measure}。")
        check.add(f"C{row}")
        sheet.add_data_validation(check)
