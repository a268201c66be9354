"""The wording rules of a period → the filters of templates, by their Chinese names."""

from __future__ import annotations

from collections.abc import Callable

from youthreport.model import Period
from youthreport.narrative.comparing import Comparing
from youthreport.narrative.counting import Counting
from youthreport.narrative.listing_words import Listed
from youthreport.narrative.wording import Words

Filter = Callable[..., object]


def build(words: Words, period: Period) -> dict[str, Filter]:
    """The filters; each takes what a label means and gives it back in other words."""
    counts, compares, lists = Counting(words), Comparing(words, period), Listed(words, period)
    return {
        "概数": counts.reworded("概数", words.roughly),
        "百余": counts.reworded("百余", words.hundreds),
        "余": counts.reworded("余", words.more_than),
        "近": counts.reworded("近", words.nearly),
        "约": counts.reworded("约", words.exact),
        "超": counts.reworded("超", words.over),
        "达": counts.reworded("达", words.reaching),
        "万": counts.reworded("万", words.in_wan),
        "万元": counts.reworded("万元", lambda value: words.in_wan(value) + "元", "元"),
        "以上": counts.at_least,
        "汉字": counts.ordinal,
        "汉字数": counts.in_chinese,
        "连续": counts.consecutive,
        "累计": counts.running,
        "其中": counts.part_of,
        "全部": counts.all_of,
        "率": compares.rate,
        "整率": compares.whole_rate,
        "稳定": compares.steady,
        "进度": compares.progress,
        "同比": compares.compared,
        "增减": compares.difference,
        "列举": lists.some,
        "列举数": lists.some_of,
        "先后": lists.in_turn,
        "首项": lists.first,
        "分项": lists.points,
        "署名": lists.attributed,
        "日期": lists.day,
    }
