"""A spoken listing or text → so many of its items, in turn, point by point, or with their source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from youthreport.deadlines import due
from youthreport.model import Item, Listing, Part, Period
from youthreport.narrative.asked import listing_of, other_of, spoken_of
from youthreport.narrative.numerals import chinese, numbered
from youthreport.narrative.spoken import Spoken, joined
from youthreport.narrative.wording import Words

STOPS = "。；;，,、.！!"
DEADLINE = "完成时限"  # the column of a plan that says until when
_DAY = re.compile(r"^\s*(\d{4})\s*[年.\-/．]\s*(\d{1,2})\s*[月.\-/．]\s*(\d{1,2})\s*日?\s*$")


@dataclass(frozen=True, slots=True)
class Listed:
    """The filters for open lists and for dates."""

    words: Words
    period: Period

    def some(self, value: object, count: int = 3) -> Spoken:
        """W-DENG: the first `count` items, with 等 only if one is left out."""
        spoken, listing = listing_of(value, "列举")
        return spoken if listing is None else spoken.saying(*joined(listing, count), *_more(listing, count))

    def some_of(self, value: object, count: int = 3, measure: str = "个", total: object = None) -> Spoken:
        """W-DENG with the total: `A、B等5个`, all listed `A、B两个`, a single one by its name.

        `total` is the figure that counts the same things, where there is one; a smaller one is not printed.
        """
        spoken, listing = listing_of(value, "列举数")
        if listing is None:
            return spoken
        amount, told = len(listing.items), min(count, len(listing.items))
        code = (
            listing.code if any(item.sources for item in listing.items) else ""
        )  # a text has no cells to trace
        if total is not None:
            figure = other_of(total, "列举数")
            if figure is None or figure.value is None or figure.estimated or figure.value < told:
                return self.some(spoken, count)
            amount, code = int(figure.value), figure.code
        if amount == told == 1:
            return spoken.saying(*joined(listing, 1))
        link, number = ("等", str(amount)) if amount > told else self._all(amount, measure)
        return spoken.saying(
            *joined(listing, count),
            *([Part(link)] if link else []),
            Part(number, code, quoted=not code),
            Part(measure),
        )

    def _all(self, amount: int, measure: str) -> tuple[str, str]:
        number = self.words.count(amount, measure[:1])
        return ("共", number) if number.isdigit() else ("", number)

    def in_turn(self, value: object, verb: str = "荣获", count: int = 3) -> Spoken:
        """W-XIANHOU: `先后荣获A、B` where the items that are listed follow one another in time."""
        spoken, listing = listing_of(value, "先后")
        if listing is None:
            return spoken
        dated = all(item.when is not None for item in listing.items[:count])
        if dated:  # in the order of time, whatever the order of the list
            shown = tuple(sorted(listing.items[:count], key=lambda item: item.when or date.max))
            listing = replace(listing, items=(*shown, *listing.items[count:]))
        opening = "先后" if follow(listing.items[:count], self.period) else ""
        return spoken.saying(Part(f"{opening}{verb}"), *joined(listing, count), *_more(listing, count))

    def first(self, value: object) -> Spoken:
        """The first item of a listing."""
        spoken, listing = listing_of(value, "首项")
        return spoken if listing is None else spoken.saying(*joined(listing, 1))

    def points(self, value: object, count: int = 5) -> Spoken:
        """The first `count` items as 一是……；二是……, a single one without number; a shared deadline is said once."""
        spoken, listing = listing_of(value, "分项")
        if listing is None:
            return spoken
        shown = listing.items[:count]
        together = _due_together(shown, self.period.next_half)
        texts = [(item.brief if together else item.text).strip().rstrip(STOPS) for item in shown]
        if len(texts) == 1:
            return spoken.saying(Part(texts[0], quoted=True))
        parts: list[Part] = []
        for position, text in enumerate(texts, start=1):
            opening = numbered(position)
            parts += [Part(opening if position == 1 else f"；{opening}"), Part(text, quoted=True)]
        return spoken.saying(*parts, *self._due(len(texts), together))

    def _due(self, amount: int, deadline: str) -> tuple[Part, ...]:
        if not deadline:
            return ()
        return (
            Part("，以上"),
            Part("两" if amount == 2 else chinese(amount), quoted=True),
            Part("项均于"),
            Part(deadline, quoted=True),
            Part("完成"),
        )

    def attributed(self, value: object, count: int = 3) -> Spoken:
        """The first `count` items, each with the unit that reported it."""
        spoken, listing = listing_of(value, "署名")
        if listing is None:
            return spoken
        parts: list[Part] = []
        for item in listing.items[:count]:
            parts += [Part("、")] if parts else []
            parts.append(Part(item.text, quoted=not listing.typed))
            unit = next((source.unit for source in item.sources if source.unit), "")
            parts += [Part("（"), Part(unit, quoted=True), Part("）")] if unit else []
        return spoken.saying(*parts, *_more(listing, count))

    def day(self, value: object) -> Spoken | str:
        """W-DATE: a whole date as 2026年6月30日; anything else as it is."""
        if isinstance(value, str):  # what is said everywhere is plain text
            return said_day(value)
        spoken = spoken_of(value, "日期")
        return spoken.saying(Part(said_day(str(spoken)))) if spoken and spoken.figure is None else spoken


def _due_together(items: tuple[Item, ...], plan: Period) -> str:
    """The deadline that several items share, said once behind them; "" where each keeps its own.

    Only a deadline that can be followed by 完成 (`12月底前`): what is said of all must be what each one said.
    """
    shared = {item.until for item in items}
    told = [record.get(DEADLINE, "") for item in items for record in item.records]
    if not all(item.brief for item in items) or any(due(text, plan) is None for text in told):
        return ""  # the district's own words, or a unit that named no day (尽快)
    return min(shared) if len(items) > 1 and len(shared) == 1 and min(shared).endswith("前") else ""


def follow(items: tuple[Item, ...], period: Period) -> bool:
    """Whether all of these items have a day in the period, and at least two have different ones."""
    days = [item.when for item in items]
    return all(day is not None and day in period for day in days) and len(set(days)) >= 2


def said_day(text: str) -> str:
    """`2026-06-30` → `2026年6月30日`; what is no date stays as it is."""
    match = _DAY.match(text)
    if match is None:
        return text
    try:
        return in_words(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return text


def in_words(day: date) -> str:
    """A day as an official paper writes it, without padding."""
    return f"{day.year}年{day.month}月{day.day}日"


def _more(listing: Listing, count: int) -> tuple[Part, ...]:
    return (Part("等"),) if len(listing.items) > count else ()
