"""A paper's sentences → the rows of its tables, each as one long sentence, so that a row comes and goes as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from youthreport.revision.sentences import Sentence

_CELL = re.compile(r"(.*表[0-9]+第[0-9]+行)第[0-9]+列")
_BETWEEN = "｜"


@dataclass(frozen=True)
class Row:
    """The cells of a row that hold words; `numbers` are those of their sentences in the paper."""

    place: str
    numbers: tuple[int, ...]
    cells: tuple[Sentence, ...]

    @cached_property
    def whole(self) -> Sentence:
        """All of it, standing where its first cell stands."""
        text, marks = "", []
        for cell in self.cells:
            text += _BETWEEN if text else ""
            marks += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in cell.marks]
            text += cell.text
        return Sentence(text, tuple(marks), self.cells[0].spot, self.place)


class Table:
    """The rows of all tables of a paper, and which row each of its sentences belongs to."""

    def __init__(self, paper: Sequence[Sentence]) -> None:
        found: dict[str, list[int]] = {}
        self._of: dict[int, str] = {}
        for number, sentence in enumerate(paper):
            if (cell := _CELL.fullmatch(sentence.place)) is not None:
                self._of[number] = cell[1]
                if not is_serial(sentence):
                    found.setdefault(cell[1], []).append(number)
        self._rows = {
            place: Row(place, tuple(numbers), tuple(paper[n] for n in numbers))
            for place, numbers in found.items()
        }
        self.rows = tuple(self._rows.values())
        self.outside = tuple(n for n in range(len(paper)) if n not in self._of)

    def row(self, number: int) -> Row | None:
        """The row that the sentence of that number belongs to; None outside tables and for a running number."""
        row = self._rows.get(self._of.get(number, ""))
        return row if row is not None and number in row.numbers else None

    def counts(self, number: int) -> bool:
        """Whether the sentence says anything: running numbers of rows do not."""
        return number not in self._of or self.row(number) is not None


def in_table(sentence: Sentence) -> bool:
    """Whether it stands in a cell."""
    return "列" in sentence.place


def is_serial(sentence: Sentence) -> bool:
    """Whether a cell holds nothing but a number that is no figure: it only counts the rows."""
    return not sentence.marks and sentence.words.isdigit()
