"""Two numbers that should be alike → whether they are too far apart, and how to say so.

Every threshold of the outlier doubts (X10) stands here with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import log
from statistics import median

from youthreport.expression import quotient
from youthreport.model import Number
from youthreport.validation.words import rounded

# domain rule: more than five times last year, or less than a fifth. Exactly five times is no doubt.
FACTOR = 5
# Below these the larger of two numbers changes fivefold by one event, one class, one gift: nothing to ask about.
SMALL: Mapping[str, int] = {"元": 10_000, "人次": 300, "次": 100, "人": 60, "名": 60, "位": 60, "小时": 100}
SMALL_OTHERWISE = 20  # 场, 个, 家, 支, 条, 件 …
# Not amounts of anything: a year is never five times another.
SCALELESS = frozenset({"%", "年", "届", "分", "期"})
# Fewer values than this have no reliable spread; 8 is the smallest group of like units in a usual district.
PEERS = 8
# Iglewicz and Hoaglin's modified z-score: 0.6745·|x−median|/MAD beyond 3.5 is an outlier.
Z_FACTOR, Z_LIMIT = 0.6745, 3.5
TEN_THOUSAND = "两数相差约一万倍，疑把“万”当作了单位。"


def far_apart(now: Number, before: Number, measure: str) -> bool:
    """True when `now` is more than five times `before` or less than a fifth, and neither is small.

    From 0 no multiple can be reckoned: a thing done for the first time is no doubt.
    """
    if measure in SCALELESS or before <= 0 or max(now, before) < SMALL.get(measure, SMALL_OTHERWISE):
        return False
    return now > before * FACTOR or now * FACTOR < before


def multiple(now: Number, before: Number) -> str:
    """How the two compare, in words: 是它的100倍 or 只有它的1/6; "" when one of them is 0."""
    if not now or not before:
        return ""
    if now > before:
        return f"前者是后者的{rounded(quotient(now, before) or Decimal(0))}倍"
    return f"前者不足后者的1/{int(Decimal(before) / Decimal(now))}" if now < before else ""


def by_ten_thousand(one: Number, other: Number) -> bool:
    """True when one is about ten thousand times the other, as when 万 was taken for the unit."""
    small, large = sorted((one, other))
    return small > 0 and 8_000 <= large / small <= 12_500


def outlying(value: float, others: list[float]) -> bool:
    """True when the logarithm of `value` lies far outside those of all values (`others` hold it too)."""
    logs = [log(other) for other in others]
    middle = median(logs)
    spread = median(abs(x - middle) for x in logs)
    return spread > 0 and Z_FACTOR * abs(log(value) - middle) / spread > Z_LIMIT
