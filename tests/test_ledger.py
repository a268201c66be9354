"""A sample and hostile texts → 数据台账.xlsx as a reader, a pivot table and a spreadsheet's formula engine find it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests import records as r
from tests.conftest import BuiltSample
from youthreport.model import (
    Cell,
    Claim,
    Figure,
    FilingStatus,
    Finding,
    OrgUnit,
    PrintedFigure,
    Rollup,
    Severity,
    Source,
)
from youthreport.outputs import write_ledger

ADDED_UP = ("sum", "count", "distinct")


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    header, *body = book[name].iter_rows(values_only=True)
    return [dict(zip((str(h) for h in header), row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def ledger(built: BuiltSample) -> Workbook:
    return openpyxl.load_workbook(built.output / "数据台账.xlsx")


# -- the sample ----------------------------------------------------------------------------


def test_the_counted_cells_of_a_code_add_up_to_its_figure(ledger: Workbook, built: BuiltSample) -> None:
    """What a clerk gets who sums 明细 by 指标代码 in a pivot table."""
    sums: dict[object, Decimal] = defaultdict(Decimal)
    for row in rows(ledger, "明细"):
        if row["是否计入"] == "是" and isinstance(row["数值"], int | float):
            sums[row["指标代码"]] += Decimal(str(row["数值"]))
    figures = {
        c: f for c, f in built.figures.items() if f["aggregation"] in ADDED_UP and f["value"] is not None
    }
    assert len(figures) > 80
    off = {c: (f["value"], sums[c]) for c, f in figures.items() if sums[c] != Decimal(str(f["value"]))}
    assert off == {}


def test_the_sum_is_not_right_by_accident(ledger: Workbook) -> None:
    """Adding what is not counted would give other sums: joint activities are there, with the reason."""
    left = [row for row in rows(ledger, "明细") if row["是否计入"] == "否"]
    assert {row["未计入原因"] for row in left} >= {"已在其他单位计入：砚湖街道团工委"}
    assert all(row["未计入原因"] for row in left)


def test_every_row_of_the_long_table_names_its_unit_and_cell(ledger: Workbook) -> None:
    for row in rows(ledger, "明细"):
        assert row["单位编码"], row
        assert row["文件"], row
        assert row["指标代码"], row


def test_coverage_shows_for_every_unit_and_indicator_what_became_of_it(ledger: Workbook) -> None:
    units = {row["单位编码"]: row for row in rows(ledger, "覆盖")}
    assert len(units) == 40
    assert (units["JD01"]["团员总数"], units["JD01"]["必报缺报"]) == (497, 0)
    assert units["JD01"]["少先队中队总数"] is None  # a street is not asked
    assert units["XX01"]["团员总数"] == "下级另报"


def test_what_does_not_count_stands_on_a_sheet_of_its_own_with_the_reason(ledger: Workbook) -> None:
    left = {
        (row["单位编码"], row["工作表"], row["单元格"]): row["未计入原因"] for row in rows(ledger, "未计入")
    }
    assert left["LX03", None, None] == "已被新版替代"
    assert left["XX09", "活动台账", "A17"] == "已在其他单位计入：砚湖街道团工委"
    assert str(left["XX01", "指标表", "E5"]).startswith("X29：")


def test_links_lead_from_the_output_folder_to_the_very_cell(ledger: Workbook, built: BuiltSample) -> None:
    sheet = ledger["溯源"]
    links = {cell.hyperlink for (cell,) in sheet["F2:F40"] if cell.hyperlink}
    assert len(links) == 39
    for link in links:
        target = link.target.replace("\\", "/").replace("%20", " ")
        assert (built.output / target).resolve().is_file()
        assert link.location.startswith("'指标表'!E")


# -- what a spreadsheet might run ----------------------------------------------------------

PREFIX = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "", " =", "＝", "\ufeff="])
TEXT = st.builds(str.__add__, PREFIX, st.text(st.characters(exclude_categories=()), max_size=20))


def hostile(text: str) -> bytes:
    """A ledger that holds the text wherever text from outside may stand."""
    unit = OrgUnit(text or "A", text, text)
    cell = Cell(text, text, text)
    sources = (Source(text, cell, text, text, text, text), Source(text, cell, text, None, text))
    figure = Figure(text, text, 1, text, text, "sum", 1, 1, sources=sources, definition=text)
    rollup = Rollup({text: figure}, {}, (unit,), (), (unit,), ((unit, text),))
    finding = Finding(text, Severity.ERROR, cell, text, text, text, text, text)
    filing = replace(r.filing(r.A), file=text, unit=unit, status=FilingStatus.UNREADABLE, findings=(finding,))
    claim, printed = Claim(text, True, text), PrintedFigure("yr_a_1", text, text, text)
    return write_ledger(rollup, (filing,), (finding,), (claim,), (printed,))


def formulas(content: bytes) -> Iterator[str]:
    """What the sheets hold as formulas, and texts that would become one as soon as somebody edits the cell."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet") and b"<f" in archive.read(name):
                yield name
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            risky = isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\r"))
            if (cell.data_type == "f" and not cell.quotePrefix) or (risky and not cell.quotePrefix):
                yield f"{sheet.title}!{cell.coordinate}"


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_no_text_from_outside_becomes_a_formula(text: str) -> None:
    assert list(formulas(hostile(text))) == []


def test_the_law_of_formulas_sees_a_violation() -> None:
    book, buffer = Workbook(), BytesIO()
    book.active["A1"] = "=1+1"
    book.save(buffer)
    assert list(formulas(buffer.getvalue())) == ["xl/worksheets/sheet1.xml", "Sheet!A1"]


def test_same_hostile_text_same_bytes() -> None:
    assert hostile("=cmd|' /C calc'!A0") == hostile("=cmd|' /C calc'!A0")


# -- size ----------------------------------------------------------------------------------


def test_forty_five_thousand_cells_in_reasonable_time_and_all_with_links() -> None:
    units = tuple(OrgUnit(f"U{n}", f"第{n}街道团工委", "街道") for n in range(450))
    cells = [Cell(f"returns/{unit.name}.xlsx", "活动台账", f"F{n}") for unit in units for n in range(4, 104)]
    sources = tuple(Source(units[n // 100].name, cell, "1", 1) for n, cell in enumerate(cells))
    figure = Figure("a", "场次", len(cells), "场", "期内数", "sum", 450, 450, sources=sources)
    start = time.process_time()
    content = write_ledger(Rollup({"a": figure}, {}, units, units, ()), (), (), (), ())
    assert time.process_time() - start < 15
    with ZipFile(BytesIO(content)) as archive:
        assert archive.read("xl/worksheets/sheet2.xml").count(b"<hyperlink ") == 45_000
