"""previous/2025S1.json → the closed figures of an earlier period, and whose they are today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from youthreport.errors import ConfigurationError
from youthreport.model import Frozen, ListSheet, Number, Roster
from youthreport.project import PERIOD_CODE, Project

FROZEN_SCHEMA = "youthreport/frozen/1"


def read_frozen(path: Path) -> Frozen | None:
    """The frozen period in that file; None if there is no such file; ConfigurationError if it is broken."""
    if not path.exists():
        return None
    try:
        frozen = parse_frozen(path.read_text(encoding="utf-8-sig"))
        if frozen.period != path.stem:  # a renamed file would compare with another half-year
            raise ValueError(f"文件名是 {path.stem}，里面却是 {frozen.period} 的数")
        return frozen
    except OSError as error:
        raise ConfigurationError(
            "这个往期定稿文件打不开", place=path.name, remedy="请检查文件权限，或关闭正在使用它的程序后重试。"
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigurationError(
            f"往期定稿文件内容有误（{error}）",
            place=f"previous/{path.name}",
            remedy="请从备份恢复该文件，或从上期项目重新复制；请勿手工修改。",
        ) from error


def parse_frozen(text: str) -> Frozen:
    """The frozen period in that JSON; ValueError, TypeError, KeyError or AttributeError when it is none."""
    return _frozen(json.loads(text, parse_float=Decimal, parse_constant=_no_constant))


def is_frozen(project: Project) -> bool:
    """Whether the project's own period has been closed; its paper must not change any more."""
    return project.frozen_file(project.period).is_file()


def units_before(frozen: Frozen | None, roster: Roster) -> dict[str, dict[str, Number]]:
    """Last year's values by unit code and indicator code; a merged unit's values are its successor's."""
    values: dict[str, dict[str, Number]] = {}
    for unit, given in sorted(frozen.units.items()) if frozen else ():
        into = values.setdefault(successor(unit, roster), {})
        for code, value in given.items():
            into[code] = into.get(code, 0) + value
    return values


def successor(unit: str, roster: Roster) -> str:
    """The code of the unit that stands in for that one today, itself when it was not merged."""
    seen: set[str] = set()
    while unit not in seen:
        seen.add(unit)
        found = roster.by_code(unit)
        unit = found.merged_into if found is not None and found.merged_into else unit
    return unit


def carried_over(sheet: ListSheet, rows: Iterable[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Records of the last period as this one begins with them: what each period says anew is blank or as agreed."""
    return tuple(
        {
            column.name: row.get(column.name, "") if column.next_period == "*" else column.next_period
            for column in sheet.columns
        }
        for row in rows
    )


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"不是数：{word}")


def _frozen(data: Mapping[str, object]) -> Frozen:
    if data["schema"] != FROZEN_SCHEMA:
        raise ValueError(f"格式应为 {FROZEN_SCHEMA}，实为 {data['schema']}")
    period = data["period"]
    if not isinstance(period, str) or not PERIOD_CODE.fullmatch(period):
        raise ValueError(f"报告期 {period} 不合要求")
    units, lists = _mapping(data.get("units", {})), _mapping(data.get("lists", {}))
    return Frozen(
        period=period,
        figures=_numbers(data["figures"]),
        units={unit: _numbers(values) for unit, values in units.items()},
        lists={name: _rows_by_key(rows) for name, rows in lists.items()},
        incomplete=frozenset(str(code) for code in _sequence(data.get("incomplete", []))),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value} 不是对照表")
    return value


def _numbers(value: object) -> Mapping[str, Number]:
    return {code: _number(code, number) for code, number in _mapping(value).items()}


def _number(code: str, value: object) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"{code} 的值 {value} 不是数")
    return value


def _rows_by_key(value: object) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    return {key: tuple(_text_row(row) for row in _sequence(rows)) for key, rows in _mapping(value).items()}


def _sequence(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value} 不是列表")
    return value


def _text_row(value: object) -> Mapping[str, str]:
    return {column: str(text) for column, text in _mapping(value).items()}
