"""A cell's content → a flag, a choice or a text, with a note for every repair and refusal."""

from __future__ import annotations

import re
from decimal import Decimal

from youthreport.intake.numbers import ERROR_TEXT
from youthreport.intake.readings import ErrorValue, Reading, error, notice, shown, tidy, trimmed, warning
from youthreport.quoting import quoted

_YES = {"是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "对"}
_NO = {"否", "无", "没有", "×", "✗", "✘", "x", "n", "no", "false", "0", "不是", "□", "☐"}
_ERROR_REMEDY = "请修正公式，或直接填写内容。"
# Excel keeps 15 digits of a number; what stands behind them in an ID is lost.
_EXACT = 10**15


def read_flag(value: object) -> Reading:
    """True for 是, False for 否; None for blank and for what is neither."""
    raw = shown(value)
    text = tidy(raw)
    if value is None or not text:
        return Reading(None, raw)
    if isinstance(value, bool):
        return Reading(value, raw)
    if isinstance(value, ErrorValue) or ERROR_TEXT.fullmatch(text):
        return _is_error(raw)
    if text in ("是", "否"):
        return Reading(text == "是", raw)
    lowered = text.lower()
    if lowered in _YES or lowered in _NO:
        meant = lowered in _YES
        told = f"{quoted(raw)}按“{'是' if meant else '否'}”处理"
        return Reading(meant, raw, notes=(notice("M26", told, "以后请填“是”或“否”。"),))
    told = f"{quoted(raw)}看不出是“是”还是“否”"
    return Reading(None, raw, notes=(error("M26", told, "请改填“是”或“否”。"),))


def read_text(value: object) -> Reading:
    """The text with its ends trimmed; None for blank, refused for error values and numbers that lost digits."""
    raw = shown(value)
    text = trimmed(raw)
    if isinstance(value, ErrorValue) or ERROR_TEXT.fullmatch(text):
        return _is_error(raw)
    if _lost_digits(value):
        told = f"{quoted(raw)}超过15位，按数值保存时末几位已丢失"
        remedy = "请把该格设为“文本”格式后，重新填写完整的编码。"
        return Reading(None, raw, notes=(error("M00", told, remedy),))
    return Reading(text or None, raw)


def _lost_digits(value: object) -> bool:
    if isinstance(value, Decimal) and not value.is_finite():
        return False
    return isinstance(value, int | float | Decimal) and not -_EXACT < value < _EXACT


def _is_error(raw: str) -> Reading:
    return Reading(None, raw, notes=(error("M20", f"{quoted(raw)}是错误值", _ERROR_REMEDY),))


def read_choice(value: object, choices: tuple[str, ...]) -> Reading:
    """The choice that is meant; an unknown one is kept as text with a warning, None for blank."""
    reading = read_text(value)
    text = reading.value
    if not isinstance(text, str) or not choices or text in choices:
        return reading
    listed = "、".join(choices)
    for choice in choices:
        if _gist(choice) == _gist(text):
            told = notice("M26", f"{quoted(text)}按“{choice}”处理", f"以后请从下拉选项中选择：{listed}。")
            return Reading(choice, reading.raw, notes=(told,))
    told = warning("M26", f"{quoted(text)}不在可选项中，不归入其中任何一项", f"请改选其中之一：{listed}。")
    return Reading(text, reading.raw, notes=(told,))


def _gist(text: str) -> str:
    """What is left of a choice without blanks, marks and habits of writing: 市级 is 市, 4星级 is 四星."""
    starred = re.sub(r"[1-5](?=星)", lambda digit: "一二三四五"[int(digit[0]) - 1], _fold(text))
    return starred.removesuffix("级")


def _fold(text: str) -> str:
    return re.sub(r"[\s、，,。()“”\"']", "", tidy(text)).lower()
