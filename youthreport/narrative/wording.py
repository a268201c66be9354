"""Exact numbers → the words that may stand for them, within the limits of wording.toml (domain.md §1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from youthreport.model import Number, WordingRules
from youthreport.narrative.numerals import chinese

ROUND_HEADS = ((100, "百"), (1_000, "千"), (10_000, "万"))
IN_WAN, IN_DIGITS = "万", "数字"  # the two ways of writing large numbers alike throughout a paper


def plain(value: Number) -> str:
    """The number itself, without exponent, grouping or trailing zeros."""
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def floor_to(value: Number, step: int) -> int:
    """The largest multiple of `step` that is not above `value`."""
    return int((Decimal(value) / step).to_integral_value(ROUND_FLOOR)) * step


def ceil_to(value: Number, step: int) -> int:
    """The smallest multiple of `step` that is not below `value`."""
    return -floor_to(-value, step)


@dataclass(frozen=True, slots=True)
class Words:
    """Numbers in words. `large` is how numbers from one 万 on are written throughout the paper.

    By default exact ones stand in digits and hedged ones in 万; 万 puts both in 万, 数字 both in digits.
    """

    rules: WordingRules
    large: str = ""

    def exact(self, value: Number) -> str:
        """W-EXACT: the number; with 万 throughout, `1.8万余` for one that 万 cannot say exactly."""
        return self.more_than(value) if self.large == IN_WAN and value >= self.rules.wan else plain(value)

    def step_of(self, value: Number) -> int:
        """The step of round numbers in the band of `value`."""
        return next(band.step for band in self.rules.bands if band.below is None or value < band.below)

    def round_number(self, value: int) -> str:
        """A round number as printed: from one 万 on in 万, `12000` → `1.2万`."""
        if value < self.rules.wan or self.large == IN_DIGITS:
            return str(value)
        return plain(Decimal(value) / self.rules.wan) + "万"

    def more_than(self, value: Number) -> str:
        """W-YU: `120余` where the value lies between two round numbers, else the number."""
        if value < self.rules.from_:
            return plain(value)
        floor = floor_to(value, self.step_of(value))
        return f"{self.round_number(floor)}余" if floor < value else self.round_number(floor)

    def is_near(self, value: Number, target: int) -> bool:
        """Whether W-JIN allows 近 `target` for `value`."""
        share = self.rules.near_small if target < self.rules.small else self.rules.near
        return value < target and value >= share * target

    def nearly(self, value: Number) -> str:
        """W-JIN: `近100` where the value is close below a round number, else the number."""
        if value < self.rules.from_:
            return plain(value)
        step = self.step_of(value)
        wide, narrow = ceil_to(value, step * 10), ceil_to(value, step)
        if self.is_near(value, wide):
            return f"近{self.round_number(wide)}"
        if narrow == value:
            return self.round_number(narrow)
        return f"近{self.round_number(narrow)}" if self.is_near(value, narrow) else self.exact(value)

    def roughly(self, value: Number) -> str:
        """W-HEDGE: 近, 余 or the number; 近 only within half a step below a number ten steps wide."""
        step = self.step_of(value)
        target = ceil_to(value, step * 10)
        close = 0 < target - value <= Decimal(step) / 2
        return self.nearly(value) if close and self.is_near(value, target) else self.more_than(value)

    def hundreds(self, value: Number) -> str:
        """百余, 近百, 千余 and so on where the value lies about one hundred, thousand or 万; else as `roughly`."""
        for head, name in ROUND_HEADS if self.large != IN_DIGITS else ROUND_HEADS[:2]:
            if self.is_near(value, head):
                return f"近{name}"
            if head < value < 2 * head and not self.is_near(value, 2 * head):
                return f"{name}余"
        return self.roughly(value)

    def about(self, value: Number) -> str:
        """W-YUE for an estimate: `约N`, N the round number if it is close enough, else the value."""
        step = self.step_of(value)
        target = int((Decimal(value) / step).quantize(Decimal(1), ROUND_HALF_UP)) * step
        if target > 0 and abs(Decimal(value) - target) <= self.rules.about * target:
            return f"约{self.round_number(target)}"
        return f"约{plain(value)}"

    def over(self, value: Number) -> str:
        """W-CHAO: `超过N`, N a round number strictly below; on the round number itself `达N`."""
        if value < self.rules.from_:
            return plain(value)
        floor = floor_to(value, self.step_of(value))
        return f"{'超过' if floor < value else '达'}{self.round_number(floor)}"

    def at_least(self, value: Number) -> tuple[str, bool]:
        """W-YISHANG: the round number, and whether 以上 may follow (not below the least hedged value)."""
        if value < self.rules.from_:
            return plain(value), False
        return self.round_number(floor_to(value, self.step_of(value))), True

    def reaching(self, value: Number) -> str:
        """W-DA: `达N`, truncated to one decimal of 万 from one 万 on, otherwise the exact number."""
        if value < self.rules.wan:
            return f"达{plain(value)}"
        return f"达{self.round_number(floor_to(value, self.rules.wan_step))}"

    def in_wan(self, value: Number) -> str:
        """W-WAN: `3.2万` if that is exact, `3.2万余` if truncated; below one 万 the number itself."""
        return plain(value) if value < self.rules.wan else self.more_than(value)

    def count(self, value: int, measure: str) -> str:
        """W-CN_NUM: a small count in Chinese before a measure word (`两`), otherwise in digits."""
        if not 0 < value <= self.rules.spelled or measure not in self.rules.liang:
            return str(value)
        return "两" if value == 2 else chinese(value)
