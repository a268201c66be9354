"""Catalogue → nothing, or its first contradiction as a CatalogueError with file, entry and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from youthreport.catalogue.faults import demand, fault
from youthreport.catalogue.references import check_references, entries_by_file
from youthreport.model import (
    DEADLINE,
    FREE,
    INSIDE,
    UNIT,
    UNTIL,
    Asserting,
    Catalogue,
    ComputedFigure,
    Indicator,
    ListColumn,
    ListSheet,
    StalePhrase,
)

FIGURE_WAYS = ("sum", "count", "distinct", "max", "last", "const", "derived")
BY_ISSUE = ("min_ratio", "max_ratio")  # of a rate that is computed issue by issue
COMPUTED_WAYS = ("sum", "count", "distinct", "ratio", *BY_ISSUE, "derived")
SOURCES = ("typed", "system", "list", "derived")
BASES = ("期内数", "期末数", "累计数", "年度数", "届次数", "静态", "上年同期末", "下半年计划")
COLUMN_KINDS = ("text", "count", "money", "date", "choice", "flag")
HOLDS = (DEADLINE, UNIT)
DATED = (INSIDE, UNTIL, FREE)
ORDERS = ("frequency", "date", "level", "absent")
OPERATORS = ("≤", "≥", "=", "<", ">", "⇒0")
MISSING = ("skip_any", "skip_all", "never_skip")
SCOPES = ("cell", "sheet", "filing", "filings", "periods", "text")
RULE_KINDS = ("relation", "function", "reading")
RESERVED = ("断言",)  # the name under which templates find the claims


def check(catalogue: Catalogue) -> None:
    """Nothing when every entry is sound and every name it uses exists; else CatalogueError."""
    _names(catalogue)
    for indicator in catalogue.indicators:
        _indicator(indicator, catalogue)
    for figure in catalogue.computed:
        _computed(figure, catalogue)
    for sheet in catalogue.sheets:
        _sheet(sheet, catalogue)
    for relation in catalogue.relations:
        demand(relation.operator, OPERATORS, "relations.toml", relation.rule, "比较符号")
        demand(relation.missing, MISSING, "relations.toml", relation.rule, "缺数时的处理")
        for text in (relation.message, relation.remedy):
            if not text.endswith("。"):
                raise fault(
                    "relations.toml",
                    f"{relation.rule} {relation.left}",
                    "message、remedy 要写成整句",
                    "请补写，以句号结尾。",
                )
    _rules(catalogue)
    _wordings(catalogue)
    for items in catalogue.items:
        demand(items.order, ORDERS, "items.toml", items.code, "排列方式")
        columns = [column.name for column in catalogue.sheet(items.sheet).columns]
        named = (items.same, items.amount, items.measure, items.party)
        for column in (*items.keep, *filter(None, named)):
            demand(column, columns, "items.toml", items.code, "列名")
    check_references(catalogue)


def _names(catalogue: Catalogue) -> None:
    """Codes and labels are one name space: a template or a person must never mean two things by one."""
    entries = [(file, entry) for file, group in entries_by_file(catalogue) for entry in group]
    _once(((file, entry.code) for file, entry in entries), "代码")
    _once(((file, entry.label) for file, entry in entries), "名称")
    _once((("sheets.toml", sheet.name) for sheet in catalogue.sheets), "清单")
    _once((("slots.toml", slot.order) for slot in catalogue.slots), "序号")
    for file, entry in entries:
        if not entry.code.isascii() or not entry.code.isidentifier():
            raise fault(
                file, entry.code, "代码不能用作标识符", "代码只能用英文字母、数字和下划线，不以数字开头。"
            )
        if not entry.label.isidentifier() or entry.label in RESERVED:
            raise fault(
                file,
                entry.code,
                f"名称“{entry.label}”不能在模板中使用",
                "名称只能用汉字、字母和数字，不能有标点、空格，也不以数字开头。",
            )


def _once(named: Iterable[tuple[str, str]], what: str) -> None:
    first: dict[str, str] = {}
    for file, name in named:
        if name in first:
            raise fault(file, name, f"{what}重复，{first[name]} 中已经有了", f"请给其中一个换一个{what}。")
        first[name] = file


def _rules(catalogue: Catalogue) -> None:
    """Each rule once, in words that help; each relation under a rule that announces it and its severity."""
    file = "rules.toml"
    _once(((file, rule.id) for rule in catalogue.rules), "规则编号")
    for rule in catalogue.rules:
        demand(rule.scope, SCOPES, file, rule.id, "范围")
        demand(rule.kind, RULE_KINDS, file, rule.id, "种类")
        for name, text in (("title", rule.title), ("why", rule.why), ("remedy", rule.remedy)):
            if not text.strip():
                raise fault(file, rule.id, f"没有写明 {name}", f"请补写 {name}，让填报人看得懂、改得对。")
    related = [rule.id for rule in catalogue.rules if rule.kind == "relation"]
    for relation in catalogue.relations:
        demand(relation.rule, related, "relations.toml", relation.left, "规则")
        rule = catalogue.rule(relation.rule)
        if relation.severity is not rule.severity and f"{relation.severity}：" not in rule.also:
            raise fault(
                "relations.toml",
                f"{relation.rule} {relation.left}",
                f"轻重“{relation.severity}”与规则 {rule.id} 不一致",
                "请改正 severity，或者在 rules.toml 的 also 中写明什么时候这样判。",
            )
    for empty in sorted(set(related) - {relation.rule for relation in catalogue.relations}):
        raise fault(
            file, empty, "没有任何指标关系", '请在 relations.toml 中写出来，或者把 kind 改为 "function"。'
        )


def _wordings(catalogue: Catalogue) -> None:
    for phrase in catalogue.stale:
        _stale(phrase)
    for words in catalogue.asserting:
        _asserting(words, catalogue)


def _searchable(pattern: str, file: str, name: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise fault(file, name, f"pattern 不是正则表达式（{error}）", "请改正写法。") from error


def _asserting(words: Asserting, catalogue: Catalogue) -> None:
    """A pattern that can be searched for, filters and a kin that exist, a sentence to say what to write."""
    file = "asserting.toml"
    _searchable(words.pattern, file, words.name)
    for name in words.filters:
        demand(name, [word.name for word in catalogue.wording.words], file, words.name, "过滤器")
    if words.like:
        demand(words.like, [other.name for other in catalogue.asserting], file, words.name, "同类")
    if not words.write.endswith("。"):
        raise fault(file, words.name, "write 要写成整句", "请补写，以句号结尾。")


def _stale(phrase: StalePhrase) -> None:
    """A pattern that can be searched for, and that tells a number exactly when an anniversary is meant."""
    _searchable(phrase.pattern.replace("{n}", r"\d"), "stale.toml", phrase.name)
    if bool(phrase.founded) != ("{n}" in phrase.pattern):
        raise fault(
            "stale.toml", phrase.name, "founded 与 {n} 要同时写", "周年用 founded 和 {n}，其余都不写。"
        )


def _indicator(indicator: Indicator, catalogue: Catalogue) -> None:
    file, code = "indicators.toml", indicator.code
    demand(indicator.measure, catalogue.measures, file, code, "计量单位")
    demand(indicator.basis, BASES, file, code, "期间口径")
    demand(indicator.aggregation, FIGURE_WAYS, file, code, "汇总方式")
    demand(indicator.source, SOURCES, file, code, "取数来源")
    for unit_type in (*indicator.reporters, *indicator.compulsory):
        demand(unit_type, catalogue.unit_types, file, code, "单位类型")
    if not indicator.reporters:
        raise fault(file, code, "没有写明由哪些单位填报", "请在 reporters 中写明单位类型。")
    extra = [unit_type for unit_type in indicator.compulsory if unit_type not in indicator.reporters]
    if extra:
        raise fault(
            file,
            code,
            f"{'、'.join(extra)}必须填报，却不在填报单位之中",
            "请把它补进 reporters，或者从 compulsory 中删去。",
        )
    if (indicator.source == "list") != (indicator.list_source is not None):
        raise fault(
            file,
            code,
            "取数来源与 list 一项不一致",
            '由清单计算的请写 source = "list" 并写明 list，其余的不写 list。',
        )
    if (indicator.source == "derived") != bool(indicator.expression):
        raise fault(
            file,
            code,
            "取数来源与算式不一致",
            '由其他指标推算的请写 source = "derived" 并写明 expression，其余的不写。',
        )


def _computed(figure: ComputedFigure, catalogue: Catalogue) -> None:
    file, code = "computed.toml", figure.code
    demand(figure.measure, catalogue.measures, file, code, "计量单位")
    demand(figure.basis, BASES, file, code, "期间口径")
    demand(figure.aggregation, COMPUTED_WAYS, file, code, "计算方式")
    if figure.aggregation in ("ratio", *BY_ISSUE):
        sound = bool(figure.numerator and figure.denominator)
        remedy = "请写明 numerator 和 denominator。"
    elif figure.aggregation == "derived":
        sound = bool(figure.expression) != bool(figure.function)
        remedy = "请写明 expression 或者 function，只写其中一个。"
    else:
        sound, remedy = figure.list_source is not None, "请写明 list。"
    if not sound or (figure.aggregation in BY_ISSUE and figure.list_source is None):
        raise fault(
            file, code, "算法没有写全", remedy if not sound else "请用 list 写明分期的清单和期次一列。"
        )


def _sheet(sheet: ListSheet, catalogue: Catalogue) -> None:
    file, names = "sheets.toml", [column.name for column in sheet.columns]
    for unit_type in sheet.types:
        demand(unit_type, catalogue.unit_types, file, sheet.name, "单位类型")
    for name, times in Counter(names).items():
        if times > 1:
            raise fault(file, sheet.name, f"列“{name}”重复", "请删去重复的一列，或者改名。")
    for name in sheet.key:
        demand(name, names, file, sheet.name, "用来判断重复的列")
    if not sheet.key:
        raise fault(file, sheet.name, "没有写明用哪些列判断重复", "请在 key 中写明列名。")
    if sheet.date_column:
        demand(sheet.date_column, names, file, sheet.name, "日期列")
        if sheet.column(sheet.date_column).kind != "date":
            raise fault(
                file, sheet.name, f"“{sheet.date_column}”不是日期列", '请把这一列的 kind 改为 "date"。'
            )
    for column in sheet.columns:
        _column(sheet, column, catalogue)


def _column(sheet: ListSheet, column: ListColumn, catalogue: Catalogue) -> None:
    file, entry = "sheets.toml", f"{sheet.name}·{column.name}"
    demand(column.kind, COLUMN_KINDS, file, entry, "列的类型")
    if column.measure:
        demand(column.measure, catalogue.measures, file, entry, "计量单位")
    if column.kind == "date" or column.dated:
        demand(column.dated, DATED if column.kind == "date" else (), file, entry, "对日期的要求（dated）")
    if column.holds:
        demand(column.holds, HOLDS if column.kind == "text" else (), file, entry, "内容（holds）")
    if (column.kind == "choice") != bool(column.choices):
        raise fault(
            file,
            entry,
            "选项与列的类型不一致",
            '可选的列请写 kind = "choice" 和 choices，其余的不写 choices。',
        )
    others = {c.name for c in sheet.columns} - {column.name}
    taken = {alias for c in sheet.columns if c.name != column.name for alias in c.aliases} | others
    for alias in column.aliases:
        if alias in taken:
            raise fault(file, entry, f"别名“{alias}”也指另一列", "请从其中一列删去这个别名。")
