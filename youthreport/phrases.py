"""A Chinese text → the phrases in it that a paper must not print, each with what is wrong and what to do (X35, X36).

Pure: no file, no roster. The district's texts and the section templates are read with the same eyes. What is
quoted (《…》, “…”) is somebody's title and is left alone; what could mean something sound is not accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from youthreport.model import Period, Severity, StalePhrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at `start`:`end` of the text; `text` is that very stretch.

    `severity` is error for what is wrong in any sentence, warning for what may have its grounds. `why` and
    `remedy` are Chinese sentences.
    """

    start: int
    end: int
    text: str
    severity: Severity
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    pattern: re.Pattern[str]
    severity: Severity
    why: str
    remedy: str


# Full-width letters, digits and marks as their half-width twins: the same length, so that places stay true.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_QUOTED = re.compile(r'《[^《》]*》|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|〈[^〈〉]*〉|"[^"\n]*"')
_TITLED = re.compile(r"《[^《》]*》|〈[^〈〉]*〉")

_N = r"(?:\d[\d,]*(?:\.\d+)?[十百千万亿]*|[几数]?[一二两三四五六七八九十百千万亿]+)"
_M = r"[余多]?(?:人次|小时|[名人次场个支家项篇件条位期处户批元%‰])?"
# 附近、最近、走近 …; 签约、节约、有约 …; 到达 …: the same character in another word.
_JIN = r"(?<![附最靠邻临远相亲贴逼走拉就凑挨新晋])(?:将近|接近|近)"
_YUE = r"(?<![契签预节公条邀赴集违合特制相履婚盟誓隐要应解毁租失爽缔立订商守])(?:大约|大概|约)(?:有|为|计|达到?)?"
_CHAO = r"(?<!赶)(?:超过|超出|突破|超|逾)"
_TIME = r"(?!个?(?:年|天|日|月|周|载|小时|分钟|星期|学期|世纪|季度))"

_ONE = "请只留一个词；有准确数的请写准确数，或交由程序按实际值选用。"
_HEDGES = tuple(
    _Pattern(re.compile(pattern), severity, why, _ONE)
    for pattern, severity, why in (
        (
            rf"{_JIN}{_N}[余多]{_TIME}",
            Severity.ERROR,
            "“近”是不到这个数，“余”“多”是超过这个数，自相矛盾",
        ),
        (rf"{_JIN}{_N}{_M}以上", Severity.ERROR, "“近”是不到这个数，“以上”是达到或超过，自相矛盾"),
        (rf"{_YUE}{_N}[余多]{_TIME}", Severity.ERROR, "“约”与“余”“多”意思重复，说不清是多还是少"),
        (rf"{_CHAO}{_N}{_M}以上", Severity.ERROR, "“超过”不含本数，“以上”含本数，不能同用"),
        (rf"(?:至少|不少于|不低于|不下){_N}{_M}以上", Severity.ERROR, "“至少”与“以上”意思重复"),
        (
            rf"(?<![到抵送传直通])(?:多达|高达|达到|达)(?:将近|接近|近){_N}",
            Severity.ERROR,
            "“达”是到了这个数，“近”是不到，自相矛盾",
        ),
        (rf"{_CHAO}{_N}[余多]{_TIME}", Severity.WARNING, "“超过”与“余”“多”意思重复"),
        (
            rf"(?:{_YUE}|{_JIN}|{_CHAO}){_N}{_M}(?:左右|上下)",
            Severity.WARNING,
            "“约”“近”“超”与“左右”意思重复或矛盾",
        ),
        (rf"{_N}[余多](?:{_M})(?:左右|上下)", Severity.WARNING, "“余”“多”与“左右”意思矛盾"),
    )
)
_SUPERLATIVES = (
    _Pattern(
        re.compile(
            r"首个(?!工作日|周|星期|月|季度|学期|学年)|首家|首创|唯一(?!性|编码|标识|代码|编号|识别|确定|对应)"
            r"|率先(?!垂范|示范|士卒|作则)|独一无二|绝无仅有"
            r"|[全本][国省市区县](?:之首|榜首|首位|第一(?!批|书记|时间|届|期|次|阶段|线|季度|课|产业))"
        ),
        Severity.WARNING,
        "这样的提法需要有依据",
        "请删去；确有文件或通报为证的，请在区本级表《核实说明》写明依据。",
    ),
)
_FILL = "请填上实际内容；没有的请删去这一句。"
_BLANK_WORDS = (
    r"(?:市|县|区|街道|镇|乡|村|社区|学校|小学|中学|学院|公司|集团|局|同志|项目|活动|单位|年|月|日)"
)
_LEFTOVERS = tuple(
    _Pattern(re.compile(pattern), Severity.ERROR, why, _FILL)
    for pattern, why in (
        (r"【(?:[^【】]*(?:待|补|填|请|此处|某|[xX×]{2})[^【】]*|\s*)】", "方括号里是待补充的内容"),
        (r"\{[{%]|[}%]\}", "这是模板的标记"),
        (r"_{2,}|\(\s*\)", "这里留着空白没有填"),
        # 张某某 is how a person's name is withheld.
        (rf"某某(?={_BLANK_WORDS})|(?<![一-鿿])某某", "“某某”没有换成实际名称"),
        (r"某{1,3}(?:市|县|区|街道|镇|乡|小学|中学)", "“某”没有换成实际名称"),
        (r"待(?:补充|填写|填报|确认|定稿|核实)", "这里注明尚待补充"),
    )
)
# Letters, digits and what joins them: one word, so that the x of Xbox, 1+X, XX01 or 3x3 is no blank.
_TOKEN = re.compile(r"[0-9A-Za-z×*.+\-_/&@#~%]+")
_BLANK = re.compile(
    r"(?:[xX×*]{2,4}|[xX])(?:[./\-~](?:[xX×*]{1,4}|\d{1,2}))*%?|20[xX×*]{2}|\d{1,2}[./][xX×*]{1,2}"
)
_LONE_X = re.compile(r"[xX]%?")
_BEFORE_BLANK = re.compile(r"(?:^|[\W_]|[在于的第对为向由了给共达余近约超])$")
_AFTER_BLANK = re.compile(rf"\s*(?:$|[^\w\s]|{_BLANK_WORDS}|[名人次场个支家项篇件条位期号余多万元月日])")
_X_WORDS = re.compile(r"(?:光|射线|轴|染色体|展架|型|线|档|时代|世代|因子|元素)")

