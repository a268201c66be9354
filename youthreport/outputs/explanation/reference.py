"""The declared rules → docs/rules.md, the reference for clerks and maintainers."""

from __future__ import annotations

from collections.abc import Iterator

from youthreport.model import Catalogue, Rule
from youthreport.outputs.assessment.grouping import SEVERITIES
from youthreport.outputs.explanation.expressions import USUAL_MISSING
from youthreport.outputs.explanation.rules import CONSEQUENCES, KINDS, SCOPES, also_of, days_of, formulas_of

_INTRODUCTION = """\
# 审核规则

<!-- Generated from youthreport/catalogue by `python -m tests.rules_page`; edit the declarations, not this page. -->

审核意见中的编号都可以在这里查到，也可以用 `youthreport explain 编号` 查看。
"""
_PARTS = (
    ("X", "审核规则", "报表读入之后，对指标、清单、各单位之间和各期之间的审核。"),
    ("M", "读取规则", "读取单元格时，对不规范写法的处理。每一处自动换算都有提示，没有一处是悄悄改动的。"),
    ("W", "文稿规则", "文稿写成之后，对手写数字、重复语句和用语的校对。"),
)
_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})


def rules_markdown(catalogue: Catalogue) -> str:
    """The whole page: what the severities mean, an overview, then every rule; a final line break."""
    return "\n".join([_INTRODUCTION, *_severities(), *_parts(catalogue)])


def _severities() -> Iterator[str]:
    yield "| 轻重 | 意思 |\n|---|---|"
    yield from (f"| {word} | {CONSEQUENCES[severity]}。 |" for severity, word in SEVERITIES.items())
    yield ""


def _parts(catalogue: Catalogue) -> Iterator[str]:
    for letter, title, about in _PARTS:
        rules = [rule for rule in catalogue.rules if rule.id.startswith(letter)]
        yield f"## {title}\n\n{about}\n"
        yield "| 编号 | 标题 | 轻重 | 范围 |\n|---|---|---|---|"
        yield from (_line(rule) for rule in rules)
        yield ""
        for rule in rules:
            yield from _rule(rule, catalogue)


def _line(rule: Rule) -> str:
    link = f"[{rule.id}](#{rule.id.lower()})"
    return f"| {link} | {_plain(rule.title)} | {SEVERITIES[rule.severity]} | {SCOPES.get(rule.scope, rule.scope)} |"


def _rule(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    yield f'### <a id="{rule.id.lower()}"></a>{rule.id} {_plain(rule.title)}\n'
    yield f"- 轻重：{SEVERITIES[rule.severity]}"
    yield from (f"- 也可能为{_plain(other)}" for other in also_of(rule))
    yield f"- 范围：{SCOPES.get(rule.scope, rule.scope)}；{KINDS.get(rule.kind, rule.kind)}"
    yield f"- 为什么：{_plain(rule.why)}"
    yield f"- 怎么办：{_plain(rule.remedy)}"
    if formulas := formulas_of(rule, catalogue):
        yield f"- 审核公式（{USUAL_MISSING.rstrip('。')}）："
        yield from (f"  - {_plain(formula)}" for formula in formulas)
    if days := days_of(rule, catalogue):
        yield "- 各清单："
        yield from (f"  - {_plain(asked)}" for asked in days)
    yield ""


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPED)
