"""An indicator, computed figure, list, text or claim of the catalogue → its page."""

from __future__ import annotations

from collections.abc import Iterator

from youthreport.expression import codes_in
from youthreport.model import (
    Catalogue,
    ClaimRule,
    ComputedFigure,
    Indicator,
    ItemList,
    ListSource,
    TextElement,
)
from youthreport.outputs.explanation.expressions import in_words, list_in_words, name_of, relation_in_words
from youthreport.outputs.explanation.page import Page, page

Entry = Indicator | ComputedFigure | ItemList | TextElement | ClaimRule

BASES = {
    "期内数": "报告期内新发生的数",
    "期末数": "报告期最后一天的数",
    "累计数": "历年累计到报告期末的数",
    "年度数": "全年的数",
    "届次数": "本轮、本届的数",
    "静态": "不随报告期变化",
    "上年同期末": "上年同期最后一天的数",
    "下半年计划": "下半年计划的数",
}
SOURCES = {"typed": "由单位填写", "system": "从业务系统导出后填写"}
TOTALS = {
    "sum": "各单位相加",
    "count": "各单位相加",
    "distinct": "全区去重后计数",
    "max": "取各单位中最大的",
    "last": "取最后报来的",
    "const": "固定不变，不汇总",
    "derived": "由汇总后的指标按同一算式计算",
}
ORDERS = {"frequency": "出现多的在前", "date": "按日期先后", "absent": "列出没有出现的选项"}


def entry_page(entry: Entry, catalogue: Catalogue) -> Page:
    """The page of `explain` for anything that has a code and a label."""
    match entry:
        case Indicator():
            return _indicator(entry, catalogue)
        case ComputedFigure():
            return _computed(entry, catalogue)
        case ItemList():
            return _items(entry)
        case TextElement():
            return _text(entry)
        case ClaimRule():
            return _claim(entry, catalogue)


def _indicator(entry: Indicator, catalogue: Catalogue) -> Page:
    return page(
        f"{entry.name}（指标）",
        [
            *_named(entry),
            ("含义", entry.definition),
            *_measured(entry),
            ("由谁填报", "、".join(entry.reporters)),
            ("必报单位", "、".join(entry.compulsory) or "无，均为选报"),
            ("本单位数", _how(entry, catalogue)),
            ("全区数", TOTALS.get(entry.aggregation, entry.aggregation)),
            ("上年同期", "报表中要填上年同期数" if entry.last_year else ""),
            ("相关审核", _checks(entry.code, catalogue)),
            ("用于计算", "、".join(_users(entry.code, catalogue))),
        ],
    )


def _computed(entry: ComputedFigure, catalogue: Catalogue) -> Page:
    return page(
        f"{entry.name}（计算指标）",
        [
            *_named(entry),
            ("含义", entry.definition),
            *_measured(entry),
            ("由谁填报", "不用填报，由程序计算"),
            ("怎样计算", _formula(entry, catalogue)),
            ("用于计算", "、".join(_users(entry.code, catalogue))),
        ],
    )


def _items(entry: ItemList) -> Page:
    rows = list_in_words(ListSource(entry.sheet, "count", where=entry.where)).partition("，")[0]
    shown = "、".join(f"“{column}”" for column in entry.show.replace("}", "{").split("{")[1::2])
    return page(
        f"{entry.label}（列举）",
        [
            *_named(entry),
            ("含义", entry.definition),
            ("取自", f"{rows}，取{shown}"),
            ("排列", ORDERS.get(entry.order, entry.order)),
        ],
    )


def _text(entry: TextElement) -> Page:
    return page(
        f"{entry.label}（文字要素）",
        [
            *_named(entry),
            ("含义", entry.definition),
            ("由谁填写", f"区本级表《文字要素》，{'必须填写' if entry.compulsory else '可以不填'}"),
            ("不填时", entry.default and f"用“{entry.default}”"),
        ],
    )


def _claim(entry: ClaimRule, catalogue: Catalogue) -> Page:
    asked = "，并且".join(
        in_words(part.strip(), catalogue) for part in entry.expression.split("且") if part.strip()
    )
    whole = "、".join(name_of(code, catalogue) for code in entry.complete)
    return page(
        f"{entry.label}（断言）",
        [
            ("代码", entry.code),
            ("模板写法", f"{{% if 断言.{entry.label} %}}…{{% endif %}}"),
            ("含义", entry.definition),
            ("成立条件", [asked, f"应报单位都报了{whole}" if whole else ""]),
        ],
    )


def _named(entry: Indicator | ComputedFigure | ItemList | TextElement) -> list[tuple[str, str]]:
    return [("代码", entry.code), ("模板写法", f"{{{{ {entry.label} }}}}")]


def _measured(entry: Indicator | ComputedFigure) -> list[tuple[str, str]]:
    meaning = BASES.get(entry.basis, "")
    return [("计量单位", entry.measure), ("期间口径", f"{entry.basis}{f'：{meaning}' if meaning else ''}")]


def _how(entry: Indicator, catalogue: Catalogue) -> str:
    if entry.list_source is not None:
        return f"由清单计算：{list_in_words(entry.list_source)}"
    if entry.expression:
        return f"自动计算：{in_words(entry.expression, catalogue)}"
    return SOURCES.get(entry.source, entry.source)


def _formula(entry: ComputedFigure, catalogue: Catalogue) -> str:
    if entry.aggregation == "min_ratio" and entry.list_source is not None:
        source = entry.list_source
        return f"按《{source.sheet}》的“{source.column}”逐期计算“{entry.numerator}”之和÷“{entry.denominator}”之和，取最低的一期"
    if entry.aggregation == "ratio":
        numerator, denominator = (in_words(side, catalogue) for side in (entry.numerator, entry.denominator))
        return f"{numerator}÷{denominator}，全区分别求和后相除，只用两数都报的单位"
    if entry.list_source is not None:
        return list_in_words(entry.list_source)
    return in_words(entry.expression, catalogue) if entry.expression else ""


def _checks(code: str, catalogue: Catalogue) -> Iterator[str]:
    for relation in catalogue.relations:
        if code in (*codes_in(relation.left), *codes_in(relation.right)):
            yield f"{relation.rule} {relation_in_words(relation, catalogue)}"


def _users(code: str, catalogue: Catalogue) -> Iterator[str]:
    """The names of the figures that are computed from that code."""
    entries: list[Indicator | ComputedFigure] = [*catalogue.indicators, *catalogue.computed]
    for entry in entries:
        sides = [entry.expression]
        if isinstance(entry, ComputedFigure) and entry.aggregation == "ratio":
            sides = [entry.numerator, entry.denominator]
        if any(code in codes_in(side) for side in sides if side):
            yield name_of(entry.code, catalogue)
