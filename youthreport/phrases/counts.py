"""A text → the numbers in it that count something, in digits or in Chinese, whatever their measure.

A number in digits counts unless its place or its form says otherwise: a day, a rank, a name, a numbering. Chinese
numerals stand in so many words that a short one counts only before a measure, a round one (百, 千) only with a hedge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from youthreport.phrases.counting import any_of, words
from youthreport.phrases.finding import QUOTED, Span, narrow, overlaps
from youthreport.phrases.numerals import ABOUT, DIGITS, HANZI, HEDGE, ROUND, RUN, SHARE, WELL_FORMED

_END = re.compile(r"\s*(?:[,。;、!?)》”:…\n]|$)")
# At the beginning of a sentence or an item: 1. （3） 2、; a page number between dashes.
_NUMBERING = re.compile(
    r"(?:^|(?<=[。;:\n\t]))\s*(?:\(\d{1,2}\)|\d{1,2}(?:[、)]|\.(?!\d)))"
    r"|\(\d{1,2}\)(?=[\u4e00-\u9fff])|^\s*[-—–]+\s*\d+\s*[-—–]+\s*$"
)
# 2026-06-30, 2026.6, 9:30, 9时30分, 1.1.2, 3·5, 6.30前, 12.5国际志愿者日, 〔2026〕, 010-88886666
_DATED = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?:[-/]\d{1,2}(?:[-/]\d{1,2})?|\.\d{1,2}(?![\d\u4e00-\u9fff]))|\d{1,2}:\d\d(?::\d\d)?|\d{1,2}[时点]\d{1,2}分?|\d+(?:\.\d+){2,}|\d+[·•・‧]\d+"
    r"|\d{1,2}\.\d{1,2}(?=[”\"]?[\u4e00-\u9fff]{1,9}?(?:日|节)(?![常程期前后均新报志历记益]))"
    r"|\d{1,2}\.\d{1,2}(?=[之以]?[前后]|起|至)|[〔\[(【](?:19|20)\d\d[〕\])】]|0\d{2,3}-\d{7,8}|1\d{2}-?\d{4}-?\d{4})(?!\d)"
)
_NAMED_SIDE = re.compile(r"[A-Za-z+·•#№@_\\×]$"), re.compile(r"[+·•@_×]|[A-Za-z]|[xX]\d")
# 每月一次, 最多跑一次; 其中一项, 又一个, 上一期
_NOT_ONE = re.compile("[每最]|[同中唯某又再逐上下前后哪有到为成作缺于]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOTLINE = re.compile(r"123\d\d")
_VERSION = re.compile(r"\d\.0")
_SERIAL = 2  # digits of the number of an annex or a table
_LONG = 7  # digits of a telephone
_ROUND_YEAR = 50  # 1950 and 2000 are numbers rather than years
_MANY = 3


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists as patterns; `measure`, `time` and those that begin a name hold behind a number."""

    measure: re.Pattern[str]
    time: re.Pattern[str]
    counted_time: re.Pattern[str]
    rank: re.Pattern[str]
    chinese_rank: re.Pattern[str]
    label: re.Pattern[str]
    line: re.Pattern[str]
    set_phrase: re.Pattern[str]
    name: re.Pattern[str]
    name_behind: re.Pattern[str]
    whole_name: re.Pattern[str]


def counts(text: str, measures: Iterable[str] = ()) -> list[Span]:
    """Where numbers that count something stand, the measure included where it is a known one, in order.

    `measures` are measures besides those of counting.toml. Names in quotation marks hold none.
    """
    plain = narrow(text)
    known = _patterns(tuple(sorted(set(measures))))
    taken = [m.span() for m in _NUMBERING.finditer(plain)]
    taken += [m.span() for m in _DATED.finditer(plain) if not known.measure.match(plain, m.end())]
    taken += [m.span() for m in known.whole_name.finditer(plain)]
    taken += [m.span() for m in QUOTED.finditer(plain) if m[0][0] in "《〈" or _is_name(m[0][1:-1])]
    found: list[Span] = []
    for span in _candidates(plain, known):
        if not overlaps(span, (*taken, *found)):
            found.append(span)
    return sorted(found)


def _is_name(quoted: str) -> bool:
    return not re.search("[,。;!?]", quoted)


def _candidates(plain: str, known: _Patterns) -> Iterator[Span]:
    for match in SHARE.finditer(plain):
        yield match.span()
    for match in DIGITS.finditer(plain):
        measure = known.measure.match(plain, match.end())
        if _counts_in_digits(plain, match, known, measured=measure is not None):
            behind = measure or known.time.match(plain, match.end())
            yield match.start(), behind.end() if behind else match.end()
    for match in RUN.finditer(plain):
        span = _in_chinese(plain, match, known)
        if span is not None:
            yield span


# -- digits ----------------------------------------------------------------------------------


