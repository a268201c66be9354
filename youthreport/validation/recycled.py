"""A filing and its unit's past → a return that repeats an earlier one (X33)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from youthreport.model import Cell, Filing, Finding, Number, Severity
from youthreport.validation.ground import Ground
from youthreport.validation.relations import INDICATOR_SHEET, Values
from youthreport.validation.words import name_of, plain

SHARE = Decimal("0.8")  # domain rule: 80 % or more of the values that are not zero
FEWEST = 10  # fewer figures than this may well stay the same in a small unit
# Of a round or a whole year: the second half truly repeats what the first one said.
_LASTING = ("届次数", "年度数", "静态")


def repeated(filing: Filing, ground: Ground, values: Values) -> Iterator[Finding]:
    """X33: a finding when four fifths of the figures are those of the same half last year, or of the last half.

    Figures that are zero now or were not closed then do not take part.
    """
    now = {code: value for code, value in values.items() if value}
    lasting = {i.code for i in ground.catalogue.indicators if i.basis in _LASTING}
    brief = {code: value for code, value in now.items() if code not in lasting}
    period = ground.period
    for given, before, name in (
        (now, ground.past.last_year, str(period.same_half_last_year)),
        (brief, ground.past.last_half, str(period.last_half)),
    ):
        finding = _repeats(given, before, name, filing, ground)
        if finding is not None:
            yield finding
            return


def _repeats(
    now: Mapping[str, Number], before: Mapping[str, Number], period: str, filing: Filing, ground: Ground
) -> Finding | None:
    both = [code for code in now if code in before]
    same = [code for code in both if now[code] == before[code]]
    if len(both) < FEWEST or len(same) < SHARE * len(both):
        return None
    examples = "、".join(f"{name_of(c, ground.catalogue)}都是{plain(now[c])}" for c in same[:3])
    return Finding(
        "X33",
        Severity.WARNING,
        Cell(filing.file, INDICATOR_SHEET),
        f"可以比较的{len(both)}项非零数中，有{len(same)}项与{period}定稿数完全相同"
        f"（如{examples}），疑为旧表未更新；相同的应少于八成。",
        "请逐项核对本期数；确实没有变化的，请在区本级表《核实说明》填本单位编码、X33和原因。",
        raw=f"{len(same)}/{len(both)}",
    )
