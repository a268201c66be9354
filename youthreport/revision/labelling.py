"""The words around a figure, as built and as people have them now → what changed, and whether they name another figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from youthreport.revision.records import Assertion, Renaming, Spot
from youthreport.revision.sentences import Sentence
from youthreport.revision.vouching import Ground

Beside = tuple[str, str]
_EDGE = r"[，。；：、！？,;:()（）“”《》\n0-9０-９%％]"
_LEFT, _RIGHT = re.compile(f".*{_EDGE}", re.DOTALL), re.compile(_EDGE)
_COUNT = re.compile("(?:总数|人数|数)$")
_SHORTEST = 4
_UNTIL = re.compile("(?<=截[至止])(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_YEAR = re.compile("^[0-9]{4}年")


def beside(sentence: Sentence, start: int, end: int) -> Beside:
    """What stands before and behind that figure up to the next punctuation or figure, without spaces."""
    text = sentence.text
    first = max((m.end for m in sentence.marks if m.end <= start), default=0)
    last = min((m.start for m in sentence.marks if m.start >= end), default=len(text))
    before = _LEFT.sub("", text[first:start])
    behind = _RIGHT.split(text[end:last], maxsplit=1)[0]
    return re.sub(r"\s", "", before), re.sub(r"\s", "", behind)


def renaming(
    text: str, was: Beside, now: Beside, code: str, known: Iterable[Beside], labels: Mapping[str, str]
) -> Renaming | None:
    """What changed in the words around a figure; None where it is nothing, or what the program itself says around it.

    `known` are the words that the program's own papers have around figures of that code, `labels` all names by code.
    """
    own = {was, *known}
    if all(now[side] in {words[side] for words in own} for side in (0, 1)):
        return None
    other = next((name for side in (0, 1) for name in _others(was[side], now[side], code, labels)), "")
    return Renaming(f"{was[0]}{text}{was[1]}", f"{now[0]}{text}{now[1]}", other)


def _others(was: str, now: str, code: str, labels: Mapping[str, str]) -> Iterator[str]:
    """The names of other figures that the new words are: by the same change in the own name, or in full."""
    own = _stem(labels.get(code, ""))
    if was == now or not own:
        return
    turned = _turned(own, was, now)
    for other, label in labels.items():
        stem = _stem(label)
        if other == code or stem == own:
            continue
        whole = len(stem) >= _SHORTEST and now.endswith(stem) and not was.endswith(stem) and own not in now
        if stem == turned or whole:
            yield label


def _stem(label: str) -> str:
    return _COUNT.sub("", label)


def _turned(label: str, was: str, now: str) -> str:
    """The name with the same words exchanged in it as in the text; "" where it does not hold them."""
    turned = label
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "replace" and was[a:b] in turned:
            turned = turned.replace(was[a:b], now[c:d])
    return turned if turned != label else ""


def other_days(edited: Sequence[Sentence], ground: Ground) -> tuple[Assertion, ...]:
    """Days up to which figures are said to count (截至…) that are others than the build and today's paper have there."""
    told = []
    for number, at in sorted(ground.home.items()):
        sentence, built = edited[at], ground.built[number]
        if not built.marks:
            continue
        papers = [built, *([ground.now[ground.pairs[number]]] if number in ground.pairs else [])]
        ours = [day for paper in papers for day in _UNTIL.findall(paper.text)]
        for found in _UNTIL.finditer(sentence.text) if ours else ():
            if not any(_same_day(found[0], day) for day in ours):
                told.append(_other_day(sentence, found, ours[0]))
    return tuple(told)


def _same_day(left: str, right: str) -> bool:
    """A year that is not written is none to differ."""
    if _YEAR.match(left) and _YEAR.match(right):
        return left == right
    return _YEAR.sub("", left) == _YEAR.sub("", right)


def _other_day(sentence: Sentence, found: re.Match[str], ours: str) -> Assertion:
    start = sentence.spot.start
    spot = Spot(sentence.spot.paragraph, start + found.start(), start + found.end())
    means = f"这些数据截至这一天，原稿为{ours}"
    return Assertion(found[0], means, f"截至{found[0]}", sentence.text, sentence.place, spot=spot)
