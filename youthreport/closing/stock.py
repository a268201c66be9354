"""Judged list sheets → their records as text, as a later period reads and shows them."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.listing import counting, text_of
from youthreport.model import Catalogue, Filing, ListRow

Rows = tuple[Mapping[str, str], ...]


def stock_of(filing: Filing, catalogue: Catalogue) -> Mapping[str, Rows]:
    """The counting records of the unit's stock lists by sheet name; lists without records are left out."""
    kinds = {sheet.name for sheet in catalogue.sheets if sheet.stock}
    found = {
        name: tuple(row_as_text(row) for row in counting(table))
        for name, table in filing.tables.items()
        if name in kinds
    }
    return {name: rows for name, rows in found.items() if rows}


def row_as_text(row: ListRow) -> Mapping[str, str]:
    """The record by column: values after normalising, and the text of what could not be read."""
    columns = dict.fromkeys((*row.raws, *row.values))
    texts = {
        column: text_of(row.values[column]) if column in row.values else row.raws[column].strip()
        for column in columns
    }
    return {column: text for column, text in texts.items() if text}
