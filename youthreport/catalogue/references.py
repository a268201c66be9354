"""Catalogue → nothing, or the first name in it that points to nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from youthreport.catalogue.faults import demand, fault
from youthreport.expression import codes_in
from youthreport.model import (
    Catalogue,
    ClaimRule,
    ComputedFigure,
    Indicator,
    ItemList,
    ListSheet,
    ListSource,
    TextElement,
)

AUTO = "auto"
CLAIMS = "断言."
WAYS = ("count", "sum", "distinct", "max", "min")
WILDCARDS = ("*", "!")
FLAGS = ("是", "否")
_COMPARISON = re.compile(r"^([^≥≤=><]+)([≥≤=><])([^≥≤=><]+)$")
_NEEDS_ALL = "=≤<"  # a missing unit could make these false; ≥ and > only grow truer
_SHOWN = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"[A-Za-z_]\w*")

Labelled = Indicator | TextElement | ComputedFigure | ItemList | ClaimRule
Where = tuple[tuple[str, tuple[str, ...]], ...]


def entries_by_file(catalogue: Catalogue) -> tuple[tuple[str, tuple[Labelled, ...]], ...]:
    """All entries that have a code and a label, by the file that declares them."""
    return (
        ("indicators.toml", catalogue.indicators),
        ("texts.toml", catalogue.texts),
        ("computed.toml", catalogue.computed),
        ("items.toml", catalogue.items),
        ("claims.toml", catalogue.claims),
    )


def check_references(catalogue: Catalogue) -> None:
    """Nothing when every code, sheet, column and label that is used exists; else CatalogueError."""
    for indicator in catalogue.indicators:
        _indicator(indicator, catalogue)
    for figure in catalogue.computed:
        _computed(figure, catalogue)
    for items in catalogue.items:
        _items(items, catalogue)
    for sheet in catalogue.sheets:
        for column in sheet.columns:
            for where in (column.inside_when, column.series_of):
                _where(where, sheet, "sheets.toml", f"{sheet.name}·{column.name}")
    _relations(catalogue)
    for claim in catalogue.claims:
        _claim(claim, catalogue)
    _slots(catalogue)


def _indicator(indicator: Indicator, catalogue: Catalogue) -> None:
    file, code = "indicators.toml", indicator.code
    if indicator.list_source is not None:
        _source(indicator.list_source, catalogue, file, code)
        # A type without the sheet may still type the total, but nobody with the list only is left out.
        sheet = catalogue.sheet(indicator.list_source.sheet)
        if not set(sheet.types) & set(indicator.reporters):
            raise fault(
                file,
                code,
                f"填报单位都没有《{sheet.name}》",
                "请改正 reporters，或者在 sheets.toml 中给这些单位加上这张清单。",
            )
    if indicator.expression:
        _codes(indicator.expression, [i.code for i in catalogue.indicators], file, code)
        _addable(codes_in(indicator.expression), catalogue, file, code)


def _computed(figure: ComputedFigure, catalogue: Catalogue) -> None:
    file, code = "computed.toml", figure.code
    if figure.list_source is not None:
        _source(figure.list_source, catalogue, file, code)
    known = [other for other in _figures(catalogue) if other != code]
    if figure.aggregation.endswith("_ratio") and figure.list_source is not None:
        sheet = catalogue.sheet(figure.list_source.sheet)
        for column in (figure.numerator, figure.denominator):
            demand(column, [c.name for c in sheet.columns], file, code, f"《{sheet.name}》的列")
        return
    for expression in (figure.numerator, figure.denominator, figure.expression):
        if expression:
            _codes(expression, known, file, code)


def _source(source: ListSource, catalogue: Catalogue, file: str, entry: str) -> None:
    sheet = _sheet(source.sheet, catalogue, file, entry)
    demand(source.how, WAYS, file, entry, "清单的计算方式")
    if source.how != "count" or source.column:
        demand(source.column, [c.name for c in sheet.columns], file, entry, f"《{sheet.name}》的列")
    if source.how in ("sum", "max", "min") and sheet.column(source.column).kind not in ("count", "money"):
        raise fault(
            file,
            entry,
            f"“{source.column}”不是数字列，不能{source.how}",
            "请换一列，或者改用 count、distinct。",
        )
    _where(source.where, sheet, file, entry)


def _sheet(name: str, catalogue: Catalogue, file: str, entry: str) -> ListSheet:
    demand(name, [sheet.name for sheet in catalogue.sheets], file, entry, "清单")
    return catalogue.sheet(name)


def _where(where: Where, sheet: ListSheet, file: str, entry: str) -> None:
    for name, values in where:
        demand(name, [c.name for c in sheet.columns], file, entry, f"《{sheet.name}》的列")
        column = sheet.column(name)
        allowed = column.choices or (FLAGS if column.kind == "flag" else ())
        for value in values:
            if allowed and value not in WILDCARDS:
                demand(value, allowed, file, entry, f"“{name}”的选项")


def _items(items: ItemList, catalogue: Catalogue) -> None:
    file = "items.toml"
    sheet = _sheet(items.sheet, catalogue, file, items.code)
    columns = [column.name for column in sheet.columns]
    shown = _SHOWN.findall(items.show)
    if not shown:
        raise fault(file, items.code, "没有写明显示哪一列", "请在 show 中用花括号写明列名，如 {活动名称}。")
    for name in shown:
        demand(name, columns, file, items.code, f"《{sheet.name}》的列")
    _where(items.where, sheet, file, items.code)
    if items.order == "level" and "级别" not in columns:
        raise fault(
            file, items.code, f"《{sheet.name}》没有“级别”列，不能按级别排列", '请改为 order = "date"。'
        )
    if items.order in ("date", "level") and not sheet.date_column:
        raise fault(
            file, items.code, f"《{sheet.name}》没有日期列，不能按日期排列", '请改为 order = "frequency"。'
        )
    if items.order == "absent" and (len(shown) != 1 or shown[0] not in dict(items.where)):
        raise fault(
            file,
            items.code,
            "列出没有出现的选项，需要写明有哪些选项",
            "请在 where 中写明所显示的那一列的选项。",
        )


def _relations(catalogue: Catalogue) -> None:
    file, codes = "relations.toml", [indicator.code for indicator in catalogue.indicators]
    for relation in catalogue.relations:
        entry = f"{relation.rule} {relation.left} {relation.operator} {relation.right}"
        for side in (relation.left, relation.right):
            _codes(side, codes, file, entry)
            _linear(side, file, entry)
            _addable(codes_in(side), catalogue, file, entry)
        named = (*codes_in(relation.left), *codes_in(relation.right))
        demand(relation.blocks, named, file, entry, "退回的指标")


def _linear(side: str, file: str, entry: str) -> None:
    """A side is a sum of codes times numbers: an amount of the same kind, that can be spoken of and compared."""
    for node in ast.walk(ast.parse(side.strip(), mode="eval")):
        if isinstance(node, ast.BinOp):
            parts = [codes_in(ast.unparse(half)) for half in (node.left, node.right)]
            if not isinstance(node.op, ast.Add) and not (isinstance(node.op, ast.Mult) and not all(parts)):
                raise fault(
                    file,
                    entry,
                    f"“{side}”不是代码与数字之积的和",
                    "两边只能写代码、代码乘以数字，以及它们的和。",
                )


def _addable(codes: Iterable[str], catalogue: Catalogue, file: str, entry: str) -> None:
    """Figures are added only within one basis, and heads never to visits."""
    parts = [catalogue.indicator(code) for code in codes]
    if len({part.basis for part in parts}) > 1:
        raise fault(file, entry, "相加的指标期间口径不同", "期内数、期末数、累计数等不能相加，请改正。")
    measures = {part.measure for part in parts}
    if "人次" in measures and measures & {"人", "名", "位"}:
        raise fault(file, entry, "人数与人次不能相加", "请只相加计量单位相同的指标。")


def _figures(catalogue: Catalogue) -> list[str]:
    return [i.code for i in catalogue.indicators] + [figure.code for figure in catalogue.computed]


def _claim(claim: ClaimRule, catalogue: Catalogue) -> None:
    file, figures = "claims.toml", _figures(catalogue)
    known = [*figures, *(items.code for items in catalogue.items), *(text.code for text in catalogue.texts)]
    if not (claim.expression or claim.function or claim.complete):
        raise fault(file, claim.code, "没有写明成立的条件", "请写明 expression、complete 或者 function。")
    for code in claim.complete:
        demand(code, figures, file, claim.code, "指标")
    for left, sign, right in _comparisons(claim):
        for side in (left, right):
            _codes(side, known, file, claim.code)
            _whole(side, sign, claim, figures)
    _grounds(claim, catalogue, known)
    _duties(claim, catalogue)


def _grounds(claim: ClaimRule, catalogue: Catalogue, known: list[str]) -> None:
    """What a function looks at exists, and is named."""
    file = "claims.toml"
    _, *arguments = claim.function.split(":")
    if claim.function and not (arguments or claim.evidence or claim.complete):
        raise fault(file, claim.code, "没有写明依据", "请在 evidence 中写明所依据的代码。")
    for code in (*claim.evidence, *(a for a in arguments if _CODE.fullmatch(a) and a.isascii())):
        demand(code, known, file, claim.code, "指标")
    if arguments and not arguments[0].isascii():
        _sheet(arguments[0], catalogue, file, claim.code)


def _duties(claim: ClaimRule, catalogue: Catalogue) -> None:
    """Both wordings have their duty, and the slot that the claim guards exists."""
    for name in ("definition", "then", "otherwise"):
        if not getattr(claim, name).strip():
            remedy = f"请补写 {name}，说明成立和不成立时各写什么。"
            raise fault("claims.toml", claim.code, f"没有写明 {name}", remedy)
    if claim.slot:
        demand(claim.slot, [slot.code for slot in catalogue.slots], "claims.toml", claim.code, "要素")


def _whole(side: str, sign: str, claim: ClaimRule, figures: list[str]) -> None:
    """A claim that a missing unit could make false asks for complete figures."""
    for code in codes_in(side):
        if sign in _NEEDS_ALL and code in figures and code not in claim.complete:
            raise fault(
                "claims.toml",
                claim.code,
                f"“{sign}”要求{code}由应报单位报齐",
                f'请把 "{code}" 写进 complete。',
            )


def _comparisons(claim: ClaimRule) -> Iterator[tuple[str, str, str]]:
    """Every comparison of the claim's expression: left side, sign, right side."""
    for comparison in claim.expression.split("且") if claim.expression else ():
        match = _COMPARISON.match(comparison.strip())
        if match is None:
            raise fault(
                "claims.toml",
                claim.code,
                f"看不懂条件“{comparison.strip()}”",
                "请写成 代码 ≥ 代码或数字，用“且”连接。",
            )
        yield match[1], match[2], match[3]


def _codes(expression: str, known: list[str], file: str, entry: str) -> None:
    try:
        codes = codes_in(expression)
    except SyntaxError as error:
        raise fault(
            file, entry, f"看不懂算式“{expression}”", "算式只能用代码、数字、加减乘除和括号。"
        ) from error
    for code in codes:
        demand(code, known, file, entry, "指标")


def _slots(catalogue: Catalogue) -> None:
    said = [e.label for file, group in entries_by_file(catalogue) if file != "claims.toml" for e in group]
    labels = [AUTO, *said, *(CLAIMS + claim.label for claim in catalogue.claims)]
    for slot in catalogue.slots:
        for label in re.split(r"[|/]", slot.label):
            demand(label, labels, "slots.toml", f"{slot.order} {slot.code}", "名称")
