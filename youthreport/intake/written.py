"""A number as people write it (约1.2万人次, 十二名, 1,234（含线上3）) → its value, with a note for every step."""

from __future__ import annotations

import re
from decimal import Decimal

from youthreport.intake.drafts import Draft
from youthreport.intake.numerals import NUMERAL_CHARS, parse_chinese
from youthreport.intake.readings import notice, warning
from youthreport.quoting import quoted

_VAGUE = re.compile(r"[数几若]|以内|不到|不足")
_BEFORE = re.compile(r"^(?:大约|大概|将近|接近|超过|至少|约|近|超|逾|上(?=[百千万]))\s*")
_AFTER = re.compile(r"(?:左右|上下|以上|\+|余|多|来)")
_TO = r"(?:至|到|~|～|—+|–|－|-)"
_ARITHMETIC = re.compile(
    rf"^=|[0-9)%]\s*[+*/×÷=xX]\s*[0-9(]|[0-9]\s*[^0-9()\s]{{0,3}}\s*{_TO}\s*[0-9]"
    rf"|[{NUMERAL_CHARS}]{_TO}[{NUMERAL_CHARS}]"
)
_SHAPE = re.compile(
    r"^(?P<number>[0-9][0-9, ]*(?:\.[0-9]+)?|\.[0-9]+)(?P<scale>[百千万亿]*) ?(?P<unit>[^0-9\s]*)$"
)
_REMARK = re.compile(r"^(?P<head>[^(\n]*[^(\n\s])\s*(?:\((?P<inside>.*)\)|\n(?P<below>.*))$", re.DOTALL)
_AMONG = re.compile(r"^(?P<head>[0-9][^,;、(含其包]*)[,;、\s]*(?P<inside>(?:其中|含|包括).+)$", re.DOTALL)
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_LATIN_SCALES = (
    (re.compile(r"(?<=[0-9])\s*[wW](?![A-Za-z])"), "万"),
    (re.compile(r"(?<=[0-9])\s*[kK](?![A-Za-z])"), "千"),
)
_CURRENCY = re.compile(r"^(?:¥|人民币|RMB|CNY)\s*", re.IGNORECASE)


def read_written(text: str, draft: Draft) -> Decimal | None:
    """The value of a tidy, short text; None, with an error in the draft, when it is not one number."""
    text = _without_remark(text, draft)
    if text.endswith("%") or text.startswith("百分之"):
        return _percent(text, draft)
    if _ARITHMETIC.search(text):
        return draft.refuse(
            "M18",
            f"{draft.quote}是算式、分数或区间，本栏应是一个数",
            "请填计算好的结果；只有大概数的请补报精确数。",
        )
    text = _without_currency(re.sub(r"\s+", " ", text), draft)
    for pattern, scale in _LATIN_SCALES:
        text = pattern.sub(scale, text)
    return None if draft.blocked else _shaped(_without_hedge(text, draft), draft)


def _without_remark(text: str, draft: Draft) -> str:
    remark = _REMARK.match(text)
    if remark and draft.is_unit((remark["inside"] or "").strip()):
        return str(remark["head"]).strip() + str(remark["inside"]).strip()
    found = remark or _AMONG.match(text)
    if found is None:
        return text
    kept = found.groupdict()
    inside = (kept.get("inside") or kept.get("below") or "").strip()
    draft.notes.append(
        warning(
            "M17",
            f"{draft.quote}带有括注或换行，只取前面的数字，{quoted(inside)}未计入"
            if inside
            else f"{draft.quote}带有空的括注，只取前面的数字",
            "请在“其中”行或备注填写括注内容，本格只填一个数字。",
        )
    )
    return str(found["head"]).strip()


def _without_currency(text: str, draft: Draft) -> str:
    bare = _CURRENCY.sub("", text)
    if bare == text:
        return text
    if draft.measure != "元":
        draft.refuse(
            "M03",
            f"{draft.quote}是金额，本栏单位为“{draft.measure or '数量'}”",
            "请核对后按本栏单位重填数字。",
        )
        return bare
    draft.notes.append(notice("M02", f"{draft.quote}已去掉货币符号", "以后请只填数字。"))
    return bare


