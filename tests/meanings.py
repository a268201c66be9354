"""Printed words → what they say of the exact value, read without the code that wrote them (domain.md §1.3)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Number = int | Decimal
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
HEADS = {"百": 100, "千": 1000, "万": 10_000}
_HEDGED = re.compile(r"(近|约|超过|达|不足)?(?:(\d[\d.]*)(万)?|([百千万]))(余)?(%)?元?")


@dataclass(frozen=True)
class Meaning:
    """`true` tells whether the words are true of a value; `size` is the number that they name."""

    true: Callable[[Number], bool]
    size: Decimal


def step(size: Decimal) -> int:
    """The distance from a round number to the next."""
    return 10 if size < 1000 else 100 if size < 10_000 else 1000


def meaning(text: str, after: str = "") -> Meaning:
    """The meaning of a printed figure; `after` is what follows it (以上 may stand behind a measure word).

    ValueError for words that have no agreed meaning, above all for two hedges on one number.
    """
    if chinese := spelled(text):
        return Meaning(lambda value: value == chinese, Decimal(chinese))
    match = _HEDGED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    word, digits, wan, head, more, percent = match.groups()
    size = Decimal(HEADS[head]) if head else Decimal(digits) * (10_000 if wan else 1)
    at_least = re.match(r"\D{0,3}以上", after) is not None
    if sum(map(bool, (word, more, at_least))) > 1:
        raise ValueError(text + after)
    if percent:
        return Meaning(_rate(word, size, digits, at_least), size)
    return Meaning(_count(word or more or ("以上" if at_least else ""), size, bool(head), bool(wan)), size)


def _count(hedge: str, size: Decimal, head: bool, wan: bool) -> Callable[[Number], bool]:
    gap = size if head else step(size)
    near = Decimal("0.95") if size >= 100 else Decimal("0.9")
    return {
        "": lambda value: value == size,
        "近": lambda value: near * size <= value < size,
        "余": lambda value: size < value < size + gap,
        "约": lambda value: abs(value - size) <= size / 20,
        "超过": lambda value: size < value < size + gap,
        "达": lambda value: size <= value < size + (1000 if wan or size >= 10_000 else 1),
        "以上": lambda value: size <= value < size + gap,
    }[hedge]


def _rate(word: str | None, size: Decimal, digits: str, at_least: bool) -> Callable[[Number], bool]:
    if at_least:
        return lambda value: size <= value < size + 1
    if word == "不足":
        return lambda value: 0 < value < size
    if word == "超过":
        return lambda value: size < value < size + 1
    if word:
        raise ValueError(f"{word}{digits}%")
    width = Decimal("0.1") if "." in digits else Decimal(0)
    return lambda value: value == size if not width else size <= value < size + width


def spelled(text: str) -> int:
    """The value of a numeral such as 九, 两, 十二 or 一百零一; 0 for what is none."""
    if not text or set(text) - set(DIGITS) - set("十百千万") or text in HEADS:
        return 0
    high, wan, low = text.rpartition("万")
    if wan:
        return spelled(high) * 10_000 + (spelled(low.lstrip("零")) if low else 0)
    total, digit = 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return total + digit


@dataclass(frozen=True)
class Printed:
    """One bookmarked figure of a paper with the words around it in its paragraph."""

    code: str
    text: str
    before: str
    after: str


def printed(document: bytes) -> Iterator[Printed]:
    """Every `yr_<code>_<n>` of a paper, in order."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml"))
    for paragraph in body.iter(f"{W}p"):
        text, open_spans, spans = "", {}, []
        for node in paragraph.iter(f"{W}t", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            if node.tag == f"{W}t":
                text += node.text or ""
            elif node.tag == f"{W}bookmarkStart":
                open_spans[node.get(f"{W}id")] = (node.get(f"{W}name"), len(text))
            elif node.get(f"{W}id") in open_spans:
                spans.append((*open_spans.pop(node.get(f"{W}id")), len(text)))
        for name, start, end in spans:
            if match := re.fullmatch(r"yr_(\w+)_\d+", name):
                yield Printed(match[1], text[start:end], text[:start], text[end:])


def paragraphs(document: bytes) -> list[str]:
    """The text of every paragraph."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]
