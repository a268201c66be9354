"""A person's own text → the same text as a message can show it."""

from __future__ import annotations

_LONGEST = 40


def in_line(text: str) -> str:
    """The text in one line, ↵ for its breaks, and cut when it is long."""
    line = "↵".join(part.strip() for part in text.strip().splitlines() if part.strip())
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line


def quoted(text: str) -> str:
    """The text in line and in quotation marks."""
    return f"“{in_line(text)}”"
