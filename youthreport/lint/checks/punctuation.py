"""Texts → punctuation that is half-width, torn, doubled or unpaired (GB/T 15834)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from youthreport.lint.checks.texts import everywhere
from youthreport.lint.guards import Guard
from youthreport.lint.marks import HANZI
from youthreport.lint.paper import Paper, Paragraph, Role
from youthreport.lint.registry import Hit, check, rewording

_WIDE = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！"}
_AFTER = f"{HANZI}”）》」"
_HALF = re.compile(
    rf"(?<=[{_AFTER}])[,:;?!]|(?<=[\d%A-Za-z]),(?=[{HANZI}“《（])|(?<=[{_AFTER}])\.(?=\s*$|[{HANZI}“《])"
    rf"|(?<=[\d%]);(?=[{HANZI}“《（])|(?<=[{HANZI}]\))(?:[,:;?!]|\.(?=\s*$|[{HANZI}“《]))"
)
_BRACKETS = re.compile(r"[（(]([^()（）]{0,200})[)）]")
_CHINESE = re.compile(f"[{HANZI}]")
_STRAIGHT = re.compile(r'"([^"“”\n]{1,120})"')
_LONE_STRAIGHT = re.compile(rf'(?<=[{HANZI}，。])"|"(?=[{HANZI}《])')
_ELLIPSIS = re.compile(
    rf"(?<=[{_AFTER}，、])(?:\.{{3,}}|(?<!…)…(?!…)|…{{3,}})|。{{3,}}|(?<!…)…(?!…)(?=[{HANZI}])"
)
_DASH = re.compile(
    rf"(?<=[{_AFTER}])\s?(?:-{{2,}}|－{{2,}}|–{{2,}}|─{{2,}}|―{{2,}}|━{{2,}}|ー{{2,}})\s?(?=[{HANZI}“《])|^(?:-{{2,}}|―{{2}}|─{{2,}})(?=[{HANZI}“《])"
)
_DOUBLED = re.compile(
    r"[，、；：][，。、；：]+|。[，、；：]+|(?<!。)。。(?!。)|[！？]{3,}|[（《“][，。、；：]|[，、；：][）》]"
)
_BETWEEN = re.compile(r"(?<=》)、(?=《)|(?<=”)、(?=“)")
_PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", ")": "(", "〉": "〈", "】": "【", "〕": "〔", "]": "["}
_OPENING = frozenset(_PAIRS.values())
_SIGNS = _OPENING | frozenset(_PAIRS)
_ORDINAL = re.compile(
    r"(?:^|[\s，。；：、！？（(])[一二三四五六七八九十]{1,3}$|(?<![0-9A-Za-z])[0-9A-Za-z]{1,3}$"
)
_HEADED = frozenset({Role.ADDRESSEE, Role.ANNEX_NOTE, Role.COPIES})


def _start(paragraph: Paragraph) -> int:
    """Where the text begins behind its number; the number has rules of its own."""
    return paragraph.heading.mark if paragraph.heading else 0


@check("G69")
def full_width(paper: Paper) -> Iterator[Hit]:
    """，。：；？！ beside Chinese characters."""
    for paragraph, guard in everywhere(paper):
        end = len(paragraph.text.rstrip())
        for found in _HALF.finditer(paragraph.text, _start(paragraph)):
            headed = paragraph.role in _HEADED and (found.end() == end or found.end() <= 5)
            if guard.spares(*found.span()) or headed or found[0] + paragraph.text[found.end() :][:2] == "...":
                continue
            yield rewording(
                paragraph,
                *found.span(),
                _WIDE[found[0]],
                f"汉字旁用了半角“{found[0]}”",
                verbatim=guard.quotes(*found.span()),
            )


@check("G70")
def full_width_brackets(paper: Paper) -> Iterator[Hit]:
    """（） round Chinese characters."""
    for paragraph, guard in everywhere(paper):
        for found in _BRACKETS.finditer(paragraph.text, _start(paragraph)):
            ends = (found[0][0], found[0][-1])
            mixed = ends in {("（", ")"), ("(", "）")}
            half = ends == ("(", ")") and bool(_CHINESE.search(found[1]))
            if not (mixed or half) or guard.spares(found.start(), found.start() + 1):
                continue
            whole = paragraph.text[found.start() : found.end()]
            message = f"“{whole[:10]}{'…' if len(whole) > 10 else ''}”用了半角括号"
            for at, new in ((found.start(), "（"), (found.end() - 1, "）")):
                if paragraph.text[at] != new:
                    yield rewording(paragraph, at, at + 1, new, message, verbatim=guard.quotes(at, at + 1))


@check("G71")
def curly_quotes(paper: Paper) -> Iterator[Hit]:
    """“” round Chinese text; a pair is mended, a single one is only told."""
    for paragraph, guard in everywhere(paper):
        paired: list[tuple[int, int]] = []
        even = paragraph.text.count('"') % 2 == 0
        for found in _STRAIGHT.finditer(paragraph.text):
            if _CHINESE.search(found[1]) and not guard.spares(*found.span()) and even:
                paired.append(found.span())
                new = f"“{found[1]}”"
                yield from _quotes(paragraph, found.start(), found.end(), new, guard)
        for found in _LONE_STRAIGHT.finditer(paragraph.text):
            inside = any(start <= found.start() < end for start, end in paired)
            if not inside and not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, "用了直引号，且不成对")


def _quotes(paragraph: Paragraph, start: int, end: int, new: str, guard: Guard) -> Iterator[Hit]:
    verbatim = guard.quotes(start, end)
    yield rewording(paragraph, start, start + 1, new[0], "用了直引号", verbatim=verbatim)
    yield rewording(paragraph, end - 1, end, new[-1], "用了直引号", verbatim=verbatim)


@check("G72")
def paired(paper: Paper) -> Iterator[Hit]:
    """Each opening sign has its closing one in the same paragraph; a quotation may go over several."""
    is_open = False
    for paragraph, guard in everywhere(paper):
        opening, closing = _unmatched(paragraph.text, guard)
        for sign, at in closing:
            if sign == "”" and is_open:
                is_open = False
            else:
                yield rewording(paragraph, at, at + 1, None, f"“{sign}”没有对应的前一半")
        for sign, at in opening:
            if sign == "“" and _goes_on(paper, paragraph):
                is_open = True
            else:
                yield rewording(paragraph, at, at + 1, None, f"“{sign}”没有对应的后一半")


def _unmatched(text: str, guard: Guard) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The opening and the closing signs, each with its place, that have no partner in the text."""
    opening: list[tuple[str, int]] = []
    closing: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        if sign not in _SIGNS:
            continue
        if guard.spares(at, at + 1) or (sign in "[]()" and not _beside_chinese(text, at)):
            continue
        if sign in _OPENING:
            opening.append((sign, at))
        elif sign in _PAIRS and opening and opening[-1][0] in _matching(sign):
            opening.pop()
        elif sign in _PAIRS and not _is_list_mark(text, at, sign):
            closing.append((sign, at))
    return opening, closing


