"""Workbooks and findings → feedback copies, and what two workbooks have in common: for the feedback tests."""

from __future__ import annotations

import atexit
import io
import shutil
import subprocess
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.formula import ArrayFormula

from tests.conftest import SAMPLE
from youthreport.catalogue import load_catalogue
from youthreport.intake.reading import Sheet, read_workbook
from youthreport.markings import MARKER
from youthreport.model import (
    Assessment,
    Cell,
    Filing,
    FilingStatus,
    Finding,
    OrgUnit,
    Severity,
    UnitState,
    UnitStatus,
)
from youthreport.outputs.feedback import Copy, copies, due

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
FILE = "returns/报表.xlsx"
UNIT = OrgUnit("JD01", "槿溪街道团工委", "街道", aliases=("槿溪街道",), contact="王敏 0000-62001")
FILLS = {ERROR: "FFF8B5B1", WARNING: "FFFFDF8E", NOTICE: "FFCDE4F6"}
RETURNS = SAMPLE / "returns"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def found(
    ref: str, severity: Severity = ERROR, *, sheet: str = "指标表", file: str = FILE, **more: Any
) -> Finding:
    message, remedy = more.pop("message", f"{ref}填错了"), more.pop("remedy", "请改正。")
    return Finding(more.pop("rule", "X01"), severity, Cell(file, sheet, ref), message, remedy, **more)


def filing(
    file: str = FILE, unit: OrgUnit | None = UNIT, status: FilingStatus = FilingStatus.ACCEPTED
) -> Filing:
    return Filing(file, "0" * 64, unit, "2026S1", 1, None, status)


def assessment(
    *findings: Finding,
    filings: Sequence[Filing] = (filing(),),
    units: Sequence[UnitStatus] = (UnitStatus(UNIT, UnitState.ON_TIME),),
) -> Assessment:
    """All findings across files, none explained."""
    open_ = tuple(finding for finding in findings if finding.severity is not NOTICE)
    return Assessment("2026S1", None, None, tuple(filings), findings, tuple(units), open_)


def sheets_of(content: bytes) -> Sequence[Sheet]:
    """What the pipeline hands in: the reader of the intake stage."""
    return read_workbook(content).sheets


def copies_of(files: Mapping[str, bytes], *findings: Finding, **more: Any) -> list[Copy]:
    """The copies of these files, each of a filing of its own."""
    judged = assessment(*findings, filings=[filing(file) for file in files])
    return list(
        copies(due(judged), load_catalogue(), files.__getitem__, more.pop("reader", sheets_of), **more)
    )


def copy_of(content: bytes, *findings: Finding, **more: Any) -> Copy:
    """The copy of one workbook."""
    (made,) = copies_of({FILE: content}, *findings, **more)
    return made


def opened(content: bytes, **options: Any) -> openpyxl.Workbook:
    """The workbook as openpyxl sees it."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # remarks on what it does not know; the parts' bytes are compared, too
        return openpyxl.load_workbook(io.BytesIO(content), **options)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook as openpyxl writes it."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A package of those parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def opinion(content: bytes) -> list[tuple[str, ...]]:
    """The rows of 审核意见 from the header on, empty cells as ""; its first cell must say what it is."""
    rows = _texts(content)
    return rows[_head(rows) :]


def remarks(content: bytes) -> str:
    """What stands above the list of 审核意见."""
    rows = _texts(content)
    return "\n".join(row[0] for row in rows[: _head(rows)])


def _head(rows: list[tuple[str, ...]]) -> int:
    assert rows[0][0] == MARKER
    return next(number for number, row in enumerate(rows) if row[0] == "序号")


def _texts(content: bytes) -> list[tuple[str, ...]]:
    """The texts of the first tab, read without a library: there are files that none can read."""
    members = parts(content)
    book = etree.fromstring(members["xl/workbook.xml"])
    links = etree.fromstring(members["xl/_rels/workbook.xml.rels"])
    first = next(v for k, v in book.find("{*}sheets/{*}sheet").attrib.items() if k.endswith("}id"))
    target = next(link.get("Target") for link in links if link.get("Id") == first)
    rows = etree.fromstring(members[target.removeprefix("/")]).iterfind("{*}sheetData/{*}row")
    texts = ({cell.get("r").rstrip("0123456789"): "".join(cell.itertext()) for cell in row} for row in rows)
    return [tuple(row.get(column, "") for column in "ABCDEFGH") for row in texts if set(row) - {"J"}]


def portrait(content: bytes, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """All that openpyxl can tell of a workbook but our sheet; of the cells in `without` (表!B2) the value alone."""
    book, results = opened(content, rich_text=True), opened(content, data_only=True)
    ours = {s.title for s in book.worksheets if s["A1"].value == MARKER}
    sheets = [sheet for sheet in book.worksheets if sheet.title not in ours]
    return {
        "sheets": {sheet.title: _sheet(sheet, results[sheet.title], without) for sheet in sheets},
        "order": [sheet.title for sheet in sheets],
        "names": {name: defined.attr_text for name, defined in book.defined_names.items()},
        "locked": book.security.lockStructure if book.security else None,
    }


def _sheet(sheet: Any, results: Any, without: Sequence[str]) -> dict[str, Any]:
    marked = {ref.partition("!")[2] for ref in without if ref.startswith(f"{sheet.title}!")}
    cells = {}
    looks: dict[tuple[int, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for cell in sheet._cells.values():
        if isinstance(cell, MergedCell) or (cell.value is None and not cell.has_style):
            continue
        value = cell.value.text if isinstance(cell.value, ArrayFormula) else str(cell.value)
        style = tuple(cell._style)
        if style not in looks:
            looks[style] = (
                tuple(map(repr, (cell.font, cell.border, cell.alignment, cell.number_format))),
                tuple(map(repr, (cell.fill, cell.protection))),
            )
        look, rest = looks[style]
        extra = () if cell.coordinate in marked else (*rest, _note(cell))
        cells[cell.coordinate] = (value, str(results[cell.coordinate].value), *look, *extra)
    return {
        "cells": cells,
        "state": sheet.sheet_state,
        "merged": sorted(str(merged) for merged in sheet.merged_cells.ranges),
        "widths": {k: (d.min, d.max, d.width, d.hidden) for k, d in sheet.column_dimensions.items()},
        "heights": {k: (d.height, d.hidden, d.outlineLevel) for k, d in sheet.row_dimensions.items()},
        "validations": sorted(repr(v) for v in sheet.data_validations.dataValidation),
        "formats": {str(r.sqref): [repr(x) for x in r.rules] for r in sheet.conditional_formatting},
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "print": (repr(sheet.page_setup), repr(sheet.page_margins), sheet.print_area, sheet.print_title_rows),
        "header": (sheet.oddHeader.center.text, sheet.oddFooter.center.text),
        "protection": repr(sheet.protection),
        "tables": {name: table.ref for name, table in sheet.tables.items()},
        "charts": (len(sheet._charts), len(sheet._images)),
    }


def _note(cell: Any) -> str:
    return cell.comment.text if cell.comment else ""


@cache
def converted(content: bytes, kind: str) -> bytes:
    """The file as LibreOffice saves it in that format (`xlsx`, `xls`, `ods`); skips the test where that is missing."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.xlsx"), Path(folder, "out")
        source.write_bytes(content)
        profile = f"-env:UserInstallation={_profile().as_uri()}"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (target / f"in.{kind}").read_bytes()


@cache
def _profile() -> Path:
    folder = tempfile.mkdtemp(prefix="youthreport-office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
