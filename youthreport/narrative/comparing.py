"""A spoken rate or figure → itself as a percentage, or set against last year or a target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from youthreport.asking import COMPARISON
from youthreport.model import Figure, Number, Part, Period, Wording
from youthreport.narrative import percent
from youthreport.narrative.asked import other_of, rate_of, spoken_of
from youthreport.narrative.spoken import Spoken, is_comparison, is_rate, say_rate, whole
from youthreport.narrative.wording import Words


@dataclass(frozen=True, slots=True)
class Comparing:
    """The filters for rates and comparisons."""

    words: Words
    period: Period

    def rate(self, value: object) -> Spoken:
        """W-RATE; unsaid for 0%. A rate that some unit does not stand behind comes here as missing."""
        spoken, figure, number = rate_of(value, "率")
        if figure is None:
            return spoken
        text = say_rate(number, self.words)
        return spoken.saying(Part(text, figure.code)) if text != "0%" else spoken.saying()

    def whole_rate(self, value: object, name: str = "整率") -> Spoken:
        """W-WENDING: a whole percentage for 均在…以上, which is said of all units or not at all."""
        spoken, figure, number = rate_of(value, name)
        if figure is None or not whole(figure):
            return spoken.saying()
        text = percent.whole_rate(number)
        return spoken.saying(Part(text, figure.code)) if text != "0%" else spoken.saying()

    def steady(self, value: object, highest: object = None) -> Spoken:
        """W-WENDING: `稳定在89%以上`; `均在89%以上` where issues lie too far apart, there is one only, or it is not known."""
        spoken = self.whole_rate(value, "稳定")
        if not spoken or spoken.figure is None or spoken.figure.value is None:
            return spoken
        best = other_of(highest, "稳定") if highest is not None else None
        close = (
            best is not None
            and best.value is not None
            and whole(best)
            and 0 < best.value - spoken.figure.value <= self.words.rules.steady
        )
        return spoken.saying(Part("稳定在" if close else "均在"), *spoken.wording.parts, Part("以上"))

    def progress(self, value: object) -> Spoken:
        """The rate at which a year's target is met, with 过半 or 已完成 where that is so."""
        spoken = self.rate(value)
        figure = spoken.figure
        if not spoken or figure is None or figure.value is None or not whole(figure):
            return spoken.saying()
        said = self._reached(figure.value)
        return spoken.saying(*spoken.wording.parts, *([Part(f"，{said}")] if said else []))

    def _reached(self, done: Number) -> str:
        if done > 100:
            return "已超额完成全年任务"
        if done == 100:
            return "已完成全年任务"
        return "实现时间过半、任务过半" if self.period.half == 1 and done >= self.words.rules.half else ""

    def compared(self, value: object) -> Spoken:
        """W-TONGBI; absent without a finalised base above 0, while units are missing, or with an estimate."""
        spoken = spoken_of(value, "同比")
        figure = spoken.figure
        places = self.words.rules.places
        if figure is None or figure.value is None or not whole(figure):
            return _unsaid(spoken)
        if is_comparison(figure):
            return _said(spoken, figure, percent.compared(Decimal(figure.value), places))
        if figure.previous is None or figure.previous <= 0:
            return _unsaid(spoken)
        if is_rate(figure):
            points = percent.points(figure.value, figure.previous)
            return _said(spoken, figure, percent.compared_points(points, places), "个百分点")
        moved = percent.change(figure.value, figure.previous)
        return _said(spoken, figure, percent.compared(moved, places))

    def difference(self, value: object) -> Spoken:
        """W-TONGBI in numbers: `比上年同期增加8个`; a rate in percentage points."""
        spoken = spoken_of(value, "增减")
        figure = spoken.figure
        if figure is None or figure.value is None or figure.previous is None or not whole(figure):
            return _unsaid(spoken)
        if is_rate(figure) or is_comparison(figure):
            return self.compared(value)
        return _said(spoken, figure, percent.difference(figure.value - figure.previous), figure.measure)


def _unsaid(spoken: Spoken) -> Spoken:
    """No comparison; what would have to be supplied is the base or the missing units, not the figure itself."""
    return replace(spoken, wording=Wording(f"{spoken.label}{COMPARISON}", absent=True))


def _said(spoken: Spoken, figure: Figure, told: tuple[str, str], unit: str = "") -> Spoken:
    word, number = told
    if not number:
        return spoken.saying(Part(word))
    return spoken.saying(Part(word), Part(number, figure.code), *([Part(unit)] if unit else []))
