"""有效年度 as a clerk writes it → whether it holds a year."""

from __future__ import annotations

import re
import unicodedata

_ALWAYS = frozenset(["长期", "长期有效", "每年", "常年", "永久", "不限", "一直", "始终"])
_SPAN = re.compile(r"(\d{4})(?:[-—–~至到]+(\d{4})|(起|以来|及以后|以后|以后有效))?")
_YEARS = re.compile(r"(20\d{2})(?:年?[-—–~至到]+(20\d{2}))?")


def covers(written: str, year: int) -> bool | None:
    """Whether 有效年度 holds that year; blank and 长期 always do; None when it cannot be read.

    Years stand alone (2026), in a row (2025、2026), as a span (2025—2027) or open-ended (2025年起).
    """
    text = re.sub(r"[\s年度]|有效|[上下]半", "", unicodedata.normalize("NFKC", written)).replace(
        "以后有效", "以后"
    )
    if not text or text in _ALWAYS:
        return True
    found = [_SPAN.fullmatch(part) for part in re.split(r"[、,;和及](?!以后)", text)]
    if not all(found):
        return None
    return any(_holds(span, year) for span in found if span)


def mentioned(text: str) -> tuple[tuple[int, int], ...]:
    """The years and spans of years that stand in a text, first and last year of each."""
    return tuple((int(first), int(last or first)) for first, last in _YEARS.findall(text))


def _holds(span: re.Match[str], year: int) -> bool:
    first = int(span[1])
    last = int(span[2]) if span[2] else (9999 if span[3] else first)
    return first <= year <= last
