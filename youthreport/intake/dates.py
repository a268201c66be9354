"""A cell's content → a date, whatever way it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from youthreport.intake.numbers import ERROR_TEXT
from youthreport.intake.numerals import parse_chinese
from youthreport.intake.readings import (
    MAX_WRITTEN,
    ErrorValue,
    Note,
    Reading,
    error,
    notice,
    shown,
    tidy,
    warning,
)
from youthreport.model import Period
from youthreport.quoting import quoted

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FULL = re.compile(r"(\d{4}|\d{2})\s*[年./\-、]\s*(\d{1,2})\s*[月./\-、]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_NO_YEAR = re.compile(r"(?:今年|本年)?(\d{1,2})(?:\s*月\s*|[-/])(\d{1,2})\s*[日号]?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})", re.ASCII)
_MONTH = re.compile(
    r"(?:(\d{4})\s*[年./\-]\s*|今年|本年)?(\d{1,2})\s*月(?:份)?\s*([上中下]旬|初|中|底)?", re.ASCII
)
_YEAR_MONTH = re.compile(r"(\d{4})\s*[./\-]\s*(\d{1,2})", re.ASCII)
_TO = r"\s*(?:至|到|~|～|—+|–|－|-+)\s*"
_RANGE = re.compile(r"\s*(?:至|到|~|～|—+|–|－|--)\s*")
_HYPHEN_RANGE = re.compile(
    r"(\S*?[日号]|\d{4}[./年]\d{1,2}[./月]\d{1,2}|\d{1,2}\.\d{1,2})\s*-\s*(\d.*)", re.ASCII
)
_DAY_RANGE = re.compile(rf"((?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}){_TO}\d{{1,2}}\s*[日号]", re.ASCII)
_MONTH_RANGE = re.compile(rf"(?:(\d{{4}})年)?(\d{{1,2}})(?:月份?)?{_TO}\d{{1,2}}月份?", re.ASCII)
_CLOCK = re.compile(
    r"[ T]\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?$|\s*(?:上午|下午|全天)$|\s*\(?(?<!每)(?<!每个)(?:星期|周)[一二三四五六日天]\)?$",
    re.ASCII,
)
_CHINESE = re.compile("[〇零○一二三四五六七八九十廿卅]+")
_OPEN = re.compile(r"每[个周月天日年逢]|长期|不定期|定期|常年|全年|若干|多次|待定|持续")
_BLANK = ("/", "\\", "—", "--", "——", "-", "无", "暂无", "待定", "不详")
_TENTHS = {"上旬": 1, "初": 1, "中旬": 11, "中": 11, "下旬": 21, "底": 21}
_REMEDY = "请按“2026-03-05”的写法填写。"
_LATER = "以后请按“2026-03-05”的写法填写；如理解有误，请改正后重报。"
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_FIRST_YEAR = 366


@dataclass(frozen=True, slots=True)
class _Text:
    """A written day, the period that completes its year, and where serial numbers start."""

    raw: str
    text: str
    period: Period
    epoch: date

    @property
    def quote(self) -> str:
        """What was written, in quotation marks and short enough for a sentence."""
        return quoted(self.raw)


def read_date(value: object, period: Period, *, date1904: bool = False) -> Reading:
    """The date in a cell; None for blank and, with an error, for what cannot be read. No content raises.

    `date1904`: bare numbers count days from 1904, as in workbooks of old Macs.
    """
    raw = shown(value)
    epoch = _EPOCH_1904 if date1904 else _EPOCH
    if value is None:
        return Reading(None, raw)
    if isinstance(value, date):
        typed = _typed_number(value, date1904=date1904)
        day = value.date() if isinstance(value, datetime) else value
        return _checked(day, raw) if typed is None else _number_as_date(typed, raw, period)
    if isinstance(value, bool | time | timedelta | ErrorValue):
        rule = "M20" if isinstance(value, ErrorValue) else "M33"
        return _refused(raw, f"{quoted(raw)}不是日期", rule)
    if isinstance(value, int | float | Decimal):
        return _from_number(value, raw, period, epoch)
    text = tidy(str(value)).rstrip("。;")
    if not text:
        return Reading(None, raw)
    if text in _BLANK:
        note = warning("M06", f"日期填{quoted(raw)}，按没有填处理", "请补填日期；没有日期的请清空该格。")
        return Reading(None, raw, notes=(note,))
    if ERROR_TEXT.fullmatch(text):
        return _refused(raw, f"{quoted(raw)}是错误值，不是日期", "M20")
    if len(text) > MAX_WRITTEN:
        return _refused(raw, f"{quoted(raw)}是一段文字，不是日期")
    return _from_text(_Text(raw, text, period, epoch))


def _refused(raw: str, message: str, rule: str = "M33", remedy: str = _REMEDY) -> Reading:
    return Reading(None, raw, notes=(error(rule, message, remedy),))


def _checked(day: date, raw: str, *notes: Note) -> Reading:
    if not 1900 <= day.year <= 2099:
        return _refused(raw, f"{quoted(raw)}的年份不合理")
    return Reading(day, raw, notes=notes)


def _accepted(day: date, raw: str) -> Reading:
    return _checked(day, raw, notice("M33", f"{quoted(raw)}按{day.isoformat()}处理", _LATER))


def _from_number(value: int | float | Decimal, raw: str, period: Period, epoch: date) -> Reading:
    if isinstance(value, Decimal) and not value.is_finite():
        return _refused(raw, f"{quoted(raw)}不是日期")
    if not 0 < value < 100_000_000:  # also what is not a number at all
        return _refused(raw, f"{quoted(raw)}不是日期")
    compact = _COMPACT.fullmatch(shown(value))
    day = _day(*compact.groups()) if compact else _serial(float(value), epoch)
    if day:
        return _accepted(day, raw)
    dotted = _dotted(raw, period)
    if dotted:
        return _ambiguous(dotted, raw)
    return _refused(raw, f"{quoted(raw)}无法确定是日期还是数值")


def _typed_number(moment: date, *, date1904: bool) -> str | None:
    """The small number that a date cell shows as a day of the first year that spreadsheets know; None for other days.

    Excel counts 1900-02-29, a day that never was: the days before it are one further from its epoch.
    """
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    epoch = _EPOCH_1904 if date1904 else date(1899, 12, 31) if at < datetime(1900, 3, 1) else _EPOCH
    days = (at.replace(tzinfo=None) - datetime.combine(epoch, time())) / timedelta(days=1)
    return shown(round(days, 2)) if 0 <= days <= _FIRST_YEAR else None


def _number_as_date(typed: str, raw: str, period: Period) -> Reading:
    """3.5 typed into a cell with a date format: what is shown, a day of 1900, nobody meant."""
    told = f"{quoted(raw)}是在日期格中填了数值{typed}"
    day = _dotted(typed, period)
    if day is None:
        return _refused(raw, f"{told}，看不出是哪一天")
    return _checked(day, raw, _either(day, typed, told + "，"))


def _serial(value: float, epoch: date) -> date | None:
    """The day that a bare number of days stands for, None outside this century."""
    if not 1 <= value < 73_051:
        return None
    day = epoch + timedelta(days=int(value))
    return day if _FIRST <= day <= _LAST else None


def _dotted(text: str, period: Period) -> date | None:
    """3.5 as 3月5日."""
    found = _DOTTED.fullmatch(text)
    return _day(str(period.year), found[1], found[2]) if found else None


def _ambiguous(day: date, raw: str) -> Reading:
    return _checked(day, raw, _either(day, raw, quoted(raw)))


def _either(day: date, written: str, told: str) -> Note:
    """The doubt whether a number is a day; a number does not keep the 0 of 3.10."""
    tenth = f"、{day.month}月{day.day}0日" if day.day <= 3 and written.endswith(f".{day.day}") else ""
    told += f"无法确定是{day.month}月{day.day}日{tenth}还是数值，暂按{day.isoformat()}处理"
    return warning("M33", told, f"请按“{day.isoformat()}”的写法填写。")


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _from_text(written: _Text) -> Reading:
    raw, text = written.raw, written.text
    if _ISO.fullmatch(text):
        day = _day(*text.split("-"))
        return _checked(day, raw) if day else _refused(raw, f"{quoted(raw)}不是存在的日期")
    if _SERIAL.fullmatch(text):
        return _from_number(float(text), raw, written.period, written.epoch)
    text = _CLOCK.sub("", text).strip()
    if "月" in text:
        text = _CHINESE.sub(_to_digits, text)
    day, completed = _single(text, written.period)
    if day:
        return _accepted_text(day, raw, completed)
    dotted = _dotted(text, written.period)
    if dotted:
        return _ambiguous(dotted, raw)
    if _OPEN.search(text):
        return _refused(
            raw, f"{quoted(raw)}不是一个日期，看不出是哪一天", "M34", "请改为逐场登记，或填场次与起止日期。"
        )
    return _from_range(written, text)


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
        return _day(str(period.year), short[1], short[2]), True
    return None, False


def _accepted_text(day: date, raw: str, completed: bool) -> Reading:
    if not completed:
        return _accepted(day, raw)
    told = f"{quoted(raw)}没有写年份，按报告年份处理为{day.isoformat()}"
    return _checked(day, raw, notice("M33", told, "如不是本年，请补写年份后重报；以后请写全年月日。"))


def _from_range(written: _Text, text: str) -> Reading:
    start = _range_start(text, written.period)
    if start:
        told = f"{written.quote}是日期区间，起始日期按{start.isoformat()}处理"
        return _checked(start, written.raw, notice("M34", told, "请把结束日期填在“结束日期”栏。"))
    start = _month_start(text, written.period)
    if start:
        told = f"{written.quote}只到月份，按{start.isoformat()}处理"
        return _checked(start, written.raw, warning("M34", told, "请补写具体日期；多场的请逐场登记。"))
    return _refused(written.raw, f"{written.quote}无法识别为日期")


def _range_start(text: str, period: Period) -> date | None:
    inside = _DAY_RANGE.fullmatch(text)
    hyphen = _HYPHEN_RANGE.fullmatch(text)
    if inside or hyphen:
        first = str(inside[1] if inside else hyphen[1] if hyphen else "")
    else:
        parts = _RANGE.split(text, maxsplit=1)
        if len(parts) != 2 or not re.match(r"\d", parts[1]):
            return None
        first = parts[0]
    day, _ = _single(first.strip(), period)
    return day or _dotted(first.strip(), period)


def _month_start(text: str, period: Period) -> date | None:
    """The first day that is meant by a month, a third of it, or several months."""
    month = _MONTH.fullmatch(text)
    if month:
        return _day(month[1] or str(period.year), month[2], str(_TENTHS.get(month[3] or "", 1)))
    several = _MONTH_RANGE.fullmatch(text)
    if several:
        return _day(several[1] or str(period.year), several[2], "1")
    alone = _YEAR_MONTH.fullmatch(text)
    return _day(alone[1], alone[2], "1") if alone else None
