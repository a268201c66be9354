"""Nothing → sample_data/2026S1: one half-year of an invented district, filed as clerks file it.

Run `python sample_data/make_sample.py` from anywhere, with LibreOffice (`soffice`) on the path.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import invented_district as own  # noqa: E402
import messes  # noqa: E402
import openpyxl  # noqa: E402
from invented_returns import SYSTEM, Return, returns  # noqa: E402
from invented_rows import squads  # noqa: E402
from invented_units import units  # noqa: E402
from openpyxl.workbook import Workbook  # noqa: E402
from openpyxl.worksheet.worksheet import Worksheet  # noqa: E402

from youthreport.catalogue import load_catalogue  # noqa: E402
from youthreport.forms import Known, write_district, write_return, write_roster  # noqa: E402
from youthreport.model import Catalogue, Indicator, ListSource, Period, Roster  # noqa: E402

PERIOD = Period("2026S1")
TARGET = HERE / PERIOD.code
SETTINGS = """\
[organisation]
name = "共青团澄岚区委员会"
short = "澄岚团区委"

[period]
code = "2026S1"
deadline = "2026-07-05"

[document]
level3 = "1."
date = "2026-07-10"

[policy]
emergency_in_volunteering = true
"""
DEADLINE_DAY = date(2026, 7, 3)
LAST_YEAR = PERIOD.same_half_last_year
LISTED = ("JD01", "JD02", "JD04", "XX03", "QY01", "QY02")  # the units whose stock lists were kept last year
TOLD_BELOW = ("members", "org_branch", "branch_all", "qn_learn_sum", "qn_base_sum", "xs_due", "xs_done")
RATING = ("自评星级", "自评得分", "复核星级", "届次")


def main() -> None:
    """The whole folder anew."""
    catalogue = load_catalogue()
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "returns").mkdir(parents=True)
    (TARGET / "previous").mkdir()
    filed = returns()
    (TARGET / "youthreport.toml").write_text(SETTINGS, encoding="utf-8", newline="\n")
    (TARGET / "roster.xlsx").write_bytes(write_roster(units()))
    frozen = last_year(filed, catalogue)
    save_last_year(frozen)
    fill_district(filed, catalogue)
    with tempfile.TemporaryDirectory() as folder:
        save_returns(filed, frozen["units"], catalogue, Path(folder))


# -- last year -----------------------------------------------------------------------------


def save_last_year(frozen: Mapping[str, Any]) -> None:
    """previous/2025S1.json."""
    text = json.dumps(frozen, ensure_ascii=False, indent=1) + "\n"
    (TARGET / "previous" / "2025S1.json").write_text(text, encoding="utf-8", newline="\n")


def last_year(filed: Mapping[str, Return], catalogue: Catalogue) -> dict[str, Any]:
    """The frozen first half of 2025: a little smaller than this year in most figures."""
    rng = random.Random(2025)
    by_unit: dict[str, object] = {}
    sums: dict[str, int] = {"wx_fans": own.VALUES["wx_fans_ly"]}
    for code, one in filed.items():
        values: dict[str, int] = {}
        for indicator in catalogue.indicators_of(one.unit.type):
            now = value_now(one, indicator)
            if indicator.last_year and now is not None:
                then = before(indicator.code, now, rng)
                if code == SYSTEM and indicator.code in TOLD_BELOW:
                    continue  # its schools reported these themselves, so the closed figures leave them out
                values[indicator.code] = then
                sums[indicator.code] = sums.get(indicator.code, 0) + values[indicator.code]
        by_unit[code] = values
    return {
        "schema": "youthreport/frozen/1",
        "period": "2025S1",
        "figures": dict(sorted(sums.items())),
        "units": by_unit,
        "lists": {code: stock_of(filed[code], catalogue, rng) for code in LISTED},
    }


def stock_of(one: Return, catalogue: Catalogue, rng: random.Random) -> dict[str, list[dict[str, str]]]:
    """What the unit had registered at the end of June 2025: homes, brigades and branches, none of them new now."""
    old_brigades = [
        row | {"是否本期组建": "否", "组建日期": date(2025, rng.randint(2, 5), rng.randint(1, 28))}
        for row in squads(one.unit, 2, 0, rng)
    ]
    rows = {**one.rows, "青年突击队": old_brigades}
    kept = {
        sheet.name: [text_of(row) for row in rows.get(sheet.name, []) if existed(row, sheet.date_column)]
        for sheet in catalogue.sheets_of(one.unit.type)
        if sheet.stock
    }
    return {name: listed for name, listed in kept.items() if listed}


def existed(row: Mapping[str, object], founded: str) -> bool:
    """Whether the record was there when last year's first half closed."""
    day = row.get(founded)
    return isinstance(day, date) and day <= LAST_YEAR.end


