"""Answers → a new project folder, ready to edit: the spine of `init`."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.doubleclick import batch_files
from youthreport.errors import ConfigurationError, OutputError
from youthreport.launching import this_program
from youthreport.model import Period, Roster
from youthreport.project import SETTINGS, load_project
from youthreport.settings import Origin, read_settings, written

DISTRICT_TYPE = "区级"
_DATED = {("period", "deadline"), ("document", "date"), ("imprint", "date")}


@dataclass(frozen=True, slots=True)
class Start:
    """What a new project begins with; `short` "" and `deadline` None: not set."""

    name: str
    short: str
    period: Period
    deadline: date | None


@dataclass(frozen=True, slots=True)
class Started:
    """What was put where, and what the clerk should know, one sentence each."""

    folder: Path
    files: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def init(folder: Path, start: Start, *, example: bool, old: Path | None) -> Started:
    """A project folder with settings, roster and district workbook; nothing that is there is overwritten.

    With `old` it begins with what the project there leaves; with `example` it holds a few invented units and
    their returns. ConfigurationError when something stands in the way, OutputError when it cannot be written.
    """
    from youthreport.runs import write_all

    files, remarks = _carried(old, start) if old else (_fresh(start, example), ())
    files |= batch_files(this_program(), windows=sys.platform == "win32")
    _refuse_to_overwrite(folder, files)
    write_all(folder, files)
    try:
        for name in ("returns", "previous"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            "文件夹建不起来", place=str(folder), remedy="请检查上级文件夹是否只读、磁盘是否已满。"
        ) from error
    return Started(folder, tuple(sorted(files)), remarks)


def _fresh(start: Start, with_example: bool) -> dict[str, bytes]:
    from youthreport.forms import write_district, write_roster
    from youthreport.forms.example import example

    catalogue = load_catalogue()
    shown = example(catalogue, start.period) if with_example else None
    units = shown.units if shown else ()
    texts = {**_texts(start), **(shown.texts if shown else {})}
    types = [kind for kind in catalogue.unit_types if kind != DISTRICT_TYPE]
    return {
        SETTINGS: _settings(start, {}),
        "roster.xlsx": write_roster(units, types),
        "district.xlsx": write_district(catalogue, start.period, Roster(units), texts),
        **({f"returns/{name}": content for name, content in shown.returns.items()} if shown else {}),
    }


def _texts(start: Start) -> dict[str, str]:
    """What the name of the organisation says already."""
    district = district_of(start.name)
    told = {"sign_org": start.name, "dist_short": start.short or start.name}
    return told | ({"dist_name": district} if district else {})


def district_of(name: str) -> str:
    """澄岚区 of 共青团澄岚区委员会; "" where the name has another shape."""
    match = re.fullmatch(r"(?:中国)?(?:共产主义青年团|共青团)(.+?[区县市旗])委员会", name)
    return match[1] if match else ""


def short_of(name: str) -> str:
    """团澄岚区委 of 共青团澄岚区委员会; the name itself where it has another shape."""
    district = district_of(name)
    return f"团{district}委" if district else name


def _settings(start: Start, known: Mapping[tuple[str, str], object]) -> bytes:
    told = {
        **known,
        ("organisation", "name"): start.name,
        ("organisation", "short"): start.short or None,
        ("period", "code"): start.period.code,
        ("period", "deadline"): start.deadline,
    }
    return written(told).encode("utf-8")


def _carried(old: Path, start: Start) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What the old project leaves: its workbooks and closed periods, and its settings without the dates."""
    # Found by name: a program without that part says so instead of failing.
    try:
        carrying = importlib.import_module("youthreport.pipeline.carrying_over")
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "这个版本还不能从上期带入",
            place="--from",
            remedy="请不写 --from，再从上期文件夹复制 roster.xlsx。",
        ) from error
    project = load_project(old, {})
    carried = carrying.carry_over(project, start.period)
    known = {
        place: one.value
        for one in read_settings(old, {}).every
        if one.origin is Origin.FILE and (place := (one.setting.table, one.setting.key)) not in _DATED
    }
    return {SETTINGS: _settings(start, known), **carried.files}, tuple(carried.remarks)


def _refuse_to_overwrite(folder: Path, files: Mapping[str, bytes]) -> None:
    if present := [name for name in sorted(files) if (folder / name).exists()]:
        raise ConfigurationError(
            f"这里已经有 {'、'.join(present)}，没有改动任何文件",
            place=str(folder),
            remedy="请换一个文件夹名，或先把这些文件移走。",
        )
