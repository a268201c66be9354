"""A spoken count → the same count hedged, spelled out, or set against its whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from youthreport.model import Figure, Number, Part
from youthreport.narrative.asked import figure_of, other_of
from youthreport.narrative.numerals import chinese
from youthreport.narrative.spoken import Spoken, is_rate, whole
from youthreport.narrative.wording import Words

RUNNING = "累计数"


@dataclass(frozen=True, slots=True)
class Counting:
    """The filters for counts."""

    words: Words

    def reworded(self, name: str, say: Callable[[Number], str], unit: str = "") -> Callable[[object], Spoken]:
        """A filter that says the number with `say`; an estimate is said as 约 whatever the filter."""

        def reword(value: object) -> Spoken:
            """The number as `say` puts it; missing figures and rates come back as they are. TemplateError for no number."""
            spoken, figure, number = figure_of(value, name)
            if figure is None or is_rate(figure):
                return spoken
            text = self.words.about(number) + unit if figure.estimated else say(number)
            return spoken.saying(Part(text, figure.code))

        return reword

    def at_least(self, value: object, measure: str = "") -> Spoken:
        """W-YISHANG with the measure in between: `120场以上`."""
        spoken, figure, number = figure_of(value, "以上")
        if figure is None or is_rate(figure):
            return spoken
        unit = measure or figure.measure
        if figure.estimated:
            return spoken.saying(Part(self.words.about(number), figure.code), Part(unit))
        text, more = self.words.at_least(number)
        return spoken.saying(Part(text, figure.code), Part(f"{unit}以上" if more else unit))

    def ordinal(self, value: object) -> Spoken:
        """A whole number in Chinese, as after 第."""
        return self._spelled(value, "汉字", lambda number, _figure: chinese(number))

    def in_chinese(self, value: object) -> Spoken:
        """W-CN_NUM: a small count in Chinese before its measure word."""
        return self._spelled(value, "汉字数", lambda number, figure: self.words.count(number, figure.measure))

    def _spelled(self, value: object, name: str, say: Callable[[int, Figure], str]) -> Spoken:
        spoken, figure, number = figure_of(value, name)
        if figure is None:
            return spoken
        if figure.estimated or number != int(number) or number < 0:
            return spoken.saying()
        return spoken.saying(Part(say(int(number), figure), figure.code))

    def consecutive(self, value: object) -> Spoken:
        """W-LIANXU: `连续第九年`; unsaid for fewer than two years."""
        spoken, figure, number = figure_of(value, "连续")
        if figure is None or figure.estimated or number != int(number) or number < 2:
            return spoken.saying()
        return spoken.saying(Part("连续第"), Part(chinese(int(number)), figure.code), Part("年"))

    def running(self, value: object, action: str = "") -> Spoken:
        """W-LEIJI: `累计120`, `累计签约120` for a running total that did not fall, else without 累计."""
        spoken, figure, number = figure_of(value, "累计")
        if figure is None or is_rate(figure):
            return spoken
        fell = figure.previous is not None and number < figure.previous
        if figure.basis != RUNNING or fell:
            return spoken.saying(Part(action), *spoken.wording.parts) if action else spoken
        return spoken.saying(Part(f"累计{action}"), *spoken.wording.parts)

    def part_of(self, value: object, total: object) -> Spoken:
        """W-QIZHONG: the part as it is, unsaid where it is not provably a part of the total."""
        spoken, part, number = figure_of(value, "其中")
        base = other_of(total, "其中")
        if part is None or base is None or base.value is None:
            return spoken.saying()
        same = part.basis == base.basis and whole(part) and whole(base)
        return spoken if same and number <= base.value else spoken.saying()

    def all_of(self, value: object, total: object, action: str = "完成", measure: str = "") -> Spoken:
        """W-QUANBU: `已全部办结` where the part is the whole and nobody is missing, else `已办结266件`."""
        spoken, part, number = figure_of(value, "全部")
        base = other_of(total, "全部")
        if part is None:  # nothing done yet is no `已办结0件`; what nobody reported is wanting
            reported = spoken.figure is not None and spoken.figure.value is not None
            return spoken.saying() if reported else spoken
        if base is not None and base.value == number and whole(part) and whole(base):
            return spoken.saying(Part(f"已全部{action}"))
        return spoken.saying(Part(f"已{action}"), *spoken.wording.parts, Part(measure or part.measure))
