"""A rule of the catalogue → its page: what it asks, why, how to mend, and its formulas in words."""

from __future__ import annotations

import re

from youthreport.dating import days_asked
from youthreport.model import Catalogue, Rule, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES
from youthreport.outputs.explanation.expressions import USUAL_MISSING, relation_in_words
from youthreport.outputs.explanation.page import Page, page

SCOPES = {
    "cell": "单元格",
    "sheet": "工作表",
    "filing": "整份报表",
    "filings": "各单位报表之间",
    "periods": "各期报表之间",
    "text": "文字内容",
}
DAYS = "X17"  # the rule whose demands the date columns declare
KINDS = {"relation": "审核公式", "function": "程序判断", "reading": "读取时判断"}
CONSEQUENCES = {
    Severity.ERROR: "须更正后重新报送，所指内容暂不计入",
    Severity.WARNING: "照常计入，须更正或写明原因",
    Severity.NOTICE: "仅供留意",
}
_OTHER = re.compile(r"(error|warning|notice)：")


def also_of(rule: Rule) -> tuple[str, ...]:
    """The other severities that the rule may give, each with when, in Chinese."""
    told = (part.strip() for part in rule.also.split("；"))
    return tuple(
        _OTHER.sub(lambda found: f"{SEVERITIES[Severity(found[1])]}：", part) for part in told if part
    )


def formulas_of(rule: Rule, catalogue: Catalogue) -> tuple[str, ...]:
    """The relations of the rule in words, one sentence each; none for a rule that is no formula."""
    relations = (relation for relation in catalogue.relations if relation.rule == rule.id)
    return tuple(relation_in_words(relation, catalogue) + "。" for relation in relations)


def days_of(rule: Rule, catalogue: Catalogue) -> tuple[str, ...]:
    """What the rule on days asks of each date column, one sentence each; none for any other rule."""
    return tuple(f"{asked}。" for asked in days_asked(catalogue.sheets)) if rule.id == DAYS else ()


def rule_page(rule: Rule, catalogue: Catalogue) -> Page:
    """The page of `explain X03`."""
    formulas = formulas_of(rule, catalogue)
    return page(
        f"{rule.id} {rule.title}",
        [
            ("轻重", f"{SEVERITIES[rule.severity]}（{CONSEQUENCES[rule.severity]}）"),
            ("也可能", also_of(rule)),
            ("范围", SCOPES.get(rule.scope, rule.scope)),
            ("判断方式", KINDS.get(rule.kind, rule.kind)),
            ("为什么", rule.why),
            ("怎么办", rule.remedy),
            ("审核公式", [*formulas, USUAL_MISSING] if formulas else ()),
            ("各清单", days_of(rule, catalogue)),
        ],
    )
