"""A paragraph → its heading level and number, when it begins like one, right or faulty."""

from __future__ import annotations

import re

from youthreport.lint import marks
from youthreport.lint.chinese import from_hanzi
from youthreport.lint.paper import Heading, Paragraph
from youthreport.lint.standard import HEADING_FAMILIES

_STOPS = re.compile(r"[。；！？]")
_FINAL = "。；，、：,;."


def heading_of(paragraph: Paragraph, before: Paragraph | None) -> Heading | None:
    """The heading that the paragraph is or begins with; None for anything else."""
    text = paragraph.text
    start = len(text) - len(text.lstrip())
    counted = bool(paragraph.label) and _level(paragraph.label + "甲", 0) is not None
    found = _level(paragraph.label + "甲", 0) if counted else _level(text, start)
    if found is None or paragraph.look.align in {"center", "right"}:
        return None
    level, number, mark = found
    mark = start if counted else mark
    lead, alone = _lead(text, mark)
    named = paragraph.look.outline is not None or paragraph.style.startswith(("heading", "标题"))
    sure = _is_sure(paragraph, before, level, lead, alone=alone, named=named)
    return Heading(level, number, mark, lead, alone, sure, counted)


def _level(text: str, start: int) -> tuple[int, int, int] | None:
    """Level, number and where the numbering ends."""
    for level, pattern in enumerate(marks.LEVELS, start=1):
        found = pattern.match(text, start)
        if found:
            written = found["n"] or found.groupdict().get("n2") or ""
            number = int(written) if written.isdigit() else from_hanzi(written)
            return (level, number, found.end("m")) if number else None
    return None


def _lead(text: str, mark: int) -> tuple[int, bool]:
    """Where the heading's own words end, and whether nothing follows them."""
    stop = _STOPS.search(text, mark)
    content = text.rstrip()
    if stop is None or stop.end() >= len(content):
        return len(content), True
    return stop.end(), False


def _is_sure(
    paragraph: Paragraph, before: Paragraph | None, level: int, lead: int, *, alone: bool, named: bool
) -> bool:
    """Whether it is a heading beyond doubt, and not an item of a list or an article."""
    words = paragraph.text[:lead].strip()
    if named:
        return len(words) <= marks.ALONE_LIMIT
    if not alone:
        # A lead sentence is a heading when it is short and a sentence, not a clause.
        return words.endswith("。") and len(words) <= marks.LEAD_LIMIT and not _in_list(before, level)
    if len(words) > marks.ALONE_LIMIT or _in_list(before, level):
        return False
    if not words.endswith(tuple(_FINAL)):
        return level < 3 and "：" not in words
    fonts = {look.font for look, text in paragraph.stretches(0, lead) if text.strip()}
    in_font = level < 3 and all(HEADING_FAMILIES[level - 1].holds(font) for font in fonts)
    return in_font or (level == 1 and len(words) <= marks.LEAD_LIMIT and words.endswith("。"))


def _in_list(before: Paragraph | None, level: int) -> bool:
    """Whether a sentence like “包括以下单位：” announces a list."""
    return level > 1 and before is not None and before.stripped.endswith(("：", ":", "；", ";"))
