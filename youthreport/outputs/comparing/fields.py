"""A value from a JSON file → the same value, known to be of the kind that stands there; TypeError otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.model import Number
from youthreport.outputs.comparing.records import Value


def mapping(value: object) -> Mapping[str, object]:
    """The value as an object; TypeError otherwise, as for all of these."""
    if not isinstance(value, dict):
        raise TypeError("应为对照表")
    return value


def mappings(value: object) -> list[Mapping[str, object]]:
    """The value as a list of objects."""
    found = entries(value)
    if not all(isinstance(entry, dict) for entry in found):
        raise TypeError("应为对照表的列表")
    return [entry for entry in found if isinstance(entry, dict)]


def entries(value: object) -> list[object]:
    """The value as a list."""
    if not isinstance(value, list):
        raise TypeError("应为列表")
    return value


def text(value: object) -> str:
    """The value as a text."""
    if not isinstance(value, str):
        raise TypeError(f"{value} 不是文字")
    return value


def whole(value: object) -> int:
    """The value as a whole number."""
    if not isinstance(value, int):
        raise TypeError(f"{value} 不是整数")
    return value


def number_or_text(value: object) -> Value:
    """The value as a number, a text or nothing."""
    if value is None or (isinstance(value, Number | str) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value} 不是数")
