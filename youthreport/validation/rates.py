"""Rates that people typed beside their figures → those that the figures do not yield (X09)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from youthreport.expression import quotient
from youthreport.model import Catalogue, ComputedFigure, Entry, Filing, Finding, Severity, TextValue
from youthreport.validation.ground import Ground
from youthreport.validation.relations import Values
from youthreport.validation.words import named, plain

TOLERANCE = Decimal("0.1")  # percentage points (domain rule); the tolerance itself is no difference
_COLUMNS = ("备注", "差异说明")
_TYPED = re.compile(r"([\u4e00-\u9fff]*?(?:率|团青比))(?:为|是|达|达到)?[:=]?(\d+(?:\.\d+)?)%")
# A rate of another time, of a change, or one that its author does not take for exact.
_OTHER = re.compile(
    "同比|环比|增长|增幅|下降|提高|减少|上年|去年|上期|往年|全区|全市|约|左右|以上|近|超|余|计划|目标"
)


def typed_rates(filing: Filing, ground: Ground, values: Values) -> Iterator[Finding]:
    """X09: a finding for each rate typed in 备注 or 差异说明 that is off by more than 0.1 percentage points.

    Only a text that holds one percentage, calls it a rate of this very row and names no other time or scope is
    compared; anything else could be another rate.
    """
    for entry in filing.entries:
        rate = _rate_of(entry.code, ground.catalogue)
        if rate is None:
            continue
        part, whole = values.get(rate.numerator), values.get(rate.denominator)
        right = quotient(part, whole, 100) if part is not None and whole is not None else None
        for text, typed in _typed(entry, rate, ground.catalogue):
            if right is not None and abs(typed - right) > TOLERANCE:
                yield _off(entry, rate, text, typed, right, ground.catalogue)


def _rate_of(code: str, catalogue: Catalogue) -> ComputedFigure | None:
    """The only rate that the indicator is a part of; None when there are several or none."""
    rates = [
        f for f in catalogue.computed if f.aggregation == "ratio" and code in (f.numerator, f.denominator)
    ]
    return rates[0] if len(rates) == 1 else None


def _typed(entry: Entry, rate: ComputedFigure, catalogue: Catalogue) -> Iterator[tuple[TextValue, Decimal]]:
    for name in _COLUMNS:
        if name in entry.beside:
            text = entry.beside[name]
            plain_text = unicodedata.normalize("NFKC", text.text).replace(" ", "")
            match = _TYPED.search(plain_text)
            alone = plain_text.count("%") == 1 and not _OTHER.search(plain_text)
            if match and alone and _means(match[1], rate, catalogue):
                yield text, Decimal(match[2])


def _means(word: str, rate: ComputedFigure, catalogue: Catalogue) -> bool:
    """True when the word for the rate shares two characters with the rate or the figures that make it."""
    said = "".join(i.name for i in catalogue.indicators if i.code in (rate.numerator, rate.denominator))
    stem = word.removesuffix("率")
    return stem[-2:] in f"{rate.label}{said}" if len(stem) >= 2 else word == "率"


def _off(
    entry: Entry, rate: ComputedFigure, text: TextValue, typed: Decimal, right: Decimal, catalogue: Catalogue
) -> Finding:
    parts = {i.code: i for i in catalogue.indicators}
    part, whole = named(parts[rate.numerator]), named(parts[rate.denominator])
    return Finding(
        "X09",
        Severity.WARNING,
        text.cell,
        f"“{text.text}”中的率为{plain(typed)}%，按{part}除以{whole}计算为{plain(round(right, 2))}%，"
        "相差超过0.1个百分点，采用计算值。",
        f"请核对{part}和{whole}；手填的率只用于核对，可以删去。",
        code=entry.code,
        raw=text.text,
        value=round(right, 2),
    )
