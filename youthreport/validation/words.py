"""Numbers, indicators and sums of codes → the words in which a check speaks of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from youthreport.expression import codes_in
from youthreport.model import Catalogue, Indicator, ListRow, ListSheet, Number
from youthreport.quoting import in_line, quoted

_CODE = re.compile(r"[A-Za-z_]\w*")
_SIGNS = str.maketrans({"*": "×", "+": "＋", " ": None})


def plain(number: Number) -> str:
    """The number without an exponent, trailing zeros or a needless point: 4, not 4.00."""
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Decimal) -> str:
    """The number with one decimal at most, for quotients in a sentence."""
    return plain(round(number, 1))


def named(indicator: Indicator) -> str:
    """The indicator's name in quotation marks, as the row of the form is recognised."""
    name = indicator.name.removeprefix("其中：").translate(str.maketrans("“”", "‘’"))
    return f"“{name}”"


def name_of(code: str, catalogue: Catalogue) -> str:
    """The quoted name of that code; the code itself when the catalogue does not know it."""
    return next((named(i) for i in catalogue.indicators if i.code == code), code)


def side(expression: str, value: Number, lookup: Callable[[str], Number | None], catalogue: Catalogue) -> str:
    """One side of a comparison with its numbers: “团总支数”＋“团支部数”为18（1＋17）."""
    names = _CODE.sub(lambda match: name_of(match.group(), catalogue), expression.translate(_SIGNS))
    if expression.strip() in codes_in(expression):
        return f"{names}为{plain(value)}"
    parts = _CODE.sub(lambda match: _part(lookup(match.group())), expression.translate(_SIGNS))
    return f"{names}为{plain(value)}（{parts}）"


def as_written(raw: str, value: Number | None) -> str:
    """The person's own text in brackets where it is not the number itself: （原填“十七”）."""
    return f"（原填{quoted(raw)}）" if raw and (value is None or raw != plain(value)) else ""


def title_of(row: ListRow, sheet: ListSheet) -> str:
    """What a person calls the row, in line: the first of its key columns that is filled in."""
    return in_line(next((row.raws[name] for name in sheet.key if row.raws.get(name, "").strip()), ""))


def _part(value: Number | None) -> str:
    return "未填" if value is None else plain(value)