def _counts_in_digits(plain: str, match: re.Match[str], known: _Patterns, *, measured: bool) -> bool:
    before, after = plain[: match.start()], plain[match.end() :]
    if _NAMED_SIDE[0].search(before) or (_NAMED_SIDE[1].match(after) and not measured):
        return False
    if known.rank.search(before):
        return False
    if known.time.match(after):
        return known.counted_time.search(before) is not None
    return measured or not _names(match, before, after, known)


def _names(match: re.Match[str], before: str, after: str, known: _Patterns) -> bool:
    """Whether a number without a measure is a year, a rank, a hotline, a telephone or a version."""
    number = match[0]
    if known.name.match(f"{number}{after}") or _is_labelled(number, before, after, known):
        return True
    if _YEAR.fullmatch(match["first"]) and (match["last"] or number == match["first"]):
        return int(match["first"]) % _ROUND_YEAR != 0
    if number.isdigit() and len(number) >= _LONG:
        return _END.match(after) is not None
    return _HOTLINE.fullmatch(number) is not None or _VERSION.fullmatch(number) is not None


def _is_labelled(number: str, before: str, after: str, known: _Patterns) -> bool:
    if not number.isdigit():
        return False
    small = len(number) <= _SERIAL and known.label.search(before) is not None
    return small or (_END.match(after) is not None and known.line.search(before) is not None)


# -- Chinese ---------------------------------------------------------------------------------


def _in_chinese(plain: str, match: re.Match[str], known: _Patterns) -> Span | None:
    """The number with its hedge where it needs one and its measure; None where it only is part of a word."""
    start, end = match.span()
    if end < len(plain) and plain[end] in "余多几" and not plain.startswith("余", start - 1):
        end += 1
    open_end = end > match.end()
    before, after = plain[:start], plain[end:]
    if time := known.time.match(after):
        return (start, end + time.end()) if known.counted_time.search(before) else None
    measure = known.measure.match(plain, end)
    stop = measure.end() if measure else end
    hedge = HEDGE.search(before)
    some = hedge is not None and hedge[0][-1] in "数几"
    if ROUND.fullmatch(match[0]) and (match[0] != "十" or some):
        if hedge is not None and (measure or (some and not _END.match(after))):
            return hedge.start(), stop
        return (start, stop) if open_end else None
    if _is_part_of_a_word(match[0], before, after, known):
        return None
    counted = measure or (open_end and match[0][-1] in "十百千万亿") or _is_many(match[0], after, known)
    return (start, stop) if counted else None


def _is_part_of_a_word(numeral: str, before: str, after: str, known: _Patterns) -> bool:
    parts = re.split(f"[^{HANZI}]+", numeral)
    if not all(WELL_FORMED.fullmatch(part) or ABOUT.fullmatch(part) for part in parts):
        return True
    if known.chinese_rank.search(before):
        return True
    if numeral == "一":
        return not _one_at_the_end(before, after, known)
    return not set(numeral) & set("百千万亿") and known.set_phrase.match(after) is not None


def _one_at_the_end(before: str, after: str, known: _Patterns) -> bool:
    """Whether 一 counts: 新建青年之家一个。 and 一倍 do; 一批先进, 每月一次 and 一个开端 do not."""
    measure = known.measure.match(after)
    if measure is None or measure[0] in words().vague_with_one:
        return False
    clause = re.split("[,。;:、]", before)[-1]
    if measure[0] == "倍":
        return True
    return bool(_END.match(after, measure.end()) and clause) and not _NOT_ONE.search(clause)


def _is_many(numeral: str, after: str, known: _Patterns) -> bool:
    """Whether a numeral without a measure is too large to be part of a word: 三百五十, 一千二百锭."""
    if known.name_behind.match(after) or len(numeral) < _MANY - 1 or not set(numeral) & set("百千万亿"):
        return False
    return bool(re.match("[\u4e00-\u9fff]", after) or len(numeral) >= _MANY)


@lru_cache(maxsize=8)
def _patterns(measures: tuple[str, ...]) -> _Patterns:
    listed = words()
    time = re.compile(rf"[ ]?[半多余]?{any_of(listed.times)}")
    counting = tuple(
        re.escape(one)
        for one in {*listed.measures, *measures}
        if not time.match(one) and one not in ("分", "h")
    )
    known = any_of(counting)
    return _Patterns(
        measure=re.compile(rf"[ ]?[余多]?{known}"),
        time=time,
        counted_time=re.compile(f"{any_of(listed.counted_times)}$"),
        rank=re.compile(rf"{listed.ranks}(?:[\d{HANZI}]+[、和至到—-])*$"),
        chinese_rank=re.compile(rf"(?:[{listed.chinese_ranks}]|第[\d{HANZI}]+[、和])$"),
        label=re.compile(rf"(?<![代发])(?:{any_of(listed.labels)})[: ]?$"),
        line=re.compile(f"{any_of(listed.lines)}[: ]?$"),
        set_phrase=re.compile(any_of(listed.set_phrases)),
        name=re.compile(any_of(listed.names)),
        name_behind=re.compile(any_of(listed.names_behind)),
        whole_name=re.compile(rf"(?<![\d.]){any_of(listed.names_with_measure)}"),
    )
