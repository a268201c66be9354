"""The district's texts and all brigades → a text that names more projects than the lists hold (X22)."""

from __future__ import annotations

import re
import unicodedata

from youthreport.listing import answered, counting, normalised, pieces, text_of
from youthreport.model import Filing, FilingStatus, Finding, Severity, TextValue
from youthreport.validation.ground import DISTRICT_TYPE, Around, noted

SHEET, PROJECT = "青年突击队", "依托项目"
_NUMBER = re.compile(r"(\d{1,4}|[一二两三四五六七八九十百]{1,5})\s*个(?:不同的?)?[^，。；、,;\s\d]{0,6}项目")
# Other lists hold the projects of volunteers; only these words speak of those that brigades work on.
_OURS, _OTHERS = re.compile("突击队|攻坚|产业项目|重点项目|建设项目"), re.compile("志愿|公益|签约|服务项目")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def projects_in_texts(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """X22: the filings, the district's with a finding for each text that claims more projects than are listed.

    Silent while no unit has answered the list.
    """
    tables = [f.tables[SHEET] for f in filings if f.status is FilingStatus.ACCEPTED and SHEET in f.tables]
    if not any(answered(table) for table in tables):
        return filings
    named = {
        normalised(name)
        for table in tables
        for row in counting(table)
        for name in pieces(text_of(row.values.get(PROJECT)))
    }
    texts = around.district.texts.values()
    found = [f for text in texts if (f := _claimed(text, len(named)))]
    return tuple(
        noted(f, found) if f.unit is not None and f.unit.type == DISTRICT_TYPE else f for f in filings
    )


def number_claimed(text: str) -> int | None:
    """How many brigade projects the text says there are; None when it does not say, or says it of others."""
    plain = unicodedata.normalize("NFKC", text)
    match = _NUMBER.search(plain.replace(",", "，"))
    if match is None or not _OURS.search(plain) or _OTHERS.search(plain):
        return None
    return int(match[1]) if match[1].isdigit() else _spelt(match[1])


def _claimed(text: TextValue, listed: int) -> Finding | None:
    number = number_claimed(text.text)
    if number is None or number <= listed:
        return None
    return Finding(
        "X22",
        Severity.WARNING,
        text.cell,
        f"文字“{text.text}”写了{number}个项目，各单位《{SHEET}》的“{PROJECT}”去重后只有{listed}个，"
        "应不多于清单。",
        f"请催有关单位在《{SHEET}》补登项目，或更正文字中的项目数。",
        raw=text.text,
    )


def _spelt(word: str) -> int | None:
    """The value of a Chinese numeral below a thousand."""
    total, rest = 0, word
    for unit, worth in (("百", 100), ("十", 10)):
        if unit in rest:
            head, rest = rest.split(unit, 1)
            total += (_DIGITS.get(head, 1) if head else 1) * worth
    return total + _DIGITS.get(rest, 0) if len(rest) <= 1 else None
