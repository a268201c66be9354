"""Tables of a catalogue file → the model's records; unknown, missing and ill-typed keys are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

from youthreport.errors import CatalogueError
from youthreport.model import (
    Asserting,
    ClaimRule,
    ComputedFigure,
    Indicator,
    ItemList,
    ListColumn,
    ListSheet,
    ListSource,
    Relation,
    Rule,
    Severity,
    Slot,
    StalePhrase,
    TextElement,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: its file, its table name there, the record it becomes, the catalogue's field."""

    file: str
    table: str
    record: type
    field: str
    name: str = "code"


KINDS = (
    Kind("indicators.toml", "indicator", Indicator, "indicators"),
    Kind("sheets.toml", "sheet", ListSheet, "sheets", "name"),
    Kind("relations.toml", "relation", Relation, "relations", "rule"),
    Kind("rules.toml", "rule", Rule, "rules", "id"),
    Kind("texts.toml", "text", TextElement, "texts"),
    Kind("computed.toml", "computed", ComputedFigure, "computed"),
    Kind("items.toml", "items", ItemList, "items"),
    Kind("claims.toml", "claim", ClaimRule, "claims"),
    Kind("stale.toml", "stale", StalePhrase, "stale", "name"),
    Kind("asserting.toml", "asserting", Asserting, "asserting", "name"),
    Kind("slots.toml", "slot", Slot, "slots", "order"),
)

# In the files the source of an indicator is called `list`, which a Python name should not be.
_RENAMED = {"list": "list_source"}


def build(kind: Kind, content: Mapping[str, Any]) -> tuple[Any, ...]:
    """The records of one file, in its order; CatalogueError for anything that does not fit."""
    for key in content:
        if key != kind.table:
            raise CatalogueError(
                f"不认识“{key}”这一项", place=kind.file, remedy=f"每条记录请以 [[{kind.table}]] 开头。"
            )
    entries = content.get(kind.table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(
            "记录的写法不对", place=kind.file, remedy=f"每条记录请以 [[{kind.table}]] 开头。"
        )
    return tuple(_record(kind.record, entry, _place(kind, entry, n)) for n, entry in enumerate(entries, 1))


def _place(kind: Kind, entry: Mapping[str, Any], number: int) -> str:
    return f"{kind.file} [[{kind.table}]] 第{number}条 {entry.get(kind.name, '')}".rstrip()


def _record(record: type, entry: Mapping[str, Any], place: str) -> Any:
    known = {field.name: field for field in fields(record)}
    renamed = {_RENAMED.get(key, key): value for key, value in entry.items()}
    for key in renamed:
        if key not in known:
            names = "、".join(_shown(name) for name in known)
            raise CatalogueError(
                f"不认识“{key}”这一项", place=place, remedy=f"请检查拼写；可用的有：{names}。"
            )
    for name, field in known.items():
        if name not in renamed and field.default is MISSING and name not in _OPTIONAL.get(record, {}):
            raise CatalogueError(
                f"缺少“{_shown(name)}”这一项", place=place, remedy=f"请补写 {_shown(name)} = …。"
            )
    values = {key: _value(known[key], value, place) for key, value in renamed.items()}
    return record(**{**_OPTIONAL.get(record, {}), **values})


# Fields without a default in the model that a file may still leave out: nobody, or not asked for.
_OPTIONAL: dict[type, dict[str, Any]] = {Indicator: {"compulsory": (), "last_year": False}}


def _shown(name: str) -> str:
    return next((shown for shown, real in _RENAMED.items() if real == name), name)


def _value(field: Field[Any], value: Any, place: str) -> Any:
    convert = _CONVERTERS.get(str(field.type), _wrong)
    try:
        return convert(value, place)
    except (TypeError, ValueError, AttributeError) as error:
        raise CatalogueError(
            f"“{_shown(field.name)}”的写法不对：{value!r}",
            place=place,
            remedy=f"请对照其他记录中 {_shown(field.name)} 的写法改正。",
        ) from error


def _wrong(_value: Any, _place: str) -> Any:
    raise TypeError


def _exactly(expected: type) -> Callable[[Any, str], Any]:
    def convert(value: Any, _place: str) -> Any:
        """The value itself; TypeError for another type, for a bool where a whole number is asked, too."""
        if type(value) is not expected:
            raise TypeError
        return value

    return convert


def _words(value: Any, _place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError
    return tuple(value)


def _where(value: Any, place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((column, _words(words, place)) for column, words in value.items())


def _columns(value: Any, place: str) -> tuple[ListColumn, ...]:
    return tuple(_record(ListColumn, column, f"{place} 列“{column.get('name', '')}”") for column in value)


def _list_source(value: Any, place: str) -> ListSource:
    source: ListSource = _record(ListSource, value, f"{place} 的 list")
    return source


def _severity(value: Any, _place: str) -> Severity:
    return Severity(value)


# Keyed by the annotation as the model writes it, so that a new field of a known type needs nothing here.
_CONVERTERS: dict[str, Callable[[Any, str], Any]] = {
    "str": _exactly(str),
    "bool": _exactly(bool),
    "int": _exactly(int),
    "tuple[str, ...]": _words,
    "tuple[tuple[str, tuple[str, ...]], ...]": _where,
    "tuple[ListColumn, ...]": _columns,
    "ListSource | None": _list_source,
    "Severity": _severity,
}