_DAY = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日(?!之?前|以前)")
_NAMED_DAY = re.compile(
    r"""[“"]?(?<![\d.vV版第])(\d{1,2})[.·・•‧](\d{1,2})[”"]?(?![万亿元级版场个名次倍分米吨公人小])"""
    r"""[一-鿿]{1,9}?(?:日|节)(?![常程期前后均新报志历记益])[”"]?"""
)
_SINCE = re.compile(r"(?:截至|截止|截止到|自|从)(?:\d{4}年)?$")
_HISTORY = re.compile(r".{0,4}(?:起|以来|成立|创建|创办|印发|出台|发布|颁布|通过)")


def faults(text: str, period: Period, stale_phrases: Iterable[StalePhrase] = ()) -> tuple[Phrase, ...]:
    """Everything that is wrong with the text in a paper on that period, in the order of the text."""
    found = [
        *contradictions(text),
        *leftovers(text),
        *superlatives(text),
        *days_outside(text, period),
        *stale(text, period.year, stale_phrases),
    ]
    return tuple(sorted(found, key=lambda phrase: (phrase.start, -phrase.end)))


def contradictions(text: str) -> tuple[Phrase, ...]:
    """Hedges that contradict or repeat each other: 近百余, 约…余, 超…以上, 至少…以上, 达近 (domain rules of wording)."""
    return _apart(_found(_HEDGES, text))


def superlatives(text: str) -> tuple[Phrase, ...]:
    """首个, 唯一, 率先 and the like: warnings, for they may be true."""
    return _apart(_found(_SUPERLATIVES, text))


def leftovers(text: str) -> tuple[Phrase, ...]:
    """What was to be replaced and was not: x, XX, 某某, 【待补充】, blanks and marks of a template."""
    plain = text.translate(_NARROW)
    covered = _covered(plain, _QUOTED)
    why = "“x”没有换成实际内容"
    found = list(_found(_LEFTOVERS, text))
    for token in _TOKEN.finditer(plain):
        if _is_blank(token, plain) and not _within(token.span(), covered, alone=True):
            found.append(_phrase(text, token.span(), Severity.ERROR, why, _FILL))
    for quoted in _QUOTED.finditer(plain):
        if re.fullmatch(r"某{2,}", quoted[0][1:-1]):
            found.append(
                _phrase(
                    text,
                    (quoted.start() + 1, quoted.end() - 1),
                    Severity.ERROR,
                    "“某某”没有换成实际名称",
                    _FILL,
                )
            )
    return _apart(found)