def _without_hedge(text: str, draft: Draft) -> str:
    bare = _BEFORE.sub("", text)
    after = _AFTER.search(bare)
    if after and after.start():
        bare = bare[: after.start()] + bare[after.end() :]
    if bare != text:
        draft.estimate = True
        draft.notes.append(
            warning(
                "M04",
                f"{draft.quote}不是精确数，已标为估计值，正文只能写“约”，不参与“全部”和率的计算",
                "请补报精确数；确实没有的，请在差异说明中写明原因。",
            )
        )
    return bare.strip()


def _percent(text: str, draft: Draft) -> Decimal | None:
    if draft.measure != "%":
        return draft.refuse(
            "M12",
            f"{draft.quote}是百分数，本栏应填数量（单位：{draft.measure or '个'}）",
            "请填数量，比率由程序计算。",
        )
    inner = text[3:] if text.startswith("百分之") else text[:-1]
    draft.notes.append(notice("M12", f"{draft.quote}按百分数处理", "比率由程序计算，手填值仅作核对。"))
    return _shaped(inner.strip(), draft)


def _shaped(text: str, draft: Draft) -> Decimal | None:
    western = _SHAPE.match(text)
    if western:
        return _western(western, draft)
    for length in range(len(text), 0, -1):
        # 一万元: the numeral is the longest readable head, the rest must be a unit.
        parsed = parse_chinese(text[:length]) if text[length - 1] in NUMERAL_CHARS else None
        if parsed is not None:
            draft.notes.append(notice("M08", f"汉字数字{draft.quote}按{parsed}处理", "以后请填阿拉伯数字。"))
            number = Decimal(parsed)
            return number if _unit_fits(text[length:].strip(), number, draft) else None
    if _VAGUE.search(text):
        return draft.refuse("M04", f"{draft.quote}说不清是多少，本栏应是一个确切的数")
    if len(re.findall(r"[0-9]+", text)) > 1:
        return draft.refuse(
            "M17", f"{draft.quote}里有几个数，分不清哪个是本栏的数", "请只填一个数字，其余写在备注中。"
        )
    return draft.refuse("M00", f"{draft.quote}不是数字")


def _western(found: re.Match[str], draft: Draft) -> Decimal | None:
    number = _grouped(found["number"].strip(), draft)
    scale, unit = found["scale"], found["unit"]
    if scale and scale + unit == draft.measure:
        scale, unit = "", scale + unit
    if number is not None and scale:
        number = _scaled(number, scale, draft)
    return number if number is not None and _unit_fits(unit, number, draft) else None


def _grouped(text: str, draft: Draft) -> Decimal | None:
    if "," not in text and " " not in text:
        return Decimal(text)
    joined = text.replace(",", "").replace(" ", "")
    if re.fullmatch(r"[0-9]{1,3}(?:([, ])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?", text):
        draft.notes.append(
            notice("M09", f"{draft.quote}已去掉分隔符，按{joined}处理", "以后请不要填分隔符。")
        )
        return Decimal(joined)
    if " " in text or text.endswith(","):
        return draft.refuse("M09", f"{draft.quote}的数字之间有空格或多余的逗号，无法确定是几个数")
    draft.notes.append(
        warning("M09", f"{draft.quote}的分隔符不是三位一组，按{joined}处理", "请核对后改填不带分隔符的数字。")
    )
    return Decimal(joined)


def _scaled(number: Decimal, scale: str, draft: Draft) -> Decimal | None:
    factor = _SCALES.get(scale)
    if factor is None:
        return draft.refuse("M10", f"{draft.quote}里的“{scale}”无法换算")
    result = number * factor
    value = format(result.normalize(), "f")
    unit = f"（单位：{draft.measure}）" if draft.measure else ""
    draft.notes.append(notice("M10", f"{draft.quote}已换算为{value}{unit}", "以后请直接填写全数。"))
    return result


def _unit_fits(unit: str, number: Decimal, draft: Draft) -> bool:
    if not unit:
        return True
    unit = unit.removesuffix("整") if draft.measure == "元" else unit
    value = format(number.normalize(), "f")
    if draft.is_unit(unit) or (not draft.measure and draft.is_any_unit(unit)):
        draft.notes.append(
            notice("M02", f"{draft.quote}已去掉单位“{unit}”，按{value}处理", "以后请只填数字。")
        )
        return True
    if draft.is_any_unit(unit):
        draft.refuse("M03", f"填写{draft.quote}，本栏单位为“{draft.measure}”", "请核对后按本栏单位重填数字。")
    else:
        draft.refuse("M00", f"{draft.quote}不是数字")
    return False
