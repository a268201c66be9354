"""A text → what was to be replaced in it and was not: masks, blanks and marks of a template (X36)."""

from __future__ import annotations

import re

from youthreport.model import Severity
from youthreport.phrases.finding import (
    QUOTED,
    Pattern,
    Phrase,
    apart,
    narrow,
    phrase_at,
    search,
    spans,
    within,
)

_FILL = "请填上实际内容；没有的请删去这一句。"
_BLANK_WORDS = (
    r"(?:市|县|区|街道|镇|乡|村|社区|学校|小学|中学|学院|公司|集团|局|同志|项目|活动|单位|年|月|日)"
)
_LEFTOVERS = tuple(
    Pattern(re.compile(pattern), Severity.ERROR, why, _FILL)
    for pattern, why in (
        (r"【(?:[^【】]{0,40}(?:待|补|填|请|此处|某|[xX×]{2})[^【】]{0,40}|\s*)】", "方括号里是待补充的内容"),
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


def leftovers(text: str) -> tuple[Phrase, ...]:
    """What was to be replaced and was not: x, XX, 某某, 【待补充】, blanks and marks of a template."""
    plain = narrow(text)
    covered = spans(plain, QUOTED)
    why = "“x”没有换成实际内容"
    found = list(search(_LEFTOVERS, text))
    for token in _TOKEN.finditer(plain):
        if _is_blank(token, plain) and not within(token.span(), covered, alone=True):
            found.append(phrase_at(text, token.span(), Severity.ERROR, why, _FILL))
    for quoted in QUOTED.finditer(plain):
        if re.fullmatch(r"某{2,}", quoted[0][1:-1]):
            found.append(
                phrase_at(
                    text,
                    (quoted.start() + 1, quoted.end() - 1),
                    Severity.ERROR,
                    "“某某”没有换成实际名称",
                    _FILL,
                )
            )
    return apart(found)


def _is_blank(token: re.Match[str], plain: str) -> bool:
    """Whether the word consists of masks only; a single x must moreover stand where a word is missing."""
    if not _BLANK.fullmatch(token[0]):
        return False
    before, after = plain[max(0, token.start() - 1) : token.start()], plain[token.end() : token.end() + 20]
    if _X_WORDS.match(after):
        return False
    if not _LONE_X.fullmatch(token[0]):
        return True
    # 团区委x高校 joins two names; x区 and 在x。 lack one.
    return bool(_AFTER_BLANK.match(after) or _BEFORE_BLANK.search(before))
