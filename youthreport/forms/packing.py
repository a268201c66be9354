"""Workbook → bytes that depend on its content alone."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from youthreport.packing import repack

EPOCH = datetime(1980, 1, 1)


def pack(book: Workbook) -> bytes:
    """The .xlsx file of that workbook; equal workbooks give equal bytes."""
    book.properties.creator = "youthreport"
    book.properties.created = EPOCH
    book.calculation.fullCalcOnLoad = True
    raw = BytesIO()
    book.save(raw)
    return repack(raw.getvalue(), _timeless)


def _timeless(name: str, data: bytes) -> bytes:
    # openpyxl stamps `modified` with the clock while it saves, whatever the properties say.
    if name != "docProps/core.xml":
        return data
    stamp = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
