"""The header of a found sheet → its usable columns, with findings on what was changed, added, moved or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from youthreport.addresses import letters, reference
from youthreport.intake.concealed import hidden_columns
from youthreport.intake.readings import finding, shown
from youthreport.intake.recognising import Found, Header, bare, bracketed, fold
from youthreport.model import Cell, Finding, Severity
from youthreport.quoting import quoted

_KNOWN_EXTRAS = frozenset({"序号", "编号", "no", "no.", "行号"})
_SCALES = ("万", "千", "百", "十万", "百万", "千万", "亿")
_KEEP_HEADER = "以后请不要修改表头。"


def check_columns(found: Found, file: str) -> tuple[Found, list[Finding]]:
    """The sheet without the columns whose unit cannot be trusted, and all that is to be said of its header."""
    findings: list[Finding] = []
    names = {column: name for name, column in found.columns.items()}
    wrong = set()
    filled = {column for row, column in found.sheet.cells if row > found.row}
    for column, text in sorted(found.texts.items()):
        if column in names:
            place = Cell(file, found.sheet.name, reference(found.row, column))
            note = _named(found.layout.header(names[column]), text, place)
            wrong |= {names[column]} if note and note.severity is Severity.ERROR else set()
        else:
            note = _stranger(found, column, file, idle=column not in filled)
        findings += [note] if note else []
    findings += _two_levels(found, file)
    findings += _moved(found, file)
    findings += _headless(found, file)
    findings += hidden_columns(found, file)
    kept = {name: column for name, column in found.columns.items() if name not in wrong}
    return replace(found, columns=kept), findings


def _named(header: Header, text: str, place: Cell) -> Finding | None:
    """On a column that was recognised although it is called otherwise."""
    if fold(text) == fold(header.name):
        return None
    unit = bracketed(text)
    if unit and header.units and unit not in header.units:
        if unit.startswith(_SCALES):
            return finding(
                "M26",
                Severity.ERROR,
                place,
                f"表头{quoted(text)}的单位是“{unit}”，本列应以“{header.units[0]}”为单位，整列未计入",
                f"请把表头改回“{header.name}”，并按“{header.units[0]}”重填本列。",
                raw=text,
            )
        return finding(
            "M26",
            Severity.WARNING,
            place,
            f"表头{quoted(text)}的单位是“{unit}”，已按“{header.name}”（{header.units[0]}）读取",
            f"请核对本列填的是不是“{header.units[0]}”，并改回原表头。",
            raw=text,
        )
    if bare(text) == fold(header.name):
        return None
    told = f"表头{quoted(text)}已识别为“{header.name}”"
    return finding("M26", Severity.NOTICE, place, told, _KEEP_HEADER, raw=text)


def _stranger(found: Found, column: int, file: str, *, idle: bool) -> Finding | None:
    """On a column that the form does not have, or has already."""
    text = found.texts[column]
    name = fold(text.strip())
    if not name or name in _KNOWN_EXTRAS or (found.levels == 2 and idle):
        return None
    place = Cell(file, found.sheet.name, reference(found.row, column))
    twice = next((known for known in found.columns if fold(known) in (name, bare(text))), None)
    if twice:
        first = letters(found.columns[twice])
        return finding(
            "M27",
            Severity.WARNING,
            place,
            f"“{twice}”有两列，只读取{first}列，本列未读取",
            "请核对两列内容，只保留一列。",
            raw=text,
        )
    told = f"多出列{quoted(text)}未读取"
    return finding("M27", Severity.NOTICE, place, told, "如需报送这项内容，请写在备注中。", raw=text)


def _two_levels(found: Found, file: str) -> Iterator[Finding]:
    if found.levels == 2:
        yield finding(
            "M26",
            Severity.NOTICE,
            Cell(file, found.sheet.name, reference(found.row, min(found.texts))),
            f"表头分成了两行（第{found.row - 1}、{found.row}行），已合并识别",
            _KEEP_HEADER,
        )


def _moved(found: Found, file: str) -> Iterator[Finding]:
    order = [found.columns[h.name] for h in found.layout.headers if h.name in found.columns]
    if order != sorted(order):
        yield finding(
            "M27",
            Severity.NOTICE,
            Cell(file, found.sheet.name),
            "列的顺序与原表样不同，已按表头读取",
            "以后请不要移动列。",
        )


def _headless(found: Found, file: str) -> Iterator[Finding]:
    """On what stands below the header in a column without one."""
    seen: dict[int, tuple[int, int]] = {}
    for place in sorted(found.sheet.cells):
        if place[0] > found.row and place[1] not in found.texts:
            seen.setdefault(place[1], place)
    for column, place in sorted(seen.items()):
        text = shown(found.sheet.cells[place]).strip()
        yield finding(
            "M27",
            Severity.NOTICE,
            Cell(file, found.sheet.name, reference(*place)),
            f"{letters(column)}列没有表头，其中的{quoted(text)}等内容未读取",
            "如需报送这项内容，请填入表内规定的列。",
            raw=text,
        )
