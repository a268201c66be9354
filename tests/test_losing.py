"""One typed cell of a return lost → no sentence of the paper becomes false; the whole of it runs in .ci/long."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.losing import UNITS, Loss, Sample, false_tasks, losses, sample
from youthreport.model import Annex, Part, Wording


@pytest.fixture(scope="module")
def world() -> Sample:
    """The sample, read once."""
    return sample()


@pytest.mark.parametrize("unit", UNITS)
def test_no_sentence_becomes_false_when_a_cell_is_lost(world: Sample, unit: str) -> None:
    every = list(losses(world.of(unit)))
    assert len(every) > 200
    for loss in every[11::140]:  # a few of each sheet; all of them hold
        assert world.after(loss) == [], loss.name


def test_the_sample_itself_says_nothing_untrue(world: Sample) -> None:
    filing = world.of(UNITS[0])
    assert world.after(Loss("nothing", filing)) == []


def test_a_loss_that_is_not_subtracted_is_seen(world: Sample) -> None:
    """The return stays whole while the law is told that it lost a cell."""
    filing = world.of(UNITS[0])
    summed = {
        i.code for i in world.raw.catalogue.indicators if i.aggregation == "sum" and i.source == "typed"
    }
    loss = next(loss for loss in losses(filing) if loss.code in summed and loss.value)
    assert world.after(loss) == []
    assert world.after(replace(loss, filing=filing)) != []


def test_a_target_that_is_no_sum_is_seen(world: Sample) -> None:
    from youthreport.pipeline.building import tell, total
    from youthreport.pipeline.inputs import judge

    inputs = judge(world.raw)[0]
    annex = next(a for a in tell(inputs, total(inputs)).annexes if a.title == "重点任务分解表")
    assert list(false_tasks(annex, inputs)) == []
    first, rest = annex.rows[0], annex.rows[1:]
    wrong = (*first[:2], Wording("量化目标", (Part("9999"), Part("场"))), *first[3:])
    lying = Annex(annex.title, annex.header, (wrong, *rest), annex.widths)
    assert len(list(itertools.islice(false_tasks(lying, inputs), 9))) == 1
