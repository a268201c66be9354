"""Plain values → the bytes of a JSON file, the same for the same values."""

from __future__ import annotations

import json
from decimal import Decimal


def to_bytes(value: object) -> bytes:
    """UTF-8 with an indent of one space and a final line break; Decimals come as JSON numbers."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)
    # A file name that is no UTF-8 reaches us with lone surrogates: JSON escapes them, as this handler does.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")
