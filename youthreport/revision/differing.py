"""A sentence as it was built and as the data say now → what the data changed in it, in words.

Who has rewritten the sentence meanwhile need not search for that, and keeps what is his own.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# A number is one thing: 39 becomes 40, not 3 and 9 something else.
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?[%％]?|.", re.DOTALL)
# What is equal between two changes, when it is so short, is told with them.
_NEAR = 2
_MOST, _LONGEST = 4, 40

_Span = tuple[int, int, int, int]


def difference(old: str, new: str) -> str:
    """“共青”改为“各级”；增加“……”；删去“……”. "" where there is nothing, or too much to be told."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    spans: list[_Span] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if spans and a - spans[-1][1] <= _NEAR:
            spans[-1] = (spans[-1][0], b, spans[-1][2], d)
        else:
            spans.append((a, b, c, d))
    told = [("".join(left[a:b]), "".join(right[c:d])) for a, b, c, d in spans]
    if len(told) > _MOST or any(len(text) > _LONGEST for pair in told for text in pair):
        return ""
    return "；".join(_said(gone, come) for gone, come in told)


def _said(gone: str, come: str) -> str:
    if not gone:
        return f"增加“{come}”"
    return f"“{gone}”改为“{come}”" if come else f"删去“{gone}”"
