"""Tables and pictures → inside the type area, header rows repeated, nothing clipped (clauses 5.2.1, 8)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, order, standard
from youthreport.lint.paper import Paper, Role, Section, Table
from youthreport.lint.registry import Hit, check
from youthreport.lint.standard import millimetres as mm
from youthreport.lint.xml import Element, child, descendants, get, inserted, local, make, number, on, w

_TOLERANCE = 142  # 2.5 mm: cell margins that stick out in every table that Word makes
_CLIPPED = 0.95  # of the size: less cuts the glyphs


def _place(table: Table) -> str:
    return f"表{table.index}"


def _section(paper: Paper, table: Table) -> Section | None:
    return paper.sections[table.section] if table.section < len(paper.sections) else None


def _columns(table: Table) -> list[int]:
    grid = child(table.element, "tblGrid")
    return [] if grid is None else [number(get(column, "w")) for column in grid.iterchildren(w("gridCol"))]


def _excess(paper: Paper, table: Table) -> int:
    """By how many twips the table leaves the type area; 0 for floating ones and those that fit themselves."""
    section = _section(paper, table)
    properties = child(table.element, "tblPr")
    if section is None or child(properties, "tblpPr") is not None:
        return 0
    return max(0, _width(properties, section, sum(_columns(table))) - section.text_width)


def _width(properties: Element | None, section: Section, columns: int) -> int:
    """The width in twips that the table asks for; 0 when it fits itself to the page."""
    told = child(properties, "tblW")
    kind, size = get(told, "type"), (get(told, "w") or "").strip()
    if kind == "dxa":
        return number(size)
    if kind == "pct":
        percent = number(size.rstrip("%")) if size.endswith("%") else number(size) / 50
        return round(section.text_width * percent / 100)
    return columns if get(child(properties, "tblLayout"), "type") == "fixed" else 0


@check("G91")
def inside_type_area(paper: Paper) -> Iterator[Hit]:
    """No table wider than the type area."""
    for table in paper.tables:
        excess = _excess(paper, table)
        if excess > _TOLERANCE:
            yield Hit(
                f"表格比版心宽{mm(excess):.1f}毫米",
                table.paragraphs[0] if table.paragraphs else None,
                place=_place(table),
                mend=partial(_narrow, paper, table),
                done="表格缩到与版心同宽，各列按比例",
            )


def _narrow(paper: Paper, table: Table) -> None:
    section = _section(paper, table)
    if section is None:
        return
    columns = _columns(table) or [1]
    total = max(1, sum(columns), number(get(child(table.element, "tblPr", "tblW"), "w")))
    factor = section.text_width / total
    for element in descendants(table.element, "gridCol", "tcW"):
        if get(element, "type") in {None, "dxa"}:
            element.set(w("w"), str(int(number(get(element, "w")) * factor)))
    formatting.set_table(table.element, "tblW", w=section.text_width, type="dxa")
    formatting.set_table(table.element, "jc", val="center")
    properties = formatting.table_properties_of(table.element)
    indent = child(properties, "tblInd")
    if indent is not None:
        properties.remove(indent)


def _rows(table: Table) -> list[Element]:
    return [row for row in descendants(table.element, "tr") if _is_own(row, table.element)]


def _is_own(row: Element, table: Element) -> bool:
    """Whether the row is the table's and not that of one inside it."""
    return next((a for a in row.iterancestors() if local(a) == "tbl"), None) is table


@check("G92")
def header_repeated(paper: Paper) -> Iterator[Hit]:
    """A table longer than a page repeats its first row."""
    for table in paper.tables:
        rows = _rows(table)
        repeated = bool(rows) and on(child(rows[0], "trPr", "tblHeader"))
        if len(rows) > standard.PAGE_OF_ROWS and not repeated:
            yield Hit(
                f"表格有{len(rows)}行，超过一页，没有重复表头",
                table.paragraphs[0] if table.paragraphs else None,
                place=_place(table),
                mend=partial(_repeat, rows),
                done="表头行设为在各页顶端重复出现",
            )


def _repeat(rows: list[Element]) -> None:
    """The first row, and those that merged cells of it reach into."""
    for index, row in enumerate(rows):
        if index and not any(get(m, "val") != "restart" for m in descendants(row, "vMerge")):
            return
        if index > 3:
            return
        properties = child(row, "trPr")
        if properties is None:
            properties = make("trPr")
            before = [i for i, item in enumerate(row) if local(item) in {"tblPrEx"}]
            row.insert(before[-1] + 1 if before else 0, properties)
        inserted(properties, make("tblHeader"), order.ROW)


@check("G93")
def cells_not_clipped(paper: Paper) -> Iterator[Hit]:
    """No exact line lower than the characters in a cell."""
    for paragraph in paper.having(Role.TABLE, Role.COPIES, Role.ISSUE):
        look, size = paragraph.look, paragraph.size()
        if paragraph.table is None or look.rule != "exact" or not size:
            continue
        if look.line < size * 10 * _CLIPPED:
            yield Hit(
                f"行距固定值{look.line / 20:g}磅小于字号{size / 2:g}磅，字会被切掉",
                paragraph,
                mend=partial(formatting.set_spacing, paragraph.element, line=240, lineRule="auto"),
                done="行距改为单倍行距",
            )


@check("G94")
def pictures_not_clipped(paper: Paper) -> Iterator[Hit]:
    """No picture in a line of exact height, which shows only a strip of it."""
    for paragraph in paper.every:
        if paragraph.look.rule == "exact" and _tallest(paragraph.element) > paragraph.look.line:
            yield Hit(
                "图片所在段落用了固定行距，图片显示不全",
                paragraph,
                mend=None
                if paragraph.boxed
                else partial(formatting.set_spacing, paragraph.element, line=240, lineRule="auto"),
                done="图片所在段落改为单倍行距",
            )


def _tallest(paragraph: Element) -> int:
    """The height of the tallest picture in the line in twips, 0 without."""
    wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    heights = [0]
    for inline in paragraph.iter(f"{wp}inline"):
        extent = inline.find(f"{wp}extent")
        emu = (extent.get("cy") or "") if extent is not None else ""
        heights.append(int(emu) // 635 if emu.isdigit() else 0)
    return max(heights)
