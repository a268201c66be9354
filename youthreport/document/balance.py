"""The tags of a section's paragraphs → those that do not pair: open to the end, closed twice, across paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from youthreport.document.lines import Line, text_of
from youthreport.document.tags import CLOSING, MIDDLE, OPENING, Tag, loop_name, tags_of

_MOST_LOOPS = 8
_ALONE = "请让 {%p … %} 单独占一段，表格里的 {%tr … %} 单独占一行。"
_WITHIN = "请让它在同一段内结束；要包住整段，请改为 {%p … %}，单独占一段；要包住表格整行，请改为 {%tr … %}。"


@dataclass(frozen=True, slots=True)
class Told:
    """A fault of pairing: where, at which tag, what, and what to do."""

    line: Line
    tag: Tag
    message: str
    remedy: str


class Pairs:
    """Reads paragraphs in order and remembers what is open: in the paragraph, around paragraphs, around rows."""

    def __init__(self) -> None:
        self._open: dict[Any, list[tuple[Tag, Line]]] = {}

    def take(self, line: Line) -> Iterator[tuple[Tag | None, tuple[str, ...], tuple[Told, ...]]]:
        """Each tag of the paragraph with the loops around it and what is wrong with its pairing; last without a tag
        what the paragraph leaves open.
        """
        inside: list[tuple[Tag, Line]] = []
        for tag in tags_of(line.text):
            if tag.prints:
                yield tag, self._loops(inside), ()
                continue
            loops = self._loops(inside)
            stack = self._stack(tag, line) if tag.scope in ("p", "tr") else inside
            deep = _too_deep(tag, line) if tag.word == "for" and len(loops) >= _MOST_LOOPS else ()
            yield tag, loops, (*_misplaced(tag, line), *_pair(tag, line, stack), *deep)
        for tag, opened in inside:
            yield None, (), (Told(opened, tag, f"{_unclosed(tag)}，它不能跨越段落", _WITHIN),)

    def left(self) -> Iterator[Told]:
        """What is still open behind the last paragraph."""
        for stack in self._open.values():
            for tag, line in stack:
                yield Told(line, tag, _unclosed(tag), f"请在它管到的最后一段之后补上 {_closing(tag)}。")

    def _stack(self, tag: Tag, line: Line) -> list[tuple[Tag, Line]]:
        holder = line.table if tag.scope == "tr" else line.container
        return self._open.setdefault(holder, [])

    def _loops(self, inside: list[tuple[Tag, Line]]) -> tuple[str, ...]:
        around = [*(pair for stack in self._open.values() for pair in stack), *inside]
        return tuple(loop_name(tag) for tag, _ in around if tag.word == "for")


def _pair(tag: Tag, line: Line, stack: list[tuple[Tag, Line]]) -> tuple[Told, ...]:
    """Open or close; what does not fit is told."""
    if tag.word in OPENING:
        stack.append((tag, line))
        return ()
    top = stack[-1][0] if stack else None
    if tag.word in MIDDLE:
        if top is None or top.word not in ("if", "for"):
            return (Told(line, tag, f"“{tag.word}”前面没有 {{% if %}}", "请补上 {% if … %}，或删去它。"),)
        return ()
    if tag.word not in CLOSING:
        return ()
    if top is None:
        missing = CLOSING[tag.word]
        return (
            Told(
                line, tag, f"多出“{tag.word}”，这里没有与它配对的 {{% {missing} %}}", f"请删去它；{_WITHIN}"
            ),
        )
    stack.pop()
    if OPENING[top.word] != tag.word:
        return (
            Told(line, tag, f"“{top.word}”应以 {_closing(top)} 结束，不是“{tag.word}”", "请改正结束的标签。"),
        )
    return ()


def _misplaced(tag: Tag, line: Line) -> tuple[Told, ...]:
    if tag.scope == "tr" and line.row is None:
        return (Told(line, tag, "{%tr %} 只能用在表格里", "整段请用 {%p … %}。"),)
    around = line.text
    if tag.scope == "tr":
        around = "".join(text_of(p) for p in line.row.iter(line.paragraph.tag))
    if tag.scope in ("p", "tr") and around.strip() != tag.text:
        return (Told(line, tag, f"{tag.text} 和别的文字写在一起，那些文字会丢失", _ALONE),)
    return ()


def _too_deep(tag: Tag, line: Line) -> tuple[Told, ...]:
    return (Told(line, tag, "循环套得过深", f"最多套{_MOST_LOOPS}层，一般一层就够。"),)


def _unclosed(tag: Tag) -> str:
    return f"“{tag.word}”没有配对，缺少 {_closing(tag)}"


def _closing(tag: Tag) -> str:
    return f"{{%{tag.scope} {OPENING[tag.word]} %}}"
