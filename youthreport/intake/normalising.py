"""A cell's content → a number, flag, choice or text, with a note for every repair and refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from youthreport.intake.numerals import NUMERAL_CHARS, parse_chinese
from youthreport.intake.readings import ErrorValue, Note, Reading, error, notice, shown, tidy, warning
from youthreport.model import Number

MAX_NUMBER = 10**12
MAX_DECIMALS = 6

_NONE_WORDS = {"无", "没有", "暂无", "本期无", "无此项", "本期无此项", "未开展", "无。"}
_NOT_GIVEN = {"不适用", "n/a", "na", "不涉及", "待报", "待定", "不详", "?", "？"}
_DASHES = re.compile(r"[/\\\-—–_―－−─]+")
_ERROR_TEXT = re.compile(
    r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|#{2,}", re.IGNORECASE
)
_VAGUE = re.compile(r"[数几若]|十几|以内|不到|不足")
_BEFORE = re.compile(r"^(?:大约|大概|将近|接近|超过|至少|约|近|超|逾|上(?=[百千万]))\s*")
_AFTER = re.compile(r"(?:左右|上下|以上|\+|余|多|来)")
_ARITHMETIC = re.compile(r"^=|[0-9)%]\s*[+*/×÷=xX~～—–-]\s*[0-9(]|[0-9]\s*至\s*[0-9]")
_NUMBER = r"[0-9][0-9, ]*(?:\.[0-9]+)?|\.[0-9]+"
_CHINESE = rf"[{NUMERAL_CHARS}]+"
_SHAPE = re.compile(rf"^(?P<number>{_NUMBER})\s*(?P<scale>[百千万亿]*)\s*(?P<unit>[^0-9\s]*)$")
_CHINESE_SHAPE = re.compile(rf"^(?P<number>{_CHINESE})\s*(?P<unit>[^0-9\s]*)$")
_REMARK = re.compile(r"^(?P<head>[^(\n]*[^(\n\s])\s*(?:\((?P<inside>.*)\)|\n(?P<below>.*))$", re.DOTALL)
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_FILL_COUNT = "请改填一个阿拉伯数字。"
_YES = {"是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "对"}
_NO = {"否", "无", "没有", "×", "✗", "✘", "x", "n", "no", "false", "0", "不是", "□", "☐"}


@dataclass
class _Draft:
    """What is known about one text while it is taken apart."""

    measure: str
    units: Mapping[str, tuple[str, ...]]
    fraction: bool
    notes: list[Note] = field(default_factory=list)
    estimate: bool = False


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
    draft = _Draft(measure, measures or {}, fraction)
    number: Number | None = None
    parsed = _number(value, raw, draft)
    if parsed is not None and not any(note.severity == "error" for note in draft.notes):
        number = _check_number(parsed, raw, draft)
    blocked = any(note.severity == "error" for note in draft.notes)
    return Reading(None if blocked else number, raw, draft.estimate and not blocked, tuple(draft.notes))


def _number(value: object, raw: str, draft: _Draft) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return _refuse(draft, "M00", f"“{raw}”是逻辑值，不是数字", _FILL_COUNT)
    if isinstance(value, ErrorValue):
        return _refuse(draft, "M20", f"是错误值{raw}", "请修正公式，或直接填写数字。")
    if isinstance(value, date | time | timedelta):
        return _refuse(
            draft,
            "M13",
            f"是日期或时间“{raw}”，疑为分数或数字被 Excel 转换",
            "请把该格设为“数值”格式后重填；分数请分别填分子、分母。",
        )
    if isinstance(value, int | float | Decimal):
        return _plain(value, draft)
    return _from_text(raw, draft)


def _plain(value: int | float | Decimal, draft: _Draft) -> Decimal | None:
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return _refuse(draft, "M20", "不是有效的数字", _FILL_COUNT)
    if abs(number) > MAX_NUMBER:
        return number
    rounded = round(number, MAX_DECIMALS)
    # A tiny number must not become a zero.
    return rounded if rounded or not number else number


def _refuse(draft: _Draft, rule: str, message: str, remedy: str) -> Decimal | None:
    draft.notes.append(error(rule, message, remedy))
    return None


def _from_text(raw: str, draft: _Draft) -> Decimal | None:
    text = tidy(raw).rstrip("。;；")
    if not text:
        return None
    lowered = text.lower()
    if text in _NONE_WORDS:
        draft.notes.append(notice("M05", f"“{text}”按0处理", "以后没有发生请直接填 0。"))
        return Decimal(0)
    if lowered in _NOT_GIVEN or _DASHES.fullmatch(text):
        draft.notes.append(
            warning("M06", f"填“{text}”，按缺报处理", "若为本期没有请填 0；若不适用请在备注注明。")
        )
        return None
    if _ERROR_TEXT.fullmatch(text):
        return _refuse(draft, "M20", f"是错误值{text}", "请修正公式，或直接填写数字。")
    if re.fullmatch(r"\([0-9][0-9,.]*\)", text) or re.match(r"[-−－负]\s*[0-9.一二三四五六七八九十]", text):
        return _refuse(
            draft, "M22", f"“{text}”是负数，数量不能为负", "减少的情况请写在差异说明中，此处填实际数。"
        )
    number = _from_clean_text(text, draft)
    if number is not None:
        _note_spelling(raw, text, draft)
    return number


def _from_clean_text(text: str, draft: _Draft) -> Decimal | None:
    remark = _REMARK.match(text)
    if remark and not _is_unit((remark["inside"] or "").strip(), draft):
        inside = (remark["inside"] or remark["below"] or "").strip()
        draft.notes.append(
            warning(
                "M17",
                f"“{text}”带有括注或换行，只取前面的数字，括注“{inside}”未计入",
                "请在“其中”行或备注填写括注内容。",
            )
        )
        text = remark["head"].strip()
    elif remark:
        text = remark["head"].strip() + (remark["inside"] or "").strip()
    if text.endswith("%") or text.startswith("百分之"):
        return _percent(text, draft)
    if _ARITHMETIC.search(text):
        return _refuse(draft, "M18", f"“{text}”是算式、分数或区间，不是一个数", "请填计算结果。")
    text = _strip_hedge(text, draft)
    return _shaped(text, draft)


def _strip_hedge(text: str, draft: _Draft) -> str:
    bare = _BEFORE.sub("", text)
    after = _AFTER.search(bare)
    if after and after.start():
        bare = bare[: after.start()] + bare[after.end() :]
    if bare != text:
        draft.estimate = True
        draft.notes.append(
            warning("M04", f"“{text}”不是精确数，已标为估计值，正文只能写“约”", "请补报精确数。")
        )
    return bare.strip()


def _percent(text: str, draft: _Draft) -> Decimal | None:
    if draft.measure != "%":
        return _refuse(
            draft,
            "M12",
            f"“{text}”是百分数，本栏单位为“{draft.measure or '个'}”",
            "请填数量，比率由系统计算。",
        )
    draft.notes.append(notice("M12", f"“{text}”按百分数处理", "比率由系统计算，手填值仅作核对。"))
    inner = text[3:] if text.startswith("百分之") else text[:-1]
    return _shaped(inner.strip(), draft)


def _shaped(text: str, draft: _Draft) -> Decimal | None:
    western = _SHAPE.match(text)
    if western:
        number = _grouped(western["number"].strip(), draft)
        scale, unit = western["scale"], western["unit"]
        if scale and scale + unit == draft.measure:
            scale, unit = "", scale + unit
        if number is not None and scale:
            number = _scaled(number, scale, text, draft)
        return number if number is not None and _unit_fits(unit, text, draft) else None
    for length in range(len(text), 0, -1):
        # 一万元: the numeral is the longest readable head, the rest must be a unit.
        parsed = parse_chinese(text[:length]) if text[length - 1] in NUMERAL_CHARS else None
        if parsed is not None:
            draft.notes.append(notice("M08", f"汉字数字“{text}”按{parsed}处理", "以后请填阿拉伯数字。"))
            return Decimal(parsed) if _unit_fits(text[length:].strip(), text, draft) else None
    if _VAGUE.search(text):
        return _refuse(draft, "M04", f"“{text}”说不清是多少", _FILL_COUNT)
    return _refuse(draft, "M00", f"“{text[:40]}”不是数字", _FILL_COUNT)


def _grouped(text: str, draft: _Draft) -> Decimal | None:
    if "," not in text and " " not in text:
        return Decimal(text)
    joined = text.replace(",", "").replace(" ", "")
    if re.fullmatch(r"[0-9]{1,3}(?:([, ])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?", text):
        draft.notes.append(notice("M09", f"“{text}”按{joined}处理", "以后请不要填分隔符。"))
        return Decimal(joined)
    if " " in text or text.endswith(","):
        return _refuse(draft, "M09", f"“{text}”的数字之间有空格或多余的逗号，无法确定是几个数", _FILL_COUNT)
    draft.notes.append(
        warning("M09", f"“{text}”的分隔符不是三位一组，按{joined}处理", "请核对后改填不带分隔符的数字。")
    )
    return Decimal(joined)


def _scaled(number: Decimal, scale: str, text: str, draft: _Draft) -> Decimal | None:
    factor = _SCALES.get(scale)
    if factor is None:
        return _refuse(draft, "M10", f"“{text}”里的“{scale}”无法换算", _FILL_COUNT)
    result = number * factor
    draft.notes.append(
        notice(
            "M10",
            f"“{text}”已换算为{format(result.normalize(), 'f')}（单位：{draft.measure or '个'}）",
            "以后请直接填写全数。",
        )
    )
    return result


def _same_units(draft: _Draft) -> tuple[str, ...]:
    return (draft.measure, *draft.units.get(draft.measure, ()))


def _is_unit(text: str, draft: _Draft) -> bool:
    return bool(text) and text in _same_units(draft)


def _unit_fits(unit: str, text: str, draft: _Draft) -> bool:
    if not unit:
        return True
    if _is_unit(unit, draft):
        draft.notes.append(notice("M02", f"“{text}”已去掉单位“{unit}”", "以后请只填数字。"))
        return True
    known = {name for pair in draft.units.items() for name in (pair[0], *pair[1])} | set(
        "人名个场次支项件份篇条家位期元"
    )
    if unit in known:
        _refuse(draft, "M03", f"填写“{text}”，本栏单位为“{draft.measure}”", "请核对后按本栏单位重填数字。")
    else:
        _refuse(draft, "M00", f"“{text[:40]}”不是数字", _FILL_COUNT)
    return False


def _note_spelling(raw: str, text: str, draft: _Draft) -> None:
    if any("０" <= char <= "９" for char in raw):
        draft.notes.append(notice("M01", f"全角数字“{raw.strip()}”已按半角处理", "以后请用半角数字。"))
    elif not draft.notes:
        how = "文本型数字" if raw == text else "带空格或不可见字符的文本型数字"
        draft.notes.append(notice("M16", f"“{text}”为{how}，已按数值处理", "以后请直接输入数字。"))


def _check_number(number: Decimal, raw: str, draft: _Draft) -> Number | None:
    if number < 0:
        return _refuse(
            draft, "M22", f"“{raw}”是负数，数量不能为负", "减少的情况请写在差异说明中，此处填实际数。"
        )
    if number > MAX_NUMBER:
        return _refuse(draft, "M23", f"“{raw}”过大，不像是数量", "请核对是否误填了电话、证号或日期。")
    if number == number.to_integral_value():
        return int(number)
    if not draft.fraction:
        rule = "M11" if draft.measure in ("人次", "元", "次") else "M21"
        return _refuse(draft, rule, f"“{raw}”是小数，本栏应为整数", "请填整数；如按“万”填写，请改填全数。")
    exact = round(number, MAX_DECIMALS)
    if exact != number:
        return _refuse(draft, "M21", f"“{raw}”的小数位过多", f"请保留不超过 {MAX_DECIMALS} 位小数。")
    return exact.normalize()


def read_flag(value: object) -> Reading:
    """True for 是, False for 否; None for blank and for what is neither."""
    raw = shown(value)
    if value is None or not tidy(raw):
        return Reading(None, raw)
    if isinstance(value, bool):
        return Reading(value, raw)
    text = tidy(raw).lower()
    if text in ("是", "否"):
        return Reading(text == "是", raw)
    if text in _YES or text in _NO:
        meant = text in _YES
        return Reading(
            meant,
            raw,
            notes=(notice("M26", f"“{raw}”按“{'是' if meant else '否'}”处理", "以后请填“是”或“否”。"),),
        )
    return Reading(None, raw, notes=(error("M00", f"“{raw[:40]}”不是“是”或“否”", "请改填“是”或“否”。"),))


def read_text(value: object) -> Reading:
    """The text with its ends trimmed; None for blank, refused for error values."""
    raw = shown(value)
    if isinstance(value, ErrorValue):
        return Reading(None, raw, notes=(error("M20", f"是错误值{raw}", "请修正公式，或直接填写内容。"),))
    text = "".join(c for c in raw if c not in "\u200b\u200c\u200d\u2060\ufeff").strip()
    return Reading(text or None, raw)


def read_choice(value: object, choices: tuple[str, ...]) -> Reading:
    """The choice that is meant; an unknown one is kept as text with a warning, None for blank."""
    reading = read_text(value)
    text = reading.value
    if not isinstance(text, str) or not choices or text in choices:
        return reading
    folded = _fold(text)
    for choice in choices:
        if _fold(choice) == folded:
            return Reading(choice, reading.raw, notes=(notice("M26", f"“{text}”按“{choice}”处理"),))
    note = warning("M26", f"“{text[:40]}”不在可选项中", f"请改选其中之一：{'、'.join(choices)}。")
    return Reading(text, reading.raw, notes=(note,))


def _fold(text: str) -> str:
    return re.sub(r"[\s、，,。()“”\"']", "", tidy(text)).lower()
