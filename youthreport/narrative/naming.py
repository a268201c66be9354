"""Names of persons → 张某, 李某某, the same person alike wherever the paper names them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from youthreport.model import Listing

COMPOUND = (
    "欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "东方",
    "南宫", "轩辕", "端木", "百里", "呼延", "独孤", "西门", "澹台", "闻人", "太史", "申屠", "钟离", "濮阳", "赫连",
)  # fmt: skip

_BETWEEN = re.compile(r"[\s、，,;；/／]+")


class Mask:
    """Hides the names it was given; with none it changes nothing."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        each = [name for cell in names for name in _BETWEEN.split(cell)]  # one cell may name several
        hidden = {name: masked(name) for name in each if len(name) > 1}
        self._hidden = hidden
        longest = sorted(hidden, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest))) if longest else None

    def hide(self, text: str) -> str:
        """The text with every known name masked."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._hidden[found[0]], text)

    def listing(self, listing: Listing) -> Listing:
        """The listing with masked items; two persons that look alike then still count as two."""
        if self._pattern is None:
            return listing
        items = tuple(
            replace(
                item,
                text=self.hide(item.text),
                records=tuple({key: self.hide(text) for key, text in row.items()} for row in item.records),
            )
            for item in listing.items
        )
        return replace(listing, items=items)


def masked(name: str) -> str:
    """`张三` → 张某, `李晓明` → 李某某, `欧阳明` → 欧阳某; a name that is not Chinese keeps its first letter."""
    surname = name[:2] if name.startswith(COMPOUND) and len(name) > 2 else name[:1]
    return surname + ("某" if len(name) - len(surname) < 2 or not surname.isalpha() else "某某")
