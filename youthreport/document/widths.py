"""The text of a tag → the full-width marks that an input method left in it, each with its place, and the tag as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Full-width letters, digits and marks, and what a Chinese keyboard gives for the marks of a tag.
_FARTHER = ord("！") - ord("!")
_HALF = {chr(code): chr(code - _FARTHER) for code in range(ord("！"), ord("～") + 1)} | {"、": ",", "。": "."}
_QUOTES = {"“": "'", "”": "'", "‘": "'", "’": "'", "＂": "'", "＇": "'"}
_OTHER = str.maketrans(_HALF | _QUOTES)
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|(?<=[“])[^“”]*(?=[”])|(?<=[‘])[^‘’]*(?=[’])")
_KEYWORD = re.compile(r"^(\{%(?:p|tr)?\s*(?:if|elif|for))(?=[^\w\s])")
_LAST = re.compile(r"\s*[,.;:]+\s*(?=[%}]\}$)")  # a stop behind the last word, as behind a sentence
_BRACKETED = re.compile(r"[{｛]\s*[{｛%％].*?[}｝%％]\s*[}｝]")
_NAMED = 4  # more marks than this are counted


def wide_marks(tag: str, *, quotes: bool = False) -> str:
    """The full-width marks outside of quoted words: `第8个字 ｜ 应为 |`; "" when there is none. Turned quotation marks
    are told with `quotes` alone: a section that holds them in pairs is read all the same.
    """
    found = [
        f"第{at + 1}个字 {tag[at]} " + (f"应为 {half}" if half else "应删去")
        for at, half in _wide(tag, quotes)
    ]
    more = f"等{len(found)}处" if len(found) > _NAMED else ""
    return "、".join(found[:_NAMED]) + more


def meant(tag: str) -> str:
    """The tag with half-width marks, its quoted words untouched."""
    made, at = "", 0
    for literal in _LITERAL.finditer(tag):
        made += tag[at : literal.start()].translate(_OTHER) + literal[0]
        at = literal.end()
    made = _KEYWORD.sub(r"\1 ", made + tag[at:].translate(_OTHER))
    return _LAST.sub(" ", made)


def meant_in(text: str) -> str:
    """The first tag of a paragraph whose brackets are full-width, as it was meant; "" when none is whole."""
    tags = (match[0] for match in _BRACKETED.finditer(text))
    wide = next((tag for tag in tags if re.search("[｛｝％]", tag)), "")
    return re.sub(r"([{}%])\s+(?=[{}%])", r"\1", meant(wide))


def _wide(tag: str, quotes: bool) -> Iterator[tuple[int, str]]:
    covered = [literal.span() for literal in _LITERAL.finditer(tag)]
    known = _QUOTES if quotes else {mark: half for mark, half in _HALF.items() if mark not in _QUOTES}
    for at, mark in enumerate(tag):
        if mark in known and not any(start <= at < end for start, end in covered):
            yield at, "" if _LAST.match(known[mark] + tag[at + 1 :]) else known[mark]
