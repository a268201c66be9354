"""A cell of a return → the columns that name it, and links that open the return there."""

from __future__ import annotations

import re

from youthreport.model import Cell
from youthreport.outputs.sheet import Link


def file_link(file: str, base: str) -> Link:
    """The file's name, leading to the file; without `base` plain text."""
    return Link(file, _target(file, base))


def cell_link(cell: Cell, base: str) -> Link:
    """The address, leading to that cell of the return; plain text where the whole file or sheet is meant."""
    file, sheet = _target(cell.file, base), cell.sheet.replace("'", "''")
    return Link(cell.ref, f"{file}#'{sheet}'!{cell.ref}" if file and sheet and cell.ref else "")


def place(cell: Cell, base: str) -> tuple[str, str, Link]:
    """File, sheet and address; only the address is a link, for a sheet holds no more than 65,530 of them."""
    return cell.file, cell.sheet, cell_link(cell, base)


def _target(file: str, base: str) -> str:
    return f"external:{base}{_escaped(file)}" if base and file else ""


def _escaped(file: str) -> str:
    """The path as a link target; every special character, so that none is escaped twice or ends the path."""
    return re.sub(r'[%#"<>\[\]^`{} ]', lambda special: f"%{ord(special[0]):02x}", file)
