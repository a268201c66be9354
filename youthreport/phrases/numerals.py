"""How numbers are written in a Chinese paper, in digits and in words → patterns for each way of writing."""

from __future__ import annotations

import re

# 1200, 1,200, 1 200, 1.5; a comma or a blank groups three digits each.
_GROUPED = r"\d{1,3}(?:[,\u0020\u00a0\u2009\u202f]\d{3})+(?![\d])(?:\.\d+)?"
_PLAIN = rf"(?<![\d.])(?:{_GROUPED}|\d+(?:\.\d+)?)"
_MORE = "[余多几]"
_SCALED = rf"{_PLAIN}(?:{_MORE}?[十百千万亿]+(?:\d+[十百千万]+)*)?{_MORE}?[万亿]?"
_TO = "(?:[-—–~至到]|——)"
# 30—50, 5%—8%, 3至5, 1/3, 1:3, 1.5万余: all of it is one number.
DIGITS = re.compile(rf"(?P<first>{_SCALED})(?:[%‰]?{_TO}(?P<last>{_SCALED})|[/:](?P<part>\d+))?")

HANZI = "零〇一二两三四五六七八九十百千万亿"
_ONE = "[一二两三四五六七八九]"
_THOUSANDS = rf"(?:{_ONE}千)?(?:[零〇]?{_ONE}百)?(?:[零〇]?{_ONE}?十{_ONE}?|[零〇]?{_ONE})?"
# 三百二十, 两万, 一千零五: what counts; 五四, 十四五, 一二九 do not.
WELL_FORMED = re.compile(rf"(?=[{HANZI}])(?:{_THOUSANDS}亿)?(?:{_THOUSANDS}万)?[零〇]?{_THOUSANDS}")
# 三五个, 七八十名: two neighbours leave it open.
ABOUT = re.compile("(?:一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)[十百千万]*")
RUN = re.compile(rf"[{HANZI}]+(?:{_TO}[{HANZI}]+)?")
# 数十, 近百, 上千: without the hedge a bare 百 or 万 is part of a name (百姓, 万众).
HEDGE = re.compile("(?:(?<![线网车身马早晚以会之])上|(?<![附最靠临亲])近|约|超|逾|成|达|过|破|好?[数几])$")
ROUND = re.compile("[十百千万亿]+")
# 百分之三十, 三分之一, 三成, 翻一番, 半数
_N = rf"(?:\d+(?:\.\d+)?|[{HANZI}点]+)"
_NO_SHARE = "[员立为功果长才效熟绩就交群套型分语本]|不变"
SHARE = re.compile(
    rf"[百千万]分之{_N}|[{HANZI}]+分之{_N}|翻(?:了|两|一)?[{HANZI}\d数几]?番|(?<![{HANZI}第统])[二两三四五六七八九]成{_ONE}?(?!{_NO_SHARE})"
    rf"|(?<![{HANZI}第统])一成(?=以上|以下|左右|多|的|[,。;]|$)|(?<!事)(?:一半|半数)"
)