def days_outside(text: str, period: Period) -> tuple[Phrase, ...]:
    """Days that do not lie in the period: an error without a year (12.5国际志愿者日), a warning with another year.

    A day that something is due by (12月31日前), counted from (截至…) or that began something (…成立) is left alone.
    """
    plain = text.translate(_NARROW)
    covered = _covered(plain, _QUOTED)
    found: list[Phrase] = []
    for match in _DAY.finditer(plain):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if not _within(match.span(), covered) and not _explained_day(plain, match, bool(year)):
            found += _day_fault(text, match, (year, month, day), period)
    for match in _NAMED_DAY.finditer(plain):
        # 13.45 before 节 is some number, not a day.
        if not _within(match.span(), covered) and _day(0, match[1], match[2], period):
            found += _day_fault(text, match, (0, int(match[1]), int(match[2])), period)
    return _apart(found)


def stale(text: str, year: int, phrases: Iterable[StalePhrase]) -> tuple[Phrase, ...]:
    """Political phrases that belong to other years, by the catalogue's list; names of documents in 《》 are left alone."""
    plain = text.translate(_NARROW)
    covered = _covered(plain, _TITLED)
    return _apart(
        _phrase(text, match.span(), phrase.severity, f"{phrase.why}，不适用于{year}年", phrase.remedy)
        for phrase in phrases
        for match in _compiled(phrase.pattern).finditer(plain)
        if not _within(match.span(), covered) and not _current(phrase, match, year)
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{n}", r"(?P<n>\d{1,3}|[一二三四五六七八九十百零〇]+)"))


def _current(phrase: StalePhrase, match: re.Match[str], year: int) -> bool:
    if phrase.founded:
        return year == phrase.founded + _number(match["n"])
    return phrase.first <= year <= (phrase.last or year)


def _number(text: str) -> int:
    """The value of 105, 百, 九十五 or 一百零五."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total, digit = total + (digit or 1) * (10 if character == "十" else 100), 0
        else:
            digit = "零一二三四五六七八九".find(character.replace("〇", "零"))
    return total + digit


def _found(patterns: Iterable[_Pattern], text: str) -> Iterator[Phrase]:
    plain = text.translate(_NARROW)
    covered = _covered(plain, _QUOTED)
    for pattern in patterns:
        for match in pattern.pattern.finditer(plain):
            if not _within(match.span(), covered):
                yield _phrase(text, match.span(), pattern.severity, pattern.why, pattern.remedy)


def _phrase(text: str, span: tuple[int, int], severity: Severity, why: str, remedy: str) -> Phrase:
    return Phrase(*span, text[slice(*span)], severity, why, remedy)


def _covered(plain: str, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in pattern.finditer(plain))


def _within(span: tuple[int, int], covered: Iterable[tuple[int, int]], *, alone: bool = False) -> bool:
    """Whether a quotation holds the span, or cuts it; one that holds nothing else does not count with `alone`."""
    start, end = span
    for first, last in covered:
        if first >= end or last <= start or (start <= first and last <= end):
            continue
        if not (alone and (first + 1, last - 1) == span):
            return True
    return False


def _apart(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The phrases in order; of two that overlap the longer one."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (p.start - p.end, p.start, p.severity)):
        if all(phrase.end <= other.start or other.end <= phrase.start for other in kept):
            kept.append(phrase)
    return tuple(sorted(kept, key=lambda phrase: phrase.start))


def _is_blank(token: re.Match[str], plain: str) -> bool:
    """Whether the word consists of masks only; a single x must moreover stand where a word is missing."""
    if not _BLANK.fullmatch(token[0]):
        return False
    before, after = plain[: token.start()], plain[token.end() :]
    if _X_WORDS.match(after):
        return False
    if not _LONE_X.fullmatch(token[0]):
        return True
    # 团区委x高校 joins two names; x区 and 在x。 lack one.
    return bool(_AFTER_BLANK.match(after) or _BEFORE_BLANK.search(before))


def _explained_day(plain: str, match: re.Match[str], dated: bool) -> bool:
    if _SINCE.search(plain[: match.start()]):
        return True
    return dated and _HISTORY.match(plain, match.end()) is not None


def _day(year: int, month: int | str, day: int | str, period: Period) -> date | None:
    """That day, of the period's year when none is given; None when there is no such day."""
    try:
        return date(year or period.year, int(month), int(day))
    except ValueError:
        return None


def _day_fault(
    text: str, match: re.Match[str], parts: tuple[int, int, int], period: Period
) -> Iterator[Phrase]:
    day, change = _day(*parts, period), "请改为本期内的日期，或删去这一句"
    if day is None:
        yield _phrase(text, match.span(), Severity.ERROR, "没有这一天", "请改正日期。")
    elif day not in period:
        dated = bool(parts[0])
        severity = Severity.WARNING if dated else Severity.ERROR
        remedy = change + ("；确有需要的，请在区本级表《核实说明》写明原因。" if dated else "。")
        yield _phrase(text, match.span(), severity, f"这一天不在{period}内", remedy)