def text_of(row: Mapping[str, object]) -> dict[str, str]:
    """The record as text, without the rating, which every round makes anew."""
    return {column: str(value) for column, value in row.items() if column not in RATING}


def before(code: str, now: int, rng: random.Random) -> int:
    """A plausible figure of last year; members never fell, so that no clerk has to explain a fall."""
    if now < 5:
        return max(0, now - rng.randint(0, 1))
    return int(now * rng.uniform(0.93, 0.99) if code == "members" else now * rng.uniform(0.78, 0.97))


def value_now(one: Return, indicator: Indicator) -> int | None:
    """This year's figure of the unit; None if it has none."""
    if indicator.code == "branch_all":
        return one.values["org_general"] + one.values["org_branch"]
    if indicator.list_source:
        return counted(one, indicator.list_source)
    return one.values.get(indicator.code)


def counted(one: Return, source: ListSource) -> int:
    """What the list yields."""
    rows = [
        row for row in one.rows.get(source.sheet, []) if all(matches(row, *test) for test in source.where)
    ]
    if source.how == "count":
        return len(rows)
    found = [row.get(source.column, 1 if source.column == "场次" else 0) for row in rows]
    if source.how == "distinct":
        return len(set(map(str, found)))
    numbers = [int(str(value)) for value in found]
    return sum(numbers) if source.how == "sum" else max(numbers, default=0)


def matches(row: Mapping[str, object], column: str, wanted: tuple[str, ...]) -> bool:
    """Whether the row's column holds one of the wanted values ("*" anything, "!" blank)."""
    value = str(row.get(column, ""))
    return value in wanted or ("*" in wanted and bool(value)) or ("!" in wanted and not value)


# -- filling in ----------------------------------------------------------------------------


def header(sheet: Worksheet, needed: str) -> tuple[int, dict[str, int]]:
    """The row and the columns of the header that holds `needed`."""
    for row in range(1, 9):
        names = {str(cell.value).strip(): cell.column for cell in sheet[row] if cell.value}
        if needed in names:
            return row, names
    raise LookupError(f"{sheet.title}: no header {needed}")


def put(cell: Any, value: object) -> None:
    """The value into the cell; dates look like dates."""
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def fill_list(book: Workbook, name: str, rows: list[dict[str, object]], catalogue: Catalogue) -> None:
    """The records under the header; columns the form does not have are an error of this generator."""
    sheet = book[name]
    top, columns = header(sheet, catalogue.sheet(name).columns[0].name)
    for number, row in enumerate(rows, top + 1):
        for column, value in row.items():
            put(sheet.cell(number, columns[column]), value)


def fill_figures(sheet: Worksheet, values: Mapping[str, int]) -> None:
    """The typed figures into 本期数."""
    top, columns = header(sheet, "指标代码")
    for row in range(top + 1, sheet.max_row + 1):
        code = sheet.cell(row, columns["指标代码"]).value
        cell = sheet.cell(row, columns["本期数"])
        if code in values and not str(cell.value or "").startswith("="):
            cell.value = values[str(code)]


def fill_cover(sheet: Worksheet, one: Return, empty: list[str]) -> None:
    """The cover's values and the ticks for lists without records."""
    said = {
        "版次": one.revision,
        "填表人": "栾沐桐",
        "审核人": "祝以宁",
        "联系电话": one.unit.contact,
        "报送日期": one.submitted,
    }
    for row in range(1, sheet.max_row + 1):
        label = str(sheet.cell(row, 1).value or "").strip()
        if label in said:
            put(sheet.cell(row, 2), said[label])
        elif label.removeprefix("本期无此项：") in empty and label.startswith("本期无此项"):
            sheet.cell(row, 2).value = "✓"


