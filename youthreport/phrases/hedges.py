"""A text → hedges that contradict each other, and superlatives that ask for evidence (X36)."""

from __future__ import annotations

import re

from youthreport.model import Severity
from youthreport.phrases.finding import Pattern, Phrase, apart, search

_N = r"(?:\d[\d,]{0,14}(?:\.\d{1,4})?[十百千万亿]{0,3}|[几数]?[一二两三四五六七八九十百千万亿]{1,9})"
_M = r"[余多]?(?:人次|小时|[名人次场个支家项篇件条位期处户批元%‰])?"
# 附近、最近、走近 …; 签约、节约、有约 …; 到达 …: the same character in another word.
_JIN = r"(?<![附最靠邻临远相亲贴逼走拉就凑挨新晋])(?:将近|接近|近)"
_YUE = r"(?<![契签预节公条邀赴集违合特制相履婚盟誓隐要应解毁租失爽缔立订商守])(?:大约|大概|约)(?:有|为|计|达到?)?"
_CHAO = r"(?<!赶)(?:超过|超出|突破|超|逾)"
_TIME = r"(?!个?(?:年|天|日|月|周|载|小时|分钟|星期|学期|世纪|季度))"

_ONE = "请只留一个词；有准确数的请写准确数，或交由程序按实际值选用。"
_HEDGES = tuple(
    Pattern(re.compile(pattern), severity, why, _ONE)
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
        (r"(?:基本|大约)(?:全部|全覆盖)|(?:全部|全覆盖)基本", Severity.ERROR, "“全部”与“基本”“大约”自相矛盾"),
        (r"等等等|、\s*等(?![级次同候])", Severity.ERROR, "“等”用得重复，或前面多了顿号"),
    )
)
_SUPERLATIVES = (
    Pattern(
        re.compile(
            r"首个(?!工作日|周|星期|月|季度|学期|学年)|首家|首创|唯一(?!性|编码|标识|代码|编号|识别|确定|对应)"
            r"|率先(?!垂范|示范|士卒|作则)|独一无二|绝无仅有|首屈一指|前所未有|史上最"
            r"|[全本][国省市区县](?:之首|榜首|首位|第一(?!批|书记|时间|届|期|次|阶段|线|季度|课|产业))"
        ),
        Severity.WARNING,
        "这样的提法需要有依据",
        "请删去；确有文件或通报为证的，请在区本级表《核实说明》写明依据。",
    ),
)


def contradictions(text: str) -> tuple[Phrase, ...]:
    """Hedges that contradict or repeat each other: 近百余, 约…余, 超…以上, 至少…以上, 达近 (domain rules of wording)."""
    return apart(search(_HEDGES, text))


def superlatives(text: str) -> tuple[Phrase, ...]:
    """首个, 唯一, 率先 and the like: warnings, for they may be true."""
    return apart(search(_SUPERLATIVES, text))
