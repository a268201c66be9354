"""A cell's content → a date, whatever way it was written."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from youthreport.intake.numerals import parse_chinese
from youthreport.intake.readings import ErrorValue, Note, Reading, error, notice, shown, tidy, warning
from youthreport.model import Period

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FULL = re.compile(r"(\d{4}|\d{2})\s*[年./\-、]\s*(\d{1,2})\s*[月./\-、]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NO_YEAR = re.compile(r"(?:(今年|本年))?(\d{1,2})(?:\s*月\s*|[-/])(\d{1,2})\s*[日号]?", re.ASCII)
_MONTH = re.compile(r"(?:(\d{4})\s*[年./\-]\s*)?(\d{1,2})\s*月?(?:份)?\s*([上中下]旬|初|中|底)?", re.ASCII)
_RANGE = re.compile(r"\s*(?:至|到|~|～|—+|–|－|--)\s*")
_HYPHEN_RANGE = re.compile(r"(.*?[日号]|\d{4}[./年]\d{1,2}[./月]\d{1,2})\s*-\s*(\d.*)", re.ASCII)
_CLOCK = re.compile(
    r"[ T]\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?$|\s*(?:上午|下午|全天)$|\s*\(?(?:星期|周)[一二三四五六日天]\)?$",
    re.ASCII,
)
_CHINESE = re.compile("[〇零○一二三四五六七八九十廿卅]+")
_OPEN = re.compile(r"每[周月天日年]|长期|不定期|常年|全年|若干|多次|待定")
_TENTHS = {"上旬": 1, "初": 1, "中旬": 11, "中": 11, "下旬": 21, "底": 21}
_REMEDY = "请按“2026-03-05”的写法填写。"
_EPOCH = date(1899, 12, 30)


def read_date(value: object, period: Period) -> Reading:
    """The date in a cell; None for blank and, with an error, for what cannot be read. No content raises."""
    raw = shown(value)
    if value is None:
        return Reading(None, raw)
    if isinstance(value, datetime):
        return _checked(value.date(), raw, ())
    if isinstance(value, date):
        return _checked(value, raw, ())
    if isinstance(value, bool | time | timedelta | ErrorValue):
        rule = "M20" if isinstance(value, ErrorValue) else "M33"
        return _refused(raw, f"“{raw}”不是日期", rule)
    if isinstance(value, int | float):
        return _from_number(value, raw)
    text = tidy(str(value)).rstrip("。;；")
    if not text or text in ("/", "—", "-", "无", "暂无"):
        return Reading(None, raw)
    return _from_text(text, raw, period)


def _refused(raw: str, message: str, rule: str = "M33") -> Reading:
    return Reading(None, raw, notes=(error(rule, message, _REMEDY),))


def _checked(day: date, raw: str, notes: tuple[Note, ...]) -> Reading:
    if not 1900 <= day.year <= 2099:
        return _refused(raw, f"“{raw}”的年份不合理")
    return Reading(day, raw, notes=notes)


def _accepted(day: date, raw: str) -> Reading:
    return _checked(day, raw, (notice("M33", f"“{raw}”按{day.isoformat()}处理"),))


def _from_number(value: int | float, raw: str) -> Reading:
    if value == int(value) if abs(value) < 1e12 else False:
        compact = _COMPACT.fullmatch(str(int(value)))
        day = _day(*compact.groups()) if compact else None
        if day:
            return _accepted(day, raw)
        if 36_526 <= value <= 73_050:
            return _accepted(_EPOCH + timedelta(days=int(value)), raw)
    return _refused(raw, f"“{raw}”无法确定是日期还是数值")


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _from_text(text: str, raw: str, period: Period) -> Reading:
    if _ISO.fullmatch(text):
        day = _day(*text.split("-"))
        return _checked(day, raw, ()) if day else _refused(raw, f"“{raw}”不是存在的日期")
    text = _CLOCK.sub("", text).strip()
    if "月" in text:
        text = _CHINESE.sub(_to_digits, text)
    found, completed = _single(text, period)
    if found:
        return _accepted_text(found, raw, completed)
    if _OPEN.search(text):
        return Reading(
            None,
            raw,
            notes=(error("M34", f"“{raw[:40]}”不是一个日期", "请改为逐场登记，或填场次与起止日期。"),),
        )
    return _from_range(text, raw, period)


def _to_digits(found: re.Match[str]) -> str:
    text = found.group()
    if len(text) == 4 and "十" not in text:
        return "".join(str(parse_chinese(char)) for char in text)
    number = parse_chinese(text)
    return text if number is None else str(number)


def _single(text: str, period: Period) -> tuple[date | None, bool]:
    """A whole date, and whether its year had to be completed."""
    full = _FULL.fullmatch(text) or _COMPACT.fullmatch(text)
    if full:
        return _day(*full.groups()), False
    short = _NO_YEAR.fullmatch(text)
    if short:
        return _day(str(period.year), short[2], short[3]), True
    return None, False


def _accepted_text(day: date, raw: str, completed: bool) -> Reading:
    if not completed:
        return _accepted(day, raw)
    note = notice(
        "M33", f"“{raw}”没有写年份，按报告年份处理为{day.isoformat()}", "如不是本年，请补写年份后重报。"
    )
    return _checked(day, raw, (note,))


def _from_range(text: str, raw: str, period: Period) -> Reading:
    hyphen = _HYPHEN_RANGE.fullmatch(text)
    parts = list(hyphen.groups()) if hyphen else _RANGE.split(text, maxsplit=1)
    if len(parts) == 2:
        start, _ = _single(parts[0].strip(), period)
        if start:
            note = notice(
                "M34",
                f"“{raw[:40]}”是日期区间，起始日期按{start.isoformat()}处理",
                "请把结束日期填在“结束日期”栏。",
            )
            return _checked(start, raw, (note,))
    month = _MONTH.fullmatch(text)
    if month and "月" in text:
        start = _day(month[1] or str(period.year), month[2], str(_TENTHS.get(month[3] or "", 1)))
        if start:
            note = warning("M34", f"“{raw}”只到月份，按{start.isoformat()}处理", "请补写具体日期。")
            return _checked(start, raw, (note,))
    return _refused(raw, f"“{raw[:40]}”无法识别为日期")
