"""wording.toml → WordingRules, or a CatalogueError that names the entry and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from youthreport.catalogue.faults import demand, fault
from youthreport.model import Band, Word, WordingRules

FILE = "wording.toml"
TABLES = ("limits", "band", "word")
_NUMBERS = ("from", "small", "wan", "wan_step", "places", "steady", "striking", "half", "spelled")
_SHARES = ("near", "near_small", "about")
_WORD = ("name", "rule", "usage", "prints", "when", "source")


def wording_of(content: Mapping[str, Any], measures: Mapping[str, tuple[str, ...]]) -> WordingRules:
    """The rules of that file; `measures` are the counting words that exist."""
    for key in content:
        demand(key, TABLES, FILE, "", "小节")
    limits = content.get("limits", {})
    for key in limits:
        demand(key, (*_NUMBERS, *_SHARES, "liang"), FILE, "limits", "限值")
    numbers = {key: _number(limits, key) for key in _NUMBERS}
    near, near_small, about = (_share(limits, key) for key in _SHARES)
    if not near_small <= near:
        raise fault(FILE, "limits", "near_small 大于 near", "N较小时可以更宽，不能更严。")
    if not numbers["wan_step"] or numbers["wan"] % numbers["wan_step"]:
        raise fault(FILE, "limits", "wan 不是 wan_step 的整数倍", "请改正，如 10000 和 1000。")
    return WordingRules(
        bands=_bands(content.get("band", [])),
        from_=numbers.pop("from"),
        near=near,
        near_small=near_small,
        about=about,
        liang=_liang(limits.get("liang"), measures),
        words=_words(content.get("word", [])),
        **numbers,
    )


def _number(limits: Mapping[str, Any], key: str) -> int:
    value = limits.get(key)
    if type(value) is not int or value < 0:
        raise fault(FILE, key, f"限值 {key} 应为不小于0的整数", f"请写成 {key} = 整数。")
    return value


def _share(limits: Mapping[str, Any], key: str) -> Decimal:
    """Written as text, so that no binary fraction shifts a limit."""
    value = limits.get(key)
    try:
        share = Decimal(value) if isinstance(value, str) else Decimal(-1)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise fault(FILE, key, f"限值 {key} 应为0到1之间的小数", f'请带引号写成 {key} = "0.95"。')
    return share


def _bands(entries: list[Mapping[str, Any]]) -> tuple[Band, ...]:
    """Bands in ascending order, the last one open, each bound a round number of both neighbours."""
    bands = tuple(Band(entry.get("step", 0), entry.get("below")) for entry in entries)
    bounds = [band.below for band in bands[:-1]]
    if not bands or bands[-1].below is not None or None in bounds:
        raise fault(FILE, "band", "档次没有写全", "除最后一档外都要写 below，最后一档不写。")
    for band, following in pairwise(bands):
        below = band.below or 0
        if not 0 < band.step < following.step or below % band.step or below % following.step:
            raise fault(
                FILE,
                f"band below = {below}",
                "步长与上限不合",
                "上限应是前后两档步长的整数倍，步长逐档加大。",
            )
    if bounds != sorted(set(bounds), key=lambda bound: bound or 0):
        raise fault(FILE, "band", "档次没有从小到大排列", "请按 below 从小到大排列。")
    return bands


def _liang(value: Any, measures: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    known = {word for words in measures.values() for word in words}
    if not isinstance(value, list):
        raise fault(FILE, "liang", "没有写明哪些量词前用“两”", '请写成 liang = ["个", "场"]。')
    for word in value:
        demand(word, known, FILE, "liang", "量词")
    return tuple(value)


def _words(entries: Iterable[Mapping[str, Any]]) -> tuple[Word, ...]:
    words: list[Word] = []
    for entry in entries:
        texts = _texts(entry, _WORD, ("examples",))
        name, usage = texts["name"], texts["usage"]
        if not name.isidentifier() or name in {word.name for word in words}:
            raise fault(FILE, name, "过滤器的名称重复或不能用作标识符", "请换一个只有汉字的名称。")
        if f"|{name}" not in usage or not re.fullmatch(r"W-[A-Z_]+", texts["rule"]):
            raise fault(FILE, name, "用法或规则编号不对", f"用法中要有“|{name}”，规则编号如 W-YU。")
        examples = entry.get("examples", [])
        if not examples or not all(isinstance(pair, list) and len(pair) == 2 for pair in examples):
            raise fault(FILE, name, "没有例子", '请写成 examples = [["本期数=128", "120余"]]。')
        words.append(Word(**texts, examples=tuple((str(given), str(said)) for given, said in examples)))
    return tuple(words)


def _texts(entry: Mapping[str, Any], keys: tuple[str, ...], more: tuple[str, ...]) -> dict[str, str]:
    name = str(entry.get("name", ""))
    for key in entry:
        demand(key, (*keys, *more), FILE, name, "项目")
    for key in keys:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise fault(FILE, name, f"没有写明 {key}", f"请补写 {key} = “……”。")
    return {key: entry[key] for key in keys}
