"""The catalogue's own form → real return files with something wrong in them, read as the program reads them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.catalogue import load_catalogue
from youthreport.forms import Known, write_return
from youthreport.intake import read_filing
from youthreport.model import Filing, Finding, OrgUnit, Period, Roster, Severity

PERIOD = Period("2026S1")
CATALOGUE = load_catalogue()
OFFICE = OrgUnit("JG01", "区财政局团委", "机关", ("财政局",))
STREET = OrgUnit("JD06", "麦陇街道团工委", "街道", ("麦陇街道",))
SCHOOL = OrgUnit("XX01", "砚湖中学团委", "学校")
ROSTER = Roster((OFFICE, STREET, SCHOOL))
LEDGER = "活动台账"
ACT: dict[str, object] = {
    "活动名称": "青春集市",
    "活动类型": "志愿服务",
    "起始日期": date(2026, 3, 5),
    "地点": "文化广场",
    "场次": 2,
    "参与人次": 60,
}
_SENTENCE = re.compile(r".*[\u4e00-\u9fff].*[。？！]", re.DOTALL)


@lru_cache
def blank(unit: OrgUnit = OFFICE) -> bytes:
    """The unit's form as the office sends it out."""
    return write_return(unit, CATALOGUE, PERIOD, Known())


def form(unit: OrgUnit = OFFICE) -> Workbook:
    """The same, open for filling in."""
    return openpyxl.load_workbook(io.BytesIO(blank(unit)))


def header(sheet: Worksheet, name: str) -> tuple[int, int]:
    """The row and column of that header."""
    for row in sheet.iter_rows(max_row=12):
        for cell in row:
            if cell.value == name:
                return int(cell.row), int(cell.column)
    raise LookupError(name)


def place(book: Workbook, code: str, column: str = "本期数") -> str:
    """The reference of an indicator's cell."""
    sheet = book["指标表"]
    letter = get_column_letter(header(sheet, column)[1])
    return next(f"{letter}{row}" for row in range(4, 200) if sheet.cell(row, 1).value == code)


def put(book: Workbook, code: str, value: Any, column: str = "本期数") -> str:
    """Fills in an indicator's cell; its reference."""
    ref = place(book, code, column)
    cell: Any = book["指标表"][ref]
    cell.number_format = "@" if isinstance(value, str) and not value.startswith("=") else "General"
    cell.value = value
    return ref


def add(sheet: Worksheet, *records: dict[str, object], at: int = 0) -> int:
    """Writes records below the last row (or from row `at`); the row of the first."""
    first = next(iter(ACT)) if sheet.title.startswith(LEDGER) else next(iter(records[0]))
    top, column = header(sheet, first)
    row = at or top + 1
    while not at and sheet.cell(row, column).value is not None:
        row += 1
    for number, record in enumerate(records):
        for name, value in record.items():
            sheet.cell(row + number, header(sheet, name)[1]).value = value  # type: ignore[assignment]
    return row


def read(
    content: bytes | Workbook, folder: Path, name: str = "报表.xlsx", roster: Roster | None = ROSTER
) -> Filing:
    """The filing of that content under that name; every finding must be well told."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content.save(path)
    filing = read_filing(path, f"returns/{name}", roster, CATALOGUE, PERIOD)
    for finding in filing.findings:
        well_told(finding)
    return filing


def well_told(finding: Finding) -> None:
    """Refuses a finding without a declared rule, a severity that the rule announces, sentences, or a quotation."""
    rule = CATALOGUE.rule(finding.rule)
    announced = {str(rule.severity), *re.findall(r"(error|warning|notice)：", rule.also)}
    assert finding.severity in announced, f"{finding.rule} 没有说会是 {finding.severity}：{finding.message}"
    assert finding.cell.file, finding
    assert _SENTENCE.fullmatch(finding.message), finding.message
    assert _SENTENCE.fullmatch(finding.remedy), finding.remedy
    said = finding.raw.strip().splitlines()[0].strip()[:20] if finding.raw.strip() else ""
    assert said in finding.message, f"没有引用原文“{said}”：{finding.message}"


def told(filing: Filing, rule: str = "") -> list[tuple[str, str, str, str, object]]:
    """Rule, severity, place, raw text and value of the findings (of that rule), in order."""
    return [
        (f.rule, str(f.severity), f"{f.cell.sheet}!{f.cell.ref}".strip("!"), f.raw, f.value)
        for f in filing.findings
        if rule in ("", f.rule)
    ]


def the(filing: Filing, rule: str) -> Finding:
    """The only finding of that rule."""
    (one,) = [finding for finding in filing.findings if finding.rule == rule]
    return one


def rules(filing: Filing, *, least: Severity = Severity.NOTICE) -> set[str]:
    """The rules that were found, at least that severe."""
    order = [Severity.NOTICE, Severity.WARNING, Severity.ERROR]
    return {f.rule for f in filing.findings if order.index(f.severity) >= order.index(least)}


def value(filing: Filing, code: str) -> object:
    """The value of an entry."""
    return next(entry.value for entry in filing.entries if entry.code == code)


def repacked(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip with one part changed; `part` is the end of its name."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename.endswith(part) else data)
    return target.getvalue()


def saved(book: Workbook) -> bytes:
    """The bytes of the workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_results(content: bytes, sheet: str, results: Iterable[tuple[str, str]]) -> bytes:
    """The file as if Excel had calculated these formula cells: openpyxl keeps no results."""

    def calculated(xml: bytes) -> bytes:
        text = xml.decode()
        for ref, result in results:
            text, count = re.subn(
                rf'(<c r="{ref}"[^>]*><f>.*?</f>)<v\s*/?>(?:</v>)?', rf"\g<1><v>{result}</v>", text
            )
            assert count == 1, ref
        return text.encode()

    return repacked(content, sheet, calculated)
