"""A text → the words in it that assert something of the data: 全部, 连续第五年, 同比增长, 第一 … (W04).

What is denied (尚未全覆盖), aimed at (力争全部完成) or asked for (要求全部) asserts nothing, nor does what a plan says shall be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from youthreport.model import Asserting, Severity
from youthreport.phrases.finding import QUOTED, Phrase, Span, apart, narrow, overlaps, phrase_at, spans
from youthreport.phrases.hedges import superlatives

PRINTED = "￼"  # stands for what a tag prints, so that places stay apart from what is typed
_WHY = "这是由数据得出的结论，写成固定文字就没有数据证明"
_EXPLAIN = (
    "没有数据证明的请删去；确有依据的，请在区本级表《核实说明》的单位编码处填“区级”、规则处填W04，写明依据。"
)
_ENDS = re.compile(r"[,。;:!?\n|]")  # as in narrowed text
_DENIED = re.compile(
    r"(?:(?<!从)未(?!成年|来|必)|没有|没能|不(?![断仅少但只光懈忘停息同]|折不扣)|难以|无法|避免|杜绝|并非|而非)[^,。;]{0,12}$"
)
_MEANT = re.compile(
    r"力争|争取|力求|争创|争当|拟(?!定了)|打算|计划(?!完成)|逐步|有望|目标|下半年|下一步|下阶段|今后|要求|必须|应当"
    r"|(?<![即把])将(?=[于在按对以]|继续|进一步|实现|推动|全面|持续|努力|着力|组织|开展|确保)"
)
# 全覆盖行动 is a name, 全覆盖的目标 an aim, 全覆盖尚有差距 a shortcoming
_NAMED = re.compile(r"率?的?(?:目标|任务|要求|原则|行动|工程|计划|尚|还[有不未需]|仍|不[够足到]|未)")
_BEHIND = re.compile(r"已|截至|上半年|今年以来|去年|上年|此前|现有|目前")


@dataclass(frozen=True, slots=True)
class Asserted:
    """A phrase that asserts something, and the entry of the catalogue by which it does."""

    words: Asserting
    phrase: Phrase


def asserted(
    text: str, asserting: Iterable[Asserting], *, plans: bool = False, strict: bool = False
) -> tuple[Asserted, ...]:
    """What the text asserts, in order; of two that overlap the longer one. Quotations and superlatives are left out.

    In `plans` only what is said to have been counts; with `strict` aims and requirements do, too.
    """
    plain = narrow(text)
    covered = (*spans(plain, QUOTED), *((one.start, one.end) for one in superlatives(text)))
    found = [
        Asserted(words, phrase_at(text, span, Severity.WARNING, _WHY, f"{_typed(words)}{_EXPLAIN}"))
        for words in asserting
        for span in spans(plain, _compiled(words.pattern))
        if not overlaps(span, covered) and _asserts(plain, span, words, plans, strict)
    ]
    by_phrase = {one.phrase: one for one in found}
    return tuple(by_phrase[phrase] for phrase in apart(by_phrase))


def instead(words: Asserting, claim: str) -> str:
    """What to write instead in a template, with the claim of that name, and how a doubt is answered."""
    return words.write.replace("{claim}", claim or "断言名称") + _EXPLAIN


def says(duty: str, words: Iterable[Asserting]) -> bool:
    """Whether what a claim may write (`可以写“已全部办结”`) holds one of the words."""
    plain = narrow(re.sub("[“”]", ",", duty))
    return any(_compiled(one.pattern).search(plain) for one in words)


def _typed(words: Asserting) -> str:
    return f"“{words.name}”一类的话请由模板中的断言或过滤器写出。"


def _asserts(plain: str, span: Span, words: Asserting, plans: bool, strict: bool) -> bool:
    start, end = span
    before = _ENDS.split(plain[:start])[-1]
    after = _ENDS.split(plain[end:], maxsplit=1)[0]
    if _DENIED.search(before) or _NAMED.match(after):
        return False
    if strict:
        return True
    if _MEANT.search(before):
        return False
    return not plans or words.lasting or bool(_BEHIND.search(before + after))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
