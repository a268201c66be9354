"""A file's name and what it really is → what is to be said when the two disagree."""

from __future__ import annotations

from pathlib import PurePosixPath

from youthreport.intake.readings import finding
from youthreport.intake.sheets import Verdict
from youthreport.model import Cell, Finding, Severity

_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et"),
    "xls": (".xls", ".xlt", ".et"),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".txt", ".tsv"),
}
_FORMATS = {"xlsx": "新版 Excel（.xlsx）", "xls": "旧版 Excel（.xls）", "ods": "OpenDocument（.ods）"}
RENAMED_TEXT = Verdict(
    "csv",
    "是文本文件（CSV）改名而成的表格，只有一张表，没有封面",
    "请使用本期报送表（.xlsx），在表内填写后重新报送。",
)


def is_named_so(kind: str, name: str) -> bool:
    """Whether the name ends as files of that kind do."""
    return PurePosixPath(name).suffix.lower() in _SUFFIXES.get(kind, ())


def about_name(kind: str, name: str) -> list[Finding]:
    """A notice when the file is read although its name says that it is something else."""
    if is_named_so(kind, name):
        return []
    suffix = PurePosixPath(name).suffix
    told = f"文件扩展名是“{suffix}”，实际是{_FORMATS.get(kind, kind)}格式，已按内容读取"
    return [
        finding("M38", Severity.NOTICE, Cell(name), told, "以后请不要修改扩展名，另存为 .xlsx 格式后报送。")
    ]
