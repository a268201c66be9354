"""The clean sample → sample_data/2026S1-messy: the same district on the worst day of July.

Run `python sample_data/make_messy.py` from anywhere, after make_sample.py, with LibreOffice (`soffice`) on the path.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import openpyxl  # noqa: E402
from broken_files import broken_files  # noqa: E402
from invented_units import units  # noqa: E402
from make_sample import PERIOD, convert, header, put  # noqa: E402
from make_sample import TARGET as CLEAN  # noqa: E402
from openpyxl.workbook import Workbook  # noqa: E402
from worst_day import FILED, Filed, figure_place, spoils_nothing  # noqa: E402

from youthreport.catalogue import load_catalogue  # noqa: E402
from youthreport.forms import write_roster  # noqa: E402
from youthreport.intake import read_filing  # noqa: E402
from youthreport.listing import unit_value  # noqa: E402
from youthreport.model import Roster  # noqa: E402

MESSY = HERE / "2026S1-messy"
# A merger and an excused unit: neither is a missing one.
MERGED, SUCCESSOR = "QY02", "QY01"
EXCUSED, REASON = "XX09", "学校整体搬迁，经团区委同意本期免报"
# What the district received and when: one on time whatever its cover says, one too late.
RECEIVED = {"JD01": date(2026, 7, 3), "LX04": date(2026, 7, 8)}
SAME_AS_LAST_YEAR = "JG04"


def main() -> None:
    """The whole folder anew; its README stays."""
    for name in ("returns", "previous"):
        shutil.rmtree(MESSY / name, ignore_errors=True)
        (MESSY / name).mkdir(parents=True)
    shutil.copyfile(CLEAN / "youthreport.toml", MESSY / "youthreport.toml")
    save_roster()
    save_district()
    with tempfile.TemporaryDirectory() as folder:
        save_filed(Path(folder))
    for name, content in broken_files().items():
        target = MESSY / "returns" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    save_last_year()


def save_roster() -> None:
    """The roster with one unit merged into another."""
    changed = [replace(unit, merged_into=SUCCESSOR) if unit.code == MERGED else unit for unit in units()]
    (MESSY / "roster.xlsx").write_bytes(write_roster(changed))


def save_district() -> None:
    """The district's workbook with an excused unit and other days of receipt."""
    book = openpyxl.load_workbook(CLEAN / "district.xlsx")
    sheet = book["免报说明"]
    top, columns = header(sheet, "单位编码")
    sheet.cell(top + 1, columns["单位编码"]).value = EXCUSED
    sheet.cell(top + 1, columns["理由"]).value = REASON
    sheet = book["收表登记"]
    top, columns = header(sheet, "单位编码")
    for row in range(top + 1, sheet.max_row + 1):
        for column in columns.values():
            sheet.cell(row, column).value = None
    for row, (code, day) in enumerate(RECEIVED.items(), top + 1):
        sheet.cell(row, columns["单位编码"]).value = code
        put(sheet.cell(row, columns["收到日期"]), day)
    book.save(MESSY / "district.xlsx")


def save_filed(scratch: Path) -> None:
    """Every return of the plan, spoiled and saved as the plan says."""
    converted: dict[str, list[tuple[Path, Path]]] = {}
    for number, filed in enumerate(FILED):
        source, target = CLEAN / "returns" / filed.base, MESSY / "returns" / filed.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if spoils_nothing(filed) and not filed.program:
            shutil.copyfile(source, target)
            continue
        book = openpyxl.load_workbook(source)
        filed.spoil(book)
        path = scratch / f"{number}.xlsx" if filed.program else target
        path.write_bytes(with_results(book, filed))
        if filed.program:
            converted.setdefault(filed.program, []).append((path, target))
    for suffix, pairs in converted.items():
        convert(suffix, pairs, scratch / f"as_{suffix}")


def with_results(book: Workbook, filed: Filed) -> bytes:
    """The workbook's bytes, with the stored results that Excel would have put beside some formulas."""
    stream = io.BytesIO()
    places = {figure_place(book, code): result for code, result in filed.cached.items()}
    sheet = f"xl/worksheets/sheet{book.sheetnames.index('指标表') + 1}.xml"
    book.save(stream)
    return _stored(stream.getvalue(), sheet, places) if places else stream.getvalue()


def _stored(content: bytes, part: str, results: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == part:
                text = data.decode("utf-8")
                for place, result in results.items():
                    pattern = rf'(<c r="{place}"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?'
                    text, found = re.subn(pattern, rf"\g<1><v>{result}</v>", text)
                    if found != 1:
                        raise LookupError(place)
                data = text.encode("utf-8")
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def save_last_year() -> None:
    """Last year's figures: those of one unit equal to what it files now, none of the merged one."""
    frozen = json.loads((CLEAN / "previous" / "2025S1.json").read_text(encoding="utf-8"))
    now = values_of(MESSY / "returns" / f"{SAME_AS_LAST_YEAR}_区市场监管局团委.xlsx")
    kept = frozen["units"][SAME_AS_LAST_YEAR]
    kept.update({code: now[code] for code in kept if code in now})
    del frozen["units"][MERGED]
    copy_to_last_year(MESSY / "returns" / f"{SAME_AS_LAST_YEAR}_区市场监管局团委.xlsx", kept)
    text = json.dumps(frozen, ensure_ascii=False, indent=1) + "\n"
    (MESSY / "previous" / "2025S1.json").write_text(text, encoding="utf-8", newline="\n")


def values_of(path: Path) -> dict[str, int]:
    """What the return says, lists added up."""
    catalogue = load_catalogue()
    filing = read_filing(path, path.name, Roster(units()), catalogue, PERIOD)
    assert filing.unit is not None
    told = {i.code: unit_value(i, filing, catalogue) for i in catalogue.indicators_of(filing.unit.type)}
    return {code: int(value) for code, value in told.items() if value is not None}


def copy_to_last_year(path: Path, values: Mapping[str, int]) -> None:
    """These figures as the return's 上年同期数."""
    book = openpyxl.load_workbook(path)
    sheet = book["指标表"]
    top, columns = header(sheet, "指标代码")
    for row in range(top + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["指标代码"]).value)
        if code in values:
            sheet.cell(row, columns["上年同期数"]).value = values[code]
    book.save(path)


if __name__ == "__main__":
    main()
