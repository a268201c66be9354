"""A cell's content → a number, with a note for every repair and refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from youthreport.intake.drafts import FILL_COUNT, Draft
from youthreport.intake.readings import (
    MAX_WRITTEN,
    ErrorValue,
    Reading,
    notice,
    shown,
    tidy,
    warning,
)
from youthreport.intake.written import read_written
from youthreport.model import Number, Severity

MAX_NUMBER = 10**12
MAX_DECIMALS = 6

NONE_WORDS = frozenset({"无", "没有", "暂无", "本期无", "无此项", "本期无此项", "未开展"})
_NOT_GIVEN = frozenset({"不适用", "n/a", "na", "不涉及", "待报", "待定", "不详", "?"})
_DASHES = re.compile(r"[/\\\-—–_―－−─]+")
ERROR_TEXT = re.compile(
    r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|#{2,}", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"\(\s*-?[0-9][0-9,.]*\s*[^\s0-9()]{0,3}\)|[-−负△▲]\s*[0-9.零一二两三四五六七八九十百千万].*", re.DOTALL
)
_COUNTED_IN_WAN = ("人次", "次")


def read_number(
    value: object,
    measure: str = "",
    measures: Mapping[str, tuple[str, ...]] | None = None,
    *,
    fraction: bool = False,
) -> Reading:
    """The number in a cell, in `measure`; None for blank, for 缺报 marks and for whatever is refused.

    Only a written zero or a word such as 无 gives 0. No content raises.
    """
    raw = shown(value)
    draft = Draft(raw, measure, measures or {}, fraction)
    number: Number | None = None
    parsed = _number(value, draft)
    if parsed is not None and not draft.blocked:
        number = _checked(parsed, draft)
    if draft.blocked:
        # What was taken for granted on the way to an error is not worth saying.
        errors = tuple(note for note in draft.notes if note.severity is Severity.ERROR)
        return Reading(None, raw, False, errors)
    return Reading(number, raw, draft.estimate, tuple(draft.notes))


def says_nothing(raw: str) -> bool:
    """Whether the text only says that there is nothing to write: 无, 不适用, a dash."""
    text = tidy(raw).rstrip("。;")
    return text in NONE_WORDS or text.lower() in _NOT_GIVEN or bool(_DASHES.fullmatch(text))


def _number(value: object, draft: Draft) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return draft.refuse("M00", f"{draft.quote}是逻辑值，本栏应填数字")
    if isinstance(value, ErrorValue):
        return draft.refuse("M20", f"{draft.quote}是错误值，不是数字", "请修正公式，或直接填写数字。")
    if isinstance(value, date | time | timedelta):
        return _from_moment(value, draft)
    if isinstance(value, int | float | Decimal):
        number = _plain(value, draft)
        return number if draft.measure != "%" or number is None else _bare_rate(number, draft)
    return _from_text(draft)


def _from_moment(value: date | time | timedelta, draft: Draft) -> Decimal | None:
    what = f"日期“{value.month}月{value.day}日”" if isinstance(value, date) else "时间"
    return draft.refuse(
        "M13",
        f"{draft.quote}是{what}，疑为分数或数字被 Excel 转换，本栏应填数字",
        "请把该格设为“数值”格式后重填；分数请分别填分子、分母。",
    )


def _plain(value: int | float | Decimal, draft: Draft) -> Decimal | None:
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return draft.refuse("M20", f"{draft.quote}不是有效的数字", "请修正公式，或直接填写数字。")
    if abs(number) > MAX_NUMBER:
        return number
    rounded = round(number, MAX_DECIMALS)
    # A tiny number must not become a zero.
    return rounded if rounded or not number else number


def _bare_rate(number: Decimal, draft: Draft) -> Decimal:
    """0.95 and 95 may both mean 95 %: the value is kept, with a doubt."""
    meant = number * 100 if 0 < number <= 1 else number
    draft.notes.append(
        warning(
            "M12",
            f"{draft.quote}没有写百分号，按{shown(meant.normalize())}%理解",
            "率由程序按分子、分母计算，手填值仅作核对；请改填带百分号的数。",
        )
    )
    return meant


def _from_text(draft: Draft) -> Decimal | None:
    text = tidy(draft.raw).rstrip("。;")
    if not text:
        return None
    if text in NONE_WORDS:
        draft.notes.append(notice("M05", f"{draft.quote}按0处理", "以后没有发生请直接填0。"))
        return Decimal(0)
    if text.lower() in _NOT_GIVEN or _DASHES.fullmatch(text):
        draft.notes.append(
            warning(
                "M06",
                f"填{draft.quote}，看不出是0还是不适用，按缺报处理",
                "本期没有的请填0；不适用的请清空该格，并在备注注明。",
            )
        )
        return None
    if ERROR_TEXT.fullmatch(text):
        return draft.refuse("M20", f"{draft.quote}是错误值，不是数字", "请修正公式，或直接填写数字。")
    if len(text) > MAX_WRITTEN:
        return draft.refuse("M00", f"{draft.quote}是一段文字，不是数字")
    if _NEGATIVE.fullmatch(text):
        return _refuse_negative(draft)
    number = read_written(text, draft)
    if number is not None:
        _note_spelling(number, text, draft)
        if draft.measure == "%" and not any(note.rule == "M12" for note in draft.notes):
            return _bare_rate(number, draft)
    return number


def _refuse_negative(draft: Draft) -> Decimal | None:
    return draft.refuse(
        "M22", f"{draft.quote}是负数，数量不能小于0", "减少的情况请写在差异说明中，此处填实际数。"
    )


def _note_spelling(number: Decimal, text: str, draft: Draft) -> None:
    if any("０" <= char <= "９" for char in draft.raw):
        value = format(number.normalize(), "f")
        draft.notes.append(
            notice("M01", f"全角数字{draft.quote}已换成半角，按{value}处理", "以后请用半角数字。")
        )
    elif not draft.notes:
        ended = tidy(draft.raw) != text
        how = "带标点的" if ended else "" if draft.raw == text else "带空格或不可见字符的"
        how += "文本型数字"
        draft.notes.append(notice("M16", f"{draft.quote}为{how}，已按数值处理", "以后请直接输入数字。"))


def _checked(number: Decimal, draft: Draft) -> Number | None:
    if number < 0:
        return _refuse_negative(draft)
    if number > MAX_NUMBER:
        return draft.refuse(
            "M23", f"{draft.quote}过大，不像是数量", "请核对是否误填了电话、证号或日期，改填实际数量。"
        )
    if number == number.to_integral_value():
        return int(number)
    if not draft.fraction:
        return _refuse_fraction(number, draft)
    exact = round(number, MAX_DECIMALS)
    if exact != number:
        return draft.refuse("M21", f"{draft.quote}的小数位过多", f"请保留不超过{MAX_DECIMALS}位小数。")
    return exact.normalize()


def _refuse_fraction(number: Decimal, draft: Draft) -> Decimal | None:
    if draft.measure in _COUNTED_IN_WAN:
        whole = number * 10_000
        meant = f"；如是{draft.quote}万，应填{whole:.0f}" if whole == whole.to_integral_value() else ""
        return draft.refuse(
            "M11",
            f"{draft.quote}是小数，疑按“万”填写，本栏单位为“{draft.measure}”，应为整数",
            f"请填全数{meant}。",
        )
    return draft.refuse("M21", f"{draft.quote}是小数，本栏{_unit_of(draft)}应为整数", "请填整数。")


def _unit_of(draft: Draft) -> str:
    return f"单位为“{draft.measure}”，" if draft.measure else ""


__all__ = ["ERROR_TEXT", "FILL_COUNT", "NONE_WORDS", "read_number", "says_nothing"]
