"""A sentence as it was built and as the data say now → what the data changed in it, in words.

Who has rewritten the sentence meanwhile need not search for that, and keeps what is his own.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# A number is one thing: 39 becomes 40, not 3 and 9 something else. So is the name of an organisation, which ends like
# one and stands between marks of punctuation: 麦陇街道团工委 takes the place of 区文化旅游局团委, not its first letters.
_NUMBER = r"[0-9]+(?:\.[0-9]+)?[万亿]?余?(?:[%％]|元)?"
_NUMERAL = "[一二三四五六七八九十百千万]{2,}余?"
_STOP = "（），、；：。｜“”《》\\s"
_NAME = (
    f"(?<![^{_STOP}])[^{_STOP}0-9]{{1,24}}?"
    f"(?:团工委|团区委|团委|少工委|总支|支部|街道|公司|集团|学校|学院|中学|小学|中心|社区|局)(?![^{_STOP}等])"
)
_WORD = "共青团组织|团组织|共青团|团员青年"
_TOKEN = re.compile(f"{_NAME}|{_WORD}|{_NUMBER}|{_NUMERAL}|.", re.DOTALL)
# What is equal between two changes, when it has so few letters, is told with them.
_NEAR = 2
_OPENING = ("，", "；", "、")
_MOST, _LONGEST = 4, 40

_Span = tuple[int, int, int, int]


def difference(old: str, new: str) -> str:
    """“共青”改为“各级”；增加“……”；删去“……”. "" where there is nothing, or too much to be told."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    spans: list[_Span] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if spans and len("".join(left[spans[-1][1] : a])) <= _NEAR:
            spans[-1] = (spans[-1][0], b, spans[-1][2], d)
        else:
            spans.append((a, b, c, d))
    told = [_texts(left, right, span) for span in spans]
    if len(told) > _MOST or any(len(text) > _LONGEST for pair in told for text in pair):
        return ""
    return "；".join(_said(gone, come) for gone, come in told)


def _texts(left: list[str], right: list[str], span: _Span) -> tuple[str, str]:
    """What goes and what comes there; a clause that only goes or comes begins with its mark of punctuation."""
    a, b, c, d = span
    if a == b:
        return "", _clause(right, c, d)
    return (_clause(left, a, b), "") if c == d else ("".join(left[a:b]), "".join(right[c:d]))


def _clause(tokens: list[str], start: int, end: int) -> str:
    """The same stretch, begun so much later that it says the same and opens a clause, where that can be."""
    for shift in range(end - start):
        if tokens[start + shift] in _OPENING:
            return "".join(tokens[start + shift : end + shift])
        if end + shift >= len(tokens) or tokens[start + shift] != tokens[end + shift]:
            break
    return "".join(tokens[start:end])


def _said(gone: str, come: str) -> str:
    if not gone:
        return f"增加“{come}”"
    return f"“{gone}”改为“{come}”" if come else f"删去“{gone}”"