def _matching(sign: str) -> frozenset[str]:
    """The opening signs that a closing one may answer: half- and full-width brackets answer each other."""
    return frozenset("（(") if sign in "）)" else frozenset(_PAIRS[sign])


def _beside_chinese(text: str, at: int) -> bool:
    return bool(_CHINESE.search(text[max(0, at - 1) : at + 2]))


def _is_list_mark(text: str, at: int, sign: str) -> bool:
    """1）, a), ’ as an apostrophe."""
    if sign == "’":
        return True
    return sign in "）)" and bool(_ORDINAL.search(text[:at]))


def _goes_on(paper: Paper, paragraph: Paragraph) -> bool:
    """Whether the next paragraph opens the quotation again, as long quotations do."""
    after = None if paragraph.boxed else paper.neighbour(paragraph, 1)
    return after is not None and after.stripped.startswith("“")


@check("G73")
def ellipsis_whole(paper: Paper) -> Iterator[Hit]:
    """……."""
    for paragraph, guard in everywhere(paper):
        for found in _ELLIPSIS.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(
                    paragraph,
                    *found.span(),
                    "……",
                    f"省略号写作“{found[0]}”",
                    verbatim=guard.quotes(*found.span()),
                )


@check("G74")
def dash_whole(paper: Paper) -> Iterator[Hit]:
    """——."""
    for paragraph, guard in everywhere(paper):
        for found in _DASH.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(
                    paragraph,
                    *found.span(),
                    "——",
                    f"破折号写作“{found[0].strip()}”",
                    verbatim=guard.quotes(*found.span()),
                )


@check("G75")
def not_doubled(paper: Paper) -> Iterator[Hit]:
    """One sign at a time."""
    for paragraph, guard in everywhere(paper):
        for found in _DOUBLED.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, f"标点“{found[0]}”连在一起")


@check("G76")
def no_comma_between(paper: Paper) -> Iterator[Hit]:
    """《甲》《乙》 and “甲”“乙”."""
    for paragraph, _ in everywhere(paper):
        for found in _BETWEEN.finditer(paragraph.text):
            yield rewording(paragraph, *found.span(), "", "并列的书名号或引号之间用了顿号")
