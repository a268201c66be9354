"""The sample with one typed cell of one return lost, cell after cell → papers in which nothing may have become false.

    python -m tests.losing [UNIT…] [--every N]

Every paper is read by the law of test_narrative_law, which knows no filter and no claim, and the figures themselves
are held against plain subtraction: what the cell gave is gone, and nobody may call the rest complete.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from tests.conftest import SAMPLE
from tests.test_narrative_law import lies
from youthreport.document import write
from youthreport.frame import Frame
from youthreport.listing import normalised
from youthreport.model import Annex, Filing, FilingStatus, Indicator, Rollup, Vocabulary
from youthreport.pipeline.building import tell, total
from youthreport.pipeline.inputs import Inputs, judge, read
from youthreport.project import load_project

UNITS = ("JD04", "XX04", "QY02")
PLAN = "下半年计划"
NEEDED = ("类别", "事项", "责任单位", "完成时限")  # without one of them a row tells of no task


@dataclass(frozen=True)
class Loss:
    """A return without one cell; `code` and `value` are those of an indicator, "" and None for a cell of a list."""

    name: str
    filing: Filing
    code: str = ""
    value: int | Decimal | None = None


def losses(filing: Filing) -> Iterator[Loss]:
    """The return without each of its typed cells in turn."""
    for entry in filing.entries:
        if entry.value is not None:
            left = tuple(replace(e, value=None, raw="") if e is entry else e for e in filing.entries)
            yield Loss(f"指标 {entry.code}", replace(filing, entries=left), entry.code, entry.value)
    for sheet, table in filing.tables.items():
        for row in table.rows:
            for column in row.values:
                kept = {
                    name: {key: value for key, value in getattr(row, name).items() if key != column}
                    for name in ("values", "cells", "raws")
                }
                rows = tuple(replace(r, **kept) if r is row else r for r in table.rows)
                yield Loss(
                    f"{sheet} 第{row.number}行 {column}",
                    replace(filing, tables={**filing.tables, sheet: replace(table, rows=rows)}),
                )


@dataclass(frozen=True)
class Sample:
    """The sample as it was read, before judging, and what it comes to as it is."""

    raw: Inputs
    whole: Rollup

    def of(self, unit: str) -> Filing:
        """The return of a unit that counts."""
        found = [f for f in judge(self.raw)[0].filings if f.unit and f.unit.code == unit]
        kept = next(f for f in found if f.status is FilingStatus.ACCEPTED)
        return next(f for f in self.raw.filings if f.file == kept.file)

    def after(self, loss: Loss) -> list[str]:
        """Everything untrue that the paper says after the loss."""
        filings = tuple(loss.filing if f.file == loss.filing.file else f for f in self.raw.filings)
        changed, _ = judge(replace(self.raw, filings=filings))
        rollup = total(changed)
        vocabulary = tell(changed, rollup)
        told = lies(_paper(changed, vocabulary), (rollup, changed.district))
        for annex in vocabulary.annexes:
            told += false_tasks(annex, changed)
        return [*told, *self._sums(loss, rollup)]

    def _sums(self, loss: Loss, rollup: Rollup) -> Iterator[str]:
        indicator = next((i for i in self.raw.catalogue.indicators if i.code == loss.code), None)
        if indicator is None or loss.value is None or not self._plain(indicator):
            return
        before, after = self.whole.figures[loss.code], rollup.figures.get(loss.code)
        if (after.value or 0 if after else 0) != (before.value or 0) - loss.value:
            yield f"{loss.code} 少了 {loss.value}，合计却不是原数减去它"
        if (
            after is not None
            and after.complete
            and loss.filing.unit
            and loss.filing.unit.type in indicator.compulsory
        ):
            yield f"{loss.code} 缺了一家，却算报齐"

    def _plain(self, indicator: Indicator) -> bool:
        return indicator.aggregation == "sum" and indicator.source == "typed"


def sample() -> Sample:
    """The sample, read once."""
    raw = read(load_project(SAMPLE), lambda _words: None)
    return Sample(raw, total(judge(raw)[0]))


def _paper(inputs: Inputs, vocabulary: Vocabulary) -> bytes:
    templates = inputs.project.templates
    return write(vocabulary, templates, Frame("总结"), stamp=datetime(2026, 7, 10)).content


def false_tasks(annex: Annex, inputs: Inputs) -> Iterator[str]:
    """Rows of 重点任务分解表 whose target is not the sum of what the returns say of that task."""
    if annex.title != "重点任务分解表":
        return
    rows = [
        row.values
        for filing in (*inputs.filings, inputs.district.filing)
        if filing.status is FilingStatus.ACCEPTED and PLAN in filing.tables
        for row in filing.tables[PLAN].rows
        if not row.excluded and all(row.values.get(name) for name in NEEDED)
    ]
    for told in annex.rows:
        task, target = normalised(str(told[1])), told[2].parts
        same = [row for row in rows if normalised(str(row.get("事项", ""))) == task]
        given = [row.get("量化目标") for row in same]
        if target and (None in given or Decimal(target[0].text) != sum(Decimal(str(g)) for g in given)):
            yield f"任务“{told[1]}”的量化目标 {told[2]} 不是各单位之和"


def main(arguments: list[str]) -> int:
    """0 when no paper says anything untrue."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", nargs="*", default=list(UNITS))
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args(arguments)
    world, count, bad = sample(), 0, 0
    for unit in chosen.units:
        for loss in itertools.islice(losses(world.of(unit)), 0, None, chosen.every):
            count += 1
            if told := world.after(loss):
                bad += 1
                sys.stdout.write(f"{unit} {loss.name}: {told}\n")
        sys.stdout.write(f"{unit}: {count} papers so far, {bad} with something untrue\n")
        sys.stdout.flush()
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
