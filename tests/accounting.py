"""A built project → every number of its paper is a figure, and every figure is what its cells say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from youthreport.catalogue import load_catalogue
from youthreport.phrases.counts import counts
from youthreport.revision.reading import read
from youthreport.revision.records import QUOTED, Mark, Paragraph, Text
from youthreport.wordfile import Package, open_package

TICKED = {"本期无此项": "✓"}  # the zero of a list stands at its tick on the cover
ADDED_UP = ("sum", "count", "distinct", "derived")
DIGITS = re.compile(r"\d+(?:\.\d+)?")
Figures = Mapping[str, Mapping[str, Any]]


def figures_of(folder: Path) -> dict[str, dict[str, Any]]:
    """figures.json of that folder by code."""
    told = json.loads((folder / "figures.json").read_text("utf-8"))
    return {figure["code"]: figure for figure in told["figures"]}


def text_of_paper(content: bytes) -> Text:
    """A paper as it is read back."""
    package = open_package(content)
    assert isinstance(package, Package)
    return read(package)


def paper_in(folder: Path) -> Path:
    """The paper of that folder, not its review copy."""
    (found,) = (path for path in folder.glob("*.docx") if not path.stem.endswith("（审阅稿）"))
    return found


def account_for(project: Path) -> None:
    """Nothing in the last build is unexplained: figures by their cells, the paper by its figures."""
    figures = figures_of(project / "output")
    assert [f["code"] for f in figures.values() if not _adds_up(f)] == []
    assert list(_wrong_cells(project, figures)) == []
    assert list(_rates(figures)) == []
    account_for_paper(text_of_paper(paper_in(project / "output").read_bytes()), figures)


def account_for_paper(paper: Text, figures: Figures) -> None:
    """Each mark is a figure in its wording, `printed` names them all, and no number stands outside a mark."""
    told: dict[str, list[str]] = {}
    for mark in paper.marks:
        if mark.code != QUOTED:
            told.setdefault(mark.code, []).append(mark.text)
    assert {code: f["printed"] for code, f in figures.items() if f["printed"]} == told
    plain = [m for m in paper.marks if m.code in figures]
    assert [(m.name, m.text) for m in plain if not says(m, figures[m.code])] == []
    assert stray(paper, tuple(load_catalogue().measures)) == []


def _adds_up(figure: Mapping[str, Any]) -> bool:
    if figure["aggregation"] not in ADDED_UP or figure["value"] is None:
        return True
    counted = [Decimal(str(s["value"])) for s in figure["sources"] if s["value"] is not None]
    return sum(counted) == Decimal(str(figure["value"]))


def _rates(figures: Figures) -> Iterator[str]:
    """The codes of rates that are not those of their two parts, where the same units gave both of them."""
    for rate in load_catalogue().computed:
        if rate.aggregation != "ratio" or not {rate.code, rate.numerator, rate.denominator} <= set(figures):
            continue
        whole, above, below = (figures[code] for code in (rate.code, rate.numerator, rate.denominator))
        if whole["value"] is None or not below["value"] or _units(above) != _units(below):
            continue
        value, part, base = (Decimal(str(f["value"])) for f in (whole, above, below))
        if abs(value - 100 * part / base) > Decimal("0.01"):
            yield rate.code


def _units(figure: Mapping[str, Any]) -> set[str]:
    return {source["unit"] for source in figure["sources"] if source["value"] is not None}


def _wrong_cells(project: Path, figures: Figures) -> Iterator[tuple[str, str, str]]:
    """Counted cells that do not hold what they are said to hold."""
    books: dict[str, openpyxl.Workbook] = {}
    for figure in figures.values():
        for source in figure["sources"]:
            if source["value"] is None or not source["cell"]:
                continue
            if source["file"] not in books:
                books[source["file"]] = openpyxl.load_workbook(project / source["file"], data_only=True)
            value = books[source["file"]][source["sheet"]][source["cell"]].value
            if ("" if value is None else str(value)) != TICKED.get(source["raw"], source["raw"]):
                yield figure["code"], source["file"], source["cell"]


def explained(figure: Mapping[str, Any]) -> bool:
    """Whether the cells that `diff` names add up to the difference of a figure."""
    values = [[(side and side["value"]) or 0 for side in (c["new"], c["old"])] for c in figure["cells"]]
    gap = (figure["new"]["value"] or 0) - (figure["old"]["value"] or 0)
    return sum(new - old for new, old in values) == gap


def says(mark: Mark, figure: Mapping[str, Any]) -> bool:
    """Whether the words in the mark are those of the figure, of its growth, or of something else without digits."""
    digits, value, before = DIGITS.search(mark.text), figure["value"], figure["previous"]
    if digits is None or value is None:
        return True  # 九年
    if mark.text.endswith("%") and figure["measure"] != "%":
        value = abs(Decimal(str(value)) - Decimal(str(before))) * 100 / Decimal(str(before))
    if mark.text.endswith("%"):
        cut = Decimal(str(value)) - Decimal(
            digits[0]
        )  # never rounded up; 稳定在89%以上 is told in whole percent
        return 0 <= cut < (1 if figure["aggregation"] == "min_ratio" else Decimal("0.1"))
    scale = 10_000 if "万" in mark.text else 1
    gap = abs(Decimal(str(value)) / scale - Decimal(digits[0]))
    # A hedge may round to two digits; a bare number is exact.
    return gap == 0 if digits[0] == mark.text else gap < Decimal(digits[0]) / 5


def unmarked(paragraph: Paragraph) -> str:
    """The paragraph with boxes in the place of what marks hold."""
    text = paragraph.text
    for mark in paragraph.marks:
        text = text[: mark.start] + "□" * (mark.end - mark.start) + text[mark.end :]
    return text


def stray(text: Text, measures: tuple[str, ...]) -> list[str]:
    """Every number that counts something and that no mark holds; the running numbers of rows count nothing."""
    found = []
    for paragraph in text.paragraphs:
        bare = unmarked(paragraph)
        if paragraph.place.endswith("第1列") and bare.isdigit():
            continue
        found += [bare[a:b] for a, b in counts(bare, measures)]
    return found
