"""A text element and what the district wrote → the spoken thing behind its label."""

from __future__ import annotations

import re
from datetime import date

from youthreport.model import District, Item, Listing, Period, TextElement, Wording
from youthreport.narrative.listing_words import said_day
from youthreport.narrative.spoken import Spoken, say_listing, say_text

SEPARATOR = re.compile(r"[、\n；;]+")
MONTH_DAY = re.compile(r"^\s*(\d{1,2})\s*[月.．·\-/]\s*(\d{1,2})\s*日?\s*$")
DAYS = ("day_leifeng", "day_drug", "day_vol")  # printed only when inside the period
_WRAPPED = re.compile(r"“[^“”]*”|“[^“”]*(?:“[^“”]*”[^“”]*)+”")  # one pair round all of it
STOPS = "。；;，,、"
_WORD = re.compile(r"(?:[平均同]等|(?:^|[、\n；;])\s*[高初中上下优特一二三]等)$")  # 等 as the end of a word
_NOTHING = {"无", "暂无", "没有", "不适用", "/", "／", "-", "—", "——"}


def constants(period: Period) -> dict[str, str]:
    """What the period itself says; a text element of the same label may overrule it."""
    first = period.half == 1
    return {
        "报告年度": str(period.year),
        "报告期类型": "上半年" if first else "下半年",
        "计划期类型": "下半年" if first else "下一年度上半年",
        "报告期起止": "1月1日至6月30日" if first else "7月1日至12月31日",
        "发展团员年度": str(period.year),
        "期末日期": said_day(period.end.isoformat()),
    }


def items_of(text: str) -> tuple[str, ...]:
    """The elements of a text that lists several, without a closing 等: whether one stands there, the section says."""
    return tuple(part for part in (part.strip() for part in SEPARATOR.split(closed(text))) if part)


def closed(text: str) -> str:
    """A list without the 等 and the stop that it ends in."""
    bare = text.strip().rstrip(STOPS)
    return bare if _WORD.search(bare) else bare.rstrip("等")


def given(element: TextElement, district: District, period: Period) -> str:
    """What the district wrote, else the element's default with {year}, {half} and {span} said."""
    written = district.texts.get(element.code)
    if written is not None and written.text.strip():
        return written.text.strip()
    told, text = constants(period), element.default.strip()
    for key, label in (("{year}", "报告年度"), ("{half}", "报告期类型"), ("{span}", "报告期起止")):
        text = text.replace(key, told[label])
    return text


def say(element: TextElement, text: str, period: Period) -> Spoken:
    """The element in those words; a day outside the period says nothing."""
    if text and element.code in DAYS and not _inside(text, period):
        return Spoken(element.label, Wording(element.label, nothing=True))
    if not element.many:
        return say_text(element.label, said_day(_bare(text)))
    items = tuple(Item(part, 1, None) for part in items_of(curly(text)) if part not in _NOTHING)
    if not items:
        return say_text(element.label, "")
    return say_listing(
        Listing(element.code, element.label, items, element.definition, typed=True), element.label
    )


def _bare(text: str) -> str:
    """The text without the marks that the sections set round it and without a closing stop; 无 and its like are blank."""
    bare = curly(text.strip()).rstrip(STOPS)
    while _WRAPPED.fullmatch(bare):
        bare = bare[1:-1].strip().rstrip(STOPS)
    return "" if bare in _NOTHING else bare


def curly(text: str) -> str:
    """The text with Chinese quotation marks for straight ones, which go where they do not pair."""
    if text.count('"') % 2:
        return text.replace('"', "")
    opening, *rest = text.split('"')
    return opening + "".join(f"{'“' if n % 2 == 0 else '”'}{part}" for n, part in enumerate(rest))


def _inside(text: str, period: Period) -> bool:
    """Whether a day like 3.5 or 3月5日 lies in the period; what is not a day does not."""
    match = MONTH_DAY.match(text)
    if match is None:
        return False
    try:
        return date(period.year, int(match[1]), int(match[2])) in period
    except ValueError:
        return False
