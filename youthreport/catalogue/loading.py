"""The *.toml files of a folder → one frozen Catalogue, or a CatalogueError that names file, entry and remedy."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from youthreport.catalogue.checking import check
from youthreport.catalogue.records import KINDS, build
from youthreport.catalogue.wording import FILE as _WORDING
from youthreport.catalogue.wording import wording_of
from youthreport.errors import CatalogueError
from youthreport.model import Catalogue, Indicator

_MEASURES = "measures.toml"
DISTRICT_TYPE = "区级"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of that folder, by default the one shipped with the package.

    Its version is the first 12 hex digits of the SHA-256 over the names and bytes of all its files.
    CatalogueError when a file is missing, unreadable or contradicts another.
    """
    where = folder or Path(__file__).parent
    contents = {path.name: path.read_bytes() for path in sorted(where.glob("*.toml"))}
    parsed = {name: _parse(name, content) for name, content in contents.items()}
    _check_files(set(parsed))
    unit_types, aggregates, measures = _measures(parsed[_MEASURES])
    catalogue = Catalogue(
        version=_version(contents),
        unit_types=unit_types,
        measures=MappingProxyType(measures),
        wording=wording_of(parsed[_WORDING], measures),
        **{kind.field: build(kind, parsed[kind.file]) for kind in KINDS},
    )
    check(catalogue)
    return _with_aggregates(catalogue, aggregates)


def _with_aggregates(catalogue: Catalogue, types: tuple[str, ...]) -> Catalogue:
    """The catalogue in which those types report what any branch reports, and must what every branch must."""
    branches = set(catalogue.unit_types) - {DISTRICT_TYPE}

    def reported(indicator: Indicator) -> Indicator:
        """The indicator; where any branch reports it, those types do, too, and must where every branch must."""
        if not branches & set(indicator.reporters):
            return indicator
        due = types if branches <= set(indicator.compulsory) else ()
        return replace(
            indicator,
            reporters=(*indicator.reporters, *types),
            compulsory=(*indicator.compulsory, *due),
        )

    return replace(
        catalogue,
        unit_types=(*catalogue.unit_types, *types),
        aggregates=types,
        indicators=tuple(map(reported, catalogue.indicators)),
        sheets=tuple(
            replace(sheet, types=(*sheet.types, *types)) if branches & set(sheet.types) else sheet
            for sheet in catalogue.sheets
        ),
    )


def _check_files(present: set[str]) -> None:
    expected = {kind.file for kind in KINDS} | {_MEASURES, _WORDING}
    for name in sorted(expected - present):
        raise CatalogueError("指标目录缺少这个文件", place=name, remedy="请从程序自带的目录中复制一份。")
    for name in sorted(present - expected):
        raise CatalogueError(
            "不认识这个文件", place=name, remedy=f"请移走它；可用的文件有：{'、'.join(sorted(expected))}。"
        )


def _version(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:12]


def _parse(name: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise CatalogueError("文件不是 UTF-8 编码", place=name, remedy="请用 UTF-8 编码重新保存。") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(
            f"文件不符合 TOML 格式（{error}）", place=name, remedy="请按提示的行列改正后再试。"
        ) from error


def _measures(
    content: dict[str, Any],
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The unit types, those that add up others, and for each measure the words that mean the same."""
    for key in content:
        if key not in ("unit_types", "aggregate_types", "measures"):
            raise CatalogueError(
                f"不认识“{key}”这一项",
                place=_MEASURES,
                remedy="这里只能写 unit_types、aggregate_types 和 measures。",
            )
    aggregates = content.get("aggregate_types", [])
    if aggregates and not _is_words(aggregates):
        raise CatalogueError("aggregate_types 的写法不对", place=_MEASURES, remedy='请写成 ["区县"] 的样式。')
    types, measures = content.get("unit_types"), content.get("measures")
    if not _is_words(types) or not isinstance(measures, dict):
        raise CatalogueError(
            "缺少 unit_types 或 measures", place=_MEASURES, remedy="请写明单位类型和各计量单位的同义词。"
        )
    for measure, words in measures.items():
        if not _is_words(words) or measure not in words:
            raise CatalogueError(
                "同义词清单必须包含计量单位本身",
                place=f"{_MEASURES} “{measure}”",
                remedy=f'请写成 ["{measure}", …]。',
            )
    return (
        tuple(types or ()),
        tuple(aggregates),
        {measure: tuple(words) for measure, words in measures.items()},
    )


def _is_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) for word in value)
