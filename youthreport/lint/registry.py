"""Check functions by rule id → what they find, and how a finding is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from youthreport.lint.paper import Paper, Paragraph, shortened

WHOLE = "整份文件"


@dataclass(frozen=True, slots=True)
class Retext:
    """Characters `start` to `end` of a paragraph's text become `new`."""

    paragraph: Paragraph
    start: int
    end: int
    new: str

    @property
    def possible(self) -> bool:
        """Whether every character touched is ordinary text: no field result and no link."""
        atoms = self.paragraph.atoms
        if self.start == self.end:
            return 0 < self.start <= len(atoms) and atoms[self.start - 1].node is not None
        return all(
            atom.node is not None or (atom.control is not None and not self.new)
            for atom in atoms[self.start : self.end]
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a check found; `mend` changes the XML, `done` says what it makes of it.

    The same `mend` (same function and arguments) of several hits runs once.
    """

    message: str
    at: Paragraph | None = None
    quote: str = ""
    place: str = ""
    mend: partial[None] | Retext | None = None
    done: str = ""

    @property
    def told_place(self) -> str:
        """Where it is, in the clerk's words."""
        return self.place or (self.at.place if self.at else WHOLE)

    @property
    def told_quote(self) -> str:
        """The words quoted: those given, else how the paragraph begins."""
        return self.quote or (self.at.quote if self.at else "")

    @property
    def fixable(self) -> bool:
        """Whether it can be mended safely."""
        return self.mend is not None


Check = Callable[[Paper], Iterator[Hit]]
CHECKS: dict[str, Check] = {}


def check(rule: str) -> Callable[[Check], Check]:
    """Registers the function of a rule; a rule has exactly one."""

    def register(function: Check) -> Check:
        """The function itself, now in `CHECKS`; ValueError when the rule has one already."""
        if rule in CHECKS:
            raise ValueError(f"two functions for {rule}")
        CHECKS[rule] = function
        return function

    return register


def rewording(
    paragraph: Paragraph, start: int, end: int, new: str | None, message: str, *, verbatim: bool = False
) -> Hit:
    """A hit on some characters, mended by other ones; a quotation (`verbatim`) and fields are only told."""
    quote = shortened(paragraph.text[max(0, start - 8) : end + 8])
    old = paragraph.text[start:end]
    edit = None if new is None or verbatim else Retext(paragraph, start, end, new)
    if edit is None or not edit.possible:
        return Hit(message, paragraph, quote)
    if not old:
        done = f"补上“{new}”"
    else:
        done = f"“{shortened(old)}”改为“{shortened(edit.new)}”" if edit.new else f"删去“{shown(old)}”"
    return Hit(message, paragraph, quote, mend=edit, done=done)


def shown(text: str) -> str:
    """Characters that would not be seen in a message, named."""
    visible = text.replace("\u3000", "□").replace(" ", "␣").replace("\t", "→").replace("\u00a0", "␣")
    return shortened(visible)
