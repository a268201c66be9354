"""What is known about one written number while it is taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from youthreport.intake.readings import Note, error
from youthreport.model import Severity
from youthreport.quoting import quoted

FILL_COUNT = "请改填一个阿拉伯数字，没有发生的填0。"
# Counting words that say a measure even where the catalogue has none of that name.
_COUNTING = frozenset("人名个场次支项件份篇条家位期元本套台")


@dataclass
class Draft:
    """The text as the person wrote it, the measure that is wanted, and the notes so far."""

    raw: str
    measure: str
    units: Mapping[str, tuple[str, ...]]
    fraction: bool
    notes: list[Note] = field(default_factory=list)
    estimate: bool = False

    @property
    def quote(self) -> str:
        """The person's own text, quoted."""
        return quoted(self.raw)

    @property
    def blocked(self) -> bool:
        """Whether an error was noted."""
        return any(note.severity is Severity.ERROR for note in self.notes)

    def refuse(self, rule: str, message: str, remedy: str = FILL_COUNT) -> Decimal | None:
        """None, the value of what is refused, with an error noted."""
        self.notes.append(error(rule, message, remedy))
        return None

    def is_unit(self, text: str) -> bool:
        """Whether the text is the measure, or means the same."""
        return bool(text) and text in (self.measure, *self.units.get(self.measure, ()))

    def is_any_unit(self, text: str) -> bool:
        """Whether the text is a measure at all."""
        return text in _COUNTING or any(text in (name, *same) for name, same in self.units.items())
