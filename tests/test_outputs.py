"""A rollup in miniature → ledger, figures.json and manifest.json as a reader finds them."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook

from youthreport.model import (
    Cell,
    Claim,
    Figure,
    Filing,
    FilingStatus,
    Finding,
    Item,
    Listing,
    OrgUnit,
    Period,
    PrintedFigure,
    Rollup,
    Severity,
    Source,
)
from youthreport.outputs import Origin, figures_json, manifest_json, write_ledger

UNITS = tuple(OrgUnit(f"A{n:02}", f"第{n}街道团工委", "街道") for n in range(1, 5))


def source(unit: OrgUnit, value: int | Decimal | str | None, ref: str = "E5", raw: str = "") -> Source:
    return Source(unit.code, Cell(f"returns/{unit.name}.xlsx", "指标表", ref), raw or str(value), value)


def figure(code: str, value: int | Decimal | None, *sources: Source) -> Figure:
    return Figure(
        code, f"标{code}", value, "个", "期内数", "sum", len(sources), 3, sources=sources, definition="释义"
    )


ROLLUP = Rollup(
    figures={
        "a": figure("a", 12, source(UNITS[0], 12, raw="12个")),
        "b": figure("b", Decimal("3.10"), source(UNITS[1], Decimal("3.10"), raw="=1+1")),
        "c": figure("c", None),
        "d": figure("d", Decimal("4.00")),
    },
    listings={
        "forms": Listing(
            "forms", "活动形式", tuple(Item(t, 1, None, (source(UNITS[0], t),)) for t in "甲乙")
        ),
        "empty": Listing("empty", "空", ()),
    },
    expected=UNITS[:3],
    received=UNITS[:2],
    missing=UNITS[2:3],
    excused=((UNITS[3], "当期成立"),),
)
PRINTED = (
    PrintedFigure("yr_b_1", "b", "3.1", "经费3.1万元。"),
    PrintedFigure("yq_1", "", "5号工作", "推进5号工作。"),
    PrintedFigure("yr_forms_1", "forms", "2", "等2种。"),
    PrintedFigure("yr_a_1", "a", "12", "新建12个。"),
    PrintedFigure("yr_a_2", "a", "十余", "十余个。"),
    PrintedFigure("yr_x_1", "x", "7", "连续第7年。"),
)
INSIDE = Finding(
    "X01",
    Severity.NOTICE,
    Cell("returns/第1街道团工委.xlsx", "指标表", "E5"),
    "全角",
    "不必处理",
    raw="１２",
    value=12,
)
ACROSS = Finding(
    "X03",
    Severity.ERROR,
    Cell("returns/第2街道团工委.xlsx", "指标表", "E12"),
    "超出",
    "请改",
    code="b",
    raw="=cmd|' /C calc'!A0",
)
FILINGS = (
    Filing(
        "returns/第1街道团工委.xlsx",
        "0",
        UNITS[0],
        "2026S1",
        1,
        date(2026, 7, 1),
        FilingStatus.ACCEPTED,
        findings=(INSIDE,),
    ),
    Filing("returns/第2街道团工委.xlsx", "0", UNITS[1], "2026S1", 2, None, FilingStatus.ACCEPTED),
    Filing("returns/不明 #1'.xlsx", "0", None, "", 0, None, FilingStatus.UNREADABLE),
)
CLAIMS = (Claim("全部完成自评", True, "star_self 3 = branch_due 3"), Claim("全覆盖", False, "2/3"))


def ledger() -> bytes:
    return write_ledger(ROLLUP, FILINGS, (ACROSS, INSIDE), CLAIMS, PRINTED)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(BytesIO(ledger()))


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    header, *body = book[name].iter_rows(values_only=True)
    return [dict(zip((str(h) for h in header), row, strict=True)) for row in body]


# -- figures.json --------------------------------------------------------------------------


def test_figures_json_has_the_shape_of_the_contract() -> None:
    data = json.loads(figures_json(ROLLUP, PRINTED, CLAIMS, Period("2026S1")))
    assert (data["schema"], data["period"]) == ("youthreport/figures/1", "2026S1")
    by_code = {f["code"]: f for f in data["figures"]}
    assert list(by_code) == ["b", "forms", "a", "x", "c", "d", "empty"]
    assert by_code["a"]["printed"] == ["12", "十余"]
    assert by_code["a"]["sources"] == [
        {
            "unit": "A01",
            "file": "returns/第1街道团工委.xlsx",
            "sheet": "指标表",
            "cell": "E5",
            "raw": "12个",
            "value": 12,
            "note": "",
        }
    ]
    assert data["claims"][1] == {"name": "全覆盖", "holds": False, "because": "2/3"}


def test_numbers_stay_numbers_and_nothing_becomes_zero() -> None:
    text = figures_json(ROLLUP, PRINTED, CLAIMS, Period("2026S1"))
    by_code = {f["code"]: f["value"] for f in json.loads(text)["figures"]}
    assert by_code == {"b": 3.1, "forms": 2, "a": 12, "x": None, "c": None, "d": 4, "empty": None}
    assert b'"value": 4,' in text


def test_a_listing_is_a_figure_of_its_length() -> None:
    data = json.loads(figures_json(ROLLUP, PRINTED, CLAIMS, Period("2026S1")))
    listing = next(f for f in data["figures"] if f["code"] == "forms")
    assert (listing["aggregation"], listing["value"], listing["reported"]) == ("list", 2, 1)


# -- manifest.json -------------------------------------------------------------------------


def manifest(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "inputs": {"b.xlsx": "22", "a.xlsx": "11"},
        "program": "0.1.0",
        "catalogue": "1",
        "templates": "33",
        "options": {"final": False},
        "stamp": datetime(2026, 6, 30, tzinfo=UTC),
    }
    loaded = json.loads(manifest_json({"总结.docx": b"paper"}, Origin(**(given | changes))))  # type: ignore[arg-type]
    assert isinstance(loaded, dict)
    return loaded


def test_the_manifest_lists_inputs_and_outputs() -> None:
    data = manifest()
    assert data["schema"] == "youthreport/manifest/1"
    assert data["inputs"] == [{"file": "a.xlsx", "sha256": "11"}, {"file": "b.xlsx", "sha256": "22"}]
    assert [entry["file"] for entry in data["outputs"]] == ["总结.docx"]  # type: ignore[attr-defined]


def test_the_build_id_follows_whatever_shapes_the_output() -> None:
    assert manifest()["build_id"] == manifest(inputs={"a.xlsx": "11", "b.xlsx": "22"})["build_id"]
    others = [{"program": "0.2.0"}, {"catalogue": "2"}, {"templates": "34"}, {"inputs": {}}, {"options": {}}]
    ids = {manifest(**change)["build_id"] for change in others}
    assert len(ids | {manifest()["build_id"]}) == len(others) + 1


# -- the ledger ----------------------------------------------------------------------------


def test_same_inputs_same_bytes() -> None:
    first = ledger()
    assert first == ledger()
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_figures_stand_in_document_order_with_their_sentences(book: Workbook) -> None:
    assert book.sheetnames == ["数据", "溯源", "断言", "未计入", "提示", "单位", "明细"]
    found = [(r["指标代码"], r["文中写法"], r["数值"], r["所在句子"]) for r in rows(book, "数据")]
    assert found[:2] == [("b", "3.1", 3.1, "经费3.1万元。"), ("forms", "2", 2, "等2种。")]
    assert found[3] == ("a", "十余", 12, "十余个。")
    assert found[5] == ("c", None, None, "（文中未使用）")


def test_a_figure_leads_to_its_cells_and_they_to_the_return(book: Workbook) -> None:
    data, trace = book["数据"], book["溯源"]
    assert data["O2"].hyperlink.location == "'溯源'!A2"
    assert data["O4"].hyperlink.location == "'溯源'!A5"
    assert (trace["A5"].value, trace["C5"].value) == ("a", "第1街道团工委")
    link = trace["F5"].hyperlink
    assert link.target.replace("\\", "/") == "../returns/第1街道团工委.xlsx"
    assert link.location == "'指标表'!E5"


def test_nothing_from_outside_runs(book: Workbook) -> None:
    dangerous = [c for s in book for row in s.iter_rows() for c in row if str(c.value).startswith("=")]
    assert {c.value for c in dangerous} == {"=1+1", "=cmd|' /C calc'!A0"}
    with ZipFile(BytesIO(ledger())) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_every_finding_once_the_gravest_first(book: Workbook) -> None:
    found = [(r["级别"], r["规则"], r["单元格"], r["怎么办"]) for r in rows(book, "提示")]
    assert found == [("错误", "X03", "E12", "请改"), ("提示", "X01", "E5", "不必处理")]


def test_units_with_what_became_of_them(book: Workbook) -> None:
    found = [(r["单位编码"], r["状态"], r["文件状态"], r["错误"], r["免报理由"]) for r in rows(book, "单位")]
    assert found == [
        ("A01", "已报", "已采用", 0, None),
        ("A02", "已报", "已采用", 1, None),
        ("A03", "缺报", None, None, None),
        ("A04", "免报", None, None, "当期成立"),
        (None, "未识别单位", "无法读取", 0, None),
    ]


def test_odd_file_names_still_lead_somewhere(book: Workbook) -> None:
    target = book["单位"]["E6"].hyperlink.target.replace("\\", "/")
    assert target == "../returns/不明%20%231'.xlsx"


def test_sheets_are_ready_to_read_and_print(book: Workbook) -> None:
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        wide = sum(dimension.width for dimension in sheet.column_dimensions.values()) > 210
        assert sheet.page_setup.paperSize in ((8,) if wide else (8, 9))
        assert sheet.print_title_rows == "$1:$1"
    # 全部完成自评 takes twelve half-width characters.
    assert 12 < book["断言"].column_dimensions["A"].width < 20


def test_sheets_too_wide_for_a4_print_on_a3() -> None:
    wide = replace(PRINTED[0], sentence="长" * 40)
    long = replace(ROLLUP.figures["b"], definition="义" * 40)
    rollup = replace(ROLLUP, figures={**ROLLUP.figures, "b": long})
    told = openpyxl.load_workbook(BytesIO(write_ledger(rollup, FILINGS, (), CLAIMS, (wide,))))
    assert (told["数据"].page_setup.paperSize, told["断言"].page_setup.paperSize) == (8, 9)


def test_empty_everything_still_opens() -> None:
    empty = Rollup({}, {}, (), (), ())
    book = openpyxl.load_workbook(BytesIO(write_ledger(empty, (), (), (), ())))
    assert [sheet.max_row for sheet in book] == [1] * len(book.sheetnames)


def test_forty_units_take_less_than_a_second() -> None:
    units = tuple(OrgUnit(f"U{n}", f"第{n}街道团工委", "街道") for n in range(40))
    figures = {
        f"f{n}": figure(f"f{n}", 40, *(source(unit, 1, f"E{n}") for unit in units)) for n in range(100)
    }
    rollup = Rollup(figures, {}, units, units, ())

    def seconds() -> float:
        # Of the processor, and the best of three: the machine may be busy with other things.
        start = time.process_time()
        write_ledger(rollup, (), (), (), ())
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 1