def filled(one: Return, known: Mapping[str, int], catalogue: Catalogue) -> Workbook:
    """The unit's workbook as its clerk meant it."""
    stock: dict[str, tuple[dict[str, str], ...]] = {}
    book = openpyxl.load_workbook(io.BytesIO(write_return(one.unit, catalogue, PERIOD, Known(known, stock))))
    empty = []
    for sheet in catalogue.sheets_of(one.unit.type):
        rows = one.rows.get(sheet.name, [])
        fill_list(book, sheet.name, rows, catalogue)
        empty += [] if rows else [sheet.name]
    fill_figures(book["指标表"], one.values)
    fill_cover(book["封面"], one, empty)
    return book


# -- the returns ---------------------------------------------------------------------------


def save_returns(
    filed: dict[str, Return], known: Mapping[str, Mapping[str, int]], catalogue: Catalogue, scratch: Path
) -> None:
    """All returns under the names that clerks gave them, some of them saved by another program."""
    converted: dict[str, list[tuple[Path, Path]]] = {}
    for code, one in filed.items():
        books = [(messes.file_name(one.unit), one)]
        if code == messes.REVISED:
            books = [(messes.FIRST_SUBMISSION, messes.first_submission(one)), (messes.SECOND_SUBMISSION, one)]
        for name, version in books:
            book = filled(version, known[code], catalogue)
            messes.spoil(book, code)
            target = TARGET / "returns" / name
            target.parent.mkdir(exist_ok=True)
            suffix = messes.CONVERTED.get(code)
            path = scratch / f"{code}.xlsx" if suffix else target
            book.save(path)
            if suffix:
                converted.setdefault(suffix, []).append((path, target))
    for suffix, pairs in converted.items():
        convert(suffix, pairs, scratch / f"as_{suffix}")


def convert(suffix: str, pairs: list[tuple[Path, Path]], folder: Path) -> None:
    """The workbooks as LibreOffice saves them, in one call per format."""
    profile = (folder.parent / "profile").as_uri()
    sources = [str(path) for path, _ in pairs]
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(folder),
            *sources,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for path, target in pairs:
        shutil.copyfile(folder / f"{path.stem}.{suffix}", target)


# -- the district workbook -----------------------------------------------------------------


def fill_district(filed: Mapping[str, Return], catalogue: Catalogue) -> None:
    """The district's own workbook, complete."""
    roster = Roster(units())
    book = openpyxl.load_workbook(io.BytesIO(write_district(catalogue, PERIOD, roster, own.TEXTS)))
    rng = random.Random(7)
    fill_figures(book["区级指标"], own.VALUES)
    lists = {
        "品牌活动": own.lunches(rng),
        "评选表彰": own.commendations(rng),
        "历年评选": own.history(),
        "名额分配": own.quotas({code: one.values.get("dev_quota_unit", 0) for code, one in filed.items()}),
        "文件制度": own.documents(),
        **own.lists(),
    }
    for name, rows in lists.items():
        fill_list(book, name, rows, catalogue)
    fill_received(book["收表登记"])
    fill_explanations(book["核实说明"])
    book.save(TARGET / "district.xlsx")


def fill_received(sheet: Worksheet) -> None:
    """The days on which the district received the returns, where they differ from the covers."""
    top, columns = header(sheet, "单位编码")
    rows = {sheet.cell(row, columns["单位编码"]).value: row for row in range(top + 1, sheet.max_row + 1)}
    for code in messes.RECEIVED_BY_HAND:
        put(sheet.cell(rows[code], columns["收到日期"]), DEADLINE_DAY)


def fill_explanations(sheet: Worksheet) -> None:
    """The doubts that the district has looked into."""
    top, columns = header(sheet, "单位编码")
    for number, row in enumerate(own.EXPLANATIONS, top + 1):
        for name, text in row.items():
            put(sheet.cell(number, columns[name]), text)


if __name__ == "__main__":
    main()
