"""Expressions of codes and ways of counting a list → the same in words, with the names that people know."""

from __future__ import annotations

import re

from youthreport.expression import COMPARED
from youthreport.model import Catalogue, ListSource, Relation, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES

_CODE = re.compile(r"[A-Za-z_]\w*")
_SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
_MISSING = {
    "skip_all": "全部缺报时不作比较",
    "never_skip": "缺报的数只在比较时按没有对待",
}  # the usual skip_any is said once, not at every formula
_COUNTED = {
    "count": "行数",
    "sum": "之和",
    "distinct": "去重后的个数",
    "max": "中的最大值",
    "min": "中的最小值",
}
_WILDCARDS = {"*": "已填写", "!": "未填写"}
_OF_WHICH = "其中："
_INNER = str.maketrans("“”", "‘’")  # marks inside quotation marks

USUAL_MISSING = "任何一个数缺报时不作比较。"


def name_of(code: str, catalogue: Catalogue) -> str:
    """The name of an indicator or computed figure in quotation marks; a code that nobody knows stays as it is."""
    names = {item.code: item.label for item in catalogue.items}
    names |= {text.code: text.label for text in catalogue.texts}
    names |= {figure.code: figure.name for figure in catalogue.computed}
    names |= {indicator.code: indicator.name for indicator in catalogue.indicators}
    name = names.get(code)
    return quoted(name.removeprefix(_OF_WHICH)) if name else code


def quoted(name: str) -> str:
    """The name in quotation marks, those inside it made single."""
    return f"“{name.translate(_INNER)}”"


def in_words(expression: str, catalogue: Catalogue) -> str:
    """`a + b` → “甲”与“乙”之和; anything else keeps its signs, as ＋－×÷."""
    parts = [part.strip() for part in expression.split("+")]
    if len(parts) > 1 and all(_CODE.fullmatch(part) for part in parts):
        names = [name_of(part, catalogue) for part in parts]
        return f"{'、'.join(names[:-1])}与{names[-1]}之和"
    named = _CODE.sub(lambda code: name_of(code[0], catalogue), expression)
    # Signs inside a name stay: only what stands outside quotation marks is an operator.
    return "".join(
        piece if piece.startswith("“") else "".join(_SIGNS.get(sign, sign) for sign in piece if sign != " ")
        for piece in re.split(r"(“[^”]*”)", named)
    )


def relation_in_words(relation: Relation, catalogue: Catalogue) -> str:
    """What must hold, and what becomes of it otherwise, as one sentence without its full stop."""
    left, right = (in_words(side, catalogue) for side in (relation.left, relation.right))
    if relation.operator == "⇒0":
        held = f"{left}为0时，{right}也应为0"
    else:
        sign = relation.operator
        held = f"{left}{f'应{COMPARED[sign]}' if sign in COMPARED else sign}{right}"
    outcome = SEVERITIES[relation.severity]
    if relation.severity is Severity.ERROR and relation.blocks:
        outcome += f"，{name_of(relation.blocks, catalogue)}暂不计入"
    more = _MISSING.get(relation.missing, "")
    return f"{held}（不符：{outcome}{f'；{more}' if more else ''}）"


def list_in_words(source: ListSource) -> str:
    """How a list gives a number: 《活动台账》中“活动类型”为“培训”的各行，“场次”之和."""
    kept = "、".join(f"“{column}”{_wanted(values)}" for column, values in source.where)
    rows = f"《{source.sheet}》{f'中{kept}' if kept else ''}的各行"
    return f"{rows}，{f'“{source.column}”' if source.column and source.how != 'count' else ''}{_COUNTED.get(source.how, source.how)}"


def _wanted(values: tuple[str, ...]) -> str:
    said = [_WILDCARDS[value] for value in values if value in _WILDCARDS]
    named = "或".join(f"“{value}”" for value in values if value not in _WILDCARDS)
    return "或".join([*([f"为{named}"] if named else []), *said])
